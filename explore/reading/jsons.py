"""Rows out of JSON and JSON Lines, whole or cut off.

Exports of articles come as a list of objects, as a list under some name ({"articles": […]}), as an object of objects
keyed by id, or as an object of columns. A broken array gives the objects before the break; a broken line costs itself.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from explore.errors import BadInput
from explore.reading.columns import EVERY_KEY, KEYS, key
from explore.reading.encodings import decode, is_text
from explore.reading.rows import KNOWN, Note, Row, text_of


def json_rows(stream: Any, path: Path, where: str) -> Iterator[Row]:
    """Yield the articles of a JSON file: a list of objects, wherever it stands, an object of objects, or of columns."""
    data = stream.read()
    decoded = decode(data)
    notes: list[Note] = [("repaired", decoded.note, "")] if decoded.note else []
    try:
        whole = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        start = decoded.text.lstrip()[:1]
        if start == "[" and not isinstance(error, RecursionError):
            yield from _cut_array(decoded.text, where, notes, path)
        elif start == "{" and isinstance(_load(decoded.text.lstrip().split("\n", 1)[0])[0], dict):
            yield from line_rows(io.BytesIO(data), path, where)  # JSON Lines under another name
        else:
            raise BadInput(
                f"{path} is not JSON: {_said(error)}. Make it again, or write one object a line (.jsonl)."
            ) from error
        return
    for here, item in _items(whole, where, path):
        yield _json_row(here, item, list(notes))


def _json_row(where: str, item: Any, notes: list[Note]) -> Row:
    if isinstance(item, dict):
        return Row(where, item, notes)
    return Row(where, {"": item}, notes, f"not an object but {type(item).__name__}")


def _said(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]


def _load(line: str) -> tuple[Any, str | None]:
    try:
        return json.loads(line), None
    except (ValueError, RecursionError) as error:
        return None, f"not JSON: {_said(error)}"


def _items(whole: Any, where: str, path: Path) -> Iterator[tuple[str, Any]]:
    """Find the articles in a JSON value: the longest list of objects that is not too deep."""
    if isinstance(whole, list):
        yield from ((f"{where}[{k}]", item) for k, item in enumerate(whole))
        return
    if not isinstance(whole, dict):
        raise BadInput(
            f"{path} holds {type(whole).__name__}, not articles. Write a list of objects with a 'text' each."
        )
    known = EVERY_KEY & {key(name) for name in whole}
    lists = {
        name: value
        for name, value in whole.items()
        if isinstance(value, list) and any(isinstance(v, dict) for v in value)
    }
    if known and all(isinstance(v, (list, dict)) for v in whole.values()) and not (len(whole) == 1 and lists):
        yield from _columns(whole, where, path)  # {"text": [...], "title": [...]}, as pandas writes it
    elif known.intersection(KEYS["text"]) and not lists:
        yield where, whole
    elif lists:
        name = max(lists, key=lambda n: len(lists[n]))
        yield from ((f"{where}:{name}[{k}]", item) for k, item in enumerate(lists[name]))
    elif whole and all(isinstance(v, dict) for v in whole.values()):
        inner = {name: v for name, v in whole.items() if any(isinstance(x, list) for x in v.values())}
        if len(inner) == 1 and not EVERY_KEY & {key(k) for v in whole.values() for k in v}:
            yield from _items(next(iter(inner.values())), f"{where}:{next(iter(inner))}", path)
        else:
            yield from ((f"{where}:{name}", {"id": name} | item) for name, item in whole.items())
    else:
        yield where, whole


def _columns(whole: dict[str, Any], where: str, path: Path) -> Iterator[tuple[str, Any]]:
    columns = {name: list(v.values()) if isinstance(v, dict) else v for name, v in whole.items()}
    if len({len(v) for v in columns.values()}) > 1:
        lengths = ", ".join(f"{name} {len(v)}" for name, v in list(columns.items())[:8])
        raise BadInput(f"{path} holds columns of different lengths: {lengths}. Write a list of objects instead.")
    for k, values in enumerate(zip(*columns.values(), strict=True)):
        yield f"{where}[{k}]", dict(zip(columns, values, strict=True))


def _cut_array(text: str, where: str, notes: list[Note], path: Path) -> Iterator[Row]:
    """Read the objects of a broken array one by one, up to where it breaks."""
    decoder, position, k = json.JSONDecoder(), text.index("[") + 1, 0
    skip = re.compile(r"[\s,]*")
    while True:
        position = skip.match(text, position).end()  # type: ignore[union-attr]
        if text[position : position + 1] in {"]", ""}:
            break
        try:
            item, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            if k == 0:
                raise BadInput(
                    f"{path} is not JSON: {_said(error)}. Make it again, or write one object a line (.jsonl)."
                ) from error
            reason = f"the JSON breaks here, what follows was not read: {_said(error)}"
            yield Row(f"{where}[{k}]", {"": text[position : position + 2000]}, [], reason)
            return
        yield _json_row(f"{where}[{k}]", item, list(notes))
        k += 1
    yield Row(
        where, {"": text[position : position + 2000]}, [], "the JSON array is not closed: the file may be cut off"
    )


def line_rows(stream: Any, path: Path, where: str) -> Iterator[Row]:
    """Yield the articles of a file with one JSON object a line, line by line, so that any size can be read."""
    head = stream.read(1 << 16)
    notes: list[Note] = []
    if b"\x00" in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 cannot be cut at bytes
        text, notes = text_of(head + stream.read(), path)
        stream, head = io.BytesIO(text.encode("utf-8", "surrogatepass")), b""
        head = stream.read(1 << 16)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    first, newline, _ = start.partition(b"\n")
    if start[:1] == b"[" or (newline and start[:1] == b"{" and _load(decode(first).text)[1]):
        head += stream.read()
        if start[:1] == b"[" or _load(decode(head).text)[1] is None:
            yield from json_rows(io.BytesIO(head), path, where)  # JSON under another name
            return
    elif start[:1] not in {b"{", b""} and not is_text(decode(head).text):
        raise BadInput(f"{path} does not look like text in any encoding. Read are {KNOWN}.")
    for number, line in enumerate(_lines(head.removeprefix(b"\xef\xbb\xbf"), stream), 1):
        if line.strip():
            yield _line_row(line, f"{where}:{number}", list(notes))


def _lines(head: bytes, stream: Any) -> Iterator[bytes]:
    """Split at line feeds only: other ends of lines, such as U+2028, may stand inside a string of JSON."""
    rest = head
    while chunk := stream.read(1 << 20):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
    yield from rest.split(b"\n")


def _line_row(line: bytes, where: str, notes: list[Note]) -> Row:
    decoded = decode(line)
    if decoded.note:
        notes.append(("repaired", decoded.note, ""))
    item, wrong = _load(decoded.text)
    return Row(where, {"": decoded.text[:2000]}, notes, wrong) if wrong else _json_row(where, item, notes)

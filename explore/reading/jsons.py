"""Rows out of JSON and JSON Lines, whole or cut off.

Exports of articles come as a list of objects, as a list under some name ({"articles": […]}), as an object of objects
keyed by id, or as an object of columns. A broken array gives the objects before the break; a broken line costs itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from explore.reading.columns import EVERY_KEY, KEYS, key
from explore.reading.encodings import decode
from explore.reading.rows import Note, Row, Unreadable, lines_of, repaired

_SHOWN = 2000  # characters of a broken file that the report keeps


def json_rows(data: bytes, where: str) -> Iterator[Row]:
    """Yield the articles of a JSON file: a list of objects, wherever it stands, an object of objects, or of columns."""
    text, _, note = decode(data)
    whole, wrong = _load(text)
    if wrong is None:
        for place, item in _items(whole, where):
            yield _object_row(place, item, repaired(note))
    elif text.lstrip().startswith("["):
        yield from _cut_array(text, where, repaired(note))
    elif isinstance(_load(text.lstrip().partition("\n")[0])[0], dict):
        yield from line_rows(data, where)  # JSON Lines under another name
    else:
        raise _broken(wrong)


def line_rows(data: bytes, where: str) -> Iterator[Row]:
    """Yield the articles of a file with one JSON object a line."""
    text, by_line, notes = lines_of(data)
    first, newline, _ = text.lstrip().partition("\n")
    several = newline and not isinstance(_load(first)[0], dict)
    if first.startswith("[") or (several and _load(text)[1] is None):
        yield from json_rows(data, where)  # JSON under another name
        return
    # Split at line feeds only: other ends of lines, such as U+2028, may stand inside a string of JSON.
    for number, line in enumerate(text.split("\n")):
        if not line.strip():
            continue
        place = f"{where}:{number + 1}"
        item, wrong = _load(line)
        remarks = [*notes, *repaired(by_line.get(number))]
        if wrong is None:
            yield _object_row(place, item, remarks)
        else:
            yield Row(place, {"": line[:_SHOWN]}, remarks, f"not JSON: {wrong}")


def _object_row(where: str, item: Any, notes: list[Note]) -> Row:
    if isinstance(item, dict):
        return Row(where, item, notes)
    return Row(where, {"": item}, notes, f"not an object but {type(item).__name__}")


def _load(text: str) -> tuple[Any, str | None]:
    """Return the value of a JSON text, or None and what is wrong with it."""
    try:
        return json.loads(text), None
    except (ValueError, RecursionError) as error:
        return None, _reason(error)


def _reason(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]


def _broken(reason: str) -> Unreadable:
    return Unreadable(f"is not JSON: {reason}. Make it again, or write one object a line (.jsonl).")


def _items(whole: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Return the articles in a JSON value, each with where it stands."""
    if isinstance(whole, list):
        return _numbered(whole, where)
    if not isinstance(whole, dict):
        raise Unreadable(f"holds {type(whole).__name__}, not articles. Write a list of objects with a 'text' each.")
    known = EVERY_KEY & set(map(key, whole))
    lists = [name for name, value in whole.items() if isinstance(value, list) and any(map(_is_object, value))]
    if known and all(isinstance(value, (list, dict)) for value in whole.values()) and (len(whole) > 1 or not lists):
        return _numbered(_columns(whole), where)
    if lists:
        longest = max(lists, key=lambda name: len(whole[name]))
        return _numbered(whole[longest], f"{where}:{longest}")
    if whole and all(map(_is_object, whole.values())) and not known.intersection(KEYS["text"]):
        return _keyed(whole, where)
    return iter([(where, whole)])


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _numbered(items: list[Any], where: str) -> Iterator[tuple[str, Any]]:
    return ((f"{where}[{k}]", item) for k, item in enumerate(items))


def _keyed(whole: dict[str, Any], where: str) -> Iterator[tuple[str, Any]]:
    """Return the articles of an object of objects: keyed by id, or wrapped once more ({"data": {"articles": […]}})."""
    wrapped = [name for name, value in whole.items() if any(isinstance(v, list) for v in value.values())]
    if len(wrapped) == 1 and not EVERY_KEY & {key(name) for value in whole.values() for name in value}:
        return _items(whole[wrapped[0]], f"{where}:{wrapped[0]}")
    return ((f"{where}:{name}", {"id": name} | item) for name, item in whole.items())


def _columns(whole: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the objects of an object of columns, {"text": […], "title": […]}, as pandas writes it."""
    columns = {name: list(v.values()) if isinstance(v, dict) else v for name, v in whole.items()}
    if len({len(v) for v in columns.values()}) > 1:
        lengths = ", ".join(f"{name} {len(v)}" for name, v in list(columns.items())[:8])
        raise Unreadable(f"holds columns of different lengths: {lengths}. Write a list of objects instead.")
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _cut_array(text: str, where: str, notes: list[Note]) -> Iterator[Row]:
    """Yield the objects of a broken array, up to where it breaks."""
    decoder, gap = json.JSONDecoder(), re.compile(r"[\s,]*+(?!\])(?=.)", re.DOTALL)
    position, number = text.index("[") + 1, 0
    place, reason = where, "the JSON array is not closed: the file may be cut off"
    while match := gap.match(text, position):
        try:
            item, position = decoder.raw_decode(text, match.end())
        except (ValueError, RecursionError) as error:
            if number == 0:
                raise _broken(_reason(error)) from error
            place, reason = f"{where}[{number}]", f"the JSON breaks here, what follows was not read: {_reason(error)}"
            position = match.end()
            break
        yield _object_row(f"{where}[{number}]", item, list(notes))
        number += 1
    yield Row(place, {"": text[position : position + _SHOWN]}, [], reason)

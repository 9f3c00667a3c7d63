"""Rows out of tables: CSV, JSON, JSON Lines, Parquet, Excel, DataFrames.

A sound file is read by the fast reader of its format. Where that fails, a slower and more tolerant one goes row by row
and says which rows were flawed: a quotation mark too many in a CSV, an array of JSON that is cut off, a line that is
no JSON. Nothing here knows what a column means.
"""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from explore.errors import BadInput
from explore.reading import files
from explore.reading.columns import SYNONYMS, key, unique
from explore.reading.encodings import decode, decode_lines, is_text
from explore.reading.files import Keep, Note, Row

_KEYS = {key(name) for group in SYNONYMS.values() for name in group}


# --- CSV -----------------------------------------------------------------------------------------------


def csv_rows(stream: Any, path: Path, where: str) -> Iterator[Row]:
    """Yield the rows of a CSV or TSV file; the separator is the one that gives the most columns with known names."""
    text, by_line, note = decode_lines(stream.read())
    if not is_text(text):
        raise BadInput(f"{path} does not look like text in any encoding. Read are {files.KNOWN}.")
    first = re.split(r"\r\n|\n|\r", text.lstrip("\r\n"), maxsplit=1)[0]
    mark = max("\t,;|،", key=lambda m: (len(_KEYS & {key(k) for k in first.split(m)}), first.count(m)))
    every: list[Note] = [("repaired", note, "")] if note else []
    records = _sound(text, mark) if not by_line else None
    header: list[str] | None = None
    for line, values, notes, bad in records if records is not None else _tolerant(text, mark):
        if header is None:
            header = unique(value.strip() for value in values)
            continue
        here = f"{where}:{line}"
        if bad is None and any(values[len(header) :]):
            bad = f"the row has {len(values)} fields, the header {len(header)}"
        elif bad is None and len(values) < len(header):
            notes = [*notes, ("doubtful", "row with fewer fields than the header", f"{len(values)} of {len(header)}")]
        lines = range(line - 1, line + sum(v.count("\n") for v in values))
        notes = [*every, *notes, *{("repaired", by_line[k], "") for k in lines if k in by_line}]
        yield Row(here, dict(zip(header, values, strict=False)), notes, bad)


_Record = tuple[int, list[str], list[Note], str | None]


def _sound(text: str, mark: str) -> Iterable[_Record] | None:
    """Read with the standard reader, strictly; None when the file has any flaw."""
    before = csv.field_size_limit(1 << 30)  # an article may be longer than the default of 131,072
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        records, width = [], None
        line = 1
        for values in reader:
            if values:
                width = width or len(values)
                if len(values) != width:
                    return None
                records.append((line, values, [], None))
            line = reader.line_num + 1
        return records
    except csv.Error:
        return None
    finally:
        csv.field_size_limit(before)


def _tolerant(text: str, mark: str) -> Iterator[_Record]:
    """Read record by record: a quotation mark closes a field only before a separator or the end of a line.

    A field that never closes, or that swallows the rows after it, is read again as if its quotation mark were a letter.
    """
    sep = re.escape(mark)
    cell = re.compile(
        rf"""[ ]*"(?P<quoted>[^"]*+(?:"(?:"|(?![ ]*(?:{sep}|\r?\n|\Z)))[^"]*+)*+)"[ ]*(?P<end>{sep}|\r?\n|\Z)
           |(?P<plain>[^{sep}\r\n]*+(?:\r(?!\n)[^{sep}\r\n]*+)*+)(?P<stop>{sep}|\r?\n|\Z)""",
        re.VERBOSE,
    )
    unquoted = re.compile(rf"(?P<plain>[^{sep}\n]*+)(?P<stop>{sep}|\n|\Z)")
    position, line, width = 0, 1, 0
    while position < len(text):
        values, end, flawed = _record(text, position, cell)
        spans = text.count("\n", position, max(position, end - 1))
        notes: list[Note] = [("repaired", "quotation marks inside a field that were not doubled", "")] if flawed else []
        bad = None
        if spans and width and len(values) != width:
            again, again_end, _ = _record(text, position, unquoted)
            notes, values, end = [("doubtful", "stray quotation mark read as a letter", "")], again, again_end
            values[-1] = values[-1].rstrip("\r")
            bad = None if len(values) == width else f"a stray quotation mark: {len(values)} fields, the header {width}"
        if values != [""]:
            width = width or len(values)
            yield line, values, notes, bad
        line += text.count("\n", position, end)
        position = end


def _record(text: str, position: int, cell: re.Pattern[str]) -> tuple[list[str], int, bool]:
    values, flawed = [], False
    while True:
        match = cell.match(text, position)
        if match is None:  # cannot be: a plain field matches anything up to the end of its line
            return values, len(text), True
        groups = match.groupdict()
        quoted = groups.get("quoted")
        if quoted is None:
            values.append(match["plain"])
        else:
            flawed = flawed or '"' in quoted.replace('""', "")
            values.append(quoted.replace('""', '"'))
        stop = groups.get("end") if quoted is not None else match["stop"]
        position = match.end()
        if not stop or stop.endswith("\n"):
            return values, max(position, match.start() + 1), flawed


# --- JSON ----------------------------------------------------------------------------------------------


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
    known = _KEYS & {key(name) for name in whole}
    lists = {
        name: value
        for name, value in whole.items()
        if isinstance(value, list) and any(isinstance(v, dict) for v in value)
    }
    if known and all(isinstance(v, (list, dict)) for v in whole.values()) and not (len(whole) == 1 and lists):
        yield from _columns(whole, where, path)  # {"text": [...], "title": [...]}, as pandas writes it
    elif "text" in {name for name, group in SYNONYMS.items() if known & {key(g) for g in group}} and not lists:
        yield where, whole
    elif lists:
        name = max(lists, key=lambda n: len(lists[n]))
        yield from ((f"{where}:{name}[{k}]", item) for k, item in enumerate(lists[name]))
    elif whole and all(isinstance(v, dict) for v in whole.values()):
        inner = {name: v for name, v in whole.items() if any(isinstance(x, list) for x in v.values())}
        if len(inner) == 1 and not _KEYS & {key(k) for v in whole.values() for k in v}:
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
        text, notes = files.text_of(head + stream.read(), path)
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
        raise BadInput(f"{path} does not look like text in any encoding. Read are {files.KNOWN}.")
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


# --- Parquet, Excel, DataFrames ------------------------------------------------------------------------


def parquet_rows(path: Path, where: str, keep: Keep) -> Iterator[Row]:
    """Yield the rows of a Parquet file, a few thousand at a time, of the columns that are needed only."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        columns = list(dict.fromkeys(keep(list(file.schema_arrow.names)))) or None
        start = 0
        for batch in file.iter_batches(batch_size=2048, columns=columns):
            lists = [_plain(column) for column in batch.columns]
            header = unique(batch.schema.names)
            for k, values in enumerate(zip(*lists, strict=True)):
                yield Row(f"{where}:{start + k + 1}", dict(zip(header, values, strict=True)))
            start += batch.num_rows
    except (pa.ArrowException, OSError, ValueError) as error:
        said = " ".join(str(error).split())[:150]
        raise BadInput(
            f"{path} is not a sound Parquet file: {said}. It may be cut off; write or fetch it again."
        ) from error


def _plain(column: Any) -> list[Any]:
    import pyarrow as pa

    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:  # bytes of another encoding that were stored as if they were UTF-8
        return list(column.cast(pa.binary() if pa.types.is_string(column.type) else pa.large_binary()).to_pylist())


def xlsx_rows(path: Path, where: str, keep: Keep) -> Iterator[Row]:
    """Yield the rows of every sheet with a header; of formulas the values that were saved, nothing is computed."""
    import openpyxl

    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
            inside = set(archive.namelist())
        if size > files.MAX_BYTES:
            raise BadInput(
                f"{path} unpacks to {size:,} bytes, more than {files.MAX_BYTES:,}. Save it as CSV and split it."
            )
        if "xl/workbook.xml" not in inside:
            raise BadInput(f"{path} is a zip archive, not an .xlsx workbook. Unpack it and pass the folder.")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validation, which are not read
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            many = len(book.worksheets) > 1
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some programs write a wrong size, and rows would be left out
                yield from _sheet_rows(sheet, f"{where}/{sheet.title}" if many else where, keep)
            book.close()
    except BadInput:
        raise
    except Exception as error:  # openpyxl meets damaged archives with errors of many kinds
        said = f"{type(error).__name__}: {str(error)[:100]}"
        raise BadInput(
            f"{path} is not a sound .xlsx file ({said}). Open it in a spreadsheet and save it again."
        ) from error


def _sheet_rows(sheet: Any, where: str, keep: Keep) -> Iterator[Row]:
    header: list[str] | None = None
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if not any(value not in (None, "") for value in values):
            continue
        if header is None:
            header = unique(values)
            wanted = set(keep(header))
            continue
        row = Row(
            f"{where}:{number}", {n: v for n, v in zip(header, values, strict=False) if n in wanted or not wanted}
        )
        if any(isinstance(v, str) and len(v) == 32_767 for v in values):
            row.notes.append(("doubtful", "text as long as a cell can be: it may be cut off", ""))
        yield row


def frame_rows(df: pd.DataFrame) -> Iterator[Row]:
    """Yield the rows of a DataFrame; an index with a name counts as a column."""
    table = df.reset_index() if any(n is not None and n not in df.columns for n in df.index.names) else df
    header = unique(" ".join(map(str, c)) if isinstance(c, tuple) else c for c in table.columns)
    columns = [table.iloc[:, k].tolist() for k in range(table.shape[1])]
    for label, *values in zip(df.index, *columns, strict=True):
        yield Row(f"row {label}", dict(zip(header, values, strict=True)), file="DataFrame")

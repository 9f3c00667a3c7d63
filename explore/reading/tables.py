"""Rows out of tables: CSV and TSV, Parquet, Excel, DataFrames. Nothing here knows what a column means.

CSV is read record by record, sound or not: a quotation mark closes a field only before a separator or the end of a
line, and one that would swallow the rows after it is read as a letter. So a stray mark costs one row, not the
rest of the file.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pandas as pd

from explore.reading import rows
from explore.reading.columns import EVERY_KEY, key, unique
from explore.reading.rows import Keep, Note, Row, Unreadable, lines_of, repaired

_SEPARATORS = "\t,;|\N{ARABIC COMMA}"
_STRAY: Note = ("doubtful", "stray quotation mark read as a letter", "")
_INNER: Note = ("repaired", "quotation marks inside a field that were not doubled", "")
_CELL = 32_767  # characters that a cell of a spreadsheet can hold


def csv_rows(data: bytes, where: str) -> Iterator[Row]:
    """Yield the rows of a CSV or TSV file; the separator is the one that gives the most columns with known names."""
    text, by_line, every = lines_of(data)
    if "\n" not in text:
        text = text.replace("\r", "\n")
    first = next(filter(str.strip, text.split("\n")), "")
    separator = max(_SEPARATORS, key=lambda s: (len(EVERY_KEY & set(map(key, first.split(s)))), first.count(s)))
    header: list[str] = []
    start = stop = 0
    for record, values, notes in _records(text, separator):
        start, stop = stop, stop + record.count("\n")
        if not record.strip("\r\n"):
            continue
        if not header:
            header = unique(value.strip() for value in values)
            continue
        row = Row(f"{where}:{start + 1}", dict(zip_longest(header, values[: len(header)])), [*every, *notes])
        repairs = sorted({by_line[k] for k in range(start, max(stop, start + 1)) if k in by_line})
        row.notes += [note for what in repairs for note in repaired(what)]
        if len(values) != len(header) and _STRAY in notes:
            row.bad = f"a stray quotation mark: {len(values)} fields, the header {len(header)}"
        elif any(values[len(header) :]):
            row.bad = f"the row has {len(values)} fields, the header {len(header)}"
            row.fields["beyond the header"] = values[len(header) :]
        elif len(values) < len(header):
            row.notes.append(("doubtful", "row with fewer fields than the header", f"{len(values)} of {len(header)}"))
        yield row


def _records(text: str, separator: str) -> Iterator[tuple[str, list[str], list[Note]]]:
    """Yield the text, the fields and the remarks of every record.

    A record over several lines with another number of fields than the first is one line in which quotation marks are
    letters; and so is every line after a mark that nothing closes, which saves looking through the file for each.
    """
    sep = re.escape(separator)
    field = re.compile(
        rf"""(?:[ ]*"(?P<quoted>[^"]*+(?:"(?:"|(?![ ]*(?:{sep}|\r?\n|\Z)))[^"]*+)*+)"[ ]*\r?
               |(?P<plain>[^{sep}\n]*+))(?P<stop>{sep}|\n|\Z)""",
        re.VERBOSE,
    )
    end, width, unclosed = 0, 0, False
    while end < len(text):
        start = end
        values, end, notes = ([], 0, [_STRAY]) if unclosed else _fields(text, start, field)
        unclosed = _STRAY in notes
        if unclosed or (width and len(values) != width and "\n" in text[start : end - 1]):
            end = text.find("\n", start) + 1 or len(text)
            values = text[start:end].removesuffix("\n").split(separator)
            notes = [_STRAY] if any(value.lstrip(" ").startswith('"') for value in values) else []
        values[-1] = values[-1].removesuffix("\r")
        width = width or (len(values) if values != [""] else 0)
        yield text[start:end], values, notes


def _fields(text: str, start: int, field: re.Pattern[str]) -> tuple[list[str], int, list[Note]]:
    """Return the fields of the record from `start` on, its end, and remarks: stray where a field does not close."""
    values: list[str] = []
    notes: list[Note] = []
    for match in field.finditer(text, start):
        quoted, plain, stop = match.group("quoted", "plain", "stop")
        values.append(plain if quoted is None else quoted.replace('""', '"'))
        if quoted is None and plain.lstrip(" ").startswith('"'):
            return values, match.end(), [_STRAY]
        if quoted is not None and '"' in quoted.replace('""', ""):
            notes = [_INNER]
        if stop in {"\n", ""}:
            break
    return values, match.end(), notes


def parquet_rows(path: Path, where: str, keep: Keep) -> Iterator[Row]:
    """Yield the rows of a Parquet file, a few thousand at a time, of the columns that are needed only."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        file = pq.ParquetFile(path)
        columns = list(dict.fromkeys(keep(list(file.schema_arrow.names)))) or None
        for batch in file.iter_batches(batch_size=2048, columns=columns):
            header = unique(batch.schema.names)
            for values in zip(*map(_plain, batch.columns), strict=True):
                number += 1
                yield Row(f"{where}:{number}", dict(zip(header, values, strict=True)))
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:150]
        raise Unreadable(
            f"is not a sound Parquet file: {reason}. It may be cut off; write or fetch it again."
        ) from error


def _plain(column: Any) -> list[Any]:
    import pyarrow as pa

    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:  # bytes of another encoding that were stored as if they were UTF-8
        return list(column.cast(pa.binary() if pa.types.is_string(column.type) else pa.large_binary()).to_pylist())


def xlsx_rows(path: Path, where: str, _: Keep) -> Iterator[Row]:
    """Yield the rows of every sheet with a header; of formulas the values that were saved, nothing is computed."""
    import openpyxl  # type: ignore[import-untyped]

    found: list[Row] = []
    try:
        _check_archive(path)
        with path.open("rb") as handle, warnings.catch_warnings(action="ignore"):  # about styles, which are not read
            book = openpyxl.load_workbook(handle, read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some programs write a wrong size, and rows would be left out
                found += _sheet_rows(sheet, f"{where}/{sheet.title}" if len(book.worksheets) > 1 else where)
            book.close()
    except Unreadable:
        raise
    except Exception as error:  # openpyxl meets damaged archives with errors of many kinds
        reason = f"{type(error).__name__}: {str(error)[:100]}"
        raise Unreadable(
            f"is not a sound .xlsx file ({reason}). Open it in a spreadsheet and save it again."
        ) from error
    yield from found


def _check_archive(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
        members = archive.namelist()
    if size > rows.MAX_BYTES:
        raise Unreadable(f"unpacks to {size:,} bytes, more than {rows.MAX_BYTES:,}. Save it as CSV and split it.")
    if "xl/workbook.xml" not in members:
        raise Unreadable("is a zip archive, not an .xlsx workbook. Unpack it and pass the folder.")


def _sheet_rows(sheet: Any, where: str) -> Iterator[Row]:
    header: list[str] = []
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if all(value in (None, "") for value in values):
            continue
        if not header:
            header = unique(values)
            continue
        row = Row(f"{where}:{number}", dict(zip(header, values, strict=False)))
        if any(isinstance(value, str) and len(value) == _CELL for value in values):
            row.notes.append(("doubtful", "text as long as a cell can be: it may be cut off", ""))
        yield row


def frame_rows(df: pd.DataFrame) -> Iterator[Row]:
    """Yield the rows of a DataFrame; an index with a name counts as a column."""
    table = df.reset_index() if set(df.index.names) - {None, *df.columns} else df
    header = unique(" ".join(map(str, name)) if isinstance(name, tuple) else name for name in table.columns)
    columns = [values.tolist() for _, values in table.items()]
    labels = df.index if df.index.is_unique else range(len(df))
    for label, *values in zip(labels, *columns, strict=True):
        yield Row(f"row {label}", dict(zip(header, values, strict=True)), file="DataFrame")

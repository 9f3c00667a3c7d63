"""Rows out of CSV and TSV, sound or not.

A sound file is read by Python's reader. Where that finds a flaw, a slower and more tolerant one goes record by record:
a quotation mark closes a field only before a separator or the end of a line, and one that would swallow the rows
after it is read as a letter. So a stray mark costs one row, not the rest of the file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from explore.reading.columns import EVERY_KEY, key, unique
from explore.reading.rows import Note, Row, lines_of

#: Number of the line, 1-based, the fields, remarks, and why the record is unusable.
_Record = tuple[int, list[str], list[Note], str | None]
#: Fields from a position on, the end of their record, and its flaw: "inner", "unclosed" or "".
_Fields = tuple[list[str], int, str]
_SEPARATORS = "\t,;|\N{ARABIC COMMA}"
_STRAY: Note = ("doubtful", "stray quotation mark read as a letter", "")
_INNER: Note = ("repaired", "quotation marks inside a field that were not doubled", "")


def csv_rows(data: bytes, path: Path, where: str) -> Iterator[Row]:
    """Yield the rows of a CSV or TSV file; the separator is the one that gives the most columns with known names."""
    text, by_line, every = lines_of(data, path)
    first = re.split(r"\r\n|\n|\r", text.lstrip("\r\n"), maxsplit=1)[0]
    separator = max(_SEPARATORS, key=lambda s: (len(EVERY_KEY & set(map(key, first.split(s)))), first.count(s)))
    sound = None if by_line else _sound(text, separator)
    records = iter(_tolerant(text, separator) if sound is None else sound)
    _, names, _, _ = next(records, (1, [], [], None))
    header = unique(name.strip() for name in names)
    for line, values, notes, bad in records:
        row = Row(f"{where}:{line}", dict(zip_longest(header, values[: len(header)])), [*every, *notes], bad)
        lines = range(line - 1, line + sum(value.count("\n") for value in values))
        row.notes += sorted({("repaired", by_line[k], "") for k in lines if k in by_line})
        if bad is None and any(values[len(header) :]):
            row.bad = f"the row has {len(values)} fields, the header {len(header)}"
            row.fields["beyond the header"] = values[len(header) :]
        elif bad is None and len(values) < len(header):
            row.notes.append(("doubtful", "row with fewer fields than the header", f"{len(values)} of {len(header)}"))
        yield row


def _sound(text: str, separator: str) -> Iterable[_Record] | None:
    """Read with the standard reader, strictly; None when the file has any flaw."""
    limit = csv.field_size_limit(1 << 30)  # an article may be longer than the default of 131,072
    records: list[_Record] = []
    line = 1
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        for values in reader:
            if values:
                records.append((line, values, [], None))
            line = reader.line_num + 1
    except csv.Error:
        return None
    finally:
        csv.field_size_limit(limit)
    return records if len({len(values) for _, values, *_ in records}) <= 1 else None


def _tolerant(text: str, separator: str) -> Iterator[_Record]:
    """Read record by record: a quotation mark closes a field only before a separator or the end of a line.

    A field that never closes, or that swallows the rows after it, is read as if its quotation mark were a letter.
    """
    sep = re.escape(separator)
    cell = re.compile(
        rf"""[ ]*"(?P<quoted>[^"]*+(?:"(?:"|(?![ ]*(?:{sep}|\r?\n|\Z)))[^"]*+)*+)"[ ]*(?P<end>{sep}|\r?\n|\Z)
           |(?P<plain>[^{sep}\r\n]*+(?:\r(?!\n)[^{sep}\r\n]*+)*+)(?P<stop>{sep}|\r?\n|\Z)""",
        re.VERBOSE,
    )
    position, line, width, unclosed = 0, 1, 0, False
    while position < len(text):
        values, end, flaw = _unquoted(text, position, separator) if unclosed else _record(text, position, cell)
        notes: list[Note] = [_INNER] if flaw == "inner" else []
        bad = None
        if width and len(values) != width and "\n" in text[position : max(position, end - 1)]:
            values, end, _ = _unquoted(text, position, separator)
            notes = [_STRAY]
            bad = None if len(values) == width else f"a stray quotation mark: {len(values)} fields, the header {width}"
        elif flaw == "unclosed":
            unclosed = True  # no mark from here on closes anything: do not look through the whole file for each
            notes = [_STRAY]
        values[-1] = values[-1].rstrip("\r")
        if values != [""]:
            width = width or len(values)
            yield line, values, notes, bad
        line += text.count("\n", position, end)
        position = end


def _unquoted(text: str, position: int, separator: str) -> _Fields:
    """Read one line in which quotation marks are letters."""
    end = text.find("\n", position) + 1 or len(text)
    values = text[position:end].removesuffix("\n").split(separator)
    return values, end, "unclosed" if any(value.lstrip(" ").startswith('"') for value in values) else ""


def _record(text: str, position: int, cell: re.Pattern[str]) -> _Fields:
    """Read one record in which quotation marks enclose fields."""
    values: list[str] = []
    flaw, stop = "", ","
    while stop and not stop.endswith("\n"):
        match = cell.match(text, position)
        assert match  # a plain field matches anything up to the end of its line
        quoted, plain = match["quoted"], match["plain"]
        if quoted is None:
            values.append(plain)
            flaw = "unclosed" if plain.lstrip(" ").startswith('"') else flaw
        else:
            values.append(quoted.replace('""', '"'))
            flaw = flaw or ("inner" if '"' in quoted.replace('""', "") else "")
        stop = match["stop"] if quoted is None else match["end"]
        position = match.end()
    return values, position, flaw

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
from typing import Any

from explore.errors import BadInput
from explore.reading.columns import EVERY_KEY, key, unique
from explore.reading.encodings import decode_lines, is_text
from explore.reading.rows import KNOWN, Note, Row


def csv_rows(stream: Any, path: Path, where: str) -> Iterator[Row]:
    """Yield the rows of a CSV or TSV file; the separator is the one that gives the most columns with known names."""
    text, by_line, note = decode_lines(stream.read())
    if not is_text(text):
        raise BadInput(f"{path} does not look like text in any encoding. Read are {KNOWN}.")
    first = re.split(r"\r\n|\n|\r", text.lstrip("\r\n"), maxsplit=1)[0]
    mark = max("\t,;|،", key=lambda m: (len(EVERY_KEY & {key(k) for k in first.split(m)}), first.count(m)))
    every: list[Note] = [("repaired", note, "")] if note else []
    records = _sound(text, mark) if not by_line else None
    header: list[str] | None = None
    for line, values, notes, bad in records if records is not None else _tolerant(text, mark):
        if header is None:
            header = unique(value.strip() for value in values)
            continue
        lines = range(line - 1, line + sum(v.count("\n") for v in values))
        row = Row(f"{where}:{line}", dict(zip_longest(header, values[: len(header)])), [*every, *notes], bad)
        row.notes += sorted({("repaired", by_line[k], "") for k in lines if k in by_line})
        if bad is None and any(values[len(header) :]):
            row.bad = f"the row has {len(values)} fields, the header {len(header)}"
            row.fields["beyond the header"] = values[len(header) :]
        elif bad is None and len(values) < len(header):
            said = f"{len(values)} of {len(header)}"
            row.notes.append(("doubtful", "row with fewer fields than the header", said))
        yield row


_Record = tuple[int, list[str], list[Note], str | None]


def _sound(text: str, mark: str) -> Iterable[_Record] | None:
    """Read with the standard reader, strictly; None when the file has any flaw."""
    before = csv.field_size_limit(1 << 30)  # an article may be longer than the default of 131,072
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        records: list[_Record] = []
        width, line = 0, 1
        for values in reader:
            if values:
                width = width or len(values)
                if len(values) != width:
                    return None
                records.append((line, values, [], None))
            line = reader.line_num + 1
    except csv.Error:
        return None
    else:
        return records
    finally:
        csv.field_size_limit(before)


def _tolerant(text: str, mark: str) -> Iterator[_Record]:
    """Read record by record: a quotation mark closes a field only before a separator or the end of a line.

    A field that never closes, or that swallows the rows after it, is read as if its quotation mark were a letter.
    """
    sep = re.escape(mark)
    cell = re.compile(
        rf"""[ ]*"(?P<quoted>[^"]*+(?:"(?:"|(?![ ]*(?:{sep}|\r?\n|\Z)))[^"]*+)*+)"[ ]*(?P<end>{sep}|\r?\n|\Z)
           |(?P<plain>[^{sep}\r\n]*+(?:\r(?!\n)[^{sep}\r\n]*+)*+)(?P<stop>{sep}|\r?\n|\Z)""",
        re.VERBOSE,
    )
    unquoted = re.compile(rf"(?P<plain>[^{sep}\n]*+)(?P<stop>{sep}|\n|\Z)")
    stray: Note = ("doubtful", "stray quotation mark read as a letter", "")
    position, line, width = 0, 1, 0
    while position < len(text):
        values, end, flaw = _record(text, position, cell)
        notes: list[Note] = []
        bad = None
        spans = text.count("\n", position, max(position, end - 1))
        if spans and width and len(values) != width:
            values, end, _ = _record(text, position, unquoted)
            notes = [stray]
            bad = None if len(values) == width else f"a stray quotation mark: {len(values)} fields, the header {width}"
        elif flaw == "unclosed":
            cell = unquoted  # no mark from here on closes anything: do not look through the whole file for each
            notes = [stray]
        elif flaw == "inner":
            notes = [("repaired", "quotation marks inside a field that were not doubled", "")]
        values[-1] = values[-1].rstrip("\r") if values else ""
        if values != [""]:
            width = width or len(values)
            yield line, values, notes, bad
        line += text.count("\n", position, end)
        position = end


def _record(text: str, position: int, cell: re.Pattern[str]) -> tuple[list[str], int, str]:
    """Return the fields from `position` on, the end of the record, and its flaw: "inner", "unclosed" or ""."""
    values: list[str] = []
    flaw = ""
    while True:
        match = cell.match(text, position)
        if match is None:  # cannot be: a plain field matches anything up to the end of its line
            return [*values, text[position:]], len(text), flaw
        groups = match.groupdict()
        quoted, plain = groups.get("quoted"), groups["plain"]
        if quoted is not None:
            values.append(quoted.replace('""', '"'))
            flaw = flaw or ("inner" if '"' in quoted.replace('""', "") else "")
        else:
            values.append(plain)
            flaw = "unclosed" if plain.lstrip(" ").startswith('"') else flaw
        stop = groups["stop"] if quoted is None else groups["end"]
        position = match.end()
        if not stop or stop.endswith("\n"):
            return values, max(position, match.start() + 1), flaw

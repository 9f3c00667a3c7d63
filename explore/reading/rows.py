"""What every reader of a format gives: rows; and what every reader of bytes needs.

A row is what a file says of one article, before anything is known about it: where it stood, its fields by the file's
own names, and remarks. A row that could not be read is a row too, with the reason, so that one bad line never
stops a batch.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from explore.errors import BadInput
from explore.reading.encodings import decode, decode_lines, is_text

Status = Literal["repaired", "doubtful", "dropped", "noted"]
#: A remark: status, what it is (few different ones, they are counted), and the particular of this row.
Note = tuple[Status, str, str]
#: Chooses among the names of a table's columns.
Keep = Callable[[list[str]], list[str]]

#: More bytes than this out of one compressed file are a mistake or an attack.
MAX_BYTES = 4 << 30

KNOWN = ".txt, .csv, .tsv, .json, .jsonl (each also .gz), .parquet, .xlsx and .html"


@dataclass(slots=True)
class Row:
    """What a file says of one article: where, the fields by their own names, remarks; `bad` is why it is unusable."""

    where: str
    fields: dict[str, Any]
    notes: list[Note] = field(default_factory=list)
    bad: str | None = None
    file: str = ""
    stem: str | None = None  # the id of an article that is a file of its own
    foreign: str = ""  # what a file is that is not read since it is of another kind


def unpack(data: bytes, path: Path) -> tuple[bytes, bool]:
    """Return what a gzip file holds, and whether it is cut off."""
    stream = gzip.GzipFile(fileobj=io.BytesIO(data))
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := stream.read1(1 << 20):
            pieces.append(piece)
            size += len(piece)
            if size > MAX_BYTES:
                raise BadInput(f"{path} unpacks to more than {MAX_BYTES:,} bytes. Unpack and split it first.")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        if not pieces:
            raise BadInput(f"{path} is a damaged gzip file ({error}). Fetch it again.") from error
        return b"".join(pieces), True
    return b"".join(pieces), False


def text_of(data: bytes, path: Path) -> tuple[str, list[Note]]:
    """Return the text of a file's bytes and what had to be done, or raise BadInput where they are not text."""
    text, _, note = decode(data)
    _check_text(text, path)
    return text, repaired(note)


def lines_of(data: bytes, path: Path) -> tuple[str, dict[int, str], list[Note]]:
    """Return the text of a file of lines, what was done to single lines and what to all, or raise BadInput."""
    text, by_line, note = decode_lines(data)
    _check_text(text, path)
    return text, by_line, repaired(note)


def _check_text(text: str, path: Path) -> None:
    if not is_text(text):
        raise BadInput(f"{path} does not look like text in any encoding. Read are {KNOWN}.")


def repaired(note: str | None) -> list[Note]:
    """Return the remark that something was repaired; an empty list where nothing was."""
    return [("repaired", note, "")] if note else []

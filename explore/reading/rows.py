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
from typing import Any, Literal

from explore.reading.encodings import decode_lines, is_text

Status = Literal["repaired", "doubtful", "dropped", "noted"]
#: A remark: status, what it is (few different ones, they are counted), and the particular of this row.
Note = tuple[Status, str, str]
#: Chooses among the names of a table's columns.
Keep = Callable[[list[str]], list[str]]

#: More bytes than this out of one compressed file are a mistake or an attack.
MAX_BYTES = 4 << 30

KNOWN = ".txt, .csv, .tsv, .json, .jsonl (each also .gz), .parquet, .xlsx and .html"


class Unreadable(Exception):
    """A file that cannot be read; the message goes on where the path of the file ends: "is empty. Check …"."""


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


def unpack(data: bytes) -> tuple[bytes, bool]:
    """Return what a gzip file holds, and whether it is cut off."""
    stream, content, cut = gzip.GzipFile(fileobj=io.BytesIO(data)), bytearray(), False
    try:
        while piece := stream.read1(1 << 20):
            content += piece
            if len(content) > MAX_BYTES:
                raise Unreadable(f"unpacks to more than {MAX_BYTES:,} bytes. Unpack and split it first.")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        if not content:
            raise Unreadable(f"is a damaged gzip file ({error}). Fetch it again.") from error
        cut = True
    return bytes(content), cut


def lines_of(data: bytes) -> tuple[str, dict[int, str], list[Note]]:
    """Return the text of a file's bytes, what had to be done to single lines ({number: what}), and what to all."""
    text, by_line, note = decode_lines(data)
    if not is_text(text):
        raise Unreadable(f"does not look like text in any encoding. Read are {KNOWN}.")
    return text, by_line, repaired(note)


def repaired(note: str | None) -> list[Note]:
    """Return the remark that something was repaired; an empty list where nothing was."""
    return [("repaired", note, "")] if note else []

"""What every reader of a format gives: rows; and what every reader of bytes needs.

A row is what a file says of one article, before anything is known about it: where it stood, its fields by the file's
own names, and what was noticed on the way. A row that could not be read is a row too, with the reason, so that
one bad line never stops a batch.
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
from explore.reading.encodings import decode, is_text

Status = Literal["repaired", "doubtful", "dropped", "noted"]
#: status, what it is (few different ones, they are counted), and the particular of this row.
Note = tuple[Status, str, str]

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
    other: str = ""  # of a file that is not read since it is of another kind: what it is


Keep = Callable[[list[str]], list[str]]


class Unpacked(io.RawIOBase):
    """A gzip file as a stream that stops, and says so, where the file is cut off; a limit guards against bombs."""

    def __init__(self, handle: Any, path: Path) -> None:
        self._zip = gzip.GzipFile(fileobj=handle)
        self._path, self._total, self.cut = path, 0, False

    def readable(self) -> bool:  # noqa: D102
        return True

    def read(self, size: int | None = -1) -> bytes:  # noqa: D102
        pieces: list[bytes] = []
        while size is None or size < 0 or sum(len(piece) for piece in pieces) < size:
            piece = self._piece(1 << 20 if size is None or size < 0 else size)
            if not piece:
                break
            pieces.append(piece)
        return b"".join(pieces)

    def readinto(self, buffer: Any) -> int:  # noqa: D102
        piece = self._piece(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def _piece(self, size: int) -> bytes:
        if self.cut:
            return b""
        try:
            piece = self._zip.read1(min(size, 1 << 16))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            if not self._total:
                raise BadInput(f"{self._path} is a damaged gzip file ({error}). Fetch it again.") from error
            self.cut = True
            return b""
        self._total += len(piece)
        if self._total > MAX_BYTES:
            raise BadInput(f"{self._path} unpacks to more than {MAX_BYTES:,} bytes. Unpack and split it first.")
        return piece


def text_of(data: bytes, path: Path) -> tuple[str, list[Note]]:
    """Return the text of a file's bytes and what had to be done, or raise BadInput where it is no text."""
    decoded = decode(data)
    if not is_text(decoded.text):
        raise BadInput(f"{path} does not look like text in any encoding. Read are {KNOWN}.")
    return decoded.text, [("repaired", decoded.note, "")] if decoded.note else []

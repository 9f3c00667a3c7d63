"""From a path to rows: which files there are, and what each gives.

What a file is, is told by its first bytes where they are clear, else by its name. Text files and pages are one article
each, and a `metadata.csv` beside them may say what they do not: outlet, date, headline.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from explore.errors import BadInput, ExploreError
from explore.reading import columns as names
from explore.reading import jsons, separated, tables
from explore.reading.encodings import repair_mojibake
from explore.reading.rows import KNOWN, Keep, Note, Row, Unpacked, text_of

FORMATS = {
    ".txt": "text", ".text": "text", ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".json": "json", ".jsonl": "lines",
    ".ndjson": "lines", ".jl": "lines", ".parquet": "parquet", ".pq": "parquet", ".xlsx": "xlsx", ".xlsm": "xlsx",
    ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip
_FOREIGN = {
    b"%PDF": "a PDF. Extract its text first, for instance with pdftotext",
    b"\xd0\xcf\x11\xe0": "an old Office file (.xls or .doc). Save it as .xlsx or as UTF-8 CSV",
    b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"\x7fELF": "a program", b"BZh": "compressed with bzip2. Unpack it first",
    b"\xfd7zXZ": "compressed with xz. Unpack it first", b"\x28\xb5\x2f\xfd": "compressed with zstd. Unpack it first",
    b"7z\xbc\xaf": "a 7z archive. Unpack it first", b"SQLite format 3": "a database. Export the table as CSV",
    b"ARROW1": "an Arrow file. Save it as Parquet", b"\x89HDF": "an HDF5 file. Save it as Parquet",
    b"\x80\x04\x95": "a pickle, which could run any program and is never opened. Save it as Parquet",
}  # fmt: skip
# What explains articles and is none; nobody has to be told that it was not read.
_ABOUT = re.compile(r"readme|licen[cs]e|.*\.(?:md|markdown)$", re.IGNORECASE)


def find(source: str | os.PathLike[str]) -> tuple[Path, list[Path]]:
    """Return the folder that names are told from, and the files that `source` (file, folder, glob) stands for.

    Raises
    ------
    BadInput
        Where there is nothing.
    """
    text = os.path.expanduser(os.fspath(source))  # noqa: PTH111 - a glob is not a Path
    if not isinstance(text, str) or not text.strip() or "\x00" in text:
        raise BadInput(
            f"read_articles() needs a path. Found: {source!r}. Pass a file, a folder, a glob or a DataFrame."
        )
    if "://" in text[:12]:
        raise BadInput(f"{text} is an address; read_articles() reads files and opens no network. Download it first.")
    path = Path(text)
    try:
        if path.is_dir():
            files = sorted(Path(base, name) for base, dirs, found in os.walk(path) for name in found
                           if not _hidden(Path(base, name).relative_to(path)))  # fmt: skip
            if not files:
                raise BadInput(f"{path} is a folder without files. Put articles in it: {KNOWN}.")
            return path, files
        if path.exists():
            return path.parent, [path]
        files = sorted(p for p in map(Path, glob.glob(text, recursive=True)) if p.is_file())  # noqa: PTH207
    except OSError as error:
        raise BadInput(f"{text[:200]} cannot be opened: {error.strerror}. Check the path.") from error
    if files:
        return Path(os.path.commonpath([p.parent for p in files])), files
    if path.is_symlink():
        raise BadInput(f"{path} is a link to a file that is not there. Pass the file itself.")
    near = path.parent if path.parent.is_dir() else Path()
    beside = ", ".join(sorted(p.name for p in near.iterdir())[:6]) if near.is_dir() else ""
    raise BadInput(f"{text[:200]} is not there. In {near.resolve()}: {beside or 'nothing'}. Check the path.")


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) or part == "__MACOSX" for part in path.parts)


def read_files(source: str | os.PathLike[str], keep: Keep) -> Iterator[Row]:
    """Yield the rows of every file that `source` stands for; `keep` chooses among the columns of a table.

    A single file that cannot be read raises; among several it becomes one bad row.
    """
    base, paths = find(source)
    single = paths == [Path(source).expanduser()]
    documents = {p.parent for p in paths if kind_of(p) in {"text", "html"}}
    beside: dict[Path, Metadata] = {}
    for path in paths:
        where = path.relative_to(base).as_posix()
        kind = kind_of(path) or ("text" if single else None)
        if path.name.lower() == "metadata.csv" and path.parent in documents:
            continue
        if kind is None:
            notes: list[Note] = [("noted", "file of another kind, not read", path.suffix or path.name)]
            about = _ABOUT.match(path.name)
            yield Row(where, {}, [] if about else notes, bad="", file=where, other=_other(path))
            continue
        if kind in {"text", "html"} and path.parent not in beside:
            beside[path.parent] = Metadata(path.parent, base)
        try:
            for row in read_file(path, where, kind, keep):
                row.file = where
                if row.stem is not None and row.bad is None:
                    beside[path.parent].fill(row, path)
                yield row
        except ExploreError as error:
            if single:
                raise
            yield Row(where, {}, bad=str(error), file=where)
    for metadata in beside.values():
        yield from metadata.rest()


def kind_of(path: Path) -> str | None:
    """Return the format that a file's name says, or None."""
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes and suffixes[-1] in {".gz", ".gzip"}:
        return FORMATS.get(suffixes[-2]) if len(suffixes) > 1 else "text"
    return FORMATS.get(suffixes[-1]) if suffixes else None


def _foreign(head: bytes) -> str:
    """Return what a file of another kind is, by its first bytes; nothing where they do not tell."""
    return next((what for magic, what in _FOREIGN.items() if head.startswith(magic)), "")


def _other(path: Path) -> str:
    """Return what a file of another kind is, as a message says it."""
    found = ""
    with suppress(OSError):
        if path.is_file():  # a pipe would wait for ever
            with path.open("rb") as handle:
                found = _foreign(handle.read(16))
    return found or "of a kind that is not read"


def read_file(path: Path, where: str, kind: str, keep: Keep) -> Iterator[Row]:
    """Yield the rows of one file of the given kind; the first bytes overrule the kind where they are clear."""
    try:
        if not path.is_file():
            raise BadInput(f"{path} is not a file that can be read. Pass a regular file.")
        with path.open("rb") as handle:
            head = handle.read(16)
            if not head:
                raise BadInput(f"{path} is empty. Check how it was made, or take it out of the folder.")
            if head.startswith(b"PAR1"):
                yield from tables.parquet_rows(path, where, keep)
            elif head.startswith(b"PK\x03\x04"):
                yield from tables.xlsx_rows(path, where, keep)
            elif kind in {"parquet", "xlsx"}:
                raise BadInput(f"{path} is not {kind}: it begins with {head[:8]!r}. Rename it after what it is.")
            else:
                if what := _foreign(head):
                    raise BadInput(f"{path} is {what}. Read are {KNOWN}.")
                handle.seek(0)
                stream = Unpacked(handle, path) if head.startswith(b"\x1f\x8b") else handle
                readers = {"text": text_rows, "html": html_rows, "csv": separated.csv_rows, "json": jsons.json_rows,
                           "lines": jsons.line_rows}  # fmt: skip
                yield from readers[kind](stream, path, where)
                if isinstance(stream, Unpacked) and stream.cut:
                    yield Row(where, {}, bad="the compressed file ends too early: what came before its end was read")
    except OSError as error:
        raise BadInput(
            f"{path} cannot be opened: {error.strerror or error}. Check the file and its permissions."
        ) from error


def text_rows(stream: Any, path: Path, where: str) -> Iterator[Row]:
    """Yield the one article of a text file; its id is the name of the file without the suffix."""
    text, notes = text_of(stream.read(), path)
    # The end of the last line belongs to the file, not to the text: editors add it or not.
    yield Row(where, {"text": text.removesuffix("\n").removesuffix("\r")}, notes, stem=_stem(path))


def html_rows(stream: Any, path: Path, where: str) -> Iterator[Row]:
    """Yield the article of a web page that was saved: main text, headline, date, site, author."""
    from explore.reading.pages import page_values

    html, notes = text_of(stream.read(), path)
    html, misread = repair_mojibake(html)  # before parsing, which would take some of the wrong letters for spaces
    if misread:
        notes.append(("repaired", misread, "page"))
    values = page_values(html, path)
    yield Row(where, values, notes, None if values.get("text") else "no article found in the page", stem=_stem(path))


def _stem(path: Path) -> str:
    stem = path.name.removesuffix(".gz").removesuffix(".gzip")
    return Path(stem).stem


class Metadata:
    """The metadata.csv beside text files: one row per file, keyed by the file's name."""

    def __init__(self, folder: Path, base: Path) -> None:
        self._rows: dict[str, dict[str, Any]] = {}
        self._used: set[str] = set()
        self._file: str | None = None
        self._notes: list[Row] = []
        paths = [p for p in (folder / "metadata.csv", folder / "Metadata.csv") if p.is_file()]
        if not paths:
            return
        shown = os.path.relpath(paths[0], base)
        self._where = Path(shown).as_posix()
        try:
            rows = list(read_file(paths[0], self._where, "csv", list))
        except ExploreError as error:
            self._notes.append(Row(self._where, {}, bad=str(error), file=self._where))
            return
        self._file = next((c for c in (names.file_column(row.fields) for row in rows) if c), None)
        for row in rows:
            name = str(row.fields.get(self._file or "") or "").strip()
            if row.bad is not None or not name:
                self._notes.append(Row(row.where, row.fields, row.notes, row.bad or "names no file", self._where))
            else:
                self._rows.setdefault(name, row.fields)

    def fill(self, row: Row, path: Path) -> None:
        """Add to the row of a file what the metadata say of it; what they say goes before what a page says."""
        for name in (row.where, path.name, _stem(path)):
            if name in self._rows:
                self._used.add(name)
                said = {k: v for k, v in self._rows[name].items() if k != self._file and v not in (None, "")}
                mapped = names.map_columns(said, {})
                row.fields = {k: v for k, v in row.fields.items() if k not in mapped or k == "text"} | {
                    k: v for k, v in said.items() if k != mapped.get("text")
                }
                return
        if self._rows:
            row.notes.append(("noted", "not named in metadata.csv", ""))

    def rest(self) -> Iterator[Row]:
        """Yield what is wrong with the metadata: unreadable, or about files that are not there."""
        yield from self._notes
        for name in self._rows.keys() - self._used:
            yield Row(
                self._where,
                {},
                [("noted", "metadata.csv names a file that was not read", name)],
                bad="",
                file=self._where,
            )

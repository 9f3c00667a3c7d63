"""From a path to rows: which files there are, and what each gives.

The format of a file is told by its first bytes where they are clear, else by its name. Text files and pages are one
article each, and a `metadata.csv` beside them may say what they do not: outlet, date, headline.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from explore.errors import BadInput
from explore.reading import documents, jsons, tables
from explore.reading.columns import file_column, map_columns
from explore.reading.rows import KNOWN, Keep, Row, Unreadable, unpack

_FORMATS = {
    ".txt": "text", ".text": "text", ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".json": "json", ".jsonl": "lines",
    ".ndjson": "lines", ".jl": "lines", ".parquet": "parquet", ".pq": "parquet", ".xlsx": "xlsx", ".xlsm": "xlsx",
    ".html": "html", ".htm": "html", ".xhtml": "html",
}  # fmt: skip
#: Kinds of files that are one article each.
_DOCUMENTS = ("text", "html")
_READERS = {"text": documents.text_rows, "html": documents.html_rows, "csv": tables.csv_rows,
            "json": jsons.json_rows, "lines": jsons.line_rows}  # fmt: skip
_BINARY = {b"PAR1": tables.parquet_rows, b"PK\x03\x04": tables.xlsx_rows}
# Other kinds of files, by their first bytes.
_FOREIGN = {
    b"%PDF": "a PDF. Extract its text first, for instance with pdftotext",
    b"\xd0\xcf\x11\xe0": "an old Office file (.xls or .doc). Save it as .xlsx or as UTF-8 CSV",
    **dict.fromkeys((b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf"), "compressed. Unpack it first"),
    b"SQLite format 3": "a database. Export the table as CSV",
    b"\x80\x04\x95": "a pickle, which could run any program and is never opened. Save it as Parquet",
}  # fmt: skip
_HIDDEN = re.compile(r"\.|~\$|__MACOSX\Z")
# What explains articles: the report does not say of such a file that it was not read.
_EXPLAINS = re.compile(r"readme|licen[cs]e|.*\.(?:md|markdown)$", re.IGNORECASE)


def read_files(source: str | os.PathLike[str], keep: Keep) -> Iterator[Row]:
    """Yield the rows of every file that `source` stands for; `keep` chooses among the columns of a table.

    A single file that cannot be read raises; among several it becomes one bad row.
    """
    base, paths = find(source)
    single = paths == [Path(source).expanduser()]
    kinds = {path: kind_of(path) or ("text" if single else None) for path in paths}
    folders = dict.fromkeys(path.parent for path, kind in kinds.items() if kind in _DOCUMENTS)
    metadata = {folder: _Metadata(folder, base) for folder in folders}
    for path, kind in kinds.items():
        if path.name.lower() == "metadata.csv" and path.parent in metadata:
            continue
        try:
            for row in read_file(path, path.relative_to(base).as_posix(), kind, keep):
                if row.stem is not None:
                    metadata[path.parent].fill(row, path)
                yield row
        except BadInput as error:
            if single:
                raise
            where = path.relative_to(base).as_posix()
            yield Row(where, {}, bad=str(error), file=where)
    for beside in metadata.values():
        yield from beside.rest()


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
            return path, _files_in(path)
        if path.exists():
            return path.parent, [path]
        files = sorted(p for p in map(Path, glob.glob(text, recursive=True)) if p.is_file())  # noqa: PTH207
    except OSError as error:
        raise BadInput(f"{text[:200]} cannot be opened: {error.strerror}. Check the path.") from error
    if not files:
        raise _absent(path)
    return Path(os.path.commonpath([p.parent for p in files])), files


def _files_in(folder: Path) -> list[Path]:
    paths = (Path(base, name) for base, _, names in os.walk(folder) for name in names)
    files = sorted(path for path in paths if not any(map(_HIDDEN.match, path.relative_to(folder).parts)))
    if not files:
        raise BadInput(f"{folder} is a folder without files. Put articles in it: {KNOWN}.")
    return files


def _absent(path: Path) -> BadInput:
    near = path.parent if path.parent.is_dir() else Path()
    beside = ", ".join(sorted(p.name for p in near.iterdir())[:6]) if near.is_dir() else ""
    return BadInput(f"{str(path)[:200]} is not there. In {near.resolve()}: {beside or 'nothing'}. Check the path.")


def kind_of(path: Path) -> str | None:
    """Return the format that a file's name says, or None."""
    name = path.name.lower().removesuffix(".gz").removesuffix(".gzip")
    suffix = Path(name).suffix
    return _FORMATS.get(suffix, None if suffix or name == path.name.lower() else "text")


def _foreign(head: bytes) -> str:
    """Return what a file of another kind is, by its first bytes; nothing where they do not tell."""
    return next((what for magic, what in _FOREIGN.items() if head.startswith(magic)), "")


def _foreign_row(path: Path, where: str) -> Row:
    """Return the row of a file that is not read since it is of another kind."""
    what = ""
    with suppress(OSError):
        if path.is_file():  # a pipe would wait for ever
            with path.open("rb") as handle:
                what = _foreign(handle.read(16))
    row = Row(where, {}, bad="", foreign=what or "of a kind that is not read")
    if not _EXPLAINS.match(path.name):
        row.notes.append(("noted", "file of another kind, not read", path.suffix or path.name))
    return row


def read_file(path: Path, where: str, kind: str | None, keep: Keep) -> Iterator[Row]:
    """Yield the rows of one file of the given kind; the first bytes overrule the kind where they are clear.

    Raises
    ------
    BadInput
        Where it cannot be read.
    """
    try:
        for row in _rows_of(path, where, kind, keep) if kind else [_foreign_row(path, where)]:
            row.file = where
            yield row
    except Unreadable as error:
        raise BadInput(f"{path} {error}") from error
    except OSError as error:
        reason = error.strerror or error
        raise BadInput(f"{path} cannot be opened: {reason}. Check the file and its permissions.") from error


def _rows_of(path: Path, where: str, kind: str, keep: Keep) -> Iterator[Row]:
    if not path.is_file():
        raise Unreadable("is not a file that can be read. Pass a regular file.")
    with path.open("rb") as handle:
        head = handle.read(16)
        reader = next((reader for magic, reader in _BINARY.items() if head.startswith(magic)), None)
        data = b"" if reader else head + handle.read()
    if reader:
        yield from reader(path, where, keep)
        return
    _check_head(head, kind)
    content, cut = unpack(data) if head.startswith(b"\x1f\x8b") else (data, False)
    for row in _READERS[kind](content, where):
        row.stem = _stem(path) if kind in _DOCUMENTS and row.bad is None else None
        yield row
    if cut:
        yield Row(where, {}, bad="the compressed file ends too early: what came before its end was read")


def _check_head(head: bytes, kind: str) -> None:
    """Raise Unreadable where the first bytes of a file are not those of text, packed or not."""
    if not head:
        raise Unreadable("is empty. Check how it was made, or take it out of the folder.")
    if kind in {"parquet", "xlsx"}:
        raise Unreadable(f"is not {kind}: it begins with {head[:8]!r}. Rename it after what it is.")
    if what := _foreign(head):
        raise Unreadable(f"is {what}. Read are {KNOWN}.")


def _stem(path: Path) -> str:
    """Return the name of a file without its suffix, packed or not."""
    return Path(path.name.removesuffix(".gz").removesuffix(".gzip")).stem


class _Metadata:
    """The metadata.csv beside text files: one row per file, keyed by the file's name."""

    def __init__(self, folder: Path, base: Path) -> None:
        self._fields: dict[str, dict[str, Any]] = {}
        self._unused: dict[str, None] = {}  # names of files that were not read, in their order
        self._bad: list[Row] = []
        for path in sorted(folder.glob("[mM]etadata.csv"))[-1:]:
            self._where = Path(os.path.relpath(path, base)).as_posix()
            self._read(path)

    def _read(self, path: Path) -> None:
        try:
            rows = list(read_file(path, self._where, "csv", list))
        except BadInput as error:
            self._bad.append(Row(self._where, {}, bad=str(error), file=self._where))
            return
        for row in rows:
            name = str(row.fields.pop(str(file_column(row.fields)), None) or "").strip()
            if row.bad is not None or not name:
                row.bad = row.bad or "names no file"
                self._bad.append(row)
            else:
                self._fields.setdefault(name, row.fields)
        self._unused = dict.fromkeys(self._fields)

    def fill(self, row: Row, path: Path) -> None:
        """Add to the row of a file what the metadata say of it; what they say goes before what a page says."""
        name = next((name for name in (row.where, path.name, _stem(path)) if name in self._fields), None)
        if name is None:
            row.notes += [("noted", "not named in metadata.csv", "")] if self._fields else []
            return
        self._unused.pop(name, None)
        stated = {key: value for key, value in self._fields[name].items() if value not in (None, "")}
        mapped = map_columns(stated, {})
        stated.pop(mapped.pop("text", ""), None)
        row.fields = {key: value for key, value in row.fields.items() if key not in mapped} | stated

    def rest(self) -> Iterator[Row]:
        """Yield what is wrong with the metadata: unreadable, or about files that are not there."""
        yield from self._bad
        for name in self._unused:
            row = Row(self._where, {}, bad="", file=self._where)
            row.notes.append(("noted", "metadata.csv names a file that was not read", name))
            yield row

"""Rows out of tables with typed columns: Parquet, Excel, DataFrames. Nothing here knows what a column means."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from explore.errors import BadInput
from explore.reading import rows
from explore.reading.columns import unique
from explore.reading.rows import Keep, Row


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
    import openpyxl  # type: ignore[import-untyped]

    try:
        _check_archive(path)
        with path.open("rb") as handle, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validation, which are not read
            book = openpyxl.load_workbook(handle, read_only=True, data_only=True, keep_links=False)
            many = len(book.worksheets) > 1
            found: list[Row] = []
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some programs write a wrong size, and rows would be left out
                found += _sheet_rows(sheet, f"{where}/{sheet.title}" if many else where, keep)
            book.close()
    except BadInput:
        raise
    except Exception as error:  # openpyxl meets damaged archives with errors of many kinds
        said = f"{type(error).__name__}: {str(error)[:100]}"
        raise BadInput(
            f"{path} is not a sound .xlsx file ({said}). Open it in a spreadsheet and save it again."
        ) from error
    yield from found


def _check_archive(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
        inside = set(archive.namelist())
    if size > rows.MAX_BYTES:
        raise BadInput(f"{path} unpacks to {size:,} bytes, more than {rows.MAX_BYTES:,}. Save it as CSV and split it.")
    if "xl/workbook.xml" not in inside:
        raise BadInput(f"{path} is a zip archive, not an .xlsx workbook. Unpack it and pass the folder.")


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
    labels = df.index if df.index.is_unique else range(len(df))
    for label, *values in zip(labels, *columns, strict=True):
        yield Row(f"row {label}", dict(zip(header, values, strict=True)), file="DataFrame")

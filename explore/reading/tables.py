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

_CELL = 32_767  # characters that a cell of a spreadsheet can hold


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
        raise BadInput(
            f"{path} is not a sound Parquet file: {reason}. It may be cut off; write or fetch it again."
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
            several = len(book.worksheets) > 1
            found: list[Row] = []
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some programs write a wrong size, and rows would be left out
                found += _sheet_rows(sheet, f"{where}/{sheet.title}" if several else where, keep)
            book.close()
    except BadInput:
        raise
    except Exception as error:  # openpyxl meets damaged archives with errors of many kinds
        reason = f"{type(error).__name__}: {str(error)[:100]}"
        raise BadInput(
            f"{path} is not a sound .xlsx file ({reason}). Open it in a spreadsheet and save it again."
        ) from error
    yield from found


def _check_archive(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
        members = archive.namelist()
    if size > rows.MAX_BYTES:
        raise BadInput(f"{path} unpacks to {size:,} bytes, more than {rows.MAX_BYTES:,}. Save it as CSV and split it.")
    if "xl/workbook.xml" not in members:
        raise BadInput(f"{path} is a zip archive, not an .xlsx workbook. Unpack it and pass the folder.")


def _sheet_rows(sheet: Any, where: str, keep: Keep) -> Iterator[Row]:
    filled = ((number, values) for number, values in enumerate(sheet.iter_rows(values_only=True), 1)
              if any(value not in (None, "") for value in values))  # fmt: skip
    header = unique(next(filled, (0, ()))[1])
    wanted = set(keep(header))
    for number, values in filled:
        fields = {name: value for name, value in zip(header, values, strict=False) if name in wanted}
        row = Row(f"{where}:{number}", fields)
        if any(isinstance(value, str) and len(value) == _CELL for value in values):
            row.notes.append(("doubtful", "text as long as a cell can be: it may be cut off", ""))
        yield row


def frame_rows(df: pd.DataFrame) -> Iterator[Row]:
    """Yield the rows of a DataFrame; an index with a name counts as a column."""
    table = df.reset_index() if any(name is not None and name not in df.columns for name in df.index.names) else df
    header = unique(" ".join(map(str, name)) if isinstance(name, tuple) else name for name in table.columns)
    columns = [table.iloc[:, k].tolist() for k in range(table.shape[1])]
    labels = df.index if df.index.is_unique else range(len(df))
    for label, *values in zip(labels, *columns, strict=True):
        yield Row(f"row {label}", dict(zip(header, values, strict=True)), file="DataFrame")

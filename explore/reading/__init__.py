"""Reading: files of any usual kind in, one table of articles out, and a report of what was repaired or dropped.

files      which files there are, and their rows
tables     rows out of CSV, Excel, Parquet and DataFrames; `jsons` out of JSON
documents  files that are one article each: plain text, saved web pages
encodings  bytes to letters; wrong readings undone
columns    which column is which
articles   rows to articles: documents, ids, dates, languages, duplicates
report     what was repaired, doubtful, dropped
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping
from typing import Any, Literal, overload

import pandas as pd

from explore.errors import BadInput
from explore.reading.articles import Gathering
from explore.reading.columns import check_mapping
from explore.reading.files import read_files
from explore.reading.report import Report
from explore.reading.rows import Row
from explore.reading.tables import frame_rows

__all__ = ["Report", "read_articles"]


@overload
def read_articles(
    source: Any, *, columns: Mapping[str, str] | None = None, report: Literal[False] = False
) -> pd.DataFrame: ...
@overload
def read_articles(
    source: Any, *, columns: Mapping[str, str] | None = None, report: Literal[True]
) -> tuple[pd.DataFrame, Report]: ...
def read_articles(
    source: Any, *, columns: Mapping[str, str] | None = None, report: bool = False
) -> pd.DataFrame | tuple[pd.DataFrame, Report]:
    r"""Read articles from a file, a folder, a glob or a DataFrame.

    Parameters
    ----------
    source : path or DataFrame
        A `.txt`, `.csv`, `.tsv`, `.json`, `.jsonl` (each also gzipped), `.parquet`, `.xlsx` or `.html` file; a folder,
        read with the folders in it; a glob such as "2021-*/*.jsonl"; a DataFrame, or what gives one with `.compute()`
        (dask). Text files may have a `metadata.csv` beside them, with a column `file` and any of the others.
    columns : mapping, optional
        {their name: our name} for columns that are not recognised by the usual English and Arabic names. Ours are
        article_id, title, text, outlet, url, author, section, language, published, dating, dating_evidence.
    report : bool
        Also return what was repaired, doubtful and dropped. Without it, dropped rows are a warning.

    Returns
    -------
    DataFrame
        `explore.tables.ARTICLES`, one row per article in the order of the files: article_id (name of the file, the id
        column, or a hash of outlet, date, title and text), title, text (headline, newline, body), outlet, url,
        author, section, language (ar, fa, ur, other), published (UTC), dating, dating_evidence, duplicate_of; the
        summary columns are null. With `report`, a pair of it and a `Report`.

    Raises
    ------
    BadInput
        Where nothing can be read: what it is, what was found, what to do.
    MissingColumns
        Where no column is recognised as the text, or a mapped column is not there.

    Notes
    -----
    Valid text is kept code point by code point, of a text file all but the end of its last line. Only NULs and lone
    surrogates, which no table can hold, and misread encodings are replaced, and the report names each such row.

    Examples
    --------
    >>> import pandas as pd
    >>> names = ["العنوان", "full_text", "تاريخ النشر"]
    >>> table = pd.DataFrame([["قمة جنيف", "التقى الرئيسان.", "16 حزيران/يونيو 2021"]], columns=names)
    >>> articles, report = read_articles(table, report=True)
    >>> articles.loc[0, "text"], str(articles.loc[0, "published"])
    ('قمة جنيف\nالتقى الرئيسان.', '2021-06-16 00:00:00+00:00')
    >>> print(report)
    1 articles read, 0 repaired, 0 doubtful, 0 rows dropped
    """
    name = str(source)[:200] if isinstance(source, (str, os.PathLike)) else type(source).__name__
    gathering = Gathering(check_mapping(columns), name)
    for row in _rows(source, gathering):
        gathering.add(row)
    articles, remarks = gathering.finish()
    if report:
        return articles, remarks
    if remarks.n_dropped:
        warnings.warn(f"{remarks.summary}: see read_articles(…, report=True)", stacklevel=2)
    return articles


def _rows(source: Any, gathering: Gathering) -> Iterable[Row]:
    if isinstance(source, (str, os.PathLike)):
        return read_files(source, gathering.keep)
    if hasattr(source, "compute"):  # dask, and whatever else computes to a table
        source = source.compute()
    if isinstance(source, pd.DataFrame):
        if source.empty:
            raise BadInput(
                f"The DataFrame has {len(source)} rows and {source.shape[1]} columns. Pass one with articles in it."
            )
        return frame_rows(source)
    raise BadInput(
        f"read_articles() reads a path or a DataFrame. Found: {type(source).__name__}. "
        "For a list of records, pass pd.DataFrame(records)."
    )

"""What a table is: its name, what a row is, its key, its columns with their types and what they hold."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import pandas as pd

from explore import assets

Per = Literal["day", "week", "month", "quarter", "year"]
#: The name that pandas has for each of them.
FREQUENCY = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
Unit = Literal["sentence", "paragraph", "article"]
Kind = Literal["PER", "ORG", "GPE", "LOC", "MEDIA", "GROUP"]

UTC = "datetime64[us, UTC]"
TIME = "datetime64[us]"
#: The dtype of each type of column in tables.toml.
DTYPES = {"text": "str", "count": "int64", "count?": "Int64", "float": "float64", "flag": "bool", "list": "object",
          "time": TIME, "moment": UTC}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: its name, dtype and what it holds."""

    name: str
    dtype: str
    about: str


@dataclass(frozen=True)
class Table:
    """One table: its name, what a row is, its key and its columns; printed, a line a column.

    Examples
    --------
    >>> read_table("topics")
    topics: a row is one topic of an article; key: article_id, topic
      article_id  str      the article
      topic       int64    the topic
      weight      float64  share of the article's passages, 0 to 1
    """

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def __repr__(self) -> str:
        """Say what is in the table, a line a column."""
        wide = max((len(column.name) for column in self.columns), default=0)
        types = max((len(column.dtype) for column in self.columns), default=0)
        lines = [f"  {column.name:<{wide}}  {column.dtype:<{types}}  {column.about}" for column in self.columns]
        return "\n".join([f"{self.name}: a row is {self.grain}; key: {', '.join(self.key)}", *lines])

    @property
    def names(self) -> list[str]:
        """The column names, in order."""
        return [column.name for column in self.columns]

    def empty(self) -> pd.DataFrame:
        """Return the table without rows, every column with its dtype."""
        return pd.DataFrame({c.name: pd.Series([], dtype=c.dtype) for c in self.columns})

    def frame(self, rows: object) -> pd.DataFrame:
        """Make a DataFrame of `rows` (records or a frame) with these columns and dtypes; a missing flag is false."""
        df = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows, columns=self.names)  # type: ignore[call-overload]
        if df.empty:
            return self.empty()
        absent = dict.fromkeys(set(self.names).difference(df.columns))
        df = df.assign(**absent)[self.names].reset_index(drop=True)
        flags = {c.name: df[c.name].astype("boolean").fillna(value=False) for c in self.columns if c.dtype == "bool"}
        df = df.assign(**flags)
        return df.astype({c.name: c.dtype for c in self.columns if c.dtype != "object"})


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads(assets.load_bytes("tables.toml").decode("utf-8"))


def read_table(name: str) -> Table:
    """Return a table as tables.toml describes it; a column that only has its name there is one of the shared ones."""
    table = _written()[name]
    shared = {line.split()[0]: line for line in _written()["shared"].splitlines()}
    lines = (line if " " in line else shared[line] for line in table["columns"].splitlines())
    columns = [Column(name, DTYPES[dtype], about) for name, dtype, about in (line.split(maxsplit=2) for line in lines)]
    return Table(name, table["row"], tuple(table["key"].split()), tuple(columns))

"""What a table is: its name, what a row is, its key, its columns with their types and what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

Per = Literal["day", "week", "month", "quarter", "year"]
#: The name that pandas has for each of them.
FREQUENCY = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
Unit = Literal["sentence", "paragraph", "article"]
Kind = Literal["PER", "ORG", "GPE", "LOC", "MEDIA", "GROUP"]

UTC = "datetime64[us, UTC]"
TIME = "datetime64[us]"
TEXT = "str"
COUNT = "int64"
MAYBE_COUNT = "Int64"
FLOAT = "float64"
FLAG = "bool"
LISTS = "object"


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
    >>> table("topics", "a topic", "topic", topic=(COUNT, "its number"), label=(TEXT, "its name"))
    topics: a row is a topic; key: topic
      topic  int64  its number
      label  str    its name
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
        flags = {c.name: df[c.name].astype("boolean").fillna(value=False) for c in self.columns if c.dtype == FLAG}
        df = df.assign(**flags)
        return df.astype({c.name: c.dtype for c in self.columns if c.dtype != LISTS})


def table(name: str, grain: str, key: str, **columns: tuple[str, str]) -> Table:
    """Return a table; `key` names its columns, each column is given as (dtype, what it holds)."""
    return Table(name, grain, tuple(key.split()), tuple(Column(n, d, about) for n, (d, about) in columns.items()))


# Columns that many tables have.
ID = (TEXT, "the article")
START = (COUNT, "first code point in articles.text, 0-based")
END = (COUNT, "code point after the last")
SENTENCE = (COUNT, "number of the sentence in its article, 0-based")
ACTOR = (TEXT, "the actor; null when unknown")
BOILERPLATE = (FLAG, "no content of the article: dateline, byline, advert, link to another article")

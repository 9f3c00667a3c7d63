"""Checks of what a function was given: a corpus, a DataFrame with the columns it needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

import pandas as pd

from explore.errors import BadInput, MissingColumns


@runtime_checkable
class Tables(Protocol):
    """Whatever carries the tables of a corpus together; measures take one and read only these."""

    @property
    def articles(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def sentences(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def mentions(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def actors(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def quotes(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def dates(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def sources(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def topics(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def topic_labels(self) -> pd.DataFrame: ...  # noqa: D102


def require(df: object, columns: str, *, table: str, needed_by: str, hint: str = "") -> None:
    """Raise BadInput unless `df` is a DataFrame, MissingColumns unless it has all `columns` (separated by spaces).

    Examples
    --------
    >>> import pandas as pd
    >>> require(pd.DataFrame({"text": []}), "text outlet", table="articles", needed_by="attention()")
    Traceback (most recent call last):
        ...
    explore.errors.MissingColumns: attention() needs 'outlet' in articles. Found: text.
    """
    if not isinstance(df, pd.DataFrame):
        raise BadInput(f"{needed_by} takes a DataFrame as {table}; found {type_of(df)}.")
    missing = [name for name in columns.split() if name not in df.columns]
    if missing:
        raise MissingColumns(needed_by, table, missing, df.columns, hint)


def corpus_like(corpus: object, *, needed_by: str) -> None:
    """Raise BadInput unless `corpus` carries the tables of a corpus: every measure asks this first."""
    if not isinstance(corpus, Tables):
        raise BadInput(f"{needed_by} takes the corpus that annotate() returned; found {type_of(corpus)}.")


def one_of(value: object, choices: Iterable[object], *, option: str) -> None:
    """Raise BadInput unless the value of an option is one of its choices.

    Examples
    --------
    >>> one_of("x", ("all", "outlet", "quoted"), option="voice")
    Traceback (most recent call last):
        ...
    explore.errors.BadInput: voice must be one of 'all', 'outlet', 'quoted'; got 'x'
    """
    if value not in choices:
        raise BadInput(f"{option} must be one of {', '.join(map(repr, choices))}; got {value!r}")


def type_of(thing: object) -> str:
    """Name the type of `thing` for a message: 'a DataFrame', 'an int', 'None'."""
    name = type(thing).__name__
    return "None" if thing is None else f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"

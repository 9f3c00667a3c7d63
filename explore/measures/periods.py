"""Where each article falls: its outlet, its period and its story.

A share needs its denominator, and an interval its independent units. Both are settled here, once for all
measures: every article goes into one *cell* (an outlet and a calendar period), and carries the story it tells.

Periods are calendar periods in UTC; weeks start on Monday. A period without articles inside the span of an
outlet has its cell too, with a total of 0: missing, not zero. Before an outlet's first article and after its
last nothing is known, so there are no cells. Undated articles belong to no period and are left out, unless
the measure is over all time.

Twenty outlets that print one wire report say one thing, not twenty. Where duplicates are dropped, a story counts
once in each cell, by its first article there. So each number depends on the articles of its own cell alone: it is the
same whether the corpus is filtered first or its table afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np
import pandas as pd

from explore import tables
from explore.measures.inputs import Handling

FREQUENCY = tables.FREQUENCY
#: What `group_cells` reads.
PLACES = "article_id outlet published story_id duplicate_of"
UNKNOWN = ""  # the outlet of articles whose outlet is not known: null would mean "over all outlets"


@dataclass(frozen=True)
class Cells:
    """The cells of a corpus, and which article is in which.

    Attributes
    ----------
    grid : DataFrame
        One row per cell: outlet, period, per; by outlet, then period.
    articles : DataFrame
        Indexed by article_id, sorted: cell (a row of `grid`) and story (a number) of each article that counts.
    """

    grid: pd.DataFrame
    articles: pd.DataFrame

    def place(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of `table` whose article counts, with its number (unit), cell and story."""
        unit = self.articles.index.get_indexer(pd.Index(table["article_id"]))
        rows = table[unit >= 0]
        unit = unit[unit >= 0]
        return rows.assign(unit=unit, **{name: self.articles[name].to_numpy()[unit] for name in ("cell", "story")})


def ordinals(published: pd.Series, per: str) -> pd.Series:
    """Return the calendar period of each moment (null where there is none)."""
    moments = pd.to_datetime(published, utc=True).dt.tz_localize(None)
    return moments.dt.to_period(FREQUENCY[per])


def bounds(period: pd.Timestamp, per: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first moment of a period and the first after it, in UTC."""
    whole = pd.Timestamp(period).to_period(FREQUENCY[per])
    return whole.start_time.tz_localize("UTC"), (whole + 1).start_time.tz_localize("UTC")


def stories(articles: pd.DataFrame) -> pd.Series:
    """Return the story of each article; an article without one shares that of its exact copies only."""
    alone = "article " + articles["duplicate_of"].fillna(articles["article_id"])
    return articles["story_id"].fillna(alone)


def without_duplicates(articles: pd.DataFrame, *, within: Iterable[str] = ()) -> pd.DataFrame:
    """Return the first article (by time, then id) of each story, for each value of the columns `within`."""
    ordered = articles.assign(story=stories(articles)).sort_values(["published", "article_id"], na_position="last")
    return ordered.drop_duplicates([*within, "story"]).drop(columns="story").sort_values("article_id")


def _starts(ordinals: np.ndarray[Any, Any], freq: str) -> pd.DatetimeIndex:
    """Return the first moment of each period, given by its number."""
    return pd.PeriodIndex(pd.arrays.PeriodArray(ordinals, pd.PeriodDtype(freq))).start_time


def group_cells(
    corpus: tables.Tables, *, per: str | None = None, by_outlet: bool = False, duplicates: Handling
) -> Cells:
    """Put the articles of a corpus into cells of period, or all time, and outlet, or all of them."""
    tables.one_of(per, (*FREQUENCY, None), option="per")
    tables.one_of(duplicates, get_args(Handling), option="duplicates")
    articles = corpus.articles[PLACES.split()].sort_values("article_id", ignore_index=True)
    if per is not None:
        articles = articles[articles["published"].notna()]
    outlet, outlets = pd.factorize(articles["outlet"].fillna(UNKNOWN) if by_outlet else articles.index < 0, sort=True)
    ordinal = pd.PeriodIndex(ordinals(articles["published"], per)).asi8 if per else np.zeros(len(articles), np.int64)
    span = pd.Series(ordinal).groupby(outlet).agg(["min", "max"])
    size = (span["max"] - span["min"] + 1).to_numpy(dtype=np.int64)
    shift = np.cumsum(size) - size - span["min"].to_numpy(dtype=np.int64)  # from a period's number to its cell
    periods = np.arange(size.sum()) - np.repeat(shift, size)
    grid = pd.DataFrame({
        "outlet": pd.Series(np.repeat(outlets, size) if by_outlet else None, index=range(len(periods)), dtype="str"),
        "period": _starts(periods, FREQUENCY[per]) if per else pd.NaT,
        "per": per or "all",
    }).astype({"period": tables.TIME, "per": "str"})  # fmt: skip
    articles = articles.assign(cell=ordinal + shift[outlet])
    if duplicates == "drop":
        articles = without_duplicates(articles, within=["cell"])
    # Numbers follow the sorted names, so that the order of the caller's rows changes nothing.
    story = pd.factorize(stories(articles), sort=True)[0]
    return Cells(grid, articles.assign(story=story).set_index("article_id")[["cell", "story"]])

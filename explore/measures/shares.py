"""Shares of articles: what attention and sourcing have in common.

An article either has a feature (names an actor, cites a source) or not. What is counted is articles; how many times the
feature is there stands beside it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from explore.measures.intervals import share_intervals
from explore.measures.periods import Cells


def article_shares(cells: Cells, who: pd.DataFrame, times: pd.DataFrame, *, as_given: bool) -> pd.DataFrame:
    """Return the share of articles in each cell that have each actor of `who`, with its interval and n_times.

    `times` has article_id and actor_id, one row each time. Actors stay in the order of `who` where that is `as_given`;
    else those in most articles come first.
    """
    placed = cells.place(times)
    placed = placed.assign(feature=pd.Index(who["actor_id"]).get_indexer(pd.Index(placed["actor_id"])))
    placed = placed[placed["feature"] >= 0]
    hits = placed.drop_duplicates(["unit", "feature"]).assign(value=1.0)
    frame = who.merge(cells.grid, how="cross")
    frame = frame.assign(
        **share_intervals(hits, cells.articles, len(who), len(cells.grid)),
        n_times=np.bincount(placed["feature"] * len(cells.grid) + placed["cell"], minlength=len(frame)),
    )
    return frame if as_given else most_first(frame, "actor_id")


def most_first(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return the rows of those with the greatest n in all first, then by `key`; the rows of each in their order."""
    most = frame.groupby(key)["n"].transform("sum")
    return frame.assign(most=most).sort_values(["most", key], ascending=[False, True])

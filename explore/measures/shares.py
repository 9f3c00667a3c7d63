"""Shares of articles: what attention and sourcing have in common.

An article either has a thing (names an actor, cites a source) or not. What is counted is articles; how many times the
thing is there is told beside it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from explore.measures.intervals import share_intervals
from explore.measures.periods import Cells


def article_shares(cells: Cells, who: pd.DataFrame, found: pd.DataFrame, *, as_given: bool) -> pd.DataFrame:
    """Return the share of articles in each cell that have each actor, with its interval.

    Parameters
    ----------
    cells : Cells
        Articles by outlet and period, at least one.
    who : DataFrame
        The actors wanted: actor_id first, then their names, at least one.
    found : DataFrame
        article_id, actor_id: one row each time.
    as_given : bool
        Keep the order of `who`; else those in most articles first, then by actor_id.

    Returns
    -------
    DataFrame
        Columns of `who`, then outlet, period, per, n, total, share, low, high, n_stories, n_times.
    """
    from scipy.sparse import csr_array

    row = cells.articles.get_indexer(pd.Index(found["article_id"]))
    column = pd.Index(who["actor_id"]).get_indexer(pd.Index(found["actor_id"]))
    here = (row >= 0) & (column >= 0)
    shape = (len(cells.articles), len(who))
    times = csr_array((np.ones(here.sum()), (row[here], column[here])), shape=shape)
    hits = times.sign()
    low, high, n_stories = share_intervals(hits, cells.cell, cells.story, len(cells.grid))
    into = csr_array(
        (np.ones(len(cells.cell)), (cells.cell, np.arange(len(cells.cell)))), shape=(len(cells.grid), shape[0])
    )
    n, n_times = (into @ hits).toarray(), (into @ times).toarray()
    order = np.arange(len(who))
    if not as_given:
        order = np.lexsort((who["actor_id"].to_numpy(dtype=object), -n.sum(axis=0)))
    grid = cells.grid.iloc[np.tile(np.arange(len(cells.grid)), len(who))].reset_index(drop=True)
    names = who.iloc[np.repeat(order, len(cells.grid))].reset_index(drop=True)
    long = {name: table[:, order].T.reshape(-1) for name, table in
            {"n": n, "low": low, "high": high, "n_stories": n_stories, "n_times": n_times}.items()}  # fmt: skip
    frame = pd.concat([names, grid], axis=1).assign(**long, total=np.tile(cells.total, len(who)))
    frame["share"] = frame["n"] / frame["total"].where(frame["total"] > 0)
    return frame

"""Voices: whose words are passed on, and how directly.

The unit is the quotation. A voice's share is its part of all quotations of an outlet and period, those of unnamed
speakers included; how directly it is heard is the part of its own quotations that stand in quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from explore import tables
from explore.measures.intervals import Floats, Ints, Sparse, share_intervals
from explore.measures.periods import check_kinds, choose_actors, lay_out


def voices(
    corpus: tables.Tables,
    *,
    per: tables.Per | None = "month",
    by_outlet: bool = False,
    actors: Iterable[str] | None = None,
    kinds: Iterable[str] | None = None,
    copies: bool = True,
) -> pd.DataFrame:
    """Return each speaker's share of quotations, and the share of them that is direct, with their intervals.

    Parameters
    ----------
    corpus : Corpus
        Needs `articles` (article_id, outlet, published, story_id, duplicate_of), `quotes` (article_id, actor_id,
        direct) and `actors` (actor_id, name_ar, name_en, kind).
    per : {"day", "week", "month", "quarter", "year"} or None
        Calendar period in UTC, weeks from Monday; None is all time, undated articles included.
    by_outlet : bool
        One set of rows for each outlet; '' is the outlet of articles whose outlet is not known.
    actors : iterable of str, optional
        The actor_ids wanted; otherwise all who speak in the corpus.
    kinds : str or iterable of str, optional
        Only speakers of these kinds: PER, ORG, GPE, LOC, MEDIA, GROUP.
    copies : bool
        False counts the first article of each story only.

    Returns
    -------
    DataFrame
        `explore.tables.VOICES`. Order: actors as asked for, else by quotations (most first, then speaker_id); outlet;
        period. Without quotations in a cell total is 0 and the share NaN; without one of the speaker, `direct` is NaN.

    Raises
    ------
    MissingColumns
        If a table lacks a column.
    BadInput
        If `corpus` is no corpus, an actor is not in `corpus.actors`, or `per` or a kind is none.

    Notes
    -----
    share = n / total, direct = n_direct / n. The 95% intervals resample stories, see `explore.measures.intervals`.

    Examples
    --------
    >>> from explore.corpus import Corpus
    >>> voices(Corpus(), per="year").shape
    (0, 17)
    """
    tables.corpus_like(corpus, needed_by="voices()")
    wanted = check_kinds(kinds, needed_by="voices()")
    tables.require(corpus.quotes, "article_id actor_id direct", table="quotes", needed_by="voices()")
    quotes = corpus.quotes[["article_id", "actor_id", "direct"]]
    who = choose_actors(corpus, actors, needed_by="voices()")
    if actors is None:
        who = who[who["actor_id"].isin(quotes["actor_id"])]
    who = (who if wanted is None else who[who["kind"].isin(wanted)]).reset_index(drop=True)
    cells = lay_out(corpus, per=per, by_outlet=by_outlet, copies=copies, needed_by="voices()")
    if who.empty or cells.grid.empty:
        return tables.VOICES.empty()

    row = cells.articles.get_indexer(pd.Index(quotes["article_id"]))
    quotes, row = quotes[row >= 0], row[row >= 0]
    cell, story = cells.cell[row], cells.story[row]
    speaker = pd.Index(who["actor_id"]).get_indexer(pd.Index(quotes["actor_id"]))
    direct = quotes["direct"].to_numpy(dtype=float)
    size = len(cells.grid)
    heard = speaker >= 0
    own = speaker[heard] * size + cell[heard]  # a group for each speaker and cell
    shape = (len(who), size)
    n = np.bincount(own, minlength=len(who) * size).reshape(shape)
    n_direct = np.bincount(own, weights=direct[heard], minlength=len(who) * size).reshape(shape)
    share_low, share_high, n_stories = share_intervals(_ones(speaker, len(who)), cell, story, size)
    low, high, _ = share_intervals(_flags(direct[heard]), own, story[heard], len(who) * size)
    pairs = np.unique(np.stack([own, row[heard]]), axis=1)[0]
    order = np.arange(len(who))
    if actors is None:
        order = np.lexsort((who["actor_id"].to_numpy(dtype=object), -n.sum(axis=1)))
    long = {
        "n": n, "n_direct": n_direct, "n_stories": n_stories.T, "low": share_low.T, "high": share_high.T,
        "direct_low": low.reshape(shape), "direct_high": high.reshape(shape),
        "n_articles": np.bincount(pairs, minlength=len(who) * size).reshape(shape),
    }  # fmt: skip
    grid = cells.grid.iloc[np.tile(np.arange(size), len(who))].reset_index(drop=True)
    names = who.iloc[np.repeat(order, size)].reset_index(drop=True).rename(columns={"actor_id": "speaker_id"})
    frame = pd.concat([names, grid], axis=1).assign(
        **{name: table[order].reshape(-1) for name, table in long.items()},
        total=np.tile(np.bincount(cell, minlength=size), len(who)),
    )
    frame["share"] = frame["n"] / frame["total"].where(frame["total"] > 0)
    frame["direct"] = frame["n_direct"] / frame["n"].where(frame["n"] > 0)
    return tables.VOICES.frame(frame)


def _ones(speaker: Ints, width: int) -> Sparse:
    """Return a sparse table of quotations by speakers, 1 where it is his."""
    from scipy.sparse import csr_array

    there = np.flatnonzero(speaker >= 0)
    return csr_array((np.ones(len(there)), (there, speaker[there])), shape=(len(speaker), width))


def _flags(values: Floats) -> Sparse:
    """Return one sparse column of values."""
    from scipy.sparse import csr_array

    return csr_array(values[:, None])

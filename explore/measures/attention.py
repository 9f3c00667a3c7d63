"""Attention: the share of articles that name an actor, by period and outlet.

An article counts once, however often it names the actor. The denominator is every article of the outlet and
period, so that a rise means more attention to the actor, not more articles.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from explore import tables
from explore.measures.inputs import LINKS, NAMES, Handling, choose_actors, linked, measure
from explore.measures.intervals import share_intervals
from explore.measures.periods import PLACES, Cells, group_cells


@measure(articles=PLACES, mentions=LINKS, actors=NAMES)
def attention(
    corpus: tables.Tables,
    *,
    per: tables.Per | None = "month",
    by_outlet: bool = False,
    actors: Iterable[str] | None = None,
    kinds: Iterable[str] | None = None,
    duplicates: Handling = "drop",
    boilerplate: Handling = "drop",
) -> pd.DataFrame:
    """Return the share of articles that name each actor, with its interval.

    Parameters
    ----------
    corpus : Corpus
        Its `articles`, `mentions` and `actors` are read.
    per : {"day", "week", "month", "quarter", "year"} or None
        Calendar period in UTC, weeks from Monday; None is all time, undated articles included.
    by_outlet : bool
        One set of rows for each outlet; '' is the outlet of articles whose outlet is not known.
    actors : iterable of str, optional
        The actor_ids wanted; all actors of the corpus otherwise.
    kinds : str or iterable of str, optional
        Only actors of these kinds: PER, ORG, GPE, LOC, MEDIA, GROUP.
    duplicates : {"drop", "keep"}
        "drop" counts a story once in each outlet and period, "keep" each article that was printed.
    boilerplate : {"drop", "keep"}
        Whether a name in a dateline, byline or advert counts.

    Returns
    -------
    DataFrame
        `explore.tables.ATTENTION`. Order: actors as asked for, else by articles that name them (most first,
        then actor_id); outlet; period. A period without articles has total 0 and a share of NaN.

    Raises
    ------
    MissingColumns, BadInput
        If a table lacks a column; if `corpus` is not a corpus, an actor is not in `corpus.actors`, or an option
        has no such value.

    Notes
    -----
    share = n / total. The 95% interval takes stories as the units, see `explore.measures.intervals`.

    Examples
    --------
    >>> import explore
    >>> texts = ["التقى بوتين بايدن.", "عاد بوتين إلى موسكو.", "أمطار على القاهرة."]
    >>> corpus = explore.annotate(pd.DataFrame({"article_id": list("abc"), "text": texts}), topics=False)
    >>> attention(corpus, per=None, kinds="PER")[["actor_id", "n", "total"]].values.tolist()
    [['vladimir-putin', 2, 3], ['joe-biden', 1, 3]]
    """
    who = choose_actors(corpus, actors, kinds)
    cells = group_cells(corpus, per=per, by_outlet=by_outlet, duplicates=duplicates)
    frame = article_shares(cells, who, linked(corpus, boilerplate), as_given=actors is not None)
    return tables.ATTENTION.frame(frame.rename(columns={"n_times": "n_mentions"}))


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

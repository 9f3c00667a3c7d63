"""Attention: the share of articles that name an actor, by period and outlet.

An article counts once, however often it names the actor. The denominator is every article of the outlet and
period, so that a rise means more attention to the actor, not more articles.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from explore import tables
from explore.measures.inputs import LINKS, NAMES, Handling, choose_actors, linked, measure
from explore.measures.periods import PLACES, group_cells
from explore.measures.shares import article_shares


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

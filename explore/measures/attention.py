"""Attention: the share of articles that name an actor, by period and outlet.

An article counts once, however often it names the actor. The denominator is every article of the outlet and
period, so that a rise means more attention to the actor, not more articles.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from explore import tables
from explore.measures.periods import check_kinds, choose_actors, lay_out, linked
from explore.measures.shares import article_shares


def attention(
    corpus: tables.Tables,
    *,
    per: tables.Per | None = "month",
    by_outlet: bool = False,
    actors: Iterable[str] | None = None,
    kinds: Iterable[str] | None = None,
    copies: bool = True,
) -> pd.DataFrame:
    """Return the share of articles that name each actor, with its interval.

    Parameters
    ----------
    corpus : Corpus
        Needs `articles` (article_id, outlet, published, story_id, duplicate_of), `mentions` (article_id,
        actor_id) and `actors` (actor_id, name_ar, name_en, kind).
    per : {"day", "week", "month", "quarter", "year"} or None
        Calendar period in UTC, weeks from Monday; None is all time, undated articles included.
    by_outlet : bool
        One set of rows for each outlet; '' is the outlet of articles whose outlet is not known.
    actors : iterable of str, optional
        The actor_ids wanted; all actors of the corpus otherwise.
    kinds : str or iterable of str, optional
        Only actors of these kinds: PER, ORG, GPE, LOC, MEDIA, GROUP.
    copies : bool
        False counts the first article of each story only.

    Returns
    -------
    DataFrame
        `explore.tables.ATTENTION`. Order: actors as asked for, else by articles that name them (most first,
        then actor_id); outlet; period. A period without articles has total 0 and a share of NaN.

    Raises
    ------
    MissingColumns
        If a table lacks a column.
    BadInput
        If `corpus` is no corpus, an actor is not in `corpus.actors`, or `per` or a kind is none.

    Notes
    -----
    share = n / total. The 95% interval resamples stories, see `explore.measures.intervals`.

    Examples
    --------
    >>> from explore.corpus import Corpus
    >>> attention(Corpus(), per="year").shape
    (0, 13)
    """
    tables.corpus_like(corpus, needed_by="attention()")
    wanted = check_kinds(kinds, needed_by="attention()")
    who = choose_actors(corpus, actors, needed_by="attention()")
    if wanted is not None:
        who = who[who["kind"].isin(wanted)].reset_index(drop=True)
    cells = lay_out(corpus, per=per, by_outlet=by_outlet, copies=copies, needed_by="attention()")
    mentions = linked(corpus, "article_id actor_id", needed_by="attention()")
    if who.empty or cells.grid.empty:
        return tables.ATTENTION.empty()
    frame = article_shares(cells, who, mentions, as_given=actors is not None)
    return tables.ATTENTION.frame(frame.rename(columns={"n_times": "n_mentions"}))

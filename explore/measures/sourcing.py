"""Sourcing: the share of articles that rely on a medium or agency, by outlet and period.

An article relies on a source if it attributes information to it at least once (see `explore.annotation.sources`). The
denominator is every article of the outlet and period: most articles name no source, and that is a finding too.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from explore import tables
from explore.measures.periods import choose_actors, lay_out
from explore.measures.shares import article_shares


def sourcing(
    corpus: tables.Tables,
    *,
    per: tables.Per | None = "month",
    by_outlet: bool = False,
    sources: Iterable[str] | None = None,
    copies: bool = True,
) -> pd.DataFrame:
    """Return the share of articles that rely on each source, with its interval.

    Parameters
    ----------
    corpus : Corpus
        Needs `articles` (article_id, outlet, published, story_id, duplicate_of), `sources` (article_id, actor_id) and
        `actors` (actor_id, name_ar, name_en, kind).
    per : {"day", "week", "month", "quarter", "year"} or None
        Calendar period in UTC, weeks from Monday; None is all time, undated articles included.
    by_outlet : bool
        One set of rows for each outlet; '' is the outlet of articles whose outlet is not known.
    sources : iterable of str, optional
        The actor_ids wanted; otherwise all that are a source in the corpus.
    copies : bool
        False counts the first article of each story only.

    Returns
    -------
    DataFrame
        `explore.tables.SOURCING`. Order: sources as asked for, else by articles that rely on them (most first, then
        source_id); outlet; period. A period without articles has total 0 and a share of NaN.

    Raises
    ------
    MissingColumns
        If a table lacks a column.
    BadInput
        If `corpus` is no corpus, a source is not in `corpus.actors`, or `per` is no period.

    Notes
    -----
    share = n / total. The 95% interval resamples stories, see `explore.measures.intervals`. Sources that are no known
    actor are not counted; they are in `corpus.sources`.

    Examples
    --------
    >>> from explore.corpus import Corpus
    >>> sourcing(Corpus(), per="year").shape
    (0, 13)
    """
    tables.corpus_like(corpus, needed_by="sourcing()")
    tables.require(corpus.sources, "article_id actor_id", table="sources", needed_by="sourcing()")
    found = corpus.sources.loc[corpus.sources["actor_id"].notna(), ["article_id", "actor_id"]]
    who = choose_actors(corpus, sources, needed_by="sourcing()")
    if sources is None:
        who = who[who["actor_id"].isin(found["actor_id"])].reset_index(drop=True)
    cells = lay_out(corpus, per=per, by_outlet=by_outlet, copies=copies, needed_by="sourcing()")
    if who.empty or cells.grid.empty:
        return tables.SOURCING.empty()
    frame = article_shares(cells, who, found, as_given=sources is not None)
    return tables.SOURCING.frame(frame.rename(columns={"actor_id": "source_id", "n_times": "n_citations"}))

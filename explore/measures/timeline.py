"""Timeline: what happened when, each event once, however many articles tell of it.

The table `events` has a row for each sentence that tells of a deed; here those that tell of one deed on one day are
one row, with the number of sentences, articles and stories behind it. A deed that many independent stories tell of
happened more surely than one that a single sentence tells of, and machine coding is right more often about it.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from explore import schema
from explore.measures.periods import choose_actors, stories, without_copies

_KEY = ["date", "source_id", "target_id", "quad"]


def timeline(
    corpus: schema.Tables, *, actors: Iterable[str] | None = None, min_n: int = 1, copies: bool = True
) -> pd.DataFrame:
    """Return dated events, those of one day, source, target and class as one.

    Parameters
    ----------
    corpus : Corpus
        Needs `articles` (article_id, published, story_id, duplicate_of), `events` and `actors`. Events without a date
        or with only one end known are left out.
    actors : str or iterable of str, optional
        One actor_id: events in which it acts or is acted upon. Several: events among them.
    min_n : int
        Events that at least so many stories tell of.
    copies : bool
        False counts the first article of each story only.

    Returns
    -------
    DataFrame
        `explore.schema.TIMELINE`, by date, then source, target and class.

    Raises
    ------
    MissingColumns
        If a table lacks a column.
    BadInput
        If `corpus` is no corpus, or an actor is not in `corpus.actors`.

    Examples
    --------
    >>> from explore.corpus import Corpus
    >>> timeline(Corpus()).empty
    True
    """
    schema.corpus_like(corpus, needed_by="timeline()")
    schema.require(corpus.events, "article_id sentence verb " + " ".join(_KEY), table="events", needed_by="timeline()")
    schema.require(corpus.articles, "article_id published story_id duplicate_of", table="articles",
                   needed_by="timeline()")  # fmt: skip
    articles = corpus.articles if copies else without_copies(corpus.articles)
    events = corpus.events[corpus.events[_KEY].notna().all(axis=1)]
    events = events[events["article_id"].isin(articles["article_id"])]
    if actors is not None:
        wanted = choose_actors(corpus, actors, needed_by="timeline()")["actor_id"]
        source, target = events["source_id"].isin(wanted), events["target_id"].isin(wanted)
        events = events[source | target] if len(wanted) == 1 else events[source & target]
    if events.empty:
        return schema.TIMELINE.empty()
    events = events.assign(
        story=events["article_id"].map(dict(zip(articles["article_id"], stories(articles), strict=True)))
    )
    told = events.groupby(_KEY, sort=True)
    found = told.agg(
        verb=("verb", lambda verbs: verbs.value_counts().index[0]),  # the first of those most often used
        n=("sentence", "size"),
        n_articles=("article_id", "nunique"),
        n_stories=("story", "nunique"),
    ).reset_index()
    found = found[found["n_stories"] >= min_n]
    known = corpus.actors.drop_duplicates("actor_id").set_index("actor_id")
    for end in ("source", "target"):
        ids = found[f"{end}_id"]
        found[f"name_{end}"], found[f"name_en_{end}"] = ids.map(known["name_ar"]), ids.map(known["name_en"])
    return schema.TIMELINE.frame(found)

"""Sentiment: the mean tone of sentences, of all, in the outlet's own voice, quoted, or naming an actor.

Tone belongs to sentences. A sentence that names an actor has a tone *near* the actor; whether it is meant *for*
the actor is a question of stance, which this measure does not answer. And the tone of news is mostly that of those
whom it quotes: a sentence is quoted speech where quotations make up at least half of it, else the outlet's own.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from explore import tables
from explore.measures.intervals import mean_intervals
from explore.measures.periods import choose_actors, lay_out, linked
from explore.measures.quoted import Voice, check_voice, quoted, with_voice


def sentiment(
    corpus: tables.Tables,
    *,
    per: tables.Per | None = "month",
    by_outlet: bool = False,
    actors: Iterable[str] | None = None,
    voice: Voice = "all",
    copies: bool = True,
) -> pd.DataFrame:
    """Return the mean sentiment of sentences by period, with its interval.

    Parameters
    ----------
    corpus : Corpus
        Needs `articles` (article_id, outlet, published, story_id, duplicate_of) and `sentences` (article_id,
        sentence, sentiment); with `actors` also `mentions` (article_id, sentence, actor_id) and `actors`; with a
        `voice` also `quotes` (article_id, start, end, actor_id).
    per : {"day", "week", "month", "quarter", "year"} or None
        Calendar period in UTC, weeks from Monday; None is all time, undated articles included.
    by_outlet : bool
        One set of rows for each outlet; '' is the outlet of articles whose outlet is not known.
    actors : iterable of str, optional
        For each of these actor_ids, the sentences that name it, or that it speaks where `voice` is "quoted"; otherwise
        all sentences, and actor_id is null.
    voice : {"all", "outlet", "quoted"}
        Whose words: all, the outlet's own, or quoted speech.
    copies : bool
        False counts the first article of each story only.

    Returns
    -------
    DataFrame
        `explore.tables.SENTIMENT`. Order: actors as asked for; outlet; period. Without a sentence n is 0 and the
        mean NaN.

    Raises
    ------
    MissingColumns
        If a table lacks a column.
    BadInput
        If `corpus` is no corpus, an actor is not in `corpus.actors`, or `per` or `voice` is none.

    Notes
    -----
    Each sentence weighs the same. Sentences without a sentiment do not count. The 95% interval resamples
    stories, see `explore.measures.intervals`.

    Examples
    --------
    >>> from explore.corpus import Corpus
    >>> sentiment(Corpus(), per="year").empty
    True
    """
    tables.corpus_like(corpus, needed_by="sentiment()")
    check_voice(voice, needed_by="sentiment()")
    who = choose_actors(corpus, actors, needed_by="sentiment()") if actors is not None else None
    cells = lay_out(corpus, per=per, by_outlet=by_outlet, copies=copies, needed_by="sentiment()")
    tables.require(corpus.sentences, "article_id sentence sentiment", table="sentences", needed_by="sentiment()")
    scored = corpus.sentences.loc[corpus.sentences["sentiment"].notna(), ["article_id", "sentence", "sentiment"]]
    scored = with_voice(corpus, scored, voice, needed_by="sentiment()")
    groups = 1 if who is None else len(who)
    if cells.grid.empty or not groups:
        return tables.SENTIMENT.empty()
    if who is None:
        scored = scored.assign(actor=0)
    else:
        if voice == "quoted":
            named = quoted(corpus, needed_by="sentiment()")
        else:
            named = linked(corpus, "article_id sentence actor_id", needed_by="sentiment()")
        number = pd.Index(who["actor_id"]).get_indexer(pd.Index(named["actor_id"]))
        named = named.assign(actor=number)[number >= 0].drop_duplicates(["article_id", "sentence", "actor"])
        scored = scored.merge(named[["article_id", "sentence", "actor"]], on=["article_id", "sentence"])
    row = cells.articles.get_indexer(pd.Index(scored["article_id"]))
    scored, row = scored[row >= 0], row[row >= 0]
    rows = pd.DataFrame(
        {
            "group": scored["actor"].to_numpy() * len(cells.grid) + cells.cell[row],
            "story": cells.story[row],
            "article": row,
            "sentence": scored["sentence"].to_numpy(),
            "value": scored["sentiment"].to_numpy(dtype=float),
        }
    ).sort_values(["article", "sentence"], ignore_index=True)  # sums of floats depend on their order
    found = mean_intervals(rows[["group", "story", "value"]], groups * len(cells.grid))
    articles = rows.drop_duplicates(["group", "article"])["group"]
    found["n_articles"] = np.bincount(articles, minlength=len(found))
    grid = cells.grid.iloc[np.tile(np.arange(len(cells.grid)), groups)].reset_index(drop=True)
    frame = pd.concat([grid, found], axis=1).assign(voice=voice)
    if who is not None:
        names = who.iloc[np.repeat(np.arange(groups), len(cells.grid))].reset_index(drop=True)
        frame = pd.concat([names, frame], axis=1)
    return tables.SENTIMENT.frame(frame)

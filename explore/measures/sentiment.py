"""Sentiment: the mean tone of sentences, of all, in the outlet's own voice, quoted, or naming an actor.

Tone belongs to sentences. A sentence that names an actor has a tone *near* the actor; whether it is meant *for*
the actor is a question of stance, which this measure does not answer. And the tone of news is mostly that of those
whom it quotes: a sentence is quoted speech where quotations make up at least half of it, else the outlet's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

import numpy as np
import pandas as pd

from explore import tables
from explore.measures.inputs import LINKS, NAMES, Handling, choose_actors, content, linked, measure
from explore.measures.intervals import mean_intervals
from explore.measures.periods import PLACES, group_cells
from explore.measures.quoted import Voice, quoted, with_voice


@measure(
    articles=PLACES,
    sentences="article_id sentence start end sentiment boilerplate",
    mentions=LINKS,
    quotes="article_id start end actor_id",
    actors=NAMES,
)
def sentiment(
    corpus: tables.Tables,
    *,
    per: tables.Per | None = "month",
    by_outlet: bool = False,
    actors: Iterable[str] | None = None,
    voice: Voice = "all",
    duplicates: Handling = "drop",
    boilerplate: Handling = "drop",
) -> pd.DataFrame:
    """Return the mean sentiment of sentences by period, with its interval.

    Parameters
    ----------
    corpus : Corpus
        Its `articles`, `sentences`, `mentions`, `quotes` and `actors` are read.
    per, by_outlet, duplicates
        As in `explore.attention`.
    actors : iterable of str, optional
        For each of these actor_ids, the sentences that name it, or that it speaks where `voice` is "quoted"; otherwise
        all sentences, and actor_id is null.
    voice : {"all", "outlet", "quoted"}
        Whose words: all, the outlet's own, or quoted speech.
    boilerplate : {"drop", "keep"}
        Whether sentences that are a dateline, byline or advert count.

    Returns
    -------
    DataFrame
        `explore.tables.SENTIMENT`. Order: actors as asked for; outlet; period. Without a sentence n is 0 and the
        mean NaN.

    Raises
    ------
    MissingColumns, BadInput
        If a table lacks a column; if `corpus` is not a corpus, an actor is not in `corpus.actors`, or an option
        has no such value.

    Notes
    -----
    Each sentence weighs the same. Sentences without a sentiment do not count. The 95% interval takes stories as the
    units, see `explore.measures.intervals`.

    Examples
    --------
    >>> import explore
    >>> texts = ["رحب بايدن بالاتفاق.", "قتل عشرة مدنيين في قصف على حلب."]
    >>> corpus = explore.annotate(pd.DataFrame({"article_id": list("ab"), "text": texts}), topics=False)
    >>> near = sentiment(corpus, per=None, actors=["joe-biden", "aleppo"])
    >>> (near["mean"] > 0).tolist()
    [True, False]
    """
    tables.one_of(voice, get_args(Voice), option="voice")
    cells = group_cells(corpus, per=per, by_outlet=by_outlet, duplicates=duplicates)
    scored = content(corpus.sentences, boilerplate)
    scored = scored.loc[scored["sentiment"].notna(), ["article_id", "sentence", "sentiment"]]
    scored = with_voice(corpus, scored, voice)
    if actors is None:
        who = pd.DataFrame({"actor_id": [None]})
        scored = scored.assign(feature=0)
    else:
        who = choose_actors(corpus, actors)
        named = quoted(corpus) if voice == "quoted" else linked(corpus, boilerplate)
        named = named.assign(feature=pd.Index(who["actor_id"]).get_indexer(pd.Index(named["actor_id"])))
        named = named[named["feature"] >= 0].drop_duplicates(["article_id", "sentence", "feature"])
        scored = scored.merge(named[["article_id", "sentence", "feature"]], on=["article_id", "sentence"])
    rows = cells.place(scored).sort_values(["unit", "sentence"])  # sums of floats depend on their order
    rows = rows.assign(group=rows["feature"] * len(cells.grid) + rows["cell"], value=rows["sentiment"])
    frame = who.merge(cells.grid, how="cross").assign(voice=voice)
    frame = frame.assign(**mean_intervals(rows[["group", "story", "value"]], len(frame)))
    articles = rows.drop_duplicates(["group", "unit"])["group"]
    return tables.SENTIMENT.frame(frame.assign(n_articles=np.bincount(articles, minlength=len(frame))))

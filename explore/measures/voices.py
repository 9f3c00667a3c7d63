"""Voices: whose words are passed on, and how directly.

The unit is the quotation. A voice's share is its part of all quotations of an outlet and period, those of unnamed
speakers included; how directly it is heard is the part of its own quotations that stand in quotation marks.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from explore import tables
from explore.measures.attention import most_first
from explore.measures.inputs import NAMES, Handling, choose_actors, measure
from explore.measures.intervals import share_intervals
from explore.measures.periods import PLACES, group_cells


@measure(articles=PLACES, quotes="article_id actor_id direct", actors=NAMES)
def voices(
    corpus: tables.Tables,
    *,
    per: tables.Per | None = "month",
    by_outlet: bool = False,
    actors: Iterable[str] | None = None,
    kinds: Iterable[str] | None = None,
    duplicates: Handling = "drop",
) -> pd.DataFrame:
    """Return each speaker's share of quotations, and the share of them that is direct, with their intervals.

    Parameters
    ----------
    corpus : Corpus
        Its `articles`, `quotes` and `actors` are read.
    per, by_outlet, duplicates
        As in `explore.attention`.
    actors : iterable of str, optional
        The actor_ids wanted; otherwise all who speak in the corpus.
    kinds : str or iterable of str, optional
        Only speakers of these kinds: PER, ORG, GPE, LOC, MEDIA, GROUP.

    Returns
    -------
    DataFrame
        `explore.tables.VOICES`. Order: actors as asked for, else by quotations (most first, then speaker_id); outlet;
        period. Without quotations in a cell total is 0 and the share NaN; without one of the speaker, `direct` is NaN.

    Raises
    ------
    MissingColumns, BadInput
        If a table lacks a column; if `corpus` is not a corpus, an actor is not in `corpus.actors`, or an option
        has no such value.

    Notes
    -----
    share = n / total, direct = n_direct / n. The 95% intervals take stories as the units, see
    `explore.measures.intervals`.

    Examples
    --------
    >>> import explore
    >>> texts = ["قال بوتين إن الوفد عاد.", 'وقال بايدن: "لن ننسحب".']
    >>> corpus = explore.annotate(pd.DataFrame({"article_id": list("ab"), "text": texts}), topics=False)
    >>> voices(corpus, per=None)[["speaker_id", "n", "total", "n_direct"]].values.tolist()
    [['joe-biden', 1, 2, 1], ['vladimir-putin', 1, 2, 0]]
    """
    who = choose_actors(corpus, actors, kinds)
    if actors is None:
        who = who[who["actor_id"].isin(corpus.quotes["actor_id"])]
    cells = group_cells(corpus, per=per, by_outlet=by_outlet, duplicates=duplicates)
    frame = who.rename(columns={"actor_id": "speaker_id"}).merge(cells.grid, how="cross")
    quotes = cells.place(corpus.quotes[["article_id", "actor_id", "direct"]]).reset_index(drop=True)
    quotes["feature"] = pd.Index(who["actor_id"]).get_indexer(pd.Index(quotes["actor_id"]))
    heard = quotes[quotes["feature"] >= 0]
    hits = pd.DataFrame({"unit": heard.index, "feature": heard["feature"], "value": 1.0})
    frame = frame.assign(**share_intervals(hits, quotes, len(who), len(cells.grid)))
    # How directly: among the quotations of each speaker in each cell, which are a cell of their own.
    own = heard.assign(cell=heard["feature"] * len(cells.grid) + heard["cell"]).reset_index(drop=True)
    direct = own[own["direct"]]
    marks = pd.DataFrame({"unit": direct.index, "feature": 0, "value": 1.0})
    shares = share_intervals(marks, own, 1, len(frame))
    frame = frame.assign(n_direct=shares["n"], direct=shares["share"], direct_low=shares["low"],
                         direct_high=shares["high"])  # fmt: skip
    articles = own.drop_duplicates(["cell", "unit"])["cell"]
    frame["n_articles"] = np.bincount(articles, minlength=len(frame))
    return tables.VOICES.frame(frame if actors is not None else most_first(frame, "speaker_id"))

"""Topics over time: the share of the articles that each topic takes up.

An article may be on several topics. It counts for each with the share of its passages on it, and with the rest as
"no topic", so that the shares of an outlet and period add up to 1. Assignments are read, never refitted.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from explore import tables
from explore.errors import BadInput
from explore.measures.inputs import Handling, measure
from explore.measures.intervals import share_intervals
from explore.measures.periods import PLACES, group_cells


@measure(articles=PLACES, topics="article_id topic weight", topic_labels="topic label")
def topic_shares(
    corpus: tables.Tables,
    *,
    per: tables.Per | None = "month",
    by_outlet: bool = False,
    duplicates: Handling = "drop",
) -> pd.DataFrame:
    """Return the share of articles on each topic, with its interval.

    Parameters
    ----------
    corpus : Corpus
        Its `articles`, `topics` and `topic_labels` are read.
    per, by_outlet, duplicates
        As in `explore.attention`.

    Returns
    -------
    DataFrame
        `explore.tables.TOPIC_SHARES`. Order: topic, the null one (passages in no topic) last; outlet; period.

    Raises
    ------
    MissingColumns, BadInput
        If a table lacks a column; if `corpus` is not a corpus, or has no topics; if an option has no such value.

    Notes
    -----
    n is the sum of weights, share = n / total. The 95% interval takes stories as the units, see
    `explore.measures.intervals`.

    Examples
    --------
    >>> import dataclasses, explore
    >>> corpus = explore.annotate(pd.DataFrame({"article_id": ["a"], "text": ["أمطار على القاهرة."]}), topics=False)
    >>> topics = pd.DataFrame({"article_id": ["a"], "topic": [0], "weight": [0.75]})
    >>> labels = pd.DataFrame({"topic": [0], "label": ["طقس"]})
    >>> corpus = dataclasses.replace(corpus, topics=topics, topic_labels=labels)
    >>> topic_shares(corpus, per=None)["share"].tolist()
    [0.75, 0.25]
    """
    cells = group_cells(corpus, per=per, by_outlet=by_outlet, duplicates=duplicates)
    if cells.grid.empty:
        return tables.TOPIC_SHARES.empty()
    if corpus.topic_labels.empty:
        raise BadInput(
            "the corpus has no topics: it was annotated with topics=False, or has too few sentences to find any "
            "(corpus.notes says so). Annotate more articles, with topics."
        )
    numbers = np.union1d(corpus.topics["topic"], corpus.topic_labels["topic"]).astype(np.int64)
    weights = cells.place(corpus.topics).sort_values(["unit", "topic"])
    weights = weights.assign(feature=np.searchsorted(numbers, weights["topic"]), value=weights["weight"].astype(float))
    # What no topic takes of an article; rounding must not leave a speck of it.
    rest = 1 - np.bincount(weights["unit"], weights["value"], minlength=len(cells.articles))
    left = np.flatnonzero(rest > 1e-9)
    none = pd.DataFrame({"unit": left, "feature": len(numbers), "value": rest[left]})
    hits = pd.concat([weights[["unit", "feature", "value"]], none], ignore_index=True)
    labels = corpus.topic_labels.drop_duplicates("topic").set_index("topic")["label"].reindex(numbers)
    about = pd.DataFrame({
        "topic": pd.array([*numbers, pd.NA], dtype="Int64"),
        "label": pd.array([*labels, None], dtype="str"),
    })  # fmt: skip
    shares = share_intervals(hits, cells.articles, len(about), len(cells.grid))
    return tables.TOPIC_SHARES.frame(about.merge(cells.grid, how="cross").assign(**shares))

"""Topics over time: the share of the articles that each topic takes up.

An article may be on several topics. It counts for each with the share of its passages on it, and with the rest as
"no topic", so that the shares of an outlet and period add up to 1. Assignments are read, never refitted.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from explore import tables
from explore.errors import BadInput
from explore.measures.intervals import share_intervals
from explore.measures.periods import lay_out


def topic_shares(
    corpus: tables.Tables, *, per: tables.Per | None = "month", by_outlet: bool = False, copies: bool = True
) -> pd.DataFrame:
    """Return the share of articles on each topic, with its interval.

    Parameters
    ----------
    corpus : Corpus
        Needs `articles` (article_id, outlet, published, story_id, duplicate_of), `topics` (article_id, topic,
        weight) and `topic_labels` (topic, label).
    per : {"day", "week", "month", "quarter", "year"} or None
        Calendar period in UTC, weeks from Monday; None is all time, undated articles included.
    by_outlet : bool
        One set of rows for each outlet; '' is the outlet of articles whose outlet is not known.
    copies : bool
        False counts the first article of each story only.

    Returns
    -------
    DataFrame
        `explore.tables.TOPIC_SHARES`. Order: topic, the null one (passages in no topic) last; outlet; period.

    Raises
    ------
    MissingColumns
        If a table lacks a column.
    BadInput
        If `corpus` is no corpus, or has no topics; if `per` is no period.

    Notes
    -----
    n is the sum of weights, share = n / total. The 95% interval resamples stories, see
    `explore.measures.intervals`.

    Examples
    --------
    >>> from explore.corpus import Corpus
    >>> topic_shares(Corpus()).empty
    True
    """
    tables.corpus_like(corpus, needed_by="topic_shares()")
    cells = lay_out(corpus, per=per, by_outlet=by_outlet, copies=copies, needed_by="topic_shares()")
    tables.require(corpus.topics, "article_id topic weight", table="topics", needed_by="topic_shares()")
    tables.require(corpus.topic_labels, "topic label", table="topic_labels", needed_by="topic_shares()")
    if cells.grid.empty:
        return tables.TOPIC_SHARES.empty()
    if corpus.topic_labels.empty:
        raise BadInput(
            "topic_shares(): the corpus has no topics: it was annotated with topics=False, or has too few sentences to "
            "find any (corpus.notes says so). Annotate more articles, with topics."
        )

    from scipy.sparse import csr_array

    numbers = np.union1d(corpus.topics["topic"].to_numpy(), corpus.topic_labels["topic"].to_numpy()).astype(np.int64)
    article = cells.articles.get_indexer(pd.Index(corpus.topics["article_id"]))
    here = article >= 0
    weight = corpus.topics["weight"].to_numpy(dtype=float)[here]
    column = np.searchsorted(numbers, corpus.topics["topic"].to_numpy()[here])
    # What no topic takes of an article; rounding must not leave a speck of it.
    rest = 1 - np.bincount(article[here], weights=weight, minlength=len(cells.articles))
    rest[rest < 1e-9] = 0
    left = np.flatnonzero(rest)
    hits = csr_array(
        (
            np.concatenate([weight, rest[left]]),
            (np.concatenate([article[here], left]), np.concatenate([column, np.full(len(left), len(numbers))])),
        ),
        shape=(len(cells.articles), len(numbers) + 1),
    )
    low, high, _ = share_intervals(hits, cells.cell, cells.story, len(cells.grid))
    into = csr_array(
        (np.ones(len(cells.cell)), (cells.cell, np.arange(len(cells.cell)))), shape=(len(cells.grid), hits.shape[0])
    )
    n = (into @ hits).toarray()
    labels = corpus.topic_labels.drop_duplicates("topic").set_index("topic")["label"].reindex(numbers)
    about = pd.DataFrame({
        "topic": pd.array([*numbers, pd.NA], dtype="Int64"),
        "label": pd.array([*labels, None], dtype="str"),
    })  # fmt: skip
    names = about.iloc[np.repeat(np.arange(len(about)), len(cells.grid))].reset_index(drop=True)
    grid = cells.grid.iloc[np.tile(np.arange(len(cells.grid)), len(about))].reset_index(drop=True)
    long = {name: table.T.reshape(-1) for name, table in {"n": n, "low": low, "high": high}.items()}
    frame = pd.concat([names, grid], axis=1).assign(**long, total=np.tile(cells.total, len(about)))
    frame["share"] = frame["n"] / frame["total"].where(frame["total"] > 0)
    return tables.TOPIC_SHARES.frame(frame)

"""Coverage: how many articles there are, of which outlet and period.

The first thing to look at: a fall of attention may be a gap in the collection, and a rise one report copied by all.
"""

from __future__ import annotations

import pandas as pd

from explore import tables
from explore.measures.periods import lay_out


def coverage(corpus: tables.Tables, *, per: tables.Per | None = "month") -> pd.DataFrame:
    """Return the number of articles, copies, stories and words of each outlet and period.

    Parameters
    ----------
    corpus : Corpus
        Needs `articles` (article_id, outlet, published, story_id, duplicate_of, text).
    per : {"day", "week", "month", "quarter", "year"} or None
        Calendar period in UTC, weeks from Monday; None is all time.

    Returns
    -------
    DataFrame
        `explore.tables.COVERAGE`. Order: outlet; period, from the outlet's first to its last, empty ones included
        with 0; then, with a null period, its undated articles, if any. '' is the outlet of articles whose outlet
        is not known.

    Raises
    ------
    MissingColumns
        If `articles` lacks a column.
    BadInput
        If `corpus` is no corpus, or `per` is no period.

    Examples
    --------
    >>> from explore.corpus import Corpus
    >>> coverage(Corpus()).empty
    True
    """
    tables.corpus_like(corpus, needed_by="coverage()")
    tables.require(corpus.articles, "text", table="articles", needed_by="coverage()")
    dated = lay_out(corpus, per=per, by_outlet=True, copies=True, needed_by="coverage()")
    every = lay_out(corpus, per=None, by_outlet=True, copies=True, needed_by="coverage()")
    if every.grid.empty:
        return tables.COVERAGE.empty()
    facts = corpus.articles.set_index("article_id").loc[every.articles]
    rows = pd.DataFrame({
        "outlet": every.grid["outlet"].to_numpy()[every.cell],
        "story": every.story,
        "copy": facts["duplicate_of"].notna().to_numpy(),
        "words": [len(text.split()) for text in facts["text"]],
    }, index=every.articles)  # fmt: skip
    cell = pd.Series(dated.cell, index=dated.articles)
    frames = [_count(rows.loc[dated.articles], cell).reindex(range(len(dated.grid)), fill_value=0)]
    grids = [dated.grid]
    undated = rows.drop(dated.articles)
    if len(undated):
        frames.append(_count(undated, undated["outlet"]))
        grids.append(pd.DataFrame({"outlet": frames[-1].index, "per": per}))
    frame = pd.concat([pd.concat(grids, ignore_index=True), pd.concat(frames, ignore_index=True)], axis=1)
    return tables.COVERAGE.frame(frame.sort_values(["outlet", "period"], na_position="last"))


def _count(rows: pd.DataFrame, by: pd.Series) -> pd.DataFrame:
    groups = rows.groupby(by)
    return pd.DataFrame({
        "n_articles": groups.size(),
        "n_duplicates": groups["copy"].sum(),
        "n_stories": groups["story"].nunique(),
        "n_words": groups["words"].sum(),
    })  # fmt: skip

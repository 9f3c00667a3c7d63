"""Coverage: how many articles there are, of which outlet and period.

The first thing to look at: a fall of attention may be a gap in the collection, and a rise one report copied by all.
"""

from __future__ import annotations

import pandas as pd

from explore import tables
from explore.measures.inputs import measure
from explore.measures.periods import UNKNOWN, group_cells, ordinals, stories


@measure(articles="article_id outlet published story_id duplicate_of text", sentences="article_id boilerplate")
def coverage(corpus: tables.Tables, *, per: tables.Per | None = "month") -> pd.DataFrame:
    """Return the number of articles, copies, stories, words and boilerplate of each outlet and period.

    Parameters
    ----------
    corpus : Corpus
        Its `articles` and `sentences` are read; every article counts, copies too.
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
    MissingColumns, BadInput
        If a table lacks a column; if `corpus` is not a corpus, or `per` has no such value.

    Examples
    --------
    >>> import explore
    >>> articles = pd.DataFrame({"article_id": list("abc"), "text": ["نص أول.", "نص آخر.", "نص ثالث هنا."],
    ...                          "published": ["2024-01-30", "2024-03-01", "2024-03-02"]})
    >>> coverage(explore.annotate(articles, topics=False))[["n_articles", "n_words"]].values.tolist()
    [[1, 2], [0, 0], [2, 5]]
    """
    grid = group_cells(corpus, per=per, by_outlet=True, duplicates="keep").grid
    articles = corpus.articles
    boilerplate = corpus.sentences.loc[corpus.sentences["boilerplate"], "article_id"].value_counts()
    rows = pd.DataFrame({
        "outlet": articles["outlet"].fillna(UNKNOWN),
        "period": ordinals(articles["published"], per).dt.start_time if per else pd.NaT,
        "story": stories(articles),
        "copy": articles["duplicate_of"].notna(),
        "words": [len(text.split()) for text in articles["text"]],
        "boilerplate": articles["article_id"].map(boilerplate).fillna(0),
    }).astype({"period": tables.TIME})  # fmt: skip
    counts = rows.groupby(["outlet", "period"], dropna=False, as_index=False).agg(
        n_articles=("story", "size"),
        n_duplicates=("copy", "sum"),
        n_stories=("story", "nunique"),
        n_words=("words", "sum"),
        n_boilerplate=("boilerplate", "sum"),
    )
    frame = grid.merge(counts, how="outer", on=["outlet", "period"]).assign(per=per or "all")
    frame = frame.fillna(dict.fromkeys(counts.columns[2:], 0)).sort_values(["outlet", "period"], na_position="last")
    return tables.COVERAGE.frame(frame)

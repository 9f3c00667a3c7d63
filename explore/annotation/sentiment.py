"""Sentiment of sentences: an engine's score in [-1, 1], and three classes beside the number."""

from __future__ import annotations

import pandas as pd

from explore.engines import Engine, classify


def score_sentences(articles: pd.DataFrame, sentences: pd.DataFrame, engine: Engine) -> pd.DataFrame:
    """Return `sentences` with `sentiment` and `sentiment_class` filled by `engine`.

    Parameters
    ----------
    articles : DataFrame
        article_id, text.
    sentences : DataFrame
        schema.SENTENCES.
    """
    text_of = dict(zip(articles["article_id"], articles["text"], strict=True))
    spans = sentences[["article_id", "start", "end"]].itertuples(index=False, name=None)
    texts = [text_of[article_id][start:end] for article_id, start, end in spans]
    scored = engine.score_sentences(sentences[["article_id", "sentence"]].assign(text=texts))
    score = scored["sentiment"].to_numpy()
    return sentences.assign(sentiment=score, sentiment_class=classify(score))

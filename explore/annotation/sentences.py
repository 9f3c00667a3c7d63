"""Sentences: the sentences of each article, and the tone an engine gives them, with its class beside the number."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from explore import tables
from explore.annotation.layers import Context, Frames, Layer
from explore.doc import Doc
from explore.engines import THRESHOLD, Engine, classify


def find_sentences(docs: Sequence[Doc], engine: Engine) -> pd.DataFrame:
    """Return the sentences of articles with their tone.

    Parameters
    ----------
    docs : sequence of Doc
        The articles, with their names: words of names have no tone.
    engine : Engine
        What gives a sentence its tone, −1 to 1.

    Returns
    -------
    DataFrame
        `explore.tables.SENTENCES`, in the order of articles and text; `topic` is null.

    Examples
    --------
    >>> from explore.doc import Doc
    >>> from explore.engines import get_engine
    >>> find_sentences([Doc("a", "نجحت المفاوضات. قتل جنديان.")], get_engine())["sentiment_class"].tolist()
    [1, -1]
    """
    rows = [
        (doc.article_id, number, sentence.paragraph, sentence.start, sentence.end, 0.0, 0, None, False)
        for doc in docs
        for number, sentence in enumerate(doc.sentences)
    ]
    score = engine.score_sentences(docs)
    classes = classify(score, getattr(engine, "threshold", THRESHOLD))
    return tables.SENTENCES.frame(rows).assign(sentiment=score, sentiment_class=classes)


def _run(docs: Sequence[Doc], _: Frames, context: Context) -> dict[str, pd.DataFrame]:
    return {"sentences": find_sentences(docs, context.engine)}


LAYER = Layer("sentences", reads=("mentions",), writes=("sentences",), run=_run)

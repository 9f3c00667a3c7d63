"""Document dates: the day an article without a date came out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from explore.annotation.dating import date_articles
from explore.annotation.layers import Context, Frames, Layer
from explore.doc import Doc


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    articles, notes = date_articles(frames["articles"], frames["mentions"])
    context.notes += notes
    return {"articles": articles}


LAYER = Layer("document_date", reads=("articles", "mentions"), writes=("articles",), run=_run, whole=True)

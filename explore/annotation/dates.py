"""Dates: the calendar expressions of an article and what they mean, counted from its publication."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from explore.annotation.layers import Context, Frames, Layer
from explore.calendar.text_dates import find_dates
from explore.doc import Doc


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    return {"dates": find_dates(frames["articles"])}


LAYER = Layer("dates", reads=("articles",), writes=("dates",), run=_run)

"""Roles: words that mean one actor without naming it, such as الرئيس الروسي, نظيره الأميركي or الحكومة."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from explore import tables
from explore.annotation.layers import Context, Frames, Layer
from explore.doc import Doc


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    return {"mentions": tables.MENTIONS.frame(frames["mentions"])}


LAYER = Layer("roles", reads=("articles", "mentions"), writes=("mentions",), run=_run)

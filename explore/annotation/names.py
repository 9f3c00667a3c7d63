"""Names: what an engine takes for a name, and the actor of the knowledge base that bears it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from explore.annotation.layers import Context, Frames, Layer
from explore.annotation.linking import link
from explore.curation import override_mentions
from explore.doc import Doc


def _run(docs: Sequence[Doc], _frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    found = link(docs, context.engine.find_mentions(docs), context.gazetteer)
    return {"mentions": override_mentions(found, context.curation)}


LAYER = Layer("names", reads=(), writes=("mentions",), run=_run)

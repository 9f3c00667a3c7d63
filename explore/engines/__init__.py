"""Engines: what finds names in a text and gives a sentence its tone.

An engine reads; it decides nothing else. Which actor a name means, who is quoted, what a text is about are worked
out afterwards by the same code for every engine, so that two engines can be compared on the same articles. An engine
is any object with a name, a version and two methods; a researcher's own is passed as it is: `annotate(articles,
engine=MyEngine())`.
"""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore.doc import Doc
from explore.errors import BadInput

#: Scores of sentences nearer to zero than this are neutral, unless the engine has a `threshold` of its own.
THRESHOLD = 0.15
#: The engines of this package: module and class, loaded when asked for.
ENGINES = {
    "embedded": ("explore.engines.embedded", "EmbeddedEngine"),
    "camel": ("explore.engines.camel", "CamelEngine"),
}


def classify(scores: npt.ArrayLike, threshold: float = THRESHOLD) -> npt.NDArray[np.int64]:
    """Return −1, 0 or 1 for each score: its sign where it is at least `threshold` away from zero.

    Examples
    --------
    >>> classify([-0.4, 0.1, 0.5]).tolist()
    [-1, 0, 1]
    """
    values = np.asarray(scores, dtype=float)
    return np.where(np.abs(values) >= threshold, np.sign(values), 0).astype(np.int64)


@runtime_checkable
class Engine(Protocol):
    """What an engine must have.

    Attributes
    ----------
    name, version : str
        Written beside every table made with it.
    threshold : float, optional
        How far from zero a sentence's tone must be to have a class other than 0; `THRESHOLD` where it is not given.
    """

    name: str
    version: str

    def find_mentions(self, docs: Sequence[Doc]) -> pd.DataFrame:
        """Return the names in articles: the columns of tables.MENTIONS, actor_id null.

        Offsets are code points of `Doc.text`, `sentence` is the place of the sentence in `Doc.sentences`, labels are
        PER, ORG or LOC, rows are in the order of the articles and of the text.
        """
        ...

    def score_sentences(self, docs: Sequence[Doc]) -> npt.NDArray[np.float64]:
        """Return the tone, −1 to 1, of each sentence of `docs`, in the order of articles and text."""
        ...


def get_engine(engine: str | Engine = "embedded") -> Engine:
    """Return the engine of that name, or the object itself where it already is one.

    Parameters
    ----------
    engine : str or Engine
        "embedded" (needs no download), "camel" (CAMeL Tools' transformer models), or an object that fits `Engine`.

    Raises
    ------
    BadInput
        Where there is no such engine, or the object lacks a part of one.
    EngineMissing
        Where its models are not here; the message is the command that fetches them.

    Examples
    --------
    >>> get_engine("embedded").name
    'embedded'
    """
    if isinstance(engine, str):
        if engine not in ENGINES:
            near = difflib.get_close_matches(engine, ENGINES, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise BadInput(
                f"No engine {engine!r}.{hint} There are: {', '.join(ENGINES)}; or pass an object of your own."
            )
        module, cls = ENGINES[engine]
        made: Engine = getattr(importlib.import_module(module), cls)()
        return made
    if isinstance(engine, type):
        raise BadInput(f"The engine {engine.__name__} is a class: pass an object of it, with ().")
    missing = [part for part in ("name", "version", "find_mentions", "score_sentences") if not hasattr(engine, part)]
    if missing:
        raise BadInput(f"The engine {engine!r} lacks {', '.join(missing)}. See explore.engines.Engine.")
    return engine

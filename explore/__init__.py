"""Explore Arabic news: who, with whom, about what, in what tone, when.

Read files with `read_articles`, annotate them with `annotate`, take a table from a measure, draw it with a chart
of `explore.charts`, or explore it with a panel of `explore.panels`:

    articles = explore.read_articles("seeds")
    corpus = explore.annotate(articles)
    explore.charts.trend(explore.attention(corpus, per="year"))

Names stand in `__init__.pyi` and are loaded when they are first used, so that importing the package is quick and
silent.
"""

from __future__ import annotations

from typing import Any

import lazy_loader

__version__ = "0.2.0"

_load, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'explore' has no attribute {name!r}. There are: {', '.join(__all__)}.")
    return _load(name)

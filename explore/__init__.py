"""Explore Arabic news: who, with whom, about what, in what tone, when.

Read files with `read_articles`, annotate them with `annotate`, take a table from a measure, draw it with a chart
of `explore.charts`, or explore it with a panel of `explore.panels`:

    articles = explore.read_articles("seeds")
    corpus = explore.annotate(articles)
    explore.charts.trend(explore.attention(corpus, per="year"))

Names are loaded when they are first used, so that importing the package is quick and silent.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explore import charts, curation, measures, panels, tables
    from explore.actors import knowledge_base
    from explore.annotation import annotate
    from explore.annotation.reannotate import reannotate
    from explore.corpus import Corpus
    from explore.curation import curation_report, read_actors
    from explore.errors import ExploreError
    from explore.measures.article_view import article_view
    from explore.measures.attention import attention
    from explore.measures.comentions import comentions
    from explore.measures.coverage import coverage
    from explore.measures.merges import suggest_merges
    from explore.measures.passages import passages
    from explore.measures.sentiment import sentiment
    from explore.measures.sourcing import sourcing
    from explore.measures.topics import topic_shares
    from explore.measures.voices import voices
    from explore.reading import read_articles
    from explore.sharing import share

__version__ = "0.1.0"

_HOME = {
    "read_articles": "explore.reading",
    "annotate": "explore.annotation",
    "reannotate": "explore.annotation.reannotate",
    "Corpus": "explore.corpus",
    "knowledge_base": "explore.actors",
    "read_actors": "explore.curation",
    "curation_report": "explore.curation",
    "coverage": "explore.measures",
    "article_view": "explore.measures",
    "attention": "explore.measures",
    "comentions": "explore.measures",
    "sentiment": "explore.measures",
    "sourcing": "explore.measures",
    "topic_shares": "explore.measures",
    "voices": "explore.measures",
    "passages": "explore.measures",
    "suggest_merges": "explore.measures",
    "share": "explore.sharing",
    "ExploreError": "explore.errors",
}
_MODULES = ("charts", "curation", "measures", "panels", "tables")

__all__ = [
    "Corpus",
    "ExploreError",
    "__version__",
    "annotate",
    "article_view",
    "attention",
    "charts",
    "comentions",
    "coverage",
    "curation",
    "curation_report",
    "knowledge_base",
    "measures",
    "panels",
    "passages",
    "read_actors",
    "read_articles",
    "reannotate",
    "sentiment",
    "share",
    "sourcing",
    "suggest_merges",
    "tables",
    "topic_shares",
    "voices",
]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return importlib.import_module(f"explore.{name}")
    if name in _HOME:
        value = globals()[name] = getattr(importlib.import_module(_HOME[name]), name)
        return value
    raise AttributeError(f"module 'explore' has no attribute {name!r}. There are: {', '.join(__all__)}.")


def __dir__() -> list[str]:
    return sorted(__all__)

"""Measures: a corpus goes in, one tidy table comes out.

Each measure is a plain function over the tables of a corpus; its table is described in `explore.tables`. Columns
never change with options, every share carries its denominator and its interval, and `passages` leads from any row
back to its sentences. Copies of one report and boilerplate are left out unless they are asked for.
"""

from explore.measures.article_view import article_view
from explore.measures.attention import attention
from explore.measures.comentions import comentions
from explore.measures.coverage import coverage
from explore.measures.keyness import keyness
from explore.measures.merges import suggest_merges
from explore.measures.passages import passages
from explore.measures.sentiment import sentiment
from explore.measures.sourcing import sourcing
from explore.measures.timeline import timeline
from explore.measures.topics import topic_shares
from explore.measures.voices import voices

__all__ = [
    "article_view",
    "attention",
    "comentions",
    "coverage",
    "keyness",
    "passages",
    "sentiment",
    "sourcing",
    "suggest_merges",
    "timeline",
    "topic_shares",
    "voices",
]

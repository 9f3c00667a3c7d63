"""Panels: what a researcher turns in JupyterLab.

Five are there in one line: `actors`, `comentions`, `topics`, `tone` and `voices`, each of a corpus. Any other is
controls, one measure and one chart, put together:

    panels.panel(
        corpus, measure=explore.sourcing, chart=explore.charts.trend,
        controls={"sources": panels.choose_actors(corpus, kinds="MEDIA"), "per": panels.choose_period()},
    )

A panel gives back its table (`frame`), the code of its table (`code`) and its figure (`figure`), and says beside itself
what it cannot do. A click on a mark of its chart shows the sentences behind it. Where no kernel runs, its present chart
stands with its settings in words.
"""

from explore.panels.controls import (
    choose_kinds,
    choose_outlets,
    choose_period,
    choose_unit,
    choose_voice,
    choose_window,
)
from explore.panels.merges import MergeReview, review_merges
from explore.panels.panel import Panel, panel
from explore.panels.picker import choose_actors
from explore.panels.ready import actors, comentions, tone, topics, voices
from explore.panels.tables import table

__all__ = [
    "MergeReview",
    "Panel",
    "actors",
    "choose_actors",
    "choose_kinds",
    "choose_outlets",
    "choose_period",
    "choose_unit",
    "choose_voice",
    "choose_window",
    "comentions",
    "panel",
    "review_merges",
    "table",
    "tone",
    "topics",
    "voices",
]

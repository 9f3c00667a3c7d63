"""Panels: what a researcher turns in JupyterLab.

A panel is controls, one measure and one chart, put together in five lines:

    panels.panel(
        corpus, measure=explore.attention, chart=explore.charts.trend,
        controls={"actors": panels.choose_actors(corpus), "per": panels.choose_period()},
    )

It gives back its table (`frame`), the code of its table (`code`) and its figure (`figure`), says beside itself what
it cannot do; where no kernel runs, its present chart stands with its settings in words.
"""

from explore.panels.controls import (
    choose_actors,
    choose_by_outlet,
    choose_duplicates,
    choose_kinds,
    choose_outlets,
    choose_period,
    choose_topics,
    choose_unit,
    choose_voice,
    choose_window,
)
from explore.panels.merges import MergeReview, review_merges
from explore.panels.panel import Panel, panel
from explore.panels.reading import ReadingPanel, close_reading
from explore.panels.tables import table

__all__ = [
    "MergeReview",
    "Panel",
    "ReadingPanel",
    "choose_actors",
    "choose_by_outlet",
    "choose_duplicates",
    "choose_kinds",
    "choose_outlets",
    "choose_period",
    "choose_topics",
    "choose_unit",
    "choose_voice",
    "choose_window",
    "close_reading",
    "panel",
    "review_merges",
    "table",
]

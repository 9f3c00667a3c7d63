"""Widgets: what a researcher turns in JupyterLab.

A panel is controls, one measure and one chart, put together in five lines:

    widgets.panel(
        corpus, measure=explore.attention, chart=explore.charts.trend,
        controls={"actors": widgets.choose_actors(corpus), "per": widgets.choose_period()},
    )

It gives back its table (`frame`), the code of its table (`code`) and its figure (`figure`), says beside itself what
it cannot do, and freezes to a page that needs no kernel.
"""

from explore.widgets.controls import (
    choose_actors,
    choose_by_outlet,
    choose_kinds,
    choose_outlets,
    choose_period,
    choose_topics,
    choose_unit,
    choose_voice,
    choose_window,
)
from explore.widgets.merges import MergeReview, review_merges
from explore.widgets.panels import Panel, panel
from explore.widgets.reading import ReadingPanel, close_reading
from explore.widgets.tables import table

__all__ = [
    "MergeReview",
    "Panel",
    "ReadingPanel",
    "choose_actors",
    "choose_by_outlet",
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

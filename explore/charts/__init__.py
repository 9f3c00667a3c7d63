"""Charts: a measure's table goes in, a figure comes out; nothing is computed on the way.

A chart accepts only the table of a measure, never writes to it, and has at most six options. What it returns is a
plotly Figure, so that polishing is plotly's own `update_layout`; `passages` and `close_reading` return HTML. Raw keys
stay in `customdata`, named by `layout.meta`, so that a click leads back to `measures.passages`. `save` writes any of
them to a file; `set_theme("dark")` draws on dark paper.
"""

from explore.charts.close_reading import close_reading
from explore.charts.export import save, to_gexf, to_graphml
from explore.charts.heatmap import heatmap
from explore.charts.matrix import matrix
from explore.charts.network import network
from explore.charts.passages import passages
from explore.charts.ranking import ranking
from explore.charts.theme import set_theme
from explore.charts.timeline import timeline
from explore.charts.trend import trend

__all__ = [
    "close_reading",
    "heatmap",
    "matrix",
    "network",
    "passages",
    "ranking",
    "save",
    "set_theme",
    "timeline",
    "to_gexf",
    "to_graphml",
    "trend",
]

"""Charts: a measure's table goes in, a figure comes out; nothing is computed on the way.

A chart accepts only the table of a measure, never writes to it, and has at most six options. What it returns is a
plotly Figure, so that polishing is plotly's own `update_layout`; `passages` and `close_reading` return HTML. Raw keys
stay in `customdata`, so that a click leads back to `measures.passages`.
"""

from explore.charts.close_reading import close_reading
from explore.charts.heatmap import heatmap
from explore.charts.matrix import matrix
from explore.charts.network import network
from explore.charts.passages import passages
from explore.charts.ranking import ranking
from explore.charts.timeline import timeline
from explore.charts.trend import trend

__all__ = ["close_reading", "heatmap", "matrix", "network", "passages", "ranking", "timeline", "trend"]

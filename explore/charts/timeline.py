"""Timeline: the calendar of what the texts speak of, a lollipop for each date that they name.

The height is the share of articles that name the date. News also names the Ottoman Empire and the year 2050: the axis
shows the middle of what is named, and says how many dates lie outside.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from explore.charts import encodings, inputs, theme

_MIDDLE = 0.9  # of the articles that name dates: what the axis shows at first
_APART = 0.2  # of the axis: how far from each other dates are written at their marks


def timeline(table: pd.DataFrame, *, labels: theme.Labels = "ar", top: int = 7, interval: bool = True) -> Any:
    """Return the calendar of the dates that texts name.

    Parameters
    ----------
    table : DataFrame
        What `explore.timeline` returned.
    labels : {"ar", "en"}
        Language of names and words.
    top : int
        At most so many actors, the first of the table; the chart says how many it leaves out.
    interval : bool
        Draw the 95% intervals of the shares.

    Returns
    -------
    plotly.graph_objects.Figure
        Marks carry actor_id (None for all sentences), date and per in `customdata`. The dates named in most articles
        are written at their marks, where there is room; pointing at one says who is named with it.

    Raises
    ------
    MissingColumns, BadInput
        If `table` lacks columns of it; if it is another table, or an option has no such value.

    Examples
    --------
    >>> import explore
    >>> articles = pd.DataFrame({"article_id": list("ab"), "text": ["قمة 2 مارس 2024.", "أمطار على القاهرة."]})
    >>> fig = timeline(explore.timeline(explore.annotate(articles, topics=False)))
    >>> [list(trace.customdata) for trace in fig.data if trace.meta == "values"]
    [[[None, '2024-03-02', 'day']]]
    """
    way = encodings.encoding(inputs.check(table, "timeline", top=top), "timeline")
    if table.empty:
        return theme.empty(labels)
    groups = [rows for _, rows in table.groupby("actor_id", dropna=False, sort=False)]
    first, last = _axis(table)
    groups[0] = groups[0].assign(written=_written(groups[0], (last - first) * _APART))
    fig = theme.figure(labels)
    for number, rows in enumerate(groups[:top]):
        _add_lollipops(fig, rows, way, number, labels, interval=interval)
    alone = len(groups) == 1 and pd.notna(table["actor_id"].iloc[0])
    of = encodings.name(table.iloc[0], way.keys, labels) if alone else ""
    fig.update_layout(showlegend=len(groups) > 1, hovermode="closest", meta={"values": encodings.key_names(table, way)})
    fig.update_xaxes(type="date", range=[first, last], nticks=8)
    fig.update_yaxes(rangemode="tozero", tickformat=".0%" if table["high"].max() > 0.1 else ".1%")
    outside = int((~table["date"].between(first, last)).sum())
    theme.caption(
        fig, encodings.title(way, labels, of), encodings.basis(table, way, labels),
        theme.hidden(len(groups) - top, labels), theme.hidden(outside, labels, "outside"), labels=labels,
    )  # fmt: skip
    return fig


def _axis(table: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the ends of an axis that shows the middle of the dates, each weighed by the articles that name it."""
    first, last = theme.middle(table["date"], table["n_articles"], _MIDDLE)
    margin = max((last - first) * 0.05, pd.Timedelta(1, "D"))
    return first - margin, last + margin


def _written(rows: pd.DataFrame, apart: pd.Timedelta) -> pd.Series:
    """Return what is written at each mark: the dates named most, none too near to another, else nothing."""
    written: dict[pd.Timestamp, str] = {}
    for row in theme.records(rows.sort_values("n_articles", ascending=False, kind="stable")):
        if all(abs(row["date"] - near) > apart for near in written):
            written[row["date"]] = theme.line(theme.date(row["date"], row["per"]))
    return rows["date"].map(written).fillna("")


def _add_lollipops(
    fig: Any, rows: pd.DataFrame, way: encodings.Encoding, number: int, labels: theme.Labels, *, interval: bool
) -> None:
    import plotly.graph_objects as go

    style = number % len(theme.COLOURS)
    colour = theme.COLOURS[style]
    stems = np.column_stack([np.zeros(len(rows)), rows["share"], np.full(len(rows), np.nan)]).ravel()
    bars = {"type": "data", "symmetric": False, "array": rows["high"] - rows["share"],
            "arrayminus": rows["share"] - rows["low"], "color": theme.LIGHT, "thickness": 1, "width": 0}  # fmt: skip
    fig.add_trace(go.Scatter(
        x=rows["date"], y=rows["share"], mode="markers+text", text=rows.get("written"), textposition="top center",
        name=encodings.name(rows.iloc[0], way.keys, labels), legendgroup=str(number), cliponaxis=False,
        marker={"symbol": theme.SYMBOLS[style], "size": 9, "color": colour, "line": {"width": 1}},
        error_y=bars if interval else None, customdata=encodings.keys(rows, way),
        hovertext=[f"{said}{_beside(row, labels)}" for said, row in
                   zip(encodings.hover(rows, way, labels), theme.records(rows), strict=True)],
        hovertemplate="%{hovertext}<extra></extra>", meta="values",
    ))  # fmt: skip
    # The stems lie on the bars, which would hide them.
    fig.add_trace(go.Scatter(
        x=np.repeat(rows["date"].to_numpy(), 3), y=stems, mode="lines", line={"color": colour, "width": 1},
        hoverinfo="skip", showlegend=False, legendgroup=str(number), meta="stems",
    ))  # fmt: skip


def _beside(row: dict[str, Any], labels: theme.Labels) -> str:
    """Return a line that says who is named with a date."""
    first, second = ("actors_ar", "actors_en") if labels == "ar" else ("actors_en", "actors_ar")
    names = [theme.label(name if pd.notna(name) else other, 30)
             for name, other in zip(row[first], row[second], strict=True)]  # fmt: skip
    comma = "، " if labels == "ar" else ", "
    return "<br>" + theme.line(theme.word("named with", labels, names=comma.join(names))) if names else ""

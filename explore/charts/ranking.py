"""Ranking: a measure over one stretch of time, a bar for each actor or topic, whiskers for the interval."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from explore.charts import inputs, theme

_ROW = 26  # pixels a bar


def ranking(table: pd.DataFrame, *, labels: theme.Labels = "ar", top: int = 20, interval: bool = True) -> Any:
    """Return horizontal bars of a measure, the greatest first; outlets side by side where there are several.

    Parameters
    ----------
    table : DataFrame
        What `explore.attention`, `sentiment`, `topic_shares`, `sourcing` or `voices` returned, over all time or one
        period of it.
    labels : {"ar", "en"}
        Language of names and words.
    top : int
        At most so many actors or topics; the chart says how many it leaves out.
    interval : bool
        Draw the 95% intervals.

    Returns
    -------
    plotly.graph_objects.Figure
        Bars carry the actor or topic, outlet, period and per in `customdata`.

    Raises
    ------
    MissingColumns
        If `table` lacks columns of them.
    BadInput
        If `table` is another table or has several periods; if `top` is less than 1.

    Examples
    --------
    >>> from explore import measures
    >>> from explore.corpus import Corpus
    >>> len(ranking(measures.attention(Corpus(), per=None)).data)
    0
    """
    import plotly.graph_objects as go

    drawn = theme.DRAWN[inputs.check(table, "ranking", top=top).name]
    if table.empty:
        return theme.empty(labels)
    inputs.check_one_period(table, "ranking")
    key = drawn.keys[0]
    best = table.groupby(key, dropna=False, sort=False)[drawn.value].max().sort_values(ascending=False, kind="stable")
    place = pd.Series(np.arange(len(best)), index=best.index)
    rows = table.merge(place.rename("place"), left_on=key, right_index=True)  # null, no topic, meets null
    rows = rows[rows["place"] < top]
    first = rows.drop_duplicates("place").sort_values("place")
    names = [theme.name(row, drawn, labels, parts=[key]) for row in theme.records(first)]
    outlets = list(rows.groupby("outlet", dropna=False, sort=False))
    fig = theme.figure(labels, height=110 + _ROW * len(first) * max(1, round(len(outlets) * 0.6)))
    for number, (_, group) in enumerate(outlets):
        style = number % len(theme.COLOURS)
        whiskers = {"type": "data", "symmetric": False, "array": group["high"] - group[drawn.value],
                    "arrayminus": group[drawn.value] - group["low"], "color": theme.INK, "thickness": 1.2,
                    "width": 4}  # fmt: skip
        fig.add_trace(go.Bar(
            x=group[drawn.value], y=group["place"], orientation="h",
            name=theme.name(group.iloc[0], drawn, labels, parts=["outlet"]),
            marker={"color": theme.COLOURS[style], "opacity": 0.85,
                    "pattern": {"shape": theme.PATTERNS[style], "fillmode": "overlay", "fgcolor": "white", "size": 6}},
            error_x=whiskers if interval else None, customdata=theme.keys(group, drawn),
            hovertext=theme.hover(group, drawn, labels, parts=drawn.keys), hovertemplate="%{hovertext}<extra></extra>",
            meta="values",
        ))  # fmt: skip
    fig.update_yaxes(tickvals=first["place"], ticktext=names, range=[len(first) - 0.5, -0.5], showgrid=False)
    fig.update_xaxes(title_text=theme.line(theme.word(drawn.table.name, labels)), rangemode="tozero",
                     tickformat=".0%" if drawn.percent else None, zeroline=True, zerolinecolor=theme.GREY)  # fmt: skip
    fig.update_layout(showlegend=len(outlets) > 1, barmode="group", bargap=0.25)
    if len(best) > len(first):
        theme.note(fig, theme.word("hidden groups", labels, n=f"{len(best) - len(first):,}"), labels=labels)
    return fig

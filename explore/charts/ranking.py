"""Ranking: a measure over one stretch of time, a bar for each actor or topic, whiskers for the interval."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from explore.charts import encodings, inputs, theme

_ROW = 26  # pixels a bar
_LETTERS = 26  # of a name: on a telephone the bars need room too


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
    MissingColumns, BadInput
        If `table` lacks columns of them; if it is another table or has several periods; if `top` is less than 1.

    Examples
    --------
    >>> import explore
    >>> articles = pd.DataFrame({"article_id": list("ab"), "text": ["عاد بوتين.", "التقى بوتين بايدن."]})
    >>> fig = ranking(explore.attention(explore.annotate(articles, topics=False), per=None))
    >>> [key[0] for key in fig.data[0].customdata], fig.data[0].x.tolist()
    (['vladimir-putin', 'joe-biden'], [1.0, 0.5])
    """
    import plotly.graph_objects as go

    way = encodings.encoding(inputs.check(table, "ranking", top=top), "ranking")
    if table.empty:
        return theme.empty(labels)
    inputs.check_one_period(table, "ranking")
    key = way.keys[0]
    best = table.groupby(key, dropna=False, sort=False)[way.value].max().sort_values(ascending=False, kind="stable")
    place = pd.Series(np.arange(len(best)), index=best.index)
    rows = table.merge(place.rename("place"), left_on=key, right_index=True)  # null, no topic, meets null
    rows = rows[rows["place"] < top]
    first = rows.drop_duplicates("place").sort_values("place")
    outlets = [group for _, group in rows.groupby("outlet", dropna=False, sort=False)]
    fig = theme.figure(labels, height=90 + _ROW * len(first) * max(1, round(len(outlets) * 0.6)))
    for number, group in enumerate(outlets):
        style = number % len(theme.COLOURS)
        whiskers = {"type": "data", "symmetric": False, "array": group[way.high] - group[way.value],
                    "arrayminus": group[way.value] - group[way.low], "color": theme.GREY, "thickness": 1.2,
                    "width": 4}  # fmt: skip
        fig.add_trace(go.Bar(
            x=group[way.value], y=group["place"], orientation="h",
            name=encodings.name(group.iloc[0], ["outlet"], labels),
            marker={"color": theme.COLOURS[style], "opacity": 0.85,
                    "pattern": {"shape": theme.PATTERNS[style], "fillmode": "overlay", "fgcolor": "white", "size": 6}},
            error_x=whiskers if interval else None, customdata=encodings.keys(group, way),
            hovertext=encodings.hover(group, way, labels), hovertemplate="%{hovertext}<extra></extra>",
            meta="values",
        ))  # fmt: skip
    names = [encodings.name(row, [key], labels, width=_LETTERS) for row in theme.records(first)]
    fig.update_yaxes(tickvals=first["place"], ticktext=names, range=[len(first) - 0.5, -0.5], showgrid=False)
    fig.update_xaxes(rangemode="tozero", tickformat=".0%" if way.percent else None, zeroline=True, nticks=6)
    keys = {"values": encodings.key_names(rows, way)}
    fig.update_layout(showlegend=len(outlets) > 1, barmode="group", bargap=0.25, meta=keys)
    hidden = theme.hidden(table.loc[table[way.count] > 0, key].drop_duplicates().size - len(first), labels)
    theme.caption(fig, encodings.title(way, labels), encodings.basis(table, way, labels), hidden, labels=labels)
    return fig

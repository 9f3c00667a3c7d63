"""Timeline: events on their days, cooperation above the line and conflict below, deeds farther out than words.

A mark is what one actor did to another on a day; the more stories tell of it the larger it is. Marks of one day
and class stand side by side up and down, so that none hides another.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from explore.charts import given, theme

#: From the top to the bottom; the height of each class, its colour and its sign.
_PLACES = {"material-cooperation": 2, "verbal-cooperation": 1, "verbal-conflict": -1, "material-conflict": -2}
_STEP, _ROOM = 0.15, 0.45  # how far marks of one day stand apart, and how far from their class they may go
_SMALLEST, _LARGEST = 8, 26


def timeline(table: pd.DataFrame, *, labels: theme.Labels = "ar", top: int = 300) -> Any:
    """Return events over time, a mark for each.

    Parameters
    ----------
    table : DataFrame
        What `explore.timeline` returned.
    labels : {"ar", "en"}
        Language of names and words.
    top : int
        At most so many events, those that most stories tell of; the chart says how many it leaves out.

    Returns
    -------
    plotly.graph_objects.Figure
        Marks carry source_id, target_id, quad and date in `customdata`.

    Raises
    ------
    MissingColumns
        If `table` lacks columns of it.
    BadInput
        If `table` is another table; if `top` is less than 1.

    Examples
    --------
    >>> from explore import measures
    >>> from explore.corpus import Corpus
    >>> len(timeline(measures.timeline(Corpus())).data)
    0
    """
    import plotly.graph_objects as go

    given.check(table, "timeline", top=top)
    if table.empty:
        return theme.empty(labels)
    strongest = np.lexsort((np.arange(len(table)), -table["n"].to_numpy(), -table["n_stories"].to_numpy()))[:top]
    rows = table.iloc[np.sort(strongest)]
    fig = theme.figure(labels, height=420)
    for number, (quad, place) in enumerate(_PLACES.items()):
        group = rows[rows["quad"] == quad]
        if group.empty:
            continue
        aside = group.groupby("date").cumcount().to_numpy()
        many = group["date"].map(group["date"].value_counts()).to_numpy()
        height = place + np.clip((aside - (many - 1) / 2) * _STEP, -_ROOM, _ROOM)
        size = np.clip(_SMALLEST * np.sqrt(group["n_stories"].to_numpy()), _SMALLEST, _LARGEST)
        colour = theme.POSITIVE if place > 0 else theme.NEGATIVE
        fig.add_trace(go.Scatter(
            x=group["date"], y=height, mode="markers", name=theme.line(theme.word(quad, labels)), meta="values",
            marker={"size": size, "symbol": theme.SYMBOLS[number], "color": colour,
                    "opacity": 0.8, "line": {"color": "white", "width": 1}},
            customdata=[[*map(str, key), f"{day:%Y-%m-%d}"] for *key, day in
                        group[["source_id", "target_id", "quad", "date"]].itertuples(index=False)],
            hovertext=[_about(row, labels) for row in theme.records(group)],
            hovertemplate="%{hovertext}<extra></extra>", cliponaxis=False,
        ))  # fmt: skip
    fig.add_hline(y=0, line={"color": theme.GREY, "width": 1})
    fig.update_xaxes(type="date", nticks=12, tickformat="%Y-%m-%d")
    fig.update_yaxes(tickvals=list(_PLACES.values()), range=[-2.7, 2.7], showgrid=False,
                     ticktext=[theme.line(theme.word(quad, labels)) for quad in _PLACES])  # fmt: skip
    fig.update_layout(showlegend=False, hovermode="closest")
    if len(table) > len(rows):
        theme.note(fig, theme.word("hidden groups", labels, n=f"{len(table) - len(rows):,}"), labels=labels)
    return fig


def _about(row: dict[str, Any], labels: theme.Labels) -> str:
    """Return what is said of an event when it is pointed at."""
    source, target = (theme.label(_name(row, end, labels)) for end in ("source", "target"))
    told = {key: f"{row[f'n_{key}']:,}" for key in ("stories", "articles")}
    lines = [
        f"{theme.date(row['date'], 'day')} · {theme.word(row['quad'], labels)}",
        theme.word("told with", labels, verb=theme.label(row["verb"])),
        " · ".join(f"{theme.word(key, labels)}: {count}" for key, count in told.items()),
    ]
    title = theme.line(theme.word("towards", labels, source=source, target=target))
    return "<br>".join([f"<b>{title}</b>", *map(theme.line, lines)])


def _name(row: dict[str, Any], end: str, labels: theme.Labels) -> str:
    arabic, english = row[f"name_{end}"], row[f"name_en_{end}"]
    first, second = (arabic, english) if labels == "ar" else (english, arabic)
    return str(first if pd.notna(first) else second if pd.notna(second) else row[f"{end}_id"])

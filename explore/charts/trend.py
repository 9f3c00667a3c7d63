"""Trend: a measure over time, one line for each actor, topic or outlet, with its interval as a band.

A period without articles is a gap in the line, not a fall to zero. A point with gaps on both sides shows its
interval as a bar, since a band needs two points.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from explore.charts import inputs, theme
from explore.errors import BadInput

_TICKS = {"year": "%Y", "quarter": "%Y Q%q", "month": "%Y-%m"}


def trend(table: pd.DataFrame, *, labels: theme.Labels = "ar", top: int = 7, interval: bool = True) -> Any:
    """Return a line chart of a measure over time.

    Parameters
    ----------
    table : DataFrame
        What `explore.attention`, `sentiment`, `dyads`, `topic_shares`, `sourcing`, `voices` or `coverage` returned,
        with periods.
    labels : {"ar", "en"}
        Language of names and words.
    top : int
        At most so many lines, those with most articles or sentences; the chart says how many it leaves out.
    interval : bool
        Draw the 95% intervals.

    Returns
    -------
    plotly.graph_objects.Figure
        Lines carry their keys in `customdata`: actor_id or topic, outlet, period, per. Where lone points of several
        lines would cover each other, each line stands a little beside its period; `customdata` has the period itself.

    Raises
    ------
    MissingColumns
        If `table` lacks columns of them.
    BadInput
        If `table` is another table or over all time; if `top` is less than 1.

    Examples
    --------
    >>> from explore import measures
    >>> from explore.corpus import Corpus
    >>> trend(measures.attention(Corpus())).layout.annotations[0].text.strip("\u2067\u2069")
    'لا شيء يُرسم'
    """
    import plotly.graph_objects as go

    drawn = theme.DRAWN[inputs.check(table, "trend", top=top).name]
    if table.empty:
        return theme.empty(labels)
    dated = table[table["period"].notna()]
    if dated.empty:
        raise BadInput('charts.trend() needs periods; this table is over all time. Measure with per="month".')
    groups = [group for _, group in dated.groupby(list(drawn.keys), dropna=False, sort=False)]
    hidden = max(0, len(groups) - top)
    strongest = sorted(range(len(groups)), key=lambda k: (-groups[k][drawn.count].sum(), k))[:top]
    groups = [groups[k] for k in sorted(strongest)]
    parts = [key for key in drawn.keys if len(dated[key].drop_duplicates()) > 1]
    fig = theme.figure(labels)
    beside = _steps(groups, drawn)
    for number, group in enumerate(groups):
        style = number % len(theme.COLOURS)
        rows = group.sort_values("period")
        x = rows["period"] + beside[number]
        title = theme.name(rows.iloc[0], drawn, labels, parts=parts)
        alone = _alone(rows[drawn.value])
        if interval and drawn.interval:
            outline = _bands(x, rows["low"], rows["high"])
            fig.add_trace(go.Scatter(
                x=outline[0], y=outline[1], fill="toself", fillcolor=_tint(theme.COLOURS[style]), mode="lines",
                line={"width": 0}, hoverinfo="skip", showlegend=False, legendgroup=str(number), meta="interval",
            ))  # fmt: skip
        fig.add_trace(go.Scatter(
            x=x, y=rows[drawn.value], mode="lines+markers", name=title, legendgroup=str(number),
            line={"color": theme.COLOURS[style], "dash": theme.DASHES[style], "width": 2.5},
            marker={"symbol": theme.SYMBOLS[style], "size": 9 if rows[drawn.value].count() <= 40 else 5,
                    "color": theme.COLOURS[style], "line": {"color": "white", "width": 1}},
            error_y=_bars(rows, drawn, alone, theme.COLOURS[style]) if interval and drawn.interval else None,
            customdata=theme.keys(rows, drawn), cliponaxis=False,
            hovertext=theme.hover(rows, drawn, labels, parts=drawn.keys),
            hovertemplate="%{hovertext}<extra></extra>", meta="values",
        ))  # fmt: skip
    shared = [key for key in drawn.keys if key not in parts and (pd.notna(dated[key].iloc[0]) or key == "topic")]
    if shared:
        fig.update_layout(title={"text": theme.name(dated.iloc[0], drawn, labels, parts=shared), "x": 0.5})
        fig.update_layout(margin_t=70)
    fig.update_layout(showlegend=len(groups) > 1, hovermode="closest")
    per = str(dated["per"].iloc[0])
    periods = np.sort(dated["period"].unique())
    gaps = np.diff(periods)
    fig.update_xaxes(type="date", tickformat=_TICKS.get(per, "%Y-%m-%d"), nticks=12)
    if len(periods) <= 12 and (len(gaps) == 0 or gaps.max() < 2 * gaps.min()):
        fig.update_xaxes(tickvals=periods)
    fig.update_yaxes(title_text=theme.line(theme.word(drawn.table.name, labels)), rangemode="tozero",
                     tickformat=".0%" if drawn.percent else None)  # fmt: skip
    if not drawn.percent and not drawn.signed and dated[drawn.value].max() <= 5:
        fig.update_yaxes(dtick=1)  # no half articles
    if drawn.signed:
        fig.add_hline(y=0, line={"color": theme.GREY, "width": 1})
    notes = [theme.word("hidden groups", labels, n=f"{hidden:,}")] if hidden else []
    undated = table[table["period"].isna()]
    if len(undated):
        notes.append(theme.word("undated", labels, n=f"{undated[drawn.count].sum():,.0f}"))
    if notes:
        theme.note(fig, " · ".join(notes), labels=labels)
    return fig


def _runs(present: np.ndarray[Any, np.dtype[np.bool_]]) -> list[slice]:
    """Return the stretches of True."""
    edges = np.flatnonzero(np.diff(np.r_[False, present, False].astype(int)))
    return [slice(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _alone(values: pd.Series) -> np.ndarray[Any, np.dtype[np.bool_]]:
    alone = np.zeros(len(values), dtype=bool)
    for run in _runs(values.notna().to_numpy()):
        alone[run] = run.stop - run.start == 1
    return alone


def _steps(groups: list[pd.DataFrame], drawn: theme.Drawn) -> list[pd.Timedelta]:
    """Return how far each line is moved aside: a little where lone points would lie on each other, else not at all."""
    alone = any(_alone(group.sort_values("period")[drawn.value]).any() for group in groups)
    if len(groups) < 2 or not alone:
        return [pd.Timedelta(0)] * len(groups)
    periods = np.sort(pd.concat(groups)["period"].unique())
    span, shortest = (
        (periods[-1] - periods[0], np.diff(periods).min()) if len(periods) > 1 else (pd.Timedelta("1D"),) * 2
    )
    step = min(pd.Timedelta(span) * 0.012, pd.Timedelta(shortest) / (2 * len(groups)))
    return [step * (number - (len(groups) - 1) / 2) for number in range(len(groups))]


def _bands(period: pd.Series, low: pd.Series, high: pd.Series) -> tuple[list[Any], list[Any]]:
    """Return one closed outline for each stretch of points, with a gap after each."""
    x: list[Any] = []
    y: list[Any] = []
    for run in _runs(low.notna().to_numpy()):
        if run.stop - run.start > 1:
            there = list(period.iloc[run])
            x += [*there, *there[::-1], None]
            y += [*low.iloc[run], *high.iloc[run][::-1], None]
    return x, y


def _bars(rows: pd.DataFrame, drawn: theme.Drawn, alone: Any, colour: str) -> dict[str, Any]:
    up, down = rows["high"] - rows[drawn.value], rows[drawn.value] - rows["low"]
    return {"type": "data", "symmetric": False, "array": up.where(alone), "arrayminus": down.where(alone),
            "color": colour, "thickness": 1.5, "width": 5}  # fmt: skip


def _tint(colour: str) -> str:
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.16)"

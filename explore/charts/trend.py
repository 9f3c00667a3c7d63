"""Trend: a measure over time, one line for each actor, pair, topic or outlet, with its interval as a band.

A period without articles is a gap in the line, not a fall to zero. A point with gaps on both sides shows its
interval as a bar, since a band needs two points.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from explore import tables
from explore.charts import encodings, inputs, theme
from explore.errors import BadInput

_TICKS = {"year": "%Y", "quarter": "%Y Q%q", "month": "%Y-%m"}


def trend(
    table: pd.DataFrame,
    *,
    value: Literal["share", "mean", "tone", "n", "direct", "n_articles"] | None = None,
    labels: theme.Labels = "ar",
    top: int = 7,
    interval: bool = True,
) -> Any:
    """Return a line chart of a measure over time.

    Parameters
    ----------
    table : DataFrame
        What `explore.attention`, `sentiment`, `topic_shares`, `sourcing`, `voices`, `coverage` or `comentions`
        returned, with periods.
    value : str, optional
        The column that gives the height, where a table has several: "tone" or "n" of a tie, "share" or "direct" of
        a voice. The first of them otherwise.
    labels : {"ar", "en"}
        Language of names and words.
    top : int
        At most so many lines, those with most articles or sentences; the chart says how many it leaves out.
    interval : bool
        Draw the 95% intervals.

    Returns
    -------
    plotly.graph_objects.Figure
        Lines carry their keys in `customdata`: actor_id, pair or topic, outlet, period, per. Where lone points of
        several lines would cover each other, each line stands a little beside its period; `customdata` has the period
        itself.

    Raises
    ------
    MissingColumns, BadInput
        If `table` lacks columns of them; if it is another table or over all time, or an option has no such value.

    Examples
    --------
    >>> from explore import tables
    >>> rows = [("الأفق", "2024-01-01", "month", 3), ("الأفق", "2024-02-01", "month", 5)]
    >>> table = tables.COVERAGE.frame(pd.DataFrame(rows, columns=["outlet", "period", "per", "n_articles"]).assign(
    ...     n_duplicates=0, n_stories=3, n_words=90, n_boilerplate=0))
    >>> trend(table).data[0].y.tolist()
    [3.0, 5.0]
    """
    way = encodings.encoding(inputs.check(table, "trend", top=top), "trend", value)
    if table.empty:
        return theme.empty(labels)
    dated = table[table["period"].notna()]
    if dated.empty:
        raise BadInput('charts.trend() needs periods; this table is over all time. Measure with per="month".')
    groups = [group.sort_values("period") for _, group in dated.groupby(list(way.keys), dropna=False, sort=False)]
    strongest = sorted(range(len(groups)), key=lambda k: (-groups[k][way.count].sum(), k))[:top]
    shown = [groups[k] for k in sorted(strongest)]
    differ = [key for key in way.keys if len(dated[key].drop_duplicates()) > 1]
    fig = theme.figure(labels)
    for number, (rows, step) in enumerate(zip(shown, _steps(shown, way), strict=True)):
        line = rows.assign(x=rows["period"] + step, hover=encodings.hover(rows, way, labels))
        line["keys"] = pd.Series(encodings.keys(rows, way), index=line.index)
        title = encodings.name(rows.iloc[0], differ, labels)
        _add_line(fig, _with_gaps(line), way, number, title, interval=interval and way.low != "")
    shared = [key for key in way.keys if key not in differ and (pd.notna(dated[key].iloc[0]) or key == "topic")]
    if shared:
        title = encodings.name(dated.iloc[0], shared, labels)
        fig.update_layout(title={"text": title, "x": 0.5}, margin_t=70)
    fig.update_layout(showlegend=len(shown) > 1, hovermode="closest")
    _set_axes(fig, dated, way, labels)
    undated = table.loc[table["period"].isna(), way.count].sum()
    without = theme.word("undated", labels, n=f"{undated:,.0f}") if undated else ""
    theme.note(fig, theme.hidden(len(groups) - len(shown), labels), without, labels=labels)
    return fig


def _with_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a line with an empty one for each period that is missing between them."""
    freq = tables.FREQUENCY[rows["per"].iloc[0]]
    periods = pd.period_range(rows["period"].iloc[0], rows["period"].iloc[-1], freq=freq).start_time
    whole = rows.set_index("period").reindex(periods.rename("period")).reset_index()
    whole["x"] = whole["x"].fillna(whole["period"])
    blank = [None] * len(rows["keys"].iloc[0])
    keys = whole["keys"].map(lambda key: key if isinstance(key, list) else blank)
    return whole.assign(keys=keys, hover=whole["hover"].fillna(""))


def _add_line(
    fig: Any, rows: pd.DataFrame, way: encodings.Encoding, number: int, title: str, *, interval: bool
) -> None:
    """Draw a line, and its interval as a band, or as bars at points that stand alone."""
    import plotly.graph_objects as go

    style = number % len(theme.COLOURS)
    colour, value = theme.COLOURS[style], rows[way.value]
    bars = None
    if interval:
        low, high, alone = rows[way.low], rows[way.high], _alone(value)
        x, y = _band(rows["x"], low, high)
        fig.add_trace(go.Scatter(
            x=x, y=y, fill="toself", fillcolor=_tint(colour), mode="lines", line={"width": 0}, hoverinfo="skip",
            showlegend=False, legendgroup=str(number), meta="interval",
        ))  # fmt: skip
        bars = {"type": "data", "symmetric": False, "array": (high - value).where(alone),
                "arrayminus": (value - low).where(alone), "color": colour, "thickness": 1.5, "width": 5}  # fmt: skip
    fig.add_trace(go.Scatter(
        x=rows["x"], y=value.astype(float), mode="lines+markers", name=title, legendgroup=str(number), error_y=bars,
        line={"color": colour, "dash": theme.DASHES[style], "width": 2.5},
        marker={"symbol": theme.SYMBOLS[style], "size": 9 if value.count() <= 40 else 5, "color": colour,
                "line": {"color": "white", "width": 1}},
        customdata=list(rows["keys"]), hovertext=rows["hover"], hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False, meta="values",
    ))  # fmt: skip


def _set_axes(fig: Any, dated: pd.DataFrame, way: encodings.Encoding, labels: theme.Labels) -> None:
    periods = np.sort(dated["period"].unique())
    gaps = np.diff(periods)
    fig.update_xaxes(type="date", tickformat=_TICKS.get(str(dated["per"].iloc[0]), "%Y-%m-%d"), nticks=12)
    if len(periods) <= 12 and (len(gaps) == 0 or gaps.max() < 2 * gaps.min()):
        fig.update_xaxes(tickvals=periods)
    fig.update_yaxes(title_text=theme.line(theme.word(way.title, labels)), rangemode="tozero",
                     tickformat=".0%" if way.percent else None)  # fmt: skip
    if not way.percent and not way.signed and dated[way.value].max() <= 5:
        fig.update_yaxes(dtick=1)  # no half articles
    if way.signed:
        fig.add_hline(y=0, line={"color": theme.GREY, "width": 1})


def _runs(present: np.ndarray[Any, np.dtype[np.bool_]]) -> list[slice]:
    """Return the stretches of True."""
    edges = np.flatnonzero(np.diff(np.r_[False, present, False].astype(int)))
    return [slice(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _alone(values: pd.Series) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Say of each point whether it has a gap on both sides."""
    alone = np.zeros(len(values), dtype=bool)
    for run in _runs(values.notna().to_numpy()):
        alone[run] = run.stop - run.start == 1
    return alone


def _steps(groups: list[pd.DataFrame], way: encodings.Encoding) -> list[pd.Timedelta]:
    """Return how far each line is moved aside: a little where lone points would lie on each other, else not at all."""
    alone = any(_alone(group[way.value]).any() for group in groups)
    if len(groups) < 2 or not alone:
        return [pd.Timedelta(0)] * len(groups)
    periods = np.sort(pd.concat(groups)["period"].unique())
    span, shortest = (
        (periods[-1] - periods[0], np.diff(periods).min()) if len(periods) > 1 else (pd.Timedelta("1D"),) * 2
    )
    step = min(pd.Timedelta(span) * 0.012, pd.Timedelta(shortest) / (2 * len(groups)))
    return [step * (number - (len(groups) - 1) / 2) for number in range(len(groups))]


def _band(x: pd.Series, low: pd.Series, high: pd.Series) -> tuple[list[Any], list[Any]]:
    """Return one closed outline for each stretch of points, with a gap after each."""
    across: list[Any] = []
    up: list[Any] = []
    for run in _runs(low.notna().to_numpy()):
        if run.stop - run.start > 1:
            along = list(x.iloc[run])
            across += [*along, *along[::-1], None]
            up += [*low.iloc[run], *high.iloc[run][::-1], None]
    return across, up


def _tint(colour: str) -> str:
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.16)"

"""Trend: a measure over time, one strip for each actor, pair, topic or outlet, with its interval as a band.

Several lines and bands in one place cannot be read: each line has a strip of its own, in which the others stand in
grey. A period without articles is a gap in the line, not a fall to zero. A point with gaps on both sides shows its
interval as a bar, since a band needs two points.

A few stray dates must not press all others together, nor a share of two articles look like news: the axis holds the
central 99.5% of what is counted, a value that rests on fewer than five articles is not drawn, and the chart says so.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from explore import tables
from explore.charts import encodings, inputs, theme
from explore.errors import BadInput

_LEAST = 5  # articles that a share or a tone rests on
_STRIP = 112  # pixels of one of several lines
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
        Lines carry their keys in `customdata`: actor_id, pair or topic, outlet, period, per; `layout.meta` names them.

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
    dated, *left_out = _readable(dated, way, labels)
    groups = [group for _, group in dated.groupby(list(way.keys), dropna=False, sort=False)]
    strongest = sorted(range(len(groups)), key=lambda k: (-groups[k][way.count].sum(), k))[:top]
    shown = [groups[k] for k in sorted(strongest)]
    differ = [key for key in way.keys if len(dated[key].drop_duplicates()) > 1]
    fig = theme.figure(labels, height=theme.HEIGHT if len(shown) == 1 else 70 + _STRIP * len(shown))
    lines = [_line(rows, way, labels) for rows in shown]
    for number, line in enumerate(lines):
        name = encodings.name(shown[number].iloc[0], differ, labels)
        if len(lines) > 1:
            _add_strip(fig, number, name, lines, labels)
        _add_line(fig, line, way, number, name, interval=interval and way.low != "")
    _set_axes(fig, dated, way)
    hidden = theme.hidden(len(groups) - len(shown), labels)
    title = encodings.title(way, labels, _shared(dated, [key for key in way.keys if key not in differ], labels))
    notes = (*left_out, f"{hidden} {_undated(table, way, labels)}".strip())
    theme.caption(fig, title, encodings.basis(dated, way, labels), *notes, labels=labels)
    keys = {"values": encodings.key_names(dated, way)}
    fig.update_layout(showlegend=False, hovermode="closest", margin_b=30, meta=keys)
    return fig


def _shared(dated: pd.DataFrame, keys: list[str], labels: theme.Labels) -> str:
    """Return the name of what all lines are of; nothing where that is all there is."""
    known = [key for key in keys if pd.notna(dated[key].iloc[0]) or key == "topic"]
    return encodings.name(dated.iloc[0], known, labels) if known else ""


def _undated(table: pd.DataFrame, way: encodings.Encoding, labels: theme.Labels) -> str:
    undated = table.loc[table["period"].isna(), way.count].sum()
    return theme.word("undated", labels, n=f"{undated:,.0f}") if undated else ""


def _readable(dated: pd.DataFrame, way: encodings.Encoding, labels: theme.Labels) -> tuple[pd.DataFrame, str, str]:
    """Return the rows of the periods shown, what rests on too little emptied; and what is left out, in words."""
    column = next(name for name in ("n_units", "total", "n_articles", way.count) if name in dated)
    once = dated.drop_duplicates(["outlet" if "outlet" in dated else "per", "period"]) if "total" in column else dated
    once = dated.drop_duplicates("period") if column == "n_units" else once
    counts = once.groupby("period")[column].sum()
    first, last = _ends(counts[counts > 0] if counts.any() else counts)
    what = theme.word("quotations" if "speaker_id" in dated else "articles", labels)
    unit = theme.word(f"units {dated['unit'].iloc[0]}", labels) if column == "n_units" else what
    off = {"earlier": counts[counts.index < first].sum(), "later": counts[counts.index > last].sum()}
    said = " ".join(theme.word(key, labels, n=f"{n:,.0f}", what=unit) for key, n in off.items() if n)
    kept = dated[dated["period"].between(first, last)]
    small = kept[way.base].between(1, _LEAST - 1) if way.base else pd.Series(data=False, index=kept.index)
    if not small.any():
        return kept, said, ""
    if not (kept[way.base] >= _LEAST).any():
        return kept, said, theme.word("all small", labels, what=what)
    masked = theme.word("small", labels, n=f"{kept.loc[small, 'period'].nunique():,}", what=what)
    return kept.assign(**{name: kept[name].mask(small) for name in (way.value, way.low, way.high)}), said, masked


def _ends(counts: pd.Series) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last period of the axis, of the counts of all periods that have any.

    Outside are those beyond the central 99.5%, and a few articles at an end that nothing follows for a while.
    """
    periods = counts.index.to_series()
    first, last = theme.middle(periods, counts)
    kept = counts[first:last]
    step = 1.5 * periods.diff().min() if len(periods) > 1 else pd.Timedelta(0)
    for end, near in ((0, 1), (-1, -2)):
        while kept.max() >= _LEAST > kept.iloc[end] and abs(kept.index[near] - kept.index[end]) > step:
            kept = kept.drop(kept.index[end])
    return kept.index[0], kept.index[-1]


def _line(rows: pd.DataFrame, way: encodings.Encoding, labels: theme.Labels) -> pd.DataFrame:
    """Return the rows of a line with what is said of each and its keys; an empty one for each period missing."""
    rows = rows.sort_values("period")
    line = rows.assign(value=rows[way.value].astype(float), hover=encodings.hover(rows, way, labels))
    line = line.assign(keys=pd.Series(encodings.keys(rows, way), index=line.index)).set_index("period")
    freq = tables.FREQUENCY[rows["per"].iloc[0]]
    periods = pd.period_range(line.index[0], line.index[-1], freq=freq).start_time
    whole = line.reindex(periods.rename("period")).reset_index()
    blank = [None] * len(line["keys"].iloc[0])
    keys = whole["keys"].map(lambda key: key if isinstance(key, list) else blank)
    return whole.assign(keys=keys, hover=whole["hover"].fillna(""))


def _add_strip(fig: Any, number: int, name: str, lines: list[pd.DataFrame], labels: theme.Labels) -> None:
    """Make room for one of several lines, the first on top; write its name, and draw the others in grey."""
    import plotly.graph_objects as go

    count = len(lines)
    top = 1 - number / count
    axis = {"domain": [top - 0.72 / count, top - 0.06 / count], "nticks": 4, **({"matches": "y"} if number else {})}
    fig.update_layout({_y(number).replace("y", "yaxis"): axis, "xaxis.anchor": _y(count - 1)})
    fig.add_annotation(text=f"<b>{name}</b>", showarrow=False, xref="paper", yref="paper", **theme.side(labels), y=top,
                       yanchor="middle", font={"size": 12})  # fmt: skip
    gap = pd.DataFrame({"period": [pd.NaT]})
    grey = pd.concat([part for k, line in enumerate(lines) if k != number for part in (line, gap)])
    fig.add_trace(go.Scatter(
        x=grey["period"], y=grey["value"], mode="lines", line={"color": theme.LIGHT, "width": 1}, hoverinfo="skip",
        showlegend=False, yaxis=_y(number), meta="others",
    ))  # fmt: skip


def _y(number: int) -> str:
    return f"y{number + 1}" if number else "y"


def _add_line(fig: Any, rows: pd.DataFrame, way: encodings.Encoding, number: int, name: str, *, interval: bool) -> None:
    """Draw a line, and its interval as a band, or as bars at points that stand alone."""
    import plotly.graph_objects as go

    style = number % len(theme.COLOURS)
    colour, value = theme.COLOURS[style], rows["value"]
    bars = None
    if interval:
        low, high, alone = rows[way.low], rows[way.high], _alone(value)
        x, y = _band(rows["period"], low, high)
        fig.add_trace(go.Scatter(
            x=x, y=y, fill="toself", fillcolor=_tint(colour), mode="lines", line={"width": 0}, hoverinfo="skip",
            showlegend=False, yaxis=_y(number), meta="interval",
        ))  # fmt: skip
        bars = {"type": "data", "symmetric": False, "array": (high - value).where(alone),
                "arrayminus": (value - low).where(alone), "color": colour, "thickness": 1.5, "width": 5}  # fmt: skip
    fig.add_trace(go.Scatter(
        x=rows["period"], y=value, mode="lines+markers", name=name, error_y=bars,
        line={"color": colour, "width": 2.5}, yaxis=_y(number),
        marker={"symbol": theme.SYMBOLS[style], "size": 8 if value.count() <= 40 else 5, "color": colour,
                "line": {"width": 1}},
        customdata=list(rows["keys"]), hovertext=rows["hover"], hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False, meta="values",
    ))  # fmt: skip


def _set_axes(fig: Any, dated: pd.DataFrame, way: encodings.Encoding) -> None:
    periods = np.sort(dated["period"].unique())
    gaps = np.diff(periods)
    fig.update_xaxes(type="date", tickformat=_TICKS.get(str(dated["per"].iloc[0]), "%Y-%m-%d"), nticks=8)
    if len(periods) <= 6 and (len(gaps) == 0 or gaps.max() < 2 * gaps.min()):
        fig.update_xaxes(tickvals=periods)
    share = ".0%" if dated[way.value].max() > 0.1 else ".1%"
    fig.update_yaxes(rangemode="tozero", tickformat=share if way.percent else None)
    if not way.percent and not way.signed and dated[way.value].max() <= 5:
        fig.update_yaxes(dtick=1)  # no half articles
    if way.signed:
        fig.update_yaxes(zeroline=True)


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

"""Outlets: who is named, heard or relied on by whom, an outlet a column and an actor a row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from explore.charts import inputs, theme
from explore.errors import BadInput

# From light to dark, so that it can be read without colour; the number stands in the cell.
_SCALE = [[0, "#EFF5FA"], [0.5, "#5B9FD0"], [1, "#00386B"]]
_ROW, _COLUMNS = 30, 12


def heatmap(
    table: pd.DataFrame, *, value: Literal["share", "direct"] = "share", labels: theme.Labels = "ar", top: int = 20
) -> Any:
    """Return a table of cells: an actor or source a row, an outlet a column, shares as colours and numbers.

    Parameters
    ----------
    table : DataFrame
        What `explore.sourcing`, `voices` or `attention` returned with by_outlet=True, over all time or one period.
    value : {"share", "direct"}
        The column that gives colour and number; `direct` is one of `voices`.
    labels : {"ar", "en"}
        Language of names and words.
    top : int
        At most so many actors, those with the greatest count; the chart says how many it leaves out.

    Returns
    -------
    plotly.graph_objects.Figure
        Cells carry the actor's key, outlet, period and per in `customdata`. Where nothing is known they are white. The
        interval is told when a cell is pointed at.

    Raises
    ------
    MissingColumns
        If `table` lacks columns of them.
    BadInput
        If `table` is another table or has several periods, or an option has no such value.

    Examples
    --------
    >>> from explore import measures
    >>> from explore.corpus import Corpus
    >>> len(outlets(measures.sourcing(Corpus(), per=None, by_outlet=True)).data)
    0
    """
    import plotly.graph_objects as go

    drawn = theme.DRAWN[inputs.check(table, "heatmap", top=top).name]
    if value not in ("share", "direct") or value not in table.columns:
        there = " or ".join(repr(name) for name in ("share", "direct") if name in table.columns)
        raise BadInput(f"charts.heatmap(): value={value!r} is no column of this table to draw. Choose {there}.")
    if table.empty:
        return theme.empty(labels)
    inputs.check_one_period(table, "heatmap")
    key = drawn.keys[0]
    actors = table.groupby(key, sort=False)["n"].sum().sort_values(ascending=False, kind="stable")
    columns = table.groupby("outlet", sort=False, dropna=False)["total"].max()
    columns = columns.sort_values(ascending=False, kind="stable")
    shown, names = list(actors.index[:top]), list(columns.index[:_COLUMNS])
    rows = table[table[key].isin(shown) & table["outlet"].isin(names)]
    down, across = {k: i for i, k in enumerate(shown)}, {k: i for i, k in enumerate(names)}
    shape = (len(shown), len(names))
    cells, texts = np.full(shape, np.nan), np.full(shape, "", dtype=object)
    words, keys = np.full(shape, "", dtype=object), np.full((*shape, 4), None, dtype=object)
    told_of, ends = drawn, rows
    if value == "direct":  # its own interval is told
        told_of, ends = replace(drawn, value=value), rows.assign(low=rows["direct_low"], high=rows["direct_high"])
    about = theme.hover(ends, told_of, labels, parts=drawn.keys)
    for row, told, raw in zip(theme.records(rows), about, theme.keys(rows, drawn), strict=True):
        at = down[row[key]], across[row["outlet"]]
        cells[at], words[at], keys[at] = row[value], told, raw
        texts[at] = "" if pd.isna(row[value]) else theme.line(theme.number(row[value], percent=True))
    fig = theme.figure(labels, height=170 + _ROW * len(shown))
    first = {row[key]: row for row in reversed(theme.records(rows))}
    fig.add_trace(go.Heatmap(
        z=cells, text=texts, texttemplate="%{text}", customdata=keys, hovertext=words, hoverongaps=False,
        hovertemplate="%{hovertext}<extra></extra>", colorscale=_SCALE, zmin=0, xgap=2, ygap=2, meta="values",
        zmax=max(float(np.nanmax(cells)), 1e-9) if np.isfinite(cells).any() else 1, showscale=False,
    ))  # fmt: skip
    fig.update_yaxes(tickvals=list(range(len(shown))), autorange="reversed", showgrid=False, showline=False,
                     ticktext=[theme.name(first[k], drawn, labels, parts=[key]) for k in shown])  # fmt: skip
    heads = [theme.label(name or theme.word("unknown outlet", labels), 20) if pd.notna(name)
             else theme.line(theme.word("all", labels)) for name in names]  # fmt: skip
    fig.update_xaxes(tickvals=list(range(len(names))), ticktext=heads, side="top", showgrid=False, showline=False)
    fig.update_layout(margin={"t": 40, "b": 40})
    notes = [theme.word("colour", labels, what=theme.word("direct" if value == "direct" else drawn.table.name, labels))]
    if len(actors) > len(shown):
        notes.append(theme.word("hidden groups", labels, n=f"{len(actors) - len(shown):,}"))
    if len(columns) > len(names):
        notes.append(theme.word("hidden columns", labels, n=f"{len(columns) - len(names):,}"))
    theme.note(fig, " · ".join(notes), labels=labels, below=6)
    return fig

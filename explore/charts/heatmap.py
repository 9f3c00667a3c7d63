"""Heat map: who is named, heard or relied on by whom, an outlet a column and an actor a row."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from explore.charts import encodings, inputs, theme

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
        Cells carry the actor's key, outlet, period and per in `customdata`. Where nothing is known they are empty. The
        interval is told when a cell is pointed at.

    Raises
    ------
    MissingColumns, BadInput
        If `table` lacks columns of them; if it is another table or has several periods, or an option has no such value.

    Examples
    --------
    >>> import explore
    >>> articles = pd.DataFrame({"article_id": list("ab"), "text": ["عاد بوتين.", "التقى بوتين بايدن."]})
    >>> corpus = explore.annotate(articles.assign(outlet=["x", "y"]), topics=False)
    >>> heatmap(explore.attention(corpus, per=None, by_outlet=True)).data[0].z.tolist()
    [[1.0, 1.0], [0.0, 1.0]]
    """
    import plotly.graph_objects as go

    way = encodings.encoding(inputs.check(table, "heatmap", top=top), "heatmap", value)
    if table.empty:
        return theme.empty(labels)
    inputs.check_one_period(table, "heatmap")
    key = way.keys[0]
    actors = table.groupby(key, sort=False)["n"].sum().sort_values(ascending=False, kind="stable")
    outlets = table.groupby("outlet", sort=False, dropna=False)["total"].max()
    outlets = outlets.sort_values(ascending=False, kind="stable").head(_COLUMNS)
    n_outlets = len(table["outlet"].drop_duplicates())
    shown = actors.head(top).index
    rows = table[table[key].isin(shown) & table["outlet"].isin(outlets.index)]
    at = shown.get_indexer(pd.Index(rows[key])), outlets.index.get_indexer(pd.Index(rows["outlet"]))
    shape = (len(shown), len(outlets))
    cells, keys = np.full(shape, np.nan), np.full((*shape, len(way.keys) + 2), None, dtype=object)
    texts, words = np.full(shape, "", dtype=object), np.full(shape, "", dtype=object)
    cells[at], keys[at] = rows[way.value], np.array(encodings.keys(rows, way), dtype=object)
    texts[at] = ["" if pd.isna(share) else theme.line(theme.number(share, percent=True)) for share in rows[way.value]]
    words[at] = encodings.hover(rows, way, labels)
    fig = theme.figure(labels, height=60 + _ROW * len(shown))
    fig.add_trace(go.Heatmap(
        z=cells, text=texts, texttemplate="%{text}", textfont={"size": 11}, customdata=keys, hovertext=words,
        hoverongaps=False,
        hovertemplate="%{hovertext}<extra></extra>", autocolorscale=True, zmin=0, xgap=2, ygap=2,
        zmax=max(float(np.nanmax(cells)), 1e-9) if np.isfinite(cells).any() else 1, showscale=False, meta="values",
    ))  # fmt: skip
    first = rows.drop_duplicates(key).set_index(key, drop=False).loc[shown]
    names = [encodings.name(row, [key], labels, width=26) for row in theme.records(first)]
    fig.update_yaxes(
        tickvals=list(range(len(shown))), ticktext=names, autorange="reversed", showgrid=False, showline=False
    )
    heads = [encodings.name({"outlet": outlet}, ["outlet"], labels, width=14) for outlet in outlets.index]
    fig.update_xaxes(tickvals=list(range(len(heads))), ticktext=heads, side="top", showgrid=False, showline=False)
    fig.update_layout(margin={"t": 50, "b": 20}, meta={"values": encodings.key_names(rows, way)})
    hidden = theme.hidden(len(actors) - len(shown), labels)
    columns = theme.hidden(n_outlets - len(outlets), labels, "hidden columns")
    basis = encodings.basis(table, way, labels)
    theme.caption(fig, encodings.title(way, labels), basis, hidden, columns, labels=labels)
    return fig

"""Matrix: co-mentions as a square of cells, for tables too dense to read as a network."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd

from explore import tables
from explore.charts import encodings, inputs, theme


def matrix(
    table: pd.DataFrame, *, value: Literal["npmi", "n"] = "npmi", labels: theme.Labels = "ar", top: int = 30
) -> Any:
    """Return a heat map of co-mentions, actors with like partners side by side.

    Parameters
    ----------
    table : DataFrame
        What `explore.comentions` returned.
    value : {"npmi", "n"}
        The column that gives the colour.
    labels : {"ar", "en"}
        Language of names and words.
    top : int
        At most so many actors, those named in most units; the chart says how many it leaves out.

    Returns
    -------
    plotly.graph_objects.Figure
        Cells carry [actor_a, actor_b, unit] in `customdata`. Cells of pairs that are not in the table are empty.

    Raises
    ------
    MissingColumns, BadInput
        If `table` lacks columns of it; if it is another table or has several periods, or an option has no such value.

    Notes
    -----
    Order: average-linkage clustering of the rows of counts, leaves ordered so that neighbours are alike (Bar-Joseph
    and others, 2001).

    Examples
    --------
    >>> import explore
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["التقى بوتين بايدن. عاد بوتين."]})
    >>> matrix(explore.comentions(explore.annotate(articles, topics=False)), value="n").data[0].z.tolist()
    [[nan, 1.0], [1.0, nan]]
    """
    import plotly.graph_objects as go

    inputs.check(table, "matrix", top=top)
    tables.one_of(value, ("npmi", "n"), option="charts.matrix(): value")
    if table.empty:
        return theme.empty(labels)
    inputs.check_one_period(table, "matrix")
    actors = theme.actors_of(table, labels)
    shown = actors.head(top)
    rows = table[table["actor_a"].isin(shown.index) & table["actor_b"].isin(shown.index)]
    order = _order(list(shown.index), rows)
    names = [theme.label(shown.loc[actor, "name"], 22) for actor in order]
    number = {actor: k for k, actor in enumerate(order)}
    size = len(order)
    cells = np.full((size, size), np.nan)
    texts = np.full((size, size), "", dtype=object)
    keys = np.full((size, size, 3), None, dtype=object)
    for row in theme.records(rows):
        a, b = number[row["actor_a"]], number[row["actor_b"]]
        for i, j in ((a, b), (b, a)):
            cells[i, j], texts[i, j] = row[value], encodings.about_tie(row, labels)
            keys[i, j] = [row["actor_a"], row["actor_b"], row["unit"]]
    heads = 8 + round(6.6 * max(map(len, names)))  # pixels of the names above the columns
    fig = theme.figure(labels, height=80 + heads + 20 * max(size, 8))
    bound = float(np.nanmax(np.abs(cells))) if np.isfinite(cells).any() else 1.0
    fig.add_trace(go.Heatmap(
        z=cells, customdata=keys, hovertext=texts, hovertemplate="%{hovertext}<extra></extra>", hoverongaps=False,
        autocolorscale=True, zmin=-bound if value == "npmi" else 0, zmax=bound, xgap=1, ygap=1, meta="values",
        colorbar={"orientation": "h", "thickness": 10, "y": 0, "yanchor": "top", "ypad": 8, "tickfont": {"size": 11}},
    ))  # fmt: skip
    ticks = {"tickvals": list(range(size)), "ticktext": names, "showgrid": False, "showline": False}
    fig.update_xaxes(**ticks, tickangle=-90, side="top", automargin=False)
    fig.update_yaxes(**ticks, autorange="reversed")
    fig.update_layout(margin={"t": heads, "b": 20}, meta={"values": ["actor_a", "actor_b", "unit"]})
    shown_of = theme.word("shown pairs", labels, nodes=size, all_nodes=f"{len(actors):,}")
    colour = theme.word("colour", labels, what=theme.word(value, labels))
    title = theme.word(f"together {table['unit'].iloc[0]}", labels)
    basis = encodings.basis(table, encodings.ENCODINGS["comentions"][1], labels)
    theme.caption(fig, title, basis, colour, shown_of, labels=labels)
    return fig


def _order(actors: list[str], rows: pd.DataFrame) -> list[str]:
    """Return the actors with those of like partners side by side."""
    if len(actors) < 3:
        return actors
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import pdist

    actors = sorted(actors)
    number = {actor: k for k, actor in enumerate(actors)}
    counts = np.eye(len(actors))
    a, b = rows["actor_a"].map(number).to_numpy(), rows["actor_b"].map(number).to_numpy()
    counts[a, b] = counts[b, a] = np.log1p(rows["n"].to_numpy(dtype=float))
    np.fill_diagonal(counts, np.maximum(counts.max(axis=1), 1e-3))
    tree = linkage(pdist(counts, "cosine"), method="average", optimal_ordering=True)
    return [actors[k] for k in leaves_list(tree)]

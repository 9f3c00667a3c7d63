"""Network: who is named with whom. A circle is an actor, a line is a tie of co-mention.

Positions, communities and the places of labels depend only on the table and a fixed seed, so a chart drawn twice is
the same chart. Distance on the page is a help to the eye, not a measurement: read the numbers at the lines.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from explore.charts import inputs, theme
from explore.text import shorten

SEED = 7
_WIDTH, _HEIGHT = 880, 600  # pixels of the page that circles and names are placed on
_LETTERS = 26  # of a name
_BINS = 4  # widths of lines


def network(
    table: pd.DataFrame, *, labels: theme.Labels = "ar", top: int = 60, ties: int = 240, backbone: bool = False
) -> Any:
    """Return the network of co-mentions.

    Parameters
    ----------
    table : DataFrame
        What `explore.comentions` returned.
    labels : {"ar", "en"}
        Language of names and words.
    top : int
        At most so many actors, those named in most units.
    ties : int
        At most so many ties between them, the most frequent; the chart says how many it leaves out.
    backbone : bool
        Only ties that are significant (column `backbone`).

    Returns
    -------
    plotly.graph_objects.Figure
        Circles carry [actor_id] in `customdata`; an invisible mark in the middle of each line carries [actor_a,
        actor_b, unit].

    Raises
    ------
    MissingColumns
        If `table` lacks columns of it.
    BadInput
        If `table` is another table, or an option has no such value.

    Notes
    -----
    Layout: forces (Fruchterman and Reingold, 1991), then opened up until no circle covers another. Communities:
    Louvain (Blondel and others, 2008), weighted by n; those of a single actor are grey.

    Examples
    --------
    >>> from explore import measures
    >>> from explore.corpus import Corpus
    >>> len(network(measures.comentions(Corpus())).data)
    0
    """
    inputs.check(table, "network", top=top, ties=ties)
    pairs = table[table["backbone"]] if backbone else table
    if pairs.empty:
        return theme.empty(labels, "nothing" if table.empty else "no backbone")
    actors = theme.actors_of(pairs, labels)
    shown = actors.head(top)
    inside = pairs["actor_a"].isin(shown.index) & pairs["actor_b"].isin(shown.index)
    drawn = pairs[inside].sort_values(["n", "actor_a", "actor_b"], ascending=[False, True, True]).head(ties)
    if len(drawn):  # else the few that are shown have no tie among them, and stand alone
        shown = shown[shown.index.isin(drawn["actor_a"]) | shown.index.isin(drawn["actor_b"])]
    shown = shown.assign(size=10 + 34 * np.sqrt(shown["n"] / shown["n"].max()))
    place, community = _arrange(shown, drawn)
    unit = str(pairs["unit"].iloc[0])
    fig = theme.figure(labels, height=_HEIGHT + 100)
    if len(drawn):
        _draw_ties(fig, drawn, place, labels)
    _draw_actors(fig, shown.assign(community=community), place, labels, unit)
    _draw_names(fig, shown, place)
    fig.update_xaxes(visible=False, range=[0, _WIDTH])
    fig.update_yaxes(visible=False, range=[0, _HEIGHT])
    fig.update_layout(
        margin={"l": 10, "r": 10, "t": 50, "b": 50}, hovermode="closest", legend={"itemsizing": "constant"}
    )
    counts = {
        "nodes": len(shown),
        "all_nodes": len(theme.actors_of(table, labels)),
        "ties": len(drawn),
        "all_ties": len(table),
    }
    read = theme.word("how to read", labels, node=theme.word(f"{unit} of", labels), tie=theme.word(unit, labels))
    hidden = theme.word("shown", labels, **{key: f"{value:,}" for key, value in counts.items()})
    theme.note(fig, f"{read} {hidden}", labels=labels, below=8)
    return fig


def _arrange(shown: pd.DataFrame, drawn: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """Return the place (columns 0 and 1) of each actor and the number of its community (-1 for those alone)."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(shown.index))
    ordered = drawn.sort_values(["actor_a", "actor_b"])
    graph.add_weighted_edges_from(ordered[["actor_a", "actor_b", "n"]].itertuples(index=False))
    found = nx.community.louvain_communities(graph, weight="weight", seed=SEED)
    found = sorted(found, key=lambda members: (-len(members), min(members)))
    number = {actor: k if len(members) > 1 else -1 for k, members in enumerate(found) for actor in members}
    for _, _, tie in graph.edges(data=True):
        tie["weight"] = 1 + np.log(tie["weight"])  # a few giant ties would pull all into one heap
    # Parts without a tie between them would fly off the page: a thread from hub to hub keeps them near.
    hubs = [max(part, key=lambda actor: (graph.degree(actor), actor)) for part in nx.connected_components(graph)]
    graph.add_weighted_edges_from((hubs[0], hub, 0.3) for hub in hubs[1:])
    place = nx.spring_layout(graph, weight="weight", seed=SEED, k=3 / np.sqrt(max(len(graph), 2)), iterations=300)
    points = _spread(np.array([place[actor] for actor in shown.index]), shown["size"].to_numpy() / 2)
    places = pd.DataFrame(points, index=shown.index)
    return places, pd.Series([number[actor] for actor in shown.index], index=shown.index)


def _spread(points: Any, radius: Any) -> Any:
    """Bring places onto the page, open up the crowded middle, and push circles apart until none covers another."""
    page, rim = np.array([_WIDTH, _HEIGHT]), radius[:, None] + [45, 22]
    if len(points) > 1:
        rank = points.argsort(axis=0).argsort(axis=0) / (len(points) - 1)
        flat = (points - points.min(axis=0)) / np.maximum(np.ptp(points, axis=0), 1e-9)
        points = 0.5 * rank + 0.5 * flat
    points = rim + points * (page - 2 * rim)
    apart = radius[:, None] + radius[None, :] + 24  # room for a name
    for _ in range(200):
        towards = points[:, None, :] - points[None, :, :]
        distance = np.maximum(np.hypot(towards[..., 0], towards[..., 1]), 1e-6)
        push = np.maximum(apart - distance, 0)
        np.fill_diagonal(push, 0)
        if not push.any():
            break
        points = points + 0.35 * (towards / distance[..., None] * push[..., None]).sum(axis=1)
        points = np.clip(points, rim, page - rim)
    return points


def _draw_ties(fig: Any, drawn: pd.DataFrame, place: pd.DataFrame, labels: theme.Labels) -> None:
    """Draw ties in a few bins of width (a trace each), significant ones solid, and a mark to point at in the middle."""
    import plotly.graph_objects as go

    a, b = place.loc[drawn["actor_a"]].to_numpy(), place.loc[drawn["actor_b"]].to_numpy()
    rank = drawn["n"].to_numpy() / drawn["n"].max()
    thickness = np.minimum((rank * _BINS).astype(int), _BINS - 1)
    sure = drawn["backbone"].to_numpy(dtype=bool)
    gap = np.full(len(drawn), np.nan)
    x, y = (np.stack([a[:, k], b[:, k], gap], axis=1) for k in (0, 1))
    for width in range(_BINS):
        for significant in (False, True):
            here = (thickness == width) & (sure == significant)
            if here.any():
                fig.add_trace(go.Scatter(
                    x=x[here].ravel(), y=y[here].ravel(), mode="lines", hoverinfo="skip", showlegend=False,
                    line={"width": 0.9 + 1.5 * width, "color": "#8C8C8C" if significant else "#B4B4B4",
                          "dash": "solid" if significant else "dot"}, meta="ties",
                ))  # fmt: skip
    middle = (a + b) / 2
    fig.add_trace(go.Scatter(
        x=middle[:, 0], y=middle[:, 1], mode="markers", marker={"size": 14, "opacity": 0}, showlegend=False,
        customdata=drawn[["actor_a", "actor_b", "unit"]].astype(object).to_numpy(),
        hovertext=[theme.about_tie(row, labels) for row in theme.records(drawn)],
        hovertemplate="%{hovertext}<extra></extra>", meta="tie marks",
    ))  # fmt: skip


def _draw_actors(fig: Any, shown: pd.DataFrame, place: pd.DataFrame, labels: theme.Labels, unit: str) -> None:
    """Draw the actors, one trace for each community, named in the legend after its most named member."""
    import plotly.graph_objects as go

    styles = len(theme.COLOURS)
    style = shown["community"].where(shown["community"].between(0, styles - 1), styles)
    for number in sorted(style.unique()):
        members = shown[style == number]
        colour, symbol = (*theme.COLOURS, theme.GREY)[number], (*theme.SYMBOLS, "circle-open")[number]
        first = theme.label(members["name"].iloc[0], 30)
        known = theme.word("group", labels, name=first) if number < styles else theme.word("others", labels)
        fig.add_trace(go.Scatter(
            x=place.loc[members.index, 0], y=place.loc[members.index, 1], mode="markers", name=theme.line(known),
            marker={"size": members["size"], "color": colour, "symbol": symbol, "opacity": 1,
                    "line": {"color": "white" if number < styles else colour, "width": 1.5}},
            customdata=[[actor] for actor in members.index],
            hovertext=[f"<b>{theme.label(name)}</b><br>" + theme.line(f"{theme.word(f'{unit} of', labels)}: {n:,}")
                       for name, n in zip(members["name"], members["n"], strict=True)],
            hovertemplate="%{hovertext}<extra></extra>", meta="actors",
        ))  # fmt: skip


def _draw_names(fig: Any, shown: pd.DataFrame, place: pd.DataFrame) -> None:
    """Write the names as SVG text, the most named first, each where it covers no circle and no other name."""
    import plotly.graph_objects as go

    radius = shown["size"].to_numpy() / 2
    circles = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(place.to_numpy(), radius, strict=True)]
    names: list[tuple[float, float, float, float]] = []
    sides: list[str | None] = []
    for number, ((x, y), r) in enumerate(zip(place.to_numpy(), radius, strict=True)):
        width, height = 6.4 * len(shorten(shown["name"].iloc[number], _LETTERS)) + 4, 20
        choices = {
            "top center": (x - width / 2, y + r, x + width / 2, y + r + height),
            "bottom center": (x - width / 2, y - r - height, x + width / 2, y - r),
            "middle right": (x + r, y - height / 2, x + r + width, y + height / 2),
            "middle left": (x - r - width, y - height / 2, x - r, y + height / 2),
        }
        others = circles[:number] + circles[number + 1 :]
        free = [side for side, box in choices.items()
                if box[0] >= 0 and box[2] <= _WIDTH and not any(_overlap(box, name) for name in names)]  # fmt: skip
        # In a crowd a name may lie on a circle, never on another name.
        clear = [side for side in free if not any(_overlap(choices[side], circle) for circle in others)]
        sides.append(next(iter([*clear, *free]), None))
        if sides[-1] is not None:
            names.append(choices[sides[-1]])
    kept = [number for number, side in enumerate(sides) if side is not None]
    # The invisible marker of the circle's size keeps the name off the circle.
    fig.add_trace(go.Scatter(
        x=place.iloc[kept, 0], y=place.iloc[kept, 1], mode="markers+text",
        marker={"size": shown["size"].iloc[kept], "opacity": 0},
        text=[theme.label(name, _LETTERS) for name in shown["name"].iloc[kept]], textposition=[sides[k] for k in kept],
        textfont={"size": 13, "color": theme.INK, "shadow": "0 0 3px white, 0 0 3px white, 0 0 2px white"},
        hoverinfo="skip", showlegend=False, cliponaxis=False, meta="names",
    ))  # fmt: skip


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

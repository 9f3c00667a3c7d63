"""Network: who is named with whom, and in what tone. A mark is an actor, a line is a tie of co-mention.

The colour of a line is the tone of the sentences that name both; it is grey where there is none, or where its interval
holds zero, so that chance is not taken for praise or blame.

Positions, communities and the places of labels depend only on the table and a fixed seed, so a chart drawn twice is
the same chart. Distance on the page is a help to the eye, not a measurement: read the numbers at the lines.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from explore.charts import encodings, inputs, theme
from explore.text import shorten

Box = tuple[float, float, float, float]  # left, low, right, high
SEED = 7
_WIDTH, _HEIGHT = 880, 600  # pixels of the page that marks and names are placed on
_LETTERS = 26  # of a name
_BINS = 4  # widths of lines
# Tones of ties, from negative to positive: where each begins and ends, its colour (3:1 on white or more).
_TONES = ((-1.0, -0.25, "#8A2C00"), (-0.25, 0.0, "#D9651A"), (0.0, 0.25, "#2F8FD0"), (0.25, 1.0, "#003F7A"))
_UNCLEAR = "#8C8C8C"


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
        Actors carry [actor_id] in `customdata`; an invisible mark in the middle of each line carries [actor_a,
        actor_b, unit].

    Raises
    ------
    MissingColumns, BadInput
        If `table` lacks columns of it; if it is another table or has several periods, or an option has no such value.

    Notes
    -----
    Layout: forces (Fruchterman and Reingold, 1991), then opened up until no mark covers another. Communities:
    Louvain (Blondel and others, 2008), weighted by n; those of a single actor are grey.

    Examples
    --------
    >>> import explore
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["التقى بوتين بايدن. عاد بوتين."]})
    >>> fig = network(explore.comentions(explore.annotate(articles, topics=False)))
    >>> [trace.customdata.tolist() for trace in fig.data if trace.meta == "tie marks"]
    [[['joe-biden', 'vladimir-putin', 'sentence']]]
    """
    inputs.check(table, "network", top=top, ties=ties)
    pairs = table[table["backbone"]] if backbone else table
    if pairs.empty:
        return theme.empty(labels, "nothing" if table.empty else "no backbone")
    inputs.check_one_period(table, "network")
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
    counts = {"nodes": len(shown), "all_nodes": len(theme.actors_of(table, labels)), "ties": len(drawn),
              "all_ties": len(table)}  # fmt: skip
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
    """Bring places onto the page, open up the crowded middle, and push marks apart until none covers another."""
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
    """Draw ties in a trace for each look, significant ones solid, and a mark to point at in the middle of each."""
    import plotly.graph_objects as go

    a, b = place.loc[drawn["actor_a"]].to_numpy(), place.loc[drawn["actor_b"]].to_numpy()
    looks = pd.DataFrame({
        "color": _tone_colours(drawn),
        "width": np.minimum((drawn["n"].to_numpy() / drawn["n"].max() * _BINS).astype(int), _BINS - 1),
        "dash": np.where(drawn["backbone"], "solid", "dot"),
    })  # fmt: skip
    gap = np.full(len(drawn), np.nan)
    x, y = (np.stack([a[:, k], b[:, k], gap], axis=1) for k in (0, 1))
    for _, ties in looks.groupby(["color", "width", "dash"]):
        look = theme.records(ties)[0]
        fig.add_trace(go.Scatter(
            x=x[ties.index].ravel(), y=y[ties.index].ravel(), mode="lines", hoverinfo="skip", showlegend=False,
            line={**look, "width": 0.9 + 1.5 * look["width"]}, meta="ties",
        ))  # fmt: skip
    middle = (a + b) / 2
    fig.add_trace(go.Scatter(
        x=middle[:, 0], y=middle[:, 1], mode="markers", marker={"size": 14, "opacity": 0}, showlegend=False,
        customdata=drawn[["actor_a", "actor_b", "unit"]].astype(object).to_numpy(),
        hovertext=[encodings.about_tie(row, labels) for row in theme.records(drawn)],
        hovertemplate="%{hovertext}<extra></extra>", meta="tie marks",
    ))  # fmt: skip
    for low, high, colour in (*_TONES, (np.nan, np.nan, _UNCLEAR)):
        if colour in set(looks["color"]):
            ends = {"low": theme.number(low, signed=low != 0), "high": theme.number(high, signed=high != 0)}
            said = theme.word("tone unclear" if colour == _UNCLEAR else "tone range", labels, **ends)
            fig.add_trace(go.Scatter(x=[None], y=[None], mode="lines", name=theme.line(said), hoverinfo="skip",
                                     line={"width": 4, "color": colour}, meta="tones"))  # fmt: skip


def _tone_colours(ties: pd.DataFrame) -> list[str]:
    """Return the colour of each tie: that of its tone where the interval is on one side of zero, else grey."""
    clear = (ties["tone_low"] > 0) | (ties["tone_high"] < 0)
    step = np.searchsorted([low for low, _, _ in _TONES[1:]], ties["tone"])
    return [_TONES[k][2] if sure else _UNCLEAR for k, sure in zip(step, clear, strict=True)]


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
    """Write the names as SVG text, the most named first, each where it covers no mark and no other name."""
    import plotly.graph_objects as go

    radius = shown["size"].to_numpy() / 2
    marks = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(place.to_numpy(), radius, strict=True)]
    names: list[Box] = []
    sides: dict[int, str] = {}
    for number, (mark, name) in enumerate(zip(marks, shown["name"], strict=True)):
        choices = _boxes(mark, width=6.4 * len(shorten(name, _LETTERS)) + 4)
        free = {side: box for side, box in choices.items()
                if box[0] >= 0 and box[2] <= _WIDTH and not _covers(box, names)}  # fmt: skip
        # In a crowd a name may lie on a mark, never on another name.
        others = marks[:number] + marks[number + 1 :]
        clear = [side for side, box in free.items() if not _covers(box, others)]
        if free:
            sides[number] = next(iter([*clear, *free]))
            names.append(free[sides[number]])
    kept = list(sides)
    # The invisible marker of the mark's size keeps the name off it.
    fig.add_trace(go.Scatter(
        x=place.iloc[kept, 0], y=place.iloc[kept, 1], mode="markers+text",
        marker={"size": shown["size"].iloc[kept], "opacity": 0},
        text=[theme.label(name, _LETTERS) for name in shown["name"].iloc[kept]], textposition=list(sides.values()),
        textfont={"size": 13, "color": theme.INK, "shadow": "0 0 3px white, 0 0 3px white, 0 0 2px white"},
        hoverinfo="skip", showlegend=False, cliponaxis=False, meta="names",
    ))  # fmt: skip


def _boxes(mark: Box, width: float, height: float = 20) -> dict[str, Box]:
    """Return where a name may stand beside a mark, the best side first."""
    left, low, right, high = mark
    x, y = (left + right) / 2, (low + high) / 2
    return {
        "top center": (x - width / 2, high, x + width / 2, high + height),
        "bottom center": (x - width / 2, low - height, x + width / 2, low),
        "middle right": (right, y - height / 2, right + width, y + height / 2),
        "middle left": (left - width, y - height / 2, left, y + height / 2),
    }


def _covers(box: Box, boxes: list[Box]) -> bool:
    return any(box[0] < held[2] and held[0] < box[2] and box[1] < held[3] and held[1] < box[3] for held in boxes)

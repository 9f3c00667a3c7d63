"""Network: who is named with whom, and in what tone. A mark is an actor, a line is a tie of co-mention.

The colour of a line is the tone of the sentences that name both; it is grey where there is none, or where its interval
holds zero, so that chance is not taken for praise or blame.

The colour of a mark is its community; where all ties are of the actors that were asked for there is one community only,
and a mark has the colour of its strongest tie. Every mark has its name under it.

Positions and communities depend only on the table and a fixed seed, so a chart drawn twice is the same chart. Distance
on the page is a help to the eye, not a measurement: read the numbers at the lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from explore.charts import encodings, inputs, theme
from explore.text import shorten

SEED = 7
_WIDTH, _HEIGHT = 460, 380  # pixels of the page that marks and names are placed on; the least height
_LETTERS, _LETTER, _LINE = 20, 6.4, 16  # letters of a name, and the pixels of one and of a line of them
_ROOM = 2.0  # the page has so many times the room that marks and names take
_BINS = 4  # widths of lines
_COMMUNITIES = 5  # that have a colour and stand in the legend
# Tones of ties, from negative to positive: where each begins and ends, its colour (3:1 on either paper).
_TONES = ((-1.0, -0.25, "#B8400A"), (-0.25, 0.0, "#C97A3A"), (0.0, 0.25, "#5B94C4"), (0.25, 1.0, "#0A6BC4"))
_UNCLEAR = "#8C8C8C"


def network(
    table: pd.DataFrame,
    *,
    labels: theme.Labels = "ar",
    top: int = 30,
    ties: int = 240,
    backbone: bool = False,
    actors: Iterable[str] | None = None,
) -> Any:
    """Return the network of co-mentions.

    Parameters
    ----------
    table : DataFrame
        What `explore.comentions` returned.
    labels : {"ar", "en"}
        Language of names and words.
    top : int
        At most so many actors: those asked for, then those tied most often to them, or those named in most units.
    ties : int
        At most so many ties between them, the most frequent; the chart says how many it leaves out.
    backbone : bool
        Only ties that are significant (column `backbone`).
    actors : iterable of str, optional
        The actor_ids asked for, which are always drawn; an actor in every tie of the table is one of them.

    Returns
    -------
    plotly.graph_objects.Figure
        Actors carry [actor_id] in `customdata`; an invisible mark in the middle of each line carries [actor_a,
        actor_b, unit]. `layout.meta` names these keys.

    Raises
    ------
    MissingColumns, BadInput
        If `table` lacks columns of it; if it is another table or has several periods, or an option has no such value.

    Notes
    -----
    Layout: forces (Fruchterman and Reingold, 1991), then opened up until no mark or name covers another. Communities:
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
    asked = _asked(pairs, actors)
    shown = _ranked(pairs, theme.actors_of(pairs, labels), asked).head(max(top, len(asked)))
    inside = pairs["actor_a"].isin(shown.index) & pairs["actor_b"].isin(shown.index)
    drawn = pairs[inside].sort_values(["n", "actor_a", "actor_b"], ascending=[False, True, True]).head(ties)
    if len(drawn):  # else the few that are shown have no tie among them, and stand alone
        tied = shown.index.isin([*drawn["actor_a"], *drawn["actor_b"], *asked])
        shown = shown[tied]
    shown = shown.assign(size=10 + 30 * np.sqrt(shown["n"] / shown["n"].max()))
    place, community, height = _arrange(shown, drawn)
    unit = str(pairs["unit"].iloc[0])
    fig = theme.figure(labels, height=height + 60)
    if len(drawn):
        _draw_ties(fig, drawn, place, labels)
    by_tone = bool(asked) and (drawn["actor_a"].isin(asked) | drawn["actor_b"].isin(asked)).all()
    looks = _tones(shown, drawn, asked) if by_tone else _communities(shown, community, labels)
    _draw_actors(fig, shown.join(looks), place, theme.word(f"{unit} of", labels))
    fig.update_xaxes(visible=False, range=[0, _WIDTH])
    fig.update_yaxes(visible=False, range=[0, height])
    keys = {"actors": ["actor_id"], "tie marks": ["actor_a", "actor_b", "unit"]}
    fig.update_layout(margin={"l": 10, "t": 10, "b": 20}, hovermode="closest", meta=keys)
    entries = sum(trace.showlegend is not False for trace in fig.data)
    fig.update_layout(legend={"itemsizing": "constant"}, height=fig.layout.height + 12 * entries)
    counts = {"nodes": len(shown), "all_nodes": len(theme.actors_of(table, labels)), "ties": len(drawn),
              "all_ties": len(table)}  # fmt: skip
    hidden = theme.word("shown", labels, **{key: f"{value:,}" for key, value in counts.items()})
    low, high = (theme.number(n) for n in ((drawn["n"].min(), drawn["n"].max()) if len(drawn) else (0, 0)))
    what = {"node": theme.word(f"{unit} of", labels), "tie": theme.word(unit, labels)}
    read = theme.word("how to read", labels, **what, low=low, high=high)
    basis = encodings.basis(table, encodings.ENCODINGS["comentions"][1], labels)
    theme.caption(fig, theme.word(f"together {unit}", labels), basis, hidden, read,
                  theme.word("by tone", labels) if by_tone else "", labels=labels)  # fmt: skip
    return fig


def _asked(pairs: pd.DataFrame, actors: Iterable[str] | None) -> list[str]:
    """Return the actors asked for that have a tie, and the one that is in every tie."""
    ends = pd.concat([pairs["actor_a"], pairs["actor_b"]])
    wanted = [actors] if isinstance(actors, str) else list(actors or ())
    times = ends.value_counts()
    hub = times.index[(times == len(pairs)) & (len(pairs) > 1)]
    return [actor for actor in dict.fromkeys([*wanted, *hub]) if actor in times.index]


def _ranked(pairs: pd.DataFrame, actors: pd.DataFrame, asked: list[str]) -> pd.DataFrame:
    """Return the actors, those asked for first, then those tied most often to one of them."""
    if not asked:
        return actors
    near = pairs[pairs["actor_a"].isin(asked) | pairs["actor_b"].isin(asked)]
    ties = pd.concat([near.set_index(f"actor_{end}")["n"] for end in "ab"]).groupby(level=0).max()
    rank = pd.Series(ties.reindex(actors.index).fillna(0)).where(~actors.index.isin(asked), np.inf)
    return actors.loc[rank.sort_values(ascending=False, kind="stable").index]


def _arrange(shown: pd.DataFrame, drawn: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series, int]:
    """Return the place of each actor (columns 0 and 1), its community (-1 for those alone), the page's height."""
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
    radius = shown["size"].to_numpy() / 2
    names = shown["name"].map(lambda name: len(shorten(name, _LETTERS))).to_numpy() * _LETTER / 2
    # Half of the box of a mark with its name under it.
    half = np.stack([np.maximum(radius, names) + 4, radius + _LINE / 2 + 3], axis=1)
    height = max(_HEIGHT, round(_ROOM * 4 * half.prod(axis=1).sum() / _WIDTH))
    points = _spread(np.array([place[actor] for actor in shown.index]), half, np.array([_WIDTH, height]))
    places = pd.DataFrame(points + np.array([0, _LINE / 2]), index=shown.index)
    return places, pd.Series([number[actor] for actor in shown.index], index=shown.index), height


def _spread(points: Any, half: Any, page: Any) -> Any:
    """Bring boxes onto the page, open up the crowded middle, and push them apart until none covers another."""
    if len(points) > 1:
        rank = points.argsort(axis=0).argsort(axis=0) / (len(points) - 1)
        flat = (points - points.min(axis=0)) / np.maximum(np.ptp(points, axis=0), 1e-9)
        points = 0.5 * rank + 0.5 * flat
    points = half + points * (page - 2 * half)
    apart = half[:, None] + half[None, :]
    for _ in range(400):
        towards = points[:, None, :] - points[None, :, :]
        over = np.maximum(apart - np.abs(towards), 0)
        over[~over.all(axis=2)] = 0  # boxes that lie apart in one direction do not touch
        if not over.any():
            break
        # Along the side on which less is covered: that is the shorter way out.
        least = over == over.min(axis=2, keepdims=True)
        push = np.where(least, over, 0) * np.where(towards < 0, -1, 1)
        push[np.arange(len(points)), np.arange(len(points))] = 0
        if not push.any():
            break
        points = np.clip(points + 0.3 * push.sum(axis=1), half, page - half)
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


def _communities(shown: pd.DataFrame, community: pd.Series, labels: theme.Labels) -> pd.DataFrame:
    """Return the look of each actor: that of its community, named in the legend after its most named member."""
    style = community.where(community.between(0, _COMMUNITIES - 1), _COMMUNITIES)
    first = shown["name"].groupby(style).transform("first")
    others = theme.word("others", labels)
    known = [others if k == _COMMUNITIES else theme.word("group", labels, name=theme.label(name, 22))
             for k, name in zip(style, first, strict=True)]  # fmt: skip
    colours, symbols = (*theme.COLOURS[:_COMMUNITIES], theme.GREY), (*theme.SYMBOLS[:_COMMUNITIES], "circle-open")
    return pd.DataFrame({"order": style, "legend": known, "color": [colours[k] for k in style],
                         "symbol": [symbols[k] for k in style]}, index=shown.index)  # fmt: skip


def _tones(shown: pd.DataFrame, drawn: pd.DataFrame, asked: list[str]) -> pd.DataFrame:
    """Return the look of each actor: the tone of its strongest tie; those asked for are grey squares."""
    ends = pd.concat([pd.Series(_tone_colours(drawn), index=drawn[f"actor_{end}"]) for end in "ab"])
    first = ends[~ends.index.duplicated()].reindex(shown.index)
    is_asked = shown.index.isin(asked)
    colours = first.mask(is_asked, theme.GREY).fillna(_UNCLEAR)
    symbols = np.where(is_asked, "square", "circle")
    return pd.DataFrame({"order": is_asked.astype(int), "legend": "", "color": colours, "symbol": symbols})


def _draw_actors(fig: Any, shown: pd.DataFrame, place: pd.DataFrame, counted: str) -> None:
    """Draw the actors, one trace for each entry of the legend, each with its name under it as SVG text."""
    import plotly.graph_objects as go

    for _, members in shown.groupby("order"):
        spots, legend = place.loc[members.index], members["legend"].iloc[0]
        fig.add_trace(go.Scatter(
            x=spots[0], y=spots[1], mode="markers+text", name=theme.line(legend), showlegend=legend != "",
            marker={"size": members["size"], "color": members["color"], "symbol": members["symbol"], "opacity": 1,
                    "line": {"width": 1.5}},
            text=[theme.label(name, _LETTERS) for name in members["name"]], textposition="bottom center",
            textfont={"size": 12}, cliponaxis=False, customdata=[[actor] for actor in members.index],
            hovertext=[f"<b>{theme.label(name)}</b><br>" + theme.line(f"{counted}: {n:,}")
                       for name, n in zip(members["name"], members["n"], strict=True)],
            hovertemplate="%{hovertext}<extra></extra>", meta="actors",
        ))  # fmt: skip

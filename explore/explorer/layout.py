"""Places of actors and topics on a page: computed once for the whole corpus, so that they stay when it is filtered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore.explorer.rows import Rows
from explore.measures.comentions import associated_pairs
from explore.measures.periods import stories

Array = npt.NDArray[Any]
PLACED = 150  # actors that the network is laid out for; others are put beside those they are named with
SEED = 20


def actor_places(mentions: pd.DataFrame, n_actors: int) -> tuple[Array, Array]:
    """Return a place (x and y between 0 and 1) and a community (0: none) for each actor.

    Parameters
    ----------
    mentions : DataFrame
        row (a sentence), actor (its number, the most often named first) and boilerplate.
    n_actors : int
        Number of actors.

    Returns
    -------
    arrays of shape (n_actors, 2) and (n_actors,)
        The `PLACED` most often named ones are laid out as springs (Fruchterman and Reingold, 1991) whose strength is
        the logarithm of the sentences that name both; communities by Louvain (Blondel et al., 2008) on the sentences
        beyond what chance gives. Others stand at the centre of those laid out whom they are named with.
    """
    import networkx as nx
    from scipy.sparse import csr_array

    size = min(PLACED, n_actors)
    places, community = np.full((n_actors, 2), 0.5), np.zeros(n_actors)
    if size < 2:
        return places, community
    rows = mentions[~mentions["boilerplate"].astype(bool)]
    ones = np.ones(len(rows), dtype=np.int64)
    incidence = csr_array((ones, (rows["row"].to_numpy(), rows["actor"].to_numpy())),
                          shape=(int(mentions["row"].max()) + 1, n_actors))  # fmt: skip
    together = (incidence.T @ incidence[:, :size]).tocoo()
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(size))
    count = incidence.sum(axis=0)
    for a, b, n in zip(together.row.tolist(), together.col.tolist(), together.data.tolist(), strict=True):
        beyond = n - count[a] * count[b] / max(incidence.shape[0], 1)
        if b < a < size and beyond > 0:
            graph.add_edge(b, a, weight=float(np.log1p(n)), beyond=float(beyond))
    groups = nx.community.louvain_communities(graph, weight="beyond", seed=SEED)
    large = sorted((group for group in groups if len(group) > 1), key=lambda group: (-len(group), min(group)))
    for number, group in enumerate(large, start=1):
        community[sorted(group)] = min(number, 255)
    spring = nx.spring_layout(graph, weight="weight", seed=SEED, k=2.5 / np.sqrt(size), iterations=150)
    places[:size] = _spread(np.array([spring[k] for k in range(size)]))
    beside = csr_array((together.data, (together.row, together.col)), shape=(n_actors, size))
    total = beside.sum(axis=1)
    rest = np.flatnonzero(total[size:]) + size
    places[rest] = (beside[rest] @ places[:size]) / total[rest, None]
    community[rest] = community[np.asarray(beside[rest].argmax(axis=1)).ravel()] if len(rest) else []
    return places, community


def significant_ties(rows: Rows) -> list[str]:
    """Return the ties of the whole corpus that are the backbone of `explore.comentions`, among the `PLACED` actors."""
    pairs = associated_pairs(_counted(rows), ["row"], alpha=0.05)
    shown = pairs[pairs["backbone"] & (pairs["a"] < PLACED) & (pairs["b"] < PLACED)]
    return [f"{a} {b}" for a, b in zip(shown["a"], shown["b"], strict=True)]


def _counted(rows: Rows) -> pd.DataFrame:
    """Return the mentions that count (no boilerplate, each story once), with the number of their article."""
    mentions = rows.mentions[~rows.mentions["boilerplate"]]
    mentions = mentions.assign(article=rows.sentences["article"].to_numpy()[mentions["row"]])
    repeated = pd.Series(stories(rows.articles)).duplicated().to_numpy()
    return mentions[~repeated[mentions["article"]]]


def map_frame(rows: Rows, where: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """Return the part of the world that holds nine tenths of the articles that name places (latitude, longitude)."""
    n = _counted(rows).drop_duplicates(["article", "actor"])["actor"].value_counts()
    named = rows.actors["actor_id"].iloc[n.index]
    inside = named.isin(where.keys()).to_numpy()
    if not inside.any():
        return {"west": -180, "east": 180, "south": -60, "north": 80}
    points = np.array([where[actor] for actor in named[inside]])
    weight = n.to_numpy()[inside]

    def cut(axis: int, part: float) -> float:
        order = np.argsort(points[:, axis], kind="stable")
        seen = np.cumsum(weight[order])
        return float(points[order[np.searchsorted(seen, seen[-1] * part)], axis])

    west, east = max(cut(1, 0.04) - 8, -180), min(cut(1, 0.96) + 8, 180)
    south, north = cut(0, 0.03) - 8, cut(0, 0.97) + 8
    lack = max(0.4 * (east - west) - (north - south), 0) / 2  # no strip that is wide and low
    south, north = max(south - lack, -60), min(north + lack, 80)
    return {"west": west, "east": max(east, west + 40), "south": south, "north": max(north, south + 25)}


def topic_places(terms: pd.DataFrame, topics: list[int]) -> Array:
    """Return a place between 0 and 1 for each topic: near one another where they share terms.

    The map is classical multidimensional scaling (Torgerson, 1952) of the cosine distances between the topics' terms.
    """
    if len(topics) < 2:
        return np.full((len(topics), 2), 0.5)
    table = terms.pivot_table(index="topic", columns="term", values="weight", aggfunc="sum", fill_value=0.0)
    vectors = table.reindex(topics, fill_value=0.0).to_numpy(dtype=float)
    vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    squared = 2 - 2 * vectors @ vectors.T
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean()
    values, axes = np.linalg.eigh(-centred / 2)
    axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), range(len(topics))] < 0, -1, 1)  # a sign, not a chance
    return _spread(axes[:, -2:] * np.sqrt(np.maximum(values[-2:], 0)))


def _spread(points: Array) -> Array:
    """Bring points between 0 and 1, half by their rank, which opens a crowded middle."""
    if len(points) < 2:
        return np.full(points.shape, 0.5)
    rank = points.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (len(points) - 1)
    flat = (points - points.min(axis=0)) / np.maximum(np.ptp(points, axis=0), 1e-9)
    return np.asarray(0.5 * rank + 0.5 * flat)

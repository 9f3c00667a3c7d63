"""Layers: each reads some tables and writes others; the order in which they run follows from that.

A layer of single articles is given some of them at a time, and sees the rows of these only. A layer of the whole
corpus (which names mean one actor, which articles are copies, which topics there are) is given everything at once.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pandas as pd

from explore import tables
from explore.actors.gazetteer import Gazetteer
from explore.curation import Overrides
from explore.doc import Doc, attach_mentions
from explore.engines import Engine
from explore.errors import BadInput

CHUNK = 500  # articles annotated between two steps of the progress bar

Frames = Mapping[str, pd.DataFrame]


def silent(_: str) -> None:
    """Say nothing."""


@dataclass
class Context:
    """What layers share beside the articles.

    Attributes
    ----------
    engine : Engine
        What finds names and scores sentences.
    actors : DataFrame
        The actors that are known, `explore.actors.knowledge_base` and a researcher's own; layers may add rows.
    gazetteer : Gazetteer
        Their names.
    curation : Overrides or None
        The knowledge base with a researcher's corrections, `explore.curation`.
    notes : list of str
        What could not be done, in sentences; layers append.
    say : callable
        Takes what a layer does now, in words; the progress bar shows it.
    """

    engine: Engine
    actors: pd.DataFrame
    gazetteer: Gazetteer
    curation: Overrides | None = None
    notes: list[str] = field(default_factory=list)
    say: Callable[[str], object] = silent


@dataclass(frozen=True)
class Layer:
    """One step of annotation.

    Attributes
    ----------
    name : str
        What it is called in `annotate(layers=…)`.
    reads, writes : tuple of str
        Tables of `explore.tables.CORPUS`, by name. One that it both reads and writes, it revises.
    run : callable
        Takes the articles (a list of Doc), the tables by name, and the Context; returns the tables it writes, by name.
    whole : bool
        Whether it must see all articles at once.

    Examples
    --------
    >>> def shout(docs, frames, context):
    ...     return {"sentences": frames["sentences"].assign(sentiment=1.0)}
    >>> Layer("shout", reads=("sentences",), writes=("sentences",), run=shout).whole
    False
    """

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    run: Callable[[Sequence[Doc], Frames, Context], Mapping[str, pd.DataFrame]]
    whole: bool = False


def ordered(layers: Sequence[Layer]) -> list[Layer]:
    """Return layers in an order in which each comes after those that write what it reads.

    One that revises a table (reads and writes it) keeps its place in the order given.

    Raises
    ------
    BadInput
        Two layers have one name, or each waits for the other.

    Examples
    --------
    >>> a = Layer("a", ("mentions",), ("quotes",), dict)
    >>> b = Layer("b", (), ("mentions",), dict)
    >>> [layer.name for layer in ordered([a, b])]
    ['b', 'a']
    """
    names = [layer.name for layer in layers]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise BadInput(f"Two layers are called {twice[0]!r}. Give each its own name.")
    left, done = list(layers), []
    while left:
        ready = [k for k, layer in enumerate(left) if not any(_waits(layer, other, left[:k]) for other in left)]
        if not ready:
            raise BadInput(f"Layers wait for each other: {', '.join(layer.name for layer in left)}.")
        done.append(left.pop(ready[0]))
    return done


def _waits(layer: Layer, other: Layer, before: Sequence[Layer]) -> bool:
    """Say whether `layer` must run after `other`; `before` are those that stand before it in the order given."""
    wanted = set(layer.reads) & set(other.writes)
    makes = any(name not in other.reads for name in wanted)
    return layer is not other and bool(wanted) and (makes or other in before)


def run(
    layers: Sequence[Layer], docs: Sequence[Doc], frames: dict[str, pd.DataFrame], context: Context, *, progress: bool
) -> dict[str, pd.DataFrame]:
    """Run layers in their order and return all tables; `frames` holds at least `articles`."""
    for whole, group in groupby(ordered(layers), key=lambda layer: layer.whole):
        if whole:
            for layer in _announced(list(group), context, progress=progress):
                frames |= _step(layer, docs, frames, context)
        else:
            frames |= _in_chunks(list(group), docs, frames, context, progress=progress)
    return frames


def _announced(layers: list[Layer], context: Context, *, progress: bool) -> Iterator[Layer]:
    """Yield layers that need the whole corpus, and say which one is at work and at what: they may take minutes."""
    from tqdm.auto import tqdm

    with tqdm(total=len(layers), unit=" steps", disable=not progress) as bar:
        context.say = bar.set_postfix_str
        for layer in layers:
            bar.set_description(f"whole corpus: {layer.name.replace('_', ' ')}")
            yield layer
            bar.update()


def _in_chunks(
    layers: list[Layer], docs: Sequence[Doc], frames: dict[str, pd.DataFrame], context: Context, *, progress: bool
) -> dict[str, pd.DataFrame]:
    written: dict[str, list[pd.DataFrame]] = {name: [] for layer in layers for name in layer.writes}
    doing = ", ".join(layer.name for layer in layers)
    for chunk, own in _chunks(docs, frames, doing, progress=progress):
        with _uncollected():
            for layer in layers:
                own.update(_step(layer, chunk, own, context))
        for name, parts in written.items():
            parts.append(own[name])
    return {name: table_of(name).frame(pd.concat(parts)) for name, parts in written.items()}


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles: layers make millions of small objects and no cycles to speak of."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _step(layer: Layer, docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    made = {name: table_of(name).frame(frame) for name, frame in layer.run(docs, frames, context).items()}
    if "mentions" in made:
        attach_mentions(docs, made["mentions"])
    if "articles" in made:
        for doc, moment in zip(docs, made["articles"]["published"], strict=True):
            doc.published = None if pd.isna(moment) else moment
    return made


def _chunks(
    docs: Sequence[Doc], frames: Frames, doing: str, *, progress: bool
) -> Iterator[tuple[Sequence[Doc], dict[str, pd.DataFrame]]]:
    """Yield some articles at a time with their own rows of every table; rows stand in the order of articles."""
    from tqdm.auto import tqdm

    place = {doc.article_id: k for k, doc in enumerate(docs)}
    owners = {n: f["article_id"].map(place).to_numpy() for n, f in frames.items() if "article_id" in f.columns}
    with tqdm(total=len(docs), unit=" articles", disable=not progress, desc=doing) as bar:
        for begin in range(0, max(len(docs), 1), CHUNK):
            chunk = docs[begin : begin + CHUNK]
            own = dict(frames)
            for name, owner in owners.items():
                rows = slice(owner.searchsorted(begin), owner.searchsorted(begin + CHUNK))
                own[name] = frames[name].iloc[rows].reset_index(drop=True)
            yield chunk, own
            bar.update(len(chunk))


def table_of(name: str) -> tables.Table:
    """Return the table of that name."""
    found: dict[str, Any] = {table.name: table for table in tables.CORPUS}
    if name not in found:
        raise BadInput(f"No table {name!r}. A layer writes one of: {', '.join(found)}.")
    return found[name]  # type: ignore[no-any-return]

"""Resolving: which actors entries mean, what they say of them together, and where they contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from explore.actors.ids import new_id
from explore.actors.spellings import plain
from explore.curation.entries import Actor, Different, Entry, Merge, Split, of_kind
from explore.errors import BadInput
from explore.text import is_arabic


class Described(NamedTuple):
    """An actor as entries describe it: the columns they state, the names they give it, the entry to blame."""

    facts: dict[str, str]
    names: list[str]
    entry: Entry


Merges = dict[str, tuple[str, Entry]]  # who is merged: into whom, by which entry


def describe(entries: Iterable[Entry], kinds: Mapping[str, str]) -> dict[str, Described]:
    """Return the actors that entries describe, by id; `kinds` are those of the knowledge base."""
    own: dict[str, Described] = {}
    # Splits come last: they may give more names to an actor that is described elsewhere.
    for entry in sorted(of_kind(entries, Actor), key=lambda entry: isinstance(entry, Split)):
        facts, actor = entry.facts, entry.described
        if isinstance(entry, Split) and actor in own and not facts:
            own[actor].names.extend(entry.names)
            continue
        if isinstance(entry, Split) and entry.actor_id not in kinds:
            facts = {"name_ar": entry.names[0]} | facts
        if entry.actor_id not in kinds and not {"name_ar", "name_en"} <= set(facts):
            raise BadInput(
                f"{entry.place}: a new actor needs name_ar and name_en, a known one its actor_id; got {actor!r}."
            )
        if not actor or actor in own:
            raise BadInput(f"{entry.place}: actor_id {actor!r} is empty or described twice. Describe it in one entry.")
        facts = {"kind": kinds.get(actor, "PER")} | facts
        own[actor] = Described(facts, [*filter(None, [facts.get("name_ar")]), *entry.names], entry)
    return own


class Lookup:
    """The actors that entries may refer to: those of the knowledge base and those that entries describe."""

    def __init__(self, actors: pd.DataFrame, aliases: pd.DataFrame, own: Mapping[str, Described]) -> None:
        self.ids = {*actors["actor_id"], *own}
        self.names: defaultdict[str, list[str]] = defaultdict(list)  # all names of an actor
        self._full: defaultdict[str, set[str]] = defaultdict(set)  # actors with a full name, folded
        self._sure: defaultdict[str, set[str]] = defaultdict(set)  # actors with an alias that needs no context
        stated = pd.DataFrame([described.facts | {"actor_id": actor} for actor, described in own.items()])
        full = pd.concat([actors, stated]).melt("actor_id", ["name_ar", "name_en"]).dropna(subset="value")
        for name, actor in zip(full["value"].tolist(), full["actor_id"].tolist(), strict=True):
            self._full[plain(name)].add(actor)
        given = [(name, actor, "") for actor, described in own.items() for name in described.names]
        known = zip(*(aliases[column].tolist() for column in ("alias", "actor_id", "rule")), strict=True)
        for name, actor, rule in (*known, *given):
            self.names[actor].append(name)
            if rule != "context":
                self._sure[plain(name)].add(actor)

    def find(self, reference: str, entry: Entry, *, target: str = "") -> str:
        """Return the id of the actor that an entry refers to; an Arabic name that is not known gets a new id.

        An alias is not a reference, since it may be meant alone; aliases of the `target` of a merge are let pass.
        """
        full, bearers = self._full[plain(reference)], self._sure[plain(reference)]
        if reference in self.ids:
            return reference
        if len(full) > 1:
            raise BadInput(f"{entry.place}: {reference!r} is the name of {', '.join(sorted(full))}. Give an actor_id.")
        if full or bearers == {target}:
            return min(full or bearers)
        if bearers:
            actor = min(bearers)
            raise BadInput(
                f"{entry.place}: {reference!r} is one of the names of {actor}. Write {actor} where the whole actor is "
                f"meant. To give that name alone to another actor: '- split: [{reference}]' and 'from: {actor}'."
            )
        if is_arabic(reference):
            return new_id(reference, self.ids)
        raise BadInput(
            f"{entry.place}: no actor {reference!r}. Look it up in explore.knowledge_base(), or write its Arabic name."
        )


def check_splits(entries: Iterable[Entry], lookup: Lookup) -> None:
    """Raise BadInput where a split takes a name from an actor that does not have it."""
    for entry in of_kind(entries, Split):
        actor = lookup.find(entry.source, entry)
        theirs = {plain(name): name for name in lookup.names[actor]}
        if not theirs.keys() >= set(map(plain, entry.names)):
            shown = ", ".join(list(theirs.values())[:8]) or "none"
            raise BadInput(f"{entry.place}: {', '.join(entry.names)} is not a name of {actor}. Its names: {shown}.")


def read_merges(entries: Iterable[Entry], lookup: Lookup) -> tuple[Merges, dict[str, Described]]:
    """Return who is merged into whom by which entry, and the actors that exist by merges alone."""
    merges: Merges = {}
    newcomers: dict[str, Described] = {}
    for entry in of_kind(entries, Merge):
        target = lookup.find(entry.into, entry)
        for name in (entry.into, *entry.names):
            actor = lookup.find(name, entry, target=target)
            if actor not in lookup.ids:
                facts = {"name_ar": name} | ({"kind": entry.kind} if entry.kind else {})
                newcomers.setdefault(actor, Described(facts, [name], entry))
            if actor != target and merges.setdefault(actor, (target, entry))[0] != target:
                told = f"{entry.place} merges {name} into {target}, {merges[actor][1].place} into {merges[actor][0]}"
                raise BadInput(f"{told}. Keep one of them.")
    return merges, newcomers


def follow(merges: Merges) -> dict[str, str]:
    """Return the actor that each merged actor becomes in the end."""
    merged = {}
    for gone, (into, entry) in merges.items():
        passed = [gone, into]
        while passed[-1] in merges and passed[-1] not in passed[:-1]:
            passed.append(merges[passed[-1]][0])
        if passed[-1] in passed[:-1]:
            raise BadInput(f"{entry.place}: merges in a circle: {' → '.join(passed)}. Take one of them out.")
        merged[gone] = passed[-1]
    return merged


def find_apart(entries: Iterable[Entry], lookup: Lookup, merged: Mapping[str, str]) -> frozenset[frozenset[str]]:
    """Return the pairs that are different, after all merges."""
    pairs = set()
    for entry in of_kind(entries, Different):
        ids = [lookup.find(name, entry) for name in entry.names]
        for pair in combinations([merged.get(actor, actor) for actor in ids], 2):
            if pair[0] == pair[1]:
                raise BadInput(f"{entry.place}: {' and '.join(ids)} are different, and merged. Keep one of these.")
            pairs.add(frozenset(pair))
    return frozenset(pairs)

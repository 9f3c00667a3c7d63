"""Resolving: which actors entries mean, what they say of them together, and where they contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from explore.actors.ids import new_id
from explore.actors.spellings import plain
from explore.curation.entries import Actor, Ban, Different, Entry, Merge, Split
from explore.errors import BadInput
from explore.text import is_arabic


class Described(NamedTuple):
    """An actor as entries describe it: the columns they state, the names they give it, the entry to blame."""

    facts: dict[str, str]
    names: list[str]
    entry: Entry


Merges = dict[str, tuple[str, Entry]]


def describe(entries: Iterable[Entry], kinds: Mapping[str, str]) -> dict[str, Described]:
    """Return the actors that entries describe, by id; `kinds` are those of the knowledge base."""
    own: dict[str, Described] = {}
    # Splits come last: they may give more names to an actor that is described elsewhere.
    for entry in sorted((e for e in entries if isinstance(e, Actor)), key=lambda entry: isinstance(entry, Split)):
        facts, actor = entry.facts, entry.described
        if isinstance(entry, Split) and actor in own and not facts:
            own[actor].names.extend(entry.names)
            continue
        if isinstance(entry, Split) and entry.actor_id not in kinds:
            facts = {"name_ar": entry.names[0]} | facts
        if entry.actor_id not in kinds and not {"name_ar", "name_en"} <= set(facts):
            hint = f" No actor {entry.actor_id!r} is known. {_near(entry.actor_id, kinds)}" if entry.actor_id else ""
            raise BadInput(f"{entry.place}: a new actor needs name_ar and name_en, a known one its actor_id.{hint}")
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
        stated = pd.DataFrame([described.facts for described in own.values()], columns=list(actors.columns))
        everyone = pd.concat([actors, stated.assign(actor_id=list(own))])
        for column in ("name_ar", "name_en"):
            for name, actor in zip(everyone[column].tolist(), everyone["actor_id"].tolist(), strict=True):
                if isinstance(name, str):
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
        raise BadInput(f"{entry.place}: no actor {reference!r}. {_near(reference, self.ids)}")


def _near(reference: str, ids: Iterable[str]) -> str:
    slug = "-".join(reference.lower().split())
    near = get_close_matches(slug, ids, n=3, cutoff=0.75) or sorted(i for i in ids if slug in i.split("-"))[:3]
    if near:
        return f"Did you mean {' or '.join(near)}?"
    return "Look it up in explore.knowledge_base(), or write its Arabic name."


def check_splits(entries: Iterable[Entry], lookup: Lookup) -> None:
    """Raise BadInput where a split takes a name from an actor that does not have it, or gives it back."""
    for entry in (entry for entry in entries if isinstance(entry, Split)):
        actor = lookup.find(entry.source, entry)
        if actor not in lookup.ids or actor == entry.described:
            raise BadInput(f"{entry.place}: 'from' must be a known actor, not the one described; got {entry.source!r}.")
        theirs = {plain(name): name for name in lookup.names[actor]}
        for name in entry.names:
            if plain(name) not in theirs:
                near = get_close_matches(plain(name), theirs) or list(theirs)[:8]
                shown = ", ".join(theirs[key] for key in near)
                raise BadInput(f"{entry.place}: {name!r} is not a name of {actor}. Its names: {shown}.")


def read_merges(entries: Iterable[Entry], lookup: Lookup) -> tuple[Merges, dict[str, Described]]:
    """Return who is merged into whom by which entry, and the actors that exist by merges alone."""
    merges: Merges = {}
    newcomers: dict[str, Described] = {}
    for entry in (entry for entry in entries if isinstance(entry, Merge)):
        if entry.into in entry.names:
            raise BadInput(f"{entry.place} merges {entry.into} into itself. Take it out of 'merge'.")
        target = lookup.find(entry.into, entry)
        ids = {entry.into: target} | {name: lookup.find(name, entry, target=target) for name in entry.names}
        for name, actor in ids.items():
            if actor not in lookup.ids:
                facts = {"name_ar": name} | ({"kind": entry.kind} if entry.kind else {})
                newcomers.setdefault(actor, Described(facts, [name], entry))
            into, before = merges.setdefault(actor, (target, entry)) if actor != target else (target, entry)
            if into != target:
                told = f"{entry.place} merges {name} into {target}, {before.place} into {into}"
                raise BadInput(f"{told}. Keep one of them.")
    return merges, newcomers


def follow(merges: Merges) -> dict[str, str]:
    """Return the actor that each merged actor becomes in the end."""
    merged = {}
    for gone in merges:
        path, target = [gone], merges[gone][0]
        while target in merges and target not in path:
            path.append(target)
            target = merges[target][0]
        if target in path:
            shown = " → ".join(f"{actor} ({merges[actor][1].place})" for actor in path)
            raise BadInput(f"Merges in a circle: {shown} → {target}. Take one of these entries out.")
        merged[gone] = target
    return merged


def find_apart(
    entries: Iterable[Entry], lookup: Lookup, merges: Merges, merged: Mapping[str, str]
) -> frozenset[frozenset[str]]:
    """Return the pairs that are different, after all merges; the two actors of a split are not one either."""
    pairs = set()
    for entry in (entry for entry in entries if isinstance(entry, Split | Different)):
        names = entry.names if isinstance(entry, Different) else (entry.source, entry.described)
        for a, b in combinations([lookup.find(name, entry) for name in names], 2):
            pair = frozenset(merged.get(actor, actor) for actor in (a, b))
            if len(pair) == 1:
                places = dict.fromkeys(str(merges[actor][1].place) for actor in (a, b) if actor in merges)
                where = " and ".join(places) or "the knowledge base"
                raise BadInput(f"{entry.place}: {a} and {b} are different; in {where} they are one. Keep one of these.")
            if isinstance(entry, Different):
                pairs.add(pair)
    return frozenset(pairs)


def read_bans(entries: Iterable[Entry], own: Mapping[str, Described], lookup: Lookup) -> frozenset[str]:
    """Return the folded words that are not names; raise BadInput for ids, and names that other entries give."""
    given = {plain(name).strip(): described.entry for described in own.values() for name in described.names}
    bans = {name: entry for entry in entries if isinstance(entry, Ban) for name in entry.names}
    for name, entry in bans.items():
        if name in lookup.ids:
            raise BadInput(f"{entry.place}: {name!r} is an actor_id. Ban words as they stand in articles.")
        if giver := given.get(plain(name).strip()):
            raise BadInput(f"{entry.place} bans {name}, {giver.place} makes it a name. Keep one of them.")
    return frozenset(plain(name).strip() for name in bans)

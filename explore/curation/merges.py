"""Merges: who goes into whom in the end, and what contradicts that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from explore.actors import ACTOR_COLUMNS, LABELS
from explore.actors.ids import new_id
from explore.curation.described import Described
from explore.curation.entries import Entry
from explore.curation.known import Known
from explore.errors import BadInput


@dataclass
class Merges:
    """All merges together.

    Attributes
    ----------
    into : dict
        Each actor that goes, by id, to the one that stays in the end.
    newcomers : dict
        Actors that no base knows, by the id they get; those that go are among them.
    sources : dict
        Of each entry, by its place, the ids it merges away.
    """

    into: dict[str, str] = field(default_factory=dict)
    newcomers: dict[str, Described] = field(default_factory=dict)
    sources: dict[str, list[str]] = field(default_factory=dict)

    def now(self, actor_id: str) -> str:
        """Return the actor that an id means after all merges."""
        return self.into.get(actor_id, actor_id)


def find_merges(entries: Iterable[Entry], known: Known) -> Merges:
    """Return whom entries merge into whom.

    Raises
    ------
    BadInput
        An actor that is not there, one merged into two, or a ring.
    """
    merges = Merges()
    steps: dict[str, tuple[str, Entry]] = {}
    for entry in entries:
        if entry.verb != "merge":
            continue
        if entry.words["kind"] and entry.words["kind"] not in LABELS:
            raise BadInput(f"{entry.where}: kind {entry.words['kind']!r} is none of {', '.join(LABELS)}.")
        target = _node(entry.words["into"], entry, known, merges, entry.words["kind"])
        for name in entry.names:
            source = _node(name, entry, known, merges, entry.words["kind"], besides=target)
            if source == target:
                if name == entry.words["into"]:
                    raise BadInput(f"{entry.where} merges {name} into itself.")
                continue
            before = steps.setdefault(source, (target, entry))
            if before[0] != target:
                raise BadInput(
                    f"{entry.where} merges {name} into {target}, {before[1].where} into {before[0]}. Keep one of them."
                )
            merges.sources.setdefault(entry.where, []).append(source)
    for start in steps:
        path = [start]
        while path[-1] in steps:
            path.append(steps[path[-1]][0])
            if path.count(path[-1]) > 1:
                ring = path[path.index(path[-1]) :]
                told = " → ".join(f"{actor} ({steps[actor][1].where})" for actor in ring[:-1])
                raise BadInput(f"Merges in a ring: {told} → {ring[-1]}. Take one of these entries out.")
        merges.into[start] = path[-1]
    return merges


def _node(reference: str, entry: Entry, known: Known, merges: Merges, kind: str, *, besides: str = "") -> str:
    """Return the id of an actor that a merge names, a newcomer being noted."""
    found = known.find(reference, entry, besides=besides)
    if found is not None:
        return found
    actor_id = new_id(reference, known.ids)
    words = dict.fromkeys(ACTOR_COLUMNS, "") | {"actor_id": actor_id, "name_ar": reference, "kind": kind}
    merges.newcomers.setdefault(actor_id, Described(words, entry, [reference]))
    return actor_id


def find_apart(entries: Iterable[Entry], known: Known, merges: Merges) -> frozenset[frozenset[str]]:
    """Return the pairs that were said to be different, as they are after all merges.

    Raises
    ------
    BadInput
        A pair that merges make one, or a split whose new actor is merged back.
    """
    pairs: set[frozenset[str]] = set()
    for entry in entries:
        if entry.verb == "split":
            given = entry.words["actor_id"]
            two = [entry.words["from"], *([given] if given else [])]
        elif entry.verb == "different":
            two = list(entry.names)
        else:
            continue
        ids = [known.find(name, entry) or new_id(name, known.ids) for name in two]
        for a, b in combinations(ids, 2):
            if merges.now(a) == merges.now(b):
                blamed = [where for where, gone in merges.sources.items() if {a, b} & set(gone)]
                raise BadInput(f"{entry.where}: {a} and {b} are two. {' and '.join(blamed)}: they are one.")
            if entry.verb == "different":
                pairs.add(frozenset((merges.now(a), merges.now(b))))
    return frozenset(pairs)

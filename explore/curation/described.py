"""Actors that entries describe: new ones, and known ones whose names and facts are stated anew."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

import pandas as pd

from explore.actors import ACTOR_COLUMNS, ALIAS_COLUMNS, LABELS, slug
from explore.actors.spellings import plain
from explore.curation.entries import Entry
from explore.errors import BadInput

_SHAPE = {"country": ("[A-Z]{2}", "two capitals, such as RU"), "wikidata": (r"Q[1-9]\d*", "a Q and a number")}


@dataclass
class Described:
    """An actor as entries state it: its columns ('' where they say nothing), and the names they give it."""

    words: dict[str, str]
    entry: Entry
    names: list[str] = field(default_factory=list)


def describe(entries: Iterable[Entry], base: pd.DataFrame) -> dict[str, Described]:
    """Return the actors that entries without a verb, then splits, describe, by id.

    Raises
    ------
    BadInput
        An actor without a name, described twice, or with a kind, country or Wikidata id that is none.
    """
    entries = list(entries)
    kinds = dict(zip(base["actor_id"], base["kind"], strict=True))
    found: dict[str, Described] = {}
    for entry in (entry for entry in entries if not entry.verb):
        words = _checked(entry, kinds)
        actor_id = words["actor_id"]
        if actor_id in found or not actor_id:
            raise BadInput(f"{entry.where}: actor_id {actor_id!r} stands twice or is empty. Give each its own.")
        found[actor_id] = Described(words, entry, [name for name in (words["name_ar"], *entry.names) if name])
    for entry in (entry for entry in entries if entry.verb == "split"):
        stated = dict(entry.words)
        if stated["actor_id"] in found and not any(stated[name] for name in ACTOR_COLUMNS[1:]):
            found[stated["actor_id"]].names += entry.names
            continue
        if stated["actor_id"] not in kinds:
            if not stated["actor_id"] and not stated["name_en"]:
                raise BadInput(
                    f"{entry.where} does not say whose name it is: give the actor_id, or name_en of a new actor."
                )
            stated["name_ar"] = stated["name_ar"] or entry.names[0]
        words = _checked(Entry("split", stated, entry.names, entry.number, entry.line, entry.file), kinds)
        if words["actor_id"] in found or not words["actor_id"]:
            raise BadInput(f"{entry.where}: actor_id {words['actor_id']!r} stands twice. Describe it in one entry.")
        names = dict.fromkeys(filter(None, (words["name_ar"], *entry.names)))
        found[words["actor_id"]] = Described(words, entry, list(names))
    return found


def _checked(entry: Entry, kinds: dict[str, str]) -> dict[str, str]:
    words = {name: entry.words[name] for name in ACTOR_COLUMNS}
    given = words["actor_id"]
    words["actor_id"] = given or slug(words["name_en"])
    if given not in kinds and not (words["name_ar"] and words["name_en"]):
        near = get_close_matches(given, kinds, n=2, cutoff=0.75) if given else []
        hint = f" The base has no {given!r}; did you mean {' or '.join(near)}?" if near else ""
        raise BadInput(f"{entry.where} has no name_ar or no name_en. Every actor needs both.{hint}")
    if words["kind"] and words["kind"] not in LABELS:
        raise BadInput(f"{entry.where}: kind {words['kind']!r} is none of {', '.join(LABELS)}.")
    for name, (shape, such) in _SHAPE.items():
        if words[name] and not re.fullmatch(shape, words[name]):
            raise BadInput(f"{entry.where}: {name} {words[name]!r} is none: {such}.")
    words["kind"] = words["kind"] or kinds.get(words["actor_id"], "PER")
    for name in (words["name_ar"], *entry.names):
        if name and not plain(name).strip():
            raise BadInput(f"{entry.where}: {name!r} has no letter that could be found in a text.")
    return words


def as_actors(found: dict[str, Described]) -> pd.DataFrame:
    """Return the described actors as rows of the knowledge base; null where nothing is stated."""
    rows = [one.words for one in found.values()]
    return pd.DataFrame(rows, columns=ACTOR_COLUMNS).replace("", None).astype("str")


def as_aliases(found: dict[str, Described]) -> pd.DataFrame:
    """Return the names they are given; the first of each is its own."""
    rows = [
        (name, actor_id, "variant" if k or name != one.words["name_ar"] else "name", "")
        for actor_id, one in found.items()
        for k, name in enumerate(one.names)
    ]
    return pd.DataFrame(rows, columns=ALIAS_COLUMNS[:4]).astype("str")

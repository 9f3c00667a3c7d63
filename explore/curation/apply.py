"""Applying entries: the knowledge base goes in, a researcher's version of it comes out, or an error says why not.

An entry that describes an actor adds or changes its row and gives it names; a split takes names from one actor for
another; a merge gives all names of one actor to another and drops its row; a ban takes a name from everybody. Actors
that the knowledge base does not have are made by being merged. All entries are applied together, whatever their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from explore.actors import ACTOR_COLUMNS, ALIAS_COLUMNS, aliases, knowledge_base, labelled, with_spellings
from explore.actors.spellings import plain, spellings
from explore.curation import resolve
from explore.curation.entries import Actor, Ban, Entry, EntryFile, Merge, Split, of_kind, read_file
from explore.errors import BadInput

ActorsInput = str | Path | pd.DataFrame | Sequence[str | Path | pd.DataFrame]
_STRICTNESS = {"": 0, "surname": 1, "context": 2}


class Effect(NamedTuple):
    """What an entry bears on: mentions of an actor (of a ban, None) by these folded names (None: by any)."""

    entry: Entry
    actor_id: str | None
    names: frozenset[str] | None


@dataclass(frozen=True)
class Overrides:
    """The knowledge base as a researcher has it, and what made it so.

    Attributes
    ----------
    actors, aliases : DataFrame
        As `knowledge_base()` and `aliases()` of `explore.actors` return them.
    merged : dict
        The id of each actor that was merged away, and of the actor that stays.
    banned : frozenset of str
        Folded words that are not names.
    apart : frozenset
        Pairs of actors (frozensets of two ids) that are different.
    newcomers : frozenset of str
        Ids of actors that exist by a merge alone: entries refer to them by name.
    files : tuple of EntryFile
        The files, with their hashes and entries.
    effects : tuple of Effect
        One for each entry, in order.
    """

    actors: pd.DataFrame
    aliases: pd.DataFrame
    merged: dict[str, str]
    banned: frozenset[str]
    apart: frozenset[frozenset[str]]
    newcomers: frozenset[str]
    files: tuple[EntryFile, ...]
    effects: tuple[Effect, ...]


def read_actors(source: ActorsInput) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the knowledge base with a researcher's own actors and corrections applied.

    Parameters
    ----------
    source : path of a YAML or CSV file, DataFrame, or list of these
        Entries as `explore.curation` describes them. Of a table of actors, one row per actor: name_ar, name_en;
        optional actor_id (made from name_en where empty), kind (PER, ORG, GPE, LOC, MEDIA or GROUP; PER where empty),
        country (ISO 3166-1 alpha-2), wikidata, aliases (separated by "|"). A row whose actor_id is known replaces
        what it states and adds its aliases. An alias of another actor is taken from that actor.

    Returns
    -------
    actors, aliases : DataFrame
        As `knowledge_base()` and `aliases()` of `explore.actors` return them, the researcher's rows first.

    Raises
    ------
    BadInput
        A file cannot be read, or an entry cannot be applied: an unknown actor or kind, an empty name, an id or alias
        given twice, merges in a circle or into two actors. The message names the entry and its line.
    MissingColumns
        A table of actors has no name_ar or name_en.

    Examples
    --------
    >>> own = {"name_ar": ["سالم الراوي"], "name_en": ["Salem al-Rawi"], "kind": ["PER"], "aliases": ["الراوي"]}
    >>> actors, names = read_actors(pd.DataFrame(own))
    >>> actors.loc[0, "actor_id"], names["alias"].tolist()[:2]
    ('salem-al-rawi', ['سالم الراوي', 'الراوي'])
    """
    overrides = read_overrides(source)
    return overrides.actors, overrides.aliases


def read_overrides(source: ActorsInput) -> Overrides:
    """Read entries and apply them to the knowledge base; `source` and errors are those of `read_actors`.

    Examples
    --------
    >>> overrides = read_overrides(pd.DataFrame({"merge": ["dmitry-medvedev"], "into": ["vladimir-putin"]}))
    >>> overrides.merged, "dmitry-medvedev" in set(overrides.actors["actor_id"])
    ({'dmitry-medvedev': 'vladimir-putin'}, False)
    """
    return apply([read_file(part) for part in (source if isinstance(source, list | tuple) else [source])])


def apply(files: Iterable[EntryFile]) -> Overrides:
    """Apply the entries of all files together to the knowledge base."""
    files = tuple(files)
    entries = [entry for file in files for entry in file.entries]
    base, known = knowledge_base(), aliases()
    own = resolve.describe(entries, dict(zip(base["actor_id"], base["kind"], strict=True)))
    lookup = resolve.Lookup(base, known, own)
    resolve.check_splits(entries, lookup)
    merges, newcomers = resolve.read_merges(entries, lookup)
    merged = resolve.follow(merges)
    apart = resolve.find_apart(entries, lookup, merged)
    own |= newcomers
    banned = frozenset().union(*(_folded(entry.names) for entry in of_kind(entries, Ban)))
    actors = _edit_actors(base, own, merged)
    names = _edit_aliases(known, own, actors, merged)
    names = names[~names["alias"].map(plain).isin(banned)].reset_index(drop=True)
    effects = tuple(_effect(entry, lookup, merged) for entry in entries)
    return Overrides(actors, names, merged, banned, apart, frozenset(newcomers), files, effects)


def _edit_actors(base: pd.DataFrame, own: dict[str, resolve.Described], merged: dict[str, str]) -> pd.DataFrame:
    facts = [described.facts | {"actor_id": actor} for actor, described in own.items()]
    stated = pd.DataFrame(facts, columns=ACTOR_COLUMNS).set_index("actor_id")
    rows = stated.combine_first(base.set_index("actor_id"))
    # What the row that stays lacks is taken from those that go.
    rows = rows.combine_first(rows.loc[list(merged)].rename(index=merged).groupby(level=0).first())
    stay = [actor for actor in dict.fromkeys([*own, *base["actor_id"]]) if actor not in merged]
    actors = rows.loc[stay].reset_index()[ACTOR_COLUMNS]
    return actors.assign(kind=actors["kind"].fillna("PER")).astype("str")


def _edit_aliases(
    known: pd.DataFrame, own: dict[str, resolve.Described], actors: pd.DataFrame, merged: dict[str, str]
) -> pd.DataFrame:
    """Return all names after every move: those that entries give first."""
    rows = [
        (name, merged.get(actor, actor), "name" if name == described.facts.get("name_ar") else "variant", "")
        for actor, described in own.items()
        for name in described.names
    ]
    given = with_spellings(labelled(pd.DataFrame(rows, columns=ALIAS_COLUMNS[:4]).astype("str"), actors), actors)
    folded = given["alias"].map(plain)
    for alias, bearers in given.groupby(folded)["actor_id"].unique().items():
        if len(bearers) > 1:
            claims = [f"{who} ({own[i].entry.place})" for i in own if (who := merged.get(i, i)) in bearers]
            raise BadInput(f"Alias {alias!r} is given to {' and '.join(sorted(claims))}. Give it to one of them.")
    left = known[~known["alias"].map(plain).isin(set(folded))]
    every = pd.concat([given, left.assign(actor_id=left["actor_id"].replace(merged))], ignore_index=True)
    every = labelled(every, actors).assign(folded=every["alias"].map(plain), strict=every["rule"].map(_STRICTNESS))
    # An alias that both merged actors had stays once, under the rule that asks for less.
    first = every.sort_values("strict", kind="stable").drop_duplicates(["folded", "actor_id"]).sort_index()
    return first[ALIAS_COLUMNS].reset_index(drop=True)


def _effect(entry: Entry, lookup: resolve.Lookup, merged: dict[str, str]) -> Effect:
    if isinstance(entry, Merge):
        actor = lookup.find(entry.into, entry)
        gone = {lookup.find(name, entry, target=actor) for name in entry.names} - {actor}
        names = chain(entry.names, *map(lookup.names.__getitem__, gone))
        return Effect(entry, merged.get(actor, actor), _spelt(names))
    if isinstance(entry, Actor):
        whole = entry.facts and not isinstance(entry, Split)
        actor = merged.get(entry.described, entry.described)
        return Effect(entry, actor, None if whole else _spelt(entry.names))
    return Effect(entry, None, _folded(entry.names if isinstance(entry, Ban) else ()))


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(name).strip() for name in names)


def _spelt(names: Iterable[str]) -> frozenset[str]:
    folded = _folded(names)
    return folded.union(*(spellings(name, foreign=True) for name in folded))

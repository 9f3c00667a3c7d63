"""Applying decisions: the two tables of the knowledge base go in, the researcher's come out, or an error says why not.

Every decision is an edit of the tables. An entry that describes an actor adds or changes a row and gives it names;
a split takes names from one actor for another; a merge gives all names of one actor to another, whose own row goes;
a ban takes a name from everybody. Newcomers, whom the base does not know, become actors by being merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from explore.actors import ACTOR_COLUMNS, ALIAS_COLUMNS, aliases, knowledge_base, labelled, with_spellings
from explore.actors.spellings import plain, spellings
from explore.curation.described import Described, as_actors, as_aliases, describe
from explore.curation.entries import Entry, Source, read_source
from explore.curation.known import Known
from explore.curation.merges import Merges, find_apart, find_merges
from explore.errors import BadInput

Given = str | Path | pd.DataFrame | Sequence[str | Path | pd.DataFrame]
_STRICTNESS = ("", "surname", "context")


@dataclass(frozen=True)
class Effect:
    """What an entry bears on: mentions of an actor by these folded names, by any name where None."""

    entry: Entry
    actor_id: str | None
    names: frozenset[str] | None


@dataclass(frozen=True)
class Decisions:
    """The knowledge base as a researcher has it, and what made it so.

    Attributes
    ----------
    actors, aliases : DataFrame
        As `knowledge_base()` and `aliases()` of `explore.actors` give them.
    merged : dict
        Actors that are no longer there, by id, and into whom they went.
    banned : frozenset of str
        Folded names that are none.
    apart : frozenset
        Pairs of actors (frozensets of two ids) that were said to be different.
    newcomers : frozenset of str
        Actors that are there by a merge alone: an entry names them by name, since no table has their ids.
    sources : tuple of Source
        The files, with their hashes and entries.
    effects : tuple of Effect
        One an entry, in order.
    """

    actors: pd.DataFrame
    aliases: pd.DataFrame
    merged: dict[str, str]
    banned: frozenset[str]
    apart: frozenset[frozenset[str]]
    newcomers: frozenset[str]
    sources: tuple[Source, ...]
    effects: tuple[Effect, ...]


def read_actors(source: Given) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the knowledge base with a researcher's own actors and decisions applied.

    Parameters
    ----------
    source : path of a YAML or CSV file, DataFrame, or list of these
        Entries as `explore.curation` describes them. Of a table of actors, one row per actor: name_ar, name_en;
        optional actor_id (made from name_en where empty), kind (PER, ORG, GPE, LOC, MEDIA or GROUP; PER where empty),
        country (ISO 3166-1 alpha-2), wikidata, aliases (separated by "|"). A row whose actor_id is known replaces
        what it states and adds its aliases. An alias that was another actor's becomes this one's: the researcher
        knows the corpus.

    Returns
    -------
    actors, aliases : DataFrame
        As `knowledge_base()` and `aliases()` of `explore.actors` give them, the researcher's rows first.

    Raises
    ------
    BadInput
        A file that cannot be read, or an entry that cannot be applied: an actor that is not there, a kind that is
        none of the six, an empty name, an id or alias given twice, merges in a ring, decisions that contradict each
        other. The message names the entry and its line.
    MissingColumns
        A column that every row of a table of actors needs is not there.

    Examples
    --------
    >>> own = {"name_ar": ["سالم الراوي"], "name_en": ["Salem al-Rawi"], "kind": ["PER"], "aliases": ["الراوي"]}
    >>> actors, names = read_actors(pd.DataFrame(own))
    >>> actors.loc[0, "actor_id"], names["alias"].tolist()[:2]
    ('salem-al-rawi', ['سالم الراوي', 'الراوي'])
    """
    found = read_decisions(source)
    return found.actors, found.aliases


def read_decisions(source: Given) -> Decisions:
    """Read decisions and apply them to the knowledge base; see `read_actors` for what they may be.

    Examples
    --------
    >>> found = read_decisions(pd.DataFrame({"merge": ["dmitry-medvedev"], "into": ["vladimir-putin"]}))
    >>> found.merged, "dmitry-medvedev" in set(found.actors["actor_id"])
    ({'dmitry-medvedev': 'vladimir-putin'}, False)
    """
    given = [source] if isinstance(source, str | Path | pd.DataFrame | Mapping) else list(source)
    return apply([read_source(one) for one in given])


def apply(sources: Iterable[Source]) -> Decisions:
    """Apply the entries of all sources together to the knowledge base."""
    sources = tuple(sources)
    entries = [entry for source in sources for entry in source.entries]
    base, names = knowledge_base(), aliases()
    own = describe(entries, base)
    known = Known(pd.concat([as_actors(own), base]), pd.concat([names, as_aliases(own)]))
    _check_splits(entries, own, names, known)
    merges = find_merges(entries, known)
    apart = find_apart(entries, known, merges)
    own |= merges.newcomers
    banned = _banned(entries, own, known)
    actors = _actors(own, base, merges)
    every = _names(own, names, actors, merges)
    every = every[~every["alias"].map(plain).isin(banned)].reset_index(drop=True)
    effects = tuple(_effect(entry, own, names, merges, known) for entry in entries)
    return Decisions(actors, every, merges.into, banned, apart, frozenset(merges.newcomers), sources, effects)


def _actors(own: dict[str, Described], base: pd.DataFrame, merges: Merges) -> pd.DataFrame:
    concerned = {*own, *merges.into, *merges.into.values()}
    touched = base["actor_id"].isin(concerned)
    stated = as_actors(own).set_index("actor_id").combine_first(base[touched].set_index("actor_id"))
    rows = stated[ACTOR_COLUMNS[1:]].astype(object).to_dict("index")
    for gone, kept in merges.into.items():  # what the one that stays does not say is taken from those that go
        rows[kept] = {name: rows[gone][name] if pd.isna(said) else said for name, said in rows[kept].items()}
    mine = [{"actor_id": actor, **rows[actor]} for actor in own if actor not in merges.into]
    theirs = base[~base["actor_id"].isin({*own, *merges.into})].set_index("actor_id")
    for kept in set(merges.into.values()) - set(own):
        theirs.loc[kept] = pd.Series(rows[kept])
    theirs = theirs.reset_index()
    actors = pd.concat([pd.DataFrame(mine, columns=ACTOR_COLUMNS), theirs], ignore_index=True)
    return actors.assign(kind=actors["kind"].fillna("PER")).astype("str")


def _names(own: dict[str, Described], names: pd.DataFrame, actors: pd.DataFrame, merges: Merges) -> pd.DataFrame:
    """Return all names after every move: those of the entries first."""
    given = as_aliases(own)
    given = with_spellings(labelled(given.assign(actor_id=given["actor_id"].map(merges.now)), actors), actors)
    folded = given["alias"].map(plain)
    for alias, bearers in given.groupby(folded)["actor_id"].unique().items():
        if len(bearers) > 1:
            raise BadInput(f"Alias {alias!r} is given to {', '.join(sorted(bearers))}. Give it to one of them.")
    theirs = names[~names["alias"].map(plain).isin(set(folded))]
    if not merges.into:
        return pd.concat([given, theirs], ignore_index=True)
    moved = theirs["actor_id"].isin(merges.into)
    changed = labelled(theirs[moved].assign(actor_id=theirs.loc[moved, "actor_id"].map(merges.now)), actors)
    every = pd.concat([given, pd.concat([changed, theirs[~moved]]).sort_index()], ignore_index=True)
    # Both may have borne one name: it stays once, under the rule that asks for less.
    order = every.assign(folded=every["alias"].map(plain), strict=every["rule"].map(_STRICTNESS.index))
    first = order.sort_values("strict", kind="stable").drop_duplicates(["folded", "actor_id"]).sort_index()
    return first[ALIAS_COLUMNS].reset_index(drop=True)


def _check_splits(entries: list[Entry], own: dict[str, Described], names: pd.DataFrame, known: Known) -> None:
    """Raise BadInput where a split takes a name from an actor that does not bear it, or gives it to the same."""
    for entry in entries:
        if entry.verb != "split":
            continue
        actor = known.find(entry.words["from"], entry)
        if actor is None:
            raise BadInput(f"{entry.where}: nobody of the base is called {entry.words['from']!r}: write the actor_id.")
        if _described_by(entry, own) == actor:
            raise BadInput(f"{entry.where} gives a name of {actor} to {actor}.")
        theirs = list(names.loc[names["actor_id"] == actor, "alias"]) + (own[actor].names if actor in own else [])
        borne = {plain(name): name for name in theirs}
        for name in entry.names:
            if plain(name) not in borne:
                near = [borne[one] for one in get_close_matches(plain(name), borne, n=3)]
                listed = near or list(dict.fromkeys(theirs))[:8]
                raise BadInput(f"{entry.where}: {name!r} is no name of {actor}. Names it has: {'، '.join(listed)}.")


def _banned(entries: list[Entry], own: dict[str, Described], known: Known) -> frozenset[str]:
    given = {plain(name): one for one in own.values() for name in one.names}
    banned = set()
    for entry in (entry for entry in entries if entry.verb == "ban"):
        for name in entry.names:
            if name in known.ids:
                raise BadInput(f"{entry.where}: {name!r} is an id. A ban takes words as they stand in articles.")
            folded = plain(name).strip()
            if not folded:
                raise BadInput(f"{entry.where}: {name!r} has no letter that could be found in a text.")
            if folded in given:
                other = given[folded].entry.where
                raise BadInput(f"{entry.where} bans {name}, {other} makes it a name. Keep one of them.")
            banned.add(folded)
    return frozenset(banned)


def _effect(entry: Entry, own: dict[str, Described], names: pd.DataFrame, merges: Merges, known: Known) -> Effect:
    if entry.verb == "ban":
        return Effect(entry, None, frozenset(plain(name).strip() for name in entry.names))
    if entry.verb == "different":
        return Effect(entry, None, frozenset())
    if entry.verb == "merge":
        gone = merges.sources.get(entry.where, [])
        theirs = [name for actor in gone if actor in own for name in own[actor].names]
        theirs += names.loc[names["actor_id"].isin(gone), "alias"].tolist()
        target = known.find(entry.words["into"], entry)
        kept = target or next(a for a, one in merges.newcomers.items() if entry.words["into"] in one.names)
        return Effect(entry, merges.now(kept), _spelt([*theirs, *entry.names]))
    actor = _described_by(entry, own)
    only_names = entry.verb == "split" or not any(entry.words[name] for name in ACTOR_COLUMNS[1:])
    return Effect(entry, merges.now(actor), _spelt(entry.names) if only_names else None)


def _described_by(entry: Entry, own: dict[str, Described]) -> str:
    return next(a for a, one in own.items() if one.entry.where == entry.where or entry.words["actor_id"] == a)


def _spelt(names: Iterable[str]) -> frozenset[str]:
    folded = {plain(name).strip() for name in names}
    return frozenset(folded.union(*(spellings(name, foreign=True) for name in folded)))

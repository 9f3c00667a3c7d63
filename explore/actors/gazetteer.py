"""A gazetteer: names that are known beforehand, found wherever they stand in running text.

All aliases are put into one Aho-Corasick automaton, so a text is read once however many names there are. Matching
is on folded text. A name counts only as whole words, with at most conjunctions and prepositions written to its
front (وبوتين، لروسيا، للكرملين); of names that overlap, the longest is kept.

A word that is also an ordinary word (صالح, القائم) is a name where something else in the article speaks for it: its
bearer under another name, or for a place a neighbour of the same country (الرطبة والقائم); see `supported`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import pandas as pd

from explore import assets
from explore.actors import knowledge_base
from explore.text import PROCLITICS, fold, readings

_AFTER_KAF = 5  # letters a name must have after ك, "like": كلاوس is Klaus far more often than "like Laos"
_LONGEST_CLITIC = max(map(len, PROCLITICS))
_BESIDE = re.compile(r" ?(?:[،,/–-] ?(?:و|في )?|و|او |في |ثم )?")  # between two places that are named together
_STRICTNESS = {"": 0, "surname": 1, "context": 2}
_BETWEEN = {ord(c): " " for c in "\t-_–—‑"} | {ord(c): '"' for c in "«“„”"}


@dataclass(frozen=True, slots=True)
class Name:
    """One alias: its folded form, the actors that bear it, its label and the rule it stands under."""

    folded: str
    actor_ids: tuple[str, ...]
    label: str
    rule: str  # "" always; "surname" unless another bearer is near; "context" only with support elsewhere
    kind_of: str  # name, surname, acronym, nickname, variant; headed or role, see explore.actors

    @property
    def n_words(self) -> int:
        """How many words the alias has."""
        return self.folded.count(" ") + 1


@dataclass(frozen=True, slots=True)
class Match:
    """One place where a name stands; start and end are of the folded text, `start` with the clitic.

    Of a headed name (محافظة حجة) the head tells which name it is, and stands before `start`.
    """

    start: int
    end: int
    core: int  # where the name itself begins, after the clitic
    name: Name

    def bare(self) -> Match:
        """Return the match without its head."""
        if self.name.kind_of != "headed":
            return self
        begin = self.end - len(self.name.folded) + self.name.folded.index(" ") + 1  # وكالة "معا": behind the mark
        return replace(self, start=begin, core=begin)


class Gazetteer:
    """Names in an automaton.

    Parameters
    ----------
    names : iterable of Name
        No two with the same folded form; `read_names` makes them of a table of aliases.

    Examples
    --------
    >>> known = Gazetteer([Name("بوتين", ("vladimir-putin",), "PER", "surname", "surname")])
    >>> [(match.start, match.end) for match in known.find("التقى وبوتين")]
    [(6, 12)]
    """

    def __init__(self, names: Iterable[Name]) -> None:
        import ahocorasick

        self.names = {name.folded: name for name in names}
        self._automaton = ahocorasick.Automaton()
        for key, name in self.names.items():
            self._automaton.add_word(key, (name, 0))
            if key.startswith("ال") and key[1:] not in self.names:
                self._automaton.add_word(key[1:], (name, 1))  # للكرملين
            if name.kind_of == "headed":
                self._automaton.add_word(key.replace(" ", ' "', 1), (name, -1))
        if self.names:
            self._automaton.make_automaton()

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The first words of all names."""
        return frozenset(key.partition(" ")[0] for key in self.names)

    @cached_property
    def first_names(self) -> frozenset[str]:
        """The first words of the full names of people."""
        people = (name.folded for name in self.names.values() if name.label == "PER" and name.n_words > 1)
        return frozenset(name.partition(" ")[0] for name in people)

    def find(self, folded: str) -> list[Match]:
        """Return the names in a folded text, outermost only, in order."""
        return outermost(self._matches(folded)) if self.names else []

    def _matches(self, folded: str) -> Iterator[Match]:
        n = len(folded)
        for last, (name, shorter) in self._automaton.iter(normal(folded)):
            end = last + 1
            if end < n and folded[end].isalnum():
                continue
            core = start = end - len(name.folded) + shorter
            while start > 0 and core - start <= _LONGEST_CLITIC and folded[start - 1].isalnum():
                start -= 1
            clitic = folded[start:core]
            if (clitic or shorter == 1) and not _is_clitic(clitic, folded[start:end], name, merged=shorter == 1):
                continue
            yield Match(start, end, core, name)

    def lookup(self, folded: str) -> Name | None:
        """Return the name that a folded surface is, its clitic taken off when it must be."""
        surface = normal(folded).strip()
        return next((self.names[form] for _, form in readings(surface) if form in self.names), None)


def _is_clitic(clitic: str, word: str, name: Name, *, merged: bool) -> bool:
    """Say whether the letters before a name are a clitic; `merged` where the name has lost the alef of its article."""
    if clitic not in PROCLITICS or (merged and not clitic.endswith("ل")) or word in _lookalikes():
        return False
    return not clitic.endswith("ك") or len(name.folded) >= _AFTER_KAF or name.folded.startswith("ال")


@cache
def _lookalikes() -> frozenset[str]:
    return frozenset(assets.words("actors")["not_clitic_and_name"])


def read_names(aliases: pd.DataFrame) -> list[Name]:
    """Return the names in a table of aliases (alias, actor_id, label, rule, kind_of), one for each folded form."""
    grouped: dict[str, list[Name]] = {}
    columns = ["alias", "actor_id", "label", "rule", "kind_of"]
    for alias, actor_id, label, rule, kind_of in aliases[columns].fillna("").itertuples(index=False):
        if key := normal(fold(alias)).strip():
            grouped.setdefault(key, []).append(Name(key, (actor_id,), label, rule, kind_of))
    names = []
    for bearers in grouped.values():
        # Of several bearers, those with the least strict rule are meant unless the article says otherwise.
        least = min(_STRICTNESS.get(name.rule, 0) for name in bearers)
        meant = [name for name in bearers if _STRICTNESS.get(name.rule, 0) == least]
        names.append(replace(meant[0], actor_ids=tuple(dict.fromkeys(name.actor_ids[0] for name in meant))))
    return names


def normal(folded: str) -> str:
    """Make every character that may stand between two words of one name a space; length does not change."""
    return folded.translate(_BETWEEN)


def outermost(matches: Iterable[Match]) -> list[Match]:
    """Keep, of matches that overlap, the longest; of equally long ones, the first (نادي [باريس سان جيرمان])."""
    kept: list[Match] = []
    taken: set[int] = set()
    for match in sorted(matches, key=lambda m: (m.core - m.end, m.core)):
        places = range(match.start, match.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(match)
    return sorted(kept, key=lambda m: m.start)


def supported(folded: str, matches: Sequence[Match]) -> list[Match]:
    """Return matches of an article without the doubtful ones (rule "context") that nothing else in it speaks for.

    Parameters
    ----------
    folded : str
        The folded text.
    matches : sequence of Match
        What `Gazetteer.find` found in it.
    """
    bearers = {actor for match in matches if match.name.rule != "context" for actor in match.name.actor_ids}
    kept = []
    for k, match in enumerate(matches):
        near = ((matches[k - 1], match), (match, matches[(k + 1) % len(matches)]))
        if (
            match.name.rule != "context"
            or bearers.intersection(match.name.actor_ids)
            or any(_is_pair_of_places(folded, left, right) for left, right in near)
        ):
            kept.append(match)
    return kept


def _is_pair_of_places(folded: str, left: Match, right: Match) -> bool:
    """Say whether two places of one country, one of them beyond doubt, are named side by side."""
    if left.name.label != "LOC" or right.name.label != "LOC" or left.name.rule == right.name.rule == "context":
        return False
    if left.end > right.core or not _BESIDE.fullmatch(folded[left.end : right.core]):
        return False
    first, second = ({_countries().get(actor) for actor in place.name.actor_ids} - {None} for place in (left, right))
    return not first.isdisjoint(second)


@cache
def _countries() -> dict[str, str]:
    """Actor → its country, of places."""
    base = knowledge_base().dropna(subset=["country"])
    return dict(zip(base["actor_id"], base["country"], strict=True))

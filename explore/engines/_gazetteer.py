"""A gazetteer: names that are known beforehand, found wherever they stand in running text.

All aliases are put into one Aho-Corasick automaton, so a text is read once however many names there are. Matching
is on folded text. A name counts only as whole words, with at most conjunctions and prepositions written to its
front (وبوتين، لروسيا، للكرملين); of names that overlap, the one that begins first and is longest is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from explore.text import fold

# The article is no clitic here: a name that can be written with and without it has both as aliases.
_CLITICS = frozenset(("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك"))
_MERGING = frozenset(("ل", "ول", "فل"))  # before an article they swallow its alef: ل + الكرملين = للكرملين
_PART = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Name:
    """One alias: its folded form, the actors that bear it, its label and the rule it stands under."""

    folded: str
    actor_ids: tuple[str, ...]
    label: str
    rule: str  # "" always; "surname" unless another bearer is near; "context" only with support elsewhere
    kind_of: str  # name, surname, acronym, nickname or variant

    @property
    def n_words(self) -> int:
        """How many words the alias has."""
        return self.folded.count(" ") + 1


@dataclass(frozen=True, slots=True)
class Match:
    """One place where a name stands; start and end are of the folded text, `start` with the clitic."""

    start: int
    end: int
    core: int  # where the name itself begins, after the clitic
    name: Name


class Gazetteer:
    """Names in an automaton, built once from the table that `explore.actors.aliases` returns.

    Parameters
    ----------
    aliases : DataFrame
        Columns alias, actor_id, label, rule, kind_of.
    """

    def __init__(self, aliases: pd.DataFrame) -> None:
        import ahocorasick

        self.names: dict[str, Name] = {}
        grouped: dict[str, list[tuple[str, str, str, str]]] = {}
        columns = ("alias", "actor_id", "label", "rule", "kind_of")
        for alias, actor_id, label, rule, kind_of in aliases[list(columns)].fillna("").itertuples(index=False):
            key = normal(fold(alias))
            if key:
                grouped.setdefault(key, []).append((actor_id, label, rule, kind_of))
        self._automaton = ahocorasick.Automaton()
        for key, bearers in grouped.items():
            # The strictest rule of several bearers would hide the one that needs none.
            bearers.sort(key=lambda b: ("", "surname", "context").index(b[2]) if b[2] in ("surname", "context") else 0)
            _, label, rule, kind_of = bearers[0]
            ids = tuple(dict.fromkeys(b[0] for b in bearers if b[2] == rule))
            name = self.names[key] = Name(key, ids, label, rule, kind_of)
            self._automaton.add_word(key, (name, False))
            if key.startswith("ال"):
                self._automaton.add_word(key[1:], (name, True)) if key[1:] not in grouped else None
        if grouped:
            self._automaton.make_automaton()

    def find(self, folded: str) -> list[Match]:
        """Return the names in a folded text, outermost only, in order."""
        if not self.names:
            return []
        found = []
        n = len(folded)
        for last, (name, merged) in self._automaton.iter(normal(folded)):
            end = last + 1
            if end < n and _is_letter(folded[end]):
                continue
            core = end - len(name.folded) + merged
            start = core
            while start > 0 and core - start < 4 and _is_letter(folded[start - 1]):
                start -= 1
            clitic = folded[start:core]
            if clitic in (_MERGING if merged else _CLITICS) and not (start > 0 and _is_letter(folded[start - 1])):
                found.append(Match(start, end, core, name))
        return outermost(found)

    def lookup(self, folded: str) -> Name | None:
        """Return the name that a folded surface is, its clitic taken off when it must be."""
        surface = normal(folded).strip()
        if surface in self.names:
            return self.names[surface]
        for width in (1, 2):
            clitic, rest = surface[:width], surface[width:]
            if clitic in _CLITICS and rest in self.names:
                return self.names[rest]
            if clitic in _MERGING and rest.startswith("ل") and "ا" + rest in self.names:
                return self.names["ا" + rest]
        return None


def normal(folded: str) -> str:
    """Make every character that may stand between two words of one name a space; length does not change."""
    return folded.translate(_BETWEEN)


_BETWEEN = {ord(c): " " for c in "\t-_–—‑"}


def outermost(matches: Iterable[Match]) -> list[Match]:
    """Keep, of matches that overlap, the one that begins first; of those, the longest."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.core, -m.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _is_letter(char: str) -> bool:
    return char.isalnum()

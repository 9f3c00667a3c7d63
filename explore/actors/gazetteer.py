"""A gazetteer: names that are known beforehand, found wherever they stand in running text.

All aliases are put into one Aho-Corasick automaton, so a text is read once however many names there are. Matching
is on folded text. A name counts only as whole words, with at most conjunctions and prepositions written to its
front (وبوتين، لروسيا، للكرملين); of names that overlap, the one that begins first and is longest is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from explore.text import fold

# The article is no clitic here: a name that can be written with and without it has both as aliases.
_CLITICS = frozenset(("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك"))
_AFTER_KAF = 5  # letters a name must have after ك, "like": كلاوس is Klaus far more often than "like Laos"
# Words that look like a clitic and a name: with zeal (no Hamas), his grandfather, deaths, Flores (no Lloris) …
_OTHER_WORDS = frozenset(("بحماس", "لجده", "وفيات", "فاطمه", "باسف", "بشان", "فلوريس", "باستوري", "كريديت"))
_MERGING = frozenset(("ل", "ول", "فل"))  # before an article they swallow its alef: ل + الكرملين = للكرملين


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
    """

    def __init__(self, names: Iterable[Name]) -> None:
        import ahocorasick

        self.names = {name.folded: name for name in names}
        self._automaton = ahocorasick.Automaton()
        for key, name in self.names.items():
            self._automaton.add_word(key, (name, 0))
            if key.startswith("ال") and key[1:] not in self.names:
                self._automaton.add_word(key[1:], (name, 1))
            if name.kind_of == "headed":
                self._automaton.add_word(key.replace(" ", ' "', 1), (name, -1))
        if self.names:
            self._automaton.make_automaton()

    def find(self, folded: str) -> list[Match]:
        """Return the names in a folded text, outermost only, in order."""
        if not self.names:
            return []
        found = []
        n = len(folded)
        for last, (name, shorter) in self._automaton.iter(normal(folded)):
            end = last + 1
            if end < n and _is_letter(folded[end]):
                continue
            core = end - len(name.folded) + shorter
            start = core
            while start > 0 and core - start < 4 and _is_letter(folded[start - 1]):
                start -= 1
            clitic = folded[start:core]
            if clitic and folded[start:end] in _OTHER_WORDS:
                continue
            if clitic.endswith("ك") and len(name.folded) < _AFTER_KAF and not name.folded.startswith("ال"):
                continue
            if clitic in (_MERGING if shorter == 1 else _CLITICS) and not (start > 0 and _is_letter(folded[start - 1])):
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


_STRICTNESS = {"": 0, "surname": 1, "context": 2}


def normal(folded: str) -> str:
    """Make every character that may stand between two words of one name a space; length does not change."""
    return folded.translate(_BETWEEN)


_BETWEEN = {ord(c): " " for c in "\t-_–—‑"} | {ord(c): '"' for c in "«“„”"}


def outermost(matches: Iterable[Match]) -> list[Match]:
    """Keep, of matches that overlap, the longest; of equally long ones, the first (نادي [باريس سان جيرمان])."""
    kept: list[Match] = []
    heap: list[Match] = []  # matches that overlap, one with the next
    reach = 0
    for match in sorted(matches, key=lambda m: (m.start, -m.end)):
        if heap and match.start >= reach:
            kept += _longest(heap)
            heap = []
        reach = max(reach, match.end) if heap else match.end
        heap.append(match)
    return kept + _longest(heap)


def _longest(heap: list[Match]) -> list[Match]:
    chosen: list[Match] = []
    for match in sorted(heap, key=lambda m: (m.core - m.end, m.core)) if len(heap) > 1 else heap:
        if all(match.start >= other.end or match.end <= other.start for other in chosen):
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.start)


def _is_letter(char: str) -> bool:
    return char.isalnum()

"""Words and phrases of a lexicon found in running text, in every inflection, the longest first.

The forms of a lemma's first word are keys of a dictionary; a phrase goes on from there through the forms of its later
words, a trie. A word of running text is looked up in each of its readings (`_inflection.leanings`), once: what was
found is kept, so that a corpus costs little more than a look-up a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from explore.text import fold
from explore.tone.inflection import leanings, noun_forms, verb_forms

#: How an entry may turn its neighbours; `_lexicon.Lexicon` says what each does.
ROLES = ("next", "back", "around", "clause", "contrast", "concede")
#: How an entry inflects: as verb, noun or adjective, or not at all; a "word" goes before all others.
POS = ("verb", "noun", "adj", "adv", "phrase", "word")
_INFLECTED = POS[:3]
_KINDS = ("any", "verb", "noun", "verb+", "noun+")
_MOST_KEPT = 300_000


class Shift(NamedTuple):
    """What a shifter does to weights within its reach, counted in words."""

    role: str
    on_positive: float
    on_negative: float
    reach: int

    def turn(self, value: float) -> float:
        """Return `value` as it is after the shift, within −1 and 1."""
        return max(-1.0, min(1.0, value * (self.on_positive if value > 0 else self.on_negative)))


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a lexicon: a lemma with a weight, or with a shift."""

    lemma: str
    pos: str
    forms: list[str]
    value: float | None = None
    shift: Shift | None = None


@dataclass(slots=True)
class Node:
    """A place in the trie; `lemma` is set where an entry may end."""

    lemma: str | None = None
    value: float | None = None
    shift: Shift | None = None
    then: dict[str, list[Node]] = field(default_factory=dict)


@dataclass(slots=True)
class Unit:
    """An entry found: first and last token, weight (0 where it has none), shift."""

    first: int
    last: int
    lemma: str
    value: float
    shift: Shift | None


class Phrases:
    """The trie of all entries."""

    def __init__(self, entries: list[Entry]) -> None:
        self._heads: dict[str, dict[str, Node]] = {kind: {} for kind in _KINDS}
        self._kept: dict[str, tuple[Node, ...]] = {}
        # Literal words come first, then lemmas as they stand: an inflected form never takes another lemma's place.
        for entry in sorted(entries, key=lambda entry: entry.pos != "word"):
            if entry.pos == "word":
                self._add(entry)
            else:
                head, *rest = entry.lemma.split()
                self._put("any", {str(fold(head))}, [_later_forms(word, entry.pos) for word in rest], entry)
        for entry in entries:
            if entry.pos != "word":
                self._add(entry)

    def _add(self, entry: Entry) -> None:
        head, *rest = entry.lemma.split()
        alone = () if rest else [form for form in entry.forms if " " not in form]
        tails = [_later_forms(word, entry.pos) for word in rest]
        if entry.pos == "verb":
            free, joined = verb_forms(head, alone)
            places = {"any": free, "verb": free, "verb+": joined}
        elif entry.pos in _INFLECTED:
            free, joined = noun_forms(head, alone, adjective=entry.pos == "adj")
            places = {"any": free, "noun": free, "noun+": joined}
        else:
            places = {}
        for kind, heads in places.items():
            self._put(kind, heads, tails, entry)
        literal = entry.forms if places else [entry.lemma, *entry.forms]
        for form in literal:
            if form in alone and places:
                continue
            first, *later = (str(fold(word)) for word in form.split())
            tails = [{word} for word in later]
            self._put("any", {first, "و" + first, "ف" + first}, tails, entry)
            self._put("noun", {first}, tails, entry)

    def _put(self, kind: str, heads: Iterable[str], tails: list[set[str]], entry: Entry) -> None:
        """Let every one of `heads`, followed by one of each of `tails`, be the entry."""
        found = [self._heads[kind].setdefault(head, Node()) for head in heads]
        for tail in tails:
            after = Node()  # one for all spellings of what comes before it
            for node in found:
                for form in tail:
                    node.then.setdefault(form, []).append(after)
            found = [after]
        for node in found:
            if entry.shift is not None:
                node.shift = node.shift or entry.shift
            elif node.value is None:
                node.value = entry.value
            node.lemma = node.lemma or entry.lemma

    def starts(self, word: str) -> tuple[Node, ...]:
        """Return the nodes a folded word leads to, in the order of its readings."""
        found = self._kept.get(word)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            heads = self._heads
            nodes = {id(n): n for kind, core in leanings(word) if (n := heads[kind].get(core)) is not None}
            found = self._kept[word] = tuple(nodes.values())
        return found

    def find(self, tokens: list[str]) -> Iterator[Unit]:
        """Yield the longest entries in folded tokens, left to right."""
        at, kept = 0, self._kept
        while at < len(tokens):
            nodes = kept.get(tokens[at])
            if nodes is None:
                nodes = self.starts(tokens[at])
            if not nodes:
                at += 1
                continue
            last, best = _longest(nodes, tokens, at)
            valued = next((node for node in best if node.value is not None), None)
            shifting = next((node for node in best if node.shift is not None), None)
            named = valued or shifting
            if named is None or named.lemma is None:  # nothing, or the beginning of a phrase that does not go on
                at += 1
                continue
            value = valued.value if valued else None
            yield Unit(at, last, named.lemma, value or 0.0, shifting.shift if shifting else None)
            at = last + 1


def _longest(nodes: tuple[Node, ...], tokens: list[str], at: int) -> tuple[int, tuple[Node, ...]]:
    """Follow `nodes` of the token at `at` as far as an entry ends."""
    last, best = at, nodes
    for length in range(at + 1, len(tokens)):
        if not any(node.then for node in nodes):
            break
        cores = [core for kind, core in leanings(tokens[length]) if kind in ("any", "noun")]
        nodes = tuple(after for node in nodes for core in cores for after in node.then.get(core, ()))
        if any(node.lemma is not None for node in nodes):
            last, best = length, nodes
    return last, best


def _later_forms(word: str, pos: str) -> set[str]:
    """Return how a later word of a phrase may be written."""
    folded = str(fold(word))
    if pos not in _INFLECTED or (len(folded) < 4 and pos == "verb"):
        return {folded}
    if pos == "verb":
        bare = folded[:-1] if folded[-1] == "ا" and len(folded) > 3 else folded
        return {folded, bare, bare + "ا", bare + "ه", bare + "ها", bare + "هم"}
    return noun_forms(word, adjective=True)[0]

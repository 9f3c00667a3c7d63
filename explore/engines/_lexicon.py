"""Tone of a sentence from the words in it: a lexicon for news, not for product reviews.

A sentence of news conveys something of its events and people: conflict, threat, accusation, harm, failure, criticism
and warning weigh below zero; agreement, help, praise, success and easing above. `assets/lexicon.csv` gives lemmas
their weight from −1 to 1; `assets/shifters.csv` says which words turn the weight of their neighbours: لا and لم
negate, وقف and تخفيف undo (وقف القتال is good news), تصاعد and شديد strengthen, لكن shifts weight to what follows.

Matching is by look-up: every inflected form is made once (`_inflection`), phrases stand in a trie of the same forms,
and the longest match wins, so that وقف إطلاق النار is not read as إطلاق النار, nor حزب العمل as anything at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from math import sqrt
from typing import NamedTuple

import numpy as np
import pandas as pd

from explore.engines._inflection import leanings, noun_forms, verb_forms
from explore.errors import BadInput
from explore.schema import require
from explore.text import fold

#: From this distance to zero on a sentence has a tone; `annotation.sentiment` draws the same line for every engine.
THRESHOLD = 0.15
#: How much more the first weighing word counts: Arabic news opens with the verb that says what happened.
LEAD = 1.5
#: What keeps one word from deciding everything; with it, 0.15 is reached by a first word of weight 0.5, not of 0.25.
DOUBT = 7.0

_TOKEN = re.compile(r"\w+|[،,؛;:.!?؟()\n–—…]")
_ROLES = ("next", "back", "around", "clause", "contrast", "concede")
_POS = ("verb", "noun", "adj", "adv", "phrase", "word")


class Match(NamedTuple):
    """A word or phrase that weighs in a sentence; `value` is after negation and other shifts."""

    start: int
    end: int
    lemma: str
    value: float


class _Shift(NamedTuple):
    role: str
    on_positive: float
    on_negative: float
    reach: int

    def turn(self, value: float) -> float:
        return value * (self.on_positive if value > 0 else self.on_negative)


@dataclass(slots=True)
class _Node:
    lemma: str | None = None
    value: float | None = None
    shift: _Shift | None = None
    then: dict[str, list[_Node]] = field(default_factory=dict)


@dataclass(slots=True)
class _Unit:
    first: int
    last: int
    lemma: str
    value: float
    shift: _Shift | None


class Lexicon:
    """A matcher made once from a table of lemmas and a table of shifters.

    Parameters
    ----------
    lemmas : DataFrame
        `lemma`, `pos` (verb, noun, adj: inflected; adv, phrase, word: literal), `polarity` (−1 to 1; 0 takes the
        words out of the reading), `forms` (further forms, separated by |). A verb, noun or adjective of several
        words inflects its first.
    shifters : DataFrame
        `lemma`, `pos`, `forms` as above; `role` ("next", "back", "around", "clause": which neighbours; "contrast": all
        before it; "concede": the words after it), `on_positive` and `on_negative` (factors), `reach` (words).

    Notes
    -----
    The readings of a word are tried with fewest letters taken off first, so وعد is a promise before it is و+عد.
    """

    def __init__(self, lemmas: pd.DataFrame, shifters: pd.DataFrame) -> None:
        require(lemmas, "lemma pos polarity forms", table="lemmas", needed_by="Lexicon")
        require(shifters, "lemma pos role on_positive on_negative reach forms", table="shifters", needed_by="Lexicon")
        self._heads: dict[str, dict[str, _Node]] = {kind: {} for kind in ("any", "verb", "noun", "verb+", "noun+")}
        self._starts: dict[str, tuple[_Node, ...]] = {}
        entries = [
            (*row[:2], row[3].split("|"), float(row[2]), None)
            for row in lemmas[["lemma", "pos", "polarity", "forms"]].itertuples(index=False, name=None)
        ]
        entries += [
            (lemma, pos, forms.split("|"), None, _Shift(role, float(positive), float(negative), int(reach)))
            for lemma, pos, role, positive, negative, reach, forms in shifters[
                ["lemma", "pos", "role", "on_positive", "on_negative", "reach", "forms"]
            ].itertuples(index=False, name=None)
        ]
        for lemma, pos, _, value, shift in entries:
            if pos not in _POS or (shift is not None and shift.role not in _ROLES) or abs(value or 0) > 1:
                raise BadInput(
                    f"Lexicon cannot use {lemma!r}: pos is one of {_POS}, role of {_ROLES}, polarity -1 to 1."
                )
        # Literal words come first, then lemmas as they stand: an inflected form never takes another lemma's place.
        entries.sort(key=lambda entry: entry[1] != "word")
        for lemma, pos, _, value, shift in entries:
            self._add(lemma, pos, [], value, shift, inflect=pos == "word")
        for lemma, pos, forms, value, shift in entries:
            self._add(lemma, pos, [form for form in forms if form], value, shift, inflect=True)

    def _add(
        self, lemma: str, pos: str, forms: list[str], value: float | None, shift: _Shift | None, *, inflect: bool
    ) -> None:
        head, *rest = lemma.split()
        alone = [form for form in forms if " " not in form]
        if not inflect:
            places = {"any": {str(fold(head))}}
        elif pos == "verb":
            free, joined = verb_forms(head, () if rest else alone)
            places = {"any": free, "verb": free, "verb+": joined}
        elif pos in ("noun", "adj"):
            free, joined = noun_forms(head, () if rest else alone, adjective=pos == "adj")
            places = {"any": free, "noun": free, "noun+": joined}
        else:
            word = str(fold(head))
            places = {"any": {word, "و" + word, "ف" + word}, "noun": {word}}
        tails = [_tail_forms(word, pos) for word in rest]
        for kind, heads in places.items():
            self._put(kind, heads, tails, lemma, value, shift)
        for form in forms if inflect else ():
            if rest or " " in form or pos in ("adv", "phrase", "word"):
                first, *others = map(str, map(fold, form.split()))
                tails = [{other} for other in others]
                self._put("any", {first, "و" + first, "ف" + first}, tails, lemma, value, shift)
                self._put("noun", {first}, tails, lemma, value, shift)

    def _put(
        self, kind: str, heads: set[str], tails: list[set[str]], lemma: str, value: float | None, shift: _Shift | None
    ) -> None:
        """Let every one of `heads`, followed by one of each of `tails`, be `lemma`."""
        found = [self._heads[kind].setdefault(head, _Node()) for head in heads]
        for tail in tails:
            after = _Node()  # one for all spellings of what comes before it
            for node in found:
                for form in tail:
                    node.then.setdefault(form, []).append(after)
            found = [after]
        for node in found:
            if shift is not None:
                node.shift = node.shift or shift
            elif node.value is None:
                node.value = value
            node.lemma = node.lemma or lemma

    def _nodes(self, word: str) -> tuple[_Node, ...]:
        found = self._starts.get(word)
        if found is None:
            heads = self._heads
            nodes = {id(n): n for kind, core in leanings(word) if (n := heads[kind].get(core)) is not None}
            found = self._starts[word] = tuple(nodes.values())
        return found

    def _units(self, tokens: list[str]) -> Iterator[_Unit]:
        """Yield the longest matches, left to right."""
        at, n = 0, len(tokens)
        while at < n:
            nodes = self._nodes(tokens[at])
            if not nodes:
                at += 1
                continue
            last, best = at, nodes
            length = at
            while nodes and length + 1 < n:
                length += 1
                cores = [core for kind, core in leanings(tokens[length]) if kind in ("any", "noun")]
                nodes = tuple(
                    after for node in nodes if node.then for core in cores for after in node.then.get(core, ())
                )
                if any(node.lemma is not None for node in nodes):
                    last, best = length, nodes
            valued = next((node for node in best if node.value is not None), None)
            shifting = next((node for node in best if node.shift is not None), None)
            named = valued or shifting
            if named is None or named.lemma is None:  # the beginning of a phrase that does not follow
                at += 1
                continue
            value = valued.value or 0.0 if valued else 0.0
            yield _Unit(at, last, named.lemma, value, shifting.shift if shifting else None)
            at = last + 1

    def _weigh(self, tokens: list[str]) -> list[_Unit]:
        """Return the units with their values after all shifts."""
        units = list(self._units(tokens))
        breaks = [i for i, token in enumerate(tokens) if not token[0].isalnum()]

        def together(left: _Unit, right: _Unit, reach: int) -> bool:
            # Words between them, and nothing that ends a clause.
            return right.first - left.last <= reach and not any(left.last < b < right.first for b in breaks)

        for unit, after in zip(units[1:], units, strict=False):
            shift = unit.shift
            if shift and shift.role == "back" and after.value and together(after, unit, shift.reach):
                after.value = max(-1.0, min(1.0, shift.turn(after.value)))
                unit.value = 0.0
        # From the right, so that a negated "stop" undoes the stopping, not what would have been stopped.
        for i in range(len(units) - 1, -1, -1):
            unit, shift = units[i], units[i].shift
            if shift is None or shift.role not in ("next", "around", "clause"):
                continue
            turned = False
            for other in units[i + 1 :]:
                if not together(unit, other, shift.reach):
                    break
                if not other.value:
                    continue
                if shift.role != "clause":
                    unit.value, other.value, turned = max(-1.0, min(1.0, shift.turn(other.value))), 0.0, True
                    break
                other.value = shift.turn(other.value)
            if shift.role == "around" and not turned and i and units[i - 1].value > 0:
                before = units[i - 1]
                if together(before, unit, shift.reach):  # المفاوضات تعثرت
                    before.value = shift.turn(before.value)
        for i, unit in enumerate(units):
            if unit.shift and unit.shift.role == "contrast":
                for other in units[:i]:
                    other.value = unit.shift.turn(other.value)
            elif unit.shift and unit.shift.role == "concede":
                for other in units[i + 1 :]:
                    if together(unit, other, unit.shift.reach):
                        other.value = unit.shift.turn(other.value)
        return [unit for unit in units if unit.value]

    def score(self, text: str) -> float:
        """Return the tone of one sentence, −1 to 1; see `score_sentences` for the formula."""
        return _combine([unit.value for unit in self._weigh(_TOKEN.findall(fold(text)))])

    def explain(self, text: str) -> list[Match]:
        """Return the words that weigh in `text`, with their places and their weight after shifts.

        Examples
        --------
        >>> text = "اتفاق على وقف القتال"
        >>> [(text[m.start : m.end], m.value > 0) for m in lexicon().explain(text)]
        [('اتفاق', True), ('وقف القتال', True)]
        """
        folded = fold(text)
        spans = [match.span() for match in _TOKEN.finditer(folded)]
        units = self._weigh([folded[a:b] for a, b in spans])
        return [Match(*folded.span(spans[u.first][0], spans[u.last][1]), u.lemma, round(u.value, 3)) for u in units]


def _tail_forms(word: str, pos: str) -> set[str]:
    """Return how a later word of a phrase may be written."""
    folded = str(fold(word))
    if pos in ("adv", "phrase", "word") or (len(folded) < 4 and pos == "verb"):
        return {folded}
    if pos == "verb":
        bare = folded[:-1] if folded[-1] == "ا" and len(folded) > 3 else folded
        return {folded, bare, bare + "ا", bare + "ه", bare + "ها", bare + "هم"}
    free, _ = noun_forms(word, adjective=True)
    return free


def _combine(values: list[float]) -> float:
    total = sum(values) + (LEAD - 1) * values[0] if values else 0.0
    return total / sqrt(total * total + DOUBT)


@cache
def lexicon() -> Lexicon:
    """Return the matcher of the shipped lexicon, made once in a process."""
    from explore import assets

    return Lexicon(assets.load("lexicon.csv"), assets.load("shifters.csv"))


def classify(score: float) -> int:
    """Return −1, 0 or 1: the sign of a score at least `THRESHOLD` away from zero.

    Examples
    --------
    >>> classify(-0.4), classify(0.1), classify(0.5)
    (-1, 0, 1)
    """
    return int(np.sign(score)) if abs(score) >= THRESHOLD else 0


def score_sentences(sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the tone of each sentence, by lexicon.

    Parameters
    ----------
    sentences : DataFrame
        `article_id`, `sentence`, `text` (the sentence's words).

    Returns
    -------
    DataFrame
        `article_id`, `sentence`, `sentiment` (−1 to 1), in the order given.

    Raises
    ------
    MissingColumns
        One of the three columns is not there.

    Notes
    -----
    The score is S / √(S² + 7), where S sums the weights of the words and phrases found, after shifts, the first of
    them one and a half times: 0 without any, −0.49 for one word of weight −1, nearer to −1 the more of them agree, near
    0 where they contradict each other. A sentence is read by itself: a quarrel told in neutral words has no tone here,
    and whose tone it is (the outlet's or a quoted speaker's) is not asked.

    References
    ----------
    Hutto and Gilbert (2014), "VADER: a parsimonious rule-based model for sentiment analysis", ICWSM: the bounded sum.
    Polanyi and Zaenen (2006), "Contextual valence shifters": words that turn the weight of others.

    Examples
    --------
    >>> import pandas as pd
    >>> told = pd.DataFrame({"article_id": "a", "sentence": [0, 1], "text": ["مقتل عشرة في هجوم", "اتفاق سلام"]})
    >>> score_sentences(told)["sentiment"].round(2).tolist()
    [-0.69, 0.49]
    """
    require(sentences, "article_id sentence text", table="sentences", needed_by="score_sentences()")
    score = lexicon().score
    out = sentences[["article_id", "sentence"]].reset_index(drop=True)
    return out.assign(sentiment=np.array([score(text) for text in sentences["text"]], dtype=float))

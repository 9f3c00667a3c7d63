"""Tone of a sentence from the words in it: a lexicon for news, not for product reviews.

A sentence of news conveys something of its events and people: conflict, threat, accusation, harm, failure, criticism
and warning weigh below zero; agreement, help, praise, success and easing above. `assets/lexicon.csv` gives lemmas
their weight from −1 to 1; `assets/shifters.csv` says which words turn the weight of their neighbours: لا and لم
negate, وقف and تخفيف undo (وقف القتال is good news), تصاعد and شديد strengthen, لكن shifts weight to what follows.

Matching is by look-up: every inflected form is made once (`inflection`), words and phrases stand in one trie
(`phrases`) and the longest match wins, so that وقف إطلاق النار is not read as إطلاق النار, and حزب العمل not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

import pandas as pd

from explore.errors import BadInput
from explore.tables import require
from explore.text import fold
from explore.tone.phrases import POS, ROLES, Entry, Phrases, Shift, Unit

#: How much more the first weighing word counts: Arabic news opens with the verb that says what happened.
LEAD = 1.5
#: What keeps one word from deciding everything; with it, 0.15 is reached by a first word of weight 0.5, not of 0.25.
DOUBT = 7.0

_PAUSES = "،,؛;:.!?؟()–—…"
_TOKEN = re.compile(rf"\w+|[{_PAUSES}\n]")


class Match(NamedTuple):
    """A word or phrase that weighs in a sentence; `value` is after negation and other shifts."""

    start: int
    end: int
    lemma: str
    value: float


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
        before it; "concede": the first after it), `on_positive` and `on_negative` (factors), `reach` (words).

    Notes
    -----
    The readings of a word are tried with fewest letters taken off first, so وعد is a promise before it is و+عد.
    """

    def __init__(self, lemmas: pd.DataFrame, shifters: pd.DataFrame) -> None:
        require(lemmas, "lemma pos polarity forms", table="lemmas", needed_by="Lexicon")
        require(shifters, "lemma pos role on_positive on_negative reach forms", table="shifters", needed_by="Lexicon")
        entries = [
            Entry(lemma, pos, _split(forms), float(polarity))
            for lemma, pos, polarity, forms in _rows(lemmas, "lemma pos polarity forms")
        ]
        entries += [
            Entry(lemma, pos, _split(forms), shift=Shift(role, float(positive), float(negative), int(reach)))
            for lemma, pos, role, positive, negative, reach, forms in _rows(
                shifters, "lemma pos role on_positive on_negative reach forms"
            )
        ]
        for entry in entries:
            role = entry.shift.role if entry.shift else ROLES[0]
            if entry.pos not in POS or role not in ROLES or abs(entry.value or 0) > 1:
                raise BadInput(
                    f"Lexicon cannot use {entry.lemma!r}: pos {entry.pos!r}, role {role!r}, polarity {entry.value}. "
                    f"pos is one of {', '.join(POS)}; role one of {', '.join(ROLES)}; polarity within -1 and 1."
                )
        self._phrases = Phrases(entries)

    def knows(self, word: str) -> bool:
        """Say whether some lemma or shifter is read in `word`."""
        return any(node.lemma is not None for node in self._phrases.starts(fold(word)))

    def score(self, text: str) -> float:
        """Return the tone of one sentence, −1 to 1; see `score_tokens` for the formula."""
        return self.score_tokens(_TOKEN.findall(fold(text)))

    def score_tokens(self, tokens: Sequence[str]) -> float:
        """Return the tone of one sentence, −1 to 1.

        Parameters
        ----------
        tokens : sequence of str
            Its folded words and punctuation marks, as `explore.doc.Doc.words` holds them.

        Notes
        -----
        The score is S / √(S² + 7), where S sums the weights of the words and phrases found, after shifts, the first
        of them one and a half times: 0 without any, −0.49 for one word of weight −1, nearer to −1 the more of them
        agree, near 0 where they contradict each other. A sentence is read by itself: a quarrel told in neutral words
        has no tone here, and whose tone it is (the outlet's or a quoted speaker's) is not asked.

        References
        ----------
        Hutto and Gilbert (2014), "VADER: a parsimonious rule-based model for sentiment analysis", ICWSM.
        Polanyi and Zaenen (2006), "Contextual valence shifters": words that turn the weight of others.

        Examples
        --------
        >>> round(lexicon().score_tokens(["مقتل", "عشره", "في", "هجوم"]), 2)
        -0.69
        """
        return combined([unit.value for unit in self.units(tokens)])

    def units(self, tokens: Sequence[str]) -> list[Unit]:
        """Return the words and phrases that weigh in a sentence, in order, with their weight after shifts."""
        return self._weigh([word for word in tokens if word[0].isalnum() or word in _PAUSES])

    def _weigh(self, tokens: list[str]) -> list[Unit]:
        """Return the units that weigh, with their values after all shifts."""
        units = list(self._phrases.find(tokens))
        clauses = _Clauses(tokens)
        _turn_back(units, clauses)
        # From the right, so that a negated "stop" undoes the stopping, not what would have been stopped.
        for i in range(len(units) - 1, -1, -1):
            shift = units[i].shift
            if shift is not None and shift.role in ("next", "around", "clause"):
                turned = _turn_next(units, i, clauses)
                if shift.role == "around" and not turned:
                    _turn_before(units, i, clauses)
        _contrast(units, clauses)
        return [unit for unit in units if unit.value]

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


class _Clauses:
    """Where clauses end in a sentence: how far a shift may reach."""

    def __init__(self, tokens: list[str]) -> None:
        self._breaks = [i for i, token in enumerate(tokens) if not token[0].isalnum()]

    def joined(self, left: Unit, right: Unit, reach: int) -> bool:
        """Say whether no more than `reach` words and nothing that ends a clause stand between two units."""
        return right.first - left.last <= reach and not any(left.last < b < right.first for b in self._breaks)


def _turn_back(units: list[Unit], clauses: _Clauses) -> None:
    """Let shifters of what stands before them turn it: المفاوضات فشلت."""
    for before, unit in pairwise(units):
        shift = unit.shift
        if shift and shift.role == "back" and before.value and clauses.joined(before, unit, shift.reach):
            before.value = shift.turn(before.value)
            unit.value = 0.0


def _turn_next(units: list[Unit], i: int, clauses: _Clauses) -> bool:
    """Let the shifter `i` turn the next unit that weighs, or all of its clause; say whether one unit was turned."""
    unit, shift = units[i], units[i].shift
    for after in units[i + 1 :]:
        if shift is None or not clauses.joined(unit, after, shift.reach):
            return False
        if after.value and shift.role == "clause":
            after.value = shift.turn(after.value)
        elif after.value:
            turned = shift.turn(after.value)
            # إلغاء الاتفاق weighs as much as either word; منع الهجوم is what the shift makes of it.
            if turned * unit.value <= 0 or abs(turned) > abs(unit.value):
                unit.value = turned
            unit.last, after.value = after.last, 0.0
            return True
    return False


def _turn_before(units: list[Unit], i: int, clauses: _Clauses) -> None:
    """Let the shifter `i`, which turned nothing behind it, turn a good word before it: المفاوضات تعثرت."""
    shift, before = units[i].shift, units[i - 1]
    if i and shift and before.value > 0 and clauses.joined(before, units[i], shift.reach):
        before.value = shift.turn(before.value)


def _contrast(units: list[Unit], clauses: _Clauses) -> None:
    """Let لكن turn all that stands before it, and رغم the first unit that weighs behind it."""
    for i, unit in enumerate(units):
        shift = unit.shift
        if shift and shift.role == "contrast":
            for before in units[:i]:
                before.value = shift.turn(before.value)
        elif shift and shift.role == "concede":
            reached = (u for u in units[i + 1 :] if u.value and clauses.joined(unit, u, shift.reach))
            if conceded := next(reached, None):
                conceded.value = shift.turn(conceded.value)


def _rows(table: pd.DataFrame, columns: str) -> Iterator[tuple[str, ...]]:
    return table[columns.split()].itertuples(index=False, name=None)


def _split(forms: str) -> list[str]:
    return [form for form in forms.split("|") if form]


def combined(values: Sequence[float]) -> float:
    """Return the tone that weights make together; see `Lexicon.score_tokens`."""
    total = sum(values) + (LEAD - 1) * values[0] if values else 0.0
    return total / sqrt(total * total + DOUBT)


@cache
def lexicon() -> Lexicon:
    """Return the matcher of the shipped lexicon, made once in a process."""
    from explore import assets

    return Lexicon(assets.load("lexicon.csv"), assets.load("shifters.csv"))

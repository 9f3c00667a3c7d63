"""Tone of a sentence from the words in it: a lexicon for news, not for product reviews.

A sentence of news conveys something of its events and people: conflict, threat, accusation, harm, failure, criticism
and warning weigh below zero; agreement, help, praise, success and easing above. `assets/lexicon.csv` gives lemmas
their weight from −1 to 1; `assets/shifters.csv` says which words turn the weight of their neighbours: لا and لم
negate, وقف and تخفيف undo (وقف القتال is good news), تصاعد and شديد strengthen, لكن shifts weight to what follows.

Matching is by look-up: every inflected form is made once (`_inflection`), words and phrases stand in one trie
(`_phrases`) and the longest match wins, so that وقف إطلاق النار is not read as إطلاق النار, and حزب العمل not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from math import sqrt
from typing import NamedTuple

import numpy as np
import pandas as pd

from explore.errors import BadInput
from explore.tables import require
from explore.text import fold
from explore.tone.phrases import POS, ROLES, Entry, Phrases, Shift, Unit

#: How much more the first weighing word counts: Arabic news opens with the verb that says what happened.
LEAD = 1.5
#: What keeps one word from deciding everything; with it, 0.15 is reached by a first word of weight 0.5, not of 0.25.
DOUBT = 7.0

_TOKEN = re.compile(r"\w+|[،,؛;:.!?؟()\n–—…]")


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

    def _weigh(self, tokens: list[str]) -> list[Unit]:
        """Return the units with their values after all shifts."""
        units = list(self._phrases.find(tokens))
        breaks = [i for i, token in enumerate(tokens) if not token[0].isalnum()]

        def together(left: Unit, right: Unit, reach: int) -> bool:
            # Words between them, and nothing that ends a clause.
            return right.first - left.last <= reach and not any(left.last < b < right.first for b in breaks)

        for unit, after in zip(units[1:], units, strict=False):
            shift = unit.shift
            if shift and shift.role == "back" and after.value and together(after, unit, shift.reach):
                after.value = shift.turn(after.value)
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
                    now = shift.turn(other.value)
                    # إلغاء الاتفاق weighs as much as either word; منع الهجوم is what the shift makes of it.
                    unit.value = now if now * unit.value <= 0 or abs(now) > abs(unit.value) else unit.value
                    unit.last, other.value, turned = other.last, 0.0, True
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
                    if other.value and together(unit, other, unit.shift.reach):
                        other.value = unit.shift.turn(other.value)
                        break
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


def _rows(table: pd.DataFrame, columns: str) -> Iterator[tuple[str, ...]]:
    return table[columns.split()].itertuples(index=False, name=None)


def _split(forms: str) -> list[str]:
    return [form for form in forms.split("|") if form]


def _combine(values: list[float]) -> float:
    total = sum(values) + (LEAD - 1) * values[0] if values else 0.0
    return total / sqrt(total * total + DOUBT)


@cache
def lexicon() -> Lexicon:
    """Return the matcher of the shipped lexicon, made once in a process."""
    from explore import assets

    return Lexicon(assets.load("lexicon.csv"), assets.load("shifters.csv"))


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

"""Clues of occasions: what a text tells of that happened on a known day.

The table `occasions.csv` knows well-known things of 2011 to 2025. A "meeting" brings certain actors together, in words
such as مكالمة: an article that names both in one sentence with such a word mostly comes out on the day or the day
after, and one that says "yesterday" there on the day after. What has no pair of actors (kind "since") cannot be named
before its day: الحرب في أوكرانيا.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np

from explore import assets
from explore.annotation.dating import odds
from explore.annotation.dating.odds import Days, Weigh
from explore.annotation.dating.reading import Calendar, Clue, in_words
from explore.calendar.grammar import Found
from explore.text import fold, split_sentences

_BEFORE = 0.005  # how well days before a thing fit words of the table: they are said of something else
_OTHER_DAY = 0.3  # the share of a meeting whose weekday is not the one said in the sentence, which may be the report's
_OTHER = 2e-4  # the odds a day that such actors meet and the table does not know


class Occasion(NamedTuple):
    """A row of the table."""

    name: str
    day: date


@cache
def _since() -> list[tuple[re.Pattern[str], frozenset[str], Occasion]]:
    return [(words, actors, day) for kind, words, actors, day in _rows() if kind == "since"]


@cache
def _meetings() -> dict[frozenset[str], list[tuple[re.Pattern[str], Occasion]]]:
    found: dict[frozenset[str], list[tuple[re.Pattern[str], Occasion]]] = {}
    for kind, words, actors, day in _rows():
        if kind == "meeting":
            found.setdefault(actors, []).append((words, day))
    return found


def _rows() -> Iterable[tuple[str, re.Pattern[str], frozenset[str], Occasion]]:
    for row in assets.load("occasions.csv").to_dict("records"):
        day = Occasion(row["occasion"], date.fromisoformat(row["date"]))
        yield row["kind"], _pattern(row["words"]), frozenset(row["actors"].split()), day


def _pattern(words: str) -> re.Pattern[str]:
    either = "|".join(re.escape(fold(word)) for word in words.split("|"))
    return re.compile(rf"(?<!\w)[وفبلك]{{0,2}}(?:ال|(?<=ل)ل)?(?:{either})(?!\w)")


@cache
def _any_since() -> re.Pattern[str]:
    """Return one expression for all words of things that are there since a day: most texts have none of them."""
    rows = assets.load("occasions.csv")
    return _pattern("|".join(rows.loc[(rows["kind"] == "since") & (rows["actors"] == ""), "words"]))


def occasion_clues(text: str, calendar: Calendar, actors: Sequence[tuple[int, int, str]]) -> list[Clue]:
    """Return what the known occasions that a text tells of say about the day it came out.

    Parameters
    ----------
    text : str
        The text.
    calendar : Calendar
        Its calendar expressions.
    actors : sequence of (start, end, actor_id)
        Names of known actors, in order.
    """
    clues = []
    here = {actor for _, _, actor in actors}
    folded = calendar.folded
    hits = _any_since().search(folded) is not None
    for words, needed, occasion in _since():
        if (not needed and not hits) or not needed <= here:
            continue
        for match in words.finditer(folded):
            start, end = folded.span(*match.span())
            if needed and not any(abs(a - end) < 40 for a, _, actor in actors if actor in needed):
                continue
            said = text[start:end]
            telling = f'"{said}": {occasion.name} is of {in_words(occasion.day)}.'
            weigh = odds.not_before(occasion.day, _BEFORE)
            clues.append(Clue(start, said, weigh, lambda _, telling=telling: telling))  # type: ignore[misc]
            break
    pairs = [pair for pair in _meetings() if pair <= here]
    if pairs:
        clues += _met(text, calendar, actors, pairs)
    return clues


def _met(
    text: str, calendar: Calendar, actors: Sequence[tuple[int, int, str]], pairs: list[frozenset[str]]
) -> Iterable[Clue]:
    limits = [(start, end) for start, end, _ in split_sentences(text)]
    starts = [start for start, _ in limits]
    in_sentence: dict[int, set[str]] = {}
    for start, _, actor in actors:
        in_sentence.setdefault(bisect_right(starts, start) - 1, set()).add(actor)
    for pair in pairs:
        told: dict[str, Clue] = {}
        for sentence, named in in_sentence.items():
            if not pair <= named:
                continue
            begin, end = limits[sentence]
            stretch = fold(text[begin:end])
            days, words = [], ""
            for pattern, occasion in _meetings()[pair]:
                if match := pattern.search(stretch):
                    days.append(occasion)
                    here, there = stretch.span(*match.span())
                    words = words or text[begin + here : begin + there]
            dates = [f for f in calendar.found if begin <= calendar.span(f)[0] < end]
            if days and (steps := _when(calendar, dates)) is not None:
                shares, steps, key = _dated(calendar, dates, days, steps)
                told.setdefault(key, Clue(begin, words, _near(shares, steps), _says(words, shares)))
        yield from told.values()


def _when(calendar: Calendar, dates: list[Found]) -> odds.Steps | None:
    """Return how long before the article the sentence puts the occasion; None where it is to come."""
    for found in dates:
        now = calendar.value(found, "NJv")
        if found.kind in ("day", "weekday", "now", "month") and (calendar.tense(found) > 0 if now is None else now > 0):
            return None
    for found in dates:
        if found.kind in ("now", "weekday"):
            now = calendar.value(found, "NJv")
            if now == -1:
                return odds.YESTERDAY
            if now == 0:
                return odds.TODAY
    return odds.THIS_WEEK if any(f.kind == "weekday" for f in dates) else odds.OCCASION


def _dated(
    calendar: Calendar, dates: list[Found], days: list[Occasion], steps: odds.Steps
) -> tuple[list[tuple[Occasion, float]], odds.Steps, str]:
    """Keep the occasions of the day or month that the sentence says; those of the weekday it says are likelier."""
    for found in dates:
        month = calendar.value(found, "Mm")
        number = calendar.number(found) if found.kind == "day" else None
        if found.kind in ("day", "month") and month:
            fitting = [o for o in days if o.day.month == month and number in (None, o.day.day)]
            after = odds.PAST if fitting else [(0, 9000, 1.0)]
            return [(o, 1.0) for o in fitting or days], after, f"{month} {number}"
    weekdays = {calendar.value(f, "W") for f in dates if f.kind == "weekday" and calendar.value(f, "Nv") is None}
    shares = [(o, 1.0 if not weekdays or o.day.weekday() in weekdays else _OTHER_DAY) for o in days]
    return shares, steps, str(sorted(map(str, weekdays)))


def _near(days: list[tuple[Occasion, float]], steps: odds.Steps) -> Weigh:
    of = odds.of_days([(occasion.day, share) for occasion, share in days], steps)

    def weigh(at: Days) -> np.ndarray:
        return np.log(np.exp(of(at)) + _OTHER)

    return weigh


def _says(words: str, days: list[tuple[Occasion, float]]) -> Callable[[date], str]:
    def sentence(day: date) -> str:
        nearest = min((o for o, _ in days), key=lambda o: abs((o.day - day).days) + 400 * (o.day > day))
        return f'"{words}": {nearest.name} was on {in_words(nearest.day)}.'

    return sentence

"""Clues to the day an article came out: the days that its dates and offices name, and how near those it may be.

Every clue is a set of days and a shape. "Thursday 14 December" names a day of some years, "last March" a month of each,
"President Biden" a term of office. The shape says how likely an article comes out on such a day, after it or before it:
a weekday is mostly today or yesterday. The shapes were fitted to articles of 2018 and rounded. Days from 2000 to the
last date in the table of offices are weighed: who holds an office after it is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore import assets
from explore.actors.offices import Term, terms_of
from explore.actors.titles import Title, find_titles
from explore.calendar import Context, Expression, bounds, find_expressions, resolve, tense_of
from explore.doc import Doc

Named = npt.NDArray[np.bool_]  # of each day, whether it is named
Odds = npt.NDArray[np.float64]  # of each day, the logarithm of how well it fits; above 0 is better than most
_Reading = tuple[int, int, Named, str, str]  # span in the folded text, days named, kind of clue, what it says
_Held = tuple[str, str, Term]  # office, country, term

FIRST = "2000-01-01"
DOUBT = 0.03  # of articles, how many come out on any day whatever a clue says
_HEAD = 250  # characters of a text that tell its news; further down stands what led to it
_AT_MOST = 16  # different expressions of a text, and names, that are weighed
_ANY_OFFICE = ("counterpart", "deputy", "minister", "monarch", "leader")  # titles that do not say which


class Shape(NamedTuple):
    """How well days fit that are named, come right after or right before; this fades to a quarter in `scale` days."""

    says: str
    named: float
    after: float
    before: float
    scale: float


class Clue(NamedTuple):
    """What a part of a text says of its day: where it stands, a sentence, the odds of each day."""

    start: int
    says: str
    odds: Odds


SHAPES = {
    "today": Shape("says its own day", 1, 0.1, 0.01, 1),
    "weekday at the head": Shape("is its own day or the day before", 1, 0.4, 0.01, 0.4),
    "weekday": Shape("is a day near its own, mostly before", 0.6, 1, 0.05, 1.5),
    "day": Shape("is mostly of the weeks before", 1, 0.8, 0.2, 25),
    "next day": Shape("is mostly of the weeks to come", 0.4, 0.05, 1, 30),
    "this month": Shape("is of its own month", 1, 0.1, 0.1, 3),
    "month": Shape("is mostly of the months before", 0.1, 1, 0, 120),
    "next month": Shape("is mostly of the months to come", 0.1, 0.03, 1, 80),
    "latest day": Shape("is the latest date it names", 1, 0.3, 0.03, 130),
    "latest month": Shape("is the latest date it names", 0.3, 1, 0.03, 600),
    "latest year": Shape("is the latest date it names", 1, 1, 0.1, 3000),
    "holds": Shape("is said of who holds the office", 1, 0.1, 0.003, 100),
    "former": Shape("is said of who held the office before", 0.1, 1, 0.01, 5000),
    "named": Shape("is mostly named in those years", 1, 0.4, 0.3, 800),
    "copy": Shape("tells the same story", 1, 0.1, 0.1, 1.5),
}


def in_words(day: date) -> str:
    """Return a day as "14 December 2025"."""
    return f"{day.day} {day:%B %Y}"


@cache
def days() -> npt.NDArray[np.datetime64]:
    """Return every day an article may be of."""
    offices = assets.load("offices.csv")
    last = np.datetime64(max(offices["since"].max(), offices["until"].max()))
    return np.arange(FIRST, last + 1, dtype="datetime64[D]")


@cache
def _days_of(part: str, value: int) -> Named:
    """Name the days of a "day_of_week", a "month", or a "day" of the month."""
    return np.asarray(getattr(pd.DatetimeIndex(days()), part) == value)


def between(since: date | str, until: date | str) -> Named:
    """Name the days from one to another, both named."""
    return (days() >= np.datetime64(since)) & (days() <= np.datetime64(until))


def weigh(named: Named, kind: str) -> Odds:
    """Weigh each day by how near it is to the days that are named, in the shape of a kind of clue."""
    shape, place = SHAPES[kind], np.arange(len(named))
    since = place - np.maximum.accumulate(np.where(named, place, -np.inf))
    until = np.minimum.accumulate(np.where(named, place, np.inf)[::-1])[::-1] - place
    after, before = ((1 + (away - 1) / shape.scale) ** -2 for away in (np.maximum(since, 1), np.maximum(until, 1)))
    fit = np.where(named, shape.named, shape.after * after + shape.before * before)
    return np.asarray(np.log((1 - DOUBT) * fit / fit.mean() + DOUBT))


def clues_of(doc: Doc) -> list[Clue]:
    """Return all clues of an article to the day it came out, in its order."""
    clues = []
    for start, end, named, kind, says in (*_calendar(doc), *_offices(doc)):
        if named.any():
            first, last = doc.folded.span(start, end)
            surface = " ".join(doc.text[first:last].split())
            clues.append(Clue(first, f'"{surface}" {says or SHAPES[kind].says}.', weigh(named, kind)))
    return sorted(clues, key=lambda clue: clue.start)


def _calendar(doc: Doc) -> Iterator[_Reading]:
    """Read the dates of a text."""
    different: dict[tuple[object, ...], Expression] = {}
    for expression in find_expressions(doc):
        items = expression.line.items[expression.first : expression.after]
        different.setdefault((expression.kind, *(item.value for item in items)), expression)
    dated: list[tuple[datetime, datetime, Expression]] = []
    for expression in list(different.values())[:_AT_MOST]:
        meaning = resolve((expression,), Context(doc, None))
        ahead = expression.value("NJv") is None and tense_of(doc, expression.start, expression.end) > 0
        if meaning and meaning.value:  # it says its year
            since, after = bounds(meaning.value.split("/")[-1])
            dated += [(since, after, expression)] if since and after and not ahead else []
        elif not re.search("[=AHh]", expression.symbols):
            for named, kind in _yearless(expression, ahead=ahead):
                yield expression.start, expression.end, named, kind, ""
    if dated:
        since, after, expression = max(dated, key=lambda row: (row[0], -row[2].start))
        yield expression.start, expression.end, *_latest(since.date(), after, expression), ""


def _yearless(expression: Expression, *, ahead: bool) -> Iterator[tuple[Named, str]]:
    """Read a weekday, day or month without a year; `ahead` says it is told as to come."""
    kind, relation = expression.kind, expression.relation()
    if kind not in ("weekday", "day", "days", "day_of_month", "month"):
        return
    named, now = _days_named(expression), expression.value("NJv")
    if now is not None:
        yield np.roll(named, -now), "today"
    elif kind == "weekday":
        if relation is None and not ahead:
            yield named, "weekday at the head" if expression.start < _HEAD else "weekday"
    else:
        if relation == 0 and expression.value("Mm"):
            yield _days_of("month", expression.value("Mm")), "this month"
        if relation != 0 or kind != "month":
            unit = "month" if kind == "month" else "day"
            yield named, f"next {unit}" if (relation or ahead) > 0 else unit


def _days_named(expression: Expression) -> Named:
    """Return the days of all years that a weekday, day or month names; the weekday where there are such."""
    named = np.ones(len(days()), dtype=bool)
    number = expression.number() or expression.number("number2") or None
    for part, value in ("month", expression.value("Mm")), ("day", number), ("day_of_week", expression.value("W")):
        both = named if value is None else named & _days_of(part, value)
        named = both if both.any() else named
    return named


def _latest(since: date, after: datetime, expression: Expression) -> tuple[Named, str]:
    """Read the latest date with its year, of those not to come: an article comes out on or after it."""
    until = (after - timedelta(seconds=1)).date()
    named, now, length = between(since, until), expression.value("NJv"), (until - since).days
    if now is not None:
        return np.roll(named, -now), "today"
    return named, "latest year" if length > 31 else "latest month" if length else "latest day"


def _offices(doc: Doc) -> Iterator[_Reading]:
    """Read the persons who are named: called by an office, called former, or without a title."""
    titles = {title.end: title for title in find_titles(doc.folded)}
    called: dict[str, _Reading] = {}
    for mention in doc.mentions:
        actor, title = str(mention.actor_id), _title_before(doc, mention.first, titles)
        terms = [held for held in terms_of(actor) if held[2].since and (title is None or _is_of(held, title))]
        if terms and (actor not in called or (title and called[actor][3] == "named")):
            start = title.start if title else doc.starts[mention.first]
            called[actor] = (start, doc.ends[mention.last - 1], *_office(terms, title))
    yield from list(called.values())[:_AT_MOST]


def _title_before(doc: Doc, first: int, titles: Mapping[int, Title]) -> Title | None:
    """Return the title right before a name, a mark between them at most; none of who is to hold the office."""
    before = first - (1 if first < 2 or doc.words[first - 1].isalnum() else 2)
    title = titles.get(doc.ends[before]) if before >= 0 else None
    elect = title and assets.words("speech")["elect"].intersection(doc.folded[title.start : title.end].split())
    return None if elect else title


def _is_of(held: _Held, title: Title) -> bool:
    anyone = title.office in _ANY_OFFICE or not title.office.isascii()
    return (anyone or title.office == held[0]) and title.country in (None, held[1])


def _office(terms: Sequence[_Held], title: Title | None) -> tuple[Named, str, str]:
    """Return the days of some terms of office, the kind of clue, and the terms in words."""
    kind = "named" if title is None else "former" if title.former else "holds"
    named = np.any([between(term.since, term.until) for _, _, term in terms], axis=0)
    spans = (f"{office} ({country}) from {term.since} to {term.until}" for office, country, term in terms)
    return named, kind, f"{'had been' if kind == 'former' else 'was'} {' and '.join(spans).replace(' to 9999', ' on')}"

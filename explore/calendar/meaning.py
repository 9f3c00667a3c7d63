"""What a meaning is made of: the context of an expression, the year of a month, the place of a day in a year.

News has conventions. A day or month without a year is the nearest one, the past favoured, and the tense before it
weighs. "Last" and "next" are strict. Every meaning says in `rule` why it is what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from explore.calendar import iso
from explore.calendar.filters import words_before
from explore.calendar.grammar import Expression, Tail
from explore.calendar.tense import tense_of
from explore.calendar.words import WORDS, word_set
from explore.doc import Doc

IN_FULL = "in full"
COUNTED = "counted from the publication"
TENSE = {1: "a verb of the future beside it", -1: "a verb of the past beside it", 0: "no verb beside it decides"}
_EVENT_WORDS, _EVENT_DAYS = word_set("event_words"), WORDS["event_days"]
_BEFORE_CHRIST = re.compile(WORDS["before_christ_pattern"])


class Undated(Exception):
    """An expression takes a publication date, and there is none."""


class Meaning(NamedTuple):
    """The ISO value (None where it cannot be known), why, and the time zone that was said."""

    value: str | None
    rule: str
    zone: str | None = None


@dataclass(frozen=True)
class Context:
    """What is known where an expression stands.

    Attributes
    ----------
    doc : Doc
        The article.
    written : date or None
        The day the text was written.
    earlier : sequence of str
        Values of this sentence and the one before it, the latest last.
    inherited : Tail or None
        The year of the expression that it makes a pair with: من يناير حتى مارس 2018.
    """

    doc: Doc
    written: date | None
    earlier: Sequence[str] = ()
    inherited: Tail | None = None

    @property
    def anchor(self) -> date:
        """The day relative expressions are counted from; raises Undated where there is none."""
        if self.written is None:
            raise Undated
        return self.written

    def tense(self, expression: Expression) -> int:
        """Return 1 where the words around an expression speak of what is to come, -1 of what was, else 0."""
        last = expression.place("number") if expression.kind == "days" else None  # of a range, the last day
        return tense_of(self.doc, expression.start if last is None else last, expression.end)

    def event_year(self, expression: Expression, name: str) -> int | None:
        """Return the year of an event that is called by its month or day alone: ثورة 25 يناير ("01-25")."""
        word = words_before(self.doc.folded, expression.start)[0].lstrip("ول")
        return _EVENT_DAYS.get(name) if word in _EVENT_WORDS else None

    def before_christ(self, expression: Expression) -> bool:
        """Say whether an expression is followed by "before Christ"."""
        return bool(_BEFORE_CHRIST.match(self.doc.folded, expression.end))

    def date_before(self, unit: str) -> date | None:
        """Return the day of the date before, where it is exact enough to count such units from."""
        least = {"day": 10, "week": 10, "month": 7}.get(unit, 4)
        for value in reversed(self.earlier):
            point = value.split("/")[-1]
            since, _ = iso.bounds(point)
            if since is not None and "W" not in point and len(point) >= least:
                return since.date()
        return None

    def tail_of(self, expression: Expression, group: str = "tail") -> Tail | None:
        """Return what is said of a year, here or in the rest of a pair; من العام نفسه is that of the date before."""
        tail = expression.tail(group) or self.inherited
        if tail is None or tail.kind != "same":
            return tail
        earlier = self.date_before("year")
        return Tail("year", earlier.year + tail.value) if earlier else None


def meant(day: date | None, rule: str) -> Meaning:
    """Return the meaning that a day is."""
    return Meaning(day.isoformat() if day else None, rule)


def placed(
    make: Callable[[int], date | None], tail: Tail | None, weekday: int | None, expression: Expression, context: Context
) -> Meaning:
    """Place a day that comes once a year: `make` gives it in a year, or None where it has none."""
    if tail and tail.kind == "year":
        return meant(make(tail.value), IN_FULL)
    anchor = context.anchor
    if tail and tail.kind == "years":
        return meant(make(anchor.year + tail.value), "the year counted from the publication")
    days = [day for k in (0, -1, 1, -2, 2) if (day := make(anchor.year + k))]
    if tail:
        best = min(_said(days, tail.value, anchor), key=lambda day: abs(day - anchor), default=None)
        return meant(best, "the last, this or the next, as its adjective says")
    if fitting := [day for day in days if day.weekday() == weekday]:
        return meant(min(fitting, key=lambda day: abs(day - anchor)), "the nearest year in which it is that weekday")
    tense = context.tense(expression)
    nearest = min(days, key=lambda day: far((day - anchor).days, tense), default=None)
    return meant(nearest, f"the nearest year: {TENSE[tense]}")


def _said(days: list[date], relation: int, anchor: date) -> list[date]:
    if relation == 0:
        return [day for day in days if (day.year, day.month) == (anchor.year, anchor.month)] or days[:1]
    return [day for day in days if (day - anchor).days * relation > 0]


def far(distance: float, tense: int, bias: float = 1.2) -> float:
    """Weigh a distance to the publication: what the tense speaks for is half as far."""
    if distance > 0:
        return distance * (bias if tense == 0 else 0.5 if tense > 0 else 2)
    return -distance * (2 if tense > 0 else 1)

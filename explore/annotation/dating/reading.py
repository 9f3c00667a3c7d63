"""A text read for its dating: its calendar expressions, and what a clue is.

A clue is whatever in a text says something of the day it came out. It weighs days, tells a reader what it says, and,
where it is strong enough, says why a given date cannot be.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from explore.annotation.dating.odds import Weigh
from explore.calendar.grammar import Found, expressions
from explore.calendar.meaning import number_of
from explore.calendar.tense import direction
from explore.calendar.words import Line, read_line
from explore.text import Folded, fold

HEAD = 400  # characters of a text that tell its news; further down stands what led to it
_WORD = re.compile(r"[^\W\d_]+")


def in_words(day: date) -> str:
    """Return a day as "14 December 2025"."""
    return f"{day.day} {day:%B %Y}"


class Clue(NamedTuple):
    """What one expression says: where it stands, how it weighs days, and the sentence that tells a reader.

    `against` returns why a day contradicts it, or nothing; it is None where no day does.
    """

    start: int
    surface: str
    weigh: Weigh
    says: Callable[[date], str]
    against: Callable[[date], str] | None = None


class Calendar:
    """The calendar expressions of one text."""

    def __init__(self, text: str) -> None:
        self.folded: Folded = fold(text)
        self.line: Line = read_line(self.folded)
        self.found = expressions(self.line, self.folded)

    def span(self, found: Found) -> tuple[int, int]:
        """Return where an expression stands in the original."""
        return self.folded.span(self.line.starts[found.first], self.line.ends[found.after - 1])

    def symbols(self, found: Found) -> str:
        """Return the symbols of an expression."""
        return self.line.symbols[found.first : found.after]

    def value(self, found: Found, letters: str) -> int | None:
        """Return what the first of these symbols in an expression means."""
        return next(
            (self.line.means[k] for k in range(found.first, found.after) if self.line.symbols[k] in letters), None
        )

    def number(self, found: Found) -> int | None:
        """Return the day of the month an expression says; of several, the last."""
        spots = list(re.finditer(r"(oe|o&Z|[oZd])\)?f?s?(?=[MmHh]|S|LS|R)", self.symbols(found)))
        if not spots:
            return None
        first, after = (found.first + place for place in spots[-1].span(1))
        return number_of(self.line, first, after)

    def tense(self, found: Found) -> int:
        """Return 1 where the words around speak of what is to come, -1 of what was."""
        start, end = self.line.starts[found.first], self.line.ends[found.after - 1]
        begin = max(self.folded.rfind(". ", 0, start) + 1, self.folded.rfind("\n", 0, start) + 1)
        stops = [k for k in (self.folded.find(". ", end), self.folded.find("\n", end)) if k >= 0]
        return direction(self.folded, start, end, (begin, min(stops, default=len(self.folded))))

    def word_before(self, found: Found) -> str:
        """Return the word before an expression, without و."""
        start = self.line.starts[found.first]
        words = _WORD.findall(self.folded, max(0, start - 30), start)
        return words[-1].removeprefix("و") if words else ""


def clue_of(
    calendar: Calendar,
    found: Found,
    weigh: Weigh,
    says: str | Callable[[date], str],
    against: Callable[[date], str] | None = None,
) -> Clue:
    """Return the clue that an expression is; `says` and `against` continue a sentence that begins with its words."""
    start, end = calendar.span(found)
    surface = calendar.folded.source[start:end]

    def sentence(day: date) -> str:
        return f'"{surface}" {says if isinstance(says, str) else says(day)}.'

    def contrary(day: date) -> str:
        why = against(day) if against else ""
        return f'"{surface}" {why}.' if why else ""

    return Clue(start, surface, weigh, sentence, contrary if against else None)

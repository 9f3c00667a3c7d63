"""What a meaning is made of: the context of an article, the year after a month, and the place of a day in a year.

News has conventions. A day or month without a year is the nearest one, the past favoured, and the tense before it
weighs. "Last" and "next" are strict. Every meaning says in `rule` why it is what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from explore.calendar import iso
from explore.calendar.grammar import Found
from explore.calendar.words import Line

IN_FULL = "in full"
NO_DATE = "takes a publication date"
TENSE = {1: "a verb of the future beside it", -1: "a verb of the past beside it", 0: "no verb beside it decides"}


@dataclass
class Context:
    """What is known while the dates of one article are resolved, in their order."""

    line: Line
    anchor: date | None
    tense: Callable[[int, int], int]
    word_before: Callable[[int], str]
    before_christ: Callable[[int], bool]
    earlier: list[str] = field(default_factory=list)  # values of this sentence and the one before it, latest last


class Tail(NamedTuple):
    """What follows a month: a year, a year counted from this one or from the date before, or last and next."""

    year: int | None = None
    years: int | None = None
    relation: int | None = None
    same: int | None = None


class Meaning(NamedTuple):
    """The ISO value (None where it cannot be known), why, and the time zone that was said."""

    value: str | None
    rule: str
    zone: str | None = None


def relation(line: Line, first: int, after: int) -> int | None:
    """Return -1 for الماضي, 0 for الجاري, 1 for المقبل, -2 and 2 for قبل الماضي and بعد المقبل."""
    for k in range(first, after):
        if line.symbols[k] in "RX":
            value = int(line.means[k])
            return value * 2 if line.symbols[k - 1] in "<>" and k > first else value
    return None


def tail_of(line: Line, first: int, after: int) -> Tail:
    """Return what an expression says of its year."""
    symbols = line.symbols[first:after]
    if "y" in symbols:
        return Tail(year=line.means[first + symbols.index("y")])
    if "=" in symbols:
        return Tail(same=line.means[first + symbols.index("=")])
    if "A" in symbols:
        return Tail(years=relation(line, first, after) or 0)
    return Tail(relation=relation(line, first, after))


def year_before(tail: Tail, context: Context) -> Tail:
    """Put the year of the date before in place of من العام نفسه."""
    if tail.same is None:
        return tail
    earlier = date_before(context, "year")
    return Tail(year=earlier.year + tail.same) if earlier else Tail()


def number_of(line: Line, first: int, after: int) -> int:
    """Return the number that words or figures make: خمسة عشر is 15."""
    return sum(line.means[k] for k in range(first, after) if line.symbols[k] in "dnykezKoZ" and line.means[k])


_FINE = {"day": 10, "week": 10, "month": 7, "year": 4, "decade": 4, "century": 4}


def date_before(context: Context, unit: str) -> date | None:
    """Return the day of the date before this one, where it is exact enough to count such units from."""
    for value in reversed(context.earlier):
        point = value.split("/")[-1]
        since, _ = iso.bounds(point)
        if since is not None and "W" not in point and len(point) >= _FINE.get(unit, 99):
            return since.date()
    return None


def placed(
    make: Callable[[int], str | None], tail: Tail, weekday: int | None, found: Found, context: Context
) -> Meaning:
    """Place a day that comes once a year: `make` gives its ISO value in a year, or None where it has none."""
    anchor = context.anchor
    if tail.year is not None:
        return Meaning(make(tail.year), IN_FULL)
    if anchor is None:
        return Meaning(None, NO_DATE)
    if tail.years is not None:
        return Meaning(make(anchor.year + tail.years), "the year counted from the publication")
    days = [date.fromisoformat(d) for k in (0, -1, 1, -2, 2) if (d := make(anchor.year + k))]
    if tail.relation is not None:
        if tail.relation > 0:
            days = [d for d in days if d > anchor]
        elif tail.relation < 0:
            days = [d for d in days if d < anchor]
        else:
            days = [d for d in days if (d.year, d.month) == (anchor.year, anchor.month)] or days[:1]
        best = min(days, key=lambda d: abs(d - anchor), default=None)
        return Meaning(best.isoformat() if best else None, "the last, this or the next, as its adjective says")
    fitting = [d for d in days if d.weekday() == weekday]
    if weekday is not None and fitting:
        best = min(fitting, key=lambda d: abs(d - anchor))
        return Meaning(best.isoformat(), "the nearest year in which it is that weekday")
    tense = context.tense(found.first, found.after)
    nearest = min(days, key=lambda d: far((d - anchor).days, tense), default=None)
    return Meaning(nearest.isoformat() if nearest else None, f"the nearest year: {TENSE[tense]}")


def far(distance: float, tense: int, bias: float = 1.2) -> float:
    """Weigh a distance to the publication: what the tense speaks for is half as far."""
    if distance > 0:
        return distance * (bias if tense == 0 else 0.5 if tense > 0 else 2)
    return -distance * (2 if tense > 0 else 1)

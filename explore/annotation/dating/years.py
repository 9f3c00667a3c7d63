"""Clues of dates with their year: an article comes out on or shortly after the latest that is not to come."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from explore.annotation.dating import odds
from explore.annotation.dating.odds import Days, Weigh
from explore.annotation.dating.reading import HEAD, Calendar, Clue, clue_of
from explore.calendar import iso
from explore.calendar.grammar import Found

_YEARS = ("year", "bare_year", "years", "season")


class Named(NamedTuple):
    """A date with its year: its first and last day, as fine as it is said."""

    clue: Found
    since: date
    until: date
    grain: str
    tense: int
    now: int | None  # days from the publication: اليوم الثلاثاء 12 مارس 2019


def with_year(calendar: Calendar, found: Found) -> Named | None:
    """Return a date that says its year, of the days an article may be of."""
    symbols = calendar.symbols(found)
    if "Δ" in symbols or calendar.value(found, "Hh") is not None:
        return None
    year, grain = calendar.value(found, "y"), "year"
    value: str | None = str(year)
    if found.kind == "numeric":
        parts = [int(part) for part in re.split(r"[/.-]", str(calendar.value(found, "D")))]
        year, month, day = parts if parts[0] > 31 else reversed(parts)
        value, grain = iso.day_value(year, *((month, day) if month <= 12 else (day, month))), "day"
    elif year is None or found.kind in ("first_months", "fraction", "week_of"):
        return None
    elif found.kind in ("day", "days", "month_first"):
        number = calendar.number(found) if found.kind != "month_first" else calendar.value(found, "d")
        value, grain = iso.day_value(year, calendar.value(found, "Mm") or 0, number or 0), "day"
    elif found.kind == "month":
        value, grain = iso.month_value(year, calendar.value(found, "Mm") or 1), "month"
    elif found.kind == "years":
        value = str(
            [calendar.line.means[k] for k in range(found.first, found.after) if calendar.line.symbols[k] == "y"][-1]
        )
    elif found.kind not in _YEARS:
        return None
    since, until = iso.bounds(value)
    if since is None or until is None or not odds.FIRST.year - 30 <= since.year <= odds.LAST.year + 10:
        return None
    return Named(
        found,
        since.date(),
        until.date() - timedelta(days=1),
        grain,
        calendar.tense(found),
        calendar.value(found, "NJv"),
    )


def year_clues(calendar: Calendar, named: list[Named]) -> Iterable[Clue]:
    """Return what dates with their year say: an article comes out on or after the latest that is not to come."""
    past = [one for one in named if one.tense <= 0 or one.now is not None]
    latest = max(past, key=lambda one: (one.since, -one.clue.first), default=None)
    if latest is not None:
        head = calendar.line.starts[latest.clue.first] < HEAD
        weigh = _latest(latest, head=head)
        told = latest.grain == "day" and latest.tense < 0 and head

        def later(day: date) -> str:
            return "is told as past, and lies after it" if (latest.since - day).days > 2 else ""

        against = later if told else None
        yield clue_of(calendar, latest.clue, weigh, "is the latest date it names", against)
    bounds = {one.since for one in past if one.grain != "year" and one is not latest}
    if bounds and latest is not None and latest.grain == "year":
        last = max((one for one in past if one.grain != "year"), key=lambda one: one.since)
        yield clue_of(calendar, last.clue, odds.not_before(last.since, 0.03), "lies before it")
    ahead = [one for one in named if one.tense > 0 and one.grain != "year"]
    if ahead:
        first = min(ahead, key=lambda one: one.until)
        yield clue_of(calendar, first.clue, odds.not_after(first.until, 0.15), "is still to come")


def _latest(latest: Named, *, head: bool) -> Weigh:
    since = latest.since
    if latest.grain == "day":
        steps = odds.LATEST_AT_HEAD if head else odds.LATEST
        if latest.now is not None:
            steps = [(-latest.now, -latest.now + 1, 0.9), (-latest.now + 1, -latest.now + 2, 0.1)]
        return odds.of_days([(since, 1.0)], steps, 1e-6)
    if latest.grain == "month":
        months = since.year * 12 + since.month - 1
        return lambda days: np.log(odds.tabled(days.month - months, odds.MONTH_LATEST, 2e-4))

    def weigh(days: Days) -> np.ndarray:
        return np.asarray(np.log(odds.tabled(days.year - since.year, odds.YEAR_LATEST, 0.003)))

    return weigh

"""Odds over days: how likely an article that says this came out on each day.

Every clue becomes one number a day, the logarithm of how well the day fits. Papers write of days near their own:
half of the bare weekdays are today, a third are yesterday; "last March" is mostly one or two months ago. The tables
below are such shares, counted in 1,500 articles of 2018 and rounded. Clues are taken as independent: the sum of their
logarithms gives the odds of the day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

FIRST, LAST = date(2000, 1, 1), date(2026, 7, 31)  # the tables of offices and occasions are kept up to here
HELD = 0.95  # of the odds, the part that lies in the interval

Weigh = Callable[["Days"], np.ndarray]
Steps = Sequence[tuple[int, int, float]]  # from this many days, to before that many: this share


@dataclass(frozen=True)
class Days:
    """Days as arrays: their ordinals, weekdays (Monday 0), years, months counted from the year 0, days of the month."""

    ordinal: np.ndarray
    weekday: np.ndarray
    year: np.ndarray
    month: np.ndarray
    of_month: np.ndarray

    @classmethod
    def between(cls, first: date, last: date) -> Days:
        """Return the days from the first to the last, both included."""
        ordinal = np.arange(first.toordinal(), last.toordinal() + 1)
        day = ordinal - date(1970, 1, 1).toordinal() + np.datetime64("1970-01-01", "D")
        month = day.astype("datetime64[M]")
        months = month.astype(int) + 1970 * 12
        of_month = (day - month.astype("datetime64[D]")).astype(int) + 1
        return cls(ordinal, (ordinal + 6) % 7, months // 12, months, of_month)


@cache
def all_days(last: date) -> Days:
    """Return every day an article may be of."""
    return Days.between(FIRST, last)


# How many days before the publication a day lies that a text names, below 0 when it is to come.
PAST: Steps = [(-180, -60, 0.04), (-60, -14, 0.04), (-14, 0, 0.06), (0, 1, 0.06), (1, 2, 0.04), (2, 4, 0.06),
               (4, 7, 0.08), (7, 14, 0.16), (14, 30, 0.17), (30, 60, 0.14), (60, 120, 0.1),
               (120, 366, 0.07)]  # fmt: skip
FUTURE: Steps = [(-366, -180, 0.03), (-180, -60, 0.14), (-60, -30, 0.1), (-30, -14, 0.22), (-14, -7, 0.24),
                 (-7, -3, 0.12), (-3, 0, 0.06), (0, 2, 0.06), (2, 60, 0.03)]  # fmt: skip
WITH_WEEKDAY: Steps = [(-30, -7, 0.1), (-7, 0, 0.1), (0, 1, 0.25), (1, 2, 0.2), (2, 4, 0.1), (4, 7, 0.1), (7, 14, 0.08),
                       (14, 60, 0.05), (60, 366, 0.02)]  # fmt: skip
THIS: Steps = [(-30, 0, 0.1), (0, 1, 0.1), (1, 2, 0.1), (2, 3, 0.1), (3, 7, 0.3), (7, 14, 0.2), (14, 31, 0.1)]
THIS_AHEAD: Steps = [(-31, -14, 0.2), (-14, -7, 0.3), (-7, 0, 0.35), (0, 2, 0.1), (2, 31, 0.05)]
LAST_SAID: Steps = [(-1, 1, 0.01), (1, 7, 0.2), (7, 14, 0.2), (14, 30, 0.25), (30, 60, 0.15), (60, 120, 0.1),
                    (120, 366, 0.1)]  # fmt: skip
NEXT_SAID: Steps = [(-366, -60, 0.1), (-60, -30, 0.15), (-30, -14, 0.2), (-14, -7, 0.2), (-7, 0, 0.34), (0, 2, 0.01)]
HOLIDAY: Steps = [(-60, -20, 0.1), (-20, -7, 0.12), (-7, 0, 0.35), (0, 1, 0.1), (1, 3, 0.1), (3, 7, 0.08),
                  (7, 30, 0.08), (30, 366, 0.07)]  # fmt: skip
# Ramadan, counted from its first day.
LUNAR_MONTH: Steps = [(-60, -20, 0.1), (-20, 0, 0.15), (0, 30, 0.5), (30, 60, 0.1), (60, 366, 0.15)]
# Days named with their year: the latest of a text, at its head and further down.
LATEST_AT_HEAD: Steps = [(-30, 0, 0.06), (0, 2, 0.34), (2, 7, 0.1), (7, 30, 0.14), (30, 366, 0.16), (366, 4000, 0.2)]
LATEST: Steps = [(-60, 0, 0.04), (0, 2, 0.1), (2, 30, 0.11), (30, 366, 0.25), (366, 800, 0.15), (800, 2000, 0.2),
                 (2000, 9500, 0.15)]  # fmt: skip
OCCASION: Steps = [(0, 1, 0.35), (1, 2, 0.28), (2, 4, 0.1), (4, 14, 0.1), (14, 60, 0.05)]
TODAY: Steps = [(0, 1, 0.9), (1, 2, 0.1)]
YESTERDAY: Steps = [(0, 1, 0.02), (1, 2, 0.87), (2, 3, 0.11)]
THIS_WEEK: Steps = [(0, 1, 0.5), (1, 2, 0.3), (2, 3, 0.08), (3, 7, 0.12)]
COPY: Steps = [(-14, -1, 0.08), (-1, 0, 0.14), (0, 1, 0.6), (1, 2, 0.12), (2, 14, 0.06)]
# The same in months, for months, and in years, for years.
MONTH_PAST = {-4: 0.01, -3: 0.01, -2: 0.04, -1: 0.06, 0: 0.1, 1: 0.28, 2: 0.2, 3: 0.09, 4: 0.07, 5: 0.07, 6: 0.04,
              7: 0.02, 8: 0.01}  # fmt: skip
MONTH_FUTURE = {-8: 0.03, -7: 0.03, -6: 0.03, -5: 0.03, -4: 0.04, -3: 0.1, -2: 0.14, -1: 0.27, 0: 0.2, 1: 0.09, 2: 0.04}
MONTH_LAST = {0: 0.005, 1: 0.3, 2: 0.21, 3: 0.13, 4: 0.08, 5: 0.06, 6: 0.06, 7: 0.04, 8: 0.04, 9: 0.02, 10: 0.02,
              11: 0.02, 12: 0.01}  # fmt: skip
# في فبراير ومارس الماضيين: the later of the two is mostly the month before.
MONTHS_LAST = {0: 0.004, 1: 0.5, 2: 0.2, 3: 0.1, 4: 0.06, 5: 0.05, 6: 0.03, 7: 0.02, 8: 0.02, 9: 0.01, 10: 0.005}
MONTH_THIS = {-1: 0.02, 0: 0.96, 1: 0.02}
MONTH_NEXT = {0: 0.01} | {-months: share for months, share in MONTH_LAST.items() if months}
MONTH_LATEST = {-3: 0.005, -2: 0.005, -1: 0.01, 0: 0.08, 1: 0.08, 2: 0.06, 3: 0.04, 4: 0.03, 5: 0.03}
MONTH_LATEST |= dict.fromkeys(range(6, 24), 0.33 / 18) | dict.fromkeys(range(24, 144), 0.33 / 120)
YEAR_LATEST = {-1: 0.02, 0: 0.2, 1: 0.18, 2: 0.14, 3: 0.12, 4: 0.08, 5: 0.05, 6: 0.04, 7: 0.04, 8: 0.03}
YEAR_LATEST |= dict.fromkeys(range(9, 26), 0.1 / 17)
# Weekdays: the share of articles that come out so many days after a day of that name.
WEEKDAY_FIRST = (0.72, 0.24, 0.014, 0.01, 0.004, 0.004, 0.008)
WEEKDAY_BODY = (0.34, 0.44, 0.1, 0.04, 0.04, 0.02, 0.02)
WEEKDAY_LATER = (0.08, 0.41, 0.26, 0.12, 0.05, 0.05, 0.03)
WEEKDAY_FUTURE = (0.25, 0.08, 0.04, 0.07, 0.13, 0.13, 0.3)
WEEKDAY_LAST = (0.1, 0.03, 0.2, 0.17, 0.18, 0.17, 0.15)
WEEKDAY_NEXT = (0.1, 0.15, 0.15, 0.15, 0.2, 0.2, 0.05)
WEEKDAY_NOW = {0: (0.9, 0.085, 0.003, 0.003, 0.003, 0.003, 0.003), -1: (0.01, 0.87, 0.1, 0.005, 0.005, 0.005, 0.005),
               -2: (0.01, 0.02, 0.85, 0.1, 0.01, 0.005, 0.005), 1: (0.1, 0.01, 0.01, 0.01, 0.01, 0.06, 0.8),
               2: (0.03, 0.03, 0.03, 0.03, 0.03, 0.8, 0.05)}  # fmt: skip


def stepped(offset: np.ndarray, steps: Steps, floor: float = 1e-6) -> np.ndarray:
    """Return the share a day of each offset: the share of its step, divided by the days of the step."""
    edges = [low for low, _, _ in steps] + [steps[-1][1]]
    share = np.array([floor, *(max(share / (high - low), floor) for low, high, share in steps), floor])
    return np.asarray(share[np.searchsorted(edges, offset, side="right")])


def tabled(offset: np.ndarray, table: dict[int, float], floor: float = 1e-5) -> np.ndarray:
    """Return the share of each offset in a table."""
    low, high = min(table), max(table)
    share = np.array([floor, *(table.get(k, floor) for k in range(low, high + 1)), floor])
    return np.asarray(share[np.clip(offset - low + 1, 0, high - low + 2)])


def of_weekday(weekday: int, shares: Sequence[float]) -> Weigh:
    """Weigh days by how long after a weekday they are."""
    return lambda days: np.log(np.array(shares)[(days.weekday - weekday) % 7])


def of_days(dates: Sequence[tuple[date, float]], steps: Steps, floor: float = 1e-6) -> Weigh:
    """Weigh days by the distance to any of several days, each with the share that it is the one."""

    def weigh(days: Days) -> np.ndarray:
        total = np.zeros(len(days.ordinal))
        for day, share in dates:
            total += share * stepped(days.ordinal - day.toordinal(), steps, floor)
        return np.log(np.maximum(total, floor))

    return weigh


def of_yearly(
    make: Callable[[int], date | None], steps: Steps, weekday: int | None = None, *, same_month: bool = False
) -> Weigh:
    """Weigh days by the distance to a day that comes every year; in few years is it the weekday that is said."""

    def weigh(days: Days) -> np.ndarray:
        first, last = int(days.year.min()) - 1, int(days.year.max()) + 1
        dates = [make(year) for year in range(first, last + 1)]
        ordinals = np.array([day.toordinal() if day else 10**7 for day in dates])
        fits = np.array([1.0 if weekday is None or (day and day.weekday() == weekday) else 0.01 for day in dates])
        months = np.array([day.year * 12 + day.month - 1 if day else 0 for day in dates])
        total = np.zeros(len(days.ordinal))
        for k in (-1, 0, 1):
            at = days.year + k - first
            share = fits[at] * stepped(days.ordinal - ordinals[at], steps)
            total += np.where(months[at] == days.month, share, share * 0.003) if same_month else share
        return np.log(np.maximum(total, 1e-7))

    return weigh


def of_month(month: int, table: dict[int, float]) -> Weigh:
    """Weigh days by the distance in months to a month that comes every year."""

    def weigh(days: Days) -> np.ndarray:
        total = np.zeros(len(days.ordinal))
        for k in (-1, 0, 1):
            total += tabled(days.month - ((days.year + k) * 12 + month - 1), table)
        return np.log(total)

    return weigh


def not_before(day: date, before: float) -> Weigh:
    """Weigh days before a day with a small share, those after it fully."""
    return lambda days: np.where(days.ordinal >= day.toordinal(), 0.0, np.log(before))


def not_after(day: date, after: float) -> Weigh:
    """Weigh days after a day with a small share, those before it fully."""
    return lambda days: np.where(days.ordinal <= day.toordinal(), 0.0, np.log(after))

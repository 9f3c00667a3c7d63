"""Clues and odds of days: how well each day fits what an article says, as one logarithm a day.

Papers write of days near their own: half of the bare weekdays are today, a third are yesterday; "last March" is mostly
one or two months ago. The tables are such shares, counted in 1,500 articles of 2018 and rounded. Days from 2000 to the
last date that the table of offices knows are weighed: nothing is known of who holds an office after it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from explore import assets
from explore.doc import Doc

Odds = npt.NDArray[np.float64]
Steps = Sequence[tuple[int, int, float]]  # from this many days after a day, to before that many: the share of articles
FIRST = date(2000, 1, 1)


class Days(NamedTuple):
    """Days as arrays: ordinal, weekday (Monday 0), month (counted from the year 0), day of the month."""

    ordinal: npt.NDArray[np.int64]
    weekday: npt.NDArray[np.int64]
    month: npt.NDArray[np.int64]
    of_month: npt.NDArray[np.int64]


class Clue(NamedTuple):
    """What a part of a text says of its day: where it stands, the odds of each day, a sentence about the best day."""

    start: int
    odds: Odds
    says: Callable[[date], str]


def clue_of(doc: Doc, start: int, end: int, says: str | Callable[[date], str], odds: Odds) -> Clue:
    """Return the clue of a stretch of the folded text; `says` continues a sentence that begins with its words."""
    first, last = doc.folded.span(start, end)
    surface = " ".join(doc.text[first:last].split())
    return Clue(first, odds, lambda best: f'"{surface}" {says if isinstance(says, str) else says(best)}.')


def in_words(day: date) -> str:
    """Return a day as "14 December 2025"."""
    return f"{day.day} {day:%B %Y}"


@cache
def days() -> Days:
    """Return every day an article may be of."""
    offices = assets.load("offices.csv")
    last = date.fromisoformat(max(offices["since"].max(), offices["until"].max()))
    ordinal = np.arange(FIRST.toordinal(), last.toordinal() + 1)
    day = ordinal - date(1970, 1, 1).toordinal() + np.datetime64("1970-01-01", "D")
    month = day.astype("datetime64[M]")
    of_month = (day - month.astype("datetime64[D]")).astype(int) + 1
    return Days(ordinal, (ordinal + 6) % 7, month.astype(int) + 1970 * 12, of_month)


# How many days before the publication a day lies that a text names without its year, below 0 when it is to come: told
# as past, as to come, with its weekday, of this month (past and to come), with الماضي, with المقبل; and a holiday.
PAST: Steps = ((-180, -60, .04), (-60, -14, .04), (-14, 0, .06), (0, 1, .06), (1, 2, .04), (2, 4, .06), (4, 7, .08),
               (7, 14, .16), (14, 30, .17), (30, 60, .14), (60, 120, .1), (120, 366, .07))  # fmt: skip
FUTURE: Steps = ((-366, -180, .03), (-180, -60, .14), (-60, -30, .1), (-30, -14, .22), (-14, -7, .24), (-7, -3, .12),
                 (-3, 0, .06), (0, 2, .06), (2, 60, .03))  # fmt: skip
WITH_WEEKDAY: Steps = ((-30, -7, .1), (-7, 0, .1), (0, 1, .25), (1, 2, .2), (2, 4, .1), (4, 7, .1), (7, 14, .08),
                       (14, 60, .05), (60, 366, .02))  # fmt: skip
THIS: Steps = ((-31, 0, 0.1), (0, 3, 0.3), (3, 7, 0.3), (7, 14, 0.2), (14, 31, 0.1))
THIS_AHEAD: Steps = ((-31, -7, 0.5), (-7, 0, 0.35), (0, 2, 0.1), (2, 31, 0.05))
LAST: Steps = (
    (-1, 1, 0.01),
    (1, 7, 0.2),
    (7, 14, 0.2),
    (14, 30, 0.25),
    (30, 60, 0.15),
    (60, 120, 0.1),
    (120, 366, 0.1),
)
NEXT: Steps = ((-366, -60, 0.1), (-60, -30, 0.15), (-30, -14, 0.2), (-14, -7, 0.2), (-7, 0, 0.34), (0, 2, 0.01))
HOLIDAY: Steps = (
    (-60, -20, 0.1),
    (-20, -7, 0.12),
    (-7, 0, 0.35),
    (0, 3, 0.2),
    (3, 7, 0.08),
    (7, 30, 0.08),
    (30, 366, 0.07),
)
# The latest day that a text names with its year, at its head and further down.
LATEST_AT_HEAD: Steps = ((-30, 0, 0.06), (0, 2, 0.34), (2, 7, 0.1), (7, 30, 0.14), (30, 366, 0.16), (366, 4000, 0.2))
LATEST: Steps = ((-60, 0, .04), (0, 2, .1), (2, 30, .11), (30, 366, .25), (366, 800, .15), (800, 2000, .2),
                 (2000, 9500, .15))  # fmt: skip
LATEST_OF: Mapping[str, Steps] = {
    "day": LATEST,
    "month": ((-90, 0, .02), (0, 31, .08), (31, 62, .08), (62, 93, .06), (93, 180, .1), (180, 730, .33),
              (730, 4400, .33)),
    "year": ((-366, 0, .02), (0, 366, .2), (366, 731, .18), (731, 1096, .14), (1096, 1461, .12), (1461, 2922, .2),
             (2922, 9500, .14)),
}  # fmt: skip
# A meeting, by when the sentence puts it; a copy in the same story.
MET: Mapping[str, Steps] = {
    "today": ((0, 1, .95), (1, 2, .05)),
    "yesterday": ((0, 1, .02), (1, 2, .93), (2, 3, .05)),
    "weekday": ((-30, 0, .1), (0, 1, .5), (1, 2, .3), (2, 3, .08), (3, 7, .12)),
    "some day": ((-30, 0, .15), (0, 1, .35), (1, 2, .28), (2, 4, .1), (4, 14, .1), (14, 60, .05)),
}  # fmt: skip
COPY: Steps = ((-14, -1, 0.08), (-1, 0, 0.14), (0, 1, 0.6), (1, 2, 0.12), (2, 14, 0.06))
# How many months ago a month was that is named without its year (11: the coming month): told as past, as to come, with
# الماضي, الماضيين, الجاري, المقبل.
MONTH_PAST = (.1, .28, .2, .09, .07, .07, .04, .02, .02, .01, .04, .06)  # fmt: skip
MONTH_FUTURE = (.2, .09, .04, .002, .03, .03, .03, .03, .04, .1, .14, .27)  # fmt: skip
MONTH_LAST = (.015, .3, .21, .13, .08, .06, .06, .04, .04, .02, .02, .02)  # fmt: skip
MONTHS_LAST = (.004, .5, .2, .1, .06, .05, .03, .02, .02, .01, .005, .001)  # fmt: skip
MONTH_THIS = (.96, .02, *[1e-5] * 9, .02)  # fmt: skip
MONTH_NEXT = (0.01, *MONTH_LAST[:0:-1])
# How many days after a weekday an article came out: the first that it names, at its head and further down, and others;
# and one beside today, yesterday, tomorrow.
WEEKDAY_FIRST = (.72, .24, .014, .01, .004, .004, .008)  # fmt: skip
WEEKDAY_BODY = (.34, .44, .1, .04, .04, .02, .02)  # fmt: skip
WEEKDAY_LATER = (.08, .41, .26, .12, .05, .05, .03)  # fmt: skip
WEEKDAY_NOW = {0: (.9, .085, .003, .003, .003, .003, .003), -1: (.01, .87, .1, .005, .005, .005, .005),
               1: (.1, .01, .01, .01, .01, .06, .8)}  # fmt: skip
# How well days fit before, in, in the month after and later than a term of office: of who is called by the office, who
# is called former, who is named without a title.
OFFICE = {"holds": (.003, 1, .2, .03), "former": (.003, .03, 1, 1), "named": (.12, 1, .4, .25)}  # fmt: skip


def after(dates: Mapping[date, float], steps: Steps, floor: float = 1e-6) -> Odds:
    """Weigh days by how long after any of several days they are, each with the odds that it is the one meant."""
    edges = [low for low, _, _ in steps] + [steps[-1][1]]
    a_day = np.array([floor, *(max(share / (high - low), floor) for low, high, share in steps), floor])
    total = sum(
        share * a_day[np.searchsorted(edges, days().ordinal - day.toordinal(), side="right")]
        for day, share in dates.items()
    )
    return np.asarray(np.log(np.maximum(total, floor)))


def after_weekday(weekday: int, shares: Sequence[float]) -> Odds:
    """Weigh days by how long after a weekday they are."""
    return np.asarray(np.log(np.array(shares)[(days().weekday - weekday) % 7]))


def after_month(month: int, shares: Sequence[float]) -> Odds:
    """Weigh days by how many months after a month of any year they are."""
    return np.asarray(np.log(np.array(shares)[(days().month - month + 1) % 12]))


def doubted(odds: Odds, share: float = 0.15) -> Odds:
    """Leave a share of the odds even: a day or month without a year may be one of the year told of before."""
    fit = np.exp(odds)
    return np.asarray(np.log((1 - share) * fit + share * fit.mean()))

"""Clues of the calendar: what the dates and weekdays of a text say about the day it came out.

"اليوم الخميس" is said on a Thursday, "14 ديسمبر الجاري" in December, "فبراير الماضي" in the year after a February. The
expressions are those of the layer `dates`; here they are read the other way round: not what they mean on a known day,
but on which days they would be said.
"""

from __future__ import annotations

from calendar import day_name, month_name
from collections.abc import Iterable
from datetime import date

import numpy as np

from explore.annotation.dating import odds
from explore.annotation.dating.odds import Weigh
from explore.annotation.dating.reading import HEAD, Calendar, Clue, clue_of, in_words
from explore.annotation.dating.years import Named, with_year, year_clues
from explore.calendar import iso
from explore.calendar.days import EVENT_WORDS
from explore.calendar.grammar import Found
from explore.calendar.meaning import relation

_DOUBT = 0.15  # the part of the odds left even where a text gives no year
_AT_MOST = 16  # different expressions of a text that are weighed
# A day after these names an event of another year, or a paper, a street: ثورة 25 يناير.
_EVENT = EVENT_WORDS.union("الثوره ذكري تظاهرات مظاهرات قوي ميدان شارع".split())
_DAYS, _MONTHS = ("day", "days", "numeric", "month_first", "slashed"), ("month",)


def calendar_clues(calendar: Calendar) -> list[Clue]:
    """Return what the calendar expressions of a text say about the day it came out."""
    clues: list[Clue] = []
    named: list[Named] = []
    seen: set[object] = set()
    weekdays = 0
    for at, found in enumerate(calendar.found):
        if found.kind in ("weekday", "night"):
            weekday = calendar.value(found, "Ww")
            said = relation(calendar.line, found.first, found.after)
            now = calendar.value(found, "NJv")
            if weekday is None or (weekday, now, said) in seen:
                continue
            seen.add((weekday, now, said))
            clues.append(_weekday(calendar, found, weekday, now, said, weekdays))
            weekdays += now is None and said is None
            seen.add((weekday, None, None))
        elif (dated := with_year(calendar, found)) is not None:
            named.append(dated)
        elif found.kind == "holiday":
            clues += _holiday(calendar, found)
        elif (key := _key(calendar, found)) not in seen and len(seen) < _AT_MOST:
            seen.add(key)
            if not _shares_year(calendar, at) and calendar.word_before(found) not in _EVENT:
                clues += _yearless(calendar, found)
    return sorted([*clues, *year_clues(calendar, named)], key=lambda clue: clue.start)


def _key(calendar: Calendar, found: Found) -> tuple[str, str]:
    return found.kind, str([calendar.line.means[k] for k in range(found.first, found.after)])


def _weekday(calendar: Calendar, found: Found, weekday: int, now: int | None, said: int | None, before: int) -> Clue:
    name = day_name[weekday]
    if now in odds.WEEKDAY_NOW:
        shares = odds.WEEKDAY_NOW[now]
        on = day_name[(weekday - now) % 7]

        def otherwise(day: date) -> str:  # papers date a day early or late, by the night and the time zone
            far = (day.weekday() - weekday + now) % 7 not in (0, 1, 6)
            return f"is said on a {on}, and {in_words(day)} is a {day:%A}" if far else ""

        return clue_of(calendar, found, odds.of_weekday(weekday, shares), f"is said on a {on}", otherwise)
    tense = calendar.tense(found)
    if said is not None and said != 0:
        shares = odds.WEEKDAY_LAST if said < 0 else odds.WEEKDAY_NEXT
        return clue_of(
            calendar,
            found,
            odds.of_weekday(weekday, shares),
            f"is said some days {'after' if said < 0 else 'before'} a {name}",
        )
    if tense > 0:
        return clue_of(calendar, found, odds.of_weekday(weekday, odds.WEEKDAY_FUTURE), f"is a {name} to come, or today")
    if before:
        return clue_of(calendar, found, odds.of_weekday(weekday, odds.WEEKDAY_LATER), f"is a {name} of the days before")
    head = calendar.line.starts[found.first] < HEAD
    shares = odds.WEEKDAY_FIRST if head else odds.WEEKDAY_BODY
    return clue_of(
        calendar, found, odds.of_weekday(weekday, shares), f"is the day of its news: a {name}, or the day after"
    )


# --- days and months without a year ----------------------------------------------------------------------


def _shares_year(calendar: Calendar, at: int) -> bool:
    """Say whether a date is one end of a range, or part of a list, whose year stands at its end."""
    if at + 1 == len(calendar.found):
        return False
    this, following = calendar.found[at], calendar.found[at + 1]
    gap = calendar.line.symbols[this.after : following.first]
    return gap.strip(",") in ("&", "t", "tj", "tf", "-", "j", "&j") and "y" in calendar.symbols(following)


def _yearless(calendar: Calendar, found: Found) -> Iterable[Clue]:
    symbols = calendar.symbols(found)
    if "=" in symbols or found.kind not in (*_DAYS, *_MONTHS, "day_of_month", "days_of_month"):
        return
    tense = calendar.tense(found)
    said = relation(calendar.line, found.first, found.after)
    of_year = said if "A" in symbols else None
    if found.kind in ("day_of_month", "days_of_month"):
        number = calendar.number(found)
        if number and (said or 0) == 0 and "=" not in symbols:
            steps = odds.THIS_AHEAD if tense > 0 else odds.THIS
            text = f"is said in a month, {'before' if tense > 0 else 'on or after'} its day {number}"
            yield clue_of(calendar, found, lambda days: np.log(odds.stepped(days.of_month - number, steps)), text)
        return
    month = calendar.value(found, "Mm")
    if found.kind == "slashed":
        number, month = (calendar.line.means[k] for k in (found.after - 3, found.after - 1))
        number, month = (month, number) if month > 12 else (number, month)
    elif found.kind in _DAYS:
        number = calendar.number(found)
    else:
        number = None
    hijri = calendar.value(found, "Hh")
    if hijri is not None:
        yield from _hijri(calendar, found, hijri)
    elif month is None:
        return
    elif number is None:
        yield _month(calendar, found, month, tense, said, of_year)
    else:
        yield _day(calendar, found, month, number, tense, said, of_year)


def _day(
    calendar: Calendar, found: Found, month: int, number: int, tense: int, said: int | None, of_year: int | None
) -> Clue:
    weekday, now = calendar.value(found, "W"), calendar.value(found, "NJv")
    name = f"{number} {month_name[month]}"

    def make(year: int) -> date | None:
        value = iso.day_value(year, month, number)
        return date.fromisoformat(value) if value else None

    if now is not None:
        steps: odds.Steps = [(-now, -now + 1, 0.88), (-now + 1, -now + 2, 0.1)]
    elif said is not None and of_year is None:
        ahead = odds.THIS_AHEAD if tense > 0 else odds.THIS
        steps = ahead if said == 0 else odds.LAST_SAID if said < 0 else odds.NEXT_SAID
    elif tense > 0:
        steps = odds.FUTURE
    else:
        steps = odds.PAST if weekday is None else odds.WITH_WEEKDAY
    weigh = odds.of_yearly(make, steps, weekday, same_month=said == 0 and of_year is None)
    if now is None and said is None:
        weigh = _doubted(weigh, 1 / 365)
    if weekday is not None:
        years = [
            year for year in range(odds.FIRST.year, odds.LAST.year + 1) if (d := make(year)) and d.weekday() == weekday
        ]
        shown = ", ".join(map(str, years))

        def says(day: date) -> str:
            near = [year for year in years if abs(year - day.year) <= 1]
            falls = f"{near[0]}" if near else f"the years {shown}"
            return f"is said near that day: {name} is a {day_name[weekday]} in {falls}"

        def otherwise(day: date) -> str:
            if any(abs(year - day.year) <= 1 for year in years):
                return ""
            return (
                f"is in none of the years {day.year - 1} to {day.year + 1}: {name} is a {day_name[weekday]} in {shown}"
            )

        return clue_of(calendar, found, weigh, says, otherwise)
    where = {0: "in that month", -1: "in the year after it", 1: "in the year before it"}.get(
        said if said is not None else 9
    )
    near = "in the weeks before it" if tense > 0 else "in the weeks after it"
    return clue_of(calendar, found, weigh, f"is said {where or near} ({name})")


def _month(calendar: Calendar, found: Found, month: int, tense: int, said: int | None, of_year: int | None) -> Clue:
    name = month_name[month]
    if of_year is not None:
        if of_year == 0:  # مايو من العام الجاري
            table = dict.fromkeys(range(-11, 1) if tense > 0 else range(12), 1 / 12)
        else:
            table = dict.fromkeys(range(1, 24) if of_year < 0 else range(-23, 0), 1 / 24)
        return clue_of(
            calendar, found, odds.of_month(month, table), f"is said {'in' if not of_year else 'near'} its year"
        )
    if said is not None and abs(said) == 1:
        both = "X" in calendar.symbols(found)
        table = odds.MONTH_NEXT if said > 0 else odds.MONTHS_LAST if both else odds.MONTH_LAST
        text = f"is said in the months {'after' if said < 0 else 'before'} a {name}"
        return clue_of(calendar, found, odds.of_month(month, table), text)
    if said == 0:
        return clue_of(calendar, found, odds.of_month(month, odds.MONTH_THIS), f"is said in {name}")
    table = odds.MONTH_FUTURE if tense > 0 else odds.MONTH_PAST
    text = f"is said in or {'before' if tense > 0 else 'after'} {name}"
    return clue_of(calendar, found, _doubted(odds.of_month(month, table), 1 / 12), text)


def _hijri(calendar: Calendar, found: Found, month: int) -> Iterable[Clue]:
    symbols = calendar.symbols(found)
    if symbols[-1] == "h" and len(symbols) == 1:
        return
    number = calendar.number(found)

    def make(year: int) -> date | None:
        start = iso.hijri_year(date(year, 1, 1))
        days = (iso.hijri_day(start + k, month, number or 1) for k in (0, 1))
        return next((day for day in days if day and day.year == year), None)

    yield clue_of(
        calendar, found, _doubted(odds.of_yearly(make, odds.LUNAR_MONTH), 1 / 354), "is said near that Hijri month"
    )


def _holiday(calendar: Calendar, found: Found) -> Iterable[Clue]:
    place = calendar.line.symbols.index("O", found.first)
    said = calendar.line.means[place]
    month, number = (int(part) for part in said.strip("h").split("-"))
    if "y" in calendar.symbols(found):
        return

    def make(year: int) -> date | None:
        if not said.startswith("h"):
            return date(year, month, number)
        start = iso.hijri_year(date(year, 1, 1))
        days = (iso.hijri_day(start + k, month, number) for k in (0, 1))
        return next((day for day in days if day and day.year == year), None)

    yield clue_of(calendar, found, _doubted(odds.of_yearly(make, odds.HOLIDAY), 1 / 365), "is a holiday near it")


def _doubted(weigh: Weigh, even: float) -> Weigh:
    """Leave a part of the odds even: a day or month without a year may be one of the year told of before."""
    return lambda days: np.log((1 - _DOUBT) * np.exp(weigh(days)) + _DOUBT * even)

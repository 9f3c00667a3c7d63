"""Dates: the calendar expressions written out in a text, with the days they mean.

Read here: a day and month with or without a year, in figures or ordinals, in any naming and in two at once (السابع من
ديسمبر/كانون الأول 2021); a month with a year or with الماضي، الجاري، المقبل; a year after عام; numeric dates; weekdays,
اليوم، أمس، غدا. What has no year of its own is placed by the article's publication date, a bare
weekday on the nearest such day up to it. Without a publication date it has no value.

Not done here: Hijri dates, clock times, seasons, ranges, durations and holidays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, datetime, timedelta
from functools import lru_cache

import pandas as pd

from explore import schema
from explore.months import MONTHS, ORDINALS, WEEKDAYS
from explore.text import fold, split_sentences


def _any(names: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True)).replace(r"\ ", r"\s+")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    # Papers often forget the space in ديسمبرالجاري.
    month = rf"(?:{_any(MONTHS)})(?=ال(?:جاري|حالي|ماضي|مقبل)|(?!\w))"
    months = rf"(?P<{{name}}>{month})(?:\s*[/(]\s*{month}\s*\)?)?"
    weekday = rf"(?:{_any(WEEKDAYS)})(?!\w)"
    relation = r"\(?(?P<{name}>ال(?:جاري|حالي|ماضي|منصرم|فائت|مقبل|قادم))(?!\w)\)?"
    year = r"(?:(?:من\s+)?(?:ال)?(?:عام|سنه)\s+|من\s+)?(?P<{name}>(?:1[6-9]|20)\d\d)(?!\d)"
    now = "اليوم|امس|غدا"
    full_weekday = rf"(?:{_any({name: day for name, day in WEEKDAYS.items() if name.startswith('ال')})})(?!\w)"
    return re.compile(
        rf"""
        (?<![\w/])[وفبل]?ل?(?:يوم\s+\(?)?(?P<body>
          # اليوم الخميس 13 شباط 2025، السابع من ديسمبر/كانون الأول الجاري
          (?:(?:(?:{now})\s+)?(?P<day_name>{weekday})[\s،,]+(?:الموافق\s+)?)?
          (?:(?P<day>[0-3]?\d)|(?P<ordinal>{_any(ORDINALS)}))\s*(?:من\s+)?(?:شهر\s+)?{months.format(name="month")}
          (?:[\s،,]*{year.format(name="year")}|\s*{relation.format(name="relation")})?
        | # تموز/يوليو 2014، فبراير الماضي
          (?:شهر\s+)?{months.format(name="only_month")}
          (?:[\s،,]*{year.format(name="month_year")}|\s*{relation.format(name="month_relation")})
        | # 2021-05-12, 12/5/2021
          (?P<iso>(?:19|20)\d\d-[01]?\d-[0-3]?\d)(?!\d)|(?P<numeric>[0-3]?\d[/.-][01]?\d[/.-](?:19|20)\d\d)(?!\d)
        | # في عام 2014
          (?:ال)?(?:عام|سنه)\s+(?P<only_year>(?:1[0-9]|20)\d\d)(?!\d)
        | # أمس الأربعاء، يوم الخميس الماضي
          (?:(?P<now>{now})\s+\(?)?(?P<weekday>{full_weekday})\)?(?:\s+{relation.format(name="week_relation")})?
        | # اليوم: today, not "the next day" and not "the day of"
          (?P<only_now>{now})(?!\s+(?:التالي|نفسه|ذاته|الثاني|الاول|الواحد|الذي|السابق|الاخير))
        )(?!\w)
        """,
        re.VERBOSE,
    )


def find_dates(articles: pd.DataFrame) -> pd.DataFrame:
    """Return schema.DATES of `articles` (article_id, text, published), by article in the order given, then start."""
    rows = []
    for article_id, text, published in articles[["article_id", "text", "published"]].itertuples(index=False):
        folded = fold(text)
        starts = [start for start, _, _ in split_sentences(text)]
        anchor = None if pd.isna(published) else published.date()
        for match in _pattern().finditer(folded):
            start, end = folded.span(*match.span("body"))
            value = _value(match, anchor)
            since, until = _interval(value)
            sentence = max(bisect_right(starts, start) - 1, 0)
            rows.append((article_id, start, end, sentence, text[start:end], value, since, until))
    return schema.DATES.frame(rows)


def _value(match: re.Match[str], anchor: date | None) -> str | None:
    """Return the ISO 8601 value of one expression, or None when it needs a publication date and there is none."""
    part = match.groupdict()
    if part["iso"]:
        return _day(*map(int, part["iso"].split("-")))
    if part["numeric"]:
        first, second, year = map(int, re.split(r"[/.-]", part["numeric"]))
        # Day before month, as the Arab world writes, unless that is impossible.
        return _day(year, second, first) or _day(year, first, second)
    if part["only_year"]:
        return part["only_year"]
    if part["only_month"]:
        month = MONTHS[_one(part["only_month"])]
        return _month(month, part["month_year"], part["month_relation"], anchor)
    if part["month"]:
        return _day_of_month(part, anchor)
    if anchor is None:
        return None
    if part["only_now"]:
        return (anchor + timedelta(days=_NOW[part["only_now"]])).isoformat()
    return _weekday(WEEKDAYS[part["weekday"]], part["now"], part["week_relation"], anchor)


_NOW = {"اليوم": 0, "امس": -1, "غدا": 1}
_NEXT = ("المقبل", "القادم")
_THIS = ("الجاري", "الحالي")


def _one(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _day_of_month(part: dict[str, str | None], anchor: date | None) -> str | None:
    month = MONTHS[_one(part["month"] or "")]
    day = int(part["day"]) if part["day"] else ORDINALS[_one(part["ordinal"] or "")]
    if part["year"]:
        return _day(int(part["year"]), month, day)
    if anchor is None:
        return None
    years = {anchor.year - 1, anchor.year, anchor.year + 1}
    days = [date.fromisoformat(iso) for year in years if (iso := _day(year, month, day))]
    if part["relation"] in _NEXT:
        days = [d for d in days if d > anchor]
    elif part["relation"] in _THIS:
        days = [d for d in days if d.year == anchor.year]
    elif part["relation"]:
        days = [d for d in days if d < anchor]
    best = min(days, key=lambda d: abs(d - anchor), default=None)
    return best.isoformat() if best else None


def _month(month: int, year: str | None, relation: str | None, anchor: date | None) -> str | None:
    if year:
        return f"{year}-{month:02d}"
    if anchor is None:
        return None
    if relation in _NEXT:
        found = anchor.year + (month <= anchor.month)
    elif relation in _THIS:
        found = anchor.year
    else:
        found = anchor.year - (month >= anchor.month)
    return f"{found}-{month:02d}"


def _weekday(day: int, now: str | None, relation: str | None, anchor: date) -> str:
    if now:  # of "yesterday, Wednesday" the first word decides: a weekday is slipped more easily
        return (anchor + timedelta(days=_NOW[now])).isoformat()
    back = (anchor.weekday() - day) % 7
    if relation in _NEXT:
        return (anchor + timedelta(days=7 - back)).isoformat()
    if relation and relation not in _THIS and back == 0:
        back = 7
    return (anchor - timedelta(days=back)).isoformat()


def _interval(value: str | None) -> tuple[datetime | None, datetime | None]:
    """Return the first moment of an ISO value and the first moment after it."""
    if value is None:
        return None, None
    year, month, day = (int(part) for part in (*value.split("-"), "1", "1")[:3])
    since = datetime(year, month, day)  # noqa: DTZ001  a day of the calendar has no zone
    if len(value) == 10:
        return since, since + timedelta(days=1)
    if len(value) == 7:
        return since, since.replace(year=year + month // 12, month=month % 12 + 1)
    return since, since.replace(year=year + 1)

"""Publication dates: the moment an article came out, from what a site prints above it.

The parts are found one by one (time and zone, day, month, year), and a date is given only when all of day, month and
year are there: nothing is guessed from today's date. In figures the day stands before the month, unless that is
impossible or the weekday beside it says otherwise.
"""

from __future__ import annotations

import datetime as dt
import math
import numbers
import re
import zoneinfo
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from explore.calendar.days import day_first
from explore.calendar.iso import day_of, hour_of
from explore.calendar.words import HIJRI_MONTHS, PRINTED_MONTHS, PRINTED_WEEKDAYS, WORDS, ZONES, word_set
from explore.text import fold

Order = Literal["either", "month first"]


class Published(NamedTuple):
    """A moment in UTC or None, a remark where it is missing or doubtful, and what figures showed of their order."""

    when: pd.Timestamp | None
    note: str | None
    order: Order | None = None


class _Day(NamedTuple):
    day: dt.date | None
    note: str | None = None
    order: Order | None = None


def _any_of(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


#: What is written where there is no date, folded.
NOTHING = frozenset({"", *(str(fold(name)) for name in WORDS["no_date"])})
_HALVES = {str(fold(name)): half for half, names in WORDS["halves"].items() for name in names.split("|")}
_UNSURE_ZONES = word_set("unsure_zones")
_UTC = _any_of(place for place, zone in ZONES.items() if zone == "UTC")
_M = rf"(?<!\w)(?:{_any_of(PRINTED_MONTHS)})\.?(?!\w)"
_GAP = r"[\s,،.\-–/]*"
_NAMED = re.compile(
    rf"""
    (?:(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?{_GAP}(?:من\s+)?(?:شهر\s+)?(?:of\s+)?)?   # 17 (of July)
    (?P<month>{_M})(?:\s*[/(\-–]\s*(?P<other>{_M})\s*\)?)?                            # July, or July/Tammuz
    (?:{_GAP}(?P<day_after>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|\s*:))?                    # (July) 17
    (?:{_GAP}(?:عام\s+|سنه\s+)?(?P<year>\d{{4}})(?!\d)|\s*[-/\s'’](?P<short>\d{{2}})(?![\d:.]))?
    """,
    re.VERBOSE,
)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s*([-/.\\])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_COMPACT_TIME = re.compile(r"(?<!\d)((?:19|20)\d{6})t?(\d\d)(\d\d)(\d\d)?(?!\d)")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_HIJRI = re.compile(
    rf"""
      \d{{1,2}}\s*(?:من\s+)?(?:شهر\s+)?(?:{_any_of(HIJRI_MONTHS)})(?!\w){_GAP}(?:عام\s+)?(?:1[345]\d\d)?\s*(?:هـ|ه(?!\w))?
    | (?<!\d)(?:1[345]\d\d\s*[-/]\s*\d{{1,2}}\s*[-/]\s*\d{{1,2}}
      |\d{{1,2}}\s*[-/]\s*\d{{1,2}}\s*[-/]\s*1[345]\d\d)(?!\d)\s*(?:ه(?!\w))?
    """,
    re.VERBOSE,
)
_TIME = re.compile(
    rf"""
    (?<![\d:])(?:(?P<before>صباحا|مساء|(?<!\d\d\d\d\ )م|ص)\s*)?     # half of the day, seldom before the hour
    (?P<hour>\d{{1,2}})(?:\s*:\s*|h)(?P<minute>\d{{2}})
    (?:\s*:\s*(?P<second>\d{{2}})(?:[.,](?P<fraction>\d{{1,9}}))?)?(?!\d)
    (?:\s*(?P<half>{_any_of(_HALVES)}|[ap]\.?\s?m)\.?(?!\w))?
    (?:\s*(?P<zulu>z|utc|gmt|ut|(?:بتوقيت\ )?(?:{_UTC})|ت\.?\s?غ)(?!\w))?
    (?:\s*(?P<sign>[+\-−])(?P<zone_hour>\d{{2}})(?::?(?P<zone_minute>\d{{2}})(?!\d)|(?=\s*(?:$|\()))
      |\s*\(?(?P<zone>[a-z]{{3,4}}|بتوقيت\s+(?:[^\W\d]+\s?){{1,3}})\)?(?!\w))?
    """,
    re.VERBOSE,
)
_WEEKDAY = re.compile(rf"(?<!\w)(?:{_any_of(PRINTED_WEEKDAYS)})(?!\w)")
_UPDATED, _RELATIVE = re.compile(WORDS["updated_pattern"]), re.compile(WORDS["relative_pattern"])


def parse_published(value: Any) -> Published:
    """Return the moment in UTC that a publication date stands for, or None and why not.

    Parameters
    ----------
    value : str, number, datetime or None
        What a site or table gives: text in any usual form, a datetime (without a zone it is UTC), or seconds or
        milliseconds since 1970.

    Returns
    -------
    Published
        `when` (Timestamp in UTC, or None) and `note` (None, or why the date is missing or doubtful).

    Notes
    -----
    A date without a time is midnight UTC; a time without a zone is taken as UTC. Forms that count from a moment not
    given ("منذ 3 ساعات") and Hijri dates are not read. Dates before 1800 or later than next year are not believed.

    Examples
    --------
    >>> parse_published("الثلاثاء 9 حزيران / يونيو 2020. 08:47 مـساءً").when
    Timestamp('2020-06-09 20:47:00+0000', tz='UTC')
    >>> parse_published("١٢/٠٥/٢٠٢١").when
    Timestamp('2021-05-12 00:00:00+0000', tz='UTC')
    >>> parse_published("منذ 3 ساعات").note
    "relative date: 'منذ 3 ساعات'"
    """
    if isinstance(value, dict) and len(value) == 1:  # {"$date": …}, as document databases export it
        value = next(iter(value.values()))
    if isinstance(value, np.generic) and not isinstance(value, np.datetime64):
        value = value.item()
    if isinstance(value, str):
        return _from_text(value)
    if isinstance(value, (dt.date, np.datetime64)):
        return _from_datetime(value)
    if value is None or value is pd.NA or isinstance(value, bool):
        return Published(None, None)
    if isinstance(value, numbers.Real):
        return _from_number(float(value), str(value))
    return Published(None, f"not a date: {str(value)[:80]!r}")


def _from_datetime(value: Any) -> Published:
    try:
        stamp = pd.Timestamp(value)
        if pd.isna(stamp):
            return Published(None, None)
        stamp = stamp.tz_localize("UTC") if stamp.tzinfo is None else stamp.tz_convert("UTC")
    except (ValueError, OverflowError) as error:
        return Published(None, f"not a date: {str(value)[:80]!r} ({error})")
    return _plausible(stamp, str(value))


def _from_number(value: float, raw: str) -> Published:
    if math.isnan(value):
        return Published(None, None)
    for digits, unit in ((1e8, 1), (1e11, 1e3), (1e14, 1e6), (1e17, 1e9)):  # seconds, milli-, micro-, nanoseconds
        if digits <= abs(value) < digits * 1e3 and abs(value) / unit < 1e10:
            return _plausible(pd.Timestamp(0, tz="UTC") + pd.Timedelta(seconds=value / unit), raw)
    if 1800 <= value < 2200 and value == int(value):
        return Published(None, f"only a year: {raw!r}")
    return Published(None, f"a number that is no time: {raw[:80]!r}" if value else "zero, which stands for no date")


def _plausible(stamp: pd.Timestamp, raw: str, note: str | None = None) -> Published:
    raw, now = raw.strip()[:80], pd.Timestamp.now(tz="UTC")
    if not 1800 <= stamp.year <= now.year + 1:
        return Published(None, f"{'Hijri' if 1300 <= stamp.year <= 1500 else 'implausible'} year: {raw!r}")
    if stamp == pd.Timestamp(0, tz="UTC"):
        return Published(None, f"1 January 1970, the zero of computers' clocks: {raw!r}")
    if stamp.year < 1900:
        note = f"before 1900: {raw!r}"
    elif stamp > now + pd.Timedelta(days=2):
        note = f"in the future: {raw!r}"
    return Published(stamp.as_unit("us"), note)


@lru_cache(maxsize=65_536)
def _from_text(raw: str) -> Published:
    shown = " ".join(raw.split())[:80]
    if len(raw) > 300:
        return Published(None, f"a text, not a date: {shown!r}" if shown else None)
    text = " ".join(fold(raw).split())
    if text in NOTHING:
        return Published(None, None)
    if re.fullmatch(r"-?\d+(?:\.0*)?", text) and not re.fullmatch(r"(19|20)\d{6}(\d{6})?", text):
        return _from_number(float(text), raw)
    text, hijri = _HIJRI.subn(" ", text)
    text = _COMPACT_TIME.sub(lambda m: f"{m[1]} {m[2]}:{m[3]}:{m[4] or '00'}", text)
    text = _first_printed(re.sub(r"(?<=\d)t(?=\d)", " ", text))
    time = _TIME.search(text)
    read = _read_day(text[: time.start()] + " | " + text[time.end() :] if time else text)
    if read.day is None:
        return Published(None, f"{_why_not(text, read.note, hijri=bool(hijri))}: {shown!r}")
    try:
        moment, zone_note = _moment(read.day, time)
    except (ValueError, OverflowError):
        return Published(None, f"no such date or time: {shown!r}")
    note = zone_note or read.note
    return _plausible(moment, raw, f"{note}: {shown!r}" if note else None)._replace(order=read.order)


def _first_printed(text: str) -> str:
    """Return what stands before "updated", where it holds a date: published first, updated later."""
    updated = _UPDATED.search(text)
    return text[: updated.start()] if updated and _read_day(text[: updated.start()]).day else text


def _why_not(text: str, note: str | None, *, hijri: bool) -> str:
    if hijri and note is None:
        return "Hijri date"
    return "relative date" if _RELATIVE.search(text) else note or "not a date"


def _read_day(text: str) -> _Day:
    """Return the first day in a folded text without its time."""
    name = _WEEKDAY.search(text)
    weekday = PRINTED_WEEKDAYS[name.group()] if name else None
    if m := _YEAR_FIRST.search(text):
        return _checked(int(m[1]), int(m[3]), int(m[4]), weekday)
    named = sorted(_NAMED.finditer(text), key=lambda m: -sum(m[g] is not None for g in ("day", "day_after", "year")))
    m = _YEAR_LAST.search(text)
    if m and not (named and len(m[4]) == 2):
        return _in_figures(int(m[1]), int(m[3]), m[4], weekday)
    if named:
        return _with_name(named[0], text, weekday)
    if m := _COMPACT.search(text):
        return _checked(int(m[1]), int(m[2]), int(m[3]), weekday)
    return _Day(None, "only a year" if _YEAR.search(text) else None)


def _with_name(m: re.Match[str], text: str, weekday: int | None) -> _Day:
    month, around = PRINTED_MONTHS[m["month"].rstrip(".")], _YEAR.search(text)
    day, year = m["day"] or m["day_after"], m["year"]
    short = m["short"] or (m["day_after"] if m["day"] else None)
    if year is None:  # it may stand before the month or, as in asctime, after the time
        year = around[1] if around else str(_century(short)) if short else None
    if year is None or day is None:
        return _Day(None, "no year" if year is None else "no day")
    read = _checked(int(year), month, int(day), weekday)
    if m["other"] and PRINTED_MONTHS[m["other"].rstrip(".")] != month:
        return read._replace(note="two months that differ, the first taken")
    return read._replace(note=read.note or ("year in two figures" if short and not around else None))


def _century(year: str) -> int:
    return 2000 + int(year) - (100 if int(year) > 69 else 0)


def _in_figures(first: int, second: int, year: str, weekday: int | None) -> _Day:
    full = int(year) if len(year) == 4 else _century(year)
    day, month, _ = day_first(first, second, full)
    order: Order | None = "month first" if day != first else None
    if order is None and first <= 12 and first != second:
        swapped, straight = (_checked(full, *pair, weekday).note for pair in ((first, second), (second, first)))
        if weekday is None:
            order = "either"
        elif straight and not swapped:  # the weekday shows it
            day, month, order = second, first, "month first"
    read = _checked(full, month, day, weekday)
    return _Day(read.day, read.note or ("year in two figures" if len(year) == 2 else None), order)


def _checked(year: int, month: int, day: int, weekday: int | None) -> _Day:
    found = day_of(year, month, day)
    if found is None:
        return _Day(None, "no such day")
    return _Day(found, None if weekday in (None, found.weekday()) else "its weekday is another")


def _moment(day: dt.date, time: re.Match[str] | None) -> tuple[pd.Timestamp, str | None]:
    if time is None:
        return pd.Timestamp(day, tz="UTC"), None
    hour, minute, second = int(time["hour"]), int(time["minute"]), int(time["second"] or 0)
    half = time["half"] or time["before"] or ""
    hour = hour_of(hour, _HALVES.get(half) or _HALVES.get(re.sub(r"[.\s]", "", half)))
    days, hour = (1, 0) if (hour, minute, second) == (24, 0, 0) else (0, hour)
    fraction = int((time["fraction"] or "0")[:6].ljust(6, "0"))
    zone, note = _zone(time)
    clock = dt.time(hour, minute, 59 if second == 60 else second, fraction, tzinfo=zone)  # 60 is a leap second
    return pd.Timestamp(dt.datetime.combine(day, clock) + dt.timedelta(days=days)).tz_convert("UTC"), note


def _zone(time: re.Match[str]) -> tuple[dt.tzinfo, str | None]:
    if time["sign"]:
        offset = dt.timedelta(hours=int(time["zone_hour"]), minutes=int(time["zone_minute"] or 0))
        if offset > dt.timedelta(hours=14):
            return dt.UTC, "no such time zone, read as UTC"
        return dt.timezone(-offset if time["sign"] != "+" else offset), None
    name = time["zone"] or ""
    if name in WORDS["offsets"]:
        return dt.timezone(dt.timedelta(hours=WORDS["offsets"][name])), None
    place = next((zone for city, zone in ZONES.items() if re.search(rf"(?<!\w){city}(?!\w)", name)), None)
    if place:
        return zoneinfo.ZoneInfo(place), None
    # Any word of three or four letters may follow a time: only what is a zone somewhere is a doubt.
    unsure = name.startswith("بتوقيت") or name in _UNSURE_ZONES
    return dt.UTC, "unknown time zone, read as UTC" if unsure else None

"""Publication dates: the moment an article came out, from what a site prints above it.

Arabic news sites write one date in many ways: Egyptian and Gulf months (يوليو), Levantine and Iraqi ones (تموز), both
at once (يوليو/ تموز), those of the Maghreb (جويلية, يوليوز), Arabic-Indic digits, ص and م for morning and evening. The
parts are found one by one (time and zone, day, month, year), and a date is given only when all of day, month and
year are there: nothing is guessed from today's date. In figures the day stands before the month, unless that
is impossible or the weekday beside it says otherwise.
"""

from __future__ import annotations

import datetime as dt
import math
import numbers
import re
import zoneinfo
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from explore.calendar import names
from explore.calendar.names import MONTHS, NOTHING, WEEKDAYS
from explore.text import fold


class Published(NamedTuple):
    """A moment in UTC or None, a remark where it is missing or doubtful, and what figures showed of their order."""

    when: pd.Timestamp | None
    note: str | None
    order: Literal["either", "month first"] | None = None


def _any_of(names: dict[str, int]) -> str:
    return "(?<!\\w)(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + ")\\.?(?!\\w)"


_M = _any_of(MONTHS)
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
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_HIJRI = re.compile(
    rf"\d{{1,2}}\s*(?:من\s+)?(?:شهر\s+)?(?:{names.HIJRI_MONTHS})(?!\w){_GAP}(?:عام\s+)?(?:1[345]\d\d)?\s*(?:هـ|ه(?!\w))?"
)
_HIJRI_FIGURES = re.compile(
    r"(?<!\d)(?:1[345]\d\d\s*[-/]\s*\d{1,2}\s*[-/]\s*\d{1,2}"
    r"|\d{1,2}\s*[-/]\s*\d{1,2}\s*[-/]\s*1[345]\d\d)(?!\d)\s*(?:ه(?!\w))?"
)
_TIME = re.compile(
    r"""
    (?<![\d:])(?:(?P<before>صباحا|مساء|(?<!\d\d\d\d\ )م|ص)\s*)?     # half of the day, seldom before the hour
    (?P<hour>\d{1,2})(?:\s*:\s*|h)(?P<minute>\d{2})
    (?:\s*:\s*(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?(?!\d)
    (?:\s*(?P<half>صباحا|صباح|ص|مساء|م|ظهرا|بعد\ الظهر|عصرا|ليلا|فجرا|[ap]\.?\s?m)\.?(?!\w))?
    (?:\s*(?P<zulu>z|utc|gmt|ut|بتوقيت\ غرينتش|بتوقيت\ جرينتش|غرينتش|جرينتش|ت\.?\s?غ)(?!\w))?
    (?:\s*(?P<sign>[+\-−])(?P<zone_hour>\d{2})(?::?(?P<zone_minute>\d{2})(?!\d)|(?=\s*(?:$|\()))
      |\s*\(?(?P<zone>[a-z]{3,4}|بتوقيت\s+(?:[^\W\d]+\s?){1,3})\)?(?!\w))?
    """,
    re.VERBOSE,
)
_DAY_NAME = re.compile(rf"(?<!\w)(?:{'|'.join(WEEKDAYS)})(?!\w)")


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
    if value is None or isinstance(value, bool):
        return Published(None, None)
    if isinstance(value, np.generic) and not isinstance(value, np.datetime64):
        value = value.item()
    if isinstance(value, str):
        return _from_text(value)
    if isinstance(value, (dt.date, np.datetime64)):
        return _from_datetime(value)
    if isinstance(value, numbers.Real):
        return Published(None, None) if math.isnan(value) else _from_number(float(value), str(value))
    return Published(None, None if value is pd.NaT or value is pd.NA else f"not a date: {str(value)[:80]!r}")


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
    for digits, unit in ((1e8, 1), (1e11, 1e3), (1e14, 1e6), (1e17, 1e9)):  # seconds, milli-, micro-, nanoseconds
        if digits <= abs(value) < digits * 1e3 and abs(value) / unit < 1e10:
            return _plausible(pd.Timestamp(0, tz="UTC") + pd.Timedelta(seconds=value / unit), raw)
    if 1800 <= value < 2200 and value == int(value):
        return Published(None, f"only a year: {raw!r}")
    if value == 0:
        return Published(None, "zero, which stands for no date")
    return Published(None, f"a number that is no time: {raw[:80]!r}")


def _plausible(stamp: pd.Timestamp, raw: str, note: str | None = None) -> Published:
    raw = raw.strip()[:80]
    if 1300 <= stamp.year <= 1500:
        return Published(None, f"Hijri year: {raw!r}")
    if stamp.year < 1800 or stamp.year > dt.datetime.now(tz=dt.UTC).year + 1:
        return Published(None, f"implausible year: {raw!r}")
    if stamp == pd.Timestamp(0, tz="UTC"):
        return Published(None, f"1 January 1970, the zero of computers' clocks: {raw!r}")
    if stamp.year < 1900:
        note = f"before 1900: {raw!r}"
    elif stamp > pd.Timestamp.now(tz="UTC") + pd.Timedelta(days=2):
        note = f"in the future: {raw!r}"
    return Published(stamp.as_unit("us"), note)


@lru_cache(maxsize=65_536)
def _from_text(raw: str) -> Published:
    shown = " ".join(raw.split())[:80]
    if not shown:
        return Published(None, None)
    if len(raw) > 300:
        return Published(None, f"a text, not a date: {shown!r}")
    text = " ".join(fold(raw).split())
    if text in NOTHING:
        return Published(None, None)
    if re.fullmatch(r"-?\d+(?:\.0*)?", text) and not re.fullmatch(r"(19|20)\d{6}(\d{6})?", text):
        return _from_number(float(text), raw)
    had_hijri = bool(_HIJRI.search(text) or _HIJRI_FIGURES.search(text))
    text = _HIJRI_FIGURES.sub(" ", _HIJRI.sub(" ", text))
    text = re.sub(r"(?<=\d)t(?=\d)", " ", re.sub(r"(?<!\d)((?:19|20)\d{6})t?(\d\d)(\d\d)(\d\d)?(?!\d)", _spread, text))
    updated = names.UPDATED.search(text)
    if updated and _date(text[: updated.start()])[0]:  # published first, updated later: the first counts
        text = text[: updated.start()]
    time = _TIME.search(text)
    found, note, order = _date(text[: time.start()] + " | " + text[time.end() :] if time else text)
    if found is None:
        if had_hijri and note is None:
            return Published(None, f"Hijri date: {shown!r}")
        if names.RELATIVE.search(text):
            return Published(None, f"relative date: {shown!r}")
        return Published(None, f"{note or 'not a date'}: {shown!r}")
    try:
        moment, zone_note = _at(found, time)
    except (ValueError, OverflowError):
        return Published(None, f"no such date or time: {shown!r}")
    note = zone_note or note
    return _plausible(moment, raw, f"{note}: {shown!r}" if note else None)._replace(order=order)


def _spread(m: re.Match[str]) -> str:
    return f"{m[1]} {m[2]}:{m[3]}:{m[4] or '00'}"


_Found = tuple[dt.date | None, str | None, Literal["either", "month first"] | None]


def _date(text: str) -> _Found:
    """Return the first date in a folded text without its time, a remark, and what is known of the order of figures."""
    weekday = _DAY_NAME.search(text)
    said = WEEKDAYS[weekday.group()] if weekday else None
    if m := _YEAR_FIRST.search(text):
        return *_checked(int(m[1]), int(m[3]), int(m[4]), said), None
    named = sorted(_NAMED.finditer(text), key=lambda m: -sum(m[g] is not None for g in ("day", "day_after", "year")))
    m = _YEAR_LAST.search(text)
    if m and not (named and len(m[4]) == 2):
        return _figures(int(m[1]), int(m[3]), m[4], said)
    if named:
        return *_with_name(named[0], text, said), None
    if m := _COMPACT.search(text):
        return *_checked(int(m[1]), int(m[2]), int(m[3]), said), None
    return None, "only a year" if _YEAR.search(text) else None, None


def _with_name(m: re.Match[str], text: str, said: int | None) -> tuple[dt.date | None, str | None]:
    month = MONTHS[m["month"].rstrip(".")]
    day, year = m["day"] or m["day_after"], m["year"]
    short = m["short"] or (m["day_after"] if m["day"] else None)
    if year is None and short and not _YEAR.search(text):
        year = str(_century(int(short)))
    elif year is None:  # the year may stand before the month or, as in asctime, after the time
        around = _YEAR.search(text)
        if around is None:
            return None, "no year"
        year = around[1]
    if day is None:
        return None, "no day"
    found, note = _checked(int(year), month, int(day), said)
    if short and not _YEAR.search(text):
        note = note or "year in two figures"
    if m["other"] and MONTHS[m["other"].rstrip(".")] != month:
        note = "two months that differ, the first taken"
    return found, note


def _century(year: int) -> int:
    return 2000 + year - (100 if year > 69 else 0)


def _figures(first: int, second: int, year: str, said: int | None) -> _Found:
    full = int(year) if len(year) == 4 else _century(int(year))
    note = "year in two figures" if len(year) == 2 else None
    day, month = first, second
    order: Literal["either", "month first"] | None = "either" if first <= 12 and second <= 12 else None
    if second > 12 >= first:
        day, month, order = second, first, "month first"
    elif said is not None and order and _weekday(full, month, day) != said == _weekday(full, day, month):
        day, month, order = month, day, "month first"  # the weekday shows it
    elif said is not None or first == second:
        order = None
    found, wrong = _checked(full, month, day, said)
    return found, wrong or note, order


def _weekday(year: int, month: int, day: int) -> int | None:
    try:
        return dt.date(year, month, day).weekday()
    except ValueError:
        return None


def _checked(year: int, month: int, day: int, said: int | None) -> tuple[dt.date | None, str | None]:
    weekday = _weekday(year, month, day)
    if weekday is None:
        return None, "no such day"
    return dt.date(year, month, day), None if said in (None, weekday) else "its weekday is another"


def _at(date: dt.date, time: re.Match[str] | None) -> tuple[pd.Timestamp, str | None]:
    if time is None:
        return pd.Timestamp(date, tz="UTC"), None
    hour, minute, second = int(time["hour"]), int(time["minute"]), int(time["second"] or 0)
    half = (time["half"] or time["before"] or "").replace(".", "").replace(" ", "")
    if half and hour <= 12:
        late = half in {"م", "مساء", "ظهرا", "بعدالظهر", "عصرا", "pm"} or (half == "ليلا" and 6 <= hour < 12)
        noon = half == "ظهرا" and hour in (11, 12)
        hour = hour if noon else hour % 12 + 12 * late
    days, hour = (1, 0) if (hour, minute, second) == (24, 0, 0) else (0, hour)
    fraction = int((time["fraction"] or "0")[:6].ljust(6, "0"))
    zone, note = _zone(time)
    clock = dt.time(hour, minute, 59 if second == 60 else second, fraction, tzinfo=zone)  # 60 is a leap second
    return pd.Timestamp(dt.datetime.combine(date, clock) + dt.timedelta(days=days)).tz_convert("UTC"), note


def _zone(time: re.Match[str]) -> tuple[dt.tzinfo, str | None]:
    if time["sign"]:
        offset = dt.timedelta(hours=int(time["zone_hour"]), minutes=int(time["zone_minute"] or 0))
        if offset > dt.timedelta(hours=14):
            return dt.UTC, "no such time zone, read as UTC"
        return dt.timezone(-offset if time["sign"] != "+" else offset), None
    name = time["zone"]
    if not name:
        return dt.UTC, None
    if name in names.OFFSETS:
        return dt.timezone(dt.timedelta(hours=names.OFFSETS[name])), None
    place = next((zone for city, zone in names.ZONES.items() if re.search(rf"(?<!\w){city}(?!\w)", name)), None)
    if place:
        return zoneinfo.ZoneInfo(place), None
    # Any word of three or four letters may follow a time: only what is a zone somewhere is a doubt.
    return dt.UTC, "unknown time zone, read as UTC" if name.startswith("بتوقيت") or name in names.UNSURE else None

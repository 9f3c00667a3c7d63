"""ISO 8601 values: points and intervals as text, their bounds, steps in days, weeks, months and years; hours, zones.

A value is text: 2018, 2018-05, 2018-W22, 2018-05-30, 2018-05-30T10:00, or two of them with a slash between, both ends
included. Hijri dates are converted by the Umm al-Qura tables that the package hijridate carries (1343 to 1500, that is
1924 to 2077); days that depend on the sighting of the moon may be off by one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_WEEK = re.compile(r"(\d{4})-W(\d\d)$")
# Hours said with a half of the day that are past noon.
_LATE = {"am": (), "noon": (*range(11), 12), "pm": range(13), "night": range(6, 12)}


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_value(year: int, month: int) -> str:
    """Return the ISO value of a month; months below 1 and above 12 run into other years."""
    years, month = divmod(month - 1, 12)
    return f"{year + years:04d}-{month + 1:02d}"


def span_value(first: str | None, last: str | None) -> str | None:
    """Return the interval from the first moment of one value to the last of another, or None where one is missing."""
    if first is None or last is None:
        return None
    return f"{first.split('/')[0]}/{last.split('/')[-1]}"


def step(anchor: date, unit: str, n: int) -> str | None:
    """Return the day, week, month, year, decade or century `n` of them after the one `anchor` is in.

    Examples
    --------
    >>> step(date(2018, 5, 1), "month", -6), step(date(2018, 5, 1), "week", 1), step(date(2018, 5, 1), "century", -1)
    ('2017-11', '2018-W19', '1901/2000')
    """
    try:
        if unit == "day":
            return (anchor + timedelta(days=n)).isoformat()
        if unit == "week":
            year, week, _ = (anchor + timedelta(weeks=n)).isocalendar()
            return f"{year:04d}-W{week:02d}"
    except (OverflowError, ValueError):
        return None
    if unit == "month":
        return month_value(anchor.year, anchor.month + n)
    if unit == "year":
        return f"{anchor.year + n:04d}"
    years, first = {"decade": (10, 0), "century": (100, 1)}[unit]
    return years_value((anchor.year - first) // years * years + first + n * years, years)


def years_value(first: int, years: int) -> str:
    """Return a decade or century, by its first year."""
    return f"{first:04d}/{first + years - 1:04d}"


def hijri_day(year: int, month: int, day: int) -> date | None:
    """Return the day of a Hijri date, or None where there is none or the tables do not reach."""
    from hijridate import Hijri

    try:
        gregorian = Hijri(year, month, day).to_gregorian()
    except (OverflowError, ValueError):
        return None
    return date(gregorian.year, gregorian.month, gregorian.day)


def hijri_year(day: date) -> int:
    """Return the Hijri year that a day is in, 0 where the tables do not reach."""
    from hijridate import Gregorian

    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (OverflowError, ValueError):
        return 0


def hijri_span(year: int, month: int | None) -> str | None:
    """Return the days of a Hijri month or, without one, of a Hijri year."""
    first = hijri_day(year, month or 1, 1)
    after = hijri_day(year, month + 1, 1) if month and month < 12 else hijri_day(year + 1, 1, 1)
    return f"{first}/{after - timedelta(days=1)}" if first and after else None


def bounds(value: str | None) -> tuple[datetime | None, datetime | None]:
    """Return the first moment of an ISO value and the first moment after it.

    Examples
    --------
    >>> bounds("2018-12/2019-02")
    (datetime.datetime(2018, 12, 1, 0, 0), datetime.datetime(2019, 3, 1, 0, 0))
    """
    if value is None:
        return None, None
    try:
        return _bounds(value.split("/")[0])[0], _bounds(value.split("/")[-1])[1]
    except (OverflowError, ValueError):  # the year 0, or the one after 9999
        return None, None


def _bounds(point: str) -> tuple[datetime, datetime]:
    if "T" in point:
        moment = datetime.fromisoformat(point)
        return moment, moment + timedelta(minutes=1)
    if week := _WEEK.match(point):
        monday = datetime.fromisocalendar(int(week[1]), int(week[2]), 1)
        return monday, monday + timedelta(weeks=1)
    year, month, day = (int(part) for part in (*point.split("-"), "1", "1")[:3])
    since = datetime(year, month, day)  # noqa: DTZ001  a day of the calendar has no zone
    if len(point) == 10:
        return since, since + timedelta(days=1)
    if len(point) == 7:
        return since, since + timedelta(days=monthrange(year, month)[1])
    return since, since.replace(year=year + 1)


def hour_of(hour: int, part: str | None) -> int:
    """Return an hour of 24 for one that is said with "am", "noon", "pm" or "night", or with nothing.

    Examples
    --------
    >>> [hour_of(11, part) for part in ("am", "noon", "pm", "night", None)]
    [11, 11, 23, 23, 11]
    >>> [hour_of(12, part) for part in ("am", "noon", "pm", "night", None)]
    [0, 12, 12, 0, 12]
    """
    return hour if part is None or hour > 12 else hour % 12 + 12 * (hour in _LATE[part])


def to_utc(moment: datetime, zone: str) -> datetime:
    """Return a moment of a zone in UTC, without saying so."""
    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)

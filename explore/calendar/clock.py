"""Hours of the day: those said with a half of the day, and the zones they are said in."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def hour_of(hour: int, part: str | None) -> int:
    """Return an hour of 24 for one that is said with "am", "noon", "pm" or "night", or with nothing.

    Examples
    --------
    >>> [hour_of(11, part) for part in ("am", "noon", "pm", "night", None)]
    [11, 11, 23, 23, 11]
    >>> [hour_of(12, part) for part in ("am", "noon", "pm", "night", None)]
    [0, 12, 12, 0, 12]
    """
    if part is None or hour > 12 or (part == "noon" and hour in (11, 12)):
        return hour
    late = part in ("noon", "pm") or (part == "night" and 6 <= hour < 12)
    return hour % 12 + 12 * late


def to_utc(moment: datetime, zone: str) -> datetime:
    """Return a moment of a zone in UTC, without saying so."""
    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)

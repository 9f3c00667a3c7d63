"""Clock times: hours in figures and words, halves and quarters, parts of the day, zones."""

from __future__ import annotations

import re

from explore.calendar.grammar import Found
from explore.calendar.meaning import NO_DATE, Context, Meaning, Tail, number_of

_CLOCK = re.compile(
    """
    l?r?(?P<hour>c|oe|o&Z|[doZ])
    (?:(?P<sign>[&!])(?:(?P<part>F)|(?P<minutes>k&z|ke|[kezdn])i))?   # والنصف, إلا ربعا, وعشرين دقيقة
    """,
    re.VERBOSE,
)


def clock(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "الساعة العاشرة والنصف صباحا بتوقيت موسكو": of the day named before it, or of the publication."""
    line = context.line
    match = _CLOCK.match(line.symbols, found.first, found.after)
    if match is None:
        return None
    if match["hour"] == "c":
        hour, minute = (int(part) for part in re.split("[:.,]", line.means[match.start("hour")])[:2])
    else:
        hour, minute = number_of(line, *match.span("hour")), 0
    if match["sign"]:
        minute = 60 // line.means[match.start("part")] if match["part"] else number_of(line, *match.span("minutes"))
        if match["sign"] == "!":  # quarter to
            hour, minute = hour - 1, 60 - minute
    if not (0 <= hour <= 24 and minute < 60):
        return None
    symbols = line.symbols[found.first : found.after].partition("(")[0]  # in brackets, the same in another zone
    part = line.means[found.first + symbols.index("G")] if "G" in symbols else None
    zone = line.means[found.first + symbols.index("@")] if "@" in symbols else None
    late = {"pm": range(1, 11), "evening": range(1, 12), "night": range(6, 12)}  # eleven ظهرا is before noon
    if part in late and hour in late[part]:
        hour += 12
    elif part in ("am", "night") and hour == 12:
        hour = 0
    day = next((value for value in reversed(context.earlier) if re.fullmatch(r"\d{4}-\d\d-\d\d", value)), None)
    day = day or (context.anchor.isoformat() if context.anchor else None)
    if day is None:
        return Meaning(None, NO_DATE)
    return Meaning(
        f"{day}T{hour % 24:02d}:{minute:02d}", "clock time, of the day before it or of the publication", zone
    )

"""Days: what a date, a weekday, yesterday, a clock time or a holiday means.

A bare weekday is the last such day, today included, unless the words around it speak of what is to come.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from explore.calendar import iso
from explore.calendar.grammar import Found
from explore.calendar.meaning import (
    IN_FULL,
    NO_DATE,
    TENSE,
    Context,
    Meaning,
    Tail,
    date_before,
    number_of,
    placed,
    relation,
    tail_of,
    year_before,
)

# The year of events that are called by their day or month alone, after a word such as ثورة.
_EVENTS = {(1, 25): 2011, (6, 30): 2013, (9, 11): 2001, (7, 23): 1952, (10, 6): 1973, (7, 15): 2016, (7, 14): 1958}
EVENT_WORDS = frozenset("ثوره انتفاضه حرب هجمات احداث اعتداءات انقلاب".split())


def day(found: Found, context: Context, inherited: Tail) -> Meaning | None:
    """Resolve "السابع من ديسمبر/كانون الأول الجاري", "الخميس 3 مايو 2018"."""
    line = context.line
    symbols = line.symbols[found.first : found.after]
    spots = list(re.finditer(r"(oe|o&Z|[oZd])\)?f?s?([MmHh])", symbols))
    spot = next((m for m in spots if m[2] in "Mm"), spots[0])  # of Hijri and Gregorian, the second
    start = found.first + spot.start()
    number = number_of(line, start, found.first + spot.end(1))
    month = line.means[found.first + spot.start(2)]
    tail = tail_of(line, found.first + spot.end(), found.after)
    tail = year_before(inherited if tail == Tail() else tail, context)
    if spot[2] in "Hh":
        return hijri_date(number, month, tail, found, context)
    if tail == Tail() and context.word_before(found.first).lstrip("ول") in EVENT_WORDS and (month, number) in _EVENTS:
        return Meaning(iso.day_value(_EVENTS[month, number], month, number), "an event known by its day")
    weekday = next((line.means[k] for k in range(found.first, start) if line.symbols[k] == "W"), None)
    return placed(lambda year: iso.day_value(year, month, number), tail, weekday, found, context)


def hijri_date(number: int, month: int, tail: Tail, found: Found, context: Context) -> Meaning:
    """Place a day of the Hijri calendar."""

    def make(year: int) -> str | None:
        day = iso.hijri_day(year, month, number)
        return day.isoformat() if day else None

    if tail.year is not None:
        if tail.year > 1500:  # 15 رمضان 2018
            days = [iso.hijri_day(year, month, number) for year in range(tail.year - 582, tail.year - 576)]
            return Meaning(
                next((d.isoformat() for d in days if d and d.year == tail.year), None), "Hijri, of that year"
            )
        return Meaning(make(tail.year), "Hijri, by the Umm al-Qura calendar")
    if context.anchor is None:
        return Meaning(None, NO_DATE)
    this = iso.hijri_year(context.anchor)
    meaning = placed(lambda year: make(this + year - _year(context)), tail, None, found, context)
    return meaning._replace(rule=f"Hijri; {meaning.rule}")


def _year(context: Context) -> int:
    return context.anchor.year if context.anchor else 0


def days(found: Found, context: Context, inherited: Tail) -> Meaning | None:
    """Resolve "يومي الثالث والرابع من أبريل", "من 3 إلى 5 مايو"."""
    line = context.line
    symbols = line.symbols[found.first : found.after]
    spot = re.search(r"((?:oe|o&Z|[oZd]))(?:,?&?(?:oe|o&Z|[oZd]))?(?:,?&?[t-]|,?&)j?(oe|o&Z|[oZd])f?s?[MmHh]", symbols)
    if spot is None:
        return None
    last = day(Found("day", found.first + spot.start(2), found.after), context, inherited)
    first = number_of(line, found.first + spot.start(1), found.first + spot.end(1))
    if last is None or last.value is None:
        return last
    length = number_of(line, found.first + spot.start(2), found.first + spot.end(2)) - first
    if length <= 0:
        return last
    begin = date.fromisoformat(last.value) - timedelta(days=length)
    return Meaning(iso.span_value(begin.isoformat(), last.value), f"from the first to the last; {last.rule}")


def numeric(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "12/05/2021", "2021-05-12"."""
    text = next(v for k, v in enumerate(context.line.means[found.first : found.after], found.first)
                if context.line.symbols[k] == "D")  # fmt: skip
    parts = [int(part) for part in re.split(r"[/.-]", text)]
    if parts[0] > 31:
        year, month, number = parts
    else:  # Day before month, as the Arab world writes, unless that is impossible.
        number, month, year = parts if parts[1] <= 12 else (parts[1], parts[0], parts[2])
    if 1300 < year < 1500:
        hijri = iso.hijri_day(year, month, number)
        return Meaning(hijri.isoformat() if hijri else None, "Hijri, by the Umm al-Qura calendar")
    return Meaning(iso.day_value(year, month, number), IN_FULL) if 1000 < year < 2200 else None


def day_of_month(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "الخامس من الشهر الجاري", "السبت 14 الجاري"."""
    line = context.line
    symbols = line.symbols[found.first : found.after]
    spot = re.search("(oe|o&Z|[oZd])(?=\\)?f?(?:S|LS|=S|R))", symbols)
    shift = relation(line, found.first, found.after) or 0
    if spot is None or ("S" not in symbols and shift != 0):
        return None
    anchor = context.anchor
    if "=" in symbols:
        anchor, shift = date_before(context, "month"), line.means[found.first + symbols.index("=")]
    if anchor is None:
        return Meaning(None, NO_DATE)
    number = number_of(line, found.first + spot.start(), found.first + spot.end())
    year, month = map(int, iso.month_value(anchor.year, anchor.month + shift).split("-"))
    return Meaning(iso.day_value(year, month, number), "a day of the month counted from the publication")


def days_of_month(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "يومي 24 و25 من الشهر الجاري"."""
    symbols = context.line.symbols[found.first : found.after]
    spot = re.search("(oe|o&Z|[oZd])(?:,?&?[t-]|,?&)j?(oe|o&Z|[oZd])(?=f?(?:S|LS|R))", symbols)
    if spot is None:
        return None
    last = day_of_month(Found("day_of_month", found.first + spot.start(2), found.after), context, Tail())
    if last is None or last.value is None:
        return last
    first = number_of(context.line, found.first + spot.start(1), found.first + spot.end(1))
    begin = f"{last.value[:8]}{first:02d}"
    return Meaning(f"{begin}/{last.value}" if begin < last.value else last.value, last.rule)


def slashed(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "يوم السبت 21/9"."""
    number, month = (context.line.means[k] for k in (found.after - 3, found.after - 1))
    if month > 12:
        number, month = month, number
    spots = range(found.first, found.after)
    said = next((context.line.means[k] for k in spots if context.line.symbols[k] == "W"), None)
    return placed(lambda year: iso.day_value(year, month, number), Tail(), said, found, context)


def weekday_of(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "الثلاثاء من الأسبوع المقبل"."""
    if context.anchor is None:
        return Meaning(None, NO_DATE)
    wanted = context.line.means[context.line.symbols.index("W", found.first)]
    shift = relation(context.line, found.first, found.after) or 0
    monday = context.anchor - timedelta(days=context.anchor.weekday())
    return Meaning((monday + timedelta(days=wanted + 7 * shift)).isoformat(), "a day of the week counted from this")


def month_first(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "مايو 15, 2018"."""
    month, day, *_rest, year = context.line.means[found.first : found.after]
    return Meaning(iso.day_value(year, month, day), IN_FULL)


def weekday(found: Found, context: Context, inherited: Tail) -> Meaning | None:
    """Resolve "الخميس", "أمس الأربعاء", "الأحد المقبل"."""
    line, anchor = context.line, context.anchor
    if anchor is None:
        return Meaning(None, NO_DATE)
    spots = range(found.first, found.after)
    wanted = next(line.means[k] for k in spots if line.symbols[k] in "Ww")
    now = next((line.means[k] for k in spots if line.symbols[k] in "NJv"), None)
    if now is not None:
        expected = anchor + timedelta(days=now)
        near = [expected + timedelta(days=k) for k in (0, -1, 1)]
        day = next((d for d in near if d.weekday() == wanted), expected)  # further off, the weekday is a slip
        return Meaning(day.isoformat(), "counted from the publication, its weekday beside it")
    back = (anchor.weekday() - wanted) % 7
    said = relation(line, found.first, found.after)
    said = inherited.relation if said is None else said
    until = said is None and line.symbols[found.first - 1 : found.first] == "t"
    if until and (begin := date_before(context, "day")):  # from that day until Sunday
        ahead = (wanted - begin.weekday()) % 7
        return Meaning((begin + timedelta(days=ahead)).isoformat(), "the first such day from the date before it")
    if said is None:
        tense = context.tense(found.first, found.after)
        shift = (7 - back) % 7 if tense > 0 else -back
        rule = f"the {'next' if tense > 0 else 'last'} such day: {TENSE[tense]}"
    else:
        ahead = 7 - back
        shift = ahead + 7 * (said - 1) if said > 0 else -(back or 7) + 7 * (said + 1) if said < 0 else -back
        rule = "the last, this or the next, as its adjective says"
    return Meaning((anchor + timedelta(days=shift)).isoformat(), rule)


def night(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "ليل الأحد الاثنين": of both days."""
    first = context.line.symbols.index("W", found.first)
    last = context.line.symbols.index("W", first + 1)
    meaning = weekday(Found("weekday", last, found.after), context, Tail())
    if meaning is None or meaning.value is None:
        return meaning
    day = date.fromisoformat(meaning.value)
    before = (day.weekday() - context.line.means[first]) % 7
    return Meaning(f"{day - timedelta(days=before)}/{day}", meaning.rule)


def now(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "اليوم", "أمس الأول", "مساء غد"."""
    if context.anchor is None:
        return Meaning(None, NO_DATE)
    line = context.line
    shift = next((line.means[k] for k in range(found.first, found.after) if line.symbols[k] in "NJv"), None)
    if shift is None:
        shift = relation(line, found.first, found.after) or 0
    return Meaning((context.anchor + timedelta(days=shift)).isoformat(), "counted from the publication")


def holiday(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "عيد الفطر", "رأس السنة"."""
    line = context.line
    place = line.symbols.index("O", found.first)
    month, day = (int(part) for part in line.means[place].strip("h").split("-"))
    tail = tail_of(line, place + 1, found.after)
    if line.means[place].startswith("h"):
        return hijri_date(day, month, tail, found, context)
    meaning = placed(lambda year: iso.day_value(year, month, day), tail, None, found, context)
    return meaning._replace(rule=f"holiday; {meaning.rule}")

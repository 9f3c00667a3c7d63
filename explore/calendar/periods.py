"""Weeks, months, years and what is counted in them: what they mean."""

from __future__ import annotations

import re
from datetime import date, timedelta

from explore.calendar import iso
from explore.calendar.days import hijri_date
from explore.calendar.grammar import Found
from explore.calendar.meaning import (
    IN_FULL,
    NO_DATE,
    TENSE,
    Context,
    Meaning,
    Tail,
    date_before,
    far,
    number_of,
    relation,
    tail_of,
    year_before,
)
from explore.calendar.words import Line

_EVENT_MONTHS = {
    ("ثوره", 1): 2011, ("ثوره", 2): 2011, ("ثوره", 7): 1952, ("حرب", 6): 1967, ("حرب", 10): 1973,
    ("هجمات", 9): 2001, ("احداث", 9): 2001, ("اعتداءات", 9): 2001,
}  # fmt: skip


def month(found: Found, context: Context, inherited: Tail) -> Meaning | None:
    """Resolve "آذار/مارس 2011", "فبراير الماضي", "شهر رمضان"."""
    line, anchor = context.line, context.anchor
    places = [k for k in range(found.first, found.after) if line.symbols[k] in "MmHh"]
    month = line.means[places[0]]
    tail = tail_of(line, places[-1] + 1, found.after)
    tail = year_before(inherited if tail == Tail() else tail, context)
    if line.symbols[places[0]] in "Hh":
        return _hijri_month(month, tail, found, context)
    year, rule = tail.year, IN_FULL
    if tail == Tail() and (event := _EVENT_MONTHS.get((context.word_before(found.first).lstrip("ول"), month))):
        year, rule = event, "an event known by its month"
    if year is None:
        if anchor is None:
            return Meaning(None, NO_DATE)
        year, rule = _year_of_month(month, tail, found, context, anchor)
    return Meaning(iso.month_value(year, month), rule)  # of two namings that differ, the first


def _year_of_month(month: int, tail: Tail, found: Found, context: Context, anchor: date) -> tuple[int, str]:
    if tail.years is not None:
        return anchor.year + tail.years, "the year counted from the publication"
    if tail.relation is not None:
        later, earlier = month <= anchor.month, month >= anchor.month
        year = anchor.year + (later if tail.relation > 0 else -earlier if tail.relation < 0 else 0)
        return year, "the last, this or the next, as its adjective says"
    tense = context.tense(found.first, found.after)
    distances = [(k, 12 * k + month - anchor.month) for k in (0, -1, 1)]
    best = min(distances, key=lambda pair: far(pair[1], tense, bias=2.5))
    return anchor.year + best[0], f"the nearest year, the past favoured: {TENSE[tense]}"


def _hijri_month(month: int, tail: Tail, found: Found, context: Context) -> Meaning:
    if tail.year is not None and tail.year < 1500:
        return Meaning(iso.hijri_span(tail.year, month), "Hijri, by the Umm al-Qura calendar")
    day = hijri_date(1, month, tail, found, context)
    if day.value is None:
        return day
    return Meaning(iso.hijri_span(iso.hijri_year(date.fromisoformat(day.value)), month), day.rule)


def _whole(line: Line, first: int, after: int, context: Context) -> str | None:
    """Return the month or year that a part is of: after من in الربع الأول من 2018."""
    symbols = line.symbols[first:after]
    if re.search("[Mm]", symbols):
        meaning = month(Found("month", first, after), context, Tail())
        return meaning.value if meaning else None
    if "y" in symbols:
        return str(line.means[first + symbols.index("y")])
    if context.anchor is None or not re.search("[AS]", symbols):
        return None
    return iso.step(context.anchor, "month" if "S" in symbols else "year", relation(line, first, after) or 0)


def part(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve the first week, the first nine months, the second quarter of something."""
    line = context.line
    cut = line.symbols.index("f", found.first)
    if found.kind == "first_months" and line.symbols[cut + 1] == "P":
        cut = line.symbols.index("f", cut + 1)
    whole = _whole(line, cut + 1, found.after, context)
    if whole is None:
        return Meaning(None, NO_DATE) if context.anchor is None else None
    spots = range(found.first, cut)
    if found.kind == "first_months":
        unit = next(line.means[k] for k in spots if line.symbols[k] == "P")
        number = sum(line.means[k] for k in spots if line.symbols[k] in "Kdn")
        if unit != "month" or not 1 <= number <= 12:
            return None
        return Meaning(f"{whole}-01/{whole}-{number:02d}", "its first months")
    number = number_of(line, found.first, cut)
    if found.kind == "week_of":
        if len(whole) != 7 or not 1 <= number <= 5:
            return None
        since, until = iso.bounds(whole)
        if since is None or until is None:
            return None
        first = since.date() + timedelta(days=7 * (number - 1))
        last = min(first + timedelta(days=6), until.date() - timedelta(days=1))
        return Meaning(f"{first}/{last}", "seven days of the month")
    parts = line.means[found.first]
    if len(whole) == 4:
        value = iso.part_of_year(whole, number, parts)
    elif len(whole) == 7 and parts == 2 and number in (1, 2):
        after = iso.bounds(whole)[1]
        end = 15 if number == 1 or after is None else (after - timedelta(days=1)).day
        value = f"{whole}-{1 + 15 * (number - 1):02d}/{whole}-{end:02d}"
    else:
        value = None
    return Meaning(value, "part of a year or month") if value else None


def one_year(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "عام 2014", "مطلع 2018"."""
    line = context.line
    symbols = line.symbols[found.first : found.after]
    year = line.means[found.first + symbols.index("y")]
    if context.before_christ(found.after):
        return Meaning(None, "before Christ")
    if "Δ" in symbols or 1400 <= year <= 1460:
        return Meaning(iso.hijri_span(year, None), "Hijri year, by the Umm al-Qura calendar")
    return Meaning(f"{year:04d}", IN_FULL)


def years(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "عامي 2014 و2015", "2014-2016"."""
    line = context.line
    first, last = (line.means[k] for k in range(found.first, found.after) if line.symbols[k] == "y")
    return (
        Meaning(f"{first}/{last}", "from the first to the last")
        if first < last and not context.before_christ(found.after)
        else None
    )


def season(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "صيف 2017", "الشتاء المقبل"."""
    line, anchor = context.line, context.anchor
    place = line.symbols.index("C", found.first)
    month = line.means[place]
    tail = tail_of(line, place + 1, found.after)

    def months(year: int) -> str:
        return f"{iso.month_value(year, month)}/{iso.month_value(year, month + 2)}"

    if tail.year is not None:
        return Meaning(months(tail.year), "a season of three whole months")
    if anchor is None:
        return Meaning(None, NO_DATE)
    year = anchor.year
    if tail.years is not None:
        year += tail.years
    elif tail.relation is None and month == 12 and anchor.month < 6:
        year -= 1  # "this winter" began in December
    elif tail.relation:
        over = (anchor.year, anchor.month) > (anchor.year + (month + 2 > 12), (month + 1) % 12 + 1)
        year += -(not over) if tail.relation < 0 else int(month <= anchor.month)
    return Meaning(months(year), "a season of three whole months, counted from the publication")


def decade(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "ثمانينيات القرن الماضي"."""
    line = context.line
    place = line.symbols.index("T", found.first)
    first = int(line.means[place])
    number = sum(line.means[k] for k in range(place, found.after) if line.symbols[k] in "oeZ")
    if number:
        first += (number - 20) * 100
    return Meaning(f"{first}/{first + 9}", "decade")


def century(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "القرن التاسع عشر", "العقد الماضي"."""
    line = context.line
    place = line.symbols.index("I", found.first)
    unit = line.means[place]
    if line.symbols[found.after - 1] != "R":
        number = number_of(line, place + 1, found.after)
        if context.before_christ(found.after):
            return Meaning(None, "before Christ")
        return Meaning(iso.century(number), "century") if unit == "century" and 1 <= number <= 22 else None
    if context.anchor is None:
        return Meaning(None, NO_DATE)
    return Meaning(
        iso.step(context.anchor, unit, relation(line, place, found.after) or 0), "counted from the publication"
    )


def relative(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "الشهر المقبل", "هذا الأسبوع", "نهاية العام"."""
    line = context.line
    unit = next(line.means[k] for k in range(found.first, found.after) if line.symbols[k] in "ASUI")
    if context.anchor is None:
        return Meaning(None, NO_DATE)
    shift = relation(line, found.first, found.after) or 0
    return Meaning(iso.step(context.anchor, unit, shift), "counted from the publication")


def _counted(found: Found, context: Context) -> tuple[str, int]:
    line = context.line
    spots = range(found.first, found.after)
    unit = next(line.means[k] for k in spots if line.symbols[k] in "apjsubQPi")
    dual = any(line.symbols[k] in "bQ" for k in spots)
    return str(unit), 2 if dual else (number_of(line, found.first, found.after) or 1)


def span(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "الأيام الثلاثة الماضية", "العامين المقبلين"."""
    unit, number = _counted(found, context)
    said = relation(context.line, found.first, found.after)
    anchor = context.anchor
    if anchor is None:
        return Meaning(None, NO_DATE)
    if unit == "hour":
        unit, number = "day", max(1, round(number / 24))
    if not said:
        return None
    if unit in ("day", "week"):
        days = number * (7 if unit == "week" else 1)
        ends = sorted((anchor, anchor + timedelta(days=days * (1 if said > 0 else -1))))
        return Meaning(f"{ends[0]}/{ends[1]}", "counted from the publication")
    first, last = (1, number) if said > 0 else (-number, -1)
    value = iso.span_value(iso.step(anchor, unit, first), iso.step(anchor, unit, last))
    return Meaning(value, "counted from the publication")


def _shifted(day: date, unit: str, number: int) -> str | None:
    return iso.step(day, "day", 7 * number) if unit == "week" else iso.step(day, unit, number)


def ago(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "قبل خمسة عشر يوما", "منذ نحو شهرين"."""
    unit, number = _counted(found, context)
    if unit == "hour":
        return None
    if context.anchor is None:
        return Meaning(None, NO_DATE)
    return Meaning(_shifted(context.anchor, unit, -number), "counted back from the publication")


def later(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "بعد أسبوعين": from today after a verb of the future, else from the date before."""
    unit, number = _counted(found, context)
    if context.anchor is None or unit == "hour":
        return None
    if context.tense(found.first, found.after) > 0:
        return Meaning(_shifted(context.anchor, unit, number), "counted on from the publication: a verb of the future")
    if (before := date_before(context, unit)) is None:
        return None
    return Meaning(_shifted(before, unit, number), "counted on from the date before it")


def same(found: Found, context: Context, _: Tail) -> Meaning | None:
    """Resolve "الشهر نفسه", "اليوم التالي": of the date before."""
    line = context.line
    spots = range(found.first, found.after)
    shift = next(line.means[k] for k in spots if line.symbols[k] == "=")
    symbol, value = next((line.symbols[k], line.means[k]) for k in spots if line.symbols[k] != "=")
    unit = "day" if symbol in "JW" else str(value)
    day = date_before(context, unit)
    if day is None:
        return None
    if symbol == "W":
        ahead = (value - day.weekday()) % 7
        day += timedelta(days=(ahead or 7) if shift > 0 else ahead)
        return Meaning(day.isoformat(), "counted from the date before it")
    return Meaning(iso.step(day, unit, shift), "counted from the date before it")

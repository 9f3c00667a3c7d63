"""Days: what a date, a weekday, yesterday, a clock time or a holiday means.

A bare weekday is the last such day, today included, unless the words around it speak of what is to come.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from explore.calendar import iso
from explore.calendar.grammar import Expression, Tail
from explore.calendar.meaning import COUNTED, IN_FULL, TENSE, Context, Meaning, meant, placed


def day(expression: Expression, context: Context) -> Meaning:
    """Resolve "السابع من ديسمبر/كانون الأول الجاري", "الخميس 3 مايو 2018"."""
    number, month, tail = expression.number(), expression.value("MmHh"), context.tail_of(expression)
    hijri = re.match("[^MmHh]*[Hh]", expression.symbols) is not None
    if hijri and (gregorian := expression.value("Mm", "second")):  # of Hijri and Gregorian, the second
        number, month, tail = expression.number("number2"), gregorian, expression.tail("tail2")
    elif hijri:
        return hijri_date(number, month, tail, expression, context)
    if not tail and (year := context.event_year(expression, f"{month:02d}-{number:02d}")):
        return meant(iso.day_of(year, month, number), "an event known by its day")
    return placed(lambda year: iso.day_of(year, month, number), tail, expression.value("W"), expression, context)


def hijri_date(number: int, month: int, tail: Tail | None, expression: Expression, context: Context) -> Meaning:
    """Place a day of the Hijri calendar."""
    if tail and tail.kind == "year":
        if tail.value <= 1500:
            return meant(iso.hijri_day(tail.value, month, number), "Hijri, by the Umm al-Qura calendar")
        days = (iso.hijri_day(year, month, number) for year in range(tail.value - 582, tail.value - 576))
        return meant(next((day for day in days if day and day.year == tail.value), None), "Hijri, of that year")
    ahead = iso.hijri_year(context.anchor) - context.anchor.year
    meaning = placed(lambda year: iso.hijri_day(year + ahead, month, number), tail, None, expression, context)
    return meaning._replace(rule=f"Hijri; {meaning.rule}")


def days(expression: Expression, context: Context) -> Meaning:
    """Resolve "يومي الثالث والرابع من أبريل", "من 3 إلى 5 مايو", "يومي 24 و25 من الشهر الجاري"."""
    last = (day_of_month if expression.kind == "days_of_month" else day)(expression, context)
    length = expression.number() - expression.number("first")
    if last.value is None or length <= 0:
        return last
    begin = date.fromisoformat(last.value) - timedelta(days=length)
    return Meaning(iso.span_value(begin.isoformat(), last.value), f"from the first to the last; {last.rule}")


def numeric(expression: Expression, _: Context) -> Meaning | None:
    """Resolve "12/05/2021", "2021-05-12"."""
    first, second, third = (int(part) for part in re.split(r"[/.-]", expression.value("D")))
    number, month, year = day_first(first, second, third)
    if 1300 < year < 1500:
        return meant(iso.hijri_day(year, month, number), "Hijri, by the Umm al-Qura calendar")
    return meant(iso.day_of(year, month, number), IN_FULL) if 1000 < year < 2200 else None


def day_first(first: int, second: int, third: int) -> tuple[int, int, int]:
    """Return day, month and year of figures: day before month, as the Arab world writes, unless that is impossible."""
    if first > 31:
        return third, second, first
    return (first, second, third) if second <= 12 else (second, first, third)


def day_of_month(expression: Expression, context: Context) -> Meaning:
    """Resolve "الخامس من الشهر الجاري", "السبت 14 الجاري", "19 من الشهر نفسه"."""
    same = expression.value("=")
    counted_from = context.anchor if same is None else context.date_before("month")
    if counted_from is None:
        return Meaning(None, "counted from a date that is not there")
    shift = expression.relation() or 0 if same is None else same
    year, month = map(int, iso.month_value(counted_from.year, counted_from.month + shift).split("-"))
    number = expression.number() or expression.number("number2")
    return meant(iso.day_of(year, month, number), "a day of the month counted from the publication")


def slashed(expression: Expression, context: Context) -> Meaning:
    """Resolve "يوم السبت 21/9"."""
    first, second = expression.values("d")
    number, month, _year = day_first(first, second, 0)
    return placed(lambda year: iso.day_of(year, month, number), None, expression.value("W"), expression, context)


def weekday_of(expression: Expression, context: Context) -> Meaning:
    """Resolve "الثلاثاء من الأسبوع المقبل"."""
    days = expression.value("W") - context.anchor.weekday() + 7 * (expression.relation() or 0)
    return meant(context.anchor + timedelta(days=days), "a day of the week counted from this")


def weekday(expression: Expression, context: Context) -> Meaning:
    """Resolve "الخميس", "أمس الأربعاء", "الأحد المقبل"."""
    anchor, wanted, now = context.anchor, expression.value("Ww"), expression.value("NJv")
    if now is not None:
        near = [anchor + timedelta(days=now + k) for k in (0, -1, 1)]
        day = next((day for day in near if day.weekday() == wanted), near[0])  # further off, the weekday is a slip
        return meant(day, "counted from the publication, its weekday beside it")
    tail = expression.tail() or context.inherited
    if tail and tail.kind == "relation":
        back = (anchor.weekday() - wanted) % 7
        weeks = -tail.value if tail.value > 0 or back == 0 else -tail.value - 1 if tail.value < 0 else 0
        day = anchor - timedelta(days=back + 7 * weeks)
        return meant(day, "the last, this or the next, as its adjective says")
    if expression.before() == "t" and (begin := context.date_before("day")):  # from that day until Sunday
        ahead = timedelta(days=(wanted - begin.weekday()) % 7)
        return meant(begin + ahead, "the first such day from the date before it")
    return meant(*_nearest(wanted, anchor, context.tense(expression)))


def _nearest(weekday: int, anchor: date, tense: int) -> tuple[date, str]:
    back = (anchor.weekday() - weekday) % 7
    day = anchor + timedelta(days=-back % 7 if tense > 0 else -back)
    return day, f"the {'next' if tense > 0 else 'last'} such day: {TENSE[tense]}"


def night(expression: Expression, context: Context) -> Meaning:
    """Resolve "ليل الأحد الاثنين": of both days."""
    first, last = expression.values("W")
    day, rule = _nearest(last, context.anchor, context.tense(expression))
    return Meaning(f"{day - timedelta(days=(last - first) % 7)}/{day}", rule)


def now(expression: Expression, context: Context) -> Meaning:
    """Resolve "اليوم", "أمس الأول", "مساء غد"."""
    shift = expression.value("NJv")
    return meant(context.anchor + timedelta(days=(expression.relation() or 0) if shift is None else shift), COUNTED)


def holiday(expression: Expression, context: Context) -> Meaning:
    """Resolve "عيد الفطر", "رأس السنة"."""
    said, tail = expression.value("O"), context.tail_of(expression)
    month, number = (int(part) for part in said.strip("h").split("-"))
    if said.startswith("h"):
        return hijri_date(number, month, tail, expression, context)
    meaning = placed(lambda year: iso.day_of(year, month, number), tail, None, expression, context)
    return meaning._replace(rule=f"holiday; {meaning.rule}")


def clock(expression: Expression, context: Context) -> Meaning | None:
    """Resolve "الساعة العاشرة والنصف صباحا بتوقيت موسكو": of the day named before it, or of the publication."""
    hour, minute = _hour_and_minute(expression)
    if not (0 <= hour <= 24 and minute < 60):
        return None
    hour = iso.hour_of(hour, expression.value("G", "own")) % 24
    earlier = (value for value in reversed(context.earlier) if re.fullmatch(r"\d{4}-\d\d-\d\d", value))
    day, zone = next(earlier, None) or context.anchor.isoformat(), expression.value("@", "own")
    rule = "clock time, of the day before it or of the publication"
    return Meaning(f"{day}T{hour:02d}:{minute:02d}", rule, None if zone == "local" else zone)


def _hour_and_minute(expression: Expression) -> tuple[int, int]:
    """Return the hour as it is said, and the minute."""
    if figures := expression.value("c", "own"):
        hour, minute = (int(part) for part in re.split("[:.,]", figures)[:2])
    else:
        hour, minute = expression.number("hour"), 0
    if expression.place("past") is not None:
        part = expression.value("F", "past")
        minute = 60 // part if part else expression.number("past")
    quarter_to = expression.value("!", "past") is not None
    return (hour - 1, 60 - minute) if quarter_to else (hour, minute)

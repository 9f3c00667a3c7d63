"""Weeks, months, years and what is counted in them: what they mean."""

from __future__ import annotations

from datetime import date, timedelta

from explore.calendar import iso
from explore.calendar.days import hijri_date
from explore.calendar.grammar import Expression, Tail
from explore.calendar.meaning import COUNTED, IN_FULL, TENSE, Context, Meaning, far

_HOURS = {"hour": 1, "day": 24, "week": 168}


def month(expression: Expression, context: Context) -> Meaning:
    """Resolve "آذار/مارس 2011", "فبراير الماضي", "شهر رمضان"."""
    tail = context.tail_of(expression)
    if number := expression.value("Hh"):
        return _hijri_month(number, tail, expression, context)
    number = expression.value("Mm")
    if not tail and (year := context.event_year(expression, f"{number:02d}")):
        return Meaning(iso.month_value(year, number), "an event known by its month")
    return _dated_month(number, tail, expression, context)


def _dated_month(number: int, tail: Tail | None, expression: Expression, context: Context) -> Meaning:
    if tail and tail.kind == "year":
        return Meaning(iso.month_value(tail.value, number), IN_FULL)
    years, rule = _years_away(number - context.anchor.month, tail, expression, context)
    return Meaning(iso.month_value(context.anchor.year + years, number), rule)


def _years_away(months: int, tail: Tail | None, expression: Expression, context: Context) -> tuple[int, str]:
    """Return in which year a month lies that is so many months after that of the publication in the same year."""
    if tail and tail.kind == "years":
        return tail.value, "the year counted from the publication"
    if tail:
        years = int(months <= 0) if tail.value > 0 else -int(months >= 0) if tail.value < 0 else 0
        return years, "the last, this or the next, as its adjective says"
    tense = context.tense(expression)
    years = min((0, -1, 1), key=lambda k: far(12 * k + months, tense, bias=2.5))
    return years, f"the nearest year, the past favoured: {TENSE[tense]}"


def _hijri_month(number: int, tail: Tail | None, expression: Expression, context: Context) -> Meaning:
    if tail and tail.kind == "year" and tail.value < 1500:
        return Meaning(iso.hijri_span(tail.value, number), "Hijri, by the Umm al-Qura calendar")
    day = hijri_date(1, number, tail, expression, context)
    if day.value is None:
        return day
    return Meaning(iso.hijri_span(iso.hijri_year(date.fromisoformat(day.value)), number), day.rule)


def part(expression: Expression, context: Context) -> Meaning | None:
    """Resolve the first week, the first nine months, the second quarter of something."""
    whole, number = _whole(expression, context), expression.number()
    if expression.kind == "first_months":
        months = expression.value("P") == "month" and len(whole) == 4 and 1 <= number <= 12
        return Meaning(f"{whole}-01/{whole}-{number:02d}", "its first months") if months else None
    if expression.kind == "week_of":
        return _part_of_month(whole, number, 7) if 1 <= number <= 5 else None
    parts = expression.value("F")
    if len(whole) == 7:
        return _part_of_month(whole, number, 15) if parts == 2 and number <= 2 else None
    months = 12 // parts
    value = f"{whole}-{(number - 1) * months + 1:02d}/{whole}-{number * months:02d}"
    return Meaning(value, "part of a year") if 1 <= number <= parts else None


def _whole(expression: Expression, context: Context) -> str:
    """Return the month or year that a part is of: after من in الربع الأول من 2018."""
    if number := expression.value("Mm", "whole"):
        return str(_dated_month(number, context.tail_of(expression, "whole"), expression, context).value)
    if year := expression.value("y", "whole"):
        return str(year)
    unit = expression.value("AS", "whole")
    return str(iso.step(context.anchor, unit, expression.relation("whole") or 0)) if unit else ""


def _part_of_month(month: str, number: int, days: int) -> Meaning | None:
    """Return the first, second … stretch of so many days of a month; the last ends with it."""
    since, until = iso.bounds(month)
    if since is None or until is None or len(month) != 7:
        return None
    first, end = since.date() + timedelta(days=days * (number - 1)), until.date() - timedelta(days=1)
    last = end if days == 15 and number == 2 else min(first + timedelta(days=days - 1), end)
    return Meaning(f"{first}/{last}", f"{days} days of the month")


def one_year(expression: Expression, context: Context) -> Meaning:
    """Resolve "عام 2014", "مطلع 2018"."""
    year = expression.value("y")
    if context.before_christ(expression):
        return Meaning(None, "before Christ")
    if "Δ" in expression.symbols or 1400 <= year <= 1460:
        return Meaning(iso.hijri_span(year, None), "Hijri year, by the Umm al-Qura calendar")
    return Meaning(f"{year:04d}", IN_FULL)


def years(expression: Expression, context: Context) -> Meaning | None:
    """Resolve "عامي 2014 و2015", "2014-2016"."""
    first, last = expression.values("y")
    in_order = first < last and not context.before_christ(expression)
    return Meaning(f"{first}/{last}", "from the first to the last") if in_order else None


def season(expression: Expression, context: Context) -> Meaning:
    """Resolve "صيف 2017", "الشتاء المقبل"."""
    first, tail, rule = expression.value("C"), expression.tail(), "a season of three whole months"
    if tail and tail.kind == "year":
        year = tail.value
    else:
        year, rule = context.anchor.year + _seasons_away(first, tail, context.anchor), f"{rule}, {COUNTED}"
    return Meaning(iso.span_value(iso.month_value(year, first), iso.month_value(year, first + 2)), rule)


def _seasons_away(first: int, tail: Tail | None, anchor: date) -> int:
    if tail is None or tail.kind == "same":
        return -int(first == 12 and anchor.month < 6)  # "this winter" began in December
    if tail.kind == "years" or tail.value == 0:
        return tail.value
    over = first < 12 and anchor.month > first + 2
    return int(first <= anchor.month) if tail.value > 0 else -int(not over)


def decade(expression: Expression, _: Context) -> Meaning:
    """Resolve "ثمانينيات القرن الماضي", "تسعينيات القرن التاسع عشر"."""
    number = expression.number()
    return Meaning(iso.years_value(expression.value("T") + ((number - 20) * 100 if number else 0), 10), "decade")


def century(expression: Expression, context: Context) -> Meaning | None:
    """Resolve "القرن التاسع عشر", "العقد الماضي"."""
    number = expression.number()
    if not number:
        return relative(expression, context)
    if context.before_christ(expression):
        return Meaning(None, "before Christ")
    known = expression.value("I") == "century" and number <= 22
    return Meaning(iso.years_value(number * 100 - 99, 100), "century") if known else None


def relative(expression: Expression, context: Context) -> Meaning:
    """Resolve "الشهر المقبل", "هذا الأسبوع", "نهاية العام"."""
    return Meaning(iso.step(context.anchor, expression.value("ASUI"), expression.relation() or 0), COUNTED)


def span(expression: Expression, context: Context) -> Meaning | None:
    """Resolve "الأيام الثلاثة الماضية", "العامين المقبلين"."""
    unit, number = _counted(expression)
    relation, anchor = expression.relation(), context.anchor
    if not relation:
        return None
    if unit in _HOURS:
        days = max(1, round(number * _HOURS[unit] / 24))
        end = anchor + timedelta(days=days if relation > 0 else -days)
        return Meaning(f"{min(anchor, end)}/{max(anchor, end)}", COUNTED)
    first, last = (1, number) if relation > 0 else (-number, -1)
    return Meaning(iso.span_value(iso.step(anchor, unit, first), iso.step(anchor, unit, last)), COUNTED)


def _counted(expression: Expression) -> tuple[str, int]:
    """Return the unit that is counted, and how many."""
    dual = any(symbol in "bQ" for symbol in expression.symbols)
    return expression.value("apjsubQPi"), 2 if dual else (expression.number() or 1)


def ago(expression: Expression, context: Context) -> Meaning | None:
    """Resolve "قبل خمسة عشر يوما", "منذ نحو شهرين"."""
    unit, number = _counted(expression)
    return _shifted(context.anchor, unit, -number, "counted back from the publication")


def later(expression: Expression, context: Context) -> Meaning | None:
    """Resolve "بعد أسبوعين": from today after a verb of the future, else from the date before."""
    unit, number = _counted(expression)
    if context.written and context.tense(expression) > 0:
        return _shifted(context.written, unit, number, "counted on from the publication: a verb of the future")
    before = context.date_before(unit) if context.written else None
    return _shifted(before, unit, number, "counted on from the date before it") if before else None


def _shifted(day: date, unit: str, number: int, rule: str) -> Meaning | None:
    unit, number = ("day", 7 * number) if unit == "week" else (unit, number)
    return Meaning(iso.step(day, unit, number), rule) if unit != "hour" else None


def same(expression: Expression, context: Context) -> Meaning | None:
    """Resolve "الشهر نفسه", "اليوم التالي", "الأحد التالي": of the date before."""
    shift, weekday = expression.value("="), expression.value("W")
    unit = "day" if "J" in expression.symbols or weekday is not None else expression.value("ASU")
    day = context.date_before(unit)
    if day is None:
        return None
    if weekday is not None:
        shift = (weekday - day.weekday()) % 7 or (7 if shift > 0 else 0)
    return Meaning(iso.step(day, unit, shift), "counted from the date before it")

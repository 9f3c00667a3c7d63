"""What expressions mean, alone and in pairs: from … to, between … and, a day and its hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from explore.calendar import days, iso, periods
from explore.calendar.grammar import Expression
from explore.calendar.meaning import Context, Meaning, Undated

_HANDLERS: dict[str, Callable[[Expression, Context], Meaning | None]] = {
    "day": days.day, "days": days.days, "numeric": days.numeric, "day_of_month": days.day_of_month,
    "days_of_month": days.days, "slashed": days.slashed, "weekday_of": days.weekday_of,
    "weekday": days.weekday, "night": days.night, "now": days.now, "clock": days.clock, "holiday": days.holiday,
    "month": periods.month, "week_of": periods.part, "first_months": periods.part, "fraction": periods.part,
    "year": periods.one_year, "bare_year": periods.one_year, "years": periods.years, "season": periods.season,
    "decade": periods.decade, "century": periods.century, "relative": periods.relative, "span": periods.span,
    "ago": periods.ago, "later": periods.later, "same": periods.same,
}  # fmt: skip
_DAYS = ("day", "weekday", "now", "numeric", "day_of_month")
# What can be one end of a range, and of which other end.
_ENDS = {"day": "day", "day_of_month": "day", "numeric": "day", "weekday": "weekday", "now": "now", "month": "month",
         "year": "year", "bare_year": "year", "clock": "clock", "relative": "relative"}  # fmt: skip

Group = tuple[Expression, ...]


def grouped(expressions: Sequence[Expression]) -> list[Group]:
    """Return expressions alone or in the pairs that mean one date."""
    groups: list[Group] = []
    for expression in expressions:
        last = groups[-1] if groups else ()
        if last and _again(last, expression):
            continue
        if len(last) == 1 and _together(last[0], expression):
            groups[-1] = (last[0], expression)
        else:
            groups.append((expression,))
    return groups


def opening(group: Group) -> int:
    """Return where a group begins in the folded text: بين and من are part of a range."""
    first = group[0]
    if len(group) == 2 and group[1].kind != "clock" and first.before() in ("B", "V", "f"):
        return first.line.items[first.first - 1].start
    return first.start


def resolve(group: Group, context: Context) -> Meaning | None:
    """Return what expressions mean together; None where they are no date after all."""
    first, last = group[0], group[-1]
    if len(group) == 1:
        return _resolve(last, context)
    if last.kind == "clock" != first.kind:
        return _at_hour(first, last, context)
    if first.kind == "clock" != last.kind:
        return _at_hour(last, first, context)
    return _from_to(first, last, context)


def _resolve(expression: Expression, context: Context) -> Meaning | None:
    try:
        return _HANDLERS[expression.kind](expression, context)
    except Undated:
        return Meaning(None, "takes a publication date")


def _from_to(first: Expression, last: Expression, context: Context) -> Meaning | None:
    tail = last.tail()
    same = tail is not None and tail.kind == "same"
    begin = _resolve(first, replace(context, inherited=None if same else tail))
    end = _resolve(last, replace(context, earlier=[begin.value]) if same and begin and begin.value else context)
    if not (end and begin and begin.value and end.value):
        return end or begin
    if first.kind == "weekday":
        return _week(begin.value, end, context)
    if begin.value > end.value:
        return end
    return end._replace(value=iso.span_value(begin.value, end.value), rule=f"from the first to the last; {end.rule}")


def _again(last: Group, expression: Expression) -> bool:
    """Say whether a clock time is that before it in another zone: 10:00 (07:00 غرينتش)."""
    gap = expression.line.symbols[last[-1].after : expression.first]
    clocks = expression.kind == "clock" and "clock" in (last[0].kind, last[-1].kind)
    return clocks and gap.strip(",)") == "("


def _together(first: Expression, last: Expression) -> bool:
    gap, before = first.line.symbols[first.after : last.first], first.before()
    if last.kind == "clock" and first.kind in _DAYS:
        return gap in ("", ",", "g", ",g", "(")
    if first.kind == "clock" and last.kind in _DAYS:
        return gap in ("", "f", ",", "j")
    if first.kind not in _ENDS or _ENDS[first.kind] != _ENDS.get(last.kind):
        return False
    if gap == "&":
        return before in ("B", "V", "p") or "X" in last.symbols
    if gap.lstrip(",&") in ("t", "tj", "tf"):
        return before in ("f", "B", "~") or first.kind != "now"
    return gap == "-"


def _at_hour(day: Expression, clock: Expression, context: Context) -> Meaning | None:
    said = _resolve(day, context)
    if said is None or said.value is None:
        return said
    time = _resolve(clock, replace(context, earlier=[said.value]))
    return time._replace(rule=f"{said.rule}; clock time") if time else said


def _week(begin: str, end: Meaning, context: Context) -> Meaning:
    """Return the days from one weekday to another: the first is the last such day before the other."""
    last = date.fromisoformat(str(end.value))
    days = timedelta(days=(last.weekday() - date.fromisoformat(begin).weekday()) % 7)
    if last > context.anchor > last - days and "adjective" in end.rule:
        last += timedelta(days=7)  # "from Monday to Friday next", said on a Wednesday
    return Meaning(f"{last - days}/{last}", f"from the first to the last; {end.rule}")

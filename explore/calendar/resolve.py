"""What an expression means: its ISO value, by itself or against the day its article came out."""

from __future__ import annotations

from collections.abc import Callable

from explore.calendar import clocks, days, periods
from explore.calendar.grammar import Found
from explore.calendar.meaning import Context, Meaning, Tail

_HANDLERS: dict[str, Callable[[Found, Context, Tail], Meaning | None]] = {
    "day": days.day, "days": days.days, "numeric": days.numeric, "day_of_month": days.day_of_month,
    "days_of_month": days.days_of_month, "slashed": days.slashed, "weekday_of": days.weekday_of,
    "month_first": days.month_first, "weekday": days.weekday, "night": days.night, "now": days.now,
    "clock": clocks.clock, "holiday": days.holiday, "month": periods.month, "week_of": periods.part,
    "first_months": periods.part, "fraction": periods.part, "year": periods.one_year, "bare_year": periods.one_year,
    "years": periods.years, "season": periods.season, "decade": periods.decade, "century": periods.century,
    "relative": periods.relative, "span": periods.span, "ago": periods.ago, "later": periods.later,
    "same": periods.same,
}  # fmt: skip


def resolve(found: Found, context: Context, inherited: Tail | None = None) -> Meaning | None:
    """Return the meaning of one expression; None where it is no date after all.

    Parameters
    ----------
    found : Found
        The expression.
    context : Context
        Its article: the line of symbols, the day of publication, the tense around it, the dates before it.
    inherited : Tail, optional
        The year of the expression it is in a pair with: من يناير حتى مارس 2018.
    """
    return _HANDLERS[found.kind](found, context, inherited or Tail())

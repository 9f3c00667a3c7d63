"""The calendar expressions of a text: what the grammar finds, without what only looks like a date.

A prime minister named May, "14 March" the alliance, the general secretary, "today" in somebody's speech, which mostly
means in our days: each kind has its filter, which asks the words around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from explore.calendar.grammar import Expression, candidates
from explore.calendar.words import WORDS, read_line, word_set
from explore.doc import Doc

_NAMED, _GENERAL = word_set("named_after_a_day"), word_set("general")
_OF_WEEKDAY, _AFTER_WEEKDAY = word_set("of_a_weekday"), word_set("after_weekday")
_BEFORE_YEAR, _OTHER_NEW_YEARS = word_set("before_year"), word_set("other_new_years")
_BEFORE_DAY, _AFTER_DAY = word_set("before_a_day"), word_set("after_a_day")
_AGED, _NEVER_ALONE, _BEFORE_NAMES = word_set("aged"), word_set("never_alone"), word_set("before_names")
_ACCUSATIVE = re.compile(WORDS["accusative_pattern"])
_FROM_EVENT = re.compile(WORDS["from_an_event_pattern"], re.VERBOSE)
_OF_AGE = re.compile(WORDS["of_age_pattern"])
_WORD = re.compile(r"[^\W\d_]+")


class _Around(NamedTuple):
    """The article of an expression, and the words right before and after it."""

    doc: Doc
    previous: str
    following: str


def find_expressions(doc: Doc) -> list[Expression]:
    """Return the calendar expressions of an article, in order.

    Examples
    --------
    >>> [(e.kind, e.value("M"), e.number()) for e in find_expressions(Doc("a", "في 3 مايو، و7 يونيو"))]
    [('day', 5, 3), ('day', 6, 7)]
    """
    return [expression for expression in candidates(read_line(doc.folded)) if _is_date(expression, doc)]


def words_before(folded: str, at: int, count: int = 1) -> list[str]:
    """Return the words of a line right before a place, nearest first; no further than 40 characters."""
    near = max(0, at - 40)
    return _WORD.findall(folded, max(near, folded.rfind("\n", near, at)), at)[::-1][:count] or [""]


def _is_date(expression: Expression, doc: Doc) -> bool:
    start, end = expression.start, expression.end
    if expression.symbols[-1] == "h" and "s" not in expression.symbols and doc.folded.endswith("صفر", start, end):
        return False  # three goals to nil
    check = _FILTERS.get(expression.kind)
    gap = doc.folded[end : end + 30].lstrip(" ")
    following = _WORD.match(gap)
    around = _Around(doc, words_before(doc.folded, start)[0], following.group() if following else gap[:1])
    return check is None or check(expression, around)


def _day(expression: Expression, around: _Around) -> bool:
    return around.previous not in _NAMED or bool(re.search("[yRWJN]", expression.symbols))


def _weekday(_: Expression, around: _Around) -> bool:
    return around.previous not in _OF_WEEKDAY and around.following not in _AFTER_WEEKDAY


def _month(expression: Expression, around: _Around) -> bool:
    symbols = expression.symbols
    core = symbols.lstrip("Ef")
    named = around.previous in _NAMED or (len(symbols) == 1 and around.previous in _BEFORE_NAMES)
    if named or around.following == "الاسود":
        return False
    if core[0] in "sS" or len(core) > 1:
        return True
    company = symbols[0] == "E" or (around.previous != "" and _in_company(expression))
    if core[0] == "m":  # alone it is as likely another word
        word = around.doc.folded[expression.start : expression.end].rsplit(maxsplit=1)[-1]
        return company and word.removeprefix("و") not in _NEVER_ALONE
    return core[0] == "M" or (core[0] == "H" and company)


def _in_company(expression: Expression) -> bool:
    """Say whether what stands before a month speaks for one; a و does only after another date."""
    before, first = expression.before(), expression.first
    if before == "&":
        return first > 1 and expression.line.symbols[first - 2] in "MmyRX)"
    return before != "" and before in "gft~BE<>-"


def _general(expression: Expression, around: _Around) -> bool:
    return expression.symbols[0] != "A" or around.previous not in _GENERAL


def _years(_: Expression, around: _Around) -> bool:
    return not _ACCUSATIVE.fullmatch(around.following)


def _bare_year(expression: Expression, around: _Around) -> bool:
    symbols, year = expression.symbols, expression.value("y")
    if around.following in {"%", "٪", "$"} or not _years(expression, around):
        return False
    if "Δ" in symbols or symbols[0] == "E":
        return True
    if symbols[0] == "(" or not 1800 <= year <= 2060:
        return symbols[-1] == ")" and 1800 <= year <= 2060
    before = expression.before()
    if before and before in "xf&WM":
        return around.previous in _BEFORE_YEAR and year >= 1900
    return before != "" and before in "gt~<>B"


def _decade(expression: Expression, around: _Around) -> bool:
    before = words_before(around.doc.folded, expression.start, 4)
    return not _OF_AGE.match(around.doc.folded, expression.end) and not _AGED.intersection(before)


def _ago(expression: Expression, around: _Around) -> bool:
    return not _FROM_EVENT.match(around.doc.folded, expression.end)


def _later(expression: Expression, around: _Around) -> bool:
    bare = expression.symbols in (">a", ">s", ">u", ">j")  # بعد أسبوع: an adjective after it makes it a length
    return _ago(expression, around) and around.previous != "يوما" and not (bare and _WORD.match(around.following))


def _now(expression: Expression, around: _Around) -> bool:
    symbols = expression.symbols
    if symbols == "q":
        return bool(expression.value("q") == "tonight")
    if symbols == "v" or (symbols[-1] == "J" and around.following in _AFTER_DAY):
        return False
    return symbols != "J" or _today(expression, around)


def _today(expression: Expression, around: _Around) -> bool:
    """Say whether اليوم is today: not لليوم or واليوم, not at the head of a sentence or in somebody's words."""
    folded, start = around.doc.folded, expression.start
    if folded[start : expression.end] != "اليوم" or around.previous in _BEFORE_DAY:
        return False
    opens = folded[max(0, start - 40) : start].rstrip(" ")[-1:] in {"", ".", "\n", ":", "؟", "!"}
    quoted = around.doc.quoted[bisect_left(around.doc.starts, start)]
    return not (quoted or (opens and _WORD.match(around.following)))


def _clock(expression: Expression, around: _Around) -> bool:
    start = expression.start
    return expression.symbols[0] != "o" or "ال" in around.doc.folded[start : start + 4]  # not أول ليلة


def _holiday(expression: Expression, around: _Around) -> bool:
    """Leave out birthdays and the new year of others."""
    symbols, after = expression.line.symbols, expression.after
    return around.following not in _OTHER_NEW_YEARS and symbols[after : after + 1] not in ("d", "o", "n")


_FILTERS: dict[str, Callable[[Expression, _Around], bool]] = {
    "day": _day, "month": _month, "weekday": _weekday, "relative": _general, "bare_year": _bare_year, "years": _years,
    "decade": _decade, "ago": _ago, "later": _later, "now": _now, "clock": _clock, "holiday": _holiday,
}  # fmt: skip

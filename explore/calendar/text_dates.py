"""Dates: the calendar expressions written out in a text, with the days they mean.

A text is read as a line of symbols, one a word (`words`); short expressions over these lines say what a date looks
like (`grammar`) and what only looks like one (`lookalikes`); what is meant is worked out against the day the article
came out (`resolve`, with `meaning`, `days` and `periods`), with the tense of the verbs around it (`tense`) where a
weekday or month could be past or to come; values are ISO 8601 text (`iso`).

Left out, since they name no place on the calendar: recently, now, in recent years, in the coming weeks, "fifty
minutes", "three months after that". What needs a publication date and has none is found, without a value.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import pandas as pd

from explore import tables
from explore.calendar.grammar import Found, expressions
from explore.calendar.iso import bounds, span_value
from explore.calendar.meaning import Context, Meaning, Tail, tail_of
from explore.calendar.resolve import resolve
from explore.calendar.tense import direction
from explore.calendar.words import Line, read_line
from explore.text import Folded, fold, split_sentences

_DAYS = ("day", "weekday", "now", "numeric", "day_of_month")
# What can be one end of a range, and of which other end.
_ENDS = {"day": "day", "day_of_month": "day", "numeric": "day", "weekday": "weekday", "now": "now", "month": "month",
         "year": "year", "bare_year": "year", "clock": "clock", "relative": "relative"}  # fmt: skip


def find_dates(articles: pd.DataFrame) -> pd.DataFrame:
    """Find every calendar expression, with the point or interval it means.

    Parameters
    ----------
    articles : DataFrame
        Columns article_id, text and published (UTC, may be missing): the day relative expressions are counted from.

    Returns
    -------
    DataFrame
        tables.DATES, by article in the order given, then start. Spans are whole words, clitics included. `value` is
        ISO 8601 (2018, 2018-05, 2018-W22, 2018-05-30, 2018-05-30T10:00, or first/last of these, both included), null
        where it takes a publication date and there is none, or where there is no such day. A clock time is as said;
        its `since` and `until` are UTC where a zone is said with it.

    Examples
    --------
    >>> import pandas as pd
    >>> day = pd.Timestamp("2018-05-30", tz="UTC")
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["التقيا مساء الاثنين وفي مارس الماضي."]})
    >>> find_dates(articles.assign(published=day))[["surface", "value"]].to_records(index=False).tolist()
    [('مساء الاثنين', '2018-05-28'), ('مارس الماضي', '2018-03')]
    """
    rows = []
    for article_id, text, published in articles[["article_id", "text", "published"]].itertuples(index=False):
        for start, end, sentence, meaning in _dates_of(text, None if pd.isna(published) else published.date()):
            since, until = bounds(meaning.value)
            if meaning.zone and since is not None and until is not None:
                since = since.replace(tzinfo=ZoneInfo(meaning.zone)).astimezone(UTC).replace(tzinfo=None)
                until = since + timedelta(minutes=1)
            row = (article_id, start, end, sentence, text[start:end], meaning.value, since, until, meaning.rule)
            rows.append(row)
    return tables.DATES.frame(rows)


_BEFORE_CHRIST = re.compile(r"\s*\(?(?:قبل\s+(?:الميلاد|المسيح)|ق\s?\.\s?م)(?!\w)")
_WORDS = re.compile(r"[^\W\d_]+")


def _dates_of(text: str, anchor: date | None) -> list[tuple[int, int, int, Meaning]]:
    folded = fold(text)
    line = read_line(folded)
    groups = _joined(expressions(line, folded), line)
    if not groups:
        return []
    sentences = [(start, end) for start, end, _ in split_sentences(text)]
    starts = [start for start, _ in sentences]
    shift = bool(len(folded) != len(text))
    limits = [(_position(folded, a), _position(folded, b)) for a, b in sentences] if shift else sentences

    def tense(first: int, after: int) -> int:
        start, end = line.starts[first], line.ends[after - 1]
        place = max(bisect_right(limits, (start, len(folded) + 1)) - 1, 0)
        return direction(folded, start, end, limits[place])

    def word_before(first: int) -> str:
        at = line.starts[first]
        words = _WORDS.findall(folded, max(0, at - 30), at)
        return words[-1] if words else ""

    def before_christ(after: int) -> bool:
        return bool(_BEFORE_CHRIST.match(folded, line.ends[after - 1]))

    context = Context(line, _writing_day(line, anchor), tense, word_before, before_christ)
    found: list[tuple[int, int, int, Meaning]] = []
    for group in groups:
        start, end = folded.span(line.starts[_opening(group, line)], line.ends[group[-1].after - 1])
        start = _whole_word(text, start)
        sentence = max(bisect_right(starts, start) - 1, 0)
        context.earlier = [m.value for _, _, s, m in found[-4:] if m.value and sentence - 1 <= s]
        if meaning := _meaning(group, context):
            found.append((start, end, sentence, meaning))
    return found


def _position(folded: Folded, place: int) -> int:
    """Return about where a code point of the source is in the folded text: only marks, which go, make a difference."""
    low, high = 0, len(folded)
    while low < high:
        middle = (low + high) // 2
        if folded.offset(middle) < place:
            low = middle + 1
        else:
            high = middle
    return low


def _whole_word(text: str, start: int) -> int:
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    return start


def _writing_day(line: Line, anchor: date | None) -> date | None:
    """Return the day the text calls today: "today, Thursday" outweighs a publication dated a night earlier or later."""
    if anchor is None:
        return None
    for match in re.finditer(r"J\(?W", line.symbols):
        for shift in (1, -1):
            day = anchor + timedelta(days=shift)
            if day.weekday() == line.means[match.end() - 1]:
                return day
    return anchor


def _joined(found: list[Found], line: Line) -> list[tuple[Found, ...]]:
    """Return expressions alone or in pairs: from … to, between … and, a day and its hour."""
    groups: list[tuple[Found, ...]] = []
    for item in found:
        last = groups[-1] if groups else ()
        if last and "clock" in (item.kind, last[-1].kind, last[0].kind) and _again(last, item, line):
            continue
        if len(last) == 1 and _together(last[0], item, line):
            groups[-1] = (last[0], item)
        else:
            groups.append((item,))
    return groups


def _again(last: tuple[Found, ...], item: Found, line: Line) -> bool:
    """Say whether a clock time is that before it in another zone: 10:00 (07:00 غرينتش)."""
    clock = any(found.kind == "clock" for found in last)
    return clock and item.kind == "clock" and line.symbols[last[-1].after : item.first].strip(",)") == "("


def _together(first: Found, last: Found, line: Line) -> bool:
    gap = line.symbols[first.after : last.first]
    if last.kind == "clock" and first.kind in _DAYS:
        return gap in ("", ",", "g", ",g", "(")
    if first.kind == "clock" and last.kind in _DAYS:
        return gap in ("", "f", ",", "j")
    if first.kind not in _ENDS or _ENDS[first.kind] != _ENDS.get(last.kind):
        return False
    before = line.symbols[first.first - 1 : first.first] if first.first else ""
    if gap == "&":
        return before in ("B", "V", "p") or "X" in line.symbols[last.first : last.after]
    if gap.lstrip(",&") in ("t", "tj", "tf"):
        return before in ("f", "B", "~") or first.kind != "now"
    return gap == "-"


def _opening(group: tuple[Found, ...], line: Line) -> int:
    """Return the first symbol of an expression: بين and من are part of a range."""
    first = group[0].first
    return first - (len(group) == 2 and group[1].kind != "clock" and line.symbols[first - 1 : first] in tuple("BVf"))


def _meaning(group: tuple[Found, ...], context: Context) -> Meaning | None:
    last = group[-1]
    if len(group) == 1:
        return resolve(last, context)
    if "clock" in (group[0].kind, last.kind) and group[0].kind != last.kind:
        clock, day = (group[0], last) if group[0].kind == "clock" else (last, group[0])
        said = resolve(day, context)
        if said is None or said.value is None:
            return said
        time = resolve(clock, _with(context, said.value))
        return time._replace(rule=f"{said.rule}; clock time") if time else said
    tail = tail_of(context.line, last.first, last.after)
    begin = resolve(group[0], context, Tail() if tail.same is not None else tail)
    end = resolve(last, _with(context, begin.value) if tail.same is not None and begin and begin.value else context)
    if end is None or begin is None or begin.value is None or end.value is None:
        return end or begin
    if last.kind == group[0].kind == "weekday":
        return _week(begin.value, end, context)
    if begin.value > end.value:
        return Meaning(end.value, end.rule)
    return Meaning(span_value(begin.value, end.value), f"from the first to the last; {end.rule}", end.zone)


def _week(begin: str, end: Meaning, context: Context) -> Meaning:
    """Return the days from one weekday to another: the first is the last such day before the other."""
    last = date.fromisoformat(str(end.value))
    days = timedelta(days=(last.weekday() - date.fromisoformat(begin).weekday()) % 7)
    if context.anchor and last > context.anchor > last - days and "adjective" in end.rule:
        last += timedelta(days=7)  # "from Monday to Friday next", said on a Wednesday
    return Meaning(f"{last - days}/{last}", f"from the first to the last; {end.rule}")


def _with(context: Context, value: str) -> Context:
    return replace(context, earlier=[value])

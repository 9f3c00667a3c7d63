"""Dates: the calendar expressions of an article and what they mean, counted from its publication.

Left out, since they name no place on the calendar: recently, now, in recent years, in the coming weeks, "fifty
minutes", "three months after that". What needs a publication date and has none is found, without a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import pandas as pd

from explore import tables
from explore.annotation.layers import Context as Shared, Frames, Layer
from explore.calendar import Context, Meaning, bounds, find_expressions, grouped, opening, resolve, to_utc
from explore.doc import Doc


def find_dates(docs: Iterable[Doc]) -> pd.DataFrame:
    """Find every calendar expression, with the point or interval it means.

    Parameters
    ----------
    docs : iterable of Doc
        Articles; relative expressions are counted from their `published`.

    Returns
    -------
    DataFrame
        tables.DATES, by article in the order given, then start. Spans are whole words, clitics included. `value` is
        ISO 8601 (2018, 2018-05, 2018-W22, 2018-05-30, 2018-05-30T10:00, or first/last of these, both included), null
        where it takes a publication date and there is none, or where there is no such day. A clock time is as said;
        its `since` and `until` are UTC where a zone is said with it.

    Examples
    --------
    >>> day = pd.Timestamp("2018-05-30", tz="UTC")
    >>> dates = find_dates([Doc("a", "التقيا مساء الاثنين وفي مارس الماضي.", published=day)])
    >>> dates[["surface", "value"]].values.tolist()
    [['مساء الاثنين', '2018-05-28'], ['مارس الماضي', '2018-03']]
    """
    return tables.DATES.frame([row for doc in docs for row in _rows(doc)])


def _rows(doc: Doc) -> Iterable[tuple[Any, ...]]:
    expressions = find_expressions(doc)
    anchor = doc.published.date() if doc.published is not None else None
    earlier: list[tuple[int, str]] = []  # the sentence and the value of the last dates
    for group in grouped(expressions):
        start, end = doc.folded.span(opening(group), group[-1].end)
        while start > 0 and doc.text[start - 1].isalpha():  # a whole word
            start -= 1
        number = doc.sentence_at(start)
        known = [value for sentence, value in earlier[-4:] if sentence >= number - 1]
        meaning = resolve(group, Context(doc, anchor, known))
        if meaning is None:
            continue
        if meaning.value:
            earlier.append((number, meaning.value))
        yield (doc.article_id, start, end, number, doc.text[start:end], meaning.value, *_bounds(meaning), meaning.rule)


def _bounds(meaning: Meaning) -> tuple[Any, Any]:
    since, until = bounds(meaning.value)
    if meaning.zone and since is not None:
        since = to_utc(since, meaning.zone)
        until = since + timedelta(minutes=1)
    return since, until


def _run(docs: Sequence[Doc], _frames: Frames, _context: Shared) -> dict[str, pd.DataFrame]:
    return {"dates": find_dates(docs)}


LAYER = Layer("dates", reads=("articles",), writes=("dates",), run=_run)

"""Events: who did what to whom, and when, at most two a sentence.

Events are the deeds (`deeds`) that a sentence is about: those whose both ends are known before those with one, verbs
before nouns, and the earlier before the later. Four classes tell talk from action and cooperation from conflict, as in
event data made by machine since the 1990s. What a speaker says of an actor in words that weigh is an event by word, of
the speaker towards that actor; its `verb` is then what introduces the speech.

An event is dated by the day that its sentence names. Where it names another time (a month, a year) or tells of the
future the day is not known; where it names none the event is of the day of publication, as news mostly is.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pandas as pd

from explore import schema
from explore.annotation.deeds.articles import Told
from explore.annotation.deeds.deed import Deed

MOST = 2  # events a sentence
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")  # ISO 8601, with or without a clock; no interval
_SPOKEN = {1: "verbal-cooperation", -1: "verbal-conflict"}


def find_events(told: list[Told], articles: pd.DataFrame, dates: pd.DataFrame) -> pd.DataFrame:
    """Return the events of sentences that were read.

    Parameters
    ----------
    told : list of Told
        What `read_articles` yielded.
    articles : DataFrame
        article_id, text, published.
    dates : DataFrame
        schema.DATES of them.

    Returns
    -------
    DataFrame
        schema.EVENTS, in the order of articles, sentences and words.
    """
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    dated: dict[tuple[str, int], list[tuple[int, str | None, Any]]] = {}
    for article_id, sentence, start, value, since in dates[
        ["article_id", "sentence", "start", "value", "since"]
    ].itertuples(index=False):
        dated.setdefault((article_id, sentence), []).append((start, None if pd.isna(value) else value, since))
    rows = []
    for each in told:
        for deed in chosen([*each.deeds, *_said(each)]):
            start, end = each.spans[deed.at]
            day = _day(deed, start, dated.get((each.article_id, each.sentence), []), published[each.article_id])
            verb = texts[each.article_id][start:end]
            rows.append((each.article_id, each.sentence, deed.source, deed.target, deed.quad, verb, day, deed.rule))
    return schema.EVENTS.frame(rows)


def _said(told: Told) -> list[Deed]:
    """Return as deeds of speaking what speakers say of others."""
    return [
        Deed(about.at, about.at, about.holder, about.target, _SPOKEN[about.polarity], about.polarity,
             "speech; target about")
        for about in told.spoken
    ]  # fmt: skip


def chosen(deeds: list[Deed]) -> list[Deed]:
    """Return the deeds that a sentence is most about, in their order."""
    once = {(d.source, d.target, d.quad): d for d in reversed(deeds)}
    ranked = sorted(once.values(), key=lambda d: (not (d.source and d.target), not d.rule.startswith("verb"), d.at))
    return sorted(ranked[:MOST], key=lambda d: d.at)


def _day(deed: Deed, start: int, dates: list[tuple[int, str | None, Any]], published: pd.Timestamp) -> datetime | None:
    days = [(abs(at - start), since) for at, value, since in dates if value and _DAY.fullmatch(value)]
    if days:
        return _midnight(min(days)[1])
    if deed.future or dates or pd.isna(published):
        return None
    return _midnight(published if published.tzinfo is None else published.tz_convert("UTC").tz_localize(None))


def _midnight(moment: pd.Timestamp) -> datetime:
    return datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001  a day of the calendar has no zone

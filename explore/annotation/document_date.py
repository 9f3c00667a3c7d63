"""Document dates: the day an article without a date came out, from what it says.

A careful reader dates a clipping from its inside: it is a Thursday, some days after 14 December "of this month", Trump
is president. Each such clue weighs all days (`day_clues`), and the shortest interval is taken that holds most of their
product:

    weekdays    "اليوم الخميس" is said on a Thursday; the first weekday of a text is mostly the day of its news
    days        a day or month without its year, with الجاري, الماضي, المقبل or the tense beside it
    years       an article comes out on or after the latest date that it names and that is not to come
    offices     who is called by an office holds it, who is called former has held it
    occasions   two actors who met on a known day, with a word of such a meeting
    copies      articles of one story come out within days
"""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from explore import tables
from explore.annotation import day_clues as odds
from explore.annotation.actor_clues import actor_clues
from explore.annotation.day_clues import Clue, clue_of, in_words
from explore.annotation.layers import Context, Frames, Layer
from explore.calendar import Context as Reading, Expression, bounds, day_of, find_expressions, resolve, tense_of
from explore.doc import Doc

NARROW = 31  # days: a longer interval is told, but no date is put in the place of the publication
_HELD = 0.9  # of the odds, the part that lies in the interval
_HEAD = 400  # characters of a text that tell its news; further down stands what led to it
_AT_MOST = 16  # different expressions of a text, and names, that are weighed
_TELLING = 0.35  # how much a clue narrows the days down, in nats, to be worth a sentence
_SENTENCES = 7


class Dating(NamedTuple):
    """When an article came out: the best day, the interval around it, and why; the clues."""

    best: date
    since: date
    until: date
    evidence: str
    clues: Sequence[Clue]

    @property
    def width(self) -> int:
        """Days of the interval."""
        return (self.until - self.since).days + 1


def date_articles(docs: Sequence[Doc], articles: pd.DataFrame) -> pd.DataFrame:
    """Date the articles that have no date from what they say; a date that an article has is never changed.

    Parameters
    ----------
    docs : sequence of Doc
        Articles with their mentions.
    articles : DataFrame
        tables.ARTICLES, a row a Doc; published where it is known, story_id where reports are copies of one another.

    Returns
    -------
    DataFrame
        The articles in their order. Of those without `published`: dating_since and dating_until (first and last day of
        an interval) and dating_evidence (English sentences that quote the text), where the text says anything. Where
        the interval is no longer than 31 days, `published` is its best day, at midnight UTC, and dating "inferred".

    Notes
    -----
    The odds of a day are the product of the shares in `day_clues`, clues taken as independent. Days from 2000 to the
    last date in the table of offices are searched.

    Examples
    --------
    >>> articles = tables.ARTICLES.frame(pd.DataFrame({"article_id": ["a"], "text": ["اليوم الثلاثاء 12 مارس 2019"]}))
    >>> date_articles([Doc("a", articles["text"][0])], articles)["published"].dt.date.tolist()
    [datetime.date(2019, 3, 12)]
    """
    datings = {doc.article_id: search(clues_of(doc)) for doc in docs if doc.published is None}
    datings |= _of_copies(articles, datings)
    columns = ["published", "dating", "dating_evidence", "dating_since", "dating_until"]
    values = zip(*(articles[column].tolist() for column in columns), strict=True)
    rows = {article: list(row) for article, row in zip(articles["article_id"], values, strict=True)}
    for article, dating in datings.items():
        if dating.evidence:
            rows[article][2:] = [dating.evidence, pd.Timestamp(dating.since), pd.Timestamp(dating.until)]
            if dating.width <= NARROW:
                rows[article][:2] = [pd.Timestamp(dating.best, tz="UTC"), "inferred"]
    filled = pd.DataFrame(rows.values(), columns=columns, index=articles.index, dtype=object)
    return tables.ARTICLES.frame(articles.assign(**filled))


def search(clues: Sequence[Clue]) -> Dating:
    """Return the day that fits all clues best, the shortest interval that holds most of the odds, and why."""
    ordinals = odds.days().ordinal
    total = np.sum([clue.odds for clue in clues], axis=0) if clues else np.zeros(len(ordinals))
    share = np.exp(total - total.max())
    sums = np.concatenate([[0.0], (share / share.sum()).cumsum()])
    ends = np.searchsorted(sums, sums[:-1] + _HELD * (1 - 1e-9))
    lengths = np.where(ends < len(sums), ends - np.arange(len(share)), len(sums))
    low = int(lengths.argmin())
    high = min(low + int(lengths[low]), len(share)) - 1
    place = low + int(share[low : high + 1].argmax())
    best, since, until = (date.fromordinal(int(ordinals[k])) for k in (place, low, high))
    return Dating(best, since, until, _evidence(clues, place, (best, since, until)), clues)


def _evidence(clues: Sequence[Clue], place: int, days: tuple[date, date, date]) -> str:
    best, since, until = days
    telling = []
    for clue in clues:
        fit = clue.odds - clue.odds.max()
        telling.append((float(fit[place]) - float(np.log(np.exp(fit).mean())), clue))
    strongest = sorted((pair for pair in telling if pair[0] > _TELLING), key=lambda pair: -pair[0])[:_SENTENCES]
    sentences = [clue.says(best) for _, clue in sorted(strongest, key=lambda pair: pair[1].start)]
    day = f"{best:%A} {in_words(best)}"
    when = f"between {in_words(since)} and {in_words(until)}, most likely {day}" if since < until else f"on {day}"
    return " ".join(dict.fromkeys([*sentences, f"So it came out {when}."])) if sentences else ""


def _of_copies(articles: pd.DataFrame, datings: Mapping[str, Dating]) -> dict[str, Dating]:
    """Date articles by the others of their story: those with a date, or else those whose text says enough."""
    after: dict[str, Dating] = {}
    for _, story in articles.groupby("story_id", sort=False):
        published = dict(zip(story["article_id"].tolist(), story["published"].tolist(), strict=True))
        known = {article: moment.date() for article, moment in published.items() if not pd.isna(moment)}
        undated = [article for article in published if article in datings]
        narrow = {article: datings[article].best for article in undated if datings[article].width <= NARROW}
        days: dict[str, date] = known or narrow
        for article in [article for article in undated if known or (narrow and article not in narrow)]:
            first = min(days, key=lambda name: days[name])
            copy = _copy(f"Article {first} tells the same story and is of {in_words(days[first])}.", days)
            after[article] = search([copy, *datings[article].clues])
    return after


def _copy(says: str, days: Mapping[str, date]) -> Clue:
    return Clue(-1, odds.after({day: 1 / len(days) for day in days.values()}, odds.COPY), lambda _: says)


def clues_of(doc: Doc) -> list[Clue]:
    """Return all clues of an article to the day it came out, in its order."""
    expressions = find_expressions(doc)
    clues = [*_calendar_clues(doc, expressions), *actor_clues(doc, expressions)]
    return sorted(clues, key=lambda clue: clue.start)


def _tense(doc: Doc, expression: Expression) -> int:
    return tense_of(doc, expression.start, expression.end)


def _calendar_clues(doc: Doc, expressions: Sequence[Expression]) -> Iterator[Clue]:
    different: dict[tuple[Any, ...], Expression] = {}
    for expression in expressions:
        items = expression.line.items[expression.first : expression.after]
        different.setdefault((expression.kind, *(item.value for item in items)), expression)
    dated: list[tuple[date, str, Expression]] = []
    weekdays = 0
    for expression in list(different.values())[:_AT_MOST]:
        meaning = resolve((expression,), Reading(doc, None))
        if meaning and meaning.value:  # it says its year
            since, _ = bounds(meaning.value.split("/")[-1])
            grain = {4: "year", 7: "month"}.get(len(meaning.value.split("/")[-1]), "day")
            dated += [(since.date(), grain, expression)] if since else []
        elif expression.kind == "weekday":
            yield from _weekday(doc, expression, weekdays)
            weekdays += 1
        else:
            yield from _yearless(doc, expression)
    yield from _latest(doc, dated)


def _weekday(doc: Doc, expression: Expression, before: int) -> Iterator[Clue]:
    """Read a weekday: beside today or yesterday, or alone; one that is last, next or to come says little."""
    weekday, now = expression.value("W"), expression.value("NJv")
    if weekday is None or expression.relation() is not None:
        return
    if now in odds.WEEKDAY_NOW:
        shares, says = odds.WEEKDAY_NOW[now], f"is said on a {day_name[(weekday - now) % 7]}"
    elif _tense(doc, expression) > 0:
        return
    elif before:
        shares, says = odds.WEEKDAY_LATER, f"is a {day_name[weekday]} of the days before"
    else:
        shares = odds.WEEKDAY_FIRST if expression.start < _HEAD else odds.WEEKDAY_BODY
        says = f"is the day of its news: a {day_name[weekday]}, or the day after"
    yield clue_of(doc, expression.start, expression.end, says, odds.after_weekday(weekday, shares))


def _yearless(doc: Doc, expression: Expression) -> Iterator[Clue]:
    """Read a day or month without a year."""
    relation, month, number = expression.relation(), expression.value("Mm"), expression.number()
    if re.search("[=AHh]", expression.symbols):
        return
    if expression.kind == "holiday" and not expression.value("O").startswith("h"):
        month, number = (int(part) for part in expression.value("O").split("-"))
        shares = odds.doubted(_yearly(month, number, odds.HOLIDAY))
    elif expression.kind in ("day", "days"):
        shares = _day(month, number, expression, _tense(doc, expression))
    elif expression.kind == "month":
        shares = _month(month, relation, _tense(doc, expression), both="X" in expression.symbols)
    elif expression.kind == "day_of_month" and not relation:
        number = number or expression.number("number2")
        steps = odds.THIS_AHEAD if _tense(doc, expression) > 0 else odds.THIS
        shares = odds.after({day: 1.0 for k in range(1, 13) for day in _days(k, number)}, steps)
    else:
        return
    name = f"{number or ''} {month_name[month] if month else 'of a month'}".strip()
    said = {None: "near", 0: "in the month of", -1: "in the year after", 1: "in the year before"}.get(relation, "near")
    yield clue_of(doc, expression.start, expression.end, f"is said {said} {name}", shares)


def _days(month: int, number: int) -> list[date]:
    years = range(odds.FIRST.year - 1, int(odds.days().month[-1]) // 12 + 2)
    return [day for year in years if (day := day_of(year, month, number))]


def _yearly(month: int, number: int, steps: odds.Steps, weekday: int | None = None) -> odds.Odds:
    """Weigh days by the distance to a day of every year; in few years is it the weekday that is said."""
    return odds.after({day: 1.0 if weekday in (None, day.weekday()) else 0.01 for day in _days(month, number)}, steps)


def _day(month: int, number: int, expression: Expression, tense: int) -> odds.Odds:
    weekday, now, relation = expression.value("W"), expression.value("NJv"), expression.relation()
    if now is not None:
        return _yearly(month, number, _counted(now), weekday)
    if relation == 0:
        shares = _yearly(month, number, odds.THIS_AHEAD if tense > 0 else odds.THIS, weekday)
        return np.where(odds.days().month % 12 == month - 1, shares, shares + np.log(0.003))
    if relation is not None:
        return _yearly(month, number, odds.LAST if relation < 0 else odds.NEXT, weekday)
    near = odds.WITH_WEEKDAY if weekday is not None else odds.PAST
    return odds.doubted(_yearly(month, number, odds.FUTURE if tense > 0 else near, weekday))


def _counted(now: int) -> odds.Steps:
    """Return the shares of a date beside today (0), yesterday (-1) or tomorrow (1)."""
    return (-now, 1 - now, 0.9), (1 - now, 2 - now, 0.1)


def _month(month: int, relation: int | None, tense: int, *, both: bool) -> odds.Odds:
    if relation is None:
        return odds.doubted(odds.after_month(month, odds.MONTH_FUTURE if tense > 0 else odds.MONTH_PAST))
    past = odds.MONTHS_LAST if both else odds.MONTH_LAST
    return odds.after_month(month, past if relation < 0 else odds.MONTH_NEXT if relation else odds.MONTH_THIS)


def _latest(doc: Doc, dated: Sequence[tuple[date, str, Expression]]) -> Iterator[Clue]:
    """Read the latest of the dates with their year that are not to come: an article comes out on or after it."""
    past = [row for row in dated if row[2].value("NJv") is not None or _tense(doc, row[2]) <= 0]
    if past:
        since, grain, expression = max(past, key=lambda row: (row[0], -row[2].start))
        now, steps = expression.value("NJv"), odds.LATEST_OF[grain]
        if now is not None:
            steps = _counted(now)
        elif grain == "day" and expression.start < _HEAD:
            steps = odds.LATEST_AT_HEAD
        shares = odds.after({since: 1.0}, steps)
        yield clue_of(doc, expression.start, expression.end, "is the latest date it names", shares)


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    before = int(frames["articles"]["published"].isna().sum())
    if not before:
        return {}
    articles = date_articles(docs, frames["articles"])
    left = int(articles["published"].isna().sum())
    if before > left:
        context.notes.append(
            f"{before - left:,} of {len(articles):,} articles have no date of their own: it was inferred from their "
            "text (dating is 'inferred', with dating_evidence and the interval dating_since to dating_until)."
        )
    if left:
        context.notes.append(f"{left:,} of {len(articles):,} articles have no date: measures over time leave them out.")
    return {"articles": articles}


LAYER = Layer("document_date", reads=("articles", "mentions"), writes=("articles",), run=_run, whole=True)

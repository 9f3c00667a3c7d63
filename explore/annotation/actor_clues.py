"""Clues of actors: what the persons that a text names say of the day it came out.

"الرئيس الأميركي جو بايدن" is said from 20 January 2021 to 20 January 2025, "الرئيس الأميركي السابق" after it; who is
named without the office still is in the news more often during the term than at other times. The terms are those of
the table `offices.csv`. And two actors who met on a known day (`occasions.csv`) are mostly named together, with a word
of such a meeting, on that day or the day after.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

import numpy as np

from explore import assets
from explore.actors.titles import Title, find_titles
from explore.annotation import day_clues as odds
from explore.annotation.day_clues import Clue, clue_of, in_words
from explore.calendar import Expression, tense_of
from explore.doc import Doc
from explore.text import CLITIC, fold

_AT_MOST = 16  # names of a text that are weighed
_LONG = 1500  # days
_UNKNOWN = 5e-5  # the odds a day that two actors meet and the table does not know
_BESIDE = re.compile(r"[^\w\n]{1,4}")  # between a title and the name of its bearer
# Titles with a pronoun and of bodies (مستشاره للأمن القومي), right before a name.
_HIS = re.compile(r"(?:(?:وزير|مستشار|نائب|سفير|مندوب)ت?(?:ه|ها)|مدير)(?: [^\W\d_]+){1,3}[^\w\n]{1,4}$")
_ELECT = re.compile(r"ال(?:منتخبه?|معينه?|مكلفه?)(?!\w)")


_Term = Mapping[str, str]  # a row of the table of offices


def actor_clues(doc: Doc, expressions: Sequence[Expression]) -> Iterator[Clue]:
    """Return what the actors named in an article say of its day; `expressions` are those of its calendar."""
    yield from _office_clues(doc)
    yield from _occasion_clues(doc, expressions)


@cache
def _terms() -> dict[str, list[_Term]]:
    """Return the rows of the table of offices by person; a term that has not ended ends in 9999."""
    offices = assets.load("offices.csv")
    rows = offices[offices["since"] != ""].assign(until=offices["until"].replace("", "9999-12-31"))
    terms: dict[str, list[_Term]] = {}
    for row in rows.to_dict("records"):
        terms.setdefault(row["actor_id"], []).append({str(column): value for column, value in row.items()})
    return terms


def _office_clues(doc: Doc) -> Iterator[Clue]:
    """Read the persons who are named: called by an office, called former, or without a title."""
    titles = find_titles(doc.folded)
    called: dict[tuple[str, str], Clue] = {}
    for mention in doc.mentions:
        actor = str(mention.actor_id)
        if actor in _terms() and len(called) < _AT_MOST:
            start, state, terms = _called(doc, doc.starts[mention.first], titles, _terms()[actor])
            if terms and (actor, state) not in called:
                shares = _in_office(state, terms)
                called[actor, state] = clue_of(
                    doc, start, doc.ends[mention.last - 1], _office_says(state, terms), shares
                )
    titled = {actor for actor, state in called if state != "named"}
    yield from (clue for (actor, state), clue in called.items() if state != "named" or actor not in titled)


def _called(doc: Doc, at: int, titles: Sequence[Title], terms: Sequence[_Term]) -> tuple[int, str, Sequence[_Term]]:
    """Return where the title before a name begins, whether its bearer holds the office, and the terms meant."""
    place = bisect_right(titles, at, key=lambda title: title.end)
    title = titles[place - 1] if place else None
    if title and _BESIDE.fullmatch(doc.folded, title.end, at):
        elect = _ELECT.search(doc.folded, title.start, title.end)
        meant = [] if elect else [term for term in terms if _is_of(term, title)]
        return title.start, "former" if title.former else "holds", meant
    if his := _HIS.search(doc.folded, max(at - 60, 0), at):
        return his.start(), "holds", terms
    return at, "named", terms


def _is_of(term: _Term, title: Title) -> bool:
    anyone = title.office in ("counterpart", "deputy", "minister", "monarch", "leader") or not title.office.isascii()
    return (anyone or title.office == term["office"]) and title.country in (None, term["country"])


def _in_office(state: str, terms: Sequence[_Term]) -> odds.Odds:
    """Weigh days by whether they lie before, in or after any of some terms of office."""
    at = odds.days().ordinal
    before, within, month_after, later = odds.OFFICE[state]
    shares = []
    for term in terms:
        since, until = (date.fromisoformat(term[column]).toordinal() for column in ("since", "until"))
        # Over a short time in office those articles are dense that in the years after it are spread thin.
        thin = later * min(1, (until - since) / _LONG) if state == "holds" else later
        shares.append(np.select([at < since - 10, at <= until, at <= until + 30], [before, within, month_after], thin))
    if state == "former":  # a president once more is no former one
        inside = np.min([np.where(share == within, within, 1) for share in shares], axis=0)
        return np.asarray(np.log(np.minimum(np.max(shares, axis=0), inside)))
    return np.asarray(np.log(np.max(shares, axis=0)))


def _office_says(state: str, terms: Sequence[_Term]) -> Callable[[date], str]:
    def says(best: date) -> str:
        term = max(terms, key=lambda term: (term["since"] <= str(best), term["since"]))
        since, until = (in_words(date.fromisoformat(term[column])) for column in ("since", "until"))
        when = f"from {since} " + ("on" if term["until"] > "9000" else f"to {until}")
        was = "had been" if state == "former" else "was"
        return f"{was} {term['office'].replace('-', ' ')} ({term['country']}) {when}"

    return says


@cache
def _occasions() -> dict[frozenset[str], list[tuple[re.Pattern[str], date, str]]]:
    """Return the meetings of actors: the words of each, its day, its name."""
    occasions: dict[frozenset[str], list[tuple[re.Pattern[str], date, str]]] = {}
    for row in assets.load("occasions.csv").to_dict("records"):
        words = "|".join(re.escape(fold(word)) for word in row["words"].split("|"))
        pattern = re.compile(rf"(?<!\w){CLITIC}(?:ال|(?<=ل)ل)?(?:{words})(?!\w)")
        meeting = pattern, date.fromisoformat(row["date"]), row["occasion"]
        occasions.setdefault(frozenset(row["actors"].split()), []).append(meeting)
    return occasions


def _occasion_clues(doc: Doc, expressions: Sequence[Expression]) -> Iterator[Clue]:
    """Read sentences that name two actors who met, with a word of their meeting."""
    named: dict[int, set[str]] = {}
    for mention in doc.mentions:
        named.setdefault(mention.sentence, set()).add(str(mention.actor_id))
    clues: dict[tuple[frozenset[str], str], Clue] = {}
    for number, actors in named.items():
        sentence = doc.sentences[number]
        begin, end = doc.starts[sentence.first], doc.ends[sentence.last - 1]
        inside = [expression for expression in expressions if begin <= expression.start < end]
        for pair in (pair for pair in _occasions() if pair <= actors):
            when = _when(doc, inside)
            if when and (pair, when) not in clues and (clue := _meeting(doc, pair, (begin, end), inside, when)):
                clues[pair, when] = clue
    yield from clues.values()


def _meeting(
    doc: Doc, pair: frozenset[str], sentence: tuple[int, int], inside: Sequence[Expression], when: str
) -> Clue | None:
    hits = [(words.search(doc.folded, *sentence), day, name) for words, day, name in _occasions()[pair]]
    met = {day: name for match, day, name in hits if match}
    weekdays = {expression.value("W") for expression in inside} - {None}
    fits = {day: 1.0 if not weekdays or day.weekday() in weekdays else 0.3 for day in met}
    start, end = next((match.span() for match, _, _ in hits if match), sentence)
    return clue_of(doc, start, end, _meeting_says(met), odds.after(fits, odds.MET[when], _UNKNOWN)) if met else None


def _meeting_says(met: Mapping[date, str]) -> Callable[[date], str]:
    def says(best: date) -> str:
        day = min(met, key=lambda day: abs(best - day))
        return f"tells of {met[day]}, which was on {in_words(day)}"

    return says


def _when(doc: Doc, inside: Sequence[Expression]) -> str | None:
    """Return when a sentence puts a meeting; None where it is to come or on a day that the sentence names."""
    days = [(day, day.value("NJv")) for day in inside if day.kind in ("weekday", "now")]
    to_come = any(shift > 0 if shift is not None else tense_of(doc, day.start, day.end) > 0 for day, shift in days)
    if to_come or any(expression.kind in ("day", "month") for expression in inside):
        return None
    said = next((shift for _, shift in days if shift is not None), None)
    if said is None:
        return "weekday" if days else "some day"
    return "today" if said == 0 else "yesterday"

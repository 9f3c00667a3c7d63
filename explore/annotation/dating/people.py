"""Clues of people: whoever is called by an office holds it, whoever is called former has held it.

"الرئيس الأميركي جو بايدن" is said from 20 January 2021 to 20 January 2025, "الرئيس الأميركي السابق" after it, "المنتخب"
in the weeks before. The terms are those of the dated table `offices.csv`. A holder who is named without the office
still is in the news more often during the term than at other times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np

from explore import assets
from explore.actors import demonyms, knowledge_base
from explore.actors.titles import find_titles
from explore.annotation.dating import odds
from explore.annotation.dating.odds import Days, Weigh
from explore.annotation.dating.reading import Clue, in_words
from explore.text import fold

_WIDTH = 70  # characters before a name in which its title stands
_RANK = "المشير|الفريق|اللواء|الجنرال|الدكتور|د|السيد|السيده|الشيخ|الامير|الاميره|الملك|سمو|جلاله|السفير|اول|الركن"
_BESIDE = re.compile(rf"[ ،,:\"«“().-]*(?:(?:{_RANK})[ .]+)*$")
_ELECT = re.compile(r"(?<!\w)ال(?:منتخبه?|معينه?|مكلفه?)(?!\w)")
# Titles that end in a pronoun (وزير خارجيته), or are of a body, right before the name.
_HIS = re.compile(
    rf"""(?<!\w)[وفبلك]?(?:
      (?P<national_security_adviser>(?:ال)?مستشاره?ا?\ (?:لل|ال)امن\ القومي(?:\ (?:\w+)){{0,2}})
    | (?P<foreign_minister>وزيره?\ (?:خارجيته|خارجيتها|خارجيه\ بلاده))
    | (?P<defence_minister>وزيره?\ (?:دفاعه|دفاعها|دفاع\ بلاده))
    | (?P<prime_minister>رئيسه?\ (?:وزرائه|وزرائها|حكومته))
    | (?P<vice_president>نائبه|نائبته)
    | (?P<intelligence_director>مديره?\ (?:وكاله\ |جهاز\ )?(?:الاستخبارات|المخابرات)(?:\ ال\w+){{0,3}})
    | (?P<un_ambassador>(?:ال)?(?:سفيره?|مندوبه?|ممثله?)(?:\ \w+){{0,3}}\ (?:لدي|في|ب)\ ?الامم\ المتحده)
    )[ ،,:\"«“().-]*(?:(?:{_RANK})[ .]+)*$""",
    re.VERBOSE,
)
_OFFICIAL = ("president", "monarch", "prime-minister", "chancellor", "emir", "sultan", "crown-prince")
_KINDRED = {"monarch": ("monarch", "emir", "sultan", "emperor"), "minister": ()}
_BARE_AT_MOST = 5
_EARLY = 30  # days: a term that begins later than that after a given date contradicts it


class Term(NamedTuple):
    """A time in office: of what, from when, until when (None: still)."""

    office: str
    country: str
    since: date
    until: date | None


@cache
def terms() -> dict[str, tuple[Term, ...]]:
    """Return the terms of office of each person."""
    found: dict[str, list[Term]] = {}
    for row in assets.load("offices.csv").to_dict("records"):
        if row["since"]:
            until = date.fromisoformat(row["until"]) if row["until"] else None
            term = Term(row["office"], row["country"], date.fromisoformat(row["since"]), until)
            found.setdefault(row["actor_id"], []).append(term)
    return {actor: tuple(held) for actor, held in found.items()}


def people_clues(text: str, people: list[tuple[int, int, str]]) -> list[Clue]:
    """Return what the holders of offices named in a text say about the day it came out.

    Parameters
    ----------
    text : str
        The text.
    people : list of (start, end, actor_id)
        Names of known persons, in order.
    """
    clues: list[Clue] = []
    titled: set[tuple[str, str, str]] = set()
    bare: dict[str, tuple[int, int]] = {}
    for start, end, actor in people:
        held = terms().get(actor)
        if not held:
            continue
        bare.setdefault(actor, (start, end))
        for begin, state, chosen in _called(text, start, held):
            key = actor, state, chosen[0].office
            if key not in titled:
                titled.add(key)
                surface = " ".join(text[begin:end].split())
                early = _too_early(surface, actor, chosen) if state == "holds" else None
                clues.append(Clue(start, surface, _weigh(chosen, state), _says(surface, actor, chosen, state), early))
    known = {actor for actor, _, _ in titled}
    others = [actor for actor in bare if actor not in known][:_BARE_AT_MOST]
    for actor in others:
        start, end = bare[actor]
        clues.append(Clue(start, text[start:end], _weigh(terms()[actor], "named"),
                          _says(text[start:end], actor, terms()[actor], "named")))  # fmt: skip
    return clues


def _called(text: str, start: int, held: tuple[Term, ...]) -> Iterable[tuple[int, str, tuple[Term, ...]]]:
    """Yield where the title right before a name begins, whether its bearer holds the office, and the terms meant."""
    begin = max(0, start - _WIDTH)
    begin = max(begin, text.rfind("\n", begin, start) + 1)
    stretch = fold(text[begin:start])
    titles = find_titles(stretch)
    title = titles[-1] if titles else None
    if title and _BESIDE.fullmatch(stretch[title.end :]):
        words = stretch[title.start : title.end]
        office = "vice-president" if title.office == "deputy" and "رئيس" in words else title.office
        first, country = title.start, title.country
        state = "elect" if _ELECT.search(words) else "held" if title.former else "holds"
    elif match := _HIS.search(stretch):
        office, first, country, state = str(match.lastgroup).replace("_", "-"), match.start(), None, "holds"
        state = "held" if "السابق" in match.group() else state
    else:
        return
    chosen = tuple(term for term in held if _fits(term, office, country))
    if chosen:
        yield begin + stretch.span(first, first + 1)[0], state, chosen


def _fits(term: Term, office: str, country: str | None) -> bool:
    if office == "counterpart":  # نظيره الأميركي دونالد ترامب
        return term.office in (*_OFFICIAL, "foreign-minister", "defence-minister") and term.country == country
    if office == "minister":
        return term.office.endswith("-minister") and term.office != "prime-minister" and country in (None, term.country)
    return term.office in _KINDRED.get(office, (office,)) and country in (None, term.country)


# Of the articles that call somebody by an office: the shares of those before the term and after it, spread over ten
# years; presidents are told of when they are long gone. Then how well a day of the month after the term fits.
_HOLDS = {"before": 0.01, "after": 0.06, "after, head of state": 0.12, "month after": 0.2}
_TEN_YEARS = 3650
_NOT_ELECT = 0.001  # how well other days fit who is called elected or designated
_NAMED = (0.12, 1.0, 0.4, 0.25)  # without the office: before, in, in the month after, later


def _shares(term: Term, state: str) -> tuple[float, float, float, float]:
    """Return how well days fit before a term, in it, in the month after it, and later."""
    if state == "named":
        return _NAMED
    if state == "held":
        return 0.003, 0.03, 1.0, 1.0
    length = ((term.until or odds.LAST) - term.since).days / _TEN_YEARS
    later = _HOLDS["after, head of state" if term.office in _OFFICIAL else "after"]
    return min(_HOLDS["before"] * length, 0.003), 1.0, _HOLDS["month after"], min(later * length, 0.03)


def _weigh(held: tuple[Term, ...], state: str) -> Weigh:
    def weigh(days: Days) -> np.ndarray:
        best = np.full(len(days.ordinal), 1e-4)
        for term in held:
            since = term.since.toordinal()
            until = term.until.toordinal() if term.until else 10**7
            at = days.ordinal
            if state == "elect":
                share = np.where((at > since - 85) & (at <= since + 1), 1.0, _NOT_ELECT)
            else:
                before, within, after, later = _shares(term, state)
                share = np.select([at < since - 10, at <= until, at <= until + 30], [before, within, after], later)
            best = np.maximum(best, share)
        if state == "held":  # a president once more is no former one
            for term in held:
                until = term.until.toordinal() if term.until else 10**7
                inside = (days.ordinal > term.since.toordinal()) & (days.ordinal < until)
                best = np.where(inside, np.minimum(best, 0.03), best)
        return np.asarray(np.log(best))

    return weigh


def _says(surface: str, actor: str, held: tuple[Term, ...], state: str) -> Callable[[date], str]:
    def sentence(day: date) -> str:
        term = min(held, key=lambda t: _distance(t, day))
        when = f"from {in_words(term.since)} " + (f"to {in_words(term.until)}" if term.until else "on")
        was = {"holds": "was", "held": "had been", "elect": "was to be", "named": "was"}[state]
        return f'"{surface}": {_name(actor)} {was} {term.office.replace("-", " ")} of {_state(term.country)} {when}.'

    return sentence


def _too_early(surface: str, actor: str, held: tuple[Term, ...]) -> Callable[[date], str]:
    first = min(held, key=lambda term: term.since)

    def sentence(day: date) -> str:
        if (first.since - day).days <= _EARLY:
            return ""
        office = f"{first.office.replace('-', ' ')} of {_state(first.country)}"
        return f'"{surface}": {_name(actor)} was {office} only from {in_words(first.since)}.'

    return sentence


def _distance(term: Term, day: date) -> int:
    if day < term.since:
        return (term.since - day).days
    return (day - term.until).days if term.until and day > term.until else 0


@cache
def _names() -> dict[str, str]:
    base = knowledge_base()
    return dict(zip(base["actor_id"], base["name_en"], strict=True))


def _name(actor: str) -> str:
    return _names().get(actor, actor)


@cache
def _states() -> dict[str, str]:
    base = knowledge_base()
    states = base[base["actor_id"].isin(set(demonyms()["actor_id"]))]
    return dict(zip(states["country"][::-1], states["name_en"][::-1], strict=True))


def _state(country: str) -> str:
    return _states().get(country) or _name(country)

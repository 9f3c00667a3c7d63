"""Titles: the words for an office and its country, found in a folded text.

A title is an office, mostly with the adjective or name of a state (الرئيس الروسي, رئيس وزراء اليابان) and sometimes a
word that says whether its holder still holds it (السابق, الحالي). The patterns stand in `words-speech.toml`. This
module finds titles; whom they mean is asked in `explore.annotation.roles`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from explore import assets
from explore.actors import aliases, demonyms, knowledge_base
from explore.text import CLITIC, Folded, fold

_THE_BEFORE = re.compile("^[وف]?[بك]?(?:ال|لل)")
_NEXT = re.compile(r" +(\w+)")  # the next word, nothing but a space before it
_PREVIOUS = re.compile(r"(\w+) ?$")


class Title(NamedTuple):
    """A title in a text: span in the folded text, office, country, form, the word before."""

    start: int
    end: int
    office: str
    country: str | None
    feminine: bool
    former: bool
    before: str
    anyone: bool  # متحدث باسم الحكومة: one of several, unless the article says who


def find_titles(folded: Folded) -> list[Title]:
    """Return the titles of a text in its order.

    Examples
    --------
    >>> [title[:4] for title in find_titles(fold("التقى الرئيس الفرنسي وزير الخارجية"))]
    [(6, 20, 'president', 'FR'), (21, 34, 'foreign-minister', None)]
    """
    rows, pattern = _patterns()
    found = (_title(folded, match, rows[match.lastindex - 1]) for match in pattern.finditer(folded) if match.lastindex)
    return [title for title in found if title]


def _title(folded: Folded, match: re.Match[str], row: dict[str, Any]) -> Title | None:
    words, end = match.group().split(), match.end()
    country = row.get("country")
    if row.get("of"):
        country, end = _country(folded, end, states())
        if country is None:
            return None
    country, end, former = _attributes(folded, end, country)
    word = {"*": _THE_BEFORE.sub("", words[0]), "*-minister": words[1:2], "*-spokesperson": words[-1]}
    office = row["office"].replace("*", "".join(word.get(row["office"], "")))
    stem = words[0].removesuffix("ا").removesuffix("ه") if office == "counterpart" else words[0]
    feminine = stem.endswith("ت" if office == "counterpart" else "ه")
    before = _PREVIOUS.search(folded[max(0, match.start() - 20) : match.start()])
    anyone = office.endswith("-spokesperson") and not _THE_BEFORE.match(words[0])
    return Title(match.start(), end, office, country, feminine, former, before[1] if before else "", anyone)


def _attributes(folded: Folded, end: int, country: str | None) -> tuple[str | None, int, bool]:
    """Return the country, the end and whether somebody held the office before, by the adjectives after a title."""
    words, former = assets.words("speech"), False
    while True:
        if country is None:
            country, end = _country(folded, end, adjectives())
        word = _NEXT.match(folded, end)
        if not word or word[1] not in words["now"] | words["former"]:
            return country, end, former
        former, end = former or word[1] in words["former"], word.end()


def _country(folded: Folded, position: int, table: dict[str, str]) -> tuple[str | None, int]:
    """Return the country that the next two words or the next word say, and where they end."""
    first = _NEXT.match(folded, position)
    if not first:
        return None, position
    second = _NEXT.match(folded, first.end())
    if second and (country := table.get(f"{first[1]} {second[1]}")):
        return country, second.end()
    country = table.get(first[1])
    return country, first.end() if country else position


@cache
def _patterns() -> tuple[tuple[dict[str, Any], ...], re.Pattern[str]]:
    """Return the rows of titles, and one pattern with a group at the end of each: a first letter is tried faster so."""
    words = assets.words("speech")
    parts = {"{" + part + "}": words[f"{part}_pattern"] for part in ("the", "speaks", "envoy")}
    parts["{people}"] = "|".join(sorted(words["people"], key=len, reverse=True))
    patterns = []
    for row in words["titles"]:
        pattern = row["pattern"]
        for part, written in parts.items():
            pattern = pattern.replace(part, written)
        patterns.append(f"(?:{pattern})()")
    return words["titles"], re.compile(rf"(?<!\w){CLITIC}(?:{'|'.join(patterns)})(?!\w)")


@cache
def adjectives() -> dict[str, str]:
    """Return the definite adjectives of states, folded, with their codes.

    Examples
    --------
    >>> adjectives()[fold("الروسية")]
    'RU'
    """
    base, table = knowledge_base(), demonyms()
    codes: dict[str, str] = dict(zip(base["actor_id"], base["country"], strict=True))
    spelt = [[str(fold(w)) for w in line.split("|")] for line in assets.load("spellings.csv")["spellings"]]
    others = {word: words for words in spelt for word in words}
    single = table[table["form"].isin(["m", "f"]) & table["demonym"].str.startswith("ال")]
    definite = dict.fromkeys(assets.words("speech")["british"], "GB")
    for demonym, actor_id in zip(single["demonym"], single["actor_id"], strict=True):
        folded = str(fold(demonym))
        definite |= dict.fromkeys([folded, *others.get(folded, [])], codes[actor_id])
    return definite


@cache
def states() -> dict[str, str]:
    """Return the names of states, folded, with their codes."""
    base, known = knowledge_base(), aliases()
    codes = dict(zip(base["actor_id"], base["country"], strict=True))
    named = known[known["actor_id"].isin(set(demonyms()["actor_id"])) & ~known["kind_of"].isin(["acronym", "headed"])]
    return {str(fold(alias)): codes[actor] for alias, actor in zip(named["alias"], named["actor_id"], strict=True)}

"""Articles read for deeds, sentence by sentence: words, places, speakers, and what one sentence takes from the last."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from explore.annotation.deeds.arguments import Sentence
from explore.annotation.deeds.attitudes import About, spoken
from explore.annotation.deeds.deed import Deed
from explore.annotation.deeds.places import TOKEN, read_places
from explore.annotation.deeds.reading import read_deeds
from explore.annotation.deeds.sentence import Before
from explore.text import fold

# Where the report was written, and for whom: دبي، الإمارات العربية المتحدة (CNN) --
_DATELINE = re.compile(r"[^.\n\"«(:]{2,60}(?:\([^)\n]{2,40}\)\s*[-–—:]*|[-–—]{1,2}(?=\s))\s*(?:[-–—]+\s*)?")


_SPORT = re.compile(
    "[وفبل]?(?:ال|لل)?(?:مبارا|دوري|كاس|مونديال|منتخب|لاعب|مدرب|بطول|ملعب|نهائي|هدف(?:ا|ين|ه)?$|اهداف|مهاجم|نادي|انديه|جمهور|كره|بطاقه|"
    "ركله|مرمي|حكم$|تصفيات|اولمبي|فريق|هداف|حارس|شباك|دقيقه|فوز|تعادل|خساره)"
)


class Told(NamedTuple):
    """The deeds of a sentence and what is needed to date them and to ask whose attitude they show."""

    article_id: str
    sentence: int
    text: str
    deeds: list[Deed]
    spans: list[tuple[int, int]]  # of the sentence's words, code points of the article
    read: Sentence
    spoken: list[About]


_folded = lru_cache(maxsize=200_000)(lambda word: str(fold(word)) or word)


def read_articles(
    articles: pd.DataFrame, sentences: pd.DataFrame, mentions: pd.DataFrame, quotes: pd.DataFrame
) -> Iterator[Told]:
    """Yield the sentences that name an actor, with their deeds; see `find_events` for the tables."""
    named = _grouped(mentions, "start end actor_id label")
    said = _grouped(quotes, "start end actor_id direct act cue")
    spans = _grouped(sentences, "sentence start end sentiment")
    for article_id, text in articles[["article_id", "text"]].itertuples(index=False):
        before = Before()
        quoted = [row for row in said.get(article_id, ()) if row[2] is not None]
        places = sorted(named.get(article_id, ()))
        starts = [row[0] for row in places]
        for number, start, end, tone in spans.get(article_id, ()):
            here = places[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]
            told = _read(text, start, end, here, quoted, before)
            if told is None:
                continue
            sentence, words = told
            deeds = read_deeds(sentence) if not _of_sport(sentence.words) else []
            _remember(before, sentence, deeds)
            yield Told(article_id, number, text[start:end], deeds, words, sentence, spoken(sentence, deeds, tone))


def _of_sport(words: list[str]) -> bool:
    """Say whether a sentence tells of a match, whose attacks and meetings are no deeds of states or parties."""
    return sum(bool(_SPORT.match(word)) for word in words) >= 2


def _grouped(table: pd.DataFrame, columns: str) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    part = table[["article_id", *columns.split()]]
    for article_id, *row in part.astype(object).where(part.notna(), None).itertuples(index=False):
        found.setdefault(article_id, []).append(tuple(row))
    return found


def _read(
    text: str, start: int, end: int, named: list[tuple[Any, ...]], quoted: list[tuple[Any, ...]], before: Before
) -> tuple[Sentence, list[tuple[int, int]]] | None:
    """Return one sentence as words and places."""
    begins = bool(named) and named[0][0] == start and named[0][3] == "LOC"
    dateline = _DATELINE.match(text, start, end) if begins else None
    spans = [match.span() for match in TOKEN.finditer(text, dateline.end() if dateline else start, end)]
    if not spans:
        return None
    words = [_folded(text[a:b]) for a, b in spans]
    begins = [a for a, _ in spans]
    mentions = []
    for a, b, actor, label in named:
        first, last = bisect_right(begins, a) - 1, bisect_right(begins, b - 1) - 1
        if first >= 0:
            mentions.append((first, max(first, last), actor, label))
    speakers: list[str | None] = [None] * len(words)
    aloud: set[int] = set()
    cues: dict[str, int | None] = {}
    for a, b, actor, direct, act, cue in quoted:
        if a < end and b > start:
            spoken_words = range(bisect_right(begins, a - 1), bisect_right(begins, b - 1))
            for at in spoken_words:
                speakers[at] = actor
            aloud.update(spoken_words if direct else ())
            cues[actor] = _cue(words, spoken_words.start, act, cue)
    speaker = next((actor for actor in speakers if actor), None)
    closed = frozenset(i for i, (_, b) in enumerate(spans) if text[b - 1] == "ة")
    return Sentence(
        words, read_places(words, mentions, speaker), speakers, before, closed, frozenset(aloud), cues
    ), spans


def _cue(words: list[str], at: int, act: str, cue: str | None) -> int | None:
    """Return which word of a sentence introduces the speech at word `at`; none where it tells facts: أفاد، ذكر."""
    if act == "report":
        return None
    first = str(fold(cue or "")).split(" ", 1)[0]
    return min((k for k, word in enumerate(words) if word == first), key=lambda k: abs(k - at), default=at)


def _remember(before: Before, sentence: Sentence, deeds: list[Deed]) -> None:
    """Keep whom the sentence is about, for the next one."""
    place = next((d.source_place for d in deeds if d.source and d.source_place), None)
    if place is None:
        free = [p for p in sentence.places if p.label != "ADJ" and p.actor and not p.governed and not p.media]
        place = sentence.person_of(free[0], len(sentence.words)) if free else None
    if place is not None:
        before.subject, before.gender = place.actor, place.gender

"""Media: newspapers, agencies, channels and sites that an article names.

Those of the knowledge base are known by name. Others are known by the noun before them: وكالة, صحيفة and the like
introduce a name, known or not; قناة, شبكة, موقع are also a canal, a network and a place, so that behind them the name
must be known or stand in quotation marks. Social networks are no media: what is said there, its user said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from explore import assets
from explore.annotation.cues import cues
from explore.doc import Doc
from explore.stems import stop_words
from explore.text import bare_forms

_AFP = "agence-france-presse"
_NAME = 3  # tokens of a name after its noun that stands without quotation marks
_QUOTED = 6  # tokens of a name in quotation marks at most
_OPENING = '"«“('
CLOSING = '"»”)'


@dataclass
class Medium:
    """A medium in an article: token of its noun or name, tokens of its name, its actor."""

    head: int
    first: int
    last: int
    actor_id: str | None


def find_media(doc: Doc, known: Collection[str]) -> list[Medium]:
    """Return the media that an article names, in its order; `known` are the actors that are media.

    Examples
    --------
    >>> doc = Doc("a", "وذكرت صحيفة «الفجر» أن القمة تأجلت.")
    >>> [doc.surface(medium.first, medium.last) for medium in find_media(doc, ())]
    ['الفجر']
    """
    return _once(doc, sorted(_media(doc, known), key=lambda medium: (medium.first, medium.head)))


@cache
def word_lists() -> dict[str, Any]:
    """Return the word lists of `words-sources.toml`."""
    return dict(assets.words("sources"))


def _media(doc: Doc, known: Collection[str]) -> Iterator[Medium]:
    for mention in doc.mentions:
        if mention.actor_id in known and mention.kind == "name":
            yield Medium(_head_before(doc, mention.first), mention.first, mention.last, mention.actor_id)
    for i, word in enumerate(doc.words):
        kind = _head(word)
        medium = _after_head(doc, i, kind, known) if kind and i not in doc.mention_at else None
        if medium and not word_lists()["social"].intersection(doc.words[i : medium.last]):
            yield medium
    for match in re.finditer(word_lists()["abbreviations_pattern"], doc.folded):
        first, last = doc.tokens(*doc.folded.span(match.start(), match.end()))
        if first not in doc.mention_at:
            yield Medium(first, first, last, _AFP if match["afp"] else None)


def _head_before(doc: Doc, first: int) -> int:
    """Return the token of the noun that introduces the name at `first`; the name's own where there is none."""
    head, passed = first, word_lists()["news"] | set(_OPENING)
    while head and (_head(doc.words[head - 1]) or doc.words[head - 1] in passed):
        head -= 1
    while head < first and doc.words[head] in _OPENING:
        head += 1
    return head


@cache
def _head(word: str) -> str:
    """Return "strict" or "loose" for a noun that introduces a medium, clitics and article aside; else ""."""
    for form in bare_forms(word):
        plain = form.removeprefix("ال")
        if plain in word_lists()["strict_heads"]:
            return "strict"
        if plain in word_lists()["loose_heads"]:
            return "loose"
    return ""


def _after_head(doc: Doc, head: int, kind: str, known: Collection[str]) -> Medium | None:
    """Return the medium that the noun at `head` introduces: a description, a mention, words in marks, or a name."""
    j, words = head + 1, doc.words
    if j < len(words) and words[j] in word_lists()["news"]:
        if words[j].startswith("ال") and j + 1 < len(words) and words[j + 1].startswith("ال"):
            return Medium(head, head, j + 2, None)  # وكالة الأنباء الكويتية
        j += 1
    if j >= len(words):
        return None
    if mention := doc.mention_at.get(j):
        skipped = mention.actor_id in known or mention.label == "LOC" or kind == "loose"
        return None if skipped else Medium(head, mention.first, mention.last, mention.actor_id)
    return _unknown(doc, head, j, kind, known)


def _unknown(doc: Doc, head: int, j: int, kind: str, known: Collection[str]) -> Medium | None:
    """Return the medium that a noun introduces where no mention stands at `j`."""
    words = doc.words
    if doc.quoted[j] == 0 and j + 1 < len(words) and doc.quoted[j + 1] > doc.quoted[head]:
        return _in_marks(doc, head, j, known)
    if _is_definite(words[head]) and words[j].startswith("ال") and words[j].endswith(("ي", "يه")):
        return Medium(head, head, j + 1, None)  # التلفزيون الرسمي
    return _unmarked(doc, head, j) if kind == "strict" else None


def _in_marks(doc: Doc, head: int, opening: int, known: Collection[str]) -> Medium | None:
    closing = doc.quotation_marks[doc.quoted[opening + 1] - 1][1]
    mentions = (doc.mention_at.get(i) for i in range(opening + 1, closing))
    actor = next((mention.actor_id for mention in mentions if mention), None)
    if closing - opening > _QUOTED or actor in known or _is_definite(doc.words[head]):  # الصحيفة «…»: what it says
        return None
    return Medium(head, opening + 1, closing, actor)


def _is_definite(word: str) -> bool:
    return any(form.startswith("ال") for form in bare_forms(word))


def _unmarked(doc: Doc, head: int, first: int) -> Medium | None:
    last = first
    while last < min(first + _NAME, len(doc.words)) and _may_be_name(doc.words[last]):
        last += 1
    return Medium(head, first, last, None) if last > first else None


def _may_be_name(word: str) -> bool:
    closed = word in cues() or word.lstrip("وف") in stop_words()
    return word[0].isalpha() and not closed and not word.startswith("ال") and not word.endswith("يه")


def _once(doc: Doc, media: list[Medium]) -> list[Medium]:
    """Return each medium once: وكالة الأنباء الطلابية "إسنا" is one, with two names."""
    merged: list[Medium] = []
    for medium in media:
        before = merged[-1] if merged else None
        between = doc.words[before.last : medium.first] if before else ["-"]
        if before and (medium.head < before.last or all(word in _OPENING for word in between)):
            before.last, before.actor_id = max(before.last, medium.last), before.actor_id or medium.actor_id
            before.last += before.last < len(doc.words) and doc.words[before.last] in CLOSING and bool(between)
        else:
            merged.append(medium)
    return merged

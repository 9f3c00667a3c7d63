"""Media: newspapers, agencies, channels and sites that a paragraph names.

Those of the knowledge base are known by name. Others are known by the word before them: وكالة, صحيفة and the like
introduce a name, known or not; قناة, شبكة, موقع are also a canal, a network and a place, so that after them the name
must stand in quotation marks. Social networks are no media: what is said there is said by whoever posted it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from explore.annotation.cues import cues
from explore.annotation.speech.cues import THAT
from explore.annotation.speech.lines import Line
from explore.annotation.speech.nouns import ADVERBS, PREPOSITIONS
from explore.annotation.speech.places import Places

# Words for media, before a name that may be unknown; after the loose ones a name stands in marks or is known.
_STRICT = frozenset("وكاله صحيفه جريده مجله اذاعه تلفزيون يوميه راديو فضائيه".split())
_LOOSE = frozenset("قناه شبكه موقع محطه برنامج".split())
_ABBREVIATED = re.compile(r"(?<!\w)(?:ا ?\.? ?ف ?\.? ?ب|د ?\.? ?ب ?\.? ?ا|ا ?\. ?ب|يو بي اي|ا ش ا|ق ن ا)\.?(?!\w)")
_SOCIAL = frozenset(
    "تويتر فيسبوك فيس يوتيوب انستغرام انستقرام تلغرام تيليغرام واتساب التواصل اكس الالكتروني ويكيبيديا".split()
)
_NAME_LENGTH = 3


@dataclass
class Medium:
    """A medium in a line: its first token (its head noun too), the tokens of its name, its span and actor."""

    first: int
    start: int
    end: int
    last: int
    actor_id: str | None


def named_media(line: Line, places: Places, media: dict[str, set[str]]) -> Iterator[Medium]:
    """Yield the media named in a line, in its order."""
    words = line.words
    for i, word in enumerate(words):
        if i in places.starting and places.starting[i][0].actor_id in media:
            mention, last = places.starting[i]
            first = i
            while (first and _head(words[first - 1])) or (first and words[first - 1] in ("انباء", "الانباء")):
                first -= 1
            yield Medium(first, mention.start, mention.end, last, mention.actor_id)
        elif (
            (head := _head(word))
            and (found := _named(line, places, i, head, media))
            and not _SOCIAL.intersection(words[i : found.last])
        ):
            yield found
    for match in _ABBREVIATED.finditer(line.folded):
        first = bisect_left(line.starts, match.start())
        if not any(a <= first < b for a, (_, b) in places.starting.items()):
            start, end = line.span(match.start(), match.end())
            known = "agence-france-presse" if "ف" in match.group() else None
            yield Medium(first, start, end, bisect_left(line.starts, match.end()), known)


def once(line: Line, found: Iterator[Medium]) -> Iterator[Medium]:
    """Yield each medium once: وكالة الأنباء الطلابية "إسنا" is one, with two names."""
    last: Medium | None = None
    for medium in found:
        between = line.text[last.end - line.base : medium.start - line.base] if last else ""
        if last and (medium.first < last.last or not between.strip(' "«“(')):
            last.last, last.actor_id = max(last.last, medium.last), last.actor_id or medium.actor_id
            last.end = max(last.end, medium.end)
            last.end += line.text[last.end - line.base : last.end - line.base + 1] in tuple('"»”)')  # opened before it
            continue
        if last:
            yield last
        last = medium
    if last:
        yield last


def _head(word: str) -> str:
    """Return the word for a medium that a token is, without article and clitics; '' for any other."""
    for form in (word, word[1:], word[2:], word[3:]):
        plain = form.removeprefix("ال") if not word.startswith("لل") else form
        if plain in _STRICT or plain in _LOOSE:
            lead = word[: len(word) - len(form)]
            return plain if lead in ("", "و", "ل", "ب", "ف", "ول", "وب", "لل", "ولل", "ك") else ""
    return ""


def _named(line: Line, places: Places, i: int, head: str, media: dict[str, set[str]]) -> Medium | None:
    """Return the medium that the word for one at token `i` introduces."""
    words, j = line.words, i + 1
    if j < len(words) and words[j] in ("انباء", "الانباء"):
        if words[j] == "الانباء" and j + 1 < len(words) and words[j + 1].startswith("ال"):
            last = j + 1 + _run(words, j + 1, "ال")
            return _of(line, i, i, last, None)
        j += 1
    if j >= len(words):
        return None
    if j in places.starting:
        mention, last = places.starting[j]
        if mention.actor_id in media or mention.label == "LOC" or head in _LOOSE:
            return None
        return Medium(i, mention.start, mention.end, last, mention.actor_id)
    if line.inside[j] and not line.inside[i]:
        opening, closing = line.pair(j)
        last = bisect_left(line.starts, closing)
        known = next((places.starting[k][0].actor_id for k in range(j, last) if k in places.starting), None)
        if last - j > 5 or known in media or words[i].endswith("ال" + head):  # الصحيفة "…": what it says
            return None
        start, end = line.span(opening + 1, closing)
        return Medium(i, start, end, last, known)
    if head in ("تلفزيون", "اذاعه") and words[i].lstrip("ولبف").startswith("ال") and words[j].startswith("ال"):
        return _of(line, i, i, j + _run(words, j, "ال"), None)
    if head not in _STRICT or head in ("تلفزيون", "يوميه", "راديو"):
        return None
    last = j
    while last < min(j + _NAME_LENGTH, len(words)) and not (
        words[last] in PREPOSITIONS | ADVERBS | THAT
        or words[last] in cues()
        or words[last].startswith("ال")
        or words[last].endswith("يه")
        or (last > j and line.between(last - 1, last).strip())
    ):
        last += 1
    apart = line.between(i, j).strip()
    return _of(line, i, j, last, None) if last > j and not apart else None


def _run(words: list[str], j: int, prefix: str) -> int:
    """Return how many tokens from `j` on, at most two, begin with the article."""
    return 2 if j + 1 < len(words) and words[j + 1].startswith(prefix) and words[j + 1].endswith(("ي", "يه")) else 1


def _of(line: Line, first: int, begin: int, last: int, actor: str | None) -> Medium:
    start, end = line.span(line.starts[begin], line.ends[last - 1])
    return Medium(first, start, end, last, actor)

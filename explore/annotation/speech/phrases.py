"""Phrases: the noun phrase for a speaker, and the actor it means.

The phrase begins with its head: a name, a word for a person (وزير، محلل), for a body (وزارة، صحيفة) or for
something written (بيان، تقرير). A name inside the phrase is the speaker only if it is the head or stands beside it:
in وزير الخارجية سيرغي لافروف the name is the speaker, in محامي ترامب, سكان درعا, مسؤول في البيت الأبيض it is not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from explore.annotation.holders import country_of, ever_held
from explore.annotation.speech.cues import THAT, cues
from explore.annotation.speech.lines import Line
from explore.annotation.speech.nouns import (
    ADVERBS,
    ALWAYS_UNNAMED,
    BODY,
    HEADS,
    LOOSELY,
    OF_HIM,
    PERSON,
    PREPOSITIONS,
    RANKS,
    RELATIVE,
    STATES,
    UNNAMED,
    WITH_PRONOUN,
    WRITTEN,
)

_COMMA = re.compile(r" ?[،,] ?")


@dataclass(frozen=True)
class Mention:
    """A mention of the article: span, words, label, actor, whether it is a name."""

    start: int
    end: int
    surface: str
    label: str
    actor_id: str | None
    named: bool = True


@dataclass(frozen=True)
class Speaker:
    """Who speaks: span of the words in the document, the actor, and what is known of the phrase.

    `head` is its first word (folded), `last` the token after it, `short` whether nothing belongs to it any more;
    `anonymous` says that nobody is named on purpose.
    """

    start: int
    end: int
    words: str
    actor_id: str | None = None
    label: str = ""
    anonymous: bool = False
    head: str = ""
    last: int = 0
    short: bool = False


@dataclass
class Places:
    """The mentions of one paragraph by the token they begin at, with the token after their last."""

    starting: dict[int, tuple[Mention, int]] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, line: Line, mentions: list[Mention]) -> Places:
        """Find the tokens of mentions that lie in `line`."""
        places = cls()
        if not mentions:
            return places
        offset = line.folded.offset
        at = [line.base + offset(start) for start in line.starts]
        for mention in mentions:
            first = bisect_right(at, mention.start - 1)
            if first and (first == len(at) or at[first] > mention.start):
                first = first - 1 if at[first - 1] + len(line.words[first - 1]) > mention.start else first
            last = max(bisect_right(at, mention.end - 1), first + 1)
            if first < len(at):
                places.starting[first] = (mention, last)
                places.ends[last] = first
        return places


def bare(word: str) -> str:
    """Return a noun without the preposition ل: للشرطة → الشرطة, لوزارة → وزارة."""
    if word.startswith("لل") and len(word) > 4:
        return "ال" + word[2:]
    return word[1:] if word.startswith("ل") and word[1:] in BODY | WRITTEN | PERSON else word


def is_head(word: str) -> bool:
    """Say whether a word can head the words for a speaker."""
    return word in PERSON or word in BODY or word in WRITTEN


def phrase(line: Line, places: Places, h: int, stop: int) -> Speaker | None:
    """Read the noun phrase that begins at token `h` and ends before `stop`; None where none begins there."""
    words = line.words
    if h >= stop:
        return None
    if h in places.starting:
        mention, last = places.starting[h]
        if mention.label == "LOC" and last < stop and words[last] in PERSON:
            return None
        beside = _name_beside(line, places, last, stop) if not mention.named or mention.label != "PER" else None
        return of_mention(beside or mention, last, words[h])
    head = bare(words[h])
    if head in PREPOSITIONS or head in THAT or head in RELATIVE or head in ADVERBS | WITH_PRONOUN:
        return None
    end = _phrase_end(line, places, h, stop)
    if head in PERSON or not (head in BODY or head in WRITTEN):
        if person := _person_in(line, places, h, stop if head in PERSON and not _is_unnamed(words, h, head) else end):
            return of_mention(person, end, head)
    elif found := _body_in(line, places, h, end, stop):
        return found
    if role := _role_at(places, h, end):
        return of_mention(role, end, head)
    unnamed = _is_unnamed(words, h, head)
    short = end - h < 3 and (end == stop or words[end] in ADVERBS or words[end] in ("في", "خلال"))
    start, finish = line.span(line.starts[h] + (words[h] == "ل" + head), line.ends[end - 1])
    return Speaker(
        start, finish, line.text[start - line.base : finish - line.base], None, "", unnamed, head, end, short
    )


def _is_unnamed(words: list[str], h: int, head: str) -> bool:
    """Say whether the phrase means somebody whom the news does not name: مسؤول أميركي, but not وزير الخارجية."""
    if head in ALWAYS_UNNAMED or (head in UNNAMED and head.endswith(("ون", "ين"))):
        return True
    after = words[h + 1] if h + 1 < len(words) else ""
    described = (
        not after.startswith("ال")
        and after not in BODY
        and after != "ماليه"
        and after.endswith(("ي", "يه", "ون", "ين", "يات"))
    )
    return (
        head in UNNAMED
        and not head.startswith("ال")
        and (described or not after or after in PREPOSITIONS or after in THAT or after in LOOSELY)
    )


def _body_in(line: Line, places: Places, h: int, end: int, stop: int) -> Speaker | None:
    """Return the body named after the word for it: وكالة رويترز, صحيفة "لوموند", بيان للخارجية."""
    words, head = line.words, bare(line.words[h])
    written = head in WRITTEN
    for j in range(h + 1, min(end + 4, stop) if written else max(end, h + 2)):
        if j >= stop:
            break
        if j in places.starting:
            mention, last = places.starting[j]
            near = j == h + 1 or words[j - 1] in BODY or written
            if near and (mention.label == "ORG" or written or head.removeprefix("ال") in STATES):
                return of_mention(mention, last, head)
            return None
    if not written and h + 1 < stop and line.inside[h + 1] and not line.inside[h]:  # a name in marks that nobody knows
        opening, closing = line.pair(h + 1)
        last = sum(1 for start in line.starts if start < closing)
        if last - h <= 6:
            start, finish = line.span(opening + 1, closing)
            return Speaker(
                start, finish, line.text[start - line.base : finish - line.base], None, "", False, head, last
            )
    return None


def of_mention(mention: Mention, last: int, head: str) -> Speaker:
    """Return the speaker that a mention names; `last` is the token after it."""
    return Speaker(mention.start, mention.end, mention.surface, mention.actor_id, mention.label, False, head, last)


def _phrase_end(line: Line, places: Places, h: int, stop: int) -> int:
    """Return the token after the phrase: a preposition, a comma, marks, a cue or a relative clause end it."""
    known = cues()
    for j in range(h + 1, stop):
        word = line.words[j]
        if word in PREPOSITIONS or word in THAT or word in RELATIVE or (word in ADVERBS and j not in places.starting):
            return j
        if any(mark in line.between(j - 1, j) for mark in "،,:.؛()-–\n") or line.inside[j] != line.inside[h]:
            return j
        if word in known and known[word].kind != "noun" and j not in places.starting:
            return j
        if (word[0] == "ل" and len(word) > 4 and word[1] != "ا" and j not in places.starting) or word in (
            "ان",
            "قد",
            "وقد",
            "اذا",
        ):
            return j
    return stop


def _person_in(line: Line, places: Places, h: int, stop: int) -> Mention | None:
    """Return the person whose name stands beside the title that begins at `h`: not one who depends on it."""
    words, found = line.words, None
    for j in range(h + 1, stop):
        if words[j] in THAT or words[j] in RELATIVE:
            break
        if j not in places.starting or places.starting[j][0].label != "PER" or not places.starting[j][0].named:
            continue
        mention, k = places.starting[j][0], j - 1
        while k > h and words[k] in RANKS and k not in places.starting:
            k -= 1
        apart = _COMMA.search(line.between(k, k + 1)) or any(m in line.between(k, k + 1) for m in '()"«»-–')
        before = words[k]
        if before in PREPOSITIONS or before.startswith("لل") or (k == h and before in OF_HIM):
            continue
        if not (apart or k + 1 in places.ends or before.startswith("ال") or before in RANKS or k < j - 1
                or (k == h and not before.endswith("ي")) or before.endswith(("ي", "يه"))):  # fmt: skip
            continue
        if not apart and _is_his(line, h, k, mention):
            found = found or None
            continue
        return mention
    return found


def _is_his(line: Line, h: int, k: int, mention: Mention) -> bool:
    """Say whether the name after token `k` is of someone the head depends on: المتحدث باسم الرئيس رجب أردوغان."""
    words = line.words
    while k > h and words[k].startswith("ال") and words[k] not in HEADS:
        k -= 1
    if words[k] not in HEADS or k == h:
        return False
    if words[k - 1] in PREPOSITIONS or words[k - 1] in OF_HIM - {"مستشار", "مستشاره", "مبعوث", "مبعوثه"}:
        return True
    if words[k - 1] not in OF_HIM or mention.actor_id is None:
        return False
    country = country_of(mention.actor_id) or ""
    return any(ever_held(office, country, mention.actor_id) for office in ("president", "prime-minister", "monarch"))


def _name_beside(line: Line, places: Places, last: int, stop: int) -> Mention | None:
    """Return the person named right after a role or a body: المتحدث باسم الكرملين، دميتري بيسكوف."""
    k = last
    while k < stop and line.words[k] in RANKS and k not in places.starting:
        k += 1
    if k < stop and k in places.starting and places.starting[k][0].label == "PER" and places.starting[k][0].named:
        between = line.between(last - 1, last)
        first = line.words[places.ends.get(last, last - 1)]
        if not between.strip(' ،,"«»()') and first in PERSON:
            return places.starting[k][0]
    return None


def _role_at(places: Places, h: int, end: int) -> Mention | None:
    for j in range(h, min(h + 3, end)):
        if j in places.starting and not places.starting[j][0].named:
            role = places.starting[j][0]
            return None if role.surface.startswith("لل") else role  # المدير التنفيذي للشركة is not the company
    return None

"""Phrases: the noun phrase for a speaker, and the actor it means.

The phrase begins with its head: a name, a word for a person (وزير، محلل), for a body (وزارة، صحيفة) or for
something written (بيان، تقرير). A name inside the phrase is the speaker only if it is the head or stands beside it:
in وزير الخارجية سيرغي لافروف the name is the speaker, in محامي ترامب, سكان درعا, مسؤول في البيت الأبيض it is not.
"""

from __future__ import annotations

import re
from dataclasses import replace

from explore.annotation.cues import THAT, cues
from explore.annotation.speech.beside import apposed, name_beside, person_in, unknown_name
from explore.annotation.speech.lines import Line
from explore.annotation.speech.nouns import (
    ADVERBS,
    ALWAYS_UNNAMED,
    BODY,
    LISTENERS,
    LOOSELY,
    OFFICIAL,
    PERSON,
    PREPOSITIONS,
    RANKS,
    RELATIVE,
    STATES,
    UNNAMED,
    WITH_PRONOUN,
    WRITTEN,
    is_somebodys,
)
from explore.annotation.speech.places import Mention, Places, Speaker, has_clitic, of_mention

_NEWS = frozenset("انباء الانباء اخبار".split())
_ISSUED = frozenset("صادر صادره الصادر الصادره صدر صدرت".split())
_ISSUED_BY = frozenset("اصدره اصدرته اصدرتها نشره نشرته نشرتها".split())
# By saying, by moving: what was done, no more who did it.
_BY = re.compile("(?:بالقول|بالتاكيد|بالتشديد|بالاشاره|بت\\w{3,}|با(?:قرار|علان|عتراف)\\w*)$")
_NAMES = frozenset("باسم بلسان شركه حزب حركه منظمه قناه صحيفه وكاله موقع شبكه مجموعه مؤسسه".split())
_STYLES = frozenset("دوله معالي سعاده فخامه جلاله سمو سياده حضره".split())
_PLURAL = ("ين", "ات", "ان")


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
        beside = name_beside(line, places, last, stop) if not mention.named or mention.label != "PER" else None
        return of_mention(beside or mention, last, words[h])
    if words[h] == "اخر" and h + 1 < stop and words[h + 1] in WRITTEN:  # آخر حصيلة للمرصد
        h += 1
    head = bare(words[h])
    if (
        head in PREPOSITIONS
        or head in THAT
        or head in RELATIVE
        or head in ADVERBS | WITH_PRONOUN
        or head in ("ما", "مما")
    ):
        return None
    end = _past_marks(line, h, _phrase_end(line, places, h, stop), stop)
    titled = head in PERSON or is_somebodys(head)
    unnamed = _is_unnamed(words, h, head)
    if titled or not (head in BODY or head in WRITTEN):
        if person := person_in(line, places, h, stop if titled and not unnamed else end):
            return of_mention(person, end, head) if titled else _with_first_name(line, places, h, person, end)
    elif body := _body_in(line, places, h, end, stop) or _issuer(line, places, h, end, stop):
        return body
    if role := _role_at(words, places, h, end):
        return of_mention(role, end, head)
    if titled and head not in ALWAYS_UNNAMED and not is_plural(head):
        if person := apposed(line, places, end, stop):
            return of_mention(person, end, head)
        if name := unknown_name(line, places, end, stop):
            return as_written(line, *name, head)
    short = end - h < 3 and (end == stop or words[end] in ADVERBS or words[end] in ("في", "خلال"))
    found = as_written(line, h, end, head, words[h] == "ل" + head)
    return replace(found, anonymous=unnamed, short=short)


def is_plural(head: str) -> bool:
    """Say whether a word for people is a plural: مسؤولين, but not أمين or سلطان."""
    return head.endswith("ون") or (head.endswith(_PLURAL) and {head[:-2], head[:-2] + "ه"} & PERSON != set())


def as_written(line: Line, first: int, last: int, head: str, clitic: bool = False) -> Speaker:
    """Return the speaker whom tokens name of whom no mention is known; without the letter ل before the first."""
    closes = line.inside[last - 1] and not line.inside[first]  # متحدث باسم "فيسبوك"
    start, finish = line.span(line.starts[first] + clitic, line.ends[last - 1] + bool(closes))
    return Speaker(start, finish, line.text[start - line.base : finish - line.base], head=head, last=last)


def _with_first_name(line: Line, places: Places, h: int, person: Mention, end: int) -> Speaker:
    """Return the person with the first name before a surname of whom nothing else is known."""
    found = of_mention(person, end, line.words[h])
    first = line.words[h]
    if person.actor_id or h + 1 not in places.starting or places.starting[h + 1][0] is not person:
        return found
    if " " in person.surface or first.startswith(("ال", "ل")) or first in RANKS or line.between(h, h + 1) != " ":
        return found
    start = line.span(line.starts[h], line.ends[h])[0]
    return replace(found, start=start, words=line.text[start - line.base : person.end - line.base])


def _issuer(line: Line, places: Places, h: int, end: int, stop: int) -> Speaker | None:
    """Return who issued what is written: بيان صادر عن الرابطة, بيان أصدرته وزارة الدفاع."""
    words = line.words
    if words[h] not in WRITTEN:
        return None
    for k in range(h + 1, min(end + 2, stop)):
        by = k + 2 if words[k] in _ISSUED and words[k + 1 : k + 2] == ["عن"] else k + 1
        if (by == k + 2 or words[k] in _ISSUED_BY) and by < stop:
            return phrase(line, places, by, stop)
    return None


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
    named = end + (end < stop and words[end - 1] in _NEWS)  # وكالة أنباء "أعماق"
    for j in range(h + 1, min(end + 4, stop) if written else max(named, h + 2)):
        if j >= stop or words[j] in RELATIVE:
            break
        if j in places.starting:
            mention, last = places.starting[j]
            if has_clitic(words[j]) and not written:  # قالت الوزارة لرويترز
                return None
            near = j == h + 1 or words[j - 1] in BODY or words[j - 1] in _NEWS or written
            if near and (mention.label == "ORG" or written or head.removeprefix("ال") in STATES):
                return of_mention(mention, last, head)
            return None
    k = h + 1 + (named > end)
    if not written and k < stop and line.inside[k] and not line.inside[h]:  # a name in marks that nobody knows
        closing = line.pair(k)[1]
        last = sum(1 for start in line.starts if start < closing)
        if last - h <= 6:
            return as_written(line, k, last, head)
    return None


def _phrase_end(line: Line, places: Places, h: int, stop: int) -> int:
    """Return the token after the phrase: a preposition, a comma, marks, a cue or a relative clause end it."""
    known, within = cues(), 0
    for j in range(h + 1, stop):
        word = line.words[j]
        if j < within:
            continue
        within = places.starting[j][1] if j in places.starting else 0
        if word in PREPOSITIONS or word in THAT or word in RELATIVE or (word in ADVERBS and j not in places.starting):
            return j
        if any(mark in line.between(j - 1, j) for mark in "،,:.؛()-–\n") or line.inside[j] != line.inside[h]:
            return j
        if word in known and known[word].kind != "noun" and j not in places.starting:
            return j
        if (
            word in ("ان", "قد", "وقد", "فقد", "اذا", "ما", "كيف", "لماذا")
            or _is_accusative(line, j)
            or _BY.match(word)
        ):
            return j
        # at Gaza, to Reuters: but مبعوث الأمم المتحدة لسوريا, المتحدث باسم … للجيش
        named = j in places.starting and has_clitic(word) and not word.startswith("لل")
        if named and (word[0] == "ب" or places.starting[j][0].label != "LOC"):
            return j
        for_it = word[0] == "ل" and len(word) > 4 and word[1] != "ا" and j not in places.starting
        if for_it and not _goes_on(line, h, j):
            return j
    return stop


def _is_accusative(line: Line, j: int) -> bool:
    """Say whether a word is written as an indefinite accusative, as no part of a subject is: قولاً, متعجباً."""
    if line.words[j][-1] != "ا":
        return False
    first, last = line.span(line.starts[j], line.ends[j])
    return "\N{ARABIC FATHATAN}" in line.text[first - line.base : last - line.base + 1]


def _past_marks(line: Line, h: int, end: int, stop: int) -> int:
    """Return the token after a name in marks that the phrase needs: متحدث باسم "فيسبوك"."""
    if end >= stop or line.inside[h] or not line.inside[end] or line.words[end - 1] not in _NAMES:
        return end
    closing = line.pair(end)[1]
    last = sum(1 for start in line.starts if start < closing)
    return last if last - end <= 4 and last <= stop else end


def _goes_on(line: Line, h: int, j: int) -> bool:
    """Say whether a word with ل belongs to the name of the body or office: الهيئة العامة للأرصاد, not who is told."""
    words, head = line.words, line.words[h]
    listener = words[j].removeprefix("لل") if words[j].startswith("لل") else words[j][1:].removeprefix("ال")
    if listener in LISTENERS or listener in PERSON:
        return False
    if head in BODY:
        return j > h + 1 and (words[j - 1].startswith("ال") or not head.startswith("ال"))
    return head in PERSON and words[j - 1] in OFFICIAL


def _role_at(words: list[str], places: Places, h: int, end: int) -> Mention | None:
    j = h
    while j < min(h + 2, end) and j not in places.starting and words[j] in RANKS | _STYLES:
        j += 1
    if j >= end or j not in places.starting or places.starting[j][0].named:
        return None
    role = places.starting[j][0]
    return None if role.surface.startswith("لل") else role  # المدير التنفيذي للشركة is not the company

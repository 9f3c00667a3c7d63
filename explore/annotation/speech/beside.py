"""Beside: the name that belongs to a word for a person.

News sets the name after the title (وزير الخارجية سيرغي لافروف) or behind a comma (متحدثة باسم الشرطة، جين سميث، إن). A
name that depends on the title is not its bearer's: محامي ترامب, المتحدث باسم الرئيس رجب طيب أردوغان.
"""

from __future__ import annotations

import re

from explore.actors.offices import country_of, ever_held
from explore.annotation.cues import THAT, cues
from explore.annotation.speech.lines import Line
from explore.annotation.speech.nouns import (
    ADVERBS,
    BODY,
    HEADS,
    OF_HIM,
    PERSON,
    PREPOSITIONS,
    RANKS,
    RELATIVE,
    WITH_PRONOUN,
    WRITTEN,
)
from explore.annotation.speech.places import Mention, Places

_COMMA = re.compile(r" ?[،,] ?")
_NAME = 3  # spaces in a name in marks
_REACH = 12  # tokens between the end of a title and the comma before the name


def person_in(line: Line, places: Places, h: int, stop: int) -> Mention | None:
    """Return the person whose name stands beside the title that begins at `h`: not one who depends on it."""
    words, found = line.words, None
    for j in range(h + 1, stop):
        if words[j] in THAT or words[j] in RELATIVE or ":" in line.between(j - 1, j):
            break
        if j not in places.starting or places.starting[j][0].label != "PER" or not places.starting[j][0].named:
            continue
        if line.inside[j] not in (0, line.inside[h]) and str.count(line.folded[slice(*line.pair(j))], " ") > _NAME:
            break  # a quotation, not المهندس «شريف»
        mention, k = places.starting[j][0], j - 1
        while k > h and words[k] in RANKS and k not in places.starting:
            k -= 1
        apart = _COMMA.search(line.between(k, k + 1)) or any(m in line.between(k, k + 1) for m in '()"«»-–')
        before = words[k]
        # متحدث باسم نائب الوزير فلان
        his = words[h + 1] in ("باسم", "بلسان") and h + 2 < j <= h + 5 and words[h + 2] in PERSON and not apart
        if his or before in PREPOSITIONS or before.startswith("لل") or (k == h and before in OF_HIM):
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


def name_beside(line: Line, places: Places, last: int, stop: int) -> Mention | None:
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


def apposed(line: Line, places: Places, end: int, stop: int) -> Mention | None:
    """Return the person named behind the first comma after a title that ends before token `end`."""
    for j in range(end, min(stop, end + _REACH)):
        if line.words[j] in THAT or line.words[j] in RELATIVE or (j in places.starting and _is_person(places, j)):
            break
        if _COMMA.search(line.between(j - 1, j)):
            break
    else:
        return None
    between = line.between(j - 1, j)
    k = _past_ranks(line, places, j, stop)
    if not any(mark in between for mark in "،,(-–") or k >= stop or not _is_person(places, k):
        return None
    return places.starting[k][0] if _is_closed(line, places.starting[k][1], stop) else None


def unknown_name(line: Line, places: Places, end: int, stop: int) -> tuple[int, int] | None:
    """Return the tokens between commas after a title that look like a name nobody knows: أمين العام، X Y، إن."""
    if end >= stop or not _COMMA.search(line.between(end - 1, end)):
        return None
    begin = last = _past_ranks(line, places, end, stop)
    while last < min(stop, begin + 5) and (last == begin or not _COMMA.search(line.between(last - 1, last))):
        word = line.words[last]
        if (
            (
                last in places.starting
                and places.starting[last][0].actor_id
                and (last == begin or not _is_person(places, last))
            )
            or line.inside[last] != line.inside[begin]
            or word in PREPOSITIONS | ADVERBS | WITH_PRONOUN | RELATIVE | PERSON | BODY | WRITTEN
            or word in cues()
            or not word.isalpha()
        ):
            return None
        last += 1
    first = line.words[begin] if begin < stop else "ال"
    if not 2 <= last - begin <= 4 or first.startswith(("ال", "ب", "ل", "و", "ف", "ك")) or first.endswith(("ه", "ما")):
        return None
    return (begin, last) if _is_closed(line, last, stop) and last <= stop else None


def _is_closed(line: Line, last: int, stop: int) -> bool:
    """Say whether a name ends at token `last` as one in apposition does: by a mark, or by what is said."""
    return last >= stop or line.words[last] in THAT or bool(line.between(last - 1, last).strip(" "))


def _is_person(places: Places, j: int) -> bool:
    return j in places.starting and places.starting[j][0].named and places.starting[j][0].label == "PER"


def _past_ranks(line: Line, places: Places, k: int, stop: int) -> int:
    while k < stop and line.words[k] in RANKS and k not in places.starting:
        k += 1
    return k

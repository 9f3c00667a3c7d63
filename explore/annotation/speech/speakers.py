"""Speakers: where in a sentence the one who speaks is named.

Arabic puts the speaker after the verb (قال بوتين), before it (لكن بوتين قال، المتحدث الذي قال) or leaves him out
(وأضاف). Between the verb and its subject stand adverbs and phrases with a preposition (وقال في بيان للصحفيين …), whose
nouns are not the subject.
"""

from __future__ import annotations

import re
from dataclasses import replace

from explore.annotation.cues import THAT, TOLD, cues
from explore.annotation.speech.beside import person_in
from explore.annotation.speech.lines import Line
from explore.annotation.speech.nouns import (
    ADVERBS,
    PERSON,
    PREPOSITIONS,
    RELATIVE,
    WITH_PRONOUN,
    WRITTEN,
    has_pronoun,
    is_somebodys,
)
from explore.annotation.speech.phrases import as_written, bare, is_head, phrase
from explore.annotation.speech.places import Mention, Places, Speaker, has_clitic, of_mention


def subject(line: Line, places: Places, i: int, stop: int) -> Speaker | None:
    """Return who is named after the verb at token `i`, before token `stop`: adverbs and phrases between are passed."""
    words, j, behind, passed = line.words, i + 1, False, False
    while j < stop:
        word = words[j]
        passed = passed or behind
        if j in places.starting:
            mention, last = places.starting[j]
            other = passed and mention.label != "PER" and (not is_head(word) or _depends(line, places, j))
            if behind or has_clitic(word) or other:
                behind, j = False, last
                continue
            return phrase(line, places, j, stop)
        if word in PREPOSITIONS:
            behind, j = True, j + 1
            continue
        if word in ADVERBS or word in WITH_PRONOUN or bare(word) != word or word.isdigit():
            # لصحيفة "…": the name after it is told too; but للصحفيين ترامب
            j, behind = j + 1, word[0] == "ل" and bare(word) != word and not word.startswith("لل")
            continue
        if word in _OF_SPEECH and j > i + 1 and words[j - 1] in _SPEECHES:  # في تصريح صحفي
            j += 1
            continue
        if passed and word in cues() and cues()[word].takes:  # في مقال نشرته صحيفة: another verb's subject
            return None
        comma = "،" in line.between(j - 1, j) or "," in line.between(j - 1, j)
        if word in RELATIVE or word in THAT or (comma and j > i + 1 and not is_head(word)):
            return None
        if not behind and (
            (is_head(word) and (comma or not passed or j <= i + 6)) or (j == i + 1 and _may_be(line, j))
        ):
            return phrase(line, places, j, stop)
        # في نفس التغريدة: what depends on a noun after a preposition is no subject either
        behind = behind and not word.startswith("ال") and j + 1 < stop and words[j + 1].startswith("ال")
        j += 1
        if j > i + 14:
            return None
    return None


_OF_SPEECH = frozenset("صحفي صحافي اعلامي صحفيه صحافيه اعلاميه سياسي دبلوماسي".split())
_SPEECHES = WRITTEN | frozenset("مؤتمر لقاء حوار حديث مقابله اتصال كلمه منشور ايجاز تعليق".split())


def _depends(line: Line, places: Places, j: int) -> bool:
    """Say whether the noun before token `j` owns what begins there: عن هتافات أنصار اتحاد الجزائر."""
    before = line.words[j - 1]
    known = before in ADVERBS | WITH_PRONOUN | PREPOSITIONS | WRITTEN or before.startswith("ال") or j in places.ends
    return not (known or before.isdigit() or line.between(j - 1, j).strip() or has_pronoun(before))


_TRANSITIVE = frozenset("خاطب ناشد حث سأل طمأن توعد نصح".split())


def _may_be(line: Line, j: int) -> bool:
    """Say whether a word that nobody knows, after its verb, may be who speaks: not بالقول, جولته, المعتقلين, جزئياً."""
    word, verb = line.words[j], cues().get(line.words[j - 1])
    if (
        (word[0] in "بل" and len(word) > 4)
        or word in _OPENERS
        or word in ("كما", "نفسه")
        or word in cues()
        or (verb and verb.kind == "noun")
    ):
        return False
    if verb and verb.word in _TRANSITIVE:  # خاطب الأتراك
        return False
    if is_somebodys(word):
        return verb is None or verb.word not in TOLD or word[:3] in ("احد", "بعض")  # ناشد رفاقه: they are told
    first, last = line.span(line.starts[j], line.ends[j])
    written = line.text[first - line.base : last - line.base]
    if "\N{ARABIC FATHATAN}" in written or (verb and verb.word in TOLD and written.endswith("ه")):
        return False
    return not (has_pronoun(word) or (word.startswith("ال") and word.endswith("ين")))


def with_others(line: Line, places: Places, found: Speaker, stop: int) -> Speaker:
    """Return the speaker, joint where another is named after و: لودريان ووزير الاقتصاد برونو لومير."""
    k = found.last
    if k >= stop or line.words[k][0] != "و" or line.between(k - 1, k).strip() or found.label != "PER":
        return found
    if k in places.starting:
        other = places.starting[k][0]
        joint = other.label == "PER" and other.surface.startswith("و") and other.actor_id != found.actor_id
    else:
        joint = line.words[k][1:] in PERSON and person_in(line, places, k, min(stop, k + 8)) is not None
    return replace(found, joint=joint)


def before(line: Line, places: Places, i: int, first: int) -> Speaker | None:
    """Return who is named directly before the verb at token `i` of a sentence that begins at `first`.

    That is the noun before الذي, the noun after كان or after لكن, فيما, أن, or a noun that the sentence begins with.
    """
    words = line.words
    k = i
    while k > first and words[k - 1] in ("قد", "لم", "لا", "ايضا", "كان", "كانت", "وكان", "وكانت", "سبق"):
        k -= 1
        if words[k] in ("كان", "كانت"):
            break
    if k > first and words[k - 1] in RELATIVE:
        return _antecedent(line, places, k - 1, first)
    if k > first and words[k - 1] in ("وهو", "وهي"):
        return _nearest(line, places, k - 1, first)
    for j in range(k - 1, max(first, k - 3) - 1, -1):  # تلقى تقارير استخباراتية تفيد بأن
        if cues()[words[i]].word == "أفاد" and words[j] in WRITTEN:
            return phrase(line, places, j, k)
    if cues()[words[i]].agrees == "p" and k > first and (found := _people(line, places, k, first)):
        return found
    for j in range(k - 1, first - 1, -1):
        if words[j] in _OPENERS and not line.inside[j]:
            start = j + 1
            break
        if words[j] in cues() and cues()[words[j]].kind == "verb" and j not in places.starting and j > first:
            return None
    else:
        start = first
    while start < k and words[start] in _OPENERS | ADVERBS:
        start += 1
    plain = _plain(words[start]) if start < k else ""
    if start >= k or (start not in places.starting and not is_head(plain) and not is_somebodys(plain)):
        return None
    return phrase(line, places, start, k)


_OPENERS = frozenset(
    "كان كانت وكان وكانت لكن ولكن فيما بينما ان بان حيث اذ غير بيد الا كما وفيما وبينما رغم وان فان لان حين".split()
)


def _plain(word: str) -> str:
    return word[1:] if word[0] == "و" and is_head(word[1:]) else word


def _nearest(line: Line, places: Places, k: int, first: int) -> Speaker | None:
    """Return the person named last before وهو."""
    for j in range(k - 1, first - 1, -1):
        if j in places.starting and places.starting[j][0].label == "PER" and not has_clitic(line.words[j]):
            mention, last = places.starting[j]
            return of_mention(mention, last, line.words[j])
    return None


def _people(line: Line, places: Places, k: int, first: int) -> Speaker | None:
    """Return the people named by a plural before a plural verb: الكوريون الشماليون يقولون."""
    begin = k
    while (
        begin > first
        and begin > k - 2
        and _PEOPLE.fullmatch(line.words[begin - 1])
        and begin - 1 not in places.starting
    ):
        begin -= 1
    if begin == k or line.inside[begin] != line.inside[k] or line.between(k - 1, k).strip():
        return None
    return replace(as_written(line, begin, k, line.words[begin]), anonymous=False)


_PEOPLE = re.compile("ال\\w{2,}(?:ون|ين)")


def _antecedent(line: Line, places: Places, r: int, first: int) -> Speaker | None:
    """Return the noun that a relative pronoun at token `r` speaks of: the noun before it."""
    for j in range(r - 1, max(first, r - 8) - 1, -1):
        if j in places.starting and places.starting[j][1] <= r:
            mention, last = places.starting[j]
            if has_clitic(line.words[j]) and mention.label == "LOC":  # المعارضين في ميامي بالولايات المتحدة الذين
                continue
            if (person := _behind_comma(line, places, j, first)) and mention.label != "PER":
                return of_mention(person[0], person[1], line.words[j])
            return of_mention(mention, last, line.words[j]) if r - last < 3 else None
        if is_head(line.words[j]):
            return phrase(line, places, j, r)
        if line.words[j] in PREPOSITIONS:
            return None
    return None


def _behind_comma(line: Line, places: Places, j: int, first: int) -> tuple[Mention, int] | None:
    """Return the person whom a title behind a comma describes: بوفون، نجم يوفنتوس، الذي."""
    k = j
    while k > max(first, j - 4) and not line.between(k - 1, k).strip():
        k -= 1
    if k in places.ends and k < j and line.words[k] in PERSON and line.between(k - 1, k).strip() in ("،", ","):
        begin = places.ends[k]
        if places.starting[begin][0].label == "PER":
            return places.starting[begin]
    return None


def is_relative(line: Line, i: int) -> bool:
    """Say whether the verb at token `i` belongs to a relative pronoun: الذي قال, التي كانت قد قالت."""
    k = i
    while k and line.words[k - 1] in ("قد", "كان", "كانت"):
        k -= 1
    return k > 0 and line.words[k - 1] in RELATIVE

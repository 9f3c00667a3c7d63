"""Speakers: where in a sentence the one who speaks is named.

Arabic puts the speaker after the verb (قال بوتين), before it (لكن بوتين قال، المتحدث الذي قال) or leaves him out
(وأضاف). Between the verb and its subject stand adverbs and phrases with a preposition (وقال في بيان للصحفيين …), whose
nouns are not the subject.
"""

from __future__ import annotations

from functools import cache

from explore.annotation.speech.cues import THAT, cues
from explore.annotation.speech.lines import Line
from explore.annotation.speech.nouns import ADVERBS, PREPOSITIONS, RELATIVE, WITH_PRONOUN
from explore.annotation.speech.phrases import Places, Speaker, bare, is_head, of_mention, phrase


def subject(line: Line, places: Places, i: int, stop: int) -> Speaker | None:
    """Return who is named after the verb at token `i`, before token `stop`: adverbs and phrases between are passed."""
    words, j, behind, passed = line.words, i + 1, False, False
    while j < stop:
        word = words[j]
        passed = passed or behind
        if j in places.starting:
            mention, last = places.starting[j]
            if behind or has_clitic(word) or (passed and mention.label != "PER" and not is_head(word)):
                behind, j = False, last
                continue
            return phrase(line, places, j, stop)
        if word in PREPOSITIONS:
            behind, j = True, j + 1
            continue
        if word in ADVERBS or word in WITH_PRONOUN or bare(word) != word or word.isdigit():
            j, behind = j + 1, False
            continue
        if passed and word in cues() and cues()[word].takes:  # في مقال نشرته صحيفة: another verb's subject
            return None
        comma = "،" in line.between(j - 1, j) or "," in line.between(j - 1, j)
        if word in RELATIVE or word in THAT or (comma and j > i + 1 and not is_head(word)):
            return None
        joined = word[0] in "بل" and len(word) > 4  # بالقول, لسنوات
        if not behind and ((is_head(word) and (comma or not passed or j <= i + 6)) or (j == i + 1 and not joined)):
            return phrase(line, places, j, stop)
        # في نفس التغريدة: what depends on a noun after a preposition is no subject either
        behind = behind and not word.startswith("ال") and j + 1 < stop and words[j + 1].startswith("ال")
        j += 1
        if j > i + 14:
            return None
    return None


def has_clitic(word: str) -> bool:
    """Say whether a name has the preposition ل before it: the one spoken to (قال بوتين لبايدن)."""
    return (
        word[0] in "لب"
        and len(word) > 3
        and word not in _names_with(word[0])
        and (word[1:] in _names_with("") or word.startswith("لل"))
    )


@cache
def _names_with(letter: str) -> frozenset[str]:
    """Return the first words of known names that begin with a letter."""
    from explore.actors import aliases, knowledge_base
    from explore.text import fold

    names = {str(fold(name)).split()[0] for name in [*aliases()["alias"], *knowledge_base()["name_ar"]] if name.strip()}
    return frozenset(name for name in names if name.startswith(letter))


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
    if start >= k or (start not in places.starting and not is_head(_plain(words[start]))):
        return None
    return phrase(line, places, start, k)


_OPENERS = frozenset(
    "كان كانت وكان وكانت لكن ولكن فيما بينما ان بان حيث اذ غير بيد الا كما وفيما وبينما رغم وان فان لان حين".split()
)


def _plain(word: str) -> str:
    return word[1:] if word[0] == "و" and is_head(word[1:]) else word


def _antecedent(line: Line, places: Places, r: int, first: int) -> Speaker | None:
    """Return the noun that a relative pronoun at token `r` speaks of: the noun before it."""
    for j in range(r - 1, max(first, r - 8) - 1, -1):
        if j in places.starting and places.starting[j][1] <= r:
            mention, last = places.starting[j]
            return of_mention(mention, last, line.words[j]) if r - last < 3 else None
        if is_head(line.words[j]):
            return phrase(line, places, j, r)
        if line.words[j] in PREPOSITIONS:
            return None
    return None


def is_relative(line: Line, i: int) -> bool:
    """Say whether the verb at token `i` belongs to a relative pronoun: الذي قال, التي كانت قد قالت."""
    k = i
    while k and line.words[k - 1] in ("قد", "كان", "كانت"):
        k -= 1
    return k > 0 and line.words[k - 1] in RELATIVE

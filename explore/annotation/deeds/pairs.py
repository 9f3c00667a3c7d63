"""Both sides of a mutual deed: محادثات بين روسيا وأوكرانيا، اتفاق أميركي تركي، لقاء بين الرئيسين."""

from __future__ import annotations

from explore.annotation.deeds.arguments import Sentence
from explore.annotation.deeds.deed import BESIDE, REACH
from explore.annotation.deeds.frames import Reading
from explore.annotation.deeds.places import Place, kind_of, state_of
from explore.annotation.deeds.vocabulary import BOTH, PREPOSITIONS, RELATIVES

_TWO_OF = frozenset("حكومتي رئيسي وزيري قيادتي زعيمي جيشي شعبي مسؤولي سلطات".split())
#: Said again of what was told in the sentence before: المحادثات تناولت.
_TALKS = frozenset("اللقاء الاجتماع المحادثات المحادثه المباحثات الاتصال المكالمه المفاوضات المشاورات الحوار".split())


def under_between(sentence: Sentence, i: int) -> tuple[str, str] | None:
    """Return both sides of a mutual deed under بين."""
    words = sentence.words
    far = REACH if i + 1 < len(words) and words[i + 1] in RELATIVES else BESIDE  # القمة التي شهدتها سنغافورة بين
    for at in range(i + 1, min(i + 2 + far, len(words))):
        if words[at] != "بين":
            continue
        sides: list[Place] = []
        for place in sentence.between(at + 1, min(at + 2 + 2 * REACH, len(words))):
            if sides and place.first <= sides[-1].last:
                continue
            gap = words[(sides[-1].last if sides else at) + 1 : place.first]
            tied = place.joined or bool(gap and gap[0][0] == "و") if sides else True
            if not tied or len(gap) > BESIDE + 1 or any(w in PREPOSITIONS - {"بين"} for w in gap):
                break
            sides.append(sentence.person_of(place, place.first + REACH))
            if len(sides) == 2 and sides[0].actor and sides[1].actor and sides[0].actor != sides[1].actor:
                return sides[0].actor, sides[1].actor
        return _both(sentence, at + 1)
    return _both(sentence, i + 1)


def _both(sentence: Sentence, at: int) -> tuple[str, str] | None:
    """Return the two whom البلدين or الرئيسين means: those of the last deed, if they are countries or persons."""
    words = sentence.words
    at += at + 1 < len(words) and words[at] in _TWO_OF  # بين حكومتي البلدين
    word = words[at] if at < len(words) else ""
    pair = sentence.before.pair or (_two_states(sentence, at) if BOTH.get(word) == "state" else None)
    if word not in BOTH or pair is None:
        return None
    first, second = pair
    if BOTH[word] == "state":
        first, second = state_of(first) or first, state_of(second) or second
    any_two = BOTH[word] == "any" and "LOC" not in (kind_of(first), kind_of(second))
    fits = any_two or kind_of(first) == kind_of(second) == {"state": "GPE", "person": "PER"}.get(BOTH[word])
    return (first, second) if fits and first != second else None


def _two_states(sentence: Sentence, at: int) -> tuple[str, str] | None:
    """Return the two states that a sentence has named before word `at`, if there are just two."""
    states = [state_of(p.actor) for p in sentence.places if p.first < at and p.label in ("LOC", "ADJ")]
    two = list(dict.fromkeys(state for state in states if state))
    return (two[0], two[1]) if len(two) == 2 else None


def in_adjectives(sentence: Sentence, i: int) -> tuple[str, str] | None:
    """Return both sides of a mutual deed in adjectives: اتفاق أميركي تركي."""
    sides = [p for p in sentence.places if i < p.first <= i + 4 and p.label == "ADJ" and p.actor]
    between = sentence.words[i + 1 : sides[1].first] if len(sides) > 1 else []
    if any(word in PREPOSITIONS or not (word[0].isalpha() or word in "-–—") for word in between):
        return None
    actors = [p.actor for p in sides if p.actor][:2]
    return (actors[0], actors[1]) if len(set(actors)) == 2 else None


def told_before(sentence: Sentence, i: int, reading: Reading) -> tuple[str, str] | None:
    """Return whom اللقاء and المحادثات that begin a sentence or clause mean: those that were told of last."""
    pair = sentence.before.pair
    talks = reading.frame.quad == "verbal-cooperation" and not reading.frame.polarity
    if (
        pair is None
        or not talks
        or sentence.words[i].removeprefix("و") not in _TALKS
        or not sentence.before.mutual
        or i - sentence.clause(i) > BESIDE
    ):
        return None
    return pair

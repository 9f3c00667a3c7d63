"""A deed, and what reading verbs and reading nouns have in common: agents after من قبل, partners joined by و."""

from __future__ import annotations

import re
from dataclasses import dataclass

from explore.annotation.deeds.arguments import Sentence
from explore.annotation.deeds.frames import Reading
from explore.annotation.deeds.places import Place
from explore.annotation.deeds.vocabulary import OPENERS

_BY = frozenset("قبل جانب يد ايدي".split())  # من قبل، على يد
REACH, BESIDE = 12, 4  # words a search goes, and words that still stand beside


# Who wishes, threatens, promises or asks for a deed has spoken, and not yet done it.
_WISHED = re.compile(
    "[وفبل]*(?:ال)?(?:رغب|يرغب|ترغب|نيه|نيته|نيتها|اعتزام|يعتزم|تعتزم|يريد|تريد|نريد|استعداد|مستعد|يامل|تامل|امله|املها|"
    "خطط|يخطط|تخطط|يجب|ينبغي|يمكن|ممكن|محتمل|احتمال|امكان|اقترح|مقترح|اوصي|توصي|طالب|يطالب|تطالب|دعا|دعت|يدعو|تدعو|"
    "داعي|دعوه|دعوته|تعهد|تتعهد|يتعهد|ملتزم|التزام|هدد|يهدد|تهدد|تهديد|لوح|يلوح|تلوح|حث|ضروره|مهتم|يسعي|تسعي|حاول|يحاول|"
    "تحاول|محاول|سعي|منع|تفادي|تجنب|طلب|ناقش|يناقش|تناقش|بحث|يبحث|تبحث|يدرس|تدرس)"
)


def only_wished(sentence: Sentence, i: int) -> bool:
    """Say whether the deed that word `i` tells is wished for or asked for in the words before it."""
    words, verb = sentence.words, sentence.frames[i].verb
    if verb and (i == 0 or words[i - 1] not in ("ان", "بان", "لان")):
        return False
    begin = 0 if verb else sentence.clause(i)
    return any(_WISHED.match(word) for word in words[max(begin, i - BESIDE) : i])


@dataclass(slots=True)
class Deed:
    """Who did what to whom; an end may be unknown. Words `at` and `until` are the first and last that tell it."""

    at: int
    until: int
    source: str | None
    target: str | None
    quad: str
    polarity: int
    rule: str
    future: bool = False
    source_place: Place | None = None
    target_place: Place | None = None


def make_deed(i: int, reading: Reading, source: str | None, target: Place | str | None, how: str, found: str) -> Deed:
    """Return the deed that the word at `i` tells; `how` and `found` say where its source and target stand."""
    frame = reading.frame
    place = target if isinstance(target, Place) else None
    actor = place.actor if place else target if isinstance(target, str) else None
    quad = frame.quad
    return Deed(
        i, max(i, place.last if place else i), source, actor, quad, frame.polarity,
        f"{how}; target {found or 'unknown'}", future="س" in reading.before and reading.imperfect, target_place=place,
    )  # fmt: skip


def agent(sentence: Sentence, i: int, patient: Place) -> Place | None:
    """Return who stands after من قبل or على يد."""
    for at in range(i + 1, min(i + REACH, len(sentence.words) - 1)):
        word = sentence.words[at]
        if at in sentence.frames and sentence.frames[at].verb and at > patient.last:
            return None
        if (word in ("من", "علي") and sentence.words[at + 1] in _BY) or word == "بواسطه":
            found = sentence.between(at + 1, min(at + 2 + BESIDE, len(sentence.words)))
            return next((p for p in found if p is not patient), None)
        if word in OPENERS:
            return None
    return None


def partner(sentence: Sentence, place: Place, until: int = 10_000) -> Place | None:
    """Return the place joined by و to the doer of a mutual deed."""
    after = [p for p in sentence.places if p.label != "ADJ" and place.last < p.first < until]
    return next((p for p in after if p.joined and p.first - place.last <= BESIDE * 2 and p.actor != place.actor), None)

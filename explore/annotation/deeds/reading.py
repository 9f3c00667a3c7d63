"""The deeds of a sentence, told by verbs and by nouns of action.

What is denied, or only supposed, is no deed.
"""

from __future__ import annotations

import re

from explore.annotation.deeds.arguments import Sentence
from explore.annotation.deeds.deed import BESIDE, Deed, agent, make_deed, partner
from explore.annotation.deeds.frames import Frame, Reading, sayings
from explore.annotation.deeds.nouns import nouns_after, read_noun, with_inner
from explore.annotation.deeds.places import Place
from explore.annotation.deeds.vocabulary import NEGATIONS

_SUPPOSED = frozenset("اذا لو فاذا واذا ولو حال".split())
_ARMED = re.compile(
    "[وف]?(?:ال)?(?:قوات|شرط|جيش|سلط|طائر|مقاتل|مدفعي|محكم|مسلح|امن|اجهز|حكوم|طيران|جنود|ميليشي|مليشي|بحري|استخبار|مخابر)"
)


def read_deeds(sentence: Sentence) -> list[Deed]:
    """Return the deeds of a sentence in the order of its words."""
    deeds: list[Deed] = []
    said = sayings()
    for i in sorted({*sentence.frames, *sentence.subjects}):
        if i in sentence.taken:
            continue
        if i not in sentence.frames:
            word = sentence.words[i]
            sentence.subjects[i] = sentence.doer(i, _says(word, feminine=said[word]))[0]
            continue
        reading = sentence.frames[i]
        deed = _verb(sentence, i, reading) if reading.verb else read_noun(sentence, i, reading)
        if deed and (deed.source or deed.target) and deed.source != deed.target and not _interview(deed):
            deeds.append(deed)
            if deed.source and deed.target:
                sentence.before.pair = (deed.source, deed.target)
                sentence.before.mutual = "mutual" in reading.frame.flags
    return deeds


def _interview(deed: Deed) -> bool:
    """Say whether a talk is one with the press, which is held to be heard by others."""
    press = deed.target_place is not None and deed.target_place.media
    return press and deed.quad == "verbal-cooperation" and not deed.polarity


def _says(word: str, *, feminine: bool) -> Reading:
    """Return how a verb of saying, which is no frame, is read."""
    frame = Frame("", 0, (), (), frozenset(), None)
    return Reading(frame, verb=True, before=word[:1] if word[:1] in "وف" else "", joined=False,
                   person="f" if feminine else "m", imperfect=False)  # fmt: skip


def _denied(sentence: Sentence, i: int) -> bool:
    begin = sentence.clause(i)
    supposed = begin > 0 and sentence.words[begin - 1] in _SUPPOSED and i - begin < BESIDE
    return supposed or any(word in NEGATIONS for word in sentence.words[max(0, i - 2) : i])


def _verb(sentence: Sentence, i: int, reading: Reading) -> Deed | None:
    """Read a verb with its doer and target."""
    frame = reading.frame
    source, place, how = sentence.doer(i, reading)
    sentence.subjects[i] = source
    if _denied(sentence, i):
        sentence.taken |= nouns_after(sentence, i)
        return None
    if reading.passive:
        by = agent(sentence, i, place) if place else None
        return make_deed(i, reading, by.actor if by else None, place, "verb, agent", "object")
    start = place.last + 1 if place and place.first > i else i + 1
    target, found = sentence.target(i, start, reading, frame.verb_target, source)
    if target is None and place and place.first > i and "mutual" in frame.flags and frame.verb_target[0] == "obj":
        # والتقى أردوغان: one name after a verb that takes two is the other one.
        other = None if partner(sentence, place) else sentence.implied(i, reading)
        if other and other != place.actor:
            target, found, source, place, how = place, "object", other, None, "of the sentence before"
    if isinstance(target, Place) and target.first > i and (by := agent(sentence, i, target)):
        # قُتل فلان على يد الجيش: what looks like the doer is the one to whom it was done.
        target, found, source, place, how = (place or target), "object", by.actor, by, "agent"
    if target is None and "patient" in frame.flags and place and place.first > i and not _armed(sentence, i, place):
        by = agent(sentence, i, place)
        target, found = place, "object"
        source, place, how = (by.actor if by else None), by, "agent"
    if "patient" in frame.flags and place is None and found not in ("object", "pronoun"):
        return None  # spelled as an active verb, yet nobody is there to do it: خُطف في سوريا
    if target is None and "mutual" in frame.flags and place is not None:
        target, found = partner(sentence, place), "joined by و"
    if "strict" in frame.flags and (target is None or source is None):
        return None
    deed = make_deed(i, reading, source, target, f"verb, {how}", found)
    deed.source_place = place
    return with_inner(sentence, i, reading, deed)


def _armed(sentence: Sentence, i: int, place: Place) -> bool:
    """Say whether the doer of a deed of force can be one: police and armies are, a lone name mostly suffered it."""
    return place.label == "ORG" or any(_ARMED.match(word) for word in sentence.words[i + 1 : place.first])

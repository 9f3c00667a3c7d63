"""The deeds of a sentence, told by verbs and by nouns of action.

What is denied, or only supposed, is no deed.
"""

from __future__ import annotations

import re

from explore.annotation.deeds.arguments import Sentence
from explore.annotation.deeds.deed import BESIDE, REACH, Deed, agent, make_deed, only_wished, partner
from explore.annotation.deeds.frames import Reading, says
from explore.annotation.deeds.nouns import nouns_after, read_noun, with_inner
from explore.annotation.deeds.places import Place, kind_of
from explore.annotation.deeds.sentence import agree
from explore.annotation.deeds.vocabulary import NEGATIONS, RELATIVES

_SUPPOSED = frozenset("اذا لو فاذا واذا ولو حال".split())
_NATURE = re.compile(
    "[وفبل]?(?:ال)?(?:زلزال|زلازل|هزه|اعصار|عاصف|عواصف|فيضان|سيول|امطار|حريق|حرائق|كارثه|وباء|فيروس|موجه|ثلوج|جفاف|بركان|تسونامي)"
)
_ARMED = re.compile(
    "[وف]?(?:ال)?(?:قوات|شرط|جيش|سلط|طائر|مقاتل|مدفعي|محكم|مسلح|امن|اجهز|حكوم|طيران|جنود|ميليشي|مليشي|بحري|استخبار|مخابر)"
)


def read_deeds(sentence: Sentence) -> list[Deed]:
    """Return the deeds of a sentence in the order of its words."""
    deeds: list[Deed] = []
    for i in sorted({*sentence.frames, *sentence.subjects}):
        if i in sentence.taken:
            continue
        if i not in sentence.frames:
            sentence.subjects[i] = sentence.doer(i, says(sentence.words[i]))[0]
            continue
        reading = sentence.frames[i]
        deed = _verb(sentence, i, reading) if reading.verb else read_noun(sentence, i, reading)
        if deed and (deed.source or deed.target) and deed.source != deed.target and not _interview(deed):
            talks = "person" in reading.frame.flags and kind_of(deed.source or "") in ("", "PER", "MEDIA")
            if deed.quad.startswith("material") and (talks or only_wished(sentence, i)):
                deed.quad = deed.quad.replace("material", "verbal")
            deeds.append(deed)
            if deed.source and deed.target:
                sentence.before.pair = (deed.source, deed.target)
                sentence.before.mutual = "mutual" in reading.frame.flags
    return deeds


def _interview(deed: Deed) -> bool:
    """Say whether a talk is one with the press, which is held to be heard by others."""
    press = deed.target_place is not None and deed.target_place.media
    return press and deed.quad == "verbal-cooperation" and not deed.polarity


def _denied(sentence: Sentence, i: int) -> bool:
    begin = sentence.clause(i)
    supposed = begin > 0 and sentence.words[begin - 1] in _SUPPOSED and i - begin < BESIDE
    goes_on = i > 1 and sentence.words[i - 1] == "او"  # لا نعيق أو نعارض
    return supposed or any(word in NEGATIONS for word in sentence.words[max(0, i - (4 if goes_on else 2)) : i])


def _verb(sentence: Sentence, i: int, reading: Reading) -> Deed | None:
    """Read a verb with its doer and target."""
    frame = reading.frame
    source, place, how = sentence.doer(i, reading)
    sentence.subjects[i] = source
    if frame.quad == "material-conflict" and any(_NATURE.match(word) for word in sentence.words[max(0, i - 3) : i + 3]):
        return None  # زلزال يضرب
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
    if target is None and place and place.first > i and (goer := _goes_on(sentence, i, reading, place)):
        # زار باريس والتقى ماكرون: he who visited met him.
        target, found, source, place, how = place, "object", goer, None, "of the verb before"
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
    relative = sentence.clause(i) and sentence.words[sentence.clause(i) - 1] in RELATIVES
    standing = reading.imperfect and (relative or how == "after the verb") and "س" not in reading.before
    if frame.verb_target == ("علي",) and standing and not frame.polarity:
        return None  # المناطق التي تسيطر عليها، وتسيطر القوات على: as things stand
    if source is None and found == "pronoun":
        return None  # who did it and to whom are both a guess
    if "strict" in frame.flags and (target is None or source is None):
        return None
    deed = make_deed(i, reading, source, target, f"verb, {how}", found)
    deed.source_place = place
    return with_inner(sentence, i, reading, deed)


def _goes_on(sentence: Sentence, i: int, reading: Reading, place: Place) -> str | None:
    """Return the doer of the verb before, if verb `i` joins it by و and one person only stands after it."""
    if reading.before[:1] != "و" or reading.frame.verb_target[:1] != ("obj",) or place.label != "PER":
        return None
    earlier = [k for k in sentence.verbs if k < i and sentence.subjects.get(k)]
    if not earlier or i - earlier[-1] > REACH or partner(sentence, place):
        return None
    goer = sentence.subjects[earlier[-1]]
    gender = next((p.gender for p in sentence.places if p.actor == goer), "")
    return goer if goer != place.actor and agree(reading, gender) else None


def _armed(sentence: Sentence, i: int, place: Place) -> bool:
    """Say whether the doer of a deed of force can be one: police and armies are, a lone name mostly suffered it."""
    return place.label == "ORG" or any(_ARMED.match(word) for word in sentence.words[i + 1 : place.first])

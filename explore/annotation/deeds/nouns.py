"""Nouns of action: قصف إسرائيل لغزة، غارات إسرائيلية على، محادثات بين.

A noun has its doer beside it (قصف إسرائيل لغزة), in an adjective (غارات إسرائيلية) or in the verb that carries it
(شنت إسرائيل هجوما على); both sides of a mutual deed stand under بين or are joined by و. Where one name only stands
beside a noun such as اغتيال, it is the one to whom it was done.

One frame within another is read with it: to call for sanctions is to speak against someone, and to condemn an attack
is to speak against the attacker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from explore.annotation.deeds.arguments import Sentence
from explore.annotation.deeds.deed import BESIDE, REACH, Deed, agent, make_deed, partner
from explore.annotation.deeds.frames import Reading, says
from explore.annotation.deeds.pairs import in_adjectives, told_before, under_between
from explore.annotation.deeds.places import Place, clitic, leaning, state_of
from explore.annotation.deeds.vocabulary import ASIDE, NEGATIONS, OPENERS, PREPOSITIONS, THAT_HE

_UNDONE = frozenset(
    "عدم بعدم لعدم دون بدون لوقف وقف بوقف انهاء لانهاء بانهاء منع لمنع تجنب لتجنب نفي احتمال امكانيه حل لحل بحل تسويه"
    " لتسويه بحث لبحث تفادي لتفادي مكافحه يوجل توجل تاجيل بتاجيل اجل الغاء بالغاء رفع برفع تعليق بتعليق تخفيف".split()
)
_DENIES = re.compile("[وف]?(?:نفي|ينفي|تنفي|نفت|نفوا|انكر|ينكر|تنكر|انكرت)$")
_ALLEGES = re.compile("[وفبل]?(?:ال)?(?:مزاعم|زعم|تقارير|ادعاء|يشتبه|اشتباه|شبه|مسوول|مسؤول|مسئول)")
_HOLD = re.compile("[وبل]?(?:ال|ل)?(?:سيطر|احتلال|حصار|نفوذ)")
#: Nouns that say that someone acts: بعد إعلان X عن عقوبات.
_ACT = re.compile("[وبل]?(?:اعلان|قيام|قرار|شن|تنفيذ|توجيه|اصدار|اعتزام|بدء|مواصله|تقديم|كشف|تاكيد)$")
#: What a land is under is no deed of the day: مناطق سيطرة الحوثيين، الخاضعة لسيطرة.
_STATE = re.compile("[وبل]?(?:ال)?(?:مناطق|منطقه|تحت|نطاق|خارج|خاضع|معاقل)")
#: Their subject is the target: تعرضت غزة لقصف، تلقى اتصالا من.
_SUFFERS = frozenset(
    "تعرض تعرضت يتعرض تتعرض تلقي تلقت يتلقي تتلقي واجه واجهت يواجه تواجه لقي لقيت نال حظي حظيت قوبل قوبلت"
    " لاقي لاقت".split()
)
_OPENING = frozenset("في وفي خلال وخلال بعد وبعد عقب لدي قبل قبيل اثر".split())
#: Between a verb and a noun of action they cut the tie: بعد هجوم على tells when, not what the subject did.
_CUT = ASIDE - {"في"}


@dataclass(slots=True)
class _Ends:
    """The two ends of a noun's deed while it is read, and how each was found."""

    source: str | None = None
    place: Place | None = None  # where the source stands
    how: str = "unknown"
    target: Place | str | None = None
    found: str = ""


def read_noun(sentence: Sentence, i: int, reading: Reading, *, inner: bool = False) -> Deed | None:
    """Read a noun of action with its doer and target; of an inner one, also where neither is known."""
    frame, words = reading.frame, sentence.words
    denied = any(word in NEGATIONS for word in words[max(sentence.clause(i), i - BESIDE) : i])  # لن يكون هناك لقاء
    last = words[i - 1] if i else ""
    standing = _STATE.match(last) and _HOLD.match(words[i])
    if frame.quad.startswith("material"):
        denied = denied or any(_DENIES.match(word) for word in words[max(sentence.clause(i), i - REACH) : i])
        denied = denied or any(_ALLEGES.match(word) for word in words[max(0, i - BESIDE) : i])
    if denied or last in _UNDONE or standing or reading.before in ("وك", "ك"):
        return None
    if "mutual" in frame.flags and (pair := under_between(sentence, i)):
        return make_deed(i, reading, pair[0], pair[1], "noun, between", "between")
    if "by" in frame.flags:
        return _by(sentence, i, reading)
    beside = _beside(sentence, i)
    adjective = sentence.adjective(i + 1, min(i + 3, len(words)))
    if "mutual" in frame.flags and (pair := in_adjectives(sentence, i)):
        return make_deed(i, reading, pair[0], pair[1], "noun, adjectives", "adjective")
    ends = _target(sentence, i, reading, beside, adjective)
    if adjective is ends.target or ("patient" in frame.flags and _of_object(words, i, adjective)):
        adjective = None
    _doer_beside(sentence, i, reading, ends, adjective, beside)
    if not reading.joined and any(
        w in _SUFFERS or w[1:] in _SUFFERS for w in words[max(sentence.clause(i), i - REACH) : i]
    ):
        return _suffered(sentence, i, reading, ends)
    if ends.source is None and ends.found == "مع" and isinstance(ends.target, Place) and not beside:
        # لقاء لتيلرسون مع نظيره
        host = next((p for p in sentence.between(i + 1, ends.target.first) if p.governed == "ل"), None)
        if host and ends.target.first - host.last <= BESIDE:
            ends.source, ends.place, ends.how = host.actor, host, "of the giver"
    _doer_of_verb(sentence, i, reading, ends, beside)
    if "mutual" in frame.flags and not (ends.source or ends.target or beside) and reading.before.endswith("ال"):
        pair = told_before(sentence, i, reading)
        return make_deed(i, reading, pair[0], pair[1], "noun, told before", "told before") if pair else None
    if ends.target is None and beside and ends.place is beside and _undergoes(sentence, i, beside):
        ends.source, ends.place, ends.target, ends.found = None, None, beside, "beside the noun"
    if not (ends.source and ends.target):
        talks_with = "mutual" in frame.flags and ends.found == "مع"
        suffers = "patient" in frame.flags and ends.found == "من"
        half = ends.how == "beside the noun" or talks_with or suffers or inner
        if not half or frame.flags & {"light", "strict"}:
            return None
    if "light" in frame.flags and reading.before.endswith("ال"):
        return None
    deed = make_deed(i, reading, ends.source, ends.target, f"noun, {ends.how}", ends.found)
    deed.source_place = ends.place
    return with_inner(sentence, i, reading, deed)


def _undergoes(sentence: Sentence, i: int, beside: Place) -> bool:
    """Say whether a lone name beside a noun has rather suffered the deed: استقبال روحاني، هجمات باريس."""
    frame = sentence.frames[i].frame
    town = beside.label == "LOC" and state_of(beside.actor) != beside.actor and frame.quad == "material-conflict"
    return "obj" in frame.noun_target or town


def _by(sentence: Sentence, i: int, reading: Reading) -> Deed | None:
    """Read a passive participle: الحوثيون المدعومون من إيران."""
    words = sentence.words
    if words[i + 1 : i + 2] != ["من"]:
        return None
    giver = next((p for p in sentence.between(i + 2, i + 3 + BESIDE) if p.governed == "من"), None)
    taker = [p for p in sentence.places if p.label != "ADJ" and i - BESIDE <= p.last < i]
    if giver is None or not taker:
        return None
    return make_deed(i, reading, giver.actor, taker[-1], "noun, of the giver", "before it")


def _target(sentence: Sentence, i: int, reading: Reading, beside: Place | None, adjective: Place | None) -> _Ends:
    """Find the target of a noun; the name beside it is its doer, unless it is the one to whom it was done."""
    frame, words = reading.frame, sentence.words
    ends = _Ends(beside.actor, beside, "beside the noun") if beside else _Ends()
    # معارضتهم تولي سوريا: after a pronoun stands the object.
    marks = tuple(mark for mark in frame.noun_target if mark != "obj" or reading.joined)
    ends.target, ends.found = sentence.target(i, beside.last + 1 if beside else i + 1, reading, marks, ends.source)
    land_of_object = ends.found == "في" and beside and "obj" in frame.noun_target  # تدمير معاقل القاعدة في أبين
    if ends.found in ("after it", "adjective") or land_of_object:
        ends.target, ends.found = None, ""
    if ends.target is not None:
        return ends
    if beside and beside.label == "LOC" and "visit" in frame.flags:  # زيارة روسيا: it is visited
        return _Ends(how="beside the noun", target=beside, found="beside the noun")
    patient = "patient" in frame.flags
    if beside and "obj" in frame.noun_target and (patient or (not adjective and _carried(sentence, i)[0])):
        return _Ends(how="beside the noun", target=beside, found="beside the noun")
    if patient and not beside and adjective and _of_object(words, i, adjective):
        ends.target, ends.found = adjective, "beside the noun"  # طرد السفير الروسي
    elif patient and not beside:  # مقتل عشرة من مسلحي الحركة
        among = sentence.between(i + 1, i + 2 + 2 * BESIDE)
        ends.target = next((p for p in among if p.governed == "من" and p.actor and words[i + 1] != "من"), None)
        ends.found = "من" if ends.target else ""
    return ends


def _doer_beside(
    sentence: Sentence, i: int, reading: Reading, ends: _Ends, adjective: Place | None, beside: Place | None
) -> None:
    """Find the doer of a noun in an adjective, after من, or after من قبل."""
    if ends.source is None and adjective is not None:
        ends.source, ends.how, ends.place = adjective.actor, "adjective", adjective
    of_doer = "من" not in reading.frame.noun_target or ends.found in ("ل", "الي")
    if ends.source is None and sentence.words[i + 1 : i + 2] == ["من"] and of_doer:
        giver = next((p for p in sentence.between(i + 2, i + 3 + BESIDE) if p.governed == "من"), None)
        if giver:  # تحذيرات من واشنطن لأنقرة
            ends.place = sentence.person_of(giver, i + REACH)
            ends.source, ends.how = ends.place.actor, "of the giver"
            if ends.target is None and reading.before.endswith("ب"):  # بدعم من التحالف: of whom the verb tells
                carried, ends.target = _carried(sentence, i)
                ends.target, ends.found = ends.target or carried, "of the verb"
    if ends.source is None and not beside and "ل" not in reading.frame.noun_target:
        end = ends.target.first if isinstance(ends.target, Place) else len(sentence.words)
        of = next((p for p in sentence.between(i + 1, min(i + 2 + BESIDE, end)) if p.governed == "ل"), None)
        if of and clitic(sentence.words[of.first], of.actor).endswith("ل"):  # غارات لمقاتلات التحالف، هجوم لحماس
            ends.place = of
            ends.source, ends.how = of.actor, "of the giver"
    if ends.source is None and (by := agent(sentence, i, beside or Place(-1, -1, None, ""))):
        ends.source, ends.how, ends.place = by.actor, "agent", by


def _suffered(sentence: Sentence, i: int, reading: Reading, ends: _Ends) -> Deed | None:
    """Read a noun whose verb has the target for its subject: تلقى ماكرون اتصالا من ترامب."""
    target = _carried(sentence, i)[0]
    giver = next((p for p in sentence.between(i, sentence.stop(i)) if p.governed == "من"), None)
    source = ends.source or (giver.actor if giver else None)
    return make_deed(i, reading, source, target, f"noun, {ends.how}", "of the verb") if target else None


def _doer_of_verb(sentence: Sentence, i: int, reading: Reading, ends: _Ends, beside: Place | None) -> None:
    """Find the doer of a noun in the verb that carries it, or in the sentence before."""
    flags = reading.frame.flags
    opens = i - sentence.clause(i) <= 1 and sentence.words[i - 1 : i] and sentence.words[i - 1] in _OPENING
    if ends.source is None and ends.target is not None and opens:  # في اتصال مع نظيره، نفى الوزير
        verb = next((k for k in sentence.verbs if i < k <= i + 2 * REACH), None)
        if verb is not None:
            how = sentence.frames.get(verb)
            ends.source, ends.place, _ = sentence.doer(verb, how or says(sentence.words[verb]))
            ends.how = "of the verb after"
    # Whoever announces a death has not caused it.
    if ends.source is None and not (beside and ends.place) and i not in sentence.apart and "result" not in flags:
        ends.source, ends.place = _carried(sentence, i)
        ends.how = "of the verb"
        if ends.place and ends.target is None and "mutual" in flags:
            ends.target, ends.found = partner(sentence, ends.place, i), "joined by و"
    if ends.source is None and reading.joined and ends.target is not None:
        ends.source, ends.how = sentence.owner(i), "of the pronoun"


def _of_object(words: list[str], i: int, adjective: Place | None) -> bool:
    """Say whether an adjective belongs to the noun after a noun of action rather than to it."""
    if adjective is None or adjective.first != i + 2:
        return False
    return words[i + 1].startswith("ال") and not words[i].startswith("ال")


def _beside(sentence: Sentence, i: int) -> Place | None:
    """Return the name that a noun stands in annexation to: قصف إسرائيل، زيارة الرئيس الروسي بوتين."""
    words = sentence.words
    if words[i].startswith(("ال", "وال", "بال", "لل")):
        return None
    if sentence.frames[i].joined:
        return None  # دعمها: the pronoun stands there
    for place in sentence.between(i + 1, i + 2 + BESIDE):
        gap = words[i + 1 : place.first]
        cut = any(w in PREPOSITIONS or w in OPENERS or not w[0].isalpha() or leaning(w) for w in gap)
        if place.governed == "في" and not gap:
            return None  # محادثات جنيف
        lean = place.governed in ("ل", "ب") and clitic(words[place.first], place.actor)
        return None if cut or lean or place.joined else sentence.person_of(place, i + REACH)
    return None


def _carried(sentence: Sentence, i: int) -> tuple[str | None, Place | None]:
    """Return the doer of the verb that carries a noun: شنت إسرائيل أمس هجوما."""
    words, begin = sentence.words, sentence.clause(i)
    cut = max((at for at in range(begin, i) if words[at] in _CUT), default=begin - 1)
    verb = max((at for at in range(begin, i) if at in sentence.subjects), default=-1)
    if verb >= 0:
        return (sentence.subjects[verb], None) if verb > cut else (None, None)
    if begin and words[begin - 1] in THAT_HE:
        return sentence.he(begin), None
    free = [p for p in sentence.between(begin, i) if not p.governed]
    if free and free[0].last < cut:
        return None, None
    if not free:  # بعد إعلان الوزارة عن عقوبات على موسكو
        free = [p for p in sentence.between(max(begin, i - REACH, 1), i) if _ACT.match(words[p.first - 1])]
    place = sentence.person_of(free[0], i) if free else None
    return (place.actor if place else None), place


def nouns_after(sentence: Sentence, i: int) -> set[int]:
    """Return the nouns of action within the clause of verb `i`."""
    end = min(sentence.stop(i), i + REACH)
    return {k for k in range(i + 1, end) if k in sentence.frames and not sentence.frames[k].verb}


def with_inner(sentence: Sentence, i: int, reading: Reading, deed: Deed) -> Deed:
    """Read the noun of action that a verb of reaction, intent or refusal governs together with it."""
    flags, words = reading.frame.flags, sentence.words
    if not flags & {"reaction", "intent", "veto"}:
        return deed
    end = min(sentence.stop(i), i + REACH)
    j = next((k for k in range(i + 1, end) if k in sentence.frames and not sentence.frames[k].verb), None)
    if j is None:
        return deed
    place = deed.target_place
    if place is not None and place.first < j:  # اتهمت إسرائيل إيران بقصف: the object comes first
        if "intent" in flags or deed.quad == "verbal-conflict":  # what someone is accused of is no deed told
            sentence.taken |= nouns_after(sentence, i)
        return deed
    sentence.apart |= nouns_after(sentence, i)
    inner = read_noun(sentence, j, sentence.frames[j], inner=True)
    if "intent" in flags:
        sentence.taken |= nouns_after(sentence, i)
        against = sentence.frames[j].frame.quad.endswith("conflict") and words[j - 1] not in _UNDONE
        if against and inner is None:
            deed.quad, deed.polarity = "verbal-conflict", -1  # تعهد بشن حرب على المهربين
        if inner is None:
            return deed
        if inner.quad.endswith("conflict"):
            deed.quad, deed.polarity = "verbal-conflict", -1
        if inner.target and inner.target != deed.source:
            deed.target, deed.target_place = inner.target, inner.target_place
    elif "veto" in flags:
        sentence.taken.add(j)
        if inner is not None:
            ends = [e for e in (inner.source, inner.target) if e and e != deed.source]
            deed.target = ends[0] if ends else None
    elif inner is not None and place is not None and inner.source != deed.target:
        deed.target = inner.source if inner.source != deed.source else None
        deed.target_place = inner.source_place
    return deed

"""Frames: the words that tell of deeds, and where each of them has its doer and the one it is done to.

A frame is a verb with its nouns of action (اتهم، اتهام): the class of the deed, whether it shows favour or hostility,
and the mark of its target, which is the direct object or what a preposition governs (ندد بـ، فرض عقوبات على). The
table is `assets/events.csv`; its words inflect by the rules of `engines._inflection`, and a word of running text is
looked up once, in all its readings. Frames that take a second word (قطع العلاقات) come before those that do not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from explore import assets
from explore.annotation.speech.cues import cues
from explore.engines._inflection import leanings, noun_forms, verb_forms
from explore.text import fold

_SPAN = 12  # words within which the second word of a frame stands
_KINDS = ("any", "verb", "verb+", "noun", "noun+")
_MOST_KEPT = 300_000
_SHORT = 4
# Common words that a frame's form with a clitic would be read in: وزارة is no و + زار + ه.
_OTHERS = frozenset("وزاره لوزاره بوزاره كوزاره اسلحه واسلحه قبضه قبضته هنا وهنا ملاحقه اباد".split())


class Frame(NamedTuple):
    """A row of `events.csv`."""

    quad: str  # empty where the words mean no deed: رفض التعليق
    polarity: int
    verb_target: tuple[str, ...]
    noun_target: tuple[str, ...]
    flags: frozenset[str]
    needs: re.Pattern[str] | None


class Reading(NamedTuple):
    """One way to read a word as a frame: verb or noun, what leans on it, and who a verb's form agrees with."""

    frame: Frame
    verb: bool
    before: str  # what was written to its front: و، س، ال …
    joined: bool  # a pronoun leans on its end
    person: str  # of a verb: m, f, 1 (first person), or '' where the form tells nothing
    imperfect: bool
    passive: bool = False  # spelled so: ادين، هوجم
    participle: bool = False  # قال كذا متهما إسرائيل


@cache
def _heads() -> dict[str, dict[str, list[tuple[Frame, str, str]]]]:
    heads: dict[str, dict[str, list[tuple[Frame, str, str]]]] = {kind: {} for kind in _KINDS}
    rows = assets.load("events.csv").to_dict("records")
    for row in sorted(rows, key=lambda row: (bool(row["quad"]), not row["needs"])):
        needs = re.compile(rf"[وف]?[بلك]?(?:ال|لل)?(?:{fold(row['needs'])})") if row["needs"] else None
        frame = Frame(
            row["quad"], int(row["polarity"] or 0), tuple(str(fold(row["verb_target"])).split()),
            tuple(str(fold(row["noun_target"])).split()), frozenset(row["flags"].split()), needs,
        )  # fmt: skip
        written = [form for form in row["forms"].split("|") if form]
        # Forms that mean something else more often: exactly these, or with * whatever begins so.
        apart = [str(fold(form[1:])) for form in written if form[0] == "-"]
        without = {form for form in apart if form[-1] != "*"}
        begins = tuple(form[:-1] for form in apart if form[-1] == "*") or ("*",)
        if row["verb"]:
            extra = [form for form in written if form[0] != "-"]
            lemma = str(fold(row["verb"]))
            free, joined = verb_forms(row["verb"], extra)
            if len(lemma) <= _SHORT:  # طلبا is a noun far more often than "both asked"
                free.discard(lemma + "ا")
            for kinds, forms in ((("any", "verb"), free), (("verb+",), joined)):
                for form in forms - without:
                    if not form.startswith(begins):
                        _put(heads, kinds, form, (frame, "verb", lemma))
        if base := str(fold(row["participle"])):
            for form in (base + "ا", base + "ه"):
                _put(heads, ("any", "noun"), form, (frame, "participle", ""))
        for noun in filter(None, row["nouns"].split("|")):
            free, joined = noun_forms(noun)
            with_pronoun = len(noun) > _SHORT and noun.endswith(("ه", "ها", "هم", "نا"))  # written so in the table
            for kinds, forms in ((("any", "noun"), free), (("noun+",), joined)):
                for form in forms:
                    _put(heads, kinds, form, (frame, "noun with a pronoun" if with_pronoun else "noun", ""))
    return heads


def _put(
    heads: dict[str, dict[str, list[tuple[Frame, str, str]]]], kinds: tuple[str, ...], form: str,
    what: tuple[Frame, str, str],
) -> None:  # fmt: skip
    for kind in kinds:
        if what not in (found := heads[kind].setdefault(form, [])):
            found.append(what)


_kept: dict[str, tuple[Reading, ...]] = {}


def readings(word: str) -> tuple[Reading, ...]:
    """Return the frames a folded word may tell of, the readings that take off least first.

    Examples
    --------
    >>> [(r.verb, r.person, r.frame.quad) for r in readings("وستتهم")]
    [(True, 'f', 'verbal-conflict')]
    """
    found = _kept.get(word)
    if found is None:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        found = _kept[word] = _read(word)
    return found


def _read(word: str) -> tuple[Reading, ...]:
    if word in _OTHERS:
        return ()
    heads = _heads()
    found: dict[tuple[Frame, bool], Reading] = {}
    for kind, core in leanings(word):
        for frame, pos, lemma in heads[kind].get(core, ()):
            # ضرب is verb and noun; with a preposition or ال before it, only the noun.
            before = word[: word.find(core)] if core != word else ""
            if pos == "participle" and before.endswith(("ال", "لل")):
                continue  # الداعية is a preacher
            if pos == "participle":
                person = "f" if core[-1] == "ه" else "m"
                reading = Reading(frame, True, before, False, person, False, participle=True)
            else:
                joined = kind[-1] == "+" or pos == "noun with a pronoun"
                reading = Reading(
                    frame, pos == "verb", before, joined, *_person(core, lemma, pos, before),
                    _passive(core, lemma, pos),
                )  # fmt: skip
            found.setdefault((frame, reading.verb), reading)
    return tuple(found.values())


def _person(core: str, lemma: str, pos: str, before: str) -> tuple[str, bool]:
    """Return whom a verb's form agrees with, and whether it is an imperfect."""
    if pos != "verb":
        return "", False
    imperfect = (core[0] in "يتن" and not core.startswith(lemma[:2])) or before.endswith("س")
    if imperfect:
        return {"ي": "m", "ت": "f", "ن": "1", "ا": "1"}.get(core[0], ""), True
    if core.endswith("نا"):
        return "1", False
    return ("f" if core[-1] == "ت" and core != lemma else "m"), False


def _passive(core: str, lemma: str, pos: str) -> bool:
    if pos != "verb" or len(lemma) != len(core.removesuffix("ت")):
        return False
    hollow = lemma[-2] == "ا" and core.startswith(lemma[:-2] + "ي")
    return hollow or (lemma[1] == "ا" and len(lemma) == 4 and core[:2] == lemma[0] + "و")


@cache
def sayings() -> dict[str, bool]:
    """Return the verbs of saying, which part one clause from the next: each form, and whether it is feminine."""
    return {form: cue.agrees == "f" for form, cue in cues().items() if cue.kind == "verb" and not cue.takes}


def says(word: str) -> Reading:
    """Return how a verb of saying, which is no frame, is read."""
    frame = Frame("", 0, (), (), frozenset(), None)
    return Reading(frame, verb=True, before=word[:1] if word[:1] in "وف" else "", joined=False,
                   person="f" if sayings()[word] else "m", imperfect=False)  # fmt: skip


def satisfied(reading: Reading, words: list[str], at: int) -> bool:
    """Say whether the second word that a frame needs stands after the word at `at`.

    Before it, where a pronoun takes it up: الهجمات التي شنتها.
    """
    frame = reading.frame
    if frame.needs is None:
        return True
    if not frame.quad:
        return any(frame.needs.match(word) for word in words[at + 1 : at + 3])
    if reading.joined and reading.verb:
        return any(frame.needs.match(word) for word in words[max(0, at - _SPAN // 2) : at])
    return any(frame.needs.match(word) for word in words[at + 1 : at + 1 + _SPAN])

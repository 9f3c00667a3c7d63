"""Arguments: the doer of a verb and the one it is done to, in one sentence.

A verb's doer stands before it (السعودية ترحب) or after it (رحبت السعودية), agrees with it in gender, is the noun that
a relative clause hangs on (قوات النظام التي قصفت), the speaker (إنه يرفض، نحن ندعم), or the doer of the verb before
(وأدان). The target is where the frame says: the object, or under a preposition; both sides
of a mutual deed may stand under بين or be joined by و.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from explore.annotation.deeds.frames import Reading
from explore.annotation.deeds.places import Place, kind_of, leaning, state_of
from explore.annotation.deeds.sentence import FAR, Words, agree
from explore.annotation.deeds.vocabulary import (
    ADVERBS,
    ASIDE,
    AUXILIARY,
    NEGATIONS,
    OPENERS,
    PREPOSITIONS,
    RELATIVES,
    RESUMING,
    THAT_HE,
)
from explore.annotation.holders import genders

_NEAR = 6
_OFFICIAL = re.compile(
    "[وفبل]?(?:ال|ل)?(?:قوات|سلط|طائر|طيران|مقاتل|جيش|جنود|حكوم|دول|شرط|محكم|محاكم|قضاء|نياب|مسؤول|مسئول|وزار|وزير|وزراء|رئيس|"
    "رئاس|مدفعي|بحري|استخبار|مخابر|اجهز|امن|دبلوماسي|ديبلوماسي|سفير|سفار|وفد|وفود|مبعوث|موفد|برلمان|مجلس|خارجي|دفاع|داخلي|ادار|"
    "جانب|صواريخ|ملك|امير|مندوب|مصدر|مصادر|بيان|متحدث|ناطق|زعيم|كتيب|وحدات|فرق)"
)
_HIM = {"ل": "ل", "الي": "الي", "علي": "علي", "ضد": "ضد", "مع": "مع", "ب": "ب", "من": "من", "عن": "عن"}
_US = {"لنا": "ل", "الينا": "الي", "علينا": "علي", "ضدنا": "ضد", "معنا": "مع", "بنا": "ب"}
_OPENING = 3  # so early in a sentence must a verb stand that takes its doer from the sentence before


@dataclass(slots=True)
class Sentence(Words):
    """A sentence that can be asked for the doer and the target of its verbs."""

    # --- doers ----------------------------------------------------------------------------------------------

    def doer(self, i: int, reading: Reading) -> tuple[str | None, Place | None, str]:
        """Return who does verb `i`, where that stands, and how it was found."""
        words, begin = self.words, self.clause(i)
        last = next(
            (words[k] for k in range(i - 1, -1, -1) if words[k] not in AUXILIARY and words[k] not in NEGATIONS), ""
        )
        if reading.participle:
            return self._main(i)
        if reading.person == "1":
            colon = next((k for k in range(i - 1, -1, -1) if words[k] == ":"), 0)
            head = [p for p in self.between(0, colon) if not p.governed] if not self.speakers[i] else []
            return (head[0].actor if head else self.speakers[i]), None, "the speaker"
        if last in THAT_HE:
            return self.he(i, last), None, "the speaker"
        if begin and words[begin - 1] in RELATIVES and i - begin <= 2:
            if reading.joined or RESUMING & set(words[i + 1 : i + 3]):  # الذي دمره التنظيم، التي تسيطر عليها المعارضة
                place = self._after(i, reading)
                return (place.actor, place, "after the verb") if place else (None, None, "unknown")
            near = [p for p in self.places if p.label != "ADJ" and begin - 1 - _NEAR // 2 <= p.last < begin - 1]
            fit = [p for p in near if agree(reading, p.gender)]
            return (fit[-1].actor, fit[-1], "of the relative clause") if fit else (None, None, "unknown")
        earlier = [k for k in self.verbs if begin <= k < i]
        left = [p for p in self.between(max(begin, earlier[-1] + 1 if earlier else 0), i) if not p.governed]
        after = self._after(i, reading)
        if reading.frame.quad:  # media tell of deeds; they seldom do them: وفق ما نقلت فرانس برس
            left = [p for p in left if not p.media]
            after = None if after is not None and after.media else after
        conjoined = reading.before[:1] in ("و", "ف")
        if left and not conjoined:
            place = self.person_of(left[0], i)
            beside = place.last == i - 1  # ترامب يهدد وبومبيو يحذر إيران
            if agree(reading, place.gender) and i - place.last <= 2 * _NEAR and (beside or not (earlier and after)):
                return place.actor, place, "before the verb"
        if after is not None:
            return after.actor, after, "after the verb"
        if not conjoined and (adjective := self.adjective(begin, i)) and self._official(adjective):
            return adjective.actor, adjective, "adjective"
        adjective = self.adjective(i + 1, min(i + 4, len(words)))
        definite = words[i + 1 : i + 2] and words[i + 1].startswith("ال")
        fits = not definite or words[adjective.first].startswith("ال") if adjective else False
        if adjective and fits and self._official(adjective):  # not: منحت الجامعة طالبة مصرية
            return adjective.actor, adjective, "adjective"
        if not (conjoined or i <= begin + 1) or self._subject_follows(i, reading):
            return None, None, "unknown"
        earlier = [k for k in self.verbs if k < i and self.subjects.get(k)]
        if earlier and i - earlier[-1] <= 2 * FAR:
            return self.subjects[earlier[-1]], None, "of the verb before"
        if self.speakers[i] and i not in self.aloud and not reading.frame.quad.startswith("material"):
            return self.speakers[i], None, "the speaker"
        if i == begin and begin > 1 and words[begin - 1] == "ان" and words[begin - 2] in ("بعد", "قبل", "منذ"):
            free = [p for p in self.between(0, begin) if not p.governed and p.gender and agree(reading, p.gender)]
            if free:  # أمر ترامب بزيادة الرسوم بعد أن فرض عقوبات
                return free[0].actor, None, "of the clause before"
        implied = self.implied(i, reading)
        return (implied, None, "of the sentence before") if implied else (None, None, "unknown")

    def owner(self, i: int) -> str | None:
        """Return whom the pronoun at the end of noun `i` means: زيارته، دعمها."""
        she = self.words[i].endswith("ها")
        found = self.he(i)
        gender = genders().get(found or "", "") or next((p.gender for p in self.places if p.actor == found), "")
        if found and (gender in ("", "f" if she else "m") or self.words[i].endswith("هم")):
            return found
        near = [p for p in self.places if p.label not in ("ADJ", "OWN") and i - FAR < p.last < i and p.actor]
        return next((p.actor for p in reversed(near) if p.gender == ("f" if she else "m")), None)

    def _official(self, adjective: Place) -> bool:
        """Say whether whom an adjective of nationality belongs to acts for the state: طائرات روسية, not سياح روس."""
        return any(_OFFICIAL.match(word) for word in self.words[max(0, adjective.first - 3) : adjective.first])

    def _main(self, i: int) -> tuple[str | None, Place | None, str]:
        """Return who does what a participle tells beside the verb: قال ترامب ... متهما إيران."""
        known = [self.subjects[k] for k in self.verbs if k < i and self.subjects.get(k)]
        if self.speakers[i] or known:
            return self.speakers[i] or known[-1], None, "of the verb before"
        free = [p for p in self.between(0, i) if not p.governed and not p.media]
        place = self.person_of(free[0], i) if free else None
        return (place.actor, place, "before the verb") if place else (None, None, "unknown")

    def implied(self, i: int, reading: Reading) -> str | None:
        """Return whom the sentence before was about, if verb `i` stands early enough to go on with him."""
        return self.before.subject if i <= _OPENING and agree(reading, self.before.gender) else None

    def he(self, i: int, that: str = "") -> str | None:
        """Return whom إنه means before word `i`: the speaker, else whoever the last verb or sentence was about."""
        earlier = [k for k in self.verbs if k < i and self.subjects.get(k)]
        earlier = [k for k in earlier if kind_of(self.subjects[k] or "") != "MEDIA"]  # نقلت رويترز عن مكتبه إنه
        found = self.speakers[i] or (self.subjects[earlier[-1]] if earlier else self.before.subject)
        many = that.endswith("هم") and kind_of(found or "") == "PER"  # إنهم is not one person
        she = that.endswith("ها") and genders().get(found or "") == "m"
        return None if many or she else found

    def _subject_follows(self, i: int, reading: Reading) -> bool:
        """Say whether the word after a verb is a noun that may be its subject, though it names no actor."""
        word = self.words[i + 1] if i + 1 < len(self.words) else "."
        if word.endswith("يين") or reading.joined:  # وطالب الحوثيين: they are the object
            return False
        if word in PREPOSITIONS or word in OPENERS or not word[0].isalpha() or leaning(word):
            return False
        if reading.frame.needs and reading.frame.needs.match(word):
            return False
        place = next((p for p in self.places if p.first == i + 1 and p.label != "ADJ"), None)
        if place is not None and not agree(reading, place.gender):
            return False
        if "obj" not in reading.frame.verb_target:
            return word not in ADVERBS
        gender = _gender_of_noun(word)
        own = word.endswith(("ها", "هم")) or (
            word.endswith("ه") and reading.person == "m" and not word.startswith("ال")
        )
        return not own and (not gender or gender == reading.person)

    def _after(self, i: int, reading: Reading) -> Place | None:
        """Return the place right of a verb that can be its subject."""
        end = self.stop(i)
        marks = set(reading.frame.verb_target)
        for at in range(i + 1, end):
            word = self.words[at]
            here = next((p for p in self.places if p.first == at and p.label != "ADJ"), None)
            if here is not None:
                if here.governed == "من" and at <= i + 3 and "من" not in marks and self.words[i + 1] not in ADVERBS:
                    return here  # مسؤولون من الوزارة
                if here.governed:
                    if here.governed in ASIDE and here.governed not in marks:
                        continue
                    who = self.person_of(here, end)  # الأمين العام للأمم المتحدة أنطونيو غوتيريش
                    return who if who is not here and here.governed == "ل" and at <= i + _NEAR else None
                if any(k in self.frames for k in range(i + 1, at)) or word.endswith("يين"):
                    return None  # استنكرت تدخل إيران: of another deed; وطالب الحوثيين: the object
                head = self.words[i + 1]
                closing = self.adjective(i + 2, at) if "obj" in marks and not head.startswith("ال") else None
                if closing and not self.words[closing.first].startswith("ال"):
                    # زار مبعوثون كوريون واشنطن: the phrase ends with its adjective
                    return closing if self._official(closing) else None
                gender = here.gender if at == i + 1 else _gender_of_noun(head)
                if not agree(reading, gender):
                    return None
                return here if at == i + 1 else self.person_of(here, end)
            if (
                word in marks
                or (word in PREPOSITIONS and word not in ASIDE)
                or (leaning(word) in marks and leaning(word))
            ):
                return None
        return None

    # --- targets --------------------------------------------------------------------------------------------

    def target(
        self, i: int, start: int, reading: Reading, marks: tuple[str, ...], source: str | None
    ) -> tuple[Place | str | None, str]:
        """Return to whom deed `i` is done, looking from word `start`, and how it was found."""
        frame, end = reading.frame, self.stop(i)
        own = state_of(source)
        here = [p for p in self.between(start, end) if p.actor is None or p.actor not in (source, own)]
        if reading.joined and reading.verb and "obj" in marks and frame.needs is None:
            return self._antecedent(i, source, "f" if self.words[i].endswith("ها") else "m"), "pronoun"
        if own_side := self._us(start, end, marks, source):
            return own_side, "the speaker"
        if him := self._him(start, end, marks, source):
            return him, "pronoun"
        for mark in marks:
            if mark == "any" and here:
                return here[0], "after it"
            if mark == "obj":
                edge = next((k for k in range(start, end) if self.words[k] in PREPOSITIONS - ASIDE), end)
                free = [p for p in here if not p.governed and not p.joined and p.first < edge]
                if free:
                    return self.person_of(free[0], end), "object"
                continue
            ruled = [p for p in here if p.governed == mark]
            if ruled:
                return self.person_of(ruled[0], end), mark
            for at in range(start, end):
                word = self.words[at]
                if word == mark or (len(mark) == 1 and leaning(word) == mark):
                    inside = [p for p in here if p.first > at and p.governed not in ASIDE and p.first - at <= 2 * _NEAR]
                    adjective = self.adjective(at + 1, min(at + 4, end))
                    # مع الرئيس الروسي بوتين: the adjective belongs to the title of whoever is named next.
                    titled = bool(inside) and inside[0].governed not in PREPOSITIONS - {mark}
                    titled = titled and adjective is not None and inside[0].first - adjective.last <= 3
                    if adjective and adjective.actor not in (source, own) and not titled:
                        return adjective, mark
                    if inside:
                        return self.person_of(inside[0], end), mark
        if "strict" in frame.flags:
            return None, ""
        rest = [p for p in here if not p.governed and not p.joined and p.first - start <= FAR // 2]
        if rest:
            return self.person_of(rest[0], end), "after it"
        if (
            frame.quad == "material-conflict" and not frame.polarity and source
        ):  # who shells positions in a land shells it
            lands = [p for p in here if p.governed == "في" and p.label == "LOC" and p.actor]
            if lands:
                return lands[0], "في"
        adjective = (
            self.adjective(start, min(start + 4, end))
            if reading.verb and marks[:1] == ("obj",) and "veto" not in frame.flags
            else None
        )
        return (adjective, "adjective") if adjective and adjective.actor not in (source, own) else (None, "")

    def _us(self, start: int, end: int, marks: tuple[str, ...], source: str | None) -> str | None:
        """Return the speaker where لنا or ضدنا stands after a deed of somebody else."""
        near = range(start, min(end, start + _NEAR))
        at = next((k for k in near if _US.get(self.words[k]) in marks), None)
        return self.speakers[at] if at is not None and self.speakers[at] != source else None

    def _him(self, start: int, end: int, marks: tuple[str, ...], source: str | None) -> Place | None:
        """Return whom له or ضدها means after a deed: who was named before and has the gender."""
        near = range(start, min(end, start + _NEAR))
        at = next(
            (k for k in near if _HIM.get(self.words[k].rstrip("اه")) in marks and self.words[k][-1] in "اه"), None
        )
        return self._antecedent(start, source, "f" if self.words[at][-1] == "ا" else "m") if at is not None else None

    def _antecedent(self, i: int, source: str | None, gender: str) -> Place | None:
        begin = self.clause(i)
        reach = _NEAR if begin and self.words[begin - 1] in RELATIVES else FAR
        near = [
            p for p in self.places if p.label not in ("ADJ", "OWN") and i - reach < p.last < i and p.actor != source
        ]
        fit = [p for p in reversed(near) if p.actor and (p.gender == gender or (not p.gender and p.label == "PER"))]
        return fit[0] if fit else None


def _gender_of_noun(word: str) -> str:
    """Return the gender that a common noun's spelling shows."""
    if word.endswith(("ه", "ات")) or word in ("قوات", "القوات"):
        return "f"
    return "m" if word.endswith(("ون", "و")) or word in ("وزير", "رئيس", "الرئيس", "الوزير", "مجلس", "جيش") else ""

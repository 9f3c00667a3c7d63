"""Arguments: the doer of a verb and the one it is done to, in one sentence.

A verb's doer stands before it (السعودية ترحب) or after it (رحبت السعودية), agrees with it in gender, is the noun that
a relative clause hangs on (قوات النظام التي قصفت), the speaker (إنه يرفض، نحن ندعم), or the doer of the verb before
(وأدان). The target is where the frame says: the object, or under a preposition; both sides
of a mutual deed may stand under بين or be joined by و.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from explore.annotation.deeds.frames import Reading, readings, satisfied, sayings
from explore.annotation.deeds.places import ASIDE, OPENERS, PREPOSITIONS, RELATIVES, Place, leaning, state_of

NEGATIONS = frozenset("لم لن لا ليس ليست ولم ولن ولا دون بدون عدم وعدم بعدم لعدم فلن فلم فلا".split())
AUXILIARY = frozenset("كان كانت وكان وكانت كانوا قد وقد فقد سوف وسوف لقد ولقد تم يتم سبق".split())
THAT_HE = frozenset("انه بانه وانه فانه انها بانها وانها فانها انهم بانهم اننا باننا وانهم".split())
_ADVERBS = frozenset(
    "امس اليوم ايضا مجددا ان الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت الاحد مساء صباح هنا هناك بشده".split()
)
_RESUMING = frozenset("عليها عليه فيها فيه اليها اليه بها به منها منه عنها عنه لها له معها معه".split())
_FAR, _NEAR = 16, 6
_OPENING = 3  # so early in a sentence must a verb stand that takes its doer from the sentence before


@dataclass(slots=True)
class Before:
    """What a sentence takes over from those before it."""

    subject: str | None = None
    gender: str = ""
    pair: tuple[str, str] | None = None
    mutual: bool = False


@dataclass(slots=True)
class Sentence:
    """A sentence to be read: its words, who stands where, who speaks at each word."""

    words: list[str]
    places: list[Place]
    speakers: list[str | None]
    before: Before
    frames: dict[int, Reading] = field(default_factory=dict)
    subjects: dict[int, str | None] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)  # nouns that are read with another word
    apart: set[int] = field(default_factory=set)  # nouns that are not what the verb before them does
    verbs: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Find the frames, and the other verbs that part one clause from the next."""
        covered = {i for p in self.places if p.label != "ADJ" for i in range(p.first, p.last + 1)}
        said = sayings()
        for i, word in enumerate(self.words):
            if i in covered or len(word) < 3:
                continue
            reading = self._choose(i, readings(word))
            if reading:
                self.frames[i] = reading
            elif word in said:
                self.subjects[i] = None
        self.verbs = sorted({*self.subjects, *(i for i, r in self.frames.items() if r.verb)})

    def _choose(self, i: int, found: tuple[Reading, ...]) -> Reading | None:
        found = tuple(r for r in found if satisfied(r.frame, self.words, i))
        if not found:
            return None
        if found[0].verb and any(not r.verb and r.frame.quad == found[0].frame.quad for r in found):
            # Verb and noun are spelled alike: after a preposition, a noun or as an object it is the noun.
            word, last = self.words[i], self.words[i - 1] if i else ""
            starts = i == 0 or last in OPENERS or last in AUXILIARY or not last[0].isalpha() or word[0] in "وف"
            named = any(p.last == i - 1 and p.label != "ADJ" and not p.governed for p in self.places)
            joined = word[0] == "و" and i > 0 and i - 1 in self.frames and not self.frames[i - 1].verb
            after = next((p for p in self.places if p.first == i + 1 and p.label != "ADJ"), None)
            doer = next((p for p in self.places if p.last == i - 1), after) if named else after
            unfit = doer is not None and not _agree(found[0], doer.gender)
            if not (starts or named) or last in PREPOSITIONS or joined or unfit:
                return next(r for r in found if not r.verb)
        if found[0].verb and i and self.words[i - 1] in PREPOSITIONS and not found[0].before:
            return None  # بسبب تعارض
        if found[0].verb and i and not found[0].imperfect and self.words[i - 1] in sayings() and not found[0].before:
            return None  # قال طالب
        return found[0]

    # --- where things stand ---------------------------------------------------------------------------------

    def clause(self, i: int) -> int:
        """Return the first word of the clause that word `i` is in."""
        for at in range(i - 1, -1, -1):
            if self.words[at] in OPENERS:
                return at + 1
        return 0

    def stop(self, i: int, far: int = _FAR) -> int:
        """Return where the search to the right of word `i` ends: at another clause or verb."""
        for at in range(i + 1, min(i + 1 + far, len(self.words))):
            word = self.words[at]
            if (
                (word in OPENERS and word != "ان")
                or (at in self.subjects)
                or (at in self.frames and self.frames[at].verb)
            ):
                return at
            if word == "ان" and at > i + 1:
                return at
        return min(i + 1 + far, len(self.words))

    def between(self, start: int, end: int, *, adjectives: bool = False) -> list[Place]:
        """Return the places that begin within words `start` to `end`, end excluded."""
        return [p for p in self.places if start <= p.first < end and (adjectives or p.label != "ADJ")]

    def person_of(self, place: Place, end: int) -> Place:
        """Return the person that a body or country beside a title introduces: وزير خارجية فرنسا لودريان."""
        if place.label == "PER":
            return place
        for after in self.places:
            if after.label == "ADJ" or after.first <= place.last:
                continue
            gap = self.words[place.last + 1 : after.first]
            if after.first < end and after.label == "PER" and len(gap) <= 2 and not after.joined and not any(
                w in PREPOSITIONS or w in OPENERS or w in ('"', "«") for w in gap
            ) and after.governed == place.governed:  # fmt: skip
                return after
            break
        return place

    # --- doers ----------------------------------------------------------------------------------------------

    def doer(self, i: int, reading: Reading) -> tuple[str | None, Place | None, str]:
        """Return who does verb `i`, where that stands, and how it was found."""
        words, begin = self.words, self.clause(i)
        last = next(
            (words[k] for k in range(i - 1, -1, -1) if words[k] not in AUXILIARY and words[k] not in NEGATIONS), ""
        )
        if reading.person == "1":
            colon = next((k for k in range(i - 1, -1, -1) if words[k] == ":"), 0)
            head = [p for p in self.between(0, colon) if not p.governed] if not self.speakers[i] else []
            return (head[0].actor if head else self.speakers[i]), None, "the speaker"
        if last in THAT_HE:
            return self.he(i), None, "the speaker"
        if begin and words[begin - 1] in RELATIVES and i - begin <= 2:
            if reading.joined or _RESUMING & set(words[i + 1 : i + 3]):  # الذي دمره التنظيم، التي تسيطر عليها المعارضة
                place = self._after(i, reading)
                return (place.actor, place, "after the verb") if place else (None, None, "unknown")
            near = [p for p in self.places if p.label != "ADJ" and begin - 1 - _NEAR <= p.last < begin - 1]
            fit = [p for p in near if _agree(reading, p.gender)]
            return (fit[-1].actor, fit[-1], "of the relative clause") if fit else (None, None, "unknown")
        earlier = [k for k in self.verbs if begin <= k < i]
        left = [p for p in self.between(max(begin, earlier[-1] + 1 if earlier else 0), i) if not p.governed]
        after = self._after(i, reading)
        conjoined = reading.before[:1] in ("و", "ف")
        if left and not conjoined:
            place = self.person_of(left[0], i)
            if _agree(reading, place.gender) and i - place.last <= 2 * _NEAR and not (earlier and after):
                return place.actor, place, "before the verb"
        if after is not None:
            return after.actor, after, "after the verb"
        if not conjoined and (adjective := self.adjective(begin, i)):
            return adjective.actor, adjective, "adjective"
        if adjective := self.adjective(i + 1, min(i + 4, len(words))):
            return adjective.actor, adjective, "adjective"
        if not (conjoined or i <= begin + 1) or self._subject_follows(i, reading):
            return None, None, "unknown"
        earlier = [k for k in self.verbs if k < i and self.subjects.get(k)]
        if earlier and i - earlier[-1] <= 2 * _FAR:
            return self.subjects[earlier[-1]], None, "of the verb before"
        if self.speakers[i]:
            return self.speakers[i], None, "the speaker"
        implied = self.implied(i, reading)
        return (implied, None, "of the sentence before") if implied else (None, None, "unknown")

    def implied(self, i: int, reading: Reading) -> str | None:
        """Return whom the sentence before was about, if verb `i` stands early enough to go on with him."""
        return self.before.subject if i <= _OPENING and _agree(reading, self.before.gender) else None

    def he(self, i: int) -> str | None:
        """Return whom إنه means before word `i`: the speaker, else whoever the last verb or sentence was about."""
        earlier = [k for k in self.verbs if k < i and self.subjects.get(k)]
        return self.speakers[i] or (self.subjects[earlier[-1]] if earlier else self.before.subject)

    def _subject_follows(self, i: int, reading: Reading) -> bool:
        """Say whether the word after a verb is a noun that may be its subject, though it names no actor."""
        word = self.words[i + 1] if i + 1 < len(self.words) else "."
        if word in PREPOSITIONS or word in OPENERS or not word[0].isalpha() or leaning(word) or reading.joined:
            return False
        if reading.frame.needs and reading.frame.needs.match(word):
            return False
        place = next((p for p in self.places if p.first == i + 1 and p.label != "ADJ"), None)
        if place is not None and not _agree(reading, place.gender):
            return False
        if "obj" not in reading.frame.verb_target:
            return word not in _ADVERBS
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
                if here.governed == "من" and at <= i + 3 and "من" not in marks and self.words[i + 1] not in _ADVERBS:
                    return here  # مسؤولون من الوزارة
                if here.governed:
                    if here.governed in ASIDE and here.governed not in marks:
                        continue
                    return None
                head = self.words[i + 1]
                gender = here.gender if at == i + 1 else _gender_of_noun(head)
                if not _agree(reading, gender):
                    return None
                return here if at == i + 1 else self.person_of(here, end)
            if (
                word in marks
                or (word in PREPOSITIONS and word not in ASIDE)
                or (leaning(word) in marks and leaning(word))
            ):
                return None
        return None

    def adjective(self, start: int, end: int) -> Place | None:
        """Return the first adjective of nationality in words `start` to `end` that no preposition governs."""
        found = [p for p in self.places if p.label == "ADJ" and start <= p.first < end]
        ruled = [p for p in found if any(w in PREPOSITIONS or leaning(w) for w in self.words[start : p.first])]
        return next((p for p in found if p not in ruled), None)

    # --- targets --------------------------------------------------------------------------------------------

    def target(
        self, i: int, start: int, reading: Reading, marks: tuple[str, ...], source: str | None
    ) -> tuple[Place | str | None, str]:
        """Return to whom deed `i` is done, looking from word `start`, and how it was found."""
        frame, end = reading.frame, self.stop(i)
        own = state_of(source)
        here = [p for p in self.between(start, end) if p.actor is None or p.actor not in (source, own)]
        if reading.joined and reading.verb and "obj" in marks:
            return self._antecedent(i, source, "f" if self.words[i].endswith("ها") else "m"), "pronoun"
        for mark in marks:
            if mark == "any" and here:
                return here[0], "after it"
            if mark == "obj":
                edge = next((k for k in range(start, end) if self.words[k] in PREPOSITIONS - ASIDE), end)
                free = [p for p in here if not p.governed and p.first < edge]
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
        rest = [p for p in here if p.governed not in ASIDE and p.first - start <= _FAR // 2]
        if rest:
            return self.person_of(rest[0], end), "after it"
        if (
            frame.quad == "material-conflict" and not frame.polarity and source
        ):  # who shells positions in a land shells it
            lands = [p for p in here if p.governed == "في" and p.label == "LOC" and p.actor]
            if lands:
                return lands[0], "في"
        adjective = (
            self.adjective(start, min(start + 3, end))
            if reading.verb and marks[:1] == ("obj",) and "veto" not in frame.flags
            else None
        )
        return (adjective, "adjective") if adjective and adjective.actor not in (source, own) else (None, "")

    def _antecedent(self, i: int, source: str | None, gender: str) -> Place | None:
        begin = self.clause(i)
        reach = _NEAR if begin and self.words[begin - 1] in RELATIVES else _FAR
        near = [
            p for p in self.places if p.label not in ("ADJ", "OWN") and i - reach < p.last < i and p.actor != source
        ]
        return next((p for p in reversed(near) if p.actor and p.gender == gender), None)


def _agree(reading: Reading, gender: str) -> bool:
    return not gender or not reading.person or reading.person == gender


def _gender_of_noun(word: str) -> str:
    """Return the gender that a common noun's spelling shows."""
    if word.endswith(("ه", "ات")) or word in ("قوات", "القوات"):
        return "f"
    return "m" if word.endswith(("ون", "و")) or word in ("وزير", "رئيس", "الرئيس", "الوزير", "مجلس", "جيش") else ""

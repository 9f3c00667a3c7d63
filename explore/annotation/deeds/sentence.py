"""A sentence taken apart: its words, the frames among them, where its clauses begin and end, who stands in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from explore.annotation.deeds.frames import Reading, readings, satisfied, sayings
from explore.annotation.deeds.places import Place, leaning
from explore.annotation.deeds.vocabulary import (
    AUXILIARY,
    OPENERS,
    PREPOSITIONS,
)

FAR = 16  # words that a search for doer or target goes


@dataclass(slots=True)
class Before:
    """What a sentence takes over from those before it."""

    subject: str | None = None
    gender: str = ""
    pair: tuple[str, str] | None = None
    mutual: bool = False
    against: dict[tuple[str, int], str] = field(default_factory=dict)  # of whom each spoke well (1) or ill (-1) last


@dataclass(slots=True)
class Words:
    """A sentence: its words, who stands where, who speaks at each word, and which words tell of deeds."""

    words: list[str]
    places: list[Place]
    speakers: list[str | None]
    before: Before
    closed: frozenset[int] = frozenset()  # words that end in ة: nouns, and without a pronoun
    aloud: frozenset[int] = frozenset()  # words between quotation marks: who speaks there says أنا, not هو
    cues: dict[str, int | None] = field(default_factory=dict)  # of each speaker the word that introduces the speech
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
            found = readings(word)
            if i in self.closed:
                found = tuple(r for r in found if r.participle or not (r.verb or r.joined))
            else:
                found = tuple(r for r in found if not r.participle or word[-1] == "ا")
            reading = self._choose(i, found)
            if reading:
                self.frames[i] = reading
            elif word in said:
                self.subjects[i] = None
        self.verbs = sorted({*self.subjects, *(i for i, r in self.frames.items() if r.verb)})

    def _choose(self, i: int, found: tuple[Reading, ...]) -> Reading | None:
        found = tuple(r for r in found if satisfied(r, self.words, i))
        if not found:
            return None
        if not found[0].frame.quad:
            return None
        if found[0].participle:
            right = self.words[i + 1] if i + 1 < len(self.words) else "."
            marks = found[0].frame.verb_target
            done_to = marks[:1] == ("obj",) and (right in PREPOSITIONS or leaning(right)) and right not in marks
            return None if done_to else found[0]  # متهما بالقتل is the accused
        if found[0].verb and any(not r.verb and r.frame.quad == found[0].frame.quad for r in found):
            # Verb and noun are spelled alike: after a preposition, a noun or as an object it is the noun.
            last = self.words[i - 1] if i else "."
            opens = last in OPENERS or last in AUXILIARY or not last[0].isalpha()
            starts = opens or found[0].before[:1] in ("و", "ف")
            named = any(p.last == i - 1 and p.label != "ADJ" and not p.governed for p in self.places)
            joined = found[0].before[:1] == "و" and i > 0 and i - 1 in self.frames and not self.frames[i - 1].verb
            after = next((p for p in self.places if p.first == i + 1 and p.label != "ADJ"), None)
            doer = next((p for p in self.places if p.last == i - 1), after) if named else after
            unfit = doer is not None and not agree(found[0], doer.gender)
            if not (starts or named) or last in PREPOSITIONS or joined or unfit:
                return next(r for r in found if not r.verb)
        if found[0].verb and i and self.words[i - 1] in PREPOSITIONS and not found[0].before:
            return None  # بسبب تعارض
        if found[0].verb and i and not found[0].imperfect and self.words[i - 1] in sayings() and not found[0].before:
            return None  # قال طالب
        return found[0]

    def clause(self, i: int) -> int:
        """Return the first word of the clause that word `i` is in."""
        for at in range(i - 1, -1, -1):
            if self.words[at] in OPENERS:
                return at + 1
        return 0

    def stop(self, i: int, far: int = FAR) -> int:
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
            titled = all(w.startswith("ال") or w == "،" for w in gap) and len(gap) <= 2
            if after.first < end and after.label == "PER" and titled and not after.joined and (
                after.governed == place.governed
            ):  # fmt: skip
                return after
            break
        return place

    def adjective(self, start: int, end: int) -> Place | None:
        """Return the first adjective of nationality in words `start` to `end` that no preposition governs."""
        found = [p for p in self.places if p.label == "ADJ" and start <= p.first < end]
        ruled = [p for p in found if any(w in PREPOSITIONS or leaning(w) for w in self.words[start : p.first])]
        return next((p for p in found if p not in ruled), None)


def agree(reading: Reading, gender: str) -> bool:
    """Say whether a verb's form agrees with a gender, as far as both are known."""
    return not gender or not reading.person or reading.person == gender

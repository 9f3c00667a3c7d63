"""Who speaks in a paragraph: named beside the cue, or left out and meant all the same.

قال بوتين names him; in وأضاف أن, مشيرا إلى أن nobody is named, and the speaker is that of the clause before, the
subject of the sentence, or whoever spoke last, if the verb agrees with him.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from explore.annotation.cues import NEGATIONS, TOLD, Cue, cues
from explore.annotation.speech.clauses import Said
from explore.annotation.speech.lines import Line
from explore.annotation.speech.memory import Memory
from explore.annotation.speech.nouns import PERSON, WRITTEN, has_pronoun, is_somebodys
from explore.annotation.speech.phrases import phrase
from explore.annotation.speech.places import Mention, Places, Speaker
from explore.annotation.speech.speakers import before, is_relative, subject, with_others

# Verbs that go on with what the same speaker said; the others may begin with the subject of the sentence before.
_GOES_ON = frozenset("أضاف تابع أردف استطرد استكمل استدرك واصل أكمل زاد مضى ختم اختتم".split())
# Where the report was written and by whom: دبي (CNN) --
_DATELINE = re.compile(r"[^\n:.]{0,60}\((?:CNN|رويترز|أ ?ف ?ب|د ?ب ?أ|وكالات|الوكالات)\) ?[-–—]")
# Cues in certain company only: جاء في البيان أن, not جاء القرار بعد أن.
_ONLY_WITH = {"جاء": (["في"], ["فيه"], ["فيها"]), "ورد": (["في"], ["فيه"], ["فيها"])}
_BEFORE_NOUNS = frozenset(
    "في من عن علي الي مع بعد قبل خلال حول بشان دون بدون حق كل اي يمكن عدم"
    " وفي ومن وعن وعلي والي ومع وبعد وقبل وخلال".split()
)


class Paragraph:
    """A paragraph and whoever has spoken in it and before it.

    Attributes
    ----------
    rows : list of (int, int)
        Spans of the document already given to a quotation of this paragraph.
    subjects : list of (int, Speaker)
        Tokens of cues, and who is their subject.
    """

    def __init__(self, line: Line, mentions: list[Mention], memory: Memory) -> None:
        if mentions and (outset := _DATELINE.match(line.text)):  # of the outlet: it says nothing
            mentions = [m for m in mentions if m.start >= line.base + outset.end()]
        self.line, self.places, self.memory = line, Places.of(line, mentions), memory
        self.rows: list[tuple[int, int]] = []
        self.subjects: list[tuple[int, Speaker]] = []

    def is_no_cue(self, i: int, cue: Cue) -> bool:
        """Say whether the word is negated, a noun after a preposition (في رد), or part of a name."""
        words = self.line.words
        previous, word, following = (words[i - 1] if i else ""), words[i], words[i + 1 : i + 2]
        if cue.word in _ONLY_WITH and following not in _ONLY_WITH[cue.word]:
            return True
        counted = previous.isdigit() and not self.line.between(i - 1, i).strip()
        if previous in NEGATIONS or (cue.kind == "verb" and previous in _BEFORE_NOUNS) or counted:
            return True
        if cue.word == "أطلع" and not cue.takes and following and following[0].startswith("علي"):  # اطلعت عليها رويترز
            return True
        if following in (["نفسه"], ["نفسها"]) or (word == "اقرا" and following == ["ايضا"]):  # جماعة تدعو نفسها الحركة
            return True
        if previous == "قد" and (word[0] == "ي" or (word[0] == "ت" and cue.agrees == "f" and word[-1] != "ت")):
            return True  # قد يعلن: he may
        if (cue.takes and cue.word not in TOLD) or following in (["فعل"], ["عدم"]):  # التي ذكرها, رد فعل, طلب عدم
            return True
        first = self.line.folded.offset(self.line.starts[i])
        if self.line.text[first + 1 : first + 2] == "\N{ARABIC DAMMA}" and cue.word != "قال":  # يُزعم, nobody says who
            return True
        # A name that begins with a verb of speech is more likely a verb taken for a name.
        return any(first + (not cue.weak) <= i < last for first, (_, last) in self.places.starting.items())

    def speaker(self, i: int, cue: Cue, said: Said) -> tuple[Speaker | None, str]:
        """Return who speaks and how that was found."""
        line, first = self.line, self.line.first(i)
        if cue.kind == "verb" and i > first and line.words[i][0] != "و":
            found = before(line, self.places, i, first)
            if found and (found.last == i or line.words[i - 1] == "قد"):  # لكن ترامب أكد, كان بوتين قد قال
                return self.memory.meant(found), "before the cue"
        if cue.kind != "participle" and (named := self.named(i, cue, said.opener)):
            return named, "after the cue"
        return self.left_out(i, cue, cue.agrees)

    def acts(self, i: int, cue: Cue) -> Speaker | None:
        """Return who does what a verb says of which no words are told: كان الوزير قد اعتذر."""
        found = None
        if i and self.line.words[i - 1] == "قد":
            found = before(self.line, self.places, i, self.line.first(i))
        return self.memory.meant(found) if found else self.named(i, cue, min(self.line.last(i), i + 15))

    def named(self, i: int, cue: Cue, stop: int) -> Speaker | None:
        """Return who is named after the cue; of one who passes words on (نقلت عن), the one they are from."""
        words = self.line.words
        if cue.word == "قول" and not words[i].endswith("القول"):
            origin = next((k for k in range(i - 1, self.line.first(i), -1) if words[k] in ("عن", "لسان")), None)
            if origin is None or (has_pronoun(words[origin + 1]) and not is_somebodys(words[origin + 1])):
                return None  # عبرت عن خشيتها بقولها
            found = phrase(self.line, self.places, origin + 1, i)
            return self.memory.meant(found) if found else None
        if cue.kind == "noun" and words[i].endswith(("ه", "ها", "هم")) and cue.word not in ("إفادة", "رسالة"):
            return None
        if cue.word in _ONLY_WITH and i + 2 < stop and words[i + 2] in WRITTEN:  # جاء في بيان للوزارة أن
            found = phrase(self.line, self.places, i + 2, stop)
            return self.memory.meant(found) if found else None
        if (
            cue.word == "وصف" and words[i + 1 : i + 2] and words[i + 1].startswith("ال")
        ):  # وصفت الشركة الساعة بأنها: the second noun is her object
            stop = next(
                (j for j in range(i + 2, stop) if words[j].startswith("ال") and not words[j].endswith(("ي", "يه"))),
                stop,
            )
        found = subject(self.line, self.places, i, stop)
        if found and cue.kind == "verb":
            found = with_others(self.line, self.places, found, stop)
        for k in range(i + 1, stop):
            if words[k] == "عن" and (cue.word == "نقل" or words[k - 1] == "نقلا"):
                source = phrase(self.line, self.places, k + 1, stop)
                person = source and (source.label == "PER" or source.anonymous or source.head in PERSON)
                found = source if person or (source and cue.word == "نقل") else found
                break
        return self.memory.meant(found) if found else None

    def left_out(self, i: int, cue: Cue, agrees: str) -> tuple[Speaker | None, str]:
        """Return the speaker whom the clause does not name after its cue."""
        line, memory = self.line, self.memory
        first = line.first(i)
        leading = line.words[i][0] in "وف" and line.words[i][1:] in cues()
        if i > first and not leading and cue.kind == "verb":
            found = before(line, self.places, i, first)
            if found:
                return memory.meant(found), "before the cue"
            if is_relative(line, i):
                return None, "unknown"
        for k, speaker in reversed(self.subjects):
            if first <= k < i and memory.agree(agrees, speaker):
                return speaker, "of the clause before"
        if i > first:
            found = memory.main(line, self.places, first, i, agrees)
            if found:
                return found, "before the cue"
        if cue.word not in _GOES_ON and i == first and first:
            begin = line.first(first - 1)
            found = memory.main(line, self.places, begin, first - 1, agrees)
            if found and found.label == "PER" and not self.overlaps(line.starts[begin], line.starts[first]):
                return found, "of the sentence before"
        if found := memory.latest(agrees):
            return found, "the last one"
        if not memory.heard and (found := self._only_one(line.base)):
            return found, "of the sentence before"
        return None, "unknown"

    def _only_one(self, end: int) -> Speaker | None:
        """Return the one person named in the paragraph before the document offset `end`."""
        memory = self.memory
        begin = memory.text.rfind("\n", 0, max(end - 1, 0)) + 1
        around = memory.mentions[bisect_left(memory.starts, begin) : bisect_left(memory.starts, end)]
        people = [mention for mention in around if mention.label == "PER"]
        if not people or len({m.actor_id or m.surface for m in people}) > 1:
            return None
        one = people[0]
        return Speaker(one.start, one.end, one.surface, one.actor_id, "PER")

    def overlaps(self, start: int, end: int) -> bool:
        """Say whether a span of the folded paragraph has words of a quotation already found."""
        first, last = self.line.span(start, end)
        return any(a < last and first < b for a, b in self.rows)

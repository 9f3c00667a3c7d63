"""Memory: who has spoken, whether a verb and a speaker go together, and who a short phrase means.

An Arabic verb says gender and number: قالت wants a woman, a state or a ministry, قالوا several. When the speaker is
left out, the last one who agrees is meant. Short phrases mean somebody named before: المسؤول, الوزارة, البيان.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache

from explore.actors.offices import genders
from explore.annotation.cues import THAT, cues
from explore.annotation.speech.lines import Line
from explore.annotation.speech.nouns import BODY, PERSON, PREPOSITIONS, WRITTEN, has_pronoun
from explore.annotation.speech.phrases import is_head, is_plural, phrase
from explore.annotation.speech.places import Mention, Places, Speaker, has_clitic
from explore.annotation.speech.speakers import subject
from explore.text import fold

_AGAIN = frozenset("البيان التصريح التقرير الدراسه الرساله المذكره الخطاب النص التغريده الوثيقه".split())
_ON_SITE = frozenset("حسابه حسابها حسابهم بحسابه بموقع موقع بصفحه صفحته صفحتها شبكه تطبيق".split())
_EITHER = frozenset("العراق لبنان الاردن المغرب السودان اليمن".split())
_MANY = frozenset("مصادر شهود سكان خبراء نشطاء بعض معظم عدد كثير كثيرون اخرون علماء اطباء باحثون اهالي محللون".split())
_PLURAL = ("ون", "ين", "ان", "ات")


class Memory:
    """Who has spoken in an article, and of what gender speakers proved to be."""

    def __init__(self, text: str, mentions: list[Mention]) -> None:
        self.text, self.mentions = text, mentions
        self.starts = [m.start for m in mentions]
        self.heard: list[Speaker] = []
        self.issued: Speaker | None = None  # who made the statement spoken of
        self.gender: dict[str, str] = {}

    @property
    def last(self) -> Speaker | None:
        """The speaker of the quotation before, if any."""
        return self.heard[-1] if self.heard else None

    def spoke(self, speaker: Speaker, agrees: str) -> None:
        """Remember a speaker, and the gender that the verb before him gave him."""
        if agrees in ("m", "f"):
            self.gender[speaker.actor_id or speaker.words] = agrees
        self.heard.append(speaker)
        if speaker.head in WRITTEN:
            self.issued = speaker

    def agree(self, agrees: str, speaker: Speaker) -> bool:
        """Say whether a verb that wants m, f, d or p may be said of the speaker."""
        if agrees in ("p", "d") and not speaker.joint:
            plural = speaker.head.endswith(_PLURAL) or speaker.head in _MANY
            return speaker.label == "" and plural
        known = None if speaker.joint else self._gender(speaker)
        return not agrees or known is None or known == agrees

    def _gender(self, speaker: Speaker) -> str | None:
        key = speaker.actor_id or speaker.words
        if key in self.gender:
            return self.gender[key]
        if speaker.actor_id in genders():
            return genders()[speaker.actor_id]
        head = speaker.head
        if speaker.label == "LOC":
            return None if head in _EITHER else "f"
        if speaker.label == "PER" or head in PERSON:
            if head in PERSON and not head.endswith(_PLURAL):
                return "f" if head.endswith("ه") or head == "مصادر" else "m"
            return None
        if head in BODY or head in WRITTEN or speaker.label == "ORG":
            first = head if head in BODY | WRITTEN else str(fold(speaker.words)).split()[0]
            return "f" if first.endswith(("ه", "ات")) else "m" if first in BODY | WRITTEN else None
        return None

    def latest(self, agrees: str) -> Speaker | None:
        """Return the last speaker who agrees."""
        return next((speaker for speaker in reversed(self.heard[-6:]) if self.agree(agrees, speaker)), None)

    def main(self, line: Line, places: Places, first: int, i: int, agrees: str) -> Speaker | None:
        """Return the subject of the sentence that begins at token `first`, as far as token `i`."""
        words = line.words
        verb = cues().get(words[first]) if first < len(words) else None
        if verb and verb.kind == "verb" and first not in places.starting:
            found = subject(line, places, first, i)
            if found and self.agree(agrees, self.meant(found)):
                return self.meant(found)
        begin = first + (words[first : first + 1] == ["اما"])
        behind = begin < len(words) and words[begin].lstrip("وف") in PREPOSITIONS  # وعن أغنيته مع …، قالت
        for j in range(first, min(i, first + 20)):
            if line.inside[j] and j not in places.starting:
                continue
            previous = words[j - 1] if j > first else ""
            behind = behind and not (j > first and "،" in line.between(j - 1, j))
            if previous in PREPOSITIONS or words[j] in THAT:
                continue
            if behind and not (has_pronoun(previous) or previous in cues()):
                continue
            if _ON_SITE.intersection(words[max(first, j - 5) : j]):
                continue
            if j in places.starting:
                mention = places.starting[j][0]
                beside = j <= first + 1 or previous.startswith("ال") or previous in PERSON or j in places.ends
                written = previous in WRITTEN
                if (has_clitic(words[j]) and not written) or not (beside or written or mention.label == "PER"):
                    continue
            elif not (is_head(words[j]) and j <= first + 1):
                continue
            found = phrase(line, places, j, i)
            if found and self.agree(agrees, found):
                return self.meant(found)
        return None

    def meant(self, speaker: Speaker) -> Speaker:
        """Return the speaker with the actor that a short phrase means: المسؤول, الوزارة, البيان."""
        head = speaker.head
        if speaker.actor_id is None and speaker.label in ("", "PER") and not speaker.anonymous and not is_head(head):
            return self._by_one_name(speaker)
        if speaker.actor_id or speaker.label or not speaker.short:
            return speaker
        if head == "وزاره":
            return self._in_full(speaker)
        if not head.startswith("ال"):
            return speaker
        last = self.last
        if head in _AGAIN:
            author = self.issued or last
            again = author and str(fold(speaker.words)).split()[1:] in ([], ["نفسه"], ["نفسها"], ["ذاته"], ["ذاتها"])
            if author is None or not again:
                return speaker
            return replace(speaker, actor_id=author.actor_id, anonymous=author.anonymous)
        if head in PERSON and (same := self._again(head)):
            return replace(speaker, actor_id=same.actor_id, anonymous=same.anonymous)
        person = last is not None and (last.label == "PER" or last.anonymous or last.head in PERSON)
        many = (is_plural(head) or head[2:] in _MANY) and last is not None and not (last.anonymous or last.joint)
        if head in PERSON and last and person and not many:
            his, its = self._gender(last), self._gender(speaker)
            if its in (his, None) or his is None:
                return replace(speaker, actor_id=last.actor_id, anonymous=last.anonymous or speaker.anonymous)
        if head in BODY:
            for mention in reversed(self.mentions[: bisect_left(self.starts, speaker.start)]):
                if mention.label != "ORG":
                    continue
                around = str(fold(self.text[max(0, mention.start - 12) : mention.end])).split()
                if head in around or head[2:] in around:
                    return replace(speaker, actor_id=mention.actor_id, label="ORG")
        return speaker

    def _again(self, head: str) -> Speaker | None:
        """Return the unnamed speaker who was called the same without the article: مسؤول, then المسؤول."""
        return next((s for s in reversed(self.heard) if s.actor_id is None and s.head == head[2:]), None)

    def _by_one_name(self, speaker: Speaker) -> Speaker:
        """Return the speaker with the actor of the one person of the article whose full name begins or ends so."""
        name = str(fold(speaker.words))
        bearers = {
            mention.actor_id
            for mention in self.mentions
            if mention.label == "PER" and mention.named and name in _ends(mention.surface)
        }
        return replace(speaker, actor_id=bearers.pop(), label="PER") if len(bearers) == 1 else speaker

    def _in_full(self, speaker: Speaker) -> Speaker:
        """Return the speaker with the one body that the article names so in full: وزارة العدل الأميركية."""
        name = f"{fold(speaker.words)} "
        full = {m.actor_id for m in self.mentions if m.label == "ORG" and m.actor_id and name in f"{fold(m.surface)} "}
        return replace(speaker, actor_id=full.pop(), label="ORG") if len(full) == 1 else speaker


@lru_cache(4096)
def _ends(surface: str) -> tuple[str, ...]:
    """Return the first and the last word of a full name, as they are compared."""
    words = str(fold(surface)).split()
    return (words[0], words[0][1:], words[-1]) if len(words) > 1 else ()

"""Quotations: who said what, in whose words.

News passes speech on in two ways. Direct: the words stand inside quotation marks after a reporting word
(وقال بيسكوف "…"). Indirect: the words follow أن / إن / بأن after a reporting word, up to the end of their clause.
This layer reads a paragraph from one reporting word (cue) to the next and asks of each: where do the words begin,
where do they end, and who is the nearest name that can have said them. Words in quotation marks without a reporting
word (names of papers, scare quotes) are no quotations.

Not done here: attributions after the fact (بحسب، وفق), and speech within quotation marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from explore import schema
from explore.annotation.clauses import (
    MIN_WORDS,
    THAT,
    Cue,
    clause_end,
    clause_limit,
    cues,
    is_speech,
    quotation_marks,
    skip_space,
    stands_alone,
)
from explore.text import Folded, fold, split_sentences

# A preposition ends the words that can name the speaker: قال بوتين لبايدن، قالت في بيان.
_PREPOSITIONS = frozenset("في خلال عن علي الي مع عبر من امام بعد قبل عقب حول ردا لدي اثناء ضمن بشان".split())
_ANONYMOUS = re.compile(r"^(?:ال)?(?:مصدر|مصادر|مصدران|مصدرين|مسؤول|مسؤولون|مسؤولين|مسئول|مسئولون|شاهد|شهود|دبلوماسي)")
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    surface: str
    label: str
    actor_id: str | None


def find_quotes(articles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Find reported speech and its nearest speaker.

    Parameters
    ----------
    articles : DataFrame
        article_id, text.
    mentions : DataFrame
        schema.MENTIONS, with actor_id.

    Returns
    -------
    DataFrame
        schema.QUOTES, by article in the order given, then start. `rule` is 'direct' or 'indirect', then how the
        speaker was found: after the cue, before it, the last speaker, or none. An anonymous speaker (مصدران
        مطلعان) has `speaker` and no actor_id.
    """
    rows: list[dict[str, Any]] = []
    by_article: dict[str, list[_Mention]] = {}
    columns = ["article_id", "start", "end", "surface", "label", "actor_id"]
    for article_id, start, end, surface, label, actor_id in mentions[columns].itertuples(index=False):
        known = None if pd.isna(actor_id) else actor_id
        by_article.setdefault(article_id, []).append(_Mention(start, end, surface, label, known))
    for article_id, text in articles[["article_id", "text"]].itertuples(index=False):
        reader = _Reader(article_id, text, sorted(by_article.get(article_id, []), key=lambda m: m.start))
        rows += sorted(reader.read(), key=lambda row: row["start"])
    found = schema.QUOTES.frame(rows)
    return found.drop_duplicates(["article_id", "start"], ignore_index=True)


class _Reader:
    """Reads one article, paragraph by paragraph, remembering who spoke last."""

    def __init__(self, article_id: str, text: str, mentions: list[_Mention]) -> None:
        self.article_id, self.text, self.mentions = article_id, text, mentions
        self.starts = [m.start for m in mentions]
        self.sentences = split_sentences(text)
        self.sentence_starts = [start for start, _, _ in self.sentences]
        self.last: _Mention | None = None

    def read(self) -> Iterator[dict[str, Any]]:
        position = 0
        for number, line in enumerate(self.text.split("\n")):
            if number == 0 and "\n" in self.text:
                yield from self._headline(line)
            yield from self._paragraph(line, position)
            position += len(line) + 1

    def _headline(self, line: str) -> Iterator[dict[str, Any]]:
        """Read 'دهقان: الجيش سيرد': a name, a colon, its words."""
        before, colon, after = line.partition(":")
        spoken = after.strip().strip("\"«»“”'")
        named = self._between(0, len(before))
        if colon and named and len(before) - named[0].end <= 1 and len(spoken.split()) >= MIN_WORDS:
            start = line.index(spoken, len(before) + 1)
            yield self._row(start, start + len(spoken), Cue("", "say", "colon"), None, named[-1], "headline",
                            direct=after.strip()[:1] in "\"«“")  # fmt: skip

    def _paragraph(self, line: str, base: int) -> Iterator[dict[str, Any]]:
        folded = fold(line)
        tokens = list(_TOKEN.finditer(folded))
        marks = quotation_marks(folded)
        known = cues()
        done = 0  # words already given to a quotation are not read again, except for speech within indirect speech
        previous: _Mention | None = None
        for i, token in enumerate(tokens):
            cue = known.get(token.group())
            if cue is None or token.start() < done or any(a < token.start() < b for a, b in marks):
                continue
            found = self._content(folded, tokens, marks, i)
            if found is None:
                continue
            start, end, opener, direct = found
            speaker, how = self._speaker(folded, tokens, i, opener, cue, base, previous)
            begin, stop = folded.span(start, end)
            if stop - begin < 2:
                continue
            previous = speaker if isinstance(speaker, _Mention) else None
            if isinstance(speaker, _Mention):
                self.last = speaker
            elif how == "anonymous":
                self.last = None
            yield self._row(base + begin, base + stop, cue, line[slice(*folded.span(*token.span()))], speaker,
                            f"{'direct' if direct else 'indirect'}, speaker {how}", direct=direct)  # fmt: skip
            done = end if direct else done

    def _content(
        self, folded: Folded, tokens: list[re.Match[str]], marks: list[tuple[int, int]], i: int
    ) -> tuple[int, int, int, bool] | None:
        """Return start, end of the words said after cue `i`, where they are opened, and whether they are direct."""
        known = cues()
        limit = clause_limit(folded, tokens[i].end(), marks)
        for j in range(i + 1, min(i + 30, len(tokens))):
            token = tokens[j]
            opened = next((m for m in marks if tokens[j - 1].end() <= m[0] < token.start()), None)
            if opened and is_speech(folded, tokens[j - 1], opened):
                return opened[0] + 1, opened[1], opened[0], True
            if token.start() >= limit:
                return None
            if any(a < token.start() < b for a, b in marks):
                continue
            if token.group() in THAT:
                start = skip_space(folded, token.end())
                inside = next((m for m in marks if m[0] == start), None)
                if inside and stands_alone(folded, inside[1]):
                    return inside[0] + 1, inside[1], token.start(), True
                return start, clause_end(folded, tokens, j, marks), token.start(), False
            if token.group() in known and known[token.group()].kind == "participle":
                return None
        return None

    def _speaker(
        self, folded: Folded, tokens: list[re.Match[str]], i: int, opener: int, cue: Cue, base: int,
        previous: _Mention | None,
    ) -> tuple[_Mention | str | None, str]:  # fmt: skip
        """Return who speaks (a mention, the words for an anonymous speaker, or none) and how that was found."""
        after, first = tokens[i].end(), i + 1
        stop = opener
        for j in range(first, len(tokens)):
            if tokens[j].start() >= opener:
                break
            if tokens[j].group() in _PREPOSITIONS:
                stop = tokens[j].start()
                break
        begin, until = (base + at for at in folded.span(after, max(stop, after)))
        named = self._between(begin, until)
        words = folded[after:stop].split()
        if words and _ANONYMOUS.match(words[0]) and not any(m.label == "PER" for m in named):
            phrase = self.text[begin:until].strip(' ،,:"«“')
            return phrase, "anonymous"
        people = [m for m in named if m.label == "PER"]
        if named:
            return (people or named)[0], "after the cue"
        if cue.kind == "participle" and previous is not None:
            return previous, "of the clause before"
        sentence = self.sentence_starts[max(bisect_right(self.sentence_starts, begin - 1) - 1, 0)]
        before = self._between(sentence, base + folded.span(tokens[i].start(), tokens[i].start() + 1)[0])
        leading = tokens[i].group().startswith("و") or not before
        if not leading or (cue.kind == "participle" and before):
            people = [m for m in before if m.label == "PER"]
            return (people[-1] if people else before[0]), "before the cue"
        if self.last is not None and not words:
            return self.last, "the last one"
        return None, "unknown"

    def _between(self, start: int, end: int) -> list[_Mention]:
        first = bisect_right(self.starts, start - 1)
        return [m for m in self.mentions[first : bisect_right(self.starts, end)] if m.end <= end]

    def _row(
        self, start: int, end: int, cue: Cue, word: str | None, speaker: _Mention | str | None, rule: str, *,
        direct: bool,
    ) -> dict[str, Any]:  # fmt: skip
        named = speaker if isinstance(speaker, _Mention) else None
        return {
            "article_id": self.article_id, "start": start, "end": end, "direct": direct, "cue": word, "act": cue.act,
            "sentence": max(bisect_right(self.sentence_starts, start) - 1, 0), "rule": rule,
            "speaker": named.surface if named else speaker, "actor_id": named.actor_id if named else None,
            "speaker_start": named.start if named else None, "speaker_end": named.end if named else None,
        }  # fmt: skip

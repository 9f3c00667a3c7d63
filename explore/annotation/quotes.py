"""Quotations: who said what, in whose words.

News passes speech on in two ways. Direct: the words stand inside quotation marks (وقال بيسكوف "…"). Indirect: they
follow أن / إن / بأن or a colon after a reporting word, up to the end of their clause, or stand before an attribution
(…، بحسب الكرملين). This layer reads an article paragraph by paragraph: `clauses` finds the words, `speakers` who is
named beside the cue, `attributions` the sources after the fact, and this file asks whom it means when nobody is named:
the speaker of the clause before, the subject of the sentence, or whoever spoke last, if verb and speaker agree.
Words in quotation marks without any of this (names of papers, scare quotes) are no quotations.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from explore import tables
from explore.annotation.cues import THAT, Cue, cues
from explore.annotation.layers import Context, Frames, Layer
from explore.annotation.speech.attributions import Attribution, attributed, attribution, headline
from explore.annotation.speech.clauses import MIN_WORDS, Said, what_is_said
from explore.annotation.speech.lines import Line
from explore.annotation.speech.memory import Memory
from explore.annotation.speech.nouns import PREPOSITIONS
from explore.annotation.speech.paragraph import Paragraph
from explore.annotation.speech.places import Mention, Speaker
from explore.annotation.speech.speakers import is_relative, subject
from explore.doc import Doc
from explore.text import split_sentences

# Without a subject these are impersonal: يشار إلى أن, يعتقد أن.
_IMPERSONAL = frozenset("يذكر يشار يعتقد يعتبر يتوقع يظهر يرجح يزعم ذكر وجد يقدر يدعي يعد ينقل ورد جاء تبين".split())
_COLON = Cue("", "say", "colon")
_LEAD_IN = frozenset("بحسب حسب وفق وفقا طبقا حسبما كما نقلا علي وبحسب وحسب ووفق ووفقا وطبقا وحسبما وكما".split())
_SHORT = 24  # tokens: a line without a full stop and no longer than this is a headline


def find_quotes(articles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Find reported speech and who speaks.

    Parameters
    ----------
    articles : DataFrame
        article_id, text.
    mentions : DataFrame
        tables.MENTIONS, with actor_id: names and roles.

    Returns
    -------
    DataFrame
        tables.QUOTES, by article in the order given, then start. `speaker` is the words that name who speaks, which
        need not be a mention; left out in the sentence, those of where he was named. `rule` says how the words were
        found (direct, indirect, attribution, headline), how the speaker was, and whether he is anonymous (مصدران
        مطلعان): then there is no actor_id. Speech within indirect speech has a row of its own.

    Raises
    ------
    MissingColumns
        A column named above is not there.

    Notes
    -----
    An indirect clause ends with its sentence at the latest. A quotation in marks that are closed in a later paragraph
    is one row. What is denied to have been said (لم يقل إن) is no quotation.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["وقال مصدر أمني إن الهجوم وقع فجرا."]})
    >>> find_quotes(articles, tables.MENTIONS.empty())[["speaker", "rule"]].values.tolist()
    [['مصدر أمني', 'indirect, speaker after the cue, anonymous']]
    """
    tables.require(articles, "article_id text", table="articles", needed_by="find_quotes()")
    columns = "article_id start end surface label actor_id kind"
    tables.require(mentions, columns, table="mentions", needed_by="find_quotes()")
    rows: list[dict[str, Any]] = []
    by_article: dict[str, list[Mention]] = {}
    lists = (mentions[column].tolist() for column in columns.split())
    for article_id, start, end, surface, label, actor_id, kind in zip(*lists, strict=True):
        known = actor_id if isinstance(actor_id, str) else None
        by_article.setdefault(article_id, []).append(Mention(start, end, surface, label, known, kind != "role"))
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        reader = _Reader(article_id, text, sorted(by_article.get(article_id, []), key=lambda m: m.start))
        rows += sorted(reader.read(), key=lambda row: row["start"])
    found = tables.QUOTES.frame(rows)
    return found.drop_duplicates(["article_id", "start"], ignore_index=True)


class _Reader:
    """Reads one article, paragraph by paragraph, remembering who spoke last."""

    def __init__(self, article_id: str, text: str, mentions: list[Mention]) -> None:
        self.article_id, self.text, self.mentions = article_id, text, mentions
        self.starts = [m.start for m in mentions]
        self.sentences = split_sentences(text)
        self.sentence_starts = [start for start, _, _ in self.sentences]
        self.memory = Memory(text, mentions)
        self.open_until = 0

    def read(self) -> Iterator[dict[str, Any]]:
        position, known = 0, cues().keys()
        self.quoted_line = -9
        for number, text in enumerate(self.text.split("\n")):
            line = Line(text, position)
            end = position + len(text)
            if end > self.open_until and line.words and (line.marks or ":" in text or not known.isdisjoint(line.words)
                                                         or not _LEAD_IN.isdisjoint(line.words)):  # fmt: skip
                mine = self.mentions[bisect_left(self.starts, position) : bisect_right(self.starts, end)]
                self.line, self.here = line, Paragraph(line, mine, self.memory)
                yield from self._paragraph(number)
            position = end + 1

    def _paragraph(self, number: int) -> Iterator[dict[str, Any]]:
        line = self.line
        short = len(line.words) <= _SHORT and line.text.rstrip()[-1:] not in ".؛"
        if ":" in line.text and (number == 0 or short) and (found := headline(line, self.here.places)):
            start, end, speaker, direct = found
            yield self._row(start, end, _COLON, None, speaker, "headline", direct=direct)
            return
        done = bisect_left(line.starts, self.open_until - line.base)
        taken = line.ends[done - 1] if done else 0
        for i, word in enumerate(line.words):
            if line.starts[i] < taken or line.inside[i]:
                continue
            if word in _LEAD_IN and (found_at := attribution(line, self.here.places, i)):
                yield from self._attribution(found_at)
            cue = cues().get(word)
            if cue and not self.here.is_no_cue(i, cue):
                for row, end in self._cue(i, cue, taken):
                    yield row
                    taken = max(taken, end)
        yield from self._marks_alone(number)
        if self.here.rows:
            self.quoted_line = number

    def _cue(self, i: int, cue: Cue, taken: int) -> Iterator[tuple[dict[str, Any], int]]:
        line = self.line
        said = what_is_said(line, i, cue, taken)
        if said is None:
            if cue.kind == "verb" and cue.word not in ("جاء", "ورد") and (named := self.here.acts(i, cue)):
                self.here.subjects.append((i, named))
                if "بيان" in line.words[i : line.last(i)]:
                    self.memory.issued = named
            if cue.kind == "verb" and i and line.inside[i - 1]:
                yield from self._after_marks(i, cue)
            return
        speaker, how = self.here.speaker(i, cue, said)
        is_named = how in ("after the cue", "before the cue")
        impersonal = line.words[i].lstrip("وف") in _IMPERSONAL  # الذي يعتقد أنه: whoever believes it
        if (speaker is None and cue.kind == "noun") or (impersonal and (not is_named or is_relative(line, i))):
            return
        if speaker:
            self.here.subjects.append((i, speaker))
            # نقلت رويترز عن مصدر: the verb agrees with who passes it on
            self.memory.spoke(speaker, cue.agrees if how == "after the cue" and cue.word != "نقل" else "")
        kind = "direct" if said.direct else "indirect"
        yield (
            self._row(said.start, said.end, cue, i, speaker, f"{kind}, speaker {how}", direct=said.direct),
            (said.end if said.direct else taken),
        )
        if said.direct and line.words[said.opener - 1] not in THAT:
            yield from self._more_marks(i, cue, said, speaker)

    def _more_marks(
        self, i: int, cue: Cue, said: Said, speaker: Speaker | None
    ) -> Iterator[tuple[dict[str, Any], int]]:
        """Yield what else of the same sentence stands in marks, up to the next cue: نددت بـ"…" و"…"."""
        line, end = self.line, said.end
        limit = line.limit(line.starts[i])
        for opening, closing in line.marks:
            if not end < opening < limit:
                continue
            between = range(bisect_left(line.starts, end), bisect_left(line.starts, opening))
            if any(line.words[j] in cues() or line.words[j] in THAT for j in between) or len(between) > 8:
                return
            if str.count(line.folded[opening:closing], " ") + 1 < MIN_WORDS:
                continue
            yield self._row(opening + 1, closing, cue, i, speaker, "direct, speaker of the clause before",
                            direct=True), closing  # fmt: skip
            end = closing

    def _after_marks(self, i: int, cue: Cue) -> Iterator[tuple[dict[str, Any], int]]:
        """Read '"…"، قال فلان': the words stand before their cue."""
        line = self.line
        opening, closing = line.pair(i - 1)
        if line.words[i].startswith("و") or line.folded[closing + 1 : line.starts[i]].strip(" ،,-–"):
            return
        begins = bisect_left(line.starts, opening)
        if begins and line.words[begins - 1] in PREPOSITIONS:  # وفي مقابلة مع "…"، قال: a name in marks
            return
        if self.here.overlaps(opening, closing) or str.count(line.folded[opening:closing], " ") + 1 < MIN_WORDS:
            return
        if speaker := subject(line, self.here.places, i, line.last(i)):
            speaker = self.memory.meant(speaker)
            self.memory.spoke(speaker, cue.agrees)
            yield (
                self._row(opening + 1, closing, cue, i, speaker, "direct, speaker after the cue", direct=True),
                closing,
            )

    def _attribution(self, found: Attribution) -> Iterator[dict[str, Any]]:
        line = self.line
        speaker, how = found.speaker, "after the cue"
        if speaker is None:
            speaker, how = self.here.left_out(found.word, found.cue, found.agrees)
        else:
            speaker = self.memory.meant(speaker)
        words = attributed(line, found)
        if words is None or speaker is None or self.here.overlaps(words[0], words[1]):
            return
        tokens = range(bisect_left(line.starts, words[0]), bisect_left(line.starts, words[1]))
        inner = [j for j in tokens if line.words[j] in cues() and not line.inside[j]]
        if any(what_is_said(line, j, cues()[line.words[j]], 0) for j in inner):
            return  # somebody else's words, which their own cue gives
        self.memory.spoke(speaker, found.cue.agrees)
        yield self._row(words[0], words[1], found.cue, found.word, speaker, f"attribution, speaker {how}",
                        direct=words[2])  # fmt: skip

    def _marks_alone(self, number: int) -> Iterator[dict[str, Any]]:
        """Read a paragraph that is nothing but words in marks, after one with speech: it goes on."""
        line, last = self.line, self.memory.last
        if self.here.rows or not line.marks or last is None or number - self.quoted_line > 1:
            return
        opening, closing = line.marks[0]
        rest = line.folded[:opening] + line.folded[closing + 1 :]
        if len(rest.strip(" .،")) <= 2 and str.count(line.folded[opening:closing], " ") >= 2 * MIN_WORDS:
            yield self._row(opening + 1, closing, _COLON, None, last, "direct, speaker the last one", direct=True)

    def _row(
        self, start: int, end: int, cue: Cue, at: int | None, speaker: Speaker | None, rule: str, *, direct: bool
    ) -> dict[str, Any]:
        line = self.line
        first, last = line.span(start, end)
        if direct and end >= len(line.folded):
            last = self.open_until = self._closed_later(last)
        while direct and first < last and self.text[first].isspace():
            first += 1
        while last > first and self.text[last - 1].isspace():
            last -= 1
        self.here.rows.append((first, last))
        word = None if at is None else slice(*line.span(line.starts[at], line.ends[at]))
        anonymous = speaker is not None and speaker.anonymous and speaker.actor_id is None
        speaker = None if speaker is None else replace(speaker, actor_id=None if anonymous else speaker.actor_id)
        return {
            "article_id": self.article_id, "start": first, "end": last, "direct": direct, "act": cue.act,
            "cue": None if word is None else self.text[word], "rule": rule + (", anonymous" if anonymous else ""),
            "sentence": max(bisect_right(self.sentence_starts, first) - 1, 0),
            "speaker": speaker.words if speaker else None, "actor_id": speaker.actor_id if speaker else None,
            "speaker_start": speaker.start if speaker else None, "speaker_end": speaker.end if speaker else None,
        }  # fmt: skip

    def _closed_later(self, end: int) -> int:
        """Return where marks that this paragraph leaves open are closed; its own end where they never are."""
        position, reached = end + 1, end
        for text in self.text[end + 1 :].split("\n")[:6]:
            folded = text.strip()
            at = next((k for k, char in enumerate(text) if char in '"»”'), -1)
            opens = folded[:1] in ('"', "«", "“")
            if opens:  # each paragraph of a long quotation opens anew
                at = next((k for k in range(text.index(folded[0]) + 1, len(text)) if text[k] in '"»”'), -1)
            if at < 0 and not opens and (not folded or ":" in folded):
                break
            if at >= 0:
                after = text[at + 1 : at + 2]
                return position + at if not after or not after.isalnum() else reached
            position += len(text) + 1
            reached = position - 1 if opens else reached
        return reached


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    return {"quotes": find_quotes(frames["articles"], frames["mentions"])}


LAYER = Layer("quotes", reads=("mentions",), writes=("quotes",), run=_run)

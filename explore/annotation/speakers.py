"""Speakers: who says a quotation.

Candidates are whoever is mentioned in the sentence of the quotation or in the two before it, whoever spoke last, the
words tagged as naming a speaker, and nobody. Each is described by short statements (where it stands from the cue, what
it is, what stands beside it, whether the verb agrees with it), and a ranker, trained on annotated articles, weighs
them (`explore.model.ranker`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from explore.annotation.cues import Cue, cues
from explore.doc import Doc, Mention
from explore.text import PROCLITICS

SENTENCES = 2  # before that of the quotation
_MOST = 40  # mentions before a quotation, and behind its end, that are candidates


class Phrase(NamedTuple):
    """Tokens tagged as words that name a speaker."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words said: their tokens, whether they stand in marks, the tokens of the cue and of the words for the speaker."""

    first: int
    last: int
    direct: bool
    cue: tuple[int, int] | None = None
    phrase: Phrase | None = None

    def word(self, doc: Doc) -> Cue | None:
        """Return the entry of the cue, where it is one that is listed."""
        return cues().get(doc.words[self.cue[0]]) if self.cue else None


class Speaker(NamedTuple):
    """A candidate: the tokens that name it, its actor, and how it came to be one."""

    first: int
    last: int
    actor_id: str | None
    how: str  # mention, phrase, last, nobody
    mention: Mention | None = None


NOBODY = Speaker(0, 0, None, "nobody")


def candidates(doc: Doc, said: Quotation, phrases: Sequence[Phrase], heard: Sequence[Speaker]) -> list[Speaker]:
    """Return who may say a quotation: `phrases` are those of the article, `heard` the speakers so far."""
    sentence = doc.sentence_of[said.first]
    begin = doc.sentences[max(sentence - SENTENCES, 0)].first
    end = max(doc.sentences[doc.sentence_of[said.last - 1]].last, said.last)
    near = [m for m in doc.mentions if begin <= m.first < end]
    before = [m for m in near if m.first < said.first]
    found = [
        Speaker(m.first, m.last, m.actor_id, "mention", m)
        for m in before[-_MOST:] + near[len(before) : len(before) + _MOST]
    ]
    taken = {token for m in near for token in range(m.first, m.last)}
    found += [
        Speaker(p.first, p.last, None, "phrase")
        for p in phrases
        if begin <= p.first < end and (p == said.phrase or taken.isdisjoint(range(p.first, p.last)))
    ]
    different = list({s.actor_id or (s.first, s.last): s for s in heard[-6:]}.values())
    found += [s._replace(how="last") for s in different[:-3:-1]]
    return [*found, NOBODY]


def describe(
    doc: Doc, said: Quotation, phrases: Sequence[Phrase], heard: Sequence[Speaker], among: Sequence[Speaker]
) -> list[list[str]]:
    """Return the statements that are true of each candidate."""
    quote = _of_quotation(doc, said)
    linked = f"phrase {'near' if said.phrase else 'none'}"
    ranks = _ranks(said, among)
    described = []
    for k, speaker in enumerate(among):
        own = list(_of_candidate(doc, said, phrases, speaker)) + ranks[k] + [linked]
        if speaker.how == "last":
            own += _of_last(doc, said, heard, speaker, among)
        how = speaker.how
        described.append([*own, *(f"{how}; {q}" for q in quote)])
    return described


def _of_quotation(doc: Doc, said: Quotation) -> list[str]:
    cue, head = said.word(doc), said.phrase and doc.words[said.phrase.first]
    at = said.cue[0] if said.cue else said.first
    begins = at == doc.sentences[doc.sentence_of[at]].first
    return [
        "direct" if said.direct else "indirect",
        f"cue {cue.kind} {begins}" if cue else f"cue {'unlisted' if said.cue else 'none'}",
        f"lemma {cue.word}" if cue else f"cue word {doc.words[said.cue[0]] if said.cue else ''}",
        f"head {head}",
        f"last word {said.phrase and doc.words[said.phrase.last - 1]}",
        "cue behind" if said.cue and said.cue[0] >= said.first else "cue before",
        f"phrase {'none' if not said.phrase else 'before' if said.phrase.first < at else 'after'}",
    ]


def _of_candidate(doc: Doc, said: Quotation, phrases: Sequence[Phrase], speaker: Speaker) -> Iterator[str]:
    yield f"how {speaker.how}"
    if speaker.how == "nobody":
        return
    what = f"{speaker.mention.label} {speaker.mention.kind}" if speaker.mention else "words"
    yield what
    yield f"{what} {'known' if speaker.actor_id else 'unknown'}"
    cue = said.word(doc)
    yield f"{cue.agrees if cue else '-'} {what[:3]} {_gender(doc, speaker)}"
    if speaker.how == "last":
        return
    place = _place(said, speaker)
    yield f"{place}; {what}"
    yield f"{place}; sentences {doc.sentence_of[said.first] - doc.sentence_of[speaker.first]}"
    before, after = _beside(doc, speaker.first - 1), _beside(doc, speaker.last)
    yield f"before {before}"
    yield f"after {after}"
    yield f"clitic {_clitic(doc, speaker)} {what[:3]}"
    yield f"{_phrase(said, phrases, speaker)}"
    yield f"{_phrase(said, phrases, speaker)}; {what}"
    yield f"quoted {bool(doc.quoted[speaker.first])} {said.first <= speaker.first < said.last}"
    begin = doc.sentences[doc.sentence_of[speaker.first]].first
    yield f"{place[:6]} token {_bin(speaker.first - begin)} of its sentence"
    if speaker.mention and speaker.mention.boilerplate:
        yield "boilerplate"
    if speaker.how == "phrase":
        yield f"head {doc.words[speaker.first]}"


def _ranks(said: Quotation, among: Sequence[Speaker]) -> list[list[str]]:
    """Say which in its order, from the cue on and back from it, each candidate of the neighbourhood is."""
    at = said.cue[0] if said.cue else said.first
    places = [(s.first, k) for k, s in enumerate(among) if s.how in ("mention", "phrase")]
    places.sort()
    split = bisect_left(places, (at, -1))
    ranks: dict[int, list[str]] = defaultdict(list)
    for n, (_, k) in enumerate(places[split:]):
        ranks[k].append(f"next {min(n, 4)}")
    for n, (_, k) in enumerate(reversed(places[:split])):
        ranks[k].append(f"previous {min(n, 5)}")
    return [ranks[k] for k in range(len(among))]


def _place(said: Quotation, speaker: Speaker) -> str:
    """Say where a candidate stands from the cue, and how far."""
    if said.first <= speaker.first < said.last:
        return f"inside {_bin(speaker.first - said.first)}"
    at = said.cue if said.cue else (said.first, said.first)
    if speaker.first >= at[1]:
        between = at[1] <= said.first and speaker.last <= said.first
        return f"{'between' if between else 'behind'} {_bin(speaker.first - at[1])}"
    return f"before {_bin(at[0] - speaker.last)}"


def _phrase(said: Quotation, phrases: Sequence[Phrase], speaker: Speaker) -> str:
    """Say how a candidate lies in tagged words for a speaker, those of this quotation or of another."""
    for phrase in [said.phrase, *phrases] if said.phrase else phrases:
        if phrase.first < speaker.last and speaker.first < phrase.last:
            own = "own" if phrase == said.phrase else "other"
            return f"phrase {own} {phrase.first == speaker.first} {phrase.last == speaker.last}"
    return "phrase no"


def _of_last(
    doc: Doc, said: Quotation, heard: Sequence[Speaker], speaker: Speaker, among: Sequence[Speaker]
) -> list[str]:
    rank = next((k for k, s in enumerate(reversed(heard)) if _same(s, speaker)), 0)
    since = doc.sentence_of[said.first] - doc.sentence_of[heard[-1].last - 1] if heard else 0
    here = any(s.how == "mention" and _same(s, speaker) for s in among)
    return [f"last {min(rank, 3)}", f"last {min(rank, 1)} since {_bin(max(since, 0))}", f"last {min(rank, 1)} here {here}"]


def _same(a: Speaker, b: Speaker) -> bool:
    return a.actor_id == b.actor_id if a.actor_id else (a.first, a.last) == (b.first, b.last)


def _gender(doc: Doc, speaker: Speaker) -> str:
    return "f" if doc.words[speaker.first].endswith("ه") else "m"


def _clitic(doc: Doc, speaker: Speaker) -> str:
    first = doc.words[speaker.first][0]
    return first if first in PROCLITICS else ""


def _beside(doc: Doc, token: int) -> str:
    """Return the word at a token of an article, nothing outside it."""
    return doc.words[token] if 0 <= token < len(doc.words) else ""


def _bin(n: int) -> int:
    return n if n < 4 else min(2 + n.bit_length(), 8)

"""Speakers: who says a quotation.

Candidates are whoever is mentioned in the sentence of the quotation or in the two before it, whoever spoke last, the
words tagged as naming a speaker, and nobody. Each is described by short statements (where it stands from the cue, what
it is, what stands beside it, whether the verb agrees with it), and a ranker, trained on annotated articles, weighs
them (`explore.model.ranker`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from explore.annotation.cues import Cue, cues
from explore.doc import Doc, Mention
from explore.model.ranker import about, ranker
from explore.text import PROCLITICS

_BEFORE = 2  # sentences before that of the quotation whose mentions are candidates
_MOST = 40  # mentions before a quotation, and behind its beginning, that are candidates
_HEARD = 6  # quotations back to which speakers are remembered

Tokens = tuple[int, int]  # the first, and the one after the last


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words said: their tokens, whether they stand in marks, the tokens of the cue and of the words for the speaker."""

    first: int
    last: int
    direct: bool
    cue: Tokens | None = None
    phrase: Tokens | None = None

    @property
    def at(self) -> Tokens:
        """The cue, or where the words begin."""
        return self.cue or (self.first, self.first)


class Speaker(NamedTuple):
    """A candidate: the tokens that name it, its actor, how it came to be one, the mention it is."""

    first: int
    last: int
    actor_id: str | None
    how: str  # mention, phrase (words that are no mention), last, nobody
    mention: Mention | None = None

    def is_same(self, other: Speaker) -> bool:
        """Say whether both are one actor, or one phrase."""
        return self.actor_id == other.actor_id if self.actor_id else self[:2] == other[:2]


NOBODY = Speaker(0, 0, None, "nobody")


def speaker_of(doc: Doc, said: Quotation, phrases: Sequence[Tokens], heard: Sequence[Speaker]) -> Speaker:
    """Return who says a quotation.

    Parameters
    ----------
    doc : Doc
        The article, with its mentions.
    said : Quotation
        The quotation.
    phrases : sequence of Tokens
        All words for speakers of the article, in order.
    heard : sequence of Speaker
        The speakers so far.
    """
    among = candidates(doc, said, phrases, heard)
    chances = ranker("speakers").probabilities(describe(doc, said, phrases, heard, among)).tolist()
    actors: Counter[str | None] = Counter()
    for speaker, chance in zip(among, chances, strict=True):
        actors[speaker.actor_id] += chance
    actor_id = max(actors, key=lambda actor: actors[actor])
    return max(zip(chances, among, strict=True), key=lambda pair: (pair[1].actor_id == actor_id, pair[0]))[1]


def candidates(doc: Doc, said: Quotation, phrases: Sequence[Tokens], heard: Sequence[Speaker]) -> list[Speaker]:
    """Return who may say a quotation, nobody last; see `speaker_of`."""
    begin = doc.sentences[max(doc.sentence_of[said.first] - _BEFORE, 0)].first
    end = max(doc.sentence(said.last - 1).last, said.last)
    low, middle, high = (bisect_left(doc.mentions, at, key=lambda m: m.first) for at in (begin, said.first, end))
    near = doc.mentions[max(low, middle - _MOST) : min(high, middle + _MOST)]
    found = [Speaker(m.first, m.last, m.actor_id, "mention", m) for m in near]
    for first, last in phrases[bisect_left(phrases, (begin,)) : bisect_left(phrases, (end,))]:
        if (first, last) == said.phrase or not any(m.first < last and first < m.last for m in near):
            found.append(Speaker(first, last, None, "phrase"))
    latest: list[Speaker] = []
    for speaker in reversed(heard[-_HEARD:]):
        if not any(speaker.is_same(later) for later in latest):
            latest.append(speaker)
    return [*found, *(speaker._replace(how="last") for speaker in latest[:2]), NOBODY]


def describe(
    doc: Doc, said: Quotation, phrases: Sequence[Tokens], heard: Sequence[Speaker], among: Sequence[Speaker]
) -> list[list[str]]:
    """Return the statements that are true of each candidate; see `speaker_of`."""
    of_quotation = list(_of_quotation(doc, said))
    ranks = _ranks(said, among)
    near = phrases[bisect_left(phrases, (said.first - 400,)) : bisect_left(phrases, (said.last + 400,))]
    described = []
    for k, speaker in enumerate(among):
        own = [f"how {speaker.how}", *(f"{speaker.how}; {statement}" for statement in of_quotation)]
        if speaker.how != "nobody":
            own += _of_candidate(doc, said, speaker)
        if speaker.how in ("mention", "phrase"):
            own += [*_of_place(doc, said, speaker, near), ranks[k]]
        elif speaker.how == "last":
            own += _of_last(doc, said, speaker, heard, among)
        described.append(own)
    return described


def cue_of(doc: Doc, said: Quotation) -> Cue | None:
    """Return the entry of the cue of a quotation, where it is one that is listed."""
    return cues().get(doc.words[said.cue[0]]) if said.cue else None


def _of_quotation(doc: Doc, said: Quotation) -> Iterator[str]:
    cue, at = cue_of(doc, said), said.at[0]
    opens = at == doc.sentence(at).first
    yield f"direct {said.direct}"
    yield f"cue {cue.kind} {opens}" if cue else f"cue {'unlisted' if said.cue else 'none'}"
    yield f"lemma {cue.word}" if cue else f"cue word {doc.words[at] if said.cue else ''}"
    yield f"cue behind {at >= said.first}"
    if said.phrase is None:
        yield "phrase none"
        return
    first, last = said.phrase
    yield f"phrase {'before' if first < at else 'after'} the cue"
    yield f"head {doc.words[first]}"
    yield f"last word {doc.words[last - 1]}"


def _of_candidate(doc: Doc, said: Quotation, speaker: Speaker) -> Iterator[str]:
    what, cue = _what(speaker), cue_of(doc, said)
    feminine = doc.words[speaker.first].endswith("ه")
    yield what
    yield f"{what} known {speaker.actor_id is not None}"
    yield f"{what[:3]} verb {cue.agrees if cue else ''} feminine {feminine}"


def _of_place(doc: Doc, said: Quotation, speaker: Speaker, phrases: Sequence[Tokens]) -> Iterator[str]:
    what, place, in_phrase = _what(speaker), _place(said, speaker), _in_phrase(said, speaker, phrases)
    sentence = doc.sentence_of[speaker.first]
    yield f"{place}; {what}"
    yield f"{place}; sentences {doc.sentence_of[said.first] - sentence}"
    yield f"before {doc.word(speaker.first - 1)}"
    yield f"after {doc.word(speaker.last)}"
    clitic = doc.words[speaker.first][0]
    yield f"{what[:3]} clitic {clitic if clitic in PROCLITICS else ''}"
    yield in_phrase
    yield f"{in_phrase}; {what}"
    yield f"quoted {doc.quoted[speaker.first] > 0} {said.first <= speaker.first < said.last}"
    yield f"{place[:6]} token {about(speaker.first - doc.sentences[sentence].first)} of its sentence"
    if speaker.mention and speaker.mention.boilerplate:
        yield "boilerplate"


def _what(speaker: Speaker) -> str:
    return f"{speaker.mention.label} {speaker.mention.kind}" if speaker.mention else "words"


def _place(said: Quotation, speaker: Speaker) -> str:
    """Say where a candidate stands from the cue, and how far."""
    if said.first <= speaker.first < said.last:
        return f"inside {about(speaker.first - said.first)}"
    if speaker.first < said.at[1]:
        return f"before {about(max(said.at[0] - speaker.last, 0))}"
    return f"{'between' if speaker.first < said.first else 'behind'} {about(speaker.first - said.at[1])}"


def _in_phrase(said: Quotation, speaker: Speaker, phrases: Sequence[Tokens]) -> str:
    """Say how a candidate lies in tagged words for a speaker, those of this quotation or of another."""
    for phrase in [said.phrase, *phrases] if said.phrase else phrases:
        if phrase[0] < speaker.last and speaker.first < phrase[1]:
            own = "own" if phrase == said.phrase else "other"
            return f"phrase {own} {phrase[0] == speaker.first} {phrase[1] == speaker.last}"
    return "phrase no"


def _ranks(said: Quotation, among: Sequence[Speaker]) -> dict[int, str]:
    """Say of each candidate of the neighbourhood which one it is, counted from the cue on or back from it."""
    places = sorted((speaker.first, k) for k, speaker in enumerate(among) if speaker.how in ("mention", "phrase"))
    split = bisect_left(places, (said.at[0],))
    ranks = {k: f"next {min(n, 4)}" for n, (_, k) in enumerate(places[split:])}
    return ranks | {k: f"previous {min(n, 5)}" for n, (_, k) in enumerate(reversed(places[:split]))}


def _of_last(
    doc: Doc, said: Quotation, speaker: Speaker, heard: Sequence[Speaker], among: Sequence[Speaker]
) -> Iterator[str]:
    rank = next(k for k, earlier in enumerate(reversed(heard)) if earlier.is_same(speaker))
    since = doc.sentence_of[said.first] - doc.sentence_of[heard[-1].first]
    mentioned = any(other.how == "mention" and other.is_same(speaker) for other in among)
    yield f"last {min(rank, 3)}"
    yield f"last {min(rank, 1)} since {about(max(since, 0))}"
    yield f"last {min(rank, 1)} mentioned {mentioned}"

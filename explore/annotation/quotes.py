"""Quotations: who said what, in whose words.

News passes speech on in two ways. Direct: the words stand inside quotation marks (وقال بيسكوف "…"). Indirect: they
follow أن / إن / بأن or a colon after a reporting word, up to the end of their clause, or stand before an attribution
(…، بحسب الكرملين). A tagger marks the words said, the cue and the words that name the speaker
(`explore.model.tagger`); this layer joins them, and `speakers` asks whom they mean. Words in quotation marks without
any of this (names of papers, scare quotes) are no quotations.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from explore import tables
from explore.annotation.layers import Context, Frames, Layer
from explore.annotation.speakers import Quotation, Speaker, Tokens, cue_of, speaker_of
from explore.annotation.tagged import with_spans
from explore.doc import Doc
from explore.model.tagger import Span

_FAR = 45  # tokens between a cue and the words said, or the words for the speaker
_BEHIND = 3  # what stands behind counts as so many tokens further
_HOW = {"mention": "mentioned near", "last": "the last one", "nobody": "unknown"}


def find_quotes(docs: Sequence[Doc]) -> pd.DataFrame:
    """Find reported speech and who speaks.

    Parameters
    ----------
    docs : sequence of Doc
        The articles, with their mentions (names and roles). Where `Doc.spans` is None the tagger reads them.

    Returns
    -------
    DataFrame
        tables.QUOTES, by article in the order given, then start. `speaker` is the words that name who speaks, which
        need not be a mention; left out in the sentence, those of where the speaker was named. `rule` says whether the
        speech is direct and how the speaker was found: in the words for the speaker, mentioned near, the last one, or
        unknown; and whether anonymous (مصدران مطلعان): then there is no actor_id.

    Notes
    -----
    Of a direct quotation within an indirect one the tagger gives the outer one only.

    Examples
    --------
    >>> doc = Doc("a", "وقال مصدر أمني إن الهجوم وقع فجرا.")
    >>> find_quotes([doc])[["speaker", "rule"]].values.tolist()
    [['مصدر أمني', 'indirect, speaker in the words, anonymous']]
    """
    rows = [row for doc in with_spans(docs) for row in _rows(doc)]
    return tables.QUOTES.frame(rows).drop_duplicates(["article_id", "start"], ignore_index=True)


def quotations(doc: Doc) -> tuple[list[Quotation], list[Tokens]]:
    """Join the words said, cues and words for speakers that the tagger found in an article.

    Returns
    -------
    quotations : list of Quotation
        In order, each with its cue and the words for its speaker where there are any.
    phrases : list of Tokens
        All words for speakers, in order.
    """
    spans = [span for span in doc.spans or () if span.last > span.first]
    said = [span for span in spans if span.kind in ("direct", "indirect")]
    cued = sorted((span.first, span.last) for span in spans if span.kind == "cue")
    phrases = sorted((span.first, span.last) for span in spans if span.kind == "speaker")
    parts = sorted(cued + [(span.first, span.last) for span in said])
    return [_quotation(doc, span, cued, phrases, parts) for span in said], phrases


def _quotation(doc: Doc, span: Span, cued: list[Tokens], phrases: list[Tokens], parts: list[Tokens]) -> Quotation:
    """Return some words said with the nearest cue, and the words for a speaker nearest to that."""
    words = (span.first, span.last)
    cost, cue = min(((_cost(doc, cue, words), cue) for cue in _near(cued, words)), default=(_FAR, words))
    at = cue if cost < _FAR else (span.first, span.first)
    apart = [part for part in _near(parts, words) if part != words]
    phrase = _linked(_near(phrases, words), at, apart)
    return Quotation(*words, span.kind == "direct", at if cost < _FAR else None, phrase)


def _near(parts: list[Tokens], words: Tokens) -> list[Tokens]:
    """Return the parts that begin within reach of some words."""
    return parts[bisect_left(parts, (words[0] - 2 * _FAR,)) : bisect_left(parts, (words[1] + 2 * _FAR,))]


def _cost(doc: Doc, cue: Tokens, said: Tokens) -> int:
    """Return how far a cue is from the words said; one behind them must stand in their sentence."""
    first, last = said
    if cue[0] >= last:
        same = doc.sentence_of[cue[0]] == doc.sentence_of[last - 1]
        return cue[0] - last + _BEHIND if same else _FAR
    same = doc.sentence(cue[0]).paragraph == doc.sentence(first).paragraph
    return abs(first - cue[1]) if same else _FAR


def _linked(phrases: Sequence[Tokens], cue: Tokens, apart: Sequence[Tokens]) -> Tokens | None:
    """Return the words for a speaker nearest to a cue: no other cue or quotation begins between them."""
    best, least = None, _FAR
    for first, last in phrases:
        behind = first >= cue[1]
        cost = first - cue[1] if behind else cue[0] - last + _BEHIND
        low, high = (cue[1], first) if behind else (last, cue[0])
        if cost < least and not any(low <= part[0] < high for part in apart):
            best, least = (first, last), cost
    return best


def _rows(doc: Doc) -> Iterator[dict[str, Any]]:
    said, phrases = quotations(doc)
    heard: list[Speaker] = []
    for quotation in said:
        speaker = speaker_of(doc, quotation, phrases, heard)
        words, how = _words(quotation, speaker)
        if words:
            heard.append(speaker._replace(first=words[0], last=words[1]))
        yield _row(doc, quotation, speaker.actor_id, words, how)


def _words(said: Quotation, speaker: Speaker) -> tuple[Tokens | None, str]:
    """Return the tokens that name the speaker, and how the speaker was found."""
    phrase = said.phrase
    if phrase and (speaker.how != "mention" or (speaker.first < phrase[1] and phrase[0] < speaker.last)):
        return phrase, "in the words" + (", anonymous" if speaker.actor_id is None else "")
    if speaker.how == "phrase":
        return (speaker.first, speaker.last), "in the words, anonymous"
    return ((speaker.first, speaker.last) if speaker.last else None), _HOW[speaker.how]


def _row(doc: Doc, said: Quotation, actor_id: str | None, words: Tokens | None, how: str) -> dict[str, Any]:
    start, end = doc.span(said.first, said.last)
    cue, named = cue_of(doc, said), doc.span(*words) if words else (None, None)
    return {
        "article_id": doc.article_id, "start": start, "end": end, "sentence": doc.sentence_at(start),
        "direct": said.direct, "cue": doc.surface(*said.cue) if said.cue else None, "act": cue.act if cue else "say",
        "speaker_start": named[0], "speaker_end": named[1], "speaker": doc.surface(*words) if words else None,
        "actor_id": actor_id, "rule": f"{'direct' if said.direct else 'indirect'}, speaker {how}",
    }  # fmt: skip


def _run(docs: Sequence[Doc], _frames: Frames, _context: Context) -> dict[str, pd.DataFrame]:
    return {"quotes": find_quotes(docs)}


LAYER = Layer("quotes", reads=("mentions",), writes=("quotes",), run=_run)

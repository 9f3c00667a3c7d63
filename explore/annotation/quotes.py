"""Quotations: who said what, in whose words.

News passes speech on in two ways. Direct: the words stand inside quotation marks (وقال بيسكوف "…"). Indirect: they
follow أن / إن / بأن or a colon after a reporting word, up to the end of their clause, or stand before an attribution
(…، بحسب الكرملين). A tagger marks the words said, the cue and the words that name the speaker
(`explore.model.tagger`); this layer joins them, and `speakers` asks whom they mean. Words in quotation marks without
any of this (names of papers, scare quotes) are no quotations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from explore import tables
from explore.annotation.cues import cues
from explore.annotation.layers import Context, Frames, Layer
from explore.annotation.speakers import NOBODY, Phrase, Quotation, Speaker, candidates, describe
from explore.doc import Doc
from explore.model.ranker import ranker

_FAR = 45  # tokens between a cue and the words said
_BEHIND = 3  # a cue behind the words counts as so many tokens further


def quotations(doc: Doc, spans: Iterable[Any]) -> tuple[list[Quotation], list[Phrase]]:
    """Join the words said, cues and words for speakers that a tagger found in one article.

    Parameters
    ----------
    doc : Doc
        The article.
    spans : iterable of Span
        `explore.model.tagger.Span`.

    Returns
    -------
    quotations : list of Quotation
        In order, each with its cue and the words for its speaker where there are any.
    phrases : list of Phrase
        All words for speakers.
    """
    spans = list(spans)
    said = [(span.first, span.last) for span in spans if span.kind in ("direct", "indirect")]
    cued = [(span.first, span.last) for span in spans if span.kind == "cue"]
    phrases = [Phrase(span.first, span.last) for span in spans if span.kind == "speaker"]
    found = []
    for span in (span for span in spans if span.kind in ("direct", "indirect")):
        words = (span.first, span.last)
        cue = min(cued, key=lambda c: _cost(doc, c, words), default=None)  # noqa: B023
        cue = cue if cue and _cost(doc, cue, words) < _FAR else None
        apart = sorted(cued + [other for other in said if other != words])
        phrase = _linked(phrases, cue or (span.first, span.first), apart)
        found.append(Quotation(*words, span.kind == "direct", cue, phrase))
    return found, phrases


def _cost(doc: Doc, cue: tuple[int, int], said: tuple[int, int]) -> int:
    """Return how far a cue is from the words said; one behind them must stand in their sentence."""
    first, last = said
    if cue[0] >= last:
        same = doc.sentence_of[cue[0]] == doc.sentence_of[last - 1]
        return cue[0] - last + _BEHIND if same else _FAR
    same = doc.sentences[doc.sentence_of[cue[0]]].paragraph == doc.sentences[doc.sentence_of[first]].paragraph
    return abs(first - cue[1]) if same else _FAR


def _linked(
    phrases: Sequence[Phrase], cue: tuple[int, int], apart: Sequence[tuple[int, int]]
) -> Phrase | None:
    """Return the words for the speaker of one quotation: no other cue or quotation begins between them and its cue."""
    best, least = None, _FAR
    for phrase in phrases:
        behind = phrase.first - cue[1]
        cost = behind if behind >= 0 else cue[0] - phrase.last + _BEHIND
        low, high = (cue[1], phrase.first) if behind >= 0 else (phrase.last, cue[0])
        if cost < least and not any(low <= first < high for first, _ in apart):
            best, least = phrase, cost
    return best


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    return {"quotes": tables.QUOTES.empty()}


LAYER = Layer("quotes", reads=("mentions",), writes=("quotes",), run=_run)

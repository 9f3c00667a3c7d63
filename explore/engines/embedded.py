"""The default engine: names from the knowledge base and a small model, tone from a lexicon and one; no download.

It finds the names it knows and, where the knowledge base is silent, what the recogniser takes for a name. Every mention
says by its `rule` why it was found.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore import __version__, tables
from explore.actors import aliases as known_aliases
from explore.actors.gazetteer import Gazetteer, Match, read_names, supported
from explore.doc import Doc
from explore.model.recogniser import Found, Reading, Recogniser, Sentence, recogniser, sentences_of
from explore.tone.learned import THRESHOLD, tone

# How sure a rule is: set by hand, in the order the rules fare on articles; not a probability. The model's own
# mentions ("model") carry a probability instead.
SCORES = {"alias": 0.95, "headed": 0.95, "acronym": 0.9, "role": 0.9, "surname": 0.85, "context": 0.7}
_ADVERB = re.compile("اً|ًا")
_LIKELY = 0.5  # a name of the model's is taken when it is more likely right than wrong
_SURE = 0.8  # and in place of a known name only then
_TOUCHED = 20  # known names that one of the model's may touch, at most
_DOUBTED = 0.4  # a known name is left out where the model holds it for something else


class _Span(NamedTuple):
    """A name in the folded text, as the table `mentions` will have it."""

    start: int
    end: int
    label: str
    kind: str
    score: float
    rule: str


class EmbeddedEngine:
    """Names by gazetteer and model, tone by lexicon and model.

    Parameters
    ----------
    aliases : DataFrame, optional
        Columns alias, actor_id, label, rule, kind_of; default `explore.actors.aliases()`.
    """

    name = "embedded"
    version = __version__
    threshold = THRESHOLD

    def __init__(self, aliases: pd.DataFrame | None = None) -> None:
        self._aliases = aliases

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The names this engine knows."""
        return Gazetteer(read_names(known_aliases() if self._aliases is None else self._aliases))

    @cached_property
    def _own(self) -> frozenset[str]:
        """The names that a researcher added, folded."""
        if self._aliases is None:
            return frozenset()
        return frozenset(self.gazetteer.names) - {name.folded for name in read_names(known_aliases())}

    @property
    def recogniser(self) -> Recogniser:
        """The model for names it does not know."""
        return recogniser()

    def find_mentions(self, docs: Sequence[Doc]) -> pd.DataFrame:
        """Return the names in articles, without their actors: tables.MENTIONS."""
        matches = [self.gazetteer.find(doc.folded) for doc in docs]
        sentences = [sentences_of(doc, found) for doc, found in zip(docs, matches, strict=True)]
        read = iter(self.recogniser.read([sentence for cut in sentences for sentence in cut]))
        rows = []
        for doc, found, cut in zip(docs, matches, sentences, strict=True):
            known = _known(doc, found)
            tokens = [(bisect_left(doc.starts, match.start), bisect_left(doc.starts, match.end)) for match in known]
            spans = self._spans(known, tokens, [next(read) for _ in cut])
            rows += [_row(doc, span) for span in spans if not _is_adverb(doc, span)]
        return tables.MENTIONS.frame(rows)

    def _is_fixed(self, match: Match) -> bool:
        """Say whether the model has no say: the name is a researcher's own, or a role."""
        return match.name.kind_of == "role" or match.name.folded in self._own

    def _spans(self, known: list[Match], tokens: list[tuple[int, int]], read: Sequence[Reading]) -> list[_Span]:
        """Return the names of an article: those known, those that the model found beside them or in their place.

        Parameters
        ----------
        known : list of Match
            The known names.
        tokens : list of (int, int)
            The first token of each, and the one after its last.
        read : sequence of Reading
            What the model says of each sentence.

        Notes
        -----
        By context the model knows that a word is no name here (مهرجان كان), that a name goes further (إيريك ترامب is
        not the president, جامعة زغرب no place), or that it is of another kind (a team called like its country).
        """
        spans = {match.start: _span(match) for match in self._believed(known, tokens, read)}
        ends = [match.end for match in known]
        likely = (name for sentence in read for name in sentence.names if name.score >= _LIKELY)
        for name in likely:
            begin = bisect_right(ends, name.start)  # the first known name that ends behind its beginning
            rivals = [m for m in known[begin : begin + _TOUCHED] if m.start < name.end and m.start in spans]
            if rivals and (_gives_way(name, rivals) or any(map(self._is_fixed, rivals))):
                continue
            for match in rivals:
                del spans[match.start]
            spans[name.start] = _Span(name.start, name.end, name.label, "name", name.score, "model")
        return sorted(spans.values())

    def _believed(self, known: list[Match], tokens: list[tuple[int, int]], read: Sequence[Reading]) -> Iterator[Match]:
        """Yield the known names that the model does not hold for other words."""
        chance = np.concatenate([np.zeros(0), *(sentence.chances for sentence in read)])  # of each token
        for match, (first, last) in zip(known, tokens, strict=True):
            asked = match.name.rule != "context" and not self._is_fixed(match)
            if not asked or chance[first:last].max(initial=0) >= _DOUBTED:
                yield match

    def known(self, doc: Doc) -> tuple[list[Sentence], list[Match]]:
        """Return an article as the model reads it, and the known names in it: what the model learns from."""
        found = self.gazetteer.find(doc.folded)
        return sentences_of(doc, found), _known(doc, found)

    def score_sentences(self, docs: Sequence[Doc]) -> npt.NDArray[np.float64]:
        """Return the expected tone of each sentence by `explore.tone.learned`, in the order of articles and text."""
        return tone().scores(docs)


def _known(doc: Doc, found: list[Match]) -> list[Match]:
    return [match.bare() for match in supported(doc.folded, found)]


def _span(match: Match) -> _Span:
    name = match.name
    rule = name.rule or (name.kind_of if name.kind_of in ("acronym", "role", "headed") else "alias")
    why = f"headed: {name.folded.split()[0]}" if name.kind_of == "headed" else rule
    kind = "role" if name.kind_of == "role" else "name"
    return _Span(match.start, match.end, name.label, kind, SCORES[rule], why)


def _gives_way(name: Found, rivals: list[Match]) -> bool:
    """Say whether a name of the model gives way to the known ones it touches: where it says no more than they do."""
    [match, *others] = rivals
    same = not others and (match.start, match.end, match.name.label) == (name.start, name.end, name.label)
    places = {name.label, *(rival.name.label for rival in rivals)} == {"LOC"}  # زغرب القديمة is زغرب
    return same or places or name.score < _SURE


def _is_adverb(doc: Doc, span: _Span) -> bool:
    """Say whether a name's last letters carry the ending of adverbs: دوماً, روسياً; only persons' names may."""
    end = doc.folded.span(span.start, span.end)[1]
    return span.label != "PER" and _ADVERB.search(doc.text, max(end - 2, 0), end) is not None


def _row(doc: Doc, span: _Span) -> tuple[object, ...]:
    start, end = doc.folded.span(span.start, span.end)
    sentence, surface = doc.sentence_at(start), doc.text[start:end]
    return (doc.article_id, start, end, sentence, surface, span.label, span.kind, None, span.score, span.rule, False)

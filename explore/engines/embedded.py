"""The default engine: names from the knowledge base and a small model, tone from the lexicon; nothing to download.

It finds the names it knows and, where the knowledge base is silent, what the recogniser takes for a name. Every mention
says by its `rule` why it was found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore import __version__, tables
from explore.actors import aliases as known_aliases
from explore.actors.gazetteer import Gazetteer, Match, read_names, supported
from explore.doc import Doc
from explore.model.recogniser import Found, Recogniser, Sentence, recogniser, sentences_of
from explore.tone.lexicon import lexicon

# How sure a rule is: set by hand, in the order the rules fare on articles; not a probability. The model's own
# mentions ("model") carry a probability instead.
SCORES = {"alias": 0.95, "headed": 0.95, "acronym": 0.9, "role": 0.9, "surname": 0.85, "context": 0.7}
_ADVERB = re.compile("اً|ًا")
_LIKELY = 0.5  # a name of the model's is taken when it is more likely right than wrong
_SURE = 0.8  # and in place of a known name only then


class _Span(NamedTuple):
    """A name in the folded text, as the table `mentions` will have it."""

    start: int
    end: int
    label: str
    kind: str
    score: float
    rule: str


class EmbeddedEngine:
    """Names by gazetteer and model, tone by lexicon.

    Parameters
    ----------
    aliases : DataFrame, optional
        Columns alias, actor_id, label, rule, kind_of; default `explore.actors.aliases()`.
    """

    name = "embedded"
    version = __version__

    def __init__(self, aliases: pd.DataFrame | None = None) -> None:
        self._aliases = aliases

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The names this engine knows."""
        return Gazetteer(read_names(known_aliases() if self._aliases is None else self._aliases))

    @property
    def recogniser(self) -> Recogniser:
        """The model for names it does not know."""
        return recogniser()

    def find_mentions(self, docs: Sequence[Doc]) -> pd.DataFrame:
        """Return the names in articles, without their actors: tables.MENTIONS."""
        matches = [self.gazetteer.find(doc.folded) for doc in docs]
        sentences = [sentences_of(doc, found) for doc, found in zip(docs, matches, strict=True)]
        unknown = iter(self.recogniser.find([sentence for cut in sentences for sentence in cut]))
        rows = []
        for doc, found, cut in zip(docs, matches, sentences, strict=True):
            likely = [name for _ in cut for name in next(unknown) if name.score >= _LIKELY]
            spans = _together(_known(doc, found), likely)
            rows += [_row(doc, span) for span in spans if not _is_adverb(doc, span)]
        return tables.MENTIONS.frame(rows)

    def known(self, doc: Doc) -> tuple[list[Sentence], list[Match]]:
        """Return an article as the model reads it, and the known names in it: what the model learns from."""
        found = self.gazetteer.find(doc.folded)
        return sentences_of(doc, found), _known(doc, found)

    def score_sentences(self, docs: Sequence[Doc]) -> npt.NDArray[np.float64]:
        """Return the tone of each sentence by `explore.tone.lexicon`, in the order of articles and text."""
        score = lexicon().score_tokens
        return np.array([score(doc.words[s.first : s.last]) for doc in docs for s in doc.sentences], dtype=float)


def _known(doc: Doc, found: list[Match]) -> list[Match]:
    return [match.bare() for match in supported(doc.folded, found)]


def _span(match: Match) -> _Span:
    name = match.name
    rule = name.rule or (name.kind_of if name.kind_of in ("acronym", "role", "headed") else "alias")
    why = f"headed: {name.folded.split()[0]}" if name.kind_of == "headed" else rule
    kind = "role" if name.kind_of == "role" else "name"
    return _Span(match.start, match.end, name.label, kind, SCORES[rule], why)


def _together(known: list[Match], likely: list[Found]) -> list[_Span]:
    """Return what the knowledge base found, and what the model found beside it or around it.

    Around it: of a bare surname the model may know the first name (إيريك ترامب is not the president), and a place may
    be part of a body's name (جامعة زغرب). Then the longer name counts, where the model is sure of it.
    """
    spans = {match.start: _span(match) for match in known}
    ends = [match.end for match in known]
    for name in likely:
        at = bisect_right(ends, name.start)  # the first known name that ends behind its beginning
        inside = [match for match in known[at : at + 2] if match.start < name.end]
        if len(inside) == 1 and _is_part(inside[0], name):
            del spans[inside[0].start]
        elif inside:
            continue
        spans[name.start] = _Span(name.start, name.end, name.label, "name", name.score, "model")
    return sorted(spans.values())


def _is_part(match: Match, name: Found) -> bool:
    within = name.start <= match.start and match.end <= name.end and match.end - match.start < name.end - name.start
    bare = (match.name.label, name.label) == ("PER", "PER") and match.name.kind_of == "surname"
    of_body = (match.name.label, name.label) == ("LOC", "ORG")
    return within and name.score >= _SURE and (bare or of_body)


def _is_adverb(doc: Doc, span: _Span) -> bool:
    """Say whether a name's last letters carry the ending of adverbs: دوماً, روسياً; only persons' names may."""
    end = doc.folded.span(span.start, span.end)[1]
    return span.label != "PER" and _ADVERB.search(doc.text, max(end - 2, 0), end) is not None


def _row(doc: Doc, span: _Span) -> tuple[object, ...]:
    start, end = doc.folded.span(span.start, span.end)
    sentence, surface = doc.sentence_at(start), doc.text[start:end]
    return (doc.article_id, start, end, sentence, surface, span.label, span.kind, None, span.score, span.rule, False)

"""The default engine: names from the knowledge base and a small model, sentiment from the lexicon; nothing to download.

It finds the names it knows; in an article, the surname of a person whose full name stands in it; and, where the
knowledge base is silent, what the recogniser takes for a name. Every mention says by its `rule` why it was found.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore import __version__, tables
from explore.actors import aliases as known_aliases
from explore.actors.gazetteer import Gazetteer, Match, outermost, read_names
from explore.doc import Doc
from explore.engines._evidence import supported, surnames
from explore.model.recogniser import Found, Recogniser, Sentence, recogniser, sentences_of
from explore.text import Folded
from explore.tone.lexicon import lexicon

# How sure a rule is: set by hand, in the order the rules fare on articles; not a probability. The model's own
# mentions ("model") carry a probability instead.
SCORES = {"alias": 0.95, "headed": 0.95, "acronym": 0.9, "role": 0.9, "surname": 0.85, "context": 0.7}
_RULES = {"acronym": "acronym", "role": "role", "headed": "headed"}
_ADVERB = re.compile("اً|ًا")
_LIKELY = 0.5  # a name of the model's is taken when it is more likely right than wrong
_SURE = 0.8  # and in place of a known name only then


@dataclass(frozen=True, slots=True)
class _Text:
    """An article as the engine reads it: folded, cut into sentences, with the names of the gazetteer."""

    article_id: str
    folded: Folded
    starts: list[int]  # of its sentences, in the text as it was
    matches: list[Match]
    sentences: list[Sentence]

    def is_adverb(self, start: int, end: int, label: str) -> bool:
        """Say whether a name's last letters carry the ending of adverbs: دوماً, روسياً; only persons' names may."""
        last = self.folded.span(start, end)[1]
        return label != "PER" and _ADVERB.search(self.folded.source, max(last - 2, 0), last) is not None

    def row(self, start: int, end: int, label: str, kind: str, score: float, rule: str) -> tuple[object, ...]:
        """Return the row of a mention at that place of the folded text."""
        start, end = self.folded.span(start, end)
        sentence = max(bisect_right(self.starts, start) - 1, 0)
        surface = self.folded.source[start:end]
        return (self.article_id, start, end, sentence, surface, label, kind, None, score, rule, False)


class EmbeddedEngine:
    """Names by gazetteer and model, sentiment by lexicon.

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

    def find_mentions(self, articles: pd.DataFrame) -> pd.DataFrame:
        """Return the mentions in `articles` (article_id, text) without their actors: tables.MENTIONS."""
        texts = [self._read(*row) for row in articles[["article_id", "text"]].itertuples(index=False, name=None)]
        found = iter(self.recogniser.find([sentence for text in texts for sentence in text.sentences]))
        rows = []
        for text in texts:
            known = [match.bare() for match in self._names(text)]
            unknown = [name for _ in text.sentences for name in next(found) if name.score >= _LIKELY]
            rows += [text.row(*span) for span in _together(known, unknown) if not text.is_adverb(*span[:3])]
        return tables.MENTIONS.frame(rows)

    def known(self, text: str) -> tuple[list[Sentence], list[Match]]:
        """Return a text as the model reads it, and the known names in it: what the model learns from."""
        read = self._read("", text)
        return read.sentences, [match.bare() for match in self._names(read)]

    def score_sentences(self, docs: Sequence[Doc]) -> npt.NDArray[np.float64]:
        """Return the tone of each sentence by `explore.tone.lexicon`, in the order of articles and text."""
        score = lexicon().score_tokens
        return np.array([score(doc.words[s.first : s.last]) for doc in docs for s in doc.sentences], dtype=float)

    def _read(self, article_id: str, text: str) -> _Text:
        doc = Doc(article_id, text)
        matches, starts = self.gazetteer.find(doc.folded), [sentence.start for sentence in doc.sentences]
        return _Text(article_id, doc.folded, starts, matches, sentences_of(doc, matches))

    def _names(self, text: _Text) -> list[Match]:
        certain = [m for m in text.matches if m.name.rule != "context"]
        kept = certain + supported(text.folded, [m for m in text.matches if m.name.rule == "context"], certain)
        taken = {match.end for match in kept}
        alone = [match for match in surnames(text.folded, certain) if match.end not in taken]
        return outermost([*kept, *alone])


def _row(match: Match) -> tuple[int, int, str, str, float, str]:
    name = match.name
    kind = "role" if name.kind_of == "role" else "name"
    rule = name.rule or _RULES.get(name.kind_of, "alias")
    score = SCORES[rule]
    if name.kind_of == "headed":
        rule = f"headed: {name.folded.split()[0]}"
    return match.start, match.end, name.label, kind, score, rule


def _together(known: list[Match], unknown: list[Found]) -> list[tuple[int, int, str, str, float, str]]:
    """Return what the knowledge base found, and what the model found beside it or around it.

    Around it: of a bare surname the model may know the first name (إيريك ترامب is not the president), and a place may
    be part of a body's name (جامعة زغرب). Then the longer name counts, where the model is sure of it.
    """
    rows = {match.start: _row(match) for match in known}
    ends = [match.end for match in known]
    for found in unknown:
        at = bisect_right(ends, found.start)  # the first known name that ends behind its beginning
        inside = [match for match in known[at : at + 2] if match.start < found.end]
        if len(inside) == 1 and _is_part(inside[0], found):
            del rows[inside[0].start]
        elif inside:
            continue
        rows[found.start] = (found.start, found.end, found.label, "name", found.score, "model")
    return sorted(rows.values())


def _is_part(match: Match, found: Found) -> bool:
    within = found.start <= match.start and match.end <= found.end and match.end - match.start < found.end - found.start
    bare = (match.name.label, found.label) == ("PER", "PER") and match.name.kind_of == "surname"
    of_body = (match.name.label, found.label) == ("LOC", "ORG")
    return within and found.score >= _SURE and (bare or of_body)

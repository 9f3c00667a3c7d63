"""The recogniser: names nobody wrote down beforehand, found by a small model that the package ships.

The gazetteer knows some thousands of names; news names more. The recogniser learned from annotated news how names
look and where they stand: a `Network` that is told what the gazetteer found. `tools/train_names.py` and
`tools/fit_names.py` made it; `CARDS.md` says of what, and how good it is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from explore.actors.gazetteer import Match
from explore.doc import Doc
from explore.model.network import Network
from explore.model.sequence import Floats, Ints
from explore.model.words import FILE, Words, as_read, shipped, shipped_words

#: The tags of the model, in its order.
TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
OF_NAMES = 12  # features that say what the gazetteer found: label × kind of rule × beginning or inside

_LABELS = {"PER": 0, "LOC": 1, "ORG": 2}


@dataclass(frozen=True, slots=True)
class Found:
    """A name the model found: where in the folded text, its label, how probable it is."""

    start: int
    end: int
    label: str
    score: float


class Reading(NamedTuple):
    """What the model read in a sentence: the names, and how probable it is that each word belongs to one."""

    names: list[Found]
    chances: Floats


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the model reads it: its words, where they stand in the text, and what the gazetteer found."""

    words: list[str]
    spans: list[tuple[int, int]]
    names: Floats  # words × OF_NAMES


def sentences_of(doc: Doc, matches: Sequence[Match]) -> list[Sentence]:
    """Return the sentences of an article that have a word.

    Parameters
    ----------
    doc : Doc
        The article.
    matches : sequence of Match
        What `Gazetteer.find` found in `doc.folded`, in order.
    """
    words, spans = as_read(doc.words), list(zip(doc.starts, doc.ends, strict=True))
    return [
        Sentence(words[first:last], spans[first:last], mark_names(spans[first:last], matches))
        for _, _, _, first, last in doc.sentences
        if last > first
    ]


def mark_names(spans: Sequence[tuple[int, int]], matches: Sequence[Match]) -> Floats:
    """Return what the gazetteer found at each word (words × OF_NAMES); both in the order of the text."""
    names = np.zeros((len(spans), OF_NAMES), np.float32)
    at = bisect_right(matches, spans[0][0], key=lambda match: match.end)
    for place, (start, end) in enumerate(spans):
        while at < len(matches) and matches[at].end <= start:
            at += 1
        match = matches[at] if at < len(matches) else None
        if match is not None and match.start < end and match.name.kind_of != "role":
            kind = 2 * (match.name.rule != "") + (start > match.start)
            names[place, 4 * _LABELS[match.name.label] + kind] = 1
    return names


class Recogniser:
    """The model.

    Parameters
    ----------
    words : Words
        The words that have a vector.
    arrays : mapping of str to array
        Its parameters; see `tools/fit_names.py`, which writes them.
    """

    def __init__(self, words: Words, arrays: dict[str, np.ndarray]) -> None:
        self._network = Network(words, arrays)
        self._calibration = arrays["calibration"].astype(np.float64)

    def read(self, given: Sequence[Sentence]) -> list[Reading]:
        """Return what stands in each sentence, in order."""
        tagged = self._network.tag([(sentence.words, sentence.names) for sentence in given])
        return [
            Reading(self._spans(sentence, probabilities[:, 0], tags[:, 0]), 1 - probabilities[:, 0, 0])
            for sentence, (probabilities, tags) in zip(given, tagged, strict=True)
        ]

    def _spans(self, sentence: Sentence, probabilities: Floats, tags: Ints) -> list[Found]:
        names = []
        begins = [k for k, tag in enumerate(tags) if tag and (tag % 2 or not k or tags[k - 1] not in (tag, tag - 1))]
        for begin, limit in pairwise([*begins, len(tags)]):
            end = begin + 1
            inside = tags[begin] + tags[begin] % 2
            while end < limit and tags[end] == inside:
                end += 1
            sure = min(probabilities[k, tags[k]] for k in range(begin, end))
            if end < len(tags):
                sure = min(sure, 1 - probabilities[end, inside])
            label = TAGS[tags[begin]][2:]
            score = self._calibrated(float(sure))
            names.append(Found(sentence.spans[begin][0], sentence.spans[end - 1][1], label, score))
        return names

    def _calibrated(self, sure: float) -> float:
        """Return the share of spans with such a probability that were right in cross-validation (Platt's scaling)."""
        slope, offset = self._calibration
        odds = np.log(max(sure, 1e-6) / max(1 - sure, 1e-6))
        return float(1 / (1 + np.exp(-(slope * odds + offset))))


@cache
def recogniser() -> Recogniser:
    """Return the model the package ships, loaded and verified once."""
    return Recogniser(shipped_words(), shipped(FILE))

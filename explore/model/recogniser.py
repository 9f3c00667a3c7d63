"""The recogniser: names nobody wrote down beforehand, found by a small model that the package ships.

The gazetteer knows some thousands of names; news names more. The recogniser learned from annotated news how names
look and where they stand. It reads a sentence word by word, each word as four things: the company it keeps in news (a
vector made from unlabelled articles), its letters (a convolution, and how like a transliterated name they are), its
form without clitics, and what the gazetteer found there. `tools/train_names.py` made it; `CARDS.md` says of what,
and how good it is.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from explore import assets
from explore.actors.gazetteer import Match
from explore.model.sequence import Field, Floats, Ints, layout, read
from explore.model.words import LONGEST, OF_WORD, Words

#: The tags of the model, in its order.
TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
FILE = "names.npz"

_LABELS = {"PER": 0, "LOC": 1, "ORG": 2}
_WORD = re.compile(r"\w+|[^\w\s]")
_DIGIT = re.compile(r"\d")
OF_NAMES = 12  # features that say what the gazetteer found: label × kind of rule × beginning or inside
_BATCH = 256  # sentences read at a time


@dataclass(frozen=True, slots=True)
class Found:
    """A name the model found: where in the folded text, its label, how probable it is."""

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the model reads it: its words, where they stand in the text, and what the gazetteer found."""

    words: list[str]
    spans: list[tuple[int, int]]
    names: Floats  # words × OF_NAMES


def cut_sentences(folded: str, bounds: Iterable[tuple[int, int]], matches: Sequence[Match]) -> list[Sentence]:
    """Cut a folded text into the words of its sentences.

    Parameters
    ----------
    folded : str
        The text.
    bounds : iterable of (start, end)
        The sentences, as places of the folded text.
    matches : sequence of Match
        What `Gazetteer.find` found in it, in order.
    """
    cut = []
    for begin, end in bounds:
        spans = [found.span() for found in _WORD.finditer(folded, begin, end)]
        if spans:
            words = [_DIGIT.sub("0", folded[a:b]) for a, b in spans]
            cut.append(Sentence(words, spans, mark_names(spans, matches)))
    return cut


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
    arrays : mapping of str to array
        Its parameters; see `tools/train_names.py`, which writes them.
    """

    def __init__(self, arrays: dict[str, np.ndarray]) -> None:
        self._words = Words(arrays["words"].tobytes().decode("utf-8").split("\n"), arrays["likeness"])
        self._vectors = arrays["vectors"]
        self._scale = arrays["scale"].astype(np.float32)
        floats = {k: v.astype(np.float32) for k, v in arrays.items() if v.dtype == np.float16}
        self._letters, self._groups, self._groups_bias = floats["letters"], floats["groups"], floats["groups_bias"]
        self._seen, self._seen_bias = floats["seen"], floats["seen_bias"]
        self._out, self._out_bias = floats["out"], floats["out_bias"]
        self._readers = [
            tuple(_halved(floats[f"{way}_{part}"]) for part in ("input", "recurrent", "bias"))
            for way in ("forward", "backward")
        ]
        self._field = Field(floats["after"], floats["first"], floats["last"])
        self._calibration = arrays["calibration"].astype(np.float64)

    def find(self, given: Sequence[Sentence]) -> list[list[Found]]:
        """Return the names in each sentence, in order."""
        scores, tags = self.tag(given)
        return [self._spans(*found) for found in zip(given, scores, tags, strict=True)]

    def tag(self, given: Sequence[Sentence]) -> tuple[list[Floats], list[Ints]]:
        """Return of each sentence the probabilities of the tags (words × TAGS) and the best row of tags."""
        probabilities: list[Floats] = [np.empty(0, np.float32)] * len(given)
        tags: list[Ints] = [np.empty(0, np.int64)] * len(given)
        order = sorted(range(len(given)), key=lambda k: -len(given[k].words))
        types = self._word_gates({word for sentence in given for word in sentence.words})
        for begin in range(0, len(order), _BATCH):
            batch = order[begin : begin + _BATCH]
            lengths = np.array([len(given[k].words) for k in batch])
            starts = np.concatenate([[0], lengths.cumsum()[:-1]])
            where = layout(starts, lengths)
            scores = self._scores([given[k] for k in batch], types, where.words, where.mirrored, where.active)
            best, marginals = self._field.best(scores, where), self._field.marginals(scores, where)
            for k, start, length in zip(batch, starts, lengths, strict=True):
                probabilities[k], tags[k] = marginals[start : start + length], best[start : start + length]
        return probabilities, tags

    def _word_gates(self, words: set[str]) -> tuple[dict[str, int], Floats, Floats]:
        """Return the number of each word, its features, and what it adds to the gates of both readers."""
        known = [self._words.of(word) for word in words]
        letters = np.zeros((len(known), LONGEST), np.int64)
        for row, (_, _, spelled, _) in enumerate(known):
            letters[row, : len(spelled)] = spelled
        vector = np.hstack(
            [
                self._vectors[[whole for whole, _, _, _ in known]] * self._scale,
                self._vectors[[bare for _, bare, _, _ in known]] * self._scale,
                self._spelling(letters),
            ]
        ).astype(np.float32)
        weights = np.hstack([inward[: vector.shape[1]] for inward, _, _ in self._readers])
        bias = np.hstack([bias for _, _, bias in self._readers])
        features = np.array([own for _, _, _, own in known], np.float32).reshape(len(known), OF_WORD)
        return {word: n for n, word in enumerate(words)}, features, vector @ weights + bias

    def _scores(
        self,
        batch: list[Sentence],
        types: tuple[dict[str, int], Floats, Floats],
        forwards: Ints,
        backwards: Ints,
        active: list[int],
    ) -> Floats:
        number, features, gates_of = types
        rows = [number[word] for sentence in batch for word in sentence.words]
        seen = np.hstack([features[rows], np.vstack([sentence.names for sentence in batch])])
        seen = np.tanh(seen @ self._seen + self._seen_bias)
        weights = np.hstack([inward[-seen.shape[1] :] for inward, _, _ in self._readers])
        gates = gates_of[rows] + seen @ weights
        half = gates.shape[1] // 2
        states = [
            read(gates[:, :half], forwards, active, self._readers[0][1]),
            read(gates[:, half:], backwards, active, self._readers[1][1]),
        ]
        scores: Floats = np.hstack([*states, seen]) @ self._out + self._out_bias
        return scores

    def _spelling(self, letters: Ints) -> Floats:
        """Return what a convolution over three letters finds in each word at most (words × filters)."""
        drawn = np.pad(self._letters[letters], ((0, 0), (1, 1), (0, 0)))
        found = np.zeros((len(letters), self._groups.shape[2]), np.float32)
        for place in range(letters.shape[1]):
            here = sum(drawn[:, place + k] @ self._groups[k] for k in range(3)) + self._groups_bias
            np.maximum(found, here, out=found)
        return found

    def _spans(self, sentence: Sentence, probabilities: Floats, tags: Ints) -> list[Found]:
        found = []
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
            found.append(
                Found(sentence.spans[begin][0], sentence.spans[end - 1][1], label, self._calibrated(float(sure)))
            )
        return found

    def _calibrated(self, sure: float) -> float:
        """Return the share of spans with such a probability that were right in cross-validation (Platt's scaling)."""
        slope, offset = self._calibration
        odds = np.log(max(sure, 1e-6) / max(1 - sure, 1e-6))
        return float(1 / (1 + np.exp(-(slope * odds + offset))))


def _halved(weights: Floats) -> Floats:
    """Halve what goes into sigmoids: see `_sequence.read`."""
    units = weights.shape[-1] // 4
    factors = np.full(4 * units, 0.5, np.float32)
    factors[2 * units : 3 * units] = 1.0
    return weights * factors


@cache
def recogniser() -> Recogniser:
    """Return the model the package ships, loaded and verified once."""
    with np.load(io.BytesIO(assets.load_bytes(FILE)), allow_pickle=False) as arrays:
        return Recogniser({name: arrays[name] for name in arrays.files})

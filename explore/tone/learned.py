"""Tone of a sentence, learned: what annotated sentences add to the lexicon.

The lexicon knows words that weigh and what turns them; it does not know that a word is harmless in sport, that words
on no list tell of harm, or that a sentence among bad news is seldom good. A logistic regression learned that from
annotated sentences: statements about what the lexicon found in the sentence and around it, the stems of its words, and
the vectors of all its words. Words of names count for nothing: a sentence has no tone for whom it names (Salam is no
peace), and the tone beside an actor does not hold what is told of that actor elsewhere. `tools/train_tone.py` made it;
`CARDS.md` says of what, and how good it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore.doc import Doc
from explore.model.words import Words, as_read, shipped, shipped_words
from explore.stems import content_words
from explore.tone.lexicon import Lexicon, combined, lexicon

FILE = "tone.npz"
#: A sentence has a tone where good is more probable than bad by so much, or bad than good.
THRESHOLD = 0.35
_NAME = "0"  # stands for a word of a name

_Array = NDArray[np.float32]


def describe(doc: Doc, plain: Sequence[str], words: Lexicon) -> list[dict[str, float]]:
    """Return the statements that are true of each sentence of an article, each with a number.

    Statements are of what the lexicon found in it ("score" to "nothing"), of its place ("headline", "second",
    "quoted"), of what it found around it ("article" to "headline score"), the lemmas that weigh with their sign
    ("هجوم -"), and the stems of its words ("= قصف"). `plain` is what `without_names` returns.
    """
    told = [_of_sentence(doc, plain, number, words) for number in range(len(doc.sentences))]
    scores = np.array([0.0, *(own["score"] for own in told), 0.0])
    for number, own in enumerate(told):
        before, after = scores[number], scores[number + 2]
        own |= {
            "article": float(scores[1:-1].mean()), "article strength": float(np.abs(scores[1:-1]).mean()),
            "before": before, "after": after, "beside": (before + after) / 2, "headline score": scores[1],
        }  # fmt: skip
    return told


def without_names(doc: Doc) -> list[str]:
    """Return the words of an article, each word of a name replaced by one that says nothing."""
    words = list(doc.words)
    for mention in doc.mentions:
        if mention.kind == "name":
            words[mention.first : mention.last] = [_NAME] * (mention.last - mention.first)
    return words


def _of_sentence(doc: Doc, plain: Sequence[str], number: int, words: Lexicon) -> dict[str, float]:
    first, last = doc.sentences[number].first, doc.sentences[number].last
    tokens = plain[first:last]
    units = words.units(tokens)
    values = [unit.value for unit in units]
    score = combined(values)
    own = {
        "score": score, "strength": abs(score), "sum": sum(values), "nothing": not values,
        "negative": sum(value < 0 for value in values), "positive": sum(value > 0 for value in values),
        "first": values[0] if values else 0.0, "last": values[-1] if values else 0.0,
        "highest": max(values, default=0.0), "lowest": min(values, default=0.0),
        "length": len(tokens) / 30, "headline": number == 0, "second": number == 1,
        "quoted": sum(map(bool, doc.quoted[first:last])) / max(len(tokens), 1),
    }  # fmt: skip
    lemmas = {f"{unit.lemma} {'+' if unit.value > 0 else '-'}" for unit in units}
    stems = {f"= {stem}" for stem in content_words(tokens)}
    return {name: float(value) for name, value in own.items()} | dict.fromkeys(lemmas | stems, 1.0)


def vectors_of(doc: Doc, plain: Sequence[str], words: Words) -> _Array:
    """Return mean and highest values of the vectors of the words of each sentence (sentences × 2 dimensions)."""
    vectors = words.vectors([words.of(word).whole for word in as_read(plain)])
    bounds = [(sentence.first, sentence.last) for sentence in doc.sentences]
    nothing = np.zeros((1, vectors.shape[1]), np.float32)
    parts = [vectors[first:last] if last > first else nothing for first, last in bounds]
    return np.array([np.hstack([part.mean(0), part.max(0)]) for part in parts], np.float32)


class Tone:
    """A logistic regression over statements and vectors.

    Parameters
    ----------
    words : Words
        The words that have a vector.
    arrays : mapping of str to array
        Parameters, as `tools/train_tone.py` writes them: `statements`, `weights` (statements × 3, for bad, neither and
        good), `bias`, and of the vectors `mean`, `scale`, `vectors` (2 dimensions × 3).
    """

    def __init__(self, words: Words, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._words = words
        self._row = {name: row for row, name in enumerate(str(arrays["statements"]).split("\n"))}
        floats = {name: arrays[name].astype(np.float32) for name in arrays if name != "statements"}
        self._weights, self._bias = floats["weights"], floats["bias"]
        self._mean, self._vectors = floats["mean"], floats["vectors"] / floats["scale"][:, None]

    def probabilities(self, doc: Doc) -> _Array:
        """Return how probable it is that each sentence is bad, neither or good (sentences × 3)."""
        plain = without_names(doc)
        told = describe(doc, plain, lexicon())
        known = [[(self._row[name], value) for name, value in own.items() if name in self._row] for own in told]
        rows, values = zip(*chain.from_iterable(known), strict=True)
        starts = list(accumulate(map(len, known[:-1]), initial=0))
        sums = np.add.reduceat(self._weights[list(rows)] * np.array(values, np.float32)[:, None], starts)
        sums += (vectors_of(doc, plain, self._words) - self._mean) @ self._vectors + self._bias
        powers = np.exp(sums - sums.max(1, keepdims=True))
        shares: _Array = powers / powers.sum(1, keepdims=True)
        return shares

    def scores(self, docs: Sequence[Doc]) -> NDArray[np.float64]:
        """Return the expected tone of each sentence, −1 to 1 in hundredths: how much more probable good is than bad."""
        parts = [self.probabilities(doc) for doc in docs if doc.sentences]
        found = np.concatenate(parts) if parts else np.empty((0, 3), np.float32)
        return (found[:, 2] - found[:, 0]).astype(np.float64).round(2)


@cache
def tone() -> Tone:
    """Return the model the package ships, loaded and verified once."""
    return Tone(shipped_words(), shipped(FILE))

"""Words as the models see them: which vector, which letters, how like a name.

A news word carries its conjunction and preposition written to its front, so each word has two vectors: of itself and
of what is left without them. A word nobody has seen still has letters, and a foreign name in Arabic spelling has other
ones than an Arabic word: how like a name it is, groups of its letters tell. `names.npz` holds the vectors, for all
models.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from math import tanh
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explore import assets
from explore.model.sequence import Floats
from explore.text import bare_forms

FILE = "names.npz"

_LATIN = re.compile(r"[a-z]")
_DIGIT = re.compile(r"\d")
#: The letters the model knows, numbered from 2; 0 is no letter, 1 another one.
LETTERS = {letter: n for n, letter in enumerate("ابتثجحخدذرزسشصضطظعغفقكلمنهويءؤئ0abcdefghijklmnopqrstuvwxyz", 2)}
LONGEST = 14  # letters of a word that are read
BUCKETS = 1 << 15  # of letter groups
OF_WORD = 7  # features of a word by itself
_KEPT = 1 << 18  # words remembered


class Word(NamedTuple):
    """One word: the places of its vector and of its bare form's (0: none), its letters, its features."""

    whole: int
    bare: int
    letters: list[int]
    features: list[float]


def as_read(words: Sequence[str]) -> list[str]:
    """Return folded words as the models read them: any number of so many digits is the same word."""
    return [word if word.isalpha() else _DIGIT.sub("0", word) for word in words]


def letter_groups(word: str) -> list[int]:
    """Return the buckets of the groups of two to five letters in a word, its two ends marked."""
    marked = f"^{word}$"
    groups = [marked[i : i + n] for n in (2, 3, 4, 5) for i in range(len(marked) - n + 1)]
    return list(map(_bucket, groups))


@lru_cache(1 << 17)
def _bucket(group: str) -> int:
    return zlib.crc32(group.encode()) % BUCKETS


class Words:
    """The words a model knows.

    Parameters
    ----------
    words : sequence of str
        Those with a vector, in the order of the vectors, which begin at 1.
    likeness : array, BUCKETS + 1
        What each group of letters says for a name, and what is true of all words.
    vectors : array, words × dimensions
        The vector of no word, then of each.
    scale : array, dimensions
        What each dimension of `vectors` is multiplied by.
    """

    def __init__(
        self, words: Sequence[str], likeness: NDArray[np.float16], vectors: NDArray[np.int8], scale: Floats
    ) -> None:
        self._ids = {word: n for n, word in enumerate(words, 1)}
        self._likeness: list[float] = likeness.tolist()
        self._vectors, self._scale = vectors, scale.astype(np.float32)
        self._known: dict[str, Word] = {}

    def of(self, word: str) -> Word:
        """Return what the model sees of a word (folded, digits as 0)."""
        known = self._known.get(word)
        if known is None:
            known = self._look(word)
            if len(self._known) < _KEPT:
                self._known[word] = known
        return known

    def vectors(self, places: Sequence[int]) -> Floats:
        """Return the vectors at some places."""
        vectors: Floats = self._vectors[places] * self._scale
        return vectors

    def _look(self, word: str) -> Word:
        forms = bare_forms(word, least=3)[1:]
        bare = next((self._ids[form] for form in forms if form in self._ids), 0)
        features = [
            self._name_like(word),
            max(map(self._name_like, forms), default=-1.0),
            self._name_like(word[2:]) if word.startswith("ال") and len(word) > 4 else -1.0,
            bool(_LATIN.search(word)),
            word[0] == "0",
            not word[0].isalnum(),
            word.startswith("ال"),
        ]
        return Word(self._ids.get(word, 0) or bare, bare, [LETTERS.get(c, 1) for c in word[:LONGEST]], features)

    def _name_like(self, word: str) -> float:
        return tanh(sum(map(self._likeness.__getitem__, letter_groups(word))) + self._likeness[-1])


def words_of(arrays: dict[str, np.ndarray]) -> Words:
    """Return the words that a file of parameters holds."""
    written = arrays["words"].tobytes().decode("utf-8").split("\n")
    return Words(written, arrays["likeness"], arrays["vectors"], arrays["scale"])


def vectors_id(arrays: dict[str, np.ndarray]) -> str:
    """Return the SHA-256 of the words and vectors in a file of parameters: models that share them must agree on it."""
    return hashlib.sha256(b"".join(arrays[name].tobytes() for name in ("words", "vectors", "scale"))).hexdigest()


@cache
def shipped(file: str) -> dict[str, np.ndarray]:
    """Return the parameters in a file of the package, verified."""
    with np.load(io.BytesIO(assets.load_bytes(file)), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


@cache
def shipped_words() -> Words:
    """Return the words that the package ships, loaded once."""
    return words_of(shipped(FILE))

"""Words as the recogniser sees them: which vector, which letters, how like a name.

A news word carries its conjunction and preposition written to its front, so each word has two vectors: of itself and
of what is left without them. A word nobody has seen still has letters, and a foreign name in Arabic spelling has other
ones than an Arabic word: how like a name it is, groups of its letters tell.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

_LATIN = re.compile(r"[a-z]")
_PREFIXES = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فل", "فب")
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


def bare_forms(word: str) -> list[str]:
    """Return what a word may be without the conjunction or preposition written to its front.

    Examples
    --------
    >>> bare_forms("وبوتين")
    ['بوتين', 'وتين']
    """
    forms = [word[len(p) :] for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= 3]
    forms += ["ال" + word[len(p) :] for p in ("لل", "ولل") if word.startswith(p) and len(word) - len(p) >= 3]
    return forms


def letter_groups(word: str) -> list[int]:
    """Return the buckets of the groups of two to five letters in a word, its two ends marked."""
    marked = f"^{word}$"
    return [zlib.crc32(marked[i : i + n].encode()) % BUCKETS for n in (2, 3, 4, 5) for i in range(len(marked) - n + 1)]


class Words:
    """The words a model knows.

    Parameters
    ----------
    words : sequence of str
        Those with a vector, in the order of the vectors, which begin at 1.
    likeness : array, BUCKETS + 1
        What each group of letters says for a name, and what is true of all words.
    """

    def __init__(self, words: Sequence[str], likeness: np.ndarray) -> None:
        self._ids = {word: n for n, word in enumerate(words, 1)}
        self._likeness = likeness.astype(np.float32)
        self._known: dict[str, Word] = {}

    def of(self, word: str) -> Word:
        """Return what the model sees of a word (folded, digits as 0)."""
        known = self._known.get(word)
        if known is None:
            known = self._look(word)
            if len(self._known) < _KEPT:
                self._known[word] = known
        return known

    def _look(self, word: str) -> Word:
        forms = bare_forms(word)
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
        return float(np.tanh(self._likeness[letter_groups(word)].sum() + self._likeness[-1]))

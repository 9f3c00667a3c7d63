"""A network that tags words: the sums that the recogniser of names and the tagger share, in numpy.

Each word is read as four things: the company it keeps in news (a vector made from unlabelled articles), its form
without clitics, its letters (a convolution, and how like a transliterated name they are), and what is known of its
place beforehand, which differs between the two models. A two-way LSTM reads the words of a sequence, and a
conditional random field a head chooses their tags (`sequence`). `tools/names_net.py` is the same network in torch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from explore.model.sequence import Field, Floats, Ints, Layout, layout, read
from explore.model.words import LONGEST, OF_WORD, Words

_Types = tuple[dict[str, int], Floats, Sequence[Floats]]
_BATCH = 16_384  # words read at a time


class Network:
    """A trained network.

    Parameters
    ----------
    words : Words
        The words that have a vector.
    arrays : mapping of str to array
        Parameters, as `tools/names_net.py` writes them.
    """

    def __init__(self, words: Words, arrays: Mapping[str, NDArray[np.float16]]) -> None:
        floats = {name: array.astype(np.float32) for name, array in arrays.items() if array.dtype == np.float16}
        self._words = words
        self._drawn = floats["letters"] @ floats["groups"]  # place in a group × letters × filters: what a letter adds
        self._groups_bias = floats["groups_bias"]
        self._seen, self._seen_bias = floats["seen"], floats["seen_bias"]
        self._out, self._out_bias = floats["out"], floats["out_bias"]
        self._readers = [_reader(floats, way, len(self._seen_bias)) for way in ("forward", "backward")]
        n_tags = floats["after"].shape[-1]
        self._field = Field(
            floats["after"].reshape(-1, n_tags, n_tags),
            floats["first"].reshape(-1, n_tags),
            floats["last"].reshape(-1, n_tags),
        )

    def tag(self, given: Sequence[tuple[Sequence[str], Floats]]) -> list[tuple[Floats, Ints]]:
        """Return of each sequence the probabilities of tags (words × heads × tags) and the best rows of tags.

        Parameters
        ----------
        given : sequence of (words, features)
            The words of a sequence (`as_read`), and what is known of their places (words × features).
        """
        with threadpool_limits(1, user_api="blas"):  # many small products: threads would wait for each other
            return self._tag(given)

    def _tag(self, given: Sequence[tuple[Sequence[str], Floats]]) -> list[tuple[Floats, Ints]]:
        tagged: list[tuple[Floats, Ints]] = [(np.empty(0, np.float32), np.empty(0, np.int64))] * len(given)
        order = sorted(range(len(given)), key=lambda k: -len(given[k][0]))
        types = self._types({word for words, _ in given for word in words})
        while order:
            n = max(_BATCH // len(given[order[0]][0]), 1)
            batch, order = order[:n], order[n:]
            lengths = np.array([len(given[k][0]) for k in batch])
            starts = np.concatenate([[0], lengths.cumsum()[:-1]])
            where = layout(starts, lengths)
            scores = self._scores([given[k] for k in batch], types, where)
            marginals, best = self._field.marginals(scores, where), self._field.best(scores, where)
            for k, start, length in zip(batch, starts, lengths, strict=True):
                tagged[k] = marginals[start : start + length], best[start : start + length]
        return tagged

    def _types(self, words: set[str]) -> _Types:
        """Return the number of each word, its features, and what it adds to the gates of both readers."""
        known = [self._words.of(word) for word in words]
        letters = np.zeros((len(known), LONGEST), np.int64)
        for row, word in enumerate(known):
            letters[row, : len(word.letters)] = word.letters
        vectors = [
            self._words.vectors([word.whole for word in known]),
            self._words.vectors([word.bare for word in known]),
            self._spelling(letters),
        ]
        inward = np.hstack(vectors)
        gates = [inward @ weights + bias for weights, _, bias in self._readers]
        features = np.array([word.features for word in known], np.float32).reshape(len(known), OF_WORD)
        return {word: n for n, word in enumerate(words)}, features, gates

    def _scores(self, batch: list[tuple[Sequence[str], Floats]], types: _Types, where: Layout) -> Floats:
        number, features, gates = types
        rows = np.array([number[word] for words, _ in batch for word in words])
        seen = np.hstack([features[rows], np.vstack([own for _, own in batch])])
        seen = np.tanh(seen @ self._seen + self._seen_bias)
        states = []
        for order, known, (_, weights, _) in zip((where.forward, where.backward), gates, self._readers, strict=True):
            states.append(np.empty((len(rows), known.shape[1] // 4), np.float32))
            states[-1][order] = read(known, rows[order], seen[order], where.active, weights)
        scores: Floats = np.hstack([*states, seen]) @ self._out + self._out_bias
        return scores.reshape(len(scores), *self._field.first.shape)

    def _spelling(self, letters: Ints) -> Floats:
        """Return what a convolution over three letters finds in each word at most (words × filters)."""
        most = np.zeros((len(letters), len(self._groups_bias)), np.float32)
        around = np.pad(letters, ((0, 0), (1, 1)))
        for place in range(letters.shape[1]):
            group = sum(self._drawn[k, around[:, place + k]] for k in range(3)) + self._groups_bias
            np.maximum(most, group, out=most)
        return most


def _reader(floats: Mapping[str, Floats], way: str, seen: int) -> tuple[Floats, Floats, Floats]:
    """Return the weights of one LSTM: of types of words, of its state and what is seen of a word, and its bias."""
    inward, recurrent, bias = (_halved(floats[f"{way}_{part}"]) for part in ("input", "recurrent", "bias"))
    return inward[:-seen], np.vstack([recurrent, inward[-seen:]]), bias


def _halved(weights: Floats) -> Floats:
    """Halve what goes into sigmoids: see `sequence.read`."""
    units = weights.shape[-1] // 4
    factors = np.full(4 * units, 0.5, np.float32)
    factors[2 * units : 3 * units] = 1.0
    return weights * factors

"""The arithmetic of a sequence model: a two-way LSTM, then conditional random fields over tags, in numpy.

An LSTM reads the words of a sequence forwards and another one backwards, so that what they say of a word takes in
both sides of it. A random field then chooses the best row of tags as a whole, where an inside follows a beginning,
and gives each tag its probability. Several fields with as many tags each, the heads of a network, are computed
together. Sequences are read many at a time, the longest first: at each step the rows that still have a word are the
first so many, and no padding is computed.

References
----------
Lample et al. (2016), Neural architectures for named entity recognition, NAACL.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_LEAST = np.float32(1e-30)  # weight of a tag that cannot be: keeps sums above zero


@dataclass(frozen=True)
class Layout:
    """Where the words of a batch of sequences stand in it: `words[t, row]` for step t, sequences longest first."""

    words: Ints  # steps × sequences: place of the word in the flat list of words; 0 where there is none
    active: list[int]  # at each step, how many sequences still have a word
    forward: Ints  # the places of all words in the order in which they are read, step by step
    backward: Ints  # the same, each sequence from its end


def layout(starts: Ints, lengths: Ints) -> Layout:
    """Return the layout of sequences that begin at `starts`; `lengths` go down and none is 0."""
    steps = np.arange(lengths[0])[:, None]
    there = steps < lengths
    words, mirrored = starts + steps, starts + lengths - 1 - steps
    return Layout(np.where(there, words, 0), there.sum(1).tolist(), words[there], mirrored[there])


def read(known: Floats, types: Ints, given: Floats, active: list[int], weights: Floats) -> Floats:
    """Return the LSTM's state at every word (words × units), in the order in which they are read.

    Parameters
    ----------
    known : array, types × 4 units
        What each type of word adds to the gates (input, forget, cell, output), halved for the three sigmoids.
    types : array, words
        The type of each word; step by step, in the order of `Layout.forward` or `Layout.backward`.
    given : array, words × features
        What else is known of each word, in the same order.
    active : list of int
        How many sequences have a word at each step.
    weights : array, (units + features) × 4 units
        Weights of the state before, then of `given`; halved in the same way.
    """
    units = weights.shape[1] // 4
    states = np.zeros((len(types), units), np.float32)
    before = np.zeros((active[0], len(weights)), np.float32)
    cell = np.zeros((active[0], units), np.float32)
    end = 0
    for n in active:
        begin, end = end, end + n
        before[:n, units:] = given[begin:end]
        gate = before[:n] @ weights
        gate += known[types[begin:end]]
        np.tanh(gate, out=gate)  # a sigmoid is (tanh(x / 2) + 1) / 2, so one tanh does for all four gates
        held = gate[:, units : 2 * units] + 1.0
        held *= cell[:n]
        taken = gate[:, :units] + 1.0
        taken *= gate[:, 2 * units : 3 * units]
        held += taken
        held *= 0.5
        cell[:n] = held
        np.tanh(held, out=held)
        held *= gate[:, 3 * units :] + 1.0
        held *= 0.5
        states[begin:end] = before[:n, :units] = held
    return states


@dataclass(frozen=True)
class Field:
    """Conditional random fields, one a head: scores of a tag after a tag, at the start and at the end."""

    after: Floats  # heads × tags × tags: from, to
    first: Floats  # heads × tags
    last: Floats

    def best(self, scores: Floats, where: Layout) -> Ints:
        """Return the tag of every word in the best row of tags of its sequence (words × heads), by Viterbi.

        `scores` are words × heads × tags.
        """
        steps, width = where.words.shape
        heads, n_tags = self.first.shape
        tags = np.zeros((len(scores), heads), np.int64)
        came = np.zeros((steps, width, heads, n_tags), np.int8)
        into = self.after.transpose(0, 2, 1)  # heads × to × from
        ahead = self.first + scores[where.words[0]]
        for step in range(1, steps):
            n = where.active[step]
            paths = ahead[:n, :, None, :] + into
            came[step, :n] = paths.argmax(3)
            ahead[:n] = paths.max(3) + scores[where.words[step, :n]]
        tag = (ahead + self.last).argmax(2)[..., None]
        for step in range(steps - 1, -1, -1):
            n = where.active[step]
            tags[where.words[step, :n]] = tag[:n, :, 0]
            tag[:n] = np.take_along_axis(came[step, :n], tag[:n], 2)
        return tags

    def marginals(self, scores: Floats, where: Layout) -> Floats:
        """Return the probability of every tag of every word, given its sequence (words × heads × tags)."""
        steps, width = where.words.shape
        after = np.exp(self.after)
        weights = np.exp(scores - scores.max(2, keepdims=True)).transpose(1, 0, 2)  # heads × words × tags
        weights = np.maximum(weights, _LEAST)
        ahead = np.zeros((steps, len(after), width, after.shape[1]), np.float32)
        ahead[0] = _shares(np.exp(self.first)[:, None] * weights[:, where.words[0]])
        for step in range(1, steps):
            n = where.active[step]
            ahead[step, :, :n] = _shares((ahead[step - 1, :, :n] @ after) * weights[:, where.words[step, :n]])
        result = np.zeros_like(weights)
        behind = np.repeat(np.exp(self.last)[:, None], width, 1)
        for step in range(steps - 1, -1, -1):
            n = where.active[step]
            places = where.words[step, :n]
            result[:, places] = _shares(ahead[step, :, :n] * behind[:, :n])
            behind[:, :n] = _shares((weights[:, places] * behind[:, :n]) @ after.transpose(0, 2, 1))
        probabilities: Floats = result.transpose(1, 0, 2)
        return probabilities


def _shares(values: Floats) -> Floats:
    shares: Floats = values / values.sum(2, keepdims=True)
    return shares

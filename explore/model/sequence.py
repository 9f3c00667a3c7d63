"""The arithmetic of a sequence model: a two-way LSTM, then a conditional random field over the tags, in numpy.

An LSTM reads the words of a sentence forwards and another one backwards, so that what they say of a word takes in
both sides of it. The random field then chooses the best row of tags as a whole, where an inside follows a beginning,
and gives each tag its probability. Sentences are read many at a time, the longest first: at each step the
rows that still have a word are the first so many, and no padding is computed.

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


@dataclass(frozen=True)
class Layout:
    """Where the words of a batch of sentences stand in it: `words[t, row]` for step t, sentences longest first."""

    words: Ints  # steps × sentences: place of the word in the flat list of words; 0 where there is none
    mirrored: Ints  # the same, each sentence from its end
    active: list[int]  # at each step, how many sentences still have a word


def layout(starts: Ints, lengths: Ints) -> Layout:
    """Return the layout of sentences that begin at `starts`; `lengths` go down and none is 0."""
    steps = np.arange(lengths[0])[:, None]
    there = steps < lengths
    words = np.where(there, starts + steps, 0)
    mirrored = np.where(there, starts + lengths - 1 - steps, 0)
    return Layout(words, mirrored, there.sum(1).tolist())


def read(gates: Floats, order: Ints, active: list[int], recurrent: Floats) -> Floats:
    """Return the LSTM's state at every word (words × units).

    Parameters
    ----------
    gates : array, words × 4 units
        What the words themselves add to the gates (input, forget, cell, output), halved for the three sigmoids.
    order : array, steps × sentences
        Which word each sentence reads at each step.
    active : list of int
        How many sentences have a word at each step.
    recurrent : array, units × 4 units
        Weights of the state before, halved in the same way.
    """
    units = recurrent.shape[0]
    states = np.zeros((len(gates), units), np.float32)
    hidden = np.zeros((order.shape[1], units), np.float32)
    cell = np.zeros_like(hidden)
    for step, n in enumerate(active):
        places = order[step, :n]
        gate = hidden[:n] @ recurrent
        gate += gates[places]
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
        hidden[:n] = held
        states[places] = held
    return states


@dataclass(frozen=True)
class Field:
    """A conditional random field: scores of a tag after a tag, at the start and at the end."""

    after: Floats  # tags × tags: from, to
    first: Floats
    last: Floats

    def best(self, scores: Floats, where: Layout) -> Ints:
        """Return the tag of every word in the best row of tags of its sentence (Viterbi)."""
        steps, width = where.words.shape
        tags = np.zeros(len(scores), np.int64)
        came = np.zeros((steps, width, len(self.first)), np.int64)
        ahead = self.first + scores[where.words[0]]
        for step in range(1, steps):
            n = where.active[step]
            paths = ahead[:n, :, None] + self.after
            came[step, :n] = paths.argmax(1)
            ahead[:n] = paths.max(1) + scores[where.words[step, :n]]
        tag = (ahead + self.last).argmax(1)
        for step in range(steps - 1, -1, -1):
            n = where.active[step]
            tags[where.words[step, :n]] = tag[:n]
            tag[:n] = came[step, np.arange(n), tag[:n]] if step else tag[:n]
        return tags

    def marginals(self, scores: Floats, where: Layout) -> Floats:
        """Return the probability of every tag of every word (words × tags), given its sentence."""
        steps, width = where.words.shape
        forward = np.zeros((steps, width, len(self.first)), np.float32)
        forward[0] = self.first + scores[where.words[0]]
        for step in range(1, steps):
            n = where.active[step]
            forward[step, :n] = _log_sum(forward[step - 1, :n, :, None] + self.after, 1) + scores[where.words[step, :n]]
        result = np.zeros_like(scores)
        behind = np.tile(self.last, (width, 1))
        for step in range(steps - 1, -1, -1):
            n = where.active[step]
            both = forward[step, :n] + behind[:n]
            result[where.words[step, :n]] = np.exp(both - _log_sum(both, 1)[:, None])
            into = scores[where.words[step, :n]] + behind[:n]
            behind[:n] = _log_sum(self.after + into[:, None, :], 2)
        return result


def _log_sum(values: Floats, axis: int) -> Floats:
    top = values.max(axis, keepdims=True)
    summed: Floats = np.log(np.exp(values - top).sum(axis)) + top.squeeze(axis)
    return summed

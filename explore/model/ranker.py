"""The ranker: which of several candidates is meant.

Whom a speaker phrase means, and whom a role means, are one kind of question: there are candidates (those the article
names, whoever spoke last, the holder of an office, nobody), each described by short statements that are true of it
("spoke last", "next after the cue, person"). A small network gives each candidate a score from its statements; the
scores of one question become probabilities. `tools/train_resolver.py` made the weights.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explore import assets

FILE = "resolver.npz"


class Ranker:
    """A network with one hidden layer over the statements it knows.

    Parameters
    ----------
    statements : sequence of str
        The statements that have a weight, in the order of the rows of `hidden`.
    hidden : array
        Weights of the hidden layer, statements × units.
    bias, output : array
        Of the units.

    Examples
    --------
    >>> weights = np.array([[1.0], [-1.0]], np.float32)
    >>> ranker = Ranker(["near", "far"], weights, np.zeros(1, np.float32), np.ones(1, np.float32))
    >>> [f"{p:.2f}" for p in ranker.probabilities([["near"], ["far"], []])]
    ['0.58', '0.21', '0.21']
    """

    def __init__(
        self, statements: Sequence[str], hidden: NDArray[Any], bias: NDArray[Any], output: NDArray[Any]
    ) -> None:
        self.rows = {statement: row for row, statement in enumerate(statements)}
        nothing = np.zeros((1, hidden.shape[1]), np.float32)
        self._weights = np.vstack([hidden.astype(np.float32), nothing])  # the last is that of what has no weight
        self.hidden, self.bias, self.output = self._weights[:-1], bias, output

    def probabilities(self, candidates: Sequence[Iterable[str]]) -> NDArray[Any]:
        """Return the probability of each candidate of one question, described by what is true of it."""
        row, none = self.rows.get, len(self.rows)
        known = [[row(statement, none) for statement in ("", *statements)] for statements in candidates]
        starts = list(accumulate(map(len, known[:-1]), initial=0))
        units = np.add.reduceat(self._weights[list(chain.from_iterable(known))], starts) + self.bias
        scores = np.maximum(units, 0) @ self.output
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum())


def about(n: int) -> str:
    """Return a number as statements give it: the more exact, the smaller it is.

    Examples
    --------
    >>> [about(n) for n in (0, 3, 4, 9, 300)]
    ['0', '3', '4+', '8+', '64+']
    """
    return str(n) if n < 4 else f"{min(1 << (n.bit_length() - 1), 64)}+"


@cache
def ranker(name: str) -> Ranker:
    """Return the ranker of that name, "speakers" or "roles"."""
    with np.load(io.BytesIO(assets.load_bytes(FILE))) as saved:
        statements = str(saved[f"{name}.statements"]).split("\n")
        return Ranker(statements, *(saved[f"{name}.{part}"] for part in ("hidden", "bias", "output")))

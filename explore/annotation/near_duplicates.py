"""Near duplicates: articles with nearly the same wording, such as copies of one wire report.

Two articles are compared by their runs of three words (shingles). They are near duplicates when the shorter shares at
least half of its runs with the longer: an outlet that cuts a wire report keeps its wording. Runs that one outlet
prints in several articles are boilerplate ("read also …", headlines of other articles) and are not counted. Connected
groups share a `story_id`. Reports of one event in other words are not found here.

References
----------
Broder (1997), On the resemblance and containment of documents, SEQUENCES. Silcock et al. (2022), Noise-robust
de-duplication at scale: how little of their wording true news duplicates share.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from explore.annotation.layers import Context, Frames, Layer
from explore.doc import Doc

WORDS = 3  # of a shingle
SHARE = 0.5  # of the shorter article's shingles that must be shared
AT_LEAST = 15  # shingles shared: two headlines alone are no story
REPEATED = 3  # a shingle in more articles of one outlet, or in ten times as many of all, is boilerplate


def find_near_duplicates(docs: Sequence[Doc]) -> list[str]:
    """Return the story of each article: the article_id of its earliest article, by publication and then order.

    Parameters
    ----------
    docs : sequence of Doc
        The articles, with outlet and publication where they are known.

    Examples
    --------
    >>> report = " ".join(f"كلمه{number}" for number in range(30))
    >>> find_near_duplicates([Doc("a", report), Doc("b", report + " وزيادة"), Doc("c", "خبر آخر")])
    ['a', 'a', 'c']
    """
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    n = len(docs)
    if n < 2:
        return [doc.article_id for doc in docs]
    rows, columns = _pairs(*_shingles(docs))
    graph = coo_matrix((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(n, n))
    _, group = connected_components(graph, directed=False)
    earliest: dict[int, str] = {}
    for k in sorted(range(n), key=lambda k: (docs[k].published is None, docs[k].published or 0, k)):
        earliest.setdefault(group[k], docs[k].article_id)
    return [earliest[number] for number in group]


def _shingles(docs: Sequence[Doc]) -> tuple[Any, np.ndarray]:
    """Return a sparse 0/1 matrix, article by shingle, and how many shingles each article has."""
    from scipy.sparse import csr_matrix

    outlets = pd.factorize(np.array([doc.outlet for doc in docs], dtype=object))[0]
    vocabulary: dict[str, int] = {}
    codes: list[np.ndarray] = []
    owners: list[np.ndarray] = []
    for i, doc in enumerate(docs):
        numbers = [vocabulary.setdefault(word, len(vocabulary) + 1) for word in doc.words if _is_word(word)]
        if len(numbers) < WORDS:
            continue
        word = np.array(numbers, dtype=np.uint64)
        code = word[: len(word) - WORDS + 1].copy()
        for k in range(1, WORDS):
            # 64-bit polynomial: with some ten million runs a collision is a matter of 10^-6
            code = code * np.uint64(0x9E3779B97F4A7C15) + word[k : len(word) - WORDS + 1 + k]
        code = np.unique(code)
        codes.append(code)
        owners.append(np.full(len(code), i, dtype=np.int32))
    if not codes:
        return csr_matrix((len(docs), 1), dtype=np.int32), np.zeros(len(docs), dtype=np.int64)
    _, column, count = np.unique(np.concatenate(codes), return_inverse=True, return_counts=True)
    owner = np.concatenate(owners)
    press = outlets[owner] + 1  # 0: no outlet known
    _, pair, in_outlet = np.unique(column * (int(press.max()) + 1) + press, return_inverse=True, return_counts=True)
    counted = (count[column] <= 10 * REPEATED) & ((in_outlet[pair] <= REPEATED) | (press == 0))
    sizes = np.bincount(owner[counted], minlength=len(docs))
    kept = counted & (count[column] > 1)  # a run of one article alone joins nothing
    ones = np.ones(int(kept.sum()), dtype=np.int32)
    return csr_matrix((ones, (owner[kept], column[kept])), shape=(len(docs), len(count))), sizes


def _is_word(token: str) -> bool:
    return token[0].isalnum() or token[0] == "_"


def _pairs(matrix: Any, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of articles that are near duplicates."""
    found_rows, found_columns = [], []
    step = 4000
    for begin in range(0, matrix.shape[0], step):
        shared = (matrix[begin : begin + step] @ matrix.T).tocoo()
        row, column = shared.row + begin, shared.col
        shorter = np.minimum(sizes[row], sizes[column])
        enough = (shared.data >= AT_LEAST) | (shared.data == np.maximum(sizes[row], sizes[column]))
        same = (row < column) & (shared.data >= SHARE * shorter) & enough
        found_rows.append(row[same])
        found_columns.append(column[same])
    return np.concatenate(found_rows), np.concatenate(found_columns)


def _run(docs: Sequence[Doc], frames: Frames, _: Context) -> dict[str, pd.DataFrame]:
    return {"articles": frames["articles"].assign(story_id=find_near_duplicates(docs))}


LAYER = Layer("near_duplicates", reads=("articles",), writes=("articles",), run=_run, whole=True)

"""Stories: articles with nearly the same wording, such as copies of one wire report.

Two articles are compared by their runs of three words (shingles). They tell one story when the shorter of them
shares at least half of its runs with the other: an outlet that cuts a wire report keeps its wording. Runs that one
outlet prints in several articles are its furniture ("read also …", headlines of other articles) and are not counted.
Stories are the connected groups. Reports of one event in other words are not found here.

References: Broder (1997), On the resemblance and containment of documents; NEWS-COPY (Silcock et al. 2022) on how
little of their wording true news duplicates share.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from explore.annotation.layers import Context, Frames, Layer
from explore.doc import Doc
from explore.text import fold, words

WORDS = 3  # of a shingle
SHARE = 0.5  # of the shorter article's shingles that must be shared
AT_LEAST = 15  # shingles shared: two headlines alone are no story
FURNITURE = 3  # a shingle in more articles of one outlet, or in ten times as many of all, is furniture


def find_near_duplicates(articles: pd.DataFrame) -> pd.Series:
    """Return the story of each article: the article_id of its earliest article, by publication and then order.

    Parameters
    ----------
    articles : DataFrame
        article_id, outlet, text, published.

    Returns
    -------
    Series
        story_id, aligned with `articles`.
    """
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    n = len(articles)
    ids = articles["article_id"].reset_index(drop=True)
    if n < 2:
        return pd.Series(ids.to_numpy(), index=articles.index, dtype="str", name="story_id")
    rows, columns = _pairs(*_shingles(articles["text"].tolist(), pd.factorize(articles["outlet"])[0]))
    graph = coo_matrix((np.ones(len(rows), dtype=np.int8), (rows, columns)), shape=(n, n))
    _, story = connected_components(graph, directed=False)
    order = articles["published"].reset_index(drop=True).rank(method="first", na_option="bottom")
    earliest = pd.DataFrame({"story": story, "order": order}).sort_values(["order"]).groupby("story").head(1)
    names = pd.Series(ids.loc[earliest.index].to_numpy(), index=earliest["story"].to_numpy())
    return pd.Series(names.reindex(story).to_numpy(), index=articles.index, dtype="str", name="story_id")


def _shingles(texts: list[str], outlets: np.ndarray) -> tuple[Any, np.ndarray]:
    """Return a sparse 0/1 matrix, article by shingle, and how many shingles each article has."""
    from scipy.sparse import csr_matrix

    vocabulary: dict[str, int] = {}
    codes: list[np.ndarray] = []
    owners: list[np.ndarray] = []
    for i, text in enumerate(texts):
        folded = fold(text)
        numbers = [vocabulary.setdefault(folded[a:b], len(vocabulary) + 1) for a, b in words(folded)]
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
        return csr_matrix((len(texts), 1), dtype=np.int32), np.zeros(len(texts), dtype=np.int64)
    _, column, count = np.unique(np.concatenate(codes), return_inverse=True, return_counts=True)
    owner = np.concatenate(owners)
    press = outlets[owner] + 1  # 0: no outlet known
    _, pair, in_outlet = np.unique(column * (int(press.max()) + 1) + press, return_inverse=True, return_counts=True)
    speech = (count[column] <= 10 * FURNITURE) & ((in_outlet[pair] <= FURNITURE) | (press == 0))
    sizes = np.bincount(owner[speech], minlength=len(texts))
    kept = speech & (count[column] > 1)  # a run of one article alone joins nothing
    ones = np.ones(int(kept.sum()), dtype=np.int32)
    return csr_matrix((ones, (owner[kept], column[kept])), shape=(len(texts), len(count))), sizes


def _pairs(matrix: Any, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of articles that tell one story."""
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


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    articles = frames["articles"]
    return {"articles": articles.assign(story_id=find_near_duplicates(articles))}


LAYER = Layer("near_duplicates", reads=("articles",), writes=("articles",), run=_run, whole=True)

"""Words that set articles apart: for any selection in a kernel, and counted in advance for a file."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore import tables
from explore.explorer.rows import Rows
from explore.explorer.state import read_state, view_code, write_state
from explore.measures.keyness import Incidence, compare, incidence
from explore.measures.periods import stories

Array = npt.NDArray[Any]
COLUMNS = ["term", "n_a", "total_a", "share_a", "n_b", "total_b", "share_b", "log_ratio", "low", "high"]
_EACH = 22  # words shown on each side
_LEAST = 5  # articles with a word


def words_of(rows: Rows, *, boilerplate: bool = False) -> Incidence:
    """Return which articles of a payload have which words."""
    sentences = rows.sentences if boilerplate else rows.sentences[~rows.sentences["boilerplate"].astype(bool)]
    return incidence(rows.articles, sentences)


def strongest(words: Incidence, first: Array, second: Array) -> list[dict[str, Any]]:
    """Return the words that most set two sets of articles apart, as many on either side; numbers are rounded."""
    if not len(first) or not len(second):
        return []
    return strongest_of(compare(words, first, second, min_n=_LEAST, top=4 * _EACH))


def strongest_of(found: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the first and the last words of a table of `explore.keyness`; numbers are rounded."""
    above = found[found["log_ratio"] > 0].head(_EACH)
    below = found[found["log_ratio"] < 0].tail(_EACH)
    both = pd.concat([above, below])[COLUMNS]
    return [{name: _rounded(row[name]) for name in COLUMNS} for row in both.to_dict("records")]


def _rounded(value: Any) -> Any:
    return value if isinstance(value, str) else round(float(value), 5)


def turned(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the words of a comparison with A and B exchanged."""
    other = {"a": "b", "b": "a"}
    exchanged = [{name[:-1] + other.get(name[-1], name[-1]): row[name] for name in row} for row in rows[::-1]]
    signs = ("log_ratio", "log_ratio"), ("low", "high"), ("high", "low")
    return [row | {name: -row[of] for name, of in signs} for row in exchanged]


def first_of_stories(articles: pd.DataFrame, chosen: Array) -> Array:
    """Return the first of each story among chosen articles (numbers, in the order of the payload)."""
    story = stories(articles).to_numpy()
    return chosen[~pd.Series(story[chosen]).duplicated().to_numpy()]


def precomputed(corpus: tables.Tables, rows: Rows, words: Incidence) -> dict[str, list[dict[str, Any]]]:
    """Return the words of each outlet, section, topic and month against all other articles, by their code."""
    articles = rows.articles
    everything = np.arange(len(articles))
    groups: list[tuple[dict[str, Any], Array]] = []
    for key in ("outlet", "section"):
        values = articles[key].fillna("").to_numpy(dtype=object)
        if len(set(values)) > 1:
            groups += [({key: value}, np.flatnonzero(values == value)) for value in sorted(set(values))]
    number = pd.Index(articles["article_id"])
    for topic, inside in corpus.topics.groupby("topic"):
        groups.append(({"topic": topic}, np.sort(number.get_indexer(pd.Index(inside["article_id"])))))
    months = articles["published"].dt.strftime("%Y-%m-01")
    for month in sorted(months.dropna().unique()):
        until = pd.Timestamp(month) + pd.offsets.MonthBegin()
        groups.append(({"since": month, "until": until}, np.flatnonzero(months == month)))
    found = {}
    for where, chosen in groups:
        rest = np.setdiff1d(everything, chosen)
        code = view_code(read_state(f"{write_state(where)}&tab=terms"))
        found[code] = strongest(words, first_of_stories(articles, chosen), first_of_stories(articles, rest))
    return {code: terms for code, terms in found.items() if terms}

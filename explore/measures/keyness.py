"""Keyness: which words set one set of articles apart from another.

A word is counted once an article, so that one long report cannot make it typical, and a share of articles has its
denominator as everywhere else. A conjunction or preposition written to the front of a word is taken off where the rest
stands alone more often; the word is shown as it is most often written.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from explore import tables
from explore.measures.inputs import Handling, content, measure
from explore.measures.intervals import Floats, Ints, Z
from explore.measures.periods import PLACES, group_cells
from explore.stems import stop_words
from explore.text import MARKS, fold, readings

if TYPE_CHECKING:
    import numpy.typing as npt

_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*")


class Incidence(NamedTuple):
    """Which articles have which words: `matrix[i, j]` is 1 where article i has term j (a sparse array, by rows)."""

    article_ids: pd.Index
    terms: list[str]
    matrix: Any


@measure(articles=f"{PLACES} text", sentences="article_id start end boilerplate")
def keyness(
    corpus: tables.Tables,
    other: tables.Tables,
    *,
    min_n: int = 5,
    duplicates: Handling = "drop",
    boilerplate: Handling = "drop",
) -> pd.DataFrame:
    """Return the words that are in a larger share of articles of one corpus than of another, and the reverse.

    Parameters
    ----------
    corpus, other : Corpus
        The articles to compare, such as `corpus.where(outlet="bbc")` and `corpus.without(outlet="bbc")`. Their
        `articles` and `sentences` are read.
    min_n : int
        Only words in at least so many articles of both together.
    duplicates : {"drop", "keep"}
        "drop" counts a story once in each corpus, "keep" each article that was printed.
    boilerplate : {"drop", "keep"}
        Whether words in a dateline, byline or advert count.

    Returns
    -------
    DataFrame
        `explore.tables.KEYNESS`. Order: log_likelihood descending (what sets the first apart), then term. Stop words
        and words of two letters are left out.

    Raises
    ------
    MissingColumns, BadInput
        If a table lacks a column; if `corpus` or `other` is not a corpus, or an option has no such value.

    Notes
    -----
    - log_ratio = log2(((n_a + ½) / (total_a + ½)) / ((n_b + ½) / (total_b + ½))), its 95% interval is Katz's
    - log_likelihood = 2 sum O log(O / E) over the table of articles with and without the word in both corpora

    References
    ----------
    Dunning (1993), Accurate methods for the statistics of surprise and coincidence.
    Hardie (2014), Log ratio: an informal introduction.
    Katz et al. (1978), Obtaining confidence intervals for the risk ratio in cohort studies.

    Examples
    --------
    >>> import explore
    >>> texts = ["أمطار على القاهرة.", "أمطار على بيروت.", "قمة في موسكو.", "قمة في باريس."]
    >>> corpus = explore.annotate(pd.DataFrame({"article_id": list("abcd"), "text": texts}), topics=False)
    >>> rain = corpus.where(words="أمطار")
    >>> keyness(rain, corpus.without(words="أمطار"), min_n=2)[["term", "n_a", "n_b"]].values.tolist()
    [['أمطار', 2, 0], ['قمة', 0, 2]]
    """
    tables.corpus_like(other, needed_by="keyness()")
    parts = [corpus, other]
    kept = [group_cells(part, duplicates=duplicates).articles.index for part in parts]
    articles = pd.concat([part.articles[["article_id", "text"]] for part in parts]).drop_duplicates("article_id")
    sentences = pd.concat([content(part.sentences, boilerplate) for part in parts])
    words = incidence(articles, sentences.drop_duplicates(["article_id", "start"]))
    a, b = (words.article_ids.get_indexer(ids) for ids in kept)
    return compare(words, a, b, min_n=min_n)


def incidence(articles: pd.DataFrame, sentences: pd.DataFrame) -> Incidence:
    """Return the words of articles (article_id, text), of these sentences (article_id, start, end) alone."""
    # The words are looked for once in each different stretch between blanks.
    stretches, starts, numbers = tables.split_blanks(_contents(articles, sentences))
    in_articles = _ones(numbers, starts, len(stretches))
    forms: defaultdict[str, int] = defaultdict(count().__next__)
    found, ends = array("i"), array("q", [0])
    for stretch in stretches:
        found.extend([forms[form] for form in set(_WORD.findall(stretch))])
        ends.append(len(found))
    written = in_articles @ _ones(np.asarray(found), np.asarray(ends), len(forms))
    column, terms = _terms(list(forms), np.bincount(written.indices, minlength=len(forms)))
    kept = column >= 0
    matrix = written @ _ones(column[kept], np.concatenate([[0], np.cumsum(kept)]), len(terms))
    matrix.data[:] = 1
    return Incidence(pd.Index(articles["article_id"]), terms, matrix)


def _ones(columns: npt.NDArray[Any], starts: npt.NDArray[Any], width: int) -> Any:
    """Return a sparse array of ones, by rows."""
    from scipy.sparse import csr_array

    return csr_array((np.ones(len(columns), dtype=np.int32), columns, starts), shape=(len(starts) - 1, width))


def _contents(articles: pd.DataFrame, sentences: pd.DataFrame) -> Iterator[str]:
    """Yield the text of each article that lies in `sentences`; sentences do not overlap."""
    number = pd.Index(articles["article_id"]).get_indexer(pd.Index(sentences["article_id"]))
    order = np.lexsort([sentences["start"].to_numpy(), number])
    starts, ends = (sentences[name].to_numpy()[order].tolist() for name in ("start", "end"))
    bounds = np.searchsorted(number[order], np.arange(len(articles) + 1)).tolist()
    for k, text in enumerate(articles["text"]):
        inside = slice(bounds[k], bounds[k + 1])
        yield "\n".join([text[start:end] for start, end in zip(starts[inside], ends[inside], strict=True)])


def compare(
    words: Incidence, first: npt.NDArray[np.intp], second: npt.NDArray[np.intp], *, min_n: int, top: int | None = None
) -> pd.DataFrame:
    """Return `explore.tables.KEYNESS` of two sets of articles, given by their numbers; only the `top` of either end."""
    n_a, n_b = (np.bincount(rows, minlength=words.matrix.shape[0]) @ words.matrix for rows in (first, second))
    enough = np.flatnonzero(n_a + n_b >= max(min_n, 1))
    total_a, total_b = len(first), len(second)
    surprise = _surprise(n_a[enough], n_b[enough], total_a, total_b)
    if top is not None and len(enough) > 2 * top:
        ends = np.argsort(surprise, kind="stable")
        ends = np.concatenate([ends[:top], ends[-top:]])
        enough, surprise = enough[ends], surprise[ends]
    n_a, n_b = n_a[enough], n_b[enough]
    frame = pd.DataFrame({"term": [words.terms[k] for k in enough], "n_a": n_a, "total_a": total_a,
                          "n_b": n_b, "total_b": total_b})  # fmt: skip
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log(((n_a + 0.5) / (total_a + 0.5)) / ((n_b + 0.5) / (total_b + 0.5)))
        spread = 1 / (n_a + 0.5) - 1 / (total_a + 0.5) + 1 / (n_b + 0.5) - 1 / (total_b + 0.5)
        frame = frame.assign(share_a=n_a / total_a if total_a else np.nan, share_b=n_b / total_b if total_b else np.nan)
    reach = Z * np.sqrt(np.maximum(spread, 0))
    frame = frame.assign(log_ratio=ratio / np.log(2), low=(ratio - reach) / np.log(2),
                         high=(ratio + reach) / np.log(2), log_likelihood=surprise)  # fmt: skip
    return tables.KEYNESS.frame(frame.sort_values(["log_likelihood", "term"], ascending=[False, True]))


def _surprise(n_a: Ints, n_b: Ints, total_a: int, total_b: int) -> Floats:
    """Return G2 of the table of an article being of the first corpus or the second, and having the word or not."""
    observed = np.stack([n_a, n_b, total_a - n_a, total_b - n_b]).astype(float)
    having = (n_a + n_b) / max(total_a + total_b, 1)
    expected = np.stack([total_a * having, total_b * having, total_a * (1 - having), total_b * (1 - having)])
    with np.errstate(divide="ignore", invalid="ignore"):
        g2 = 2 * np.where(observed > 0, observed * np.log(observed / expected), 0).sum(axis=0)
    return np.asarray(np.where(n_a < expected[0], -g2, g2))


def _terms(written: list[str], n: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], list[str]]:
    """Return the term of each written form (-1 where it is none), and the terms as they are most often written."""
    folded = [str(fold(form)) for form in written]
    count: Counter[str] = Counter()
    for form, times in zip(folded, n.tolist(), strict=True):
        count[form] += times
    bare = {form: _without_clitic(form, count) for form in count}
    number: dict[str, int] = {}
    best: dict[int, tuple[int, str]] = {}
    column = np.full(len(written), -1, dtype=np.int64)
    for k, (form, times) in enumerate(zip(folded, n.tolist(), strict=True)):
        term = bare[form]
        if len(term) > 2 and term not in stop_words():
            column[k] = place = number.setdefault(term, len(number))
            best[place] = max(best.get(place, (0, "")), (times if term == form else 0, written[k]))
    return column, [best[place][1] for place in range(len(number))]


def _without_clitic(form: str, count: Counter[str]) -> str:
    rests = [rest for _, rest in readings(form, least=3)]
    return max(rests, key=lambda rest: (count[rest], len(rest)))

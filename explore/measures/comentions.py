"""Co-mentions: which actors are named together, and whether more often than chance would have it.

Two actors named in one sentence, paragraph or article are a pair. A raw count favours whoever is named often;
four further columns say how surprising the count is, given how often each is named at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore import tables
from explore.errors import BadInput
from explore.measures.periods import check_kinds, choose_actors, linked, without_copies

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def comentions(
    corpus: tables.Tables,
    *,
    within: tables.Unit = "sentence",
    actors: Iterable[str] | None = None,
    kinds: Iterable[str] | None = None,
    alpha: float = 0.05,
    min_n: int = 1,
    copies: bool = True,
) -> pd.DataFrame:
    """Return the pairs of actors named in one sentence, paragraph or article, with measures of association.

    Parameters
    ----------
    corpus : Corpus
        Needs `mentions` (article_id, sentence, actor_id) and `actors` (actor_id, name_ar, name_en, kind); within
        paragraphs also `sentences` (article_id, sentence, paragraph); without copies also `articles`.
    within : {"sentence", "paragraph", "article"}
        The unit in which both must be named.
    actors : iterable of str, optional
        Only pairs with at least one of these actor_ids.
    kinds : str or iterable of str, optional
        Only pairs in which both are of these kinds: PER, ORG, GPE, LOC, MEDIA, GROUP.
    alpha : float
        False discovery rate of the backbone.
    min_n : int
        Only pairs named together in at least so many units.
    copies : bool
        False counts the first article of each story only.

    Returns
    -------
    DataFrame
        `explore.tables.COMENTIONS`. Order: n descending, then actor_a, actor_b. `actor_a` comes before `actor_b`
        in the alphabet of ids.

    Raises
    ------
    MissingColumns
        If a table lacks a column.
    BadInput
        If `corpus` is no corpus, an actor is not in `corpus.actors`, or an option has no such value.

    Notes
    -----
    The options `actors`, `kinds` and `min_n` choose rows; they change no number in them. With N units that name
    any actor, of which n name both, n_a the first and n_b the second:

    - expected = n_a n_b / N
    - npmi = log(n / expected) / -log(n / N): 1 when neither is named without the other, 0 when independent
    - log_likelihood = 2 sum O log(O / E) over the two-by-two table, negative when n < expected
    - p_value = P(X >= n), X hypergeometric with N, n_a, n_b
    - backbone: p_value passes Benjamini-Hochberg at `alpha` among all pairs of actors named in the corpus, those
      never named together included, since they were candidates too

    Units are taken as independent, which sentences of one article are not: read the backbone as a filter, not as
    a proof.

    References
    ----------
    Bouma (2009), Normalized (pointwise) mutual information in collocation extraction.
    Dunning (1993), Accurate methods for the statistics of surprise and coincidence.
    Benjamini and Hochberg (1995), Controlling the false discovery rate.

    Examples
    --------
    >>> from explore.corpus import Corpus
    >>> comentions(Corpus(), within="article").empty
    True
    """
    if within not in ("sentence", "paragraph", "article"):
        raise BadInput(f"comentions(): within={within!r} is no unit. Choose sentence, paragraph or article.")
    if not 0 < alpha < 1:
        raise BadInput(f"comentions(): alpha={alpha!r} is no rate. Choose one between 0 and 1, such as 0.05.")
    tables.corpus_like(corpus, needed_by="comentions()")
    wanted = check_kinds(kinds, needed_by="comentions()")
    who = choose_actors(corpus, None, needed_by="comentions()")
    chosen = None if actors is None else set(choose_actors(corpus, actors, needed_by="comentions()")["actor_id"])
    units = _units(corpus, within, copies=copies)
    if units.empty:
        return tables.COMENTIONS.empty()

    from scipy.sparse import csr_array, triu

    ids, named = np.unique(units["actor_id"].to_numpy(dtype=object), return_inverse=True)
    unit = units["unit"].to_numpy()
    incidence = csr_array((np.ones(len(units), dtype=np.int64), (unit, named)), shape=(unit.max() + 1, len(ids)))
    together = triu(incidence.T @ incidence, k=1).tocoo()
    a, b, n = together.row.astype(np.int64), together.col.astype(np.int64), together.data.astype(np.int64)
    each, n_units = np.bincount(named), incidence.shape[0]
    stats = _associations(n, each[a], each[b], n_units)
    pairs = pd.DataFrame({"actor_a": ids[a], "actor_b": ids[b], "unit": within, "n": n, "n_a": each[a], "n_b": each[b],
                          "n_units": n_units, **stats})  # fmt: skip
    pairs["backbone"] = discoveries(stats["p_value"], alpha, tests=len(ids) * (len(ids) - 1) // 2)
    pairs["n_articles"] = n if within == "article" else _articles_of_pairs(units, named, a, b)
    about = who.set_index("actor_id")
    for end in "ab":
        of = about.reindex(pairs[f"actor_{end}"])
        pairs[f"name_{end}"], pairs[f"name_en_{end}"] = of["name_ar"].to_numpy(), of["name_en"].to_numpy()
        if wanted is not None:
            pairs[f"kept_{end}"] = of["kind"].isin(wanted).to_numpy()
    keep = pairs["n"] >= min_n
    if chosen is not None:
        keep &= pairs["actor_a"].isin(chosen) | pairs["actor_b"].isin(chosen)
    if wanted is not None:
        keep &= pairs["kept_a"] & pairs["kept_b"]
    order = ["n", "actor_a", "actor_b"]
    return tables.COMENTIONS.frame(pairs[keep].sort_values(order, ascending=[False, True, True]))


def _units(corpus: tables.Tables, within: str, *, copies: bool) -> pd.DataFrame:
    """Return one row per unit and actor named in it: unit (a number), article (a number), actor_id."""
    rows = linked(corpus, "article_id sentence actor_id", needed_by="comentions()")
    if not copies:
        needed = "article_id published story_id duplicate_of"
        tables.require(corpus.articles, needed, table="articles", needed_by="comentions()")
        rows = rows[rows["article_id"].isin(without_copies(corpus.articles[needed.split()])["article_id"])]
    if within == "paragraph":
        needed = "article_id sentence paragraph"
        tables.require(corpus.sentences, needed, table="sentences", needed_by="comentions()")
        rows = rows.merge(corpus.sentences[needed.split()], on=["article_id", "sentence"])
    article = pd.factorize(rows["article_id"])[0]
    inner = np.zeros(len(rows), dtype=np.int64) if within == "article" else rows[within].to_numpy(dtype=np.int64)
    unit = pd.factorize(article * (inner.max(initial=0) + 1) + inner)[0]
    units = pd.DataFrame({"unit": unit, "article": article, "actor_id": rows["actor_id"].to_numpy(dtype=object)})
    return units.drop_duplicates(["unit", "actor_id"], ignore_index=True)


def _associations(n: Ints, n_a: Ints, n_b: Ints, n_units: int) -> dict[str, Any]:
    from scipy.special import xlogy

    expected = n_a * n_b / n_units
    with np.errstate(divide="ignore", invalid="ignore"):
        npmi = np.where(n == n_units, 1.0, np.log(n / expected) / -np.log(n / n_units))
    g2 = np.zeros(len(n))
    for observed, by_chance in (
        (n, expected),
        (n_a - n, n_a - expected),
        (n_b - n, n_b - expected),
        (n_units - n_a - n_b + n, n_units - n_a - n_b + expected),
    ):
        g2 += 2 * xlogy(observed, np.divide(observed, by_chance, out=np.ones(len(n)), where=by_chance > 0))
    g2 = np.maximum(g2, 0)  # rounding
    return {
        "expected": expected,
        "npmi": np.clip(npmi, -1, 1),
        "log_likelihood": np.where(n < expected, -g2, g2),
        "p_value": upper_tail(n, n_a, n_b, n_units),
    }


def upper_tail(n: Ints, n_a: Ints, n_b: Ints, n_units: int) -> Floats:
    """Return P(X >= n) of the hypergeometric distribution for each element.

    `scipy.stats.hypergeom.sf` takes 80 microseconds an element, 16 seconds for 200,000 pairs; summing the tail for
    all pairs at once, term from term, takes well under one.
    """
    from scipy.special import gammaln

    def log_choose(whole: Any, part: Any) -> Any:
        return gammaln(whole + 1.0) - gammaln(part + 1.0) - gammaln(whole - part + 1.0)

    # Sum away from the mean, where terms shrink: upwards from n, or downwards from n - 1 and then the rest.
    upwards = n * float(n_units) >= n_a * n_b.astype(float)
    step = np.where(upwards, 1, -1)
    at = np.where(upwards, n, n - 1)
    floor = np.maximum(0, n_a + n_b - n_units)
    possible = at >= floor
    safe = np.maximum(at, floor)
    term = np.exp(log_choose(n_b, safe) + log_choose(n_units - n_b, n_a - safe) - log_choose(n_units, n_a))
    total = np.where(possible, term, 0.0)
    active = np.flatnonzero(possible)
    term, at = term[active], at[active]
    while len(active):
        k, a, b, up = at.astype(float), n_a[active], n_b[active], step[active] > 0
        rest = n_units - a - b
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(
                up, (a - k) * (b - k) / ((k + 1) * (rest + k + 1)), k * (rest + k) / ((a - k + 1) * (b - k + 1))
            )
        term = term * ratio
        total[active] += term
        going = term > total[active] * 1e-17
        active, term, at = active[going], term[going], (at + step[active])[going]
    return np.clip(np.where(upwards, total, 1 - total), 0, 1)


def discoveries(p_values: Floats, alpha: float, *, tests: int) -> npt.NDArray[np.bool_]:
    """Return which p-values pass Benjamini-Hochberg at `alpha` among `tests` of them (the rest being 1)."""
    ordered = np.sort(p_values)
    passing = np.flatnonzero(ordered <= alpha * np.arange(1, len(ordered) + 1) / max(tests, 1))
    return p_values <= ordered[passing[-1]] if len(passing) else np.zeros(len(p_values), dtype=bool)


def _articles_of_pairs(units: pd.DataFrame, named: Ints, a: Ints, b: Ints) -> Ints:
    """Count the articles with a unit that names both, for each pair."""
    order = np.lexsort((named, units["unit"].to_numpy()))
    actor, unit, article = named[order], units["unit"].to_numpy()[order], units["article"].to_numpy()[order]
    first = np.flatnonzero(np.r_[True, unit[1:] != unit[:-1]])
    size = np.diff(np.r_[first, len(unit)])
    width = int(named.max()) + 1
    keys, where = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    for k in np.unique(size[size > 1]):  # all units that name k actors at once
        begin = first[size == k]
        i, j = np.triu_indices(k, 1)
        keys.append((actor[begin[:, None] + i] * width + actor[begin[:, None] + j]).ravel())
        where.append(np.repeat(article[begin], len(i)))
    pair = np.searchsorted(np.sort(a * width + b), np.concatenate(keys))
    seen = np.unique(np.concatenate(where) * len(a) + pair) % len(a) if len(a) else pair
    counts = np.empty(len(a), dtype=np.int64)
    counts[np.argsort(a * width + b)] = np.bincount(seen, minlength=len(a))
    return counts

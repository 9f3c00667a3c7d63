"""Co-mentions: which actors are named together, whether more often than chance would have it, and in what tone.

Two actors named in one sentence, paragraph or article are a pair. A raw count favours whoever is named often;
four further columns say how surprising the count is, given how often each is named at all. The tone of a pair is that
of the sentences that name both: near the two, not from one towards the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

import numpy as np
import pandas as pd

from explore import tables
from explore.errors import BadInput
from explore.measures.associations import associations, discoveries
from explore.measures.inputs import LINKS, NAMES, Handling, choose_actors, linked, measure
from explore.measures.intervals import mean_intervals
from explore.measures.periods import PLACES, group_cells


@measure(articles=PLACES, sentences="article_id sentence paragraph sentiment", mentions=LINKS, actors=NAMES)
def comentions(
    corpus: tables.Tables,
    *,
    within: tables.Unit = "sentence",
    per: tables.Per | None = None,
    actors: Iterable[str] | None = None,
    kinds: Iterable[str] | None = None,
    alpha: float = 0.05,
    min_n: int = 1,
    duplicates: Handling = "drop",
    boilerplate: Handling = "drop",
) -> pd.DataFrame:
    """Return the pairs of actors named in one sentence, paragraph or article, with their association and tone.

    Parameters
    ----------
    corpus : Corpus
        Its `articles`, `sentences`, `mentions` and `actors` are read.
    within : {"sentence", "paragraph", "article"}
        The unit in which both must be named.
    per : {"day", "week", "month", "quarter", "year"} or None
        A tie over time: one row for each pair and calendar period in UTC in which it is named together. None is all
        time, undated articles included.
    actors : iterable of str, optional
        Only pairs with at least one of these actor_ids.
    kinds : str or iterable of str, optional
        Only pairs in which both are of these kinds: PER, ORG, GPE, LOC, MEDIA, GROUP.
    alpha : float
        False discovery rate of the backbone.
    min_n : int
        Only pairs named together in at least so many units (of the period).
    duplicates : {"drop", "keep"}
        "drop" counts a story once (in each period), "keep" each article that was printed.
    boilerplate : {"drop", "keep"}
        Whether a name in a dateline, byline or advert counts.

    Returns
    -------
    DataFrame
        `explore.tables.COMENTIONS`. Order: period; n descending; actor_a, actor_b. `actor_a` comes before `actor_b`
        in the alphabet of ids.

    Raises
    ------
    MissingColumns, BadInput
        If a table lacks a column; if `corpus` is not a corpus, an actor is not in `corpus.actors`, or an option
        has no such value.

    Notes
    -----
    The options `actors`, `kinds` and `min_n` choose rows; they change no number in them. With N units (of the period)
    that name any actor, of which n name both, n_a the first and n_b the second:

    - expected = n_a n_b / N
    - npmi = log(n / expected) / -log(n / N): 1 when neither is named without the other, 0 when independent
    - log_likelihood = 2 sum O log(O / E) over the two-by-two table, negative when n < expected
    - p_value = P(X >= n), X hypergeometric with N, n_a, n_b
    - backbone: p_value passes Benjamini-Hochberg at `alpha` among all pairs of actors named in the corpus (in the
      period), those never named together included, since they were candidates too
    - tone: mean sentiment of the sentences that name both, whatever the unit; each weighs the same. Its 95% interval
      takes stories as the units, see `explore.measures.intervals`.

    Units are taken as independent, which sentences of one article are not: read the backbone as a filter, not as
    a proof. A tone near zero may be a mixture of praise and blame.

    References
    ----------
    Bouma (2009), Normalized (pointwise) mutual information in collocation extraction.
    Dunning (1993), Accurate methods for the statistics of surprise and coincidence.
    Benjamini and Hochberg (1995), Controlling the false discovery rate.

    Examples
    --------
    >>> import explore
    >>> texts = ["رحب بوتين بالاتفاق مع بايدن.", "عاد بايدن إلى واشنطن."]
    >>> corpus = explore.annotate(pd.DataFrame({"article_id": list("ab"), "text": texts}), topics=False)
    >>> pairs = comentions(corpus, kinds="PER")
    >>> pairs[["actor_a", "actor_b", "n", "n_a", "n_b"]].values.tolist(), bool(pairs.loc[0, "tone"] > 0)
    ([['joe-biden', 'vladimir-putin', 1, 2, 1]], True)
    """
    tables.one_of(within, get_args(tables.Unit), option="within")
    if not 0 < alpha < 1:
        raise BadInput(f"alpha must be a rate between 0 and 1, such as 0.05; got {alpha!r}")
    who = choose_actors(corpus).sort_values("actor_id", ignore_index=True)
    cells = group_cells(corpus, per=per, duplicates=duplicates)
    named = cells.place(linked(corpus, boilerplate))
    named = named.assign(actor=pd.Index(who["actor_id"]).get_indexer(pd.Index(named["actor_id"])))
    scored = corpus.sentences[["article_id", "sentence", "paragraph", "sentiment"]]
    named = named.merge(scored, on=["article_id", "sentence"]).sort_values(["unit", "sentence", "actor"])
    parts = [_pairs(part, within, alpha).assign(cell=cell) for cell, part in named.groupby("cell")]
    if not parts:
        return tables.COMENTIONS.empty()
    pairs = pd.concat(parts, ignore_index=True).merge(cells.grid, left_on="cell", right_index=True)
    for end in "ab":
        about = who.iloc[pairs[end].to_numpy()].reset_index(drop=True)
        pairs[[f"actor_{end}", f"name_{end}", f"name_en_{end}"]] = about[["actor_id", "name_ar", "name_en"]].to_numpy()
    keep = pairs["n"] >= min_n
    if actors is not None:
        chosen = choose_actors(corpus, actors)["actor_id"]
        keep &= pairs["actor_a"].isin(chosen) | pairs["actor_b"].isin(chosen)
    if kinds is not None:
        of_kinds = choose_actors(corpus, kinds=kinds)["actor_id"]
        keep &= pairs["actor_a"].isin(of_kinds) & pairs["actor_b"].isin(of_kinds)
    order = ["period", "n", "actor_a", "actor_b"]
    return tables.COMENTIONS.frame(pairs[keep].sort_values(order, ascending=[True, False, True, True]))


def _pairs(named: pd.DataFrame, within: tables.Unit, alpha: float) -> pd.DataFrame:
    """Return the pairs of one period: a and b (numbers of actors), their counts, association and tone.

    `named` has a row for each mention: unit (its article), sentence, paragraph, sentiment, story and actor.
    """
    columns = ["unit"] if within == "article" else ["unit", within]
    pairs = associated_pairs(named, columns, alpha)
    pair = pd.MultiIndex.from_frame(pairs[["a", "b"]])
    if within == "article":
        pairs["n_articles"] = pairs["n"]
    else:
        articles = _together(named, columns).drop_duplicates(["unit", "actor", "actor_b"])
        pairs["n_articles"] = np.bincount(_number(pair, articles), minlength=len(pair))
    both = _together(named[named["sentiment"].notna()], ["unit", "sentence"])
    values = pd.DataFrame({"group": _number(pair, both), "story": both["story"], "value": both["sentiment"]})
    names = {"mean": "tone", "low": "tone_low", "high": "tone_high", "n": "n_tone"}
    return pairs.assign(unit=within, **mean_intervals(values, len(pair)).rename(columns=names))


def associated_pairs(named: pd.DataFrame, columns: list[str], alpha: float) -> pd.DataFrame:
    """Return the pairs named in one unit: a, b, n, n_a, n_b, n_units and how surprising their n is."""
    from scipy.sparse import csr_array, triu

    units = named.drop_duplicates([*columns, "actor"])
    number = units.groupby(columns).ngroup().to_numpy()
    actors, actor = np.unique(units["actor"].to_numpy(), return_inverse=True)
    incidence = csr_array((np.ones(len(units), dtype=np.int64), (number, actor)))
    together = triu(incidence.T @ incidence, k=1).tocoo()
    size, n, n_units = np.bincount(actor), together.data, incidence.shape[0]
    n_a, n_b = size[together.row], size[together.col]
    measures = associations(n, n_a, n_b, n_units)
    backbone = discoveries(measures["p_value"], alpha, tests=len(actors) * (len(actors) - 1) // 2)
    pairs = {"a": actors[together.row], "b": actors[together.col], "n": n, "n_a": n_a, "n_b": n_b, "n_units": n_units}
    return pd.DataFrame({**pairs, **measures, "backbone": backbone})


def _together(named: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return the rows of `named` once for each actor_b that is named in the same unit, after the row's actor."""
    units = named.drop_duplicates([*columns, "actor"])
    both = units.merge(units[[*columns, "actor"]], on=columns, suffixes=("", "_b"))
    return both[both["actor"] < both["actor_b"]]


def _number(pairs: pd.MultiIndex, rows: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return which of `pairs` each row is of."""
    return pairs.get_indexer(pd.MultiIndex.from_frame(rows[["actor", "actor_b"]]))

"""How sure a share or a mean is: 95% intervals over stories.

Twenty outlets that print one wire report tell one story, not twenty. To take articles for independent would give
intervals that are far too narrow; so stories are the sampling units here (clusters), and a share or a mean is a ratio
of two sums over stories. Its standard error is the linearised one of a ratio (Cochran, 1977, section 6.4 and chapter
9): with t and b of each of k stories and R = sum t / sum b, SE² = k / (k - 1) · sum (t - R b)² / (sum b)².

The interval around a share is Wilson's, for as many independent draws as would have that standard error, at most as
many as there are stories: it stays between 0 and 1 and is never of length zero. The interval around a mean tone is
Student's, and never wider than the widest that a variable between -1 and 1 allows, which is also what a single story
gets. Percentiles of a bootstrap, a usual choice, hold the truth far less often than they claim when stories are few:
simulated tones gave 53% for two, 84% for five. The intervals below give 92% and more for shares and for tones that
vary evenly (`tests/test_measures_intervals.py`).

An interval depends on the rows of its own group alone, and nothing is drawn at random.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LEVEL = 0.95
Z = 1.959963984540054  # of the normal distribution, for that level
_ROUNDING = 1e-12  # of the sums of squares: the stories do not differ


def wilson(share: Floats, n: Floats) -> tuple[Floats, Floats]:
    """Return the Wilson score interval of a share among `n`; NaN where n is 0.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference.
    """
    z2 = Z**2
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = (share + z2 / (2 * n)) / (1 + z2 / n)
        half = np.sqrt(share * (1 - share) * z2 / n + (z2 / n) ** 2 / 4) / (1 + z2 / n)
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)


def _sums(group: Ints, size: int, *values: Floats) -> list[Floats]:
    """Return the sum of each of `values` in each group."""
    return [np.bincount(group, weights=value, minlength=size).astype(np.float64) for value in values]


def _standard_error(ratio: Floats, tt: Floats, tb: Floats, bb: Floats, total: Floats, k: Floats) -> Floats:
    """Return the standard error of a ratio from sums over k stories of t², t b, b² and b; 0 where stories agree."""
    squares = tt - 2 * ratio * tb + ratio**2 * bb
    squares[squares <= _ROUNDING * (tt + ratio**2 * bb)] = 0
    return np.asarray(np.sqrt(k / (k - 1) * squares) / total)


def share_intervals(hits: pd.DataFrame, units: pd.DataFrame, n_features: int, n_cells: int) -> pd.DataFrame:
    """Return the share of the units of each cell that have each feature, with its interval.

    Parameters
    ----------
    hits : DataFrame
        unit (a row of `units`), feature (0 to n_features - 1), value (1, or a weight up to 1); one row per pair.
    units : DataFrame
        cell (0 to n_cells - 1) and story of each unit, such as an article.
    n_features, n_cells : int
        How many there are; a cell may have no unit.

    Returns
    -------
    DataFrame
        n, total, share, low, high, n_stories (those with a hit); the cells of the first feature, then of the next.
    """
    size = n_features * n_cells
    clusters = units.groupby(["cell", "story"]).size()
    cell, b = clusters.index.get_level_values("cell").to_numpy(), np.asarray(clusters, dtype=np.float64)
    # k, b and b² summed over the stories of each cell, for each feature
    k, total, bb = (np.tile(sums, n_features) for sums in _sums(cell, n_cells, np.ones(len(b)), b, b**2))
    cluster = units.groupby(["cell", "story"]).ngroup().to_numpy()
    inside = hits.assign(cluster=cluster[hits["unit"]]).groupby(["feature", "cluster"], as_index=False)["value"].sum()
    t, at = inside["value"].to_numpy(dtype=float), inside["cluster"].to_numpy()
    group = inside["feature"].to_numpy() * n_cells + cell[at]
    n, tt, tb = _sums(group, size, t, t**2, t * b[at])
    with np.errstate(divide="ignore", invalid="ignore"):
        share = n / total
        error = _standard_error(share, tt, tb, bb, total, k)
        worth = np.where(error > 0, np.minimum(share * (1 - share) / error**2, k), k)
    low, high = wilson(share, worth)
    return pd.DataFrame({"n": n, "total": total, "share": share, "low": low, "high": high,
                         "n_stories": np.bincount(group, minlength=size)})  # fmt: skip


def mean_intervals(rows: pd.DataFrame, n_groups: int) -> pd.DataFrame:
    """Return the mean of values between -1 and 1 by group, with its interval.

    Parameters
    ----------
    rows : DataFrame
        One row per value: group (0 to n_groups - 1), story, value.
    n_groups : int
        Number of groups; some may have no value.

    Returns
    -------
    DataFrame
        One row per group: n, n_stories, mean, low, high.

    Notes
    -----
    mean -+ t SE, with n_stories - 1 degrees of freedom; but at most the Wilson interval of (mean + 1) / 2 for that
    many draws, since no variable between the bounds can vary more than a coin.
    """
    from scipy.special import stdtrit

    clusters = rows.groupby(["group", "story"], as_index=False)["value"].agg(["sum", "size"])
    t, b = (clusters[name].to_numpy(dtype=float) for name in ("sum", "size"))
    group = clusters["group"].to_numpy(dtype=np.int64)
    k, n, top, tt, tb, bb = _sums(group, n_groups, np.ones(len(t)), b, t, t**2, t * b, b**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = top / n
        error = _standard_error(mean, tt, tb, bb, n, k)
        reach = error * -stdtrit(np.maximum(k - 1, 1), (1 - LEVEL) / 2)
    low, high = (2 * end - 1 for end in wilson((mean + 1) / 2, k))
    narrower = (error > 0) & (2 * reach < high - low)
    low = np.where(narrower, np.maximum(mean - reach, -1), low)
    high = np.where(narrower, np.minimum(mean + reach, 1), high)
    return pd.DataFrame({"n": n, "n_stories": k, "mean": mean, "low": low, "high": high})

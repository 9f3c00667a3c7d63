"""The search: the day that fits all clues best, the interval around it, and why, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from explore.annotation.dating import odds
from explore.annotation.dating.reading import Clue, in_words

_TELLING = 0.35  # how much a clue narrows the days down, in nats, to be worth a sentence
_SENTENCES = 7
_PEAK = 0.15  # odds of the best day from which it is taken; below, many are alike
_AWRY = -4.0  # a clue this far below its best day speaks against the day


@dataclass(frozen=True)
class Dating:
    """When an article came out: best day, interval, odds of the best day, why; the logarithms of the odds of days."""

    best: date
    since: date
    until: date
    confidence: float
    evidence: str
    weights: np.ndarray
    clues: tuple[Clue, ...] = ()

    @property
    def width(self) -> int:
        """Days of the interval."""
        return (self.until - self.since).days + 1


def search(clues: Sequence[Clue], more: np.ndarray | None = None) -> Dating:
    """Return the day that fits the clues best."""
    days = odds.all_days(odds.LAST)
    weights = [clue.weigh(days) for clue in clues]
    total = np.sum(weights, axis=0) if weights else np.zeros(len(days.ordinal))
    return _dating(total if more is None else total + more, tuple(clues), weights)


def _dating(total: np.ndarray, clues: tuple[Clue, ...], weights: Sequence[np.ndarray]) -> Dating:
    days = odds.all_days(odds.LAST)
    share = np.exp(total - total.max())
    share /= share.sum()
    low, high = _shortest(share)
    at = _best(share)
    best, since, until = (date.fromordinal(int(days.ordinal[k])) for k in (at, min(low, at), max(high, at)))
    told = _evidence(clues, weights, at, best, since, until)
    return Dating(best, since, until, round(float(share[at]), 3), told, total, clues)


def _best(share: np.ndarray) -> int:
    """Return the place of the best day; where many are alike, one in the middle of the best month."""
    at = int(share.argmax())
    if share[at] >= _PEAK:
        return at
    month = np.convolve(share, np.bartlett(33), mode="same")
    level = np.flatnonzero(month >= 0.999 * month.max())
    middle = int(level[len(level) // 2])
    near = slice(max(middle - 16, 0), middle + 17)
    best = near.start + int(share[near].argmax())
    return best if share[best] > 2 * share[middle] else middle


def _shortest(share: np.ndarray) -> tuple[int, int]:
    """Return the first and last place of the shortest stretch that holds a set part of the odds."""
    sums = np.concatenate([[0.0], share.cumsum()])
    ends = np.searchsorted(sums, sums[:-1] + odds.HELD * (1 - 1e-9))
    lengths = np.where(ends < len(sums), ends - np.arange(len(share)), len(sums))
    low = int(lengths.argmin())
    return low, low + int(lengths[low]) - 1


def _evidence(
    clues: Sequence[Clue], weights: Sequence[np.ndarray], at: int, best: date, since: date, until: date
) -> str:
    telling, awry = [], []
    for clue, weight in zip(clues, weights, strict=True):
        short = float(weight[at] - weight.max())
        if short < _AWRY:
            awry.append(clue.says(best))
        elif (told := -float(np.log(np.exp(weight - weight.max()).mean()))) > _TELLING:
            telling.append((told + short, clue.start, clue.says(best)))
    if not telling:
        return ""
    strongest = sorted(telling, reverse=True)[:_SENTENCES]
    sentences = [text for _, _, text in sorted(strongest, key=lambda one: one[1])]
    span = f", most likely {best:%A} {in_words(best)}" if since < until else ""
    whole = f"between {in_words(since)} and {in_words(until)}" if since < until else f"on {best:%A} {in_words(best)}"
    unfit = [f"It does not fit that {text}" for text in awry[:2]]
    return " ".join(dict.fromkeys([*sentences, *unfit, f"So it came out {whole}{span}."]))


def shared(own: Dating, of: dict[str, date] | Dating, name: str = "") -> Dating:
    """Return a dating that knows other articles of the same story: their dates, or the odds of one without a date."""
    days = odds.all_days(odds.LAST)
    if isinstance(of, Dating):
        share = np.exp(of.weights - of.weights.max())
        spread = np.convolve(share, [0.02, 0.15, 1.0, 0.15, 0.02], mode="same")
        weight = np.log(spread / spread.max() + 1e-6)
        said = f"Article {name} tells the same story. {of.evidence.rsplit(' So it came out', 1)[0]}"
    else:
        weight = odds.of_days([(day, 1 / len(of)) for day in of.values()], odds.COPY)(days)
        first = min(of, key=lambda article: of[article])
        said = f"Article {first} tells the same story and is of {in_words(of[first])}."
    weights = [clue.weigh(days) for clue in own.clues]
    copy = Clue(-3, "", lambda _: weight, lambda _: said)
    found = _dating(own.weights + weight, (copy, *own.clues), [weight, *weights])
    return replace(found, clues=own.clues)


def against(clues: Sequence[Clue], day: date) -> str:
    """Return the sentence of a clue that contradicts a given date, or nothing."""
    return next((why for clue in clues if clue.against and (why := clue.against(day))), "")

"""Clues of other articles: what is like an article with a date is of about that date, and an outlet has its time.

Papers tell the same things on the same days. Articles are compared by their words, rare ones weighing more (tf-idf,
cosine). Of 500 articles of 2018 beside 6,000 others, a likeness of one half and more meant the same day in 79 of 100
and a week in 94, a likeness of 0.3 to 0.5 the same day in 33 and a week in 66. And articles of an outlet without dates
mostly are of the time of its others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from explore.annotation.dating import odds
from explore.annotation.dating.reading import Clue, in_words
from explore.text import fold

_AT_LEAST = 100  # dated articles, for likeness to mean something
_OF_OUTLET = 20  # dated articles of an outlet, to know its time
_MANY = 3  # articles most like one that are asked
_ALIKE = 0.3
_SAME: odds.Steps = [(-31, -7, 0.03), (-7, -1, 0.05), (-1, 0, 0.07), (0, 1, 0.7), (1, 2, 0.07), (2, 7, 0.05),
                     (7, 31, 0.03)]  # fmt: skip
_LIKE: odds.Steps = [(-200, -31, 0.07), (-31, -7, 0.07), (-7, -1, 0.1), (-1, 0, 0.13), (0, 1, 0.33), (1, 2, 0.13),
                     (2, 7, 0.1), (7, 31, 0.07), (31, 200, 0.07)]  # fmt: skip
_STRANGE = 0.05  # the share of articles that are of another time than all the others
_CHUNK = 500
_WORD = re.compile(r"[^\W\d_]{3,}")


def other_clues(articles: pd.DataFrame) -> dict[str, list[Clue]]:
    """Return what the dated articles of a corpus say about those without a date, by article_id."""
    undated = articles["published"].isna().to_numpy()
    if not undated.any() or (~undated).sum() < _OF_OUTLET:
        return {}
    clues: dict[str, list[Clue]] = {article: [] for article in articles.loc[undated, "article_id"]}
    days = pd.Series([p.date() for p in articles.loc[~undated, "published"]], index=articles.index[~undated])
    if "outlet" in articles.columns:
        times = {str(outlet): _time(str(outlet), days[rows.index].tolist()) for outlet, rows in
                 articles[~undated].groupby("outlet") if len(rows) >= _OF_OUTLET}  # fmt: skip
        for article, outlet in articles.loc[undated, ["article_id", "outlet"]].itertuples(index=False):
            clues[article] += [times[outlet]] if outlet in times else []
    if len(days) >= _AT_LEAST:
        for article, near in _nearest(articles[undated], articles[~undated]):
            clues[article].append(_alike([(name, days.iloc[k], likeness) for k, name, likeness in near]))
    return clues


def _time(outlet: str, days: list[date]) -> Clue:
    counts = np.bincount([(day - odds.FIRST).days for day in days if odds.FIRST <= day <= odds.LAST],
                         minlength=len(odds.all_days(odds.LAST).ordinal))  # fmt: skip
    share = np.convolve(counts, np.ones(61), mode="same")
    share = (1 - _STRANGE) * share / max(share.sum(), 1) + _STRANGE / len(counts)
    weight = np.log(share)
    said = f"Articles of {outlet} here are of {in_words(min(days))} to {in_words(max(days))}."
    return Clue(-2, "", lambda _: weight, lambda _: said)


def _nearest(undated: pd.DataFrame, dated: pd.DataFrame) -> Iterable[tuple[str, list[tuple[int, str, float]]]]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    reader = TfidfVectorizer(
        tokenizer=_words, lowercase=False, token_pattern=None, sublinear_tf=True, min_df=2, max_df=0.1
    )
    try:
        words: Any = reader.fit_transform(pd.concat([undated["text"], dated["text"]]))
    except ValueError:  # no word that is in two articles and not in all
        return
    ours, theirs = words[: len(undated)], words[len(undated) :].T.tocsc()
    names = dated["article_id"].tolist()
    stories = dated["story_id"].to_numpy()
    for begin in range(0, len(undated), _CHUNK):
        chunk = undated[["article_id", "story_id"]].iloc[begin : begin + _CHUNK]
        likeness = (ours[begin : begin + _CHUNK] @ theirs).toarray()
        for row, story in enumerate(chunk["story_id"]):
            likeness[row, stories == story] = 0  # copies are another clue
        best = np.argsort(-likeness, axis=1, kind="stable")[:, :_MANY]
        for row, article in enumerate(chunk["article_id"]):
            near = [(int(k), names[k], float(likeness[row, k])) for k in best[row] if likeness[row, k] >= _ALIKE]
            if near:
                yield article, near


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _alike(near: list[tuple[str, date, float]]) -> Clue:
    whole = sum(likeness for _, _, likeness in near)
    even = _STRANGE / len(odds.all_days(odds.LAST).ordinal)

    def weigh(days: odds.Days) -> np.ndarray:
        total = np.full(len(days.ordinal), even)
        for _, day, likeness in near:
            steps = _SAME if likeness >= 0.5 else _LIKE
            total += (1 - _STRANGE) * likeness / whole * odds.stepped(days.ordinal - day.toordinal(), steps, 1e-6)
        return np.asarray(np.log(total))

    def says(best: date) -> str:
        name, day, _ = min(near, key=lambda one: abs(one[1] - best) - timedelta(days=one[2]))
        return f"Article {name}, of {in_words(day)}, is much like it in its words."

    return Clue(-1, "", weigh, says)

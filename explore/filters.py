"""Filters: which articles of a corpus meet a condition.

Conditions on an article are its outlet, section, time, topic and story. Conditions on a sentence are the actors that it
names, its tone and its words: an article meets them where one of its sentences meets all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore import tables
from explore.errors import BadInput
from explore.text import ARTICLE, BEFORE_NOUN, CLITIC, fold

UNKNOWN = ""  # the outlet or section of articles that have none


class NothingThere(BadInput):
    """No article has the outlet, section, story or topic that is asked for."""


def as_list(values: Any) -> list[Any]:
    """Return one value, or an iterable of values, as a list without repetitions."""
    one = isinstance(values, str) or not isinstance(values, Iterable)
    return [values] if one else list(dict.fromkeys(values))


def is_in(values: pd.Series, wanted: pd.Series | pd.Index) -> npt.NDArray[np.bool_]:
    """Say which values are among `wanted`: `Series.isin` takes ten times as long for many texts."""
    return np.asarray(pd.Index(pd.Index(wanted).unique()).get_indexer(pd.Index(values)) >= 0)


def of_values(articles: pd.DataFrame, column: str, wanted: list[str]) -> pd.Series:
    """Say which articles have one of some outlets or sections; raise BadInput where no article has one of them."""
    values = articles[column].fillna(UNKNOWN)
    if unknown := [value for value in wanted if value not in set(values.unique())]:
        there = sorted(articles[column].dropna().unique())
        some = ", ".join(there[:20]) + (" …" if len(there) > 20 else "") if there else "none"
        raise NothingThere(
            f"No article of {column} {', '.join(map(repr, unknown))}. {column.capitalize()}s here: {some}."
        )
    return pd.Series(is_in(values, pd.Index(wanted)), index=values.index)


def between(articles: pd.DataFrame, since: str | pd.Timestamp | None, until: str | pd.Timestamp | None) -> pd.Series:
    """Say which articles came out from `since` on and before `until`."""
    first = pd.Timestamp.min.tz_localize("UTC") if since is None else _moment(since, "since")
    after = pd.Timestamp.max.tz_localize("UTC") if until is None else _moment(until, "until")
    if first >= after:
        raise BadInput(f"since={since!r} is not before until={until!r}.")
    return (articles["published"] >= first) & (articles["published"] < after)


def of_topics(corpus: tables.Tables, wanted: list[int]) -> pd.Series:
    """Say which articles have a passage that belongs to one of some topics."""
    if unknown := [topic for topic in wanted if topic not in set(corpus.topic_labels["topic"])]:
        there = ", ".join(map(str, corpus.topic_labels["topic"])) or "none"
        raise NothingThere(f"No topic {', '.join(map(repr, unknown))}. Topics here: {there}.")
    inside = corpus.topics.loc[corpus.topics["topic"].isin(wanted), "article_id"]
    return pd.Series(is_in(corpus.articles["article_id"], inside), index=corpus.articles.index)


def of_sentences(corpus: tables.Tables, **conditions: Any) -> pd.Series:
    """Say which articles have a sentence that meets the conditions of `matching_sentences`."""
    found = matching_sentences(corpus, **conditions)
    return pd.Series(is_in(corpus.articles["article_id"], found["article_id"]), index=corpus.articles.index)


def matching_sentences(
    corpus: tables.Tables,
    *,
    actors: list[str] | None = None,
    tone: list[int] | None = None,
    words: str | None = None,
    boilerplate: str = "drop",
) -> pd.DataFrame:
    """Return article_id and sentence of the sentences that name all `actors`, in a tone of `tone`, with all `words`."""
    sentences, mentions = corpus.sentences, corpus.mentions
    if boilerplate == "drop":
        sentences, mentions = sentences[~sentences["boilerplate"]], mentions[~mentions["boilerplate"]]
    found = sentences[["article_id", "sentence", "start", "end"]]
    if tone is not None:
        for value in tone:
            tables.one_of(value, (-1, 0, 1), option="tone")
        found = found[sentences["sentiment_class"].isin(tone) & sentences["sentiment"].notna()]
    for actor in actors or ():
        if actor not in set(corpus.actors["actor_id"]):
            raise BadInput(f"No actor {actor!r}. See corpus.actors['actor_id'].")
        named = mentions.loc[mentions["actor_id"] == actor, ["article_id", "sentence"]].drop_duplicates()
        found = found.merge(named, on=["article_id", "sentence"])
    if words is not None:
        found = found[WordIndex(corpus.articles, found).having(words)]
    return found[["article_id", "sentence"]].reset_index(drop=True)


class WordIndex:
    """Which sentences have which words: a search folds and looks at each different word once, not at each sentence.

    Parameters
    ----------
    articles : DataFrame
        article_id and text.
    sentences : DataFrame
        article_id, start and end.
    """

    def __init__(self, articles: pd.DataFrame, sentences: pd.DataFrame) -> None:
        texts = dict(zip(articles["article_id"], articles["text"], strict=True))
        places = zip(sentences["article_id"], sentences["start"], sentences["end"], strict=True)
        written = (texts[key][start:end] for key, start, end in places)
        stretches, self._starts, self._numbers = tables.split_blanks(written)
        self._folded = [str(fold(stretch)) for stretch in stretches]

    def having(self, words: str) -> npt.NDArray[np.bool_]:
        """Say which sentences have all of some words; no pattern of `word_patterns` reaches over a blank."""
        inside = np.ones(len(self._starts) - 1, dtype=bool)
        for pattern in word_patterns(words):
            meant = np.array([pattern.search(word) is not None for word in self._folded], dtype=bool)
            places = np.flatnonzero(meant[self._numbers])
            inside &= np.isin(np.arange(len(inside)), np.searchsorted(self._starts, places, side="right") - 1)
        return inside


#: What stands before and behind a word that is searched as a beginning, and a whole word.
WORDS = ((rf"(?<!\w){BEFORE_NOUN}", ""), (rf"(?<!\w){CLITIC}", r"(?!\w)"))


def word_patterns(words: str) -> list[re.Pattern[str]]:
    """Return a pattern for each word of a search, to be found in folded text.

    A word is found with clitics and the article before it, and as the beginning of a longer word. Words in quotation
    marks are whole words: found with clitics, but without another article and not as a beginning.

    Examples
    --------
    >>> [bool(word_patterns("كرملين")[0].search(fold(text))) for text in ("وللكرملين", "الكرملين", "مكرملين")]
    [True, True, False]
    >>> [bool(word_patterns('"الروسي"')[0].search(fold(text))) for text in ("للروسي", "والروسي", "الروسية", "روسي")]
    [True, True, False, False]
    """
    folded = fold(words)
    parts = re.findall(r"\w+", folded)
    before, after = WORDS['"' in folded]
    if not parts:
        raise BadInput(f"words must hold a letter or a digit; got {words!r}")
    return [re.compile(before + re.sub("^ال", ARTICLE, part) + after) for part in parts]


def _moment(value: object, name: str) -> pd.Timestamp:
    # 03/02/2025 is two days, one in America and one elsewhere: only what cannot be misread is taken.
    wrong = f"{name} must be a date such as 2025-02-13 or 2025-02-13T09:30; got {value!r}."
    if not isinstance(value, (str, date)) or pd.isna(value):
        raise BadInput(wrong)
    try:
        moment = pd.Timestamp(datetime.fromisoformat(value) if isinstance(value, str) else value)
    except ValueError as error:
        raise BadInput(wrong) from error
    return moment.tz_localize("UTC") if moment.tzinfo is None else moment.tz_convert("UTC")

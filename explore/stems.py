"""Stems: the words of a text that say what it is about, in whatever form they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from explore import assets
from explore.text import fold

_PREFIX = re.compile("^(?:وبال|وال|بال|كال|فال|ولل|ال|لل|و)(?=...)")
_SUFFIX = re.compile("(?<=...)(?:هما|ها|ان|ات|ون|ين|يه|ه|ي)$")


def content_words(words: Iterable[str]) -> list[str]:
    """Return the stems of folded words, without stop words and words of two letters.

    Examples
    --------
    >>> content_words(["وقال", "ان", "المفاوضات", "والعقوبات", "مستمره"])
    ['مفاوض', 'عقوب', 'مستمر']
    """
    stops = stop_words()
    return [stem(word) for word in words if len(word) > 2 and word not in stops]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Take conjunction, preposition, article and common endings off a folded word: the light stemming of Larkey."""
    return _SUFFIX.sub("", _PREFIX.sub("", word))


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Return particles, adverbs and other words that say nothing of a topic, folded."""
    return frozenset(str(fold(word)) for word in assets.load_bytes("stopwords.txt").decode("utf-8").split())

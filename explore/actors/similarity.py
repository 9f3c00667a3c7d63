"""Similarity: whether two spellings are one name.

Arabic papers spell a foreign name by ear: سيرغي or سيرجي, طوني or توني, ويليامسون or وليامسون. Consonants of one
sound stand for each other, short vowels are written long or not at all. An Arabic name is spelt by rule: سالم and
سليم are two men, كمال and جمال too; only hamza, the dots of ya and ta marbuta, and spaces (عبد الله, عبدالله) vary.

`likeness` gives a number. At `SURE` and above nothing but spelling differs. Between `MAYBE` and `SURE`, and below, a
reader may be asked (`explore.suggest_merges`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from explore import assets
from explore.text import fold

SURE, MAYBE = 0.9, 0.75
_UNSURE, _BELOW = SURE - 0.01, MAYBE - 0.01
_FEW = 5  # consonants of a whole name with fewer of which spellings are too easily another's: لي سونغ, لي سيونغ
_ACRONYM = 3  # letters of the longest word of an acronym that is spelt out (بي بي سي): its letters are all it has

_ARABIC = re.compile("[عحضظء]|^ال|^ابو|^ابن|^بن$|^ام$")  # letters and beginnings that no foreign name has
_VOWEL = re.compile("[اوي]|ه$")
_JOINED = re.compile(r"(?<!\w)(عبد(?= ال)|اب[ويا](?= \w)) ")  # عبد الله, عبدالله; أبو زيد, أبوزيد, أبا زيد
_NISBA = re.compile(r"(?<!\w)ال(?=\w{3,}ي(?!\w))")  # البارزاني, بارزاني
_LETTERS = str.maketrans({"ؤ": "و", "ئ": "ي", "ء": "", "'": "", "’": "", ".": " ", "-": " ", "–": " ", "_": " "})
_LOOSE = str.maketrans("غجقخطصثشزذظضت", "ككككسسسسسسسدس")  # consonants of like sound, for blocking
_HABIT = str.maketrans("قطصضغثز", "كتسدجتس")  # those that papers write for each other


@lru_cache(maxsize=200_000)
def plain_name(name: str) -> str:
    """Return a name as it is compared: folded, without hamza on its seats, عبد الله and أبو زيد as one word.

    أبا زيد and أبي زيد are أبو زيد in other cases.

    Examples
    --------
    >>> plain_name("رأفت عبد الرؤوف")
    'رافت عبدالرووف'
    """
    return _JOINED.sub(_join, " ".join(str(fold(name)).translate(_LETTERS).split()))


def _join(match: re.Match[str]) -> str:
    return "ابو" if match[1].startswith("اب") else match[1]


def without_article(name: str) -> str:
    """Return a name as it is compared, a nisba without its article.

    Examples
    --------
    >>> without_article("مسعود البارزاني")
    'مسعود بارزاني'
    """
    return _NISBA.sub("", plain_name(name))


@lru_cache(maxsize=200_000)
def consonants(name: str) -> str:
    """Return the consonants of each word, those of like sound as one: names that differ in it are never compared.

    Examples
    --------
    >>> consonants("سيرغي شويغو") == consonants("سيرجي شويجو")
    True
    """
    return " ".join(_bare(word.translate(_LOOSE)) for word in without_article(name).split())


def _bare(word: str) -> str:
    return _once(_VOWEL.sub("", word)) or word[:1]


def _once(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=200_000)
def is_arabic_name(name: str) -> bool:
    """Say whether a name is spelt by rule: an Arabic first name, or letters that foreign names have not.

    Examples
    --------
    >>> is_arabic_name("سالم الشامسي"), is_arabic_name("سيرغي شويغو")
    (True, False)
    """
    words = str(fold(name)).split()
    first_names = assets.words("actors")["first_names"]
    return bool(words) and (words[0] in first_names or any(_ARABIC.search(word) for word in words))


@lru_cache(maxsize=200_000)
def likeness(a: str, b: str) -> float:
    """Return how alike two full names are by sound: 1 the same, `SURE` and above one name spelt twice, 0 nothing.

    Parameters
    ----------
    a, b : str
        Names without clitics, as written.

    Notes
    -----
    Names are compared word by word, and are as alike as their least alike words. Words of an Arabic name are the
    same or are not. Words of a foreign name need the same consonants by sound; then each vowel that only one of them
    writes costs 1, another vowel 2. A word may cost 0 with two consonants, 1 with three or as a first name, else 2. A
    vowel at the end never changes: it tells ألكسندر from ألكسندرا. Names that are not alike by sound get their share of
    common letters, scaled to stay below `MAYBE`.

    Examples
    --------
    >>> likeness("سيرغي شويغو", "سيرجي شويجو") >= SURE
    True
    >>> likeness("سالم الشامسي", "صالح الشامسي") >= MAYBE
    False
    """
    arabic = is_arabic_name(a) or is_arabic_name(b)
    a, b = plain_name(a), plain_name(b)
    if a.replace(" ", "") == b.replace(" ", ""):
        return 1.0
    if without_article(a) == without_article(b):  # عيسى and العيسى may be two
        return _UNSURE
    first, second = a.split(), b.split()
    if not arabic and len(first) == len(second) and max(map(len, first + second)) > _ACRONYM:
        pairs = zip(first, second, strict=True)
        alike = min(_alike(x, y, given=k == 0 < len(first) - 1) for k, (x, y) in enumerate(pairs))
        if alike >= MAYBE:
            few = len(first) > 1 and sum(len(_bare(word)) for word in first) < _FEW
            return min(alike, _UNSURE) if few else alike
    return _letters_in_common(first, second)


def _letters_in_common(first: list[str], second: list[str]) -> float:
    from rapidfuzz.fuzz import ratio

    same = len(first) == len(second)
    pairs = list(zip(first, second, strict=True)) if same else [(" ".join(first), " ".join(second))]
    return min((ratio(x, y) for x, y in pairs), default=0) / 100 * _BELOW


def _alike(a: str, b: str, *, given: bool) -> float:
    """Return the likeness of two words of a foreign name; `given` is the first of several words."""
    from rapidfuzz.distance import Levenshtein

    if a == b:
        return 1.0
    x, y = (_respelt(word).translate(_HABIT) for word in (a, b))
    if x[-1] != y[-1] and not {x[-1], y[-1]}.isdisjoint("اوي"):
        return 0.0
    # Once with double letters as they are: in فيدرر and فيدرير they have a vowel between them.
    pairs = ((x, y), (a.translate(_HABIT), b.translate(_HABIT)))
    same = [pair for pair in pairs if _VOWEL.sub("", pair[0]) == _VOWEL.sub("", pair[1])]
    if not same:
        return 0.0
    cost = min(Levenshtein.distance(*pair, weights=(1, 1, 2)) for pair in same)
    limit = min(max(len(_bare(x)) - 2, 0), 1 if given else 2)
    if cost <= limit:
        return SURE + 0.03 * (limit - cost + 1)
    return SURE - 0.05 * (cost - limit) if limit and cost <= limit + 2 else 0.0


def _respelt(word: str) -> str:
    """Return a foreign word without what may be left out: double letters, ه after a vowel, ا before ي."""
    word = re.sub("(?<=[اوي])ه$", "", _once(word))
    word = re.sub("^اي(?=[^اوي])", "ي", re.sub("ه$", "ا", word))
    return re.sub(r"^ش(?=[تبن]\w{4})", "س", word)  # شتولتنبرغ, ستولتنبرغ: German and English ears

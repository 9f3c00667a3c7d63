"""Ids of new actors: readable, and the same for the same name in any corpus."""

from __future__ import annotations

import hashlib

from explore.actors.similarity import plain_name

_LEAST_WITH_TA = 3  # طه ends in a true h
_LATIN = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
        "a b t th j h kh d dh r z s sh s d t z a gh f q k l m n h w y".split(),
        strict=True,
    )
)


def transliterate(name: str) -> str:
    """Return a readable Latin form of an Arabic name, for ids: vowels that are not written are not guessed.

    Examples
    --------
    >>> transliterate("يوري أوشاكوف")
    'yuri-ushakuf'
    """
    return "-".join(filter(None, map(_in_latin, plain_name(name).split())))


def _in_latin(word: str) -> str:
    letters = [_LATIN.get(c, c if c.isascii() and c.isalnum() else "") for c in word]
    for k, c in enumerate(word):
        # و and ي are vowels between consonants, consonants at the head of a word and beside a vowel.
        closed = k + 1 == len(word) or word[k + 1] not in "اوي"
        if c in "وي" and closed and k > 0 and (word[k - 1] not in "اوي" or k == 1):
            letters[k] = "u" if c == "و" else "i"
            letters[k - 1] = "" if word[k - 1] == "ا" else letters[k - 1]
    if len(word) > _LEAST_WITH_TA and word.endswith("ه"):  # ta marbuta, folded
        letters[-1] = "a"
    return "".join(letters)


def new_id(name: str, known: set[str]) -> str:
    """Return the id of a new actor: the name in Latin letters and four signs of its hash; never one that is known.

    Examples
    --------
    >>> new_id("يوري أوشاكوف", set())
    'yuri-ushakuf-930c'
    """
    digest = hashlib.sha256(plain_name(name).encode()).hexdigest()
    readable = transliterate(name) or "actor"
    return next(made for n in range(4, 65) if (made := f"{readable}-{digest[:n]}") not in known)

"""Cues: the words that announce speech, in all their forms.

`cues.csv` gives each verb by its perfect and imperfect, each participle by its accusative; the forms for gender and
number, those with an object pronoun (ذكرته، أبلغه) and those with و or ف before them are made here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from explore import assets
from explore.text import fold


@dataclass(frozen=True)
class Cue:
    """A reporting word: its lemma, what is done with it (say, deny, warn …), and what form it has.

    `kind` is verb, participle or noun; `weak` ones (زاد، رد) are cues only where what is said follows at once. `agrees`
    is m, f, d or p, as the subject it wants; `takes` says that it has an object pronoun (أبلغه، ذكرته).
    """

    word: str
    act: str
    kind: str
    weak: bool = False
    agrees: str = ""
    takes: bool = False


@cache
def cues() -> dict[str, Cue]:
    """Return the reporting words: folded form, also with و or ف before it, to the cue it is a form of.

    Examples
    --------
    >>> cue = cues()["واضافت"]
    >>> cue.word, cue.act, cue.agrees
    ('أضاف', 'say', 'f')
    """
    found: dict[str, Cue] = {}
    for lemma, act, written, forms in assets.load("cues.csv").itertuples(index=False):
        kind = written.removeprefix("weak ")
        weak = kind != written or (kind == "noun" and lemma != "قول")
        for form, agrees, takes in _inflect(kind, forms):
            cue = Cue(lemma, act, kind, weak, agrees, takes)
            for prefix in ("", "و", "ف"):
                found.setdefault(prefix + fold(form), cue)
    return found


def _inflect(kind: str, forms: str) -> list[tuple[str, str, bool]]:
    """Return (form, what it agrees with, whether it has an object) of a row of cues.csv."""
    if kind == "noun":
        return [(form, "", False) for form in forms.split("|")]
    if kind == "verb":
        return _conjugate(*forms.partition("/")[::2])
    if "|" in forms:  # متهما is who accuses, متهمة mostly who is accused
        return list(zip(forms.split("|"), "mp", (False, False), strict=True))
    stem = forms.removesuffix("ا")
    return [(stem + "ا", "m", False), (stem + "ة", "f", False), (stem.removesuffix("ي") + "ين", "p", False),
            (stem + "ين", "p", False)]  # fmt: skip


def _conjugate(perfect: str, imperfect: str) -> list[tuple[str, str, bool]]:
    stem = re.sub("[اى]$", "", perfect)
    weak = stem != perfect
    singular = [(perfect, "m"), (stem + "ت", "f")]
    other = [(stem + "وا", "p"), (stem + ("يا" if weak else "ا"), "d"), (stem + "تا", "d")]
    if imperfect:
        singular += [(imperfect, "m"), ("ت" + imperfect[1:], "f")]
        other += [(imperfect.rstrip("يوى") + "ون", "p"), (imperfect + "ان", "d")]
    objects = [
        (re.sub("[اى]$", "ا", form) + pronoun if form == perfect else form + pronoun, agrees, True)
        for form, agrees in singular
        for pronoun in ("ه", "ها", "هم", "نا", "هما")
    ]
    return [*((form, agrees, False) for form, agrees in [*singular, *other]), *objects]

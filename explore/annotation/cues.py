"""Cues: the words that announce speech, in all their forms.

`cues.csv` gives each verb by its perfect and imperfect, each participle by its accusative; the forms for gender and
number, those with an object pronoun (ذكرته، أبلغه) and those with و or ف before them are made here.
"""

from __future__ import annotations

from collections.abc import Iterator
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


def _inflect(kind: str, forms: str) -> Iterator[tuple[str, str, bool]]:
    """Yield (form, what it agrees with, whether it has an object) of a row of cues.csv."""
    if kind == "noun":
        yield from ((form, "", False) for form in forms.split("|"))
    elif kind == "participle" and "|" in forms:  # متهما is who accuses, متهمة mostly who is accused
        yield from zip(forms.split("|"), "mp", (False, False), strict=True)
    elif kind == "participle":
        stem = forms.removesuffix("ا")
        yield from ((stem + "ا", "m", False), (stem + "ة", "f", False), (stem + "ين", "p", False))
        if stem.endswith("ي"):
            yield stem[:-1] + "ين", "p", False
    else:
        yield from _conjugate(*forms.partition("/")[::2])


def _conjugate(perfect: str, imperfect: str) -> Iterator[tuple[str, str, bool]]:
    weak = perfect[-1] in "اى"
    stem = perfect[:-1] if weak else perfect
    singular = [(perfect, "m"), (stem + "ت", "f")]
    if imperfect:
        singular += [(imperfect, "m"), ("ت" + imperfect[1:], "f")]
        yield from ((imperfect.rstrip("يوى") + "ون", "p", False), (imperfect + "ان", "d", False))
    yield from ((form, agrees, False) for form, agrees in singular)
    yield from ((stem + "وا", "p", False), (stem + ("يا" if weak else "ا"), "d", False), (stem + "تا", "d", False))
    for form, agrees in singular:
        before = stem + "ا" if weak and form == perfect else form
        yield from ((before + pronoun, agrees, True) for pronoun in ("ه", "ها", "هم", "نا", "هما"))

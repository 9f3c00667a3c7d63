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

# The particle before reported words, alone or with the pronoun that is their subject (folded).
THAT = frozenset(
    prefix + "ان" + pronoun
    for prefix in ("", "ب", "و", "وب", "ف")
    for pronoun in ("", "ه", "ها", "هم", "هما", "ني", "نا", "ك", "كم", "هن", "نهم")
) - {"انا", "وانا", "انك", "فانك", "فانا"}  # fmt: skip
# After these nothing is said to have been said.
# Whom one speaks to may stand right after them (ناشد رفاقه), also as a pronoun: أبلغه أن, وصفها بـ.
TOLD = frozenset("أبلغ أخبر أعلم أطلع طمأن حذر نصح سأل دعا طالب وعد هدد وصف ناشد حث نبه خاطب".split())
NEGATIONS = frozenset("لم ولم لا ولا لن ولن فلم فلا".split())


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
    """Return the reporting words: folded form, also with و or ف before it, to the cue it is a form of."""
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
        perfect, _, imperfect = forms.partition("/")
        weak = perfect[-1] in "اى"
        stem = perfect[:-1] if weak else perfect
        singular = [(perfect, "m"), (stem + "ت", "f")]
        if imperfect:
            singular += [(imperfect, "m"), ("ت" + imperfect[1:], "f")]
            bare = imperfect.rstrip("يوى")
            yield from ((bare + "ون", "p", False), (imperfect + "ان", "d", False))
        yield from ((form, agrees, False) for form, agrees in singular)
        yield from ((stem + "وا", "p", False), (stem + ("يا" if weak else "ا"), "d", False), (stem + "تا", "d", False))
        for form, agrees in singular:
            before = stem + "ا" if weak and form == perfect else form
            yield from ((before + pronoun, agrees, True) for pronoun in ("ه", "ها", "هم", "نا", "هما"))

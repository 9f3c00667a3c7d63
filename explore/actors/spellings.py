"""Spellings: the ways Arabic newspapers write one name.

What folding brings together (hamza, ta marbuta, marks) is one spelling. Others are not: ترامب and ترمب, سيرغي and
سيرجي, عبد الله and عبدالله. `spellings.csv` lists groups of words that are the same; the rest follows by rule.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice, product

from explore import assets
from explore.text import fold

# More spellings of one name than this are combinations nobody writes.
_MOST_SPELLINGS = 24


def spellings(folded: str, *, foreign: bool = False) -> list[str]:
    """Return the other spellings of a folded name: of its words, of عبد الله and عبدالله, of g as غ or ج.

    Parameters
    ----------
    folded : str
        A name as `explore.text.fold` gives it.
    foreign : bool, optional
        Whether it renders a foreign name, whose g is غ in most papers and ج in Egypt's.

    Examples
    --------
    >>> spellings("سيرغي لافروف")[:2]
    ['سيرجي لافروف', 'سيرغيه لافروف']
    >>> spellings("عبد الله الثاني")
    ['عبدالله الثاني']
    >>> spellings("غابورون", foreign=True)
    ['جابورون']
    """
    forms = [folded]
    if folded.startswith(_FATHER_OF):  # أبو مازن in other cases, and in one word
        rest = folded.removeprefix(_FATHER_OF)
        forms += ["ابا " + rest, "ابي " + rest, "ابو" + rest]
    if " ال" in folded:
        for apart in (_SERVANT, _OF_GOD, _OF_FAITH):
            forms += [new for form in list(forms) if (new := apart.sub(r"\1", form)) != form]
    # A short name alone may turn into an ordinary word: إيغاد is the body IGAD, إيجاد is finding.
    foreign = foreign and (" " in folded or len(folded) > 5)
    variants, found = _variants(), dict[str, None]()
    for form in forms:
        words = form.split(" ")
        choices = [variants.get(word) or (_with_jim(word) if foreign else (word,)) for word in words]
        found.update(dict.fromkeys(" ".join(spelt) for spelt in islice(product(*choices), _MOST_SPELLINGS)))
    found.pop(folded, None)
    return list(found)


_FATHER_OF = "ابو "
# عبد الرحمن is also written in one word, and so are نصر الله and نور الدين.
_SERVANT = re.compile(r"(?<!\w)(عبد) (?=ال)")
_OF_GOD = re.compile(r"(?<!\w)(نصر|فتح|خير|ضيف|جاد|عبيد|هبه|ذبيح|صنع|الحمد|الجار) (?=الله(?!\w))")
_OF_FAITH = re.compile(r"(?<!\w)(\w{3,5}) (?=الدين(?!\w))")


def _with_jim(word: str) -> tuple[str, ...]:
    if "غ" in word and len(word) > 3 and not word.startswith(("الغ", "غرب")):
        return word, word.replace("غ", "ج")
    return (word,)


@cache
def _variants() -> dict[str, tuple[str, ...]]:
    """Folded word → itself and its other spellings."""
    found: dict[str, dict[str, None]] = {}
    for line in assets.load("spellings.csv")["spellings"]:
        group = dict.fromkeys(plain(word) for word in line.split("|"))
        for word in group:
            found.setdefault(word, {word: None}).update(group)
    return {word: tuple(group) for word, group in found.items()}


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Return the folded text as a plain str, remembered."""
    return str(fold(text))

"""Inflected forms of an Arabic word by rule, on folded spelling.

Arabic builds a word from a stem in two rings. The inner ring inflects: a verb takes ي ت ن ا before it and وا ون ت
after it, a noun takes ة ات ون ين. The outer ring only leans on the word: و ف ب ل ك س ال before it, pronouns
(ه ها هم نا) after it. This module makes the inner ring once for each lemma of a lexicon, so that finding a word in
running text is a look-up; `leanings` takes the outer ring off a word of running text.

A form is *free* (may stand alone, may take ال), *joined* (a noun or verb stem that stands only before a
pronoun: ادانت+ه from ادانة), or both. Broken plurals and verbs whose middle letter changes without a rule
(فاز، يفوز) are given with the lemma; what begins with ي there is an imperfect, all else a past.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from explore.text import fold

_SHADDA = "\N{ARABIC SHADDA}"
_PERSONS = "يتنا"
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "كم")
_BEFORE_VERB = ("و", "ف")
_BEFORE_IMPERFECT = ("س", "وس", "فس", "ل", "ول", "فل")
_BEFORE_NOUN = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
_WITH_ARTICLE = ("ال", "لل", "وال", "فال", "بال", "كال", "ولل", "فلل", "وبال", "وكال", "فبال")
_LEANING_BEFORE = (
    *(("verb", before) for before in ("", *_BEFORE_VERB, *_BEFORE_IMPERFECT)),
    *(("noun", before) for before in ("", *_BEFORE_NOUN)),
)
_LEANING_LETTERS = {before[0] for _, before in _LEANING_BEFORE if before} | {before[0] for before in _WITH_ARTICLE}
#: The shortest word that may be left once something is taken off.
_SHORTEST = 3


def verb_forms(lemma: str, extra: Iterable[str] = ()) -> tuple[set[str], set[str]]:
    """Return the free and joined forms of a verb given as past "he" form, such as هاجم.

    Parameters
    ----------
    lemma : str
        The verb, spelled with its hamza (أعلن is a form IV, اعلن would not be); a shadda shows that a verb that
        begins with و keeps it (وقّع، يوقّع against وقع، يقع).
    extra : iterable of str
        Forms no rule reaches: imperfects begin with ي (يفوز), pasts do not.

    Examples
    --------
    >>> free, joined = verb_forms("أدان")
    >>> {"ادان", "ادانت", "يدين", "تدينون", "ادين", "يدان"} <= free
    True
    """
    written = [fold(form) for form in extra]
    pasts = {str(fold(lemma)), *(str(form) for form in written if form[0] != "ي")}
    imperfects = {form[1:] for form in written if form[0] == "ي"}
    rules = _imperfects(lemma)
    # A written imperfect replaces the rule's: a rule would make يفاز of فاز.
    imperfects |= rules if not imperfects else set()
    free: set[str] = set()
    joined: set[str] = set()
    _add_pasts(pasts | _passives(lemma), free, joined)
    _add_imperfects(imperfects, free, joined)
    return free, joined


def _add_pasts(pasts: set[str], free: set[str], joined: set[str]) -> None:
    for past in pasts:
        weak = past[:-1] if past[-1] in "يا" and len(past) > _SHORTEST - 1 else ""
        stem = weak or past
        free |= {past, stem + "ت", stem + "وا", stem + "تا", past + "نا", past + "تم"}
        if not weak:
            free |= {past + "ا", past + "ن"}
        joined |= {weak + "ا" if weak else past, stem + "ت", stem + "و", past + "نا"}


def _add_imperfects(cores: set[str], free: set[str], joined: set[str]) -> None:
    for core in cores:
        weak = core[:-1] if core[-1] in "يوا" else ""
        plural = (weak if len(weak) > 1 else core) + "و"
        for person in _PERSONS:
            free.add(person + core)
            joined |= {person + core, person + (weak + "ا" if weak and core[-1] == "ي" else core)}
            if weak and len(weak) >= _SHORTEST:
                free.add(person + weak)  # jussive: لم ينته
        for person in "يت":
            free |= {person + plural + "ن", person + plural + "ا", person + core + "ان", person + core + "ا"}
            joined |= {person + plural + "ن", person + plural}


def _imperfects(lemma: str) -> set[str]:
    """Return what follows the person's letter in the imperfect, by the pattern of the past."""
    past, first = fold(lemma), lemma[0]
    if first in "أإا" and len(past) > _SHORTEST:  # IV, VII, VIII, X: the first letter falls
        core = past[1:]
        hollow = len(core) >= 3 and core[-2] == "ا" and (first == "أ" or core.startswith("ست"))
        cores = {core[:-2] + "ي" + core[-1], core} if hollow else {core}
        return {c[:-1] + "ئ" if lemma[-1] == "أ" else c for c in cores}
    if first == "آ":
        return {"ؤ" + past[1:]}
    if len(past) == _SHORTEST:
        if first == "و" and _SHADDA not in lemma:
            return {past[1:]}
        if past[-1] == "ا" and lemma[-1] == "ا":
            return {past[:-1] + "و"}
    return {str(past)}


def _passives(lemma: str) -> set[str]:
    """Return the passive pasts that are spelled otherwise: ادين of ادان, هوجم of هاجم, اختير of اختار."""
    past = fold(lemma)
    if lemma[0] in "أا" and len(past) >= 4 and past[-2] == "ا":
        return {past[:-2] + "ي" + past[-1]}
    if len(past) == 4 and past[1] == "ا" and past[0] not in "ات":
        return {past[0] + "و" + past[2:]}
    return set()


def noun_forms(lemma: str, extra: Iterable[str] = (), *, adjective: bool = False) -> tuple[set[str], set[str]]:
    """Return the free and joined forms of a noun or adjective given as singular, such as هجوم or إدانة.

    Parameters
    ----------
    lemma : str
        The word without ال.
    extra : iterable of str
        Broken plurals and other forms.
    adjective : bool
        Whether it takes feminine ة and the plurals ون and ين.

    Examples
    --------
    >>> free, joined = noun_forms("إدانة")
    >>> "ادانات" in free, "ادانت" in joined, "ادانت" in free
    (True, True, False)
    """
    free: set[str] = set()
    joined: set[str] = set()
    word = str(fold(lemma))
    people = adjective or (word[0] == "م" and len(word) > 3)  # participles: متهمون
    for written in (lemma, *extra):
        _add_singular(written, free, joined)
    if lemma[-1] == "ة":
        stem = word[:-1]
        free |= {stem + "ات", stem + "تان", stem + "تين"}
        joined.add(stem + "ات")
    elif word[-1] != "ا":
        free |= {word + "ات", word + "ان", word + "ين"}
        joined.add(word + "ات")
        if people or word[-1] == "ي":
            free |= {word + "ه", word + "ون", word + "تان", word + "تين", word + "و"}
    if adjective and word[-1] == "ء":
        free |= {word + "ه"}
    return free, joined


def _add_singular(written: str, free: set[str], joined: set[str]) -> None:
    form = str(fold(written))
    free.add(form)
    joined.add(form[:-1] + "ت" if written[-1] == "ة" else form)
    if form[-1] not in "اه":
        free.add(form + "ا")
    if form[-1] == "ء":
        joined |= {form[:-1] + "ئ", form[:-1] + "ؤ"}


@lru_cache(maxsize=200_000)
def leanings(word: str) -> tuple[tuple[str, str], ...]:
    """Return the (kind, core) readings of a folded word, those that take off least first.

    Kinds are "any" (the word as it stands), "verb" and "noun" (something was taken off before it), and
    "verb+", "noun+" (a pronoun was taken off after it too, so that the core may be a joined form).

    Examples
    --------
    >>> ("noun+", "ادانت") in leanings("وبادانته")
    True
    >>> leanings("للحرب")[-1]
    ('noun', 'حرب')
    """
    return tuple(dict.fromkeys(sorted(_leanings(word), key=lambda reading: -len(reading[1]))))


def _leanings(word: str) -> Iterator[tuple[str, str]]:
    yield "any", word
    if word[:1] not in _LEANING_LETTERS:
        yield from _without("verb", "", word)
        yield from _without("noun", "", word)
        return
    for kind, before in _LEANING_BEFORE:
        if word.startswith(before):
            yield from _without(kind, before, word[len(before) :])
    for before in _WITH_ARTICLE:
        if word.startswith(before) and len(word) - len(before) >= _SHORTEST - 1:
            yield "noun", word[len(before) :]


def _without(kind: str, before: str, core: str) -> Iterator[tuple[str, str]]:
    """Yield the readings of a word without `before`, and without a pronoun too."""
    if kind == "verb" and before in _BEFORE_IMPERFECT and core[:1] not in _PERSONS:
        return
    if before and len(core) >= _SHORTEST - (before == "و"):
        yield kind, core
    for pronoun in _PRONOUNS:
        if core.endswith(pronoun) and len(core) - len(pronoun) >= _SHORTEST:
            yield kind + "+", core[: -len(pronoun)]

"""Clauses of reported speech: the words that announce it, where it begins and where it ends.

Everything here is about one folded paragraph, its tokens and its pairs of quotation marks; who speaks is asked in
`quotes`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from explore import assets
from explore.text import fold

# The particle before reported words, alone or with the pronoun that is their subject (folded).
THAT = frozenset(
    prefix + particle + pronoun
    for prefix in ("", "ب", "و", "وب", "ف")
    for particle in ("ان",)
    for pronoun in ("", "ه", "ها", "هم", "هما", "ني", "نا", "ك", "كم", "هن")
) - {"انا", "وانا", "انك", "فانك"}  # fmt: skip
# After these the words of the clause before them are over: another source, another time, another thought.
BREAKS = frozenset(
    "بحسب حسب حسبما وفق وفقا نقلا وذلك بينما فيما لكنه لكنها الا علما وكان وكانت يذكر يشار جاء".split(),
)
# Nouns before a quoted name: وكالة "تاس" is a name in quotation marks, nothing said.
NAMED = re.compile(
    "[وف]?[بل]?(?:ال)?(?:وكاله|صحيفه|جريده|مجله|قناه|شبكه|اذاعه|موقع|حساب|حزب|حركه|تنظيم|منظمه|جماعه|مؤسسه|شركه|"
    "فيلم|كتاب|برنامج|مسلسل|حمله|عمليه|مبادره|قوات|مدينه)"
)
_OPEN, _CLOSE = "«“„", "»”"
MIN_WORDS = 3  # fewer words in quotation marks, without a colon or أن before them, are a term rather than speech


@dataclass(frozen=True)
class Cue:
    """A reporting word: its lemma, what is done with it (say, deny, warn …), and verb, participle, noun or colon."""

    word: str
    act: str
    kind: str


@lru_cache(maxsize=1)
def cues() -> dict[str, Cue]:
    """Return the reporting words: folded form, also with و or ف before it, to the cue it is a form of."""
    found: dict[str, Cue] = {}
    for lemma, act, kind, forms in assets.load("cues.csv").itertuples(index=False):
        for form in str(forms).split("|"):
            for prefix in ("", "و", "ف"):
                found.setdefault(prefix + fold(form), Cue(lemma, act, kind))
    return found


def quotation_marks(folded: str) -> list[tuple[int, int]]:
    """Return (opening, closing) of each pair of marks; one that is never closed runs to the end."""
    pairs, opened, closer = [], -1, ""
    for at, char in enumerate(folded):
        if opened < 0 and (char == '"' or char in _OPEN):
            opened, closer = at, '"' if char == '"' else _CLOSE
        elif opened >= 0 and char in closer:
            pairs.append((opened, at))
            opened = -1
    if opened >= 0:
        pairs.append((opened, len(folded)))
    return pairs


def is_speech(folded: str, before: re.Match[str], marks: tuple[int, int]) -> bool:
    """Say whether words in quotation marks, not after أن, are speech rather than a name or a term."""
    if NAMED.fullmatch(before.group()):
        return False
    colon = ":" in folded[before.end() : marks[0]]
    return colon or folded[marks[0] : marks[1]].count(" ") + 1 >= MIN_WORDS


def stands_alone(folded: str, close: int) -> bool:
    """Say whether the clause is over where the marks close: else the marks are a fragment of an indirect clause."""
    rest = folded[close + 1 :].lstrip()
    return not rest or rest[0] in ".،,؛!؟?\n)" or rest[:1] == "-" or rest.split()[0] in BREAKS


def skip_space(folded: str, at: int) -> int:
    """Return the first position from `at` that is no space and no colon."""
    while at < len(folded) and folded[at] in " \t:":
        at += 1
    return at


_STOP = re.compile(r"[.!؟?]+(?=\s|$)|؛")


def clause_limit(folded: str, at: int, marks: list[tuple[int, int]]) -> int:
    """Return where the sentence that `at` is in ends, marks inside quotations not counted."""
    for match in _STOP.finditer(folded, at):
        if not any(a < match.start() < b for a, b in marks):
            return match.start()
    return len(folded)


def clause_end(folded: str, tokens: list[re.Match[str]], opener: int, marks: list[tuple[int, int]]) -> int:
    """Return where an indirect clause ends: with its sentence, or before a new cue or another source."""
    known = cues()
    limit = clause_limit(folded, tokens[opener].end(), marks)
    end = limit
    for j in range(opener + 2, len(tokens)):
        token = tokens[j]
        if token.start() >= limit:
            break
        if any(a < token.start() < b for a, b in marks):
            continue
        comma = folded[tokens[j - 1].end() : token.start()].strip(' "»”)')[:1] in ("،", ",")
        cue = known.get(token.group())
        near = [t.group() for t in tokens[j + 1 : j + 4]]
        speaks = cue is not None and (cue.kind == "participle" or token.group().startswith("و"))
        if (speaks and (comma or any(word in THAT for word in near))) or (comma and token.group() in BREAKS):
            end = tokens[j - 1].end()
            break
    # Close what was opened inside the clause; leave its last comma out.
    while end < len(folded) and folded[end] in '"»”)' and any(m[1] == end for m in marks):
        end += 1
    return len(folded[:end].rstrip(" ،,:-"))

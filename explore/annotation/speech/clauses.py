"""Clauses of reported speech: the words that announce it, where it begins and where it ends.

Everything here is about one paragraph: its folded text, its tokens and its pairs of quotation marks. Who speaks is
asked in `speakers`.

A reporting word (cue) opens a clause by أن, by quotation marks or by a colon. Not every أن does: in بعد أن, يجب أن,
إلا أن nothing is said. An indirect clause ends with its sentence, or where another cue or another source begins.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from explore.annotation.cues import NEGATIONS, THAT, Cue, cues
from explore.annotation.speech.lines import Line, skip_space

# After these أن says what is wanted, when, or in spite of what: nothing that is said.
_NOT_SAID = frozenset(
    "بعد قبل منذ دون بدون الا رغم كما يجب ويجب يمكن ويمكن ينبغي غير لولا بيد مجرد حتي حيث اذ بما لمجرد الممكن المقرر"
    " المتوقع المفترض المنتظر المحتمل يمكنه يمكنها يستطيع يريد تريد يحاول شريطه بشرط حال لدرجه الي_حين مثل لو بسبب سبق"
    " يفترض يتعين ينتظر يتوقع_له شان فضلا ريثما كون لاسيما سيما خصوصا عوض بدل ضروره وجوب اجل ذلك".split()
)
# After these the words of the clause before them are over: another source, another time, another thought.
BREAKS = frozenset(
    "بحسب حسب حسبما وفق وفقا طبقا نقلا وذلك بينما فيما لكنه لكنها الا علما وكان وكانت يذكر يشار ويذكر ويشار جاء"
    " وجاء".split(),
)
# Nouns before a quoted name: وكالة "تاس" is a name in quotation marks, nothing said.
NAMED = re.compile(
    "[وف]?[بل]?(?:ال)?(?:وكاله|صحيفه|جريده|مجله|قناه|شبكه|اذاعه|موقع|حساب|حزب|حركه|تنظيم|منظمه|جماعه|مؤسسه|شركه|"
    "فيلم|كتاب|برنامج|مسلسل|حمله|عمليه|مبادره|قوات|مدينه|اغنيه|روايه|وسم|هاشتاغ|مسرحيه|شعار|عنوان|بعنوان|اسم|لقب|"
    "مشروع|نادي|فريق|جائزه|لعبه|تطبيق|طراز|صاروخ|مسمي|تهمه|بتهمه|انباء|الانباء)"
)
_RELATIVE = frozenset("الذي التي الذين".split())
_HOPES = frozenset("أعرب معرب عبر معبر أبدى مبدي أمل ثقة جادل مجادل".split())
_REACH = 45  # tokens from a cue to what is said
_NEAR = 9  # the same for words that are cues only where what is said follows at once
_FRAGMENT = 6  # spaces: longer quotations stand for themselves in whatever clause
MIN_WORDS = 3  # fewer words in quotation marks, without a colon or أن before them, are a term rather than speech


@dataclass(frozen=True)
class Said:
    """What is said after a cue: its span in the folded paragraph, the token that opens it, whether in marks."""

    start: int
    end: int
    opener: int
    direct: bool


def what_is_said(line: Line, i: int, cue: Cue, taken: int) -> Said | None:
    """Return the words said after the cue at token `i`, from the folded position `taken` on."""
    known, words, inside = cues(), line.words, line.inside
    stop = min(line.last(i), i + 1 + (_NEAR if cue.weak or cue.kind != "verb" else _REACH))
    for j in range(i + 1, stop + 1):
        if j < len(words) and inside[j]:
            opening, closing = line.pair(j)
            if inside[j - 1] != inside[j] and opening >= taken and _is_speech(line, i, j, cue):
                return _quoted(line, j, opening, closing, cue)
            continue
        between = line.between(j - 1, j) if j < len(words) else line.folded[line.ends[j - 1] :]
        if ":" in between and not inside[j - 1] and not words[j - 1].isdigit() and not between.startswith('"'):
            nearer = known.get(words[j - 1])
            if nearer and nearer.kind == "verb" and j - 1 > i and not nearer.takes:  # ناشطون يتحدثون … ولافروف يرد:
                return None
            start = skip_space(line.folded, line.ends[j - 1])
            if start < len(line.folded) and j < len(words) and not inside[j]:
                return Said(start, _trim(line, line.limit(start)), j, direct=False)
        if j >= stop:
            break
        if words[j] in THAT and words[j - 1] not in _NOT_SAID and (j == i + 1 or words[j][0] != "و"):
            if words[j - 1] == "في" and cue.word not in _HOPES:  # أعلن تجميد أموال يشتبه في أنها
                return None
            return _clause(line, j)
        other = known.get(words[j])
        if words[j - 1] in _RELATIVE and not THAT.intersection(words[j + 1 : j + 4]):
            continue  # التصريحات التي أدلى بها
        if (
            other
            and not other.weak
            and not other.takes
            and j > i + 1
            and words[j - 1] not in NEGATIONS | {"ما", "كما", "عدم"}
        ):
            return None
    return None


def _clause(line: Line, j: int) -> Said | None:
    """Return the clause after أن at token `j`; direct where marks hold the whole of it."""
    start = skip_space(line.folded, line.ends[j])
    if j + 1 < len(line.words) and line.inside[j + 1] and not line.inside[j]:
        opening, closing = line.pair(j + 1)
        if opening <= start <= opening + 1 and stands_alone(line.folded, closing):
            return Said(opening + 1, closing, j, direct=True)
    end = clause_end(line, j)
    return Said(start, end, j, direct=False) if end > start else None


def _quoted(line: Line, j: int, opening: int, closing: int, cue: Cue) -> Said:
    """Return the words in marks; where they are a few of a longer clause, the clause."""
    whole = ":" in line.folded[line.ends[j - 1] : opening] or cue.word == "وصف"
    governed = line.words[j - 1] in ("ب", "الي", "علي", "عن", "من", "في", "ل")
    if (
        whole
        or not governed
        or stands_alone(line.folded, closing)
        or str.count(line.folded[opening:closing], " ") >= _FRAGMENT
    ):
        return Said(opening + 1, closing, j, direct=True)
    return Said(opening, max(clause_end(line, j), closing + 1), j, direct=False)


def _is_speech(line: Line, i: int, j: int, cue: Cue) -> bool:
    """Say whether words in quotation marks, not after أن, are speech rather than a name or a term."""
    opening, closing = line.pair(j)
    before = line.folded[line.ends[j - 1] : opening]
    if (NAMED.fullmatch(line.words[j - 1]) or line.words[j - 1] == "ل") and ":" not in before:
        return False
    described = cue.word == "وصف" and (line.words[j - 1] in ("ب", "بانه", "بانها", "بانهم") or j == i + 1)
    near = j <= i + 2 and line.words[j - 1] in ("الي", "علي", "عن", "ب", "من")
    if ":" in before or described:
        return True
    if "،" not in before and _is_name(line, opening, closing):
        return False
    return str.count(line.folded[opening:closing], " ") + 1 >= MIN_WORDS - near


def _is_name(line: Line, opening: int, closing: int) -> bool:
    """Say whether a few words in marks are a name, what is said being announced behind them: قائد "لواء الصقور" إن."""
    if str.count(line.folded[opening:closing], " ") > 3 or stands_alone(line.folded, closing):
        return False
    known, limit = cues(), line.limit(closing)
    for k in range(bisect_left(line.starts, closing), len(line.words)):
        if line.starts[k] >= limit or (line.words[k] in known and known[line.words[k]].kind != "noun"):
            return False
        if (line.words[k] in THAT and line.words[k][0] != "و" and line.words[k - 1] not in _NOT_SAID) or (
            ":" in line.between(k - 1, k) and line.inside[k]
        ):
            return True
    return False


def stands_alone(folded: str, close: int) -> bool:
    """Say whether the clause is over where the marks close: else the marks are a fragment of an indirect clause."""
    rest = folded[close + 1 :].lstrip()
    return (
        not rest
        or rest[0] in ".،,؛!؟?\n)"
        or rest[:1] == "-"
        or rest.split()[0] in BREAKS
        or rest[:2] in ('و"', "و«", "و“", "و ")
    )


def clause_end(line: Line, opener: int) -> int:
    """Return where an indirect clause ends: with its sentence, or before a new cue or another source."""
    known, words = cues(), line.words
    end = line.limit(line.ends[opener])
    for j in range(opener + 2, len(words)):
        if line.starts[j] >= end:
            break
        if line.inside[j]:
            continue
        word = words[j]
        comma = line.between(j - 1, j).strip(' "»”)')[:1] in ("،", ",")
        cue = known.get(word)
        speaks = (
            cue is not None
            and not cue.takes
            and (cue.kind == "participle" or (word[0] == "و" and cue.kind == "verb" and not cue.weak))
        )
        if speaks and (comma or any(near in THAT for near in words[j + 1 : j + 4])):
            end = line.ends[j - 1]
            break
        if (comma and word in BREAKS) or (comma and word == "كما" and words[j + 1 : j + 2] and words[j + 1] in known):
            end = line.ends[j - 1]
            break
        if comma and word == "في" and words[j + 1 : j + 2] and words[j + 1] in ("وقت", "حين"):
            end = line.ends[j - 1]
            break
        if (
            word in ("علي", "نقلا")
            and words[j + 1 : j + 2]
            and words[j + 1] in ("حد", "عن", "ما")
            and (words[j + 1] != "ما" or (words[j + 2 : j + 3] and words[j + 2] in known))
        ):
            end = line.ends[j - 1]
            break
        if word in ("بحسب", "وفق", "وفقا", "حسبما", "طبقا") and words[j + 1 : j + 2] and words[j + 1] in ("ما", "لما"):
            end = line.ends[j - 1]
            break
    return _trim(line, end)


def _trim(line: Line, end: int) -> int:
    """Close what was opened before `end`; leave a last comma out."""
    while (
        end < len(line.folded)
        and line.folded[end] in '"»”)'
        and (line.folded[end] == ")" or any(m[1] == end for m in line.marks))
    ):
        end += 1
    return len(line.folded[:end].rstrip(" ،,:-"))

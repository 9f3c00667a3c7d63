"""Attributions: who is made answerable for words without a verb of saying before them.

News names its source after the words (انتهت المحادثات، بحسب الكرملين), before them (ووفقا لرويترز، …) or, in
headlines, by a colon (لافروف: لا حل عسكريا). Not everything after وفق is a source: وفق القانون is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from explore.annotation.cues import THAT, Cue, cues
from explore.annotation.speech.clauses import MIN_WORDS
from explore.annotation.speech.lines import Line, skip_space
from explore.annotation.speech.nouns import BODY, PERSON, WRITTEN
from explore.annotation.speech.phrases import bare, phrase
from explore.annotation.speech.places import Places, Speaker
from explore.annotation.speech.speakers import subject

_ACCORDING = frozenset("بحسب حسب وفق وفقا طبقا حسبما كما نقلا علي".split())
_HIS_WORDS = ("قول", "تعبير", "وصف", "زعم", "راي")
_PRONOUNS = {"ه": "m", "ها": "f", "هم": "p", "هما": "d"}
# What a headline with a place before its colon says happened there: nobody's words.
_HAPPENED = frozenset(
    "مقتل قتيل قتلي جريح جرحي اصابه اصابات انفجار تفجير هجوم اعتقال توقيف ضبط وفاه مصرع سقوط ارتفاع انخفاض تراجع بدء"
    " انطلاق افتتاح اغلاق فوز خساره غارات غاره قصف اشتباكات معارك مظاهرات احتجاجات تظاهرات زلزال حريق حادث غرق العثور"
    " تاجيل الغاء اعدام السجن سجن محاكمه انتخاب انتخابات استقاله تعيين اقاله حكم مئات الاف عشرات اول اكثر نحو استمرار"
    " تجدد عوده وصول القبض الحكم اطلاق تشييع نزوح".split()
)
_OURS = re.compile(
    "(?:لن|لا|لم|لسنا|نحن|ليس|ليست|يجب|علي|مستعدون|جاهزون|ملتزمون|سن\\w{3,}|سوف|تجب|نامل|نا?سف|نحن|ن(?:رفض|ريد|دعم|طالب|دعو"
    "|عمل|سعي|حتاج|تطلع|توقع|درس|جري|واجه|دين|رحب|ملك|قف|ود|تمني|ثق|عتزم|ناقش|بحث|حاول|قبل|تمسك|حترم|ؤيد|حذر|عارض|تفهم))$"
)
_NO_SPEAKER = frozenset("مباشر شاهد فيديو بالفيديو بالصور صور عاجل للمزيد اقرا ايضا كاس مونديال الدوري دوري".split())


@dataclass(frozen=True)
class Attribution:
    """An attribution: its tokens, who is named in it (or by a pronoun, which agrees), its cue and what it does."""

    first: int
    last: int
    speaker: Speaker | None
    agrees: str
    cue: Cue
    word: int


def attribution(line: Line, places: Places, k: int) -> Attribution | None:
    """Read the attribution that begins at token `k`, if one does."""
    words = line.words
    lead = words[k] if words[k] in _ACCORDING else words[k][1:]
    if lead not in _ACCORDING or k + 1 >= len(words):
        return None
    stop, t = line.last(k), k + 1
    if t >= stop:
        return None
    cue = Cue(lead, "report", "noun")
    if lead == "علي" and words[t] == "حد" and t + 1 < stop:
        noun = next((n for n in _HIS_WORDS if words[t + 1].startswith(n)), None)
        if noun is None:
            return None
        rest = words[t + 1][len(noun) :]
        cue = Cue(noun, "say", "noun")
        if rest in _PRONOUNS:
            return Attribution(k, t + 2, None, _PRONOUNS[rest], cue, t + 1)
        return _with(k, phrase(line, places, t + 2, stop), cue, t + 1) if not rest else None
    if lead == "نقلا":
        return _with(k, phrase(line, places, t + 1, stop), cue, k) if words[t] == "عن" else None
    if lead in ("كما", "حسبما"):
        verb = t
    elif words[t] in ("ما", "لما"):
        verb = t + 1
    elif lead == "علي" or (lead in ("وفقا", "طبقا") and not words[t].startswith("ل")):
        return None
    else:
        return _with(k, phrase(line, places, t, stop), cue, k)
    if verb >= stop or words[verb] not in cues() or cues()[words[verb]].kind != "verb":
        return None
    cue = cues()[words[verb]]
    if cue.word in ("جاء", "ورد"):
        at = verb + 2 if words[verb + 1 : verb + 2] in (["في"], ["علي"]) else stop
        if at >= stop or words[at] not in WRITTEN:
            return None
        return _with(k, phrase(line, places, at, stop), cue, verb)
    if any(word in THAT for word in words[verb + 1 : verb + 4]) and lead == "كما":
        return None
    found = subject(line, places, verb, stop)
    if found is None and verb + 1 < stop and not line.between(verb, verb + 1).strip():
        return None
    if found is None:
        return Attribution(k, verb + 1, None, cue.agrees, cue, verb)
    for j in range(found.last, min(found.last + 6, stop)):  # وفق ما نقلت رويترز عن مسؤول
        if cue.word == "نقل" and words[j] == "عن":
            found = phrase(line, places, j + 1, stop) or found
            break
    return _with(k, found, cue, verb)


def _with(k: int, speaker: Speaker | None, cue: Cue, word: int) -> Attribution | None:
    if speaker is None:
        return None
    known = speaker.label or speaker.anonymous or speaker.actor_id
    if not known and not {speaker.head, bare(speaker.head)} & (PERSON | BODY | WRITTEN):
        return None
    return Attribution(k, speaker.last, speaker, "", cue, word)


def attributed(line: Line, found: Attribution) -> tuple[int, int, bool] | None:
    """Return start and end (folded) of the words that are attributed, and whether they are in quotation marks."""
    first, k = line.first(found.first), found.first
    if line.words[first].lstrip("و") == "جاء":  # وجاء ذلك بحسب: of what was said before
        return None
    if k - first >= MIN_WORDS:
        if line.words[k] == "نقلا" and line.words[first] in cues():
            return None  # ونشرت الصحيفة مقالا نقلا عن
        start, end = line.starts[first], len(line.folded[: line.starts[k]].rstrip(" ،,:-–("))
        if line.between(k - 1, k).strip()[:1] in ("-", "–", "("):  # put between dashes: the whole sentence
            end = line.limit(line.starts[k])
        if line.words[k - 1] == "وذلك":
            end = len(line.folded[: line.starts[k - 1]].rstrip(" ،,"))
        opening = line.inside[first]
        if opening and line.inside[first] == line.inside[k - 1]:
            a, b = line.marks[opening - 1]
            return a + 1, b, True
        if opening:  # the sentence begins with the marks
            start = line.marks[opening - 1][0]
        return start, end, False
    if k > first + 1:
        return None
    limit = line.limit(line.starts[k])
    for j in range(found.last, min(found.last + 10, len(line.words))):
        if line.starts[j] >= limit:
            return None
        if line.between(j - 1, j).strip()[:1] in ("،", ",") or line.words[j] in ("فان", "فقد"):
            return _after(line, j + (line.words[j] in THAT), limit)
    return None


def _after(line: Line, j: int, limit: int) -> tuple[int, int, bool] | None:
    """Return the words from token `j` to the end of the sentence, if they are enough to be said."""
    if line.last(j - 1) - j < MIN_WORDS:
        return None
    if not line.inside[j]:
        return line.starts[j], limit, False
    a, b = line.pair(j)
    return (a + 1, b, True) if not line.folded[b + 1 : limit].strip(" .،") else (a, limit, False)


def headline(line: Line, places: Places) -> tuple[int, int, Speaker, bool] | None:
    """Return start and end (folded) of what a headline says after a colon, who says it, and whether in marks."""
    colon = next((m.start() for m in re.finditer(r"(?<!\d):", line.folded)
                  if not any(a < m.start() < b for a, b in line.marks)), -1)  # fmt: skip
    if colon < 0 or _NO_SPEAKER & set(line.words[:2]) or (line.words[0] in cues() and 0 not in places.starting):
        return None
    c = sum(1 for start in line.starts if start < colon)
    begin = max((m.end() for m in re.finditer(r"\.\.+|[|؟!…]|[–-] ", line.folded[:colon])), default=0)
    s = sum(1 for start in line.starts if start < begin)
    start = skip_space(line.folded, colon + 1)
    said = line.folded[start:].strip(" \"«»“”'.")
    if s >= c or said.count(" ") + 1 < MIN_WORDS or c - s > 14:
        return None
    marked = bool(line.folded[start : start + 1]) and line.folded[start] in '"«“'
    speaker = phrase(line, places, s, c)
    if speaker is None or line.words[s] == "دبلوماسيه" or (speaker.label == "LOC" and line.words[c - 1][0] == "ل"):
        return None
    acts = any(w in cues() and cues()[w].kind == "verb" for w in line.words[speaker.last : c])
    if speaker.last < c and not (speaker.label and (marked or (acts and _OURS.match(line.words[c])))):
        return None
    known = speaker.label in ("PER", "ORG") or speaker.anonymous or speaker.head in PERSON | WRITTEN | BODY
    if speaker.label == "LOC" and not marked:
        first = line.words[c]
        seat = (speaker.actor_id or "").endswith("/gov")
        known = bool(_OURS.match(first)) or (seat and first not in _HAPPENED and not first.isdigit())
    if not (known or (speaker.label and marked)):
        return None
    end = len(line.folded.rstrip(" .\"»”'"))
    whole = marked and not line.folded[line.pair(c)[1] + 1 :].strip(" .") if line.inside[c] else False
    return (start + 1, end, speaker, True) if whole else (start, len(line.folded.rstrip(" .")), speaker, False)

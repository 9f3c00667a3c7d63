"""Before or after publication: what the words around a bare weekday or month say.

"قال الخميس" is the Thursday before, "سيلتقي الخميس" the one to come. The nearest verb before the date in its sentence
decides: a verb of the future (سيلتقي، سوف يلتقي) or of what is planned (المقرر، يعتزم), the present tense of what
papers announce (يعقد، يزور، تبدأ), or a verb of the past (قال، وصل، قتل). Where the date opens the sentence, the first
verb after it decides. Perfect verbs look like nouns, so that these are lists, not an analysis.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product

from explore import assets
from explore.calendar.words import WORDS, word_set
from explore.doc import Doc
from explore.text import fold

_FUTURE = word_set("future").union(fold("".join(parts)) for parts in product("يت", WORDS["announced"], ("", "ون")))
_WILL = re.compile(WORDS["will_pattern"])
_NOT_FUTURE = re.compile(WORDS["not_future_pattern"], re.VERBOSE)
_LEAD = re.compile(WORDS["lead_pattern"])
_WAS, _UNTIL = word_set("was"), word_set("until")
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 140  # characters of the sentence looked back upon


@cache
def _past() -> frozenset[str]:
    """Return the verbs of the past, and the perfect forms of the verbs of saying."""
    cues = assets.load("cues.csv")
    forms = {str(fold(form)) for forms in cues.loc[cues["kind"] == "verb", "forms"] for form in re.split("[/|]", forms)}
    verbs = word_set("past")
    said = {form for form in forms if form[:1] not in "يتن"} | verbs
    inflected = [*product(("", "و"), said, ("", "ت")), *product(verbs, ("وا", "ا"))]
    return word_set("past_forms").union(map("".join, inflected))


def tense_of(doc: Doc, start: int, end: int) -> int:
    """Return 1 where the words around a date speak of what is to come, -1 of what was, 0 where they do not say.

    Parameters
    ----------
    doc : Doc
        The article.
    start, end : int
        Where the date stands in the folded text.

    Examples
    --------
    >>> [tense_of(Doc("a", text), 11, 17) for text in ("ستعلن مصر  الخميس", "أعلنت مصر  الخميس")]
    [1, -1]
    """
    folded, sentence = doc.folded, doc.sentences[doc.sentence_at(doc.folded.offset(start))]
    opening, closing = doc.starts[sentence.first], doc.ends[sentence.last - 1]
    before = _WORD.findall(folded, max(opening, start - _REACH), start)
    for place in range(len(before) - 1, -1, -1):
        if tense := _tense(before[place]):
            # "was to meet on Thursday": planned then, over now
            return -1 if tense > 0 and _WAS.intersection(before[max(0, place - 5) : place]) else tense
    leads = before and opening >= start - _REACH and _LEAD.fullmatch(before[0])
    if leads or (before and before[-1] in _UNTIL):
        return 1
    after = _WORD.findall(folded, end, min(closing, end + _REACH // 2)) if len(before) <= 2 else []
    return next((tense for word in after if (tense := _tense(word))), 0)


def _tense(word: str) -> int:
    if word in _FUTURE or (word[0] == "و" and word[1:] in _FUTURE):
        return 1
    if _WILL.fullmatch(word) and not _NOT_FUTURE.match(word.lstrip("وف")):
        return 1
    return -1 if word in _past() else 0

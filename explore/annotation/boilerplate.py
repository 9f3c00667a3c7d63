"""Boilerplate: what newspapers print around an article that is no content of it.

A dateline («دبي، الإمارات العربية المتحدة (CNN)») would make an outlet's own seat its most mentioned place. Two signs
tell boilerplate: its form (datelines, bylines, "read also" lines, adverts, notices; `words-boilerplate.toml`), and
repetition: a sentence that one outlet prints in many stories. Rows of `sentences` and `mentions` are marked, never
removed: measures leave marked rows out by default.

References
----------
Kohlschütter, Fankhauser, Nejdl (2010), Boilerplate detection using shallow text features, WSDM.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import pandas as pd

from explore import assets
from explore.annotation.layers import Context, Frames, Layer
from explore.doc import Doc, Sentence
from explore.text import fold

STORIES = 10  # stories of one outlet that must print a sentence
SHARE = 0.005  # and share of the outlet's stories
_SHORT = 12  # tokens of a byline or sign-off at most
_DATELINE = 16  # tokens of a dateline at most
_BODY = 6  # tokens that must follow a dateline in its paragraph
_DASHES = frozenset("-–—")
_BETWEEN = frozenset("،,()/\\-–—:|*")
_TAG = 4  # tokens of a name and two points at the head of a title
_DIGIT = re.compile(r"\d")
_LEAD = re.compile(r"^[\s*#>•\-–—_(\[\"]+")


def find_boilerplate(docs: Sequence[Doc], stories: Sequence[str]) -> list[list[tuple[int, int]]]:
    r"""Return the spans of boilerplate of each article, as (first token, token after the last).

    Parameters
    ----------
    docs : sequence of Doc
        The articles, with outlet and mentions.
    stories : sequence of str
        The story_id of each: copies of one report repeat everything, which says nothing.

    Examples
    --------
    >>> doc = Doc("a", "خبر\nاقرأ أيضا: خبر آخر")
    >>> [doc.surface(*span) for span in find_boilerplate([doc], ["a"])[0]]
    ['اقرأ أيضا: خبر آخر']
    """
    repeated = _repeated(docs, stories)
    return [sorted({*_by_form(doc), *_by_repetition(doc, repeated)}) for doc in docs]


def _by_form(doc: Doc) -> Iterator[tuple[int, int]]:
    for number, (first, last) in enumerate(doc.paragraphs):
        line = _LEAD.sub("", str.__getitem__(doc.folded, slice(doc.starts[first], doc.ends[last - 1])))
        byline = last - first <= _SHORT and line.startswith(_openings()["byline"])
        if not line or byline or line.startswith(_openings()["line"]):
            yield first, last
        elif number < 2 and (end := _dateline(doc, first, last)):
            yield first, end


def _dateline(doc: Doc, first: int, last: int) -> int:
    """Return the token after the dateline that a paragraph begins with; 0 where it begins with none."""
    for dash in reversed(range(first + 1, min(first + _DATELINE, last - _BODY))):
        if doc.words[dash] in _DASHES and _is_dateline(doc, first, dash):
            return dash + 1
    return 0


def _is_dateline(doc: Doc, first: int, dash: int) -> bool:
    """Say whether the tokens before a dash are places, agencies, writers and what stands between them."""
    closing = dash - 1
    while closing > first and doc.words[closing] in _DASHES:
        closing -= 1
    in_brackets = doc.words[closing] == ")"
    named = [i for i in range(first, dash) if i in doc.mention_at]
    known = assets.words("boilerplate")["dateline"]
    rest = [i for i in range(first, dash) if i not in doc.mention_at and doc.words[i] not in _BETWEEN | known]
    bracketed = "(" in doc.words[first:dash] and len(rest) <= 2  # an agency or a town that is not known
    return bool(named or in_brackets) and (not rest or (in_brackets and bracketed))


def _by_repetition(doc: Doc, repeated: frozenset[tuple[str, str]]) -> Iterator[tuple[int, int]]:
    """Yield what an outlet repeats; but not a name with two points (اليمن..)."""
    if doc.outlet and repeated:
        for sentence in doc.sentences:
            own = range(sentence.first, sentence.last)
            is_tag = len(own) <= _TAG and not doc.mention_at.keys().isdisjoint(own)
            if not is_tag and (doc.outlet, _key(doc, sentence)) in repeated:
                yield sentence.first, sentence.last


def _repeated(docs: Sequence[Doc], stories: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Return (outlet, sentence) of the sentences that an outlet prints in many stories."""
    first_seen: dict[tuple[str, str], str] = {}
    printed: dict[tuple[str, str], set[str]] = defaultdict(set)  # of those in two stories at least
    total: dict[str, set[str]] = defaultdict(set)
    for doc, story in zip(docs, stories, strict=True):
        outlet = doc.outlet or ""
        total[outlet].add(story)
        for sentence in doc.sentences if outlet else ():
            key = (outlet, _key(doc, sentence))
            if first_seen.setdefault(key, story) != story:
                printed[key] |= {first_seen[key], story}
    return frozenset(key for key, where in printed.items() if len(where) >= max(STORIES, SHARE * len(total[key[0]])))


def _key(doc: Doc, sentence: Sentence) -> str:
    return _DIGIT.sub("0", " ".join(doc.words[sentence.first : sentence.last]))


@cache
def _openings() -> dict[str, tuple[str, ...]]:
    lists = assets.words("boilerplate")
    line = [opening for name in ("read_also", "advert", "notice") for opening in lists[name]]
    return {
        "line": tuple(str(fold(opening)) for opening in line),
        "byline": tuple(str(fold(opening)) for opening in lists["byline"]),
    }


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    spans = find_boilerplate(docs, frames["articles"]["story_id"].fillna(frames["articles"]["article_id"]).tolist())
    inside = {doc.article_id: [doc.span(*span) for span in own] for doc, own in zip(docs, spans, strict=True) if own}
    marked = {
        name: frames[name].assign(boilerplate=_inside(frames[name], inside)) for name in ("sentences", "mentions")
    }
    if n := int(marked["sentences"]["boilerplate"].sum()):
        context.notes.append(
            f"{n:,} of {len(marked['sentences']):,} sentences and {int(marked['mentions']['boilerplate'].sum()):,} of "
            f"{len(marked['mentions']):,} mentions are boilerplate; measures leave them out unless asked."
        )
    return marked


def _inside(frame: pd.DataFrame, spans: dict[str, list[tuple[int, int]]]) -> list[bool]:
    """Say for each row whether it lies in a span of its article."""
    rows = zip(frame["article_id"].tolist(), frame["start"].tolist(), frame["end"].tolist(), strict=True)
    return [any(a <= start and end <= b for a, b in spans.get(article, ())) for article, start, end in rows]


LAYER = Layer(
    "boilerplate",
    reads=("articles", "sentences", "mentions"),
    writes=("sentences", "mentions"),
    run=_run,
    whole=True,
)

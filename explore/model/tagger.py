"""The tagger: roles, quotations, reporting words and speakers' words, found by a small model that the package ships.

Three things are read off each word of an article at once, each a row of tags of its own (`HEADS`): whether it belongs
to a role, a nominal that means one person or body (الرئيس الروسي, الوزارة); whether it is quoted, in marks or in
the clause after a reporting word; whether it reports (قال) or names who speaks. A `Network` reads stretches of some
paragraphs, and is told where the names are, where quotation marks, sentences and paragraphs begin and end, and which
nouns with an article the text has already used of somebody named (شركة غوغل … الشركة). `tools/train_tagger.py` made
it; `CARDS.md` says of what, and how good it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import numpy as np

from explore.doc import Doc
from explore.model.network import Network
from explore.model.sequence import Floats, Ints
from explore.model.words import as_read, shipped, shipped_words
from explore.text import bare_forms

FILE = "tagger.npz"

Kind = Literal["role-PER", "role-ORG", "direct", "indirect", "cue", "speaker"]
#: What each head tells apart. Tag 0 is outside; of the n-th kind 2n - 1 is the beginning, 2n the inside.
HEADS: tuple[tuple[Kind, Kind], ...] = (("role-PER", "role-ORG"), ("direct", "indirect"), ("cue", "speaker"))

_LABELS = {"PER": 0, "ORG": 1, "LOC": 2}
_ARTICLE = "ال"
_BEFORE = 2  # words before a name that may be its title
_LONGEST = 96  # words of a stretch, where its paragraphs allow
_SHORT = 3  # words of quotation marks that rather hold a name


class Span(NamedTuple):
    """Some tokens of a Doc: what they are, the first, the one after the last, and how probable that is."""

    kind: Kind
    first: int
    last: int
    score: float


def tag(docs: Sequence[Doc]) -> list[list[Span]]:
    """Return the spans of each article, in order of the text.

    Parameters
    ----------
    docs : sequence of Doc
        The articles, with their names attached (`Doc.mentions`).

    Returns
    -------
    list of list of Span
        Spans of one head do not overlap. A direct quotation is the words inside its marks; an indirect one begins
        after أن, إن or the colon.

    Examples
    --------
    >>> (spans,) = tag([Doc("a", "وقال الرئيس الروسي إن بلاده ترفض العقوبات.")])
    >>> [(span.kind, span.first, span.last) for span in spans]
    [('cue', 0, 1), ('role-PER', 1, 3), ('speaker', 1, 3), ('indirect', 4, 7)]
    """
    bounds = [list(stretches(doc)) for doc in docs]
    given = []
    for doc, own in zip(docs, bounds, strict=True):
        words, features = as_read(doc.words), place_features(doc)
        given += [(words[first:last], features[first:last]) for first, last in own]
    tagged = iter(tagger().tag(given))
    return [sorted(_spans((first, *next(tagged)) for first, _ in own), key=_order) for own in bounds]


def stretches(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield first and last token of what is read at a time: whole paragraphs, or the sentences of a long one."""
    begin = end = 0
    for first, last in _pieces(doc):
        if last - begin > _LONGEST and end > begin:
            yield begin, end
            begin = first
        end = last
    if end > begin:
        yield begin, end


def _pieces(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs; where one is too long its sentences, and these in parts."""
    cuts = [sentence.last for sentence in doc.sentences]
    for first, last in doc.paragraphs:
        if last - first <= _LONGEST:
            yield first, last
            continue
        begin = first
        for end in [*(cut for cut in cuts if first < cut < last), last]:
            for cut in range(begin, end, 2 * _LONGEST):
                yield cut, min(cut + 2 * _LONGEST, end)
            begin = end


OF_PLACE = 24


def place_features(doc: Doc) -> Floats:
    """Return what is known of the place of each token beforehand (tokens × OF_PLACE)."""
    features = np.zeros((len(doc.words), OF_PLACE), np.float32)
    for mention in doc.mentions:
        if mention.kind == "name":
            features[mention.first, _LABELS[mention.label]] = 1
            features[mention.first + 1 : mention.last, 3 + _LABELS[mention.label]] = 1
    for opening, closing in doc.quotation_marks:
        inside = slice(opening + 1, closing)
        features[opening, 6] = features[closing : closing + 1, 7] = 1
        features[inside, 8] = 1
        features[inside, 9] = closing - opening - 1 <= _SHORT
        features[inside, 10][:1] = features[inside, 11][-1:] = 1
    for sentence in doc.sentences:
        features[sentence.first : sentence.first + 1, 12] = features[sentence.last - 1 : sentence.last, 13] = 1
    for number, (first, last) in enumerate(doc.paragraphs):
        features[first, 14] = features[last - 1, 15] = 1
        features[first:last, 16] = number == 0
    _mark_used(doc, features[:, 17:])
    return features


def _mark_used(doc: Doc, features: Floats) -> None:
    """Mark nouns with an article that the text used before: in a name, before a name (by label), or at all."""
    names = {m.first: m for m in doc.mentions if m.kind == "name"}
    used: dict[str, set[int]] = {}
    for token, word in enumerate(doc.words):
        noun = _noun(word)
        if noun != word and len(noun) > 1:
            features[token, list(used.get(noun, ()))] = 1
        used.setdefault(noun, set()).add(6)
        if name := names.get(token):
            for before in range(max(token - _BEFORE, 0), token):
                used.setdefault(_noun(doc.words[before]), set()).add(3 + _LABELS[name.label])
            for inside in range(name.first, name.last):
                used.setdefault(_noun(doc.words[inside]), set()).add(_LABELS[name.label])


@lru_cache(1 << 16)
def _noun(word: str) -> str:
    """Return a word without clitics and article, where it has an article."""
    return next((form for form in bare_forms(word) if form.startswith(_ARTICLE)), word).removeprefix(_ARTICLE)


def _spans(tagged: Iterable[tuple[int, Floats, Ints]]) -> Iterator[Span]:
    """Yield the spans of each stretch: its first token, probabilities of its tags, best rows of tags."""
    for offset, probabilities, tags in tagged:
        for head, kinds in enumerate(HEADS):
            row = tags[:, head].tolist()
            begins = [k for k, now in enumerate(row) if now and (now % 2 or not k or row[k - 1] not in (now, now - 1))]
            for begin in begins:
                kind, end = (row[begin] + 1) // 2, begin + 1
                while end < len(row) and row[end] == 2 * kind:
                    end += 1
                score = probabilities[np.arange(begin, end), head, row[begin:end]].min()
                yield Span(kinds[kind - 1], offset + begin, offset + end, float(score))


def _order(span: Span) -> tuple[int, int]:
    return span.first, -span.last


@cache
def tagger() -> Network:
    """Return the model the package ships, loaded and verified once."""
    return Network(shipped_words(), shipped(FILE))

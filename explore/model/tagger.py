"""The tagger: roles, quotations, reporting words and speakers' words, found by a small model that the package ships.

Three things are read off each word of an article at once, each a row of tags of its own (`HEADS`): whether it belongs
to a role, a nominal that means one person or body (الرئيس الروسي, الوزارة); whether it is quoted, in marks or in
the clause after a reporting word; whether it reports (قال) or names who speaks. A `Network` reads stretches of some
paragraphs, and is told where the names are, where quotation marks, sentences and paragraphs begin and end, and which
nouns with an article the text has already used of somebody named (شركة غوغل … الشركة). `tools/train_tagger.py` made
it; `CARDS.md` says of what, and how good it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
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
N_TAGS = 5

_LABELS = {"PER": 0, "ORG": 1, "LOC": 2}
_ARTICLE = "ال"
_BEFORE = 2  # words before a name that may be its title
_LONGEST = 96  # words of a stretch, where its paragraphs allow
_SHORT = 3  # words of quotation marks that rather hold a name
_LIKELY, _POSSIBLE = 0.4, 0.05  # a noun that is a role once, and may be one again
OF_PLACE = 24  # what is known of the place of a token beforehand


class Span(NamedTuple):
    """Some tokens of a Doc: what they are, the first, the one after the last, and how probable that is."""

    kind: Kind
    first: int
    last: int
    score: float


def tag(docs: Sequence[Doc], network: Network | None = None) -> list[list[Span]]:
    """Return the spans of each article, in order of the text.

    Parameters
    ----------
    docs : sequence of Doc
        The articles, with their names attached (`Doc.mentions`).
    network : Network, optional
        The model; the one that the package ships where nothing is given.

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
    spans = []
    for doc, (probabilities, tags) in zip(docs, _tag_tokens(docs, network or tagger()), strict=True):
        own = spans_of(tags, probabilities)
        own += _roles_again(doc, own, probabilities)
        spans.append(sorted(own, key=lambda span: (span.first, -span.last)))
    return spans


def _tag_tokens(docs: Sequence[Doc], network: Network) -> Iterator[tuple[Floats, Ints]]:
    """Yield of each article the probabilities of tags (tokens × heads × tags) and the best rows of tags."""
    cuts = [list(stretches(doc)) for doc in docs]
    given = []
    for doc, bounds in zip(docs, cuts, strict=True):
        words, features = as_read(doc.words), place_features(doc)
        given += [(words[first:last], features[first:last]) for first, last in bounds]
    tagged = iter(network.tag(given))
    for bounds in cuts:
        parts = [(np.empty((0, len(HEADS), N_TAGS), np.float32), np.empty((0, len(HEADS)), np.int64))]
        parts += [next(tagged) for _ in bounds]
        yield np.concatenate([part for part, _ in parts]), np.concatenate([part for _, part in parts])


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


def place_features(doc: Doc) -> Floats:
    """Return what is known of the place of each token beforehand (tokens × OF_PLACE).

    Columns: 0 to 2 the beginning of a name by label, 3 to 5 its inside; 6 and 7 the two quotation marks, 8 what they
    hold, 9 the same where it is short, 10 and 11 its first and last token; 12 and 13 of a sentence, 14 and 15 of a
    paragraph; 16 the first paragraph; 17 to 23 see `_mark_used`.
    """
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
    """Mark nouns with an article that the text used before.

    Columns: 0 to 2 in a name by label, 3 to 5 in front of one, 6 at all.
    """
    names = {mention.first: mention for mention in doc.mentions if mention.kind == "name"}
    nouns = [_noun(word) for word in doc.words]
    used: defaultdict[str, set[int]] = defaultdict(set)
    rows: list[int] = []
    columns: list[int] = []
    for token, noun in enumerate(nouns):
        if used[noun] and _is_definite(doc.words[token]):
            rows += [token] * len(used[noun])
            columns += used[noun]
        used[noun].add(6)
        if name := names.get(token):
            for before in nouns[max(token - _BEFORE, 0) : token]:
                used[before].add(3 + _LABELS[name.label])
            for inside in nouns[name.first : name.last]:
                used[inside].add(_LABELS[name.label])
    features[rows, columns] = 1


@lru_cache(1 << 16)
def _noun(word: str) -> str:
    """Return a word without clitics and article, where it has an article."""
    return next((form for form in bare_forms(word) if form.startswith(_ARTICLE)), word).removeprefix(_ARTICLE)


def _is_definite(word: str) -> bool:
    return len(noun := _noun(word)) > 1 and noun != word


def spans_of(tags: Ints, probabilities: Floats) -> list[Span]:
    """Return the spans that rows of tags stand for.

    Parameters
    ----------
    tags : array, words × heads
        The best rows of tags.
    probabilities : array, words × heads × tags
        How probable each tag is; the least of a span's is its score.
    """
    spans = []
    for head, kinds in enumerate(HEADS):
        row = tags[:, head].tolist()
        for begin in np.flatnonzero(tags[:, head]).tolist():
            kind, end = (row[begin] + 1) // 2, begin + 1
            if row[begin] == 2 * kind and begin and row[begin - 1] in (2 * kind - 1, 2 * kind):
                continue  # inside one that began before
            while end < len(row) and row[end] == 2 * kind:
                end += 1
            score = probabilities[range(begin, end), head, row[begin:end]].min()
            spans.append(Span(kinds[kind - 1], begin, end, float(score)))
    return spans


def _roles_again(doc: Doc, spans: Sequence[Span], probabilities: Floats) -> Iterator[Span]:
    """Yield nouns with an article (الحزب) that may be roles here, and are likely to begin one elsewhere in the text.

    Their label and score are those of the likeliest.
    """
    begins = probabilities[:, 0, 1::2]
    likely, labels = begins.sum(1), begins.argmax(1)
    possible = np.flatnonzero(likely > _POSSIBLE).tolist()
    likeliest: dict[str, tuple[float, int]] = {}
    for token in possible:
        noun = _noun(doc.words[token])
        likeliest[noun] = max(likeliest.get(noun, (0.0, 0)), (float(likely[token]), int(labels[token])))
    taken = {token for span in spans if span.kind in HEADS[0] for token in range(span.first, span.last)}
    for token in possible:
        score, label = likeliest[_noun(doc.words[token])]
        if score > _LIKELY and token not in taken and _is_definite(doc.words[token]):
            yield Span(HEADS[0][label], token, token + 1, score)


@cache
def tagger() -> Network:
    """Return the model the package ships, loaded and verified once."""
    return Network(shipped_words(), shipped(FILE))

"""Doc: an article read once, as every layer sees it.

An article is folded, cut into tokens, sentences and paragraphs, and its quotation marks are paired, once. Layers of
`explore.annotation` ask a `Doc`; none folds or splits again. Three kinds of position meet here:

    code points of `Doc.text`      what tables store: `text[start:end]` is the surface
    places of `Doc.folded`         where patterns are matched; `folded.span(a, b)` leads back
    tokens                         words and single punctuation marks, numbered through the article

`Doc.mentions` holds what is known of actors so far, by token: the annotation loop fills it from the table `mentions`
whenever a layer has written that table.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from explore.text import Folded, fold, split_sentences

_TOKEN = re.compile(r"\w+|[^\w\s]")
_QUOTE = re.compile(r"[\"«»“”„‟]|''")
_STOP = re.compile(r"[.!؟?…]+[\"»”)]*(?=\s|$)|؛")


class Sentence(NamedTuple):
    """A sentence: its span and paragraph in the text, its first token and the token after its last."""

    start: int
    end: int
    paragraph: int
    first: int
    last: int


class Mention(NamedTuple):
    """A row of the table `mentions` without its article, with its first token and the token after its last."""

    start: int
    end: int
    sentence: int
    surface: str
    label: str
    kind: str
    actor_id: str | None
    score: float
    rule: str
    boilerplate: bool
    first: int
    last: int


class Doc:
    """One article.

    Parameters
    ----------
    article_id, text : str
        Its id, and the document as `articles.text` stores it.
    outlet : str, optional
    published : Timestamp, optional
        Who published it, and when (UTC).

    Attributes
    ----------
    folded : Folded
        The text folded, with the way back.
    words, starts, ends : list of str, array of int, array of int
        The tokens (words and single punctuation marks), folded, and where each stands in `folded`.
    sentences, mentions : list of Sentence, list of Mention
        In order of the text; sentence numbers in tables are places in this list.
    spans : sequence of explore.model.tagger.Span, or None
        What the tagger found; None where it has not read the article.
    """

    def __init__(
        self, article_id: str, text: str, *, outlet: str | None = None, published: pd.Timestamp | None = None
    ) -> None:
        self.article_id, self.text, self.outlet, self.published = article_id, text, outlet, published
        self.folded: Folded = fold(text)
        self.words: list[str] = []
        self.starts, self.ends = array("i"), array("i")
        for match in _TOKEN.finditer(self.folded):
            self.words.append(sys.intern(match.group()))
            self.starts.append(match.start())
            self.ends.append(match.end())
        self._in_text = array("i", map(self.folded.offset, self.starts))  # where tokens start in the text
        self.sentences = [
            Sentence(start, end, paragraph, self.token(start), self.token(end))
            for start, end, paragraph in split_sentences(text)
        ]
        self._mentions: list[Mention] = []
        self.spans: Sequence[Any] | None = None

    def token(self, position: int) -> int:
        """Return the first token that begins at a code point of the text or after it."""
        return bisect_left(self._in_text, position)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Return the tokens that a span of the text touches: the first, and the one after the last."""
        first = bisect_right(self._in_text, start) - 1
        if first < 0 or self.folded.span(self.starts[first], self.ends[first])[1] <= start:
            first += 1
        return first, max(self.token(end), first)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the span of the text from token `first` up to token `last`, `last` excluded."""
        if last <= first:
            here = self._in_text[first] if first < len(self.starts) else len(self.text)
            return here, here
        return self.folded.span(self.starts[first], self.ends[last - 1])

    def word(self, token: int) -> str:
        """Return the folded word that is a token, "" outside the article."""
        return self.words[token] if 0 <= token < len(self.words) else ""

    def sentence(self, token: int) -> Sentence:
        """Return the sentence that a token stands in."""
        return self.sentences[self.sentence_of[token]]

    def surface(self, first: int, last: int) -> str:
        """Return the text of some tokens, as it was written."""
        start, end = self.span(first, last)
        return self.text[start:end]

    def between(self, i: int, j: int) -> str:
        """Return what stands in the folded text between the end of token `i` and the start of token `j`."""
        return str.__getitem__(self.folded, slice(self.ends[i] if i >= 0 else 0, self.starts[j]))

    def sentence_at(self, position: int) -> int:
        """Return the number of the sentence that a code point of the text stands in."""
        return max(bisect_right(self._sentence_starts, position) - 1, 0)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def sentence_of(self) -> array[int]:
        """The number of the sentence of each token."""
        ends = [sentence.last for sentence in self.sentences[:-1]]
        return array("i", (bisect_right(ends, token) for token in range(len(self.words))))

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """First token, and the one after the last, of each paragraph (line) that has one."""
        bounds: list[tuple[int, int]] = []
        position = 0
        for line in self.text.split("\n"):
            first, last = self.token(position), self.token(position + len(line))
            if last > first:
                bounds.append((first, last))
            position += len(line) + 1
        return bounds

    @cached_property
    def quotation_marks(self) -> list[tuple[int, int]]:
        """Token of the opening and of the closing mark of each outermost pair; one never closed ends its paragraph."""
        pairs = []
        for first, last in self.paragraphs:
            begin, end = self.starts[first], self.ends[last - 1]
            for opening, closing in pair_marks(str.__getitem__(self.folded, slice(begin, end))):
                left = bisect_left(self.starts, begin + opening)
                pairs.append((left, min(bisect_left(self.starts, begin + closing), last)))
        return pairs

    @cached_property
    def quoted(self) -> array[int]:
        """The number, from 1, of the pair of quotation marks that each token stands in; 0 outside."""
        inside = array("i", bytes(4 * len(self.words)))
        for number, (opening, closing) in enumerate(self.quotation_marks, start=1):
            for token in range(opening + 1, closing):
                inside[token] = number
        return inside

    @property
    def mentions(self) -> list[Mention]:
        """The mentions attached to this article, in order of the text."""
        return self._mentions

    @mentions.setter
    def mentions(self, mentions: list[Mention]) -> None:
        self._mentions = mentions
        self.__dict__.pop("mention_at", None)

    @cached_property
    def mention_at(self) -> dict[int, Mention]:
        """The mention that each token belongs to, for the tokens that belong to one."""
        return {token: mention for mention in self._mentions for token in range(mention.first, mention.last)}


def pair_marks(folded: str) -> list[tuple[int, int]]:
    """Return (opening, closing) of each outermost pair of quotation marks; one that is never closed runs to the end.

    Newspapers set marks in many ways, nest them and forget to close them. A straight mark closes where no space stands
    before it and no letter after it.

    Examples
    --------
    >>> pair_marks('قال "نعم" و«لا»')
    [(4, 8), (11, 14)]
    """
    found = [(m.start(), m.group()) for m in _QUOTE.finditer(folded)]
    odd = sum(1 for _, mark in found if mark == '"') % 2 == 1
    pairs: list[tuple[int, int]] = []
    opened, closers = -1, ""
    for at, mark in found:
        straight = odd and mark == '"'  # one of them was forgotten: the spaces beside it tell which way it faces
        if opened < 0:
            if mark != "»" and not (straight and _closes(folded, at, mark)):
                opened, closers = at + len(mark) - 1, _closers(mark)
        elif mark in closers and straight and _opens(folded, at):
            pairs.append((opened, _last_stop(folded, opened, at)))  # the one before was never closed
            opened = at
        elif mark in closers:
            pairs.append((opened, at))
            opened = -1
    if opened >= 0:
        pairs.append((opened, len(folded)))
    return pairs


def _closes(folded: str, at: int, mark: str) -> bool:
    before, after = folded[at - 1 : at] or " ", folded[at + len(mark) : at + len(mark) + 1] or " "
    return not before.isspace() and not (after.isalnum() or after in "([")


def _opens(folded: str, at: int) -> bool:
    return (folded[at - 1 : at] or " ").isspace() and folded[at + 1 : at + 2].isalnum()


def _closers(mark: str) -> str:
    if mark == "«":
        return "»"
    return mark if mark in ('"', "''") else "“”„‟"


def _last_stop(folded: str, opened: int, at: int) -> int:
    stops = [m.start() for m in _STOP.finditer(folded, opened, at)]
    return stops[-1] if stops else at


def read_docs(articles: pd.DataFrame, mentions: pd.DataFrame | None = None) -> list[Doc]:
    """Return a Doc for each row of a table of articles, its mentions attached where a table of them is given.

    Parameters
    ----------
    articles : DataFrame
        article_id, text; outlet and published where they are known.
    mentions : DataFrame, optional
        `explore.tables.MENTIONS` of these articles.

    Examples
    --------
    >>> doc = read_docs(pd.DataFrame({"article_id": ["a"], "text": ["وقال: «نعم»."]}))[0]
    >>> doc.words, doc.quotation_marks
    (['وقال', ':', '«', 'نعم', '»', '.'], [(2, 4)])
    """
    rows = articles.reindex(columns=["article_id", "text", "outlet", "published"]).itertuples(index=False, name=None)
    docs = [
        Doc(article_id, text, outlet=None if pd.isna(outlet) else outlet, published=None if pd.isna(day) else day)
        for article_id, text, outlet, day in rows
    ]
    if mentions is not None:
        attach_mentions(docs, mentions)
    return docs


_COLUMNS = list(Mention._fields[:10])


def attach_mentions(docs: Sequence[Doc], mentions: pd.DataFrame) -> None:
    """Give each Doc the rows of `explore.tables.MENTIONS` that are its own, in order of the text."""
    rows: dict[str, list[tuple[Any, ...]]] = {}
    lists = (mentions[column].tolist() for column in _COLUMNS)
    for article_id, *row in zip(mentions["article_id"].tolist(), *lists, strict=True):
        rows.setdefault(article_id, []).append(tuple(row))
    for doc in docs:
        ordered = sorted(rows.get(doc.article_id, ()), key=lambda row: row[:2])
        found = [Mention._make((*row, *doc.tokens(*row[:2]))) for row in ordered]
        doc.mentions = [m if isinstance(m.actor_id, str) else m._replace(actor_id=None) for m in found]

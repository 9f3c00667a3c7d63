"""Sentences to read: their words, with the names, quotations and dates in them marked by offsets."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore import tables
from explore.explorer.rows import Rows, sentence_rows

Array = npt.NDArray[Any]


class Reader:
    """The sentences of a corpus, by their number in the payload.

    A row is [text, names, dates, quotations], empty lists at its end left out. Each list is flat, three values a mark:
    first unit, number of units, and what it is: the number of an actor, the value of a date, the speaker of a
    quotation. Units are those of UTF-16, as a browser counts.
    """

    def __init__(self, corpus: tables.Tables, rows: Rows) -> None:
        self._url = rows.articles["url"]
        self._article = rows.sentences["article"].to_numpy()
        self._start, self._end = (rows.sentences[name].to_numpy() for name in ("start", "end"))
        self._texts = rows.articles["text"].tolist()
        self._first = np.searchsorted(self._article, np.arange(len(rows.articles) + 1))
        mentions, quotes, dates = corpus.mentions, corpus.quotes, corpus.dates
        actor = pd.Index(rows.actors["actor_id"]).get_indexer(pd.Index(mentions["actor_id"].fillna("")))
        name = rows.actors["name_ar"].fillna(rows.actors["name_en"]).fillna(rows.actors["actor_id"])
        known = dict(zip(rows.actors["actor_id"], name, strict=True))
        speaker = quotes["actor_id"].map(known).fillna(quotes["speaker"]).fillna("")
        self._marks = [
            _by_sentence(rows, mentions[actor >= 0], actor[actor >= 0].tolist()),
            _by_sentence(rows, dates[dates["value"].notna()], dates["value"].dropna().tolist()),
            _by_sentence(rows, quotes, speaker.tolist()),
        ]

    def row(self, number: int) -> list[Any]:
        """Return the row of a sentence."""
        start, end = int(self._start[number]), int(self._end[number])
        text = self._texts[self._article[number]][start:end]
        wide = not text.isascii() and max(text) > "\uffff"
        row: list[Any] = [text, [], [], []]
        for flat, marks in zip(row[1:], self._marks, strict=True):
            for first, last, what in marks.get(number, ()):
                a, b = max(first - start, 0), min(last, end) - start
                flat += [*(_units(text, a, b) if wide else (a, b - a)), what]
        while not row[-1]:
            row.pop()
        return row

    def of_article(self, article: int) -> range:
        """Return the numbers of the sentences of an article."""
        return range(int(self._first[article]), int(self._first[article + 1]))

    def url(self, article: int) -> str:
        """Return the address of an article, "" where it has none."""
        url = self._url.iloc[article]
        return "" if pd.isna(url) else str(url)


def _by_sentence(rows: Rows, table: pd.DataFrame, what: list[Any]) -> dict[int, list[tuple[int, int, Any]]]:
    """Return start, end and meaning of the rows of a table, by the number of their sentence."""
    marks: dict[int, list[tuple[int, int, Any]]] = {}
    places = sentence_rows(rows.sentences, pd.Index(rows.articles["article_id"]), table).tolist()
    for place, first, last, meaning in zip(places, table["start"].tolist(), table["end"].tolist(), what, strict=True):
        marks.setdefault(place, []).append((first, last, meaning))
    return marks


def _units(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the first UTF-16 unit and the number of units of a span of code points."""
    return len(text[:start].encode("utf-16-le")) // 2, len(text[start:end].encode("utf-16-le")) // 2


def order_of_worth(rows: Rows) -> Array:
    """Return the numbers of all sentences in the order in which a file takes them in.

    First the best sentence of each actor, then its second, and so on: of an actor, sentences that name it beside most
    others come first, then those with a clear tone. So a small file has something to read for every mark. Sentences
    that name nobody come last.
    """
    sentences, mentions = rows.sentences, rows.mentions
    content = ~sentences["boilerplate"].to_numpy(dtype=bool)
    named = mentions[content[mentions["row"]] & ~mentions["boilerplate"].to_numpy(dtype=bool)]
    n_named = np.bincount(named["row"], minlength=len(sentences))
    length = (sentences["end"] - sentences["start"]).to_numpy()
    tone = np.abs(sentences["sentiment"].fillna(0).to_numpy(dtype=float))
    # One long list of names is a poor example: beyond four names, and beyond some 60 words, a sentence gains nothing.
    worth = np.minimum(n_named, 4) + tone - np.maximum(length - 350, 0) / 200 - np.maximum(60 - length, 0) / 20
    ordered = named.assign(worth=worth[named["row"]]).sort_values(["worth", "row"], ascending=[False, True])
    rank = ordered.groupby("actor", sort=False).cumcount()
    best = pd.Series(rank.to_numpy()).groupby(ordered["row"].to_numpy()).min()
    first = best.sort_values(kind="stable").index.to_numpy()
    return np.concatenate([first, np.setdiff1d(np.arange(len(sentences)), first)])

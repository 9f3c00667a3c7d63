"""Sentences to read: their words, with the names, quotations and dates in them marked by offsets."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore import tables
from explore.explorer.layout import PLACED
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

    Every actor, and every pair of the `PLACED` most often named ones, asks for its best sentences: those that name
    others too, in a clear tone, neither very short nor very long. The i-th best of one that is named in n sentences
    comes at i / n^0.8, so that what a reader looks at most has most to read. Sentences that name nobody come last.
    """
    sentences, mentions = rows.sentences, rows.mentions
    content = ~sentences["boilerplate"].to_numpy(dtype=bool)
    named = mentions[content[mentions["row"]] & ~mentions["boilerplate"].to_numpy(dtype=bool)][["row", "actor"]]
    n_named = np.bincount(named["row"], minlength=len(sentences))
    length = (sentences["end"] - sentences["start"]).to_numpy()
    tone = np.abs(sentences["sentiment"].fillna(0).to_numpy(dtype=float))
    worth = np.minimum(n_named, 4) + tone - np.maximum(length - 300, 0) / 100 - np.maximum(60 - length, 0) / 20
    placed = named[named["actor"] < PLACED]
    pairs = placed.merge(placed, on="row", suffixes=("", "_b"))
    pairs = pairs[pairs["actor"] < pairs["actor_b"]]
    asked = pd.concat([named.assign(actor_b=-1), pairs])
    asked = asked.assign(worth=worth[asked["row"]]).sort_values(["worth", "row"], ascending=[False, True])
    groups = asked.groupby(["actor", "actor_b"], sort=False)["row"]
    turn = (groups.cumcount() + 1) / groups.transform("size") ** 0.8
    first = turn.groupby(asked["row"]).min().sort_values(kind="stable").index.to_numpy()
    return np.concatenate([first, np.setdiff1d(np.arange(len(sentences)), first)])

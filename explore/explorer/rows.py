"""The rows of a corpus in the order of the page: articles by time, their sentences, the actors of each sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore import tables

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Rows:
    """The rows of a corpus in the order of the payload.

    Attributes
    ----------
    articles, sentences, mentions : DataFrame
        The corpus's, in that order, numbered from 0. `sentences` has `article` (the number of its article); `mentions`
        has `row` (the number of its sentence), `actor` (the number of its actor) and `boilerplate`, each actor of a
        sentence once.
    actors : DataFrame
        Those named at least once, the most often named first.
    """

    articles: pd.DataFrame
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    actors: pd.DataFrame


def rows_of(corpus: tables.Tables) -> Rows:
    """Return the rows of a corpus in the order of the payload."""
    articles = corpus.articles.sort_values(["published", "article_id"], na_position="last", ignore_index=True)
    number = pd.Index(articles["article_id"])
    sentences = corpus.sentences.assign(article=number.get_indexer(pd.Index(corpus.sentences["article_id"])))
    sentences = sentences.sort_values(["article", "sentence"], ignore_index=True)
    linked = corpus.mentions[corpus.mentions["actor_id"].notna()]
    known = corpus.actors.drop_duplicates("actor_id")
    place = pd.Index(known["actor_id"]).get_indexer(pd.Index(linked["actor_id"]))
    named_at_all = np.unique(place[place >= 0])
    actors = known.iloc[named_at_all].reset_index(drop=True)
    named = pd.DataFrame({
        "row": sentence_rows(sentences, number, linked),
        "actor": np.where(place >= 0, np.searchsorted(named_at_all, place), -1),
        "boilerplate": linked["boilerplate"].to_numpy(dtype=bool),
    })  # fmt: skip
    named = named[(named["row"] >= 0) & (named["actor"] >= 0)].sort_values(["row", "actor", "boilerplate"])
    return Rows(articles, sentences, named.drop_duplicates(["row", "actor"], ignore_index=True), actors)


def sentence_rows(sentences: pd.DataFrame, articles: pd.Index, table: pd.DataFrame) -> Array:
    """Return which row of `sentences` each row of a table (article_id, sentence) stands in, -1 for none."""
    width = max(int(sentences["sentence"].max()) + 1, 1) if len(sentences) else 1
    keys = sentences["article"].to_numpy() * width + sentences["sentence"].to_numpy()
    wanted = articles.get_indexer(pd.Index(table["article_id"])) * width + table["sentence"].to_numpy()
    at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    return np.where(keys[at] == wanted, at, -1) if len(keys) else np.full(len(table), -1)

"""Marks: everything that was found in one article, in the order of its text, for close reading.

Counting is distant reading: it sees all articles and none. Whoever doubts a number, or wants to know what it is made
of, reads. The table here is what a reader needs beside the text: who each name means, what is known of him, how often
the corpus names him and under which spellings, who speaks, which day "Thursday" is.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import Any

import pandas as pd

from explore import assets, tables
from explore.errors import BadInput

_SPELLINGS = 8  # of one actor, the commonest
_CLITICS = "وفبلك"


def article_view(corpus: tables.Tables, *, article_id: str) -> pd.DataFrame:
    """Return what was found in one article: names, roles, quotations, dates.

    Parameters
    ----------
    corpus : Corpus
        Needs `articles` (article_id, title, text, outlet, published), `mentions`, `actors`, `quotes` and `dates`.
    article_id : str
        The article.

    Returns
    -------
    DataFrame
        `explore.tables.ARTICLE_VIEW`. The first row is the article itself, its `surface` the whole text; then in the
        order of the text. What is known of an actor stands in each of his rows; `office` is what he held on the day
        of publication. Counts and spellings are of the whole corpus.

    Raises
    ------
    MissingColumns
        If a table lacks a column.
    BadInput
        If `corpus` is no corpus, or has no such article.

    Examples
    --------
    >>> from explore import annotate
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["قال بوتين نعم."], "published": ["2025-02-12"]})
    >>> article_view(annotate(articles, topics=False), article_id="a")[["layer", "surface", "office"]].values.tolist()[1]
    ['name', 'بوتين', 'president']
    """
    tables.corpus_like(corpus, needed_by="article_view()")
    needed = "article_id title text outlet published"
    tables.require(corpus.articles, needed, table="articles", needed_by="article_view()")
    found = corpus.articles[corpus.articles["article_id"] == article_id]
    if found.empty:
        ids = list(corpus.articles["article_id"])
        near = get_close_matches(str(article_id), ids, n=3) or ids[:5]
        raise BadInput(f"article_view(): no article {article_id!r}. There are: {', '.join(near) or 'none'} …")
    article = found.iloc[0]
    rows = pd.concat([_text(article), _mentions(corpus, article_id), _quotes(corpus, article_id),
                      _dates(corpus, article_id)])  # fmt: skip
    rows = rows.assign(article_id=article_id).merge(found[["article_id", "outlet", "published"]], on="article_id")
    rows = rows.sort_values(["rank", "start", "end"], ascending=[True, True, False], kind="stable")
    known = corpus.actors.drop_duplicates("actor_id")
    rows = rows.merge(known.drop(columns="wikidata"), on="actor_id", how="left", validate="many_to_one")
    here = list(rows["actor_id"].dropna().unique())
    spelt = {actor: _spellings(corpus, actor) for actor in here}
    day = f"{article['published']:%Y-%m-%d}" if pd.notna(article["published"]) else ""
    return tables.ARTICLE_VIEW.frame(
        rows.assign(
            office=rows["actor_id"].map(lambda actor: _office(actor, day)[0]),
            office_of=rows["actor_id"].map(lambda actor: _office(actor, day)[1]),
            spellings=rows["actor_id"].map(lambda actor: spelt.get(actor, [])),
            n_mentions=rows["n_mentions"].fillna(0),
            n_articles=rows["n_articles"].fillna(0),
        )
    )


def _text(article: pd.Series) -> pd.DataFrame:
    title = article["title"] if pd.notna(article["title"]) else None
    row = {"layer": "text", "start": 0, "end": len(article["text"]), "surface": article["text"], "detail": title}
    return pd.DataFrame([row | {"actor_id": None, "rank": 0}])


def _mentions(corpus: tables.Tables, article_id: str) -> pd.DataFrame:
    columns = "article_id start end surface kind actor_id rule"
    tables.require(corpus.mentions, columns, table="mentions", needed_by="article_view()")
    here = corpus.mentions.loc[corpus.mentions["article_id"] == article_id, columns.split()]
    return here.rename(columns={"kind": "layer", "rule": "detail"}).assign(rank=1)


def _quotes(corpus: Any, article_id: str) -> pd.DataFrame:
    quotes: pd.DataFrame = corpus.quotes
    tables.require(quotes, "article_id start end act actor_id speaker", table="quotes", needed_by="article_view()")
    here = quotes[quotes["article_id"] == article_id]
    return here[["start", "end", "actor_id"]].assign(layer="quote", surface=here["speaker"], detail=here["act"], rank=1)


def _dates(corpus: Any, article_id: str) -> pd.DataFrame:
    dates: pd.DataFrame = corpus.dates
    tables.require(dates, "article_id start end surface value", table="dates", needed_by="article_view()")
    here = dates[dates["article_id"] == article_id]
    return here[["start", "end", "surface"]].assign(layer="date", detail=here["value"], actor_id=None, rank=1)


def _spellings(corpus: tables.Tables, actor_id: str) -> list[str]:
    """Return how the corpus names an actor, the commonest first, words written to the front of a name left out."""
    theirs = corpus.mentions[(corpus.mentions["actor_id"] == actor_id) & (corpus.mentions["kind"] == "name")]
    counts = theirs["surface"].str.split().str.join(" ").value_counts().sort_index()
    found = list(counts.sort_values(ascending=False, kind="stable").index)
    there = set(found)
    bare = [one for one in found if not (one[0] in _CLITICS and {one[1:], one[2:], "ال" + one[2:]} & there)]
    return bare[:_SPELLINGS]


@cache
def _terms() -> dict[str, list[tuple[str, str, str, str]]]:
    held: dict[str, list[tuple[str, str, str, str]]] = {}
    columns = ["actor_id", "since", "until", "office", "country"]
    for actor, since, until, office, country in assets.load("offices.csv")[columns].itertuples(index=False):
        held.setdefault(actor, []).append((since, until or "9999", office, country))
    return held


def _office(actor_id: object, day: str) -> tuple[str | None, str | None]:
    """Return the office that an actor held on a day, and of what; on the day it changes hands, the new one's."""
    held = [(since, office, country) for since, until, office, country in _terms().get(str(actor_id), ())
            if day and since <= day < until]  # fmt: skip
    return max(held)[1:] if held else (None, None)

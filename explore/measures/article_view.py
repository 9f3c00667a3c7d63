"""Article view: everything that was found in one article, in the order of its text, for close reading.

Counting is distant reading: it sees all articles and none. Whoever doubts a number, or wants to know what it is made
of, reads. The table here is what a reader needs beside the text: who each name means, what is known of them, how often
the corpus names them and under which spellings, who speaks, which day "Thursday" is.
"""

from __future__ import annotations

from difflib import get_close_matches

import pandas as pd

from explore import tables
from explore.errors import BadInput
from explore.measures.inputs import measure
from explore.text import PROCLITICS

_SPELLINGS = 8  # of an actor, the commonest


@measure(
    articles="article_id title text outlet published",
    mentions="article_id start end surface kind actor_id rule",
    actors="actor_id name_ar name_en kind country n_mentions n_articles",
    quotes="article_id start end act actor_id speaker",
    dates="article_id start end surface value",
)
def article_view(corpus: tables.Tables, *, article_id: str) -> pd.DataFrame:
    """Return what was found in one article: names, roles, quotations, dates.

    Parameters
    ----------
    corpus : Corpus
        Its `articles`, `mentions`, `actors`, `quotes` and `dates` are read.
    article_id : str
        The article.

    Returns
    -------
    DataFrame
        `explore.tables.ARTICLE_VIEW`. The first row is the article itself, its `surface` the whole text; then in the
        order of the text. What is known of an actor stands in each of its rows. Counts and spellings are of the whole
        corpus.

    Raises
    ------
    MissingColumns, BadInput
        If a table lacks a column; if `corpus` is not a corpus, or has no such article.

    Examples
    --------
    >>> from explore import annotate
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["قال بوتين إن الوفد عاد."]})
    >>> view = article_view(annotate(articles, topics=False), article_id="a")
    >>> view[["layer", "surface", "name_en"]].values.tolist()[1]
    ['name', 'بوتين', 'Vladimir Putin']
    """
    article = corpus.articles[corpus.articles["article_id"] == article_id]
    if article.empty:
        ids = list(corpus.articles["article_id"])
        near = get_close_matches(str(article_id), ids, n=3) or ids[:5]
        raise BadInput(f"no article {article_id!r}. There are: {', '.join(near) or 'none'} …")
    text = article.rename(columns={"text": "surface", "title": "detail"})[["article_id", "surface", "detail"]]
    mentions, quotes, dates = (table[table["article_id"] == article_id] for table in
                               (corpus.mentions, corpus.quotes, corpus.dates))  # fmt: skip
    columns = ["article_id", "layer", "start", "end", "surface", "detail", "actor_id"]
    rows = pd.concat([
        text.assign(layer="text", start=0, end=text["surface"].str.len(), rank=0),
        mentions.rename(columns={"kind": "layer", "rule": "detail"}).reindex(columns=columns),
        quotes.rename(columns={"speaker": "surface", "act": "detail"}).assign(layer="quote").reindex(columns=columns),
        dates.rename(columns={"value": "detail"}).assign(layer="date").reindex(columns=columns),
    ])  # fmt: skip
    rows = rows.fillna({"rank": 1}).sort_values(["rank", "start", "end"], ascending=[True, True, False], kind="stable")
    rows = rows.merge(article[["article_id", "outlet", "published"]], on="article_id")
    known = corpus.actors.drop_duplicates("actor_id").drop(columns="wikidata", errors="ignore")
    rows = rows.merge(known, on="actor_id", how="left").fillna({"n_mentions": 0, "n_articles": 0})
    spellings = {actor: _spellings(corpus.mentions, actor) for actor in rows["actor_id"].dropna().unique()}
    rows["spellings"] = rows["actor_id"].map(lambda actor: spellings.get(actor, []))
    return tables.ARTICLE_VIEW.frame(rows)


def _spellings(mentions: pd.DataFrame, actor_id: str) -> list[str]:
    """Return how the corpus names an actor, the commonest first, without forms that only add a clitic to another."""
    names = mentions.loc[(mentions["actor_id"] == actor_id) & (mentions["kind"] == "name"), "surface"]
    counts = names.str.split().str.join(" ").value_counts().sort_index().sort_values(ascending=False, kind="stable")
    forms = set(counts.index)
    return [form for form in counts.index if not _bare(form) & forms][:_SPELLINGS]


def _bare(form: str) -> set[str]:
    """Return what a form may be without its clitics; ل swallows the alef of an article behind it."""
    rests = {form[len(clitic) :] for clitic in PROCLITICS if clitic and form.startswith(clitic)}
    return rests | {"ا" + rest for rest in rests if rest.startswith("ل")}

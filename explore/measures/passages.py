"""Passages: the sentences behind a row of any measure, or behind a mark of any chart.

A number that cannot be read back in the text is not evidence. Every row of every measure says which actor, pair,
topic, date, outlet or period it counts, and that is enough to find its sentences again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

import pandas as pd

from explore import tables
from explore.errors import BadInput
from explore.measures.inputs import Handling, content, measure
from explore.measures.periods import FREQUENCY, UNKNOWN, bounds, without_duplicates
from explore.measures.quoted import quoted, with_voice
from explore.measures.timeline import CalendarUnit, calendar_dates

_UNITS = {"sentence": ["article_id", "sentence"], "paragraph": ["article_id", "paragraph"], "article": ["article_id"]}
_UNDERSTOOD = (
    "article_id, actor_id, speaker_id, source_id, actor_a with actor_b, topic, date with per, outlet, period with per"
)


@measure(
    articles="article_id title text outlet published story_id duplicate_of",
    sentences="article_id sentence paragraph start end sentiment topic boilerplate",
    mentions="article_id sentence start end actor_id boilerplate",
    quotes="article_id sentence start end actor_id",
    sources="article_id sentence actor_id",
    dates="article_id sentence since until",
)
def passages(
    corpus: tables.Tables,
    *,
    of: Mapping[str, Any] | pd.Series | None = None,
    limit: int | None = None,
    duplicates: Handling = "drop",
    boilerplate: Handling = "drop",
) -> pd.DataFrame:
    """Return the sentences behind a row of a measure, with the names in them marked.

    Parameters
    ----------
    corpus : Corpus
        The corpus the row was measured on. Its `articles`, `sentences`, `mentions`, `quotes`, `sources` and `dates`
        are read.
    of : Series or mapping, optional
        A row of a measure, or any mapping with some of its keys: article_id (and sentence), actor_id (and voice),
        speaker_id, source_id, actor_a and actor_b (and unit), topic, date and per, outlet, period and per. All that
        are given must hold. Without it, all sentences.
    limit : int, optional
        At most so many sentences, the first in order.
    duplicates, boilerplate : {"drop", "keep"}
        As they were given to the measure. Neither matters to a row of a table of the corpus, which leads to its own
        article; nor boilerplate to speakers and sources, since a dateline may cite an agency.

    Returns
    -------
    DataFrame
        `explore.tables.PASSAGES`. Order: published (undated last), article_id, sentence. `marks` holds (start,
        end, actor_id) of each mention in the sentence, in code points of `text`; actor_id is None where the name
        is not linked to an actor.

    Raises
    ------
    MissingColumns, BadInput
        If a table lacks a column; if `corpus` is not a corpus, `of` is not a row or has no key that is understood, or
        an option has no such value.

    Notes
    -----
    Of a pair within paragraphs or articles: those sentences of the units naming both that name at least one.
    Of a speaker: sentences in which one of their quotations begins; of a source: those that cite it.
    Of a topic: sentences whose passage belongs to it; null is no topic.

    Examples
    --------
    >>> import explore
    >>> texts = ["عاد بوتين إلى موسكو. أمطار على القاهرة."]
    >>> corpus = explore.annotate(pd.DataFrame({"article_id": ["a"], "text": texts}), topics=False)
    >>> passages(corpus, of={"actor_id": "moscow"})["text"].tolist()
    ['عاد بوتين إلى موسكو.']
    """
    tables.one_of(duplicates, get_args(Handling), option="duplicates")
    if of is not None and not isinstance(of, Mapping | pd.Series):
        raise BadInput(f"of is one row of a measure's table, for example pairs.iloc[0]; found {tables.type_of(of)}.")
    row = {} if of is None else dict(of)
    if row and not row.keys() & {*_FILTERS, "outlet", "period", "article_id"}:
        raise BadInput(f"of={sorted(map(str, row))} names nothing to look for. Give {_UNDERSTOOD}.")
    articles = corpus.articles[["article_id", "outlet", "published", "story_id", "duplicate_of"]]
    sentences = corpus.sentences
    if "article_id" in row:
        articles = articles[articles["article_id"] == row["article_id"]]
        if pd.notna(row.get("sentence")):
            sentences = sentences[sentences["sentence"] == row["sentence"]]
    else:
        articles = _articles(articles, row)
        articles = articles if duplicates == "keep" else without_duplicates(articles)
        if pd.isna(row.get("speaker_id")) and pd.isna(row.get("source_id")):
            sentences = content(sentences, boilerplate)
    sentences = sentences[sentences["article_id"].isin(articles["article_id"])]
    if "article_id" not in row:
        sentences = _sentences(corpus, sentences, row | {"boilerplate": boilerplate})
    order = ["published", "article_id", "sentence"]
    chosen = sentences.merge(articles, on="article_id").sort_values(order, na_position="last", ignore_index=True)
    chosen = chosen.head(limit) if limit is not None else chosen
    chosen = chosen.merge(corpus.articles[["article_id", "title", "text"]], on="article_id")  # texts are long: last
    text = [whole[a:b] for whole, a, b in zip(chosen["text"], chosen["start"], chosen["end"], strict=True)]
    return tables.PASSAGES.frame(chosen.assign(text=text, marks=pd.Series(_marks(corpus.mentions, chosen))))


def _articles(articles: pd.DataFrame, row: dict[str, Any]) -> pd.DataFrame:
    """Return the articles of the outlet and period of a row."""
    if pd.notna(row.get("outlet")):
        articles = articles[articles["outlet"].fillna(UNKNOWN) == row["outlet"]]
    if "period" not in row or (pd.isna(row["period"]) and row.get("per", "all") == "all"):
        return articles
    tables.one_of(row.get("per"), FREQUENCY, option="of: a period needs per; it")
    if pd.isna(row["period"]):
        return articles[articles["published"].isna()]
    since, until = bounds(row["period"], row["per"])
    return articles[(articles["published"] >= since) & (articles["published"] < until)]


def _sentences(corpus: tables.Tables, sentences: pd.DataFrame, row: dict[str, Any]) -> pd.DataFrame:
    for key, choose in _FILTERS.items():
        if key in row and (key == "topic" or pd.notna(row[key])):
            sentences = choose(corpus, sentences, row)
    return sentences


def _of_actor(corpus: tables.Tables, sentences: pd.DataFrame, row: dict[str, Any]) -> pd.DataFrame:
    table = quoted(corpus) if row.get("voice") == "quoted" else content(corpus.mentions, row["boilerplate"])
    return sentences[_has(table, sentences, row["actor_id"])]


def _of_pair(corpus: tables.Tables, sentences: pd.DataFrame, row: dict[str, Any]) -> pd.DataFrame:
    tables.one_of(row.get("unit", "sentence"), _UNITS, option="of: unit")
    unit = [sentences[column] for column in _UNITS[row.get("unit", "sentence")]]
    mentions = content(corpus.mentions, row["boilerplate"])
    a, b = (_has(mentions, sentences, row[end]) for end in ("actor_a", "actor_b"))
    both = a.groupby(unit).transform("any") & b.groupby(unit).transform("any")
    return sentences[both & (a | b)]


def _of_topic(corpus: tables.Tables, sentences: pd.DataFrame, row: dict[str, Any]) -> pd.DataFrame:  # noqa: ARG001
    topic = sentences["topic"]
    return sentences[topic.isna() if pd.isna(row["topic"]) else (topic == row["topic"]).fillna(value=False)]


def _of_date(corpus: tables.Tables, sentences: pd.DataFrame, row: dict[str, Any]) -> pd.DataFrame:
    tables.one_of(row.get("per"), get_args(CalendarUnit), option="of: a date needs per; it")
    dates = calendar_dates(corpus.dates, row["per"])
    return sentences[_has(dates, sentences, row["date"], key="date")]


def _has(table: pd.DataFrame, sentences: pd.DataFrame, value: object, *, key: str = "actor_id") -> pd.Series:
    """Say for each sentence whether `table` has a row with the value in it."""
    keys = pd.MultiIndex.from_frame(table.loc[table[key] == value, ["article_id", "sentence"]])
    return pd.Series(pd.MultiIndex.from_frame(sentences[["article_id", "sentence"]]).isin(keys), index=sentences.index)


#: How a key of a row chooses sentences.
_FILTERS: dict[str, Callable[[tables.Tables, pd.DataFrame, dict[str, Any]], pd.DataFrame]] = {
    "actor_id": _of_actor,
    "voice": lambda corpus, sentences, row: with_voice(corpus, sentences, row["voice"]),
    "speaker_id": lambda corpus, sentences, row: sentences[_has(corpus.quotes, sentences, row["speaker_id"])],
    "source_id": lambda corpus, sentences, row: sentences[_has(corpus.sources, sentences, row["source_id"])],
    "actor_a": _of_pair,
    "topic": _of_topic,
    "date": _of_date,
}


def _marks(mentions: pd.DataFrame, chosen: pd.DataFrame) -> list[list[tuple[int, int, str | None]]]:
    """Return (start, end, actor_id) of the mentions in each sentence, in code points of the sentence."""
    here = mentions[mentions["article_id"].isin(chosen["article_id"])].sort_values("start")
    columns = ["article_id", "sentence", "start", "end", "actor_id"]
    marks: dict[tuple[str, int], list[tuple[int, int, str | None]]] = {}
    for article, sentence, start, end, actor in here[columns].itertuples(index=False):
        marks.setdefault((article, sentence), []).append((start, end, None if pd.isna(actor) else actor))
    return [
        [(max(a - start, 0), min(b, end) - start, actor) for a, b, actor in marks.get((article, sentence), [])]
        for article, sentence, start, end in chosen[columns[:4]].itertuples(index=False)
    ]

"""Passages: the sentences behind a row of any measure, or behind a mark of any chart.

A number that cannot be read back in the text is not evidence. Every row of every measure says which actor, pair,
topic, outlet or period it counts, and that is enough to find its sentences again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from explore import tables
from explore.errors import BadInput
from explore.measures.periods import FREQUENCY, UNKNOWN, bounds, linked, without_copies
from explore.measures.quoted import quoted, with_voice

_UNITS = {"sentence": ["article_id", "sentence"], "paragraph": ["article_id", "paragraph"], "article": ["article_id"]}
_KEYS = {"article_id", "actor_id", "speaker_id", "source_id", "actor_a", "topic", "outlet", "period", "voice", "quad"}
_UNDERSTOOD = "article_id, actor_id, speaker_id, source_id, actor_a with actor_b, topic, outlet, period with per"


def passages(
    corpus: tables.Tables,
    *,
    of: Mapping[str, Any] | pd.Series | None = None,
    limit: int | None = None,
    copies: bool = True,
) -> pd.DataFrame:
    """Return the sentences behind a row of a measure, with the names in them marked.

    Parameters
    ----------
    corpus : Corpus
        The corpus the row was measured on. Needs `articles` (article_id, title, text, outlet, published, story_id,
        duplicate_of), `sentences` and `mentions`.
    of : Series or mapping, optional
        A row of a measure, or any mapping with some of its keys: article_id (and sentence), actor_id, speaker_id,
        source_id, actor_a and actor_b (and unit), topic, outlet, period and per. All that are given must hold. Without
        it, all sentences.
    limit : int, optional
        At most so many sentences, the first in order.
    copies : bool
        False reads the first article of each story only.

    Returns
    -------
    DataFrame
        `explore.tables.PASSAGES`. Order: published (undated last), article_id, sentence. `marks` holds (start,
        end, actor_id) of each mention in the sentence, in code points of `text`; actor_id is None where the name
        is not linked to an actor.

    Raises
    ------
    MissingColumns
        If a table lacks a column.
    BadInput
        If `corpus` is no corpus, or `of` is no row or has no key that is understood.

    Notes
    -----
    Of a pair within paragraphs or articles: those sentences of the units naming both that name at least one.
    Of a speaker: sentences in which a quotation of his begins; of a source: those that cite it. Both take the
    corpus's `quotes` or `sources` (article_id, sentence, actor_id).
    Of a topic: sentences whose passage belongs to it; null is no topic.

    Examples
    --------
    >>> from explore.corpus import Corpus
    >>> list(passages(Corpus(), of={"actor_id": "RUS"}).columns)
    ['article_id', 'sentence', 'outlet', 'published', 'title', 'text', 'sentiment', 'marks']
    """
    tables.corpus_like(corpus, needed_by="passages()")
    if of is not None and not isinstance(of, Mapping | pd.Series):
        raise BadInput(
            f"passages(): of is one row of a measure's table, for example pairs.iloc[0]; found {tables.type_of(of)}."
        )
    needed = "article_id title text outlet published story_id duplicate_of"
    tables.require(corpus.articles, needed, table="articles", needed_by="passages()")
    tables.require(corpus.sentences, "article_id sentence paragraph start end sentiment topic", table="sentences",
                   needed_by="passages()")  # fmt: skip
    articles = corpus.articles[needed.split()]
    if not copies:
        articles = without_copies(articles)
    row = {} if of is None else dict(of)
    articles, sentences = _choose(corpus, articles, row)
    chosen = sentences.merge(articles, on="article_id").sort_values(
        ["published", "article_id", "sentence"], na_position="last"
    )
    chosen = chosen.head(limit) if limit is not None else chosen
    if chosen.empty:
        return tables.PASSAGES.empty()
    text = [whole[a:b] for whole, a, b in zip(chosen["text"], chosen["start"], chosen["end"], strict=True)]
    return tables.PASSAGES.frame(chosen.assign(text=text, marks=pd.Series(_marks(corpus, chosen), index=chosen.index)))


def _choose(corpus: tables.Tables, articles: pd.DataFrame, row: dict[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    sentences = corpus.sentences
    if row and not row.keys() & _KEYS:
        raise BadInput(f"passages(): of={sorted(map(str, row))} names nothing to look for. Give {_UNDERSTOOD}.")
    if "article_id" in row:  # a row of a table of the corpus: its own article, and nothing else
        articles = articles[articles["article_id"] == row["article_id"]]
        if "sentence" in row and pd.notna(row["sentence"]):
            sentences = sentences[sentences["sentence"] == row["sentence"]]
        return articles, sentences
    outlet = row.get("outlet")
    if pd.notna(outlet):
        articles = articles[articles["outlet"].fillna(UNKNOWN) == outlet]
    per = row.get("per", "all" if pd.isna(row.get("period")) else None)
    if per != "all":
        if per not in FREQUENCY:
            raise BadInput(f"passages(): a period needs per, one of {', '.join(FREQUENCY)}. Found per={per!r}.")
        if pd.isna(row.get("period")):
            articles = articles[articles["published"].isna()]
        else:
            since, until = bounds(row["period"], per)
            articles = articles[(articles["published"] >= since) & (articles["published"] < until)]
    sentences = sentences[sentences["article_id"].isin(articles["article_id"])]
    voice = row.get("voice", "all")
    if pd.notna(row.get("actor_id")) and voice == "quoted":
        said = quoted(corpus, needed_by="passages()")
        sentences = sentences[_has(said, sentences, row["actor_id"], "quotes")]
    elif pd.notna(row.get("actor_id")):
        sentences = sentences[_names(corpus, sentences, row["actor_id"])]
    sentences = with_voice(corpus, sentences, voice, needed_by="passages()")
    for key, table in (("speaker_id", "quotes"), ("source_id", "sources")):
        if pd.notna(row.get(key)):
            sentences = sentences[_has(getattr(corpus, table), sentences, row[key], table)]
    if pd.notna(row.get("actor_a")) and pd.notna(row.get("actor_b")):
        unit = _UNITS.get(row.get("unit", "sentence"))
        if unit is None:
            raise BadInput(f"passages(): unit={row['unit']!r} is no unit. Choose {', '.join(_UNITS)}.")
        a, b = (_names(corpus, sentences, row[end]) for end in ("actor_a", "actor_b"))
        both = a.groupby([sentences[c] for c in unit]).transform("any")
        both &= b.groupby([sentences[c] for c in unit]).transform("any")
        sentences = sentences[both & (a | b)]
    if "topic" in row:
        topic = row["topic"]
        of_topic = sentences["topic"].isna() if pd.isna(topic) else sentences["topic"] == topic
        sentences = sentences[of_topic.fillna(value=False)]
    return articles, sentences


def _names(corpus: tables.Tables, sentences: pd.DataFrame, actor_id: str) -> pd.Series:
    """Say for each sentence whether it names the actor."""
    return _has(linked(corpus, "article_id sentence actor_id", needed_by="passages()"), sentences, actor_id, "mentions")


def _has(table: pd.DataFrame, sentences: pd.DataFrame, actor_id: str, name: str) -> pd.Series:
    """Say for each sentence whether `table` has a row of the actor in it."""
    tables.require(table, "article_id sentence actor_id", table=name, needed_by="passages()")
    keys = pd.MultiIndex.from_frame(table.loc[table["actor_id"] == actor_id, ["article_id", "sentence"]])
    return pd.Series(pd.MultiIndex.from_frame(sentences[["article_id", "sentence"]]).isin(keys), index=sentences.index)


def _marks(corpus: tables.Tables, chosen: pd.DataFrame) -> list[list[tuple[int, int, str | None]]]:
    needed = ["article_id", "sentence", "start", "end", "actor_id"]
    tables.require(corpus.mentions, " ".join(needed), table="mentions", needed_by="passages()")
    mentions = corpus.mentions[needed]
    mentions = mentions[mentions["article_id"].isin(chosen["article_id"])].sort_values("start")
    here: dict[tuple[str, int], list[tuple[int, int, str | None]]] = {}
    for article, sentence, start, end, actor in mentions.itertuples(index=False):
        here.setdefault((article, sentence), []).append((start, end, None if pd.isna(actor) else actor))
    return [
        [(max(a - start, 0), min(b, end) - start, actor) for a, b, actor in here.get((article, sentence), [])]
        for article, sentence, start, end in chosen[needed[:4]].itertuples(index=False)
    ]

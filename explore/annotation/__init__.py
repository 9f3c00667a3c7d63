"""Annotation: from articles to the tables of a corpus, layer by layer.

    names → actors → roles → quotations    what an engine finds, whom it means, who speaks
    sources                                which media the article relies on, and whose words they pass on
    dating                                 when an article without a date came out
    dates, sentiment                       when, in what tone
    events, stances                        who did what to whom, who is for or against whom
    stories, topics                        of the whole corpus: copies of one report, what passages are about

Each layer is a function in a file of its own, from tables to a table. This one joins them.
"""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from typing import Any

import pandas as pd

from explore import __version__, assets, schema
from explore.actors import aliases, knowledge_base
from explore.annotation.capitals import stand_for_governments
from explore.annotation.dates import find_dates
from explore.annotation.dating import date_articles
from explore.annotation.decided import as_decided, changes
from explore.annotation.deeds.articles import read_articles
from explore.annotation.events import find_events
from explore.annotation.linking import link
from explore.annotation.newcomers import find_newcomers
from explore.annotation.quotes import find_quotes
from explore.annotation.roles import find_roles
from explore.annotation.sentiment import score_sentences
from explore.annotation.sources import find_sources
from explore.annotation.stances import find_stances
from explore.annotation.stories import find_stories
from explore.corpus import Corpus, count_actors
from explore.decisions import Decisions, Given, read_decisions
from explore.engines import Engine, get_engine
from explore.engines.gazetteer import Gazetteer, read_names
from explore.errors import BadInput
from explore.text import split_sentences

CHUNK = 500  # articles annotated between two steps of the progress bar


def annotate(
    articles: pd.DataFrame,
    *,
    engine: str | Engine = "embedded",
    actors: Given | None = None,
    topics: bool = True,
    progress: bool = False,
) -> Corpus:
    """Find sentences, actors, quotations, dates, sentiment, stories and topics in articles.

    Parameters
    ----------
    articles : DataFrame
        As `read_articles` returns it; at least article_id and text.
    engine : str or Engine
        What finds names and scores sentences: "embedded" (no download), "camel", or an object of your own.
    actors : path, DataFrame, or list of these, optional
        What you know better: a file `actors.yml` of decisions (actors merged and split, names added and banned), a
        CSV or table of your own actors (name_ar, name_en, aliases …), or several of these; see `explore.decisions`.
        `explore.decision_report` tells what each changed.
    topics : bool
        Whether to fit topics: it takes most of the time of a large corpus.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    Corpus
        Articles keep their order; every other table is in the order of articles, then of the text.

    Raises
    ------
    MissingColumns
        `articles` lacks article_id or text.
    BadInput
        Two articles have one id, a text is missing, or `actors` cannot be applied.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["التقى فلاديمير بوتين نظيره في موسكو."]})
    >>> annotate(articles).mentions[["surface", "actor_id"]].to_records(index=False).tolist()
    [('فلاديمير بوتين', 'vladimir-putin'), ('موسكو', 'moscow')]
    """
    articles = _checked(articles)
    reader = get_engine(engine)
    base, gazetteer, reader, decisions = _knowledge(reader, actors)
    # Twice through the articles: whom a name means is settled over the whole corpus before other layers ask.
    parts: dict[str, list[pd.DataFrame]] = {table.name: [] for table in schema.CORPUS}
    linked: list[pd.DataFrame] = []
    for chunk in _chunks(articles, progress=progress, doing="names"):
        parts["sentences"].append(score_sentences(chunk, _sentences(chunk), reader))
        linked.append(link(as_decided(reader.find_mentions(chunk), decisions), gazetteer))
    named = schema.MENTIONS.frame(pd.concat([schema.MENTIONS.empty(), *linked]))
    apart = decisions.apart if decisions else frozenset()
    named, newcomers = find_newcomers(articles, named, base, gazetteer, apart=apart)
    base = pd.concat([base, newcomers], ignore_index=True)
    # Dates before the layers that count from the day of publication: roles, dates, events.
    articles, notes = date_articles(articles.assign(story_id=find_stories(articles)), named)
    for chunk, sentences in zip(
        _chunks(articles, progress=progress, doing="roles, quotations, dates, events"), parts["sentences"], strict=True
    ):
        names = named[named["article_id"].isin(chunk["article_id"])].reset_index(drop=True)
        both = _outermost(names, find_roles(chunk, names), chunk["article_id"])
        mentions = as_decided(stand_for_governments(chunk, both), decisions)
        parts["mentions"].append(mentions)
        parts["quotes"].append(find_quotes(chunk, mentions))
        parts["sources"].append(find_sources(chunk, mentions, parts["quotes"][-1], base))
        parts["dates"].append(find_dates(chunk))
        told = list(read_articles(chunk, sentences, mentions, parts["quotes"][-1]))
        parts["events"].append(find_events(told, chunk, parts["dates"][-1]))
        parts["stances"].append(find_stances(told))
    tables = {
        table.name: table.frame(pd.concat(parts[table.name])) if parts[table.name] else table.empty()
        for table in schema.CORPUS
    }
    if topics:
        from explore.annotation.topics import find_topics

        found = find_topics(articles, tables["sentences"])
        tables["sentences"] = tables["sentences"].assign(topic=found.of_sentence)
        tables |= {"topics": found.topics, "topic_terms": found.terms, "topic_labels": found.labels}
        notes += found.notes
    # An adjective (غارات إسرائيلية) names the doer of an event without being a mention.
    acting = pd.concat([tables["events"]["source_id"], tables["events"]["target_id"], tables["stances"]["target_id"]])
    here = base[base["actor_id"].isin([*tables["mentions"]["actor_id"], *acting])]
    tables["actors"] = count_actors(here, tables["mentions"])
    tables["articles"] = _summarise(articles, tables)
    provenance = _provenance(articles, reader)
    if decisions is not None:
        provenance["actors"], idle = changes(decisions, tables["mentions"], articles, gazetteer)
        provenance["versions"]["actors"] = [source.sha256 for source in decisions.sources]
        notes += idle
    return Corpus(**tables, provenance=provenance, notes=notes)


def _checked(articles: pd.DataFrame) -> pd.DataFrame:
    hint = "Read your files with explore.read_articles(path, columns={'their name': 'text'})."
    schema.require(articles, "article_id text", table="articles", needed_by="annotate()", hint=hint)
    if articles["text"].isna().any():
        gap = articles.loc[articles["text"].isna(), "article_id"].iloc[0]
        raise BadInput(f"Article {gap!r} has no text. Drop such rows, or read the files with explore.read_articles.")
    if articles["article_id"].duplicated().any():
        twice = articles.loc[articles["article_id"].duplicated(), "article_id"].iloc[0]
        raise BadInput(f"Two articles have the id {twice!r}. Give each its own, or let explore.read_articles do it.")
    table = articles
    if "published" in articles.columns:
        try:
            table = articles.assign(published=pd.to_datetime(articles["published"], utc=True))
        except (ValueError, TypeError) as error:
            raise BadInput(
                f"A date in articles['published'] cannot be read ({error}). explore.read_articles(frame) reads the "
                "dates that newspapers print, and reports those it cannot."
            ) from error
    return schema.ARTICLES.frame(table)


def _knowledge(reader: Engine, actors: Given | None) -> tuple[pd.DataFrame, Gazetteer, Engine, Decisions | None]:
    """Return the known actors, their names, and the engine, which is told of a researcher's own actors."""
    from explore.engines.embedded import EmbeddedEngine

    if actors is None:
        base, names, decisions = knowledge_base(), aliases(), None
    else:
        decisions = read_decisions(actors)
        base, names = decisions.actors, decisions.aliases
        reader = EmbeddedEngine(names) if isinstance(reader, EmbeddedEngine) else reader
    gazetteer = reader.gazetteer if isinstance(reader, EmbeddedEngine) else Gazetteer(read_names(names))
    return base, gazetteer, reader, decisions


def _chunks(articles: pd.DataFrame, *, progress: bool, doing: str) -> Any:
    from tqdm.auto import tqdm

    with tqdm(total=len(articles), unit=" articles", disable=not progress, desc=doing) as bar:
        for begin in range(0, len(articles), CHUNK):
            chunk = articles.iloc[begin : begin + CHUNK]
            yield chunk
            bar.update(len(chunk))


def _sentences(articles: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (article_id, number, paragraph, start, end, 0.0, 0, None)
        for article_id, text in articles[["article_id", "text"]].itertuples(index=False)
        for number, (start, end, paragraph) in enumerate(split_sentences(text))
    ]
    return schema.SENTENCES.frame(rows)


def _outermost(names: pd.DataFrame, roles: pd.DataFrame, article_ids: pd.Series) -> pd.DataFrame:
    """Join names and roles in the order of the text; a name inside a role (المتحدث باسم الكرملين) is part of it."""
    if roles.empty:
        return names
    spans: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in roles[["article_id", "start", "end"]].itertuples(index=False):
        spans.setdefault(article_id, []).append((start, end))
    inside = [
        any(a <= start and end <= b for a, b in spans.get(article_id, ()))
        for article_id, start, end in names[["article_id", "start", "end"]].itertuples(index=False)
    ]
    joined = pd.concat([names[[not held for held in inside]], roles])
    place = joined["article_id"].map({article_id: k for k, article_id in enumerate(article_ids)})
    return schema.MENTIONS.frame(joined.assign(place=place).sort_values(["place", "start"], kind="stable"))


def _summarise(articles: pd.DataFrame, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Fill the summary columns of `articles`: the only place where they are written."""
    mentions = tables["mentions"]
    names = mentions[mentions["kind"] == "name"].drop_duplicates(["article_id", "surface"])
    known = mentions.dropna(subset=["actor_id"]).drop_duplicates(["article_id", "actor_id"])
    entities = names.groupby("article_id", sort=False)["surface"].agg(list)
    actors = known.groupby("article_id", sort=False)["actor_id"].agg(list)
    topics = tables.get("topics", schema.TOPICS.empty())
    first = topics.sort_values(["weight", "topic"], ascending=[False, True]).drop_duplicates("article_id")
    topic = articles["article_id"].map(first.set_index("article_id")["topic"]).astype("Int64")
    labels = tables.get("topic_labels", schema.TOPIC_LABELS.empty()).set_index("topic")["label"]
    ids = articles["article_id"]
    filled = articles.assign(
        entities=ids.map(entities).map(lambda found: found if isinstance(found, list) else []),
        actors=ids.map(actors).map(lambda found: found if isinstance(found, list) else []),
        topic=topic,
        topic_label=topic.map(labels),
        sentiment=ids.map(tables["sentences"].groupby("article_id")["sentiment"].mean()),
    )
    return schema.ARTICLES.frame(filled)


def _provenance(articles: pd.DataFrame, engine: Engine) -> dict[str, Any]:
    text = hashlib.sha256()
    for article_id, body in articles[["article_id", "text"]].itertuples(index=False):
        text.update(f"{article_id}\0{body}\0".encode("utf-8", "replace"))
    packages = {name: version(name) for name in ("pandas", "scikit-learn", "bertopic")}
    return {
        "versions": {
            "explore": __version__,
            "engine": f"{engine.name} {engine.version}",
            "assets": assets.versions(),
            **packages,
        },
        "articles": len(articles),
        "input_sha256": text.hexdigest(),
    }

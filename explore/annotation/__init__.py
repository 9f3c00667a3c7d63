"""Annotation: from articles to the tables of a corpus, layer by layer.

    names              names an engine finds, and the actors that bear them
    sentences          an article's sentences and their tone
    new_actors         actors nobody listed, over the whole corpus
    near_duplicates    copies of one report (story_id)
    boilerplate        datelines, bylines, adverts, links to other articles
    document_date      when an article without a date came out
    roles, quotes      whom a role means, what is said and who speaks
    sources, dates     which media the article relies on, which dates it names
    topics             what passages are about

Each layer is one module that says which tables it reads and writes (`layers`); this one joins them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

import pandas as pd

from explore import __version__, assets, tables
from explore.actors import aliases, knowledge_base
from explore.actors.gazetteer import Gazetteer, read_names
from explore.annotation import (
    boilerplate,
    dates,
    document_date,
    names,
    near_duplicates,
    new_actors,
    quotes,
    roles,
    sentences,
    sources,
    topics,
)
from explore.annotation.layers import Context, Layer, run
from explore.corpus import Corpus, count_actors
from explore.curation import ActorsInput, count_effects, read_overrides
from explore.doc import read_docs
from explore.engines import Engine, get_engine
from explore.errors import BadInput

#: The layers of the package.
LAYERS: tuple[Layer, ...] = (
    names.LAYER,
    sentences.LAYER,
    new_actors.LAYER,
    near_duplicates.LAYER,
    boilerplate.LAYER,
    document_date.LAYER,
    roles.LAYER,
    quotes.LAYER,
    sources.LAYER,
    dates.LAYER,
    topics.LAYER,
)


def annotate(
    articles: pd.DataFrame,
    *,
    engine: str | Engine = "embedded",
    actors: ActorsInput | None = None,
    layers: Sequence[str | Layer] | None = None,
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
        CSV or table of your own actors (name_ar, name_en, aliases …), or several of these; see `explore.curation`.
        `explore.curation_report` tells what each changed.
    layers : sequence of str or Layer, optional
        The layers to run, by name or as objects of your own (`explore.annotation.layers.Layer`); all of `LAYERS` where
        nothing is given. The tables of a layer that is left out stay empty.
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
        Two articles have one id, a text is missing, no layer has such a name, or `actors` cannot be applied.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["التقى فلاديمير بوتين نظيره في موسكو."]})
    >>> annotate(articles).mentions[["surface", "actor_id"]].to_records(index=False).tolist()
    [('فلاديمير بوتين', 'vladimir-putin'), ('موسكو', 'moscow')]
    """
    articles = _checked(articles)
    context = _context(get_engine(engine), actors)
    docs = read_docs(articles)
    frames = {table.name: table.empty() for table in tables.CORPUS} | {"articles": articles}
    frames = run(_chosen(layers, topics=topics), docs, frames, context, progress=progress)
    frames["actors"] = count_actors(
        context.actors[context.actors["actor_id"].isin(frames["mentions"]["actor_id"])], frames["mentions"]
    )
    frames["articles"] = _summarise(frames["articles"], frames)
    provenance = _provenance(articles, context.engine)
    if context.curation is not None:
        provenance["actors"], idle = count_effects(
            context.curation, frames["mentions"], frames["articles"], context.gazetteer
        )
        provenance["versions"]["actors"] = [file.sha256 for file in context.curation.files]
        context.notes += idle
    return Corpus(**frames, provenance=provenance, notes=tuple(context.notes))


def _chosen(layers: Sequence[str | Layer] | None, *, topics: bool) -> list[Layer]:
    known = {layer.name: layer for layer in LAYERS}
    try:
        chosen = [known[layer] if isinstance(layer, str) else layer for layer in (LAYERS if layers is None else layers)]
    except KeyError as error:
        raise BadInput(f"No layer {error}. There are: {', '.join(known)}; or pass a Layer of your own.") from error
    return [layer for layer in chosen if topics or layer.name != "topics"]


def _checked(articles: pd.DataFrame) -> pd.DataFrame:
    hint = "Read your files with explore.read_articles(path, columns={'their name': 'text'})."
    tables.require(articles, "article_id text", table="articles", needed_by="annotate()", hint=hint)
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
    return tables.ARTICLES.frame(table)


def _context(engine: Engine, actors: ActorsInput | None) -> Context:
    """Return the known actors, their names, and the engine, which is told of a researcher's own actors."""
    from explore.engines.embedded import EmbeddedEngine

    if actors is None:
        base, known, curation = knowledge_base(), aliases(), None
    else:
        curation = read_overrides(actors)
        base, known = curation.actors, curation.aliases
        engine = EmbeddedEngine(known) if isinstance(engine, EmbeddedEngine) else engine
    gazetteer = engine.gazetteer if isinstance(engine, EmbeddedEngine) else Gazetteer(read_names(known))
    return Context(engine, base, gazetteer, curation)


def _summarise(articles: pd.DataFrame, frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Fill the summary columns of `articles`: the only place where they are written."""
    mentions = frames["mentions"]
    names = mentions[mentions["kind"] == "name"].drop_duplicates(["article_id", "surface"])
    known = mentions.dropna(subset=["actor_id"]).drop_duplicates(["article_id", "actor_id"])
    entities = names.groupby("article_id", sort=False)["surface"].agg(list)
    actors = known.groupby("article_id", sort=False)["actor_id"].agg(list)
    first = frames["topics"].sort_values(["weight", "topic"], ascending=[False, True]).drop_duplicates("article_id")
    topic = articles["article_id"].map(first.set_index("article_id")["topic"]).astype("Int64")
    labels = frames["topic_labels"].set_index("topic")["label"]
    ids = articles["article_id"]
    filled = articles.assign(
        entities=pd.Series([entities.get(article, []) for article in ids], dtype=object),
        actors=pd.Series([actors.get(article, []) for article in ids], dtype=object),
        topic=topic,
        topic_label=topic.map(labels),
        sentiment=ids.map(frames["sentences"].groupby("article_id")["sentiment"].mean()),
    )
    return tables.ARTICLES.frame(filled)


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

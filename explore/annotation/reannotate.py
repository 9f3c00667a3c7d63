"""Annotating a corpus anew with other curation; its topics and stories are kept.

Names, roles and quotations depend on which actors are known; what passages are about
does not, and fitting topics takes most of the time. So topics stay, with their numbers and labels.
"""

from __future__ import annotations

from dataclasses import replace

from explore import tables
from explore.annotation import annotate
from explore.corpus import Corpus
from explore.curation import ActorsInput
from explore.engines import Engine


def reannotate(
    corpus: Corpus, *, actors: ActorsInput | None, engine: str | Engine | None = None, progress: bool = False
) -> Corpus:
    """Return a corpus annotated anew with a researcher's corrections of actors; its topics and stories stay.

    Parameters
    ----------
    corpus : Corpus
        What `annotate` returned or `Corpus.load` read; it is not changed.
    actors : path, DataFrame, or list of these
        As `annotate` takes them: all entries that shall hold, not only new ones; None for no curation.
    engine : str or Engine, optional
        What finds names; that of the corpus where nothing is given.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    Corpus
        The same as `annotate(articles, actors=actors)` returns, with the topics and stories of `corpus`.

    Raises
    ------
    BadInput
        `corpus` is not a corpus, or `actors` cannot be applied.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["التقى فلاديمير بوتين نظيره في موسكو."]})
    >>> corpus = annotate(articles, topics=False)
    >>> reannotate(corpus, actors=pd.DataFrame({"ban": ["موسكو"]})).mentions["surface"].tolist()
    ['فلاديمير بوتين']
    """
    tables.corpus_like(corpus, needed_by="reannotate()")
    before = corpus.articles
    # A date that annotate() inferred is inferred again: it may be another with other actors. One that came with the
    # articles, inferred by a reader, has no interval, and stays.
    inferred = (before["dating"] == "inferred") & before["dating_since"].notna()
    undated = before.assign(
        published=before["published"].mask(inferred),
        dating=before["dating"].mask(inferred),
        dating_evidence=before["dating_evidence"].mask(inferred),
    )
    engine = engine or str(corpus.provenance.get("versions", {}).get("engine", "embedded")).split()[0]
    fresh = annotate(undated, engine=engine, actors=actors, topics=False, progress=progress)
    keys = ["article_id", "sentence"]
    topics = fresh.sentences[keys].merge(corpus.sentences[[*keys, "topic"]], on=keys, how="left")["topic"]
    kept = {name: before[name].to_numpy() for name in ("story_id", "topic", "topic_label")}
    notes = [note for note in corpus.notes if "decisions on actors" not in note]
    return replace(
        fresh,
        articles=tables.ARTICLES.frame(fresh.articles.assign(**kept)),
        sentences=tables.SENTENCES.frame(fresh.sentences.assign(topic=topics.to_numpy())),
        topics=corpus.topics,
        topic_terms=corpus.topic_terms,
        topic_labels=corpus.topic_labels,
        notes=tuple(dict.fromkeys([*notes, *fresh.notes])),
    )

"""A corpus: the tables of some articles, carried together. It filters, saves, loads and joins; it computes nothing."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from explore import filters, tables
from explore.errors import BadInput, CorpusMismatch, MissingColumns
from explore.filters import NothingThere

FORMAT = 2  # of the saved folder; raised when a table changes so that old readers would be wrong


def _empty(name: str) -> Any:
    table = next(t for t in tables.CORPUS if t.name == name)
    return field(default_factory=table.empty)


@dataclass(frozen=True, repr=False, eq=False)
class Corpus:
    """The tables of `explore.tables.CORPUS`, and where they come from.

    Attributes
    ----------
    articles, sentences, mentions, actors, quotes, dates, sources, topics, topic_terms, topic_labels
        DataFrames; their columns are described in `explore.tables`. `topic_terms` and `topic_labels` describe
        topics, the other tables hold rows of articles.
    provenance : dict
        Versions of package, engine and assets, options, hash of the input.
    notes : tuple of str
        What could not be done, in sentences: undated articles, too few passages for a topic model …
    """

    articles: pd.DataFrame = _empty("articles")
    sentences: pd.DataFrame = _empty("sentences")
    mentions: pd.DataFrame = _empty("mentions")
    actors: pd.DataFrame = _empty("actors")
    quotes: pd.DataFrame = _empty("quotes")
    dates: pd.DataFrame = _empty("dates")
    sources: pd.DataFrame = _empty("sources")
    topics: pd.DataFrame = _empty("topics")
    topic_terms: pd.DataFrame = _empty("topic_terms")
    topic_labels: pd.DataFrame = _empty("topic_labels")
    provenance: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by name, in the order of the way of the data."""
        return {table.name: getattr(self, table.name) for table in tables.CORPUS}

    def where(
        self,
        *,
        outlet: str | Iterable[str] | None = None,
        section: str | Iterable[str] | None = None,
        since: str | pd.Timestamp | None = None,
        until: str | pd.Timestamp | None = None,
        topic: int | Iterable[int] | None = None,
        story: str | Iterable[str] | None = None,
        article: str | Iterable[str] | None = None,
        actors: str | Iterable[str] | None = None,
        tone: int | Iterable[int] | None = None,
        words: str | None = None,
        boilerplate: Literal["drop", "keep"] = "drop",
    ) -> Corpus:
        """Return the corpus of the articles that meet every condition, its tables filtered together.

        Parameters
        ----------
        outlet, section : str or iterable of str, optional
            One or several; '' is that of articles that have none.
        since, until : str or Timestamp, optional
            First moment, and first moment after; UTC. Undated articles are left out when either is given.
        topic : int or iterable of int, optional
            Articles in which some passage belongs to one of the topics.
        story, article : str or iterable of str, optional
            One `story_id` or `article_id`, or several.
        actors : str or iterable of str, optional
            actor_ids: articles with a sentence that names all of them.
        tone : int or iterable of int, optional
            -1, 0, 1: articles with a sentence of such a `sentiment_class`.
        words : str, optional
            Articles with a sentence that has all these words, spelling folded, with clitics or endings; in quotation
            marks ('"الروسي"') whole words, with clitics alone.
        boilerplate : {"drop", "keep"}
            Whether sentences and names that are a dateline, byline or advert can meet `actors`, `tone` and `words`.

        Returns
        -------
        Corpus
            With the same tables and columns. Counts in `actors` are those of the chosen articles; an actor whom none
            of them names stays, with counts of 0. `topic_terms`, `topic_labels` and `notes` describe the whole corpus
            and stay as they are.

        Raises
        ------
        BadInput
            No article has that id, outlet, section, topic or story, or no actor that id; a date is not written as
            ISO 8601; or `since` is not before `until`.

        Notes
        -----
        `actors`, `tone` and `words` are met by one and the same sentence. To keep the denominator of a share at the
        number of all articles, choose actors in the measure, not here.

        Examples
        --------
        >>> articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["AFP", "TRT"]})
        >>> Corpus(articles=tables.ARTICLES.frame(articles)).where(outlet="TRT").articles["article_id"].tolist()
        ['b']
        """
        keep = pd.Series(data=True, index=self.articles.index)
        columns = {"outlet": outlet, "section": section, "story_id": story, "article_id": article}
        for column, wanted in columns.items():
            if wanted is not None:
                keep &= filters.of_values(self.articles, column, filters.as_list(wanted))
        if since is not None or until is not None:
            keep &= filters.between(self.articles, since, until)
        if topic is not None:
            keep &= filters.of_topics(self, filters.as_list(topic))
        given = {"actors": actors, "tone": tone}
        of_sentence: dict[str, Any] = {key: filters.as_list(value) for key, value in given.items() if value is not None}
        if words is not None:
            of_sentence["words"] = words
        if of_sentence:
            keep &= filters.of_sentences(self, **of_sentence, boilerplate=boilerplate)
        return self._only(self.articles.loc[keep.fillna(value=False), "article_id"])

    def without(self, **conditions: Any) -> Corpus:
        """Return the corpus of all articles but those that `where` would return for these conditions.

        To leave out an outlet, section or topic of which no article is there is no error: nothing is left out.

        Examples
        --------
        >>> articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["AFP", "TRT"]})
        >>> Corpus(articles=tables.ARTICLES.frame(articles)).without(outlet="TRT").articles["article_id"].tolist()
        ['a']
        """
        try:
            out = self.where(**conditions).articles["article_id"]
        except NothingThere:
            return self
        return self._only(self.articles.loc[~filters.is_in(self.articles["article_id"], out), "article_id"])

    def _only(self, article_ids: pd.Series) -> Corpus:
        chosen: dict[str, Any] = {
            name: table[filters.is_in(table["article_id"], article_ids)].reset_index(drop=True)
            for name, table in self.tables().items()
            if "article_id" in table.columns
        }
        return replace(self, **chosen, actors=count_actors(self.actors, chosen["mentions"]))

    def save(self, folder: str | Path) -> Path:
        """Write one Parquet file a table and `corpus.json`; return the folder."""
        folder = Path(folder)
        if folder.exists() and not folder.is_dir():
            raise BadInput(f"{folder} is a file. Name a folder, new or old, to save the corpus in.")
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in self.tables().items():
            table.to_parquet(folder / f"{name}.parquet", index=False)
        about = {"format": FORMAT, "provenance": dict(self.provenance), "notes": list(self.notes)}
        (folder / "corpus.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return folder

    @classmethod
    def load(cls, folder: str | Path) -> Corpus:
        """Read what `save` wrote.

        Raises
        ------
        BadInput
            The folder has no `corpus.json`.
        CorpusMismatch
            A file is missing or damaged, or does not fit the tables of this version.
        """
        folder = Path(folder)
        about = folder / "corpus.json"
        if not about.is_file():
            raise BadInput(f"{folder} holds no corpus.json. Make a corpus with: explore annotate INPUT --out {folder}")
        try:
            saved = json.loads(about.read_text(encoding="utf-8"))
            version, provenance, notes = saved["format"], saved["provenance"], tuple(saved["notes"])
        except (ValueError, KeyError, TypeError) as error:
            raise CorpusMismatch(f"{about} is damaged ({error}). Annotate the articles again.") from error
        if version != FORMAT:
            raise CorpusMismatch(
                f"{folder} was saved in format {version}, this version reads {FORMAT}. Annotate the articles again."
            )
        loaded = {table.name: _load(folder / f"{table.name}.parquet", table) for table in tables.CORPUS}
        return cls(**loaded, provenance=provenance, notes=notes)

    @classmethod
    def concat(cls, corpora: Iterable[Corpus]) -> Corpus:
        """Join corpora with different articles, annotated with the same versions, into one.

        Topics are those of one model, so they cannot be joined: the result has none (annotate together for topics).

        Raises
        ------
        BadInput
            An article is in two of the corpora.
        CorpusMismatch
            The corpora were annotated with different versions.
        """
        parts = list(corpora)
        if not parts:
            return cls()
        ids = pd.concat([part.articles["article_id"] for part in parts])
        if ids.duplicated().any():
            raise BadInput(f"Article {ids[ids.duplicated()].iloc[0]!r} is in two of the corpora. Drop one of them.")
        versions = [part.provenance.get("versions") for part in parts]
        if any(version != versions[0] for version in versions):
            raise CorpusMismatch("The corpora were annotated with different versions. Annotate them again.")
        joined = {
            table.name: table.frame(pd.concat([getattr(part, table.name) for part in parts]))
            for table in tables.CORPUS
            if not table.name.startswith("topic")
        }
        articles = joined["articles"].assign(topic=None, topic_label=None)
        actors = pd.concat([part.actors for part in parts]).drop_duplicates("actor_id")
        joined |= {
            "articles": tables.ARTICLES.frame(articles),
            "sentences": tables.SENTENCES.frame(joined["sentences"].assign(topic=None)),
            "actors": count_actors(actors, joined["mentions"]),
        }
        notes = tuple(dict.fromkeys(note for part in parts for note in part.notes))
        return cls(**joined, provenance={"versions": versions[0]}, notes=(*notes, "Joined corpora have no topics."))

    def _summary(self) -> list[tuple[str, str]]:
        dated = self.articles["published"].dropna()
        span = f"{dated.min():%Y-%m-%d} to {dated.max():%Y-%m-%d}" if len(dated) else "no dates"
        rows = [("articles", f"{len(self.articles):,} ({span}, {self.articles['outlet'].nunique()} outlets)")]
        rows += [(name, f"{len(table):,}") for name, table in self.tables().items() if name != "articles"]
        return rows

    def __repr__(self) -> str:
        lines = [f"{name:<13}{value}" for name, value in self._summary()]
        return "\n".join(["Corpus", *lines, *(f"note: {note}" for note in self.notes)])

    def _repr_html_(self) -> str:
        cells = "".join(f"<tr><th>{n}</th><td>{html.escape(v)}</td></tr>" for n, v in self._summary())
        notes = "".join(f"<li dir='auto'>{html.escape(note)}</li>" for note in self.notes)
        return f"<table><caption>Corpus</caption>{cells}</table><ul>{notes}</ul>"


def _load(file: Path, table: tables.Table) -> pd.DataFrame:
    if not file.is_file():
        raise CorpusMismatch(f"{file.parent} lacks {file.name}. Annotate the articles again.")
    try:
        df = pd.read_parquet(file)
        tables.require(df, " ".join(table.names), table=table.name, needed_by="Corpus.load()")
        return table.frame(df)
    except (OSError, ValueError, TypeError, MissingColumns) as error:
        raise CorpusMismatch(f"{file} does not fit: {error}") from error


def count_actors(actors: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return `actors` with n_mentions and n_articles counted in `mentions`.

    Order: n_mentions descending, then actor_id.
    """
    named = mentions.dropna(subset=["actor_id"]).groupby("actor_id")["article_id"]
    counts = pd.DataFrame({"n_mentions": named.size(), "n_articles": named.nunique()})
    counted = actors.assign(
        n_mentions=actors["actor_id"].map(counts["n_mentions"]).fillna(0),
        n_articles=actors["actor_id"].map(counts["n_articles"]).fillna(0),
    )
    return tables.ACTORS.frame(counted.sort_values(["n_mentions", "actor_id"], ascending=[False, True]))

"""A corpus: the tables of some articles, carried together. It filters, saves, loads and joins; it computes nothing."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from explore import tables
from explore.errors import BadInput, CorpusMismatch, MissingColumns

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
        since: str | pd.Timestamp | None = None,
        until: str | pd.Timestamp | None = None,
        topic: int | None = None,
        story: str | None = None,
    ) -> Corpus:
        """Return the corpus of the articles that meet every condition, its tables filtered together.

        Parameters
        ----------
        outlet : str or iterable of str, optional
            One outlet or several.
        since, until : str or Timestamp, optional
            First moment, and first moment after; UTC. Undated articles are left out when either is given.
        topic : int, optional
            Articles in which some passage belongs to the topic.
        story : str, optional
            A `story_id`.

        Returns
        -------
        Corpus
            With the same tables and columns. Counts in `actors` are those of the chosen articles; an actor whom none
            of them names stays, with counts of 0. `topic_terms`, `topic_labels` and `notes` describe the whole corpus
            and stay as they are.

        Raises
        ------
        BadInput
            No article has that outlet, topic or story, a date is not written as ISO 8601, or `since` is not before
            `until`.

        Notes
        -----
        Actors are chosen in a measure, not here, so that the denominator of a share stays the number of all articles.

        Examples
        --------
        >>> articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["AFP", "TRT"]})
        >>> Corpus(articles=tables.ARTICLES.frame(articles)).where(outlet="TRT").articles["article_id"].tolist()
        ['b']
        """
        keep = pd.Series(data=True, index=self.articles.index)
        if since is not None or until is not None:
            keep &= self._between(since, until)
        for chosen, of in ((outlet, self._of_outlets), (topic, self._of_topic), (story, self._of_story)):
            if chosen is not None:
                keep &= of(chosen)
        return self._only(self.articles.loc[keep.fillna(value=False), "article_id"])

    def _of_story(self, story: Any) -> pd.Series:
        if story not in set(self.articles["story_id"]):
            raise BadInput(f"No article has story_id {story!r}. See corpus.articles['story_id'].")
        return self.articles["story_id"].isin([story])

    def _of_outlets(self, outlet: Any) -> pd.Series:
        known, outlets = self.articles["outlet"].dropna(), [outlet] if isinstance(outlet, str) else list(outlet)
        if unknown := sorted(set(outlets) - set(known)):
            there = ", ".join(sorted(known.unique())) or "none"
            raise BadInput(f"No article of outlet {', '.join(map(repr, unknown))}. Outlets here: {there}.")
        return self.articles["outlet"].isin(outlets)

    def _between(self, since: str | pd.Timestamp | None, until: str | pd.Timestamp | None) -> pd.Series:
        first = pd.Timestamp.min.tz_localize("UTC") if since is None else _moment(since, "since")
        after = pd.Timestamp.max.tz_localize("UTC") if until is None else _moment(until, "until")
        if first >= after:
            raise BadInput(f"since={since!r} is not before until={until!r}.")
        return (self.articles["published"] >= first) & (self.articles["published"] < after)

    def _of_topic(self, topic: Any) -> pd.Series:
        if topic not in set(self.topic_labels["topic"]):
            there = ", ".join(map(str, self.topic_labels["topic"])) or "none"
            raise BadInput(f"No topic {topic!r}. Topics here: {there}.")
        return self.articles["article_id"].isin(self.topics.loc[self.topics["topic"] == topic, "article_id"])

    def _only(self, article_ids: pd.Series) -> Corpus:
        chosen: dict[str, Any] = {
            name: table[table["article_id"].isin(article_ids)].reset_index(drop=True)
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


def _moment(value: object, name: str) -> pd.Timestamp:
    # 03/02/2025 is two days, one in America and one elsewhere: only what cannot be misread is taken.
    wrong = f"{name} must be a date such as 2025-02-13 or 2025-02-13T09:30; got {value!r}."
    if not isinstance(value, (str, date)) or pd.isna(value):
        raise BadInput(wrong)
    try:
        moment = pd.Timestamp(datetime.fromisoformat(value) if isinstance(value, str) else value)
    except ValueError as error:
        raise BadInput(wrong) from error
    return moment.tz_localize("UTC") if moment.tzinfo is None else moment.tz_convert("UTC")

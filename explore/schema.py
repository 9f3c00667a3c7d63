"""Every table of the package: what a row is, its key, its columns, their types and units.

Tables are plain DataFrames. This module only says what is in them, makes empty ones, and checks that a
table given to a function has the columns that function needs. Stored text is never changed: `articles.text`
is the headline, a newline, the body (or the body alone), and every `start` and `end` is a code point of it,
end excluded, so that `text[start:end]` is the surface.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, get_args, runtime_checkable

import pandas as pd

from explore.errors import BadInput, MissingColumns

Per = Literal["day", "week", "month", "quarter", "year"]
Unit = Literal["sentence", "paragraph", "article"]
Kind = Literal["PER", "ORG", "GPE", "LOC", "MEDIA", "GROUP"]

UTC = "datetime64[us, UTC]"
TIME = "datetime64[us]"
TEXT = "str"
COUNT = "int64"
MAYBE_COUNT = "Int64"
FLOAT = "float64"
FLAG = "bool"
LISTS = "object"


@dataclass(frozen=True)
class Column:
    """One column: its name, dtype and what it holds."""

    name: str
    dtype: str
    about: str


@dataclass(frozen=True)
class Table:
    """One table: its name, what a row is, its key and its columns."""

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The column names, in order."""
        return [column.name for column in self.columns]

    def empty(self) -> pd.DataFrame:
        """Return the table without rows, every column with its dtype."""
        return pd.DataFrame({c.name: pd.Series([], dtype=c.dtype) for c in self.columns})

    def frame(self, rows: object) -> pd.DataFrame:
        """Make a DataFrame of `rows` (records or a frame) with exactly these columns and dtypes."""
        df = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows, columns=self.names)  # type: ignore[call-overload]
        if df.empty:
            return self.empty()
        absent = [c for c in self.columns if c.name not in df.columns]
        df = df.assign(**{c.name: None for c in absent})[self.names].reset_index(drop=True)
        return df.astype({c.name: c.dtype for c in self.columns if c.dtype != LISTS})


@runtime_checkable
class Tables(Protocol):
    """Whatever carries the tables of a corpus together; measures take one and read only these."""

    @property
    def articles(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def sentences(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def mentions(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def actors(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def quotes(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def sources(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def events(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def topics(self) -> pd.DataFrame: ...  # noqa: D102
    @property
    def topic_labels(self) -> pd.DataFrame: ...  # noqa: D102


def _table(name: str, grain: str, key: str, **columns: tuple[str, str]) -> Table:
    return Table(name, grain, tuple(key.split()), tuple(Column(n, d, about) for n, (d, about) in columns.items()))


_ID = (TEXT, "the article")
_START = (COUNT, "first code point in articles.text, 0-based")
_END = (COUNT, "code point after the last")
_SENTENCE = (COUNT, "number of the sentence in its article, 0-based")
_ACTOR = (TEXT, "the actor; null when unknown")

ARTICLES = _table(
    "articles", "one article", "article_id",
    article_id=_ID,
    title=(TEXT, "headline; null when there is none"),
    text=(TEXT, "the document: headline, newline, body; or the body alone"),
    outlet=(TEXT, "who published it"), url=(TEXT, "address"),
    author=(TEXT, "byline"), section=(TEXT, "section of the outlet"),
    language=(TEXT, "ISO 639-1 code of most of the letters"),
    published=(UTC, "time of publication, UTC"),
    dating=(TEXT, "where `published` comes from: 'metadata', 'inferred' or null"),
    dating_evidence=(TEXT, "why an inferred date is what it is"),
    dating_since=(TIME, "inferred from the text: first day of the interval that most likely holds the publication"),
    dating_until=(TIME, "last day of that interval"),
    dating_confidence=(FLOAT, "odds, 0 to 1, that the publication was on the best day of the interval"),
    duplicate_of=(TEXT, "article_id of an earlier article with exactly this text; null for the first"),
    story_id=(TEXT, "articles with nearly the same wording share one"),
    entities=(LISTS, "names found, in order of first mention (summary)"),
    actors=(LISTS, "actor_ids named, in order of first mention (summary)"),
    topic=(MAYBE_COUNT, "topic with the greatest weight; null when none (summary)"),
    topic_label=(TEXT, "its label (summary)"),
    sentiment=(FLOAT, "mean over sentences, -1 to 1 (summary)"),
)  # fmt: skip

SENTENCES = _table(
    "sentences", "one sentence", "article_id sentence",
    article_id=_ID, sentence=_SENTENCE, paragraph=(COUNT, "number of its paragraph (line), 0-based"),
    start=_START, end=_END,
    sentiment=(FLOAT, "-1 (conflict, harm, criticism) to 1 (agreement, help, success)"),
    sentiment_class=(COUNT, "-1, 0 or 1"),
    topic=(MAYBE_COUNT, "topic of the passage the sentence stands in; null for outliers"),
)  # fmt: skip

MENTIONS = _table(
    "mentions", "one mention of an actor", "article_id start",
    article_id=_ID, start=_START, end=_END, sentence=_SENTENCE,
    surface=(TEXT, "the words, clitics included"), label=(TEXT, "PER, ORG or LOC"),
    kind=(TEXT, "'name', or 'role' for a nominal such as 'the Russian president'"),
    actor_id=_ACTOR,
    score=(FLOAT, ("0 to 1. embedded: how sure the rule is, fixed for each, or, under rule 'model', the probability of "
                  "being right; camel: the model's mean probability")),
    rule=(TEXT, ("how found: alias, acronym, role, 'role: WHY', surname, context, 'headed: WORD', model or camel; then "
                 "maybe how linked: full name in this article, its other name in this article, variant of NAME, new "
                 "(an actor nobody listed), unknown or borne by several")),
)  # fmt: skip

ACTORS = _table(
    "actors", "one actor", "actor_id",
    actor_id=(TEXT, "stable id"),
    name_ar=(TEXT, "Arabic name"), name_en=(TEXT, "English name"),
    kind=(TEXT, ", ".join(get_args(Kind))),
    country=(TEXT, "ISO 3166-1 alpha-2"), wikidata=(TEXT, "Wikidata id where certain"),
    n_mentions=(COUNT, "mentions in the corpus"), n_articles=(COUNT, "articles that mention it"),
)  # fmt: skip

QUOTES = _table(
    "quotes", "one span of reported speech", "article_id start",
    article_id=_ID, start=_START, end=_END, sentence=_SENTENCE,
    direct=(FLAG, "inside quotation marks"), cue=(TEXT, "the reporting word"),
    act=(TEXT, "say, deny, warn, demand, promise, accuse …"),
    speaker_start=(MAYBE_COUNT, "first code point of the speaker's words"),
    speaker_end=(MAYBE_COUNT, "code point after the last"), speaker=(TEXT, "the words that name the speaker"),
    actor_id=_ACTOR,
    rule=(TEXT, ("headline; else direct, indirect or attribution, then speaker after the cue, before the cue, of the "
                 "clause before, of the sentence before, the last one or unknown; then maybe anonymous")),
)  # fmt: skip

DATES = _table(
    "dates", "one calendar expression", "article_id start",
    article_id=_ID, start=_START, end=_END, sentence=_SENTENCE, surface=(TEXT, "the words"),
    value=(TEXT, "ISO 8601 point or interval; null where it takes a publication date to know, and there is none"),
    since=(TIME, "first moment it covers"), until=(TIME, "first moment after it"),
    rule=(TEXT, "how its value is known: in full, counted from the publication, the nearest year …"),
)  # fmt: skip

SOURCES = _table(
    "sources", "one attribution to a medium, agency or document", "article_id start",
    article_id=_ID, start=_START, end=_END, sentence=_SENTENCE, surface=(TEXT, "the words"), actor_id=_ACTOR,
    speaker_id=(TEXT, "the actor whose words it passes on; null when unknown or none"),
    via_id=(TEXT, "the medium that cites it in turn; null when the article cites it itself"),
    rule=(TEXT, "why: attribution, verb before, verb after, told, in it, reporter, dateline, sign-off or headline"),
)  # fmt: skip

EVENTS = _table(
    "events", "one deed of a source towards a target in a sentence", "article_id sentence source_id target_id quad",
    article_id=_ID, sentence=_SENTENCE, source_id=(TEXT, "actor who acts; null when not known"),
    target_id=(TEXT, "actor acted upon; null when not known"),
    quad=(TEXT, "verbal-cooperation, material-cooperation, verbal-conflict or material-conflict"),
    verb=(TEXT, "the word for the deed, as written"), date=(TIME, "day it was done, UTC; null when not known"),
    rule=(TEXT, "how found: verb, noun or speech, and where its source stands; what its target stands under"),
)  # fmt: skip

STANCES = _table(
    "stances", "one attitude of a holder towards a target in a sentence", "article_id sentence holder_id target_id",
    article_id=_ID, sentence=_SENTENCE, holder_id=(TEXT, "whose attitude"), target_id=(TEXT, "towards whom"),
    polarity=(COUNT, "-1 or 1"),
    rule=(TEXT, "how found: by an event that shows it, or by speech about the target"),
)  # fmt: skip

TOPICS = _table(
    "topics", "one topic of an article", "article_id topic",
    article_id=_ID, topic=(COUNT, "the topic"), weight=(FLOAT, "share of the article's passages, 0 to 1"),
)  # fmt: skip

TOPIC_TERMS = _table(
    "topic_terms", "one term of a topic", "topic term",
    topic=(COUNT, "the topic"), term=(TEXT, "the word"),
    weight=(FLOAT, "class-based TF-IDF (bertopic) or NMF weight: compare within a corpus, never between methods"),
)  # fmt: skip

TOPIC_LABELS = _table(
    "topic_labels", "one topic", "topic",
    topic=(COUNT, "the topic"), label=(TEXT, "its strongest terms"),
    n_passages=(COUNT, "passages assigned"), method=(TEXT, "bertopic or nmf"),
)  # fmt: skip

#: The tables a corpus holds and saves, in the order of the way of the data.
CORPUS = (
    ARTICLES, SENTENCES, MENTIONS, ACTORS, QUOTES, DATES, SOURCES, EVENTS, STANCES, TOPICS, TOPIC_TERMS, TOPIC_LABELS,
)  # fmt: skip

# --- Tables that measures return -----------------------------------------------------------------------

_PERIOD = (TIME, "first moment of the period, UTC; null when the measure is over all time")
_PER = (TEXT, "day, week, month, quarter, year or all")
_OUTLET = (TEXT, "the outlet; '' when it is not known, null when over all outlets")
_LOW = (FLOAT, "lower end of the 95% interval")
_HIGH = (FLOAT, "upper end of the 95% interval")

COVERAGE = _table(
    "coverage", "articles of an outlet in a period", "outlet period",
    outlet=_OUTLET, period=_PERIOD, per=_PER,
    n_articles=(COUNT, "articles"), n_duplicates=(COUNT, "of them exact copies of an earlier one"),
    n_stories=(COUNT, "distinct stories"), n_words=(COUNT, "words, as spaces divide them"),
)  # fmt: skip

ATTENTION = _table(
    "attention", "an actor in a period and outlet", "actor_id outlet period",
    actor_id=(TEXT, "the actor"), name_ar=(TEXT, "Arabic name"), name_en=(TEXT, "English name"),
    outlet=_OUTLET, period=_PERIOD, per=_PER,
    n=(COUNT, "articles that name the actor"), total=(COUNT, "all articles of the outlet and period"),
    share=(FLOAT, "n / total"), low=_LOW, high=_HIGH, n_mentions=(COUNT, "mentions of the actor"),
    n_stories=(COUNT, "distinct stories among the n"),
)  # fmt: skip

COMENTIONS = _table(
    "comentions", "a pair of actors", "actor_a actor_b",
    actor_a=(TEXT, "first actor (ids in alphabetical order)"), actor_b=(TEXT, "second actor"),
    name_a=(TEXT, "Arabic name"), name_b=(TEXT, "Arabic name"),
    name_en_a=(TEXT, "English name"), name_en_b=(TEXT, "English name"),
    unit=(TEXT, "sentence, paragraph or article"),
    n=(COUNT, "units that name both"), n_a=(COUNT, "units that name the first"), n_b=(COUNT, "the second"),
    n_units=(COUNT, "units that name any actor"), n_articles=(COUNT, "articles with such a unit"),
    expected=(FLOAT, "n_a * n_b / n_units"),
    npmi=(FLOAT, "normalised pointwise mutual information, -1 to 1"),
    log_likelihood=(FLOAT, "G2 of the two-by-two table, signed: negative when rarer than expected"),
    p_value=(FLOAT, "probability of n or more by chance (hypergeometric)"),
    backbone=(FLAG, "significant at the chosen alpha after Benjamini-Hochberg"),
)  # fmt: skip

SENTIMENT = _table(
    "sentiment", "a group of sentences in a period", "actor_id voice outlet period",
    actor_id=(TEXT, "sentences naming this actor, or said by it where voice is quoted; null for all sentences"),
    voice=(TEXT, "whose words: all, outlet (its own, outside quotations) or quoted"),
    name_ar=(TEXT, "Arabic name"), name_en=(TEXT, "English name"),
    outlet=_OUTLET, period=_PERIOD, per=_PER,
    n=(COUNT, "sentences"), n_articles=(COUNT, "articles"), n_stories=(COUNT, "distinct stories among them"),
    mean=(FLOAT, "mean sentiment, -1 to 1"), low=_LOW, high=_HIGH,
)  # fmt: skip

DYADS = _table(
    "dyads", "a pair of actors in a period", "actor_a actor_b outlet period",
    actor_a=(TEXT, "first actor (ids in alphabetical order)"), actor_b=(TEXT, "second actor"),
    name_a=(TEXT, "Arabic name"), name_b=(TEXT, "Arabic name"),
    name_en_a=(TEXT, "English name"), name_en_b=(TEXT, "English name"),
    outlet=_OUTLET, period=_PERIOD, per=_PER,
    n=(COUNT, "events between the two, whoever acts"),
    n_cooperation=(COUNT, "of them cooperation"), n_conflict=(COUNT, "of them conflict"),
    n_material=(COUNT, "of them material"),
    n_articles=(COUNT, "articles"), n_stories=(COUNT, "distinct stories among them"),
    balance=(FLOAT, "(n_cooperation - n_conflict) / n, -1 to 1"), low=_LOW, high=_HIGH,
)  # fmt: skip

TIMELINE = _table(
    "timeline", "what a source did to a target on a day", "date source_id target_id quad",
    date=(TIME, "the day"), source_id=(TEXT, "actor who acts"), target_id=(TEXT, "actor acted upon"),
    name_source=(TEXT, "Arabic name"), name_target=(TEXT, "Arabic name"),
    name_en_source=(TEXT, "English name"), name_en_target=(TEXT, "English name"),
    quad=(TEXT, "verbal-cooperation, material-cooperation, verbal-conflict or material-conflict"),
    verb=(TEXT, "the word most used for it"),
    n=(COUNT, "sentences that tell of it"), n_articles=(COUNT, "articles"), n_stories=(COUNT, "distinct stories"),
)  # fmt: skip

TOPIC_SHARES = _table(
    "topic_shares", "a topic in a period and outlet", "topic outlet period",
    topic=(MAYBE_COUNT, "the topic; null for passages in no topic"), label=(TEXT, "its label"),
    outlet=_OUTLET, period=_PERIOD, per=_PER,
    n=(FLOAT, "articles, each weighted by the topic's share of it"),
    total=(COUNT, "all articles of the outlet and period"),
    share=(FLOAT, "n / total"), low=_LOW, high=_HIGH,
)  # fmt: skip

SOURCING = _table(
    "sourcing", "a source in a period and outlet", "source_id outlet period",
    source_id=(TEXT, "the medium or agency"), name_ar=(TEXT, "Arabic name"), name_en=(TEXT, "English name"),
    outlet=_OUTLET, period=_PERIOD, per=_PER,
    n=(COUNT, "articles that rely on the source"), total=(COUNT, "all articles of the outlet and period"),
    share=(FLOAT, "n / total"), low=_LOW, high=_HIGH, n_citations=(COUNT, "times it is cited"),
    n_stories=(COUNT, "distinct stories among the n"),
)  # fmt: skip

VOICES = _table(
    "voices", "a speaker in a period and outlet", "speaker_id outlet period",
    speaker_id=(TEXT, "the actor who speaks"), name_ar=(TEXT, "Arabic name"), name_en=(TEXT, "English name"),
    outlet=_OUTLET, period=_PERIOD, per=_PER,
    n=(COUNT, "quotations of the speaker"), total=(COUNT, "all quotations of the outlet and period"),
    share=(FLOAT, "n / total"), low=_LOW, high=_HIGH,
    n_direct=(COUNT, "of the n, those in quotation marks"), direct=(FLOAT, "n_direct / n"),
    direct_low=_LOW, direct_high=_HIGH,
    n_articles=(COUNT, "articles with one of the n"), n_stories=(COUNT, "distinct stories among them"),
)  # fmt: skip

PASSAGES = _table(
    "passages", "one sentence behind a row or mark", "article_id sentence",
    article_id=_ID, sentence=_SENTENCE, outlet=(TEXT, "who published it"), published=(UTC, "when"),
    title=(TEXT, "headline of its article; null when there is none"), text=(TEXT, "the sentence"),
    sentiment=(FLOAT, "-1 to 1"),
    marks=(LISTS, "(start, end, actor_id) of each mention, code points of this row's text"),
)  # fmt: skip

MARKS = _table(
    "marks", "one thing found in an article; the first row is its text", "article_id layer start",
    article_id=_ID, layer=(TEXT, "text, name, role, quote or date"), start=_START, end=_END,
    surface=(TEXT, "the words; of a quotation, those that name the speaker; of the text, all of it"),
    detail=(TEXT, "rule of a name or role, act of a quotation, value of a date, headline of the text"),
    actor_id=_ACTOR, name_ar=(TEXT, "Arabic name"), name_en=(TEXT, "English name"),
    kind=(TEXT, "PER, ORG, GPE, LOC, MEDIA or GROUP"), country=(TEXT, "ISO 3166-1 alpha-2"),
    office=(TEXT, "office held on the day of publication; null when not known"),
    office_of=(TEXT, "of what: country code, or actor_id of a body"),
    n_mentions=(COUNT, "mentions of the actor in the corpus"), n_articles=(COUNT, "articles that mention it"),
    spellings=(LISTS, "how the corpus names the actor, the commonest first"),
    outlet=(TEXT, "who published the article"), published=(UTC, "when"),
)  # fmt: skip

MERGES = _table(
    "merges", "a pair of actors that may be one", "actor_a actor_b",
    actor_a=(TEXT, "the actor to keep: of the knowledge base, else the more often mentioned"),
    actor_b=(TEXT, "the actor that would become it"),
    name_a=(TEXT, "Arabic name"), name_b=(TEXT, "Arabic name"), kind=(TEXT, "kind of the first"),
    score=(FLOAT, "0 to 1: how much speaks for one actor; for ordering, not a probability"),
    likeness=(FLOAT, "0 to 1: how alike the two spellings are, by sound"),
    same_first_name=(FLAG, "persons: both bear the same first name, in any spelling"),
    n_shared=(COUNT, "actors named in one sentence with either"), shared=(LISTS, "up to five of their actor_ids"),
    n_a=(COUNT, "mentions of the first"), n_b=(COUNT, "mentions of the second"),
    n_both=(COUNT, "articles that mention both"),
    example_a=(TEXT, "a sentence with the first"), example_b=(TEXT, "a sentence with the second"),
)  # fmt: skip

DECISIONS = _table(
    "decisions", "one decision of a researcher", "file entry",
    file=(TEXT, "where it stands"), entry=(COUNT, "its number there, 1-based"),
    line=(MAYBE_COUNT, "its line; null in a table"), decision=(TEXT, "what was decided"),
    actor_id=(TEXT, "whose mentions it bears on; null of a ban"),
    n_mentions=(COUNT, "mentions it bears on; of a ban, places where the name stands and is none"),
    n_articles=(COUNT, "articles with such a one"),
)  # fmt: skip

MEASURES = (
    COVERAGE, ATTENTION, COMENTIONS, SENTIMENT, DYADS, TIMELINE, TOPIC_SHARES, SOURCING, VOICES, PASSAGES, MARKS,
)  # fmt: skip


def require(df: object, columns: str, *, table: str, needed_by: str, hint: str = "") -> None:
    """Raise BadInput unless `df` is a DataFrame, MissingColumns unless it has all `columns` (separated by spaces).

    Examples
    --------
    >>> import pandas as pd
    >>> require(pd.DataFrame({"text": []}), "text outlet", table="articles", needed_by="attention()")
    Traceback (most recent call last):
        ...
    explore.errors.MissingColumns: attention() needs 'outlet' in articles. Found: text.
    """
    if not isinstance(df, pd.DataFrame):
        raise BadInput(f"{needed_by} takes a DataFrame as {table}; found {type_of(df)}.")
    missing = [name for name in columns.split() if name not in df.columns]
    if missing:
        raise MissingColumns(needed_by, table, missing, df.columns, hint)


def corpus_like(corpus: object, *, needed_by: str) -> None:
    """Raise BadInput unless `corpus` carries the tables of a corpus: every measure asks this first."""
    if not isinstance(corpus, Tables):
        raise BadInput(f"{needed_by} takes the corpus that annotate() returned; found {type_of(corpus)}.")


def type_of(thing: object) -> str:
    """Name the type of `thing` for a message: 'a DataFrame', 'an int', 'None'."""
    name = type(thing).__name__
    return "None" if thing is None else f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"

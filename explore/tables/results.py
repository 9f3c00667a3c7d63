"""The tables that measures return."""

from __future__ import annotations

from explore.tables.table import (
    ACTOR,
    COUNT,
    END,
    FLAG,
    FLOAT,
    ID,
    LISTS,
    MAYBE_COUNT,
    SENTENCE,
    START,
    TEXT,
    TIME,
    UTC,
    table,
)

_PERIOD = (TIME, "first moment of the period, UTC; null when the measure is over all time")
_PER = (TEXT, "day, week, month, quarter, year or all")
_CELL = {"outlet": (TEXT, "the outlet; '' when it is not known, null when over all outlets"),
         "period": _PERIOD, "per": _PER}  # fmt: skip
_NAMES = {"name_ar": (TEXT, "Arabic name"), "name_en": (TEXT, "English name")}
_LOW = (FLOAT, "lower end of the 95% interval")
_HIGH = (FLOAT, "upper end of the 95% interval")

COVERAGE = table(
    "coverage", "articles of an outlet in a period", "outlet period",
    **_CELL, n_articles=(COUNT, "articles"),
    n_duplicates=(COUNT, "of them exact copies of an earlier one"),
    n_stories=(COUNT, "distinct stories"), n_words=(COUNT, "words, as spaces divide them"),
    n_boilerplate=(COUNT, "sentences that are boilerplate: datelines, bylines, adverts"),
)  # fmt: skip

ATTENTION = table(
    "attention", "an actor in a period and outlet", "actor_id outlet period",
    actor_id=(TEXT, "the actor"), **_NAMES, **_CELL,
    n=(COUNT, "articles that name the actor"), total=(COUNT, "all articles of the outlet and period"),
    share=(FLOAT, "n / total"), low=_LOW, high=_HIGH, n_mentions=(COUNT, "mentions of the actor"),
    n_stories=(COUNT, "distinct stories among the n"),
)  # fmt: skip

COMENTIONS = table(
    "comentions", "a pair of actors in a period", "actor_a actor_b period",
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
    period=_PERIOD, per=_PER,
    tone=(FLOAT, "mean sentiment, -1 to 1, of the sentences that name both; null where none does"),
    tone_low=_LOW, tone_high=_HIGH,
    n_tone=(COUNT, "sentences that name both"), n_stories=(COUNT, "distinct stories among those sentences"),
)  # fmt: skip

SENTIMENT = table(
    "sentiment", "a group of sentences in a period", "actor_id voice outlet period",
    actor_id=(TEXT, "sentences naming this actor, or said by it where voice is quoted; null for all sentences"),
    voice=(TEXT, "whose words: all, outlet (its own, outside quotations) or quoted"),
    **_NAMES, **_CELL,
    n=(COUNT, "sentences"), n_articles=(COUNT, "articles"), n_stories=(COUNT, "distinct stories among them"),
    mean=(FLOAT, "mean sentiment, -1 to 1"), low=_LOW, high=_HIGH,
)  # fmt: skip

TIMELINE = table(
    "timeline", "a calendar date that texts name", "actor_id date",
    actor_id=(TEXT, "only sentences that name this actor too; null for all sentences"),
    name_ar=(TEXT, "Arabic name"), name_en=(TEXT, "English name"),
    date=(TIME, "first moment of the day, month or year that is named, UTC"), per=(TEXT, "day, month or year"),
    n=(COUNT, "sentences that name it"), n_articles=(COUNT, "articles"), n_stories=(COUNT, "distinct stories"),
    total=(COUNT, "all articles"), share=(FLOAT, "n_articles / total"), low=_LOW, high=_HIGH,
    actors=(LISTS, "up to five actor_ids named in most of these sentences, the commonest first"),
    actors_ar=(LISTS, "their Arabic names"), actors_en=(LISTS, "their English names"),
)  # fmt: skip

TOPIC_SHARES = table(
    "topic_shares", "a topic in a period and outlet", "topic outlet period",
    topic=(MAYBE_COUNT, "the topic; null for passages in no topic"), label=(TEXT, "its label"),
    **_CELL,
    n=(FLOAT, "articles, each weighted by the topic's share of it"),
    total=(COUNT, "all articles of the outlet and period"),
    share=(FLOAT, "n / total"), low=_LOW, high=_HIGH,
)  # fmt: skip

SOURCING = table(
    "sourcing", "a source in a period and outlet", "source_id outlet period",
    source_id=(TEXT, "the medium or agency"), **_NAMES, **_CELL,
    n=(COUNT, "articles that rely on the source"), total=(COUNT, "all articles of the outlet and period"),
    share=(FLOAT, "n / total"), low=_LOW, high=_HIGH, n_citations=(COUNT, "times it is cited"),
    n_stories=(COUNT, "distinct stories among the n"),
)  # fmt: skip

VOICES = table(
    "voices", "a speaker in a period and outlet", "speaker_id outlet period",
    speaker_id=(TEXT, "the actor who speaks"), **_NAMES, **_CELL,
    n=(COUNT, "quotations of the speaker"), total=(COUNT, "all quotations of the outlet and period"),
    share=(FLOAT, "n / total"), low=_LOW, high=_HIGH,
    n_direct=(COUNT, "of the n, those in quotation marks"), direct=(FLOAT, "n_direct / n"),
    direct_low=_LOW, direct_high=_HIGH,
    n_articles=(COUNT, "articles with one of the n"), n_stories=(COUNT, "distinct stories among them"),
)  # fmt: skip

KEYNESS = table(
    "keyness", "a word", "term",
    term=(TEXT, "the word, as it is most often written"),
    n_a=(COUNT, "articles of the first corpus with the word"), total_a=(COUNT, "all articles of the first"),
    n_b=(COUNT, "articles of the second with the word"), total_b=(COUNT, "all articles of the second"),
    share_a=(FLOAT, "n_a / total_a"), share_b=(FLOAT, "n_b / total_b"),
    log_ratio=(FLOAT, "log2 of share_a / share_b, half an article added to each count: 1 is twice as common"),
    low=_LOW, high=_HIGH,
    log_likelihood=(FLOAT, "G2 of the two-by-two table, signed: negative when rarer in the first"),
)  # fmt: skip

PASSAGES = table(
    "passages", "one sentence behind a row or mark", "article_id sentence",
    article_id=ID, sentence=SENTENCE, outlet=(TEXT, "who published it"), published=(UTC, "when"),
    title=(TEXT, "headline of its article; null when there is none"), text=(TEXT, "the sentence"),
    sentiment=(FLOAT, "-1 to 1"),
    marks=(LISTS, "(start, end, actor_id) of each mention, code points of this row's text"),
)  # fmt: skip

ARTICLE_VIEW = table(
    "article_view", "one thing found in an article; the first row is its text", "article_id layer start",
    article_id=ID, layer=(TEXT, "text, name, role, quote or date"), start=START, end=END,
    surface=(TEXT, "the words; of a quotation, those that name the speaker; of the text, all of it"),
    detail=(TEXT, "rule of a name or role, act of a quotation, value of a date, headline of the text"),
    actor_id=ACTOR, **_NAMES,
    kind=(TEXT, "PER, ORG, GPE, LOC, MEDIA or GROUP"), country=(TEXT, "ISO 3166-1 alpha-2"),
    n_mentions=(COUNT, "mentions of the actor in the corpus"), n_articles=(COUNT, "articles that mention it"),
    spellings=(LISTS, "how the corpus names the actor, the commonest first"),
    outlet=(TEXT, "who published the article"), published=(UTC, "when"),
)  # fmt: skip

MERGES = table(
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

CURATION = table(
    "curation", "an entry of a researcher", "file entry",
    file=(TEXT, "where it stands"), entry=(COUNT, "its number there, 1-based"),
    line=(MAYBE_COUNT, "its line; null in a table"), decision=(TEXT, "what was decided"),
    actor_id=(TEXT, "whose mentions it bears on; null of a ban"),
    n_mentions=(COUNT, "mentions it bears on; of a ban, places where the name stands and is none"),
    n_articles=(COUNT, "articles with such a one"),
)  # fmt: skip

MEASURES = (
    COVERAGE, ATTENTION, COMENTIONS, SENTIMENT, TIMELINE, TOPIC_SHARES, SOURCING, VOICES, KEYNESS, PASSAGES,
    ARTICLE_VIEW,
)  # fmt: skip

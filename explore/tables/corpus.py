"""The tables a corpus holds and saves."""

from __future__ import annotations

from typing import get_args

from explore.tables.table import (
    ACTOR,
    BOILERPLATE,
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
    Kind,
    table,
)

ARTICLES = table(
    "articles", "one article", "article_id",
    article_id=ID,
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
    duplicate_of=(TEXT, "article_id of an earlier article with exactly this text; null for the first"),
    story_id=(TEXT, "articles with nearly the same wording share one"),
    entities=(LISTS, "names found, in order of first mention (summary)"),
    actors=(LISTS, "actor_ids named, in order of first mention (summary)"),
    topic=(MAYBE_COUNT, "topic with the greatest weight; null when none (summary)"),
    topic_label=(TEXT, "its label (summary)"),
    sentiment=(FLOAT, "mean over sentences, -1 to 1 (summary)"),
)  # fmt: skip

SENTENCES = table(
    "sentences", "one sentence", "article_id sentence",
    article_id=ID, sentence=SENTENCE, paragraph=(COUNT, "number of its paragraph (line), 0-based"),
    start=START, end=END,
    sentiment=(FLOAT, "-1 (conflict, harm, criticism) to 1 (agreement, help, success)"),
    sentiment_class=(COUNT, "-1, 0 or 1"),
    topic=(MAYBE_COUNT, "topic of the passage the sentence stands in; null for outliers"),
    boilerplate=BOILERPLATE,
)  # fmt: skip

MENTIONS = table(
    "mentions", "one mention of an actor", "article_id start",
    article_id=ID, start=START, end=END, sentence=SENTENCE,
    surface=(TEXT, "the words, clitics included"), label=(TEXT, "PER, ORG or LOC"),
    kind=(TEXT, "'name', or 'role' for a nominal such as 'the Russian president'"),
    actor_id=ACTOR,
    score=(FLOAT, ("0 to 1. embedded: how sure the rule is, fixed for each, or, under rule 'model', the probability of "
                  "being right; camel: the model's mean probability")),
    rule=(TEXT, ("how found: alias, acronym, role, 'role: WHY', surname, context, 'headed: WORD', model or camel; then "
                 "maybe how linked: full name in this article, its other name in this article, variant of NAME, new "
                 "(an actor nobody listed), unknown or borne by several")),
    boilerplate=BOILERPLATE,
)  # fmt: skip

ACTORS = table(
    "actors", "one actor", "actor_id",
    actor_id=(TEXT, "stable id"),
    name_ar=(TEXT, "Arabic name"), name_en=(TEXT, "English name"),
    kind=(TEXT, ", ".join(get_args(Kind))),
    country=(TEXT, "ISO 3166-1 alpha-2"), wikidata=(TEXT, "Wikidata id where certain"),
    n_mentions=(COUNT, "mentions in the corpus"), n_articles=(COUNT, "articles that mention it"),
)  # fmt: skip

QUOTES = table(
    "quotes", "one span of reported speech", "article_id start",
    article_id=ID, start=START, end=END, sentence=SENTENCE,
    direct=(FLAG, "inside quotation marks"), cue=(TEXT, "the reporting word"),
    act=(TEXT, "say, deny, warn, demand, promise, accuse …"),
    speaker_start=(MAYBE_COUNT, "first code point of the speaker's words"),
    speaker_end=(MAYBE_COUNT, "code point after the last"), speaker=(TEXT, "the words that name the speaker"),
    actor_id=ACTOR,
    rule=(TEXT, ("headline; else direct, indirect or attribution, then speaker after the cue, before the cue, of the "
                 "clause before, of the sentence before, the last one or unknown; then maybe anonymous")),
)  # fmt: skip

DATES = table(
    "dates", "one calendar expression", "article_id start",
    article_id=ID, start=START, end=END, sentence=SENTENCE, surface=(TEXT, "the words"),
    value=(TEXT, "ISO 8601 point or interval; null where it takes a publication date to know, and there is none"),
    since=(TIME, "first moment it covers"), until=(TIME, "first moment after it"),
    rule=(TEXT, "how its value is known: in full, counted from the publication, the nearest year …"),
)  # fmt: skip

SOURCES = table(
    "sources", "one attribution to a medium, agency or document", "article_id start",
    article_id=ID, start=START, end=END, sentence=SENTENCE, surface=(TEXT, "the words"), actor_id=ACTOR,
    speaker_id=(TEXT, "the actor whose words it passes on; null when unknown or none"),
    via_id=(TEXT, "the medium that cites it in turn; null when the article cites it itself"),
    rule=(TEXT, "why: attribution, verb before, verb after, told, in it, reporter, dateline, sign-off or headline"),
)  # fmt: skip

TOPICS = table(
    "topics", "one topic of an article", "article_id topic",
    article_id=ID, topic=(COUNT, "the topic"), weight=(FLOAT, "share of the article's passages, 0 to 1"),
)  # fmt: skip

TOPIC_TERMS = table(
    "topic_terms", "one term of a topic", "topic term",
    topic=(COUNT, "the topic"), term=(TEXT, "the word"),
    weight=(FLOAT, "class-based TF-IDF (bertopic) or NMF weight: compare within a corpus, never between methods"),
)  # fmt: skip

TOPIC_LABELS = table(
    "topic_labels", "one topic", "topic",
    topic=(COUNT, "the topic"), label=(TEXT, "its strongest terms"),
    n_passages=(COUNT, "passages assigned"), method=(TEXT, "bertopic or nmf"),
)  # fmt: skip

#: The tables a corpus holds and saves, in the order of the way of the data.
CORPUS = (
    ARTICLES, SENTENCES, MENTIONS, ACTORS, QUOTES, DATES, SOURCES, TOPICS, TOPIC_TERMS, TOPIC_LABELS,
)  # fmt: skip

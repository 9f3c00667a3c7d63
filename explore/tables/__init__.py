"""Every table of the package: what a row is, its key, its columns, their types and units, as `assets/tables.toml` says.

Tables are plain DataFrames. This part reads what is in them, makes empty ones, and checks that a table
given to a function has the columns that function needs. Stored text is never changed: `articles.text`
is the headline, a newline, the body (or the body alone), and every `start` and `end` is a code point of it,
end excluded, so that `text[start:end]` is the surface.
"""

from __future__ import annotations

from explore.tables.checks import (
    Tables as Tables,
    corpus_like as corpus_like,
    one_of as one_of,
    require as require,
    type_of as type_of,
)
from explore.tables.stretches import split_blanks as split_blanks
from explore.tables.table import (
    FREQUENCY as FREQUENCY,
    TIME as TIME,
    UTC as UTC,
    Column as Column,
    Kind as Kind,
    Per as Per,
    Table as Table,
    Unit as Unit,
    read_table,
)

#: The tables a corpus holds and saves, in the order of the way of the data.
CORPUS = tuple(
    read_table(name)
    for name in "articles sentences mentions actors quotes dates sources topics topic_terms topic_labels".split()
)
ARTICLES, SENTENCES, MENTIONS, ACTORS, QUOTES, DATES, SOURCES, TOPICS, TOPIC_TERMS, TOPIC_LABELS = CORPUS

#: The tables that measures return.
MEASURES = tuple(map(read_table, (
    "coverage", "attention", "comentions", "sentiment", "timeline", "topic_shares", "sourcing", "voices", "keyness",
    "passages", "article_view",
)))  # fmt: skip
(COVERAGE, ATTENTION, COMENTIONS, SENTIMENT, TIMELINE, TOPIC_SHARES, SOURCING, VOICES, KEYNESS, PASSAGES,
 ARTICLE_VIEW) = MEASURES  # fmt: skip
MERGES, CURATION = read_table("merges"), read_table("curation")

"""Every table of the package: what a row is, its key, its columns, their types and units.

Tables are plain DataFrames. This part only says what is in them, makes empty ones, and checks that a table
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
from explore.tables.corpus import (
    ACTORS as ACTORS,
    ARTICLES as ARTICLES,
    CORPUS as CORPUS,
    DATES as DATES,
    MENTIONS as MENTIONS,
    QUOTES as QUOTES,
    SENTENCES as SENTENCES,
    SOURCES as SOURCES,
    TOPIC_LABELS as TOPIC_LABELS,
    TOPIC_TERMS as TOPIC_TERMS,
    TOPICS as TOPICS,
)
from explore.tables.results import (
    ARTICLE_VIEW as ARTICLE_VIEW,
    ATTENTION as ATTENTION,
    COMENTIONS as COMENTIONS,
    COVERAGE as COVERAGE,
    CURATION as CURATION,
    KEYNESS as KEYNESS,
    MEASURES as MEASURES,
    MERGES as MERGES,
    PASSAGES as PASSAGES,
    SENTIMENT as SENTIMENT,
    SOURCING as SOURCING,
    TIMELINE as TIMELINE,
    TOPIC_SHARES as TOPIC_SHARES,
    VOICES as VOICES,
)
from explore.tables.stretches import split_blanks as split_blanks
from explore.tables.table import (
    COUNT as COUNT,
    FLAG as FLAG,
    FLOAT as FLOAT,
    FREQUENCY as FREQUENCY,
    LISTS as LISTS,
    MAYBE_COUNT as MAYBE_COUNT,
    TEXT as TEXT,
    TIME as TIME,
    UTC as UTC,
    Column as Column,
    Kind as Kind,
    Per as Per,
    Table as Table,
    Unit as Unit,
)

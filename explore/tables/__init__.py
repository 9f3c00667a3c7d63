"""Every table of the package: what a row is, its key, its columns, their types and units.

Tables are plain DataFrames. This part only says what is in them, makes empty ones, and checks that a table
given to a function has the columns that function needs. Stored text is never changed: `articles.text`
is the headline, a newline, the body (or the body alone), and every `start` and `end` is a code point of it,
end excluded, so that `text[start:end]` is the surface.
"""

from __future__ import annotations

from explore.tables.checks import (
    Tables,
    corpus_like,
    require,
    type_of,
)
from explore.tables.corpus import (
    ACTORS,
    ARTICLES,
    CORPUS,
    DATES,
    MENTIONS,
    QUOTES,
    SENTENCES,
    SOURCES,
    TOPIC_LABELS,
    TOPIC_TERMS,
    TOPICS,
)
from explore.tables.results import (
    ARTICLE_VIEW,
    ATTENTION,
    COMENTIONS,
    COVERAGE,
    CURATION,
    MEASURES,
    MERGES,
    PASSAGES,
    SENTIMENT,
    SOURCING,
    TIMELINE,
    TOPIC_SHARES,
    VOICES,
)
from explore.tables.table import (
    COUNT,
    FLAG,
    FLOAT,
    LISTS,
    MAYBE_COUNT,
    TEXT,
    TIME,
    UTC,
    Column,
    Kind,
    Per,
    Table,
    Unit,
)

__all__ = [
    "ACTORS",
    "ARTICLES",
    "ARTICLE_VIEW",
    "ATTENTION",
    "COMENTIONS",
    "CORPUS",
    "COUNT",
    "COVERAGE",
    "DATES",
    "CURATION",
    "FLAG",
    "FLOAT",
    "LISTS",
    "MAYBE_COUNT",
    "MEASURES",
    "MENTIONS",
    "MERGES",
    "PASSAGES",
    "QUOTES",
    "SENTENCES",
    "SENTIMENT",
    "SOURCES",
    "SOURCING",
    "TEXT",
    "TIME",
    "TIMELINE",
    "TOPICS",
    "TOPIC_LABELS",
    "TOPIC_SHARES",
    "TOPIC_TERMS",
    "UTC",
    "VOICES",
    "Column",
    "Kind",
    "Per",
    "Table",
    "Tables",
    "Unit",
    "corpus_like",
    "require",
    "type_of",
]

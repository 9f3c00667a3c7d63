"""Six articles with everything a measure must mind, written out.

a1 is copied by a2 (another outlet, same story); a3 has no headline, no story, and comes at 22:30 UTC on the last day
of January; February is empty; a4 names somebody unknown; a5 has no known outlet and a role instead of a name; a6 has
no date. Offsets are code points of the text; `test_measures.py` holds them against the surfaces.
"""

import pandas as pd
import pytest
from hypothesis import settings

from explore import tables
from explore.annotation.names import link
from explore.corpus import Corpus
from explore.doc import read_docs
from explore.engines import get_engine

# How long an example takes says more of the machine's load than of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

TEXTS = {
    "a1": "بوتين يلتقي الأسد\nالتقى فلاديمير بوتين بشار الأسد في موسكو. ورحب الأسد بالاتفاق.\nوقالت واشنطن إنها قلقة.",
    "a3": "قصفت روسيا مدينة حلب. وأدانت واشنطن القصف.",
    "a4": "عقوبات جديدة\nأعلن جو بايدن في واشنطن عقوبات على روسيا.\nوردت موسكو بأن العقوبات عدوان، ونددت بها نورلاند.",
    "a5": "زيارة إلى دمشق\nاستقبل الأسد الرئيس الروسي في دمشق.",
    "a6": "أمطار غزيرة على القاهرة.",
}
TEXTS["a2"] = TEXTS["a1"]

ARTICLES = [
    # article_id, title, outlet, published, duplicate_of, story_id, topic
    ("a1", "بوتين يلتقي الأسد", "الأفق", "2024-01-10 09:00", None, "s1", 0),
    ("a2", "بوتين يلتقي الأسد", "النبأ", "2024-01-11 06:00", "a1", "s1", 0),
    ("a3", None, "الأفق", "2024-01-31 22:30", None, None, 0),
    ("a4", "عقوبات جديدة", "النبأ", "2024-03-04 12:00", None, "s3", 1),
    ("a5", "زيارة إلى دمشق", None, "2024-03-05 12:00", None, "s4", None),
    ("a6", None, "الأفق", None, None, "s6", None),
]

SENTENCES = [
    # article_id, sentence, paragraph, start, end, sentiment, sentiment_class, topic
    ("a1", 0, 0, 0, 17, 0.0, 0, 0),
    ("a1", 1, 1, 18, 59, 0.5, 1, 0),
    ("a1", 2, 1, 60, 80, 1.0, 1, 0),
    ("a1", 3, 2, 81, 104, -0.5, -1, 0),
    ("a2", 0, 0, 0, 17, 0.0, 0, 0),
    ("a2", 1, 1, 18, 59, 0.5, 1, 0),
    ("a2", 2, 1, 60, 80, 1.0, 1, 0),
    ("a2", 3, 2, 81, 104, -0.5, -1, 0),
    ("a3", 0, 0, 0, 21, -1.0, -1, 0),
    ("a3", 1, 0, 22, 42, -0.5, -1, None),
    ("a4", 0, 0, 0, 12, -0.5, -1, 1),
    ("a4", 1, 1, 13, 54, -1.0, -1, 1),
    ("a4", 2, 2, 55, 104, -0.5, -1, 1),
    ("a5", 0, 0, 0, 14, 0.0, 0, None),
    ("a5", 1, 1, 15, 50, 0.5, 1, None),
    ("a6", 0, 0, 0, 24, 0.0, 0, None),
]

MENTIONS = [
    # article_id, sentence, start, end, surface, label, kind, actor_id
    ("a1", 0, 0, 5, "بوتين", "PER", "name", "putin"),
    ("a1", 0, 12, 17, "الأسد", "PER", "name", "assad"),
    ("a1", 1, 24, 38, "فلاديمير بوتين", "PER", "name", "putin"),
    ("a1", 1, 39, 49, "بشار الأسد", "PER", "name", "assad"),
    ("a1", 1, 53, 58, "موسكو", "LOC", "name", "moscow"),
    ("a1", 2, 65, 70, "الأسد", "PER", "name", "assad"),
    ("a1", 3, 87, 93, "واشنطن", "LOC", "name", "washington"),
    ("a2", 0, 0, 5, "بوتين", "PER", "name", "putin"),
    ("a2", 0, 12, 17, "الأسد", "PER", "name", "assad"),
    ("a2", 1, 24, 38, "فلاديمير بوتين", "PER", "name", "putin"),
    ("a2", 1, 39, 49, "بشار الأسد", "PER", "name", "assad"),
    ("a2", 1, 53, 58, "موسكو", "LOC", "name", "moscow"),
    ("a2", 2, 65, 70, "الأسد", "PER", "name", "assad"),
    ("a2", 3, 87, 93, "واشنطن", "LOC", "name", "washington"),
    ("a3", 0, 5, 10, "روسيا", "LOC", "name", "russia"),
    ("a3", 0, 17, 20, "حلب", "LOC", "name", "aleppo"),
    ("a3", 1, 29, 35, "واشنطن", "LOC", "name", "washington"),
    ("a4", 1, 18, 26, "جو بايدن", "PER", "name", "biden"),
    ("a4", 1, 30, 36, "واشنطن", "LOC", "name", "washington"),
    ("a4", 1, 48, 53, "روسيا", "LOC", "name", "russia"),
    ("a4", 2, 60, 65, "موسكو", "LOC", "name", "moscow"),
    ("a4", 2, 96, 103, "نورلاند", "PER", "name", None),
    ("a5", 0, 10, 14, "دمشق", "LOC", "name", "damascus"),
    ("a5", 1, 22, 27, "الأسد", "PER", "name", "assad"),
    ("a5", 1, 28, 41, "الرئيس الروسي", "PER", "role", "putin"),
    ("a5", 1, 45, 49, "دمشق", "LOC", "name", "damascus"),
    ("a6", 0, 16, 23, "القاهرة", "LOC", "name", "cairo"),
]

ACTORS = [
    # actor_id, name_ar, name_en, kind, country, n_mentions, n_articles
    ("assad", "بشار الأسد", "Bashar al-Assad", "PER", "SY", 7, 3),
    ("putin", "فلاديمير بوتين", "Vladimir Putin", "PER", "RU", 5, 3),
    ("washington", "واشنطن", "Washington", "LOC", "US", 4, 4),
    ("moscow", "موسكو", "Moscow", "LOC", "RU", 3, 3),
    ("damascus", "دمشق", "Damascus", "LOC", "SY", 2, 1),
    ("russia", "روسيا", "Russia", "GPE", "RU", 2, 2),
    ("aleppo", "حلب", "Aleppo", "LOC", "SY", 1, 1),
    ("biden", "جو بايدن", "Joe Biden", "PER", "US", 1, 1),
    ("cairo", "القاهرة", "Cairo", "LOC", "EG", 1, 1),
]

TOPICS = [("a1", 0, 1.0), ("a2", 0, 1.0), ("a3", 0, 0.5), ("a4", 1, 1.0)]
TOPIC_LABELS = [(0, "سوريا، لقاء", 9, "nmf"), (1, "عقوبات", 3, "nmf")]
TOPIC_TERMS = [(0, "سوريا", 0.6), (0, "لقاء", 0.4), (1, "عقوبات", 0.9)]


def _frame(table: tables.Table, columns: str, rows: list[tuple]) -> pd.DataFrame:
    return table.frame(pd.DataFrame(rows, columns=columns.split()))


@pytest.fixture(scope="session")
def linked():
    """Return a function: texts, numbered from "0", to their articles and the names found in them, linked."""
    engine = get_engine("embedded")

    def link_texts(texts: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
        ids = [str(k) for k in range(len(texts))]
        articles = pd.DataFrame({"article_id": ids, "text": texts}).astype("str")
        docs = read_docs(articles)
        return articles, link(docs, engine.find_mentions(docs), engine.gazetteer)

    return link_texts


@pytest.fixture
def small() -> Corpus:
    """Six articles, two outlets, three months; see the top of this file."""
    articles = pd.DataFrame(
        ARTICLES, columns=["article_id", "title", "outlet", "published", "duplicate_of", "story_id", "topic"]
    )
    articles["text"] = articles["article_id"].map(TEXTS)
    articles["published"] = pd.to_datetime(articles["published"], utc=True)
    articles["language"] = "ar"
    articles["dating"] = ["metadata"] * 5 + [None]
    named = pd.DataFrame(MENTIONS, columns=["id", "sentence", "start", "end", "surface", "label", "kind", "actor_id"])
    articles["entities"] = [list(dict.fromkeys(named.loc[named["id"] == a, "surface"])) for a in articles["article_id"]]
    articles["actors"] = [
        list(dict.fromkeys(named.loc[named["id"] == a, "actor_id"].dropna())) for a in articles["article_id"]
    ]
    mentions = named.rename(columns={"id": "article_id"}).assign(score=1.0, rule="literal")
    return Corpus(
        articles=tables.ARTICLES.frame(articles),
        sentences=_frame(
            tables.SENTENCES, "article_id sentence paragraph start end sentiment sentiment_class topic", SENTENCES
        ),
        mentions=tables.MENTIONS.frame(mentions),
        actors=_frame(tables.ACTORS, "actor_id name_ar name_en kind country n_mentions n_articles", ACTORS),
        topics=_frame(tables.TOPICS, "article_id topic weight", TOPICS),
        topic_terms=_frame(tables.TOPIC_TERMS, "topic term weight", TOPIC_TERMS),
        topic_labels=_frame(tables.TOPIC_LABELS, "topic label n_passages method", TOPIC_LABELS),
    )

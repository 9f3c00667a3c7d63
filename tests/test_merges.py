"""Suggested merges: pairs that may be one, with the evidence a reader needs."""

import copy

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from explore import tables
from explore.corpus import Corpus, count_actors
from explore.errors import BadInput, MissingColumns
from explore.measures import suggest_merges

ACTORS = [
    # actor_id, name_ar, name_en, kind, and the sentences that name the actor
    ("donald-trump", "دونالد ترامب", "Donald Trump", "PER", "a0 b0 c0 d0"),
    ("cup", "كأس المرجان", "Coral Cup", "ORG", "a1 b1"),
    ("brunston", "أندرو برونستون", None, "PER", "a1 a2 d0"),
    ("branston", "أندرو برانستون", None, "PER", "b1"),
    ("long", "شاهر رباح المقرني", None, "PER", "c1 c2"),
    ("short", "شاهر المقرني", None, "PER", "c3"),
    ("mikhail", "ميخائيل فريدمان", None, "PER", "c1"),
    ("michael", "مايكل فريدمان", None, "PER", "c2"),
    ("salem", "سالم الشامسي", None, "PER", "d1"),
    ("saleh", "صالح الشامسي", None, "PER", "d2"),
    ("european", "الاتحاد الأوروبي لصيد المرجان", None, "ORG", "d1"),
    ("african", "الاتحاد الأفريقي لصيد المرجان", None, "ORG", "d2"),
    ("known", "ليونيد فاسكونين", "Leonid Vaskonin", "PER", "b3"),
    ("spelt", "ليونيد فوسكونين", None, "PER", "d4 a3"),
    ("sirt", "سرت", "Sirte", "GPE", "d3"),
    ("other", "شرت", None, "LOC", "d4"),
]


@pytest.fixture
def corpus():
    texts = {k: " ".join(f"جملة {k}{n} تذكر أحدا." for n in range(6)) for k in "abcd"}
    sentences, mentions = [], []
    for article_id, text in texts.items():
        start = 0
        for n in range(6):
            end = text.index(".", start) + 1
            sentences.append((article_id, n, 0, start, end, 0.0, 0, None, False))
            start = end + 1
    for actor, name, _, kind, places in ACTORS:
        label = {"GPE": "LOC"}.get(kind, kind)
        for place in places.split():
            mentions.append(
                (place[0], len(mentions), len(mentions) + 1, int(place[1]), name, label, "name", actor, 1, "", False)
            )
    mentions = tables.MENTIONS.frame(mentions)
    actors = pd.DataFrame(ACTORS, columns=["actor_id", "name_ar", "name_en", "kind", "_"])
    return Corpus(
        articles=tables.ARTICLES.frame(pd.DataFrame({"article_id": list(texts), "text": list(texts.values())})),
        sentences=tables.SENTENCES.frame(sentences),
        mentions=mentions,
        actors=count_actors(actors, mentions),
    )


def test_pairs_come_with_evidence_and_the_best_first(corpus):
    found = suggest_merges(corpus)
    assert found.columns.tolist() == tables.MERGES.names
    assert list(zip(found["actor_a"], found["actor_b"], strict=True)) == [
        ("brunston", "branston"), ("known", "spelt"), ("long", "short"),
    ]  # fmt: skip
    assert found["score"].is_monotonic_decreasing
    first = found.iloc[0]
    assert first[["n_a", "n_b", "n_both", "n_shared"]].tolist() == [3, 1, 0, 1]
    assert first["shared"] == ["cup"]
    assert first["same_first_name"]
    assert first["example_a"] == "جملة a1 تذكر أحدا."
    assert first["example_b"] == "جملة b1 تذكر أحدا."


def test_the_known_actor_is_kept_however_rarely_it_is_named(corpus):
    pair = suggest_merges(corpus).set_index("actor_b").loc["spelt"]
    assert pair[["actor_a", "n_a", "n_b"]].tolist() == ["known", 1, 2]


def test_two_who_are_named_in_one_article_count_less(corpus):
    before = suggest_merges(corpus).set_index("actor_a").loc["brunston", "score"]
    moved = corpus.mentions.assign(
        article_id=corpus.mentions["article_id"].where(corpus.mentions["actor_id"] != "branston", "a")
    )
    together = suggest_merges(Corpus(**{**corpus.tables(), "mentions": moved})).set_index("actor_a").loc["brunston"]
    assert together["n_both"] == 1
    assert together["score"] < before


def test_nothing_is_merged_or_changed(corpus):
    before = {name: copy.deepcopy(table) for name, table in corpus.tables().items()}
    suggest_merges(corpus)
    for name, table in before.items():
        assert_frame_equal(table, getattr(corpus, name))


def test_an_empty_corpus_gives_an_empty_table(corpus):
    assert_frame_equal(suggest_merges(Corpus()), tables.MERGES.empty())
    known = corpus.actors[corpus.actors["name_en"].notna()]
    assert suggest_merges(Corpus(**{**corpus.tables(), "actors": known})).empty


def test_what_is_missing_is_said(corpus):
    with pytest.raises(BadInput, match="suggest_merges\\(\\) takes the corpus"):
        suggest_merges(corpus.mentions)
    with pytest.raises(MissingColumns, match="suggest_merges\\(\\) needs 'name_ar' in actors"):
        suggest_merges(Corpus(**{**corpus.tables(), "actors": corpus.actors.drop(columns="name_ar")}))

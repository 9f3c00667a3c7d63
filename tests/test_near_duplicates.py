import pandas as pd

from explore.doc import read_docs
from explore.annotation.near_duplicates import find_near_duplicates

WIRE = " ".join(f"كلمة{i}" for i in range(60))
OTHER = " ".join(f"لفظ{i}" for i in range(60))


def stories(*rows):
    articles = pd.DataFrame(rows, columns=["article_id", "outlet", "text", "published"])
    articles["published"] = pd.to_datetime(articles["published"], utc=True)
    return find_near_duplicates(read_docs(articles))


def test_a_copy_and_a_cut_copy_share_the_story_of_the_earliest():
    cut = " ".join(WIRE.split()[:30])
    assert stories(
        ("late", "أ", WIRE, "2024-01-02"),
        ("early", "ب", "مقدمة أخرى للخبر " + WIRE, "2024-01-01"),
        ("cut", "ج", cut + " " + " ".join(OTHER.split()[:10]), None),
        ("else", "أ", OTHER, "2024-01-01"),
    ) == ["early", "early", "early", "else"]


def test_marks_and_hamza_do_not_hide_a_copy():
    assert stories(("a", None, WIRE, None), ("b", None, WIRE.replace("كلمة", "كلِمه"), None)) == ["a", "a"]


def test_few_shared_words_are_no_story():
    shared = " ".join(WIRE.split()[:12])
    assert stories(("a", "أ", f"{shared} {OTHER}", None), ("b", "ب", f"{shared} {WIRE[::-1]}", None)) == ["a", "b"]


def test_boilerplate_of_an_outlet_joins_nothing():
    rows = [(f"n{i}", "أ", f"{WIRE} خبر{i} " + " ".join(f"نص{i}_{k}" for k in range(20)), None) for i in range(6)]
    assert stories(*rows) == [f"n{i}" for i in range(6)]


def test_short_empty_and_no_articles():
    assert stories(("a", "أ", "", None), ("b", "أ", "خبر", None), ("c", "أ", "", None)) == ["a", "b", "c"]
    assert stories() == []
    assert stories(("a", "أ", WIRE, None)) == ["a"]

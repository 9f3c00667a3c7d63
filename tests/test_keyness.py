"""Words that set one corpus apart from another."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency

import explore
from explore import tables


def corpus_of(texts, **columns):
    articles = pd.DataFrame({"article_id": [f"a{k}" for k in range(len(texts))], "text": texts, **columns})
    return explore.annotate(articles, topics=False, layers=["sentences"])


@pytest.fixture(scope="module")
def two():
    rain, summit = ["هطلت أمطار غزيرة على المدينة"] * 6, ["عقدت قمة عربية في المدينة"] * 4
    texts = [f"{text} رقم{k}." for k, text in enumerate(rain + summit)]
    corpus = corpus_of(texts, outlet=["a"] * 6 + ["b"] * 4)
    return corpus.where(outlet="a"), corpus.where(outlet="b")


def test_shares_and_order(two):
    table = explore.keyness(*two, min_n=2)
    assert table.columns.tolist() == list(tables.KEYNESS.names)
    row = table.set_index("term").loc["أمطار"]
    assert row[["n_a", "total_a", "n_b", "total_b"]].tolist() == [6, 6, 0, 4]
    assert table["log_likelihood"].is_monotonic_decreasing
    assert set(table["term"].tail(2)) <= {"قمة", "عقدت", "عربية"}
    common = table.set_index("term").loc["المدينة"]
    assert common["log_likelihood"] == pytest.approx(0, abs=1e-9)
    assert common["low"] <= 0 <= common["high"]


def test_log_likelihood_is_that_of_the_two_by_two_table():
    texts = ["قمة في موسكو."] * 3 + ["أمطار على بيروت."] * 5 + ["قمة في باريس."] * 2 + ["أمطار على عمان."] * 9
    corpus = corpus_of([f"{text[:-1]} {k}." for k, text in enumerate(texts)], outlet=["a"] * 8 + ["b"] * 11)
    row = explore.keyness(corpus.where(outlet="a"), corpus.where(outlet="b"), min_n=1).set_index("term").loc["قمة"]
    g2 = chi2_contingency([[3, 5], [2, 9]], correction=False, lambda_="log-likelihood").statistic
    assert row["log_likelihood"] == pytest.approx(g2)
    assert row["log_ratio"] == pytest.approx(np.log2((3.5 / 8.5) / (2.5 / 11.5)))


def test_a_conjunction_is_no_part_of_a_word_that_stands_alone_more_often():
    texts = [f"وصل الوزير والوفد {k}." for k in range(3)] + [f"عاد الوفد {k}." for k in range(5)]
    table = explore.keyness(corpus_of(texts), corpus_of([]), min_n=1).set_index("term")
    assert table.loc["الوفد", "n_a"] == 8
    assert "والوفد" not in table.index
    assert "وصل" in table.index  # a letter of the word, not a conjunction


def test_copies_count_once_unless_kept(two):
    first, second = two
    same = first.articles.assign(story_id="s")
    copies = explore.Corpus(**{**first.tables(), "articles": tables.ARTICLES.frame(same)})
    assert explore.keyness(copies, second, min_n=1)["total_a"].iloc[0] == 1
    assert explore.keyness(copies, second, min_n=1, duplicates="keep")["total_a"].iloc[0] == 6


def test_nothing_to_compare_is_an_empty_table(two):
    assert explore.keyness(two[0], explore.Corpus(), min_n=100).empty
    with pytest.raises(explore.ExploreError, match="keyness"):
        explore.keyness(two[0], pd.DataFrame())

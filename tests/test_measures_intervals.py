"""Intervals and associations against slow, plain computations of the same."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from explore import tables
from explore.corpus import Corpus, count_actors
from explore.measures import attention, comentions, sentiment
from explore.measures.associations import discoveries, upper_tail
from explore.measures.intervals import mean_intervals, share_intervals, wilson


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_upper_tail_is_that_of_scipy(data):
    n_units = data.draw(st.integers(1, 5000))
    n_a, n_b = data.draw(st.integers(1, n_units)), data.draw(st.integers(1, n_units))
    n = data.draw(st.integers(max(0, n_a + n_b - n_units), min(n_a, n_b)))
    mine = upper_tail(*(np.array([k]) for k in (n, n_a, n_b)), n_units)[0]
    assert mine == pytest.approx(stats.hypergeom.sf(n - 1, n_units, n_a, n_b), rel=1e-6, abs=1e-12)


def test_upper_tail_keeps_small_probabilities():
    mine = upper_tail(np.array([300]), np.array([2000]), np.array([900]), 40_000)[0]
    assert 0 < mine < 1e-100
    assert np.log(mine) == pytest.approx(stats.hypergeom.logsf(299, 40_000, 2000, 900), rel=1e-6)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40), st.integers(0, 40))
def test_discoveries_are_those_of_benjamini_and_hochberg(p_values, unseen):
    every = np.array(p_values + [1.0] * unseen)
    expected = stats.false_discovery_control(every)[: len(p_values)] <= 0.05
    mine = discoveries(np.array(p_values), 0.05, tests=len(every))
    near = np.abs(stats.false_discovery_control(every)[: len(p_values)] - 0.05) < 1e-12
    assert (mine == expected)[~near].all()


@pytest.mark.parametrize(("hits", "n"), [(0, 1), (1, 1), (0, 20), (7, 30), (30, 30)])
def test_wilson_is_that_of_scipy(hits, n):
    low, high = wilson(np.array([hits / n]), np.array([float(n)]))
    expected = stats.binomtest(hits, n).proportion_ci(method="wilson")
    assert (low[0], high[0]) == pytest.approx((expected.low, expected.high), abs=1e-9)


def test_wilson_of_nothing_is_nothing():
    assert np.isnan(wilson(np.array([np.nan]), np.array([0.0]))).all()


def shares_of(hit, cell, story, n_cells=1):
    """The shares of one feature."""
    hits = pd.DataFrame({"unit": np.flatnonzero(hit), "feature": 0, "value": 1.0})
    return share_intervals(hits, pd.DataFrame({"cell": cell, "story": story}), 1, n_cells)


def test_copies_of_one_report_do_not_make_it_surer():
    """Ten stories, four of which name the actor: printed once each, or ten times each."""
    hit = np.array([1] * 4 + [0] * 6)
    once, often = (shares_of(np.repeat(hit, k), 0, np.repeat(np.arange(10), k)).iloc[0] for k in (1, 10))
    assert once["n_stories"] == often["n_stories"] == 4
    assert once[["share", "low", "high"]].tolist() == pytest.approx(often[["share", "low", "high"]].tolist())
    assert once[["low", "high"]].tolist() == pytest.approx(wilson(np.array(0.4), np.array(10.0)), abs=0.02)


@given(st.integers(2, 12), st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_the_standard_error_is_that_of_resampled_stories(n_stories, seed):
    """Where every story has as many articles, drawing stories anew gives the linearised standard error."""
    random = np.random.default_rng(seed)
    hit = random.random((n_stories, 5)) < random.random()
    row = shares_of(hit.ravel(), 0, np.repeat(np.arange(n_stories), 5)).iloc[0]
    error = hit.mean(axis=1).std(ddof=1) / np.sqrt(n_stories)
    worth = min(hit.mean() * (1 - hit.mean()) / error**2, n_stories) if error > 1e-9 else n_stories
    assert row[["low", "high"]].tolist() == pytest.approx(wilson(hit.mean(), np.array(float(worth))), abs=1e-9)


def test_unequal_stories_weigh_by_their_articles():
    """Three stories of 1, 2 and 3 articles with 1, 0 and 2 hits: R = 1/2, residuals 1/2, -1, 1/2, SE² = 3/2 · 3/2 / 36."""
    row = shares_of(np.array([1, 0, 0, 1, 1, 0]), 0, np.array([0, 1, 1, 2, 2, 2])).iloc[0]
    assert row[["n", "total", "share"]].tolist() == [3, 6, 0.5]
    worth = min(0.25 / (1.5 * 1.5 / 36), 3)
    assert row[["low", "high"]].tolist() == pytest.approx(wilson(np.array(0.5), np.array(worth)))


def test_a_row_does_not_depend_on_the_others():
    cell, story, hit = np.array([0, 0, 1, 1, 1, 3]), np.array([0, 1, 1, 2, 2, 2]), np.array([1, 0, 1, 0, 1, 1])
    whole = shares_of(hit, cell, story, 4)
    assert whole.loc[2, ["n", "total", "n_stories"]].tolist() == [0, 0, 0]
    assert whole.loc[2, ["share", "low", "high"]].isna().all()
    alone = shares_of(hit[cell == 1], 0, story[cell == 1])
    assert whole.iloc[1].tolist() == pytest.approx(alone.iloc[0].tolist())


@pytest.mark.parametrize("stories", [3, 5, 10, 40])
@pytest.mark.parametrize("truth", [0.1, 0.3, 0.6])
def test_intervals_cover_the_truth(stories, truth):
    """Of 400 samples with copies, about 95% of intervals hold the share that they were drawn from."""
    random = np.random.default_rng(5)
    copies = random.integers(1, 6, size=(400, stories))
    named = random.random((400, stories)) < truth
    story = np.concatenate([np.repeat(np.arange(stories), row) for row in copies])
    cell = np.repeat(np.arange(400), copies.sum(axis=1))
    hit = np.concatenate([np.repeat(n, c) for n, c in zip(named, copies, strict=True)])
    shares = shares_of(hit, cell, story, 400)
    covered = ((shares["low"] <= truth) & (shares["high"] >= truth)).mean()
    assert covered >= 0.92
    articles = copies.sum(axis=1)
    naive_low, naive_high = wilson((named * copies).sum(axis=1) / articles, articles.astype(float))
    assert ((naive_low <= truth) & (naive_high >= truth)).mean() < covered, "articles are not independent"


def test_means_of_few_stories_are_covered_too():
    random = np.random.default_rng(6)
    for stories in (2, 3, 5, 10, 40):
        rows = pd.DataFrame({
            "group": np.repeat(np.arange(300), stories * 4), "story": np.tile(np.repeat(np.arange(stories), 4), 300),
        })  # fmt: skip
        centre = random.normal(0.1, 0.2, size=(300, stories))
        rows["value"] = np.repeat(centre.ravel(), 4) + random.normal(0, 0.1, len(rows))
        found = mean_intervals(rows, 300)
        assert found["mean"].to_numpy() == pytest.approx(rows.groupby("group")["value"].mean().to_numpy())
        assert ((found["low"] <= 0.1) & (found["high"] >= 0.1)).mean() >= 0.92
        assert found[["low", "high"]].stack().between(-1, 1).all()


@st.composite
def corpora(draw):
    """A few articles with mentions anywhere, none of them with a meaning."""
    n = draw(st.integers(1, 6))
    ids = [f"a{k}" for k in range(n)]
    articles = pd.DataFrame({
        "article_id": ids,
        "text": "س " * 10,
        "outlet": draw(st.lists(st.sampled_from(["الأفق", "B", None]), min_size=n, max_size=n)),
        "published": pd.to_datetime(
            draw(st.lists(st.sampled_from(["2024-01-31T23:59", "2024-02-01", "2024-12-30", None]), min_size=n, max_size=n)),
            utc=True, format="ISO8601",
        ),
        "story_id": draw(st.lists(st.sampled_from(["s", "t", None]), min_size=n, max_size=n)),
    })  # fmt: skip
    sentences = pd.DataFrame({
        "article_id": np.repeat(ids, 3), "sentence": [0, 1, 2] * n, "paragraph": [0, 0, 1] * n, "start": 0, "end": 2,
        "sentiment": draw(st.lists(st.sampled_from([-1.0, -0.3, 0.0, 0.7]), min_size=3 * n, max_size=3 * n)),
        "sentiment_class": 0,
    })  # fmt: skip
    spots = draw(st.lists(st.tuples(
        st.sampled_from(ids), st.integers(0, 2), st.sampled_from(["p", "q", "r", "s", None])), max_size=25))  # fmt: skip
    mentions = tables.MENTIONS.frame(pd.DataFrame(spots, columns=["article_id", "sentence", "actor_id"]).assign(
        start=np.arange(len(spots)), end=np.arange(len(spots)) + 1, score=1.0))  # fmt: skip
    actors = pd.DataFrame({"actor_id": list("pqrs"), "name_ar": list("بقرس"), "kind": "PER"})
    return Corpus(articles=tables.ARTICLES.frame(articles), sentences=tables.SENTENCES.frame(sentences),
                  mentions=mentions, actors=count_actors(actors, mentions))  # fmt: skip


@given(corpora(), st.sampled_from(["sentence", "paragraph", "article"]))
@settings(max_examples=60, deadline=None)
def test_comentions_are_those_counted_one_by_one(corpus, within):
    columns = {
        "sentence": ["article_id", "sentence"],
        "paragraph": ["article_id", "paragraph"],
        "article": ["article_id"],
    }
    named = corpus.mentions.dropna(subset="actor_id").merge(corpus.sentences, on=["article_id", "sentence"])
    units = {unit: set(group["actor_id"]) for unit, group in named.groupby(columns[within])}
    expected = {}
    for unit, actors in units.items():
        for pair in combinations(sorted(actors), 2):
            expected.setdefault(pair, []).append(unit[0])
    table = comentions(corpus, within=within, duplicates="keep")
    assert {(row.actor_a, row.actor_b): (row.n, row.n_articles) for row in table.itertuples()} == {
        pair: (len(articles), len(set(articles))) for pair, articles in expected.items()
    }
    tones = {}
    for _, group in named.groupby(["article_id", "sentence"]):
        for pair in combinations(sorted(set(group["actor_id"])), 2):
            tones.setdefault(pair, []).append(group["sentiment"].iloc[0])
    for row in table.itertuples():
        tone = tones.get((row.actor_a, row.actor_b), [])
        assert row.n_tone == len(tone)
        assert row.tone == pytest.approx(np.mean(tone) if tone else np.nan, nan_ok=True)
        assert row.n_a == sum(row.actor_a in actors for actors in units.values())
        assert row.n_units == len(units)
        assert -1 <= row.npmi <= 1
        assert 0 <= row.p_value <= 1
        assert (row.log_likelihood >= -1e-9) == (row.n >= row.expected - 1e-9) or abs(row.log_likelihood) < 1e-9


@given(corpora(), st.sampled_from(["day", "week", "month", "quarter", "year", None]), st.booleans())
@settings(max_examples=60, deadline=None)
def test_shares_and_means_are_those_counted_one_by_one(corpus, per, by_outlet):
    table = attention(corpus, per=per, by_outlet=by_outlet, duplicates="keep")
    dated = corpus.articles if per is None else corpus.articles.dropna(subset="published")
    for actor, rows in table.groupby("actor_id"):
        naming = set(corpus.mentions.loc[corpus.mentions["actor_id"] == actor, "article_id"])
        assert rows["n"].sum() == dated["article_id"].isin(naming).sum()
        assert rows["total"].sum() == len(dated)
    measured = table[table["total"] > 0]
    assert ((measured["low"] <= measured["share"] + 1e-9) & (measured["share"] <= measured["high"] + 1e-9)).all()
    assert measured[["low", "high"]].stack().between(0, 1).all()
    tone = sentiment(corpus, per=per, by_outlet=by_outlet, duplicates="keep")
    scored = corpus.sentences[corpus.sentences["article_id"].isin(dated["article_id"])]
    assert tone["n"].sum() == len(scored)
    assert (tone["n"] * tone["mean"].fillna(0)).sum() == pytest.approx(scored["sentiment"].sum())
    heard = tone[tone["n"] > 0]
    assert ((heard["low"] <= heard["mean"] + 1e-9) & (heard["mean"] <= heard["high"] + 1e-9)).all()


@given(corpora(), st.sampled_from(["day", "month", None]), st.booleans())
@settings(max_examples=40, deadline=None)
def test_a_story_counts_once_in_each_cell(corpus, per, by_outlet):
    table = attention(corpus, per=per, by_outlet=by_outlet, actors=["p"])
    kept = attention(corpus, per=per, by_outlet=by_outlet, actors=["p"], duplicates="keep")
    assert (table["n"] == table["n_stories"]).all()
    assert (table["total"] <= kept["total"]).all()
    assert ((table["total"] > 0) == (kept["total"] > 0)).all()
    if per == "day" and by_outlet:
        dated = corpus.articles.dropna(subset="published")
        cells = dated.assign(day=dated["published"].dt.date, outlet=dated["outlet"].fillna(""),
                             story=dated["story_id"].fillna(dated["article_id"]))  # fmt: skip
        assert table["total"].sum() == cells.groupby(["outlet", "day"])["story"].nunique().sum()

"""Who is heard and who is relied on: two measures over quotations and sources, their chart, their way back."""

import copy
import doctest
import inspect
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from explore import charts, measures, tables
from explore.errors import BadInput, MissingColumns

QUOTES = [
    # article_id, sentence, start, end, direct, actor_id
    ("a1", 1, 18, 30, True, "putin"),
    ("a1", 2, 60, 70, False, "assad"),
    ("a1", 3, 81, 90, False, None),
    ("a2", 1, 18, 30, True, "putin"),
    ("a2", 3, 81, 90, False, None),
    ("a4", 1, 13, 20, False, "biden"),
    ("a4", 2, 55, 60, False, "putin"),
    ("a4", 2, 70, 80, True, "putin"),
    ("a6", 0, 0, 9, True, "putin"),
]
SOURCES = [
    # article_id, sentence, start, end, actor_id
    ("a1", 1, 24, 30, "reuters"),
    ("a1", 2, 60, 66, "reuters"),
    ("a2", 1, 24, 30, "reuters"),
    ("a3", 0, 0, 4, "tass"),
    ("a4", 2, 55, 60, None),
]


@pytest.fixture
def heard(small):
    """The six articles, with nine quotations and five sources."""
    quotes = pd.DataFrame(QUOTES, columns=["article_id", "sentence", "start", "end", "direct", "actor_id"])
    sources = pd.DataFrame(SOURCES, columns=["article_id", "sentence", "start", "end", "actor_id"])
    media = pd.DataFrame(
        [("reuters", "رويترز", "Reuters", "MEDIA"), ("tass", "تاس", "TASS", "MEDIA")],
        columns=["actor_id", "name_ar", "name_en", "kind"],
    ).assign(n_mentions=1, n_articles=1)
    return replace(
        small,
        quotes=tables.QUOTES.frame(quotes),
        sources=tables.SOURCES.frame(sources),
        actors=tables.ACTORS.frame(pd.concat([small.actors, media])),
    )


# --- sourcing -------------------------------------------------------------------------------------------


def test_sourcing_counts_articles_of_all_articles(heard):
    table = measures.sourcing(heard, per=None, duplicates="keep")
    assert list(table.columns) == tables.SOURCING.names
    assert table[["source_id", "n", "total", "n_citations", "n_stories"]].values.tolist() == [
        ["reuters", 2, 6, 3, 1],
        ["tass", 1, 6, 1, 1],
    ]
    assert (table["low"] <= table["share"]).all()
    assert (table["share"] <= table["high"]).all()


def test_sourcing_by_outlet_and_period(heard):
    table = measures.sourcing(heard, per="month", by_outlet=True, sources=["tass"])
    rows = table[["outlet", "period", "n", "total"]].astype({"period": "str"}).values.tolist()
    assert ["الأفق", "2024-01-01", 1, 2] in rows
    assert ["النبأ", "2024-01-01", 0, 1] in rows
    assert ["النبأ", "2024-02-01", 0, 0] in rows
    assert table.loc[table["total"] == 0, "share"].isna().all()


def test_sourcing_counts_a_story_once(heard):
    table = measures.sourcing(heard, per=None)
    assert table[["source_id", "n", "total"]].values.tolist() == [["reuters", 1, 5], ["tass", 1, 5]]


def test_sourcing_keeps_the_order_asked_for_and_knows_who_is_no_source(heard):
    table = measures.sourcing(heard, per=None, sources=["putin", "tass"])
    assert table[["source_id", "n"]].values.tolist() == [["putin", 0], ["tass", 1]]
    with pytest.raises(BadInput, match="'sputnik' is not in this corpus"):
        measures.sourcing(heard, sources=["sputnik"])


def test_sourcing_agrees_with_attention_on_the_same_rows(heard):
    mentions = heard.sources.assign(surface="", label="ORG", kind="name", score=1.0)
    same = measures.attention(replace(heard, mentions=tables.MENTIONS.frame(mentions)), per="month", by_outlet=True,
                              actors=["reuters", "tass"])  # fmt: skip
    table = measures.sourcing(heard, per="month", by_outlet=True)
    columns = {"source_id": "actor_id", "n_citations": "n_mentions"}
    assert_frame_equal(table.rename(columns=columns)[same.columns], same)


def test_sourcing_leads_to_the_sentences_that_cite(heard):
    table = measures.sourcing(heard, per=None, by_outlet=True)
    row = table[(table["source_id"] == "reuters") & (table["outlet"] == "الأفق")].iloc[0]
    found = measures.passages(heard, of=row)
    assert found[["article_id", "sentence"]].values.tolist() == [["a1", 1], ["a1", 2]]


# --- voices ---------------------------------------------------------------------------------------------


def test_voices_counts_quotations_of_all_quotations(heard):
    table = measures.voices(heard, per=None, duplicates="keep")
    assert list(table.columns) == tables.VOICES.names
    columns = ["speaker_id", "n", "total", "n_direct", "n_articles", "n_stories"]
    assert table[columns].values.tolist() == [
        ["putin", 5, 9, 4, 4, 3],
        ["assad", 1, 9, 0, 1, 1],
        ["biden", 1, 9, 0, 1, 1],
    ]
    assert table["direct"].tolist() == [0.8, 0.0, 0.0]
    for value, low, high in (("share", "low", "high"), ("direct", "direct_low", "direct_high")):
        assert ((table[low] <= table[value]) & (table[value] <= table[high])).all()


def test_voices_by_outlet_and_period_leaves_undated_out(heard):
    table = measures.voices(heard, per="year", by_outlet=True, actors=["putin"])
    assert table[["outlet", "n", "total"]].values.tolist() == [["", 0, 0], ["الأفق", 1, 3], ["النبأ", 3, 5]]
    assert np.isnan(table["share"].iloc[0])
    assert np.isnan(table["direct"].iloc[0])


def test_voices_of_a_kind(heard):
    assert measures.voices(heard, per=None, kinds="GPE").empty
    assert measures.voices(heard, per=None, kinds="PER")["speaker_id"].tolist() == ["putin", "assad", "biden"]


def test_a_row_of_voices_does_not_depend_on_the_others(heard):
    every = measures.voices(heard, per=None)
    alone = measures.voices(heard, per=None, actors=["assad"])
    assert_frame_equal(every[every["speaker_id"] == "assad"].reset_index(drop=True), alone)


def test_voices_lead_to_the_sentences_where_they_are_heard(heard):
    for choice, sentences in (
        ("keep", [["a1", 1], ["a2", 1], ["a4", 2], ["a6", 0]]),
        ("drop", [["a1", 1], ["a4", 2], ["a6", 0]]),
    ):
        row = measures.voices(heard, per=None, duplicates=choice).iloc[0]
        behind = measures.passages(heard, of=row, duplicates=choice)
        assert behind[["article_id", "sentence"]].values.tolist() == sentences


def test_voices_count_a_story_once(heard):
    table = measures.voices(heard, per=None)
    assert table[["speaker_id", "n", "total", "n_direct"]].values.tolist() == [
        ["putin", 4, 7, 3],
        ["assad", 1, 7, 0],
        ["biden", 1, 7, 0],
    ]


def test_a_dateline_that_cites_an_agency_is_shown(heard):
    wired = replace(heard, sentences=heard.sentences.assign(boilerplate=heard.sentences["sentence"] == 1))
    row = measures.sourcing(wired, per=None, sources="reuters").iloc[0]
    assert measures.passages(wired, of=row)["sentence"].tolist() == [1, 2]


@pytest.mark.parametrize("measure", [measures.sourcing, measures.voices])
def test_examples_are_true(measure):
    runner = doctest.DocTestRunner()
    (examples,) = doctest.DocTestFinder(recurse=False).find(inspect.unwrap(measure))
    assert runner.run(examples).attempted > 1
    assert runner.failures == 0


@pytest.mark.parametrize("measure", [measures.sourcing, measures.voices])
def test_tables_are_not_changed_and_columns_are_needed(heard, measure):
    before = copy.deepcopy(heard)
    measure(heard, by_outlet=True)
    for table in tables.CORPUS:
        assert_frame_equal(getattr(heard, table.name), getattr(before, table.name))
    name = "sources" if measure is measures.sourcing else "quotes"
    with pytest.raises(MissingColumns, match="actor_id"):
        measure(replace(heard, **{name: getattr(heard, name).drop(columns="actor_id")}))
    with pytest.raises(BadInput, match="takes the corpus"):
        measure(heard.articles)


# --- the chart ------------------------------------------------------------------------------------------


def test_the_heat_map_draws_every_cell_with_its_keys(heard):
    table = measures.sourcing(heard, per=None, by_outlet=True)
    (trace,) = charts.heatmap(table).data
    assert np.asarray(trace.z).shape == (2, 3)
    shown = {tuple(keys): value for keys, value in zip(np.asarray(trace.customdata).reshape(-1, 4).tolist(),
                                                      np.asarray(trace.z).ravel(), strict=True)}  # fmt: skip
    for row in table.itertuples():
        assert shown[(row.source_id, row.outlet, None, "all")] == pytest.approx(row.share)


def test_the_heat_map_draws_how_directly(heard):
    table = measures.voices(heard, per=None, by_outlet=True)
    (trace,) = charts.heatmap(table, value="direct", labels="en").data
    assert np.nanmax(np.asarray(trace.z, dtype=float)) == 1.0
    row = table[(table["speaker_id"] == "putin") & (table["outlet"] == "النبأ")].iloc[0]
    (at,) = np.argwhere([[k[:2] == ["putin", "النبأ"] for k in line] for line in trace.customdata.tolist()])
    assert f"{row['direct_low']:.1%}" in trace.hovertext[tuple(at)]
    with pytest.raises(BadInput, match=r"charts\.heatmap\(\): value must be one of 'share'; got 'direct'"):
        charts.heatmap(measures.sourcing(heard, per=None, by_outlet=True), value="direct")


def test_the_heat_map_says_what_it_leaves_out_and_draws_one_period(heard):
    fig = charts.heatmap(measures.voices(heard, per=None, by_outlet=True), top=1, labels="en")
    assert "2 more not drawn" in fig.layout.title.subtitle.text
    with pytest.raises(BadInput, match="several periods"):
        charts.heatmap(measures.voices(heard, per="month", by_outlet=True))


@pytest.mark.parametrize("chart", [charts.trend, charts.ranking])
@pytest.mark.parametrize("measure", [measures.sourcing, measures.voices])
def test_other_charts_draw_them_too(heard, chart, measure):
    table = measure(heard, per="month" if chart is charts.trend else None)
    fig = chart(table, labels="en")
    keys = [keys[0] for trace in fig.data if trace.meta == "values" for keys in trace.customdata]
    assert set(keys) == set(table.iloc[:, 0])

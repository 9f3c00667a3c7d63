"""Measures on six literal articles: every figure below was counted by hand from tests/conftest.py."""

import copy
import dataclasses
import doctest
import inspect
import math

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from explore import tables
from explore.corpus import Corpus
from explore.errors import BadInput, MissingColumns
from explore.measures import attention, comentions, coverage, passages, sentiment, timeline, topic_shares

ALL = {
    "coverage": lambda c, **k: coverage(c, **k),
    "attention": lambda c, **k: attention(c, **k),
    "comentions": lambda c, **k: comentions(c, **k),
    "sentiment": lambda c, **k: sentiment(c, **k),
    "topic_shares": lambda c, **k: topic_shares(c, **k),
    "timeline": lambda c, **k: timeline(c, **k),
    "passages": lambda c, **k: passages(c, **k),
}
TABLES = {table.name: table for table in tables.MEASURES}
KEEP = {"duplicates": "keep"}  # a2 is a copy of a1
DATES = [
    # article_id, sentence, start, end, surface, value, since, until
    ("a1", 1, 24, 38, "x", "2024-01-09", "2024-01-09", "2024-01-10"),
    ("a1", 1, 39, 49, "x", "2024-01-09T18:00", "2024-01-09 18:00", "2024-01-09 18:01"),
    ("a1", 3, 81, 86, "x", "2024-02", "2024-02-01", "2024-03-01"),
    ("a2", 1, 24, 38, "x", "2024-01-09", "2024-01-09", "2024-01-10"),
    ("a4", 1, 18, 26, "x", "2024-01-09", "2024-01-09", "2024-01-10"),
    ("a4", 2, 60, 65, "x", "2024-W05", "2024-01-29", "2024-02-05"),
    ("a5", 1, 22, 27, "x", None, None, None),
    ("a6", 0, 16, 23, "x", "2024", "2024-01-01", "2025-01-01"),
]


@pytest.fixture
def dated(small):
    """The six articles, with eight calendar expressions."""
    columns = ["article_id", "sentence", "start", "end", "surface", "value", "since", "until"]
    dates = pd.DataFrame(DATES, columns=columns)
    dates = dates.assign(**{end: pd.to_datetime(dates[end], format="mixed") for end in ("since", "until")})
    return dataclasses.replace(small, dates=tables.DATES.frame(dates))


@pytest.fixture
def wired(small):
    """The six articles, whose first sentence of a3 is a dateline, as is the name of Washington in a4."""
    sentences, mentions = small.sentences.copy(), small.mentions.copy()
    sentences.loc[sentences.eval("article_id == 'a3' and sentence == 0"), "boilerplate"] = True
    mentions.loc[mentions.eval("article_id == 'a3' and sentence == 0"), "boilerplate"] = True
    mentions.loc[mentions.eval("article_id == 'a4' and actor_id == 'washington'"), "boilerplate"] = True
    return dataclasses.replace(small, sentences=sentences, mentions=mentions)


def rows(table, *columns):
    """The values of some columns, nulls as None."""
    plain = table[list(columns)].astype(object)
    return [tuple(row) for row in plain.where(plain.notna(), None).to_numpy()]


def test_the_schema_lists_every_rule_of_the_default_engine():
    from explore.engines.embedded import SCORES

    about = next(column.about for column in tables.MENTIONS.columns if column.name == "rule")
    assert all(rule in about for rule in SCORES)


def test_the_fixture_tells_the_truth(small):
    text = small.articles.set_index("article_id")["text"]
    for row in small.mentions.itertuples():
        assert text[row.article_id][row.start : row.end] == row.surface
        inside = small.sentences.query("article_id == @row.article_id and sentence == @row.sentence").iloc[0]
        assert inside["start"] <= row.start < row.end <= inside["end"]


@pytest.mark.parametrize("name", ALL)
def test_tables_fit_the_schema_and_inputs_stay(dated, name):
    before = {key: copy.deepcopy(table) for key, table in dated.tables().items()}
    table = ALL[name](dated)
    assert list(table.columns) == TABLES[name].names
    assert not table.empty
    assert_frame_equal(table.head(0), TABLES[name].empty(), check_index_type=False)
    assert not table.duplicated(list(TABLES[name].key)).any()
    for key, kept in before.items():
        assert_frame_equal(kept, getattr(dated, key))


@pytest.mark.parametrize("measure", [attention, comentions, coverage, passages, sentiment, timeline, topic_shares])
def test_the_examples_of_measures_are_true(measure):
    # A decorated function is not found by doctest in the module that defines it.
    runner = doctest.DocTestRunner()
    (examples,) = doctest.DocTestFinder(recurse=False).find(inspect.unwrap(measure))
    assert runner.run(examples).attempted > 1
    assert runner.failures == 0


@pytest.mark.parametrize("name", ALL)
def test_an_empty_corpus_gives_an_empty_table(name):
    assert_frame_equal(ALL[name](Corpus()), TABLES[name].empty(), check_index_type=False)


@pytest.mark.parametrize("name", ALL)
def test_the_order_of_the_rows_makes_no_difference(dated, name):
    mixed = Corpus(**{key: table.sample(frac=1, random_state=3) for key, table in dated.tables().items()})
    assert_frame_equal(ALL[name](mixed), ALL[name](dated), check_exact=True)


@pytest.mark.parametrize(("measure", "table"), [(attention, "mentions"), (sentiment, "sentences"), (coverage, "articles"),
                                                (topic_shares, "topics"), (comentions, "mentions"), (timeline, "dates")])  # fmt: skip
def test_a_missing_column_is_named(small, measure, table):
    broken = Corpus(**{**small.tables(), table: getattr(small, table).drop(columns="article_id")})
    with pytest.raises(MissingColumns, match=rf"{measure.__name__}\(\) needs 'article_id' in {table}"):
        measure(broken)


def test_coverage(small):
    table = coverage(small)
    assert rows(table, "outlet", "period", "n_articles", "n_duplicates", "n_stories") == [
        ("", pd.Timestamp("2024-03-01"), 1, 0, 1),
        ("الأفق", pd.Timestamp("2024-01-01"), 2, 0, 2),
        ("الأفق", None, 1, 0, 1),
        ("النبأ", pd.Timestamp("2024-01-01"), 1, 1, 1),
        ("النبأ", pd.Timestamp("2024-02-01"), 0, 0, 0),
        ("النبأ", pd.Timestamp("2024-03-01"), 1, 0, 1),
    ]
    assert table.loc[2, "n_words"] == 4
    assert coverage(small, per=None)["n_articles"].tolist() == [1, 3, 2]
    assert table["n_articles"].sum() == coverage(small, per=None)["n_articles"].sum() == 6


def test_attention_has_the_denominator_of_all_articles(small):
    table = attention(small, actors=["putin", "cairo"], **KEEP)
    assert rows(table, "actor_id", "period", "n", "total", "share", "n_mentions", "n_stories") == [
        ("putin", pd.Timestamp("2024-01-01"), 2, 3, 2 / 3, 4, 1),
        ("putin", pd.Timestamp("2024-02-01"), 0, 0, None, 0, 0),
        ("putin", pd.Timestamp("2024-03-01"), 1, 2, 1 / 2, 1, 1),
        ("cairo", pd.Timestamp("2024-01-01"), 0, 3, 0.0, 0, 0),
        ("cairo", pd.Timestamp("2024-02-01"), 0, 0, None, 0, 0),
        ("cairo", pd.Timestamp("2024-03-01"), 0, 2, 0.0, 0, 0),
    ]
    measured = table[table["total"] > 0]
    assert (measured["low"] <= measured["share"]).all()
    assert (measured["share"] <= measured["high"]).all()
    assert (measured["high"] > measured["low"]).all(), "no estimate from two stories is certain"
    assert table.loc[table["total"] == 0, ["low", "high"]].isna().all(axis=None)
    assert table["name_ar"].tolist() == ["فلاديمير بوتين"] * 3 + ["القاهرة"] * 3


def test_attention_over_all_time_counts_undated_articles(small):
    table = attention(small, per=None, **KEEP)
    assert rows(table.head(4), "actor_id", "n", "total") == [
        ("washington", 4, 6), ("assad", 3, 6), ("moscow", 3, 6), ("putin", 3, 6),
    ]  # fmt: skip
    assert table["period"].isna().all()
    assert set(table["per"]) == {"all"}
    assert rows(attention(small, per=None, actors=["cairo"]), "n") == [(1,)]
    assert set(attention(small, per=None, kinds=["PER"])["actor_id"]) == {"assad", "putin", "biden"}


def test_attention_by_outlet_keeps_unknown_outlets(small):
    table = attention(small, by_outlet=True, per=None, actors=["assad"])
    assert rows(table, "outlet", "n", "total") == [("", 1, 1), ("الأفق", 1, 3), ("النبأ", 1, 2)]


def test_a_story_counts_once_unless_copies_are_kept(small):
    assert rows(attention(small, actors=["putin"]), "n", "total") == [(1, 2), (0, 0), (1, 2)]
    assert rows(attention(small, actors=["putin"], **KEEP), "n", "total") == [(2, 3), (0, 0), (1, 2)]
    assert [comentions(small, **choice)["n"].iloc[0] for choice in ({}, KEEP)] == [3, 5]
    assert [sentiment(small, per=None, **choice)["n"].iloc[0] for choice in ({}, KEEP)] == [12, 16]
    assert set(passages(small)["article_id"]) == {"a1", "a3", "a4", "a5", "a6"}
    assert set(passages(small, **KEEP)["article_id"]) == {"a1", "a2", "a3", "a4", "a5", "a6"}


def test_what_an_outlet_printed_is_its_own(small):
    """A copy is no second story of all outlets together, and still a story of the outlet that printed it."""
    table = attention(small, actors=["putin"], per=None, by_outlet=True)
    assert rows(table, "outlet", "n", "total") == [("", 1, 1), ("الأفق", 1, 3), ("النبأ", 1, 2)]
    assert attention(small.where(outlet="النبأ"), actors=["putin"], per=None)["n"].iloc[0] == 1
    assert passages(small, of=table.iloc[2])["article_id"].unique().tolist() == ["a2"]


def test_exact_copies_without_a_story_are_one_story(small):
    alone = dataclasses.replace(small, articles=small.articles.assign(story_id=None))
    assert rows(attention(alone, actors=["putin"], per=None), "n", "total") == [(2, 5)]
    assert coverage(alone, per="year")["n_stories"].sum() == coverage(small, per="year")["n_stories"].sum()


def test_boilerplate_is_out_unless_it_is_kept(wired):
    kept = {"boilerplate": "keep"}
    counts = attention(wired, per=None, actors=["russia", "washington"])
    assert rows(counts, "n", "n_mentions") == [(1, 1), (2, 2)]
    assert rows(attention(wired, per=None, actors=["russia", "washington"], **kept), "n") == [(2,), (3,)]
    assert ("aleppo", "russia") not in rows(comentions(wired), "actor_a", "actor_b")
    assert ("aleppo", "russia") in rows(comentions(wired, **kept), "actor_a", "actor_b")
    assert [sentiment(wired, per=None, **choice)["n"].iloc[0] for choice in ({}, kept)] == [11, 12]
    assert [len(passages(wired, of={"actor_id": "russia"}, **choice)) for choice in ({}, kept)] == [1, 2]
    assert len(passages(wired, of={"article_id": "a3"})) == 2, "who asks for an article gets all of it"
    assert rows(coverage(wired, per="year"), "outlet", "n_boilerplate") == [
        ("", 0), ("الأفق", 1), ("الأفق", 0), ("النبأ", 0),
    ]  # fmt: skip
    for choice in ({}, kept):
        for _, row in attention(wired, **choice).iterrows():
            assert passages(wired, of=row, **choice)["article_id"].nunique() == row["n"]
        for _, row in comentions(wired, **choice).iterrows():
            assert len(passages(wired, of=row, **choice)) == row["n"]


@pytest.mark.parametrize(
    ("per", "periods"),
    [
        ("day", 31 + 29 + 5 - 9),
        ("week", 9),  # Mondays from 8 January to 4 March
        ("month", 3),
        ("quarter", 1),
        ("year", 1),
    ],
)
def test_periods_are_those_of_the_calendar(small, per, periods):
    table = attention(small, per=per, actors=["putin"], **KEEP)
    assert len(table) == periods
    assert table["total"].sum() == 5
    assert table["period"].is_monotonic_increasing
    assert set(table["per"]) == {per}
    if per == "week":
        assert (table["period"].dt.day_of_week == 0).all()


def test_periods_are_in_utc(small):
    late = attention(small, per="month", actors=["aleppo"])
    assert rows(late, "n") == [(1,), (0,), (0,)], "22:30 UTC on 31 January is January, wherever it is read"


@pytest.mark.parametrize("name", ALL)
def test_measures_take_a_corpus_and_say_what_they_found(small, name):
    for wrong, found in ((small.articles, "a DataFrame"), (None, "None"), ("seeds", "a str"), (3, "an int")):
        with pytest.raises(BadInput) as caught:
            ALL[name](wrong)
        assert str(caught.value) == f"{name}() takes the corpus that annotate() returned; found {found}."


def test_a_panel_of_articles_says_so_too(small):
    from explore import charts, panels

    controls = {"per": panels.choose_period()}
    with pytest.raises(BadInput, match=r"^panel\(\) takes the corpus that annotate\(\) returned; found a DataFrame"):
        panels.panel(small.articles, measure=attention, chart=charts.trend, controls=controls)


def test_require_wants_a_table():
    for wrong, found in ((None, "None"), (pd.Series([1]), "a Series"), (Corpus(), "a Corpus")):
        with pytest.raises(BadInput, match=rf"^f\(\) takes a DataFrame as articles; found {found}\.$"):
            tables.require(wrong, "text", table="articles", needed_by="f()")


def test_passages_take_one_row(small):
    pairs = comentions(small)
    for wrong, found in (("putin", "a str"), (pairs, "a DataFrame"), (3, "an int"), ([1], "a list")):
        with pytest.raises(BadInput, match=rf"of is one row of a measure's table, .* pairs.iloc\[0\]; found {found}"):
            passages(small, of=wrong)
    assert len(passages(small, of=pairs.iloc[0])) == len(passages(small, of=dict(pairs.iloc[0])))


@pytest.mark.parametrize("measure", [attention, comentions, sentiment])
def test_a_name_leads_to_its_id(small, measure):
    english = small.actors.assign(
        name_en=small.actors["actor_id"].replace({"assad": "The President", "putin": "The President"})
    )
    two = Corpus(**{**small.tables(), "actors": english})
    with pytest.raises(BadInput, match=r"'فلاديمير بوتين' is a name: use its actor_id 'putin'\. corpus.actors has 9"):
        measure(small, actors=["assad", "فلاديمير بوتين"])
    with pytest.raises(
        BadInput, match="'The President' is a name: use its actor_id '(assad' or 'putin|putin' or 'assad)'"
    ):
        measure(two, actors="The President")


@pytest.mark.parametrize("measure", [attention, comentions])
def test_a_kind_is_one_of_six(small, measure):
    for wrong in ("PERSON", ["PER", "PERSON"]):
        with pytest.raises(BadInput, match=rf"^{measure.__name__}\(\): kinds must be one of 'PER', .*; got 'PERSON'$"):
            measure(small, kinds=wrong)
    assert_frame_equal(measure(small, kinds="PER"), measure(small, kinds=iter(["PER"])))
    assert not measure(small, kinds="PER").empty


def test_wrong_options_are_told(small):
    with pytest.raises(BadInput, match=r"^attention\(\): per must be one of 'day', 'week', .*, None; got 'fortnight'$"):
        attention(small, per="fortnight")
    with pytest.raises(BadInput, match="'nobody' is not in this corpus. corpus.actors has 9 actors: "):
        attention(small, actors=["nobody"])
    with pytest.raises(BadInput, match="'بوتين' is not in this corpus. Did you mean 'putin'?"):
        attention(small, actors=["بوتين"])
    with pytest.raises(BadInput, match="'puttin' is not in this corpus. Did you mean 'putin'?"):
        attention(small, actors="puttin")
    without = dataclasses.replace(small, topics=tables.TOPICS.empty(), topic_labels=tables.TOPIC_LABELS.empty())
    with pytest.raises(BadInput, match="the corpus has no topics: it was annotated with topics=False, or has too few"):
        topic_shares(without)
    with pytest.raises(BadInput, match="within must be one of 'sentence', 'paragraph', 'article'; got 'page'"):
        comentions(small, within="page")
    with pytest.raises(BadInput, match="alpha must be a rate between 0 and 1, such as 0.05; got 5"):
        comentions(small, alpha=5)
    with pytest.raises(BadInput, match="voice must be one of 'all', 'outlet', 'quoted'; got 'x'"):
        sentiment(small, voice="x")
    with pytest.raises(BadInput, match="per must be one of 'day', 'month', 'year'; got 'week'"):
        timeline(small, per="week")
    for measure in (attention, comentions, sentiment, passages, timeline):
        for option in ("duplicates", "boilerplate"):
            with pytest.raises(BadInput, match=f"{option} must be one of 'drop', 'keep'; got False"):
                measure(small, **{option: False})


def test_comentions_in_sentences(small):
    table = comentions(small, **KEEP)
    assert rows(table, "actor_a", "actor_b", "n", "n_a", "n_b", "n_units", "n_articles") == [
        ("assad", "putin", 5, 7, 5, 15, 3),
        ("assad", "moscow", 2, 7, 3, 15, 2),
        ("moscow", "putin", 2, 3, 5, 15, 2),
        ("aleppo", "russia", 1, 1, 2, 15, 1),
        ("assad", "damascus", 1, 7, 2, 15, 1),
        ("biden", "russia", 1, 1, 2, 15, 1),
        ("biden", "washington", 1, 1, 4, 15, 1),
        ("damascus", "putin", 1, 2, 5, 15, 1),
        ("russia", "washington", 1, 2, 4, 15, 1),
    ]
    first = table.iloc[0]
    assert first["expected"] == pytest.approx(7 * 5 / 15)
    assert first["npmi"] == pytest.approx(math.log(5 * 15 / (7 * 5)) / -math.log(5 / 15))
    # 5 of the 7 sentences with Assad are the 5 with Putin: C(7,5) / C(15,5)
    assert first["p_value"] == pytest.approx(math.comb(7, 5) / math.comb(15, 5))
    assert first["name_a"] == "بشار الأسد"


def test_comentions_in_paragraphs_and_articles(small):
    paragraphs, articles = (comentions(small, within=unit, **KEEP) for unit in ("paragraph", "article"))
    assert rows(paragraphs.head(1), "n", "n_a", "n_b", "n_units", "npmi", "backbone") == [(5, 5, 5, 12, 1.0, True)]
    assert rows(articles.head(2), "actor_a", "actor_b", "n", "n_articles", "n_units") == [
        ("assad", "putin", 3, 3, 6), ("moscow", "washington", 3, 3, 6),
    ]  # fmt: skip


def test_options_of_comentions_choose_rows_and_change_no_number(small):
    whole = comentions(small)
    mine = comentions(small, actors=["putin"])
    assert_frame_equal(
        mine, whole[(whole["actor_a"] == "putin") | (whole["actor_b"] == "putin")].reset_index(drop=True)
    )
    assert_frame_equal(comentions(small, min_n=2), whole.head(1))
    monthly = comentions(small, per="month", actors=["putin"], min_n=2)
    assert rows(monthly, "actor_a", "actor_b", "period", "n") == [
        ("assad", "putin", pd.Timestamp("2024-01-01"), 2),
    ]  # fmt: skip
    people = comentions(small, kinds=["PER"])
    assert rows(people, "actor_a", "actor_b") == [("assad", "putin")]


def test_the_tone_of_a_tie_is_that_of_the_sentences_that_name_both(small):
    table = comentions(small).set_index(["actor_a", "actor_b"])
    columns = ["tone", "n_tone", "n_stories"]
    assert table.loc[("assad", "putin"), columns].tolist() == [pytest.approx(1 / 3), 3, 2]  # 0, 0.5 of a1; 0.5 of a5
    assert table.loc[("biden", "russia"), columns].tolist() == [-1.0, 1, 1]
    assert (table["tone_low"] <= table["tone"]).all()
    assert (table["tone"] <= table["tone_high"]).all()
    copied = comentions(small, **KEEP).set_index(["actor_a", "actor_b"])
    assert copied.loc[("assad", "putin"), columns].tolist() == [pytest.approx(0.3), 5, 2]


def test_the_tone_of_a_tie_has_the_interval_of_sentiment(small):
    """Sentences that name both are those that name the one, where the other is named in all of them."""
    pair = comentions(small, actors=["putin"]).set_index("actor_a").loc["assad"]
    near = sentiment(small, per=None, actors=["putin"]).iloc[0]
    assert pair[["n_tone", "tone", "tone_low", "tone_high"]].tolist() == near[["n", "mean", "low", "high"]].tolist()


def test_a_tie_of_no_sentence_has_no_tone(small):
    table = comentions(small, within="article").set_index(["actor_a", "actor_b"])
    assert rows(table.loc[[("moscow", "washington")]], "n", "n_tone", "n_stories", "tone", "tone_low") == [
        (2, 0, 0, None, None),
    ]  # fmt: skip
    assert table.loc[("assad", "putin"), "n_tone"] == 3, "of sentences, whatever the unit"
    silent = dataclasses.replace(small, sentences=small.sentences.assign(sentiment=float("nan")))
    assert comentions(silent)["tone"].isna().all()


def test_ties_over_time_are_measured_in_their_period(small):
    table = comentions(small, per="month", actors=["assad"])
    assert rows(table, "actor_b", "period", "per", "n", "n_a", "n_b", "n_units", "tone") == [
        ("putin", pd.Timestamp("2024-01-01"), "month", 2, 3, 2, 6, 0.25),
        ("moscow", pd.Timestamp("2024-01-01"), "month", 1, 3, 1, 6, 0.5),
        ("damascus", pd.Timestamp("2024-03-01"), "month", 1, 1, 2, 4, 0.5),
        ("putin", pd.Timestamp("2024-03-01"), "month", 1, 1, 1, 4, 0.5),
    ]  # fmt: skip
    january = comentions(small.where(until="2024-02-01"))
    columns = ["actor_a", "actor_b", "n", "npmi", "log_likelihood", "p_value", "backbone", "tone", "tone_low"]
    whole = comentions(small, per="month")
    assert_frame_equal(whole.loc[whole["period"] == "2024-01-01", columns].reset_index(drop=True), january[columns])
    undated = comentions(small, within="article", per="year")
    assert set(undated["per"]) == {"year"}
    assert undated["n_units"].unique().tolist() == [4], "the undated article is in no period"


def test_a_pair_rarer_than_chance_has_a_negative_likelihood(small):
    articles = comentions(small, within="article", **KEEP).set_index(["actor_a", "actor_b"])
    row = articles.loc["assad", "washington"]
    assert (row["n"], row["expected"]) == (2, 2.0)
    assert row["log_likelihood"] == pytest.approx(0)
    sentences = comentions(small).set_index(["actor_a", "actor_b"])
    assert (sentences.loc[sentences["n"] > sentences["expected"], "log_likelihood"] > 0).all()


def test_sentiment_of_all_sentences(small):
    table = sentiment(small, **KEEP)
    assert rows(table, "period", "n", "n_articles", "n_stories", "mean") == [
        (pd.Timestamp("2024-01-01"), 10, 3, 2, 0.05),
        (pd.Timestamp("2024-02-01"), 0, 0, 0, None),
        (pd.Timestamp("2024-03-01"), 5, 2, 2, -0.3),
    ]
    # Two stories, of tones 0.25 and -0.75, say next to nothing: the widest interval that the bounds allow.
    assert rows(table.head(1), "low", "high") == [pytest.approx((-0.793, 0.828), abs=1e-3)]


def test_sentiment_near_an_actor(small):
    table = sentiment(small, actors=["putin", "cairo"], per=None, **KEEP)
    assert rows(table, "actor_id", "n", "n_articles", "mean") == [("putin", 5, 3, 0.3), ("cairo", 1, 1, 0.0)]
    one_story = table.iloc[1]
    assert one_story["low"] < -0.7
    assert one_story["high"] > 0.7, "one story says next to nothing"


def test_topic_shares_add_up_to_one(small):
    for options in ({}, {"by_outlet": True}, {"per": None}, {"per": "week", "by_outlet": True}):
        table = topic_shares(small, **options)
        measured = table[table["total"] > 0]
        sums = measured.groupby(["outlet", "period"], dropna=False)["share"].sum()
        assert sums.tolist() == pytest.approx([1.0] * len(sums))
    january = topic_shares(small, **KEEP).iloc[[0, 3, 6]]
    assert rows(january, "topic", "label", "n", "total") == [
        (0, "سوريا، لقاء", 2.5, 3), (1, "عقوبات", 0.0, 3), (None, None, 0.5, 3),
    ]  # fmt: skip


def test_the_calendar_of_the_texts(dated):
    table = timeline(dated)
    assert rows(table, "actor_id", "date", "per", "n", "n_articles", "n_stories", "total", "share") == [
        (None, pd.Timestamp("2024-01-09"), "day", 2, 2, 2, 5, 0.4),  # a1 twice in a sentence, a4; not the copy
    ]  # fmt: skip
    assert table.loc[0, "actors"] == ["assad", "biden", "moscow", "putin", "russia"], "one sentence each, by id"
    assert table.loc[0, "actors_en"][0] == "Bashar al-Assad"
    nameless = dataclasses.replace(dated, actors=dated.actors.assign(name_en=None))
    assert timeline(nameless).loc[0, "actors_en"] == [None] * 5
    assert 0 < table.loc[0, "low"] < 0.4 < table.loc[0, "high"] < 1
    assert rows(timeline(dated, **KEEP), "n", "n_articles", "n_stories", "total") == [(3, 3, 2, 6)]


def test_a_date_counts_in_the_unit_that_holds_it(dated):
    months = timeline(dated, per="month")
    assert rows(months, "date", "n") == [(pd.Timestamp("2024-01-01"), 2), (pd.Timestamp("2024-02-01"), 1)]
    assert rows(timeline(dated, per="year"), "date", "n", "n_articles") == [(pd.Timestamp("2024-01-01"), 5, 3)]


def test_the_calendar_near_an_actor(dated):
    table = timeline(dated, per="month", actors=["washington", "assad"])
    assert rows(table, "actor_id", "name_en", "date", "n", "total") == [
        ("washington", "Washington", pd.Timestamp("2024-01-01"), 1, 5),
        ("washington", "Washington", pd.Timestamp("2024-02-01"), 1, 5),
        ("assad", "Bashar al-Assad", pd.Timestamp("2024-01-01"), 1, 5),
    ]  # fmt: skip
    assert timeline(dated, actors=["cairo"]).empty


def test_the_day_of_a_dateline_is_not_spoken_of(dated):
    sentences = dated.sentences.assign(boilerplate=dated.sentences["article_id"] == "a4")
    wired = dataclasses.replace(dated, sentences=sentences)
    assert [timeline(wired, boilerplate=choice)["n"].tolist() for choice in ("drop", "keep")] == [[1], [2]]


def test_a_date_leads_to_its_sentences(dated):
    for per in ("day", "month", "year"):
        for actors in (None, ["washington", "assad"]):
            for choice in ({}, KEEP):
                for _, row in timeline(dated, per=per, actors=actors, **choice).iterrows():
                    behind = passages(dated, of=row, **choice)
                    assert len(behind) == row["n"]
                    assert behind["article_id"].nunique() == row["n_articles"]
    with pytest.raises(BadInput, match="a date needs per; it must be one of 'day', 'month', 'year'; got None"):
        passages(dated, of={"date": pd.Timestamp("2024-01-09")})


@pytest.mark.parametrize("outlet", ["الأفق", "النبأ"])
@pytest.mark.parametrize("per", ["week", "month", None])
def test_filtering_first_or_last_gives_the_same(small, outlet, per):
    alone = small.where(outlet=outlet)
    actors = sorted(alone.actors["actor_id"])
    for measure, options in (
        (attention, {"actors": actors}), (sentiment, {}), (sentiment, {"actors": actors}), (topic_shares, {}),
    ):  # fmt: skip
        whole = measure(small, per=per, by_outlet=True, **options)
        mine = measure(alone, per=per, by_outlet=True, **options)
        assert_frame_equal(mine, whole[whole["outlet"] == outlet].reset_index(drop=True))


def test_passages_lead_from_every_row_to_its_sentences(small):
    for per in ("month", None):
        for by_outlet in (False, True):
            for _, row in attention(small, per=per, by_outlet=by_outlet).iterrows():
                assert passages(small, of=row)["article_id"].nunique() == row["n"]
            for _, row in sentiment(small, per=per, by_outlet=by_outlet, actors=small.actors["actor_id"]).iterrows():
                behind = passages(small, of=row)
                assert len(behind) == row["n"]
                assert behind["sentiment"].mean() == pytest.approx(row["mean"], nan_ok=True)
            for _, row in topic_shares(small, per=per, by_outlet=by_outlet).iterrows():
                assert (row["n"] > 0) == (len(passages(small, of=row)) > 0)
        for _, row in coverage(small, per=per).iterrows():
            assert passages(small, of=row, **KEEP)["article_id"].nunique() == row["n_articles"]
            assert passages(small, of=row)["article_id"].nunique() == row["n_stories"]
    for per in (None, "month"):
        for _, row in comentions(small, per=per).iterrows():
            assert len(passages(small, of=row)) == row["n"] == row["n_tone"]
        for within in ("paragraph", "article"):
            for _, row in comentions(small, within=within, per=per).iterrows():
                assert passages(small, of=row)["article_id"].nunique() == row["n_articles"]


def test_passages_in_order_with_marks(small):
    table = passages(small, of={"actor_a": "moscow", "actor_b": "washington", "unit": "article"}, **KEEP)
    assert rows(table, "article_id", "sentence") == [("a1", 1), ("a1", 3), ("a2", 1), ("a2", 3), ("a4", 1), ("a4", 2)]
    last = table.iloc[-1]
    assert last["text"] == "وردت موسكو بأن العقوبات عدوان، ونددت بها نورلاند."
    assert last["marks"] == [(5, 10, "moscow"), (41, 48, None)]
    for row in passages(small).itertuples():
        for start, end, _ in row.marks:
            assert 0 <= start < end <= len(row.text)
    everything = passages(small)
    assert everything["article_id"].iloc[-1] == "a6", "undated last"
    assert_frame_equal(passages(small, limit=3), everything.head(3))


def test_passages_of_a_row_of_the_corpus(small):
    assert passages(small, of=small.articles.iloc[2])["article_id"].tolist() == ["a3", "a3"]
    assert rows(passages(small, of=small.mentions.iloc[-1]), "article_id", "sentence") == [("a6", 0)]


def test_passages_says_what_it_understands(small):
    with pytest.raises(BadInput, match=r"of=\['colour'\] names nothing to look for. Give article_id, actor_id"):
        passages(small, of={"colour": "red"})
    with pytest.raises(BadInput, match="a period needs per"):
        passages(small, of={"period": pd.Timestamp("2024-01-01")})
    with pytest.raises(BadInput, match="'fortnight'"):
        passages(small, of={"period": pd.Timestamp("2024-01-01"), "per": "fortnight"})
    with pytest.raises(BadInput, match="unit must be one of 'sentence', 'paragraph', 'article'; got 'page'"):
        passages(small, of={"actor_a": "putin", "actor_b": "assad", "unit": "page"})

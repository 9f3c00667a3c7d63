"""Charts draw what they are given: nothing computed, nothing written, nothing lost, every name in order."""

import copy
import dataclasses
import inspect
import json
import re
from string import Formatter

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from explore import assets, charts, measures, tables
from explore.charts import encodings, inputs, theme
from explore.corpus import Corpus
from explore.errors import BadInput, MissingColumns
from explore.text import FSI, PDI, RLI

EVERY = {
    "trend": lambda c: measures.attention(c, per="month"),
    "ranking": lambda c: measures.attention(c, per=None),
    "network": lambda c: measures.comentions(c),
    "matrix": lambda c: measures.comentions(c),
    "passages": lambda c: measures.passages(c),
    "heatmap": lambda c: measures.attention(c, per=None, by_outlet=True),
    "timeline": lambda c: measures.timeline(with_dates(c)),
}
TRENDS = {
    "attention": lambda c: measures.attention(c, by_outlet=True, actors=["putin", "assad"]),
    "sentiment": lambda c: measures.sentiment(c),
    "topic_shares": lambda c: measures.topic_shares(c),
    "coverage": lambda c: measures.coverage(c),
    "comentions": lambda c: measures.comentions(c, per="month"),
}


def with_dates(corpus):
    """The corpus, with four dates that its articles name."""
    days = pd.to_datetime(["2024-01-09", "2024-02-01", "2024-01-09", "1916-05-16"])
    dates = pd.DataFrame({"article_id": ["a1", "a3", "a4", "a5"], "sentence": [1, 0, 1, 1], "start": 0, "end": 1,
                          "since": days, "until": days + pd.Timedelta("1D")})  # fmt: skip
    return dataclasses.replace(
        corpus, dates=tables.DATES.frame(dates[dates["article_id"].isin(corpus.articles["article_id"])])
    )


def one_of(names):
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def traces(fig, meta):
    return [trace for trace in fig.data if trace.meta == meta]


def texts(fig):
    """Every text of a figure that a reader sees."""
    spec = json.loads(fig.to_json())
    found = []

    def walk(node, key=""):
        if isinstance(node, dict):
            for name, value in node.items():
                walk(value, name)
        elif isinstance(node, list):
            for value in node:
                walk(value, key)
        elif isinstance(node, str) and key in ("text", "hovertext", "ticktext", "name"):
            found.append(node)

    walk({"data": spec["data"], "layout": {k: v for k, v in spec["layout"].items() if k != "template"}})
    return found


@pytest.mark.parametrize("name", EVERY)
def test_charts_write_nothing_into_their_table(small, name):
    table = EVERY[name](small)
    before = copy.deepcopy(table)
    getattr(charts, name)(table)
    assert_frame_equal(table, before)


@pytest.mark.parametrize("name", EVERY)
def test_charts_send_a_table_to_where_it_belongs(small, name):
    chart = getattr(charts, name)
    with pytest.raises(
        BadInput, match=rf"this is the table corpus\.mentions\. Measure first: charts\.{name}\(explore\."
    ):
        chart(small.mentions)
    for other, make in {**EVERY, **TRENDS}.items():
        table = make(small)
        kind = {"network": "comentions", "matrix": "comentions", "trend": "attention", "ranking": "attention",
                "heatmap": "attention"}.get(other, other)  # fmt: skip
        homes = [f"charts.{home}" for home, drawn in inputs.DRAWS.items() if kind in [t.name for t in drawn]]
        if f"charts.{name}" in homes:
            continue
        with pytest.raises(BadInput) as caught:
            chart(table)
        assert str(caught.value).endswith(f"; this is a table of explore.{kind}: use {one_of(homes)}.")


@pytest.mark.parametrize("name", EVERY)
def test_charts_take_a_table_and_say_what_they_found(small, name):
    wrongs = ((None, "None"), (small, "a Corpus"), (measures.comentions(small).iloc[0], "a Series"))
    for wrong, found in wrongs:
        with pytest.raises(
            BadInput, match=rf"^charts\.{name}\(\) draws what explore\..* returned; found {found}\. Measure"
        ):
            getattr(charts, name)(wrong)


@pytest.mark.parametrize("name", EVERY)
def test_charts_name_the_column_that_is_missing(small, name):
    table = EVERY[name](small)
    with pytest.raises(
        MissingColumns, match=rf"charts\.{name}\(\) needs '{table.columns[-1]}' in .* draws what explore\."
    ):
        getattr(charts, name)(table.iloc[:, :-1])
    getattr(charts, name)(table.assign(own=1))


def test_every_chart_is_given_and_every_measure_is_drawn():
    assert sorted(inputs.DRAWS) == sorted(charts.__all__)
    assert {table.name for drawn in inputs.DRAWS.values() for table in drawn} == {
        table.name for table in tables.MEASURES
    }


@pytest.mark.parametrize(("name", "option"), [("trend", "top"), ("ranking", "top"), ("matrix", "top"), ("network", "top"),
                                              ("network", "ties"), ("passages", "limit"), ("heatmap", "top"), ("timeline", "top")])  # fmt: skip
def test_what_is_drawn_is_at_least_one(small, name, option):
    for wrong in (0, -3, None):
        with pytest.raises(BadInput, match=rf"^charts\.{name}\(\): {option} must be at least 1; got {wrong}\.$"):
            getattr(charts, name)(EVERY[name](small), **{option: wrong})
    getattr(charts, name)(EVERY[name](small), **{option: 1})


@pytest.mark.parametrize("name", charts.__all__)
def test_charts_have_at_most_six_options(name):
    table, *options = inspect.signature(getattr(charts, name)).parameters.values()
    assert table.kind is table.POSITIONAL_OR_KEYWORD
    assert 1 <= len(options) <= 6
    assert all(option.kind is option.KEYWORD_ONLY for option in options)


@pytest.mark.parametrize("labels", ["ar", "en"])
@pytest.mark.parametrize("name", [*EVERY, *TRENDS])
def test_every_line_of_text_is_isolated_and_drawn_as_svg(small, name, labels):
    fig = charts.trend(TRENDS[name](small), labels=labels) if name in TRENDS else getattr(charts, name)(
        EVERY[name](small), labels=labels)  # fmt: skip
    if name == "passages":
        return
    assert {trace.type for trace in fig.data} <= {"scatter", "bar", "heatmap"}
    seen = [text for text in texts(fig) if text]
    assert seen
    for text in seen:
        for line in text.split("<br>"):
            plain = line.removeprefix("<b>").removesuffix("</b>")
            assert plain[0] in (FSI, RLI), text
            assert plain[-1] == PDI


@pytest.mark.parametrize("name", EVERY)
def test_an_empty_table_says_so(name):
    drawn = getattr(charts, name)(EVERY[name](Corpus()))
    if name == "passages":
        assert "لا جمل" in drawn
    else:
        assert "لا شيء يُرسم" in drawn.layout.annotations[0].text


@pytest.mark.parametrize("name", [name for name in EVERY if name != "passages"])
def test_no_chart_has_plotlys_button_that_uploads_its_data(small, name):
    for corpus in (small, Corpus()):
        drawn = getattr(charts, name)(EVERY[name](corpus))
        assert drawn.to_plotly_json()["layout"]["modebar"]["remove"] == ["sendChartToCloud"]


@pytest.mark.parametrize("name", EVERY)
def test_the_wrong_language_is_told(small, name):
    for corpus in (small, Corpus()):
        with pytest.raises(BadInput, match="labels must be one of 'ar', 'en'; got 'fr'"):
            getattr(charts, name)(EVERY[name](corpus), labels="fr")


def test_foreign_text_is_shown_never_obeyed(small):
    outlet = small.articles["outlet"].replace("النبأ", "<script>alert(1)</script><br>x")
    hostile = Corpus(**{**small.tables(), "articles": small.articles.assign(outlet=outlet)})
    actors = small.actors.assign(name_ar="<a href='javascript:x'>أ</a>")
    hostile = Corpus(**{**hostile.tables(), "actors": actors})
    figures = [
        charts.trend(measures.coverage(hostile)),
        charts.trend(measures.attention(hostile, by_outlet=True)),
        charts.ranking(measures.attention(hostile, per=None, by_outlet=True)),
        charts.network(measures.comentions(hostile)),
        charts.matrix(measures.comentions(hostile)),
    ]
    for fig in figures:
        assert any("&lt;" in text for text in texts(fig))
        assert not any("<script" in text or "<a " in text for text in texts(fig))
    page = charts.passages(measures.passages(hostile))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


# --- trend ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TRENDS)
def test_trend_draws_every_value_and_leaves_gaps(small, name):
    table = TRENDS[name](small)
    way = encodings.ENCODINGS[name][0]
    lines = traces(charts.trend(table), "values")
    dated = table[table["period"].notna()]
    if name == "comentions":  # at most seven lines are drawn
        dated = pd.concat([group for _, group in list(dated.groupby(["actor_a", "actor_b"], sort=False))[:7]])
    values = np.concatenate([np.asarray(line.y, dtype=float) for line in lines])
    assert sorted(values[~np.isnan(values)]) == sorted(dated[way.value].dropna())
    assert not any(line.connectgaps for line in lines)


def test_trend_keeps_raw_keys_for_a_way_back(small):
    table = measures.attention(small, by_outlet=True, actors=["putin"])
    for line in traces(charts.trend(table), "values"):
        for actor, outlet, period, per in line.customdata:
            row = {"actor_id": actor, "outlet": outlet, "period": pd.Timestamp(period), "per": per}
            same = table[(table["outlet"] == outlet) & (table["period"] == period)].iloc[0]
            assert measures.passages(small, of=row)["article_id"].nunique() == same["n"]


def test_trend_shows_the_interval_of_lone_points_as_bars(small):
    line = traces(charts.trend(measures.sentiment(small)), "values")[0]
    assert np.isnan(line.y[1]), "February is missing, not zero"
    table = measures.sentiment(small)
    assert np.asarray(line.error_y.array)[[0, 2]] == pytest.approx((table["high"] - table["mean"])[[0, 2]])
    days = measures.attention(small, per="week", actors=["putin"]).assign(share=0.5, low=0.4, high=0.7)
    band = traces(charts.trend(days), "interval")[0]
    assert len(band.x) == 2 * len(days) + 1
    assert not traces(charts.trend(days, interval=False), "interval")


def test_trend_says_how_many_lines_it_leaves_out(small):
    fig = charts.trend(measures.attention(small), top=2)
    assert [trace.name.strip(RLI + PDI) for trace in traces(fig, "values")] == ["واشنطن", "بشار الأسد"]
    assert "لم تُرسم 7 أخرى" in fig.layout.annotations[-1].text


def test_trend_says_what_is_undated(small):
    assert "خارج الرسم: 1 بلا تاريخ" in charts.trend(measures.coverage(small)).layout.annotations[-1].text


def test_trend_needs_periods(small):
    with pytest.raises(BadInput, match="this table is over all time"):
        charts.trend(measures.attention(small, per=None))


def test_a_tie_over_time_has_its_tone_or_its_count(small):
    table = measures.comentions(small, per="month", actors=["assad"], kinds="PER")
    for value, heights, title in (("tone", [0.25, None, 0.5], "mean tone of sentences naming both"),
                                  ("n", [2, None, 1], "times named together")):  # fmt: skip
        fig = charts.trend(table, value=value, labels="en")
        (line,) = traces(fig, "values")
        assert [None if np.isnan(y) else y for y in line.y] == heights, "no sentence of February names both"
        assert list(line.customdata[0]) == ["assad", "putin", "sentence", "2024-01-01", "month"]
        assert list(line.customdata[1]) == [None] * 5
        assert title in fig.layout.yaxis.title.text
        assert "Bashar al-Assad · Vladimir Putin" in fig.layout.title.text
    assert traces(charts.trend(table), "values")[0].error_y.array[0] == pytest.approx(
        table.loc[0, "tone_high"] - table.loc[0, "tone"]
    )
    assert traces(charts.trend(table, value="n"), "values")[0].error_y.array is None
    row = dict(zip(["actor_a", "actor_b", "unit", "period", "per"], line.customdata[0], strict=True))
    assert len(measures.passages(small, of=row)) == 2
    with pytest.raises(BadInput, match=r"^charts\.trend\(\): value must be one of 'tone', 'n'; got 'npmi'$"):
        charts.trend(table, value="npmi")


def test_few_articles_are_counted_in_whole_numbers(small):
    assert charts.trend(measures.coverage(small, per="year")).layout.yaxis.dtick == 1
    assert charts.trend(measures.attention(small)).layout.yaxis.dtick is None


def test_lines_differ_by_more_than_colour(small):
    lines = traces(charts.trend(measures.attention(small)), "values")
    looks = {(line.line.color, line.line.dash, line.marker.symbol) for line in lines}
    assert len(looks) == len({line.marker.symbol for line in lines}) == len(lines)


# --- ranking -------------------------------------------------------------------------------------------


def test_ranking_puts_the_greatest_first(small):
    fig = charts.ranking(measures.attention(small, per=None), top=3)
    (bars,) = traces(fig, "values")
    assert list(bars.x) == sorted(bars.x, reverse=True)
    assert fig.layout.yaxis.range[0] > fig.layout.yaxis.range[1], "first on top"
    assert [name.strip(RLI + PDI) for name in fig.layout.yaxis.ticktext] == ["واشنطن", "بشار الأسد", "موسكو"]
    assert [key[0] for key in bars.customdata] == ["washington", "assad", "moscow"]
    assert "لم تُرسم 6 أخرى" in fig.layout.annotations[-1].text


def test_ranking_sets_outlets_side_by_side(small):
    fig = charts.ranking(measures.attention(small, per=None, by_outlet=True), labels="en")
    assert [bar.name.strip(FSI + RLI + PDI) for bar in fig.data] == ["unknown outlet", "الأفق", "النبأ"]
    assert len({bar.marker.pattern.shape for bar in fig.data}) == 3


def test_ranking_of_topics_keeps_what_is_on_none(small):
    fig = charts.ranking(measures.topic_shares(small, per=None))
    assert "بلا موضوع" in " ".join(fig.layout.yaxis.ticktext)
    assert sum(fig.data[0].x) == pytest.approx(1)


def test_ranking_draws_one_period(small):
    with pytest.raises(BadInput, match="several periods"):
        charts.ranking(measures.attention(small))


# --- network and matrix --------------------------------------------------------------------------------


def test_network_is_the_same_each_time_and_in_any_order_of_rows(small):
    table = measures.comentions(small)
    first, second = charts.network(table), charts.network(table.sample(frac=1, random_state=1))
    assert first.to_json() == second.to_json()


def test_network_holds_every_actor_and_tie(small):
    table = measures.comentions(small)
    fig = charts.network(table)
    actors = {key[0] for trace in traces(fig, "actors") for key in trace.customdata}
    assert actors == set(table["actor_a"]) | set(table["actor_b"])
    (marks,) = traces(fig, "tie marks")
    assert {tuple(key) for key in marks.customdata} == set(
        zip(table["actor_a"], table["actor_b"], table["unit"], strict=True)
    )
    lines = sum(np.isnan(np.asarray(trace.x, dtype=float)).sum() for trace in traces(fig, "ties"))
    assert lines == len(table)
    assert "يظهر 8 من 8 فاعلا و9 من 9 رابطا" in fig.layout.annotations[-1].text


def test_a_line_of_the_network_has_the_colour_of_its_tone(small):
    table = measures.comentions(small).head(5).assign(
        tone=[-0.6, -0.1, 0.1, 0.9, np.nan], tone_low=[-0.8, -0.2, -0.1, 0.5, np.nan],
        tone_high=[-0.4, -0.05, 0.3, 1.0, np.nan], unit="sentence")  # fmt: skip
    fig = charts.network(table, labels="en")
    named = {trace.name.strip(FSI + PDI).replace("\u2066", "").replace("\u2069", ""): trace.line.color
             for trace in traces(fig, "tones")}  # fmt: skip
    assert list(named) == [
        "tone −1.00 to −0.25",
        "tone −0.25 to 0",
        "tone +0.25 to +1.00",
        "tone not told apart from 0",
    ]
    assert len(set(named.values())) == 4
    drawn = [
        trace.line.color for trace in traces(fig, "ties") for _ in range(int(np.isnan(np.array(trace.x, float)).sum()))
    ]
    assert sorted(drawn) == sorted([*named.values(), named["tone not told apart from 0"]])
    (marks,) = traces(fig, "tie marks")
    told = dict(zip([tuple(key[:2]) for key in marks.customdata], marks.hovertext, strict=True))
    third, fourth, fifth = (told[tuple(table.loc[k, ["actor_a", "actor_b"]])] for k in (2, 3, 4))
    assert "tone not told apart from 0" in third
    assert "tone not told apart from 0" not in fourth + fifth
    assert "tone: –" in fifth


@pytest.mark.parametrize("chart", [charts.network, charts.matrix])
def test_ties_of_several_periods_are_drawn_one_period_at_a_time(small, chart):
    table = measures.comentions(small, per="month")
    with pytest.raises(BadInput, match="several periods"):
        chart(table)
    assert chart(table[table["period"] == "2024-01-01"]).data


def test_network_says_what_it_hides(small):
    table = measures.comentions(small)
    assert "4 of 8 actors and 2 of 9 ties" in charts.network(table, labels="en", ties=2).layout.annotations[-1].text
    only = charts.network(measures.comentions(small, within="paragraph", duplicates="keep"), backbone=True)
    assert {tuple(key[:2]) for key in traces(only, "tie marks")[0].customdata} == {("assad", "putin")}


def test_network_of_actors_without_a_tie_between_them(small):
    alone = charts.network(measures.comentions(small), labels="en", top=1)
    assert [len(trace.x) for trace in traces(alone, "actors")] == [1]
    assert not traces(alone, "ties")
    assert not traces(alone, "tie marks")
    assert "1 of 8 actors and 0 of 9 ties" in alone.layout.annotations[-1].text


def test_circles_do_not_cover_one_another():
    random = np.random.default_rng(0)
    pairs = [(f"a{i:02d}", f"a{j:02d}") for i in range(40) for j in range(i + 1, 40) if random.random() < 0.15]
    table = tables.COMENTIONS.frame(pd.DataFrame(pairs, columns=["actor_a", "actor_b"]).assign(
        name_a="اسم طويل", name_b="اسم طويل", unit="sentence", n=random.integers(1, 30, len(pairs)), n_a=40, n_b=40,
        n_units=900, n_articles=1, n_tone=0, n_stories=0, backbone=True))  # fmt: skip
    fig = charts.network(table)
    spots = [
        (x, y, size / 2) for t in traces(fig, "actors") for x, y, size in zip(t.x, t.y, t.marker.size, strict=True)
    ]
    for i, (x, y, r) in enumerate(spots):
        for u, v, s in spots[:i]:
            assert np.hypot(x - u, y - v) > 0.9 * (r + s)
    (xlow, xhigh), (ylow, yhigh) = fig.layout.xaxis.range, fig.layout.yaxis.range
    assert all(xlow <= x <= xhigh and ylow <= y <= yhigh for x, y, _ in spots)


def test_matrix_is_symmetric_with_keys(small):
    table = measures.comentions(small)
    (cells,) = charts.matrix(table, value="n").data
    values = np.asarray(cells.z, dtype=float)
    assert np.array_equal(values, values.T, equal_nan=True)
    assert np.nansum(values) == 2 * table["n"].sum()
    assert np.isnan(np.diag(values)).all()
    keys = {tuple(key) for line in np.asarray(cells.customdata, dtype=object) for key in line if key[0] is not None}
    assert keys == set(zip(table["actor_a"], table["actor_b"], table["unit"], strict=True))
    with pytest.raises(BadInput, match=r"charts\.matrix\(\): value must be one of 'npmi', 'n'; got 'p'"):
        charts.matrix(table, value="p")


# --- timeline ------------------------------------------------------------------------------------------


def test_timeline_draws_every_date_with_its_keys_and_who_is_named_with_it(small):
    table = measures.timeline(with_dates(small))
    fig = charts.timeline(table, labels="en")
    (marks,) = traces(fig, "values")
    assert np.asarray(marks.customdata).tolist() == [
        [None, "1916-05-16", "day"], [None, "2024-01-09", "day"], [None, "2024-02-01", "day"],
    ]  # fmt: skip
    assert list(marks.y) == table["share"].tolist()
    assert list(marks.error_y.array) == (table["high"] - table["share"]).tolist()
    assert traces(charts.timeline(table, interval=False), "values")[0].error_y.array is None
    assert "named with it: " in marks.hovertext[1]
    assert "Vladimir Putin" in marks.hovertext[1]
    assert "فلاديمير بوتين" in traces(charts.timeline(table), "values")[0].hovertext[1]
    row = dict(zip(["actor_id", "date", "per"], marks.customdata[1], strict=True))
    behind = measures.passages(with_dates(small), of=row | {"date": pd.Timestamp(row["date"])})
    assert behind[["article_id", "sentence"]].values.tolist() == [["a1", 1], ["a4", 1]]
    assert measures.passages(with_dates(small), of=row)["article_id"].tolist() == ["a1", "a4"]


def test_timeline_draws_a_line_of_marks_for_each_actor(small):
    table = measures.timeline(with_dates(small), actors=["putin", "russia", "biden"])
    fig = charts.timeline(table, labels="en", top=2)
    assert [trace.name.strip(FSI + PDI) for trace in traces(fig, "values")] == ["Vladimir Putin", "Russia"]
    assert "1 more not drawn" in fig.layout.annotations[-1].text
    alone = charts.timeline(table[table["actor_id"] == "biden"], labels="en")
    assert "Joe Biden" in alone.layout.title.text


def test_a_few_far_dates_do_not_stretch_the_axis():
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(range(500), "D")
    days = [pd.Timestamp("1453-05-29"), *days, pd.Timestamp("2100-01-01")]
    table = tables.TIMELINE.frame(pd.DataFrame({
        "date": days, "per": "day", "n": 1, "n_articles": 1, "n_stories": 1, "total": 900, "share": 1 / 900, "low": 0.0,
        "high": 0.01, "actors": [[]] * 502, "actors_ar": [[]] * 502, "actors_en": [[]] * 502}))  # fmt: skip
    fig = charts.timeline(table, labels="en")
    first, last = (pd.Timestamp(end) for end in fig.layout.xaxis.range)
    assert first.year == 2023
    assert last.year == 2025
    assert "2 dates lie outside" in fig.layout.annotations[-1].text
    assert len(traces(fig, "values")[0].x) == 502


# --- passages ------------------------------------------------------------------------------------------


def test_passages_marks_names_and_says_the_tone(small):
    page = charts.passages(measures.passages(small, of={"article_id": "a4"}))
    assert page.startswith('<div dir="rtl"')
    assert page._repr_html_() == page
    assert '<mark title="biden"' in page
    assert ">جو بايدن</mark>" in page
    assert page.count("<mark") == 5
    assert 'title="سلبية"' in page
    assert "−1.00" in page, "tone is said in figures, not by colour alone"


def test_passages_escapes_everything_and_keeps_marks_in_place():
    text = "<b>قال</b> بوتين & الأسد"
    table = tables.PASSAGES.frame(pd.DataFrame([{
        "article_id": '"><script>', "sentence": 0, "outlet": "<i>o</i>", "published": pd.Timestamp("2024-01-01", tz="UTC"),
        "title": "<img src=x onerror=y>", "text": text, "sentiment": 0.0,
        "marks": [(11, 16, 'p"><script>'), (19, 24, None), (20, 22, "inner")],
    }]))  # fmt: skip
    page = charts.passages(table)
    for tag in ("<script", "<img", "<i>", "<b>"):
        assert tag not in page
    assert ">بوتين</mark> &amp; <mark" in page
    assert page.count("<mark") == 2, "a name inside a name is marked once"


def test_a_sentence_runs_right_to_left_whatever_it_begins_with(small):
    found = measures.passages(small).head(2).assign(title=None, text=["TRT عربي", "TRT"], marks=[[], []])
    assert re.findall(r'<div dir="(\w+)">(\w+)', charts.passages(found)) == [("rtl", "TRT"), ("auto", "TRT")]


def test_passages_leave_paper_and_ink_to_the_page(small):
    # JupyterLab's dark theme paints the rows: ink of our own on them could not be read.
    page = charts.passages(measures.passages(small))
    assert "background:white" not in page
    assert "color:" not in re.search(r"<table[^>]*>", page)[0]


def test_a_word_without_an_end_is_broken_and_a_long_outlet_cut(small):
    found = measures.passages(small).head(1).assign(outlet="صحيفة طويلة الاسم جدا " * 8)
    page = charts.passages(found)
    assert "overflow-wrap:anywhere" in page
    assert re.search(r'<bdi title="[^"]{160,}">[^<]{,42}…', page)


def test_passages_says_how_many_more_there_are(small):
    page = charts.passages(measures.passages(small), limit=4)
    assert page.count("<tr") == 5
    assert "و8 جملة أخرى" in page
    assert "more sentences" not in charts.passages(measures.passages(small), labels="en")


def test_passages_shows_what_is_not_known(small):
    page = charts.passages(measures.passages(small, of={"article_id": "a6"}), labels="en")
    assert "no date" in page
    unknown = charts.passages(measures.passages(small, of={"article_id": "a5"}), labels="en")
    assert "unknown outlet" in unknown


# --- theme ---------------------------------------------------------------------------------------------


def luminance(colour):
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))


@pytest.mark.parametrize("colour", [*theme.COLOURS, theme.GREY])
def test_colours_stand_out_on_white(colour):
    assert 1.05 / (luminance(colour) + 0.05) >= 3


def test_colours_of_tones_stand_out_and_go_from_orange_to_blue():
    from explore.charts.network import _TONES, _UNCLEAR

    colours = [colour for _, _, colour in _TONES]
    assert all(1.05 / (luminance(colour) + 0.05) >= 3 for colour in [*colours, _UNCLEAR])
    red, blue = ([int(colour[k : k + 2], 16) for colour in colours] for k in (1, 5))
    assert [r > b for r, b in zip(red, blue, strict=True)] == [True, True, False, False]
    assert [low for low, _, _ in _TONES[1:]] == [high for _, high, _ in _TONES[:-1]], "no tone falls between"


def test_both_languages_have_all_words():
    words = assets.labels("charts")
    assert words["ar"].keys() == words["en"].keys()
    for key, text in words["en"].items():
        fields = [name for _, name, _, _ in Formatter().parse(text) if name]
        assert fields == [name for _, name, _, _ in Formatter().parse(words["ar"][key]) if name], key


def test_signs_stay_before_their_numbers():
    assert theme.number(-0.5, signed=True) == "\u2066−0.50\u2069"
    assert theme.number(float("nan")) == "–"
    assert theme.number(0.256, percent=True) == "\u206625.6%\u2069"
    assert theme.date(pd.Timestamp("2024-04-01"), "quarter") == "\u20662024 Q2\u2069"

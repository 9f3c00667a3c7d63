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

import explore
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


def small_print(fig):
    """What stands in small under the title, as one line without isolates."""
    return re.sub("[\u2066-\u2069]", "", (fig.layout.title.subtitle.text or "").replace("<br>", " "))


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
    assert sorted(inputs.DRAWS) == sorted({*charts.__all__} - {"save", "set_theme", "to_gexf", "to_graphml"})
    assert {table.name for drawn in inputs.DRAWS.values() for table in drawn} == {
        table.name
        for table in tables.MEASURES
        if table is not tables.KEYNESS  # drawn in the Explorer
    }


@pytest.mark.parametrize(("name", "option"), [("trend", "top"), ("ranking", "top"), ("matrix", "top"), ("network", "top"),
                                              ("network", "ties"), ("passages", "limit"), ("heatmap", "top"), ("timeline", "top")])  # fmt: skip
def test_what_is_drawn_is_at_least_one(small, name, option):
    for wrong in (0, -3, None):
        with pytest.raises(BadInput, match=rf"^charts\.{name}\(\): {option} must be at least 1; got {wrong}\.$"):
            getattr(charts, name)(EVERY[name](small), **{option: wrong})
    getattr(charts, name)(EVERY[name](small), **{option: 1})


@pytest.mark.parametrize("name", inputs.DRAWS)
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
        assert "sendChartToCloud" in drawn.layout.template.layout.modebar.remove


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
    assert "لم تُرسم 7 أخرى" in small_print(fig)


def test_trend_says_what_is_undated(small):
    assert "خارج الرسم: 1 بلا تاريخ" in small_print(charts.trend(measures.coverage(small)))


def monthly(totals, *, share=0.4):
    """A table of attention to one actor, of the articles of each month from January 2018."""
    months = [pd.Period("2018-01", "M") + k for k in totals]
    frame = pd.DataFrame(
        {"period": [month.start_time for month in months], "per": "month", "total": list(totals.values())}
    )
    return tables.ATTENTION.frame(frame.assign(actor_id="a", name_ar="أ", name_en="A", n=frame["total"] // 2, share=share,
                                               low=0.1, high=0.9, n_mentions=1, n_stories=1))  # fmt: skip


def test_a_few_stray_dates_do_not_press_the_others_together():
    fig = charts.trend(monthly({-60: 2, -12: 3, 0: 900, 1: 800, 2: 950, 40: 1}), labels="en")
    (line,) = traces(fig, "values")
    assert [str(month)[:7] for month in line.x] == ["2018-01", "2018-02", "2018-03"]
    assert "Not drawn: 5 articles earlier. Not drawn: 1 articles later." in small_print(fig)
    assert "2018-01 to 2018-03 · 2,650 articles" in small_print(fig)


def test_a_period_at_an_end_that_follows_on_is_no_stray():
    fig = charts.trend(monthly({-1: 3, 0: 9, 1: 8}), labels="en")
    (line,) = traces(fig, "values")
    assert [None if np.isnan(y) else y for y in line.y] == [None, 0.4, 0.4], "too few articles: there, and not drawn"
    assert "Periods with fewer than 5 articles, not drawn: 1." in small_print(fig)
    assert "earlier" not in small_print(fig)


def test_where_all_is_small_it_is_drawn_with_a_warning(small):
    fig = charts.trend(monthly({0: 3, 1: 4, 9: 1}), labels="en")
    assert np.isfinite(traces(fig, "values")[0].y.astype(float)).sum() == 3
    assert "Fewer than 5 articles in every period: read with care." in small_print(fig)
    plain = charts.trend(measures.coverage(small), labels="en")
    assert "Fewer than 5" not in small_print(plain), "a count of articles is as sure as it is"


def test_each_of_several_lines_has_its_strip_with_the_others_in_grey(small):
    fig = charts.trend(measures.attention(small), labels="en", top=3)
    lines, greys = traces(fig, "values"), traces(fig, "others")
    assert [line.yaxis for line in lines] == [grey.yaxis for grey in greys] == ["y", "y2", "y3"]
    strips = [fig.layout[axis].domain for axis in ("yaxis", "yaxis2", "yaxis3")]
    assert all(above[0] > below[1] for above, below in zip(strips, strips[1:], strict=False))
    names = [re.sub("[\u2066-\u2069]|</?b>", "", note.text) for note in fig.layout.annotations]
    assert names == ["Washington", "Bashar al-Assad", "Moscow"]
    assert fig.layout.xaxis.anchor == "y3"
    assert not traces(charts.trend(measures.sentiment(small)), "others")


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
        said = re.sub("[\u2066-\u2069]|</?b>", "", fig.layout.title.text.replace("<br>", " "))
        assert said.lower().startswith(title)
        assert said.endswith(": Bashar al-Assad · Vladimir Putin")
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
    assert len({line.yaxis for line in lines}) == len({line.marker.symbol for line in lines}) == len(lines) == 7


# --- ranking -------------------------------------------------------------------------------------------


def test_ranking_puts_the_greatest_first(small):
    fig = charts.ranking(measures.attention(small, per=None), top=3)
    (bars,) = traces(fig, "values")
    assert list(bars.x) == sorted(bars.x, reverse=True)
    assert fig.layout.yaxis.range[0] > fig.layout.yaxis.range[1], "first on top"
    assert [name.strip(RLI + PDI) for name in fig.layout.yaxis.ticktext] == ["واشنطن", "بشار الأسد", "موسكو"]
    assert [key[0] for key in bars.customdata] == ["washington", "assad", "moscow"]
    assert "لم تُرسم 6 أخرى" in small_print(fig)


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
    assert "يظهر 8 من 8 فاعلا و9 من 9 رابطا" in small_print(fig)


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
    assert "4 of 8 actors and 2 of 9 ties" in small_print(charts.network(table, labels="en", ties=2))
    only = charts.network(measures.comentions(small, within="paragraph", duplicates="keep"), backbone=True)
    assert {tuple(key[:2]) for key in traces(only, "tie marks")[0].customdata} == {("assad", "putin")}


def test_network_of_actors_without_a_tie_between_them(small):
    alone = charts.network(measures.comentions(small), labels="en", top=1)
    assert [len(trace.x) for trace in traces(alone, "actors")] == [1]
    assert not traces(alone, "ties")
    assert not traces(alone, "tie marks")
    assert "1 of 8 actors and 0 of 9 ties" in small_print(alone)


def star(count):
    """The ties of one actor, "hub", to others who are named more often."""
    rows = [("hub", f"x{k:02d}", count - k, 9, 100 + k) for k in range(count)]
    table = pd.DataFrame(rows, columns=["actor_a", "actor_b", "n", "n_a", "n_b"]).assign(
        name_a="محور", name_b="طرف", unit="sentence", n_units=900, n_articles=5, n_tone=5, n_stories=5, backbone=True,
        tone=[0.5 if k % 2 else -0.5 for k in range(count)])  # fmt: skip
    return tables.COMENTIONS.frame(table.assign(tone_low=table["tone"] - 0.1, tone_high=table["tone"] + 0.1))


def test_the_actor_asked_for_is_drawn_however_few_are(small):
    fig = charts.network(star(20), labels="en", top=5)
    drawn = [key[0] for trace in traces(fig, "actors") for key in trace.customdata]
    assert sorted(drawn) == ["hub", "x00", "x01", "x02", "x03"], "the hub, and those tied most often to it"
    table = measures.comentions(small)
    rare = set(table["actor_a"]) - {
        key[0] for t in traces(charts.network(table, top=2), "actors") for key in t.customdata
    }
    asked = charts.network(table, top=2, actors=[min(rare)])
    assert min(rare) in {key[0] for trace in traces(asked, "actors") for key in trace.customdata}


def test_marks_around_one_actor_have_the_tone_of_their_tie():
    fig = charts.network(star(4), labels="en")
    colours = {key[0]: colour for trace in traces(fig, "actors")
               for key, colour in zip(trace.customdata, trace.marker.color, strict=True)}  # fmt: skip
    assert colours["x00"] == colours["x02"] != colours["x01"] == colours["x03"]
    assert colours["hub"] == theme.GREY
    assert "Colour of marks and lines" in small_print(fig)
    assert [trace.name.strip(FSI + PDI) for trace in fig.data if trace.showlegend is not False and trace.name] == [
        "tone \u2066−1.00\u2069 to \u2066−0.25", "tone \u2066+0.25\u2069 to \u2066+1.00",
    ]  # fmt: skip


def test_every_mark_of_the_network_has_its_name(small):
    for table in (measures.comentions(small), star(60)):
        for trace in traces(charts.network(table, top=60), "actors"):
            assert len(trace.text) == len(trace.customdata)
            assert all(trace.text)


def test_marks_and_names_do_not_cover_one_another():
    random = np.random.default_rng(0)
    pairs = [(f"a{i:02d}", f"a{j:02d}") for i in range(40) for j in range(i + 1, 40) if random.random() < 0.15]
    table = tables.COMENTIONS.frame(pd.DataFrame(pairs, columns=["actor_a", "actor_b"]).assign(
        name_a="اسم طويل", name_b="اسم طويل", unit="sentence", n=random.integers(1, 30, len(pairs)), n_a=40, n_b=40,
        n_units=900, n_articles=1, n_tone=0, n_stories=0, backbone=True))  # fmt: skip
    fig = charts.network(table, top=40)
    boxes = [
        (x, y, size / 2, max(size, 6.4 * len(name.strip(FSI + RLI + PDI))) / 2)
        for t in traces(fig, "actors") for x, y, size, name in zip(t.x, t.y, t.marker.size, t.text, strict=True)
    ]  # fmt: skip
    for k, (x, y, r, w) in enumerate(boxes):
        for u, v, s, other in boxes[:k]:
            apart_x, apart_y = abs(x - u) / (w + other), abs(y - v) / (r + s + 16)
            assert max(apart_x, apart_y) > 0.9
    (xlow, xhigh), (ylow, yhigh) = fig.layout.xaxis.range, fig.layout.yaxis.range
    assert all(xlow <= x <= xhigh and ylow <= y <= yhigh for x, y, _, _ in boxes)


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
    assert "1 more not drawn" in small_print(fig)
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
    assert first > pd.Timestamp("2023-12-01")
    assert last < pd.Timestamp("2025-06-01")
    outside = (pd.Series(days) < first) | (pd.Series(days) > last)
    assert f"{outside.sum()} dates lie outside" in small_print(fig)
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


# --- export --------------------------------------------------------------------------------------------


def test_a_table_is_written_for_a_spreadsheet(tmp_path):
    table = pd.DataFrame({"name": ["موسكو", "=HYPERLINK(1)", None], "n": [-1, 2, 3], "all": [["a", "b"], [], ["=c"]]})
    path = charts.save(table, tmp_path / "names.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    back = pd.read_csv(path, encoding="utf-8-sig")
    assert back["name"].tolist()[:2] == ["موسكو", "'=HYPERLINK(1)"]
    assert back["n"].tolist() == [-1, 2, 3]
    assert back["all"].tolist()[::2] == ["a | b", "'=c"]
    assert table["name"][1] == "=HYPERLINK(1)", "the table itself is as it was"


def test_pages_are_written_whole(small, tmp_path):
    figure = charts.save(charts.trend(measures.coverage(small)), tmp_path / "a.html").read_text("utf-8")
    assert json.dumps("عدد المقالات")[1:-1] in figure
    assert "cdn.plot.ly" not in figure.split("<script")[1][:200]
    page = charts.save(charts.passages(measures.passages(small)), tmp_path / "b.html").read_text("utf-8")
    assert page.startswith('<!DOCTYPE html>\n<meta charset="utf-8">')
    assert "بوتين" in page


@pytest.mark.browser
@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_charts_are_written_as_pictures(small, tmp_path, ending):
    path = charts.save(charts.ranking(measures.attention(small, per=None)), tmp_path / f"a.{ending}")
    start = {"png": b"\x89PNG", "svg": b"<svg", "pdf": b"%PDF"}[ending]
    assert path.read_bytes().startswith(start)
    assert path.stat().st_size > 5_000


def test_what_cannot_be_written_is_said(small, tmp_path):
    with pytest.raises(BadInput, match=r"a table is written as csv; got a DataFrame, 'x\.xlsx'"):
        charts.save(small.articles, tmp_path / "x.xlsx")
    with pytest.raises(BadInput, match=r"a figure is written as png, svg, pdf, html; got a Corpus, 'x\.png'"):
        charts.save(small, tmp_path / "x.png")
    with pytest.raises(BadInput, match="there is no folder"):
        charts.save(small.articles, tmp_path / "none" / "x.csv")


@pytest.mark.parametrize("write", [explore.to_gexf, explore.to_graphml])
def test_a_network_is_written_for_other_programs(small, tmp_path, write):
    import networkx as nx

    hostile = dataclasses.replace(small, actors=small.actors.assign(name_ar=small.actors["name_ar"] + '<&"\x07'))
    table = measures.comentions(hostile)
    path = write(table, tmp_path / "net.xml")
    graph = (nx.read_gexf if write is explore.to_gexf else nx.read_graphml)(path)
    assert {frozenset(tie) for tie in graph.edges} == {
        frozenset(tie) for tie in table[["actor_a", "actor_b"]].to_numpy()
    }
    assert graph.nodes["putin"]["label"] == 'فلاديمير بوتين<&"\ufffd'
    assert graph.nodes["putin"]["name_en"] == "Vladimir Putin"
    tie = table.iloc[0]
    assert graph.edges[tie["actor_a"], tie["actor_b"]]["weight"] == tie["n"]
    with pytest.raises(BadInput, match="several periods"):
        write(measures.comentions(small, per="month"), path)


# --- theme ---------------------------------------------------------------------------------------------


def luminance(colour):
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("paper", ["light", "dark"])
@pytest.mark.parametrize("colour", [*theme.COLOURS, theme.GREY])
def test_colours_stand_out_on_either_paper(colour, paper):
    assert contrast(colour, theme.THEMES[paper]["paper"]) >= 3
    assert contrast(theme.THEMES[paper]["ink"], theme.THEMES[paper]["paper"]) >= 7


def test_charts_are_drawn_on_the_paper_that_was_set(small):
    import plotly.io as pio

    before = pio.templates.default
    try:
        charts.set_theme("dark")
        dark = charts.network(measures.comentions(small))
        assert dark.layout.template.layout.paper_bgcolor == theme.THEMES["dark"]["paper"]
        charts.set_theme("light")
        light = charts.network(measures.comentions(small))
        assert light.layout.template.layout.paper_bgcolor == "#FFFFFF"
        # Nothing of the paper is written into the traces: a figure can change from one to the other.
        assert dark.update_layout(template="explore") == light
        with pytest.raises(BadInput, match="theme must be one of 'light', 'dark'; got 'sepia'"):
            charts.set_theme("sepia")
    finally:
        pio.templates.default = before


def test_colours_of_tones_stand_out_and_go_from_orange_to_blue():
    from explore.charts.network import _TONES, _UNCLEAR

    colours = [colour for _, _, colour in _TONES]
    papers = [theme.THEMES[name]["paper"] for name in theme.THEMES]
    assert all(contrast(colour, paper) >= 3 for colour in [*colours, _UNCLEAR] for paper in papers)
    red, blue = ([int(colour[k : k + 2], 16) for colour in colours] for k in (1, 5))
    assert [r > b for r, b in zip(red, blue, strict=True)] == [True, True, False, False]
    assert [low for low, _, _ in _TONES[1:]] == [high for _, high, _ in _TONES[:-1]], "no tone falls between"


def test_both_languages_have_all_words():
    words = assets.labels("charts")
    assert words["ar"].keys() == words["en"].keys()
    for key, text in words["en"].items():
        fields = sorted(name for _, name, _, _ in Formatter().parse(text) if name)
        assert fields == sorted(name for _, name, _, _ in Formatter().parse(words["ar"][key]) if name), key


def test_signs_stay_before_their_numbers():
    assert theme.number(-0.5, signed=True) == "\u2066−0.50\u2069"
    assert theme.number(float("nan")) == "–"
    assert theme.number(0.256, percent=True) == "\u206625.6%\u2069"
    assert theme.date(pd.Timestamp("2024-04-01"), "quarter") == "\u20662024 Q2\u2069"

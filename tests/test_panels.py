"""Panels: a choice becomes a table, a figure, sentences and code that gives the same table."""

import html
import re
import sys
from functools import partial

import pandas as pd
import pytest

import explore
from explore import assets, tables
from explore.charts import network, trend
from explore.errors import BadInput
from explore.measures import attention, comentions, coverage, sentiment, topic_shares
from explore.panels import (
    choose_actors,
    choose_kinds,
    choose_outlets,
    choose_period,
    choose_unit,
    choose_window,
    panel,
    table,
)

ipywidgets = pytest.importorskip("ipywidgets")
PLOTLY, WIDGET = "application/vnd.plotly.v1+json", "application/vnd.jupyter.widget-view+json"


def again(made, corpus):
    """What a reader gets who pastes the panel's code."""
    return eval(made.code, {"explore": explore, "corpus": corpus})


def bars(table):
    """A chart of a researcher's own."""
    import plotly.graph_objects as go

    return go.Figure(go.Bar(y=table["n"]))


@pytest.fixture
def who(small):
    return panel(
        small,
        measure=attention,
        chart=trend,
        controls={
            "actors": choose_actors(small, value="putin"),
            "per": choose_period("month"),
            "outlet": choose_outlets(small),
            **choose_window(small, step="month"),
        },
        title="من؟",
    )


# --- controls ---------------------------------------------------------------------------------------------


def parts(picker):
    """The search, the button, the list and the tags of a picker."""
    (search, add), found, tags = picker.children[0].children, *picker.children[1:]
    return search, add, found, tags


def listed(picker):
    return [value for _, value in parts(picker)[2].options]


def test_actors_are_listed_by_articles_and_begin_with_their_name(small):
    picker = choose_actors(small)
    assert listed(picker)[:2] == ["washington", "assad"]
    assert picker.value == ()
    assert picker.label == "All"
    label = parts(picker)[2].options[1][0]
    assert label == "Bashar al-Assad · \u2067بشار الأسد\u2069 \u2068(3)\u2069"
    arabic = parts(choose_actors(small, language="ar"))[2].options[1][0]
    assert arabic.startswith("بشار الأسد"), "an isolate at the start would end type-ahead"
    assert listed(choose_actors(small, kinds="PER")) == ["assad", "putin", "biden"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("put", "putin"), ("PUT", "putin"), ("بوت", "putin"), ("الاسد", "assad"), ("أسد", "assad"), ("ass", "assad"),
     ("نورلاند", None), ("الرئيس الروسي", "putin"), ("قاه", "cairo"), ("xyz", None)],
)  # fmt: skip
def test_a_few_letters_of_any_name_find_an_actor(small, typed, found):
    picker = choose_actors(small)
    parts(picker)[0].value = typed
    assert listed(picker)[:1] == ([found] if found else [])


def test_an_actor_is_taken_and_left(small):
    picker = choose_actors(small, value="putin")
    search, add, found, tags = parts(picker)
    assert [tag.description for tag in tags.children] == ["Vladimir Putin ×"]
    search.value = "wash"
    search._handle_custom_msg({"event": "submit"}, [])  # Enter takes the first
    assert picker.value == ("putin", "washington")
    assert search.value == ""
    found.value = "assad"
    add.click()
    assert picker.value == ("putin", "washington", "assad")
    tags.children[0].click()
    assert picker.value == ("washington", "assad")
    assert picker.label == ("Washington", "Bashar al-Assad")


def test_an_actor_whom_no_article_names_is_offered_where_it_is_asked_for(small):
    none = small.where(outlet="النبأ")
    assert "damascus" not in listed(choose_actors(none))
    assert choose_actors(none, value=["damascus"]).label == ("Damascus",)


def test_controls_refuse_what_is_not_there(small):
    with pytest.raises(BadInput, match=r"'actors' must be among 'washington'.*got 'nobody'"):
        choose_actors(small, value="nobody")
    with pytest.raises(BadInput, match="one of 'day', 'week', 'month'"):
        choose_window(small, step="decade")
    with pytest.raises(BadInput, match="one of 'en', 'ar'; got 'fr'"):
        choose_unit(language="fr")


def test_the_window_ends_after_the_period_it_names(small):
    window = choose_window(small)
    assert window["since"].options == (
        ("first article", ""),
        ("2024-01", "2024-01-01"),
        ("2024-03", "2024-03-01"),
    )
    assert window["until"].options[1] == ("2024-01", "2024-02-01")
    assert choose_window(explore.Corpus())["since"].options == (("first article", ""),)


def test_the_window_leaves_strays_out_and_says_so(small):
    days = pd.to_datetime(["1999-05-01", *["2024-01-09"] * 300, *["2024-02-09"] * 300], utc=True)
    articles = pd.DataFrame({"article_id": range(len(days)), "published": days}).astype({"article_id": "str"})
    window = choose_window(explore.Corpus(articles=tables.ARTICLES.frame(articles)))
    assert [label for label, _ in window["since"].options] == [
        "first article (1 before this list)",
        "2024-01",
        "2024-02",
    ]
    assert window["until"].options[0] == ("last article", "")


def test_other_controls_hold_the_values_that_measures_take(small):
    assert [v for _, v in choose_outlets(small).options] == ["", "الأفق", "النبأ"]
    assert [v for _, v in choose_kinds(small).options] == ["", "PER", "GPE", "LOC"]
    assert choose_unit().value == "sentence"
    assert [v for _, v in choose_period(None, among=("year", None)).options] == ["year", ""]


def test_interface_languages_have_the_same_words():
    labels = assets.labels("panels")
    assert labels["en"].keys() == labels["ar"].keys()
    for key, words in labels["en"].items():
        assert sorted(re.findall(r"{\w+}", words)) == sorted(re.findall(r"{\w+}", labels["ar"][key]))


# --- panels -----------------------------------------------------------------------------------------------


def test_a_change_of_a_control_changes_the_table_and_the_code_gives_it_again(small, who):
    pd.testing.assert_frame_equal(who.frame, attention(small, actors=["putin"]))
    who.controls["outlet"].value = "النبأ"
    pd.testing.assert_frame_equal(who.frame, attention(small.where(outlet="النبأ"), actors="putin"))
    assert who.code == "explore.attention(corpus.where(outlet='النبأ'), actors=['putin'])"
    who.controls["per"].value = "year"
    who.controls["until"].value = "2024-02-01"
    assert who.code == (
        "explore.attention(corpus.where(outlet='النبأ', until='2024-02-01'), actors=['putin'], per='year')"
    )
    pd.testing.assert_frame_equal(who.frame, again(who, small))
    assert list(who.frame["total"]) == [1]
    assert who.error is None


@pytest.mark.parametrize(
    ("measure", "controls"),
    [
        (attention, lambda c: {"actors": choose_actors(c), "per": choose_period("week")}),
        (attention, lambda c: {"kinds": choose_kinds(c), "outlet": choose_outlets(c)}),
        (sentiment, lambda c: {"actors": choose_actors(c), "per": choose_period()}),
        (topic_shares, lambda c: {"per": choose_period("year"), "outlet": choose_outlets(c)}),
        (coverage, lambda c: {"per": choose_period("day")}),
    ],
)
def test_every_choice_of_every_measure_is_what_its_code_says(small, measure, controls):
    made = panel(small, measure=measure, chart=trend, controls=controls(small))
    for name, control in made.controls.items():
        options = control.options if hasattr(control, "options") else parts(control)[2].options
        for _, value in options:
            control.value = value if hasattr(control, "options") else (value,)
            assert made.error is None, (name, value)
            pd.testing.assert_frame_equal(made.frame, again(made, small))
            assert made.figure.layout.height


def test_a_pair_leads_to_its_sentences(small):
    made = panel(small, measure=comentions, chart=network, controls={"within": choose_unit("sentence")})
    shown = made._result.passages
    assert shown.count("<details") == 5
    assert shown.count("<details open") == 1
    first = shown.split("</details>")[0]
    assert "Bashar al-Assad" in first and "Vladimir Putin" in first
    sentences = explore.passages(small, of={"actor_a": "assad", "actor_b": "putin", "unit": "sentence"})
    assert "التقى" in first and f"({len(sentences)} sentences)" in first
    assert "5 of 9 rows" in shown
    code = html.unescape(re.search(r"<code[^>]*>(.*)</code>", shown)[1])
    assert code == "explore.passages(corpus, of=explore.comentions(corpus).iloc[5])"
    assert len(eval(code, {"explore": explore, "corpus": small})) > 0


def test_a_measure_with_options_fixed_before(small):
    made = panel(
        small, measure=partial(comentions, min_n=2), chart=network, controls={"within": choose_unit("article")}
    )
    assert made.code == "explore.comentions(corpus, min_n=2, within='article')"
    pd.testing.assert_frame_equal(made.frame, again(made, small))


def test_a_researchers_own_measure_chart_and_widget(small):
    def long_ones(corpus, at_least=1):
        sizes = corpus.articles["text"].str.len()
        return corpus.articles.assign(n=sizes)[sizes >= at_least][["article_id", "n"]]

    slider = ipywidgets.IntSlider(value=50, min=0, max=200, step=50)
    made = panel(small, measure=long_ones, chart=bars, controls={"at_least": slider})
    assert slider.description == "at_least"
    slider.value = 100
    assert list(made.frame["article_id"]) == ["a1", "a2", "a4"]
    assert made.code == "long_ones(corpus, at_least=100)"
    assert "at_least: <b>100</b>." in made._in_words()


def test_a_control_may_be_named_after_an_argument_of_the_chart(small):
    top = ipywidgets.IntSlider(value=1, min=1, max=3)
    made = panel(small, measure=attention, chart=trend, controls={"top": top})
    assert len([trace for trace in made.figure.data if trace.meta == "values"]) == 1
    top.value = 3
    assert len([trace for trace in made.figure.data if trace.meta == "values"]) == 3
    assert made.code == "explore.attention(corpus)"


def test_the_sentences_are_those_the_measure_counted(small):
    def first_reports(corpus, *, duplicates="drop"):
        keep = corpus.articles["duplicate_of"].isna() | (duplicates == "keep")
        return pd.DataFrame({"actor_id": ["putin", "assad"], "n": [2 + keep.sum() // 6, 1]})

    asked, passages = [], explore.passages

    def sentences(corpus, *, of=None, duplicates="drop"):
        asked.append(duplicates)
        return passages(corpus, of=of)

    control = ipywidgets.Dropdown(options=["drop", "keep"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("explore.measures.passages", sentences)
        made = panel(small, measure=first_reports, chart=bars, controls={"duplicates": control})
        assert made.code == "first_reports(corpus)"
        control.value = "keep"
    assert asked == ["drop", "drop", "keep", "keep"]
    assert made.code == "first_reports(corpus, duplicates='keep')"


def test_an_error_is_said_beside_the_controls_and_passes(small):
    period = choose_period("month", among=("month", None))
    made = panel(small, measure=attention, chart=trend, controls={"per": period})
    period.value = ""  # a line over time cannot be drawn of all time
    assert isinstance(made.error, BadInput)
    assert "<b>This choice cannot be drawn.</b> BadInput: charts.trend() needs periods" in made._status.value
    with pytest.raises(BadInput, match="needs periods"):
        _ = made.figure
    assert made.code == "explore.attention(corpus, per=None)"
    pd.testing.assert_frame_equal(made.frame, again(made, small))
    period.value = "month"
    assert made.error is None
    assert made._status.value == ""
    pd.testing.assert_frame_equal(made.frame, again(made, small))


def test_a_measure_that_fails_in_its_own_way_is_said_too(small):
    def broken(corpus, per="month"):
        raise ZeroDivisionError("<b>nought</b>")

    made = panel(small, measure=broken, chart=trend, controls={"per": choose_period()})
    assert isinstance(made.error, ZeroDivisionError)
    made.controls["per"].value = "day"
    assert made.error.__traceback__ is not None
    assert "ZeroDivisionError: &lt;b&gt;nought&lt;/b&gt;" in made._status.value
    assert "ZeroDivisionError: &lt;b&gt;nought&lt;/b&gt;" in made._in_words()  # also where no control shows it


def test_panels_refuse_what_they_cannot_hold(small):
    with pytest.raises(
        BadInput, match=r"no argument 'actor'\..*attention\(\) and Corpus.where\(\) take: per, .*story, .*; the chart"
    ):
        panel(small, measure=attention, chart=trend, controls={"actor": choose_actors(small)})
    with pytest.raises(BadInput, match="'per' must be of ipywidgets; got a str"):
        panel(small, measure=attention, chart=trend, controls={"per": "month"})
    with pytest.raises(BadInput, match=r"controls must have names, such as .* got a list"):
        panel(small, measure=attention, chart=trend, controls=[choose_actors(small)])
    with pytest.raises(BadInput, match=r"measure must be a function, such as explore.attention; got 'attention'"):
        panel(small, measure="attention", chart=trend, controls={})
    with pytest.raises(BadInput, match="chart must be a function"):
        panel(small, measure=attention, chart="trend", controls={})
    with pytest.raises(BadInput, match="must have a name"):
        panel(small, measure=lambda corpus: corpus.articles, chart=trend, controls={})
    with pytest.raises(BadInput, match="one of 'en', 'ar'; got 'fr'"):
        panel(small, measure=attention, chart=trend, controls={}, language="fr")


def test_the_table_given_back_is_the_callers_own(who):
    mine = who.frame
    mine.loc[:, "n"] = -1
    assert (who.frame["n"] >= 0).all()


def test_a_panel_changes_no_table_of_the_corpus(small, who):
    before = {name: frame.copy(deep=True) for name, frame in small.tables().items()}
    for value in listed(who.controls["actors"]):
        who.controls["actors"].value = (value,)
    for name, frame in small.tables().items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_hostile_names_are_text_everywhere(small):
    evil = "<script>alert(1)</script>"
    hostile = explore.Corpus(
        **{
            **small.tables(),
            "actors": tables.ACTORS.frame(small.actors.assign(name_ar=evil, name_en=evil)),
            "articles": tables.ARTICLES.frame(small.articles.assign(outlet=evil, title=evil)),
        }
    )
    controls = {"actors": choose_actors(hostile, value="putin"), "outlet": choose_outlets(hostile)}
    made = panel(hostile, measure=attention, chart=trend, controls=controls, title=evil)
    for shown in (made._result.passages, made._in_words(), made._box().children[0].value):
        assert "<script" not in shown
        assert "&lt;script&gt;" in shown
    assert "<script" not in table(hostile.articles)


def test_another_page_than_the_one_drawn_in_is_told_to_run_the_cell_again(who, monkeypatch):
    import sys

    import plotly.io

    monkeypatch.setattr(plotly.io.renderers, "default", "plotly_mimetype")
    shown, updates = [], []

    class Handle:
        def update(self, bundle, **_):
            updates.append(bundle)

    module = sys.modules["explore.panels.panel"]
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: shown.append(bundle) or Handle())
    monkeypatch.setattr(module, "page_id", lambda: "the page")
    who._ipython_display_()
    controls, words, chart, passages = shown
    assert controls["text/html"] == '<h4 dir="auto">من؟</h4>'
    assert controls[WIDGET]["model_id"]
    assert words[WIDGET]["model_id"] == ""  # JupyterLab hides what names no widget
    assert "Period: <b>month</b>" in words["text/html"]
    assert PLOTLY in chart
    assert "<details open" in passages["text/html"]
    who.controls["per"].value = "year"
    assert [PLOTLY in bundle for bundle in updates] == [False, False, True, False]  # something between two figures
    assert "Period: <b>year</b>" in updates[0]["text/html"]
    assert who._status.value == ""
    monkeypatch.setattr(module, "page_id", lambda: "the page after")
    who.controls["per"].value = "month"
    assert "run this cell again" in who._status.value


def test_all_is_shown_as_chosen_and_means_none(who):
    assert who.controls["outlet"].label == "All"
    who.controls["outlet"].value = "النبأ"
    who.controls["outlet"].value = ""
    assert who.controls["outlet"].label == "All"
    assert who.values == {"actors": ["putin"], "per": "month", "outlet": None, "since": None, "until": None}


def test_words_and_code_stand_for_the_controls_where_nothing_runs(who):
    who.controls["outlet"].value = "النبأ"
    said = who._in_words()
    assert "Actors: <b>\u2068Vladimir Putin\u2069</b>; Period: <b>month</b>;" in said
    assert "Outlet: <b>النبأ \u2068(" in said
    assert "run this cell in JupyterLab" in said
    assert html.unescape(re.search("<code>(.*)</code>", said)[1]) == who.code


def test_words_for_controls_of_every_kind(small):
    names = ipywidgets.SelectMultiple(options=[("Putin", "putin"), ("Assad", "assad")], value=["putin", "assad"])
    controls = {
        "actors": names,
        "by_outlet": ipywidgets.Checkbox(value=True, description="By outlet"),
        "top": ipywidgets.IntSlider(2, min=1, max=3),
    }
    made = panel(small, measure=attention, chart=trend, controls=controls)
    assert (
        "Actors: <b>\u2068Putin\u2069, \u2068Assad\u2069</b>; By outlet: <b>yes</b>; top: <b>2</b>. "
        in made._in_words()
    )
    assert '<p style="text-align:start">Other' in panel(small, measure=coverage, chart=trend, controls={})._in_words()


def test_an_arabic_panel(small):
    controls = {"per": choose_period(language="ar"), "outlet": choose_outlets(small, language="ar")}
    made = panel(small, measure=coverage, chart=trend, controls=controls, language="ar")
    assert [control.description for control in made.controls.values()] == ["الفترة", "المصدر"]
    assert "الجمل التي وراء الرسم" in made._result.passages
    assert made._result.passages.startswith('<div dir="rtl"')
    assert "عدد الجمل: " in made._result.passages


def test_one_sentence_is_counted_as_one(small):
    for language, one, many in (
        ("en", "(1 sentence)", r"\((?!1 )\d+ sentences\)"),
        ("ar", "(جملة واحدة)", r"\(عدد الجمل: (?!1\))\d+\)"),
    ):
        shown = panel(small, measure=comentions, chart=network, controls={"within": choose_unit()}, language=language)
        passages = shown._result.passages
        assert one in passages
        assert len(re.findall(many, passages)) + passages.count(one) == passages.count("<summary>")


# --- one language, one moment, one click ------------------------------------------------------------------


def said(figure):
    return re.sub("[\u2066-\u2069]|</?b>", "", f"{figure.layout.title.text} | {figure.layout.title.subtitle.text}")


def test_a_panel_and_its_chart_speak_one_language(small):
    for language, word in (("en", "Share of articles that name the actor"), ("ar", "نسبة المقالات التي تذكر الفاعل")):
        made = panel(small, measure=attention, chart=trend, controls={}, language=language)
        assert said(made.figure).startswith(word)
    other = panel(small, measure=attention, chart=partial(trend, labels="ar"), controls={})
    assert said(other.figure).startswith("نسبة"), "what is fixed stays"


def test_a_picture_of_a_chart_says_what_was_chosen_of_the_articles(who):
    assert "Outlet" not in said(who.figure)
    who.controls["outlet"].value = "النبأ"
    who.controls["since"].value = "2024-01-01"
    assert "Outlet: النبأ (2), From: 2024-01" in said(who.figure)


def test_the_actors_that_are_measured_are_drawn(small):
    controls = {"actors": choose_actors(small, value="biden"), "top": ipywidgets.IntSlider(1, min=1, max=9)}
    made = panel(small, measure=comentions, chart=network, controls=controls)
    drawn = [key[0] for trace in made.figure.data if trace.meta == "actors" for key in trace.customdata]
    assert "biden" in drawn


def test_what_is_turned_in_one_go_is_drawn_once(small, monkeypatch):
    import asyncio

    drawn = []

    def chart(frame):
        drawn.append(len(frame))
        return bars(frame)

    made = panel(
        small, measure=attention, chart=chart, controls={"per": choose_period(), "outlet": choose_outlets(small)}
    )
    monkeypatch.setattr(sys.modules["explore.panels.panel"], "_PAUSE", 0.01)

    async def turn():
        for per in ("day", "week", "year"):
            made.controls["per"].value = per
        assert len(drawn) == 1
        await asyncio.sleep(0.05)
        assert len(drawn) == 2
        made.controls["outlet"].value = "النبأ"
        pd.testing.assert_frame_equal(made.frame, again(made, small))  # whoever asks does not wait
        await asyncio.sleep(0.05)

    asyncio.run(turn())
    assert len(drawn) == 3


def test_a_click_on_a_mark_shows_its_sentences(small, monkeypatch):
    updates = []

    class Handle:
        def update(self, bundle, **_):
            updates.append(bundle["text/html"])

    monkeypatch.setattr("plotly.io.renderers.default", "plotly_mimetype")
    monkeypatch.setattr("IPython.display.display", lambda *_, **__: Handle())
    made = panel(small, measure=comentions, chart=network, controls={"within": choose_unit("article")})
    made._ipython_display_()
    made._marks.clicked = {"mark": "tie marks", "keys": ["assad", "putin", "article"], "time": 1}
    (shown,) = updates
    assert "Bashar al-Assad" in shown and "Vladimir Putin" in shown
    code = html.unescape(re.search(r"<code[^>]*>(.*)</code>", shown)[1])
    behind = eval(code, {"explore": explore, "corpus": small})
    assert f"({len(behind)} sentences)" in shown
    made._marks.clicked = {"mark": "actors", "keys": ["moscow"], "time": 2}
    assert "Moscow" in updates[1]
    made._marks.clicked = {"mark": "<script>", "keys": ["x"], "time": 3}
    assert len(updates) == 2, "what no mark of this chart is leads nowhere"


def test_a_click_on_a_point_in_time_leads_to_its_period(small, monkeypatch):
    updates = []
    monkeypatch.setattr("plotly.io.renderers.default", "plotly_mimetype")
    monkeypatch.setattr(
        "IPython.display.display",
        lambda *_, **__: type("Handle", (), {"update": lambda _, bundle, **__: updates.append(bundle["text/html"])})(),
    )
    made = panel(small, measure=attention, chart=trend, controls={"actors": choose_actors(small, value="assad")})
    made._ipython_display_()
    made._marks.clicked = {"mark": "values", "keys": ["assad", None, "2024-01-01", "month"], "time": 1}
    assert "Bashar al-Assad" in updates[0]
    assert "2024-01" in updates[0]
    assert "(3 sentences)" in updates[0]  # of January, not the one of March


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", ["actors", "comentions", "topics", "tone", "voices"])
def test_one_line_gives_a_panel(small, name, language):
    made = getattr(explore.panels, name)(small, language=language)
    assert made.error is None
    assert made.title
    assert made.figure.layout.title.text or not len(made.frame)
    pd.testing.assert_frame_equal(made.frame, again(made, small))
    assert getattr(explore.panels, name)(explore.Corpus(), language=language).controls
    with pytest.raises(BadInput, match=rf"panels\.{name}\(\) takes the corpus"):
        getattr(explore.panels, name)(small.articles)


# --- tables -----------------------------------------------------------------------------------------------


def test_a_table_runs_right_to_left_where_there_is_arabic():
    shown = table(
        pd.DataFrame({"outlet": ["الأفق", None], "n": [1.5, -2.0], "when": pd.to_datetime(["2024-01-01"] * 2)})
    )
    assert shown.startswith('<div dir="rtl"><table dir="rtl"')
    assert re.findall(r"<td[^>]*>([^<]*)</td>", shown) == ["الأفق", "1.50", "2024-01-01", "–", "−2.00", "2024-01-01"]
    assert re.findall(r"text-align:(\w+)", shown) == ["right", "left", "left"] * 3
    english = pd.DataFrame({"evidence": ["Thursday (الخميس) soon after", "Friday", "الجمعة"]})
    assert table(english).startswith('<div dir="ltr">')
    assert table(pd.DataFrame({"n": range(30)}), limit=5).count("<td") == 5
    assert "<p>1 more row</p>" in table(pd.DataFrame({"n": range(6)}), limit=5)
    assert "more" not in table(pd.DataFrame({"n": range(5)}), limit=5)
    assert "25 more rows" in table(pd.DataFrame({"n": range(30)}), limit=5)
    assert table(pd.DataFrame({"n": [1]})).startswith('<div dir="ltr">')

"""The panel for close reading: an actor narrows the articles, they are read one by one, and all of it is exported."""

import json

import pandas as pd
import pytest

import explore
from explore.errors import BadInput
from explore.panel_format import PANEL
from explore.panels import close_reading
from explore.sharing.outputs import Data, panel_html

ipywidgets = pytest.importorskip("ipywidgets")


def options(control):
    return [value for _, value in control.options]


def test_articles_are_listed_in_time_and_an_actor_narrows_them(small):
    reading = close_reading(small)
    assert options(reading.controls["article_id"]) == ["a1", "a2", "a3", "a4", "a5", "a6"]
    assert reading.article_id == "a1"
    reading.actor.value = "biden"
    assert options(reading.controls["article_id"]) == ["a4"]
    assert reading.article_id == "a4"
    reading.actor.value = ""
    assert reading.article_id == "a4"
    assert close_reading(small, actor="putin", article_id="a5").article_id == "a5"


def test_the_buttons_go_round(small):
    reading = close_reading(small, actor="putin")
    seen = [reading.article_id]
    for _ in range(3):
        reading._buttons[1].click()
        seen.append(reading.article_id)
    assert seen == ["a1", "a2", "a5", "a1"]
    reading._buttons[0].click()
    assert reading.article_id == "a5"


def test_the_code_gives_the_table(small):
    reading = close_reading(small, article_id="a4")
    pd.testing.assert_frame_equal(reading.frame, eval(reading.code, {"explore": explore, "corpus": small}))


def test_what_is_shown_changes_with_the_controls(small, monkeypatch):
    shown, updates = [], []

    class Handle:
        def update(self, bundle, **_):
            updates.append(bundle["text/html"])

    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: shown.append(bundle) or Handle())
    reading = close_reading(small, title="<اقرأ>", language="ar")
    reading._ipython_display_()
    assert "&lt;اقرأ&gt;" in shown[0]["text/html"]
    assert "JupyterLab" in shown[0]["text/html"]
    assert "التقى" in shown[1]["text/html"]
    reading.controls["article_id"].value = "a6"
    assert "القاهرة" in updates[0]
    reading.actor.value = "biden"
    assert updates[1::2] == ["", ""]  # no sentences stand below the article
    assert len(updates) == 4
    assert "جو بايدن" in updates[2]


def test_what_is_not_there_is_named(small):
    with pytest.raises(BadInput, match="no article 'zz'"):
        close_reading(small, article_id="zz")
    with pytest.raises(BadInput, match="must be one of .*got 'nobody'"):
        close_reading(small, actor="nobody")
    with pytest.raises(BadInput, match="no articles"):
        close_reading(explore.Corpus())
    with pytest.raises(BadInput, match="takes the corpus"):
        close_reading(small.articles)


def test_a_static_panel_holds_every_article_and_who_is_in_which(small):
    bundle = close_reading(small, title="من؟").to_static()
    panel = json.loads(json.dumps(bundle[PANEL]))
    actor, article, marks = panel["controls"]
    assert actor["narrows"]["biden"] == ["a4"]
    assert actor["narrows"][""] == ["a1", "a2", "a3", "a4", "a5", "a6"]
    assert article["steps"] == ["Previous", "Next"]
    keys = {tuple(json.loads(key)) for key in panel["states"]}
    assert keys == {(a["value"], m["value"]) for a in article["options"] for m in marks["options"]}
    assert panel["notes"] == []
    assert "بوتين" in bundle["text/html"]
    page = panel_html(bundle[PANEL], Data(), "n.ipynb")
    assert page.count("data-narrows") == 1
    assert '"steps":{"article_id":["Previous","Next"]}' in page


def test_a_page_that_would_grow_too_large_keeps_as_many_articles_as_fit_and_says_so(small, monkeypatch):
    monkeypatch.setattr("explore.panels.static.to_static.__kwdefaults__", {"max_states": 3, "max_bytes": 3_000_000})
    panel = close_reading(small, article_id="a4").to_static()[PANEL]
    actor, article, layers = panel["controls"]
    assert [option["value"] for option in article["options"]] == ["a1", "a2", "a4"]
    assert actor["narrows"]["putin"] == ["a1", "a2"]  # not a5
    assert {option["value"] for option in actor["options"]} == set(actor["narrows"])
    assert "aleppo" not in actor["narrows"]  # of a3 alone
    assert [option["label"] for option in layers["options"]] == ["names, roles, quotations, dates"]
    assert "“Article” has 3 more options" in panel["notes"][0]
    assert "“Marked” is held" in panel["notes"][1]


def test_a_long_list_is_cut_and_says_so(small, monkeypatch):
    monkeypatch.setattr("explore.panels.reading._LISTED", 2)
    reading = close_reading(small, article_id="a6")
    assert options(reading.controls["article_id"]) == ["a1", "a2", "a6"]
    assert "3 more articles" in reading._status.value


def test_hostile_labels_stay_text(small):
    small.articles.loc[0, "title"] = "</option><script>alert(1)</script>"
    page = panel_html(close_reading(small, title="<script>").to_static()[PANEL], Data(), "n.ipynb")
    assert page.count("<script") == 1  # the data
    assert "&lt;script&gt;" in page

"""The panel for close reading: an actor narrows the articles, and they are read one by one."""

import pandas as pd
import pytest

import explore
from explore.errors import BadInput
from explore.panels import close_reading

ipywidgets = pytest.importorskip("ipywidgets")


def options(control):
    return [value for _, value in control.options]


def test_articles_are_listed_in_time_and_an_actor_narrows_them(small):
    reading = close_reading(small)
    assert options(reading.controls["article_id"]) == ["a1", "a2", "a3", "a4", "a5", "a6"]
    assert reading.article_id == "a1"
    reading.actor.value = ("biden",)
    assert options(reading.controls["article_id"]) == ["a4"]
    assert reading.article_id == "a4"
    reading.actor.value = ()
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
    controls, words, article, _ = shown
    assert "&lt;اقرأ&gt;" in controls["text/html"]
    assert "JupyterLab" in words["text/html"]
    assert "article_id=&#x27;a1&#x27;" in words["text/html"]
    assert "التقى" in article["text/html"]
    reading.controls["article_id"].value = "a6"
    assert "article_id=&#x27;a6&#x27;" in updates[0]
    assert "القاهرة" in updates[1]
    reading.actor.value = ("biden",)
    assert updates[2::3] == ["", ""]  # no sentences stand below the article
    assert len(updates) == 6
    assert "جو بايدن" in updates[4]


def test_what_is_not_there_is_named(small):
    with pytest.raises(BadInput, match="no article 'zz'"):
        close_reading(small, article_id="zz")
    with pytest.raises(BadInput, match="must be among .*got 'nobody'"):
        close_reading(small, actor="nobody")
    with pytest.raises(BadInput, match="no articles"):
        close_reading(explore.Corpus())
    with pytest.raises(BadInput, match="takes the corpus"):
        close_reading(small.articles)


def test_a_long_list_is_cut_and_says_so(small, monkeypatch):
    monkeypatch.setattr("explore.panels.reading._LISTED", 2)
    reading = close_reading(small, article_id="a6")
    assert options(reading.controls["article_id"]) == ["a1", "a2", "a6"]
    assert "3 more articles" in reading._status.value


def test_hostile_labels_stay_text(small):
    small.articles.loc[0, "title"] = "</option><script>alert(1)</script>"
    reading = close_reading(small, title="<script>")
    assert "<script" not in reading._heading() + reading._in_words()
    assert "&lt;/option&gt;&lt;script" in reading._in_words()

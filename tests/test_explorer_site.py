"""An Explorer and a panel in a page that is shared: a link to one file of the corpus, at what is chosen."""

import re

import pandas as pd
import pytest

import explore
from explore.explorer.state import read_state, write_state


@pytest.fixture
def shared(tmp_path, monkeypatch):
    monkeypatch.setenv("EXPLORE_SITE", str(tmp_path))
    return tmp_path


def test_an_explorer_becomes_a_link_at_its_state(small, shared):
    bundle = explore.Explorer(small, state="actor=moscow")._repr_mimebundle_()
    name, state = re.search(r'<a href="(explorer-\w{10}\.html)#([^"]*)"', bundle["text/html"]).groups()
    assert (shared / name).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert read_state(state).where == {"actors": "moscow"}
    assert not any("widget" in kind for kind in bundle)


def test_panels_of_one_corpus_lead_into_one_file(small, shared):
    for panel in (explore.panels.actors(small, actors="moscow"), explore.panels.comentions(small)):
        words = panel._in_words()
        assert re.search(r'<a href="explorer-\w{10}\.html#', words)
    assert "#actor=moscow" in explore.panels.actors(small, actors="moscow")._in_words()
    assert len(list(shared.glob("explorer-*.html"))) == 1


def test_outside_a_share_nothing_is_written(small, tmp_path, monkeypatch):
    monkeypatch.delenv("EXPLORE_SITE", raising=False)
    monkeypatch.chdir(tmp_path)
    bundle = explore.Explorer(small)._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "explore.Explorer(corpus)" in data["text/html"]
    assert "<a " not in explore.panels.comentions(small)._in_words()
    assert list(tmp_path.iterdir()) == []


def test_arguments_of_where_are_written_as_a_state_and_read_again():
    where = {"outlet": ["أفق", "b&c"], "topic": 3, "since": pd.Timestamp("2024-02-01"), "story": "s1"}
    assert read_state(write_state(where)).where == {"outlet": ["أفق", "b&c"], "since": "2024-02-01", "topic": 3}


def test_what_cannot_be_read_is_passed_over():
    state = read_state("topic=abc&tone=&since=2024&lang=xx&tab=nowhere&toString=1&-topic=2")
    assert state.where == {}
    assert state.without == ({"topic": 2},)
    assert state.tab == "network"


def test_stray_days_do_not_stretch_the_axis():
    from explore.explorer.payload import _days_shown

    month = pd.date_range("2018-03-01", periods=31, freq="D", tz="UTC")
    stray = pd.DatetimeIndex(["2012-01-05", "2014-06-01", "2014-06-02", "2020-01-01"], tz="UTC")
    shown = _days_shown(pd.Series([*month, *stray, pd.NaT]))
    assert [shown["first"], shown["last"]] == [month[k].timestamp() // 86400 for k in (0, -1)]
    assert (shown["before"], shown["after"], shown["undated"], shown["per"]) == (3, 1, 1, "day")
    assert _days_shown(pd.Series(stray))["before"] == 0  # few everywhere: nothing is cut off

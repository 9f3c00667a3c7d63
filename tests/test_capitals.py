"""Capitals that stand for their governments, and capitals that are places: cases/capitals.json."""

import json
from pathlib import Path

import pandas as pd
import pytest

from explore.annotation.capitals import stand_for_governments
from explore.annotation.linking import link
from explore.engines import get_engine

CASES = json.loads((Path(__file__).parent / "cases" / "capitals.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(linked):
    articles, mentions = linked([case["text"] for case in CASES])
    before = mentions.copy(deep=True)
    after = stand_for_governments(articles, mentions)
    pd.testing.assert_frame_equal(mentions, before)
    pd.testing.assert_frame_equal(after.drop(columns=["actor_id", "rule"]), mentions.drop(columns=["actor_id", "rule"]))
    return after


def params():
    for k, case in enumerate(CASES):
        marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
        yield pytest.param(k, id=f"{k}-{case['surface']}", marks=marks)


@pytest.mark.parametrize("k", list(params()))
def test_capital(found, k):
    case = CASES[k]
    here = found[(found["article_id"] == str(k)) & (found["surface"] == case["surface"])]
    assert here["actor_id"].tolist() == [case["actor_id"]]
    assert here["label"].tolist() == ["LOC"]
    assert ("for its government" in here["rule"].iloc[0]) == case["actor_id"].startswith("government-of-")


def test_nothing_to_do_gives_the_table_back():
    articles = pd.DataFrame({"article_id": ["a"], "text": ["لا شيء هنا."]})
    engine = get_engine("embedded")
    mentions = engine.find_mentions(articles)
    assert stand_for_governments(articles, mentions) is mentions

"""Names as the embedded engine finds them, and words that look like names: cases/names.json.

Only what the knowledge base finds is held here, so that the cases stay the same when the recogniser is trained anew.
"""

import json
from pathlib import Path

import pandas as pd
import pytest

from explore.annotation.linking import link
from explore.engines import get_engine

CASES = json.loads((Path(__file__).parent / "cases" / "names.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(linked):
    _, mentions = linked([case["text"] for case in CASES])
    return mentions[(mentions["kind"] == "name") & ~mentions["rule"].str.startswith("model")]


def params():
    for k, case in enumerate(CASES):
        marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
        yield pytest.param(k, id=str(k), marks=marks)


@pytest.mark.parametrize("k", list(params()))
def test_names(found, k):
    here = found.loc[found["article_id"] == str(k), ["surface", "label", "actor_id"]]
    assert here.to_numpy().tolist() == CASES[k]["names"], CASES[k]["text"]


def test_there_are_enough_of_both():
    assert len(CASES) >= 150
    assert sum(not case["names"] for case in CASES) >= 50
    assert sum("fails" in case for case in CASES) >= 5

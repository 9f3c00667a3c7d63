"""Names as the embedded engine finds them, and words that look like names: cases/names.json.

Only what the knowledge base finds is held here, so that the cases stay the same when the recogniser is trained anew.
"""

import json
from pathlib import Path

import pytest

CASES = json.loads((Path(__file__).parent / "cases" / "names.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(linked):
    _, mentions = linked([case["text"] for case in CASES])
    of_model = mentions["rule"].str.startswith("model") & ~mentions["rule"].str.endswith("in this article")
    return mentions[(mentions["kind"] == "name") & ~of_model]


def params():
    for k, case in enumerate(CASES):
        marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
        yield pytest.param(k, id=str(k), marks=marks)


@pytest.mark.parametrize("k", list(params()))
def test_names(found, k):
    here = found.loc[found["article_id"] == str(k), ["surface", "label", "actor_id"]]
    assert here.to_numpy().tolist() == CASES[k]["names"], CASES[k]["text"]

import json
from pathlib import Path

import pandas as pd
import pytest

from explore.annotation.dates import find_dates

CASES = json.loads((Path(__file__).parent / "cases" / "dates.json").read_text(encoding="utf-8"))


def dates_of(text, published):
    moment = pd.to_datetime(pd.Series([published]), utc=True)
    return find_dates(pd.DataFrame({"article_id": ["a"], "text": [text], "published": moment}))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case, request):
    if case.get("expect") == "fail":
        request.applymarker(pytest.mark.xfail(strict=True, reason="known failure"))
    found = dates_of(case["text"], case["published"])
    values = [None if pd.isna(value) else value for value in found["value"]]
    assert list(zip(found["surface"], values, strict=True)) == [tuple(pair) for pair in case["dates"]]


def test_surface_is_the_text_between_the_offsets():
    text = "في عام 2014 وفي ٣ أيّار ٢٠١٧"
    found = dates_of(text, "2018-05-01")
    assert [text[a:b] for a, b in found[["start", "end"]].itertuples(index=False)] == found["surface"].tolist()


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("عام 2014", "2014-01-01", "2015-01-01"),
        ("ديسمبر 2014", "2014-12-01", "2015-01-01"),
        ("31 ديسمبر 2014", "2014-12-31", "2015-01-01"),
    ],
)
def test_since_and_until_hold_the_whole_expression(text, since, until):
    row = dates_of(text, None).iloc[0]
    assert (row["since"], row["until"]) == (pd.Timestamp(since), pd.Timestamp(until))

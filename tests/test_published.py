import datetime as dt
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explore.calendar import parse_published
from explore.calendar.printed import NOTHING
from explore.text import fold

CASES = json.loads((Path(__file__).parent / "cases" / "published.json").read_text(encoding="utf-8"))
MONTHS = [
    "يناير",
    "شباط",
    "مارس/آذار",
    "أبريل",
    "ماي",
    "حزيران",
    "يوليوز",
    "آب/ أغسطس",
    "أيلول",
    "تشرين الأول",
    "نونبر",
    "December",
]
DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
moments = st.datetimes(min_value=dt.datetime(1971, 1, 1), max_value=dt.datetime(2025, 1, 1)).map(
    lambda m: m.replace(microsecond=0)
)


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case, request):
    if case.get("expect") == "fail":
        request.applymarker(pytest.mark.xfail(strict=True, reason="known failure"))
    found = parse_published(case["raw"])
    assert found.when == (None if case["when"] is None else pd.Timestamp(case["when"]))
    assert found.order == case.get("order")
    if case.get("note"):
        assert found.note.startswith(case["note"])
        assert " ".join(case["raw"].split())[:20] in found.note or "'" in case["raw"]
    else:
        assert found.note is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (pd.Timestamp("2023-03-14 06:05"), "2023-03-14T06:05Z"),
        (pd.Timestamp("2023-03-14 06:05", tz="Asia/Dubai"), "2023-03-14T02:05Z"),
        (dt.datetime(2023, 3, 14, 6, 5, tzinfo=dt.UTC), "2023-03-14T06:05Z"),
        (dt.date(2023, 3, 14), "2023-03-14T00:00Z"),
        (np.datetime64("2023-03-14T06:05"), "2023-03-14T06:05Z"),
        (1678773904, "2023-03-14T06:05:04Z"),
        (np.int64(1678773904000), "2023-03-14T06:05:04Z"),
        (1678773904.5, "2023-03-14T06:05:04.5Z"),
        ({"$date": "2023-03-14T06:05:04Z"}, "2023-03-14T06:05:04Z"),
    ],
)
def test_values_that_are_no_text(value, expected):
    assert parse_published(value) == (pd.Timestamp(expected), None, None)


@pytest.mark.parametrize("value", [None, np.nan, pd.NaT, pd.NA, True, "", "null", float("inf") * 0])
def test_nothing_is_no_date_and_no_doubt(value):
    assert parse_published(value) == (None, None, None)


@pytest.mark.parametrize(
    "value", [object(), 5, -1, 1e300, float("inf"), [1], {"a": 1, "b": 2}, dt.timedelta(1), "9" * 400, "1" * 250]
)
def test_what_cannot_be_a_date_is_told(value):
    found = parse_published(value)
    assert found.when is None
    assert found.note


def test_the_future_is_doubted():
    soon = pd.Timestamp.now(tz="UTC") + pd.Timedelta(days=40)
    assert parse_published(soon.isoformat()).note.startswith("in the future")


@given(moments, st.integers(-14 * 4, 14 * 4))
def test_iso_with_any_offset(moment, quarters):
    zone = dt.timezone(dt.timedelta(minutes=15 * quarters))
    aware = moment.replace(tzinfo=zone)
    assert parse_published(aware.isoformat()).when == pd.Timestamp(aware)


@given(moments, st.booleans())
def test_newspaper_form(moment, eastern):
    hour = moment.hour % 12 or 12
    raw = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year} - {hour}:{moment.minute:02d} {'ص' if moment.hour < 12 else 'م'}"
    found = parse_published(raw.translate(DIGITS) if eastern else raw)
    assert found.when == pd.Timestamp(moment.replace(second=0), tz="UTC")
    assert found.note is None


@given(moments)
def test_day_stands_before_month(moment):
    found = parse_published(f"{moment.day:02d}/{moment.month:02d}/{moment.year}")
    assert found.when == pd.Timestamp(moment.date(), tz="UTC")


@given(st.text(max_size=40) | st.text(alphabet="0123456789/-:. TZ+٠١٢صم", max_size=25))
def test_any_text_gives_a_moment_or_says_why(raw):
    found = parse_published(raw)
    assert found.when is None or found.when.tzinfo is not None
    if found.when is None and found.note is None:
        assert " ".join(fold(raw).split()) in NOTHING

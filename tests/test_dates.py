import datetime as dt
import json
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explore.annotation.dates import find_dates
from explore.calendar import tense_of
from explore.doc import Doc, read_docs

CASES = json.loads((Path(__file__).parent / "cases" / "dates.json").read_text(encoding="utf-8"))


def dates_of(text, published):
    return find_dates([Doc("a", text, published=None if published is None else pd.Timestamp(published, tz="UTC"))])


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


def test_a_clock_time_is_as_said_and_its_moment_in_utc_where_a_zone_is_said():
    row = dates_of("الساعة 15:00 بتوقيت موسكو", "2018-05-30").iloc[0]
    assert (row["value"], row["since"]) == ("2018-05-30T15:00", pd.Timestamp("2018-05-30 12:00"))
    assert row["until"] - row["since"] == pd.Timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "tense"),
    [("أشار الوزير يوم الخميس", -1), ("أشارت الوزيرة يوم الخميس", -1), ("تشير الوزيرة يوم الخميس", 0)],
)
def test_the_perfect_of_a_verb_of_saying_is_past(text, tense):
    doc = Doc("a", text)
    start = doc.folded.index("يوم")
    assert tense_of(doc, start, len(doc.folded)) == tense


def test_every_value_says_why():
    found = dates_of("في 3 مايو 2017 ثم الخميس الماضي ثم مارس ثم عام 1439 هـ", "2018-05-30")
    assert found["rule"].str.len().gt(5).all()


def test_articles_keep_their_order():
    articles = pd.DataFrame({"article_id": ["b", "a"], "text": ["غدا وأمس", "عام 2014"], "published": [pd.NaT, pd.NaT]})
    assert find_dates(read_docs(articles))["article_id"].tolist() == ["b", "b", "a"]


@pytest.mark.parametrize("words", ["يوم الاثنين ", '"اليوم ', "و 3 "])
def test_long_texts_take_time_in_proportion(words):
    def seconds(length):
        doc = Doc("a", words * (length // len(words)), published=pd.Timestamp("2018-05-30", tz="UTC"))
        begin = time.process_time()
        find_dates([doc])
        return time.process_time() - begin

    assert seconds(200_000) < 40 * max(seconds(10_000), 0.01)


WORDS = st.sampled_from(
    "يوم 3 31 2018 مايو كانون الثاني (أيار) / - ، و الخميس الماضي المقبل بين من إلى حتى قبل بعد شهرين خمسة عشر عاما الساعة "
    "10:30 بتوقيت غرينتش صباح مساء اليوم أمس غدا رمضان 1439 هـ هذا الشهر نفسه الأول الربع من العام صيف القرن التاسع عشر".split()
)


@given(words=st.lists(WORDS, max_size=12), day=st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2060, 1, 1)))
def test_any_row_of_calendar_words_is_read_without_harm(words, day):
    text = " ".join(words)
    found = dates_of(text, day)
    assert [text[a:b] for a, b in found[["start", "end"]].itertuples(index=False)] == found["surface"].tolist()
    assert (found["start"].iloc[1:].to_numpy() >= found["end"].iloc[:-1].to_numpy()).all()
    dated = found.dropna(subset=["value", "since"])
    assert (dated["since"] < dated["until"]).all()


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

import json
from pathlib import Path

import pandas as pd
import pytest

import explore
from explore.annotation.quotes import find_quotes
from explore.doc import read_docs
from explore.engines import get_engine
from explore.tables import QUOTES

CASES = json.loads((Path(__file__).parent / "cases" / "quotes.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def engine():
    return get_engine("embedded")


def quotes_of(text, engine):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "published": ["2025-02-13"]})
    return explore.annotate(articles, engine=engine, topics=False).quotes


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case, engine, request):
    if case.get("expect") == "fail":
        request.applymarker(pytest.mark.xfail(strict=True, reason="known failure"))
    found = quotes_of(case["text"], engine)
    spans = [case["text"][a:b] for a, b in found[["start", "end"]].itertuples(index=False)]
    speakers = [None if pd.isna(s) else s for s in found["speaker"]]
    assert list(zip(spans, speakers, found["direct"], strict=True)) == [tuple(quote) for quote in case["quotes"]]


def test_a_speaker_is_a_mention_and_an_actor(engine):
    text = "قال لافروف إن موسكو مستعدة للحوار."
    row = quotes_of(text, engine).iloc[0]
    assert text[row["speaker_start"] : row["speaker_end"]] == "لافروف"
    assert (row["actor_id"], row["cue"], row["act"]) == ("sergey-lavrov", "قال", "say")


def test_what_is_said_has_an_act(engine):
    assert quotes_of("حذر بوتين من أن الرد سيكون سريعا.", engine)["act"].tolist() == ["warn"]
    assert quotes_of("نفى بوتين أن تكون روسيا وراء الهجوم.", engine)["act"].tolist() == ["deny"]


def test_an_anonymous_speaker_is_no_actor(engine):
    row = quotes_of("أفاد مسؤول في البيت الأبيض بأن الاجتماع تأجل.", engine).iloc[0]
    assert pd.isna(row["actor_id"])


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        # The full ministry was named before; of two, none is meant.
        ("أعلنت وزارة العدل الأميركية الحكم.\nوقالت وزارة العدل إن الرجل مذنب.", ["us-department-of-justice"]),
        ("اجتمعت وزارة الدفاع الروسية مع وزارة الدفاع الأميركية.\nوقالت وزارة الدفاع إن اللقاء مفيد.", [None]),
        # البيان is of who made one last, not of who spoke last.
        ("قال بايدن في بيان إن الحل قريب.\nوأوضح البيان أن الوقت مناسب.", ["joe-biden", "joe-biden"]),
        (
            "قال بايدن إن الحل قريب.\nواتفق الجميع على هدنة طويلة، بحسب البيان المشترك.\nوأوضح البيان أن الوقت مناسب.",
            ["joe-biden", None, None],
        ),
        # The official of before, not whom he quoted since.
        (
            'قال مسؤول أوروبي إن الوقت حان.\nونقل المسؤول عن يونكر قوله "أنا مستعد للسفر".\nوقال المسؤول إن الرئيس وافق.',
            [None, "jean-claude-juncker", None],
        ),
        ("قالت وكالة الأنباء الرسمية السورية إن الحافلات غادرت.", ["sana"]),
        # Several are not the one of before.
        ("ونبه بايدن إلى أن الخطر كبير.\nوقال الخبراء إن الوضع مقلق.", ["joe-biden", None]),
        # A social network is where somebody speaks.
        ('ونشر ماكرون رسالة على حسابه في موقع "تويتر" قال فيها إن الحل قريب.', ["emmanuel-macron"]),
        ("انتهت المحادثات دون اتفاق، بحسب ما نقلت وكالة الأنباء الصينية السبت عن لافروف.", ["sergey-lavrov"]),
    ],
)
def test_whom_the_words_mean(text, actors, engine):
    found = quotes_of(text, engine)["actor_id"]
    assert [None if pd.isna(actor) else actor for actor in found] == actors


def test_a_surname_alone_is_whoever_was_named_in_full(engine):
    text = "قال عبدالباسط الجمني مدير إدارة التسويق إن الرسوم مرتفعة.\nوعن الرابح من النزاع قال الجمني إن الكل متضرر."
    found = quotes_of(text, engine)["actor_id"]
    assert found.notna().all()
    assert found.nunique() == 1


def test_no_articles_give_an_empty_table(engine):
    articles = pd.DataFrame({"article_id": [], "text": []})
    pd.testing.assert_frame_equal(find_quotes(articles, engine.find_mentions(read_docs(articles))), QUOTES.empty())

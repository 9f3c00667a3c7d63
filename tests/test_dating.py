import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from explore import annotate, tables
from explore.annotation.dating import NARROW, date_articles, odds
from explore.annotation.reannotate import revise

CASES = json.loads((Path(__file__).parent / "cases" / "dating.json").read_text(encoding="utf-8"))
SEEDS = Path(__file__).parents[1] / "seeds"


def mentions_of(article_id, text, names):
    rows = [
        (article_id, text.index(n), text.index(n) + len(n), 0, n, "PER", "name", actor, 1.0, "alias")
        for n, actor in names
    ]
    return tables.MENTIONS.frame(rows)


def dated(case):
    published = pd.to_datetime(pd.Series([case.get("published")]), utc=True)
    frame = pd.DataFrame({"article_id": ["a"], "text": [case["text"]], "published": published})
    articles, notes = date_articles(tables.ARTICLES.frame(frame), mentions_of("a", case["text"], case["names"]))
    return articles.iloc[0], notes


@pytest.mark.parametrize("case", [c for c in CASES if "against" not in c], ids=lambda case: case["label"])
def test_case(case, request):
    if case.get("expect") == "fail":
        request.applymarker(pytest.mark.xfail(strict=True, reason="known failure"))
    row, _ = dated(case)
    if case.get("silent"):
        assert pd.isna(row["dating_since"])
        assert pd.isna(row["dating_evidence"])
        return
    if "best" in case and case.get("dated", True):
        assert row["published"] == pd.Timestamp(case["best"], tz="UTC")
        assert row["dating"] == "inferred"
    if case.get("dated") is False:
        assert pd.isna(row["published"])
        assert pd.isna(row["dating"])
    if inside := case.get("inside", case.get("best")):
        assert row["dating_since"] <= pd.Timestamp(inside) <= row["dating_until"]
    for other in case.get("never", ()):
        assert not row["dating_since"] <= pd.Timestamp(other) <= row["dating_until"]


@pytest.mark.parametrize("case", [c for c in CASES if "against" in c], ids=lambda case: case["label"])
def test_a_given_date_stays_and_is_told_where_the_text_contradicts_it(case):
    row, notes = dated(case)
    assert row["published"] == pd.Timestamp(case["published"], tz="UTC")
    assert pd.isna(row["dating_since"])
    assert pd.isna(row["dating"])
    told = [note for note in notes if "contradicts" in note]
    assert bool(told) == case["against"]


def test_evidence_quotes_the_text_in_whole_sentences():
    row, _ = dated(next(c for c in CASES if c["label"].startswith("weekday with its day")))
    evidence = row["dating_evidence"]
    assert '"الرئيس الأميركي جو بايدن": Joe Biden was president of United States from 20 January 2021' in evidence
    assert evidence.endswith("Thursday 30 December 2021.")
    assert 0 < row["dating_confidence"] <= 1


def frame_of(rows):
    frame = pd.DataFrame(rows)
    return tables.ARTICLES.frame(frame.assign(published=pd.to_datetime(frame["published"], utc=True)))


def test_a_copy_of_a_dated_report_is_of_its_day_or_near():
    texts = {"a": "وصل الوفد مساء الخميس إلى العاصمة.", "b": "وصل الوفد مساء الخميس إلى العاصمة"}
    rows = [{"article_id": k, "text": v, "story_id": "b", "published": "2014-05-22" if k == "b" else None}
            for k, v in texts.items()]  # fmt: skip
    articles, _ = date_articles(frame_of(rows), tables.MENTIONS.empty())
    row = articles.set_index("article_id").loc["a"]
    assert row["published"] == pd.Timestamp("2014-05-22", tz="UTC")
    assert "Article b tells the same story and is of 22 May 2014." in row["dating_evidence"]


def test_an_undated_copy_knows_what_the_other_says():
    rows = [
        {"article_id": "a", "text": "وصل الوفد مساء الخميس إلى العاصمة.", "story_id": "a", "published": None},
        {
            "article_id": "b",
            "text": "وصل الوفد اليوم الخميس 22 مايو 2014 إلى العاصمة.",
            "story_id": "a",
            "published": None,
        },
    ]
    articles, _ = date_articles(frame_of(rows), tables.MENTIONS.empty())
    assert (articles["published"] == pd.Timestamp("2014-05-22", tz="UTC")).all()
    assert "Article b tells the same story." in articles["dating_evidence"].iloc[0]


def test_dated_articles_like_it_and_the_time_of_its_outlet_date_an_article():
    start = date(2016, 1, 1).toordinal()
    words = "سد قطار مطر حصاد جسر مصنع مدرسة ملعب سوق متحف".split()
    rows = [
        {"article_id": str(k), "text": f"افتتح {words[k % 10]} رقم{'ابتثجحخدذر'[k // 10 % 10]}{words[k // 20]}زن{words[k // 12 % 10]} في المدينة",
         "outlet": "x", "story_id": str(k), "published": str(date.fromordinal(start + k))}
        for k in range(120)
    ]  # fmt: skip
    twin = {
        "article_id": "new",
        "text": rows[60]["text"] + " اليوم",
        "outlet": "x",
        "story_id": "new",
        "published": None,
    }
    articles, _ = date_articles(frame_of([*rows, twin]), tables.MENTIONS.empty())
    row = articles.iloc[-1]
    assert row["dating_since"] >= pd.Timestamp("2015-12-01")
    assert row["dating_until"] <= pd.Timestamp("2016-06-01")
    assert "Articles of x here are of 1 January 2016 to 29 April 2016." in row["dating_evidence"]
    assert "is much like it in its words" in row["dating_evidence"]


def test_the_caller_s_tables_are_not_touched():
    articles = frame_of([{"article_id": "a", "text": "اليوم الثلاثاء 12 مارس 2019", "published": None}])
    before = articles.copy(deep=True)
    date_articles(articles, tables.MENTIONS.empty())
    pd.testing.assert_frame_equal(articles, before)


def test_no_articles():
    articles, notes = date_articles(tables.ARTICLES.empty(), tables.MENTIONS.empty())
    assert articles.empty
    assert notes == ()


def test_days_are_those_of_the_calendar():
    days = odds.Days.between(date(2023, 12, 30), date(2024, 3, 1))
    expected = [date.fromordinal(k) for k in range(date(2023, 12, 30).toordinal(), date(2024, 3, 1).toordinal() + 1)]
    assert days.weekday.tolist() == [d.weekday() for d in expected]
    assert days.of_month.tolist() == [d.day for d in expected]
    assert days.year.tolist() == [d.year for d in expected]
    assert days.month.tolist() == [d.year * 12 + d.month - 1 for d in expected]


def test_shares_of_steps_add_up_to_what_they_say():
    offsets = np.arange(-400, 400)
    assert odds.stepped(offsets, odds.PAST, 0).sum() == pytest.approx(sum(share for _, _, share in odds.PAST))
    assert odds.tabled(np.arange(-20, 20), odds.MONTH_PAST, 0).sum() == pytest.approx(sum(odds.MONTH_PAST.values()))


@pytest.fixture(scope="module")
def seeds():
    true = pd.read_csv(SEEDS / "metadata.csv", index_col="file")["published"]
    frame = pd.DataFrame({"article_id": [Path(name).stem for name in true.index],
                          "text": [(SEEDS / name).read_text(encoding="utf-8") for name in true.index]})  # fmt: skip
    return annotate(frame, topics=False), pd.to_datetime(true).to_numpy()


def test_seeds_without_their_dates(seeds):
    corpus, true = seeds
    found = corpus.articles
    best = found["published"].dt.tz_localize(None)
    assert (best.to_numpy() == true).sum() >= 3
    assert (found["dating_since"].to_numpy() <= true).all()
    assert (found["dating_until"].to_numpy() >= true).all()
    assert (found["dating_until"] - found["dating_since"]).dt.days.lt(NARROW).all()
    assert found["dating"].eq("inferred").all()
    assert any("inferred from their text" in note for note in corpus.notes)


def test_what_is_counted_from_the_publication_is_resolved(seeds):
    dates = seeds[0].dates
    assert dates.loc[dates["surface"] == "يوم 14 ديسمبرالجاري", "value"].tolist() == ["2025-12-14"]
    assert dates["value"].notna().all()


def test_revising_infers_again_and_leaves_what_a_reader_inferred(seeds):
    again = revise(seeds[0], actors=None).articles
    pd.testing.assert_series_equal(again["published"], seeds[0].articles["published"])
    given = pd.DataFrame({"article_id": ["a"], "text": ["اليوم الثلاثاء 12 مارس 2019"], "published": ["2019-03-13"],
                          "dating": ["inferred"], "dating_evidence": ["a reader"]})  # fmt: skip
    kept = revise(annotate(given, topics=False), actors=None).articles.iloc[0]
    assert (kept["published"], kept["dating_evidence"]) == (pd.Timestamp("2019-03-13", tz="UTC"), "a reader")

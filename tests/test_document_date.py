import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from explore import annotate, tables
from explore.annotation.day_clues import DOUBT, SHAPES, Clue, between, days, weigh
from explore.annotation.document_date import MASS, NARROW, date_articles, search
from explore.annotation.reannotate import reannotate
from explore.assets import load
from explore.doc import read_docs

CASES = json.loads((Path(__file__).parent / "cases" / "document_date.json").read_text(encoding="utf-8"))
SEEDS = Path(__file__).parents[1] / "seeds"


def mentions_of(article_id, text, names):
    rows = [
        (article_id, text.index(n), text.index(n) + len(n), 0, n, "PER", "name", actor, 1.0, "alias", False)
        for n, actor in names
    ]
    return tables.MENTIONS.frame(rows)


def dated(case):
    articles = tables.ARTICLES.frame(pd.DataFrame({"article_id": ["a"], "text": [case["text"]]}))
    docs = read_docs(articles, mentions_of("a", case["text"], case["names"]))
    return date_articles(docs, articles).iloc[0]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case, request):
    if case.get("expect") == "fail":
        request.applymarker(pytest.mark.xfail(strict=True, reason="known failure"))
    row = dated(case)
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


def test_evidence_quotes_the_text_in_whole_sentences():
    evidence = dated(next(c for c in CASES if c["label"].startswith("weekday with its day")))["dating_evidence"]
    assert '"الرئيس الأميركي جو بايدن" was president (US) from 2021-01-20 to 2025-01-20.' in evidence
    assert evidence.endswith("most likely on Thursday 30 December 2021.")


def frame_of(rows):
    frame = pd.DataFrame(rows)
    return tables.ARTICLES.frame(frame.assign(published=pd.to_datetime(frame["published"], utc=True)))


def test_a_date_that_is_given_stays():
    articles = frame_of([{"article_id": "a", "text": "اليوم الثلاثاء 12 مارس 2019", "published": "2019-03-15"}])
    row = date_articles(read_docs(articles), articles).iloc[0]
    assert row["published"] == pd.Timestamp("2019-03-15", tz="UTC")
    assert row[["dating", "dating_since", "dating_evidence"]].isna().all()


def test_a_copy_of_a_dated_report_is_of_its_day_or_near():
    texts = {"a": "وصل الوفد مساء الخميس إلى العاصمة.", "b": "وصل الوفد مساء الخميس إلى العاصمة"}
    rows = [{"article_id": k, "text": v, "story_id": "b", "published": "2014-05-22" if k == "b" else None}
            for k, v in texts.items()]  # fmt: skip
    articles = frame_of(rows)
    row = date_articles(read_docs(articles), articles).set_index("article_id").loc["a"]
    assert row["published"] == pd.Timestamp("2014-05-22", tz="UTC")
    assert "Article b tells the same story and is of 22 May 2014." in row["dating_evidence"]


def test_an_undated_copy_knows_what_the_other_says():
    texts = ["وصل الوفد مساء الخميس إلى العاصمة.", "وصل الوفد اليوم الخميس 22 مايو 2014 إلى العاصمة."]
    articles = frame_of([{"article_id": k, "text": v, "story_id": "a", "published": None} for k, v in zip("ab", texts)])
    found = date_articles(read_docs(articles), articles)
    assert (found["published"] == pd.Timestamp("2014-05-22", tz="UTC")).all()
    assert "Article b tells the same story" in found["dating_evidence"].iloc[0]


def test_the_caller_s_table_is_not_touched():
    articles = frame_of([{"article_id": "a", "text": "اليوم الثلاثاء 12 مارس 2019", "published": None}])
    before = articles.copy(deep=True)
    date_articles(read_docs(articles), articles)
    pd.testing.assert_frame_equal(articles, before)


def test_no_articles():
    assert date_articles([], tables.ARTICLES.empty()).empty


def test_days_end_with_the_table_of_offices():
    offices = load("offices.csv")
    assert str(days()[-1]) == max(offices["since"].max(), offices["until"].max())


@settings(deadline=None)
@given(st.sets(st.integers(0, 9000), min_size=1, max_size=5), st.sampled_from(sorted(SHAPES)))
def test_the_odds_of_a_clue_share_out_one_and_leave_doubt(places, kind):
    named = np.zeros(len(days()), dtype=bool)
    named[list(places)] = True
    fit = np.exp(weigh(named, kind))
    assert fit.mean() == pytest.approx(1)
    assert fit.min() >= DOUBT * 0.999


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9000), st.sampled_from(sorted(SHAPES))), max_size=4))
def test_the_interval_holds_the_best_day_and_most_of_the_odds(pairs):
    clues = [Clue(0, kind, weigh(days() == days()[place], kind)) for place, kind in pairs]
    dating = search(clues)
    assert dating.since <= dating.best <= dating.until
    odds = np.exp(sum((clue.odds for clue in clues), np.zeros(len(days()))))
    assert odds[between(dating.since, dating.until)].sum() >= (MASS - 1e-6) * odds.sum()
    assert dating.narrow == ((dating.until - dating.since).days < NARROW)


@pytest.fixture(scope="module")
def seeds():
    true = pd.read_csv(SEEDS / "metadata.csv", index_col="file")["published"]
    frame = pd.DataFrame({"article_id": [Path(name).stem for name in true.index],
                          "text": [(SEEDS / name).read_text(encoding="utf-8") for name in true.index]})  # fmt: skip
    return annotate(frame, topics=False), pd.to_datetime(true).to_numpy()


def test_seeds_without_their_dates(seeds):
    """What is told of a seed holds its day, and only where few days are left is it dated."""
    corpus, true = seeds
    found = corpus.articles
    assert found["dating_since"].notna().all()
    assert (found["dating_since"].to_numpy() <= true).all()
    assert (found["dating_until"].to_numpy() >= true).all()
    dated = found["published"].notna()
    assert (found["dating_until"] - found["dating_since"]).dt.days.lt(NARROW).tolist() == dated.tolist()
    assert found["dating"].eq("inferred").tolist() == dated.tolist()


def test_notes_count_the_articles_with_and_without_a_date():
    texts = ["اليوم الثلاثاء 12 مارس 2019", "التقى الوزيران وبحثا التعاون."]
    notes = annotate(pd.DataFrame({"article_id": ["a", "b"], "text": texts}), topics=False).notes
    assert any(note.startswith("1 of 2") and "inferred from their text" in note for note in notes)
    assert any(note.startswith("1 of 2") and "have no date" in note for note in notes)


def test_what_is_counted_from_the_publication_is_resolved():
    text = "قال اليوم الثلاثاء 12 مارس 2019 إن الاجتماع كان يوم 3 مارس الجاري."
    dates = annotate(pd.DataFrame({"article_id": ["a"], "text": [text]}), topics=False).dates
    assert dates["value"].tolist() == ["2019-03-12", "2019-03-03"]


def test_revising_infers_again_and_leaves_what_a_reader_inferred(seeds):
    again = reannotate(seeds[0], actors=None).articles
    pd.testing.assert_series_equal(again["published"], seeds[0].articles["published"])
    given = pd.DataFrame({"article_id": ["a"], "text": ["اليوم الثلاثاء 12 مارس 2019"], "published": ["2019-03-13"],
                          "dating": ["inferred"], "dating_evidence": ["a reader"]})  # fmt: skip
    kept = reannotate(annotate(given, topics=False), actors=None).articles.iloc[0]
    assert (kept["published"], kept["dating_evidence"]) == (pd.Timestamp("2019-03-13", tz="UTC"), "a reader")

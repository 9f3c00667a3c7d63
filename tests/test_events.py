"""Events and stances: cases as data, invariants on odd input, dates, the share of two a sentence."""

import json
from pathlib import Path

import pandas as pd
import pytest

import explore
from explore import schema
from explore.annotation.deeds.frames import readings
from explore.annotation.events import MOST

CASES = json.loads((Path(__file__).parent / "cases" / "events.json").read_text(encoding="utf-8"))
QUADS = {"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"}


def annotated(*texts, published=None):
    rows = {"article_id": [str(k) for k in range(len(texts))], "text": texts}
    if published:
        rows["published"] = pd.to_datetime([published] * len(texts), utc=True)
    return explore.annotate(pd.DataFrame(rows), topics=False)


@pytest.fixture(scope="module")
def corpus():
    return annotated(*(case["text"] for case in CASES))


def rows_of(table, number, columns):
    mine = table[table["article_id"] == str(number)][columns].astype(object)
    return sorted(map(str, mine.where(mine.notna(), None).to_numpy().tolist()))


def cases():
    for number, case in enumerate(CASES):
        marks = [pytest.mark.xfail(reason=case["known_failure"], strict=True)] if "known_failure" in case else []
        yield pytest.param(number, id=case["why"], marks=marks)


@pytest.mark.parametrize("number", list(cases()))
def test_events_and_stances_of_a_text(corpus, number):
    case = CASES[number]
    assert rows_of(corpus.events, number, ["source_id", "target_id", "quad"]) == sorted(map(str, case["events"]))
    assert rows_of(corpus.stances, number, ["holder_id", "target_id", "polarity"]) == sorted(map(str, case["stances"]))


def test_there_are_enough_cases_and_negatives():
    assert len(CASES) >= 60
    assert sum(not case["events"] for case in CASES) >= 12


def test_tables_are_whole(corpus):
    events, stances = corpus.events, corpus.stances
    assert list(events.columns) == schema.EVENTS.names
    assert set(events["quad"]) <= QUADS
    assert (events["source_id"].notna() | events["target_id"].notna()).all()
    assert (events["source_id"] != events["target_id"]).all()
    assert events.groupby(["article_id", "sentence"]).size().max() <= MOST
    assert not events.duplicated(list(schema.EVENTS.key)).any()
    assert not stances.duplicated(list(schema.STANCES.key)).any()
    assert set(stances["polarity"]) == {-1, 1}
    ids = set(events["source_id"]) | set(events["target_id"]) | set(stances["holder_id"]) | set(stances["target_id"])
    assert {i for i in ids if isinstance(i, str)} <= set(corpus.actors["actor_id"])


def test_the_verb_is_as_written_and_the_rule_says_how():
    event = annotated("وأدانت فرنسا روسيا.").events.iloc[0]
    assert (event["verb"], event["rule"]) == ("وأدانت", "verb, after the verb; target object")


def test_a_sentence_of_many_deeds_keeps_two():
    text = "التقى ماكرون أردوغان وانتقد روسيا وشكر مصر وهدد إيران."
    assert len(annotated(text).events) == MOST


@pytest.mark.parametrize(
    ("text", "published", "date"),
    [
        ("التقى ماكرون أردوغان.", "2018-05-12T22:30", "2018-05-12"),
        ("التقى ماكرون أردوغان في 3 مايو 2018.", "2018-05-12", "2018-05-03"),
        ("التقى ماكرون أردوغان في مايو 2017.", "2018-05-12", None),  # the day is not known
        ("سيلتقي ماكرون أردوغان.", "2018-05-12", None),  # it is still to come
        ("سيلتقي ماكرون أردوغان في 20 مايو 2018.", "2018-05-12", "2018-05-20"),
        ("التقى ماكرون أردوغان.", None, None),
    ],
)
def test_an_event_has_the_day_its_sentence_names_else_that_of_publication(text, published, date):
    found = annotated(text, published=published).events["date"].iloc[0]
    assert (None if pd.isna(found) else f"{found:%Y-%m-%d}") == date


@pytest.mark.parametrize("text", ["", "   ", "Paris", "؟!", "روسيا", "اتهمت", "\n\nقصف\n", "و" * 50, "روسيا " * 400])
def test_odd_texts_do_no_harm(text):
    assert annotated(text or ".").events.empty


def test_a_word_is_read_as_verb_and_noun():
    assert {reading.verb for reading in readings("قصف")} == {True, False}
    assert [reading.person for reading in readings("وستتهم")] == ["f"]
    assert readings("وزاره") == ()
    assert any(reading.passive for reading in readings("هوجمت"))

import json
from pathlib import Path

import pandas as pd
import pytest

import explore
from explore.actors import knowledge_base
from explore.annotation.sources import find_sources
from explore.doc import read_docs
from explore.engines import get_engine
from explore.errors import MissingColumns
from explore.tables import MENTIONS, QUOTES, SOURCES

CASES = json.loads((Path(__file__).parent / "cases" / "sources.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def engine():
    return get_engine("embedded")


def sources_of(text, engine, outlet=None):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "published": ["2018-06-13"], "outlet": [outlet]})
    return explore.annotate(articles, engine=engine, topics=False).sources


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case, engine, request):
    if case.get("expect") == "fail":
        request.applymarker(pytest.mark.xfail(strict=True, reason="known failure"))
    found = sources_of(case["text"], engine, case.get("outlet"))
    assert found[["surface", "rule"]].values.tolist() == case["sources"]
    assert [case["text"][a:b] for a, b in found[["start", "end"]].itertuples(index=False)] == found["surface"].tolist()


def test_a_source_passes_words_on(engine):
    row = sources_of('وقال لافروف لصحيفة "كوميرسانت" إن الحوار مستمر.', engine).iloc[0]
    assert (row["actor_id"], row["speaker_id"]) == ("kommersant", "sergey-lavrov")


def test_one_source_cites_another(engine):
    found = sources_of("ونقلت قناة الجزيرة عن رويترز أن الهدنة انهارت.", engine)
    assert found["actor_id"].tolist() == ["al-jazeera", "reuters"]
    assert found["via_id"].fillna("").tolist() == ["", "al-jazeera"]
    assert found["speaker_id"].isna().all()  # a medium speaks for itself


def test_a_medium_of_ones_own_is_one():
    text = "وذكرت النشرة الخضراء أن الطريق فتح."
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    mentions = MENTIONS.frame(
        [{"article_id": "a", "start": 6, "end": 20, "sentence": 0, "surface": text[6:20], "label": "ORG",
          "kind": "name", "actor_id": "green", "score": 1.0, "rule": "alias"}]
    )  # fmt: skip
    actors = pd.DataFrame({"actor_id": ["green"], "kind": ["MEDIA"], "name_ar": ["النشرة الخضراء"], "name_en": [None]})
    docs = read_docs(articles, mentions)
    found = find_sources(docs, QUOTES.empty(), actors)
    assert found[["surface", "actor_id", "rule"]].values.tolist() == [["النشرة الخضراء", "green", "verb before"]]
    nobody = find_sources(docs, QUOTES.empty(), actors.assign(kind="ORG"))
    assert nobody.empty


def test_no_articles_give_an_empty_table():
    pd.testing.assert_frame_equal(find_sources([], QUOTES.empty(), knowledge_base()), SOURCES.empty())


def test_missing_columns_are_named():
    with pytest.raises(MissingColumns, match="actor_id"):
        find_sources([], pd.DataFrame({"article_id": []}), knowledge_base())

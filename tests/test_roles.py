import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explore import assets, tables
from explore.actors import knowledge_base
from explore.annotation.roles import find_roles
from explore.errors import MissingColumns

CASES = json.loads((Path(__file__).parent / "cases" / "roles.json").read_text(encoding="utf-8"))


def roles_of(text, names=(), published="2018-06-15"):
    rows, position = [], 0
    for surface, actor, *label in names:
        position = text.index(surface, position)
        end = position + len(surface)
        rows.append(("a", position, end, 0, surface, *(label or ["PER"]), "name", actor, 1.0, "given"))
        position = end
    moment = pd.to_datetime(pd.Series([published]), utc=True)
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "published": moment})
    return find_roles(articles, tables.MENTIONS.frame(rows))


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case, request):
    if case.get("expect") == "fail":
        request.applymarker(pytest.mark.xfail(strict=True, reason="known failure"))
    found = roles_of(case["text"], case["names"], case["published"])
    assert found[["surface", "actor_id"]].values.tolist() == case["roles"]


def test_rows_are_mentions_that_explain_themselves():
    text = "مقدمة.\nوصل الرّئيس الرُّوسي إلى القاهرة."
    found = roles_of(text)
    assert found.columns.tolist() == tables.MENTIONS.names
    row = found.iloc[0]
    assert text[row["start"] : row["end"]] == row["surface"] == "الرّئيس الرُّوسي"
    assert (row["label"], row["kind"], row["sentence"]) == ("PER", "role", 1)
    assert row["rule"] == "role: president of RU on 2018-06-15"


def test_articles_do_not_see_each_other_and_tables_stay_as_they_were():
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": ["قال الرئيس الروسي فلاديمير بوتين.", "قال الرئيس."]})
    names = tables.MENTIONS.frame([("a", 18, 32, 0, "فلاديمير بوتين", "PER", "name", "vladimir-putin", 1.0, "")])
    before = articles.copy(), names.copy()
    assert find_roles(articles, names).empty
    pd.testing.assert_frame_equal(articles, before[0])
    pd.testing.assert_frame_equal(names, before[1])


def test_a_missing_column_is_named():
    with pytest.raises(MissingColumns, match="actor_id"):
        find_roles(pd.DataFrame({"article_id": [], "text": []}), pd.DataFrame({"article_id": []}))


@given(st.lists(st.sampled_from([*"الرئيس وزير الخارجية نظيره الروسي الأميركي ، . السابق المتحدث باسم".split(), "\n"])))
def test_any_text_gives_spans_of_itself_apart_from_each_other(words):
    text = " ".join(words)
    found = roles_of(text)
    assert [text[a:b] for a, b in zip(found["start"], found["end"], strict=True)] == found["surface"].tolist()
    assert (found["start"].iloc[1:].to_numpy() >= found["end"].iloc[:-1].to_numpy()).all()
    assert found["actor_id"].notna().all()


def test_terms_of_office_are_of_known_actors_and_well_formed():
    terms = assets.load("offices.csv")
    known = knowledge_base().set_index("actor_id")
    assert set(terms["actor_id"]) <= set(known.index)
    bodies = terms.loc[~terms["country"].str.fullmatch("[A-Z]{2}"), "country"]
    assert set(bodies) <= set(known.index)
    assert terms["since"].str.fullmatch(r"\d{4}-\d\d-\d\d").all()
    assert terms["until"].str.fullmatch(r"(\d{4}-\d\d-\d\d)?").all()
    assert pd.to_datetime(terms["until"].replace("", "2100-01-01")).gt(pd.to_datetime(terms["since"])).all()
    assert set(terms["gender"]) == {"m", "f"}


def test_no_two_hold_one_office_at_a_time():
    terms = assets.load("offices.csv").sort_values(["office", "country", "since"])
    later = terms.groupby(["office", "country"])["since"].shift(-1)
    wrong = terms[later.notna() & ((terms["until"] == "") | (terms["until"] > later.fillna("")))]
    assert wrong.empty, wrong

"""The knowledge base of actors: well formed and unambiguous."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explore import actors
from explore.text import fold

CASES = json.loads((Path(__file__).parent / "cases" / "actors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def table():
    known = actors.aliases()
    return known.assign(folded=[str(fold(alias)) for alias in known["alias"]])


def meant(table, surface):
    """Who a surface stands for by itself: (actor_id, rule, label), or nothing where it needs support."""
    hits = table[(table["folded"] == str(fold(surface))) & (table["rule"] != "context")]
    return hits[["actor_id", "rule", "label"]].to_numpy().tolist()


@pytest.mark.parametrize("case", CASES["sure"], ids=lambda case: case["alias"])
def test_alias_stands_for_its_actor(table, case):
    found = meant(table, case["alias"])
    assert [(actor, label) for actor, _, label in found] == [(case["actor"], case["label"])]


@pytest.mark.parametrize("word", CASES["doubtful"])
def test_doubtful_word_needs_support(table, word):
    assert meant(table, word) == []
    assert (table["folded"] == str(fold(word))).any(), "known, but only with support"


@pytest.mark.parametrize("word", CASES["never"])
def test_ordinary_word_is_no_alias(table, word):
    assert not (table["folded"] == str(fold(word))).any()


def test_enough_actors_of_every_kind():
    known = actors.knowledge_base()
    counts = known["kind"].value_counts()
    assert len(known) >= 5_000
    assert counts["PER"] >= 1_200
    assert counts["ORG"] >= 1_000
    assert counts["MEDIA"] >= 150
    assert set(counts.index) == {"PER", "ORG", "GPE", "LOC", "MEDIA", "GROUP"}
    assert known["country"].dropna().str.fullmatch("[A-Z]{2}").all()
    assert known["wikidata"].dropna().str.fullmatch(r"Q[1-9]\d*").all()
    assert known["actor_id"].is_unique


def test_each_actor_has_its_own_name_as_alias(table):
    known = actors.knowledge_base()
    pairs = set(zip(table["folded"], table["actor_id"], strict=True))
    missing = [
        a for a, name in zip(known["actor_id"], known["name_ar"], strict=True) if (str(fold(name)), a) not in pairs
    ]
    assert missing == []


def test_no_alias_is_a_toss_up(table):
    sure = table[table["rule"] != "context"]
    assert sure["folded"].is_unique
    assert not table.duplicated(["folded", "actor_id"]).any()


def test_aliases_have_a_shape_the_matcher_can_find(table):
    assert set(table["rule"]) == {"", "surname", "context"}
    assert set(table["kind_of"]) == {"name", "surname", "acronym", "nickname", "variant", "headed", "role"}
    assert set(table["label"]) == {"PER", "ORG", "LOC"}
    assert table["folded"].str.contains(r"\w").all()
    assert (table["folded"] == table["folded"].str.strip()).all()
    assert (table.loc[table["kind_of"] == "headed", "folded"].str.count(" ") >= 1).all()


def test_governments_act_as_bodies(table):
    known = actors.knowledge_base().set_index("actor_id")
    assert known.loc["government-of-russia", "kind"] == "GPE"
    assert set(table.loc[table["actor_id"].str.startswith("government-of-"), "label"]) == {"ORG"}


def test_demonyms_in_every_form():
    table = actors.demonyms()
    forms = dict(zip(table["demonym"], table["actor_id"], strict=True))
    assert {forms[w] for w in ("روسي", "روسية", "الروسي", "الروسية", "الروس", "روسيان")} == {"russia"}
    assert {forms[w] for w in ("كورية جنوبية", "الكوري الجنوبي")} == {"south-korea"}
    assert forms["الجنوب أفريقية"] == "south-africa"
    assert set(forms.values()) <= set(actors.knowledge_base()["actor_id"])


def test_tables_are_copies():
    known, names = actors.knowledge_base(), actors.aliases()
    known["name_ar"] = "x"
    names["rule"] = "x"
    assert (actors.knowledge_base()["name_ar"] != "x").all()
    assert "x" not in set(actors.aliases()["rule"])


# --- spellings -------------------------------------------------------------------------------------------


def test_foreign_g_is_written_both_ways(table):
    assert meant(table, "سيرجي لافروف")[0][0] == "sergey-lavrov"
    assert meant(table, "بلومبرج")[0][0] == "bloomberg"
    assert meant(table, "إيجاد") == []  # finding, not IGAD
    assert "الجزائر" not in actors.spellings("الغزائر")


@given(st.text(alphabet="ابتغمن ادلعه", max_size=30))
def test_spellings_never_return_the_name_itself_and_are_folded(name):
    folded = " ".join(str(fold(name)).split())
    found = actors.spellings(folded, foreign=True)
    assert folded not in found
    assert len(found) == len(set(found))
    assert all(str(fold(spelt)) == spelt for spelt in found)

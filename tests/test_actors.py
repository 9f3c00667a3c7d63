"""The knowledge base of actors: well formed, unambiguous, and merged with a researcher's own rows."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explore import actors
from explore.errors import BadInput, ExploreError, MissingColumns
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


def test_capitals_lead_to_governments():
    found = actors.capitals()
    known = actors.knowledge_base().set_index("actor_id")
    assert found["moscow"] == "government-of-russia"
    assert found["washington"] == "government-of-united-states"
    assert found["tel-aviv"] == "government-of-israel"
    assert {known.loc[city, "kind"] for city in found} == {"GPE"}
    assert set(found.values()) <= set(known.index)


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


# --- a researcher's own actors ---------------------------------------------------------------------------


def own(**columns):
    base = {"name_ar": ["سالم الراوي"], "name_en": ["Salem al-Rawi"], "kind": ["PER"]}
    return pd.DataFrame(base | columns)


def test_own_rows_come_first_with_an_id_of_their_name():
    mine = own(aliases=["الراوي| أبو سعد |"], country=["IQ"])
    before = mine.copy(deep=True)
    known, names = actors.read_actors(mine)
    pd.testing.assert_frame_equal(mine, before)
    assert known.loc[0, ["actor_id", "country"]].tolist() == ["salem-al-rawi", "IQ"]
    assert pd.isna(known.loc[0, "wikidata"])
    assert names["alias"].tolist()[:3] == ["سالم الراوي", "الراوي", "أبو سعد"]
    assert names["label"].tolist()[:3] == ["PER"] * 3
    assert len(known) == len(actors.knowledge_base()) + 1
    assert list(known.columns) == actors.ACTOR_COLUMNS
    assert list(names.columns) == actors.ALIAS_COLUMNS


def test_own_alias_is_taken_from_whoever_had_it():
    _, names = actors.read_actors(own(aliases=["بوتين"]))
    hits = names[[str(fold(a)) == "بوتين" for a in names["alias"]]]
    assert hits["actor_id"].tolist() == ["salem-al-rawi"]
    assert "vladimir-putin" in set(names["actor_id"])


def test_own_row_of_a_known_actor_changes_what_it_states_only():
    mine = own(actor_id=["vladimir-putin"], name_ar=["الرئيس بوتن"], name_en=["V. Putin"], aliases=["القيصر"])
    known, names = actors.read_actors(mine)
    row = known.set_index("actor_id").loc["vladimir-putin"]
    assert row["name_en"] == "V. Putin"
    assert row["wikidata"] == "Q7747"
    assert known["actor_id"].is_unique
    assert {"القيصر", "فلاديمير بوتين"} <= set(names.loc[names["actor_id"] == "vladimir-putin", "alias"])


def test_own_file_is_read(tmp_path):
    path = tmp_path / "actors.csv"
    own(aliases=["الراوي"]).to_csv(path, index=False, encoding="utf-8-sig")
    from_file, from_frame = actors.read_actors(path), actors.read_actors(own(aliases=["الراوي"]))
    for read, given_ in zip(from_file, from_frame, strict=True):
        pd.testing.assert_frame_equal(read, given_)


@pytest.mark.parametrize(
    ("frame", "error", "says"),
    [
        (own().drop(columns="name_en"), MissingColumns, r"read_actors\(\) needs 'name_en' in .*Found: name_ar, kind"),
        (own(kind=["person"]), BadInput, "Row 1 .* kind 'person' is none of PER, ORG"),
        (own(name_ar=[" "]), BadInput, "Row 1 .* has no name_ar"),
        (own(name_en=["؟"]), BadInput, "stands twice or is empty"),
        (pd.concat([own(), own()]), BadInput, "'salem-al-rawi' stands twice"),
        (own(actor_id=["a"]).pipe(lambda a: pd.concat([a, own(actor_id=["b"])])), BadInput, "is given to a, b"),
    ],
)
def test_bad_rows_are_named(frame, error, says):
    with pytest.raises(error, match=says):
        actors.read_actors(frame)


def test_a_file_that_is_no_csv_is_named(tmp_path):
    for name, content in (("empty.csv", b""), ("latin.csv", b"name_ar\n\xff\xfe"), ("absent.csv", None)):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(ExploreError, match=re.escape(name)):
            actors.read_actors(path)

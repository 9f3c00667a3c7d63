"""The lexicon: cases as data, invariants of the score, and that its tables hold what they promise."""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explore import assets
from explore.tone import lexicon as lexicon_module
from explore.tone.inflection import leanings, noun_forms, verb_forms
from explore.engines import classify
from explore.doc import Doc
from explore.tone.lexicon import Lexicon, lexicon
from explore.errors import BadInput, MissingColumns
from explore.text import fold

CASES = json.loads((Path(__file__).parent / "cases" / "sentiment.json").read_text(encoding="utf-8"))


def lemmas(*rows):
    return pd.DataFrame(rows, columns=["lemma", "pos", "polarity", "forms"])


def shifters(*rows):
    return pd.DataFrame(rows, columns=["lemma", "pos", "role", "on_positive", "on_negative", "reach", "forms"])


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=f"{n}-{case['label']}", marks=[pytest.mark.xfail] if case["expect"] == "xfail" else [])
        for n, case in enumerate(CASES)
    ],
)
def test_case(case):
    found = lexicon().explain(case["text"])
    assert classify(lexicon().score(case["text"])) == case["class"], found


def test_there_are_enough_cases_of_every_class_and_every_outcome():
    assert len(CASES) >= 80
    assert {case["class"] for case in CASES} == {-1, 0, 1}
    assert all(case["expect"] in ("pass", "xfail") for case in CASES)
    assert len({case["text"] for case in CASES}) == len(CASES)


# --- The tables ------------------------------------------------------------------------------------------


def test_lexicon_table_is_as_described():
    table = assets.load("lexicon.csv")
    polarity = table["polarity"].astype(float)
    assert table.columns.tolist() == ["lemma", "pos", "polarity", "forms"]
    assert (polarity != 0).sum() >= 2500
    assert polarity.between(-1, 1).all()
    assert (polarity * 4 % 1 == 0).all(), "weights come in quarters"
    assert set(table["pos"]) == {"verb", "noun", "adj", "adv", "phrase", "word"}
    assert not table.duplicated(["lemma", "pos"]).any()
    assert table["lemma"].eq(table["lemma"].str.strip()).all()
    assert not table["lemma"].str.contains("[_*()]").any()


def test_no_lemma_weighs_both_ways():
    table = assets.load("lexicon.csv").assign(sign=lambda t: t["polarity"].astype(float))
    table = table[table["sign"] != 0]
    signs = table.assign(folded=table["lemma"].map(fold).map(str)).groupby("folded")["sign"].agg(["min", "max"])
    assert signs.query("min < 0 < max").index.tolist() == []


def test_every_lemma_weighs_as_it_stands_unless_a_more_frequent_word_is_spelled_like_it():
    table = assets.load("lexicon.csv").assign(polarity=lambda t: t["polarity"].astype(float))
    taken_out = table[(table["polarity"] == 0) & (table["pos"] == "word")]
    alike = {str(fold(form)) for row in taken_out.itertuples() for form in [row.lemma, *row.forms.split("|")]}
    weighing = table.loc[table["polarity"] != 0, "lemma"]
    silent = [lemma for lemma in weighing if not lexicon().explain(lemma) and str(fold(lemma)) not in alike]
    assert silent == []


# --- Invariants ------------------------------------------------------------------------------------------

words = st.sampled_from(
    "هجوم اتفاق لا لم وقف لكن رغم شديد الحرب السلام ، . مقتل تعاون نفى تصاعد دعم جدا إطلاق النار في قال".split()
)
sentences = st.lists(words, max_size=14).map(" ".join)


@given(st.one_of(st.text(max_size=80), sentences))
def test_score_stays_within_bounds_and_is_zero_only_without_weight(text):
    score = lexicon().score(text)
    assert -1 < score < 1
    if not lexicon().explain(text):
        assert score == 0


@given(sentences)
def test_explained_words_stand_in_the_text_in_order(text):
    found = lexicon().explain(text)
    assert all(0 <= a.start < a.end <= len(text) and text[a.start : a.end].strip() for a in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    assert all(-1 <= a.value <= 1 and a.value for a in found)


@given(sentences)
def test_marks_and_tatweel_change_nothing(text):
    marked = text.replace("ر", "رّ").replace("ا", "ا\N{ARABIC TATWEEL}")
    assert lexicon().score(marked) == lexicon().score(text)


def test_explain_gives_code_points_of_the_original_text():
    text = "قال: «وقفُ إطلاقِ النـار» قريب"
    (match,) = lexicon().explain(text)
    assert text[match.start : match.end] == "وقفُ إطلاقِ النـار"
    assert match.value > 0


@given(sentences)
def test_tokens_of_a_doc_give_the_same_score_as_their_text(text):
    doc = Doc("a", text)
    for sentence in doc.sentences:
        read = lexicon().score_tokens(doc.words[sentence.first : sentence.last])
        assert read == lexicon().score(text[sentence.start : sentence.end])


# --- A small lexicon of one's own: each mechanism by itself ----------------------------------------------

BAD_GOOD = lemmas(("حرب", "noun", "-1", "حروب"), ("سلام", "noun", "1", ""), ("حرب السلام", "phrase", "0", ""))


def values(text, *rows):
    return [match.value for match in Lexicon(BAD_GOOD, shifters(*rows)).explain(text)]


def test_longest_match_wins_and_zero_takes_words_out():
    assert values("حرب السلام") == []
    assert values("حرب ثم السلام") == [-1, 1]


def test_shift_of_the_next_reaches_only_so_far_and_not_beyond_a_comma():
    stop = ("وقف", "noun", "next", "-0.5", "-0.75", "2", "")
    assert values("وقف الحرب", stop) == [0.75]
    assert values("وقف هذه الحرب", stop) == [0.75]
    assert values("وقف كل هذه الحرب", stop) == [-1]
    assert values("وقف، الحرب", stop) == [-1]


def test_negated_stop_undoes_the_stopping():
    rows = [("وقف", "noun", "next", "-0.5", "-0.75", "2", ""), ("عدم", "word", "next", "-0.8", "-0.4", "1", "")]
    assert values("عدم وقف الحرب", *rows) == [pytest.approx(-0.6)]


def test_shift_of_the_word_before_stays_within_bounds():
    assert values("سلام كبير", ("كبير", "adj", "back", "1.5", "1.5", "1", "")) == [1]


def test_around_takes_what_follows_or_else_what_precedes():
    fail = ("فشل", "verb", "around", "-0.5", "0.5", "2", "")
    assert values("فشل السلام", fail) == [-0.5]
    assert values("السلام فشل", fail) == [-0.5]


def test_contrast_lightens_what_stands_before():
    assert values("السلام لكن الحرب", ("لكن", "word", "contrast", "0.5", "0.5", "0", "")) == [0.5, -1]


def test_concession_lightens_what_follows():
    assert values("رغم الحرب، السلام", ("رغم", "word", "concede", "0.5", "0.5", "3", "")) == [-0.5, 1]


@pytest.mark.parametrize(
    ("row", "shift"),
    [
        (("حرب", "preposition", "-1", ""), None),
        (("حرب", "noun", "-2", ""), None),
        (("حرب", "noun", "-1", ""), ("لا", "word", "sideways", "1", "1", "1", "")),
    ],
)
def test_a_row_that_cannot_be_used_is_refused(row, shift):
    with pytest.raises(BadInput, match="Lexicon cannot use"):
        Lexicon(lemmas(row), shifters(*[shift] if shift else []))


# --- Inflection ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lemma", "extra", "forms"),
    [
        ("قتل", (), "قتلت قتلوا يقتل تقتل يقتلون تقتلوا قتلنا نقتل"),
        ("هاجم", (), "هاجمت يهاجمون هوجم"),
        ("أدان", (), "ادانت يدين تدين ادين"),
        ("استباح", (), "استباحت يستبيح استبيح"),
        ("انهار", (), "انهارت ينهار تنهار"),
        ("اغتال", (), "يغتال اغتيل اغتيلت"),
        ("وقع", (), "يقع"),
        ("وقّع", (), "يوقع وقعت"),
        ("فاز", ("يفوز",), "فازت يفوز تفوز يفوزون فازوا"),
        ("عانى", (), "عاني عانت عانوا يعاني يعانون"),
        ("نجا", ("ينجو", "نجت"), "ينجو نجت نجوا"),
        ("أنهى", (), "انهي انهت ينهي انهوا"),
    ],
)
def test_verb_forms(lemma, extra, forms):
    free, _ = verb_forms(lemma, extra)
    assert set(forms.split()) <= free


def test_written_imperfect_replaces_the_rule():
    assert "يفاز" not in verb_forms("فاز", ("يفوز",))[0]


@pytest.mark.parametrize(
    ("lemma", "adjective", "forms", "not_forms"),
    [
        ("هجوم", False, "هجوم هجوما", "هجومه هجومون"),
        ("أزمة", False, "ازمه ازمات", "ازمت"),
        ("متهم", False, "متهمون متهمين متهمه", ""),
        ("عنيف", True, "عنيفه عنيفا عنيفين", ""),
    ],
)
def test_noun_forms(lemma, adjective, forms, not_forms):
    free, _ = noun_forms(lemma, adjective=adjective)
    assert set(forms.split()) <= free
    assert not set(not_forms.split()) & free


@given(st.text(alphabet="ابتلسوفكيهنم", min_size=1, max_size=9))
def test_leanings_begin_with_the_word_itself_and_never_grow(word):
    found = leanings(word)
    assert found[0] == ("any", word)
    assert [len(core) for _, core in found] == sorted((len(core) for _, core in found), reverse=True)
    assert all(core in word and core for _, core in found)


def test_future_and_purpose_lean_only_on_an_imperfect():
    assert ("verb", "يهاجم") in leanings("سيهاجم")
    assert ("verb", "رعتها") not in leanings("سرعتها")


def test_class_line_is_at_the_threshold():
    assert classify([-0.15, -0.149, 0, 0.149, 0.15]).tolist() == [-1, 0, 0, 0, 1]

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explore.text import (
    FSI,
    PDI,
    RLI,
    clean_surrogates,
    fold,
    isolate,
    readings,
    shorten,
    split_sentences,
)

ARABIC = st.text(st.sampled_from("ابتثىيةهأإآؤئءلوفكم ًَُّـ\u200f\u202b۱٢3aZ«».؟،\n\ufefb\ufdf2İß"), max_size=60)


@given(st.text() | ARABIC)
def test_fold_is_idempotent(text):
    once = str(fold(text))
    assert str(fold(once)) == once


@given(st.text() | ARABIC)
def test_every_folded_word_leads_back_to_its_surface(text):
    folded = fold(text)
    for start, end in (word.span() for word in re.finditer(r"\w+", folded)):
        first, last = folded.span(start, end)
        assert 0 <= first < last <= len(text)
        # A surface may carry the rest of a ligature whose half lies in another word; else it folds to the word.
        assert folded[start:end] in str(fold(text[first:last]))


def test_fold_brings_spellings_together():
    assert fold("مسؤولِيّةُ الأُمَم") == fold("مسؤولية الامم")
    assert fold("إيــران") == fold("ايران") == fold("ایران")
    assert fold("علی") == fold("على") == fold("علي")
    assert fold("ﺍﻟﺮﺋﻴﺲ") == fold("الرئيس")
    assert fold("٢٠٢١ ۲۰۲۱") == "2021 2021"
    assert fold("\u202bبوتين\u202c") == "بوتين"
    assert fold("CNN") == "cnn"
    assert fold("دونالد #ترمب") == "دونالد ترمب"


def test_fold_keeps_different_words_apart():
    assert fold("مصر") != fold("مصير")
    assert fold("سأل") != fold("سال") or fold("سأل") == "سال"  # hamza on alef is a spelling, not a letter
    assert fold("مؤتمر") != fold("موتمر")


def test_span_covers_marks_after_the_last_letter_but_not_controls():
    text = "\u200fسابقاً\u200f بشأن"
    folded = fold(text)
    start, end = folded.span(0, 5)
    assert text[start:end] == "سابقاً"
    assert folded.span(3, 3) == (4, 4)


@given(st.text() | ARABIC)
def test_sentences_partition_the_text(text):
    spans = split_sentences(text)
    assert all(text[a:b].strip() == text[a:b] != "" for a, b, _ in spans)
    assert all(x[1] <= y[0] for x, y in zip(spans, spans[1:], strict=False))
    assert all(text.count("\n", 0, a) == paragraph for a, _, paragraph in spans)
    covered = "".join(text[a:b] for a, b, _ in spans)
    assert len("".join(covered.split())) == len("".join(text.split()))


def sentences(text):
    return [text[a:b] for a, b, _ in split_sentences(text)]


def test_sentences_end_at_marks_not_at_abbreviations_or_figures():
    assert sentences("ارتفع 3.5 في المئة. ثم هبط؟ نعم!") == ["ارتفع 3.5 في المئة.", "ثم هبط؟", "نعم!"]
    assert sentences("نقلت أ. ف. ب. الخبر. انتهى") == ["نقلت أ. ف. ب. الخبر.", "انتهى"]
    assert sentences('قال: "انتهى الأمر." ثم خرج') == ['قال: "انتهى الأمر."', "ثم خرج"]
    assert sentences("انتهت القمة.وغادر الوفد!ثم عاد؟") == ["انتهت القمة.", "وغادر الوفد!", "ثم عاد؟"]
    assert sentences("زار example.com اليوم") == ["زار example.com اليوم"]
    assert sentences("") == []
    assert sentences("\n\n ... \n") == ["..."]


def test_isolate_gives_each_line_its_own_direction():
    assert isolate("CNN العربية") == RLI + "CNN العربية" + PDI
    assert isolate("BBC") == FSI + "BBC" + PDI
    assert isolate("أ<br>b") == RLI + "أ" + PDI + "<br>" + FSI + "b" + PDI


def test_shorten_cuts_between_words():
    assert shorten("رئيس", 10) == "رئيس"
    assert shorten("a " * 40, 9).endswith("…")
    assert len(shorten("كلمة" * 50, 12)) <= 13


def test_lone_surrogates_become_replacement_characters():
    assert clean_surrogates("أ\ud800ب") == "أ\ufffdب"
    assert clean_surrogates("😀") == "😀"


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("بوتين", ["بوتين", "وتين"]),
        ("ولبنان", ["ولبنان", "لبنان", "بنان"]),
        ("للبنان", ["للبنان", "البنان", "لبنان"]),
        ("وللامم", ["وللامم", "للامم", "الامم", "لامم"]),
        ("في", ["في"]),
        ("و", ["و"]),
    ],
)
def test_clitics_are_taken_off_in_one_way(word, bare):
    assert [rest for _, rest in readings(word)] == bare


@given(st.text(st.sampled_from("وفبلكاسم"), min_size=1, max_size=8))
def test_a_reading_never_loses_a_letter_but_the_alef_of_the_article(word):
    for clitic, rest in readings(word):
        assert clitic + rest == word or clitic + rest.removeprefix("ا") == word

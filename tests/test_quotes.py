import json
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explore.annotation.quotes import find_quotes, quotations
from explore.annotation.speakers import candidates
from explore.doc import Doc, Mention
from explore.model.tagger import Span
from explore.tables import QUOTES

CASES = json.loads((Path(__file__).parent / "cases" / "quotes.json").read_text(encoding="utf-8"))
KINDS = {"c": "cue", "s": "speaker", "d": "direct", "i": "indirect"}
MARK = re.compile(r"\[(?:([csdi])|n (PER|ORG|LOC) (\S+)) |\]")


def marked(text):
    """Return the Doc of a text in which [c …] is a cue, [s …] a speaker, [d …] and [i …] are said, [n PER id …] named."""
    plain, opened, closed, last = "", [], [], 0
    for match in MARK.finditer(text):
        plain += text[last : match.start()]
        last = match.end()
        if match.group() == "]":
            kind, label, actor, start = opened.pop()
            closed.append((start, len(plain), kind, label, actor))
        else:
            opened.append((*match.groups(), len(plain)))
    doc = Doc("a", plain + text[last:])
    spans, mentions = [], []
    for start, end, kind, label, actor in sorted(closed, key=lambda part: (part[0], -part[1])):
        first, stop = doc.tokens(start, end)
        if kind:
            spans.append(Span(KINDS[kind], first, stop, 1.0))
        else:
            row = start, end, doc.sentence_at(start), doc.text[start:end], label, "name"
            mentions.append(Mention(*row, None if actor == "-" else actor, 1.0, "given", False, first, stop))
    doc.spans, doc.mentions = spans, mentions
    return doc


def as_none(values):
    return [None if pd.isna(value) else value for value in values]


@pytest.mark.parametrize("case", CASES["speakers"], ids=[case["label"] for case in CASES["speakers"]])
def test_who_speaks(case, request):
    if case.get("expect") == "fail":
        request.applymarker(pytest.mark.xfail(strict=True, reason="known failure"))
    found = find_quotes([marked(case["text"])])
    assert list(zip(as_none(found["speaker"]), as_none(found["actor_id"]), strict=True)) == [
        tuple(quote) for quote in case["quotes"]
    ]


def test_what_is_no_quotation_is_mostly_left():
    texts = CASES["none"]
    quiet = [find_quotes([Doc("a", text)]).empty for text in texts]
    assert sum(quiet) >= 0.8 * len(texts), [text for text, left in zip(texts, quiet, strict=True) if not left]


@pytest.mark.parametrize(
    ("text", "cue", "phrase"),
    [
        ("[c قال] [s الوزير] إن [i الحل قريب جدا].", "قال", "الوزير"),
        ("[s الوزير] [c قال] إن [i الحل قريب جدا].", "قال", "الوزير"),
        ('"[d الحل قريب جدا]"، [c قال] [s الوزير].', "قال", "الوزير"),
        ("[i انتهت المحادثات دون نتيجة]، [c بحسب] [s الوزير].", "بحسب", "الوزير"),
        ("[s الوزير]: [i لا حل قريب]", None, "الوزير"),
        ("[c قال] ذلك.\n[i لا حل قريب]", None, None),  # a cue of another paragraph is another's
    ],
)
def test_words_are_joined_to_their_cue_and_speaker(text, cue, phrase):
    doc = marked(text)
    ((said,), _) = quotations(doc)
    assert (said.cue and doc.surface(*said.cue)) == cue
    assert (said.phrase and doc.surface(*said.phrase)) == phrase


def test_the_words_for_another_speaker_are_not_taken():
    doc = marked("[c قال] [s الوزير] إن [i الحل قريب]، و[c أكدت] أن [i الوقت مناسب].")
    first, second = quotations(doc)[0]
    assert doc.surface(*first.phrase) == "الوزير"
    assert second.phrase is None


def test_a_row_says_where_everything_stands():
    doc = marked("مقدمة.\nو[c حذّر] [s [n PER sergey-lavrov لافروف]] من أن [i الرد سيكون سريعا].")
    row = find_quotes([doc]).iloc[0]
    assert doc.text[row["start"] : row["end"]] == "الرد سيكون سريعا"
    assert doc.text[row["speaker_start"] : row["speaker_end"]] == row["speaker"] == "لافروف"
    assert (row["actor_id"], row["act"], row["sentence"], row["direct"]) == ("sergey-lavrov", "warn", 1, False)
    assert row["rule"] == "indirect, speaker in the words"


def test_an_unlisted_cue_says():
    doc = marked("[c غمغم] [s الوزير]: «[d الحل قريب جدا]».")
    assert find_quotes([doc])[["cue", "act", "direct"]].values.tolist() == [["غمغم", "say", True]]


def test_no_articles_and_no_text_give_an_empty_table():
    pd.testing.assert_frame_equal(find_quotes([]), QUOTES.empty())
    pd.testing.assert_frame_equal(find_quotes([Doc("a", "")]), QUOTES.empty())


def test_candidates_do_not_grow_with_the_article():
    doc = marked("قال [n PER sergey-lavrov لافروف] ذلك " * 400 + "[c وقال] إن [i الحل قريب].")
    (said,), phrases = quotations(doc)
    assert len(candidates(doc, said, phrases, [])) < 100


WORDS = 'قال بوتين وأضاف أن الحل " » « : . ، \n ٣'.split(" ")
SPAN = st.tuples(st.sampled_from([*KINDS.values(), "role-PER"]), st.integers(0, 30), st.integers(0, 12))


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.lists(SPAN, max_size=12))
def test_any_spans_give_rows_inside_the_text(words, spans):
    doc = Doc("a", " ".join(words))
    n = len(doc.words)
    spans = [Span(kind, min(first, n), min(first + length, n), 0.5) for kind, first, length in spans]
    doc.spans = sorted(spans, key=lambda span: (span.first, -span.last))
    found = find_quotes([doc])
    assert found["start"].is_unique
    assert ((found["start"] < found["end"]) & (found["end"] <= len(doc.text))).all()
    named = found.dropna(subset=["speaker"])
    spoken = [doc.text[a:b] for a, b in named[["speaker_start", "speaker_end"]].astype(int).itertuples(index=False)]
    assert spoken == named["speaker"].tolist()

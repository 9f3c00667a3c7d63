"""A Doc leads from tokens back to the text, pairs quotation marks, and carries mentions by token."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explore import tables
from explore.doc import Doc, pair_marks, read_docs
from explore.text import fold

TEXTS = st.text(st.sampled_from('ابتةأإلوفكم ًّـ\u200f۱3aZ«»"“”().؟،\n\ufefb\ufdf2#_-'), max_size=80)


@given(TEXTS)
def test_tokens_lead_back_to_the_text(text):
    doc = Doc("a", text)
    spans = [doc.span(i, i + 1) for i in range(len(doc.words))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert [doc.folded[a:b] for a, b in zip(doc.starts, doc.ends, strict=True)] == doc.words
    assert all(doc.tokens(*span)[0] <= i < doc.tokens(*span)[1] for i, span in enumerate(spans))


@given(TEXTS)
def test_sentences_and_paragraphs_hold_every_token_once(text):
    doc = Doc("a", text)
    held = [i for first, last in doc.paragraphs for i in range(first, last)]
    assert held == list(range(len(doc.words)))
    assert all(a.last <= b.first for a, b in zip(doc.sentences, doc.sentences[1:], strict=False))
    for number, sentence in enumerate(doc.sentences):
        assert all(doc.sentence_of[i] == number for i in range(sentence.first, sentence.last))


@given(TEXTS)
def test_quotation_marks_do_not_cross(text):
    doc = Doc("a", text)
    pairs = doc.quotation_marks
    assert all(a < b for a, b in pairs)
    assert all(a[1] <= b[0] for a, b in zip(pairs, pairs[1:], strict=False))


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('قال "نعم" ثم "لا"', ["نعم", "لا"]),
        ("قال «إن “الأمر” انتهى» ومضى", ["ان “الامر” انتهي"]),
        ('قال "نعم ولم يغلقها', ["نعم ولم يغلقها"]),
        ("بلا علامات", []),
    ],
)
def test_pairs_of_marks(text, inside):
    folded = str(fold(text))
    assert [folded[a + 1 : b] for a, b in pair_marks(folded)] == inside


def test_marks_never_closed_end_with_their_paragraph():
    doc = Doc("a", 'قال "نعم\nثم ذهب')
    assert [doc.surface(a + 1, b) for a, b in doc.quotation_marks] == ["نعم"]


def test_mentions_stand_at_their_tokens():
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": ["زار وبوتين، موسكو.", "لا أحد"]})
    mentions = tables.MENTIONS.frame([
        ("a", 12, 17, 0, "موسكو", "LOC", "name", "moscow", 1.0, "", False),
        ("a", 4, 10, 0, "وبوتين", "PER", "name", None, 1.0, "", False),
    ])  # fmt: skip
    first, second = read_docs(articles, mentions)
    assert [(m.surface, m.first, m.last, m.actor_id) for m in first.mentions] == [
        ("وبوتين", 1, 2, None), ("موسكو", 3, 4, "moscow")
    ]  # fmt: skip
    assert sorted(first.mention_at) == [1, 3]
    assert second.mentions == []
    first.mentions = []
    assert first.mention_at == {}


def test_an_empty_text_is_an_empty_doc():
    doc = Doc("a", "")
    assert (doc.words, doc.sentences, doc.paragraphs, doc.quotation_marks) == ([], [], [], [])

"""The tagger: what it is told of a place, how articles are cut, spans from tags, and a few sentences read."""

import numpy as np
import pytest
from explore.doc import Doc, Mention
from explore.model import tagger, words
from explore.model.tagger import HEADS, OF_PLACE, place_features, stretches, tag
from explore.model.words import shipped, vectors_id


def with_names(text, **labels):
    """A Doc in which each word given (the first time it stands there) is a name."""
    doc = Doc("a", text)
    names = []
    for word, label in labels.items():
        start = text.index(word)
        first, last = doc.tokens(start, start + len(word))
        names.append(Mention(start, start + len(word), 0, word, label, "name", None, 1.0, "", False, first, last))
    doc.mentions = sorted(names, key=lambda mention: mention.start)
    return doc


def surfaces(doc, kind):
    (spans,) = tag([doc])
    return [doc.surface(span.first, span.last) for span in spans if span.kind == kind]


def test_it_was_trained_with_the_vectors_that_are_shipped():
    made_with = bytes(shipped(tagger.FILE)["made_with"]).decode()
    assert made_with == vectors_id(shipped(words.FILE)), "run tools/train_tagger.py again"


def test_a_role_its_speech_and_its_cue():
    doc = with_names("وقال وزير الخارجية الروسي إن بلاده ترفض العقوبات.")
    assert surfaces(doc, "cue") == ["وقال"]
    assert surfaces(doc, "role-PER") == ["وزير الخارجية الروسي"]
    assert surfaces(doc, "speaker") == ["وزير الخارجية الروسي"]
    assert surfaces(doc, "indirect") == ["بلاده ترفض العقوبات"]


def test_direct_speech_is_what_the_marks_hold():
    doc = with_names('وأضاف بوتين: "لن نقبل بهذه الشروط أبدا".', بوتين="PER")
    assert surfaces(doc, "direct") == ["لن نقبل بهذه الشروط أبدا"]
    assert surfaces(doc, "speaker") == ["بوتين"]
    assert surfaces(doc, "role-PER") == []


@pytest.mark.parametrize("text", ["", "\n\n", "هطلت الأمطار أمس في المدينة.", 'شاهد فيلم "الطريق" مع أصدقائه.'])
def test_where_nobody_speaks_nothing_is_quoted(text):
    doc = Doc("a", text)
    assert surfaces(doc, "direct") == surfaces(doc, "indirect") == []


def test_what_else_is_read_changes_nothing():
    docs = [
        with_names("قال بوتين إن الاتفاق قريب.\nوأكدت الوزارة ذلك.", بوتين="PER"),
        with_names("أعلنت الشركة أنها ستغلق مصنعها في موسكو.", موسكو="LOC"),
        Doc("c", "كلمة " * 400),
    ]
    together = tag(docs)
    assert [spans for spans in together[:2] if spans] == together[:2]
    for doc, spans in zip(docs, together, strict=True):
        (alone,) = tag([doc])
        assert [span[:3] for span in alone] == [span[:3] for span in spans]
        assert np.allclose([span.score for span in alone], [span.score for span in spans], atol=1e-4)


def test_names_and_marks_and_bounds_are_told():
    features = place_features(with_names('زار بوتين "هيئة".\nثم عاد', بوتين="PER"))
    assert features.shape == (8, OF_PLACE)
    assert features[:, 0].tolist() == [0, 1, 0, 0, 0, 0, 0, 0]
    assert features[:, 6:9].T.tolist() == [[0, 0, 1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 0, 0], [0, 0, 0, 1, 0, 0, 0, 0]]
    assert features[:, 14].tolist() == [1, 0, 0, 0, 0, 0, 1, 0]
    assert features[:, 16].tolist() == [1, 1, 1, 1, 1, 1, 0, 0]


def test_a_noun_used_of_a_name_is_known_again():
    before, after = "شركة نوفارتس كبيرة", "وقالت الشركة ذلك"
    known = place_features(with_names(f"{before}. {after}", نوفارتس="ORG"))[5]
    unknown = place_features(with_names(f"{before}. {after}"))[5]
    assert known[17:].sum() == unknown[17:].sum() + 1  # the noun stood before a body's name


def test_stretches_are_whole_paragraphs_and_leave_nothing_out():
    text = "\n".join([" ".join(["كلمة"] * 30)] * 5 + [" ".join(["كلمة"] * 500)] + ["نهاية."])
    doc = Doc("a", text)
    cuts = list(stretches(doc))
    assert [token for first, last in cuts for token in range(first, last)] == list(range(len(doc.words)))
    assert cuts[:2] == [(0, 90), (90, 150)]
    assert max(last - first for first, last in cuts) <= 200


def test_a_span_begins_anew_and_has_the_least_probability():
    direct, indirect = 1, 3
    rows = [direct, direct + 1, direct, 0, indirect + 1]  # an inside without a beginning begins one
    tags = np.zeros((5, len(HEADS)), np.int64)
    tags[:, 1] = rows
    probabilities = np.full((5, len(HEADS), 5), 0.9, np.float32)
    probabilities[1, 1, direct + 1] = 0.5
    spans = tagger.spans_of(tags, probabilities)
    assert [span[:3] for span in spans] == [("direct", 0, 2), ("direct", 2, 3), ("indirect", 4, 5)]
    assert [round(span.score, 2) for span in spans] == [0.5, 0.9, 0.9]

"""Tone that was learned: what it reads of a sentence, and a small model made here whose sums are done by hand."""

import numpy as np
import pytest

from explore import assets
from explore.doc import Doc, Mention
from explore.engines import get_engine
from explore.model.words import BUCKETS, Words
from explore.tone.learned import THRESHOLD, Tone, describe, tone, vectors_of, without_names
from explore.tone.lexicon import lexicon

TEXT = "قصف الجيش المدينة\nقال إنه هجوم. وصل الوفد."


def described(doc):
    return describe(doc, without_names(doc), lexicon())


def vectors(doc, words):
    return vectors_of(doc, without_names(doc), words)


@pytest.fixture
def words():
    vectors = np.array([[0, 0], [2, -4], [4, 0]], np.int8)
    return Words(["قصف", "هجوم"], np.zeros(BUCKETS + 1, np.float16), vectors, np.full(2, 0.5))


def test_a_sentence_is_described_by_its_words_its_place_and_what_is_around_it():
    first, second, third = described(Doc("a", TEXT))
    assert first["headline"] == 1 and second["second"] == 1 and third["headline"] == 0
    assert "= قصف" in first and "هجوم -" in second and "= هجوم" in second
    assert second["before"] == first["score"] and second["after"] == third["score"] == 0
    assert third["nothing"] == 1 and third["headline score"] == first["score"] < 0
    scores = [first["score"], second["score"], third["score"]]
    assert first["article"] == pytest.approx(np.mean(scores))


def test_words_of_names_count_for_nothing(words):
    docs = [Doc("a", text) for text in ("وصل نواف سلام", "وصل نواف هجوم")]
    for doc in docs:
        doc.mentions = [Mention(4, 13, 0, doc.text[4:], "PER", "name", None, 1.0, "given", False, 1, 3)]
    one, other = docs
    assert described(one) == described(other)
    assert described(one) != described(Doc("a", one.text))
    assert vectors(other, words).tolist() == vectors(Doc("a", "وصل"), words).tolist() == [[0, 0, 0, 0]]


def test_vectors_are_the_mean_and_the_highest_of_all_words(words):
    found = vectors(Doc("a", "قصف هجوم"), words)
    assert found.tolist() == [[1.5, -1.0, 2.0, 0.0]]
    assert vectors(Doc("a", "!\nقصف"), words).tolist()[0] == [0, 0, 0, 0]


def test_a_model_adds_up_what_it_knows(words):
    made = {
        "statements": np.array("= قصف\nheadline"), "weights": np.array([[1, 0, -1], [0, 2, 0]], np.float16),
        "bias": np.array([0, 0, 1], np.float32), "mean": np.array([1, 1, 1, 1]), "scale": np.full(4, 2.0),
        "vectors": np.array([[0, 0, 0], [0, 0, 0], [2, 0, 0], [0, 0, 0]], np.float16),
    }  # fmt: skip
    # By hand: bad 1 + (1 - 1) / 2 * 2, neither 2, good -1 + 1.
    sums = np.exp([1.0, 2.0, 0.0])
    assert Tone(words, made).probabilities(Doc("a", "قصف")) == pytest.approx((sums / sums.sum())[None], abs=1e-5)
    assert Tone(words, made).scores([Doc("a", "قصف"), Doc("b", "")]).shape == (1,)


def test_the_shipped_one_tells_bad_from_good_and_leaves_the_neutral():
    text = "قتل عشرة مدنيين في هجوم انتحاري. أعلنت الوزارة نجاح المفاوضات والاتفاق على السلام. عقد الاجتماع يوم الأحد."
    bad, good, neither = tone().scores([Doc("a", text)])
    assert bad < -THRESHOLD and good > THRESHOLD and abs(neither) < THRESHOLD


def test_the_engine_gives_it_with_its_own_threshold():
    engine = get_engine("embedded")
    assert engine.threshold == THRESHOLD
    assert engine.score_sentences([Doc("a", TEXT)]).tolist() == tone().scores([Doc("a", TEXT)]).tolist()
    assert "tone.npz" in assets.manifest()

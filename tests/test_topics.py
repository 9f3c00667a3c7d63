import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from explore import tables
from explore.annotation.topics import find_topics
from explore.stems import content_words, stem
from explore.doc import Doc, read_docs

WORDS = {
    "حرب": "قصف جيش صواريخ هجوم معركة جبهة قتلى طائرات مدفعية حصار مقاتلون دبابات",
    "كرة": "مباراة فريق لاعب هدف دوري مدرب بطولة ملعب جمهور حارس كأس منتخب",
    "مال": "أسعار نفط بورصة أسهم تضخم دولار بنك استثمار صادرات ميزانية فائدة ديون",
}


def corpus_of(n, seed=1):
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(n):
        name = list(WORDS)[i % 3]
        rows.append((f"{name}{i}", " ".join(rng.choice(WORDS[name].split(), 50)) + "."))
    articles = pd.DataFrame(rows, columns=["article_id", "text"])
    docs = read_docs(articles)
    return docs, sentences_of(docs)


def sentences_of(docs):
    return tables.SENTENCES.frame([
        (doc.article_id, k, s.paragraph, s.start, s.end, 0.0, 0, None, False)
        for doc in docs for k, s in enumerate(doc.sentences)
    ])  # fmt: skip


def separates(found):
    """Say whether no topic mixes two of the three vocabularies."""
    kinds = found.topics.assign(kind=found.topics["article_id"].str[:3]).groupby("topic")["kind"].nunique()
    return len(kinds) >= 2 and (kinds == 1).all()


def test_few_passages_go_to_nmf_and_a_note_says_so():
    found = find_topics(*corpus_of(18))
    assert found.labels["method"].unique().tolist() == ["nmf"]
    assert found.notes == ("Topics by NMF: BERTopic needs 50 passages, here are 18.",)
    assert separates(found)


@pytest.mark.slow
@pytest.mark.filterwarnings(
    "ignore::DeprecationWarning",
    "ignore::PendingDeprecationWarning",
    "ignore::FutureWarning",
    "ignore::SyntaxWarning",
    "ignore::UserWarning",
)
def test_many_passages_go_to_bertopic_which_keeps_arabic_and_repeats_itself():
    docs, sentences = corpus_of(90)
    found = find_topics(docs, sentences)
    assert found.labels["method"].unique().tolist() == ["bertopic"]
    assert separates(found)
    vocabulary = set(" ".join(WORDS.values()).split())
    assert set(found.terms["term"]) <= vocabulary
    again = find_topics(docs, sentences)
    assert_frame_equal(found.topics, again.topics)
    assert_frame_equal(found.terms, again.terms)


def test_weights_are_shares_of_an_article():
    found = find_topics(*corpus_of(18))
    assert (found.topics.groupby("article_id")["weight"].sum() <= 1 + 1e-9).all()
    assert found.of_sentence.dropna().isin(found.labels["topic"]).all()
    assert found.labels["n_passages"].is_monotonic_decreasing


def test_nearly_nothing_has_no_topics():
    docs = [Doc("a", "خبر قصير.")]
    found = find_topics(docs, sentences_of(docs))
    assert found.topics.empty
    assert found.of_sentence.isna().all()
    assert "they need four passages" in found.notes[0]
    assert find_topics([], tables.SENTENCES.empty()).of_sentence.empty


def test_boilerplate_has_no_topic():
    docs, sentences = corpus_of(18)
    sentences.loc[3, "boilerplate"] = True
    assert find_topics(docs, sentences).of_sentence.isna().tolist() == [row == 3 for row in range(18)]


def test_words_are_content_words_lightly_stemmed():
    assert content_words(Doc("a", "وقال إن العقوباتِ على المفاوضين").words) == ["عقوب", "مفاوض"]
    assert stem("والمحادثات") == stem("محادثات") == stem("بالمحادثات")
    assert stem("ورد") == "ورد"


def test_a_vocalised_word_is_one_word():
    assert content_words(Doc("a", "مُفاوَضاتٌ").words) == content_words(Doc("a", "مفاوضات").words)

"""Which articles meet conditions: on themselves, and on one of their sentences."""

import pandas as pd
import pytest

import explore
from explore.filters import matching_sentences


@pytest.fixture(scope="module")
def corpus():
    texts = [
        "التقى بوتين بايدن في جنيف. رحب الكرملين بالاتفاق.",
        "عاد بوتين إلى موسكو. قتل عشرة في قصف على حلب.",
        "أمطار غزيرة على القاهرة.",
    ]
    articles = pd.DataFrame({"article_id": list("abc"), "text": texts, "section": ["politics", "politics", None]})
    return explore.annotate(articles, topics=False)


def ids(corpus):
    return corpus.articles["article_id"].tolist()


def test_actors_are_named_in_one_sentence(corpus):
    assert ids(corpus.where(actors="vladimir-putin")) == ["a", "b"]
    assert ids(corpus.where(actors=["vladimir-putin", "joe-biden"])) == ["a"]
    assert ids(corpus.where(actors=["vladimir-putin", "kremlin"])) == []  # both in a, in different sentences


def test_conditions_on_a_sentence_are_met_by_one_sentence(corpus):
    assert ids(corpus.where(tone=-1)) == ["b"]
    assert ids(corpus.where(tone=-1, actors="vladimir-putin")) == []


def test_words_are_found_whatever_their_spelling_and_clitics(corpus):
    assert ids(corpus.where(words="إتفاق")) == ["a"]
    assert ids(corpus.where(words="امطار القاهره")) == ["c"]
    assert ids(corpus.where(words="مطار")) == []
    with pytest.raises(explore.ExploreError, match="letter or a digit"):
        corpus.where(words="…")


def test_unknown_values_say_what_is_there(corpus):
    with pytest.raises(explore.ExploreError, match="No article of section 'sport'. Sections here: politics"):
        corpus.where(section="sport")
    with pytest.raises(explore.ExploreError, match="No actor 'nobody'"):
        corpus.where(actors="nobody")
    with pytest.raises(explore.ExploreError, match="tone"):
        corpus.where(tone=2)


def test_the_empty_text_is_the_section_of_articles_that_have_none(corpus):
    assert ids(corpus.where(section="")) == ["c"]


def test_without_is_all_that_where_leaves(corpus):
    for conditions in ({"actors": "vladimir-putin"}, {"words": "أمطار"}, {"section": "politics"}, {"article": "b"}):
        inside, outside = ids(corpus.where(**conditions)), ids(corpus.without(**conditions))
        assert sorted(inside + outside) == ["a", "b", "c"]
        assert not set(inside) & set(outside)
    assert ids(corpus.where(section="").without(section="politics")) == ["c"]


def test_boilerplate_meets_a_condition_only_when_it_is_kept(corpus):
    marked = corpus.sentences.assign(boilerplate=True)
    all_boilerplate = explore.Corpus(**{**corpus.tables(), "sentences": marked})
    assert matching_sentences(all_boilerplate, words="أمطار").empty
    assert len(matching_sentences(all_boilerplate, words="أمطار", boilerplate="keep")) == 1

"""What the embedded engine takes of the recogniser: beside known names, around them when sure, never adverbs."""

import numpy as np
import pandas as pd
import pytest

from explore.doc import Doc
from explore.engines.embedded import EmbeddedEngine
from explore.model.recogniser import Found, Reading
from explore.text import fold

ALIASES = pd.DataFrame(
    [
        ("ترامب", "donald-trump", "PER", "surname", "surname"),
        ("زغرب", "zagreb", "LOC", "", "name"),
        ("دوما", "douma", "LOC", "", "name"),
        ("نادي باريس", "paris-club", "ORG", "", "name"),
        ("باريس سان جيرمان", "psg", "ORG", "", "name"),
    ],
    columns=["alias", "actor_id", "label", "rule", "kind_of"],
)


class Says:
    """A recogniser that finds the words it is told to, with the score it is told; others it holds for names or not."""

    def __init__(self, *found, chance=1.0):
        self.found, self.chance = found, chance

    def read(self, sentences):
        """Return, of each sentence, what was told of its words."""
        told = []
        for sentence in sentences:
            here = []
            for words, label, score in self.found:
                wanted = fold(words).split()
                for k in range(len(sentence.words) - len(wanted) + 1):
                    if sentence.words[k : k + len(wanted)] == wanted:
                        end = sentence.spans[k + len(wanted) - 1][1]
                        here.append(Found(sentence.spans[k][0], end, label, score))
            told.append(Reading(here, np.full(len(sentence.words), self.chance, np.float32)))
        return told


@pytest.fixture
def mentions(monkeypatch):
    def found(text, *says, chance=1.0, aliases=ALIASES):
        monkeypatch.setattr("explore.engines.embedded.known_aliases", lambda: ALIASES)
        monkeypatch.setattr(EmbeddedEngine, "recogniser", Says(*says, chance=chance))
        table = EmbeddedEngine(aliases).find_mentions([Doc("a", text)])
        return table[["surface", "label", "rule"]].to_records(index=False).tolist()

    return found


def test_a_name_of_the_model_stands_beside_known_ones(mentions):
    found = mentions("زار سمير الخطيب مدينة زغرب.", ("سمير الخطيب", "PER", 0.9))
    assert found == [("سمير الخطيب", "PER", "model"), ("زغرب", "LOC", "alias")]


@pytest.mark.parametrize(("score", "found"), [(0.51, ["سمير الخطيب"]), (0.49, [])])
def test_it_is_taken_when_more_likely_right_than_wrong(mentions, score, found):
    assert [surface for surface, _, _ in mentions("وصل سمير الخطيب.", ("سمير الخطيب", "PER", score))] == found


@pytest.mark.parametrize(
    ("text", "said", "label", "longer", "known"),
    [
        ("قال إيريك ترامب ذلك.", "إيريك ترامب", "PER", ("إيريك ترامب", "PER", "model"), ("ترامب", "PER", "surname")),
        ("في جامعة زغرب طلاب.", "جامعة زغرب", "ORG", ("جامعة زغرب", "ORG", "model"), ("زغرب", "LOC", "alias")),
    ],
)
def test_around_a_known_name_only_when_it_is_sure(mentions, text, said, label, longer, known):
    assert mentions(text, (said, label, 0.8)) == [longer]
    assert mentions(text, (said, label, 0.79)) == [known]


def test_a_place_does_not_become_a_longer_place(mentions):
    assert mentions("في مدينة زغرب القديمة.", ("زغرب القديمة", "LOC", 0.99)) == [("زغرب", "LOC", "alias")]


def test_an_adverb_is_no_place_whoever_found_it(mentions):
    assert mentions("كان دوماً يقول ذلك.", ("دوما", "LOC", 0.9)) == []
    assert [rule for _, _, rule in mentions("قصفوا دوما أمس.")] == ["alias"]


def test_of_names_that_overlap_the_longest_is_meant(mentions):
    assert mentions("في نادي باريس سان جيرمان.") == [("باريس سان جيرمان", "ORG", "alias")]
    assert mentions("اجتمع نادي باريس للدائنين.") == [("نادي باريس", "ORG", "alias")]


def test_a_known_name_is_left_out_where_the_model_holds_it_for_another_word(mentions):
    assert mentions("يعود معرض زغرب للكتاب.", chance=0.41) == [("زغرب", "LOC", "alias")]
    assert mentions("يعود معرض زغرب للكتاب.", chance=0.39) == []


def test_a_name_that_a_researcher_added_always_counts(mentions):
    own = pd.concat([ALIASES, pd.DataFrame([("الراوي", "rawi", "PER", "", "name")], columns=ALIASES.columns)])
    assert mentions("قال الراوي في زغرب.", chance=0.0, aliases=own) == [("الراوي", "PER", "alias")]
    assert mentions("قال الراوي.", ("الراوي", "LOC", 0.99), aliases=own) == [("الراوي", "PER", "alias")]


def test_a_team_is_called_like_its_town(mentions):
    assert mentions("فازت زغرب بهدفين.", ("زغرب", "ORG", 0.8)) == [("زغرب", "ORG", "model")]
    assert mentions("فازت زغرب بهدفين.", ("زغرب", "ORG", 0.79)) == [("زغرب", "LOC", "alias")]

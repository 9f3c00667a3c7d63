"""New actors: names that the knowledge base does not hold, found by an engine that is told what to find."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import explore
from explore import tables
from explore.actors import aliases, knowledge_base
from explore.actors.gazetteer import Gazetteer, read_names
from explore.actors.ids import new_id, transliterate
from explore.annotation.names import link
from explore.annotation.article_aliases import find_aliases
from explore.annotation.new_actors import assign, collect, find_new_actors, merge
from explore.corpus import count_actors
from explore.doc import Doc, attach_mentions

CASES = json.loads((Path(__file__).parent / "cases" / "new_actors.json").read_text(encoding="utf-8"))["within"]


class Told:
    """An engine that knows the knowledge base by heart, and names it is told: (surface, label, occurrence, score)."""

    name, version = "told", "1"
    gazetteer = None

    def __init__(self, names):
        self.told = names
        Told.gazetteer = Told.gazetteer or Gazetteer(read_names(aliases()))

    def find_mentions(self, docs):
        rows = []
        for doc in docs:
            article_id, text = doc.article_id, doc.text
            spans = {}
            for surface, label, *more in self.told.get(article_id, ()):
                occurrence, score = (*more, *(0, 0.9)[len(more) :])
                places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", text)]
                for start in places[occurrence - 1 : occurrence] if occurrence else places:
                    spans[start, start + len(surface)] = (label, score, "model")
            for match in self.gazetteer.find(doc.folded):
                if not match.name.rule:
                    spans.setdefault((match.start, match.end), (match.name.label, 0.95, "alias"))
            outer = [(s, e) for s, e in spans if not any(a <= s and e <= b and (a, b) != (s, e) for a, b in spans)]
            for start, end in sorted(outer):
                label, score, rule = spans[start, end]
                rows.append((article_id, start, end, 0, text[start:end], label, "name", None, score, rule, False))
        return tables.MENTIONS.frame(rows)

    def score_sentences(self, docs):
        return [0.0 for doc in docs for _ in doc.sentences]


def linked(texts, names):
    """Articles whose names are found and linked."""
    docs = [Doc(article_id, text) for article_id, text in texts.items()]
    attach_mentions(docs, link(docs, Told(names).find_mentions(docs), Told.gazetteer))
    return docs


def annotate(texts, names):
    """The first layers of explore.annotate: names and new actors."""
    articles = tables.ARTICLES.frame(pd.DataFrame({"article_id": list(texts), "text": list(texts.values())}))
    docs, base = linked(texts, names), knowledge_base()
    mentions, new = find_new_actors(docs, base, Told.gazetteer)
    actors = pd.concat([base, new])
    actors = count_actors(actors[actors["actor_id"].isin(mentions["actor_id"])], mentions)
    return explore.Corpus(articles=articles, mentions=mentions, actors=actors, provenance={"versions": {}})


def named(corpus):
    """(surface, Arabic name of the actor or None) of every name."""
    arabic = corpus.actors.set_index("actor_id")["name_ar"]
    names = corpus.mentions[corpus.mentions["kind"] == "name"]
    return [[m.surface, None if pd.isna(m.actor_id) else arabic[m.actor_id]] for m in names.itertuples()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_names_within_an_article(case, request):
    if case.get("known_failure"):
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["why"]))
    corpus = annotate({"a": case["text"]}, {"a": case["names"]})
    assert named(corpus) == case["actors"]
    if "labels" in case:
        assert corpus.mentions["label"].tolist() == case["labels"]
    for m in corpus.mentions.itertuples():
        assert case["text"][m.start : m.end] == m.surface


def test_a_surname_that_others_bear_in_full_elsewhere_is_nobody():
    texts = {"a": "قال فاسكونين ذلك.", "b": "وصل ليونيد فاسكونين."}
    corpus = annotate(texts, {"a": [["فاسكونين", "PER"]], "b": [["ليونيد فاسكونين", "PER"]]})
    assert named(corpus) == [["فاسكونين", None], ["ليونيد فاسكونين", "ليونيد فاسكونين"]]


def test_a_new_actor_has_a_row_and_says_so():
    corpus = annotate({"a": "أعلن ليونيد فاسكونين فوزه."}, {"a": [["ليونيد فاسكونين", "PER"]]})
    row = corpus.actors.iloc[0]
    assert row["actor_id"] == new_id("ليونيد فاسكونين", set())
    assert row[["name_ar", "kind", "n_mentions"]].tolist() == ["ليونيد فاسكونين", "PER", 1]
    assert row[["name_en", "country", "wikidata"]].isna().all()
    assert corpus.mentions["rule"].tolist() == ["model; new"]


def test_new_actors_reach_every_table_of_a_corpus():
    text = "أعلن ليونيد فاسكونين فوزه. وقال فاسكونين إن الطريق طويل وشاق على الجميع."
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    corpus = explore.annotate(articles, engine=Told({"a": [["ليونيد فاسكونين", "PER"]]}), topics=False)
    actor = new_id("ليونيد فاسكونين", set())
    assert corpus.articles.loc[0, "actors"] == [actor]
    assert corpus.actors[["actor_id", "n_mentions"]].to_numpy().tolist() == [[actor, 2]]
    assert corpus.quotes["actor_id"].tolist() == [actor]


def test_a_name_has_one_id_in_every_corpus():
    texts = {"a": "أعلن ليونيد فاسكونين فوزه.", "b": "زار بافل غرودين ليونيد فاسكونين."}
    names = {k: [["ليونيد فاسكونين", "PER"], ["بافل غرودين", "PER"]] for k in "ab"}
    both, one = annotate(texts, names), annotate({"b": texts["b"]}, names)
    assert set(one.actors["actor_id"]) == set(both.actors["actor_id"])
    joined = explore.Corpus.concat([annotate({"a": texts["a"]}, names), one])
    assert_frame_equal(joined.actors, both.actors)


def test_spellings_across_articles_are_one_actor():
    texts = {"a": "أعلن سيرغي فاسكونين فوزه.", "b": "أعلن سيرغي فاسكونين فوزه.", "c": "وصل سيرجي فاسكونن أمس."}
    names = {"a": [["سيرغي فاسكونين", "PER"]], "b": [["سيرغي فاسكونين", "PER"]], "c": [["سيرجي فاسكونن", "PER"]]}
    corpus = annotate(texts, names)
    assert corpus.actors[["name_ar", "n_articles"]].to_numpy().tolist() == [["سيرغي فاسكونين", 3]]
    assert corpus.mentions["rule"].tolist()[-1] == "model; variant of سيرغي فاسكونين"


def test_names_that_only_may_be_one_stay_two():
    names = {"a": [["دافيد غرودنسكي", "PER"]], "b": [["ديفيد غرودنسكي", "PER"]]}
    corpus = annotate({k: f"أفرج عن القس {n[0][0]}." for k, n in names.items()}, names)
    assert corpus.mentions["actor_id"].nunique() == 2


def test_names_are_added_up_alike_in_any_order_and_in_parts():
    texts = {"a": "أعلن سيرغي فاسكونين فوزه.", "b": "زار بافل غرودين سيرجي فاسكونين.", "c": "وصل سيرغي فاسكونين أمس."}
    names = {k: [[n, "PER"] for n in ("سيرغي فاسكونين", "سيرجي فاسكونين", "بافل غرودين")] for k in texts}
    found = []
    for part in ("abc", "cba"):
        docs = linked({k: texts[k] for k in part}, names)
        counts = [collect(find_aliases(doc, Told.gazetteer)) for doc in docs]
        parts = [merge(counts[:1]), merge(counts[1:])]
        found += [dict(sorted(assign(merge(some), set(), Told.gazetteer).items())) for some in (counts, parts)]
    assert found[0] == found[1] == found[2] == found[3]
    assert {why for _, why in found[0].values()} == {"new", "variant"}


def test_a_spelling_that_fits_two_is_neither():
    names = {
        k: [[n, "PER"]] for k, n in zip("abc", ("كارن فالدستين", "كارين فالدستيان", "كارين فالدستين"), strict=True)
    }
    corpus = annotate({k: f"وصل {n[0][0]}." for k, n in names.items()}, names)
    ids = corpus.mentions["actor_id"].tolist()
    assert all(isinstance(actor, str) for actor in ids)


def test_a_body_or_place_needs_to_be_probable():
    names = {"a": [["كورتالا", "LOC", 0, 0.4], ["رابطة صيادي المرجان", "ORG", 0, 0.9]]}
    corpus = annotate({"a": "اجتمعت رابطة صيادي المرجان في كورتالا."}, names)
    assert named(corpus) == [["رابطة صيادي المرجان", "رابطة صيادي المرجان"], ["كورتالا", None]]


def test_without_new_names_nothing_changes():
    corpus = annotate({"a": "التقى فلاديمير بوتين سيرغي لافروف في موسكو."}, {})
    assert corpus.mentions["actor_id"].tolist() == ["vladimir-putin", "sergey-lavrov", "moscow"]
    assert set(corpus.mentions["rule"]) == {"alias"}


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئء abc1", min_size=1, max_size=30))
def test_ids_are_readable_and_never_those_of_the_base(name):
    made = new_id(name, set())
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert new_id(name, {made}) != made
    assert transliterate(name) in made or made.startswith("actor-")


def test_no_id_of_the_base_is_made():
    known = set(knowledge_base()["actor_id"])
    assert not any(re.search(r"-[0-9a-f]{4}$", actor) and new_id(actor, set()) in known for actor in known)

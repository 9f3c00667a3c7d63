"""The review of suggested merges: asked one at a time, answered into a file, taken up again another day."""

import pandas as pd
import pytest

import explore
from explore import tables
from explore.corpus import Corpus, count_actors
from explore.curation import read_overrides, spellings_of
from explore.errors import BadInput, MissingColumns
from explore.panels import review_merges

ipywidgets = pytest.importorskip("ipywidgets")

TEXTS = {
    "a": "قال ديميتري الفلانوف نعم. <b>وقالت</b> ماريا الفلانوفا لا.",
    "b": "قال دميتري الفلانوف نعم. ودميتري الفلانوف هنا.",
    "c": "قال ديمتري بيسكوفو شيئا.",
}
ACTORS = [
    ("dmitry-peskov", "دميتري بيسكوف", "Dmitry Peskov"),
    ("dymytry-1", "ديميتري الفلانوف", None),
    ("dmytry-2", "دميتري الفلانوف", None),
    ("mary-3", "ماريا الفلانوفا", None),
    ("dymtry-4", "ديمتري بيسكوفو", None),
]
MENTIONS = [("a", 4, "ديميتري الفلانوف", "dymytry-1"), ("a", 36, "ماريا الفلانوفا", "mary-3"),
            ("b", 4, "دميتري الفلانوف", "dmytry-2"), ("b", 25, "ودميتري الفلانوف", "dmytry-2"),
            ("c", 4, "ديمتري بيسكوفو", "dymtry-4")]  # fmt: skip
PAIRS = [
    ("dmitry-peskov", "dymtry-4", "دميتري بيسكوف", "ديمتري بيسكوفو", 0.9, True, 0),
    ("dymytry-1", "dmytry-2", "ديميتري الفلانوف", "دميتري الفلانوف", 0.8, True, 0),
    ("dymytry-1", "mary-3", "ديميتري الفلانوف", "ماريا الفلانوفا", 0.4, False, 1),
]


@pytest.fixture
def corpus():
    mentions = pd.DataFrame(MENTIONS, columns=["article_id", "start", "surface", "actor_id"])
    mentions = tables.MENTIONS.frame(
        mentions.assign(end=0, sentence=0, label="PER", kind="name", score=1.0, rule="literal")
    )
    actors = pd.DataFrame(ACTORS, columns=["actor_id", "name_ar", "name_en"]).assign(
        kind="PER", country=None, wikidata=None
    )
    articles = tables.ARTICLES.frame(pd.DataFrame({"article_id": list(TEXTS), "text": list(TEXTS.values())}))
    return Corpus(articles=articles, mentions=mentions, actors=count_actors(actors, mentions))


@pytest.fixture
def pairs():
    rows = [
        {"actor_a": a, "actor_b": b, "name_a": x, "name_b": y, "kind": "PER", "score": score, "likeness": score,
         "same_first_name": first, "n_shared": 0, "shared": ["dmitry-peskov"] if both else [], "n_a": 2, "n_b": 1,
         "n_both": both, "example_a": f"قال {x} نعم. <script>", "example_b": f"قال {y} نعم."}
        for a, b, x, y, score, first, both in PAIRS
    ]  # fmt: skip
    return tables.MERGES.frame(rows)


@pytest.fixture
def review(corpus, pairs, tmp_path):
    return review_merges(corpus, tmp_path / "actors.yml", suggestions=pairs)


def asked(review):
    return None if review.pair is None else (review.pair["actor_a"], review.pair["actor_b"])


def test_a_yes_is_written_and_the_next_is_asked(review):
    assert asked(review) == ("dmitry-peskov", "dymtry-4")
    assert "merge: ديمتري بيسكوفو; into: dmitry-peskov" in review.answer("yes")
    assert review.path.read_text("utf-8").endswith("- merge: [ديمتري بيسكوفو]\n  into: dmitry-peskov\n")
    assert asked(review) == ("dymytry-1", "dmytry-2")


def test_two_newcomers_are_merged_by_their_names_and_the_first_stays(review):
    review.answer("later")
    review.answer("yes")
    found = read_overrides(review.path)
    new = found.actors[found.actors["name_ar"] == "ديميتري الفلانوف"]
    assert new["kind"].tolist() == ["PER"]
    assert set(found.aliases.loc[found.aliases["actor_id"] == new["actor_id"].iloc[0], "alias"]) >= {
        "ديميتري الفلانوف", "دميتري الفلانوف"}  # fmt: skip
    assert "ودميتري الفلانوف" not in set(found.aliases["alias"])


def test_answers_are_remembered_another_day_and_later_is_asked_again(review, corpus, pairs):
    review.answer("later")
    review.answer("yes")
    review.answer("no")
    assert asked(review) is None
    again = review_merges(corpus, review.path, suggestions=pairs)
    assert asked(again) == ("dmitry-peskov", "dymtry-4")
    assert len(again.frame) == 1
    assert again.answer("no")
    assert review_merges(corpus, review.path, suggestions=pairs).frame.empty


def test_a_no_holds_for_whoever_the_two_were_merged_into(review, corpus, pairs):
    review.answer("yes")
    review.answer("yes")
    turned = pairs.iloc[[2]].assign(actor_a="dmytry-2", name_a="دميتري الفلانوف")
    review.answer("no")
    assert review_merges(corpus, review.path, suggestions=turned).frame.empty


def test_what_was_written_by_hand_is_kept_and_counts_as_an_answer(corpus, pairs, tmp_path):
    path = tmp_path / "actors.yml"
    path.write_text("# mine\n- different: [dmitry-peskov, ديمتري بيسكوفو]\n", encoding="utf-8")
    review = review_merges(corpus, path, suggestions=pairs)
    assert asked(review) == ("dymytry-1", "dmytry-2")
    review.answer("no")
    assert path.read_text("utf-8").startswith("# mine\n- different: [dmitry-peskov, ديمتري بيسكوفو]\n- different:")


def test_an_answer_is_taken_back(review):
    review.answer("yes")
    review.answer("no")
    review.undo()
    assert asked(review) == ("dymytry-1", "dmytry-2")
    review.undo()
    assert not review.path.exists()
    with pytest.raises(BadInput, match="Nothing was answered"):
        review.undo()


def test_a_contradiction_is_refused_and_asked_on(review):
    review.path.write_text("- merge: ديميتري الفلانوف\n  into: دميتري الفلانوف\n", encoding="utf-8")
    review.answer("later")
    before = review.path.read_bytes()
    with pytest.raises(BadInput, match="two|itself|one"):
        review.answer("no")
    assert review.path.read_bytes() == before
    assert asked(review) == ("dymytry-1", "dmytry-2")


def test_buttons_do_the_same_and_say_so(review):
    box = review._box()
    shown = review._widgets
    assert [w.description for w in box.children[2].children] == ["Yes, one", "No, two", "Later", "Undo"]
    assert shown["undo"].disabled
    shown["same"].click()
    assert "Written to actors.yml" in shown["status"].value
    assert "Open: 2" in shown["card"].value
    shown["undo"].click()
    assert asked(review) == ("dmitry-peskov", "dymtry-4")
    for _ in range(3):
        shown["later"].click()
    assert [w.description for w in box.children[2].children] == ["Undo"]  # nothing is asked any more
    assert "explore.reannotate(corpus, actors=" in shown["card"].value


def test_the_card_tells_for_and_against_and_escapes_what_articles_say(review):
    card = review._card()
    assert "<script" not in card
    assert "&lt;script&gt;" in card
    assert "same first name" in card
    assert "not in the knowledge base" in card
    assert "Dmitry Peskov" in card
    review.answer("later")
    review.answer("later")
    card = review._card()
    assert "named in the same article 1 times" in card
    assert "دميتري بيسكوف" in card  # named with both
    assert ">ماريا الفلانوفا</mark>" in card


def test_without_a_kernel_the_open_ones_are_listed(review, monkeypatch, corpus, pairs):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: shown.append(bundle))
    review._ipython_display_()
    review_merges(corpus, review.path, suggestions=pairs, language="ar")._ipython_display_()
    assert set(shown[0]) == {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"}
    assert shown[0]["text/html"].count("<tr>") == 3
    assert "JupyterLab" in shown[0]["text/html"]
    assert "أهما واحد؟" in shown[1]["text/html"]


def test_what_is_no_answer_is_refused(review, corpus, tmp_path):
    with pytest.raises(BadInput, match="said must be one of 'yes', 'no', 'later'; got 'maybe'"):
        review.answer("maybe")
    with pytest.raises(BadInput, match=r"ends in \.yml"):
        review_merges(corpus, tmp_path / "actors.csv")
    with pytest.raises(MissingColumns, match="suggestions"):
        review_merges(corpus, tmp_path / "a.yml", suggestions=pd.DataFrame())
    with pytest.raises(BadInput, match="takes the corpus"):
        review_merges(pd.DataFrame())
    empty = review_merges(explore.Corpus(), tmp_path / "a.yml")
    with pytest.raises(BadInput, match="No more suggestions"):
        empty.answer("yes")


def test_spellings_are_names_of_as_many_words(corpus):
    assert spellings_of(corpus, "dmytry-2") == ["دميتري الفلانوف"]
    assert spellings_of(corpus, "nobody") == []

"""Curation entries: read, validated, applied to the knowledge base, reported, written."""

import os
import re
import stat

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import explore
from explore import curation_report
from explore.actors import ACTOR_COLUMNS, ALIAS_COLUMNS, aliases, knowledge_base
from explore.actors.gazetteer import Gazetteer, read_names
from explore.cli import main
from explore.corpus import Corpus
from explore.curation import add_entry, count_effects, override_mentions, read_actors, read_overrides, take_back
from explore.curation.entries import read_content
from explore.errors import BadInput, ExploreError, MissingColumns
from explore.text import fold

# --- a researcher's own actors ---------------------------------------------------------------------------


def own(**columns):
    base = {"name_ar": ["سالم الراوي"], "name_en": ["Salem al-Rawi"], "kind": ["PER"]}
    return pd.DataFrame(base | columns)


def test_own_rows_come_first_with_an_id_of_their_name():
    mine = own(aliases=["الراوي| أبو سعد |"], country=["IQ"])
    before = mine.copy(deep=True)
    known, names = read_actors(mine)
    pd.testing.assert_frame_equal(mine, before)
    assert known.loc[0, ["actor_id", "country"]].tolist() == ["salem-al-rawi", "IQ"]
    assert pd.isna(known.loc[0, "wikidata"])
    assert names["alias"].tolist()[:3] == ["سالم الراوي", "الراوي", "أبو سعد"]
    assert names["label"].tolist()[:3] == ["PER"] * 3
    assert len(known) == len(knowledge_base()) + 1
    assert list(known.columns) == ACTOR_COLUMNS
    assert list(names.columns) == ALIAS_COLUMNS


def test_own_alias_is_taken_from_whoever_had_it():
    _, names = read_actors(own(aliases=["بوتين"]))
    hits = names[[str(fold(a)) == "بوتين" for a in names["alias"]]]
    assert hits["actor_id"].tolist() == ["salem-al-rawi"]
    assert "vladimir-putin" in set(names["actor_id"])


def test_own_row_of_a_known_actor_changes_what_it_states_only():
    mine = own(actor_id=["vladimir-putin"], name_ar=["الرئيس بوتن"], name_en=["V. Putin"], aliases=["القيصر"])
    known, names = read_actors(mine)
    row = known.set_index("actor_id").loc["vladimir-putin"]
    assert row["name_en"] == "V. Putin"
    assert row["wikidata"] == "Q7747"
    assert known["actor_id"].is_unique
    assert {"القيصر", "فلاديمير بوتين"} <= set(names.loc[names["actor_id"] == "vladimir-putin", "alias"])


def test_own_file_is_read(tmp_path):
    path = tmp_path / "actors.csv"
    own(aliases=["الراوي"]).to_csv(path, index=False, encoding="utf-8-sig")
    from_file, from_frame = read_actors(path), read_actors(own(aliases=["الراوي"]))
    for read, given_ in zip(from_file, from_frame, strict=True):
        pd.testing.assert_frame_equal(read, given_)


@pytest.mark.parametrize(
    ("frame", "error", "says"),
    [
        (own().drop(columns="name_en"), MissingColumns, r"read_actors\(\) needs 'name_en' in .*Found: name_ar, kind"),
        (own(kind=["person"]), BadInput, "Row 1 .*'kind'.*'PER', 'ORG'.*got 'person'"),
        (own(name_ar=[" "]), BadInput, "Row 1 .* needs name_ar"),
        (own(name_en=["؟"]), BadInput, "Row 1 .*is empty"),
        (pd.concat([own(), own()]), BadInput, "Row 2 .*'salem-al-rawi' is .*described twice"),
        (
            own(actor_id=["a"]).pipe(lambda a: pd.concat([a, own(actor_id=["b"])])),
            BadInput,
            r"is given to a \(Row 1 .*\) and b \(Row 2",
        ),
    ],
)
def test_bad_rows_are_named(frame, error, says):
    with pytest.raises(error, match=says):
        read_actors(frame)


def test_a_file_that_is_not_csv_is_named(tmp_path):
    for name, content in (("empty.csv", b""), ("latin.csv", b"name_ar\n\xff\xfe"), ("absent.csv", None)):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(ExploreError, match=re.escape(name)):
            read_actors(path)


# --- entries ----------------------------------------------------------------------------------------------


@pytest.fixture
def write(tmp_path):
    def written(text, name="actors.yml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return written


def bearers(names, surface):
    return sorted(names.loc[[str(fold(alias)) == str(fold(surface)) for alias in names["alias"]], "actor_id"])


NEWCOMER = """
- merge: [دميتري كازاك, ديمتري كوزاكو]
  into: dmitry-peskov
  note: one man, said the man himself
"""


def test_a_merge_gives_all_names_of_one_to_the_other(write):
    overrides = read_overrides(write("- merge: joe-biden\n  into: vladimir-putin\n"))
    assert overrides.merged == {"joe-biden": "vladimir-putin"}
    assert "joe-biden" not in set(overrides.actors["actor_id"]) | set(overrides.aliases["actor_id"])
    assert bearers(overrides.aliases, "جو بايدن") == ["vladimir-putin"]
    assert (
        not overrides.aliases.assign(folded=[str(fold(a)) for a in overrides.aliases["alias"]])
        .duplicated(["folded", "actor_id"])
        .any()
    )
    known = knowledge_base().set_index("actor_id").loc["vladimir-putin"]
    pd.testing.assert_series_equal(
        overrides.actors.set_index("actor_id").loc["vladimir-putin"], known, check_dtype=False
    )


def test_merges_are_followed_to_their_end_whatever_their_order(write):
    one = "- merge: joe-biden\n  into: barack-obama\n"
    other = "- merge: [barack-obama]\n  into: فلاديمير بوتين\n"
    there, back = (read_overrides(write(text)) for text in (one + other, other + one))
    assert there.merged == back.merged == {"joe-biden": "vladimir-putin", "barack-obama": "vladimir-putin"}
    pd.testing.assert_frame_equal(there.actors, back.actors)
    pd.testing.assert_frame_equal(there.aliases, back.aliases)


def test_a_name_nobody_knows_goes_to_the_actor(write):
    overrides = read_overrides(write(NEWCOMER))
    assert bearers(overrides.aliases, "دميتري كازاك") == ["dmitry-peskov"]
    assert len(overrides.actors) == len(knowledge_base())
    label = overrides.aliases.loc[overrides.aliases["alias"] == "ديمتري كوزاكو", "label"]
    assert label.tolist() == ["PER"]


def test_two_names_nobody_knows_become_an_actor(write):
    overrides = read_overrides(write("- merge: شركة الفلاني\n  into: الفلاني القابضة\n  kind: ORG\n"))
    new = overrides.actors[~overrides.actors["actor_id"].isin(knowledge_base()["actor_id"])]
    assert new[["name_ar", "kind"]].to_numpy().tolist() == [["الفلاني القابضة", "ORG"]]
    assert new["name_en"].isna().all()
    assert bearers(overrides.aliases, "شركه الفلاني") == new["actor_id"].tolist()
    assert set(overrides.aliases.loc[overrides.aliases["actor_id"].isin(new["actor_id"]), "label"]) == {"ORG"}


def test_what_the_one_that_stays_lacks_is_taken_from_the_other(write):
    overrides = read_overrides(write("- merge: joe-biden\n  into: جوزف الفلاني\n"))
    kept = overrides.actors.set_index("name_ar").loc["جوزف الفلاني"]
    assert kept[["name_en", "kind", "country"]].tolist() == ["Joe Biden", "PER", "US"]


def test_a_split_gives_a_name_to_another_actor(write):
    text = "- split: [بايدن]\n  from: joe-biden\n  name_en: Hunter Biden\n  name_ar: هانتر الفلاني\n"
    overrides = read_overrides(write(text))
    assert bearers(overrides.aliases, "بايدن") == ["hunter-biden"]
    assert bearers(overrides.aliases, "هانتر الفلاني") == ["hunter-biden"]
    assert bearers(overrides.aliases, "جو بايدن") == ["joe-biden"]
    to_known = read_overrides(write("- split: بايدن\n  from: joe-biden\n  actor_id: barack-obama\n"))
    assert bearers(to_known.aliases, "بايدن") == ["barack-obama"]
    pd.testing.assert_frame_equal(
        to_known.actors.sort_values("actor_id", ignore_index=True),
        knowledge_base().sort_values("actor_id", ignore_index=True),
    )


def test_names_are_added_and_actors_renamed_without_saying_the_rest_again(write):
    overrides = read_overrides(write("- actor_id: vladimir-putin\n  name_ar: بوتن\n  aliases: القيصر\n"))
    row = overrides.actors.set_index("actor_id").loc["vladimir-putin"]
    assert row[["name_ar", "name_en", "wikidata"]].tolist() == ["بوتن", "Vladimir Putin", "Q7747"]
    assert bearers(overrides.aliases, "القيصر") == bearers(overrides.aliases, "فلاديمير بوتين") == ["vladimir-putin"]


def test_a_banned_name_is_nobodys(write):
    overrides = read_overrides(write("- ban: [موسكو, الأمل]\n"))
    assert bearers(overrides.aliases, "موسكو") == []
    assert overrides.banned == {"موسكو", "الامل"}


def test_norway_is_no_boolean(write):
    overrides = read_overrides(write("- name_ar: سالم الراوي\n  name_en: Salem\n  country: NO\n  wikidata: ~\n"))
    assert overrides.actors.loc[0, "country"] == "NO"
    assert pd.isna(overrides.actors.loc[0, "wikidata"])


def test_csv_says_the_same_as_yaml(write):
    yaml = read_overrides(write(NEWCOMER + "- ban: [الأمل]\n- different: [joe-biden, barack-obama]\n"))
    rows = "merge,into,ban,different\nدميتري كازاك|ديمتري كوزاكو,dmitry-peskov,,\n,,الأمل,\n,,,joe-biden|barack-obama\n"
    csv = read_overrides(write(rows, "actors.csv"))
    pd.testing.assert_frame_equal(yaml.aliases, csv.aliases)
    assert (yaml.banned, yaml.apart, yaml.merged) == (csv.banned, csv.apart, csv.merged)


def test_several_sources_are_one(write):
    overrides = read_overrides([own(), write("- merge: salem-al-rawi\n  into: joe-biden\n")])
    assert bearers(overrides.aliases, "سالم الراوي") == ["joe-biden"]
    assert [source.file for source in overrides.files] == ["the actors table", "actors.yml"]
    assert all(re.fullmatch("[0-9a-f]{64}", source.sha256) for source in overrides.files)


def test_an_empty_file_decides_nothing(write):
    for text in ("", "# nothing yet\n", "\ufeff"):
        pd.testing.assert_frame_equal(read_overrides(write(text)).actors, knowledge_base())
    pd.testing.assert_frame_equal(read_overrides(write("")).aliases, aliases())


# --- what is refused --------------------------------------------------------------------------------------

TWO = "- merge: joe-biden\n  into: barack-obama\n"
REFUSED = {
    "an id that is not there": ("- merge: joe-bidn\n  into: x\n", r"line 1\).*'x'|'joe-bidn'.*Look it up"),
    "a target that is not there": ("- merge: بوتن الفلاني\n  into: vladimir-putn\n", "no actor 'vladimir-putn'"),
    "a surname for an actor": ("- merge: بوتين\n  into: joe-biden\n", "one of the names of vladimir-putin.*split"),
    "a ring": (
        TWO + "- merge: barack-obama\n  into: joe-biden\n",
        r"Entry 1 \(line 1\).*in a circle: joe-biden → barack-obama → joe-biden",
    ),
    "two targets": (TWO + "- merge: joe-biden\n  into: vladimir-putin\n", r"Entry 2 \(line 3\).*Entry 1.*into barack"),
    "one and two": (TWO + "- different: [joe-biden, barack-obama]\n", r"Entry 2 \(line 3\).*are different, and merged"),
    "an alias claimed twice": (
        "- actor_id: joe-biden\n  aliases: القيصر\n- actor_id: vladimir-putin\n  aliases: القيصر\n",
        r"given to joe-biden \(Entry 1 .*\) and vladimir-putin \(Entry 2",
    ),
    "an actor described twice": (
        "- actor_id: joe-biden\n  aliases: أ ب\n- actor_id: joe-biden\n",
        r"Entry 2 \(line 3\).*described twice",
    ),
    "a split of a name it has not": (
        "- split: بايدون\n  from: joe-biden\n  name_en: X\n",
        "not a name of joe-biden.*بايدن",
    ),
    "a split to nobody": ("- split: بايدن\n  from: joe-biden\n", "needs name_ar and name_en"),
    "a split from a newcomer": (
        "- split: بايدن\n  from: نكرة الفلاني\n  name_en: X\n",
        "is not a name of .*Its names: none",
    ),
    "a ban of nothing": ("- ban: ['\u200f']\n", "no letter"),
    "an alias of nothing": ("- actor_id: joe-biden\n  aliases: ['ـ']\n", "no letter"),
    "no such word": ("- merge: joe-biden\n  in: x\n", "'in': not a key of Merge entries. Known keys: .*into"),
    "a typing error": ("- bann: [x]\n", "'bann': not a key.*, ban,"),
    "two verbs": ("- merge: a\n  ban: b\n", "both 'merge' and 'ban'"),
    "a merge into nothing": ("- merge: joe-biden\n", "'into': Field required.*the actor that stays"),
    "a merge of nothing": ("- merge: []\n  into: joe-biden\n", "'merge': Field required"),
    "one is not different": ("- different: joe-biden\n", "at least two"),
    "a list for a text": ("- merge: x\n  into: [joe-biden]\n", r"'into': .*string; got \['joe-biden'\]"),
    "a map for a text": ("- merge: {a: b}\n  into: x\n", r"line 1\).*'merge' must be a text.*nested"),
    "a nested list": ("- ban: [[a]]\n", "nested"),
    "no list": ("merge: joe-biden\ninto: x\n", "each beginning with '- '"),
    "a list of texts": ("- joe-biden\n", r"Entry 1 \(line 1\).*must have keys"),
    "a word twice": ("- ban: أ\n  ban: ب\n", r"line 1\).*must have keys, each once"),
    "no YAML": ("- ban: [أ\n", "cannot be read as YAML.*line 2"),
    "two documents": ("- ban: أ\n---\n- ban: ب\n", "cannot be read as YAML"),
    "a kind that is none": ("- merge: أ ب\n  into: ج د\n  kind: PERSON\n", "got 'PERSON'"),
    "a country in words": (
        "- actor_id: joe-biden\n  country: Russia\n",
        "'country'.*got 'Russia'",
    ),
    "an unknown id described": ("- actor_id: joe-bidn\n  aliases: أ ب\n", "needs name_ar.*got 'joe-bidn'"),
    "python": ("- !!python/object/apply:os.system ['echo']\n", "must have keys"),
    "a bomb": ("- &a [x, x]\n- ban: [*a, *a]\n", "Entry 1"),
    "a snake that bites itself": ("- &a {ban: *a}\n", "cannot be read as YAML.*recursive"),
    "a deep hole": ("[" * 5_000, "cannot be read as YAML"),
    "bytes": (b"- ban: \xff\xfe\n", "in UTF-8"),
    "a null byte": (b"- ban: \x00\n", "cannot be read as YAML"),
}


@pytest.mark.parametrize(("text", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_named_with_its_place(write, text, says):
    with pytest.raises(BadInput, match=says) as error:
        read_overrides(write(text))
    assert "actors.yml" in str(error.value)


def test_a_row_of_a_table_is_named(write):
    with pytest.raises(BadInput, match=r"Row 2 of .*a\.csv: no actor 'joe-bidn'"):
        read_overrides(write("merge,into\nسين الفلاني,joe-biden\njoe-bidn,joe-biden\n", "a.csv"))
    with pytest.raises(BadInput, match="absent.yml cannot be read"):
        read_overrides("absent.yml")
    with pytest.raises(BadInput, match="cannot be read"):
        read_overrides(write("").parent)


@pytest.mark.parametrize(
    "text",
    ['- ban: "\\ud800"\n', '- note: "\\udc00"\n  ban: أ\n', '- "\\ud800": أ\n', '- merge: أ ب\n  into: "\\ud83d"\n'],
)
def test_lone_surrogates_are_refused_with_their_place(write, text):
    with pytest.raises(BadInput, match=r"Entry 1 \(line 1\) of .*actors\.yml.*unicode") as error:
        read_overrides(write(text))
    str(error.value).encode("utf-8")  # the message can be printed and written
    with pytest.raises(BadInput, match="Row 1 of the actors table.*unicode"):
        read_actors(own(aliases=pd.Series(["\ud800"], dtype="object")))


TEXTS_OF_YAML = st.text(st.characters(blacklist_categories=["Cs"]), max_size=8)
VALUES = st.one_of(
    TEXTS_OF_YAML, st.lists(TEXTS_OF_YAML, max_size=3), st.none(), st.dictionaries(TEXTS_OF_YAML, st.none())
)
KEYS = st.one_of(
    st.sampled_from("merge into split from ban different aliases kind country note place".split()), TEXTS_OF_YAML
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(KEYS, VALUES, max_size=4), max_size=3))
def test_any_yaml_gives_entries_with_their_places_or_an_error_with_the_file(entries):
    content = yaml.safe_dump(entries, allow_unicode=True).encode("utf-8")
    try:
        read = read_content(content, "any.yml")
    except BadInput as error:
        assert "any.yml" in str(error)
    else:
        assert [entry.place.number for entry in read] == list(range(1, len(entries) + 1))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=40), st.sampled_from(["any.yml", "any.csv"]))
def test_any_bytes_give_entries_or_an_error_with_the_file(content, file):
    try:
        read_content(content, file)
    except ExploreError as error:
        assert file in str(error)


def test_the_order_of_entries_does_not_matter(write):
    entries = [
        "- merge: دميتري كازاك\n  into: dmitry-peskov\n",
        "- split: بايدن\n  from: joe-biden\n  actor_id: barack-obama\n",
        "- ban: [موسكو]\n",
        "- actor_id: barack-obama\n  country: US\n",
        "- actor_id: vladimir-putin\n  aliases: القيصر\n",
    ]
    there, back = (read_overrides(write("".join(order))) for order in (entries, reversed(entries)))
    for table in ("actors", "aliases"):
        pd.testing.assert_frame_equal(
            *(
                getattr(o, table).pipe(lambda t: t.sort_values(list(t.columns[:2]), ignore_index=True))
                for o in (there, back)
            )
        )
    assert (there.banned, there.apart, there.merged) == (back.banned, back.apart, back.merged)


# --- applied ----------------------------------------------------------------------------------------------

TEXTS = {
    "a": "التقى جو بايدن فلاديمير بوتين في موسكو. وقال بايدن إن الأمل كبير.",
    "b": "زار دميتري كازاك موسكو. ورحب كازاك بالأمل.",
}
ARTICLES = pd.DataFrame({"article_id": list(TEXTS), "text": list(TEXTS.values())})


def annotated(actors):
    return explore.annotate(ARTICLES, actors=actors, topics=False)


def who(corpus, article):
    here = corpus.mentions[corpus.mentions["article_id"] == article]
    return dict(zip(here["surface"], here["actor_id"], strict=True))


def test_decisions_change_what_is_found_and_are_told_so(write):
    text = NEWCOMER + "- ban: [موسكو, الأمل]\n- merge: joe-biden\n  into: vladimir-putin\n"
    corpus = annotated(write(text + "- different: [salem, vladimir-putin]\n".replace("salem", "barack-obama")))
    assert who(corpus, "a") == {
        "جو بايدن": "vladimir-putin",
        "فلاديمير بوتين": "vladimir-putin",
        "بايدن": "vladimir-putin",
    }
    assert who(corpus, "b") == {"دميتري كازاك": "dmitry-peskov", "كازاك": "dmitry-peskov"}
    told = curation_report(corpus)
    assert told["line"].tolist() == [2, 5, 6, 8]
    assert told["n_mentions"].tolist() == [2, 4, 2, 0]
    assert told["n_articles"].tolist() == [1, 2, 1, 0]
    assert told.loc[0, "decision"] == "merge دميتري كازاك, ديمتري كوزاكو into dmitry-peskov"
    assert not any("changed nothing" in note for note in corpus.notes)


def test_names_said_to_be_different_are_not_merged_by_likeness(write):
    class Finder:
        name, version = "finder", "1"

        def find_mentions(self, docs):
            rows = [(a, 4, len(t) - 1, 0, t[4:-1], "PER", "name", None, 1.0, "x", False)
                    for a, t in ((doc.article_id, doc.text) for doc in docs)]  # fmt: skip
            return explore.tables.MENTIONS.frame(rows)

        def score_sentences(self, docs):
            return explore.engines.get_engine("embedded").score_sentences(docs)

    texts = ["قال فلوديغان شميتغوروف.", "قال فلوديجان شميتجوروف."]
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": texts})
    alike = explore.annotate(articles, engine=Finder(), topics=False)
    assert alike.mentions["actor_id"].nunique() == 1
    path = write("- different: [فلوديغان شميتغوروف, فلوديجان شميتجوروف]\n")
    apart = explore.annotate(articles, engine=Finder(), topics=False, actors=path)
    assert apart.mentions["actor_id"].nunique() == 2


def mentions_of(*rows):
    """Return mentions of (article_id, start, surface, label, actor_id)."""
    table = pd.DataFrame(rows, columns=["article_id", "start", "surface", "label", "actor_id"])
    ends = table["start"] + table["surface"].str.len()
    return explore.tables.MENTIONS.frame(
        table.assign(end=ends, sentence=0, kind="name", score=1.0, rule="literal", boilerplate=False)
    )


def test_an_entry_without_effect_is_noted(write):
    overrides = read_overrides(write("- ban: الفلاني\n- actor_id: angela-merkel\n  aliases: المستشارة الحديدية\n"))
    mentions = mentions_of(("a", 6, "جو بايدن", "PER", "joe-biden"))
    about, notes = count_effects(overrides, mentions, ARTICLES, Gazetteer(read_names(overrides.aliases)))
    assert [row["n_mentions"] for row in about["decisions"]] == [0, 0]
    assert len(notes) == 1
    assert "2 of 2 decisions on actors changed nothing: ban الفلاني; actor_id angela-merkel" in notes[0]


def test_a_ban_counts_places_outside_mentions_and_a_merge_the_names_that_it_moved(write):
    overrides = read_overrides(write("- ban: الأمل\n- merge: joe-biden\n  into: vladimir-putin\n"))
    text = "قال جو بايدن وبايدن وبوتين إن الأمل في مركز الأمل والأمل"
    surfaces = ("جو بايدن", "وبايدن", "وبوتين")
    rows = [("a", text.index(surface), surface, "PER", "vladimir-putin") for surface in surfaces]
    mentions = mentions_of(*rows, ("a", text.index("مركز"), "مركز الأمل", "ORG", None))
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    about, notes = count_effects(overrides, mentions, articles, Gazetteer(read_names(overrides.aliases)))
    assert [row["n_mentions"] for row in about["decisions"]] == [2, 2]
    assert notes == []


def test_mentions_lose_banned_names_and_follow_merges(write):
    overrides = read_overrides(write("- ban: موسكو\n- merge: joe-biden\n  into: vladimir-putin\n"))
    rows = (
        ("a", 0, "جو بايدن", "PER", "joe-biden"),
        ("a", 20, "لموسكو", "LOC", "moscow"),
        ("a", 30, "فلان", "PER", None),
    )
    mentions = mentions_of(*rows)
    before = mentions.copy(deep=True)
    kept = override_mentions(mentions, overrides)
    pd.testing.assert_frame_equal(mentions, before)
    assert kept["surface"].tolist() == ["جو بايدن", "فلان"]
    assert kept["actor_id"].tolist()[0] == "vladimir-putin"
    assert pd.isna(kept["actor_id"].tolist()[1])
    pd.testing.assert_frame_equal(override_mentions(mentions, None), mentions)


def test_the_same_file_gives_the_same_corpus_and_its_hash_is_kept(write, tmp_path):
    one, again = annotated(write(NEWCOMER)), annotated(write(NEWCOMER, "other.yml"))
    for name, table in one.tables().items():
        pd.testing.assert_frame_equal(table, again.tables()[name])
    assert one.provenance["actors"]["files"][0]["sha256"] == again.provenance["actors"]["files"][0]["sha256"]
    assert str(tmp_path) not in str(one.provenance)
    one.save(tmp_path / "corpus")
    pd.testing.assert_frame_equal(curation_report(Corpus.load(tmp_path / "corpus")), curation_report(one))
    with pytest.raises(ExploreError, match="different versions"):
        Corpus.concat([one.where(), explore.annotate(ARTICLES.assign(article_id=["x", "y"]), topics=False)])


def test_a_corpus_without_curation_has_no_report():
    with pytest.raises(BadInput, match="without curation"):
        curation_report(Corpus())


def test_a_corpus_is_revised_as_if_annotated_so_from_the_start(write):
    before = explore.annotate(ARTICLES, topics=False)
    topic = pd.Series([3] * len(before.sentences), dtype="Int64")
    labels = explore.tables.TOPIC_LABELS.frame([(3, "سفر", 4, "nmf")])
    with_topics = Corpus(
        **before.tables()
        | {"sentences": before.sentences.assign(topic=topic), "topic_labels": labels}
        | {"articles": explore.tables.ARTICLES.frame(before.articles.assign(topic=3, topic_label="سفر", story_id="s"))},
        provenance=before.provenance,
        notes=("too few passages",),
    )
    path = write(NEWCOMER)
    revised, anew = explore.reannotate(with_topics, actors=path), annotated(path)
    for name in ("mentions", "actors", "quotes", "dates"):
        pd.testing.assert_frame_equal(revised.tables()[name], anew.tables()[name])
    assert revised.sentences["topic"].tolist() == [3] * len(before.sentences)
    assert revised.articles[["topic_label", "story_id"]].to_numpy().tolist() == [["سفر", "s"]] * 2
    assert revised.topic_labels is labels
    assert revised.provenance == anew.provenance
    assert "too few passages" in revised.notes
    back = explore.reannotate(revised, actors=None)
    pd.testing.assert_frame_equal(back.mentions, before.mentions)
    with pytest.raises(BadInput, match="takes the corpus"):
        explore.reannotate(ARTICLES, actors=path)


def test_the_command_takes_decisions_and_tables(write, tmp_path, capsys):
    (tmp_path / "in.csv").write_text(ARTICLES.to_csv(index=False), encoding="utf-8")
    table = write(own(aliases=["كازاكوف"]).to_csv(index=False), "own.csv")
    command = ["annotate", str(tmp_path / "in.csv"), "--out", str(tmp_path / "out"), "--no-topics", "--actors"]
    assert main([*command, str(table), str(write(NEWCOMER))]) == 0
    corpus = Corpus.load(tmp_path / "out")
    assert who(corpus, str(corpus.articles["article_id"].iloc[1]))["كازاك"] == "dmitry-peskov"
    assert "1 of 2 decisions on actors changed nothing" in capsys.readouterr().out
    assert main([*command, str(write("- bann: joe-biden\n"))]) == 1
    assert "Entry 1 (line 1)" in capsys.readouterr().err


# --- written ----------------------------------------------------------------------------------------------


def test_a_decision_is_added_and_what_stands_there_is_kept(write):
    mine = "# by hand\r\n-   ban:   [ الأمل ]   # a word\r\n\n# later: more"
    path = write(mine)
    path.chmod(0o640)
    overrides = add_entry(path, {"merge": ["دميتري كازاك", "قال: [نعم]"], "into": "dmitry-peskov", "note": "yes: # no"})
    text = path.read_bytes().decode("utf-8")
    assert text.startswith(mine + "\n- merge:")
    assert overrides.banned == {"الامل"}
    assert bearers(read_overrides(path).aliases, "قال: [نعم]") == ["dmitry-peskov"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(path.parent) == ["actors.yml"]


def test_an_indented_list_goes_on_as_it_began(write):
    path = write("  - ban: [الأمل]\n")
    add_entry(path, {"ban": ["الحياة"]})
    assert read_overrides(path).banned == {"الامل", "الحياه"}


def test_the_first_decision_makes_the_file(tmp_path):
    path = tmp_path / "actors.yml"
    add_entry(path, {"different": ["joe-biden", "barack-obama"]})
    assert path.read_text("utf-8").startswith("# Curation of actors")
    assert read_overrides(path).apart == {frozenset(("joe-biden", "barack-obama"))}


@pytest.mark.parametrize(
    ("before", "entry", "says"),
    [
        (TWO, {"merge": ["barack-obama"], "into": "joe-biden"}, "in a circle"),
        ("[{ban: [a]}]\n", {"ban": ["ب"]}, "cannot be read as YAML"),
        ("- ban: [أ]\n...\n", {"ban": ["ب"]}, "cannot be read as YAML"),
        ("", {"bann": ["ب"]}, "'bann': not a key"),
    ],
)
def test_what_cannot_be_added_leaves_the_file_as_it_was(write, before, entry, says):
    path = write(before)
    with pytest.raises(BadInput, match=says):
        add_entry(path, entry)
    assert path.read_text("utf-8") == before
    assert os.listdir(path.parent) == ["actors.yml"]


def test_only_yaml_is_added_to(tmp_path):
    for name, says in (("actors.csv", "ends in .yml"), ("none/actors.yml", "there is no folder")):
        with pytest.raises(BadInput, match=says):
            add_entry(tmp_path / name, {"ban": ["أ"]})


def test_a_decision_is_taken_back_unless_the_file_was_changed_since(write, tmp_path):
    path = write("- ban: [الأمل]\n")
    before = path.read_bytes()
    add_entry(path, {"ban": ["الحياة"]})
    take_back(path, before, path.read_bytes())
    assert path.read_bytes() == before
    with pytest.raises(BadInput, match="changed since"):
        take_back(path, before, b"other")
    take_back(path, None, before)
    assert not path.exists()


def test_a_link_to_the_file_stays_a_link(write, tmp_path):
    real = write("- ban: [الأمل]\n", "real.yml")
    link = tmp_path / "link.yml"
    link.symlink_to(real)
    add_entry(link, {"ban": ["الحياة"]})
    assert link.is_symlink()
    assert read_overrides(real).banned == {"الامل", "الحياه"}

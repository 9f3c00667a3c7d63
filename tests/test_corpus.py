import copy
import json

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from explore import tables
from explore.corpus import Corpus, count_actors
from explore.errors import BadInput, CorpusMismatch


def ids(corpus):
    return corpus.articles["article_id"].tolist()


def test_where_filters_every_table_of_articles_together(small):
    kept = small.where(outlet="الأفق")
    assert ids(kept) == ["a1", "a3", "a6"]
    for name in ("sentences", "mentions", "topics"):
        assert set(getattr(kept, name)["article_id"]) <= {"a1", "a3", "a6"}
    assert len(kept.mentions) == 7 + 3 + 1
    assert_frame_equal(kept.topic_labels, small.topic_labels)


def test_where_counts_actors_anew_and_keeps_those_no_longer_named(small):
    actors = small.where(outlet="الأفق").actors.set_index("actor_id")
    assert actors.loc["washington", ["n_mentions", "n_articles"]].tolist() == [2, 2]
    assert actors.loc["biden", ["n_mentions", "n_articles"]].tolist() == [0, 0]


def test_where_by_time_is_from_since_up_to_until(small):
    assert ids(small.where(since="2024-01-31", until="2024-03-05T12:00")) == ["a3", "a4"]
    assert ids(small.where(until="2024-01-11T06:00Z")) == ["a1"]


def test_where_by_topic_and_story(small):
    assert ids(small.where(topic=1)) == ["a4"]
    assert ids(small.where(story="s1")) == ["a1", "a2"]
    assert ids(small.where(outlet=["النبأ", "الأفق"], topic=0)) == ["a1", "a2", "a3"]


def test_where_says_which_outlets_there_are(small):
    with pytest.raises(BadInput, match="No article of outlet 'رويترز'. Outlets here: الأفق, النبأ."):
        small.where(outlet="رويترز")


@pytest.mark.parametrize("since", ["yesterday", "03/02/2025", "", None, pd.NaT, 20250203.5])
def test_where_takes_only_dates_that_cannot_be_misread(small, since):
    if since is None:
        assert len(small.where(since=since).articles) == 6
    else:
        with pytest.raises(BadInput, match="must be a date such as 2025-02-13"):
            small.where(since=since)


def test_where_says_what_is_not_there(small):
    with pytest.raises(BadInput, match="No topic 0. Topics here: none."):
        Corpus().where(topic=0)
    with pytest.raises(BadInput, match="No topic 99. Topics here: 0, 1."):
        small.where(topic=99)
    with pytest.raises(BadInput, match="No article of story_id 'x'"):
        small.where(story="x")
    with pytest.raises(BadInput, match="since='2024-02-01' is not before until='2024-01-01'"):
        small.where(since="2024-02-01", until="2024-01-01")


def test_where_leaves_the_corpus_as_it_was(small):
    before = copy.deepcopy(small.tables())
    small.where(outlet="الأفق", since="2024-01-01")
    for name, table in small.tables().items():
        assert_frame_equal(table, before[name])


def test_what_is_saved_is_loaded(small, tmp_path):
    corpus = Corpus(**small.tables(), provenance={"versions": {"explore": "x"}}, notes=("لا تاريخ",))
    loaded = Corpus.load(corpus.save(tmp_path / "مجلد"))
    for name, table in corpus.tables().items():
        if name == "articles":  # lists come back from Parquet as arrays
            loaded_lists = loaded.articles[["entities", "actors"]].map(list)
            assert_frame_equal(loaded_lists, table[["entities", "actors"]])
            assert_frame_equal(
                loaded.articles.drop(columns=["entities", "actors"]), table.drop(columns=["entities", "actors"])
            )
        else:
            assert_frame_equal(getattr(loaded, name), table)
    assert (loaded.provenance, loaded.notes) == (corpus.provenance, corpus.notes)


def test_an_empty_corpus_is_saved_and_loaded(tmp_path):
    loaded = Corpus.load(Corpus().save(tmp_path))
    for table in tables.CORPUS:
        assert_frame_equal(getattr(loaded, table.name), table.empty())


def test_load_refuses_what_does_not_fit(small, tmp_path):
    with pytest.raises(BadInput, match="holds no corpus.json"):
        Corpus.load(tmp_path)
    folder = small.save(tmp_path / "c")
    small.mentions.drop(columns="rule").to_parquet(folder / "mentions.parquet")
    with pytest.raises(CorpusMismatch, match="'rule' in mentions"):
        Corpus.load(folder)
    (folder / "mentions.parquet").write_bytes(b"PAR1 cut short")
    with pytest.raises(CorpusMismatch, match="mentions.parquet does not fit"):
        Corpus.load(folder)
    (folder / "mentions.parquet").unlink()
    with pytest.raises(CorpusMismatch, match="lacks mentions.parquet"):
        Corpus.load(folder)
    about = json.loads((folder / "corpus.json").read_text(encoding="utf-8"))
    (folder / "corpus.json").write_text(json.dumps(about | {"format": 0}), encoding="utf-8")
    with pytest.raises(CorpusMismatch, match="saved in format 0"):
        Corpus.load(folder)
    for damaged in ("{", "[]", "{}"):
        (folder / "corpus.json").write_text(damaged, encoding="utf-8")
        with pytest.raises(CorpusMismatch, match="corpus.json is damaged"):
            Corpus.load(folder)
    with pytest.raises(BadInput, match="is a file. Name a folder"):
        small.save(folder / "corpus.json")


def test_concat_joins_different_articles_and_counts_their_actors(small):
    parts = [small.where(outlet="الأفق"), small.where(outlet="النبأ")]
    joined = Corpus.concat(parts)
    assert ids(joined) == ["a1", "a3", "a6", "a2", "a4"]
    assert joined.actors.set_index("actor_id").loc["washington", "n_articles"] == 4
    assert joined.topics.empty
    assert joined.sentences["topic"].isna().all()
    with pytest.raises(BadInput, match="Article 'a1' is in two"):
        Corpus.concat([small, small])


def test_count_actors_orders_by_mentions_then_id(small):
    counted = count_actors(small.actors, small.mentions)
    assert_frame_equal(counted, small.actors)


def test_a_corpus_shows_itself_and_escapes(small):
    assert "articles     6 (2024-01-10 to 2024-03-05, 2 outlets)" in repr(small)
    noted = Corpus(notes=("<script>alert(1)</script>",))
    assert "<script>" not in noted._repr_html_()
    assert "&lt;script&gt;" in noted._repr_html_()
    assert "no dates" in repr(noted)


def test_a_corpus_cannot_be_changed(small):
    with pytest.raises(AttributeError):
        small.articles = pd.DataFrame()


def test_a_flag_that_a_row_lacks_is_false():
    rows = [{"article_id": "a", "start": 0, "end": 1, "sentence": 0}]
    assert tables.MENTIONS.frame(rows)["boilerplate"].tolist() == [False]

import copy

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import explore
from explore import tables
from explore.annotation.names import link
from explore.doc import read_docs
from explore.engines import get_engine
from explore.errors import BadInput, MissingColumns


def one(text, **facts):
    return pd.DataFrame([{"article_id": "a", "text": text, **facts}])


@pytest.fixture(scope="module")
def engine():
    return get_engine("embedded")


def actors_of(text, engine):
    docs = read_docs(one(text))
    found = link(docs, engine.find_mentions(docs), engine.gazetteer)
    return [(m.surface, None if pd.isna(m.actor_id) else m.actor_id) for m in found.itertuples()]


def test_spellings_of_one_name_are_one_actor(engine):
    for spelling in ("ديميتري بيسكوف", "دميتري بيسكوف", "ديمتري بيسكوف"):
        assert actors_of(f"قال {spelling} ذلك", engine) == [(spelling, "dmitry-peskov")]


def test_clitics_belong_to_the_surface(engine):
    assert actors_of("التقى وبوتين لروسيا بالكرملين", engine) == [
        ("وبوتين", "vladimir-putin"), ("لروسيا", "russia"), ("بالكرملين", "kremlin"),
    ]  # fmt: skip
    assert actors_of("وصل للكرملين", engine) == [("للكرملين", "kremlin")]


def test_names_are_whole_words(engine):
    assert actors_of("المصريون يرون روسيات", engine) == []


def test_the_longest_name_wins(engine):
    assert actors_of("في الولايات المتحدة الأمريكية", engine) == [("الولايات المتحدة الأمريكية", "united-states")]


def test_a_surname_means_who_is_named_in_full_in_the_article(engine):
    text = "وصل يوري أوشاكوف مستشار الكرملين. وقال أوشاكوف إن اللقاء قريب."
    assert [a for s, a in actors_of(text, engine) if "أوشاكوف" in s] == ["yuri-ushakov", "yuri-ushakov"]


def test_a_role_is_one_mention_with_its_holder_by_date():
    articles = pd.DataFrame(
        {
            "article_id": ["none", "late", "early"],
            "text": ["الجو لطيف.", *["رفض المتحدث باسم الكرملين التعليق على ما قاله الرئيس الأميركي في بكين."] * 2],
            "published": ["2025-02-13", "2025-02-13", "2023-02-13"],
        }
    )
    found = explore.annotate(articles, topics=False).mentions
    assert found[["article_id", "surface", "kind", "actor_id"]].to_numpy().tolist() == [
        ["late", "المتحدث باسم الكرملين", "role", "dmitry-peskov"],
        ["late", "الرئيس الأميركي", "role", "donald-trump"],
        ["late", "بكين", "name", "beijing"],
        ["early", "المتحدث باسم الكرملين", "role", "dmitry-peskov"],
        ["early", "الرئيس الأميركي", "role", "joe-biden"],
        ["early", "بكين", "name", "beijing"],
    ]


def test_every_table_has_its_columns_and_offsets_are_code_points():
    text = "عنوان الخبر\nقال فلاديمير بوتين إن روسيا مستعدّة. «نريد السلام في أوكرانيا» 🙂 في موسكو أمس."
    corpus = explore.annotate(one(text, published="2025-02-13"), topics=False)
    for table in tables.CORPUS:
        assert getattr(corpus, table.name).columns.tolist() == table.names
    for name in ("mentions", "dates"):
        table = getattr(corpus, name)
        assert len(table) > 0
        assert [text[a:b] for a, b in table[["start", "end"]].itertuples(index=False)] == table["surface"].tolist()
    sentences = corpus.sentences.set_index("sentence")
    for row in corpus.mentions.itertuples():
        assert sentences.loc[row.sentence, "start"] <= row.start < row.end <= sentences.loc[row.sentence, "end"]
    assert corpus.sentences["sentiment"].between(-1, 1).all()
    assert corpus.articles.loc[0, "actors"] == ["vladimir-putin", "russia", "ukraine", "moscow"]


def test_the_callers_table_is_not_touched():
    articles = one("قال بوتين إن روسيا مستعدة", outlet="أ")
    before = copy.deepcopy(articles)
    explore.annotate(articles, topics=False)
    assert_frame_equal(articles, before)


def test_no_articles_give_an_empty_corpus(tmp_path):
    corpus = explore.annotate(tables.ARTICLES.empty())
    assert all(table.empty for table in corpus.tables().values())
    explore.Corpus.load(corpus.save(tmp_path))


def test_texts_without_words_or_without_arabic_are_kept():
    rows = [("e", ""), ("n", "\n\n"), ("l", "The Kremlin said. No Arabic."), ("m", "😀 \u202b..."), ("q", '"' * 50)]
    corpus = explore.annotate(pd.DataFrame(rows, columns=["article_id", "text"]))
    assert corpus.articles["article_id"].tolist() == ["e", "n", "l", "m", "q"]
    assert corpus.articles["text"].tolist() == [text for _, text in rows]


@pytest.mark.parametrize("chosen", ["embedded", get_engine("embedded")], ids=["by name", "as an object"])
def test_a_researchers_own_actor_is_found(chosen):
    own = pd.DataFrame({"name_ar": ["سعاد الورداني"], "name_en": ["Suad al-Wardani"], "aliases": ["أم خالد"]})
    corpus = explore.annotate(one("وصلت سعاد الورداني، وتعرف بأم خالد."), actors=own, engine=chosen, topics=False)
    assert corpus.actors[["name_en", "kind", "n_mentions"]].to_numpy().tolist() == [["Suad al-Wardani", "PER", 2]]


def test_an_own_row_for_a_known_actor_keeps_what_it_does_not_state():
    own = pd.DataFrame({"actor_id": ["russia"], "name_ar": ["روسيا"], "name_en": ["Russia"], "aliases": ["بلاد الثلج"]})
    corpus = explore.annotate(one("زار بلاد الثلج."), actors=own, topics=False)
    assert corpus.actors[["actor_id", "kind", "country"]].to_numpy().tolist() == [["russia", "GPE", "RU"]]


def test_bad_tables_are_refused_with_the_next_move():
    with pytest.raises(MissingColumns, match="annotate\\(\\) needs 'text' in articles. Found: article_id. Read your"):
        explore.annotate(pd.DataFrame({"article_id": ["a"]}))
    with pytest.raises(BadInput, match="Two articles have the id 'a'"):
        explore.annotate(pd.DataFrame({"article_id": ["a", "a"], "text": ["x", "y"]}))
    with pytest.raises(BadInput, match="Article 'a' has no text"):
        explore.annotate(pd.DataFrame({"article_id": ["a"], "text": [None]}))
    with pytest.raises(BadInput, match="A date in articles\\['published'\\] cannot be read"):
        explore.annotate(one("x", published="الخميس"))
    with pytest.raises(BadInput, match="none.csv cannot be read: No such file"):
        explore.annotate(one("x"), actors="none.csv")
    with pytest.raises(BadInput, match="No engine 'embeded'. Did you mean 'embedded'"):
        explore.annotate(one("x"), engine="embeded")


def test_a_second_run_gives_the_same_corpus():
    articles = pd.DataFrame({"article_id": list("abc"), "text": ["قال بوتين في موسكو.", "زار بايدن كييف أمس.", "نص"]})
    first, second = explore.annotate(articles), explore.annotate(articles)
    for name, table in first.tables().items():
        assert_frame_equal(table, getattr(second, name))
    assert first.provenance == second.provenance

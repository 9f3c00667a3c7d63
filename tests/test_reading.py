import gzip
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path

import ftfy.bad_codecs
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explore.errors import BadInput, MissingColumns
from explore.reading import Report, read_articles
from explore.reading.columns import KEYS, map_columns
from explore.reading.encodings import decode, repair_mojibake
from explore.tables import ARTICLES, UTC

ftfy.bad_codecs.ok()
SEEDS = Path(__file__).parents[1] / "seeds"
ENCODINGS = json.loads((Path(__file__).parent / "cases" / "encodings.json").read_text(encoding="utf-8"))
SUMMARY = ["story_id", "entities", "actors", "topic", "topic_label", "sentiment"]


def records(*texts, **columns):
    return pd.DataFrame({"text": list(texts), **columns})


def said(report, status):
    return report.rows.loc[report.rows["status"] == status, "what"].tolist()


# --- The seeds ------------------------------------------------------------------------------------------


def test_seeds_with_their_metadata():
    articles, report = read_articles(SEEDS, report=True)
    assert articles["article_id"].tolist() == [
        "000_6f4c8e350b6f05c3", "001_f19602772c35515f", "002_669c3c74050fa7e2", "003_6019222ba0fd6f44", "004_d2bbd78af47555c4",
    ]  # fmt: skip
    assert articles["published"].dt.strftime("%Y-%m-%d").tolist() == [
        "2025-12-18", "2025-02-13", "2021-12-31", "2021-12-30", "2025-04-02",
    ]  # fmt: skip
    assert articles["outlet"].fillna("").tolist() == ["", "", "AFP", "TRT Arabi", ""]
    assert articles["dating"].tolist() == ["inferred"] * 5
    assert articles["dating_evidence"].str.len().gt(40).all()
    assert articles["language"].tolist() == ["ar"] * 5
    assert articles["title"].isna().all()
    assert articles[SUMMARY].isna().all(axis=None)
    assert (report.n_read, report.n_repaired, report.n_doubtful, report.n_dropped) == (5, 0, 0, 0)


def test_seeds_are_read_to_the_letter():
    articles = read_articles(SEEDS)
    for name, text in zip(articles["article_id"], articles["text"], strict=True):
        assert text == (SEEDS / f"{name}.txt").read_bytes().decode().removesuffix("\n")


@pytest.mark.parametrize("source", [SEEDS / "002_669c3c74050fa7e2.txt", str(SEEDS / "002*.txt")])
def test_one_seed_has_its_metadata_too(source):
    articles = read_articles(source)
    assert articles.loc[0, ["article_id", "outlet"]].tolist() == ["002_669c3c74050fa7e2", "AFP"]


# --- Documents ------------------------------------------------------------------------------------------


def test_document_is_headline_newline_body_unchanged(tmp_path):
    given = [
        {
            "id": "a",
            "outlet": "BBC",
            "published": "2018-05-01T13:03:08+00:00",
            "title": " عنوان ",
            "text": " نص\r\nسطر\u2028آخر\x85 \n",
        },
        {"id": "b", "text": "نص بلا عنوان"},
        {"id": "c", "title": "", "text": "ﻻ ی \u200f\u202bنعم\u202c"},
        {"id": "d", "title": None, "text": "cafe\u0301 ١٢"},
    ]
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in given), encoding="utf-8", newline="\n")
    articles = read_articles(path)
    assert articles["article_id"].tolist() == ["a", "b", "c", "d"]
    assert articles["text"].tolist() == [
        f"{row['title']}\n{row['text']}" if row.get("title") else row["text"] for row in given
    ]
    assert articles["published"].iloc[0] == pd.Timestamp("2018-05-01T13:03:08Z")
    assert articles["dating"].fillna("").tolist() == ["metadata", "", "", ""]


@given(st.lists(st.tuples(st.text(max_size=20), st.text(min_size=1, max_size=60)), min_size=1, max_size=5))
def test_any_unicode_is_kept_or_the_report_says_so(pairs):
    df = pd.DataFrame(pairs, columns=["title", "text"]).astype(object)
    try:
        articles, report = read_articles(df, report=True)
    except BadInput:
        assert all(not title.strip() and not text.strip() for title, text in pairs)
        return
    touched = set(report.rows.loc[report.rows["status"] != "noted", "where"])
    kept = [(k, *pair) for k, pair in enumerate(pairs) if f"row {k}" not in set(report.rejected["where"])]
    assert len(kept) == len(articles)
    for (k, title, text), document in zip(kept, articles["text"], strict=True):
        if f"row {k}" not in touched:
            assert document == (f"{title}\n{text}" if title.strip() else text)
    articles.to_parquet(io.BytesIO())


def test_headline_without_text_is_kept_and_doubted():
    articles, report = read_articles(records("", "نص", title=["عنوان", None]), report=True)
    assert articles["text"].tolist() == ["عنوان", "نص"]
    assert said(report, "doubtful") == ["headline without a text"]


# --- Formats --------------------------------------------------------------------------------------------

TABLE = pd.DataFrame({
    "id": ["n1", "n2"], "المصدر": ["الأفق", None], "العنوان": ["عنوان, بفاصلة", "عنوان آخر"],
    "full_text": ['قال "نعم"\nثم ذهب', "نص آخر"], "date": ["14 مارس 2023", "2023-03-15T06:00:00+03:00"],
})  # fmt: skip


def write(table, path):
    if ".csv" in path.name:
        table.to_csv(path, index=False)
    elif ".tsv" in path.name:
        table.to_csv(path, index=False, sep="\t")
    elif ".jsonl" in path.name:
        table.to_json(path, orient="records", lines=True, force_ascii=False)
    elif ".json" in path.name:
        table.to_json(
            path, orient={"a": "records", "b": "columns", "c": "index"}.get(path.name[0], "records"), force_ascii=False
        )
    elif path.suffix == ".parquet":
        table.to_parquet(path)
    else:
        table.to_excel(path, index=False)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "x.csv",
        "x.csv.gz",
        "x.tsv",
        "a.json",
        "b.json",
        "c.json",
        "a.json.gz",
        "x.jsonl",
        "x.jsonl.gz",
        "x.parquet",
        "x.xlsx",
    ],
)
def test_every_format_gives_the_same_articles(name, tmp_path):
    articles, report = read_articles(write(TABLE, tmp_path / name), report=True)
    assert list(articles.columns) == ARTICLES.names
    assert str(articles["published"].dtype) == UTC
    assert articles["article_id"].tolist() == ["n1", "n2"]
    assert articles["text"].tolist() == ['عنوان, بفاصلة\nقال "نعم"\nثم ذهب', "عنوان آخر\nنص آخر"]
    assert articles["outlet"].fillna("").tolist() == ["الأفق", ""]
    assert articles["published"].tolist() == [pd.Timestamp("2023-03-14", tz="UTC"), pd.Timestamp("2023-03-15T03:00Z")]
    assert (report.n_read, report.n_repaired, report.n_doubtful, report.n_dropped) == (2, 0, 0, 0)
    assert dict(report.columns[["column", "read_as"]].itertuples(index=False)) == {
        "id": "article_id", "المصدر": "outlet", "العنوان": "title", "full_text": "text", "date": "published",
    }  # fmt: skip


def test_a_folder_of_many_formats(tmp_path):
    (tmp_path / "2023").mkdir()
    for name in ("a.csv", "2023/b.jsonl.gz", "2023/c.parquet"):
        write(TABLE.assign(id=[f"{name}-1", f"{name}-2"]), tmp_path / name)
    (tmp_path / "z.txt").write_text("نص في ملف", encoding="utf-16")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "notes.docx").write_bytes(b"x")
    articles, report = read_articles(tmp_path, report=True)
    assert articles["article_id"].tolist() == [
        "2023/b.jsonl.gz-1", "2023/b.jsonl.gz-2", "2023/c.parquet-1", "2023/c.parquet-2", "a.csv-1", "a.csv-2", "z",
    ]  # fmt: skip
    assert report.rejected["where"].tolist() == ["broken.xlsx"]
    assert "broken.xlsx is not a sound .xlsx file" in report.rejected.loc[0, "reason"]
    assert ("notes.docx", "noted") in set(report.rows[["where", "status"]].itertuples(index=False, name=None))
    assert len(read_articles(str(tmp_path / "**" / "*.jsonl.gz"))) == 2


def test_a_folder_without_articles_says_what_its_files_are(tmp_path):
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(
        BadInput, match=r"holds no article\. scan\.pdf is a PDF\. Extract its text .* Read are \.txt, \.csv"
    ):
        read_articles(tmp_path)
    for name in ("a.docx", "README.md", "b.odt"):
        (tmp_path / name).write_bytes(b"x")
    said = r"README\.md is of a kind that is not read\. a\.docx is .*\. b\.odt is .*, and 1 more\. Read are"
    with pytest.raises(BadInput, match=said):
        read_articles(tmp_path)
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(BadInput, match=r"No article could be read from .*empty\.csv is empty"):
        read_articles(tmp_path)


def test_what_explains_articles_is_not_noted(tmp_path):
    for name in ("README", "readme.rst", "LICENSE", "LICENCE.pdf", "sources.md", "notes.docx"):
        (tmp_path / name).write_text("x")
    (tmp_path / "a.txt").write_text("قال الوزير نعم", encoding="utf-8")
    _, report = read_articles(tmp_path, report=True)
    noted = report.rows[report.rows["what"] == "file of another kind, not read"]
    assert noted["where"].tolist() == ["notes.docx"]
    _, report = read_articles(SEEDS, report=True)
    assert not (report.rows["what"] == "file of another kind, not read").any()


def test_json_exports_of_newspapers(tmp_path):
    answer = {"status": "ok", "totalResults": 2, "articles": [
        {"source": {"id": None, "name": "الأفق"}, "author": ["أ. كاتب", "ب. كاتب"], "title": "عنوان", "content": "نص المقال",
         "publishedAt": "2023-03-14T06:05:04Z", "url": "https://example.org/1"},
        {"source": {"id": None, "name": "النبأ"}, "title": None, "content": "نص … [+120 chars]", "publishedAt": 1678773904},
    ]}  # fmt: skip
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer), encoding="utf-8")
    articles, report = read_articles(path, report=True)
    assert articles["outlet"].tolist() == ["الأفق", "النبأ"]
    assert articles.loc[0, "author"] == "أ. كاتب, ب. كاتب"
    assert articles["published"].nunique() == 1
    assert said(report, "doubtful") == ["text that its source cut off"]


def test_web_page(tmp_path):
    body = "".join(
        f"<p>قال الوزير في الفقرة {k} إن المحادثات كانت بناءة وإنها سوف تستمر في الأسبوع المقبل.</p>" for k in range(6)
    )
    (tmp_path / "page.html").write_text(
        "<html><head><title>عنوان الخبر</title><meta property='og:site_name' content='صحيفة الأفق'>"
        "<meta property='article:published_time' content='2023-03-14T06:05:04+04:00'></head><body><nav>الرئيسية</nav>"
        f"<article><h1>عنوان الخبر</h1>{body}</article><script>alert('x')</script></body></html>",
        encoding="utf-8",
    )
    articles = read_articles(tmp_path / "page.html")
    found = articles.loc[0]
    assert found["article_id"] == "page"
    assert found["title"] == "عنوان الخبر"
    assert found["text"].count("عنوان الخبر") == 1
    assert found["text"].startswith("عنوان الخبر\nقال الوزير في الفقرة 0")
    assert "alert" not in found["text"]
    assert "الرئيسية" not in found["text"]
    assert found["outlet"] == "صحيفة الأفق"
    assert found["published"] == pd.Timestamp("2023-03-14T02:05:04Z")


def test_dataframe_is_not_touched():
    df = TABLE.assign(date=pd.to_datetime(["2023-03-14", None]), extra=[[1], [2]])
    before = df.copy(deep=True)
    articles = read_articles(df)
    pd.testing.assert_frame_equal(df, before)
    assert articles["published"].iloc[0] == pd.Timestamp("2023-03-14", tz="UTC")


def test_dask_dataframe():
    dd = pytest.importorskip("dask.dataframe")
    articles = read_articles(dd.from_pandas(TABLE, npartitions=2))
    pd.testing.assert_frame_equal(articles, read_articles(TABLE))


@pytest.mark.parametrize(
    ("attributes", "published"),
    [
        ("property='article:published_time' content='2023-03-14T06:05:04+04:00'", "2023-03-14T02:05:04Z"),
        ("content='2023-03-14T06:05:04Z' name='date'", "2023-03-14T06:05:04Z"),
        ("name=datePublished content='2023-03-14T06:05:04Z'", "2023-03-14T06:05:04Z"),
        ("property='article:modified_time' content='2024-01-01'", None),
    ],
)
def test_date_of_a_page(attributes, published, tmp_path):
    body = "<p>قال الوزير إن المحادثات كانت بناءة وإنها سوف تستمر في الأسبوع المقبل.</p>" * 3
    page = f"<html><head><meta {attributes}></head><body><article>{body}</article></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    moment = read_articles(tmp_path / "page.html").loc[0, "published"]
    assert moment == pd.Timestamp(published) or (published is None and moment != pd.Timestamp("2023-03-14T06:05:04Z"))


def test_a_stray_mark_inside_a_field_of_several_lines_costs_no_row(tmp_path):
    rows = [f'{k},"سطر {k}\nوسطر آخر, فيه ""نعم"" {k}"' for k in range(9)]
    rows[4] = '4,"سطر\nفيه "علامة لا تغلق\nوسطر"'
    (tmp_path / "x.csv").write_text("id,text\n" + "\n".join(rows) + "\n", encoding="utf-8")
    articles, report = read_articles(tmp_path / "x.csv", report=True)
    texts = articles.set_index("article_id")["text"]
    assert sorted(texts.index) == list("012345678")
    assert texts["4"] == 'سطر\nفيه "علامة لا تغلق\nوسطر'
    assert texts["8"] == 'سطر 8\nوسطر آخر, فيه "نعم" 8'
    assert said(report, "repaired") == ["quotation marks inside a field that were not doubled"]


def test_remarks_on_a_dropped_row_name_no_article():
    _, report = read_articles(records([" "], "نص"), report=True)
    rows = report.rows[report.rows["where"] == "row 0"]
    assert rows["what"].tolist() == ["text is not a string", "no text"]
    assert rows["article_id"].isna().all()


# --- Columns --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("source url date_extracted title author content", "outlet url published title author text"),
        ("id outlet published title text", "article_id outlet published title text"),
        ("Headline BODY PublishedAt Publisher", "title text published outlet"),
        ("العنوان النص التاريخ المصدر الكاتب الرابط القسم", "title text published outlet author url section"),
    ],
)
def test_columns_are_recognised(names, expected):
    mapped = map_columns(names.split(), {})
    assert mapped == dict(zip(expected.split(), names.split(), strict=True))


def test_no_name_stands_for_two_columns():
    names = [name for group in KEYS.values() for name in group]
    assert len(names) == len(set(names))


def test_own_mapping_comes_first():
    df = pd.DataFrame({"text": ["ملخص"], "long": ["النص كله"], "source": ["الأفق"]})
    articles = read_articles(df, columns={"long": "text", "source": "author"})
    assert articles.loc[0, ["text", "author"]].tolist() == ["النص كله", "الأفق"]
    assert pd.isna(articles.loc[0, "outlet"])


@pytest.mark.parametrize(
    ("columns", "error", "message"),
    [
        ({"long": "body"}, BadInput, "'long' to 'body'; it must be one of article_id, title, text"),
        ({"text": "long"}, BadInput, r"Did you mean \{'long': 'text'\}\?"),
        ({"a": "text", "b": "text"}, BadInput, "more than one column to 'text'"),
        ({"absent": "outlet"}, MissingColumns, r"needs 'absent' in DataFrame\. Found: text"),
        ("text", BadInput, "must map their names to ours"),
    ],
)
def test_mapping_that_cannot_be(columns, error, message):
    with pytest.raises(error, match=message):
        read_articles(records("نص"), columns=columns)


def test_missing_text_names_the_likely_column():
    df = pd.DataFrame({"n": ["1"], "matn_al_khabar": ["قال الوزير إن المحادثات كانت بناءة"]})
    with pytest.raises(MissingColumns, match=r"Found: n, matn_al_khabar\. Try .*\{'matn_al_khabar': 'text'\}"):
        read_articles(df)


@pytest.mark.parametrize(
    "columns",
    [
        {"a": ["1", "2"]},
        {
            "a": ["https://example.org/a/very/long/address/of/an/article", "https://example.org/b"],
            "b": ["نعم لا", "x y z"],
        },
        {"a": [1, 2], "b": [None, ""]},
        {"a": ["نعم", "لا", "قال الوزير إن المحادثات كانت بناءة"]},
    ],
)
def test_missing_text_names_no_column_without_sentences(columns):
    with pytest.raises(MissingColumns, match=r"Found: a.*\. Say which is the text with columns=\.$"):
        read_articles(pd.DataFrame(columns))


def test_missing_text_prefers_the_longer_of_two_columns_of_sentences():
    df = pd.DataFrame(
        {"sum": ["لقاء قمة في جنيف"], "matn": ["قال الوزير إن المحادثات في جنيف كانت بناءة"], "x": ["z" * 99]}
    )
    with pytest.raises(MissingColumns, match=r"\{'matn': 'text'\}"):
        read_articles(df)


# --- Ids, duplicates, languages, dates ------------------------------------------------------------------


def test_ids_without_a_column_are_stable():
    df = records("نص أول", "نص آخر", "نص أول")
    first, again = read_articles(df), read_articles(df.iloc[[1, 0, 2]])
    assert first["article_id"].is_unique
    assert first["article_id"].iloc[:2].tolist() == again["article_id"].iloc[[1, 0]].tolist()
    assert first["article_id"].iloc[2] == first["article_id"].iloc[0] + "-2"


def test_an_id_used_twice_is_made_different_and_told():
    articles, report = read_articles(records("أ ب", "ت ث", "ج ح", id=["x", "y", "x"]), report=True)
    assert articles["article_id"].iloc[:2].tolist() == ["x", "y"]
    assert articles["article_id"].iloc[2].startswith("x-")
    assert said(report, "doubtful") == ["id that another article has, made different"]


def test_a_column_that_is_no_id_is_not_used():
    articles, report = read_articles(records("أ ب", "ت ث", "ج ح", "خ د", "ذ ر", id=[7, 7, 7, 7, 8]), report=True)
    assert articles["article_id"].str.fullmatch("[0-9a-f]{16}").all()
    assert said(report, "doubtful") == ["id column not used: most of its values stand for several articles"]


def test_numbers_as_ids():
    assert read_articles(records("أ ب", "ت ث", id=[1.0, 2.0]))["article_id"].tolist() == ["1", "2"]


def test_exact_copies_point_to_the_first():
    articles, report = read_articles(records("نص  واحد", "غيره", "نص واحد\n", "نص واحد", id=list("abcd")), report=True)
    assert articles["duplicate_of"].fillna("").tolist() == ["", "", "a", "a"]
    assert said(report, "noted").count("exact copy of an earlier article") == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال الوزير إن الاجتماع تأجل", "ar"),
        ("قال رئيس شركة Gazprom ألكسي ميلر", "ar"),
        ("وزیر امور خارجه ایران گفت که این گفتگوها پیش از این هم برگزار شده بود", "fa"),
        ("وزیر اعظم نے کہا ہے کہ یہ ملاقات بہت اچھی رہی اور اس سے تعلقات بہتر ہوں گے", "ur"),
        ("The minister said", "other"),
        ("12 - 13!", None),
    ],
)
def test_language_by_letters(text, expected):
    found = read_articles(records(text))["language"].iloc[0]
    assert found == expected or (expected is None and pd.isna(found))


def test_language_that_is_given():
    assert (
        read_articles(records("نص", "نص", "نص", lang=["Arabic", "ar-EG", "العربية"]))["language"].tolist() == ["ar"] * 3
    )


def test_dates_that_are_not_read_are_told_with_what_stood_there():
    df = records("أ ب", "ت ث", "ج ح", date=["منذ 3 ساعات", None, "14 مارس 2023"])
    articles, report = read_articles(df, report=True)
    assert articles["published"].notna().tolist() == [False, False, True]
    assert articles["dating"].fillna("").tolist() == ["", "", "metadata"]
    told = report.rows.set_index("where")
    assert told.loc["row 0", ["status", "what", "detail"]].tolist() == [
        "doubtful",
        "date not read: relative date",
        "'منذ 3 ساعات'",
    ]
    assert told.loc["row 1", ["status", "what"]].tolist() == ["noted", "no publication date"]


def test_ambiguous_dates_beside_american_ones_are_doubted():
    dates = ["02/15/2023", "03/04/2023", "2023-03-05"]
    articles, report = read_articles(records("أ ب", "ت ث", "ج ح", date=dates), report=True)
    assert articles["published"].iloc[1] == pd.Timestamp("2023-04-03", tz="UTC")
    assert report.rows.loc[report.rows["status"] == "doubtful", ["where", "what"]].to_numpy().tolist() == [
        ["row 1", "day and month could be exchanged"]
    ]


def test_time_of_collection_is_said_to_be_one():
    articles = read_articles(records("نص", date_extracted=["2015-07-21 02:51:32"]))
    assert articles.loc[0, "dating_evidence"] == "column 'date_extracted': when it was collected"


# --- Encodings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", ENCODINGS, ids=[case["label"] for case in ENCODINGS])
def test_encoding_case(case, request):
    if case.get("expect") == "fail":
        request.applymarker(pytest.mark.xfail(strict=True, reason="known failure"))
    if "bytes" in case:
        text, _, note = decode(case["text"].encode(case["bytes"]))
    else:
        given = case.get("given", case["text"])
        text, note = repair_mojibake(given.encode(case["right"]).decode(case["wrong"]) if "wrong" in case else given)
    assert text == case["text"]
    assert (note or "").startswith(case["note"] or "")
    assert (note is None) == (case["note"] is None)


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859-6", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_seeds_in_every_encoding(encoding):
    for path in sorted(SEEDS.glob("*.txt")):
        data = path.read_bytes().decode().encode(encoding, "ignore")
        assert decode(data).text == data.decode(encoding)


def test_repair_is_told_by_row(tmp_path):
    good, bad = "قال الوزير إن الاجتماع تأجل", "قال الرئيس إن اللقاء تم في القاهرة"
    path = tmp_path / "mixed.csv"
    path.write_bytes(f"id,text\n1,{good}\n".encode() * 9 + f"2,{bad}\n".encode("cp1256"))
    articles, report = read_articles(path, report=True)
    assert articles["text"].iloc[-1] == bad
    repaired = report.rows[report.rows["status"] == "repaired"]
    assert repaired[["where", "what"]].to_numpy().tolist() == [["mixed.csv:19", "read as Windows-1256"]]


def test_a_text_whose_lines_differ_in_encoding_is_repaired(tmp_path):
    lines = ["قال الوزير إن الاجتماع تأجل", "وأضاف أن اللقاء في جنيف", "قال الرئيس إن اللقاء تم في القاهرة"]
    (tmp_path / "mixed.txt").write_bytes(b"\n".join([lines[0].encode(), lines[1].encode(), lines[2].encode("cp1256")]))
    articles, report = read_articles(tmp_path / "mixed.txt", report=True)
    assert articles.loc[0, "text"] == "\n".join(lines)
    assert said(report, "repaired") == ["read as Windows-1256"]


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ «»،؟.\n0123456789", max_size=80))
def test_arabic_is_never_taken_for_mojibake(text):
    assert repair_mojibake(text) == (text, None)


@given(st.binary(max_size=200))
def test_any_bytes_decode(data):
    text, _, _ = decode(data)
    assert isinstance(text, str)


# --- The report -----------------------------------------------------------------------------------------


def test_report_prints_as_a_table():
    df = records(
        "قال\x00 الوزير",
        "",
        "پارس ﻻ \u200f",
        "ÇáÑÆíÓ ÇáÑæÓí",
        id=list("abcd"),
        date=["2023-03-14", "", "أمس", "2023-03-14"],
    )
    _, report = read_articles(df, report=True)
    assert isinstance(report, Report)
    assert str(report).splitlines()[0] == "3 articles read, 2 repaired, 2 doubtful, 1 rows dropped"
    assert report.counts[["status", "what", "n"]].to_numpy().tolist() == [
        ["repaired", "NULs or lone surrogates replaced by \ufffd", 1],
        ["repaired", "Windows-1256 that was read as Latin-1", 1],
        ["doubtful", "date not read: relative date", 1],
        ["doubtful", "letters that are lost (\ufffd)", 1],
        ["dropped", "no text", 1],
        ["noted", "Persian or Urdu letters", 1],
        ["noted", "invisible characters (direction marks, joiners)", 1],
        ["noted", "presentation forms", 1],
    ]
    assert report.rows.loc[report.rows["status"] == "repaired", "article_id"].tolist() == ["a", "d"]
    assert json.loads(report.rejected.loc[0, "raw"])["id"] == "b"


def test_report_shows_scripts_as_text():
    df = pd.DataFrame(
        {
            "<script>alert(1)</script>": ["x"],
            "text": ["<script>alert(2)</script> نص"],
            "date": ["<script>alert(3)</script>"],
        }
    )
    articles, report = read_articles(df, report=True)
    assert articles.loc[0, "text"] == "<script>alert(2)</script> نص"
    html = report._repr_html_()
    assert "<script" not in html
    assert "HTML in the text" in html


def test_a_report_of_nothing_shows_no_empty_table():
    _, report = read_articles(
        pd.DataFrame({"text": ["قال الوزير إن الاتفاق قريب."], "date": ["2024-01-10"]}), report=True
    )
    assert report._repr_html_() == "<p>1 articles read, 0 repaired, 0 doubtful, 0 rows dropped</p>"


def test_dropped_rows_without_a_report_are_a_warning():
    with pytest.warns(UserWarning, match=r"1 articles read, .* 1 rows dropped: see read_articles") as caught:
        read_articles(records("نص", ""))
    assert caught[0].filename == __file__


def test_nothing_is_computed_or_unpickled(tmp_path):
    path = tmp_path / "x.parquet"
    pd.DataFrame({"text": ["نص"]}).to_pickle(path)
    with pytest.raises(BadInput, match=r"x\.parquet is not parquet"):
        read_articles(path)


def test_names_of_files_that_are_not_utf8(tmp_path):
    folder = tmp_path / "f"
    folder.mkdir()
    shutil.copy(SEEDS / "002_669c3c74050fa7e2.txt", bytes(folder) + b"/\xc7\xe1.txt")
    articles = read_articles(folder)
    articles.to_parquet(io.BytesIO())
    assert articles["article_id"].str.len().gt(0).all()


def test_long_line_of_json_lines(tmp_path):
    path = tmp_path / "long.jsonl.gz"
    text = "قال الوزير نعم. " * 60_000
    path.write_bytes(
        gzip.compress(b"\n".join(json.dumps({"id": k, "text": text + str(k)}).encode() for k in range(3)), 1)
    )
    assert read_articles(path)["text"].str.len().tolist() == [len(text) + 1] * 3


def test_importing_reading_is_light():
    code = "import sys, explore.reading; print(sorted({'trafilatura', 'ftfy', 'openpyxl', 'torch', 'plotly'} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_numpy_values():
    df = pd.DataFrame(
        {"text": pd.Series([np.str_("نص")], dtype=object), "id": [np.int64(3)], "published": [np.float64(1678773904)]}
    )
    assert read_articles(df).loc[0, "article_id"] == "3"

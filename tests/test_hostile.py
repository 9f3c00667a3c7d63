"""Inputs that are broken, misnamed or odd: each gives articles and a report, or an error that helps."""

import gzip
import io
import json
import os
import re
import time
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from explore.errors import ExploreError
from explore.reading import read_articles, rows
from explore.tables import ARTICLES, UTC

ROWS = [
    {
        "id": f"n{k}", "title": title, "text": text, "outlet": "صحيفة الأفق", "published": f"2021-05-1{k}",
    }
    for k, (title, text) in enumerate(
        [
            ("الوزيران يلتقيان في جنيف", "التقى وزير الخارجية نظيره في جنيف، وقال إن المحادثات كانت بناءة.\nوأضاف أن الاجتماع المقبل في الشهر القادم."),
            ("البرلمان يناقش الموازنة", "ناقش البرلمان مشروع الموازنة الجديدة اليوم، وقالت الحكومة إن العجز أقل من المتوقع في هذا العام."),
            ("ارتفاع أسعار النفط", "ارتفعت أسعار الخام في أسواق العالم بعد الاتفاق بين الدول المنتجة على خفض الإنتاج من جديد."),
        ]
    )
]  # fmt: skip
TEXTS = [f"{row['title']}\n{row['text']}" for row in ROWS]
TEXT_FORMATS = ("txt", "csv", "tsv", "json", "jsonl", "html")
TABLE_FORMATS = ("csv", "tsv", "json", "jsonl", "parquet", "xlsx", "frame")
ALL = ("txt", "csv", "tsv", "json", "jsonl", "html", "parquet", "xlsx")


def page(row):
    return (
        f"<html><head><title>{row['title']}</title><meta property='article:published_time' content='{row['published']}'>"
        f"<script>alert(1)</script></head><body><nav>القائمة</nav><article><h1>{row['title']}</h1>"
        + "".join(f"<p>{line}</p>" for line in row["text"].split("\n") * 3)
        + "</article><script>alert(2)</script></body></html>"
    )


def build(kind, records=ROWS):
    """The bytes of a file of this kind with these records."""
    if kind == "txt":
        return records[0]["text"].encode()
    if kind == "html":
        return page(records[0]).encode()
    if kind == "json":
        return json.dumps(records, ensure_ascii=False, default=str).encode()
    if kind == "jsonl":
        return "\n".join(json.dumps(r, ensure_ascii=False, default=str) for r in records).encode(
            "utf-8", "surrogatepass"
        )
    df = pd.DataFrame(records)
    if kind in {"csv", "tsv"}:
        return df.to_csv(index=False, sep="," if kind == "csv" else "\t").encode("utf-8", "surrogatepass")
    handle = io.BytesIO()
    if kind == "parquet":
        pq.write_table(pa.Table.from_pylist(records), handle)
    else:
        df.to_excel(handle, index=False, engine="openpyxl")
    return handle.getvalue()


CASES = {}


def case(name, expect):
    """Register a function (folder) -> source, and what must come of it: same, error, told (a remark), or any."""

    def register(function):
        assert name not in CASES
        CASES[name] = (function, expect)
        return function

    return register


def file_case(name, suffix, data, expect):
    def write(folder):
        path = folder / f"{re.sub('[^a-z0-9-]', '_', name)}.{suffix}"
        path.write_bytes(data() if callable(data) else data)
        return path

    case(name, expect)(write)


# --- Encodings: every text format in every encoding reads the same --------------------------------------

ENCODINGS = {
    "utf-8-sig": lambda s: s.encode("utf-8-sig"), "utf-16": lambda s: s.encode("utf-16"),
    "utf-16-le": lambda s: s.encode("utf-16-le"), "utf-16-be": lambda s: s.encode("utf-16-be"),
    "utf-16-be-bom": lambda s: b"\xfe\xff" + s.encode("utf-16-be"), "utf-32": lambda s: s.encode("utf-32"),
    "windows-1256": lambda s: s.encode("cp1256"), "iso-8859-6": lambda s: s.encode("iso8859-6"),
    "mojibake-latin1": lambda s: s.encode().decode("latin-1").encode(),
    "mojibake-1256": lambda s: s.encode().decode("cp1256").encode(),
    "mojibake-1256-as-latin1": lambda s: s.encode("cp1256").decode("latin-1").encode(),
    "mojibake-twice": lambda s: s.encode().decode("latin-1").encode().decode("latin-1").encode(),
}  # fmt: skip
for _kind in TEXT_FORMATS:
    for _name, _encode in ENCODINGS.items():
        # Pages are parsed: a broken reading of their letters is mended in title and text alike.
        file_case(f"{_kind}-{_name}", _kind, lambda k=_kind, e=_encode: e(build(k).decode()), "same")
    file_case(f"{_kind}-crlf", _kind, lambda k=_kind: build(k).replace(b"\n", b"\r\n"), "any")
    file_case(f"{_kind}-bad-bytes", _kind, lambda k=_kind: _spoil(build(k)), "told")


def _spoil(data):
    """Cut the second byte out of one Arabic letter in the text."""
    where = data.index("المحادثات".encode())
    return data[: where + 1] + data[where + 2 :]


# --- Files that are cut, empty, junk, misnamed, packed --------------------------------------------------

for _kind in ALL:
    for _share in (0.1, 0.5, 0.95):
        file_case(f"{_kind}-cut-{_share}", _kind, lambda k=_kind, s=_share: build(k)[: int(len(build(k)) * s)], "any")
    file_case(f"{_kind}-empty", _kind, b"", "error")
    file_case(f"{_kind}-spaces", _kind, b" \n\n \r\n", "error")
    file_case(f"{_kind}-junk", _kind, bytes(np.random.default_rng(7).integers(0, 256, 5000, dtype="u1")), "error")
    file_case(f"{_kind}-pickle", _kind, b"\x80\x04\x95" + b"\x00" * 50, "error")
    file_case(f"{_kind}-pdf", _kind, b"%PDF-1.7\n" + bytes(range(256)), "error")
for _kind in TEXT_FORMATS:
    file_case(f"{_kind}-gz", f"{_kind}.gz", lambda k=_kind: gzip.compress(build(k)), "same")
    file_case(f"{_kind}-gz-without-suffix", _kind, lambda k=_kind: gzip.compress(build(k)), "same")
    file_case(f"{_kind}-gz-cut", f"{_kind}.gz", lambda k=_kind: _cut_gzip(build(k)), "told")
    file_case(f"{_kind}-gz-header-only", f"{_kind}.gz", gzip.compress(b"x" * 99)[:11], "error")
for _kind, _suffix in (("parquet", "csv"), ("parquet", "txt"), ("xlsx", "csv"), ("jsonl", "json"), ("json", "jsonl")):
    file_case(f"{_kind}-named-{_suffix}", _suffix, lambda k=_kind: build(k), "same")
for _kind, _suffix in (("csv", "parquet"), ("jsonl", "xlsx"), ("txt", "json"), ("csv", "jsonl"), ("html", "json")):
    file_case(f"{_kind}-named-{_suffix}", _suffix, lambda k=_kind: build(k), "error")


def _cut_gzip(data):
    packed = gzip.compress(data, compresslevel=0)
    return packed[:-9]


def _zip(folder):
    path = folder / "book.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "نص")
    return path


case("xlsx-plain-zip", "error")(_zip)

# --- Rows and cells -------------------------------------------------------------------------------------

LONG = "قال الوزير إن المحادثات كانت بناءة. " * 75_000  # 5 MB in UTF-8
CELLS = {
    "no-text-column": ([{"id": 1, "headline": "عنوان", "views": 3}], "error"),
    "no-known-column": ([{"a": "س", "b": "ص"}], "error"),
    "script": ([{"title": "<script>alert(1)</script>", "text": "نص <script>alert(1)</script> هنا", "outlet": "<b>x</b>"}], "told"),
    "latin-only": ([{"text": "There is no Arabic here at all."}], "told"),
    "question-marks": ([{"text": "???? ??????? ?? ????? ???? ??"}], "told"),
    "empty-texts": ([{"text": ""}, {"text": "  \n "}, {"text": None}], "error"),
    "one-empty-text": ([{"text": "نص قصير"}, {"text": ""}], "told"),
    "title-only": ([{"title": "عنوان", "text": ""}], "told"),
    "number-as-text": ([{"text": 12345}, {"text": 1.5}], "told"),
    "same-ids": ([{"id": "a", "text": "نص أول"}, {"id": "b", "text": "نص آخر"}, {"id": "a", "text": "نص ثالث"}], "told"),
    "constant-id": ([{"id": 0, "text": f"نص رقم {k}"} for k in range(5)], "told"),
    "duplicates": ([{"text": "النص نفسه"}, {"text": "النص  نفسه "}], "any"),
    "bidi": ([{"text": "\u202bقال\u202c \u200fنعم\u200e ﻻ \ufefbکی"}], "any"),
    "formula": ([{"text": "=cmd|'/c calc'!A0", "title": "=1+1"}], "told"),
    "bad-dates": ([{"text": f"نص {d}", "published": d} for d in (
        "منذ 3 ساعات", "31/02/2021", "2098-01-01", "14 رمضان 1442", "0000-00-00", "أمس", "x" * 500, "2021", "٣٢ مايو ٢٠٢١",
        "2021-05-12T10:00:00+99:00", "1/1/0001", "12:30", "NaT", "-", "1e400", "9" * 400)], "told"),
    "spaced-names": ([{" Title ": "عنوان", "\ufeffFull Text": "نص المقال"}], "any"),
}  # fmt: skip
for _name, (_records, _expect) in CELLS.items():
    for _kind in TABLE_FORMATS:
        if _kind == "frame":
            case(f"frame-{_name}", _expect)(lambda folder, r=_records: pd.DataFrame(r))
        elif not (_name == "number-as-text" and _kind in {"csv", "tsv"}):
            # A spreadsheet keeps neither empty rows nor the value of a formula nobody computed.
            _fate = "any" if _kind == "xlsx" and _name in {"one-empty-text", "formula"} else _expect
            file_case(f"{_kind}-{_name}", _kind, lambda k=_kind, r=_records: _build_mixed(k, r), _fate)


def _build_mixed(kind, records):
    if kind == "parquet":  # columns of one type
        return build(
            kind,
            pd.DataFrame(records).astype(object).map(str).to_dict("records")
            if len(records) > 5
            else _same_types(records),
        )
    return build(kind, records)


def _same_types(records):
    frame = pd.DataFrame(records)
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


for _kind in ("txt", "csv", "json", "jsonl", "parquet"):
    file_case(f"{_kind}-five-megabytes", _kind, lambda k=_kind: build(k, [{"text": LONG, "id": "1"}]), "any")
file_case("txt-nuls", "txt", "قال\x00 الوزير إن المحادثات كانت\x00 بناءة في جنيف".encode(), "told")
file_case("csv-nuls", "csv", "id,text\n1,قال\x00 الوزير في جنيف\n".encode(), "told")
file_case("jsonl-nuls", "jsonl", b'{"text": "\\u0642\\u0000\\u0644"}', "told")
file_case("jsonl-surrogate", "jsonl", b'{"text": "\\u0642\\ud83d\\u0644", "title": "\\udc00"}', "told")
file_case("json-surrogate-name", "json", b'[{"text": "\\u0642", "\\udc00": "\\ud800", "outlet": "\\ud800"}]', "any")
file_case("json-deep", "json", b"[" * 100_000, "error")
file_case("jsonl-deep", "jsonl", '{"text": "نص"}\n{"text": '.encode() + b"[" * 100_000, "told")
file_case("json-deep-inside", "json", b'{"a":' * 500 + b"1" + b"}" * 500, "error")
file_case("json-number", "json", b"42", "error")
file_case("json-string", "json", '"نص"'.encode(), "error")
file_case("json-null", "json", b"null", "error")
file_case("json-empty-list", "json", b"[]", "error")
file_case("json-list-of-strings", "json", '["نص", "نص آخر"]'.encode(), "error")
file_case("json-nan", "json", '[{"text": "نص", "title": NaN, "published": Infinity}]'.encode(), "any")
file_case("json-huge-number", "json", b'[{"text": "\xd9\x86\xd8\xb5", "id": ' + b"9" * 5000 + b"}]", "any")
file_case("json-nested-fields", "json", json.dumps({"status": "ok", "articles": [
    {"source": {"id": None, "name": "الأفق"}, "author": ["أ", "ب"], "content": "نص المقال … [+120 chars]"}]}).encode(), "told")  # fmt: skip
file_case("json-columns-uneven", "json", '{"text": ["نص", "نص"], "title": ["ع"]}'.encode(), "error")
file_case("json-two-roots", "json", '{"text": "نص"} {"text": "نص آخر"}'.encode(), "any")
file_case("jsonl-one-bad-line", "jsonl", '{"text": "نص"}\n{"text": "مقطو\n{"text": "نص آخر"}'.encode(), "told")
file_case("jsonl-scalars", "jsonl", '{"text": "نص"}\n5\nnull\n["س"]'.encode(), "told")
file_case("jsonl-mixed-encodings", "jsonl", '{"text": "قال الوزير إن"}\n'.encode() + '{"text": "قال الوزير إن الاجتماع في جنيف"}'.encode("cp1256"), "told")  # fmt: skip
file_case("csv-mixed-encodings", "csv", b"id,text\n" + b"".join(
    f"{k},قال الوزير إن الاجتماع في جنيف\n".encode("cp1256" if k == 7 else "utf-8") for k in range(20)), "told")  # fmt: skip
file_case("csv-stray-quote", "csv", 'id,text\n1,"قال الوزير\n2,نعم قال\n3,لا لم يقل\n'.encode(), "told")
file_case("csv-inner-quotes", "csv", 'id,text\n1,"قال "نعم" ثم ذهب"\n2,نص\n'.encode(), "told")
file_case("csv-too-many-fields", "csv", "id,text\n1,قال الوزير\n2,قال, نعم, ثم\n".encode(), "told")
file_case("csv-too-few-fields", "csv", "id,title,text\n1,عنوان,نص\n2,عنوان\n".encode(), "told")
file_case("csv-header-only", "csv", b"id,title,text\n", "error")
file_case("csv-no-header", "csv", "1,قال الوزير\n2,نص\n".encode(), "error")
file_case("csv-same-names", "csv", "text,text,text\nأ ب ت,ث ج,ح خ\n".encode(), "any")
file_case("csv-empty-names", "csv", ",,text\n1,2,نص\n".encode(), "any")
file_case("csv-semicolons", "csv", "العنوان;النص\nعنوان;نص, نص\n".encode(), "any")
file_case("csv-arabic-commas", "csv", "العنوان،النص\nعنوان،نص\n".encode(), "any")
file_case("csv-old-mac", "csv", "id,text\r1,نص أول\r2,نص آخر\r".encode(), "any")
file_case("csv-only-quotes", "csv", b'"' * 5000, "error")
file_case("csv-wide", "csv", (",".join(f"c{k}" for k in range(3000)) + ",text\n" + "," * 3000 + "نص\n").encode(), "any")
file_case("csv-many-quotes", "csv", ("id,text\n" + '1,"أ\n' * 30_000).encode(), "told")
file_case("html-script-only", "html", b"<html><script>alert(1)</script></html>", "error")
file_case("html-plain-text", "html", "ليس فيه وسوم".encode(), "error")
file_case("html-unclosed", "html", ("<p>" * 3000 + "قال الوزير إن المحادثات كانت بناءة في جنيف.").encode(), "any")
file_case("unknown-suffix-binary", "dat", bytes(range(256)) * 20, "error")
file_case("unknown-suffix-text", "md", "قال الوزير".encode(), "any")


def _broken_parquet_strings():
    words = [w.encode("cp1256") for w in ("قال الوزير إن الاجتماع في جنيف", "نص عربي آخر من القاهرة")]
    array = pa.array(words, pa.binary()).view(pa.string())
    handle = io.BytesIO()
    pq.write_table(pa.table({"text": array}), handle)
    return handle.getvalue()


file_case("parquet-strings-not-utf8", "parquet", _broken_parquet_strings, "any")
file_case("parquet-no-rows", "parquet", lambda: _empty_parquet(), "error")
file_case(
    "parquet-nested",
    "parquet",
    lambda: build("parquet", [{"text": ["فقرة", "فقرة أخرى"], "author": {"name": "كاتب"}}]),
    "told",
)


def _empty_parquet():
    handle = io.BytesIO()
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), handle)
    return handle.getvalue()


@case("xlsx-formulas", "any")
def _(folder):
    book = openpyxl.Workbook()
    book.active.append(["id", "text", "title"])
    book.active.append([1, "نص المقال", '=HYPERLINK("http://example.org")'])
    book.create_sheet("ورقة").append(["ملاحظات"])
    book.save(folder / "book.xlsx")
    return folder / "book.xlsx"


@case("xlsx-empty-sheet", "error")
def _(folder):
    openpyxl.Workbook().save(folder / "book.xlsx")
    return folder / "book.xlsx"


# --- Paths and objects ----------------------------------------------------------------------------------


@case("folder-mixed", "told")
def _(folder):
    (folder / "a.txt").write_bytes(build("txt"))
    (folder / "b.csv").write_bytes(b"")
    (folder / "c.parquet").write_bytes(b"PAR1junk")
    (folder / "d.md").write_text("x")
    (folder / ".hidden.csv").write_text("x")
    (folder / "e.csv").mkdir()
    (folder / "loop").symlink_to(folder)
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "self.txt").symlink_to(folder / "self.txt")
    return folder


@case("folder-named-csv", "error")
def _(folder):
    (folder / "x.csv").mkdir()
    return folder / "x.csv"


@case("folder-all-bad", "error")
def _(folder):
    for k in range(3):
        (folder / f"{k}.csv").write_bytes(b"")
    return folder


@case("folder-metadata-broken", "told")
def _(folder):
    (folder / "a.txt").write_bytes(build("txt"))
    (folder / "metadata.csv").write_bytes(bytes(range(256)) * 9)
    return folder


@case("folder-metadata-odd", "told")
def _(folder):
    (folder / "a.txt").write_bytes(build("txt"))
    (folder / "metadata.csv").write_text('file,text,published\na.txt,other text,yesterday\nz.txt,,\n,,\n"')
    return folder


@case("pipe", "error")
def _(folder):
    os.mkfifo(folder / "pipe.txt")
    return folder / "pipe.txt"


@case("link-to-nothing", "error")
def _(folder):
    (folder / "link.csv").symlink_to(folder / "nowhere")
    return folder / "link.csv"


@case("link-to-itself", "error")
def _(folder):
    (folder / "link.csv").symlink_to(folder / "link.csv")
    return folder / "link.csv"


case("not-there", "error")(lambda folder: folder / "nowhere.csv")
case("not-there-glob", "error")(lambda folder: str(folder / "*.csv"))
case("not-there-odd-glob", "error")(lambda folder: str(folder / "[*?"))
case("long-name", "error")(lambda folder: str(folder / ("x" * 5000)))
case("object-nul-in-path", "error")(lambda folder: "a\x00b.csv")
for _name, _source in {
    "none": None, "number": 5, "list": [1, 2], "dict": {"text": "نص"}, "bytes": b"text", "empty-string": "", "address": "https://example.org/a.csv",
    "empty-frame": pd.DataFrame(), "frame-no-rows": pd.DataFrame({"text": []}), "series": pd.Series(["نص"]),
}.items():  # fmt: skip
    case(f"object-{_name}", "error")(lambda folder, s=_source: s)
for _name, _frame in {
    "lists": pd.DataFrame({"text": [["فقرة", "فقرة"], None], "author": [{"name": "ك"}, ["أ", None]]}),
    "nan": pd.DataFrame({"text": ["نص", np.nan, None, pd.NA, pd.NaT], "published": [pd.NaT, 1, "x", None, np.nan]}),
    "arrays": pd.DataFrame({"text": [np.array(["فقرة", "فقرة"], dtype=object), np.array([], dtype=object)]}),
    "objects": pd.DataFrame({"text": [object(), "نص", b"\xc7\xe1\xd1\xc6\xed\xd3 \xc7\xe1\xd1\xe6\xd3\xed", 3 + 4j, True, {"a": 1}]}),
    "same-names": pd.DataFrame([["نص", "آخر"]], columns=["text", "text"]),
    "number-names": pd.DataFrame([["نص", "آخر"]], columns=["text", 0]),
    "name-levels": pd.DataFrame([["نص", "آخر"]], columns=pd.MultiIndex.from_tuples([("text", ""), ("title", "")])),
    "named-index": pd.DataFrame({"text": ["نص", "نص آخر"]}, index=pd.Index(["x", "y"], name="id")),
    "same-index": pd.DataFrame({"text": ["نص", "نص آخر"]}, index=[0, 0]),
    "categories": pd.DataFrame({"text": ["نص", "آخر"], "outlet": pd.Categorical(["أ", None])}),
    "zones": pd.DataFrame({"text": ["نص", "آخر"], "published": pd.to_datetime(["2021-05-12", None]).tz_localize("Asia/Riyadh")}),
    "periods": pd.DataFrame({"text": ["نص"], "published": [pd.Period("2021-05")]}),
    "surrogates": pd.DataFrame({"text": pd.Series(["ن\ud800ص"], dtype=object), "title": pd.Series(["\ud83d\ude00"], dtype=object)}),
}.items():  # fmt: skip
    case(f"frame-odd-{_name}", "any")(lambda folder, f=_frame: f)


@pytest.mark.parametrize("name", CASES)
def test_hostile_input(name, tmp_path):
    make, expect = CASES[name]
    source = make(tmp_path)
    before = source.copy(deep=True) if isinstance(source, pd.DataFrame) else None
    try:
        articles, report = read_articles(source, report=True)
    except ExploreError as error:
        assert expect in {"error", "any"}, f"refused: {error}"
        message = str(error)
        is_path = isinstance(source, (str, os.PathLike)) and name != "object-nul-in-path"
        assert not is_path or os.path.basename(source)[:100] in message, message
        # What is wrong, then what to do: at least two sentences, the last beginning with a verb.
        assert re.search(r"(?:[.;:] )[A-Z][a-z]+ [^\n]{5,}[.})]", message), message
        assert len(message) < 1500
        return
    assert expect != "error", str(report)
    assert len(articles) >= 1
    assert list(articles.columns) == ARTICLES.names
    assert str(articles["published"].dtype) == UTC
    assert articles["article_id"].is_unique
    assert articles["article_id"].notna().all()
    assert articles["text"].str.len().min() > 0
    assert not articles["text"].str.contains("\x00", regex=False).any()
    articles.to_parquet(io.BytesIO())
    report.rows.to_parquet(io.BytesIO())
    report.rejected.to_parquet(io.BytesIO())
    assert report.n_read == len(articles)
    assert report.n_dropped == len(report.rejected)
    assert "<script" not in report._repr_html_().lower()
    assert f"{len(articles):,} articles read" in str(report)
    if expect == "told":
        assert report.n_repaired + report.n_doubtful + report.n_dropped > 0, str(report)
    if expect == "same":
        if len(articles) == 1:
            assert "التقى وزير الخارجية نظيره في جنيف، وقال إن المحادثات كانت بناءة." in articles.loc[0, "text"]
        else:
            assert articles["text"].tolist() == TEXTS
            assert articles["outlet"].unique().tolist() == ["صحيفة الأفق"]
    if before is not None:
        pd.testing.assert_frame_equal(source, before)


def test_gzip_bomb(tmp_path, monkeypatch):
    monkeypatch.setattr(rows, "MAX_BYTES", 1_000_000)
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "' + b"a" * 3_000_000 + b'"}'))
    with pytest.raises(ExploreError, match=r"bomb\.jsonl\.gz unpacks to more than 1,000,000 bytes\. Unpack and split"):
        read_articles(path)


def test_zip_bomb(tmp_path, monkeypatch):
    monkeypatch.setattr(rows, "MAX_BYTES", 1_000)
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(build("xlsx"))
    with pytest.raises(ExploreError, match=r"bomb\.xlsx unpacks to .* Save it as CSV"):
        read_articles(path)


def test_file_without_permission(tmp_path, monkeypatch):
    path = tmp_path / "secret.csv"
    path.write_bytes(build("csv"))

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(ExploreError, match=r"secret\.csv cannot be opened: Permission denied"):
        read_articles(path)


@pytest.mark.parametrize(
    "tag", ['<meta property="date" ', '<meta content="2021-05-12" ', '"datePublished" ', '"datePublished"    ']
)
def test_a_repeated_tag_of_a_page_is_read_in_linear_time(tag, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(
        f"<html><head>{tag * 3000}</head><body><article>" + "<p>قال الوزير نعم في جنيف.</p>" * 5, encoding="utf-8"
    )
    before = time.process_time()
    assert "جنيف" in read_articles(path).loc[0, "text"]
    assert time.process_time() - before < 5

"""Close reading: what was found in an article as a table, and the article as a page that needs no script."""

import html
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

import explore
from explore import charts, tables
from explore.charts.theme import COLOURS
from explore.corpus import Corpus
from explore.errors import BadInput, MissingColumns
from explore.sharing.clean import clean_html

TEXT = (
    "لقاء في موسكو\n"
    "قال فلاديمير بوتين، يوم الخميس، إن موسكو «مستعدة للحوار مع واشنطن». ورحب بوتين بذلك.\n"
    "ونددت فاليري الفلانية بالقرار <script>alert(1)</script>."
)


@pytest.fixture(scope="module")
def corpus():
    articles = pd.DataFrame({
        "article_id": ["a", "b"],
        "title": ["لقاء في موسكو", None],
        "text": [TEXT, "عاد بوتن إلى روسيا."],
        "outlet": ["<b>الأفق</b>", None],
        "published": ["2024-02-15", None],
    })  # fmt: skip
    return explore.annotate(
        articles, topics=False, actors=pd.DataFrame({"merge": ["بوتن الفلاني"], "into": ["vladimir-putin"]})
    )


@pytest.fixture(scope="module")
def table(corpus):
    return explore.article_view(corpus, article_id="a")


class _Tree(HTMLParser):
    """Checks that elements are closed in order, and gathers what stands in them."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("br", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def tree(page):
    parsed = _Tree()
    parsed.feed(str(page))
    parsed.close()
    assert parsed.open == []
    return parsed


# --- the table --------------------------------------------------------------------------------------------


def test_the_first_row_is_the_text_and_the_rest_lies_in_it(table):
    assert table.loc[0, ["layer", "surface", "detail", "start", "end"]].tolist() == [
        "text",
        TEXT,
        "لقاء في موسكو",
        0,
        len(TEXT),
    ]
    for row in table[table["layer"].isin(["name", "role", "date"])].itertuples():
        assert TEXT[row.start : row.end] == row.surface
    assert table["start"].iloc[1:].is_monotonic_increasing
    assert list(table.columns) == tables.ARTICLE_VIEW.names
    pd.testing.assert_frame_equal(table.head(0), tables.ARTICLE_VIEW.empty(), check_index_type=False)


def test_a_row_knows_its_actor(table):
    putin = table[table["actor_id"] == "vladimir-putin"].iloc[0]
    assert putin[["name_en", "kind", "country"]].tolist() == ["Vladimir Putin", "PER", "RU"]
    assert putin["n_articles"] == 2
    assert putin["n_mentions"] == 3
    assert putin["spellings"] == ["بوتن", "بوتين", "فلاديمير بوتين"]
    unknown = table[table["surface"] == "فاليري الفلانية"]
    assert unknown.empty or (unknown["n_mentions"] <= 1).all()


def test_what_is_not_there_is_named(corpus):
    with pytest.raises(BadInput, match="no article 'c'. There are: a, b"):
        explore.article_view(corpus, article_id="c")
    with pytest.raises(BadInput, match="takes the corpus"):
        explore.article_view(corpus.articles, article_id="a")
    with pytest.raises(BadInput, match="There are: none"):
        explore.article_view(Corpus(), article_id="a")


# --- the page ---------------------------------------------------------------------------------------------


def test_the_whole_text_stands_on_the_page_in_order(table):
    page = tree(charts.close_reading(table, layers=()))
    assert "".join(TEXT.split()) in "".join("".join(page.text).split())
    plain = re.sub(
        r"<summary[^>]*>(.*?)<sup.*?</summary><span.*?</span></details>", r"\1", str(charts.close_reading(table))
    )
    assert "قال فلاديمير بوتين" in re.sub("<[^>]+>", "", plain)


def test_each_name_unfolds_and_its_number_stands_in_the_list(table):
    page = str(charts.close_reading(table, labels="en", layers=("name", "role")))
    names = table[table["layer"].isin(["name", "role"]) & table["actor_id"].notna()]
    assert page.count("<details") == len(names)
    numbers = [int(n) for n in re.findall(r"<sup[^>]*>(\d+)</sup></summary>", page)]
    order = list(dict.fromkeys(names["actor_id"]))
    assert numbers == [order.index(actor) + 1 for actor in names["actor_id"]]
    legend = page[page.index("Actors of this article") :]
    assert [int(n) for n in re.findall(r">(\d+)</span> <b>", legend)] == list(range(1, len(order) + 1))
    assert "person · \u2068Russia" in page.replace("\u2068person\u2069", "person")
    assert "in the whole corpus: 3 mentions in 2 articles" in page
    assert "also written" in page


def test_a_line_with_arabic_in_it_runs_right_to_left_whatever_it_begins_with(table):
    whole = "AFP - عاد الوفد.\n\nLondon"
    rows = table.iloc[:1].assign(surface=whole, detail=None, end=len(whole))
    page = charts.close_reading(rows)
    assert re.findall(r'<div dir="(\w+)" style="line-height[^>]*>(\w+)', page) == [("rtl", "AFP"), ("auto", "London")]


def test_quotations_and_dates_can_be_marked_or_not(table):
    all_ = str(charts.close_reading(table))
    assert all_.count("❝") == (table["layer"] == "quote").sum() > 0
    assert "◷" in all_
    assert "2024-02-15" in all_.split("◷")[1]
    none = str(charts.close_reading(table, layers="name"))
    assert "❝" not in none
    assert "◷" not in none


def test_what_articles_say_is_escaped(table):
    page = tree(charts.close_reading(table))
    assert not {tag for tag, _ in page.tags} & {"script", "b>الأفق", "style", "a", "img"}
    assert "<script" not in str(charts.close_reading(table))
    assert "alert(1)" in "".join(page.text)
    assert "<b>الأفق</b>" in "".join(page.text)


HOSTILE = [
    '"><img src=x onerror=1>',
    "' onmouseover='x",
    "\u202eبوتين\u202c",
    "</details></div><h1>",
    "&lt;b&gt;",
    "a\tb",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_names_stay_text(table, words):
    bad = table.assign(
        name_ar=words, name_en=words, kind=words, country=words, outlet=words,
        spellings=[[words, "x"]] * len(table), detail=words,
    )  # fmt: skip
    page = charts.close_reading(bad, labels="en")
    parsed = tree(page)
    assert {tag for tag, _ in parsed.tags} <= {"div", "span", "bdi", "details", "summary", "sup", "b", "br"}
    assert {name for _, attrs in parsed.tags for name in attrs} <= {"dir", "lang", "style", "title"}
    assert "".join(tree(clean_html(str(page))).text) == "".join(parsed.text)


def test_shared_pages_keep_all_of_it(table):
    page = str(charts.close_reading(table))
    cleaned = clean_html(page)
    for piece in ("<details", "<summary", "background-color:rgba", "title=", "<sup"):
        assert cleaned.count(piece) == page.count(piece), piece


def test_marks_that_overlap_or_leave_their_line_lose_no_text(table):
    row = table.iloc[1].to_dict()
    rows = [table.iloc[0].to_dict()] + [
        row | {"layer": layer, "start": a, "end": b, "surface": "x"}
        for layer, a, b in [("name", 0, 20), ("name", 5, 25), ("role", 18, 18), ("quote", 3, 60), ("quote", 40, 200),
                            ("date", 90, 9_999), ("name", 14, 17), ("name", 17, 20)]
    ]  # fmt: skip
    bad = tables.ARTICLE_VIEW.frame(rows)
    page = str(charts.close_reading(bad))
    tree(page)
    bare = re.sub(
        r'<sup.*?</sup>|<span style="display:block.*?</span></details>', "", page.split("margin-bottom:.6em")[1]
    )
    shown = "".join(html.unescape(re.sub("<[^>]+>", "", bare)).split())
    assert "".join(TEXT.split()) in shown


def test_colours_are_read_on_white_and_on_black():
    def luminance(colour):
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for colour in COLOURS:
        assert 1.05 / (luminance(colour) + 0.05) >= 3
        assert (luminance(colour) + 0.05) / (luminance("#111111") + 0.05) >= 3


def test_both_languages_and_bad_options(table, small):
    arabic = str(charts.close_reading(table))
    assert "روسيا" in arabic
    assert "شخص" in arabic
    assert "الفاعلون في هذا المقال" in arabic
    with pytest.raises(BadInput, match=r"layers must be one of 'name', 'role', 'quote', 'date'; got 'topic'"):
        charts.close_reading(table, layers=["topic"])
    with pytest.raises(BadInput, match="labels must be one of 'ar', 'en'; got 'fr'"):
        charts.close_reading(table, labels="fr")
    with pytest.raises(BadInput, match="charts.passages"):
        charts.close_reading(explore.passages(small))
    with pytest.raises(MissingColumns):
        charts.close_reading(pd.DataFrame({"a": [1]}))
    assert "لا جمل" in charts.close_reading(tables.ARTICLE_VIEW.empty())
    before = table.copy(deep=True)
    charts.close_reading(table)
    pd.testing.assert_frame_equal(table, before)

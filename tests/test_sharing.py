"""Notebooks as offline pages: what is kept, what is made harmless, what fails and how. Browser: browser/test_offline.py."""

import base64
import hashlib
import json
import re
import string
from html.parser import HTMLParser

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from explore import assets, sharing
from explore.errors import BadInput, NotebookFailed
from explore.sharing.clean import clean_html
from explore.sharing.outputs import PLOTLY, WIDGET

FIGURE = {
    "data": [{"type": "bar", "x": ["بوتين", "</script><script>alert(1)</script>"], "y": [3, 1]}],
    "layout": {"title": {"text": "من"}, "template": {"layout": {"font": {"size": 13}}}},
}


def shown(*outputs, text=("# عنوان\n\nمن يتحدث؟",), source="1"):
    """The page of a notebook with these outputs, as its parts."""
    cells = [new_markdown_cell(t, id=f"m{k}") for k, t in enumerate(text)]
    cell = new_code_cell(source, id="c", outputs=[
        new_output("display_data", out) if "output_type" not in out else out for out in outputs
    ])  # fmt: skip
    return new_notebook(cells=[*cells, cell])


@pytest.fixture
def page(tmp_path):
    def make(*outputs, name="01-n", **kwargs):
        path = tmp_path / f"{name}.ipynb"
        nbformat.write(shown(*outputs, **kwargs), path)
        out, index = sharing.share(path, tmp_path / "site", execute=False)
        return out.read_bytes().decode("utf-8")

    return make


def body(html):
    return re.search(r"<main>(.*)</main>", html, re.DOTALL)[1]


def scripts(html):
    return re.findall(r"<script(?![^>]*application/json)[^>]*>(.*?)</script>", html, re.DOTALL)


# What a page is made of


def test_the_policy_lets_only_our_scripts_run(page):
    html = page({PLOTLY: FIGURE})
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    found = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts(html)]
    assert re.findall(r"sha256-([^']+)'", policy) == found
    assert len(found) == 2
    assert not re.search(r"<(?:link|script|img|iframe)[^>]+(?:src|href)=[\"'](?!data:)", html)


def test_plotly_is_there_once_and_only_where_figures_are(page):
    one = page({PLOTLY: FIGURE})
    three = page(*[{PLOTLY: FIGURE}] * 3, name="02-n")
    none = page({"text/plain": "5"}, name="03-n")
    assert 4e6 < len(one) < 7e6
    assert len(three) - len(one) < 10_000
    assert len(none) < 20_000
    assert scripts(none) == []
    assert "script-src 'none'" in none


def test_a_figure_cannot_leave_its_script_element(page):
    html = body(page({PLOTLY: FIGURE}))
    assert "alert(1)" in html
    assert "<script>alert" not in html
    data = re.search(r'<script type="application/json">(.*?)</script>', html)[1]
    assert json.loads(data)["data"] == FIGURE["data"]


def test_numbers_json_has_no_word_for_are_null(page):
    html = page({PLOTLY: {"data": [{"y": [float("nan"), float("inf"), 1.5]}]}})
    assert '"y":[null,null,1.5]' in html


def test_a_page_is_the_same_to_the_byte(page, tmp_path):
    assert page({PLOTLY: FIGURE}, {"text/html": "<b>a</b>"}) == page({PLOTLY: FIGURE}, {"text/html": "<b>a</b>"})


def test_language_and_direction_follow_the_text(page):
    assert '<html lang="ar" dir="rtl">' in page()
    assert '<html lang="en" dir="ltr">' in page(text=["# Who speaks?\n\nبوتين in five articles"], name="02")


def test_headings_can_be_linked_to_and_text_stands_beside_their_links(page):
    html = body(page(text=["# Who speaks?\n\nTwo [outlets](02.ipynb)."]))
    assert '<h1 id="Who-speaks?">Who speaks?<a class="anchor-link"' in html
    assert '</h1><p>Two <a href="02.html"' in html


def test_code_is_folded_and_coloured(page):
    html = body(page(source='name = "بوتين" < 3'))
    assert '<details class="code" dir="ltr"><summary>Code</summary>' in html
    assert "&lt;" in html
    assert '<span class="s2">' in html or '<span class="s">' in html or '<span class="s1">' in html


def test_the_footer_names_what_made_the_page(page):
    html = page()
    from importlib.metadata import version

    assert f"explore {version('explore-arabic-news')}" in html
    assert f"plotly {version('plotly')}" in html
    assert not re.search(r"\b20\d\d-\d\d-\d\dT", body(html))


# Outputs


def test_streams_and_errors_are_text(page):
    html = body(page(
        new_output("stream", name="stdout", text="\x1b[31m<b>قال</b>\x1b[0m"),
        new_output("stream", name="stderr", text=" 50%|█████ | 1/2 [00:00<00:01]\nUserWarning: <i>look</i>\n"),
        new_output("error", ename="E", evalue="v", traceback=["\x1b[0;31mE\x1b[0m: <script>x</script>"]),
    ))  # fmt: skip
    assert '<pre dir="auto">&lt;b&gt;قال&lt;/b&gt;</pre>' in html
    assert '<pre class="stderr">UserWarning: &lt;i&gt;look&lt;/i&gt;</pre></details>' in html
    assert "50%" not in html
    assert "E: &lt;script&gt;x&lt;/script&gt;" in html


def test_a_dataframe_keeps_its_columns_and_each_cell_runs_as_its_text(page):
    import pandas as pd

    arabic = pd.DataFrame({"actor": ["بوتين <script>x</script>"], "n": [3]})._repr_html_()
    html = body(page({"text/html": arabic, "text/plain": "…"}))
    assert html.count('<table dir="ltr"') == 1
    assert '<td dir="auto">بوتين &lt;script&gt;x&lt;/script&gt;</td>' in html  # pandas escapes it: text, which stays
    assert "<style>" not in html  # pandas' own rules say what the page's stylesheet says


def test_another_table_with_arabic_is_right_to_left(page):
    html = body(page({"text/html": "<table><tr><td>بوتين</td></tr></table>"}))
    assert '<table dir="rtl"' in html


def test_the_foot_says_what_a_page_weighs(page):
    assert re.search(r"This page weighs \d\.\d MB, of which plotly\.js \d\.\d MB", page({PLOTLY: FIGURE}))
    assert "plotly.js" not in page({"text/plain": "5"}, name="03-n")[-900:].split("weighs")[1]


def test_a_coloured_table_keeps_its_colours_and_reaches_no_other(page):
    pytest.importorskip("jinja2")
    import pandas as pd

    coloured = pd.DataFrame({"n": [1, 2]}).style.set_properties(**{"background-color": "#cfe"}).to_html(table_uuid="a")
    html = body(page({"text/html": f"<style>p, main {{display: none}} #T_a ~ p {{color: red}}</style>{coloured}"}))
    assert re.findall("<style>(.*?)</style>", html) == ["#T_a_row0_col0,#T_a_row1_col0{background-color: #cfe}"]
    assert 'id="T_a_row0_col0"' in html


def test_images_are_embedded_and_svg_is_an_image(page, tmp_path):
    (tmp_path / "pic.png").write_bytes(b"\x89PNG")
    (tmp_path.parent / "secret.png").write_bytes(b"secret")
    html = body(page(
        {"image/png": "aGVs\nbG8=", "text/plain": "<Figure>"}, {"image/svg+xml": "<svg onload='alert(1)'></svg>"},
        {"text/markdown": "![x](pic.png)"},
        text=["![here](pic.png) ![out](../secret.png) ![web](https://example.org/x.png)"],
    ))  # fmt: skip
    assert 'src="data:image/png;base64,aGVsbG8="' in html
    assert 'src="data:image/svg+xml;base64,' in html
    assert "onload" not in html
    assert html.count("data:image/png") == 2  # the output and the text's own; not the one an output names
    assert '<img alt="out"> <img alt="web">' in html
    assert "secret" not in html
    assert "&lt;Figure&gt;" not in html


def test_links_to_notebooks_lead_to_pages(page):
    html = body(
        page(text=["[next](02-actors.ipynb#Who) [bad](javascript:alert(1)) [web](https://example.org/a.ipynb)"])
    )
    assert 'href="02-actors.html#Who"' in html
    assert 'href="https://example.org/a.ipynb"' in html
    assert "javascript" not in html


def test_a_widget_leaves_what_its_output_holds_beside_it_or_a_note(page):
    html = body(page({WIDGET: {"model_id": "x"}, "text/plain": "Dropdown(…)"}))
    assert "needs a running notebook" in html
    assert "01-n.ipynb" in html
    assert "Dropdown" not in html
    twin = body(page({WIDGET: {"model_id": "x"}, "text/html": "<b>twin</b>", "text/plain": "W"}, name="02"))
    assert "<b>twin</b>" in twin
    assert "running notebook" not in twin
    bar = body(page({WIDGET: {"model_id": "x"}, "text/plain": "  0%|          | 0/5 [00:00<?, ?it/s]"}, name="03"))
    assert "running notebook" not in bar


def live(panel, monkeypatch):
    """What a cell shows that ends with a panel: the bundles a kernel sends."""
    sent = []
    monkeypatch.setattr("plotly.io.renderers.default", "plotly_mimetype")
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: sent.append(bundle))
    panel._ipython_display_()
    return [json.loads(json.dumps(bundle)) for bundle in sent]


def test_a_panel_becomes_its_present_chart_in_words(page, small, monkeypatch):
    from explore import attention, charts, panels

    controls = {"actors": panels.choose_actors(small, value="putin"), "per": panels.choose_period("year")}
    title = "من <script>alert('t')</script>"
    panel = panels.panel(small, measure=attention, chart=charts.trend, controls=controls, title=title)
    html = body(page(*live(panel, monkeypatch)))
    assert "running notebook" not in html
    assert "<script>alert" not in html
    assert "من &lt;script&gt;alert('t')&lt;/script&gt;</h4>" in html
    assert "Vladimir Putin\u2069</b>; Period: <b>year</b>." in html
    assert "explore.attention(corpus, actors=['putin'], per='year')" in html
    (data,) = re.findall(r'<script type="application/json">(.*?)</script>', html)
    assert json.loads(data)["data"] == json.loads(panel.figure.to_json())["data"]
    assert html.index("Period") < html.index('class="plot"') < html.index("Sentences behind the chart")
    assert html.count('class="output"') == 4


def test_a_panel_without_a_title_and_one_that_cannot_be_drawn(page, small, monkeypatch):
    from explore import attention, charts, panels

    controls = {"per": panels.choose_period(None, among=("year", None), language="ar")}
    panel = panels.panel(small, measure=attention, chart=charts.trend, controls=controls, language="ar")
    html = body(page(*live(panel, monkeypatch)))
    assert html.count('class="output"') == 1
    assert '<div dir="rtl" style="text-align:start"><p style="text-align:start">الفترة: <b>كل الوقت</b>.' in html
    assert "BadInput: charts.trend() needs periods" in html


def test_a_review_needs_no_note(page, small, monkeypatch, tmp_path):
    from explore import panels

    html = body(page(*live(panels.review_merges(small, tmp_path / "actors.yml"), monkeypatch)))
    assert "running notebook" not in html
    assert "Are these one and the same?" in html


class _Parts(HTMLParser):
    """What a browser reads in a piece of HTML: elements with their attributes, and text."""

    def __init__(self, html):
        super().__init__()
        self.seen, self.text = [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        kept = {name: (value or "").rstrip("; ") for name, value in attrs if name not in ("data-article", "rel")}
        self.seen.append((tag, {name: value for name, value in kept.items() if value or name == "open"}))

    def handle_data(self, data):
        self.text.append(data)


def test_our_own_tables_come_through_as_they_are(small):
    import pandas as pd

    from explore import charts, measures, panels

    controls = {"per": panels.choose_period("year")}
    panel = panels.panel(small, measure=measures.coverage, chart=charts.trend, controls=controls)
    article = charts.close_reading(measures.article_view(small, article_id="a1"))
    table = panels.table(pd.DataFrame({"outlet": ["الأفق"], "n": [1.5]}))
    for made in (panel._in_words(), panel._result.passages, article, table):
        before, after = _Parts(made), _Parts(clean_html(made))
        assert after.text == before.text
        assert after.seen == before.seen


# Making HTML harmless


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("<script>alert('x')</script>a", "a"),
        ("a<SCRIPT SRC=http://e.org/x>", "a"),
        ('<b onclick="x()" onmouseover=y>a</b>', "<b>a</b>"),
        ('<img src="http://e.org/p.png" alt="a picture">', '<img alt="a picture">'),
        ('<img src=x onerror="alert(1)">', "<img>"),
        ('<iframe src="http://e.org"></iframe>a', "a"),
        ('<noscript><p title="</noscript><img src=x onerror=x()>"></noscript>a', '<img>"&gt;a'),
        ("<svg><style><img src=x onerror=x()></style></svg>a", "<svg></svg><img>a"),
        ('<form action="x"><input>a</form>', "a"),
        ("<div data-explore='panel'>a</div>", "<div>a</div>"),
        ("<b>a", "<b>a</b>"),
        ("a</b></div>", "a"),
        ("a &lt;b&gt; &amp;amp;", "a &lt;b&gt; &amp;amp;"),
        ("<!-- x --><!DOCTYPE html>a", "a"),
        # styles: what looks stays; what fetches, moves or covers goes
        ('<p style="color:red" dir="rtl">a</p>', '<p style="color:red" dir="rtl">a</p>'),
        ('<p style="background:url(http://e.org)">a</p>', "<p>a</p>"),
        ('<p style="color:red;position:fixed;top:0">a</p>', '<p style="color:red">a</p>'),
        ('<p style="position:/**/fixed">a</p>', "<p>a</p>"),
        ('<p style="p\\6fsition:fixed;margin:-99px;inset:0;z-index:9;transform:none">a</p>', "<p>a</p>"),
        ("<p style=\"background:image-set('x' 1x);width:expression(x)\">a</p>", "<p>a</p>"),
        # stylesheets: only rules that reach into one table of pandas
        ("<style>b{color:red}</style>a", "a"),
        ("<style>#T_a td, body{color:red}</style>a", "a"),
        ("<style>@import 'http://e.org'</style>a", "a"),
        (
            "<style>#T_a{color:red} body:has(#T_a){color:red} #T_a{background:url(x)}</style>",
            "<style>#T_a{color:red}</style>",
        ),
        ("<style>#T_a td , #T_a .x:hover {color:red}</style>", "<style>#T_a td,#T_a .x:hover{color:red}</style>"),
        ("<style>#T_a {position:/**/fixed} #T_a {content:'x'}</style>a", "a"),
        # direction: a table's by its letters, a list's by its first one, unless the source says it
        ("<table><tr><td>قال", '<table dir="rtl"><tbody><tr><td>قال</td></tr></tbody></table>'),
        (
            '<div dir="auto"><table><tr><td>a',
            '<div dir="auto"><table dir="ltr"><tbody><tr><td>a</td></tr></tbody></table></div>',
        ),
        ('<div dir="rtl"><table><tr><td>a', '<div dir="rtl"><table><tbody><tr><td>a</td></tr></tbody></table></div>'),
        ("<ul><li>a", '<ul dir="auto"><li>a</li></ul>'),
    ],
)
def test_clean_html(source, clean):
    assert clean_html(source) == clean


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("02-actors.html#a", True), ("../site/02.html", True), ("/site/02.html", True), ("https://example.org/", True),
        ("#part", True), ("50%25%20c.html", True), ("مقال.html", True),
        ("//evil.example/x.html", False), (" //evil.example/x.html", False), ("///evil.example/x.html", False),
        ("/\\evil.example/x.html", False), ("\\/evil.example/x.html", False), ("\\\\evil.example\\x.html", False),
        ("/\t/evil.example/x.html", False), ("file:///etc/x.html", False), ("data:text/html,x.html", False),
        ("javascript:x.html", False), ("java\tscript:x.html", False), ("mailto:a@example.org", False),
    ],
)  # fmt: skip
def test_links_lead_to_the_web_or_to_pages_beside(href, kept):
    assert ("href=" in clean_html(f'<a href="{href}">a</a>')) == kept


@given(st.lists(st.sampled_from(["<", ">", '"', "'", "/", "=", "script", "style", "svg", "math", "a", "img", "src", " ",
                                 "on", "!--", "--", "]]>", "title", "href", "javascript:", "&lt;", "&#60;", "table",
                                 "td", "noscript", "قال"]), max_size=30).map("".join)
       | st.text(string.printable))  # fmt: skip
def test_only_listed_elements_come_through(source):
    from explore.sharing.clean import _ATTRIBUTES, _TAGS

    for tag, attributes in _Parts(clean_html(source)).seen:
        assert tag in _TAGS
        assert set(attributes) <= {name.lower() for name in _ATTRIBUTES}
        assert attributes.get("href", "#").startswith(("#", "http")) or attributes["href"].endswith(".html")
        assert attributes.get("src", "data:image").startswith("data:image")


# The index, and what is refused


def test_index_lists_title_question_and_size(tmp_path):
    nbformat.write(
        shown(text=["# Who <b>speaks</b>?", "Some words. Who is **quoted** most? More."]), tmp_path / "01-a.ipynb"
    )
    nbformat.write(shown(text=["No heading [link](x) here."]), tmp_path / "02-b.ipynb")
    nbformat.write(shown(text=[]), tmp_path / "03-c.ipynb")
    *pages, index = sharing.share(tmp_path, tmp_path / "site", execute=False)
    html = index.read_text(encoding="utf-8")
    assert [p.name for p in pages] == ["01-a.html", "02-b.html", "03-c.html"]
    assert 'href="01-a.html"' in html
    assert "Who &lt;b&gt;speaks&lt;/b&gt;?</h2>" in html
    assert "Who is quoted most?</p>" in html
    assert "02-b</h2>" in html
    assert "No heading link here.</p>" in html
    assert re.search(r"01-a\.html · \d+\.\d MB", html)
    assert scripts(html) == []


def test_the_index_leads_to_pages_whatever_their_names_look_like(tmp_path):
    names = {"a#b": "a%23b", "q?x": "q%3Fx", "50%25 c": "50%2525%20c", "javascript:x()": "javascript%3Ax%28%29"}
    for name in names:
        nbformat.write(shown(), tmp_path / f"{name}.ipynb")
    html = sharing.share(tmp_path, tmp_path / "site", execute=False)[-1].read_text(encoding="utf-8")
    assert sorted(re.findall('href="(.*?)"', body(html))) == sorted(f"{quoted}.html" for quoted in names.values())


def test_the_question_is_in_the_language_of_the_page(tmp_path):
    nbformat.write(shown(text=["# Who speaks?", "من يتكلم؟", "Who is quoted, and how often?"]), tmp_path / "a.ipynb")
    html = sharing.share(tmp_path, tmp_path / "site", execute=False)[-1].read_text(encoding="utf-8")
    assert "Who is quoted, and how often?</p>" in html
    assert "من يتكلم" not in html


def test_paths_may_be_a_file_a_folder_or_a_pattern(tmp_path):
    for name in ("b", "a"):
        nbformat.write(shown(), tmp_path / f"{name}.ipynb")
    site = tmp_path / "site"
    for paths in (
        tmp_path,
        str(tmp_path / "*.ipynb"),
        [tmp_path / "a.ipynb", tmp_path / "b.ipynb", tmp_path / "a.ipynb"],
    ):
        assert [p.name for p in sharing.share(paths, site, execute=False)] == ["a.html", "b.html", "index.html"]


def test_bad_paths_are_refused(tmp_path):
    (tmp_path / "x.txt").write_text("x")
    (tmp_path / "bad.ipynb").write_text("{")
    (tmp_path / "sub").mkdir()
    nbformat.write(shown(), tmp_path / "sub/bad.ipynb")
    site = tmp_path / "site"
    for paths, why in [
        (tmp_path / "none.ipynb", "No notebook at"),
        ([], "No notebooks in"),
        (tmp_path / "x.txt", "must end in .ipynb"),
        (tmp_path / "bad.ipynb", "cannot be read as a notebook"),
        ([tmp_path / "bad.ipynb", tmp_path / "sub/bad.ipynb"], "overwrite each other: bad"),
    ]:
        with pytest.raises(BadInput, match=why):
            sharing.share(paths, site, execute=False)


def test_a_page_speaks_both_languages():
    words = assets.labels("sharing")
    assert words["en"].keys() == words["ar"].keys()


# Running


@pytest.mark.slow
def test_a_notebook_is_run_in_its_folder_and_not_changed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path.parent)
    (tmp_path / "here.txt").write_text("found beside")
    cells = [new_code_cell("import os\nprint(open('here.txt').read(), os.path.basename(os.getcwd()))", id="a")]
    path = tmp_path / "01-run.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    before = path.read_bytes()
    out, _ = sharing.share(path, tmp_path / "site", progress=False)
    assert f"found beside {tmp_path.name}" in body(out.read_text(encoding="utf-8"))
    assert path.read_bytes() == before


@pytest.mark.slow
def test_a_failing_cell_is_named_and_what_ran_is_kept(tmp_path):
    sources = ["print('before')", "", "def f():\n    raise ValueError('قيمة')\nf()", "print('after')"]
    cells = [new_markdown_cell("text", id="m"), *(new_code_cell(s, id=f"c{k}") for k, s in enumerate(sources))]
    nbformat.write(new_notebook(cells=cells), tmp_path / "02-bad.ipynb")
    with pytest.raises(NotebookFailed) as caught:
        sharing.share(tmp_path / "02-bad.ipynb", tmp_path / "site", progress=False)
    message = str(caught.value)
    assert message.startswith("02-bad.ipynb: code cell 2 of 3 failed.")
    assert "ValueError: قيمة" in message
    partial = nbformat.read(tmp_path / "site/02-bad.failed.ipynb", as_version=4)
    assert partial.cells[1].outputs[0].text == "before\n"
    assert partial.cells[3].outputs[0].output_type == "error"
    assert not (tmp_path / "site/02-bad.html").exists()


@pytest.mark.slow
def test_what_fails_while_it_is_shown_fails_its_cell(tmp_path):
    shown = "class Shown:\n    def _ipython_display_(self):\n        raise ZeroDivisionError('قسمة')\nShown()"
    cells = [new_code_cell("1", id="a"), new_code_cell(shown, id="b"), new_code_cell("2", id="c")]
    path = tmp_path / "03-shown.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    with pytest.raises(
        NotebookFailed, match=r"03-shown.ipynb: code cell 2 of 3 failed.*\n(.*\n)*  ZeroDivisionError: قسمة"
    ):
        sharing.share(path, tmp_path / "site", progress=False)
    assert (tmp_path / "site/03-shown.failed.ipynb").exists()
    cells[1].metadata["tags"] = ["raises-exception"]  # the notebook means to show an error
    nbformat.write(new_notebook(cells=cells), path)
    page, _ = sharing.share(path, tmp_path / "site", progress=False)
    assert "ZeroDivisionError: قسمة" in page.read_text(encoding="utf-8")

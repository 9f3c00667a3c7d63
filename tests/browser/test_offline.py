"""Shared pages in a real browser with the network cut: no request, no console error, figures that are drawn.

Two pages are made of notebooks written here, one of them with panels; the others are the package's own notebooks, run
and shared as `explore share` does it.
"""

import html

import nbformat
import pandas as pd
import pytest
from conftest import ROOT
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import explore
from explore import panels
from explore.sharing import share

OWN = sorted((ROOT / "notebooks").glob("*.ipynb"))
MADE = ("made", "panels", "index")
PAGES = [*MADE, *(path.stem for path in OWN)]
pytestmark = pytest.mark.browser

HOSTILE = "خبر <script>window.hacked = 1</script> <img src=x onerror='window.hacked=2'>"
# What a measure of one's own might let through into its HTML: handlers, other servers, rules for the whole page.
RAW = (
    "<b onclick='window.hacked=3' id='raw'>raw</b><img src=x onerror='window.hacked=4'>"
    "<a href='//evil.example/x.html'>out</a><style>main { display: none }</style>"
)
FIGURE = {
    "data": [{"type": "scatter", "mode": "lines+markers", "x": [f"2021-0{k}-01" for k in range(1, 5)], "y": [1, 3, 2, 4]}],
    "layout": {"title": {"text": f"\u2067دونالد ترامب {HOSTILE}\u2069"}, "height": 320,
               "font": {"family": "Noto Sans Arabic, DejaVu Sans, sans-serif"},
               "template": {"layout": {"colorway": ["#1f5f8b"]}}},
}  # fmt: skip


def made_notebook():
    table = (
        '<div><style scoped>.dataframe td {vertical-align: top;}</style><table border="1" class="dataframe"><thead>'
        "<tr><th></th><th>title</th><th>n</th></tr></thead><tbody><tr><th>0</th><td>قال بيسكوف لـ AFP إن 14 بندا</td>"
        f"<td>3</td></tr></tbody></table>{HOSTILE}</div>"
    )
    bar = {"data": [{"type": "bar", "x": [1, 2], "y": {"dtype": "i1", "bdata": "AwU="}}], "layout": {"height": 260}}
    outputs = [
        {"application/vnd.plotly.v1+json": FIGURE},
        {"text/html": f"<p>{html.escape(HOSTILE)}</p>{RAW}"},
        {"application/vnd.plotly.v1+json": bar},
        {"text/html": table, "text/plain": "…"},
        {"application/vnd.jupyter.widget-view+json": {"model_id": "0"}, "text/plain": "Dropdown()"},
        {"text/plain": f"نص {HOSTILE}"},
    ]
    text = f"# Who is named with whom?\n\n{HOSTILE}\n\nFive articles, one of them by AFP. من يُذكر مع من؟\n\n## الشبكة\n\n- قائمة\n- list"
    cells = [new_markdown_cell(text, id="t")]
    cells += [
        new_code_cell(f"show({k})  # عرض", id=f"c{k}", outputs=[new_output("display_data", data)])
        for k, data in enumerate(outputs)
    ]
    return new_notebook(cells=cells)


def panels_notebook():
    """A chart in Arabic and three articles to be read closely; the third article is hostile."""
    texts = [
        "قال فلاديمير بوتين، الخميس، إن موسكو مستعدة.",
        "التقى بايدن بوتين في جنيف عام 2021.",
        f"عاد جو بايدن إلى واشنطن يوم الأحد. {HOSTILE}",
    ]
    days = ["2021-12-30", "2022-01-02", None]
    articles = pd.DataFrame({"article_id": list("abc"), "text": texts, "published": days, "outlet": HOSTILE})
    corpus = explore.annotate(articles, topics=False)
    controls = {"actors": panels.choose_actors(corpus, value="vladimir-putin", language="ar"),
                "per": panels.choose_period("year", language="ar")}  # fmt: skip
    made = panels.panel(corpus, measure=explore.attention, chart=explore.charts.trend, controls=controls,
                        title=f"من يُذكر؟ {HOSTILE}", language="ar")  # fmt: skip
    outputs = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("plotly.io.renderers.default", "plotly_mimetype")
        patch.setattr("IPython.display.display", lambda bundle, **_: outputs.append(new_output("display_data", bundle)))
        made._ipython_display_()
    read = explore.charts.close_reading(explore.article_view(corpus, article_id="c"))
    outputs.append(new_output("display_data", {"text/html": str(read), "text/plain": ""}))
    cells = [new_markdown_cell("# من هو؟", id="t"), new_code_cell("panel; article", id="c", outputs=outputs)]
    return new_notebook(cells=cells)


@pytest.fixture(scope="session")
def made_site(tmp_path_factory):
    """The pages of the notebooks written here, and their index."""
    folder = tmp_path_factory.mktemp("made")
    nbformat.write(made_notebook(), folder / "made.ipynb")
    nbformat.write(panels_notebook(), folder / "panels.ipynb")
    share([folder / "made.ipynb", folder / "panels.ipynb"], folder, execute=False)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The pages of the package's notebooks, run just now."""
    folder = tmp_path_factory.mktemp("site")
    share(OWN, folder, progress=False)
    return folder


@pytest.fixture
def visit(made_site, request, browser):
    """Open a page with the network cut; at the end nothing may have been asked for and nothing gone wrong."""
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    context.set_offline(True)
    asked, wrong = [], []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))

    def open_page(name):
        folder = made_site if name in MADE else request.getfixturevalue("site")
        page.goto((folder / f"{name}.html").as_uri())
        page.wait_for_load_state("load")
        return page

    yield open_page
    beyond = [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
    files = [url for url in asked if url.startswith("file:")]
    context.close()
    assert beyond == []
    assert len(files) <= 1, files
    assert wrong == []


# Every page


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.slow if n not in MADE else ()) for n in PAGES])
def test_a_page_opens_without_a_network(visit, artifacts, name):
    page = visit(name)
    assert page.locator("h1").count() >= 1
    for plot in page.locator(".plot:visible").all():
        assert plot.locator(".main-svg").count() > 0, "a figure was not drawn"
    for line in page.locator(".text > p").all():
        assert line.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
    page.screenshot(path=artifacts / f"offline-{name}.png", full_page=True)


# The page made here


def test_a_figure_is_drawn_from_its_data_in_its_template(visit):
    plot = visit("made").locator(".plot").first
    assert plot.evaluate("p => Array.from(p.data[0].y)") == FIGURE["data"][0]["y"]
    assert plot.locator(".gtitle").text_content().startswith("\u2067دونالد")
    assert plot.locator(".point").count() == 4
    assert plot.evaluate("p => p._fullLayout.colorway") == ["#1f5f8b"]


def test_no_chart_can_be_uploaded(visit):
    buttons = visit("made").locator(".modebar-btn")
    names = {button.get_attribute("aria-label") for button in buttons.all()}
    assert "Share chart..." not in names
    assert any("Download" in name for name in names)


def test_a_panel_shows_its_chart_its_settings_its_code_and_its_sentences(visit, artifacts):
    page = visit("panels")
    assert page.locator("select, button:not(.modebar-btn)").count() == 0
    assert page.locator(".note").count() == 0
    title, words, chart, sentences = page.locator(".output").all()[:4]
    assert title.locator("h4").text_content().startswith("من يُذكر؟ خبر <script>")
    assert "الفترة: سنة" in words.text_content()
    assert words.locator("p").evaluate("p => getComputedStyle(p).direction") == "rtl"
    words.locator("summary").click()
    code = words.locator("pre")
    assert code.text_content() == "explore.attention(corpus, actors=['vladimir-putin'], per='year')"
    assert code.evaluate("c => getComputedStyle(c).direction") == "ltr"
    assert chart.locator(".main-svg").count() > 0
    assert "بوتين" in sentences.locator("mark").first.text_content()
    assert page.evaluate("window.hacked") is None
    page.screenshot(path=artifacts / "offline-panels.png", full_page=True)


def test_a_card_opens_by_keyboard_and_by_mouse_and_text_stays_text(visit):
    page = visit("panels")
    article = page.locator(".output").last
    cards = article.locator("details")
    assert not cards.first.locator("> span").is_visible()
    cards.first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert cards.first.locator("> span").is_visible()
    assert "Joe Biden" in cards.first.locator("> span").text_content()
    cards.nth(1).locator("summary").click()
    assert cards.nth(1).locator("> span").is_visible()
    box, text = cards.nth(1).bounding_box(), article.bounding_box()
    assert text["x"] <= box["x"] and box["x"] + box["width"] <= text["x"] + text["width"]
    assert "<script>window.hacked = 1</script>" in article.text_content()
    assert page.evaluate("window.hacked") is None


def test_nothing_from_an_article_runs(visit):
    page = visit("made")
    raw = page.locator("#raw")
    raw.click()
    assert page.locator("main").is_visible()
    assert page.locator("[href*=evil], [onclick], [onerror], main style").count() == 0
    assert page.evaluate("window.hacked") is None
    assert page.locator("main").text_content().count("<script>window.hacked = 1</script>") == 3  # what was escaped
    # and what got past every escape would be stopped by the policy
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<div id=z></div>')")
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert "unsafe-eval" not in policy


def test_dataframes_keep_their_columns_and_their_cells_run_as_their_text(visit):
    page = visit("made")
    table = page.locator("table.dataframe")
    assert table.evaluate("t => getComputedStyle(t).direction") == "ltr"
    cells = table.locator("tbody tr > *")
    assert cells.nth(0).bounding_box()["x"] < cells.nth(2).bounding_box()["x"]
    assert cells.nth(1).evaluate("c => getComputedStyle(c).direction") == "rtl"


def test_a_lost_control_leaves_a_note(visit):
    page = visit("made")
    note = page.locator("p.note", has_text="running notebook")
    assert note.count() == 1
    assert note.is_visible()
    assert page.locator("body").text_content().count("Dropdown()") == 0


def test_charts_zoom_and_hover(visit):
    page = visit("made")
    plot = page.locator(".plot").first
    plot.scroll_into_view_if_needed()
    before = plot.evaluate("p => p._fullLayout.xaxis.range")
    box = plot.locator(".nsewdrag").bounding_box()
    x, y = box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.5
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + box["width"] * 0.3, y, steps=5)
    page.mouse.up()
    page.wait_for_timeout(300)
    assert plot.evaluate("p => p._fullLayout.xaxis.range") != before
    point = plot.locator(".point").nth(1).bounding_box()
    page.mouse.move(point["x"] + point["width"] / 2, point["y"] + point["height"] / 2, steps=3)
    plot.locator(".hoverlayer text").first.wait_for(timeout=3000)


def test_the_page_prints(visit, artifacts, browser):
    page = visit("made")
    page.emulate_media(media="print")
    pdf = page.pdf(format="A4")
    assert pdf.startswith(b"%PDF")
    assert not page.locator("details.code").first.is_visible()

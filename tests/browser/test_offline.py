"""Shared pages in a real browser with the network cut: no request, no console error, controls that work.

One page is made of a notebook written here, with a panel whose states are known; the others are the package's own
notebooks, run and shared as `explore share` does it.
"""

import json
import re

import nbformat
import pandas as pd
import pytest
from conftest import ROOT
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import explore
from explore import panels
from explore.sharing import share

OWN = sorted((ROOT / "notebooks").glob("*.ipynb"))
MADE = ("made", "reading", "index")
PAGES = [*MADE, *(path.stem for path in OWN)]
pytestmark = pytest.mark.browser

HOSTILE = "خبر <script>window.hacked = 1</script> <img src=x onerror='window.hacked=2'>"
# What a measure of one's own might let through into its HTML: handlers, other servers, rules for the whole page.
RAW = (
    "<b onclick='window.hacked=3' id='raw'>raw</b><img src=x onerror='window.hacked=4'>"
    "<a href='//evil.example/x.html'>out</a><style>main { display: none }</style>"
)
ACTORS = {"putin": "فلاديمير بوتين", "trump": "دونالد ترامب (2025)", "none": "لا أحد"}
FONT = {"family": "Noto Sans Arabic, DejaVu Sans, sans-serif"}


def figure(actor, per):
    y = [(2 + list(ACTORS).index(actor)) * k + (5 if per == "year" else 0) for k in range(1, 5)]
    x = [f"2021-0{k}-01" for k in range(1, 5)]
    return {
        "data": [{"type": "scatter", "mode": "lines+markers", "name": ACTORS[actor], "x": x, "y": y}],
        "layout": {"title": {"text": f"\u2067{ACTORS[actor]} — {per} {HOSTILE[:4]}\u2069"}, "font": FONT, "height": 320,
                   "template": {"layout": {"colorway": ["#1f5f8b"]}}},
    }  # fmt: skip


def state(actor, per):
    import html

    return {
        "figure": figure(actor, per),
        "table": f'<table dir="rtl"><tr><td><mark>{ACTORS[actor]}</mark> قال {html.escape(HOSTILE)} ({per})</td></tr></table>{RAW}',
        "code": f"explore.attention(corpus, of=[{actor!r}], per={per!r})",
    }


PANEL = {
    "title": f"من يُذكر؟ {HOSTILE}",
    "controls": [
        {"name": "actor", "label": "الفاعل", "value": "putin",
         "options": [{"value": key, "label": label} for key, label in ACTORS.items()]},
        {"name": "per", "label": "Period", "value": "month",
         "options": [{"value": per, "label": per} for per in ("month", "year")]},
    ],
    "states": {json.dumps(key, separators=(",", ":")): state(*key)
               for key in (("putin", "month"), ("putin", "year"), ("trump", "month"))},
    "notes": ["The shares are of all articles of the outlet and period."],
}  # fmt: skip


def made_notebook():
    table = (
        '<div><style scoped>.dataframe td {vertical-align: top;}</style><table border="1" class="dataframe"><thead>'
        "<tr><th></th><th>title</th><th>n</th></tr></thead><tbody><tr><th>0</th><td>قال بيسكوف لـ AFP إن 14 بندا</td>"
        f"<td>3</td></tr></tbody></table>{HOSTILE}</div>"
    )
    bar = {"data": [{"type": "bar", "x": [1, 2], "y": {"dtype": "i1", "bdata": "AwU="}}], "layout": {"height": 260}}
    outputs = [
        {"application/vnd.explore.panel+json": PANEL, "text/plain": "Panel"},
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


def reading_notebook():
    """Three articles to be read closely; the names in them are known, the second is hostile."""
    texts = [
        "قال فلاديمير بوتين، الخميس، إن موسكو مستعدة.",
        f"عاد جو بايدن إلى واشنطن يوم الأحد. {HOSTILE}",
        "التقى بايدن بوتين في جنيف عام 2021.",
    ]
    articles = pd.DataFrame({"article_id": list("abc"), "text": texts, "published": ["2021-12-30", "2022-01-02", None]})
    reading = panels.close_reading(explore.annotate(articles, topics=False), title="قراءة")
    output = new_output("display_data", reading.to_static())
    cells = [new_markdown_cell("# من هو؟", id="t"), new_code_cell("reading", id="c", outputs=[output])]
    return new_notebook(cells=cells)


@pytest.fixture(scope="session")
def made_site(tmp_path_factory):
    """The page of the notebook written here, and its index."""
    folder = tmp_path_factory.mktemp("made")
    nbformat.write(made_notebook(), folder / "made.ipynb")
    nbformat.write(reading_notebook(), folder / "reading.ipynb")
    share([folder / "made.ipynb", folder / "reading.ipynb"], folder, execute=False)
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


def drawn(plot):
    """The data a chart is drawn from, as the page holds them; plotly keeps unpacked arrays beside packed ones."""
    return plot.evaluate("p => JSON.parse(JSON.stringify(p.data || null, (k, v) => (k[0] === '_' ? undefined : v)))")


def stored(panel):
    return json.loads(panel.locator('> script[type="application/json"]').text_content())["states"]


def choice(panel):
    values = [select.input_value() for select in panel.locator("select:not([data-narrows])").all()]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


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


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=pytest.mark.slow if n not in MADE else ()) for n in PAGES if n != "index"]
)
def test_every_control_of_a_page_works(visit, name):
    page = visit(name)
    for panel in page.locator("[data-explore=panel]").all():
        states, plot = stored(panel), panel.locator("> .shown > .plot")
        assert choice(panel) in states, "the page opens on a state that was not worked out"
        for select in panel.locator("label select").all():
            first = select.input_value()
            options = select.locator("option:not([disabled])").all()
            assert len(options) > 1, "a dead control"
            seen = []
            for value in [option.get_attribute("value") for option in options]:
                select.select_option(value=value)
                if state := states.get(choice(panel)):
                    assert panel.locator("> .shown").is_visible()
                    if state["figure"]:
                        assert drawn(plot) == state["figure"]["data"]
                    seen.append(json.dumps([state["figure"], state["table"]]))
                else:
                    assert "was not worked out" in panel.locator(".status").text_content()
                    assert not panel.locator("> .shown").is_visible()
            assert len(seen) < 2 or len(set(seen)) > 1, "a control that changes nothing"
            select.select_option(value=first)


# The page made here


def test_a_dropdown_changes_chart_table_and_code(visit, artifacts):
    page = visit("made")
    panel = page.locator("[data-explore=panel]")
    plot = panel.locator("> .shown > .plot")
    before = drawn(plot)
    assert before[0]["y"] == figure("putin", "month")["data"][0]["y"]
    page.get_by_label("الفاعل").select_option("trump")
    after = drawn(plot)
    assert after[0]["y"] == figure("trump", "month")["data"][0]["y"] != before[0]["y"]
    assert after[0]["name"] == ACTORS["trump"]
    assert plot.locator(".gtitle").text_content().startswith("\u2067دونالد")
    assert plot.locator(".point").count() == 4
    assert panel.locator("mark").text_content() == ACTORS["trump"]
    panel.get_by_text("Code of what is shown").click()
    assert panel.locator(".expression").text_content() == "explore.attention(corpus, of=['trump'], per='month')"
    assert plot.evaluate("p => p._fullLayout.colorway") == ["#1f5f8b"]
    panel.screenshot(path=artifacts / "offline-panel.png")


def test_no_chart_can_be_uploaded(visit):
    buttons = visit("made").locator(".modebar-btn")
    names = {button.get_attribute("aria-label") for button in buttons.all()}
    assert "Share chart..." not in names
    assert any("Download" in name for name in names)


def test_what_was_not_worked_out_is_said(visit, artifacts):
    page = visit("made")
    panel = page.locator("[data-explore=panel]")
    assert [o.is_disabled() for o in panel.locator("select[name=actor] option").all()] == [False, False, True]
    page.get_by_label("الفاعل").select_option("trump")
    page.get_by_label("Period").select_option("year")
    status = panel.locator(".status")
    assert "was not worked out when the page was made" in status.text_content()
    assert re.search(r"nearest one that was: .*(فلاديمير بوتين|month)", status.text_content())
    assert not panel.locator(".shown").is_visible()
    panel.screenshot(path=artifacts / "offline-nearest.png")
    status.get_by_role("button").click()
    assert choice(panel) in stored(panel)
    assert status.text_content() == ""
    assert panel.locator(".shown").is_visible()


def test_an_actor_narrows_the_articles_and_buttons_lead_on(visit):
    page = visit("reading")
    article = page.locator("select[name=article_id]")
    assert article.input_value() == "a"
    page.get_by_role("button", name="Next").click()
    assert article.input_value() == "b"
    page.get_by_label("Actor").select_option("vladimir-putin")
    assert [o.get_attribute("value") for o in article.locator("option:not([disabled])").all()] == ["a", "c"]
    assert article.input_value() == "a"
    page.get_by_role("button", name="Previous").click()
    assert article.input_value() == "c"
    assert "جنيف" in page.locator(".table").text_content()


def test_a_card_opens_by_keyboard_and_by_mouse_and_text_stays_text(visit, artifacts):
    page = visit("reading")
    page.get_by_label("Marked").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    first = page.locator(".table details").first
    assert first.get_attribute("open") is not None
    card = first.locator("> span")
    assert card.is_visible()
    assert "president (Russia)" in card.text_content()
    page.get_by_role("button", name="Next").click()
    second = page.locator(".table details").nth(1)
    assert not second.locator("> span").is_visible()
    second.locator("summary").click()
    assert second.locator("> span").is_visible()
    box, text = second.bounding_box(), page.locator(".table").bounding_box()
    assert text["x"] <= box["x"] and box["x"] + box["width"] <= text["x"] + text["width"]
    assert "<script>window.hacked = 1</script>" in page.locator(".table").text_content()
    assert page.evaluate("window.hacked") is None
    page.screenshot(path=artifacts / "offline-reading.png")


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


def test_tables_are_laid_out_right_to_left(visit):
    page = visit("made")
    table = page.locator("table.dataframe")
    assert table.evaluate("t => getComputedStyle(t).direction") == "rtl"
    cells = table.locator("tbody tr > *")
    assert cells.nth(0).bounding_box()["x"] > cells.nth(2).bounding_box()["x"]
    assert cells.nth(1).evaluate("c => getComputedStyle(c).textAlign") in ("start", "right")


def test_a_lost_control_leaves_a_note(visit):
    page = visit("made")
    note = page.locator("p.note", has_text="running notebook")
    assert note.count() == 1
    assert note.is_visible()
    assert page.locator("body").text_content().count("Dropdown()") == 0


def test_charts_zoom_and_hover(visit):
    page = visit("made")
    plot = page.locator("[data-explore=panel] .plot")
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

"""The notebooks in JupyterLab itself: run, a control turned, the chart read back, the page saved and reloaded."""

import shutil
from pathlib import Path

import nbformat
import pytest

import explore

from lab import CHARTS, lab_server, open_notebook, run_all, save

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
RANKING, TREND, NETWORK, MATRIX = range(4)  # the charts of 02-actors, in order


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The notebooks and the seeds, to be run and saved without touching the checkout."""
    made = tmp_path_factory.mktemp("lab")
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, made / name, ignore=shutil.ignore_patterns(".ipynb_checkpoints"))
    return made


@pytest.fixture(scope="module")
def server(folder, tmp_path_factory):
    with lab_server(folder, tmp_path_factory.mktemp("jupyter")) as address:
        yield address


@pytest.fixture(scope="module")
def corpus():
    return explore.annotate(explore.read_articles(ROOT / "seeds"))


@pytest.fixture
def page(browser):
    """A tall page, so that every chart is drawn; it may ask the server only, and its errors are kept."""
    page = browser.new_page(viewport={"width": 1300, "height": 9000}, device_scale_factor=1)
    page.errors, page.foreign = [], []
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("request", lambda request: page.foreign.append(request.url) if foreign(request.url) else None)
    yield page
    page.close()


def foreign(url):
    return not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))


def values(traces):
    """The line of a trend: {year: share}."""
    line = next(trace for trace in traces if trace["meta"] == "values")
    return {
        date[:10]: share
        for date, share in zip(line["x"], line["y"], strict=True)
        if share is not None and share == share
    }


def expected(table, column):
    table = table.dropna(subset=[column])
    return {f"{period:%Y-%m-%d}": value for period, value in zip(table["period"], table[column], strict=True)}


def until(page, question, *arguments):
    page.wait_for_function(question, arg=list(arguments), timeout=30_000)


def turn(page, panel, label, option):
    """Choose an option in the list of a panel (the number of its cell's box) and wait until nothing is at work."""
    box = page.locator(".jp-OutputArea-output .widget-vbox:not(.widget-vbox .widget-vbox)").nth(panel)
    box.get_by_label(label, exact=True).select_option(**option)


def test_a_control_changes_the_chart_the_sentences_and_what_is_saved(server, folder, corpus, page, artifacts):
    open_notebook(page, server.format("notebooks/02-actors.ipynb") + "&reset")
    assert run_all(page) is True
    until(page, "() => document.querySelectorAll('.jp-RenderedPlotly.js-plotly-plot').length === 4")
    charts = page.evaluate(CHARTS)
    for chosen in page.locator(".widget-dropdown select").all():  # something is chosen in every list, and nothing cut
        assert chosen.evaluate("s => s.selectedIndex >= 0 && s.scrollWidth <= s.clientWidth")
    for label in page.locator(".widget-label").all():
        assert label.evaluate("l => l.scrollWidth <= l.clientWidth"), label.inner_text()
    before = expected(explore.attention(corpus, actors="dmitry-peskov", per="year"), "share")
    assert values(charts[TREND]) == pytest.approx(before)

    panel = page.locator(".jp-OutputArea-output .widget-vbox:not(.widget-vbox .widget-vbox)").nth(TREND)
    panel.locator(".widget-text input").fill("باي")  # Biden, by three letters of his Arabic name
    panel.locator(".widget-select option:first-child", has_text="Joe Biden").wait_for(state="attached", timeout=30_000)
    panel.locator(".widget-text input").press("Enter")
    panel.get_by_role("button", name="Joe Biden ×").wait_for(timeout=30_000)
    panel.get_by_role("button", name="Dmitry Peskov ×").click()
    after = expected(explore.attention(corpus, actors="joe-biden", per="year"), "share")
    assert after != before
    until(page, "([k, key, gone]) => { const keys = document.querySelectorAll('.jp-RenderedPlotly')[k]._fullData"
                ".map(t => t.customdata?.[0]?.[0]); return keys.includes(key) && !keys.includes(gone); }",
          TREND, "joe-biden", "dmitry-peskov")  # fmt: skip
    until(page, "() => document.querySelectorAll('.jp-RenderedPlotly.js-plotly-plot').length === 4")
    changed = page.evaluate(CHARTS)
    assert values(changed[TREND]) == pytest.approx(after)
    for other in (RANKING, NETWORK, MATRIX):
        assert changed[other] == charts[other]
    heading = page.locator("details summary").filter(has_text="Joe Biden").first
    assert "جو بايدن" in heading.inner_text()
    assert page.get_by_role("status").count() == 0  # no warning, no error
    page.screenshot(path=artifacts / "jupyterlab-actors.png")

    turn(page, NETWORK, "Together in one", {"label": "article"})
    pairs = explore.comentions(corpus, within="article", min_n=2)
    until(page, "([k]) => document.querySelectorAll('.jp-RenderedPlotly')[k]._fullData"
                ".some(t => t.customdata?.[0]?.[2] === 'article')", NETWORK)  # fmt: skip
    marks = next(t for t in page.evaluate(CHARTS)[NETWORK] if t["meta"] == "tie marks")
    drawn = {tuple(ends[:2]) for ends in marks["customdata"]}
    strongest = pairs.sort_values(["n", "actor_a", "actor_b"], ascending=[False, True, True]).head(240)
    assert drawn == set(zip(strongest["actor_a"], strongest["actor_b"], strict=True))

    save(page)
    saved = nbformat.read(folder / "notebooks" / "02-actors.ipynb", as_version=4)
    figures = [o["data"]["application/vnd.plotly.v1+json"] for cell in saved.cells for o in cell.get("outputs", [])
               if "application/vnd.plotly.v1+json" in o.get("data", {})]  # fmt: skip
    assert len(figures) == 4
    assert figures[TREND]["data"][-1]["customdata"][0][0] == "joe-biden"
    words = [o["data"]["text/html"] for cell in saved.cells for o in cell.get("outputs", [])
             if "in JupyterLab" in o.get("data", {}).get("text/html", "")]  # fmt: skip
    assert "Joe Biden" in words[TREND]  # what stands for the controls elsewhere says what the chart shows
    assert page.get_by_text("run this cell in JupyterLab").count() == 0  # and is hidden where there are controls
    assert page.foreign == []
    assert page.errors == []


def test_a_reloaded_page_says_that_the_cell_must_run_again(server, page):
    address = server.format("notebooks/04-sentiment.ipynb")
    open_notebook(page, address + "&reset")
    assert run_all(page) is True
    until(page, "() => document.querySelectorAll('.jp-RenderedPlotly.js-plotly-plot').length === 4")
    save(page)
    open_notebook(page, address)
    control = page.locator(".jp-OutputArea-output .widget-vbox").nth(0).get_by_label("Period", exact=True)
    control.wait_for(timeout=60_000)
    control.select_option(label="quarter")
    status = page.locator(".jp-OutputArea-output .widget-vbox").nth(0).get_by_role("status")
    status.filter(has_text="run this cell again").wait_for(timeout=30_000)
    assert run_all(page) is True  # and then it works again
    control.select_option(label="month")
    until(page, "() => document.querySelectorAll('.jp-RenderedPlotly')[0]._fullData"
                ".some(t => t.customdata?.[0]?.at(-1) === 'month')")  # fmt: skip


def test_the_arabic_panel_runs_right_to_left_and_no_name_is_cut(server, page, artifacts):
    open_notebook(page, server.format("notebooks/04-sentiment.ipynb") + "&reset")
    assert run_all(page) is True
    until(page, "() => document.querySelectorAll('.jp-RenderedPlotly.js-plotly-plot').length === 4")
    row = page.locator(".explore-rtl")
    labels = [label for label in row.locator("label").all() if label.inner_text()]
    # The first control stands at the right, and no name is cut.
    assert [label.inner_text() for label in labels][:2] == ["كلام من", "الفترة"]
    assert labels[0].bounding_box()["x"] > labels[1].bounding_box()["x"]
    for chosen in page.locator(".widget-dropdown select").all():
        assert chosen.evaluate("s => s.scrollWidth <= s.clientWidth")
    page.screenshot(path=artifacts / "jupyterlab-sentiment.png")


def test_a_click_on_a_mark_shows_its_sentences_and_the_old_chart_stays_until_the_new_one(server, page):
    open_notebook(page, server.format("notebooks/02-actors.ipynb") + "&reset")
    assert run_all(page) is True
    until(page, "() => document.querySelectorAll('.jp-RenderedPlotly.js-plotly-plot').length === 4")
    chart = page.locator(".js-plotly-plot").nth(TREND)
    mark = chart.locator(".scatterlayer .points path").first.bounding_box()
    page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    page.wait_for_timeout(300)  # plotly tells of a click on what is hovered over
    page.mouse.down()
    page.mouse.up()
    page.locator("code", has_text="of={'actor_id': 'dmitry-peskov'").wait_for(timeout=30_000)
    # Every frame of a redraw has a chart.
    page.evaluate("""k => {
      const area = document.querySelectorAll('.js-plotly-plot')[k].closest('.jp-OutputArea'), start = performance.now();
      window.bare = 0;
      const frame = () => {
        if (!area.querySelector('.main-svg')) window.bare += 1;
        if (performance.now() - start < 4000) requestAnimationFrame(frame); else window.done = true;
      };
      frame();
    }""", TREND)  # fmt: skip
    turn(page, TREND, "Period", {"label": "month"})
    until(page, "() => window.done")
    assert page.evaluate("window.bare") == 0
    last = "([k]) => document.querySelectorAll('.jp-RenderedPlotly')[k]._fullData.some(t => t.customdata?.[0]?.[3] === 'month')"
    until(page, last, TREND)
    assert page.errors == []

"""The Explorer in JupyterLab: page and kernel follow one state, the kernel answers, and nothing of the notebook is lost.

One notebook and one page serve most tests, in order; what a test sets it leaves as it may.
"""

from dataclasses import replace
from urllib.parse import quote

import nbformat
import pandas as pd
import pytest

import explore
from explore.filters import word_patterns
from explore.text import fold

from conftest import ROOT
from lab import lab_server, open_notebook, run_all, save

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CELLS = [
    "import explore, pandas as pd\ncorpus = explore.Corpus.load('corpus')\nexplorer = explore.Explorer(corpus)\nexplorer",
    "explorer",
    "arabic = explore.Explorer(corpus, language='ar', state='outlet=AFP')\narabic",
]
FIRST, AGAIN, ARABIC = range(3)
#: What an expression is worth in the kernel of the notebook, as text.
ASK = """async (code) => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const future = kernel.requestExecute({ code: '', user_expressions: { it: code }, store_history: false });
  const { content } = await future.done;
  const { it } = content.user_expressions;
  return it.status === 'ok' ? it.data['text/plain'] : it.ename + ': ' + it.evalue;
}"""


@pytest.fixture(scope="module")
def corpus():
    """The seeds twelve times over, each as a story of its own, so that there is something to count and to scroll."""
    seeds = explore.annotate(explore.read_articles(ROOT / "seeds"), topics=False)
    tables = {}
    for name in ("articles", "sentences", "mentions", "quotes", "dates", "sources"):
        table = getattr(seeds, name)
        parts = [table.assign(article_id=table["article_id"] + f"-{k:02}") for k in range(12)]
        tables[name] = pd.concat(parts, ignore_index=True)
    tables["articles"]["story_id"] = None
    tables["articles"]["url"] = "https://example.org/" + tables["articles"]["article_id"]
    return replace(seeds, **tables)


@pytest.fixture(scope="module")
def folder(tmp_path_factory, corpus):
    made = tmp_path_factory.mktemp("lab")
    corpus.save(made / "corpus")
    return made


@pytest.fixture(scope="module")
def server(folder, tmp_path_factory):
    with lab_server(folder, tmp_path_factory.mktemp("jupyter")) as address:
        yield address


def notebook(folder, name, cells):
    """Write a notebook and return its name."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata={"kernelspec": kernel}
    )
    nbformat.write(made, folder / name)
    return name


@pytest.fixture(scope="module")
def page(browser, server, folder):
    """The notebook, run: two views of one Explorer, and another one. Errors and requests to elsewhere are kept."""
    context = browser.new_context(viewport={"width": 1500, "height": 1000}, accept_downloads=True)
    page = context.new_page()
    page.errors, page.foreign = [], []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("request", lambda request: page.foreign.append(request.url) if foreign(request.url) else None)
    page.address = server.format(notebook(folder, "explorer.ipynb", CELLS))
    open_notebook(page, page.address + "&reset")
    assert run_all(page) is True
    ready(page, 3)
    yield page
    context.close()


def foreign(url):
    return not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))


def ready(page, views):
    """Wait until so many Explorers show sentences."""
    page.wait_for_function(
        "(n) => [...document.querySelectorAll('.explorer')].filter(one => one.querySelector('.xread .sentence')).length === n",
        arg=views, timeout=60_000)  # fmt: skip


def view(page, number):
    return page.locator(".explorer").nth(number)


def ask(page, expression):
    """The value of an expression in the kernel."""
    return page.evaluate(ASK, expression)


def tell(page, name, state):
    """Set the state of an Explorer in the kernel."""
    assert ask(page, f"setattr({name}, 'state', {state!r})") == "None"


def state_is(page, name, state):
    """Wait until the state of an Explorer has arrived in the kernel."""
    for _ in range(100):
        if ask(page, f"{name}.state") == repr(state):
            return
        page.wait_for_timeout(50)
    assert ask(page, f"{name}.state") == repr(state)


def shows(page, number, n):
    """Wait until a view counts n articles."""
    view(page, number).locator(".count b").filter(has_text=str(n)).wait_for(timeout=10_000)


def test_what_python_sets_the_page_shows_and_what_is_clicked_python_has(page, corpus):
    tell(page, "explorer", "actor=joe-biden")
    chosen = corpus.where(actors="joe-biden")
    for number in (FIRST, AGAIN):  # both views of one object
        shows(page, number, len(chosen.articles))
        view(page, number).locator(".chips").get_by_text("Joe Biden").wait_for()
    shows(page, ARABIC, 12)  # another object has a state of its own
    view(page, AGAIN).locator(".xfacets [data-pick=outlet][data-value=AFP]").click()
    state_is(page, "explorer", "outlet=AFP&actor=joe-biden")
    shows(page, FIRST, len(chosen.where(outlet="AFP").articles))
    assert ask(page, "explorer.selection") == repr({"outlet": "AFP", "actors": "joe-biden"})
    assert ask(page, "len(explorer.corpus.articles)") == repr(len(chosen.where(outlet="AFP").articles))
    assert ask(page, "explorer.frame.equals(eval(explorer.code)) and len(explorer.frame) > 0") == "True"
    assert ask(page, "arabic.state") == repr("outlet=AFP")
    view(page, FIRST).locator("[data-reset]").click()
    state_is(page, "explorer", "")


def test_sentences_come_from_the_kernel_as_one_scrolls(page):
    for number in (FIRST, AGAIN):
        tell(page, "explorer", "")
        sentences = view(page, number).locator(".xread .sentence")
        sentences.nth(29).wait_for(timeout=30_000)
        assert sentences.count() == 30
        view(page, number).locator(".xread .sentences").evaluate("(list) => { list.scrollTop = list.scrollHeight; }")
        sentences.nth(59).wait_for(timeout=30_000)
        assert sentences.count() == 60
        one = sentences.nth(45)
        assert repr(one.text_content()) == ask(page, f"explorer._read().row({one.get_attribute('data-sentence')})[0]")


def test_an_article_opens_with_its_quotations_and_its_source(page):
    view(page, FIRST).locator(".xread h3 button").first.click()
    dialog = view(page, FIRST).locator("dialog")
    dialog.locator(".text p").nth(5).wait_for(timeout=30_000)  # the kernel's answer
    assert dialog.locator("h3 + ul li").count() > 3
    link = dialog.get_by_role("link")
    assert link.get_attribute("href").startswith("https://example.org/")
    assert link.get_attribute("rel") == "noopener noreferrer"
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")


def test_the_kernel_searches_and_compares_words(page, corpus):
    word = "الكرملين"
    view(page, AGAIN).locator("[data-search]").fill(word)
    view(page, AGAIN).locator("[data-found=words]").click()
    for number in (FIRST, AGAIN):
        shows(page, number, len(corpus.where(words=word).articles))
    state_is(page, "explorer", f"words={quote(word)}")

    afp = corpus.where(outlet="AFP")
    tell(page, "explorer", "outlet=AFP&tab=terms")
    rest = table_of_terms(page, FIRST)
    assert rest == table_of_terms(page, AGAIN)
    agree(rest, counts_of_terms(afp, corpus.without(outlet="AFP")))
    tell(page, "explorer", "outlet=AFP&tab=terms&a=outlet%3D")
    for number in (FIRST, AGAIN):
        view(page, number).locator("[data-swap]").wait_for()
        # what is pinned is A, the selection B
        agree(table_of_terms(page, number), counts_of_terms(corpus.where(outlet=""), afp))
    tell(page, "explorer", "")


@pytest.mark.parametrize("where", [".view svg", ".view td"])
def test_a_word_of_a_comparison_leads_to_its_passages(page, corpus, where):
    tell(page, "explorer", f"outlet=AFP&tab=terms&a={quote('outlet=')}")
    view(page, FIRST).locator(".view summary").click()
    for of in ("", "AFP"):  # what is pinned is A, and its words lead into it; then A and B are exchanged
        mark = view(page, FIRST).locator(f'{where} [data-side="a"]').first
        mark.wait_for(state="attached", timeout=20_000)
        word = mark.get_attribute("data-value")
        mark.dispatch_event("click")
        shows(page, FIRST, len(corpus.where(outlet=of, words=word).articles))
        view(page, FIRST).locator(".sentence mark").first.wait_for(timeout=20_000)
        for sentence in view(page, FIRST).locator(".sentence").all_text_contents():
            assert all(pattern.search(fold(sentence)) for pattern in word_patterns(word))
        view(page, FIRST).locator("[data-undo]").click()
        view(page, FIRST).locator("[data-swap]").click()
    view(page, FIRST).locator("[data-reset]").click()
    state_is(page, "explorer", "tab=terms")
    tell(page, "explorer", "")


def agree(page, table):
    """The counts are the same; a word never written bare is shown in the spelling most frequent in the whole corpus."""
    shared = page.keys() & table.keys()
    assert len(shared) >= 0.8 * len(page) > 0
    assert {term: page[term] for term in shared} == {term: table[term] for term in shared}


def table_of_terms(page, number):
    """Words of the table under the plot, with n in A and in B."""
    rows = view(page, number).locator(".view details.table tbody tr")
    rows.first.wait_for(state="attached", timeout=20_000)
    cells = rows.evaluate_all("(all) => all.map((row) => [...row.cells].map((cell) => cell.textContent))")
    return {term: (int(a), int(b)) for term, a, _, b, *_ in cells}


def counts_of_terms(first, second):
    table = explore.keyness(first, second)
    return {term: (a, b) for term, a, b in zip(table["term"], table["n_a"], table["n_b"], strict=True)}


def test_the_button_saves_a_file_that_opens(page, corpus, artifacts):
    n = len(corpus.where(actors="dmitry-peskov").articles)
    tell(page, "explorer", "actor=dmitry-peskov")
    shows(page, FIRST, n)
    with page.expect_download() as waiting:
        view(page, FIRST).locator("[data-save=html]").click()
    path = artifacts / "explorer-from-jupyterlab.html"
    waiting.value.save_as(path)
    assert waiting.value.suggested_filename == "explorer-Actor-Dmitry-Peskov.html"
    saved = page.context.new_page()
    saved.goto(path.as_uri())
    saved.locator("html[data-ready=yes] .count b").filter(has_text=str(n)).wait_for(state="attached", timeout=20_000)
    saved.locator(".xread .sentence").first.wait_for(timeout=20_000)  # they are read after what is counted is shown
    saved.close()
    tell(page, "explorer", "")


def test_keys_typed_into_it_are_no_shortcuts_of_the_notebook(page):
    view(page, FIRST).locator("[data-tab=matrix]").click()
    for key in ("d", "d", "a", "b", "x", "ArrowRight"):
        page.keyboard.press(key)
    assert page.locator(".jp-Notebook .jp-Cell").count() == 3
    state_is(page, "explorer", "tab=terms")
    for key in ("Escape", "Escape"):
        page.keyboard.press(key)
    state_is(page, "explorer", "")
    mark = view(page, FIRST).locator(".xfacets [data-pick=outlet]").first
    mark.click()
    view(page, FIRST).locator(".chips button").first.click()  # is drawn no more, so that the focus has to go somewhere
    for key in ("d", "d", "Escape", "Escape"):  # the search box has it: letters, empty again, undo
        page.keyboard.press(key)
    view(page, FIRST).locator(".chips button").first.wait_for()
    assert page.locator(".jp-Notebook .jp-Cell").count() == 3
    view(page, FIRST).locator("[data-search]").click()
    page.keyboard.type("dd aabb")
    assert view(page, FIRST).locator("[data-search]").input_value() == "dd aabb"
    page.keyboard.press("Escape")
    assert view(page, FIRST).locator("[data-search]").input_value() == ""
    tell(page, "explorer", "")


def test_it_fits_its_cell_and_leaves_other_cells_alone(page, artifacts):
    for width in (700, 1000, 1400):
        page.locator(".jp-OutputArea-output:has(.explorer)").first.evaluate(
            "(cell, width) => { cell.style.flex = 'none'; cell.style.width = width + 'px'; }", width)  # fmt: skip
        page.wait_for_timeout(200)
        box = view(page, FIRST).evaluate("(one) => [one.scrollWidth, one.clientWidth]")
        assert box[0] <= box[1], f"wider than its cell at {width} px"
        over = view(page, FIRST).evaluate("""(one) => [...one.querySelectorAll('.xgrid > section, .xbar, .xfoot')]
            .filter((part) => part.getBoundingClientRect().right > one.getBoundingClientRect().right + 1).length""")
        assert over == 0
        page.screenshot(path=artifacts / f"explorer-lab-{width}.png")
    bar = view(page, FIRST).locator(".xbar")
    page.locator(".jp-Cell").nth(2).scroll_into_view_if_needed()
    inside = "(bar) => { const [a, b] = [bar, bar.closest('.explorer')].map((x) => x.getBoundingClientRect());"
    assert bar.evaluate(inside + " return a.top >= b.top - 1 && a.bottom <= b.bottom + 1; }")
    page.locator(".jp-Cell").nth(0).scroll_into_view_if_needed()


def test_the_dark_theme_of_jupyterlab_is_its_theme(page, artifacts):
    theme = "async (name) => await window.jupyterapp.commands.execute('apputils:change-theme', { theme: name })"
    assert view(page, FIRST).get_attribute("data-theme") == "light"
    page.evaluate(theme, "JupyterLab Dark")
    page.locator(".explorer[data-theme=dark]").nth(2).wait_for(state="attached")
    wide = "(one) => one.querySelector('.xwhen svg').clientWidth / one.querySelector('.xwhen').clientWidth"
    assert view(page, FIRST).evaluate(wide) > 0.9  # the theme is changed while the page is hidden
    page.screenshot(path=artifacts / "explorer-lab-dark.png")
    page.evaluate(theme, "JupyterLab Light")
    page.locator(".explorer[data-theme=light]").nth(2).wait_for(state="attached")


def test_a_reload_and_a_saved_notebook_find_the_kernel_again(page):
    tell(page, "explorer", "outlet=AFP&tab=matrix")
    shows(page, FIRST, 12)
    save(page)
    open_notebook(page, page.address)
    ready(page, 3)
    for number in (FIRST, AGAIN, ARABIC):
        shows(page, number, 12)
    assert view(page, FIRST).locator("[role=tab][aria-selected=true]").get_attribute("data-tab") == "matrix"
    view(page, FIRST).locator(".xfacets [data-pick=outlet][data-value=AFP]").click()
    state_is(page, "explorer", "tab=matrix")
    view(page, AGAIN).locator(".xread .sentence").nth(29).wait_for()
    assert page.errors == []
    assert page.foreign == []


def test_a_kernel_that_restarted_is_said_to_be_gone(page):
    kernel = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
    page.evaluate(f"async () => await {kernel}.restart()")
    for number in (FIRST, AGAIN, ARABIC):
        view(page, number).get_by_role("alert").first.wait_for()
    view(page, FIRST).locator(".xread h3 button").first.click()
    alert = view(page, FIRST).locator("dialog").get_by_role("alert")
    assert "Run its cell again" in alert.inner_text()
    page.keyboard.press("Escape")
    view(page, FIRST).locator(".xfacets [data-pick=outlet]").first.click()  # what it counts by itself goes on
    view(page, FIRST).locator(".chips button").first.wait_for()
    assert "Run its cell again" in view(page, FIRST).locator(".xread").get_by_role("alert").inner_text()
    assert run_all(page) is True
    ready(page, 3)
    shows(page, FIRST, 60)


def test_a_kernel_that_died_is_said_to_be_gone(page):
    page.evaluate("""async () => {
      const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
      kernel.requestExecute({ code: 'import os; os._exit(1)' });
    }""")
    page.locator(".jp-Dialog button.jp-mod-accept").click(timeout=30_000)  # JupyterLab says that it starts a new one
    view(page, FIRST).locator(".xread h3 button").first.click()
    alert = view(page, FIRST).locator("dialog").get_by_role("alert")
    alert.wait_for(timeout=20_000)
    assert "Run its cell again" in alert.inner_text()

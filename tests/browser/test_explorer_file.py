"""The Explorer as one file: from disk without a request, by mouse, by keyboard alone, in both languages, and safely.

Every page that is opened here is watched: a request beyond the file itself or a message of the console fails the test.
"""

import csv
import io
from urllib.parse import parse_qs, quote, urlencode

import pandas as pd
import pytest
from corpora import HOSTILE, hostile_corpus, news_corpus

import explore
from explore.explorer import state as states
from explore.filters import word_patterns
from explore.text import fold

pytestmark = pytest.mark.browser
PUTIN = "vladimir-putin"


@pytest.fixture(scope="module")
def corpus():
    return news_corpus()


@pytest.fixture(scope="module")
def saved(corpus, tmp_path_factory):
    return explore.Explorer(corpus).save_html(tmp_path_factory.mktemp("explorer") / "explorer.html")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    return explore.Explorer(hostile_corpus()).save_html(folder / "explorer.html", sentences="all")


class Watched:
    """A page, what it asked for and what went wrong on it."""

    def __init__(self, browser, saved, **options):
        self.context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        self.context.set_offline(True)
        self.asked, self.wrong = [], []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.context.set_default_timeout(5000)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.saved = saved

    def open(self, state="", **more):
        state = state or urlencode(more)
        self.page.goto("about:blank")
        self.page.goto(self.saved.as_uri() + ("#" + state if state else ""))
        self.page.wait_for_selector("html[data-ready=yes]", state="attached")
        return self.page

    def check(self):
        assert [
            url for url in self.asked if not url.startswith("data:") and url.split("#")[0] != self.saved.as_uri()
        ] == []
        assert self.wrong == []


@pytest.fixture(scope="module")
def shared(browser, saved):
    one = Watched(browser, saved)
    yield one
    one.context.close()


@pytest.fixture
def watched(shared):
    shared.page.set_viewport_size({"width": 1440, "height": 900})
    shared.page.emulate_media(media="screen")
    yield shared
    shared.check()
    shared.asked.clear()


@pytest.fixture
def opened(watched):
    return watched.open


def shown(page):
    """How many articles the page says are chosen."""
    return int(page.locator(".count b").inner_text().replace(",", ""))


def chosen(page):
    """The state in the address."""
    return parse_qs(page.evaluate("location.hash.slice(1)"), keep_blank_values=True)


def counted(corpus, text):
    """How many stories a state has."""
    return len(explore.measures.periods.stories(states.corpus_of(corpus, states.read_state(text)).articles).unique())


def mark(page, region, key, value):
    return page.locator(f'.x{region} [data-pick="{key}"][data-value="{value}"]').first


def focused(page):
    return page.evaluate("document.activeElement.outerHTML.slice(0, 300)")


def is_lost(page):
    return page.evaluate("document.activeElement === document.body || !document.activeElement")


# ---- the file ----


def test_the_policy_refuses_whatever_is_not_the_page(watched):
    page = watched.open()
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy
    for name in ("script-src", "style-src"):
        assert all(source.startswith("'sha256-") for source in rules[name].split())
    page.evaluate("""async () => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = 1';
      document.body.append(script);
      const style = document.createElement('style');
      style.textContent = 'body { outline: 7px solid red }';
      document.body.append(style);
      document.body.insertAdjacentHTML('beforeend', '<p id="z" style="color: rgb(1, 2, 3)" onclick="window.ran = 2">z</p>');
      document.getElementById('z').click();
      await fetch('https://example.org/').catch(() => 0);
    }""")
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.body).outlineWidth") != "7px"
    assert page.evaluate("getComputedStyle(document.getElementById('z')).color") != "rgb(1, 2, 3)"
    assert len(watched.wrong) >= 4
    assert all("Content Security Policy" in message for message in watched.wrong), watched.wrong
    watched.wrong.clear()


def test_the_state_lives_in_the_address(opened, corpus):
    state = urlencode({"outlet": "الأفق", "actor": PUTIN, "since": "2024-02-01", "tab": "matrix"})
    page = opened(state)
    assert shown(page) == counted(corpus, state) > 0
    page.reload()
    page.wait_for_selector("html[data-ready=yes]", state="attached")
    assert shown(page) == counted(corpus, state)
    assert page.locator("[data-tab=matrix]").get_attribute("aria-selected") == "true"
    assert page.locator(".chips button").count() == 3
    page.evaluate("location.hash = 'section=economy&tab=topics'")
    page.wait_for_selector("[data-tab=topics][aria-selected=true]")
    assert shown(page) == counted(corpus, "section=economy")
    mark(page, "facets", "topic", "1").click()
    assert chosen(page) == {"section": ["economy"], "topic": ["1"], "tab": ["topics"]}


@pytest.mark.parametrize("state", [
    "lang=xx&theme=%22%3E", "since=2024-02-31&until=9999-99-99", "tab=nothing&copies=1&boilerplate=yes",
    "__proto__=1&constructor=2&toString=3", "actor=nobody&topic=99&-topic=x&tone=7&kind=%3Cb%3E", "%E0%A4%A", "a=%26%26",
    "words=%28%5B", "outlet=%00&-outlet=%22",
])  # fmt: skip
def test_a_broken_link_opens_a_page(opened, state):
    page = opened(state)
    assert page.locator(".count b").is_visible()
    assert page.locator(".xwho h2").is_visible()
    for tab in ("matrix", "terms", "topics", "places"):
        page.locator(f"[data-tab={tab}]").click()
    assert not page.locator(".view").inner_text().startswith("undefined")


# ---- search ----


@pytest.mark.parametrize(("typed", "found"), [
    ("بوت", PUTIN), ("Put", PUTIN), ("vla", PUTIN), ("انط", "antonio-guterres"), ("أنط", "antonio-guterres"),
    ("غزه", "gaza-strip"), ("gaz", "gaza-strip"), ("كرم", "kremlin"), ("الكرم", "kremlin"), ("للكرم", "kremlin"),
    ("وبوت", PUTIN), ("سوريه", "syria"), ("إيما", "emmanuel-macron"), ("ايم", "emmanuel-macron"), ("سعودي", "saudi-arabia"),
])  # fmt: skip
def test_three_letters_find_an_actor(opened, typed, found):
    page = opened()
    page.locator("[data-search]").click()
    page.keyboard.type(typed)
    first = page.locator("[role=option]").first
    assert first.get_attribute("data-value") == found
    page.keyboard.press("ArrowDown")
    assert first.get_attribute("aria-selected") == "true"
    assert page.locator("[data-search]").get_attribute("aria-activedescendant") == first.get_attribute("id")
    page.keyboard.press("Enter")
    assert chosen(page)["actor"] == [found]
    assert "data-search" in focused(page)


def test_words_of_the_text_are_found_and_read_in_context(opened, corpus):
    page = opened()
    page.locator("[data-search]").click()
    page.keyboard.type("لقطار")
    assert page.locator("[role=option]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("[role=listbox]").is_hidden()
    page.keyboard.type("وقف")
    page.keyboard.press("ArrowUp")  # the last one: the words themselves
    page.keyboard.press("Enter")
    page.locator(".chips button").wait_for()
    assert chosen(page)["words"] == ["وقف"]
    assert shown(page) == counted(corpus, urlencode({"words": "وقف"})) > 0
    page.locator("[data-kwic]").click()
    assert page.locator(".sentence mark").first.inner_text() == "وقفا"


def test_the_list_of_actors_is_searched(opened):
    page = opened()
    page.locator("[data-typed]").click()
    page.keyboard.type("كيي", delay=20)
    page.wait_for_selector(".xwho tbody tr:only-child")
    assert page.locator(".xwho tbody button").get_attribute("data-value") == "kyiv"
    assert "data-typed" in focused(page)


# ---- marks ----


def test_a_click_chooses_shift_adds_alt_excludes(opened, corpus):
    page = opened()
    mark(page, "facets", "outlet", "النبأ").click()
    assert chosen(page) == {"outlet": ["النبأ"]}
    assert mark(page, "facets", "outlet", "النبأ").get_attribute("aria-pressed") == "true"
    mark(page, "facets", "outlet", "المرصد").click(modifiers=["Shift"])
    assert chosen(page)["outlet"] == ["النبأ", "المرصد"]
    assert shown(page) == counted(corpus, urlencode({"outlet": ["النبأ", "المرصد"]}, doseq=True))
    mark(page, "facets", "outlet", "النبأ").click(modifiers=["Alt"])
    assert chosen(page) == {"outlet": ["المرصد"], "-outlet": ["النبأ"]}
    mark(page, "facets", "outlet", "المرصد").click()
    assert chosen(page) == {"-outlet": ["النبأ"]}
    page.keyboard.press("Escape")
    assert chosen(page) == {"outlet": ["المرصد"], "-outlet": ["النبأ"]}
    page.locator("[data-undo]").click()
    assert chosen(page)["outlet"] == ["النبأ", "المرصد"]
    page.locator(".chips button").first.click()
    assert chosen(page) == {"outlet": ["المرصد"]}
    page.locator("[data-reset]").click()
    assert chosen(page) == {}
    assert shown(page) == counted(corpus, "")


@pytest.mark.parametrize(("tab", "region", "key", "value"), [
    ("network", "centre", "actor", PUTIN), ("network", "who", "actor", "syria"), ("network", "read", "actor", PUTIN),
    ("topics", "centre", "topic", "2"), ("places", "centre", "actor", "ukraine"), ("network", "facets", "tone", "-1"),
    ("network", "facets", "section", "economy"),
])  # fmt: skip
def test_every_mark_filters(opened, corpus, tab, region, key, value):
    page = opened(tab=tab)
    target = mark(page, region, key, value)
    target.click() if region != "centre" else target.locator("circle").click(force=True)
    assert chosen(page)[key] == [value]
    assert shown(page) == counted(corpus, urlencode({key: value}))
    assert not is_lost(page)


@pytest.mark.parametrize("tab", ["network", "matrix"])
def test_a_tie_chooses_both(opened, corpus, tab):
    page = opened(tab=tab)
    page.locator('.xcentre [data-pick="tie"]').first.dispatch_event("click")
    pair = chosen(page)["actor"]
    assert len(pair) == 2
    assert shown(page) == counted(corpus, urlencode({"actor": pair}, doseq=True)) > 0


def test_the_number_together_reads_the_sentences_that_name_both(opened, corpus):
    page = opened(actor="vladimir-putin")
    number = page.locator('.xwho tbody [data-pick="tie"]').nth(1)
    n, pair = int(number.inner_text()), number.get_attribute("data-value").split()
    number.click()
    page.locator(".chips button >> nth=1").wait_for()
    assert sorted(chosen(page)["actor"]) == sorted(pair)
    assert page.locator(".xread h2").inner_text().startswith(f"Read: {n} sentences")


def test_a_kind_of_actor_narrows_the_views_but_not_the_articles(opened, corpus):
    page = opened()
    mark(page, "facets", "kind", "PER").click()
    assert shown(page) == counted(corpus, "")
    ids = page.locator(".xwho tbody button").evaluate_all("all => all.map((one) => one.dataset.value)")
    kinds = corpus.actors.set_index("actor_id")["kind"]
    assert set(kinds[ids]) == {"PER"}


def test_words_of_an_outlet_are_counted_and_clicked(opened, corpus):
    page = opened("outlet=" + "الأفق", tab="terms")
    page.locator("[data-tab=terms]").click()
    terms = page.locator("g.term")
    terms.first.wait_for()
    term = terms.first.get_attribute("data-value")
    table = explore.keyness(corpus.where(outlet="الأفق"), corpus.without(outlet="الأفق")).set_index("term")
    cells = page.locator(".xcentre details tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.textContent))")  # fmt: skip
    for cell in cells:
        assert int(cell[1]) == table.loc[cell[0], "n_a"]
    terms.first.locator("text").click()
    page.locator(".chips button >> nth=1").wait_for()
    assert chosen(page)["words"] == [term]
    assert not is_lost(page)
    page.locator("[data-undo]").click()
    term = page.locator('g.term[data-side="b"]').first
    word = term.get_attribute("data-value")
    term.dispatch_event("click")  # a word of the others leads out of the outlet
    read_words(page, word)
    assert "outlet" not in chosen(page) and shown(page) == counted(corpus, f"words={quote(word)}") > 0


def read_words(page, word):
    """Wait until the sentences of a word are read; each has it."""
    page.wait_for_selector(".sentences mark")
    page.locator(".chips button", has_text="words").wait_for()
    assert chosen(page)["words"] == [word]
    for sentence in page.locator(".sentence").all_text_contents():
        assert all(pattern.search(fold(sentence)) for pattern in word_patterns(word))


@pytest.mark.parametrize("where", ["plot", "table"])
def test_words_of_a_saved_comparison_lead_to_their_sentences(browser, corpus, tmp_path, where):
    one, other = urlencode({"outlet": "الأفق"}), urlencode({"outlet": "النبأ"})
    state = f"{other}&tab=terms&a={quote(one)}"
    saved = explore.Explorer(corpus, state=state).save_html(tmp_path / "compared.html", sentences="all")
    watched = Watched(browser, saved)
    page = watched.open()
    for first, second in ((one, other), (other, one)):
        page.locator("g.term").first.wait_for()
        assert chosen(page)["a"] == [first]
        shares = states.frame_of(corpus, states.read_state(f"{second}&tab=terms&a={quote(first)}")).set_index("term")
        for side, of in (("a", first), ("b", second)):
            if where == "table":
                page.locator(".xcentre summary").click()
            marks = page.locator(f'{".view td" if where == "table" else ".view svg"} [data-side="{side}"]')
            word = marks.first.get_attribute("data-value")
            row = shares.loc[word.strip('"')]
            assert (row["log_ratio"] > 0) == (side == "a")
            marks.first.dispatch_event("click")
            read_words(page, word)
            assert chosen(page) == {**parse_qs(of), "words": [word], "tab": ["terms"]}
            assert shown(page) == counted(corpus, f"{of}&words={quote(word)}") == row[f"n_{side}"]
            page.locator("[data-undo]").click()
            page.locator("g.term").first.wait_for()
            if where == "table":
                page.locator(".xcentre summary").click()
        page.locator("[data-swap]").click()
    watched.check()
    watched.context.close()


def test_an_empty_choice_names_what_to_drop(opened, corpus):
    page = opened(urlencode({"actor": "syria", "since": "2024-06-20", "section": "politics", "outlet": "المرصد"}))
    assert shown(page) == 0
    drop = page.locator(".xcentre .empty button").first
    words = drop.inner_text()
    assert words.startswith("Without")
    drop.focus()
    page.keyboard.press("Enter")
    assert words.endswith(f": {shown(page)} articles")
    assert shown(page) == counted(corpus, page.evaluate("location.hash")) > 0
    assert not is_lost(page)


def test_hover_lights_an_actor_in_every_view(opened):
    page = opened()
    mark(page, "who", "actor", PUTIN).hover()
    for region in ("centre", "who", "read"):
        assert page.locator(f'.x{region} [data-hover="actor:{PUTIN}"].hover').count(), region
    page.mouse.move(5, 880)
    page.wait_for_selector(".hover", state="detached")
    mark(page, "centre", "actor", PUTIN).focus()
    assert page.locator(".xwho .hover, .xread .hover").count() >= 2


def test_an_outlet_and_an_actor_of_one_name_are_told_apart(opened):
    page = opened(urlencode({"outlet": "النبأ", "actor": PUTIN, "-topic": "0"}))
    assert [chip.split()[0] for chip in page.locator(".chips button").all_inner_texts()] == ["Outlet", "Actor", "not"]
    assert page.locator(".chips button").nth(1).get_attribute("aria-label").startswith("Remove the filter Actor ")
    page.locator("[data-search]").fill("بوت")
    assert page.locator("[role=option] small").first.inner_text().startswith("person · ")


# ---- time ----


def test_dates_are_typed(opened, corpus):
    page = opened()
    page.locator("[data-date=since]").focus()
    page.keyboard.type("02152024", delay=15)
    assert chosen(page)["since"] == ["2024-02-15"]
    assert "data-date" in focused(page)
    page.locator("[data-date=until]").fill("2024-03-31")
    assert chosen(page)["until"] == ["2024-04-01"]
    assert shown(page) == counted(corpus, "since=2024-02-15&until=2024-04-01")
    assert page.locator("[data-date=until]").input_value() == "2024-03-31"


def test_a_period_is_brushed_by_mouse(opened, corpus):
    page = opened()
    box = page.locator("svg.bars").bounding_box()
    y = box["y"] + 40
    page.mouse.move(box["x"] + 0.3 * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.5 * box["width"], y, steps=4)
    page.mouse.move(box["x"] + 0.6 * box["width"], y, steps=4)
    page.mouse.up()
    page.locator(".chips button").wait_for()
    state = page.evaluate("location.hash")
    assert {"since", "until"} == set(chosen(page))
    assert shown(page) == counted(corpus, state) < counted(corpus, "")
    page.keyboard.press("Escape")
    assert chosen(page) == {}, "one stroke is one step"


def test_a_period_is_set_by_keys(opened, corpus):
    page = opened()
    handle = page.locator("[data-handle=since]")
    handle.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    since = chosen(page)["since"][0]
    assert page.locator("[data-handle=since]").get_attribute("aria-valuetext") == since
    assert "data-handle" in focused(page)
    page.keyboard.press("ArrowLeft")
    assert chosen(page)["since"][0] < since
    page.locator("[data-handle=until]").focus()
    page.keyboard.press("PageDown")
    assert shown(page) == counted(corpus, page.evaluate("location.hash"))
    page.keyboard.press("Escape")
    assert "until" not in chosen(page)


# ---- tools ----


def test_two_choices_are_compared_and_swapped(opened, corpus):
    page = opened("outlet=" + "النبأ")
    page.locator("[data-compare]").click()
    page.locator(".chips button").click()
    mark(page, "facets", "section", "economy").click()
    assert chosen(page) == {"section": ["economy"], "a": [urlencode({"outlet": "النبأ"})]}
    assert "النبأ" in page.locator(".pinned").inner_text()
    one, other = corpus.where(section="economy"), corpus.where(outlet="النبأ")
    shares = [explore.attention(part, per=None).set_index("actor_id")["share"] for part in (one, other)]
    row = page.locator(".xwho tbody tr", has=page.locator(f'[data-value="{PUTIN}"]'))
    gap = 100 * (shares[0][PUTIN] - shares[1][PUTIN])
    assert float(row.locator("td").nth(2).inner_text().replace("−", "-")) == pytest.approx(gap, abs=0.051)
    page.locator("[data-swap]").click()
    assert chosen(page)["outlet"] == ["النبأ"]
    assert chosen(page)["a"] == ["section=economy"]
    assert not is_lost(page)
    page.locator("[data-compare]").click()
    assert chosen(page) == {"outlet": ["النبأ"]}


@pytest.mark.parametrize("key", ["copies", "boilerplate"])
def test_what_is_left_out_can_be_brought_in(opened, corpus, key):
    page = opened()
    page.locator(f"[data-switch={key}]").click()
    assert chosen(page) == {key: ["keep"]}
    assert f'data-switch="{key}"' in focused(page)
    handling = states.read_state(f"{key}=keep").handling
    table = explore.attention(corpus, per=None, **handling).set_index("actor_id")
    before = explore.attention(corpus, per=None).set_index("actor_id")
    assert (table[["n", "total"]] != before.reindex(table.index)[["n", "total"]]).any(axis=None)
    first = page.locator(".xwho tbody tr").first
    found = first.locator("button").get_attribute("data-value")
    assert first.locator("small").first.inner_text() == f"{table.loc[found, 'n']}/{table.loc[found, 'total']}"


@pytest.mark.parametrize("state", [
    "outlet=%D8%A7%D9%84%D9%86%D8%A8%D8%A3&-topic=0&since=2024-02-01", "actor=vladimir-putin&tab=matrix&kind=PER&copies=keep",
    "section=economy&tab=terms", "tab=topics&tone=-1&tone=1", "tab=places&boilerplate=keep&words=%22%D8%BA%D8%B2%D8%A9%22",
    "tab=terms&section=economy&a=outlet%3D%25D8%25A7%25D9%2584%25D9%2586%25D8%25A8%25D8%25A3",
])  # fmt: skip
def test_the_code_that_is_shown_is_that_of_the_state_and_runs(opened, corpus, tmp_path, state):
    page = opened(state)
    page.locator("[data-code]").click()
    code = page.locator("pre.code").inner_text()
    assert states.view_code(states.read_state(state)) in code
    corpus.save(tmp_path / "corpus")
    names = {}
    last = code.strip().splitlines()[-1]
    exec(code.replace('"FOLDER"', repr(str(tmp_path / "corpus"))), names)
    assert len(names["view"].articles) > 0
    pd.testing.assert_frame_equal(eval(last, names), states.frame_of(names["corpus"], states.read_state(state)))


def test_what_is_saved_is_named_after_the_selection(opened):
    page = opened(outlet="الأفق", since="2024-02-01")
    for kind in ("html", "csv"):
        with page.expect_download() as download:
            page.locator(f"[data-save={kind}]").click()
        assert download.value.suggested_filename == f"explorer-2024-02-01-Outlet-الأفق.{kind}"


def test_the_page_saves_itself(opened, browser, tmp_path):
    page = opened(outlet="الأفق", tab="matrix")
    with page.expect_download() as download:
        page.locator("[data-save=html]").click()
    download.value.save_as(tmp_path / "again.html")
    again = Watched(browser, tmp_path / "again.html")
    copy = again.open()
    assert shown(copy) == shown(page)
    assert copy.locator("[data-tab=matrix]").get_attribute("aria-selected") == "true"
    assert copy.locator("main").count() == copy.locator("h1").count() == 1
    again.check()
    again.context.close()


def downloaded(page):
    with page.expect_download() as download:
        page.locator("[data-save=csv]").click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_table_that_is_saved_has_the_numbers_of_the_measures(opened, corpus):
    page = opened(outlet="الأفق", since="2024-02-01")
    rows = pd.DataFrame(downloaded(page)).set_index("actor_id")
    part = corpus.where(outlet="الأفق", since="2024-02-01")
    table = explore.attention(part, per=None).set_index("actor_id").query("n > 0")
    tones = explore.sentiment(part, per=None, actors=list(table.index)).set_index("actor_id").loc[rows.index]
    assert set(rows.index) == set(table.index)
    columns = ["n", "total", "share", "low", "high"]
    numbers = rows.apply(pd.to_numeric, errors="coerce")
    pd.testing.assert_frame_equal(
        numbers[columns].astype(float), table.loc[rows.index, columns].astype(float), check_exact=False
    )
    assert numbers["tone"].fillna(9).tolist() == pytest.approx(tones["mean"].astype(float).fillna(9).tolist())
    assert numbers["n_tone"].tolist() == tones["n"].tolist()
    assert rows["name_ar"].tolist() == corpus.actors.set_index("actor_id").loc[rows.index, "name_ar"].tolist()


def test_every_view_has_its_table(opened):
    page = opened()
    for tab in ("network", "matrix", "topics", "places"):
        page.locator(f"[data-tab={tab}]").click()
        page.locator(".xcentre summary").click()
        assert page.locator(".xcentre details tbody tr:visible").count() >= 3, tab
    page.locator(".xwhen summary").click()
    assert page.locator(".xwhen details tbody tr:visible").count() > 5


def test_an_open_table_stays_open(opened):
    page = opened()
    for region, key in (("centre", "network"), ("when", "when")):
        page.locator(f".x{region} summary").click()
        page.wait_for_selector(f".x{region} details[open]")
        page.wait_for_timeout(50)
        mark(page, "facets", "section", "economy").click()
        assert page.locator(f'.x{region} details[data-details="{key}"][open] tbody tr').count() > 2
        page.locator(f".x{region} summary").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(f".x{region} details:not([open])")
        page.wait_for_timeout(50)
        page.locator("[data-undo]").click()
        assert page.locator(f".x{region} details[open]").count() == 0


# ---- reading ----


def test_an_article_is_read_in_a_drawer(opened, corpus):
    page = opened(actor=PUTIN)
    button = page.locator("[data-article]").first
    title = button.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    page.locator("dialog .text p").first.wait_for()
    assert page.locator("dialog h2").inner_text() == title
    row = corpus.articles[corpus.articles["title"] == title].iloc[0]
    assert row["outlet"] in page.locator("dialog .note").inner_text()
    assert "data-close" in focused(page)
    page.keyboard.press("Escape")
    assert page.locator("dialog").is_hidden()
    assert "data-article" in focused(page)
    assert chosen(page) == {"actor": [PUTIN]}, "Esc closes the drawer and undoes nothing"
    page.keyboard.press("Enter")
    page.locator("dialog .mark").first.click()
    assert page.locator("dialog").is_hidden()
    assert not is_lost(page)


def days(page):
    return page.locator(".sentences h3 small bdi[dir=ltr]").all_inner_texts()


def test_the_newest_come_first_or_last(opened, corpus):
    page = opened(actor=PUTIN)
    own = corpus.where(actors=PUTIN).articles.sort_values("published")
    own = own[~explore.measures.periods.stories(own).duplicated()]  # copies are read once, as they are counted
    dates = own["published"].dropna().dt.strftime("%Y-%m-%d").tolist()
    first = days(page)
    assert first == dates[::-1][: len(first)]
    article = corpus.articles["title"] == page.locator("[data-article]").first.inner_text()
    text = corpus.articles.loc[article, "text"].iloc[0]
    places = [
        text.index(words)
        for words in page.locator("h3:first-of-type ~ .sentence").all_inner_texts()[:2]
        if words in text
    ]
    assert places == sorted(places), "sentences stand as in their article"
    page.locator("[data-order]").click()
    page.wait_for_selector(".sentence")
    assert days(page) == dates[: len(days(page))]
    assert "data-order" in focused(page)


def test_language_and_theme_are_switched(opened):
    page = opened()
    page.locator("[data-lang]").click()
    root = page.locator("main")
    assert root.get_attribute("dir") == "rtl"
    assert page.locator("[data-reset]").inner_text() == "إعادة الضبط"
    assert "data-lang" in focused(page)
    light = root.evaluate("root => getComputedStyle(root).backgroundColor")
    page.locator("[data-theme-next]").click()
    assert root.evaluate("root => getComputedStyle(root).backgroundColor") != light
    assert chosen(page) == {"lang": ["ar"], "theme": ["dark"]}
    facets, who = (page.locator(f".x{name}").bounding_box() for name in ("facets", "who"))
    assert facets["x"] > who["x"], "Arabic begins at the right"


# ---- keyboard ----


def test_every_region_is_reached_and_used_by_keyboard(opened):
    """Tab through the page once; then use what was met. Nothing leaves the focus nowhere."""
    page = opened()
    page.keyboard.press("Tab")
    regions, stops, unseen = {}, 0, []
    while not is_lost(page) and stops < 250:
        place = page.evaluate("""() => {
          const own = document.activeElement;
          const style = getComputedStyle(own);
          return [own.closest('.xgrid > section, .xbar, .xfoot')?.className || '', style.outlineStyle, own.outerHTML.slice(0, 120)];
        }""")
        regions.setdefault(place[0], place[2])
        if place[1] == "none":
            unseen.append(place[2])
        stops += 1
        page.keyboard.press("Tab")
    assert {"xbar", "xwhen", "xfacets", "xcentre", "xwho", "xread", "xfoot"} <= set(regions)
    assert not unseen, "a focus that cannot be seen"
    assert stops < 200


def test_the_page_is_worked_without_a_mouse(opened):
    page = opened()
    press = page.keyboard.press
    steps = [
        ("[data-tab=network]", ["ArrowRight"], "tab", ["matrix"]),
        ("[data-tab=matrix]", ["ArrowLeft"], "tab", None),
        (".network .node[tabindex='0']", ["ArrowRight", "Enter"], "actor", 1),
        (".network .node[tabindex='0']", ["ArrowLeft", "Enter"], "actor", 2),  # the last tie
        (".xwho tbody button", ["Shift+Enter"], "actor", None),
        (".xfacets [data-pick=outlet]", ["Alt+Enter"], "-outlet", 1),
        (".chips button", ["Enter"], "actor", None),
        ("[data-switch=copies]", ["Space"], "copies", ["keep"]),
        (".xread .mark", ["Enter"], "actor", 1),
        ("[data-handle=since]", ["ArrowRight", "ArrowRight", "Escape"], "since", 1),
        ("[data-theme-next]", ["Enter"], "theme", ["dark"]),
        ("[data-lang]", ["Enter"], "lang", ["ar"]),
        ("[data-reset]", ["Enter"], "actor", None),
    ]
    for selector, keys, key, expected in steps:
        page.locator(selector).first.focus()
        for name in keys:
            press(name)
        page.wait_for_timeout(30)
        assert not is_lost(page), (selector, keys)
        got = chosen(page).get(key)
        if isinstance(expected, int):
            assert len(got) == expected, (selector, keys)
        elif expected:
            assert got == expected, (selector, keys)
    for _ in range(30):
        press("Escape")
        assert not is_lost(page)
    assert chosen(page) == {}


# ---- accessibility ----

VIEWS = [("en", "light", 1440), ("ar", "dark", 1440), ("en", "dark", 390), ("ar", "light", 390)]


@pytest.mark.parametrize(("language", "theme", "width"), VIEWS)
def test_axe_finds_nothing(watched, language, theme, width):
    from axe_playwright_python.sync_playwright import Axe

    page = watched.open()
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(Axe().axe_script)
    states_ = {tab: {"tab": tab} for tab in ("network", "matrix", "topics", "places")}
    states_ |= {"terms": {"tab": "terms", "section": "economy"}, "chosen": {"actor": PUTIN, "a": "section=economy"},
                "empty": {"actor": "nobody", "outlet": "النبأ"}, "drawer": {"actor": PUTIN}}  # fmt: skip
    for name, state in states_.items():
        page.evaluate("""async (state) => {
          location.hash = state;
          await new Promise((resume) => setTimeout(resume, 60));
        }""", urlencode({"lang": language, "theme": theme, **state}))  # fmt: skip
        assert page.locator("main").get_attribute("data-theme") == theme
        if name == "drawer":
            page.locator("[data-article]").first.click()
            page.locator("dialog .text p").first.wait_for()
        elif name == "network":
            page.locator("[data-code]").click()
            page.locator(".xcentre summary").click()
        faults = page.evaluate("""async () => (await axe.run({ resultTypes: ['violations'], preload: false })).violations
          .flatMap((fault) => fault.nodes.map((node) => [fault.id, node.html.slice(0, 160), node.failureSummary]))""")
        assert not faults, (name, faults[:6])


# ---- hostile text ----


def test_hostile_text_stays_text(browser, hostile):
    one = Watched(browser, hostile)
    page = one.open()
    assert shown(page) == len(HOSTILE)
    for tab in ("matrix", "terms", "topics", "places", "network"):
        page.locator(f"[data-tab={tab}]").click()
    for more in page.locator("[data-open], [data-more]").all():
        more.click()
    page.locator("[data-open=outlet]").click()
    for text in ("<script>", "<img", "{{7*7}}", "${7*7}", "__proto__"):
        page.locator("[data-typed]").fill(text[:12])
        page.locator("[data-search]").fill(text[:12])
    page.locator("[data-typed]").fill("")
    for k in range(0, len(HOSTILE), 9):
        page.locator("[data-article]").nth(k % page.locator("[data-article]").count()).click()
        page.locator("dialog .text p").first.wait_for()
        for link in page.locator("dialog a").all():
            assert link.get_attribute("href").startswith("https://")
        page.keyboard.press("Escape")
    for row in page.locator(".xwho tbody button").all()[:40:4]:
        row.click()
        page.locator("[data-code]").click()
        page.locator("[data-undo]").click()
    assert page.evaluate("window.ran") is None
    assert page.evaluate("({}).polluted") is None
    assert (
        page.locator("[onerror], [onclick], [onload], iframe, object, embed, base, form, main img, main script").count()
        == 0
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "a long word widens the page"
    one.check()
    one.context.close()


def test_no_cell_is_a_formula(browser, hostile):
    one = Watched(browser, hostile)
    rows = downloaded(one.open())
    names = {row["actor_id"]: row["name_ar"] for row in rows}
    for k, text in enumerate(HOSTILE):
        name = names[f"actor {k} {text}"[:60]]
        assert not name.lstrip().startswith(("=", "+", "-", "@", "＝")), name
        assert name in {text, f"'{text}"}
    one.check()
    one.context.close()


# ---- print, and small screens ----


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_prints(opened, theme, artifacts):
    page = opened(actor=PUTIN, theme=theme)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 760, "height": 1000})
    for selector in (".tools", ".find", ".handle", ".under"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.locator(".chips").is_visible()
    cut = page.evaluate("""() => [...document.querySelectorAll('.xgrid *')].filter((one) =>
      ['auto', 'scroll', 'hidden'].includes(getComputedStyle(one).overflowY) && one.scrollHeight > one.clientHeight + 1
      && one.clientHeight).map((one) => one.outerHTML.slice(0, 80))""")
    assert cut == []
    foot, last = (page.locator(name).last.bounding_box() for name in (".xfoot", ".sentence"))
    assert foot["y"] >= last["y"] + last["height"], "the end is printed over the sentences"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("main").evaluate("root => getComputedStyle(root).color") == "rgb(28, 33, 38)"
    pdf = page.pdf(format="A4", path=artifacts / f"explorer-{theme}.pdf")
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_is_wider_than_the_screen(watched, width, language, artifacts):
    page = watched.page
    page.set_viewport_size({"width": width, "height": 900})
    for tab in ("network", "matrix", "topics", "places"):
        page = watched.open(lang=language, tab=tab, actor="gaza-strip")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), tab
    page.screenshot(path=artifacts / f"explorer-{language}-{width}.png", full_page=True)

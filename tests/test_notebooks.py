"""The notebooks: as they are committed, as they run, and as their controls are turned in a kernel."""

import re
from functools import cache
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]
ARABIC, TAG = re.compile("[\u0620-\u064a]"), re.compile("<[^>]*>")
PLOTLY, WIDGET = "application/vnd.plotly.v1+json", "application/vnd.jupyter.widget-view+json"
CHARTS = {
    "01-corpus": 1,
    "02-actors": 4,
    "03-topics": 3,
    "04-sentiment": 4,
    "05-voices": 4,
    "06-timeline": 3,
}
#: Panels without a chart whose settings are said in words too.
READ = {"00-explorer": 1}

# The kernel's own log line about its transport, and what asyncio says on the way out, are not ours.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


def bundles(notebook):
    return [output.data for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]


@pytest.fixture(params=NOTEBOOKS, ids=NAMES)
def path(request):
    return request.param


@pytest.fixture
def committed(path):
    return nbformat.read(path, as_version=4)


def test_all_four_are_here():
    assert set(CHARTS) <= set(NAMES)


# --- as committed -----------------------------------------------------------------------------------------


def test_each_asks_one_question_and_says_what_it_cannot_show(committed):
    nbformat.validate(committed)
    assert len(committed.cells) <= 15
    titles = re.findall(r"^# (.+)$", "\n".join(c.source for c in committed.cells if c.cell_type == "markdown"), re.M)
    assert len(titles) == 1
    assert titles[0].endswith("?")
    assert committed.cells[-1].source.startswith("## What this cannot show")
    assert '"../seeds"' in "".join(cell.source for cell in committed.cells)


def test_each_is_committed_as_it_ran_from_first_to_last(committed):
    code = [cell for cell in committed.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    shown = ("display_data", "execute_result", "stream")
    assert all(
        output.output_type in shown and output.get("name") != "stderr" for cell in code for output in cell.outputs
    )


def test_each_chart_shows_without_a_kernel(path, committed):
    charts = [bundle for bundle in bundles(committed) if PLOTLY in bundle]
    assert len(charts) == CHARTS.get(path.stem, len(charts))
    for chart in charts:
        assert chart["image/png"].startswith("iVBORw0KGgo")  # the signature of PNG, in base64
        assert len(chart["image/png"]) > 10_000  # a picture with something in it
    words = [b["text/html"] for b in bundles(committed) if "text/html" in b]
    # what is chosen, in words
    assert sum("JupyterLab" in html for html in words) == len(charts) + READ.get(path.stem, 0)


def test_none_carries_widget_models_or_the_machine_it_ran_on(path, committed):
    assert set(committed.metadata) == {"kernelspec", "language_info"}
    assert not any(WIDGET in bundle for bundle in bundles(committed))
    assert all(cell.metadata == {} for cell in committed.cells)
    content = path.read_text(encoding="utf-8")
    for trace in ("/home/", "/root/", "/tmp/", "/work", "/Users/", "site-packages", "C:\\\\"):
        assert trace not in content, trace
    assert path.stat().st_size < 1_500_000


def test_tables_in_arabic_run_right_to_left_and_english_ones_that_quote_it_know_each_cell(committed):
    for bundle in bundles(committed):
        html = bundle.get("text/html", "")
        for start in [match.start() for match in re.finditer("<table", html)]:
            table = html[start : html.find("</table>", start)]
            cells = re.findall(r"<t[dh]([^>]*)>(.*?)</t[dh]>", table, re.DOTALL)
            arabic = [
                (marks, ARABIC.findall(words), re.findall("[A-Za-z]", TAG.sub("", words))) for marks, words in cells
            ]
            if any(len(there) > len(latin) for _, there, latin in arabic):
                assert 'dir="rtl"' in html[:start] + table[: table.index(">")]
            else:
                assert all("dir=" in marks for marks, there, _ in arabic if there)


# --- as they run ------------------------------------------------------------------------------------------


def run(path, *cells):
    """Run a notebook and then some cells more; return it, and what those printed."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in cells]
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=300,
        resources={"metadata": {"path": str(path.parent)}},
        store_widget_state=False,
        record_timing=False,
    )
    client.execute()
    printed = ["".join(o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stdout")
               for cell in notebook.cells[-len(cells) :]]  # fmt: skip
    return notebook, printed


# A panel is the last expression of its cell, so the kernel keeps it among the outputs (Out).
TURN = """
import json, pandas as pd
from pandas.testing import assert_frame_equal
shown = [p for p in Out.values() if isinstance(p, panels.Panel)]
turned = 0
for panel in shown:
    for name, control in panel.controls.items():
        before = control.value
        others = [True, False] if isinstance(before, bool) else [control.max] if hasattr(control, "max") else []
        others = [(), *((actor,) for _, actor in control.children[1].options[:3])] if hasattr(control, "children") else others
        for value in others or [option[1] if isinstance(option, tuple) else option for option in control.options][:4]:
            control.value = value
            assert panel.error is None, (panel.title, name, value, panel.error)
            assert_frame_equal(panel.frame, eval(panel.code, {"explore": explore, "corpus": corpus}))
            turned += 1
        control.value = before
    assert panel.error is None  # drawn as it was, not in a moment
print(len(shown), turned)
"""


ONE_MORE = """
panel = next(panel for panel in shown if "actors" in panel.controls)
panel.controls["actors"].value = ("joe-biden",)
print(list(panel.frame["n"]))
print(panel.code)
"""


@cache
def turned(stem):
    return run(ROOT / "notebooks" / f"{stem}.ipynb", TURN, *([ONE_MORE] if stem == "02-actors" else []))


@pytest.mark.parametrize("stem", CHARTS)
def test_each_runs_and_its_controls_give_what_their_code_says(stem):
    _, printed = turned(stem)
    panels, choices = map(int, printed[0].split())
    assert panels == CHARTS[stem] + READ.get(stem, 0)
    assert choices > 2 * panels


@pytest.mark.parametrize("stem", [stem for stem in CHARTS if stem != "02-actors"])  # that one is left turned
def test_what_is_committed_is_what_a_run_gives(stem):
    committed = nbformat.read(ROOT / "notebooks" / f"{stem}.ipynb", as_version=4)
    for was, cell in zip(committed.cells, turned(stem)[0].cells, strict=False):
        assert was.source == cell.source
        for kind in (PLOTLY, "text/html"):
            both = [[o.data[kind] for o in c.get("outputs", []) if kind in o.get("data", {})] for c in (was, cell)]
            assert len(both[0]) == len(both[1])
            if kind == "text/html":
                assert both[0] == both[1], "the notebooks are stale: run python tools/render_notebooks.py"


def test_a_turned_control_replaces_the_chart_and_the_sentences():
    notebook, (_, printed) = turned("02-actors")
    counts, code = printed.splitlines()
    assert counts == "[2, 0, 0, 0, 0]"  # both articles of 2021, none of 2025
    assert code == "explore.attention(corpus, actors=['joe-biden'], per='year')"
    cell = next(cell for cell in notebook.cells if "panels.actors(" in cell.source)
    _, words, chart, below = cell.outputs
    assert "Joe Biden" in words.data["text/html"]
    assert chart.data[PLOTLY]["data"][-1]["customdata"][0][0] == "joe-biden"
    assert "Joe Biden" in below.data["text/html"]
    assert "(9 sentences)" not in below.data["text/html"]  # those of the actor shown before

"""How long does an Explorer in JupyterLab take to appear, and to show a change, its sentences, a search, words?

    python tools/bench_explorer_lab.py INPUT

INPUT is a folder that `Corpus.save` wrote, or what `read_articles` takes, which is annotated first. The named
alternative, measured in the same kernel: the measure `attention` of the same selections, as a cell would run it.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from bench_explorer import corpus_of

from explore.doctor import find_browser

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "browser"))  # the JupyterLab of the tests
from lab import lab_server, open_notebook, run_all

CELL = """import explore
corpus = explore.Corpus.load('corpus')
explorer = explore.Explorer(corpus)
explorer"""
#: Clicks marks of all views in turn; returns the milliseconds until each change is painted.
CLICK = """async (n) => {
  const root = document.querySelector('.explorer');
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const took = [];
  const marks = ['.xfacets [data-pick]', '.xwho [data-pick]', '[data-tab]', '.chips button'];
  for (let k = 0; took.length < n; k += 1) {
    const all = root.querySelectorAll(marks[k % 4]);
    if (!all.length) continue;
    const begin = performance.now();
    all[(k * 7) % Math.min(all.length, 12)].dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    took.push(performance.now() - begin);
    await wait(150);
    if (k % 20 === 19) { root.querySelector('[data-reset]')?.click(); await wait(300); }
  }
  return took;
}"""
ASK = """async (code) => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const future = kernel.requestExecute({ code: '', user_expressions: { it: code }, store_history: false });
  const { it } = (await future.done).content.user_expressions;
  return it.status === 'ok' ? it.data['text/plain'] : it.ename + ': ' + it.evalue;
}"""
SEEN = ".explorer .xread .sentence"


def timed(run):
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def shown(page, state, done):
    """Seconds from a state set in the page until `done`, a selector, is there with new content."""

    def change():
        page.evaluate("document.querySelectorAll('.explorer .sentence, .explorer .view *').forEach((x) => x.remove())")
        page.evaluate(ASK, f"setattr(explorer, 'state', {state!r})")
        page.wait_for_selector(done, state="attached", timeout=120_000)

    return timed(change)


def measure(page):
    page.wait_for_timeout(2000)  # what is prepared beside the first view
    took = sorted(page.evaluate(CLICK, 100))
    print(f"100 clicks: median {statistics.median(took):.0f} ms, 95 % {took[94]:.0f} ms")
    actors = ["vladimir-putin", "recep-tayyip-erdogan", "united-nations", "european-union"]
    pages = [shown(page, f"actor={actor}", SEEN) for actor in actors]
    print(f"sentences of a selection from the kernel: {', '.join(f'{s * 1000:.0f}' for s in pages)} ms")
    for word in ("الانتخابات", "النفط", "اللاجئين"):
        print(f"search in the text: {shown(page, f'words={word}', SEEN):.2f} s")
    for actor in actors[:3]:
        print(f"words A against B: {shown(page, f'actor={actor}&tab=terms', '.explorer .view td'):.2f} s")
    kernel = [
        timed(lambda a=a: page.evaluate(ASK, f"len(explore.attention(corpus.where(actors={a!r})))")) for a in actors
    ]
    print(f"attention of the same selections in the kernel: {', '.join(f'{s * 1000:.0f}' for s in kernel)} ms")
    print("peak of the kernel:", page.evaluate(ASK, "__import__('resource').getrusage(0).ru_maxrss // 1024"), "MiB")


def main(path):
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as play:
        folder = Path(scratch) / "work"
        folder.mkdir()
        corpus_of(path).save(folder / "corpus")
        cell = nbformat.v4.new_code_cell(CELL)
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        made = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
        nbformat.write(made, folder / "bench.ipynb")
        with lab_server(folder, Path(scratch) / "jupyter") as address:
            browser = play.chromium.launch(executable_path=find_browser(), args=["--headless", "--no-sandbox"])
            page = browser.new_page(viewport={"width": 1500, "height": 1000})
            open_notebook(page, address.format("bench.ipynb") + "&reset")
            begin = time.perf_counter()
            run_all(page)
            page.wait_for_selector(SEEN, timeout=120_000)
            print(f"cell to first sentences: {time.perf_counter() - begin:.1f} s, with import and loading the tables")
            measure(page)
            browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

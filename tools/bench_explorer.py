"""How long does an Explorer take to make, to write as a file, to open, and to show a change?

    python tools/bench_explorer.py INPUT

INPUT is a folder that `Corpus.save` wrote, or what `read_articles` takes, which is annotated first. The named
alternatives are measured in the same run: writing the same tables as Parquet for the payload and the files, and for a
change on the page the measures in a kernel (`attention` and `comentions` of the same state), to which a round trip and
the drawing would still have to be added.
"""

import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import explore
from explore.doctor import find_browser
from explore.explorer import state as states

N_STATES, N_IN_KERNEL = 200, 10
#: Goes to each state, and returns the milliseconds until it is painted.
GO = """async (states) => {
  const took = [];
  for (const state of states) {
    const changed = new Promise((done) => addEventListener('hashchange', done, { once: true }));
    const begin = performance.now();
    location.hash = state;
    await changed;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    took.push(performance.now() - begin);
    await new Promise((done) => setTimeout(done, 20));
  }
  return took;
}"""


def corpus_of(path):
    if (Path(path) / "corpus.json").exists():
        return explore.Corpus.load(path)
    return explore.annotate(explore.read_articles(path))


def drawn_states(corpus, n):
    """States as clicks make them: one to three filters and a view."""
    draw = random.Random(n)
    days = corpus.articles["published"].dropna().dt.strftime("%Y-%m-%d").sort_values().tolist()
    named = corpus.mentions["actor_id"].value_counts().index[:100].tolist()
    values = {
        "actor": named,
        "outlet": corpus.articles["outlet"].dropna().unique().tolist(),
        "topic": corpus.topic_labels["topic"].tolist(),
        "tone": [-1, 0, 1],
    }
    found = []
    while len(found) < n:
        keys = draw.sample(sorted(values), draw.randint(1, 3))
        parts = [(key, draw.choice(values[key])) for key in keys if values[key]]
        if len(set(days)) > 1 and draw.random() < 0.4:
            parts += zip(("since", "until"), sorted(draw.sample(sorted(set(days)), 2)), strict=True)
        parts.append(("tab", draw.choice(("network", "matrix", "topics", "places"))))
        if urlencode(parts) not in found[-1:]:
            found.append(urlencode(parts))
    return found


def percentiles(seconds):
    ranked = sorted(seconds)
    return statistics.median(ranked), ranked[int(0.95 * (len(ranked) - 1))]


def clocked(run):
    begin = time.perf_counter()
    made = run()
    return made, time.perf_counter() - begin


def in_kernel(corpus, drawn):
    """Seconds that the measures take for each state."""

    def measured(text):
        state = states.read_state(text)
        chosen = states.corpus_of(corpus, state)
        if not chosen.articles.empty:
            explore.attention(chosen, per=None)
            explore.comentions(chosen)

    return [clocked(lambda text=text: measured(text))[1] for text in drawn]


def in_browser(files, drawn):
    """Yield for each file the seconds until it can be used, and those of each state."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_browser(), args=["--headless", "--no-sandbox"])
        for path in files:
            page = browser.new_page(viewport={"width": 1400, "height": 1000})
            begin = time.perf_counter()
            page.goto(path.as_uri())
            page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=120_000)
            ready = time.perf_counter() - begin
            yield path, ready, [took / 1000 for took in page.evaluate(GO, drawn)]
            page.close()
        browser.close()


def main(path):
    corpus = corpus_of(path)
    print(f"{len(corpus.articles):,} articles, {len(corpus.sentences):,} sentences")
    drawn = drawn_states(corpus, N_STATES)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        _, parquet = clocked(lambda: corpus.save(out / "corpus"))
        stored = sum(file.stat().st_size for file in (out / "corpus").glob("*"))

        def line(name, seconds, size):
            print(f"{name:<28}{seconds:8.2f} s{seconds / parquet:8.1f} x{size / 1e6:10.2f} MB{size / stored:8.2f} x")

        line("tables as Parquet", parquet, stored)
        explorer, seconds = clocked(lambda: explore.Explorer(corpus))
        line("Explorer, payload", seconds, len(explorer._payload))  # noqa: SLF001 - what travels to the page
        files = []
        for sentences in ("none", "fit", "all"):
            file = out / f"{sentences}.html"
            _, seconds = clocked(lambda file=file, how=sentences: explorer.save_html(file, sentences=how))
            line(f"file, sentences={sentences}", seconds, file.stat().st_size)
            files.append(file)
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")
        if not find_browser():
            return print("no Chromium, so nothing is opened: set BROWSER_PATH")
        kernel, late = percentiles(in_kernel(corpus, drawn[:N_IN_KERNEL]))
        print(f"{'change':<16}{'median':>10}{'95 %':>10}")
        print(f"{'measures':<16}{kernel:8.3f} s{late:8.3f} s")
        for file, ready, took in in_browser(files, drawn):
            middle, late = percentiles(took)
            print(f"{file.name:<16}{middle:8.3f} s{late:8.3f} s, ratio {kernel / middle:.1f}; opened in {ready:.2f} s")
    return None


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

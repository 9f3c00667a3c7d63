"""Words per second and peak memory of reading and annotating a corpus on one core, layer by layer.

    python tools/bench_annotate.py FILE [--rows N] [--topics]

Runs explore.annotate with a clock around each layer, and prints the processor's seconds, the articles and the words
per second of each, and the peak memory of the whole run. The named alternative for finding names is one compiled
regular expression of all aliases, on a sample of the same articles in the same run: what a researcher would write
without an automaton.
"""

import argparse
import os
import re
import resource
import time
from dataclasses import replace

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")


def clocked(layer, spent):
    """Return a layer that adds the seconds it took to `spent`."""

    def run(docs, frames, context):
        begin = time.process_time()
        made = layer.run(docs, frames, context)
        spent[layer.name] = spent.get(layer.name, 0) + time.process_time() - begin
        return made

    return replace(layer, run=run)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--rows", type=int, help="only the first N articles")
    parser.add_argument("--topics", action="store_true", help="fit topics too (minutes)")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    import explore
    from explore.actors import aliases
    from explore.annotation import LAYERS
    from explore.doc import read_docs
    from explore.engines import get_engine
    from explore.text import fold

    def line(name, seconds):
        print(f"{name:<22}{seconds:8.1f} s {n / seconds:10,.0f} articles/s {n_words / seconds:12,.0f} words/s")

    begin = time.process_time()
    articles, report = explore.read_articles(options.file, report=True)
    reading = time.process_time() - begin
    articles = articles.head(options.rows or len(articles))
    n, n_words = len(articles), int(articles["text"].str.split().str.len().sum())
    print(f"{report}\n{n:,} articles, {n_words:,} words")
    line("reading", reading)
    begin = time.process_time()
    engine = get_engine("embedded")
    explore.annotate(articles.head(1), engine=engine, topics=False)
    print(f"{'loading, once':<22}{time.process_time() - begin:8.1f} s")
    spent = {}
    layers = [clocked(layer, spent) for layer in LAYERS if options.topics or layer.name != "topics"]
    begin = time.process_time()
    corpus = explore.annotate(articles, engine=engine, layers=layers)
    total = time.process_time() - begin
    for name, seconds in spent.items():
        line(name, max(seconds, 0.01))
    line("the rest", total - sum(spent.values()))
    line("= annotate", total)
    print(corpus)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")

    sample = articles.head(200)
    pattern = re.compile("|".join(sorted({re.escape(fold(a)) for a in aliases()["alias"]}, key=len, reverse=True)))
    begin = time.process_time()
    for text in sample["text"]:
        pattern.findall(fold(text))
    slow = time.process_time() - begin
    begin = time.process_time()
    engine.find_mentions(read_docs(sample))
    quick = time.process_time() - begin
    print(f"names by one regular expression: {slow:.2f} s for {len(sample)} articles, here {quick:.2f} s, "
          f"ratio {slow / quick:.1f}")  # fmt: skip


if __name__ == "__main__":
    main()

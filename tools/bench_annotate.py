"""Words per second and peak memory of reading and annotating a corpus on one core.

    python tools/bench_annotate.py FILE [--rows N] [--topics]

Runs explore.annotate itself with a clock around each layer, and prints the processor's seconds, the articles and the
words per second of each, and the peak memory of the whole run. The named alternative for finding names is one
compiled regular expression of all aliases, on a sample of the same articles in the same run: what a researcher would
write without an automaton.
"""

import argparse
import functools
import os
import re
import resource
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

#: Layers as explore.annotation calls them, in the order of the way of the data.
LAYERS = {
    "score_sentences": "sentences, sentiment",
    "link": "linking",
    "find_new_actors": "actors nobody listed",
    "find_near_duplicates": "stories",
    "date_articles": "document dates",
    "find_roles": "roles",
    "stand_for_governments": "capitals",
    "find_quotes": "quotations",
    "find_sources": "sources",
    "find_dates": "dates",
    "read_articles": "reading of deeds",
    "find_events": "events",
    "find_stances": "stances",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--rows", type=int, help="only the first N articles")
    parser.add_argument("--topics", action="store_true", help="fit topics too (minutes)")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    import explore
    import explore.annotation
    from explore.actors import aliases
    from explore.engines import get_engine
    from explore.text import fold

    spent = {}

    def clocked(name, work):
        @functools.wraps(work)
        def run(*args, **kwargs):
            begin = time.process_time()
            result = work(*args, **kwargs)
            if not hasattr(result, "columns") and hasattr(result, "__next__"):
                result = list(result)  # a generator works while it is read
            spent[name] = spent.get(name, 0) + time.process_time() - begin
            return result

        return run

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
    for name, title in LAYERS.items():
        setattr(explore.annotation, name, clocked(title, getattr(explore.annotation, name)))
    engine.find_mentions = clocked("names", engine.find_mentions)
    begin = time.process_time()
    corpus = explore.annotate(articles, engine=engine, topics=options.topics)
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
    engine.find_mentions(sample)
    quick = time.process_time() - begin
    print(f"names by one regular expression: {slow:.2f} s for {len(sample)} articles, here {quick:.2f} s, "
          f"ratio {slow / quick:.1f}")  # fmt: skip


if __name__ == "__main__":
    main()

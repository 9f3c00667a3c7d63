"""Articles per second and peak memory of reading and annotating a corpus on one core.

    python tools/bench_annotate.py FILE [--rows N] [--topics]

Prints, for each layer by itself, the seconds and the articles and words per second, and the peak memory of the whole
run. The named alternative is the same search for names by one compiled regular expression of all aliases, on a
sample of the same articles in the same run: what a researcher would write without an automaton.
"""

import argparse
import os
import re
import resource
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


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
    from explore.annotation import _sentences
    from explore.annotation.dates import find_dates
    from explore.annotation.linking import link
    from explore.annotation.quotes import find_quotes
    from explore.annotation.roles import find_roles
    from explore.annotation.sentiment import score_sentences
    from explore.annotation.stories import find_stories
    from explore.engines import get_engine
    from explore.text import fold

    def timed(name, work):
        begin = time.perf_counter()
        result = work()
        seconds = time.perf_counter() - begin
        print(f"{name:<22}{seconds:8.1f} s {n / seconds:10,.0f} articles/s {n_words / seconds:12,.0f} words/s")
        total.append(seconds)
        return result

    begin = time.perf_counter()
    articles, report = explore.read_articles(options.file, report=True)
    seconds = time.perf_counter() - begin
    if options.rows:
        articles = articles.head(options.rows)
    n, n_words = len(articles), int(articles["text"].str.count(r"\s+").sum()) + len(articles)
    print(report)
    print(f"{n:,} articles, {n_words:,} words")
    print(f"{'reading':<22}{seconds:8.1f} s {n / seconds:10,.0f} articles/s {n_words / seconds:12,.0f} words/s")
    total = [seconds]
    engine = timed("engine, once", lambda: (e := get_engine("embedded"), e.gazetteer)[0])
    mentions = timed("names", lambda: engine.find_mentions(articles))
    mentions = timed("linking", lambda: link(mentions, engine.gazetteer))
    print(f"{'= reading with names':<22}{sum(total):8.1f} s {n / sum(total):10,.0f} articles/s")
    timed("roles", lambda: find_roles(articles, mentions))
    sentences = timed("sentences", lambda: _sentences(articles))
    timed("sentiment", lambda: score_sentences(articles, sentences, engine))
    timed("quotations", lambda: find_quotes(articles, mentions))
    timed("dates", lambda: find_dates(articles))
    timed("stories", lambda: find_stories(articles))
    if options.topics:
        from explore.annotation.topics import find_topics

        timed("topics", lambda: find_topics(articles, sentences))
    print(f"{'= all':<22}{sum(total):8.1f} s {n / sum(total):10,.0f} articles/s {n_words / sum(total):12,.0f} words/s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")

    sample = articles.head(200)
    pattern = re.compile("|".join(sorted({re.escape(fold(a)) for a in aliases()["alias"]}, key=len, reverse=True)))
    begin = time.perf_counter()
    for text in sample["text"]:
        pattern.findall(fold(text))
    slow = time.perf_counter() - begin
    begin = time.perf_counter()
    engine.find_mentions(sample)
    quick = time.perf_counter() - begin
    print(
        f"names by one regular expression: {slow:.2f} s for {len(sample)} articles, here {quick:.2f} s, "
        f"ratio {slow / quick:.1f}"
    )


if __name__ == "__main__":
    main()

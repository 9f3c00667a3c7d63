"""Measure the sentiment lexicon: what share of a corpus it reaches, and how its classes compare with a reader's.

    python tools/check_lexicon.py --gold FOLDER              per-class scores on annotated articles
    python tools/check_lexicon.py --corpus FILE              coverage, speed, heaviest lemmas on a file of articles
    python tools/check_lexicon.py --corpus FILE --missing 300  frequent words that no lemma reaches, for reading
    python tools/check_lexicon.py --corpus FILE --forms 300    lemmas by weight in the corpus and their forms

A gold folder holds articles.jsonl (id, text, title where there is one) and annotations.jsonl (id, sentences as
[start, end], tones as -1, 0, 1). A corpus is a Parquet, CSV or JSONL file with the columns `text` and, if any, `title`.
The forms are to be read by eye: a look-alike (فيلم for لام) shows as a form that does not belong to its lemma.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent))

from explore.engines import classify
from explore.text import fold, split_sentences
from explore.tone.lexicon import lexicon

CLASSES = (-1, 0, 1)
WORD = re.compile(r"\w+")


def document(title: str | None, text: str) -> str:
    return f"{title}\n{text}" if title else text


def scores(pairs: list[tuple[int, int]]) -> pd.DataFrame:
    """Precision, recall and F1 of each class, and their means, of (reader's class, lexicon's class) pairs."""
    rows = []
    for c in CLASSES:
        hit = sum(a == b == c for a, b in pairs)
        said, true = sum(b == c for _, b in pairs), sum(a == c for a, _ in pairs)
        p, r = hit / said if said else 0.0, hit / true if true else 0.0
        rows.append((f"{c:+d}" if c else "0", true, said, p, r, 2 * p * r / (p + r) if p + r else 0.0))
    table = pd.DataFrame(rows, columns=["class", "gold", "found", "precision", "recall", "f1"]).set_index("class")
    mean = table[["precision", "recall", "f1"]].mean()
    return pd.concat([table, pd.DataFrame([{"gold": len(pairs), "found": len(pairs), **mean}], index=["macro"])])


def check_gold(folder: Path) -> None:
    def lines(name: str) -> list[dict]:
        return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines() if line]

    texts = {a["id"]: document(a.get("title"), a["text"]) for a in lines("articles.jsonl")}
    score = lexicon().score
    pairs = [
        (tone, int(classify(score(texts[a["id"]][start:end]))))
        for a in lines("annotations.jsonl")
        for (start, end), tone in zip(a["sentences"], a["tones"], strict=True)
    ]
    print(scores(pairs).round(3).to_string())
    print(f"accuracy {sum(a == b for a, b in pairs) / len(pairs):.3f}")
    print(pd.crosstab(*zip(*pairs, strict=True), rownames=["gold"], colnames=["found"]).to_string())


def read(file: Path, sample: int) -> pd.DataFrame:
    how = {".parquet": pd.read_parquet, ".csv": pd.read_csv, ".jsonl": lambda path: pd.read_json(path, lines=True)}
    if file.suffix not in how:
        raise SystemExit(f"{file.name}: a corpus is one of {', '.join(how)}.")
    articles = how[file.suffix](file)
    return articles.sample(sample, random_state=0) if 0 < sample < len(articles) else articles


def check_corpus(file: Path, sample: int, forms: int, missing: int) -> None:
    articles = read(file, sample)
    titles = articles["title"] if "title" in articles else [None] * len(articles)
    documents = [document(title, text) for title, text in zip(titles, articles["text"], strict=True) if text]
    sentences = [text[a:b] for text in documents for a, b, _ in split_sentences(text)]
    n_words = sum(len(WORD.findall(text)) for text in sentences)
    lex = lexicon()
    start = time.perf_counter()
    values = [lex.score(text) for text in sentences]
    seconds = time.perf_counter() - start
    matches = [lex.explain(text) for text in sentences]
    classes = Counter(classify(values).tolist())
    n = len(sentences)
    print(f"{len(documents)} articles, {n} sentences, {n_words} words; {n_words / seconds:,.0f} words/s")
    print(
        f"sentences with a match {sum(map(bool, matches)) / n:.3f}; matches a sentence {sum(map(len, matches)) / n:.2f}"
    )
    print("classes", {c: round(classes[c] / n, 3) for c in CLASSES}, f"mean {sum(values) / n:+.3f}")
    lemmas = Counter(match.lemma for found in matches for match in found)
    print(f"lemmas that matched: {len(lemmas)}; most often:", " ".join(f"{w} {k}" for w, k in lemmas.most_common(40)))
    if forms:
        show_forms(sentences, matches, forms)
    if missing:
        counts = Counter(word for text in sentences for word in WORD.findall(fold(text)))
        unknown = [word for word, _ in counts.most_common() if not lex.knows(word)]
        print("\nno lemma reaches:", " ".join(unknown[:missing]))


def show_forms(sentences: list[str], matches: list[list], limit: int) -> None:
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for text, found in zip(sentences, matches, strict=True):
        for match in found:
            seen[match.lemma][fold(text[match.start : match.end])] += 1
    for lemma, spellings in sorted(seen.items(), key=lambda item: -item[1].total())[:limit]:
        print(f"{lemma}:", " | ".join(f"{form} {k}" for form, k in spellings.most_common(8)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, help="folder with articles.jsonl and annotations.jsonl")
    parser.add_argument("--corpus", type=Path, help="file of articles")
    parser.add_argument("--sample", type=int, default=2000, help="articles of the corpus to read; 0 reads all")
    parser.add_argument("--forms", type=int, default=0, help="show so many lemmas with the forms that matched")
    parser.add_argument("--missing", type=int, default=0, help="show so many frequent words without a lemma")
    chosen = parser.parse_args()
    if not chosen.gold and not chosen.corpus:
        parser.error("give --gold FOLDER or --corpus FILE")
    if chosen.gold:
        check_gold(chosen.gold)
    if chosen.corpus:
        check_corpus(chosen.corpus, chosen.sample, chosen.forms, chosen.missing)

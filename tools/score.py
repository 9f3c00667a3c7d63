"""Score annotation against articles annotated by hand, with 95 % intervals.

    python tools/score.py                     the five seeds (tests/gold)
    python tools/score.py GOLD [GOLD ...]     other folders in the same format
    python tools/score.py GOLD --corpus DIR   a corpus that is saved already, instead of annotating anew
    python tools/score.py GOLD --only FILE    the articles whose ids FILE lists; --json prints one line of JSON

tests/gold/README.md describes the format and what counts as right. Intervals come from 1,000 bootstrap samples of
articles (percentiles): articles, not mentions, are independent.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import explore  # noqa: E402
from explore.corpus import Corpus  # noqa: E402
from explore.text import fold  # noqa: E402

LAYERS = ("names", "roles", "role_actors", "actors", "quotes", "direct", "speakers", "dates", "values", "sources")
SHARED = 3  # code points by which the beginnings of two names may differ: clitics
OVERLAP = 0.5  # of two quotations that are one: intersection over union
ALIKE = 0.87  # of two spellings of one name
SAMPLES = 1000
GOVERNMENT = "government-of-"


def read_gold(folder):
    """Return the annotations of a gold folder by article, and the accepted names of each entity, where given."""
    lines = (Path(folder) / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {line["id"]: line for line in map(json.loads, lines)}
    names = Path(folder) / "actors.json"
    return gold, json.loads(names.read_text(encoding="utf-8")) if names.exists() else {}


def read_texts(folder):
    """Return the articles of a gold folder: its articles.jsonl, or the seeds."""
    own = Path(folder) / "articles.jsonl"
    return explore.read_articles(own if own.exists() else ROOT / "seeds")


def overlap(a, b):
    """Return how many code points two spans share."""
    return max(min(a[1], b[1]) - max(a[0], b[0]), 0)


def iou(a, b):
    """Return intersection over union of two spans."""
    return overlap(a, b) / max(max(a[1], b[1]) - min(a[0], b[0]), 1)


def pair(gold, found, score):
    """Return pairs of indices, each used once, the best score first."""
    ranked = sorted(((score(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), key=lambda t: -t[0])
    pairs, used_gold, used_found = [], set(), set()
    for value, i, j in ranked:
        if value > 0 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def span(row):
    """Return the span of an annotation or a row."""
    return int(row["start"]), int(row["end"])


def same_name(gold, row):
    """Score two names: the same label and end, beginnings apart by no more than a clitic."""
    close = gold["label"] == row["label"] and gold["end"] == row["end"] and abs(gold["start"] - row["start"]) <= SHARED
    return 1 + iou(span(gold), span(row)) if close else 0


def plain(name):
    """Return a name for comparison: folded, without marks and articles."""
    words = re.sub(r"[^\w\s]", " ", str(fold(name))).split()
    return " ".join(word for word in words if word not in ("the", "al", "el", "of", "ال"))


class Entities:
    """Which actor ids stand for an entity of the gold: by accepted names, or by the article's own names of it."""

    def __init__(self, accepted, actors):
        self.accepted = {key: {plain(name) for name in names} for key, names in accepted.items()}
        self.names = {
            row.actor_id: {plain(name) for name in (row.name_ar, row.name_en) if isinstance(name, str)}
            for row in actors.itertuples()
        }

    def is_actor(self, entity, actor):
        """Say whether an actor bears an accepted name of the entity."""
        return any(
            SequenceMatcher(None, a, b).ratio() >= ALIKE
            for a in self.accepted.get(entity, ())
            for b in self.names.get(actor, ())
        )

    def of_article(self, pairs):
        """Return the actors that the corpus gives to names of each entity in the article; a state is its government."""
        found = {}
        for gold, row in pairs:
            if actor := row["actor_id"]:
                state = actor.removeprefix(GOVERNMENT)
                found.setdefault(gold["entity"], set()).update((state, GOVERNMENT + state))
        return found

    def right(self, entity, actor, here):
        """Say whether `actor` is the entity, by accepted names or by what the article's names have."""
        return self.is_actor(entity, actor) if self.accepted else actor in here.get(entity, ())


def score_names(gold, rows, entities, counts):
    """Count names, actors, roles and whom they mean; return what the article calls each entity."""
    names = [m for m in gold["mentions"] if m["kind"] == "name"]
    found = [m for m in rows if m["kind"] == "name"]
    pairs = pair(names, found, same_name)
    counts["names"] = (len(pairs), len(found), len(names))
    here, named = entities.of_article(pairs), {m["entity"] for m in names}
    if entities.accepted:
        right = sum(entities.is_actor(g["entity"], m["actor_id"]) for g, m in pairs)
        counts["actors"] = (right, len(found), len(names))
    roles = [m for m in gold["mentions"] if m["kind"] == "role"]
    found = [m for m in rows if m["kind"] == "role"]
    pairs = pair(roles, found, lambda a, b: iou(span(a), span(b)))
    counts["roles"] = (len(pairs), len(found), len(roles))
    known = entities.accepted or named  # whom a role means that is never named cannot be told, and counts as right
    right = sum(g["entity"] not in known or entities.right(g["entity"], m["actor_id"], here) for g, m in pairs)
    counts["role_actors"] = (right, len(found), len(roles))
    return here, named


def score_quotes(gold, rows, entities, here, named, counts):
    """Count quotations, whether they are direct, and their speakers."""
    pairs = pair(gold["quotes"], rows, lambda a, b: v if (v := iou(span(a), span(b))) >= OVERLAP else 0)
    counts["quotes"] = (len(pairs), len(rows), len(gold["quotes"]))
    counts["direct"] = (sum(q["direct"] == r["direct"] for q, r in pairs), len(pairs), len(pairs))
    right = 0
    for quote, row in pairs:
        entity = quote["entity"]
        if entity is None:
            right += row["actor_id"] is None
        elif entity in named or entities.accepted:
            right += entities.right(entity, row["actor_id"], here)
        else:
            spans = [span(m) for m in gold["mentions"] if m["entity"] == entity] + [quote["speaker"] or (0, 0)]
            words = row["speaker_start"], row["speaker_end"]
            right += not row["actor_id"] or (words[0] is not None and any(overlap(words, s) for s in spans))
    counts["speakers"] = (right, len(rows), len(gold["quotes"]))


def score_spans(gold, tables, counts):
    """Count dates with their values, and sources."""
    if gold.get("dates") is not None:
        pairs = pair(gold["dates"], tables["dates"], lambda a, b: iou(span(a), span(b)))
        size = len(tables["dates"]), len(gold["dates"])
        counts["dates"] = (len(pairs), *size)
        counts["values"] = (sum(g["value"] == r["value"] for g, r in pairs), *size)
    if gold.get("sources") is not None:
        pairs = pair(gold["sources"], tables["sources"], lambda a, b: iou(span(a), span(b)))
        counts["sources"] = (len(pairs), len(tables["sources"]), len(gold["sources"]))


def tone_table(gold, sentences):
    """Return how many sentences of each class (−1, 0, 1) got each class; the last column: no sentence found."""
    table = np.zeros((3, 4))
    for bounds, tone in zip(gold["sentences"], gold["tones"], strict=True):
        best = max(sentences, key=lambda row: overlap(bounds, span(row)), default=None)
        there = best is not None and overlap(bounds, span(best)) > 0
        table[tone + 1, best["sentiment_class"] + 1 if there else 3] += 1
    return table


def count_article(gold, tables, entities):
    """Return {layer: (right, found, in gold)} of one article, and its table of tones."""
    counts = dict.fromkeys(LAYERS, (0, 0, 0))
    here, named = score_names(gold, tables["mentions"], entities, counts)
    score_quotes(gold, tables["quotes"], entities, here, named, counts)
    score_spans(gold, tables, counts)
    return np.array([counts[layer] for layer in LAYERS], float), tone_table(gold, tables["sentences"])


def f1(counts):
    """Return precision, recall and F1 of (right, found, in gold), along the last axis."""
    right, found, gold = np.moveaxis(counts, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return right / found, right / gold, 2 * right / (found + gold)


def macro_f1(table):
    """Return the mean F1 of the three classes of tone."""
    right = np.diagonal(table, axis1=-2, axis2=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        each = 2 * right / (table[..., :3].sum(-2) + table.sum(-1))
    return np.nan_to_num(each).mean(-1)


def score(gold, accepted, corpus, seed=0):
    """Return a table of scores: layer, precision, recall, f1, low, high, n (in gold).

    Parameters
    ----------
    gold, accepted : dict
        As `read_gold` returns them.
    corpus : Corpus
        Its articles with these ids are scored.
    seed : int
        Of the bootstrap.

    Raises
    ------
    ValueError
        An article of the gold is not in the corpus, or has another text.
    """
    texts = dict(zip(corpus.articles["article_id"], corpus.articles["text"], strict=True))
    wrong = [i for i, g in gold.items() if len(texts.get(i, "")) != g["n_chars"]]
    if wrong:
        raise ValueError(f"{len(wrong)} articles are missing from the corpus or have another text: {wrong[:3]}")
    rows = {name: rows_by_article(getattr(corpus, name)) for name in "mentions quotes dates sources sentences".split()}
    entities = Entities(accepted, corpus.actors)
    parts = [count_article(g, {name: of.get(i, []) for name, of in rows.items()}, entities) for i, g in gold.items()]
    counts, tones = np.array([c for c, _ in parts]), np.array([t for _, t in parts])
    drawn = np.random.default_rng(seed).multinomial(len(parts), np.full(len(parts), 1 / len(parts)), SAMPLES)
    again = f1(np.einsum("sa,alk->slk", drawn, counts))[2]
    low, high = np.percentile(np.nan_to_num(again), [2.5, 97.5], axis=0)
    precision, recall, value = f1(counts.sum(0))
    table = pd.DataFrame({"layer": LAYERS, "precision": precision, "recall": recall, "f1": value, "low": low,
                          "high": high, "n": counts.sum(0)[:, 2]})  # fmt: skip
    low, high = np.percentile(macro_f1(np.einsum("sa,ajk->sjk", drawn, tones)), [2.5, 97.5])
    table.loc[len(table)] = ["tone", np.nan, np.nan, macro_f1(tones.sum(0)), low, high, tones.sum()]
    return table[table["n"] > 0].reset_index(drop=True).astype({"n": int})


def rows_by_article(table):
    """Return the rows of a table as dicts, by article; a missing value is None."""
    rows = {}
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        rows.setdefault(row["article_id"], []).append(row)
    return rows


def main():
    """Score the folders named, print a table each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, default=[ROOT / "tests" / "gold"])
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--only", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    for folder in options.gold:
        gold, accepted = read_gold(folder)
        keep = set(options.only.read_text(encoding="utf-8").split()) if options.only else set(gold)
        corpus = Corpus.load(options.corpus) if options.corpus else explore.annotate(read_texts(folder), topics=False)
        table = score({i: g for i, g in gold.items() if i in keep}, accepted, corpus).round(3)
        if options.json:
            print(json.dumps({"gold": folder.name, "scores": table.set_index("layer").to_dict("index")}))
        else:
            print(f"{folder.name}: {len(keep)} articles, F1 with 95 % intervals over articles")
            print(table.to_string(index=False, na_rep=""))


if __name__ == "__main__":
    main()

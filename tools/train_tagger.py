"""Train the tagger that the package ships: explore/assets/tagger.npz.

    python tools/train_tagger.py GOLD DATA SILVER WORK            train and write the model
    python tools/train_tagger.py GOLD DATA SILVER WORK --held 60  hold out so many articles, print figures on them

GOLD is the folder of annotated articles (annotations.jsonl, open.txt), DATA the one of their texts (ant/ant.parquet,
news2022/articles.jsonl). SILVER is a corpus, as `explore annotate` writes it, of other articles of ANT whose roles and
quotations were found by rules: the network learns these first, then what was annotated. WORK keeps what is in
between; a stage that is already there is not repeated. Names are those that the package finds, not those annotated, so
that the network is taught on what it will be told. Needs torch (pip install "explore[train]").
"""

import argparse
import json
import random
import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent))

from explore.annotation import annotate
from explore.doc import read_docs
from explore.model.tagger import FILE, HEADS, OF_PLACE, place_features, stretches
from explore.model.words import as_read, shipped, shipped_words
from explore.text import fold

SEED = 1
UNITS = 112
SILVER = {"epochs": 1, "rate": 3e-3, "size": 32, "hide": (0.0, 0.05, 0.05)}
GOLD = {"epochs": 8, "rate": 1.5e-3, "size": 16, "hide": (0.0, 0.05, 0.05)}
FAR = 60  # tokens between a reporting word and what is said


def read_texts(data, ids):
    """Return the articles of some ids as `explore` stores them."""
    ant = pd.read_parquet(Path(data) / "ant/ant.parquet").drop_duplicates("id")
    other = pd.read_json(Path(data) / "news2022/articles.jsonl", lines=True)
    rows = pd.concat([ant, other]).set_index("id").loc[ids]
    return pd.DataFrame(
        {"article_id": ids, "text": (rows["title"].str.strip() + "\n" + rows["text"].str.strip()).tolist()}
    )


def with_names(articles):
    """Return a Doc for each article, with the names that the package finds in it."""
    found = annotate(articles, layers=["sentences", "names", "new_actors"])
    return read_docs(found.articles, found.mentions)


def annotated(gold, ids):
    """Return {id: (roles, quotations)} as annotated; spans are code points."""
    records = {}
    for line in (Path(gold) / "annotations.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["id"] in ids:
            roles = [(m["start"], m["end"], m["label"]) for m in record["mentions"] if m["kind"] == "role"]
            quotes = [(q["start"], q["end"], q["direct"], q["cue"], q["speaker"]) for q in record["quotes"]]
            records[record["id"]] = roles, quotes
    return records


def by_rules(silver):
    """Return {id: (roles, quotations)} as the rules found them."""
    mentions, quotes = (pd.read_parquet(Path(silver) / f"{name}.parquet") for name in ("mentions", "quotes"))
    records = {}
    for m in mentions[mentions["kind"] == "role"].itertuples():
        records.setdefault(m.article_id, ([], []))[0].append((m.start, m.end, m.label))
    for q in quotes.itertuples():
        speaker = None if pd.isna(q.speaker_start) else (int(q.speaker_start), int(q.speaker_end))
        cue = q.cue if isinstance(q.cue, str) else None
        records.setdefault(q.article_id, ([], []))[1].append((q.start, q.end, q.direct, cue, speaker))
    return records


def tags_of(doc, record):
    """Return the tags of each token (tokens × heads). Of quotations within each other the outer one counts."""
    tags = np.zeros((len(doc.words), len(HEADS)), np.int64)

    def mark(kind, first, last):
        head = next(number for number, kinds in enumerate(HEADS) if kind in kinds)
        if last > first and not tags[first:last, head].any():
            tags[first:last, head] = 2 * HEADS[head].index(kind) + 2
            tags[first, head] -= 1

    roles, quotes = record
    for start, end, label in roles:
        if label in ("PER", "ORG"):
            mark(f"role-{label}", *doc.tokens(start, end))
    for start, end, direct, cue, speaker in sorted(quotes, key=lambda quote: (quote[0], -quote[1])):
        first, last = doc.tokens(start, end)
        mark("direct" if direct else "indirect", first, last)
        if speaker:
            mark("speaker", *doc.tokens(*speaker))
        at = nearest(doc, cue, first, last) if cue else None
        if at is not None:
            mark("cue", at, at + 1)
    return tags


def nearest(doc, cue, first, last):
    """Return the token of a reporting word that is nearest to what is said, before it or after."""
    word = fold(cue).split()[0]
    before = [first - k for k in range(max(first - FAR, 0), first) if doc.words[k] == word]
    after = [k - last + 1 for k in range(last, min(last + FAR, len(doc.words))) if doc.words[k] == word]
    if before and (not after or before[-1] <= after[0]):
        return first - before[-1]
    return last + after[0] - 1 if after else None


def encoded(docs, records):
    """Return the stretches of articles as the network takes them."""
    from names_net import encode

    words, sequences = shipped_words(), []
    for doc in docs:
        read, features, tags = (
            as_read(doc.words),
            place_features(doc),
            tags_of(doc, records.get(doc.article_id, ([], []))),
        )
        sequences += [encode(words, read[a:b], features[a:b], tags[a:b]) for a, b in stretches(doc)]
    return sequences


def new_network():
    from names_net import Net

    arrays = shipped("names.npz")
    vectors = arrays["vectors"].astype(np.float32) * arrays["scale"]
    return Net(vectors, OF_PLACE, len(HEADS), 1 + 2 * len(HEADS[0]), units=UNITS, fixed=True)

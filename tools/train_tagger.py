"""Train the tagger that the package ships: explore/assets/tagger.npz.

    python tools/train_tagger.py GOLD CROSSED SILVER WORK            train and write the model
    python tools/train_tagger.py GOLD CROSSED SILVER WORK --held 60  hold out so many articles and print figures on them
                                                                     instead; --use N: fit to N of the others only

GOLD is a folder of annotated articles (annotations.jsonl, and open.txt: those to learn from), CROSSED the corpus of
their names that tools/fit_names.py --folds wrote. SILVER is a corpus of other articles of ANT whose roles and
quotations were found by rules, as version 0.1 of `explore annotate` wrote it. WORK keeps what is in between; a stage
that is there is not repeated.

Two stages: the network learns from SILVER as the rules read it, and is fitted to GOLD. Names are those that the
package finds, not those annotated, so that the network is taught on what it will be told. Needs torch (pip install
"explore[train]"); half an hour on one core.
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
from explore.corpus import Corpus
from explore.doc import read_docs
from explore.model.network import Network
from explore.model.tagger import FILE, HEADS, N_TAGS, OF_PLACE, place_features, stretches, tag
from explore.model.words import FILE as NAMES, as_read, shipped, shipped_words, vectors_id
from explore.text import fold

SEED = 1
UNITS = 112
TAUGHT = {"epochs": 1, "rate": 3e-3, "size": 24, "hide": (0, 0.05, 0.05)}
FITTED = {"epochs": 12, "rate": 3e-3, "size": 8, "hide": (0, 0.1, 0.1)}
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


def with_names_of(folder, ids, articles=None):
    """Return a Doc for each article of a corpus, in the order of some ids, with the names that stand in it."""
    corpus = Corpus.load(folder)
    articles = corpus.articles if articles is None else articles
    return read_docs(articles.set_index("article_id").loc[ids].reset_index(), corpus.mentions)


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
        if label != "LOC":  # المملكة: too few to tell apart
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
        read, features = as_read(doc.words), place_features(doc)
        tags = tags_of(doc, records.get(doc.article_id, ([], [])))
        sequences += [encode(words, read[a:b], features[a:b], tags[a:b]) for a, b in stretches(doc)]
    return sequences


# --- stages ---------------------------------------------------------------------------------------------


def new_network():
    """Return an untrained network over the vectors of the recogniser."""
    import torch
    from names_net import Net

    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)
    random.seed(SEED)
    known = shipped(NAMES)
    return Net(
        known["vectors"].astype(np.float32) * known["scale"], OF_PLACE, len(HEADS), N_TAGS, units=UNITS, fixed=True
    )


def taught_by_rules(silver, path):
    """Return the parameters of a network that learned from what the rules found."""
    import torch
    from names_net import train

    if not path.exists():
        docs = with_names(pd.read_parquet(silver / "articles.parquet")[["article_id", "text"]])
        sequences = encoded(docs, by_rules(silver))
        torch.save(train(new_network(), sequences, **TAUGHT).state_dict(), path)
    return torch.load(path, weights_only=True)


def fitted(start, docs, records):
    """Return a network fitted to annotated articles, from the parameters of another one."""
    from names_net import train

    net = new_network()
    net.load_state_dict(start)
    return train(net, encoded(docs, records), **FITTED)


# --- figures --------------------------------------------------------------------------------------------


def judge(docs, records, tagged):
    """Print how many roles are touched, and quotations covered by half, one found to one annotated."""
    counts = dict.fromkeys(("roles", "quotations"), (0, 0, 0))
    for doc, spans in zip(docs, tagged, strict=True):
        for number, (name, least) in enumerate((("roles", 0.0), ("quotations", 0.5))):
            found = [doc.span(span.first, span.last) for span in spans if span.kind in HEADS[number]]
            given = [record[:2] for record in records[doc.article_id][number]]
            counts[name] = tuple(np.add(counts[name], (pairs(given, found, least), len(found), len(given))))
    for name, (right, found, given) in counts.items():
        print(f"{name}: P {right / found:.3f} R {right / given:.3f} F1 {2 * right / (found + given):.3f}, {given}")


def pairs(given, found, least):
    """Return how many spans can be paired, the best first, that share more than `least` of what they cover."""
    shares = []
    for k, (a, b) in enumerate(given):
        for j, (c, d) in enumerate(found):
            share = (min(b, d) - max(a, c)) / (max(b, d) - min(a, c))
            if share > 0 and share >= least:
                shares.append((share, k, j))
    left, right = set(), set()
    for _, k, j in sorted(shares, reverse=True):
        if k not in left and j not in right:
            left.add(k)
            right.add(j)
    return len(left)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("gold", "crossed", "silver", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--held", type=int, default=0, help="articles held out to measure")
    parser.add_argument("--use", type=int, help="fit to so many annotated articles")
    options = parser.parse_args()
    from names_net import arrays

    options.work.mkdir(parents=True, exist_ok=True)
    ids = sorted((options.gold / "open.txt").read_text().split())
    random.Random(SEED).shuffle(ids)
    records = annotated(options.gold, set(ids))
    docs = with_names_of(options.crossed, ids)
    held, docs = docs[: options.held], docs[options.held :][: options.use]
    net = fitted(taught_by_rules(options.silver, options.work / "taught.pt"), docs, records)
    network = Network(shipped_words(), arrays(net))
    if held:
        judge(held, records, tag(held, network))
        return
    target = Path(__file__).parent.parent / "explore" / "assets" / FILE
    made_with = np.frombuffer(vectors_id(shipped(NAMES)).encode(), np.uint8)
    np.savez_compressed(target, **arrays(net), made_with=made_with)
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB. Now run python tools/build_assets.py")


if __name__ == "__main__":
    main()

"""Fit the recogniser to annotated articles: the last stage of explore/assets/names.npz.

    python tools/fit_names.py GOLD DATA WORK --folds   four models, each fitted to three quarters of the articles and
                                                       tried on the rest: prints figures, writes WORK/calibration.txt
                                                       and WORK/crossed, a corpus of the names so found
    python tools/fit_names.py GOLD DATA WORK           fit to all of them and write the model

GOLD is a folder of annotated articles (annotations.jsonl, and open.txt: those to learn from), DATA the folder of their
texts (ant/ant.parquet, news2022/articles.jsonl), WORK the one where tools/train_names.py wrote names.npz. The vectors
of words stay as they are: the tagger shares them. What learns from the names of annotated articles (train_tagger.py,
train_resolver.py) takes those of WORK/crossed, found by models that have not seen the article. Needs torch (pip
install "explore[train]"); six minutes on one core.
"""

import argparse
import json
import random
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from train_names import calibrate
from train_tagger import read_texts

from explore.corpus import Corpus
from explore.doc import Doc
from explore.engines import embedded
from explore.model.recogniser import OF_NAMES, TAGS, Recogniser
from explore.model.words import FILE, words_of

SEED = 1
FOLDS = 4
FITTED = {"epochs": 10, "rate": 2e-3, "size": 16, "hide": (0.05, 0.1, 0.05)}


def annotated(gold, ids):
    """Return {id: names (start, end, label) as annotated}; spans are code points."""
    names = {}
    for line in (Path(gold) / "annotations.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["id"] in ids:
            names[record["id"]] = [
                (m["start"], m["end"], m["label"]) for m in record["mentions"] if m["kind"] == "name"
            ]
    return names


def encoded(articles, names, words):
    """Return the sentences of articles as the network takes them."""
    from names_net import encode

    engine, sequences = embedded.EmbeddedEngine(), []
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        doc = Doc(article_id, text)
        tags = np.zeros(len(doc.words), np.int64)
        for start, end, label in names[article_id]:
            first, last = doc.tokens(start, end)
            if last > first and not tags[first:last].any():
                tags[first:last] = TAGS.index(f"I-{label}")
                tags[first] -= 1
        cuts = [(s.first, s.last) for s in doc.sentences if s.last > s.first]
        sequences += [
            encode(words, sentence.words, sentence.names, tags[first:last])
            for sentence, (first, last) in zip(engine.known(doc)[0], cuts, strict=True)
        ]
    return sequences


def fitted(before, articles, names):
    """Return the parameters of the network fitted to annotated articles; `before` are those it begins with."""
    import torch
    from names_net import Net, arrays, restore, train

    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(SEED)
    random.seed(SEED)
    net = Net(before["vectors"].astype(np.float32) * before["scale"], OF_NAMES, 1, len(TAGS), fixed=True)
    restore(net, before)
    train(net, encoded(articles, names, words_of(before)), **FITTED)
    return before | {name: array.reshape(before[name].shape) for name, array in arrays(net).items()}


def with_names(articles, parameters):
    """Return a corpus of articles with the names that a model finds."""
    from explore.annotation import annotate

    embedded.recogniser = lambda: Recogniser(words_of(parameters), parameters)
    return annotate(articles, layers=["sentences", "names", "new_actors"])


def crossed(articles, names, before):
    """Return a corpus of the names that models of the other folds find, and (score, right) of what a model found."""
    parts, scored = [], []
    uncalibrated = before | {"calibration": np.array([1.0, 0.0])}
    for fold in range(FOLDS):
        held = np.arange(len(articles)) % FOLDS == fold
        parts.append(with_names(articles[held], fitted(uncalibrated, articles[~held], names)))
        found = parts[-1].mentions
        keys = list(zip(found["start"], found["end"], found["label"], strict=True))
        right = [key in set(names[a]) for a, key in zip(found["article_id"], keys, strict=True)]
        total = sum(len(names[a]) for a in articles.loc[held, "article_id"])
        print(f"fold {fold}: P {np.mean(right):.3f} R {sum(right) / total:.3f}", flush=True)
        model = found["rule"].str.startswith("model")
        scored += [(s, r) for s, r, by_model in zip(found["score"], right, model, strict=True) if by_model]
    return Corpus.concat(parts), scored


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("gold", "data", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--folds", action="store_true", help="measure by folds instead of writing the model")
    options = parser.parse_args()
    ids = sorted((options.gold / "open.txt").read_text().split())
    random.Random(SEED).shuffle(ids)
    articles, names = read_texts(options.data, ids), annotated(options.gold, set(ids))
    with np.load(options.work / FILE) as arrays:
        before = dict(arrays)
    calibration = options.work / "calibration.txt"
    if options.folds:
        corpus, scored = crossed(articles, names, before)
        corpus.save(options.work / "crossed")
        calibration.write_text("{} {}".format(*calibrate(scored)), encoding="utf-8")
        return
    target = Path(__file__).parent.parent / "explore" / "assets" / FILE
    own = {"calibration": np.array([float(n) for n in calibration.read_text(encoding="utf-8").split()])}
    np.savez_compressed(target, **fitted(before, articles, names) | own)
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB. Now run python tools/build_assets.py")


if __name__ == "__main__":
    main()

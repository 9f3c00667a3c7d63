"""Train the tone of sentences that the package ships: explore/assets/tone.npz.

    python tools/train_tone.py GOLD DATA             train and write the weights
    python tools/train_tone.py GOLD DATA --folds 5   cross-validated figures on the annotated articles

GOLD is a folder of annotated articles (annotations.jsonl with the tone of each sentence, open.txt: those to learn
from), DATA the folder of their texts (ant/ant.parquet, news2022/articles.jsonl). One minute on one core.
"""

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array, hstack

sys.path.insert(0, str(Path(__file__).parent.parent))

from train_tagger import read_texts

from explore.annotation import names
from explore.doc import Doc, attach_mentions
from explore.engines.embedded import EmbeddedEngine
from explore.model.words import shipped_words
from explore.tone.learned import FILE, THRESHOLD, describe, vectors_of, without_names
from explore.tone.lexicon import lexicon

SEED = 1
PENALTY = 0.1  # what scikit-learn calls C
OF_VECTORS = 0.2  # how much of its spread a dimension of the vectors keeps
LEAST = {"= ": 6, "": 4}  # sentences in which a stem, or a lemma with its sign, must stand
ARTICLES = 4  # and articles


def annotated(gold, data):
    """Return (article, statements, vectors, tone) of each annotated sentence, article by article."""
    ids = sorted((Path(gold) / "open.txt").read_text().split())
    random.Random(SEED).shuffle(ids)
    texts = dict(read_texts(data, ids).itertuples(index=False))
    engine, rows = EmbeddedEngine(), []
    for line in (Path(gold) / "annotations.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["id"] not in texts:
            continue
        doc = Doc(record["id"], texts[record["id"]])
        attach_mentions([doc], names.link([doc], engine.find_mentions([doc]), engine.gazetteer))
        plain = without_names(doc)
        told, vectors = describe(doc, plain, lexicon()), vectors_of(doc, plain, shipped_words())
        for (start, end), tone in zip(record["sentences"], record["tones"], strict=True):
            number = doc.sentence_at((start + end) // 2)
            rows.append((record["id"], told[number], vectors[number], tone))
    return rows


def kept(rows):
    """Return the statements that have a weight: those of every sentence, and words that stand often enough."""
    counts = Counter(name for _, own, _, _ in rows for name in own)
    articles = Counter(name for name, _ in {(name, article) for article, own, _, _ in rows for name in own})

    def often(name):
        least = LEAST["= "] if name.startswith("= ") else LEAST[""]
        return counts[name] >= least and articles[name] >= ARTICLES

    return sorted(filter(often, counts))


def fit(rows):
    """Return the parameters of a model fitted to annotated sentences."""
    from sklearn.linear_model import LogisticRegression

    statements = kept(rows)
    place = {name: column for column, name in enumerate(statements)}
    cells = [(k, place[n], v) for k, (_, own, _, _) in enumerate(rows) for n, v in own.items() if n in place]
    row, column, value = zip(*cells, strict=True)
    table = csr_array((value, (row, column)), shape=(len(rows), len(statements)))
    vectors = np.array([vector for _, _, vector, _ in rows])
    mean, scale = vectors.mean(0), (vectors.std(0) + 1e-6) / OF_VECTORS
    given = hstack([table, csr_array((vectors - mean) / scale)]).tocsr()
    model = LogisticRegression(C=PENALTY, max_iter=1000).fit(given, [tone for *_, tone in rows])
    weights = model.coef_.T
    return {
        "statements": np.array("\n".join(statements)),
        "weights": weights[: len(statements)].astype(np.float16),
        "vectors": weights[len(statements) :].astype(np.float16),
        "bias": model.intercept_.astype(np.float32),
        "mean": mean.astype(np.float32),
        "scale": scale.astype(np.float32),
    }


def scores(parameters, rows):
    """Return the expected tone of annotated sentences."""
    place = {name: k for k, name in enumerate(str(parameters["statements"]).split("\n"))}
    sums = np.array(
        [
            sum(parameters["weights"][place[n]] * np.float32(v) for n, v in own.items() if n in place)
            for _, own, _, _ in rows
        ]
    )
    vectors = np.array([vector for _, _, vector, _ in rows])
    sums = sums + ((vectors - parameters["mean"]) / parameters["scale"]) @ parameters["vectors"] + parameters["bias"]
    powers = np.exp(sums - sums.max(1, keepdims=True))
    return (powers[:, 2] - powers[:, 0]) / powers.sum(1)


def report(rows, folds):
    """Print macro-F1 and correlation by folds of whole articles, beside the lexicon's."""
    from sklearn.metrics import f1_score

    fold_of = {article: k % folds for k, article in enumerate(dict.fromkeys(article for article, *_ in rows))}
    found = np.zeros(len(rows))
    for fold in range(folds):
        held = np.array([fold_of[article] == fold for article, *_ in rows])
        parameters = fit([row for row, out in zip(rows, held, strict=True) if not out])
        found[held] = scores(parameters, [row for row, out in zip(rows, held, strict=True) if out])
    tones = np.array([tone for *_, tone in rows])
    lexical = np.array([own["score"] for _, own, _, _ in rows])
    for name, values, least in (("learned", found, THRESHOLD), ("lexicon", lexical, 0.15)):
        classes = np.where(np.abs(values) >= least, np.sign(values), 0).astype(int)
        print(
            f"{name}: macro-F1 {f1_score(tones, classes, average='macro'):.3f}, "
            f"by class {np.round(f1_score(tones, classes, average=None), 3)}, "
            f"correlation {np.corrcoef(values, tones)[0, 1]:.3f}, mean {values.mean():+.3f} (true {tones.mean():+.3f})"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    rows = annotated(options.gold, options.data)
    if options.folds:
        report(rows, options.folds)
        return
    target = Path(__file__).parent.parent / "explore" / "assets" / FILE
    np.savez_compressed(target, **fit(rows))
    print(f"{target.name}: {target.stat().st_size / 1e3:.0f} kB. Now run python tools/build_assets.py")


if __name__ == "__main__":
    main()

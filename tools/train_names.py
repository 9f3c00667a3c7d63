"""Train the recogniser that the package ships, up to its last stage: that one is tools/fit_names.py.

    python tools/train_names.py DATA WORK            train and write WORK/names.npz; stages in WORK are not repeated
    python tools/train_names.py DATA WORK --folds    five-fold figures on ANERcorp, and the calibration they give
    python tools/train_names.py --score FILE         score the shipped model on a file of `token TAG` lines

DATA is a folder with anercorp/train.txt (CC BY-SA 4.0), names/NETransliteration (CC0 1.0) and ant/ant.parquet; WORK
a folder for what is in between. Stages: vectors of words from unlabelled news; how letters of a transliterated name
look; news labelled by the knowledge base alone (distant supervision: what it hides from the network now and then, the
network learns to tell from context and letters); the same network fitted to ANERcorp. Needs torch, gensim and
scikit-learn (pip install "explore[train]").

The five folds are contiguous runs of documents, so that no document is on both sides. What comes before the last
stage has seen none of ANERcorp and is shared by all folds.
"""

import argparse
import random
import re
import sys
from bisect import bisect_right
from collections import Counter
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from explore.doc import Doc
from explore.engines.embedded import EmbeddedEngine
from explore.model.recogniser import OF_NAMES, TAGS, Recogniser, Sentence, mark_names, recogniser
from explore.model.words import BUCKETS, FILE, LONGEST, Words, letter_groups, words_of
from explore.text import fold

SEED = 1
SILVER = 12_000  # articles labelled by the knowledge base
FITTED = {"epochs": 12, "rate": 1.5e-3, "size": 24, "hide": (0.05, 0.05, 0.05)}
BEFORE = {"epochs": 2, "rate": 2e-3, "size": 64, "hide": (0.6, 0.35, 0.08)}


# --- what there is to learn from ------------------------------------------------------------------------


def read_tokens(path):
    """Return the sentences of a CoNLL file as lists of (token, tag); MISC counts as no name."""
    sentences, current = [], []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        token, _, tag = line.strip().partition(" ")
        if token and tag:
            tag = tag.split()[0].replace("PERS", "PER").replace("GPE", "LOC")
            current.append((token, tag if tag in TAGS else "O"))
        elif current:
            sentences.append(current)
            current = []
    return [*sentences, current] if current else sentences


def five_folds(sentences):
    """Cut sentences in five runs of about as many words, each beginning with a dateline, "المدينة (وكالة)"."""
    total, folds, current, seen = sum(map(len, sentences)), [], [], 0
    for sentence in sentences:
        opens = len(sentence) > 3 and any(t.startswith("(") or t.endswith(")") for t, _ in sentence[:6])
        if opens and len(folds) < 4 and seen >= total * (len(folds) + 1) / 5:
            folds.append(current)
            current = []
        current.append(sentence)
        seen += len(sentence)
    return [*folds, current]


def as_sentence(tokens, gazetteer):
    """Return given tokens as the model reads them: one word each, punctuation in a word left out."""
    words = []
    for token in tokens:
        folded = re.sub(r"\d", "0", str(fold(token)))
        words.append(re.sub(r"[^\w]", "", folded) or folded[:1] or ".")
    ends = np.cumsum([len(word) + 1 for word in words])
    spans = [(int(end) - len(word) - 1, int(end) - 1) for word, end in zip(words, ends, strict=True)]
    return Sentence(words, spans, mark_names(spans, gazetteer.find(" ".join(words))))


def news(data):
    import pandas as pd

    table = pd.read_parquet(Path(data) / "ant/ant.parquet").drop_duplicates("text")
    return [f"{title or ''}\n{text or ''}" for title, text in zip(table["title"], table["text"], strict=True)]


def by_knowledge(texts, engine):
    """Yield (Sentence, tags) of articles, tags from the knowledge base alone."""
    for text in texts:
        sentences, known = engine.known(Doc("", text))
        starts = [match.start for match in known]
        for sentence in sentences:
            tags = np.zeros(len(sentence.words), np.int64)
            for k, (start, end) in enumerate(sentence.spans):
                at = bisect_right(starts, end - 1) - 1
                if at >= 0 and start < known[at].end and known[at].name.kind_of != "role":
                    begins = k == 0 or sentence.spans[k - 1][0] < known[at].start
                    tags[k] = TAGS.index(f"{'B' if begins else 'I'}-{known[at].name.label}")
            yield sentence, tags


# --- stages ---------------------------------------------------------------------------------------------


def make_vectors(data, work, engine):
    """Return the words of the news and their vectors (skip-gram), the vector of no word first."""
    path = Path(work) / "vectors.npz"
    if not path.exists():
        from gensim.models import Word2Vec

        lines = [sentence.words for text in news(data) for sentence in engine.known(Doc("", text))[0]]
        model = Word2Vec(lines, vector_size=100, sg=1, window=4, negative=8, min_count=4, epochs=10, workers=1,
                         seed=SEED, sample=1e-4).wv  # fmt: skip
        vectors = np.vstack([np.zeros((1, 100)), model.vectors]).astype(np.float32)
        np.savez(path, words=np.array(model.index_to_key), vectors=vectors)
    with np.load(path) as saved:
        return saved["words"].tolist(), saved["vectors"]


def make_likeness(data, words):
    """Return what each group of letters says for a name: logistic regression of names against words of the news."""
    import scipy.sparse
    from sklearn.linear_model import LogisticRegression

    lines = next(Path(data, "names/NETransliteration").glob("*.tokens")).read_text(encoding="utf-8").splitlines()
    known = {str(fold(line.split("\t")[1].replace(" ", ""))) for line in lines}
    names = sorted(name for name in known if 1 < len(name) <= LONGEST)
    others = [word for word in words if word not in known and re.fullmatch("[ء-ي]{2,15}", word)]
    groups = [letter_groups(word) for word in names + others]
    columns = np.concatenate(groups)
    rows = np.cumsum([0, *map(len, groups)])
    table = scipy.sparse.csr_matrix((np.ones(len(columns)), columns, rows), shape=(len(groups), BUCKETS))
    table.sum_duplicates()
    fitted = LogisticRegression(C=0.3, max_iter=60).fit(table, [1] * len(names) + [0] * len(others))
    return (np.append(fitted.coef_[0], fitted.intercept_) / 4).astype(np.float16)


def encoded(pairs, words):
    """Return (Sentence, tags) as the network takes them."""
    from names_net import encode

    return [encode(words, sentence.words, sentence.names, tags) for sentence, tags in pairs]


def taught_by_knowledge(data, work, engine, words, vectors):
    """Return a network fitted to news labelled by the knowledge base, as every later stage begins with it."""
    import torch
    from names_net import Net, train

    torch.manual_seed(SEED)
    net = Net(vectors, OF_NAMES, 1, len(TAGS))
    path = Path(work) / "taught.pt"
    if not path.exists():
        texts = random.Random(SEED).sample(news(data), SILVER)
        pairs = [(s, tags) for s, tags in by_knowledge(texts, engine) if 4 < len(tags) < 80]
        pairs = [pair for pair in pairs if pair[1].any() or random.random() < 0.15]
        train(net, encoded(pairs, words), **BEFORE)
        torch.save(net.state_dict(), path)
    net.load_state_dict(torch.load(path, weights_only=True))
    return net


def fit(net, pairs, words):
    """Return the network fitted to annotated sentences."""
    import torch
    from names_net import train

    torch.manual_seed(SEED)
    random.seed(SEED)
    return train(net, encoded(pairs, words), **FITTED)


# --- figures --------------------------------------------------------------------------------------------


def names_in(sentence, tags):
    """Return the spans (start, end, label) of a row of tags."""
    spans, begin = set(), None
    for k, tag in enumerate([*tags, "O"]):
        if begin is not None and not (tag[0] == "I" and tag[2:] == tags[begin][2:]):
            spans.add((sentence.spans[begin][0], sentence.spans[k - 1][1], tags[begin][2:]))
            begin = None
        if tag != "O" and begin is None:
            begin = k
    return spans


def judge(model, sentences, gazetteer):
    """Return what a model found in annotated sentences: counts by label, and (score, right) of each name."""
    read = [as_sentence([token for token, _ in sentence], gazetteer) for sentence in sentences]
    counts, scored = Counter(), []
    for sentence, given, found in zip(read, sentences, model.read(read), strict=True):
        gold = names_in(sentence, [tag for _, tag in given])
        counts.update((label, "gold") for _, _, label in gold)
        for name in found.names:
            right = (name.start, name.end, name.label) in gold
            counts.update({(name.label, "found"): 1, (name.label, "right"): int(right)})
            scored.append((name.score, right))
    return counts, scored


def report(title, counts):
    for label in ("PER", "LOC", "ORG", "all"):
        right, found, gold = (
            sum(n for (of, what), n in counts.items() if what == kind and label in (of, "all"))
            for kind in ("right", "found", "gold")
        )
        precision, recall = right / max(found, 1), right / max(gold, 1)
        print(
            f"{title} {label}: P {precision:.3f} R {recall:.3f} F1 {2 * right / max(found + gold, 1):.4f}, {gold} names"
        )


def calibrate(scored):
    """Return slope and offset that turn a score's log-odds into those of being right (Platt); print what they give."""
    from sklearn.linear_model import LogisticRegression

    scores = np.clip([score for score, _ in scored], 1e-6, 1 - 1e-6)
    right = np.array([right for _, right in scored])
    odds = np.log(scores / (1 - scores))[:, None]
    fitted = LogisticRegression(C=1e6).fit(odds, right)
    chance = fitted.predict_proba(odds)[:, 1]
    print("score, names, mean score, share right")
    for low in (0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        high = {0: 0.5, 0.9: 0.95, 0.95: 1.01}.get(low, low + 0.1)
        held = (chance >= low) & (chance < high)
        if held.any():
            print(
                f"{low:.2f} to {min(high, 1):.2f}: {held.sum():5d}  {chance[held].mean():.3f}  {right[held].mean():.3f}"
            )
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?")
    parser.add_argument("work", nargs="?")
    parser.add_argument("--folds", action="store_true", help="measure by five folds instead of writing the model")
    parser.add_argument("--score", metavar="FILE", help="score the shipped model on annotated tokens")
    options = parser.parse_args()
    engine = EmbeddedEngine()
    if options.score:
        report(Path(options.score).name, judge(recogniser(), read_tokens(options.score), engine.gazetteer)[0])
        return
    import torch
    from names_net import arrays, word_arrays

    Path(options.work).mkdir(parents=True, exist_ok=True)
    words, vectors = make_vectors(options.data, options.work, engine)
    likeness = make_likeness(options.data, words)
    known = Words(words, likeness, vectors, np.ones(vectors.shape[1]))
    annotated = read_tokens(Path(options.data) / "anercorp/train.txt")

    def learned(sentences, name):
        net, path = taught_by_knowledge(options.data, options.work, engine, known, vectors), Path(options.work) / name
        if not path.exists():
            pairs = [
                (as_sentence([token for token, _ in s], engine.gazetteer), [TAGS.index(tag) for _, tag in s])
                for s in sentences
            ]
            torch.save(fit(net, pairs, known).state_dict(), path)
        net.load_state_dict(torch.load(path, weights_only=True))
        return net.eval()

    def as_shipped(net, calibration):
        return word_arrays(net, words, likeness) | arrays(net) | {"calibration": np.array(calibration)}

    calibration = Path(options.work) / "calibration.txt"
    if options.folds:
        folds, counts, scored = five_folds(annotated), Counter(), []
        for k, held in enumerate(folds):
            rest = [sentence for other in folds if other is not held for sentence in other]
            net = learned(rest, f"fold{k + 1}.pt")
            parameters = as_shipped(net, (1.0, 0.0))
            found, spans = judge(Recogniser(words_of(parameters), parameters), held, engine.gazetteer)
            report(f"fold {k + 1}", found)
            counts.update(found)
            scored += spans
        report("five folds", counts)
        calibration.write_text("{} {}".format(*calibrate(scored)), encoding="utf-8")
        return
    slope, offset = map(float, calibration.read_text(encoding="utf-8").split())
    np.savez_compressed(Path(options.work) / FILE, **as_shipped(learned(annotated, "fitted.pt"), (slope, offset)))


if __name__ == "__main__":
    main()

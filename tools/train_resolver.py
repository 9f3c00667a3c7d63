"""Train the rankers that the package ships: explore/assets/resolver.npz.

    python tools/train_resolver.py GOLD DATA CROSSED SILVER             train and write the weights
    python tools/train_resolver.py GOLD DATA CROSSED SILVER --folds 5   cross-validated figures on annotated articles

GOLD is the folder of annotated articles (annotations.jsonl, open.txt), DATA the one of their texts (ant/ant.parquet,
news2022/articles.jsonl), CROSSED the corpus of their names that tools/fit_names.py --folds wrote. SILVER is a corpus,
as `explore annotate` writes it, of other articles of ANT whose roles were resolved by rules: the ranker of roles learns
these first, then what was annotated. Needs torch (pip install "explore[train]").
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent))

from train_tagger import nearest, with_names_of

from explore import assets
from explore.actors.bodies import state_bodies
from explore.annotation.antecedents import Cast
from explore.annotation.quotes import quotations
from explore.annotation.speakers import candidates, describe
from explore.doc import Mention, read_docs
from explore.model.ranker import FILE, Ranker
from explore.model.tagger import Span

ROLES = {"least": 4, "units": 24, "epochs": 20, "rate": 2e-3}
SPEAKERS = {"least": 6, "units": 24, "epochs": 15, "rate": 2e-3}
SILVER_EPOCHS = 2
NETWORKS = 3  # trained from different beginnings and put side by side
HIDE = {"statements": 0.1, "units": 0.2}
WRONG = -1


# --- what is annotated ---------------------------------------------------------------------------------


def read_articles(gold, data):
    """Return the articles of open.txt as `explore` reads them, and their annotations by id."""
    ids = set((Path(gold) / "open.txt").read_text().split())
    lines = (Path(gold) / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    records = {record["id"]: record for record in map(json.loads, lines) if record["id"] in ids}
    ant = pd.read_parquet(Path(data) / "ant/ant.parquet").drop_duplicates("id")
    other = pd.read_json(Path(data) / "news2022/articles.jsonl", lines=True)
    texts = pd.concat([ant, other]).set_index("id").loc[list(records)]
    text = texts["title"].str.strip() + "\n" + texts["text"].str.strip()
    published = pd.to_datetime([record["published"] for record in records.values()], utc=True)
    return pd.DataFrame({"article_id": list(records), "text": text.tolist(), "published": published}), records


def spans_of(doc, record):
    """Return what a tagger that makes no mistake would find of quotations."""
    spans = set()
    for q in record["quotes"]:
        first, last = doc.tokens(q["start"], q["end"])
        spans.add(Span("direct" if q["direct"] else "indirect", first, last, 1.0))
        if q["speaker"]:
            spans.add(Span("speaker", *doc.tokens(*q["speaker"]), 1.0))
        cue = nearest(doc, q["cue"], first, last) if q["cue"] else None
        if cue is not None:
            spans.add(Span("cue", cue, cue + 1, 1.0))
    return sorted(spans, key=lambda span: (span.first, -span.last))


# --- questions: the statements of each candidate, and which candidates are right -------------------------


def actors_of(doc, record):
    """Return the actors that the package gives to the names of each annotated entity."""
    found = {}
    names = {(m.end, m.label): m for m in doc.mentions if m.kind == "name" and m.actor_id}
    for m in record["mentions"]:
        same = names.get((m["end"], m["label"]))
        if m["kind"] == "name":
            actors = found.setdefault(m["entity"], set())
            if same and abs(same.start - m["start"]) <= 3:
                plain = same.actor_id.removeprefix("government-of-")
                actors |= {plain, f"government-of-{plain}"}
    return found


def role_questions(doc, record, cast):
    """Yield the questions that the roles of an annotated article ask."""
    actors = actors_of(doc, record)
    for m in sorted((m for m in record["mentions"] if m["kind"] == "role"), key=lambda m: m["start"]):
        first, last = doc.tokens(m["start"], m["end"])
        if m["label"] == "LOC" or first == last:
            continue
        role = cast.role(first, last, m["label"])
        among = cast.candidates(role)
        right = right_roles(cast, role, among, actors.get(m["entity"]))
        yield cast.describe(role, among), right
        cast.resolve(role, among[min(right)].actor_id)


def right_roles(cast, role, among, actors):
    """Return the right candidates: of an entity that is never named, the body of its state, else nobody or unknown."""
    if actors is not None:
        return {k for k, c in enumerate(among) if c.actor_id in actors} or {len(among) - 1}
    about = role.country or cast.country or ""
    bodies = {state_bodies().get((noun, about)) for noun in role.kinds if role.label != "PER"}
    bodies |= set(assets.words("speech")["coalitions"].values())
    plain = {k for k, c in enumerate(among[:-1]) if c.actor_id in bodies or (c.how == "table" and role.label == "PER")}
    return plain or {k for k, c in enumerate(among) if c.how in ("state", "nobody")}


def silver_questions(silver):
    """Yield the questions that rules have answered: nobody is no candidate."""
    mentions = pd.read_parquet(Path(silver) / "mentions.parquet").assign(boilerplate=False)
    mentions["kind"] = mentions["kind"].where(mentions["rule"].str.startswith("role"), "name")
    roles = dict(list(mentions[mentions["kind"] == "role"].groupby("article_id")))
    articles = pd.read_parquet(Path(silver) / "articles.parquet")
    articles = articles[articles["article_id"].isin(roles.keys())]
    for doc in read_docs(articles, mentions[mentions["kind"] == "name"]):
        cast = Cast(doc)
        for m in roles[doc.article_id].sort_values("start").itertuples():
            first, last = doc.tokens(m.start, m.end)
            role = cast.role(first, last, "PER" if m.label == "PER" else "ORG")
            among = cast.candidates(role)
            right = {k for k, c in enumerate(among) if c.actor_id == m.actor_id}
            if right and last > first:
                yield cast.describe(role, among)[:-1], right
            cast.resolve(role, m.actor_id)


def speaker_questions(doc, record):
    """Yield the questions that the quotations of an annotated article ask."""
    actors = actors_of(doc, record)
    asked = {doc.tokens(q["start"], q["end"]): q["entity"] for q in record["quotes"]}
    places = [(*doc.tokens(m["start"], m["end"]), m["entity"]) for m in record["mentions"]]
    said, phrases = quotations(doc)
    heard = []
    for quotation in said:
        entity = asked.get((quotation.first, quotation.last), WRONG)
        among = candidates(doc, quotation, phrases, heard)
        right = {k for k, c in enumerate(among) if entity != WRONG and is_right(c, entity, actors, places)}
        if right:
            yield describe(doc, quotation, phrases, heard, among), right
            chosen = among[min(right, key=lambda k: (among[k].how == "last", k))]
            first, last = quotation.phrase or chosen[:2]
            if last:
                heard.append(chosen._replace(first=first, last=last))


def is_right(speaker, entity, actors, places):
    if entity in actors:
        return speaker.actor_id in actors[entity]
    if entity is None or speaker.actor_id is None:
        return speaker.actor_id is None
    return any(e == entity and a < speaker.last and speaker.first < b for a, b, e in places)


# --- training ---------------------------------------------------------------------------------------------


def fit(questions, first=(), *, least, units, epochs, rate):
    """Return a Ranker: some networks trained on the questions, on those of `first` before."""
    counts = Counter(s for candidates, _ in [*questions, *first] for own in candidates for s in set(own))
    statements = sorted(s for s, n in counts.items() if n >= least)
    rows = {s: k for k, s in enumerate(statements)}
    encoded = [[encode(q, rows) for q in part] for part in (first, questions)]
    networks = [train(encoded, len(statements), units, epochs, rate, seed) for seed in range(NETWORKS)]
    hidden, bias, output = (np.concatenate(part, axis=-1) for part in zip(*networks, strict=True))
    return Ranker(statements, hidden.astype(np.float16), bias, output / NETWORKS)


def encode(question, rows):
    candidates, right = question
    known = [[rows[s] for s in set(own) if s in rows] for own in candidates]
    return np.concatenate(known).astype(np.int64), [len(own) for own in known], [k in right for k in range(len(known))]


def train(parts, size, units, epochs, rate, seed):
    import torch

    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    hidden = torch.nn.EmbeddingBag(size + 1, units, mode="sum", padding_idx=size)  # the last row hides a statement
    torch.nn.init.normal_(hidden.weight, 0, 0.1)
    hidden.weight.data[size] = 0
    bias, output = torch.nn.Parameter(torch.zeros(units)), torch.nn.Parameter(torch.randn(units) * 0.1)
    for part, rounds in zip(parts, (SILVER_EPOCHS, epochs), strict=True):
        optimiser = torch.optim.AdamW([*hidden.parameters(), bias, output], lr=rate, weight_decay=1e-4)
        batches = [b for _ in range(rounds) for b in np.array_split(rng.permutation(len(part)), len(part) // 32 + 1)]
        decay = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, max(len(batches), 1))
        for batch in batches:
            if not len(batch):
                continue
            statements, lengths, right = (np.concatenate([part[k][n] for k in batch]) for n in range(3))
            statements = np.where(rng.random(len(statements)) < HIDE["statements"], size, statements)
            offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
            state = torch.relu(hidden(torch.tensor(statements), torch.tensor(offsets)) + bias)
            scores = torch.nn.functional.dropout(state, HIDE["units"]) @ output
            asked = torch.tensor(np.repeat(np.arange(len(batch)), [len(part[k][1]) for k in batch]))
            loss = lost(scores, asked, torch.tensor(right), len(batch))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            decay.step()
    return hidden.weight.data[:size].numpy(), bias.data.numpy(), output.data.numpy()


def lost(scores, asked, right, n):
    """Return the mean negative log probability of the right candidates of each question, taken together."""
    import torch

    powers = torch.exp(scores - scores.max().detach())
    every, good = (torch.zeros(n).index_add(0, asked, part) for part in (powers, powers * right))
    return (torch.log(every + 1e-9) - torch.log(good + 1e-9)).mean()


def share_right(ranker, questions):
    """Return the share of questions whose answer is right."""
    return float(np.mean([int(ranker.probabilities(c).argmax()) in right for c, right in questions]))


def with_roles(docs, records, roles):
    """Attach annotated roles to articles, resolved by a ranker, and the spans of quotations."""
    for doc in docs:
        cast, rows = Cast(doc), []
        for m in sorted(
            (m for m in records[doc.article_id]["mentions"] if m["kind"] == "role"), key=lambda m: m["start"]
        ):
            first, last = doc.tokens(m["start"], m["end"])
            if m["label"] != "LOC" and first < last:
                role = cast.role(first, last, m["label"])
                candidate, score = cast.meant_by(role, roles)
                rows.append(
                    Mention(
                        m["start"],
                        m["end"],
                        doc.sentence_at(m["start"]),
                        doc.surface(first, last),
                        m["label"],
                        "role",
                        candidate.actor_id,
                        score,
                        "",
                        False,
                        first,
                        last,
                    )
                )
        names = [m for m in doc.mentions if m.kind == "name" and not any(r.start <= m.start < r.end for r in rows)]
        doc.mentions = sorted([*names, *rows], key=lambda m: m.start)
        doc.spans = spans_of(doc, records[doc.article_id])


def train_both(docs, records, silver):
    """Return the rankers of roles and of speakers."""
    questions = [q for doc in docs for q in role_questions(doc, records[doc.article_id], Cast(doc))]
    roles = fit(questions, silver, **ROLES)
    with_roles(docs, records, roles)
    return roles, fit([q for doc in docs for q in speaker_questions(doc, records[doc.article_id])], **SPEAKERS)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("gold", "data", "crossed", "silver"):
        parser.add_argument(name)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    articles, records = read_articles(options.gold, options.data)
    silver = list(silver_questions(options.silver))
    for fold in range(options.folds):
        docs = with_names_of(options.crossed, list(records), articles)
        held = docs[fold :: options.folds]
        roles, speakers = train_both([doc for doc in docs if doc not in held], records, silver)
        asked = [q for doc in held for q in role_questions(doc, records[doc.article_id], Cast(doc))]
        with_roles(held, records, roles)
        said = [q for doc in held for q in speaker_questions(doc, records[doc.article_id])]
        print(fold, f"roles {share_right(roles, asked):.3f}, speakers {share_right(speakers, said):.3f}", flush=True)
    if not options.folds:
        roles, speakers = train_both(with_names_of(options.crossed, list(records), articles), records, silver)
        write({"roles": roles, "speakers": speakers})


def write(rankers):
    arrays = {}
    for name, ranker in rankers.items():
        arrays[f"{name}.statements"] = np.array("\n".join(ranker.rows))
        for part in ("hidden", "bias", "output"):
            arrays[f"{name}.{part}"] = getattr(ranker, part).astype(np.float16)
    np.savez_compressed(Path(__file__).parent.parent / "explore" / "assets" / FILE, **arrays)
    print("written: run python tools/build_assets.py")


if __name__ == "__main__":
    main()

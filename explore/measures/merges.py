"""Suggested merges: pairs of actors that may be one, for a reader to decide.

`annotate` merges spellings of a name only where hardly anything speaks against it. Less certain pairs are listed here
with the evidence for and against, the most promising first. Nothing is merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import exp, log
from typing import Any

import numpy as np
import pandas as pd

from explore import tables
from explore.actors.similarity import MAYBE, consonants, is_arabic_name, likeness, plain_name
from explore.text import shorten

_LEAST = 0.5  # score of a pair that is worth a reader's time
_ALIKE = 75  # of 100: how alike the consonants after the first word must be for a pair to be compared
_SHOWN = 5  # shared actors that are listed
_WIDTH = 240  # characters of an example
_CONTAINED = 0.7  # likeness of a person's name to a longer one with the same words
_APART = 0.75  # what is left of a score when an article names both, as articles do with two people
_LIKE_KINDS = {"GPE": "LOC", "MEDIA": "ORG", "GROUP": "ORG"}


def suggest_merges(corpus: tables.Tables) -> pd.DataFrame:
    """Return pairs of actors of a corpus that may be one and the same, with evidence; nothing is merged.

    Parameters
    ----------
    corpus : Corpus
        Needs `actors` (actor_id, name_ar, name_en, kind), `mentions` (article_id, sentence, actor_id), `sentences`
        (article_id, sentence, start, end) and `articles` (article_id, text).

    Returns
    -------
    DataFrame
        `explore.tables.MERGES`. `actor_a` is the one to keep: of the knowledge base, else the more often mentioned;
        `actor_b` would become it. Order: score descending, n_a + n_b descending, actor_a, actor_b. Pairs in which
        both are of the knowledge base (both have an English name) are not listed.

    Raises
    ------
    MissingColumns
        If a table lacks a column.
    BadInput
        If `corpus` is not a corpus.

    Notes
    -----
    Compared are actors of like kind whose first words sound alike, and whose other words have most consonants in
    common or end in the same word. With `likeness` as in `explore.actors.similarity` and the shared actors s, each
    named in m(s) sentences, score = 0.75 likeness + 0.25 (1 - exp(-sum 1 / log(1 + m(s)))), times 0.75 where some
    article names both and neither name contains the other. A person's name that is part of the other's counts as
    alike by 0.7 at least. Pairs below 0.5 are left out.

    References
    ----------
    Adamic and Adar (2003), Friends and neighbors on the Web: rare neighbours in common tell more.

    Examples
    --------
    >>> import explore
    >>> names = ["ليونيد فاسكونين", "ليونيد فاسكونيف"]
    >>> texts = [f"قال {name} نعم. التقى {name} فلاديمير بوتين." for name in names]
    >>> corpus = explore.annotate(pd.DataFrame({"article_id": ["a", "b"], "text": texts}), topics=False)
    >>> suggest_merges(corpus)[["name_a", "name_b"]].values.tolist()
    [['ليونيد فاسكونيف', 'ليونيد فاسكونين']]
    """
    tables.corpus_like(corpus, needed_by="suggest_merges()")
    columns = "actor_id name_ar name_en kind"
    tables.require(corpus.actors, columns, table="actors", needed_by="suggest_merges()")
    tables.require(corpus.mentions, "article_id sentence actor_id", table="mentions", needed_by="suggest_merges()")
    named = corpus.mentions.dropna(subset=["actor_id"])[["article_id", "sentence", "actor_id"]]
    counts = named["actor_id"].value_counts()
    rows = corpus.actors[corpus.actors["actor_id"].isin(counts.index) & corpus.actors["name_ar"].notna()]
    known = set(rows.loc[rows["name_en"].notna(), "actor_id"])
    actors = {actor: (name, kind) for actor, name, _, kind in rows[columns.split()].itertuples(index=False)}
    sentences, articles, members = (defaultdict[Any, set[Any]](set) for _ in range(3))
    for article_id, sentence, actor in named.itertuples(index=False):
        sentences[actor].add((article_id, sentence))
        articles[actor].add(article_id)
        members[article_id, sentence].add(actor)
    beside = {actor: set().union(*(members[unit] for unit in sentences[actor])) - {actor} for actor in actors}
    rarity = {actor: 1 / log(1 + len(units)) for actor, units in sentences.items()}
    pairs = []
    for pair in _candidates(actors):
        a, b = sorted(pair, key=lambda actor: (actor not in known, -counts[actor], actor))
        if b in known:
            continue
        shared = sorted(beside[a] & beside[b], key=lambda actor: (-rarity[actor], actor))
        n_both, n_shared = len(articles[a] & articles[b]), len(shared)
        if score := _score(actors[a], actors[b], sum(rarity[actor] for actor in shared), together=n_both > 0):
            numbers = {"n_a": counts[a], "n_b": counts[b], "n_both": n_both, "n_shared": n_shared}
            pairs.append(score | numbers | {"actor_a": a, "actor_b": b, "shared": shared[:_SHOWN]})
    if not pairs:
        return tables.MERGES.empty()
    pairs.sort(key=lambda row: (-row["score"], -row["n_a"] - row["n_b"], row["actor_a"], row["actor_b"]))
    return tables.MERGES.frame(_with_examples(pd.DataFrame(pairs), named, corpus))


def _candidates(actors: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield pairs of actors whose names are worth comparing; never all with all."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    blocks: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for actor_id, (name, kind) in actors.items():
        first, _, rest = consonants(name).partition(" ")
        if first and (rest or kind != "PER"):
            blocks[_LIKE_KINDS.get(kind, kind), first].append((actor_id, rest))
    for block in blocks.values():
        rests = [rest for _, rest in block]
        ends = np.unique([rest.rpartition(" ")[2] for rest in rests], return_inverse=True)[1]
        alike = cdist(rests, rests, scorer=ratio, score_cutoff=_ALIKE) > 0
        for i, j in np.argwhere(np.triu(alike | np.equal.outer(ends, ends), k=1)).tolist():
            yield block[i][0], block[j][0]


def _score(a: tuple[str, str], b: tuple[str, str], company: float, *, together: bool) -> dict[str, Any] | None:
    """Return the scores of two (name, kind), None where too little speaks for them; `company` sums shared actors."""
    (name, kind), (other, _) = a, b
    first, second = plain_name(name).split(), plain_name(other).split()
    alike, contained = likeness(name, other), set(first) < set(second) or set(second) < set(first)
    if kind == "PER" and contained:
        alike = max(alike, _CONTAINED)
    score = (0.75 * alike + 0.25 * (1 - exp(-company))) * (_APART if together and not contained else 1)
    # Too many names of one word have most letters in common.
    if score < _LEAST or (min(len(set(first)), len(set(second))) == 1 and alike < MAYBE):
        return None
    same = first[0] == second[0] or (not is_arabic_name(name) and likeness(first[0], second[0]) >= MAYBE)
    return {"name_a": name, "name_b": other, "kind": kind, "score": score, "likeness": alike,
            "same_first_name": kind == "PER" and same}  # fmt: skip


def _with_examples(pairs: pd.DataFrame, named: pd.DataFrame, corpus: tables.Tables) -> pd.DataFrame:
    """Add the first sentence that names each."""
    tables.require(corpus.sentences, "article_id sentence start end", table="sentences", needed_by="suggest_merges()")
    tables.require(corpus.articles, "article_id text", table="articles", needed_by="suggest_merges()")
    chosen = named[named["actor_id"].isin({*pairs["actor_a"], *pairs["actor_b"]})].drop_duplicates("actor_id")
    places = corpus.sentences[["article_id", "sentence", "start", "end"]]
    found = chosen.merge(places, on=["article_id", "sentence"]).merge(corpus.articles[["article_id", "text"]])
    spans = zip(found["actor_id"], found["text"], found["start"], found["end"], strict=True)
    example = {actor: shorten(text[start:end], _WIDTH) for actor, text, start, end in spans}
    return pairs.assign(example_a=pairs["actor_a"].map(example), example_b=pairs["actor_b"].map(example))

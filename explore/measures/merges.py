"""Suggested merges: pairs of actors that may be one, for a reader to decide.

`annotate` merges spellings of a name only where hardly anything speaks against it. What is left below that line is
listed here with the evidence for and against, the most promising pairs first. Nothing is merged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import exp, log

import numpy as np
import pandas as pd

from explore import tables
from explore.actors.similarity import MAYBE, consonants, is_arabic_name, likeness, plain_name
from explore.measures.periods import linked
from explore.text import shorten

_LEAST = 0.5  # score of a pair that is worth a reader's time
_ALIKE = 75  # of 100: how alike the consonants after the first word are, to be looked at
_SHOWN = 5  # shared actors that are shown
_WIDTH = 240  # characters of an example
_CONTAINED = 0.7  # likeness of a person's name to a longer one with the same words
_APART = 0.75  # what is left of a score when articles name both, as articles do with two people
_LIKE_KINDS = {"PER": "PER", "GPE": "LOC", "LOC": "LOC", "ORG": "ORG", "MEDIA": "ORG", "GROUP": "ORG"}

Rows = dict[str, set[int]]


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
        If `corpus` is no corpus.

    Notes
    -----
    Compared are actors of like kind whose first words sound alike, and whose other words have most consonants in
    common or end in the same word. With `likeness` as in `explore.actors.similarity` and the shared actors s, each named in
    m(s) sentences, score = 0.75 likeness + 0.25 (1 - exp(-sum 1 / log(1 + m(s)))), times 0.75 where some article names
    both and neither name contains the other. A person's name that is part of the other's counts as
    alike by 0.7 at least. Pairs below 0.5 are left out.

    References
    ----------
    Adamic and Adar (2003), Friends and neighbors on the Web: rare neighbours in common tell more.

    Examples
    --------
    >>> from explore.corpus import Corpus
    >>> suggest_merges(Corpus()).empty
    True
    """
    tables.corpus_like(corpus, needed_by="suggest_merges()")
    tables.require(corpus.actors, "actor_id name_ar name_en kind", table="actors", needed_by="suggest_merges()")
    named = linked(corpus, "article_id sentence actor_id", needed_by="suggest_merges()")
    counts = named["actor_id"].value_counts()
    here = corpus.actors[corpus.actors["actor_id"].isin(counts.index) & corpus.actors["name_ar"].notna()]
    columns = ["actor_id", "name_ar", "name_en", "kind"]
    actors = {row[0]: _Actor(*row) for row in here[columns].itertuples(index=False, name=None)}
    evidence = _Evidence(named)
    rows = []
    for one, other in _candidates(actors):
        a, b = sorted(
            (actors[one], actors[other]), key=lambda who: (not who.known, -counts[who.actor_id], who.actor_id)
        )
        if not b.known and (score := _weighed(a, b, evidence)):
            rows.append(score | {"n_a": int(counts[a.actor_id]), "n_b": int(counts[b.actor_id])})
    if not rows:
        return tables.MERGES.empty()
    pairs = pd.DataFrame(rows)
    pairs["both"] = pairs["n_a"] + pairs["n_b"]
    order = ["score", "both", "actor_a", "actor_b"]
    pairs = pairs.sort_values(order, ascending=[False, False, True, True])
    return tables.MERGES.frame(_with_examples(pairs, named, corpus))


@dataclass(frozen=True)
class _Actor:
    actor_id: str
    name_ar: str
    name_en: str | None
    kind: str

    @property
    def known(self) -> bool:
        """Whether somebody has said how the name is spelt in English."""
        return isinstance(self.name_en, str)

    @property
    def words(self) -> set[str]:
        """The words of the name as they are compared."""
        return set(plain_name(self.name_ar).split())


class _Evidence:
    """Who is named in which sentences and articles."""

    def __init__(self, named: pd.DataFrame) -> None:
        unit = named.groupby(["article_id", "sentence"], sort=False).ngroup().to_numpy()
        article = pd.factorize(named["article_id"])[0]
        self.sentences: Rows = defaultdict(set)
        self.articles: Rows = defaultdict(set)
        self.actors: dict[int, set[str]] = defaultdict(set)
        for actor, k, whole in zip(named["actor_id"], unit.tolist(), article.tolist(), strict=True):
            self.sentences[actor].add(k)
            self.articles[actor].add(whole)
            self.actors[k].add(actor)

    def beside(self, actor: str) -> set[str]:
        """Return who is named in one sentence with the actor."""
        return {other for k in self.sentences[actor] for other in self.actors[k]} - {actor}


def _candidates(actors: dict[str, _Actor]) -> Iterator[tuple[str, str]]:
    """Yield pairs of actors whose names are worth comparing; never all with all."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cdist

    blocks: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for who in actors.values():
        first, _, rest = consonants(who.name_ar).partition(" ")
        if first and (rest or who.kind != "PER"):
            blocks[_LIKE_KINDS.get(who.kind, who.kind), first].append((who.actor_id, rest))
    for block in blocks.values():
        rests = [rest for _, rest in block]
        alike = np.triu(cdist(rests, rests, scorer=ratio, score_cutoff=_ALIKE), k=1) > 0
        pairs = {(int(i), int(j)) for i, j in zip(*np.nonzero(alike), strict=True)}
        ends = defaultdict(list)
        for k, rest in enumerate(rests):
            ends[rest.rpartition(" ")[2]].append(k)
        for end, same in ends.items():
            if end:
                pairs.update(combinations(same, 2))
            else:  # names of one word: all consonants are the same
                pairs.update((i, j) for i, j in combinations(same, 2) if not rests[i] and not rests[j])
        for i, j in sorted(pairs):
            yield block[i][0], block[j][0]


def _weighed(a: _Actor, b: _Actor, evidence: _Evidence) -> dict[str, object] | None:
    """Return the row of a pair, None where too little speaks for it."""
    alike, contained = likeness(a.name_ar, b.name_ar), a.words < b.words or b.words < a.words
    if a.kind == "PER" and contained:
        alike = max(alike, _CONTAINED)
    if min(len(a.words), len(b.words)) == 1 and alike < MAYBE:  # of one word, too many names have most letters
        return None
    here, there = a.actor_id, b.actor_id
    shared = sorted(evidence.beside(here) & evidence.beside(there), key=lambda s: (len(evidence.sentences[s]), s))
    both = len(evidence.articles[here] & evidence.articles[there])
    company = 1 - exp(-sum(1 / log(1 + len(evidence.sentences[s])) for s in shared))
    score = (0.75 * alike + 0.25 * company) * (_APART if both and not contained else 1)
    if score < _LEAST:
        return None
    first, second = (plain_name(who.name_ar).split()[0] for who in (a, b))
    same = first == second or (not is_arabic_name(a.name_ar) and likeness(first, second) >= MAYBE)
    return {"actor_a": here, "actor_b": there, "name_a": a.name_ar, "name_b": b.name_ar, "kind": a.kind,
            "score": score, "likeness": alike, "same_first_name": a.kind == "PER" and same,
            "n_shared": len(shared), "shared": shared[:_SHOWN], "n_both": both}  # fmt: skip


def _with_examples(pairs: pd.DataFrame, named: pd.DataFrame, corpus: tables.Tables) -> pd.DataFrame:
    """Add the first sentence that names each."""
    tables.require(corpus.sentences, "article_id sentence start end", table="sentences", needed_by="suggest_merges()")
    tables.require(corpus.articles, "article_id text", table="articles", needed_by="suggest_merges()")
    chosen = named[named["actor_id"].isin({*pairs["actor_a"], *pairs["actor_b"]})].drop_duplicates("actor_id")
    places = corpus.sentences[["article_id", "sentence", "start", "end"]]
    found = chosen.merge(places, on=["article_id", "sentence"]).merge(corpus.articles[["article_id", "text"]])
    spans = zip(found["text"], found["start"], found["end"], strict=True)
    example = dict(zip(found["actor_id"], (shorten(text[i:j], _WIDTH) for text, i, j in spans), strict=True))
    return pairs.assign(example_a=pairs["actor_a"].map(example), example_b=pairs["actor_b"].map(example))

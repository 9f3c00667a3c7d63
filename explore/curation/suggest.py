"""Suggested merges: which pairs are not answered yet, and the entry that an answer makes.

Ids of new actors are made of names, and the commonest spelling of a name may change with more articles. So an answer
names a new actor by its spellings, and a pair counts as answered under any of them.
"""

from __future__ import annotations

from itertools import product

import pandas as pd

from explore import tables
from explore.actors import knowledge_base
from explore.actors.ids import new_id
from explore.actors.spellings import plain
from explore.curation.apply import Overrides
from explore.text import bare_forms


def spellings_of(corpus: tables.Tables, actor_id: str) -> list[str]:
    """Return how an actor is written in a corpus: its name, then spellings of as many words, the commonest first.

    Examples
    --------
    >>> from explore import annotate
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["زار دمتري بيسكوف موسكو. وديمتري بيسكوف هنا."]})
    >>> spellings_of(annotate(articles, topics=False), "dmitry-peskov")
    ['دميتري بيسكوف', 'دمتري بيسكوف']
    """
    name = next(iter(corpus.actors.loc[corpus.actors["actor_id"] == actor_id, "name_ar"].dropna()), "")
    theirs = corpus.mentions[(corpus.mentions["actor_id"] == actor_id) & (corpus.mentions["kind"] == "name")]
    counts = theirs["surface"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    spelt = {plain(name): name} if name else {}
    for written in (" ".join(surface.split()) for surface in counts.index):
        # A first letter that may be a clitic is one, unless the actor's own name begins with it.
        led = len(bare_forms(plain(written))) > 1 and not name.startswith(written[0])
        if len(written.split()) == len(name.split()) and not led:
            spelt.setdefault(plain(written), written)
    return list(spelt.values())


def open_pairs(pairs: pd.DataFrame, corpus: tables.Tables, overrides: Overrides | None) -> pd.DataFrame:
    """Return the rows of `explore.tables.MERGES` whose pair was answered neither yes nor no."""
    if overrides is None or pairs.empty:
        return pairs.reset_index(drop=True)
    now = {
        actor: {overrides.merged.get(actor_id, actor_id) for actor_id in _ids(corpus, actor)}
        for actor in {*pairs["actor_a"], *pairs["actor_b"]}
    }
    keep = [
        all(x != y and frozenset((x, y)) not in overrides.apart for x, y in product(now[a], now[b]))
        for a, b in zip(pairs["actor_a"], pairs["actor_b"], strict=True)
    ]
    return pairs[keep].reset_index(drop=True)


def _ids(corpus: tables.Tables, actor_id: str) -> set[str]:
    return {actor_id, *(new_id(name, set()) for name in spellings_of(corpus, actor_id))}


def entry_of_answer(
    corpus: tables.Tables, keep: str, gone: str, *, same: bool, overrides: Overrides | None
) -> dict[str, str | list[str]]:
    """Return the entry that says whether two actors of a suggested pair are the same; the name of `keep` stays.

    `overrides` are those of the file as it is now: an actor may have been merged since the pair was suggested.
    """
    base = knowledge_base() if overrides is None else overrides.actors
    merged, newcomers = ({}, frozenset()) if overrides is None else (overrides.merged, overrides.newcomers)
    names = dict(zip(base["actor_id"], base["name_ar"], strict=True))
    known = set(names) - newcomers
    stays = next((merged[actor_id] for actor_id in sorted(_ids(corpus, keep)) if actor_id in merged), keep)
    into = stays if stays in known else names.get(stays) or spellings_of(corpus, keep)[0]
    spelt = [gone] if gone in known else spellings_of(corpus, gone)
    if not same:
        return {"different": [into, spelt[0]]}
    kinds = corpus.actors.loc[corpus.actors["actor_id"] == keep, "kind"].dropna()
    kind = {} if into in known or kinds.empty else {"kind": str(kinds.iloc[0])}
    return {"merge": spelt, "into": into, **kind}

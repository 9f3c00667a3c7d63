"""Suggested merges and what was answered: which pairs are still open, and how an answer is written down.

Ids of newcomers are made of names, and the commonest spelling of a name may be another one in next month's articles.
So an answer names a newcomer by its spellings, and a pair counts as answered under any of them.
"""

from __future__ import annotations

from itertools import product
from typing import Literal

import pandas as pd

from explore import tables
from explore.actors import knowledge_base
from explore.actors.ids import new_id
from explore.actors.spellings import plain
from explore.curation.apply import Decisions

Answer = Literal["yes", "no"]
_CLITICS = "وفبلك"


def spellings_of(corpus: tables.Tables, actor_id: str) -> list[str]:
    """Return how an actor is written in a corpus: its name, then other spellings of as many words, the commonest first.

    Examples
    --------
    >>> from explore import annotate
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["زار دمتري بيسكوف موسكو. وديمتري بيسكوف هنا."]})
    >>> spellings_of(annotate(articles, topics=False), "dmitry-peskov")
    ['دميتري بيسكوف', 'دمتري بيسكوف']
    """
    rows = corpus.actors.loc[corpus.actors["actor_id"] == actor_id, "name_ar"].dropna()
    name = rows.iloc[0] if len(rows) else ""
    theirs = corpus.mentions[(corpus.mentions["actor_id"] == actor_id) & (corpus.mentions["kind"] == "name")]
    counts = theirs["surface"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    found = {plain(name): name} if name else {}
    for surface in counts.index:
        written = " ".join(surface.split())
        # A word before the name may be written to its front; then the spelling without it is the name.
        led = written[0] in _CLITICS and not name.startswith(written[0])
        if len(written.split()) == len(name.split()) and not led:
            found.setdefault(plain(written), written)
    return list(found.values())


def undecided(pairs: pd.DataFrame, corpus: tables.Tables, decisions: Decisions | None) -> pd.DataFrame:
    """Return those rows of `explore.tables.MERGES` whose pair was answered neither yes nor no."""
    if decisions is None or pairs.empty:
        return pairs.reset_index(drop=True)
    ids = {actor: _ids(corpus, actor) for actor in {*pairs["actor_a"], *pairs["actor_b"]}}
    keep = []
    for a, b in pairs[["actor_a", "actor_b"]].itertuples(index=False):
        now = {tuple(decisions.merged.get(one, one) for one in pair) for pair in product(ids[a], ids[b])}
        keep.append(not any(x == y or frozenset((x, y)) in decisions.apart for x, y in now))
    return pairs[pd.Series(keep, index=pairs.index, dtype=bool)].reset_index(drop=True)


def _ids(corpus: tables.Tables, actor_id: str) -> set[str]:
    return {actor_id, *(new_id(name, set()) for name in spellings_of(corpus, actor_id))}


def answered(
    corpus: tables.Tables, keep: str, other: str, answer: Answer, decisions: Decisions | None
) -> dict[str, str | list[str]]:
    """Return an answer as an entry of a file of decisions.

    Parameters
    ----------
    corpus : Corpus
        The corpus the pair was suggested for.
    keep, other : str
        The two actors, by id; the first is the one that stays.
    answer : {"yes", "no"}
        Whether they are one.
    decisions : Decisions or None
        Those of the file as it is: an actor may have been merged since the pair was suggested.
    """
    base = knowledge_base() if decisions is None else decisions.actors
    merged, newcomers = ({}, frozenset()) if decisions is None else (decisions.merged, decisions.newcomers)
    known = set(base["actor_id"]) - newcomers
    stays = next((merged[one] for one in sorted(_ids(corpus, keep)) if one in merged), keep)
    names = dict(zip(base["actor_id"], base["name_ar"], strict=True))
    into = stays if stays in known else names.get(stays) or spellings_of(corpus, keep)[0]
    gone = [other] if other in known else spellings_of(corpus, other)
    if answer == "no":
        return {"different": [into, gone[0]]}
    entry: dict[str, str | list[str]] = {"merge": gone, "into": into}
    if into not in known:
        kinds = corpus.actors.loc[corpus.actors["actor_id"] == keep, "kind"].dropna()
        entry |= {"kind": str(kinds.iloc[0])} if len(kinds) else {}
    return entry

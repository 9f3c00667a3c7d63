"""Linking: which actor a mention means.

A name of the knowledge base means the actor that bears it. A surname alone means the person named in full in the
same article, whoever else bears it; without one, the person it is famous for, if there is such a person. A name
that several actors bear means the one whose other names stand in the article. Else the actor stays unknown: never
guess. Linking reads only surfaces and labels, so it serves every engine alike.
"""

from __future__ import annotations

from itertools import groupby

import pandas as pd

from explore import tables
from explore.actors.gazetteer import Gazetteer, Name
from explore.text import fold


def link(mentions: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Return `mentions` with `actor_id` filled where it is known, and how in `rule`.

    Parameters
    ----------
    mentions : DataFrame
        tables.MENTIONS as an engine returns them.
    gazetteer : Gazetteer
        The names of the knowledge base.
    """
    if mentions.empty:
        return mentions
    linked: list[str | None] = []
    rules: list[str] = []
    known: dict[tuple[str, str, str], Name | None] = {}
    table = mentions.sort_values("article_id", kind="stable")  # all mentions of an article together, rows in order
    columns = ["article_id", "surface", "label", "rule"]
    for _, group in groupby(table[columns].itertuples(index=False, name=None), key=lambda row: row[0]):
        rows = [row[1:] for row in group]
        names = []
        for row in rows:
            if row not in known:
                known[row] = _known(gazetteer, *row)
            names.append(known[row])
        certain = {name.actor_ids[0] for name in names if name and len(name.actor_ids) == 1 and not name.rule}
        families = _families(rows, names)
        for (surface, label, rule), name in zip(rows, names, strict=True):
            actor, why = _resolve(surface, label, name, certain, families)
            if actor and name and _needs_support(name, rule) and actor not in certain and not why:
                actor, why = None, "unknown"
            linked.append(actor)
            rules.append(f"{rule}; {why}" if why else rule)
    result = table.assign(actor_id=pd.Series(linked, index=table.index, dtype="str"), rule=rules)
    return tables.MENTIONS.frame(result.sort_index())


def _known(gazetteer: Gazetteer, surface: str, label: str, rule: str) -> Name | None:
    # A headed name is known by its head too: the place after محافظة, not the word that is written like it.
    head = rule.removeprefix("headed: ") + " " if rule.startswith("headed: ") else ""
    name = gazetteer.lookup(head + fold(surface))
    return name if name and (name.label == label or "PER" not in (name.label, label)) else None


def _needs_support(name: Name, rule: str) -> bool:
    """Say whether a word that is also an ordinary name (صالح) was found by an engine that asked for no support."""
    return name.rule == "context" and name.label == "PER" and rule != "context"


def _families(rows: list[tuple[str, str, str]], names: list[Name | None]) -> dict[str, set[str]]:
    """Return who is named in full in the article, by the last word of the name: "" is somebody who is not known."""
    families: dict[str, set[str]] = {}
    for (surface, label, _), name in zip(rows, names, strict=True):
        parts = name.folded.split() if name else str(fold(surface)).split()
        if label == "PER" and len(parts) > 1 and (name is None or len(name.actor_ids) == 1):
            for width in (1, 2):
                families.setdefault(" ".join(parts[-width:]), set()).add(name.actor_ids[0] if name else "")
    return families


def _resolve(
    surface: str, label: str, name: Name | None, certain: set[str], families: dict[str, set[str]]
) -> tuple[str | None, str]:
    folded = fold(surface)
    if label == "PER" and (name is None or name.n_words == 1):
        for bare in dict.fromkeys((name.folded if name else folded, folded, folded[1:])):
            bearers = families.get(bare, set())
            if len(known := bearers - {""}) == 1:
                return known.pop(), "full name in this article"
            if bearers == {""}:
                return None, "unknown"
    if name is None:
        return None, "unknown"
    if len(name.actor_ids) == 1:
        return name.actor_ids[0], ""
    here = certain.intersection(name.actor_ids)
    return (here.pop(), "its other name in this article") if len(here) == 1 else (None, "borne by several")

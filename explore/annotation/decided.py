"""Decided: what a researcher said about names, held against what the layers found, and counted.

Decisions are applied to the knowledge base before the first article is read (`explore.curation`). Two things are
left to do here: an engine may find by itself a name that is banned, and a dated table of office-holders may mean an
actor that was merged into another. Then each decision is told what came of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from explore import tables
from explore.actors.gazetteer import Gazetteer, Name, normal
from explore.curation import Decisions
from explore.curation.apply import Effect
from explore.text import fold

_TOLD = 5  # decisions without effect that a note names


def as_decided(mentions: pd.DataFrame, decisions: Decisions | None) -> pd.DataFrame:
    """Return mentions without banned names, and with the actors that merges left.

    Parameters
    ----------
    mentions : DataFrame
        tables.MENTIONS, linked or not.
    decisions : Decisions or None
        None changes nothing.
    """
    if decisions is None or mentions.empty:
        return mentions
    if decisions.banned:
        banned = _banned(decisions)
        false = {surface: banned.lookup(fold(surface)) is not None for surface in mentions["surface"].unique()}
        mentions = mentions[~mentions["surface"].map(false)].reset_index(drop=True)
    if decisions.merged:
        now = mentions["actor_id"].map(decisions.merged)
        mentions = tables.MENTIONS.frame(mentions.assign(actor_id=now.fillna(mentions["actor_id"])))
    return mentions


def changes(
    decisions: Decisions, mentions: pd.DataFrame, articles: pd.DataFrame, gazetteer: Gazetteer
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what becomes part of the provenance, and a note on decisions that changed nothing.

    Parameters
    ----------
    decisions : Decisions
        What was applied.
    mentions : DataFrame
        tables.MENTIONS of the whole corpus, final.
    articles : DataFrame
        article_id and text.
    gazetteer : Gazetteer
        The names after all decisions.
    """
    pairs = mentions[["surface", "actor_id"]].drop_duplicates().dropna()
    bare = {surface: _bare(surface, gazetteer) for surface in pairs["surface"].unique()}
    places = _places(decisions, mentions, articles)
    rows, idle = [], []
    for effect in decisions.effects:
        entry = effect.entry
        if entry.verb == "ban":
            here = places[places["name"].isin({normal(name) for name in effect.names or ()})]["article_id"]
        else:
            here = _touched(effect, mentions, bare)["article_id"]
        row = {"file": Path(entry.file).name, "entry": entry.number, "line": entry.line, "decision": str(entry),
               "actor_id": effect.actor_id, "n_mentions": len(here), "n_articles": int(here.nunique())}  # fmt: skip
        rows.append(row)
        if here.empty and entry.verb != "different":
            idle.append(str(entry))
    notes: tuple[str, ...] = ()
    if idle:
        more = f" and {len(idle) - _TOLD:,} more" if len(idle) > _TOLD else ""
        told = "; ".join(idle[:_TOLD])
        notes = (f"{len(idle):,} of {len(rows):,} decisions on actors changed nothing here: {told}{more}.",)
    files = [{"file": source.file, "sha256": source.sha256} for source in decisions.sources]
    return {"files": files, "decisions": rows}, notes


def _touched(effect: Effect, mentions: pd.DataFrame, bare: dict[str, tuple[str, bool]]) -> pd.DataFrame:
    theirs = mentions[mentions["actor_id"] == effect.actor_id]
    if effect.names is None:
        return theirs
    names = {normal(name) for name in effect.names}
    surnames = {name.rsplit(" ", 1)[1] for name in names if " " in name}
    keep = [
        bare[surface][0] in names or (bare[surface][1] and not surnames.isdisjoint(_endings(bare[surface][0])))
        for surface in theirs["surface"]
    ]
    return theirs[pd.Series(keep, index=theirs.index, dtype=bool)]


def _bare(surface: str, gazetteer: Gazetteer) -> tuple[str, bool]:
    """Return a surface as the name that it is, and whether it is no name of its own but a surname of the article."""
    name = gazetteer.lookup(fold(surface))
    return (name.folded, False) if name else (normal(str(fold(surface))), True)


def _endings(folded: str) -> set[str]:
    return {folded, folded[1:], folded[2:]}


def _banned(decisions: Decisions) -> Gazetteer:
    keys = {normal(name) for name in decisions.banned}
    return Gazetteer([Name(key, ("",), "", "", "name") for key in sorted(keys)])


def _places(decisions: Decisions, mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return each place where a banned name stands, unless it is part of a mention."""
    rows = []
    if decisions.banned:
        banned = _banned(decisions)
        spans: dict[str, list[tuple[int, int]]] = {}
        for article_id, start, end in mentions[["article_id", "start", "end"]].itertuples(index=False):
            spans.setdefault(article_id, []).append((start, end))
        for article_id, text in articles[["article_id", "text"]].itertuples(index=False):
            folded = fold(text)
            for match in banned.find(folded):
                start, end = folded.span(match.start, match.end)
                if not any(a < end and start < b for a, b in spans.get(article_id, ())):
                    rows.append((article_id, match.name.folded))
    return pd.DataFrame(rows, columns=["article_id", "name"])

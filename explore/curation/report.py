"""Report: overrides held against the mentions of a corpus, and what each entry changed there.

Entries are applied to the knowledge base before the first article is read. Two things are left for mentions: an
engine may find a banned name by itself, and a dated table of office-holders may mean an actor that was merged away.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from explore import tables
from explore.actors.gazetteer import Gazetteer, Name, normal
from explore.curation.apply import Overrides
from explore.curation.entries import Different
from explore.errors import BadInput
from explore.text import bare_forms, fold

_LISTED = 5  # entries without effect that a note names


def curation_report(corpus: tables.Tables) -> pd.DataFrame:
    """Return what each entry of a researcher changed when the corpus was annotated.

    Parameters
    ----------
    corpus : Corpus
        Annotated with `actors=`.

    Returns
    -------
    DataFrame
        `explore.tables.CURATION`: one row per entry, in the order of the files. `n_mentions` and `n_articles` are of
        the whole corpus as it was annotated: mentions that the entry bears on; of a ban, the places where the name
        stands and is not a mention.

    Raises
    ------
    BadInput
        The corpus was annotated without `actors=`.

    Examples
    --------
    >>> import explore
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["زار ميدفيديف الأمل."]})
    >>> mine = pd.DataFrame({"merge": ["dmitry-medvedev"], "into": ["vladimir-putin"]})
    >>> report = curation_report(explore.annotate(articles, actors=mine, topics=False))
    >>> report[["decision", "n_mentions"]].values.tolist()
    [['merge dmitry-medvedev into vladimir-putin', 1]]
    """
    tables.corpus_like(corpus, needed_by="curation_report()")
    about = getattr(corpus, "provenance", {}).get("actors")
    if not about:
        raise BadInput("This corpus was annotated without curation. Use annotate(articles, actors='actors.yml').")
    return tables.CURATION.frame(pd.DataFrame(about["decisions"], columns=list(tables.CURATION.names)))


def override_mentions(mentions: pd.DataFrame, overrides: Overrides | None) -> pd.DataFrame:
    """Return `tables.MENTIONS` without banned names, and with the actors that stay after merges."""
    if overrides is None or mentions.empty:
        return mentions
    banned = _gazetteer(overrides.banned)
    keep = {surface: banned.lookup(fold(surface)) is None for surface in mentions["surface"].unique()}
    mentions = mentions[mentions["surface"].map(keep)]
    return tables.MENTIONS.frame(mentions.assign(actor_id=mentions["actor_id"].replace(overrides.merged)))


def count_effects(
    overrides: Overrides, mentions: pd.DataFrame, articles: pd.DataFrame, gazetteer: Gazetteer
) -> tuple[dict[str, Any], list[str]]:
    """Return what the provenance of a corpus keeps of overrides, and a note on entries that changed nothing.

    `mentions` and `articles` are those of the whole corpus, `gazetteer` has the names after all entries.
    """
    places = _banned_places(overrides.banned, mentions, articles)
    rows, idle = [], []
    for entry, actor_id, names in overrides.effects:
        if actor_id is None:
            found = places.loc[places["name"].isin({normal(name) for name in names or ()}), "article_id"]
        else:
            theirs = mentions[mentions["actor_id"] == actor_id]
            meant = {s: names is None or _is_one_of(s, names, gazetteer) for s in theirs["surface"].unique()}
            found = theirs.loc[theirs["surface"].map(meant).astype(bool), "article_id"]
        file, number, line = entry.place
        row = (Path(file).name, number, line, str(entry), actor_id, len(found), int(found.nunique()))
        rows.append(dict(zip(tables.CURATION.names, row, strict=True)))
        if found.empty and not isinstance(entry, Different):
            idle.append(str(entry))
    more = f" and {len(idle) - _LISTED:,} more" if len(idle) > _LISTED else ""
    note = f"{len(idle):,} of {len(rows):,} decisions on actors changed nothing: {'; '.join(idle[:_LISTED])}{more}."
    files = [{"file": file.file, "sha256": file.sha256} for file in overrides.files]
    return {"files": files, "decisions": rows}, [note] if idle else []


def _is_one_of(surface: str, names: frozenset[str], gazetteer: Gazetteer) -> bool:
    """Say whether a surface is one of the names, or the surname of one, which articles use after the full name."""
    folded, names = fold(surface), frozenset(map(normal, names))
    if name := gazetteer.lookup(folded):
        return name.folded in names
    return not names.union(name.rpartition(" ")[2] for name in names).isdisjoint(bare_forms(normal(folded)))


def _gazetteer(banned: frozenset[str]) -> Gazetteer:
    return Gazetteer([Name(key, ("",), "", "", "name") for key in sorted(set(map(normal, banned)))])


def _banned_places(banned: frozenset[str], mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return each place where a banned name stands outside mentions: article_id, name."""
    rows, gazetteer = [], _gazetteer(banned)
    spans = {article: list(zip(m["start"], m["end"], strict=True)) for article, m in mentions.groupby("article_id")}
    for article_id, text in articles[["article_id", "text"]].itertuples(index=False) if banned else ():
        folded = fold(text)
        for match in gazetteer.find(folded):
            start, end = folded.span(match.start, match.end)
            if not any(a < end and start < b for a, b in spans.get(article_id, ())):
                rows.append((article_id, match.name.folded))
    return pd.DataFrame(rows, columns=["article_id", "name"])

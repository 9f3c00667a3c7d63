"""Who is meant where a decision names an actor: an id, a canonical name, or a newcomer that no base knows."""

from __future__ import annotations

from difflib import get_close_matches

import pandas as pd

from explore.actors.spellings import plain
from explore.curation.entries import Entry
from explore.errors import BadInput
from explore.text import is_arabic


class Known:
    """The actors that decisions may speak of: those of the base and those that entries describe.

    Parameters
    ----------
    actors : DataFrame
        actor_id, name_ar, name_en of both.
    names : DataFrame
        alias, actor_id, rule of the base.
    """

    def __init__(self, actors: pd.DataFrame, names: pd.DataFrame) -> None:
        self.ids = set(actors["actor_id"])
        self._canonical: dict[str, set[str]] = {}
        for column in ("name_ar", "name_en"):
            there = actors[[column, "actor_id"]].dropna()
            for name, actor_id in zip(there[column].tolist(), there["actor_id"].tolist(), strict=True):
                self._canonical.setdefault(plain(name), set()).add(actor_id)
        self._aliases: dict[str, set[str]] = {}
        # A word that only sometimes means an actor is no way to speak of him.
        sure = names[names["rule"] != "context"]
        for alias, actor_id in zip(sure["alias"].tolist(), sure["actor_id"].tolist(), strict=True):
            self._aliases.setdefault(plain(alias), set()).add(actor_id)

    def find(self, reference: str, entry: Entry, *, besides: str = "") -> str | None:
        """Return the id of the actor that an entry speaks of, None for a name that nobody known bears.

        Parameters
        ----------
        reference : str
            An actor_id, or a name.
        entry : Entry
            Named in errors.
        besides : str, optional
            An actor whose further names may stand here too: to say again that they are his is no mistake.
        """
        if reference in self.ids:
            return reference
        folded = plain(reference)
        canonical = self._canonical.get(folded, set())
        if len(canonical) == 1:
            return next(iter(canonical))
        if len(canonical) > 1:
            raise BadInput(
                f"{entry.where}: {reference!r} is the name of {', '.join(sorted(canonical))}. Write the actor_id."
            )
        bearers = self._aliases.get(folded, set())
        if besides and bearers == {besides}:
            return besides
        if bearers:
            actor = min(bearers)
            raise BadInput(
                f"{entry.where}: {reference!r} is one of the names of {actor}. Write {actor} where the whole actor is "
                f"meant. To give that name alone to another actor: '- split: [{reference}]' and 'from: {actor}'."
            )
        if is_arabic(reference):
            return None
        raise BadInput(f"{entry.where}: no actor {reference!r}. {self.near(reference)}")

    def near(self, reference: str) -> str:
        """Return a question: did you mean some id that is spelt nearly so."""
        slug = "-".join(reference.lower().split())
        near = get_close_matches(slug, self.ids, n=3, cutoff=0.75)
        if not near:
            near = sorted(actor_id for actor_id in self.ids if slug in actor_id.split("-"))[:3]
        if near:
            return f"Did you mean {' or '.join(near)}?"
        return "Look it up in explore.knowledge_base(), or write its Arabic name."

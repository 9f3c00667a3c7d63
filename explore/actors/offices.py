"""Holders: who held which office when, by the dated table `offices.csv`.

A term of office runs from its first day to its last, and on the day an office changes hands two persons hold it, so
that none is the one. A title has a gender in Arabic: المتحدثة باسم الخارجية is no man, and a man's title no woman's.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from explore import assets
from explore.actors import knowledge_base
from explore.text import fold

# One title, several offices: a monarch is king, emir, sultan or emperor by his country.
_SAME = {"monarch": ("monarch", "emir", "sultan", "emperor")}
_PRIVATE = "coach"  # of clubs and national teams: no office of state, which has counterparts and comes before a rank
_ALIKE = 0.75  # of two spellings of one word of a name


@dataclass
class _Holder:
    actor: str
    since: str
    until: str
    gender: str


@cache
def _table() -> dict[tuple[str, str], list[_Holder]]:
    held: dict[tuple[str, str], list[_Holder]] = {}
    for row in assets.load("offices.csv").to_dict("records"):
        holder = _Holder(row["actor_id"], row["since"], row["until"] or "9999", row["gender"])
        held.setdefault((row["office"], row["country"]), []).append(holder)
    return held


@cache
def genders() -> dict[str, str]:
    """Return the gender of each holder of a public office."""
    return {h.actor: h.gender for (office, _), holders in _table().items() for h in holders if office != _PRIVATE}


@cache
def _codes() -> dict[str, str]:
    base = knowledge_base().dropna(subset=["country"])
    return dict(zip(base["actor_id"], base["country"], strict=True))


def country_of(actor: str) -> str | None:
    """Return the code of an actor's country."""
    return _codes().get(actor)


@cache
def holder_on(office: str, country: str, date: str, feminine: bool | None) -> str | None:
    """Return the one person who held the office on that day, if the form of the title fits."""
    holders = {
        h.actor: h.gender for same in _SAME.get(office, (office,)) for h in _table().get((same, country), [])
        if h.since <= date <= h.until
    }  # fmt: skip
    if len(holders) != 1:
        return None
    ((actor, gender),) = holders.items()
    return actor if (gender == "f") == bool(feminine) else None


@cache
def ever_held(office: str, country: str, actor: str) -> bool:
    """Say whether the person held the office on any day."""
    return any(h.actor == actor for same in _SAME.get(office, (office,)) for h in _table().get((same, country), []))


@cache
def named_like(office: str, country: str, word: str) -> bool:
    """Say whether the word after a title looks like the name of someone who held it: a spelling nobody listed."""
    names = {n for same in _SAME.get(office, (office,)) for h in _table().get((same, country), [])
             for n in _name_words()[h.actor]}  # fmt: skip
    return any(SequenceMatcher(None, word, name).ratio() >= _ALIKE for name in names if len(name) > 2)


@cache
def _name_words() -> dict[str, tuple[str, ...]]:
    base = knowledge_base()
    pairs = zip(base["actor_id"], base["name_ar"], strict=True)
    return {actor: tuple(str(fold(name)).split()) for actor, name in pairs}


@cache
def offices_on(actor: str, date: str) -> tuple[str, ...]:
    """Return the public offices the person held on that day, in the order of the table."""
    held = [(o, h) for (o, _), holders in _table().items() for h in holders if o != _PRIVATE]
    return tuple(o for o, h in held if h.actor == actor and date and h.since <= date <= h.until)

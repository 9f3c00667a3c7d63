"""Holders: who held which office when, by the dated table `offices.csv`.

A term of office runs from its first day to its last, and on the day an office changes hands two persons hold it, so
that none is the one. A title has a gender in Arabic: المتحدثة باسم الخارجية is no man, and a man's title no woman's.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from explore import assets
from explore.actors import knowledge_base

# One title, several offices: a monarch is king, emir, sultan or emperor by his country.
_SAME = {"monarch": ("monarch", "emir", "sultan", "emperor")}
_PRIVATE = "coach"  # of clubs and national teams: no office of state, which has counterparts and comes before a rank


class Term(NamedTuple):
    """A term of office: who held it, from which day to which ("9999" where it has not ended), their gender."""

    actor: str
    since: str
    until: str
    gender: str


@cache
def _table() -> dict[tuple[str, str], list[Term]]:
    held: dict[tuple[str, str], list[Term]] = {}
    for row in assets.load("offices.csv").to_dict("records"):
        term = Term(row["actor_id"], row["since"], row["until"] or "9999", row["gender"])
        held.setdefault((row["office"], row["country"]), []).append(term)
    return held


@cache
def _by_actor() -> dict[str, list[tuple[str, str, Term]]]:
    held: dict[str, list[tuple[str, str, Term]]] = {}
    for (office, country), terms in _table().items():
        for term in terms:
            held.setdefault(term.actor, []).append((office, country, term))
    return held


def terms_of(actor: str) -> list[tuple[str, str, Term]]:
    """Return the office, country and term of every office that a person has held.

    Examples
    --------
    >>> terms_of("emmanuel-macron")[0][:2]
    ('president', 'FR')
    """
    return _by_actor().get(actor, [])


def _terms(office: str, country: str) -> list[Term]:
    return [term for same in _SAME.get(office, (office,)) for term in _table().get((same, country), [])]


def gender_of(actor: str) -> str | None:
    """Return "m" or "f" for somebody who held a public office."""
    return next((term.gender for office, _, term in terms_of(actor) if office != _PRIVATE), None)


@cache
def _codes() -> dict[str, str]:
    base = knowledge_base().dropna(subset=["country"])
    return dict(zip(base["actor_id"], base["country"], strict=True))


def country_of(actor: str) -> str | None:
    """Return the code of an actor's country."""
    return _codes().get(actor)


def holder_on(office: str, country: str, date: str, feminine: bool | None) -> str | None:
    """Return the one person who held the office on that day, if the form of the title fits.

    Examples
    --------
    >>> holder_on("president", "FR", "2018-06-15", feminine=False)
    'emmanuel-macron'
    """
    holders = {t.actor: t.gender for t in _terms(office, country) if t.since <= date <= t.until}
    if len(holders) != 1:
        return None
    ((actor, gender),) = holders.items()
    return actor if feminine is None or (gender == "f") == feminine else None


def ever_held(office: str, country: str, actor: str) -> bool:
    """Say whether the person held the office on any day."""
    return any(term.actor == actor for term in _terms(office, country))


def offices_on(actor: str, date: str) -> tuple[str, ...]:
    """Return the public offices the person held on that day, in the order of the table."""
    return tuple(
        office for office, _, t in terms_of(actor) if office != _PRIVATE and date and t.since <= date <= t.until
    )

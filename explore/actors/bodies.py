"""Bodies: the kinds of body there are, as news calls them: الحزب, الحكومة, الصحيفة.

What an actor may be called is read off the word its name begins with, off `nouns.csv` for bodies whose name does not
say what they are, and off the table of each state's bodies. Which nouns mean one kind, and how a state's bodies are
named, stands in `words-speech.toml`.
"""

from __future__ import annotations

from functools import cache

from explore import assets
from explore.actors import aliases, demonyms, knowledge_base
from explore.actors.offices import country_of
from explore.text import fold

_COMMON = 20  # states that have a body of one name


def kind(noun: str) -> str:
    """Return the kind that a folded noun, without its article, is one of the names of.

    Examples
    --------
    >>> kind(fold("سلطات")), kind(fold("حزب"))
    ('حكومه', 'حزب')
    """
    return str(assets.words("speech")["same"].get(noun, noun))


@cache
def _kinds() -> dict[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for noun, actor in assets.load("nouns.csv").itertuples(index=False, name=None):
        kinds.setdefault(actor, set()).add(kind(str(fold(noun)).removeprefix("ال")))
    base = knowledge_base()
    for actor, name, of in zip(base["actor_id"], base["name_ar"], base["kind"], strict=True):
        if of not in ("PER", "LOC", "GPE") and name:
            kinds.setdefault(actor, set()).add(kind(str(fold(name)).split()[0].removeprefix("ال")))
    for (noun, _), actor in state_bodies().items():
        kinds.setdefault(actor, set()).add(noun)
    return {actor: frozenset(names) for actor, names in kinds.items()}


def kinds_of(actor: str) -> frozenset[str]:
    """Return the kinds of a known body."""
    return _kinds().get(actor, frozenset())


@cache
def state_bodies() -> dict[tuple[str, str], str]:
    """Return the body of each kind of each country that has one: {("حكومه", "RU"): "government-of-russia", …}."""
    known, table = aliases(), demonyms()
    called = {str(fold(alias)): actor for alias, actor in zip(known["alias"], known["actor_id"], strict=True)}
    definite = table[table["demonym"].str.startswith("ال")]
    found: dict[tuple[str, str], str] = {}
    for demonym, state, form in definite[["demonym", "actor_id", "form"]].itertuples(index=False, name=None):
        for noun, pattern in assets.words("speech")["state"].items():
            actor = called.get(pattern.format(**{form: fold(demonym)})) if "{" + form + "}" in pattern else None
            if actor:
                found.setdefault((kind(noun), country_of(state) or ""), actor)
    return found


@cache
def bodies_without_state() -> dict[str, dict[str, str]]:
    """Return the bodies of states by a name without its state: {"وزاره الداخليه": {"RU": "ministry-of-…", …}, …}.

    Names are folded and of two words or more; those that few states share say whose they are.
    """
    table, known = demonyms(), aliases()
    states = {str(fold(demonym)): country_of(state) for demonym, state, _ in table.itertuples(index=False, name=None)}
    found: dict[str, dict[str, str]] = {}
    for alias, actor in zip(known["alias"], known["actor_id"], strict=True):
        name, _, demonym = str(fold(alias)).rpartition(" ")
        if (
            " " in name
            and demonym.startswith("ال")
            and (country := country_of(actor))
            and states.get(demonym) == country
        ):
            found.setdefault(name, {}).setdefault(country, actor)
    return {name: bodies for name, bodies in found.items() if len(bodies) >= _COMMON}

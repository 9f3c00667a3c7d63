"""Actors: who and what the news is about, and every way Arabic writes their names.

An actor is a person, a body, a place or a medium with one stable id. The knowledge base is two tables. One has a row
for each actor; the other a row for each *alias*: a surface that may stand for an actor, without the clitics written
before it. Most aliases always stand for their actor. Some need more, and their `rule` says what:

''          always: a full name, an acronym, a seat of government
'surname'   unless the article has another full name ending in it (بوتين, لافروف, ترامب)
'context'   only where something else in the article supports it: another alias of the actor, or for a place its
            country. Words that are ordinary words or common names too (صالح, عون, نيس, مالي).

Two kinds of alias are more than a name. A 'headed' one begins with a word that tells a doubtful name apart but is
not part of it (قناة الجزيرة, محافظة حجة, الملك سلمان): the mention is what follows the first word. A 'role' is no
proper name but a nominal that always means one body: الحكومة الروسية, السلطات التركية.

At most one actor has an alias without the rule 'context', so a surface alone is never a toss-up. The same name is
spelt in many ways (ترامب, ترمب; سيرغي, سيرجي): `spellings.csv` lists variants of words, and every alias is given in
each of them. What `explore.text.fold` brings together (hamza, ta marbuta, marks) is not listed twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import pandas as pd

from explore import assets
from explore.actors.spellings import plain, spellings
from explore.text import fold

LABELS = {"PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "MEDIA": "ORG", "GROUP": "ORG"}
ACTOR_COLUMNS = ["actor_id", "name_ar", "name_en", "kind", "country", "wikidata"]
ALIAS_COLUMNS = ["alias", "actor_id", "kind_of", "rule", "label"]
_ARAB_STATES = frozenset("AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE".split())
_HEADS = ("مدينة", "محافظة")  # kinds of place, written before the name


def knowledge_base() -> pd.DataFrame:
    """Return the actors the package knows.

    Returns
    -------
    DataFrame
        actor_id, name_ar, name_en, kind (PER, ORG, GPE, LOC, MEDIA, GROUP), country (ISO 3166-1 alpha-2) and
        wikidata, null where there is none: people and bodies written by hand first, then institutions of states,
        states, capitals, cities by population.

    Examples
    --------
    >>> knowledge_base().set_index("actor_id").loc["sergey-lavrov", "name_ar"]
    'سيرغي لافروف'
    """
    return _base()[0].copy()


def aliases() -> pd.DataFrame:
    """Return every surface that may stand for an actor.

    Returns
    -------
    DataFrame
        alias (without clitics), actor_id, kind_of (name, surname, acronym, nickname, variant, headed, role),
        rule ('', 'surname', 'context'), label (PER, ORG, LOC); in the order of `knowledge_base()`, one row per
        folded alias and actor.

    Examples
    --------
    >>> known = aliases()
    >>> known.loc[known["alias"] == "ترمب", ["actor_id", "rule"]].values.tolist()
    [['donald-trump', 'surname']]
    """
    return _base()[1].copy()


def demonyms() -> pd.DataFrame:
    """Return the adjectives of each state: demonym (روسي, الروسية, روس …), actor_id, form (m, f, d, p).

    Examples
    --------
    >>> demonyms().query("demonym == 'الروسية'")["actor_id"].tolist()
    ['russia']
    """
    return assets.load("demonyms.csv")


@cache
def ordinary_words() -> frozenset[str]:
    """Return words, folded, that are no name when they stand alone: of the lexicon, adjectives of states, like names.

    Examples
    --------
    >>> "صالح" in ordinary_words(), "الفرنسيه" in ordinary_words(), "شويغو" in ordinary_words()
    (True, True, False)
    """
    words = [*assets.load("lexicon.csv").iloc[:, 0], *demonyms()["demonym"]]
    return frozenset(str(fold(word)) for word in words) | frozenset(assets.words("actors")["ordinary"])


@cache
def _base() -> tuple[pd.DataFrame, pd.DataFrame]:
    people, bodies, places = (assets.load(name) for name in ("actors.csv", "bodies.csv", "places.csv"))
    everyone = pd.concat([people, bodies.assign(wikidata=""), places], ignore_index=True)
    rows = _records(assets.load("aliases.csv"))
    by_hand = {plain(row[0]) for row in rows}
    rows += [(name, actor_id, "name", "") for name, actor_id in zip(people["name_ar"], people["actor_id"], strict=True)]
    rows += [row for body in _records(bodies[["actor_id", "name_ar", "aliases"]]) for row in _names_of_body(*body)]
    for actor_id, name, more, unsure in _records(places[["actor_id", "name_ar", "aliases", "ambiguous"]]):
        rows += _names_of_place(actor_id, name, more, unsure, by_hand)
    # A rule written by hand in aliases.csv comes first, and the first row of an alias and actor stays.
    table = pd.DataFrame(rows, columns=ALIAS_COLUMNS[:4]).astype("str")
    actors = everyone[ACTOR_COLUMNS].replace("", None).astype("str")
    order = {actor_id: k for k, actor_id in enumerate(actors["actor_id"])}
    names = with_spellings(labelled(table, actors), actors)
    return actors, names.sort_values("actor_id", key=lambda ids: ids.map(order), kind="stable", ignore_index=True)


def _names_of_body(actor_id: str, name: str, more: str) -> Iterator[tuple[str, ...]]:
    for alias in filter(None, more.split("|")):
        kind_of, rule = {"?": ("variant", "context"), "*": ("role", "")}.get(alias[0], ("variant", ""))
        yield alias.lstrip("?*"), actor_id, kind_of, rule
    yield name, actor_id, "name", ""


def _names_of_place(actor_id: str, name: str, more: str, unsure: str, by_hand: set[str]) -> Iterator[tuple[str, ...]]:
    doubtful = list(filter(None, unsure.split("|")))
    for k, alias in enumerate(filter(None, [name, *more.split("|")])):
        kind_of = "headed" if alias.split(" ")[0] in _HEADS else "variant" if k else "name"
        yield alias, actor_id, kind_of, "context" if alias in doubtful else ""
    # مدينة نيس is beyond doubt, and supports نيس alone in the rest of the article.
    sure = (f"{head} {alias}" for alias in doubtful for head in _HEADS if name in doubtful)
    yield from ((alias, actor_id, "headed", "") for alias in sure if plain(alias) not in by_hand)


def _records(table: pd.DataFrame) -> list[tuple[str, ...]]:
    return list(zip(*(table[name].tolist() for name in table.columns), strict=True))


def labelled(table: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Add to aliases the label that mentions of their actors have."""
    kinds = dict(zip(actors["actor_id"], actors["kind"], strict=True))
    # A government acts as a body, although its kind is that of the state it governs.
    kinds |= {actor_id: "ORG" for actor_id in kinds if actor_id.startswith("government-of-")}
    return table.assign(label=[LABELS.get(kinds.get(i, ""), "ORG") for i in table["actor_id"]]).astype("str")


def with_spellings(table: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Add the other spellings of every alias; the first row of a folded alias and actor stays."""
    country = dict(zip(actors["actor_id"], actors["country"].fillna(""), strict=True))
    rows: dict[tuple[str, str], tuple[str, ...]] = {}
    for record in _records(table):
        rows.setdefault((plain(record[0]), record[1]), record)
    for (alias, actor_id), (_, _, kind_of, rule, label) in list(rows.items()):
        kind = kind_of if kind_of in ("headed", "role", "surname") else "variant"
        for spelt in spellings(alias, foreign=country.get(actor_id, "") not in _ARAB_STATES):
            rows.setdefault((spelt, actor_id), (spelt, actor_id, kind, rule, label))
    return pd.DataFrame(list(rows.values()), columns=ALIAS_COLUMNS).astype("str")


def slug(name: str) -> str:
    """Return the id that an actor has by its English name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")

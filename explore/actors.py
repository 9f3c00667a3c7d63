"""Actors: who and what the news is about, and every way Arabic writes their names.

An actor is a person, a body, a place or a medium with one stable id. The knowledge base is two tables. One has a row
for each actor; the other a row for each *alias*: a surface that may stand for an actor, without the clitics written
before it. Most aliases always stand for their actor. Some need more, and their `rule` says what:

''          always: a full name, an acronym, a seat of government
'surname'   unless the article has another full name ending in it (بوتين, لافروف, ترامب)
'context'   only where something else in the article supports it: another alias of the actor, or for a place its
            country. Words that are ordinary words or common names too (صالح, عون, نيس, مالي).

At most one actor has an alias without the rule 'context', so a surface alone is never a toss-up. The same name is
spelt in many ways (ترامب, ترمب; سيرغي, سيرجي): `spellings.csv` lists variants of words, and every alias is given in
each of them. What `explore.text.fold` brings together (hamza, ta marbuta, marks) is not listed twice.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import product
from pathlib import Path

import pandas as pd

from explore import assets
from explore.errors import BadInput, MissingColumns
from explore.text import fold

KINDS = ("PER", "ORG", "GPE", "LOC", "MEDIA", "GROUP")
_LABELS = {"PER": "PER", "ORG": "ORG", "MEDIA": "ORG", "GROUP": "ORG", "GPE": "LOC", "LOC": "LOC"}
ACTOR_COLUMNS = ["actor_id", "name_ar", "name_en", "kind", "country", "wikidata"]
ALIAS_COLUMNS = ["alias", "actor_id", "kind_of", "rule", "label"]
# More spellings of one name than this are combinations nobody writes.
_MOST_SPELLINGS = 24


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
        alias (as written, without clitics), actor_id, kind_of (name, surname, acronym, nickname, variant),
        rule ('', 'surname', 'context'), label (PER, ORG, LOC); one row per folded alias and actor, in the order of
        `knowledge_base()`.

    Examples
    --------
    >>> known = aliases()
    >>> known.loc[known["alias"] == "ترمب", ["actor_id", "rule"]].values.tolist()
    [['donald-trump', 'surname']]
    """
    return _base()[1].copy()


def capitals() -> dict[str, str]:
    """Return the government that each capital may stand for: {"moscow": "government-of-russia", …}.

    Examples
    --------
    >>> capitals()["moscow"]
    'government-of-russia'
    """
    places = assets.load("places.csv")
    states = dict(places.loc[places["capital"] == "", ["country", "actor_id"]].drop_duplicates("country").to_numpy())
    known = set(_base()[0]["actor_id"])
    seats = places.loc[places["capital"] != "", ["actor_id", "country"]].to_numpy()
    found = {city: f"government-of-{states[country]}" for city, country in seats}
    return {city: government for city, government in found.items() if government in known}


def demonyms() -> pd.DataFrame:
    """Return the adjectives of each state: demonym (روسي, الروسية, روس …), actor_id, form (m, f, d, p).

    Examples
    --------
    >>> demonyms().query("demonym == 'الروسية'")["actor_id"].tolist()
    ['russia']
    """
    return assets.load("demonyms.csv")


def read_actors(source: str | Path | pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the knowledge base with a researcher's own actors merged in.

    Parameters
    ----------
    source : path of a CSV file, or DataFrame
        One row per actor: name_ar, name_en, kind (PER, ORG, GPE, LOC, MEDIA, GROUP); optional actor_id (made from
        name_en where empty), country (ISO 3166-1 alpha-2), wikidata, aliases (separated by "|"). A row whose
        actor_id is known replaces what it states and adds its aliases. An alias that was another actor's becomes
        this one's: the researcher knows the corpus.

    Returns
    -------
    actors, aliases : DataFrame
        As `knowledge_base()` and `aliases()` give them, the researcher's rows first.

    Raises
    ------
    BadInput
        A file that cannot be read, a kind that is none of the six, an empty name, an id or alias given twice.
    MissingColumns
        A column that every row needs is not there.

    Examples
    --------
    >>> own = pd.DataFrame({"name_ar": ["سالم الراوي"], "name_en": ["Salem al-Rawi"], "kind": ["PER"], "aliases": ["الراوي"]})
    >>> actors, names = read_actors(own)
    >>> actors.loc[0, "actor_id"], names["alias"].tolist()[:2]
    ('salem-al-rawi', ['سالم الراوي', 'الراوي'])
    """
    own = _own_rows(source)
    base, known = _base()
    own_aliases = _spelt(_labelled(_own_aliases(own), own))
    folded = own_aliases["alias"].map(_fold)
    for alias, group in own_aliases.groupby(folded):
        if group["actor_id"].nunique() > 1:
            raise BadInput(f"Alias {alias!r} is given to {', '.join(sorted(set(group['actor_id'])))}. Give it to one.")
    own = own[ACTOR_COLUMNS].replace("", None)
    stated = own.set_index("actor_id").combine_first(base.set_index("actor_id")).reset_index()[ACTOR_COLUMNS]
    order = [*own["actor_id"], *base.loc[~base["actor_id"].isin(own["actor_id"]), "actor_id"]]
    actors = stated.set_index("actor_id").loc[order].reset_index().astype("str")
    theirs = known[~known["alias"].map(_fold).isin(set(folded))]
    return actors, pd.concat([own_aliases, theirs], ignore_index=True)


def _own_rows(source: str | Path | pd.DataFrame) -> pd.DataFrame:
    if isinstance(source, pd.DataFrame):
        own, where = source.copy(), "the actors table"
    else:
        where = str(source)
        try:
            own = pd.read_csv(source, dtype="str", keep_default_na=False, encoding="utf-8-sig")
        except (OSError, UnicodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
            raise BadInput(f"{where} cannot be read as a CSV file in UTF-8: {error}") from error
    missing = [name for name in ("name_ar", "name_en", "kind") if name not in own.columns]
    if missing:
        raise MissingColumns("read_actors()", where, missing, own.columns, "One row per actor; see help(read_actors).")
    for name in (*ACTOR_COLUMNS, "aliases"):
        own[name] = own[name].fillna("").astype("str").str.strip() if name in own.columns else ""
    for row, actor in enumerate(own.to_dict("records"), start=1):
        if not actor["name_ar"] or not actor["name_en"]:
            raise BadInput(f"Row {row} of {where} has no name_ar or no name_en. Every actor needs both.")
        if actor["kind"] not in KINDS:
            raise BadInput(f"Row {row} of {where}: kind {actor['kind']!r} is none of {', '.join(KINDS)}.")
    own["actor_id"] = [given or _slug(name) for given, name in zip(own["actor_id"], own["name_en"], strict=True)]
    twice = own.loc[own["actor_id"].duplicated(), "actor_id"].tolist()
    if twice or not own["actor_id"].all():
        raise BadInput(f"{where}: actor_id {twice[0] if twice else ''!r} stands twice or is empty. Give each its own.")
    return own


def _own_aliases(own: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for actor in own.to_dict("records"):
        surfaces = [actor["name_ar"], *(part.strip() for part in actor["aliases"].split("|"))]
        rows += [(s, actor["actor_id"], "variant" if k else "name", "") for k, s in enumerate(surfaces) if s]
    return pd.DataFrame(rows, columns=ALIAS_COLUMNS[:4]).astype("str")


@cache
def _base() -> tuple[pd.DataFrame, pd.DataFrame]:
    people, bodies, places = (assets.load(name) for name in ("actors.csv", "bodies.csv", "places.csv"))
    everyone = pd.concat([people, bodies.assign(wikidata=""), places], ignore_index=True)
    written = assets.load("aliases.csv")
    rows = list(written.itertuples(index=False, name=None))
    rows += [(name, actor_id, "name", "") for name, actor_id in zip(people["name_ar"], people["actor_id"], strict=True)]
    for body in bodies.to_dict("records"):
        rows.append((body["name_ar"], body["actor_id"], "name", ""))
        for alias in filter(None, body["aliases"].split("|")):
            rows.append((alias.lstrip("?"), body["actor_id"], "variant", "context" if alias[0] == "?" else ""))
    for place in places.to_dict("records"):
        doubtful = set(place["ambiguous"].split("|"))
        for k, alias in enumerate(filter(None, [place["name_ar"], *place["aliases"].split("|")])):
            rows.append((alias, place["actor_id"], "variant" if k else "name", "context" if alias in doubtful else ""))
    # A rule written by hand in aliases.csv comes first, and the first row of an alias and actor stays.
    table = pd.DataFrame(rows, columns=ALIAS_COLUMNS[:4]).astype("str")
    actors = everyone[ACTOR_COLUMNS].replace("", None).astype("str")
    return actors, _in_order(_spelt(_labelled(table, actors)), actors)


def _labelled(table: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    kinds = dict(zip(actors["actor_id"], actors["kind"], strict=True))
    # A government acts as a body, although its kind is that of the state it governs.
    labels = ["ORG" if i.startswith("government-of-") else _LABELS.get(kinds.get(i, ""), "ORG") for i in table["actor_id"]]
    return table.assign(label=labels).astype("str")


def _in_order(table: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    place = {actor_id: k for k, actor_id in enumerate(actors["actor_id"])}
    rank = table["actor_id"].map(place).fillna(len(place))
    return table.iloc[rank.argsort(kind="stable")].reset_index(drop=True)


def _spelt(table: pd.DataFrame) -> pd.DataFrame:
    """Add the spelling variants of every alias; the first row of a folded alias and actor stays."""
    variants = _spellings()
    rows, seen = [], set()
    records = list(table.itertuples(index=False, name=None))
    seen = {}
    for record in records:
        seen.setdefault((_fold(record[0]), record[1]), record)
    rows = list(seen.values())
    own_words = {(alias, actor_id) for alias, actor_id in seen}
    for alias, actor_id, _, rule, label in list(rows):
        choices = [variants.get(word, (word,)) for word in _fold(alias).split(" ")]
        if all(len(choice) == 1 for choice in choices):
            continue
        for k, words in enumerate(product(*choices)):
            spelt = " ".join(words)
            if k >= _MOST_SPELLINGS:
                break
            if (spelt, actor_id) not in own_words:
                own_words.add((spelt, actor_id))
                rows.append((spelt, actor_id, "variant", rule, label))
    return pd.DataFrame(rows, columns=ALIAS_COLUMNS).astype("str")


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    """Folded word → itself and its other spellings."""
    table = assets.load("spellings.csv")
    found: dict[str, dict[str, None]] = {}
    for line in table["spellings"]:
        group = dict.fromkeys(_fold(word) for word in line.split("|"))
        for word in group:
            found.setdefault(word, {word: None}).update(group)
    return {word: tuple(group) for word, group in found.items()}


@cache
def _fold(text: str) -> str:
    return str(fold(text))


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")

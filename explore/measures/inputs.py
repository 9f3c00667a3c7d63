"""What a measure is given: a corpus with the columns that it reads, and options that have a meaning.

A measure says once, in its decorator, what it reads. Its errors then begin with its own name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import wraps
from typing import Concatenate, Literal, ParamSpec, get_args

import pandas as pd

from explore import tables
from explore.errors import BadInput

P = ParamSpec("P")
Measure = Callable[Concatenate[tables.Tables, P], pd.DataFrame]
#: Whether copies of one report, or boilerplate, are left out or counted.
Handling = Literal["drop", "keep"]
#: What `choose_actors` and `linked` read.
NAMES = "actor_id name_ar name_en kind"
LINKS = "article_id sentence actor_id boilerplate"


def measure(**reads: str) -> Callable[[Measure[P]], Measure[P]]:
    """Return a decorator: a measure checks its corpus for the columns of each table that it `reads`.

    The measure's name then stands at the beginning of its errors.
    """

    def decorate(function: Measure[P]) -> Measure[P]:
        name = f"{function.__name__}()"

        @wraps(function)
        def checked(corpus: tables.Tables, /, *args: P.args, **options: P.kwargs) -> pd.DataFrame:
            tables.corpus_like(corpus, needed_by=name)
            for table, columns in reads.items():
                tables.require(getattr(corpus, table), columns, table=table, needed_by=name)
            try:
                return function(corpus, *args, **options)
            except BadInput as error:
                raise BadInput(f"{name}: {error}") from None

        return checked

    return decorate


def choose_actors(
    corpus: tables.Tables, actors: Iterable[str] | None = None, kinds: Iterable[str] | None = None
) -> pd.DataFrame:
    """Return the NAMES of the actors asked for by id, in that order, or of all; only of these `kinds`."""
    known = corpus.actors[NAMES.split()].drop_duplicates("actor_id")
    chosen = known
    if actors is not None:
        wanted = [actors] if isinstance(actors, str) else list(dict.fromkeys(actors))
        absent = [actor for actor in wanted if actor not in set(known["actor_id"])]
        if absent:
            raise BadInput(f"{' '.join(_unknown(actor, known) for actor in absent)} {_some(known)}")
        chosen = known.set_index("actor_id").loc[wanted].reset_index()
    if kinds is not None:
        of_kinds = [kinds] if isinstance(kinds, str) else list(kinds)
        for kind in of_kinds:
            tables.one_of(kind, get_args(tables.Kind), option="kinds")
        chosen = chosen[chosen["kind"].isin(of_kinds)]
    return chosen.reset_index(drop=True)


def _unknown(actor: str, known: pd.DataFrame) -> str:
    """Say of a wanted actor that it is not there, or, where it is a name, which ids bear it."""
    ids = known.loc[(known["name_ar"] == actor) | (known["name_en"] == actor), "actor_id"]
    if len(ids):
        return f"{actor!r} is a name: use its actor_id {' or '.join(map(repr, ids))}."
    near = _near(str(actor).lower(), known)
    return f"{actor!r} is not in this corpus." + (f" Did you mean {' or '.join(map(repr, near))}?" if near else "")


def _near(wanted: str, known: pd.DataFrame) -> list[str]:
    """Return at most three ids: those whose id or name holds the text ("putin"), else those spelt like it."""
    written = known["actor_id"] + "\n" + known["name_ar"].fillna("") + "\n" + known["name_en"].fillna("").str.lower()
    holding = known.loc[written.str.contains(wanted, regex=False), "actor_id"].head(3)
    return list(holding) or get_close_matches(wanted, list(known["actor_id"]))


def _some(known: pd.DataFrame) -> str:
    some = ", ".join(known["actor_id"].head(5))
    return f"corpus.actors has {len(known)} actors{': ' + some if some else ''}{' …' if len(known) > 5 else ''}."


def content(table: pd.DataFrame, boilerplate: Handling) -> pd.DataFrame:
    """Return the rows of a table of sentences or mentions that are no boilerplate, or all that there are."""
    tables.one_of(boilerplate, get_args(Handling), option="boilerplate")
    return table if boilerplate == "keep" else table[~table["boilerplate"]]


def linked(corpus: tables.Tables, boilerplate: Handling) -> pd.DataFrame:
    """Return article_id, sentence and actor_id of the mentions whose actor is known."""
    mentions = content(corpus.mentions, boilerplate)
    return mentions.loc[mentions["actor_id"].notna(), ["article_id", "sentence", "actor_id"]]

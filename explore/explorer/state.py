"""The state of an Explorer: what is chosen, as a short text, as a corpus and as code.

A state is written as the query of a web address: `outlet=BBC&actor=syria&-topic=3&since=2018-04-01&tab=matrix`. A list
holds its key several times; a minus before a key shuts values out. The page writes and reads the same text.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pandas as pd

from explore import measures
from explore.corpus import Corpus

LISTS = ("outlet", "section", "topic", "actor", "tone", "kind")
SINGLES = ("since", "until", "words", "copies", "boilerplate", "tab", "a", "lang", "theme")
TABS = ("network", "matrix", "terms", "topics", "places")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class State:
    """A state, read.

    Attributes
    ----------
    where : dict
        The arguments of `Corpus.where`.
    without : tuple of dict
        The arguments of one call of `Corpus.without` each.
    kinds : tuple of str
        Kinds of actors that views show.
    tab : str
        The view in the centre.
    other : str
        The state that is compared, "" for none.
    handling : dict
        duplicates and boilerplate of the measures, where they are not "drop".
    """

    where: Mapping[str, Any]
    without: tuple[Mapping[str, Any], ...]
    kinds: tuple[str, ...]
    tab: str
    other: str
    handling: Mapping[str, str]


def read_state(text: str) -> State:
    """Read a state; keys that are not known, and topics and tones that are no numbers, are passed over.

    Examples
    --------
    >>> read_state("outlet=BBC&-topic=3&since=2018-04-01").where
    {'outlet': 'BBC', 'since': '2018-04-01'}
    """
    lists, single = _parsed(text)
    kept = {"boilerplate": "keep"} if single["boilerplate"] else {}
    out: list[dict[str, Any]] = [
        {key: _one(lists["-" + key])} for key in ("outlet", "section", "topic") if lists["-" + key]
    ]
    out += [{"actors": actor, **kept} for actor in lists["-actor"]]
    tab = single["tab"] if single["tab"] in TABS else "network"
    handling = ({"duplicates": "keep"} if single["copies"] else {}) | kept
    return State(_where(lists, single, kept), tuple(out), tuple(lists["kind"]), tab, single["a"], handling)


def _parsed(text: str) -> tuple[dict[str, list[Any]], dict[str, str]]:
    lists: dict[str, list[Any]] = defaultdict(list)
    single = dict.fromkeys(SINGLES, "")
    for key, value in parse_qsl(text.removeprefix("#"), keep_blank_values=True):
        if key in SINGLES:
            single[key] = value
        elif key.removeprefix("-") not in LISTS:
            continue
        elif key.removeprefix("-") not in ("topic", "tone"):
            lists[key].append(value)
        elif re.fullmatch(r"-?\d{1,9}", value):
            lists[key].append(int(value))
    return lists, single


def _where(lists: Mapping[str, list[Any]], single: Mapping[str, str], kept: Mapping[str, str]) -> dict[str, Any]:
    """Return the arguments of `Corpus.where`, in the order in which they are written."""
    days = {key: single[key] for key in ("since", "until") if _DAY.fullmatch(single[key])}
    of_sentence = {name: _one(lists[key]) for key, name in (("actor", "actors"), ("tone", "tone")) if lists[key]}
    of_sentence |= {"words": single["words"]} if single["words"] else {}
    where = {key: _one(lists[key]) for key in ("outlet", "section") if lists[key]} | days
    where |= {"topic": _one(lists["topic"])} if lists["topic"] else {}
    return where | of_sentence | (dict(kept) if of_sentence else {})


def write_state(where: Mapping[str, Any]) -> str:
    """Return the state of some arguments of `Corpus.where`; those that the page has no filter for are left out.

    Examples
    --------
    >>> write_state({"outlet": ["BBC", "CNN"], "since": pd.Timestamp("2018-04-01")})
    'outlet=BBC&outlet=CNN&since=2018-04-01'
    """
    found = []
    for name, values in where.items():
        key = {"actors": "actor"}.get(name, name)
        listed = values if isinstance(values, (list, tuple)) else [values]
        if key in LISTS:
            found += [(key, str(value)) for value in listed]
        elif key in SINGLES:
            found.append((key, str(values)[:10] if key in ("since", "until") else str(values)))
    return urlencode(found)


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def corpus_of(corpus: Corpus, state: State) -> Corpus:
    """Return the articles of a state."""
    chosen = corpus.where(**state.where) if state.where else corpus
    for conditions in state.without:
        chosen = chosen.without(**conditions)
    return chosen


def corpus_code(state: State) -> str:
    """Return Python that gives the articles of a state, of a corpus called `corpus`."""
    calls = [f".where({_arguments(state.where)})"] if state.where else []
    return "corpus" + "".join([*calls, *(f".without({_arguments(conditions)})" for conditions in state.without)])


def view_code(state: State) -> str:
    """Return Python that gives the table of the view in the centre."""
    name, options = _view(state)
    parts = [corpus_code(state)]
    if state.tab == "terms":
        parts = [corpus_code(read_state(state.other)), *parts] if state.other else [*parts, _rest(parts[0])]
    return f"explore.{name}({', '.join([*parts, *filter(None, [_arguments(options)])])})"


def frame_of(corpus: Corpus, state: State) -> pd.DataFrame:
    """Return the table of the view in the centre."""
    name, options = _view(state)
    parts = [corpus_of(corpus, state)]
    if state.tab == "terms":
        other = corpus_of(corpus, read_state(state.other)) if state.other else None
        rest = corpus.without(article=parts[0].articles["article_id"]) if other is None else parts[0]
        parts = [parts[0] if other is None else other, rest]
    return pd.DataFrame(getattr(measures, name)(*parts, **options))


def _view(state: State) -> tuple[str, dict[str, Any]]:
    kinds = {"kinds": _one(list(state.kinds))} if state.kinds else {}
    copies = {key: value for key, value in state.handling.items() if key == "duplicates"}
    return {
        "network": ("comentions", {**kinds, **state.handling}),
        "matrix": ("comentions", {**kinds, **state.handling}),
        "terms": ("keyness", {**state.handling}),
        "topics": ("topic_shares", {"per": None, **copies}),
        "places": ("attention", {"per": None, "kinds": ["GPE", "LOC"], **state.handling}),
    }[state.tab]


def _rest(code: str) -> str:
    return f'corpus.without(article={code}.articles["article_id"])'


def _arguments(options: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}={_literal(value)}" for key, value in options.items())


def _literal(value: Any) -> str:
    """Write a value as the page writes it: texts in double quotes."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_literal, value))}]"
    if not isinstance(value, str):
        return repr(value)
    return json.dumps(value, ensure_ascii=False)

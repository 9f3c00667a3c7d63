"""The picker of actors: type a few letters of any name, in Arabic or Latin letters, and take who is meant.

A corpus names thousands of actors, too many for a list. What is typed is folded as text is, so that hamza, vowel marks
and capitals do not matter, and is looked for in every name of an actor: those of the knowledge base, and those that the
articles use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import pandas as pd

from explore import assets, tables
from explore.corpus import Corpus
from explore.errors import BadInput
from explore.panels.words import Language, word
from explore.text import fold, isolate, shorten

_LISTED = 40  # actors in the list at once
_ROWS = 5  # of the list that are seen
_LETTERS = 30  # of a name in the list


def choose_actors(
    corpus: Corpus,
    *,
    kinds: Iterable[str] | None = None,
    value: str | Iterable[str] = (),
    language: Language = "en",
) -> Any:
    """Return a picker of actors: a search over all of a corpus, a list, and the actors taken as tags.

    Parameters
    ----------
    corpus : Corpus
        Its `actors` (actor_id, name_ar, name_en, kind, n_mentions, n_articles) are offered, those named in most
        articles first; its `mentions` (actor_id, surface) are searched too.
    kinds : iterable of str, optional
        Only actors of these kinds: PER, ORG, GPE, LOC, MEDIA, GROUP.
    value : str or iterable of str
        The actors taken at first.
    language : {"en", "ar"}
        Language of the names and of the picker's own words.

    Returns
    -------
    ipywidgets.VBox
        Its `value` is a tuple of actor_ids, () where nobody is taken: that is everybody.

    Raises
    ------
    BadInput
        If `value` is not among the actors offered.
    """
    import ipywidgets
    import traitlets

    needed = "actor_id name_ar name_en kind n_mentions n_articles"
    tables.require(corpus.actors, needed, table="actors", needed_by="choose_actors()")
    taken = (value,) if isinstance(value, str) and value else tuple(value)
    who = _Who(corpus, kinds, taken, language)
    if unknown := [actor for actor in taken if actor not in who.labels]:
        some = ", ".join(map(repr, list(who.labels)[:8]))
        raise BadInput(f"value of 'actors' must be among {some} …; got {', '.join(map(repr, unknown))}.")
    search = ipywidgets.Text(
        placeholder=word("type a name", language), tooltip=word("actors", language), layout={"width": "100%"}
    )
    found = ipywidgets.Select(rows=_ROWS, tooltip=word("actors", language), layout={"width": "100%"})
    add = ipywidgets.Button(description=word("add", language), layout={"width": "auto", "flex": "0 0 auto"})
    tags = ipywidgets.Box(layout={"flex_flow": "row wrap"})
    box = ipywidgets.VBox([ipywidgets.HBox([search, add]), found, tags], layout={"width": "22em", "max_width": "100%"})
    box.add_traits(value=traitlets.Tuple(), description=traitlets.Unicode(word("actors", language)))

    def listed(_: Any = None) -> None:
        found.options = who.find(search.value)
        found.value = None

    def take(_: Any = None) -> None:
        actor = found.value or next((actor for _, actor in found.options), None)
        if actor is not None and actor not in box.value:
            box.value = (*box.value, actor)
        search.value = ""

    def leave(actor: str, _: Any) -> None:
        box.value = tuple(other for other in box.value if other != actor)

    def show(_: Any = None) -> None:
        tags.children = [_tag(who.name(actor), word("remove", language), partial(leave, actor)) for actor in box.value]
        box.label = tuple(who.name(actor) for actor in box.value) or word("all", language)

    search.observe(listed, names="value")
    search.on_msg(lambda _, content, __: take() if content.get("event") == "submit" else None)
    add.on_click(take)
    box.observe(show, names="value")
    listed()
    box.value = taken
    show()
    return box


def _tag(name: str, hint: str, leave: Callable[[Any], None]) -> Any:
    import ipywidgets

    tag = ipywidgets.Button(description=f"{name} ×", tooltip=hint, layout={"width": "auto"})
    tag.on_click(leave)
    return tag


class _Who:
    """The actors of a corpus: what each is called, and who is meant by a few letters."""

    def __init__(self, corpus: Corpus, kinds: Iterable[str] | None, also: tuple[str, ...], language: Language) -> None:
        rows = corpus.actors
        if kinds is not None:
            rows = rows[rows["kind"].isin([kinds] if isinstance(kinds, str) else list(kinds))]
        rows = rows[(rows["n_articles"] > 0) | rows["actor_id"].isin(also)]
        order = ["n_articles", "n_mentions", "actor_id"]
        rows = rows.sort_values(order, ascending=[False, False, True], ignore_index=True)
        self._corpus, self._rows = corpus, rows
        names = ("name_ar", "name_en") if language == "ar" else ("name_en", "name_ar")
        both = zip(rows["actor_id"], rows[names[0]], rows[names[1]], rows["n_articles"], strict=True)
        self.labels = {actor: _label(actor, first, second, n) for actor, first, second, n in both}
        first = rows[names[0]].fillna(rows[names[1]]).fillna(rows["actor_id"])
        self._names = dict(zip(rows["actor_id"], first, strict=True))
        self._forms: list[str] | None = None

    def name(self, actor: str) -> str:
        """Return one name of an actor."""
        return shorten(str(self._names[actor]), _LETTERS)

    def find(self, typed: str) -> list[tuple[str, str]]:
        """Return (label, actor_id) of those with a name in which a word, else any part, begins as typed."""
        wanted = _folded(f" {typed}").strip()
        actors = list(self.labels)
        if wanted:
            forms = self._all_forms()
            at_start = [k for k, form in enumerate(forms) if f" {wanted}" in form]
            inside = [k for k, form in enumerate(forms) if wanted in form] if len(at_start) < _LISTED else []
            actors = [actors[k] for k in dict.fromkeys([*at_start, *inside])]
        return [(self.labels[actor], actor) for actor in actors[:_LISTED]]

    def _all_forms(self) -> list[str]:
        """Return all names of each actor as one folded text, in the order of the actors; made at the first search."""
        if self._forms is None:
            rows = self._rows
            known, used = assets.load("aliases.csv"), self._corpus.mentions[["surface", "actor_id"]]
            columns = [rows.rename(columns={name: "form"})[["actor_id", "form"]] for name in ("name_ar", "name_en")]
            columns += [rows.assign(form=rows["actor_id"])[["actor_id", "form"]]]
            columns += [table.set_axis(["form", "actor_id"], axis=1) for table in (known[["alias", "actor_id"]], used)]
            every = pd.concat(columns).dropna().drop_duplicates()
            every = every[every["actor_id"].isin(self._names)]
            forms = every.groupby("actor_id")["form"].agg(" | ".join).to_dict()
            self._forms = [f" {_folded(forms[actor])}" for actor in self.labels]
        return self._forms


def _folded(text: str) -> str:
    return str(fold(text)).casefold().replace(" ال", " ")


def _label(actor: str, first: Any, second: Any, n: int) -> str:
    """Return an option of the list. It begins with the name: an isolate there would end type-ahead."""
    names = [shorten(str(name), _LETTERS) for name in dict.fromkeys((first, second)) if pd.notna(name)] or [actor]
    return " · ".join([names[0], *map(isolate, names[1:])]) + " " + isolate(f"({n:,})")

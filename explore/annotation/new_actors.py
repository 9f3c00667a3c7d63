"""New actors: names that the knowledge base does not hold.

An engine may find names nobody listed: a mayor, a witness, a small party. Each article is read by itself: short forms
go to the full names they stand for (`explore.annotation.article_aliases`), and what is left is counted by name. The
counts of all articles are added up. Then a person named in full becomes an actor; so does a body or place with
evidence enough, and a person known by one word that nobody bears in a longer name. Spellings of one name are merged
where hardly anything speaks against it (`explore.actors.similarity`); a spelling of somebody known goes to that actor.
What is left stays unknown.

Counts can be added up in any order and in parts. An actor's id is made of the commonest spelling of the name: the same
name has the same id in any corpus.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from explore import assets, tables
from explore.actors import ordinary_words
from explore.actors.gazetteer import Gazetteer
from explore.actors.ids import new_id
from explore.actors.similarity import SURE, consonants, likeness, plain_name
from explore.actors.spellings import plain
from explore.annotation.article_aliases import Alias, find_aliases
from explore.annotation.layers import Context, Frames, Layer
from explore.annotation.names import is_full
from explore.doc import Doc
from explore.text import INVISIBLE, MARKS

_PROBABLE = 0.5  # the best score of a name that becomes an actor
_BONES = 4  # consonants that a name of one word needs, for its spellings to be told from other names
_SPECIFIC = 2  # more words than these make a body or a place somebody, whatever its kind
_UNSHOWN = re.compile(f"[{MARKS}{INVISIBLE}#]")


@dataclass(slots=True)
class NewName:
    """What articles say of one name: how it is spelt and labelled, how often, and the best score of a mention."""

    spelt: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    score: float = 0.0

    def add(self, more: NewName) -> None:
        """Add what other articles say of it."""
        self.spelt.update(more.spelt)
        self.labels.update(more.labels)
        self.score = max(self.score, more.score)

    @property
    def n(self) -> int:
        """How many mentions it has."""
        return self.labels.total()

    @property
    def label(self) -> str:
        """Its commonest label."""
        return max(sorted(self.labels), key=self.labels.__getitem__)

    @property
    def best(self) -> str:
        """Its commonest spelling."""
        return max(sorted(self.spelt), key=self.spelt.__getitem__)


Settled = dict[str, tuple[str, str]]  # name → its actor and how it was found: "new" or "variant"


def find_new_actors(
    docs: Sequence[Doc],
    base: pd.DataFrame,
    gazetteer: Gazetteer,
    *,
    apart: frozenset[frozenset[str]] = frozenset(),
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the mentions of a corpus with those settled that linking left unknown, and the new actors.

    Parameters
    ----------
    docs : sequence of Doc
        All articles, with their mentions as `link` returns them.
    base : DataFrame
        The actors that are known: actor_id, name_ar.
    gazetteer : Gazetteer
        Their names.
    apart : set of frozenset
        Pairs of ids that a researcher says are two actors, however alike their names.

    Returns
    -------
    mentions : DataFrame
        tables.MENTIONS, in the order of articles and text.
    new_actors : DataFrame
        actor_id, name_ar, name_en (null: nobody has said how it is spelt in English), kind, country and wikidata
        (null); in the order of first mention.
    """
    read = [find_aliases(doc, gazetteer) for doc in docs]
    names = merge(map(collect, read))
    settled = assign(names, set(base["actor_id"]), gazetteer, apart)
    found = {actor: names[key] for key, (actor, why) in settled.items() if why == "new"}
    rows = [{"actor_id": actor, "name_ar": name.best, "kind": name.label} for actor, name in found.items()]
    new = pd.DataFrame(rows, columns=base.columns).astype("str")
    every = pd.concat([base, new])
    shown = dict(zip(every["actor_id"], every["name_ar"], strict=True))
    mentions = [
        (doc.article_id, *_row(alias, names, settled, shown))
        for doc, aliases in zip(docs, read, strict=True)
        for alias in aliases
    ]
    return tables.MENTIONS.frame(mentions), new


def collect(aliases: Iterable[Alias]) -> dict[str, NewName]:
    """Return what an article says of each new name."""
    return merge(
        {alias.target.name: NewName(Counter([_spelling(alias)]), Counter([alias.mention.label]), alias.mention.score)}
        for alias in aliases
        if alias.why == "new" and alias.target
    )


def merge(parts: Iterable[dict[str, NewName]]) -> dict[str, NewName]:
    """Add up what articles, or parts of a corpus, say of new names; in the order of first mention."""
    names: dict[str, NewName] = {}
    for part in parts:
        for key, said in part.items():
            names.setdefault(key, NewName()).add(said)
    return names


def assign(
    names: dict[str, NewName], known: set[str], gazetteer: Gazetteer, apart: frozenset[frozenset[str]] = frozenset()
) -> Settled:
    """Return the actor of each name that has one, the commonest names first to be given an id.

    Parameters
    ----------
    names : dict
        What `merge` returns.
    known : set of str
        Ids that are taken.
    gazetteer : Gazetteer
        The names of the actors that are known.
    apart : set of frozenset
        Pairs of ids that are two actors.
    """
    alike = _by_sound(gazetteer)
    persons = [key.split() for key in names if names[key].label == "PER"]
    borne = gazetteer.first_names.union(*(words for words in persons if len(words) > 1))
    settled: Settled = {}
    for key in sorted(names, key=lambda key: (-names[key].n, key)):
        name, sound = names[key], consonants(names[key].best)
        if not _is_actor(name, borne) or not sound:
            continue
        same = alike.setdefault((name.label, sound), []) if " " in sound or len(sound) >= _BONES else []
        fits = _fits(name, same, known, apart)
        if len(fits) == 1:
            settled[key] = (fits.pop(), "variant")
        else:
            settled[key] = (new_id(name.best, known), "new")
            same.append((name.best, settled[key][0]))
    return {key: settled[key] for key in names if key in settled}


def _fits(name: NewName, same: list[tuple[str, str]], known: set[str], apart: frozenset[frozenset[str]]) -> set[str]:
    """Return the actors of the names that sound alike of which a name is a spelling."""
    fits = {actor for spelt, actor in same if likeness(name.best, spelt) >= SURE}
    own = {new_id(spelt, known) for spelt in name.spelt} if apart else set()
    return {actor for actor in fits if not any(frozenset((mine, actor)) in apart for mine in own)}


def _by_sound(gazetteer: Gazetteer) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Return (name, actor) of known actors by label and consonants."""
    alike: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for alias in gazetteer.names.values():
        if len(alias.actor_ids) == 1 and not alias.rule and alias.kind_of not in ("headed", "role"):
            alike.setdefault((alias.label, consonants(alias.folded)), []).append((alias.folded, alias.actor_ids[0]))
    return alike


def _is_actor(name: NewName, borne: Collection[str]) -> bool:
    """Say whether a name is somebody: a full name; a body or place that is no word and not what every state has.

    A person may be known by one word (a player, a singer), if nobody in the corpus bears it in a longer name.
    """
    words, lists = plain_name(name.best).split(), assets.words("actors")
    if name.score < _PROBABLE:
        return False
    if name.label == "PER":
        return is_full(words) or (len(words) == 1 and words[0] not in borne and words[0] not in ordinary_words())
    if len(words) > _SPECIFIC:
        return True
    head = words[0].removeprefix("ال")
    general = head in lists["of_a_state"] or (head in lists["kinds"] and (head != words[0] or len(words) == 1))
    return not general and (len(words) > 1 or words[0] not in ordinary_words())


def _spelling(alias: Alias) -> str:
    """Return a surface as a name is shown: without clitics and marks, with its hamzas."""
    surface, name = alias.mention.surface, alias.name
    clean = " ".join(_UNSHOWN.sub("", surface).replace("_", " ").split())
    extra = len(plain(surface)) - len(name)
    if plain(surface).endswith(name):
        return clean[extra:]
    return "ال" + clean[extra + 2 :]  # للحزب is ل and الحزب


def _row(alias: Alias, names: dict[str, NewName], settled: Settled, shown: dict[str, str]) -> tuple[object, ...]:
    """Return the row of a mention without its article."""
    m, target = alias.mention, alias.target
    if m.actor_id or target is None or not (target.actor_id or target.name in settled):
        return m[:10]
    actor, why = (target.actor_id, alias.why) if target.actor_id else settled[target.name]
    why = alias.why if alias.why not in ("new", "variant") else why
    why = f"variant of {shown[actor]}" if why == "variant" else why
    label = names[target.name].label if target.name else alias.mention.label
    rule = f"{m.rule.removesuffix('; unknown').removesuffix('; borne by several')}; {why}"
    return m._replace(label=label, actor_id=actor, rule=rule)[:10]


def _run(docs: Sequence[Doc], _frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    apart = context.curation.apart if context.curation else frozenset()
    mentions, found = find_new_actors(docs, context.actors, context.gazetteer, apart=apart)
    context.actors = pd.concat([context.actors, found], ignore_index=True)
    return {"mentions": mentions}


LAYER = Layer("new_actors", reads=("mentions",), writes=("mentions",), run=_run, whole=True)

"""Aliases: what an article calls somebody after the first time.

A person is named in full once and by the surname from then on; a body by its full name, then by a part of it. Within
one article the short form means the one long form it fits. If it fits two (two brothers, two ministries) it stays
unknown. Known actors were linked before (`names`); `new_actors` asks here for those on no list.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from explore.actors.gazetteer import Gazetteer
from explore.actors.similarity import plain_name, without_article
from explore.actors.spellings import plain
from explore.annotation.names import FULL_NAME
from explore.doc import Doc, Mention
from explore.text import readings

_LEAST = 3  # letters of a name without its clitic


class Target(NamedTuple):
    """Whom a mention means: an actor that is known, or the plain full name of somebody new."""

    actor_id: str | None
    name: str = ""


@dataclass(slots=True)
class Alias:
    """One mention while its article is read: `name` is folded and without clitics."""

    mention: Mention
    name: str
    words: list[str]  # as they are compared
    target: Target | None
    why: str = ""


def find_aliases(doc: Doc, gazetteer: Gazetteer) -> list[Alias]:
    """Return the mentions of an article in order, with whom they mean; without a target where that stays unknown.

    Parameters
    ----------
    doc : Doc
        An article, its mentions linked to known actors.
    gazetteer : Gazetteer
        The names of the knowledge base.
    """
    found = _read(doc, gazetteer)
    settled = [alias for alias in found if alias.target]
    # Long forms first, so that whom they mean is known when the short ones are read.
    for alias in sorted((a for a in found if not a.target), key=lambda a: -len(a.words)):
        alias.target, alias.why = _meant(alias, settled)
        if alias.target:
            settled.append(alias)
    return found


def _read(doc: Doc, gazetteer: Gazetteer) -> list[Alias]:
    names = [plain(mention.surface).split() for mention in doc.mentions]
    firsts, lasts = {words[0] for words in names if words}, {word for words in names for word in words[1:]}
    found = []
    for mention, words in zip(doc.mentions, names, strict=True):
        name = _without_clitic(" ".join(words), mention.label, firsts, lasts, gazetteer)
        target = Target(mention.actor_id) if mention.actor_id else None
        found.append(Alias(mention, name, without_article(name).split(), target))
    return found


def _without_clitic(folded: str, label: str, firsts: set[str], lasts: set[str], gazetteer: Gazetteer) -> str:
    """Tell وليد from و and ليد: a clitic goes where the rest stands in a name of the article, or begins a known one."""
    word, space, rest = folded.partition(" ")
    if word in gazetteer.first_words or word in lasts:
        return folded
    forms = [form for _, form in readings(word, least=_LEAST)[1:]]
    surely = len(word) > _LEAST + 1 or word.startswith("و")  # بلال is no ب and لال
    likely = (form for form in forms if form in firsts | lasts or (surely and form in gazetteer.first_words))
    and_the = "ول" if label == "PER" else "وال"
    definite = (form for form in forms if form.startswith("ال") and word.startswith(("لل", and_the)))
    return next(chain(likely, definite), word) + space + rest


def _meant(alias: Alias, settled: list[Alias]) -> tuple[Target | None, str]:
    """Return whom a mention means by the names that are settled, and why."""
    alike = [a for a in settled if a.mention.label == alias.mention.label]
    name = plain_name(alias.name)
    if same := next((a for a in alike if plain_name(a.name) == name), None):
        return same.target, same.why or "variant"
    if alias.mention.label != "LOC" and (target := _long_form(alias, alike)):
        return target, FULL_NAME
    shared = alias.mention.rule.endswith("borne by several")  # a known name is never somebody new
    return (Target(None, name), "new") if not shared else (None, "")


def _long_form(alias: Alias, alike: list[Alias]) -> Target | None:
    """Return whom the one longer name means that a name is short for."""
    fits = [a for a in alike if _is_short(alias.words, a.words)]
    fits = [a for a in fits if a.words[-1] == alias.words[-1]] or fits  # the surname before the first name
    targets = {a.target for a in fits}
    return targets.pop() if len(targets) == 1 else None


def _is_short(words: list[str], form: list[str]) -> bool:
    """Say whether words are the beginning or the end of a longer name, or what is left without its middle."""
    n = len(words)
    return n < len(form) and (
        words in (form[:n], form[-n:]) or (n > 1 and words[0] == form[0] and words[-1] == form[-1])
    )

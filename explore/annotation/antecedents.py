"""Antecedents: whom a role means, such as الرئيس الروسي, نظيره الأميركي, الحكومة or الحزب.

An article introduces somebody once (الرئيس الروسي فلاديمير بوتين) and then says الرئيس الروسي or الرئيس; حزب الحرية is
الحزب from then on. Candidates for a role are the actors that the article names, who held the office on the day of
publication by the dated table `offices.csv`, the body of that kind of the country it says or the article is about, and
nobody. Each is described by short statements, which a ranker, trained on annotated articles, weighs
(`explore.model.ranker`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from explore.actors import knowledge_base
from explore.actors.bodies import kind, kinds_of, state_bodies
from explore.actors.offices import country_of, ever_held, gender_of, holder_on, offices_on
from explore.actors.titles import Title, adjectives, find_titles, states
from explore.doc import Doc, Mention

_THE = re.compile("^[وف]?(?:[بك]?ال|لل)")
_NEAR = 5  # tokens before and after a name that may introduce its bearer
_MOST = 40  # actors that are candidates: those named nearest before, and as many again of all others
_PLAIN, _LEAST = 0.6, 3  # share and number of mentions that make a country the one an article is about
_EQUAL = (("president", "monarch", "emir", "sultan", "emperor", "leader"), ("prime-minister", "chancellor"))


@dataclass
class Actor:
    """An actor as an article names it: its mentions, the words of its names and those beside them, its offices."""

    actor_id: str
    label: str
    mentions: list[Mention] = field(default_factory=list)
    name: set[str] = field(default_factory=set)
    before: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)
    offices: set[tuple[str, str | None]] = field(default_factory=set)


class Role(NamedTuple):
    """A role: its tokens, label, words without the article, title, country, and the kinds of body it may name."""

    first: int
    last: int
    label: str
    words: tuple[str, ...]
    title: Title | None
    country: str | None
    kinds: frozenset[str]


class Cast:
    """Everybody whom one article names, and whom its roles meant so far."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.date = doc.published.strftime("%Y-%m-%d") if doc.published is not None else ""
        self.titles = [
            (bisect_left(doc.starts, title.start), bisect_left(doc.starts, title.end), title)
            for title in find_titles(doc.folded)
        ]
        self.actors: dict[str, Actor] = {}
        for mention in doc.mentions:
            if mention.actor_id and mention.kind == "name":
                self._add(mention.actor_id, mention)
        self.meant: dict[tuple[str, ...], str] = {}
        said = Counter(c for a in self.actors.values() if (c := country_of(a.actor_id)) for _ in a.mentions)
        said.update(c for word in doc.words if (c := adjectives().get(word)))
        most = said.most_common(1)
        self.country = most[0][0] if most and most[0][1] >= max(_LEAST, _PLAIN * said.total()) else None

    def _add(self, actor_id: str, mention: Mention) -> None:
        doc, actor = self.doc, self.actors.setdefault(actor_id, Actor(actor_id, mention.label))
        actor.mentions.append(mention)
        sentence = doc.sentences[mention.sentence] if mention.sentence < len(doc.sentences) else doc.sentences[-1]
        actor.name.update(bare(word) for word in doc.words[mention.first : mention.last])
        low, high = max(sentence.first, mention.first - _NEAR), min(sentence.last, mention.last + _NEAR)
        actor.before.update(bare(word) for word in doc.words[low : mention.first])
        actor.after.update(bare(word) for word in doc.words[mention.last : high])
        k = bisect_left(self.titles, (mention.first - 2 * _NEAR,))
        for first, last, title in self.titles[k : k + _NEAR]:
            if 0 <= mention.first - last < 4 or 0 <= first - mention.last < 3:
                actor.offices.add((title.office, title.country))

    def role(self, first: int, last: int, label: str) -> Role:
        """Return the role that stands at some tokens."""
        words = self.doc.words[first:last]
        k = bisect_left(self.titles, (first,))
        title = next((t for a, _, t in self.titles[k : k + 1] if a < last), None)
        said = [c for w in words if (c := adjectives().get(w) or states().get(w))]
        country = title.country if title and title.country else (said[0] if said else None)
        plain = tuple(bare(word) for word in words)
        pairs = {plain[0], " ".join([plain[0], *words[1:2]])}
        return Role(first, last, label, plain, title, country, frozenset(kind(noun) for noun in pairs))

    def candidates(self, role: Role) -> list[str | None]:
        """Return the actors that a role may mean, and None for nobody."""
        people = role.label == "PER"
        fit = [a for a in self.actors.values() if (a.label == "PER") == people]
        fit.sort(key=lambda a: min((abs(role.first - m.first) + 1e4 * (m.first > role.first) for m in a.mentions)))
        found = [a.actor_id for a in fit[:_MOST]] + [a for a in self._holders(role) if a not in self.actors]
        return [*dict.fromkeys(found), None]

    def _holders(self, role: Role) -> list[str]:
        """Return who holds the office, or is the body, that a role names."""
        country = role.country or self.country or ""
        if role.label != "PER":
            return [actor for noun in sorted(role.kinds) if (actor := state_bodies().get((noun, country)))]
        if not role.title or not self.date:
            return []
        holder = holder_on(role.title.office, country, self.date, role.title.feminine)
        return [holder] if holder else [a for o in self._offices_before(role) if (a := holder_on(o, country, self.date, role.title.feminine))]

    def _offices_before(self, role: Role) -> list[str]:
        """Return the offices equal to those of whoever is named last before a counterpart."""
        if not role.title or role.title.office != "counterpart":
            return []
        before = [m.actor_id for m in self.doc.mentions if m.actor_id and m.label == "PER" and m.first < role.first]
        held = [o for actor in before[:-3:-1] for o in offices_on(actor, self.date)]
        return [equal for o in held for equal in next((same for same in _EQUAL if o in same), (o,))]

    def describe(self, role: Role) -> tuple[list[str | None], list[list[str]]]:
        """Return the candidates for a role, and the statements that are true of each."""
        among = self.candidates(role)
        last = {a: self._last(role, a) for a in among if a in self.actors}
        order = sorted((a for a in last if last[a]), key=lambda a: -last[a].first)
        described = []
        of_role = list(self._of_role(role))
        for actor_id in among:
            if actor_id is None:
                own = ["nobody", f"nobody; {'some' if order else 'none'} before"]
            else:
                own = list(self._of_candidate(role, actor_id))
                rank = order.index(actor_id) if actor_id in order else -1
                own.append(f"recent {min(rank, 4)}")
                if rank < 0 or rank > 0:
                    pass
            kind_ = "nobody" if actor_id is None else "somebody"
            described.append(own + [f"{kind_}; {s}" for s in of_role])
        fits = [i for i, (a, d) in enumerate(zip(among, described)) if "fits" in d]
        for i, d in enumerate(described):
            if among[i] is not None and i in fits:
                better = [among[j] for j in fits if j != i and among[j] in order and among[i] in order and order.index(among[j]) < order.index(among[i])]
                d.append(f"fits, nearer ones {min(len(better),2)}")
            if among[i] is None:
                d.append(f"nobody; fitting {min(len(fits), 3)}")
        return among, described

    def _last(self, role: Role, actor_id: str) -> Mention | None:
        return next((m for m in reversed(self.actors[actor_id].mentions) if m.first < role.first), None)

    def _of_role(self, role: Role) -> Iterator[str]:
        yield f"head {role.words[0]}"
        yield f"words {min(len(role.words), 4)}"
        yield f"{role.label} {'the' if _THE.match(self.doc.words[role.first]) else 'a'}"
        yield f"country {bool(role.country)} {bool(role.title)}"
        if role.title:
            yield f"office {role.title.office} {bool(role.title.country)}"
            if role.title.former:
                yield "former"
        yield f"meant before {role.words in self.meant}"
        yield f"after {self.doc.words[role.last] if role.last < len(self.doc.words) else ''}"

    def _of_candidate(self, role: Role, actor_id: str) -> Iterator[str]:
        actor = self.actors.get(actor_id)
        yield f"somebody {role.label}"
        yield from self._of_office(role, actor_id, actor)
        country = country_of(actor_id)
        same = "none" if not role.country else "unknown" if not country else str(role.country == country)
        yield f"country {same} {role.label}"
        yield f"about {self.country is not None and country == self.country} {bool(role.country)}"
        kinds = kinds_of(actor_id)
        fits = bool(role.kinds & kinds)
        if role.words in self.meant:
            yield f"meant {self.meant[role.words] == actor_id}"
        yield f"kind {_kind_of(actor_id)}; head {role.words[0]}"
        if actor is None:
            yield f"not named; kind {fits}; country {same}"
            return
        in_name = bool({kind(w) for w in actor.name} & role.kinds)
        yield f"kind {fits} name {in_name} {role.label}"
        if fits or in_name:
            yield "fits"
        yield from self._of_place(role, actor)
        yield from self._of_words(role, actor)

    def _of_office(self, role: Role, actor_id: str, actor: Actor | None) -> Iterator[str]:
        title = role.title
        if not title or role.label != "PER":
            return
        country = title.country or self.country or ""
        holds = holder_on(title.office, country, self.date, None) == actor_id if self.date else False
        yield f"holds {holds} {bool(title.country)} {actor is None} {title.former}"
        if not holds:
            yield f"held {ever_held(title.office, country, actor_id)} {title.former}"
        gender = gender_of(actor_id)
        if gender:
            yield f"gender {(gender == 'f') == title.feminine}"
        if title.office == "counterpart":
            equal = self._offices_before(role)
            yield f"equal {any(holder_on(o, role.country or '', self.date, None) == actor_id for o in equal)}"
        if actor is not None:
            offices = {o for o, _ in actor.offices}
            pair = (title.office, title.country) in actor.offices
            yield f"introduced {title.office in offices} {pair}"

    def _of_place(self, role: Role, actor: Actor) -> Iterator[str]:
        before = self._last(role, actor.actor_id)
        sentence = self.doc.sentence_of[role.first]
        if before is None:
            yield "named later"
        else:
            since = sentence - self.doc.sentence_of[before.first]
            yield f"sentences {_bin(since)}"
            if since == 0:
                yield f"same sentence {_bin(role.first - before.last)}"
        yield f"count {_bin(len(actor.mentions))}"
        most = max(len(a.mentions) for a in self.actors.values() if (a.label == "PER") == (actor.label == "PER"))
        yield f"most {len(actor.mentions) == most}"
        yield f"headline {actor.mentions[0].sentence == 0}"
        here = {m.actor_id for m in self.doc.mentions if m.actor_id and self.doc.sentence_of[m.first] == sentence}
        yield f"here {actor.actor_id in here}"
        yield f"label {actor.label}"

    def _of_words(self, role: Role, actor: Actor) -> Iterator[str]:
        head = role.words[0]
        yield f"head before {head in actor.before} after {head in actor.after} {role.label}"
        own = set(role.words[1:])
        if own:
            beside = actor.before | actor.after | actor.name
            yield f"others beside {_bin(len(own & beside))} of {_bin(len(own))}"
            yield f"all beside {own <= beside} {head in beside}"


def bare(word: str) -> str:
    """Return a folded word without its article and the clitics before that."""
    return _THE.sub("", word) or word


@cache
def _kinds() -> dict[str, str]:
    base = knowledge_base()
    return dict(zip(base["actor_id"], base["kind"], strict=True))


def _kind_of(actor_id: str) -> str:
    return _kinds().get(actor_id, "new")


def _bin(n: int) -> int:
    return n if n < 4 else min(2 + n.bit_length(), 8)

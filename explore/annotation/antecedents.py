"""Antecedents: whom a role means, such as الرئيس الروسي, نظيره الأميركي, الحكومة or الحزب.

An article introduces somebody once (الرئيس الروسي فلاديمير بوتين) and then says الرئيس الروسي or الرئيس; حزب الحرية is
الحزب from then on. Candidates for a role are the actors that the article names, who held the office on the day of
publication by the dated table `offices.csv`, the body of that kind of a state that it names, and nobody. Each is
described by short statements, which a ranker, trained on annotated articles, weighs (`explore.model.ranker`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from explore import assets
from explore.actors import knowledge_base
from explore.actors.bodies import kind, kinds_of, state_bodies
from explore.actors.offices import country_of, ever_held, gender_of, holder_on, offices_on
from explore.actors.titles import Title, adjectives, find_titles, states
from explore.doc import Doc, Mention
from explore.model.ranker import Ranker, about

_THE = re.compile("^[وف]?(?:[بك]?ال|لل)")
_NEAR = 5  # tokens before and after a name that may introduce its bearer
_MOST = 60  # mentions before a role, and behind it, whose actors are candidates
_SURE = 0.25  # probability from which on an actor is given
_SURE_OF_STATE = 0.5  # the same, of a body that is named without its state
_PLAIN, _LEAST = 0.6, 3  # share and number of mentions that make a country the one an article is about
_HEADS = (("president", "monarch", "emir", "sultan", "emperor", "leader"), ("prime-minister", "chancellor"))
_EQUAL = {office: equals for equals in _HEADS for office in equals}


@dataclass
class Actor:
    """An actor as an article names it: label, tokens of its mentions, words in its names and beside them, offices."""

    label: str
    places: list[tuple[int, int]] = field(default_factory=list)
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


class Candidate(NamedTuple):
    """An actor that a role may mean (None: nobody), and by whose mentions it is judged.

    For a body of state that is not named itself, that is its state.
    """

    actor_id: str | None
    judged: Actor | None
    how: str  # named, state, table, nobody


_NOBODY = Candidate(None, None, "nobody")


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
        self.states: dict[str, Actor] = {}
        self.named: list[tuple[int, str]] = []  # where which actor is mentioned, by name or by a role
        self.meant: dict[tuple[str, ...], str] = {}
        for mention in doc.mentions:
            if mention.actor_id:
                self._add(mention)
        said = Counter({country: len(actor.places) for country, actor in self.states.items()})
        most, times = next(iter(said.most_common(1)), (None, 0))
        self.country = most if times >= max(_LEAST, _PLAIN * said.total()) else None

    def _add(self, mention: Mention) -> None:
        words, place, actor_id = self.doc.words, (mention.first, mention.last), str(mention.actor_id)
        actor = self.actors.setdefault(actor_id, Actor(mention.label))
        actor.places.append(place)
        self.named.append((mention.first, actor_id))
        if country := country_of(actor_id):
            self.states.setdefault(country, Actor("LOC")).places.append(place)
        sentence = self.doc.sentence(mention.first)
        low, high = max(sentence.first, mention.first - _NEAR), min(sentence.last, mention.last + _NEAR)
        actor.name.update(map(bare, words[mention.first : mention.last]))
        actor.before.update(map(bare, words[low : mention.first]))
        actor.after.update(map(bare, words[mention.last : high]))
        k = bisect_left(self.titles, (mention.first - 2 * _NEAR,))
        for first, last, title in self.titles[k : k + _NEAR]:
            if 0 <= mention.first - last < 4 or 0 <= first - mention.last < 3:
                actor.offices.add((title.office, title.country))

    def role(self, first: int, last: int, label: str) -> Role:
        """Return the role that stands at some tokens."""
        words = self.doc.words[first:last]
        k = bisect_left(self.titles, (first,))
        title = next((t for a, _, t in self.titles[k : k + 1] if a < last), None)
        country = self._country(words, adjectives()) or (title and title.country) or self._country(words, states())
        plain = tuple(map(bare, words))
        nouns = {plain[0], " ".join([plain[0], *words[1:2]])}
        return Role(first, last, label, plain, title, country, frozenset(map(kind, nouns)))

    @staticmethod
    def _country(words: list[str], table: dict[str, str]) -> str | None:
        """Return the country that two words or one word of a role say."""
        pairs = [" ".join(pair) for pair in pairwise(words)]
        return next((table[word] for word in [*pairs, *words[1:]] if word in table), None)

    def resolve(self, role: Role, actor_id: str | None) -> None:
        """Remember whom a role meant: later ones may mean the same."""
        if actor_id is None:
            self.meant.pop(role.words, None)
            return
        self.meant[role.words] = actor_id
        insort(self.named, (role.first, actor_id))
        insort(self.actors.setdefault(actor_id, Actor(role.label)).places, (role.first, role.last))

    def meant_by(self, role: Role, by: Ranker) -> tuple[Candidate, float]:
        """Return whom a role means and how probable that is, and remember it."""
        among = self.candidates(role)
        chances = by.probabilities(self.describe(role, among)).tolist()
        chance, k = max(((chance, k) for k, chance in enumerate(chances[:-1])), default=(0.0, -1))
        k, chance = (k, chance) if chance >= _SURE else (-1, chances[-1])
        self.resolve(role, among[k].actor_id)
        return among[k], chance

    def state_body(self, role: Role, bodies: Mapping[str, str], by: Ranker) -> str | None:
        """Return the one of some bodies, by country, that is of the state an article is about, and remember it."""
        here = sorted(self.states.keys() & bodies)
        among = [*(Candidate(bodies[country], self.states[country], "state") for country in here), _NOBODY]
        chances = dict(zip([*here, ""], by.probabilities(self.describe(role, among)).tolist(), strict=True))
        if self.country is None or chances.get(self.country, 0) < _SURE_OF_STATE:
            return None
        self.resolve(role, bodies[self.country])
        return bodies[self.country]

    def candidates(self, role: Role) -> list[Candidate]:
        """Return the actors that a role may mean, and nobody, last."""
        found: dict[str, Candidate] = {}
        k = bisect_left(self.named, (role.first,))
        for _, actor_id in [*self.named[max(k - _MOST, 0) : k][::-1], *self.named[k : k + _MOST]]:
            if (self.actors[actor_id].label == "PER") == (role.label == "PER"):
                found.setdefault(actor_id, Candidate(actor_id, self.actors[actor_id], "named"))
        for candidate in self._officials(role) if role.label == "PER" else self._bodies(role):
            found.setdefault(str(candidate.actor_id), candidate)
        return [*found.values(), _NOBODY]

    def _bodies(self, role: Role) -> Iterator[Candidate]:
        """Yield the bodies of the role's kind of its country, or of each country named."""
        for country, noun in product([role.country] if role.country else sorted(self.states), sorted(role.kinds)):
            if body := state_bodies().get((noun, country)):
                judged = self.states.get(country)
                yield Candidate(body, judged, "state" if judged else "table")
        for foe, coalition in assets.words("speech")["coalitions"].items():
            if foe in self.actors and role.kinds & kinds_of(coalition):
                yield Candidate(coalition, self.actors[foe], "state")

    def _officials(self, role: Role) -> Iterator[Candidate]:
        """Yield who holds the office on the day, in the role's country or in the one that the article is about."""
        country, title = role.country or self.country, role.title
        if title and country and not title.former and not title.anyone:
            for office in self._offices(role):
                if holder := holder_on(office, country, self.date, title.feminine):
                    yield Candidate(holder, None, "table")

    def _offices(self, role: Role) -> list[str]:
        """Return the office of a role; of a counterpart, those equal to what whoever is named before it holds."""
        if role.title is None or role.title.office != "counterpart":
            return [role.title.office] if role.title else []
        k = bisect_left(self.named, (role.first,))
        held = [o for _, actor_id in self.named[max(k - _NEAR, 0) : k][::-1] for o in offices_on(actor_id, self.date)]
        return [equal for office in held for equal in _EQUAL.get(office, (office,))]

    def describe(self, role: Role, among: list[Candidate]) -> list[list[str]]:
        """Return the statements that are true of each candidate."""
        of_role = list(self._of_role(role))
        fits = [self._fits(role, candidate) for candidate in among]
        before = [_before(role, c.judged) if c.judged else None for c in among]
        described = []
        for candidate, fit, place in zip(among, fits, before, strict=True):
            if candidate.actor_id is None:
                fitting = sum(f != "no" for f in fits)
                described.append([f"nobody; {statement}" for statement in [*of_role, f"fitting {min(fitting, 3)}"]])
                continue
            nearer = [f for f, p in zip(fits, before, strict=True) if p and (not place or p > place)]
            own = [f"recent {min(len(nearer), 4)}", f"fits {fit}, nearer {min(nearer.count(fit), 3)}"]
            own.append(f"{fit}; sentences {self._since(role, place)}")
            described.append([*own, *self._of_candidate(role, candidate), *self._of_judged(role, candidate, place)])
        return described

    def _fits(self, role: Role, candidate: Candidate) -> str:
        """Say in what way the words of a role fit a candidate."""
        actor_id, judged = candidate.actor_id, candidate.judged
        if role.label == "PER":
            offices = judged.offices if judged else set()
            if role.title and (role.title.office, role.title.country) in offices:
                return "office and country"
            if role.title and role.title.office in {office for office, _ in offices}:
                return "office"
        elif role.kinds & kinds_of(actor_id or ""):
            return "kind"
        if judged and candidate.how == "named":
            if role.words[0] in judged.name or role.kinds & judged.name:
                return "name"
            if role.words[0] in judged.before | judged.after:
                return "beside"
        return "no"

    def _since(self, role: Role, place: tuple[int, int] | None) -> str:
        return about(self.doc.sentence_of[role.first] - self.doc.sentence_of[place[0]]) if place else "later"

    def _of_role(self, role: Role) -> Iterator[str]:
        yield f"head {role.words[0]}"
        yield f"{role.label} {'the' if _THE.match(self.doc.words[role.first]) else 'a'} {min(len(role.words), 4)}"
        yield f"country {bool(role.country)} {bool(role.title)} about {bool(self.country)}"
        if role.title:
            yield f"office {role.title.office} {bool(role.title.country)}"
            yield f"former {role.title.former}"
        yield f"meant before {role.words in self.meant}"
        yield f"after {self.doc.word(role.last)}"

    def _of_candidate(self, role: Role, candidate: Candidate) -> Iterator[str]:
        actor_id = str(candidate.actor_id)
        country = country_of(actor_id)
        same = "none" if not role.country else "unknown" if not country else str(role.country == country)
        yield f"country {same} {role.label} {candidate.how}"
        yield f"about {self.country is not None and country == self.country} {bool(role.country)} {candidate.how}"
        if role.words in self.meant:
            yield f"meant {self.meant[role.words] == actor_id}"
        yield f"kind {_kind_of(actor_id)}; head {role.words[0]}"
        yield f"{candidate.how} {role.label} kind {bool(role.kinds & kinds_of(actor_id))}"
        if role.title and role.label == "PER":
            yield from self._of_office(role.title, role, candidate)

    def _of_office(self, title: Title, role: Role, candidate: Candidate) -> Iterator[str]:
        actor_id, country = str(candidate.actor_id), role.country or self.country or ""
        held = [o for o in self._offices(role) if ever_held(o, country, actor_id)]
        holds = any(holder_on(o, country, self.date, None) == actor_id for o in held)
        yield f"held {bool(held)} holds {holds} {bool(role.country)} {candidate.how} former {title.former}"
        if gender := gender_of(actor_id):
            yield f"gender {(gender == 'f') == title.feminine}"

    def _of_judged(self, role: Role, candidate: Candidate, place: tuple[int, int] | None) -> Iterator[str]:
        judged, how = candidate.judged, candidate.how
        if judged is None:
            return
        sentence = self.doc.sentence(role.first)
        k = bisect_left(judged.places, (sentence.first,))
        yield f"{how}; label {judged.label}; sentences {self._since(role, place)}"
        yield f"{how}; count {about(len(judged.places))}"
        yield f"{how}; headline {self.doc.sentence_of[judged.places[0][0]] == 0}"
        yield f"{how}; here {k < len(judged.places) and judged.places[k][0] < sentence.last} {role.label}"
        if how == "named":
            own, beside = set(role.words[1:]), judged.before | judged.after | judged.name
            yield f"head before {role.words[0] in judged.before} after {role.words[0] in judged.after} {role.label}"
            yield f"others beside {about(len(own & beside))} of {about(len(own))}"
            yield f"all beside {own <= beside} {role.words[0] in beside} {bool(own)}"


@lru_cache(1 << 16)
def bare(word: str) -> str:
    """Return a folded word without its article and the clitics before that."""
    return _THE.sub("", word) or word


def _before(role: Role, actor: Actor) -> tuple[int, int] | None:
    """Return where an actor is mentioned last before a role."""
    k = bisect_left(actor.places, (role.first,))
    return actor.places[k - 1] if k else None


@cache
def _kinds() -> dict[str, str]:
    base = knowledge_base()
    return dict(zip(base["actor_id"], base["kind"], strict=True))


def _kind_of(actor_id: str) -> str:
    return _kinds().get(actor_id, "new")

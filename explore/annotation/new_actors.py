"""Newcomers: actors that the knowledge base does not hold.

An engine may find names nobody listed: a mayor, a witness, a small party. Here the mentions of a corpus are read
together. In each article short forms go to the full names they stand for. A person named in full becomes an actor;
so does a body or place with evidence enough. Spellings of one name across the corpus are merged where hardly anything
speaks against it (see `explore.actors.similarity`); a spelling of somebody known goes to him. What is left stays unknown.

An actor's id is made of the commonest spelling of the name: the same name has the same id in any corpus.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import pandas as pd

from explore import tables
from explore.actors.gazetteer import Gazetteer
from explore.actors.ids import new_id
from explore.actors.similarity import MAYBE, SURE, is_arabic_name, likeness, plain_name, skeleton
from explore.annotation.layers import Context, Frames, Layer
from explore.annotation.shortforms import KINDS, Clitics, Found, is_full, ordinary, settle, stands_alone, surnames
from explore.doc import Doc
from explore.text import INVISIBLE, MARKS, fold, split_sentences

_PROBABLE = {1: 0.7}  # mean score that a name of so many words needs to be an actor; longer ones:
_PROBABLE_LONG = 0.5
_ALONE = 0.8  # score of a surname found by its full name elsewhere in the article
_BONES = 4  # consonants that a name of one word needs, for its spellings to be told from other names
_READ = 30  # mentions of a name whose surroundings are compared

# Institutions that every state has: without a country or a longer name in the article they are nobody in particular.
_OF_A_STATE = frozenset(
    "وزاره وزارات خارجيه داخليه رئاسه مجلس محكمه شرطه جيش قضاء نيابه برلمان حكومه سفاره قنصليه امن دفاع خفر حرس قوات"
    " جهاز استخبارات مخابرات مديريه ديوان مفوضيه دائره اداره بلديه حزب هيئه لجنه".split()
)
_SPECIFIC = 2  # words after such a head that make it somebody


@dataclass(slots=True)
class _Name:
    """What the corpus says of one new name."""

    spelt: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    score: float = 0.0  # sum over mentions
    rows: list[tuple[int, int]] = field(default_factory=list)  # (article, start)

    @property
    def label(self) -> str:
        return max(sorted(self.labels), key=self.labels.__getitem__)

    @property
    def best(self) -> str:
        return max(sorted(self.spelt), key=self.spelt.__getitem__)


def find_new_actors(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    base: pd.DataFrame,
    gazetteer: Gazetteer,
    *,
    apart: frozenset[frozenset[str]] = frozenset(),
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the mentions of a corpus with those settled that linking left unknown, and the new actors.

    Parameters
    ----------
    articles : DataFrame
        article_id, text.
    mentions : DataFrame
        tables.MENTIONS as `link` returns them, of all articles.
    base : DataFrame
        The actors that are known: actor_id.
    gazetteer : Gazetteer
        Their names.
    apart : set of frozenset
        Pairs of ids that a researcher says are two actors, however alike their names.

    Returns
    -------
    mentions : DataFrame
        tables.MENTIONS, with surnames of newcomers that the engine did not find; in the order of articles and text.
    newcomers : DataFrame
        actor_id, name_ar, name_en (null: nobody has said how it is spelt in English), kind, country and wikidata
        (null); in the order of first mention.
    """
    if not mentions["actor_id"].isna().any():
        return mentions, base.head(0)
    corpus = _Corpus(articles, mentions, gazetteer)
    actor_of, why_of = corpus.actors(set(base["actor_id"]), apart)
    newcomers = corpus.newcomers(actor_of, base)
    everyone = pd.concat([base, newcomers])
    names = dict(zip(everyone["actor_id"], everyone["name_ar"], strict=True))
    return corpus.settled(mentions, actor_of, why_of, names), newcomers


class _Corpus:
    """The mentions of a corpus while newcomers are found."""

    def __init__(self, articles: pd.DataFrame, mentions: pd.DataFrame, gazetteer: Gazetteer) -> None:
        self.ids, self.texts = articles["article_id"].tolist(), articles["text"].tolist()
        self.gazetteer = gazetteer
        self.names: dict[str, _Name] = {}
        self.found: dict[int, Found] = {}  # by row of `mentions`; new ones after them
        self.added: list[tuple[object, ...]] = []
        self.known: list[set[str]] = [set() for _ in self.ids]  # actors of the base in each article
        self._read(mentions)

    def _read(self, mentions: pd.DataFrame) -> None:
        place = {article_id: k for k, article_id in enumerate(self.ids)}
        columns = ["article_id", "start", "end", "surface", "label", "score", "actor_id", "rule"]
        values = [mentions[column].tolist() for column in columns]
        pairs = Counter(zip(values[3], values[4], strict=True))
        clitics = Clitics(pairs, self.gazetteer)
        bare = {pair: clitics.bare(*pair) for pair in pairs}
        rows = sorted((place[a], start, k) for k, (a, start) in enumerate(zip(values[0], values[1], strict=True)))
        for article, group in groupby(rows, key=lambda row: row[0]):
            found = []
            for _, start, k in group:
                actor = values[6][k] if isinstance(values[6][k], str) else None
                surface, label, score = (column[k] for column in values[3:6])
                shared = values[7][k].endswith("borne by several")
                found.append(Found(k, start, values[2][k], bare[surface, label], label, score, actor, shared=shared))
            self.known[article] = {m.actor for m in found if m.actor}
            if any(m.actor is None for m in found):
                self._settle(article, found, clitics)

    def _settle(self, article: int, found: list[Found], clitics: Clitics) -> None:
        text = fold(self.texts[article])
        settle(found, text)
        if alone := surnames(found, self.gazetteer):
            taken = [(m.start, m.end) for m in found]
            sentences = None
            for start, end, bearer in stands_alone(text, alone, clitics):
                if any(a < end and start < b for a, b in taken):
                    continue
                sentences = sentences or split_sentences(text.source)
                sentence = max((k for k, (begin, _, _) in enumerate(sentences) if begin <= start), default=0)
                surface = text.source[start:end]
                row = -1 - len(self.added)
                self.added.append((self.ids[article], start, end, sentence, surface, "PER", "name", None, _ALONE))
                short = Found(row, start, end, surface, "PER", _ALONE, None, target=bearer.target)
                short.why = "full name in this article"
                found.append(short)
        for m in found:
            if m.actor is None:
                self.found[m.row] = m
            if m.why == "new" and m.target is not None:
                name = self.names.setdefault(m.target, _Name())
                name.spelt[_spelling(text.source[m.start : m.end], m.name)] += 1
                name.labels[m.label] += 1
                name.score += m.score
                name.rows.append((article, m.start))

    def actors(self, known: set[str], apart: frozenset[frozenset[str]]) -> tuple[dict[str, str], dict[str, str]]:
        """Return the actor of each target that has one, and how it was found."""
        blocks: dict[str, list[tuple[str, str, str]]] = {}  # skeleton → (name, label, actor)
        for alias in self.gazetteer.names.values():
            if len(alias.actor_ids) == 1 and not alias.rule and alias.kind_of not in ("headed", "role"):
                blocks.setdefault(skeleton(alias.folded), []).append((alias.folded, alias.label, alias.actor_ids[0]))
        actor_of: dict[str, str] = {}
        why_of: dict[str, str] = {}
        order = sorted(self.names, key=lambda key: (-len(self.names[key].rows), key))
        for key in order:
            name = self.names[key]
            bones = skeleton(name.best)
            if not _is_actor(name) or not bones:
                continue
            fits = self._without_middle(name)
            if " " in bones or len(bones) >= _BONES:
                for other, label, actor in blocks.get(bones, ()):
                    if label == name.label and actor not in fits and self._is_one(key, other):
                        fits[actor] = other
            own = {new_id(spelt, known) for spelt in name.spelt} if apart else set()
            fits = {
                actor: other for actor, other in fits.items() if not any(frozenset((i, actor)) in apart for i in own)
            }
            if len(fits) == 1:
                actor_of[key], why_of[key] = next(iter(fits)), "variant"
                continue
            actor_of[key], why_of[key] = new_id(name.best, known), "new"
            blocks.setdefault(bones, []).append((key, name.label, actor_of[key]))
        return actor_of, why_of

    def _without_middle(self, name: _Name) -> dict[str, str]:
        """Return who is known by the first and last word of a foreign name: دونالد جون ترامب."""
        words = str(fold(name.best)).split()
        if name.label != "PER" or len(words) <= _SPECIFIC or is_arabic_name(name.best):
            return {}
        # لي كي تشيانغ is another man than لي تشيانغ, and بيل وميليندا غيتس are two.
        if len(words[0]) < _BONES or any(word.startswith("و") for word in words[1:-1]):
            return {}
        short = self.gazetteer.names.get(f"{words[0]} {words[-1]}")
        known = short and short.label == "PER" and len(short.actor_ids) == 1 and not short.rule
        return {short.actor_ids[0]: short.folded} if short and known else {}

    def _is_one(self, key: str, other: str) -> bool:
        name = self.names[key]
        alike = likeness(name.best, self.names[other].best if other in self.names else other)
        return alike >= SURE or (alike >= MAYBE and other in self.names and self._company(name, self.names[other]))

    def _company(self, a: _Name, b: _Name) -> bool:
        """Say whether two names stand after the same title, or beside two actors that are not everywhere."""
        if set(self._titles(a)) & set(self._titles(b)):
            return True
        rare = max(5, len(self.ids) // 50)
        here = self._beside(a) & self._beside(b)
        return sum(self._spread[actor] <= rare for actor in here) > 1

    def _titles(self, name: _Name) -> Iterator[str]:
        for article, start in name.rows[:_READ]:
            words = fold(self.texts[article][max(0, start - 40) : start].rsplit("\n", 1)[-1]).split()[-2:]
            if len(words) == 2 and all(len(w) > 3 and w.isalpha() for w in words):
                yield " ".join(words)

    def _beside(self, name: _Name) -> set[str]:
        return {actor for article, _ in name.rows[:_READ] for actor in self.known[article]}

    @property
    def _spread(self) -> Counter[str]:
        if not hasattr(self, "_counted"):
            self._counted = Counter(actor for actors in self.known for actor in actors)
        return self._counted

    def settled(
        self, mentions: pd.DataFrame, actor_of: dict[str, str], why_of: dict[str, str], names: dict[str, str]
    ) -> pd.DataFrame:
        """Return `mentions` with the actors of newcomers, and with the mentions that were added."""
        actors, labels, rules = (mentions[column].tolist() for column in ("actor_id", "label", "rule"))
        added = [[*row, "surname", False] for row in self.added]
        for row, m in self.found.items():
            target = m.target or ""
            actor = actor_of.get(target) if target.startswith(" ") else m.target
            why = why_of.get(target, "unknown") if m.why == "new" else m.why
            why = f"variant of {names[actor]}" if actor and why == "variant" else why if actor else "unknown"
            if row < 0:
                added[-1 - row][7], added[-1 - row][9] = actor, f"surname; {why}"
                continue
            if actor is not None:
                name = self.names.get(target)
                actors[row], labels[row] = actor, m.label if name is None else name.label
                rules[row] = f"{rules[row].removesuffix('; unknown').removesuffix('; borne by several')}; {why}"
        table = mentions.assign(actor_id=pd.Series(actors, index=mentions.index, dtype="str"), label=labels, rule=rules)
        more = tables.MENTIONS.frame([row for row in added if row[7] is not None])
        place = {article_id: k for k, article_id in enumerate(self.ids)}
        joined = pd.concat([table, more]) if len(more) else table
        joined = joined.assign(place=joined["article_id"].map(place))
        return tables.MENTIONS.frame(joined.sort_values(["place", "start"], kind="stable"))

    def newcomers(self, actor_of: dict[str, str], base: pd.DataFrame) -> pd.DataFrame:
        """Return the new actors, in the order of first mention."""
        known = set(base["actor_id"])
        rows: dict[str, dict[str, str]] = {}
        for key, actor in sorted(actor_of.items(), key=lambda item: self.names[item[0]].rows[0]):
            if actor not in known and new_id(self.names[key].best, known) == actor:
                name = self.names[key]
                rows.setdefault(actor, {"actor_id": actor, "name_ar": name.best, "kind": name.label})
        return pd.DataFrame(list(rows.values()), columns=base.columns).astype("str")


def _is_actor(name: _Name) -> bool:
    words = plain_name(name.best).split()
    if name.score / len(name.rows) < _PROBABLE.get(len(words), _PROBABLE_LONG):
        return False
    if name.label == "PER":
        return is_full(words)
    if len(words) > _SPECIFIC:
        return True
    head, definite = words[0].removeprefix("ال"), words[0].startswith("ال")
    if head in _OF_A_STATE or (head in KINDS and (definite or len(words) == 1)):
        return False
    return len(words) > 1 or words[0] not in ordinary()


def _spelling(surface: str, folded: str) -> str:
    """Return a surface as a name is shown: without clitics and marks, with its hamzas."""
    clean = " ".join(_UNSHOWN.sub("", surface).replace("_", " ").split())
    extra = len(str(fold(clean))) - len(folded)
    merged = folded.startswith("ال") and not str(fold(clean)).endswith(folded)
    return "ال" + clean[extra + 2 :] if merged else clean[max(extra, 0) :]


_UNSHOWN = re.compile(f"[{MARKS}{INVISIBLE}#]")


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    apart = context.curation.apart if context.curation else frozenset()
    mentions, found = find_new_actors(
        frames["articles"], frames["mentions"], context.actors, context.gazetteer, apart=apart
    )
    context.actors = pd.concat([context.actors, found], ignore_index=True)
    return {"mentions": mentions}


LAYER = Layer("new_actors", reads=("mentions",), writes=("mentions",), run=_run, whole=True)

"""Bodies: common nouns with the article (الحكومة، الحزب، الصحيفة) that stand for one body of the article.

News names a body once and then calls it by its kind: حزب الحرية is الحزب, رويترز is الوكالة. So a noun means the body
of its kind named before it; where several were, the one named last, if the sentence that names it names no other.
Kinds are read off the article (the word that a name begins with or follows), off the knowledge base, and off
`nouns.csv` for bodies whose name does not say what they are.

A state's bodies need no introduction: where all is about Japan, الحكومة is Japan's. Such a noun means the body named
before, else that of the country which the article is about, if it is plainly about one.

A noun with an adjective that makes it another body (السلطات المحلية), or whose kind was just used of an unnamed one
(شركة, then الشركة), stays out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from explore import assets
from explore.actors import aliases, demonyms, knowledge_base
from explore.actors.offices import country_of
from explore.actors.titles import WORD, adjectives
from explore.annotation.focus import Focus, Mention
from explore.text import fold

# A state's body: how it is called with the adjective of its country.
_STATE = {"حكومه": "الحكومه {f}", "سلطات": "الحكومه {f}", "جيش": "الجيش {m}",
          "معارضه": "المعارضه {f}", "شرطه": "الشرطه {f}", "برلمان": "البرلمان {m}",
         "تلفزيون الرسمي": "التلفزيون {m}", "وكاله الانباء الرسميه": "وكاله الانباء {f}"}  # fmt: skip
_SAME = {"سلطات": "حكومه", "قوات": "جيش", "قوات الحكوميه": "جيش", "قوات النظاميه": "جيش", "قوات المسلحه": "جيش",
         "تلفزيون الحكومي": "تلفزيون الرسمي", "منظمه الامميه": "منظمه الدوليه",
         "مصرف": "بنك", "جريده": "صحيفه", "فريق": "نادي", "مليشيا": "ميليشيا",
         "مليشيات": "ميليشيات"}  # fmt: skip
_OTHERS = ("حزب حركه تنظيم جماعه جبهه منظمه شركه وكاله صحيفه قناه مجله بنك اتحاد حلف تحالف مجلس لجنه هيئه محكمه"
           " مفوضيه نادي منتخب جامعه صندوق مؤسسه مجموعه وزاره شبكه اذاعه جهاز رابطه جمعيه معهد سفاره قنصليه ائتلاف"
           " تيار فصيل ميليشيا ميليشيات كتله نقابه مرصد اداره نظام بعثه حشد").split()  # fmt: skip
KINDS = "|".join(sorted({*_STATE, *_SAME, *_SAME.values(), *_OTHERS}, key=len, reverse=True))
_CLITIC = "(?<!\\w)[وف]?[بلك]?"
_NOUN = re.compile(rf"{_CLITIC}(?:ال|(?<=ل)ل)({KINDS})(?!\w)")
_HEAD = re.compile(rf"[وف]?[بلك]?(?:ال|(?<=ل)ل)?({KINDS})(?!\w)")
_HEAD_BEFORE = re.compile(rf"{_CLITIC}(?:ال|(?<=ل)ل)?({KINDS})(?: ال\w+)? ?[\"«“(]?$")
_ONE_OF_THEM = re.compile(rf"{_CLITIC}({KINDS})(?!\w)[ \"«“(]*")

_AND = re.compile(r" وال\w+ (\w+)")

# Adjectives that leave the body what it is.
_KEEPS = set("الحاليه الحالي الارهابي الارهابيه المتطرف المتطرفه المتشدد المتشدده المسلح المسلحه المحظور المحظوره"
             " المذكور المذكوره نفسه نفسها ذاته ذاتها".split())  # fmt: skip
_NO_ADJECTIVES = set("الي الذي التي السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه اليوم امس الان".split())
# Before a noun, words that make it one to come or anybody's, or another's adjective.
_TO_COME = set("تشكيل تاليف لتشكيل بتشكيل وتشكيل تشكيله شكل يشكل سيشكل".split())
_OF_POLICE = {"امين", "رجل", "رجال"}
_ON_A_SITE = re.compile(r"(?:علي|عبر|موقع|تطبيق|في|الاجتماعي|حساب\w*) ?[\"«“(]?$")  # على تويتر: no company acts there
# Of these several stand in one article, taking turns: the one named last must be the one named most.
_TAKE_TURNS = {"نادي", "منتخب"}
# Any armed group may be called so, whatever its name begins with.
_ANY_GROUP = {"تنظيم", "جماعه", "ميليشيا", "ميليشيات", "حركه", "جبهه"}
_COALITIONS = {"houthis": "saudi-led-coalition-in-yemen", "islamic-state": "global-coalition-against-daesh"}
_NEAR = 3  # sentences between a noun and the body named last, where several were named


class Noun(NamedTuple):
    """A common noun in a text: span in the folded text and in the original, its kind, country, sentence."""

    at: int
    start: int
    end: int
    kind: str
    country: str | None
    sentence: int
    defined: bool  # a clause after it says which (الحكومة التي أرسلتهم): perhaps one of which nothing else is known


def find_bodies(focus: Focus, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int, str, str]]:
    """Return start, end, actor and why of each noun that stands for one body.

    Parameters
    ----------
    focus : Focus
        The article.
    taken : sequence of (int, int)
        Spans of the original in which no noun is looked for: titles.
    """
    spans = [(m.start, m.end) for m in focus.mentions] + list(taken)
    nouns = [noun for match in _NOUN.finditer(focus.folded) if (noun := _noun(focus, match, spans))]
    if not nouns:
        return []
    article = _Bodies(focus)
    found = []
    for noun in nouns:
        actor, why = article.meant(noun)
        if actor:
            found.append((noun.start, noun.end, actor, why))
    return found


def _noun(focus: Focus, match: re.Match[str], spans: Sequence[tuple[int, int]]) -> Noun | None:
    folded = focus.folded
    kind, end, country = match[1], match.end(), None
    before = re.search(r"(\w+) ?$", folded[max(0, match.start() - 20) : match.start()])
    if before and (before[1] in _TO_COME or before[1] in _OF_POLICE
                   or (kind == "شبكه" and before[1] in ("عبر", "علي"))
                   or (kind == "معارضه" and re.match("[وفبك]?ال|لل", before[1]))):  # fmt: skip
        return None
    if kind == "قوات":  # القوات الحكومية is the army, القوات nothing in particular
        return None
    feminine = kind.split()[0].endswith(("ه", "ات", "شيا"))
    while word := WORD.match(folded, end):
        if word[1] in _KEEPS or (country is None and (country := adjectives().get(word[1]))):
            end = word.end()
        elif (" " not in kind and word[1].startswith("ال") and feminine == word[1].endswith("ه")
              and word[1] not in _NO_ADJECTIVES):  # fmt: skip
            return None  # an adjective that makes it another body
        else:
            break
    # الحكومة هناك is another's; التحالف من أجل الديمقراطية a name.
    if word and (word[1] in ("هناك", "هنالك") or folded.startswith(" من اجل ", word.start())):
        return None
    if country is None and (pair := _AND.match(folded, end)) and pair[1] in adjectives():
        country = adjectives()[pair[1]]  # الحكومة والشرطة البريطانية
    start, stop = folded.span(match.start(), end)
    if any(a < stop and start < b for a, b in spans):
        return None
    defined = bool(word and word[1] in ("التي", "الذي"))
    return Noun(match.start(), start, stop, kind, country, focus.sentence(start), defined)


class _Bodies:
    """The bodies named in one article, by kind."""

    def __init__(self, focus: Focus) -> None:
        self.focus, self.folded, self.mentions = focus, focus.folded, focus.mentions
        self.named: dict[str, list[tuple[int, str]]] = {}
        self.groups: list[tuple[int, str]] = []
        for mention in self.mentions:
            if mention.label == "ORG":
                actor = mention.actor or ""  # a body of whom nothing is known may be meant too, and is nobody
                for kind in self._kinds(mention):
                    self.named.setdefault(kind, []).append((mention.start, actor))
                    if kind in _ANY_GROUP:
                        self.groups.append((mention.start, actor))
                if mention.actor in _groups():
                    self.groups.append((mention.start, mention.actor))

    def _kinds(self, mention: Mention) -> set[str]:
        source = self.folded.source
        kinds = set(kinds_of(mention.actor or ""))
        if "شركه" in kinds and _ON_A_SITE.search(fold(source[max(0, mention.start - 15) : mention.start])):
            return set()
        if head := _HEAD.match(fold(source[mention.start : mention.end])):
            return {_SAME.get(kind, kind) for kind in kinds | {head[1]}}
        head = _HEAD_BEFORE.search(fold(source[max(0, mention.start - 30) : mention.start]))
        # لجنة الأمم المتحدة is not the United Nations: what is known to be something else is no committee.
        if head and (not kinds or (head[1] in _ANY_GROUP and kinds & _ANY_GROUP)):
            kinds.add(head[1])
        return {_SAME.get(kind, kind) for kind in kinds}

    def meant(self, noun: Noun) -> tuple[str | None, str]:
        """Return the body that a noun means."""
        kind = _SAME.get(noun.kind, noun.kind)
        of_kind = self.named.get(kind, [])
        if noun.country:
            of_kind = [(at, actor) for at, actor in of_kind if country_of(actor) == noun.country]
        before = [(at, actor) for at, actor in of_kind if at < noun.start] or (of_kind if noun.sentence == 0 else [])
        actor, why = self._last(noun, before), f"the {noun.kind} named before"
        if kind in _STATE:
            if actor is None and not before:
                country = noun.country or (None if noun.defined else self._country(noun))
                actor, why = state_bodies().get((kind, country or "")), f"the article is about {country}"
            elif actor is None and (home := state_bodies().get((kind, self._country(noun) or ""))):
                actor, why = (home if home in dict(before).values() else None), "of the country it is about"
        elif kind == "تحالف" and not before:
            actor, why = self._coalition(), "the coalition at war here"
        elif actor and (self._one_of_them_since(noun, before) or self._rival(noun, kind, actor)):
            return None, ""
        return actor, why

    def _rival(self, noun: Noun, kind: str, actor: str) -> bool:
        """Say whether another may be meant: a club named as often, an armed group named since."""
        if kind in _TAKE_TURNS:
            counts = Counter(who for _, who in self.named[kind] if noun.country in (None, country_of(who)))
            in_title = self.focus.sentence(next(at for at, who in self.named[kind] if who == actor)) == 0
            return 2 * counts[actor] <= counts.total() or (counts[actor] < 2 and not in_title)
        if kind not in _ANY_GROUP:
            return False
        last = next(who for at, who in reversed(self.groups) if at < noun.start or noun.sentence == 0)
        return last != actor

    def _coalition(self) -> str | None:
        """Return the coalition that fights whom the article names: one in Yemen, the other in Iraq and Syria."""
        foes = {mention.actor for mention in self.mentions}.intersection(_COALITIONS)
        return _COALITIONS[str(foes.pop())] if len(foes) == 1 else None

    def _last(self, noun: Noun, before: list[tuple[int, str]]) -> str | None:
        if len({actor for _, actor in before}) <= 1:
            return before[0][1] if before else None
        last = self.focus.sentence(before[-1][0])
        there = {actor for at, actor in before if self.focus.sentence(at) == last}
        return there.pop() if len(there) == 1 and noun.sentence - last <= _NEAR else None

    def _one_of_them_since(self, noun: Noun, before: list[tuple[int, str]]) -> bool:
        """Say whether the kind was used of an unnamed body since: شركة كندية, then الشركة."""
        last = max((at for at, _ in before if at < noun.start), default=noun.start)
        stretch = self.folded[max(0, noun.at - (noun.start - last)) : noun.at]
        return any(
            _SAME.get(m[1], m[1]) == _SAME.get(noun.kind, noun.kind)
            for m in _ONE_OF_THEM.finditer(stretch, 1)
            if not any(x.start <= self.folded.offset(noun.at - len(stretch) + m.end()) < x.end for x in self.mentions)
        )

    def _country(self, noun: Noun) -> str | None:
        """Return the country that the article is about; else the one whose bodies act, if no other is said more."""
        if country := self.focus.country(noun.start):
            return country
        named = (self.named.get(kind, []) for kind in _STATE)
        acting = {country_of(actor) for here in named for at, actor in here if actor and at < noun.start}
        most = self.focus.most[0] if self.focus.most else None
        return most if acting == {most} and self.focus.here(noun.start) else None


@cache
def _groups() -> frozenset[str]:
    base = knowledge_base()
    return frozenset(base.loc[base["kind"] == "GROUP", "actor_id"])


@cache
def kinds_of(actor: str) -> tuple[str, ...]:
    """Return the kinds of a known body: the nouns it may be called by, folded, without the article."""
    return _kinds().get(actor, ())


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    kinds: dict[str, list[str]] = {}
    for noun, actor in assets.load("nouns.csv").itertuples(index=False, name=None):
        kinds.setdefault(actor, []).append(str(fold(noun)).removeprefix("ال"))
    base = knowledge_base()
    for actor, name in zip(base["actor_id"], base["name_ar"], strict=True):
        if head := _HEAD.match(fold(name)):
            # No rebel army is الجيش.
            kinds.setdefault(actor, []).extend([head[1]] * (head[1] != "جيش" or actor.endswith("national-army")))
    for (kind, _), actor in state_bodies().items():
        kinds.setdefault(actor, []).append(kind)
    return {actor: tuple(dict.fromkeys(names)) for actor, names in kinds.items()}


@cache
def state_bodies() -> dict[tuple[str, str], str]:
    """Return the body of each kind of each country that has one."""
    known = aliases()
    called = {str(fold(alias)): actor for alias, actor in zip(known["alias"], known["actor_id"], strict=True)}
    table = demonyms()
    definite = table[table["demonym"].str.startswith("ال")]
    found: dict[tuple[str, str], str] = {}
    for demonym, state, form in definite[["demonym", "actor_id", "form"]].itertuples(index=False, name=None):
        for kind, pattern in _STATE.items():
            if "{" + form + "}" in pattern and (actor := called.get(pattern.format(**{form: fold(demonym)}))):
                found.setdefault((_SAME.get(kind, kind), country_of(state) or ""), actor)
    return found

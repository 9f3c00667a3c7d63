"""Short forms: what an article calls somebody after the first time.

A person is named in full once and by the surname from then on; a body by its full name, then by a part of it or by an
acronym in brackets: الهيئة العامة للترفيه (هيت). Within one article the short form means the one long form it fits.
If it fits two (two brothers, two ministries) it stays unknown. This layer is for names that the knowledge base does
not hold, and for short forms it does not list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from explore import assets
from explore.actors import demonyms
from explore.actors.gazetteer import Gazetteer
from explore.actors.similarity import SURE, is_arabic_name, likeness, plain_name, skeleton, without_article
from explore.text import Folded, fold

# Letters written to the front of a name; للحزب is ل + الحزب.
_CLITICS = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
_MERGED = {"لل": "ال", "ولل": "ال", "فلل": "ال"}
_LEAST = 3  # letters of a name without its clitic
_SURELY = 8  # times as often as with it a short name must be seen without a preposition
_AND_THE = "وال"
_OWN = 3  # how often a word of the knowledge base counts as seen

#: Words that are no name by themselves: they belong to the word after them.
PARTICLES = frozenset("بن ابن بنت ال ابو ابي ابا ام بو دي دو دا دي فان فون لو دل دير عبد سان".split())

#: Kinds of body and place. With the article they are one that was named before (الشركة), or an adjective follows.
KINDS = frozenset(
    "بنك غرفه مستشفي مطار جامعه كليه نادي حركه وكاله اتحاد مؤسسه منظمه منظمات شركه شبكه صحيفه قناه معهد جمعيه نقابه"
    " متحف مسجد جامع كنيسه ميناء جسر قصر ملعب ولايه محافظه مدينه منطقه منتخب فريق".split()
)

_ALSO_CALLED = re.compile(
    r"""
    [ ،,«"“(]*
    (?:(?:و?(?:ال)?(?:معروف|ملقب|مكني|مسمي|شهير)(?:ه|ون)?|و?[يت](?:عرف|لقب|كني|سمي)|و?اسمه\ الحقيقي|المعروفين)
       (?:\ (?:ايضا|اختصارا|اعلاميا|حركيا|سابقا))?\ ?(?:باسم|بلقب|بكنيه|بـ?|ب)?)
    [ «"“:(]*
    """,
    re.VERBOSE,
)
_BRACKET = re.compile(r' ?["»”]? ?\(["«“]?')

# Before a surname that may be an ordinary word: only who speaks is surely a person.
_SPEAKING = re.compile(
    r"(?<!\w)[وف]?(?:قالت?|يقول|تقول|اضافت?|اكدت?|اوضحت?|اشارت?|اعتبرت?|ذكرت?|لفتت?|شددت?|تابعت?|اعلنت?|صرحت?|كشفت?|نفت?|نفي"
    r"|حذرت?|دعا|دعت|طالبت?|وصفت?|راي|رات|اعربت?|بينت?|كتبت?|افادت?|ختمت?|ابدت?|ابدي|انتقدت?|هاجمت?|التقي|التقت) $"
)
_SHORTEST_ALONE = 4  # letters of a surname that is looked for
_NEAR = 40  # characters between two names of one


@dataclass(slots=True)
class Found:
    """One mention while its article is read: `name` without clitics, folded; `target` what it is taken to mean."""

    row: int
    start: int
    end: int
    name: str
    label: str
    score: float
    actor: str | None
    shared: bool = False  # a known name that several actors bear: never somebody new
    target: str | None = None
    why: str = ""

    @property
    def words(self) -> list[str]:
        """The words of the name as they are compared."""
        return without_article(self.name).split()


class Clitics:
    """Tells وليد from و + ليد by how often either begins a name.

    Parameters
    ----------
    surfaces : Counter
        (surface, label) of names as they stand in the texts.
    gazetteer : Gazetteer
        Names that are known.
    """

    def __init__(self, surfaces: Counter[tuple[str, str]], gazetteer: Gazetteer) -> None:
        self._seen: Counter[str] = Counter()
        self._first: Counter[str] = Counter()
        for (surface, label), n in surfaces.items():
            first, space, _ = str(fold(surface)).partition(" ")
            self._seen[first] += n
            self._first[first] += n if space and label == "PER" else 0
        for name in gazetteer.names.values():
            words = name.folded.split()
            self._seen.update(dict.fromkeys(words, _OWN))
            if name.label == "PER" and len(words) > 1:
                self._first[words[0]] += 1

    def bare(self, surface: str, label: str) -> str:
        """Return a surface, folded, without its clitics."""
        folded = str(fold(surface)).strip()
        word, space, rest = folded.partition(" ")
        best, seen = word, self._seen[word]
        for clitic in (*_CLITICS, *_MERGED):
            bare = _MERGED.get(clitic, "") + word[len(clitic) :]
            # Seen as often without the clitic is enough: with it, the word has been counted for this very mention.
            least = max(seen, 1) * (1 if clitic[0] == "و" or len(bare) > _LEAST else _SURELY)  # ليان is no ل + يان
            if word.startswith(clitic) and len(bare) >= _LEAST and self._seen[bare] >= least:
                best, seen = bare, self._seen[bare]
        if best == word and label != "PER" and word.startswith(_AND_THE) and len(word) > len(_AND_THE) + 1:
            best = word[1:]  # but والت ديزني
        if best == word and word.startswith("لل"):
            best = "ال" + word[2:]
        return best + space + rest

    def is_first_name(self, word: str) -> bool:
        """Say whether names of people begin with this word."""
        return self._first[word] > 0 or self._first[word[1:]] > 1


def is_full(words: Sequence[str]) -> bool:
    """Say whether a person's name has a first name and a surname."""
    return len([word for word in words if word not in PARTICLES]) > 1 and words[0] not in ("بن", "ابن", "ال", "بنت")


def settle(found: list[Found], text: Folded) -> None:
    """Fill `target` and `why` of the unknown mentions of one article, in place.

    A target is an actor_id, or the plain form of the full name of somebody new, marked by a space at its front.
    """
    for mention in found:
        mention.target = mention.actor
    _agree_on_labels(found)
    people = [m for m in found if m.label == "PER" and is_full(m.words)]
    _spell_alike(people)
    bodies = [m for m in found if m.label == "ORG"]
    _shorten(found, people, "PER", _is_short_person)
    _shorten(found, bodies, "ORG", _is_short_body)
    for mention in found:
        if mention.target is None and not mention.shared and (mention.label != "PER" or is_full(mention.words)):
            mention.target, mention.why = " " + plain_name(mention.name), "new"
    _appose(found, text)


def _spell_alike(people: list[Found]) -> None:
    """Give full names that differ in spelling only one target: who is known, else who is named first."""
    seen: dict[str, list[Found]] = {}
    for mention in sorted(people, key=lambda m: m.actor is None):  # stable: the order of the text
        alike = seen.setdefault(skeleton(mention.name), [])
        same = next((m for m in alike if likeness(m.name, mention.name) >= SURE), None)
        if same and mention.actor is None and plain_name(same.name) != plain_name(mention.name):
            mention.target, mention.why = same.target or " " + plain_name(same.name), "variant"
        alike.append(mention)


def _agree_on_labels(found: list[Found]) -> None:
    weights: dict[str, Counter[str]] = {}
    for m in found:
        weights.setdefault(m.name, Counter())[m.label] += m.score  # type: ignore[assignment]
    for m in found:
        if m.actor is None and len(weights[m.name]) > 1:
            m.label = max(sorted(weights[m.name]), key=weights[m.name].__getitem__)


_IsShort = Callable[[list[str], tuple[str, ...]], bool]


def _shorten(found: list[Found], longer: list[Found], label: str, is_short: _IsShort) -> None:
    forms = {tuple(m.words): m for m in longer}
    for mention in found:
        if mention.target is not None or mention.label != label:
            continue
        words = mention.words
        fits = [m for form, m in forms.items() if len(form) > len(words) and is_short(words, form)]
        # A longer form may itself be the short form of a longer one: محمد سلمان, محمد سلمان الراوي.
        longest = [m for m in fits if not any(o is not m and is_short(m.words, tuple(o.words)) for o in fits)]
        targets = {m.target or " " + plain_name(m.name) for m in longest}
        if len(targets) == 1:
            mention.target, mention.why = targets.pop(), "full name in this article"


def _is_short_person(words: list[str], form: tuple[str, ...]) -> bool:
    if len(words) >= len(form):
        return False
    if tuple(words) in (form[: len(words)], form[-len(words) :]):  # the surname, the first name, the first two words
        return words[0] not in PARTICLES or len(words) > 1
    return len(words) > 1 and words[0] == form[0] and words[-1] == form[-1]  # without the names between


def _is_short_body(words: list[str], form: tuple[str, ...]) -> bool:
    if len(words) >= len(form):
        return False
    if len(words) == 1:  # ريال for ريال مدريد; النادي and الدولية may be any
        word = words[0]
        return word in (form[0], form[-1]) and not (word.startswith("ال") or word in KINDS or word in ordinary())
    return tuple(words) in (form[: len(words)], form[-len(words) :])


def _appose(found: list[Found], text: Folded) -> None:
    """Join X (Y) and X المعروف باسم Y: two names of one."""
    for one, other in pairwise(found):
        if one.label != other.label or (one.actor and other.actor) or other.start - one.end > _NEAR:
            continue
        between = str(fold(text.source[one.end : other.start]))
        bracket = _BRACKET.fullmatch(between) and text.source[other.end : other.end + 2].lstrip('"»”').startswith(")")
        # محمد صلاح (ليفربول), بيروت (لبنان): what stands in brackets after a person or place is seldom its name.
        if not _ALSO_CALLED.fullmatch(between) and not (bracket and one.label == "ORG"):
            continue
        main, alias = (other, one) if other.actor is not None else (one, other)
        if main.target is not None and " " in main.name:
            old = alias.target
            for mention in found:
                if mention is alias or (mention.actor is None and mention.target is not None and mention.target == old):
                    mention.target, mention.why = main.target, "its other name in this article"


@cache
def ordinary() -> frozenset[str]:
    """Return words that are no name when they stand alone: of the lexicon, adjectives of states, names that are words.

    Examples
    --------
    >>> "صالح" in ordinary(), "الفرنسيه" in ordinary(), "شويغو" in ordinary()
    (True, True, False)
    """
    listed = [str(fold(word)) for word in assets.load("lexicon.csv").iloc[:, 0]]
    adjectives = [str(fold(word)) for word in demonyms()["demonym"]]
    return frozenset(listed) | frozenset(adjectives) | frozenset(_NAMES_THAT_ARE_WORDS.split())


_NAMES_THAT_ARE_WORDS = """
    امل سلام سلامه صالح فرح جمال كريم سعيد شريف حكيم امين كامل عادل ناجح هادي راضي شاكر كبير صغير نجم بدر قمر
    شمس ربيع رجب رمضان شعبان خميس جمعه عيد نصر فتح سيف ليث اسد نمر بركات حرب سليم سالم ناصر منصور مبارك خير نور
    هدي ضياء وفاء رجاء صباح مساء سماء هناء غالب طالب كاتب حاكم قائد ماهر باسم راشد رشيد عامر عمار زاهر طاهر فاضل
    فضل كمال جلال جهاد كفاح نضال انتصار ثوره نصير عزيز حبيب حليم رحيم عظيم جميل نبيل وسيم وليد واحد وحيد فريد
    مجيد حميد شهيد رائد خالد مالك صادق صابر فارس حارس سامي عالي غازي راعي ساعي قاضي شيخ امير سلطان ملك مجد شرف
    عفاف حنان ايمان احسان سهام وسام هلال سعد نايف زين صقر فهد ذيب غنيم حسن تركي هندي مصري روسي يوناني روس ترك
    عرب هنود بلجيك غرب شرق جنوب شمال
"""


def surnames(found: list[Found], gazetteer: Gazetteer) -> dict[str, Found]:
    """Return the surname of everyone new whom an article names in full, unless two share it or it may be a word."""
    bearers: dict[str, dict[str, Found]] = {}
    for mention in found:
        words = mention.name.split()
        if mention.label != "PER" or mention.target is None or not is_full(mention.words):
            continue
        cut = len(words) - 1
        while cut > 1 and words[cut - 1] in PARTICLES:
            cut -= 1
        bearers.setdefault(" ".join(words[cut:]), {})[mention.target] = mention
    return {
        surname: next(iter(who.values()))
        for surname, who in bearers.items()
        if len(who) == 1
        and next(iter(who)).startswith(" ")
        and len(surname) >= _SHORTEST_ALONE
        and surname not in ordinary()
        and gazetteer.lookup(surname) is None
    }


def stands_alone(text: Folded, names: dict[str, Found], clitics: Clitics) -> list[tuple[int, int, Found]]:
    """Return where those surnames stand alone in a folded text, as spans of the original: (start, end, bearer)."""
    if not any(name in text for name in names):
        return []
    pattern = re.compile(rf"(?<!\w)[وف]?[بلك]?({'|'.join(map(re.escape, names))})(?!\w)")
    places = []
    for match in pattern.finditer(text):
        bearer, before = names[match[1]], text[max(match.start() - 24, 0) : match.start()]
        if is_arabic_name(bearer.name) and not _SPEAKING.search(before):
            continue
        last = before.rstrip().rsplit(" ", 1)[-1]
        if before.endswith(" ") and clitics.is_first_name(last):  # the surname of somebody else
            continue
        places.append((*text.span(match.start(), match.end()), bearer))
    return places

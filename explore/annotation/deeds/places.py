"""Places: who stands where in a sentence, and what governs them.

A sentence is a row of folded words in which some stand for actors: the mentions, adjectives of nationality
(غارات إسرائيلية: Israel does it) and بلاده, the country of whoever speaks. A place is one such stretch of words. Who
does something and to whom it is done shows in Arabic by order and by prepositions, so each place knows the
preposition that governs it: written to its front (لروسيا), standing before its phrase (مع وزير الخارجية الروسي)
or shared with the name it is joined to (مع فرنسا وألمانيا).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from explore.actors import aliases, capitals, demonyms, knowledge_base
from explore.annotation.deeds.vocabulary import OPENERS, PREPOSITIONS
from explore.annotation.holders import country_of, genders
from explore.spellings import spellings
from explore.text import MARKS, fold

_OWN = frozenset("بلاده بلادها بلادهم وبلاده حكومته حكومتها بلده".split())
_LATTER = frozenset("الاخير الاخيره".split())
_MASCULINE = frozenset("العراق لبنان الاردن المغرب السودان اليمن الصومال الفاتيكان الكرملين البنتاغون".split())
# In annexation to a name, these are what a verb agrees with: إدارة ترامب قصفت، قوات النظام تقدمت.
_HEADS = {
    **dict.fromkeys(
        "اداره حكومه قوات سلطات رئاسه وزاره محكمه جماعه حركه شرطه استخبارات مخابرات طائرات مقاتلات صواريخ مدفعيه"
        " ميليشيا ميليشيات مليشيا مليشيات فصائل عناصر قياده خارجيه سفاره شركه لجنه بعثه حمله عائله اسره".split(), "f"
    ),
    **dict.fromkeys("جيش نظام حزب مجلس وفد مكتب فريق مكتب محامي والد نجل شقيق".split(), "m"),
}  # fmt: skip
_HE = frozenset(
    "جيش نظام حزب مجلس وفد مكتب فريق تنظيم حلف ناتو اتحاد تحالف ائتلاف بيت قصر كرملين بنتاغون كونغرس حرس حشد مرصد بنك"
    " صندوق برلمان كنيست موساد شاباك ديوان وزير هلال صليب دفاع امن اعلام ازهر فاتيكان بوليساريو طالبان".split()
)
_NO_CLITIC = 3
_APART = 5  # words between a preposition and the name it governs

TOKEN = re.compile(rf"[\w{MARKS}\u200c\u200d]+|[.،,؛;:!?؟\"«»“”()\[\]–—-]")


@dataclass(slots=True)
class Place:
    """Words `first` to `last` that stand for an actor."""

    first: int
    last: int
    actor: str | None
    label: str  # PER, ORG, LOC; of an adjective ADJ, of بلاده OWN
    governed: str = ""  # the preposition, or nothing
    joined: bool = False  # by و to the place before it
    gender: str = ""
    media: bool = False


@cache
def _first_words() -> dict[str, frozenset[str]]:
    """Return the first words of each actor's names."""
    known: dict[str, set[str]] = {}
    table = aliases()
    for alias, actor in zip(table["alias"], table["actor_id"], strict=True):
        known.setdefault(actor, set()).add(str(fold(alias)).split(" ", 1)[0])
    return {actor: frozenset(words) for actor, words in known.items()}


@cache
def _seats() -> dict[str, frozenset[str]]:
    """Return the first words of the capital that stands for each government: وبيونغ يانغ."""
    return {government: _first_words().get(city, frozenset()) for city, government in capitals().items()}


@cache
def adjectives() -> dict[str, str]:
    """Return the state that each folded adjective of nationality tells of."""
    table = demonyms()
    known = {str(fold(word)): actor for word, actor in zip(table["demonym"], table["actor_id"], strict=True)}
    return {spelt: actor for word, actor in known.items() for spelt in spellings(word)} | known


@cache
def _states() -> dict[str, str]:
    codes = {actor: country_of(actor) for actor in set(demonyms()["actor_id"])}
    return {code: actor for actor, code in codes.items() if code}


@cache
def kind_of(actor: str) -> str:
    """Return the kind of a known actor."""
    return _kinds().get(actor, "")


@cache
def _kinds() -> dict[str, str]:
    base = knowledge_base()
    return dict(zip(base["actor_id"], base["kind"], strict=True))


def state_of(actor: str | None) -> str | None:
    """Return the state that an actor belongs to."""
    return _states().get(country_of(actor) or "") if actor else None


def clitic(word: str, actor: str | None) -> str:
    """Return what leans on the front of a name's first word: ل of لروسيا, وب of وبروسيا."""
    if len(word) <= _NO_CLITIC or word[0] not in "وفبلك":
        return ""
    known = _first_words().get(actor or "", frozenset()) | _seats().get(actor or "", frozenset())
    if word in known:
        return ""
    for before in ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل"):
        if not word.startswith(before):
            continue
        rest = word[len(before) :]
        if rest in known or (before[-1] == "ل" and rest.startswith("ل") and "ا" + rest in known):
            return before
        if before[-1] in "بلك" and (rest.startswith("ال") and before[-1] != "ل"):
            return before
    if word.startswith(("لل", "ولل")) and len(word) > _NO_CLITIC + 1:
        return "ول" if word[0] == "و" else "ل"
    return "و" if word.startswith("وال") and not known else ""


def gender_of(word: str, actor: str | None, label: str) -> str:
    """Return m, f or nothing for an actor named by a phrase that begins with `word`."""
    if label == "PER":
        return genders().get(actor or "", "")
    if word in _MASCULINE or word[1:] in _MASCULINE:
        return "m"
    if label in ("LOC", "ADJ", "OWN") or word.endswith(("ه", "ات", "يا")) or word in ("حماس", "الامم", "فتح"):
        return "f"
    return "m" if word.removeprefix("ال") in _HE else ""


def read_places(words: list[str], mentions: list[tuple[int, int, str | None, str]], speaker: str | None) -> list[Place]:
    """Return the places of a sentence in order, with what governs each.

    Parameters
    ----------
    words : list of str
        Folded words and marks.
    mentions : list of (first word, last word, actor, label)
    speaker : str, optional
        Whose country بلاده is, where no one is named before it.
    """
    places = []
    covered: set[int] = set()
    for first, last, actor, label in mentions:
        lean = clitic(words[first], actor)
        bare = words[first][len(lean) :]
        bare = "ال" + bare[1:] if lean[-1:] == "ل" and words[first].startswith(lean + "ل") else bare
        place = Place(first, last, actor, label, lean.lstrip("وف"), lean[:1] == "و", gender_of(bare, actor, label))
        if first and not lean and (head := _HEADS.get(words[first - 1].removeprefix("و"))):
            place.gender = head
        place.media = kind_of(actor or "") == "MEDIA"
        places.append(place)
        covered.update(range(first, last + 1))
    known = adjectives()
    for i, word in enumerate(words):
        if i in covered:
            continue
        if word in _LATTER and i and words[i - 1] not in PREPOSITIONS:  # تعهد الأخير بـ
            latter = next((p for p in reversed(places) if p.last < i and p.label == "PER" and p.actor), None)
            if latter is not None and words[i - 1] not in known:
                places.append(Place(i, i, latter.actor, "PER", "", gender="f" if word.endswith("ه") else "m"))
        elif word in known:
            places.append(Place(i, i, known[word], "ADJ", "", joined=False, gender="f"))
        elif word in _OWN:
            before = [p.actor for p in places if p.last < i and p.label in ("PER", "ORG") and p.actor]
            places.append(Place(i, i, state_of(speaker or (before[-1] if before else None)), "OWN", "", gender="f"))
    places.sort(key=lambda place: place.first)
    real: Place | None = None
    for place in places:
        if place.label == "ADJ":
            continue
        if not place.governed and words[place.first] not in _LATTER:
            place.governed = _governor(words, place, real)
        named_after = place.label == "LOC" and place.first and _NAMED_AFTER.match(words[place.first - 1])
        if named_after and place.actor and state_of(place.actor) != place.actor:
            place.governed = "في"  # اتفاق أوسلو، قمة هلسنكي: where it was
        real = place
    return places


_MARKS = frozenset('"«“”')
_NAMED_AFTER = re.compile(
    "[وفبل]?(?:ال)?(?:اتفاق|اتفاقيه|اتفاقات|معاهده|بروتوكول|قمه|مؤتمر|لقاء|محادثات|مفاوضات|مسار|اعلان|مجموعه)$"
)

#: Words with ب or ل in their root that look as if a preposition leaned on them.
_LOOK_ALIKE = re.compile(
    "(?:ب(?:يان|رلمان|لاد|لد|عض|نود|رنامج|رامج|داي|دا|دء|طول|طل|حث|حوث|نك|نوك|ناء|لاغ|لغ|عث|ريد|اقي|قي|راءه|نسب|ات$|عد|ين|ارز|"
    "ريطان|لجيك|رازيل|رتغال|احث|اكستان|حري|حر$|ولند|ؤر|اد$|ادر|الغ$|اهظ|شر|دور|ثت?$|كثير$)|"
    "ل(?:قاء|جن|واء|اعب|حظ|يس|ائح|كن|هم|غه|اجئ|دي|بنان|يبي|قد|يل|ازال|ايزال|اتين|وبي|وح|فت|افت|عب|حوم|اسيما))"
)


def leaning(word: str) -> str:
    """Return the preposition ب or ل that leans on a word which is no name, as far as its spelling tells."""
    if word[:1] == "و" and len(word) > 5:
        word = word[1:]
    if word.startswith("لل"):
        return "ل"
    return word[0] if word[:1] in ("ب", "ل") and len(word) > 4 and not _LOOK_ALIKE.match(word) else ""


def _governor(words: list[str], place: Place, before: Place | None) -> str:
    """Return the preposition before the phrase that ends in the place."""
    edge = before.last if before else -1
    for at in range(place.first - 1, max(place.first - 1 - _APART, edge), -1):
        word = words[at]
        if word in PREPOSITIONS or (word[0] == "و" and word[1:] in PREPOSITIONS):
            return word if word in PREPOSITIONS else word[1:]
        if lean := leaning(word):
            return lean
        if word in _MARKS and at == place.first - 1 and at - 1 != edge:
            continue  # في مجلة "فورين بوليسي": a mark that opens
        if not word[0].isalpha() or word in OPENERS:
            gap = words[edge + 1 : place.first]
            listed = before is not None and len(gap) == 1 and gap[0] in "،,"
            # وزير في السلطة، علام موسى: whom the title introduces is not in the list.
            return before.governed if before and listed and (before.label == "PER") == (place.label == "PER") else ""
    if before and (place.first - edge <= 2 or (place.joined and place.first - edge <= _APART)):
        return before.governed  # in apposition to it, or joined to it
    return ""

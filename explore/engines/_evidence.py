"""Evidence: what else in an article speaks for a doubtful name.

A surname alone means the person named in full in the same article. A word that is also an ordinary word (صالح, القائم)
is a name where its bearer is named beyond doubt elsewhere in the article. A place has weaker, local evidence too: the
word for its kind before it (مدينة القائم), its state's adjective after it (القائم العراقية), or a neighbour of the
same state beside it (الرطبة والقائم).
"""

from __future__ import annotations

import re
from functools import cache

from explore.actors import demonyms, knowledge_base
from explore.actors.gazetteer import Gazetteer, Match, Name
from explore.text import fold

# Words that belong to the surname after them: محمد بن سلمان is called بن سلمان, never سلمان alone.
_PARTICLES = frozenset(("بن", "ابن", "ال", "ابو", "ابي", "بو", "دي", "دو", "دا", "فان", "فون", "لو", "دل", "عبد"))
_BOUND = frozenset(("الله", "الدين"))  # words that belong to the one before them: زياد تقي الدين
# Ends of names that are never taken for the person alone: ordinary words, ordinals, adjectives, and what is no
# surname (عبد العزيز, كيم جونغ أون).
_NO_SURNAMES = frozenset(
    """الي ان ما بين او اي امام هو هي شان منه عشر لو لاي اين سن علي ثاني الاول الثاني الثالث الرابع الخامس السادس السابع
    الثامن التاسع العاشر الثانيه الاب الابن الدوري مايو واكد المصري العربي التركي السعودي الكولومبي القانوني العمر فتح
    العوده عوده نجم راي الملك كامل طالب راس رجب عيد الشيخ اولي الاحمر حق تركي بار الامين النواب عالم الحاكم خطاب روس
    روسي بيت والي القدره الاسلام مساعد كوري كوريا نظيف شكر جمعه دار الواحد علا القاضي جناح شرف مسقط يمين الخير البيض
    مالك سريع ابي ضيف ربيع الحيه الغريب الخريف شاه جامع رويال لون عز نوبل مسلم اسلامي ليبي كيله حديد جبر المبارك بارك
    السلام العزيز الرحمن الفتاح المنعم الحميد الرضا الكريم الحق الصباح حميد يوم عام بلد لطيفه سي تي كي لي جو يو سون سو
    مو ري ين ينغ يون كني جاي مين هوي مينغ كونغ سونغ جونغ يونغ اون كان بينغ ايل هون وين كاي بو يانغ كوم سيف
    مصدق""".split()
)
# What is written before the name of a place and tells its kind, with و and ب; ريف دمشق and the like are names.
_KINDS = re.compile(
    r"(?<!\w)[وف]?[بل]?(?:ال)?(?:مدين[هت]ي?|محافظ[هت]ي?|بلد[هت]ي?|قري[هت]ي?|ولاي[هت]ي?|اقليم|منطق[هت]|مديري[هت]ي?|حي|قضاء|"
    r"ناحي[هت]|مقاطع[هت]|ميناء|مطار|مخيم|ريف|جزير[هت]|ضاحي[هت]|معبر|منفذ|بلديه|سجن|جامعه|شمال|جنوب|شرق|غرب|وسط|"
    r"شمالي|جنوبي|شرقي|غربي|سكان|اهالي) $"
)
# Rarely the ordinary word (always, hybrid) where another place of the country stands in the article.
_LOCAL = frozenset(("دوما", "هجين"))
_BESIDE = re.compile(r" ?(?:[،,/–-] ?(?:و|في )?|و|او |في |ثم )?")


def surnames(folded: str, certain: list[Match]) -> list[Match]:
    """Return where the surname stands alone of a person named in full in the article, `certain`."""
    names = _families(certain)
    return [match for match in Gazetteer(names).find(folded) if not _chance(folded, match)] if names else []


def supported(folded: str, doubtful: list[Match], certain: list[Match]) -> list[Match]:
    """Return those of the `doubtful` names of an article for which something else in it speaks."""
    bearers = {actor for match in certain for actor in match.name.actor_ids}
    places = {match.start: match for match in certain if match.name.label == "LOC"}
    ends = {match.end: match for match in places.values()}
    here = {_countries().get(actor) for match in places.values() for actor in match.name.actor_ids} - {None, ""}
    return [
        match
        for match in doubtful
        if bearers.intersection(match.name.actor_ids)
        or (match.name.label == "LOC" and (_is_local(match, here) or _is_place(folded, match, places, ends)))
    ]


def _is_place(folded: str, match: Match, starts: dict[int, Match], ends: dict[int, Match]) -> bool:
    before = folded[max(0, match.core - 24) : match.start]
    if match.start == match.core and _KINDS.search(before):
        return True
    countries = {_countries().get(actor) for actor in match.name.actor_ids} - {None, ""}
    after = re.match(r" (\w+)", folded[match.end : match.end + 24])
    if after and _adjectives().get(after[1]) in countries:
        return True
    for gap in range(5):
        left, right = ends.get(match.start - gap), starts.get(match.end + gap)
        if left and _same(left, countries) and _BESIDE.fullmatch(folded[left.end : match.core]):
            return True
        if right and _same(right, countries) and _BESIDE.fullmatch(folded[match.end : right.core]):
            return True
    return False


def _is_local(match: Match, here: set[str | None]) -> bool:
    return match.name.folded in _LOCAL and any(_countries().get(actor) in here for actor in match.name.actor_ids)


def _same(neighbour: Match, countries: set[str | None]) -> bool:
    return any(_countries().get(actor) in countries for actor in neighbour.name.actor_ids)


@cache
def _countries() -> dict[str, str | None]:
    """Actor → its country, of places."""
    base = knowledge_base()
    places = base[base["kind"].isin(["GPE", "LOC"])]
    return dict(zip(places["actor_id"], places["country"].fillna(""), strict=True))


@cache
def _adjectives() -> dict[str, str | None]:
    """Definite feminine adjective of a state, folded → its country: الأنبار العراقية."""
    table = demonyms()
    table = table[(table["form"] == "f") & table["demonym"].str.startswith("ال")]
    country = _countries()
    return {
        str(fold(word)): country.get(state) for word, state in zip(table["demonym"], table["actor_id"], strict=True)
    }


def _families(certain: list[Match]) -> list[Name]:
    """Return the surname of each person named in full, unless two persons of the article share it."""
    seen: dict[str, set[tuple[str, ...]]] = {}
    for match in certain:
        if match.name.label != "PER" or match.name.n_words < 2:
            continue
        parts = match.name.folded.split()
        cut = len(parts) - 1
        while cut > 1 and (parts[cut - 1] in _PARTICLES or parts[cut] in _BOUND):
            cut -= 1
        seen.setdefault(" ".join(parts[cut:]), set()).add(match.name.actor_ids)
    return [
        Name(surname, next(iter(ids)), "PER", "surname", "surname")
        for surname, ids in seen.items()
        if len(ids) == 1 and len(surname) > 2 and surname not in _NO_SURNAMES
    ]


def _chance(folded: str, match: Match) -> bool:
    """Whether a short surname after a preposition may be another word, as سنان is in بسنان."""
    return match.end - match.core < 4 and folded[match.start : match.core] not in ("", "و")

"""Titles: the words for an office and its country, found in a folded text.

A title is an office, mostly with the adjective or name of a state (الرئيس الروسي, رئيس وزراء اليابان) and sometimes a
word that says whether its holder still holds it (السابق, الحالي). This module finds them; `roles` says whom they mean.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from explore import assets
from explore.actors import aliases, demonyms, knowledge_base
from explore.text import Folded, fold

_THE = "(?:ال|(?<=ل)ل)"  # للرئيس: the alef of the article is gone after the preposition
_SPEAKS = f"{_THE}?(?:متحدثه?|ناطقه?)(?: الرسميه?)? (?:باسم|بلسان) "
PEOPLE = ("مدرب لاعب مهاجم حارس مدافع نجم هداف كاتب صحافي صحفي اعلامي مخرج فنان مغني مطرب ممثل سفير نائب سيناتور"
           " ملياردير دبلوماسي ديبلوماسي قاضي محامي ناشط داعيه باحث خبير محلل مبعوث موفد مسؤول مدير مرشح جنرال"
           " عميد لواء عقيد سائق قائد امير شيخ طبيب مؤلف روائي شاعر متحدث ناطق").split()  # fmt: skip
_WOMEN = "مدرب لاعب نجم كاتب صحافي مخرج فنان مغني مطرب ممثل سفير نائب ناشط باحث خبير مبعوث مسؤول مدير مرشح".split()
# Office → its title, folded; where two begin alike, the longer stands first.
_TITLES = {
    "counterpart": "نظير(?:ته|تها|ه|ها)",
    "deputy": f"(?:نائبه?|مساعده?|وكيله?) (?:{_THE}?رئيسه?|وزيره?|مستشاره?|{_THE}?امينه?)",
    "president-spokesperson": f"{_SPEAKS}(?:{_THE}?رئاسه|الكرملين|البيت الابيض)",
    "foreign-ministry-spokesperson": f"{_SPEAKS}(?:وزاره )?(?:الشؤون )?الخارجيه",
    "government-spokesperson": f"{_SPEAKS}الحكومه",
    "secretary-general-spokesperson": f"{_SPEAKS}(?:الامين العام للامم المتحده|الامم المتحده)",
    "other-spokesperson": _SPEAKS + r"\w+",
    "national-security-adviser": f"{_THE}?مستشاره? (?:الامن القومي|الرئيس الاميركي للامن القومي)"
    "(?: (?:ب|في )البيت الابيض)?",
    "presidential-council-head": "رئيس (?:المجلس الرئاسي|مجلس القياده الرئاسي)",
    "sovereignty-council-head": "رئيس مجلس السياده",
    "council-president": "رئيسه? (?:المجلس الاوروبي|مجلس اوروبا)",
    "commission-president": "رئيسه? المفوضيه(?: الاوروبيه)?",
    "parliament-president": "رئيسه? البرلمان الاوروبي",
    "lower-house-speaker": "رئيسه? (?:مجلس (?:النواب|الشعب|الامه|الدوما)|البرلمان|الدوما)",
    "upper-house-speaker": "رئيسه? مجلس (?:الشيوخ|الاتحاد|الفيدراليه)",
    "prime-minister": f"رئيسه? (?:مجلس )?(?:الوزراء|الحكومه)|{_THE}وزيره? الاول[ي]?",
    "prime-minister-of": "رئيسه? (?:وزراء|حكومه)",
    "foreign-policy-chief": "(?:مسؤوله?|منسقه?|مفوضه?|وزيره?) "
    "(?:السياسه |الشؤون )?الخارجيه (?:في ال|بال|لل)اتحاد الاوروبي",
    "foreign-minister": "رئيسه? الدبلوماسيه|وزيره? (?:الشؤون )?الخارجيه"
    "(?: و(?:المغتربين|شؤون المغتربين|التعاون)(?: الدولي)?)?",
    "foreign-minister-of": "وزيره? خارجيه",
    "defence-minister": "وزيره? (?:الدفاع(?: و(?:الانتاج الحربي|الطيران))?|الحرب)",
    "defence-minister-of": "وزيره? (?:دفاع|حرب)",
    "interior-minister": "وزيره? الداخليه",
    "finance-minister": "وزيره? (?:الماليه|الخزانه)(?: و(?:الخزانه|الاقتصاد))?",
    "justice-minister": "وزيره? العدل",
    "energy-minister": "وزيره? الطاقه",
    "petroleum-minister": "وزيره? (?:النفط|البترول)",
    "economy-minister": "وزيره? الاقتصاد",
    "information-minister": "وزيره? الاعلام",
    "other-minister": r"وزيره? ال\w+(?: وال\w+)*",
    "minister": f"{_THE}وزيره?",
    "central-bank-governor": "(?:محافظه?|حاكمه?) (?:المصرف|البنك) المركزي",
    "chief-of-staff": "رئيس (?:هيئه )?(?:ال)?اركان(?: (?:الجيش|القوات المسلحه))?",
    "president": f"{_THE}رئيسه?(?!\\w)(?! (?:مجلس|اركان))|رئيسه? الجمهوريه|رئيس (?:النظام|السلطه)(?= ال)",
    "crown-prince": "ولي العهد",
    "monarch": f"{_THE}(?:عاهل|ملكه?)",
    "monarch-of": "(?:ملكه?|عاهل|امير|سلطان)",
    "supreme-leader": f"{_THE}مرشد(?: (?:الاعلي(?: للثوره(?: الاسلاميه)?| للجمهوريه الاسلاميه)?|الايراني))?(?! العام)",
    "chancellor": f"{_THE}مستشاره?",
    "leader": f"{_THE}زعيم",
    "un-secretary-general": f"{_THE}امينه? العامه? (?:للامم المتحده|للمنظمه الدوليه)",
    "nato-secretary-general": f"{_THE}امينه? العامه? (?:لحلف (?:شمال الاطلسي|الناتو|الاطلسي)|للحلف الاطلسي|للناتو)",
    "arab-league-secretary-general": f"{_THE}امينه? العامه? (?:لجامعه الدول العربيه|للجامعه العربيه)",
    "hezbollah-secretary-general": f"{_THE}امينه? العامه? لحزب الله",
    "pope": "بابا (?:الفاتيكان|روما)",
    "coptic-pope": "بابا الاسكندريه",
    "grand-imam": "شيخ الازهر",
    "envoy": f"{_THE}?(?:مبعوثه?|موفده?) (?:الخاصه? )?(?:الامميه?|الامم المتحده|الدوليه?)(?: الخاصه?)?"
             r"(?: (?:الي|لليمن|لسوريا|لليبيا)(?: (?:سوريا|سوريه|اليمن|ليبيا|العراق))?)",
    # What people are called by what they do: whoever was introduced so.
    "person": f"{_THE}(?:{'|'.join(PEOPLE)}|(?:{'|'.join(_WOMEN)})ه)",
}  # fmt: skip
# Titles that need no country beside them.
_FIXED = {
    "secretary-general-spokesperson": ("secretary-general-spokesperson", "united-nations"),
    "council-president": ("council-president", "european-union"),
    "commission-president": ("commission-president", "european-union"),
    "parliament-president": ("parliament-president", "european-union"),
    "foreign-policy-chief": ("foreign-policy-chief", "european-union"),
    "un-secretary-general": ("secretary-general", "united-nations"),
    "nato-secretary-general": ("secretary-general", "nato"),
    "arab-league-secretary-general": ("secretary-general", "arab-league"),
    "hezbollah-secretary-general": ("secretary-general", "hezbollah"),
    "supreme-leader": ("supreme-leader", "IR"),
    "pope": ("pope", "VA"),
    "coptic-pope": ("coptic-pope", "EG"),
    "grand-imam": ("grand-imam", "EG"),
}
_SEATS = {"الكرملين": "RU", "الابيض": "US"}
_ENVOYS = {"سوريا": "syria", "سوريه": "syria", "لسوريا": "syria", "اليمن": "yemen", "لليمن": "yemen",
           "ليبيا": "libya", "لليبيا": "libya", "العراق": "iraq"}  # fmt: skip

# Countries of sport only.
_BRITISH = set("الانجليزي الانجليزيه الانكليزي الانكليزيه الاسكتلندي الاسكتلنديه الويلزي الويلزيه".split())

_PATTERN = re.compile(
    r"(?<!\w)[وف]?[بلك]?(?:"  # conjunction and preposition
    + "|".join(f"(?P<{office.replace('-', '_')}>{title})" for office, title in _TITLES.items())
    + r")(?!\w)"
)
_THE_BEFORE = re.compile("^[وف]?[بك]?(?:ال|لل)")
WORD = re.compile(r" +(\w+)")  # the next word, nothing but a space before it
# Not, or no longer, the holder.
_FORMER = set(
    "السابق السابقه الاسبق الراحل الراحله المخلوع المعزول المقال المستقيل المستقيله المكلف المكلفه المنتخب المنتخبه"
    " المقبل المقبله القادم التنفيذي التنفيذيه الفخري السابقين انذاك حينها وقتها وقتذاك حينذاك بالوكاله بالنيابه المؤقت"
    " المعين المعينه المشترك المؤقته الموقت الاسبقه المخلوعه المتوفي".split()
)
NOW = set("الحالي الحاليه الجديد الجديده".split())


class Title(NamedTuple):
    """A title in a text: span in the folded text, office, country, form, the word before."""

    start: int
    end: int
    office: str
    country: str | None
    feminine: bool
    former: bool
    before: str
    anyone: bool  # متحدث باسم الحكومة: one of several, unless the article says who


def find_titles(folded: Folded) -> list[Title]:
    """Return the titles of a text in its order."""
    found = []
    of_states, states = _countries()
    for match in _PATTERN.finditer(folded):
        office = str(match.lastgroup).replace("_", "-")
        words, end = match.group().split(), match.end()
        country, former = _SEATS.get(words[-1]) if office == "president-spokesperson" else None, False
        if office.endswith("-of"):
            country, end = _match_country(folded, end, states)
            if country is None:
                continue
            office = office.removesuffix("-of")
        if office in _FIXED:
            office, country = _FIXED[office]
        elif office == "envoy":
            goal = next((_ENVOYS[w] for w in words if w in _ENVOYS), None)
            office, country = (f"envoy-{goal}", "united-nations") if goal else (office, None)
        elif office == "person":
            office = _THE_BEFORE.sub("", words[0])
        elif office == "other-minister":
            office = f"{words[1]}-minister"
        elif office == "other-spokesperson":
            office = f"{words[-1]}-spokesperson"
        while True:
            if country is None:
                country, end = _match_country(folded, end, of_states)
                if country:
                    continue
            word = WORD.match(folded, end)
            if not word or word[1] not in NOW | _FORMER:
                break
            former, end = former or word[1] in _FORMER, word.end()
        before = re.search(r"(\w+) ?$", folded[max(0, match.start() - 20) : match.start()])
        first = words[0] if office != "counterpart" else words[0].removesuffix("ا").removesuffix("ه")
        feminine = first.endswith("ت" if office == "counterpart" else "ه")
        anyone = office.endswith("-spokesperson") and not _THE_BEFORE.match(words[0])
        near = before[1] if before else ""
        found.append(Title(match.start(), end, office, country, feminine, former, near, anyone))
    return found


def _match_country(folded: Folded, position: int, table: dict[str, str]) -> tuple[str | None, int]:
    first = WORD.match(folded, position)
    if not first:
        return None, position
    second = WORD.match(folded, first.end())
    if second and (country := table.get(f"{first[1]} {second[1]}")):
        return country, second.end()
    country = table.get(first[1])
    return country, first.end() if country else position


def adjectives() -> dict[str, str]:
    """Return the definite adjectives of states, folded, with their codes: {"الروسي": "RU", …}."""
    return _countries()[0]


@cache
def _countries() -> tuple[dict[str, str], dict[str, str]]:
    """Return the definite adjectives and the names of states, folded, with their codes."""
    base = knowledge_base()
    codes: dict[str, str] = dict(zip(base["actor_id"], base["country"], strict=True))
    table = demonyms()
    single = table[table["form"].isin(["m", "f"]) & table["demonym"].str.startswith("ال")]
    definite = dict.fromkeys(_BRITISH, "GB")
    spelt = [[str(fold(w)) for w in line.split("|")] for line in assets.load("spellings.csv")["spellings"]]
    others = {word: words for words in spelt for word in words}
    for demonym, actor_id in zip(single["demonym"], single["actor_id"], strict=True):
        folded = str(fold(demonym))
        definite |= dict.fromkeys([folded, *others.get(folded, [])], codes[actor_id])
    known = aliases()
    states = known[known["actor_id"].isin(set(table["actor_id"])) & ~known["kind_of"].isin(["acronym", "headed"])]
    names = {str(fold(a)): codes[i] for a, i in zip(states["alias"], states["actor_id"], strict=True)}
    return definite, names

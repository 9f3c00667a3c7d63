"""Roles: words that mean one known person without naming him, such as الرئيس الروسي or نظيره الأميركي.

A title is an office (الرئيس, وزير الخارجية, المتحدث باسم) and mostly a country, by its adjective. Beside a name it
introduces a person: الرئيس الروسي فلاديمير بوتين tells who holds the office in this article. Alone it is a role, and
stands for whoever was introduced with that office, before or after; failing that, for whoever held it on the day of
publication by the dated table `offices.csv`. A bare title (الرئيس, الوزير) means the one person introduced with such
an office before it. نظيره is the holder, in another country, of the office of the person named before it.

A role that these rules do not tie to exactly one known person stays out: a wrong actor is worse than none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

import pandas as pd

from explore import assets, schema
from explore.actors import aliases, demonyms, knowledge_base
from explore.spellings import spellings
from explore.text import Folded, fold, split_sentences

_THE = "(?:ال|(?<=ل)ل)"  # للرئيس: the alef of the article is gone after the preposition
_SPEAKS = f"{_THE}(?:متحدثه?|ناطقه?)(?: الرسميه?)? (?:باسم|بلسان) "
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
    "defence-minister": "وزيره? (?:الدفاع|الحرب)",
    "defence-minister-of": "وزيره? (?:دفاع|حرب)",
    "interior-minister": "وزيره? الداخليه",
    "finance-minister": "وزيره? (?:الماليه|الخزانه)",
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
# One title, several offices: a monarch is king, emir, sultan or emperor by his country.
_SAME = {"monarch": ("monarch", "emir", "sultan", "emperor")}
# Titles that mean something else, or anybody, when they stand without a country.
_NEVER_BARE = {"leader", "deputy", "other-spokesperson", "central-bank-governor", "other-minister", "envoy"}
_EQUAL = (("president", "monarch", "emir", "sultan", "emperor", "leader"), ("prime-minister", "chancellor"))

_PATTERN = re.compile(
    r"(?<!\w)[وف]?[بلك]?(?:"  # conjunction and preposition
    + "|".join(f"(?P<{office.replace('-', '_')}>{title})" for office, title in _TITLES.items())
    + r")(?!\w)"
)
_GAP, _COMMA = re.compile(r"[ \"«“()]*"), re.compile(r" ?[،,:] ?")
_RANK = re.compile(r" *(\w+)")
_WORD = re.compile(r" +(\w+)")  # the next word, nothing but a space before it
# Not, or no longer, the holder.
_FORMER = set(
    "السابق السابقه الاسبق الراحل الراحله المخلوع المعزول المقال المستقيل المستقيله المكلف المكلفه المنتخب المنتخبه"
    " المقبل المقبله القادم التنفيذي التنفيذيه الفخري السابقين انذاك حينها وقتها وقتذاك حينذاك بالوكاله بالنيابه المؤقت"
    " المؤقته الموقت الاسبقه المخلوعه المتوفي".split()
)
_NOW = set("الحالي الحاليه الجديد الجديده".split())
_RANKS = set(
    "المشير الفريق اللواء العميد العقيد الجنرال الدكتور دكتور د السيد السيده الشيخ الشيخه الامير الاميره الملك الملكه"
    " المعترف به بها دوليا المنتهيه ولايته ولايتها"
    " ايه الله الايرانيه المهندس الاستاذ الركن اول الحاج الاب القس السلطان القاضي سمو جلاله".split()
)
# Before a title, words of people whose own name may follow it: زوجة الرئيس السوري أسماء الأسد.
_OF_HIM = set(
    "مبعوث مبعوثه موفد مستشار مستشاره زوجه زوج نجل نجله ابن ابنه شقيق شقيقه صهر والد والده محامي حفيد وريث حليف صديق"
    " كبير كبيره منافس سلف خلف خليفه ممثل ممثله مدير مديره رئيس وكيل مرشح عضو سكرتير".split()
)
_BELOW_HIM = set(
    "نائب نائبه نواب مساعد مساعده وكيل وكيله سكرتير منصب انتخاب انتخابات لمنصب تعيين اختيار"
    " باعمال مهام يكون ويكون صلاحيات".split()
)


_ALIKE = 0.75  # of two spellings of one word of a name


class Title(NamedTuple):
    """A title in a text: span in the folded text, office, country, whether its form is feminine."""

    start: int
    end: int
    office: str
    country: str | None
    feminine: bool
    former: bool
    before: str


class Named(NamedTuple):
    """A name of a person in a text: span in the original, actor."""

    start: int
    end: int
    actor: str | None


@dataclass
class _Holder:
    actor: str
    since: str
    until: str
    gender: str


def find_roles(articles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Find nominals that stand for one known person without naming him.

    Parameters
    ----------
    articles : DataFrame
        article_id, text, and published where it is known (UTC): without it, only the article itself tells who holds
        an office.
    mentions : DataFrame
        schema.MENTIONS: the names of these articles, linked to actors.

    Returns
    -------
    DataFrame
        schema.MENTIONS, kind "role", label "PER", actor_id never null, `rule` saying how the person was found; in the
        order of articles and text. The rows of `mentions` are not among them.

    Raises
    ------
    MissingColumns
        A column named above is not there.

    Notes
    -----
    On the day an office changes hands the table knows two holders and gives none. Deputies, former and designated
    holders stay out. The table knows the main states and bodies of Arabic news since 2000, and not all their offices.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["وصل الرئيس الفرنسي إلى بيروت."],
    ...                          "published": pd.to_datetime(["2018-08-15"], utc=True)})
    >>> find_roles(articles, schema.MENTIONS.empty())[["surface", "actor_id"]].values.tolist()
    [['الرئيس الفرنسي', 'emmanuel-macron']]
    """
    schema.require(articles, "article_id text", table="articles", needed_by="find_roles()")
    schema.require(mentions, "article_id start end label kind actor_id", table="mentions", needed_by="find_roles()")
    people: dict[str, list[Named]] = {}
    names = mentions[(mentions["label"] == "PER") & (mentions["kind"] == "name")]
    columns = (names[c].tolist() for c in ("article_id", "start", "end", "actor_id"))
    for article_id, start, end, actor in zip(*columns, strict=True):
        people.setdefault(article_id, []).append(Named(start, end, actor if isinstance(actor, str) else None))
    dates = pd.Series([""] * len(articles), index=articles.index, dtype="str")
    if "published" in articles.columns:
        published = pd.to_datetime(articles["published"], utc=True)
        dates = published.dt.strftime("%Y-%m-%d").fillna("").astype("str")
    rows = []
    for article_id, text, date in zip(articles["article_id"], articles["text"], dates, strict=True):
        rows += [(article_id, *role) for role in _Article(text, date, sorted(people.get(article_id, []))).roles()]
    return schema.MENTIONS.frame(rows)


class _Article:
    """One article while its roles are found: who was introduced with which office, and where."""

    def __init__(self, text: str, date: str, people: list[Named]) -> None:
        self.text, self.date, self.people = text, date, people
        self.folded = fold(text)
        self.starts = {person.start: person for person in people}
        self.named = {person.actor for person in people if person.actor}
        self.introduced: list[tuple[int, str, str | None, str | None]] = []  # where, office, country, actor

    def roles(self) -> list[tuple[object, ...]]:
        """Return the rows of this article, without its id."""
        alone = []
        for title in _titles(self.folded):
            person = self._beside(title)
            if person is None:
                alone.append(title)
            elif person.actor is not None or title.office != "counterpart":
                self._introduce(title, person)
        if not alone:
            return []
        self.sentences = split_sentences(self.text)
        self.begins = [start for start, _, _ in self.sentences]
        found: list[tuple[object, ...]] = []
        self.known = list(self.people)
        for title in alone:
            start, end = self.folded.span(title.start, title.end)
            actor, why = self._resolve(title, start)
            if (
                actor is None
                or any(p.start < end and start < p.end for p in self.people)
                or self._apposed(start, actor)
            ):
                continue
            self.known.append(Named(start, end, actor))
            self.introduced.append((start, title.office, title.country or _country_of(actor), actor))
            sentence = max(bisect_right(self.begins, start) - 1, 0)
            found.append((start, end, sentence, self.text[start:end], "PER", "role", actor, 0.9, f"role: {why}"))
        return found

    def _beside(self, title: Title) -> Named | None:
        """Return the person whose name follows the title, if it is his or may be."""
        position = self._past_ranks(title.end)
        gap = _GAP.match(self.folded, position)
        comma = _COMMA.match(self.folded, position)
        if gap and (person := self._at(gap.end())):
            other = person.actor and title.country and not _ever(title.office, title.country, person.actor)
            # التقى الرئيس الأميركي بوتين: two persons side by side.
            return None if other and _country_of(str(person.actor)) not in (title.country, None) else person
        word = _RANK.match(self.folded, self._past_comma(comma.end()) if comma else position)
        if word and title.country and _named_like(title.office, title.country, word[1]):
            start, end = self.folded.span(word.start(1), word.end(1))
            return Named(start, end, None)
        if comma and (person := self._at(self._past_comma(comma.end()))) and self.text[person.start] != "و":
            holder = self._holder(title.office, title.country, title.feminine)
            return person if holder is None or holder == person.actor else None
        return None

    def _past_ranks(self, position: int) -> int:
        while (word := _RANK.match(self.folded, position)) and word[1] in _RANKS and not self._at(word.start(1)):
            position = word.end()
        return position

    def _past_comma(self, position: int) -> int:
        past = self._past_ranks(position)
        return past + (past > position and self.folded.startswith(" ", past))

    def _at(self, position: int) -> Named | None:
        return self.starts.get(self.folded.offset(position)) if position < len(self.folded) else None

    def _introduce(self, title: Title, person: Named) -> None:
        if (
            person not in self.people
            or title.former
            or title.office in ("deputy", "counterpart")
            or title.before in _OF_HIM | _BELOW_HIM
        ):
            return
        country = title.country or (_country_of(person.actor) if person.actor else None)
        self.introduced.append((person.start, title.office, country, person.actor))

    def _resolve(self, title: Title, start: int) -> tuple[str | None, str]:
        if title.former or title.office == "deputy" or title.before in _BELOW_HIM:
            return None, ""
        if title.office == "counterpart":
            return self._counterpart(title, start)
        if title.country is None:
            return self._bare(title, start)
        if title.office == "minister":
            return self._minister(title, start)
        return self._office(title.office, title.country, title.feminine)

    def _office(self, office: str, country: str, feminine: bool | None) -> tuple[str | None, str]:
        here = {who for _, o, c, who in self.introduced if o == office and c == country}
        holder = self._holder(office, country, feminine)
        if len(here) == 1 and (who := here.pop()) and (holder in (None, who) or holder not in self.named):
            return who, f"introduced as {office} of {country} in this article"
        if holder and (not here or holder in self.named):
            return holder, f"{office} of {country} on {self.date}"
        return None, ""

    def _holder(self, office: str, country: str | None, feminine: bool | None) -> str | None:
        return _holder(office, country, self.date, feminine) if country and self.date else None

    def _bare(self, title: Title, start: int) -> tuple[str | None, str]:
        if title.office in _NEVER_BARE or title.before in _OF_HIM or self._is_adjective(title):
            return None, ""
        family = "minister" if title.office == "minister" else title.office
        before = {
            who for at, office, _, who in self.introduced
            if at < start and (office == family or (family == "minister" and office.endswith("-minister")
                                                    and office != "prime-minister"))
        }  # fmt: skip
        if title.office.endswith("-minister"):  # الوزير نهاد المشنوق, then وزير الداخلية
            ministers = {who for at, office, _, who in self.introduced if at < start and office == "minister" and who}
            before |= {who for who in ministers if title.office in _offices(who, self.date)}
        who = before.pop() if len(before) == 1 else None
        return who, f"the one {title.office} introduced before in this article"

    def _is_adjective(self, title: Title) -> bool:
        """Say whether الرئيس is 'main' (السبب الرئيس) or has an adjective that makes it another office."""
        word = _WORD.match(self.folded, title.end)
        if word and re.fullmatch(r"ال\w+(?:ي|يه)", word[1]):
            return True
        if word and re.fullmatch(r"\w{2,}يا", word[1]):  # ويكون الرئيس كرديا: whoever it is
            return True
        return title.office == "president" and title.before.startswith("ال")

    def _minister(self, title: Title, start: int) -> tuple[str | None, str]:
        ministers = {
            who for at, office, country, who in self.introduced
            if at < start and office.endswith("-minister") and office != "prime-minister" and country == title.country
        }  # fmt: skip
        if ministers:
            who = ministers.pop() if len(ministers) == 1 else None
            return who, f"the one minister of {title.country} introduced before in this article"
        holder = self._holder("foreign-minister", title.country, title.feminine)
        return (holder if holder in self.named else None), f"foreign minister of {title.country}, named in this article"

    def _counterpart(self, title: Title, start: int) -> tuple[str | None, str]:
        """Return the holder of the office that the person before نظيره has, in the country of its adjective."""
        if title.country is None:
            return None, ""
        sentence = max(bisect_right(self.begins, start) - 1, 0)
        begin = self.begins[sentence]
        near = [p for p in self.known if begin <= p.start < start and p.actor]
        for person in sorted(near, reverse=True):
            actor = str(person.actor)
            if _country_of(actor) == title.country:
                continue
            here = [o for at, o, _, who in self.introduced if who == actor and at <= start + len(self.text)]
            for office in dict.fromkeys([*here, *_offices(actor, self.date)]):
                offices = next((same for same in _EQUAL if office in same), (office,))
                for equal in dict.fromkeys((office, *offices)):
                    who, why = self._office(equal, title.country, title.feminine)
                    if who and who != actor:
                        return who, f"counterpart of {actor}: {why}"
            return None, ""
        return None, ""

    def _apposed(self, start: int, actor: str) -> bool:
        """Say whether his name stands directly before: بوتين، الرئيس الروسي; or a name that is nobody else's."""
        for person in self.people:
            between = self.text[person.end : start] if start - 4 <= person.end <= start else "other words"
            if (person.actor == actor and not between.strip(' ،,()-"')) or (person.actor is None and between == " "):
                return True
        return False


def _titles(folded: Folded) -> list[Title]:
    found = []
    adjectives, states = _countries()
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
        elif office == "other-minister":
            office = f"{words[1]}-minister"
        elif office == "other-spokesperson":
            office = f"{words[-1]}-spokesperson"
        while True:
            if country is None:
                country, end = _match_country(folded, end, adjectives)
                if country:
                    continue
            word = _WORD.match(folded, end)
            if not word or word[1] not in _NOW | _FORMER:
                break
            former, end = former or word[1] in _FORMER, word.end()
        before = re.search(r"(\w+) ?$", folded[max(0, match.start() - 20) : match.start()])
        first = words[0] if office != "counterpart" else words[0].removesuffix("ا").removesuffix("ه")
        feminine = first.endswith("ت" if office == "counterpart" else "ه")
        found.append(Title(match.start(), end, office, country, feminine, former, before[1] if before else ""))
    return found


def _match_country(folded: Folded, position: int, table: dict[str, str]) -> tuple[str | None, int]:
    first = _WORD.match(folded, position)
    if not first:
        return None, position
    second = _WORD.match(folded, first.end())
    if second and (country := table.get(f"{first[1]} {second[1]}")):
        return country, second.end()
    country = table.get(first[1])
    return country, first.end() if country else position


@cache
def _countries() -> tuple[dict[str, str], dict[str, str]]:
    """Return the definite adjectives and the names of states, folded, with their codes."""
    base = knowledge_base()
    codes: dict[str, str] = dict(zip(base["actor_id"], base["country"], strict=True))
    table = demonyms()
    single = table[table["form"].isin(["m", "f"]) & table["demonym"].str.startswith("ال")]
    adjectives: dict[str, str] = {}
    for demonym, actor_id in zip(single["demonym"], single["actor_id"], strict=True):
        folded = str(fold(demonym))
        adjectives |= dict.fromkeys([folded, *spellings(folded)], codes[actor_id])
    known = aliases()
    states = known[known["actor_id"].isin(set(table["actor_id"])) & ~known["kind_of"].isin(["acronym", "headed"])]
    names = {str(fold(a)): codes[i] for a, i in zip(states["alias"], states["actor_id"], strict=True)}
    return adjectives, names


@cache
def _table() -> dict[tuple[str, str], list[_Holder]]:
    held: dict[tuple[str, str], list[_Holder]] = {}
    for row in assets.load("offices.csv").to_dict("records"):
        holder = _Holder(row["actor_id"], row["since"], row["until"] or "9999", row["gender"])
        held.setdefault((row["office"], row["country"]), []).append(holder)
    return held


@cache
def _codes() -> dict[str, str]:
    base = knowledge_base().dropna(subset=["country"])
    return dict(zip(base["actor_id"], base["country"], strict=True))


def _country_of(actor: str) -> str | None:
    return _codes().get(actor)


@cache
def _holder(office: str, country: str, date: str, feminine: bool | None) -> str | None:
    """Return the one person who held the office on that day, if the form of the title fits."""
    holders = {
        h.actor: h.gender for same in _SAME.get(office, (office,)) for h in _table().get((same, country), [])
        if h.since <= date <= h.until
    }  # fmt: skip
    if len(holders) != 1:
        return None
    ((actor, gender),) = holders.items()
    return actor if (gender == "f") == bool(feminine) else None


@cache
def _ever(office: str, country: str, actor: str) -> bool:
    return any(h.actor == actor for same in _SAME.get(office, (office,)) for h in _table().get((same, country), []))


@cache
def _named_like(office: str, country: str, word: str) -> bool:
    """Say whether the word after a title looks like the name of someone who held it: a spelling nobody listed."""
    names = {n for same in _SAME.get(office, (office,)) for h in _table().get((same, country), [])
             for n in _name_words()[h.actor]}  # fmt: skip
    return any(SequenceMatcher(None, word, name).ratio() >= _ALIKE for name in names if len(name) > 2)


@cache
def _name_words() -> dict[str, tuple[str, ...]]:
    base = knowledge_base()
    pairs = zip(base["actor_id"], base["name_ar"], strict=True)
    return {actor: tuple(str(fold(name)).split()) for actor, name in pairs}


@cache
def _offices(actor: str, date: str) -> tuple[str, ...]:
    """Return the offices the person held on that day, in the order of the table."""
    held = [(o, h) for (o, _), holders in _table().items() for h in holders]
    return tuple(o for o, h in held if h.actor == actor and date and h.since <= date <= h.until)

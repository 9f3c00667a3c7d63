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
from typing import NamedTuple

import pandas as pd

from explore import schema
from explore.annotation.holders import country_of, ever_held, genders, holder_on, named_like, offices_on
from explore.annotation.titles import NOW, WORD, Title, find_titles
from explore.text import fold, split_sentences

# Titles that mean something else, or anybody, when they stand without a country.
_NEVER_BARE = {"leader", "deputy", "other-spokesperson", "central-bank-governor", "other-minister", "envoy"}
_HEADS_OF_STATE = {"president", "monarch", "prime-minister", "chancellor", "crown-prince"}
_EQUAL = (("president", "monarch", "emir", "sultan", "emperor", "leader"), ("prime-minister", "chancellor"))

_GAP, _COMMA = re.compile(r"[ \"«“()]*"), re.compile(r" ?[،,:] ?")
_RANK = re.compile(r" *(\w+)")
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


class Named(NamedTuple):
    """A name of a person in a text: span in the original, actor."""

    start: int
    end: int
    actor: str | None


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
        for title in find_titles(self.folded):
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
            self.introduced.append((start, title.office, title.country or country_of(actor), actor))
            sentence = max(bisect_right(self.begins, start) - 1, 0)
            found.append((start, end, sentence, self.text[start:end], "PER", "role", actor, 0.9, f"role: {why}"))
        return found

    def _beside(self, title: Title) -> Named | None:
        """Return the person whose name follows the title, if it is his or may be."""
        position = self._past_ranks(title.end)
        gap = _GAP.match(self.folded, position)
        comma = _COMMA.match(self.folded, position)
        if gap and (person := self._at(gap.end())):
            other = person.actor and title.country and not ever_held(title.office, title.country, person.actor)
            # التقى الرئيس الأميركي بوتين: two persons side by side.
            return None if other and country_of(str(person.actor)) not in (title.country, None) else person
        word = _RANK.match(self.folded, self._past_comma(comma.end()) if comma else position)
        if word and title.country and named_like(title.office, title.country, word[1]):
            start, end = self.folded.span(word.start(1), word.end(1))
            return Named(start, end, None)
        if comma and (person := self._at(self._past_comma(comma.end()))) and self.text[person.start] != "و":
            holder = self._at_the_time(title.office, title.country, title.feminine)
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
        # محامي الرئيس رودي جولياني: no country beside the title, and he is not known to have held anything.
        if title.country is None and title.office in _HEADS_OF_STATE and person.actor not in genders():
            return
        country = title.country or (country_of(person.actor) if person.actor else None)
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
        holder = self._at_the_time(office, country, feminine)
        if len(here) == 1 and (who := here.pop()) and (holder in (None, who) or holder not in self.named):
            return who, f"introduced as {office} of {country} in this article"
        if holder and (not here or holder in self.named):
            return holder, f"{office} of {country} on {self.date}"
        return None, ""

    def _at_the_time(self, office: str, country: str | None, feminine: bool | None) -> str | None:
        return holder_on(office, country, self.date, feminine) if country and self.date else None

    def _bare(self, title: Title, start: int) -> tuple[str | None, str]:
        now = self.folded[title.start : title.end].split()[-1] in NOW  # الرئيس الحالي لمجموعة الساحل
        if now or title.office in _NEVER_BARE or title.before in _OF_HIM or self._is_adjective(title):
            return None, ""
        family = "minister" if title.office == "minister" else title.office
        before = {
            who for at, office, _, who in self.introduced
            if at < start and (office == family or (family == "minister" and office.endswith("-minister")
                                                    and office != "prime-minister"))
        }  # fmt: skip
        if title.office.endswith("-minister"):  # الوزير نهاد المشنوق, then وزير الداخلية
            ministers = {who for at, office, _, who in self.introduced if at < start and office == "minister" and who}
            before |= {who for who in ministers if title.office in offices_on(who, self.date)}
        who = before.pop() if len(before) == 1 else None
        if who and who in genders() and genders()[who] != ("f" if title.feminine else "m"):
            return None, ""
        return who, f"the one {title.office} introduced before in this article"

    def _is_adjective(self, title: Title) -> bool:
        """Say whether الرئيس is 'main' (السبب الرئيس) or has an adjective that makes it another office."""
        word = WORD.match(self.folded, title.end)
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
        holder = self._at_the_time("foreign-minister", title.country, title.feminine)
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
            if country_of(actor) == title.country:
                continue
            here = [o for at, o, _, who in self.introduced if who == actor and at <= start + len(self.text)]
            for office in dict.fromkeys([*here, *offices_on(actor, self.date)]):
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

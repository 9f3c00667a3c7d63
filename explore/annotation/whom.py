"""Whom a title means in one article: whoever was introduced with it, else whoever held the office on the day.

An article introduces a person once (الرئيس الروسي فلاديمير بوتين) and then says الرئيس الروسي or الرئيس. So those
introduced come first, and of several the one just named, or named in the headline. The dated table answers for offices
that nobody was introduced with. Where more than one fits, nobody is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from explore.actors.offices import country_of, genders, holder_on, named_like, offices_on
from explore.actors.titles import NOW, PEOPLE, WORD, Title
from explore.annotation.focus import Focus
from explore.annotation.posts import OFFICES, Post

# Titles that mean something else, or anybody, when they stand without a country.
_NEVER_BARE = {"leader", "deputy", "other-spokesperson", "central-bank-governor", "other-minister", "envoy"}
# There is one in a country: alone, that of the country which the article is about.
_NATIONAL = {"president", "prime-minister", "chancellor", "crown-prince", "foreign-minister", "defence-minister",
             "interior-minister", "finance-minister"}  # fmt: skip
# كأس ولي العهد: what is called after whoever it was.
_CALLED_AFTER = set("كاس وكاس مدينه مطار جامعه ملعب شارع جائزه بطوله".split())
# After a title, words that begin another title of the same person.
_ANOTHER = set("حاكم نائب وزير رئيس ولي امير قائد".split())
_SPORT = {"مدرب", "لاعب", "مهاجم", "حارس", "مدافع", "نجم", "هداف"}
_UNION = {"european-union", "european-commission"}
HEADS_OF_STATE = {"president", "monarch", "prime-minister", "chancellor", "crown-prince"}
_EQUAL = (("president", "monarch", "emir", "sultan", "emperor", "leader"), ("prime-minister", "chancellor"))

# Before a title, words of people whose own name may follow it: زوجة الرئيس السوري أسماء الأسد.
OF_HIM = set(
    "مبعوث مبعوثه موفد مستشار مستشاره زوجه زوج نجل نجله ابن ابنه شقيق شقيقه صهر والد والده محامي حفيد وريث حليف صديق"
    " كبير كبيره منافس سلف خلف خليفه ممثل ممثله مدير مديره رئيس وكيل مرشح عضو سكرتير".split()
)
BELOW_HIM = set(
    "نائب نائبا كنائب اول ثاني ثانيا نائبه نواب مساعد مساعده وكيل وكيله سكرتير منصب انتخاب انتخابات لمنصب تعيين اختيار"
    " باعمال مهام يكون ويكون صلاحيات".split()
)


class Named(NamedTuple):
    """A name of a person in a text: span in the original, actor."""

    start: int
    end: int
    actor: str | None


class Whom:
    """Those introduced in one article, and whom its titles mean.

    Attributes
    ----------
    introduced : list of (start, office, country or body, actor)
        Who was introduced with which office, where.
    known : list of Named
        Names of persons, and the roles resolved so far.
    """

    def __init__(self, focus: Focus, date: str, people: Sequence[Named]) -> None:
        self.focus, self.date, self.people = focus, date, people
        self.folded, self.begins = focus.folded, focus.begins
        self.named = {mention.actor for mention in focus.mentions if mention.actor}
        self.introduced: list[tuple[int, str, str | None, str | None]] = []
        self.known = list(people)

    def meant(self, title: Title, start: int) -> tuple[str | None, str]:
        """Return the actor that a title at `start` means, and how that is known."""
        if title.former or title.office == "deputy" or title.before in BELOW_HIM:
            return None, ""
        if title.office.removesuffix("ه") in PEOPLE and re.match("[وفبك]?ال|لل", title.before):  # المنظمات الصحافية
            return None, ""
        if title.office == "counterpart":
            return self._counterpart(title, start)
        if title.office == "commission-president" and not _UNION.intersection(self.named):
            return None, ""  # another commission's
        if title.country is None:
            return self._bare(title, start)
        if title.office == "minister":
            return self._minister(title, start)
        if title.office.removesuffix("ه") in _SPORT and not any(
            o == title.office and c == title.country for _, o, c, _ in self.introduced
        ):
            return self._compatriot(title)
        if title.office == "supreme-leader" and self._is_adjective(title):  # المرشد التونسي, المرشد الخاص
            return None, ""
        return self._office(title.office, title.country, title.feminine, anyone=title.anyone)

    def _compatriot(self, title: Title) -> tuple[str | None, str]:
        """Return the one person of the article from that country, if he holds no office: النجم البرتغالي."""
        here = {p.actor for p in self.people if p.actor and country_of(p.actor) == title.country}
        who = here.pop() if len(here) == 1 else None
        return (None if who in genders() else who), f"the one named from {title.country}"

    def _office(
        self, office: str, country: str, feminine: bool | None, *, anyone: bool = False
    ) -> tuple[str | None, str]:
        here = {who for _, o, c, who in self.introduced if o == office and c == country}
        holder = self.at_the_time(office, country, feminine)
        if len(here) == 1 and (who := here.pop()) and (holder in (None, who) or holder not in self.named):
            return who, f"introduced as {office} of {country} in this article"
        if holder and not anyone and (not here or holder in self.named):
            return holder, f"{office} of {country} on {self.date}"
        return None, ""

    def at_the_time(self, office: str, country: str | None, feminine: bool | None) -> str | None:
        """Return who held the office on the day of the article."""
        return holder_on(office, country, self.date, feminine) if country and self.date else None

    def _bare(self, title: Title, start: int) -> tuple[str | None, str]:
        now = self.folded[title.start : title.end].split()[-1] in NOW  # الرئيس الحالي لمجموعة الساحل
        if now or title.office in _NEVER_BARE or title.before in OF_HIM or self._is_adjective(title):
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
        if not before:
            return self._of_the_country(title, start)
        who = before.pop() if len(before) == 1 else self._salient(before, start)
        if who and who in genders() and genders()[who] != ("f" if title.feminine else "m"):
            return None, ""
        return who, f"the one {title.office} introduced before in this article"

    def _of_the_country(self, title: Title, start: int) -> tuple[str | None, str]:
        """Return who holds the office in the country that the article is plainly about, if no name may follow."""
        country = self.focus.country(start) if title.office in _NATIONAL and title.before not in _CALLED_AFTER else None
        if country is None or any(start - 2 <= person.end <= start for person in self.people):
            return None, ""
        word = WORD.match(self.folded, title.end)
        if word and (
            word[1].startswith(("ال", "وال")) or word[1] in _ANOTHER or named_like(title.office, country, word[1])
        ):
            return None, ""
        who = self.at_the_time(title.office, country, title.feminine)
        return who, f"{title.office} of {country}, which the article is about, on {self.date}"

    def _salient(self, actors: set[str | None], start: int) -> str | None:
        """Return the one of several who was named in this sentence or the one before; else in the headline."""
        sentence = self.focus.sentence(start)
        near = [p.actor for p in self.known if self.begins[max(sentence - 1, 0)] <= p.start < start]
        in_title = [p.actor for p in self.known if p.start < min(self.begins[1:2] or [0])]
        for here in (near, in_title):
            if there := actors.intersection(here):
                return there.pop() if len(there) == 1 else None
        return None

    def _is_adjective(self, title: Title) -> bool:
        """Say whether الرئيس is 'main' (السبب الرئيس) or has an adjective that makes it another office."""
        word = WORD.match(self.folded, title.end)
        if word and (re.fullmatch(r"ال\w+(?:ي|يه)", word[1]) or word[1] == "الخاص"):
            return True
        if word and title.office.removesuffix("ه") in PEOPLE and word[1].startswith("ال"):  # المدير العام, النائب العام
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
        holder = self.at_the_time("foreign-minister", title.country, title.feminine)
        return (holder if holder in self.named else None), f"foreign minister of {title.country}, named in this article"

    def _counterpart(self, title: Title, start: int) -> tuple[str | None, str]:
        """Return the holder of the office that the person before نظيره has, in the country of its adjective."""
        if title.country is None:
            return None, ""
        sentence = self.focus.sentence(start)
        # In the sentence, else in the two before it: whoever وقال إنه سيلتقي نظيره speaks of was named there.
        for begin, end in zip(self.begins[sentence::-1][:3], [start, *self.begins[sentence:0:-1]], strict=False):
            for person in sorted((p for p in self.known if begin <= p.start < end and p.actor), reverse=True):
                who, why = self._equal(str(person.actor), title)
                if who:
                    return who, why
        return None, ""

    def _equal(self, actor: str, title: Title) -> tuple[str | None, str]:
        """Return who holds, in the country of the title, the office that the actor holds in another."""
        if country_of(actor) == title.country:
            return None, ""
        here = [office for _, office, _, who in self.introduced if who == actor]
        for office in dict.fromkeys([*here, *offices_on(actor, self.date)]):
            offices = next((same for same in _EQUAL if office in same), (office,))
            for equal in dict.fromkeys((office, *offices)):
                who, why = self._office(equal, str(title.country), title.feminine)
                if who and who != actor:
                    return who, f"counterpart of {actor}: {why}"
        return None, ""

    def in_post(self, post: Post) -> tuple[str | None, str]:
        """Return who has the post: whoever the article says, else the table."""
        here = {who for _, o, body, who in self.introduced if o == f"{post.noun} of" and body == post.body}
        if here:
            return (here.pop() if len(here) == 1 else None), f"introduced as {post.noun} of {post.body} in this article"
        offices = OFFICES.get(post.noun, ())
        holders = {who for o in offices for sex in (True, False) if (who := self.at_the_time(o, post.body, sex))}
        return (holders.pop() if len(holders) == 1 else None), f"{post.noun} of {post.body} on {self.date}"

"""Roles: words that mean one known actor without naming it, such as الرئيس الروسي, نظيره الأميركي or الحكومة.

A title is an office (الرئيس, وزير الخارجية, المتحدث باسم) and mostly a country, by its adjective. Beside a name it
introduces a person: الرئيس الروسي فلاديمير بوتين tells who holds the office in this article. Alone it is a role, and
stands for whoever was introduced with that office, before or after; failing that, for whoever held it on the day of
publication by the dated table `offices.csv`. نظيره is the holder, in another country, of the office of the person
named before it. Who does the same without an office (المدرب, مدرب ريال مدريد) must have been introduced with it.

    titles, posts    words for offices, with a country or with a body
    whom             which person they mean
    bodies           الحكومة, الحزب, الشركة: bodies called by what they are
    holders          the dated table

A role that these rules do not tie to exactly one known actor stays out: a wrong actor is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from explore import tables
from explore.actors.offices import country_of, ever_held, genders, named_like, offices_on
from explore.actors.titles import PEOPLE, Title, find_titles
from explore.annotation.bodies import find_bodies
from explore.annotation.focus import Focus, Mention
from explore.annotation.layers import Context, Frames, Layer
from explore.annotation.posts import Post, find_posts
from explore.annotation.whom import BELOW_HIM, HEADS_OF_STATE, OF_HIM, Named, Whom
from explore.curation import override_mentions
from explore.doc import Doc
from explore.text import fold, split_sentences

_GAP, _COMMA = re.compile(r"[ \"«“()]*"), re.compile(r" ?[،,:] ?")
_RANK = re.compile(r" *(\w+)")
_RANKS = set(
    "المشير الفريق اللواء العميد العقيد الجنرال الدكتور دكتور د السيد السيده الشيخ الشيخه الامير الاميره الملك الملكه"
    " المعترف به بها دوليا المنتهيه ولايته ولايتها"
    " ايه الله الايرانيه المهندس الاستاذ الركن اول الحاج الاب القس السلطان القاضي سمو جلاله".split()
)
Row = tuple[int, int, int, str, str, str, str, float, str, bool]  # a mention without its article's id


def find_roles(articles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Find nominals that stand for one known person or body without naming it.

    Parameters
    ----------
    articles : DataFrame
        article_id, text, and published where it is known (UTC): without it, only the article itself tells who holds
        an office.
    mentions : DataFrame
        tables.MENTIONS: the names of these articles, linked to actors.

    Returns
    -------
    DataFrame
        tables.MENTIONS, kind "role", label PER or ORG, actor_id never null, `rule` saying how the actor was found; in
        the order of articles and text. The rows of `mentions` are not among them.

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
    >>> find_roles(articles, tables.MENTIONS.empty())[["surface", "actor_id"]].values.tolist()
    [['الرئيس الفرنسي', 'emmanuel-macron']]
    """
    tables.require(articles, "article_id text", table="articles", needed_by="find_roles()")
    tables.require(mentions, "article_id start end label kind actor_id", table="mentions", needed_by="find_roles()")
    people: dict[str, list[Named]] = {}
    columns = (mentions[c].tolist() for c in ("article_id", "start", "end", "label", "kind", "actor_id"))
    named: dict[str, list[Mention]] = {}
    for article_id, start, end, label, kind, actor in zip(*columns, strict=True):
        known = actor if isinstance(actor, str) else None
        named.setdefault(article_id, []).append(Mention(start, end, label, known))
        if label == "PER" and kind == "name":
            people.setdefault(article_id, []).append(Named(start, end, known))
    dates = pd.Series([""] * len(articles), index=articles.index, dtype="str")
    if "published" in articles.columns:
        published = pd.to_datetime(articles["published"], utc=True)
        dates = published.dt.strftime("%Y-%m-%d").fillna("").astype("str")
    rows = []
    for article_id, text, date in zip(articles["article_id"], articles["text"], dates, strict=True):
        here = sorted(named.get(article_id, []), key=lambda mention: mention.start)
        persons = sorted(people.get(article_id, []), key=lambda person: person.start)
        rows += [(article_id, *role) for role in _Article(text, date, persons, here).roles()]
    return tables.MENTIONS.frame(rows)


class _Article:
    """One article while its roles are found: who was introduced with which office, and where."""

    def __init__(self, text: str, date: str, people: list[Named], mentions: list[Mention]) -> None:
        self.text, self.people, self.mentions = text, people, mentions
        self.folded = fold(text)
        self.starts = {person.start: person for person in people}
        self.focus = Focus(self.folded, mentions, [start for start, _, _ in split_sentences(text)])
        self.whom = Whom(self.focus, date, people)

    def roles(self) -> list[Row]:
        """Return the rows of this article, without its id."""
        titles, alone = find_titles(self.folded), []
        for title in titles:
            person = self._beside(title)
            if person is None:
                alone.append(title)
            elif person.actor is not None or title.office != "counterpart":
                self._introduce(title, person)
        bodies = find_bodies(self.focus, [self.folded.span(t.start, t.end) for t in titles])
        offices = [t for t in titles if t.country or t.office.removesuffix("ه") not in {*PEOPLE, "president"}]
        posts = self._posts(bodies, [self.folded.span(t.start, t.end) for t in offices])
        found: list[Row] = []
        for title in alone:
            start, end = self.folded.span(title.start, title.end)
            actor, why = self.whom.meant(title, start)
            if actor and self._row(found, start, end, actor, why):
                self.whom.introduced.append((start, title.office, title.country or country_of(actor), actor))
        for post in posts:
            actor, why = self.whom.in_post(post)
            if actor:
                self._row(found, post.start, post.end, actor, why)
        for start, end, actor, why in bodies:
            rule = f"role: {why}"
            found.append(
                (start, end, self.focus.sentence(start), self.text[start:end], "ORG", "role", actor, 0.8, rule, False)
            )
        return sorted(found)

    def _row(self, found: list[Row], start: int, end: int, actor: str, why: str) -> bool:
        """Add a person's role, unless his name or another role stands there."""
        if any(p.start < end and start < p.end for p in self.people) or self._apposed(start, actor):
            return False
        if any(row[0] < end and start < row[1] for row in found):
            return False
        self.whom.known.append(Named(start, end, actor))
        rule = f"role: {why}"
        found.append(
            (start, end, self.focus.sentence(start), self.text[start:end], "PER", "role", actor, 0.9, rule, False)
        )
        return True

    def _posts(self, bodies: list[tuple[int, int, str, str]], taken: list[tuple[int, int]]) -> list[Post]:
        """Return the posts that nobody is named beside; who is named beside one is introduced."""
        named = [(m.start, m.end, m.actor) for m in self.mentions if m.label == "ORG" and m.actor]
        people = [(p.start, p.end, p.actor) for p in self.people]
        alone = []
        for post in find_posts(self.text, sorted(named + [body[:3] for body in bodies]), people):
            if any(a < post.end and post.start < b for a, b in taken):
                continue
            if post.named:
                self.whom.introduced.append((post.start, f"{post.noun} of", post.body, post.person))
                self.whom.introduced.append((post.start, post.noun, country_of(post.person or ""), post.person))
            else:
                alone.append(post)
        return alone

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
            holder = self.whom.at_the_time(title.office, title.country, title.feminine)
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
            or title.before in OF_HIM | BELOW_HIM
        ):
            return
        # وزير الخارجية السفير سامح شكري: his office counts, not his rank.
        if (
            title.office.removesuffix("ه") in PEOPLE
            and title.office != "امير"
            and person.actor
            and offices_on(person.actor, self.whom.date)
        ):
            return
        # محامي الرئيس رودي جولياني: no country beside the title, and he is not known to have held anything.
        if title.country is None and title.office in HEADS_OF_STATE and person.actor not in genders():
            return
        country = title.country or (country_of(person.actor) if person.actor else None)
        self.whom.introduced.append((person.start, title.office, country, person.actor))

    def _apposed(self, start: int, actor: str) -> bool:
        """Say whether his name stands directly before: بوتين، الرئيس الروسي; or a name that is nobody else's."""
        for person in self.people:
            between = self.text[person.end : start] if start - 4 <= person.end <= start else "other words"
            if (person.actor == actor and not between.strip(' ،,()-"')) or (person.actor is None and between == " "):
                return True
        return False


def outermost(names: pd.DataFrame, roles: pd.DataFrame, article_ids: pd.Series) -> pd.DataFrame:
    """Join names and roles in the order of the text; a name inside a role (المتحدث باسم الكرملين) is part of it."""
    if roles.empty:
        return names
    spans: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in roles[["article_id", "start", "end"]].itertuples(index=False):
        spans.setdefault(article_id, []).append((start, end))
    inside = [
        any(a <= start and end <= b for a, b in spans.get(article_id, ()))
        for article_id, start, end in names[["article_id", "start", "end"]].itertuples(index=False)
    ]
    joined = pd.concat([names[[not held for held in inside]], roles])
    place = joined["article_id"].map({article_id: k for k, article_id in enumerate(article_ids)})
    return tables.MENTIONS.frame(joined.assign(place=place).sort_values(["place", "start"], kind="stable"))


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    names = frames["mentions"].reset_index(drop=True)
    both = outermost(names, find_roles(frames["articles"], names), frames["articles"]["article_id"])
    return {"mentions": override_mentions(both, context.curation)}


LAYER = Layer("roles", reads=("articles", "mentions"), writes=("mentions",), run=_run)

"""Posts: who heads, coaches or plays for a body: مدرب ريال مدريد, المديرة العامة لليونسكو, زعيم الحزب.

A post is a word before the name of a body. With a person's name beside it, it introduces him in this post; alone it is
a role, and the name of the body after it stays a mention of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from explore.annotation.bodies import KINDS
from explore.text import fold

# Offices of `offices.csv` that a post may be called by.
OFFICES = {
    "رئيس": ("chairperson", "president", "director", "leader"),
    "زعيم": ("leader", "secretary-general"),
    "قائد": ("leader",),
    "مدير": ("director",),
    "امين عام": ("secretary-general",),
    "مدرب": ("coach",),
}
_NOUNS = "رئيس|زعيم|مدير|امين عام|قائد|مدرب|مؤسس|نجم|لاعب|مهاجم|حارس|مدافع|مرشح|نائب رئيس|محافظ|مراسل|مالك"
_FEMININE = "|".join(f"{noun}ه" for noun in "رئيس زعيم مدير قائد مدرب مؤسس نجم لاعب مرشح مراسل".split())
_POST = re.compile(
    rf"(?P<before>\w+ )?(?<!\w)[وف]?[بلك]?(?:ال|(?<=ل)ل)?(?P<post>{_FEMININE}|{_NOUNS}|امينه? العامه?)"
    r"(?P<kind> (?:ال)?(?:عامه?|العامه?|تنفيذيه?|التنفيذيه?|فني|الفني|مرمي|مجلس اداره|مجلس الاداره))?"
    rf"(?P<of> (?:ل|لل|ال)?(?:{KINDS}))? ?[\"«“(]?$"
)
_BELOW = set("نائب نائبه مساعد مساعده وكيل وكيله منصب لمنصب سكرتير انتخاب تعيين اختيار اقاله مستشار".split())
# Between the body and the name of who has the post there.
_THEN = re.compile(r"[\"»”)]*(?: (?:ال|لل)\w+){0,3}[ ،,:\"«“()]*(?:(?:السيد|السيده|الدكتور|د|الشيخ|الامير|اللواء) )?")
_FORMER = re.compile(r"[\"»”)]*(?: ال\w+){0,2} (?:السابقه?|الاسبقه?|الراحل|المقال|المستقيل|انذاك|حينها)(?!\w)")
_WIDTH = 60  # code points before a body in which its post begins, and after it in which the name does


class Post(NamedTuple):
    """A post: span in the original (without its body), what it is called, its body, who has it if he is named there."""

    start: int
    end: int
    noun: str
    body: str
    person: str | None
    named: bool


def find_posts(
    text: str, bodies: Sequence[tuple[int, int, str]], people: Sequence[tuple[int, int, str | None]]
) -> list[Post]:
    """Return the posts of a text in its order.

    Parameters
    ----------
    text : str
        The text as it is.
    bodies : sequence of (start, end, actor)
        Mentions of bodies, in order.
    people : sequence of (start, end, actor)
        Names of persons, in order.
    """
    posts = []
    starts, ends = [start for start, _, _ in people], [end for _, end, _ in people]
    for start, end, body in bodies:
        begin = max(0, start - _WIDTH)
        stretch = fold(text[begin:start])
        match = _POST.search(stretch)
        if not match or (match["before"] or "").strip() in _BELOW:
            continue
        after = fold(text[end : end + _WIDTH])
        if _FORMER.match(after):
            continue
        here, stop = stretch.span(match.start("post"), match.end("post"))
        while here and stretch.source[here - 1] not in ' \n"«“(،:.':
            here -= 1
        noun = re.sub(r"ال(?=عام)", "", match["post"]).replace("امينه عامه", "امين عام").removesuffix("ه")
        if noun == "مدير" and match["kind"] in (" فني", " الفني"):
            noun = "مدرب"
        person, named = None, False
        k = bisect_left(starts, end)
        if k < len(people) and starts[k] - end < _WIDTH and _THEN.fullmatch(fold(text[end : starts[k]])):
            person, named = people[k][2], True
        k = bisect_left(ends, begin + here + 1) - 1
        if not named and k >= 0 and not text[ends[k] : begin + here].strip(' ،,()-–"'):
            person, named = people[k][2], True
        posts.append(Post(begin + here, begin + stop, noun, body, person, named))
    return posts

"""The words of the calendar, and a text as a line of symbols.

Dates are written with few words in many orders. So a text is first turned into a line of symbols, one letter a word: W
for a weekday, M for a month, d for a figure that can be a day; whatever does not belong to the calendar is x. "يوم
الخميس 3 مايو/أيار الماضي" becomes jWdM/MR, and the grammar (`grammar`) is a handful of short regular expressions over
such lines. The words stand in words-calendar.toml, each with its symbol and what it means: 5 for مايو, -1 for الماضي.

    d 1 to 31, y a year, n another number, c 10:30, D 12/5/2021        k ثلاثة, e عشر, z عشرين, K الثلاثة
    o الخامس, Z العشرين     M month, m month that is also another word, H Hijri month, h one that is also a name
    W الخميس, w خميس        N أمس غدا, v غد الأمس     J اليوم, j يوم, V يومي     A العام, a عام     S الشهر, s شهر
    U الأسبوع, u أسبوع      I القرن, i قرن ساعة      Q العامين, b عامين         P الأيام, p أيام   R الماضي, X الماضيين
    L هذا    f من    g في خلال    t إلى حتى    B بين    < قبل    > بعد    ~ منذ    r نحو    & و    = نفسه التالي
    G صباح, q الليلة, l الساعة, @ بتوقيت غرينتش     E مطلع نهاية, F الربع النصف, T الثمانينيات, C صيف, O عيد الفطر
    ! إلا    Y الموافق    Δ هـ    ( ) / - , as they are    x anything else
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from explore import assets
from explore.text import fold, readings

WORDS = assets.words("calendar")


def word_set(name: str) -> frozenset[str]:
    """Return a list of words-calendar.toml, folded."""
    return frozenset(str(fold(word)) for word in WORDS[name])


def _numbered(name: str, first: int) -> dict[str, int]:
    return {str(fold(word)): n for n, names in enumerate(WORDS[name], first) for word in names.split("|")}


#: Folded name of a month: its number; of a Hijri month; of a weekday: its number, Monday 0.
MONTHS = _numbered("months", 1)
HIJRI_MONTHS = _numbered("hijri_months", 1)
WEEKDAYS = _numbered("weekdays", 0)
#: The same with the English and French names that sites print.
PRINTED_MONTHS = MONTHS | _numbered("foreign_months", 1)
PRINTED_WEEKDAYS = WEEKDAYS | _numbered("foreign_weekdays", 0)
#: Folded city or country, as after بتوقيت: its IANA time zone.
ZONES = {str(fold(place)): zone for zone, places in WORDS["zones"].items() for place in places.split("|")}


class Word(NamedTuple):
    """What a word or phrase means: the words after its first, its symbol, its value, whether it takes a preposition."""

    others: tuple[str, ...]
    symbol: str
    value: Any
    preposed: bool = True


class Item(NamedTuple):
    """A symbol, where its word begins and ends in the folded text, and what it means."""

    symbol: str
    start: int
    end: int
    value: Any


class Line(NamedTuple):
    """A text as symbols, and their items; words outside the calendar in a row are one x."""

    symbols: str
    items: list[Item]


def _entries(table: str, *, separator: str) -> list[tuple[str, str, Any]]:
    """Return (folded name, symbol, value) of each entry of a table of words."""
    entries = []
    for symbol, meanings in WORDS[table].items():
        for meaning in meanings:
            value, _, names = meaning.partition(": ")
            meant = int(value) if re.fullmatch(r"-?\d+", value) else None if value == "none" else value
            entries += [(str(fold(name)), symbol, meant) for name in names.split(separator)]
    return entries


@cache
def _lexicon() -> dict[str, list[Word]]:
    """Return every expression of the calendar by its first word."""
    entries = [*_entries("vocabulary", separator=" "), *_entries("phrases", separator="|")]
    weak, sure, not_days = word_set("weak_months"), word_set("sure_hijri"), word_set("weak_weekdays")
    entries += [(name, "m" if name in weak else "M", number) for name, number in MONTHS.items()]
    entries += [(name, "H" if name.split()[0] in sure else "h", number) for name, number in HIJRI_MONTHS.items()]
    entries += [
        (name, "W" if name.startswith("ال") else "w", n) for name, n in WEEKDAYS.items() if name not in not_days
    ]
    entries += [(f"بتوقيت {place}", "@", zone) for place, zone in ZONES.items()]
    lexicon: dict[str, list[Word]] = {}
    for preposed, rows in ((True, entries), (False, _entries("function_words", separator=" "))):
        for name, symbol, value in rows:
            first, *others = re.findall(r"\d+|[^\W\d_]+|[^\w\s]", name)
            lexicon.setdefault(first, []).append(Word(tuple(others), symbol, value, preposed))
    return lexicon


@lru_cache(maxsize=65_536)
def _meanings(token: str) -> tuple[tuple[Word, bool], ...]:
    """Return what may begin with a word, its clitics off, the longest first, each with whether a و stands before it."""
    meanings = [
        (word, clitic.startswith("و"))
        for clitic, bare in readings(token)
        for word in _lexicon().get(bare, ())
        if clitic in ("", "و") or (word.preposed and len(bare) > 2)  # اب with a preposition is باب, a door
    ]
    return tuple(sorted(meanings, key=lambda meaning: -len(meaning[0].others)))


_TOKEN = re.compile(
    r"""
      (?P<D>(?<![\d/.-])(?:\d{4}([-/])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3\d{4})(?![\d/-]|\.\d))
    | (?P<c>(?<![\d.,:])(?:[01]?\d|2[0-4])[:.,][0-5]\d(?::[0-5]\d)?(?![\d]|[.,:]\d))
    | (?P<d>(?:0?[1-9]|[12]\d|3[01])(?!\d|[.,]\d))
    | (?P<y>(?:1\d{3}|20\d\d|2100)(?!\d|[.,]\d))
    | (?P<n>\d+(?:[.,]\d+)*)
    | (?P<word>[^\W\d_]+)
    | (?P<mark>[^\w\s]|\n|_)
    """,
    re.VERBOSE,
)
_MARKS = {"(": "(", "[": "(", ")": ")", "]": ")", "/": "/", "-": "-", "–": "-", "—": "-", "،": ",", ",": ","}
_GLUED = tuple(word_set("glued"))
_UNKNOWN = Item("x", 0, 0, None)


class _Token(NamedTuple):
    kind: str | None
    text: str
    start: int
    end: int


def read_line(folded: str) -> Line:
    """Return a folded text as a line of symbols.

    Examples
    --------
    >>> read_line("قالت يوم الخميس 3 مايو الماضي").symbols
    'xjWdMR'
    """
    tokens = [_Token(m.lastgroup, m.group(), m.start(), m.end()) for m in _TOKEN.finditer(folded)]
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        read, at = ([_UNKNOWN], at + 1) if _is_other(tokens[at]) else _read(tokens, at)
        if read != [_UNKNOWN] or not items or items[-1] is not _UNKNOWN:
            items += read
    return Line("".join(item.symbol for item in items), items)


def _is_other(token: _Token) -> bool:
    return token.kind == "word" and _cannot_date(token.text)


@lru_cache(maxsize=65_536)
def _cannot_date(text: str) -> bool:
    """Say whether a word is in no list, whatever stands beside it."""
    return len(text) > 3 and not _meanings(text) and not text.endswith(_GLUED)


def _read(tokens: list[_Token], at: int) -> tuple[list[Item], int]:
    """Return the items of the token at a place, and the place of the next token not taken up."""
    token = tokens[at]
    if token.kind == "mark":
        symbol = _MARKS.get(token.text)
        return [Item(symbol, token.start, token.end, None) if symbol else _UNKNOWN], at + 1
    if token.kind != "word":
        return [_figures(token, token.start)], at + 1
    for word, joined in _meanings(token.text):
        after = at + 1 + len(word.others)
        if tuple(follower.text for follower in tokens[at + 1 : after]) == word.others:
            item = Item(word.symbol, token.start, tokens[after - 1].end, word.value)
            return [Item("&", token.start, token.start + 1, None), item] if joined else [item], after
    return _unlisted(tokens, at)


def _unlisted(tokens: list[_Token], at: int) -> tuple[list[Item], int]:
    """Read a word that is in no list: و apart, و2015 and ال24, and two words without a space between them."""
    text, start, end = tokens[at][1:]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    conjunction = [Item("&", start, start + 1, None)]
    if following and following.start == end and following.kind not in ("word", "mark") and len(text) < 4:
        return [*(conjunction if text[0] == "و" else []), _figures(following, start)], at + 2
    if text in ("و", "ال"):
        return conjunction if text == "و" else [], at + 1
    if text.endswith(_GLUED) and _meanings(text[:-6]):  # papers often forget the space in ديسمبرالجاري
        cut = end - 6
        halves = [_Token("word", text[:-6], start, cut)], [_Token("word", text[-6:], cut, end)]
        return [item for half in halves for item in _read(half, 0)[0]], at + 1
    return [_UNKNOWN], at + 1


def _figures(token: _Token, start: int) -> Item:
    """Return the item of figures, a date or a clock time; `start` is where their prefix begins."""
    number = int(token.text) if token.text.isdigit() and len(token.text) < 7 else None
    return Item(str(token.kind), start, token.end, token.text if token.kind in ("D", "c") else number)

"""The words of the calendar, and a text as a line of symbols.

Dates are written with few words in many orders. So the text is first turned into a line of symbols, one letter a word:
W for a weekday, M for a month, d for a figure that can be a day; whatever does not belong to the calendar is x. "يوم
الخميس 3 مايو/أيار الماضي" becomes jWdM/MR, and the grammar (`grammar`) is a handful of short regular expressions over
such lines. Each symbol keeps the place of its word and what the word means: 5 for مايو, -1 for الماضي.

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
from functools import lru_cache
from typing import Any, NamedTuple

from explore.calendar.vocabulary import FUNCTION_WORDS, entries, read_table

_PUNCTUATION = {"(": "(", "[": "(", ")": ")", "]": ")", "/": "/", "-": "-", "–": "-", "—": "-", "،": ",", ",": ","}


class Word(NamedTuple):
    """What a word means: its symbol, its value, and whether a و stands before it."""

    symbol: str
    value: Any
    joined: bool = False


class Line(NamedTuple):
    """A text as symbols, each with the place of its word and its value; words outside the calendar are one x."""

    symbols: str
    starts: list[int]
    ends: list[int]
    means: list[Any]


@lru_cache(maxsize=1)
def _lexicon() -> tuple[dict[str, Word], dict[str, list[tuple[tuple[str, ...], Word]]]]:
    """Return each single word with its prefixes, and for a word that opens longer expressions all of these."""
    single: dict[str, Word] = {}
    longer: dict[str, list[tuple[tuple[str, ...], Word]]] = {}

    def add(name: str, word: Word) -> None:
        first, *rest = re.findall(r"\d+|[^\W\d_]+|[^\w\s]", name)
        if rest:
            longer.setdefault(first, []).append((tuple(rest), word))
        else:
            single[first] = word

    for name, (symbol, value) in entries().items():
        for prefix in _prefixes(name):
            add(prefix[0] + name[prefix[1] :], Word(symbol, value, prefix[0].startswith("و")))
    single["بالامس"] = Word("N", -1)  # without a preposition الأمس is also "the past"
    for name, (symbol, value) in read_table(FUNCTION_WORDS).items():
        single[name] = Word(symbol, value)
        single["و" + name] = Word(symbol, value, joined=True)
    for phrases in longer.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return single, longer


def _prefixes(name: str) -> list[tuple[str, int]]:
    """Return what may stand before a name, and how many of its letters that takes the place of."""
    if len(name) < 3:  # اب with a preposition is باب, a door
        return [("", 0), ("و", 0)]
    bare = [(prefix, 0) for prefix in ("", "و", "ف", "ب", "وب", "ك")]
    if name.startswith("ال"):
        return [*bare, ("لل", 2), ("ولل", 2)]
    return [*bare, ("ل", 0), ("ول", 0)]


_TOKEN = re.compile(
    r"""
      (?P<date>(?<![\d/.-])(?:\d{4}([-/])\d{1,2}\2\d{1,2}|\d{1,2}([-/.])\d{1,2}\3\d{4})(?![\d/-]|\.\d))
    | (?P<clock>(?<![\d.,:])(?:[01]?\d|2[0-4])[:.,][0-5]\d(?::[0-5]\d)?(?![\d]|[.,:]\d))
    | (?P<number>\d+(?:[.,]\d+)*)
    | (?P<word>[^\W\d_]+)
    | (?P<mark>[^\w\s]|\n|_)
    """,
    re.VERBOSE,
)
# Six letters each: papers often forget the space in ديسمبرالجاري.
_GLUED = tuple("الجاري الحالي الماضي المقبل القادم".split())


_Item = tuple[str, int, int, Any]
_Token = tuple[str | None, str, int, int]
_OTHER: list[_Item] = [("x", 0, 0, None)]


def read_line(folded: str) -> Line:
    """Return a folded text as a line of symbols.

    Examples
    --------
    >>> read_line("قالت يوم الخميس 3 مايو الماضي").symbols
    'xjWdMR'
    """
    tokens: list[_Token] = [(m.lastgroup, m.group(), m.start(), m.end()) for m in _TOKEN.finditer(folded)]
    items: list[_Item] = []
    at = 0
    while at < len(tokens):
        found, at = _items(tokens, at)
        if found is not _OTHER or not items or items[-1] is not _OTHER[0]:
            items += found
    symbols = "".join(item[0] for item in items)
    return Line(symbols, [item[1] for item in items], [item[2] for item in items], [item[3] for item in items])


def _items(tokens: list[_Token], at: int) -> tuple[list[_Item], int]:
    """Return the symbols of the token at a place, and the place of the next token not taken up."""
    kind, text, start, end = tokens[at]
    if kind == "mark":
        symbol = _PUNCTUATION.get(text)
        return ([(symbol, start, end, None)] if symbol else _OTHER), at + 1
    if kind != "word":
        return [_figures(tokens[at])], at + 1
    single, longer = _lexicon()
    for rest, word in longer.get(text, ()):
        after = at + 1 + len(rest)
        if tuple(token[1] for token in tokens[at + 1 : after]) == rest:
            return _known(word, start, tokens[after - 1][3]), after
    if known := single.get(text):
        return _known(known, start, end), at + 1
    if (
        at + 1 < len(tokens)
        and tokens[at + 1][0] not in ("word", "mark")
        and tokens[at + 1][2] == end
        and len(text) < 4
    ):
        # Figures with a prefix: و2015, ب2015, ال24
        symbol, _, after, value = _figures(tokens[at + 1])
        joined: list[_Item] = [("&", start, start + 1, None)] if text[0] == "و" else []
        return [*joined, (symbol, start, after, value)], at + 2
    if text == "ال":  # ال 24, with a space
        return [], at + 1
    if text == "و":
        return [("&", start, end, None)], at + 1
    if text.endswith(_GLUED) and (known := single.get(text[:-6])):
        return _known(known, start, end - 6) + _known(single[text[-6:]], end - 6, end), at + 1
    return _OTHER, at + 1


def _known(word: Word, start: int, end: int) -> list[_Item]:
    item = (word.symbol, start, end, word.value)
    return [("&", start, start + 1, None), item] if word.joined else [item]


def _figures(token: _Token) -> _Item:
    kind, text, start, end = token
    if kind == "date":
        return "D", start, end, text
    if kind == "clock":
        return "c", start, end, text
    return _figure(text), start, end, int(text) if text.isdigit() and len(text) < 7 else None


def _figure(text: str) -> str:
    if text.isdigit():
        if len(text) <= 2 and 1 <= int(text) <= 31:
            return "d"
        if len(text) == 4 and 1000 <= int(text) <= 2100:
            return "y"
    return "n"

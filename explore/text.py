"""Arabic text: folding with a way back, sentences, words, and the marks that keep lines in order.

Arabic news spells one word in many ways: with or without vowel marks, hamza on alef or none, dotted or undotted
final ya, letters typed on a Persian keyboard. `fold` brings the spellings together for matching. Stored text is
never changed, so a folded text remembers which code points of the original it came from.

Everything here is a pure function of str. Bidirectional order is solved here too, once: `isolate` for labels
in charts, `shorten` for headlines.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import pairwise
from typing import Literal, Self

TATWEEL = "\N{ARABIC TATWEEL}"
FSI, RLI, PDI = "\N{FIRST STRONG ISOLATE}", "\N{RIGHT-TO-LEFT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"

# Vowel and recitation marks: they change how a word sounds, never which letters it has.
MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed" + TATWEEL
# Characters without a width: bidi controls, joiners, byte-order mark, soft hyphen.
INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",  # alef with any hat
    "ى": "ي", "ی": "ي", "ې": "ي", "ے": "ي",  # ya without dots, Persian and Urdu ya
    "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه",
    "ک": "ك", "ڪ": "ك", "گ": "ك", "ڤ": "ف", "پ": "ب", "چ": "ج", "ژ": "ز",
}  # fmt: skip
# Where characters stand that unfold to several: Latin, punctuation, ligatures, presentation forms.
_UNFOLDING = ((0xA0, 0x500), (0x2000, 0x2200), (0xFB00, 0xFF00))
# A hash before a word marks it for social media: دونالد #ترمب is the same name.
_DROPPED = re.compile(f"[{MARKS}{INVISIBLE}#]")
_MARK = re.compile(f"[{MARKS}]")


def _fold_char(char: str) -> str:
    if _DROPPED.match(char):
        return ""
    plain = unicodedata.normalize("NFKC", char)
    if plain == char and char in _LETTERS:
        return _LETTERS[char]
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if plain.isspace() or not plain.isprintable():
        return " " if len(plain) == 1 else char
    # A presentation form such as the ligature lam-alef unfolds to plain letters, which fold again.
    folded = "".join(_LETTERS.get(c, c.lower() if len(c.lower()) == 1 else c) for c in plain if not _DROPPED.match(c))
    return folded if len(folded) == 1 or any(a <= ord(char) < b for a, b in _UNFOLDING) else char


class _FoldTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = self[code] = chr(code) if 0xD800 <= code < 0xE000 else _fold_char(chr(code))
        return folded


_FOLD = _FoldTable()
# Every character whose folded form is not one character long; found once, for the offset map.
_UNEVEN = re.compile(
    "["
    + MARKS
    + INVISIBLE
    + "#"
    + "".join(re.escape(chr(c)) for a, b in _UNFOLDING for c in range(a, b) if len(_FOLD[c]) != 1)
    + "]"
)  # fmt: skip


class Folded(str):
    """A folded text that knows where each of its characters stood in the original.

    Attributes
    ----------
    source : str
        The text as it was.
    """

    __slots__ = ("_at", "_shift", "source")
    source: str
    _at: list[int]
    _shift: list[int]

    def __new__(cls, folded: str, source: str, at: list[int], shift: list[int]) -> Self:  # noqa: D102
        self = super().__new__(cls, folded)
        self.source, self._at, self._shift = source, at, shift
        return self

    def offset(self, position: int) -> int:
        """Return the code point of `source` that the folded character at `position` came from."""
        if not self._at:
            return position
        return position + self._shift[bisect_right(self._at, position) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of `source` for a span of this text; marks on its last letter belong to it.

        Examples
        --------
        >>> fold("الـرّئيس").span(0, 6)
        (0, 8)
        """
        if end <= start:
            here = self.offset(start) if start < len(self) else len(self.source)
            return here, here
        first, last = self.offset(start), self.offset(end - 1) + 1
        while last < len(self.source) and _MARK.match(self.source[last]):
            last += 1
        return first, last


def fold(text: str) -> Folded:
    """Return `text` with spelling variants brought together, and the way back to its code points.

    Marks, tatweel and hashes go, hats come off alef, ya and ta marbuta lose their variants, Persian letters and
    presentation forms become Arabic ones, digits become ASCII, Latin letters lower case.

    Examples
    --------
    >>> fold("الأُمَم المتَّحدة")
    'الامم المتحده'
    >>> fold("ﻻ ١٢")
    'لا 12'
    """
    at: list[int] = []
    shift: list[int] = []
    moved = 0
    for match in _UNEVEN.finditer(text):
        width = len(_FOLD[ord(match.group())])
        here = match.start() - moved
        if width == 0:
            moved += 1
            at.append(here)
            shift.append(moved)
        else:  # one character became several: each of them points back to it
            for k in range(1, width):
                moved -= 1
                at.append(here + k)
                shift.append(moved)
    if at:
        at.insert(0, 0)
        shift.insert(0, 0)
    return Folded(text.translate(_FOLD), text, at, shift)


_END = re.compile(
    r"""
    (?P<stop>[.!?؟۔…]+)            # what ends a sentence, repeated or not
    (?P<close>["'»”’)\]]*)         # and closes with it
    (?=\s|$|(?<=[ء-ي]{2}[.!?؟])[ء-ي]{2})  # not inside 3.5, U.S.A or a web address; two words without their blank
    """,
    re.VERBOSE,
)
# One letter, or a short title, and a full stop: an initial or an abbreviation, not an end ("أ. ف. ب", "د. محمد").
_ABBREVIATION = re.compile(r"(?:^|[\s(«\"“])(?:[وفبل]?[^\W\d_]|هـ|أ\.ف|ص\.ب|st|mr|dr|mrs|vs|no)$", re.IGNORECASE)


def split_sentences(text: str) -> list[tuple[int, int, int]]:
    r"""Return (start, end, paragraph) of each sentence; a line is a paragraph, spans have no space at their ends.

    Examples
    --------
    >>> text = "قال د. محمد: نعم. ثم ذهب.\nسطر آخر"
    >>> [text[a:b] for a, b, _ in split_sentences(text)]
    ['قال د. محمد: نعم.', 'ثم ذهب.', 'سطر آخر']
    """
    found: list[tuple[int, int, int]] = []
    position = 0
    for paragraph, line in enumerate(text.split("\n")):
        cuts = [m.end() for m in _END.finditer(line) if not _is_abbreviation(line, m)]
        for begin, cut in pairwise([0, *cuts, len(line)]):
            body = line[begin:cut].strip()
            start = line.find(body, begin) + position
            if re.search(r"\w", body) or (body and not found):
                found.append((start, start + len(body), paragraph))
            elif body:  # a stray mark belongs to the sentence before it
                found[-1] = (found[-1][0], start + len(body), found[-1][2])
        position += len(line) + 1
    return found


def _is_abbreviation(line: str, match: re.Match[str]) -> bool:
    if match["stop"] != "." or match.end() == len(line):
        return False
    return bool(_ABBREVIATION.search(line[max(0, match.start() - 8) : match.start()]))


#: Conjunctions and prepositions that are written to the front of a word, alone and joined; as a pattern, and as a set.
CLITIC = "[وف]?[بلك]?"
#: The article, whose alef the preposition ل swallows.
ARTICLE = "(?:ال|(?<=ل)ل)"
#: What may stand before a noun: clitics and the article.
BEFORE_NOUN = CLITIC + ARTICLE + "?"
PROCLITICS = frozenset(c + p for c in ("", "و", "ف") for p in ("", "ب", "ل", "ك"))


def readings(word: str, *, least: int = 2) -> list[tuple[str, str]]:
    """Return what a folded word may be: (clitic, the word without it), the whole word first.

    The preposition ل swallows the alef of an article behind it: للكرملين is ل and الكرملين, but للبنان ل and لبنان.

    Parameters
    ----------
    word : str
        A folded word.
    least : int
        Letters that must be left.

    Examples
    --------
    >>> readings("وللكرملين")
    [('', 'وللكرملين'), ('و', 'للكرملين'), ('ول', 'الكرملين'), ('ول', 'لكرملين')]
    """
    found = [("", word)]
    for width in (1, 2):
        clitic, rest = word[:width], word[width:]
        if clitic not in PROCLITICS or len(rest) < least:
            continue
        if clitic.endswith("ل") and rest.startswith("ل"):
            found.append((clitic, "ا" + rest))
        found.append((clitic, rest))
    return found


def bare_forms(word: str, *, least: int = 2) -> list[str]:
    """Return what a folded word may be without its clitics, the whole word first.

    Examples
    --------
    >>> bare_forms("وبوتين")
    ['وبوتين', 'بوتين', 'وتين']
    """
    return [rest for _, rest in readings(word, least=least)]


def isolate(text: str) -> str:
    """Wrap each line so that it keeps its own direction inside a chart: SVG text is left-to-right by itself.

    A line with Arabic in it is laid out right to left, also when it begins with a Latin word or a digit.

    Examples
    --------
    >>> isolate("قمة 2021") == RLI + "قمة 2021" + PDI
    True
    """
    return "<br>".join((RLI if is_arabic(line) else FSI) + line + PDI for line in text.split("<br>"))


#: An Arabic letter, of any language that is written with them, presentation forms too.
ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")


def is_arabic(text: str) -> bool:
    """Say whether there is any Arabic letter in `text`."""
    return bool(ARABIC.search(text))


def direction(text: str) -> Literal["rtl", "auto"]:
    """Return the `dir` of a line of HTML, as `isolate` lays a line out: Arabic may begin with a Latin word.

    Examples
    --------
    >>> direction("TRT عربي"), direction("TRT")
    ('rtl', 'auto')
    """
    return "rtl" if is_arabic(text) else "auto"


def shorten(text: str, width: int) -> str:
    r"""Cut `text` at a word's end to at most `width` characters, with an ellipsis on the right side of it.

    Examples
    --------
    >>> shorten("رئيس الوزراء يلتقي وفدا", 14)
    'رئيس الوزراء…\u061c'
    """
    text = " ".join(text.split())
    if len(text) <= width:
        return text
    cut = text[:width].rsplit(" ", 1)[0] if " " in text[:width] else text[: width - 1]
    # An ellipsis has no direction: without the mark it jumps to the wrong end of an Arabic headline.
    return cut + "…" + ("\N{ARABIC LETTER MARK}" if is_arabic(cut) else "")


def clean_surrogates(text: str) -> str:
    """Replace lone surrogates, which no file can hold, by the replacement character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

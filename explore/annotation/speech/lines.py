"""Lines: one paragraph as the layers of speech read it.

A paragraph is folded once, and everything is asked in its tokens; only what is found goes back to the code points of
the document. Newspapers set quotation marks in many ways, nest them and forget to close them: what belongs together
is settled here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from explore.text import Folded, fold

_MARKS = re.compile(r"[\"«»“”„‟]|''")
_STOP = re.compile(r"[.!؟?…]+[\"»”)]*(?=\s|$)|؛")
_TOKEN = re.compile(r"\w+")


class Line:
    """One paragraph: its folded text, its tokens, its pairs of quotation marks and its sentences.

    Attributes
    ----------
    words, starts, ends : list
        Each token, folded, and where it stands in `folded`.
    marks : list of (int, int)
        Opening and closing of each outermost pair of quotation marks, in `folded`.
    """

    def __init__(self, text: str, base: int) -> None:
        self.text, self.base = text, base
        self.folded: Folded = fold(text)
        self.words, self.starts, self.ends = [], [], []
        for match in _TOKEN.finditer(self.folded):
            self.words.append(match.group())
            self.starts.append(match.start())
            self.ends.append(match.end())
        self.marks = quotation_marks(self.folded)

    @cached_property
    def inside(self) -> list[int]:
        """For each token the number of the pair of marks that it stands in, from 1; 0 outside."""
        inside = [0] * len(self.words)
        for number, (opening, closing) in enumerate(self.marks, start=1):
            first, last = bisect_left(self.starts, opening), bisect_left(self.starts, closing)
            inside[first:last] = [number] * (last - first)
        return inside

    @cached_property
    def stops(self) -> list[int]:
        """Where the sentences of the paragraph end, marks inside quotations not counted."""
        found = [m.start() for m in _STOP.finditer(self.folded)]
        return [at for at in found if not any(a < at < b for a, b in self.marks)]

    def limit(self, at: int) -> int:
        """Return where the sentence that the folded position `at` is in ends."""
        number = bisect_left(self.stops, at)
        return self.stops[number] if number < len(self.stops) else len(self.folded)

    def first(self, i: int) -> int:
        """Return the first token of the sentence that token `i` is in."""
        number = bisect_left(self.stops, self.starts[i])
        return bisect_left(self.starts, self.stops[number - 1]) if number else 0

    def last(self, i: int) -> int:
        """Return the token after the last of the sentence that token `i` is in."""
        return bisect_left(self.starts, self.limit(self.starts[i]))

    def between(self, i: int, j: int) -> str:
        """Return what stands between two tokens: spaces and marks."""
        return str.__getitem__(self.folded, slice(self.ends[i] if i >= 0 else 0, self.starts[j]))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the document for a span of the folded paragraph."""
        first, last = self.folded.span(start, end)
        return self.base + first, self.base + last

    def pair(self, i: int) -> tuple[int, int]:
        """Return the pair of marks that token `i` stands in."""
        return self.marks[self.inside[i] - 1]


def quotation_marks(folded: str) -> list[tuple[int, int]]:
    """Return (opening, closing) of each outermost pair of marks; one that is never closed runs to the end."""
    found = [(m.start(), m.group()) for m in _MARKS.finditer(folded)]
    odd = sum(1 for _, mark in found if mark == '"') % 2 == 1
    pairs: list[tuple[int, int]] = []
    opened, closers = -1, ""
    for at, mark in found:
        before, after = folded[at - 1 : at] or " ", folded[at + len(mark) : at + len(mark) + 1] or " "
        closing = not before.isspace() and not (after.isalnum() or after in "([")
        if opened < 0:
            if mark != "»" and not (closing and odd and mark == '"'):
                opened, closers = at + len(mark) - 1, "»" if mark == "«" else mark if mark in ('"', "''") else "“”„‟"
        elif mark in closers:
            if odd and mark == '"' and not closing and before.isspace() and after.isalnum():
                stop = [m.start() for m in _STOP.finditer(folded, opened, at)]
                pairs.append((opened, stop[-1] if stop else at))  # the one before was never closed
                opened = at
            else:
                pairs.append((opened, at))
                opened = -1
    if opened >= 0:
        pairs.append((opened, len(folded)))
    return pairs


def skip_space(folded: str, at: int) -> int:
    """Return the first position from `at` that is no space and no colon."""
    while at < len(folded) and folded[at] in " \t:":
        at += 1
    return at

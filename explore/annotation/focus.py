"""Focus: the country that an article is plainly about, so that الحكومة and رئيس الوزراء alone are that country's.

Everything that says a country counts: its name and its cities, its bodies and people, adjectives (ياباني). Where one
country has most of it, a body of state or an office without a country is that one's, except in a sentence that only
says others. A dateline (دبي، الإمارات (CNN)) says where the outlet sits, and counts for nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from explore.actors.offices import country_of
from explore.actors.titles import adjectives
from explore.text import Folded

_PLAIN = 0.6  # the least share of a country in what the article says of countries, to be what it is about
_LEAST = 3  # and the least number of times it is said
_ADJECTIVE = re.compile(r"\w+ي(?:ه|ون|ين)?(?!\w)")
_DATELINE = re.compile(r"^[^\n]{0,60}\((?:CNN|رويترز|أ ف ب|د ب أ)\)", re.MULTILINE)


class Mention(NamedTuple):
    """A mention of an actor: span in the original, label, actor."""

    start: int
    end: int
    label: str
    actor: str | None


class Focus:
    """What one article is about.

    Parameters
    ----------
    folded : Folded
        The text.
    mentions : sequence of Mention
        All names, and the nominals that always mean one body, in order.
    begins : sequence of int
        Where the sentences of the original begin.
    """

    def __init__(self, folded: Folded, mentions: Sequence[Mention], begins: Sequence[int]) -> None:
        self.folded, self.mentions, self.begins = folded, mentions, begins

    def sentence(self, start: int) -> int:
        """Return the number of the sentence that a code point stands in."""
        return max(bisect_right(self.begins, start) - 1, 0)

    @cached_property
    def _said(self) -> list[tuple[int, str]]:
        """Where which country is said, dateline left out."""
        line = _DATELINE.search(self.folded.source, 0, 400)
        said = [(m.start, c) for m in self.mentions if m.actor and (c := country_of(m.actor))]
        spans = [(m.start, m.end) for m in self.mentions]
        for match in _ADJECTIVE.finditer(self.folded):
            country = adjectives().get(match[0]) or adjectives().get("ال" + match[0])
            at = self.folded.offset(match.start())
            if country and not any(a <= at < b for a, b in spans):
                said.append((at, country))
        return [(at, country) for at, country in said if not (line and line.start() <= at < line.end())]

    @cached_property
    def most(self) -> tuple[str, bool] | None:
        """The country said most often, and whether the article is plainly about it."""
        counts = Counter(country for _, country in self._said)
        for country, n in counts.most_common(1):
            return country, n >= _LEAST and n >= _PLAIN * counts.total()
        return None

    def here(self, start: int) -> bool:
        """Say whether the sentence at `start` says the country said most, or none."""
        sentence = self.sentence(start)
        here = {country for at, country in self._said if self.sentence(at) == sentence}
        return not here or bool(self.most and self.most[0] in here)

    def country(self, start: int) -> str | None:
        """Return the country that the article is plainly about, unless the sentence is about others only."""
        return self.most[0] if self.most and self.most[1] and self.here(start) else None

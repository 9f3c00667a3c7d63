"""Places: mentions of an article as the layers of speech read them, and the speaker they may become."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

from explore.annotation.speech.lines import Line


@dataclass(frozen=True)
class Mention:
    """A mention of the article: span, words, label, actor, whether it is a name."""

    start: int
    end: int
    surface: str
    label: str
    actor_id: str | None
    named: bool = True


@dataclass(frozen=True)
class Speaker:
    """Who speaks: span of the words in the document, the actor, and what is known of the phrase.

    `head` is its first word (folded), `last` the token after it, `short` whether nothing belongs to it any more;
    `anonymous` says that nobody is named on purpose; `joint` that another is named with him (لودريان ولومير), so
    that a dual or plural verb may go on with his words.
    """

    start: int
    end: int
    words: str
    actor_id: str | None = None
    label: str = ""
    anonymous: bool = False
    head: str = ""
    last: int = 0
    short: bool = False
    joint: bool = False


@dataclass
class Places:
    """The mentions of one paragraph by the token they begin at, with the token after their last."""

    starting: dict[int, tuple[Mention, int]] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, line: Line, mentions: list[Mention]) -> Places:
        """Find the tokens of mentions that lie in `line`."""
        places = cls()
        if not mentions:
            return places
        offset = line.folded.offset
        at = [line.base + offset(start) for start in line.starts]
        for mention in mentions:
            first = bisect_right(at, mention.start - 1)
            if first and (first == len(at) or at[first] > mention.start):
                first = first - 1 if at[first - 1] + len(line.words[first - 1]) > mention.start else first
            last = max(bisect_right(at, mention.end - 1), first + 1)
            if first < len(at):
                places.starting[first] = (mention, last)
                places.ends[last] = first
        return places


def of_mention(mention: Mention, last: int, head: str) -> Speaker:
    """Return the speaker that a mention names; `last` is the token after it."""
    return Speaker(mention.start, mention.end, mention.surface, mention.actor_id, mention.label, False, head, last)


def has_clitic(word: str) -> bool:
    """Say whether a name has the preposition ل before it: the one spoken to (قال بوتين لبايدن)."""
    return (
        word[0] in "لب"
        and len(word) > 2
        and word not in _names_with(word[0])
        and (word[1:] in _names_with("") or word.startswith("لل"))
    )


@cache
def _names_with(letter: str) -> frozenset[str]:
    """Return the first words of known names that begin with a letter."""
    from explore.actors import aliases, knowledge_base
    from explore.text import fold

    names = {str(fold(name)).split()[0] for name in [*aliases()["alias"], *knowledge_base()["name_ar"]] if name.strip()}
    return frozenset(name for name in names if name.startswith(letter))

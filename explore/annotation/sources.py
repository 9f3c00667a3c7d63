"""Sources: the media and agencies that an article relies on, and whose words they pass on.

A newspaper that reports what it has not seen says where it has it from: ذكرت رويترز, نقلا عن وكالة تاس, قال لصحيفة
«لوموند», a dateline (رويترز), a sign-off. A medium that is only spoken of (أغلقت السلطات قناة الجزيرة) is no source,
nor is an outlet's own name in its dateline. Sources make chains: the outlet has it from TASS, TASS from a minister.

Media of the knowledge base are known by name; others by the noun before them (وكالة, صحيفة …) or their abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pandas as pd

from explore import tables
from explore.annotation.cues import Cue, cues
from explore.annotation.layers import Context, Frames, Layer
from explore.annotation.media import CLOSING, Medium, find_media, word_lists
from explore.doc import Doc
from explore.text import bare_forms, fold

_BACK = 12  # tokens before a medium in which words that point to it are looked for
_LINES = 3  # last lines of an article, where sign-offs stand
_SHORT = 7  # words of such a line


def find_sources(docs: Sequence[Doc], quotes: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Find the media and agencies that information is attributed to.

    Parameters
    ----------
    docs : sequence of Doc
        The articles with their mentions; an outlet is no source of its own in a dateline.
    quotes : DataFrame
        `explore.tables.QUOTES` of the same articles: whose words a source passes on.
    actors : DataFrame
        actor_id, kind, name_ar, name_en: who is a medium.

    Returns
    -------
    DataFrame
        `explore.tables.SOURCES`, by article in the order given, then start. The span is the name, without وكالة,
        صحيفة and the like. `rule` says why it is a source: attribution, verb before, verb after, told, in it,
        reporter, dateline, sign-off or headline. `speaker_id` is the actor whose words it passes on, `via_id` the
        medium that cites it in turn.

    Raises
    ------
    MissingColumns
        A column named above is not there.

    Examples
    --------
    >>> from explore.actors import knowledge_base
    >>> doc = Doc("a", "وذكرت صحيفة «الفجر» أن القمة تأجلت.")
    >>> find_sources([doc], tables.QUOTES.empty(), knowledge_base())[["surface", "rule"]].values.tolist()
    [['الفجر', 'verb before']]
    """
    tables.require(quotes, "article_id sentence actor_id", table="quotes", needed_by="find_sources()")
    tables.require(actors, "actor_id kind name_ar name_en", table="actors", needed_by="find_sources()")
    media = actors.loc[actors["kind"] == "MEDIA", ["actor_id", "name_ar", "name_en"]].fillna("")
    names = {actor: {_plain(ar), _plain(en), _initials(en)} for actor, ar, en in media.itertuples(index=False)}
    said: dict[tuple[str, int], list[str]] = {}
    for article_id, sentence, actor in quotes[["article_id", "sentence", "actor_id"]].itertuples(index=False):
        if isinstance(actor, str) and actor not in names:
            said.setdefault((article_id, sentence), []).append(actor)
    return tables.SOURCES.frame([row for doc in docs for row in _chained(doc, _sources(doc, names), said)])


def _sources(doc: Doc, media: dict[str, set[str]]) -> Iterator[tuple[Medium, str]]:
    """Yield the media that are sources, and why."""
    for medium in find_media(doc, media):
        own = _plain(doc.outlet or "") in media.get(
            medium.actor_id or "", {_plain(doc.surface(medium.first, medium.last))}
        )
        rule = "sign-off" if _in_sign_off(doc, medium) else _why(doc, medium)
        if rule is None and _in_dateline(doc, medium):
            rule = "dateline"
        if rule and not (doc.outlet and own and rule in ("dateline", "sign-off")):
            yield medium, rule


def _why(doc: Doc, medium: Medium) -> str | None:
    """Return why a medium is a source here; None where it is only spoken of."""
    begin = doc.sentence(medium.head).first
    before = [word for word in doc.words[max(begin, medium.head - _BACK) : medium.head] if word[0].isalnum()]
    while len(before) > 1 and before[-1] in word_lists()["of_it"]:
        before.pop()
    previous = before[-1] if before else ""
    to = doc.words[medium.head][0] == "ل" or previous == "ل"
    if to and previous == "ل":
        previous = (before[-2:] or [""])[0]
    if _attributes(previous, before, to=to):
        return "attribution"
    if _cue(previous).kind == "verb" or re.fullmatch(word_lists()["publish_pattern"], previous):
        return "verb before"
    if re.fullmatch(word_lists()["reporter_pattern"], previous):
        return "reporter"
    return _given(previous, before, to=to) or _after(doc, medium)


def _attributes(previous: str, before: list[str], *, to: bool) -> bool:
    passed_on = previous == "عن" and any(_cue(word).word == "نقل" or "نقلا" in bare_forms(word) for word in before)
    return previous in word_lists()["according"] or (to and previous in word_lists()["according_to"]) or passed_on


def _given(previous: str, before: list[str], *, to: bool) -> str | None:
    """Return "told" or "in it" where words are given to a medium or stand in it."""
    if to:
        return "told" if any(word in cues() or _is_given(word) for word in before) else None
    inside = previous in word_lists()["inside"] and any(map(_is_given, before[-7:]))
    return "in it" if inside or _is_given(previous) else None


@cache
def _is_given(word: str) -> bool:
    return any(form.removeprefix("ال") in word_lists()["given"] for form in bare_forms(word)) if word else False


def _after(doc: Doc, medium: Medium) -> str | None:
    """Return why a medium is a source by what follows it: a verb that it is the subject of, or a headline's colon."""
    words, k = doc.words, medium.last
    begin, stop = doc.sentence(medium.head)[3:]
    while k < min(stop, len(words)) and words[k] in CLOSING:
        k += 1
    if k < stop and words[k] == ":" and medium.head == begin:
        return "headline"
    while k < min(stop, medium.last + 4) and (words[k].startswith("ال") or words[k] in ("قد", "عربيه", "عربي")):
        k += 1
    if k >= stop or words[k][0] in "وف":
        return None
    cue = _cue(words[k])
    return "verb after" if cue.kind == "verb" and cue.agrees in ("f", "m") else None


def _cue(word: str) -> Cue:
    return cues().get(word, Cue("", "", ""))


def _in_dateline(doc: Doc, medium: Medium) -> bool:
    """Say whether a medium stands in brackets, or before a dash where a paragraph begins."""
    after = doc.word(medium.last)
    if doc.word(medium.head - 1) == "(" and after in (")", "/", "،", "-", "–"):
        return True
    begin = next(first for first, last in doc.paragraphs if last > medium.head)
    return medium.head - begin < 4 and medium.last - begin < 6 and after in ("-", "–", "—")


def _in_sign_off(doc: Doc, medium: Medium) -> bool:
    """Say whether a medium stands in a short last line that is no sentence."""
    number = next(k for k, (_, last) in enumerate(doc.paragraphs) if last > medium.head)
    first, last = doc.paragraphs[number]
    at_end = number and number >= len(doc.paragraphs) - _LINES and doc.words[last - 1] not in (".", "؟", "!")
    return bool(at_end) and sum(word[0].isalnum() for word in doc.words[first:last]) <= _SHORT


def _chained(
    doc: Doc, sources: Iterator[tuple[Medium, str]], said: dict[tuple[str, int], list[str]]
) -> Iterator[dict[str, Any]]:
    """Yield rows with the sentence, whose words a source passes on, and which medium cites it."""
    previous: dict[str, Any] = {}
    for medium, rule in sources:
        start, end = doc.span(medium.first, medium.last)
        sentence = doc.sentence_of[medium.first]
        cites = previous.get("sentence") == sentence and rule == "attribution"
        speakers = [actor for actor in said.get((doc.article_id, sentence), []) if actor != medium.actor_id]
        row = {
            "article_id": doc.article_id, "start": start, "end": end, "sentence": sentence,
            "surface": doc.text[start:end], "actor_id": medium.actor_id, "rule": rule,
            "via_id": previous["actor_id"] if cites and previous["rule"] in ("verb before", "verb after") else None,
            "speaker_id": speakers[0] if speakers and rule not in ("dateline", "sign-off") else None,
        }  # fmt: skip
        yield row
        previous = row


def _plain(name: str) -> str:
    return re.sub(r"\W|_", "", str(fold(name)))


def _initials(name: str) -> str:
    return "".join(re.findall(r"\b\w", name)).lower()


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    return {"sources": find_sources(docs, frames["quotes"], context.actors)}


LAYER = Layer("sources", reads=("mentions", "quotes"), writes=("sources",), run=_run)

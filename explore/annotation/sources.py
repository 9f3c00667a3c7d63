"""Sources: the media and agencies that an article relies on, and whose words they pass on.

A newspaper that reports what it has not seen says where it has it from: ذكرت رويترز, نقلا عن وكالة تاس, قال لصحيفة
"لوموند", بحسب ما بثه التلفزيون السوري, a dateline (رويترز), a sign-off. A medium that is only spoken of (أغلقت
السلطات قناة الجزيرة) is no source, nor is an outlet's own name in its dateline. Sources make chains: the outlet has it
from TASS, TASS from Peskov; or from a paper that has it from TASS.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from explore import tables
from explore.annotation.layers import Context, Frames, Layer
from explore.annotation.cues import cues
from explore.annotation.speech.lines import Line
from explore.annotation.speech.media import Medium, named_media, once
from explore.annotation.speech.nouns import PREPOSITIONS
from explore.annotation.speech.places import Mention, Places
from explore.doc import Doc
from explore.text import fold, split_sentences

_LIKELY = re.compile("وكال|صحيف|جريد|مجل[ةه]|قنا[ةه]|شبك[ةه]|[إا]ذاع|تلفزيون|راديو|محط[ةه]|يومي[ةه]|فضائي|موقع|برنامج")
_ACCORDING = frozenset("بحسب حسب وفق وبحسب وحسب ووفق".split())
_TO = frozenset("وفقا طبقا ووفقا وطبقا استنادا".split())
# What is given to a medium, or stands in it.
_GIVEN = frozenset(
    the + word
    for word in "حديث تصريح تصريحات مقابله مقابلات لقاء حوار مداخله اتصال مقال مقاله رساله بيان تقرير تقارير استطلاع"
    " تحقيق افتتاحيه حلقه مؤتمر نسخه صفحات صفحه عدد عددها شاشه برنامج صور تسجيل فيديو مشاهد".split()
    for the in ("", "ل", "ب", "و")
)  # fmt: skip
_PUBLISHED = re.compile(
    r"[وف]?(?:ت|ي)?(?:نشر|نقل|بث|اورد|اجر|اذاع|تداول|سرب|عنون|عرض|علم|اطلع|رصد|حصل|وزع|استند|خصص|زعم)(?:ت|ا|ي|وا)?"
    r"(?:ه|ها|هم)?$"
)
_OF_IT = frozenset("عنه عنها به بها فيه فيها عليه عليها".split())
# Before a medium: the words for who works for it or owns it.
_OWNED = frozenset(
    "العام العامه تحرير التحرير التنفيذي مدير مديره مالك مالكه المالك مملوك مملوكه تابع تابعه محرر مراسلا".split()
)


def find_sources(
    articles: pd.DataFrame, mentions: pd.DataFrame, quotes: pd.DataFrame, actors: pd.DataFrame
) -> pd.DataFrame:
    """Find the media and agencies that information is attributed to.

    Parameters
    ----------
    articles : DataFrame
        article_id, text, and outlet where it is known: an outlet is not its own source in a dateline.
    mentions : DataFrame
        tables.MENTIONS, with actor_id.
    quotes : DataFrame
        tables.QUOTES of the same articles: whose words a source passes on.
    actors : DataFrame
        actor_id, kind, name_ar, name_en: who is a medium.

    Returns
    -------
    DataFrame
        tables.SOURCES, by article in the order given, then start. The span is the name, without وكالة, صحيفة and the
        like where it has one. `rule` says why it is a source: attribution, verb before, verb after, told, in it,
        reporter, dateline, sign-off or headline. `speaker_id` is the actor whose words it passes on, `via_id` the
        medium that cites it in turn.

    Raises
    ------
    MissingColumns
        A column named above is not there.

    Examples
    --------
    >>> from explore.actors import knowledge_base
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ['وذكرت صحيفة "الفجر" أن القمة تأجلت.']})
    >>> none = tables.MENTIONS.empty(), tables.QUOTES.empty()
    >>> find_sources(articles, *none, knowledge_base())[["surface", "rule"]].values.tolist()
    [['الفجر', 'verb before']]
    """
    tables.require(articles, "article_id text", table="articles", needed_by="find_sources()")
    tables.require(mentions, "article_id start end surface label actor_id kind", table="mentions",
                   needed_by="find_sources()")  # fmt: skip
    tables.require(quotes, "article_id sentence actor_id", table="quotes", needed_by="find_sources()")
    tables.require(actors, "actor_id kind name_ar name_en", table="actors", needed_by="find_sources()")
    kinds = actors[actors["kind"] == "MEDIA"]
    columns = (kinds[column] for column in ("actor_id", "name_ar", "name_en"))
    names = {actor: {_plain(a), _plain(b), _initials(b)} for actor, a, b in zip(*columns, strict=True)}
    by_article: dict[str, list[Mention]] = {}
    lists = (mentions[c].tolist() for c in "article_id start end surface label actor_id kind".split())
    for article_id, start, end, surface, label, actor, kind in zip(*lists, strict=True):
        known = actor if isinstance(actor, str) else None
        if label != "PER" and kind == "name":
            by_article.setdefault(article_id, []).append(Mention(start, end, surface, label, known))
    said: dict[tuple[str, int], list[str]] = {}
    for article_id, sentence, actor in quotes[["article_id", "sentence", "actor_id"]].itertuples(index=False):
        if isinstance(actor, str) and actor not in names:
            said.setdefault((article_id, sentence), []).append(actor)
    outlets = articles["outlet"].tolist() if "outlet" in articles.columns else [None] * len(articles)
    rows: list[dict[str, Any]] = []
    for article_id, text, outlet in zip(articles["article_id"], articles["text"], outlets, strict=True):
        here = sorted(by_article.get(article_id, []), key=lambda m: m.start)
        found = list(_read(text, here, names, _plain(outlet)))
        rows += _chained(article_id, text, found, said) if found else []
    return tables.SOURCES.frame(rows)


def _plain(name: object) -> str:
    return re.sub(r"\W|_", "", str(fold(name))) if isinstance(name, str) else ""


def _initials(name: object) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", name)).lower() if isinstance(name, str) else ""


def _read(text: str, mentions: list[Mention], media: dict[str, set[str]], outlet: str) -> Iterator[dict[str, Any]]:
    position, starts = 0, [m.start for m in mentions]
    lines = text.split("\n")
    for number, raw in enumerate(lines):
        end = position + len(raw)
        mine = mentions[bisect_left(starts, position) : bisect_right(starts, end)]
        short = len(raw) < 60
        if raw.strip() and (short or any(m.actor_id in media for m in mine) or _LIKELY.search(raw)):
            line = Line(raw, position)
            places = Places.of(line, mine)
            off = number > 0 and short and len(line.words) <= 7 and raw.rstrip()[-1] not in ".؟!"
            for medium in once(line, named_media(line, places, media)):
                own = bool(outlet) and outlet in media.get(
                    medium.actor_id or "", {_plain(text[medium.start : medium.end])}
                )
                rule = _why(line, medium)
                if off and number >= len(lines) - 3:
                    rule = "sign-off"
                elif rule is None and _is_dateline(line, medium):
                    rule = "dateline"
                if rule and not (own and rule in ("dateline", "sign-off")):
                    yield {"start": medium.start, "end": medium.end, "rule": rule, "actor_id": medium.actor_id,
                           "surface": text[medium.start : medium.end]}  # fmt: skip
        position = end + 1


def _why(line: Line, medium: Medium) -> str | None:
    """Return why a medium is a source here; None where it is only spoken of."""
    words, a, known = line.words, medium.first, cues()
    first = line.first(a)
    previous, earlier = (words[a - 1] if a > first else ""), words[max(first, a - 12) : a]
    if previous in _OF_IT and a - 1 > first:  # ما كشفت عنه وكالة
        previous = words[a - 2]
    to = words[a][0] == "ل" or (previous == "ل")
    if previous in _ACCORDING or (to and (previous in _TO or words[a - 2 : a - 1] == ["وفقا"])):
        return "attribution"
    if previous == "عن" and any(w.startswith(("نقلا", "ونقلا")) or _root(w) == "نقل" for w in earlier):
        return "attribution"
    if (previous in known and known[previous].kind == "verb") or _PUBLISHED.match(previous):
        return "verb before"
    if previous.startswith(("مراسل", "موفد")) and a - 1 >= first:
        return "reporter"
    if to and previous in _OWNED:
        return None
    if to and (any(w in known for w in earlier) or _GIVEN.intersection(earlier)):
        return "told"
    if previous in ("مع", "علي", "عبر", "في", "من") and _GIVEN.intersection(earlier[-7:]):
        return "in it"
    if previous in _GIVEN and previous not in ("مؤتمر", "عدد"):
        return "in it"
    return _after(line, medium)


def _after(line: Line, medium: Medium) -> str | None:
    """Return why a medium is a source by what follows it: a verb that it is the subject of, or a headline's colon."""
    words, k, known = line.words, medium.last, cues()
    stop = line.last(medium.first)
    if line.text[medium.end - line.base :].lstrip()[:1] in (")", "-", "–"):
        return None
    if medium.first == 0 and k < len(words) and line.between(k - 1, k).strip(' "»”)')[:1] == ":":
        return "headline"
    while k < min(stop, medium.last + 4) and (words[k].startswith("ال") or words[k] in ("قد", "عربيه", "عربي")):
        k += 1
    if k < stop and words[k] in known and known[words[k]].kind == "verb" and words[k][0] not in "وف":
        previous = words[medium.first - 1] if medium.first > line.first(medium.first) else ""
        if previous not in PREPOSITIONS and known[words[k]].agrees in ("f", "m"):
            return "verb after"
    return None


def _root(word: str) -> str:
    cue = cues().get(word)
    return cue.word if cue else ""


def _is_dateline(line: Line, medium: Medium) -> bool:
    """Say whether a medium stands in brackets, or before a dash where a paragraph begins."""
    begin, end = (bisect_left(line.starts, 0), medium.last)
    before = line.text[: medium.start - line.base].rstrip()[-1:]
    after = line.text[medium.end - line.base :].lstrip()[:1]
    return (before == "(" and after in (")", "/", "،", "-", "–")) or (
        medium.first - begin < 4 and end < 6 and after in ("-", "–", "—") and before in ("", "-", "–", "/", "،")
    )


def _chained(
    article_id: str, text: str, found: list[dict[str, Any]], said: dict[tuple[str, int], list[str]]
) -> list[dict[str, Any]]:
    """Add the sentence, whose words a source passes on, and which medium cites it."""
    starts = [start for start, _, _ in split_sentences(text)]
    previous: dict[str, Any] = {}
    for row in sorted(found, key=lambda r: r["start"]):
        row |= {"article_id": article_id, "sentence": max(bisect_right(starts, row["start"]) - 1, 0)}
        cites = previous.get("sentence") == row["sentence"] and row["rule"] == "attribution"
        row["via_id"] = previous["actor_id"] if cites and previous["rule"] in ("verb before", "verb after") else None
        others = [who for who in said.get((article_id, row["sentence"]), []) if who != row["actor_id"]]
        row["speaker_id"] = others[0] if others and row["rule"] not in ("dateline", "sign-off") else None
        previous = row
    return sorted(found, key=lambda r: r["start"])


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    return {"sources": find_sources(frames["articles"], frames["mentions"], frames["quotes"], context.actors)}


LAYER = Layer("sources", reads=("mentions", "quotes"), writes=("sources",), run=_run)

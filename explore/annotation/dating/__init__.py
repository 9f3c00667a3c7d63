"""Dating: the day an article without a date came out, from what it says.

A careful reader dates a clipping from its inside: it is a Thursday, some days after 14 December "of this month", Trump
is president and Witkoff his envoy. So every such clue weighs all days (`odds`), and the day that fits them best is
searched: among days, since there are only some ten thousand.

    clues      the calendar: weekdays, days, months, years, holidays
    people     offices: who is called president, minister or former president
    occasions  what happened on a known day
    others     the time of its outlet, and dated articles that are much like it
    evidence   the search, and the sentences that tell a reader why

A date that an article has is never changed. Where its text contradicts it (an office not held yet, "today, Thursday"
on a Monday), that is said in the notes of the corpus.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from explore import tables
from explore.annotation.dating.clues import calendar_clues
from explore.annotation.dating.evidence import Dating, against, search, shared
from explore.annotation.dating.occasions import occasion_clues
from explore.annotation.dating.others import other_clues
from explore.annotation.dating.people import people_clues
from explore.annotation.dating.reading import Calendar, Clue, in_words

NARROW = 62  # days: a longer interval is told, but no date is put in the place of the publication
SURE = 0.7  # odds of the best day from which it is put there all the same
_SHOWN = 5  # contradictions told in a note
_COLUMNS = "published dating dating_evidence dating_since dating_until dating_confidence".split()


def date_articles(articles: pd.DataFrame, mentions: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Date the articles that have no date from what they say, and say which dates their text contradicts.

    Parameters
    ----------
    articles : DataFrame
        tables.ARTICLES; published where it is known, story_id where reports are copies of one another.
    mentions : DataFrame
        tables.MENTIONS: the names in these articles, linked to actors.

    Returns
    -------
    DataFrame
        The articles in their order. Of those without `published`: dating_since and dating_until (first and last day
        of an interval that holds the true day in some 95 of 100 articles), dating_confidence (the odds of the best
        day, 0 to 1) and dating_evidence (English sentences that quote the text), where the text says anything. Where
        the interval is no longer than 62 days, or the odds of the best day are 0.7 and more, `published` is that day,
        at midnight UTC, and dating "inferred".
    tuple of str
        Notes: how many were dated, and which given dates are contradicted.

    Notes
    -----
    The odds of a day are the product of the shares in `odds`. Days from 2000 to July 2026 are searched, as far as the
    tables of offices and occasions reach.

    The limit of 62 days was measured on articles of 2018 that stood, without their dates, beside dated ones: of those
    with an interval of 32 to 62 days two in three were dated to the week and nine in ten to the month, of those with 63
    to 120 days eight in ten to the month, beyond that four.

    Examples
    --------
    >>> text = "قال الرئيس الأميركي جو بايدن، اليوم الخميس 30 ديسمبر، إن المحادثات تبدأ في العاشر من يناير المقبل."
    >>> articles = tables.ARTICLES.frame(pd.DataFrame({"article_id": ["a"], "text": [text]}))
    >>> mentions = pd.DataFrame({"article_id": ["a"], "start": [20], "end": [28], "actor_id": ["joe-biden"]})
    >>> date_articles(articles, mentions)[0]["published"].dt.date.tolist()
    [datetime.date(2021, 12, 30)]
    """
    tables.require(articles, "article_id text published", table="articles", needed_by="date_articles()")
    tables.require(mentions, "article_id start end actor_id", table="mentions", needed_by="date_articles()")
    named = _named(mentions)
    datings: dict[str, Dating] = {}
    broken: list[str] = []
    others = other_clues(articles)
    for article_id, text, published in articles[["article_id", "text", "published"]].itertuples(index=False):
        actors = named.get(article_id, [])
        if pd.isna(published):
            datings[article_id] = search([*others.get(article_id, []), *clues_of(text, actors)])
        elif contrary := against([*calendar_clues(Calendar(text)), *people_clues(text, actors)], published.date()):
            broken.append(f"{article_id} ({in_words(published.date())}): {contrary}")
    if "story_id" in articles.columns and datings:
        datings = _by_story(articles, datings)
    dated = _filled(articles, datings) if datings else articles
    return dated, (*_notes(dated, datings), *_contradicted(broken))


def clues_of(text: str, actors: list[tuple[int, int, str]]) -> list[Clue]:
    """Return all clues of a text to the day it came out, in its order; `actors` are (start, end, actor_id) of names."""
    calendar = Calendar(text)
    clues = [*calendar_clues(calendar), *people_clues(text, actors), *occasion_clues(text, calendar, actors)]
    return sorted(clues, key=lambda clue: clue.start)


def _named(mentions: pd.DataFrame) -> dict[str, list[tuple[int, int, str]]]:
    known = mentions[mentions["actor_id"].notna()]
    named: dict[str, list[tuple[int, int, str]]] = {}
    columns = (known[c].tolist() for c in ("article_id", "start", "end", "actor_id"))
    for article_id, start, end, actor in zip(*columns, strict=True):
        named.setdefault(article_id, []).append((start, end, actor))
    return named


def _by_story(articles: pd.DataFrame, datings: dict[str, Dating]) -> dict[str, Dating]:
    """Date an article by its story: copies of one report come out within days."""
    told = articles[articles["story_id"].notna() & articles["story_id"].duplicated(keep=False)]
    after = dict(datings)
    for _, story in told.groupby("story_id", sort=False):
        undated = [a for a in story["article_id"] if a in datings]
        dated = story[story["published"].notna()]
        best = min(undated, key=lambda a: datings[a].width, default="")
        for article_id in undated:
            if len(dated):
                days = dict(zip(dated["article_id"], (p.date() for p in dated["published"]), strict=True))
                after[article_id] = shared(datings[article_id], days)
            elif datings[best].width < datings[article_id].width:
                after[article_id] = shared(datings[article_id], datings[best], best)
    return after


def _filled(articles: pd.DataFrame, datings: dict[str, Dating]) -> pd.DataFrame:
    filled = articles.assign(**{c: None for c in _COLUMNS if c not in articles.columns})
    columns = {c: filled[c].astype(object).tolist() for c in _COLUMNS}
    for at, article_id in enumerate(filled["article_id"]):
        found = datings.get(article_id)
        if found is None or not found.evidence:
            continue
        columns["dating_since"][at] = pd.Timestamp(found.since)
        columns["dating_until"][at] = pd.Timestamp(found.until)
        columns["dating_confidence"][at] = found.confidence
        columns["dating_evidence"][at] = found.evidence
        if found.width <= NARROW or found.confidence >= SURE:
            columns["published"][at] = pd.Timestamp(found.best, tz="UTC")
            columns["dating"][at] = "inferred"
    values = {c: pd.Series(v, index=filled.index, dtype=object) for c, v in columns.items()}
    values["published"] = pd.to_datetime(values["published"], utc=True)
    return tables.ARTICLES.frame(filled.assign(**values))


def _notes(dated: pd.DataFrame, datings: dict[str, Dating]) -> Iterable[str]:
    if not datings:
        return
    left = int(dated["published"].isna().sum())
    inferred = len(datings) - left
    if inferred:
        yield (
            f"{inferred:,} of {len(dated):,} articles have no date of their own: it was inferred from their text "
            "(dating is 'inferred', with dating_evidence and the interval dating_since to dating_until)."
        )
    if left:
        yield f"{left:,} of {len(dated):,} articles have no date: measures over time leave them out."


def _contradicted(broken: list[str]) -> Iterable[str]:
    if broken:
        more = f" And {len(broken) - _SHOWN:,} more." if len(broken) > _SHOWN else ""
        yield f"{len(broken):,} articles have a date that their text contradicts. {' '.join(broken[:_SHOWN])}{more}"

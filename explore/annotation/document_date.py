"""Document dates: the day an article without a date came out, from what it says.

A careful reader dates a clipping from its inside: it is a Thursday, some days after 14 December "of this month", Trump
is president. Each clue weighs all days (`day_clues`); the shortest interval is taken that holds most of their product:

    weekdays    "اليوم الخميس" is said on a Thursday; the first weekday of a text is mostly the day of its news
    days        a day or month without its year, with الجاري, الماضي, المقبل or the tense beside it
    years       an article comes out on or after the latest date that it names and that is not to come
    offices     who is called by an office holds it, who is called former has held it
    copies      articles of one story come out within days
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from explore import tables
from explore.annotation.day_clues import Clue, clues_of, days, in_words, weigh
from explore.annotation.layers import Context, Frames, Layer
from explore.doc import Doc

NARROW = 31  # days: a longer interval is told, but no date is put in the place of the publication
MASS = 0.93  # of the odds, the part that lies in the interval
_TELLING = 0.5  # how much a clue narrows the days down, in nats, to be worth a sentence


class Dating(NamedTuple):
    """When an article came out: the best day, the interval around it, and why; the clues."""

    best: date
    since: date
    until: date
    narrow: bool  # the interval is short enough for its best day to stand for the publication
    evidence: str
    clues: Sequence[Clue]


def date_articles(docs: Sequence[Doc], articles: pd.DataFrame) -> pd.DataFrame:
    """Date the articles that have no date from what they say; a date that an article has is never changed.

    Parameters
    ----------
    docs : sequence of Doc
        Articles with their mentions.
    articles : DataFrame
        tables.ARTICLES, a row a Doc; published where it is known, story_id where reports are copies of one another.

    Returns
    -------
    DataFrame
        The articles in their order. Of those without `published`: dating_since and dating_until (first and last day of
        an interval) and dating_evidence (English sentences that quote the text), where the text says anything. Where
        the interval is no longer than 31 days, `published` is its best day, at midnight UTC, and dating "inferred".

    Notes
    -----
    The odds of a day are the product of what `day_clues` says of it, clues taken as independent. Days from 2000 to the
    last date in the table of offices are searched.

    Examples
    --------
    >>> articles = tables.ARTICLES.frame(pd.DataFrame({"article_id": ["a"], "text": ["اليوم الثلاثاء 12 مارس 2019"]}))
    >>> date_articles([Doc("a", articles["text"][0])], articles)["published"].dt.date.tolist()
    [datetime.date(2019, 3, 12)]
    """
    datings = {doc.article_id: search(clues_of(doc)) for doc in docs if doc.published is None}
    datings |= _of_copies(articles, datings)
    columns = ["published", "dating", "dating_evidence", "dating_since", "dating_until"]
    values = zip(*(articles[column].tolist() for column in columns), strict=True)
    rows = {article: list(row) for article, row in zip(articles["article_id"], values, strict=True)}
    for article, dating in datings.items():
        if dating.evidence:
            rows[article][2:] = [dating.evidence, pd.Timestamp(dating.since), pd.Timestamp(dating.until)]
            if dating.narrow:
                rows[article][:2] = [pd.Timestamp(dating.best, tz="UTC"), "inferred"]
    filled = pd.DataFrame(rows.values(), columns=columns, index=articles.index, dtype=object)
    return tables.ARTICLES.frame(articles.assign(**filled))


def search(clues: Sequence[Clue]) -> Dating:
    """Return the day that fits all clues best, the shortest interval that holds most of the odds, and why."""
    total = np.sum([np.zeros(len(days())), *(clue.odds for clue in clues)], axis=0)
    share = np.exp(total - total.max())
    sums = np.concatenate([[0.0], (share / share.sum()).cumsum()])
    ends = np.searchsorted(sums, sums[:-1] + MASS * (1 - 1e-9))
    lengths = np.where(ends < len(sums), ends - np.arange(len(share)), len(sums))
    low = int(lengths.argmin())
    high = int(ends[low]) - 1
    place = low + int(share[low : high + 1].argmax())
    best, since, until = (days()[k].item() for k in (place, low, high))
    says = [clue.says for clue in clues if clue.odds[place] > _TELLING]
    narrow = (until - since).days < NARROW
    day = f"on {best:%A} {in_words(best)}"
    likely = f", most likely {day}" if narrow else ""
    when = f"between {in_words(since)} and {in_words(until)}{likely}" if since < until else day
    evidence = " ".join(dict.fromkeys([*says, f"So it came out {when}."])) if says else ""
    return Dating(best, since, until, narrow, evidence, clues)


def _of_copies(articles: pd.DataFrame, datings: Mapping[str, Dating]) -> dict[str, Dating]:
    """Date articles by the others of their story: those with a date, or else those whose text says enough."""
    after: dict[str, Dating] = {}
    for _, story in articles[articles["story_id"].duplicated(keep=False)].groupby("story_id", sort=False):
        given = story.dropna(subset="published")
        undated = story.loc[story["published"].isna(), "article_id"].tolist()
        known = dict(zip(given["article_id"], given["published"].dt.date, strict=True))
        dated = known or {article: datings[article].best for article in undated if datings[article].narrow}
        if dated:
            first = min(dated, key=lambda article: dated[article])
            says = f"Article {first} tells the same story and is of {in_words(dated[first])}."
            named = np.isin(days(), np.array(list(dated.values()), dtype="datetime64[D]"))
            copy = Clue(-1, says, weigh(named, "copy"))
            after |= {article: search([copy, *datings[article].clues]) for article in undated if article not in dated}
    return after


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    before = int(frames["articles"]["published"].isna().sum())
    if not before:
        return {}
    articles = date_articles(docs, frames["articles"])
    left = int(articles["published"].isna().sum())
    if before > left:
        context.notes.append(
            f"{before - left:,} of {len(articles):,} articles have no date of their own: it was inferred from their "
            "text (dating is 'inferred', with dating_evidence and the interval dating_since to dating_until)."
        )
    if left:
        context.notes.append(f"{left:,} of {len(articles):,} articles have no date: measures over time leave them out.")
    return {"articles": articles}


LAYER = Layer("document_date", reads=("articles", "mentions"), writes=("articles",), run=_run, whole=True)

"""Timeline: the calendar of what the texts speak of, not of when they were published.

News names days: of a summit to come, of a war that began, of an anniversary. Each row is a date that articles name, in
figures, in words or as "Thursday", with the share of articles that name it and the actors who stand in its sentences.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

import pandas as pd

from explore import tables
from explore.measures.inputs import LINKS, NAMES, Handling, choose_actors, content, linked, measure
from explore.measures.intervals import share_intervals
from explore.measures.periods import PLACES, group_cells

CalendarUnit = Literal["day", "month", "year"]
_SHOWN = 5  # actors of a date


@measure(
    articles=PLACES,
    sentences="article_id sentence boilerplate",
    mentions=LINKS,
    dates="article_id sentence since until",
    actors=NAMES,
)
def timeline(
    corpus: tables.Tables,
    *,
    per: CalendarUnit = "day",
    actors: Iterable[str] | None = None,
    duplicates: Handling = "drop",
    boilerplate: Handling = "drop",
) -> pd.DataFrame:
    """Return the calendar dates that the texts name, with the share of articles that name each.

    Parameters
    ----------
    corpus : Corpus
        Its `articles`, `sentences`, `mentions`, `dates` and `actors` are read.
    per : {"day", "month", "year"}
        The unit of the calendar. An expression counts in the unit that holds all of it: "2 March" in its day, month
        and year, "March 2024" in its month and year. One that no unit holds ("last week", where `per` is "day") is
        left out.
    actors : iterable of str, optional
        For each of these actor_ids, the sentences that name both it and the date; otherwise all sentences, and
        actor_id is null.
    duplicates : {"drop", "keep"}
        "drop" counts a story once, "keep" each article that was printed.
    boilerplate : {"drop", "keep"}
        Whether dates in a dateline or byline count: they are mostly the day of the report.

    Returns
    -------
    DataFrame
        `explore.tables.TIMELINE`. Order: actors as asked for; date. Only dates that are named have a row.

    Raises
    ------
    MissingColumns, BadInput
        If a table lacks a column; if `corpus` is not a corpus, an actor is not in `corpus.actors`, or an option
        has no such value.

    Notes
    -----
    share = n_articles / total. The 95% interval takes stories as the units, see `explore.measures.intervals`.
    Expressions whose date is not known, for want of a date of publication, are not counted; nor are dates that a text
    means without naming them.

    Examples
    --------
    >>> import explore
    >>> texts = ["تعقد القمة في 2 مارس 2024 في موسكو.", "تأجلت قمة 2 مارس 2024.", "حضر بوتين قمة مارس 2024."]
    >>> corpus = explore.annotate(pd.DataFrame({"article_id": list("abc"), "text": texts}), topics=False)
    >>> timeline(corpus)[["date", "n", "total", "actors"]].astype(str).values.tolist()
    [['2024-03-02', '2', '3', "['moscow']"]]
    >>> timeline(corpus, per="month")["n"].tolist()
    [3]
    """
    tables.one_of(per, get_args(CalendarUnit), option="per")
    cells = group_cells(corpus, duplicates=duplicates)
    key = ["article_id", "sentence"]
    sentences = content(corpus.sentences, boilerplate)[key]
    dated = cells.place(calendar_dates(corpus.dates, per).merge(sentences, on=key))
    named = linked(corpus, boilerplate).drop_duplicates()
    if actors is None:
        who = pd.DataFrame({"actor_id": pd.Series([None], dtype="str")})
        dated = dated.assign(rank=0, actor_id=None)
    else:
        who = choose_actors(corpus, actors)
        dated = dated.merge(named, on=key)
        dated = dated.assign(rank=pd.Index(who["actor_id"]).get_indexer(pd.Index(dated["actor_id"])))
        dated = dated[dated["rank"] >= 0]
    if dated.empty:
        return tables.TIMELINE.empty()
    dated = dated.assign(feature=dated.groupby(["rank", "date"]).ngroup())
    hits = dated.drop_duplicates(["unit", "feature"]).assign(value=1.0)
    rows = dated.groupby("feature").agg(rank=("rank", "first"), date=("date", "first"), n=("sentence", "size"))
    shares = share_intervals(hits, cells.articles, len(rows), 1).rename(columns={"n": "n_articles"})
    frame = rows.join(shares).join(who[["actor_id"]], on="rank").assign(per=per)
    frame = frame.join(_top_actors(dated, named, corpus))
    return tables.TIMELINE.frame(frame.merge(choose_actors(corpus), on="actor_id", how="left"))


def calendar_dates(dates: pd.DataFrame, per: CalendarUnit) -> pd.DataFrame:
    """Return article_id, sentence and date, the first moment of the unit, of each date that lies within one unit."""
    known = dates[dates["since"].notna() & dates["until"].notna()]
    first = known["since"].dt.to_period(tables.FREQUENCY[per])
    last = (known["until"] - pd.Timedelta(1, "us")).dt.to_period(tables.FREQUENCY[per])
    whole: pd.DataFrame = known.loc[first == last, ["article_id", "sentence"]]
    return whole.assign(date=first.dt.start_time.astype(tables.TIME)).drop_duplicates()


def _top_actors(dated: pd.DataFrame, named: pd.DataFrame, corpus: tables.Tables) -> pd.DataFrame:
    """Return the actors named in most sentences of each feature, and their names, as lists."""
    beside = dated[["feature", "article_id", "sentence"]].merge(named, on=["article_id", "sentence"])
    counts = beside.groupby(["feature", "actor_id"], as_index=False).size()
    counts = counts.sort_values(["feature", "size", "actor_id"], ascending=[True, False, True])
    top = counts.groupby("feature").head(_SHOWN).merge(choose_actors(corpus), on="actor_id")
    names = top[["actor_id", "name_ar", "name_en"]].astype(object)
    lists = names.where(names.notna(), None).groupby(top["feature"]).agg(list)
    lists = lists.set_axis(["actors", "actors_ar", "actors_en"], axis=1).reindex(dated["feature"].unique())
    return lists.map(lambda names: names if isinstance(names, list) else [])

"""Where each article falls: its outlet, its period and its story.

A share needs its denominator, and an interval its independent units. Both are settled here, once for all
measures: every article goes into one *cell* (an outlet and a calendar period), and carries the story it tells.

Periods are calendar periods in UTC; weeks start on Monday. A period without articles inside the span of an
outlet has its cell too, with a total of 0: missing, not zero. Before an outlet's first article and after its
last nothing is known, so there are no cells. Undated articles belong to no period and are left out, unless
the measure is over all time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore import tables
from explore.errors import BadInput

Ints = npt.NDArray[np.int64]

FREQUENCY = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
UNKNOWN = ""  # the outlet of articles whose outlet is not known: null would mean "over all outlets"


@dataclass(frozen=True)
class Cells:
    """Articles in their cells; the arrays run parallel to `articles`, which is sorted.

    Attributes
    ----------
    grid : DataFrame
        One row per cell: outlet, period, per; by outlet, then period.
    articles : Index
        The article_ids that belong to a cell.
    cell, story : array of int
        The row of `grid`, and the number of the story, of each article.
    total : array of int
        Articles in each row of `grid`.
    """

    grid: pd.DataFrame
    articles: pd.Index
    cell: Ints
    story: Ints
    total: Ints


def check_per(per: str | None, *, needed_by: str) -> None:
    """Raise BadInput unless `per` names a period or is None (all time)."""
    if per is not None and per not in FREQUENCY:
        raise BadInput(f"{needed_by}: per={per!r} is no period. Choose {', '.join(FREQUENCY)}, or None for all time.")


def ordinals(published: pd.Series, per: str) -> pd.Series:
    """Return the calendar period of each moment (null where there is none)."""
    moments = pd.to_datetime(published, utc=True).dt.tz_localize(None)
    return moments.dt.to_period(FREQUENCY[per])


def bounds(period: pd.Timestamp, per: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first moment of a period and the first after it, in UTC."""
    whole = pd.Timestamp(period).to_period(FREQUENCY[per])
    return whole.start_time.tz_localize("UTC"), (whole + 1).start_time.tz_localize("UTC")


def stories(articles: pd.DataFrame) -> pd.Series:
    """Return the story of each article; an article without one is its own."""
    return articles["story_id"].where(articles["story_id"].notna(), "article " + articles["article_id"])


def without_copies(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the first article of each story (by time, then id), and no exact copy of an article that is here."""
    ordered = articles.sort_values(["published", "article_id"], na_position="last")
    ordered = ordered[~ordered["duplicate_of"].isin(ordered["article_id"])]
    return ordered[~stories(ordered).duplicated()]


def lay_out(corpus: tables.Tables, *, per: str | None, by_outlet: bool, copies: bool, needed_by: str) -> Cells:
    """Put the articles of a corpus into cells of outlet and period.

    Parameters
    ----------
    corpus : Tables
        Needs `articles` (article_id, outlet, published, story_id, duplicate_of).
    per : str or None
        A period, or None for all time.
    by_outlet : bool
        One set of cells for each outlet, or one for all.
    copies : bool
        Keep copies; otherwise the first article of each story.
    needed_by : str
        The measure, for error messages.
    """
    check_per(per, needed_by=needed_by)
    needed = "article_id outlet published story_id duplicate_of"
    tables.require(corpus.articles, needed, table="articles", needed_by=needed_by)
    articles = corpus.articles[needed.split()]
    if not copies:
        articles = without_copies(articles)
    if per is not None:
        articles = articles[articles["published"].notna()]
    articles = articles.sort_values("article_id", ignore_index=True)
    # Numbers follow the sorted names, so that the order of the caller's rows changes no resampling.
    outlet = articles["outlet"].fillna(UNKNOWN) if by_outlet else pd.Series(None, index=articles.index, dtype="str")
    outlet_of, outlets = pd.factorize(outlet, sort=True, use_na_sentinel=by_outlet)
    story, _ = pd.factorize(stories(articles), sort=True)
    cell = np.zeros(len(articles), dtype=np.int64)
    grids: list[pd.DataFrame] = []
    moment = ordinals(articles["published"], per) if per is not None else None
    for number, name in enumerate(outlets):
        here = np.flatnonzero(outlet_of == number)
        base = sum(map(len, grids))
        if moment is None:
            cell[here] = base
            grids.append(pd.DataFrame({"outlet": [name], "period": [pd.NaT]}))
            continue
        inside = pd.PeriodIndex(moment.iloc[here])
        span = pd.period_range(inside.min(), inside.max(), freq=inside.freq)
        cell[here] = base + span.get_indexer(inside)
        grids.append(pd.DataFrame({"outlet": name, "period": span.start_time}))
    grid = pd.concat(grids, ignore_index=True) if grids else pd.DataFrame({"outlet": [], "period": []})
    grid = grid.assign(per=per or "all").astype({"outlet": "str", "period": tables.TIME, "per": "str"})
    return Cells(
        grid,
        pd.Index(articles["article_id"]),
        cell,
        story.astype(np.int64),
        np.bincount(cell, minlength=len(grid)).astype(np.int64),
    )


def choose_actors(corpus: tables.Tables, actors: Iterable[str] | None, *, needed_by: str) -> pd.DataFrame:
    """Return the actors asked for (in that order), or all that the corpus has (in its order), with their names."""
    tables.require(corpus.actors, "actor_id name_ar name_en kind", table="actors", needed_by=needed_by)
    known = corpus.actors[["actor_id", "name_ar", "name_en", "kind"]].drop_duplicates("actor_id")
    if actors is None:
        return known.reset_index(drop=True)
    wanted = [actors] if isinstance(actors, str) else list(dict.fromkeys(actors))
    absent = [actor for actor in wanted if actor not in set(known["actor_id"])]
    if absent:
        raise BadInput(f"{needed_by}: {' '.join(_unknown(actor, known) for actor in absent)} {_some(known)}")
    return known.set_index("actor_id").loc[wanted].reset_index()


def _unknown(actor: str, known: pd.DataFrame) -> str:
    """Say of a wanted actor that it is not there, or, where it is a name, which ids bear it."""
    ids = known.loc[(known["name_ar"] == actor) | (known["name_en"] == actor), "actor_id"]
    if ids.empty:
        near = _near(str(actor).lower(), known)
        return f"{actor!r} is not in this corpus." + (f" Did you mean {' or '.join(map(repr, near))}?" if near else "")
    return f"{actor!r} is a name: use its actor_id {' or '.join(map(repr, ids))}."


def _near(wanted: str, known: pd.DataFrame) -> list[str]:
    """Return the ids of which the id or a name holds the text ("putin"), else those spelt like it; at most three."""
    told = known["actor_id"] + "\n" + known["name_ar"].fillna("") + "\n" + known["name_en"].fillna("").str.lower()
    holding = known.loc[told.str.contains(wanted, regex=False), "actor_id"].head(3)
    return list(holding) or get_close_matches(wanted, list(known["actor_id"]))


def _some(known: pd.DataFrame) -> str:
    some = ", ".join(known["actor_id"].head(5))
    return f"corpus.actors has {len(known)} actors{': ' + some if some else ''}{' …' if len(known) > 5 else ''}."


def check_kinds(kinds: Iterable[str] | None, *, needed_by: str) -> list[str] | None:
    """Return the kinds of actors wanted as a list (a str is one kind); raise BadInput if one is no kind."""
    if kinds is None:
        return None
    wanted = [kinds] if isinstance(kinds, str) else list(kinds)
    unknown = [kind for kind in wanted if kind not in get_args(tables.Kind)]
    if unknown:
        raise BadInput(
            f"{needed_by}: {', '.join(map(repr, unknown))} is no kind of actor. "
            f"Choose from {', '.join(get_args(tables.Kind))}."
        )
    return wanted


def linked(corpus: tables.Tables, columns: str, *, needed_by: str) -> pd.DataFrame:
    """Return `columns` of the mentions whose actor is known."""
    tables.require(corpus.mentions, columns, table="mentions", needed_by=needed_by)
    return corpus.mentions.loc[corpus.mentions["actor_id"].notna(), columns.split()]

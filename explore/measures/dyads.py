"""Dyads: how two actors deal with each other, cooperation minus conflict.

Event data count who did what to whom. For a pair of actors the balance of a period is the mean of its events, +1
for cooperation and −1 for conflict, verbal and material alike, whichever of the two acted: +1 is all cooperation, −1
all conflict, 0 as much of one as of the other. It says how the press told of the two, and counts no event twice as
heavy because it was grave.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from explore import schema
from explore.measures.intervals import mean_intervals
from explore.measures.periods import choose_actors, lay_out

_EVENTS = "article_id sentence source_id target_id quad"


def dyads(
    corpus: schema.Tables,
    *,
    per: schema.Per | None = "month",
    by_outlet: bool = False,
    actors: Iterable[str] | None = None,
    min_n: int = 1,
    copies: bool = True,
) -> pd.DataFrame:
    """Return cooperation minus conflict of pairs of actors, with its interval.

    Parameters
    ----------
    corpus : Corpus
        Needs `articles` (article_id, outlet, published, story_id, duplicate_of), `events` (article_id, sentence,
        source_id, target_id, quad) and `actors`. Events of which one end is not known belong to no pair.
    per : {"day", "week", "month", "quarter", "year"} or None
        Calendar period of publication in UTC, weeks from Monday; None is all time, undated articles included.
    by_outlet : bool
        One set of rows for each outlet; '' is the outlet of articles whose outlet is not known.
    actors : str or iterable of str, optional
        One actor_id: its pairs with anyone. Several: the pairs among them.
    min_n : int
        Pairs with at least so many events over all periods and outlets.
    copies : bool
        False counts the first article of each story only.

    Returns
    -------
    DataFrame
        `explore.schema.DYADS`. Order: pairs with most events first, then by their ids; outlet; period. A period without
        an event of the pair has n 0 and a balance of NaN.

    Raises
    ------
    MissingColumns
        If a table lacks a column.
    BadInput
        If `corpus` is no corpus, an actor is not in `corpus.actors`, or `per` is no period.

    Notes
    -----
    balance = (n_cooperation − n_conflict) / n. The 95% interval resamples stories, see `explore.measures.intervals`.

    References
    ----------
    Goldstein (1992), "A conflict-cooperation scale for WEIS events data", weighs events by their gravity; the balance
    here does not, since machine coding mistakes gravity more often than sign.

    Examples
    --------
    >>> from explore.corpus import Corpus
    >>> dyads(Corpus(), per="year").empty
    True
    """
    schema.corpus_like(corpus, needed_by="dyads()")
    wanted = choose_actors(corpus, actors, needed_by="dyads()")["actor_id"] if actors is not None else None
    cells = lay_out(corpus, per=per, by_outlet=by_outlet, copies=copies, needed_by="dyads()")
    schema.require(corpus.events, _EVENTS, table="events", needed_by="dyads()")
    rows = _paired(corpus.events[_EVENTS.split()], wanted)
    row = cells.articles.get_indexer(pd.Index(rows["article_id"]))
    rows, row = rows[row >= 0], row[row >= 0]
    pairs = rows.groupby(["actor_a", "actor_b"]).size().rename("all").reset_index()
    pairs = pairs[pairs["all"] >= min_n].sort_values(["all", "actor_a", "actor_b"], ascending=[False, True, True])
    if pairs.empty:
        return schema.DYADS.empty()
    ids = pd.MultiIndex.from_frame(pairs[["actor_a", "actor_b"]])
    pair = ids.get_indexer(pd.MultiIndex.from_frame(rows[["actor_a", "actor_b"]]))
    rows, row, pair = rows[pair >= 0], row[pair >= 0], pair[pair >= 0]
    counted = pd.DataFrame(
        {
            "group": pair * len(cells.grid) + cells.cell[row],
            "story": cells.story[row],
            "article": row,
            "sentence": rows["sentence"].to_numpy(),
            "quad": rows["quad"].to_numpy(),
            "value": np.where(rows["quad"].str.endswith("cooperation"), 1.0, -1.0),
        }
    ).sort_values(["article", "sentence"], kind="stable", ignore_index=True)
    n_groups = len(pairs) * len(cells.grid)
    found = mean_intervals(counted[["group", "story", "value"]], n_groups).rename(columns={"mean": "balance"})
    for name, here in {
        "n_cooperation": counted["value"] > 0,
        "n_conflict": counted["value"] < 0,
        "n_material": counted["quad"].str.startswith("material"),
        "n_articles": ~counted.duplicated(["group", "article"]),
    }.items():
        found[name] = np.bincount(counted.loc[here, "group"], minlength=n_groups)
    grid = cells.grid.iloc[np.tile(np.arange(len(cells.grid)), len(pairs))].reset_index(drop=True)
    names = _names(corpus, pairs).iloc[np.repeat(np.arange(len(pairs)), len(cells.grid))].reset_index(drop=True)
    return schema.DYADS.frame(pd.concat([names, grid, found], axis=1))


def _paired(events: pd.DataFrame, wanted: pd.Series | None) -> pd.DataFrame:
    """Return events with both ends known, the ends as a pair in the order of their ids, of the actors wanted."""
    known = events[events["source_id"].notna() & events["target_id"].notna()]
    swap = (known["source_id"] > known["target_id"]).to_numpy()
    source, target = known["source_id"].to_numpy(dtype=object), known["target_id"].to_numpy(dtype=object)
    known = known.assign(actor_a=np.where(swap, target, source), actor_b=np.where(swap, source, target))
    if wanted is None:
        return known
    a, b = known["actor_a"].isin(wanted), known["actor_b"].isin(wanted)
    return known[a | b] if len(wanted) == 1 else known[a & b]


def _names(corpus: schema.Tables, pairs: pd.DataFrame) -> pd.DataFrame:
    schema.require(corpus.actors, "actor_id name_ar name_en", table="actors", needed_by="dyads()")
    known = corpus.actors.drop_duplicates("actor_id").set_index("actor_id")
    named = pairs[["actor_a", "actor_b"]].reset_index(drop=True)
    for end in "ab":
        ids = named[f"actor_{end}"]
        named = named.assign(**{f"name_{end}": ids.map(known["name_ar"]), f"name_en_{end}": ids.map(known["name_en"])})
    return named

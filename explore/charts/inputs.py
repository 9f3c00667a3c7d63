"""What a chart is given: a table of the right measure, and options that leave something to draw.

Which chart draws which measure is written down once, here; a table that belongs elsewhere is sent there.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from explore import tables
from explore.errors import BadInput, MissingColumns

_SHARES = (tables.ATTENTION, tables.SENTIMENT, tables.TOPIC_SHARES, tables.SOURCING, tables.VOICES)
#: The tables that each chart draws.
DRAWS: dict[str, tuple[tables.Table, ...]] = {
    "trend": (*_SHARES, tables.COVERAGE, tables.COMENTIONS),
    "ranking": _SHARES,
    "heatmap": (tables.ATTENTION, tables.SOURCING, tables.VOICES),
    "network": (tables.COMENTIONS,),
    "matrix": (tables.COMENTIONS,),
    "timeline": (tables.TIMELINE,),
    "passages": (tables.PASSAGES,),
    "close_reading": (tables.ARTICLE_VIEW,),
}


def check(table: object, chart: str, **at_most: int) -> tables.Table:
    """Return which of the tables that `chart` draws `table` is.

    Parameters
    ----------
    table : DataFrame
        What the chart was given; further columns do no harm.
    chart : str
        Its name, a key of `DRAWS`.
    **at_most : int
        The chart's options that say how much is drawn: each is at least 1.

    Raises
    ------
    BadInput
        If `table` is not a table, or the table of something else; if an option is less than 1.
    MissingColumns
        If `table` is not a known table: it lacks columns of the nearest that the chart draws.

    Examples
    --------
    >>> check(tables.PASSAGES.empty(), "network")
    Traceback (most recent call last):
        ...
    explore.errors.BadInput: charts.network() draws what explore.comentions returned; this is a table of \
explore.passages: use charts.passages.
    """
    drawn = _either([f"explore.{known.name}" for known in DRAWS[chart]])
    draws = f"charts.{chart}() draws what {drawn} returned"
    if not isinstance(table, pd.DataFrame):
        raise BadInput(f"{draws}; found {tables.type_of(table)}. {_measure_first(chart)}")
    for name, value in at_most.items():
        if not isinstance(value, int | np.integer) or value < 1:
            raise BadInput(f"charts.{chart}(): {name} must be at least 1; got {value!r}.")
    lacking = {known: [name for name in known.names if name not in table.columns] for known in DRAWS[chart]}
    nearest = min(lacking, key=lambda known: len(lacking[known]))
    if not lacking[nearest]:
        return nearest
    known = _known(table)
    if known is None:
        raise MissingColumns(f"charts.{chart}()", nearest.name, lacking[nearest], table.columns, f"{draws}.")
    if known in tables.CORPUS:
        raise BadInput(f"{draws}; this is the table corpus.{known.name}. {_measure_first(chart)}")
    homes = _either([f"charts.{home}" for home, tables_drawn in DRAWS.items() if known in tables_drawn])
    use = f"use {homes}" if homes else "explore.Explorer draws it"
    raise BadInput(f"{draws}; this is a table of explore.{known.name}: {use}.")


def _known(table: pd.DataFrame) -> tables.Table | None:
    """Return which table of the package this is: of those whose columns it has, the one with most of them."""
    every = sorted((*tables.MEASURES, *tables.CORPUS), key=lambda known: -len(known.names))
    return next((known for known in every if set(known.names) <= set(table.columns)), None)


def _measure_first(chart: str) -> str:
    first = DRAWS[chart][0]
    of = ", article_id=…" if first is tables.ARTICLE_VIEW else ""
    return f"Measure first: charts.{chart}(explore.{first.name}(corpus{of}))."


def check_one_period(table: pd.DataFrame, chart: str) -> None:
    """Raise BadInput where a table has several periods and `chart` draws one."""
    if len(table["period"].drop_duplicates()) > 1:
        raise BadInput(
            f"charts.{chart}() draws one stretch of time, this table has several periods. "
            "Measure with per=None, or keep one period's rows."
        )


def _either(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)

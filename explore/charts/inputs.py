"""What a chart is given: a table of the right measure, and options that leave something to draw.

Which chart draws which measure is written down once, here; a table that belongs elsewhere is sent there.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from explore import tables
from explore.errors import BadInput, MissingColumns

#: The tables that each chart draws.
DRAWS = {
    "trend": (
        tables.ATTENTION,
        tables.SENTIMENT,
        tables.TOPIC_SHARES,
        tables.SOURCING,
        tables.VOICES,
        tables.COVERAGE,
    ),
    "ranking": (tables.ATTENTION, tables.SENTIMENT, tables.TOPIC_SHARES, tables.SOURCING, tables.VOICES),
    "heatmap": (tables.ATTENTION, tables.SOURCING, tables.VOICES),
    "network": (tables.COMENTIONS,),
    "matrix": (tables.COMENTIONS,),
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
        If `table` is no table, or another one; if an option is less than 1.
    MissingColumns
        If `table` is no table that is known: it lacks columns of the nearest that the chart draws.

    Examples
    --------
    >>> check(tables.COMENTIONS.empty(), "trend")
    Traceback (most recent call last):
        ...
    explore.errors.BadInput: charts.trend() draws what explore.attention, explore.sentiment, \
explore.topic_shares, explore.sourcing, explore.voices or explore.coverage returned; this is a table of \
explore.comentions: use charts.network or charts.matrix.
    """
    draws = f"draws what {_either([f'explore.{drawn.name}' for drawn in DRAWS[chart]])} returned"
    of = ", article_id=…" if DRAWS[chart][0] is tables.ARTICLE_VIEW else ""
    measured = f"charts.{chart}(explore.{DRAWS[chart][0].name}(corpus{of}))"
    if not isinstance(table, pd.DataFrame):
        raise BadInput(f"charts.{chart}() {draws}; found {tables.type_of(table)}. Measure first: {measured}.")
    for name, value in at_most.items():
        if not isinstance(value, int | np.integer) or value < 1:
            raise BadInput(f"charts.{chart}(): {name} is at least 1; found {value!r}.")
    lacking = {drawn: [name for name in drawn.names if name not in table.columns] for drawn in DRAWS[chart]}
    nearest = min(lacking, key=lambda drawn: len(lacking[drawn]))
    if not lacking[nearest]:
        return nearest
    # Some tables hold all columns of a smaller one, as mentions do of sources: the greatest that fits is meant.
    fitting = [known for known in (*tables.MEASURES, *tables.CORPUS) if set(known.names) <= set(table.columns)]
    if not fitting:
        hint = f"charts.{chart}() {draws}."
        raise MissingColumns(f"charts.{chart}()", nearest.name, lacking[nearest], table.columns, hint)
    known = max(fitting, key=lambda known: len(known.names))
    if known in tables.MEASURES:
        others = _either([f"charts.{other}" for other, drawn in DRAWS.items() if known in drawn])
        raise BadInput(f"charts.{chart}() {draws}; this is a table of explore.{known.name}: use {others}.")
    raise BadInput(f"charts.{chart}() {draws}; this is the table corpus.{known.name}. Measure first: {measured}.")


def check_one_period(table: pd.DataFrame, chart: str) -> None:
    """Raise BadInput where a table has several periods and `chart` draws one."""
    if len(table["period"].drop_duplicates()) > 1:
        raise BadInput(
            f"charts.{chart}() draws one stretch of time, this table has several periods. "
            "Measure with per=None, or keep one period's rows."
        )


def _either(names: list[str]) -> str:
    return " or ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)

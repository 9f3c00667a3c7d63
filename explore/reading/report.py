"""What happened while articles were read: counted, and row by row.

Four things can happen to a row. *Repaired*: something was wrong and is right now (an encoding). *Doubtful*: it was
read, but look at it (a date that cannot be believed). *Dropped*: it is no article; the report keeps it, with what was
in it. *Noted*: nothing is wrong, but it is good to know (Persian letters, no date).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

ORDER = ("repaired", "doubtful", "dropped", "noted")
ROWS = ("where", "article_id", "status", "what", "detail")
REJECTED = ("where", "reason", "raw")
COLUMNS = ("file", "column", "read_as")


@dataclass(frozen=True)
class Report:
    """The report of one reading; printed, it is a small table.

    Attributes
    ----------
    n_read : int
        Articles given back.
    rows : DataFrame
        One row per remark: where (file and line), article_id (null when there is no article), status (repaired,
        doubtful, dropped, noted), what (few different ones), detail (the particular of this row).
    rejected : DataFrame
        One row per dropped row: where, reason, raw (what was in it, as JSON).
    columns : DataFrame
        One row per column of the input: file (the first that has it), column, read_as (our name; null when not used).
    """

    n_read: int
    rows: pd.DataFrame
    rejected: pd.DataFrame
    columns: pd.DataFrame

    @property
    def n_repaired(self) -> int:
        """Rows in which something was repaired."""
        return self._n("repaired")

    @property
    def n_doubtful(self) -> int:
        """Rows to look at."""
        return self._n("doubtful")

    @property
    def n_dropped(self) -> int:
        """Rows rejected."""
        return len(self.rejected)

    def _n(self, status: str) -> int:
        return int(self.rows.loc[self.rows["status"] == status, "where"].nunique())

    @property
    def counts(self) -> pd.DataFrame:
        """One row per status and what, with n rows, in the order repaired, doubtful, dropped, noted, then by n."""
        counts = self.rows.groupby(["status", "what"], observed=True)["where"].nunique().rename("n").reset_index()
        place = counts["status"].map(ORDER.index)
        ordered = counts.assign(place=place).sort_values(["place", "n", "what"], ascending=[True, False, True])
        return ordered.drop(columns="place").reset_index(drop=True)

    @property
    def summary(self) -> str:
        """One line: how many were read, repaired, doubtful, dropped."""
        return (
            f"{self.n_read:,} articles read, {self.n_repaired:,} repaired, "
            f"{self.n_doubtful:,} doubtful, {self.n_dropped:,} rows dropped"
        )

    def __str__(self) -> str:
        lines = [self.summary]
        if not self.rows.empty:
            lines.append(f"{'status':<10}{'rows':>8}  what")
            lines += [f"{row.status:<10}{row.n:>8,}  {row.what}" for row in self.counts.itertuples()]
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        counts = "" if self.rows.empty else self.counts.to_html(index=False, border=0, escape=True)
        return f"<p>{escape(self.summary)}</p>{counts}"


def table_of(rows: Sequence[tuple[str | None, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
    """Return rows as a DataFrame of text columns."""
    return pd.DataFrame(rows, columns=list(columns), dtype="str")

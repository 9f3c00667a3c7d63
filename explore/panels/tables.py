"""Tables with Arabic in them: JupyterLab lays a DataFrame out left to right, which puts mixed text in disorder."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any, Literal

import pandas as pd

from explore.charts.passages import HTML as Page
from explore.text import is_arabic

_CELL = "padding:.25em .7em;vertical-align:top;"
_LETTER = re.compile(r"[^\W\d_]")


def table(df: pd.DataFrame, *, limit: int = 20) -> Page:
    """Return a DataFrame as an HTML table, right to left where a column of it is Arabic.

    Parameters
    ----------
    df : DataFrame
        Any table; the index is not shown.
    limit : int
        At most so many rows; the table says how many it leaves out.

    Returns
    -------
    Page
        A str of HTML that notebooks show. Floats have two digits, moments no seconds, nulls and empty texts are a dash.

    Examples
    --------
    >>> "<td" in table(pd.DataFrame({"outlet": ["<b>"]})) and "<b>" in table(pd.DataFrame({"outlet": ["<b>"]}))
    False
    """
    if df.empty:
        return Page(f"<p>No rows. Columns: {html.escape(', '.join(map(str, df.columns)))}</p>")
    rows = [[_written(value) for value in row] for row in df.head(limit).itertuples(index=False, name=None)]
    sides = [_side(row[k] for row in rows) for k in range(df.shape[1])]
    rule = "border-bottom:1px solid #999;"
    heads = "".join(
        f'<th scope="col" dir="auto" style="{_CELL}text-align:{side};{rule}">{html.escape(str(name))}</th>'
        for name, side in zip(df.columns, sides, strict=True)
    )
    body = "".join(f"<tr>{''.join(map(_cell, row, sides))}</tr>" for row in rows)
    left_out = len(df) - limit
    more = f"<p>{left_out:,} more row{'' if left_out == 1 else 's'}</p>" if left_out > 0 else ""
    direction = "rtl" if "right" in sides else "ltr"
    return Page(
        f'<div dir="{direction}"><table dir="{direction}" style="border-collapse:collapse;table-layout:auto">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{more}</div>"
    )


def _side(texts: Iterable[str]) -> Literal["left", "right"]:
    """Return where the texts of a column begin, for its head and its empty cells too: where most of them begin."""
    first = [letter[0] for letter in map(_LETTER.search, texts) if letter]
    return "right" if sum(map(is_arabic, first)) * 2 > len(first) else "left"


def _cell(text: str, side: str) -> str:
    # A date or an id broken over lines is hard to read; a sentence has to be broken.
    wrapped = "white-space:nowrap" if len(text) <= 24 else "overflow-wrap:anywhere;min-width:12em"
    style = f"{_CELL}text-align:{side};{wrapped}"
    return f'<td dir="auto" style="{style}">{html.escape(text)}</td>'


def _written(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "، ".join(map(str, value))
    if pd.isna(value) or value == "":
        return "–"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}" if value == value.normalize() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return f"{value:,.2f}".replace("-", "\N{MINUS SIGN}")
    return str(value)

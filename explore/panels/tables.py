"""Tables with Arabic in them: JupyterLab lays a DataFrame out left to right, which puts mixed text in disorder."""

from __future__ import annotations

import html
import re
from typing import Any

import pandas as pd

from explore.charts.passages import HTML
from explore.text import is_arabic

_LETTER = re.compile(r"[^\W\d_]")
_CELL = "padding:.25em .7em;vertical-align:top;"


def table(df: pd.DataFrame, *, limit: int = 20) -> HTML:
    """Return a DataFrame as an HTML table, right to left where a column of it is Arabic.

    Parameters
    ----------
    df : DataFrame
        Any table; the index is not shown.
    limit : int
        At most so many rows; the table says how many it leaves out.

    Returns
    -------
    HTML
        A str of HTML that notebooks show. Floats have two digits, moments no seconds, nulls and empty texts are a dash.

    Examples
    --------
    >>> "&lt;b&gt;" in table(pd.DataFrame({"outlet": ["<b>"]}))
    True
    """
    if df.empty:
        return HTML(f"<p>No rows. Columns: {html.escape(', '.join(map(str, df.columns)))}</p>")
    columns = [[_written(value) for value in df[name].head(limit)] for name in df.columns]
    sides = [_side(texts) for texts in columns]
    direction = "rtl" if "right" in sides else "ltr"
    heads = "".join(_cell(str(name), side, "th") for name, side in zip(df.columns, sides, strict=True))
    body = "".join(f"<tr>{''.join(map(_cell, row, sides))}</tr>" for row in zip(*columns, strict=True))
    left = len(df) - limit
    more = f"<p>{left:,} more row{'s'[: left > 1]}</p>" if left > 0 else ""
    return HTML(
        f'<div dir="{direction}"><table dir="{direction}" style="border-collapse:collapse;table-layout:auto">'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{more}</div>"
    )


def _side(texts: list[str]) -> str:
    """Return where a column begins, its head and empty cells too: where most of its texts do."""
    letters = [letter[0] for letter in map(_LETTER.search, texts) if letter]
    return "right" if sum(map(is_arabic, letters)) * 2 > len(letters) else "left"


def _cell(text: str, side: str, tag: str = "td") -> str:
    # A date or an id broken over lines is hard to read; a sentence has to be broken.
    wrapped = "white-space:nowrap" if len(text) <= 24 else "overflow-wrap:anywhere;min-width:12em"
    return f'<{tag} dir="auto" style="{_CELL}text-align:{side};{wrapped}">{html.escape(text)}</{tag}>'


def _written(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "\N{ARABIC COMMA} ".join(map(str, value))
    if pd.isna(value) or value == "":
        return "–"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d %H:%M}".removesuffix(" 00:00")
    if isinstance(value, float):
        return f"{value:,.2f}".replace("-", "\N{MINUS SIGN}")
    return str(value)

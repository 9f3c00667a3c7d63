"""Passages: the sentences behind a mark, as a right-to-left table with the names marked.

Article text is untrusted: everything in it is escaped. Styles stand at the elements, since JupyterLab removes style
sheets from notebooks it does not trust.
"""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from explore.charts import inputs, theme
from explore.text import direction, shorten

# Light enough for dark text (all above 9:1), told apart by the underline too.
_TINTS = ("#CFE4F5", "#FBDCC4", "#C9EBDF", "#F4D8E6", "#E6E0C8", "#DDD9F3", "#E2E2E2")
_LINES = ("solid", "dashed", "dotted", "double", "wavy")
_CELL = "padding:.35em .6em;vertical-align:top;text-align:start;"
_NARROW = _CELL + "white-space:nowrap;"
# A word without an end (an address, a broken file) is broken, not the page widened.
_WIDE = _CELL + "line-height:1.8;overflow-wrap:anywhere;min-width:12em"


class Page(str):
    """HTML that a notebook shows as it is."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def passages(table: pd.DataFrame, *, labels: theme.Labels = "ar", limit: int = 50) -> Page:
    """Return the sentences as an HTML table: date, outlet, sentence with names marked, tone.

    Parameters
    ----------
    table : DataFrame
        What `explore.passages` returned.
    labels : {"ar", "en"}
        Language of the headings.
    limit : int
        At most so many sentences; the table says how many it leaves out.

    Returns
    -------
    Page
        A str of HTML that notebooks show. Each mark has its actor_id as its title; a colour is one actor.

    Raises
    ------
    MissingColumns
        If `table` lacks columns of it.
    BadInput
        If `table` is another table, or an option has no such value.

    Examples
    --------
    >>> from explore import measures
    >>> from explore.corpus import Corpus
    >>> print(passages(measures.passages(Corpus())))
    <div dir="rtl" lang="ar" style="text-align:right"><p dir='auto'>لا جمل.</p></div>
    """
    inputs.check(table, "passages", limit=limit)
    if table.empty:
        return Page(f"{_open(labels)}<p dir='auto'>{theme.word('none', labels)}</p></div>")
    shown = table.head(limit)
    colours: dict[str, int] = {}
    for marks in shown["marks"]:
        for _, _, actor in marks:
            if actor is not None:
                colours.setdefault(actor, len(colours))
    heads = "".join(
        f'<th scope="col" style="{_NARROW}border-bottom:2px solid {theme.GREY}">{theme.word(key, labels)}</th>'
        for key in ("date", "outlet", "sentence text", "tone")
    )
    rows, before = [], None
    for row in theme.records(shown):
        rows.append(_row(row, colours, labels, opens=row["article_id"] != before))
        before = row["article_id"]
    more = len(table) - len(shown)
    left_out = theme.word("more", labels, n=f"{more:,}")
    tail = f'<p dir="auto" style="text-align:start;color:{theme.GREY}">{left_out}</p>' if more else ""
    # JupyterLab would make all columns as wide as each other, and the sentences narrow.
    return Page(
        f'{_open(labels)}<table style="border-collapse:collapse;table-layout:auto;width:100%;'
        f'font-family:{html.escape(theme.FONT)}"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
        f"{tail}</div>"
    )


def _open(labels: theme.Labels) -> str:
    return f'<div dir="rtl" lang="{labels}" style="text-align:right">'


def _row(row: dict[str, Any], colours: dict[str, int], labels: theme.Labels, *, opens: bool) -> str:
    published = f"{row['published']:%Y-%m-%d}" if pd.notna(row["published"]) else theme.word("no date", labels)
    outlet = row["outlet"] if pd.notna(row["outlet"]) else theme.word("unknown outlet", labels)
    headline = row["title"] if pd.notna(row["title"]) and row["title"] != row["text"] and opens else ""
    small = f"color:{theme.GREY};font-size:.85em"
    above = f'<div dir="{direction(headline)}" style="{small}">{html.escape(headline)}</div>' if headline else ""
    marked = _marked(row["text"], row["marks"], colours)
    cells = [
        f'<td style="{_NARROW}"><bdi>{published}</bdi></td>',
        f'<td style="{_CELL}"><bdi title="{html.escape(outlet)}">{html.escape(shorten(outlet, 40))}</bdi></td>',
        f'<td style="{_WIDE}">{above}<div dir="{direction(row["text"])}">{marked}</div></td>',
        f'<td style="{_NARROW}">{_tone(row["sentiment"], labels)}</td>',
    ]
    line = f"border-top:1px solid {theme.LIGHT}" if opens else ""
    return f'<tr data-article="{html.escape(row["article_id"])}" style="{line}">{"".join(cells)}</tr>'


def _marked(text: str, marks: list[tuple[int, int, str | None]], colours: dict[str, int]) -> str:
    parts, at = [], 0
    for start, end, actor in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if start < at or end <= start:  # a name inside a name is marked with it
            continue
        parts.append(html.escape(text[at:start]))
        parts.append(f"<mark {_look(actor, colours)}>{html.escape(text[start:end])}</mark>")
        at = end
    return "".join([*parts, html.escape(text[at:])])


def _look(actor: str | None, colours: dict[str, int]) -> str:
    if actor is None:  # a name, but nobody known
        return f'style="background:none;color:inherit;border-bottom:1px dotted {theme.GREY}"'
    number = colours[actor]
    tint, kind = _TINTS[number % len(_TINTS)], _LINES[number // len(_TINTS) % len(_LINES)]
    colour = theme.COLOURS[number % len(theme.COLOURS)]
    style = (
        f"background:{tint};color:{theme.INK};border-radius:3px;padding:0 .15em;"
        f"text-decoration:underline {kind} {colour};text-underline-offset:.3em"
    )
    return f'title="{html.escape(actor)}" style="{style}"'


def _tone(value: float, labels: theme.Labels) -> str:
    if pd.isna(value):
        return f'<span title="{theme.word("unscored", labels)}">–</span>'
    sign = "positive" if value > 0 else "negative" if value < 0 else "neutral"
    colour = {"positive": theme.POSITIVE, "negative": theme.NEGATIVE, "neutral": theme.GREY}[sign]
    written = f"{value:+.2f}".replace("-", "−") if value else "0"
    return (
        f'<span dir="ltr" title="{theme.word(sign, labels)}"><span aria-hidden="true" style="color:{colour}">●</span> '
        f"{written}</span>"
    )

"""Passages: the sentences behind a mark, as a right-to-left table with the names marked.

Article text is untrusted: everything in it is escaped. Styles stand at the elements, since JupyterLab removes style
sheets from notebooks it does not trust.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

import pandas as pd

from explore.charts import inputs, theme
from explore.text import direction, shorten

_LINES = ("solid", "dashed", "dotted", "double")
_CELL = "padding:.35em .6em;vertical-align:top;text-align:start;"
_NARROW = _CELL + "white-space:nowrap;"
# A word without an end (an address, a broken file) is broken, not the page widened.
_WIDE = _CELL + "line-height:1.8;overflow-wrap:anywhere;min-width:12em"


class HTML(str):
    """HTML that a notebook shows as it is."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)


def passages(table: pd.DataFrame, *, labels: theme.Labels = "ar", limit: int = 50) -> HTML:
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
    HTML
        A str of HTML that notebooks show. Each mark has its actor_id as its title; a colour is one actor.

    Raises
    ------
    MissingColumns, BadInput
        If `table` lacks columns of it; if it is another table, or an option has no such value.

    Examples
    --------
    >>> import re, explore
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["عاد بوتين إلى موسكو."]})
    >>> page = passages(explore.passages(explore.annotate(articles, topics=False)))
    >>> re.findall('<mark title="(.*?)"', page)
    ['vladimir-putin', 'moscow']
    """
    inputs.check(table, "passages", limit=limit)
    if table.empty:
        return opened(theme.word("none", labels), labels)
    shown = table.head(limit)
    actors = (actor for marks in shown["marks"] for _, _, actor in marks if actor is not None)
    numbers = {actor: number for number, actor in enumerate(dict.fromkeys(actors), start=1)}
    heads = "".join(
        f'<th scope="col" style="{_NARROW}border-bottom:2px solid {theme.GREY}">{theme.word(key, labels)}</th>'
        for key in ("date", "outlet", "sentence text", "tone")
    )
    opens = shown["article_id"] != shown["article_id"].shift()
    rows = "".join(_row(row, numbers, labels, opens=first)
                   for row, first in zip(theme.records(shown), opens, strict=True))  # fmt: skip
    more = theme.hidden(len(table) - len(shown), labels, "more")
    tail = f'<p dir="auto" style="text-align:start;color:{theme.GREY}">{more}</p>' if more else ""
    # JupyterLab would make all columns as wide as each other, and the sentences narrow.
    style = "border-collapse:collapse;table-layout:auto;width:100%"
    body = f'<table style="{style}"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{tail}'
    return opened(body, labels)


def opened(body: str, labels: theme.Labels) -> HTML:
    """Return a page of Arabic text, right to left in every language of its own words."""
    style = f"text-align:right;font-family:{html.escape(theme.FONT)}"
    return HTML(f'<div dir="rtl" lang="{labels}" style="{style}">{body}</div>')


def published(row: dict[str, Any], labels: theme.Labels) -> tuple[str, str]:
    """Return the day and outlet of an article, or words for what is not known of them."""
    day = f"{row['published']:%Y-%m-%d}" if pd.notna(row["published"]) else theme.word("no date", labels)
    return day, str(row["outlet"]) if pd.notna(row["outlet"]) else theme.word("unknown outlet", labels)


def outermost(marks: list[Any], start: int, end: int) -> Iterator[Any]:
    """Yield the marks (start, end, …) that begin in a stretch of text, in order; a mark in a mark is seen with it."""
    for mark in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if start <= mark[0] < min(mark[1], end):
            yield mark
            start = mark[1]


def look(number: int) -> str:
    """Return the style of a name of the actor with a number, from 1."""
    colour = theme.COLOURS[(number - 1) % len(theme.COLOURS)]
    line = _LINES[(number - 1) // len(theme.COLOURS) % len(_LINES)]
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    width = 3 if line == "double" else 2
    return (
        f"background-color:rgba({red}, {green}, {blue}, 0.16);border-bottom:{width}px {line} {colour};"
        "border-radius:3px;padding:0 .12em;"
    )


def _row(row: dict[str, Any], numbers: dict[str, int], labels: theme.Labels, *, opens: bool) -> str:
    day, outlet = published(row, labels)
    headline = row["title"] if pd.notna(row["title"]) and row["title"] != row["text"] and opens else ""
    small = f"color:{theme.GREY};font-size:.85em"
    above = f'<div dir="{direction(headline)}" style="{small}">{html.escape(headline)}</div>' if headline else ""
    marked = _marked(row["text"], row["marks"], numbers)
    cells = [
        f'<td style="{_NARROW}"><bdi>{day}</bdi></td>',
        f'<td style="{_CELL}"><bdi title="{html.escape(outlet)}">{html.escape(shorten(outlet, 40))}</bdi></td>',
        f'<td style="{_WIDE}">{above}<div dir="{direction(row["text"])}">{marked}</div></td>',
        f'<td style="{_NARROW}">{_tone(row["sentiment"], labels)}</td>',
    ]
    line = f"border-top:1px solid {theme.LIGHT}" if opens else ""
    return f'<tr data-article="{html.escape(row["article_id"])}" style="{line}">{"".join(cells)}</tr>'


def _marked(text: str, marks: list[tuple[int, int, str | None]], numbers: dict[str, int]) -> str:
    parts, at = [], 0
    for start, end, actor in outermost(marks, 0, len(text)):
        style = look(numbers[actor]) if actor else f"background:none;border-bottom:1px dotted {theme.GREY};"
        title = f'title="{html.escape(actor)}" ' if actor else ""
        mark = f'<mark {title}style="{style}color:inherit">{html.escape(text[start:end])}</mark>'
        parts += [html.escape(text[at:start]), mark]
        at = end
    return "".join([*parts, html.escape(text[at:])])


def _tone(value: float, labels: theme.Labels) -> str:
    if pd.isna(value):
        return f'<span title="{theme.word("unscored", labels)}">–</span>'
    sign = "positive" if value > 0 else "negative" if value < 0 else "neutral"
    colour = {"positive": theme.POSITIVE, "negative": theme.NEGATIVE, "neutral": theme.GREY}[sign]
    written = f"{value:+.2f}".replace("-", "−") if value else "0"
    dot = f'<span aria-hidden="true" style="color:{colour}">●</span>'
    return f'<span dir="ltr" title="{theme.word(sign, labels)}">{dot} {written}</span>'

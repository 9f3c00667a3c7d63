"""Close reading: one article, right to left, with every name tied to its actor.

An actor has a number and a colour; the number stands at each of its names and in the list below, so that nothing
depends on the colour. A name is a part that unfolds: hovering shows the card as a hint, a click or Enter opens it in
place. That is plain HTML without script or style sheet, since the same article is read in JupyterLab, in exported
pages and in shared ones, where neither can run.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Literal, get_args

import pandas as pd

from explore import tables
from explore.charts import inputs, theme
from explore.charts.passages import HTML, look, opened, outermost, published
from explore.text import direction, isolate

Layer = Literal["name", "role", "quote", "date"]
LAYERS: tuple[Layer, ...] = ("name", "role", "quote", "date")
Row = dict[str, Any]

_GREY = "#7A7A7A"
# In line where it is folded, and where it is open as wide as its card, with the line of the text at its top.
_UNFOLDING = "display:inline-block;vertical-align:top;white-space:normal;max-width:100%"
_CARD = (
    f"display:block;max-width:24em;margin:.2em 0 .5em;padding:.3em .7em;border:1px solid {_GREY};"
    "border-radius:6px;font-size:.85em;line-height:1.6;white-space:normal;text-align:start"
)


def close_reading(table: pd.DataFrame, *, labels: theme.Labels = "ar", layers: Iterable[Layer] = LAYERS) -> HTML:
    """Return an article as HTML with names, roles, quotations and dates marked, and the list of its actors.

    Parameters
    ----------
    table : DataFrame
        What `explore.article_view` returned.
    labels : {"ar", "en"}
        Language of the chart's own words.
    layers : iterable of {"name", "role", "quote", "date"}
        What is marked.

    Returns
    -------
    HTML
        A str of HTML that notebooks show. Each name is a `details` element that holds the card of its actor.

    Raises
    ------
    MissingColumns, BadInput
        If `table` lacks columns of it; if it is another table, or an option has no such value.

    Examples
    --------
    >>> import explore
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["قال بوتين نعم."]})
    >>> page = close_reading(explore.article_view(explore.annotate(articles, topics=False), article_id="a"))
    >>> page.count("<details"), "Vladimir Putin" in page
    (1, True)
    """
    inputs.check(table, "close_reading")
    theme.check_labels(labels)
    chosen: list[str] = [layers] if isinstance(layers, str) else list(layers)
    for layer in chosen:
        tables.one_of(layer, LAYERS, option="charts.close_reading(): layers")
    if table.empty:
        return opened(theme.word("none", labels), labels)
    text, *rows = theme.records(table)
    marks = [row for row in rows if row["layer"] in chosen]
    actors: dict[str, list[Row]] = {}
    for row in marks:
        if row["layer"] in ("name", "role") and pd.notna(row["actor_id"]):
            actors.setdefault(row["actor_id"], []).append(row)
    article = _Article(labels, {actor: number for number, actor in enumerate(actors, start=1)})
    return opened(article.heading(text) + article.body(text, marks) + article.legend(actors), labels)


class _Article:
    """Writes an article in which each actor has a number."""

    def __init__(self, labels: theme.Labels, numbers: dict[str, int]) -> None:
        self.labels, self.numbers = labels, numbers
        self.side = "rtl" if labels == "ar" else "ltr"

    def word(self, key: str, **values: object) -> str:
        """Return one of the charts' own words."""
        return theme.word(key, self.labels, **values)

    def heading(self, text: Row) -> str:
        """Return who published it and when."""
        day, outlet = published(text, self.labels)
        return (
            f'<div style="opacity:.8;font-size:.9em;margin-bottom:.6em"><bdi>{html.escape(outlet)}</bdi> · '
            f'<bdi>{day}</bdi> · <span dir="{self.side}">{self.word("how to use")}</span></div>'
        )

    def body(self, text: Row, marks: list[Row]) -> str:
        """Return the text, a block a line, with quotations around what they hold and the other marks in it."""
        whole, blocks, at = text["surface"], [], 0
        quotes = [row for row in marks if row["layer"] == "quote"]
        inner = [(row["start"], row["end"], row) for row in marks if row["layer"] != "quote"]
        for number, line in enumerate(whole.split("\n")):
            end = at + len(line)
            if line.strip():
                cuts = {k for row in quotes for k in (row["start"], row["end"]) if at < k < end}
                pieces = [self._piece(whole, a, b, quotes, inner) for a, b in pairwise(sorted({at, end, *cuts}))]
                size = "font-size:1.25em;font-weight:bold;" if number == 0 and text["detail"] == line else ""
                style = f"{size}line-height:2.1;margin-bottom:.7em;overflow-wrap:anywhere"
                blocks.append(f'<div dir="{direction(line)}" style="{style}">{"".join(pieces)}</div>')
            at = end + 1
        return "".join(blocks)

    def _piece(self, text: str, a: int, b: int, quotes: list[Row], inner: list[tuple[int, int, Row]]) -> str:
        """Return a stretch of text that no end of a quotation divides, with its marks."""
        held = next((row for row in quotes if row["start"] <= a and b <= row["end"]), None)
        marks = list(outermost(inner, a, b))
        parts, at = [], a
        for (start, end, row), following in zip(marks, [*(mark[0] for mark in marks), b][1:], strict=True):
            end = min(end, b)  # noqa: PLW2901  one that a line or a quotation cuts belongs to where it begins
            begin = start - _to_space(text[at:start][::-1])
            until = end + _to_space(text[end:following])
            mark = self._mark(row, html.escape(text[start:end]))
            lead, tail = html.escape(text[begin:start]), html.escape(text[end:until])
            # What unfolds is a box to the browser, which would let a comma after it go to the next line.
            together = f'<span style="white-space:nowrap">{lead}{mark}{tail}</span>' if lead or tail else mark
            parts += [html.escape(text[at:begin]), together]
            at = until
        piece = "".join([*parts, html.escape(text[at:b])])
        return self._quoted(held, piece, a, b) if held else piece

    def _mark(self, row: Row, shown: str) -> str:
        if row["layer"] == "date":
            value: str = row["detail"] if pd.notna(row["detail"]) else self.word("no value")
            card = f'<bdi dir="ltr">{html.escape(value)}</bdi>'
            return _unfolding(shown, f"border-bottom:1px dashed {_GREY};", value, card, aside="◷")
        if pd.isna(row["actor_id"]):
            hint = html.escape(self.word("unknown actor"))
            return f'<span title="{hint}" style="border-bottom:1px dotted {_GREY}">{shown}</span>'
        number = self.numbers[row["actor_id"]]
        lines = self._about(row) + ([self.word("role")] if row["layer"] == "role" else [])
        first, *rest = map(html.escape, lines)
        card = "".join([f"<b>{first}</b>", *(f'<br><span dir="{self.side}">{line}</span>' for line in rest)])
        return _unfolding(shown, look(number), "\n".join(lines), card, aside=str(number))

    def _quoted(self, row: Row, piece: str, a: int, b: int) -> str:
        """Return a piece of a quotation between small signs where it begins and ends; the first says who speaks."""
        hint, number = self.word("no speaker"), ""
        if pd.notna(row["actor_id"]):
            hint = self.word("speaker", name=isolate(theme.actor_name(row, self.labels)))
            number = str(self.numbers.get(row["actor_id"], ""))
        elif pd.notna(row["surface"]):
            hint = self.word("speaker", name=isolate(row["surface"]))
        opens = f'<sup style="opacity:.8;font-size:.65em">❝{number}</sup>' if a == row["start"] else ""
        closes = '<sup style="opacity:.8;font-size:.65em">❞</sup>' if b == row["end"] else ""
        look = "background-color:rgba(128, 128, 128, 0.13);border-radius:3px"
        return f'<span title="{html.escape(hint)}" style="{look}">{opens}{piece}{closes}</span>'

    def _about(self, row: Row) -> list[str]:
        """Return what is known of an actor: names, kind and country, counts, spellings; a line each."""
        names = [isolate(str(name)) for name in (row["name_ar"], row["name_en"]) if pd.notna(name)]
        kind = self.word(row["kind"]) if row["kind"] in get_args(tables.Kind) else str(row["kind"] or "")
        facts = [isolate(fact) for fact in (kind, _country(row["country"], self.labels)) if fact]
        others = [isolate(name) for name in row["spellings"] if name != row["name_ar"]]
        return [
            " · ".join(dict.fromkeys(names)) or str(row["actor_id"]),
            " · ".join(dict.fromkeys(facts)) or "–",
            self.word("in corpus", n=f"{row['n_mentions']:,}", articles=f"{row['n_articles']:,}"),
            *([self.word("spelt", names="، ".join(others))] if others else []),
        ]

    def legend(self, actors: dict[str, list[Row]]) -> str:
        """Return the list of the actors with their numbers."""
        if not actors:
            return f'<p dir="auto" style="text-align:start">{self.word("no actors")}</p>'
        items = []
        for actor, rows in actors.items():
            name, facts, *_ = self._about(rows[0])
            about = html.escape(f"{facts} — {self.word('times here', n=f'{len(rows):,}')}")
            number = f'<span style="{look(self.numbers[actor])}">{self.numbers[actor]}</span>'
            items.append(
                f'<div dir="rtl" style="display:inline-block;min-width:18em;margin:.15em .8em;text-align:start">'
                f'{number} <b>{html.escape(name)}</b> '
                f'<span dir="{self.side}" style="opacity:.8;font-size:.9em">{about}</span></div>'
            )  # fmt: skip
        style = f"border-top:1px solid {_GREY};margin-top:1em;padding-top:.5em;font-size:.95em;line-height:1.9"
        heading = f'<div dir="auto"><b>{self.word("actors here")}</b></div>'
        return f'<div style="{style}">{heading}{"".join(items)}</div>'


def _to_space(text: str) -> int:
    """Return how many characters stand before the first space."""
    return next((k for k, char in enumerate(text) if char.isspace()), len(text))


def _unfolding(shown: str, look: str, hint: str, card: str, *, aside: str) -> str:
    """Return words that show a hint when they are pointed at and unfold a card when they are pressed."""
    sup = f'<sup style="font-size:.65em;line-height:0;opacity:.85">{aside}</sup>'
    style = f"display:inline;cursor:pointer;{look}"
    summary = f'<summary style="{style}" title="{html.escape(hint)}">{shown}{sup}</summary>'
    return f'<details style="{_UNFOLDING}">{summary}<span style="{_CARD}">{card}</span></details>'


def _country(code: Any, labels: theme.Labels) -> str:
    from babel import Locale

    return str(Locale(labels).territories.get(code, code)) if pd.notna(code) and code else ""

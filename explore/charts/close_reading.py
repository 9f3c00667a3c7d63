"""Close reading: one article, right to left, with every name tied to its actor.

An actor has a number and a colour; the number stands at each of his names and in the list below, so that nothing
depends on the colour. A name is a part that unfolds: hovering shows the card as a hint, a click or Enter opens it in
place. That is plain HTML without script or style sheet, since the same article is read in JupyterLab, in exported
pages and in shared ones, where neither can run. Colours are chosen to be read on white and on black.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Literal, get_args

import pandas as pd

from explore import tables
from explore.charts import inputs, theme
from explore.charts.passages import Page
from explore.charts.words import OFFICES
from explore.errors import BadInput
from explore.text import direction, isolate

Layer = Literal["name", "role", "quote", "date"]
LAYERS: tuple[Layer, ...] = ("name", "role", "quote", "date")

# At least 3.8:1 on white and on #111, so that one palette serves both themes; the tint lets either shine through.
_COLOURS = ("#0A78C8", "#D55E00", "#00936B", "#C2569A", "#8C6BD8", "#A87B00", "#C9403A", "#008C95")
_LINES = ("solid", "dashed", "dotted", "double")
_GREY = "#7A7A7A"
# In line where it is folded, and where it is open as wide as its card, with the line of the text at its top.
_UNFOLDING = "display:inline-block;vertical-align:top;white-space:normal;max-width:100%"
_CARD = (
    f"display:block;max-width:24em;margin:.2em 0 .5em;padding:.3em .7em;border:1px solid {_GREY};"
    "border-radius:6px;font-size:.85em;line-height:1.6;white-space:normal;text-align:start"
)


def close_reading(table: pd.DataFrame, *, labels: theme.Labels = "ar", layers: Iterable[Layer] = LAYERS) -> Page:
    """Return an article as HTML with names, roles, quotations and dates marked, and the list of its actors.

    Parameters
    ----------
    table : DataFrame
        What `explore.marks` returned.
    labels : {"ar", "en"}
        Language of the chart's own words.
    layers : iterable of {"name", "role", "quote", "date"}
        What is marked.

    Returns
    -------
    Page
        A str of HTML that notebooks show. Each name is a `details` element that holds the card of its actor.

    Raises
    ------
    MissingColumns
        If `table` lacks columns of it.
    BadInput
        If `table` is another table, or an option has no such value.

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
    if unknown := [layer for layer in chosen if layer not in LAYERS]:
        raise BadInput(f"charts.close_reading(): no layer {unknown[0]!r}. Choose of {', '.join(LAYERS)}.")
    if table.empty:
        return Page(f"{_open()}<p dir='auto'>{theme.word('none', labels)}</p></div>")
    rows = theme.records(table)
    text = next(row for row in rows if row["layer"] == "text")
    marks = [row for row in rows if row["layer"] in chosen]
    actors: dict[str, list[dict[str, Any]]] = {}
    for row in marks:
        if row["layer"] in ("name", "role") and pd.notna(row["actor_id"]):
            actors.setdefault(row["actor_id"], []).append(row)
    numbers = {actor: n for n, actor in enumerate(actors, start=1)}
    parts = (_heading(text, labels), _body(text, marks, numbers, labels), _legend(actors, numbers, labels))
    return Page(f"{_open()}{''.join(parts)}</div>")


def _open() -> str:
    return f'<div dir="rtl" lang="ar" style="text-align:start;font-family:{html.escape(theme.FONT)}">'


def _side(labels: theme.Labels) -> str:
    return "rtl" if labels == "ar" else "ltr"


def _heading(text: dict[str, Any], labels: theme.Labels) -> str:
    published = f"{text['published']:%Y-%m-%d}" if pd.notna(text["published"]) else theme.word("no date", labels)
    outlet = text["outlet"] if pd.notna(text["outlet"]) else theme.word("unknown outlet", labels)
    return (
        f'<div style="opacity:.8;font-size:.9em;margin-bottom:.6em"><bdi>{html.escape(str(outlet))}</bdi> · '
        f'<bdi>{published}</bdi> · <span dir="{_side(labels)}">{theme.word("how to use", labels)}</span></div>'
    )


def _body(text: dict[str, Any], marks: list[dict[str, Any]], numbers: dict[str, int], labels: theme.Labels) -> str:
    """Return the text, a block a line, with quotations around what they hold and the other marks in it."""
    whole = text["surface"]
    quotes = [row for row in marks if row["layer"] == "quote"]
    inner = sorted((row for row in marks if row["layer"] != "quote"), key=lambda row: (row["start"], -row["end"]))
    headline, blocks, at = text["detail"], [], 0
    for number, line in enumerate(whole.split("\n")):
        end = at + len(line)
        if line.strip():
            cuts = sorted({at, end, *(k for row in quotes for k in (row["start"], row["end"]) if at < k < end)})
            pieces = []
            for a, b in pairwise(cuts):
                held = next((row for row in quotes if row["start"] <= a and b <= row["end"]), None)
                piece = _marked(whole, a, b, inner, numbers, labels)
                pieces.append(_quoted(held, piece, a, b, numbers, labels) if held else piece)
            size = "font-size:1.25em;font-weight:bold;" if number == 0 and headline == line else ""
            style = f"{size}line-height:2.1;margin-bottom:.7em;overflow-wrap:anywhere"
            blocks.append(f'<div dir="{direction(line)}" style="{style}">{"".join(pieces)}</div>')
        at = end + 1
    return "".join(blocks)


def _marked(
    text: str, a: int, b: int, inner: list[dict[str, Any]], numbers: dict[str, int], labels: theme.Labels
) -> str:
    # A mark in a mark is seen with it; one that a line or a quotation cuts belongs to where it begins.
    here, at = [], a
    for row in inner:
        if at <= row["start"] < min(row["end"], b):
            here.append(row)
            at = row["end"]
    parts, at = [], a
    for k, row in enumerate(here):
        start, end = row["start"], min(row["end"], b)
        following = here[k + 1]["start"] if k + 1 < len(here) else b
        begin = start - _to_space(text[at:start][::-1])
        before, lead = text[at:begin], text[begin:start]
        tail = text[end : end + _to_space(text[end:following])]
        mark = _mark(row, html.escape(text[start:end]), numbers, labels)
        # What unfolds is a box to the browser, which would let a comma after it go to the next line.
        together = f'<span style="white-space:nowrap">{html.escape(lead)}{mark}{html.escape(tail)}</span>'
        parts += [html.escape(before), together if lead or tail else mark]
        at = end + len(tail)
    return "".join([*parts, html.escape(text[at:b])])


def _to_space(text: str) -> int:
    """Return how many characters stand before the first space."""
    return next((k for k, char in enumerate(text) if char.isspace()), len(text))


def _mark(row: dict[str, Any], shown: str, numbers: dict[str, int], labels: theme.Labels) -> str:
    if row["layer"] == "date":
        value = row["detail"] if pd.notna(row["detail"]) else theme.word("no value", labels)
        card = f'<bdi dir="ltr">{html.escape(str(value))}</bdi>'
        return _unfolding(shown, f"border-bottom:1px dashed {_GREY};", str(value), card, aside="◷")
    if pd.isna(row["actor_id"]):
        hint = theme.word("unknown actor", labels)
        return f'<span title="{html.escape(hint)}" style="border-bottom:1px dotted {_GREY}">{shown}</span>'
    number = numbers[row["actor_id"]]
    lines = _about(row, labels)
    if row["layer"] == "role":
        lines.append(theme.word("role", labels))
    first, *rest = (html.escape(line) for line in lines)
    card = "".join([f"<b>{first}</b>", *(f'<br><span dir="{_side(labels)}">{line}</span>' for line in rest)])
    return _unfolding(shown, _look(number), "\n".join(lines), card, aside=str(number))


def _unfolding(shown: str, look: str, hint: str, card: str, *, aside: str) -> str:
    """Return words that show a hint when they are pointed at and unfold a card when they are pressed."""
    sup = f'<sup style="font-size:.65em;line-height:0;opacity:.85">{aside}</sup>'
    summary = (
        f'<summary style="display:inline;cursor:pointer;{look}" title="{html.escape(hint)}">{shown}{sup}</summary>'
    )
    return f'<details style="{_UNFOLDING}">{summary}<span style="{_CARD}">{card}</span></details>'


def _look(number: int) -> str:
    colour = _COLOURS[(number - 1) % len(_COLOURS)]
    line = _LINES[(number - 1) // len(_COLOURS) % len(_LINES)]
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    width = 3 if line == "double" else 2
    return (
        f"background-color:rgba({red}, {green}, {blue}, 0.16);border-bottom:{width}px {line} {colour};"
        "border-radius:3px;padding:0 .12em;"
    )


def _quoted(row: dict[str, Any], piece: str, a: int, b: int, numbers: dict[str, int], labels: theme.Labels) -> str:
    """Return a piece of a quotation between small signs where it begins and ends; the first says who speaks."""
    named = pd.notna(row["actor_id"])
    name = theme.actor_name(row, labels) if named else row["surface"] if pd.notna(row["surface"]) else ""
    hint = theme.word("speaker", labels, name=isolate(str(name))) if name else theme.word("no speaker", labels)
    known = numbers.get(row["actor_id"], "") if named else ""
    opens = f'<sup style="opacity:.8;font-size:.65em">❝{known}</sup>' if a == row["start"] else ""
    closes = '<sup style="opacity:.8;font-size:.65em">❞</sup>' if b == row["end"] else ""
    look = "background-color:rgba(128, 128, 128, 0.13);border-radius:3px"
    return f'<span title="{html.escape(hint)}" style="{look}">{opens}{piece}{closes}</span>'


def _about(row: dict[str, Any], labels: theme.Labels) -> list[str]:
    """Return what is known of an actor, a line each, each name in its own direction."""
    names = [isolate(str(name)) for name in (row["name_ar"], row["name_en"]) if pd.notna(name)]
    lines = [" · ".join(dict.fromkeys(names)) or str(row["actor_id"])]
    facts = [_office(row, labels), _kind(row["kind"], labels),
             _country(row["country"], labels)]  # fmt: skip
    lines.append(" · ".join(isolate(fact) for fact in dict.fromkeys(filter(None, facts))))
    counts = theme.word("in corpus", labels, n=f"{row['n_mentions']:,}", articles=f"{row['n_articles']:,}")
    others = [name for name in row["spellings"] if name != row["name_ar"]]
    lines.append(counts)
    if others:
        lines.append(theme.word("spelt", labels, names="، ".join(map(isolate, others))))
    return [line for line in lines if line]


def _kind(kind: Any, labels: theme.Labels) -> str:
    if kind in get_args(tables.Kind):
        return theme.word(kind, labels)
    return str(kind) if pd.notna(kind) else ""


def _office(row: dict[str, Any], labels: theme.Labels) -> str:
    if pd.isna(row["office"]):
        return ""
    written = row["office"].replace("-", " ")
    held = OFFICES.get(row["office"], written) if labels == "ar" else written
    where = row["office_of"] if pd.notna(row["office_of"]) else ""
    place = _country(where, labels) if len(where) == 2 else where.replace("-", " ")
    return f"{held} ({place})" if place else held


def _country(code: Any, labels: theme.Labels) -> str:
    from babel import Locale

    return str(Locale(labels).territories.get(code, code)) if pd.notna(code) and code else ""


def _legend(actors: dict[str, list[dict[str, Any]]], numbers: dict[str, int], labels: theme.Labels) -> str:
    if not actors:
        return f'<p dir="auto" style="text-align:start">{theme.word("no actors", labels)}</p>'
    items = []
    for actor, rows in actors.items():
        first, facts, *_ = [*_about(rows[0], labels), ""]
        here = theme.word("times here", labels, n=f"{len(rows):,}")
        number = f'<span style="{_look(numbers[actor])}">{numbers[actor]}</span>'
        about = " — ".join(filter(None, (facts, here)))
        told = f'<span dir="{_side(labels)}" style="opacity:.8;font-size:.9em">{html.escape(about)}</span>'
        items.append(
            f'<div dir="rtl" style="display:inline-block;min-width:18em;margin:.15em .8em;text-align:start">{number} '
            f"<b>{html.escape(first)}</b> {told}</div>"
        )
    heading = theme.word("actors here", labels)
    return (
        f'<div style="border-top:1px solid {_GREY};margin-top:1em;padding-top:.5em;font-size:.95em;line-height:1.9">'
        f'<div dir="auto"><b>{heading}</b></div>{"".join(items)}</div>'
    )

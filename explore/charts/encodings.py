"""Encodings: which column of a measure is drawn, as what, and what is said of it when a mark is pointed at."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from explore import tables
from explore.charts import theme
from explore.text import shorten


@dataclass(frozen=True)
class Encoding:
    """How a column of a measure is drawn.

    Attributes
    ----------
    value : str
        The column that gives the height or colour.
    keys : tuple of str
        The columns that say what a line, bar or cell stands for.
    counts : str
        What the value rests on, the most important first: "word:column" or "word:column:of what", with spaces between.
    title : str
        The word for it, see `theme.word`.
    percent, signed : bool
        Whether it is written as a percentage; whether it runs from -1 to 1.
    low, high : str
        The columns of its interval; '' where it has none.
    base : str
        The column that says whether it rests on too little to be drawn; '' where it is a plain count.
    """

    value: str
    keys: tuple[str, ...]
    counts: str
    title: str
    percent: bool = False
    signed: bool = False
    low: str = "low"
    high: str = "high"
    base: str = "total"

    @property
    def count(self) -> str:
        """The column that says how much the value rests on."""
        return self.counts.split()[0].split(":")[1]


_ARTICLES = "articles:n:total"
_QUOTATIONS = "quotations:n:total direct:direct articles:n_articles"
_TIE = "n:n sentences:n_tone stories:n_stories"
#: How each measure is drawn: in the first way, unless a chart is asked for the value of another.
ENCODINGS = {
    "attention": (Encoding("share", ("actor_id", "outlet"), _ARTICLES, "attention", percent=True),),
    "sentiment": (Encoding("mean", ("actor_id", "outlet"), "sentences:n articles:n_articles", "sentiment", signed=True,
                           base="n_articles"),),
    "topic_shares": (Encoding("share", ("topic", "outlet"), _ARTICLES, "topic_shares", percent=True),),
    "sourcing": (Encoding("share", ("source_id", "outlet"), _ARTICLES, "sourcing", percent=True),),
    "voices": (
        Encoding("share", ("speaker_id", "outlet"), _QUOTATIONS, "voices", percent=True),
        Encoding("direct", ("speaker_id", "outlet"), _QUOTATIONS, "direct", True, False, "direct_low", "direct_high",
                 base="n"),
    ),
    "coverage": (Encoding("n_articles", ("outlet",), "articles:n_articles stories:n_stories", "coverage", low="",
                          high="", base=""),),
    "comentions": (
        Encoding("tone", ("actor_a", "actor_b"), _TIE, "tie tone", False, True, "tone_low", "tone_high", "n_articles"),
        Encoding("n", ("actor_a", "actor_b"), _TIE, "n", low="", high="", base=""),
    ),
    "timeline": (
        Encoding("share", ("actor_id",), "articles:n_articles:total sentences:n", "timeline", percent=True),
    ),
}  # fmt: skip


def encoding(table: tables.Table, chart: str, value: str | None = None) -> Encoding:
    """Return how a measure is drawn; raise BadInput where it has no such value to draw."""
    ways = {way.value: way for way in ENCODINGS[table.name]}
    wanted = value or next(iter(ways))
    tables.one_of(wanted, ways, option=f"charts.{chart}(): value")
    return ways[wanted]


def name(row: Any, keys: Iterable[str], labels: theme.Labels, *, width: int = 48) -> str:
    """Return the name of a line or bar from those of its keys that a chart needs."""
    parts = [html.escape(shorten(_part(row, key, labels), width), quote=False) for key in keys]
    return theme.line(" · ".join(filter(None, parts)) or theme.word("all", labels))


def _part(row: Any, key: str, labels: theme.Labels) -> str:
    value = row[key]
    if key == "topic":
        named = row["label"] if pd.notna(row["label"]) else str(value)
        return theme.word("no topic", labels) if pd.isna(value) else named
    if pd.isna(value):
        return ""
    if key in ("actor_a", "actor_b"):
        return theme.actor_name(row, labels, end=key[-1])
    if key in theme.ACTOR_KEYS:
        return theme.actor_name(row, labels)
    return str(value) or theme.word("unknown outlet", labels)


def keys(rows: pd.DataFrame, way: Encoding) -> list[list[Any]]:
    """Return the raw keys of each row for `customdata`: those of the measure, its moment (ISO 8601) and per."""
    columns = [*way.keys, *(["unit"] if "unit" in rows else [])]
    plain = rows[columns].astype(object).where(rows[columns].notna(), None)
    moments = rows["date" if "date" in rows else "period"]
    written = [f"{moment:%Y-%m-%d}" if pd.notna(moment) else None for moment in moments]
    return [[*key, moment, per] for key, moment, per in zip(plain.to_numpy(), written, rows["per"], strict=True)]


def key_names(rows: pd.DataFrame, way: Encoding) -> list[str]:
    """Return the names of what `keys` gives, for `layout.meta`: a mark then leads back to a row."""
    unit = ["unit"] if "unit" in rows else []
    return [*way.keys, *unit, "date" if "date" in rows else "period", "per"]


def title(way: Encoding, labels: theme.Labels, of: str = "") -> str:
    """Return what a chart counts, and of whom where all of it is of one."""
    counted = theme.word(way.title, labels)
    return f"{counted[:1].upper()}{counted[1:]}" + (f": {of}" if of else "")


def basis(rows: pd.DataFrame, way: Encoding, labels: theme.Labels) -> str:
    """Return what a chart rests on: its period, and how many articles or quotations."""
    what = way.counts.split()[0].split(":")[0]
    column = "n_units" if "n_units" in rows else "total" if "total" in rows else way.count
    cells = [name for name in ("outlet", "period") if name in rows]
    counted = rows.drop_duplicates(cells) if cells and column != way.count else rows
    number = counted[column].max() if "date" in rows else counted[column].sum()
    what = f"units {rows['unit'].iloc[0]}" if "unit" in rows else what
    said = theme.word("counted", labels, n=theme.number(float(number)), what=theme.word(what, labels))
    return " · ".join(filter(None, (theme.span(rows, labels) if "period" in rows else "", said)))


def hover(rows: pd.DataFrame, way: Encoding, labels: theme.Labels) -> list[str]:
    """Return what is said of each row when it is pointed at."""
    texts = []
    for row in theme.records(rows):
        value = theme.number(row[way.value], percent=way.percent, signed=way.signed)
        lines = [f"{theme.date(row['date' if 'date' in row else 'period'], row['per'])}  {value}".strip()]
        lines += [interval(row, way, labels)] if way.low else []
        lines.append(" · ".join(_counted(row, count, labels) for count in way.counts.split()))
        texts.append("<br>".join([f"<b>{name(row, way.keys, labels)}</b>", *map(theme.line, lines)]))
    return texts


def interval(row: dict[str, Any], way: Encoding, labels: theme.Labels) -> str:
    """Return an interval in words."""
    low, high = (theme.number(row[end], percent=way.percent, signed=way.signed) for end in (way.low, way.high))
    return f"{theme.word('interval', labels)}: {low} {theme.word('to', labels)} {high}"


def _counted(row: dict[str, Any], count: str, labels: theme.Labels) -> str:
    what, column, *of = count.split(":")
    number = theme.number(row[column], percent=column == "direct")
    total = f" {theme.word('of', labels)} {theme.number(row[of[0]])}" if of else ""
    return f"{theme.word(what, labels)}: {number}{total}"


def about_tie(row: dict[str, Any], labels: theme.Labels) -> str:
    """Return what is said of a pair when it is pointed at."""
    tone, _ = ENCODINGS["comentions"]
    names = f" {theme.word('and', labels)} ".join(theme.label(theme.actor_name(row, labels, end)) for end in "ab")
    facts = {
        row["unit"]: theme.number(row["n"]),
        "expected": theme.number(row["expected"]),
        "npmi": theme.number(row["npmi"], signed=True),
        "articles": theme.number(row["n_articles"]),
        "tone": theme.number(row["tone"], signed=True),
    }
    lines = [f"{theme.word(what, labels)}: {number}" for what, number in facts.items()]
    if pd.notna(row["tone"]):
        lines.append(interval(row, tone, labels))
    if row["tone_low"] <= 0 <= row["tone_high"]:
        lines.append(theme.word("tone unclear", labels))
    return "<br>".join([f"<b>{theme.line(names)}</b>", *map(theme.line, lines)])

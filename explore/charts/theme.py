"""What all charts share: colours, type, words, and how Arabic is put into a figure.

Colours are Okabe and Ito's idea (told apart by colour-blind readers) with every one darkened to a contrast of at
least 3:1 on white; a chart never says by colour alone, so each colour comes with a dash and a marker of its own.

Browsers join Arabic letters by themselves, but SVG text runs left to right unless told otherwise: every line of
text that enters a figure goes through `label` (names and other foreign text, escaped) or `line` (our own words),
which isolate it. Raw keys travel beside it in `customdata`.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from explore import tables
from explore.charts.words import LRI, PDI, WORDS
from explore.errors import BadInput
from explore.text import isolate, shorten

Labels = Literal["ar", "en"]

COLOURS = ("#0061A8", "#D55E00", "#008F68", "#C9649B", "#2F94D6", "#8B1A1A", "#222222")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid")
PATTERNS = ("", "/", ".", "x", "-", "+", "|")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star", "x")
GREY, LIGHT, INK = "#767676", "#E4E4E4", "#222222"
POSITIVE, NEGATIVE = COLOURS[0], COLOURS[1]
# A Latin and an Arabic face of one design first; DejaVu Sans carries both on machines with neither.
FONT = "'Noto Sans', 'Noto Sans Arabic', 'Segoe UI', Tahoma, 'Geeza Pro', 'DejaVu Sans', sans-serif"
HEIGHT = 460


#: The columns of measures that hold an actor: named, speaking, relied on.
ACTOR_KEYS = ("actor_id", "speaker_id", "source_id")


@dataclass(frozen=True)
class Drawn:
    """How a measure is drawn: its table, its value and count columns, what a line or bar stands for."""

    table: tables.Table
    value: str
    count: str
    keys: tuple[str, ...]
    percent: bool = False
    interval: bool = True
    signed: bool = False  # from -1 to 1


ATTENTION = Drawn(tables.ATTENTION, "share", "n", ("actor_id", "outlet"), percent=True)
SENTIMENT = Drawn(tables.SENTIMENT, "mean", "n", ("actor_id", "outlet"), signed=True)
TOPIC_SHARES = Drawn(tables.TOPIC_SHARES, "share", "n", ("topic", "outlet"), percent=True)
SOURCING = Drawn(tables.SOURCING, "share", "n", ("source_id", "outlet"), percent=True)
VOICES = Drawn(tables.VOICES, "share", "n", ("speaker_id", "outlet"), percent=True)
COVERAGE = Drawn(tables.COVERAGE, "n_articles", "n_articles", ("outlet",), interval=False)


DRAWN = {drawn.table.name: drawn for drawn in (ATTENTION, SENTIMENT, TOPIC_SHARES, SOURCING, VOICES, COVERAGE)}


def check_labels(labels: Labels) -> None:
    """Raise BadInput unless the charts speak the language."""
    if labels not in WORDS:
        raise BadInput(f"labels={labels!r}: choose {' or '.join(map(repr, WORDS))}.")


def word(key: str, labels: Labels, **values: object) -> str:
    """Return one of the charts' own words, with numbers or names filled in; raise BadInput as `check_labels` does."""
    check_labels(labels)
    return WORDS[labels][key].format(**values)


def label(text: object, width: int = 60) -> str:
    """Return foreign text for a figure: shortened, escaped (plotly reads tags), each line isolated."""
    return isolate(html.escape(shorten(str(text), width), quote=False))


def line(text: str) -> str:
    """Return our own words for a figure, each line isolated."""
    return isolate(text)


def number(value: float, *, percent: bool = False, signed: bool = False) -> str:
    """Write a number so that its sign stays before it in a line that runs right to left."""
    if pd.isna(value):
        return "–"
    form = ".1%" if percent else "+.2f" if signed else ",.1f" if value % 1 else ",.0f"
    text = f"{value:{form}}"
    return LRI + text.replace("-", "−") + PDI


def date(period: pd.Timestamp, per: str) -> str:
    """Write a period: 2024, 2024 Q1, 2024-01 or 2024-01-31."""
    if pd.isna(period):
        return ""
    written = {"year": f"{period:%Y}", "quarter": f"{period:%Y} Q{period.quarter}", "month": f"{period:%Y-%m}"}
    return LRI + written.get(per, f"{period:%Y-%m-%d}") + PDI


def name(row: Any, drawn: Drawn, labels: Labels, *, parts: Iterable[str]) -> str:
    """Return the name of a line or bar, from those of its keys that differ in the chart (`parts`)."""
    told = [_part(row, key, labels) for key in parts if key in drawn.keys]
    return line(" · ".join(filter(None, told)) or word("all", labels))


def _part(row: Any, key: str, labels: Labels) -> str:
    value: Any = row[key]
    if key in ACTOR_KEYS:
        value = actor_name(row, labels) if pd.notna(value) else ""
    elif key in ("actor_a", "actor_b"):
        value = actor_name(row, labels, end=key[-1])
    elif key == "topic":
        value = word("no topic", labels) if pd.isna(value) else row["label"] if pd.notna(row["label"]) else value
    elif key == "outlet" and value == "":
        value = word("unknown outlet", labels)
    elif pd.isna(value):
        return ""
    return html.escape(shorten(str(value), 48), quote=False)


def actor_name(row: Any, labels: Labels, end: str = "") -> str:
    """Return an actor's name in the language of the labels, else in the other, else its id."""
    arabic, english = (row["name_ar"], row["name_en"]) if not end else (row[f"name_{end}"], row[f"name_en_{end}"])
    first, second = (arabic, english) if labels == "ar" else (english, arabic)
    ids = row[f"actor_{end}"] if end else next(row[key] for key in ACTOR_KEYS if key in row)
    return str(first if pd.notna(first) else second if pd.notna(second) else ids)


def actors_of(pairs: pd.DataFrame, labels: Labels) -> pd.DataFrame:
    """Return the actors of a table of pairs: id as index, name, n (units naming it); the most often named first."""
    ends = [
        pairs[[f"actor_{end}", f"name_{end}", f"name_en_{end}", f"n_{end}"]].set_axis(
            ["actor_id", "name_ar", "name_en", "n"], axis=1
        )
        for end in "ab"
    ]
    once = pd.concat(ends).drop_duplicates("actor_id").sort_values(["n", "actor_id"], ascending=[False, True])
    return once.assign(name=[actor_name(row, labels) for row in records(once)]).set_index("actor_id")[["name", "n"]]


def keys(rows: pd.DataFrame, drawn: Drawn) -> list[list[Any]]:
    """Return the raw keys of each row for `customdata`: those of the measure, then period (ISO 8601) and per."""
    plain = rows[list(drawn.keys)].astype(object).where(rows[list(drawn.keys)].notna(), None)
    periods = [f"{period:%Y-%m-%d}" if pd.notna(period) else None for period in rows["period"]]
    return [[*key, period, per] for key, period, per in zip(plain.to_numpy(), periods, rows["per"], strict=True)]


def hover(rows: pd.DataFrame, drawn: Drawn, labels: Labels, *, parts: Iterable[str]) -> list[str]:
    """Return what is said of each row when it is pointed at."""
    parts, texts = list(parts), []
    for row in records(rows):
        value = number(row[drawn.value], percent=drawn.percent, signed=drawn.signed)
        lines = [f"{date(row['period'], row['per'])}  {value}".strip()]
        if drawn.interval:
            low, high = (number(row[end], percent=drawn.percent, signed=not drawn.percent) for end in ("low", "high"))
            lines.append(f"{word('interval', labels)}: {low} {word('to', labels)} {high}")
        lines.append(_counts(row, drawn, labels))
        texts.append("<br>".join([f"<b>{name(row, drawn, labels, parts=parts)}</b>", *map(line, lines)]))
    return texts


def _counts(row: dict[str, Any], drawn: Drawn, labels: Labels) -> str:
    if drawn is COVERAGE:
        counted = {"stories": f"{row['n_stories']:,}"}
    elif drawn.table is tables.VOICES:
        counted = {"quotations": f"{row['n']:,} {word('of', labels)} {row['total']:,}",
                   "direct": number(row["direct"], percent=True), "articles": f"{row['n_articles']:,}"}  # fmt: skip
    elif "total" in row:
        counted = {"articles": f"{number(row['n'])} {word('of', labels)} {row['total']:,}"}
    else:
        counted = {"sentences": f"{row['n']:,}", "articles": f"{row['n_articles']:,}"}
    return " · ".join(f"{word(what, labels)}: {count}" for what, count in counted.items())


def about_tie(row: dict[str, Any], labels: Labels) -> str:
    """Return what is said of a pair when it is pointed at."""
    names = f" {word('and', labels)} ".join(label(actor_name(row, labels, end)) for end in "ab")
    lines = [
        f"{word(row['unit'], labels)}: {row['n']:,}",
        f"{word('expected', labels)}: {number(row['expected'])}",
        f"{word('npmi', labels)}: {number(row['npmi'], signed=True)}",
        f"{word('articles', labels)}: {row['n_articles']:,}",
    ]
    return "<br>".join([f"<b>{line(names)}</b>", *map(line, lines)])


def figure(labels: Labels, *, height: int = HEIGHT) -> Any:
    """Return an empty figure in the house template."""
    import plotly.graph_objects as go

    check_labels(labels)
    axis = {
        "automargin": True,
        "gridcolor": LIGHT,
        "linecolor": GREY,
        "zeroline": False,
        "title": {"standoff": 12, "font": {"size": 14}},
        "tickfont": {"size": 13},
    }
    layout = go.Layout(
        template=go.layout.Template(layout={"colorway": COLOURS}),
        height=height,
        autosize=True,
        margin={"l": 60, "r": 30, "t": 40, "b": 60},
        paper_bgcolor="white",
        plot_bgcolor="white",
        font={"family": FONT, "size": 14, "color": INK},
        xaxis=axis,
        yaxis=axis,
        legend={
            "orientation": "h",
            "x": 1 if labels == "ar" else 0,
            "xanchor": "right" if labels == "ar" else "left",
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": 13},
        },
        hoverlabel={"bgcolor": "white", "bordercolor": GREY, "font": {"family": FONT, "size": 13, "color": INK}},
        # Plotly's own button "Share chart" would upload the data to a server.
        modebar={"remove": ["sendChartToCloud"]},
    )
    return go.Figure(layout=layout)


def note(fig: Any, text: str, *, labels: Labels, below: int = 58) -> None:
    """Write a line under the chart, `below` pixels under its axis, and make room for it."""
    fig.update_layout(margin_b=max(fig.layout.margin.b, below + 28))
    fig.add_annotation(
        text=line(text),
        showarrow=False,
        xref="paper",
        yref="paper",
        x=1 if labels == "ar" else 0,
        xanchor="right" if labels == "ar" else "left",
        y=0,
        yanchor="top",
        yshift=-below,
        font={"size": 12, "color": GREY},
    )


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as dictionaries."""
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def empty(labels: Labels, why: str = "nothing") -> Any:
    """Return a figure that says that there is nothing to draw, or why."""
    fig = figure(labels, height=160)
    fig.update_xaxes(visible=False)
    fig.update_yaxes(visible=False)
    fig.add_annotation(text=line(word(why, labels)), showarrow=False, font={"size": 16, "color": GREY})
    return fig

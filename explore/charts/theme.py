"""What all charts share: colours, type, words, and how Arabic is put into a figure.

Colours are Okabe and Ito's idea (told apart by colour-blind readers) with every one darkened to a contrast of at
least 3:1 on white; a chart never says by colour alone, so each colour comes with a dash and a marker of its own.

Browsers join Arabic letters by themselves, but SVG text runs left to right unless told otherwise: every line of
text that enters a figure goes through `label` (names and other foreign text, escaped) or `line` (our own words),
which isolate it. Raw keys travel beside it in `customdata`.
"""

from __future__ import annotations

import html
from typing import Any, Literal

import pandas as pd

from explore import assets, tables
from explore.text import PDI, isolate, shorten

Labels = Literal["ar", "en"]

COLOURS = ("#0061A8", "#D55E00", "#008F68", "#C9649B", "#2F94D6", "#8B1A1A", "#222222")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid")
PATTERNS = ("", "/", ".", "x", "-", "+", "|")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star", "x")
# From light to dark, so that they can be read without colour; what has a sign turns at 0.
SEQUENTIAL = [[0, "#EFF5FA"], [0.5, "#5B9FD0"], [1, "#00386B"]]
DIVERGING = [[0, "#A34300"], [0.25, "#F0A878"], [0.5, "#F4F4F4"], [0.75, "#6FA8D6"], [1, "#00447C"]]
GREY, LIGHT, INK = "#767676", "#E4E4E4", "#222222"
POSITIVE, NEGATIVE = COLOURS[0], COLOURS[1]
# A Latin and an Arabic face of one design first; DejaVu Sans carries both on machines with neither.
FONT = "'Noto Sans', 'Noto Sans Arabic', 'Segoe UI', Tahoma, 'Geeza Pro', 'DejaVu Sans', sans-serif"
HEIGHT = 460
# The isolate that keeps the minus of a number before it when the line runs right to left.
LRI = "\N{LEFT-TO-RIGHT ISOLATE}"

#: The columns of measures that hold an actor: named, speaking, relied on.
ACTOR_KEYS = ("actor_id", "speaker_id", "source_id")


def check_labels(labels: Labels) -> None:
    """Raise BadInput unless the charts speak the language."""
    tables.one_of(labels, sorted(assets.labels("charts")), option="labels")


def word(key: str, labels: Labels, **values: object) -> str:
    """Return one of the charts' own words, with numbers or names filled in; raise BadInput as `check_labels` does."""
    check_labels(labels)
    return assets.labels("charts")[labels][key].format(**values)


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


def figure(labels: Labels, *, height: int = HEIGHT) -> Any:
    """Return an empty figure in the house template."""
    import plotly.graph_objects as go

    check_labels(labels)
    axis = {"automargin": True, "gridcolor": LIGHT, "linecolor": GREY, "zeroline": False,
            "title": {"standoff": 12, "font": {"size": 14}}, "tickfont": {"size": 13}}  # fmt: skip
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
        legend={"orientation": "h", **_side(labels), "y": 1.02, "yanchor": "bottom", "font": {"size": 13}},
        hoverlabel={"bgcolor": "white", "bordercolor": GREY, "font": {"family": FONT, "size": 13, "color": INK}},
        # Plotly's own button "Share chart" would upload the data to a server.
        modebar={"remove": ["sendChartToCloud"]},
    )
    return go.Figure(layout=layout)


def _side(labels: Labels) -> dict[str, Any]:
    """Return the side of a chart on which a line of its language begins."""
    return {"x": 1, "xanchor": "right"} if labels == "ar" else {"x": 0, "xanchor": "left"}


def note(fig: Any, *texts: str, labels: Labels, below: int = 58) -> None:
    """Write a line under the chart, `below` pixels under its axis, and make room for it; nothing where it is empty."""
    text = " · ".join(filter(None, texts))
    if not text:
        return
    fig.update_layout(margin_b=max(fig.layout.margin.b, below + 28))
    fig.add_annotation(text=line(text), showarrow=False, xref="paper", yref="paper", **_side(labels), y=0,
                       yanchor="top", yshift=-below, font={"size": 12, "color": GREY})  # fmt: skip


def hidden(n: int, labels: Labels, key: str = "hidden groups") -> str:
    """Return the words for how many actors, topics or outlets are not drawn; none where all are."""
    return word(key, labels, n=f"{n:,}") if n > 0 else ""


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

"""What all charts share: colours, type, words, and how Arabic is put into a figure.

Colours are Okabe and Ito's idea (told apart by colour-blind readers), each of a lightness that is read on white and on
dark paper; a chart never says by colour alone, so each colour comes with a pattern and a marker of its own. Paper, ink
and scales stand in two plotly templates, `explore` and `explore_dark`: a figure can change from one to the other.

Browsers join Arabic letters by themselves, but SVG text runs left to right unless told otherwise: every line of
text that enters a figure goes through `label` (names and other foreign text, escaped) or `line` (our own words),
which isolate it. Raw keys travel beside it in `customdata`.
"""

from __future__ import annotations

import html
import re
from typing import Any, Literal

import numpy as np
import pandas as pd

from explore import assets, tables
from explore.text import PDI, isolate, shorten

Labels = Literal["ar", "en"]

# At least 3.8:1 on white and 3.6:1 on the dark paper, so that one palette serves both themes.
COLOURS = ("#0A78C8", "#D55E00", "#00936B", "#C2569A", "#8C6BD8", "#A87B00", "#C9403A", "#008C95")
PATTERNS = ("", "/", ".", "x", "-", "+", "|", "\\")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star", "x", "pentagon")
GREY = "#808080"
POSITIVE, NEGATIVE = COLOURS[0], COLOURS[1]
#: Paper, ink, grid, and scales from weak to strong and from negative to positive, of each theme.
THEMES: dict[str, dict[str, Any]] = {
    "light": {"paper": "#FFFFFF", "ink": "#222222", "grid": "#E4E4E4",
              "sequential": ["#EFF5FA", "#5B9FD0", "#00386B"],
              "diverging": ["#A34300", "#F0A878", "#F4F4F4", "#6FA8D6", "#00447C"]},
    "dark": {"paper": "#14171C", "ink": "#E6E6E6", "grid": "#343A42",
             "sequential": ["#1B2733", "#2F78AE", "#BFE0F7"],
             "diverging": ["#FFB98A", "#B5541A", "#262B31", "#2C6FA8", "#A9D4F5"]},
}  # fmt: skip
LIGHT = "rgba(128, 128, 128, 0.3)"  # of lines and bars that should not be seen first, on either paper
# A Latin and an Arabic face of one design first; DejaVu Sans carries both on machines with neither.
FONT = "'Noto Sans', 'Noto Sans Arabic', 'Segoe UI', Tahoma, 'Geeza Pro', 'DejaVu Sans', sans-serif"
HEIGHT = 360  # of a chart without its title
_TITLE, _NOTE = 44, 54  # letters in a line of a title and of a note: what a telephone shows
#: Buttons of plotly that are left out: the first uploads the data, the others repeat what the mouse does.
BUTTONS = ["sendChartToCloud", "zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d"]
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


def set_theme(theme: Literal["light", "dark"]) -> None:
    """Draw on light or on dark paper from now on, other plotly charts too.

    Parameters
    ----------
    theme : {"light", "dark"}
        "light" is what charts have from the start.

    Raises
    ------
    BadInput
        There is no such theme.

    Notes
    -----
    It makes one of the plotly templates `explore` and `explore_dark` the default. A figure that is there already is
    changed by `fig.update_layout(template="explore_dark")`.

    Examples
    --------
    >>> set_theme("dark")
    >>> figure("en").layout.template.layout.paper_bgcolor
    '#14171C'
    >>> set_theme("light")
    """
    import plotly.io as pio

    tables.one_of(theme, THEMES, option="theme")
    _register()
    pio.templates.default = "explore" if theme == "light" else "explore_dark"


def _register() -> None:
    """Make the templates known to plotly."""
    import plotly.io as pio

    for theme, name in (("light", "explore"), ("dark", "explore_dark")):
        if name not in pio.templates:
            pio.templates[name] = _template(**THEMES[theme])


def _template(*, paper: str, ink: str, grid: str, sequential: list[str], diverging: list[str]) -> Any:
    import plotly.graph_objects as go

    axis = {"automargin": True, "gridcolor": grid, "linecolor": GREY, "zeroline": False, "zerolinecolor": GREY,
            "title": {"standoff": 12, "font": {"size": 13}}, "tickfont": {"size": 12}}  # fmt: skip
    halo = ", ".join([f"0 0 3px {paper}"] * 3)
    layout = {
        "colorway": COLOURS,
        "colorscale": {
            name: [[k / (len(scale) - 1), colour] for k, colour in enumerate(scale)]
            for name, scale in (("sequential", sequential), ("diverging", diverging))
        },
        "paper_bgcolor": paper,
        "plot_bgcolor": paper,
        "font": {"family": FONT, "size": 13, "color": ink},
        "xaxis": axis,
        "yaxis": axis,
        "hoverlabel": {"bgcolor": paper, "bordercolor": GREY, "font": {"family": FONT, "size": 13, "color": ink}},
        # A column in the right margin, where it covers nothing. Plotly's "Share chart" would upload the data.
        "modebar": {"orientation": "v", "bgcolor": "rgba(0,0,0,0)", "color": GREY, "remove": BUTTONS},
    }
    traces = {"scatter": [{"marker": {"line": {"color": paper}}, "textfont": {"color": ink, "shadow": halo}}]}
    return go.layout.Template(layout=layout, data=traces)


def figure(labels: Labels, *, height: int = HEIGHT) -> Any:
    """Return an empty figure in the house template."""
    import plotly.graph_objects as go
    import plotly.io as pio

    check_labels(labels)
    _register()
    name = pio.templates.default if pio.templates.default in ("explore", "explore_dark") else "explore"
    legend = {"orientation": "h", **side(labels), "xref": "paper", "y": 0, "yref": "container", "yanchor": "bottom"}
    return go.Figure(
        layout=go.Layout(
            template=name,
            height=height,
            autosize=True,
            margin={"l": 20, "r": 40, "t": 20, "b": 50},
            legend={**legend, "font": {"size": 12}},
        )
    )


def side(labels: Labels) -> dict[str, Any]:
    """Return the side of a chart on which a line of its language begins."""
    return {"x": 1, "xanchor": "right"} if labels == "ar" else {"x": 0, "xanchor": "left"}


def caption(fig: Any, title: str, *notes: str, labels: Labels) -> None:
    """Write above a chart what it counts, and in small what it rests on and leaves out."""
    heads = _lines(title, _TITLE)
    fig.update_layout(
        title={"text": "<br>".join(f"<b>{line(row)}</b>" for row in heads), "font": {"size": 15}, **side(labels),
               "xref": "container", "y": 1, "yref": "container", "yanchor": "top",
               "pad": {"t": 20 * len(heads) - 10, "l": 12, "r": 44},
               "subtitle": {"text": "", "font": {"size": 12, "color": GREY}}},
    )  # fmt: skip
    _make_room(fig, 20 * len(heads) + 14)
    note(fig, *notes)


def note(fig: Any, *notes: str) -> None:
    """Write lines under the title of a chart, broken at the width of a telephone; empty ones are left out."""
    rows = [line(row) for text in notes for row in _lines(text, _NOTE)]
    if rows:
        written = fig.layout.title.subtitle.text
        fig.update_layout(title_subtitle_text="<br>".join([*([written] if written else []), *rows]))
        _make_room(fig, 16 * len(rows))


def _make_room(fig: Any, pixels: int) -> None:
    fig.update_layout(margin_t=fig.layout.margin.t + pixels, height=fig.layout.height + pixels)


def _lines(text: str, width: int) -> list[str]:
    """Break a text between words; what stands between isolates stays together."""
    rows: list[str] = []
    for word_ in re.findall(r"[\u2066-\u2068][^\u2069]*\u2069\S*|\S+", text):
        if rows and len(rows[-1]) + len(word_) < width:
            rows[-1] += f" {word_}"
        else:
            rows.append(word_)
    return rows


def middle(
    moments: pd.Series, weights: pd.Series | None = None, share: float = 0.995
) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last moment of the middle `share` of some moments, each weighed or all alike."""
    order = np.argsort(moments.to_numpy(), kind="stable")
    ordered = moments.iloc[order]
    weight = np.ones(len(order)) if weights is None else weights.iloc[order].to_numpy(dtype=float)
    reached = weight.cumsum() / max(weight.sum(), 1e-12)
    # A hair of tolerance: sums of floats must not leave out the last.
    ends = np.searchsorted(reached, [(1 - share) / 2 + 1e-9, (1 + share) / 2 - 1e-9])
    first, last = np.minimum(ends, len(ordered) - 1)
    return ordered.iloc[first], ordered.iloc[last]


def span(dated: pd.DataFrame, labels: Labels) -> str:
    """Return the first and last period of a table, as words of a title."""
    periods, per = dated["period"].dropna(), dated["per"]
    if periods.empty:
        return ""
    first, last = (date(end, per.loc[periods.index[0]]) for end in (periods.min(), periods.max()))
    return first if first == last else f"{first} {word('to', labels)} {last}"


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

"""What a panel shows for one choice of its controls. No widget is needed for it.

The choice becomes one call of the measure, written down as code; its table becomes a figure or a page, in the language
of the panel; and the rows that count most, or the mark that was clicked, lead to their sentences.
"""

from __future__ import annotations

import html
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from explore import charts, measures
from explore.charts import theme
from explore.corpus import Corpus
from explore.errors import BadInput
from explore.panels.words import Language, both_names, word
from explore.text import isolate

Measure = Callable[..., pd.DataFrame]
Chart = Callable[..., Any]

#: A row with one of these leads back to sentences (see `measures.passages`).
_TRACED = frozenset({"article_id", "actor_id", "speaker_id", "source_id", "actor_a", "topic", "outlet", "period"})
_ROWS, _SENTENCES, _CLICKED = 5, 5, 30  # rows whose sentences are shown; sentences of each, and of a mark clicked
_WHERE = tuple(inspect.signature(Corpus.where).parameters)[1:]


@dataclass(frozen=True)
class PanelSpec:
    """What a panel is made of, apart from its controls."""

    corpus: Corpus
    measure: Measure
    chart: Chart
    language: Language

    @property
    def name(self) -> str:
        """The measure's name as code: `explore.attention`, or the name of a researcher's own function."""
        plain = self.measure.func if isinstance(self.measure, partial) else self.measure
        name = getattr(plain, "__name__", "<unnamed>")
        if not name.isidentifier():
            raise BadInput("panel(): measure must have a name, for its code: write def name(corpus, *, …): … .")
        return f"explore.{name}" if getattr(measures, name, None) is plain else name

    def check(self, names: Mapping[str, Any]) -> None:
        """Raise BadInput unless each control is named after an argument of measure, chart or `Corpus.where`."""
        of_measure = dict.fromkeys((*_parameters(self.measure), *_WHERE))
        unknown = [name for name in names if name not in of_measure and name not in _parameters(self.chart)]
        if unknown:
            raise BadInput(
                f"panel(): no argument {', '.join(map(repr, unknown))}. {self.name}() and Corpus.where() take: "
                f"{', '.join(of_measure)}; the chart takes: {', '.join(_parameters(self.chart)) or 'none'}."
            )


class Evaluated(NamedTuple):
    """One choice: the measure's table, its figure (or a page of HTML), the sentences as HTML."""

    frame: pd.DataFrame
    figure: Any
    passages: str


class _Call(NamedTuple):
    """Arguments by who takes them; those of the measure without its defaults."""

    where: dict[str, Any]
    measure: dict[str, Any]
    chart: dict[str, Any]

    @property
    def corpus(self) -> str:
        return f"corpus.where({_written(self.where)})" if self.where else "corpus"


def code_of(spec: PanelSpec, arguments: Mapping[str, Any]) -> str:
    """Return the call that gives the table, as an expression over `explore` and `corpus`."""
    call = call_of(spec, arguments)
    fixed = dict(spec.measure.keywords) if isinstance(spec.measure, partial) else {}
    return f"{spec.name}({', '.join(filter(None, (call.corpus, _written(fixed | call.measure))))})"


def measured(spec: PanelSpec, arguments: Mapping[str, Any]) -> tuple[Corpus, pd.DataFrame]:
    """Return the filtered corpus of one choice, and the measure's table of it."""
    call = call_of(spec, arguments)
    corpus = spec.corpus.where(**call.where) if call.where else spec.corpus
    return corpus, spec.measure(corpus, **call.measure)


def evaluate(spec: PanelSpec, arguments: Mapping[str, Any]) -> Evaluated:
    """Return table, figure and sentences of one choice."""
    corpus, frame = measured(spec, arguments)
    figure = spec.chart(frame, **call_of(spec, arguments).chart)
    if isinstance(figure, str) or not _TRACED & set(frame.columns):
        return Evaluated(frame, figure, "")
    count = next((name for name in ("n", "n_articles") if name in frame.columns), None)
    counted = frame[frame[count] > 0].sort_values(count, ascending=False, kind="stable") if count else frame
    rows = [row for _, row in counted.head(_ROWS).iterrows()]
    parts = [_sentences(spec, corpus, arguments, row, first=row is rows[0]) for row in rows]
    if len(counted) > _ROWS:
        written = _code(_passages_code(spec, arguments, f"{code_of(spec, arguments)}.iloc[{_ROWS}]"))
        more = word("rows", spec.language, shown=_ROWS, all=f"{len(counted):,}", code=written)
        parts.append(f'<p style="text-align:start">{more}</p>')
    return Evaluated(frame, figure, _behind(parts, spec.language))


def behind_mark(spec: PanelSpec, arguments: Mapping[str, Any], keys: Mapping[str, Any]) -> str:
    """Return the sentences behind a mark of the chart as HTML; `keys` are what the mark carries, by name."""
    row = {name: value for name, value in keys.items() if value is not None}
    call = call_of(spec, arguments)
    corpus = spec.corpus.where(**call.where) if call.where else spec.corpus
    if not _TRACED & set(row):
        return ""
    known = _named_like(corpus, row)
    code = f'<p style="text-align:start">{_code(_passages_code(spec, arguments, repr(row)))}</p>'
    return _behind([_sentences(spec, corpus, arguments, known, first=True, limit=_CLICKED), code], spec.language)


def _named_like(corpus: Corpus, row: Mapping[str, Any]) -> pd.Series:
    """Return a row with the names of its actors and topic, and its moments as such."""
    named: dict[str, Any] = dict(row)
    names = corpus.actors.drop_duplicates("actor_id").set_index("actor_id")[["name_ar", "name_en"]]
    for key, end in (*((key, "") for key in theme.ACTOR_KEYS), ("actor_a", "_a"), ("actor_b", "_b")):
        if row.get(key) in names.index:
            arabic, english = names.loc[row[key]]
            named |= {f"name{end}" if end else "name_ar": arabic, f"name_en{end}": english}
    labels = dict(zip(corpus.topic_labels["topic"], corpus.topic_labels["label"], strict=True))
    named |= {"label": labels[row["topic"]]} if row.get("topic") in labels else {}
    return pd.Series(named | {key: pd.Timestamp(row[key]) for key in ("period", "date") if key in row}, dtype=object)


def _sentences(
    spec: PanelSpec,
    corpus: Corpus,
    arguments: Mapping[str, Any],
    row: pd.Series,
    *,
    first: bool,
    limit: int = _SENTENCES,
) -> str:
    # The sentences are those the measure counted: of copies and boilerplate too, or not.
    passages = measures.passages(corpus, of=row, **_kept(spec, arguments))
    shown = charts.passages(passages, labels=spec.language, limit=limit)
    heading = _heading(row, spec.language, len(passages))
    return f"<details{' open' if first else ''}><summary>{heading}</summary>{shown}</details>"


def _kept(spec: PanelSpec, arguments: Mapping[str, Any]) -> dict[str, Any]:
    values = {**_parameters(spec.measure), **arguments}
    return {name: values[name] for name in ("duplicates", "boilerplate") if name in values}


def _code(text: str) -> str:
    return f'<code dir="ltr">{html.escape(text)}</code>'


def _parameters(function: Callable[..., Any]) -> dict[str, Any]:
    """Return the arguments that a measure or chart takes after its first, and their defaults."""
    after = list(inspect.signature(function).parameters.values())[1:]
    return {p.name: p.default for p in after if p.kind in (p.KEYWORD_ONLY, p.POSITIONAL_OR_KEYWORD)}


def call_of(spec: PanelSpec, arguments: Mapping[str, Any]) -> _Call:
    """Divide arguments among `Corpus.where`, the measure and the chart."""
    defaults, drawn, call = _parameters(spec.measure), _parameters(spec.chart), _Call({}, {}, {})
    fixed = spec.chart.keywords if isinstance(spec.chart, partial) else {}
    if "labels" in drawn and "labels" not in fixed:
        call.chart["labels"] = spec.language
    for name, value in arguments.items():
        if name in defaults and name in drawn and value is not None:
            call.chart[name] = value  # the actors that are measured are always drawn
        if name in defaults:
            if value != defaults[name]:
                call.measure[name] = value
        elif name not in _WHERE:
            call.chart[name] = value
        elif value is not None:
            call.where[name] = value
    return call


def _written(arguments: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in arguments.items())


def _passages_code(spec: PanelSpec, arguments: Mapping[str, Any], of: str) -> str:
    """Return the call that gives the sentences behind a row, which is given as code."""
    defaults = _parameters(measures.passages)
    written = _written({name: value for name, value in _kept(spec, arguments).items() if value != defaults[name]})
    return f"explore.passages({', '.join(filter(None, (call_of(spec, arguments).corpus, f'of={of}', written)))})"


def _behind(parts: list[str], language: Language) -> str:
    # JupyterLab aligns every paragraph to the left unless the paragraph itself says otherwise.
    if not parts:
        return f'<p dir="auto" style="text-align:start">{word("no rows", language)}</p>'
    direction = "rtl" if language == "ar" else "ltr"
    heading = f'<p style="text-align:start"><b>{word("behind", language)}</b></p>'
    return f'<div dir="{direction}" style="text-align:start">{heading}{"".join(parts)}</div>'


def _heading(row: pd.Series, language: Language, n_sentences: int) -> str:
    """Return what a row of a measure is about: actor or pair, topic, outlet, period."""
    actors = [row[key] for key in theme.ACTOR_KEYS if pd.notna(row.get(key))]
    parts = [both_names(row.get("name_ar"), row.get("name_en"), actor) for actor in actors]
    if pd.notna(row.get("actor_a")):
        ends = (both_names(row[f"name_{end}"], row[f"name_en_{end}"], row[f"actor_{end}"]) for end in "ab")
        parts.append(" + ".join(ends))
    if "topic" in row:
        label = theme.word("no topic", language) if pd.isna(row["topic"]) else str(row.get("label", row["topic"]))
        parts.append(isolate(label))
    if pd.notna(row.get("outlet")):
        parts.append(isolate(str(row["outlet"]) or theme.word("unknown outlet", language)))
    if pd.notna(row.get("period")):
        parts.append(theme.date(row["period"], row["per"]))
    about = word("comma", language).join(parts) or word("all", language)
    key = "one sentence" if n_sentences == 1 else "n sentences"
    return f"{html.escape(about)} ({word(key, language, n=f'{n_sentences:,}')})"

"""States: what a panel shows for one choice of its controls. No widget is needed for it.

The choice becomes one call of the measure, written down as code; its table becomes a figure; and the rows that count
most lead to their sentences. A live panel works out one state at a time, a frozen one all of them beforehand.
"""

from __future__ import annotations

import html
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from explore import charts, measures
from explore.charts import theme
from explore.corpus import Corpus
from explore.errors import BadInput
from explore.panels.controls import ALL
from explore.panels.words import Language, both_names, word
from explore.text import isolate

Measure = Callable[..., pd.DataFrame]
Chart = Callable[[pd.DataFrame], Any]

#: A row with one of these leads back to sentences (see `measures.passages`).
_TRACED = frozenset({"article_id", "actor_id", "speaker_id", "source_id", "actor_a", "topic", "outlet", "period"})
_WHERE = tuple(inspect.signature(Corpus.where).parameters)[1:]


@dataclass(frozen=True)
class Recipe:
    """What a panel is made of, apart from its controls."""

    corpus: Corpus
    measure: Measure
    chart: Chart
    language: Language

    @property
    def name(self) -> str:
        """The measure's name as code: `explore.attention`, or the name of a function of the researcher's own."""
        plain = self.measure.func if isinstance(self.measure, partial) else self.measure
        name = getattr(plain, "__name__", "<unnamed>")
        if not name.isidentifier():
            raise BadInput("panel() needs a measure with a name, for its code: write def name(corpus, *, …): … .")
        return f"explore.{name}" if getattr(measures, name, None) is plain else name


@dataclass(frozen=True)
class State:
    """One choice worked out: the measure's table, its figure, the sentences as HTML, the call as code."""

    frame: pd.DataFrame
    figure: Any
    passages: str
    code: str


def meant(chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments that values of controls stand for: ALL is None."""
    return {name: None if isinstance(value, str) and value == ALL else value for name, value in chosen.items()}


def check_names(recipe: Recipe, names: Mapping[str, Any]) -> None:
    """Raise BadInput unless each control is named after an argument of the measure or of `Corpus.where`."""
    known = (*_arguments(recipe.measure), *_WHERE)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise BadInput(
            f"panel(): no argument {', '.join(map(repr, unknown))}. "
            f"{recipe.name}() and Corpus.where() take: {', '.join(dict.fromkeys(known))}."
        )


def code_of(recipe: Recipe, values: Mapping[str, Any]) -> str:
    """Return the call that gives the table, as an expression over `explore` and `corpus`."""
    arguments = _written(_call(recipe, values)[1])
    return f"{recipe.name}({', '.join(part for part in (_corpus_code(recipe, values), arguments) if part)})"


def _corpus_code(recipe: Recipe, values: Mapping[str, Any]) -> str:
    filters = _call(recipe, values)[0]
    return f"corpus.where({_written(filters)})" if filters else "corpus"


def work_out(recipe: Recipe, values: Mapping[str, Any], *, rows: int, sentences: int) -> State:
    """Return the state of one choice.

    Parameters
    ----------
    recipe : Recipe
        Corpus, measure and chart.
    values : mapping
        The value of each control by its name.
    rows : int
        Of how many rows the sentences are shown.
    sentences : int
        At most so many sentences a row.
    """
    corpus, frame = measured(recipe, values)
    figure = recipe.chart(frame)
    code = code_of(recipe, values)
    copies = bool(_call(recipe, values)[1].get("copies", True))
    other = f"explore.passages({_corpus_code(recipe, values)}, of={code}.iloc[{rows}])"
    below = _sentences(corpus, frame, recipe.language, other, rows=rows, sentences=sentences, copies=copies)
    return State(frame, figure, below, code)


def measured(recipe: Recipe, values: Mapping[str, Any]) -> tuple[Corpus, pd.DataFrame]:
    """Return the filtered corpus of one choice, and the measure's table of it."""
    filters, _ = _call(recipe, values)
    corpus = recipe.corpus.where(**filters) if filters else recipe.corpus
    return corpus, recipe.measure(corpus, **_chosen(recipe, values))


def _arguments(measure: Measure) -> dict[str, Any]:
    """Return the arguments that a measure takes after the corpus, and their defaults."""
    after = list(inspect.signature(measure).parameters.values())[1:]
    return {p.name: p.default for p in after if p.kind in (p.KEYWORD_ONLY, p.POSITIONAL_OR_KEYWORD)}


def _chosen(recipe: Recipe, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that go to the measure, without those it would take anyway."""
    known = _arguments(recipe.measure)
    return {name: value for name, value in values.items() if name in known and value != known[name]}


def _call(recipe: Recipe, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the arguments of Corpus.where, and all those of the measure that are not its defaults."""
    known = _arguments(recipe.measure)
    filters = {name: value for name, value in values.items() if name not in known and value is not None}
    fixed = dict(recipe.measure.keywords) if isinstance(recipe.measure, partial) else {}
    return filters, fixed | _chosen(recipe, values)


def _written(arguments: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in arguments.items())


def _sentences(
    corpus: Corpus, frame: pd.DataFrame, language: Language, other: str, *, rows: int, sentences: int, copies: bool
) -> str:
    """Return the sentences behind the rows that count most, one folded part a row, in the order of the table."""
    if not _TRACED & set(frame.columns):
        return ""
    count = next((name for name in ("n", "n_articles") if name in frame.columns), None)
    counted = frame[frame[count] > 0] if count else frame
    if counted.empty:
        return f'<p dir="auto" style="text-align:start">{word("no rows", language)}</p>'
    strongest = counted.sort_values(count, ascending=False, kind="stable") if count else counted
    parts = []
    for number, (_, row) in enumerate(strongest.head(rows).iterrows()):
        found = measures.passages(corpus, of=row, copies=copies)
        shown = charts.passages(found, labels=language, limit=sentences)
        heading = _heading(row, language, len(found))
        parts.append(f"<details{' open' if number == 0 else ''}><summary>{heading}</summary>{shown}</details>")
    more = ""
    if len(counted) > rows:
        code = f'<code dir="ltr">{html.escape(other)}</code>'
        more = (
            f"<p style='text-align:start'>{word('rows', language, shown=rows, all=f'{len(counted):,}', code=code)}</p>"
        )
    direction = "rtl" if language == "ar" else "ltr"
    # JupyterLab aligns every paragraph to the left unless it is told at the paragraph.
    heading = f'<p style="text-align:start"><b>{word("behind", language)}</b></p>'
    return f'<div dir="{direction}" style="text-align:start">{heading}{"".join(parts)}{more}</div>'


def _heading(row: pd.Series, language: Language, n_sentences: int) -> str:
    """Return what a row of a measure is about: actor or pair, topic, outlet, period."""
    if "quad" in row:  # an event: who did what to whom on a day
        source, target = (
            both_names(row[f"name_{end}"], row[f"name_en_{end}"], row[f"{end}_id"]) for end in ("source", "target")
        )
        told = theme.word("towards", language, source=source, target=target)
        parts = [theme.word(row["quad"], language), told, theme.date(row["date"], "day")]
    else:
        actors = [row[key] for key in theme.ACTOR_KEYS if pd.notna(row.get(key))]
        parts = [both_names(row.get("name_ar"), row.get("name_en"), actor) for actor in actors]
    if pd.notna(row.get("actor_a")):
        ends = (both_names(row[f"name_{e}"], row[f"name_en_{e}"], row[f"actor_{e}"]) for e in "ab")
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

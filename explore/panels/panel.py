"""Panels: controls, one measure, its chart, and the sentences under it.

The controls are ipywidgets. The chart and the sentences are plain outputs of the cell, so that a saved notebook holds
the real figure and shows it wherever it is opened; a change of a control replaces them.

References
----------
https://jupyter-client.readthedocs.io/en/stable/messaging.html#update-display-data
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import pandas as pd

from explore import tables
from explore.corpus import Corpus
from explore.errors import BadInput
from explore.panels.controls import label_of
from explore.panels.freeze import freeze
from explore.panels.layout import framed, freezing, in_words, page_id
from explore.panels.states import Chart, Measure, Recipe, State, check_names, code_of, meant, measured, work_out
from explore.panels.words import Language, word

_ROWS, _SENTENCES = 5, 5
_SUCH = {"measure": "explore.attention", "chart": "explore.charts.trend"}


def panel(
    corpus: Corpus,
    *,
    measure: Measure,
    chart: Chart,
    controls: Mapping[str, Any],
    title: str = "",
    language: Language = "en",
) -> Panel:
    """Put controls, a measure, its chart and the sentences behind it together.

    Parameters
    ----------
    corpus : Corpus
        What is measured.
    measure : function
        `f(corpus, *, …)` that returns a table: one of `explore.measures`, one of your own, or a `functools.partial`.
    chart : function
        `f(table)` that returns a plotly Figure: one of `explore.charts`, or your own.
    controls : mapping
        {name: control}. A name is a keyword of the measure or of `Corpus.where`; a control is anything of ipywidgets
        with a `value`. Their order is their importance: where not all can be kept in a shared page, the last give way.
    title : str, optional
        Stands above the controls.
    language : {"en", "ar"}
        Language of the panel's own words.

    Returns
    -------
    Panel
        Shown by a notebook as the last line of a cell.

    Raises
    ------
    BadInput
        If measure or chart is no function, a control is named after no argument, has no value, or the measure has no
        name.

    Examples
    --------
    >>> from explore import Corpus, attention, charts, panels
    >>> mine = panels.panel(
    ...     Corpus(), measure=attention, chart=charts.trend, controls={"per": panels.choose_period()}
    ... )
    >>> mine.controls["per"].value = "year"
    >>> mine.code
    "explore.attention(corpus, per='year')"
    """
    tables.corpus_like(corpus, needed_by="panel()")
    for name, given in {"measure": measure, "chart": chart}.items():
        if not callable(given):
            raise BadInput(f"panel(): {name} is a function, such as {_SUCH[name]}; found {given!r}.")
    if not isinstance(controls, Mapping):
        found = tables.type_of(controls)
        raise BadInput(
            f'panel(): controls have names, such as {{"per": panels.choose_period()}}; found {found}. '
            "A name is that of an argument of the measure or of Corpus.where."
        )
    return Panel(Recipe(corpus, measure, chart, language), controls, title)


class Panel:
    """What `panel` returns.

    Attributes
    ----------
    controls : dict
        The controls by name; set `panel.controls["per"].value = "year"` as a click would.
    error : Exception or None
        Why the present choice cannot be drawn: what the measure or the chart raised, with its traceback.
    """

    def __init__(self, recipe: Recipe, controls: Mapping[str, Any], title: str) -> None:
        import ipywidgets

        _ = recipe.name, word("all", recipe.language)  # refuse what has no name before anything is shown
        check_names(recipe, controls)
        for name, control in controls.items():
            if not isinstance(control, ipywidgets.Widget) or not hasattr(control, "value"):
                raise BadInput(f"panel(): the control {name!r} is a {type(control).__name__}, not of ipywidgets.")
        self.recipe, self.controls, self.title = recipe, dict(controls), title
        self.error: Exception | None = None
        self._state: State | None = None
        self._outputs: list[tuple[Any, Any]] = []
        self._page: str | None = None
        self._status = ipywidgets.HTML()
        self._work_out()
        for name, control in controls.items():
            _label(control, word(name, recipe.language))
            control.observe(self._changed, names="value")

    @property
    def values(self) -> dict[str, Any]:
        """What is chosen: an argument for each control, by name."""
        return meant({name: control.value for name, control in self.controls.items()})

    @property
    def frame(self) -> pd.DataFrame:
        """The measure's table for what is chosen now, also where the chart cannot draw it."""
        return self._state.frame.copy() if self._state else measured(self.recipe, self.values)[1]

    @property
    def figure(self) -> Any:
        """The chart of it, a plotly Figure; raises `error` where there is one."""
        if self._state is None:
            raise self.error or RuntimeError("nothing was worked out")
        return self._state.figure

    @property
    def code(self) -> str:
        """An expression that gives `frame` where `explore` and `corpus` have their meaning."""
        return code_of(self.recipe, self.values)

    def frozen(self) -> dict[str, Any]:
        """Return the panel as data that need no kernel: every state that fits into a page, see `freeze`."""
        return freeze(self.recipe, self.controls, title=self.title)

    def _work_out(self) -> None:
        self._state, self.error = None, None
        try:
            self._state = work_out(self.recipe, self.values, rows=_ROWS, sentences=_SENTENCES)
        except Exception as error:  # noqa: BLE001  of any kind: shown with its type, raised by `figure`
            self.error = error

    def _changed(self, _: Any) -> None:
        self._say(word("working", self.recipe.language))
        self._work_out()
        for chart, below in self._outputs:
            # JupyterLab's plotly renderer keeps the first figure it was given, so something else comes in between.
            height = self._state.figure.layout.height or 450 if self._state else 0
            chart.update({"text/html": f'<div style="height:{height}px"></div>', "text/plain": ""}, raw=True)
            if self._state:
                chart.update(_figure_bundle(self._state.figure), raw=True)
            below.update(self._below(), raw=True)
        self._say()

    def _say(self, text: str = "") -> None:
        language = self.recipe.language
        if not text and self.error is not None:
            text = f"<b>{word('error', language)}</b> {html.escape(f'{type(self.error).__name__}: {self.error}')}"
        elif not text and page_id() != self._page:  # an output can be replaced from the page it was made for only
            text = f"<b>{word('reloaded', language)}</b>"
        self._status.value = f'<div role="status" dir="auto">{text}</div>' if text else ""

    def _below(self) -> dict[str, str]:
        return {"text/html": self._state.passages if self._state else "", "text/plain": self.code}

    def _box(self) -> Any:
        return framed([list(self.controls.values())], self._status, title=self.title, language=self.recipe.language)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        if freezing():
            display(self.frozen(), raw=True)
            return
        self._page = page_id()
        self._say()
        display(self._box()._repr_mimebundle_() | {"text/html": self._in_words()}, raw=True)
        figure = _figure_bundle(self._state.figure) if self._state else {"text/html": "", "text/plain": ""}
        chart = display(figure, raw=True, display_id=True)
        below = display(self._below(), raw=True, display_id=True)
        if chart is not None:  # outside a notebook nothing is shown, and nothing can be replaced
            self._outputs.append((chart, below))

    def _in_words(self) -> str:
        language = self.recipe.language
        chosen = "; ".join(
            f"{html.escape(control.description)}: <b>{html.escape(label_of(control, language))}</b>"
            for control in self.controls.values()
        )
        return in_words(chosen, title=self.title, language=language)


def _label(control: Any, text: str) -> None:
    """Give a control a label, and room for it, unless it has one."""
    if getattr(control, "description", ""):
        return
    control.description = text
    control.style.description_width = "initial"
    if hasattr(control, "readout") and control.layout.width is None:  # a slider would shrink instead
        control.layout.width = "26em"


def _figure_bundle(figure: Any) -> dict[str, Any]:
    """Return a figure as plotly's present renderer would show it."""
    bundle = figure._repr_mimebundle_()
    return bundle or {"text/plain": repr(figure)}

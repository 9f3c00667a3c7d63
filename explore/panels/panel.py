"""Panels: controls, one measure, its chart, and the sentences under it.

The controls are ipywidgets. The chart and the sentences are plain outputs of the cell, so that a saved notebook holds
the real figure and shows it wherever it is opened; a change of a control replaces them. So is what stands for the
controls where no kernel runs, on GitHub or in a shared page: the settings in words, and the code of the table. A click
on a mark of the chart shows its sentences instead of those of the rows that count most.

A chart is drawn again when the controls have been left alone for a moment, once for all that was turned.

References
----------
https://jupyter-client.readthedocs.io/en/stable/messaging.html#update-display-data
"""

from __future__ import annotations

import asyncio
import html
from collections.abc import Mapping
from typing import Any

import pandas as pd

from explore import tables
from explore.charts import theme
from explore.corpus import Corpus
from explore.errors import BadInput
from explore.explorer import site
from explore.explorer.state import write_state
from explore.panels.controls import ALL, argument_of, give_label, label_of
from explore.panels.marks import clicks, page_id
from explore.panels.spec import Chart, Evaluated, Measure, PanelSpec, behind_mark, call_of, code_of, evaluate, measured
from explore.panels.words import RIGHT_TO_LEFT, Language, word

#: An output that JupyterLab hides, since it names no widget: what it holds beside that is for pages without a kernel.
_HIDDEN = {"application/vnd.jupyter.widget-view+json": {"model_id": "", "version_major": 2, "version_minor": 0}}
_PAUSE = 0.2  # seconds that the controls must be left alone
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
        `f(table)` that returns a plotly Figure or a page of HTML: one of `explore.charts`, or your own.
    controls : mapping
        {name: control}. A name is a keyword of the measure, of `Corpus.where` or of the chart; a control is anything
        of ipywidgets with a `value`.
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
        If measure or chart is not a function, the measure has no name, or a control has no value or is named after no
        argument.

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
            raise BadInput(f"panel(): {name} must be a function, such as {_SUCH[name]}; got {given!r}.")
    if not isinstance(controls, Mapping):
        raise BadInput(
            f'panel(): controls must have names, such as {{"per": panels.choose_period()}}; got '
            f"{tables.type_of(controls)}. A name is that of an argument of the measure or of Corpus.where."
        )
    return Panel(PanelSpec(corpus, measure, chart, language), controls, title)


class Panel:
    """What `panel` returns.

    Attributes
    ----------
    controls : dict
        The controls by name; set `panel.controls["per"].value = "year"` as a click would.
    """

    def __init__(self, spec: PanelSpec, controls: Mapping[str, Any], title: str) -> None:
        import ipywidgets

        _ = spec.name, word("all", spec.language)  # what is wrong with them is said before anything is shown
        spec.check(controls)
        for name, control in controls.items():
            if not isinstance(control, ipywidgets.Widget) or not hasattr(control, "value"):
                raise BadInput(f"panel(): control {name!r} must be of ipywidgets; got {tables.type_of(control)}.")
        self.spec, self.controls, self.title, self.language = spec, dict(controls), title, spec.language
        self._error: Exception | None = None
        self._result: Evaluated | None = None
        self._later: asyncio.TimerHandle | None = None
        self._marks = clicks()
        self._marks.observe(self._clicked, names="clicked")
        self._status = ipywidgets.HTML(layout={"min_height": "2.2em"})  # what is said moves nothing
        self._outputs: list[list[Any]] = []
        self._page: str | None = None
        self._evaluate()
        for name, control in controls.items():
            give_label(control, word(name, spec.language))
            control.observe(self._changed, names="value")
        self._say()

    @property
    def values(self) -> dict[str, Any]:
        """What is chosen: an argument for each control, by name."""
        chosen = {name: control.value for name, control in self.controls.items()}
        return {name: argument_of(value) for name, value in chosen.items()}

    @property
    def error(self) -> Exception | None:
        """Why the present choice cannot be drawn: what the measure or the chart raised, with its traceback."""
        self._settle()
        return self._error

    @property
    def frame(self) -> pd.DataFrame:
        """The measure's table for what is chosen now, also where the chart cannot draw it."""
        self._settle()
        return self._result.frame.copy() if self._result else measured(self.spec, self.values)[1]

    @property
    def figure(self) -> Any:
        """The chart of it, a plotly Figure or a page of HTML; raises `error` where there is one."""
        self._settle()
        if self._result is None:
            raise self._error or RuntimeError("nothing was evaluated")
        return self._result.figure

    @property
    def code(self) -> str:
        """An expression that gives `frame` where `explore` and `corpus` have their meaning."""
        return code_of(self.spec, self.values)

    def _evaluate(self) -> None:
        self._result, self._error = None, None
        try:
            self._result = evaluate(self.spec, self.values)
        except Exception as error:  # noqa: BLE001  of any kind: shown with its type, raised by `figure`
            self._error = error
        if self._result is not None and hasattr(self._result.figure, "layout"):
            self._describe(self._result.figure)

    def _describe(self, figure: Any) -> None:
        """Write into a chart of the house what was chosen of the articles, so that a picture of it says so."""
        if figure.layout.title.subtitle.text:
            where = call_of(self.spec, self.values).where
            chosen = [control for name, control in self.controls.items() if name in where and control.value != ALL]
            said = [f"{control.description}: {label_of(control, self.language)}" for control in chosen]
            theme.note(figure, word("comma", self.language).join(said))

    def _changed(self, _: Any) -> None:
        """Draw again in a moment; at once where no kernel runs."""
        self._say(word("working", self.language))
        if self._later is not None:
            self._later.cancel()
        try:
            self._later = asyncio.get_running_loop().call_later(_PAUSE, self._redraw)
        except RuntimeError:
            self._redraw()

    def _settle(self) -> None:
        """Draw now what is to be drawn in a moment."""
        if self._later is not None:
            self._later.cancel()
            self._redraw()

    def _redraw(self) -> None:
        self._later = None
        self._evaluate()
        self._update(self._bundles())
        self._say()

    def _update(self, bundles: list[dict[str, Any]]) -> None:
        """Replace the last outputs of the cells that show the panel."""
        for handles in self._outputs:
            for handle, bundle in zip(handles[-len(bundles) :], bundles, strict=True):
                if "text/html" not in bundle and self._result is not None:
                    # JupyterLab's plotly renderer keeps the first figure it was given: something else comes between.
                    height = self._result.figure.layout.height or 450
                    handle.update({"text/html": f'<div style="height:{height}px"></div>', "text/plain": ""}, raw=True)
                handle.update(bundle, raw=True)

    def _clicked(self, change: Any) -> None:
        """Show the sentences of the mark that was clicked."""
        names = (getattr(self.figure.layout, "meta", None) or {}).get(change["new"].get("mark"))
        if not names:
            return
        self._say(word("working", self.language))
        keys = dict(zip(names, change["new"]["keys"], strict=True))
        self._update([{"text/plain": "", "text/html": behind_mark(self.spec, self.values, keys)}])
        self._say()

    def _say(self, text: str = "") -> None:
        if not text and self._outputs and self._error is None and page_id() != self._page:
            # An output can be replaced from the page it was made for only.
            text = f"<b>{word('reloaded', self.language)}</b>"
        text = text or self._why()
        self._status.value = f'<div role="status" dir="auto">{text}</div>' if text else ""

    def _why(self) -> str:
        """Return why the present choice cannot be drawn, as HTML; nothing where it can."""
        if self._error is None:
            return ""
        why = html.escape(f"{type(self._error).__name__}: {self._error}")
        return f"<b>{word('error', self.language)}</b> {why}"

    def _bundles(self) -> list[dict[str, Any]]:
        """Return the outputs below the controls as MIME bundles: the settings, the chart, the sentences behind it."""
        drawn, passages = {"text/html": ""}, ""
        if self._result is not None:
            _, figure, passages = self._result
            # A figure is shown as plotly's present renderer shows it.
            drawn = {"text/html": str(figure)} if isinstance(figure, str) else figure._repr_mimebundle_()
        words = _HIDDEN | {"text/html": self._in_words()}
        return [{"text/plain": self.code} | bundle for bundle in (words, drawn or {}, {"text/html": passages})]

    def _heading(self) -> str:
        return f'<h4 dir="auto">{html.escape(self.title)}</h4>' if self.title else ""

    def _box(self) -> Any:
        import ipywidgets

        items = {"flex_flow": "row wrap", "align_items": "flex-start", "grid_gap": "0 1em"}
        box = ipywidgets.Box(list(self.controls.values()), layout=items)
        heading = [ipywidgets.HTML(self._heading())] if self.title else []
        if self.language == "ar":
            box.add_class("explore-rtl")
            heading.append(ipywidgets.HTML(RIGHT_TO_LEFT))
        return ipywidgets.VBox([*heading, box, self._status, self._marks])

    def _in_words(self) -> str:
        """Return what stands for the controls where there is no kernel: what is chosen, and the code of the table."""
        direction = "rtl" if self.language == "ar" else "ltr"
        chosen = "; ".join(
            f"{html.escape(control.description)}: <b>{html.escape(label_of(control, self.language))}</b>"
            for control in self.controls.values()
        )
        said = " ".join(filter(None, (chosen and f"{chosen}.", self._why(), word("still", self.language))))
        return (
            f'<div dir="{direction}" style="text-align:start"><p style="text-align:start">{said}</p>'
            f"<details><summary>{word('code', self.language)}</summary>"
            f'<pre dir="ltr" style="text-align:left"><code>{html.escape(self.code)}</code></pre></details>'
            f"{site.link(self.spec.corpus, self._state(), language=self.language)}</div>"
        )

    def _state(self) -> str:
        where = call_of(self.spec, self.values).where
        actors = self.values.get("actors") or []
        return write_state({**where, "actors": actors} if len(actors) == 1 else where)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self._page = page_id()
        self._say()
        display(self._box()._repr_mimebundle_() | {"text/html": self._heading(), "text/plain": self.title}, raw=True)
        handles = [display(bundle, raw=True, display_id=True) for bundle in self._bundles()]
        if None not in handles:  # outside a notebook nothing is shown, and nothing can be replaced
            self._outputs.append(handles)

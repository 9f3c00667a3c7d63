"""Static export: a panel becomes data that a page can show without a kernel.

Every choice of the controls is evaluated beforehand. Their number multiplies, so there is a budget. Where it is
exceeded, the controls named last keep only as many of their options as fit, at least the present one; a note says so.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any

from explore.errors import ExploreError
from explore.panel_format import PANEL, PLOTLY, Panel, State, control, state_key
from explore.panels.controls import Options, label_of, options_of
from explore.panels.spec import PanelSpec, code_of, evaluate, to_arguments
from explore.panels.words import Language, word

MAX_STATES = 200
MAX_BYTES = 3_000_000
_ROWS, _SENTENCES = 3, 3  # fewer than live: they are there once for each state


def to_static(
    spec: PanelSpec,
    controls: Mapping[str, Any],
    *,
    title: str,
    max_states: int = MAX_STATES,
    max_bytes: int = MAX_BYTES,
) -> dict[str, Any]:
    """Return a MIME bundle: a `panel_format.Panel`, and what the panel shows now for a reader of notebooks.

    A choice that cannot be drawn is a state with a figure of None, and the reason as its table. Any error that is not
    an `ExploreError` is a fault in the code of a measure or chart, and is raised: no page is made of it.
    """
    language = spec.language
    offered = {name: options_of(widget, language) for name, widget in controls.items()}
    budget = _Budget(spec, max_states, max_bytes)
    kept = {name: options or _present(controls[name], language) for name, options in offered.items()}
    for name in reversed(kept):
        if budget.holds(kept):
            break
        options, kept[name] = kept[name], _present(controls[name], language)
        for option in options:
            more = kept | {name: [o for o in options if o == option or o in kept[name]]}
            if not budget.holds(more):
                break
            kept = more
    states = {key: budget.state(key, chosen) for key, chosen in _combinations(kept)}
    described = [control(name, controls[name].description, options, controls[name].value)
                 for name, options in kept.items()]  # fmt: skip
    notes = [_note(controls[name], offered[name], options, language) for name, options in kept.items()]
    panel = Panel(title=title or spec.name, language=language, controls=described, states=states,
                  notes=list(filter(None, notes)))  # fmt: skip
    now = states[state_key(widget.value for widget in controls.values())]
    shown = {PLOTLY: now["figure"]} if now["figure"] else {"text/html": now["table"]}
    return {PANEL: panel, **shown, "text/plain": now["code"]}


@dataclass
class _Budget:
    """How much a page may hold, and the states evaluated so far with their bytes."""

    spec: PanelSpec
    states: int
    bytes: int
    evaluated: dict[str, tuple[State, int]] = field(default_factory=dict)

    def holds(self, choices: Mapping[str, Options]) -> bool:
        """Say whether all states of some choices fit."""
        if prod(map(len, choices.values())) > self.states:
            return False
        size = 0
        for key, chosen in _combinations(choices):
            self.state(key, chosen)
            size += self.evaluated[key][1]
            if size > self.bytes:
                return False
        return True

    def state(self, key: str, chosen: Mapping[str, Any]) -> State:
        if key not in self.evaluated:
            state = _state(self.spec, to_arguments(chosen))
            self.evaluated[key] = state, len(json.dumps(state, ensure_ascii=False).encode())
        return self.evaluated[key][0]


def _present(widget: Any, language: Language) -> Options:
    return [(label_of(widget, language), widget.value)]


def _note(widget: Any, offered: Options | None, kept: Options, language: Language) -> str:
    """Return what a page leaves out of a control."""
    left = len(offered or ()) - len(kept)
    if offered and not left:
        return ""
    key = "fixed" if offered is None else "held" if len(kept) == 1 else "left out"
    return word(key, language, name=widget.description, value=label_of(widget, language), n=f"{left:,}")


def _combinations(choices: Mapping[str, Options]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each choice of the controls: its key, and the value of each control by name."""
    for values in product(*([value for _, value in options] for options in choices.values())):
        yield state_key(values), dict(zip(choices, values, strict=True))


def _state(spec: PanelSpec, arguments: Mapping[str, Any]) -> State:
    code = code_of(spec, arguments)
    try:
        _, figure, passages = evaluate(spec, arguments, rows=_ROWS, sentences=_SENTENCES)
    except ExploreError as error:  # one choice that cannot be drawn does not take the others with it
        why = html.escape(f"{type(error).__name__}: {error}")
        return {"figure": None, "table": f"<p><b>{word('error', spec.language)}</b> {why}</p>", "code": code}
    if isinstance(figure, str):
        return {"figure": None, "table": str(figure), "code": code}
    return {"figure": json.loads(figure.to_json()), "table": passages, "code": code}

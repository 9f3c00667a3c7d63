"""Freezing: a panel becomes data that a page can show without a kernel.

Every choice of the controls is worked out beforehand. Their number multiplies, so there is a budget: where it is
exceeded, the controls named last keep their present value, and a note says so.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from itertools import product
from math import prod
from typing import Any

from explore.errors import ExploreError
from explore.panels.controls import label_of, options_of
from explore.panels.states import Recipe, code_of, meant, work_out
from explore.panels.words import word

# explore.sharing.outputs reads what is frozen here: it has the same PANEL and writes keys as `key` does.
PANEL = "application/vnd.explore.panel+json"
MAX_STATES = 200
MAX_BYTES = 3_000_000
_ROWS, _SENTENCES = 3, 3  # fewer than live: they are there once for each state


def freeze(
    recipe: Recipe,
    controls: Mapping[str, Any],
    *,
    title: str,
    max_states: int = MAX_STATES,
    max_bytes: int = MAX_BYTES,
) -> dict[str, Any]:
    """Return a MIME bundle with every state of a panel, and its present figure for whoever knows no panels.

    Parameters
    ----------
    recipe : Recipe
        Corpus, measure and chart.
    controls : mapping
        {name: control}, the most important first.
    title : str
        The panel's.
    max_states, max_bytes : int
        The budget.

    Returns
    -------
    dict
        "application/vnd.explore.panel+json": {title, language, controls [{name, label, options [{value, label}],
        value}], states {key: {figure, table, code}}, notes}. A key is the compact JSON list of the controls' values as
        strings. A state that cannot be drawn has a figure of None, and the reason as its table.

    Raises
    ------
    Exception
        Whatever a measure or chart raises that is no `ExploreError`: a fault in its code and no choice without a
        chart, so that no page is made of it.
    """
    listed = {name: options_of(control, recipe.language) for name, control in controls.items()}
    options = {name: found for name, (_, found) in listed.items()}
    notes = [
        word("fixed", recipe.language, name=control.description, value=label_of(control, recipe.language))
        for name, control in controls.items()
        if listed[name][0] == "single"
    ]

    def hold_one() -> None:
        name = next(name for name in reversed(options) if len(options[name]) > 1)
        control = controls[name]
        options[name] = [(label_of(control, recipe.language), control.value)]
        notes.append(word("held", recipe.language, name=control.description, value=label_of(control, recipe.language)))

    while prod(map(len, options.values())) > max_states:
        hold_one()
    done: dict[str, dict[str, Any]] = {}
    while (states := _states(recipe, options, done, max_bytes)) is None:
        hold_one()
    now = states[key([control.value for control in controls.values()])]
    described = [
        {
            "name": name,
            "label": controls[name].description,
            "options": [{"value": str(value), "label": label} for label, value in options[name]],
            "value": str(controls[name].value),
        }
        for name in controls
    ]
    bundle: dict[str, Any] = {PANEL: {"title": title or recipe.name, "language": recipe.language,
                                      "controls": described, "states": states, "notes": notes}}  # fmt: skip
    if now["figure"]:
        bundle["application/vnd.plotly.v1+json"] = now["figure"]
    return bundle | {"text/plain": now["code"]}


def _states(
    recipe: Recipe, options: Mapping[str, list[tuple[str, Any]]], done: dict[str, dict[str, Any]], max_bytes: int
) -> dict[str, dict[str, Any]] | None:
    """Return every state of `options`, or None where they do not fit, unless there is nothing left to hold."""
    states: dict[str, dict[str, Any]] = {}
    size = 0
    for values in product(*([value for _, value in found] for found in options.values())):
        name = key(values)
        if name not in done:
            done[name] = _state(recipe, meant(dict(zip(options, values, strict=True))))
        states[name] = done[name]
        size += len(json.dumps(done[name], ensure_ascii=False).encode())
        if size > max_bytes and any(len(found) > 1 for found in options.values()):
            return None
    return states


def _state(recipe: Recipe, values: Mapping[str, Any]) -> dict[str, Any]:
    code = code_of(recipe, values)
    try:
        state = work_out(recipe, values, rows=_ROWS, sentences=_SENTENCES)
    except ExploreError as error:  # one choice that cannot be drawn does not take the others with it
        said = html.escape(f"{type(error).__name__}: {error}")
        return {"figure": None, "table": f"<p><b>{word('error', recipe.language)}</b> {said}</p>", "code": code}
    return {"figure": json.loads(state.figure.to_json()), "table": state.passages, "code": code}


def key(values: Any) -> str:
    """Return the key of a state: the compact JSON list of the values of its controls, as strings."""
    return json.dumps([str(value) for value in values], ensure_ascii=False, separators=(",", ":"))

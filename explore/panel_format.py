"""The format in which a panel goes from a notebook to a page without a kernel.

`explore.panels` writes it into the outputs of a notebook; `explore.sharing` and its page.js read it. The two know this
module and not each other. In the order of imports it stands after `assets`, and imports nothing of the package.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NotRequired, TypedDict

#: MIME types of a panel and of a plotly figure in the output of a cell.
PANEL = "application/vnd.explore.panel+json"
PLOTLY = "application/vnd.plotly.v1+json"
#: Environment variable: where it is "1", the notebook is run to be shared, and a panel shows itself in this format.
FREEZE = "EXPLORE_FREEZE"


class Option(TypedDict):
    """What can be chosen in a control."""

    value: str
    label: str


class Control(TypedDict):
    """A list to choose from.

    One with `narrows` ({value: values}) has no part in the keys of states: its value leaves only some options of the
    control after it. One with `steps` (two words) gets two buttons, to its previous and its next option.
    """

    name: str
    label: str
    options: list[Option]
    value: str
    narrows: NotRequired[dict[str, list[str]]]
    steps: NotRequired[list[str]]


class State(TypedDict):
    """What is shown for one choice: a plotly figure as JSON (or None), HTML below it, the code of the table."""

    figure: dict[str, Any] | None
    table: str
    code: str


class Panel(TypedDict):
    """A panel: its states by `state_key`, and notes on what it leaves out. Language "ar" runs right to left."""

    title: str
    language: str
    controls: list[Control]
    states: dict[str, State]
    notes: list[str]


def control(name: str, label: str, options: Iterable[tuple[str, object]], value: object) -> Control:
    """Return the description of a control; `options` are (label, value)."""
    listed: list[Option] = [{"value": str(option), "label": words} for words, option in options]
    return {"name": name, "label": label, "options": listed, "value": str(value)}


def state_key(values: Iterable[object]) -> str:
    """Return the key of a state: the values of its controls as strings, as JSON.stringify writes a list of them.

    Examples
    --------
    >>> state_key(["putin", 2024])
    '["putin","2024"]'
    """
    return json.dumps([str(value) for value in values], ensure_ascii=False, separators=(",", ":"))

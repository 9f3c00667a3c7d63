"""What panels have in common: rows of controls under a title, the words that stand for them, the page they are on."""

from __future__ import annotations

import html
import os
from collections.abc import Sequence
from typing import Any

from explore.panels.words import Language, word

RIGHT_TO_LEFT = """<style>
.explore-rtl, .explore-rtl * { direction: rtl; }
.explore-rtl .widget-label { margin: 0 0 0 8px; text-align: right; }
</style>"""


def framed(rows: Sequence[Sequence[Any]], status: Any, *, title: str, language: Language) -> Any:
    """Return widgets in rows that wrap, under a title and above a line of status."""
    import ipywidgets

    items = {"flex_flow": "row wrap", "align_items": "center", "grid_gap": "0 1em"}
    boxes = [ipywidgets.Box(list(row), layout=items) for row in rows]
    heading = [ipywidgets.HTML(f'<h4 dir="auto">{html.escape(title)}</h4>')] if title else []
    if language == "ar":
        for box in boxes:
            box.add_class("explore-rtl")
        heading.append(ipywidgets.HTML(RIGHT_TO_LEFT))
    return ipywidgets.VBox([*heading, *boxes, status])


def in_words(chosen: str, *, title: str, language: Language) -> str:
    """Return what stands for the controls where there is no kernel, on GitHub for one; `chosen` is HTML."""
    direction = "rtl" if language == "ar" else "ltr"
    heading = f"<b>{html.escape(title)}</b><br>" if title else ""
    return f'<p dir="{direction}" style="text-align:start">{heading}{word("still", language)} {chosen}.</p>'


def freezing() -> bool:
    """Say whether the notebook is run to be shared: then a panel shows itself as data that need no kernel."""
    return os.environ.get("EXPLORE_FREEZE") == "1"


def page_id() -> str | None:
    """Return the id of the page whose message the kernel is answering; None where there is no kernel."""
    from IPython import get_ipython

    kernel = getattr(get_ipython(), "kernel", None)
    header = kernel.get_parent("shell").get("header", {}) if kernel is not None else {}
    return str(header["session"]) if "session" in header else None

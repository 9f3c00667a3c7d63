"""What is clicked in the chart of a panel, told to the kernel by a small script (`marks.js`); and in which page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


def clicks() -> Any:
    """Return a widget without a face whose `clicked` is the last mark clicked: {"mark": kind, "keys": its keys}."""
    return _widget()()


@cache
def _widget() -> Any:
    import anywidget
    import traitlets

    class Clicks(anywidget.AnyWidget):  # type: ignore[misc]
        """Hears the clicks on the chart of its cell."""

        _esm = files("explore.panels").joinpath("marks.js").read_text(encoding="utf-8")
        clicked = traitlets.Dict().tag(sync=True)

    return Clicks


def page_id() -> str | None:
    """Return the id of the page whose message the kernel is answering; None where there is no kernel."""
    from IPython import get_ipython

    kernel = getattr(get_ipython(), "kernel", None)
    header = kernel.get_parent("shell").get("header", {}) if kernel is not None else {}
    return str(header["session"]) if "session" in header else None

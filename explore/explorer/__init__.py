"""The Explorer: one page on which every mark filters every other and leads to its sentences.

    payload.py   a corpus as typed arrays         layout.py    places of actors and topics
    terms.py     words that set articles apart    reading.py   sentences with their marks
    state.py     what is chosen, as code          scripts.py   the page's modules, joined
    widget.py    in JupyterLab                    page.py      one offline file

The page is explorer.html, which stands still, and plain JavaScript in `js/`, whose modules share one scope: core.js
counts and touches no page; state.js keeps what is chosen; dom.js makes elements; when.js, centre.js and lists.js draw;
main.js joins them; widget.js asks a kernel, file.js reads what a file carries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explore.explorer.widget import Explorer

__all__ = ["Explorer"]


def __getattr__(name: str) -> Any:
    """Import the widget when it is asked for: it brings ipywidgets."""
    if name != "Explorer":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from explore.explorer.widget import Explorer

    return Explorer

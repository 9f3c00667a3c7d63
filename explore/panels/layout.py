"""What all panels mind: right-to-left controls, and the page that is answered."""

from __future__ import annotations

#: A list as wide as its words: the default cuts names after some 20 letters.
WIDE = {"style": {"description_width": "initial"}, "layout": {"width": "max-content", "max_width": "100%"}}
RIGHT_TO_LEFT = """<style>
.explore-rtl, .explore-rtl * { direction: rtl; }
.explore-rtl .widget-label { margin: 0 0 0 8px; text-align: right; }
</style>"""


def page_id() -> str | None:
    """Return the id of the page whose message the kernel is answering; None where there is no kernel."""
    from IPython import get_ipython

    kernel = getattr(get_ipython(), "kernel", None)
    header = kernel.get_parent("shell").get("header", {}) if kernel is not None else {}
    return str(header["session"]) if "session" in header else None

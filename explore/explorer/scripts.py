"""The scripts of the page: plain modules that are joined in a fixed order, without a build step."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_PAGE = ("core", "state", "dom", "when", "centre", "lists", "main")
_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)


@cache
def script(kind: str) -> str:
    """Return the script of the widget ("widget") or of the file ("file"), without comments and indents.

    No module has a text over several lines, so that blanks at the beginning of a line mean nothing.
    """
    joined = "\n".join(_source(f"js/{name}.js") for name in (*_PAGE, kind))
    short = re.sub(r"\n{2,}", "\n", _INDENT.sub("", _COMMENT.sub("", joined)))
    return short + ("export default { render: renderWidget };\n" if kind == "widget" else "startFile();\n")


@cache
def style() -> str:
    """Return the style sheet."""
    return _source("explorer.css")


def _source(name: str) -> str:
    return files("explore.explorer").joinpath(name).read_text(encoding="utf-8")

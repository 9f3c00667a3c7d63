"""The scripts of the page: plain modules that are joined in a fixed order, without a build step."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_PAGE = ("core", "state", "dom", "when", "centre", "lists", "main")
#: What is not touched: texts, templates, patterns, and signs of division, which have blanks around them.
LITERAL = (
    r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\\n]|\\.)*`"""
    r"""|/(?![ /*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*| ?/ """
)
_COMMENT = re.compile(rf"({LITERAL})|[ \t]*//.*")
_CONSTANTS = re.compile(r"^([ \t]*)(const |let )(.+);\n(?=\1\2.+;$)", re.MULTILINE)
_SIGNS = r"[-+]?=|[,;:?(){}\[\]<>&|*!]| ?[+-] (?![+-])"
_BLANKS = re.compile(rf"({LITERAL})|[ \t]*({_SIGNS})[ \t]*|^[ \t]+|[ \t]+$", re.MULTILINE)
_BREAKS = re.compile(rf"({LITERAL})|[;,]?\n+(?=[}})\]])|(?<=[{{(\[,;}}])\n+|(?<=\n)\n+")
_PARAMETER = re.compile(rf"({LITERAL})|(?<!async)\((\w+)\)(?==>)")


@cache
def script(kind: str) -> str:
    """Return the script of the widget ("widget") or of the file ("file"), without comments and needless blanks.

    The modules share one scope: that of the page in a file, of a view in JupyterLab.
    """
    short = squeezed("\n".join(_source(f"js/{name}.js") for name in (*_PAGE, kind)))
    if kind == "file":
        return short + "startFile();\n"
    return f"export default {{ render: ({{ model, el }}) => {{\n{short}return startWidget(model, el);\n}} }};\n"


def squeezed(source: str) -> str:
    """Return a script without comments, and without blanks and ends of lines beside signs; literals stay as they are.

    Constants of one line each that follow one another become one declaration. No template may hold another one or go
    over several lines, and no loop may have an empty body.
    """
    source = _COMMENT.sub(_literal, source)
    source = re.sub(r"\n{2,}", "\n", source)
    source = _CONSTANTS.sub(r"\1\2\3,\n", source)
    source = re.sub(r",\n[ \t]*(?:const|let) ", ",", source)
    source = _BLANKS.sub(lambda match: match[1] or (match[2] or "").strip(), source)
    source = _BREAKS.sub(_literal, source)
    return _PARAMETER.sub(lambda match: match[1] or match[2], source)


def _literal(match: re.Match[str]) -> str:
    return match[1] or ""


@cache
def style() -> str:
    """Return the style sheet."""
    return _source("explorer.css")


@cache
def skeleton() -> str:
    """Return what stands still on the page, as HTML with places for facts of the corpus."""
    return _source("explorer.html")


def _source(name: str) -> str:
    return files("explore.explorer").joinpath(name).read_text(encoding="utf-8")

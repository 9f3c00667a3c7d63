"""The cells of a notebook as HTML: text, folded code, and each output in the richest form that needs no kernel.

A figure is kept as data, in a script element of type application/json, which no browser runs; the page's one script
draws it. A panel has its present chart among its outputs, with its settings and its sentences as HTML beside it.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from explore.sharing.clean import clean_html

#: MIME types of a plotly figure and of an ipywidget in the output of a cell.
PLOTLY = "application/vnd.plotly.v1+json"
WIDGET = "application/vnd.jupyter.widget-view+json"
#: What colours a terminal.
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_PROGRESS = re.compile(r"\d+%\||\d+it \[|\?it/s")


def cells_html(notebook: Any, path: Path) -> Iterator[str]:
    """Yield the HTML of each text, each piece of code and each output, in order."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield f'<section class="text">{_markdown(cell.source, path.parent, cell.get("attachments"))}</section>'
        elif cell.cell_type == "code" and cell.source.strip():
            yield _code(cell)
            shown = (_output(output, path.name) for output in cell.outputs)
            yield from (f'<div class="output">{html}</div>' for html in shown if html)


def _markdown(source: str, folder: Path | None, attachments: Any = None) -> str:
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(
        escape=False,
        embed_images=folder is not None,  # only the notebook's own text may name files, never an output
        anchor_link_text="¶",  # hidden by page.css; an empty link would not be closed, and hold the text after it
        path=str(folder or ""),
        attachments=attachments or {},
    )
    return clean_html(MarkdownWithMath(renderer=renderer).render(source))


def _code(cell: Any) -> str:
    from nbconvert.filters import Highlight2HTML

    messages = "".join(out.text for out in cell.outputs if out.output_type == "stream" and out.name == "stderr")
    lines = [line for line in ANSI.sub("", messages).splitlines() if line.strip() and not _PROGRESS.search(line)]
    shown = _pre("\n".join(lines), 'class="stderr"') if lines else ""
    source = Highlight2HTML()(cell.source, "python")
    return f'<details class="code" dir="ltr"><summary>Code</summary>{source}{shown}</details>'


def _pre(text: str, attributes: str = 'dir="auto"') -> str:
    return f"<pre {attributes}>{escape(ANSI.sub('', text))}</pre>"


def _output(output: Any, name: str) -> str:
    if output.output_type == "stream":
        return _pre(output.text) if output.name == "stdout" else ""
    if output.output_type == "error":
        return _pre("\n".join(output.traceback), 'class="stderr" dir="ltr"')
    if PLOTLY in output.data:
        return _figure(output.data[PLOTLY], output.data.get("image/png"))
    texts = {kind: value if isinstance(value, str) else "".join(value) for kind, value in output.data.items()
             if kind != WIDGET}  # fmt: skip
    if WIDGET not in output.data or set(texts) - {"text/plain"}:
        return _still(texts)
    if _PROGRESS.search(texts.get("text/plain", "")):
        return ""
    return f'<p class="note">This control needs a running notebook: open <code>{escape(name)}</code> in JupyterLab.</p>'


def _still(texts: dict[str, str]) -> str:
    """Return the richest form of an output that is no figure; nothing where that form is empty."""
    if "text/html" in texts:
        html = clean_html(texts["text/html"])
        return html and f'<div class="scroll" dir="auto">{html}</div>'
    if "image/svg+xml" in texts:  # as an image, where nothing inside it can run or fetch
        return _image("image/svg+xml", base64.b64encode(texts["image/svg+xml"].encode()).decode("ascii"))
    for kind in ("image/png", "image/jpeg", "image/gif", "image/webp"):
        if kind in texts:
            return _image(kind, texts[kind])
    if "text/markdown" in texts:
        return _markdown(texts["text/markdown"], None)
    return _pre(texts["text/plain"]) if "text/plain" in texts else ""


def _image(kind: str, coded: str) -> str:
    return f'<img alt="" src="data:{kind};base64,{re.sub("[^A-Za-z0-9+/=]", "", coded)}">'


def _figure(figure: Any, png: Any) -> str:
    # Without scripts, in a mail reader's preview, the still image stands in.
    still = f"<noscript>{_image('image/png', ''.join(png))}</noscript>" if png else ""
    # JSON has no word for not-a-number and infinity: they are null. With no "<" in it nothing ends the element early.
    finite = json.loads(json.dumps(figure), parse_constant=lambda _: None)
    text = json.dumps(finite, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    data = f'<script type="application/json">{text}</script>'
    return f'<div class="figure" data-explore="figure"><div class="plot"></div>{still}{data}</div>'

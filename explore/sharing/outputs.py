"""The cells of a notebook as HTML: text, folded code, and each output in the richest form that needs no kernel.

Figures and the states of panels are kept as data, in script elements of type application/json, which no browser
runs; the page's one script draws them.
"""

from __future__ import annotations

import base64
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from explore.assets import labels
from explore.errors import BadInput
from explore.panel_format import PANEL, PLOTLY, Control, Panel, State, state_key
from explore.sharing.clean import clean_html

WIDGET = "application/vnd.jupyter.widget-view+json"
#: What colours a terminal.
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_PROGRESS = re.compile(r"\d+%\||\d+it \[|\?it/s")


@dataclass
class Data:
    """What the page's script draws: how many figures, and the templates they share, each once."""

    figures: int = 0
    templates: list[Any] = field(default_factory=list)

    def figure(self, figure: dict[str, Any]) -> dict[str, Any]:
        """Return a figure as the page keeps it, its template replaced by a number."""
        layout = dict(figure.get("layout") or {})
        template = layout.pop("template", {})
        if template not in self.templates:
            self.templates.append(template)
        self.figures += 1
        parts = {key: figure[key] for key in ("data", "frames") if figure.get(key)}
        return {"data": [], **parts, "layout": layout, "template": self.templates.index(template)}


def cells_html(notebook: Any, path: Path, data: Data) -> Iterator[str]:
    """Yield the HTML of each text, each piece of code and each output, in order."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield f'<section class="text">{_markdown(cell.source, path.parent, cell.get("attachments"))}</section>'
        elif cell.cell_type == "code" and cell.source.strip():
            yield _code(cell)
            shown = (_output(output, path, data) for output in cell.outputs)
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


def _output(output: Any, path: Path, data: Data) -> str:
    if output.output_type == "stream":
        return _pre(output.text) if output.name == "stdout" else ""
    if output.output_type == "error":
        return _pre("\n".join(output.traceback), 'class="stderr" dir="ltr"')
    bundle = output.data
    if PANEL in bundle:
        return panel_html(bundle[PANEL], data, path.name)
    if PLOTLY in bundle:
        return _figure(data.figure(bundle[PLOTLY]), bundle.get("image/png"))
    if WIDGET not in bundle:
        return _still(bundle)
    if _PROGRESS.search(str(bundle.get("text/plain", ""))):
        return ""
    note = f"A control stood here that needs a running notebook: open <code>{escape(path.name)}</code> in JupyterLab."
    rest = {kind: value for kind, value in bundle.items() if kind != "text/plain"}
    return f'<p class="note">{note}</p>{_still(rest)}'


def _still(bundle: Any) -> str:
    """Return the richest form of an output that is neither figure nor panel."""
    texts = {kind: value if isinstance(value, str) else "".join(value) for kind, value in bundle.items()}
    if "text/html" in texts:
        return f'<div class="scroll" dir="auto">{clean_html(texts["text/html"])}</div>'
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


def _figure(figure: dict[str, Any], png: Any) -> str:
    # Without scripts, in a mail reader's preview, the still image stands in.
    still = f"<noscript>{_image('image/png', ''.join(png))}</noscript>" if png else ""
    return f'<div class="figure" data-explore="figure"><div class="plot"></div>{still}{_script(figure)}</div>'


def panel_html(panel: Panel, data: Data, name: str) -> str:
    """Make a panel that works without a kernel: a choice for each control, and every state that was evaluated."""
    try:
        language = "ar" if panel.get("language") == "ar" else "en"
        selects = "".join(map(_select, panel["controls"]))
        more = {key: {c["name"]: c.get(key) for c in panel["controls"] if key in c} for key in ("narrows", "steps")}
        states = {state_key(json.loads(key)): _state(state, data) for key, state in panel["states"].items()}
        notes = "".join(f'<li dir="auto">{escape(note)}</li>' for note in panel.get("notes", ()))
        title = escape(panel["title"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(
            f"A panel in {name} cannot be read: {type(error).__name__} {error}. Run the notebook."
        ) from error
    words = labels("sharing")[language]
    return (
        f'<section class="panel" data-explore="panel" lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">'
        f'<h3 dir="auto">{title}</h3><div class="controls">{selects}</div>'
        '<p class="status" role="status" dir="auto"></p>'
        '<div class="shown"><div class="plot" dir="ltr"></div><div class="table scroll"></div>'
        f'<details class="code"><summary>{words["code"]}</summary><pre class="expression" dir="ltr"></pre></details>'
        f'</div><ul class="notes">{notes}</ul>'
        '<noscript><p class="note">This panel needs JavaScript.</p></noscript>'
        f"{_script({'states': states, 'words': words} | more)}</section>"
    )


def _state(state: State, data: Data) -> State:
    figure = state.get("figure")
    return {
        "figure": data.figure(figure) if figure else None,
        "table": clean_html(state.get("table") or ""),
        "code": state.get("code") or "",
    }


def _select(control: Control) -> str:
    options = [(escape(option["value"]), escape(option["label"])) for option in control["options"]]
    now = escape(control["value"])
    listed = "".join(
        f'<option value="{value}" dir="auto"{" selected" if value == now else ""}>{label}</option>'
        for value, label in options
    )
    named = f'<span dir="auto">{escape(control["label"])}</span>'
    narrows = " data-narrows" if "narrows" in control else ""
    select = f'<select name="{escape(control["name"])}" dir="auto" autocomplete="off"{narrows}'
    if len(options) == 1:  # nothing to choose: it is shown, and kept for the script
        return f'<div class="fixed">{named}<b dir="auto">{options[0][1]}</b>{select} hidden>{listed}</select></div>'
    return f"<label>{named}{select}>{listed}</select></label>"


def _script(value: Any) -> str:
    return f'<script type="application/json">{json_text(value)}</script>'


def json_text(value: Any) -> str:
    """Return a value as JSON that may stand in a script element: with no "<" in it nothing ends the element early."""
    text = json.dumps(_finite(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c")


def _finite(value: Any) -> Any:
    """Return JSON data with null for what JSON has no word for: not-a-number and infinity."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value

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

from explore.errors import BadInput
from explore.sharing.clean import clean_html

# The panels of explore.panels.freeze, which writes PANEL and makes the keys of states as `_key` does here.
PANEL = "application/vnd.explore.panel+json"
PLOTLY = "application/vnd.plotly.v1+json"
WIDGET = "application/vnd.jupyter.widget-view+json"
#: What colours a terminal.
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_PROGRESS = re.compile(r"\d+%\||\d+it \[|\?it/s")
#: What a shared page says itself beside a panel, in the panel's language.
WORDS = {
    "en": {
        "code": "Code of what is shown",
        "absent": "This combination was not worked out when the page was made.",
        "nearest": "The nearest one that was: ",
        "show": "Show it",
        "comma": ", ",
    },
    "ar": {
        "code": "شفرة ما يظهر",
        "absent": "لم يُحسب هذا الاختيار عند إعداد الصفحة.",
        "nearest": "أقرب ما حُسب: ",
        "show": "أظهره",
        "comma": "، ",
    },
}


@dataclass
class Data:
    """What the page's script draws: figures, and the templates they share, each once."""

    figures: int = 0
    templates: list[Any] = field(default_factory=list)

    def figure(self, figure: dict[str, Any]) -> dict[str, Any]:
        """Return a figure as the page keeps it, its template replaced by a number."""
        layout = dict(figure.get("layout") or {})
        template = layout.pop("template", None)
        self.figures += 1
        kept = {"data": figure.get("data") or [], "layout": layout}
        if isinstance(template, dict):
            if template not in self.templates:
                self.templates.append(template)
            kept["template"] = self.templates.index(template)
        if frames := figure.get("frames"):
            kept["frames"] = frames
        return kept


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
        anchor_link_text="",  # the ids stay, for links inside the notebook
        path=str(folder or ""),
        attachments=attachments or {},
    )
    return clean_html(MarkdownWithMath(renderer=renderer).render(source))


def _code(cell: Any) -> str:
    from nbconvert.filters import Highlight2HTML

    messages = "".join(out.text for out in cell.outputs if out.output_type == "stream" and out.name == "stderr")
    said = "\n".join(
        line for line in ANSI.sub("", messages).splitlines() if line.strip() and not _PROGRESS.search(line)
    )
    shown = f'<pre class="stderr">{escape(said)}</pre>' if said else ""
    source = Highlight2HTML()(cell.source, "python")
    return f'<details class="code" dir="ltr"><summary>Code</summary>{source}{shown}</details>'


def _output(output: Any, path: Path, data: Data) -> str:
    if output.output_type == "stream":
        return f'<pre dir="auto">{escape(ANSI.sub("", output.text))}</pre>' if output.name == "stdout" else ""
    if output.output_type == "error":
        return f'<pre class="stderr" dir="ltr">{escape(ANSI.sub("", chr(10).join(output.traceback)))}</pre>'
    bundle = output.data
    if PANEL in bundle:
        return panel_html(bundle[PANEL], data, path.name)
    if PLOTLY in bundle:
        return _figure(data.figure(bundle[PLOTLY]), bundle.get("image/png"))
    note = ""
    if WIDGET in bundle:
        if _PROGRESS.search(str(bundle.get("text/plain", ""))):
            return ""
        note = (
            f'<p class="note">A control stood here that needs a running notebook: open '
            f"<code>{escape(path.name)}</code> in JupyterLab to use it.</p>"
        )
        bundle = {kind: value for kind, value in bundle.items() if kind != "text/plain"}
    return note + _still(bundle)


def _still(bundle: Any) -> str:
    """Return the richest form of an output that is neither figure nor panel."""
    if "text/html" in bundle:
        return f'<div class="scroll" dir="auto">{clean_html(_text(bundle["text/html"]))}</div>'
    if "image/svg+xml" in bundle:  # as an image, where nothing inside it can run or fetch
        coded = base64.b64encode(_text(bundle["image/svg+xml"]).encode()).decode("ascii")
        return f'<img alt="" src="data:image/svg+xml;base64,{coded}">'
    for kind in ("image/png", "image/jpeg", "image/gif", "image/webp"):
        if kind in bundle:
            return _image(kind, _text(bundle[kind]))
    if "text/markdown" in bundle:
        return _markdown(_text(bundle["text/markdown"]), None)
    if "text/plain" in bundle:
        return f'<pre dir="auto">{escape(ANSI.sub("", _text(bundle["text/plain"])))}</pre>'
    return ""


def _image(kind: str, coded: str) -> str:
    return f'<img alt="" src="data:{kind};base64,{re.sub("[^A-Za-z0-9+/=]", "", coded)}">'


def _figure(figure: dict[str, Any], png: Any) -> str:
    # Without scripts, in a mail reader's preview, the still image stands in.
    still = f"<noscript>{_image('image/png', _text(png))}</noscript>" if png else ""
    return f'<div class="figure" data-explore="figure"><div class="plot"></div>{still}{_script(figure)}</div>'


def panel_html(bundle: Any, data: Data, name: str) -> str:
    """Make a panel that works without a kernel: a choice for each control, and every state that was worked out.

    Parameters
    ----------
    bundle : dict
        title, controls (name, label, options of value and label, value), states (a key, the JSON list of the
        controls' values in order, to figure, table, code), notes. A control with `narrows` ({value: values}) has no
        part in the keys: it leaves only some options of the control after it. One with `steps` (two words) gets
        buttons to its previous and next option. An Arabic panel has a `language` of "ar" and runs right to left.
    """
    try:
        controls = [(c["name"], c["label"], [(o["value"], o["label"]) for o in c["options"]], c["value"],
                     "narrows" in c) for c in bundle["controls"]]  # fmt: skip
        narrows = {str(c["name"]): {str(value): [str(one) for one in left] for value, left in c["narrows"].items()}
                   for c in bundle["controls"] if "narrows" in c}  # fmt: skip
        steps = {str(c["name"]): [str(one) for one in c["steps"]] for c in bundle["controls"] if "steps" in c}
        states = {_key(json.loads(key)): _state(state, data) for key, state in bundle["states"].items()}
        title, notes = str(bundle["title"]), [str(note) for note in bundle.get("notes", ())]
        language = "ar" if bundle.get("language") == "ar" else "en"
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(f"A panel in {name} is not as panels are: {type(error).__name__} {error}.") from error
    chosen = "".join(_select(*control) for control in controls)
    listed = "".join(f'<li dir="auto">{escape(note)}</li>' for note in notes)
    side = "rtl" if language == "ar" else "ltr"
    script = _script({"states": states, "narrows": narrows, "steps": steps, "words": WORDS[language]})
    return (
        f'<section class="panel" data-explore="panel" lang="{language}" dir="{side}">'
        f'<h3 dir="auto">{escape(title)}</h3><div class="controls">{chosen}</div>'
        '<p class="status" role="status" dir="auto"></p>'
        '<div class="shown"><div class="plot" dir="ltr"></div><div class="table scroll"></div>'
        f'<details class="code"><summary>{WORDS[language]["code"]}</summary>'
        '<pre class="expression" dir="ltr"></pre></details>'
        f'</div><ul class="notes">{listed}</ul>'
        '<noscript><p class="note">This panel needs JavaScript.</p></noscript>'
        f"{script}</section>"
    )


def _state(state: dict[str, Any], data: Data) -> dict[str, Any]:
    figure = state.get("figure")
    return {
        "figure": data.figure(figure) if figure else None,
        "table": clean_html(str(state.get("table") or "")),
        "code": str(state.get("code") or ""),
    }


def _select(name: str, label: str, options: list[tuple[str, str]], value: str, narrows: bool) -> str:
    listed = "".join(
        f'<option value="{escape(str(v))}" dir="auto"{" selected" if v == value else ""}>{escape(str(text))}</option>'
        for v, text in options
    )
    named = f'<span dir="auto">{escape(str(label))}</span>'
    select = f'<select name="{escape(str(name))}" dir="auto" autocomplete="off"{" data-narrows" if narrows else ""}'
    if len(options) == 1:  # nothing to choose: it is told, and kept for the script
        only = f'<b dir="auto">{escape(str(options[0][1]))}</b>'
        return f'<div class="fixed">{named}{only}{select} hidden>{listed}</select></div>'
    return f"<label>{named}{select}>{listed}</select></label>"


def _key(values: Any) -> str:
    """Return the key as JSON.stringify writes it in the page; explore.panels.freeze writes them so too."""
    return json.dumps([str(value) for value in values], ensure_ascii=False, separators=(",", ":"))


def _script(value: Any) -> str:
    return f'<script type="application/json">{json_text(value)}</script>'


def json_text(value: Any) -> str:
    """Return a value as JSON that may stand in a script element: with no "<" in it nothing ends the element early."""
    text = json.dumps(_finite(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c")


def _finite(value: Any) -> Any:
    """Return JSON data with null for what JSON has no word for: not-a-number and infinity."""
    if isinstance(value, dict):
        return {str(key): _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "".join(value)

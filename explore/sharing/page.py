"""The page around the cells: head, policy, style, script, footer; and the index of all pages.

The page's own script is one constant file, and so is plotly.js. The content security policy names the two by their
hashes: nothing else on the page can run, and nothing can be fetched.
"""

from __future__ import annotations

import base64
import hashlib
import platform
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

from explore.sharing.clean import ARABIC
from explore.sharing.outputs import Data, cells_html, json_text

_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True)
class Page:
    """A page: its file name, its title, the question it asks, its HTML and language."""

    file: str
    title: str
    question: str
    html: str
    arabic: bool

    @property
    def megabytes(self) -> float:
        """Size of the file."""
        return len(self.html.encode("utf-8", "replace")) / 1e6


def read_page(notebook: Any, path: Path) -> Page:
    """Make the page of a notebook, with the outputs it has."""
    data = Data()
    body = "\n".join(cells_html(notebook, path, data))
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    arabic = _is_arabic("\n".join(texts))
    title, question = _headline(texts, path, arabic=arabic)
    html = _document(title, body, arabic=arabic, data=data)
    return Page(f"{path.stem}.html", title, question, html, arabic)


def index_html(pages: Iterable[Page]) -> str:
    """Make the page that lists the others: title, question and size of each, and a link."""
    pages = list(pages)
    arabic = bool(pages) and sum(page.arabic for page in pages) * 2 > len(pages)
    title = "أخبار للاستكشاف" if arabic else "Arabic news, explored"
    items = "\n".join(
        f'<li><a href="{escape(page.file)}"><h2 dir="auto">{escape(page.title)}</h2>'
        f'<p dir="auto">{escape(page.question)}</p>'
        f'<p class="size" dir="ltr">{escape(page.file)} · {page.megabytes:.1f} MB</p></a></li>'
        for page in pages
    )
    lead = (
        "كل صفحة ملف واحد يعمل دون اتصال بالشبكة."
        if arabic
        else "Each page is one file that works without a network: send it as it is."
    )
    body = f'<h1>{title}</h1>\n<p class="lead">{lead}</p>\n<ol class="index">\n{items}\n</ol>'
    return _document(title, body, arabic=arabic, data=Data())


def _document(title: str, body: str, *, arabic: bool, data: Data) -> str:
    scripts = [_plotly(), _asset("page.js")] if data.figures or 'data-explore="panel"' in body else []
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in scripts) or "'none'"
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    head = f"<script>{scripts[0]}</script>" if scripts else ""
    templates = f'<script type="application/json" data-explore="templates">{json_text(data.templates)}</script>'
    tail = f"<script>{scripts[1]}</script>" if scripts else ""
    language = 'lang="ar" dir="rtl"' if arabic else 'lang="en" dir="ltr"'
    return (
        f"<!DOCTYPE html>\n<html {language}>\n<head>\n"
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<title>{escape(title)}</title>\n<link rel="icon" href="data:,">\n'
        f"<style>{_asset('page.css')}\n{_code_style()}</style>\n{head}\n</head>\n"
        f'<body>\n<main>\n{body}\n</main>\n<footer dir="ltr">{_footer()}</footer>\n'
        f"{templates if scripts else ''}\n{tail}\n</body>\n</html>\n"
    )


def _headline(texts: list[str], path: Path, *, arabic: bool) -> tuple[str, str]:
    """Return the first heading, and the first sentence in the page's language that asks, or its first paragraph."""
    text = "\n\n".join(texts)
    heading = re.search(r"^#\s+(.+)$", text, re.MULTILINE)
    title = _plain(heading[1]) if heading else path.stem
    paragraphs = [_plain(p) for p in re.split(r"\n\s*\n", text) if not re.match(r"\s*(?:#|```|\||<)", p)]
    own = [p for p in paragraphs if p and _is_arabic(p) == arabic]
    asked = next((q for p in own for q in re.findall(r"[^.!?؟]*[?؟]", p)), "")
    return title, asked.strip() or next(iter(own), "")


def _plain(markdown: str) -> str:
    linked = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return " ".join(re.sub(r"[*`]+|^>\s?", "", linked, flags=re.MULTILINE).split())


def _is_arabic(text: str) -> bool:
    return len(ARABIC.findall(text)) > len(_LATIN.findall(text))


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")


def _footer() -> str:
    manifest = files("explore").joinpath("assets", "manifest.toml")
    assets = tomllib.loads(manifest.read_text(encoding="utf-8")) if manifest.is_file() else {}
    listed = ", ".join(f"{name} {entry.get('version', '?')}" for name, entry in sorted(assets.items()))
    made = f"explore {metadata.version('explore-arabic-news')}, Python {platform.python_version()}, "
    made += f"plotly {metadata.version('plotly')}"
    return f"<p>Made with {escape(made)}.</p>" + (f"<p>Data: {escape(listed)}.</p>" if listed else "")


@cache
def _plotly() -> str:
    from plotly.offline import get_plotlyjs

    # A "</script" inside the library would end the element that holds it; a browser reads other ends of lines as \n.
    return re.sub(r"</(script)", r"<\\/\1", str(get_plotlyjs()), flags=re.IGNORECASE).replace("\r", "")


@cache
def _asset(name: str) -> str:
    return files("explore.sharing").joinpath(name).read_text(encoding="utf-8")


@cache
def _code_style() -> str:
    from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]

    return str(HtmlFormatter(style="friendly").get_style_defs(".highlight"))

"""The page around the cells: head, policy, style, script, footer; and the index of all pages.

The page's own script is one constant file, and so is plotly.js. The content security policy names the two by their
hashes: nothing else on the page can run, and nothing can be fetched.
"""

from __future__ import annotations

import base64
import hashlib
import platform
import re
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from explore.assets import labels, manifest
from explore.sharing.outputs import cells_html
from explore.text import ARABIC

_LATIN = re.compile("[A-Za-z]")
_WEIGHT = "<!--weight-->"


class Page(NamedTuple):
    """A page: its file name, its title, the question it asks, its HTML, and whether it is in Arabic."""

    file: str
    title: str
    question: str
    html: str
    arabic: bool


def read_page(notebook: Any, path: Path) -> Page:
    """Make the page of a notebook, with the outputs it has."""
    body = "\n".join(cells_html(notebook, path))
    texts = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    arabic = _is_arabic(texts)
    title, question = _headline(texts, path, arabic=arabic)
    return Page(f"{path.stem}.html", title, question, _document(title, body, arabic=arabic), arabic)


def index_html(pages: Iterable[Page]) -> str:
    """Make the page that lists the others: title, question and size of each, and a link."""
    pages = list(pages)
    arabic = sum(page.arabic for page in pages) * 2 > len(pages)
    words = labels("sharing")["ar" if arabic else "en"]
    items = "\n".join(map(_item, pages))
    body = f'<h1>{words["index"]}</h1>\n<p class="lead">{words["lead"]}</p>\n<ol class="index">\n{items}\n</ol>'
    return _document(words["index"], body, arabic=arabic)


def _item(page: Page) -> str:
    # Quoted, a file's name is a path whatever it looks like: no scheme, query or fragment.
    size = f"{escape(page.file)} · {len(page.html.encode('utf-8', 'replace')) / 1e6:.1f} MB"
    return (
        f'<li><a href="{quote(page.file, safe="")}"><h2 dir="auto">{escape(page.title)}</h2>'
        f'<p dir="auto">{escape(page.question)}</p><p class="size" dir="ltr">{size}</p></a></li>'
    )


def _document(title: str, body: str, *, arabic: bool) -> str:
    scripts = [_plotly(), _asset("page.js")] if 'data-explore="figure"' in body else []
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii") for script in scripts)
    hashes = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    first, last = (f"<script>{script}</script>" for script in scripts) if scripts else ("", "")
    language = 'lang="ar" dir="rtl"' if arabic else 'lang="en" dir="ltr"'
    page = (
        f"<!DOCTYPE html>\n<html {language}>\n<head>\n"
        f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<title>{escape(title)}</title>\n<link rel="icon" href="data:,">\n'
        f"<style>{_asset('page.css')}\n{_code_style()}</style>\n{first}\n</head>\n"
        f'<body>\n<main>\n{body}\n</main>\n<footer dir="ltr">{_footer()}<p>{_WEIGHT}</p></footer>\n'
        f"{last}\n</body>\n</html>\n"
    )
    return page.replace(_WEIGHT, _weight(len(page.encode("utf-8", "replace")), len(first)))


def _weight(page: int, library: int) -> str:
    of_it = f", of which plotly.js {library / 1e6:.1f} MB: it draws the charts without a network" if library else ""
    return f"This page weighs {page / 1e6:.1f} MB{of_it}."


def _headline(text: str, path: Path, *, arabic: bool) -> tuple[str, str]:
    """Return the first heading, and the first sentence in the page's language that asks, or its first paragraph."""
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


def _footer() -> str:
    made = f"explore {metadata.version('explore-arabic-news')}, Python {platform.python_version()}, "
    data = ", ".join(f"{name} {entry['version']}" for name, entry in sorted(manifest().items()))
    return f"<p>Made with {made}plotly {metadata.version('plotly')}.</p><p>Data: {escape(data)}.</p>"


@cache
def _plotly() -> str:
    from plotly.offline import get_plotlyjs

    # A "</script" inside the library would end the element that holds it; a browser reads other ends of lines as \n.
    return re.sub(r"</(script)", r"<\\/\1", str(get_plotlyjs()), flags=re.IGNORECASE).replace("\r", "")


def _asset(name: str) -> str:
    return files("explore.sharing").joinpath(name).read_text(encoding="utf-8")


def _code_style() -> str:
    from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]

    return str(HtmlFormatter(style="friendly").get_style_defs(".highlight"))

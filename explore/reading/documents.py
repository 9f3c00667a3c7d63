"""Files that are one article each: plain text, and saved web pages without menus, scripts and advertisements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from explore.errors import BadInput
from explore.reading.encodings import repair_mojibake
from explore.reading.rows import Row, text_of

# Where pages say when they came out, with the time of day: elements of the head, and JSON for search engines.
_META = {"article:published_time", "datepublished", "pubdate", "publish-date", "parsely-pub-date", "date"}
_JSON = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]*)"', re.IGNORECASE)


def text_rows(data: bytes, path: Path, where: str) -> Iterator[Row]:
    """Yield the one article of a text file; its id is the name of the file without the suffix."""
    text, notes = text_of(data, path)
    # The end of the last line belongs to the file, not to the text: editors add it or not.
    yield Row(where, {"text": text.removesuffix("\n").removesuffix("\r")}, notes, stem=stem(path))


def html_rows(data: bytes, path: Path, where: str) -> Iterator[Row]:
    """Yield the article of a web page that was saved: main text, headline, date, site, author."""
    html, notes = text_of(data, path)
    html, misread = repair_mojibake(html)  # before parsing, which would take some of the wrong letters for spaces
    if misread:
        notes.append(("repaired", misread, "page"))
    fields = _fields(html, path)
    yield Row(where, fields, notes, None if fields.get("text") else "no article found in the page", stem=stem(path))


def stem(path: Path) -> str:
    """Return the name of a file without its suffix, packed or not."""
    return Path(path.name.removesuffix(".gz").removesuffix(".gzip")).stem


def _fields(html: str, path: Path) -> dict[str, Any]:
    """Return title, text, published, outlet, author and url of a page, as far as it gives them."""
    import trafilatura

    if "<" not in html:
        raise BadInput(f"{path} has no HTML in it. Rename it to .txt if it is plain text.")
    try:
        tree = trafilatura.load_html(html)
        dated = None if tree is None else _published(tree)
        page = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
    except Exception as error:  # a parser of other people's pages may fail in any way
        raise BadInput(f"{path} cannot be parsed as HTML ({type(error).__name__}). Save its text as .txt.") from error
    if page is None:
        return {}
    text = page.text or page.raw_text or ""
    fields = {
        "title": page.title,
        "text": text.removeprefix(f"{page.title}\n"),  # the headline is a column of its own, once
        "published": dated or page.date,
        "outlet": page.sitename or page.hostname,
        "author": page.author,
        "url": page.url,
    }
    return {name: value for name, value in fields.items() if value}


def _published(tree: Any) -> str | None:
    """Return the date that the first of these elements gives; shorter and longer values are not dates."""
    for element in tree.iter("meta", "script"):
        names = {element.get(name, "").lower() for name in ("property", "name", "itemprop")}
        stated = [element.get("content", "")] if names & _META else _JSON.findall(element.text or "")
        for value in stated:
            if 6 <= len(value) <= 60:
                return str(value)
    return None

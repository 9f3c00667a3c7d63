"""Files that are one article each: plain text, and saved web pages without menus, scripts and advertisements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from explore.reading.encodings import repair_mojibake
from explore.reading.rows import Note, Row, Unreadable, lines_of, repaired

# Where pages say when they came out, with the time of day: elements of the head, and JSON for search engines.
_META = {"article:published_time", "datepublished", "pubdate", "publish-date", "parsely-pub-date", "date"}
_JSON = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]*)"', re.IGNORECASE)


def text_rows(data: bytes, where: str) -> Iterator[Row]:
    """Yield the one article of a text file."""
    text, notes = _text_of(data)
    # The end of the last line belongs to the file, not to the text: editors add it or not.
    yield Row(where, {"text": text.removesuffix("\n").removesuffix("\r")}, notes)


def html_rows(data: bytes, where: str) -> Iterator[Row]:
    """Yield the article of a web page that was saved: main text, headline, date, site, author."""
    html, notes = _text_of(data)
    html, misread = repair_mojibake(html)  # before parsing, which would take some of the wrong letters for spaces
    if misread:
        notes.append(("repaired", misread, "page"))
    fields = _fields(html)
    yield Row(where, fields, notes, None if fields.get("text") else "no article found in the page")


def _text_of(data: bytes) -> tuple[str, list[Note]]:
    text, by_line, notes = lines_of(data)
    return text, notes + [note for what in dict.fromkeys(by_line.values()) for note in repaired(what)]


def _fields(html: str) -> dict[str, Any]:
    """Return title, text, published, outlet, author and url of a page, as far as it gives them."""
    import trafilatura

    if "<" not in html:
        raise Unreadable("has no HTML in it. Rename it to .txt if it is plain text.")
    try:
        tree = trafilatura.load_html(html)
        dated = None if tree is None else _published(tree)
        page = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
    except Exception as error:  # a parser of other people's pages may fail in any way
        raise Unreadable(f"cannot be parsed as HTML ({type(error).__name__}). Save its text as .txt.") from error
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

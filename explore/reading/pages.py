"""A saved web page: its article, without menus, scripts and advertisements."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from explore.errors import BadInput

# Where pages say when they came out, with the time of day: meta elements and the JSON of search engines.
_DATED = re.compile(
    r"""<meta[^>]+(?:property|name|itemprop)\s*=\s*["'](?:article:published_time|datePublished|pubdate|publish-date|
        parsely-pub-date|date)["'][^>]*?content\s*=\s*["']([^"']{6,60})["']
      |"datePublished"\s*:\s*"([^"]{6,60})"
    """,
    re.VERBOSE | re.IGNORECASE,
)


def page_values(html: str, path: Path) -> dict[str, Any]:
    """Return title, text, published, outlet, author and url of a page, as far as it gives them.

    Raises
    ------
    BadInput
        Where the page cannot be parsed at all.
    """
    import trafilatura

    if "<" not in html:
        raise BadInput(f"{path} has no HTML in it. Rename it to .txt if it is plain text.")
    try:
        page = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False, favor_precision=False)
    except Exception as error:  # a parser of other people's pages may fail in any way
        raise BadInput(f"{path} cannot be parsed as HTML ({type(error).__name__}). Save its text as .txt.") from error
    if page is None:
        return {}
    found = page.as_dict() if hasattr(page, "as_dict") else dict(page)
    dated = _DATED.search(html)
    title, text = found.get("title"), found.get("text") or found.get("raw_text") or ""
    if title and text.startswith(title + "\n"):  # the headline is a column of its own, once
        text = text[len(title) + 1 :]
    values = {
        "title": title,
        "text": text,
        "published": (dated[1] or dated[2]) if dated else found.get("date"),
        "outlet": found.get("sitename") or found.get("hostname"),
        "author": found.get("author"),
        "url": found.get("url"),
    }
    return {name: value for name, value in values.items() if value}

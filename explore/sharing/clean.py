"""HTML from notebooks, made harmless and readable right to left.

An output may hold what an article's text put there. So the HTML is read token by token and written anew: only
elements and attributes from a list, every value escaped. What is not on the list shows as text, so that a script in
a headline can be read and cannot run. On the way every block gets its direction from its own first letter.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

_VOID = frozenset("br hr img col wbr".split())
_DIRECTED = frozenset("p ul ol h1 h2 h3 h4 h5 h6 td th blockquote caption dt dd summary figcaption".split())
_ELEMENTS = _VOID | _DIRECTED | frozenset(
    "a abbr b bdi bdo cite code colgroup del details div dl em figure i ins kbd li mark pre q s samp section small "
    "span strong sub sup table tbody tfoot thead tr u style "
    "svg g path rect circle ellipse line polyline polygon text tspan title defs".split()
)  # fmt: skip
_ATTRIBUTES = frozenset(
    "abbr alt class colspan datetime dir headers height href id lang open rowspan scope span src start style title "
    "value width align "
    "viewbox d x y x1 x2 y1 y2 dx dy cx cy r rx ry points transform fill stroke stroke-width opacity fill-opacity "
    "stroke-opacity font-size text-anchor preserveaspectratio role aria-label aria-hidden".split()
)
_LINK = re.compile(r"(?:https?://|mailto:|#|[\w./%-]+\.(?:html|ipynb)(?:#.*)?$)", re.IGNORECASE)
_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*$")
_FETCHES = re.compile(r"url\s*\(|@import|image-set|\\|expression|<|position\s*:\s*(?:fixed|sticky)", re.IGNORECASE)
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")


def clean_html(source: str) -> str:
    """Return `source` with listed elements and attributes alone, escaped anew; tables with Arabic right to left.

    Examples
    --------
    >>> clean_html('<b onclick="x()">بوتين</b><script>alert(1)</script>')
    '<b>بوتين</b>&lt;script&gt;alert(1)&lt;/script&gt;'
    >>> clean_html("<table><tr><td>موسكو</td></tr></table>")
    '<table dir="rtl"><tr><td dir="auto">موسكو</td></tr></table>'
    """
    cleaner = _Cleaner()
    cleaner.feed(source)
    cleaner.close()
    return cleaner.result()


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.tables: list[int] = []  # where the start tag of each open table stands in `out`
        self.style: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ELEMENTS:
            self.out.append(escape(self.get_starttag_text() or "", quote=False))
            return
        if tag == "style":
            self.style = []
            self.open.append(tag)
            return
        if tag == "img" and not _IMAGE.match(dict(attrs).get("src") or ""):
            self.out.append(escape(f"[{dict(attrs).get('alt') or 'image not included'}]"))
            return
        kept = [
            (name, value or "") for name, value in attrs if name in _ATTRIBUTES and self._harmless(name, value or "")
        ]
        if tag in _DIRECTED and "dir" not in dict(kept):
            kept.append(("dir", "auto"))
        if tag == "a":
            kept = [(name, _page(value) if name == "href" else value) for name, value in kept]
            kept.append(("rel", "noopener noreferrer"))
        if tag == "table":
            self.tables.append(len(self.out))
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept)
        self.out.append(f"<{tag}{written}>")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _ELEMENTS and tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _ELEMENTS:
            self.out.append(escape(f"</{tag}>", quote=False))
            return
        # An end without a beginning is dropped; whatever is still open inside is closed first.
        while tag in self.open:
            last = self.open.pop()
            self._close(last)
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        if self.style is not None:
            self.style.append(data)
        else:
            self.out.append(escape(data, quote=False))

    def result(self) -> str:
        while self.open:
            self._close(self.open.pop())
        return "".join(self.out)

    def _close(self, tag: str) -> None:
        if tag == "style":
            rules = "".join(self.style or [])
            self.style = None
            # A stylesheet may colour the output; it may not fetch anything or hide where it ends.
            self.out.append(f"<style>{rules}</style>" if not _FETCHES.search(rules) else "")
            return
        self.out.append(f"</{tag}>")
        if tag == "table" and self.tables:
            at = self.tables.pop()
            if " dir=" not in self.out[at]:
                side = "rtl" if _ARABIC.search("".join(self.out[at + 1 :])) else "ltr"
                self.out[at] = self.out[at].replace("<table", f'<table dir="{side}"', 1)

    @staticmethod
    def _harmless(name: str, value: str) -> bool:
        if name == "href":
            return bool(_LINK.match(value.strip()))
        return name != "style" or not _FETCHES.search(value)


def _page(href: str) -> str:
    """Return the page of the notebook that a link leads to; any other link as it is."""
    return re.sub(r"\.ipynb(?=$|#)", ".html", href) if "://" not in href else href

"""HTML from notebooks, made harmless and readable right to left.

An output may hold what an article's text put there. So the HTML is read token by token and written anew: only
elements and attributes from a list, every value escaped. What is not on the list shows as text, so that a script in
a headline can be read and cannot run. On the way every block gets its direction from its own first letter, unless
what stands around it says right to left or left to right.
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
# Two slashes begin the name of a server, and browsers read a backslash as a slash.
_LINK = re.compile(r"(?:https?://|mailto:|#|(?![/\\]{2})[\w./%-]+\.(?:html|ipynb)(?:#.*)?$)", re.IGNORECASE)
_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*$")
_FETCHES = re.compile(r"url\s*\(|@import|image-set|\\|expression|<|position\s*:\s*(?:fixed|sticky)", re.IGNORECASE)
# A stylesheet reaches the whole page. The rules that pandas writes for a coloured table name the table by its id and
# so reach nothing else; those of a plain one (.dataframe) only say what the page's own stylesheet says.
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_OF_ONE_TABLE = re.compile(r"#T_\w+(?: +[\w.:#-]+)*$")
#: An Arabic letter: explore.text.ARABIC once more, since sharing imports no other part but the errors.
ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")


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
        self.sided: list[bool] = []  # of each open element: whether it or one around it says rtl or ltr
        self.tables: list[int | None] = []  # where the start tag of each open table without a side stands in `out`
        self.style: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _ELEMENTS:
            self.out.append(escape(self.get_starttag_text() or "", quote=False))
            return
        if tag == "style":
            self.style = []
            self._open(tag)
            return
        if tag == "img" and not _IMAGE.match(dict(attrs).get("src") or ""):
            self.out.append(escape(f"[{dict(attrs).get('alt') or 'image not included'}]"))
            return
        kept = [
            (name, value or "") for name, value in attrs if name in _ATTRIBUTES and self._harmless(name, value or "")
        ]
        side = dict(kept).get("dir")
        around = any(self.sided[-1:])
        if tag in _DIRECTED and side is None and not around:
            kept.append(("dir", "auto"))
        if tag == "a":
            kept = [(name, _page(value) if name == "href" else value) for name, value in kept]
            kept.append(("rel", "noopener noreferrer"))
        if tag == "table":
            self.tables.append(len(self.out) if side is None and not around else None)
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept)
        self.out.append(f"<{tag}{written}>")
        if tag not in _VOID:
            self._open(tag, sided=(side or "").lower() in {"rtl", "ltr"})

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

    def _open(self, tag: str, *, sided: bool = False) -> None:
        self.sided.append(sided or any(self.sided[-1:]))
        self.open.append(tag)

    def _close(self, tag: str) -> None:
        self.sided.pop()
        if tag == "style":
            rules = _rules_of_one_table("".join(self.style or []))
            self.style = None
            self.out.append(f"<style>{rules}</style>" if rules else "")
            return
        self.out.append(f"</{tag}>")
        at = self.tables.pop() if tag == "table" else None
        if at is not None:
            side = "rtl" if ARABIC.search("".join(self.out[at + 1 :])) else "ltr"
            self.out[at] = self.out[at].replace("<table", f'<table dir="{side}"', 1)

    @staticmethod
    def _harmless(name: str, value: str) -> bool:
        if name == "href":
            return bool(_LINK.match(value.strip()))
        return name != "style" or not _FETCHES.search(value)


def _rules_of_one_table(sheet: str) -> str:
    """Return the rules of a stylesheet that reach into one table only and fetch nothing."""
    rules = [
        ([part.strip() for part in selectors.split(",")], body.strip()) for selectors, body in _RULE.findall(sheet)
    ]
    return "".join(
        f"{','.join(selectors)}{{{body}}}"
        for selectors, body in rules
        if all(map(_OF_ONE_TABLE.match, selectors)) and not _FETCHES.search(body)
    )


def _page(href: str) -> str:
    """Return the page of the notebook that a link leads to; any other link as it is."""
    return re.sub(r"\.ipynb(?=$|#)", ".html", href) if "://" not in href else href

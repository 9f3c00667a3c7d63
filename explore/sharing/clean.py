"""HTML from notebooks, made harmless and readable right to left.

An output may hold what an article's text put there. `nh3` parses it as a browser does and keeps the elements and
attributes of a list: a script vanishes with its content, a handler with its attribute. What is left of styles cannot
fetch anything nor leave its place on the page.
"""

from __future__ import annotations

import re

import nh3

from explore.text import is_arabic

_TAGS = frozenset(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details div dl dt em figcaption figure h1 h2 "
    "h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td "
    "tfoot th thead tr u ul wbr svg g path rect circle ellipse line polyline polygon text tspan".split()
)
_ATTRIBUTES = frozenset(
    "abbr align alt aria-hidden aria-label class colspan datetime dir headers height href id lang open role rowspan "
    "scope span src start style title value width "
    "cx cy d dx dy fill fill-opacity font-size opacity points r rx ry stroke stroke-opacity stroke-width text-anchor "
    "transform viewBox x x1 x2 y y1 y2".split()
)
# Where a link may lead: a web page, a place on this page, a page beside it. Two slashes begin the name of a server, and
# browsers read a backslash as a slash.
_LINK = re.compile(r"(?:https?://|#|(?![/\\]{2})[\w./%-]+\.(?:html|ipynb)(?:#.*)?$)", re.IGNORECASE)
_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*")
# No property that lays a thing over others, no negative length that would, no value that is an address.
_DECLARATION = re.compile(
    r"(?!.*[\s:]-\.?\d)(?:background|border|color|cursor|direction|display|font|height|letter-spacing|line-height|list-style|margin|"
    r"max|min|opacity|outline|overflow|padding|table-layout|text|unicode-bidi|vertical-align|white-space|width|"
    r"word-break)(?:-[a-z]+)*\s*:(?:[\w\s#%.,'\"!+-]|(?:rgba?|hsla?|linear-gradient)\(|\))+",
    re.IGNORECASE,
)
# A stylesheet reaches the whole page. The rules that pandas writes for a coloured table name the table by its id and so
# reach nothing else; those of a plain one only say what the page's own stylesheet says.
_SHEET = re.compile(r"<style[^>]*>(.*?)</style", re.IGNORECASE | re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_OF_ONE_TABLE = re.compile(r"#T_\w+(?: +[\w.:#-]+)*")
_TABLE = re.compile(r"<table\b(.*?)(?=</table|$)", re.IGNORECASE | re.DOTALL)
_DATAFRAME = re.compile(r"""[^>]*\sclass=["'][^"'>]*\bdataframe\b""")
_CELL = re.compile(r"<(td|th)\b", re.IGNORECASE)
_LIST = re.compile(r"<(ul|ol|blockquote)\b", re.IGNORECASE)


def clean_html(source: str) -> str:
    """Return `source` with listed elements and attributes alone; tables with Arabic run right to left.

    Examples
    --------
    >>> clean_html('<b onclick="x()">بوتين</b><script>alert(1)</script>')
    '<b>بوتين</b>'
    >>> clean_html('<a href="javascript:x()">a</a>')
    '<a rel="noopener noreferrer">a</a>'
    """
    return _own_rules(source) + _CLEANER.clean(_directed(source))


def _directed(source: str) -> str:
    """Give tables and lists a direction, unless the source gives one itself; lines get theirs by page.css."""
    if re.search(r"\sdir=[\"']?(?:rtl|ltr)", source):
        return source
    return _TABLE.sub(_directed_table, _LIST.sub(r'<\1 dir="auto"', source))


def _directed_table(table: re.Match[str]) -> str:
    """Keep the columns of a DataFrame from left to right, each cell as its text runs; others run as their text."""
    if _DATAFRAME.match(table[1]):
        return '<table dir="ltr"' + _CELL.sub(r'<\1 dir="auto"', table[1])
    return f'<table dir="{"rtl" if is_arabic(table[1]) else "ltr"}"{table[1]}'


def _own_rules(source: str) -> str:
    """Return the stylesheets of a source, with the rules alone that reach into one table and fetch nothing."""
    rules = []
    for written, body in _RULE.findall(" ".join(_SHEET.findall(source))):
        selectors, style = re.split(r"\s*,\s*", written.strip()), _style(body)
        if style and all(map(_OF_ONE_TABLE.fullmatch, selectors)):
            rules.append(f"{','.join(selectors)}{{{style}}}")
    return f"<style>{''.join(rules)}</style>" if rules else ""


def _style(declarations: str) -> str | None:
    kept = (part.strip() for part in declarations.split(";"))
    return ";".join(part for part in kept if _DECLARATION.fullmatch(part)) or None


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "style":
        return _style(value)
    if name == "src":
        return value if tag == "img" and _IMAGE.fullmatch(value) else None
    if name == "href":
        return _page(value.strip()) if tag == "a" and _LINK.match(value.strip()) else None
    return value


def _page(href: str) -> str:
    """Return the page of the notebook that a link leads to; any other link as it is."""
    return href if "://" in href else re.sub(r"\.ipynb(?=$|#)", ".html", href)


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"*": _ATTRIBUTES},
    attribute_filter=_attribute,
    clean_content_tags={"script", "style", "iframe", "object", "noscript", "textarea", "title"},
    url_schemes={"http", "https", "data"},
)

"""Export: a chart as a picture or a page, a table for a spreadsheet, a network for Gephi and its like.

Everything is written as it is shown: Arabic in the order of its letters, for the reading program to join.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd

from explore import tables
from explore.charts import inputs, theme
from explore.errors import BadInput

_WIDTH = 900  # pixels of a picture
_FORMULA = re.compile(r"^[=+\-@\t\r]")
#: What XML 1.0 has no place for.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MEASURED = ("expected", "npmi", "log_likelihood", "p_value", "tone")  # numbers of a tie, null where unknown
_KINDS = {"figure": "png, svg, pdf, html", "page": "html", "table": "csv"}


def save(what: Any, path: str | Path) -> Path:
    r"""Write a chart, a page of sentences or a table to a file, in the format of the file's ending.

    Parameters
    ----------
    what : Figure, HTML or DataFrame
        A chart (png, svg, pdf, html), what `passages` or `close_reading` returned (html), or any table (csv).
    path : path
        Its folder must be there.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    BadInput
        The ending is not one of those, or there is no such folder.

    Notes
    -----
    Pictures need a browser, Chromium or Chrome (`explore doctor` says whether there is one). Pages hold all they need
    and work offline. CSV is UTF-8 with a byte order mark, as spreadsheets want it; lists are joined by " | ", and a
    text that a spreadsheet would take for a formula begins with an apostrophe.

    Examples
    --------
    >>> import tempfile
    >>> path = save(pd.DataFrame({"name": ["موسكو", "=1+1"]}), Path(tempfile.mkdtemp()) / "names.csv")
    >>> path.read_text(encoding="utf-8")
    "\ufeffname\nموسكو\n'=1+1\n"
    """
    path = Path(path)
    kind = "table" if isinstance(what, pd.DataFrame) else "page" if isinstance(what, str) else "figure"
    ending = path.suffix.lower().removeprefix(".")
    if ending not in _KINDS[kind].split(", ") or (kind == "figure" and not hasattr(what, "write_image")):
        got = f"{tables.type_of(what)}, {path.name!r}"
        raise BadInput(f"charts.save(): a {kind} is written as {_KINDS[kind]}; got {got}.")
    if not path.parent.is_dir():
        raise BadInput(f"charts.save(): there is no folder {path.parent}. Make it first.")
    if kind == "table":
        what.map(_cell).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
    elif kind == "page":
        path.write_text(f'<!DOCTYPE html>\n<meta charset="utf-8">\n{what}\n', encoding="utf-8", errors="replace")
    elif ending == "html":
        what.write_html(path, include_plotlyjs=True, config={"displaylogo": False})
    else:
        what.write_image(path, width=what.layout.width or _WIDTH, height=what.layout.height)
    return path


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = " | ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def to_gexf(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a network of co-mentions as GEXF, the format of Gephi.

    Parameters
    ----------
    table : DataFrame
        What `explore.comentions` returned, over all time or one period.
    path : path
        The file.

    Returns
    -------
    Path
        The file. Nodes have the actor_id as id, the Arabic name as label (else the English one, else the id), both
        names and n; edges have the numbers of the table, and n as weight.

    Raises
    ------
    MissingColumns, BadInput
        If `table` lacks columns of it; if it is another table or has several periods.

    Examples
    --------
    >>> import explore, tempfile
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["التقى بوتين بايدن. عاد بوتين."]})
    >>> pairs = explore.comentions(explore.annotate(articles, topics=False))
    >>> path = to_gexf(pairs, Path(tempfile.mkdtemp()) / "pairs.gexf")
    >>> 'label="فلاديمير بوتين"' in path.read_text(encoding="utf-8")
    True
    """
    import networkx as nx

    nx.write_gexf(_graph(table), path)
    return Path(path)


def to_graphml(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a network of co-mentions as GraphML, which igraph, yEd, Cytoscape and Gephi read; else as `to_gexf`."""
    import networkx as nx

    nx.write_graphml(_graph(table), path)
    return Path(path)


def _graph(table: pd.DataFrame) -> Any:
    """Return the network of a table of co-mentions as a graph."""
    import networkx as nx

    inputs.check(table, "network")
    inputs.check_one_period(table, "network")
    graph: nx.Graph[str] = nx.Graph()
    for row in theme.records(table):
        for end in "ab":
            names = {"name_ar": row[f"name_{end}"], "name_en": row[f"name_en_{end}"]}
            about = {key: _xml(name) for key, name in names.items() if pd.notna(name)}
            label = _xml(theme.actor_name(row, "ar", end))
            graph.add_node(_xml(row[f"actor_{end}"]), label=label, **about, n=int(row[f"n_{end}"]))
        numbers = {key: row[key] for key in _MEASURED if pd.notna(row[key])}
        numbers |= {key: int(row[key]) for key in ("n", "n_articles", "n_stories")} | {"weight": int(row["n"])}
        ends = (_xml(row["actor_a"]), _xml(row["actor_b"]))
        graph.add_edge(*ends, unit=row["unit"], backbone=bool(row["backbone"]), **numbers)
    return graph


def _xml(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)

"""Close reading in a panel: choose an actor, an article that names him, and read; go on to the next.

As in other panels the article is a plain output of the cell, so that a saved notebook shows it wherever it is opened.
A frozen panel holds every article that fits, each as the HTML that `charts.close_reading` gives.
"""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from explore import charts, measures, tables
from explore.charts.close_reading import LAYERS, Layer
from explore.corpus import Corpus
from explore.errors import BadInput
from explore.panels.controls import ALL, choose_actors
from explore.panels.freeze import MAX_BYTES, PANEL, key
from explore.panels.layout import framed, freezing, in_words, page_id
from explore.panels.words import Language, word
from explore.text import isolate, shorten

_LISTED = 500  # articles in the list at once; an actor narrows it down


def close_reading(
    corpus: Corpus,
    *,
    article_id: str | None = None,
    actor: str | None = None,
    title: str = "",
    language: Language = "en",
) -> ReadingPanel:
    """Read the articles of a corpus one by one, with names, roles, quotations and dates marked.

    Parameters
    ----------
    corpus : Corpus
        What is read.
    article_id : str, optional
        The article that is shown first; the first in time where nothing is given.
    actor : str, optional
        Only articles that name this actor are listed.
    title : str, optional
        Stands above the controls.
    language : {"en", "ar"}
        Language of the panel's own words.

    Returns
    -------
    ReadingPanel
        Shown by a notebook as the last line of a cell.

    Raises
    ------
    BadInput
        There is no article, no such article or no such actor.

    Examples
    --------
    >>> import explore
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "text": ["قال بوتين نعم.", "عاد بايدن إلى واشنطن."]})
    >>> reading = close_reading(explore.annotate(articles, topics=False), actor="joe-biden")
    >>> reading.article_id, reading.code
    ('b', "explore.article_view(corpus, article_id='b')")
    """
    tables.corpus_like(corpus, needed_by="close_reading()")
    return ReadingPanel(corpus, article_id, actor, title, language)


class ReadingPanel:
    """What `close_reading` returns.

    Attributes
    ----------
    controls : dict
        actor, article and marks, lists of ipywidgets; set `reading.controls["article"].value` as a click would.
    """

    def __init__(
        self, corpus: Corpus, article_id: str | None, actor: str | None, title: str, language: Language
    ) -> None:
        import ipywidgets

        if corpus.articles.empty:
            raise BadInput("close_reading(): the corpus has no articles.")
        if article_id is not None and article_id not in set(corpus.articles["article_id"]):
            measures.article_view(corpus, article_id=article_id)  # says what there is
        self.corpus, self.title, self.language = corpus, title, language
        ordered = corpus.articles.sort_values(["published", "article_id"], na_position="last")
        self._labels = {row["article_id"]: _label(row, language) for row in ordered.to_dict("records")}
        named = corpus.mentions[["article_id", "actor_id"]].dropna().drop_duplicates()
        self._naming = named.groupby("actor_id")["article_id"].agg(set).to_dict()
        style = {"style": {"description_width": "initial"}, "layout": {"width": "max-content", "max_width": "100%"}}
        self.controls = {
            "actor": choose_actors(corpus, value=actor, language=language),
            "article": ipywidgets.Dropdown(description=word("article", language).capitalize(), **style),
            "marks": ipywidgets.Dropdown(
                description=word("marks", language), options=_layers(language), value=",".join(LAYERS), **style
            ),
        }
        self._buttons = {
            name: ipywidgets.Button(description=word(name, language), layout={"width": "auto"})
            for name in ("previous", "next")
        }
        self._status = ipywidgets.HTML()
        self._outputs: list[Any] = []
        self._page: str | None = None
        self._listing = False
        self._list(article_id)
        self.controls["actor"].observe(lambda _: self._list(None), names="value")
        for name in ("article", "marks"):
            self.controls[name].observe(lambda _: self._show(), names="value")
        self._buttons["previous"].on_click(lambda _: self._step(-1))
        self._buttons["next"].on_click(lambda _: self._step(1))

    @property
    def article_id(self) -> str:
        """The article that is shown."""
        return str(self.controls["article"].value)

    @property
    def frame(self) -> pd.DataFrame:
        """What was found in it, `explore.tables.ARTICLE_VIEW`."""
        return measures.article_view(self.corpus, article_id=self.article_id)

    @property
    def code(self) -> str:
        """An expression that gives `frame` where `explore` and `corpus` have their meaning."""
        return f"explore.article_view(corpus, article_id={self.article_id!r})"

    def _articles(self, actor: str) -> list[str]:
        """Return the articles that name an actor, all of them for ALL, in order of time."""
        return [one for one in self._labels if actor == ALL or one in self._naming.get(actor, ())]

    def _list(self, article_id: str | None) -> None:
        control = self.controls["article"]
        ids = self._articles(self.controls["actor"].value)
        shown = ids[:_LISTED]
        if article_id is not None and article_id not in shown:
            shown.append(article_id)
        before = control.value if article_id is None else article_id
        self._listing = True  # one change of the list is several of the control
        control.options = [(self._labels[one], one) for one in shown]
        control.value = before if before in shown else shown[0]
        self._listing = False
        more = len(ids) - len(shown)
        self._status.value = (
            f'<p dir="auto">{word("more articles", self.language, n=f"{more:,}")}</p>' if more > 0 else ""
        )
        self._show()

    def _step(self, by: int) -> None:
        control = self.controls["article"]
        ids = [value for _, value in control.options]
        control.value = ids[(ids.index(control.value) + by) % len(ids)]

    def _html(self, article_id: str, layers: str) -> str:
        chosen: list[Layer] = [layer for layer in LAYERS if layer in layers.split(",")]
        found = measures.article_view(self.corpus, article_id=article_id)
        return str(charts.close_reading(found, labels=self.language, layers=chosen))

    def _bundle(self) -> dict[str, str]:
        return {"text/html": self._html(self.article_id, self.controls["marks"].value), "text/plain": self.code}

    def _show(self) -> None:
        if self._listing:
            return
        for output in self._outputs:
            output.update(self._bundle(), raw=True)
        if self._outputs and page_id() != self._page:
            self._status.value = f'<p dir="auto"><b>{word("reloaded", self.language)}</b></p>'

    def frozen(self) -> dict[str, Any]:
        """Return the panel as data that need no kernel: as many articles as fit, those on the list first.

        The bundle is that of `explore.panels.freeze`; the list of actors has `narrows` (which articles each value
        leaves) instead of a part in the keys of states, and that of articles has `steps` (words of two buttons).
        """
        article, marks, actor = (self.controls[name] for name in ("article", "marks", "actor"))
        listed = [value for _, value in article.options]
        order = [article.value, *(one for one in [*listed, *self._labels] if one != article.value)]
        states: dict[str, dict[str, Any]] = {}
        kept: list[str] = []
        size = 0
        for one in dict.fromkeys(order):
            pages = {layers: self._html(one, layers) for _, layers in marks.options}
            size += sum(len(page.encode()) for page in pages.values())
            if kept and size > MAX_BYTES:
                break
            kept.append(one)
            code = f"explore.article_view(corpus, article_id={one!r})"
            states |= {
                key((one, layers)): {"figure": None, "table": page, "code": code} for layers, page in pages.items()
            }
        there = [one for one in self._labels if one in set(kept)]
        narrows = {value: [one for one in self._articles(value) if one in set(kept)] for _, value in actor.options}
        left = len(self._labels) - len(there)
        described = [
            _described("actor", actor, [(label, value) for label, value in actor.options if narrows[value]])
            | {"narrows": {value: ids for value, ids in narrows.items() if ids}},
            _described("article", article, [(self._labels[one], one) for one in there])
            | {"steps": [word("previous", self.language), word("next", self.language)]},
            _described("marks", marks, marks.options),
        ]
        notes = [word("left out", self.language, n=f"{left:,}")] if left else []
        panel = {"title": self.title or word("close reading", self.language), "language": self.language,
                 "controls": described, "states": states, "notes": notes}  # fmt: skip
        return {PANEL: panel, **self._bundle()}

    def _box(self) -> Any:
        narrowing = [self.controls["actor"], self.controls["marks"]]
        article = [self._buttons["previous"], self.controls["article"], self._buttons["next"]]
        return framed([narrowing, article], self._status, title=self.title, language=self.language)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        if freezing():
            display(self.frozen(), raw=True)
            return
        self._page = page_id()
        named = f"<b>{html.escape(self._labels[self.article_id])}</b>"
        words = in_words(named, title=self.title, language=self.language)
        display(self._box()._repr_mimebundle_() | {"text/html": words}, raw=True)
        output = display(self._bundle(), raw=True, display_id=True)
        if output is not None:
            self._outputs.append(output)


def _label(row: dict[Any, Any], language: Language) -> str:
    day = f"{row['published']:%Y-%m-%d}" if pd.notna(row["published"]) else word("undated", language)
    outlet = isolate(shorten(str(row["outlet"]), 20)) if pd.notna(row["outlet"]) else ""
    first = row["title"] if pd.notna(row["title"]) else row["text"]
    return " · ".join(filter(None, (isolate(day), outlet, isolate(shorten(str(first), 44)))))


def _layers(language: Language) -> list[tuple[str, str]]:
    return [(word("names only", language), "name,role"), (word("names and more", language), ",".join(LAYERS))]


def _described(name: str, control: Any, options: Any) -> dict[str, Any]:
    listed = [{"value": str(value), "label": label} for label, value in options]
    return {"name": name, "label": control.description, "options": listed, "value": str(control.value)}

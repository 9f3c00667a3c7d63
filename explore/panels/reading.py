"""Close reading in a panel: choose an actor, read an article that names them, go on to the next."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from explore import charts, measures, tables
from explore.charts.close_reading import LAYERS
from explore.corpus import Corpus
from explore.errors import BadInput
from explore.panels.panel import Panel
from explore.panels.picker import choose_actors
from explore.panels.spec import PanelSpec
from explore.panels.words import WIDE, Language, word
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
    if corpus.articles.empty:
        raise BadInput("close_reading(): the corpus has no articles.")
    if article_id is not None and article_id not in set(corpus.articles["article_id"]):
        measures.article_view(corpus, article_id=article_id)  # its error says what there is
    return ReadingPanel(corpus, article_id, actor, title, language)


class ReadingPanel(Panel):
    """What `close_reading` returns: a panel of one article, with a list of actors that narrows down the articles.

    Attributes
    ----------
    controls : dict
        article_id and layers, lists of ipywidgets.
    actor : ipywidgets.VBox
        The picker of actors; set `reading.actor.value = ("joe-biden",)` as a click would.
    """

    def __init__(
        self, corpus: Corpus, article_id: str | None, actor: str | None, title: str, language: Language
    ) -> None:
        import ipywidgets

        ordered = corpus.articles.sort_values(["published", "article_id"], na_position="last")
        self._labels = {row["article_id"]: _label(row, language) for row in ordered.to_dict("records")}
        named = corpus.mentions[["article_id", "actor_id"]].dropna()
        self._naming = named.groupby("actor_id")["article_id"].agg(set).to_dict()
        known = corpus.actors[corpus.actors["actor_id"].isin(list(self._naming))]
        self.actor = choose_actors(replace(corpus, actors=known), value=actor or (), language=language)
        self._article = ipywidgets.Dropdown(**WIDE)
        self._listing = False
        self._list(article_id)
        layers = [(word("names only", language), LAYERS[:2]), (word("names and more", language), LAYERS)]
        spec = PanelSpec(corpus, measures.article_view, partial(charts.close_reading, labels=language), language)
        controls = {"article_id": self._article, "layers": ipywidgets.Dropdown(options=layers, value=LAYERS, **WIDE)}
        super().__init__(spec, controls, title or word("close reading", language))
        self._buttons = [
            ipywidgets.Button(description=word(name, language), layout={"width": "auto"})
            for name in ("previous", "next")
        ]
        self.actor.observe(self._narrow, names="value")
        for button, step in zip(self._buttons, (-1, 1), strict=True):
            button.on_click(partial(self._step, step))

    @property
    def article_id(self) -> str:
        """The article that is shown."""
        return str(self._article.value)

    def _articles(self, actors: tuple[str, ...]) -> list[str]:
        """Return the articles that name all of some actors, in order of time."""
        return [a for a in self._labels if all(a in self._naming[actor] for actor in actors)]

    def _list(self, article_id: str | None) -> None:
        """List the articles of the chosen actor, and `article_id` among them."""
        listed = self._articles(self.actor.value)[:_LISTED]
        if article_id is not None and article_id not in listed:
            listed.append(article_id)
        now = self._article.value if article_id is None else article_id
        self._article.options = [(self._labels[a], a) for a in listed]
        self._article.value = now if now in listed else next(iter(listed), None)

    def _narrow(self, _: Any) -> None:
        self._listing = True  # one change of the list is several of the control
        self._list(None)
        self._listing = False
        self._changed(None)

    def _changed(self, change: Any) -> None:
        if not self._listing:
            super()._changed(change)

    def _step(self, by: int, _: Any) -> None:
        ids = [value for _, value in self._article.options]
        if ids:  # no article may name all of the actors that were chosen
            self._article.value = ids[(ids.index(self._article.value) + by) % len(ids)]

    def _say(self, text: str = "") -> None:
        more = len(self._articles(self.actor.value)) - len(self._article.options)
        super()._say(text or (word("more articles", self.language, n=f"{more:,}") if more > 0 else ""))

    def _rows(self) -> list[list[Any]]:
        before, after = self._buttons
        return [[self.actor, self.controls["layers"]], [before, self._article, after]]


def _label(row: dict[Any, Any], language: Language) -> str:
    day = f"{row['published']:%Y-%m-%d}" if pd.notna(row["published"]) else word("undated", language)
    outlet = isolate(shorten(str(row["outlet"]), 20)) if pd.notna(row["outlet"]) else ""
    first = row["title"] if pd.notna(row["title"]) else row["text"]
    return " · ".join(filter(None, (isolate(day), outlet, isolate(shorten(str(first), 44)))))

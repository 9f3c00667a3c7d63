"""The widget: an Explorer in JupyterLab, and what a kernel answers to its page."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, get_args

import anywidget
import numpy as np
import pandas as pd
import traitlets

from explore import assets, tables
from explore.corpus import Corpus
from explore.errors import BadInput
from explore.explorer import page, site, state as states, terms
from explore.explorer.layout import significant_ties
from explore.explorer.payload import payload_of
from explore.explorer.reading import Reader
from explore.explorer.rows import rows_of
from explore.explorer.scripts import script, style
from explore.filters import WordIndex
from explore.measures.keyness import Incidence

Language = Literal["en", "ar"]


class Explorer(anywidget.AnyWidget):  # type: ignore[misc]
    """An explorer of a corpus: one page on which every mark filters every other and leads to its sentences.

    Parameters
    ----------
    corpus : Corpus
        What `explore.annotate` returned.
    language : {"en", "ar"}
        Language of the interface; a button on the page switches it.
    state : str
        A state to begin with: what `.state` gave, or the part after "#" of a link into a saved file.

    Attributes
    ----------
    state : str
        What is chosen, as a short text; setting it changes the page.
    selection : dict
        The same as arguments of `Corpus.where`.
    corpus : Corpus
        The articles that are chosen.
    frame : DataFrame
        The table behind the view in the centre: `explore.comentions`, `keyness`, `topic_shares` or `attention`.
    code : str
        Python that gives the same table from a corpus called `corpus`.

    Raises
    ------
    BadInput
        `corpus` is not a corpus, or has no articles; `language` is not one of the two.

    Notes
    -----
    The page counts by itself, by the rules of the measures: shares of articles with Wilson intervals over stories, mean
    tones with Student's, ties in sentences with NPMI; a story counts once, boilerplate not at all, unless a switch
    brings them in. Significance of ties (`backbone` of `explore.comentions`) is computed for the whole corpus only.
    The kernel is asked for sentences, for words (search, `explore.keyness`) and for the saved file.

    Examples
    --------
    >>> import explore
    >>> texts = ["التقى بوتين بايدن في جنيف.", "عاد بوتين إلى موسكو."]
    >>> corpus = explore.annotate(pd.DataFrame({"article_id": list("ab"), "text": texts}), topics=False)
    >>> explorer = Explorer(corpus, state="actor=joe-biden")
    >>> explorer.code
    'explore.comentions(corpus.where(actors="joe-biden"))'
    >>> explorer.corpus.articles["article_id"].tolist()
    ['a']
    """

    _esm = script("widget")
    _css = style()
    _payload = traitlets.Bytes().tag(sync=True)
    _labels = traitlets.Dict().tag(sync=True)
    _page = traitlets.Unicode().tag(sync=True)
    language = traitlets.Enum(get_args(Language), "en").tag(sync=True)
    state = traitlets.Unicode("").tag(sync=True)

    def __init__(self, corpus: Corpus, *, language: Language = "en", state: str = "") -> None:
        tables.corpus_like(corpus, needed_by="Explorer()")
        tables.one_of(language, get_args(Language), option="language")
        if corpus.articles.empty:
            raise BadInput("the corpus has no articles, so there is nothing to explore.")
        states.corpus_of(
            corpus, states.read_state(state)
        )  # an unknown actor or outlet is an error here, not a blank page
        self._corpus = corpus
        self._rows = rows_of(corpus)
        header = {"backbone": significant_ties(self._rows)}
        self._reader: Reader | None = None
        self._index: WordIndex | None = None
        self._words: dict[bool, Incidence] = {}
        super().__init__(
            _payload=payload_of(corpus, self._rows, header),
            _page=page.still(corpus),
            _labels=dict(assets.labels("explorer")),
            language=language,
            state=state,
        )
        self.on_msg(self._answer)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Show the widget, and words in its place where no kernel runs.

        In a page that `explore share` writes they are a link to the corpus's own file.
        """
        if shared := site.link(self._corpus, self.state, language=self.language):
            return {"text/html": shared, "text/plain": repr(self)}
        bundle = super()._repr_mimebundle_(**options)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        data["text/html"] = site.still(self._corpus, self.state, language=self.language)
        return bundle

    def __repr__(self) -> str:
        return f"Explorer({len(self._corpus.articles):,} articles, state={self.state!r})"

    @property
    def selection(self) -> dict[str, Any]:
        """What is chosen, as arguments of `Corpus.where`."""
        return dict(states.read_state(self.state).where)

    @property
    def corpus(self) -> Corpus:
        """The articles that are chosen."""
        return states.corpus_of(self._corpus, states.read_state(self.state))

    @property
    def frame(self) -> pd.DataFrame:
        """The table behind the view in the centre."""
        return states.frame_of(self._corpus, states.read_state(self.state))

    @property
    def code(self) -> str:
        """Python that gives the table behind the view in the centre, from a corpus called `corpus`."""
        return states.view_code(states.read_state(self.state))

    def save_html(self, path: str | Path, *, sentences: page.Sentences = "fit", budget_mb: float = 12) -> Path:
        """Write the Explorer as one offline file that filters without a kernel; return its path.

        Parameters
        ----------
        path : str or Path
            The file to write.
        sentences : {"fit", "all", "none"}
            "fit" carries as many sentences as the budget holds, those that best support the actors and their ties
            first; "all" carries all, however large the file becomes; "none" only titles and counts.
        budget_mb : float
            Size of the file in megabytes (10^6 bytes) that "fit" keeps to.

        Raises
        ------
        BadInput
            The folder does not exist, or an option has no such value.

        Notes
        -----
        The file opens from disk, makes no request (a content security policy forbids it) and keeps its state in the
        part of its address after "#". It says how many sentences it carries. Words of A against B are counted in
        advance for single outlets, sections, topics and months against the rest.
        """
        return self._write(path, sentences=sentences, budget_mb=budget_mb, state=self.state)

    # ---- answers to the page ----

    def _answer(self, _: Any, message: dict[str, Any], __: list[Any]) -> None:
        """Answer a question of the page; an error is sent back as its text."""
        known: dict[str, Any] = {"sentences": self._sentences, "article": self._article, "search": self._search,
                 "terms": self._terms, "save": self._save}  # fmt: skip
        try:
            content, buffers = known[message["kind"]](message["content"])
            self.send({"id": message["id"], "content": content}, buffers)
        except Exception as error:  # noqa: BLE001 - the page waits for an answer, whatever went wrong
            self.send({"id": message.get("id"), "error": str(error)})

    def _read(self) -> Reader:
        if self._reader is None:
            self._reader = Reader(self._corpus, self._rows)
        return self._reader

    def _sentences(self, numbers: list[int]) -> tuple[Any, list[bytes]]:
        return [[int(number), self._read().row(int(number))] for number in numbers[:500]], []

    def _article(self, article: int) -> tuple[Any, list[bytes]]:
        reader = self._read()
        numbers = list(reader.of_article(int(article)))
        return {"rows": self._sentences(numbers)[0], "url": reader.url(int(article))}, []

    def _search(self, words: str) -> tuple[Any, list[bytes]]:
        if self._index is None:
            self._index = WordIndex(self._rows.articles, self._rows.sentences)
        hits = self._index.having(str(words)).astype(np.uint8)
        return None, [zlib.compress(hits.tobytes())]

    def _terms(self, text: str) -> tuple[Any, list[bytes]]:
        """Return the words that set A apart from B: what is pinned from what is chosen, else that from all others."""
        state = states.read_state(text)
        if state.other:  # words are told from their clitics by the articles compared, as the measure does
            return {"rows": terms.strongest_of(states.frame_of(self._corpus, state))}, []
        number = pd.Index(self._rows.articles["article_id"])
        chosen = states.corpus_of(self._corpus, state).articles["article_id"]
        first = np.sort(number.get_indexer(pd.Index(chosen)))
        parts = [first, np.setdiff1d(np.arange(len(number)), first)]
        if "duplicates" not in state.handling:
            parts = [terms.first_of_stories(self._rows.articles, part) for part in parts]
        words = self._words_of(boilerplate="boilerplate" in state.handling)
        return {"rows": terms.strongest(words, *parts)}, []

    def _save(self, text: str) -> tuple[Any, list[bytes]]:
        import tempfile

        with tempfile.TemporaryDirectory() as folder:
            path = self._write(Path(folder) / "explorer.html", sentences="fit", budget_mb=12, state=str(text))
            return None, [path.read_bytes()]

    def _write(self, path: str | Path, *, sentences: page.Sentences, budget_mb: float, state: str) -> Path:
        counted = terms.precomputed(self._corpus, self._rows, self._words_of(boilerplate=False))
        now = states.read_state(state)
        if now.tab == "terms":
            found = self._terms(state)[0]["rows"]
            swapped = replace(states.read_state(now.other), tab="terms", other=state)
            if now.other and swapped.handling == now.handling:
                counted[states.view_code(swapped)] = terms.turned(found)
            counted[states.view_code(now)] = found
        return page.write_page(path, self._corpus, self._rows, self._payload, counted, sentences=sentences,
                               budget_mb=budget_mb, language=self.language, state=state)  # fmt: skip

    def _words_of(self, *, boilerplate: bool) -> Incidence:
        if boilerplate not in self._words:
            self._words[boilerplate] = terms.words_of(self._rows, boilerplate=boilerplate)
        return self._words[boilerplate]

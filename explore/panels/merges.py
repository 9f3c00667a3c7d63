"""Review of suggested merges: the evidence for a pair, a sentence of each, and a researcher's yes, no or later.

An answer is written to the curation file at once, so that the work can be interrupted: a pair that the file answers
is not asked again. Nothing else in the file changes, and the corpus stays as it is until it is annotated again.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from explore import curation, measures, tables
from explore.charts import theme
from explore.charts.passages import HTML
from explore.errors import BadInput, ExploreError
from explore.panels.words import RIGHT_TO_LEFT, Language, both_names, word
from explore.text import isolate

_STILL = 10  # suggestions that a page without a kernel lists
_BUTTONS = ("same", "two", "later", "undo")
_CELL = "padding:.4em .8em;vertical-align:top;text-align:start;white-space:normal;"
_MARK = "background:#FBDCC4;color:#222222;text-decoration:underline"
Pair = Mapping[str, Any] | pd.Series


def review_merges(
    corpus: tables.Tables,
    path: str | Path = "actors.yml",
    *,
    suggestions: pd.DataFrame | None = None,
    language: Language = "en",
) -> MergeReview:
    """Ask about pairs of actors that may be one, and write the answers to a curation file.

    Parameters
    ----------
    corpus : Corpus
        The corpus of the pairs; it is not changed.
    path : path
        The file, YAML; made with the first answer. Pairs that it answers are not asked again.
    suggestions : DataFrame, optional
        `explore.tables.MERGES`; what `explore.suggest_merges(corpus)` returns where nothing is given.
    language : {"en", "ar"}
        Language of the panel's own words.

    Returns
    -------
    MergeReview
        Shown by a notebook as the last line of a cell.

    Raises
    ------
    BadInput
        `corpus` is not a corpus, `path` cannot be a curation file, or its entries contradict each other.

    Examples
    --------
    >>> import explore
    >>> names = ["ليونيد فاسكونين", "ليونيد فاسكونيف"]
    >>> texts = [f"قال {name} نعم. التقى {name} فلاديمير بوتين." for name in names]
    >>> corpus = explore.annotate(pd.DataFrame({"article_id": ["a", "b"], "text": texts}), topics=False)
    >>> review_merges(corpus, "actors.yml").pair[["name_a", "name_b"]].tolist()
    ['ليونيد فاسكونيف', 'ليونيد فاسكونين']
    """
    tables.corpus_like(corpus, needed_by="review_merges()")
    pairs = measures.suggest_merges(corpus) if suggestions is None else suggestions
    tables.require(pairs, " ".join(tables.MERGES.names), table="suggestions", needed_by="review_merges()")
    return MergeReview(corpus, Path(path), pairs, language)


class MergeReview:
    """What `review_merges` returns.

    Attributes
    ----------
    frame : DataFrame
        The suggestions that are still open, `explore.tables.MERGES`; the first is asked now.
    path : Path
        The curation file.
    """

    def __init__(self, corpus: tables.Tables, path: Path, suggestions: pd.DataFrame, language: Language) -> None:
        self.corpus, self.path, self.language = corpus, path, language
        self._word = partial(word, language=language)
        self._file = curation.checked_path(path)
        self._overrides: curation.Overrides | None = None
        self._content: bytes | None = None
        self._read()
        self.frame = curation.open_pairs(suggestions, corpus, self._overrides)
        self._steps: list[tuple[pd.DataFrame, bytes | None, bytes, str]] = []
        self._widgets: dict[str, Any] = {}

    def _read(self) -> bytes | None:
        """Return the content of the file; where it is new, apply it."""
        content = self._file.read_bytes() if self._file.exists() else None
        if content != self._content:
            self._overrides = None if content is None else curation.read_overrides(self._file)
            self._content = content
        return content

    @property
    def pair(self) -> pd.Series | None:
        """The suggestion that is asked now, None where no more is open."""
        return self.frame.iloc[0] if len(self.frame) else None

    @property
    def code(self) -> str:
        """The call that applies what the file says."""
        return f"corpus = explore.reannotate(corpus, actors={str(self.path)!r})"

    def answer(self, said: Literal["yes", "no", "later"]) -> str:
        """Answer the present suggestion as a click would, and go on to the next.

        Parameters
        ----------
        said : {"yes", "no", "later"}
            One actor, whose name is then that of the first; two actors; or not now: then nothing is written, and the
            pair is asked in the next session.

        Returns
        -------
        str
            What was written, in words.

        Raises
        ------
        BadInput
            No suggestion is open, `said` has no such value, or the entry contradicts another of the file, which stays
            as it is.
        """
        if self.pair is None:
            raise BadInput(self._word("done"))
        tables.one_of(said, ("yes", "no", "later"), option="said")
        stays, goes = self.pair["actor_a"], self.pair["actor_b"]
        if said == "later":
            self.frame = self.frame.iloc[1:].reset_index(drop=True)
            return self._word("postponed")
        before = self._read()  # the file may have been edited by hand
        entry = curation.entry_of_answer(self.corpus, stays, goes, same=said == "yes", overrides=self._overrides)
        self._overrides = curation.add_entry(self._file, entry)
        self._content = self._file.read_bytes()
        values = {key: value if isinstance(value, str) else ", ".join(value) for key, value in entry.items()}
        written = isolate("; ".join(f"{key}: {value}" for key, value in values.items()))
        self._steps.append((self.frame, before, self._content, written))
        self.frame = curation.open_pairs(self.frame.iloc[1:], self.corpus, self._overrides)
        return self._word("wrote", file=self.path.name, entry=written)

    def undo(self) -> str:
        """Take back the last answer that was written; the pair is asked again.

        Raises
        ------
        BadInput
            Nothing was answered, or the file was changed since.
        """
        if not self._steps:
            raise BadInput("Nothing was answered yet.")
        frame, before, after, written = self._steps[-1]
        curation.take_back(self._file, before, after)
        self._steps.pop()
        self.frame = frame
        return self._word("took back", entry=written)

    def _card(self) -> str:
        """Return the present suggestion as HTML: the evidence, a sentence of each actor."""
        pair = self.pair
        if pair is None:
            code = f'<code dir="ltr">{html.escape(self.code)}</code>'
            then = self._word("then", file=html.escape(self.path.name), code=code)
            return self._page(f"<p><b>{self._word('done')}</b></p><p>{then}</p>")
        left = self._word("left", n=len(self.frame))
        evidence = "".join(f'<li dir="auto">{html.escape(line)}</li>' for line in self._evidence(pair))
        return self._page(f'<p style="margin:.2em 0">{left}</p>{self._table([pair])}<ul>{evidence}</ul>')

    def _page(self, content: str) -> str:
        direction = "rtl" if self.language == "ar" else "ltr"
        return f'<div dir="{direction}" style="text-align:start">{content}</div>'

    def _table(self, pairs: Iterable[Pair]) -> str:
        rows = "".join(f"<tr>{self._side(pair, 'a')}{self._side(pair, 'b')}</tr>" for pair in pairs)
        return f'<table dir="rtl" style="border-collapse:collapse;table-layout:fixed;width:100%">{rows}</table>'

    def _side(self, pair: Pair, end: str) -> str:
        """Return an actor of a pair as a cell of a table: its names, its spellings, a sentence."""
        names = curation.spellings_of(self.corpus, str(pair[f"actor_{end}"]))
        example: Any = pair[f"example_{end}"]
        found = f"{self._word('found as')} <bdi>{html.escape('، '.join(names))}</bdi>"
        return (
            f'<td style="{_CELL}border-inline-start:4px solid {theme.COLOURS["ab".index(end)]}">'
            f'<div style="font-size:1.15em"><b>{html.escape(self._named(pair, end))}</b></div>'
            f'<div dir="auto" style="font-size:.9em">{self._word("mentions", n=pair[f"n_{end}"])} · {found}</div>'
            f'<p dir="auto" style="line-height:1.9">{"" if pd.isna(example) else _marked(example, names)}</p></td>'
        )

    def _named(self, pair: Pair, end: str) -> str:
        english = dict(zip(self.corpus.actors["actor_id"], self.corpus.actors["name_en"], strict=True))
        known = english.get(pair[f"actor_{end}"])
        return both_names(pair[f"name_{end}"], self._word("new") if pd.isna(known) else known)

    def _evidence(self, pair: Pair) -> list[str]:
        lines = [self._word("likeness", n=f"{pair['likeness']:.2f}")]
        if pair["kind"] == "PER":
            lines.append(self._word("first name" if pair["same_first_name"] else "other first name"))
        if len(pair["shared"]):
            names = dict(zip(self.corpus.actors["actor_id"], self.corpus.actors["name_ar"], strict=True))
            shared = (isolate(str(names.get(actor, actor))) for actor in pair["shared"])
            lines.append(self._word("shared", names=self._word("comma").join(shared)))
        return [*lines, self._word("both" if pair["n_both"] else "never both", n=pair["n_both"])]

    def _show(self, said: str = "") -> None:
        shown = self._widgets
        shown["card"].value = self._card()
        shown["status"].value = said and f'<div role="status" dir="auto">{html.escape(said)}</div>'
        shown["row"].children = [shown[name] for name in (_BUTTONS if len(self.frame) else ("undo",))]
        shown["undo"].disabled = not self._steps

    def _box(self) -> Any:
        import ipywidgets

        def button(name: str, style: str, act: Callable[[], str]) -> Any:
            def clicked(_: Any) -> None:
                shown["status"].value = self._word("working")
                try:
                    self._show(act())
                except ExploreError as error:
                    self._show(str(error))

            made = ipywidgets.Button(description=self._word(name), button_style=style)
            made.on_click(clicked)
            return made

        shown = self._widgets = {
            "card": ipywidgets.HTML(),
            "row": ipywidgets.Box(layout={"flex_flow": "row wrap", "align_items": "center", "grid_gap": "0 .5em"}),
            "status": ipywidgets.HTML(),
            "same": button("same", "success", lambda: self.answer("yes")),
            "two": button("two", "danger", lambda: self.answer("no")),
            "later": button("later", "", lambda: self.answer("later")),
            "undo": button("undo", "", self.undo),
        }
        heading = f'<h4 dir="auto">{self._word("merges")}</h4>'
        if self.language == "ar":
            shown["row"].add_class("explore-rtl")
            heading += RIGHT_TO_LEFT
        self._show()
        return ipywidgets.VBox([ipywidgets.HTML(heading), shown["card"], shown["row"], shown["status"]])

    def _repr_html_(self) -> HTML:
        """Return the open suggestions as a table, where there is no kernel."""
        asked = self._word("asked" if len(self.frame) else "done", n=len(self.frame))
        table = self._table(theme.records(self.frame.head(_STILL))) if len(self.frame) else ""
        return HTML(self._page(f"<p><b>{self._word('merges')}</b> {asked}</p>{table}"))

    def _ipython_display_(self) -> None:
        from IPython.display import display

        still = {"text/html": str(self._repr_html_()), "text/plain": f"{len(self.frame)} suggestions"}
        display(self._box()._repr_mimebundle_() | still, raw=True)


def _marked(text: str, names: list[str]) -> str:
    """Return a sentence as HTML, marked the first of the names that it has."""
    name = next((name for name in names if name in text), None)
    if name is None:
        return html.escape(text)
    before, _, after = text.partition(name)
    return f'{html.escape(before)}<mark style="{_MARK}">{html.escape(name)}</mark>{html.escape(after)}'

"""Suggested merges, one at a time: the evidence, a sentence of each, and a researcher's yes, no or later.

An answer is written to the file of decisions at once, so that the work can be left and taken up again any day: what
the file answers is not asked again. Nothing else in the file is touched, and the corpus itself stays as it is until it
is revised with the file.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from explore import measures, tables
from explore.charts import theme
from explore.charts.passages import HTML as Page
from explore.curation import add_decision, answered, checked_path, present, spellings_of, take_back, undecided
from explore.errors import BadInput, ExploreError
from explore.panels.layout import RIGHT_TO_LEFT, freezing
from explore.panels.words import Language, both_names, word
from explore.text import isolate

_STILL = 10  # suggestions that a page without a kernel lists
_CELL = "padding:.4em .8em;vertical-align:top;text-align:start;"


def review_merges(
    corpus: tables.Tables,
    path: str | Path = "actors.yml",
    *,
    suggestions: pd.DataFrame | None = None,
    language: Language = "en",
) -> MergeReview:
    """Ask about pairs of actors that may be one, and write the answers to a file of decisions.

    Parameters
    ----------
    corpus : Corpus
        What the pairs are of; it is not changed.
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
        `corpus` is none, or the file can be no file of decisions, or its decisions contradict each other.

    Examples
    --------
    >>> from explore import Corpus
    >>> review_merges(Corpus(), "actors.yml").frame.empty
    True
    """
    tables.corpus_like(corpus, needed_by="review_merges()")
    found = measures.suggest_merges(corpus) if suggestions is None else suggestions
    tables.require(found, " ".join(tables.MERGES.names), table="suggestions", needed_by="review_merges()")
    return MergeReview(corpus, Path(path), found, language)


class MergeReview:
    """What `review_merges` returns.

    Attributes
    ----------
    frame : DataFrame
        The suggestions that are still open, `explore.tables.MERGES`; the first is asked now.
    path : Path
        The file of decisions.
    """

    def __init__(self, corpus: tables.Tables, path: Path, suggestions: pd.DataFrame, language: Language) -> None:
        self.corpus, self.path, self.language = corpus, path, language
        self._file = checked_path(path)
        self._decided = present(self._file)
        self._seen = self._content()
        self.frame = undecided(suggestions, corpus, self._decided)
        self._total = len(self.frame)
        self._later = 0
        self._steps: list[tuple[pd.DataFrame, bytes | None, bytes, str]] = []
        self._widgets: dict[str, Any] = {}

    @property
    def pair(self) -> pd.Series | None:
        """The suggestion that is asked now, None where there is no more."""
        return self.frame.iloc[0] if len(self.frame) else None

    @property
    def code(self) -> str:
        """The call that applies what the file says."""
        return f"corpus = explore.reannotate(corpus, actors={str(self.path)!r})"

    def answer(self, said: Literal["yes", "no", "later"], *, keep: str | None = None) -> str:
        """Answer the present suggestion as a click would, and go on to the next.

        Parameters
        ----------
        said : {"yes", "no", "later"}
            One actor, two actors, or not now: then nothing is written, and the pair comes again another day.
        keep : str, optional
            Of a yes, the id of the one whose name stays; the first of the pair where nothing is given.

        Returns
        -------
        str
            What was written, in words.

        Raises
        ------
        BadInput
            There is no suggestion, no such answer, or the file already says otherwise: it stays as it is.
        """
        if self.pair is None:
            raise BadInput(word("done", self.language))
        a, b = self.pair["actor_a"], self.pair["actor_b"]
        if said == "later":
            self._later += 1
            self.frame = self.frame.iloc[1:].reset_index(drop=True)
            return word("postponed", self.language, n=self._later)
        if said not in ("yes", "no") or keep not in (None, a, b):
            raise BadInput(f"answer({said!r}, keep={keep!r}): say 'yes', 'no' or 'later', and keep {a!r} or {b!r}.")
        stays, goes = (b, a) if keep == b else (a, b)
        before = self._content()
        if before != self._seen:  # the file was edited beside
            self._decided = present(self._file)
        entry = answered(self.corpus, stays, goes, said, self._decided)
        self._decided = add_decision(self._file, entry)
        self._seen = self._content()
        told = "; ".join(
            f"{key}: {value if isinstance(value, str) else ', '.join(value)}" for key, value in entry.items()
        )
        self._steps.append((self.frame, before, self._file.read_bytes(), told))
        self.frame = undecided(self.frame.iloc[1:], self.corpus, self._decided)
        return word("wrote", self.language, file=self.path.name, entry=isolate(told))

    def undo(self) -> str:
        """Take back the last answer that was written; the pair is asked again.

        Raises
        ------
        BadInput
            Nothing was answered, or the file was changed since.
        """
        if not self._steps:
            raise BadInput("Nothing was answered yet.")
        frame, before, after, told = self._steps[-1]
        take_back(self._file, before, after)
        self._steps.pop()
        self.frame = frame
        return word("took back", self.language, entry=isolate(told))

    def _content(self) -> bytes | None:
        return self._file.read_bytes() if self._file.exists() else None

    def _card(self) -> str:
        """Return the present suggestion as HTML: what speaks for and against it, a sentence of each."""
        direction = "rtl" if self.language == "ar" else "ltr"
        pair = self.pair
        if pair is None:
            code = f'<code dir="ltr">{html.escape(self.code)}</code>'
            then = word("then", self.language, file=html.escape(self.path.name), code=code)
            return f'<div dir="{direction}"><p><b>{word("done", self.language)}</b></p><p>{then}</p></div>'
        evidence = "".join(f'<li dir="auto">{html.escape(line)}</li>' for line in self._evidence(pair))
        both = "".join(self._side(pair, end) for end in "ab")
        nth = word("nth", self.language, n=self._total - len(self.frame) + 1, all=self._total)
        return (
            f'<div dir="{direction}" style="text-align:start"><p style="margin:.2em 0">{nth}</p>'
            f'<table dir="rtl" style="border-collapse:collapse;table-layout:fixed;width:100%"><tr>{both}</tr></table>'
            f'<ul style="margin:.4em 1.2em">{evidence}</ul></div>'
        )

    def _side(self, pair: Mapping[str, Any] | pd.Series, end: str) -> str:
        actor = str(pair[f"actor_{end}"])
        names = spellings_of(self.corpus, actor)
        example = str(pair[f"example_{end}"]) if pd.notna(pair[f"example_{end}"]) else ""
        spelt = "، ".join(names)
        return (
            f'<td style="{_CELL}border-inline-start:4px solid {theme.COLOURS["ab".index(end)]};white-space:normal">'
            f'<div style="font-size:1.15em"><b>{html.escape(self._named(pair, end))}</b></div>'
            f'<div dir="auto" style="font-size:.9em">{word("mentions", self.language, n=pair[f"n_{end}"])} · '
            f"{word('found as', self.language)} <bdi>{html.escape(spelt)}</bdi></div>"
            f'<p dir="auto" style="line-height:1.9;margin:.4em 0">{_marked(example, names)}</p></td>'
        )

    def _named(self, pair: Mapping[str, Any] | pd.Series, end: str) -> str:
        rows = self.corpus.actors[self.corpus.actors["actor_id"] == pair[f"actor_{end}"]]
        english = rows["name_en"].iloc[0] if len(rows) else None
        if pd.isna(english):
            return f"{isolate(str(pair[f'name_{end}']))} · {isolate(word('new', self.language))}"
        return both_names(pair[f"name_{end}"], english)

    def _evidence(self, pair: Mapping[str, Any] | pd.Series) -> list[str]:
        lines = [word("likeness", self.language, n=f"{pair['likeness']:.2f}")]
        if pair["kind"] == "PER":
            lines.append(word("first name" if pair["same_first_name"] else "other first name", self.language))
        if len(pair["shared"]):
            names = dict(zip(self.corpus.actors["actor_id"], self.corpus.actors["name_ar"], strict=True))
            shared = word("comma", self.language).join(isolate(str(names.get(one, one))) for one in pair["shared"])
            lines.append(word("shared", self.language, names=shared))
        lines.append(word("both" if pair["n_both"] else "never both", self.language, n=pair["n_both"]))
        return lines

    def _show(self, said: str = "") -> None:
        shown = self._widgets
        if not shown:
            return
        pair = self.pair
        shown["card"].value = self._card()
        shown["status"].value = said and f'<div role="status" dir="auto">{html.escape(said)}</div>'
        asking = ("undo",) if pair is None else ("same", "two", "later", "undo", "keep")
        shown["row"].children = [shown[name] for name in asking]
        shown["undo"].disabled = not self._steps
        shown["keep"].options = self._names()

    def _names(self) -> list[tuple[str, str]]:
        pair = self.pair
        return [] if pair is None else [(self._named(pair, end), str(pair[f"actor_{end}"])) for end in "ab"]

    def _box(self) -> Any:
        import ipywidgets

        def button(name: str, style: str, act: Any) -> Any:
            made = ipywidgets.Button(description=word(name, self.language), button_style=style)

            def clicked(_: Any) -> None:
                self._widgets["status"].value = word("working", self.language)
                try:
                    self._show(act())
                except ExploreError as error:
                    self._show(str(error))

            made.on_click(clicked)
            return made

        keep = ipywidgets.Dropdown(
            description=word("keep", self.language),
            options=self._names(),
            style={"description_width": "initial"},
            layout={"width": "max-content", "max_width": "100%"},
        )
        self._widgets = {
            "card": ipywidgets.HTML(),
            "keep": keep,
            "same": button("same", "success", lambda: self.answer("yes", keep=keep.value)),
            "two": button("two", "danger", lambda: self.answer("no")),
            "later": button("later", "", lambda: self.answer("later")),
            "undo": button("undo", "", self.undo),
            "status": ipywidgets.HTML(),
        }
        row = ipywidgets.Box(layout={"flex_flow": "row wrap", "align_items": "center", "grid_gap": "0 .5em"})
        self._widgets["row"] = row
        heading = [ipywidgets.HTML(f'<h4 dir="auto">{word("merges", self.language)}</h4>')]
        if self.language == "ar":
            row.add_class("explore-rtl")
            heading.append(ipywidgets.HTML(RIGHT_TO_LEFT))
        self._show()
        return ipywidgets.VBox([*heading, self._widgets["card"], row, self._widgets["status"]])

    def _repr_html_(self) -> Page:
        """Return the open suggestions as a table, for pages without a kernel."""
        direction = "rtl" if self.language == "ar" else "ltr"
        asked = word("asked" if len(self.frame) else "done", self.language, n=len(self.frame))
        rows = "".join(
            f"<tr>{self._side(pair, 'a')}{self._side(pair, 'b')}</tr>"
            for pair in theme.records(self.frame.head(_STILL))
        )
        table = f'<table dir="rtl" style="border-collapse:collapse;width:100%">{rows}</table>' if rows else ""
        heading = f"<p><b>{word('merges', self.language)}</b> {asked}</p>"
        return Page(f'<div dir="{direction}" style="text-align:start">{heading}{table}</div>')

    def _ipython_display_(self) -> None:
        from IPython.display import display

        still = {"text/html": str(self._repr_html_()), "text/plain": f"{len(self.frame)} suggestions"}
        if freezing():
            display(still, raw=True)
            return
        display(self._box()._repr_mimebundle_() | still, raw=True)


def _marked(text: str, names: list[str]) -> str:
    """Return a sentence with the first of the names that stands in it marked."""
    name = next((one for one in names if one in text), "")
    if not name:
        return html.escape(text)
    before, _, after = text.partition(name)
    look = "background:#FBDCC4;color:#222222;text-decoration:underline"
    return f'{html.escape(before)}<mark style="{look}">{html.escape(name)}</mark>{html.escape(after)}'

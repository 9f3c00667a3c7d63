"""Controls: what a researcher can choose, as plain ipywidgets.

A control's value is the argument that a measure or `Corpus.where` takes. Where nothing in particular is chosen it is
ALL, the empty text, which the panel passes on as None: a list of ipywidgets shows an option of None as blank. Anything
of ipywidgets that has a `value` is a control too; these are the ones that panels of news need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from explore import tables
from explore.charts.theme import middle
from explore.corpus import Corpus
from explore.errors import BadInput
from explore.measures.periods import FREQUENCY
from explore.measures.quoted import Voice
from explore.panels.words import WIDE, Language, word
from explore.text import isolate, shorten

#: The value of a control in which nothing in particular is chosen.
ALL = ""

Options = list[tuple[str, Any]]


def choose_outlets(corpus: Corpus, *, value: str | None = None, language: Language = "en") -> Any:
    """Return a list of the outlets of a corpus; its value is an outlet or ALL (articles of unknown outlet too)."""
    tables.require(corpus.articles, "outlet", table="articles", needed_by="choose_outlets()")
    counts = corpus.articles["outlet"].value_counts().sort_index()
    names = [(f"{shorten(str(name), 40)} {isolate(f'({n:,})')}", name) for name, n in counts.items()]
    return _dropdown("outlet", names, value, language, every="all")


def choose_period(
    value: tables.Per | None = "month",
    *,
    among: Sequence[tables.Per | None] = ("day", "week", "month", "quarter", "year"),
    language: Language = "en",
) -> Any:
    """Return a list of calendar periods; None among them is all time, which a chart over time cannot draw."""
    return _dropdown("per", [(word(per or "ever", language), per or ALL) for per in among], value, language)


def choose_unit(value: tables.Unit = "sentence", *, language: Language = "en") -> Any:
    """Return a list of the units in which two actors may be named together: sentence, paragraph, article."""
    return _dropdown("within", _named(("sentence", "paragraph", "article"), language), value, language)


def choose_kinds(corpus: Corpus, *, value: str | None = None, language: Language = "en") -> Any:
    """Return a list of the kinds of actors that a corpus names; its value is a kind or ALL."""
    tables.require(corpus.actors, "kind", table="actors", needed_by="choose_kinds()")
    kinds = [kind for kind in ("PER", "GPE", "LOC", "ORG", "MEDIA", "GROUP") if kind in set(corpus.actors["kind"])]
    return _dropdown("kinds", _named(kinds, language), value, language, every="all")


def choose_voice(value: Voice = "all", *, language: Language = "en") -> Any:
    """Return a list of voices, for sentiment: all words, the outlet's own, quoted speech."""
    voices = [(word(f"voice {voice}", language), voice) for voice in ("all", "outlet", "quoted")]
    return _dropdown("voice", voices, value, language)


def choose_window(corpus: Corpus, *, step: tables.Per = "month", language: Language = "en") -> dict[str, Any]:
    """Return two lists, since and until, of the periods in which there are articles.

    Parameters
    ----------
    corpus : Corpus
        Its `articles` (published).
    step : {"day", "week", "month", "quarter", "year"}
        What the lists count in.
    language : {"en", "ar"}
        Language of the labels.

    Returns
    -------
    dict
        {"since": control, "until": control}, to be put among a panel's controls with `**`. The value of `until` is
        the first day after the period that is named, as `Corpus.where` wants it; ALL is without a limit. The periods
        are those of the central 99.5% of the dates; the option for ALL says how many articles lie before or after.

    Raises
    ------
    BadInput
        If `step` is not a period.
    """
    tables.require(corpus.articles, "published", table="articles", needed_by="choose_window()")
    if step not in FREQUENCY:
        raise BadInput(f"choose_window(): step must be one of {', '.join(map(repr, FREQUENCY))}; got {step!r}.")
    dated = corpus.articles["published"].dropna().dt.tz_localize(None).dt.to_period(FREQUENCY[step])
    starts = dated.dt.start_time
    first, last = middle(starts) if len(dated) else (None, None)
    periods = sorted(dated[starts.between(first, last)].unique()) if len(dated) else []
    # A week is named by its first day, a quarter as 2024 Q1.
    names = [str(period).partition("/")[0].replace("Q", " Q") for period in periods]
    controls = {}
    for name, every, after, strays in (
        ("since", "first", 0, int((starts < first).sum()) if len(dated) else 0),
        ("until", "last", 1, int((starts > last).sum()) if len(dated) else 0),
    ):
        values = [f"{(period + after).start_time:%Y-%m-%d}" for period in periods]
        beyond = word(f"{every} beyond", language, n=f"{strays:,}") if strays else word(every, language)
        controls[name] = _dropdown(name, [(beyond, ALL), *zip(names, values, strict=True)], ALL, language)
    return controls


def _named(keys: Iterable[str], language: Language) -> Options:
    return [(word(key, language), key) for key in keys]


def _dropdown(name: str, options: Options, value: Any, language: Language, *, every: str = "") -> Any:
    """Return a list; `every` is the key of the label for ALL, where that can be chosen."""
    import ipywidgets

    options = [(word(every, language), ALL), *options] if every else options
    value = ALL if value is None else value
    values = [option for _, option in options]
    if value not in values:
        some = ", ".join(map(repr, values[:8])) + (" …" if len(values) > 8 else "")
        raise BadInput(f"value of {name!r} must be one of {some}; got {value!r}.")
    return ipywidgets.Dropdown(options=options, value=value, description=word(name, language), **WIDE)


def label_of(control: Any, language: Language) -> str:
    """Return the words for what is chosen now."""
    if isinstance(control.value, bool):
        return word("yes" if control.value else "no", language)
    label = getattr(control, "label", None)  # of a list; several where several can be chosen
    return (
        word("comma", language).join(map(isolate, label)) if isinstance(label, tuple) else str(label or control.value)
    )


def argument_of(value: Any) -> Any:
    """Return the value of a control as a measure takes it: None where nothing in particular is chosen."""
    if isinstance(value, tuple):
        return list(value) or None
    return None if isinstance(value, str) and value == ALL else value


def give_label(control: Any, text: str) -> None:
    """Give a control a label, unless it has one, and room for it."""
    control.description = control.description or text
    if not hasattr(control, "style"):
        return
    control.style.description_width = "initial"
    if hasattr(control, "readout") and control.layout.width is None:  # a slider would shrink instead
        control.layout.width = "26em"

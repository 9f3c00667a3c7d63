"""Controls: what a researcher can choose, as plain ipywidgets.

A control's value is the argument that a measure or `Corpus.where` takes. Where nothing in particular is chosen it is
ALL, the empty text, which the panel passes on as None: a list of ipywidgets shows an option of None as blank. Anything
of ipywidgets that has a `value` is a control too; these are the ones that panels of news need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import pandas as pd

from explore import tables
from explore.corpus import Corpus
from explore.errors import BadInput
from explore.measures.periods import FREQUENCY
from explore.measures.quoted import Voice
from explore.panels.words import Language, both_names, word
from explore.text import isolate, shorten

#: The value of a control in which nothing in particular is chosen.
ALL = ""


def choose_actors(
    corpus: Corpus,
    *,
    kinds: Iterable[str] | None = None,
    top: int = 50,
    value: str | None = None,
    language: Language = "en",
) -> Any:
    """Return a list of the actors of a corpus, those named in most articles first; its value is an actor_id or ALL.

    Parameters
    ----------
    corpus : Corpus
        Its `actors` (actor_id, name_ar, name_en, kind, n_mentions, n_articles) are offered.
    kinds : iterable of str, optional
        Only actors of these kinds: PER, ORG, GPE, LOC, MEDIA, GROUP.
    top : int
        At most so many.
    value : str, optional
        The actor chosen at first; all of them otherwise.
    language : {"en", "ar"}
        Language of "all" and of the label.

    Raises
    ------
    BadInput
        If `value` is not among the actors offered.
    """
    needed = "actor_id name_ar name_en kind n_mentions n_articles"
    tables.require(corpus.actors, needed, table="actors", needed_by="choose_actors()")
    rows = corpus.actors
    if kinds is not None:
        rows = rows[rows["kind"].isin([kinds] if isinstance(kinds, str) else list(kinds))]
    rows = rows.sort_values(["n_articles", "n_mentions", "actor_id"], ascending=[False, False, True])
    if value is not None:  # the one asked for is offered, however seldom it is named
        rows = pd.concat([rows.head(top), rows.iloc[top:][rows["actor_id"].iloc[top:] == value]])
    names = [
        (f"{both_names(row['name_ar'], row['name_en'], row['actor_id'])} ({row['n_articles']:,})", row["actor_id"])
        for row in rows.head(top if value is None else top + 1).to_dict("records")
    ]
    return _list([(word("all", language), ALL), *names], value, "actors", language)


def choose_outlets(corpus: Corpus, *, value: str | None = None, language: Language = "en") -> Any:
    """Return a list of the outlets of a corpus; its value is an outlet or ALL (those of no known outlet too)."""
    tables.require(corpus.articles, "outlet", table="articles", needed_by="choose_outlets()")
    counts = corpus.articles["outlet"].value_counts().sort_index()
    names = [(f"{isolate(shorten(str(name), 40))} ({n:,})", name) for name, n in counts.items()]
    return _list([(word("all", language), ALL), *names], value, "outlet", language)


def choose_topics(corpus: Corpus, *, value: int | None = None, language: Language = "en") -> Any:
    """Return a list of the topics of a corpus; its value is a topic or ALL."""
    tables.require(corpus.topic_labels, "topic label", table="topic_labels", needed_by="choose_topics()")
    topics = zip(corpus.topic_labels["topic"], corpus.topic_labels["label"], strict=True)
    names = [(f"{topic}: {isolate(shorten(str(label), 48))}", int(topic)) for topic, label in topics]
    return _list([(word("all", language), ALL), *names], value, "topic", language)


def choose_period(
    value: tables.Per | None = "month",
    *,
    among: Sequence[tables.Per | None] = ("day", "week", "month", "quarter", "year"),
    language: Language = "en",
) -> Any:
    """Return a list of calendar periods; None among them is all time, which a chart over time cannot draw."""
    return _list([(word(per or "ever", language), per or ALL) for per in among], value, "per", language)


def choose_unit(value: tables.Unit = "sentence", *, language: Language = "en") -> Any:
    """Return a list of the units in which two actors may be named together: sentence, paragraph, article."""
    units = ("sentence", "paragraph", "article")
    return _list([(word(unit, language), unit) for unit in units], value, "within", language)


def choose_kinds(corpus: Corpus, *, value: str | None = None, language: Language = "en") -> Any:
    """Return a list of the kinds of actors that a corpus names; its value is a kind or ALL."""
    tables.require(corpus.actors, "kind", table="actors", needed_by="choose_kinds()")
    there = [kind for kind in ("PER", "GPE", "LOC", "ORG", "MEDIA", "GROUP") if (corpus.actors["kind"] == kind).any()]
    return _list([(word("all", language), ALL), *((word(k, language), k) for k in there)], value, "kinds", language)


def choose_voice(value: Voice = "all", *, language: Language = "en") -> Any:
    """Return a list of voices, for sentiment: all words, the outlet's own, quoted speech."""
    voices = ("all", "outlet", "quoted")
    return _list([(word(f"voice {voice}", language), voice) for voice in voices], value, "voice", language)


def choose_by_outlet(*, value: bool = False, language: Language = "en") -> Any:
    """Return a box to tick: each outlet by itself, or all together."""
    import ipywidgets

    return ipywidgets.Checkbox(value, description=word("by_outlet", language), indent=False, layout={"width": "auto"})


def choose_window(corpus: Corpus, *, step: tables.Per = "month", language: Language = "en") -> dict[str, Any]:
    """Return two lists, since and until, of the periods from the first dated article to the last.

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
        the first day after the period that is named, as `Corpus.where` wants it; ALL is without a limit.
    """
    tables.require(corpus.articles, "published", table="articles", needed_by="choose_window()")
    if step not in FREQUENCY:
        raise BadInput(f"choose_window(): step={step!r} is no period. Choose {', '.join(FREQUENCY)}.")
    dated = corpus.articles["published"].dropna().dt.tz_localize(None).dt.to_period(FREQUENCY[step])
    periods = list(pd.period_range(dated.min(), dated.max())) if len(dated) else []
    names = [_period_name(period, step) for period in periods]
    since = [(name, f"{period.start_time:%Y-%m-%d}") for name, period in zip(names, periods, strict=True)]
    until = [(name, f"{(period + 1).start_time:%Y-%m-%d}") for name, period in zip(names, periods, strict=True)]
    return {
        "since": _list([(word("first", language), ALL), *since], ALL, "since", language),
        "until": _list([(word("last", language), ALL), *until], ALL, "until", language),
    }


def _period_name(period: pd.Period, step: str) -> str:
    first = period.start_time
    return {"year": f"{first:%Y}", "quarter": f"{first:%Y} Q{first.quarter}", "month": f"{first:%Y-%m}"}.get(
        step, f"{first:%Y-%m-%d}"
    )


def _list(options: list[tuple[str, Any]], value: Any, name: str, language: Language) -> Any:
    import ipywidgets

    value = ALL if value is None else value
    if value not in [option for _, option in options]:
        there = ", ".join(repr(option) for _, option in options[:8]) + (" …" if len(options) > 8 else "")
        raise BadInput(f"There is no {value!r} to choose for {name!r}. There are: {there}.")
    return ipywidgets.Dropdown(
        options=options,
        value=value,
        description=word(name, language),
        # As wide as their words: the default cuts names after some 20 letters.
        style={"description_width": "initial"},
        layout={"width": "max-content", "max_width": "100%"},
    )


def options_of(control: Any, language: Language = "en") -> tuple[Literal["listed", "single"], list[tuple[str, Any]]]:
    """Return what can be chosen in a control, as (label, value); one that cannot be listed has its value alone."""
    import ipywidgets

    value = control.value
    if isinstance(control, ipywidgets.Checkbox | ipywidgets.ToggleButton):
        return "listed", [(word("no", language), False), (word("yes", language), True)]
    if isinstance(control, ipywidgets.IntSlider | ipywidgets.BoundedIntText):
        return "listed", [(str(n), n) for n in range(control.min, control.max + 1, control.step or 1)]
    if hasattr(control, "options") and not isinstance(value, tuple | list):
        given = control.options.items() if hasattr(control.options, "items") else control.options
        pairs = [one if isinstance(one, tuple) and len(one) == 2 else (str(one), one) for one in given]
        return "listed", [(str(label), option) for label, option in pairs]
    return "single", [(str(value), value)]


def label_of(control: Any, language: Language = "en") -> str:
    """Return the words for what is chosen now."""
    kind, options = options_of(control, language)
    return next((label for label, value in options if kind == "listed" and value == control.value), str(control.value))

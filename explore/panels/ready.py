"""Five panels of one line each: actors, co-mentions, topics, tone, voices."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from explore import charts, measures, tables
from explore.charts.theme import middle
from explore.corpus import Corpus
from explore.panels.controls import (
    choose_kinds,
    choose_outlets,
    choose_period,
    choose_unit,
    choose_voice,
    choose_window,
)
from explore.panels.panel import Panel, panel
from explore.panels.picker import choose_actors
from explore.panels.words import Language, word

#: Days of the periods that a corpus may be counted in, the shortest first; in years where none serves.
_STEPS: tuple[tuple[int, tables.Per], ...] = ((1, "day"), (7, "week"), (30, "month"))
_MOST, _LEAST = 120, 5  # periods at most, and articles in each at least
_FIRST = 3  # actors that are shown before any is chosen


def actors(corpus: Corpus, *, actors: str | Iterable[str] = (), language: Language = "en") -> Panel:
    """Return a panel of who is named, and when: the share of articles that name each chosen actor.

    Parameters
    ----------
    corpus : Corpus
        What is counted.
    actors : str or iterable of str
        The actor_ids chosen at first; those named in most articles where nothing is given.
    language : {"en", "ar"}
        Language of the panel and its chart.

    Returns
    -------
    Panel
        Shown by a notebook as the last line of a cell. Set `panel.controls["per"].value = "year"` as a click would.

    Raises
    ------
    BadInput
        `corpus` is not a corpus, or has no such actor.

    Examples
    --------
    >>> import explore, pandas as pd
    >>> texts = pd.DataFrame({"article_id": ["a"], "text": ["التقى بوتين بايدن."], "published": ["2024-01-01"]})
    >>> actors(explore.annotate(texts, topics=False), actors="joe-biden").code
    "explore.attention(corpus, actors=['joe-biden'], per='year')"
    """
    tables.corpus_like(corpus, needed_by="panels.actors()")
    most = corpus.actors.sort_values(["n_articles", "actor_id"], ascending=[False, True])["actor_id"].head(_FIRST)
    controls = {"actors": choose_actors(corpus, value=actors or tuple(most), language=language)}
    return _over_time(corpus, measures.attention, controls, "panel actors", language)


def comentions(corpus: Corpus, *, actors: str | Iterable[str] = (), language: Language = "en") -> Panel:
    """Return a panel of who is named with whom, as a network; of those chosen, or of all. Else as `actors`."""
    import ipywidgets

    tables.corpus_like(corpus, needed_by="panels.comentions()")
    least = ipywidgets.IntSlider(2, min=1, max=20, description=word("min_n", language), continuous_update=False)
    controls = {
        "actors": choose_actors(corpus, value=actors, language=language),
        "within": choose_unit(language=language),
        "kinds": choose_kinds(corpus, language=language),
        "min_n": least,
        **_articles(corpus, language),
    }
    return _panel(corpus, measures.comentions, charts.network, controls, "panel comentions", language)


def topics(corpus: Corpus, *, language: Language = "en") -> Panel:
    """Return a panel of what is written about, and when: the share of articles on each topic. Else as `actors`."""
    tables.corpus_like(corpus, needed_by="panels.topics()")
    return _over_time(corpus, measures.topic_shares, {}, "panel topics", language)


def tone(corpus: Corpus, *, actors: str | Iterable[str] = (), language: Language = "en") -> Panel:
    """Return a panel of the mean tone of sentences over time: of all, or those that name an actor. Else as `actors`."""
    tables.corpus_like(corpus, needed_by="panels.tone()")
    controls = {
        "actors": choose_actors(corpus, value=actors, language=language),
        "voice": choose_voice(language=language),
    }
    return _over_time(corpus, measures.sentiment, controls, "panel tone", language)


def voices(corpus: Corpus, *, language: Language = "en") -> Panel:
    """Return a panel of who is quoted: each speaker's share of quotations. Else as `actors`."""
    tables.corpus_like(corpus, needed_by="panels.voices()")
    people = "PER" if (corpus.actors["kind"] == "PER").any() else None
    controls = {"kinds": choose_kinds(corpus, value=people, language=language), **_articles(corpus, language)}
    measure = partial(measures.voices, per=None)
    return _panel(corpus, measure, charts.ranking, controls, "panel voices", language)


def _over_time(corpus: Corpus, measure: Any, controls: dict[str, Any], title: str, language: Language) -> Panel:
    own = {"per": choose_period(_step(corpus), language=language)}
    every = {**controls, **own, **_articles(corpus, language)}
    return _panel(corpus, measure, charts.trend, every, title, language)


def _panel(corpus: Corpus, measure: Any, chart: Any, controls: dict[str, Any], title: str, language: Language) -> Panel:
    return panel(
        corpus, measure=measure, chart=chart, controls=controls, title=word(title, language), language=language
    )


def _articles(corpus: Corpus, language: Language) -> dict[str, Any]:
    """Return the controls that choose articles."""
    step = _step(corpus)
    window = choose_window(corpus, step=step if step != "day" else "week", language=language)
    return {"outlet": choose_outlets(corpus, language=language), **window}


def _step(corpus: Corpus) -> tables.Per:
    """Return the period in which the dates of a corpus are best counted."""
    dates = corpus.articles["published"].dropna().dt.tz_localize(None)
    if dates.empty:
        return "month"
    first, last = middle(dates)
    days = (last - first).days + 1
    fits = (
        per for length, per in _STEPS if days <= _MOST * length and len(dates) * length >= _LEAST * max(days, length)
    )
    return next(fits, "year")

"""Stances: who shows favour or hostility towards whom.

A stance is shown in two ways. By a deed: to accuse, condemn or punish is hostile, to praise, thank or support is
favourable, while talks and visits show nothing, and nor do battles, whose sides are no matter of attitude (each frame
of `events.csv` has its polarity). And by speech: what a speaker says of an actor in words that weigh, good or bad, is
the speaker's attitude to that actor. Speech counts where its words weigh clearly; not of persons, who are named for
what they said, nor of the speaker's own side, nor for whoever is told to have suffered the bad. A speech that names
nobody goes on about whom its speaker spoke of before.

The article's own voice takes a stance only in words of its own, outside all quotation, which news seldom does: it is
not read here.
"""

from __future__ import annotations

import pandas as pd

from explore import schema
from explore.annotation.deeds.articles import Told


def find_stances(told: list[Told]) -> pd.DataFrame:
    """Return the stances of sentences that were read.

    Parameters
    ----------
    told : list of Told
        What `events.read_articles` yielded.

    Returns
    -------
    DataFrame
        schema.STANCES, in the order of articles, sentences and words.
    """
    rows: dict[tuple[str, int, str, str], tuple[object, ...]] = {}
    for each in told:
        for deed in each.deeds:
            if deed.polarity and deed.source and deed.target:
                key = (each.article_id, each.sentence, deed.source, deed.target)
                rows.setdefault(key, (*key, deed.polarity, f"event, {deed.rule.split(',')[0]}"))
        for about in each.spoken:
            key = (each.article_id, each.sentence, about.holder, about.target)
            rows.setdefault(key, (*key, about.polarity, "speech about the target"))
    return schema.STANCES.frame(list(rows.values()))

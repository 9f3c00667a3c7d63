"""Whose words a sentence is: a speaker's, where quotations make up most of it, else the outlet's own."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from explore import tables
from explore.errors import BadInput

Voice = Literal["all", "outlet", "quoted"]
_VOICES = ("all", "outlet", "quoted")
_MOST = 0.5  # of a sentence's characters


def check_voice(voice: str, *, needed_by: str) -> None:
    """Raise BadInput unless `voice` is one."""
    if voice not in _VOICES:
        raise BadInput(f"{needed_by}: voice={voice!r} is none. Choose {', '.join(map(repr, _VOICES))}.")


def quoted(corpus: tables.Tables, *, needed_by: str) -> pd.DataFrame:
    """Return the sentences most of whose words are quoted, directly or indirectly, with their speakers.

    Parameters
    ----------
    corpus : Corpus
        Needs `sentences` (article_id, sentence, start, end) and `quotes` (article_id, start, end, actor_id).
    needed_by : str
        The measure, for error messages.

    Returns
    -------
    DataFrame
        article_id, sentence, actor_id (null where the speaker is not known); a sentence of two speakers is there
        for each whose words make up most of it, or once for both together, without one.
    """
    tables.require(corpus.sentences, "article_id sentence start end", table="sentences", needed_by=needed_by)
    tables.require(corpus.quotes, "article_id start end actor_id", table="quotes", needed_by=needed_by)
    sentences = corpus.sentences[["article_id", "sentence", "start", "end"]]
    both = sentences.merge(
        corpus.quotes[["article_id", "start", "end", "actor_id"]], on="article_id", suffixes=("", "_q")
    )
    inside = np.minimum(both["end"], both["end_q"]) - np.maximum(both["start"], both["start_q"])
    both = both.assign(share=inside / (both["end"] - both["start"]))[inside > 0]
    of_one = both.groupby(["article_id", "sentence", "actor_id"], dropna=False, sort=False)["share"].sum()
    spoken = of_one[of_one >= _MOST].reset_index()
    together = both.groupby(["article_id", "sentence"], sort=False)["share"].sum()
    mixed = together[together >= _MOST].reset_index()
    mixed = mixed.merge(spoken[["article_id", "sentence"]], how="left", on=["article_id", "sentence"], indicator=True)
    mixed = mixed[mixed["_merge"] == "left_only"].assign(actor_id=None)
    columns = ["article_id", "sentence", "actor_id"]
    return pd.concat([spoken[columns], mixed[columns].astype({"actor_id": "str"})], ignore_index=True)


def with_voice(corpus: tables.Tables, sentences: pd.DataFrame, voice: str, *, needed_by: str) -> pd.DataFrame:
    """Return the rows of `sentences` (article_id, sentence) that are in the voice, whoever speaks."""
    if voice == "all":
        return sentences
    spoken = pd.MultiIndex.from_frame(quoted(corpus, needed_by=needed_by)[["article_id", "sentence"]])
    inside = pd.MultiIndex.from_frame(sentences[["article_id", "sentence"]]).isin(spoken)
    return sentences[inside if voice == "quoted" else ~inside]

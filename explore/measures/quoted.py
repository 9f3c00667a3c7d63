"""Whose words a sentence is: a speaker's, where quotations make up most of it, else the outlet's own."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from explore import tables

Voice = Literal["all", "outlet", "quoted"]
_MOST = 0.5  # of a sentence's characters


def quoted(corpus: tables.Tables) -> pd.DataFrame:
    """Return the sentences (article_id, sentence) most of whose words are quoted, with their speakers (actor_id).

    A sentence of two speakers is there for each whose words make up most of it, or once for both together, without one.
    """
    sentences = corpus.sentences[["article_id", "sentence", "start", "end"]]
    quotes = corpus.quotes[["article_id", "start", "end", "actor_id"]]
    both = sentences.merge(quotes, on="article_id", suffixes=("", "_q"))
    inside = np.minimum(both["end"], both["end_q"]) - np.maximum(both["start"], both["start_q"])
    both = both.assign(share=inside / (both["end"] - both["start"]))[inside > 0]
    key = ["article_id", "sentence"]
    of_speaker = both.groupby([*key, "actor_id"], dropna=False, sort=False)["share"].sum()
    spoken = of_speaker[of_speaker >= _MOST].reset_index()
    together = both.groupby(key, sort=False)["share"].sum()
    mixed = together[together >= _MOST].drop(pd.MultiIndex.from_frame(spoken[key]), errors="ignore").reset_index()
    return pd.concat([spoken, mixed.assign(actor_id=pd.Series(None, index=mixed.index, dtype="str"))],
                     ignore_index=True)[[*key, "actor_id"]]  # fmt: skip


def with_voice(corpus: tables.Tables, sentences: pd.DataFrame, voice: Voice) -> pd.DataFrame:
    """Return the rows of `sentences` (article_id, sentence) that are in the voice, whoever speaks."""
    if voice == "all":
        return sentences
    spoken = pd.MultiIndex.from_frame(quoted(corpus)[["article_id", "sentence"]])
    inside = pd.MultiIndex.from_frame(sentences[["article_id", "sentence"]]).isin(spoken)
    return sentences[inside if voice == "quoted" else ~inside]

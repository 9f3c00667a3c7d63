"""CAMeL Tools' transformer models as an engine, for whoever has fetched them.

Two fine-tuned BERTs: one labels each word (beginning or inside of a person, organisation or place), one gives a
sentence its tone. The weights and the tokenizer settings are CAMeL Tools' own; words are those of a `Doc`. What is done
around them here is done once more, because its recogniser pads every sentence to 256 pieces (four times slower), lets
a word that has no pieces shift all labels after it, and keeps no probabilities.

References
----------
Obeid et al. (2020), CAMeL Tools: An Open Source Python Toolkit for Arabic Natural Language Processing, LREC.
Inoue et al. (2021), The Interplay of Variant, Size, and Task Type in Arabic Pre-trained Language Models, WANLP.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib import metadata
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from explore import tables
from explore.doc import Doc
from explore.errors import EngineMissing
from explore.text import INVISIBLE, TATWEEL, clean_surrogates

#: What CAMeL Tools calls the two models: its package to fetch, and the folder it puts it in.
MODELS = {
    "names": ("ner-arabert", "ner/arabert"),
    "sentiment": ("sentiment-analysis-arabert", "sentiment_analysis/arabert"),
}
_LABELS = {"PERS": "PER", "PER": "PER", "ORG": "ORG", "LOC": "LOC"}  # MISC has no place in our tables
_NAME_PIECES = 256  # CAMeL Tools cuts sentences for its recogniser here; its models saw no longer ones
_BATCH_PIECES = 4096  # pieces in a batch, padding included: as many short sentences as one long one
_LONGEST_WORD = 100  # characters; no name is longer, and a broken file can be one "word" of megabytes
_NOT_READ = re.compile(f"[{INVISIBLE}{TATWEEL}]")


def data_folder() -> Path:
    """Return the folder CAMeL Tools keeps its data in: $CAMELTOOLS_DATA, or its own choice."""
    if asked := os.environ.get("CAMELTOOLS_DATA"):
        return Path(asked).expanduser().absolute()
    return Path.home() / ("AppData/Roaming/camel_tools" if sys.platform == "win32" else ".camel_tools")


def model_folder(model: str, folder: str | Path | None = None) -> Path:
    """Return where the model "names" or "sentiment" lies, or would lie, under a data folder."""
    return Path(folder or data_folder()) / "data" / MODELS[model][1]


def install_command(model: str) -> str:
    """Return the command that fetches a model."""
    return f"camel_data -i {MODELS[model][0]}"


def has_model(model: str, folder: str | Path | None = None) -> bool:
    """Say whether a model is there with all it needs; weights are read from safetensors alone, never unpickled."""
    place = model_folder(model, folder)
    return all((place / name).is_file() for name in ("config.json", "model.safetensors", "vocab.txt"))


class CamelEngine:
    """Names and sentiment by CAMeL Tools' models.

    Parameters
    ----------
    folder : path, optional
        The data folder of CAMeL Tools (the one that holds `data/ner/arabert`); default `data_folder()`.

    Raises
    ------
    EngineMissing
        Where a model is not there; the message is the command that fetches it.

    Notes
    -----
    On two cores some 170 words a second. A GPU is used where PyTorch finds one. The tokenizer reads letters as
    the model's folder tells it to, as CAMeL Tools does: the published recogniser reads أ and إ as ا.
    """

    name = "camel"

    def __init__(self, folder: str | Path | None = None) -> None:
        self.folder = Path(folder or data_folder())
        missing = [model for model in MODELS if not has_model(model, self.folder)]
        if missing:
            where = ", ".join(str(model_folder(model, self.folder)) for model in missing)
            raise EngineMissing(
                f"engine='camel' needs models that are not in {where}. "
                f"Run: {' && '.join(map(install_command, missing))} (540 MB each), or use engine='embedded'."
            )
        self.version = f"camel-tools {metadata.version('camel-tools')}"

    def find_mentions(self, docs: Sequence[Doc]) -> pd.DataFrame:
        """Return the names in articles: tables.MENTIONS, actor_id null.

        `score` is the mean probability of the labels of a name's words. A run of "inside" labels without a
        beginning is a name too, as in the CoNLL evaluation.
        """
        sentences = [(doc, k, s) for doc in docs for k, s in enumerate(doc.sentences)]
        words = [[doc.surface(token, token + 1) for token in range(s.first, s.last)] for doc, _, s in sentences]
        rows = []
        for (doc, k, s), labels in zip(sentences, self._names.label(words), strict=True):
            reach = s.start  # a ligature such as ﷺ is several words, and may be one name only
            for first, last, label, score in _spans(labels):
                start, end = doc.span(s.first + first, s.first + last)
                if start >= reach:
                    surface, reach = doc.text[start:end], end
                    rows.append((doc.article_id, start, end, k, surface, label, "name", None, score, "camel", False))
        return tables.MENTIONS.frame(rows)

    def score_sentences(self, docs: Sequence[Doc]) -> npt.NDArray[np.float64]:
        """Return the tone of each sentence, in the order of articles and text.

        It is the probability of positive less that of negative; a sentence too long for the model is read in parts,
        and has their mean, weighted by length.
        """
        texts = [doc.text[sentence.start : sentence.end] for doc in docs for sentence in doc.sentences]
        return np.asarray(self._sentiment.score(texts), dtype="float64")

    @cached_property
    def _names(self) -> _Names:
        return _Names(model_folder("names", self.folder), "BertForTokenClassification")

    @cached_property
    def _sentiment(self) -> _Sentiment:
        return _Sentiment(model_folder("sentiment", self.folder), "BertForSequenceClassification")


class _Model:
    """A fine-tuned BERT: pieces of words in, probabilities out."""

    def __init__(self, folder: Path, head: str) -> None:
        import torch
        import transformers

        quiet = transformers.utils.logging
        bars = quiet.is_progress_bar_enabled()
        quiet.disable_progress_bar()
        try:
            self.tokenizer = transformers.BertTokenizer.from_pretrained(folder, local_files_only=True)
            model = getattr(transformers, head).from_pretrained(folder, local_files_only=True, use_safetensors=True)
        finally:
            if bars:
                quiet.enable_progress_bar()
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = model.to(self.device).eval()
        self.labels = [str(model.config.id2label[k]) for k in range(model.config.num_labels)]
        self.longest = int(model.config.max_position_embeddings) - 2  # room for [CLS] and [SEP]

    def pieces(self, texts: list[str]) -> list[list[int]]:
        """Return the pieces of each text; none where the tokenizer knows nothing of it."""
        if not texts:
            return []
        clean = [clean_surrogates(_NOT_READ.sub("", text)) for text in texts]
        encoded: list[list[int]] = self.tokenizer(clean, add_special_tokens=False, verbose=False).input_ids
        return encoded

    def probabilities(self, inputs: list[list[int]]) -> Iterator[tuple[int, Any]]:
        """Yield (index, probabilities) of each input, in order of length: little padding, and no result kept long."""
        import torch

        first, last, pad = self.tokenizer.cls_token_id, self.tokenizer.sep_token_id, self.tokenizer.pad_token_id
        for batch in _batches([len(pieces) + 2 for pieces in inputs]):
            width = len(inputs[batch[-1]]) + 2
            ids = torch.full((len(batch), width), pad)
            mask = torch.zeros((len(batch), width), dtype=torch.long)
            for row, index in enumerate(batch):
                filled = [first, *inputs[index], last]
                ids[row, : len(filled)] = torch.tensor(filled)
                mask[row, : len(filled)] = 1
            with torch.inference_mode():
                logits = self.model(input_ids=ids.to(self.device), attention_mask=mask.to(self.device)).logits
            for index, result in zip(batch, logits.softmax(-1).float().cpu().numpy(), strict=True):
                yield index, result


class _Names(_Model):
    def label(self, sentences: list[list[str]]) -> list[list[tuple[str, float]]]:
        """Return (label, probability) for every word of every sentence: as many labels as words, always."""
        pieces = self.pieces([word[:_LONGEST_WORD] for sentence in sentences for word in sentence])
        labelled = [("O", 1.0)] * len(pieces)  # also what a word without pieces keeps
        ends = np.cumsum([0, *map(len, sentences)])
        chunks = [chunk for a, b in pairwise(ends) for chunk in self._chunks(pieces, range(a, b))]
        for index, found in self.probabilities([[piece for k in chunk for piece in pieces[k]] for chunk in chunks]):
            firsts = np.cumsum([1, *(len(pieces[k]) for k in chunks[index])])  # after [CLS]
            for word, first in zip(chunks[index], firsts, strict=False):
                best = int(found[first].argmax())
                labelled[word] = (self.labels[best], float(found[first, best]))
        return [labelled[a:b] for a, b in pairwise(ends)]

    def _chunks(self, pieces: list[list[int]], sentence: range) -> Iterator[list[int]]:
        """Yield the words of a sentence that have pieces, as many at a time as the model reads."""
        limit, width = min(self.longest, _NAME_PIECES - 2), 0
        chunk: list[int] = []
        for k in sentence:
            if width + len(pieces[k]) > limit and chunk:
                yield chunk
                chunk, width = [], 0
            if pieces[k]:
                pieces[k] = pieces[k][:limit]
                chunk.append(k)
                width += len(pieces[k])
        if chunk:
            yield chunk


class _Sentiment(_Model):
    def score(self, texts: list[str]) -> list[float]:
        """Return the probability of positive less that of negative for each text."""
        kinds = [label.lower()[:3] for label in self.labels]
        positive, negative = kinds.index("pos"), kinds.index("neg")
        parts = [
            (row, pieces[a : a + self.longest])
            for row, pieces in enumerate(self.pieces(texts))
            for a in range(0, len(pieces), self.longest)
        ]
        total, weight = np.zeros(len(texts)), np.zeros(len(texts))
        for index, found in self.probabilities([pieces for _, pieces in parts]):
            row, pieces = parts[index]
            total[row] += len(pieces) * float(found[positive] - found[negative])
            weight[row] += len(pieces)
        return [float(score) for score in total / np.maximum(weight, 1)]


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Yield the indexes of inputs in groups of like length, each group of at most _BATCH_PIECES with its padding."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[index] * (len(batch) + 1) > _BATCH_PIECES:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _spans(labels: list[tuple[str, float]]) -> Iterator[tuple[int, int, str, float]]:
    """Yield (first word, word after the last, label, mean probability) of each run of B- and I- labels."""
    start, kind = 0, ""
    for k, (label, _) in enumerate([*labels, ("O", 1.0)]):
        prefix, _, new = label.partition("-")
        if kind and (prefix != "I" or new != kind):
            if kind in _LABELS:
                yield start, k, _LABELS[kind], float(np.mean([p for _, p in labels[start:k]]))
            kind = ""
        if new and not kind:
            start, kind = k, new

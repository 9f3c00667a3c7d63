"""Topics: what passages are about, found from the words they share.

An article moves between matters, so a topic is given to a passage: neighbouring paragraphs of one article, some
forty words and more. Passages become TF-IDF vectors of lightly stemmed words, reduced by truncated SVD; nothing is
downloaded. With fifty passages or more BERTopic groups them (UMAP, HDBSCAN, class-based TF-IDF) and leaves passages
that fit nowhere without a topic; with fewer, its clustering finds nothing stable and non-negative matrix
factorisation (NMF) takes its place, with a note that says so. Seeds are fixed. Very large corpora are fitted on a
sample, and the other passages go to the nearest topic.

References: Grootendorst (2022), BERTopic; Lee & Seung (1999), NMF; Larkey et al. (2007), light stemming.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from explore import tables
from explore.annotation.layers import Context, Frames, Layer, silent
from explore.annotation.topic_model import SAMPLE, fit_bertopic, fit_nmf
from explore.doc import Doc
from explore.stems import content_words, stem
from explore.text import is_arabic

MIN_PASSAGES = 50  # for BERTopic
PASSAGE_WORDS = 40
TERMS = 10
# What is taken off a word where three letters are left.
_AND = re.compile("^و(?=....)")


@dataclass(frozen=True)
class Topics:
    """What the topic layer returns: a topic for each sentence, and the three tables of topics."""

    of_sentence: pd.Series
    topics: pd.DataFrame
    terms: pd.DataFrame
    labels: pd.DataFrame
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Passage:
    """Neighbouring sentences of one article: their numbers, and their rows in the table of sentences."""

    doc: Doc
    numbers: list[int]
    rows: list[int]

    def tokens(self) -> Iterator[int]:
        """Yield its tokens that are words."""
        for number in self.numbers:
            sentence = self.doc.sentences[number]
            yield from (i for i in range(sentence.first, sentence.last) if self.doc.words[i].isalpha())

    def n_words(self) -> int:
        """Return how many words it has."""
        return sum(1 for _ in self.tokens())


def find_topics(docs: Sequence[Doc], sentences: pd.DataFrame, say: Callable[[str], object] = silent) -> Topics:
    """Find the topics of articles by the passages that their sentences form.

    Parameters
    ----------
    docs : sequence of Doc
        The articles.
    sentences : DataFrame
        `explore.tables.SENTENCES` of these articles, in their order; those marked as boilerplate are left out.
    say : callable, optional
        Takes what is done now, in words: it may take minutes.

    Returns
    -------
    Topics
        `of_sentence` is aligned with `sentences`, null where the passage belongs to no topic; `topics` has the share
        of an article's passages that each topic has; topics are numbered by size, the largest 0.
    """
    say("reading words")
    passages = _passages(docs, sentences["boilerplate"].tolist())
    words = [content_words(passage.doc.words[i] for i in passage.tokens()) for passage in passages]
    filled = [i for i, tokens in enumerate(words) if len(tokens) >= 5]
    nothing = pd.Series(pd.array([pd.NA] * len(sentences), dtype="Int64"), index=sentences.index)
    if len(filled) < 4:
        note = f"No topics: they need four passages of words, here are {len(filled)}."
        return Topics(nothing, tables.TOPICS.empty(), tables.TOPIC_TERMS.empty(), tables.TOPIC_LABELS.empty(), (note,))
    documents = [words[i] for i in filled]
    say(f"grouping {min(len(filled), SAMPLE):,} passages, a minute or two")
    if len(filled) < MIN_PASSAGES:
        assigned, weights, names = fit_nmf(documents)
        method = "nmf"
        notes = [f"Topics by NMF: BERTopic needs {MIN_PASSAGES} passages, here are {len(filled)}."]
    else:
        assigned, weights, names = fit_bertopic(documents)
        method, notes = "bertopic", []
    assigned, order = _by_size(assigned)
    outliers = int((assigned < 0).sum())
    if outliers:
        notes.append(f"{outliers:,} of {len(filled):,} passages ({outliers / len(filled):.0%}) belong to no topic.")
    say("naming topics")
    topic_of = np.full(len(passages), -1)
    topic_of[filled] = assigned
    of_sentence = nothing.copy()
    for passage, topic in zip(passages, topic_of.tolist(), strict=True):
        if topic >= 0:
            of_sentence.iloc[passage.rows] = topic
    terms = _terms(weights[order], names, passages)
    owners = [passage.doc.article_id for passage in passages]
    return Topics(of_sentence, _shares(topic_of, owners), terms, _labels(terms, assigned, method), tuple(notes))


def _passages(docs: Sequence[Doc], boilerplate: list[bool]) -> list[_Passage]:
    """Return the passages of articles: paragraphs joined until they have enough words."""
    passages: list[_Passage] = []
    row = 0
    for doc in docs:
        own: list[_Passage] = []
        paragraph, n_words = -1, PASSAGE_WORDS
        for number, sentence in enumerate(doc.sentences):
            if not boilerplate[row]:
                if n_words >= PASSAGE_WORDS and sentence.paragraph != paragraph:
                    own.append(_Passage(doc, [], []))
                    n_words = 0
                own[-1].numbers.append(number)
                own[-1].rows.append(row)
                n_words += sentence.last - sentence.first
                paragraph = sentence.paragraph
            row += 1
        passages += _with_remainder(own)
    return passages


def _with_remainder(own: list[_Passage]) -> list[_Passage]:
    """Join a short passage at an article's end to the one before it."""
    if len(own) > 1 and own[-1].n_words() < PASSAGE_WORDS // 2:
        last = own.pop()
        own[-1] = _Passage(last.doc, own[-1].numbers + last.numbers, own[-1].rows + last.rows)
    return own


def _by_size(assigned: np.ndarray) -> tuple[np.ndarray, list[int]]:
    """Return topics numbered by how many passages they have, and the old numbers in that order."""
    counts = Counter(int(topic) for topic in assigned if topic >= 0)
    order = sorted(counts, key=lambda topic: (-counts[topic], topic))
    new = {old: number for number, old in enumerate(order)}
    return np.array([new.get(int(topic), -1) for topic in assigned]), order


def _terms(weights: np.ndarray, names: np.ndarray, passages: list[_Passage]) -> pd.DataFrame:
    """Return the strongest words of each topic, each as it is most often written."""
    strongest = np.argsort(-weights, axis=1, kind="stable")[:, :TERMS]
    best = [(topic, i) for topic, chosen in enumerate(strongest) for i in chosen if weights[topic][i] > 0]
    written = _spellings(passages[:SAMPLE], {names[i] for _, i in best})
    rows = [(topic, written.get(names[i], names[i]), float(weights[topic][i])) for topic, i in best]
    return tables.TOPIC_TERMS.frame(rows).drop_duplicates(["topic", "term"], ignore_index=True)


def _spellings(passages: list[_Passage], stems: set[str]) -> dict[str, str]:
    """Return the word most often written for each of `stems`, without a و before it."""
    seen: dict[str, Counter[str]] = {}
    for passage in passages:
        for i in passage.tokens():
            key = stem(passage.doc.words[i])
            if key in stems:
                seen.setdefault(key, Counter())[_AND.sub("", passage.doc.surface(i, i + 1))] += 1
    return {key: min(c, key=lambda word: (-c[word], len(word), word)) for key, c in seen.items()}


def _labels(terms: pd.DataFrame, assigned: np.ndarray, method: str) -> pd.DataFrame:
    rows = []
    for topic, group in terms.groupby("topic"):
        separator = "، " if is_arabic(group["term"].iloc[0]) else ", "
        rows.append((topic, separator.join(group["term"].head(3)), int((assigned == topic).sum()), method))
    return tables.TOPIC_LABELS.frame(rows)


def _shares(topic_of: np.ndarray, owners: list[str]) -> pd.DataFrame:
    """Return the share of each article's passages that each topic has."""
    table = pd.DataFrame({"article_id": owners, "topic": topic_of})
    total = table.groupby("article_id", sort=False)["topic"].transform("size")
    counted = table.assign(weight=1 / total)[table["topic"] >= 0]
    shares = counted.groupby(["article_id", "topic"], sort=False)["weight"].sum().reset_index()
    return tables.TOPICS.frame(shares)


def _run(docs: Sequence[Doc], frames: Frames, context: Context) -> dict[str, pd.DataFrame]:
    found = find_topics(docs, frames["sentences"], context.say)
    context.notes += found.notes
    sentences = frames["sentences"].assign(topic=found.of_sentence)
    return {
        "sentences": sentences,
        "topics": found.topics,
        "topic_terms": found.terms,
        "topic_labels": found.labels,
    }


LAYER = Layer(
    "topics",
    reads=("sentences",),
    writes=("sentences", "topics", "topic_terms", "topic_labels"),
    run=_run,
    whole=True,
)

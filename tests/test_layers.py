"""Layers run in the order of what they read and write, in chunks or on the whole, and can be left out or added."""

import pandas as pd
import pytest

import explore
from explore import tables
from explore.annotation import LAYERS
from explore.annotation import layers as module
from explore.annotation.layers import Context, Layer, ordered, run
from explore.doc import read_docs
from explore.errors import BadInput

ARTICLES = pd.DataFrame({"article_id": ["a", "b", "c"], "text": ["قال بوتين «نعم».", "خبر عن موسكو.", "خبر."]})


def nothing(docs, frames, context):
    return {}


def names(layers):
    return [layer.name for layer in ordered(layers)]


def test_the_order_of_the_package_is_that_of_its_list():
    assert names(LAYERS) == [layer.name for layer in LAYERS]


def test_what_makes_a_table_comes_before_what_reads_it():
    makes, reads = Layer("makes", (), ("mentions",), nothing), Layer("reads", ("mentions",), ("quotes",), nothing)
    assert names([reads, makes]) == ["makes", "reads"]


def test_what_revises_a_table_keeps_its_place():
    makes = Layer("makes", (), ("mentions",), nothing)
    revises = Layer("revises", ("mentions",), ("mentions",), nothing)
    reads = Layer("reads", ("mentions",), ("quotes",), nothing)
    assert names([makes, reads, revises]) == ["makes", "reads", "revises"]
    assert names([revises, reads, makes]) == ["makes", "revises", "reads"]


def test_a_ring_and_a_name_given_twice_are_refused():
    ring = [Layer("a", ("quotes",), ("mentions",), nothing), Layer("b", ("mentions",), ("quotes",), nothing)]
    with pytest.raises(BadInput, match="wait for each other: a, b"):
        ordered(ring)
    with pytest.raises(BadInput, match="'a'"):
        ordered([ring[0], ring[0]])


def test_layers_of_articles_see_their_own_rows_and_those_of_the_whole_see_all(monkeypatch):
    monkeypatch.setattr(module, "CHUNK", 2)
    seen = []

    def sentences(docs, frames, context):
        seen.append([doc.article_id for doc in docs])
        rows = [(d.article_id, 0, 0, 0, len(d.text), 0.0, 0, None, False) for d in docs]
        return {"sentences": tables.SENTENCES.frame(rows)}

    def whole(docs, frames, context):
        seen.append(frames["sentences"]["article_id"].tolist())
        context.notes.append("done")
        return {}

    def own(docs, frames, context):
        seen.append(frames["sentences"]["article_id"].tolist())
        return {}

    layers = [
        Layer("sentences", (), ("sentences",), sentences),
        Layer("whole", ("sentences",), (), whole, whole=True),
        Layer("own", ("sentences",), (), own),
    ]
    context = Context(None, None, None)
    frames = {table.name: table.empty() for table in tables.CORPUS} | {"articles": tables.ARTICLES.frame(ARTICLES)}
    found = run(layers, read_docs(ARTICLES), frames, context, progress=False)
    assert seen == [["a", "b"], ["c"], ["a", "b", "c"], ["a", "b"], ["c"]]
    assert found["sentences"]["article_id"].tolist() == ["a", "b", "c"]
    assert context.notes == ["done"]


def test_a_layer_can_be_left_out():
    corpus = explore.annotate(ARTICLES, layers=["sentences", "names"])
    assert len(corpus.sentences) == 3
    assert corpus.mentions["surface"].tolist() == ["بوتين", "موسكو"]
    assert corpus.quotes.empty
    assert corpus.articles["entities"].tolist() == [["بوتين"], ["موسكو"], []]


def test_a_layer_of_ones_own():
    def dates(docs, frames, context):
        rows = [(doc.article_id, 0, 3, 0, doc.text[:3], "2024", None, None, "own") for doc in docs]
        return {"dates": tables.DATES.frame(rows)}

    corpus = explore.annotate(ARTICLES, layers=["sentences", Layer("own", (), ("dates",), dates)])
    assert corpus.dates["value"].tolist() == ["2024"] * 3


def test_what_is_no_layer_and_no_table_is_named():
    with pytest.raises(BadInput, match=r"No layer 'nouns'\. There are: names, sentences"):
        explore.annotate(ARTICLES, layers=["nouns"])
    wrong = Layer("wrong", (), ("verbs",), lambda docs, frames, context: {"verbs": pd.DataFrame()})
    with pytest.raises(BadInput, match="No table 'verbs'"):
        explore.annotate(ARTICLES, layers=[wrong])

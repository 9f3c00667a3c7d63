"""Every engine keeps one contract; CAMeL's is tried on a tiny BERT of random weights made here."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from explore import tables
from explore.doc import Doc, read_docs
from explore.engines import ENGINES, Engine, get_engine
from explore.engines import camel as camel_module
from explore.engines.camel import CamelEngine
from explore.errors import BadInput, EngineMissing
from explore.text import split_sentences

NER_LABELS = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
LETTERS = 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيabcdefghijklmnopqrstuvwxyz0123456789.,:،؛؟«»"()-'
WORDS = ["قال", "أعلن", "اعلن", "الرئيس", "بوتين", "موسكو", "في", "من", "وزير", "الخارجية"]
HOSTILE = [
    "",
    " \n\t ",
    "\u200f",
    "قال \u200f الرئيس",
    "<script>alert('موسكو')</script>",
    "no Arabic at all, only Latin 123.",
    "😀👨‍👩‍👧 بوتين 🇷🇺",
    "م" * 5000,
    "قال الرئيس بوتين في موسكو " * 400,
    "nul \x00 بوتين",
    "ﻻ ﷺ ﷽ بـــوتـــيـــن",
    "بُوتِين قَالَ",
    "‫بوتين‬",
    "\n\nعنوان\n\nنص. آخر؟ نعم!",
]


def save_bert(folder, head, labels, *, lower=None, longest=64, seed=3):
    """A BERT too small to know anything, in the files of a real one."""
    import torch
    import transformers

    folder.mkdir(parents=True)
    vocab = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    vocab += [c for c in LETTERS] + ["##" + c for c in LETTERS]
    (folder / "vocab.txt").write_text("\n".join(dict.fromkeys(vocab)), encoding="utf-8")
    settings_ = {} if lower is None else {"do_lower_case": lower}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings_), encoding="utf-8")
    torch.manual_seed(seed)
    config = transformers.BertConfig(
        vocab_size=len(vocab), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=longest, initializer_range=0.8, num_labels=len(labels),
        id2label=dict(enumerate(labels)), label2id={label: k for k, label in enumerate(labels)},
    )  # fmt: skip
    getattr(transformers, head)(config).save_pretrained(folder, safe_serialization=True)


@pytest.fixture(scope="session")
def camel_data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("camel")
    save_bert(folder / "data/ner/arabert", "BertForTokenClassification", NER_LABELS)
    sentiment = folder / "data/sentiment_analysis/arabert"
    save_bert(sentiment, "BertForSequenceClassification", ["positive", "negative", "neutral"], lower=False)
    return folder


@pytest.fixture(params=list(ENGINES))
def engine(request, monkeypatch):
    if request.param == "camel":
        monkeypatch.setenv("CAMELTOOLS_DATA", str(request.getfixturevalue("camel_data")))
    return get_engine(request.param)


def articles_of(texts):
    return pd.DataFrame({"article_id": [f"a{k}" for k in range(len(texts))], "text": texts}, dtype="str")


def check_mentions(mentions, articles):
    assert list(mentions.columns) == tables.MENTIONS.names
    assert_frame_equal(mentions.iloc[:0], tables.MENTIONS.empty())
    texts = articles.set_index("article_id")["text"]
    order = {article_id: k for k, article_id in enumerate(articles["article_id"])}
    keys = [(order[row.article_id], row.start) for row in mentions.itertuples()]
    assert keys == sorted(set(keys))
    assert set(mentions["label"]) <= {"PER", "ORG", "LOC"}
    assert mentions["actor_id"].isna().all()
    assert mentions["score"].between(0, 1).all()
    assert mentions["rule"].notna().all()
    for row in mentions.itertuples():
        text = texts[row.article_id]
        assert text[row.start : row.end] == row.surface != ""
        start, end, _ = split_sentences(text)[row.sentence]
        assert start <= row.start < row.end <= end


# The contract


def test_an_engine_fits_the_protocol(engine):
    assert isinstance(engine, Engine)
    assert engine.name in ENGINES
    assert engine.version
    assert get_engine(engine) is engine


def test_mentions_of_real_sentences(engine):
    articles = articles_of(
        ["لقاء في موسكو\nألقى الرئيس الروسي فلاديمير بوتين خطابا في موسكو. وأعلن وزير الخارجية.", "موسكو"]
    )
    mentions = engine.find_mentions(read_docs(articles))
    assert len(mentions)
    check_mentions(mentions, articles)
    assert_frame_equal(engine.find_mentions(read_docs(articles)), mentions)


def test_no_articles_no_mentions(engine):
    assert_frame_equal(engine.find_mentions([]), tables.MENTIONS.empty())


def test_hostile_text_does_no_harm(engine):
    articles = articles_of(HOSTILE)
    check_mentions(engine.find_mentions(read_docs(articles)), articles)
    docs = read_docs(articles)
    scored = engine.score_sentences(docs)
    assert len(scored) == sum(len(doc.sentences) for doc in docs)
    assert (abs(scored) <= 1).all()


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(st.text(st.sampled_from(" \n.،ًـ\u200f" + LETTERS), max_size=60), max_size=4))
def test_offsets_always_slice_back(texts, shared_engines):
    articles = articles_of(texts)
    for engine in shared_engines:
        check_mentions(engine.find_mentions(read_docs(articles)), articles)


@pytest.fixture(scope="session")
def shared_engines(camel_data):
    return [CamelEngine(camel_data), get_engine("embedded")]


def test_a_tone_for_each_sentence_in_the_order_of_the_text(engine):
    docs = [Doc("b", "قال الرئيس"), Doc("a", "أعلن وزير الخارجية. نعم."), Doc("c", "")]
    scored = engine.score_sentences(docs)
    assert scored.dtype == "float64"
    apart = [*engine.score_sentences(docs[:1]), *engine.score_sentences(docs[1:])]
    assert scored.tolist() == pytest.approx(apart, abs=1e-5)  # BERT's sums depend on the batch in the last digits
    assert len(scored) == 3
    assert len(engine.score_sentences([])) == 0


# The registry


def test_unknown_engines_are_refused():
    with pytest.raises(BadInput, match="No engine 'bert'. There are: embedded, camel"):
        get_engine("bert")
    with pytest.raises(BadInput, match="lacks name, version, find_mentions, score_sentences"):
        get_engine(object())
    with pytest.raises(BadInput, match="is a class"):
        get_engine(CamelEngine)


# CAMeL


def test_missing_models_name_the_command(tmp_path, monkeypatch):
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with pytest.raises(EngineMissing) as caught:
        get_engine("camel")
    assert "camel_data -i ner-arabert && camel_data -i sentiment-analysis-arabert" in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_pickled_weights_are_not_read(tmp_path, camel_data):
    import shutil

    shutil.copytree(camel_data, tmp_path / "copy")
    weights = tmp_path / "copy/data/ner/arabert/model.safetensors"
    weights.rename(weights.with_name("pytorch_model.bin"))
    with pytest.raises(EngineMissing, match="camel_data -i ner-arabert"):
        CamelEngine(tmp_path / "copy")


def test_labels_are_those_of_camel_tools(camel_data, monkeypatch):
    """Sentence by sentence and without padding, the model says the same."""
    import torch

    names = CamelEngine(camel_data)._names
    sentences = [["قال", "الرئيس", "بوتين"], ["في", "موسكو"], ["أعلن", "وزير", "الخارجية", "من", "موسكو", "."]]
    together = names.label(sentences)
    for sentence, labels in zip(sentences, together, strict=True):
        encoded = names.tokenizer(sentence, is_split_into_words=True, return_tensors="pt")
        with torch.inference_mode():
            logits = names.model(input_ids=encoded.input_ids, attention_mask=encoded.attention_mask).logits[0]
        firsts = [encoded.word_ids().index(k) for k in range(len(sentence))]
        assert [label for label, _ in labels] == [NER_LABELS[int(logits[k].argmax())] for k in firsts]
        assert np.allclose([p for _, p in labels], logits.softmax(-1).max(-1).values[firsts], atol=1e-5)
    assert len({label for labels in together for label, _ in labels}) > 1


def same_labels(a, b):
    assert [label for label, _ in a] == [label for label, _ in b]
    assert np.allclose([p for _, p in a], [p for _, p in b], atol=1e-5)


def test_a_word_without_pieces_shifts_nothing(camel_data):
    names = CamelEngine(camel_data)._names
    plain = names.label([["قال", "بوتين", "موسكو"]])[0]
    gap = names.label([["قال", "\u200f", "بوتين", "\ufeff", "موسكو"]])[0]
    same_labels([gap[k] for k in (0, 2, 4)], plain)
    assert gap[1] == gap[3] == ("O", 1.0)


def test_long_sentences_are_read_whole(camel_data):
    names = CamelEngine(camel_data)._names
    sentence = ["قال", "بوتين", "في", "موسكو", "من"] * 60  # 300 words of one piece for a model that reads 64
    labels = names.label([sentence])[0]
    assert len(labels) == len(sentence)
    assert all(p < 1 for _, p in labels)  # each was given to the model, the last too
    same_labels(labels[:62], names.label([sentence[:62]])[0])


def test_lone_surrogates_are_read_as_unknown_characters(camel_data):
    scored = CamelEngine(camel_data).score_sentences([Doc("a", "قال \ud800")])
    assert (abs(scored) <= 1).all()


def test_long_texts_have_the_mean_of_their_parts(camel_data):
    sentiment = CamelEngine(camel_data)._sentiment
    a, b = "قال " * 62, "موسكو " * 31
    whole, first, second = sentiment.score([a + b, a, b])
    assert first != pytest.approx(second)
    assert whole == pytest.approx((62 * first + 31 * second) / 93)


@pytest.mark.parametrize(("lower", "pieces"), [(None, "اعلن"), (True, "اعلن"), (False, "أعلن")])
def test_letters_are_read_as_the_folder_says(tmp_path, lower, pieces):
    save_bert(tmp_path / "m", "BertForTokenClassification", NER_LABELS, lower=lower)
    names = camel_module._Names(tmp_path / "m", "BertForTokenClassification")
    assert names.tokenizer.convert_ids_to_tokens(names.pieces(["أعلن"])[0]) == [pieces]


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        ("O O", []),
        ("B-PERS I-PERS O", [(0, 2, "PER")]),
        ("B-PERS B-PERS", [(0, 1, "PER"), (1, 2, "PER")]),
        ("I-LOC O I-ORG I-ORG", [(0, 1, "LOC"), (2, 4, "ORG")]),
        ("B-PERS I-LOC", [(0, 1, "PER"), (1, 2, "LOC")]),
        ("B-MISC I-MISC B-LOC", [(2, 3, "LOC")]),
        ("O B-ORG", [(1, 2, "ORG")]),
    ],
)
def test_spans(labels, spans):
    found = list(camel_module._spans([(label, 0.5) for label in labels.split()]))
    assert found == [(*span, 0.5) for span in spans]


@given(st.lists(st.integers(3, 500), max_size=80))
def test_batches_hold_every_input_once_and_little_padding(lengths):
    batches = list(camel_module._batches(lengths))
    assert sorted(k for batch in batches for k in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or max(lengths[k] for k in batch) * len(batch) <= camel_module._BATCH_PIECES
        assert lengths[batch[-1]] == max(lengths[k] for k in batch)

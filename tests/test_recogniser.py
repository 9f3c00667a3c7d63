"""The recogniser: the same sums as the network it was trained as, and the arithmetic against counting all ways."""

import itertools

import numpy as np
import pytest

from explore.actors.gazetteer import Gazetteer, Name
from explore.doc import Doc
from explore.model.network import Network
from explore.model.recogniser import OF_NAMES, TAGS, Recogniser, recogniser, sentences_of
from explore.model.sequence import Field, layout
from explore.model.words import BUCKETS, words_of

WORDS = ["قال", "بوتين", "في", "موسكو", "الرييس", "وزير"]
TEXTS = ["قال بوتين في موسكو ان الوزير وصل", "وصل", "قال وبوتين: 15 عاما في بروكسل nato ."]


@pytest.fixture(scope="module", params=[(1, 7), (3, 5)], ids=["one head", "three heads"])
def trained(request):
    """A network with random parameters, and the parameters the package would ship of it."""
    torch = pytest.importorskip("torch")
    import names_net

    torch.manual_seed(3)
    rng = np.random.default_rng(3)
    vectors = rng.normal(0, 0.5, (len(WORDS) + 1, 8)).astype(np.float32)
    vectors[0] = 0  # of a word that has none
    net = names_net.Net(vectors, OF_NAMES, *request.param).eval()
    with torch.no_grad():
        for parameter in (net.after, net.first, net.last):
            parameter.copy_(torch.randn_like(parameter))
        net.out.weight *= 4  # else all scores are alike, and the field alone decides
    likeness = rng.normal(0, 0.1, BUCKETS + 1)
    return net, names_net.word_arrays(net, WORDS, likeness) | names_net.arrays(net)


def sentences(texts):
    gazetteer = Gazetteer(
        [Name("موسكو", ("moscow",), "LOC", "", "name"), Name("بوتين", ("p",), "PER", "surname", "surname")]
    )
    docs = [Doc("a", text) for text in texts]
    return [sentence for doc in docs for sentence in sentences_of(doc, gazetteer.find(doc.folded))]


def test_the_shipped_network_scores_as_the_trained_one_did(trained):
    import torch
    from names_net import batches, encode

    net, arrays = trained
    words = words_of(arrays)
    given = [(sentence.words, sentence.names) for sentence in sentences(TEXTS)]
    for (read, names), (probabilities, tags) in zip(given, Network(words, arrays).tag(given), strict=True):
        assert np.allclose(probabilities.sum(2), 1, atol=1e-4)
        if len(read) > 4:
            continue
        (batch,) = batches([encode(words, read, names, np.zeros((len(read), net.shape[0])))], 1)
        with torch.no_grad():
            scores = net(*batch[:4], batch[5])[0].numpy()
        for head in range(net.shape[0]):
            expected, likeliest = by_counting(scores[:, head], net, head)
            assert np.allclose(probabilities[:, head], expected, atol=0.02)  # 8 bits of a vector, 16 of a weight
            assert tags[:, head].tolist() == likeliest


def test_the_loss_is_the_improbability_of_the_tags(trained):
    import torch

    net, _ = trained
    rng = np.random.default_rng(8)
    scores = rng.normal(size=(1, 3, *net.shape)).astype(np.float32)
    tags = rng.integers(net.shape[1], size=(1, 3, net.shape[0]))
    field = Field(*(p.detach().numpy() for p in (net.after, net.first, net.last)))
    loss = net.loss(torch.tensor(scores), torch.tensor(tags), torch.ones(1, 3, dtype=bool)).item()
    rows = itertools.product(range(net.shape[1]), repeat=3)
    weights = [np.exp(weight(scores[0], field, np.array(row)[:, None].repeat(net.shape[0], 1))) for row in rows]
    assert loss == pytest.approx(-np.log(np.exp(weight(scores[0], field, tags[0])) / sum(weights)).sum(), rel=1e-4)


def weight(scores, field, tags):
    """The score of a row of tags, for each head."""
    heads = np.arange(tags.shape[1])
    within = sum(scores[k, heads, row] for k, row in enumerate(tags))
    between = sum(field.after[heads, a, b] for a, b in itertools.pairwise(tags))
    return within + between + field.first[heads, tags[0]] + field.last[heads, tags[-1]]


def by_counting(scores, net, head):
    """The probability of each tag and the best row of tags of a head, by the score of every possible row."""
    after, first, last = (p[head].detach().numpy() for p in (net.after, net.first, net.last))
    rows = list(itertools.product(range(net.shape[1]), repeat=len(scores)))
    weights = np.array([
        first[r[0]] + last[r[-1]] + sum(scores[k, t] for k, t in enumerate(r)) + sum(after[a, b] for a, b in itertools.pairwise(r))
        for r in rows
    ])  # fmt: skip
    chances = np.exp(weights - weights.max())
    chances /= chances.sum()
    marginals = np.zeros_like(scores)
    for row, chance in zip(rows, chances, strict=True):
        marginals[range(len(row)), row] += chance
    return marginals, list(rows[int(weights.argmax())])


def test_a_field_over_many_sequences_is_the_same_as_over_each():
    rng = np.random.default_rng(5)
    field = Field(*(rng.normal(size=shape).astype(np.float32) for shape in ((2, 7, 7), (2, 7), (2, 7))))
    lengths = np.array([6, 4, 4, 1])
    starts = np.concatenate([[0], lengths.cumsum()[:-1]])
    scores = 30 * rng.normal(size=(lengths.sum(), 2, 7)).astype(np.float32)  # far apart: tags next to impossible
    together = layout(starts, lengths)
    best, marginals = field.best(scores, together), field.marginals(scores, together)
    assert np.isfinite(marginals).all()
    for start, length in zip(starts, lengths, strict=True):
        alone = layout(np.array([0]), np.array([length]))
        part = scores[start : start + length]
        assert (field.best(part, alone) == best[start : start + length]).all()
        assert np.allclose(field.marginals(part, alone), marginals[start : start + length], atol=1e-5)


def test_the_order_of_sentences_changes_nothing():
    given = sentences(["التقى سمير الخطيب رئيس شركة نوفارتس في زغرب.", *TEXTS])
    there, back = recogniser().read(given), recogniser().read(given[::-1])[::-1]
    spans = [[(name.start, name.end, name.label) for name in read.names] for read in there]
    assert spans == [[(name.start, name.end, name.label) for name in read.names] for read in back]
    assert any(spans)
    assert all(len(read.chances) == len(sentence.words) for read, sentence in zip(there, given, strict=True))


def test_what_the_gazetteer_found_is_marked_at_its_words():
    (sentence,) = sentences(["قال بوتين وموسكو 15"])
    assert sentence.words == ["قال", "بوتين", "وموسكو", "00"]
    assert sentence.spans[1] == (4, 9)
    assert sentence.names.shape == (4, OF_NAMES)
    assert sentence.names.argmax(1)[1:3].tolist() == [2, 4]  # a person under a rule, a place without one
    assert not sentence.names[[0, 3]].any()


def test_a_name_has_the_least_probability_of_its_words():
    model = Recogniser.__new__(Recogniser)
    model._calibration = np.array([1.0, 0.0])
    (sentence,) = sentences(["قال بوتين في موسكو"])
    probabilities = np.full((4, len(TAGS)), 0.01)
    tags = np.array([0, 1, 2, 0])
    probabilities[range(4), tags] = 0.9, 0.8, 0.7, 0.6
    (name,) = model._spans(sentence, probabilities, tags)
    assert (name.start, name.end, name.label) == (4, 12, "PER")
    assert name.score == pytest.approx(0.7)


def test_nothing_in_nothing_out():
    assert recogniser().read([]) == []
    assert sentences([""]) == []

"""The recogniser: the same sums as the network it was trained as, and the arithmetic against counting all ways."""

import itertools

import numpy as np
import pytest

from explore.model.sequence import Field, layout
from explore.model.words import BUCKETS, Words, bare_forms
from explore.actors.gazetteer import Gazetteer, Name
from explore.model.recogniser import OF_NAMES, TAGS, Recogniser, cut_sentences, recogniser

WORDS = ["قال", "بوتين", "في", "موسكو", "الرييس", "وزير"]
TEXTS = ["قال بوتين في موسكو ان الوزير وصل", "وصل", "قال وبوتين: 15 عاما في بروكسل nato ."]


@pytest.fixture(scope="module")
def trained():
    """A network with random parameters, and the model the package would ship of it."""
    torch = pytest.importorskip("torch")
    import names_net

    torch.manual_seed(3)
    rng = np.random.default_rng(3)
    vectors = rng.normal(0, 0.5, (len(WORDS) + 1, 8)).astype(np.float32)
    vectors[0] = 0  # of a word that has none
    net = names_net.Net(vectors).eval()
    with torch.no_grad():
        for parameter in (net.after, net.first, net.last):
            parameter.copy_(torch.randn_like(parameter))
        net.out.weight *= 4  # else all scores are alike, and the field alone decides
    likeness = rng.normal(0, 0.1, BUCKETS + 1).astype(np.float32)
    return net, Recogniser(names_net.arrays(net, WORDS, likeness, (1.0, 0.0))), likeness


def sentences_of(texts):
    gazetteer = Gazetteer(
        [Name("موسكو", ("moscow",), "LOC", "", "name"), Name("بوتين", ("p",), "PER", "surname", "surname")]
    )
    return [s for text in texts for s in cut_sentences(text, [(0, len(text))], gazetteer.find(text))]


def test_the_shipped_model_scores_as_the_network_did(trained):
    import torch
    from names_net import Encoded, batches

    net, model, likeness = trained
    given = sentences_of(TEXTS)
    words = Words(WORDS, likeness.astype(np.float16))
    probabilities, tags = model.tag(given)
    for sentence, found, best in zip(given, probabilities, tags, strict=True):
        known = [words.of(word) for word in sentence.words]
        seen = np.hstack([np.array([w.features for w in known]), sentence.names])
        letters = np.zeros((len(known), 14), int)
        for row, word in enumerate(known):
            letters[row, : len(word.letters)] = word.letters
        whole, bare = np.array([w.whole for w in known]), np.array([w.bare for w in known])
        (batch,) = batches([Encoded(whole, bare, letters, seen, np.zeros(len(known), int))], 1)
        with torch.no_grad():
            scores = net(*batch[:4], batch[5])
            expected, likeliest = by_counting(scores[0].numpy(), net) if len(known) < 5 else (None, None)
        if expected is not None:
            assert np.allclose(found, expected, atol=0.02)  # 8 bits of a vector, 16 of a weight
            assert best.tolist() == likeliest
        assert np.allclose(found.sum(1), 1, atol=1e-4)


def by_counting(scores, net):
    """The probability of each tag and the best row of tags, by the score of every possible row."""
    after, first, last = (p.detach().numpy() for p in (net.after, net.first, net.last))
    rows = list(itertools.product(range(len(TAGS)), repeat=len(scores)))
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


def test_a_field_over_many_sentences_is_the_same_as_over_each():
    rng = np.random.default_rng(5)
    field = Field(*(rng.normal(size=shape).astype(np.float32) for shape in ((7, 7), 7, 7)))
    lengths = np.array([6, 4, 4, 1])
    starts = np.concatenate([[0], lengths.cumsum()[:-1]])
    scores = rng.normal(size=(lengths.sum(), 7)).astype(np.float32)
    together = layout(starts, lengths)
    best, marginals = field.best(scores, together), field.marginals(scores, together)
    for start, length in zip(starts, lengths, strict=True):
        one = layout(np.array([0]), np.array([length]))
        part = scores[start : start + length]
        assert (field.best(part, one) == best[start : start + length]).all()
        assert np.allclose(field.marginals(part, one), marginals[start : start + length], atol=1e-5)


def test_the_order_of_sentences_changes_nothing(trained):
    _, model, _ = trained
    given = sentences_of(TEXTS)
    there, back = model.find(given), model.find(given[::-1])[::-1]
    assert [[(f.start, f.end, f.label) for f in fs] for fs in there] == [
        [(f.start, f.end, f.label) for f in fs] for fs in back
    ]


def test_what_the_gazetteer_found_is_marked_at_its_words():
    text = "قال بوتين وموسكو"
    (sentence,) = cut_sentences(text, [(0, len(text))], sentences_matches(text))
    assert sentence.words == ["قال", "بوتين", "وموسكو"]
    assert sentence.names.shape == (3, OF_NAMES)
    assert sentence.names.argmax(1)[1:].tolist() == [2, 4]  # a person under a rule, a place without one
    assert not sentence.names[0].any()


def sentences_matches(text):
    return Gazetteer(
        [Name("موسكو", ("moscow",), "LOC", "", "name"), Name("بوتين", ("p",), "PER", "surname", "surname")]
    ).find(text)


@pytest.mark.parametrize(
    ("word", "forms"), [("وبوتين", ["بوتين", "وتين"]), ("للكرملين", ["لكرملين", "الكرملين"]), ("قال", [])]
)
def test_forms_without_a_clitic(word, forms):
    assert bare_forms(word) == forms


def test_nothing_in_nothing_out(trained):
    _, model, _ = trained
    assert model.find([]) == []
    assert cut_sentences("", [], []) == []

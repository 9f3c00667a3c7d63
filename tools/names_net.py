"""The network of explore/model/network.py as one that can be trained: the same sums, in torch.

`Encoded` is a sequence of words in numbers; `train` fits a network to some and `arrays` returns its parameters as the
package ships them. The recogniser has one head of seven tags, the tagger three of five. Needs torch.
"""

from __future__ import annotations

import math
import random
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from explore.model.words import LETTERS, LONGEST, OF_WORD, Words

LETTER, FILTERS, SEEN = 30, 50, 40


class Encoded(NamedTuple):
    """A sequence in numbers: vectors of its words and of their bare forms, letters, features, tags (words × heads)."""

    whole: np.ndarray
    bare: np.ndarray
    letters: np.ndarray
    seen: np.ndarray  # features of the words, then those of their places
    tags: np.ndarray


def encode(words: Words, sequence: list[str], features: np.ndarray, tags) -> Encoded:
    """Return a sequence as the network takes it."""
    known = [words.of(word) for word in sequence]
    letters = np.zeros((len(known), LONGEST), np.int8)
    for row, word in enumerate(known):
        letters[row, : len(word.letters)] = word.letters
    whole, bare = np.array([(word.whole, word.bare) for word in known], np.int32).T
    seen = np.hstack([[word.features for word in known], features]).astype(np.float32)
    return Encoded(whole, bare, letters, seen, np.array(tags, np.int8).reshape(len(known), -1))


class Net(nn.Module):
    def __init__(
        self, vectors: np.ndarray, features: int, heads: int, tags: int, *, units=128, drop=0.4, fixed=False
    ) -> None:
        super().__init__()
        self.shape = heads, tags
        self.vectors = nn.Embedding.from_pretrained(torch.tensor(vectors), freeze=fixed, padding_idx=0)
        self.letters = nn.Embedding(len(LETTERS) + 2, LETTER, padding_idx=0)
        self.groups = nn.Conv1d(LETTER, FILTERS, 3, padding=1)
        self.seen = nn.Linear(OF_WORD + features, SEEN)
        inward = 2 * vectors.shape[1] + FILTERS + SEEN
        self.reader = nn.LSTM(inward, units, bidirectional=True, batch_first=True)
        self.out = nn.Linear(2 * units + SEEN, heads * tags)
        self.after = nn.Parameter(torch.zeros(heads, tags, tags))
        self.first, self.last = nn.Parameter(torch.zeros(heads, tags)), nn.Parameter(torch.zeros(heads, tags))
        self.drop = nn.Dropout(drop)

    def forward(self, whole, bare, letters, seen, there):
        """Return the score of each tag of each word (sequences × words × heads × tags)."""
        rows, steps, _ = letters.shape
        spelled = self.letters(letters.view(rows * steps, -1)).transpose(1, 2)
        spelled = torch.relu(self.groups(spelled)).amax(2).view(rows, steps, -1)
        seen = torch.tanh(self.seen(seen))
        words = self.drop(torch.cat([self.vectors(whole), self.vectors(bare), spelled, seen], 2))
        lengths = there.sum(1)
        packed = nn.utils.rnn.pack_padded_sequence(words, lengths, batch_first=True, enforce_sorted=False)
        states, _ = nn.utils.rnn.pad_packed_sequence(self.reader(packed)[0], batch_first=True, total_length=steps)
        return self.out(torch.cat([self.drop(states), seen], 2)).view(rows, steps, *self.shape)

    def loss(self, scores, tags, there):
        """Return the mean negative log-likelihood of rows of tags, summed over heads."""
        head, ends = torch.arange(self.shape[0]), there.sum(1) - 1
        given = self.first[head, tags[:, 0]] + scores.gather(3, tags[..., None]).squeeze(3).mul(there[..., None]).sum(1)
        given = given + self.after[head, tags[:, :-1], tags[:, 1:]].mul(there[:, 1:, None]).sum(1)
        given = given + self.last[head, tags[torch.arange(len(tags)), ends]]
        ahead = self.first + scores[:, 0]
        for step in range(1, scores.shape[1]):
            further = torch.logsumexp(ahead.unsqueeze(3) + self.after, 2) + scores[:, step]
            ahead = torch.where(there[:, step, None, None], further, ahead)
        return (torch.logsumexp(ahead + self.last, 2) - given).sum(1).mean()


def batches(data: list[Encoded], size: int):
    """Yield batches of sequences of about one length, in random order."""
    order = sorted(range(len(data)), key=lambda k: len(data[k].whole) + 6 * random.random())
    groups = [order[k : k + size] for k in range(0, len(order), size)]
    random.shuffle(groups)
    for group in groups:
        steps = max(len(data[k].whole) for k in group)
        whole, bare = (np.zeros((len(group), steps), np.int64) for _ in range(2))
        tags = np.zeros((len(group), steps, data[0].tags.shape[1]), np.int64)
        letters = np.zeros((len(group), steps, LONGEST), np.int64)
        seen = np.zeros((len(group), steps, data[0].seen.shape[1]), np.float32)
        there = np.zeros((len(group), steps), bool)
        for row, k in enumerate(group):
            n = len(data[k].whole)
            whole[row, :n], bare[row, :n], letters[row, :n], seen[row, :n], tags[row, :n] = data[k]
            there[row, :n] = True
        yield tuple(map(torch.from_numpy, (whole, bare, letters, seen, tags, there)))


def train(net: Net, data: list[Encoded], *, epochs: int, rate: float, size: int, hide: tuple[float, float, float]):
    """Fit `net` to `data`.

    Parameters
    ----------
    hide : three probabilities
        That a sequence is read without the features of its places, that a word with a tag is read without its vector,
        that another word is. What is hidden now and then, the model learns to do without.
    """
    own = [p for name, p in net.named_parameters() if name != "vectors.weight"]
    groups = [{"params": own, "lr": rate}]
    if net.vectors.weight.requires_grad:
        groups.append({"params": [net.vectors.weight], "lr": rate * 0.3})
    optimiser = torch.optim.AdamW(groups, weight_decay=1e-4)
    steps = epochs * math.ceil(len(data) / size) + 1
    rates = [group["lr"] for group in groups]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps, pct_start=0.1)
    of_place, of_tagged, of_word = hide
    net.train()
    for epoch in range(epochs):
        total = []
        for whole, bare, letters, seen, tags, there in batches(data, size):
            hidden = torch.rand(whole.shape) < torch.where(tags.any(2), of_tagged, of_word)
            seen[..., OF_WORD:] *= (torch.rand(len(seen), 1, 1) >= of_place).float()
            scores = net(whole.masked_fill(hidden, 0), bare.masked_fill(hidden, 0), letters, seen, there)
            loss = net.loss(scores, tags, there)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 3)
            optimiser.step()
            schedule.step()
            total.append(loss.item())
        print(f"  epoch {epoch + 1} of {epochs}: loss {np.mean(total):.3f}", flush=True)
    return net.eval()


def arrays(net: Net) -> dict[str, np.ndarray]:
    """Return the parameters of a network, but for its vectors, as the package ships them: in 16 bits."""
    with torch.no_grad():
        reader = {name: value.numpy() for name, value in net.reader.named_parameters()}
        shipped = {
            "letters": net.letters.weight.numpy(),
            "groups": net.groups.weight.numpy().transpose(2, 1, 0),
            "groups_bias": net.groups.bias.numpy(),
            "seen": net.seen.weight.numpy().T,
            "seen_bias": net.seen.bias.numpy(),
            "out": net.out.weight.numpy().T,
            "out_bias": net.out.bias.numpy(),
            "after": net.after.numpy(),
            "first": net.first.numpy(),
            "last": net.last.numpy(),
        }
        for way, suffix in (("forward", ""), ("backward", "_reverse")):
            shipped[f"{way}_input"] = reader[f"weight_ih_l0{suffix}"].T
            shipped[f"{way}_recurrent"] = reader[f"weight_hh_l0{suffix}"].T
            shipped[f"{way}_bias"] = reader[f"bias_ih_l0{suffix}"] + reader[f"bias_hh_l0{suffix}"]
    return {name: value.astype(np.float16) for name, value in shipped.items()}


def restore(net: Net, shipped: dict[str, np.ndarray]) -> None:
    """Give a network the parameters that `arrays` returned of one like it."""
    given = {name: torch.from_numpy(array.astype(np.float32)) for name, array in shipped.items() if array.ndim}
    state = {
        "letters.weight": given["letters"],
        "groups.weight": given["groups"].permute(2, 1, 0),
        "groups.bias": given["groups_bias"],
        "seen.weight": given["seen"].T,
        "seen.bias": given["seen_bias"],
        "out.weight": given["out"].T,
        "out.bias": given["out_bias"],
        **{name: given[name].reshape(getattr(net, name).shape) for name in ("after", "first", "last")},
    }
    for way, suffix in (("forward", ""), ("backward", "_reverse")):
        state[f"reader.weight_ih_l0{suffix}"] = given[f"{way}_input"].T
        state[f"reader.weight_hh_l0{suffix}"] = given[f"{way}_recurrent"].T
        state[f"reader.bias_ih_l0{suffix}"] = given[f"{way}_bias"]
        state[f"reader.bias_hh_l0{suffix}"] = torch.zeros_like(given[f"{way}_bias"])
    net.load_state_dict(state | {"vectors.weight": net.vectors.weight})


def word_arrays(net: Net, words: list[str], likeness: np.ndarray) -> dict[str, np.ndarray]:
    """Return what is known of words, as the package ships it: vectors in 8 bits."""
    vectors = net.vectors.weight.detach().numpy().copy()
    vectors[0] = 0
    scale = (np.abs(vectors).max(0) / 127).astype(np.float32)
    return {
        "words": np.frombuffer("\n".join(words).encode(), np.uint8),
        "vectors": np.round(vectors / scale).clip(-127, 127).astype(np.int8),
        "scale": scale,
        "likeness": likeness.astype(np.float16),
    }

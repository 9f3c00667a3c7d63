"""The recogniser as a network that can be trained: the same sums as explore/engines/recogniser.py, in torch.

A batch is built of encoded sentences (`Encoded`); `train` fits a network to them and `arrays` returns its parameters
as the package ships them. Needs torch.
"""

from __future__ import annotations

import math
import random
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from explore.model.words import LETTERS, LONGEST, OF_WORD
from explore.model.recogniser import OF_NAMES, TAGS

N = len(TAGS)
UNITS, LETTER, FILTERS, SEEN, DROP = 128, 30, 50, 40, 0.4


class Encoded(NamedTuple):
    """A sentence in numbers: vectors of its words and of their bare forms, letters, features, tags."""

    whole: np.ndarray
    bare: np.ndarray
    letters: np.ndarray
    seen: np.ndarray  # features of the words, then what the gazetteer found
    tags: np.ndarray


class Net(nn.Module):
    def __init__(self, vectors: np.ndarray) -> None:
        super().__init__()
        self.vectors = nn.Embedding.from_pretrained(torch.tensor(vectors), freeze=False, padding_idx=0)
        self.letters = nn.Embedding(len(LETTERS) + 2, LETTER, padding_idx=0)
        self.groups = nn.Conv1d(LETTER, FILTERS, 3, padding=1)
        self.seen = nn.Linear(OF_WORD + OF_NAMES, SEEN)
        inward = 2 * vectors.shape[1] + FILTERS + SEEN
        self.reader = nn.LSTM(inward, UNITS, bidirectional=True, batch_first=True)
        self.out = nn.Linear(2 * UNITS + SEEN, N)
        self.after = nn.Parameter(torch.zeros(N, N))
        self.first, self.last = nn.Parameter(torch.zeros(N)), nn.Parameter(torch.zeros(N))
        self.drop = nn.Dropout(DROP)

    def forward(self, whole, bare, letters, seen, there):
        """Return the score of each tag of each word."""
        rows, steps, _ = letters.shape
        spelled = self.letters(letters.view(rows * steps, -1)).transpose(1, 2)
        spelled = torch.relu(self.groups(spelled)).amax(2).view(rows, steps, -1)
        seen = torch.tanh(self.seen(seen))
        words = self.drop(torch.cat([self.vectors(whole), self.vectors(bare), spelled, seen], 2))
        lengths = there.sum(1)
        packed = nn.utils.rnn.pack_padded_sequence(words, lengths, batch_first=True, enforce_sorted=False)
        states, _ = nn.utils.rnn.pad_packed_sequence(self.reader(packed)[0], batch_first=True, total_length=steps)
        return self.out(torch.cat([self.drop(states), seen], 2))

    def loss(self, scores, tags, there):
        """Return the mean negative log-likelihood of rows of tags."""
        given = self.first[tags[:, 0]] + scores.gather(2, tags[..., None]).squeeze(2).mul(there).sum(1)
        given = given + self.after[tags[:, :-1], tags[:, 1:]].mul(there[:, 1:]).sum(1)
        given = given + self.last[tags.gather(1, there.sum(1, keepdim=True) - 1).squeeze(1)]
        ahead = self.first + scores[:, 0]
        for step in range(1, scores.shape[1]):
            further = torch.logsumexp(ahead.unsqueeze(2) + self.after, 1) + scores[:, step]
            ahead = torch.where(there[:, step : step + 1], further, ahead)
        return (torch.logsumexp(ahead + self.last, 1) - given).mean()


def batches(data: list[Encoded], size: int):
    """Yield batches of sentences of about one length, in random order."""
    order = sorted(range(len(data)), key=lambda k: len(data[k].whole) + 6 * random.random())
    groups = [order[k : k + size] for k in range(0, len(order), size)]
    random.shuffle(groups)
    for group in groups:
        steps = max(len(data[k].whole) for k in group)
        whole, bare, tags = (np.zeros((len(group), steps), np.int64) for _ in range(3))
        letters = np.zeros((len(group), steps, LONGEST), np.int64)
        seen = np.zeros((len(group), steps, OF_WORD + OF_NAMES), np.float32)
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
        That a sentence is read without what the gazetteer found, that a name's word is read without its vector,
        that another word is. What is hidden now and then, the model learns to do without.
    """
    own = [p for name, p in net.named_parameters() if name != "vectors.weight"]
    groups = [{"params": [net.vectors.weight], "lr": rate * 0.3}, {"params": own, "lr": rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=1e-4)
    steps = epochs * math.ceil(len(data) / size) + 1
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, [rate * 0.3, rate], total_steps=steps, pct_start=0.1)
    of_names, of_name_word, of_word = hide
    net.train()
    for epoch in range(epochs):
        total = []
        for whole, bare, letters, seen, tags, there in batches(data, size):
            hidden = torch.rand(whole.shape) < torch.where(tags > 0, of_name_word, of_word)
            seen[..., OF_WORD:] *= (torch.rand(len(seen), 1, 1) >= of_names).float()
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


def arrays(net: Net, words: list[str], likeness: np.ndarray, calibration: tuple[float, float]) -> dict[str, np.ndarray]:
    """Return the parameters as the package ships them: vectors in 8 bits, weights in 16."""
    with torch.no_grad():
        vectors = net.vectors.weight.numpy().copy()
        vectors[0] = 0
        scale = np.abs(vectors).max(0) / 127
        reader = {name: value.numpy() for name, value in net.reader.named_parameters()}
        shipped = {
            "likeness": likeness,
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
    return {
        "words": np.frombuffer("\n".join(words).encode(), np.uint8),
        "vectors": np.round(vectors / scale).clip(-127, 127).astype(np.int8),
        "scale": scale.astype(np.float32),
        "calibration": np.array(calibration),
    } | {name: value.astype(np.float16) for name, value in shipped.items()}

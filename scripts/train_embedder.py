"""Tune the embedders to what people speak of; again when prototypes, matters or public sets have become many more.

    python scripts/train_embedder.py --shared FOLDER [--embedder english|multilingual] [--half]

Learns from the knowledge base's prototypes and from samples/matters, both written for this project, the multilingual
one also from what was said of each matter in six languages more, and from public sets below FOLDER/data that people
labelled. Writes analyzer/embed/minilm_tuning.npz and e5_tuning.npz. Prints how many of a statement's nearest neighbours
speak of the same matter, before and after, among statements that it never learns from. Takes some twenty minutes and an
hour on two cores. Afterwards train_anchors.py, train_placing.py, train_bridges.py, train_clauses.py and
train_valence.py have to run again.

The shipped e5_tuning.npz is from before public sets and a margin came in, from which it gains nothing
(docs/decisions/0058-points-by-what-is-judged.md).

With --half it learns from one half of each public set, prints the same for the other half, too, and writes
half_minilm_tuning.npz and half_e5_tuning.npz into the working folder: what is shipped has learnt from all of the sets,
so only this tells what it gains on text like theirs.

Each matter is a class, and statements are drawn to the direction of theirs and away from all others (softmax over
cosines with a margin: Wang et al. 2018, CosFace, arXiv:1801.09414). The classes of a public set are told apart from
each other alone, since another set, or we, may know the same matter by another name. Only low-rank additions to the
layers are learnt (Hu et al. 2021, LoRA, arXiv:2106.09685), so that the embedder keeps what it knows of other text.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from embedder_corpus import Sentence, held_out, sentences, told_apart  # type: ignore[import-not-found]  # lies beside it
from labelled_sets import LABELLED, held_out_sets, labelled  # type: ignore[import-not-found]
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from analyzer.embed import e5, minilm
from analyzer.embed.e5_file import read_e5
from analyzer.encoder.layers import Weights
from analyzer.membership import centroids
from analyzer.processor import encoder_precision
from analyzer.weights import E5, MINILM, locate

CHOICES = ("english", "multilingual")
RANK = 16
LONGEST = 64
AT_ONCE = 64
LEARNING_RATE = 4e-4
TEMPERATURE = 0.05
# How much nearer a statement has to be to its own matter's direction than to another's before it counts as told apart.
# Without a margin, sets of few classes are told apart by moving the directions, and statements stay where they are.
MARGIN = 0.25


@dataclass(frozen=True, slots=True)
class Recipe:
    """How an embedder is tuned.

    Attributes:
        tuning: Where it is written.
        first: The first layer that is tuned; those below are run once.
        epochs: How often everything is learnt from.
        batch: Sentences at once.
        same: Writers did not see each other's matters: two that the untuned embedder finds this close may be one, and
            are not told apart.
        languages: Whether it learns from all languages.
    """

    tuning: Path
    first: int
    epochs: int
    batch: int
    same: float
    languages: bool


RECIPES = {
    "english": Recipe(minilm.TUNING, first=0, epochs=3, batch=48, same=0.75, languages=False),
    "multilingual": Recipe(e5.TUNING, first=6, epochs=2, batch=64, same=0.8, languages=True),
}


class LowRank(nn.Module):  # type: ignore[misc]
    """A linear map that stays as it is, and what is learnt to add to it."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(RANK, linear.in_features) / linear.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(linear.out_features, RANK))

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """Map values of shape (…, in) to (…, out)."""
        added: torch.Tensor = self.linear(values) + 2 * ((values @ self.down.T) @ self.up.T)
        return added


class Model:
    """An embedder's network with low-rank additions to its upper layers."""

    def __init__(self, choice: str) -> None:
        self.recipe = RECIPES[choice]
        weights, self.ids, self._end, self._named = _english() if choice == "english" else _multilingual()
        self._words, self.network = weights.words, _network(weights)
        self.network.requires_grad_(False)
        for layer in self.network.encoder.layer[self.recipe.first :]:
            for name, linear in [each for each in layer.named_modules() if isinstance(each[1], nn.Linear)]:
                parent, _, own = name.rpartition(".")
                setattr(layer.get_submodule(parent), own, LowRank(linear))

    def begin(self, ids: Sequence[list[int]]) -> list[torch.Tensor]:
        """Run texts through the layers that stay as they are. Returns, of each, its states, shape (tokens, d)."""
        self.network.eval()
        states: list[torch.Tensor] = [torch.empty(0)] * len(ids)
        with torch.inference_mode():
            for chosen in _alike(ids):
                width = max(len(ids[at]) for at in chosen)
                rows = np.array([ids[at] + [0] * (width - len(ids[at])) for at in chosen])
                words = torch.from_numpy(self._words(rows.ravel()).reshape(len(chosen), width, -1))
                mask = _mask([len(ids[at]) for at in chosen])
                begun = self._run(self.network.embeddings(inputs_embeds=words), mask, 0, self.recipe.first)
                for at, own in zip(chosen, begun, strict=True):
                    states[at] = own[: len(ids[at])].half()
        return states

    def end(self, states: list[torch.Tensor]) -> torch.Tensor:
        """Run what was begun to its end. Returns vectors of unit length, shape (n, d)."""
        mask = _mask([len(own) for own in states])
        padded = nn.utils.rnn.pad_sequence([own.float() for own in states], batch_first=True)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=encoder_precision() == "bfloat16"):
            found = self._run(padded, mask, self.recipe.first, len(self.network.encoder.layer)).float()
        means = (found * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return functional.normalize(self._end(functional.normalize(means, dim=1)), dim=1)

    def vectors(self, states: list[torch.Tensor]) -> NDArray[np.float32]:
        """The same without learning."""
        self.network.eval()
        found = np.zeros((len(states), self.network.config.hidden_size), dtype=np.float32)
        with torch.inference_mode():
            for chosen in _alike(states):
                found[chosen] = self.end([states[at] for at in chosen]).numpy()
        return found

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        """Embed texts, shape (n, d)."""
        return self.vectors(self.begin(self.ids(texts)))

    def learnt(self) -> dict[str, NDArray[np.float16]]:
        """Return what is added to each weight, under the name that the weights' file calls it."""
        thin = {}
        for at, layer in enumerate(self.network.encoder.layer):
            for name, module in layer.named_modules():
                if isinstance(module, LowRank):
                    called = self._named(at, PARTS[name])
                    thin[f"{called}.up"] = (2 * module.up).detach().numpy().astype(np.float16)
                    thin[f"{called}.down"] = module.down.detach().numpy().astype(np.float16)
        return thin

    def _run(self, states: torch.Tensor, mask: torch.Tensor, first: int, behind: int) -> torch.Tensor:
        unseen = (1 - mask)[:, None, None, :] * -1e9
        for layer in self.network.encoder.layer[first:behind]:
            states = layer(states, unseen)
        return states


# What is known of an embedder: its weights, how texts become tokens, what is done to its means, and what its file calls
# a part of a layer.
Source = tuple[
    Weights, Callable[[list[str]], list[list[int]]], Callable[[torch.Tensor], torch.Tensor], Callable[[int, str], str]
]
# Parts of a layer by what transformers calls them.
PARTS = {name: part for part, name in minilm.NAMES.items()}


def _english() -> Source:
    file = minilm.MiniLMFile(locate(MINILM), None)

    def named(at: int, part: str) -> str:
        return f"encoder.layer.{at}.{minilm.NAMES[part]}.weight"

    return file.weights(), partial(_cut, file.ids), lambda means: means, named


def _multilingual() -> Source:
    file, embedder = read_e5(locate(E5)), e5.E5Embedder(locate(E5), E5, None)
    centre, languages = map(torch.from_numpy, (embedder.centre, embedder.languages))

    def named(at: int, part: str) -> str:
        return f"l{at}.{e5.NAMES[part]}"

    def spread(means: torch.Tensor) -> torch.Tensor:
        apart = means - centre
        return apart - (apart @ languages.T) @ languages

    return e5.read_weights(file, None), partial(_cut, file.ids), spread, named


def _cut(ids: Callable[[list[str]], list[list[int]]], texts: list[str]) -> list[list[int]]:
    return [own if len(own) <= LONGEST else [*own[: LONGEST - 1], own[-1]] for own in ids(texts)]


def _network(weights: Weights) -> BertModel:
    """Build the network of weights that our own encoders run; words are looked up outside of it."""
    width = len(weights.norm[1])
    network = BertModel(
        BertConfig(
            vocab_size=1,
            hidden_size=width,
            num_hidden_layers=len(weights.layers),
            num_attention_heads=weights.heads,
            intermediate_size=len(weights.layers[0].widen[1]),
            layer_norm_eps=weights.epsilon,
            max_position_embeddings=len(weights.positions),
        ),
        add_pooling_layer=False,
    )
    network.embeddings.position_embeddings.weight.data = torch.from_numpy(weights.positions)
    network.embeddings.token_type_embeddings.weight.data.zero_()
    _put(network.embeddings.LayerNorm, weights.norm)
    for layer, own in zip(network.encoder.layer, weights.layers, strict=True):
        for at, name in enumerate(("query", "key", "value")):
            part = slice(at * width, (at + 1) * width)
            _put(layer.get_submodule(minilm.NAMES[name]), (own.attend[0][part], own.attend[1][part]))
        for name in ("mix", "mix_norm", "widen", "narrow", "narrow_norm"):
            _put(layer.get_submodule(minilm.NAMES[name]), getattr(own, name))
    return network


def _put(module: nn.Module, pair: tuple[NDArray[np.float32], NDArray[np.float32]]) -> None:
    weight, bias = (torch.from_numpy(np.array(values)) for values in pair)
    module.weight.data, module.bias.data = weight, bias


def _mask(lengths: Sequence[int]) -> torch.Tensor:
    return (torch.arange(max(lengths))[None] < torch.tensor(lengths)[:, None]).float()


def _alike(items: Sequence[Any]) -> Iterator[list[int]]:
    """Divide items by their lengths into some that are run at once."""
    order = sorted(range(len(items)), key=lambda at: len(items[at]))
    yield from (order[start : start + AT_ONCE] for start in range(0, len(order), AT_ONCE))


def learn(model: Model, learnt_from: Sequence[Sentence]) -> None:
    """Tune a model."""
    recipe = model.recipe
    matters = sorted({matter for _, matter in learnt_from})
    numbers = {matter: number for number, matter in enumerate(matters)}
    texts, own = [text for text, _ in learnt_from], np.array([numbers[matter] for _, matter in learnt_from])
    begun = model.begin(model.ids(texts))
    directions = centroids(model.vectors(begun), own, len(matters))
    same = torch.from_numpy(_may_be_same(matters, directions, recipe.same))
    towards = nn.Parameter(torch.from_numpy(directions))
    learning = [each for each in model.network.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": learning, "lr": LEARNING_RATE}, {"params": [towards], "lr": 1e-3}], weight_decay=0.01
    )
    steps = recipe.epochs * -(-len(texts) // recipe.batch)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / 50) * max(0.02, 1 - step / steps)
    )
    for epoch in range(recipe.epochs):
        losses = []
        model.network.train()
        for batch in _batches(texts, recipe.batch):
            matter = torch.from_numpy(own[batch])
            loss = _loss(model.end([begun[at] for at in batch]), towards, matter, same[matter])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            pace.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1} of {recipe.epochs}: loss {np.mean(losses):.3f}", flush=True)


def _may_be_same(matters: Sequence[tuple[str, str]], directions: NDArray[np.float32], same: float) -> NDArray[np.bool_]:
    """Say which pairs of matters are not told apart, shape (n, n)."""
    writers = np.array([writer for writer, _ in matters])
    sources = np.array([writer if writer in LABELLED else "" for writer in writers])
    alike = (directions @ directions.T > same) & (writers[:, None] != writers[None])
    return np.asarray(alike | (sources[:, None] != sources[None]))


def _loss(vectors: torch.Tensor, towards: torch.Tensor, matter: torch.Tensor, same: torch.Tensor) -> torch.Tensor:
    cosines = vectors @ functional.normalize(towards, dim=1).T
    cosines = cosines - MARGIN * functional.one_hot(matter, cosines.shape[1])
    scores = (cosines / TEMPERATURE).masked_fill(same, -1e4)
    return functional.cross_entropy(scores, matter)


def _batches(texts: Sequence[str], size: int) -> list[list[int]]:
    """Batches of texts of like length, in a random order."""
    order = list(range(len(texts)))
    random.shuffle(order)
    wide = size * 20
    alike = [sorted(order[at : at + wide], key=lambda i: len(texts[i])) for at in range(0, len(order), wide)]
    batches = [some[at : at + size] for some in alike for at in range(0, len(some), size)]
    random.shuffle(batches)
    return batches


def main() -> None:
    """Learn, write and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="its folder data/ holds the public sets")
    parser.add_argument("--embedder", action="append", choices=CHOICES, help="default: both")
    parser.add_argument("--half", action="store_true", help="learn from half of each public set; ships nothing")
    given = parser.parse_args()
    measured = [*held_out(), *held_out_sets(given.shared, half=given.half)]
    for choice in given.embedder or CHOICES:
        torch.manual_seed(0)
        random.seed(0)
        model = Model(choice)
        before = [told_apart(model.embed(texts), own) for _, texts, own in measured]
        own_and_public = [
            *sentences(translated=model.recipe.languages),
            *labelled(given.shared, 0 if given.half else None),
        ]
        learn(model, own_and_public)
        tuning = model.recipe.tuning
        np.savez_compressed(Path(f"half_{tuning.name}") if given.half else tuning, **model.learnt())  # type: ignore[arg-type]
        for (name, texts, own), then in zip(measured, before, strict=True):
            print(f"{choice}, {name}: {then:.3f} -> {told_apart(model.embed(texts), own):.3f}")


if __name__ == "__main__":
    main()

"""Tune the English embedder to what people speak of; again when prototypes or matters have become many more.

    python scripts/train_embedder.py

Learns from the knowledge base's prototypes and from samples/matters, all written for this project, and writes
analyzer/embed/minilm_tuning.npz. Prints how many of a statement's five nearest neighbours speak of the same
mechanism, before and after, among the statements of samples/linkbench, which it never learns from. Takes some twenty
minutes on two cores. Afterwards train_anchors.py, train_placing.py, train_clauses.py and train_valence.py have to run
again.

Each matter is a class, and statements are drawn to the direction of theirs and away from all others (softmax over
cosines: Wang et al. 2018, CosFace, arXiv:1801.09414, without a margin). Only low-rank additions to the layers are
learnt (Hu et al. 2021, LoRA, arXiv:2106.09685), so that the embedder keeps what it knows of other text.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from analyzer.embed.minilm import TUNING
from analyzer.knowledge import load
from analyzer.membership import centroids
from analyzer.types import Side
from analyzer.weights import MINILM, locate

SAMPLES = Path(__file__).parent.parent / "samples"
RANK = 16
LONGEST = 64
EPOCHS = 3
BATCH = 48
LEARNING_RATE = 4e-4
TEMPERATURE = 0.05
SMOOTHING = 0.1
# Writers did not see each other's matters: two that the untuned embedder finds this close may be one, and are not told
# apart.
SAME = 0.75

# A text, and whose matter it is: (writer, matter).
Sentence = tuple[str, tuple[str, str]]


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
    """MiniLM with low-rank additions."""

    def __init__(self) -> None:
        folder = str(locate(MINILM).parent)
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.network = AutoModel.from_pretrained(folder)
        self.network.requires_grad_(False)
        for name, linear in list(self.network.named_modules()):
            if "encoder.layer" in name and isinstance(linear, nn.Linear):
                parent, _, own = name.rpartition(".")
                setattr(self.network.get_submodule(parent), own, LowRank(linear))

    def encode(self, texts: list[str]) -> torch.Tensor:
        """Return one vector of unit length per text."""
        batch = self.tokenizer(texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.network(**batch).last_hidden_state.float()
        mask = batch["attention_mask"][..., None].float()
        return functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1)

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        """The same without learning, shape (n, d)."""
        self.network.eval()
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        vectors = np.zeros((len(texts), self.network.config.hidden_size), dtype=np.float32)
        with torch.inference_mode():
            for start in range(0, len(order), BATCH):
                chosen = order[start : start + BATCH]
                vectors[chosen] = self.encode([texts[at] for at in chosen]).numpy()
        return vectors

    def learnt(self) -> dict[str, NDArray[np.float16]]:
        """Return what is added to each weight, under the name that the weights' file calls it."""
        thin = {}
        for name, module in self.network.named_modules():
            if isinstance(module, LowRank):
                thin[f"{name}.weight.up"] = (2 * module.up).detach().numpy().astype(np.float16)
                thin[f"{name}.weight.down"] = module.down.detach().numpy().astype(np.float16)
        return thin


def sentences() -> Iterator[Sentence]:
    """Read everything that is learnt from."""
    knowledge = load()
    for side in Side:
        for anchor in knowledge.anchors(side):
            yield from ((text, (side, anchor.id)) for text in anchor.prototypes)
    for file in sorted((SAMPLES / "matters").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            matter = json.loads(line)
            yield from ((text, (file.stem, matter["matter"])) for text in matter["texts"])


def learn(model: Model, learnt_from: list[Sentence]) -> None:
    """Tune a model."""
    matters = sorted({matter for _, matter in learnt_from})
    numbers = {matter: number for number, matter in enumerate(matters)}
    texts, own = [text for text, _ in learnt_from], np.array([numbers[matter] for _, matter in learnt_from])
    directions = centroids(model.embed(texts), own, len(matters))
    writers = np.array([writer for writer, _ in matters])
    same = torch.from_numpy((directions @ directions.T > SAME) & (writers[:, None] != writers[None]))
    towards = nn.Parameter(torch.from_numpy(directions))
    learning = [each for each in model.network.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": learning, "lr": LEARNING_RATE}, {"params": [towards], "lr": 1e-3}], weight_decay=0.01
    )
    steps = EPOCHS * -(-len(texts) // BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, (step + 1) / 50) * max(0.02, 1 - step / steps)
    )
    for epoch in range(EPOCHS):
        losses = []
        for batch in _batches(texts):
            model.network.train()
            matter = torch.from_numpy(own[batch])
            loss = _loss(model.encode([texts[at] for at in batch]), towards, matter, same[matter])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            pace.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}", flush=True)


def _loss(vectors: torch.Tensor, towards: torch.Tensor, matter: torch.Tensor, same: torch.Tensor) -> torch.Tensor:
    scores = (vectors @ functional.normalize(towards, dim=1).T / TEMPERATURE).masked_fill(same, -1e4)
    chances = functional.log_softmax(scores, dim=1)
    told = chances.gather(1, matter[:, None]).squeeze(1)
    others = chances.masked_fill(same, 0).sum(1) / (~same).sum(1)
    return -((1 - SMOOTHING) * told + SMOOTHING * others).mean()


def _batches(texts: list[str]) -> list[list[int]]:
    """Batches of texts of like length, in a random order."""
    order = list(range(len(texts)))
    random.shuffle(order)
    wide = BATCH * 20
    alike = [sorted(order[at : at + wide], key=lambda i: len(texts[i])) for at in range(0, len(order), wide)]
    batches = [some[at : at + BATCH] for some in alike for at in range(0, len(some), BATCH)]
    random.shuffle(batches)
    return batches


def held_out() -> Iterator[tuple[str, list[str], list[str]]]:
    """Read what is never learnt from: a name, statements and their mechanisms."""
    for kind in ("known", "novel"):
        files = sorted((SAMPLES / "linkbench").glob(f"holdout-{kind}-*.jsonl"))
        rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
        for side in Side:
            chosen = [row for row in rows if row["side"] == side and row["mechanism"]]
            yield f"{kind}, {side}", [row["text"] for row in chosen], [row["mechanism"] for row in chosen]


def told_apart(vectors: NDArray[np.float32], own: list[str], neighbours: int = 5) -> float:
    """Return the share of nearest neighbours that are of the same class."""
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -1)
    nearest, classes = np.argsort(-alike, axis=1)[:, :neighbours], np.asarray(own)
    return float((classes[nearest] == classes[:, None]).mean())


def main() -> None:
    """Learn, write and measure."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    torch.manual_seed(0)
    random.seed(0)
    model = Model()
    measured = list(held_out())
    before = [told_apart(model.embed(texts), own) for _, texts, own in measured]
    learn(model, list(sentences()))
    np.savez_compressed(TUNING, **model.learnt())  # type: ignore[arg-type]
    for (name, texts, own), then in zip(measured, before, strict=True):
        print(f"{name}: {then:.3f} -> {told_apart(model.embed(texts), own):.3f}")


if __name__ == "__main__":
    main()

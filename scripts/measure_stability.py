"""Measure how much themes depend on who happened to answer: `scripts/measure_stability.py --shared FOLDER`.

The texts of a labelled set, and samples of nine tenths of them, are each analysed in a home of their own, from redacted
text to named themes. A text counts where its statements together are strongest; those without a theme are one group,
and so are those set aside as saying nothing. Agreement is the adjusted Rand index over the texts that both hold.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from statistics import mean

import click
from benchmark_corpus import ALONE, alone  # type: ignore[import-not-found]  # lies beside this script
from benchmark_once import product  # type: ignore[import-not-found]
from sklearn.metrics import adjusted_rand_score

SHARE = 0.9
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

# Theme of each text, by its place in the set.
Themes = Mapping[int, str]


@click.command()
@click.option("--shared", type=FOLDER, required=True, help="Its folder data/ holds the labelled sets.")
@click.option("--set", "sets", type=click.Choice(list(ALONE)), multiple=True, default=("nhs_one", "nhs_phase1"))
@click.option("--tier", type=click.Choice(["full", "fast"]), default="full", show_default=True)
@click.option("--samples", default=8, show_default=True)
def main(shared: Path, sets: Sequence[str], tier: str, samples: int) -> None:
    """Print one line a set."""
    click.echo("| set | texts | themes | with a sample | between two samples |\n|---|---|---|---|---|")
    for name in sets:
        texts = [row.text for row in alone(shared, name)]
        whole = _themes(texts, range(len(texts)), tier)
        parts = [_themes(texts, _sample(len(texts), seed), tier) for seed in range(samples)]
        with_all = mean(_agreement(whole, part) for part in parts)
        between = mean(_agreement(*pair) for pair in combinations(parts, 2))
        click.echo(f"| {name} | {len(texts):,} | {len(set(whole.values()))} | {with_all:.3f} | {between:.3f} |")


def _sample(count: int, seed: int) -> Sequence[int]:
    return sorted(random.Random(seed).sample(range(count), round(SHARE * count)))


def _themes(texts: Sequence[str], chosen: Sequence[int], tier: str) -> Themes:
    labels, _ = product([texts[at] for at in chosen], tier)
    return {at: str(label) for at, label in zip(chosen, labels, strict=True)}


def _agreement(one: Themes, other: Themes) -> float:
    both = sorted(one.keys() & other.keys())
    return float(adjusted_rand_score([one[at] for at in both], [other[at] for at in both]))


if __name__ == "__main__":
    main()

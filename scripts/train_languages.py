"""Find the directions of the multilingual embedder's space in which languages differ; write e5_languages.npy.

    python scripts/train_languages.py

The same statements in seven languages (samples/parallel) have one mean a language; what parts these means is language,
not meaning. Taking out the directions that they span, an idea of Yang et al. 2021 (arXiv:2109.04727), brings statements
of one meaning together. Run it again when the embedder or the statements change; stored vectors are then made anew.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analyzer.embed.e5 import E5Embedder
from analyzer.weights import E5, locate

ROOT = Path(__file__).parent.parent
STATEMENTS = ROOT / "samples" / "parallel" / "statements.txt"
DIRECTIONS = ROOT / "analyzer" / "embed" / "e5_languages.npy"


def read_parallel(path: Path) -> list[list[str]]:
    """Return the statements, each a list of its seven versions: en, de, fr, es, it, nl, pt."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    return [block.strip().split("\n") for block in blocks if not block.startswith("#")]


def directions(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return an orthonormal basis of what parts the languages' means.

    Args:
        vectors: Shape (languages, statements, d).

    Returns:
        Shape (languages - 1, d).
    """
    means = vectors.mean(axis=1)
    _, _, basis = np.linalg.svd(means - means.mean(axis=0), full_matrices=False)
    return np.asarray(basis[: len(means) - 1], dtype=np.float32)


def main() -> None:
    """Embed with nothing removed, and write the directions."""
    statements = read_parallel(STATEMENTS)
    embedder = E5Embedder(locate(E5), E5, None, keep_languages=True)
    versions = zip(*statements, strict=True)
    vectors = np.stack([embedder.embed(list(version)) for version in versions])
    np.save(DIRECTIONS, directions(vectors))
    print(f"{len(statements)} statements in {len(vectors)} languages: {DIRECTIONS.name} written")


if __name__ == "__main__":
    main()

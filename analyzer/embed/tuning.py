"""Low-rank updates (LoRA) of a packaged encoder's weights, learnt by scripts/train_embedder.py.

Hu et al. 2021, arXiv:2106.09685; docs/decisions/0030-an-embedder-tuned-to-what-people-speak-of.md.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray


def read_tuning(path: Path | None) -> Mapping[str, NDArray[np.float32]]:
    """Read the update of each weight, by the weight's name; empty if there is no tuning.

    The file holds the factors of each update in half precision: "NAME.up", shape (out, r), and "NAME.down", shape
    (r, in).
    """
    if path is None:
        return {}
    with np.load(path, allow_pickle=False) as thin:
        names = sorted({part.rpartition(".")[0] for part in thin.files})
        return {name: _wide(thin[f"{name}.up"]) @ _wide(thin[f"{name}.down"]) for name in names}


def tuning_digest(path: Path) -> str:
    """Return the first 12 hexadecimal digits of the file's SHA-256, to tell one tuning from another."""
    return sha256(path.read_bytes()).hexdigest()[:12]


def _wide(values: NDArray[np.float16]) -> NDArray[np.float32]:
    return np.ascontiguousarray(values, dtype=np.float32)

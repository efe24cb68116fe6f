"""What is added to the weights of a packaged encoder: products of thin matrices, learnt by scripts/train_embedder.py.

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
    """Read what is added to each weight, by its name; nothing where there is no tuning.

    The file holds "NAME.up" of shape (out, r) and "NAME.down" of shape (r, in) in half precision.
    """
    if path is None:
        return {}
    with np.load(path, allow_pickle=False) as thin:
        names = sorted({part.rpartition(".")[0] for part in thin.files})
        return {name: _wide(thin[f"{name}.up"]) @ _wide(thin[f"{name}.down"]) for name in names}


def told(path: Path) -> str:
    """Tell one tuning from another, in twelve letters."""
    return sha256(path.read_bytes()).hexdigest()[:12]


def _wide(values: NDArray[np.float16]) -> NDArray[np.float32]:
    return np.ascontiguousarray(values, dtype=np.float32)

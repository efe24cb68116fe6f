"""Find the themes of an earlier run among those of a later one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Least cosine of two centroids, or of two names, that may mean the same theme.
MIN_COSINE = 0.85


@dataclass(frozen=True, slots=True)
class KnownThemes:
    """The features by which the k themes of one side of one run can be recognised.

    Attributes:
        mechanisms: The anchor each stands on, or None.
        names: What each is called.
        centroids: Of their statements, unit length, zeros where unknown; shape (k, d).
        called: Vectors of the names, unit length; shape (k, d).
    """

    mechanisms: tuple[str | None, ...]
    names: tuple[str, ...]
    centroids: NDArray[np.float32]
    name_vectors: NDArray[np.float32]


def recognise(sought: int, earlier: KnownThemes, later: KnownThemes) -> tuple[int, str] | None:
    """Find a theme again.

    It is found by the mechanism it is anchored in; otherwise by its centroid, or by its name where its statements are
    gone. In these cases the two themes have to be each other's nearest, and close enough.

    Args:
        sought: Its position in ``earlier``.
        earlier: The themes of the run it comes from, or it alone where that run is gone.
        later: The themes to look among.

    Returns:
        Its position in ``later`` and by what it was found ("mechanism", "meaning" or "name"); None where it was not.
    """
    mechanism = earlier.mechanisms[sought]
    if mechanism is not None and mechanism in later.mechanisms:
        return later.mechanisms.index(mechanism), "mechanism"
    if not later.names:
        return None
    if earlier.centroids[sought].any():
        place = _mutual(sought, earlier.centroids @ later.centroids.T)
        return None if place is None else (place, "meaning")
    place = _mutual(sought, earlier.name_vectors @ later.name_vectors.T)
    return None if place is None else (place, "name")


def _mutual(sought: int, cosines: NDArray[np.float32]) -> int | None:
    place = int(cosines[sought].argmax())
    nearest = int(cosines[:, place].argmax()) == sought
    return place if nearest and cosines[sought, place] >= MIN_COSINE else None

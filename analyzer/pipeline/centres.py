"""Mean vectors of a finished run's themes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from analyzer.membership import centroids
from analyzer.pipeline.statements import load_statements
from analyzer.pipeline.vectors import load_vectors
from analyzer.types import Side
from models import Run


def load_centres(session: Session, run_id: int, side: Side, themes: Sequence[str]) -> NDArray[np.float32]:
    """Return the mean vector of each theme's distinct statements, shape (themes, d), unit length.

    Args:
        session: Reads the run.
        run_id: A finished run.
        side: Whose themes.
        themes: The themes' ids, in the order wanted.
    """
    place = {theme: at for at, theme in enumerate(themes)}
    of = {
        statement.text_hash: place[statement.content.theme]
        for statement in load_statements(session, run_id, side)
        if statement.content.theme in place
    }
    hashes = sorted(of)
    vectors = load_vectors(session, hashes, session.get_one(Run, run_id).embedder or "")
    return centroids(vectors, np.array([of[each] for each in hashes], dtype=np.int64), len(themes))

"""Vectors of texts: each text is embedded once per embedder, and its vector is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.embed import Embedder, is_fast
from analyzer.pipeline.store import Store
from analyzer.placeholders import without_placeholders
from models import Vector
from models.db import chunks, insert_new

# Texts embedded between two commits. A kill loses at most one batch, a few seconds; larger batches need less padding.
EMBEDDING_BATCH_SIZE = 2048
# The same for a fast embedder.
FAST_EMBEDDING_BATCH_SIZE = 20_000


def hash_text(store: Store, text: str) -> str:
    """Return the keyed hash under which a text's vector is stored."""
    return store.digest(text, size=16)


def embed_unknown(
    store: Store, embedder: Embedder, texts: Mapping[str, str], advance: Callable[[int, int], None]
) -> None:
    """Embed the texts whose vectors are not stored yet, and store them batch by batch.

    Args:
        store: Where vectors are stored.
        embedder: The embedder.
        texts: Hash → text.
        advance: Called with (done, total) before each batch and at the end; may raise to stop.
    """
    with store.sessions() as session:
        known = known_hashes(session, texts, embedder.fingerprint)
    # Sorted, so that batches are the same whatever the order of the rows, also after a kill.
    unknown = sorted((text, text_hash) for text_hash, text in texts.items() if text_hash not in known)
    step = FAST_EMBEDDING_BATCH_SIZE if is_fast(embedder) else EMBEDDING_BATCH_SIZE
    for start in range(0, len(unknown), step):
        advance(start, len(unknown))
        chunk = unknown[start : start + step]
        vectors = embedder.embed([without_placeholders(text) for text, _ in chunk])
        with store.sessions.begin() as session:
            _keep(session, embedder.fingerprint, [text_hash for _, text_hash in chunk], vectors)
    advance(len(unknown), len(unknown))


def embed_kept(store: Store, embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors of a few texts in their order; those not stored yet are embedded and stored."""
    hashes = [hash_text(store, text) for text in texts]
    embed_unknown(store, embedder, dict(zip(hashes, texts, strict=True)), lambda *_: None)
    with store.sessions() as session:
        return load_vectors(session, hashes, embedder.fingerprint)


def known_hashes(session: Session, hashes: Iterable[str], fingerprint: str) -> set[str]:
    """Find for which texts this embedder's vectors are stored."""
    known: set[str] = set()
    for chunk in chunks(list(hashes)):
        query = select(Vector.text_hash).where(Vector.embedder == fingerprint, Vector.text_hash.in_(chunk))
        known.update(session.scalars(query))
    return known


def load_vectors(session: Session, hashes: Sequence[str], fingerprint: str) -> NDArray[np.float32]:
    """Load stored vectors in the order of their hashes, shape (n, d), unit length.

    Raises:
        KeyError: A text's vector is not stored.
    """
    vectors = np.zeros((0, 0), dtype=np.float32)
    # In chunks into one array, because a million vectors fill gigabytes; sorted by hash, as the database has them.
    for chunk in chunks(sorted(range(len(hashes)), key=hashes.__getitem__)):
        query = select(Vector.text_hash, Vector.values).where(
            Vector.embedder == fingerprint, Vector.text_hash.in_({hashes[at] for at in chunk})
        )
        kept = dict(session.execute(query).all())
        values = b"".join(kept[hashes[at]] for at in chunk)
        rows = np.frombuffer(values, "<f2").reshape(len(chunk), -1).astype(np.float32)
        if not len(vectors):
            vectors = np.empty((len(hashes), rows.shape[1]), dtype=np.float32)
        # Rounding to float16 changed their lengths a little.
        vectors[chunk] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return vectors


def _keep(session: Session, fingerprint: str, hashes: Sequence[str], vectors: NDArray[np.float32]) -> None:
    rows = [
        {"text_hash": text_hash, "embedder": fingerprint, "values": vector.tobytes()}
        for text_hash, vector in zip(hashes, vectors.astype("<f2"), strict=True)
    ]
    # Another run may have embedded the same text in the meantime.
    session.execute(insert_new(session, Vector), rows)

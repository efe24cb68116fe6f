"""Vectors that are kept."""

from pathlib import Path

import numpy as np
import pytest

from analyzer.pipeline import open_store
from analyzer.pipeline.vectors import embed_kept, embed_unknown, hash_text, load_vectors
from tests.analyzer.pipeline.company import installation
from tests.fakes import Clock, WordEmbedder

TEXTS = ("The till froze.", "It was cold.", "Nobody came.")


def test_it_gives_vectors_in_the_order_asked_as_nearly_as_half_precision_can(home: Path) -> None:
    store, embedder = open_store(installation(home), Clock()), WordEmbedder()
    hashes = [hash_text(store, text) for text in TEXTS]
    embed_unknown(store, embedder, dict(zip(hashes, TEXTS, strict=True)), lambda done, total: None)
    with store.sessions() as session:
        vectors = load_vectors(session, [*reversed(hashes), hashes[0]], embedder.fingerprint)
    expected = embedder.embed([*reversed(TEXTS), TEXTS[0]])
    np.testing.assert_allclose(vectors, expected, atol=1e-3)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_it_embeds_again_for_another_embedder(home: Path) -> None:
    store, first, second = open_store(installation(home), Clock()), WordEmbedder(), WordEmbedder()
    second.fingerprint = "words/other"
    texts = {hash_text(store, TEXTS[0]): TEXTS[0]}
    for embedder in (first, second, first):
        embed_unknown(store, embedder, texts, lambda done, total: None)
    assert (first.embedded, second.embedded) == ([TEXTS[0]], [TEXTS[0]])


def test_it_asks_for_no_vector_that_is_not_kept(home: Path) -> None:
    store = open_store(installation(home), Clock())
    with store.sessions() as session, pytest.raises(KeyError):
        load_vectors(session, ["0" * 32], "words/96")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("[NAME] was rude to [NAME].", "was rude to ."),
        ("On XX/XX/2021 XXXX called me.", "On called me."),
        ("XXXX XXXX refused, XXXX-XXXX too", "refused, too"),
        ("Size XL, size XX and XX-large fit.", "Size XL, size XX and XX-large fit."),
        ("I read [sic] this.", "I read [sic] this."),
        ("[NAME]", "[NAME]"),
    ],
)
def test_what_stands_for_personal_data_is_not_embedded(home: Path, text: str, heard: str) -> None:
    embedder = WordEmbedder()
    embed_kept(open_store(installation(home), Clock()), embedder, [text])
    assert embedder.embedded == [heard]

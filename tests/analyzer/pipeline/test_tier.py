"""Which embedder reads a run's statements."""

import hashlib
import logging
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from analyzer.embed import is_fast
from analyzer.pipeline import Store, execute
from analyzer.settings import Settings
from models import Run, Vector
from models.enums import RunStatus
from tests.analyzer.pipeline.company import make_run, open_company
from tests.fakes import WordEmbedder, fake_tools

VOCABULARY = 4096


class TokenEmbedder(WordEmbedder):
    """The words' embedder, with tokens to learn from."""

    vocabulary = VOCABULARY

    def ids(self, texts):
        words = [f". {text}".lower().split() for text in texts]
        return [[int(hashlib.sha256(word.encode()).hexdigest(), 16) % VOCABULARY for word in each] for each in words]

    def words(self, ids):
        return np.random.default_rng(0).standard_normal((VOCABULARY, 8)).astype(np.float32)[ids]


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def run(store: Store, embedder: WordEmbedder, settings: Settings) -> str:
    """Do a run and return what it says its embedder was."""
    run_id = make_run(store, fake_tools(embedder), settings)
    assert execute(store, run_id, fake_tools(embedder)) is RunStatus.DONE
    with store.sessions() as session:
        return session.get_one(Run, run_id).embedder


def test_a_small_run_reads_every_statement_in_full(store):
    assert run(store, TokenEmbedder(), Settings()) == "words/96"


def test_a_large_run_is_fast_and_keeps_its_vectors_apart(store, monkeypatch):
    monkeypatch.setattr("analyzer.pipeline.tier.MAX_STATEMENTS_EMBEDDED_IN_FULL", 5)
    embedder = TokenEmbedder()
    named = run(store, embedder, Settings())
    assert named.startswith("words/96/fast-")
    with store.sessions() as session:
        kept = set(session.scalars(select(Vector.embedder).distinct()))
    assert kept == {"words/96", named}
    before = len(embedder.embedded)
    assert run(store, embedder, Settings()) == named
    assert len(embedder.embedded) == before
    assert run(store, embedder, Settings(tier="full")) == "words/96"


def test_it_reads_in_full_what_it_cannot_learn_from_and_says_so(store, caplog):
    with caplog.at_level(logging.WARNING):
        named = run(store, WordEmbedder(), Settings(tier="fast"))
    assert not is_fast(type("", (), {"fingerprint": named})())
    assert "needs a packaged embedder" in caplog.text

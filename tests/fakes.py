"""Stand-ins for what loads weights: small, quick, and honest about what they did."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from analyzer.knowledge import Knowledge, Mechanism, Placebo
from analyzer.pipeline import Tools
from analyzer.redact import Redacted, Redactor
from analyzer.types import Side, Valence
from analyzer.valence import RatingEnd, Verdict

SIZE = 96
BAD = frozenset({"never", "not", "no", "froze", "slow", "cold", "waited", "short"})


class WordEmbedder:
    """Embeds a text as the sum of its words' random directions, and remembers what it embedded."""

    fingerprint = "words/96"

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += texts
        return np.stack([_unit(sum(map(_direction, _words(text)), np.zeros(SIZE))) for text in texts])


class WordHead:
    """Calls a statement a pain where it holds a bad word, and remembers what it judged, and with what rating."""

    fingerprint = "bad words"

    def __init__(self, fingerprint: str = fingerprint) -> None:
        self.fingerprint = fingerprint
        self.given: list[str] = []
        self.rated: dict[RatingEnd, set[str]] = {each: set() for each in RatingEnd}

    def judge(
        self,
        vectors: NDArray[np.float32],
        texts: Sequence[str],
        asked: Sequence[str] = (),
        rated: Sequence[RatingEnd] = (),
    ) -> tuple[Verdict, ...]:
        assert len(vectors) == len(texts)
        assert len(asked) in (0, len(texts))
        assert len(rated) in (0, len(texts))
        self.given += texts
        for text, given in zip(texts, rated, strict=False):
            self.rated[given].add(text)
        return tuple(
            Verdict(Valence.PAIN, 0.5) if BAD & set(_words(text)) else Verdict(Valence.PRAISE, 0.0) for text in texts
        )

    def pains(self, vectors: NDArray[np.float32], texts: Sequence[str]) -> NDArray[np.float64]:
        return np.array([verdict.valence is Valence.PAIN for verdict in self.judge(vectors, texts)], dtype=np.float64)


class WordClauseHead:
    """Hears somebody speak of the other side where the clause holds one of these words."""

    fingerprint = "other words"
    heard = frozenset({"customers", "shoppers", "staff", "cashier"})

    def judge(
        self, side: Side, vectors: NDArray[np.float32], clauses: Sequence[str], statements: Sequence[str]
    ) -> NDArray[np.float64]:
        assert len(vectors) == len(clauses) == len(statements)
        return np.array([float(bool(self.heard & set(_words(clause)))) for clause in clauses])


class CountingRedactor(Redactor):
    """Redacts by rules alone and remembers what it was given."""

    def __init__(self) -> None:
        super().__init__(None)
        self.given: list[str] = []

    def redact_all(self, texts: Iterable[str]) -> Iterator[Redacted]:
        texts = list(texts)
        self.given += texts
        return super().redact_all(texts)


class Clock:
    """Goes on by one second each time it is read."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def small_knowledge() -> Knowledge:
    """Two mechanisms and a placebo a side, in the words of the invented company."""
    return Knowledge(
        mechanisms=(
            _mechanism(
                "M01",
                "Till froze",
                "Waited at the till",
                "The till froze on mornings again",
                "I waited at the till for goods",
            ),
            _mechanism(
                "M02",
                "Short shifts",
                "Nobody to ask",
                "We were short of people on shifts",
                "There was no one to ask about goods",
            ),
        ),
        placebos=(
            Placebo("P01", Side.EMPLOYEE, "Commute", ("The bus to work was slow", "My commute was not short")),
            Placebo("P02", Side.CUSTOMER, "Weather", ("It was cold outside", "The weather was not nice")),
        ),
    )


def fake_tools(embedder: WordEmbedder | None = None, redactor: Redactor | None = None) -> Tools:
    """Tools that load nothing."""
    return Tools(
        redactor=lambda: redactor or Redactor(None),
        embedder=lambda choice, languages: embedder or WordEmbedder(),
        head=lambda embedder, side: WordHead(),
        clause_head=lambda embedder: WordClauseHead(),
        knowledge=lambda own: small_knowledge(),
        llm=lambda settings: None,
    )


def _mechanism(identifier: str, employee: str, customer: str, said: str, complained: str) -> Mechanism:
    return Mechanism(
        id=identifier,
        version=1,
        employee_name=employee,
        customer_name=customer,
        sentence=f"{employee} may show as: {customer}.",
        domino="D1",
        levers=("TEC",),
        employee_stage="performing",
        customer_stages=("buying",),
        layer="core",
        rivals=("a sale",),
        contradict="It happens as often elsewhere.",
        actions=("Mend it", "Measure it again"),
        direction="employee_to_customer",
        lags=(0, 2),
        tier="T4",
        sources=(),
        employee_prototypes=(said, f"{said}."),
        customer_prototypes=(complained, f"{complained}."),
    )


def _words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text.lower()).split()


def _direction(word: str) -> NDArray[np.float64]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
    return np.random.default_rng(seed).standard_normal(SIZE)


def _unit(vector: NDArray[np.float64]) -> NDArray[np.float32]:
    return (vector / max(float(np.linalg.norm(vector)), 1e-9)).astype(np.float32)

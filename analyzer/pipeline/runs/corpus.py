"""One side's statements in the form that the steps need: grouped by distinct text, in arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cached_property
from unicodedata import category

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from analyzer.pipeline.runs.context import RunContext
from analyzer.pipeline.statements import StoredStatement
from analyzer.pipeline.vectors import load_vectors
from analyzer.types import PAIN_LIKE, Side


@dataclass(frozen=True)  # without slots, which leave cached_property no room
class Corpus:
    """One side's statements.

    Attributes:
        statements: Every statement, sorted by content; length n.
        texts: The distinct texts, sorted; length m.
        vectors: Of the distinct texts, shape (m, d), unit length.
        index: For each statement the position of its text, shape (n,).
    """

    statements: tuple[StoredStatement, ...]
    texts: tuple[str, ...]
    vectors: NDArray[np.float32]
    index: NDArray[np.int64]

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many statements have each distinct text, shape (m,)."""
        return np.bincount(self.index, minlength=len(self.texts))

    @cached_property
    def pains(self) -> NDArray[np.bool_]:
        """Which statements name something bad or wanted, shape (n,)."""
        return np.array([statement.content.valence in PAIN_LIKE for statement in self.statements], dtype=np.bool_)

    @cached_property
    def painful(self) -> NDArray[np.bool_]:
        """Which distinct texts name something bad or wanted in at least half of their statements, shape (m,).

        The first statement alone may not decide, because which one comes first depends on the order of the rows. A tie
        counts as a pain, because leaders act on pains.
        """
        return 2 * np.bincount(self.index, weights=self.pains, minlength=len(self.texts)) >= self.counts

    @cached_property
    def people(self) -> NDArray[np.int64]:
        """Number of each statement's author, from 0, shape (n,)."""
        return np.unique([statement.content.person for statement in self.statements], return_inverse=True)[1]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages spoken, most spoken first."""
        return tuple(
            language
            for language, _ in Counter(statement.content.language for statement in self.statements).most_common()
        )

    @cached_property
    def first(self) -> NDArray[np.int64]:
        """For each distinct text, its first statement on the majority's side (see ``painful``); shape (m,)."""
        meant = np.flatnonzero(self.pains == self.painful[self.index])
        return meant[np.unique(self.index[meant], return_index=True)[1]]

    @cached_property
    def hashes(self) -> tuple[str, ...]:
        """The hash under which the vector of each distinct text is stored."""
        found = {statement.content.text: statement.text_hash for statement in self.statements}
        return tuple(found[text] for text in self.texts)

    def merge_spelling_variants(self, known: Container[str]) -> tuple[Corpus, NDArray[np.int64]]:
        """Merge texts that differ only in case, spaces and outer punctuation into one representative text.

        Args:
            known: Hashes of texts preferred as representatives; without any, the first text is taken.

        Returns:
            The corpus of the representatives, and the position of each text's representative, shape (m,).
        """
        bare, standing = [_normalised(text) for text in self.texts], dict[str, int]()
        for at in sorted(range(len(bare)), key=lambda at: self.hashes[at] not in known):
            standing.setdefault(bare[at], at)
        chosen = np.array(sorted(standing.values()), dtype=np.int64)
        place = np.searchsorted(chosen, [standing[each] for each in bare])
        if len(chosen) == len(bare):
            return self, place
        texts = tuple(self.texts[at] for at in chosen)
        return Corpus(self.statements, texts, self.vectors[chosen], place[self.index]), place

    def part(self, chosen: NDArray[np.int64]) -> Corpus:
        """Return the corpus of some distinct texts only, given by their positions."""
        if len(chosen) == len(self.texts):
            return self
        place = np.full(len(self.texts), -1, dtype=np.int64)
        place[chosen] = np.arange(len(chosen))
        index = place[self.index]
        return Corpus(
            statements=tuple(self.statements[at] for at in np.flatnonzero(index >= 0)),
            texts=tuple(self.texts[at] for at in chosen),
            vectors=self.vectors[chosen],
            index=index[index >= 0],
        )


@dataclass(frozen=True, slots=True)
class DistinctTexts:
    """The distinct texts of one side, with vectors and index as in ``Corpus``. No step changes them."""

    texts: tuple[str, ...]
    vectors: NDArray[np.float32]
    index: NDArray[np.int64]


def load_corpus(session: Session, context: RunContext, side: Side) -> Corpus:
    """Load a side's statements and their vectors; without statements, the vectors have no columns."""
    statements = context.statements(session, side)
    distinct_texts = context.distinct_texts.get(side) or _load_distinct_texts(session, context, statements)
    if context.caches(statements):
        context.distinct_texts[side] = distinct_texts
    return Corpus(statements, distinct_texts.texts, distinct_texts.vectors, distinct_texts.index)


def _normalised(text: str) -> str:
    """Reduce a text to its words in lower case; a text without any is returned unchanged."""
    begin, end = 0, len(text)
    while begin < end and _is_outer(text[begin]):
        begin += 1
    while begin < end and _is_outer(text[end - 1]):
        end -= 1
    return " ".join(text[begin:end].casefold().split()) or text


def _is_outer(character: str) -> bool:
    return character.isspace() or category(character).startswith("P")


def _load_distinct_texts(session: Session, context: RunContext, statements: Sequence[StoredStatement]) -> DistinctTexts:
    hashes = {statement.content.text: statement.text_hash for statement in statements}
    texts = tuple(sorted(hashes))
    place = {text: at for at, text in enumerate(texts)}
    return DistinctTexts(
        texts=texts,
        vectors=load_vectors(session, [hashes[text] for text in texts], context.embedder.fingerprint),
        index=np.array([place[statement.content.text] for statement in statements], dtype=np.int64),
    )

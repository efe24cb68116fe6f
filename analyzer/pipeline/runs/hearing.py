"""Where one side's people speak of the other: clauses cut, embedded where they hold a word for it, and judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.clauses import SURE, cut, worth_judging
from analyzer.clauses import Head as Ear
from analyzer.link import Clauses
from analyzer.pipeline.runs.corpus import Corpus
from analyzer.pipeline.runs.work import Work
from analyzer.pipeline.vectors import embed_unknown, hash_text, load_vectors
from analyzer.pipeline.waves.kept import kept_passages
from analyzer.types import Side

# Texts listened to at once: all of very many would take gigabytes.
BLOCK = 50_000
# Grows when clauses are joined to passages, or kept, in another way: what was heard before is then heard anew.
HEARING = 1


@dataclass(frozen=True, slots=True)
class _Found:
    """A clause of a distinct text, by the text's position; ``place`` counts the text's clauses."""

    text: int
    place: int
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Passage:
    """Neighbouring clauses that are all sure, as one: where they are, and how likely the likeliest is."""

    text: int
    clauses: tuple[tuple[int, int], ...]
    likely: float

    @property
    def span(self) -> tuple[int, int]:
        return self.clauses[0][0], self.clauses[-1][1]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard on one side.

    Attributes:
        clauses: Where its pains and wishes speak of the other side, surest first.
        rows: What is to be kept of each statement that was listened to.
        ear: What listened, and in which space: another one may hear something else.
    """

    clauses: Clauses
    rows: tuple[dict[str, object], ...]
    ear: str


def hear(work: Work, side: Side, corpus: Corpus) -> Heard:
    """Find the clauses in which a side's pains and wishes speak of the other side.

    What the run that is followed has listened to is not listened to again.
    """
    pains = np.flatnonzero(np.bincount(corpus.index, weights=corpus.pains, minlength=len(corpus.texts)) > 0)
    # The first who says a text stands for all: its record's language decides how it is cut.
    statements = {int(text): corpus.voices[corpus.first[text]].id for text in pains}
    bench = work.bench
    ear = bench.tools.ear(bench.embedder)
    name = f"{HEARING} {ear.fingerprint} {bench.embedder.fingerprint}"
    with bench.store.sessions() as session:
        kept = kept_passages(session, bench.run_id, name)
    known = [text for text, statement in statements.items() if statement in kept]
    passages = [passage for text in known for passage in _read(text, kept[statements[text]])]
    new = [text for text, statement in statements.items() if statement not in kept]
    for start in range(0, len(new), BLOCK):
        passages += _listen(work, ear, corpus, side, new[start : start + BLOCK])
    passages.sort(key=lambda each: (-each.likely, each.text, each.span))
    told: dict[int, list[object]] = {text: [] for text in statements}
    for passage in passages:
        told[passage.text].append([passage.likely, passage.clauses])
    rows = tuple({"statement_id": statements[text], "heard": found} for text, found in told.items())
    return Heard(_lay_out(work, passages, corpus), rows, name)


def _read(text: int, kept: Sequence[Any]) -> Iterator[_Passage]:
    for likely, clauses in kept:
        yield _Passage(text, tuple((start, end) for start, end in clauses), likely)


def _worth(side: Side, corpus: Corpus, texts: Sequence[int]) -> Iterator[_Found]:
    every = list(_cut(corpus, texts))
    return compress(every, worth_judging(side, [_words(corpus, clause.text, clause.span) for clause in every]))


def _listen(work: Work, ear: Ear, corpus: Corpus, side: Side, texts: Sequence[int]) -> Iterator[_Passage]:
    found = list(_worth(side, corpus, texts))
    if found:
        words = [_words(corpus, clause.text, clause.span) for clause in found]
        vectors = _embed(work, words)
        likely = ear.judge(side, vectors, words, [corpus.texts[clause.text] for clause in found])
        yield from _join(found, likely, SURE[side])


def _cut(corpus: Corpus, texts: Sequence[int]) -> Iterator[_Found]:
    for text in texts:
        language = corpus.voices[corpus.first[text]].said.language
        for place, span in enumerate(cut(corpus.texts[text], language)):
            yield _Found(text, place, span)


def _words(corpus: Corpus, text: int, span: tuple[int, int]) -> str:
    return corpus.texts[text][slice(*span)]


def _embed(work: Work, texts: Sequence[str]) -> NDArray[np.float32]:
    bench = work.bench
    hashes = [hash_text(bench.store, text) for text in texts]
    embed_unknown(bench.store, bench.embedder, dict(zip(hashes, texts, strict=True)), work.advance)
    with bench.store.sessions() as session:
        return load_vectors(session, hashes, bench.embedder.fingerprint)


def _join(found: list[_Found], likely: NDArray[np.float64], sure: float) -> Iterator[_Passage]:
    """Join sure clauses that follow each other: "people waited, gave up and went home" is one thing said."""
    chosen = [at for at in range(len(found)) if likely[at] >= sure]
    keys = {at: (found[at].text, found[at].place - rank) for rank, at in enumerate(chosen)}
    for (text, _), members in groupby(chosen, key=keys.__getitem__):
        run = tuple(members)
        yield _Passage(text, tuple(found[at].span for at in run), float(likely[list(run)].max()))


def _lay_out(work: Work, passages: Sequence[_Passage], corpus: Corpus) -> Clauses:
    """Give each passage to every statement that reads so."""
    if not passages:
        return Clauses()
    order = np.argsort(corpus.index, kind="stable")
    texts = np.array([passage.text for passage in passages])
    bounds = np.searchsorted(corpus.index[order], np.stack([texts, texts + 1]))
    said_by = [order[begin:end] for begin, end in bounds.T]
    statements = np.concatenate(said_by)
    owners = np.repeat(np.arange(len(passages)), [len(each) for each in said_by])
    words = [_words(corpus, passage.text, span) for passage in passages for span in passage.clauses]
    vectors = _embed(work, words)
    parts = np.split(vectors, np.cumsum([len(passage.clauses) for passage in passages])[:-1])
    centres = np.array([part.mean(axis=0) for part in parts], dtype=np.float32)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    said = [corpus.voices[at].said for at in statements]
    return Clauses(
        statements=statements.astype(np.int64),
        spans=np.array([passage.span for passage in passages], dtype=np.int64)[owners],
        vectors=centres[owners],
        records=tuple(each.record for each in said),
        begins=np.array([each.start for each in said], dtype=np.int64),
    )

"""Where one side's people speak of the other: clauses cut, embedded where they hold a word for it, and judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress, groupby

import numpy as np
from numpy.typing import NDArray

from analyzer.clauses import SURE, cut, worth_judging
from analyzer.link import Clauses
from analyzer.pipeline.runs.corpus import Corpus
from analyzer.pipeline.runs.work import Work
from analyzer.pipeline.vectors import embed_unknown, hash_text, load_vectors
from analyzer.types import Side


@dataclass(frozen=True, slots=True)
class _Found:
    """A clause of a distinct text, by the text's position; ``place`` counts the text's clauses."""

    text: int
    place: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Passage:
    """Neighbouring clauses that are all sure, as one: which they are, and how likely the likeliest is."""

    text: int
    start: int
    end: int
    clauses: tuple[int, ...]
    likely: float


def hear(work: Work, side: Side, corpus: Corpus) -> Clauses:
    """Find the clauses in which a side's pains and wishes speak of the other side, surest first."""
    every = list(_cut(corpus))
    worth = worth_judging(side, [_words(corpus, clause) for clause in every])
    found = list(compress(every, worth))
    if not found:
        return Clauses()
    words = [_words(corpus, clause) for clause in found]
    vectors = _embed(work, words)
    ear = work.bench.tools.ear(work.bench.embedder)
    likely = ear.judge(side, vectors, words, [corpus.texts[clause.text] for clause in found])
    passages = sorted(_join(found, likely, SURE[side]), key=lambda each: (-each.likely, each.text, each.start))
    return _lay_out(passages, vectors, corpus)


def _cut(corpus: Corpus) -> Iterator[_Found]:
    pains = np.bincount(corpus.index, weights=corpus.pains, minlength=len(corpus.texts)) > 0
    for text in np.flatnonzero(pains):
        language = corpus.voices[corpus.first[text]].said.language
        for place, (start, end) in enumerate(cut(corpus.texts[text], language)):
            yield _Found(int(text), place, start, end)


def _words(corpus: Corpus, clause: _Found) -> str:
    return corpus.texts[clause.text][clause.start : clause.end]


def _embed(work: Work, texts: list[str]) -> NDArray[np.float32]:
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
        yield _Passage(text, found[run[0]].start, found[run[-1]].end, run, float(likely[list(run)].max()))


def _lay_out(passages: list[_Passage], vectors: NDArray[np.float32], corpus: Corpus) -> Clauses:
    """Give each passage to every statement that reads so."""
    if not passages:
        return Clauses()
    said_by = [np.flatnonzero(corpus.index == passage.text) for passage in passages]
    statements = np.concatenate(said_by)
    owners = np.repeat(np.arange(len(passages)), [len(each) for each in said_by])
    centres = np.array([vectors[list(passage.clauses)].mean(axis=0) for passage in passages], dtype=np.float32)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    said = [corpus.voices[at].said for at in statements]
    return Clauses(
        statements=statements.astype(np.int64),
        spans=np.array([(passage.start, passage.end) for passage in passages], dtype=np.int64)[owners],
        vectors=centres[owners],
        records=tuple(each.record for each in said),
        begins=np.array([each.start for each in said], dtype=np.int64),
    )

"""Find voices: cut statements into clauses, embed those with a word for the other side, and judge them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyzer.clauses import MIN_PROBABILITY, cut, worth_judging
from analyzer.clauses import Head as ClauseHead
from analyzer.link import Clauses
from analyzer.pipeline.runs.context import StepContext
from analyzer.pipeline.runs.corpus import Corpus
from analyzer.pipeline.vectors import embed_unknown, hash_text, load_vectors
from analyzer.pipeline.waves.reuse import reusable_passages
from analyzer.types import Side

# Texts judged at once: all of very many would take gigabytes.
BLOCK = 50_000
# Increase it when clauses are joined into passages, or stored, differently: stored passages are then not reused.
VOICES_VERSION = 1


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause of a distinct text: ``text`` is the text's position, ``place`` the clause's number within the text."""

    text: int
    place: int
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Passage:
    """Adjacent clauses that are all above the threshold, joined; ``probability`` is the highest among them."""

    text: int
    clauses: tuple[tuple[int, int], ...]
    probability: float

    @property
    def span(self) -> tuple[int, int]:
        return self.clauses[0][0], self.clauses[-1][1]


@dataclass(frozen=True, slots=True)
class FoundVoices:
    """The voices found on one side.

    Attributes:
        clauses: Where its pains and wishes speak of the other side, most probable first.
        rows: What to store of each statement that was judged.
        judged_by: Fingerprints of the clause head and the embedder: another pair may find other clauses.
    """

    clauses: Clauses
    rows: tuple[dict[str, object], ...]
    judged_by: str


def find_voices(step: StepContext, side: Side, corpus: Corpus) -> FoundVoices:
    """Find the clauses in which a side's pains and wishes speak of the other side.

    Statements that the followed run has judged with the same models are not judged again.
    """
    pains = np.flatnonzero(np.bincount(corpus.index, weights=corpus.pains, minlength=len(corpus.texts)) > 0)
    # The first statement represents all with the same text: its record's language decides how it is cut.
    statements = {int(text): corpus.statements[corpus.first[text]].id for text in pains}
    context = step.context
    head = context.tools.clause_head(context.embedder)
    judged_by = f"{VOICES_VERSION} {head.fingerprint} {context.embedder.fingerprint}"
    with context.store.sessions() as session:
        kept = reusable_passages(session, context.run_id, judged_by)
    known = [text for text, statement in statements.items() if statement in kept]
    passages = [passage for text in known for passage in _stored_passages(text, kept[statements[text]])]
    new = [text for text, statement in statements.items() if statement not in kept]
    for start in range(0, len(new), BLOCK):
        passages += _judge_clauses(step, head, corpus, side, new[start : start + BLOCK])
    passages.sort(key=lambda each: (-each.probability, each.text, each.span))
    passages_of_text: dict[int, list[object]] = {text: [] for text in statements}
    for passage in passages:
        passages_of_text[passage.text].append([passage.probability, passage.clauses])
    rows = tuple({"statement_id": statements[text], "heard": found} for text, found in passages_of_text.items())
    return FoundVoices(_passages_by_statement(step, passages, corpus), rows, judged_by)


def _stored_passages(text: int, kept: Sequence[Any]) -> Iterator[_Passage]:
    for probability, clauses in kept:
        yield _Passage(text, tuple((start, end) for start, end in clauses), probability)


def _clauses_worth_judging(side: Side, corpus: Corpus, texts: Sequence[int]) -> Iterator[_Clause]:
    every = list(_cut_clauses(corpus, texts))
    return compress(every, worth_judging(side, [_span_text(corpus, clause.text, clause.span) for clause in every]))


def _judge_clauses(
    step: StepContext, head: ClauseHead, corpus: Corpus, side: Side, texts: Sequence[int]
) -> Iterator[_Passage]:
    found = list(_clauses_worth_judging(side, corpus, texts))
    if found:
        words = [_span_text(corpus, clause.text, clause.span) for clause in found]
        vectors = _embed(step, words)
        probability = head.judge(side, vectors, words, [corpus.texts[clause.text] for clause in found])
        yield from _join_clauses(found, probability, MIN_PROBABILITY[side])


def _cut_clauses(corpus: Corpus, texts: Sequence[int]) -> Iterator[_Clause]:
    for text in texts:
        language = corpus.statements[corpus.first[text]].content.language
        for place, span in enumerate(cut(corpus.texts[text], language)):
            yield _Clause(text, place, span)


def _span_text(corpus: Corpus, text: int, span: tuple[int, int]) -> str:
    return corpus.texts[text][slice(*span)]


def _embed(step: StepContext, texts: Sequence[str]) -> NDArray[np.float32]:
    context = step.context
    hashes = [hash_text(context.store, text) for text in texts]
    embed_unknown(context.store, context.embedder, dict(zip(hashes, texts, strict=True)), step.advance)
    with context.store.sessions() as session:
        return load_vectors(session, hashes, context.embedder.fingerprint)


def _join_clauses(found: list[_Clause], probability: NDArray[np.float64], sure: float) -> Iterator[_Passage]:
    """Join adjacent clauses above the threshold: "people waited, gave up and went home" says one thing."""
    chosen = [at for at in range(len(found)) if probability[at] >= sure]
    keys = {at: (found[at].text, found[at].place - rank) for rank, at in enumerate(chosen)}
    for (text, _), members in groupby(chosen, key=keys.__getitem__):
        run = tuple(members)
        yield _Passage(text, tuple(found[at].span for at in run), float(probability[list(run)].max()))


def _passages_by_statement(step: StepContext, passages: Sequence[_Passage], corpus: Corpus) -> Clauses:
    """Assign each passage to every statement with that text."""
    if not passages:
        return Clauses()
    order = np.argsort(corpus.index, kind="stable")
    texts = np.array([passage.text for passage in passages])
    bounds = np.searchsorted(corpus.index[order], np.stack([texts, texts + 1]))
    said_by = [order[begin:end] for begin, end in bounds.T]
    statements = np.concatenate(said_by)
    owners = np.repeat(np.arange(len(passages)), [len(each) for each in said_by])
    words = [_span_text(corpus, passage.text, span) for passage in passages for span in passage.clauses]
    vectors = _embed(step, words)
    parts = np.split(vectors, np.cumsum([len(passage.clauses) for passage in passages])[:-1])
    centres = np.array([part.mean(axis=0) for part in parts], dtype=np.float32)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    said = [corpus.statements[at].content for at in statements]
    return Clauses(
        statements=statements.astype(np.int64),
        spans=np.array([passage.span for passage in passages], dtype=np.int64)[owners],
        vectors=centres[owners],
        records=tuple(each.record for each in said),
        begins=np.array([each.start for each in said], dtype=np.int64),
    )

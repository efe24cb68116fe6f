"""The steps of a run in their order. Each reads rows, calls pure functions, and stores all its results at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import update

from analyzer.pipeline.runs.comparing import compare_intentions, find_involved
from analyzer.pipeline.runs.linking import link_themes
from analyzer.pipeline.runs.measuring import measure_actions
from analyzer.pipeline.runs.placing import place_themes
from analyzer.pipeline.runs.slicing import slice_leavers
from analyzer.pipeline.runs.theming import find_themes
from analyzer.pipeline.runs.work import Work
from analyzer.pipeline.store import add_rows
from analyzer.pipeline.vectors import embed_unknown, hash_text, load_vectors
from analyzer.pipeline.voices import Voice, load_texts
from analyzer.pipeline.waves.kept import Judged, kept_verdicts
from analyzer.settings import Settings
from analyzer.types import Side
from analyzer.valence import Head
from models import Membership, Run

# Statements judged, and stored, at once: a million at once would take gigabytes.
BLOCK = 50_000


def embed(work: Work) -> None:
    """Embed every statement whose vector is not kept yet."""
    store, run_id = work.bench.store, work.bench.run_id
    with store.sessions() as session:
        texts = load_texts(session, run_id)
    embed_unknown(store, work.bench.embedder, texts, work.advance)
    with work.finishing(len(texts)) as session:
        session.execute(update(Run).where(Run.id == run_id).values(embedder=work.bench.embedder.fingerprint))


def judge(work: Work) -> None:
    """Tell of each statement whether it is pain, praise, wish or neither."""
    run_id = work.bench.run_id

    voices = [voice for side in Side for voice in work.bench.bare(side)]
    work.advance(0, len(voices))
    blocks = [voices[start : start + BLOCK] for start in range(0, len(voices), BLOCK)]
    judging = _Judging.of(work, voices) if voices else None
    verdicts = [judging.judge(block) for block in blocks if judging]
    with work.finishing(len(voices)) as session:
        for block, judged in zip(blocks, verdicts, strict=True):
            rows = (
                {
                    "run_id": run_id,
                    "statement_id": voice.id,
                    "valence": verdict.valence,
                    "severity": verdict.severity,
                    "question": question,
                }
                for voice, (verdict, question) in zip(block, judged, strict=True)
            )
            add_rows(session, Membership, rows)
        if judging:
            session.execute(update(Run).where(Run.id == run_id).values(judged_by=judging.name))


@dataclass(frozen=True, slots=True)
class _Judging:
    """Who judges, and what of it is known.

    Attributes:
        work: The step.
        head: Judges what is not known.
        name: Head and embedder: another head, or other vectors, may say something else.
        kept: What the run that is followed says of its statements, by their keys.
        questions: Question → its keyed hash, None for no question.
    """

    work: Work
    head: Head
    name: str
    kept: Mapping[int, Judged]
    questions: Mapping[str, str | None]

    @classmethod
    def of(cls, work: Work, voices: Sequence[Voice]) -> _Judging:
        bench = work.bench
        head = bench.tools.head(bench.embedder)
        name = f"{head.fingerprint} {bench.embedder.fingerprint}"
        with bench.store.sessions() as session:
            kept = kept_verdicts(session, bench.run_id, name)
        questions = {asked: hash_text(bench.store, asked) if asked else None for asked in {v.asked for v in voices}}
        return cls(work, head, name, kept, questions)

    def judge(self, voices: Sequence[Voice]) -> list[Judged]:
        """Judge statements, each text once a question, and none that was judged under the same question before."""
        texts = {(voice.text_hash, self.questions[voice.asked]): voice for voice in voices}
        found = {
            (voice.text_hash, question): self.kept[voice.id].verdict
            for voice in voices
            if voice.id in self.kept and self.kept[voice.id].question == (question := self.questions[voice.asked])
        }
        new = [voice for key, voice in texts.items() if key not in found]
        if new:
            bench = self.work.bench
            with bench.store.sessions() as session:
                vectors = load_vectors(session, [voice.text_hash for voice in new], bench.embedder.fingerprint)
            verdicts = self.head.judge(vectors, [voice.said.text for voice in new], [voice.asked for voice in new])
            found |= {(v.text_hash, self.questions[v.asked]): each for v, each in zip(new, verdicts, strict=True)}
        questions = [self.questions[voice.asked] for voice in voices]
        return [Judged(found[v.text_hash, asked], asked) for v, asked in zip(voices, questions, strict=True)]


STEPS: Mapping[str, Callable[[Work], None]] = {
    "embed": embed,
    "judge": judge,
    "themes_employee": partial(find_themes, side=Side.EMPLOYEE),
    "themes_customer": partial(find_themes, side=Side.CUSTOMER),
    "place": place_themes,
    "slice": slice_leavers,
    "link": link_themes,
    "actions": measure_actions,
    "intentions": compare_intentions,
    "involved": find_involved,
}


def steps_of(settings: Settings) -> tuple[str, ...]:
    """Name the steps of a run with these settings; nobody is divided into bands unasked."""
    return tuple(name for name in STEPS if name != "slice" or settings.slices)

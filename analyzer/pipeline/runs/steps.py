"""The steps of a run in their order. Each reads rows, calls pure functions, and stores all its results at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from sqlalchemy import update

from analyzer.pipeline.runs.comparing import compare_intentions, find_involved
from analyzer.pipeline.runs.linking import link_themes
from analyzer.pipeline.runs.measuring import measure_actions
from analyzer.pipeline.runs.placing import place_themes
from analyzer.pipeline.runs.slicing import slice_leavers
from analyzer.pipeline.runs.theming import find_themes
from analyzer.pipeline.runs.work import Work
from analyzer.pipeline.store import add_rows
from analyzer.pipeline.vectors import embed_unknown, load_vectors
from analyzer.pipeline.voices import Voice, load_texts
from analyzer.settings import Settings
from analyzer.types import Side
from analyzer.valence import Head, Verdict
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

    @cache
    def head() -> Head:
        return work.bench.tools.head(work.bench.embedder)

    voices = [voice for side in Side for voice in work.bench.bare(side)]
    work.advance(0, len(voices))
    blocks = [voices[start : start + BLOCK] for start in range(0, len(voices), BLOCK)]
    verdicts = [_judge(work, head(), block) for block in blocks]
    with work.finishing(len(voices)) as session:
        for block, judged in zip(blocks, verdicts, strict=True):
            rows = (
                {"run_id": run_id, "statement_id": voice.id, "valence": verdict.valence, "severity": verdict.severity}
                for voice, verdict in zip(block, judged, strict=True)
            )
            add_rows(session, Membership, rows)


def _judge(work: Work, head: Head, voices: Sequence[Voice]) -> tuple[Verdict, ...]:
    # Each text once a question.
    distinct = {(voice.text_hash, voice.asked): voice.said.text for voice in voices}
    with work.bench.store.sessions() as session:
        vectors = load_vectors(session, [text_hash for text_hash, _ in distinct], work.bench.embedder.fingerprint)
    verdicts = head.judge(vectors, list(distinct.values()), [asked for _, asked in distinct])
    found = dict(zip(distinct, verdicts, strict=True))
    return tuple(found[voice.text_hash, voice.asked] for voice in voices)


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

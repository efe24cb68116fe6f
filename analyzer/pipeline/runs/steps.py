"""The steps of a run in their order. Each reads rows, calls pure functions, and stores all its results at once."""

from __future__ import annotations

from collections import Counter, defaultdict
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
from analyzer.pipeline.voices import Voice, load_ratings, load_texts
from analyzer.pipeline.waves.kept import Judged, kept_verdicts
from analyzer.settings import Settings
from analyzer.types import PAIN_LIKE, Side, Valence
from analyzer.valence import Head, Rated, Verdict, rated_ends
from models import Membership, Run

# Statements judged, and stored, at once: a million at once would take gigabytes.
BLOCK = 50_000
# So many of an upload's statements tell what its ratings mean.
_TELLING = 2_000
# Told apart from a question without it.
_RATED = {Rated.LOW: "\n(low rating)", Rated.BETWEEN: "", Rated.HIGH: "\n(high rating)"}


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
        rated: The records that came with a low or a high rating, by their keys.
        questions: What is judged alike (``_under``) → its keyed hash, None where nothing was asked.
    """

    work: Work
    head: Head
    name: str
    kept: Mapping[int, Judged]
    rated: Mapping[int, Rated]
    questions: Mapping[str, str | None]

    @classmethod
    def of(cls, work: Work, voices: Sequence[Voice]) -> _Judging:
        bench = work.bench
        head = bench.tools.head(bench.embedder)
        name = f"{head.fingerprint} {bench.embedder.fingerprint}"
        with bench.store.sessions() as session:
            kept = kept_verdicts(session, bench.run_id, name)
        rated = _find_rated(work, head, voices)
        asked = {_under(voice, rated) for voice in voices}
        questions = {each: hash_text(bench.store, each) if each else None for each in asked}
        return cls(work, head, name, kept, rated, questions)

    def judge(self, voices: Sequence[Voice]) -> list[Judged]:
        """Judge statements, each text once a question, and none that was judged under the same question before."""
        questions = [self.questions[_under(voice, self.rated)] for voice in voices]
        keys = [(voice.text_hash, question) for voice, question in zip(voices, questions, strict=True)]
        texts = dict(zip(keys, voices, strict=True))
        found = {
            key: self.kept[voice.id].verdict
            for key, voice in zip(keys, voices, strict=True)
            if voice.id in self.kept and self.kept[voice.id].question == key[1]
        }
        new = {key: voice for key, voice in texts.items() if key not in found}
        if new:
            found |= zip(new, _judge(self.work, self.head, list(new.values()), self.rated), strict=True)
        return [Judged(found[key], key[1]) for key in keys]


def _under(voice: Voice, rated: Mapping[int, Rated]) -> str:
    """What a statement is judged under: its question, and whether its record came with a low or a high rating."""
    return voice.said.question + _RATED[rated.get(voice.record, Rated.BETWEEN)]


def _judge(work: Work, head: Head, voices: Sequence[Voice], rated: Mapping[int, Rated]) -> tuple[Verdict, ...]:
    with work.bench.store.sessions() as session:
        vectors = load_vectors(session, [voice.text_hash for voice in voices], work.bench.embedder.fingerprint)
    given = [rated.get(voice.record, Rated.BETWEEN) for voice in voices]
    return head.judge(vectors, [voice.said.text for voice in voices], [voice.said.question for voice in voices], given)


def _find_rated(work: Work, head: Head, voices: Sequence[Voice]) -> Mapping[int, Rated]:
    """Find the records with a low or a high rating, in uploads whose words tell what their ratings mean."""
    with work.bench.store.sessions() as session:
        ratings = load_ratings(session, work.bench.run_id)
    told = defaultdict[int, list[Voice]](list)
    for voice in voices if ratings else ():
        if voice.record in ratings and len(told[ratings[voice.record][0]]) < _TELLING:
            told[ratings[voice.record][0]].append(voice)
    rated: dict[int, Rated] = {}
    for upload, said in told.items():
        tones = Counter[int]()
        for voice, verdict in zip(said, _judge(work, head, said, {}), strict=True):
            tones[voice.record] += (verdict.valence is Valence.PRAISE) - (verdict.valence in PAIN_LIKE)
        ends = rated_ends([ratings[record][1] for record in tones], list(tones.values()))
        if ends:
            rated |= {record: ends.rate(rating) for record, (of, rating) in ratings.items() if of == upload}
    return rated


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

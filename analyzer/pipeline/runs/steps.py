"""The steps of a run, in order. Each reads rows, calls pure functions, and stores its results in one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import update

from analyzer.pipeline.runs.comparing import compare_intentions, find_involved
from analyzer.pipeline.runs.context import StepContext
from analyzer.pipeline.runs.linking import link_themes
from analyzer.pipeline.runs.measuring import measure_actions
from analyzer.pipeline.runs.placing import place_themes
from analyzer.pipeline.runs.slicing import slice_leavers
from analyzer.pipeline.runs.theming import find_themes
from analyzer.pipeline.statements import StoredStatement, load_ratings, load_texts
from analyzer.pipeline.store import add_rows
from analyzer.pipeline.vectors import embed_unknown, hash_text, load_vectors
from analyzer.pipeline.waves.reuse import Judged, reusable_verdicts
from analyzer.settings import Settings
from analyzer.types import PAIN_LIKE, Side, Valence
from analyzer.valence import Head, RatingEnd, Verdict, find_rating_ends
from models import Membership, Run

# Statements judged and stored per batch: a million at once would take gigabytes.
BLOCK = 50_000
# This many of an upload's statements are enough to tell which end of its rating scale is good.
_MAX_STATEMENTS_PER_UPLOAD = 2_000
# Appended to the question, so that statements are judged separately by rating.
_RATING_SUFFIX = {RatingEnd.LOW: "\n(low rating)", RatingEnd.BETWEEN: "", RatingEnd.HIGH: "\n(high rating)"}


def embed(step: StepContext) -> None:
    """Embed every statement whose vector is not stored yet."""
    store, run_id = step.context.store, step.context.run_id
    with store.sessions() as session:
        texts = load_texts(session, run_id)
    embed_unknown(store, step.context.embedder, texts, step.advance)
    with step.finishing(len(texts)) as session:
        session.execute(update(Run).where(Run.id == run_id).values(embedder=step.context.embedder.fingerprint))


def judge(step: StepContext) -> None:
    """Classify each statement as pain, praise, wish or neutral."""
    context, run_id = step.context, step.context.run_id
    heads = {side: context.tools.head(context.embedder, side) for side in Side}
    # Verdicts of other heads or vectors may differ.
    name = " ".join([*(head.fingerprint for head in heads.values()), context.embedder.fingerprint])
    with context.store.sessions() as session:
        kept = reusable_verdicts(session, run_id, name)
    statements = {side: context.input_statements(side) for side in Side}
    count = sum(map(len, statements.values()))
    step.advance(0, count)
    blocks = [block for side in Side for block in _judge_side(step, heads[side], kept, statements[side])]
    with step.finishing(count) as session:
        for block, judged in blocks:
            rows = (
                {
                    "run_id": run_id,
                    "statement_id": statement.id,
                    "valence": verdict.valence,
                    "severity": verdict.severity,
                    "question": question,
                }
                for statement, (verdict, question) in zip(block, judged, strict=True)
            )
            add_rows(session, Membership, rows)
        if blocks:
            session.execute(update(Run).where(Run.id == run_id).values(judged_by=name))


def _judge_side(
    step: StepContext, head: Head, kept: Mapping[int, Judged], statements: Sequence[StoredStatement]
) -> Iterator[tuple[Sequence[StoredStatement], list[Judged]]]:
    if statements:
        judge = _ValenceJudge.of(step, head, kept, statements)
        for start in range(0, len(statements), BLOCK):
            block = statements[start : start + BLOCK]
            yield block, judge.judge(block)


@dataclass(frozen=True, slots=True)
class _ValenceJudge:
    """One side's valence head, with the verdicts that are known already.

    Attributes:
        step: The step.
        head: Judges the statements without a known verdict.
        kept: Verdicts of the followed run, by statement key.
        rated: Records with a low or a high rating, by key.
        questions: Judging key (``_judging_key``) → its keyed hash, None where nothing was asked.
    """

    step: StepContext
    head: Head
    kept: Mapping[int, Judged]
    rated: Mapping[int, RatingEnd]
    questions: Mapping[str, str | None]

    @classmethod
    def of(
        cls, step: StepContext, head: Head, kept: Mapping[int, Judged], statements: Sequence[StoredStatement]
    ) -> _ValenceJudge:
        rated = _find_rated(step, head, statements)
        asked = {_judging_key(statement, rated) for statement in statements}
        questions = {each: hash_text(step.context.store, each) if each else None for each in asked}
        return cls(step, head, kept, rated, questions)

    def judge(self, statements: Sequence[StoredStatement]) -> list[Judged]:
        """Judge statements: each text once per question, and none that was judged under the same question before."""
        questions = [self.questions[_judging_key(statement, self.rated)] for statement in statements]
        keys = [(statement.text_hash, question) for statement, question in zip(statements, questions, strict=True)]
        texts = dict(zip(keys, statements, strict=True))
        found = {
            key: self.kept[statement.id].verdict
            for key, statement in zip(keys, statements, strict=True)
            if statement.id in self.kept and self.kept[statement.id].question == key[1]
        }
        new = {key: statement for key, statement in texts.items() if key not in found}
        if new:
            found |= zip(new, _judge(self.step, self.head, list(new.values()), self.rated), strict=True)
        return [Judged(found[key], key[1]) for key in keys]


def _judging_key(statement: StoredStatement, rated: Mapping[int, RatingEnd]) -> str:
    """What besides its text decides a statement's verdict: its question, and a low or high rating of its record."""
    return statement.content.question + _RATING_SUFFIX[rated.get(statement.record, RatingEnd.BETWEEN)]


def _judge(
    step: StepContext, head: Head, statements: Sequence[StoredStatement], rated: Mapping[int, RatingEnd]
) -> tuple[Verdict, ...]:
    with step.context.store.sessions() as session:
        vectors = load_vectors(
            session, [statement.text_hash for statement in statements], step.context.embedder.fingerprint
        )
    given = [rated.get(statement.record, RatingEnd.BETWEEN) for statement in statements]
    return head.judge(
        vectors,
        [statement.content.text for statement in statements],
        [statement.content.question for statement in statements],
        given,
    )


def _find_rated(step: StepContext, head: Head, statements: Sequence[StoredStatement]) -> Mapping[int, RatingEnd]:
    """Find records with a low or a high rating, in uploads whose statements show which end of the scale is good."""
    with step.context.store.sessions() as session:
        ratings = load_ratings(session, step.context.run_id)
    statements_of_upload = defaultdict[int, list[StoredStatement]](list)
    for statement in statements if ratings else ():
        if (
            statement.record in ratings
            and len(statements_of_upload[ratings[statement.record][0]]) < _MAX_STATEMENTS_PER_UPLOAD
        ):
            statements_of_upload[ratings[statement.record][0]].append(statement)
    rated: dict[int, RatingEnd] = {}
    for upload, sample in statements_of_upload.items():
        tones = Counter[int]()
        for statement, verdict in zip(sample, _judge(step, head, sample, {}), strict=True):
            tones[statement.record] += (verdict.valence is Valence.PRAISE) - (verdict.valence in PAIN_LIKE)
        ends = find_rating_ends([ratings[record][1] for record in tones], list(tones.values()))
        if ends:
            rated |= {record: ends.rate(rating) for record, (of, rating) in ratings.items() if of == upload}
    return rated


STEPS: Mapping[str, Callable[[StepContext], None]] = {
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
    """List the steps of a run with these settings; leavers are divided into bands only on request."""
    return tuple(name for name in STEPS if name != "slice" or settings.slices)

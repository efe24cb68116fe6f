"""Assemble the Analysis of a finished run from its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.checks import Checks
from analyzer.judgement import Cited, Judgement, Relation
from analyzer.pipeline.actions import load_actions
from analyzer.pipeline.ailments import load_ailments
from analyzer.pipeline.comparisons import load_intentions, load_involved
from analyzer.pipeline.events import events_of_run
from analyzer.pipeline.removal.coverage import count_coverage
from analyzer.pipeline.removal.traces import kept_coverage, load_removed
from analyzer.pipeline.runs.slicing import read_slices
from analyzer.pipeline.statements import StoredStatement, load_statements
from analyzer.pipeline.waves.earlier import is_held
from analyzer.pipeline.waves.recall import load_waves, read_lineage
from analyzer.types import (
    Analysis,
    Channels,
    Controls,
    Direction,
    Effect,
    Grade,
    Link,
    Reason,
    RunFacts,
    Side,
    Theme,
)
from analyzer.voices import Voice, VoicedPeople
from models import Link as StoredLink
from models import Membership, Run, Upload
from models import Theme as StoredTheme
from models.queries import units, uploads_of_run


def load_analysis(session: Session, run_id: int) -> Analysis:
    """Assemble what a run found. Nothing in it has passed the gate.

    Raises:
        sqlalchemy.exc.NoResultFound: There is no such run.
    """
    run = session.get_one(Run, run_id)
    statements = {side: load_statements(session, run_id, side) for side in Side}
    uploads = uploads_of_run(session, run_id)
    given = [side for side in Side if any(upload.side == side for upload in uploads)]
    return Analysis(
        run=_facts(run),
        coverage={
            side: kept_coverage(session, run_id, side)
            or count_coverage(session, run_id, side, uploads, statements[side])
            for side in given
        },
        statements=tuple(statement.content for side in Side for statement in sorted(statements[side], key=_place)),
        themes=_load_themes(session, run_id, [statement for side in Side for statement in statements[side]]),
        links=_load_links(session, run_id),
        not_tested=(*_unsettled_dates(uploads), *(_reason(each) for each in run.not_tested)),
        controls=Controls(**_plain(run.controls)),
        left_out=events_of_run(session, run_id),
        ailments=load_ailments(session, run_id),
        slices=read_slices(run.slices),
        actions=load_actions(session, run_id),
        intentions=load_intentions(session, run_id),
        involved=load_involved(session, run_id),
        waves=load_waves(session, run_id),
        removed=load_removed(session, run_id),
        named=frozenset(units(session, list(Side), [upload.id for upload in uploads])),
    )


def public_sides(session: Session, run_id: int) -> frozenset[Side]:
    """Find the sides of a run whose uploads are all public."""
    uploads = uploads_of_run(session, run_id)
    private = {upload.side for upload in uploads if not upload.public}
    return frozenset(Side(upload.side) for upload in uploads if upload.side not in private)


def read_voices(stored: Iterable[Any]) -> tuple[Voice, ...]:
    """Read a stored link's voices; older runs, made before clauses were found, have only side and text."""
    return tuple(
        Voice(**{**each, "side": Side(each["side"])}) if isinstance(each, Mapping) else Voice(Side(each[0]), each[1])
        for each in stored
    )


def _place(statement: StoredStatement) -> tuple[int, int]:
    """Sort key: records in the order of storage, so that analysts find rows in the order of their file."""
    return (statement.record, statement.content.start)


def _facts(run: Run) -> RunFacts:
    return RunFacts(
        seed=run.seed,
        settings=run.settings,
        embedder=run.embedder or "",
        llm=run.llm,
        seconds={step.name: round(step.seconds, 3) for step in run.steps},
    )


def _unsettled_dates(uploads: Sequence[Upload]) -> tuple[Reason, ...]:
    sides = sorted({upload.side for upload in uploads if upload.plan.get("dates_unsettled")})
    found = "No {} row settles whether day or month comes first in its dates, so they are left out: say dmy or mdy."
    return tuple(Reason("DATES_UNSETTLED", found.format(side)) for side in sides)


def _load_themes(session: Session, run_id: int, statements: Sequence[StoredStatement]) -> tuple[Theme, ...]:
    texts = {statement.id: statement.content.text for statement in statements}
    quotes: dict[int, list[str]] = {}
    told = (
        select(Membership.theme_id, Membership.statement_id)
        .where(Membership.run_id == run_id, Membership.theme_id.is_not(None), Membership.quote.is_not(None))
        .order_by(Membership.quote)
    )
    for theme_id, statement_id in session.execute(told):
        quotes.setdefault(theme_id or 0, []).append(texts[statement_id])
    query = select(StoredTheme).where(StoredTheme.run_id == run_id)
    stored = session.scalars(query.order_by(StoredTheme.side.desc(), StoredTheme.rank))
    return tuple(_theme(theme, quotes.get(theme.id, ())) for theme in stored)


def _theme(stored: StoredTheme, quotes: Sequence[str]) -> Theme:
    return Theme(
        id=stored.code,
        side=Side(stored.side),
        name=stored.name,
        name_from=stored.name_from,
        keywords=tuple(stored.keywords),
        description=stored.description,
        people=stored.people,
        statements=stored.statements,
        pain_share=stored.pain_share,
        stability=stored.stability,
        parent=stored.parent,
        mechanism=stored.mechanism,
        quotes=tuple(quotes),
        trend=tuple((str(period), int(str(people))) for period, people in stored.trend),
        layer=stored.layer,
        stages=tuple(stored.stages),
        placed_from=stored.placed_from,
        lineage=read_lineage(stored.lineage),
        held=is_held(stored.pinned, stored.name_from),
    )


def _load_links(session: Session, run_id: int) -> tuple[Link, ...]:
    codes = dict(session.execute(select(StoredTheme.id, StoredTheme.code).where(StoredTheme.run_id == run_id)).all())
    query = select(StoredLink).where(StoredLink.run_id == run_id).order_by(StoredLink.score.desc(), StoredLink.id)
    return tuple(_link(stored, codes) for stored in session.scalars(query))


def _link(stored: StoredLink, codes: Mapping[int, str]) -> Link:
    evidence: dict[str, Any] = dict(stored.evidence)
    effect = evidence.pop("effect")
    return Link(
        employee_theme=codes[stored.employee_theme_id],
        customer_theme=codes[stored.customer_theme_id],
        grade=Grade(stored.grade),
        sentence=stored.sentence,
        score=stored.score,
        p=stored.p,
        q=stored.q,
        lag=stored.lag,
        direction=Direction(stored.direction),
        mechanism=stored.mechanism,
        effect=Effect(**effect) if effect else None,
        channels=Channels(**evidence.pop("channels")),
        reasons=tuple(_reason(each) for each in evidence.pop("reasons")),
        voices=read_voices(evidence.pop("voices")),
        voiced_people=VoicedPeople(**evidence.pop("voiced_people", {})),
        rivals=tuple(evidence.pop("rivals")),
        levers=tuple(evidence.pop("levers", ())),
        checks=_checks(evidence.pop("checks", None)),
        judgement=_judgement(evidence.pop("judgement", None)),
        **evidence,
    )


def _checks(stored: Mapping[str, Any] | None) -> Checks | None:
    if stored is None:
        return None
    order = stored["order"]
    return Checks(**{**stored, "order": None if order is None else (order[0], order[1])})


def _judgement(stored: Mapping[str, Any] | None) -> Judgement | None:
    if stored is None:
        return None
    cited = tuple(Cited(**{**each, "side": Side(each["side"])}) for each in stored["cited"])
    return Judgement(Relation(stored["relation"]), stored["agreed"], cited)


def _reason(stored: Mapping[str, Any]) -> Reason:
    return Reason(**stored)


def _plain(stored: Mapping[str, object]) -> dict[str, Any]:
    return dict(stored)

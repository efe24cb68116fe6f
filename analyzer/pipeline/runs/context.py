"""The context of a run and of one of its steps. To the outside, a step only reports progress and finishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from analyzer.embed import Embedder, english_share
from analyzer.gate import UnitNames
from analyzer.knowledge import Knowledge
from analyzer.pipeline.knowledge import kept_knowledge
from analyzer.pipeline.statements import StoredStatement, languages, load_input_statements, with_findings
from analyzer.pipeline.store import Progress, Store
from analyzer.pipeline.tier import embedder_for_tier
from analyzer.pipeline.tools import Tools
from analyzer.pipeline.waves.units import unit_names
from analyzer.settings import Settings
from analyzer.types import Side
from models import Run, RunStep
from models.enums import StepStatus

if TYPE_CHECKING:
    from analyzer.pipeline.runs.corpus import DistinctTexts

# A side with more statements is loaded again for every step: keeping a million would take most of a gigabyte.
MAX_CACHED_STATEMENTS = 100_000


class Cancelled(Exception):  # noqa: N818  # a request, not an error
    """Somebody asked for the run to stop."""


@dataclass(frozen=True)  # without slots, which leave cached_property no room
class RunContext:
    """What the steps of a run share. Each tool is loaded once, when the first step asks for it.

    Attributes:
        store: Where the run is stored.
        run_id: The run.
        settings: The run's settings.
        tools: Loaders of models and other tools.
        progress: Called with the progress of each step.
        distinct_texts: The texts and vectors of each side loaded so far, unless they are very many.
    """

    store: Store
    run_id: int
    settings: Settings
    tools: Tools
    progress: Progress
    distinct_texts: dict[Side, DistinctTexts] = field(default_factory=dict)
    _input_statements: dict[Side, tuple[StoredStatement, ...]] = field(default_factory=dict)
    _judged_statements: dict[Side, tuple[StoredStatement, ...]] = field(default_factory=dict)

    def caches(self, statements: Sequence[StoredStatement]) -> bool:
        """Whether these statements are few enough to be kept in memory from step to step."""
        return len(statements) <= MAX_CACHED_STATEMENTS

    def input_statements(self, side: Side) -> tuple[StoredStatement, ...]:
        """Load the statements that the run reads on one side, without findings; cached unless they are very many."""
        if side in self._input_statements:
            return self._input_statements[side]
        with self.store.sessions() as session:
            found = load_input_statements(session, self.run_id, side)
        if self.caches(found):
            self._input_statements[side] = found
        return found

    def statements(self, session: Session, side: Side) -> tuple[StoredStatement, ...]:
        """Load the statements that the run reads on one side, with its findings so far."""
        if side in self._judged_statements:
            return self._judged_statements[side]
        found = with_findings(session, self.run_id, side, self.input_statements(side))
        if self.caches(found) and self._has_themes(session, side):
            # No step after the themes adds to what is found of a statement.
            self._judged_statements[side] = found
        return found

    def _has_themes(self, session: Session, side: Side) -> bool:
        step = (RunStep.run_id == self.run_id) & (RunStep.name == f"themes_{side}")
        return session.scalar(select(RunStep.status).where(step)) is StepStatus.DONE

    @cached_property
    def full_embedder(self) -> Embedder:
        """The full embedder that the settings and the languages of the text ask for."""
        with self.store.sessions() as session:
            sides = languages(session, self.run_id)
        return self.tools.embedder(self.settings.embedder, min(sides.values(), key=english_share, default={}))

    @cached_property
    def embedder(self) -> Embedder:
        """The embedder of this run's statements: the full one, or a fast one in the same vector space."""
        return embedder_for_tier(self.settings.tier, self.store, self.run_id, self.full_embedder)

    @cached_property
    def knowledge(self) -> Knowledge:
        """The mechanisms, including a user's own if the settings name a file."""
        return self.tools.knowledge(kept_knowledge(self.store, self.settings.knowledge))

    @cached_property
    def units(self) -> UnitNames:
        """The units that no theme may be named after."""
        with self.store.sessions() as session:
            return unit_names(session, self.run_id)

    def names_unit(self, text: str) -> bool:
        """Whether a text names a unit."""
        return bool(self.units.first(text))


@dataclass(frozen=True, slots=True)
class StepContext:
    """One step of one run.

    Attributes:
        context: What the steps of the run share.
        position: The step's place in the run.
        name: The step's name.
        begun: When the step began.
    """

    context: RunContext
    position: int
    name: str
    begun: datetime

    def advance(self, done: int, total: int) -> None:
        """Store and report the step's progress.

        Raises:
            Cancelled: Somebody asked for the run to stop.
        """
        with self.context.store.sessions.begin() as session:
            run = session.get_one(Run, self.context.run_id)
            if run.cancel:
                raise Cancelled
            run.heartbeat = self.context.store.clock()
            self._mark(session, StepStatus.RUNNING, done, total)
        self.context.progress(self.name, done, total)

    @contextmanager
    def finishing(self, done: int) -> Iterator[Session]:
        """Open the transaction in which the step's results are stored, and mark the step as done before it commits."""
        self.advance(done, done)
        with self.context.store.sessions.begin() as session:
            yield session
            self._mark(session, StepStatus.DONE, done, done)

    def _mark(self, session: Session, status: StepStatus, done: int, total: int) -> None:
        seconds = (self.context.store.clock() - self.begun).total_seconds()
        step = (RunStep.run_id == self.context.run_id) & (RunStep.position == self.position)
        session.execute(update(RunStep).where(step).values(status=status, done=done, total=total, seconds=seconds))

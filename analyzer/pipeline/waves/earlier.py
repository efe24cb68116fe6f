"""One side of the run that a run follows: its themes, statements and speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.lineage import EarlierStatements
from analyzer.pipeline.runs.context import RunContext
from analyzer.pipeline.runs.stored_settings import from_json
from analyzer.pipeline.statements import LOOSE_GROUP_PREFIX, StoredStatement, load_statements, load_texts
from analyzer.pipeline.vectors import embed_unknown, known_hashes, load_vectors
from analyzer.pipeline.waves.follow import followed
from analyzer.pipeline.waves.neighbours import kept_neighbours, text_hashes
from analyzer.types import NAMELESS, PAIN_LIKE, Side, is_nameless
from models import Membership, Record, Run, Statement, Theme, Wave


def is_held(pinned: bool, name_from: str) -> bool:
    """Whether a person decided about a theme: pinned it, or gave it its name."""
    return pinned or name_from == "person"


@dataclass(frozen=True, slots=True)
class EarlierTheme:
    """An earlier theme.

    Attributes:
        code: Its code, which it keeps.
        name: Its name, which it keeps.
        name_from: What the name comes from.
        description: One sentence, or "".
        mechanism: The anchor it stands on, or None.
        pinned: Whether a person wants it kept however few speak of it.
        people: How many people named it in the earlier run.
        statements: How many statements of that run belonged to it.
        stability: Its stability when it was formed; None if not measured.
        keywords: Its most characteristic words, best first.
        quotes: Hashes of its most typical texts, best first.
    """

    code: str
    name: str
    name_from: str
    description: str
    mechanism: str | None
    pinned: bool
    people: int
    statements: int
    stability: float | None
    keywords: tuple[str, ...]
    quotes: tuple[str, ...]

    @property
    def nameless(self) -> bool:
        """Whether it is named after having no word in common."""
        return is_nameless(self.name, self.name_from)

    @property
    def held(self) -> bool:
        """Whether a person decided about it, so that regrouping may not split it."""
        return is_held(self.pinned, self.name_from)


@dataclass(frozen=True, slots=True)
class EarlierRun:
    """One side of the run that is followed.

    Attributes:
        run: Its number.
        same_basis: Whether both runs have the same embedder, knowledge, theme settings and code version.
        formed: The run in which its themes were last formed by grouping.
        highest: The highest number that a code ever had on this side.
        themes: Its k themes.
        targets: For each theme, its own number or that of the theme that a person merged it into.
        places: Text hash → position in the memory.
        memory: Its m distinct statements; labels are targets.
        strength: How firmly each belongs, shape (m,).
        speakers: Person, record and position in the memory of every statement.
        records: Keys of the records that it read.
        ages: Record → its rank among the records of both runs, oldest first, by day and text.
        old: Hashes of the texts from which the themes were formed.
        leanings: Text hash → the theme to which a text without a theme leaned, or -2 and below for a loose group.
        described: How many statements there were when its themes' words were chosen; 0 if they were chosen for
            another threshold of the gate, or if a record was removed since the run.
    """

    run: int
    same_basis: bool
    formed: int
    highest: int
    themes: tuple[EarlierTheme, ...]
    targets: tuple[int, ...]
    places: Mapping[str, int]
    memory: EarlierStatements
    strength: NDArray[np.float32]
    speakers: tuple[tuple[str, int, int], ...]
    records: frozenset[int]
    ages: Mapping[int, int]
    old: frozenset[str]
    leanings: Mapping[str, int]
    described: int


class _EarlierStatement(NamedTuple):
    """A statement of the earlier run; ``theme`` is a code. Its text is not needed: the vector is stored by hash."""

    text_hash: str
    record: int
    person: str
    valence: str
    strength: float
    leaning: str | None
    theme: str | None
    quote: int | None


class _EarlierRows(NamedTuple):
    """One side of the run as stored; ``silent``: code of a silent theme → its last statements, from earlier runs."""

    run: int
    said: Sequence[_EarlierStatement]
    themes: Sequence[Theme]
    silent: Mapping[str, Sequence[StoredStatement]]


def load_earlier(context: RunContext, side: Side) -> EarlierRun | None:
    """Load one side of the followed run; None if no run is followed or it had no statements on that side."""
    with context.store.sessions() as session:
        read = _load_rows(session, context.run_id, side)
    if read is None:
        return None
    texts = dict(sorted(_texts(read).items()))
    hashes, labels, strength, pains = list(texts), *zip(*texts.values(), strict=True)
    _embed_missing(context, read, hashes)
    places = {text_hash: at for at, text_hash in enumerate(hashes)}
    quotes = _quotes(read.said)
    themes = tuple(_known(theme, quotes.get(theme.code, ()), context.names_unit) for theme in read.themes)
    with context.store.sessions() as session:
        account = _account(session, read.run, side)
        formed = account.get("formed", read.run)
        same_basis = _basis(session, context.run_id) == _basis(session, read.run)
        return EarlierRun(
            run=read.run,
            same_basis=same_basis,
            formed=formed,
            highest=max([account.get("highest", 0), *(int(theme.code[1:]) for theme in themes)]),
            themes=themes,
            targets=_merge_targets(read.themes),
            places=places,
            memory=EarlierStatements(
                vectors=load_vectors(session, hashes, context.embedder.fingerprint),
                labels=np.array(labels, dtype=np.int64),
                pains=np.array(pains, dtype=np.bool_),
                themes=len(themes),
                near=kept_neighbours(session, read.run, side, hashes) if same_basis else None,
            ),
            strength=np.array(strength, dtype=np.float32),
            speakers=tuple((said.person, said.record, places[said.text_hash]) for said in read.said),
            records=frozenset(said.record for said in read.said),
            ages=_record_ages(session, (read.run, context.run_id), side),
            old=text_hashes(session, formed, side),
            leanings=_leanings(read),
            described=_statements_when_described(session, context, read, account),
        )


def _load_rows(session: Session, run_id: int, side: Side) -> _EarlierRows | None:
    run = followed(session, run_id)
    said = _load_statements(session, run, side) if run else ()
    if not run or not said:
        return None
    query = select(Theme).where(Theme.run_id == run, Theme.side == side)
    themes = session.scalars(query.order_by(Theme.rank)).all()
    silent = {theme.code: _last_statements(session, run, theme) for theme in themes if not theme.statements}
    return _EarlierRows(run, said, themes, silent)


def _texts(read: _EarlierRows) -> dict[str, tuple[int, float, bool]]:
    """Map text hash to (theme number, strength, is a pain). Silent themes contribute their last texts."""
    targets = _merge_targets(read.themes)
    numbers = {theme.code: target for theme, target in zip(read.themes, targets, strict=True)}
    bad = _painful((each.text_hash, each.valence) for each in read.said)
    texts = {
        each.text_hash: (numbers[each.theme] if each.theme else -1, each.strength, each.text_hash in bad)
        for each in read.said
    }
    for code, statements in read.silent.items():
        bad = _painful((statement.text_hash, statement.content.valence) for statement in statements)
        for statement in statements:
            texts.setdefault(
                statement.text_hash, (numbers[code], statement.content.strength, statement.text_hash in bad)
            )
    return texts


def _embed_missing(context: RunContext, read: _EarlierRows, hashes: Sequence[str]) -> None:
    """Embed the texts for which the earlier run used another embedder."""
    with context.store.sessions() as session:
        lacking = set(hashes) - known_hashes(session, hashes, context.embedder.fingerprint)
        texts = load_texts(session, read.run) if lacking else {}
    texts |= {
        statement.text_hash: statement.content.text for statements in read.silent.values() for statement in statements
    }
    embed_unknown(context.store, context.embedder, {each: texts[each] for each in lacking}, lambda *_: None)


def _statements_when_described(
    session: Session, context: RunContext, read: _EarlierRows, account: Mapping[str, Any]
) -> int:
    same_gate = from_json(session.get_one(Run, read.run).settings).gate.people == context.settings.gate.people
    # The themes' stored counts still include removed records, so a difference shows that one was removed.
    whole = sum(theme.statements for theme in read.themes) == sum(each.theme is not None for each in read.said)
    return account.get("described", len(read.said)) if same_gate and whole else 0


def _load_statements(session: Session, run_id: int, side: Side) -> list[_EarlierStatement]:
    query = (
        select(
            Statement.text_hash,
            Record.id,
            Record.person,
            Membership.valence,
            Membership.strength,
            Membership.leaning,
            Theme.code,
            Membership.quote,
        )
        .join(Statement, Statement.id == Membership.statement_id)
        .join(Record, Record.id == Statement.record_id)
        .outerjoin(Theme, Theme.id == Membership.theme_id)
        .where(Membership.run_id == run_id, Record.side == side)
    )
    return [_EarlierStatement._make(row) for row in session.execute(query)]


def _record_ages(session: Session, runs: Sequence[int], side: Side) -> dict[int, int]:
    """Rank the records of some runs by age. Database keys would only reflect how the rows of a file were sorted."""
    read = select(Statement.record_id).join(Membership, Membership.statement_id == Statement.id)
    query = select(Record.id).where(Record.side == side, Record.id.in_(read.where(Membership.run_id.in_(runs))))
    # Explicitly, because databases differ in whether NULL dates sort first or last.
    in_order = session.scalars(query.order_by(Record.date.is_not(None), Record.date, Record.text))
    return {record: age for age, record in enumerate(in_order)}


def _painful(spoken: Iterable[tuple[str, str]]) -> set[str]:
    """Find the texts, given as (hash, valence) pairs, that are pains, by the rule of ``Corpus.painful``."""
    balance: Counter[str] = Counter()
    for text_hash, valence in spoken:
        balance[text_hash] += 1 if valence in PAIN_LIKE else -1
    return {text_hash for text_hash, more in balance.items() if more >= 0}


def _quotes(said: Sequence[_EarlierStatement]) -> dict[str, tuple[str, ...]]:
    """Map each theme's code to the hashes of its most typical texts, best first."""
    found: dict[str, list[str]] = {}
    for each in sorted((each for each in said if each.quote is not None), key=lambda each: each.quote or 0):
        found.setdefault(each.theme or "", []).append(each.text_hash)
    return {theme: tuple(hashes) for theme, hashes in found.items()}


def _leanings(read: _EarlierRows) -> dict[str, int]:
    leaning = {said.text_hash: said.leaning for said in read.said if said.leaning}
    loose = sorted({where for where in leaning.values() if where.startswith(LOOSE_GROUP_PREFIX)})
    numbers = {theme.code: place for place, theme in enumerate(read.themes)}
    numbers |= {where: -2 - number for number, where in enumerate(loose)}
    return {text_hash: numbers.get(where, -1) for text_hash, where in leaning.items()}


def _account(session: Session, run_id: int, side: Side) -> Mapping[str, Any]:
    """Load the account of a run's wave; empty if it followed no run."""
    wave = session.get(Wave, run_id)
    return (wave and getattr(wave, side)) or {}


def _basis(session: Session, run_id: int) -> tuple[object, ...]:
    """Return what must be equal in two runs for known statements to keep their themes."""
    run = session.get_one(Run, run_id)
    made_with = from_json(run.settings)
    return run.code_version, run.embedder, made_with.themes, made_with.knowledge.sha256


def _known(theme: Theme, quotes: tuple[str, ...], names_unit: Callable[[str], bool]) -> EarlierTheme:
    """Read an earlier theme. If a program named it after what is now known to be a unit, it becomes nameless."""
    written = theme.name_from in {"keywords", "llm"}
    nameless = written and names_unit(theme.name)
    return EarlierTheme(
        code=theme.code,
        name=NAMELESS if nameless else theme.name,
        name_from="keywords" if nameless else theme.name_from,
        description="" if names_unit(theme.description) else theme.description,
        mechanism=theme.mechanism,
        pinned=theme.pinned,
        people=theme.people,
        statements=theme.statements,
        stability=theme.stability,
        keywords=tuple(theme.keywords),
        quotes=quotes,
    )


def _merge_targets(themes: Sequence[Theme]) -> tuple[int, ...]:
    """Resolve each theme to the one that a person merged it into; a theme in a merge cycle stays itself."""
    at = {theme.code: place for place, theme in enumerate(themes)}
    found = []
    for place, theme in enumerate(themes):
        here, passed = theme, {theme.code}
        while here.merge_into in at and here.merge_into not in passed:
            here = themes[at[here.merge_into]]
            passed.add(here.code)
        found.append(place if here.merge_into in passed else at[here.code])
    return tuple(found)


def _last_statements(session: Session, run_id: int, theme: Theme) -> tuple[StoredStatement, ...]:
    """Find the last statements of a pinned theme that had none in the earlier run."""
    before = followed(session, run_id)
    if before is None:
        return ()
    statements = load_statements(session, before, Side(theme.side))
    return tuple(statement for statement in statements if statement.content.theme == theme.code) or _last_statements(
        session, before, theme
    )

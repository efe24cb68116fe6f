"""Before a record is removed, preserve the counts of the finished runs that read it, and nothing else of it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from analyzer.pipeline.removal.coverage import count_coverage, coverage_to_json
from analyzer.pipeline.removal.names import drop_keywords
from analyzer.pipeline.removal.words import remove_quotes
from analyzer.pipeline.statements import StoredStatement, load_records, load_statements
from analyzer.pipeline.store import add_rows
from analyzer.types import Side, Statement
from models import Loss, Neighbourhood, Record, Theme, Trace
from models.findings import severities_of_run
from models.queries import units, uploads_of_run


def keep_counts(session: Session, run_id: int, side: Side, records: Sequence[int]) -> None:
    """Store what a run counted of records that are about to be removed, and delete their words from its other results.

    Args:
        session: The removal's transaction.
        run_id: A finished run.
        side: The records' side.
        records: Keys of records that the run may have read.
    """
    filed = load_records(session, run_id, side)
    removed = {record for record in records if record in filed}
    if not removed:
        return
    statements = load_statements(session, run_id, side)
    _record_loss(session, run_id, side, statements, len(removed))
    staying = {record.person for key, record in filed.items() if key not in removed}
    persons = {filed[key].person: filed[key].person for key in removed}
    # A person without any record left here gets a random pseudonym, the same one in all of their traces.
    persons |= {person: f"x{secrets.token_hex(8)}" for person in persons if person not in staying}
    for known, new in persons.items():
        mine = (Trace.run_id == run_id) & (Trace.side == str(side)) & (Trace.person == known)
        session.execute(update(Trace).where(mine).values(person=new))
    gone = [statement for statement in statements if statement.record in removed]
    add_rows(
        session, Trace, [trace_of(run_id, statement.content, persons[statement.content.person]) for statement in gone]
    )
    _remove_words(
        session,
        run_id,
        side,
        sorted(removed),
        {statement.content.theme for statement in gone if statement.content.theme},
    )


def trace_of(run_id: int, said: Statement, person: str) -> dict[str, object]:
    """Return the columns of a statement's trace; its author has the pseudonym ``person`` from now on."""
    return {
        "run_id": run_id,
        "side": str(said.side),
        "person": person,
        "theme": said.theme,
        "valence": said.valence,
        "area": said.area,
        "month": said.date and said.date.replace(day=1),
    }


def _record_loss(
    session: Session, run_id: int, side: Side, statements: Sequence[StoredStatement], records: int
) -> None:
    loss = session.get(Loss, (run_id, str(side)))
    if loss is not None:
        loss.records += records
        return
    uploads = uploads_of_run(session, run_id)
    coverage = count_coverage(session, run_id, side, uploads, statements)
    # As spelled in the records, not by current names: texts may name units as they were spelled.
    named = units(session, [str(side)], [upload.id for upload in uploads])
    stored = {"run_id": run_id, "side": str(side), "records": records, "units": named}
    severities: dict[str, object] = {**severities_of_run(session, run_id, str(side))}
    session.add(Loss(**stored, coverage=coverage_to_json(coverage), severities=severities))


def _remove_words(session: Session, run_id: int, side: Side, records: Sequence[int], themes: Collection[str]) -> None:
    texts = session.scalars(select(Record.text).where(Record.id.in_(records))).all()
    remove_quotes(session, run_id, str(side), texts)
    drop_keywords(session, run_id, side, records)
    # A language model may have written the descriptions from these statements, and following runs have copied them.
    theirs = select(Theme.description).where(Theme.run_id == run_id, Theme.code.in_(themes), Theme.description != "")
    session.execute(update(Theme).where(Theme.description.in_(session.scalars(theirs).all())).values(description=""))
    # Useless once one of the texts is gone.
    session.execute(delete(Neighbourhood).where(Neighbourhood.run_id == run_id, Neighbourhood.side == str(side)))

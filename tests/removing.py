"""An invented leaver whose words nobody else uses, and what is asked before and after they are removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyzer.gate import Gated, gate
from analyzer.pipeline import (
    RemovalPlan,
    Store,
    Tools,
    create_run,
    execute,
    follow,
    load_analysis,
    plan_record_removal,
    remove,
    same_person,
)
from analyzer.settings import GateSettings, Settings
from analyzer.types import Analysis, Side
from models import Base, Record
from models.enums import RunStatus
from models.findings import remainder_of_run
from models.queries import count_records
from tests.analyzer.pipeline.company import customers, employees, hand_in
from tests.fakes import WordClauseHead, fake_tools

# Of one leaver: every word of it that nobody else says.
ODD = "The till froze on zebra mornings, and customers quarrelled with yodelling porcupines."
ONLY_THEIRS = ("zebra", "quarrelled", "yodelling", "porcupines")


class Ear(WordClauseHead):
    heard = frozenset({"customers", "people", "staff", "waited"})


def tools() -> Tools:
    return replace(fake_tools(), clause_head=lambda _: Ear())


def leavers(*more: str, people: int = 48) -> bytes:
    """The company's leavers, everybody a person of their own, and some more rows."""
    head, *rows = employees(people).decode().splitlines()
    named = [f"{row},{row.partition(',')[0]},shift" for row in rows]
    return ("\n".join([f"{head},employee_id,role", *named, *more]) + "\n").encode()


def odd(number: int = 1, person: str = "odd", text: str = ODD) -> str:
    return f'X{number},2025-03-0{number},Lighthouse,"{text}",{person},gardening'


def done(store: Store, *uploads: int, after: int | None = None) -> int:
    run = create_run(store, uploads, Settings())
    if after:
        follow(store, run, after)
    assert execute(store, run, tools()) is RunStatus.DONE
    return run


def employees_alone(store: Store, *more: str) -> int:
    return hand_in(store, leavers(*more), Side.EMPLOYEE, tools(), "leavers.csv")


def both(store: Store, *more: str) -> tuple[int, int]:
    return employees_alone(store, *more), hand_in(store, customers(96), Side.CUSTOMER, tools(), "comments.csv")


def found(store: Store, run: int) -> Analysis:
    with store.sessions() as session:
        return load_analysis(session, run)


def shown(store: Store, run: int) -> Gated:
    return gate(found(store, run), GateSettings())


def without_words(gated: Gated) -> Gated:
    """The same without what somebody said."""
    return replace(
        gated,
        sides=tuple(
            replace(s, removed=None, themes=tuple(replace(t, quotes=(), description="") for t in s.themes))
            for s in gated.sides
        ),
        links=tuple(
            replace(
                link,
                voices=(),
                employee=replace(link.employee, quotes=(), description=""),
                customer=replace(link.customer, quotes=(), description=""),
            )
            for link in gated.links
        ),
    )


def counts(store: Store, run: int) -> tuple[dict[str, tuple[int, int]], dict[str, int]]:
    """What the pages of a run count by themselves."""
    with store.sessions() as session:
        return remainder_of_run(session, run), count_records(session, run)


def record_saying(store: Store, text: str) -> int:
    with store.sessions() as session:
        return session.scalars(select(Record.id).where(Record.text.contains(text)).order_by(Record.id)).all()[0]


def do(store: Store, plan_removal: Callable[[Session], RemovalPlan]) -> RemovalPlan:
    with store.sessions() as session:
        plan = plan_removal(session)
    return remove(store, plan_removal, plan.seal)


def forget(store: Store, *records: int) -> RemovalPlan:
    return do(store, partial(plan_record_removal, record_ids=records))


def dump(store: Store) -> str:
    """All that the tables hold, and what lies in the database's files."""
    with store.sessions() as session:
        cells = [str(row) for table in Base.metadata.sorted_tables for row in session.execute(select(table))]
    files = [path.read_bytes().decode("latin-1") for path in store.installation.home.glob("headwater.db*")]
    return "\n".join([*cells, *files])


def vectors(store: Store) -> set[str]:
    with store.sessions() as session:
        return set(session.scalars(select(Base.metadata.tables["vectors"].c.text_hash)))


def persons_records(store: Store) -> tuple[int, ...]:
    with store.sessions() as session:
        return same_person(session, record_saying(store, "zebra"))

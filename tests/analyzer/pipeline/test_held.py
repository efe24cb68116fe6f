"""What a person decided about a theme counts in the runs that follow, and no theme is called after a unit."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer.pipeline import Store, merge_theme, pin_theme, rename_theme
from analyzer.pipeline.runs.naming import Named, final_name, make_names_distinct
from analyzer.types import NAMELESS, Analysis
from models import Theme as StoredTheme
from tests.analyzer.pipeline.company import employees, open_company
from tests.analyzer.pipeline.test_waves import done, found, table, theme


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def shaken(store: Store, run: int) -> Analysis:
    """Say that no theme of a run came back when statements were left out, but for the smallest."""
    smallest = found(store, run).themes[-1].id
    with store.sessions.begin() as session:
        for each in session.query(StoredTheme).filter_by(run_id=run):
            each.stability = 0.9 if each.code == smallest else 0.3
    return found(store, run)


def test_what_a_person_holds_stands_behind_no_other_for_its_stability(store: Store) -> None:
    tables = [employees(60), table("The garden pleased {} people.", 12, "G")]
    first = done(store, tables)
    *others, steady = [each.id for each in shaken(store, first).themes]
    assert found(store, done(store, tables, first)).themes[0].id == steady
    rename_theme(store, first, others[0], "Held by its name")
    pin_theme(store, first, others[1], to=True)
    analysis = found(store, done(store, tables, first))
    places = {each.id: place for place, each in enumerate(analysis.themes)}
    assert max(places[others[0]], places[others[1]]) < places[steady]
    assert {each.id for each in analysis.themes if each.held} == set(others[:2])


def test_a_theme_that_took_another_in_has_not_the_stability_that_it_had_alone(store: Store) -> None:
    first = done(store, [employees(60)])
    shaken(store, first)
    till, short = (theme(found(store, first), word).id for word in ("till", "short"))
    merge_theme(store, first, short, till)
    second = found(store, done(store, [employees(60)], first))
    assert [each.stability for each in second.themes if each.id == till] == [None]
    assert all(each.stability is not None for each in second.themes if each.id != till)
    assert second.themes[0].id == till


def test_no_theme_is_called_after_a_unit(store: Store) -> None:
    tables = [table("The Millbrook crew helped {} folks.", 30, letter, "Millbrook") for letter in "MN"]
    free = done(store, [table("The Millbrook crew helped {} folks.", 30, "M", "Elsewhere")])
    assert any("millbrook" in each.name.casefold() for each in found(store, free).themes)
    first = done(store, [*tables, employees(30)])
    names = [each.name for each in found(store, first).themes]
    assert names
    assert not any("millbrook" in name.casefold() for name in names)
    crew = theme(found(store, first), "Millbrook")
    with store.sessions.begin() as session:
        stored = session.query(StoredTheme).filter_by(run_id=first, code=crew.id).one()
        stored.name, stored.name_from, stored.mechanism = "Millbrook crew", "llm", None
    again = found(store, done(store, [*tables, employees(33)], first))
    assert not any("millbrook" in each.name.casefold() for each in again.themes)


def test_a_theme_without_a_word_in_common_is_called_by_its_code() -> None:
    named = [Named(name, "keywords", (), "", ()) for name in (NAMELESS, f"{NAMELESS} (3)", "Queues")]
    told = make_names_distinct(named, [False, True, False], lambda _: False)
    assert [final_name(each, code) for each, code in zip(told, ("E4", "E2", "E1"), strict=True)] == [
        f"{NAMELESS} (E4)",
        f"{NAMELESS} (E2)",
        "Queues",
    ]


def test_two_themes_are_told_apart_by_no_word_that_names_a_unit() -> None:
    named = [Named("Queues", "keywords", words, "", ()) for words in ((), ("mill", "tills"))]
    told = make_names_distinct(named, [True, False], lambda text: "mill" in text)
    assert [each.name for each in told] == ["Queues", "Queues (tills)"]
    known = [Named("Mill queues", "knowledge", (), "", ()) for _ in range(2)]
    assert [each.name for each in make_names_distinct(known, [False, False], lambda text: "Mill" in text)] == [
        "Mill queues",
        "Mill queues (2)",
    ]

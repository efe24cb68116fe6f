"""What stands at a theme's edge or in a loose group: stored, and counted by the link test alone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analyzer import cluster
from analyzer.cluster import Grouping
from analyzer.hierarchy import sum_areas, tree
from analyzer.link import Linkage, SideView, link
from analyzer.pipeline import execute, load_analysis
from analyzer.pipeline.runs import linking, theming
from analyzer.pipeline.statements import StoredStatement, load_statements
from analyzer.types import Side
from models.enums import RunStatus
from tests.analyzer.pipeline.company import make_run, open_company
from tests.fakes import fake_tools


def edged(group: Callable[..., Grouping]) -> Callable[..., Grouping]:
    """Group, and take every fourth statement out: of the largest group to its edge, of all others to a loose group."""

    def grouped(*arguments: object) -> Grouping:
        found = group(*arguments)
        out = (found.labels >= 0) & (np.arange(len(found.labels)) % 4 == 0)
        loose = np.where(found.labels == 0, 0, len(found.anchors))
        return replace(found, labels=np.where(out, -1, found.labels), leanings=np.where(out, loose, found.labels))

    return grouped


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[SideView]:
    """What the link test is given."""
    views: list[SideView] = []

    def listen(employee: SideView, customer: SideView, *others: object) -> Linkage:
        views.extend((employee, customer))
        return link(employee, customer, *others)

    monkeypatch.setattr(linking, "link", listen)
    monkeypatch.setattr(theming.cluster, "group", edged(cluster.group))
    # Every draw would be edged, too.
    monkeypatch.setattr(theming.cluster, "stability", lambda labels, *_: np.full(int(labels.max()) + 1, 0.9))
    return views


def run(home: Path) -> dict[Side, tuple[StoredStatement, ...]]:
    store = open_company(home)
    run_id = make_run(store, fake_tools())
    assert execute(store, run_id, fake_tools()) is RunStatus.DONE
    with store.sessions() as session:
        return {side: load_statements(session, run_id, side) for side in Side}


def test_what_leans_has_no_theme_and_says_where_it_leans(home: Path, seen: list[SideView]) -> None:
    for statements in run(home).values():
        codes = {statement.content.theme for statement in statements} - {None}
        leaning = [statement for statement in statements if statement.leaning]
        assert leaning
        assert all(statement.content.theme is None for statement in leaning)
        assert {statement.leaning for statement in leaning} <= codes | {"~1"}
        assert any(statement.leaning in codes for statement in leaning)
        assert any(statement.leaning == "~1" for statement in leaning)


def test_the_link_test_counts_it_and_pairs_no_loose_group(home: Path, seen: list[SideView]) -> None:
    statements = run(home)
    for view in seen:
        loose = [theme.id for theme in view.themes if theme.loose]
        assert loose == ["~1"]
        assert view.themes[-1].loose
        leaning = np.array([bool(statement.leaning) for statement in statements[view.side]])
        assert (view.labels[leaning] >= 0).all()
        assert (view.labels == len(view.themes) - 1).any()


def test_the_remainder_stands_in_an_area_with_the_theme_it_leans_to(
    home: Path, seen: list[SideView], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The invented company has few themes; a tree over them is as good as one over many.
    monkeypatch.setattr(tree, "MIN_GROUPS", 3)
    store = open_company(home)
    run_id = make_run(store, fake_tools())
    assert execute(store, run_id, fake_tools()) is RunStatus.DONE
    with store.sessions() as session:
        analysis = load_analysis(session, run_id)
        statements = [statement for side in Side for statement in load_statements(session, run_id, side)]
    parents = {theme.id: theme.parent for theme in analysis.themes}
    assert any(parents.values())
    for statement in statements:
        if statement.leaning in parents:
            assert statement.content.area == parents[statement.leaning]
        if statement.content.theme:
            assert statement.content.area is None
    held = sum_areas(analysis.statements, analysis.themes)
    placed = [said for said in analysis.statements if said.area or parents.get(said.theme or "")]
    assert sum(area.statements for area in held if area.parent is None) == len(placed)

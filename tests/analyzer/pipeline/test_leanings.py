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
from analyzer.pipeline.voices import Voice, load_voices
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


def run(home: Path) -> dict[Side, tuple[Voice, ...]]:
    store = open_company(home)
    run_id = make_run(store, fake_tools())
    assert execute(store, run_id, fake_tools()) is RunStatus.DONE
    with store.sessions() as session:
        return {side: load_voices(session, run_id, side) for side in Side}


def test_what_leans_has_no_theme_and_says_where_it_leans(home: Path, seen: list[SideView]) -> None:
    for voices in run(home).values():
        codes = {voice.said.theme for voice in voices} - {None}
        leaning = [voice for voice in voices if voice.leaning]
        assert leaning
        assert all(voice.said.theme is None for voice in leaning)
        assert {voice.leaning for voice in leaning} <= codes | {"~1"}
        assert any(voice.leaning in codes for voice in leaning)
        assert any(voice.leaning == "~1" for voice in leaning)


def test_the_link_test_counts_it_and_pairs_no_loose_group(home: Path, seen: list[SideView]) -> None:
    voices = run(home)
    for view in seen:
        loose = [theme.id for theme in view.themes if theme.loose]
        assert loose == ["~1"]
        assert view.themes[-1].loose
        leaning = np.array([bool(voice.leaning) for voice in voices[view.side]])
        assert (view.labels[leaning] >= 0).all()
        assert (view.labels == len(view.themes) - 1).any()


def test_the_remainder_stands_in_an_area_with_the_theme_it_leans_to(
    home: Path, seen: list[SideView], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The invented company has few themes; a tree over them is as good as one over many.
    monkeypatch.setattr(tree, "FEWEST", 3)
    store = open_company(home)
    run_id = make_run(store, fake_tools())
    assert execute(store, run_id, fake_tools()) is RunStatus.DONE
    with store.sessions() as session:
        analysis = load_analysis(session, run_id)
        voices = [voice for side in Side for voice in load_voices(session, run_id, side)]
    parents = {theme.id: theme.parent for theme in analysis.themes}
    assert any(parents.values())
    for voice in voices:
        if voice.leaning in parents:
            assert voice.said.area == parents[voice.leaning]
        if voice.said.theme:
            assert voice.said.area is None
    held = sum_areas(analysis.statements, analysis.themes)
    placed = [said for said in analysis.statements if said.area or parents.get(said.theme or "")]
    assert sum(area.statements for area in held if area.parent is None) == len(placed)

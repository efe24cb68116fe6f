"""How many people a theme holds where places and days allow a test, and where they do not."""

import csv
import random
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import numpy as np
import pytest

from analyzer.link.testability import fewest_mentions
from analyzer.pipeline import create_run, execute, follow, load_analysis
from analyzer.pipeline.runs import theming
from analyzer.settings import Settings
from analyzer.types import Side, Theme
from models.enums import RunStatus
from tests.analyzer.pipeline.company import hand_in, open_company
from tests.fakes import fake_tools

TOPICS = ("queue till waited", "price bill dear", "parking lot full", "phone nobody answers", "shelf empty again")


def said(topic: str, pattern: int, order: random.Random) -> str:
    """Say a topic by one of its patterns: three words of the topic, one of the pattern, and any two."""
    other = " ".join(f"w{order.randrange(3000)}" for _ in "ab")
    return f"{topic} {topic[:3]}put{pattern} {other}"


def table(rows: range, told: bool) -> bytes:
    order, file = random.Random(rows.start), StringIO()
    writer = csv.writer(file)
    writer.writerow(["id", "comment", *(["site", "date"] if told else [])])
    for row in rows:
        text = said(TOPICS[row % 5], row // 5 % 12, order)
        writer.writerow([row, text, *([f"S{row % 7}", f"2026-{1 + row % 9:02}-03"] if told else [])])
    return file.getvalue().encode()


def themes(home: Path, told: bool) -> tuple[Theme, ...]:
    store = open_company(home)
    run_id = create_run(store, [hand_in(store, table(range(1200), told), Side.CUSTOMER, fake_tools())], Settings())
    assert execute(store, run_id, fake_tools()) is RunStatus.DONE
    with store.sessions() as session:
        return load_analysis(session, run_id).themes


def test_what_can_be_tested_is_grouped_no_finer_than_a_test_can_use(tmp_path: Path) -> None:
    apart, told = (themes(tmp_path / str(told), told) for told in (False, True))
    fewest = fewest_mentions(Side.CUSTOMER, explained=False)
    assert len(apart) > 50
    assert np.mean([theme.people >= fewest for theme in told]) >= 0.75
    assert sum(theme.people for theme in told) > 1000


def test_a_following_run_scores_its_themes_at_the_grain_at_which_they_were_formed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, formed = open_company(home), []

    def listen(labels: np.ndarray, regroup: Callable[[np.ndarray], np.ndarray], *others: object) -> np.ndarray:
        formed.append((labels, regroup(np.arange(len(labels)))))
        return np.ones(int(labels.max()) + 1)

    monkeypatch.setattr(theming.cluster, "stability", listen)
    uploads, run_id = [], 0
    for rows in (range(1200), range(1200, 2100)):
        uploads.append(hand_in(store, table(rows, told=True), Side.CUSTOMER, fake_tools()))
        before, run_id = run_id, create_run(store, uploads, Settings())
        if before:
            follow(store, run_id, before)
        assert execute(store, run_id, fake_tools()) is RunStatus.DONE
    assert len(formed) == 2
    for labels, again in formed:
        assert labels.max() == again.max()

"""Themes for other tools: a run's themes, opened with the real BERTopic."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.analyzer.pipeline.company import customers, employees
from tests.fakes import WordEmbedder
from tests.web.command_line import run

if TYPE_CHECKING:
    from bertopic import BERTopic

THEIRS = {"topics.json", "config.json", "topic_embeddings.safetensors"}


def exported(folder: Path, people: int = 96) -> Path:
    (folder / "leavers.csv").write_bytes(employees(people))
    (folder / "comments.csv").write_bytes(customers(people))
    sides = ("--employees", folder / "leavers.csv", "--customers", folder / "comments.csv")
    assert run("analyse", *sides, "--out", folder / "out") == 0
    assert run("export", "bertopic", 1, "--out", folder / "models") == 0
    return folder / "models"


def load(folder: Path) -> BERTopic:
    from bertopic import BERTopic

    return BERTopic.load(str(folder))


@pytest.mark.filterwarnings("ignore")  # plotly warns about BERTopic's calls
def test_bertopic_opens_places_new_texts_in_and_draws_the_themes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    models = exported(tmp_path)
    analysis = json.loads((tmp_path / "out" / "analysis.json").read_text())
    model = load(models / "customer")
    themes = {theme["name"]: theme for theme in analysis["themes"] if theme["side"] == "customer"}
    info = model.get_topic_info()
    assert dict(zip(info.CustomName, info.Count, strict=True)) == {
        name: theme["people"] for name, theme in themes.items()
    }
    assert [words[0] for words in info.Representation] == list(info.CustomName)
    assert {code for (code,) in info.Theme} == {theme["id"] for theme in themes.values()}
    new = [
        "I waited at the ribbon till for ribbon goods.",
        "The ribbon staff for ribbon goods were friendly and quick.",
    ]
    topics, likeness = model.transform(new, WordEmbedder().embed(new))
    queue, kind = (themes[info.CustomName[topic]]["quotes"][0] for topic in topics)
    assert queue.startswith("I waited at the")
    assert "staff for" in kind
    assert (likeness > 0.5).all()
    for draw in (
        model.visualize_barchart,
        model.visualize_heatmap,
        model.visualize_hierarchy,
        model.visualize_term_rank,
    ):
        assert draw(custom_labels=True).data
    assert f'BERTopic.load("{models / "customer"}")' in capsys.readouterr().out
    assert [path.stat().st_mode & 0o777 for path in (models / "customer").iterdir()] == [0o600] * len(THEIRS)


def test_its_files_hold_no_statement(tmp_path: Path) -> None:
    models = exported(tmp_path)
    rows = csv.DictReader((tmp_path / "out" / "statements.csv").read_text().splitlines())
    statements = [row["text"] for row in rows]
    assert len(statements) == 192
    for side in ("employee", "customer"):
        assert {path.name for path in (models / side).iterdir()} == THEIRS
        told = "".join((models / side / name).read_text("latin-1") for name in THEIRS)
        assert not [text for text in statements if text in told]


@pytest.mark.parametrize("number", [1, 9])
def test_it_names_a_run_that_is_not_there(tmp_path: Path, number: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "bertopic", number, "--out", tmp_path / "models") == 2
    assert capsys.readouterr().err == (f"headwater: There is no finished run {number}: 'headwater runs' lists them.\n")
    assert not (tmp_path / "models").exists()


def test_it_exports_nothing_where_too_few_speak(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "few.csv").write_bytes(employees(4))
    assert run("analyse", "--employees", tmp_path / "few.csv", "--out", tmp_path / "out") == 0
    assert run("export", "bertopic", 1, "--out", tmp_path / "models") == 2
    assert "nothing to export" in capsys.readouterr().err

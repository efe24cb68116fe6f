"""The main job on the bundled sample, whose truth is known."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
STRONG = {"moves_together", "converging", "tested"}

pytestmark = pytest.mark.weights


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose home all tests here share, so that statements are embedded once."""
    return tmp_path_factory.mktemp("sample")


def analyse(workplace: Path, customers: Path) -> dict:
    out = workplace / customers.stem
    files = ["--employees", SAMPLES / "employees.csv", "--customers", customers, "--out", out]
    command = [Path(sys.executable).with_name("headwater"), "analyse", *files]
    home = {"HEADWATER_HOME": str(workplace / "home"), "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(command, env=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads((out / "analysis.json").read_text(encoding="utf-8"))


def strong_links(analysis: dict) -> list[tuple[str | None, str | None]]:
    """Return what the two themes of each strong link stand for."""
    truth = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))["records"]
    stands = {theme["id"]: subject_of(theme, truth[theme["side"]]) for theme in analysis["themes"]}
    return [
        (stands[link["employee_theme"]], stands[link["customer_theme"]])
        for link in analysis["links"]
        if link["grade"] in STRONG
    ]


def subject_of(theme: dict, truth: dict[str, list[str]]) -> str | None:
    """Return the subject that at least half of a theme's records complain of, if there is one."""
    records = {statement["record"] for statement in theme["statements"]}
    named = Counter(subject for record in records for subject in truth[record])
    return next((subject for subject, count in named.most_common(1) if count >= len(records) / 2), None)


def mix_up_stores(path: Path) -> Path:
    """Give every store the comments of another one."""
    with (SAMPLES / "customers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    stores = sorted({row["store"] for row in rows})
    other = dict(zip(stores, stores[7:] + stores[:7], strict=True))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "store": other[row["store"]]} for row in rows)
    return path


def test_it_finds_planted_links_and_hardly_any_other(workplace: Path) -> None:
    planted = set(json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))["linked"])
    found = strong_links(analyse(workplace, SAMPLES / "customers.csv"))
    true = [employee for employee, customer in found if employee == customer and employee in planted]
    assert len(set(true)) >= 3
    assert len(found) - len(true) <= 1


def test_it_finds_none_where_stores_are_mixed_up(workplace: Path) -> None:
    assert not strong_links(analyse(workplace, mix_up_stores(workplace / "mixed.csv")))

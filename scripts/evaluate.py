"""Measure the product on data that lies outside the repository; docs/evaluation/ shows what came out.

    evaluate.py worlds --linkbench FOLDER --size medium --seeds 1-5     made-up organisations whose links are known
    evaluate.py worlds --linkbench FOLDER --bank known                  the same in words that nothing was tuned on
    evaluate.py worlds --linkbench FOLDER --bank novel                  of mechanisms thought up without it
    evaluate.py nhs --shared FOLDER                                     the main job on real comments and answers

Every analysis is one run of the command line in a fresh home, so nothing is known from the run before.
"""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

import click
from fresh_home import fresh_home  # type: ignore[import-not-found]  # lies beside this script

HEADWATER = Path(sys.executable).with_name("headwater")
SIZES = {"small": ("--sites", "10", "--months", "6"), "medium": (), "large": ("--sites", "40", "--months", "18")}
COUNTS = ("found", "planted", "false")
SHARES = ("average_precision", "meaning_recall", "theme_recall", "theme_purity")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


HELD_OUT = Path(__file__).parent.parent / "samples" / "linkbench"


@dataclass(frozen=True, slots=True)
class Bench:
    """Where worlds come from: make_world.py, score_links.py and the statements that people make in them.

    Attributes:
        folder: Holds both programs, and the development statements.
        bank: "dev", or "known" or "novel" for the held-out statements in samples/linkbench.
    """

    folder: Path
    bank: str

    def make(self, world: Path, options: Sequence[str]) -> None:
        """Write employees.csv, customers.csv and truth.json into the folder `world`."""
        banks, plain, filler = self._statements()
        command = ["--bank", *banks, "--plain", *plain, "--filler", filler, "--out", str(world), *options]
        _run([sys.executable, str(self.folder / "make_world.py"), *command])

    def _statements(self) -> tuple[list[str], list[str], str]:
        """Obliquely worded ones, plainly worded ones, and filler."""
        if self.bank == "dev":
            banks, plain = (sorted(map(str, self.folder.glob(f"{kind}*.jsonl"))) for kind in ("bank", "plain"))
            return banks, plain, str(self.folder / "filler.jsonl")
        banks, plain = ([str(HELD_OUT / f"holdout-{self.bank}-{kind}.jsonl")] for kind in ("bank", "plain"))
        return banks, plain, str(HELD_OUT / "holdout-filler.jsonl")

    def score(self, world: Path, analysis: Path) -> dict[str, Any]:
        """Return what score_links.py says of an analysis."""
        judge = [sys.executable, str(self.folder / "score_links.py"), str(world / "truth.json"), str(analysis)]
        scored: dict[str, Any] = json.loads(_run(judge))
        return scored


@click.group()
def cli() -> None:
    """Measure the product on data outside the repository."""


@cli.command()
@click.option("--linkbench", type=FOLDER, required=True, help="Folder of make_world.py and score_links.py.")
@click.option("--size", type=click.Choice(list(SIZES)), default="medium", show_default=True)
@click.option("--seeds", default="1-5", show_default=True, help="One seed, or first-last.")
@click.option("--null", "unlinked", is_flag=True, help="Plant no link: whatever is reported is false.")
@click.option("--mood", type=float, help="Size of the local shock that all subjects share.")
@click.option(
    "--bank",
    type=click.Choice(["dev", "known", "novel"]),
    default="dev",
    show_default=True,
    help="Whose statements: linkbench's own, or the held-out ones of known or novel mechanisms.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a world instead of a table.")
def worlds(linkbench: Path, size: str, seeds: str, bank: str, as_json: bool, **world: Any) -> None:
    """Score made-up organisations whose links are known."""
    unlinked, mood = world["unlinked"], world["mood"]
    options = [*SIZES[size], *(["--null"] if unlinked else []), *([] if mood is None else ["--mood", str(mood)])]
    first, _, last = seeds.partition("-")
    scored = []
    for seed in range(int(first), int(last or first) + 1):
        scored.append({"seed": seed, **_measure_world(Bench(linkbench, bank), [*options, "--seed", str(seed)])})
        click.echo(json.dumps(scored[-1]) if as_json else f"seed {seed} done", err=not as_json)
    if not as_json:
        click.echo("\n".join(_world_table(scored)))


@cli.command()
@click.option("--shared", type=FOLDER, required=True, help="Folder that holds data/.")
def nhs(shared: Path) -> None:
    """Run the main job on real text: patients' comments and the workforce's answers to a consultation."""
    with TemporaryDirectory() as folder:
        employees = _write_rows(Path(folder) / "workforce.csv", _workforce(shared / "data"))
        customers = _write_rows(Path(folder) / "patients.csv", _rows(shared / "data" / "nhs_fft_v6.dev.csv.gz"))
        roles = {
            "Comment ID": "id",
            "FFT answer": "text",
            "Date": "date",
            "Service type 1": "unit",
            "Respondent ID": "person",
        }
        options = [part for column, role in roles.items() for part in ("--map", f"customer:{column}={role}")]
        analysis, seconds = _analyse(employees, customers, Path(folder), [*options, "--dates", "customer:dmy"])
        click.echo("\n".join(_describe(json.loads(analysis.read_text(encoding="utf-8")), seconds)))


def _measure_world(bench: Bench, options: Sequence[str]) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        world = Path(folder) / "world"
        bench.make(world, options)
        analysis, seconds = _analyse(world / "employees.csv", world / "customers.csv", Path(folder))
        return {**bench.score(world, analysis), "seconds": round(seconds)}


def _analyse(employees: Path, customers: Path, folder: Path, options: Sequence[str] = ()) -> tuple[Path, float]:
    """Run the main job in a home of its own. Returns analysis.json and the seconds it took."""
    out = folder / "out"
    command = ["analyse", "--employees", str(employees), "--customers", str(customers), "--out", str(out), *options]
    begun = time.monotonic()
    _run([str(HEADWATER), *command], fresh_home(folder / "home"))
    return out / "analysis.json", time.monotonic() - begun


def _run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise click.ClickException(
            f"{Path(command[0]).name} ended with {done.returncode}: {done.stderr.strip()[-2000:]}"
        )
    return done.stdout


def _world_table(scored: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    columns = ("seed", *COUNTS, *SHARES, "themes", "links", "seconds")
    yield "| " + " | ".join(columns).replace("_", " ") + " |"
    yield "|---" * len(columns) + "|"
    for world in scored:
        yield "| " + " | ".join(_figure(world[column]) for column in columns) + " |"
    sums = {column: sum(world[column] for world in scored) for column in COUNTS}
    known = {column: [world[column] for world in scored if world[column] is not None] for column in columns[4:]}
    means = {column: round(mean(values), 3) if values else None for column, values in known.items()}
    yield "| all | " + " | ".join(_figure(value) for value in (sums | means).values()) + " |"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _describe(analysis: Mapping[str, Any], seconds: float) -> Iterator[str]:
    counted = ("side", "rows", "no answer", "skipped", "problem rows", "records", "people", "statements")
    columns = (*counted, "in themes", "in areas", "themes")
    yield f"| {' | '.join(columns)} |"
    yield "|---" * len(columns) + "|"
    for side, coverage in analysis["coverage"].items():
        kept = ("rows", "no_answer", "skipped", "problem_rows", "records", "people", "statements", "in_themes")
        themes = sum(theme["side"] == side for theme in analysis["themes"])
        areas = [area for area in analysis["hierarchy"]["areas"] if area["side"] == side and area["parent"] is None]
        placed = sum(area["statements"] for area in areas)
        yield f"| {side} | " + " | ".join(str(coverage[key]) for key in kept) + f" | {placed} | {themes} |"
    grades = Counter(link["grade"] for link in analysis["links"])
    yield f"\nLinks by grade: {', '.join(f'{grade} {count}' for grade, count in grades.most_common()) or 'none'}."
    yield "Not tested: " + (" ".join(f"{r['reason']} ({r['detail']})" for r in analysis["not_tested"]) or "nothing.")
    yield f"{seconds:.0f} seconds."


def _workforce(data: Path) -> Iterator[dict[str, str]]:
    for row in _rows(data / "nhs_digital_consultation_workforce_public.dev.csv.gz"):
        if row["side"] == "employee":
            yield {"id": row["id"], "text": row["text"]}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _write_rows(path: Path, rows: Iterator[dict[str, str]]) -> Path:
    kept = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(kept[0]))
        writer.writeheader()
        writer.writerows(kept)
    return path


if __name__ == "__main__":
    cli()

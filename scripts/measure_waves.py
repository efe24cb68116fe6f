"""Measure a run that follows another: what it costs, and how often it calls chance growth; see docs/evaluation/.

    measure_waves.py --linkbench FOLDER --seeds 31-33                    1 % new rows, cost against the first run
    measure_waves.py --linkbench FOLDER --seeds 41-44 --new 0.2          a fifth new: nothing grew, all else is wrong
    measure_waves.py --linkbench FOLDER --seeds 31 --sites 100 --months 24
    measure_waves.py --shared FOLDER                                     10,000 comments that are all different
    measure_waves.py --shared FOLDER --worker                            the same as the worker of the web does it

Rows are divided at random, so no theme truly grew or faded between the waves. Each run is one process of the command
line in a home of its own world, and the second is given whole files; CPU seconds are those of the process and its
children. With --worker both are done in this process, and the second is given the new rows alone; no report is written.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from benchmark_corpus import mixture  # type: ignore[import-not-found]  # lies beside this script
from fresh_home import fresh_home  # type: ignore[import-not-found]

from analyzer import pipeline
from analyzer.ingest import Choices
from analyzer.report import to_json
from analyzer.settings import installation_settings, run_settings
from analyzer.types import Side
from web.commands.analyse import stored_upload_ids

HEADWATER = (sys.executable, "-m", "web.cli")
SIDES = ("employees", "customers")
COMMENTS = 10_000
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class Wave:
    """What one run cost, in CPU seconds and by step in seconds of the clock, and what it found."""

    cpu: float
    told: dict[str, Any]


@click.command()
@click.option("--linkbench", type=FOLDER, help="Folder with make_world.py and its statements.")
@click.option("--shared", type=FOLDER, help="Development data: its folder data/ holds published sets of comments.")
@click.option("--seeds", default="31-33", show_default=True)
@click.option("--new", type=click.FloatRange(0, 1), default=0.01, show_default=True, help="Share of new rows.")
@click.option("--sites", default=24, show_default=True)
@click.option("--months", default=12, show_default=True)
@click.option("--worker", is_flag=True, help="Both in this process, new rows alone, for the comments of --shared.")
def main(linkbench: Path | None, shared: Path | None, seeds: str, new: float, worker: bool, **size: int) -> None:
    """Run two waves of each world, or of comments that are all different."""
    first, _, last = seeds.partition("-")
    click.echo(
        "| seed | rows | first, CPU s | followed, CPU s | ratio | how | themes | new | split, merged | grown, faded |"
    )
    click.echo("|---|---|---|---|---|---|---|---|---|---|")
    if shared is not None:
        with TemporaryDirectory() as folder:
            _write(shared, Path(folder))
            click.echo(_waves("–", Path(folder), new, worker=worker))
    if linkbench is None:
        return
    for seed in range(int(first), int(last or first) + 1):
        with TemporaryDirectory() as folder:
            _make(linkbench, Path(folder), {"seed": seed, **size})
            click.echo(_waves(seed, Path(folder), new))


def _waves(seed: int | str, world: Path, new: float, *, worker: bool = False) -> str:
    rows = _divide(world, new)
    before, after = _work(world) if worker else (_run(world, wave) for wave in ("first", "second"))
    return _row(seed, rows, before, after)


def _work(world: Path) -> tuple[Wave, Wave]:
    """Take in and analyse the first rows, then the new ones beside them, as one worker does without a pause."""
    environment = fresh_home(world / "home")
    store, tools = pipeline.open_store(installation_settings(environment)), pipeline.shipped_tools()
    found = []
    for wave in ("first", "new"):
        begun = time.process_time()
        for side, name in zip(Side, SIDES, strict=True):
            with (world / f"{wave}-{name}.csv").open("rb") as content:
                pipeline.add_upload(store, content, pipeline.NewUpload(f"{wave}.csv", side, False, Choices()), tools)
        uploads = stored_upload_ids(store)
        with store.sessions() as session:
            after = pipeline.newest_to_follow(session, uploads)
        run_id = pipeline.create_run(store, uploads, run_settings(environment))
        if after is not None:
            pipeline.follow(store, run_id, after)
        pipeline.execute(store, run_id, tools)
        spent = time.process_time() - begun
        with store.sessions() as session:
            found.append(Wave(spent, to_json(pipeline.load_analysis(session, run_id))))
    return found[0], found[1]


def _write(shared: Path, world: Path) -> None:
    """Write comments of published sets as a quarter employees and the rest customers, units and dates by chance."""
    chance = random.Random(3)
    rows = [
        (number, row.text, f"Site {chance.randrange(20)}", f"2025-{chance.randrange(1, 13):02d}-15")
        for number, row in enumerate(mixture(shared, COMMENTS))
    ]
    for side, kept in zip(SIDES, (rows[::4], [row for row in rows if row[0] % 4]), strict=True):
        with (world / f"{side}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("id", "comment", "site", "date"), *kept])


def _make(linkbench: Path, world: Path, size: Mapping[str, int]) -> None:
    named = {"--bank": "bank-dev", "--plain": "plain-dev", "--filler": "filler"}
    files = [part for option, name in named.items() for part in (option, str(linkbench / f"{name}.jsonl"))]
    numbers = [f"--{name}={number}" for name, number in size.items()]
    command = [sys.executable, str(linkbench / "make_world.py"), *files, *numbers, "--out", str(world)]
    subprocess.run(command, check=True, capture_output=True)


def _divide(world: Path, new: float) -> int:
    """Write each table of the first wave, without a share of its rows, of these, and of all. Returns how many."""
    total = 0
    for side in SIDES:
        with (world / f"{side}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        random.Random(5).shuffle(rows)
        total, first = total + len(rows), len(rows) - round(new * len(rows))
        for wave, kept in (("first", rows[:first]), ("new", rows[first:]), ("second", rows)):
            with (world / f"{wave}-{side}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([header, *kept])
    return total


def _run(world: Path, wave: str) -> Wave:
    files = [part for side in SIDES for part in (f"--{side}", str(world / f"{wave}-{side}.csv"))]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = fresh_home(world / "home")
    subprocess.run(
        [*HEADWATER, "analyse", *files, "--out", str(world / wave)], check=True, capture_output=True, env=environment
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = json.loads((world / wave / "analysis.json").read_text("utf-8"))
    return Wave(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, told)


def _row(seed: int | str, rows: int, before: Wave, after: Wave) -> str:
    lineages = [theme["lineage"] for theme in after.told["themes"]]
    origins, courses = (Counter(each[name] for each in lineages) for name in ("origin", "course"))
    how = " and ".join(sorted({side["how"] for side in after.told["since"].values()}))
    cells = (
        seed,
        f"{rows:,}",
        f"{before.cpu:.1f}",
        f"{after.cpu:.1f}",
        f"{after.cpu / before.cpu:.0%}",
        how,
        len(lineages),
        origins["new"],
        f"{origins['split']}, {origins['merged']}",
        f"{courses['grown']}, {courses['faded']}",
    )
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()

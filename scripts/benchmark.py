"""Measure what `headwater analyse` costs: wall and CPU seconds, peak memory of all its processes, seconds by step.

    benchmark.py EMPLOYEES.csv CUSTOMERS.csv

Runs in a fresh home, then once more in the same home, where every statement is known already. Prints Markdown.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import psutil

HEADWATER = Path(sys.executable).with_name("headwater")
POLL_SECONDS = 0.1
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took.

    Attributes:
        wall: Seconds from start to end.
        cpu: Seconds of processor time, all processes together.
        memory: Largest resident memory of all processes together, bytes; sampled, so a shorter peak can be missed.
        steps: Seconds by step, as the run itself counted them.
    """

    wall: float
    cpu: float
    memory: int
    steps: Mapping[str, float]


@click.command()
@click.argument("employees", type=FILE)
@click.argument("customers", type=FILE)
def main(employees: Path, customers: Path) -> None:
    """Measure what analysing these two files costs."""
    with TemporaryDirectory() as folder:
        command = ["--employees", str(employees), "--customers", str(customers), "--out", f"{folder}/out"]
        costs = {name: _measure(command, Path(folder)) for name in ("first run", "again")}
    click.echo("\n".join((_machine(), "", *_table(costs))))


def _measure(command: list[str], folder: Path) -> Cost:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment["HEADWATER_HOME"] = str(folder / "home")
    before, begun = _child_seconds(), time.monotonic()
    with subprocess.Popen([str(HEADWATER), "analyse", *command], env=environment, stdout=subprocess.DEVNULL) as process:
        memory = 0
        while process.poll() is None:
            memory = max(memory, _memory(process.pid))
            time.sleep(POLL_SECONDS)
    if process.returncode:
        raise click.ClickException(f"headwater ended with {process.returncode}.")
    wall, cpu = time.monotonic() - begun, _child_seconds() - before
    analysis = json.loads((folder / "out" / "analysis.json").read_text(encoding="utf-8"))
    return Cost(wall, cpu, memory, analysis["run"]["seconds"])


def _child_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _memory(pid: int) -> int:
    """Return the resident bytes of a process and all below it; one that has just ended counts as nothing."""
    try:
        tree = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        return sum(process.memory_info().rss for process in tree)
    except psutil.NoSuchProcess:
        return 0


def _machine() -> str:
    cores, memory = os.cpu_count(), psutil.virtual_memory().total / 2**30
    return f"{_processor()}, {cores} cores, {memory:.0f} GiB; Python {platform.python_version()}, {platform.system()}."


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text(encoding="utf-8").splitlines() if described.exists() else []
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _table(costs: Mapping[str, Cost]) -> Iterator[str]:
    steps = list(dict.fromkeys(step for cost in costs.values() for step in cost.steps))
    yield f"| | wall s | CPU s | peak MB | {' | '.join(f'{step} s' for step in steps)} |"
    yield "|---" * (4 + len(steps)) + "|"
    for name, cost in costs.items():
        seconds = " | ".join(f"{cost.steps.get(step, 0):.1f}" for step in steps)
        yield f"| {name} | {cost.wall:.0f} | {cost.cpu:.0f} | {cost.memory / 1e6:.0f} | {seconds} |"


if __name__ == "__main__":
    main()

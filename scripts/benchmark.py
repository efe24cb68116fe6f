"""Measure what `headwater analyse` costs: wall and CPU seconds, peak memory of all its processes, seconds by step.

    benchmark.py EMPLOYEES.csv CUSTOMERS.csv
    benchmark.py --shared FOLDER --rows 2000 --rows 10000 --rows 50000
    benchmark.py --shared FOLDER --rows 100000 --rows 1000000 --engine fast
    benchmark.py --shared FOLDER --set banking77 --set cfpb --engine reassigned --engine full

The first form runs the two files in a fresh home, then once more in the same home, where every statement is known
already. The others set Headwater against BERTopic, each engine in turn over the same texts and as a process of its own,
imports and all (scripts/benchmark_once.py says what each does, scripts/benchmark_corpus.py what the texts are). Prints
Markdown.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import psutil
from benchmark_corpus import ALONE, Row, alone, mixture  # type: ignore[import-not-found]  # lies beside this script
from benchmark_once import SET_ASIDE  # type: ignore[import-not-found]
from fresh_home import fresh_home  # type: ignore[import-not-found]
from sklearn.metrics import adjusted_mutual_info_score

HEADWATER = Path(sys.executable).with_name("headwater")
POLL_SECONDS = 0.1
ONCE = Path(__file__).with_name("benchmark_once.py")
ENGINES = ("bertopic", "reassigned", "tuned", "full", "fast", "redaction")
_RIVAL_HEAD = (
    "| texts | engine | CPU s | wall s | peak MB | times less CPU | themes | without | AMI | nothing said as one |",
    "|---|---|---|---|---|---|---|---|---|---|",
)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
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


@dataclass(frozen=True, slots=True)
class Rival:
    """What one engine took over one corpus.

    Attributes:
        cost: Of the whole process.
        agreement: Adjusted mutual information with the labels; a text without a theme is a cluster of its own.
        together: The same, but what was set aside as saying nothing is one cluster.
        themes: How many came out.
        left: Share of texts without a theme.
    """

    cost: Cost
    agreement: float
    together: float
    themes: int
    left: float


@click.command()
@click.argument("employees", type=FILE, required=False)
@click.argument("customers", type=FILE, required=False)
@click.option("--shared", type=FOLDER, help="Development data: its folder data/ holds the labelled sets.")
@click.option("--rows", type=int, multiple=True, help="Size of a mixture of all sets. Repeatable.")
@click.option("--set", "sets", type=click.Choice(list(ALONE)), multiple=True, help="A labelled set alone. Repeatable.")
@click.option("--engine", "engines", type=click.Choice(ENGINES), multiple=True, default=ENGINES, help="Which to run.")
def main(
    employees: Path | None,
    customers: Path | None,
    shared: Path | None,
    rows: Sequence[int],
    sets: Sequence[str],
    engines: Sequence[str],
) -> None:
    """Measure what analysing two files costs, or what Headwater costs beside BERTopic."""
    click.echo(f"{_machine()}\n")
    if shared is not None:
        click.echo("\n".join(_RIVAL_HEAD))
        for count in rows:
            _compare(f"{count:,}", mixture(shared, count), engines)
        for name in sets:
            _compare(name, alone(shared, name), engines)
        return
    if employees is None or customers is None:
        raise click.UsageError("Give EMPLOYEES and CUSTOMERS, or --shared.")
    with TemporaryDirectory() as folder:
        command = ["--employees", str(employees), "--customers", str(customers), "--out", f"{folder}/out"]
        costs = {name: _measure(command, Path(folder)) for name in ("first run", "again")}
    click.echo("\n".join(_table(costs)))


def _compare(name: str, rows: Sequence[Row], engines: Sequence[str]) -> None:
    """Run the engines in turn and print a line for each as soon as it is done."""
    with TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.jsonl"
        texts.write_text("\n".join(json.dumps(row.text) for row in rows), encoding="utf-8")
        base = None
        for engine in engines:
            found = _rival(engine, rows, texts)
            base = found.cost.cpu if engine == "bertopic" else base
            click.echo(_rival_line(name, engine, found, base))


def _rival(engine: str, rows: Sequence[Row], texts: Path) -> Rival:
    out = texts.with_name(f"{engine}.json")
    cost = _watch([sys.executable, str(ONCE), engine, str(texts), str(out)], os.environ)
    found = json.loads(out.read_text(encoding="utf-8"))
    labels = found["labels"]
    themes = [None if label == SET_ASIDE else label for label in labels]
    agreement, together = _agreement(rows, themes), _agreement(rows, labels)
    return Rival(cost, agreement, together, len(set(themes) - {None}), themes.count(None) / len(rows))


def _agreement(rows: Sequence[Row], labels: Sequence[str | None]) -> float:
    clusters = [label if label is not None else f"alone {at}" for at, label in enumerate(labels)]
    labelled = [at for at, row in enumerate(rows) if row.label]
    return float(adjusted_mutual_info_score([rows[at].label for at in labelled], [clusters[at] for at in labelled]))


def _rival_line(name: str, engine: str, found: Rival, base: float | None) -> str:
    cost = f"{found.cost.cpu:.1f} | {found.cost.wall:.0f} | {found.cost.memory / 1e6:.0f}"
    if engine == "redaction":
        return f"| {name} | {engine} | {cost} | | | | | |"
    ratio = f"{base / found.cost.cpu:.1f}" if base else "–"
    themes = f"{found.themes} | {found.left:.0%} | {found.agreement:.3f} | {found.together:.3f}"
    return f"| {name} | {engine} | {cost} | {ratio} | {themes} |"


def _measure(command: list[str], folder: Path) -> Cost:
    cost = _watch([str(HEADWATER), "analyse", *command], fresh_home(folder / "home"))
    analysis = json.loads((folder / "out" / "analysis.json").read_text(encoding="utf-8"))
    return replace(cost, steps=analysis["run"]["seconds"])


def _watch(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Run a command and count what it took, its children included."""
    before, begun = _child_seconds(), time.monotonic()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        memory = 0
        while process.poll() is None:
            memory = max(memory, _memory(process.pid))
            time.sleep(POLL_SECONDS)
    if process.returncode:
        raise click.ClickException(f"{Path(command[0]).name} ended with {process.returncode}.")
    return Cost(time.monotonic() - begun, _child_seconds() - before, memory, {})


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

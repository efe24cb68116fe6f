"""Measure whether a wave shows what nobody had spoken of before.

docs/evaluation/themes.md, “New matters in a run that follows another”, shows what came out.

    measure_new.py --linkbench FOLDER --bank novel --seed 21               matters that the first wave lacks
    measure_new.py --linkbench FOLDER --bank novel --seed 21 --kept 0.5    of which it has half: they grew, none is new

In a made-up organisation the records of one matter after the other are held back from the first wave, with a tenth of
all others. A matter is found where the second wave has a new theme of whose records at least half voice it. One home
holds all runs of a world, so that each text is embedded once.
"""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from evaluate import FOLDER, Bench  # type: ignore[import-not-found]  # lies beside this script
from fresh_home import fresh_home  # type: ignore[import-not-found]

from analyzer import pipeline
from analyzer.ingest import Choices
from analyzer.settings import Settings, installation_settings
from analyzer.types import Analysis, Side, Theme
from analyzer.waves import Course, Origin

# Each so-manieth matter: runs take half a minute.
STEP = 3
OTHERS = 0.1

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What the second wave shows of one matter.

    Attributes:
        held: How many records were held back.
        largest: Records in the new theme that has most of them, 0 where there is none.
        pure: Share of that theme's records that voice it.
        others: How many more new themes there are.
        grown: Whether any theme is said to have grown.
    """

    held: int
    largest: int
    pure: float
    others: int
    grown: bool


@click.command()
@click.option("--linkbench", type=FOLDER, required=True, help="Folder with make_world.py and its statements.")
@click.option("--bank", type=click.Choice(["dev", "known", "novel"]), default="dev", show_default=True)
@click.option("--seed", default=21, show_default=True)
@click.option("--kept", type=click.FloatRange(0, 1), default=0.0, help="Share of a matter that the first wave has.")
def main(linkbench: Path, bank: str, seed: int, kept: float) -> None:
    """Hold matters back and look for them."""
    click.echo("| side | matter | held back | largest new theme | of it voice the matter | other new | grown |")
    click.echo("|---|---|---|---|---|---|---|")
    with TemporaryDirectory() as folder:
        world = Path(folder)
        Bench(linkbench, bank).make(world, ("--seed", str(seed)))
        for side, matter, found in _measure(world, kept):
            cells = (side, matter, found.held, found.largest, f"{found.pure:.2f}", found.others, found.grown)
            click.echo(f"| {' | '.join(map(str, cells))} |")


def _measure(world: Path, kept: float) -> Iterator[tuple[Side, str, Found]]:
    truth = json.loads((world / "truth.json").read_text("utf-8"))
    store = pipeline.open_store(installation_settings(fresh_home(world / "home")))
    tools = pipeline.shipped_tools()
    for side in Side:
        with (world / f"{side}s.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        says: Mapping[str, Sequence[str]] = truth["records"][side]
        for matter in truth["present"][::STEP]:
            chance = random.Random(matter)
            late = [chance.random() >= (kept if matter in says[row[0]] else 1 - OTHERS) for row in rows]
            waves = [[row for row, at in zip(rows, late, strict=True) if at is wave] for wave in (False, True)]
            uploads = [_add(store, tools, side, [header, *wave]) for wave in waves]
            first = _run(store, tools, uploads[:1], None)
            after = _run(store, tools, uploads, first)
            with store.sessions() as session:
                analysis = pipeline.load_analysis(session, after)
            about = {row[0] for row in rows if matter in says[row[0]]}
            yield side, matter, _judge(analysis, about, sum(row[0] in about for row in waves[1]))


def _add(store: pipeline.Store, tools: pipeline.Tools, side: Side, rows: Sequence[Row]) -> int:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    offer = pipeline.NewUpload("wave.csv", side, False, Choices())
    return pipeline.add_upload(store, io.BytesIO(text.getvalue().encode()), offer, tools)


def _run(store: pipeline.Store, tools: pipeline.Tools, uploads: Sequence[int], after: int | None) -> int:
    run = pipeline.create_run(store, uploads, Settings())
    if after is not None:
        pipeline.follow(store, run, after)
    pipeline.execute(store, run, tools)
    return run


def _judge(analysis: Analysis, about: set[str], held: int) -> Found:
    new = [theme for theme in analysis.themes if theme.lineage and theme.lineage.origin is Origin.NEW]
    records = {theme.id: _records(analysis, theme) for theme in new}
    largest = max(records.values(), key=lambda each: len(each & about), default=set())
    matching = [each for each in records.values() if 2 * len(each & about) >= len(each)]
    return Found(
        held=held,
        largest=len(largest & about) if largest in matching else 0,
        pure=len(largest & about) / len(largest) if largest in matching else 0.0,
        others=len(records) - (largest in matching),
        grown=any(theme.lineage and theme.lineage.course is Course.GROWN for theme in analysis.themes),
    )


def _records(analysis: Analysis, theme: Theme) -> set[str]:
    # Where two uploads share a name, a record's has the upload's number before it.
    return {each.record.rpartition(":")[2] for each in analysis.statements if each.theme == theme.id}


if __name__ == "__main__":
    main()

"""``headwater export``: a finished run's themes for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from analyzer.wording.counts import how_many
from web.commands.environment import FOLDER, check_finished, check_folder, open_home, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from analyzer.pipeline import Store
    from analyzer.settings import GateSettings
    from analyzer.types import Side


@click.group()
def export() -> None:
    """Give a finished run's themes to other tools."""


@export.command()
@click.argument("run", type=int)
@click.option("--out", type=FOLDER, required=True, help="Folder for the models: employee and customer.")
def bertopic(run: int, out: Path) -> None:
    """Write each side's themes as a model that BERTopic.load opens.

    It holds what a report may show: names, people, and words that enough people use.
    """
    from models.home import make_private, make_private_file

    store = open_home()
    check_finished(store, run)
    _check_whole(store, run)
    check_folder(out)
    models = _models(store, run, read_settings().gate)
    if not models:
        raise click.UsageError(f"Run {run} has no theme that enough people share, so there is nothing to export.")
    for side, (files, themes) in models.items():
        folder = make_private(out / side)
        for name, content in files.items():
            (folder / name).unlink(missing_ok=True)
            make_private_file(folder / name, content)
        click.echo(f'{how_many(themes, "theme")}: BERTopic.load("{folder}")')


def _check_whole(store: Store, run: int) -> None:
    """Refuse a run with removed records: compared with an earlier export, its vectors would reveal theirs."""
    from models.removals import removed_since

    with store.sessions() as session:
        if removed_since(session, run):
            raise click.UsageError(f"Records that run {run} read were removed since: start a new run and export that.")


def _models(store: Store, run: int, settings: GateSettings) -> Mapping[Side, tuple[Mapping[str, bytes], int]]:
    """Make the model files of each side that has themes to show, with the number of themes."""
    from analyzer.gate import gate, gate_words
    from analyzer.pipeline import load_analysis, load_centres, public_sides
    from analyzer.report import to_topics

    found = {}
    with store.sessions() as session:
        analysis = load_analysis(session, run)
        gated = gate(analysis, settings, public_sides(session, run))
        words = gate_words(analysis, gated)
        for side in gated.sides:
            themes = sorted(side.themes, key=lambda theme: -theme.people.number)
            if themes:
                centres = load_centres(session, run, side.side, [theme.id for theme in themes])
                found[side.side] = to_topics(themes, words, centres), len(themes)
    return found

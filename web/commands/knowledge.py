"""The knowledge base on the command line: list it, check a file, add a file of one's own to a run."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analyzer.wording.counts import how_many
from web.commands.environment import FILE, UnreadableError, errors_as_sentences, find_installation
from web.commands.lines import hanging_row, terminal_width

if TYPE_CHECKING:
    from analyzer.knowledge import Knowledge
    from analyzer.pipeline import Store
    from analyzer.settings import KnowledgeSettings

knowledge_option = click.option(
    "--knowledge",
    "own",
    type=FILE,
    help="A file of your own mechanisms, used beside the shipped ones; HEADWATER_KNOWLEDGE names one for good.",
)


@click.command(name="knowledge")
@click.option("--check", "suspect", type=FILE, help="Only say what is wrong with a file, one sentence for each flaw.")
@knowledge_option
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON, with prototypes and all else that is known.")
def show(suspect: Path | None, own: Path | None, as_json: bool) -> None:
    """List the mechanisms: how an employee pain may become a customer complaint. Nothing here is a finding."""
    from analyzer.knowledge import load

    if suspect:
        click.echo(_check(suspect))
        return
    with errors_as_sentences():
        knowledge = load(own or find_installation().knowledge)
    if as_json:
        click.echo(json.dumps([asdict(mechanism) for mechanism in knowledge.mechanisms], ensure_ascii=False))
        return
    for each in knowledge.mechanisms:
        pair = f"{each.employee_name} → {each.customer_name}"
        click.echo(hanging_row(f"{each.id:<5} {each.tier}  ", pair, terminal_width()))


def keep_knowledge_file(store: Store, own: Path | None) -> KnowledgeSettings:
    """Check and store the user's own file of mechanisms for a run, if one is named.

    Raises:
        KnowledgeError: It cannot be used.
    """
    from analyzer.pipeline import keep_knowledge

    return keep_knowledge(store, own or find_installation().knowledge)


def _check(path: Path) -> str:
    from analyzer.knowledge import KnowledgeError, load, read_own

    try:
        own = read_own(path)
    except KnowledgeError as error:
        for flaw in error.flaws:
            click.echo(flaw)
        many = how_many(len(error.flaws), "flaw")
        raise UnreadableError(f"{path.name} cannot be used as knowledge: {many}.") from error
    replaced = _ids(own) & _ids(load())
    instead = f" In place of shipped ones: {', '.join(sorted(replaced))}." if replaced else ""
    held = f"{how_many(len(own.mechanisms), 'mechanism')} and {how_many(len(own.placebos), 'placebo')}"
    return f"{path.name} can be used: {held}.{instead}"


def _ids(knowledge: Knowledge) -> set[str]:
    return {each.id for each in knowledge.mechanisms} | {each.id for each in knowledge.placebos}

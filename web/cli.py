"""The command line ``headwater``. Heavy modules are imported inside the commands that need them."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

from analyzer.settings import TIERS
from analyzer.types import Side
from web.commands.actions import actions
from web.commands.environment import (
    FILE,
    FOLDER,
    UnreadableError,
    check_finished,
    check_folder,
    errors_as_sentences,
    find_installation,
    make_tools,
    open_home,
    open_home_if_made,
    read_settings,
)
from web.commands.events import (
    check_sheets,
    choose_events,
    describe_left_out,
    event_options,
    keep_known_units,
    read_sheets,
)
from web.commands.events import group as events_group
from web.commands.export import export
from web.commands.knowledge import keep_knowledge_file, knowledge_option
from web.commands.knowledge import show as show_knowledge
from web.commands.lines import hanging_row, terminal_width, utc_minute, wrap_error
from web.commands.options import check_sides, choices_for, reading_options
from web.commands.stored.remove import remove
from web.commands.stored.units import alike_option, units
from web.commands.stored.uploads import uploads
from web.commands.stored.users import user

if TYPE_CHECKING:
    from analyzer.pipeline import Tools
    from analyzer.settings import Settings
    from models import Run
    from web.commands.input_files import InputFile

SEED = click.IntRange(0, 2**32 - 1)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="headwater")
def cli() -> None:
    """Link what leaving employees say to what customers complain about, and say how sure it is."""


@cli.command()
@click.option("--employees", type=FILE, multiple=True, help="Exit interviews: a file, or a folder of them. Repeatable.")
@click.option(
    "--customers", type=FILE, multiple=True, help="Customer comments: a file, or a folder of them. Repeatable."
)
@click.option("--stored", is_flag=True, help="Read what was handed in before, too: then name new files alone, or none.")
@click.option("--out", type=FOLDER, help="Folder for report.html, analysis.json and statements.csv.")
@click.option(
    "--dry-run", is_flag=True, help="Say how the files would be read and which units they share; store nothing."
)
@click.option("--intentions", type=FILE, help="What leaders say they do, as running text: one sentence or bullet each.")
@reading_options
@alike_option
@event_options
@click.option("--seed", type=SEED, default=0, show_default=True, help="Repeats every random choice.")
@click.option(
    "--tier",
    type=click.Choice(TIERS),
    help="How statements are embedded: each by the embedder (full), or by a map learned from 2,000 of them (fast). "
    "auto, the default, takes fast above 30,000 distinct statements.",
)
@click.option("--embedder", help="auto, english, multilingual, or a path or hub name for sentence-transformers.")
@click.option(
    "--engine",
    type=click.Choice(["leiden", "bertopic"]),
    help="What groups statements: a neighbour graph (leiden, the default) or UMAP and HDBSCAN.",
)
@click.option("--llm", help="packaged, or the base URL of an OpenAI-compatible endpoint (key: HEADWATER_LLM_KEY).")
@click.option("--llm-model", help="The endpoint's model.")
@knowledge_option
@click.option(
    "--slices",
    is_flag=True,
    help="Also divide leavers by tenure, role and birth cohort, in wide bands. Off unless asked for.",
)
@click.option(
    "--after",
    default="newest",
    show_default=True,
    help="The run whose themes this one carries on: its number, newest, or none to find themes from scratch. "
    "Themes of a run that follows another differ from those of a run from scratch.",
)
def analyse(employees: Sequence[Path], customers: Sequence[Path], out: Path | None, **options: Any) -> None:
    """Analyse files and write the report. Either side may be left out."""
    if not employees and not customers and not options["stored"]:
        raise click.UsageError("Give --employees, --customers, or both; or --stored for what was handed in before.")
    if options["events"] and options["no_events"]:
        raise click.UsageError("Give --events or --no-events, not both.")
    if out is None and not options["dry_run"]:
        raise click.UsageError("Give --out, a folder for the report; or --dry-run to see how the files would be read.")
    given = _gather(employees, customers, options)
    if out is None or options["dry_run"]:
        from web.commands.reading import look_at_files

        said = {"stored": options["stored"], "alike": options["alike"]}
        click.echo(look_at_files(given, find_installation().upload_limit, terminal_width(), **said))
    else:
        _analyse(given, out, options)


@cli.command(name="import")
@click.argument("file", type=FILE)
@click.option("--side", type=click.Choice([side.value for side in Side]), required=True, help="Whose words it holds.")
@click.option("--dry-run", is_flag=True, help="Say what would be read, and store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@reading_options
def import_file(file: Path, side: str, dry_run: bool, as_json: bool, **options: Any) -> None:
    """Read a file and store its records."""
    from web.commands import reading
    from web.commands.input_files import InputFile
    from web.commands.terminal import progress_bars
    from web.commands.units import describe_other_side, stored_places

    known = stored_places(open_home_if_made())
    given = InputFile(file, Side(side), choices_for(Side(side), options), bool(options["public"]), known)
    if dry_run:
        found = reading.look_at_file(given, find_installation().upload_limit)
    else:
        with errors_as_sentences(), progress_bars() as progress:
            found = reading.store_file(open_home(), given, make_tools(), progress)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    if found["error"]:
        raise UnreadableError(str(found["error"]))
    if not as_json:
        width = terminal_width()
        said = describe_other_side(found, given.side, width) if dry_run else ""
        click.echo(reading.describe(found, given.side, width, said))


@cli.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: the text, and what was found where.")
def redact(file: Path, as_json: bool) -> None:
    """Print a file's texts without personal data, in their order. Nothing is stored."""
    from web.commands.reading import texts_of

    with errors_as_sentences():
        for redacted in make_tools().redactor().redact_all(texts_of(file)):
            spans = [{"start": span.start, "end": span.end, "type": span.type} for span in redacted.spans]
            line = {"text": redacted.text, "spans": spans}
            click.echo(json.dumps(line, ensure_ascii=False) if as_json else redacted.text)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def runs(as_json: bool) -> None:
    """List the runs, newest first."""
    from models.queries import runs as all_runs

    with open_home().sessions() as session:
        found = all_runs(session)
        told = [_to_json(run) for run in found] if as_json else []
    if as_json:
        click.echo(json.dumps(told))
        return
    if found:
        click.echo(f"{'run':>6}  {'status':<9}  {'when (UTC)':<16}  error")
    for run in found:
        cells = f"{run.id:>6}  {run.status:<9}  {utc_minute(run.created)}  "
        click.echo(hanging_row(cells, run.error or "", terminal_width()))


def _to_json(run: Run) -> dict[str, object]:
    return {
        "id": run.id,
        "status": run.status,
        "created": run.created.isoformat(timespec="seconds"),
        "finished": run.finished.isoformat(timespec="seconds") if run.finished else None,
        "seed": run.seed,
        "embedder": run.embedder,
        "llm": run.llm,
        "seconds": round(sum(step.seconds for step in run.steps), 1),
        "error": run.error,
    }


@cli.command()
@click.argument("run", type=int)
@click.option("--out", type=FOLDER, required=True, help="Folder for report.html, analysis.json and statements.csv.")
def report(run: int, out: Path) -> None:
    """Write the files of a finished run again."""
    from web.commands.analyse import write_files

    store = open_home()
    check_finished(store, run)
    check_folder(out)
    write_files(store, run, read_settings().gate, out)
    click.echo(f"The report: {out / 'report.html'}")


cli.add_command(uploads)
cli.add_command(export)
cli.add_command(events_group)
cli.add_command(show_knowledge)


cli.add_command(user)
cli.add_command(units)
cli.add_command(actions)
cli.add_command(remove)


@cli.command()
@click.option("--short", is_flag=True, help="Fewer kinds of organisation: less than a minute.")
@click.option("--worlds", type=click.IntRange(1), help="Organisations of each kind. [default: 150, or 60 with --short]")
@click.option("--seed", type=SEED, default=0, show_default=True, help="Repeats every random choice.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def selftest(short: bool, worlds: int | None, seed: int, as_json: bool) -> None:
    """Measure how often the test of links is wrong, in simulated organisations.

    Ends with 1 if more than .09 of the pairs without a link have p at or below .05 in any kind of organisation.
    """
    from web.commands import selftest as job
    from web.commands.terminal import progress_bars

    with progress_bars() as progress:
        rows = job.run(short, worlds, seed, progress)
    found = json.dumps(job.to_json(rows, seed)) if as_json else job.describe(rows, seed, terminal_width())
    click.echo(found)
    if sentence := job.failure_sentence(rows):
        raise click.ClickException(sentence)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the web pages, with a worker beside them."""
    from web.commands.service import serve_pages

    _log_to_stderr()
    # Report a home folder that cannot be used before anything starts.
    open_home()
    serve_pages(find_installation(), read_settings(), host, port)


@cli.command()
def worker() -> None:
    """Do the runs and uploads that the pages put on the queue."""
    from web.jobs import work

    _log_to_stderr()
    tools = make_tools(read_settings().llm.key)
    if not work(open_home(), tools):
        click.echo("Another worker is running: one is enough.", err=True)


def main(arguments: Sequence[str] | None = None, tools: Callable[[str], Tools] | None = None) -> None:
    """Run the command line. A failure is reported in one sentence on standard error, with an exit code for scripts.

    Exit codes: 0 done, 1 internal fault, 2 wrong usage, 3 unreadable input, 130 interrupted.

    Args:
        arguments: Used instead of the process's own arguments.
        tools: Makes the tools, given the language model's key; None for the shipped ones.
    """
    sys.excepthook = _report_fault
    try:
        cli.main(arguments, obj=tools, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        click.echo(wrap_error(f"headwater: {error.format_message()}"), err=True)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("headwater: interrupted.", err=True)
        sys.exit(130)


def _gather(employees: Sequence[Path], customers: Sequence[Path], options: Mapping[str, Any]) -> list[InputFile]:
    """List the files of both sides with their options, after checking these."""
    from web.commands.input_files import InputFile, check_header_rows, files_in, keep_known_columns

    paths = {Side.EMPLOYEE: employees, Side.CUSTOMER: customers}
    check_sides([*(side for side in Side if paths[side]), *(["events"] if options["events"] else [])], options)
    given = [
        InputFile(file, side, choices_for(side, options), public=bool(options["public"]) and side is Side.CUSTOMER)
        for side in paths
        for path in paths[side]
        for file in files_in(path)
    ]
    if employees and customers:
        check_header_rows(options["header_rows"])
    return keep_known_columns(given, options["roles"])


def _analyse(given: Sequence[InputFile], out: Path, options: Mapping[str, Any]) -> None:
    from web.commands import analyse as job
    from web.commands.input_files import read_units_ahead
    from web.commands.reading import describe_uploads
    from web.commands.terminal import describe_findings, progress_bars
    from web.commands.units import describe_units, join_similar_units, stored_places

    chosen = _override(options)
    if options["llm"] not in {None, "packaged"} and not chosen.llm.model:
        raise click.UsageError("The endpoint needs a model's name: give --llm-model too, or set HEADWATER_LLM_MODEL.")
    check_folder(out)
    with errors_as_sentences(), progress_bars() as progress:
        # All input is checked before any work is done.
        given, named = read_units_ahead(given, find_installation().upload_limit, stored_places(open_home_if_made()))
        sheets = read_sheets(options["events"], options)
        sheets = check_sheets(tuple(sheet.at(named) for sheet in sheets), skip=options["skip"])
        store, tools = open_home(), make_tools(chosen.llm.key)
        after = job.check_after(store, options["after"])
        intended = job.read_intended(options["intentions"], tools)
        chosen = replace(chosen, knowledge=keep_knowledge_file(store, options["own"]))
        before = job.stored_upload_ids(store) if options["stored"] else []
        new = [job.take_in(store, each, tools, progress) for each in given]
        uploads = list(dict.fromkeys([*before, *new]))
        places = join_similar_units(store, uploads, accepted=options["alike"])
        sheets = check_sheets(keep_known_units(store, sheets, uploads), skip=options["skip"])
        told = job.RunInputs(choose_events(options, sheets, tools), intended, after)
        run_id = job.analyse(store, uploads, chosen, told, tools, progress)
    for line in describe_left_out(sheets):
        click.echo(line, err=True)
    report = job.write_files(store, run_id, chosen.gate, out)
    click.echo(describe_uploads(store, new, uploads, terminal_width()) + "\n")
    if places.differ:
        click.echo(describe_units(places, list(Side), terminal_width()) + "\n")
    click.echo(describe_findings(report, terminal_width()))
    click.echo(f"\nThe report: {out / 'report.html'}")


def _report_fault(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
    """Report the kind of an error and its place, but not its message, which may quote people."""
    frames = traceback.extract_tb(trace)
    place = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    click.echo(f"headwater: stopped by a fault of ours ({kind.__name__}{place}).", err=True)


def _override(options: Mapping[str, Any]) -> Settings:
    chosen = read_settings()
    source, model = options["llm"] or chosen.llm.source, options["llm_model"] or chosen.llm.model
    return replace(
        chosen,
        seed=options["seed"],
        embedder=options["embedder"] or chosen.embedder,
        tier=options["tier"] or chosen.tier,
        themes=replace(chosen.themes, engine=options["engine"] or chosen.themes.engine),
        llm=replace(chosen.llm, source=source, model=model),
        slices=options["slices"],
    )


def _log_to_stderr() -> None:
    import logging

    logging.basicConfig(format="%(asctime)s %(name)s %(levelname)s %(message)s")
    # Of libraries only warnings: start-up messages of migrations and queue are of no use to people.
    for package in ("analyzer", "models", "web"):
        logging.getLogger(package).setLevel(logging.INFO)


if __name__ == "__main__":
    main()

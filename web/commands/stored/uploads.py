"""``headwater uploads``: what was handed in, by number."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from web.commands.environment import open_home
from web.commands.lines import hanging_row, terminal_width, utc_minute

if TYPE_CHECKING:
    from models import Upload


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def uploads(as_json: bool) -> None:
    """List the uploads, newest first."""
    from analyzer.types import Side
    from models.queries import uploads as all_uploads

    with open_home().sessions() as session:
        found = all_uploads(session, list(Side))
    if as_json:
        click.echo(json.dumps([_to_json(upload) for upload in found], ensure_ascii=False))
        return
    width = terminal_width()
    if found:
        click.echo(hanging_row(f"upload  {'side':<8}  {'status':<7}  {'when (UTC)':<16}  records  ", "name", width))
    for upload in found:
        cells = (
            f"{upload.id:>6}  {upload.side:<8}  {upload.status:<7}  {utc_minute(upload.created)}  {upload.held:>7,}  "
        )
        click.echo(hanging_row(cells, upload.name, width))


def _to_json(upload: Upload) -> dict[str, object]:
    return {
        "id": upload.id,
        "side": upload.side,
        "status": upload.status,
        "created": upload.created.isoformat(timespec="seconds"),
        "records": upload.held,
        "removed": upload.removed,
        "name": upload.name,
    }

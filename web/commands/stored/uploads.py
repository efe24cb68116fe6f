"""``headwater uploads``: what was handed in, by number."""

from __future__ import annotations

import json

import click

from web.commands.ground import open_home
from web.commands.lines import hang, terminal_width


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def uploads(as_json: bool) -> None:
    """List the uploads, newest first."""
    from analyzer.types import Side
    from models.queries import uploads as all_uploads

    with open_home().sessions() as session:
        found = [
            {
                "id": upload.id,
                "side": upload.side,
                "status": upload.status,
                "created": upload.created.isoformat(timespec="seconds"),
                "records": upload.held,
                "removed": upload.removed,
                "name": upload.name,
            }
            for upload in all_uploads(session, list(Side))
        ]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    elif found:
        click.echo(f"upload  {'side':<8}  {'status':<7}  {'created':<25}  records  name")
    for each in () if as_json else found:
        cells = (
            f"{each['id']:>6}  {each['side']:<8}  {each['status']:<7}  {each['created']:<25}  {each['records']:>7,}  "
        )
        click.echo(hang(cells, str(each["name"]), terminal_width()))

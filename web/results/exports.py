"""The complete result of a run as files, for analysts. None of it has passed the gate; all of it is redacted."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import Blueprint
from sqlalchemy.exc import NoResultFound
from werkzeug.wrappers import Response

from analyzer import report
from analyzer.pipeline import load_analysis, with_mechanisms
from analyzer.types import Analysis
from models.enums import RunStatus
from web.extensions import store
from web.page.answers import attach
from web.runs import find

blueprint = Blueprint("exports", __name__, url_prefix="/runs/<int:run_id>")


@blueprint.get("/analysis.json")
def analysis(run_id: int) -> Response:
    """Give the analysis as analysis.json."""
    content = json.dumps(report.to_json(load_finished(run_id)), ensure_ascii=False, indent=2)
    return attach(content, "application/json", f"run-{run_id}-analysis.json")


@blueprint.get("/statements.csv")
def statements(run_id: int) -> Response:
    """Give every statement as a row of statements.csv."""
    with NamedTemporaryFile(dir=store().spool) as file:
        report.write_statements_csv(load_finished(run_id), Path(file.name))
        return attach(file.read(), "text/csv", f"run-{run_id}-statements.csv")


def load_finished(run_id: int) -> Analysis:
    """Load what a run found, or raise NoResultFound for one that is not done."""
    with store().sessions() as session:
        if find(session, run_id).status is not RunStatus.DONE:
            raise NoResultFound
        return with_mechanisms(store(), load_analysis(session, run_id))

"""The knowledge base, for analysts: what may explain a link, and what the newest run says of it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template, request

from analyzer.knowledge import KnowledgeError, Mechanism, MechanismStatus, Status, judge_mechanisms, load
from analyzer.types import Grade
from models.findings import links_of_run
from models.queries import newest_done_run
from web.extensions import store
from web.page.answers import Page

blueprint = Blueprint("knowledge", __name__, url_prefix="/knowledge")


@blueprint.get("/")
def list_mechanisms() -> Page:
    """List the mechanisms, or search them by words: matches in names first; those with findings on top."""
    knowledge, flaw, words = load(), "", request.args.get("words", "").split()
    try:
        knowledge = load(store().installation.knowledge)
    except KnowledgeError as error:
        flaw = str(error)
    with store().sessions() as session:
        run = newest_done_run(session)
        links = links_of_run(session, run.id) if run else ()
        judged = judge_mechanisms(knowledge, [(link.mechanism, Grade(link.grade)) for link, _, _ in links])
    entries = [
        entry for entry in zip(knowledge.mechanisms, judged, strict=True) if _holds(_searchable_texts(entry[0]), words)
    ]
    entries.sort(key=lambda entry: not _holds((entry[0].employee_name, entry[0].customer_name), words))
    return render_template(
        "knowledge/list.html",
        run=run,
        flaw=flaw,
        asked=" ".join(words),
        count=len(entries),
        found=[entry for entry in entries if entry[1].status is not Status.SEED],
        dominoes={domino: _of_domino(domino, entries) for domino in sorted({each.domino for each, _ in entries})},
        placebos=knowledge.placebos,
    )


def _searchable_texts(mechanism: Mechanism) -> tuple[str, ...]:
    names = mechanism.id, mechanism.employee_name, mechanism.customer_name, mechanism.sentence
    said = *mechanism.employee_prototypes, *mechanism.customer_prototypes
    return *names, *mechanism.rivals, *mechanism.actions, *said


def _holds(texts: Sequence[str], words: Sequence[str]) -> bool:
    told = " ".join(texts).casefold()
    return all(word.casefold() in told for word in words)


def _of_domino(
    domino: str, entries: list[tuple[Mechanism, MechanismStatus]]
) -> list[tuple[Mechanism, MechanismStatus]]:
    return [entry for entry in entries if entry[0].domino == domino]

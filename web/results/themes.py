"""A run's themes and their statements, redacted, for analysts, and what they decide about them."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from analyzer.pipeline import (
    EditError,
    load_involved,
    load_waves,
    merge_theme,
    pin_theme,
    question_of,
    read_lineage,
    rename_theme,
)
from analyzer.types import is_nameless
from models import Theme
from models.enums import RunStatus
from models.findings import (
    links_of_theme,
    remainder_of_run,
    reviews_of_theme,
    severities_of_run,
    statements_of_theme,
    theme_by_code,
    themes_of_run,
)
from models.removals import traces_of_theme
from web.accounts.auth import me
from web.extensions import installation, store
from web.page.answers import Page
from web.page.numbers import page_asked_for
from web.results.forms import MergeForm, NameForm
from web.results.links import surest_first
from web.runs import find

blueprint = Blueprint("themes", __name__, url_prefix="/runs/<int:run_id>/themes")

_PAGE_SIZE = 50


@blueprint.get("/")
def list_themes(run_id: int) -> Page:
    """List the themes of both sides."""
    with store().sessions() as session:
        run, themes, waves = find(session, run_id), themes_of_run(session, run_id), load_waves(session, run_id)
        rest = remainder_of_run(session, run_id)
        bare = [theme for theme in themes if is_nameless(theme.name, theme.name_from)]
        quotes = {theme.code: _quote(session, theme) for theme in bare}
    fewest = installation().settings.gate.people
    first = sorted((theme for theme in bare if theme.people >= fewest), key=lambda theme: (-theme.people, theme.code))
    lineages = {theme.code: read_lineage(theme.lineage) for theme in themes}
    return render_template(
        "themes/list.html",
        run=run,
        themes=themes,
        waves=waves,
        lineages=lineages,
        rest=rest,
        quotes=quotes,
        first=first,
    )


@blueprint.get("/<code>")
def show(run_id: int, code: str) -> Page:
    """Show one theme with its links and a page of its statements."""
    return _render(run_id, code)


@blueprint.post("/<code>/rename")
def rename(run_id: int, code: str) -> Page:
    """Give a theme a name."""
    _check(run_id, code)
    form = NameForm()
    if not form.validate_on_submit():
        return _render(run_id, code, form), 422
    try:
        rename_theme(store(), run_id, code, form.name.data or "", me().id)
    except EditError as error:
        return _render(run_id, code, form, str(error)), 422
    flash("The theme has its name, here and in the runs that follow this one.")
    return redirect(url_for(".show", run_id=run_id, code=code))


@blueprint.post("/<code>/pin")
def pin(run_id: int, code: str) -> Page:
    """Keep a theme however few speak of it."""
    _check(run_id, code)
    pin_theme(store(), run_id, code, me().id, to=True)
    flash("The theme is pinned: the runs that follow this one keep it, however few speak of it.")
    return redirect(url_for(".show", run_id=run_id, code=code))


@blueprint.post("/<code>/unpin")
def unpin(run_id: int, code: str) -> Page:
    """Let a theme go when nobody speaks of it any more."""
    _check(run_id, code)
    try:
        pin_theme(store(), run_id, code, me().id, to=False)
    except EditError as error:
        return _render(run_id, code, wrong=str(error)), 422
    flash("The theme is no longer pinned.")
    return redirect(url_for(".show", run_id=run_id, code=code))


@blueprint.post("/<code>/merge")
def merge(run_id: int, code: str) -> Page:
    """Take a theme for part of another one, from the next run on."""
    _check(run_id, code)
    into = request.form.get("into") or None
    try:
        merge_theme(store(), run_id, code, into, me().id)
    except EditError as error:
        return _render(run_id, code, wrong=str(error)), 422
    flash("The next run that follows this one takes the two for one." if into else "The theme stays one of its own.")
    return redirect(url_for(".show", run_id=run_id, code=code))


def _quote(session: Session, theme: Theme) -> str:
    """Return a theme's most typical statement; "" if it has none now."""
    said = statements_of_theme(session, theme.id, 1, 0)
    return "".join(record.text[statement.start : statement.end] for _, statement, record in said)


def _check(run_id: int, code: str) -> None:
    """Raise NoResultFound for a theme that does not exist or whose run is not done."""
    with store().sessions() as session:
        if find(session, run_id).status is not RunStatus.DONE:
            raise NoResultFound
        theme_by_code(session, run_id, code)


def _render(run_id: int, code: str, named: NameForm | None = None, wrong: str = "") -> str:
    page = page_asked_for()
    with store().sessions() as session:
        run, theme = find(session, run_id), theme_by_code(session, run_id, code)
        said = statements_of_theme(session, theme.id, _PAGE_SIZE, (page - 1) * _PAGE_SIZE)
        severity = severities_of_run(session, run_id, theme.side).get(code)
        removed = traces_of_theme(session, run_id, code)
        links = surest_first(links_of_theme(session, theme.id))
        involved = next((each for each in load_involved(session, run_id) if each.theme == code), None)
        themes = themes_of_run(session, run_id)
        reviews = reviews_of_theme(session, theme.id)
        bare = is_nameless(theme.name, theme.name_from)
        suggested = _quote(session, theme) if bare else ""
    return render_template(
        "themes/show.html",
        run=run,
        theme=theme,
        lineage=read_lineage(theme.lineage),
        said=[(*row, question_of(row[2].text, row[2].asked, row[1].start)) for row in said],
        severity=severity,
        removed=removed,
        links=links,
        involved=involved,
        names={each.code: each.name for each in themes},
        page=page,
        size=_PAGE_SIZE,
        named=named or NameForm(formdata=None, data={"name": "" if bare else theme.name}),
        suggested=suggested,
        merged=_merge_form(theme, themes),
        reviews=reviews,
        wrong=wrong,
    )


def _merge_form(theme: Theme, themes: Sequence[Theme]) -> MergeForm:
    others = [each for each in themes if each.side == theme.side and each.code != theme.code]
    form = MergeForm(formdata=None, data={"into": theme.merge_into or ""})
    form.into.choices = [
        SelectChoice("", "no other theme"),
        *(SelectChoice(each.code, f"{each.name} ({each.code})") for each in others),
    ]
    return form

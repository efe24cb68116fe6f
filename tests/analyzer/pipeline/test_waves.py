"""Runs that follow a run: themes keep their identity, what is new joins or stands apart, and edits survive."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analyzer.pipeline import (
    EditError,
    Store,
    WaveError,
    create_run,
    execute,
    follow,
    load_analysis,
    merge_theme,
    newest_to_follow,
    pin_theme,
    rename_theme,
)
from analyzer.settings import Settings
from analyzer.types import NAMELESS, Analysis, Side, Theme
from analyzer.waves import Continuation, Course, Origin
from models import Action, Review, Rollout
from models import Theme as StoredTheme
from models.enums import RunStatus
from tests.analyzer.pipeline.company import THINGS, employees, hand_in, open_company
from tests.fakes import fake_tools, small_knowledge

PARKING = "Parking cost me {} money no end."
SNOW = "The {} till froze on snow days again."


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


def table(sentence: str, people: int, letter: str, site: str = "Mill") -> bytes:
    """A table in which everybody says the same about another thing."""
    rows = [
        f"{letter}{at:03d},2026-01-{at % 28 + 1:02d},{site},{sentence.format(THINGS[at % len(THINGS)])}"
        for at in range(people)
    ]
    return ("\n".join(["id,date,site,comment", *rows]) + "\n").encode()


def done(store: Store, tables: list[bytes], after: int | None = None) -> int:
    """Do a run over the employees' tables."""
    run = create_run(store, [hand_in(store, each, Side.EMPLOYEE, fake_tools()) for each in tables], Settings())
    if after is not None:
        follow(store, run, after)
    assert execute(store, run, fake_tools()) is RunStatus.DONE
    return run


def found(store: Store, run: int) -> Analysis:
    with store.sessions() as session:
        return load_analysis(session, run)


def theme(analysis: Analysis, word: str) -> Theme:
    """Find the theme that most statements with a word are in."""
    codes = Counter(each.theme for each in analysis.statements if word in each.text)
    return next(each for each in analysis.themes if each.id == codes.most_common(1)[0][0])


def is_accounted_for(analysis: Analysis) -> bool:
    inside = Counter(each.theme for each in analysis.statements if each.theme)
    codes = [each.id for each in analysis.themes]
    return len(codes) == len(set(codes)) and {
        each.id: each.statements for each in analysis.themes if each.statements
    } == dict(inside)


def test_the_same_again_is_all_continued_and_nothing_is_new(store: Store) -> None:
    first = done(store, [employees()])
    second = done(store, [employees()], first)
    before, after = found(store, first), found(store, second)
    assert {each.theme for each in before.statements}
    assert [(each.text, each.theme, each.strength) for each in after.statements] == [
        (each.text, each.theme, each.strength) for each in before.statements
    ]
    assert [(each.id, each.name, each.people) for each in after.themes] == [
        (each.id, each.name, each.people) for each in before.themes
    ]
    lineages = [each.lineage for each in after.themes]
    assert {(each.origin, each.course) for each in lineages if each} == {(Origin.CONTINUED, Course.UNTESTED)}
    assert not after.waves[Side.EMPLOYEE].ended
    assert all(each.lineage is None for each in before.themes)


def test_a_few_new_statements_join_and_the_themes_stay(store: Store) -> None:
    first = done(store, [employees(100)])
    second = done(store, [employees(110)], first)
    before, after = found(store, first), found(store, second)
    wave = after.waves[Side.EMPLOYEE]
    assert (wave.how, wave.known, wave.joined + wave.apart) == (Continuation.JOINED, 100, 10)
    assert wave.joined >= 8
    assert {each.id: each.name for each in before.themes} == {each.id: each.name for each in after.themes}
    assert is_accounted_for(after)
    assert all(each.lineage and each.lineage.course is Course.STEADY for each in after.themes)


def test_something_new_that_sounds_like_a_theme_is_a_new_one(store: Store) -> None:
    first = done(store, [employees(120)])
    second = done(store, [employees(120), table(SNOW, 30, "P")], first)
    before, after = found(store, first), found(store, second)
    snow = theme(after, "snow")
    assert snow.lineage is not None
    assert (snow.lineage.origin, snow.statements) == (Origin.NEW, 30)
    courses = {each.id: each.lineage.course for each in after.themes if each.lineage}
    assert Course.GROWN not in courses.values()
    assert {each.id: each.statements for each in before.themes} | {snow.id: 30} == {
        each.id: each.statements for each in after.themes
    }
    assert is_accounted_for(after)


def test_a_theme_that_doubles_stays_one(store: Store) -> None:
    first = done(store, [employees(120)])
    second = done(store, [employees(120), table("The {} till froze on all mornings again.", 40, "P")], first)
    before, after = found(store, first), found(store, second)
    assert {each.id for each in after.themes} == {each.id for each in before.themes}
    assert theme(after, "till").statements == 2 * theme(before, "till").statements


def test_something_new_stands_apart_under_a_code_that_none_ever_had(store: Store) -> None:
    first = done(store, [employees(100)])
    second = done(store, [employees(100), table(PARKING, 20, "P")], first)
    after = found(store, second)
    parking = theme(after, "Parking")
    assert parking.lineage is not None
    assert parking.lineage.origin is Origin.NEW
    assert parking.id not in {each.id for each in found(store, first).themes}
    assert is_accounted_for(after)
    third = done(store, [employees(100), table(PARKING, 20, "P")], second)
    again = theme(found(store, third), "Parking")
    assert (again.id, again.lineage.origin if again.lineage else None) == (parking.id, Origin.CONTINUED)


def test_mostly_new_statements_are_grouped_anew_and_the_themes_found_again(store: Store) -> None:
    first = done(store, [employees(60)])
    second = done(store, [employees(120)], first)
    before, after = found(store, first), found(store, second)
    assert after.waves[Side.EMPLOYEE].how is Continuation.REGROUPED
    assert is_accounted_for(after)
    for word in ("till", "short"):
        assert (theme(after, word).id, theme(after, word).name) == (theme(before, word).id, theme(before, word).name)


def test_more_people_than_chance_explains_are_growth(store: Store) -> None:
    first = done(store, [employees(120)])
    late = table("The till froze on {} mornings again.", 25, "L")
    after = found(store, done(store, [employees(120), late], first))
    till = theme(after, "till").lineage
    assert till is not None
    assert till.course is Course.GROWN
    assert till.change is not None
    assert till.change.low > 0
    assert till.change.of_now == 25


@pytest.mark.parametrize("regrouped", [False, True], ids=["joined", "regrouped"])
def test_what_a_person_decided_survives(store: Store, regrouped: bool) -> None:
    first = done(store, [employees(60)])
    before = found(store, first)
    till, short = theme(before, "till"), theme(before, "short")
    rename_theme(store, first, till.id, "  Frozen   tills ")
    merge_theme(store, first, short.id, till.id)
    assert theme(found(store, first), "till").name == "Frozen tills"
    second = done(store, [employees(120 if regrouped else 66)], first)
    after = found(store, second)
    one = theme(after, "till")
    assert after.waves[Side.EMPLOYEE].how is (Continuation.REGROUPED if regrouped else Continuation.JOINED)
    assert (one.id, one.name, one.name_from) == (till.id, "Frozen tills", "person")
    assert theme(after, "short").id == till.id
    assert one.lineage is not None
    assert (one.lineage.origin, [each.code for each in one.lineage.sources]) == (Origin.MERGED, [till.id, short.id])
    assert [(each.theme.code, each.into) for each in after.waves[Side.EMPLOYEE].ended] == [(short.id, (till.id,))]
    assert is_accounted_for(after)


def test_a_pinned_theme_survives_silence_and_hears_again(store: Store) -> None:
    first = done(store, [employees(60)])
    till = theme(found(store, first), "till")
    pin_theme(store, first, till.id, to=True)
    others = table("We were short of people on {} shifts.", 30, "S")
    second = done(store, [others], first)
    silent = next(each for each in found(store, second).themes if each.id == till.id)
    assert (silent.name, silent.people, silent.statements) == (till.name, 0, 0)
    # A run of new uploads alone does not say who named a theme before.
    assert {each.lineage.heard_before for each in found(store, second).themes if each.lineage} == {None}
    third = done(store, [others, employees(60)], second)
    assert theme(found(store, third), "till").id == till.id


def test_a_pinned_theme_that_was_silent_gets_words_and_quotes_again(store: Store) -> None:
    others = table("We were short of people on {} shifts.", 150, "S")
    first = done(store, [employees(60), others])
    till = theme(found(store, first), "till")
    pin_theme(store, first, till.id, to=True)
    second = done(store, [others], first)
    head, *rows = employees(60).decode().splitlines()
    few = "\n".join([head, *[row for row in rows if "till" in row][:3]]).encode()
    again = theme(found(store, done(store, [others, few], second)), "till")
    assert again.id == till.id
    assert again.statements > 0
    assert again.keywords
    assert again.quotes


def test_an_unpinned_theme_of_which_nobody_speaks_ends(store: Store) -> None:
    first = done(store, [employees(60)])
    till = theme(found(store, first), "till")
    after = found(store, done(store, [table("We were short of people on {} shifts.", 30, "S")], first))
    assert till.id not in {each.id for each in after.themes}
    assert till.id in {each.theme.code for each in after.waves[Side.EMPLOYEE].ended}


def test_a_theme_that_ended_in_a_small_wave_comes_back_with_its_statements(store: Store) -> None:
    short = table("We were short of people on {} shifts.", 30, "S")
    first = done(store, [employees(60), short])
    assert theme(found(store, first), "till").statements > 5
    second = done(store, [short], first)
    assert not any("till" in each.name.casefold() for each in found(store, second).themes)
    third = found(store, done(store, [employees(60), short], second))
    inside = [each.theme for each in third.statements if "till" in each.text and each.theme]
    assert len(inside) > 5
    assert is_accounted_for(third)


def test_it_writes_down_who_decided_what_and_keeps_the_former_name(store: Store) -> None:
    first = done(store, [employees(60)])
    till = theme(found(store, first), "till")
    rename_theme(store, first, till.id, "Frozen tills")
    pin_theme(store, first, till.id, to=True)
    pin_theme(store, first, till.id, to=True)
    with store.sessions() as session:
        assert [(each.kind, each.value) for each in session.query(Review)] == [("renamed", till.name), ("pinned", "")]


def test_it_refuses_what_cannot_be(store: Store) -> None:
    first = done(store, [employees(60)])
    analysis = found(store, first)
    till, short = theme(analysis, "till"), theme(analysis, "short")
    for name in ("", "x" * 61, short.name.upper()):
        with pytest.raises(EditError):
            rename_theme(store, first, till.id, name)
    merge_theme(store, first, short.id, till.id)
    for code, into in ((till.id, till.id), (till.id, "E99"), (till.id, short.id)):
        with pytest.raises(EditError):
            merge_theme(store, first, code, into)
    # Without its pin, the two could be torn apart when themes are formed anew.
    with pytest.raises(EditError, match="take that back first"):
        pin_theme(store, first, till.id, to=False)
    merge_theme(store, first, short.id, None)
    pin_theme(store, first, till.id, to=False)
    with store.sessions() as session:
        assert not session.query(StoredTheme).filter_by(code=till.id).one().pinned
    with pytest.raises(WaveError):
        follow(store, first, 99)


def test_it_gives_no_theme_a_name_that_names_a_unit_for_leaders_read_it(store: Store) -> None:
    first = done(store, [employees(60)])
    till = theme(found(store, first), "till")
    with store.sessions.begin() as session:
        said = {"what": "Swap the tills", "owner": "", "employee_name": till.name, "customer_name": "Queues"}
        tried = [Rollout(unit="Old Town", day=date(2026, 1, 1))]
        session.add(Action(**said, created=store.clock(), declared=store.clock(), rollouts=tried))
    for name, unit in (("Tills in  hARBOUR freeze", "hARBOUR"), ("Old Town's tills", "Old Town")):
        with pytest.raises(EditError, match=f"^“{unit}” names a unit: leaders would read it. Call the theme without"):
            rename_theme(store, first, till.id, name)
    assert theme(found(store, first), "till").name == till.name
    rename_theme(store, first, till.id, "Milled tills")


def test_it_follows_the_newest_finished_run_of_the_side(store: Store) -> None:
    first = done(store, [employees(60)])
    upload = hand_in(store, table(PARKING, 5, "P"), Side.EMPLOYEE, fake_tools())
    other = hand_in(store, table(PARKING, 5, "C"), Side.CUSTOMER, fake_tools())
    create_run(store, [upload], Settings())
    with store.sessions() as session:
        assert newest_to_follow(session, [upload]) == first
        assert newest_to_follow(session, [other]) is None


def test_it_follows_no_run_of_other_people_in_other_places(store: Store) -> None:
    older = done(store, [employees(60)])
    done(store, [table(PARKING, 20, "Q", "Elsewhere")])
    nowhere, mill, elsewhere, moon, with_known = (
        [hand_in(store, each, Side.EMPLOYEE, fake_tools()) for each in tables]
        for tables in (
            [table(PARKING, 5, "N", "")],
            [table(PARKING, 5, "M", " MILL")],
            [table(PARKING, 5, "L", "elsewhere")],
            [table(PARKING, 5, "O", "Moon")],
            [table(PARKING, 5, "O", "Moon"), employees(60)],
        )
    )
    with store.sessions() as session:
        told = [newest_to_follow(session, uploads) for uploads in (nowhere, mill, elsewhere, moon, with_known)]
    assert told == [older + 1, older, older + 1, None, older]


def test_a_theme_that_goes_on_stays_where_it_was_placed(store: Store) -> None:
    first = done(store, [employees(60)])
    with store.sessions.begin() as session:
        for each in session.query(StoredTheme).filter_by(run_id=first):
            each.layer, each.stages, each.placed_from = "core", ["leaving"], "text"
    joined = found(store, done(store, [employees(66)], first))
    assert {(each.layer, each.stages) for each in joined.themes} == {("core", ("leaving",))}
    anew = found(store, done(store, [employees(120)], first))
    assert {(each.layer, each.stages) for each in anew.themes} != {("core", ("leaving",))}


def test_a_theme_that_had_no_word_in_common_gets_a_name_once_it_has_one(store: Store) -> None:
    first = done(store, [employees(60)])
    till = theme(found(store, first), "till")
    with store.sessions.begin() as session:
        stored = session.query(StoredTheme).filter_by(run_id=first, code=till.id).one()
        stored.name, stored.name_from, stored.mechanism = f"{NAMELESS} (2)", "keywords", None
    silent = theme(found(store, done(store, [employees(60)], first)), "till")
    assert (silent.id, silent.name) == (till.id, f"{NAMELESS} ({till.id})")
    again = theme(found(store, done(store, [employees(63)], first)), "till")
    assert (again.id, again.name.startswith(NAMELESS)) == (till.id, False)


def test_no_two_themes_of_a_side_have_one_name(store: Store) -> None:
    first = done(store, [table(PARKING, 30, "P"), table("We liked the {} garden very much.", 30, "G")])
    kept = [each.id for each in found(store, first).themes][:2]
    new = theme(found(store, done(store, [employees(100)], first)), "till")
    assert (new.name, new.name_from) == ("Till froze", "knowledge")
    told = next(word for word in new.keywords if word not in new.name.casefold())
    for code, name in zip(kept, (new.name, f"{new.name} ({told})"), strict=True):
        rename_theme(store, first, code, name)
        pin_theme(store, first, code, to=True)
    names = [each.name for each in found(store, done(store, [employees(100)], first)).themes]
    assert {"Till froze", f"Till froze ({told})"} < set(names)
    assert len(names) == len({name.casefold() for name in names})


def test_a_name_of_the_knowledge_base_goes_on_only_where_it_is_said_again(store: Store) -> None:
    first = done(store, [employees(100)])
    assert theme(found(store, first), "till").name == "Till froze"
    known = small_knowledge()
    renamed = tuple(
        replace(each, employee_prototypes=("Wind turbines hum", "Clouds over hills")) for each in known.mechanisms
    )
    tools = replace(fake_tools(), knowledge=lambda own: replace(known, mechanisms=renamed))
    second = create_run(store, [hand_in(store, employees(100), Side.EMPLOYEE, tools)], Settings())
    follow(store, second, first)
    assert execute(store, second, tools) is RunStatus.DONE
    after = theme(found(store, second), "till")
    assert after.lineage is not None
    assert after.lineage.origin is Origin.CONTINUED
    assert (after.name_from, "Till froze" in after.name) == ("keywords", False)


HOME_WORK = "From May on nobody may work at a {} desk from home."


def test_a_new_matter_is_found_where_themes_are_formed_anew(store: Store) -> None:
    first = done(store, [employees(60)])
    second = done(store, [employees(60), table(HOME_WORK, 40, "P")], first)
    after = found(store, second)
    assert after.waves[Side.EMPLOYEE].how is Continuation.REGROUPED
    home_work = theme(after, "home")
    assert home_work.lineage is not None
    assert (home_work.lineage.origin, home_work.statements) == (Origin.NEW, 40)
    assert (home_work.lineage.heard_before, home_work.lineage.heard_since) == (0, 40)
    assert home_work.stability is None
    assert is_accounted_for(after)


def test_what_was_said_before_and_is_a_theme_now_is_recognised(store: Store) -> None:
    # Two are too few for a theme at first.
    first = done(store, [employees(60), table(PARKING, 2, "P")])
    more = table(PARKING, 5, "Q", site="Hill")
    parking = theme(found(store, done(store, [employees(150), table(PARKING, 2, "P"), more], first)), "Parking")
    assert parking.lineage is not None
    assert (parking.lineage.origin, parking.lineage.heard_before) == (Origin.RECOGNISED, 2)


def test_a_renamed_theme_does_not_take_in_a_new_matter(store: Store) -> None:
    first = done(store, [employees(60)])
    till = theme(found(store, first), "till")
    rename_theme(store, first, till.id, "Frozen tills")
    second = done(store, [employees(60), table(SNOW, 40, "P")], first)
    after = found(store, second)
    kept = next(each for each in after.themes if each.id == till.id)
    assert (kept.name, kept.statements) == ("Frozen tills", till.statements)
    assert kept.lineage is not None
    assert (kept.lineage.heard_before, kept.lineage.heard_since) == (till.people, 0)
    assert theme(after, "snow").lineage.origin is Origin.NEW  # type: ignore[union-attr]

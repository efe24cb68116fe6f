"""What readers are told of earlier themes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analyzer.gate import Bounds, Count, GatedDescent, GatedEnded, GatedTheme, GatedWave, Share
from analyzer.report.waves.sections import describe_waves
from analyzer.types import Side, Valence
from analyzer.waves import Course, Origin, ShareChange


def theme(code: str, name: str, people: int) -> GatedTheme:
    return GatedTheme(
        code, Side.CUSTOMER, name, "", Count(people, exact=True), Share(0.1), Valence.PAIN, None, quotes=(), trend=()
    )


def test_a_theme_that_went_into_another_is_not_said_to_be_gone() -> None:
    merged = GatedDescent("C3", Origin.MERGED, ("Numbers in front",), 0, Course.UNTESTED, None)
    ended = (GatedEnded("Numbers in front", ("C3",)), GatedEnded("Choir", ()))
    (since,) = describe_waves([GatedWave(Side.CUSTOMER, (merged,), ended)], {"C3": theme("C3", "Queues", 40)})
    assert "one took in others, one is now part of another and one is none any more" in since.summary


def test_a_merge_is_told_once() -> None:
    merged = GatedDescent("C3", Origin.MERGED, ("Numbers in front",), 0, Course.UNTESTED, None)
    on = GatedDescent("C4", Origin.CONTINUED, (), 0, Course.UNTESTED, None)
    shown = {"C3": theme("C3", "Queues", 40), "C4": theme("C4", "Tills", 40)}
    for into, said in ((("C3",), []), (("C3", "C4"), ["Is now part of “Queues” and “Tills”."])):
        wave = GatedWave(Side.CUSTOMER, (merged, on), (GatedEnded("Numbers in front", into),))
        (since,) = describe_waves([wave], shown)
        assert [sentence for _, sentence in since.changed] == ["Took in “Numbers in front”.", *said]


def test_a_new_theme_says_how_many_named_it() -> None:
    new = GatedDescent("C9", Origin.NEW, (), None, Course.UNTESTED, None)
    (since,) = describe_waves([GatedWave(Side.CUSTOMER, (new,), ())], {"C9": theme("C9", "App login", 25)})
    assert since.changed == (("App login", "New: named by 25 people."),)


def test_it_says_at_once_that_all_themes_go_on() -> None:
    shown = {code: theme(code, code, 20) for code in ("C1", "C2")}
    on = tuple(GatedDescent(code, Origin.CONTINUED, (), 20, Course.UNTESTED, None) for code in shown)
    (since,) = describe_waves([GatedWave(Side.CUSTOMER, on, ())], shown)
    assert since.summary.startswith("All two themes here go on.")


@pytest.mark.parametrize(("unnamed", "told"), [(1, "One more theme is new, has"), (2, "Two more themes are new, have")])
def test_it_does_not_say_that_all_go_on_where_a_new_one_has_no_name(unnamed: int, told: str) -> None:
    shown = {code: theme(code, code, 20) for code in ("C1", "C2")}
    on = tuple(GatedDescent(code, Origin.CONTINUED, (), 20, Course.UNTESTED, None) for code in shown)
    (since,) = describe_waves([GatedWave(Side.CUSTOMER, on, (), unnamed)], shown)
    assert since.summary.startswith(f"The two themes here go on. {told} no name yet")
    assert "not shown here: an analyst has to name" in since.summary


@pytest.mark.parametrize(("before", "more"), [(True, " Some of them named it before."), (False, "")])
def test_a_theme_that_was_only_recognised_is_not_called_new(before: bool, more: str) -> None:
    own = GatedDescent("C9", Origin.RECOGNISED, (), None, Course.UNTESTED, None, named_before=before)
    (since,) = describe_waves([GatedWave(Side.CUSTOMER, (own,), ())], {"C9": theme("C9", "App login", 25)})
    assert since.changed == (("App login", f"A theme of its own for the first time, named by 25 people.{more}"),)
    assert "one is a theme for the first time" in since.summary


def test_it_asks_to_check_a_name_that_half_of_the_people_never_heard() -> None:
    on = GatedDescent("C9", Origin.CONTINUED, (), None, Course.UNTESTED, None, outgrown=True)
    (since,) = describe_waves([GatedWave(Side.CUSTOMER, (on,), ())], {"C9": theme("C9", "App login", 25)})
    ((_, said),) = since.changed
    assert "check whether its name still says what they say" in said


FEW = Bounds(5, Count(20, exact=False), 115)


def faded(code: str, **told: object) -> GatedDescent:
    return replace(GatedDescent(code, Origin.CONTINUED, (), 20, Course.FADED, None, bounds=FEW), **told)


def test_it_tells_by_bounds_that_a_theme_is_hardly_named_any_more() -> None:
    (since,) = describe_waves([GatedWave(Side.CUSTOMER, (faded("C9"),), ())], {"C9": theme("C9", "App login", 25)})
    ((_, said),) = since.changed
    assert said == (
        "Named by a smaller share of the customers who spoke since than before, by more than chance would do: "
        "fewer than five of about 115. Before, at least 20 people named it."
    )


def test_it_tells_by_bounds_that_a_theme_was_hardly_named_before_unless_it_is_said_to_be_new() -> None:
    rose = faded("C9", course=Course.GROWN, bounds=replace(FEW, at_least=None))
    for origin, said in ((Origin.CONTINUED, True), (Origin.NEW, False)):
        wave = GatedWave(Side.CUSTOMER, (replace(rose, origin=origin),), ())
        (since,) = describe_waves([wave], {"C9": theme("C9", "App login", 25)})
        assert ("chance would do. Before, fewer than five people named it." in since.changed[0][1]) is said


def test_the_summary_keeps_praise_apart_from_pains_and_does_not_count_what_may_not_be_told() -> None:
    shown = {code: theme(code, code, 20) for code in ("C1", "C2", "C3", "C4")}
    shown["C3"] = replace(shown["C3"], tone=Valence.PRAISE)
    withheld = faded("C4", course=Course.UNTESTED, bounds=None)
    wave = GatedWave(Side.CUSTOMER, (faded("C1"), faded("C2"), faded("C3"), withheld), ())
    (since,) = describe_waves([wave], shown)
    assert since.summary == (
        "All four themes here go on. Of the pains and wishes, two are named by fewer than before. Of the themes of "
        "praise, one is named by fewer than before. Of the others, no share of people is known to have changed by more "
        "than chance would do."
    )


@pytest.mark.parametrize("course", [Course.STEADY, Course.UNTESTED])
def test_it_says_the_same_of_what_did_not_change_and_of_what_may_not_be_told(course: Course) -> None:
    shown = {code: theme(code, code, 20) for code in ("C1", "C2")}
    change = ShareChange(20, 100, 9, 50, -0.1, 0.1, 1.0, 1.0)
    calm = faded("C1", course=Course.STEADY, bounds=None, change=change)
    other = replace(calm, theme="C2", course=course, change=change if course is Course.STEADY else None)
    (since,) = describe_waves([GatedWave(Side.CUSTOMER, (calm, other), ())], shown)
    assert since.summary.endswith("share of people is known to have changed by more than chance would do.")

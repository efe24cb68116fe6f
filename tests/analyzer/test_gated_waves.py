"""What leaders may see of what became of themes, and how it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import jsonschema
import pytest

from analyzer.gate import GatedDescent, gate
from analyzer.report import build_report, schema, to_html, to_json
from analyzer.settings import GateSettings
from analyzer.types import NAMELESS, Analysis, Side
from analyzer.waves import Ancestor, Continuation, Course, Ended, Lineage, Origin, ShareChange, Wave
from tests.factories import make_employee_analysis

GREW = ShareChange(before=30, of_before=400, now=40, of_now=200, low=0.06, high=0.19, p=0.0001, q=0.001)
SMALL, LARGE = Ancestor("E71", "Hidden matter", 4), Ancestor("E72", "Plain matter", 33)
BARE = Ancestor("E73", f"{NAMELESS} (E73)", 33)
TODAY = date(2026, 1, 1)
LIMITS = GateSettings(people=5, quote=10)


def followed(lineage: Callable[[str], Lineage], *ended: Ended) -> Analysis:
    """An analysis of leavers that follows run 7."""
    analysis = make_employee_analysis()
    themes = tuple(replace(theme, lineage=lineage(theme.id)) for theme in analysis.themes)
    return replace(analysis, themes=themes, waves={Side.EMPLOYEE: Wave(7, Continuation.JOINED, 300, 40, 9, ended)})


def descents(analysis: Analysis) -> tuple[GatedDescent, ...]:
    return gate(analysis, LIMITS).waves[0].themes


def grown(change: ShareChange) -> Callable[[str], Lineage]:
    return lambda code: Lineage(Origin.CONTINUED, (Ancestor(code, "It", 33),), Course.GROWN, change)


def test_it_gives_a_change_of_which_every_part_is_large() -> None:
    assert {(each.course, each.change) for each in descents(followed(grown(GREW)))} == {(Course.GROWN, GREW)}


@pytest.mark.parametrize(
    "few", [{"before": 396}, {"now": 4}, {"now": 196}, {"before": 1, "of_before": 5}, {"before": 2, "now": 3}], ids=str
)
def test_it_keeps_a_change_back_of_which_a_part_is_a_small_group(few: dict[str, int]) -> None:
    found = descents(followed(grown(replace(GREW, **few))))
    assert {(each.course, each.change) for each in found} == {(Course.UNTESTED, None)}


@pytest.mark.parametrize("few", [0, 1, 4])
def test_a_change_from_or_to_hardly_anybody_is_told_by_bounds_that_do_not_tell_how_many(
    few: int,
) -> None:
    largest = max(make_employee_analysis().themes, key=lambda theme: theme.people).people
    vanished = replace(GREW, before=largest - few, of_before=largest + 400, now=few, of_now=117)
    rose = replace(GREW, before=few, of_before=400, now=largest - few, of_now=largest + 117)
    for change, course in ((vanished, Course.FADED), (rose, Course.GROWN)):
        found = descents(followed(lambda code, c=change, d=course: replace(grown(c)(code), course=d)))
        assert {(each.course, each.change) for each in found} == {(course, None)}
        first = next(each.bounds for each in found if each.bounds)
        assert first.fewer_than == 5
        assert first.of_now % 5 == 0
        # Of one theme, the same whoever they are: its people, who are shown, less a full group.
        assert {each.theme: each.bounds.at_least.number for each in found if each.bounds and each.bounds.at_least} == {
            theme.id: (theme.people - 5) // 5 * 5 for theme in make_employee_analysis().themes if theme.people >= 10
        }


def test_what_stayed_as_it_was_among_hardly_anybody_is_withheld() -> None:
    calm = Lineage(Origin.CONTINUED, (), Course.STEADY, replace(GREW, before=12, now=1, q=1.0))
    assert {(each.course, each.bounds) for each in descents(followed(lambda _: calm))} == {(Course.UNTESTED, None)}


def test_it_gives_earlier_people_to_a_multiple_of_the_threshold_or_not_at_all() -> None:
    assert {each.people_before for each in descents(followed(grown(GREW)))} == {35}
    few = followed(lambda code: Lineage(Origin.CONTINUED, (Ancestor(code, "It", 4),), Course.UNTESTED, None))
    assert {each.people_before for each in descents(few)} == {None}


def test_it_names_no_earlier_theme_that_few_people_named_or_that_had_no_name() -> None:
    analysis = followed(
        lambda code: Lineage(Origin.MERGED, (Ancestor(code, "It", 33), SMALL, BARE, LARGE), Course.UNTESTED, None),
        Ended(SMALL, ()),
        Ended(BARE, ()),
        Ended(LARGE, ()),
    )
    waves = gate(analysis, LIMITS).waves
    assert {each.sources for each in waves[0].themes} == {("Plain matter",)}
    assert [each.name for each in waves[0].ended] == ["Plain matter"]
    assert "Hidden matter" not in to_html(gate(analysis, LIMITS), date(2026, 1, 1))


def test_it_says_what_grew_with_its_interval_and_nothing_of_what_went_on() -> None:
    first = make_employee_analysis().themes[0].id
    calm = Lineage(Origin.CONTINUED, (), Course.STEADY, replace(GREW, q=1.0))
    report = build_report(gate(followed(lambda code: grown(GREW)(code) if code == first else calm), LIMITS), TODAY)
    (since,) = report.since
    assert "one is named by more than before" in since.summary.lower()
    interval = "(95% interval 6 to 19). In the run before, about 35 people named it."
    assert [said for _, said in since.changed] == [
        f"Named by 20% of the employees who spoke since, 8% before: 12 points more {interval}"
    ]


def test_it_says_what_is_new_split_merged_and_ended() -> None:
    origins = iter((Origin.NEW, Origin.SPLIT, Origin.MERGED))
    kept = {}

    def lineage(code: str) -> Lineage:
        origin = kept.setdefault(code, next(origins, Origin.CONTINUED))
        sources = (LARGE,) if origin in {Origin.SPLIT, Origin.MERGED} else ()
        return Lineage(origin, sources, Course.UNTESTED, None)

    (since,) = build_report(gate(followed(lineage, Ended(LARGE, ("E1",)), Ended(LARGE, ())), LIMITS), TODAY).since
    said = [sentence for _, sentence in since.changed]
    assert said[0].startswith("New: named by ")
    assert said[1:3] == ["Split off from “Plain matter”.", "Took in “Plain matter”."]
    assert said[3].startswith("Is now part of “")
    assert said[4] == "No theme any more."
    assert "Too few spoke since to compare." in since.summary


@pytest.mark.parametrize(
    ("before", "since", "named_before", "outgrown"),
    [(9, 10, True, True), (10, 9, True, False), (4, 10, False, False), (5, 4, True, False), (0, 30, False, False)],
)
def test_it_tells_of_people_heard_before_and_since_where_either_part_is_large(
    before: int, since: int, named_before: bool, outgrown: bool
) -> None:
    analysis = make_employee_analysis()
    names = {theme.id: theme.name for theme in analysis.themes}

    def lineage(code: str) -> Lineage:
        own = (Ancestor(code, names[code], 33),)
        return Lineage(Origin.CONTINUED, own, Course.UNTESTED, None, heard_before=before, heard_since=since)

    followed_by = followed(lineage)
    held = tuple(replace(theme, held=True) for theme in followed_by.themes)
    found = descents(replace(followed_by, themes=held))
    assert {(each.named_before, each.outgrown) for each in found} == {(named_before, outgrown)}
    assert not any(each.outgrown for each in descents(followed_by))


def test_a_name_that_was_given_since_is_not_to_be_checked() -> None:
    own = (Ancestor("E1", "As it was called", 33),)
    lineage = Lineage(Origin.CONTINUED, own, Course.UNTESTED, None, heard_before=9, heard_since=10)
    assert lineage.has_outgrown("E1", "As it was called")
    assert not lineage.has_outgrown("E1", "As it is called now")


def test_it_says_nothing_where_no_run_is_followed() -> None:
    report = build_report(gate(make_employee_analysis(), LIMITS), TODAY)
    assert report.since == ()


def test_the_analyst_s_file_keeps_to_its_schema() -> None:
    told = to_json(followed(grown(GREW), Ended(SMALL, ("E1",))))
    jsonschema.validate(told, schema())
    assert told["since"]["employee"]["ended"] == [  # type: ignore[index]
        {"id": "E71", "name": "Hidden matter", "people": 4, "into": ["E1"]}
    ]
    assert told["themes"][0]["lineage"]["change"]["value"] == 0.125  # type: ignore[index]

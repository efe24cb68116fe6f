"""Describe for readers what became of a side's themes since the earlier run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.report.phrases import capitalised, count_noun, in_words, join_list, join_quoted, people
from analyzer.types import Side, Valence
from analyzer.waves import Course, Origin
from analyzer.wording.counts import signed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from analyzer.gate import Bounds, Count, GatedDescent, GatedEnded, GatedTheme, GatedWave

# Said wherever a reader meets a run that follows another.
FOLLOWING = (
    "A run that follows another carries its themes on and joins new statements to them, so its themes differ from "
    "those that a run from scratch finds in the same records."
)
WHO = {Side.EMPLOYEE: "employees", Side.CUSTOMER: "customers"}
KINDS = {Valence.PAIN: "pains and wishes", Valence.PRAISE: "themes of praise", Valence.NEUTRAL: "other themes"}

OUTGROWN = "At least half of its people name it only since then: check whether its name still says what they say."


@dataclass(frozen=True, slots=True)
class WaveSection:
    """One side: a summary, and the themes that changed, each with what became of it: (name, sentence)."""

    side: Side
    title: str
    summary: str
    changed: tuple[tuple[str, str], ...]


def describe_waves(waves: Sequence[GatedWave], shown: Mapping[str, GatedTheme]) -> tuple[WaveSection, ...]:
    """Say what became of themes since the run before.

    Args:
        waves: What a reader may know of it.
        shown: The themes shown, by id.
    """
    names = {code: theme.name for code, theme in shown.items()}
    return tuple(
        WaveSection(
            side=wave.side,
            title="Leaving employees" if wave.side is Side.EMPLOYEE else "Customers",
            summary=_summary(wave, shown),
            changed=tuple(
                [
                    (names[each.theme], said)
                    for each in wave.themes
                    if (said := _say(each, shown[each.theme].people, WHO[wave.side]))
                ]
                + [(each.name, _say_ended(each, names)) for each in wave.ended if not _is_mentioned(each, wave)]
            ),
        )
        for wave in waves
    )


def _summary(wave: GatedWave, shown: Mapping[str, GatedTheme]) -> str:
    origins = [each.origin for each in wave.themes]
    absorbed = sum(1 for each in wave.ended if each.into)
    parts = [
        _count(origins.count(Origin.CONTINUED), "goes on", "go on"),
        _count(origins.count(Origin.NEW), "is new", "are new"),
        _count(origins.count(Origin.RECOGNISED), "is a theme for the first time", "are themes for the first time"),
        _count(origins.count(Origin.SPLIT), "split off", "split off"),
        _count(origins.count(Origin.MERGED), "took in others", "took in others"),
        _count(absorbed, "is now part of another", "are now part of others"),
        _count(len(wave.ended) - absorbed, "is none any more", "are none any more"),
    ]
    said = [part for part in parts if part]
    ended = f" and {in_words(len(wave.ended))} that ended" if wave.ended else ""
    changed = _summarise_courses(wave.themes, shown)
    if len(said) == 1 and len(wave.themes) > 1 and not ended:
        every = "All" if not wave.new_unnamed else "The"
        told = f"{every} {in_words(len(wave.themes))} themes here {said[0].split(' ', 1)[1]}."
    else:
        told = f"Of {count_noun(len(wave.themes), 'theme')} here{ended}, {join_list(said)}."
    return " ".join(part for part in (told, _say_unnamed(wave.new_unnamed), changed) if part)


def _say_unnamed(number: int) -> str:
    """Say that new themes without a name are there; "" where none is."""
    if not number:
        return ""
    one = (
        "more theme is new, has no name yet and is" if number == 1 else "more themes are new, have no name yet and are"
    )
    whom = "it" if number == 1 else "them"
    return f"{capitalised(in_words(number))} {one} not shown here: an analyst has to name {whom}."


def _summarise_courses(themes: Sequence[GatedDescent], shown: Mapping[str, GatedTheme]) -> str:
    """Say how many shares changed, those of pains apart from those of praise."""
    moved = []
    for tone, kind in KINDS.items():
        courses = [each.course for each in themes if shown[each.theme].tone is tone]
        parts = (
            _count(courses.count(Course.GROWN), "is named by more than before", "are named by more than before"),
            _count(courses.count(Course.FADED), "is named by fewer than before", "are named by fewer than before"),
        )
        moved += [f"Of the {kind}, {join_list([part for part in parts if part])}."] if any(parts) else []
    if not any(each.change or each.bounds for each in themes):
        return "Too few spoke since to compare."
    # How many themes too few people name to tell is not said: with the rule of the test, that tells how few they are.
    steady = "share of people is known to have changed by more than chance would do."
    rest = f"Of the others, no {steady}" if moved else f"No {steady}"
    every = bool(moved) and all(each.course in {Course.GROWN, Course.FADED} for each in themes)
    return " ".join(moved if every else (*moved, rest))


def _count(number: int, one: str, many: str) -> str:
    return f"{in_words(number)} {one if number == 1 else many}" if number else ""


def _say(each: GatedDescent, named_by: Count, who: str) -> str:
    """Say what became of a theme; "" if it simply continued."""
    sentences = [_say_origin(each, named_by), _say_course(each, who), OUTGROWN if each.outgrown else ""]
    return " ".join(sentence for sentence in sentences if sentence)


def _say_origin(each: GatedDescent, named_by: Count) -> str:
    sources = join_quoted(list(each.sources))
    if each.origin is Origin.NEW:
        return f"New: named by {people(named_by)}."
    if each.origin is Origin.RECOGNISED:
        before = "Some of them named it before." if each.named_before else ""
        return f"A theme of its own for the first time, named by {people(named_by)}. {before}".rstrip()
    if each.origin is Origin.SPLIT:
        return f"Split off from {sources}." if sources else "Split off from another theme."
    if each.origin is Origin.MERGED:
        return f"Took in {sources}." if sources else "Took in another theme."
    return ""


def _say_course(each: GatedDescent, who: str) -> str:
    change = each.change
    if each.bounds and each.origin is not Origin.NEW:
        return _say_bounds(each.bounds, each.course, who)
    if change is None or each.course not in {Course.GROWN, Course.FADED}:
        return ""
    points = f"{abs(100 * change.value):.0f} points {'more' if change.value > 0 else 'fewer'}"
    low, high = (change.low, change.high) if change.value > 0 else (-change.high, -change.low)
    about = f" In the run before, about {each.people_before:,} people named it." if each.people_before else ""
    return (
        f"Named by {100 * change.now / change.of_now:.0f}% of the {who} who spoke since, "
        f"{100 * change.before / change.of_before:.0f}% before: {points} "
        f"(95% interval {signed(100 * low, '.0f')} to {signed(100 * high, '.0f')}).{about}"
    )


def _say_bounds(bounds: Bounds, course: Course, who: str) -> str:
    share = "larger" if course is Course.GROWN else "smaller"
    told = f"Named by a {share} share of the {who} who spoke since than before, by more than chance would do"
    few = f"fewer than {in_words(bounds.fewer_than)}"
    if course is Course.FADED:
        before = f" Before, {people(bounds.at_least)} named it." if bounds.at_least else ""
        return f"{told}: {few} of about {bounds.of_now:,}.{before}"
    now = f": {people(bounds.at_least)} of about {bounds.of_now:,}" if bounds.at_least else ""
    return f"{told}{now}. Before, {few} people named it."


def _is_mentioned(ended: GatedEnded, wave: GatedWave) -> bool:
    """Whether every theme that absorbed this one is already described as having taken it in."""
    took = {each.theme for each in wave.themes if each.origin is Origin.MERGED and ended.name in each.sources}
    return bool(ended.into) and took.issuperset(ended.into)


def _say_ended(ended: GatedEnded, names: Mapping[str, str]) -> str:
    into = join_quoted([names[theme] for theme in ended.into])
    return f"Is now part of {into}." if into else "No theme any more."

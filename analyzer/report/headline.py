"""Write what the data show in one paragraph, by rules from the grades."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.report.lenses.levers import name_levers
from analyzer.report.phrases import capitalised, count_noun, in_words, join_list, join_quoted, with_full_stop
from analyzer.types import Direction, Grade, Side
from analyzer.wording import GRADE_NAMES

if TYPE_CHECKING:
    from analyzer.gate import Gated, GatedLink

REPORTED = (Grade.TESTED, Grade.CONVERGING, Grade.MOVES_TOGETHER)


@dataclass(frozen=True, slots=True)
class Headline:
    """The result in one sentence, the sentences that qualify it, and what would settle what is open, or ""."""

    claim: str
    sentences: tuple[str, ...]
    settle: str = ""


def write_headline(gated: Gated) -> Headline:
    """Say what the data show, and no more.

    Args:
        gated: What a reader may see.

    Returns:
        A claim that the best grade permits, then the strongest pair, the other pairs, the controls, and what would
        settle what is open. "Not enough evidence" is a result and is said first where it is the result.
    """
    shown = [side for side in gated.sides if side.themes]
    if len(shown) < 2:
        return _without_links(gated)
    grades = Counter(link.grade for link in gated.links)
    sentences = (
        _first_ailment(gated),
        _strongest(gated),
        _reverse_and_cyclic(gated),
        _proposed(gated),
        _others(grades),
        _controls(gated),
        _next_step(gated),
        _nothing_tested(gated),
    )
    settle = _what_would_settle(gated) if not any(grades[grade] for grade in REPORTED) else ""
    return Headline(_claim(gated), tuple(sentence for sentence in sentences if sentence), settle)


def what_settles(links: tuple[GatedLink, ...]) -> str:
    """Give what would settle most of the links that are open, or ""."""
    wants = Counter(link.settle for link in links if link.settle and link.grade not in REPORTED)
    return wants.most_common(1)[0][0] if wants else ""


def _claim(gated: Gated) -> str:
    grades = Counter(link.grade for link in gated.single_links)
    together = grades[Grade.CONVERGING] + grades[Grade.MOVES_TOGETHER]
    parts = [_ailments(gated)] if gated.ailments else []
    pair = "further pair" if parts else "pair"
    if grades[Grade.TESTED]:
        was = "was" if grades[Grade.TESTED] == 1 else "were"
        parts.append(f"{count_noun(grades[Grade.TESTED], pair)} of themes {was} tested by a change")
    if together:
        of_themes = "" if grades[Grade.TESTED] else " of themes"
        move = "moves" if together == 1 else "move"
        parts.append(f"{count_noun(together, pair)}{of_themes} {move} together")
    if parts:
        return capitalised(", and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)) + "."
    tested, proposed = gated.controls.tested, gated.controls.candidates
    if tested and 2 * tested < proposed:
        of_these = "it was not" if tested == 1 else "none of these was"
        return (
            f"Only {in_words(tested)} of {in_words(proposed)} pairs of themes could be tested; {of_these} seen to move "
            "together more than chance pairings do."
        )
    if tested:
        return "No pair of themes was seen to move together more than chance pairings do."
    return "There is not enough evidence yet to say that what employees and customers name goes together."


def _ailments(gated: Gated) -> str:
    symptoms = count_noun(sum(len(ailment.symptoms) for ailment in gated.ailments), "symptom")
    if len(gated.ailments) == 1:
        return f"one ailment with {symptoms} was found"
    return f"{count_noun(len(gated.ailments), 'ailment')} with {symptoms} in all were found"


def _first_ailment(gated: Gated) -> str:
    if not gated.ailments:
        return ""
    first = gated.ailments[0]
    whose = ("leaving employees", "customers")
    names = {theme.id: theme.name for side in gated.sides for theme in side.themes}

    def named(ids: tuple[str, ...]) -> str:
        return join_quoted([names[theme] for theme in ids])

    own, other = whose if first.side is Side.EMPLOYEE else whose[::-1]
    return (
        f"{'The ailment' if len(gated.ailments) == 1 else 'The ailment with the most links'}: "
        f"{named(first.roots)} among {own}, with {named(first.symptoms)} among {other} "
        f"({_lower(GRADE_NAMES[first.grade])})."
    )


def _strongest(gated: Gated) -> str:
    best = _best(gated)
    if best is None:
        return ""
    return (
        f"The strongest{' single pair' if gated.ailments else ''}: “{best.employee.name}” among leaving employees and "
        f"“{best.customer.name}” among customers ({_lower(GRADE_NAMES[best.grade])})."
    )


def _best(gated: Gated) -> GatedLink | None:
    steady = (link for link in gated.single_links if link.grade in REPORTED and link.steady)
    return min(steady, key=lambda link: REPORTED.index(link.grade), default=None)


def _next_step(gated: Gated) -> str:
    """Propose the next step for the first finding, which is a trial: only a change shows what a change does."""
    side, names, levers = _what_comes_first(gated)
    if not names:
        return ""
    other = "customers" if side is Side.EMPLOYEE else "employees"
    lever = f" ({_lower(name_levers(levers))})" if levers else ""
    return (
        f"What to do next: change something about {join_quoted(names)}{lever} in some places, not in others, and "
        f"compare what {other} name."
    )


def _what_comes_first(gated: Gated) -> tuple[Side, list[str], tuple[str, ...]]:
    """Find the side and themes that come first in the first ailment or best pair; no names if a change tested it."""
    names = {theme.id: theme.name for side in gated.sides for theme in side.themes}
    for ailment in gated.ailments[:1]:
        return ailment.side, [names[root] for root in ailment.roots], ailment.levers
    best = _best(gated)
    if best is None or best.grade is Grade.TESTED:
        return Side.EMPLOYEE, [], ()
    if best.direction is Direction.CUSTOMER_FIRST:
        return Side.CUSTOMER, [best.customer.name], ()
    return Side.EMPLOYEE, [best.employee.name], best.levers


def _reverse_and_cyclic(gated: Gated) -> str:
    """Count the pairs in which customers come first, or each side precedes the other."""
    directions = Counter(link.direction for link in gated.links if link.grade in REPORTED)
    reverse, cycle = directions[Direction.CUSTOMER_FIRST], directions[Direction.BOTH_WAYS]
    parts = []
    if reverse:
        parts.append(f"in {count_noun(reverse, 'pair')} the customers’ trouble precedes the employees’ pain")
    if cycle:
        parts.append(
            f"in {count_noun(cycle, 'pair')} each side’s trouble precedes more of the other’s, a vicious cycle"
        )
    return f"{capitalised(', and '.join(parts))}." if parts else ""


def _proposed(gated: Gated) -> str:
    """Say how many pairs there are in all if some are not shown, so that the numbers add up."""
    proposed, shown = gated.controls.candidates, len(gated.links)
    if proposed <= shown:
        return ""
    hidden = proposed - shown
    have = "has" if hidden == 1 else "have"
    pairs = count_noun(proposed, "pair")
    return f"Meaning proposed {pairs} of themes; {in_words(hidden)} {have} a theme that is not shown here."


def _others(grades: Counter[Grade]) -> str:
    said = {
        Grade.VOICED: "{} named by people in their own words",
        Grade.HYPOTHESIS: "{} plausible but not confirmed",
        Grade.NOT_ENOUGH_EVIDENCE: "{} left open for want of evidence",
        Grade.CONTRADICTED: "{} contradicted by the data",
    }
    parts = [text.format(in_words(grades[grade])) for grade, text in said.items() if grades[grade]]
    if not parts:
        return ""
    other = "other " if any(grades[grade] for grade in REPORTED) else ""
    more = f"Of the {other}pairs of themes shown here"
    first = next(grades[grade] for grade in said if grades[grade])
    return f"{more}, {parts[0].replace(' ', ' is ' if first == 1 else ' are ', 1)}{_rest(parts[1:])}."


def _rest(parts: list[str]) -> str:
    return "" if not parts else (" and " if len(parts) == 1 else ", ") + join_list(parts)


def _controls(gated: Gated) -> str:
    scrambled = gated.controls.scrambled_links
    if scrambled is None:
        return ""
    return (
        "As a check, the same method was run on data in which the places were paired at random: "
        f"there it reported {scrambled:.1f} pairs on average."
    )


def _nothing_tested(gated: Gated) -> str:
    details = dict.fromkeys(reason.detail for reason in gated.not_tested if reason.detail)
    return f"Nothing could be tested. {' '.join(details)}" if details and not gated.controls.tested else ""


def _what_would_settle(gated: Gated) -> str:
    wanted = what_settles(gated.links)
    return f"What would settle it: {with_full_stop(wanted)}" if wanted else ""


def _without_links(gated: Gated) -> Headline:
    given = {side.side: side for side in gated.sides}
    if not any(side.themes for side in gated.sides) and any(side.unnamed for side in gated.sides):
        return Headline(
            "Themes were found, but none has a name yet.",
            ("Leaders see a theme once its people share a word for it, or an analyst has named it.",),
            "What would settle it: names for the themes.",
        )
    if not any(side.themes for side in gated.sides):
        return Headline(
            "Too few people spoke for anything to be shown.",
            (f"Nothing is shown that fewer than {gated.threshold} people share.",),
            "What would settle it: more interviews and comments.",
        )
    if len(given) == 2:
        few_leavers = not given[Side.EMPLOYEE].themes
        thin, wanted = ("employees", "exit interviews") if few_leavers else ("customers", "customer comments")
        return Headline(
            "There is not enough evidence yet to say that what employees and customers name goes together.",
            (f"Too few {thin} share a theme for it to be shown.",),
            f"What would settle it: more {wanted}.",
        )
    if Side.EMPLOYEE in given:
        return Headline(
            "This is what leaving employees name. Whether customers notice cannot be told from it.",
            (),
            "What would settle it: customer comments from the same places and the same months.",
        )
    return Headline(
        "This is what customers name. Whether it goes with what employees name cannot be told from it.",
        (),
        "What would settle it: exit interviews from the same places and the same months.",
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]

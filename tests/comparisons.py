"""Invented intentions of the invented retailer's leaders, and the employees behind its customers' complaints."""

from __future__ import annotations

from dataclasses import replace

from analyzer.reality import Answer, Intention, Involvement, Portion, Reception, Sense, Shift, Stance


def make_answer(theme: str = "E1", **changes: object) -> Answer:
    """A theme of which most people complain."""
    answer = Answer(
        theme=theme,
        stance=Stance.CONTRADICTS,
        against=31,
        in_favour=6,
        match=0.8,
        meaning=0.4,
        shared=0.2,
        mechanism="M06",
        why="It is clearly about the same matter: nearness in meaning 0.40.",
    )
    return replace(answer, **changes)  # type: ignore[arg-type]


def make_intention(text: str = "We staff to demand.", *answers: Answer, **changes: object) -> Intention:
    """An intention that is met with the answers given, contradicted unless it is said otherwise."""
    intention = Intention(text, Sense.PLAIN, Reception.CONTRADICTED if answers else Reception.SILENT, answers)
    return replace(intention, **changes)  # type: ignore[arg-type]


def make_intentions() -> tuple[Intention, ...]:
    """One intention of each outcome."""
    praised = make_answer("E9", stance=Stance.SUPPORTS, against=2, in_favour=30)
    torn = make_answer("E2", stance=Stance.DIVIDED, against=22, in_favour=19)
    beside = make_answer("E4", stance=Stance.NOT_JUDGED)
    weak = make_answer("E6", stance=Stance.UNSURE, match=0.35)
    return (
        make_intention("We staff to demand.", make_answer("E1")),
        make_intention("We help one another.", praised, outcome=Reception.SUPPORTED),
        make_intention("We plan working hours early.", torn, outcome=Reception.DIVIDED),
        make_intention("We protect the climate."),
        make_intention(
            "Where possible, we train people.",
            beside,
            sense=Sense.CONDITIONAL,
            outcome=Reception.NOT_JUDGED,
            why="It is promised under a condition only, so no pain contradicts it.",
        ),
        make_intention(
            "Everyone is rewarded.",
            weak,
            outcome=Reception.UNSURE,
            why="No theme is surely about the same matter.",
        ),
    )


def make_shift(theme: str = "E1", **changes: object) -> Shift:
    """A theme that is named by 30 % there and by 16 % elsewhere."""
    shift = Shift(theme, Portion(60, 200), Portion(80, 500), 14.0, 6.0, 22.0, 0.001, 0.01, 0.04, True, True)
    return replace(shift, **changes)  # type: ignore[arg-type]


def make_involvement(theme: str = "C1", *shifts: Shift, **changes: object) -> Involvement:
    """A complaint that a quarter of the cells holds above usual."""
    involvement = Involvement(
        theme=theme,
        cells=120,
        of_cells=480,
        units=30,
        there=Portion(310, 900),
        elsewhere=Portion(240, 2900),
        shifts=shifts,
        overall=make_shift(
            "", there=Portion(150, 200), elsewhere=Portion(350, 500), difference=5.0, low=-1.0, high=11.0
        ),
        by_chance=0.1,
    )
    return replace(involvement, **changes)  # type: ignore[arg-type]


def make_involved() -> tuple[Involvement, ...]:
    """A complaint with two themes behind it, and one of which nothing could be compared."""
    less = make_shift("E9", there=Portion(20, 200), elsewhere=Portion(120, 500), difference=-14.0, low=-21.0, high=-7.0)
    few = "12 customers name it in shared units; at least 30 are needed."
    return (
        make_involvement("C1", make_shift("E1"), less),
        Involvement("C9", reason="FEW_PEOPLE", detail=few),
    )

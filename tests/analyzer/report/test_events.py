"""What the report and the analyst's file say of events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import jsonschema

from analyzer.events import Event, EventKind, EventUse, LeftOut, Outside
from analyzer.gate import gate
from analyzer.report import build_report, schema, to_html, to_json
from analyzer.settings import GateSettings
from analyzer.types import Analysis
from analyzer.wording.claims import causal_verbs
from tests.factories import make_analysis

DAY = date(2026, 1, 15)
REFIT = Event("Harbour Street", date(2025, 3, 4), date(2025, 4, 30), EventKind.REFIT, "new floor on two storeys")
PRICES = Event(None, date(2025, 6, 1), None, EventKind.PRICE)
LEFT_OUT = LeftOut(
    62,
    480,
    (
        EventUse(REFIT, 2),
        EventUse(replace(REFIT, unit="Mill Lane"), 20),
        EventUse(PRICES, 40),
        EventUse(replace(REFIT, unit="Old Depot"), 0, Outside.UNIT),
        EventUse(replace(PRICES, start=date(2019, 1, 1)), 0, Outside.PERIOD),
        EventUse(replace(PRICES, start=date(2030, 1, 1)), 0, Outside.PERIOD),
    ),
)


def analysis(left_out: LeftOut = LEFT_OUT) -> Analysis:
    return replace(make_analysis(), left_out=left_out)


def lines(left_out: LeftOut) -> tuple[str, ...]:
    return build_report(gate(analysis(left_out), GateSettings()), DAY).events


def test_it_says_how_much_events_took_and_which_took_nothing() -> None:
    took, *nothing = lines(LEFT_OUT)
    assert took.startswith(
        "Events struck 62 of the 480 combinations of place and period (two refits and one price change)."
    )
    assert nothing == [
        "Two listed events fell outside the time that both sides cover and took nothing out.",
        "One listed event fell at a place that the two sides do not share and took nothing out.",
    ]
    assert not any(causal_verbs(line) for line in lines(LEFT_OUT))


def test_it_says_that_events_took_nothing_where_nothing_could_be_tested() -> None:
    untested = LeftOut(uses=(EventUse(REFIT, 0, Outside.UNTESTED),))
    assert lines(untested) == ("One listed event fell in data of which nothing could be tested and took nothing out.",)


def test_it_says_nothing_of_events_where_none_was_listed() -> None:
    assert lines(LeftOut()) == ()
    assert "What events took out" not in to_html(gate(analysis(LeftOut()), GateSettings()), DAY)


def test_it_shows_leaders_no_unit_no_day_and_no_note_of_an_event() -> None:
    page = to_html(gate(analysis(), GateSettings()), DAY)
    assert "What events took out" in page
    for hidden in ("Harbour Street", "Mill Lane", "Old Depot", "new floor", "2025-03-04", "4 March"):
        assert hidden not in page


def test_it_gives_analysts_every_event_with_what_it_took() -> None:
    told = to_json(analysis())
    jsonschema.validate(told, schema())
    events = told["events"]
    assert isinstance(events, dict)
    assert (events["cells"], events["left_out"], len(events["listed"])) == (480, 62, 6)
    assert events["listed"][0] == {
        "unit": "Harbour Street",
        "start": "2025-03-04",
        "end": "2025-04-30",
        "kind": "refit",
        "note": "new floor on two storeys",
        "left_out": 2,
        "outside": None,
    }
    assert [use["outside"] for use in events["listed"][3:]] == ["unit", "period", "period"]


def test_its_schema_knows_every_kind() -> None:
    for kind in EventKind:
        used = LeftOut(1, 10, (EventUse(replace(PRICES, kind=kind), 1),))
        jsonschema.validate(to_json(analysis(used)), schema())
        assert lines(used)

import re

import pytest

from analyzer.redact.namesakes import is_month


def _is_month(text: str) -> bool:
    """Whether the word between asterisks is a month."""
    start, end = text.index("*"), text.rindex("*") - 1
    plain = text.replace("*", "")
    match = re.compile(r"\w+").fullmatch(plain, start, end)
    assert match
    return is_month(plain, match)


@pytest.mark.parametrize(
    "text",
    [
        "shut since *June*, still no notice",
        "shut since *August*, I gave up",
        "shut since *August* and nobody says why",
        "zu seit *April* und keine Auskunft",
        "fermé depuis *Avril* et toujours rien",
        "cerrado desde *Abril* y nadie contesta",
        "chiuso fino a *Maggio*.",
        "dicht sinds *April* en nog geen antwoord",
        "in *Jan* 2026 it broke",
        "since *Jan* 5, it is broken",
        "since *Aug* 14th it leaks",
        "seit *Jan*. 2026 kaputt",
        "It leaks since *Jan*.",
        "seit *Jan*! Unerhört",
    ],
)
def test_a_month_is_told_by_the_words_around_it(text: str) -> None:
    assert _is_month(text)


@pytest.mark.parametrize(
    "text",
    [
        "since *June*, our lead, left",
        "since *June*, who was kind, left",
        "seit *August*, die Leiterin, ging",
        "depuis *Avril*, ma cheffe, c'est mieux",
        "desde *Abril*, la encargada, todo va mal",
        "sinds *April*, onze chef, weg is",
        "since *June* and I fell out",
        "seit *August* und ich uns stritten",
        "depuis *Avril* et moi",
        "since *June* and the lead fell out",
        "seit *August* für uns arbeitet",
        "bis *Jan*, der Chef, kam",
        "bis *Jan*. kam",
        "bis *Jan* und keine",
        "bis *Jan*, ach",
        "con mi *Abril*.",
        "seit *Jan* 3 Teams leitet",
    ],
)
def test_a_person_who_bears_the_name_of_a_month_is_none(text: str) -> None:
    assert not _is_month(text)

"""Names that people give to themes."""

from pathlib import Path

import pytest

from analyzer.pipeline import EditError, Store, rename_theme
from tests.analyzer.pipeline.company import employees, open_company
from tests.analyzer.pipeline.test_waves import done, found, theme


@pytest.fixture
def store(home: Path) -> Store:
    return open_company(home)


@pytest.mark.parametrize(
    ("name", "person"), [("Manager Odalys Brand", "Odalys"), ("Frau Winter brüllt", "Winter"), ("Chef Uwe", "Uwe")]
)
def test_it_gives_no_theme_a_name_that_names_a_person_for_leaders_read_it(store: Store, name: str, person: str) -> None:
    first = done(store, [employees(60)])
    till = theme(found(store, first), "till")
    with pytest.raises(EditError, match=rf"^“{person}” seems to name a person: leaders would read it"):
        rename_theme(store, first, till.id, name)
    assert theme(found(store, first), "till").name == till.name
    rename_theme(store, first, till.id, "Mark-ups in winter")

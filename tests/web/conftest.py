"""The invented organisation, open."""

from pathlib import Path

import pytest

from tests.web.office import Office, open_office


@pytest.fixture
def office(home: Path) -> Office:
    return open_office(home)

"""A small invented company: what its leavers and its customers say, as files."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from analyzer.ingest import Choices
from analyzer.pipeline import NewUpload, Store, Tools, add_upload, create_run, open_store
from analyzer.settings import InstallationSettings, Settings
from analyzer.types import Side
from tests.fakes import Clock

AS_FOUND = Choices()
USUAL = Settings()
SITES = ("Harbour", "Hill", "Mill", "Station")
LEAVERS = (
    "The {0} till froze on {0} mornings again.",
    "We were short of {0} people on {0} shifts.",
    "My {0} team in the {0} hall was kind to me.",
)
COMMENTS = (
    "I waited at the {0} till for {0} goods.",
    "There was no {0} one to ask about {0} goods.",
    "The {0} staff for {0} goods were friendly and quick.",
)
# What makes each sentence one of its own.
THINGS = [
    "apple",
    "bread",
    "candle",
    "drapery",
    "egg",
    "flower",
    "garden",
    "hammer",
    "iron",
    "jacket",
    "kettle",
    "lamp",
    "mirror",
    "needle",
    "onion",
    "paper",
    "quilt",
    "rope",
    "sugar",
    "table",
    "umbrella",
    "velvet",
    "window",
    "yarn",
    "zinc",
    "bottle",
    "carpet",
    "drawer",
    "engine",
    "fabric",
    "glove",
    "herring",
    "ink",
    "jar",
    "knife",
    "ladder",
    "marble",
    "notebook",
    "olive",
    "pepper",
]


def employees(people: int = 48) -> bytes:
    """A table with ids, dates and sites; one sentence a leaver."""
    return _table("E", LEAVERS, people)


def customers(people: int = 96) -> bytes:
    """A table with ids, dates and sites; one sentence a customer."""
    return _table("C", COMMENTS, people)


def installation(home: Path) -> InstallationSettings:
    """Where the company's installation lies."""
    return InstallationSettings(home=home, database=f"sqlite:///{home / 'headwater.db'}")


def open_company(home: Path) -> Store:
    """Open its installation."""
    return open_store(installation(home), Clock())


def hand_in(
    store: Store, content: bytes, side: Side, tools: Tools, name: str = "table.csv", choices: Choices = AS_FOUND
) -> int:
    """Store a table of one side."""
    return add_upload(store, BytesIO(content), NewUpload(name, side, choices=choices), tools)


def make_run(store: Store, tools: Tools, settings: Settings = USUAL) -> int:
    """Hand in both sides and make a run over them."""
    uploads = [
        hand_in(store, employees(), Side.EMPLOYEE, tools, "leavers.csv"),
        hand_in(store, customers(), Side.CUSTOMER, tools, "comments.csv"),
    ]
    return create_run(store, uploads, settings)


def shuffled(table: bytes) -> bytes:
    """The same rows in another order."""
    header, *rows = table.splitlines(keepends=True)
    return b"".join([header, *rows[2::3], *rows[1::3], *rows[::3]])


def _table(letter: str, sentences: tuple[str, ...], people: int) -> bytes:
    rows = ["id,date,site,comment"]
    for number in range(people):
        day = f"2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        thing = THINGS[number // len(sentences) % len(THINGS)]
        sentence = sentences[number % len(sentences)].format(thing)
        rows.append(f"{letter}{number:03d},{day},{SITES[number % len(SITES)]},{sentence}")
    return ("\n".join(rows) + "\n").encode()

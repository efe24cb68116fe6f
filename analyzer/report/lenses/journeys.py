"""Layout of the matrix of both journeys' stages, with the links between them. Pure geometry, as in ``charts``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.levers import STAGES, SUPPORTED, Crossing, cross_journeys
from analyzer.report.lenses.levers import count_by_grade
from analyzer.types import Grade, Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analyzer.gate import GatedLink


@dataclass(frozen=True, slots=True)
class MatrixLayout:
    """The dimensions of the matrix, in SVG user units.

    Attributes:
        label: For the rows' names.
        column: Width of a column.
        row: Height of a row.
        head: For the columns' names.
        edge: Right of the last column, where a slanted name ends.
        size: Of the letters.
        slant: By how many degrees the columns' names are turned.
    """

    label: float
    column: float
    row: float
    head: float
    edge: float
    size: float
    slant: int

    @property
    def width(self) -> float:
        """Of the whole picture."""
        return self.label + self.column * len(STAGES[Side.CUSTOMER]) + self.edge


# For wide pages and for narrow ones.
MATRIX_LAYOUTS = (
    MatrixLayout(label=160, column=124, row=46, head=40, edge=0, size=16, slant=0),
    MatrixLayout(label=84, column=35, row=36, head=84, edge=31, size=12, slant=-52),
)


@dataclass(frozen=True, slots=True)
class Name:
    """A stage's name and its position; ``reached`` is false if no link belongs to the stage."""

    text: str
    x: float
    y: float
    reached: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """The links at one crossing: how many, and the best grade among them."""

    x: float
    y: float
    radius: float
    count: int
    grade: Grade
    title: str


@dataclass(frozen=True, slots=True)
class JourneyPicture:
    """The employees' stages downwards, the customers' from left to right; ``rules`` are the heights of the lines."""

    layout: MatrixLayout
    height: float
    rows: tuple[Name, ...]
    columns: tuple[Name, ...]
    rules: tuple[float, ...]
    spots: tuple[Spot, ...]


def draw_journeys(links: Sequence[GatedLink], layout: MatrixLayout) -> JourneyPicture | None:
    """Lay out links with any supporting evidence by the stages of their themes; None if no stage is known."""
    supported = [link for link in links if link.grade in SUPPORTED]
    crossings = cross_journeys((link.grade, link.employee.stages, link.customer.stages) for link in supported)
    if not crossings:
        return None
    most = max(_count(crossing) for crossing in crossings)
    reached = {crossing.employee for crossing in crossings} | {crossing.customer for crossing in crossings}
    employee, customer = STAGES[Side.EMPLOYEE], STAGES[Side.CUSTOMER]
    return JourneyPicture(
        layout=layout,
        height=layout.head + layout.row * len(employee),
        rows=tuple(Name(text, 0, _middle(at, layout), text in reached) for at, text in enumerate(employee)),
        columns=tuple(
            Name(text, _centre(at, layout), layout.head - 14, text in reached) for at, text in enumerate(customer)
        ),
        rules=tuple(layout.head + layout.row * at for at in range(len(employee) + 1)),
        spots=tuple(_spot(crossing, most, layout) for crossing in crossings),
    )


def _spot(crossing: Crossing, most: int, layout: MatrixLayout) -> Spot:
    count = _count(crossing)
    largest = 0.44 * min(layout.row, layout.column)
    return Spot(
        x=_centre(STAGES[Side.CUSTOMER].index(crossing.customer), layout),
        y=_middle(STAGES[Side.EMPLOYEE].index(crossing.employee), layout),
        # The area shows the number; the smallest spot still has room for a digit.
        radius=round(max(0.6 * largest, largest * (count / most) ** 0.5), 1),
        count=count,
        grade=crossing.links[0].grade,
        title=f"Employees {crossing.employee}, customers {crossing.customer}: {count_by_grade(crossing.links)}",
    )


def _count(crossing: Crossing) -> int:
    return sum(each.links for each in crossing.links)


def _centre(column: int, layout: MatrixLayout) -> float:
    return round(layout.label + layout.column * (column + 0.5), 1)


def _middle(row: int, layout: MatrixLayout) -> float:
    return round(layout.head + layout.row * (row + 0.5), 1)

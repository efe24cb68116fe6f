"""Layout of pictures. Pure geometry: the templates draw what is computed here and decide nothing."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.types import Grade, Side
from analyzer.wording import GRADE_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from analyzer.gate import GatedLink, GatedTheme


@dataclass(frozen=True, slots=True)
class Canvas:
    """The dimensions of a picture, in SVG user units.

    Attributes:
        width: Width of the whole picture.
        label: Width of each column of names, at either edge.
        size: Font size of names.
        badge: Radius of a line's number.
        lines: Most lines of a name before it is cut.
    """

    width: float
    label: float
    size: float
    badge: float
    lines: int


WIDE = Canvas(width=1040, label=330, size=16, badge=11, lines=2)
NARROW = Canvas(width=360, label=128, size=12, badge=9, lines=4)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, written from ``x`` outwards: its baseline is at ``y``."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Node:
    """A theme in the picture: its name, and below it a bar as long as its people are many.

    Attributes:
        side: Left are employees, right are customers.
        name: The whole name, also where the lines show only a part of it.
        lines: The name, wrapped.
        note: How many people, written after the bar's end.
        bar: Left, top, width and height.
        port: Where its curves begin.
    """

    side: Side
    name: str
    lines: tuple[Line, ...]
    note: Line
    bar: tuple[float, float, float, float]
    port: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A link in the picture: an SVG path, and where its number stands."""

    number: int
    grade: Grade
    grade_name: str
    path: str
    badge: tuple[float, float]
    title: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Employee themes on the left, customer themes on the right, a curve for each link."""

    canvas: Canvas
    height: float
    nodes: tuple[Node, ...]
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One period of a small chart; a hidden one is a mark on the base line."""

    x: float
    y: float
    width: float
    height: float
    hidden: bool


def draw_links(links: Sequence[GatedLink], canvas: Canvas, first: int = 1) -> Picture:
    """Lay out the picture of links.

    Args:
        links: Best first.
        canvas: The dimensions.
        first: The first one's number in the picture.

    Returns:
        Nodes and curves with their places; no two nodes overlap and nothing leaves the canvas.
    """
    left, right = _order(links)
    columns = {Side.EMPLOYEE: left, Side.CUSTOMER: right}
    heights = {side: sum(_height(theme, canvas) for theme in themes) for side, themes in columns.items()}
    tallest = max(heights.values(), default=0.0)
    nodes = {
        theme.id: node
        for side, themes in columns.items()
        for theme, node in zip(themes, _stack(themes, canvas, (tallest - heights[side]) / 2), strict=True)
    }
    return Picture(canvas, round(tallest, 1), tuple(nodes.values()), _curves(links, nodes, canvas, first))


def draw_trend(trend: Sequence[tuple[str, int | None]], width: float = 120, height: float = 28) -> tuple[Column, ...]:
    """Lay out a small column chart.

    Args:
        trend: (period, people) in time order; None hides a cell.
        width: Of the chart.
        height: Of its tallest column.

    Returns:
        One column a period, from left to right.
    """
    highest = max((people for _, people in trend if people is not None), default=0)
    step = width / max(len(trend), 1)
    thick = max(step * 0.7, 1.0)

    def column(place: int, people: int | None) -> Column:
        tall = 2.0 if people is None else height * people / max(highest, 1)
        return Column(round(place * step, 2), round(height - tall, 2), round(thick, 2), round(tall, 2), people is None)

    return tuple(column(place, people) for place, (_, people) in enumerate(trend))


def wrap(text: str, width: float, size: float, most: int) -> tuple[str, ...]:
    """Break a text into at most ``most`` lines that fit ``width``, the last one cut with an ellipsis where needed.

    Args:
        text: Any language; a word longer than a line is broken.
        width: Of a line.
        size: Of the letters, in the same unit.
        most: Lines allowed.

    Returns:
        The lines, at least one.
    """
    lines: list[str] = []
    for word in _words(text, width, size):
        if lines and measure(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines[most - 1 :] = [_cut(lines[most - 1], width, size)]
    return tuple(lines) or ("",)


def measure(text: str, size: float) -> float:
    """Estimate the width of a text in a common sans-serif font, rather too wide than too narrow."""
    return size * sum(_advance(char) for char in text)


def _words(text: str, width: float, size: float) -> Iterable[str]:
    """Split at spaces, and split what is longer than a line wherever the line is full."""
    for word in text.split():
        piece = ""
        for char in word:
            if piece and _advance(char) and measure(piece + char, size) > width:
                yield piece
                piece = ""
            piece += char
        yield piece


def _cut(text: str, width: float, size: float) -> str:
    while text and measure(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _advance(char: str) -> float:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.3 if unicodedata.category(char) == "So" else 1.05
    if char in "iljtfrI.,:;'|!()[] ":
        return 0.39
    return 0.95 if char in "mwMW@%" else 0.74 if char.isupper() else 0.63


def _order(links: Sequence[GatedLink]) -> tuple[list[GatedTheme], list[GatedTheme]]:
    """Order employee themes by their best link, and customer themes by their linked employee themes."""
    left = list({link.employee.id: link.employee for link in links}.values())
    places = {theme.id: place for place, theme in enumerate(left)}
    beside: dict[str, list[int]] = {}
    for link in links:
        beside.setdefault(link.customer.id, []).append(places[link.employee.id])
    right = {link.customer.id: link.customer for link in links}
    return left, sorted(right.values(), key=lambda theme: sum(beside[theme.id]) / len(beside[theme.id]))


_BAR = 8.0


def _name_lines(theme: GatedTheme, canvas: Canvas) -> tuple[str, ...]:
    return wrap(theme.name, canvas.label, canvas.size, canvas.lines)


def _height(theme: GatedTheme, canvas: Canvas) -> float:
    return canvas.size * (1.25 * len(_name_lines(theme, canvas)) + 1.5) + _BAR


def _stack(themes: Sequence[GatedTheme], canvas: Canvas, top: float) -> list[Node]:
    most = max((theme.people.number for theme in themes), default=1)
    nodes = []
    for theme in themes:
        nodes.append(_node(theme, canvas, top, theme.people.number / most))
        top += _height(theme, canvas)
    return nodes


def _node(theme: GatedTheme, canvas: Canvas, top: float, fullness: float) -> Node:
    """Place a name with its bar below it, both starting at the inner edge of their column."""
    left = theme.side is Side.EMPLOYEE
    edge = canvas.label if left else canvas.width - canvas.label
    names = _name_lines(theme, canvas)
    lines = tuple(Line(text, edge, round(top + canvas.size * (1 + 1.25 * row), 1)) for row, text in enumerate(names))
    bar_top = lines[-1].y + canvas.size * 0.45
    # The number stands after the bar's end, so the longest bar leaves room for it.
    length = max(3.0, fullness * (canvas.label - canvas.size * 4.2))
    outer = edge - length if left else edge + length
    return Node(
        side=theme.side,
        name=theme.name,
        lines=lines,
        note=Line(
            f"{'' if theme.people.exact else '≥ '}{theme.people.number:,}",
            round(outer - 6 if left else outer + 6, 1),
            round(bar_top + _BAR, 1),
        ),
        bar=(round(min(edge, outer), 1), round(bar_top, 1), round(length, 1), _BAR),
        port=(edge, round(bar_top + _BAR / 2, 1)),
    )


def _curves(links: Sequence[GatedLink], nodes: Mapping[str, Node], canvas: Canvas, first: int) -> tuple[Curve, ...]:
    curves: list[Curve] = []
    for number, link in enumerate(links, first):
        start, end = nodes[link.employee.id].port, nodes[link.customer.id].port
        curves.append(
            Curve(
                number=number,
                grade=link.grade,
                grade_name=GRADE_NAMES[link.grade],
                path=_path(start, end),
                badge=_free_place(start, end, [curve.badge for curve in curves], canvas.badge),
                title=f"{number}: {link.employee.name} – {link.customer.name}",
            )
        )
    return tuple(curves)


def _path(start: tuple[float, float], end: tuple[float, float]) -> str:
    middle = round((start[0] + end[0]) / 2, 1)
    return f"M{start[0]:g} {start[1]:g}C{middle:g} {start[1]:g} {middle:g} {end[1]:g} {end[0]:g} {end[1]:g}"


def _free_place(
    start: tuple[float, float], end: tuple[float, float], taken: Sequence[tuple[float, float]], radius: float
) -> tuple[float, float]:
    """Find a place on the curve, near its beginning if possible, where its number covers no other number."""
    places = [_point(start, end, t / 20) for t in (4, 10, 16, 7, 13, 3, 17, 5, 15, 6, 14, 8, 12, 9, 11)]

    def room(place: tuple[float, float]) -> float:
        return min((((place[0] - x) ** 2 + (place[1] - y) ** 2) ** 0.5 for x, y in taken), default=1e9)

    return next((place for place in places if room(place) > 2.2 * radius), max(places, key=room))


def _point(start: tuple[float, float], end: tuple[float, float], t: float) -> tuple[float, float]:
    """A point of the cubic curve whose two inner handles share the middle's x."""
    middle = (start[0] + end[0]) / 2
    inner = 3 * t * (1 - t)
    x = (1 - t) ** 3 * start[0] + inner * middle + t**3 * end[0]
    y = ((1 - t) ** 3 + inner * (1 - t)) * start[1] + (inner * t + t**3) * end[1]
    return round(x, 1), round(y, 1)

"""The values a reader may see, and nothing a reader may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analyzer.membership import ranks_behind

if TYPE_CHECKING:
    from analyzer.events import EventKind, Outside
    from analyzer.gate.actions import GatedAction
    from analyzer.gate.comparisons import GatedIntention, GatedInvolvement
    from analyzer.gate.waves import GatedWave
    from analyzer.judgement import Relation
    from analyzer.levers import Graded
    from analyzer.types import Aside, Channels, Controls, Direction, Effect, Grade, Reason, Side, Valence


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: ``number`` of them, or, where that would give a small rest away, at least that many."""

    number: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Share:
    """A share, 0 to 1. ``bound`` is "exact", or "at_least" where those left over are a small group."""

    value: float
    bound: str = "exact"


@dataclass(frozen=True, slots=True)
class GatedTheme:
    """A theme that enough people share. It has no count of statements: with few to a person, they count people.

    Attributes:
        id: As in the analysis.
        side: Whose theme.
        name: Its name.
        description: One sentence, or "": a summary reveals as much as a quote, so it needs as many people.
        people: Distinct authors.
        share: Of the side's people.
        tone: What most of its statements do: pains stand for wishes too; neutral where they do several things.
        stability: How well it survives resampling, 0 to 1, or None.
        quotes: Telling statements, empty where too few people stand behind them.
        trend: (month, people), or (quarter, people) where months are too thin, in time order; None hides a cell;
            empty where too little can be shown.
        layer: "core", "surface", or None where that is not clear.
        stages: Where on its side's journey, the main one first; empty where that is not clear.
        placed_from: "mechanism", "text" or "".
        held: Whether a person decided about it.
    """

    id: str
    side: Side
    name: str
    description: str
    people: Count
    share: Share
    tone: Valence
    stability: float | None
    quotes: tuple[str, ...]
    trend: tuple[tuple[str, int | None], ...]
    layer: str | None = None
    stages: tuple[str, ...] = ()
    placed_from: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class GatedCoverage:
    """Where rows and statements of one side went, as far as it can be told without naming a small group.

    Attributes:
        rows: Rows read, None where fewer than enough of them became no record.
        set_aside: Rows that became no record, None likewise.
        asides: The same by reason; empty where a reason would count too few.
        records: Answers or comments with words in them.
        people: Distinct authors.
        people_known: Whether a column named them in every file; where none did, each record counts as one person.
        people_partly: Whether a column named them in some files and not in others.
        statements: Slices that say one thing.
        praising: People who praise something, None where that would count too few.
        in_themes: Statements in the themes shown, None where too few people stand behind what is left over.
        rest: Statements in no theme, in themes too small to show or in themes without a name, None likewise.
        units: Places.
        quarters: First and last quarter with a date, like "2024-Q1", or None.
        languages: Codes of the languages of enough people.
    """

    rows: int | None
    set_aside: int | None
    asides: tuple[tuple[Aside, int], ...]
    records: int
    people: int
    people_known: bool
    people_partly: bool
    statements: int
    praising: Count | None
    in_themes: int | None
    rest: int | None
    units: int
    quarters: tuple[str, str] | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GatedArea:
    """Neighbouring themes that may be shown, and what of the remainder lies among them.

    Attributes:
        id: As in the analysis.
        parent: The id of the area it lies in, or None.
        name: After its first themes.
        themes: Ids of its themes, those of the areas inside it too.
        people: Distinct authors, to the nearest multiple of the threshold.
        share: These, of the side's people.
        loose: Whether much of what is said in it, and by enough people, stands in no theme.
    """

    id: str
    parent: str | None
    name: str
    themes: tuple[str, ...]
    people: int
    share: float
    loose: bool


@dataclass(frozen=True, slots=True)
class GatedRemoved:
    """That records of a side were removed since: how many at least, None where they are too few to be counted."""

    records: Count | None


@dataclass(frozen=True, slots=True)
class GatedUnnamed:
    """A theme of enough people that no word may name; it is quoted where one with a name would be."""

    people: Count
    tone: Valence
    new: bool = False
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GatedSide:
    """One side; ``coverage`` is None, and there are no themes, where it has too few people for anything to be shown.

    ``removed`` is None where no record was removed since; else nobody of the side is quoted.
    """

    side: Side
    coverage: GatedCoverage | None
    themes: tuple[GatedTheme, ...]
    layers: tuple[GatedLayer, ...] = ()
    areas: tuple[GatedArea, ...] = ()
    removed: GatedRemoved | None = None
    unnamed: tuple[GatedUnnamed, ...] = ()


@dataclass(frozen=True, slots=True)
class GatedVoice:
    """A statement in which somebody speaks of the other side, in three parts; which record it is of stays behind.

    Attributes:
        side: Whose words.
        before: What comes before the clause that speaks of the other side.
        clause: That clause.
        after: What follows it.
    """

    side: Side
    before: str
    clause: str
    after: str


@dataclass(frozen=True, slots=True)
class GatedLink:
    """A candidate pair of themes of which both may be shown. The fields mean what they mean in ``Link``.

    A text that might count a small group is "" here: the report then says the same in its own words. ``voiced`` says
    how many people speak of the other side, for the sides on which they are enough; never exactly, so that nobody can
    be found by taking it from the theme's people. ``judged`` is a language model's answer out of a closed list; the
    statements that it rests on stay behind. ``over_time`` says whether the two were also seen to move together
    within places over time, None where nothing was tested.
    """

    employee: GatedTheme
    customer: GatedTheme
    grade: Grade
    sentence: str
    effect: Effect | None
    lag: int | None
    direction: Direction
    why: str
    rivals: tuple[str, ...]
    channels: Channels
    reasons: tuple[Reason, ...]
    settle: str
    voices: tuple[GatedVoice, ...]
    voiced: tuple[tuple[Side, Count], ...]
    domino: str | None = None
    levers: tuple[str, ...] = ()
    judged: Relation | None = None
    over_time: bool | None = None

    @property
    def steady(self) -> bool:
        """Whether neither theme stands behind the others of its side; else it is no headline."""
        return not any(ranks_behind(theme.stability, held=theme.held) for theme in (self.employee, self.customer))


@dataclass(frozen=True, slots=True)
class GatedLayer:
    """The people of a side who name a theme of one layer ("" for "not clear"), to a multiple of the threshold."""

    layer: str
    themes: int
    people: int
    share: float


@dataclass(frozen=True, slots=True)
class GatedLeverage:
    """A lever's or domino's links by grade, and the employees behind them, to a multiple of the threshold."""

    code: str
    links: tuple[Graded, ...]
    people: int


@dataclass(frozen=True, slots=True)
class GatedDifference:
    """How one band differs from all others in naming a theme; the fields mean what they mean in ``Difference``."""

    band: str
    effect: Effect | None
    q: float | None
    remains: Effect | None
    remains_q: float | None


@dataclass(frozen=True, slots=True)
class GatedSliceRow:
    """A theme's share in each band, 0 to 1 (None: too few people), and its differences where no cell is hidden."""

    theme: str
    shares: tuple[float | None, ...]
    differences: tuple[GatedDifference, ...]


@dataclass(frozen=True, slots=True)
class GatedSlice:
    """Leaving employees in bands of one kind; ``people`` of each band, None where too few."""

    kind: str
    bands: tuple[str, ...]
    people: tuple[int | None, ...]
    rows: tuple[GatedSliceRow, ...]


@dataclass(frozen=True, slots=True)
class GatedSlices:
    """What was divided, and what could not be."""

    slices: tuple[GatedSlice, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GatedEvents:
    """What events took out of the test, without units, days and notes: there are no people in it to be counted.

    Attributes:
        cells: Cells (unit × period) left out.
        of: Cells that both sides share.
        kinds: How many events of each kind took some out, the commonest first.
        outside: How many took none out, by why.
    """

    cells: int
    of: int
    kinds: tuple[tuple[EventKind, int], ...]
    outside: tuple[tuple[Outside, int], ...]


@dataclass(frozen=True, slots=True)
class GatedAilment:
    """Links with one root, as far as they may be shown. Themes and links are named by id: both are in ``Gated``.

    Attributes:
        side: Whose themes the root is made of.
        roots: Ids of the root's themes.
        symptoms: Ids of two or more themes of the other side.
        links: (employee theme, customer theme) of each link shown.
        grade: The weakest grade of its links.
        sentence: What that grade permits, "" where a theme in it is hidden: the report then says the same in its words.
        levers: What a leader can change about the root.
        removed: Share of what the symptoms have in common that is gone once the root is taken into account, with its
            95 % interval, None where a theme in it is hidden.
    """

    side: Side
    roots: tuple[str, ...]
    symptoms: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    grade: Grade
    sentence: str
    levers: tuple[str, ...]
    removed: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True)
class Gated:
    """An analysis as a reader may see it: no statement, no unit, no small group.

    Attributes:
        threshold: Fewest people behind what is shown.
        quote_threshold: Fewest people behind an employee's words.
        sides: The sides that were given, employees first.
        links: Best first.
        not_tested: Why some or all pairs could not be tested.
        controls: What the method found where nothing can be.
        events: What events took out of the test.
        period: What a lag counts: "month", "quarter", or "period" where that is not known.
        seed: Of the run.
        embedder: Of the run.
        llm: Of the run, or None.
        ailments: Links that have one root, the ailment with the most links first.
        levers: Links by what leaders can change.
        dominoes: Links by domino.
        slices: Leaving employees in wide bands, None where the run was not asked for it.
        actions: What was tried about links, oldest first.
        intentions: What leaders say they do, and what it meets with.
        involved: Complaints, and what the employees of their places and times name.
        waves: What became of each side's themes since the run before; empty where none is followed.
    """

    threshold: int
    quote_threshold: int
    sides: tuple[GatedSide, ...]
    links: tuple[GatedLink, ...]
    not_tested: tuple[Reason, ...]
    controls: Controls
    events: GatedEvents
    period: str
    seed: int
    embedder: str
    llm: str | None
    ailments: tuple[GatedAilment, ...] = ()
    actions: tuple[GatedAction, ...] = ()
    intentions: tuple[GatedIntention, ...] = ()
    involved: tuple[GatedInvolvement, ...] = ()

    @property
    def single_links(self) -> tuple[GatedLink, ...]:
        """The links that are in no ailment, best first."""
        inside = {pair for ailment in self.ailments for pair in ailment.links}
        return tuple(link for link in self.links if (link.employee.id, link.customer.id) not in inside)

    levers: tuple[GatedLeverage, ...] = ()
    dominoes: tuple[GatedLeverage, ...] = ()
    slices: GatedSlices | None = None
    waves: tuple[GatedWave, ...] = ()

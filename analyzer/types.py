"""The values that pass between steps. Frozen, typed, and free of any behaviour beyond what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from analyzer.checks import Checks, Conditioning
from analyzer.events import LeftOut
from analyzer.voices import Voice, VoicedPeople

if TYPE_CHECKING:
    from analyzer.actions import Action
    from analyzer.judgement import Judgement
    from analyzer.knowledge.status import MechanismStatus
    from analyzer.reality import Intention, Involvement
    from analyzer.removed import Removed
    from analyzer.slices.values import Slices
    from analyzer.waves import Lineage, Wave


class Side(StrEnum):
    """Whose words these are."""

    EMPLOYEE = "employee"
    CUSTOMER = "customer"


class Valence(StrEnum):
    """What a statement does: names something bad, something good, something wanted, or none of these."""

    PAIN = "pain"
    PRAISE = "praise"
    WISH = "wish"
    NEUTRAL = "neutral"


# What names something bad or something missing; themes of pains hold both.
PAIN_LIKE = frozenset({Valence.PAIN, Valence.WISH})


class Grade(StrEnum):
    """How sure a link is (docs/methods.md says what each grade requires)."""

    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"
    HYPOTHESIS = "hypothesis"
    VOICED = "voiced"
    MOVES_TOGETHER = "moves_together"
    CONVERGING = "converging"
    TESTED = "tested"
    CONTRADICTED = "contradicted"
    UNEXPLAINED = "unexplained_co_movement"


class Direction(StrEnum):
    """Which side moves first; both ways where each side's trouble precedes more of the other's."""

    EMPLOYEE_FIRST = "employee_first"
    CUSTOMER_FIRST = "customer_first"
    BOTH_WAYS = "both_ways"
    TOGETHER = "together"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One person's answer or comment as it was read, before redaction.

    Attributes:
        id: The id column's value, else the row's number from 1.
        line: The line of the file it began on, from 1, for messages.
        text: The person's own words only.
        asked: The question that each paragraph of the text answers, "" where none is known; empty where none is.
        date: The day it speaks of or was written, where known.
        unit: The place where both sides meet (site, store, department), where known.
        person: The author's id where a column names one; None makes the record its own person.
        rating: The number given with it, as it stands in the file; for a word that grades, 5 (the best) to 1.
        attributes: Further columns as (name, value) pairs.
        undated: Whether something stands in its date column that cannot be read as a date.
    """

    id: str
    line: int
    text: str
    asked: tuple[str, ...] = ()
    date: date | None = None
    unit: str | None = None
    person: str | None = None
    rating: float | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    undated: bool = False


class Aside(StrEnum):
    """Why a row became no record."""

    NO_ANSWER = "no_answer"
    SKIPPED = "skipped"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that became no record: counted and shown, never dropped. The reason holds no word of the row."""

    line: int
    kind: Aside
    reason: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A slice of a record that says one thing: ``text == record.text[start:end]``, as it is stored, redacted.

    Attributes:
        side: Whose words.
        record: The record's id.
        language: ISO 639-1 code of its record, "und" where it cannot be told.
        person: The author's pseudonym.
        unit: Where, or None.
        date: When, or None.
        valence: What it does.
        severity: How bad a pain is, 0 to 1.
        theme: The id of its headline theme, or None in the remainder.
        strength: How firmly it belongs to that theme, 0 to 1.
        area: Without a theme: the id of the area among whose themes it stands, or None.
        question: The question that it answers, "" where none was asked or several were.
        rating: The number that came with its record, or None.
    """

    side: Side
    record: str
    start: int
    end: int
    text: str
    language: str
    person: str
    unit: str | None
    date: date | None
    valence: Valence = Valence.NEUTRAL
    severity: float = 0.0
    theme: str | None = None
    strength: float = 0.0
    area: str | None = None
    question: str = ""
    rating: float | None = None


# What a theme is called whose people share no word that may be shown.
NAMELESS = "No word in common"


def is_nameless(name: str, name_from: str) -> bool:
    """Whether a theme is called after having no word in common."""
    return name_from == "keywords" and name.startswith(NAMELESS)


@dataclass(frozen=True, slots=True)
class Theme:
    """What several people of one side say, under one name.

    Attributes:
        id: "E1", "C4": side and rank by people.
        side: Whose theme.
        name: A short name a leader can read.
        name_from: "knowledge" (the name of the anchor it stands on), "keywords", "llm" or "person".
        keywords: The theme's own telling words, best first.
        description: One sentence, or "" where none was made.
        people: Distinct authors.
        statements: How many statements belong to it.
        pain_share: Share of its statements that are pains or wishes, 0 to 1.
        stability: How well it survives resampling, 0 to 1; None where it was not measured.
        parent: The id of the narrowest area it stands in, or None.
        mechanism: The knowledge base's mechanism it is anchored in, or None for an emerging theme.
        quotes: Telling statements, redacted, best first.
        trend: (period, people) pairs in time order; empty where there are no dates.
        layer: "core" (operations, leadership), "surface" (a touchpoint), or None where that is not clear.
        stages: Where on its side's journey, the main one first; empty where that is not clear.
        placed_from: What layer and stages come from: "mechanism", "text", or "" where neither is known.
        lineage: What became of it since the run before, None where none is followed.
        held: Whether a person decided about it: named it, pinned it or merged another into it.
    """

    id: str
    side: Side
    name: str
    name_from: str
    keywords: tuple[str, ...]
    description: str
    people: int
    statements: int
    pain_share: float
    stability: float | None = None
    parent: str | None = None
    mechanism: str | None = None
    quotes: tuple[str, ...] = ()
    trend: tuple[tuple[str, int], ...] = ()
    layer: str | None = None
    stages: tuple[str, ...] = ()
    placed_from: str = ""
    lineage: Lineage | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect with its interval of so many per cent, in the unit named."""

    value: float
    low: float
    high: float
    unit: str
    level: int = 95


@dataclass(frozen=True, slots=True)
class Channels:
    """How strongly each kind of evidence speaks for a link, 0 to 1; None where it could not speak."""

    meaning: float | None = None
    voiced: float | None = None
    covariation: float | None = None
    judge: float | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was not tested or not graded higher: a code for programs, a sentence for people."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Link:
    """An employee theme and a customer theme that text proposed as a pair, with what the evidence says.

    Attributes:
        employee_theme: Theme id.
        customer_theme: Theme id.
        grade: How sure.
        sentence: The one sentence that the grade permits.
        score: Ranks links across all grades, higher is better.
        p: Permutation p-value, None where not tested.
        q: Benjamini-Hochberg adjusted p, None where not tested.
        effect: Effect in natural units with interval.
        lag: Periods by which employees come first (negative: customers), None where not tested.
        period: What such a period is, "month" or "quarter"; "" in runs from before it was kept.
        direction: Which side moves first.
        mechanism: The knowledge base's mechanism that explains it, or None.
        why: The mechanism's sentence, or "".
        rivals: What else could explain it.
        channels: The evidence by kind.
        reasons: Why it is not graded higher.
        settle: What would settle it, or "".
        voices: Statements in which people themselves speak of the other side, the surest of each side.
        voiced_people: How many people do so.
        domino: Which of the six dominoes its mechanism belongs to, or None without a mechanism.
        levers: What a leader can change, from its mechanism; empty: no lever known.
        checks: What else its test says, None where not tested.
        judgement: How a language model takes the two to go together, None where it was not asked or gave no answer.
    """

    employee_theme: str
    customer_theme: str
    grade: Grade
    sentence: str
    score: float
    p: float | None = None
    q: float | None = None
    effect: Effect | None = None
    lag: int | None = None
    direction: Direction = Direction.UNKNOWN
    mechanism: str | None = None
    why: str = ""
    rivals: tuple[str, ...] = ()
    channels: Channels = field(default_factory=Channels)
    reasons: tuple[Reason, ...] = ()
    settle: str = ""
    voices: tuple[Voice, ...] = ()
    voiced_people: VoicedPeople = field(default_factory=VoicedPeople)
    domino: str | None = None
    levers: tuple[str, ...] = ()
    checks: Checks | None = None
    judgement: Judgement | None = None
    period: str = ""


@dataclass(frozen=True, slots=True)
class Ailment:
    """Several links that may have one root: either one ailment with its symptoms, or why they stay single links.

    Attributes:
        id: "A1" and so on, the one with the most links first.
        side: Whose themes the root is made of; the symptoms are the other side's.
        roots: Ids of the root's themes, more than one where they share a lever or a mechanism.
        symptoms: Ids of the symptoms' themes.
        links: (employee theme, customer theme) of each link in it.
        grade: The weakest grade of these links.
        sentence: The one sentence that this grade permits; "" where it is not one ailment.
        mechanism: The mechanism that the root's themes share, or None.
        levers: What a leader can change about the root, as far as it is known.
        conditioning: The test of one root, None where there were too few links to test it.
        reasons: Why it is not one ailment; empty where it is.
    """

    id: str
    side: Side
    roots: tuple[str, ...]
    symptoms: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    grade: Grade
    sentence: str = ""
    mechanism: str | None = None
    levers: tuple[str, ...] = ()
    conditioning: Conditioning | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def is_one(self) -> bool:
        """Whether the links are one ailment rather than several that happen to share a theme."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Controls:
    """What the same machinery found where nothing can be: printed beside the real count."""

    candidates: int = 0
    tested: int = 0
    scrambled_links: float | None = None
    placebo_links: int | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where a side's rows and statements went; a column names people in all files (``known``) or some (``partly``)."""

    rows: int
    problem_rows: int
    no_answer: int
    skipped: int
    records: int
    people: int
    people_known: bool
    statements: int
    in_themes: int
    remainder: int
    units: int
    first: date | None
    last: date | None
    languages: tuple[tuple[str, int], ...] = ()  # people who speak each
    people_partly: bool = False


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What made this analysis, so that it can be made again."""

    seed: int
    settings: Mapping[str, object]
    embedder: str
    llm: str | None
    seconds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Analysis:
    """The complete result, not gated. ``statements`` are those stored now, ``named`` their units as handed in."""

    run: RunFacts
    coverage: Mapping[Side, Coverage]
    statements: tuple[Statement, ...]
    themes: tuple[Theme, ...]
    links: tuple[Link, ...]
    not_tested: tuple[Reason, ...]
    controls: Controls
    left_out: LeftOut = field(default_factory=LeftOut)
    ailments: tuple[Ailment, ...] = ()
    slices: Slices | None = None
    actions: tuple[Action, ...] = ()
    intentions: tuple[Intention, ...] = ()
    involved: tuple[Involvement, ...] = ()
    mechanisms: tuple[MechanismStatus, ...] = ()
    waves: Mapping[Side, Wave] = field(default_factory=dict)
    removed: Mapping[Side, Removed] = field(default_factory=dict)
    named: frozenset[str] = frozenset()

    @property
    def counted(self) -> tuple[Statement, ...]:
        """All statements that the run counted, those among them that were removed since without their words."""
        return (*self.statements, *(trace for removed in self.removed.values() for trace in removed.traces))

    @property
    def units(self) -> frozenset[str]:
        """Every unit that the run's statements named, by all of its names."""
        return self.named.union((s.unit for s in self.statements if s.unit), *(r.units for r in self.removed.values()))

"""The organisations that the self-test simulates: nothing linked, local trouble, links of several kinds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analyzer.selftest.worlds import World

# Themes of each side of a simulated organisation; the last of them are placebos (``outcome.PLACEBOS``).
THEMES = 24
LINKED = 4


@dataclass(frozen=True, slots=True)
class Scenario:
    """One kind of organisation.

    Attributes:
        name: For people, short, unique.
        world: What it is like.
        shuffled: Whether the units of the two sides are paired at random, which leaves nothing to find.
    """

    name: str
    world: World
    shuffled: bool = False

    @property
    def silent(self) -> bool:
        """Whether there is nothing to find, so that whatever is reported is wrong."""
        return self.shuffled or not self.world.linked


_CALM = World(themes=THEMES, mood=0.0)
_NONE = World(themes=THEMES)
_STRONG = World(themes=THEMES, linked=LINKED)
_FAIR, _WEAK = replace(_STRONG, strength=0.5), replace(_STRONG, strength=0.25)


def _small(world: World) -> World:
    return replace(world, units=12, periods=12)


def _large(world: World) -> World:
    return replace(world, units=40, periods=18)


def _thin(world: World) -> World:
    """Make half of the cells empty of leavers, and the themes common enough to be tested nevertheless."""
    return replace(world, units=14, exits=0.54, comments=1.55, rarity=-0.8)


_NOTHING = (
    Scenario("no mood", _CALM),
    Scenario("mood 0.3", _NONE),
    Scenario("mood 0.6", replace(_NONE, mood=0.6)),
    Scenario("slow drift (0.9)", replace(_NONE, drift=0.9)),
    Scenario("slow drift, mood 0.6", replace(_NONE, drift=0.9, mood=0.6)),
    Scenario("12 units × 12", _small(_NONE)),
    Scenario("12 units, mood 0.6", _small(replace(_NONE, mood=0.6))),
    Scenario("40 units × 18", _large(_NONE)),
    Scenario("rare themes", replace(_NONE, rarity=1.0)),
    Scenario("one exit a cell", replace(_NONE, exits=1.0)),
    Scenario("thin months, 14 units", _thin(_NONE)),
    Scenario("thin months, mood 0.6", _thin(replace(_NONE, mood=0.6))),
    Scenario("links, units shuffled", _STRONG, shuffled=True),
)
_SHOCKS = (
    Scenario("shock 0.3", replace(_NONE, shock=0.3)),
    Scenario("shock 0.6", replace(_NONE, shock=0.6)),
    Scenario("shock 0.6, no mood", replace(_CALM, shock=0.6)),
)
_LINKS = (
    Scenario("weak (0.25)", _WEAK),
    Scenario("fair (0.5)", _FAIR),
    Scenario("strong (1.2)", _STRONG),
    Scenario("weak, 40 × 18", _large(_WEAK)),
    Scenario("fair, 40 × 18", _large(_FAIR)),
    Scenario("strong, 40 × 18", _large(_STRONG)),
    Scenario("strong, 12 × 12", _small(_STRONG)),
    Scenario("strong, no mood", replace(_STRONG, mood=0.0)),
    Scenario("strong, shock 0.6", replace(_STRONG, shock=0.6)),
    Scenario("strong, one exit", replace(_STRONG, exits=1.0)),
    Scenario("strong, thin months", _thin(_STRONG)),
    Scenario("strong, same month", replace(_STRONG, lag=0)),
    Scenario("strong, customers lead", replace(_STRONG, lag=-1)),
    Scenario("strong, both ways", replace(_STRONG, mutual=True)),
)
# What the short self-test keeps: the hardest scenario of each kind, and the usual links.
_KEPT = {"no mood", "mood 0.3", "mood 0.6", "links, units shuffled", "shock 0.6", "fair (0.5)", "strong (1.2)"}

FULL = (*_NOTHING, *_SHOCKS, *_LINKS)
SHORT = tuple(scenario for scenario in FULL if scenario.name in _KEPT)

"""How an intention is put: plainly, in the negative, or under a condition; and how a text is split into intentions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from analyzer.reality import Sense
from analyzer.wordlists import read_yaml

# Most intentions of one run: leaders do not stand by more, and nobody reads more answers.
MOST_INTENTIONS = 100
# From this probability of a pain on, what is negated counts as bad, so the negation is a promise. Below it are
# negations of something good and unclear cases (docs/decisions/0011).
DENIED_PAIN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """An intention as it is put.

    Attributes:
        conditional: Whether it holds only under a condition.
        bare: The sentence without its negation, or "" where it has none.
    """

    conditional: bool
    bare: str

    def sense(self, pain: float) -> Sense:
        """Tell how it is put, given the probability, 0 to 1, that the sentence without its negation is a pain.

        "Nobody works unpaid overtime" denies something bad, so it is a promise like any other.
        """
        if self.conditional:
            return Sense.CONDITIONAL
        return Sense.NEGATED if self.bare and pain < DENIED_PAIN_SHARE else Sense.PLAIN


def sentences(text: str, cut: Callable[[str], Sequence[tuple[int, int]]]) -> tuple[str, ...]:
    """Split what leaders say into intentions, one per sentence or bullet, each once; headings are left out.

    Args:
        text: What they say.
        cut: Gives the (start, end) of each sentence of a text.
    """
    body = "\n".join(line for line in text.splitlines() if not _HEADING.search(line))
    return tuple(dict.fromkeys(body[start:end].strip(" \t*_") for start, end in cut(body)))


def read_sense(text: str, language: str = "en") -> Reading:
    """Read how an intention is put, from its words alone.

    Args:
        text: The intention.
        language: ISO 639-1 code; for a language without markers of its own, those of all languages are used.
    """
    condition, negation, persons = _markers(language)
    found = negation.search(text)
    if found is None:
        return Reading(bool(condition.search(text)), "")
    kept = _KEPT.match(found.group())
    stand_in = "somebody " if found.group().lower() in persons else f"{kept.group()} " if kept else ""
    bare = " ".join((text[: found.start()] + stand_in + text[found.end() :]).split())
    return Reading(bool(condition.search(text)), bare[:1].upper() + bare[1:])


# Verbs that are kept when "not" is removed: "is not", "are not". "do" and "will" only carry the negation.
_KEPT = re.compile(r"(?:is|are|was|were|has|have|can|may|must)(?=\s+not|n['’]t)", re.IGNORECASE)
_HEADING = re.compile(r"^\s*#{1,6}\s|:\s*$")


@cache
def _markers(language: str) -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    listed: dict[str, Any] = read_yaml("analyzer.intentions", "markers.yaml")
    condition, negation = (_pattern(listed[kind], language) for kind in ("condition", "negation"))
    return condition, negation, frozenset(listed["persons"])


def _pattern(listed: Mapping[str, Sequence[str]], language: str) -> re.Pattern[str]:
    patterns = listed.get(language) or [pattern for each in listed.values() for pattern in each]
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)

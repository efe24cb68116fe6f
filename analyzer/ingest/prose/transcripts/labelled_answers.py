"""Minutes in which only answers have a label, the same each time, with the question in brackets.

For example:

    A.D.R. (reasons): The road is too long.
    A.D.R. (team): They were kind.
    A.D.R.: Yes, twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from analyzer.ingest.prose.edges.paragraphs import is_blank, paragraphs
from analyzer.ingest.prose.narrator import has_first_person
from analyzer.ingest.prose.transcripts.dashed_turns import ANSWERING, ASKING
from analyzer.ingest.prose.transcripts.roles import Turn, speaker_role
from analyzer.ingest.words import fold

# The question stands in brackets behind the label; an abbreviation needs none: "A.D.R.: Yes, twice.".
_LABELLED_ANSWER = re.compile(
    r"^\s*(?:((?:[^\W\d_]\.){2,4})\s*(?:\(([^()]{2,80})\))?\s*[:–—-]?"
    r"|([^\W\d_][^():\n]{0,60}?)\s*\(([^()]*[^\W\d_]{3}[^()]*)\)\s?:)\s+(?=\S)"
)
_MIN_ANSWERS = 3
# "la dott.ssa Bruna Rossi", "il geom. Verdi", "Mrs Ada Rowe", "Herrn Lind".
_TITLED = re.compile(
    r"\b(?:[a-zà-ÿ]{2,6}\.\w{0,3}|[Ss]ig\w*\.?\w{0,3}|[Dd]ott\w*\.?\w{0,3}|Mrs?\.?|Ms\.?|Dr\.?|Herrn?|Frau|Mme|Mlle|Sra?\.?"
    r"|[Dd]on|[Dd]oña|[Dd]hr\.|[Mm]evr\.?)\s+([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,3})"
)

_INITIAL = re.compile(r"\b[A-Z]\.")


def find_labelled_answers(lines: Sequence[str]) -> tuple[Turn, ...]:
    """Return the turns of such minutes; none if no label repeats.

    A paragraph without a label is the writer's if it names somebody present, or if it stands below the last answer and
    has a number (a time, a date); in doubt it continues the answer above.
    """
    found = {at: match for at, line in enumerate(lines) if (match := _LABELLED_ANSWER.match(line))}
    labels = Counter(
        label for label, _ in {(fold(match[1] or match[3]), match[4] or at) for at, match in found.items()}
    )
    label, often = labels.most_common(1)[0] if labels else ("", 0)
    begun = {at: match for at, match in found.items() if match[3] or fold(match[1]) == label}
    asks = sum(lines[at].rstrip().endswith("?") for at in begun)
    if often < _MIN_ANSWERS or 2 * asks > len(begun) or speaker_role(label) == "interviewer":
        return ()
    first, last = min(begun), max(begun)
    head = "\n".join(lines[:first])
    if has_first_person(head):
        return ()
    present = {word for name in _TITLED.findall(head) for word in name.split()}
    turns: list[Turn] = []
    for part in paragraphs(lines[first:], is_blank):
        text = [lines[first + at] for at in part]
        whose = _speaker_of_paragraph("\n".join(text), first + part[0] > last, present)
        for at, line in zip(part, text, strict=True):
            if match := begun.get(first + at):
                turns.append(Turn(ASKING, match[2] or match[4] or ""))
                turns.append(Turn(ANSWERING, line[match.end() :]))
            elif at > part[0]:
                turns[-1] = replace(turns[-1], text=f"{turns[-1].text}\n{line}")
            else:
                turns.append(Turn(whose, line))
    return tuple(turns)


def _speaker_of_paragraph(text: str, below: bool, present: set[str]) -> str:
    """Whose a paragraph without a label is; ``below``: whether no answer follows."""
    bare = _INITIAL.sub("", text)
    named = not present.isdisjoint(re.findall(r"[\w'’-]+", bare))
    told = named or (below and any(c.isdigit() for c in bare))
    return ASKING if told and not has_first_person(bare) else ANSWERING

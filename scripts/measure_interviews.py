"""How much of what leavers said is kept, how much of what others said slips in: `scripts/measure_interviews.py FOLDER`.

Each interview (.txt, .md, .vtt, ...) lies beside its truth (.json of the same name): `employee_statements`, each of
them one point, and `interviewer_text`. Both are compared by their words, so line breaks do not count. Names are not
taken out first; `scripts/measure_redaction.py` measures that.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analyzer.ingest import inspect, read
from analyzer.language import detect_language
from analyzer.segment import slices
from analyzer.types import RawRecord, Side

_WORD = re.compile(r"[^\W_]+")
_LEAST = 3  # an interviewer's two words ("And then?") may well be somebody else's too


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of one interview.

    Attributes:
        said: The leaver's statements.
        lost: Those that are in no statement of ours.
        leaked: The others' sentences that are in one.
        merged: Our statements that hold two of the leaver's points or more.
        severed: The leaver's points of one sentence that were cut in two.
        statements: Our statements.
    """

    said: int
    lost: tuple[str, ...]
    leaked: tuple[str, ...]
    merged: tuple[str, ...]
    severed: tuple[str, ...]
    statements: int


def measure(path: Path) -> Measured:
    """Read an interview as the product does and hold it against its truth."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    texts = [one.text for one in read(path, inspect(path, path.name, side=Side.EMPLOYEE)) if isinstance(one, RawRecord)]
    ours = [text[start:end] for text in texts for start, end in slices(text, detect_language(text))]
    points = [_words(said) for said in truth["employee_statements"]]
    whole = _words(" ".join(ours))
    cut = [_words(statement) for statement in ours]
    return Measured(
        said=len(points),
        lost=tuple(said for said, p in zip(truth["employee_statements"], points, strict=True) if not _holds(whole, p)),
        leaked=tuple(
            sentence
            for said in truth["interviewer_text"]
            for sentence in re.split(r"(?<=[.?!])\s", said)
            if _leaks(_words(sentence), whole, points)
        ),
        merged=tuple(s for s, c in zip(ours, cut, strict=True) if sum(_holds(c, p) for p in points) > 1),
        severed=tuple(
            said
            for said, p in zip(truth["employee_statements"], points, strict=True)
            if _holds(whole, p) and not any(_holds(c, p) for c in cut) and not re.search(r"[.!?]\s", said)
        ),
        statements=len(ours),
    )


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def _holds(text: str, piece: str) -> bool:
    return piece in text


def _leaks(asked: str, whole: str, points: Sequence[str]) -> bool:
    return len(asked.split()) >= _LEAST and _holds(whole, asked) and not any(_holds(p, asked) for p in points)


def main() -> None:
    """Print one line an interview, and their sum."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true", help="print what was lost, leaked, merged and severed")
    choices = parser.parse_args()
    for folder in choices.folders:
        paths = sorted(p for p in folder.iterdir() if p.suffix != ".json" and p.with_suffix(".json").exists())
        print(f"{folder.name:34} said  lost leaked merged severed  ours")
        results = [measure(path) for path in paths]
        for path, one in zip(paths, results, strict=True):
            _print(path.stem, [one])
            if choices.show:
                for kind in ("lost", "leaked", "merged", "severed"):
                    print("".join(f"    {kind}: {text}\n" for text in getattr(one, kind)), end="")
        _print(f"all {len(results)}", results)


def _print(name: str, measured: Sequence[Measured]) -> None:
    sums = [sum(len(getattr(one, kind)) for one in measured) for kind in ("lost", "leaked", "merged", "severed")]
    said, ours = sum(one.said for one in measured), sum(one.statements for one in measured)
    print(f"{name:34} {said:4}  {sums[0]:4}   {sums[1]:4}   {sums[2]:4}    {sums[3]:4}  {ours:4}")


if __name__ == "__main__":
    main()

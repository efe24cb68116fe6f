"""How well comments are cut into points: `measure_points.py FILE...`, files as in samples/points."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from analyzer.segment import slices

_MARK = " | "
# Signs of a list belong to no point.
_BETWEEN = " +-"


def read_points(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each comment's language and its points; a line of two letters says which language follows."""
    language = "und"
    for line in path.read_text(encoding="utf-8").splitlines():
        if len(line) == 2:
            language = line
        elif line and not line.startswith("#"):
            yield language, tuple(line.split(_MARK))


def measure(language: str, points: tuple[str, ...], *, show: bool) -> Mapping[str, int]:
    """Count the cuts that should be made, those of them that are, the others, and whether a single point was cut."""
    text = " ".join(points)
    made = {len(text[:start].rstrip(_BETWEEN)) for start, _ in slices(text, language)[1:]}
    wanted = {len(" ".join(points[:at]).rstrip(_BETWEEN)) for at in range(1, len(points))}
    if show and made != wanted:
        print(f"    {language}: {' | '.join(text[a:b].strip() for a, b in slices(text, language))}")
    single = len(points) == 1
    return {
        "comments": 1,
        "cuts": len(wanted),
        "found": len(made & wanted),
        "false": len(made - wanted),
        "single": int(single),
        "severed": int(single and bool(made)),
    }


def main() -> None:
    """Print a line for each language of each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true", help="print what is not cut as marked")
    choices = parser.parse_args()
    for path in choices.files:
        sums: dict[str, dict[str, int]] = {}
        for language, points in read_points(path):
            one = measure(language, points, show=choices.show)
            for name in (language, "all"):
                kept = sums.setdefault(name, dict.fromkeys(one, 0))
                sums[name] = {key: kept[key] + one[key] for key in one}
        print(f"{path.name:14} {'comments':>9} {'cuts':>5} {'found':>6} {'false':>6} {'single':>7} {'severed':>8}")
        for name, one in sums.items():
            counts = (one[key] for key in ("comments", "cuts", "found", "false", "single", "severed"))
            print(f"{name:14} {next(counts):9} {next(counts):5} {next(counts):6} {next(counts):6}", end=" ")
            print(f"{next(counts):7} {next(counts):8}")


if __name__ == "__main__":
    main()

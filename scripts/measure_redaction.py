"""Print how much personal data redaction finds and how much else it takes.

python scripts/measure_redaction.py PATH... [--misses]

PATH is a development folder, or a file of statements as in samples/redaction. Recall: labelled spans touched over at
least half of their length; of statements, names taken out whole. Precision: found spans that touch any labelled span.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyzer.redact import Redactor, packaged_name_finder
from analyzer.redact.spans import Span
from analyzer.redact.words import may_hold_name


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and what a person marked in it."""

    text: str
    spans: tuple[Span, ...]


# Labels that a redactor should leave: places, companies, dates and the like are no personal data by themselves.
KEPT = frozenset(
    {"GPE", "LOCATION", "ORGANIZATION", "DATE_TIME", "TITLE", "AGE", "NRP", "PREFIX", "ZIP_CODE"}
    | {"group", "location", "creative-work", "corporation", "product"}
)


def main() -> None:
    """Measure every set of the folders, and every file, named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--misses", action="store_true", help="print what was missed and what was taken for nothing")
    choices = parser.parse_args()
    redactor = Redactor(packaged_name_finder())
    for path in choices.paths:
        (measure_folder if path.is_dir() else measure_statements)(redactor, path, choices.misses)


def measure_folder(redactor: Redactor, folder: Path, show: bool) -> None:
    """Print what is found in each set of a development folder, and what it costs."""
    for name, texts in read_sets(folder):
        measure(redactor, name, texts, show)
    measure_interviews(redactor, folder / "interviews", show)
    for name in ("nhs_fft_v6", "nhs_fft_phase1", "banking77"):
        measure_speed(redactor, folder / f"{name}.dev.csv.gz")


def read_statements(path: Path) -> Iterator[tuple[str, Labelled]]:
    """Yield each statement with its language: a line of two letters names it, braces mark names."""
    language = "und"
    for line in path.read_text(encoding="utf-8").splitlines():
        if len(line) == 2:
            language = line
        elif line and not line.startswith("#"):
            marks = [
                Span(m.start() - 2 * n, m.end() - 2 * n - 2, "NAME") for n, m in enumerate(re.finditer("{.*?}", line))
            ]
            yield language, Labelled(re.sub("[{}]", "", line), tuple(marks))


def measure_statements(redactor: Redactor, path: Path, show: bool) -> None:
    """Print for each language how many names are taken out whole, and how many nameless statements lose a word."""
    read = list(read_statements(path))
    counts: dict[str, Counter[str]] = {}
    for (language, labelled), redacted in zip(read, redactor.redact_all(t.text for _, t in read), strict=True):
        count = counts.setdefault(language, Counter())
        left = [span for span in labelled.spans if not _is_gone(labelled.text, span, redacted.spans)]
        lost = [hit for hit in redacted.spans if not any(_overlap(hit, span) for span in labelled.spans)]
        count["names"] += len(labelled.spans)
        count["found"] += len(labelled.spans) - len(left)
        count["plain"] += not labelled.spans
        count["harmed"] += bool(lost) and not labelled.spans
        if show:
            for span in (*left, *lost):
                print(f"  {'missed' if span in left else 'taken '} {language} {_around(labelled.text, span)!r}")
    for language, count in (*counts.items(), ("all", sum(counts.values(), Counter[str]()))):
        print(
            f"{path.name} {language:3}: names found {count['found']}/{count['names']}, "
            f"plain statements that lose a word {count['harmed']}/{count['plain']}"
        )


def _is_gone(text: str, span: Span, hits: Sequence[Span]) -> bool:
    """Tell whether every letter and digit of what must go is taken."""
    taken = {at for hit in hits for at in range(hit.start, hit.end)}
    return all(at in taken for at in range(span.start, span.end) if text[at].isalnum())


def read_sets(folder: Path) -> Iterator[tuple[str, list[Labelled]]]:
    """Yield each labelled set with its name."""
    lines = (folder / "pii.dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    yield "pii", [Labelled(r["text"], tuple(Span(s["start"], s["end"], s["type"]) for s in r["spans"])) for r in rows]
    for name in ("pii_presidio_synth", "pii_wnut17"):
        with gzip.open(folder / f"{name}.dev.csv.gz", "rt", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        yield name, [Labelled(r["text"], tuple(Span(s, e, t) for t, s, e in json.loads(r["spans"]))) for r in rows]


def measure(redactor: Redactor, name: str, texts: list[Labelled], show: bool) -> None:
    """Print recall by label, and precision, of one set."""
    found, all_ = Counter[str](), Counter[str]()
    right = taken = 0
    for labelled, redacted in zip(texts, redactor.redact_all(t.text for t in texts), strict=True):
        for span in labelled.spans:
            all_[span.type] += 1
            covered = sum(_overlap(span, hit) for hit in redacted.spans)
            found[span.type] += 2 * covered >= span.end - span.start
            if show and 2 * covered < span.end - span.start and span.type not in KEPT:
                print("  missed", span.type, repr(_around(labelled.text, span)))
        for hit in redacted.spans:
            taken += 1
            good = any(_overlap(hit, span) for span in labelled.spans if span.type not in KEPT)
            right += good
            if show and not good:
                print("  taken ", hit.type, repr(_around(labelled.text, hit)))
    wanted = [label for label in all_ if label not in KEPT]
    recall = sum(found[label] for label in wanted) / sum(all_[label] for label in wanted)
    print(f"{name}: recall {recall:.3f}, precision {right / max(taken, 1):.3f} of {taken} taken")
    print("  " + ", ".join(f"{k} {found[k]}/{n}" + (" (to keep)" if k in KEPT else "") for k, n in all_.most_common()))


def measure_interviews(redactor: Redactor, folder: Path, show: bool) -> None:
    """Print how many listed strings are gone from each interview, read whole and line by line."""
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        listed = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["pii"]
        whole = redactor.redact(text).text
        lines = "\n".join(r.text for r in redactor.redact_all(text.splitlines()))
        left = [[word for word in listed if word in result] for result in (whole, lines)]
        print(f"{path.stem}: {len(listed)} listed, left whole {len(left[0])}, line by line {len(left[1])}")
        if show:
            print("  left", left, "taken", [text[s.start : s.end] for s in redactor.redact(text).spans])


def measure_speed(redactor: Redactor, path: Path) -> None:
    """Print the cost a comment, and how many comments the name finder reads."""
    column = {"nhs_fft_v6": "FFT answer", "nhs_fft_phase1": "feedback", "banking77": "text"}[path.name.split(".")[0]]
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        texts = [row[column] for row in csv.DictReader(file) if row[column]][:2000]
    start = time.process_time()
    hits = sum(bool(r.spans) for r in redactor.redact_all(texts))
    cost = 1000 * (time.process_time() - start) / len(texts)
    read = sum(map(may_hold_name, texts)) / len(texts)
    print(f"{path.name}: {cost:.2f} CPU-ms a comment, name finder reads {read:.0%}, taken from {hits / len(texts):.1%}")


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _around(text: str, span: Span) -> str:
    return (
        f"{text[max(0, span.start - 25) : span.start]}<<{text[span.start : span.end]}>>{text[span.end : span.end + 15]}"
    )


if __name__ == "__main__":
    main()

"""The corpora that benchmark.py measures on: published labelled sets, and copies of them with words changed."""

from __future__ import annotations

import csv
import gzip
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

csv.field_size_limit(sys.maxsize)

# File, column of the text, column of the label, labels that are none.
SETS: Mapping[str, tuple[str, str, str, frozenset[str]]] = {
    "banking77": ("banking77.dev.csv.gz", "text", "label", frozenset()),
    "clinc150": ("clinc150.dev.csv.gz", "text", "label", frozenset({"oos"})),
    "nhs1": ("nhs_fft_phase1.dev.csv.gz", "feedback", "label", frozenset({"Couldn't be improved"})),
    "nhs6": ("nhs_fft_v6.dev.csv.gz", "FFT answer", "", frozenset()),
    "cfpb": ("cfpb_narratives_company.dev.csv.gz", "text", "issue", frozenset()),
}
# What the agreement with labels is measured on alone: file, column of the text, column of the label, labels that are
# none, fewest rows of a label. nhs_one has a column for each label instead; rows with exactly one count.
ALONE: Mapping[str, tuple[str, str, str, frozenset[str], int]] = {
    "banking77": ("banking77.dev.csv.gz", "text", "label", frozenset(), 1),
    "clinc150": ("clinc150.dev.csv.gz", "text", "label", frozenset({"oos"}), 1),
    "nhs_one": ("nhs_fft_v6.dev.csv.gz", "FFT answer", "", frozenset(), 20),
    "nhs_phase1": ("nhs_fft_phase1.dev.csv.gz", "feedback", "label", frozenset({"Couldn't be improved"}), 1),
    "cfpb": ("cfpb_narratives_company.dev.csv.gz", "text", "issue", frozenset(), 30),
}
NO_ANSWER = frozenset({"", "Did not answer"})
# Complaints of a thousand characters: every so manieth row of the mixture, so that they do not become all of it.
LONG, EVERY = "cfpb", 4
# A copy loses this share of its words, and as many pairs of neighbours change places.
CHANGED = 0.15


@dataclass(frozen=True, slots=True)
class Row:
    """A text, and its label ("" for none), named after its set."""

    text: str
    label: str


def mixture(folder: Path, count: int) -> list[Row]:
    """Mix all sets and copy them, with words changed, until there are enough rows. The same for the same count."""
    order = random.Random(0)
    rows = [row for name in SETS for at, row in enumerate(_read(folder, name)) if name != LONG or at % EVERY == 0]
    order.shuffle(rows)
    copies = (Row(change(row.text, order), row.label) for row in _again(rows))
    return [*rows[:count], *(next(copies) for _ in range(count - len(rows)))]


def alone(folder: Path, name: str) -> list[Row]:
    """Read the labelled rows of one set, those whose label has enough of them."""
    file, text, label, none, fewest = ALONE[name]
    found = [
        (row[text].strip(), row[label] if label else _only(row))
        for row in read_rows(folder, file)
        if row[text].strip() not in NO_ANSWER
    ]
    common = Counter(label for _, label in found)
    return [Row(text, label) for text, label in found if label and label not in none and common[label] >= fewest]


def _only(row: Mapping[str, str]) -> str:
    """Return the one label that a row of the NHS set has, or "" for several or none."""
    columns = list(row)
    chosen = [column for column in columns[columns.index("Not assigned") + 1 :] if row[column] == "1.0"]
    return chosen[0] if len(chosen) == 1 else ""


def change(text: str, order: random.Random) -> str:
    """Leave words out and swap neighbours, so that a copy is another text that says the same."""
    words = text.split()
    kept = [word for word in words if order.random() > CHANGED] or words
    for at in range(len(kept) - 1):
        if order.random() < CHANGED:
            kept[at], kept[at + 1] = kept[at + 1], kept[at]
    return " ".join(kept)


def _again(rows: Sequence[Row]) -> Iterator[Row]:
    while True:
        yield from rows


def _read(folder: Path, name: str) -> list[Row]:
    file, text, label, none = SETS[name]
    read = [(row[text].strip(), row[label] if label else "") for row in read_rows(folder, file)]
    common = Counter(label for _, label in read)
    return [
        Row(text, f"{name}: {label}" if label and label not in none and common[label] >= 20 else "")
        for text, label in read
        if any(letter.isalpha() for letter in text)
    ]


def read_rows(folder: Path, file: str) -> Iterator[dict[str, str]]:
    """Read a set's rows, by the names of their columns."""
    with gzip.open(folder / "data" / file, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)

"""Public sets with people's labels that train_embedder.py learns from and measures on."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from benchmark_corpus import ALONE, Row, alone, read_rows  # type: ignore[import-not-found]  # lies beside this script

from analyzer.segment import slices

# Public sets by their names in benchmark_corpus.py. Of long ones so many statements, chosen at random, are learnt from.
LABELLED = ("banking77", "clinc150", "nhs_one", "nhs_phase1", "cfpb")
MOST_OF_A_SET = 10_000
FEWEST_OF_A_CLASS = 8
# Consultation answers of a health service's workforce and public, by theme: never learnt from.
UNSEEN = "nhs_digital_consultation_workforce_public.dev.csv.gz"
# Of each set so many statements are measured, chosen at random.
MOST_MEASURED = 1500


def labelled(shared: Path, half: int | None) -> Iterator[tuple[str, tuple[str, str]]]:
    """Read statements of public sets with the labels that people gave their texts; of one half (0 or 1) or of all."""
    for name in LABELLED:
        rows = [row for row in _read(shared, name) if half is None or _half(row) == half]
        classes = Counter(row.label for row in rows)
        said = [
            (text, (name, row.label))
            for row in rows
            if classes[row.label] >= FEWEST_OF_A_CLASS
            for text in _statements(row.text)
        ]
        yield from random.Random(0).sample(said, min(len(said), MOST_OF_A_SET))


def _read(shared: Path, name: str) -> list[Row]:
    """Read a set; of NHS phase 1 with its finer labels."""
    if name != "nhs_phase1":
        return list(alone(shared, name))
    file, text, label, none, _ = ALONE[name]
    return [Row(row[text].strip(), row["subcategory"]) for row in read_rows(shared, file) if row[label] not in none]


def _half(row: Row) -> int:
    return crc32(row.text.encode()) % 2


def _statements(text: str) -> Iterator[str]:
    return (text[start:end] for start, end in slices(text, "en"))


def held_out_sets(shared: Path, *, half: bool) -> Iterator[tuple[str, list[str], list[str]]]:
    """Read what is not learnt from: a name, statements, and the label of each."""
    sets = {"consultation": [Row(row["text"], row["theme_norm"]) for row in read_rows(shared, UNSEEN)]}
    if half:
        sets |= {name: [row for row in alone(shared, name) if _half(row) == 1] for name in LABELLED}
    for name, rows in sets.items():
        said = [(text, row.label) for row in rows for text in _statements(row.text)]
        chosen = random.Random(0).sample(said, min(len(said), MOST_MEASURED))
        yield name, [text for text, _ in chosen], [label for _, label in chosen]

"""What train_valence.py learns from and measures on: statements, and what they or their records were judged as."""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analyzer.redact import Redactor
from analyzer.segment import slices
from analyzer.types import Side, Valence
from analyzer.valence.overrule import is_blank

WEIGHTS = Path(__file__).parent.parent / "analyzer" / "valence" / "weights"
# Written for this project. Reviews made e5's head worse (analyzer/valence/weights/CARD.md), employees the customers'.
OWN = {name: WEIGHTS.parent / f"{name}.jsonl" for name in ("statements", "told", "reviews", "employees")}
ENGLISH_ONLY = {"reviews"}
MULTILINGUAL_ONLY = {"matters"}
EMPLOYEES_ONLY = {"employees"}
SAMPLES = Path(__file__).parent.parent / "samples"
# Kinds of held-out text that the product reads as comments of a sentence or several.
POSTED = {"airline": "tweets", "app": "app reviews", "tweet": "fresh tweets", "review": "fresh app reviews"}
# Matters whose statements all complain, or all praise; later writers mixed both in one matter. Of English ones so many
# complaints of each are enough.
OF_ONE_KIND = ("a[1-7]", "c[1-8]")
COMPLAINTS_OF_A_MATTER = 4
FILLER = {"praise": Valence.PRAISE, "misc_pain": Valence.PAIN}
ASKED_FOR_WISHES = ("improve", "better", "Q2")
WISHES = re.compile(
    r"\b(?:should|could (?:be|have|do|you)|would (?:like|be (?:nice|good|better|helpful|great)|have (?:liked|been))|"
    r"wish|please|needs? (?:to|more)|more|less|fewer|better|faster|quicker|earlier|improve|maybe|perhaps|suggest|"
    r"provide|ensure|offer|give|make|allow|stop)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A statement with its label where it has one, and what its record was judged as (higher is better)."""

    source: str
    record: int
    text: str
    valence: Valence | None
    judged: float | None = None
    language: str = "en"
    asked: str = ""
    severity: float | None = None
    register: str = ""


def is_for(row: Row, choice: str, side: Side) -> bool:
    """Whether a head learns from a row, or is measured on it."""
    if row.source in ENGLISH_ONLY | MULTILINGUAL_ONLY:
        return (row.source in ENGLISH_ONLY) == (choice == "english")
    return row.source not in EMPLOYEES_ONLY or side is Side.EMPLOYEE


def read_all(shared: Path) -> Iterator[Row]:
    """Read every source."""
    data, bench = shared / "data", shared / "linkbench"
    for record, row in enumerate(_table(data / "nhs_fft_v6.dev.csv.gz")):
        if row["Comment sentiment"] and row["FFT answer"] not in {"", "Did not answer"}:
            judged = 3.0 - float(row["Comment sentiment"])
            yield from _judged("nhs_v6", record, row["FFT answer"], judged, row["FFT question"])
    for record, row in enumerate(_table(data / "nhs_fft_phase1.dev.csv.gz")):
        if re.fullmatch(r"-?[1-5]", row["criticality"]):
            yield from _judged("nhs_phase1", record, row["feedback"], float(row["criticality"]), row["question"])
    for name in ("plain", "bank"):
        for record, row in enumerate(_lines(bench / f"{name}-dev.jsonl")):
            asks = re.match(r"(?:please|stop|i wish|let |give )", row["text"], re.IGNORECASE)
            yield Row(name, record, row["text"], Valence.WISH if asks else Valence.PAIN)
    for record, row in enumerate(_lines(bench / "filler.jsonl")):
        yield Row("filler", record, row["text"], FILLER.get(row["kind"], Valence.NEUTRAL))
    for record, row in enumerate(_table(data / "cfpb_narratives_company.dev.csv.gz")):
        if len(row["text"]) < 600:
            yield from (Row("cfpb", record, text, Valence.PAIN) for text in _statements(row["text"])[:3])
    yield from (_own(name, record, row) for name in OWN for record, row in enumerate(_lines(OWN[name])))
    yield from _matters()
    for source in ("holdout", "fresh", "unseen"):
        held = [_own(source, record, row) for record, row in enumerate(_lines(SAMPLES / "valence" / f"{source}.jsonl"))]
        yield from held
        yield from (part for row in held if row.register in POSTED for part in _read(row))
    for path in sorted((SAMPLES / "linkbench").glob("holdout-*.jsonl")):
        for record, row in enumerate(_lines(path)):
            filler = FILLER.get(row["kind"], Valence.NEUTRAL) if "kind" in row else None
            yield Row("link_filler" if filler else "link_pains", record, row["text"], filler or Valence.PAIN)


def _own(source: str, record: int, row: dict[str, Any]) -> Row:
    return Row(
        source,
        record,
        row["text"],
        Valence(row["valence"]),
        language=row["language"],
        asked=row.get("asked", ""),
        severity=row.get("severity"),
        register=row.get("register", ""),
    )


def _read(row: Row) -> Iterator[Row]:
    """Give a held-out text as the product reads it: redacted by rule, and cut into statements."""
    judged = {Valence.PRAISE: 1.0, Valence.NEUTRAL: 0.0}.get(row.valence or Valence.NEUTRAL, -1.0)
    for text in _statements(Redactor().redact(row.text).text):
        yield Row("read", row.record, text, None, judged, register=row.register)


def _matters() -> Iterator[Row]:
    """Read what was said of matters of pain and of praise, in seven languages, by the label of the matter."""
    matters = [each for part in OF_ONE_KIND for file in _files(f"{part}.jsonl") for each in _lines(file)]
    kinds = {each["matter"]: Valence(each["kind"]) for each in matters if each["kind"] in ("pain", "praise")}
    places = {matter: place for place, matter in enumerate(kinds)}
    chance = random.Random(0)
    for each in matters:
        valence, texts = kinds.get(each["matter"]), each["texts"]
        if valence is Valence.PAIN:
            texts = chance.sample(texts, COMPLAINTS_OF_A_MATTER)
        if valence:
            yield from (Row("matters", places[each["matter"]], text, valence) for text in texts)
    for file in _files("translated/*.jsonl"):
        for each in _lines(file):
            if valence := kinds.get(each["matter"]):
                yield Row("matters", places[each["matter"]], each["text"], valence, language=file.stem)


def _files(pattern: str) -> list[Path]:
    return sorted((SAMPLES / "matters").glob(pattern))


def _judged(source: str, record: int, text: str, judged: float, question: str) -> Iterator[Row]:
    for statement in _statements(text):
        yield Row(source, record, statement, _label(statement, judged, question), judged, asked=question)


def _label(statement: str, judged: float, question: str) -> Valence | None:
    """Give a statement its record's label: praise above zero, below it a pain, or a wish where one was asked for."""
    if is_blank(statement):
        return Valence.NEUTRAL
    if judged == 0:
        return None
    if judged > 0:
        return Valence.PRAISE
    asked = any(words in question for words in ASKED_FOR_WISHES)
    return Valence.WISH if asked and len(statement) < 200 and WISHES.search(statement) else Valence.PAIN


def _statements(text: str) -> list[str]:
    return [text[start:end] for start, end in slices(text, "en")]


def _table(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)

"""Write samples/: an invented retailer with a bank, whose true links are known because they are planted.

Every subject has an intensity per store and month: the store's own level, a season that all stores share, a slow drift,
and a mood that lifts all complaints of a badly run store. Where a subject is linked, what customers meet also follows
what staff went through `LAG` months earlier; elsewhere both sides move on their own. Who says something is drawn from
these intensities, what they say from samples/source/statements.jsonl.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SEED = 5
STORES = (SAMPLES / "source" / "stores.txt").read_text(encoding="utf-8").splitlines()
MONTHS = tuple(date(2025, month, 1) for month in range(1, 13))
LINKED = ("M01", "M06", "M12", "M17", "M29", "M38")
UNLINKED = ("M08", "M10", "M15", "M21")
STAFF_ONLY = ("D01", "D02")
CUSTOMERS_ONLY = ("D04", "D05")
LAG = 1
QUESTIONS = ("Why are you leaving?", "What could we have done better?", "What made your job harder than it had to be?")
TEAMS, CHANNELS = ("Shop floor", "Stockroom", "Bank counter", "Telephone"), ("web", "phone", "store")

Field = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Voices:
    """One side of the retailer.

    Attributes:
        side: "employee" or "customer".
        people: How many speak per store and month, on average.
        subjects: What they complain of.
        base: Log-odds that one of them names a subject of intensity 0.
        small_talk: What those say who complain of nothing.
        asides: What others add, with the probability that they do.
    """

    side: str
    people: float
    subjects: tuple[str, ...]
    base: float
    small_talk: tuple[str, ...]
    asides: tuple[tuple[str, float], ...] = ()


STAFF = Voices(
    side="employee",
    people=2.4,
    subjects=(*LINKED, *UNLINKED, *STAFF_ONLY),
    base=-2.2,
    small_talk=("praise", "neutral", "junk"),
    asides=(("praise", 0.35), ("polite_reason", 0.3), ("misc_pain", 0.15)),
)
CUSTOMERS = Voices(
    side="customer",
    people=10.4,
    subjects=(*LINKED, *UNLINKED, *CUSTOMERS_ONLY),
    base=-3.1,
    small_talk=("praise", "praise", "praise", "neutral", "junk", "misc_pain", "misc_pain"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said, where and when, and which subjects they complained of."""

    store: str
    day: date
    subjects: tuple[str, ...]
    parts: tuple[str, ...]


class Drawer:
    """Takes statements about a subject one after the other, each as late again as possible."""

    def __init__(self, rng: np.random.Generator, pools: Mapping[tuple[str, str], list[str]]) -> None:
        self._streams = {key: _cycle(rng, texts) for key, texts in pools.items()}

    def take(self, subject: str, side: str) -> str:
        """Return the next statement of that side about that subject."""
        return next(self._streams[subject, side])


def main() -> None:
    """Write employees.csv, customers.csv and truth.json."""
    rng = np.random.default_rng(SEED)
    drawer = Drawer(rng, _statements())
    size = rng.lognormal(0, 0.4, len(STORES))
    staff, customers = _intensities(rng)
    interviews = list(_speak(rng, drawer, STAFF, staff, size))
    comments = list(_speak(rng, drawer, CUSTOMERS, customers, size))
    _write_employees(rng, interviews)
    _write_customers(rng, comments)
    _write_truth(interviews, comments)
    print(f"{len(interviews)} exit interviews, {len(comments)} customer comments, linked: {', '.join(LINKED)}")


def _intensities(rng: np.random.Generator) -> tuple[dict[str, Field], dict[str, Field]]:
    """Return subject → intensity (stores, months) for staff and for customers."""
    mood = _drift(rng, 0.3) + 0.3 * rng.normal(size=(len(STORES), 1))
    staff, customers = {}, {}
    for subject in (*LINKED, *UNLINKED, *STAFF_ONLY, *CUSTOMERS_ONLY):
        season = 0.3 * np.sin(2 * np.pi * (np.arange(len(MONTHS)) / 12 + rng.random()))[None, :]
        own = 0.9 * rng.normal(size=(len(STORES), 1)) + _drift(rng, 0.6)
        theirs = 0.6 * rng.normal(size=(len(STORES), 1)) + _drift(rng, 0.4)
        if subject in LINKED:
            theirs = 0.3 * theirs + 1.7 * _earlier(own, LAG)
        staff[subject], customers[subject] = own + season + mood, theirs + season + mood
    return staff, customers


def _drift(rng: np.random.Generator, scale: float) -> Field:
    out = rng.normal(size=(len(STORES), len(MONTHS)))
    for month in range(1, len(MONTHS)):
        out[:, month] = 0.7 * out[:, month - 1] + 0.714 * out[:, month]
    return scale * out


def _earlier(field: Field, lag: int) -> Field:
    return np.concatenate([np.repeat(field[:, :1], lag, axis=1), field[:, : field.shape[1] - lag]], axis=1)


def _speak(
    rng: np.random.Generator, drawer: Drawer, voices: Voices, intensity: Mapping[str, Field], size: Field
) -> Iterator[Said]:
    for month, first in enumerate(MONTHS):
        for store, name in enumerate(STORES):
            for _ in range(rng.poisson(voices.people * size[store])):
                named = _named(rng, voices, {s: intensity[s][store, month] for s in voices.subjects})
                day = first.replace(day=int(rng.integers(1, 29)))
                yield Said(name, day, named, _words(rng, drawer, voices, named))


def _named(rng: np.random.Generator, voices: Voices, intensity: Mapping[str, float]) -> tuple[str, ...]:
    odds = {subject: value + voices.base for subject, value in intensity.items()}
    return tuple(subject for subject, value in odds.items() if rng.random() < 1 / (1 + np.exp(-value)))[:4]


def _words(rng: np.random.Generator, drawer: Drawer, voices: Voices, named: tuple[str, ...]) -> tuple[str, ...]:
    subjects = [*named, *(aside for aside, share in voices.asides if rng.random() < share)]
    subjects = subjects or [str(rng.choice(voices.small_talk))]
    return tuple(drawer.take(subjects[i], voices.side) for i in rng.permutation(len(subjects)))


def _write_employees(rng: np.random.Generator, interviews: list[Said]) -> None:
    rows = []
    for number, said in enumerate(interviews, 1):
        text = _as_interview(rng, said.parts) if rng.random() < 0.5 else " ".join(said.parts)
        rows.append((f"E{number:04d}", said.day, said.store, rng.choice(TEAMS), int(rng.gamma(2, 14)) + 1, text))
    _write("employees.csv", ("id", "date", "store", "team", "tenure_months", "text"), rows)


def _as_interview(rng: np.random.Generator, answers: tuple[str, ...]) -> str:
    return "\n".join(f"Q: {rng.choice(QUESTIONS)}\nA: {answer}" for answer in answers)


def _write_customers(rng: np.random.Generator, comments: list[Said]) -> None:
    rows = []
    for number, said in enumerate(comments, 1):
        rating = int(np.clip(round(rng.normal(1.8 if said.subjects else 4.0, 0.9)), 1, 5))
        rows.append((f"C{number:05d}", said.day, said.store, rng.choice(CHANNELS), rating, " ".join(said.parts)))
    _write("customers.csv", ("id", "date", "store", "channel", "rating", "comment"), rows)


def _write_truth(interviews: list[Said], comments: list[Said]) -> None:
    truth = {
        "present": sorted((*LINKED, *UNLINKED)),
        "linked": list(LINKED),
        "lag": LAG,
        "records": {
            "employee": {f"E{number:04d}": said.subjects for number, said in enumerate(interviews, 1)},
            "customer": {f"C{number:05d}": said.subjects for number, said in enumerate(comments, 1)},
        },
    }
    (SAMPLES / "truth.json").write_text(json.dumps(truth) + "\n", encoding="utf-8")


def _write(name: str, header: tuple[str, ...], rows: Sequence[Sequence[object]]) -> None:
    with (SAMPLES / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _statements() -> dict[tuple[str, str], list[str]]:
    pools: dict[tuple[str, str], list[str]] = {}
    for line in (SAMPLES / "source" / "statements.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pools.setdefault((row["subject"], row["side"]), []).append(row["text"])
    return pools


def _cycle(rng: np.random.Generator, texts: list[str]) -> Iterator[str]:
    while True:
        yield from (texts[i] for i in rng.permutation(len(texts)))


if __name__ == "__main__":
    main()

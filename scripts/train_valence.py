"""Train the heads that tell pain, praise, wish and neutral apart, and measure them on text they were not trained on.

    python scripts/train_valence.py --shared FOLDER [--embedder english|multilingual] [--figures-only]

FOLDER holds data/ and linkbench/ (their READMEs name sources and licences). Writes analyzer/valence/weights/*.npz and
prints the figures that stand in the card beside them.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score

sys.path.insert(0, str(Path(__file__).parent.parent))

from analyzer.embed import Embedder, load_embedder
from analyzer.segment import slices
from analyzer.types import Valence
from analyzer.valence import PAIN_LIKE, Head, Verdict, is_blank
from analyzer.valence.training import Example, Weights, fit

WEIGHTS = Path(__file__).parent.parent / "analyzer" / "valence" / "weights"
OWN = Path(__file__).parent.parent / "analyzer" / "valence" / "statements.jsonl"
FOLDS = 5
# How much each source counts, however many rows it has: text of the product's kind most, subtle or noisy labels least.
MASS = {"nhs_v6": 3.0, "nhs_phase1": 3.0, "plain": 0.5, "bank": 0.3, "filler": 0.5, "cfpb": 0.2, "own": 4.0}
NHS = {"nhs_v6", "nhs_phase1"}
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


Keep = Callable[[Row], bool]


def main() -> None:
    """Print the figures for each embedder and write its weights."""
    arguments = _arguments()
    rows = list(read_all(arguments.shared))
    print(*sorted(Counter((row.source, str(row.valence)) for row in rows).items()), sep="\n")
    for choice in arguments.embedder or ["english", "multilingual"]:
        embedder = load_embedder(choice, {})
        vectors = embedder.embed([row.text for row in rows])
        print(f"\n{choice}: {embedder.fingerprint}")
        for name, figure in figures(rows, vectors):
            print(f"{name:58} {figure}")
        if not arguments.figures_only:
            print(_write(train(rows, vectors, lambda _: True), embedder))


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
    for record, row in enumerate(_lines(OWN)):
        yield Row("own", record, row["text"], Valence(row["valence"]), language=row["language"])


def train(rows: Sequence[Row], vectors: NDArray[np.float32], keep: Keep) -> Weights:
    """Fit a head on the labelled rows that are kept."""
    kept = [place for place, row in enumerate(rows) if row.valence and keep(row)]
    sizes = Counter(rows[place].source for place in kept)
    examples = [
        Example(row.text, row.valence, MASS[row.source] / sizes[row.source])
        for row in (rows[place] for place in kept)
        if row.valence
    ]
    return fit(examples, vectors[kept])


def figures(rows: Sequence[Row], vectors: NDArray[np.float32]) -> Iterator[tuple[str, str]]:
    """Measure on rows that the measured head was not trained on."""

    def judge(train_on: Keep, test_on: Keep) -> dict[int, Verdict]:
        return _judge(rows, vectors, train_on, test_on)

    v6 = judge(_outside(NHS), _within({"nhs_v6"}))
    yield "NHS v6, trained without NHS text", _pain_against_praise(rows, v6)
    v6 = judge(_within({"own"}), _within({"nhs_v6"}))
    yield "NHS v6, trained on our own statements alone", _pain_against_praise(rows, v6)
    folded: dict[int, Verdict] = {}
    for fold in range(FOLDS):
        folded |= judge(_folded(fold, inside=False), _folded(fold, inside=True))
    yield "NHS v6, five folds", _pain_against_praise(rows, _only(rows, folded, _within({"nhs_v6"})))
    yield "NHS v6, severity of sentiment 5 above 4 (AUC)", _severity_auc(rows, folded)
    yield "NHS phase 1, severity and criticality (Spearman)", _severity_rank(rows, folded)
    own = _only(rows, folded, _within({"own"}))
    english = _only(rows, own, lambda row: row.language == "en")
    yield "our own, English, five folds", _four_ways(rows, english)
    others = _only(rows, own, lambda row: row.language != "en")
    yield "our own, six other languages, five folds", _four_ways(rows, others)
    for source in ("nhs_phase1", "filler", "own"):
        yield f"{source}, left out", _four_ways(rows, judge(_outside({source}), _within({source})))
    for source in ("plain", "bank", "cfpb"):
        left = judge(_outside({source}), _within({source}))
        found = np.mean([verdict.valence in PAIN_LIKE for verdict in left.values()])
        yield f"{source} (pains alone), left out", f"recall {found:.3f}"


def _judge(
    rows: Sequence[Row],
    vectors: NDArray[np.float32],
    train_on: Keep,
    test_on: Keep,
) -> dict[int, Verdict]:
    places = [place for place, row in enumerate(rows) if test_on(row)]
    head = Head(train(rows, vectors, train_on))
    return dict(zip(places, head.judge(vectors[places], [rows[place].text for place in places]), strict=True))


def _pain_against_praise(rows: Sequence[Row], verdicts: dict[int, Verdict]) -> str:
    """A record is a pain where its pains and wishes outnumber its praise; its truth is how it was judged."""
    balance: Counter[int] = Counter()
    truth = {}
    for place, verdict in verdicts.items():
        row = rows[place]
        if row.judged:
            truth[row.record] = row.judged < 0
            balance[row.record] += (verdict.valence in PAIN_LIKE) - (verdict.valence == Valence.PRAISE)
    real, found = list(truth.values()), [balance[record] > 0 for record in truth]
    return (
        f"F1 of pain {f1_score(real, found):.3f} (precision {precision_score(real, found):.3f}, "
        f"recall {recall_score(real, found):.3f}, n {len(real)})"
    )


def _four_ways(rows: Sequence[Row], verdicts: dict[int, Verdict]) -> str:
    labelled = [(rows[place].valence, verdict.valence) for place, verdict in verdicts.items() if rows[place].valence]
    real, found = zip(*labelled, strict=True)
    pains = f1_score([each in PAIN_LIKE for each in real], [each in PAIN_LIKE for each in found])
    right = np.mean([a == b for a, b in labelled])
    return f"accuracy {right:.3f}, F1 of pain and wish {pains:.3f}, n {len(labelled)}"


def _severity_auc(rows: Sequence[Row], verdicts: dict[int, Verdict]) -> str:
    worst = _worst(rows, verdicts, "nhs_v6")
    bad = [(judged < -1, severity) for judged, severity in worst if judged < 0]
    return f"{roc_auc_score([a for a, _ in bad], [b for _, b in bad]):.3f}, n {len(bad)}"


def _severity_rank(rows: Sequence[Row], verdicts: dict[int, Verdict]) -> str:
    bad = [(-judged, severity) for judged, severity in _worst(rows, verdicts, "nhs_phase1") if judged < 0]
    return f"{spearmanr(*zip(*bad, strict=True)).statistic:.3f}, n {len(bad)}"


def _worst(rows: Sequence[Row], verdicts: dict[int, Verdict], source: str) -> list[tuple[float, float]]:
    """Pair what each record was judged as with the severity of its worst statement."""
    worst: dict[int, tuple[float, float]] = {}
    for place, verdict in verdicts.items():
        row = rows[place]
        if row.source == source and row.judged is not None:
            severity = max(verdict.severity, worst.get(row.record, (0.0, 0.0))[1])
            worst[row.record] = (row.judged, severity)
    return list(worst.values())


def _only(rows: Sequence[Row], verdicts: dict[int, Verdict], keep: Keep) -> dict[int, Verdict]:
    return {place: verdict for place, verdict in verdicts.items() if keep(rows[place])}


def _within(sources: set[str]) -> Keep:
    return lambda row: row.source in sources


def _outside(sources: set[str]) -> Keep:
    return lambda row: row.source not in sources


def _folded(fold: int, *, inside: bool) -> Keep:
    """Rows of one record share a fold, so that no record is on both sides."""
    return lambda row: (crc32(f"{row.source} {row.record}".encode()) % FOLDS == fold) == inside


def _judged(source: str, record: int, text: str, judged: float, question: str) -> Iterator[Row]:
    for statement in _statements(text):
        yield Row(source, record, statement, _label(statement, judged, question), judged)


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


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _write(weights: Weights, embedder: Embedder) -> Path:
    WEIGHTS.mkdir(exist_ok=True)
    path = WEIGHTS / f"{embedder.fingerprint.partition('/')[0]}.npz"
    np.savez_compressed(path, matrix=weights.matrix.astype(np.float16), bias=weights.bias)
    return path


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds data/ and linkbench/")
    parser.add_argument("--embedder", action="append", choices=["english", "multilingual"], help="default: both")
    parser.add_argument("--figures-only", action="store_true", help="write no weights")
    return parser.parse_args()


if __name__ == "__main__":
    main()

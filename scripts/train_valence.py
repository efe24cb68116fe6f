"""Train the heads that tell pain, praise, wish and neutral apart, and measure them on text they were not trained on.

    python scripts/train_valence.py --shared FOLDER [--embedder english|multilingual] [--figures-only]

FOLDER holds data/ and linkbench/ (their READMEs name sources and licences). Writes analyzer/valence/weights/*.npz and
prints the figures that stand in the card beside them. samples/valence/ and samples/linkbench/ are measured on and
never trained on.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score

sys.path.insert(0, str(Path(__file__).parent.parent))

from valence_corpus import (  # type: ignore[import-not-found]  # lies beside this script
    OWN,
    POSTED,
    WEIGHTS,
    Row,
    is_for,
    read_all,
)

from analyzer.embed import Embedder, load_embedder
from analyzer.types import PAIN_LIKE, Side, Valence
from analyzer.valence import Head, Verdict
from analyzer.valence.overrule import is_blank
from analyzer.valence.questions import QuestionKind, classify_question
from analyzer.valence.training import Example, Weights, fit

FOLDS = 5
# How much each source counts, however many rows it has: text of the product's kind most, subtle or noisy labels least.
MASS = {
    "nhs_v6": 3.0,
    "nhs_phase1": 3.0,
    "plain": 0.5,
    "bank": 0.3,
    "filler": 0.5,
    "cfpb": 0.2,
    "statements": 4.0,
    "told": 1.0,
    "matters": 2.0,
    "reviews": 1.0,
    "employees": 1.0,
}
NHS = {"nhs_v6", "nhs_phase1"}
# What is measured on only.
HELD = {"holdout", "fresh", "unseen", "read", "link_pains", "link_filler"}
# How bad a record was, by how it was judged: sentiment 4 and 5, criticality -1 to -5.
SEVERITIES = {
    "nhs_v6": {-1.0: 0.4, -2.0: 0.7},
    "nhs_phase1": {-1.0: 0.1, -2.0: 0.3, -3.0: 0.5, -4.0: 0.7, -5.0: 0.9},
}

Keep = Callable[[Row], bool]


def main() -> None:
    """Print the figures for each embedder and write its weights."""
    arguments = _arguments()
    rows = list(read_all(arguments.shared))
    print(*sorted(Counter((row.source, str(row.valence)) for row in rows).items()), sep="\n")
    for choice, side in product(arguments.embedder or ["english", "multilingual"], Side):
        embedder = load_embedder(choice, {})
        own = [row for row in rows if is_for(row, choice, side)]
        vectors = embedder.embed([row.text for row in own])
        print(f"\n{choice}, {side}: {embedder.fingerprint}")
        for name, figure in figures(own, vectors):
            print(f"{name:58} {figure}")
        if not arguments.figures_only:
            print(_write(train(own, vectors, lambda _: True), embedder, side))


def train(rows: Sequence[Row], vectors: NDArray[np.float32], keep: Keep) -> Weights:
    """Fit a head on the labelled rows that are kept; an NHS answer is seen with its question and without."""
    kept = [place for place, row in enumerate(rows) if row.valence and row.source not in HELD and keep(row)]
    bare = [
        place
        for place in kept
        if rows[place].source in NHS and classify_question(rows[place].asked) != QuestionKind.ANYTHING
    ]
    shown = [(place, rows[place].asked) for place in kept] + [(place, "") for place in bare]
    sizes = Counter(rows[place].source for place, _ in shown)
    examples = [
        _example(rows[place], asked, MASS[rows[place].source] / sizes[rows[place].source]) for place, asked in shown
    ]
    return fit(examples, vectors[[place for place, _ in shown]])


def _example(row: Row, asked: str, weight: float) -> Example:
    assert row.valence
    severity = SEVERITIES.get(row.source, {}).get(row.judged or 0.0) if row.valence in PAIN_LIKE else None
    return Example(row.text, row.valence, weight, asked, row.severity if severity is None else severity)


def figures(rows: Sequence[Row], vectors: NDArray[np.float32]) -> Iterator[tuple[str, str]]:
    """Measure on rows that the measured head was not trained on."""
    blind = Head(train(rows, vectors, _outside(NHS)))
    folded: dict[bool, dict[int, Verdict]] = {True: {}, False: {}}
    for fold in range(FOLDS):
        head = Head(train(rows, vectors, _folded(fold, inside=False)))
        for asked in folded:
            folded[asked] |= _judge(head, rows, vectors, _folded(fold, inside=True), asked=asked)
    v6 = _within({"nhs_v6"})
    for asked, manner in ((True, "question known"), (False, "question unknown")):
        judged = _judge(blind, rows, vectors, v6, asked=asked)
        yield f"NHS v6, trained without NHS text, {manner}", _pain_against_praise(rows, judged)
        yield f"NHS v6, five folds, {manner}", _pain_against_praise(rows, _only(rows, folded[asked], v6))
        told = _only(rows, folded[asked], lambda row: v6(row) and not is_blank(row.text))
        yield f"NHS v6, five folds, {manner}, blank answers set aside", _pain_against_praise(rows, told)
    yield from _severities(rows, folded[True])
    own = _only(rows, folded[True], _within(set(OWN)))
    english = _only(rows, own, lambda row: row.language == "en")
    yield "our own, English, five folds", _four_ways(rows, english)
    yield (
        "our own, six other languages, five folds",
        _four_ways(rows, {k: v for k, v in own.items() if k not in english}),
    )
    there = {row.source for row in rows}
    for source in (each for each in ("nhs_phase1", "filler", *OWN) if each in there):
        left = _judge(Head(train(rows, vectors, _outside({source}))), rows, vectors, _within({source}))
        yield f"{source}, left out", _four_ways(rows, left)
    for source in ("plain", "bank", "cfpb"):
        left = _judge(Head(train(rows, vectors, _outside({source}))), rows, vectors, _within({source}))
        yield f"{source} (pains alone), left out", _recall(left)
    yield from _held_out(rows, vectors)


def _held_out(rows: Sequence[Row], vectors: NDArray[np.float32]) -> Iterator[tuple[str, str]]:
    """The head as shipped, on what nothing was trained on."""
    shipped = _judge(Head(train(rows, vectors, lambda _: True)), rows, vectors, _within(HELD))
    held = _only(rows, shipped, _within({"holdout"}))
    whole = _only(rows, shipped, _within({"holdout", "fresh"}))
    unseen = _only(rows, shipped, _within({"unseen"}))
    for language in sorted({rows[place].language for place in unseen}):
        said = _only(rows, unseen, lambda row, spoken=language: row.language == spoken)  # type: ignore[misc]
        yield f"unseen, {language}", _four_ways(rows, said)
    for register in sorted({rows[place].register for place in whole}):
        yield f"held out, {register}", _four_ways(rows, _only(rows, whole, lambda row, r=register: row.register == r))  # type: ignore[misc]
    yield "held out, all but the fresh", _four_ways(rows, held)
    read = _only(rows, shipped, _within({"read"}))
    for register, name in POSTED.items():
        posted = _only(rows, read, lambda row, r=register: row.register == r)  # type: ignore[misc]
        yield f"held out, {name}, as the product reads them", _pain_against_praise(rows, posted)
    english = _only(rows, held, lambda row: row.language == "en")
    yield "held out, English", _four_ways(rows, english)
    yield "held out, six other languages", _four_ways(rows, {k: v for k, v in held.items() if k not in english})
    yield "linkbench holdout, pains", _recall(_only(rows, shipped, _within({"link_pains"})))
    yield "linkbench holdout, filler", _four_ways(rows, _only(rows, shipped, _within({"link_filler"})))
    graded = {place: verdict for place, verdict in held.items() if rows[place].severity is not None}
    yield "held out, order of severity", _order(rows, graded)


def _recall(verdicts: dict[int, Verdict]) -> str:
    return f"recall {np.mean([verdict.valence in PAIN_LIKE for verdict in verdicts.values()]):.3f}, n {len(verdicts)}"


def _judge(
    head: Head, rows: Sequence[Row], vectors: NDArray[np.float32], test_on: Keep, *, asked: bool = True
) -> dict[int, Verdict]:
    places = [place for place, row in enumerate(rows) if test_on(row)]
    questions = [rows[place].asked if asked else "" for place in places]
    return dict(
        zip(places, head.judge(vectors[places], [rows[place].text for place in places], questions), strict=True)
    )


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
    polar = [(a in PAIN_LIKE, b in PAIN_LIKE) for a, b in labelled if a != Valence.NEUTRAL]
    against = f1_score([a for a, _ in polar], [b for _, b in polar])
    right = np.mean([a == b for a, b in labelled])
    return (
        f"accuracy {right:.3f}, F1 of pain and wish {pains:.3f}, against praise alone {against:.3f}, n {len(labelled)}"
    )


def _severities(rows: Sequence[Row], verdicts: dict[int, Verdict]) -> Iterator[tuple[str, str]]:
    very = [(judged < -1, severity) for judged, severity in _worst(rows, verdicts, "nhs_v6") if judged < 0]
    area = roc_auc_score([a for a, _ in very], [b for _, b in very])
    yield "NHS v6, severity of sentiment 5 above 4 (AUC)", f"{area:.3f}, n {len(very)}"
    bad = [(-judged, severity) for judged, severity in _worst(rows, verdicts, "nhs_phase1") if judged < 0]
    yield "NHS phase 1, severity and criticality (Spearman)", f"{_rank(bad):.3f}, n {len(bad)}"
    graded = [
        (row.severity, verdicts[at].severity) for at, row in enumerate(rows) if row.source in OWN and row.severity
    ]
    yield "our own, severity, five folds (Spearman)", f"{_rank(graded):.3f}, n {len(graded)}"


def _rank(pairs: Sequence[tuple[float | None, float]]) -> float:
    return float(spearmanr(*zip(*pairs, strict=True)).statistic)


def _order(rows: Sequence[Row], verdicts: dict[int, Verdict]) -> str:
    graded = [(rows[place].severity or 0.0, verdict.severity) for place, verdict in verdicts.items()]
    pairs = [(a, b) for a, b in combinations(graded, 2) if abs(a[0] - b[0]) > 0.3]
    right = np.mean([(a[0] < b[0]) == (a[1] < b[1]) for a, b in pairs])
    return f"{right:.3f} of {len(pairs)} pairs two steps apart right, Spearman {_rank(graded):.3f}, n {len(graded)}"


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


def _write(weights: Weights, embedder: Embedder, side: Side) -> Path:
    WEIGHTS.mkdir(exist_ok=True)
    path: Path = WEIGHTS / f"{embedder.fingerprint.partition('/')[0]}-{side}.npz"
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

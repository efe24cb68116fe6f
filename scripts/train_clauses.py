"""Train the heads that find clauses in which one side speaks of the other, and measure them on mechanisms left out.

    python scripts/train_clauses.py --shared FOLDER [--embedder english|multilingual] [--figures-only]
    python scripts/train_clauses.py --shared FOLDER --held-out FILE [FILE ...]

FOLDER holds linkbench/ (its README names the source). Writes analyzer/clauses/weights/*.npz and prints the figures that
stand in the card beside them. --held-out measures the shipped heads on files of labelled statements and trains nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent.parent))

from analyzer.clauses import MIN_PROBABILITY, Example, Head, cut, fit, head_for, own_examples, worth_judging
from analyzer.embed import Embedder, load_embedder
from analyzer.segment import slices
from analyzer.types import Side

WEIGHTS = Path(__file__).parent.parent / "analyzer" / "clauses" / "weights"
ROUNDS = 2
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A clause of a labelled statement; ``voiced`` is None where only the whole is known to be voiced."""

    source: str
    statement_id: int
    mechanism: str
    side: Side
    language: str
    clause: str
    statement: str
    voiced: bool | None
    whole: bool


Keep = Callable[[Row], bool]


def main() -> None:
    """Print the figures for each embedder and write its weights."""
    arguments = _arguments()
    for choice in arguments.embedder or ["english", "multilingual"]:
        embedder = load_embedder(choice, {})
        print(f"\n{choice}: {embedder.fingerprint}")
        if arguments.held_out:
            rows = list(_bench(arguments.held_out))
            vectors = embedder.embed([row.clause for row in rows])
            _report("held out", _judge(head_for(embedder), rows, vectors))
            continue
        rows = list(read_all(arguments.shared / "linkbench"))
        vectors = embedder.embed([row.clause for row in rows])
        for name, found in figures(rows, vectors):
            _report(name, found)
        if not arguments.figures_only:
            print(_write(train(rows, vectors, lambda _: True), embedder))


def read_all(bench: Path) -> Iterator[Row]:
    """Read our own statements, the bench's, and its filler, of which none is voiced."""
    numbers: dict[str, int] = {}
    for example in own_examples():
        number = numbers.setdefault(example.statement, len(numbers))
        voiced = any(each.voiced for each in own_examples() if each.statement == example.statement)
        yield Row(
            "own",
            -1 - number,
            "",
            example.side,
            example.language,
            example.clause,
            example.statement,
            example.voiced,
            voiced,
        )
    yield from _bench([bench / "plain-dev.jsonl", bench / "bank-dev.jsonl", bench / "filler.jsonl"])


def train(rows: Sequence[Row], vectors: NDArray[np.float32], keep: Keep) -> Head:
    """Fit both heads. Where only the whole is known to be voiced, its likeliest clause counts in the second round."""
    fitted = {}
    for side in Side:
        places = [place for place, row in enumerate(rows) if row.side is side and keep(row)]
        known = {place: rows[place].voiced for place in places}
        for _ in range(ROUNDS):
            used = [place for place in places if known[place] is not None]
            examples = [_example(rows[place], bool(known[place])) for place in used]
            fitted[side] = fit(examples, vectors[used])
            known = _pick(rows, places, _likely(Head(fitted), side, rows, vectors, places))
    return Head(fitted)


def figures(rows: Sequence[Row], vectors: NDArray[np.float32]) -> Iterator[tuple[str, Mapping[int, tuple[Row, float]]]]:
    """Judge statements of mechanisms, and folds of our own, that the head was not trained on."""
    left: dict[int, tuple[Row, float]] = {}
    for mechanism in sorted({row.mechanism for row in rows} - {""}):
        head = train(rows, vectors, partial(_is_of, mechanism, within=False))
        left |= _judge(head, rows, vectors, partial(_is_of, mechanism, within=True))
    for source in ("plain-dev", "bank-dev"):
        yield f"{source}, mechanism left out", {at: found for at, found in left.items() if found[0].source == source}
    yield "both, mechanism left out", left
    own: dict[int, tuple[Row, float]] = {}
    for fold in range(FOLDS):
        head = train(rows, vectors, partial(_is_in, fold, within=False))
        own |= _judge(head, rows, vectors, partial(_is_in, fold, within=True))
    for language in sorted({row.language for row, _ in own.values()}):
        spoken = {at: found for at, found in own.items() if found[0].language == language}
        yield f"our own, {language}, five folds", spoken


def _is_of(mechanism: str, row: Row, *, within: bool) -> bool:
    return (row.mechanism == mechanism) == within


def _is_in(fold: int, row: Row, *, within: bool) -> bool:
    return (row.source == "own" and row.statement_id % FOLDS == fold) == within


def _judge(
    head: Head, rows: Sequence[Row], vectors: NDArray[np.float32], keep: Keep = lambda _: True
) -> dict[int, tuple[Row, float]]:
    """Give each statement the probability of its likeliest clause; one that no cue lets pass has none."""
    found: dict[int, tuple[Row, float]] = {}
    for side in Side:
        places = [place for place, row in enumerate(rows) if row.side is side and keep(row)]
        if not places:
            continue
        likely = np.where(
            worth_judging(side, [rows[place].clause for place in places]),
            _likely(head, side, rows, vectors, places),
            0.0,
        )
        for place, chance in zip(places, likely, strict=True):
            row = rows[place]
            if chance >= found.get(row.statement_id, (row, -1.0))[1]:
                found[row.statement_id] = (row, float(chance))
    return found


def _report(name: str, found: Mapping[int, tuple[Row, float]]) -> None:
    for side in Side:
        pairs = [(row.whole, chance >= MIN_PROBABILITY[side]) for row, chance in found.values() if row.side is side]
        right, claimed, real = (sum(a and b for a, b in pairs), sum(b for _, b in pairs), sum(a for a, _ in pairs))
        precision, recall = right / max(claimed, 1), right / max(real, 1)
        found_share = f"precision {precision:.2f} ({right} of {claimed})  recall {recall:.2f} ({right} of {real})"
        print(f"{name:32} {side:9} {found_share}  n {len(pairs)}")


def _likely(
    head: Head, side: Side, rows: Sequence[Row], vectors: NDArray[np.float32], places: Sequence[int]
) -> NDArray[np.float64]:
    clauses, statements = [rows[place].clause for place in places], [rows[place].statement for place in places]
    return head.judge(side, vectors[list(places)], clauses, statements)


def _pick(rows: Sequence[Row], places: Sequence[int], likely: NDArray[np.float64]) -> dict[int, bool | None]:
    """Call the likeliest clause of a voiced statement voiced, and any other that is likelier than not."""
    best: dict[int, float] = {}
    for place, chance in zip(places, likely, strict=True):
        best[rows[place].statement_id] = max(best.get(rows[place].statement_id, 0.0), float(chance))
    return {
        place: rows[place].voiced
        if rows[place].voiced is not None
        else (True if chance >= min(best[rows[place].statement_id], 0.5) else None)
        for place, chance in zip(places, likely, strict=True)
    }


def _example(row: Row, voiced: bool) -> Example:
    return Example(row.side, row.language, row.clause, row.statement, voiced)


def _bench(paths: Sequence[Path]) -> Iterator[Row]:
    """Cut as the product does: into statements, then clauses. A text is voiced where any of its clauses is."""
    number = 0
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            whole, number = bool(entry.get("voiced")), number + 1
            for text in (entry["text"][start:end] for start, end in slices(entry["text"], "en")):
                for start, end in cut(text, "en"):
                    yield Row(
                        path.stem, number, entry.get("mechanism", ""), Side(entry["side"]), "en", text[start:end], text,
                        None if whole else False, whole,
                    )  # fmt: skip


def _write(head: Head, embedder: Embedder) -> Path:
    WEIGHTS.mkdir(exist_ok=True)
    path = WEIGHTS / f"{embedder.fingerprint.partition('/')[0]}.npz"
    stored = {f"{side}": head.weights[side].column.astype(np.float16) for side in Side}
    stored |= {f"{side}_bias": np.array(head.weights[side].bias, dtype=np.float32) for side in Side}
    np.savez_compressed(path, **stored)  # type: ignore[arg-type]
    return path


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds linkbench/")
    parser.add_argument("--embedder", action="append", choices=["english", "multilingual"], help="default: both")
    parser.add_argument("--figures-only", action="store_true", help="write no weights")
    parser.add_argument("--held-out", type=Path, nargs="+", help="labelled statements that nothing was trained on")
    return parser.parse_args()


if __name__ == "__main__":
    main()

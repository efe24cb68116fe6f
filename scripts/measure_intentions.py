"""Measure how well intentions are set against themes, on the set written for it: tests/data/intentions.yaml.

    python scripts/measure_intentions.py

Prints, for each packaged embedder and half of the set: how many of the claims made (this theme contradicts, or
supports, this intention) are right, how many of the right ones are made, and how silence and abstentions fare.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from analyzer.embed import Embedder, load_embedder
from analyzer.intentions import (
    Bridge,
    EmployeeStatements,
    confront,
    fit_bridge,
    lesson_of,
    match,
    read_sense,
    shipped_bridge,
)
from analyzer.knowledge import load
from analyzer.reality import Intention, Reception, Stance
from analyzer.types import PAIN_LIKE, Side, Valence
from analyzer.valence import Head, head_for

SET = Path(__file__).resolve().parents[1] / "tests" / "data" / "intentions.yaml"
CLAIMS: Mapping[Stance, tuple[str, ...]] = {
    Stance.CONTRADICTS: ("contradicted",),
    Stance.SUPPORTS: ("supported",),
    Stance.DIVIDED: ("contradicted", "supported"),
}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", action="store_true", help="print each intention of the half used for choosing, too")
    show = parser.parse_args().show
    halves = yaml.safe_load(SET.read_text("utf-8"))
    for choice in ("english", "multilingual"):
        embedder = load_embedder(choice, {})
        head, bridge = head_for(embedder, Side.CUSTOMER), bridge_for(embedder)
        for half, company in halves.items():
            found = answer(company, embedder, head, bridge)
            print(f"{choice}, {half}: {dict(tally(company['intentions'], found))}")
            for each in found if show and half == "chosen_on" else ():
                themes = ", ".join(
                    f"{a.theme} {a.stance} {a.match:.2f} {a.against}:{a.in_favour}" for a in each.answers
                )
                print(f"  {each.text} [{each.sense}] {each.outcome}: {themes} {each.why}")


def bridge_for(embedder: Embedder) -> Bridge:
    """Load the bridge as a run does, or learn it where none is shipped."""
    lesson = lesson_of(load().anchors(Side.EMPLOYEE))
    return shipped_bridge(embedder.fingerprint, lesson) or fit_bridge(lesson, embedder.embed(lesson.texts))


def answer(company: Mapping[str, Any], embedder: Embedder, head: Head, bridge: Bridge) -> tuple[Intention, ...]:
    """Confront one company's intentions with its themes, as a run does; each statement is one person's."""
    themes = list(company["themes"])
    said = [(number, text) for number, theme in enumerate(themes) for text in company["themes"][theme]]
    vectors = embedder.embed([text for _, text in said])
    valences = [verdict.valence for verdict in head.judge(vectors, [text for _, text in said])]
    crew = EmployeeStatements(
        themes=tuple(themes),
        labels=np.array([number for number, _ in said]),
        people=np.arange(len(said)),
        bad=np.array([valence in PAIN_LIKE for valence in valences]),
        good=np.array([valence is Valence.PRAISE for valence in valences]),
    )
    texts = [each["text"] for each in company["intentions"]]
    readings = [read_sense(text) for text in texts]
    bare = [reading.bare or text for reading, text in zip(readings, texts, strict=True)]
    pains = head.pains(embedder.embed(bare), bare)
    senses = [reading.sense(float(pain)) for reading, pain in zip(readings, pains, strict=True)]
    near = match(embedder.embed(texts), vectors, crew.labels, len(themes), bridge)
    return confront(texts, senses, near, crew, load().anchors(Side.EMPLOYEE))


def tally(gold: Sequence[Mapping[str, Any]], found: Sequence[Intention]) -> Counter[str]:
    """Count claims that are right and wrong, truths that were missed, and how silence and abstentions fared."""
    counts: Counter[str] = Counter()
    for wanted, given in zip(gold, found, strict=True):
        true = {(theme, kind) for kind in ("contradicted", "supported") for theme in wanted.get(kind, ())}
        claimed = {(each.theme, kind) for each in given.answers for kind in CLAIMS.get(each.stance, ())}
        claimed = {claim for claim in claimed if claim[0] not in wanted.get("open", ())}
        counts["claims right"] += len(true & claimed)
        counts["claims wrong"] += len(claimed - true)
        counts["truths missed"] += len(true - claimed)
        counts["of them silent"] += len(true - claimed) if given.outcome is Reception.SILENT else 0
        kind = "withheld" if wanted.get("withheld") else "silence" if not true else ""
        if kind == "silence":
            counts[f"silence: {given.outcome}"] += 1
        if kind == "withheld":
            judged = {each.stance for each in given.answers} & CLAIMS.keys()
            counts["withheld: judged" if judged else "withheld: not judged"] += 1
    return counts


if __name__ == "__main__":
    main()

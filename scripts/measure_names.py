"""Measure the names that themes get: distinct, on topic, free of filler. No language model takes part.

    measure_names.py --shared FOLDER [--read banking77]

Themes are the true labels of public sets of short texts, and the product's own groups of the same texts and of an
invented organisation's. Prints a table; with --read, the names of one set instead, beside what they name.
"""

from __future__ import annotations

import csv
import gzip
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import numpy as np
from numpy.typing import NDArray

from analyzer import cluster
from analyzer.describe import Description, Speakers, Themes, describe
from analyzer.describe.grammar import Grammar, grammar_of
from analyzer.embed import Embedder, load_embedder
from analyzer.membership import centroids
from analyzer.placeholders import without_placeholders
from analyzer.segment import slices
from analyzer.settings import ThemeSettings

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FEWEST = 5
Row = tuple[str, str]
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
# What redaction and publishers leave behind.
MARKS = frozenset({"name", "email", "phone", "address", "date", "code", "person"})


@dataclass(frozen=True, slots=True)
class Texts:
    """A set of texts, each person's answer cut into statements.

    Attributes:
        name: Of the set.
        language: Code of the language.
        texts: Distinct statements.
        vectors: Theirs.
        voices: Who says them.
        labels: True label of each statement as a number, -1 for none.
        classes: Names of the true labels.
    """

    name: str
    language: str
    texts: Sequence[str]
    vectors: NDArray[np.float32]
    voices: Speakers
    labels: NDArray[np.int64]
    classes: Sequence[str]


def labelled(file: str, text: str = "text", label: str = "label") -> Callable[[Path], Iterator[Row]]:
    """Read (text, label) from a set in which each row has one label."""

    def read(shared: Path) -> Iterator[Row]:
        for row in rows(shared / "data" / file):
            yield row[text].replace("XXXX", "[CODE]"), row[label] if row[label] != "oos" else ""

    return read


def comments(shared: Path) -> Iterator[Row]:
    """Read the NHS comments; those with several labels have none here."""
    for row in rows(shared / "data" / "nhs_fft_v6.dev.csv.gz"):
        columns = list(row)
        chosen = [name for name in columns[columns.index("Not assigned") + 1 :] if row[name] == "1.0"]
        if row["FFT answer"].strip():
            yield row["FFT answer"], chosen[0] if len(chosen) == 1 else ""


def complaints(shared: Path) -> Iterator[Row]:
    """Read every fourth of the long complaints."""
    yield from list(labelled("cfpb_narratives_company.dev.csv.gz", label="issue")(shared))[::4]


def world(side: str) -> Callable[[Path], Iterator[Row]]:
    """Make an invented organisation and read one side of it; its statements have no single true label."""

    def read(shared: Path) -> Iterator[Row]:
        bench = shared / "linkbench"
        with TemporaryDirectory() as folder:
            said = [
                f"--{kind}={bench / file}" for kind, file in (("bank", "bank-dev.jsonl"), ("plain", "plain-dev.jsonl"))
            ]
            make = [sys.executable, str(bench / "make_world.py"), *said, f"--filler={bench / 'filler.jsonl'}"]
            subprocess.run([*make, "--seed", "21", "--out", folder], check=True, stdout=subprocess.DEVNULL)
            with (Path(folder) / f"{side}.csv").open(encoding="utf-8", newline="") as file:
                yield from ((row["text"], "") for row in csv.DictReader(file))

    return read


# Name, language, rows that a true label needs, reader. The method was developed on the first two.
SETS: tuple[tuple[str, str, int, Callable[[Path], Iterator[Row]]], ...] = (
    ("banking77", "en", 1, labelled("banking77.dev.csv.gz")),
    ("nhs", "en", 20, comments),
    ("clinc150", "en", 1, labelled("clinc150.dev.csv.gz")),
    ("cfpb", "en", 8, complaints),
    ("massive_de", "de", 1, labelled("massive_de_intents.dev.csv.gz")),
    ("leavers", "en", 1, world("employees")),
    ("customers", "en", 1, world("customers")),
)


@click.command()
@click.option("--shared", type=FOLDER, required=True, help="Folder that holds data/ and linkbench/.")
@click.option("--read", "chosen", type=click.Choice([name for name, *_ in SETS]), help="Print this set's names.")
def main(shared: Path, chosen: str | None) -> None:
    """Measure names without a language model."""
    if not chosen:
        click.echo("| set | themes by | themes | distinct | on topic | cosine | one word | filler | words | shared |")
        click.echo("|---" * 10 + "|")
    for name, language, least, read in SETS:
        if chosen in {None, name}:
            embedder = load_embedder("english" if language == "en" else "multilingual", {})
            show(load(name, language, list(read(shared)), least, embedder), embedder, listed=bool(chosen))


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Read a packed table."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def load(name: str, language: str, read: Sequence[Row], least: int, embedder: Embedder) -> Texts:
    """Cut rows into statements and embed them."""
    said = [
        (text[start:end], at, label) for at, (text, label) in enumerate(read) for start, end in slices(text, language)
    ]
    texts = sorted({text for text, _, _ in said})
    place = {text: at for at, text in enumerate(texts)}
    counts = Counter(label for _, label in read if label)
    classes = sorted(label for label, count in counts.items() if count >= least)
    labels = np.full(len(texts), -1, dtype=np.int64)
    for text, _, label in said:
        labels[place[text]] = classes.index(label) if label in classes else -1
    voices = Speakers(
        np.array([place[text] for text, _, _ in said]), np.array([at for _, at, _ in said]), [language] * len(said)
    )
    vectors = embedder.embed([without_placeholders(text) for text in texts])
    return Texts(name, language, texts, vectors, voices, labels, classes)


def show(texts: Texts, embedder: Embedder, *, listed: bool) -> None:
    """Name the themes of a set, by its true labels and by the product's own groups, and print how that went."""
    counts = np.bincount(texts.voices.texts)
    none = np.zeros((len(texts.texts), 0), dtype=np.float32)
    own = cluster.group(texts.vectors, counts, np.ones(len(none), dtype=np.bool_), none, ThemeSettings()).labels
    for by, labels in (("labels", texts.labels), ("own groups", own)):
        themes = int(labels.max(initial=-1)) + 1
        if not themes:
            continue
        found = describe(
            Themes(texts.texts, texts.vectors, labels, np.ones(len(labels), dtype=np.bool_), [None] * themes),
            texts.voices,
            FEWEST,
            embedder.embed,
            lambda _: False,
        )
        if listed:
            meant = texts.classes if by == "labels" else [", ".join(each.keywords) for each in found]
            click.echo("\n".join(f"{each.name}  ({of})" for each, of in zip(found, meant, strict=True)))
        else:
            figures = measure(found, texts, labels, embedder)
            click.echo(
                f"| {texts.name} | {by} | {themes} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |"
            )


def measure(found: Sequence[Description], texts: Texts, labels: NDArray[np.int64], embedder: Embedder) -> list[float]:
    """Give the table's figures: all are shares of the names but for the cosine and the number of words."""
    names, grammar = [each.name for each in found], grammar_of([texts.language])
    stems = {frozenset(grammar.stem(word) for word in name.casefold().split()) for name in names}
    nearness = embedder.embed(names) @ centroids(texts.vectors, labels, len(names)).T
    own = np.arange(len(names))
    users = people_by_word(texts)
    return [
        len(stems) / len(names),
        float((nearness.argmax(axis=1) == own).mean()),
        float(nearness[own, own].mean()),
        float(np.mean([" " not in name for name in names])),
        float(np.mean([is_filler(name, grammar) for name in names])),
        float(np.mean([len(name.split()) for name in names])),
        float(np.mean([all(users[word] >= FEWEST for word in WORD.findall(name.casefold())) for name in names])),
    ]


def is_filler(name: str, grammar: Grammar) -> bool:
    """Whether a name begins or ends with a small word, says nothing, is a redaction mark, or holds a number."""
    said = name.casefold().split()
    small = grammar.function - grammar.negators
    vague = all(word in grammar.function | grammar.empty for word in said)
    marked = MARKS.issuperset(said) or "xxxx" in said
    return said[0] in small or said[-1] in small or vague or marked or any(map(str.isdigit, name))


def people_by_word(texts: Texts) -> Counter[str]:
    """Count the people who use each word."""
    words = [frozenset(WORD.findall(text.casefold().replace("’", "'"))) for text in texts.texts]
    pairs = {
        (word, int(person))
        for at, person in zip(texts.voices.texts, texts.voices.people, strict=True)
        for word in words[at]
    }
    return Counter(word for word, _ in pairs)


if __name__ == "__main__":
    main()

"""Whether people who say the same in several languages come into one theme: `measure_languages.py --shared FOLDER`.

Requests in several languages (xSID, see data/README.md there) are analysed in one upload by the command line, once with
each embedder. `common` is the share of themes in which at least a tenth of the statements is not in the most frequent
language; `AMI` compares themes with the true intents (a record without a theme is one by itself), over all records and,
as a mean, within each language; `found` and `right` are recall and precision over pairs of records in two languages.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

import click
import numpy as np
from fresh_home import fresh_home  # type: ignore[import-not-found]  # lies beside this script
from sklearn.metrics import adjusted_mutual_info_score

HEADWATER = Path(sys.executable).with_name("headwater")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
# Name → languages and the share of all records that is not in the first.
UPLOADS = {
    "English and German": (("en", "de"), 0.5),
    "English, 30 % German": (("en", "de"), 0.3),
    "English, 10 % German": (("en", "de"), 0.1),
    "en, de, it, nl": (("en", "de", "it", "nl"), 0.75),
}
Row = Mapping[str, str]


@click.command()
@click.option("--shared", type=FOLDER, required=True, help="Folder that holds data/.")
@click.option("--embedder", "embedders", multiple=True, default=("english", "multilingual"), show_default=True)
def main(shared: Path, embedders: Sequence[str]) -> None:
    """Measure common themes over languages."""
    with gzip.open(shared / "data/xsid_multilingual_intents.dev.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    click.echo("| upload | embedder | themes | common | AMI | AMI within | found | right |\n" + "|---" * 8 + "|")
    for name, (languages, others) in UPLOADS.items():
        chosen = choose(rows, languages, others)
        for embedder in embedders:
            figures = compare(chosen, analyse(chosen, embedder))
            cells = (f"{figure:g}" if figure > 1 else f"{figure:.3f}" for figure in figures)
            click.echo(f"| {name} | {embedder} | " + " | ".join(cells) + " |")


def choose(rows: Sequence[Row], languages: Sequence[str], others: float) -> list[Row]:
    """Return all requests in the first language and so many in the others that they make up their share."""
    first = [row for row in rows if row["lang"] == languages[0]]
    wanted = round(len(first) * others / (1 - others) / (len(languages) - 1))
    chosen = list(first)
    for language in languages[1:]:
        spoken = [row for row in rows if row["lang"] == language]
        chosen += random.Random(0).sample(spoken, min(wanted, len(spoken)))
    return chosen


def analyse(rows: Sequence[Row], embedder: str) -> dict[int, str]:
    """Return each row's theme, the one of its strongest statement; rows without one are left out."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "customers.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "comment"])
            writer.writerows((at, row["text"]) for at, row in enumerate(rows))
        options = ["--customers", str(path), "--embedder", embedder, "--out", f"{folder}/out"]
        environment = fresh_home(Path(folder) / "home")
        subprocess.run([str(HEADWATER), "analyse", *options], env=environment, check=True, stdout=subprocess.DEVNULL)
        analysis = json.loads((Path(folder) / "out" / "analysis.json").read_text(encoding="utf-8"))
    strongest: dict[int, tuple[float, str]] = {}
    for theme in analysis["themes"]:
        for said in theme["statements"]:
            at = int(said["record"])
            strongest[at] = max(strongest.get(at, (0.0, "")), (said["strength"], theme["id"]))
    return {at: theme for at, (_, theme) in strongest.items()}


def compare(rows: Sequence[Row], themes: Mapping[int, str]) -> tuple[float, ...]:
    """Return themes, share of common ones, AMI over all, AMI within languages, recall and precision across."""
    found = np.array([themes.get(at, f"alone {at}") for at in range(len(rows))])
    true = np.array([row["label"] for row in rows])
    spoken = np.array([row["lang"] for row in rows])
    languages: dict[str, Counter[str]] = defaultdict(Counter)
    for at, theme in themes.items():
        languages[theme][rows[at]["lang"]] += 1
    common = mean(float(each.most_common(1)[0][1] <= 0.9 * each.total()) for each in languages.values())
    within = mean(adjusted_mutual_info_score(true[spoken == one], found[spoken == one]) for one in set(spoken))
    apart = spoken[:, None] != spoken
    same, together = apart & (true[:, None] == true), apart & (found[:, None] == found)
    both = int(np.count_nonzero(same & together))
    pairs = both / max(1, int(same.sum())), both / max(1, int(together.sum()))
    return float(len(languages)), common, adjusted_mutual_info_score(true, found), within, *pairs


if __name__ == "__main__":
    main()

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from analyzer.weights import E5, MINILM, RAMPART, SMOLLM2, Weights, WeightsError, fingerprint, locate

DECODER = Path(json.__file__).with_name("decoder.py")
DIGEST = hashlib.sha256(DECODER.read_bytes()).hexdigest()


def test_it_finds_a_file_whose_bytes_are_the_pinned_ones():
    assert locate(Weights("Decoder", "json", "decoder.py", DIGEST)) == DECODER


def test_it_refuses_a_file_whose_bytes_differ():
    with pytest.raises(WeightsError, match="not the ones that were measured"):
        locate(Weights("Decoder", "json", "decoder.py", "0" * 64))


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        (Weights("Nothing", "no_such_package_here", "model.bin", DIGEST), "are not installed"),
        (Weights("Decoder", "json", "model.bin", DIGEST), "holds no file"),
    ],
)
def test_it_says_what_is_missing_and_what_to_run(weights, message):
    with pytest.raises(WeightsError, match=f"{message}.*make weights"):
        locate(weights)


@pytest.mark.weights
@pytest.mark.parametrize("weights", [MINILM, E5, RAMPART, SMOLLM2], ids=lambda weights: weights.name)
def test_it_finds_every_packaged_model(weights):
    assert locate(weights).is_file()


def test_a_fingerprint_names_numbers_code_and_word_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "judging_of_a_test"
    folder.mkdir()
    for name, text in (("__init__.py", ""), ("cues.yaml", "bad: [slow]"), ("CARD.md", "Trained.")):
        (folder / name).write_text(text, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))

    def name(numbers: int) -> str:
        return fingerprint([np.arange(numbers)], folder.name)

    first = name(4)
    assert name(5) != first
    (folder / "CARD.md").write_text("Trained again.", "utf-8")
    assert name(4) == first
    (folder / "cues.yaml").write_text("bad: [slow, cold]", "utf-8")
    assert name(4) != first

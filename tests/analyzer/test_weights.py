import hashlib
import json
from pathlib import Path

import pytest

from analyzer.weights import E5, MINILM, RAMPART, SMOLLM2, Weights, WeightsError, locate

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

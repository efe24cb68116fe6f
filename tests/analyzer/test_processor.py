"""What is read in which precision, by what a processor says of itself."""

import pytest

from analyzer import processor


@pytest.mark.parametrize(
    ("features", "best", "encoder"),
    [
        ({"avx2", "avx512_vnni", "avx512_bf16"}, "bfloat16", "bfloat16"),
        ({"amx_bf16"}, "bfloat16", "bfloat16"),
        ({"avx2", "avx512_vnni"}, "float32", "int8"),
        ({"avx2", "avx_vnni"}, "float32", "int8"),
        ({"avx2"}, "float32", "float32"),
        ({"asimd"}, "float32", "float32"),
        (set(), "float32", "float32"),
    ],
)
def test_it_takes_the_best_that_the_processor_multiplies(features, best, encoder, monkeypatch):
    monkeypatch.setattr(processor, "_features", lambda: features)
    processor.best_precision.cache_clear()
    processor.encoder_precision.cache_clear()
    try:
        assert (processor.best_precision(), processor.encoder_precision()) == (best, encoder)
    finally:
        processor.best_precision.cache_clear()
        processor.encoder_precision.cache_clear()

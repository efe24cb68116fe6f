"""The activation written out in numpy is the one that the model was trained with."""

from __future__ import annotations

import numpy as np
from scipy.special import erf

from analyzer.encoder.few import gelu


def test_gelu_is_that_of_the_error_function_to_the_precision_of_its_numbers() -> None:
    values = np.linspace(-9, 9, 6 * 50 * 31, dtype=np.float32).reshape(6, 50, 31)
    expected = 0.5 * values.astype(np.float64) * (1 + erf(values.astype(np.float64) * 0.5**0.5))
    assert gelu(values).shape == values.shape
    assert np.abs(gelu(values) - expected).max() < 1e-6

"""The distributions that tests need say what SciPy's statistics say."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from analyzer import chance


def test_fishers_p_is_scipys() -> None:
    drawn = np.random.default_rng(0)
    for most in (3, 40, 400, 3000):
        for _ in range(50):
            (a, b), (c, d) = drawn.integers(0, [[most // 3 + 1, most], [most, most]], size=(2, 2)).tolist()
            assert chance.fisher(((a, b), (c, d))) == pytest.approx(stats.fisher_exact([[a, b], [c, d]]).pvalue)


@pytest.mark.parametrize("method", ["bh", "by"])
def test_adjusted_p_values_are_scipys_along_the_last_axis(method: str) -> None:
    p = np.random.default_rng(1).random((4, 30)) ** 3
    expected = stats.false_discovery_control(p, axis=-1, method=method)
    assert np.allclose(chance.adjusted(p, method), expected, rtol=1e-12)


def test_nothing_is_adjusted_to_nothing() -> None:
    assert chance.adjusted([]).shape == (0,)


def test_tails_and_quantiles_are_scipys() -> None:
    assert chance.below(0.7) == pytest.approx(stats.norm.cdf(0.7))
    assert chance.below(-6.0) == pytest.approx(stats.norm.sf(6.0))
    assert chance.student_above(1.3, 4.4) == pytest.approx(stats.t.sf(1.3, 4.4))
    assert chance.student_quantile(0.025, 17) == pytest.approx(stats.t.ppf(0.025, 17))

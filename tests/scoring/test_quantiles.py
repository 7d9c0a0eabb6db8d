"""Quantiles against printed tables and SciPy's own distributions."""

import pytest
from scipy import stats

from scoring.quantiles import normal_quantile, student_quantile


@pytest.mark.parametrize(
    ("share", "value"),
    [(0.5, 0.0), (0.95, 1.644854), (0.975, 1.959964), (0.995, 2.575829)],
    ids=lambda number: f"NIST/SEMATECH handbook 1.3.6.7.1: {number}",
)
def test_normal_quantiles_are_those_of_the_table(share: float, value: float) -> None:
    assert normal_quantile(share) == pytest.approx(value, abs=5e-7)


@pytest.mark.parametrize(
    ("freedom", "value"),
    [(1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (30, 2.042), (100, 1.984)],
    ids=lambda number: f"NIST/SEMATECH handbook 1.3.6.7.2: {number}",
)
def test_quantiles_of_t_are_those_of_the_table(freedom: int, value: float) -> None:
    assert student_quantile(0.975, freedom=freedom) == pytest.approx(value, abs=5e-4)


@pytest.mark.parametrize("share", [0.001, 0.1, 0.4, 0.9, 0.9999])
def test_quantiles_agree_with_scipy_stats(share: float) -> None:
    assert normal_quantile(share) == pytest.approx(stats.norm.ppf(share), rel=1e-12)
    for freedom in (1, 4, 29):
        assert student_quantile(share, freedom=freedom) == pytest.approx(
            stats.t.ppf(share, freedom), rel=1e-9
        )

# pyright: basic
"""Quantiles of two distributions; SciPy has no types, so they are given here."""

from scipy.special import ndtri, stdtrit


def normal_quantile(share: float) -> float:
    """The value that this share of a standard normal distribution stays below."""
    return float(ndtri(share))


def student_quantile(share: float, *, freedom: int) -> float:
    """The value that this share of Student's t with these degrees of freedom stays below."""
    return float(stdtrit(freedom, share))

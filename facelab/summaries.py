"""The one number that reports print of several groups' rates, each with what it hides.

All take one rate a group. None has an interval of its own: `facelab.resampling.permutation_null` says what a summary
gives by chance.
"""

from collections.abc import Sequence

import numpy as np

Rates = Sequence[float] | np.ndarray


def max_over_min(rates: Rates) -> float:
    """Return the largest rate over the smallest.

    Known failure: it grows with the number of groups and with small groups by chance alone (see `permutation_null`),
    and one group without an error makes it infinite; then it is refused.

    Raises:
        ValueError: if there are fewer than two rates, or one is not above 0 and at most 1.
    """
    values = _checked_rates(rates, above_zero=True)
    return float(values.max() / values.min())


def max_over_geometric_mean(rates: Rates) -> float:
    """Return the largest rate over the geometric mean of all.

    Less moved by one small rate than `max_over_min`; refused with a rate of 0. Known failure: it says nothing about a
    group that fares much *better*, and adding similar groups changes it.

    Raises:
        ValueError: if there are fewer than two rates, or one is not above 0 and at most 1.

    Source: P. Grother, NISTIR 8429 (2022), as cited by others; the report itself was not read.
    """
    values = _checked_rates(rates, above_zero=True)
    return float(values.max() / np.exp(np.log(values).mean()))


def fairness_discrepancy_rate(fmr: Rates, fnmr: Rates, alpha: float = 0.5) -> float:
    """Return FDR = 1 - (alpha A + (1 - alpha) B), with A and B the largest differences of FMR and FNMR; 1 is equal.

    Known failure: differences of rates, not ratios. With FMRs of 1 in 1,000,000 and 1 in 10,000 the hundredfold gap
    moves it by 0.00005, so FNMR alone decides.

    Args:
        fmr, fnmr: one rate a group. alpha: weight of FMR, 0 to 1.

    Raises:
        ValueError: if the rates do not fit or alpha is outside 0 to 1.

    Source: T. de Freitas Pereira and S. Marcel, arXiv:2011.02395 (2021), formula as documented in bob.bio.demographics.
    """
    one, other = _both(fmr, fnmr, alpha, above_zero=False)
    return float(1 - (alpha * np.ptp(one) + (1 - alpha) * np.ptp(other)))


def inequity_rate(fmr: Rates, fnmr: Rates, alpha: float = 0.5) -> float:
    """Return IR = A^alpha B^(1 - alpha), with A and B the largest over the smallest FMR and FNMR; 1 is equal.

    Known failure: a group without an error leaves it undefined; it is refused then. A hundredfold ratio on four
    errors weighs as much as one on four thousand.

    Args:
        fmr, fnmr: one rate a group, above 0. alpha: weight of FMR, 0 to 1.

    Raises:
        ValueError: if the rates do not fit, one is 0 or alpha is outside 0 to 1.

    Source: attributed to NIST in J. Howard et al., arXiv:2203.05051 (2022); formula checked against public code.
    """
    one, other = _both(fmr, fnmr, alpha, above_zero=True)
    return float(max_over_min(one) ** alpha * max_over_min(other) ** (1 - alpha))


def gini(rates: Rates) -> float:
    """Return the Gini coefficient of the rates with the correction n / (n - 1): 0 if all are equal, 1 if one has all.

    Raises:
        ValueError: if there are fewer than two rates, one is outside 0 to 1, or all are 0.
    """
    values = _checked_rates(rates, above_zero=False)
    if not values.any():
        raise ValueError("All rates are 0: nothing was counted, and the Gini coefficient is undefined.")
    n = len(values)
    differences = np.abs(values[:, np.newaxis] - values).sum()
    return float(n / (n - 1) * differences / (2 * n**2 * values.mean()))


def garbe(fmr: Rates, fnmr: Rates, alpha: float = 0.5) -> float:
    """Return GARBE = alpha G(FMR) + (1 - alpha) G(FNMR), G the corrected Gini coefficient; 0 is equal.

    Known failure: like every one number it hides which group and which error; a group without an error by chance
    raises it, and it has no interval of its own.

    Args:
        fmr, fnmr: one rate a group. alpha: weight of FMR, 0 to 1.

    Raises:
        ValueError: if the rates do not fit, all of a kind are 0 or alpha is outside 0 to 1.

    Source: J. Howard et al., arXiv:2203.05051 (2022), abstract read; formula checked against public code.
    """
    one, other = _both(fmr, fnmr, alpha, above_zero=False)
    return float(alpha * gini(one) + (1 - alpha) * gini(other))


def _checked_rates(rates: Rates, above_zero: bool) -> np.ndarray:
    values = np.asarray(rates, dtype=float)
    if values.ndim != 1 or len(values) < 2:
        raise ValueError(f"A summary over groups needs at least two rates; it was given {values.shape}.")
    if not ((values >= 0) & (values <= 1)).all():
        raise ValueError(f"Rates lie between 0 and 1, and none may be missing; they were {values}.")
    if above_zero and not values.all():
        raise ValueError("A group has a rate of 0: no error was counted there, and a ratio to it is not measurable.")
    return values


def _both(fmr: Rates, fnmr: Rates, alpha: float, above_zero: bool) -> tuple[np.ndarray, np.ndarray]:
    one, other = _checked_rates(fmr, above_zero), _checked_rates(fnmr, above_zero)
    if one.shape != other.shape or not 0 <= alpha <= 1:
        raise ValueError(
            f"Needed are one FMR and one FNMR a group, and alpha from 0 to 1; got {len(one)}, {len(other)}."
        )
    return one, other

"""Count errors and say how sure the count is: rates with intervals that treat people, not photos, as the sample."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

CONFIDENCE_95 = 1.959963984540054  # the normal quantile that leaves 2.5 % above


@dataclass(frozen=True)
class Rate:
    """A share, what it was counted from, and its 95 % interval over people.

    value: count / n, between 0 and 1.
    count, n: how many of how many (photos, tests or comparisons).
    n_people: the number of different people behind them.
    low, high: 95 % interval for the rate if other people of the same kind had been drawn.
    """

    value: float
    count: int
    n: int
    n_people: int
    low: float
    high: float

    def __str__(self) -> str:
        """Return the rate with its count, its people and its interval."""
        return (
            f"{self.value:.3f} ({self.count} of {self.n}, {self.n_people} people; "
            f"95 % interval {self.low:.2f} to {self.high:.2f})"
        )


def wilson(count: float, n: float) -> tuple[float, float]:
    """Return the 95 % interval of Wilson (1927) for a share of `count` in `n` independent trials.

    Args:
        count: number of hits, 0 to n; need not be whole, so that it works with an effective number of trials.
        n: number of trials, above 0.

    Returns:
        (low, high), both between 0 and 1.

    Raises:
        ValueError: if n is not above 0 or count is not between 0 and n.
    """
    if not n > 0 or not 0 <= count <= n:
        raise ValueError(f"wilson needs n above 0 and 0 <= count <= n; it was given count={count} and n={n}.")
    share, z2 = count / n, CONFIDENCE_95**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = CONFIDENCE_95 / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    # At 0 and n the formula is exact up to rounding: keep the rounding from crossing the end of the scale.
    return (0.0 if count == 0 else max(0.0, centre - half), 1.0 if count == n else min(1.0, centre + half))


def rate_over_people(hits: np.ndarray, person: np.ndarray) -> Rate:
    """Return the share of hits with an interval that resamples people, not photos.

    The photos of one person succeed and fail together, so ten photos of one person tell less than one photo of ten
    people. The spread between people gives a standard error SE, and n_eff = p (1 - p) / SE^2 is the number of
    independent trials with the same uncertainty; the interval is Wilson's with n_eff (never more than n) trials.
    Without a single hit, or without a miss, the people give the bound: 3 divided by their number.

    Args:
        hits: (n,) bool, one entry a test.
        person: (n,) the person tested, any labels.

    Raises:
        ValueError: if nothing is given, the shapes differ, or hits are not True and False.

    Source: linearised standard error of a ratio over clusters (Cochran, Sampling Techniques, 1977, section 3.12).
    """
    hits, person = np.asarray(hits), np.asarray(person)
    if hits.ndim != 1 or hits.shape != person.shape or len(hits) == 0:
        raise ValueError(
            "rate_over_people needs two one-dimensional arrays of the same length, with at least one entry; "
            f"it was given hits of shape {hits.shape} and person of shape {person.shape}."
        )
    if hits.dtype != bool:
        raise ValueError(f"rate_over_people needs hits that are True or False; it was given {hits.dtype} values.")
    _, code = np.unique(person, return_inverse=True)
    tests_each = np.bincount(code)
    hits_each = np.bincount(code, weights=hits)
    n, n_people, count = len(hits), len(tests_each), int(hits.sum())
    share = count / n
    if n_people == 1:
        low, high = 0.0, 1.0  # one person says nothing about others
    elif count in (0, n):
        bound = min(1.0, 3 / n_people)
        low, high = (0.0, bound) if count == 0 else (1.0 - bound, 1.0)
    else:
        residual = hits_each - share * tests_each
        squared_error = n_people / (n_people - 1) * np.sum(residual**2) / n**2
        n_eff = n if squared_error == 0 else min(n, share * (1 - share) / squared_error)
        low, high = wilson(share * n_eff, n_eff)
    return Rate(value=share, count=count, n=n, n_people=n_people, low=low, high=high)

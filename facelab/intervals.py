"""How sure a count is: rates with 95 % intervals that treat people, not comparisons, as the sample.

An error rate of n comparisons between few people is less sure than one of n independent comparisons. `n_eff` says how
many independent ones it is worth, and every interval here is Wilson's with that number.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, log10, sqrt

import numpy as np

from facelab import given

CONFIDENCE_95 = 1.959963984540054  # the normal quantile that leaves 2.5 % above
# Independent errors, and people in them, from which a rate counts as measured (Doddington et al. 2000: rule of 30).
ENOUGH = 30
NONE_SEEN = 3  # no error in n independent trials: the rate is below 3 / n with 95 % confidence (rule of 3)


class Support(StrEnum):
    """How far a count carries a rate; each value is the word that is printed.

    NONE: nothing was counted, or what was asked for lies below what the data can show. THIN: the errors are worth fewer
    than 30 independent ones (rate times n_eff), or fewer than 30 people have a part in them. MEASURED: more.
    """

    NONE = "none"
    THIN = "thin"
    MEASURED = "measured"


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
        places = places_for(self.low, self.high)
        return (
            f"{self.value:.{places}f} ({self.count:,} of {self.n:,}, {self.n_people:,} people; "
            f"95 % interval {self.low:.{places}f} to {self.high:.{places}f})"
        )


def places_for(low: float, high: float) -> int:
    """Return how many places after the point an interval supports: two digits of its width, and never fewer than two.

    A rate and both ends are written with as many, so that a rate never seems to lie outside its interval.
    """
    width = high - low
    return 2 if width <= 0 else min(9, max(2, ceil(-log10(width)) + 1))


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
    count, n = float(count), float(n)
    share, z2 = count / n, CONFIDENCE_95**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = CONFIDENCE_95 / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    # At 0 and n the formula is exact up to rounding: keep the rounding from crossing the end of the scale.
    return (0.0 if count == 0 else max(0.0, centre - half), 1.0 if count == n else min(1.0, centre + half))


def effective_interval(count: float, n: float, n_eff: float) -> tuple[float, float]:
    """Return the 95 % interval of count / n when the n trials are worth n_eff independent ones.

    Wilson with n_eff; without an error (or without a success) the rule of three gives the open side.

    Args:
        count: errors among the n trials; need not be whole.
        n: trials.
        n_eff: effective number of independent trials, above 0.

    Raises:
        ValueError: if n or n_eff is not above 0, or count is not between 0 and n.
    """
    if not n_eff > 0 or not n > 0 or not 0 <= count <= n:
        raise ValueError(
            f"effective_interval needs n and n_eff above 0 and 0 <= count <= n; it was given {count}, {n} and {n_eff}."
        )
    if count == 0:
        return 0.0, min(1.0, NONE_SEEN / float(n_eff))
    if count == n:
        return max(0.0, 1 - NONE_SEEN / float(n_eff)), 1.0
    return wilson(count / n * n_eff, n_eff)


def n_eff(errors: np.ndarray, taken_part: np.ndarray, parts: int) -> float:
    """Return p (1 - p) / SE^2: how many independent trials are as sure about the rate p as these of the same people.

    SE^2 = m / (m - 1) * sum of (errors_i - p trials_i)^2 / trials^2 over the m people; for a full matrix this is the
    closed form 4 sum h_i^2 / (n (n - 1)). Where every trial ends alike there is no spread to measure: then the people
    count, divided by the `parts` people that each trial has.

    Args:
        errors: (m,) of each person. taken_part: (m,) trials of each person; 0 for people without one.
        parts: people in a trial, 1 for a test of one person, 2 for a comparison of two, which counts for both.

    Returns:
        at least 1, and at most the number of trials where there is a spread.

    Source: linearised standard error of a ratio over clusters (Cochran, Sampling Techniques, 1977, section 3.12).
    """
    involved = taken_part > 0
    n_people, trials = int(np.count_nonzero(involved)), taken_part.sum() / parts
    share = errors.sum() / parts / trials
    if n_people < 2 or share in (0, 1):
        return max(1.0, n_people / parts)
    residual = errors[involved] - share * taken_part[involved]
    squared_error = n_people / (n_people - 1) * np.sum(residual**2) / trials**2
    return float(trials if squared_error == 0 else min(trials, share * (1 - share) / squared_error))


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
        ValueError: if nothing is given, the shapes differ, hits are not True and False, or a person is None or NaN.

    Source: linearised standard error of a ratio over clusters (Cochran, Sampling Techniques, 1977, section 3.12).
    """
    hits, person = np.asarray(hits), given.people(person, "person in rate_over_people")
    if hits.ndim != 1 or hits.shape != person.shape or len(hits) == 0:
        raise ValueError(
            "rate_over_people needs two one-dimensional arrays of the same length, with at least one entry; "
            f"it was given hits of shape {hits.shape} and person of shape {person.shape}."
        )
    if hits.dtype != bool:
        raise ValueError(f"rate_over_people needs hits that are True or False; it was given {hits.dtype} values.")
    _, code = np.unique(person, return_inverse=True)
    tests_each = np.bincount(code)
    n, n_people, count = len(hits), len(tests_each), int(hits.sum())
    if n_people == 1:
        low, high = 0.0, 1.0  # one person says nothing about others
    else:
        low, high = effective_interval(count, n, n_eff(np.bincount(code, weights=hits), tests_each, parts=1))
    return Rate(value=count / n, count=count, n=n, n_people=n_people, low=low, high=high)


def support_for(asked: float | None, rate: float, n_eff: float, n_people: int | None = None) -> Support:
    """Say how far a counted FMR carries.

    Not the raw count decides, but what it is worth: 274 false matches among few look-alikes can tell as little as ten
    that have nothing to do with each other.

    Args:
        asked: the FMR that was asked for, or None when a threshold was given.
        rate: the FMR counted, 0 to 1. n_eff: independent comparisons that the count is worth, above 0.
        n_people: different people in the false matches; None if unknown.
    """
    if rate == 0 or (asked is not None and asked < NONE_SEEN / n_eff):
        return Support.NONE
    if rate * n_eff < ENOUGH or (n_people is not None and n_people < ENOUGH):
        return Support.THIN
    return Support.MEASURED

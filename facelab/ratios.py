"""How many times as high one group's rate is as another's, and what may be said about it.

A ratio belongs to one threshold, two groups of different people, and the counts behind both rates. Its interval comes
from the intervals of the two rates, as they are printed beside it, so that the two never contradict each other. It is
"not measurable" only where a group has no error, or where nothing bounds it: then a bound is given, which is a result.
"""

from dataclasses import dataclass
from math import inf, isfinite, nan, sqrt

import numpy as np

from facelab import given
from facelab.groups import by_group
from facelab.scores import ScoreMatrix

NOT_MEASURABLE = "not measurable"


@dataclass(frozen=True)
class Ratio:
    """How many times as high one group's rate is as another's.

    value: the ratio of the counted rates; 0 if the one group has no error, NaN if the other has none.
    low, high: 95 % interval over people; 0 and inf on a side that nothing bounds.
    errors: (of the one, of the other), the counts behind it.
    """

    value: float
    low: float
    high: float
    errors: tuple[int, int]

    @property
    def measurable(self) -> bool:
        """Whether both groups have errors and the interval has two ends."""
        return min(self.errors) > 0 and self.low > 0 and isfinite(self.high)

    def __str__(self) -> str:
        """Return the ratio with its interval and counts, or the words that it is not measurable and its bound."""
        one, other = self.errors
        counts = f"{one:,} and {other:,} errors"
        if self.measurable:
            return f"{_digits(self.value)} times ({_digits(self.low)} to {_digits(self.high)}; {counts})"
        bounds = [f"at least {_digits(self.low)} times"] if self.low > 0 else []
        bounds += [f"at most {_digits(self.high)} times"] if isfinite(self.high) else []
        return f"{NOT_MEASURABLE} ({', '.join(bounds) or 'no bound on either side'}; {counts})"


def ratio(matrix: ScoreMatrix, threshold: float, labels: np.ndarray, one: str, other: str, rate: str = "fmr") -> Ratio:
    """Return the ratio of two groups' rates within the groups, with an interval over people.

    Args:
        matrix: every probe against every enrolment.
        threshold: a comparison matches at this score or above.
        labels: (n,) one label a person. one, other: the labels of the two groups.
        rate: "fmr" or "fnmr".

    Raises:
        ValueError: if both groups are the same people, one has no comparison, the rate is unknown, the labels do not
            fit or one is missing, or the threshold is not one number.
    """
    if rate not in ("fmr", "fnmr"):
        raise ValueError(f"The rate of a ratio is 'fmr' or 'fnmr'; it was {rate!r}.")
    labels = given.labels(labels, len(matrix.person)).astype(str)
    if one == other:
        raise ValueError(f"{one!r} on both sides: the interval of a ratio holds for two groups that share no people.")
    rows = by_group(matrix, threshold, labels, [one, other])
    if any(np.isnan(getattr(row, rate)) for row in rows):
        raise ValueError(f"{one!r} or {other!r} has no comparison: there is no rate to divide.")
    counts = [row.n_false_matches if rate == "fmr" else row.n_false_nonmatches for row in rows]
    first, second = ((getattr(row, rate), *getattr(row, f"{rate}_interval")) for row in rows)
    low, high = ratio_interval(first, second)
    return Ratio(first[0] / second[0] if second[0] else nan, low, high, (counts[0], counts[1]))


def ratio_interval(one: tuple[float, float, float], other: tuple[float, float, float]) -> tuple[float, float]:
    """Return the 95 % interval of the ratio of two rates of different people, from the interval of each.

    MOVER-R: how far the ratio reaches down follows from how far the upper rate reaches down and the lower one up, and
    the other way round, each as far as both could do by chance together. No draw and no seed; measured coverage of
    95 % intervals in four simulated worlds, also with fewer than ten errors: 0.95 to 0.99 (`tests/test_ratios.py`).

    Args:
        one, other: (rate, low, high) of the upper and of the lower rate of the ratio, all 0 or above. The people behind
            them must be different ones: a group against everybody, or two matchers on the same people, need paired
            draws of people instead.

    Returns:
        (low, high): low is 0 if the one rate may be 0; high is inf if the other may be.

    Raises:
        ValueError: if a rate lies outside its interval or below 0.

    Source: Donner and Zou 2012.
    """
    for rate, low, high in (one, other):
        if not 0 <= low <= rate <= high:
            raise ValueError(f"A rate lies in its interval and is not below 0; given were {rate} and {low} to {high}.")
    (p, p_low, p_high), (q, q_low, q_high) = one, other
    product = p * q
    below = product + sqrt(max(0.0, product**2 - p_low * q_high * (2 * p - p_low) * (2 * q - q_high)))
    above = product + sqrt(max(0.0, product**2 - p_high * q_low * (2 * p - p_high) * (2 * q - q_low)))
    # The lower end is written with the root below the line: the usual form divides 0 by 0 where q_high is 2 q.
    low = p_low * (2 * p - p_low) / below if below else 0.0
    return low, above / (q_low * (2 * q - q_low)) if q_low else inf


def _digits(number: float) -> str:
    """Return a ratio with as many digits as its size needs: 379, 37.9, 3.79."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"

"""How many times as high one group's rate is as another's, and what may be said about it.

A ratio belongs to one threshold, two groups and the people behind both counts. Where the counts are too few it is
"not measurable", which is a result.
"""

from dataclasses import dataclass
from math import inf, isfinite, nan

import numpy as np

from facelab import given
from facelab.groups import by_group
from facelab.resampling import person_bootstrap
from facelab.scores import ScoreMatrix

NOT_MEASURABLE = "not measurable"
# Errors on either side from which draws of people give a ratio its interval. A draw without any error makes the ratio 0
# or infinite: with ten independent errors this is 1 draw in 22,000, with five already 1 in 150.
ENOUGH_FOR_A_RATIO = 10


@dataclass(frozen=True)
class Ratio:
    """How many times as high one group's rate is as another's.

    value: the ratio of the counted rates; NaN if the other rate is 0 or missing.
    low, high: 95 % interval over people, drawn within each group; None where it is not measurable.
    at_least, at_most: bounds from both groups' own intervals, for a ratio that is not measurable: the lower end of the
        one over the upper end of the other, and the other way round.
    errors: (of the one, of the other), the counts behind it.
    """

    value: float
    low: float | None
    high: float | None
    at_least: float
    at_most: float
    errors: tuple[int, int]

    @property
    def measurable(self) -> bool:
        """Whether both groups have the ten errors that an interval needs."""
        return self.low is not None

    def __str__(self) -> str:
        """Return the ratio with its interval, or the words that it is not measurable."""
        one, other = self.errors
        if self.low is None:
            between = f"{self.at_least:.2f} to {self.at_most:.1f}" if isfinite(self.at_most) else "no bound above"
            return f"ratio not measurable: {one:,} and {other:,} errors; by both intervals {between}"
        return f"{self.value:.2f} times ({self.low:.2f} to {self.high:.2f}; {one:,} and {other:,} errors)"


def ratio(
    matrix: ScoreMatrix,
    threshold: float,
    labels: np.ndarray,
    one: str,
    other: str,
    rate: str = "fmr",
    replicates: int = 1000,
    seed: int = 0,
) -> Ratio:
    """Return the ratio of two groups' rates within the groups, with an interval over people.

    Args:
        matrix: every probe against every enrolment.
        threshold: a comparison matches at this score or above.
        labels: (n,) one label a person. one, other: the labels of the two groups.
        rate: "fmr" or "fnmr". replicates, seed: of the draws of people, within each group.

    Raises:
        ValueError: if a group has no comparison, the rate is unknown, the labels do not fit or one is missing, or the
            threshold is not one number.
    """
    if rate not in ("fmr", "fnmr"):
        raise ValueError(f"The rate of a ratio is 'fmr' or 'fnmr'; it was {rate!r}.")
    labels = given.labels(labels, len(matrix.person)).astype(str)
    rows = {row.group: row for row in by_group(matrix, threshold, labels, [one, other])}
    if any(np.isnan(getattr(row, rate)) for row in rows.values()):
        raise ValueError(f"{one!r} or {other!r} has no comparison: there is no rate to divide.")
    errors = [rows[name].n_false_matches if rate == "fmr" else rows[name].n_false_nonmatches for name in (one, other)]
    counts = errors[0], errors[1]
    values = [getattr(rows[name], rate) for name in (one, other)]
    value = values[0] / values[1] if values[1] else nan
    ends = [getattr(rows[name], f"{rate}_interval") for name in (one, other)]
    at_least, at_most = ends[0][0] / ends[1][1], ends[0][1] / ends[1][0] if ends[1][0] else inf
    if min(counts) < ENOUGH_FOR_A_RATIO:
        return Ratio(value, None, None, at_least, at_most, counts)
    pair = np.isin(labels, [one, other])
    draws = person_bootstrap(matrix.among(pair), threshold, labels[pair], replicates, seed)
    if rate == "fmr":
        drawn = draws.group_fmr[one, one] / draws.group_fmr[other, other]
    else:
        drawn = draws.group_fnmr[one] / draws.group_fnmr[other]
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return Ratio(value, float(low), float(high), at_least, at_most, counts)

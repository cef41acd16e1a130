"""How many times as high one group's rate is as another's, and what may be said about it.

A ratio belongs to one threshold, two groups and the people behind both counts. Where the counts are too few it is
"not measurable", which is a result.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite, nan

import numpy as np

from facelab import given
from facelab.groups import by_group, fmr_by_group
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


def ratio_or_words(errors_one: int, n_one: int, errors_other: int, n_other: int) -> float | str:
    """Return the ratio of two rates, or "not measurable" if either rests on fewer than ten errors.

    Args:
        errors_one, n_one, errors_other, n_other: errors and comparisons of two groups.

    Raises:
        ValueError: if a count is negative or above its comparisons, or there is no comparison.
    """
    if not 0 <= errors_one <= n_one or not 0 <= errors_other <= n_other or min(n_one, n_other) < 1:
        raise ValueError(
            f"ratio_or_words needs 0 to n errors among n comparisons, n at least 1; given {errors_one} of {n_one} and "
            f"{errors_other} of {n_other}."
        )
    if min(errors_one, errors_other) < ENOUGH_FOR_A_RATIO:
        return NOT_MEASURABLE
    return float((errors_one / n_one) / (errors_other / n_other))


def range_of_ratios(cells: Sequence[tuple[int, int, int, int]]) -> tuple[float, float, int]:
    """Return the smallest and the largest measurable ratio, and how many rows are not measurable.

    Args:
        cells: rows of (errors_one, n_one, errors_other, n_other), at least one of them measurable.

    Raises:
        ValueError: if no row is measurable, or a count is not possible.
    """
    found = [ratio_or_words(*row) for row in cells]
    ratios = [one for one in found if not isinstance(one, str)]
    if not ratios:
        raise ValueError(f"None of the {len(found)} rows is measurable, so there is no range of ratios.")
    return min(ratios), max(ratios), len(found) - len(ratios)


def what_may_be_said(low: float, high: float, errors_one: int, errors_other: int, confirmed: bool) -> str:
    """Return what an interval of a ratio and the errors behind it license one to say.

    Returns:
        "not measurable" with fewer than ten errors on a side; "no difference shown" if the interval contains 1; else
        "found here, to be confirmed", or "found and confirmed" if the question was fixed before and put to other data.

    Raises:
        ValueError: if low is above high.
    """
    if low > high:
        raise ValueError(f"An interval runs from low to high; it was {low} to {high}.")
    if min(errors_one, errors_other) < ENOUGH_FOR_A_RATIO:
        return NOT_MEASURABLE
    if low <= 1 <= high:
        return "no difference shown"
    return "found and confirmed" if confirmed else "found here, to be confirmed"


def shuffled_ratio(matches: np.ndarray, labels: np.ndarray, order: np.ndarray, one: str) -> float:
    """Return the FMR within one group over that within all others, with the labels dealt out in another order.

    Args:
        matches: (n, n) bool, probe i against enrolment j; the diagonal is mated and does not count.
        labels: (n,) one label a person. order: (n,) the places 0 to n - 1 in any order. one: the group.

    Returns:
        the ratio; infinite or NaN if the others have no false match.

    Raises:
        ValueError: if the table, the labels or the order do not fit, a label is missing, or there are fewer than two
            people on a side.
    """
    matches, order = given.square(matches, "shuffled_ratio"), np.asarray(order)
    labels = given.labels(labels, len(matches))
    if order.shape != labels.shape or (np.sort(order) != np.arange(len(labels))).any():
        raise ValueError(f"The order must hold each place from 0 to {len(labels) - 1} once.")
    member = labels[order] == one
    if min(np.count_nonzero(member), np.count_nonzero(~member)) < 2:
        raise ValueError(f"Both {one!r} and the others need at least two people.")
    rates = fmr_by_group(matches, np.where(member, "one", "others"))
    return rates["one"] / rates["others"] if rates["others"] else inf if rates["one"] else nan

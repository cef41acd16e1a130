"""The right answers of lesson 11's exercises that nothing else in the library calls."""

from collections.abc import Sequence
from math import inf, nan

import numpy as np

from facelab import given
from facelab.answers.lesson10 import fmr_by_group
from facelab.ratios import NOT_MEASURABLE


def ratio_or_words(errors_one: int, n_one: int, errors_other: int, n_other: int) -> float | str:
    """Return the ratio of two rates, or "not measurable" if either group has no error.

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
    if min(errors_one, errors_other) == 0:
        return NOT_MEASURABLE
    return float((errors_one / n_one) / (errors_other / n_other))


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


def what_may_be_said(low: float, high: float, errors_one: int, errors_other: int, confirmed: bool) -> str:
    """Return what an interval of a ratio and the errors behind it license one to say.

    Returns:
        "not measurable" without an error on a side; "no difference shown" if the interval contains 1; else
        "found here, to be confirmed", or "found and confirmed" if the question was fixed before and put to other data.

    Raises:
        ValueError: if low is above high.
    """
    if low > high:
        raise ValueError(f"An interval runs from low to high; it was {low} to {high}.")
    if min(errors_one, errors_other) == 0:
        return NOT_MEASURABLE
    if low <= 1 <= high:
        return "no difference shown"
    return "found and confirmed" if confirmed else "found here, to be confirmed"


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

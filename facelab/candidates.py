"""Candidate thresholds: all distinct scores and +inf, and how to find the one that is wanted among millions of them.

Between two neighbouring candidates no rate changes, so a threshold is always chosen among them. Everything here takes
scores that are sorted already.
"""

from collections.abc import Callable
from math import floor, inf

import numpy as np

from facelab import given


def smallest_candidate(
    sorted_nonmated: np.ndarray, target: float, sorted_mated: np.ndarray, cumulated: np.ndarray | None = None
) -> float:
    """Return the smallest distinct score, or +inf, at which at most the target share of non-mated scores is accepted.

    Args:
        sorted_nonmated: (n,), at least one, rising. target: 0 to 1. sorted_mated: (m,), rising; may be empty.
        cumulated: (n,) number of comparisons up to each non-mated score, for scores that are stored as counts.

    Raises:
        ValueError: if the target is outside 0 to 1.
    """
    target = given.share(target, "A target FMR")
    total = len(sorted_nonmated) if cumulated is None else int(cumulated[-1])
    allowed = floor(target * total)
    # The product is rounded: correct by one where the quotient, which is what a learner computes, says otherwise.
    # Asked 0.57 of 100: 0.57 * 100 is 56.99999999999999, and 57 / 100 <= 0.57, so one more is allowed (True is 1).
    allowed += (allowed + 1) / total <= target
    allowed -= allowed / total > target
    if allowed >= total:
        return float(min([sorted_nonmated[0], *sorted_mated[:1]]))
    if cumulated is None:
        highest_rejected = sorted_nonmated[total - allowed - 1]
    else:
        highest_rejected = sorted_nonmated[np.searchsorted(cumulated, total - allowed)]
    return min(_first_above(scores, highest_rejected) for scores in (sorted_nonmated, sorted_mated))


def distinct(sorted_scores: np.ndarray) -> np.ndarray:
    """Return each score once; unlike np.unique without sorting a copy of millions that are sorted already."""
    return sorted_scores[np.append(True, sorted_scores[1:] != sorted_scores[:-1])]


def first_at_which(sorted_scores: np.ndarray, holds: Callable[[float], bool]) -> float:
    """Return the first of the sorted scores for which a lasting condition holds; +inf if none does."""
    low, high = 0, len(sorted_scores)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(sorted_scores[middle]) else (middle + 1, high)
    return float(sorted_scores[low]) if low < len(sorted_scores) else inf


def last_at_which(sorted_scores: np.ndarray, holds: Callable[[float], bool]) -> float:
    """Return the last of the sorted scores for which a condition holds that then ends for good; -inf if none does."""
    low, high = 0, len(sorted_scores)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if holds(sorted_scores[middle]) else (low, middle)
    return float(sorted_scores[low - 1]) if low else -inf


def _first_above(sorted_scores: np.ndarray, value: float) -> float:
    place = np.searchsorted(sorted_scores, value, side="right")
    return float(sorted_scores[place]) if place < len(sorted_scores) else inf

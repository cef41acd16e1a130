"""The right answers of lesson 7's exercises that nothing else in the library calls."""

import numpy as np

from facelab.decisions import expected_cost
from facelab.scores import Scores


def cheapest_threshold(
    mated: np.ndarray,
    nonmated: np.ndarray,
    share_nonmated: float,
    cost_false_match: float,
    cost_false_nonmatch: float,
) -> float:
    """Return the threshold with the lowest expected cost on these scores: the lowest such threshold, if several tie.

    Candidates are all distinct scores of both classes, and +inf, which accepts nobody.

    Args:
        mated: (m,) scores. nonmated: (n,) scores.
        share_nonmated: share of attempts that strangers make, 0 to 1.
        cost_false_match, cost_false_nonmatch: of one error, at least 0, in the same unit.

    Raises:
        ValueError: if a class is empty, a score is NaN, a cost negative or the share outside 0 to 1.
    """
    thresholds, fmr, fnmr = Scores(mated, nonmated).det()
    costs = expected_cost(fmr, fnmr, share_nonmated, cost_false_match, cost_false_nonmatch)
    # Costs that are equal on paper differ in the last digit; without rounding the tie would go to either.
    return float(thresholds[np.argmin(np.round(costs, 12))])


def tune_and_report(
    scores: np.ndarray, tuning: np.ndarray, share_nonmated: float, cost_false_match: float, cost_false_nonmatch: float
) -> tuple[float, float, float]:
    """Choose the cheapest threshold on some people and return it with FMR and FNMR on the others.

    Comparisons between somebody of one group and somebody of the other belong to neither.

    Args:
        scores: (n, n), probe i against enrolment j, mated on the diagonal; no NaN.
        tuning: (n,) bool, at least two people on either side.
        share_nonmated, cost_false_match, cost_false_nonmatch: as in `cheapest_threshold`.

    Returns:
        threshold, FMR, FNMR.

    Raises:
        ValueError: if the shapes do not fit, there are fewer than two people on either side, or a score is NaN.
    """
    scores, tuning = np.asarray(scores), np.asarray(tuning)
    if scores.shape != (len(tuning), len(tuning)) or tuning.dtype != bool:
        raise ValueError(
            f"tune_and_report needs a square table and True or False for each person; it was given {scores.shape} "
            f"and {tuning.shape} {tuning.dtype} values."
        )
    if min(np.count_nonzero(tuning), np.count_nonzero(~tuning)) < 2:
        raise ValueError("tune_and_report needs at least two people to choose on and two others to report on.")
    parts = [scores[np.ix_(group, group)] for group in (tuning, ~tuning)]
    old, new = [(part.diagonal(), part[~np.eye(len(part), dtype=bool)]) for part in parts]
    threshold = cheapest_threshold(*old, share_nonmated, cost_false_match, cost_false_nonmatch)
    at = Scores(*new).at(threshold)
    return threshold, at.fmr, at.fnmr

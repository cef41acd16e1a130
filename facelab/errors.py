"""Count errors, under one name: rates of scores at a threshold, and the threshold for a rate.

Scores are similarities: a comparison is a match when `score >= threshold`. Terms after ISO/IEC 19795-1: a mated
comparison is one of a person with themselves, a non-mated one is of two people; FMR is the share of non-mated
comparisons that match, FNMR the share of mated comparisons that do not.

Here are the two rates and the threshold for one, from plain arrays. The rest has rooms of its own, whose names can be
imported from here as well: `facelab.scores` and `facelab.measures` (one matcher, queried often), `facelab.intervals`
(how sure a count is), `facelab.resampling` (people drawn again).
"""

from collections.abc import Sequence

import numpy as np

from facelab import given
from facelab.candidates import smallest_candidate
from facelab.intervals import (
    CONFIDENCE_95,
    ENOUGH,
    NONE_SEEN,
    Rate,
    Support,
    effective_interval,
    rate_over_people,
    support_for,
    wilson,
)
from facelab.measures import EerOverPeople, EqualErrorRate, OperatingPoint, OrderShare
from facelab.resampling import Bootstrap, eer_bootstrap, eer_over_people, person_bootstrap
from facelab.scores import Counted, ScoreMatrix, Scores, order_share, scores_of_photos, scores_of_probes

__all__ = [
    "CONFIDENCE_95",
    "ENOUGH",
    "NONE_SEEN",
    "Bootstrap",
    "Counted",
    "EerOverPeople",
    "EqualErrorRate",
    "OperatingPoint",
    "OrderShare",
    "Rate",
    "ScoreMatrix",
    "Scores",
    "Support",
    "eer_bootstrap",
    "eer_over_people",
    "effective_interval",
    "fmr",
    "fnmr",
    "order_share",
    "person_bootstrap",
    "rate_over_people",
    "scores_of_photos",
    "scores_of_probes",
    "support_for",
    "threshold_for_fmr",
    "wilson",
]


def fmr(nonmated: np.ndarray, threshold: float) -> float:
    """Return the share of non-mated scores (n,) that are at or above the threshold.

    Raises:
        ValueError: if there is no score, one is NaN, infinite or float32, or the threshold is not one number.
    """
    scores = given.scores(nonmated, "non-mated")
    return float(np.count_nonzero(scores >= given.threshold(threshold)) / len(scores))


def fnmr(mated: np.ndarray, threshold: float) -> float:
    """Return the share of mated scores (n,) that are below the threshold.

    Raises:
        ValueError: if there is no score, one is NaN, infinite or float32, or the threshold is not one number.
    """
    scores = given.scores(mated, "mated")
    return float(np.count_nonzero(scores < given.threshold(threshold)) / len(scores))


def threshold_for_fmr(nonmated: np.ndarray, target: float, mated: np.ndarray | Sequence[float] = ()) -> float:
    """Return the smallest candidate threshold whose FMR does not exceed the target.

    Candidates are all distinct scores, of both classes if both are given, and +inf. The smallest one that keeps the
    target has the lowest FNMR. The FMR it achieves can be far below the target: report both. Scores that are stored as
    counts have `Counted.at_fmr`.

    Args:
        nonmated: (n,) scores.
        target: the FMR asked for, 0 to 1.
        mated: (m,) scores; they only add candidates.

    Raises:
        ValueError: if there is no non-mated score, or the target is outside 0 to 1.
    """
    mated = np.sort(given.scores(mated, "mated")) if len(mated) else np.array([])
    return smallest_candidate(np.sort(given.scores(nonmated, "non-mated")), target, mated)

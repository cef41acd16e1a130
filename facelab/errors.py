"""Count errors: rates of scores at a threshold, and the threshold for a rate.

Scores are similarities: a comparison is a match when `score >= threshold`. Terms after ISO/IEC 19795-1: a mated
comparison is one of a person with themselves, a non-mated one is of two people; FMR is the share of non-mated
comparisons that match, FNMR the share of mated comparisons that do not.

Here are the plain functions of arrays. What stands behind them has rooms of its own, whose names can be imported from
here as well: `facelab.scores` and `facelab.measures` (one matcher, queried often), `facelab.intervals` (how sure a
count is), `facelab.resampling` (people drawn again).
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
from facelab.measures import EqualErrorRate, OperatingPoint, OrderShare
from facelab.resampling import Bootstrap, eer_bootstrap, person_bootstrap
from facelab.scores import Counted, ScoreMatrix, Scores, order_share, scores_of_photos, scores_of_probes

__all__ = [
    "CONFIDENCE_95",
    "ENOUGH",
    "NONE_SEEN",
    "Bootstrap",
    "Counted",
    "EqualErrorRate",
    "OperatingPoint",
    "OrderShare",
    "Rate",
    "ScoreMatrix",
    "Scores",
    "Support",
    "eer_bootstrap",
    "effective_interval",
    "equal_error_rate",
    "error_rates",
    "fmr",
    "fmr_of_draw",
    "fnmr",
    "order_share",
    "person_bootstrap",
    "rate_over_people",
    "scores_of_photos",
    "scores_of_probes",
    "support",
    "support_for",
    "threshold_for_fmr",
    "verdict",
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


def threshold_for_fmr(
    nonmated: np.ndarray, target: float, mated: np.ndarray | Sequence[float] = (), counts: np.ndarray | None = None
) -> float:
    """Return the smallest candidate threshold whose FMR does not exceed the target.

    Candidates are all distinct scores, of both classes if both are given, and +inf. The smallest one that keeps the
    target has the lowest FNMR. The FMR it achieves can be far below the target: report both.

    Args:
        nonmated: (n,) scores.
        target: the FMR asked for, 0 to 1.
        mated: (m,) scores; they only add candidates.
        counts: (n,) how often each non-mated score occurs, for scores that are stored as counts: see `Counted`.

    Raises:
        ValueError: if there is no non-mated score, the target is outside 0 to 1, or counts do not fit.
    """
    if counts is not None:
        return Counted(np.asarray(nonmated), np.asarray(counts)).at_fmr(target, mated)
    mated = np.sort(given.scores(mated, "mated")) if len(mated) else np.array([])
    return smallest_candidate(np.sort(given.scores(nonmated, "non-mated")), target, mated)


def equal_error_rate(mated: np.ndarray, nonmated: np.ndarray) -> float:
    """Return the equal error rate of mated (m,) and non-mated (n,) scores, after FVC2000: see `Scores.eer`.

    Raises:
        ValueError: if a class is empty, or a score is NaN, infinite or float32.
    """
    return Scores(mated, nonmated).eer().value


def error_rates(scores: np.ndarray, mated: np.ndarray, threshold: float) -> tuple[float, float]:
    """Return (FMR, FNMR) of scores (n,) in one list, of which mated (n,) bool are mated, each over its own comparisons.

    Raises:
        ValueError: if the lengths differ, mated is not True and False, a class is empty, a score is NaN, or the
            threshold is not one number.
    """
    scores, mated = np.asarray(scores), np.asarray(mated)
    if mated.dtype != bool or mated.shape != scores.shape:
        raise ValueError(
            f"error_rates needs True or False for each of {scores.shape} scores; it was given {mated.dtype} "
            f"values of shape {mated.shape}."
        )
    return fmr(scores[~mated], threshold), fnmr(scores[mated], threshold)


def fmr_of_draw(matches: np.ndarray, drawn: np.ndarray) -> float:
    """Return the FMR of people drawn with replacement; somebody drawn twice is no stranger to themselves.

    Args:
        matches: (n, n) bool, probe i against enrolment j; the diagonal is mated and does not count.
        drawn: places of the drawn people, 0 to n - 1, any number of them.

    Raises:
        ValueError: if the table is not square and of True and False, a place is outside it, or fewer than two
            different people were drawn.
    """
    matches, drawn = given.square(matches, "fmr_of_draw"), np.asarray(drawn)
    if drawn.ndim != 1 or not np.isin(drawn, np.arange(len(matches))).all():
        raise ValueError(f"fmr_of_draw was given places outside 0 to {len(matches) - 1}.")
    weights = np.bincount(drawn, minlength=len(matches)).astype(float)
    trials = weights.sum() ** 2 - (weights**2).sum()
    if trials == 0:
        raise ValueError("fmr_of_draw needs at least two different people in the draw.")
    return float((weights @ matches @ weights - weights**2 @ matches.diagonal()) / trials)


def verdict(promised: float, count: int, n: float) -> str:
    """Say whether `count` errors in n independent trials support the claim that the rate is at most `promised`.

    Returns:
        "contradicted" if the lower end of the 95 % interval is above promised; "not measurable" if promised is below
        3 / n; "supported" if the upper end (3 / n without errors) is at most promised; else "not supported".

    Raises:
        ValueError: if n is not above 0, count is not between 0 and n, or promised not between 0 and 1.
    """
    promised = given.share(promised, "A promised rate")
    low, high = wilson(count, n)
    if count == 0:
        high = NONE_SEEN / n
    if low > promised:
        return "contradicted"
    if promised < NONE_SEEN / n:
        return "not measurable"
    return "supported" if high <= promised else "not supported"


def support(asked: float, false_matches: int, n: float) -> Support:
    """Say how far n independent non-mated comparisons carry an FMR that was asked for.

    Returns:
        "none" if asked is below 3 / n or there is no false match, "thin" with fewer than 30 of them, else "measured".

    Raises:
        ValueError: if n is not above 0, the false matches are not between 0 and n, or asked not between 0 and 1.
    """
    if not 0 <= asked <= 1 or not n > 0 or not 0 <= false_matches <= n:
        raise ValueError(
            "support needs asked from 0 to 1, n above 0 and 0 to n false matches; "
            f"it was given {asked}, {n} and {false_matches}."
        )
    return support_for(asked, false_matches, n)

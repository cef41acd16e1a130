"""The right answers of lesson 6's exercises that nothing else in the library calls."""

import numpy as np

from facelab import given
from facelab.intervals import NONE_SEEN, Support, support_for, wilson


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

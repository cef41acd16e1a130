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
        "contradicted" if the lower end of the 95 % interval is above promised; "supported" if the upper end (3 / n
        without errors) is at most promised; else "not measurable" without an error, and "not supported" with one.

    Raises:
        ValueError: if n is not above 0, count is not between 0 and n, or promised not between 0 and 1.
    """
    promised = given.share(promised, "A promised rate")
    low, high = wilson(count, n)
    if count == 0:
        high = NONE_SEEN / n
    if low > promised:
        return "contradicted"
    if high <= promised:
        return "supported"
    return "not supported" if count else "not measurable"


def support(asked: float, fmr: float, n_eff: float) -> Support:
    """Say how far a counted FMR that is worth n_eff independent comparisons carries what was asked for.

    Returns:
        "none" if asked is below 3 / n_eff or nothing was counted, "thin" if fmr times n_eff is below 30, else
        "measured".

    Raises:
        ValueError: if n_eff is not above 0, or fmr or asked is not between 0 and 1.
    """
    if not 0 <= asked <= 1 or not n_eff > 0 or not 0 <= fmr <= 1:
        raise ValueError(
            f"support needs asked and fmr from 0 to 1 and n_eff above 0; it was given {asked}, {fmr} and {n_eff}."
        )
    return support_for(asked, fmr, n_eff)

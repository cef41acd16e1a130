"""The right answers of lesson 5's exercises that nothing else in the library calls."""

import numpy as np

from facelab.errors import fmr, fnmr
from facelab.scores import Scores


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

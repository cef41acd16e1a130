"""The right answers of lesson 9's exercises that nothing else in the library calls."""

import numpy as np

from facelab import given


def three_shares(scores: np.ndarray, own: np.ndarray, threshold: float) -> tuple[float, float, float]:
    """Return (no_face, missed, false): what becomes of photos, each share over its own photos or comparisons.

    Args:
        scores: (n, g) of each photo against everybody enrolled; a row of NaN where no face was found.
        own: (n, g) bool, True where the enrolled person is the one on the photo, once in each row.
        threshold: a match is a score of at least this.

    Raises:
        ValueError: if the shapes differ, a row is only partly NaN, or no photo has a score.
    """
    scores, own, threshold = np.asarray(scores, dtype=np.float64), np.asarray(own), given.threshold(threshold)
    if scores.ndim != 2 or scores.shape != own.shape or own.dtype != bool:
        raise ValueError(f"three_shares needs scores and own of one shape, own True or False; got {scores.shape}.")
    found = ~np.isnan(scores)
    if not found.any() or (found.any(axis=1) != found.all(axis=1)).any():
        raise ValueError("three_shares needs a photo with scores, and rows that are scores or NaN as a whole.")
    missed, false = scores[own & found] < threshold, scores[~own & found] >= threshold
    return float(1 - found.any(axis=1).mean()), float(missed.mean()), float(false.mean())


def gate(quality: np.ndarray, least: float, scores: np.ndarray, threshold: float) -> tuple[float, float]:
    """Return (refused, missed): the share of photos below a quality, and of those that pass, the share not recognised.

    Args:
        quality: (n,) of each photo, higher is better. least: what a photo needs to pass.
        scores: (n,) of each photo with its own person; NaN where no face was found, which is not recognised.
        threshold: a match is a score of at least this.

    Raises:
        ValueError: if the lengths differ, or no photo passes.
    """
    quality, scores, threshold = np.asarray(quality), np.asarray(scores, dtype=float), given.threshold(threshold)
    if quality.shape != scores.shape or quality.ndim != 1:
        raise ValueError(f"gate needs a quality for each score; it was given {quality.shape} and {scores.shape}.")
    passes = quality >= least
    if not passes.any():
        raise ValueError(f"gate lets no photo through: no quality reaches {least:g}.")
    return float(1 - passes.mean()), float(np.mean(~(scores[passes] >= threshold)))


def turned_away(scores: np.ndarray, threshold: float) -> float:
    """Return the share of visits by the right person that end without a match.

    Args:
        scores: (n,) of each visit with its own person; NaN where no face was found.
        threshold: a match is a score of at least this.

    Raises:
        ValueError: if there is no visit.
    """
    scores, threshold = np.asarray(scores, dtype=float), given.threshold(threshold)
    if scores.ndim != 1 or not len(scores):
        raise ValueError(f"turned_away needs the scores of one visit or more; it was given shape {scores.shape}.")
    return float(np.mean(~(scores >= threshold)))

"""The right answers of lesson 16's exercises that nothing else in the library calls."""

import numpy as np

from facelab import given


def let_in(scores: np.ndarray, threshold: float) -> tuple[float, float]:
    """Return (of_scored, of_all): the share of people who are let in, of those with a score and of everybody.

    Args:
        scores: (n, n), the probe of person i against the enrolled photo of person j; NaN where a photo gave no score.
        threshold: a match is a score of at least this.

    Raises:
        ValueError: if the table is not square, the threshold is not one number, or nobody has a score.
    """
    mated, threshold = _mated(scores), given.threshold(threshold)
    if np.isnan(mated).all():
        raise ValueError("Nobody has a score, so there is no share of those who have one.")
    inside = mated >= threshold
    return float(inside.sum() / np.isfinite(mated).sum()), float(inside.mean())


def turned_away(scores: np.ndarray, threshold: float, district: np.ndarray) -> dict[str, float]:
    """Return district to the share of its people who are turned away, those without a score among them.

    Args:
        scores: (n, n) as in `let_in`. threshold: a match is a score of at least this. district: (n,) labels.

    Raises:
        ValueError: if the table is not square, the threshold is not one number, or the labels do not fit.
    """
    mated, threshold = _mated(scores), given.threshold(threshold)
    district = given.labels(district, len(mated))
    return {str(name): float(np.mean(~(mated[district == name] >= threshold))) for name in np.unique(district)}


def one_line_keeps_both(false: np.ndarray, missed: np.ndarray, most_false: float, most_missed: float) -> bool:
    """Say whether there is a line at which both promises are kept.

    Args:
        false, missed: (k,) rates of false matches and of misses at the same k lines, 0 to 1.
        most_false, most_missed: what is promised: rates of at most this.

    Raises:
        ValueError: if there is no line, the two rows differ in length, or a promise is no share.
    """
    false, missed = np.asarray(false, dtype=float), np.asarray(missed, dtype=float)
    if false.ndim != 1 or false.shape != missed.shape or len(false) == 0:
        raise ValueError(f"Both errors are needed at the same lines; got {false.shape} and {missed.shape}.")
    most_false, most_missed = given.share(most_false, "A promise"), given.share(most_missed, "A promise")
    return bool(np.any((false <= most_false) & (missed <= most_missed)))


def _mated(scores: np.ndarray) -> np.ndarray:
    """Return the diagonal of a square table of scores."""
    table = np.asarray(scores, dtype=float)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or not len(table):
        raise ValueError(f"A square table of scores is needed, people by people; it was {table.shape}.")
    return table.diagonal()

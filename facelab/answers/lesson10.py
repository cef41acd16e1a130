"""The right answers of lesson 10's exercises that nothing else in the library calls."""

import numpy as np

from facelab import given


def fmr_by_group(matches: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """Return label to FMR within its group; NaN for a group of one.

    Args:
        matches: (n, n) bool, probe i against enrolment j; the diagonal is mated and does not count.
        labels: (n,) one label a person.

    Raises:
        ValueError: if the table is not square and of True and False, or the labels do not fit or one is missing.
    """
    matches, labels = _table(matches, labels)
    table, names = cross_group(matches, labels), np.unique(labels)
    return {str(name): float(table[g, g]) for g, name in enumerate(names)}


def cross_group(matches: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return (k, k) FMR of probes of each group against enrolments of each group, in the order of `np.unique`.

    Args:
        matches: (n, n) bool, probe i against enrolment j; the diagonal is mated and does not count.
        labels: (n,) one label a person.

    Returns:
        (k, k); NaN where there is no comparison.

    Raises:
        ValueError: if the table is not square and of True and False, or the labels do not fit or one is missing.
    """
    matches, labels = _table(matches, labels)
    belongs = (labels[:, np.newaxis] == np.unique(labels)).astype(float)
    false = matches & ~np.eye(len(labels), dtype=bool)
    trials = np.outer(belongs.sum(axis=0), belongs.sum(axis=0)) - np.diag(belongs.sum(axis=0))
    with np.errstate(invalid="ignore"):
        return belongs.T @ false @ belongs / trials


def hidden_share(matches: np.ndarray, labels: np.ndarray, dropped: str) -> float:
    """Return the share of false matches in which at least one person carries a label that is dropped.

    Args:
        matches: (n, n) bool, probe i against enrolment j; the diagonal is mated and does not count.
        labels: (n,) one label a person. dropped: the label that is left out.

    Raises:
        ValueError: if the table or the labels do not fit, or there is no false match.
    """
    matches, labels = _table(matches, labels)
    false = matches & ~np.eye(len(labels), dtype=bool)
    if not false.any():
        raise ValueError("There is no false match, so no share of them can be hidden.")
    stays = labels != dropped
    return float(1 - false[np.ix_(stays, stays)].sum() / false.sum())


def fmr_met(rates: np.ndarray, mix: np.ndarray) -> np.ndarray:
    """Return the FMR that people of each group meet in a gallery of a given mixture.

    Args:
        rates: (k, k) of `cross_group`. mix: (k,) shares of the gallery, adding up to 1.

    Raises:
        ValueError: if the shapes do not fit or the shares are no shares.
    """
    rates, mix = np.asarray(rates, dtype=float), np.asarray(mix, dtype=float)
    if rates.shape != (len(mix), len(mix)) or (mix < 0).any() or not np.isclose(mix.sum(), 1):
        raise ValueError(f"fmr_met needs a square table and shares that add up to 1; got {rates.shape} and {mix}.")
    return rates @ mix


def _table(matches: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    matches = given.square(matches, "A rate by group")
    return matches, given.labels(labels, len(matches))

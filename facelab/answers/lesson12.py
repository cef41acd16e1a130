"""The right answers of lesson 12's exercises that nothing else in the library calls."""

from collections.abc import Mapping

import numpy as np

from facelab import given
from facelab.groups import threshold_for_each_group
from facelab.scores import ScoreMatrix


def line_for_each(scores: np.ndarray, labels: np.ndarray, target: float) -> dict[str, float]:
    """Return label to the smallest threshold that keeps the target FMR within its group.

    Args:
        scores: (n, n), probe i against enrolment j, mated on the diagonal, no NaN.
        labels: (n,) one label a person; every group has at least two people.
        target: FMR asked, 0 to 1.

    Raises:
        ValueError: if the labels do not fit or one is missing, a group has one person, a score is NaN or the target is
            outside 0 to 1.
    """
    scores = np.asarray(scores)
    if scores.shape != (len(labels), len(labels)):
        raise ValueError(
            f"There are {len(labels)} labels for a table of {scores.shape}: one for each person is needed."
        )
    return threshold_for_each_group(ScoreMatrix(scores, np.arange(len(labels))), labels, target)


def cost_of_parity(
    mated: np.ndarray, labels: np.ndarray, before: Mapping[str, float], after: Mapping[str, float]
) -> dict[str, float]:
    """Return label to the rise of its FNMR when thresholds change.

    Args:
        mated: (n,) one mated score a person. labels: (n,).
        before, after: label to threshold, for every label that occurs.

    Raises:
        ValueError: if the shapes differ, a score is NaN, a label is missing or has no threshold.
    """
    mated = np.asarray(mated, dtype=float)
    if mated.shape != np.shape(labels) or mated.ndim != 1 or np.isnan(mated).any():
        raise ValueError(f"cost_of_parity needs one score without NaN for each of {np.shape(labels)} people.")
    labels = given.labels(labels, len(mated))
    names = np.unique(labels)
    missing = [str(name) for name in names if name not in before or name not in after]
    if missing:
        raise ValueError(f"There is no threshold for {', '.join(missing)}, before or after.")
    cost = {}
    for name in names:
        own = mated[labels == name]
        new, old = given.threshold(after[name]), given.threshold(before[name])
        cost[str(name)] = float(np.mean(own < new) - np.mean(own < old))
    return cost


def diluted(within: float, across: float, others: float, wrong: float) -> float:
    """Return the FMR that a group seems to have if a share of those who carry its label belong to another group.

    Args:
        within, across, others: true FMR within the group, between the groups, and within the other group.
        wrong: share of wrong labels among those who carry this label, 0 to 1, independent of the scores.

    Raises:
        ValueError: if a rate or the share is outside 0 to 1.
    """
    if not all(0 <= value <= 1 for value in (within, across, others, wrong)):
        raise ValueError(f"Rates and shares lie between 0 and 1; they were {within}, {across}, {others}, {wrong}.")
    return float((1 - wrong) ** 2 * within + 2 * wrong * (1 - wrong) * across + wrong**2 * others)


def fmr_with_guess(at_own: float, at_other: float, wrong: float) -> float:
    """Return the FMR that a group meets when the choice of its line is guessed wrongly for a share of visits.

    Args:
        at_own, at_other: FMR of the group at its own and at the other line, 0 to 1. wrong: share of wrong guesses.

    Raises:
        ValueError: if a rate or the share is outside 0 to 1.
    """
    if not all(0 <= value <= 1 for value in (at_own, at_other, wrong)):
        raise ValueError(f"Rates and shares lie between 0 and 1; they were {at_own}, {at_other} and {wrong}.")
    return float((1 - wrong) * at_own + wrong * at_other)

"""The right answers of lesson 8's exercises that nothing else in the library calls."""

import numpy as np

from facelab import given


def fpir(scores: np.ndarray, threshold: float) -> float:
    """Return the share of searches of strangers that name somebody.

    Args:
        scores: (n, N) of n people who are not enrolled against the N templates of a gallery; both at least 1.
        threshold: a search names somebody when its highest score is at least this.

    Raises:
        ValueError: if the table is empty or not two-dimensional, a score is NaN, or the threshold is not one number.
    """
    scores, threshold = np.asarray(scores), given.threshold(threshold)
    if scores.ndim != 2 or scores.size == 0:
        raise ValueError(f"fpir needs a table of searches by templates, not empty; it was given {scores.shape}.")
    if np.isnan(scores).any():
        raise ValueError("fpir was given NaN. Leave out photos that failed, and count them.")
    return float(np.mean(scores.max(axis=1) >= threshold))


def survivors(machine: np.ndarray, reviewer: np.ndarray) -> tuple[float, float]:
    """Return (promised, real): the share of pairs of strangers that two checks pass if independent, and in fact.

    Args:
        machine, reviewer: (n,) bool, whether each takes the pair for one person; n at least 1.

    Raises:
        ValueError: if the shapes differ, nothing is given, or the values are not True and False.
    """
    machine, reviewer = np.asarray(machine), np.asarray(reviewer)
    if machine.shape != reviewer.shape or machine.size == 0 or machine.dtype != bool or reviewer.dtype != bool:
        raise ValueError(
            f"survivors needs two arrays of True and False of one shape; given {machine.shape} and {reviewer.shape}."
        )
    return float(machine.mean() * reviewer.mean()), float(np.mean(machine & reviewer))


def precision_elsewhere(true_alerts: float, false_alerts: float, base_rate: float, new_base_rate: float) -> float:
    """Return the precision at another base rate of alerts that were counted at one base rate.

    Args:
        true_alerts, false_alerts: counted, at least 0 and not both 0.
        base_rate: share of listed people where they were counted, above 0 and below 1. new_base_rate: 0 to 1.

    Raises:
        ValueError: if there was no alert, or a rate is not possible.
    """
    if min(true_alerts, false_alerts) < 0 or not true_alerts + false_alerts > 0:
        raise ValueError(f"precision_elsewhere needs at least one alert; given {true_alerts} and {false_alerts}.")
    if not 0 < base_rate < 1 or not 0 <= new_base_rate <= 1:
        raise ValueError(f"Base rates lie between 0 and 1, and where alerts were counted inside; given {base_rate}.")
    true = true_alerts * new_base_rate / base_rate
    false = false_alerts * (1 - new_base_rate) / (1 - base_rate)
    if true + false == 0:
        raise ValueError("At this base rate no alert is left, so there is no share of them.")
    return float(true / (true + false))

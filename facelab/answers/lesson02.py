"""The right answers of lesson 2's exercises that nothing else in the library calls."""

from collections.abc import Sequence

import numpy as np

from facelab.matching import rank1_rate
from facelab.subspaces import eigenfaces, project


def rebuild(codes: np.ndarray, mean: np.ndarray, components: np.ndarray) -> np.ndarray:
    """Return the points (n, d) that the codes (n, k) describe: mean (d,) plus code times component (k, d)."""
    return mean + codes @ components


def eigenface_rank1_rate(
    enrolled: np.ndarray, enrolled_person: np.ndarray, probe: np.ndarray, probe_person: np.ndarray, k: int
) -> float:
    """Return the rank-1 rate when probes and enrolled points are compared by k eigenface numbers.

    The eigenfaces come from the enrolled points alone.

    Args:
        enrolled: (n, d) points.
        enrolled_person: (n,) whose they are.
        probe: (m, d) points.
        probe_person: (m,) whose they are.
        k: how many eigenfaces.

    Returns:
        the rank-1 identification rate, 0 to 1.
    """
    mean, components = eigenfaces(enrolled, k)
    return rank1_rate(
        project(enrolled, mean, components), enrolled_person, project(probe, mean, components), probe_person
    )


def choose_k(ks: Sequence[int] | np.ndarray, rates: np.ndarray, slack: float) -> int:
    """Return the smallest k whose rate is at most `slack` below the best.

    Args:
        ks: numbers of components, in any order.
        rates: the rate measured with each, 0 to 1.
        slack: how much worse than the best is still good enough, 0 to 1.

    Raises:
        ValueError: if ks is empty or the lengths disagree.
    """
    numbers, rates = np.asarray(ks), np.asarray(rates)
    if len(numbers) == 0 or numbers.shape != rates.shape:
        raise ValueError(f"choose_k needs one rate for each k; it was given {len(numbers)} and {len(rates)}.")
    # The smallest float step must not decide: 0.95 - 0.01 and 0.94 differ in the last bit.
    return int(numbers[rates >= rates.max() - slack - 1e-12].min())

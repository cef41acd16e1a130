"""The right answers of lesson 3's exercises that nothing else in the library calls."""

import numpy as np
from scipy.linalg import eigh

from facelab.subspaces import largest_entry_positive


def fisher_direction(within: np.ndarray, between: np.ndarray) -> np.ndarray:
    """Return the direction (d,), of length 1, along which `between` is largest measured by `within`, both (d, d)."""
    _, directions = eigh(between, within)
    longest = directions[:, -1] / np.linalg.norm(directions[:, -1])
    return largest_entry_positive(longest[np.newaxis])[0]


def split_by_person(person: np.ndarray, n_train: int, seed: int) -> np.ndarray:
    """Return (n,) bool: which photos are for training, so that nobody has photos on both sides.

    Args:
        person: (n,) who is on each photo.
        n_train: number of people for training, at least 1, fewer than there are.
        seed: of `RandomState`.

    Raises:
        ValueError: if n_train leaves nobody on one side.
    """
    people = np.unique(person)
    if not 0 < n_train < len(people):
        raise ValueError(f"split_by_person: of {len(people)} people, 1 to {len(people) - 1} can train, not {n_train}.")
    return np.isin(person, np.random.RandomState(seed).choice(people, n_train, replace=False))

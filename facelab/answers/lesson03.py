"""The right answers of lesson 3's exercises that nothing else in the library calls."""

import numpy as np
from scipy.linalg import eigh

from facelab.subspaces import largest_entry_positive


def face_distances(landmarks: np.ndarray) -> np.ndarray:
    """Return the distances between all landmarks of each face, in units of the distance between its eyes.

    Args:
        landmarks: (n, m, 2) pixels, x then y; the first two landmarks are the eyes.

    Returns:
        (n, m (m - 1) / 2): landmark 0 with 1, 0 with 2, ..., 1 with 2, and so on; the first number is 1.

    Raises:
        ValueError: if the shape does not fit or both eyes stand in one place.
    """
    landmarks = np.asarray(landmarks, dtype=np.float64)
    if landmarks.ndim != 3 or landmarks.shape[1] < 2 or landmarks.shape[2] != 2:
        raise ValueError(f"face_distances needs landmarks of shape (n, m, 2); it was given {landmarks.shape}.")
    one, other = np.triu_indices(landmarks.shape[1], 1)
    apart = np.linalg.norm(landmarks[:, one] - landmarks[:, other], axis=2)
    if (apart[:, 0] == 0).any():
        raise ValueError("face_distances was given a face whose two eyes stand in one place.")
    return apart / apart[:, [0]]


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

"""Pairs of photos by what changed between them: how far a head turned, how far a mouth moved.

Nobody has written on the photos who turns and who smiles. Five landmarks know something of it: when a head turns, the
nose moves sideways between the eyes; when a mouth smiles or opens, its width changes.
"""

import numpy as np

from facelab.errors import Scores
from facelab.measures import OrderShare


def turn_and_width(landmarks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how far each nose lies beside the middle of the eyes, and how wide each mouth is.

    Args:
        landmarks: (n, 5, 2), x then y, of the two eyes, the nose and the two corners of the mouth.

    Returns:
        two arrays (n,), in units of the distance between the eyes; the first is signed.
    """
    one, other, nose, left, right = np.moveaxis(np.asarray(landmarks, float), 1, 0)
    unit = np.linalg.norm(other - one, axis=1)
    return (nose - (one + other) / 2)[:, 0] / unit, np.linalg.norm(right - left, axis=1) / unit


def order_by_change(
    similar: np.ndarray, landmarks: np.ndarray, person: np.ndarray, each: int = 5
) -> dict[str, OrderShare]:
    """Return the order share for three kinds of mated pairs: both photos calm, head turned, mouth moved.

    Of each person's pairs of photos those are taken in which nose and mouth changed least, the nose most, and the width
    of the mouth most. The non-mated pairs are the same for all kinds.

    Args:
        similar: (n, n) scores of all photos against each other; NaN where a photo failed.
        landmarks: (n, 5, 2), as in `turn_and_width`.
        person: (n,) who is on each photo.
        each: pairs of each person and kind, at least 1.

    Raises:
        ValueError: if a person has fewer pairs than that.
    """
    nose, mouth = turn_and_width(landmarks)
    a, b = np.triu_indices(len(nose), 1)  # each pair of photos once
    people = np.column_stack([person[a], person[b]])
    same = people[:, 0] == people[:, 1]
    turned, moved = np.abs(nose[a] - nose[b]), np.abs(mouth[a] - mouth[b])
    score = similar[a, b]
    usable = ~np.isnan(score)
    shares = {}
    for kind, change in {"calm": -turned - moved, "head turned": turned, "mouth moved": moved}.items():
        own = _largest_of_each(change, same, people[:, 0], each) & usable
        stranger = ~same & usable
        shares[kind] = Scores(score[own], score[stranger], people[own, 0], people[stranger]).order_share()
    return shares


def _largest_of_each(size: np.ndarray, same: np.ndarray, person: np.ndarray, each: int) -> np.ndarray:
    """Return which pairs are among their person's largest."""
    kept = np.zeros(len(size), dtype=bool)
    for one in np.unique(person):
        own = np.flatnonzero(same & (person == one))
        if not 1 <= each <= len(own):
            raise ValueError(f"Person {one} has {len(own)} pairs of photos; {each} of each kind were asked for.")
        kept[own[np.argsort(-size[own], kind="stable")[:each]]] = True
    return kept

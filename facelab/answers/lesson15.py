"""The right answers of lesson 15's exercises that nothing else in the library calls."""

import numpy as np

from facelab import given
from facelab.pews import search_pews


def pews(scores: np.ndarray, seated: np.ndarray, members: np.ndarray, threshold: float) -> tuple[int, int]:
    """Return (right, placed): people in the pews named as themselves, and absent members who are named.

    Args:
        scores: (n, m) of the person in seat i against member j. seated: (n,) who sits there. members: (m,) the list.
        threshold: a person is named by the best score, if it is at least this.

    Raises:
        ValueError: as `facelab.pews.search_pews` raises it.
    """
    found = search_pews(scores, seated, members, given.threshold(threshold))
    return found.right, found.placed

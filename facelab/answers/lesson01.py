"""The right answers of lesson 1's exercises that nothing else in the library calls."""

from collections.abc import Sequence

import numpy as np

from facelab.matching import distances, flatten, rank1_rate


def shift_curve(
    enrolled: np.ndarray,
    enrolled_person: np.ndarray,
    probe: np.ndarray,
    probe_person: np.ndarray,
    pixels: Sequence[int],
) -> np.ndarray:
    """Return the rank-1 rate when the probe images stand some pixels to the right, once for each number in `pixels`.

    What leaves the image on the right comes back on the left; the enrolled images stay where they are.

    Args:
        enrolled: (n, height, width) images.
        enrolled_person: (n,) whose they are.
        probe: (m, height, width) images.
        probe_person: (m,) whose they are.
        pixels: how far to move, in pixels.

    Returns:
        (len(pixels),) rates, 0 to 1.
    """
    gallery = flatten(enrolled)
    return np.array(
        [rank1_rate(gallery, enrolled_person, flatten(np.roll(probe, step, axis=2)), probe_person) for step in pixels]
    )


def leave_one_out_rate(points: np.ndarray, person: np.ndarray) -> float:
    """Return the share of points whose nearest *other* point belongs to the same person.

    Args:
        points: (n, d), at least two.
        person: (n,) whose they are.

    Returns:
        the rank-1 identification rate when each point in turn is the probe and all others are enrolled, 0 to 1.

    Raises:
        ValueError: if there are fewer than two points or the lengths disagree.
    """
    person = np.asarray(person)
    if len(points) < 2 or len(points) != len(person):
        raise ValueError(
            f"leave_one_out_rate needs at least two points and one person for each; "
            f"it was given {len(points)} points and {len(person)} people."
        )
    between = distances(points, points)
    np.fill_diagonal(between, np.inf)
    return float(np.mean(person[between.argmin(axis=1)] == person))

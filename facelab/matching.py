"""Compare photographs as points in space: flatten them, measure distances, name the nearest."""

from collections.abc import Sequence

import numpy as np
from scipy.spatial.distance import cdist


def flatten(images: np.ndarray) -> np.ndarray:
    """Return each image as one row of numbers.

    Args:
        images: (n, height, width), any number type.

    Returns:
        (n, height * width) float64, row by row from the top left; 8-bit values would wrap round when subtracted.

    Raises:
        ValueError: if images is not three-dimensional.
    """
    images = np.asarray(images)
    if images.ndim != 3:
        raise ValueError(f"flatten needs images of shape (n, height, width); it was given shape {images.shape}.")
    return images.reshape(len(images), -1).astype(np.float64)


def restore(points: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Return the images that `flatten` made into rows.

    Args:
        points: (n, height * width).
        shape: (height, width) in pixels.

    Returns:
        (n, height, width), the same values.

    Raises:
        ValueError: if a row does not hold height * width numbers.
    """
    points = np.asarray(points)
    if points.ndim != 2 or points.shape[1] != shape[0] * shape[1]:
        raise ValueError(f"restore cannot turn rows of shape {points.shape} into images of {shape} pixels.")
    return points.reshape(-1, *shape)


def distances(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return the Euclidean distance from every row of a to every row of b.

    Args:
        a: (n, d) points.
        b: (m, d) points.

    Returns:
        (n, m) float64, in the unit of the coordinates (grey values for photos).

    Raises:
        ValueError: if the rows have different lengths or hold NaN.
    """
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if a.ndim != 2 or b.ndim != 2 or a.shape[1] != b.shape[1]:
        raise ValueError(f"distances needs (n, d) and (m, d) points; it was given shapes {a.shape} and {b.shape}.")
    if np.isnan(a).any() or np.isnan(b).any():
        raise ValueError("distances was given points that hold NaN: a missing number has no distance to anything.")
    return cdist(a, b)


def nearest_person(enrolled: np.ndarray, enrolled_person: np.ndarray, probe: np.ndarray) -> np.ndarray:
    """Return, for each probe, the person of the nearest enrolled point; on a tie the one enrolled first.

    Args:
        enrolled: (n, d) points.
        enrolled_person: (n,) whose they are.
        probe: (m, d) points.

    Returns:
        (m,) labels taken from enrolled_person.

    Raises:
        ValueError: if nobody is enrolled or the lengths disagree.
    """
    enrolled_person = np.asarray(enrolled_person)
    if len(enrolled) == 0 or len(enrolled) != len(enrolled_person):
        raise ValueError(
            f"nearest_person needs at least one enrolled point and one person for each; "
            f"it was given {len(enrolled)} points and {len(enrolled_person)} people."
        )
    return enrolled_person[distances(probe, enrolled).argmin(axis=1)]


def rank1_rate(enrolled: np.ndarray, enrolled_person: np.ndarray, probe: np.ndarray, probe_person: np.ndarray) -> float:
    """Return the share of probes whose nearest enrolled point belongs to the same person.

    Args:
        enrolled: (n, d) points.
        enrolled_person: (n,) whose they are.
        probe: (m, d) points.
        probe_person: (m,) whose they are.

    Returns:
        the rank-1 identification rate, 0 to 1.

    Raises:
        ValueError: if there is no probe, nobody is enrolled, or lengths disagree.
    """
    if len(probe) == 0 or len(probe) != len(probe_person):
        raise ValueError(
            f"rank1_rate needs at least one probe and one person for each; "
            f"it was given {len(probe)} probes and {len(probe_person)} people."
        )
    return float(np.mean(nearest_person(enrolled, enrolled_person, probe) == np.asarray(probe_person)))


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


def random_halves(person: np.ndarray, splits: int, seed: int) -> np.ndarray:
    """Return random splits that enrol half of each person's photos.

    Args:
        person: (n,) whose each photo is; with an odd number of photos the smaller half is enrolled.
        splits: how many splits.
        seed: of numpy's `RandomState`, whose draws are the same in every version of numpy.

    Returns:
        (splits, n) bool, True where a photo is enrolled.
    """
    person = np.asarray(person)
    random = np.random.RandomState(seed)
    halves = np.zeros((splits, len(person)), dtype=bool)
    for half in halves:
        for one in np.unique(person):
            photos = np.flatnonzero(person == one)
            half[random.permutation(photos)[: len(photos) // 2]] = True
    return halves


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

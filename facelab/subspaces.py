"""Describe faces with few numbers: eigenfaces, and what is lost on the way."""

from collections.abc import Sequence

import numpy as np
from scipy.linalg import eigh

from facelab.matching import nearest_person


def eigenfaces(points: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean of the points and the k directions in which they vary most.

    Args:
        points: (n, d), one flattened photo a row.
        k: number of directions, 1 to the smaller of n - 1 and d: n points around their mean span n - 1 directions.

    Returns:
        mean (d,); components (k, d), orthonormal rows, largest variance first, each with its largest entry positive:
        the sign of an eigenface is free, and this fixes it.

    Raises:
        ValueError: if points is not (n, d) with n of at least 2, holds NaN, or k is out of range or more than the
            number of directions in which the points vary.

    Source: Turk & Pentland 1991, with their small matrix of dot products between photos.
    """
    points = np.asarray(points, dtype=np.float64)
    if points.ndim != 2 or len(points) < 2:
        raise ValueError(
            f"eigenfaces needs points of shape (n, d) with at least two rows; it was given {points.shape}."
        )
    if np.isnan(points).any():
        raise ValueError("eigenfaces was given points that hold NaN.")
    most = min(len(points) - 1, points.shape[1])
    if not 1 <= k <= most:
        raise ValueError(
            f"eigenfaces of {len(points)} points with {points.shape[1]} numbers: k must be from 1 to {most}, not {k}."
        )
    mean = points.mean(axis=0)
    # The table of dot products between points is small and knows the directions as well: faster than an SVD.
    centred = points - mean
    variances, mixtures = np.linalg.eigh(centred @ centred.T)
    if variances[-k] <= len(points) * np.finfo(float).eps * variances[-1]:
        raise ValueError(f"eigenfaces was asked for {k} directions, and these {len(points)} points vary in fewer.")
    components = mixtures[:, ::-1][:, :k].T @ centred
    components /= np.linalg.norm(components, axis=1, keepdims=True)
    return mean, largest_entry_positive(components)


def largest_entry_positive(components: np.ndarray) -> np.ndarray:
    """Return the rows (k, d), each multiplied by 1 or -1 so that its entry of largest size is positive."""
    is_positive = components.max(axis=1) >= -components.min(axis=1)
    return components * np.where(is_positive, 1.0, -1.0)[:, np.newaxis]


def project(points: np.ndarray, mean: np.ndarray, components: np.ndarray) -> np.ndarray:
    """Return the codes of the points: their coordinates along the components, measured from the mean.

    Args:
        points: (n, d).
        mean: (d,).
        components: (k, d), orthonormal rows.

    Returns:
        (n, k), in grey values.
    """
    return points @ components.T - mean @ components.T  # no copy of the points, which may be large


def distance_from_face_space(points: np.ndarray, mean: np.ndarray, components: np.ndarray) -> np.ndarray:
    """Return how far each point (n, d) lies from what its own code can describe: (n,), in grey values.

    Source: Turk & Pentland 1991.
    """
    rest = points - mean
    rest -= (rest @ components.T) @ components
    return np.linalg.norm(rest, axis=1)


def unexplained_when_left_out(
    points: np.ndarray, person: np.ndarray, out: Sequence[int], ks: Sequence[int]
) -> np.ndarray:
    """Return how much of some people's photos eigenfaces cannot describe if all of these people are left out.

    Args:
        points: (n, d), one flattened photo a row.
        person: (n,) whose they are.
        out: the people who are left out of the training; each has a photo.
        ks: numbers of eigenfaces.

    Returns:
        (len(ks), len(out)), 0 to 1: the squared distance from face space over that from the mean photo, a mean over the
        person's photos.

    Raises:
        ValueError: if somebody has no photo, or too few others are left for so many eigenfaces.
    """
    person = np.asarray(person)
    if not len(out) or not np.isin(out, person).all():
        raise ValueError(f"Nobody can be left out who has no photo; asked for {list(out)}.")
    left_out = np.isin(person, out)
    mean, components = eigenfaces(points[~left_out], max(ks))
    left, whose = points[left_out], person[left_out]
    lengths = np.linalg.norm(left - mean, axis=1)
    shares = [(distance_from_face_space(left, mean, components[:k]) / lengths) ** 2 for k in ks]
    return np.array([[share[whose == one].mean() for one in out] for share in shares])


def hits_by_k(
    points: np.ndarray,
    person: np.ndarray,
    enrolled: np.ndarray,
    ks: Sequence[int],
    one_template_each: bool = False,
) -> np.ndarray:
    """Return, for each number of eigenfaces, which probes are named correctly.

    The hits behind the rank-1 rate of exercise 2.3, for many k at once.

    Args:
        points: (n, d), all photos.
        person: (n,) whose they are.
        enrolled: (n,) bool, which photos are enrolled and make the eigenfaces; the others are the probes.
        ks: numbers of eigenfaces, each at most the number of enrolled photos.
        one_template_each: True to enrol one code a person, the mean of that person's codes.

    Returns:
        (len(ks), n_probes) bool, probes in the order of `points`.
    """
    mean, components = eigenfaces(points[enrolled], max(ks))
    every_code = points @ components.T - mean @ components.T  # as `project` has it, without a copy of all photos
    codes, probes = every_code[enrolled], every_code[~enrolled]
    owner = person[enrolled]
    if one_template_each:
        codes = np.stack([codes[owner == one].mean(axis=0) for one in np.unique(owner)])
        owner = np.unique(owner)
    return np.array([nearest_person(codes[:, :k], owner, probes[:, :k]) == person[~enrolled] for k in ks])


def scatter_tables(points: np.ndarray, person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how points scatter within people and between people.

    Args:
        points: (n, d).
        person: (n,) whose they are.

    Returns:
        within (d, d): the sum over all points of the product of a point's difference from its person's mean with
        itself; between (d, d): the same for the difference of the person's mean from the mean of all points, counted
        once for each point. Together they are the scatter of all points around their mean.

    Raises:
        ValueError: if the lengths disagree or there are fewer than two people.

    Source: Fisher 1936; for faces Belhumeur, Hespanha & Kriegman 1997.
    """
    points, person = np.asarray(points, dtype=np.float64), np.asarray(person)
    if points.ndim != 2 or person.shape != points.shape[:1] or len(np.unique(person)) < 2:
        raise ValueError(
            f"scatter_tables needs points (n, d) of at least two people and one person for each; "
            f"it was given {points.shape} and {person.shape}."
        )
    _, code = np.unique(person, return_inverse=True)
    means = np.stack([points[code == one].mean(axis=0) for one in range(code.max() + 1)])[code]
    inside, apart = points - means, means - points.mean(axis=0)
    return inside.T @ inside, apart.T @ apart


def fisher_directions(points: np.ndarray, person: np.ndarray, k: int) -> np.ndarray:
    """Return the k directions along which people lie furthest apart, measured by how far each person's points spread.

    Args:
        points: (n, d), with fewer dimensions than n minus the number of people.
        person: (n,) whose they are.
        k: 1 to the number of people minus 1, and at most d.

    Returns:
        (k, d): rows scaled so that the spread within people is the same along each, largest ratio first, each with
        its largest entry positive.

    Raises:
        ValueError: if k is out of range, or the points do not spread within people in some direction.
    """
    within, between = scatter_tables(points, person)
    most = min(len(np.unique(person)) - 1, len(within))
    if not 1 <= k <= most:
        raise ValueError(f"fisher_directions: k must be from 1 to {most} here, not {k}.")
    if np.linalg.matrix_rank(within) < len(within):
        raise ValueError(
            "fisher_directions needs points that spread within people in every direction: "
            "describe them by fewer numbers first."
        )
    _, directions = eigh(between, within)  # smallest ratio first
    return largest_entry_positive(directions.T[::-1][:k])

"""The right answers of lesson 13's exercises that nothing else in the library calls."""

import numpy as np

from facelab import given


def folds_by_person(person: np.ndarray, parts: int, order: np.ndarray) -> np.ndarray:
    """Return the part of each photo, 0 to parts - 1, all photos of a person in the same part.

    The person at place k of the order goes to part k modulo parts.

    Args:
        person: (n,) who is on each photo. parts: at least 2. order: every person once.

    Raises:
        ValueError: if a person is None or NaN, the order does not hold every person once, or there are fewer people
            than parts.
    """
    person, order = given.people(person, "person in folds_by_person"), np.asarray(order)
    if order.ndim != 1 or not np.array_equal(np.sort(order), np.unique(person)):
        raise ValueError("The order must hold every person of the photos once, and nobody else.")
    if not 2 <= parts <= len(order):
        raise ValueError(f"{len(order)} people can be dealt into 2 to {len(order)} parts, not into {parts}.")
    part_of = dict(zip(order.tolist(), np.arange(len(order)) % parts, strict=True))
    return np.array([part_of[one] for one in person.tolist()])


def against_the_lazy(guessed: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Return (accuracy, accuracy of always giving the most frequent label).

    Args:
        guessed, labels: (n,) of any kind, at least one.

    Raises:
        ValueError: if the lengths differ or nothing is given.
    """
    guessed, labels = np.asarray(guessed), np.asarray(labels)
    if guessed.shape != labels.shape or labels.ndim != 1 or len(labels) == 0:
        raise ValueError(f"Needed is one guess for each label; got {guessed.shape} and {labels.shape}.")
    return float(np.mean(guessed == labels)), float(np.unique(labels, return_counts=True)[1].max() / len(labels))


def share_over_people(hits: np.ndarray, person: np.ndarray) -> tuple[float, float, float]:
    """Return (mean, lowest, highest) of the people's own shares: everybody counts once, however many photos.

    Args:
        hits: (n,) bool. person: (n,) whose photo each is.

    Raises:
        ValueError: if the lengths differ, nothing is given, hits are not True and False, or a person is None or NaN.
    """
    hits, person = np.asarray(hits), given.people(person, "person in share_over_people")
    if hits.shape != person.shape or hits.ndim != 1 or len(hits) == 0 or hits.dtype != bool:
        raise ValueError(f"Needed is True or False for each photo; got {hits.shape} {hits.dtype} and {person.shape}.")
    _, code = np.unique(person, return_inverse=True)
    shares = np.bincount(code, weights=hits) / np.bincount(code)
    return float(shares.mean()), float(shares.min()), float(shares.max())


def look_alike(scores: np.ndarray, threshold: float) -> np.ndarray:
    """Return for each visitor the place of the most similar stored face, or -1 if its score is below the threshold.

    Args:
        scores: (n, k), n visitors against k stored faces, no NaN. threshold: -inf always names somebody.

    Raises:
        ValueError: if the table is empty or not two-dimensional, a score is NaN, or the threshold is not one number.
    """
    scores, threshold = np.asarray(scores), given.threshold(threshold)
    if scores.ndim != 2 or scores.size == 0 or np.isnan(scores).any():
        raise ValueError(f"look_alike needs a table of scores without NaN; it was given {scores.shape}.")
    best = scores.argmax(axis=1)
    return np.where(scores.max(axis=1) >= threshold, best, -1)


def kappa(one: np.ndarray, other: np.ndarray) -> float:
    """Return Cohen's kappa: how far two readers agree beyond chance; 1 is always, 0 is as if by lot.

    kappa = (observed - expected) / (1 - expected), with the agreement that two readers with these habits would have if
    each read without looking.

    Args:
        one, other: (n,) labels of any kind.

    Raises:
        ValueError: if the lengths differ, nothing is given, or both always give the same one label.

    Source: J. Cohen, Educational and Psychological Measurement 20 (1960).
    """
    one, other = np.asarray(one), np.asarray(other)
    if one.shape != other.shape or one.ndim != 1 or len(one) == 0:
        raise ValueError(f"kappa needs two readings of the same things; got {one.shape} and {other.shape}.")
    expected = sum(float(np.mean(one == label) * np.mean(other == label)) for label in np.unique(one))
    if expected == 1:
        raise ValueError("Both readers always say the same one thing: agreement beyond chance cannot be seen.")
    return float((np.mean(one == other) - expected) / (1 - expected))

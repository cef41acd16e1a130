"""The right answers of lesson 4's exercises that nothing else in the library calls."""

import numpy as np

from facelab import given
from facelab.matching import NOBODY


def enrol(vectors: np.ndarray, person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return one template a person: the mean of the person's vectors, scaled to length 1.

    Args:
        vectors: (n, d), one a photo.
        person: (n,) who is on each photo.

    Returns:
        people (k,), each person once in ascending order, and templates (k, d) in the same order.

    Raises:
        ValueError: if nothing is given, the lengths disagree, a number is NaN, or a mean is zero.
    """
    vectors, person = np.asarray(vectors, dtype=np.float64), np.asarray(person)
    if vectors.ndim != 2 or len(vectors) == 0 or person.shape != (len(vectors),):
        raise ValueError(
            f"enrol needs one row a photo and one person for each; it was given {vectors.shape} and {person.shape}."
        )
    if np.isnan(vectors).any():
        raise ValueError("enrol was given a photo with NaN: where no face was found there is nothing to enrol.")
    people, place = np.unique(person, return_inverse=True)
    sums = np.zeros((len(people), vectors.shape[1]))
    np.add.at(sums, place, vectors)
    length = np.linalg.norm(sums, axis=1, keepdims=True)
    if (length == 0).any():
        raise ValueError("enrol found a person whose vectors have the mean zero: it points nowhere.")
    return people, sums / length


def verify(template: np.ndarray, probe: np.ndarray, threshold: float) -> bool:
    """Say whether a probe (d,) matches a template (d,), both of length 1: their cosine is at least the threshold.

    Raises:
        ValueError: if the lengths differ, a number is NaN, or the threshold is not one number.
    """
    return bool(_gallery_scores(np.asarray(template)[np.newaxis], probe)[0] >= given.threshold(threshold))


def search(people: np.ndarray, templates: np.ndarray, probe: np.ndarray, k: int) -> np.ndarray:
    """Return the k enrolled people whose templates are most like a probe, best first: a candidate list.

    Args:
        people: (n,) labels. templates: (n, d), of length 1. probe: (d,), of length 1.
        k: 1 to n. Equal scores: who stands first in `people`.

    Raises:
        ValueError: if k is outside 1 to n, the shapes do not fit or a number is NaN.
    """
    if not 1 <= k <= len(people):
        raise ValueError(f"A candidate list from {len(people)} people has 1 to {len(people)} places, not {k}.")
    return np.asarray(people)[np.argsort(-_gallery_scores(templates, probe), kind="stable")[:k]]


def identify(people: np.ndarray, templates: np.ndarray, probe: np.ndarray, threshold: float) -> int:
    """Return the number of the person whose template is most like the probe, or 0 if no score reaches the threshold.

    Args:
        people: (n,) numbers above 0. templates: (n, d), of length 1. probe: (d,), of length 1.
        threshold: lowest score of a match.

    Raises:
        ValueError: if the shapes do not fit, a number is NaN, or the threshold is not one number.
    """
    scores, threshold = _gallery_scores(templates, probe), given.threshold(threshold)
    best = scores.argmax()
    return int(people[best]) if scores[best] >= threshold else NOBODY


def open_set_errors(named: np.ndarray, person: np.ndarray, enrolled: np.ndarray) -> tuple[float, float]:
    """Return (FPIR, FNIR) of searches at one threshold.

    Args:
        named: (n,) the person each search named, 0 for nobody.
        person: (n,) who it was.
        enrolled: (k,) the people in the gallery.

    Returns:
        FPIR, the share of strangers who were named as somebody; FNIR, the share of enrolled people who were named as
        nobody or as another.

    Raises:
        ValueError: if the lengths differ, or no stranger or no enrolled person was searched.
    """
    named, person = np.asarray(named), np.asarray(person)
    if named.ndim != 1 or named.shape != person.shape:
        raise ValueError(f"open_set_errors needs one name a search; it was given {named.shape} and {person.shape}.")
    known = np.isin(person, enrolled)
    if known.all() or not known.any():
        raise ValueError(
            f"open_set_errors needs searches of enrolled people and of strangers; "
            f"{np.count_nonzero(known)} of {len(known)} were of enrolled people."
        )
    return float(np.mean(named[~known] != NOBODY)), float(np.mean(named[known] != person[known]))


def _gallery_scores(templates: np.ndarray, probe: np.ndarray) -> np.ndarray:
    templates, probe = np.asarray(templates, dtype=np.float64), np.asarray(probe, dtype=np.float64)
    if templates.ndim != 2 or len(templates) == 0 or probe.shape != templates.shape[1:]:
        raise ValueError(
            f"A probe (d,) and templates (n, d) must have the same d; they have {probe.shape} and {templates.shape}."
        )
    if np.isnan(templates).any() or np.isnan(probe).any():
        raise ValueError("A template or probe holds NaN: where no face was found there is nothing to compare.")
    return templates @ probe

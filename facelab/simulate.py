"""Made-up people with known truth: points on a sphere, for questions that no collection of photographs can answer.

Everything here is simulated. A person is a direction in space, a photo is that direction with noise, a score is the
cosine of two photos. What differs between groups is set by dials, so the cause of a difference is known:

spread: how far apart the people of a group lie; with less of it they look more alike to any matcher.
noise: how much a photo differs from its person, as poor light or few pixels would make it.
own_directions: whether a group's people differ from each other in other directions than those of the first group.

A matcher can be trained on a sample (`train`): it keeps the directions in which its training people differ most, so
who was in the training decides for whom it works.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from facelab import given
from facelab.scores import ScoreMatrix

DIMENSIONS = 120
VARIED = 40  # directions in which the people of one group differ


@dataclass(frozen=True)
class Group:
    """One group of made-up people.

    size: people, at least 0. spread: 0 to 1; the part of a person's direction that is their own, the rest is shared by
    the group. noise: standard deviation of a photo's deviation, relative to the person's length of 1, at least 0.
    own_directions: True if its people differ in directions of their own.
    """

    size: int
    spread: float = 1.0
    noise: float = 0.6
    own_directions: bool = False

    def __post_init__(self) -> None:
        """Refuse dials outside their range.

        Raises:
            ValueError: if size or noise is negative, or spread outside 0 to 1.
        """
        if self.size < 0 or not 0 <= self.spread <= 1 or not self.noise >= 0:
            raise ValueError(
                f"A group needs size >= 0, 0 <= spread <= 1 and noise >= 0; it was given {self.size}, {self.spread} "
                f"and {self.noise}."
            )


@dataclass(frozen=True)
class MadeUpPeople:
    """Made-up people with two photos each.

    enrolled, probes: (n, DIMENSIONS) photos 1 and 2. labels: (n,) the true group of each person.
    """

    enrolled: np.ndarray
    probes: np.ndarray
    labels: np.ndarray

    def matrix(self, model: np.ndarray | None = None) -> ScoreMatrix:
        """Return the cosines of all probes with all enrolments, in steps of 0.001.

        Args:
            model: (DIMENSIONS, k) directions that a trained matcher keeps; None for a matcher that keeps all.

        Raises:
            ValueError: if there are fewer than two people.
        """
        photos = [one if model is None else one @ model for one in (self.probes, self.enrolled)]
        probes, enrolled = (one / np.linalg.norm(one, axis=1, keepdims=True) for one in photos)
        return ScoreMatrix(np.round(probes @ enrolled.T, 3), np.arange(1, len(self.labels) + 1))


def people(groups: Mapping[str, Group], seed: int = 0) -> MadeUpPeople:
    """Draw people and two photos of each.

    Args:
        groups: label to its dials. seed: of `RandomState`; the space itself is the same for every seed, so that a crowd
            for training and one for testing belong to one world.

    Raises:
        ValueError: if there is no group or nobody in any.
    """
    if not groups or not any(group.size for group in groups.values()):
        raise ValueError("people needs at least one group with at least one person.")
    draw = np.random.RandomState(seed)
    persons, noise, labels = [], [], []
    for place, (label, group) in enumerate(groups.items()):
        centre, directions = _world(place if group.own_directions else 0, place)
        own = _unit(draw.normal(size=(group.size, VARIED))) @ directions
        persons.append(np.sqrt(1 - group.spread) * centre + np.sqrt(group.spread) * own)
        noise.append(np.full(group.size, group.noise))
        labels += [label] * group.size
    whole, deviation = np.concatenate(persons), np.concatenate(noise)[:, np.newaxis] / np.sqrt(DIMENSIONS)
    photos = [take_photos(whole, draw.normal(size=whole.shape), deviation) for _ in range(2)]
    return MadeUpPeople(photos[0], photos[1], np.array(labels))


def take_photos(persons: np.ndarray, deviations: np.ndarray, noise: float | np.ndarray) -> np.ndarray:
    """Return one photo of each person: the person plus noise times a deviation, scaled to length 1.

    Args:
        persons, deviations: (n, d). noise: at least 0, one number or (n, 1).

    Raises:
        ValueError: if the shapes differ, noise is negative, or a photo has length 0.
    """
    persons, deviations = np.asarray(persons, dtype=float), np.asarray(deviations, dtype=float)
    if persons.shape != deviations.shape or persons.ndim != 2 or not np.all(np.asarray(noise) >= 0):
        raise ValueError(
            f"take_photos needs rows of one shape and noise of at least 0; got {persons.shape}, {deviations.shape}."
        )
    photos = persons + noise * deviations
    if not np.linalg.norm(photos, axis=1).all():
        raise ValueError("A photo of length 0 has no direction: person and noise take each other away.")
    return _unit(photos)


def train(crowd: MadeUpPeople, keep: int = VARIED) -> np.ndarray:
    """Return the directions in which the photos of a training crowd differ most, as eigenfaces do.

    Args:
        crowd: the training people. keep: number of directions, 1 to DIMENSIONS.

    Returns:
        (DIMENSIONS, keep).

    Raises:
        ValueError: if keep is not possible or there are fewer than two people.
    """
    photos = np.concatenate([crowd.enrolled, crowd.probes])
    if not 1 <= keep <= DIMENSIONS or len(crowd.labels) < 2:
        raise ValueError(f"train keeps 1 to {DIMENSIONS} directions of at least 2 people; asked for {keep}.")
    _, _, directions = np.linalg.svd(photos - photos.mean(axis=0), full_matrices=False)
    if len(directions) < keep:
        raise ValueError(f"{len(crowd.labels)} people span {len(directions)} directions; {keep} were asked for.")
    return directions[:keep].T


def scores_of_strangers(seed: int, people: int = 60) -> ScoreMatrix:
    """Return made-up scores in which both people of a comparison have a tendency of their own.

    The scores of strangers follow a bell curve of mean 0 and spread 1; a fifth of their variance is the tendency of
    the one, a fifth that of the other, the rest chance. So a line at 1.645 has a true FMR of 1 in 20. On the diagonal,
    where a person meets themselves, stands 5.

    Args:
        seed: of the draw. people: at least 2.
    """
    draw = np.random.RandomState(seed)
    tendency = draw.normal(size=people)
    chance = draw.normal(size=(people, people))
    scores = np.round(np.sqrt(0.2) * (tendency[:, np.newaxis] + tendency) + np.sqrt(0.6) * chance, 3)
    np.fill_diagonal(scores, 5)
    return ScoreMatrix(scores, np.arange(people))


def mislabel(labels: np.ndarray, share: float, seed: int = 0) -> np.ndarray:
    """Return labels of which a share, drawn by lot, is wrong: another label that occurs.

    Args:
        labels: (n,), at least two different ones. share: 0 to 1.

    Raises:
        ValueError: if the share is outside 0 to 1, there is only one label or one is missing.
    """
    labels = given.labels(labels, len(labels))
    names = np.unique(labels)
    if not 0 <= share <= 1 or len(names) < 2:
        raise ValueError(f"mislabel needs a share from 0 to 1 and at least two labels; got {share} and {len(names)}.")
    draw, wrong = np.random.RandomState(seed), labels.copy()
    for person in np.flatnonzero(draw.random_sample(len(labels)) < share):
        wrong[person] = draw.choice(names[names != labels[person]])
    return wrong


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _world(block: int, group: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a group's centre and the directions in which its people differ, at right angles to all centres."""
    axes = np.eye(DIMENSIONS)
    first = DIMENSIONS - VARIED * (block + 1)
    if first < VARIED // 2 or group >= VARIED // 2:
        raise ValueError(f"Group number {group + 1} does not fit into {DIMENSIONS} dimensions.")
    return axes[group], axes[first : first + VARIED]

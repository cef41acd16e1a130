"""What becomes of three matchers' scores when photos are taken outside a studio, at lines that were set inside.

People 1 to 20 of ORL set the lines, on photos as they are; people 21 to 40 meet them. Photo 1 of everybody is enrolled,
photos 2 to 6 are degraded and compared with it (simulated).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from facelab.cameras import degraded
from facelab.datasets import load_orl, load_orl_degraded
from facelab.errors import threshold_for_fmr
from facelab.images import expose
from facelab.intervals import Rate, rate_over_people
from facelab.matching import flatten
from facelab.subspaces import eigenfaces, project

SETTERS = 20  # people up to this number set the lines
PROBES = (2, 3, 4, 5, 6)
COMPONENTS = 40
WRITTEN = {"dlib": "dlib", "sface": "SFace"}


@dataclass(frozen=True)
class Outside:
    """Scores of probes with a dose of one thing, against everybody's photo 1 as it is.

    doses: (d,) how much, the first is none. person: (200,) who is on each probe, 1 to 40.
    scores: matcher to (d, 200, 40), similarities in steps of 0.001; NaN where no face was found.
    """

    doses: np.ndarray
    person: np.ndarray
    scores: Mapping[str, np.ndarray]

    def at(self, dose: float) -> int:
        """Return the place of a dose.

        Raises:
            ValueError: if it is none of the doses.
        """
        found = np.flatnonzero(np.isclose(self.doses, dose))
        if not len(found):
            raise ValueError(f"There is no dose {dose:g}; there are {', '.join(f'{one:g}' for one in self.doses)}.")
        return int(found[0])


@dataclass(frozen=True)
class Outcomes:
    """What becomes of the probes of new people at a line; all with intervals over people.

    no_face: photos without a score, of all photos. missed: of the photos with a score, those that do not match their
    own person. false: of all comparisons of a photo that has a score with other people, those that match.
    """

    no_face: Rate
    missed: Rate
    false: Rate


def outside(kind: str) -> Outside:
    """Return the scores of three matchers under one kind of degradation; the eigenfaces are computed here.

    Args:
        kind: "dark" (shares of the usual light) or one that `cameras.degraded` knows.

    Raises:
        DataError: if a file is missing or damaged.
        ValueError: if there is no such kind.
    """
    photos, points = load_orl(), flatten(load_orl().images)
    probes, stored = np.isin(photos.photo, PROBES), load_orl_degraded(kind)
    images = photos.images[probes]
    seen = [
        expose(images, dose, seed=place) if kind == "dark" else degraded(images, kind, dose)
        for place, dose in enumerate(stored.doses[1:], start=1)
    ]
    mean, components = eigenfaces(points[photos.subject <= SETTERS], COMPONENTS)
    enrolled = _unit(project(points[photos.photo == 1], mean, components))
    own = [np.round(_unit(project(flatten(one), mean, components)) @ enrolled.T, 3) for one in [images, *seen]]
    scores = {WRITTEN[name]: table for name, table in stored.scores.items()} | {"eigenfaces": np.stack(own)}
    return Outside(stored.doses, photos.subject[probes], scores)


def studio_lines(found: Outside, target: float = 0.01) -> dict[str, float]:
    """Return each matcher's line for a share of false matches on people 1 to 20, photos as they are.

    Raises:
        ValueError: as `threshold_for_fmr`.
    """
    setters = found.person <= SETTERS
    lines = {}
    for name, scores in found.scores.items():
        table = scores[0][setters][:, :SETTERS]
        stranger = found.person[setters][:, np.newaxis] != np.arange(1, SETTERS + 1)
        lines[name] = threshold_for_fmr(table[stranger & ~np.isnan(table)], target)
    return lines


def outcomes(found: Outside, name: str, dose: float, threshold: float) -> Outcomes:
    """Return what becomes of people 21 to 40 with a dose, at a line.

    Raises:
        ValueError: if there is no such matcher or dose, or no photo is left with a score.
    """
    if name not in found.scores:
        raise ValueError(f"There is no matcher {name}; there are {', '.join(found.scores)}.")
    new = found.person > SETTERS
    table, person = found.scores[name][found.at(dose)][new][:, SETTERS:], found.person[new]
    own = person[:, np.newaxis] == np.arange(SETTERS + 1, found.person.max() + 1)
    lost = np.isnan(table).all(axis=1)
    if lost.all():
        raise ValueError(f"{name} found no face on any photo at dose {dose:g}: no rate can be counted.")
    made, strangers = ~np.isnan(table), np.broadcast_to(person[:, np.newaxis], own.shape)
    return Outcomes(
        no_face=rate_over_people(lost, person),
        missed=rate_over_people(table[own & made] < threshold, strangers[own & made]),
        false=rate_over_people(table[~own & made] >= threshold, strangers[~own & made]),
    )


def responses(found: Outside, lines: Mapping[str, float]) -> dict[str, list[Outcomes | None]]:
    """Return the outcomes of every matcher at every dose; None where a matcher found no face at all."""
    answers: dict[str, list[Outcomes | None]] = {}
    for name, threshold in lines.items():
        new = found.scores[name][:, found.person > SETTERS]
        counted = [not np.isnan(table).all() for table in new]
        answers[name] = [
            outcomes(found, name, dose, threshold) if any_face else None
            for dose, any_face in zip(found.doses, counted, strict=True)
        ]
    return answers


def ranks(table: np.ndarray, person: np.ndarray, enrolled: Sequence[int]) -> np.ndarray:
    """Return on which place of the list of candidates each probe's own person stands; 1 is the top.

    Args:
        table: (n, g) scores. person: (n,) who is on each probe. enrolled: (g,) who is enrolled.

    Returns:
        (n,) int; people with the same score share the better place, and 0 stands for a probe without a score.

    Raises:
        ValueError: if somebody on a probe is not enrolled.
    """
    own = np.asarray(person)[:, np.newaxis] == np.asarray(enrolled)
    if not (own.sum(axis=1) == 1).all():
        raise ValueError("ranks needs everybody on a probe to be enrolled once.")
    better = (table > table[own][:, np.newaxis]).sum(axis=1)
    return np.where(np.isnan(table[own]), 0, better + 1)


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)

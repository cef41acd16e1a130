"""What becomes of three matchers' scores when photos are taken outside a studio, at lines that were set inside.

The eigenfaces are made from people 1 to 10 of ORL alone. People 11 to 20 set every line, on photos as they are; people
21 to 40 meet it. (Made from the people who set their line, the eigenfaces match strangers far more often than asked.)
Photo 1 of everybody is enrolled, photos 2 to 6 are degraded and compared with it (simulated).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from facelab.cameras import degraded
from facelab.datasets import Photos, load_orl, load_orl_degraded
from facelab.errors import threshold_for_fmr
from facelab.images import expose
from facelab.intervals import Rate, effective_interval, n_eff, rate_over_people
from facelab.matching import distances, flatten
from facelab.subspaces import eigenfaces, project

MAKERS = 10  # the eigenfaces are made from people up to this number
SETTERS = 20  # the people after them, up to this number, set the lines; all others meet them
PROBES = (2, 3, 4, 5, 6)
COMPONENTS = 40
ROADS = {  # what stands beside a row of photos -> kind, doses, label of a dose
    "faster": ("smear", (0, 8, 12, 16, 24), "{:g} pixels"),
    "further away": ("distance", (1, 3, 4, 6, 8), "{:g} × as far"),
    "darker": ("dark", (1, 1 / 4, 1 / 16, 1 / 32, 1 / 64), "1/{:g} of the light"),
}
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
    own person. false: of all comparisons of a photo that has a score with other people, those that match. The last two
    are None where no photo has a score.
    """

    no_face: Rate
    missed: Rate | None
    false: Rate | None


def outside(kind: str, pixels: bool = False) -> Outside:
    """Return the scores of the matchers under one kind of degradation; those of the eigenfaces are computed here.

    Args:
        kind: "dark" (shares of the usual light) or one that `cameras.degraded` knows.
        pixels: whether the distances of plain pixels are a matcher, too; 1 stands for no difference.

    Raises:
        DataError: if a file is missing or damaged, or there is no such kind.
    """
    found = _with_pixels(kind)
    return Outside(found.doses, found.person, {n: s for n, s in found.scores.items() if pixels or n != "pixels"})


@cache
def _with_pixels(kind: str) -> Outside:
    """Return all scores of a kind; kept, since a lesson asks for the same kinds again."""
    photos, stored = _photos(), load_orl_degraded(kind)
    points = flatten(photos.images)
    mean, components = eigenfaces(points[photos.subject <= MAKERS], COMPONENTS)
    enrolled = points[photos.photo == 1]
    coded = _unit(project(enrolled, mean, components))
    own, far = [], []
    for images in _seen(kind):
        rows = flatten(images)
        own.append(np.round(_unit(project(rows, mean, components)) @ coded.T, 3))
        far.append(distances(rows, enrolled))
    scores = {WRITTEN[name]: table for name, table in stored.scores.items()} | {"eigenfaces": np.stack(own)}
    pixels = np.round(1 - np.stack(far) / np.max(far), 3)
    return Outside(stored.doses, photos.subject[np.isin(photos.photo, PROBES)], {"pixels": pixels} | scores)


@cache
def _photos() -> Photos:
    """Return the photographs; kept, since every kind begins with them."""
    return load_orl()


@cache
def _seen(kind: str) -> tuple[np.ndarray, ...]:
    """Return the probes (200, 112, 92) at each dose: the photos that were embedded, with the same noise."""
    photos = _photos()
    images = photos.images[np.isin(photos.photo, PROBES)]
    doses = enumerate(load_orl_degraded(kind).doses[1:], start=1)
    return images, *(
        expose(images, dose, seed=place) if kind == "dark" else degraded(images, kind, dose) for place, dose in doses
    )


def studio_lines(found: Outside, target: float = 0.01) -> dict[str, float]:
    """Return each matcher's line for a share of false matches on people 11 to 20, photos as they are.

    Raises:
        ValueError: as `threshold_for_fmr`.
    """
    setters = (found.person > MAKERS) & (found.person <= SETTERS)
    stranger = found.person[setters][:, np.newaxis] != np.arange(MAKERS + 1, SETTERS + 1)
    lines = {}
    for name, scores in found.scores.items():
        table = scores[0][setters][:, MAKERS:SETTERS]
        lines[name] = threshold_for_fmr(table[stranger & ~np.isnan(table)], target)
    return lines


def outcomes(found: Outside, name: str, dose: float, threshold: float) -> Outcomes:
    """Return what becomes of people 21 to 40 with a dose, at a line.

    Raises:
        ValueError: if there is no such matcher or dose.
    """
    if name not in found.scores:
        raise ValueError(f"There is no matcher {name}; there are {', '.join(found.scores)}.")
    new = found.person > SETTERS
    table, person = found.scores[name][found.at(dose)][new][:, SETTERS:], found.person[new]
    own = person[:, np.newaxis] == np.arange(SETTERS + 1, found.person.max() + 1)
    made, probe = ~np.isnan(table), np.broadcast_to(person[:, np.newaxis], own.shape)
    no_face = rate_over_people(~made.any(axis=1), person)
    if not made.any():
        return Outcomes(no_face, None, None)
    missed = rate_over_people(table[own & made] < threshold, probe[own & made])
    return Outcomes(no_face, missed, _of_strangers(table >= threshold, ~own & made, probe - SETTERS - 1))


def _of_strangers(matches: np.ndarray, counted: np.ndarray, probe: np.ndarray) -> Rate:
    """Return the FMR of the counted cells (n, g); each counts for two people, the one on the probe and the enrolled."""
    enrolled = np.broadcast_to(np.arange(counted.shape[1]), counted.shape)
    both, size = np.concatenate([probe[counted], enrolled[counted]]), counted.shape[1]
    errors = np.bincount(both, np.tile(matches[counted], 2), size)
    n, taken_part = int(counted.sum()), np.bincount(both, minlength=size)
    count = int(matches[counted].sum())
    low, high = effective_interval(count, n, n_eff(errors, taken_part, parts=2))
    return Rate(count / n, count, n, int((taken_part > 0).sum()), low, high)


def responses(found: Outside, lines: Mapping[str, float]) -> dict[str, list[Outcomes]]:
    """Return the outcomes of every matcher at every dose."""
    return {name: [outcomes(found, name, dose, line) for dose in found.doses] for name, line in lines.items()}


def roads(lines: Mapping[str, float], person: int, photo: int) -> dict[str, list[tuple[np.ndarray, str, dict]]]:
    """Return one photo on three roads out of the studio, and what every matcher says of it, for `plots.through`.

    Args:
        lines: matcher to threshold. person: 1 to 40. photo: one of `PROBES`.

    Returns:
        name of the road -> for each dose the photo (112, 92), a label, and matcher -> "yes", "no" or "no face".

    Raises:
        ValueError: if there is no such probe.
    """
    if photo not in PROBES or person not in range(1, 41):
        raise ValueError(f"roads needs a person from 1 to 40 and a photo from 2 to 6; got {person} and {photo}.")
    rows: dict[str, list[tuple[np.ndarray, str, dict]]] = {}
    for name, (kind, doses, label) in ROADS.items():
        found = outside(kind)
        row = np.flatnonzero(found.person == person)[PROBES.index(photo)]
        rows[name] = []
        for dose in doses:
            place = found.at(dose)
            said = {m: _says(found.scores[m][place, row, person - 1], line) for m, line in lines.items()}
            rows[name].append((_seen(kind)[place][row], _labelled(label, kind, dose), said))
    return rows


def _labelled(label: str, kind: str, dose: float) -> str:
    if kind == "dark":
        return "all of the light" if dose == 1 else label.format(1 / dose)
    return label.format(dose)


def _says(score: float, line: float) -> str:
    return "no face" if np.isnan(score) else "yes" if score >= line else "no"


def sharpness(images: np.ndarray) -> np.ndarray:
    """Return how sharp photos are from left to right: the mean difference of neighbours in the middle of each.

    Args:
        images: (n, height, width), grey values 0 to 255.

    Returns:
        (n,) in grey values.

    Raises:
        ValueError: if images is not three-dimensional.
    """
    images = np.asarray(images, dtype=np.float64)
    if images.ndim != 3 or images.size == 0:
        raise ValueError(f"sharpness needs images of shape (n, height, width); it was given shape {images.shape}.")
    height, width = images.shape[1:]
    middle = images[:, height // 5 : -(height // 5), width // 7 : -(width // 7)]
    return np.abs(np.diff(middle, axis=2)).mean(axis=(1, 2))


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

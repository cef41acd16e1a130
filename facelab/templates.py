"""What a stored template gives away: turn it back into a face, climb to it by scores, break a secret, join two files.

A template is stored here as small machines store it: each number of an eigenface code divided by a step of its own and
rounded to a whole number that fits into a byte.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from facelab import given
from facelab.subspaces import eigenfaces, project

STEPS_A_SPREAD = 16  # a step is a sixteenth of the spread of a number, so that bytes reach to eight spreads
LARGEST = 127  # of a signed byte
NEGLIGIBLE = 30_000  # a direction in which vectors are so many times shorter than in another is rounding alone
NUMBERS = (5, 20, 40, 80, 160)  # of the templates that were rebuilt for `datasets/orl/rebuilt.npz`
MEMBERS_PHOTOS = {"members": (1, 2, 3, 4, 5), "left out": (2, 3, 4, 5, 9)}  # of everybody; photo 1 is stored
BASES = ("members", "left out", "strangers")  # which photos made the eigenfaces


def steps_of(codes: np.ndarray) -> np.ndarray:
    """Return the step of each number of a code, in grey values: a sixteenth of its spread over these photos.

    Args:
        codes: (n, k), n at least 2, as `facelab.subspaces.project` returns them.

    Raises:
        ValueError: if codes is not such a table, or a number does not vary.
    """
    codes = _table(codes, "steps_of", "codes")
    spread = codes.std(axis=0)
    if len(codes) < 2 or not (spread > 0).all():
        raise ValueError(f"steps_of needs codes of at least two photos that vary in every number; got {codes.shape}.")
    return spread / STEPS_A_SPREAD


def store(codes: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Return codes (n, k) as templates (n, k) of signed bytes: divided by the steps (k,), rounded, cut off at 127.

    Raises:
        ValueError: if the shapes do not fit, a code is NaN, or a step is not above 0.
    """
    codes, step = _table(codes, "store", "codes"), np.asarray(step, dtype=float)
    if step.shape != codes.shape[1:] or not (step > 0).all():
        raise ValueError(f"store needs a step above 0 for each of {codes.shape[1]} numbers; it got {step.shape}.")
    return np.clip(np.rint(codes / step), -LARGEST, LARGEST).astype(np.int8)


def invert(templates: np.ndarray, mean: np.ndarray, components: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Return the faces of stored templates: each number times its step, that much of its eigenface, plus the mean.

    Args:
        templates: (n, k) as stored. mean: (d,) and components: (k, d) of the eigenfaces. step: (k,) of each number.

    Returns:
        (n, d) points, in grey values; nothing is cut off at black and white.

    Raises:
        ValueError: if the shapes do not fit, or a template holds NaN.

    Source: the way back of Turk & Pentland 1991.
    """
    templates = _table(templates, "invert", "templates")
    mean, components, step = (np.asarray(one, dtype=float) for one in (mean, components, step))
    k = templates.shape[1]
    if components.ndim != 2 or len(components) != k or step.shape != (k,) or mean.shape != components.shape[1:]:
        raise ValueError(
            f"invert needs an eigenface and a step for each of the {k} numbers of a template, and a mean as long as an "
            f"eigenface; it was given {components.shape}, {step.shape} and {mean.shape}."
        )
    return mean + (templates * step) @ components


def rebuilt_faces(points: np.ndarray, person: np.ndarray, photo: np.ndarray, basis: str, k: int) -> np.ndarray:
    """Return the faces of ORL's people, each rebuilt from the stored template of photo 1, in k bytes.

    Args:
        points: (400, d) flattened photos. person, photo: (400,) their numbers.
        basis: which 200 photos make the eigenfaces: "members" for photos 1 to 5 of everybody, as lesson 2 takes them;
            "left out" for photos 2 to 5 and 9, so that photo 1 is not among them; "strangers" for all photos of the
            other half of the people.
        k: numbers of a template, 1 to 199.

    Returns:
        (40, d) points, people in the order of their numbers, cut off at black and white and rounded to grey values.

    Raises:
        ValueError: if there is no such basis, or k is out of range.
    """
    if basis not in BASES:
        raise ValueError(f"Rebuilt faces have eigenfaces of a kind: {', '.join(BASES)}; asked for {basis!r}.")
    people = np.unique(person)
    middle, own = len(people) // 2, MEMBERS_PHOTOS.get(basis)
    faces = np.zeros((len(people), points.shape[1]))
    for attacked in [people] if own else [people[:middle], people[middle:]]:
        taken = np.isin(photo, own) if own else ~np.isin(person, attacked)
        mean, components = eigenfaces(points[taken], k)
        step = steps_of(project(points[taken], mean, components))
        first = np.isin(person, attacked) & (photo == 1)
        templates = store(project(points[first], mean, components), step)
        faces[np.searchsorted(people, person[first])] = invert(templates, mean, components, step)
    return np.clip(np.rint(faces), 0, 255)


def scorer(
    template: np.ndarray, mean: np.ndarray, components: np.ndarray, step: np.ndarray, digits: int = 3
) -> Callable[[np.ndarray], float]:
    """Return what an eigenface matcher tells whoever shows it a picture: the cosine with one stored template.

    Args:
        template: (k,) as stored. mean: (d,), components: (k, d), step: (k,) of the matcher.
        digits: to which the score is rounded, at least 0.

    Returns:
        a function of a picture (d,), in grey values. A picture that has no direction of its own, the mean face, gets 0.

    Raises:
        ValueError: if the shapes do not fit, digits is negative, or the template is all zeros.
    """
    template, step = np.asarray(template, dtype=float), np.asarray(step, dtype=float)
    if not template.shape == step.shape == components.shape[:1] or mean.shape != components.shape[1:]:
        raise ValueError(
            f"scorer needs a number, a step and an eigenface for each place of the template; it was given "
            f"{template.shape}, {step.shape} and {components.shape}."
        )
    if digits < 0 or not template.any():
        raise ValueError(f"scorer needs at least 0 digits and a template that is not all zeros; digits was {digits}.")
    wanted, across = template / np.linalg.norm(template), (components / step[:, np.newaxis]).T
    start = mean @ across

    def score(picture: np.ndarray) -> float:
        code = picture @ across - start
        length = np.linalg.norm(code)
        return round(float(code @ wanted / length), digits) if length else 0.0

    return score


@dataclass(frozen=True)
class Climb:
    """A climb to a match by scores alone.

    scores: (q,) the best score after each question, never falling. kept: the questions at which a picture was kept.
    pictures: (len(kept), d) the pictures kept, the last one being the best. locked: whether questions were refused.
    """

    scores: np.ndarray
    kept: np.ndarray
    pictures: np.ndarray
    locked: bool

    def asked_until(self, threshold: float, by: Callable[[np.ndarray], float] | None = None) -> int | None:
        """Return how many questions it took to reach the threshold, or None if it was not reached.

        Args:
            threshold: of the machine. by: the score by which the machine decides, where the climber was told a rounded
                one; only pictures that the climber kept are looked at.

        Raises:
            ValueError: if the threshold is not one number.
        """
        threshold = given.threshold(threshold)
        scores = self.scores[self.kept - 1] if by is None else np.array([by(one) for one in self.pictures])
        reached = scores >= threshold
        return int(self.kept[reached.argmax()]) if reached.any() else None

    def best_after(self, questions: int) -> np.ndarray:
        """Return the best picture (d,) after so many questions.

        Raises:
            ValueError: if questions is below 1.
        """
        if questions < 1:
            raise ValueError(f"The first picture is there after 1 question; asked after {questions}.")
        return self.pictures[np.searchsorted(self.kept, questions, side="right") - 1]


def climb(
    score: Callable[[np.ndarray], float],
    start: np.ndarray,
    directions: np.ndarray,
    questions: int,
    size: float,
    seed: int = 0,
    lockout: int | None = None,
    smallest: float = 0.0,
) -> Climb:
    """Climb to a high score: change the picture a little, ask for its score, keep it where the score rises.

    Each change goes along all directions at once, by amounts drawn from a bell. It grows by a half where the score
    rises and shrinks by a tenth where it does not (the one-fifth rule of evolution strategies, roughly).

    Args:
        score: takes a picture (d,) and returns the matcher's score; all that is known of it. start: (d,) the first
            picture. directions: (m, d) in which pictures are changed. questions: how many may be asked, at least 1.
        size: of the first changes, in units of the directions, above 0. seed: of the draws.
        lockout: after so many questions the machine answers no more. smallest: below it changes do not shrink; where
            scores are rounded, small changes show nothing.

    Raises:
        ValueError: if a number is out of range, the shapes do not fit, or a score is NaN.

    Source: hill climbing against face matchers, Adler 2003; the rule for the size, Rechenberg 1973.
    """
    start, directions = np.asarray(start, dtype=float), np.asarray(directions, dtype=float)
    if directions.ndim != 2 or start.shape != directions.shape[1:]:
        raise ValueError(f"climb needs directions as long as the picture; it got {directions.shape}, {start.shape}.")
    if questions < 1 or not size > 0 or not smallest >= 0 or (lockout is not None and lockout < 1):
        raise ValueError(f"climb needs a question or more and a size above 0; it got {questions}, {size}, {lockout}.")
    draw, allowed = np.random.RandomState(seed), questions if lockout is None else min(questions, lockout)
    best, highest = start, _score_of(score, start)
    scores, kept, pictures = [highest], [1], [start]
    for question in range(2, allowed + 1):
        picture = best + size * draw.normal(size=len(directions)) @ directions
        now = _score_of(score, picture)
        if now > highest:
            best, highest, size = picture, now, size * 1.5
            kept.append(question)
            pictures.append(picture)
        else:
            size = max(0.9 * size, smallest)
        scores.append(highest)
    return Climb(np.array(scores), np.array(kept), np.stack(pictures), allowed < questions)


def secret_rotation(size: int, seed: int) -> np.ndarray:
    """Return a rotation (size, size), drawn so that every one is as likely: `vectors @ rotation` keeps every distance.

    (It may mirror as well, which keeps distances too.)

    Args:
        size: numbers in a vector, at least 1. seed: the secret.

    Source: Stewart 1980: the orthogonal factor of a table of normal numbers, its signs set by the diagonal of R.
    """
    if size < 1:
        raise ValueError(f"A rotation needs at least one dimension; it was asked for {size}.")
    q, r = np.linalg.qr(np.random.RandomState(seed).normal(size=(size, size)))
    return q * np.sign(np.diag(r))


def recover_rotation(known: np.ndarray, stored: np.ndarray) -> np.ndarray:
    """Return the rotation (d, d) that brings the known vectors (n, d) closest to the stored ones (n, d), row by row.

    With n below d the pairs fix the rotation only in the directions that the known vectors span; elsewhere it is any.

    Raises:
        ValueError: if the tables differ in shape, are empty, or hold NaN.

    Source: Schönemann 1966 (the orthogonal Procrustes problem): U Vᵀ of the SVD of knownᵀ stored.
    """
    u, _, vt = _svd_of_pairs(known, stored)
    return u @ vt


def turn_back(known: np.ndarray, stored: np.ndarray, stolen: np.ndarray) -> np.ndarray:
    """Return stolen vectors (m, d) as they were before the secret rotation that some known pairs give away.

    Args:
        known: (n, d) vectors before, and stored: (n, d) the same after the rotation. stolen: (m, d) after it.

    Raises:
        ValueError: as `recover_rotation` raises it, or if the stolen vectors have another length.
    """
    stolen, rotation = _table(stolen, "turn_back", "stolen vectors"), recover_rotation(known, stored)
    if stolen.shape[1] != len(rotation):
        raise ValueError(
            f"turn_back needs vectors of one length; it got {len(rotation)} and {stolen.shape[1]} numbers."
        )
    return stolen @ rotation.T


def known_part(known: np.ndarray, stored: np.ndarray) -> np.ndarray:
    """Return the part (d, d) of the rotation that the pairs fix: outside the span of the known vectors it is zero.

    `turned @ part.T` turns back what the pairs reach and leaves out the rest, which is the best guess for vectors of
    which nothing else is known. Directions in which the known vectors are shorter than a 30,000th of the longest one
    are rounding errors of the networks' numbers, and left out as well.

    Args:
        known: (n, d) vectors before, and stored: (n, d) the same after the rotation.

    Raises:
        ValueError: if the tables differ in shape, are empty, or hold NaN.

    Source: as `recover_rotation`.
    """
    u, lengths, vt = _svd_of_pairs(known, stored)
    reached = lengths > lengths[0] / NEGLIGIBLE**2  # they are products of two lengths
    return u[:, reached] @ vt[reached]


def secret_kept(known: np.ndarray, attacked: np.ndarray, pairs: Sequence[int], seed: int = 0) -> np.ndarray:
    """Return how much of the attacked vectors a secret rotation still keeps once so many pairs are known.

    The attacked vectors are turned by the secret, and turned back by `known_part` of the first pairs.

    Args:
        known: (n, d) vectors of other people, of which the attacker has the turned ones as well. attacked: (m, d).
        pairs: how many of the known vectors the attacker has, each 1 to n. seed: the secret.

    Returns:
        (len(pairs),) 0 to 1: the length of what is missing over the length of the vector, a median over the attacked,
        in thousandths.

    Raises:
        ValueError: if the tables do not fit or hold NaN, or so many pairs are not there.
    """
    known, attacked = _table(known, "secret_kept", "known vectors"), _table(attacked, "secret_kept", "attacked ones")
    if known.shape[1] != attacked.shape[1] or not all(1 <= one <= len(known) for one in pairs):
        raise ValueError(
            f"secret_kept needs vectors of one length and 1 to {len(known)} pairs; it was given {known.shape}, "
            f"{attacked.shape} and {list(pairs)}."
        )
    secret = secret_rotation(known.shape[1], seed)
    lengths, kept = np.linalg.norm(attacked, axis=1), []
    for n in pairs:
        back = attacked @ secret @ known_part(known[:n], known[:n] @ secret).T
        kept.append(np.median(np.linalg.norm(back - attacked, axis=1) / lengths))
    return np.round(kept, 3)


def link(scores: np.ndarray, threshold: float) -> np.ndarray:
    """Return for each row of a nameless file its row in another file, or -1: each the other's best, and at the line.

    Args:
        scores: (n, m) of template i of the one file against template j of the other. threshold: the line.

    Returns:
        (n,) int. No row of the other file is given twice, unless scores are equal.

    Raises:
        ValueError: if scores is no table, empty, holds NaN, or the threshold is no number.
    """
    scores = _table(scores, "link", "scores")
    best, back = scores.argmax(axis=1), scores.argmax(axis=0)
    rows = np.arange(len(scores))
    joined = (back[best] == rows) & (scores[rows, best] >= given.threshold(threshold))
    return np.where(joined, best, -1)


def two_files(people: np.ndarray | Sequence[int], size: int, both: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Draw the people of two files of one size, some of whom are in both; each file in an order of its own.

    Args:
        people: (n,) who can be drawn, each once. size: people in a file. both: of them in both files.
        seed: of the draw.

    Raises:
        ValueError: if there are too few people, or more in both files than in one.
    """
    if not 0 <= both <= size or size < 1 or 2 * size - both > len(np.unique(people)):
        raise ValueError(
            f"two_files needs {2 * size - both} people who differ, and 0 to {size} of them in both files; it was given "
            f"{len(np.unique(people))} people, and {both} for both."
        )
    draw = np.random.RandomState(seed)
    drawn = draw.permutation(np.unique(people))
    one, other = drawn[:size], np.concatenate([drawn[:both], drawn[size : 2 * size - both]])
    return draw.permutation(one), draw.permutation(other)


def from_distances(probes: np.ndarray, distances: np.ndarray) -> np.ndarray:
    """Return the template (k,) that lies so far from each of some known templates, in the sense of least squares.

    The squared distances of two probes to the same unknown point differ by something linear in that point. So k + 1
    probes in general position fix k numbers.

    Args:
        probes: (q, k), q at least k + 1. distances: (q,) of each to the unknown template.

    Raises:
        ValueError: if the shapes do not fit, there are too few probes, a distance is negative, or a number is NaN.

    Source: multilateration, as in satellite navigation.
    """
    probes, distances = _table(probes, "from_distances", "probes"), np.asarray(distances, dtype=float)
    if distances.shape != probes.shape[:1] or not (distances >= 0).all():
        raise ValueError(f"from_distances needs a distance of at least 0 for each of {len(probes)} probes.")
    if len(probes) <= probes.shape[1]:
        raise ValueError(f"{probes.shape[1]} numbers need at least {probes.shape[1] + 1} probes; got {len(probes)}.")
    squares = (probes**2).sum(axis=1) - distances**2
    found, *_ = np.linalg.lstsq(2 * (probes[1:] - probes[0]), squares[1:] - squares[0], rcond=None)
    return found


def _svd_of_pairs(known: np.ndarray, stored: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the SVD of knownᵀ stored: u (d, d), the stretches (d,), largest first, and vt (d, d).

    Raises:
        ValueError: if the tables differ in shape, are empty, or hold NaN.
    """
    known, stored = (_table(one, "recover_rotation", "vectors") for one in (known, stored))
    if known.shape != stored.shape:
        raise ValueError(f"recover_rotation needs pairs, row by row; it was given {known.shape} and {stored.shape}.")
    return np.linalg.svd(known.T @ stored)


def _table(values: Any, who: str, what: str) -> np.ndarray:
    """Return values as a table of floats without NaN.

    Raises:
        ValueError: if they are none.
    """
    table = np.asarray(values, dtype=float)
    if table.ndim != 2 or table.size == 0 or np.isnan(table).any():
        raise ValueError(f"{who} needs a table of {what} without NaN, a row each; it was given {table.shape}.")
    return table


def _score_of(score: Callable[[np.ndarray], float], picture: np.ndarray) -> float:
    value = float(score(picture))
    if np.isnan(value):
        raise ValueError("climb was told NaN as a score: the matcher must say a number for every picture.")
    return value

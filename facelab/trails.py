"""Follow people from camera to camera: errors do not average out along a chain, they stick to people."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from facelab import given
from facelab.matching import NOBODY
from facelab.play import Cast, play


@dataclass(frozen=True)
class Race:
    """What a camera at each checkpoint saw of each runner.

    ran: (r, c) bool, whether the runner really passed. seen: (r, c) bool, whether the system has them passing.
    """

    ran: np.ndarray
    seen: np.ndarray

    @property
    def accused(self) -> np.ndarray:
        """(r,) bool: ran the whole way, and is missing at some checkpoint in the system's eyes."""
        return np.logical_and(self.ran.all(axis=1), ~self.seen.all(axis=1))

    @property
    def unnoticed(self) -> np.ndarray:
        """(r,) bool: left something out, and is seen everywhere."""
        return np.logical_and(~self.ran.all(axis=1), self.seen.all(axis=1))


def running_track(cast: Cast, threshold: float, checkpoints: int, share_cheating: float, seed: int = 0) -> Race:
    """Play a race of everybody in the cast: one photo is stored at the start, another taken at each checkpoint.

    A camera names the best of the stored photos if its score reaches the threshold. A cheat leaves out one checkpoint.

    Args:
        checkpoints: at least 1, and fewer than the photos of each person. share_cheating: 0 to 1, drawn runner by
            runner.

    Raises:
        ValueError: if the cast is no cast of photos, a person has too few of them, or the share is outside 0 to 1.
    """
    people = np.unique(cast.searched)
    fewest = int(np.unique(cast.searched, return_counts=True)[1].min())
    if not cast.same_photos or not 1 <= checkpoints < fewest:
        raise ValueError(f"A race needs 1 to {fewest - 1} checkpoints, one photo each beside the start's.")
    draw = np.random.RandomState(seed)
    taken = np.array([draw.permutation(np.flatnonzero(cast.searched == one))[: checkpoints + 1] for one in people])
    ran = np.ones((len(people), checkpoints), dtype=bool)
    for runner in np.flatnonzero(draw.random_sample(len(people)) < given.share(share_cheating, "The share of cheats")):
        ran[runner, draw.randint(checkpoints)] = False
    seen = np.zeros_like(ran)
    for place in range(checkpoints):
        log = play(cast, taken[ran[:, place], place + 1], threshold, gallery=taken[:, 0])
        seen[:, place] = np.isin(people, log.named)
    return Race(ran, seen)


@dataclass(frozen=True)
class Trail:
    """Where a system believes that one person was, camera by camera.

    person: who is followed. on: (c,) who the trail is really on at each camera, 0 where it is lost.
    """

    person: int
    on: np.ndarray

    @property
    def title(self) -> str:
        """Who is followed, in words."""
        return f"person {self.person}"

    @property
    def words(self) -> list[str]:
        """(c,) at each camera "right person", "another person" or "nobody"."""
        some = {self.person: "right person", NOBODY: "nobody"}
        return [some.get(on, "another person") for on in self.on.tolist()]

    @property
    def right(self) -> int:
        """At how many cameras the trail was on the right person, before its first error."""
        wrong = self.on != self.person
        return int(wrong.argmax()) if wrong.any() else len(self.on)

    @property
    def ended(self) -> str:
        """How it ended: "whole", "lost" (nobody matched at some camera) or "wrong" (it went over to another)."""
        first = self.on[self.right :]
        return "whole" if not len(first) else "wrong" if (first != NOBODY).any() else "lost"


def restricted_floor(cast: Cast, threshold: float, cameras: int, present: int, seed: int = 0) -> list[Trail]:
    """Play a building in which everybody present passes every camera, and a system follows each by the last photo.

    At each camera the best match with the photo of the camera before continues the trail, if it reaches the
    threshold. So a trail that has once gone over to another person follows that person on. A trail without a match at
    a camera is over.

    Args:
        cameras: at least 1, fewer than the photos of each person. present: people in the building, at least 1.

    Raises:
        ValueError: if the cast is no cast of photos, has too few of them, or fewer people than are present.
    """
    people = np.unique(cast.searched)
    fewest = int(np.unique(cast.searched, return_counts=True)[1].min())
    if not cast.same_photos or not 1 <= cameras < fewest:
        raise ValueError(f"A walk needs 1 to {fewest - 1} cameras, one photo each beside the first.")
    if not 1 <= present <= len(people):
        raise ValueError(f"Between 1 and {len(people)} people can be present; {present} were asked for.")
    draw = np.random.RandomState(seed)
    here = draw.permutation(people)[:present]
    taken = np.array([draw.permutation(np.flatnonzero(cast.searched == one))[: cameras + 1] for one in here])
    tables = [cast.scores[np.ix_(taken[:, camera], taken[:, camera + 1])] for camera in range(cameras)]
    trails = []
    for walker, one in enumerate(here):
        places = follow(tables, walker, threshold)
        on = np.zeros(cameras, dtype=int)
        on[: len(places)] = here[places]
        trails.append(Trail(int(one), on))
    return trails


def follow(tables: Sequence[np.ndarray], start: int, threshold: float) -> list[int]:
    """Follow somebody from camera to camera, each time by the photo before.

    Args:
        tables: for each step a square table: photo i at this camera against photo j at the next one, the same people
            in the same order.
        start: place of the person at the first camera.
        threshold: the best match continues the trail if its score is at least this.

    Returns:
        places of the people on whom the trail is at the following cameras; shorter than the tables if it is lost.

    Raises:
        ValueError: if a table is not square, they differ in size, the start is not in them, a score is NaN, or the
            threshold is not one number.
    """
    shapes, threshold = [np.shape(table) for table in tables], given.threshold(threshold)
    square = bool(shapes) and len(shapes[0]) == 2 and shapes[0][0] == shapes[0][1]
    if not square or len(set(shapes)) != 1:
        raise ValueError(f"follow needs square tables of one size, at least one; it was given {sorted(set(shapes))}.")
    if not 0 <= start < len(tables[0]) or np.isnan(tables).any():
        raise ValueError(f"follow needs a start from 0 to {len(tables[0]) - 1} and scores without NaN; start {start}.")
    places: list[int] = []
    here = start
    for table in tables:
        best = int(table[here].argmax())
        if table[here, best] < threshold:
            break
        places.append(best)
        here = best
    return places

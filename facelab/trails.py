"""Follow people from camera to camera: errors do not average out along a chain, they stick to people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from facelab import given
from facelab.intervals import Rate, effective_interval, n_eff
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
    def at_last(self) -> str:
        """Whom the trail is on at the last camera, in words."""
        last = int(self.on[-1])
        return "nobody" if last == NOBODY else f"person {last}"

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


def restricted_floor(
    cast: Cast,
    threshold: float,
    cameras: int,
    present: int,
    seed: int = 0,
    by: Callable[[Sequence[np.ndarray], int, float], Sequence[int]] | None = None,
) -> list[Trail]:
    """Play a building in which everybody present passes every camera, and a system follows each by the last photo.

    At each camera the best match with the photo of the camera before continues the trail, if it reaches the
    threshold. So a trail that has once gone over to another person follows that person on. A trail without a match at
    a camera is over.

    Args:
        cameras: at least 1, fewer than the photos of each person. present: people in the building, at least 1.
        by: the function that follows, with the arguments and the result of `follow`; that one, unless another is given.

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
        places = list((by or follow)(tables, walker, threshold))
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


def taken_again(matches: np.ndarray) -> tuple[Rate, Rate]:
    """Return how often two people are taken for one, and how often it happens to the same two once more.

    The cells (i, j) and (j, i) compare other photos of the same two people. The first rate is the share of all cells
    off the diagonal that match; the second, of these matching cells, the share whose opposite cell matches as well.
    Both have Wilson's interval with the number of comparisons that the spread between people leaves them worth.

    Args:
        matches: (n, n) bool; the diagonal does not count.

    Raises:
        ValueError: if the table is not square with at least 2 people, or nobody is taken for anybody.
    """
    false = np.array(matches, dtype=bool)
    if false.ndim != 2 or false.shape[0] != false.shape[1] or len(false) < 2:
        raise ValueError(f"taken_again needs a square table of at least 2 people; it was given {false.shape}.")
    np.fill_diagonal(false, False)
    if not false.any():
        raise ValueError("taken_again needs two people who are taken for one: no cell off the diagonal matches.")
    everything = np.full(len(false), 2 * (len(false) - 1))
    once, twice = (_of_each(cells) for cells in (false, false & false.T))
    return _rate(once, everything), _rate(twice, once)


def _of_each(cells: np.ndarray) -> np.ndarray:
    """Return (n,) in how many of the marked cells each person has a part."""
    return cells.sum(axis=0) + cells.sum(axis=1)


def _rate(hits: np.ndarray, trials: np.ndarray) -> Rate:
    """Return a rate of comparisons from what each person has a part in; each comparison has two people."""
    count, n = int(hits.sum()) // 2, int(trials.sum()) // 2
    low, high = effective_interval(count, n, n_eff(hits, trials, parts=2))
    return Rate(count / n, count, n, int(np.count_nonzero(trials)), low, high)

"""The scores on the printed cards and strips: the paper pack's sets A to F, drawn here so that a notebook has them too.

All of them are made up: two bell curves that overlap, eight comparisons of one person and twelve of two.
"""

from dataclasses import dataclass

import numpy as np

MATED, NONMATED, GROUP_B = 8, 12, 6
LINE, SPREAD = 0.5, 14
SETS = "ABCDEF"
OTHERS = 100  # the seed of a set's second people is that much higher


@dataclass(frozen=True)
class Strip:
    """Scores between 0 and 1, as they lie on a strip of paper.

    mated: (8,) scores of one person, the circles. nonmated: (12,) of two people, the squares.
    group_b: (12,) which squares are hatched.
    """

    mated: np.ndarray
    nonmated: np.ndarray
    group_b: np.ndarray

    def errors(self, line: float) -> tuple[int, int]:
        """Return false matches and misses at a line: a score on the line matches."""
        return int(np.sum(self.nonmated >= line)), int(np.sum(self.mated < line))

    def line_for(self, most: int) -> float:
        """Return the place of the lowest square that may match if at most so many do; a ruler goes right behind it."""
        return float(np.sort(self.nonmated)[-most - 1])


def strip(seed: int) -> Strip:
    """Return a strip: no two marks lie on each other, and none where a ruler is laid, at a tenth.

    Args:
        seed: which draw; it is printed beside every strip.
    """
    draw = np.random.RandomState(seed)
    grid = np.arange(7, 97, 2)  # odd hundredths: two apart, and never a tenth
    while True:
        mated = _drawn(draw, grid, 62, MATED)
        nonmated = _drawn(draw, np.setdiff1d(grid, mated), 36, NONMATED)
        found = Strip(mated / 100, nonmated / 100, draw.permutation(NONMATED) < GROUP_B)
        if 1 <= found.errors(LINE)[0] <= 4 and 1 <= found.errors(LINE)[1] <= 3:
            return found


def _drawn(draw: np.random.RandomState, grid: np.ndarray, middle: float, count: int) -> np.ndarray:
    """Return different values of a grid, those near the middle more often."""
    weights = np.exp(-((grid - middle) ** 2) / (2 * SPREAD**2))
    return draw.choice(grid, count, replace=False, p=weights / weights.sum())


def seed_of(name: str) -> int:
    """Return the seed of a set of the paper pack.

    Raises:
        ValueError: if there is no such set.
    """
    if not isinstance(name, str) or len(name) != 1 or name not in SETS:
        raise ValueError(f"There is no set {name} of the paper pack; there are {', '.join(SETS)}.")
    return SETS.index(name) + 1


def cards(name: str) -> Strip:
    """Return the twenty scores on the cards, and on the first strip, of a set of the paper pack.

    Args:
        name: the letter at the foot of its pages, "A" to "F".

    Raises:
        ValueError: if there is no such set.
    """
    return strip(seed_of(name))


def other_people(name: str) -> Strip:
    """Return the scores on a set's second strip, on which a promise is tried.

    Raises:
        ValueError: if there is no such set.
    """
    return strip(seed_of(name) + OTHERS)

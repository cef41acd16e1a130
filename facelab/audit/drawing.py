"""People drawn again, and labels dealt out by lot, for comparisons that form no full matrix.

What `facelab.resampling` does with a matrix is done here with a list of comparisons: the same draws by the same seed,
so that a full matrix written as a list gives the same numbers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from math import inf, nan

import numpy as np
from scipy import sparse

from facelab.audit.comparisons import PeoplesScores
from facelab.measures import EerOverPeople
from facelab.resampling import FEWEST_MISSED, interval_of_draws

AT_ONCE = 25  # draws or shuffles held at the same time


def eer_over_people(scores: PeoplesScores, drawn: np.ndarray, replicates: int = 300, seed: int = 0) -> EerOverPeople:
    """Return the equal error rate with a 95 % interval over people; none if fewer than 10 are missed at its line.

    Args:
        scores: mated and non-mated, with their people. drawn: (n_people,) bool, from whom each draw is made.
        replicates: draws, at least 2. seed: of `RandomState`.

    Source: `facelab.resampling.eer_over_people`, whose docstring says how well the interval covers.
    """
    found = scores.eer()
    missed = int(np.count_nonzero(scores.mated < found.threshold))
    if scores.n_missed(found.threshold) < FEWEST_MISSED:
        return EerOverPeople(found.value, found.threshold, missed, len(scores.mated), None, None, None)
    draws = _eer_of_draws(scores, np.flatnonzero(drawn), found.value, replicates, seed)
    worth, low, high = interval_of_draws(found.value, draws, len(np.unique(scores.person)))
    return EerOverPeople(found.value, found.threshold, missed, len(scores.mated), worth, low, high)


@dataclass(frozen=True)
class Shuffled:
    """A ratio of two groups' FMRs as the labels are, and as chance alone makes it.

    value: as the labels are; 0 or infinite where one group has no error, NaN where neither has.
    ratios: (replicates,) with labels dealt out by lot, the same way.
    """

    value: float
    ratios: np.ndarray

    @property
    def as_far(self) -> int:
        """How many shuffles give as high a ratio (as low a one, if it is below 1); undefined ones count."""
        nearer = self.ratios > self.value if self.value < 1 else self.ratios < self.value
        return int(np.count_nonzero(~nearer))


def shuffled_ratios(
    scores: PeoplesScores,
    thresholds: list[float],
    labels: np.ndarray,
    dealt: np.ndarray,
    beside: str,
    replicates: int = 1000,
    seed: int = 0,
) -> list[dict[str, Shuffled]]:
    """Deal labels out by lot, people keeping their scores; return each group's FMR over that of the group `beside`.

    Args:
        scores: with n_people people. thresholds: one result for each.
        labels: (n_people,) of each person. dealt: (n_people,) bool, whose labels are dealt out, among themselves;
            comparisons with anybody else are left out. beside: the label below the line of each ratio.
        replicates: shuffles. seed: of `RandomState`.

    Source: `facelab.resampling.permutation_null`.
    """
    inside = dealt[scores.probe] & dealt[scores.enrolled]
    names, code = np.unique(labels[dealt].astype(str), return_inverse=True)
    place = np.cumsum(dealt) - 1  # of a person among those dealt
    probe, enrolled = place[scores.probe[inside]], place[scores.enrolled[inside]]
    nonmated = scores.nonmated[inside]
    compared = _counts(probe, enrolled, len(code))
    matched = [_counts(probe[which], enrolled[which], len(code)) for which in (nonmated >= one for one in thresholds)]
    random = np.random.RandomState(seed)
    code = code.astype(np.int8)
    dealt_out = chain([code], (random.permutation(code) for _ in range(replicates)))
    rates: list[list[np.ndarray]] = [[] for _ in thresholds]
    while held := list(islice(dealt_out, AT_ONCE)):
        some = np.stack(held, axis=1)
        trials = _within(compared, some, len(names))
        for which, table in enumerate(matched):
            with np.errstate(invalid="ignore"):
                rates[which].append(_within(table, some, len(names)) / trials)
    below = list(names).index(beside)
    found = []
    for part in rates:
        every = np.concatenate(part, axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = every / every[below]
        found.append({str(name): Shuffled(float(one[0]), one[1:]) for name, one in zip(names, ratios, strict=True)})
        del found[-1][beside]
    return found


def _within(table: sparse.csr_array | np.ndarray, codes: np.ndarray, n_groups: int) -> np.ndarray:
    """Return (groups, r): how many comparisons lie within each group, for (n, r) codes of groups."""
    counted = []
    for group in range(n_groups):
        members = (codes == group).astype(np.float32)
        counted.append(((table @ members) * members).sum(axis=0, dtype=float))
    return np.array(counted)


def _counts(probe: np.ndarray, enrolled: np.ndarray, n: int) -> sparse.csr_array | np.ndarray:
    """Return (n, n): how often each probe's person was compared with each enrolled one; dense where most were."""
    ones = np.ones(len(probe), dtype=np.float32)
    table = sparse.coo_array((ones, (probe, enrolled)), shape=(n, n))
    return table.toarray() if n * n <= 4 * len(probe) else table.tocsr()


def _draws(people: np.ndarray, n_people: int, replicates: int, seed: int) -> Iterator[np.ndarray]:
    """Yield (r, n_people) float32 weights, `AT_ONCE` at a time: how often each person is drawn."""
    random = np.random.RandomState(seed)
    for start in range(0, replicates, AT_ONCE):
        size = min(AT_ONCE, replicates - start)
        drawn = random.randint(len(people), size=(size, len(people)))
        weights = np.zeros((size, n_people), dtype=np.float32)
        for row, places in enumerate(drawn):
            weights[row, people] = np.bincount(places, minlength=len(people))
        yield weights


def _eer_of_draws(scores: PeoplesScores, people: np.ndarray, middle: float, replicates: int, seed: int) -> np.ndarray:
    """Return (replicates,) equal error rates; single scores are looked at near the crossing only."""
    near = min(1.0, 1.5 * middle + 0.02), 0.5 * middle
    ends = scores.threshold_for_fmr(near[0]), scores.threshold_for_fmr(near[1])
    compared = _counts(scores.probe, scores.enrolled, scores.n_people)
    draws = partial(_draws, people, scores.n_people, replicates, seed)
    found = np.concatenate([_crossings(scores, compared, weights, *ends) for weights in draws()])
    if np.isnan(found).any():
        whole = [_crossings(scores, compared, weights, -inf, inf) for weights in draws()]
        found = np.where(np.isnan(found), np.concatenate(whole), found)
    return found


def _crossings(
    scores: PeoplesScores, compared: sparse.csr_array | np.ndarray, draws: np.ndarray, lowest: float, highest: float
) -> np.ndarray:
    """Return the EER of each row of weights (r, n_people); NaN where the rates do not cross between the thresholds."""
    near = (scores.nonmated >= lowest) & (scores.nonmated < highest)
    values, probe, enrolled = scores.nonmated[near], scores.probe[near], scores.enrolled[near]
    mated_near = (scores.mated >= lowest) & (scores.mated < highest)
    candidates = np.append(np.unique(np.concatenate([values, scores.mated[mated_near]])), highest)
    step, missed_from = np.searchsorted(candidates, values), np.searchsorted(candidates, scores.mated, side="right")
    trials = _weighted(compared, draws)
    above = scores.nonmated >= highest
    matches_above = _weighted(_counts(scores.probe[above], scores.enrolled[above], scores.n_people), draws)
    found = np.full(len(draws), nan)
    for draw, weights in enumerate(draws.astype(float)):
        of_mated = weights[scores.person]
        if not trials[draw] or not of_mated.sum():
            continue
        matches = np.bincount(step, weights[probe] * weights[enrolled], minlength=len(candidates))
        misses = np.bincount(missed_from, of_mated, minlength=len(candidates) + 1)[:-1]
        fmr = (matches[::-1].cumsum()[::-1] + matches_above[draw]) / trials[draw]
        fnmr = misses.cumsum() / of_mated.sum()
        if fnmr[0] > fmr[0] or fnmr[-1] < fmr[-1]:
            continue
        before, after = int(np.flatnonzero(fnmr <= fmr)[-1]), int(np.argmax(fnmr >= fmr))
        found[draw] = min((fmr[k] + fnmr[k], abs(fmr[k] - fnmr[k])) for k in (before, after))[0] / 2
    return found


def _weighted(table: sparse.csr_array | np.ndarray, draws: np.ndarray) -> np.ndarray:
    """Return (r,): the comparisons of a table, each as often as its two people are drawn together."""
    weights = draws.T
    return ((table @ weights) * weights).sum(axis=0, dtype=float)

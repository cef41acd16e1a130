"""Draw people again, or deal their labels out anew, to see what chance alone does to a rate.

A draw of people gives each person a weight, the same for rows and columns of the table of scores; a shuffle leaves the
scores alone and gives the groups' labels to other people. Every draw is repeated by its seed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf, nan

import numpy as np

from facelab import given
from facelab.intervals import effective_interval
from facelab.measures import EerOverPeople
from facelab.scores import ScoreMatrix
from facelab.summaries import max_over_min

FEWEST_MISSED = 10  # false non-matches at the line of an equal error rate, below which it has no interval


@dataclass(frozen=True)
class Bootstrap:
    """Rates in draws of people: the same draws for every rate, so that ratios and differences are paired.

    fmr, fnmr: (replicates,), over everybody.
    group_fnmr: label to (replicates,).
    group_fmr: (label of the probe, label of the enrolment) to (replicates,); NaN where a draw holds no comparison.
    """

    fmr: np.ndarray
    fnmr: np.ndarray
    group_fnmr: Mapping[str, np.ndarray]
    group_fmr: Mapping[tuple[str, str], np.ndarray]


def person_bootstrap(
    matrix: ScoreMatrix, threshold: float, groups: np.ndarray | None = None, replicates: int = 1000, seed: int = 0
) -> Bootstrap:
    """Draw people with replacement, within each group, and return the rates of every draw at a fixed threshold.

    A draw gives each person a weight w_i, the same for row and column: FNMR = sum w_i e_ii / sum w_i, and
    FMR = sum over i != j of w_i w_j e_ij / sum over i != j of w_i w_j. A person drawn twice is never compared with
    themselves as if they were two people.

    Args:
        matrix: the scores.
        threshold: fixed; how it was chosen is not part of the interval.
        groups: (n,) labels, or None for one group of everybody.
        replicates: number of draws.
        seed: of `RandomState`, whose draws are the same in every version of numpy.

    Raises:
        ValueError: if the labels do not fit or one is missing, the threshold is not one number, or there is no
            replicate.
    """
    n, threshold = len(matrix.person), given.threshold(threshold)
    labels = (np.zeros(n, dtype=int) if groups is None else given.labels(groups, n)).astype(str)
    if replicates < 1:
        raise ValueError("person_bootstrap needs at least one replicate.")
    names = np.unique(labels)
    members = [np.flatnonzero(labels == name) for name in names]
    weights = _weights_of_draws(members, replicates, seed)
    belongs = (labels[:, np.newaxis] == names).astype(np.float32)  # person, group
    matches = matrix.false_matches(threshold).astype(np.float32)
    # errors[r, g, h]: false matches of probes in group g with enrolments in group h, weighted as in draw r.
    errors = np.stack([((weights[:, own] @ matches[own]) * weights) @ belongs for own in members], axis=1)
    probes, enrolments = (weights * matrix.acquired) @ belongs, (weights * matrix.enrolled) @ belongs
    trials = probes[:, :, np.newaxis].astype(float) * enrolments[:, np.newaxis]
    with_themselves = (weights**2 * matrix.usable) @ belongs
    trials[:, range(len(names)), range(len(names))] -= with_themselves
    missed = np.zeros(n, dtype=bool)
    missed[matrix.usable] = matrix.mated < threshold
    mated, false_nonmatches = (weights * matrix.usable) @ belongs, (weights * missed) @ belongs
    with np.errstate(invalid="ignore"):
        return Bootstrap(
            fmr=errors.sum(axis=(1, 2), dtype=float) / trials.sum(axis=(1, 2)),
            fnmr=false_nonmatches.sum(axis=1) / mated.sum(axis=1),
            group_fnmr={str(name): false_nonmatches[:, g] / mated[:, g] for g, name in enumerate(names)},
            group_fmr={
                (str(one), str(other)): errors[:, g, h] / trials[:, g, h]
                for g, one in enumerate(names)
                for h, other in enumerate(names)
            },
        )


def eer_bootstrap(matrix: ScoreMatrix, replicates: int = 300, seed: int = 0) -> np.ndarray:
    """Draw people with replacement and return the equal error rate of every draw.

    Weights as in `person_bootstrap`, the rule of `Scores.eer` in each draw. The threshold moves with the draw: an EER
    belongs to no threshold that was fixed before.

    The middle 95 % of the draws are no 95 % interval where few people are missed: the draws lie too low, and so do
    both of its ends. `eer_over_people` makes an interval of how far they spread.

    Returns:
        (replicates,), 0 to 1, NaN for a draw without a comparison of either kind.

    Raises:
        ValueError: if there is no replicate.
    """
    if replicates < 1:
        raise ValueError("eer_bootstrap needs at least one replicate.")
    middle = matrix.eer().value
    draws = _weights_of_draws([np.arange(len(matrix.person))], replicates, seed)
    # Single scores are looked at near the crossing only; of those above it, the number is enough.
    rates = min(1.0, 1.5 * middle + 0.02), 0.5 * middle
    found = _eer_of_draws(matrix, draws, *(matrix.threshold_for_fmr(rate) for rate in rates))
    outside = np.isnan(found)
    if outside.any():
        found[outside] = _eer_of_draws(matrix, draws[outside], -inf, inf)
    return found


def eer_over_people(matrix: ScoreMatrix, replicates: int = 300, seed: int = 0) -> EerOverPeople:
    """Return the equal error rate with a 95 % interval over people; none if fewer than 10 are missed at its line.

    The variance of the rate over drawn people gives n_eff = p (1 - p) / variance, and the interval is Wilson's with
    n_eff trials; where no draw differs, the people count. 300 draws leave n_eff uncertain by about 8 %.

    Coverage of 95 % intervals in 200 to 800 made-up worlds each, 200 draws, none refused; a quarter of the variance of
    a score comes from the two people. The middle 95 % of the draws miss on one side, the truth lying above them.

        people, true EER      40, .023  40, .159  150, .023  150, .067  150, .159  300, .045  500, .023
        this interval            .67       .96       .94        .94        .94        .92        .95
        middle of the draws      .71       .92       .84        .91        .95        .91        .93

    With 40 people and .023 about one is missed, and no method helps. Among the worlds with 10 or more missed it is .95
    to .98 (150 and .067, 300 and .045, 500 and .023).

    Args:
        matrix: every probe against every enrolment.
        replicates: number of draws, at least 2. seed: of `RandomState`.

    Raises:
        ValueError: if there are fewer than two replicates.

    Source: Wilson 1927 with an effective number of trials, as for rates at one line; measured here.
    """
    if replicates < 2:
        raise ValueError("eer_over_people needs at least two replicates: it measures how far they spread.")
    found, mated = matrix.eer(), matrix.mated
    missed = int(np.count_nonzero(mated < found.threshold))
    if missed < FEWEST_MISSED:
        return EerOverPeople(found.value, found.threshold, missed, len(mated), None, None, None)
    worth, low, high = interval_of_draws(found.value, eer_bootstrap(matrix, replicates, seed), len(mated))
    return EerOverPeople(found.value, found.threshold, missed, len(mated), worth, low, high)


@dataclass(frozen=True)
class Null:
    """What a summary gives when the labels are dealt out by lot.

    value: with the labels as they are. shuffled: (replicates,) with shuffled labels; infinite where the summary is
        undefined because a group has no error. n_undefined: how many of those.
    share_as_large: of the shuffled values, those at least as large, with (k + 1) / (replicates + 1).
    """

    value: float
    shuffled: np.ndarray
    n_undefined: int
    share_as_large: float


def permutation_null(
    matrix: ScoreMatrix,
    threshold: float,
    labels: np.ndarray,
    summary: Callable[[np.ndarray], float] = max_over_min,
    replicates: int = 1000,
    seed: int = 0,
) -> Null:
    """Deal the labels out by lot, people keeping all their scores, and compute a summary of the groups' FMRs each time.

    Args:
        summary: of the FMRs within the groups, one a group, such as `max_over_min`.
        replicates: number of shuffles. seed: of `RandomState`.

    Raises:
        ValueError: if the labels do not fit or one is missing, the threshold is not one number, a group has fewer than
            two usable people, or there is no replicate.
    """
    labels = given.labels(labels, len(matrix.person)).astype(str)
    names, code = np.unique(labels[matrix.usable], return_inverse=True)
    sizes = np.bincount(code)
    if replicates < 1 or len(names) < 2 or sizes.min() < 2:
        raise ValueError("permutation_null needs two groups of at least two usable people, and one replicate.")
    probe, enrolled = np.nonzero(matrix.among(matrix.usable).false_matches(threshold))
    trials = sizes * (sizes - 1)
    draw = np.random.RandomState(seed)

    def value_of(code: np.ndarray) -> float:
        inside = code[probe] == code[enrolled]
        rates = np.bincount(code[probe[inside]], minlength=len(names)) / trials
        try:
            return float(summary(rates))
        except ValueError:
            return inf

    value = value_of(code)
    shuffled = np.array([value_of(draw.permutation(code)) for _ in range(replicates)])
    as_large = int(np.count_nonzero(shuffled >= value))
    return Null(value, shuffled, int(np.isinf(shuffled).sum()), (as_large + 1) / (replicates + 1))


def _weights_of_draws(members: list[np.ndarray], replicates: int, seed: int) -> np.ndarray:
    """Return (replicates, n) float32 weights: how often each of n people is drawn, each group being drawn from itself.

    members: the places of the people of each group; together 0 to n - 1.
    """
    random = np.random.RandomState(seed)
    weights = np.zeros((replicates, sum(map(len, members))), dtype=np.float32)
    for own in members:
        drawn = random.randint(len(own), size=(replicates, len(own)))
        rows = np.arange(replicates)[:, np.newaxis]
        counts = np.bincount((rows * len(own) + drawn).ravel(), minlength=replicates * len(own))
        weights[:, own] = counts.reshape(replicates, len(own))
    return weights


def interval_of_draws(value: float, draws: np.ndarray, n_people: int) -> tuple[float, float, float]:
    """Return (n_eff, low, high): what a rate is worth by the variance of its draws, and its interval."""
    variance = float(np.nanvar(draws))
    worth = value * (1 - value) / variance if variance > 0 and 0 < value < 1 else float(n_people)
    return worth, *effective_interval(value * worth, worth, worth)


def _eer_of_draws(matrix: ScoreMatrix, draws: np.ndarray, lowest: float, highest: float) -> np.ndarray:
    """Return the EER of each row of weights (d, n); NaN where the rates do not cross between the two thresholds."""
    above = matrix.false_matches(highest)
    row, column = np.nonzero(matrix.false_matches(lowest) & ~above)
    scores, mated = matrix.values[row, column], matrix.mated
    candidates = np.append(np.unique(np.concatenate([scores, mated[(mated >= lowest) & (mated < highest)]])), highest)
    step, missed_from = np.searchsorted(candidates, scores), np.searchsorted(candidates, mated, side="right")
    cells = np.bincount(row, minlength=len(matrix.person))  # in each row, one row after the other
    matches_above = ((draws @ above.astype(draws.dtype)) * draws).sum(axis=1, dtype=float)
    found = np.full(len(draws), nan)
    for draw, weights in enumerate(draws.astype(float)):
        mated_weight = weights[matrix.usable]
        trials = weights[matrix.acquired].sum() * weights[matrix.enrolled].sum() - np.sum(mated_weight**2)
        if not trials or not mated_weight.sum():
            continue
        matches = np.bincount(step, np.repeat(weights, cells) * weights[column], minlength=len(candidates))
        misses = np.bincount(missed_from, mated_weight, minlength=len(candidates) + 1)[:-1]
        fmr = (matches[::-1].cumsum()[::-1] + matches_above[draw]) / trials
        fnmr = misses.cumsum() / mated_weight.sum()
        if fnmr[0] > fmr[0] or fnmr[-1] < fmr[-1]:
            continue
        before, after = int(np.flatnonzero(fnmr <= fmr)[-1]), int(np.argmax(fnmr >= fmr))
        found[draw] = min((fmr[k] + fnmr[k], abs(fmr[k] - fnmr[k])) for k in (before, after))[0] / 2
    return found

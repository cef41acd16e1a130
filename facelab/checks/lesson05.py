"""Lesson 5: how errors are counted, and where the line for a promise stands."""

from collections.abc import Callable

import numpy as np

from facelab import errors
from facelab.answers import lesson05 as answers
from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.results import Number, Several

LINES = np.arange(1, 9) / 8  # exact in binary, so that scores can equal them


def _scores_and_line(rng: np.random.Generator) -> tuple | None:
    """Draw unsorted scores with ties and a line that some of them equal."""
    scores, line = rng.integers(0, 9, rng.integers(9, 17)) / 8, float(rng.choice(LINES))
    return (scores, line) if 0 < np.mean(scores >= line) < 1 and line in scores else None


FMR = Exercise(
    errors.fmr,
    _scores_and_line,
    Number("The FMR"),
    {
        "you count the scores above the threshold; a score equal to it matches too.": lambda s, t: np.mean(s > t),
        "you count the scores that do not match. A false match is a non-mated score that does.": lambda s, t: np.mean(s < t),
        "the inequality points the wrong way: a comparison matches when its score is at least the threshold.": lambda s, t: np.mean(s <= t),
        "you return how many scores match. Divide by how many there are.": lambda s, t: np.sum(s >= t),
        "this is the mean of the matching scores, not their share.": lambda s, t: s[s >= t].mean(),
        "you compare with 0.5. The threshold is given.": lambda s, t: np.mean(s >= 0.5),
        "you count each score once, however often it occurs.": lambda s, t: np.mean(np.unique(s) >= t),
        "this is the mean of the scores. Ask of each of them whether it matches, then take the share.": lambda s, t: s.mean(),
        "you divide by one too many or too few. Divide by the number of scores.": lambda s, t: np.sum(s >= t) / (len(s) - 1),
        "you return True or False for each score. Their share of True is asked: np.mean.": lambda s, t: s >= t,
    },
    [
        Example((np.array([0.5, 0.25, 0.75, 0.5]), 0.5), "two scores equal the threshold, and one is above it"),
        Example((np.array([0.5, 0.25]), 0.75), "no score matches"),
        Example((np.array([-0.5, 0.25, -0.125]), -0.25), "scores may be negative, and so may the threshold"),
        Example((np.array([0.5, -0.25, 0.0]), 0), "the threshold is 0, which is a threshold like any other"),
        Example((np.array([0.5, 0.4990234375]), 0.5), "a score a little below the threshold is below it"),
        Example((np.array([0.5, 0.25]), np.inf), "at infinity nothing matches"),
    ],
    LessonSize("2,820,720 scores", lambda rng: (rng.integers(-300, 900, 2_820_720) / 1000, 0.3), 0.6),
)  # fmt: skip

FNMR = Exercise(
    errors.fnmr,
    _scores_and_line,
    Number("The FNMR"),
    {
        "a score equal to the threshold counts as a miss in your rate; it matches.": lambda s, t: np.mean(s <= t),
        "you count the scores that match. A false non-match is a mated score that does not.": lambda s, t: np.mean(s >= t),
        "the inequality points the wrong way: a miss lies below the threshold.": lambda s, t: np.mean(s > t),
        "you return how many scores are missed. Divide by how many there are.": lambda s, t: np.sum(s < t),
        "this is the mean of the missed scores, not their share.": lambda s, t: s[s < t].mean(),
        "you compare with 0.5. The threshold is given.": lambda s, t: np.mean(s < 0.5),
        "you count each score once, however often it occurs.": lambda s, t: np.mean(np.unique(s) < t),
        "this is the mean of the scores. Ask of each of them whether it is missed, then take the share.": lambda s, t: s.mean(),
        "you divide by one too many or too few. Divide by the number of scores.": lambda s, t: np.sum(s < t) / (len(s) - 1),
        "you return True or False for each score. Their share of True is asked: np.mean.": lambda s, t: s < t,
    },
    [
        Example((np.array([0.5, 0.25, 0.75, 0.5]), 0.5), "two scores equal the threshold and match; one lies below it"),
        Example((np.array([0.5, 0.75]), 0.25), "no score is missed"),
        Example((np.array([-0.5, 0.25, -0.125]), -0.25), "scores may be negative, and so may the threshold"),
        Example((np.array([0.5, -0.25, 0.0]), 0), "the threshold is 0, which is a threshold like any other"),
        Example((np.array([0.5, 0.4990234375]), 0.5), "a score a little below the threshold is below it"),
        Example((np.array([0.5, 0.25]), np.inf), "at infinity everything is missed"),
    ],
    LessonSize("1,680 scores", lambda rng: (rng.integers(0, 900, 1680) / 1000, 0.3), 0.05),
)  # fmt: skip


def _scores_and_target(rng: np.random.Generator) -> tuple | None:
    """Draw scores of which 16 or 32 make every rate exact in binary, and a target: a candidate's FMR, or just below one."""
    n = int(rng.choice([16, 32]))
    scores, target = rng.permutation(rng.integers(-4, 30, size=n) / 16), float(rng.choice([0.125, 0.1875, 0.25, 0.375]))
    candidates = np.unique(scores)
    place = int(np.searchsorted(candidates, errors.threshold_for_fmr(scores, target)))
    if not 2 < place < len(candidates) - 2 or errors.fmr(scores, candidates[place]) != target:
        return None
    step = errors.fmr(scores, candidates[place - 1]) - target
    return (scores, target) if rng.random() < 0.6 else (scores, target + 0.75 * step)


def _line_at(step: int) -> Callable:
    """Return what an answer gives that stands some candidates to the right of the right line."""

    def line(scores: np.ndarray, target: float) -> float:
        candidates = np.unique(scores)
        return candidates[np.searchsorted(candidates, errors.threshold_for_fmr(scores, target)) + step]

    return line


def _too_far_left(scores: np.ndarray, target: float) -> str:
    return (
        f"at your threshold the FMR is {errors.fmr(scores, _line_at(-1)(scores, target)):g}, more than the target of "
        f"{target:g}. A score equal to the threshold matches."
    )


def _no_candidate(result: object, scores: np.ndarray, target: float) -> str | None:
    known = [*scores, errors.fmr(scores, errors.threshold_for_fmr(scores, target)), np.quantile(scores, 1 - target)]
    if isinstance(result, float | np.floating) and np.isfinite(result) and not np.isin(result, known):
        return "your threshold is none of the scores. Candidates are the scores that occur, and infinity."
    return None


THRESHOLD = Exercise(
    errors.threshold_for_fmr,
    _scores_and_target,
    Number("The threshold", infinite=True),
    {
        "at your threshold the FMR is below the target, but a smaller candidate has exactly the target, and that is "
        "allowed: at most.": lambda s, target: errors.threshold_for_fmr(s, target - 1e-9),
        "at your threshold the FMR is at most the target, but the candidate before it keeps the promise too.": _line_at(1),
        _too_far_left: _line_at(-1),
        "you return the largest score. It keeps the promise, but smaller candidates do too, and each step costs misses.":
            lambda s, target: s.max(),
        "you return the smallest score, at which everything matches. Does your condition ask for an FMR of at most the "
        "target?": lambda s, target: s.min(),
        "you return infinity although a score keeps the promise.": lambda s, target: np.inf,
        "this is a quantile between two scores. Candidates are the scores that occur.": lambda s, target: np.quantile(s, 1 - target),
        "you return the achieved rate. Asked is the threshold.": lambda s, target: errors.fmr(s, errors.threshold_for_fmr(s, target)),
        "you return the place of the candidate, not the candidate.": lambda s, target: np.searchsorted(np.unique(s), errors.threshold_for_fmr(s, target)),
        "your threshold lets 1 - target pass: the FMR is the share that matches.": lambda s, target: errors.threshold_for_fmr(s, 1 - target),
        "you take a candidate whose FMR is near the target and may lie above it. That breaks the promise: at most.":
            lambda s, target: min(np.unique(s), key=lambda one: (abs(errors.fmr(s, one) - target), one)),
        "you return every candidate that keeps the promise. Asked is the smallest of them.":
            lambda s, target: [one for one in np.append(np.unique(s), np.inf) if errors.fmr(s, one) <= target],
        "you look for the score closest to the target. The target is a rate: compare FMRs with it, and return the score.":
            lambda s, target: s[np.abs(s - target).argmin()],
        "you choose the candidate whose FMR is nearest to twice the target.": lambda s, target: errors.threshold_for_fmr(s, min(1, 2 * target)),
    },
    [
        Example((np.array([0.5, 0.125, 0.25, 0.5]), 0.25), "two of four scores stand at the top, so no score keeps a target of 0.25, and the answer is infinity, np.inf"),
        Example((np.array([0.5, 0.125, 0.25, 0.5]), 0.0), "at a target of 0 no score may match. The highest score matches itself, so the answer is infinity, np.inf"),
        Example((np.array([0.5, 0.125, 0.25, 0.5]), 1.0), "at a target of 1 everything may match: the smallest score is the answer"),
        Example((np.array([0.5, 0.125, 0.25, 0.5]), 0.5), "two of four scores match there"),
        Example((np.array([0.5, 0.125, 0.25, 0.75]), 0.3), "no candidate has exactly this rate: the next smaller one counts"),
    ],
    recognise=_no_candidate,
    otherwise="Walk through the scores that occur from the left, and stop at the first whose FMR is at most the target.",
)  # fmt: skip


def _lines(mated: np.ndarray, nonmated: np.ndarray) -> np.ndarray:
    return np.append(np.unique(np.concatenate([mated, nonmated])), np.inf)


def _candidates(mated: np.ndarray, nonmated: np.ndarray) -> tuple[np.ndarray, np.ndarray, int, int]:
    """Return FMR and FNMR at every candidate, and the places before and after the two cross."""
    lines = _lines(mated, nonmated)
    false_match = (nonmated >= lines[:, np.newaxis]).mean(axis=1)
    false_nonmatch = (mated < lines[:, np.newaxis]).mean(axis=1)
    before = np.flatnonzero(false_nonmatch <= false_match)[-1]
    return false_match, false_nonmatch, before, np.flatnonzero(false_nonmatch >= false_match)[0]


def _two_hills(rng: np.random.Generator) -> tuple | None:
    """Draw scores whose two candidates around the crossing differ, in either direction."""
    mated = rng.integers(4, 16, size=rng.integers(6, 9)) / 16
    nonmated = rng.integers(0, 12, size=rng.integers(10, 14)) / 16
    false_match, false_nonmatch, before, after = _candidates(mated, nonmated)
    sums = false_match + false_nonmatch
    return (mated, nonmated) if before != after and sums[before] != sums[after] else None


def _around(pick: Callable) -> Callable:
    """Return a mistake: what is picked from FMR, FNMR, and the two places around the crossing."""
    return lambda mated, nonmated: pick(*_candidates(mated, nonmated))


def _best(a: np.ndarray, b: np.ndarray, i: int, j: int) -> int:
    return i if a[i] + b[i] < a[j] + b[j] else j


EER = Exercise(
    answers.equal_error_rate,
    _two_hills,
    Number("The EER"),
    {
        "of the two candidates you keep the one with the larger sum of FMR and FNMR. Keep the smaller.":
            _around(lambda a, b, i, j: max(a[i] + b[i], a[j] + b[j]) / 2),
        "you return the sum of both rates. The EER is half of it.": _around(lambda a, b, i, j: min(a[i] + b[i], a[j] + b[j])),
        "you take the candidate where the two rates are nearest to each other. Asked is the one of the two, before and after the "
        "crossing, with the smaller sum.": _around(lambda a, b, i, j: (a + b)[np.abs(a - b).argmin()] / 2),
        "you take the smallest sum over all candidates. The EER looks only at the two candidates around the crossing.":
            _around(lambda a, b, i, j: (a + b).min() / 2),
        "you take the mean over both candidates. Keep the one with the smaller sum.": _around(lambda a, b, i, j: (a[i] + b[i] + a[j] + b[j]) / 4),
        "you return FMR alone at the candidate. The EER is half of FMR + FNMR there.": _around(lambda a, b, i, j: a[_best(a, b, i, j)]),
        "you return FNMR alone at the candidate. The EER is half of FMR + FNMR there.": _around(lambda a, b, i, j: b[_best(a, b, i, j)]),
        "you always keep the candidate before the crossing. Keep the one with the smaller sum.": _around(lambda a, b, i, j: (a[i] + b[i]) / 2),
        "you always keep the candidate after the crossing. Keep the one with the smaller sum.": _around(lambda a, b, i, j: (a[j] + b[j]) / 2),
        "you return a threshold. Return the rate there: half of FMR + FNMR.": lambda mated, nonmated: _lines(mated, nonmated)[_best(*_candidates(mated, nonmated))],
        "you return both rates at the candidate. The EER is one number, half of their sum.":
            _around(lambda a, b, i, j: (a[_best(a, b, i, j)], b[_best(a, b, i, j)])),
        "you return the rates at every candidate. Asked is one number.": _around(lambda a, b, i, j: (a + b) / 2),
        "you keep the candidate at which the larger of the two rates is smallest. Asked is the smaller sum of the two "
        "candidates around the crossing.": _around(lambda a, b, i, j: (a + b)[np.maximum(a, b).argmin()] / 2),
    },
    [
        Example((np.array([0.75, 1.0]), np.array([0.25, 0.5])), "there is a threshold without any error. If yours is 1, mated and non-mated are exchanged"),
        Example((np.array([0.25, 0.5]), np.array([0.125, 0.75])), "the best score of all is a stranger's"),
        Example((np.array([0.25]), np.array([0.5])), "every stranger scores higher than the owner"),
        Example((np.array([0.5, 0.75, 0.25, 1.0]), np.array([0.5, 0.125, 0.25, 0.125])), "the rates are equal at one candidate"),
        Example((np.array([0.5, 0.5]), np.array([0.25, 0.5])), "all mated scores stand at the top, so that FNMR reaches FMR at infinity alone. Is infinity among your candidates?"),
    ],
    LessonSize("8,192 scores of each kind, where the lesson has 20,000", lambda rng: (np.round(rng.normal(2, 1, 8192), 6), np.round(rng.normal(0, 1, 8192), 6)), 0.9),
)  # fmt: skip


def _comparisons(rng: np.random.Generator) -> tuple | None:
    mated = rng.permutation(np.arange(rng.integers(13, 18)) < rng.integers(4, 7))
    scores, line = rng.integers(0, 7, size=len(mated)) / 8 + mated / 8, float(rng.choice(LINES[1:5]))
    return None if set(answers.error_rates(scores, mated, line)) & {0, 1} else (scores, mated, line)


def _both(a: Callable, b: Callable) -> Callable:
    """Return a mistake made of two numbers: functions of who matched, who is mated, scores and line."""
    return lambda s, m, t: (a(s >= t, m, s, t), b(s >= t, m, s, t))


def _fmr(match: np.ndarray, mated: np.ndarray, *_: object) -> float:
    return match[~mated].mean()


def _fnmr(match: np.ndarray, mated: np.ndarray, *_: object) -> float:
    return (~match[mated]).mean()


ERROR_RATES = Exercise(
    answers.error_rates,
    _comparisons,
    Several("fmr, fnmr"),
    {
        "your two rates are exchanged: first FMR, then FNMR.": _both(_fnmr, _fmr),
        "you divide both counts by all comparisons. FMR is a share of the non-mated, FNMR a share of the mated ones.":
            _both(lambda k, m, s, t: (k & ~m).mean(), lambda k, m, s, t: (~k & m).mean()),
        "your FMR is divided by all comparisons: take the non-mated ones alone.": _both(lambda k, m, s, t: (k & ~m).mean(), _fnmr),
        "your FNMR is divided by all comparisons: take the mated ones alone.": _both(_fmr, lambda k, m, s, t: (~k & m).mean()),
        "a non-mated score equal to the threshold matches: it is missing from your FMR.": _both(lambda k, m, s, t: (s[~m] > t).mean(), _fnmr),
        "a mated score equal to the threshold matches: it is no miss.": _both(_fmr, lambda k, m, s, t: (s[m] <= t).mean()),
        "a score equal to the threshold matches, mated or not.": _both(lambda k, m, s, t: (s[~m] > t).mean(), lambda k, m, s, t: (s[m] <= t).mean()),
        "mated and non-mated are exchanged, or your rates are those of the right decisions. Asked are the errors, FMR over the non-mated comparisons first.": _both(lambda k, m, s, t: k[m].mean(), lambda k, m, s, t: (~k[~m]).mean()),
        "your rates are those of the right decisions. Asked are the errors.": _both(lambda k, m, s, t: (~k[~m]).mean(), lambda k, m, s, t: k[m].mean()),
        "you divide by the number of matches and of non-matches. Divide by the number of non-mated and of mated comparisons.":
            _both(lambda k, m, s, t: (k & ~m).sum() / k.sum(), lambda k, m, s, t: (~k & m).sum() / (~k).sum()),
        "you return counts. Divide each by the number of its own comparisons.": _both(lambda k, m, s, t: (k & ~m).sum(), lambda k, m, s, t: (~k & m).sum()),
        "you divide each count by the other kind's comparisons.": _both(lambda k, m, s, t: (k & ~m).sum() / m.sum(), lambda k, m, s, t: (~k & m).sum() / (~m).sum()),
        "you compare with 0.5. The threshold is given.": lambda s, m, t: answers.error_rates(s, m, 0.5),
    },
    [Example((np.array([0.5, 0.25, 0.75]), np.array([True, True, False]), 0.5), "one of two mated scores is missed, and the one non-mated score matches"),
     Example((np.array([0.5, -0.25, 0.0, -0.125]), np.array([True, True, False, False]), 0), "the threshold is 0, which is a threshold like any other")],
    LessonSize("2,822,400 scores", lambda rng: (rng.integers(-300, 900, 2_822_400) / 1000, rng.random(2_822_400) < 0.001, 0.3), 3),
)  # fmt: skip

EXERCISES = {"5.1": FMR, "5.2": FNMR, "5.3": THRESHOLD, "5.4": EER, "5.P": ERROR_RATES}

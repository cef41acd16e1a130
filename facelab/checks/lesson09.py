"""Lesson 9: pixels of smear, three shares of what becomes of photos, a quality gate, and who is turned away."""

from collections.abc import Callable

import numpy as np

from facelab import cameras
from facelab.answers import lesson09 as answers
from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.results import Number, Several


def _passing(rng: np.random.Generator) -> tuple:
    """Draw a speed, a shutter time and pixels in a metre."""
    return (
        float(9 * rng.integers(1, 16)),
        1 / int(rng.choice([8, 16, 32, 64, 128, 250])),
        float(rng.integers(3, 40) * 16),
    )


SMEAR = Exercise(
    cameras.smear_pixels,
    _passing,
    Number("The smear"),
    {
        "the speed is in kilometres an hour. Make it metres a second first: divide by 3.6.": lambda v, s, p: v * s * p,
        "a speed in kilometres an hour is a *smaller* number of metres a second: divide by 3.6.": lambda v, s, p: v * 3.6 * s * p,
        "an hour has 3,600 seconds, not 60.": lambda v, s, p: v * 1000 / 60 * s * p,
        "a kilometre has 1,000 metres, an hour 3,600 seconds: divide by 3.6.": lambda v, s, p: v / 3600 * s * p,
        "you leave the shutter out: this is how many pixels a *second*.": lambda v, s, p: v / 3.6 * p,
        "this is in metres. Each metre has `per_metre` pixels.": lambda v, s, p: v / 3.6 * s,
        "the shutter multiplies: the longer it is open, the longer the smear.": lambda v, s, p: v / 3.6 / s * p,
        "`per_metre` multiplies: the more pixels in a metre, the longer the smear in pixels.": lambda v, s, p: v / 3.6 * s / p,
        "you leave the speed out.": lambda v, s, p: s * p,
        "return the smear as it is, not rounded.": lambda v, s, p: round(v / 3.6 * s * p),
        "return the smear as it is, not cut off.": lambda v, s, p: int(v / 3.6 * s * p),
        "your smear is half as long: nothing is divided by 2.": lambda v, s, p: v / 3.6 * s * p / 2,
    },
    [
        Example((36.0, 0.01, 100.0), "36 km/h are 10 metres a second, so 0.1 metres, so 10 pixels"),
        Example((0.0, 0.5, 64.0), "who stands still is not smeared"),
        Example((18.0, 1.0, 4.0), "5 metres in a second of 4 pixels each"),
        Example((9.0, 0.125, 8.0), "2.5 metres a second for an eighth of a second: a smear need not be a whole number"),
    ],
    otherwise="Three steps: metres a second, metres while the shutter is open, pixels.",
)  # fmt: skip


def _photos(rng: np.random.Generator) -> tuple | None:
    """Draw photos of a few people, some without a face, and a line that some scores equal."""
    people, n = int(rng.integers(2, 5)), int(rng.integers(6, 10))
    scores = rng.integers(-4, 9, (n, people)) / 8
    own = rng.integers(0, people, n)[:, np.newaxis] == np.arange(people)
    threshold = float(rng.choice([-0.125, 0.125, 0.25, 0.375]))
    scores[rng.permutation(n)[: int(rng.integers(1, n // 2))]] = np.nan
    right = answers.three_shares(scores, own, threshold)
    several = 0 < right[1] < 1 and 0 < right[2] < 1 and len({*right}) == 3
    return (scores, own, threshold) if several and (scores == threshold).any() else None


def _no_face(scores: np.ndarray) -> float:
    return float(np.isnan(scores).all(axis=1).mean())


def _three(missed: Callable, false: Callable, no_face: Callable = _no_face) -> Callable:
    """Return a mistake made of three numbers: functions of scores, own and threshold, and of scores."""
    return lambda s, own, t: (no_face(s), missed(s, own, t), false(s, own, t))


def _missed(s: np.ndarray, own: np.ndarray, t: float) -> float:
    return float(np.mean(s[own & ~np.isnan(s)] < t))


def _false(s: np.ndarray, own: np.ndarray, t: float) -> float:
    return float(np.mean(s[~own & ~np.isnan(s)] >= t))


def _all_made(s: np.ndarray) -> int:
    return int((~np.isnan(s)).sum())


THREE = Exercise(
    answers.three_shares,
    _photos,
    Several("no_face, missed, false"),
    {
        "a photo without a face is counted as a photo that matches in your second number. Divide by the photos that have a score.": _three(lambda s, o, t: np.mean(s[o] < t), _false),
        "a photo without a face is counted as a miss in your second number. It has a share of its own, the first.": _three(lambda s, o, t: np.mean(~(s[o] >= t)), _false),
        "your third number is divided by all comparisons, also by those that were never made.": _three(_missed, lambda s, o, t: np.mean(s[~o] >= t)),
        "your last two numbers are divided by all photos. A photo without a face was compared with nobody.": _three(lambda s, o, t: np.mean(s[o] < t), lambda s, o, t: np.mean(s[~o] >= t)),
        "your second and third number are exchanged: first the misses, then the false matches.": _three(_false, _missed),
        "a score equal to the threshold matches: it is no miss.": _three(lambda s, o, t: np.mean(s[o & ~np.isnan(s)] <= t), _false),
        "a score equal to the threshold matches: use >= in your third number.": _three(_missed, lambda s, o, t: np.mean(s[~o & ~np.isnan(s)] > t)),
        "your second number is the share that matches. A miss does not.": _three(lambda s, o, t: 1 - _missed(s, o, t), _false),
        "your third number is the share that does not match. A false match does.": _three(_missed, lambda s, o, t: 1 - _false(s, o, t)),
        "your second number counts comparisons with other people as well. A miss is of one's own: use `own`.": _three(lambda s, o, t: np.mean(s[~np.isnan(s)] < t), _false),
        "your third number counts comparisons with oneself as well: use `~own`.": _three(_missed, lambda s, o, t: np.mean(s[~np.isnan(s)] >= t)),
        "your second number is divided by all comparisons. Only a comparison with oneself can be a miss.": _three(lambda s, o, t: np.sum(s[o] < t) / _all_made(s), _false),
        "your third number is divided by all comparisons. Only one with somebody else can be a false match.": _three(_missed, lambda s, o, t: np.sum(s[~o] >= t) / _all_made(s)),
        "your second number is a count. Return the share.": _three(lambda s, o, t: np.sum(s[o] < t), _false),
        "your third number is a count. Return the share.": _three(_missed, lambda s, o, t: np.sum(s[~o] >= t)),
        "the first number is the share of photos *without* a face.": _three(_missed, _false, lambda s: 1 - _no_face(s)),
        "you compare with 0.5. The threshold is given.": lambda s, o, t: (_no_face(s), _missed(s, o, 0.5), _false(s, o, 0.5)),
    },
    [
        Example((np.array([[0.75, 0.125], [0.25, 0.625], [np.nan, np.nan]]), np.array([[True, False], [True, False], [False, True]]), 0.5), "one of three photos has no face; of two with a score one is missed, and of two comparisons with others one matches"),
        Example((np.array([[0.5, 0.25], [0.25, 0.5]]), np.eye(2, dtype=bool), 0.5), "every photo has a face, and a score that equals the threshold matches"),
        Example((np.array([[-0.25, -0.5], [np.nan, np.nan]]), np.eye(2, dtype=bool), -0.375), "scores may be negative, and so may the threshold"),
    ],
    LessonSize("100 photos", lambda rng: (np.round(rng.normal(0.3, 0.2, (100, 20)), 3), np.repeat(np.arange(20), 5)[:, np.newaxis] == np.arange(20), 0.4), 0.2),
    otherwise="Each share has its own denominator: all photos; the photos with a score; the comparisons of those photos with other people.",
)  # fmt: skip


def _visits(rng: np.random.Generator) -> tuple | None:
    """Draw visits, some without a face, and a line that a score equals."""
    n, threshold = int(rng.integers(6, 12)), float(rng.choice([-0.125, 0.125, 0.25, 0.375]))
    scores = threshold + rng.integers(-3, 5, n) / 8
    scores[rng.permutation(n)[: int(rng.integers(1, n - 3))]] = np.nan
    made = scores[~np.isnan(scores)]
    return (scores, threshold) if threshold in made and 0 < np.mean(made < threshold) < 1 else None


TURNED_AWAY = Exercise(
    answers.turned_away,
    _visits,
    Number("The share"),
    {
        "this is the colleague's rate: visits without a score are left out. They end without a match, too.": lambda s, t: np.mean(s[~np.isnan(s)] < t),
        "a visit without a score is divided by, and not counted as turned away. NaN is neither below the line nor above it.": lambda s, t: np.mean(s < t),
        "you count only the visits without a score. Those below the line end without a match as well.": lambda s, t: np.mean(np.isnan(s)),
        "this is the share that matches. Turned away are the others.": lambda s, t: np.mean(s >= t),
        "a score equal to the threshold matches.": lambda s, t: np.mean(~(s > t)),
        "this is a count. Return the share.": lambda s, t: np.sum(~(s >= t)),
        "you divide by the visits with a score. Divide by all visits.": lambda s, t: np.sum(~(s >= t)) / np.sum(~np.isnan(s)),
        "you add two shares over different visits. Count both over all visits.": lambda s, t: np.mean(np.isnan(s)) + np.mean(s[~np.isnan(s)] < t),
        "you compare with 0.5. The threshold is given.": lambda s, t: np.mean(~(s >= 0.5)),
        "True and False are returned for each visit. Their share of True is asked: np.mean.": lambda s, t: ~(s >= t),
    },
    [
        Example((np.array([0.75, 0.25, np.nan, np.nan]), 0.5), "one of four is below the line, and two have no score"),
        Example((np.array([0.75, 0.5]), 0.5), "nobody is turned away: a score that equals the threshold matches"),
        Example((np.array([np.nan, np.nan]), 0.5), "no face was found, so all are turned away"),
        Example((np.array([-0.25, -0.5, np.nan]), -0.375), "scores may be negative, and so may the threshold"),
    ],
    LessonSize("100 visits", lambda rng: (np.round(rng.normal(0.4, 0.2, 100), 3), 0.4), 0.05),
    otherwise="A visit ends with a match or without one. Count all that end without.",
)  # fmt: skip


def _qualities(rng: np.random.Generator) -> tuple | None:
    """Draw qualities and scores, some NaN, with values that equal both lines."""
    n, threshold, least = int(rng.integers(8, 14)), float(rng.choice([0.125, 0.25, 0.375])), int(rng.integers(3, 6))
    quality, scores = rng.integers(1, 9, n).astype(float), threshold + rng.integers(-3, 4, n) / 8
    scores[rng.permutation(n)[: int(rng.integers(1, 4))]] = np.nan
    passes = quality >= least
    if not passes.any() or passes.all() or not np.isnan(scores[passes]).any() or not np.isnan(scores[~passes]).any():
        return None
    refused, missed = answers.gate(quality, least, scores, threshold)
    shown = least in quality and (quality > least).any() and threshold in scores[passes]
    return (quality, least, scores, threshold) if shown and 0 < missed < 1 and refused != missed else None


def _two(refused: Callable, missed: Callable) -> Callable:
    """Return a mistake made of two numbers: functions of quality and least, and of who passes, scores and threshold."""
    return lambda q, least, s, t: (refused(q, least), missed(q >= least, s, t))


def _refused(q: np.ndarray, least: float) -> float:
    return float(np.mean(q < least))


def _not_known(passes: np.ndarray, s: np.ndarray, t: float) -> float:
    return float(np.mean(~(s[passes] >= t)))


GATE = Exercise(
    answers.gate,
    _qualities,
    Several("refused, missed"),
    {
        "the first number is the share that is refused, not the share that passes.": _two(lambda q, least: np.mean(q >= least), _not_known),
        "a quality equal to `least` passes.": lambda q, least, s, t: (np.mean(q <= least), _not_known(q > least, s, t)),
        "your second number is of all photos. Count only those that pass the gate.": _two(_refused, lambda p, s, t: np.mean(~(s >= t))),
        "your second number is divided by all photos. Divide by those that pass the gate.": _two(_refused, lambda p, s, t: np.mean(p & ~(s >= t))),
        "your second number leaves out photos that pass the gate and have no score. They are not recognised, either.": _two(_refused, lambda p, s, t: np.mean(s[p & ~np.isnan(s)] < t)),
        "in your second number a photo without a score counts as recognised.": _two(_refused, lambda p, s, t: np.mean(s[p] < t)),
        "your second number is of the photos that the gate refuses.": _two(_refused, lambda p, s, t: np.mean(~(s[~p] >= t))),
        "your second number is the share that is recognised.": _two(_refused, lambda p, s, t: np.mean(s[p] >= t)),
        "a score equal to the threshold matches.": _two(_refused, lambda p, s, t: np.mean(~(s[p] > t))),
        "your first number is a count. Return the share.": _two(lambda q, least: np.sum(q < least), _not_known),
        "your second number is a count. Return the share.": _two(_refused, lambda p, s, t: np.sum(~(s[p] >= t))),
        "the two numbers are exchanged: first the refused, then the missed.": lambda *given: answers.gate(*given)[::-1],
    },
    [
        Example((np.array([5.0, 2.0, 4.0, 3.0]), 3, np.array([0.75, 0.25, 0.25, np.nan]), 0.5), "one of four is refused; of three that pass one is below the line and one has no score"),
        Example((np.array([3.0, 4.0]), 3, np.array([0.5, 0.75]), 0.5), "one equals what is needed, the other has more, and nobody is missed"),
        Example((np.array([1.0, 6.0]), 5, np.array([0.75, np.nan]), 0.5), "the one that passes has no score"),
    ],
    LessonSize("100 photos", lambda rng: (rng.random(100), 0.3, np.round(rng.normal(0.4, 0.2, 100), 3), 0.4), 0.05),
    otherwise="First decide who passes: quality >= least. Then look at the scores of those alone.",
)  # fmt: skip

EXERCISES = {"9.1": SMEAR, "9.2": THREE, "9.3": GATE, "9.P": TURNED_AWAY}

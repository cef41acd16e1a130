"""Lesson 12: photos of made-up people, a line for each group, and what the repair costs."""

from collections.abc import Callable

import numpy as np

from facelab import errors, simulate
from facelab.answers import lesson12 as answers
from facelab.answers.lesson05 import fmr
from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.results import Array, ByLabel, Number

GROUPS = ["ash", "birch", "cedar", "elm", "fir", "hazel", "oak", "pine", "yew"]  # none of them in the lesson's data


def _persons(rng: np.random.Generator) -> tuple | None:
    """Draw people who are not of length 1, in tables that are not square."""
    shape = [(2, 3), (2, 4), (3, 2), (4, 2)][rng.integers(4)]
    persons, deviations = rng.integers(-8, 9, size=(2, *shape)) / 4
    noise = float(rng.choice([0.25, 0.5, 0.75, 1.5, 2.0, 3.0]))
    photos = persons + noise * deviations
    others = [persons, deviations, persons + deviations, persons - noise * deviations, noise * persons + deviations]
    long = all(_length(one).all() for one in [photos, persons + noise, *others])
    return (persons, deviations, noise) if long and photos.sum(axis=1).all() else None


def _length(rows: np.ndarray) -> np.ndarray:
    return np.linalg.norm(rows, axis=1, keepdims=True)


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / _length(rows)


TAKE_PHOTOS = Exercise(
    simulate.take_photos,
    _persons,
    Array("The table of photos"),
    {
        "your photos are not scaled to length 1.": lambda p, d, noise: p + noise * d,
        "you scale the columns. A photo is a row: axis=1.":
            lambda p, d, noise: (p + noise * d) / np.linalg.norm(p + noise * d, axis=0, keepdims=True),
        "you divide by the length of the whole table. Each row has its own length: axis=1.":
            lambda p, d, noise: (p + noise * d) / np.linalg.norm(p + noise * d),
        "the dial noise has no effect: multiply the deviations by it.": lambda p, d, noise: _unit(p + d),
        "the deviations are subtracted. Add them.": lambda p, d, noise: _unit(p - noise * d),
        "the photos do not deviate from their persons. Add noise times the deviations.": lambda p, d, noise: _unit(p),
        "your photos hold no persons. Add noise times the deviations to them.": lambda p, d, noise: _unit(noise * d),
        "you add the number noise itself. Multiply the deviations by it first.": lambda p, d, noise: _unit(p + noise),
        "noise multiplies the persons in your function. It belongs to the deviations.": lambda p, d, noise: _unit(noise * p + d),
        "you divide by the square of the length. Divide by the length.": lambda p, d, noise: _unit(p + noise * d) / _length(p + noise * d),
        "only the deviations are divided by the length: brackets are missing around the sum.": lambda p, d, noise: p + noise * d / _length(p + noise * d),
        "you scale the persons and add the deviations afterwards. Scale the photo, with the deviation in it.": lambda p, d, noise: _unit(p) + noise * d,
        "you scale persons and deviations before you add them. Scale the photo alone, the sum.": lambda p, d, noise: _unit(_unit(p) + noise * _unit(d)),
        "you scale the deviations before you add them. Scale the photo alone, the sum.": lambda p, d, noise: _unit(p + noise * _unit(d)),
        "you divide by the length of the person. A photo has a length of its own.": lambda p, d, noise: (p + noise * d) / _length(p),
        "you divide by the sum of the row. The length is the root of the sum of squares: np.linalg.norm.":
            lambda p, d, noise: (p + noise * d) / (p + noise * d).sum(axis=1, keepdims=True),
        "you divide by the sum of the sizes in a row. The length is the root of the sum of squares: np.linalg.norm.":
            lambda p, d, noise: (p + noise * d) / np.abs(p + noise * d).sum(axis=1, keepdims=True),
        "you divide by the largest entry of the row. Divide by its length: np.linalg.norm.":
            lambda p, d, noise: (p + noise * d) / np.abs(p + noise * d).max(axis=1, keepdims=True),
        "you return the lengths of the photos. Divide each photo by its own.": lambda p, d, noise: np.linalg.norm(p + noise * d, axis=1),
        "you return one photo alone. Return one for each person.": lambda p, d, noise: _unit(p + noise * d)[0],
    },
    [
        Example((np.array([[3.0, 0.0], [0.0, -1.0]]), np.array([[0.0, 2.0], [0.0, -0.5]]), 2.0), "the rows before scaling are (3, 4), of length 5, and (0, -2), of length 2"),
        Example((np.array([[3.0, 4.0], [0.0, 2.0]]), np.array([[1.0, 0.0], [1.0, 1.0]]), 0.0), "without noise a photo is its person, scaled to length 1"),
    ],
    LessonSize("800 people of 120 numbers", lambda rng: (*rng.normal(size=(2, 800, 120)), 0.6), 2),
    otherwise="First add noise times the deviations, then divide each row by its own length.",
)  # fmt: skip


def _table_and_labels(rng: np.random.Generator) -> tuple | None:
    """Draw a table that is not symmetric, with ties and both signs, and a target that is exact in binary."""
    sizes = [(3, 4), (2, 3, 4), (3, 2, 3), (4, 2, 2)][rng.integers(4)]
    labels = rng.permutation(np.repeat(rng.permutation(GROUPS)[: len(sizes)], sizes))
    scores = rng.integers(-12, 24, (len(labels), len(labels)))
    scores[np.diag_indices(len(labels))] = rng.integers(0, 32, len(labels))
    target = float(rng.choice([0.125, 0.25, 0.375, 0.5]))
    lines = answers.line_for_each(scores / 32, labels, target).values()
    return (scores / 32, labels, target) if len(set(lines)) == len(sizes) and np.isfinite(list(lines)).all() else None


def _inside(scores: np.ndarray, own: np.ndarray) -> np.ndarray:
    return scores[np.outer(own, own) & ~np.eye(len(own), dtype=bool)]


def _mated(scores: np.ndarray, own: np.ndarray) -> np.ndarray:
    return scores.diagonal()[own]


def _lines(
    nonmated: Callable = _inside, mated: Callable = _mated, target: Callable = lambda target: target
) -> Callable:
    """Return a mistake: each label's line from other scores; all are functions of the table and who is in the group."""

    def lines(scores: np.ndarray, labels: np.ndarray, asked: float) -> dict:
        return {
            one: errors.threshold_for_fmr(nonmated(scores, labels == one), target(asked), mated(scores, labels == one))
            for one in np.unique(labels)
        }

    return lines


def _between(one: Callable, other: Callable) -> Callable:
    """Return the non-mated scores between two kinds of people, functions of who is in the group."""
    return lambda s, own: s[np.outer(one(own), other(own)) & ~np.eye(len(own), dtype=bool)]


def _one_side(keep: Callable) -> Callable:
    """Return a mistake that takes the cells of one side of the diagonal of the group's part."""
    return _lines(lambda s, own: s[np.ix_(own, own)][keep(np.ones((own.sum(), own.sum()), dtype=bool))])


def _in_group(value: Callable) -> Callable:
    """Return a mistake that looks at each group's non-mated scores otherwise than a line does."""
    return lambda s, g, target: {one: value(_inside(s, g == one), _mated(s, g == one), target) for one in np.unique(g)}


def _strict(nonmated: np.ndarray, mated: np.ndarray, target: float) -> float:
    candidates = np.append(np.unique(np.concatenate([nonmated, mated])), np.inf)
    return next(one for one in candidates if np.mean(nonmated >= one) < target)


def _next_group(scores: np.ndarray, labels: np.ndarray, target: float) -> dict:
    right = answers.line_for_each(scores, labels, target)
    return dict(zip(right, np.roll(list(right.values()), 1), strict=True))


def _all(own: np.ndarray) -> np.ndarray:
    return np.ones(len(own), dtype=bool)


def _as_it_is(own: np.ndarray) -> np.ndarray:
    return own


def _half_of_lfw(rng: np.random.Generator) -> tuple:
    labels = np.where(rng.random(840) < 0.04, "listed", "not listed")
    return np.round(rng.normal(0.1, 0.1, (840, 840)) + 0.5 * np.eye(840), 3), labels, 0.001


LINE_FOR_EACH = Exercise(
    answers.line_for_each,
    _table_and_labels,
    ByLabel("The line", infinite=True),
    {
        "the diagonal stands among the non-mated scores. Take the cells off the diagonal: ~np.eye(n, dtype=bool) marks them.":
            _lines(lambda s, own: s[np.ix_(own, own)].ravel()),
        "your lines are the same for all groups. Take the group's part of the table.": _lines(_between(_all, _all), lambda s, own: s.diagonal()),
        "your lines take the group's probes against everybody. Both people must be in the group.": _lines(_between(_as_it_is, _all)),
        "your lines take everybody against the group's enrolments. Both people must be in the group.": _lines(_between(_all, _as_it_is)),
        "your lines compare the group with the others. Both people must be in the group.": _lines(_between(_as_it_is, np.logical_not)),
        "your lines are those of the people outside the group.":
            _lines(_between(np.logical_not, np.logical_not), lambda s, own: s.diagonal()[~own]),
        "the lines of the groups are exchanged.": _next_group,
        "the mated scores of the group are candidates for its line, too: threshold_for_fmr(nonmated, target, mated).": _lines(mated=lambda s, own: ()),
        "your candidates hold the mated scores of everybody. Take those of the group: part.diagonal().": _lines(mated=lambda s, own: s.diagonal()),
        "you take the mated scores for the non-mated ones.": _lines(_mated),
        "mated and non-mated scores are exchanged: first the non-mated ones.": _lines(_mated, _inside),
        "you take only the cells above the diagonal. Those below it are other comparisons, and count as well.": _one_side(lambda ones: np.triu(ones, 1)),
        "you take only the cells below the diagonal. Those above it are other comparisons, and count as well.": _one_side(lambda ones: np.tril(ones, -1)),
        "you take the upper half of the table with its diagonal. The diagonal is mated, and both halves count.": _one_side(np.triu),
        "your lines do not depend on target: you take 0.001.": _lines(target=lambda target: 0.001),
        "your lines let 1 - target pass: the FMR is the share that matches.": _lines(target=lambda target: 1 - target),
        "an FMR equal to the target keeps the promise: at most, not below.": _in_group(_strict),
        "this is a quantile between two scores. Candidates are the scores that occur: threshold_for_fmr finds the line.":
            _in_group(lambda nonmated, mated, target: np.quantile(nonmated, 1 - target)),
        "you return the FMR that is achieved. Return the line.":
            _in_group(lambda nonmated, mated, target: fmr(nonmated, errors.threshold_for_fmr(nonmated, target, mated))),
        "your line is the highest score of two strangers. The target allows some of them to match.": _in_group(lambda nonmated, mated, target: nonmated.max()),
    },
    [
        Example((np.array([[0.5, 0.125, 0.25], [0.375, 0.75, 0.25], [0.125, 0.25, 0.875]]), np.array(["ash", "ash", "ash"]), 0.0),
                "no score off the diagonal may match. The smallest candidate above all of them is the mated score 0.5"),
        Example((np.array([[0.5, 0.125, 0.25], [0.375, 0.75, 0.25], [0.125, 0.25, 0.875]]), np.array(["ash", "ash", "ash"]), 0.5),
                "four of the six scores off the diagonal are at least 0.25, more than half; one is at least 0.375"),
        Example((np.array([[0.5, 0.875, 0.25], [0.375, 0.75, 0.25], [0.125, 0.25, 0.625]]), np.array(["ash", "ash", "ash"]), 0.0),
                "the highest score of all is that of two strangers, so no score keeps a target of 0, and the line is infinity, np.inf"),
        Example((np.array([[0.5, 0.25, 1.0, 1.0], [0.125, 0.625, 1.0, 1.0], [1.0, 1.0, 0.75, -0.25], [1.0, 1.0, -0.5, 0.25]]),
                 np.array(["fir", "fir", "ash", "ash"]), 0.5), "the scores between the groups, all of them 1, are nobody's"),
    ],
    LessonSize("840 people of two groups", _half_of_lfw, 0.25),
    otherwise="Take the group's part of the table: its diagonal is mated, everything else in it is non-mated.",
)  # fmt: skip


def _owners(rng: np.random.Generator) -> tuple | None:
    """Draw owners in no order, and lines that stand at scores, before and after the change."""
    sizes = [(3, 5), (5, 4), (6, 2), (2, 3, 4)][rng.integers(4)]
    names = rng.permutation(GROUPS)[: len(sizes)]
    labels, mated = rng.permutation(np.repeat(names, sizes)), rng.integers(-2, 8, sum(sizes)) / 8
    before, after = ({str(one): float(rng.choice(mated[labels == one])) for one in names} for _ in range(2))
    rises = answers.cost_of_parity(mated, labels, before, after).values()
    return (mated, labels, before, after) if len(set(rises)) == len(sizes) else None


def _each(change: Callable) -> Callable:
    """Return a mistake: for each label a function of the group's scores, its two lines, and everybody's scores."""
    return lambda m, g, b, a: {one: change(m[g == one], b[one], a[one], m) for one in np.unique(g)}


def _rise(own: np.ndarray, before: float, after: float, *_: object) -> float:
    return np.mean(own < after) - np.mean(own < before)


def _with_lines(choose: Callable) -> Callable:
    """Return a mistake that takes other lines: a function of the lines and the labels in order."""
    return lambda m, g, b, a: {
        one: _rise(m[g == one], *(choose(list(map(lines.get, np.unique(g).tolist())))[place] for lines in (b, a)))
        for place, one in enumerate(np.unique(g))
    }


COST_OF_PARITY = Exercise(
    answers.cost_of_parity,
    _owners,
    ByLabel("The rise"),
    {
        "the sign is wrong: the share refused after, minus the share refused before.": _each(lambda own, b, a, m: -_rise(own, b, a)),
        "you return the share that is refused after. Subtract the share before.": _each(lambda own, b, a, m: np.mean(own < a)),
        "you return the share that is refused before. Subtract it from the share after.": _each(lambda own, b, a, m: np.mean(own < b)),
        "a score equal to the line is accepted: refused is below, with <.": _each(lambda own, b, a, m: np.mean(own <= a) - np.mean(own <= b)),
        "you count who is above the line. Refused means below.": _each(lambda own, b, a, m: np.mean(own > a) - np.mean(own > b)),
        "a share can fall, too: keep the sign.": _each(lambda own, b, a, m: abs(_rise(own, b, a))),
        "a share can fall, too: a rise below 0 stays below 0.": _each(lambda own, b, a, m: max(_rise(own, b, a), 0)),
        "your rises are 100 times too large: they are shares, between -1 and 1.": _each(lambda own, b, a, m: 100 * _rise(own, b, a)),
        "you return people. Divide by the people of the group.": _each(lambda own, b, a, m: len(own) * _rise(own, b, a)),
        "you divide by everybody. Divide by the people of the group.": _each(lambda own, b, a, m: len(own) * _rise(own, b, a) / len(m)),
        "every group of yours holds everybody. Take the scores of the group: mated[labels == label].": _each(lambda own, b, a, m: _rise(m, b, a)),
        "the lines of the groups are exchanged.": _with_lines(lambda lines: np.roll(lines, 1)),
        "you use the lines of one group for all. Each label has its own: before[label], after[label].": _with_lines(lambda lines: [lines[0]] * len(lines)),
        "you use the lines of the last group for all. Each label has its own: before[label], after[label].": _with_lines(lambda lines: [lines[-1]] * len(lines)),
        "you return how far the line moves. Count who is refused, before and after.": _each(lambda own, b, a, m: a - b),
        "your function gives every group the rise of all people together.": lambda m, g, b, a: dict.fromkeys(
            b, np.mean([x < a[one] for x, one in zip(m, g, strict=True)]) - np.mean([x < b[one] for x, one in zip(m, g, strict=True)])),
    },
    [
        Example((np.array([0.25, 0.5, 0.75, 0.5, 0.125]), np.array(["fir", "fir", "ash", "fir", "fir"]), {"fir": 0.25, "ash": 0.5}, {"fir": 0.5, "ash": 0.75}),
                "of the four owners labelled fir one is refused before and two after; the owner labelled ash is never below the line"),
        Example((np.array([0.5, 0.25]), np.array(["fir", "ash"]), {"fir": 0.75, "ash": 0.125}, {"fir": 0.25, "ash": 0.5}),
                "with a looser line the share falls, and the rise is -1"),
        Example((np.array([-0.5, 0.25, -0.25]), np.array(["fir", "fir", "fir"]), {"fir": -0.75}, {"fir": -0.25}), "scores may be negative, and so may the lines"),
        Example((np.array([-0.5, 0.25]), np.array(["fir", "fir"]), {"fir": 0.0}, {"fir": np.inf}), "below infinity everybody is refused"),
    ],
    LessonSize("840 owners of two groups", lambda rng: (
        rng.integers(100, 900, 840) / 1000, np.where(rng.random(840) < 0.05, "listed", "not listed"),
        {"listed": 0.4, "not listed": 0.4}, {"listed": 0.6, "not listed": 0.35}), 1),
    otherwise="For each label: the share of its owners below the line after, minus the share below the line before.",
)  # fmt: skip


def _rates(rng: np.random.Generator) -> tuple | None:
    """Draw three different rates and a share of wrong labels, small or large."""
    within, across, others = (float(one) for one in rng.permutation(np.arange(1, 31))[:3] / 32)
    return within, across, others, float(rng.integers(1, 16) / 16)


DILUTED = Exercise(
    answers.diluted,
    _rates,
    Number("The rate"),
    {
        "both people of a pair carry a label: use the three terms of the formula, with squares.": lambda a, b, c, w: (1 - w) * a + w * c,
        "the factor 2 is missing: either of the two people may be the wrong one.": lambda a, b, c, w: (1 - w) ** 2 * a + w * (1 - w) * b + w**2 * c,
        "wrong and right are exchanged: with wrong = 0 the rate within the group must come out.": lambda a, b, c, w: answers.diluted(c, b, a, w),
        "the first term is missing: both labels right.": lambda a, b, c, w: 2 * w * (1 - w) * b + w**2 * c,
        "the last term is missing: both labels wrong.": lambda a, b, c, w: (1 - w) ** 2 * a + 2 * w * (1 - w) * b,
        "the middle term is missing: one of the two labels wrong.": lambda a, b, c, w: (1 - w) ** 2 * a + w**2 * c,
        "across and others are exchanged.": lambda a, b, c, w: answers.diluted(a, c, b, w),
        "within and across are exchanged.": lambda a, b, c, w: answers.diluted(b, a, c, w),
        "the squares are missing.": lambda a, b, c, w: (1 - w) * a + 2 * w * (1 - w) * b + w * c,
        "the first square is missing.": lambda a, b, c, w: (1 - w) * a + 2 * w * (1 - w) * b + w**2 * c,
        "the last square is missing.": lambda a, b, c, w: (1 - w) ** 2 * a + 2 * w * (1 - w) * b + w * c,
        "you square wrong alone. Square 1 - wrong as a whole, with brackets: (1 - wrong) ** 2.": lambda a, b, c, w: (1 - w**2) * a + 2 * w * (1 - w) * b + w**2 * c,
        "you double where the formula squares: ** 2, not * 2.": lambda a, b, c, w: (1 - w) * 2 * a + 2 * w * (1 - w) * b + w * 2 * c,
        "brackets are missing in the middle term: 2 * wrong * (1 - wrong).": lambda a, b, c, w: (1 - w) ** 2 * a + 2 * w * 1 - w * b + w**2 * c,
        "your middle term lacks the chance that the other label is right: 2 * wrong * (1 - wrong).": lambda a, b, c, w: (1 - w) ** 2 * a + 2 * w * b + w**2 * c,
        "your middle term lacks the chance that one label is wrong: 2 * wrong * (1 - wrong).": lambda a, b, c, w: (1 - w) ** 2 * a + 2 * (1 - w) * b + w**2 * c,
        "the sign of the middle term is wrong: all three terms are added.": lambda a, b, c, w: (1 - w) ** 2 * a - 2 * w * (1 - w) * b + w**2 * c,
        "you return the rate within the group. Some labels are wrong.": lambda a, b, c, w: a,
        "you take the mean of the three rates. How much each counts depends on wrong.": lambda a, b, c, w: (a + b + c) / 3,
    },
    [
        Example((1.0, 0.0, 0.0, 0.5), "half of the labels are right, so a quarter of the pairs has two right ones"),
        Example((0.0, 1.0, 0.0, 0.5), "half of the pairs have one right label and one wrong"),
        Example((0.0, 0.0, 1.0, 0.75), "three quarters of the labels are wrong, so nine pairs in sixteen have two wrong ones"),
        Example((0.25, 0.5, 0.75, 0.0), "with wrong = 0 it is within"),
        Example((0.25, 0.5, 0.75, 1.0), "with wrong = 1 it is others"),
    ],
    otherwise="With wrong = 0 it is within, with wrong = 1 it is others.",
)  # fmt: skip


def _two_rates(rng: np.random.Generator) -> tuple:
    """Draw two rates, either the larger one, and a share of wrong guesses."""
    own, other = (float(one) for one in rng.permutation(np.arange(1, 31))[:2] / 32)
    return own, other, float(rng.integers(1, 16) / 16)


FMR_WITH_GUESS = Exercise(
    answers.fmr_with_guess,
    _two_rates,
    Number("The FMR"),
    {
        "wrong and right are exchanged: with wrong = 0 the own line's rate must come out.": lambda own, other, w: w * own + (1 - w) * other,
        "where the guess is wrong the own line is not used: its rate counts only for 1 - wrong.": lambda own, other, w: own + w * other,
        "your rate does not depend on wrong: it is the mean of the two.": lambda own, other, w: (own + other) / 2,
        "you return the rate at the own line. Some guesses are wrong.": lambda own, other, w: own,
        "you return the rate at the other line. Some guesses are right.": lambda own, other, w: other,
        "where the guess is right the own line's rate is met: add it.": lambda own, other, w: w * other,
        "where the guess is wrong the other line's rate is met: add it.": lambda own, other, w: (1 - w) * own,
        "you return the worse of the two. The group meets a mixture of both.": lambda own, other, w: max(own, other),
        "brackets are missing: (1 - wrong) * at_own.": lambda own, other, w: 1 - w * own + w * other,
        "you multiply the two parts. A guess is right or wrong: add them.": lambda own, other, w: (1 - w) * own * w * other,
        "the sign is wrong: add the two parts.": lambda own, other, w: (1 - w) * own - w * other,
        "you square the shares. There is one guess for each visit.": lambda own, other, w: (1 - w) ** 2 * own + w**2 * other,
        "you add the two rates. How much each counts depends on wrong.": lambda own, other, w: own + other,
        "you take the smaller rate for the own line's. Either of the two can be the smaller one.": lambda own, other, w: answers.fmr_with_guess(*sorted([own, other]), w),
        "you take the larger rate for the own line's. Either of the two can be the larger one.": lambda own, other, w: answers.fmr_with_guess(*sorted([other, own])[::-1], w),
        "one guess in ten is wrong in your function, whatever is asked. Use wrong.": lambda own, other, w: 0.9 * own + 0.1 * other,
    },
    [
        Example((0.0, 1.0, 0.25), "a quarter of the guesses is wrong, and only then does anything match"),
        Example((1.0, 0.0, 0.25), "three quarters of the guesses are right, and only then does anything match"),
        Example((0.25, 0.5, 0.75), "three quarters of the guesses are wrong"),
        Example((0.25, 0.75, 0.0), "with no wrong guess it is the rate at the own line"),
        Example((0.25, 0.75, 1.0), "with nothing but wrong guesses it is the rate at the other line"),
    ],
    otherwise="For the share 1 - wrong of the visits the own line is used, for the share wrong the other one.",
)  # fmt: skip

EXERCISES = {
    "12.1": TAKE_PHOTOS,
    "12.2": LINE_FOR_EACH,
    "12.3": COST_OF_PARITY,
    "12.4": DILUTED,
    "12.P": FMR_WITH_GUESS,
}

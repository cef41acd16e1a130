"""Lesson 16: count a claim again, measure on people of one's own, and say what an interval allows."""

from collections.abc import Callable

import numpy as np

from facelab import findings
from facelab.answers import lesson16 as answers
from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.results import ByLabel, Several, Truth, Word

NAMES = ("ash", "birch", "cedar", "elm", "fir", "hazel", "oak", "pine", "yew")


def _visits(rng: np.random.Generator, n: int) -> tuple[np.ndarray, float]:
    """Draw a table with ties at the line, strangers above it, people below it, and rows without a score."""
    threshold = float(rng.choice([-0.125, 0.25, 0.375, 0.5]))
    scores = threshold + rng.integers(-3, 3, (n, n)) / 8
    scores[np.diag_indices(n)] = threshold + rng.choice([-0.25, -0.125, 0.0, 0.0, 0.125, 0.25], n)
    scores[rng.choice(n, rng.integers(1, 3), replace=False)] = np.nan
    return scores, threshold


def _shares(rng: np.random.Generator) -> tuple | None:
    scores, threshold = _visits(rng, int(rng.integers(5, 9)))
    return (scores, threshold) if answers.let_in(scores, threshold)[1] > 0 else None


def _two(pick: Callable) -> Callable:
    """Return a mistake made of the mated scores, of who is let in, and of who has a score."""
    return lambda s, t: pick(s.diagonal(), s.diagonal() >= t, np.isfinite(s.diagonal()))


LET_IN = Exercise(
    answers.let_in,
    _shares,
    Several("of_scored, of_all"),
    {
        "the two numbers are exchanged: the share of those with a score comes first.": lambda s, t: answers.let_in(s, t)[::-1],
        "both of your numbers have everybody in the denominator. For the first, count how many scores there are: np.isfinite finds them.": _two(lambda m, i, u: (i.mean(), i.mean())),
        "both of your numbers leave out those without a score. The second divides by everybody who came.": _two(lambda m, i, u: (i[u].mean(), i[u].mean())),
        "people without a score count as let in. They are not: NaN >= threshold is False, and so is NaN < threshold.": _two(lambda m, i, u: (i[u].mean(), (i | ~u).mean())),
        "a score equal to the threshold is a match: use >=.": lambda s, t: _two(lambda m, i, u: ((m > t)[u].mean(), (m > t).mean()))(s, t),
        "you count those who are turned away. The question is who is let in.": _two(lambda m, i, u: (1 - i[u].mean(), 1 - i.mean())),
        "you look at the whole table. A person against themselves stands on the diagonal.": lambda s, t: ((s >= t)[np.isfinite(s)].mean(), (s >= t).mean()),
        "you return counts. Divide the first by the number of scores, the second by the number of people.": _two(lambda m, i, u: (i.sum(), i.sum())),
        "your second number is the share of people who have a score. Count those who are let in, of everybody.": _two(lambda m, i, u: (i[u].mean(), u.mean())),
        "your first number is a count. Divide it by the number of scores.": _two(lambda m, i, u: (i.sum(), i.mean())),
        "you compare with 0.5. The threshold is given.": lambda s, t: answers.let_in(s, 0.5),
    },
    [
        Example((np.array([[0.75, 0.25, 0.5], [np.nan] * 3, [0.5, 0.75, 0.25]]), 0.5), "one of two scores is a match, and one of three people is let in"),
        Example((np.array([[0.5, 0.75], [0.75, 0.5]]), 0.5), "everybody has a score, so the two shares are equal"),
        Example((np.array([[-0.5, 0.0], [0.25, -0.75]]), -0.5), "scores may be negative, and so may the threshold"),
        Example((np.array([[0.25, 0.75], [np.nan, np.nan]]), 0.5), "nobody is let in: both shares are 0"),
    ],
    LessonSize("700 people", lambda rng: (np.where(rng.random((700, 1)) < 0.1, np.nan, rng.random((700, 700))), 0.5), 1),
    otherwise="The mated scores stand on the diagonal. Count those of at least the threshold; divide once by the scores that there are, once by all people.",
)  # fmt: skip


def _districts(rng: np.random.Generator) -> tuple | None:
    """Draw a table of nine people in three districts of different size that first appear in another order."""
    names = rng.choice(NAMES, 3, replace=False)
    labels = rng.permutation(np.repeat(names, rng.permutation([2, 3, 4])))
    scores, threshold = _visits(rng, 9)
    shares = answers.turned_away(scores, threshold, labels)
    no_score = {str(name): np.isnan(scores.diagonal()[labels == name]).all() for name in names}
    tidy = list(dict.fromkeys(labels.tolist())) == sorted(names.tolist()) or len(set(shares.values())) == 1
    return None if tidy or any(no_score.values()) else (scores, threshold, labels)


def _each(pick: Callable) -> Callable:
    """Return a mistake: what is picked for a district from all mated scores, who lives there, and the line."""
    return lambda s, t, d: {str(name): float(pick(s.diagonal(), d == name, t)) for name in np.unique(d)}


TURNED_AWAY = Exercise(
    answers.turned_away,
    _districts,
    ByLabel("The share"),
    {
        "people without a score are missing from those turned away. NaN < threshold is False; turn the question round: who is *not* let in?": _each(lambda m, g, t: (m[g] < t).mean()),
        "people without a score are left out, above and below. They came and were turned away: divide by everybody of the district.": _each(lambda m, g, t: np.mean(m[g & np.isfinite(m)] < t)),
        "people without a score count as turned away, but not in the denominator. Divide by everybody of the district.": _each(lambda m, g, t: np.sum(~(m[g] >= t)) / np.isfinite(m[g]).sum()),
        "you count those who are let in.": _each(lambda m, g, t: np.mean(m[g] >= t)),
        "a score equal to the threshold is a match: who has it is not turned away.": _each(lambda m, g, t: np.mean(~(m[g] > t))),
        "you divide by all people. Divide by the people of the district.": _each(lambda m, g, t: np.sum(~(m[g] >= t)) / len(m)),
        "you return counts. Divide by the people of the district.": _each(lambda m, g, t: np.sum(~(m[g] >= t))),
        "you divide by all who are turned away. Divide by the people of the district.": _each(lambda m, g, t: np.sum(~(m[g] >= t)) / max(1, np.sum(~(m >= t)))),
        "your shares are the same for every district: that of everybody. Take the people of the district alone.": _each(lambda m, g, t: np.mean(~(m >= t))),
        "you count only those without a score. Who scores below the threshold is turned away, too.": _each(lambda m, g, t: np.isnan(m[g]).mean()),
        "you look at the others: district != name. Take the people of the district.": _each(lambda m, g, t: np.mean(~(m[~g] >= t))),
        "you compare with 0.5. The threshold is given.": lambda s, t, d: answers.turned_away(s, 0.5, d),
        "you look at the whole rows of the district. A person against themselves stands on the diagonal.": lambda s, t, d: {str(name): float(np.mean(~(s[d == name] >= t))) for name in np.unique(d)},
    },
    [
        Example((np.array([[0.75, 0.25, 0.5], [np.nan] * 3, [0.5, 0.75, 0.25]]), 0.5, np.array(["oak", "elm", "oak"])),
                "elm's only person has no score and is turned away; of oak's two, one is"),
        Example((np.array([[0.5, 0.0], [0.0, 0.75]]), 0.5, np.array(["oak", "elm"])), "nobody is turned away, and both shares stand in the dictionary"),
        Example((np.array([[-0.5, 0.0], [0.25, -0.75]]), -0.5, np.array(["oak", "oak"])), "scores may be negative, and so may the threshold"),
    ],
    LessonSize("700 people", lambda rng: (np.where(rng.random((700, 1)) < 0.1, np.nan, rng.random((700, 700))), 0.5, rng.choice(["Harbour", "Hill", "Mill"], 700)), 1),
    otherwise="For each district: how many of its people do not reach the threshold, with those who have no score, divided by all its people.",
)  # fmt: skip


def _interval(rng: np.random.Generator) -> tuple:
    """Draw an interval on either side of what is allowed, around it, or with an end exactly on it."""
    allowed = float(rng.integers(16, 40)) / 64
    below, above = (float(one) for one in rng.choice([0, 1, 3, 5, 7], 2) / 64)
    shift = float(rng.choice([-1, 0, 1])) * float(rng.choice([0, 8])) / 64
    if shift > 0:
        return allowed + below, allowed + below + max(above, 1 / 64), allowed
    if shift < 0:
        return allowed - below - max(above, 1 / 64), allowed - below, allowed
    return allowed - below, allowed + above, allowed


def _word(kept: Callable, broken: Callable) -> Callable:
    """Return a mistake: other conditions for the two words."""
    return lambda low, high, allowed: (
        "kept" if kept(low, high, allowed) else "broken" if broken(low, high, allowed) else "not shown"
    )


VERDICT = Exercise(
    findings.verdict,
    _interval,
    Word(("kept", "broken", "not shown")),
    {
        "kept and broken are exchanged. What is measured is a share of errors: low is good.": _word(lambda a, b, c: a > c, lambda a, b, c: b <= c),
        "you say kept where only the lower end is within what is allowed. The whole interval must be: look at high.": _word(lambda a, b, c: a <= c, lambda a, b, c: a > c),
        "you say broken where only the upper end is above what is allowed. The whole interval must be above: look at low.": _word(lambda a, b, c: b <= c, lambda a, b, c: b > c),
        "you decide by the middle of the interval. Where what is allowed lies inside, nothing is shown.": _word(lambda a, b, c: (a + b) / 2 <= c, lambda a, b, c: True),
        "an upper end equal to what is allowed keeps the requirement: at most means <=.": _word(lambda a, b, c: b < c, lambda a, b, c: a > c),
        "a lower end equal to what is allowed does not break the requirement: the rate itself may be just allowed.": _word(lambda a, b, c: b <= c, lambda a, b, c: a >= c),
        "an end equal to what is allowed is within it, at both ends: use <= for the upper and > for the lower.": _word(lambda a, b, c: b < c, lambda a, b, c: a >= c),
        "you never say broken. If the whole interval lies above what is allowed, the requirement is broken.": _word(lambda a, b, c: b <= c, lambda a, b, c: False),
        "you never say kept. If the whole interval lies within what is allowed, the requirement is kept.": _word(lambda a, b, c: False, lambda a, b, c: a > c),
    },
    [
        Example((0.0, 0.125, 0.125), "the whole interval is at most what is allowed"),
        Example((0.125, 0.25, 0.125), "the rate may be exactly what is allowed, or more: nothing is shown"),
        Example((0.25, 0.25, 0.125), "a recount without an interval: both ends are the same number"),
        Example((0.0, 0.0, 0.0), "no error at all, and none is allowed"),
    ],
    LessonSize("three numbers", lambda rng: (0.1, 0.2, 0.15), 0.1),
    otherwise="kept: high is at most what is allowed. broken: low is above it. not shown: anything else.",
)  # fmt: skip


def _lines(rng: np.random.Generator) -> tuple:
    """Draw both errors at some lines, and promises of which each is kept somewhere or nowhere, also exactly."""
    k = int(rng.integers(3, 7))
    false = np.sort(rng.integers(0, 12, k))[::-1] / 16
    missed = np.sort(rng.integers(0, 12, k)) / 16
    if rng.random() < 0.4:  # a promise that one line keeps exactly
        place = int(rng.integers(k))
        return false, missed, float(false[place]), float(missed[place])
    return false, missed, float(rng.integers(0, 12)) / 16, float(rng.integers(0, 12)) / 16


def _truth(pick: Callable) -> Callable:
    return lambda *given: bool(pick(*given))


ONE_LINE = Exercise(
    answers.one_line_keeps_both,
    _lines,
    Truth(),
    {
        "each promise may be kept at a line of its own in your answer. Both must be kept at the same line: join the two arrays with & before any.": _truth(lambda f, m, a, b: (f <= a).any() and (m <= b).any()),
        "you ask every line to keep both. One is enough: any, not all.": _truth(lambda f, m, a, b: ((f <= a) & (m <= b)).all()),
        "you ask for one promise or the other. Both must be kept: use &.": _truth(lambda f, m, a, b: ((f <= a) | (m <= b)).any()),
        "a rate equal to the promise keeps it: use <= for both errors.": _truth(lambda f, m, a, b: ((f < a) & (m < b)).any()),
        "a rate of false matches equal to the promise keeps it: use <=.": _truth(lambda f, m, a, b: ((f < a) & (m <= b)).any()),
        "a rate of misses equal to the promise keeps it: use <=.": _truth(lambda f, m, a, b: ((f <= a) & (m < b)).any()),
        "your answer looks at the false matches alone.": _truth(lambda f, m, a, b: (f <= a).any()),
        "your answer looks at the misses alone.": _truth(lambda f, m, a, b: (m <= b).any()),
        "you say True where no line keeps both.": _truth(lambda f, m, a, b: not ((f <= a) & (m <= b)).any()),
        "you look at the first line alone.": _truth(lambda f, m, a, b: f[0] <= a and m[0] <= b),
        "you look at the last line alone.": _truth(lambda f, m, a, b: f[-1] <= a and m[-1] <= b),
        "you compare the means over all lines. A door has one line: look at each line by itself.": _truth(lambda f, m, a, b: f.mean() <= a and m.mean() <= b),
        "the two promises are exchanged.": _truth(lambda f, m, a, b: ((f <= b) & (m <= a)).any()),
    },
    [
        Example((np.array([0.5, 0.25, 0.125]), np.array([0.0, 0.125, 0.5]), 0.125, 0.125), "the third line keeps the one promise, the first and the second keep the other, and no line keeps both"),
        Example((np.array([0.5, 0.25, 0.125]), np.array([0.0, 0.125, 0.5]), 0.25, 0.125), "the second line keeps both, each exactly"),
        Example((np.array([0.25]), np.array([0.25]), 0.5, 0.5), "there is only one line, and it keeps both"),
    ],
    LessonSize("a thousand lines", lambda rng: (rng.random(1000), rng.random(1000), 0.01, 0.01), 0.5),
    otherwise="Is there a place at which false is at most most_false and missed at most most_missed?",
)  # fmt: skip

EXERCISES = {
    "16.1": LET_IN,
    "16.2": TURNED_AWAY,
    "16.3": VERDICT,
    "16.P": ONE_LINE,
}

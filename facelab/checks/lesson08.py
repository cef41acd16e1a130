"""Lesson 8: searches of a list, alerts that are true, and checks that err on the same people."""

from collections.abc import Callable

import numpy as np

from facelab import decisions
from facelab.answers import lesson08 as answers
from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.results import Number, Several


def _searches(rng: np.random.Generator) -> tuple | None:
    """Draw a table of scores, some below 0, and a line that one of the highest scores of a row is equal to."""
    people, size = int(rng.integers(6, 10)), int(rng.integers(3, 6))
    scores = rng.integers(-8, 17, (people, size)) / 16
    line = float(rng.choice(scores.max(axis=1)))
    right = np.mean(scores.max(axis=1) >= line)
    return (scores, line) if people != size and 0 < right < 1 and np.sum(scores >= line) > right * people else None


def _rows(count: Callable) -> Callable:
    """Return a mistake: a function of what matches."""
    return lambda scores, threshold: count(scores >= threshold)


FPIR = Exercise(
    answers.fpir,
    _searches,
    Number("The FPIR"),
    {
        "you return the share of *comparisons* that match, the FMR. Return the share of rows with at least one.": _rows(lambda m: m.mean()),
        "you return the share of *listed* people who are matched. A search is a row: axis=1.": _rows(lambda m: m.any(axis=0).mean()),
        "you ask once of the whole table whether any score matches. Ask it of each row, and return the share of rows.": _rows(lambda m: float(m.any())),
        "you look at the first row alone. Ask each row, and return the share of rows.": _rows(lambda m: float(m[0].any())),
        "you return the share of rows in which nobody is named.": _rows(lambda m: 1 - m.any(axis=1).mean()),
        "you return a count. Divide by the number of rows.": _rows(lambda m: float(m.any(axis=1).sum())),
        "you divide the number of rows by the number of columns. Divide by how many rows there are.": _rows(lambda m: m.any(axis=1).sum() / m.shape[1]),
        "you divide the number of rows by the number of all scores. Divide by how many rows there are.": _rows(lambda m: m.any(axis=1).sum() / m.size),
        "a score equal to the threshold names somebody too: use >=.": lambda s, t: (s > t).any(axis=1).mean(),
        "the inequality points the wrong way: a row names somebody when its highest score is at least the threshold.": lambda s, t: (s.max(axis=1) <= t).mean(),
        "you ask for rows in which *every* score matches. One is enough: the highest score decides, not the lowest.": _rows(lambda m: m.all(axis=1).mean()),
        "you ask for rows in which *exactly one* score matches. At least one is enough.": _rows(lambda m: (m.sum(axis=1) == 1).mean()),
        "you return the mean number of matches a row. A row with two of them counts once.": _rows(lambda m: m.sum(axis=1).mean()),
        "you compare the mean of each row with the threshold. Its highest score decides.": lambda s, t: (s.mean(axis=1) >= t).mean(),
        "you look at the first column alone: a row names somebody when any of its scores matches.": _rows(lambda m: m[:, 0].mean()),
        "this is the formula. Here the rows are to be counted.": _rows(lambda m: 1 - (1 - m.mean()) ** m.shape[1]),
        "you return True or False for each row. Return their share of True: np.mean.": _rows(lambda m: m.any(axis=1)),
        "you compare with 0.5. The threshold is given.": lambda s, t: (s.max(axis=1) >= 0.5).mean(),
    },
    [
        Example((np.array([[0.25, 0.75], [0.5, 0.125], [0.25, 0.25], [0.625, 0.875]]), 0.75), "in two of four rows the highest score is at least the threshold"),
        Example((np.array([[-0.5, -0.25], [-0.125, -0.5], [-0.5, -0.75]]), -0.25), "scores may be negative, and so may the threshold"),
        Example((np.array([[-0.25, 0.0], [-0.125, -0.5], [0.5, -0.75]]), 0), "the threshold is 0, which is a threshold like any other"),
        Example((np.array([[0.25, 0.5]]), 0.75), "nobody is named"),
        Example((np.array([[0.25], [0.5], [0.125]]), 0.25), "a list of one person has one column"),
    ],
    LessonSize("667 searches of a list of 1,000", lambda rng: (np.round(rng.normal(0.05, 0.1, (667, 1000)), 3), 0.4), 3),
    otherwise="For each row find its highest score, ask whether it is at least the threshold, and take the share of such rows.",
)  # fmt: skip


def _street(rng: np.random.Generator) -> tuple:
    """Draw FPIR, FNIR and base rate; from one half to nearly none of the alerts are true, or more."""
    fpir, fnir = np.round(rng.uniform([0.02, 0.1], [0.3, 0.4]), 3).tolist()
    return fpir, fnir, float(np.round(rng.uniform(0.02, 0.6), 3))


def _alerts(share: Callable) -> Callable:
    """Return a mistake: a function of how often a passer-by is a true alert, a false one, and of what is given."""
    return lambda fpir, fnir, base: share(base * (1 - fnir), (1 - base) * fpir, fpir, fnir, base)


def _of(one: float, other: float) -> float:
    return one / (one + other)


PRECISION = Exercise(
    decisions.precision_of_alert,
    _street,
    Number("The share"),
    {
        "fnir is the share of listed people who are *not* named; true alerts come from the others, 1 - fnir.": _alerts(lambda t, f, p, n, b: _of(b * n, f)),
        "the base rate is the share of listed people; you use it for the others.": _alerts(lambda t, f, p, n, b: _of((1 - b) * (1 - n), b * p)),
        "the base rate is missing, or stands before both kinds of alerts: true alerts come from a share base_rate of the people, false ones from 1 - base_rate.": _alerts(lambda t, f, p, n, b: _of(1 - n, p)),
        "the base rate is missing before the true alerts: they come from the listed people alone.": _alerts(lambda t, f, p, n, b: _of(1 - n, f)),
        "you return the share of alerts that are false.": _alerts(lambda t, f, p, n, b: _of(f, t)),
        "you return true alerts for each false one. Return their share of all alerts.": _alerts(lambda t, f, p, n, b: t / f),
        "you return the share of passers-by with a true alert. Divide by all alerts, true and false.": _alerts(lambda t, f, p, n, b: t),
        "you return the share of passers-by with an alert. Return what share of these is true.": _alerts(lambda t, f, p, n, b: t + f),
        "false alerts come from people who are not listed: their share is 1 - base_rate.": _alerts(lambda t, f, p, n, b: _of(t, p)),
        "fnir is missing: of the listed people a share 1 - fnir is named.": _alerts(lambda t, f, p, n, b: _of(b, f)),
        "fpir is the share of the others who *are* named: false alerts are (1 - base_rate) * fpir.": _alerts(lambda t, f, p, n, b: _of(t, (1 - b) * (1 - p))),
        "fpir and fnir are exchanged.": _alerts(lambda t, f, p, n, b: _of(b * (1 - p), (1 - b) * n)),
        "you divide the true alerts by the listed people. Divide by all alerts, true and false.": _alerts(lambda t, f, p, n, b: 1 - n),
        "you return the share of strangers who pass unnamed. Return the share of alerts that are true.": _alerts(lambda t, f, p, n, b: 1 - p),
        "brackets are missing around 1 - base_rate.": _alerts(lambda t, f, p, n, b: _of(t, 1 - b * p)),
        "brackets are missing around true + false: a / a + b adds b to 1.": _alerts(lambda t, f, p, n, b: 1 + f),
        "you divide by everybody who passes and is listed or named. Divide by the alerts alone.": _alerts(lambda t, f, p, n, b: t / (b + f)),
    },
    [
        Example((0.125, 0.5, 0.5), "of 16 passers-by 8 are listed, and 4 of them named; of the 8 others 1 is named"),
        Example((0.25, 0.5, 0.25), "where fewer are listed fewer alerts are true"),
        Example((0.001, 0.25, 2.5e-6), "so few people are listed on a street, 2.5 in a million. Do not count them in whole numbers"),
    ],
    otherwise="Imagine one passer-by. How often are they listed and named? How often not listed and named? The share is the first of both together.",
    numberwise=True,
)  # fmt: skip


def _promise(rng: np.random.Generator) -> tuple:
    return int(rng.integers(20, 150)), int(rng.integers(160, 300)), int(rng.integers(3, 9))


def _share(formula: Callable) -> Callable:
    """Return a mistake: a function of the share of searches with a false alert, and of the list's length."""
    return lambda false_alerts, searches, size: formula(false_alerts / searches, size)


def _no_share(result: object, false_alerts: float, searches: float, size: float) -> str | None:
    if isinstance(result, complex | np.complexfloating) or (
        isinstance(result, float | np.floating) and np.isnan(result)
    ):
        return (
            "your function takes a power, a root or a logarithm of a negative number. Divide the false alerts by the "
            "searches first: a share lies between 0 and 1."
        )
    return None


REQUIRED_FMR = Exercise(
    decisions.required_fmr,
    _promise,
    Number("The FMR"),
    {
        "this is the FPIR that the promise needs, per search. Return the FMR, per comparison: take the list into account.": _share(lambda q, n: q),
        "this is 1 - FMR. Take it away from 1.": _share(lambda q, n: (1 - q) ** (1 / n)),
        "the power belongs to 1 - share, not to the share: a search stays silent if *no* comparison matches.": _share(lambda q, n: 1 - q ** (1 / n)),
        "you take the root of the share. A search stays silent if *no* comparison matches: solve for 1 - FMR first.": _share(lambda q, n: q ** (1 / n)),
        "share / size is nearly right for small shares, and too small here. Solve the formula.": _share(lambda q, n: q / n),
        "you divide what stays silent by size. A power of size is undone by the power of 1 / size.": _share(lambda q, n: (1 - q) / n),
        "brackets are missing: ** 1 / size takes the power of 1 and then divides. Write ** (1 / size).": _share(lambda q, n: 1 - (1 - q) ** 1 / n),
        "you raise to the power of size. The formula does that; to undo it take the power of 1 / size.": _share(lambda q, n: 1 - (1 - q) ** n),
        "the power is 1 / size, not 1 / searches.": lambda f, s, n: 1 - (1 - f / s) ** (1 / s),
        "this is nearly right for small rates only: after the logarithm take the exponential back (np.expm1).": _share(lambda q, n: -np.log(1 - q) / n),
        "you take comparisons for searches: the false alerts are divided by searches * size.": lambda f, s, n: 1 - (1 - f / (s * n)) ** (1 / n),
    },
    [
        Example((75, 100, 2), "a quarter of the searches stays silent, and 0.5 times 0.5 is a quarter"),
        Example((25, 100, 1), "for a list of one person the FMR is the share itself"),
        Example((175, 200, 3), "an eighth of the searches stays silent"),
    ],
    otherwise="What share of the searches stays silent? That is (1 - FMR) ** size; solve it for FMR.",
    recognise=_no_share,
)  # fmt: skip


def _two_checks(rng: np.random.Generator) -> tuple | None:
    """Draw what two checks say of the same pairs; they agree more often than two that are independent."""
    n = int(rng.integers(12, 25))
    machine = rng.random(n) < 0.5
    reviewer = (rng.random(n) < 0.4) | (machine & (rng.random(n) < 0.5))
    shares = {machine.mean(), reviewer.mean(), np.mean(machine & reviewer), np.mean(machine | reviewer)}
    return (machine, reviewer) if len(shares) == 4 and min(shares) > 0 else None


def _checks(pair: Callable) -> Callable:
    """Return a mistake: a function of both arrays and both shares."""
    return lambda machine, reviewer: pair(machine, reviewer, machine.mean(), reviewer.mean())


SURVIVORS = Exercise(
    answers.survivors,
    _two_checks,
    Several("promised, real"),
    {
        "the two numbers are exchanged: what independence promises comes first, what really passes second.": _checks(lambda m, r, a, b: (np.mean(m & r), a * b)),
        "your second number counts pairs that pass one of the two. Both must pass: use &.": _checks(lambda m, r, a, b: (a * b, np.mean(m | r))),
        "your second number counts pairs on which both agree, those that both refuse too. Both must say True: machine & reviewer.": _checks(lambda m, r, a, b: (a * b, np.mean(m == r))),
        "your second number counts pairs on which the two disagree. Both must say True: machine & reviewer.": _checks(lambda m, r, a, b: (a * b, np.mean(m != r))),
        "your second number is the reviewer's share of the machine's matches. Take the share of *all* pairs.": _checks(lambda m, r, a, b: (a * b, r[m].mean())),
        "your second number is the machine's share of the reviewer's matches. Take the share of *all* pairs.": _checks(lambda m, r, a, b: (a * b, m[r].mean())),
        "your second number is the share of pairs that the machine takes for one person. Both must: machine & reviewer.": _checks(lambda m, r, a, b: (a * b, a)),
        "your second number is the share of pairs that the reviewer takes for one person. Both must: machine & reviewer.": _checks(lambda m, r, a, b: (a * b, b)),
        "your second number is a count. Divide by the number of pairs.": _checks(lambda m, r, a, b: (a * b, np.sum(m & r))),
        "independence multiplies the two shares; it does not add them.": _checks(lambda m, r, a, b: (a + b, np.mean(m & r))),
        "both of your numbers are the product. Count the second one: the mean of machine & reviewer.": _checks(lambda m, r, a, b: (a * b, a * b)),
        "both of your numbers are counted. The first is the product of the two shares.": _checks(lambda m, r, a, b: (np.mean(m & r),) * 2),
        "you return counts. Divide by the number of pairs.": _checks(lambda m, r, a, b: (a * b * len(m), np.sum(m & r))),
        "you return counts, and a product of counts. Take shares.": _checks(lambda m, r, a, b: (m.sum() * r.sum(), np.sum(m & r))),
        "your first number is a product of counts, divided once. Divide each count by the number of pairs, then multiply.": _checks(lambda m, r, a, b: (m.sum() * r.sum() / len(m), np.mean(m & r))),
        "your first number is a product of counts. Take the shares, then multiply.": _checks(lambda m, r, a, b: (m.sum() * r.sum(), np.mean(m & r))),
        "you return the share of each. Return their product, and the share that passes both.": _checks(lambda m, r, a, b: (a, b)),
        "your numbers are those of pairs that a check refuses. Count those that pass.": _checks(lambda m, r, a, b: ((1 - a) * (1 - b), np.mean(~m & ~r))),
        "you return the array machine & reviewer. Return its mean, the share of True.": _checks(lambda m, r, a, b: (a * b, m & r)),
    },
    [
        Example((np.array([True, True, False, False]), np.array([True, False, True, True])), "the shares are 0.5 and 0.75, and one of four pairs passes both"),
        Example((np.array([True, False, False]), np.array([False, True, True])), "no pair passes both"),
        Example((np.array([True, False, False, True]), np.array([True, False, False, True])), "both say the same of every pair"),
    ],
    LessonSize("2,722,350 pairs", lambda rng: (rng.random(2_722_350, dtype=np.float32) < 0.001, rng.random(2_722_350, dtype=np.float32) < 0.01), 1.5),
    otherwise="The first number is the mean of machine times the mean of reviewer, the second the share of pairs for which both are True.",
)  # fmt: skip


def _test_and_street(rng: np.random.Generator) -> tuple:
    true, false = int(rng.integers(40, 90)), int(rng.integers(5, 30))
    base, new = np.round(rng.uniform([0.3, 0.02], [0.7, 0.25]), 2).tolist()
    return (
        (true, false, base, new) if rng.random() < 0.7 else (true, false, new, base)
    )  # listed people may be more, too


def _elsewhere(share: Callable) -> Callable:
    """Return a mistake: a function of true and false alerts in the test and on the street, and of both base rates."""
    return lambda t, f, base, new: share(t, f, t * new / base, f * (1 - new) / (1 - base), base, new)


ELSEWHERE = Exercise(
    answers.precision_elsewhere,
    _test_and_street,
    Number("The precision"),
    {
        "this is the precision of the test. It changes with the base rate: true alerts grow like the base rate, false ones like one minus it.": _elsewhere(lambda t, f, T, F, b, n: _of(t, f)),
        "only the true alerts are brought to the new street, and divided by the alerts of the test. Bring both counts there, then take the share.": _elsewhere(lambda t, f, T, F, b, n: _of(t, f) * n / b),
        "only the true alerts are brought to the new street. False alerts change too: like 1 - base rate.": _elsewhere(lambda t, f, T, F, b, n: _of(T, f)),
        "only the false alerts are brought to the new street. True alerts change too: like the base rate.": _elsewhere(lambda t, f, T, F, b, n: _of(t, F)),
        "you return the share of false alerts.": _elsewhere(lambda t, f, T, F, b, n: _of(F, T)),
        "you return true alerts for each false one. Return their share of all alerts.": _elsewhere(lambda t, f, T, F, b, n: T / F),
        "your precision changes the wrong way: old and new base rate are exchanged, or the base rate stands before the false alerts and one minus it before the true ones.": _elsewhere(lambda t, f, T, F, b, n: _of(t * b / n, f * (1 - b) / (1 - n))),
        "divide by the old base rates: the counts were made at base_rate already.": _elsewhere(lambda t, f, T, F, b, n: _of(t * n, f * (1 - n))),
        "only the true alerts are divided by their old base rate. False alerts were counted at 1 - base_rate: divide by that.": _elsewhere(lambda t, f, T, F, b, n: _of(T, f * (1 - n))),
        "only the false alerts are divided by their old share of strangers. True alerts were counted at base_rate: divide by that.": _elsewhere(lambda t, f, T, F, b, n: _of(t * n, F)),
        "you multiply by the old base rates, and leave out the new one.": _elsewhere(lambda t, f, T, F, b, n: _of(t * b, f * (1 - b))),
        "you divide by the old base rates, and leave out the new one.": _elsewhere(lambda t, f, T, F, b, n: _of(t / b, f / (1 - b))),
        "your false alerts shrink like the base rate upside down. They grow like one minus the base rate.": _elsewhere(lambda t, f, T, F, b, n: _of(T, f * b / n)),
        "your false alerts grow like 1 - base rate upside down: multiply by (1 - new_base_rate) and divide by (1 - base_rate).": _elsewhere(lambda t, f, T, F, b, n: _of(T, f * (1 - b) / (1 - n))),
        "you return the number of alerts. Return the share of them that is true.": _elsewhere(lambda t, f, T, F, b, n: T + F),
        "you return the number of true alerts. Return their share of all alerts.": _elsewhere(lambda t, f, T, F, b, n: T),
    },
    [
        Example((80, 20, 0.5, 0.25), "40 true alerts are left, and 30 false ones come"),
        Example((30, 30, 0.25, 0.25), "at the same base rate the precision is that of the test"),
        Example((25, 75, 0.25, 0.5), "where more listed people pass more alerts are true"),
        Example((1000, 1, 0.5, 1e-6), "on a street perhaps one in a million is wanted"),
    ],
    otherwise="Bring the true alerts to the new base rate, then the false ones, and take the share of the true ones.",
)  # fmt: skip

EXERCISES = {"8.1": FPIR, "8.2": PRECISION, "8.3": REQUIRED_FMR, "8.4": SURVIVORS, "8.P": ELSEWHERE}

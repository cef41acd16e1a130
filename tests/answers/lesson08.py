"""Right and wrong answers to the exercises of lesson 8."""

from fractions import Fraction

import numpy as np

from facelab.answers.lesson08 import fpir, precision_elsewhere, survivors
from facelab.decisions import precision_of_alert, required_fmr


def fpir_by_rows(scores, threshold):
    named = [any(score >= threshold for score in row) for row in scores]
    return sum(named) / len(named)


def precision_by_crowd(fpir, fnir, base_rate):
    listed, others = 1e6 * base_rate, 1e6 * (1 - base_rate)
    return (listed - listed * fnir) / (listed - listed * fnir + others * fpir)


def precision_by_odds(fpir, fnir, base_rate):
    odds = base_rate / (1 - base_rate) * (1 - fnir) / fpir
    return odds / (1 + odds)


def fmr_by_power(false_alerts, searches, size):
    return 1 - (1 - false_alerts / searches) ** (1 / size)


def fmr_by_trying(false_alerts, searches, size):
    low, high = 0.0, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        if searches * (1 - (1 - middle) ** size) < false_alerts:
            low = middle
        else:
            high = middle
    return low


def survivors_by_counting(machine, reviewer):
    n = len(machine)
    return sum(machine) / n * (sum(reviewer) / n), sum(a and b for a, b in zip(machine, reviewer, strict=True)) / n


def elsewhere_by_rates(true_alerts, false_alerts, base_rate, new_base_rate):
    return precision_of_alert(false_alerts / (1 - base_rate) / 1e4, 1 - true_alerts / base_rate / 1e4, new_base_rate)


def elsewhere_by_odds(true_alerts, false_alerts, base_rate, new_base_rate):
    odds = true_alerts / false_alerts * (new_base_rate / (1 - new_base_rate)) / (base_rate / (1 - base_rate))
    return odds / (1 + odds)


def fpir_by_flag(scores, threshold):
    named = 0
    for row in scores:
        found = False
        for score in row:
            if score >= threshold:
                found = True
        if found:
            named += 1
    return named / len(scores)


def fpir_by_highest(scores, threshold):
    return Fraction(sum(max(row) >= threshold for row in scores.tolist()), len(scores))


def fpir_of_the_whole(scores, threshold):
    if scores.max() >= threshold:
        return 1
    return 0


def fpir_by_index(scores, threshold):
    """Count the rows that np.where finds, each as often as it matches."""
    return len(np.where(scores >= threshold)[0]) / len(scores)


def fpir_sorted_in_place(scores, threshold):
    scores.sort(axis=1)
    return np.mean(scores[:, -1] >= threshold)


def fpir_forgets_a_case(scores, threshold):
    named = [row.max() >= threshold for row in scores]
    if any(named):
        return np.mean(named)


def fpir_printed(scores, threshold):
    print(fpir(scores, threshold))


def fpir_for_ever(scores, threshold):
    row = 0
    while row < len(scores):
        if scores[row].max() >= threshold:
            row += 0
    return row


def precision_guarded(fpir, fnir, base_rate):
    true, false = base_rate * (1 - fnir), (1 - base_rate) * fpir
    if true + false == 0:
        return 0
    return true / (true + false)


def precision_by_inverse(fpir, fnir, base_rate):
    return 1 / (1 + (1 - base_rate) * fpir / (base_rate * (1 - fnir)))


def precision_by_people(fpir, fnir, base_rate):
    listed = int(1_000_000 * base_rate)
    others = 1_000_000 - listed
    return listed * (1 - fnir) / (listed * (1 - fnir) + others * fpir)


def fmr_by_roots(false_alerts, searches, size):
    silent = np.exp(np.log(1 - false_alerts / searches) / size)
    return [1 - silent][0]


def fmr_by_fraction(false_alerts, searches, size):
    return float(1 - (1 - Fraction(false_alerts, searches)) ** Fraction(1, size))


def fmr_of_numpy(false_alerts, searches, size):
    """Take a root of a negative number, which is NaN for numpy and complex for Python."""
    with np.errstate(invalid="ignore"):
        return 1 - np.float64(1 - false_alerts) ** (1 / size)


def fmr_by_small_steps(false_alerts, searches, size):
    fmr = 0.0
    while searches * (1 - (1 - fmr) ** size) < false_alerts:
        fmr += 0.01
    return fmr


def survivors_by_loop(machine, reviewer):
    first = second = both = 0
    for one, other in zip(machine, reviewer, strict=True):
        if one:
            first += 1
        if other:
            second += 1
        if one and other:
            both += 1
    return [first / len(machine) * second / len(machine), both / len(machine)]


def survivors_by_where(machine, reviewer):
    n, both = machine.size, np.flatnonzero(np.logical_and(machine, reviewer))
    return np.array([np.count_nonzero(machine) * np.count_nonzero(reviewer) / n**2, len(both) / n])


def survivors_of_floats(machine, reviewer):
    one, other = machine.astype(float), reviewer.astype(float)
    return one.mean() * other.mean(), one @ other / len(one)


def survivors_with_and(machine, reviewer):
    return machine.mean() * reviewer.mean(), np.mean(machine and reviewer)


def survivors_in_place(machine, reviewer):
    promised = machine.mean() * reviewer.mean()
    machine &= reviewer
    return promised, machine.mean()


def survivors_of_sorted(machine, reviewer):
    return machine.mean() * reviewer.mean(), np.mean(np.sort(machine) & np.sort(reviewer))


def elsewhere_by_inverse(true_alerts, false_alerts, base_rate, new_base_rate):
    more = (1 - new_base_rate) / (1 - base_rate) * base_rate / new_base_rate
    return 1 / (1 + false_alerts / true_alerts * more)


def elsewhere_by_crowds(true_alerts, false_alerts, base_rate, new_base_rate):
    """Count on two streets of a million people."""
    listed, others = 1e6 * base_rate, 1e6 * (1 - base_rate)
    true, false = 1e6 * new_base_rate / listed * true_alerts, 1e6 * (1 - new_base_rate) / others * false_alerts
    return np.float64(true / sum([true, false]))


def elsewhere_in_people(true_alerts, false_alerts, base_rate, new_base_rate):
    """Round the alerts to whole people."""
    true = round(true_alerts * new_base_rate / base_rate)
    false = round(false_alerts * (1 - new_base_rate) / (1 - base_rate))
    return true / (true + false)


def without_the_base_rate(fpir, fnir, base_rate):
    return (1 - fnir) / (1 - fnir + fpir)


def brings_only_the_true(true_alerts, false_alerts, base_rate, new_base_rate):
    true = true_alerts * new_base_rate / base_rate
    return true / (true + false_alerts)


RIGHT = {
    "8.1": [fpir_by_rows, fpir_by_flag, fpir_by_highest,
            lambda scores, threshold: (scores >= threshold).any(axis=1).mean(),
            lambda scores, threshold: 1 - np.mean(np.max(scores, 1) < threshold),
            lambda scores, threshold: 1 - (scores < threshold).all(axis=1).mean(),
            lambda scores, threshold: np.count_nonzero(np.sort(scores)[:, -1] >= threshold) / len(scores)],
    "8.2": [precision_by_crowd, precision_by_odds, precision_guarded, precision_by_inverse,
            lambda fpir, fnir, base: float(precision_of_alert(fpir, fnir, base))],
    "8.3": [fmr_by_power, fmr_by_trying, fmr_by_roots, fmr_by_fraction, lambda *a: np.float64(required_fmr(*a))],
    "8.4": [survivors_by_counting, survivors_by_loop, survivors_by_where, survivors_of_floats,
            lambda m, r: [np.mean(m) * np.mean(r), np.mean(m * r)]],
    "8.P": [elsewhere_by_rates, elsewhere_by_odds, elsewhere_by_inverse, elsewhere_by_crowds,
            lambda *a: precision_elsewhere(*a)],
}  # fmt: skip
WRONG = {
    "8.1": [
        (fpir_of_the_whole, "once of the whole table"),
        (fpir_by_index, "mean number of matches a row"),
        (fpir_sorted_in_place, "changes the data it is given"),
        (fpir_forgets_a_case, "without reaching a return"),
        (fpir_printed, "returns nothing"),
        (fpir_for_ever, "never ends"),
        (lambda s, t: s.max(axis=1), "one number"),
        (lambda s, t: 0.1234, "same for every question"),
        (lambda s, t: fpir(s, t) > 0.5, "should be a number|same for every|first row|whole table"),
        (lambda s, t: fpir(s, 0.25), "highest score|threshold|each row"),
        (lambda s, t: fpir(abs(s), abs(t)), "highest score|negative"),
        (lambda s, t: fpir(s.T, t), "listed"),
        (lambda s, t: [[0.5], [0.25, 0.5]], "one number"),
        (lambda s, t: f"{100 * fpir(s, t):.0f} %", "text"),
        (lambda s, t: 100 * fpir(s, t), "100 times too large|same for every"),
        (lambda s, t: max(s) >= t, "ambiguous"),
    ],
    "8.2": [
        (precision_by_people, "whole numbers|is the first of both|the share is"),
        (lambda p, n, b: round(precision_of_alert(p, n, b), 3), "round to 3 places"),
        (lambda p, n, b: round(precision_of_alert(p, n, b), 1), "round to 1 place|same for every"),
        (lambda p, n, b: 100 * precision_of_alert(p, n, b), "100 times too large"),
        (lambda p, n, b: precision_of_alert(p, n, 0.001), "Imagine one passer-by"),
        (lambda p, n, b: precision_of_alert(p, 0.5, b), "Imagine one passer-by|does not use fnir"),
        (lambda p, n, b: (b * (1 - n), (1 - b) * p), "one number"),
        (lambda p, n, b: [precision_of_alert(p, n, b)], "result\\[0\\]"),
        (lambda p, n, b: f"{precision_of_alert(p, n, b)}", "text"),
        (lambda p, n, b: precision_of_alert(p, n, b) > 0.5, "should be a number|same for every"),
        (lambda p, n, b: b * (1 - n) * (1 - b) * p, "Imagine one passer-by"),
        (lambda p, n, b: precision_of_alert(p, n, max(b, 0.01)), "2.5 in a million"),
    ],
    "8.3": [
        (fmr_by_small_steps, "solve it for FMR|round to 2 places"),
        (lambda f, s, n: 1 - (1 - f) ** (1 / n), "by the searches first"),
        (fmr_of_numpy, "by the searches first"),
        (lambda f, s, n: np.nan, "by the searches first"),
        (lambda f, s, n: f / n, "the FMR is"),
        (lambda f, s, n: f / (s * n), "nearly right for small shares"),
        (lambda f, s, n: round(required_fmr(f, s, n), 4), "round to 4 places"),
        (lambda f, s, n: required_fmr(10, 1_000_000, n), "solve it for FMR"),
        (lambda f, s, n: 1.4e-14, "same for every question"),
        (lambda f, s, n: [1 - f / s, 1 / n], "one number"),
        (lambda f, s, n: f"{required_fmr(f, s, n):.1e}", "text"),
        (lambda f, s, n: required_fmr(f, s, n) if n > 1 else 1.0, "list of one person"),
    ],
    "8.4": [
        (survivors_with_and, "ambiguous"),
        (survivors_in_place, "changes the data it is given"),
        (survivors_of_sorted, "for which both are True|machine & reviewer"),
        (lambda m, r: (m & r).mean(), "return two numbers"),
        (lambda m, r: m & r, "return two numbers"),
        (lambda m, r: [m, m[r]], "should be one number"),
        (lambda m, r: {"promised": m.mean() * r.mean(), "real": (m & r).mean()}, "return two numbers"),
        (lambda m, r: (0.00001, 0.0003), "same for every question"),
        (lambda m, r: tuple(f"{one:.3f}" for one in survivors(m, r)), "text"),
        (lambda m, r: (m.mean() * r.mean(), bool((m & r).any())), "should be a number"),
        (lambda m, r: (m.mean() * r.mean(), (m & r).mean() / (m | r).mean()), "for which both are True"),
        (lambda m, r: np.round(survivors(m, r), 2), "round to 2 places|for which both"),
    ],
    "8.P": [
        (elsewhere_in_people, "one in a million|Bring the true alerts"),
        (lambda t, f, b, n: t * n / b / (t * n / b + f * n / b), "precision of the test"),
        (lambda t, f, b, n: precision_elsewhere(t, f, 0.5, n), "divide by the old base rates"),
        (lambda t, f, b, n: precision_elsewhere(1000, 1, b, n), "Bring the true alerts"),
        (lambda t, f, b, n: t / f * n / (1 - n), "Bring the true alerts"),
        (lambda t, f, b, n: n, "Bring the true alerts|the precision is"),
        (lambda t, f, b, n: (t * n / b, f * (1 - n) / (1 - b)), "one number"),
        (lambda t, f, b, n: f"{precision_elsewhere(t, f, b, n):.4f}", "text"),
        (lambda t, f, b, n: 100 * precision_elsewhere(t, f, b, n), "100 times too large"),
        (lambda t, f, b, n: round(precision_elsewhere(t, f, b, n), 2), "round to 2 places|Bring the"),
        (lambda t, f, b, n: precision_elsewhere(t, f, b, max(n, 0.0001)), "one in a million"),
    ],
}  # fmt: skip
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "8.1 returns `np.mean(scores >= threshold)`": ("8.1", lambda scores, threshold: np.mean(scores >= threshold)),
    "8.2 leaves the base rate out": ("8.2", without_the_base_rate),
    "8.P brings only the true alerts to the new street": ("8.P", brings_only_the_true),
}

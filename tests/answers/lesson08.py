"""Right and wrong answers to the exercises of lesson 8."""

import numpy as np

from facelab.decisions import precision_elsewhere, precision_of_alert, required_fmr, survivors
from facelab.identification import fpir


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


RIGHT = {
    "8.1": [fpir_by_rows, fpir, lambda scores, threshold: (scores >= threshold).any(axis=1).mean(),
            lambda scores, threshold: 1 - np.mean(np.max(scores, 1) < threshold)],
    "8.2": [precision_by_crowd, precision_by_odds, precision_of_alert],
    "8.3": [fmr_by_power, fmr_by_trying, required_fmr],
    "8.4": [survivors_by_counting, survivors, lambda m, r: [np.mean(m) * np.mean(r), np.mean(m * r)]],
    "8.P": [elsewhere_by_rates, elsewhere_by_odds, precision_elsewhere],
}  # fmt: skip
WRONG = {
    "8.1": [
        (lambda s, t: (s >= t).mean(), "comparisons"),
        (lambda s, t: (s >= t).any(axis=0).mean(), "listed"),
        (lambda s, t: (s.max(axis=1) > t).mean(), "equal to the threshold"),
        (lambda s, t: (s >= t).any(axis=1).sum(), "count"),
        (lambda s, t: (s.max(axis=1) < t).mean(), "nobody is named"),
        (lambda s, t: 1 - (1 - (s >= t).mean()) ** s.shape[1], "formula"),
        (lambda s, t: s.max(axis=1) >= t, "one number"),
        (lambda s, t: 0.1234, "FPIR is"),
    ],
    "8.2": [
        (lambda p, n, b: b * n / (b * n + (1 - b) * p), "not\\* named"),
        (lambda p, n, b: (1 - n) / (1 - n + p), "base rate is missing"),
        (lambda p, n, b: 1 - precision_of_alert(p, n, b), "alerts that are false"),
        (lambda p, n, b: b * (1 - n), "Divide by all alerts"),
        (lambda p, n, b: b * (1 - n) / (b * (1 - n) + p), "1 - base_rate"),
        (lambda p, n, b: precision_of_alert(p, n, 1 - b), "you use it for the others"),
        (lambda p, n, b: 1 - p, "pass unnamed"),
        (lambda p, n, b: round(precision_of_alert(p, n, b), 1), "the share is"),
    ],
    "8.3": [
        (lambda f, s, n: f / s, "per comparison"),
        (lambda f, s, n: f / s / n, "nearly right"),
        (lambda f, s, n: (1 - f / s) ** (1 / n), "away from 1"),
        (lambda f, s, n: 1 - (1 - f / s) ** n, "undo it"),
        (lambda f, s, n: 1 - (f / s) ** (1 / n), "power belongs"),
        (lambda f, s, n: f / n, "the FMR is"),
        (lambda f, s, n: 1 - (1 - f / s) ** (1 / s), "not 1 / searches"),
        (lambda f, s, n: 1 - (1 - f) ** (1 / n), "by the searches first"),
        (lambda f, s, n: np.nan, "by the searches first"),
    ],
    "8.4": [
        (lambda m, r: survivors(m, r)[::-1], "exchanged"),
        (lambda m, r: (m.mean() * r.mean(), (m | r).mean()), "use &"),
        (lambda m, r: (m.mean() * r.mean(), r[m].mean()), "of \\*all\\* pairs"),
        (lambda m, r: (m.mean() + r.mean(), (m & r).mean()), "multiplies"),
        (lambda m, r: (m.mean() * r.mean(),) * 2, "both of your numbers are the product"),
        (lambda m, r: (m.mean(), r.mean()), "share of each"),
        (lambda m, r: (m & r).mean(), "two numbers"),
    ],
    "8.P": [
        (lambda t, f, b, n: t / (t + f), "of the test"),
        (lambda t, f, b, n: t * n / b / (t * n / b + f), "only the true alerts"),
        (lambda t, f, b, n: 1 - precision_elsewhere(t, f, b, n), "false alerts"),
        (lambda t, f, b, n: precision_elsewhere(t, f, n, b), "exchanged"),
        (lambda t, f, b, n: t * n / (t * n + f * (1 - n)), "old base rates"),
        (lambda t, f, b, n: t / (t + f) * n / b, "it is"),
    ],
}

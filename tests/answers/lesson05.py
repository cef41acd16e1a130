"""Right and wrong answers to the exercises of lesson 5."""

from fractions import Fraction

import numpy as np
from sklearn.metrics import confusion_matrix, roc_curve

from facelab.answers.lesson05 import equal_error_rate, error_rates
from facelab.errors import fmr, fnmr, threshold_for_fmr

notebook_scores = np.array([0.25, 0.5, 0.75])


def fmr_by_loop(nonmated, threshold):
    matches = 0
    for score in nonmated:
        if score >= threshold:
            matches += 1
    return matches / len(nonmated)


def candidates(*scores):
    return np.append(np.unique(np.concatenate(scores)), np.inf)


def threshold_by_sorting(nonmated, target):
    rates = [(fmr(nonmated, one), one) for one in candidates(nonmated)]
    return min(one for rate, one in rates if rate <= target)


def threshold_by_argmax(nonmated, target):
    tried = candidates(nonmated)
    rates = (nonmated[:, np.newaxis] >= tried).mean(axis=0)
    return tried[np.argmax(rates <= target)]


def threshold_downwards(nonmated, target):
    best = np.inf
    for one in np.unique(nonmated)[::-1]:
        if np.count_nonzero(nonmated >= one) / len(nonmated) > target:
            break
        best = one
    return best


def both_rates(mated, nonmated):
    tried = candidates(mated, nonmated)
    return np.array([fmr(nonmated, t) for t in tried]), np.array([fnmr(mated, t) for t in tried])


def eer_by_loop(mated, nonmated):
    before = after = None
    for t in candidates(mated, nonmated):
        a, b = (nonmated >= t).mean(), (mated < t).mean()
        if b <= a:
            before = a + b
        if b >= a and after is None:
            after = a + b
    return min(before, after) / 2


def eer_by_argmax(mated, nonmated):
    a, b = both_rates(mated, nonmated)
    after = np.argmax(b >= a)
    before = len(a) - 1 - np.argmax((b <= a)[::-1])
    best = before if a[before] + b[before] < a[after] + b[after] else after
    return np.mean([a[best], b[best]])


def rates_by_loop(scores, mated, threshold):
    false_matches = sum(s >= threshold for s, m in zip(scores, mated, strict=True) if not m)
    misses = sum(s < threshold for s, m in zip(scores, mated, strict=True) if m)
    return false_matches / (len(mated) - sum(mated)), misses / sum(mated)


def fmr_by_list(nonmated, threshold):
    return len([score for score in nonmated.tolist() if score >= threshold]) / len(nonmated)


def fmr_by_fraction(nonmated, threshold):
    return Fraction(int((nonmated >= threshold).sum()), len(nonmated))


def fmr_by_sorting(nonmated, threshold):
    return 1 - np.searchsorted(np.sort(nonmated), threshold) / len(nonmated)


def fmr_of_sorted(nonmated, threshold):
    return 1 - np.searchsorted(nonmated, threshold) / len(nonmated)


def fmr_sorted_in_place(nonmated, threshold):
    nonmated.sort()
    return fmr_of_sorted(nonmated, threshold)


def fmr_of_the_notebook(nonmated, threshold):
    return np.sum(nonmated >= threshold) / len(notebook_scores)


def fmr_for_ever(nonmated, threshold):
    place = 0
    while place < len(nonmated):
        if nonmated[place] >= threshold:
            place += 0
    return place


def fnmr_printed(mated, threshold):
    print(np.mean(mated < threshold))


def without_infinity(nonmated, target):
    return next((float(one) for one in np.unique(nonmated) if fmr(nonmated, one) <= target), nonmated.max())


def infinity_forgotten(nonmated, target):
    for candidate in np.unique(nonmated):
        if fmr(nonmated, candidate) <= target:
            return candidate


def equality_forgotten(nonmated, target):
    return next(float(one) for one in candidates(nonmated) if np.mean(nonmated > one) <= target)


def in_steps(nonmated, target):
    line = nonmated.min()
    while fmr(nonmated, line) > target:
        line += 0.001
    return line


def by_position(nonmated, target):
    """Take the score that stands so far from the top."""
    return np.sort(nonmated)[::-1][int(target * len(nonmated))]


def first_in_the_given_order(nonmated, target):
    return next((one for one in nonmated if fmr(nonmated, one) <= target), np.inf)


def without_infinity_either(mated, nonmated):
    tried = np.unique(np.concatenate([mated, nonmated]))
    a = np.array([fmr(nonmated, t) for t in tried])
    b = np.array([fnmr(mated, t) for t in tried])
    return min((a + b)[np.flatnonzero(b <= a)[-1]], (a + b)[np.flatnonzero(b >= a)[0]]) / 2


def eer_by_table(mated, nonmated):
    tried = candidates(mated, nonmated)
    a, b = np.array([[np.mean(nonmated >= t), np.mean(mated < t)] for t in tried]).T
    return sorted([(a + b)[b <= a][-1], (a + b)[b >= a][0]])[0] / 2


def eer_of_sklearn(mated, nonmated):
    """Take the rates of sklearn's ROC curve at every score, from the left."""
    truth = np.r_[np.ones(len(mated)), np.zeros(len(nonmated))]
    a, hits, _ = roc_curve(truth, np.r_[mated, nonmated], drop_intermediate=False)
    a, b = a[::-1], 1 - hits[::-1]
    before, after = np.flatnonzero(b <= a)[-1], np.flatnonzero(b >= a)[0]
    return min(a[before] + b[before], a[after] + b[after]) / 2


def eer_by_slow_loop(mated, nonmated):
    before = after = None
    for t in sorted({*mated.tolist(), *nonmated.tolist(), np.inf}):
        a = sum(s >= t for s in nonmated.tolist()) / len(nonmated)
        b = sum(s < t for s in mated.tolist()) / len(mated)
        if b <= a:
            before = a + b
        if b >= a and after is None:
            after = a + b
    return min(before, after) / 2


def rates_by_sklearn(scores, mated, threshold):
    (refused, let_in), (missed, matched) = confusion_matrix(mated, scores >= threshold, labels=[False, True])
    return np.array([let_in / (let_in + refused), missed / (missed + matched)])


def rates_by_sums(scores, mated, threshold):
    match = scores >= threshold
    return [sum(match & ~mated) / sum(~mated), sum(~match & mated) / sum(mated)]


def rates_in_place(scores, mated, threshold):
    mated ^= scores >= threshold
    return mated.mean(), mated.mean()


def eer_where_the_rates_are_nearest(mated, nonmated):
    a, b = both_rates(mated, nonmated)
    nearest = np.argmin(np.abs(a - b))
    return (a[nearest] + b[nearest]) / 2


RIGHT = {
    "5.1": [fmr_by_loop, fmr_by_list, fmr_by_fraction, fmr_by_sorting,
            lambda nonmated, t: np.count_nonzero(nonmated >= t) / nonmated.size,
            lambda nonmated, t: 1 - (nonmated < t).mean()],
    "5.2": [lambda mated, t: 1 - fmr_by_loop(mated, t), lambda mated, t: (mated < t).sum() / len(mated),
            lambda mated, t: np.mean([score < t for score in mated]), lambda mated, t: sum(mated < t) / len(mated),
            lambda mated, t: 1 - fmr(mated, t)],
    "5.3": [threshold_by_sorting, threshold_by_argmax, threshold_downwards,
            lambda nonmated, target: np.array(threshold_for_fmr(nonmated, target))],
    "5.4": [eer_by_loop, eer_by_argmax, eer_by_table, eer_of_sklearn,
            lambda mated, nonmated: equal_error_rate(mated, nonmated)],
    "5.P": [rates_by_loop, rates_by_sums, rates_by_sklearn, lambda *a: list(error_rates(*a)),
            lambda s, m, t: ((s >= t)[~m].sum() / (~m).sum(), (s < t)[m].sum() / m.sum())],
}  # fmt: skip
SLOW = {"5.4": [eer_by_slow_loop]}
WRONG = {
    "5.1": [
        (fmr_of_sorted, "the FMR is"),
        (fmr_sorted_in_place, "changes the data it is given"),
        (fmr_of_the_notebook, "reads notebook_scores from the notebook"),
        (fmr_for_ever, "never ends"),
        (lambda s, t: 100 * fmr(s, t), "100 times"),
        (lambda s, t: round(fmr(s, t), 2), "round to 2 places|the FMR is"),
        (lambda s, t: fmr(s, 0.3), "the FMR is|does not use threshold"),
        (lambda s, t: [s >= t], "one number"),
        (lambda s, t: [[0.5], [0.25, 0.5]], "one number"),
        (lambda s, t: f"{fmr(s, t):.2f}", "text"),
        (lambda s, t: max(s) >= t, "should be a number|same for every"),
    ],
    "5.2": [
        (lambda s, t: 100 * fnmr(s, t), "100 times"),
        (lambda s, t: 1 - fmr(np.sort(s)[1:], t), "the FNMR is"),
        (lambda s, t: [fnmr(s, t)], "result\\[0\\]"),
        (lambda s, t: f"{fnmr(s, t):.0%}", "text"),
        (fnmr_printed, "returns nothing"),
    ],
    "5.3": [
        (equality_forgotten, "more than the target"),
        (without_infinity, "infinity, np.inf"),
        (infinity_forgotten, "without reaching a return"),
        (in_steps, "none of the scores"),
        (by_position, "Walk through the scores|the candidate before it|more than the target|at most"),
        (first_in_the_given_order, "Walk through the scores"),
        (lambda s, target: (threshold_for_fmr(s, target), target), "one number"),
        (lambda s, target: "infinity" if target < 0.2 else str(target), "text"),
        (lambda s, target: threshold_for_fmr(s, 0.001), "Walk through|largest score|infinity"),
    ],
    "5.4": [
        (without_infinity_either, "out of bounds"),
        (lambda m, n: 100 * equal_error_rate(m, n), "100 times"),
        (lambda m, n: equal_error_rate(n, m), "is 0; your function gives 1"),
        (lambda m, n: both_rates(m, n), "one number"),
        (lambda m, n: np.nan, "NaN"),
        (lambda m, n: 0.158655, "the same for every question"),
        (lambda m, n: f"{equal_error_rate(m, n):.3f}", "text"),
    ],
    "5.P": [
        (rates_in_place, "changes the data it is given"),
        (lambda s, m, t: error_rates(s, m, t)[0], "two numbers"),
        (lambda s, m, t: error_rates(np.sort(s), m, t), "the number"),
        (lambda s, m, t: {"fmr": fmr(s[~m], t), "fnmr": fnmr(s[m], t)}, "two numbers"),
        (lambda s, m, t: (s[m] >= t, s[~m] < t), "should be one number"),
        (lambda s, m, t: (str(fmr(s[~m], t)), str(fnmr(s[m], t))), "text"),
        (lambda s, m, t: np.mean((s >= t) == m), "two numbers"),
    ],
}  # fmt: skip
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "5.1 uses `>`": ("5.1", lambda nonmated, threshold: np.mean(nonmated > threshold)),
    "5.3 stops at the last score": ("5.3", without_infinity),
    "5.4 takes the place where the two rates are nearest": ("5.4", eer_where_the_rates_are_nearest),
}

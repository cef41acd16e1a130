"""Right and wrong answers to the exercises of lesson 5."""

import numpy as np

from facelab.errors import equal_error_rate, error_rates, fmr, fnmr, threshold_for_fmr


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


def strict(nonmated, target):
    return next(float(one) for one in candidates(nonmated) if fmr(nonmated, one) < target or one == np.inf)


def equality_forgotten(nonmated, target):
    return next(float(one) for one in candidates(nonmated) if np.mean(nonmated > one) <= target)


def without_infinity(nonmated, target):
    return next((float(one) for one in np.unique(nonmated) if fmr(nonmated, one) <= target), nonmated.max())


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


def larger_sum(mated, nonmated):
    a, b = both_rates(mated, nonmated)
    return max((a + b)[np.flatnonzero(b <= a)[-1]], (a + b)[np.flatnonzero(b >= a)[0]]) / 2


def mean_of_both(mated, nonmated):
    a, b = both_rates(mated, nonmated)
    return ((a + b)[np.flatnonzero(b <= a)[-1]] + (a + b)[np.flatnonzero(b >= a)[0]]) / 4


def nearest(mated, nonmated):
    a, b = both_rates(mated, nonmated)
    return (a + b)[np.abs(a - b).argmin()] / 2


def smallest_sum(mated, nonmated):
    return np.sum(both_rates(mated, nonmated), axis=0).min() / 2


def rates_by_loop(scores, mated, threshold):
    false_matches = sum(s >= threshold for s, m in zip(scores, mated, strict=True) if not m)
    misses = sum(s < threshold for s, m in zip(scores, mated, strict=True) if m)
    return false_matches / (len(mated) - sum(mated)), misses / sum(mated)


RIGHT = {
    "5.1": [fmr_by_loop, lambda nonmated, t: np.count_nonzero(nonmated >= t) / nonmated.size,
            lambda nonmated, t: 1 - (nonmated < t).mean()],
    "5.2": [lambda mated, t: 1 - fmr_by_loop(mated, t), lambda mated, t: (mated < t).sum() / len(mated),
            lambda mated, t: np.mean([score < t for score in mated])],
    "5.3": [threshold_by_sorting, threshold_by_argmax, threshold_downwards],
    "5.4": [eer_by_loop, eer_by_argmax, lambda mated, nonmated: equal_error_rate(mated, nonmated)],
    "5.P": [rates_by_loop, error_rates,
            lambda s, m, t: ((s >= t)[~m].sum() / (~m).sum(), (s < t)[m].sum() / m.sum())],
}  # fmt: skip
WRONG = {
    "5.1": [
        (lambda s, t: (s > t).mean(), "equal to it matches too"),
        (lambda s, t: (s < t).mean(), "do not match"),
        (lambda s, t: (s <= t).mean(), "wrong way"),
        (lambda s, t: (s >= t).sum(), "how many scores match"),
        (lambda s, t: 100 * fmr(s, t), "100 times"),
        (lambda s, t: s[s >= t].mean(), "mean of the matching"),
        (lambda s, t: (s >= 0.5).mean(), "compare with 0.5"),
        (lambda s, t: s >= t, "one number"),
    ],
    "5.2": [
        (lambda s, t: (s <= t).mean(), "counts as a miss"),
        (lambda s, t: (s >= t).mean(), "scores that match"),
        (lambda s, t: (s > t).mean(), "wrong way"),
        (lambda s, t: (s < t).sum(), "how many scores are missed"),
        (lambda s, t: 100 * fnmr(s, t), "100 times"),
        (lambda s, t: (s < 0.5).mean(), "compare with 0.5"),
    ],
    "5.3": [
        (strict, "that is allowed: at most|no score keeps"),
        (equality_forgotten, "more than the target"),
        (without_infinity, "infinity, np.inf"),
        (lambda s, target: np.quantile(s, 1 - target), "quantile|the threshold is"),
        (lambda s, target: s.max(), "largest score"),
        (lambda s, target: s.min(), "smallest score"),
        (lambda s, target: np.inf, "although a score"),
        (lambda s, target: fmr(s, threshold_for_fmr(s, target)), "achieved rate"),
        (lambda s, target: np.searchsorted(np.unique(s), threshold_for_fmr(s, target)), "place of the candidate"),
        (lambda s, target: [one for one in candidates(s) if fmr(s, one) <= target], "one number"),
    ],
    "5.4": [
        (larger_sum, "larger sum"),
        (mean_of_both, "mean over both|larger sum|the EER is"),
        (nearest, "nearest to each other|larger sum|the EER is"),
        (smallest_sum, "smallest sum|the EER is"),
        (lambda m, n: 2 * equal_error_rate(m, n), "sum of both rates"),
        (lambda m, n: 100 * equal_error_rate(m, n), "100 times"),
        (lambda m, n: both_rates(m, n)[0], "one number"),
        (lambda m, n: equal_error_rate(n, m), "is 0; yours"),
    ],
    "5.P": [
        (lambda s, m, t: (np.mean((s >= t) & ~m), np.mean((s < t) & m)), "both counts by all"),
        (lambda s, m, t: error_rates(s, m, t)[::-1], "exchanged"),
        (lambda s, m, t: (np.mean(s[~m] > t), np.mean(s[m] <= t)), "mated or not"),
        (lambda s, m, t: (np.mean(s[~m] > t), np.mean(s[m] < t)), "missing from your FMR"),
        (lambda s, m, t: (np.mean(s[~m] >= t), np.mean(s[m] <= t)), "it is no miss"),
        (lambda s, m, t: tuple(1 - np.array(error_rates(s, m, t))), "right decisions"),
        (lambda s, m, t: (np.sum((s >= t) & ~m), np.sum((s < t) & m)), "counts"),
        (lambda s, m, t: error_rates(s, m, t)[0], "two numbers"),
        (
            lambda s, m, t: (
                np.sum((s >= t) & ~m) / np.sum(s >= t),
                np.sum((s < t) & m) / np.sum(s < t),
            ),
            "number of matches and",
        ),
    ],
}

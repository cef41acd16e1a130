"""Right and wrong answers to the exercises of lesson 7."""

import numpy as np

from facelab.decisions import break_even_ratio, cheapest_threshold, people_a_day, tune_and_report
from facelab.errors import fmr, fnmr


def day_in_steps(fmr, fnmr, attempts, share_nonmated):
    strangers = attempts * share_nonmated
    return [strangers * fmr, (attempts - strangers) * fnmr]


def cheapest_by_loop(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    best, lowest = None, np.inf
    for line in sorted({*mated, *nonmated, np.inf}):
        cost = share_nonmated * sum(s >= line for s in nonmated) / len(nonmated) * cost_false_match
        cost += (1 - share_nonmated) * sum(s < line for s in mated) / len(mated) * cost_false_nonmatch
        if cost < lowest - 1e-12:
            best, lowest = line, cost
    return best


def cheapest_by_table(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    lines = np.append(np.unique(np.r_[mated, nonmated]), np.inf)
    cost = share_nonmated * cost_false_match * (nonmated >= lines[:, None]).mean(1)
    cost = cost + (1 - share_nonmated) * cost_false_nonmatch * (mated < lines[:, None]).mean(1)
    return lines[np.flatnonzero(cost <= cost.min() + 1e-12)[0]]


def without_infinity(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    costs = {
        line: share_nonmated * fmr(nonmated, line) * cost_false_match
        + (1 - share_nonmated) * fnmr(mated, line) * cost_false_nonmatch
        for line in np.unique(np.r_[mated, nonmated])
    }
    return min(costs, key=lambda line: (round(costs[line], 12), line))


def last_of_equals(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    lines = np.append(np.unique(np.r_[mated, nonmated]), np.inf)
    cost = [
        share_nonmated * cost_false_match * np.mean(nonmated >= line)
        + (1 - share_nonmated) * cost_false_nonmatch * np.mean(mated < line)
        for line in lines
    ]
    return lines[::-1][np.argmin(np.round(cost[::-1], 12))]


def strictly_above(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    lines = np.append(np.unique(np.r_[mated, nonmated]), np.inf)
    cost = [
        share_nonmated * cost_false_match * np.mean(nonmated > line)
        + (1 - share_nonmated) * cost_false_nonmatch * np.mean(mated <= line)
        for line in lines
    ]
    return lines[np.argmin(np.round(cost, 12))]


def ratio_in_steps(loose, strict, share_nonmated):
    (loose_match, loose_miss), (strict_match, strict_miss) = loose, strict
    odds = (1 - share_nonmated) / share_nonmated
    return odds * (loose_miss - strict_miss) / (strict_match - loose_match)


def ratio_by_arrays(loose, strict, share_nonmated):
    change = np.abs(np.array(strict) - np.array(loose))
    return np.divide(change[1] * (1 - share_nonmated), change[0] * share_nonmated)


def report_by_places(scores, tuning, share_nonmated, cost_false_match, cost_false_nonmatch):
    old, new = np.flatnonzero(tuning), np.flatnonzero(~tuning)
    line = cheapest_threshold(
        np.array([scores[i, i] for i in old]),
        np.array([scores[i, j] for i in old for j in old if i != j]),
        share_nonmated, cost_false_match, cost_false_nonmatch,
    )  # fmt: skip
    false = [scores[i, j] >= line for i in new for j in new if i != j]
    return line, sum(false) / len(false), np.mean([scores[i, i] < line for i in new])


def report_by_masks(scores, tuning, share_nonmated, cost_false_match, cost_false_nonmatch):
    same = np.eye(len(scores), dtype=bool)
    inside, outside = np.outer(tuning, tuning), np.outer(~tuning, ~tuning)
    costs = share_nonmated, cost_false_match, cost_false_nonmatch
    line = cheapest_threshold(scores[inside & same], scores[inside & ~same], *costs)
    return [line, (scores[outside & ~same] >= line).mean(), (scores[outside & same] < line).mean()]


def report(scores, choose, measure, costs, strangers=None):
    part = scores[np.ix_(choose, choose)]
    line = cheapest_threshold(part.diagonal(), part[~np.eye(len(part), dtype=bool)], *costs)
    new = scores[np.ix_(measure, measure)]
    apart = new[~np.eye(len(new), dtype=bool)] if strangers is None else strangers
    return line, np.mean(apart >= line), np.mean(new.diagonal() < line)


def across(scores, tuning):
    return scores[~tuning][~np.eye(len(scores), dtype=bool)[~tuning]]


RIGHT = {
    "7.1": [day_in_steps, lambda *a: np.array(people_a_day(*a)),
            lambda fmr, fnmr, attempts, share_nonmated: (fmr * share_nonmated * attempts,
                                                         fnmr * attempts - fnmr * share_nonmated * attempts)],
    "7.2": [cheapest_by_loop, cheapest_by_table, cheapest_threshold],
    "7.3": [ratio_in_steps, ratio_by_arrays, break_even_ratio],
    "7.P": [report_by_places, report_by_masks, tune_and_report],
}  # fmt: skip
WRONG = {
    "7.1": [
        (lambda a, b, n, s: (n * a, n * b), "all attempts"),
        (lambda a, b, n, s: people_a_day(a, b, n, s)[::-1], "exchanged"),
        (lambda a, b, n, s: people_a_day(a, b, n, 1 - s), "share of \\*strangers"),
        (lambda a, b, n, s: people_a_day(b, a, n, s), "other way round"),
        (lambda a, b, n, s: sum(people_a_day(a, b, n, s)), "two numbers"),
        (lambda a, b, n, s: (s * a, (1 - s) * b), "shares of one attempt"),
        (lambda a, b, n, s: (n * s * a, n * (1 - s) * (1 - b)), "owners accepted"),
        (lambda a, b, n, s: [round(x) for x in people_a_day(a, b, n, s)], "your function gives"),
    ],
    "7.2": [
        (strictly_above, "equal to the line matches"),
        (without_infinity, "infinity"),
        (last_of_equals, "lowest"),
        (lambda m, n, s, a, b: cheapest_threshold(m, n, s, b, a), "two costs are exchanged"),
        (lambda m, n, s, a, b: cheapest_threshold(m, n, 1 - s, a, b), "share of \\*strangers"),
        (lambda m, n, s, a, b: cheapest_threshold(m, n, s, 1, 1), "depend on the costs"),
        (lambda m, n, s, a, b: cheapest_threshold(m, n, 0.5, a, b), "depend on share"),
        (lambda m, n, s, a, b: 0.4321, "the cheapest line is"),
        (lambda m, n, s, a, b: m.min() - 1, "the cheapest line is"),
        (lambda m, n, s, a, b: cheapest_threshold(m, n, s, a * len(n), b * len(m)), "counts"),
        (lambda m, n, s, a, b: np.arange(len(m) + len(n) + 1), "each candidate"),
    ],
    "7.3": [
        (lambda lo, st, s: 1 / break_even_ratio(lo, st, s), "upside down"),
        (lambda lo, st, s: -break_even_ratio(lo, st, s), "negative"),
        (lambda lo, st, s: (st[1] - lo[1]) / (lo[0] - st[0]), "share of strangers is missing"),
        (lambda lo, st, s: s * (st[1] - lo[1]) / ((1 - s) * (lo[0] - st[0])), "shares are exchanged"),
        (lambda lo, st, s: (1 - s) * st[1] / (s * lo[0]), "one rate of each line"),
        (lambda lo, st, s: (1 - s) * (lo[0] - st[0]) / (s * (st[1] - lo[1])), "two differences are exchanged"),
        (lambda lo, st, s: (1 - s) * st[1] - lo[1] / s * lo[0] - st[0], "the ratio is"),
    ],
    "7.P": [
        (lambda t, u, *c: report(t, u, u, c), "on whom the line was chosen"),
        (lambda t, u, *c: report(t, u, u | ~u, c), "report on everybody"),
        (lambda t, u, *c: report(t, ~u, ~u, c), "chosen on the people you report on"),
        (lambda t, u, *c: report(t, ~u, u, c), "groups are exchanged"),
        (lambda t, u, *c: report(t, u | ~u, ~u, c), "had a hand in it"),
        (lambda t, u, *c: report(t, u, ~u, c, across(t, u)), "both people in ~tuning"),
        (lambda t, u, *c: report(t, u, ~u, c, t[np.ix_(~u, ~u)]), "diagonal counts"),
        (lambda t, u, *c: report(t, u, ~u, c)[1:], "three numbers"),
    ],
}

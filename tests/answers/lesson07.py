"""Right and wrong answers to the exercises of lesson 7."""

from fractions import Fraction

import numpy as np

from facelab.answers.lesson05 import fmr, fnmr
from facelab.answers.lesson07 import cheapest_threshold, tune_and_report
from facelab.decisions import break_even_ratio, people_a_day


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


def cheapest_by_candidates(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    """Count with numpy, one candidate after the other."""
    lines = np.unique(np.concatenate([mated, nonmated, [np.inf]]))
    costs = []
    for line in lines:
        false_match, false_nonmatch = np.mean(nonmated >= line), np.mean(mated < line)
        cost = share_nonmated * false_match * cost_false_match
        costs.append(cost + (1 - share_nonmated) * false_nonmatch * cost_false_nonmatch)
    return float(lines[np.argmin(costs)])


def cheapest_by_dictionary(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    costs = {}
    for line in np.unique([*mated, *np.unique(nonmated), np.inf]):
        paid = share_nonmated * fmr(nonmated, line) * cost_false_match
        costs[line] = paid + (1 - share_nonmated) * fnmr(mated, line) * cost_false_nonmatch
    return min(costs, key=costs.get)


def cheapest_by_sorting(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    mated, nonmated = np.sort(mated), np.sort(nonmated)
    lines = np.unique([*np.unique(mated), *np.unique(nonmated), np.inf])
    false_match = 1 - np.searchsorted(nonmated, lines) / len(nonmated)
    false_nonmatch = np.searchsorted(mated, lines) / len(mated)
    cost = share_nonmated * false_match * cost_false_match + (1 - share_nonmated) * false_nonmatch * cost_false_nonmatch
    return [*lines][cost.argmin()]


def cheapest_by_counting(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    """Take running sums over the scores from the right."""
    lines, strangers = np.unique(np.append(nonmated, mated), return_inverse=True)[0], None
    strangers = np.bincount(np.searchsorted(lines, nonmated), minlength=len(lines) + 1)[::-1].cumsum()[::-1]
    owners = np.bincount(np.searchsorted(lines, mated) + 1, minlength=len(lines) + 1).cumsum()
    price = share_nonmated * cost_false_match / len(nonmated), (1 - share_nonmated) * cost_false_nonmatch / len(mated)
    return np.append(lines, np.inf)[(price[0] * strangers + price[1] * owners).round(12).argmin()]


def sorted_in_place(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    mated.sort()
    nonmated.sort()
    return cheapest_threshold(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch)


def on_a_grid(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    costs = {
        line: share_nonmated * np.mean(nonmated >= line) * cost_false_match
        + (1 - share_nonmated) * np.mean(mated < line) * cost_false_nonmatch
        for line in np.linspace(-1, 1, 2001)
    }
    return min(costs, key=costs.get)


def between_scores(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    line = cheapest_threshold(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch)
    return line - 0.001


def mated_and_infinity(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    lines = np.unique(np.append(mated, np.inf))
    cost = [
        share_nonmated * cost_false_match * np.mean(nonmated >= line)
        + (1 - share_nonmated) * cost_false_nonmatch * np.mean(mated < line)
        for line in lines
    ]
    return lines[np.argmin(cost)]


def forgets_to_return(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    print(cheapest_threshold(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch))


def never_done(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    line = 0.0
    while line < np.inf:
        line += 0.001


def ratio_of_gains(loose, strict, share_nonmated):
    return float((1 - share_nonmated) / share_nonmated * (strict[1] - loose[1]) / (loose[0] - strict[0]))


def ratio_solved(loose, strict, share_nonmated):
    """Find where the difference of the two costs changes its sign."""
    saved, lost = share_nonmated * (loose[0] - strict[0]), (1 - share_nonmated) * (strict[1] - loose[1])
    return np.linalg.solve([[saved]], [lost])[0]


def report_with_library(scores, tuning, share_nonmated, cost_false_match, cost_false_nonmatch):
    groups = {}
    for name, inside in {"old": tuning, "new": ~tuning}.items():
        part = scores[inside][:, inside]
        groups[name] = np.diag(part), part[np.where(np.eye(len(part)) == 0)]
    line = cheapest_threshold(*groups["old"], share_nonmated, cost_false_match, cost_false_nonmatch)
    mated, nonmated = groups["new"]
    return np.array([line, fmr(nonmated, line), fnmr(mated, line)])


def report_by_rows(scores, tuning, share_nonmated, cost_false_match, cost_false_nonmatch):
    """Collect the scores of a group row by row."""

    def scores_of(places):
        rows = [np.delete(scores[i, places], place) for place, i in enumerate(places)]
        return scores[places, places], np.concatenate(rows)

    old, new = (scores_of(np.flatnonzero(group)) for group in (tuning, ~tuning))
    line = cheapest_threshold(*old, share_nonmated, cost_false_match, cost_false_nonmatch)
    return line, (new[1] >= line).sum() / len(new[1]), (new[0] < line).sum() / len(new[0])


def diagonal_in_place(scores, tuning, *costs):
    right = tune_and_report(scores, tuning, *costs)
    np.fill_diagonal(scores, -9)
    return right


def zeros_on_the_diagonal(scores, tuning, *costs):
    """Set the diagonal to 0 instead of leaving it out."""
    old, new = scores[np.ix_(tuning, tuning)], scores[np.ix_(~tuning, ~tuning)]
    clean = [part - np.diag(part.diagonal()) for part in (old, new)]
    line = cheapest_threshold(old.diagonal(), clean[0].ravel(), *costs)
    return line, np.mean(clean[1] >= line), np.mean(new.diagonal() < line)


def outer_of_others(scores, tuning, *costs):
    """Take cells that are not within the tuning people for cells within the others."""
    inside, same = np.outer(tuning, tuning), np.eye(len(scores), dtype=bool)
    line = cheapest_threshold(scores[inside & same], scores[inside & ~same], *costs)
    return line, np.mean(scores[~inside & same] < line), np.mean(scores[~inside & ~same] >= line)


def first_half(scores, tuning, *costs):
    return tune_and_report(scores, np.arange(len(tuning)) < tuning.sum(), *costs)


def report_in_a_square(scores, tuning, *costs):
    """Give the whole square to cheapest_threshold."""
    part = scores[np.ix_(tuning, tuning)]
    return cheapest_threshold(part.diagonal(), part, *costs), 0.0, 0.0


def report_lines(scores, tuning, *costs):
    line, false_match, false_nonmatch = tune_and_report(scores, tuning, *costs)
    return f"{line:.3f}", f"{false_match:.4f}", f"{false_nonmatch:.4f}"


def both_rates_of_all(fmr, fnmr, attempts, share_nonmated):
    return attempts * fmr, attempts * fnmr


def without_the_share(mated, nonmated, share_nonmated, cost_false_match, cost_false_nonmatch):
    """Weigh both kinds of people alike."""
    return cheapest_threshold(mated, nonmated, 0.5, cost_false_match, cost_false_nonmatch)


def measures_on_everybody(scores, tuning, *costs):
    line = tune_and_report(scores, tuning, *costs)[0]
    return line, fmr(scores[~np.eye(len(scores), dtype=bool)], line), fnmr(scores.diagonal(), line)


RIGHT = {
    "7.1": [day_in_steps, lambda *a: np.array(people_a_day(*a)), people_a_day.__call__,
            lambda fmr, fnmr, attempts, share_nonmated: (fmr * share_nonmated * attempts,
                                                         fnmr * attempts - fnmr * share_nonmated * attempts),
            lambda fmr, fnmr, attempts, share: [float(Fraction(fmr) * Fraction(attempts) * Fraction(share)),
                                                fnmr * attempts * (1 - share)]],
    "7.2": [cheapest_by_candidates, cheapest_by_dictionary, cheapest_by_sorting, cheapest_by_counting],
    "7.3": [ratio_in_steps, ratio_by_arrays, ratio_of_gains, ratio_solved, lambda *a: np.float64(break_even_ratio(*a))],
    "7.P": [report_by_places, report_by_masks, report_with_library, report_by_rows, lambda *a: list(tune_and_report(*a))],  # noqa: E501
}  # fmt: skip
SLOW = {"7.2": [cheapest_by_loop, cheapest_by_table]}
WRONG = {
    "7.1": [
        (lambda a, b, n, s: sum(people_a_day(a, b, n, s)), "return two numbers"),
        (lambda a, b, n, s: {"accepted": n * s * a, "refused": n * (1 - s) * b}, "return two numbers"),
        (lambda a, b, n, s: "{:.1f} {:.1f}".format(*people_a_day(a, b, n, s)), "return two numbers"),
        (lambda a, b, n, s: (a > b, n > 400), "should be a number|same for every"),
        (lambda a, b, n, s: [[n * s * a], [n, b]], "should be one number"),
        (lambda a, b, n, s: (n * s * a, None), "NaN|None"),
        (lambda a, b, n, s: people_a_day(a, b, 100_000, s), "Split the attempts first|does not use"),
        (lambda a, b, n, s: people_a_day(a, b, n, 0.001), "Each rate belongs|does not use share"),
        (lambda a, b, n, s: (n * s * a, n / (1 - s) * b), "Split the attempts first"),
        (lambda a, b, n, s: np.round(people_a_day(a, b, n, s), 2), "round to 2 places"),
        (lambda a, b, n, s: people_a_day(a, b, n, s) if s else (0.0, 0.0), "where no stranger comes"),
        (lambda a, b, n, s: people_a_day(max(a, 0.001), b, n, s), "lets no stranger in"),
    ],
    "7.2": [
        (on_a_grid, "none of the scores"),
        (between_scores, "none of the scores"),
        (mated_and_infinity, "cost nothing even the lowest"),
        (sorted_in_place, "changes the data it is given"),
        (lambda m, n, s, a, b: 0.4321, "none of the scores"),
        (lambda m, n, s, a, b: m.min() - 1, "none of the scores"),
        (lambda m, n, s, a, b: m.max(), "return the candidate with the lowest cost"),
        (lambda m, n, s, a, b: np.inf, "the same for every question|lowest cost"),
        (lambda m, n, s, a, b: np.arange(len(np.unique([*m, *n])) + 1), "each candidate"),
        (lambda m, n, s, a, b: [m[0], n[0]], "one number"),
        (lambda m, n, s, a, b: [[1.0], [2.0, 3.0]], "one number"),
        (lambda m, n, s, a, b: str(cheapest_threshold(m, n, s, a, b)), "text"),
        (lambda m, n, s, a, b: np.nan, "NaN"),
        (lambda m, n, s, a, b: cheapest_threshold(m, n, 0.001, a, b), "candidate|line|cost|share"),
        (lambda m, n, s, a, b: cheapest_threshold(m, n, s, 500, b), "candidate|line|cost|share"),
        (lambda m, n, s, a, b: cheapest_threshold(m, n, s, a, 2), "candidate|line|cost|share"),
        (lambda m, n, s, a, b: cheapest_threshold(abs(m), abs(n), s, a, b), "candidate|line|cost|share"),
        (forgets_to_return, "returns nothing"),
        (never_done, "never ends"),
    ],
    "7.3": [
        (lambda lo, st, s: (1 - s) * st[1] - lo[1] / s * lo[0] - st[0], "Divide both sides"),
        (lambda lo, st, s: break_even_ratio(lo, st, 0.001), "Divide both sides|does not use"),
        (lambda lo, st, s: (1 - s) / s, "Divide both sides"),
        (lambda lo, st, s: (break_even_ratio(lo, st, s), s), "one number"),
        (lambda lo, st, s: [break_even_ratio(lo, st, s)], "result\\[0\\]"),
        (lambda lo, st, s: np.array(st) - np.array(lo), "one number"),
        (lambda lo, st, s: max(1, break_even_ratio(lo, st, s)), "Divide both sides|same for every|refuses nobody more"),
        (lambda lo, st, s: round(break_even_ratio(lo, st, s)), "Divide both sides|same for every"),
        (lambda lo, st, s: f"{break_even_ratio(lo, st, s):.2f}", "text"),
        (lambda lo, st, s: np.float64("nan") * s, "NaN"),
        (lambda lo, st, s: break_even_ratio(lo, st, s) > 1, "should be a number|same for every"),
        (lambda lo, st, s: break_even_ratio(lo, st, s) or 1.0, "refuses nobody more"),
    ],
    "7.P": [
        (lambda *a: tune_and_report(*a)[1:], "return line, fmr, fnmr"),
        (lambda *a: tune_and_report(*a)[0], "return line, fmr, fnmr"),
        (zeros_on_the_diagonal, "Take the part of the tuning people"),
        (outer_of_others, "Take the part of the tuning people"),
        (first_half, "Take the part of the tuning people"),
        (report_in_a_square, "one row of at least one number"),
        (report_lines, "text"),
        (diagonal_in_place, "changes the data it is given"),
        (lambda t, u, s, a, b: tune_and_report(t, u, 0.001, a, b), "Take the part|line|cost|share"),
        (lambda t, u, s, a, b: tune_and_report(t, u, 0.001, 500, 2), "Take the part|line|cost|share"),
        (lambda t, u, s, a, b: tune_and_report(t, u, 0.5, a, b), "Take the part|line|cost|share"),
        (lambda t, u, *c: (True, False, True), "should be a number|same for every"),
        (lambda t, u, *c: (np.nan, 0.5, 0.5), "NaN"),
    ],
}  # fmt: skip
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "7.1 multiplies both rates by all attempts": ("7.1", both_rates_of_all),
    "7.2 leaves out the share": ("7.2", without_the_share),
    "7.P measures on everybody": ("7.P", measures_on_everybody),
}

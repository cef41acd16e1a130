"""Right and wrong answers to the exercises of lesson 11."""

import numpy as np

from facelab.fairness import range_of_ratios, ratio_or_words, shuffled_ratio, what_may_be_said


def ratio_at_once(errors_one, n_one, errors_other, n_other):
    enough = errors_one >= 10 and errors_other >= 10
    return errors_one * n_other / (n_one * errors_other) if enough else "not measurable"


def shuffle_by_loops(matches, labels, order, one):
    new = [labels[place] for place in order]
    counts = {True: [0, 0], False: [0, 0]}
    for i in range(len(new)):
        for j in range(len(new)):
            same = (new[i] == one) == (new[j] == one)
            if i != j and same:
                counts[new[i] == one][0] += matches[i, j]
                counts[new[i] == one][1] += 1
    (a, n), (b, m) = counts[True], counts[False]
    return (a / n) / (b / m)


def shuffle_by_sums(matches, labels, order, one):
    false = matches & ~np.eye(len(labels), dtype=bool)
    member = (labels[order] == one).astype(float)
    others = 1 - member
    n, m = member.sum(), others.sum()
    return (member @ false @ member / (n * n - n)) / (others @ false @ others / (m * m - m))


def shuffle_unshuffled(matches, labels, order, one):
    return shuffled_ratio(matches, labels, np.arange(len(order)), one)


def with_diagonal(matches, labels, order, one):
    member = labels[order] == one
    return matches[np.ix_(member, member)].mean() / matches[np.ix_(~member, ~member)].mean()


def to_everybody(matches, labels, order, one):
    member, apart = labels[order] == one, ~np.eye(len(labels), dtype=bool)
    return matches[np.outer(member, member) & apart].mean() / matches[apart].mean()


def shuffles_rows(matches, labels, order, one):
    return shuffled_ratio_of(matches[order], labels, one)


def shuffled_ratio_of(matches, labels, one):
    member, apart = labels == one, ~np.eye(len(labels), dtype=bool)
    return matches[np.outer(member, member) & apart].mean() / matches[np.outer(~member, ~member) & apart].mean()


def said_by_nesting(low, high, errors_one, errors_other, confirmed):
    if errors_one >= 10 and errors_other >= 10:
        if low > 1 or high < 1:
            return ["found here, to be confirmed", "found and confirmed"][int(confirmed)]
        return "no difference shown"
    return "not measurable"


def interval_first(low, high, errors_one, errors_other, confirmed):
    if low <= 1 <= high:
        return "no difference shown"
    return what_may_be_said(low, high, errors_one, errors_other, confirmed)


def only_higher(low, high, errors_one, errors_other, confirmed):
    if low <= 1 and errors_one >= 10 and errors_other >= 10:
        return "no difference shown"
    return what_may_be_said(low, high, errors_one, errors_other, confirmed)


def open_ends(low, high, errors_one, errors_other, confirmed):
    if 1 in (low, high):
        low, high = 2, 3
    return what_may_be_said(low, high, errors_one, errors_other, confirmed)


def range_by_loop(cells):
    smallest, largest, unknown = np.inf, -np.inf, 0
    for a, n, b, m in cells:
        if a < 10 or b < 10:
            unknown += 1
            continue
        smallest, largest = min(smallest, a / n / (b / m)), max(largest, a / n / (b / m))
    return smallest, largest, unknown


def range_by_arrays(cells):
    found = [one for one in (ratio_or_words(*row) for row in cells) if isinstance(one, float)]
    return np.array([np.min(found), np.max(found), len(cells) - len(found)])


RIGHT = {
    "11.1": [ratio_at_once, ratio_or_words,
             lambda a, n, b, m: np.float64(a / n / b * m) if a > 9 and b > 9 else "not measurable"],
    "11.2": [shuffle_by_loops, shuffle_by_sums, shuffled_ratio],
    "11.3": [said_by_nesting, lambda *given: what_may_be_said(*given), what_may_be_said],
    "11.P": [range_by_loop, range_by_arrays, range_of_ratios],
}  # fmt: skip
WRONG = {
    "11.1": [
        (lambda a, n, b, m: (b / m) / (a / n), "upside down"),
        (lambda a, n, b, m: a / b, "Divide the rates"),
        (lambda a, n, b, m: a / n - b / m, "difference"),
        (lambda a, n, b, m: (a / n) / (b / m) if a and b else "not measurable", "fewer than ten"),
        (lambda a, n, b, m: (a / n) / (b / m) if a > 10 and b > 10 else "not measurable", "ten errors are enough"),
        (lambda a, n, b, m: (a / n) / (b / m) if a >= 10 else "not measurable", "second group"),
        (lambda a, n, b, m: "not measurable", "can be given"),
        (lambda a, n, b, m: a / n / (b / m) if min(a, b) >= 10 else "Not measurable", "letter by letter"),
        (lambda a, n, b, m: round(a / n / (b / m), 2) if min(a, b) >= 10 else "not measurable", "you round"),
        (lambda a, n, b, m: (a / n) / (b / m) if min(a, b) >= 10 else None, "returns nothing"),
    ],
    "11.2": [
        (shuffle_unshuffled, "labels as they are"),
        (with_diagonal, "diagonal"),
        (to_everybody, "rate of everybody"),
        (shuffles_rows, "rows of the table"),
        (lambda t, g, o, x: 1 / shuffled_ratio(t, g, o, x), "upside down"),
        (lambda t, g, o, x: shuffled_ratio(t, g, np.argsort(o), x), "other way round"),
        (lambda t, g, o, x: shuffled_ratio(t, g, o, x) + 0.777, "it is"),
        (lambda t, g, o, x: shuffled_ratio(t, g, o, np.unique(g)[0]), "Use one|upside down"),
        (lambda t, g, o, x: shuffled_ratio(t, g, o, "listed"), "NaN|raised|it is|stopped"),
    ],
    "11.3": [
        (interval_first, "before the interval"),
        (only_higher, "below 1"),
        (open_ends, "contains it"),
        (lambda low, high, a, b, c: low > 1, "one of"),
        (lambda low, high, a, b, c: what_may_be_said(low, high, a, b, False), "was confirmed"),
        (lambda low, high, a, b, c: what_may_be_said(low, high, a + 99, b + 99, c), "fewer than ten"),
    ],
    "11.P": [
        (lambda cells: (range_of_ratios(cells)[1], range_of_ratios(cells)[0], range_of_ratios(cells)[2]), "exchanged"),
        (lambda cells: (*range_of_ratios(cells)[:2], len(cells) - range_of_ratios(cells)[2]), "measurable rows"),
        (lambda cells: (*range_of_ratios(cells)[:2], 0), "says none"),
        (lambda cells: range_of_ratios(cells)[:2], "three numbers"),
        (lambda cells: (*range_of_ratios(cells)[:2], 2), "right in general"),
        (lambda cells: (0.0, *range_of_ratios(cells)[1:]), "it is"),
        (lambda cells: (*range_of_ratios(cells[:4])[:2], range_of_ratios(cells)[2]), "first rows"),
    ],
}

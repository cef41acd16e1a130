"""Right and wrong answers to the exercises of lesson 10."""

import itertools

import numpy as np

from facelab.answers.lesson10 import cross_group, fmr_by_group, hidden_share

# Arrays of a notebook, which an answer may read by mistake.
family = np.array(["listed", "not listed", "not listed", "listed"])
table = np.array([[0.2, 0.002], [0.002, 0.0005]])


def rates_by_loops(matches, labels):
    rates = {}
    for label in set(labels):
        people = [i for i in range(len(labels)) if labels[i] == label]
        hits = [matches[i, j] for i in people for j in people if i != j]
        rates[label] = sum(hits) / len(hits)
    return rates


def rates_by_all_pairs(matches, labels):
    hits, pairs = {}, {}
    for i in range(len(labels)):
        for j in range(len(labels)):
            if i != j and labels[i] == labels[j]:
                hits[labels[i]] = hits.get(labels[i], 0) + matches[i, j]
                pairs[labels[i]] = pairs.get(labels[i], 0) + 1
    return {label: hits[label] / pairs[label] for label in pairs}


def rates_by_masks(matches, labels):
    apart = ~np.eye(len(labels), dtype=bool)
    return {str(one): matches[np.outer(labels == one, labels == one) & apart].mean() for one in np.unique(labels)}


def rates_in_reversed_order(matches, labels):
    table = cross_group(matches, labels)
    return {name: np.float32(table[g, g]) for g, name in reversed(list(enumerate(np.unique(labels).tolist())))}


def rates_by_copy(matches, labels):
    false = matches.astype(int)
    np.fill_diagonal(false, 0)
    counts = {one: (false[labels == one][:, labels == one].sum(), sum(labels == one)) for one in np.unique(labels)}
    return {one: hits / n / (n - 1) for one, (hits, n) in counts.items()}


def rates_in_place(matches, labels):
    np.fill_diagonal(matches, False)
    return fmr_by_group(matches, labels)


def rates_with(matches, labels, part_of):
    return {one: part_of(matches[np.ix_(labels == one, labels == one)]) for one in np.unique(labels)}


def rates_printed(matches, labels):
    for label in np.unique(labels):
        str(fmr_by_group(matches, labels)[label])


def rates_of_neighbours(matches, labels):
    """Right if the people of each group stand beside one another."""
    rates, start = {}, 0
    for label, group in itertools.groupby(labels.tolist()):
        n = len(list(group))
        part = matches[start : start + n, start : start + n]
        rates[label] = (part.sum() - np.trace(part)) / max(n * n - n, 1)
        start += n
    return rates


def table_by_loops(matches, labels):
    names = sorted(set(labels))
    table = np.zeros((len(names), len(names)))
    for g, one in enumerate(names):
        for h, other in enumerate(names):
            cells = [
                matches[i, j]
                for i in range(len(labels))
                for j in range(len(labels))
                if i != j and labels[i] == one and labels[j] == other
            ]
            table[g, h] = sum(cells) / len(cells)
    return table


def table_by_counting(matches, labels):
    names = np.unique(labels)
    false = matches.copy()
    np.fill_diagonal(false, False)
    rows = []
    for g, one in enumerate(names):
        row = []
        for h, other in enumerate(names):
            n, m = np.sum(labels == one), np.sum(labels == other)
            row.append(false[np.ix_(labels == one, labels == other)].sum() / (n * n - n if g == h else n * m))
        rows.append(row)
    return rows


def table_by_products(matches, labels):
    belongs = np.array([labels == name for name in np.unique(labels)]).astype(int)
    apart = (~np.eye(len(labels), dtype=bool)).astype(int)
    return (belongs @ (matches * apart) @ belongs.T) / (belongs @ apart @ belongs.T)


def table_of_scores(matches, labels):
    """Set the diagonal to not-a-number and take the means of what is left."""
    scores = matches.astype(float)
    np.fill_diagonal(scores, np.nan)
    names = np.unique(labels)
    return np.array([[np.nanmean(scores[labels == a][:, labels == b]) for b in names] for a in names])


def table_without_care(matches, labels):
    names = np.unique(labels)
    return np.array([[matches[np.ix_(labels == a, labels == b)].mean() for b in names] for a in names])


def table_in_place(matches, labels):
    np.fill_diagonal(matches, False)
    return cross_group(matches, labels)


def table_of_two(matches, labels):
    one = labels == np.unique(labels)[0]
    false = false_of(matches)
    return np.array([[false[np.ix_(a, b)].mean() for b in (one, ~one)] for a in (one, ~one)])


def table_of_unequal_rows(matches, labels):
    return [row[: g + 1].tolist() for g, row in enumerate(cross_group(matches, labels))]


def hidden_by_pairs(matches, labels, dropped):
    pairs = [(i, j) for i, j in np.argwhere(matches) if i != j]
    return sum(labels[i] == dropped or labels[j] == dropped for i, j in pairs) / len(pairs)


def hidden_by_loops(matches, labels, dropped):
    hidden = false = 0
    for i, row in enumerate(matches):
        for j, match in enumerate(row):
            if match and i != j:
                false += 1
                if dropped in (labels[i], labels[j]):
                    hidden += 1
    return hidden / false


def hidden_by_masks(matches, labels, dropped):
    out = labels == dropped
    false = matches.copy()
    np.fill_diagonal(false, False)
    return (false & (out[:, None] | out)).sum() / false.sum()


def hidden_by_sums(matches, labels, dropped):
    out, false = labels == dropped, false_of(matches)
    both = false[np.ix_(out, out)].sum()
    return float((false[out].sum() + false[:, out].sum() - both) / false.sum())


def hidden_by_deleting(matches, labels, dropped):
    gone = np.flatnonzero(labels == dropped)
    stays = np.delete(np.delete(false_of(matches), gone, axis=0), gone, axis=1)
    return 1 - np.count_nonzero(stays) / np.count_nonzero(false_of(matches))


def hidden_with_a_case_missing(matches, labels, dropped):
    if dropped == labels[0]:
        return hidden_share(matches, labels, dropped)


def never_ends(matches, labels, dropped):
    while True:
        dropped = dropped[::-1]


def false_of(matches):
    return matches & ~np.eye(len(matches), dtype=bool)


def met_by_loops(rates, mix):
    met = []
    for row in rates:
        total = 0
        for rate, share in zip(row, mix, strict=True):
            total += rate * share
        met.append(total)
    return met


def met_in_an_array(rates, mix):
    met = np.zeros(len(mix))
    for h, share in enumerate(mix):
        met += rates[:, h] * share
    return met


def met_in_place(rates, mix):
    rates *= mix
    return rates.sum(axis=1)


def rates_of_single_pairs(matches, labels):
    """Count each pair of people once below, and both of its comparisons above."""
    return rates_with(matches, labels, lambda part: (part.sum() - part.trace()) / (len(part) * (len(part) - 1) / 2))


def hidden_if_both_are_dropped(matches, labels, dropped):
    out, false = labels == dropped, false_of(matches)
    return false[np.ix_(out, out)].sum() / false.sum()


RIGHT = {
    "10.1": [rates_by_loops, rates_by_masks, rates_in_reversed_order, rates_by_copy,
             lambda m, g: {one: float(cross_group(m, g)[k, k]) for k, one in enumerate(np.unique(g))}],
    "10.2": [table_by_counting, table_by_products, table_of_scores, lambda m, g: cross_group(m, g).tolist(),
             lambda m, g: tuple(map(tuple, cross_group(m, g)))],
    "10.3": [hidden_by_pairs, hidden_by_loops, hidden_by_masks, hidden_by_sums, hidden_by_deleting],
    "10.P": [met_by_loops, met_in_an_array, lambda rates, mix: tuple(np.sum(row * mix) for row in rates),
             lambda rates, mix: (rates * mix).sum(axis=1), lambda rates, mix: np.einsum("gh,h->g", rates, mix),
             lambda rates, mix: mix @ rates.T, lambda rates, mix: np.average(rates, axis=1, weights=mix)],
}  # fmt: skip
SLOW = {"10.1": [rates_by_all_pairs], "10.2": [table_by_loops]}
WRONG = {
    "10.1": [
        (lambda m, g: rates_with(m, g, lambda p: p.sum() - p.trace() > 0), "should be a number; your function returns"),
        (lambda m, g: list(fmr_by_group(m, g).values()), "a dictionary, each label"),
        (lambda m, g: fmr_by_group(m, g).items(), "a dictionary, each label"),
        (lambda m, g: (np.unique(g), np.diag(cross_group(m, g))), "a dictionary, each label"),
        (lambda m, g: {k: rate for k, rate in enumerate(fmr_by_group(m, g).values())}, "the labels are"),
        (lambda m, g: {"listed": 0.1788, "not listed": 0.000472}, "same for every question|your dictionary has"),
        (lambda m, g: {one: fmr_by_group(m, g).get(one, 0) for one in ("female", "male")}, "the labels are|same for"),
        (lambda m, g: {g[0]: fmr_by_group(m, g)[g[0]]}, "the labels are"),
        (lambda m, g: fmr_by_group(m[: len(family)], family), "stopped"),
        (lambda m, g: {one: m[:4, :4][:, family == "listed"].mean() for one in set(g)}, "reads family from|stopped"),
        (lambda m, g: {one: 100 * rate for one, rate in fmr_by_group(m, g).items()}, "100 times"),
        (lambda m, g: {one: round(float(rate), 3) for one, rate in fmr_by_group(m, g).items()}, "round to 3"),
        (lambda m, g: {one: 1 - rate for one, rate in fmr_by_group(m, g).items()}, "one minus"),
        (lambda m, g: {one: f"{rate:.6f}" for one, rate in fmr_by_group(m, g).items()}, "text"),
        (lambda m, g: {one: [rate] for one, rate in fmr_by_group(m, g).items()}, "one number"),
        (lambda m, g: {one: rate / 7 for one, rate in fmr_by_group(m, g).items()}, "the rate of oak is 0.333"),
        (rates_of_neighbours, "the rate of|100 times|diagonal"),
        (rates_in_place, "changes the data"),
        (rates_printed, "returns nothing"),
    ],
    "10.2": [
        (lambda m, g: cross_group(m, g) * 3, "the table is"),
        (lambda m, g: cross_group(m, g)[:2, :2], "is 2 by 2"),
        (table_of_two, "each label, however many"),
        (table_of_unequal_rows, "different lengths|table lies|shape"),
        (lambda m, g: fmr_by_group(m, g), "returns a dict"),
        (lambda m, g: cross_group(m, g).ravel(), "shape"),
        (lambda m, g: cross_group(m, g) > 0.3, "table is"),
        (lambda m, g: np.round(cross_group(m, g), 3), "round to 3"),
        (lambda m, g: cross_group(m, g).astype(str), "text"),
        (lambda m, g: table, "each label, however many"),
        (table_in_place, "changes the data"),
    ],
    "10.3": [
        (lambda m, g, d: hidden_share(m, g, d) / 3, "the share is"),
        (lambda m, g, d: hidden_share(m, g, str(np.unique(g)[0])), "the share is"),
        (lambda m, g, d: hidden_share(m, g, str(np.unique(g)[1])), "right in general"),
        (lambda m, g, d: hidden_share(m, g, str(g[0])), "the share is"),
        (lambda m, g, d: hidden_share(m, g, d) > 0.5, "be a number|same for every|uncoded"),
        (lambda m, g, d: [hidden_share(m, g, d)], "one number.*result\\[0\\]"),
        (lambda m, g, d: false_of(m)[g == d].sum(axis=1) / false_of(m).sum(), "one number"),
        (lambda m, g, d: 100 * hidden_share(m, g, d), "100 times"),
        (lambda m, g, d: f"{hidden_share(m, g, d):.2f}", "text"),
        (lambda m, g, d: 0.51, "same for every question"),
        (hidden_with_a_case_missing, "Which case is missing"),
        (never_ends, "never ends"),
    ],
    "10.P": [
        (lambda rates, mix: rates @ mix + 1, "the answer is"),
        (lambda rates, mix: rates[:2, 0] * mix[0] + rates[:2, 1] * mix[1], "shape"),
        (lambda rates, mix: table @ np.array([0.035, 0.965]), "shape|same for every|reads table"),
        (lambda rates, mix: {g: met for g, met in enumerate(rates @ mix)}, "dict"),
        (lambda rates, mix: (rates @ mix)[:, np.newaxis], "shape"),
        (lambda rates, mix: np.round(rates @ mix, 2), "round to 2"),
        (lambda rates, mix: np.round(rates @ mix, 5), "2 groups, as in the lesson|round|the answer is"),
        (lambda rates, mix: 100 * (rates @ mix), "100 times"),
        (lambda rates, mix: [str(met) for met in rates @ mix], "text"),
        (lambda rates, mix: [[1.0], [2.0, 3.0]], "different lengths"),
        (lambda rates, mix: rates @ mix > 0.2, "answer is|same for every"),
        (met_in_place, "changes the data"),
    ],
}  # fmt: skip
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "10.1 takes `part.mean()`": ("10.1", lambda matches, labels: rates_with(matches, labels, np.mean)),
    "10.1 divides by `n * (n - 1) / 2`": ("10.1", rates_of_single_pairs),
    "10.3 counts a false match only if *both* people are dropped": ("10.3", hidden_if_both_are_dropped),
}

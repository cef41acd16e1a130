"""Right and wrong answers to the exercises of lesson 10."""

import numpy as np

from facelab.fairness import cross_group, fmr_by_group, fmr_met, hidden_share


def rates_by_loops(matches, labels):
    rates = {}
    for label in set(labels):
        people = [i for i in range(len(labels)) if labels[i] == label]
        hits = [matches[i, j] for i in people for j in people if i != j]
        rates[label] = sum(hits) / len(hits)
    return rates


def rates_by_masks(matches, labels):
    apart = ~np.eye(len(labels), dtype=bool)
    return {str(one): matches[np.outer(labels == one, labels == one) & apart].mean() for one in np.unique(labels)}


def rates_with(matches, labels, part_of):
    return {one: part_of(matches[np.ix_(labels == one, labels == one)]) for one in np.unique(labels)}


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


def table_by_products(matches, labels):
    belongs = np.array([labels == name for name in np.unique(labels)]).astype(int)
    apart = (~np.eye(len(labels), dtype=bool)).astype(int)
    return (belongs @ (matches * apart) @ belongs.T) / (belongs @ apart @ belongs.T)


def table_without_care(matches, labels):
    names = np.unique(labels)
    return np.array([[matches[np.ix_(labels == a, labels == b)].mean() for b in names] for a in names])


def hidden_by_pairs(matches, labels, dropped):
    pairs = [(i, j) for i, j in np.argwhere(matches) if i != j]
    return sum(labels[i] == dropped or labels[j] == dropped for i, j in pairs) / len(pairs)


def hidden_by_masks(matches, labels, dropped):
    out = labels == dropped
    false = matches.copy()
    np.fill_diagonal(false, False)
    return (false & (out[:, None] | out)).sum() / false.sum()


def false_of(matches):
    return matches & ~np.eye(len(matches), dtype=bool)


def table_in_order_of_appearance(m, g):
    names = list(dict.fromkeys(g.tolist()))
    place = [list(np.unique(g)).index(name) for name in names]
    return cross_group(m, g)[np.ix_(place, place)]


RIGHT = {
    "10.1": [rates_by_loops, rates_by_masks, fmr_by_group],
    "10.2": [table_by_loops, table_by_products, lambda m, labels: cross_group(m, labels).tolist()],
    "10.3": [hidden_by_pairs, hidden_by_masks, hidden_share],
    "10.P": [fmr_met, lambda rates, mix: [sum(r * m for r, m in zip(row, mix, strict=True)) for row in rates],
             lambda rates, mix: (rates * mix).sum(axis=1)],
}  # fmt: skip
WRONG = {
    "10.1": [
        (lambda m, g: rates_with(m, g, np.mean), "diagonal counts in your rates"),
        (lambda m, g: rates_with(m, g, lambda p: (p.sum() - p.trace()) / p.size), "not below"),
        (lambda m, g: rates_with(m, g, lambda p: p.sum() / (p.size - len(p))), "not above"),
        (lambda m, g: rates_with(m, g, lambda p: 2 * (p.sum() - p.trace()) / (p.size - len(p))), "stands twice"),
        (lambda m, g: rates_with(m, g, lambda p: p.sum() - p.trace()), "counts"),
        (lambda m, g: {one: false_of(m)[g == one].sum() / ((g == one).sum() * (len(g) - 1)) for one in np.unique(g)},
         "against everybody"),
        (lambda m, g: list(fmr_by_group(m, g).values()), "dictionary"),
        (lambda m, g: {one: m[g == one].mean() for one in np.unique(g)}, "diagonal with them"),
        (lambda m, g: rates_with(m, g, lambda p: np.triu(p, 1).sum() / (p.size - len(p))), "upper half"),
        (lambda m, g: {"listed people": 0.1}, "the labels are"),
        (lambda m, g: {one: fmr_by_group(m, g).get(one, 0) for one in ("female", "male", "uncoded")}, "the labels are"),
        (lambda m, g: rates_with(m, g, lambda p: (p.sum() - len(p)) / (p.size - len(p))), "every mated pair matched"),
        (lambda m, g: {one: 100 * rate for one, rate in fmr_by_group(m, g).items()}, "100 times"),
        (lambda m, g: {one: rate / 7 for one, rate in fmr_by_group(m, g).items()}, "the rates are"),
    ],
    "10.2": [
        (lambda m, g: cross_group(m, g).T, "exchanged"),
        (table_without_care, "above and below"),
        (lambda m, g: table_without_care(false_of(m), g), "not below"),
        (lambda m, g: np.diag(cross_group(m, g)), "shape"),
        (lambda m, g: cross_group(m, g) * 3, "the table is"),
        (table_in_order_of_appearance, "first appear"),
        (lambda m, g: cross_group(m, g)[:2, :2], "shape"),
        (lambda m, g: (cross_group(m, g) + cross_group(m, g).T) / 2, "the same above and below"),
        (lambda m, g: fmr_by_group(m, g), "array of numbers"),
    ],
    "10.3": [
        (lambda m, g, d: 1 - hidden_share(m, g, d), "that stays"),
        (lambda m, g, d: false_of(m)[np.ix_(g == d, g == d)].sum() / false_of(m).sum(), "two dropped"),
        (lambda m, g, d: false_of(m)[g == d].sum() / false_of(m).sum(), "probe only"),
        (lambda m, g, d: false_of(m)[:, g == d].sum() / false_of(m).sum(), "enrolled person only"),
        (lambda m, g, d: np.mean(g == d), "people"),
        (lambda m, g, d: 1 - m[np.ix_(g != d, g != d)].sum() / m.sum(), "diagonal"),
        (lambda m, g, d: hidden_share(m, g, d) / 3, "it is"),
        (lambda m, g, d: hidden_share(m, g, "uncoded"), "it is"),
        (lambda m, g, d: 100 * hidden_share(m, g, d), "100 times"),
    ],
    "10.P": [
        (lambda rates, mix: mix @ rates, "exchanged"),
        (lambda rates, mix: rates.mean(axis=1), "equal shares"),
        (lambda rates, mix: np.diag(rates), "within the groups"),
        (lambda rates, mix: np.diag(rates) * mix, "within a group"),
        (lambda rates, mix: rates.sum(axis=1), "weigh"),
        (lambda rates, mix: rates * mix, "shape"),
        (lambda rates, mix: rates @ mix + 1, "it is"),
        (lambda rates, mix: rates[:2, 0] * mix[0] + rates[:2, 1] * mix[1], "shape"),
    ],
}  # fmt: skip

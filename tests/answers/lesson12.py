"""Right and wrong answers to the exercises of lesson 12."""

import numpy as np

from facelab.answers.lesson12 import cost_of_parity, diluted, fmr_with_guess, line_for_each
from facelab.errors import threshold_for_fmr
from facelab.simulate import take_photos

noise, scores = np.array(0.5), np.eye(9)  # as a notebook may hold them


def photos_by_loop(persons, deviations, noise):
    photos = []
    for person, deviation in zip(persons, deviations, strict=True):
        photo = person + noise * deviation
        photos.append(photo / np.sqrt(photo @ photo))
    return photos


def photos_by_numbers(persons, deviations, noise):
    photos = []
    for i in range(len(persons)):
        row = [persons[i][k] + noise * deviations[i][k] for k in range(len(persons[i]))]
        length = sum(one * one for one in row) ** 0.5
        photos.append([float(one / length) for one in row])
    return photos


def photos_by_roots(persons, deviations, noise):
    raw = persons + deviations * noise
    return raw / (raw**2).sum(axis=1)[:, None] ** 0.5


def photos_turned(persons, deviations, noise):
    raw = (persons + noise * deviations).T
    return (raw / np.linalg.norm(raw, axis=0)).T


def photos_in_place(persons, deviations, noise):
    persons += noise * deviations
    return persons / np.linalg.norm(persons, axis=1, keepdims=True)


def diluted_by_kinds(within, across, others, wrong):
    kinds = {(1, 1): within, (1, 0): across, (0, 1): across, (0, 0): others}
    chance = {1: 1 - wrong, 0: wrong}
    return sum(chance[a] * chance[b] * rate for (a, b), rate in kinds.items())


def diluted_guarded(within, across, others, wrong):
    if wrong == 0:
        return within
    right = 1 - wrong
    return right * (right * within + wrong * across) + wrong * (right * across + wrong * others)


def lines_by_masks(scores, labels, target):
    apart = ~np.eye(len(labels), dtype=bool)
    return {
        str(one): threshold_for_fmr(
            scores[np.outer(labels == one, labels == one) & apart], target, scores.diagonal()[labels == one]
        )
        for one in set(labels)
    }


def lines_by_halves(scores, labels, target):
    lines = {}
    for one in np.unique(labels):
        part = scores[labels == one][:, labels == one]
        strangers = np.concatenate([part[np.triu_indices(len(part), 1)], part[np.tril_indices(len(part), -1)]])
        lines[one] = np.float64(threshold_for_fmr(strangers, target, np.diag(part)))
    return lines


def lines_by_people(scores, labels, target):
    lines = {}
    for one in np.unique(labels):
        people = [i for i in range(len(labels)) if labels[i] == one]
        strangers = np.concatenate([np.delete(scores[i, people], place) for place, i in enumerate(people)])
        lines[one] = threshold_for_fmr(strangers, target, [scores[i, i] for i in people])
    return lines


def lines_by_trying(scores, labels, target):
    lines = {}
    for one in np.unique(labels):
        part = scores[np.ix_(labels == one, labels == one)]
        strangers = part[~np.eye(len(part), dtype=bool)]
        for line in [*np.unique(part), np.inf]:
            if 1 - np.mean(strangers < line) <= target:
                lines[one] = line
                break
    return lines


def lines_by_cells(scores, labels, target):
    lines = {}
    for one in np.unique(labels):
        strangers, own = [], []
        for i in range(len(labels)):
            for j in range(len(labels)):
                if labels[i] == one and labels[j] == one:
                    (own if i == j else strangers).append(scores[i, j])
        lines[one] = threshold_for_fmr(np.array(strangers), target, np.array(own))
    return lines


def lines_of_blocks(scores, labels, target):
    lines, start = {}, 0
    for one, size in zip(*np.unique(labels, return_counts=True), strict=True):
        part = scores[start : start + size, start : start + size]
        lines[one] = threshold_for_fmr(part[~np.eye(size, dtype=bool)], target, part.diagonal())
        start += size
    return lines


def lines_of_the_notebook(table, labels, target):
    lines = {}
    for one in np.unique(labels):
        lines[one] = threshold_for_fmr(scores[scores < 1], target, scores.diagonal())
    return lines


def cost_by_counting(mated, labels, before, after):
    cost = {}
    for one in before:
        own = [score for score, label in zip(mated, labels, strict=True) if label == one]
        cost[one] = (sum(s < after[one] for s in own) - sum(s < before[one] for s in own)) / len(own)
    return cost


def cost_by_lines(mated, labels, before, after):
    old, new = (np.array([lines[str(one)] for one in labels]) for lines in (before, after))
    change = (mated < new).astype(int) - (mated < old)
    return {one: change[labels == one].mean() for one in set(labels.tolist())}


def cost_with(mated, labels, before, after, change):
    return {str(one): change(mated[labels == one], before[one], after[one]) for one in np.unique(labels)}


def cost_by_sorting_in_place(mated, labels, before, after):
    mated.sort()
    return cost_of_parity(mated, labels, before, after)


def cost_by_order_of_lines(mated, labels, before, after):
    names = np.unique(labels)
    lines = zip(names, before.values(), after.values(), strict=True)
    return {one: np.mean(mated[labels == one] < a) - np.mean(mated[labels == one] < b) for one, b, a in lines}


def waits(own, other, wrong):
    while True:
        wrong = wrong + 0


def scales_the_person_first(persons, deviations, noise):
    return persons / np.linalg.norm(persons, axis=1, keepdims=True) + noise * deviations


def lines_with_the_diagonal(scores, labels, target):
    lines = {}
    for one in np.unique(labels):
        part = scores[np.ix_(labels == one, labels == one)]
        lines[one] = threshold_for_fmr(part.ravel(), target, part.diagonal())
    return lines


RIGHT = {
    "12.1": [photos_by_loop, photos_by_numbers, photos_by_roots, photos_turned],
    "12.2": [lines_by_masks, lines_by_halves, lines_by_people,
             lambda *given: dict(reversed(line_for_each(*given).items()))],
    "12.3": [
        cost_by_counting, cost_by_lines,
        lambda m, g, b, a: cost_with(m, g, b, a, lambda own, x, y: np.mean(own >= x) - np.mean(own >= y)),
        lambda m, g, b, a: cost_with(m, g, b, a, lambda own, x, y: (np.sum(own < y) - np.sum(own < x)) / own.size),
    ],
    "12.4": [
        diluted_by_kinds, diluted_guarded,
        lambda within, across, others, wrong: within + 2 * wrong * (across - within)
        + wrong**2 * (within - 2 * across + others),
        lambda a, b, c, w: np.array([(1 - w) ** 2, 2 * w * (1 - w), w**2]) @ [a, b, c],
    ],
    "12.P": [
        lambda own, other, wrong: own + wrong * (other - own),
        lambda own, other, wrong: np.array([1 - wrong, wrong]) @ np.array([own, other]),
        lambda own, other, wrong: np.average([own, other], weights=[1 - wrong, wrong]),
        lambda own, other, wrong: own if wrong == 0 else own - own * wrong + other * wrong,
    ],
}  # fmt: skip
SLOW = {"12.2": [lines_by_cells]}
WRONG = {
    "12.1": [
        (lambda p, d, n: take_photos(p, d, 0.6), "table of photos is"),
        (lambda p, d, n: take_photos(p, d, 1.5), "does not use noise|table of photos is"),
        (lambda p, d, n: -take_photos(p, d, n), "wrong sign"),
        (lambda p, d, n: take_photos(p, d, n).round(2), "round to 2"),
        (lambda p, d, n: take_photos(p, d, n).T, "on its side"),
        (lambda p, d, n: (p + n * d) / np.linalg.norm(p + n * d, axis=1), "stopped.*broadcast"),
        (lambda p, d, n: take_photos(p, d, n) * 2, "table of photos is"),
        (lambda p, d, n: (p + noise * d) / np.linalg.norm(p + noise * d), "reads noise from the notebook"),
        (lambda p, d, n: [[1.0], [1.0, 2.0]], "different lengths"),
        (lambda p, d, n: take_photos(p, d, n).astype(str), "text"),
        (lambda p, d, n: np.full(p.shape, np.inf), "infinity|same for"),
        (lambda p, d, n: np.full(p.shape, np.nan), "NaN"),
        (lambda p, d, n: take_photos(p, d, n) + 0j, "complex"),
        (lambda p, d, n: take_photos(p, d, n).tolist().sort(), "returns nothing"),
        (photos_in_place, "changes the data"),
    ],
    "12.2": [
        (lambda s, g, t: list(line_for_each(s, g, t).values()), "dictionary"),
        (lambda s, g, t: line_for_each(s, g, t).items(), "dictionary"),
        (lambda s, g, t: threshold_for_fmr(s[~np.eye(len(s), dtype=bool)], t), "dictionary"),
        (lambda s, g, t: {"listed": s.mean()}, "the labels are"),
        (lambda s, g, t: {"listed": 0.5, "not listed": 0.4}, "same for every question|the labels are"),
        (lambda s, g, t: {one: [line] for one, line in line_for_each(s, g, t).items()}, "one number"),
        (lambda s, g, t: {one: str(line) for one, line in line_for_each(s, g, t).items()}, "text"),
        (lambda s, g, t: {one: None for one in np.unique(g)}, "NaN"),
        (lambda s, g, t: {one: 0.25 for one in np.unique(g)}, "the line of ash is"),
        (lambda s, g, t: {one: np.nan for one in np.unique(g)}, "NaN"),
        (lambda s, g, t: line_for_each(s, g, 0.25), "does not use target|the line of ash is"),
        (lambda s, g, t: line_for_each(s.T[::-1, ::-1], g, t), "the line of ash is"),
        (lambda s, g, t: {a: line_for_each(s, g, t)[b] for a, b in zip(np.unique(g), np.unique(g)[::-1], strict=True)},
         "exchanged|the line of"),
        (lambda s, g, t: line_for_each((s + s.T) / 2, g, t), "the line of ash is|cells (above|below)"),
        (lambda s, g, t: line_for_each(s, np.sort(g), t), "the line of ash is"),
        (lines_of_blocks, "the line of ash is"),
        (lines_of_the_notebook, "reads scores from the notebook"),
        (lambda s, g, t: (np.fill_diagonal(s, -1), line_for_each(s, g, t))[1], "changes the data"),
        (lambda s, g, t: {one: float(line) for one, line in line_for_each(s, g, t).items() if line < 0.5},
         "the labels are"),
    ],
    "12.3": [
        (lambda m, g, b, a: m.mean(), "dictionary"),
        (lambda m, g, b, a: list(cost_of_parity(m, g, b, a).values()), "dictionary"),
        (lambda m, g, b, a: dict.fromkeys(b, 7.0), "same for every question|the rise of"),
        (lambda m, g, b, a: {one: round(rise, 2) for one, rise in cost_of_parity(m, g, b, a).items()},
         "round to 2|the rise of"),
        (lambda m, g, b, a: {one: str(rise) for one, rise in cost_of_parity(m, g, b, a).items()}, "text"),
        (lambda m, g, b, a: {one: m[g == one] < a[one] for one in b}, "one number"),
        (lambda m, g, b, a: {one: rise for one, rise in cost_of_parity(m, g, b, a).items() if rise > 0},
         "the labels are"),
        (lambda m, g, b, a: {**cost_of_parity(m, g, b, a), "all": 0.0}, "the labels are"),
        (lambda m, g, b, a: cost_of_parity(m, np.sort(g), b, a), "the rise of"),
        (lambda m, g, b, a: cost_of_parity(np.sort(m), np.sort(g), b, a), "the rise of"),
        (lambda m, g, b, a: cost_of_parity(abs(m), g, b, a), "right in general|the rise of"),
        (lambda m, g, b, a: cost_of_parity(m, g, {**b, **dict.fromkeys(b, 0.4)}, a), "the rise of"),
        (cost_by_sorting_in_place, "changes the data"),
        (cost_by_order_of_lines, "the rise of|are exchanged"),
        (lambda m, g, b, a: (a.update(b), cost_of_parity(m, g, b, a))[1], "changes the data"),
    ],
    "12.4": [
        (lambda a, b, c, w: diluted(a, b, c, 0.1), "the rate is"),
        (lambda a, b, c, w: 0.00123, "same for every question|the rate is"),
        (lambda a, b, c, w: 1 - diluted(a, b, c, w), "one minus"),
        (lambda a, b, c, w: round(diluted(a, b, c, w), 3), "round to 3"),
        (lambda a, b, c, w: 100 * diluted(a, b, c, w), "100 times"),
        (lambda a, b, c, w: (1 - w) ^ 2 * a, "stopped"),
        (lambda a, b, c, w: ((1 - w) ** 2 * a, 2 * w * (1 - w) * b, w**2 * c), "one number"),
        (lambda a, b, c, w: str(diluted(a, b, c, w)), "text"),
        (lambda a, b, c, w: diluted(a, b, c, w) > 0, "for every question: True|should be a number"),
        (lambda a, b, c, w: diluted(a, b, c, w) if w < 0.5 else c, "the rate is"),
    ],
    "12.P": [
        (lambda o, t, w: fmr_with_guess(o, t, 0.25), "does not use wrong|is 0.|is 1"),
        (lambda o, t, w: 1.0, "same for every question|the FMR is"),
        (lambda o, t, w: str(fmr_with_guess(o, t, w)), "text"),
        (lambda o, t, w: (o, t), "one number"),
        (lambda o, t, w: [fmr_with_guess(o, t, w)], "result\\[0\\]"),
        (lambda o, t, w: -fmr_with_guess(o, t, w), "wrong sign"),
        (lambda o, t, w: 1000 * fmr_with_guess(o, t, w), "the FMR is"),
        (lambda o, t, w: fmr_with_guess(o, t, w) if w <= 0.5 else t, "the FMR is"),
        (lambda o, t, w: fmr_with_guess, "a function, not its result"),
        (lambda o, t, w: print(end=""), "nothing"),
        (waits, "never ends"),
    ],
}  # fmt: skip
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "12.1 scales the person first": ("12.1", scales_the_person_first),
    "12.2 gives all cells of `part` to `threshold_for_fmr`": ("12.2", lines_with_the_diagonal),
    "12.P leaves out the factor 1 - `wrong`": ("12.P", lambda at_own, at_other, wrong: at_own + wrong * at_other),
}

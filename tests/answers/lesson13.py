"""Right and wrong answers to the exercises of lesson 13."""

import numpy as np
from sklearn.metrics import cohen_kappa_score

from facelab.attributes import against_the_lazy, folds_by_person, kappa, look_alike, share_over_people


def folds_by_places(person, parts, order):
    return [list(order).index(one) % parts for one in person]


def folds_by_loop(person, parts, order):
    part = np.zeros(len(person), dtype=int)
    for place, one in enumerate(order):
        part[person == one] = place % parts
    return part


def lazy_by_counting(guessed, labels):
    yes = sum(labels)
    return sum(g == t for g, t in zip(guessed, labels, strict=True)) / len(labels), max(yes, len(labels) - yes) / len(
        labels
    )


def shares_by_dictionary(hits, person):
    own = {}
    for hit, one in zip(hits, person, strict=True):
        own.setdefault(one, []).append(hit)
    shares = [sum(some) / len(some) for some in own.values()]
    return sum(shares) / len(shares), min(shares), max(shares)


def look_by_loop(scores, threshold):
    return [int(np.argmax(row)) if max(row) >= threshold else -1 for row in scores]


def look_by_masks(scores, threshold):
    best = scores.argmax(axis=1)
    best[scores.max(axis=1) < threshold] = -1
    return best


def kappa_by_table(one, other):
    names = sorted({*one, *other})
    table = np.array([[np.sum((one == a) & (other == b)) for b in names] for a in names]) / len(one)
    expected = table.sum(axis=0) @ table.sum(axis=1)
    return (np.trace(table) - expected) / (1 - expected)


def kappa_of_yes(a, b):
    if a.dtype != bool:
        return kappa(a, b)
    yes = np.mean(a) * np.mean(b)
    return (np.mean(a == b) - yes) / (1 - yes)


RIGHT = {
    "13.1": [folds_by_places, folds_by_loop, folds_by_person],
    "13.2": [lazy_by_counting, against_the_lazy, lambda g, t: [(g == t).mean(), max(t.mean(), 1 - t.mean())]],
    "13.3": [shares_by_dictionary, share_over_people, lambda h, p: np.array(share_over_people(h, p))],
    "13.4": [look_by_loop, look_by_masks, look_alike],
    "13.P": [kappa_by_table, cohen_kappa_score, kappa],
}
WRONG = {
    "13.1": [
        (lambda p, k, o: np.arange(len(p)) % k, "stay together"),
        (lambda p, k, o: p % k, "person's number"),
        (lambda p, k, o: folds_by_person(p, k, np.unique(p)), "order has no effect"),
        (lambda p, k, o: np.array([list(o).index(one) for one in p]), "place in"),
        (lambda p, k, o: folds_by_person(p, k, o) + 1, "begin at 0"),
        (lambda p, k, o: [o[i::k] for i in range(k)], "array of numbers|shape"),
        (lambda p, k, o: folds_by_person(p, k, o[::-1]) * 5, "the parts are"),
        (lambda p, k, o: folds_by_person(p, 5, o), "into 5 parts"),
        (lambda p, k, o: folds_by_person(p, 4, o), "into 4 parts"),
    ],
    "13.2": [
        (lambda g, t: against_the_lazy(g, t)[::-1], "exchanged"),
        (lambda g, t: (np.mean(g == t), min(t.mean(), 1 - t.mean())), "rarer"),
        (lambda g, t: (np.mean(g == t), max(g.mean(), 1 - g.mean())), "you count the guesses"),
        (lambda g, t: (np.mean(g != t), against_the_lazy(g, t)[1]), "wrong guesses"),
        (lambda g, t: (np.mean(g == t), 0.5), "not a coin"),
        (lambda g, t: np.mean(g == t), "two numbers"),
        (lambda g, t: (np.mean(g == t), np.mean(t == False)), "rarer"),  # noqa: E712
    ],
    "13.3": [
        (lambda h, p: (h.mean(), *share_over_people(h, p)[1:]), "over photos"),
        (lambda h, p: tuple(np.array(share_over_people(h, p))[[0, 2, 1]]), "exchanged"),
        (lambda h, p: (share_over_people(h, p)[0], h.min(), h.max()), "single photos"),
        (lambda h, p: (1 - share_over_people(h, p)[0], 1 - share_over_people(h, p)[2], 1 - share_over_people(h, p)[1]),
         "misses"),
        (lambda h, p: share_over_people(h, p)[0], "three numbers"),
        (lambda h, p: (0.123, 0.1, 0.9), "it is"),
    ],
    "13.4": [
        (lambda s, t: s.argmax(axis=1), "everybody gets"),
        (lambda s, t: np.where(s.max(axis=1) > t, s.argmax(axis=1), -1), "use >="),
        (lambda s, t: np.where(s.max(axis=1) >= t, s.argmax(axis=1), 0), "first stored face"),
        (lambda s, t: np.where(s.max(axis=1) < t, s.argmax(axis=1), -1), "wrong way round"),
        (lambda s, t: s.max(axis=1), "the best scores"),
        (lambda s, t: s.argmax(), "shape"),
        (lambda s, t: np.where((s >= t).any(axis=1), (s >= t).argmax(axis=1), -1), "first"),
        (lambda s, t: look_alike(s, max(t, 0.0)) if t > -1 else np.full(len(s), -1), "no line"),
        (lambda s, t: np.full(len(s), 3), "it is"),
    ],
    "13.P": [
        (lambda a, b: np.mean(a == b), "agreement itself"),
        (lambda a, b: (np.mean(a == b) - 1 / 3) / (2 / 3), "coins"),
        (lambda a, b: np.mean(a == b) - sum(np.mean(a == x) * np.mean(b == x) for x in np.unique(a)), "divide by 1"),
        (lambda a, b: -kappa(a, b), "sign"),
        (lambda a, b: 0.4321, "kappa is"),
        (lambda a, b: a == b, "one number"),
        (kappa_of_yes, "one label only|kappa is"),
    ],
}  # fmt: skip

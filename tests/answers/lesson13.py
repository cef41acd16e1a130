"""Right and wrong answers to the exercises of lesson 13."""

from collections import Counter, defaultdict

import numpy as np
from sklearn.metrics import cohen_kappa_score

from facelab.answers.lesson13 import against_the_lazy, folds_by_person, kappa, look_alike, share_over_people

glasses, person = np.arange(9) % 2 == 0, np.repeat([1, 2, 3], 3)  # as a notebook may hold them


def folds_by_places(person, parts, order):
    return [list(order).index(one) % parts for one in person]


def folds_by_loop(person, parts, order):
    part = np.zeros(len(person), dtype=int)
    for place, one in enumerate(order):
        part[person == one] = place % parts
    return part


def folds_by_hint(person, parts, order):
    result = np.empty(len(person))
    for i in range(len(person)):
        result[i] = np.flatnonzero(order == person[i])[0] % parts
    return result


def folds_by_sorting(person, parts, order):
    by_number = np.argsort(order)
    return by_number[np.searchsorted(order, person, sorter=by_number)] % parts


def folds_by_counting_round(person, parts, order):
    part, next_one = {}, 0
    for one in order:
        part[one] = next_one
        next_one = next_one + 1 if next_one + 1 < parts else 0
    return tuple(int(part[one]) for one in person)


def folds_by_slices(person, parts, order):
    return sum(k * np.isin(person, order[k::parts]) for k in range(parts))


def folds_by_shuffling_in_place(person, parts, order):
    order.sort()
    return folds_by_person(person, parts, order)


def lazy_by_counting(guessed, labels):
    yes = sum(labels)
    right = sum(g == t for g, t in zip(guessed, labels, strict=True))
    return right / len(labels), max(yes, len(labels) - yes) / len(labels)


def lazy_by_counter(guessed, labels):
    most = Counter(labels.tolist()).most_common(1)[0][0]
    return 1 - np.mean(guessed != labels), np.count_nonzero(labels == most) / labels.size


def shares_by_dictionary(hits, person):
    own = {}
    for hit, one in zip(hits, person, strict=True):
        own.setdefault(one, []).append(hit)
    shares = [sum(some) / len(some) for some in own.values()]
    return sum(shares) / len(shares), min(shares), max(shares)


def shares_by_bins(hits, person):
    _, place = np.unique(person, return_inverse=True)
    shares = np.bincount(place, hits) / np.bincount(place)
    return [shares.mean(), shares.min(), shares.max()]


def shares_by_misses(hits, person):
    misses = defaultdict(int)
    for hit, one in zip(hits, person, strict=True):
        misses[one] += not hit
    shares = sorted(1 - misses[one] / np.sum(person == one) for one in set(person))
    return float(np.mean(shares)), shares[0], shares[-1]


def shares_of_numbers(people, hits, person):
    shares = [hits[person == one].mean() if (person == one).any() else float("nan") for one in people]
    return np.mean(shares), np.min(shares), np.max(shares)


def shares_of_runs(hits, person):
    ends = np.flatnonzero(np.append(person[1:] != person[:-1], True)) + 1
    shares = [run.mean() for run in np.split(hits, ends[:-1])]
    return np.mean(shares), min(shares), max(shares)


def look_by_loop(scores, threshold):
    return [int(np.argmax(row)) if max(row) >= threshold else -1 for row in scores]


def look_by_masks(scores, threshold):
    best = scores.argmax(axis=1)
    best[scores.max(axis=1) < threshold] = -1
    return best


def look_by_numbers(scores, threshold):
    found = np.full(len(scores), -1.0)
    for i in range(len(scores)):
        best = -np.inf
        for j in range(len(scores[i])):
            if scores[i, j] > best:
                best = scores[i, j]
                found[i] = j
        if best < threshold:
            found[i] = -1
    return found


def look_by_sorting(scores, threshold):
    best = np.argsort(scores, axis=1)[:, -1]
    return np.where(scores[np.arange(len(scores)), best] < threshold, -1, best)


def look_with_zeros(scores, threshold):
    scores[scores < threshold] = 0
    return look_alike(scores, threshold)


def look_in_padded(scores, threshold):
    padded = np.where(scores >= threshold, scores, 0)
    return np.where(padded.any(axis=1), padded.argmax(axis=1), -1)


def kappa_by_table(one, other):
    names = sorted({*one, *other})
    table = np.array([[np.sum((one == a) & (other == b)) for b in names] for a in names]) / len(one)
    expected = table.sum(axis=0) @ table.sum(axis=1)
    return (np.trace(table) - expected) / (1 - expected)


def kappa_by_counters(one, other):
    first, second, n = Counter(one.tolist()), Counter(other.tolist()), len(one)
    expected = sum(first[label] * second[label] for label in first) / n**2
    observed = sum(a == b for a, b in zip(one, other, strict=True)) / n
    return 1 - (1 - observed) / (1 - expected)


def kappa_by_pairs(one, other):
    expected = np.mean(one[:, np.newaxis] == other)
    return (np.mean(one == other) - expected) / (1 - expected)


def kappa_of(labels, a, b):
    expected = sum(np.mean(a == one) * np.mean(b == one) for one in labels)
    return (np.mean(a == b) - expected) / (1 - expected)


def kappa_by_means(a, b):
    expected = np.mean(a) * np.mean(b) + (1 - np.mean(a)) * (1 - np.mean(b))
    return (np.mean(a == b) - expected) / (1 - expected)


RIGHT = {
    "13.1": [folds_by_places, folds_by_loop, folds_by_hint, folds_by_sorting, folds_by_counting_round,
             folds_by_slices],
    "13.2": [lazy_by_counting, lazy_by_counter,
             lambda g, t: [(g == t).mean(), max(t.mean(), 1 - t.mean())],
             lambda g, t: np.array([(g == t).mean(), np.unique(t, return_counts=True)[1].max() / len(t)])],
    "13.3": [shares_by_dictionary, shares_by_bins, shares_by_misses,
             lambda h, p: np.array(share_over_people(h, p))],
    "13.4": [look_by_loop, look_by_masks, look_by_numbers, look_by_sorting],
    "13.P": [kappa_by_table, kappa_by_counters, kappa_by_pairs, cohen_kappa_score,
             lambda a, b: kappa_of(set(b), a, b)],
}  # fmt: skip
WRONG = {
    "13.1": [
        (lambda p, k, o: [o[i::k].tolist() for i in range(k)], "different lengths|shape"),
        (lambda p, k, o: {int(one): place % k for place, one in enumerate(o)}, "numbers; your function returns a dict"),
        (lambda p, k, o: folds_by_person(p, k, o[::-1]) * 5, "array of parts is"),
        (lambda p, k, o: folds_by_person(p, 4, o), "does not use parts|array of parts is"),
        (lambda p, k, o: np.random.default_rng(0).permutation(len(p)) % k, "array of parts is"),
        (lambda p, k, o: folds_by_person(p, k, o).astype(str), "text"),
        (lambda p, k, o: folds_by_person(p, k, o) + 0.5, "array of parts is"),
        (lambda p, k, o: np.argsort(o)[p - p.min()] % k, "stopped|right in general"),
        (lambda p, k, o: dict(zip(o, np.arange(len(o)) % k, strict=True))[p[0]], "shape|same for"),
        (lambda p, k, o: folds_by_person(np.sort(p), k, o), "array of parts is"),
        (lambda p, k, o: folds_by_person(person, k, np.unique(person)), "shape|array of parts"),
        (lambda p, k, o: [one for one in p if one % k == 0] or [[1], [2, 3]], "shape|different lengths|same for"),
        (folds_by_shuffling_in_place, "changes the data"),
    ],
    "13.2": [
        (lambda g, t: np.mean(g == t), "two numbers"),
        (lambda g, t: (np.mean(g == t), np.bincount(t).argmax() == 1), "should be a number"),
        (lambda g, t: (np.mean(g == t), t), "one number"),
        (lambda g, t: (g == t, np.mean(t)), "one number"),
        (lambda g, t: (*against_the_lazy(g, t), len(t)), "two numbers"),
        (lambda g, t: {"skill": np.mean(g == t), "lazy": np.mean(t)}, "two numbers"),
        (lambda g, t: tuple(map(str, against_the_lazy(g, t))), "text"),
        (lambda g, t: tuple(100 * one for one in against_the_lazy(g, t)), "100 times"),
        (lambda g, t: (round(np.mean(g == t), 2), against_the_lazy(g, t)[1]), "is 0|is 1"),
        (lambda g, t: (0.9, 0.7), "same for every question|is 0"),
        (lambda g, t: (np.mean(g == glasses[: len(g)]), np.mean(~t)), "reads glasses"),
        (lambda g, t: (np.mean(g == t), np.unique(t, return_counts=True)[1][1] / len(t)), "always True"),
        (lambda g, t: (np.mean(g == t), np.unique(t, return_counts=True)[1][0] / len(t)), "always False"),
        (lambda g, t: (np.mean(np.sort(g) == np.sort(t)), against_the_lazy(g, t)[1]), "is 0|is 1"),
        (lambda g, t: (max(np.mean(g == t), np.mean(g != t)), against_the_lazy(g, t)[1]), "is 0|is 1|wrong guesses"),
    ],
    "13.3": [
        (lambda h, p: share_over_people(h, p)[0], "three numbers"),
        (lambda h, p: share_over_people(h, p)[:2], "three numbers"),
        (lambda h, p: (0.123, 0.1, 0.9), "same for every question|is 0"),
        (lambda h, p: share_over_people(h, p)[::-1], "exchanged"),
        (lambda h, p: shares_of_numbers(range(1, 61), h, p), "need not be 1 to 40"),
        (lambda h, p: (np.nan, 0.0, 1.0), "need not be 1 to 40"),
        (lambda h, p: tuple(100 * one for one in share_over_people(h, p)), "100 times"),
        (lambda h, p: tuple(map(str, share_over_people(h, p))), "text"),
        (lambda h, p: tuple(round(one, 1) for one in share_over_people(h, p)), "round to 1|is 0"),
        (lambda h, p: ([0.5], [0.25, 0.75], 1.0), "one number|same for"),
        (lambda h, p: (share_over_people(h, p)[0], 0.0, 1.0), "single photos"),
        (lambda h, p: (np.average(h, weights=p), *share_over_people(h, p)[1:]), "is 0|is 1"),
        (lambda h, p: share_over_people(h, np.sort(p)), "is 0|is 1"),
        (lambda h, p: share_over_people(np.sort(h), p), "is 0|is 1"),
        (lambda h, p: share_over_people(h, person[: len(h)]), "reads person"),
        (shares_of_runs, "is 0|is 1"),
        (lambda h, p: (p.sort(), share_over_people(h, p))[1], "changes the data"),
    ],
    "13.4": [
        (lambda s, t: s.argmax(), "shape"),
        (lambda s, t: look_alike(s.T, t), "best visitor"),
        (lambda s, t: look_alike(s, t)[::-1], "array of places is|entry"),
        (lambda s, t: look_alike(s, max(t, 0.0)) if t > -2 else np.full(len(s), -1), "compare with 0|places is"),
        (lambda s, t: look_alike(s, t) if np.isfinite(t) else np.full(len(s), -1), "without a line"),
        (lambda s, t: look_alike(s, t) if t > -1 else np.full(len(s), -1), "without a line|places is"),
        (lambda s, t: np.full(len(s), 3), "array of places is|entry"),
        (lambda s, t: [None if one < 0 else int(one) for one in look_alike(s, t)], "holds None"),
        (lambda s, t: [np.nan if one < 0 else one for one in look_alike(s, t)], "NaN"),
        (lambda s, t: ["nobody" if one < 0 else one for one in look_alike(s, t)], "text|numbers"),
        (lambda s, t: [[], [1]] + [[2]] * len(s), "different lengths|shape"),
        (lambda s, t: look_alike(s, 0.25), "does not use threshold|array of places is|with 0.5"),
        (lambda s, t: look_alike(np.abs(s), t), "array of places is|entry|right in general"),
        (lambda s, t: look_alike(s, t).reshape(-1, 1), "shape"),
        (look_with_zeros, "changes the data"),
        (look_in_padded, "array of places is|entry|right in general"),
    ],
    "13.P": [
        (lambda a, b: 0.4321, "same for every question|kappa is"),
        (lambda a, b: a == b, "one number"),
        (lambda a, b: kappa_of([True, False], a, b), "more than two labels"),
        (lambda a, b: kappa_of([0, 1, 2], a, b), "labels may be words"),
        (lambda a, b: kappa_of(["calm", "happy", "sad"], a, b), "agreement itself"),
        (kappa_by_means, "more than two labels"),
        (lambda a, b: kappa_by_means(a > 0, b > 0), "more than two labels"),
        (lambda a, b: round(kappa(a, b), 2), "round to 2"),
        (lambda a, b: 100 * kappa(a, b), "kappa is"),
        (lambda a, b: str(kappa(a, b)), "text"),
        (lambda a, b: (kappa(a, b), 0.5), "one number"),
        (lambda a, b: kappa(a, b) > 0, "should be a number"),
        (lambda a, b: kappa(np.sort(a), np.sort(b)), "kappa is"),
        (lambda a, b: np.corrcoef(a, b)[0, 1], "kappa is"),
        (lambda a, b: 2 * np.mean(a == b) - 1, "that of coins"),
        (lambda a, b: (np.mean(a == b) - 1 / 3) / (2 / 3), "kappa is"),
        (lambda a, b: kappa(glasses, b), "stopped|reads glasses"),
        (lambda a, b: (a.sort(), kappa(a, b))[1], "changes the data"),
    ],
}  # fmt: skip
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "13.1 uses the person's number for the place": ("13.1", lambda person, parts, order: person % parts),
    "13.2 takes a coin, 0.5, for the lazy answer": ("13.2", lambda guessed, labels: (np.mean(guessed == labels), 0.5)),
    "13.4 returns the score": ("13.4", lambda scores, threshold: scores.max(axis=1)),
}

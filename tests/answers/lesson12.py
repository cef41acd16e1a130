"""Right and wrong answers to the exercises of lesson 12."""

import numpy as np

from facelab.errors import threshold_for_fmr
from facelab.fairness import cost_of_parity, line_for_each
from facelab.simulate import diluted, fmr_with_guess, take_photos


def photos_by_loop(persons, deviations, noise):
    photos = []
    for person, deviation in zip(persons, deviations, strict=True):
        photo = person + noise * deviation
        photos.append(photo / np.sqrt(photo @ photo))
    return photos


def photos_by_roots(persons, deviations, noise):
    raw = persons + deviations * noise
    return raw / (raw**2).sum(axis=1)[:, None] ** 0.5


def diluted_by_kinds(within, across, others, wrong):
    kinds = {(1, 1): within, (1, 0): across, (0, 1): across, (0, 0): others}
    chance = {1: 1 - wrong, 0: wrong}
    return sum(chance[a] * chance[b] * rate for (a, b), rate in kinds.items())


def lines_by_masks(scores, labels, target):
    apart = ~np.eye(len(labels), dtype=bool)
    return {
        str(one): threshold_for_fmr(
            scores[np.outer(labels == one, labels == one) & apart], target, scores.diagonal()[labels == one]
        )
        for one in set(labels)
    }


def lines_by_trying(scores, labels, target):
    lines = {}
    for one in np.unique(labels):
        part = scores[np.ix_(labels == one, labels == one)]
        strangers = part[~np.eye(len(part), dtype=bool)]
        for line in [*np.unique(part), np.inf]:
            if np.mean(strangers >= line) <= target:
                lines[one] = line
                break
    return lines


def lines_with(scores, labels, target, strangers_of):
    return {one: threshold_for_fmr(strangers_of(one), target, scores.diagonal()[labels == one]) for one in set(labels)}


def cost_by_counting(mated, labels, before, after):
    cost = {}
    for one in before:
        own = [score for score, label in zip(mated, labels, strict=True) if label == one]
        cost[one] = (sum(s < after[one] for s in own) - sum(s < before[one] for s in own)) / len(own)
    return cost


def strangers_elsewhere(scores, labels, one):
    part = scores[np.ix_(labels != one, labels != one)]
    return part[~np.eye(len(part), dtype=bool)]


def cost_with(mated, labels, before, after, change):
    return {str(one): change(mated[labels == one], before[one], after[one]) for one in np.unique(labels)}


def lines_from(scores, labels, target, mated_of):
    """Lines with the group's own non-mated scores and other candidates."""
    lines = {}
    for one in np.unique(labels):
        part = scores[np.ix_(labels == one, labels == one)]
        lines[one] = threshold_for_fmr(part[~np.eye(len(part), dtype=bool)], target, mated_of(one))
    return lines


RIGHT = {
    "12.1": [photos_by_loop, photos_by_roots, take_photos],
    "12.4": [diluted_by_kinds, diluted,
             lambda within, across, others, wrong: within + 2 * wrong * (across - within)
             + wrong**2 * (within - 2 * across + others)],
    "12.2": [lines_by_masks, lines_by_trying, line_for_each],
    "12.3": [cost_by_counting, cost_of_parity,
             lambda m, g, b, a: cost_with(m, g, b, a, lambda own, x, y: np.mean(own >= x) - np.mean(own >= y))],
    "12.P": [fmr_with_guess, lambda own, other, wrong: own + wrong * (other - own),
             lambda own, other, wrong: np.average([own, other], weights=[1 - wrong, wrong])],
}  # fmt: skip
WRONG = {
    "12.1": [
        (lambda p, d, n: p + n * d, "not scaled"),
        (lambda p, d, n: take_photos(p, d, 1), "dial noise"),
        (lambda p, d, n: take_photos(p, -d, n), "subtracted"),
        (lambda p, d, n: take_photos(p, d, 0), "do not deviate"),
        (lambda p, d, n: (p + n * d) / np.linalg.norm(p + n * d), "whole table"),
        (lambda p, d, n: (p + n * d) / np.linalg.norm(p + n * d, axis=0), "columns"),
        (lambda p, d, n: (p + n * d) / np.linalg.norm(p + n * d, axis=1), "stopped|shape"),
        (lambda p, d, n: take_photos(p, d, n) * 2, "first photo"),
    ],
    "12.4": [
        (lambda a, b, c, w: (1 - w) * a + w * c, "three terms"),
        (lambda a, b, c, w: (1 - w) ** 2 * a + w * (1 - w) * b + w**2 * c, "factor 2"),
        (lambda a, b, c, w: diluted(a, b, c, 1 - w), "exchanged"),
        (lambda a, b, c, w: (1 - w) ** 2 * a + w**2 * c, "middle term"),
        (lambda a, b, c, w: diluted(a, c, b, w), "across and others"),
        (lambda a, b, c, w: a, "it is"),
    ],
    "12.2": [
        (lambda s, g, t: lines_with(s, g, t, lambda one: s[np.ix_(g == one, g == one)].ravel()), "diagonal stands"),
        (lambda s, g, t: lines_with(s, g, t, lambda one: s[(g == one)[:, None] & ~np.eye(len(g), dtype=bool)]),
         "against everybody"),
        (lambda s, g, t: lines_with(s, g, t, lambda one: strangers_elsewhere(s, g, one)), "other groups"),
        (lambda s, g, t: line_for_each(s, g, 1 - t), "1 - target"),
        (lambda s, g, t: {a: line_for_each(s, g, t)[b] for a, b in zip(np.unique(g), np.unique(g)[::-1], strict=True)},
         "exchanged"),
        (lambda s, g, t: lines_from(s, g, t, lambda one: ()), "candidates for its line"),
        (lambda s, g, t: lines_from(s, g, t, lambda one: s.diagonal()), "of everybody"),
        (lambda s, g, t: line_for_each(s, g, 0.001), "do not depend on target"),
        (lambda s, g, t: list(line_for_each(s, g, t).values()), "dictionary"),
        (lambda s, g, t: {"listed": 0.5}, "the labels are"),
    ],
    "12.3": [
        (lambda m, g, b, a: cost_of_parity(m, g, a, b), "sign"),
        (lambda m, g, b, a: cost_with(m, g, b, a, lambda own, x, y: np.mean(own < y)), "refused after"),
        (lambda m, g, b, a: cost_with(m, g, b, a, lambda own, x, y: np.mean(own <= y) - np.mean(own <= x)),
         "below, with <"),
        (lambda m, g, b, a: cost_with(m, g, b, a, lambda own, x, y: np.sum(own < y) - np.sum(own < x)),
         "you return people"),
        (lambda m, g, b, a: cost_with(m, g, b, a, lambda own, x, y: (np.sum(own < y) - np.sum(own < x)) / len(m)),
         "divide by everybody"),
        (lambda m, g, b, a: 0.1, "dictionary"),
        (lambda m, g, b, a: {one: abs(rise) for one, rise in cost_of_parity(m, g, b, a).items()}, "keep the sign"),
        (lambda m, g, b, a: {one: 100 * rise for one, rise in cost_of_parity(m, g, b, a).items()}, "100 times"),
        (lambda m, g, b, a: dict.fromkeys(b, 7.0), "the rises are"),
    ],
    "12.P": [
        (lambda o, t, w: fmr_with_guess(o, t, 1 - w), "exchanged"),
        (lambda o, t, w: o + w * t, "own line is not used"),
        (lambda o, t, w: o, "Some guesses are wrong"),
        (lambda o, t, w: w * t, "add it"),
        (lambda o, t, w: (o + t) / 2, "depend on wrong"),
        (lambda o, t, w: 1.0, "it is"),
        (lambda o, t, w: str(fmr_with_guess(o, t, w)), "text"),
    ],
}  # fmt: skip

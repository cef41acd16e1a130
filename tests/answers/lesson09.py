"""Right and wrong answers to the exercises of lesson 9."""

from fractions import Fraction

import numpy as np

from facelab.answers.lesson09 import gate, three_shares, turned_away
from facelab.cameras import smear_pixels


def smear_by_steps(speed_kmh, shutter, per_metre):
    metres_a_second = speed_kmh * 1000 / 3600
    return metres_a_second * shutter * per_metre


def shares_by_loops(scores, own, threshold):
    lost = missed = with_face = false = strangers = 0
    for row, mine in zip(scores, own, strict=True):
        if np.isnan(row).all():
            lost += 1
            continue
        with_face += 1
        for score, is_own in zip(row, mine, strict=True):
            if is_own:
                missed += score < threshold
            else:
                strangers += 1
                false += score >= threshold
    return lost / len(scores), missed / with_face, false / strangers


def shares_of_the_found(scores, own, threshold):
    found = ~np.isnan(scores).any(axis=1)
    s, o = scores[found], own[found]
    return np.array([1 - found.mean(), (s[o] < threshold).mean(), (s[~o] >= threshold).mean()])


def shares_by_nanmean(scores, own, threshold):
    is_match = np.where(np.isnan(scores), np.nan, scores >= threshold)
    return np.isnan(scores[:, 0]).mean(), 1 - np.nanmean(is_match[own]), np.nanmean(is_match[~own])


def shares_in_place(scores, own, threshold):
    scores[np.isnan(scores)] = -9
    return three_shares(np.where(scores == -9, np.nan, scores), own, threshold)


def turned_away_by_loop(scores, threshold):
    n = 0
    for score in scores:
        if not score >= threshold:
            n += 1
    return n / len(scores)


def gate_by_list(quality, least, scores, threshold):
    passed = [s for q, s in zip(quality, scores, strict=True) if q >= least]
    return 1 - len(passed) / len(quality), sum(not s >= threshold for s in passed) / len(passed)


def gate_of_arrays(quality, least, scores, threshold):
    known = np.nan_to_num(scores, nan=-np.inf) >= threshold
    passes = quality >= least
    return [1 - np.mean(passes), 1 - np.mean(known[passes])]


def gate_printed(quality, least, scores, threshold):
    print(gate(quality, least, scores, threshold))


RIGHT = {
    "9.1": [smear_by_steps, lambda speed_kmh, shutter, per_metre: per_metre * shutter * speed_kmh / 3.6,
            lambda v, s, p: Fraction(v) / Fraction("3.6") * Fraction(s) * Fraction(p)],
    "9.2": [shares_by_loops, shares_of_the_found, shares_by_nanmean,
            lambda s, o, t: [float(one) for one in three_shares(s, o, t)]],
    "9.P": [turned_away_by_loop, lambda s, t: 1 - np.mean(s >= t), lambda s, t: np.mean(np.isnan(s) | (s < t)),
            lambda s, t: (np.isnan(s).sum() + (s < t).sum()) / s.size,
            lambda s, t: np.mean(np.nan_to_num(s, nan=-99) < t)],
    "9.3": [gate_by_list, gate_of_arrays,
            lambda q, x, s, t: (np.mean(q < x), 1 - np.sum(s[q >= x] >= t) / np.sum(q >= x))],
}  # fmt: skip
WRONG = {
    "9.1": [
        (lambda v, s, p: str(smear_pixels(v, s, p)), "text"),
        (lambda v, s, p: (smear_pixels(v, s, p),), "one number"),
        (lambda v, s, p: smear_pixels(v, s, p) + 1, "smear is"),
        (lambda v, s, p: 10.0, "same for every question|smear is"),
        (lambda v, s, p: smear_pixels(36, s, p), "does not use|smear is"),
        (lambda v, s, p: v / 3.6 * s * p**2, "smear is|times"),
    ],
    "9.2": [
        (lambda s, o, t: three_shares(s, o, t)[:2], "three numbers"),
        (lambda s, o, t: 100 * np.array(three_shares(s, o, t)), "100 times"),
        (lambda s, o, t: np.round(three_shares(s, o, t), 1), "round|is"),
        (lambda s, o, t: three_shares(s, o, 0.25), "does not use threshold|is"),
        (lambda s, o, t: three_shares(s, ~o, t), "exchanged|is|one shape|own"),
        (lambda s, o, t: sum(three_shares(s, o, t)), "three numbers"),
        (lambda s, o, t: (np.isnan(s).sum(), *three_shares(s, o, t)[1:]), "no_face"),
        (lambda s, o, t: (np.isnan(s).mean(axis=1), *three_shares(s, o, t)[1:]), "one number"),
        (shares_in_place, "changes the data"),
    ],
    "9.P": [
        (lambda s, t: turned_away(s[::2], t), "share is"),
        (lambda s, t: np.nanmean(s < t), "NaN is neither"),
        (lambda s, t: f"{turned_away(s, t):.2f}", "text"),
        (lambda s, t: 100 * turned_away(s, t), "100 times|same for every question"),
        (lambda s, t: turned_away(s, 0.25), "does not use threshold|share is"),
        (lambda s, t: np.nanmean(s), "share is"),
    ],
    "9.3": [
        (gate_printed, "returns nothing|return"),
        (lambda q, x, s, t: gate(q, x, s, t)[0], "two numbers"),
        (lambda q, x, s, t: gate(q, 4, s, t), "does not use least|is"),
        (lambda q, x, s, t: gate(q, x, s, 0.25), "does not use threshold|is"),
        (lambda q, x, s, t: (np.mean(q < x), np.mean((q < x) | ~(s >= t))), "missed|is"),
        (lambda q, x, s, t: gate(s, t, q, x), "is|gate"),
    ],
}
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "9.1 multiplies the speed by 3.6": ("9.1", lambda v, s, p: v * 3.6 * s * p),
    "9.2 counts photos without a face among the misses": (
        "9.2", lambda s, o, t: (three_shares(s, o, t)[0], np.mean(~(s[o] >= t)), three_shares(s, o, t)[2]),
    ),
    "9.P leaves the visits without a score out": ("9.P", lambda s, t: np.mean(s[~np.isnan(s)] < t)),
}  # fmt: skip

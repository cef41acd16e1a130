"""Right answers of lesson 16 in several styles, and wrong ones with the sentence that each meets."""

import numpy as np

from facelab.answers.lesson16 import let_in, one_line_keeps_both, turned_away
from facelab.findings import verdict


def let_in_by_loop(scores, threshold):
    inside = scored = 0
    for i in range(len(scores)):
        score = scores[i, i]
        if not np.isnan(score):
            scored += 1
            if score >= threshold:
                inside += 1
    return inside / scored, inside / len(scores)


def let_in_by_list(scores, threshold):
    mated = [scores[i][i] for i in range(len(scores))]
    used = [one for one in mated if one == one]
    good = [one for one in used if one >= threshold]
    return [len(good) / len(used), len(good) / len(mated)]


def let_in_by_cutting(scores, threshold):
    mated = np.diag(scores)
    used = mated[~np.isnan(mated)]
    return np.array([np.mean(used >= threshold), np.sum(used >= threshold) / len(mated)])


def let_in_filled(scores, threshold):
    mated = np.nan_to_num(np.diag(scores), nan=-np.inf)
    return (mated >= threshold).sum() / (mated > -np.inf).sum(), (mated >= threshold).mean()


def let_in_in_place(scores, threshold):
    scores[np.isnan(scores)] = -9
    mated = np.diag(scores)
    return (mated >= threshold).sum() / (mated > -9).sum(), (mated >= threshold).mean()


def away_by_loop(scores, threshold, district):
    away, people = {}, {}
    for i, name in enumerate(district):
        people[name] = people.get(name, 0) + 1
        away[name] = away.get(name, 0) + (not scores[i, i] >= threshold)
    return {name: away[name] / people[name] for name in people}


def away_by_complement(scores, threshold, district):
    inside = np.diag(scores) >= threshold
    return {str(name): 1 - inside[district == name].mean() for name in np.unique(district)}


def away_by_counting(scores, threshold, district):
    mated, shares = scores.diagonal(), {}
    for name in set(district):
        here = mated[district == name]
        shares[name] = (np.isnan(here).sum() + np.sum(here < threshold)) / len(here)
    return shares


def away_with_pandas(scores, threshold, district):
    import pandas as pd

    away = pd.Series(~(scores.diagonal() >= threshold))
    return away.groupby(district).mean().to_dict()


def away_in_place(scores, threshold, district):
    scores[np.isnan(scores)] = -9
    return turned_away(scores, threshold, district)


def verdict_at_once(low, high, allowed):
    return "kept" if high <= allowed else "broken" if low > allowed else "not shown"


def verdict_by_default(low, high, allowed):
    word = "not shown"
    if low > allowed:
        word = "broken"
    elif not high > allowed:
        word = "kept"
    return word


def verdict_by_inside(low, high, allowed):
    if low <= allowed < high:
        return "not shown"
    return "kept" if high <= allowed else "broken"


def one_line_by_loop(false, missed, most_false, most_missed):
    found = False
    for one, other in zip(false, missed, strict=True):
        if one <= most_false and other <= most_missed:
            found = True
    return found


def one_line_by_places(false, missed, most_false, most_missed):
    return bool(set(np.flatnonzero(false <= most_false)) & set(np.flatnonzero(missed <= most_missed)))


def one_line_by_numpy(false, missed, most_false, most_missed):
    return np.logical_and(false <= most_false, missed <= most_missed).sum() > 0


def one_line_by_least(false, missed, most_false, most_missed):
    kept = missed[false <= most_false]
    return len(kept) > 0 and bool(kept.min() <= most_missed)


RIGHT = {
    "16.1": [let_in_by_loop, let_in_by_list, let_in_by_cutting, let_in_filled],
    "16.2": [away_by_loop, away_by_complement, away_by_counting, away_with_pandas],
    "16.3": [verdict_at_once, verdict_by_default, verdict_by_inside],
    "16.P": [one_line_by_loop, one_line_by_places, one_line_by_numpy, one_line_by_least],
}
WRONG = {
    "16.1": [
        (lambda s, t: let_in(s, t)[1], "two numbers"),
        (lambda s, t: (let_in(s, t)[0], str(let_in(s, t)[1])), "text"),
        (lambda s, t: tuple(100 * one for one in let_in(s, t)), "100 times"),
        (lambda s, t: tuple(round(one, 1) for one in let_in(s, t)), "round|is 0"),
        (lambda s, t: (s.diagonal() >= t, let_in(s, t)[1]), "one number"),
        (lambda s, t: (np.nanmean(s.diagonal()), let_in(s, t)[1]), "number 'of_scored'|of_scored"),
        (lambda s, t: let_in(s[:-1, :-1], t), "of_scored|of_all|without its last|is 0"),
        (let_in_in_place, "changes the data"),
    ],
    "16.2": [
        (lambda s, t, d: [turned_away(s, t, d)[name] for name in np.unique(d)], "dictionary"),
        (lambda s, t, d: {name: str(one) for name, one in turned_away(s, t, d).items()}, "text"),
        (lambda s, t, d: {name: 100 * one for name, one in turned_away(s, t, d).items()}, "100 times|the share of"),
        (lambda s, t, d: dict(list(turned_away(s, t, d).items())[:-1]), "labels are"),
        (lambda s, t, d: dict(zip(np.unique(d), list(turned_away(s, t, d).values())[::-1], strict=True)), "share of"),
        (lambda s, t, d: turned_away(s.T[::-1], t, d), "share of"),
        (away_in_place, "changes the data"),
    ],
    "16.3": [
        (lambda low, high, allowed: verdict(low, high, allowed) == "kept", "one of the words"),
        (lambda low, high, allowed: verdict(low, high, allowed).upper(), "letter by letter"),
        (lambda low, high, allowed: "kept", "same for every question|never say|answer is"),
        (
            lambda low, high, allowed: "open" if low <= allowed < high else verdict(low, high, allowed),
            "one of the words",
        ),
        (lambda low, high, allowed: verdict(low, high, 0.25), "does not use allowed|answer is|same for every"),
        (lambda low, high, allowed: print(verdict(low, high, allowed)), "returns nothing"),
    ],
    "16.P": [
        (lambda f, m, a, b: (f <= a) & (m <= b), "True or False"),
        (lambda f, m, a, b: int(one_line_keeps_both(f, m, a, b)), "True or False"),
        (lambda f, m, a, b: str(one_line_keeps_both(f, m, a, b)), "True or False"),
        (lambda f, m, a, b: True, "same for every question|answer is|you "),
        (lambda f, m, a, b: one_line_keeps_both(np.sort(f), np.sort(m), a, b), "answer is|line of its own"),
        (lambda f, m, a, b: None if (f > a).all() else one_line_keeps_both(f, m, a, b), "returns nothing"),
    ],
}


def let_in_twice(scores, threshold):
    good = scores.diagonal() >= threshold
    return good.mean(), good.mean()


def away_below_the_line(scores, threshold, district):
    own = scores.diagonal()
    return {name: np.mean(own[district == name] < threshold) for name in np.unique(district)}


def verdict_by_the_middle(low, high, allowed):
    return "kept" if (low + high) / 2 <= allowed else "broken"


# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "16.1 gives the same number twice": ("16.1", let_in_twice),
    "16.2 counts `own < threshold`": ("16.2", away_below_the_line),
    "16.3 decides by the middle": ("16.3", verdict_by_the_middle),
}

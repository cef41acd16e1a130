"""Right and wrong answers to the exercises of lesson 6."""

import numpy as np
from scipy.stats import binomtest

from facelab.answers.lesson06 import fmr_of_draw, support, verdict
from facelab.errors import wilson

notebook_matches = np.eye(6, dtype=bool)


def wilson_as_roots(count, n):
    """Solve the quadratic equation for the ends."""
    p, z2 = count / n, 1.96**2
    return np.sort(np.roots([1 + z2 / n, -(2 * p + z2 / n), p * p]).real)


def wilson_with_counts(count, n, z=1.96):
    centre = (count + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * (count * (n - count) / n + z * z / 4) ** 0.5
    return [centre - half, centre + half]


def wilson_as_given(count, n, z=1.96):
    p = count / n
    middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return middle - half, middle + half


def wilson_of_scipy(count, n):
    found = binomtest(count, n).proportion_ci(method="wilson")
    return found.low, found.high


def wilson_clipped(count, n):
    return np.clip(wilson_as_given(count, n), 0, 1)


def wilson_by_halving(count, n, z=1.96):
    """Look for the shares at which the count would be z standard errors away."""
    ends = []
    for inside, outside in ((count / n, 0.0), (count / n, 1.0)):
        for _ in range(60):
            middle = (inside + outside) / 2
            if abs(count / n - middle) <= z * np.sqrt(middle * (1 - middle) / n):
                inside = middle
            else:
                outside = middle
        ends.append(inside)
    return ends


def wilson_upside_down(count, n):
    with np.errstate(invalid="ignore"):
        return wilson_as_given(n, count)


def interval_printed(count, n):
    print(*wilson(count, n))


def interval_of_rounded_share(count, n):
    return wilson_as_given(round(count / n, 2) * n, n)


def draw_by_loops(matches, drawn):
    above = below = 0
    for i in drawn:
        for j in drawn:
            if i != j:
                above += matches[i, j]
                below += 1
    return above / below


def draw_by_people(matches, drawn):
    """Go through the people, one row at a time."""
    w = [list(drawn).count(person) for person in range(len(matches))]
    above = below = 0
    for i, weight in enumerate(w):
        others = np.array(w)
        others[i] = 0
        above += weight * others[matches[i]].sum()
        below += weight * others.sum()
    return float(above / below)


def draw_by_rows(matches, drawn):
    w = np.bincount(drawn, minlength=len(matches))
    above = below = 0
    for i in range(len(w)):
        others = w.copy()
        others[i] = 0
        above += w[i] * (others * matches[i]).sum()
        below += w[i] * others.sum()
    return above / below


def draw_by_copy(matches, drawn):
    strangers = drawn[:, np.newaxis] != drawn
    return matches[drawn][:, drawn][strangers].mean()


def draw_by_outer(matches, drawn):
    return matches[np.ix_(drawn, drawn)][np.not_equal.outer(drawn, drawn)].mean()


def draw_by_product(matches, drawn):
    w = np.bincount(drawn, minlength=len(matches)).astype(float)
    clean = matches & ~np.eye(len(w), dtype=bool)
    return w @ clean @ w / (w.sum() ** 2 - w @ w)


def draw_by_average(matches, drawn):
    w = np.bincount(drawn, minlength=len(matches))
    products = np.outer(w, w)
    np.fill_diagonal(products, 0)
    return np.average(matches, weights=products)


def draw_by_dictionary(matches, drawn):
    times = {}
    for person in drawn.tolist():
        times[person] = times.get(person, 0) + 1
    pairs = [(i, j) for i in times for j in times if i != j]
    return sum(times[i] * times[j] for i, j in pairs if matches[i, j]) / sum(times[i] * times[j] for i, j in pairs)


def weights(matches, drawn):
    return np.bincount(drawn, minlength=len(matches))


def without_minlength(matches, drawn):
    w = np.bincount(drawn)
    products = np.outer(w, w)
    np.fill_diagonal(products, 0)
    return products[matches].sum() / products.sum()


def as_many_as_the_last(matches, drawn):
    w = np.bincount(drawn)
    matches = matches[: len(w), : len(w)] & ~np.eye(len(w), dtype=bool)
    return np.outer(w, w)[matches].sum() / (len(drawn) * len(matches))


def diagonal_of_none(matches, drawn):
    w = weights(matches, drawn)
    products = np.fill_diagonal(np.outer(w, w), 0)
    return products[matches].sum() / products.sum()


def in_place(matches, drawn):
    right = fmr_of_draw(matches, drawn)
    np.fill_diagonal(matches, False)
    return right


def draws_sorted_in_place(matches, drawn):
    drawn.sort()
    return fmr_of_draw(matches, drawn)


def of_the_notebook(matches, drawn):
    w = np.bincount(drawn, minlength=len(matches))
    return np.outer(w, w)[: len(notebook_matches), : len(notebook_matches)].mean()


def draw_without_end(matches, drawn):
    while True:
        drawn = drawn.copy()


def verdict_by_bounds(promised, count, n):
    low, high = (0, 3 / n) if count == 0 else wilson(count, n)
    word = "supported" if high <= promised else "not supported"
    if low > promised:
        word = "contradicted"
    elif word == "not supported" and not count:
        word = "not measurable"
    return word


def verdict_by_table(promised, count, n):
    low, high = wilson_as_given(count, n)
    if not count:
        high = 3 / n
    rules = {
        "contradicted": promised < low and count > 0,
        "supported": promised >= high,
        "not measurable": count == 0,
        "not supported": True,
    }
    return next(word for word, fits in rules.items() if fits)


def verdict_by_place(promised, count, n):
    low, high = wilson_with_counts(count, n)
    high = 3 / n if count == 0 else high
    asked = [low > promised, high <= promised, count < 1e-9, True]
    return np.array(["contradicted", "supported", "not measurable", "not supported"])[np.argmax(asked)]


def verdict_by_count(promised, count, n):
    if count == 0:
        return "not measurable" if promised < 3 / n else "supported"
    low, high = wilson(count, n)
    if low <= promised < high:
        return "not supported"
    return "supported" if promised >= high else "contradicted"


def verdict_with_scipy(promised, count, n):
    low, high = wilson_of_scipy(count, n)
    high = high if count else 3 / n
    if low > promised:
        return "contradicted"
    if high <= promised:
        return "supported"
    return "not supported" if count else "not measurable"


def verdict_of_first_edition(promised, count, n):
    low, high = wilson(count, n)
    if count == 0:
        low, high = 0, 3 / n
    if low > promised:
        return "contradicted"
    if promised < 3 / n:
        return "not measurable"
    return "supported" if high <= promised else "not supported"


def verdict_of_first_edition_by_place(promised, count, n):
    low, high = wilson_with_counts(count, n)
    high = 3 / n if count == 0 else high
    asked = [low > promised, promised < 3 / n, high <= promised, True]
    return np.array(["contradicted", "not measurable", "supported", "not supported"])[np.argmax(asked)]


def two_verdicts(promised, count, n):
    return "supported" if _high(count, n) <= promised else "not supported"


def _high(count, n):
    return wilson(count, n)[1] if count else 3 / n


def verdict_printed(promised, count, n):
    print(verdict(promised, count, n))


def in_capitals(promised, count, n):
    return verdict(promised, count, n).capitalize()


def no_else(promised, count, n):
    word = verdict(promised, count, n)
    if word != "not supported":
        return word


def support_by_count(asked, fmr, n_eff):
    if asked * n_eff < 3 - 1e-9:
        return "none"
    return ["none", "thin", "measured"][(fmr > 0) + (fmr * n_eff >= 30)]


def support_by_lines(asked, fmr, n_eff):
    if fmr == 0:
        return "none"
    if asked < 3 / n_eff:
        return "none"
    if fmr * n_eff >= 30:
        return "measured"
    return "thin"


def support_by_table(asked, fmr, n_eff):
    words = {"none": not fmr or asked < 3 / n_eff, "thin": fmr < 30 / n_eff, "measured": True}
    return next(word for word in words if words[word])


def support_by_worth(asked, fmr, n_eff):
    worth = np.float64(n_eff) * fmr
    if min(asked * n_eff + 1e-9 - 3, worth) <= 0:
        return "none"
    return "thin" if worth / 30 < 1 else "measured"


def support_of_first_edition(asked, false_matches, n):
    if asked < 3 / n or false_matches == 0:
        return "none"
    return "thin" if false_matches < 30 else "measured"


def support_of_first_edition_by_lines(asked, false_matches, n):
    if false_matches == 0:
        return "none"
    if asked < 3 / n:
        return "none"
    if false_matches >= 30:
        return "measured"
    return "thin"


def support_printed(asked, fmr, n_eff):
    print(support(asked, fmr, n_eff))


def thin_missing(asked, fmr, n_eff):
    if asked < 3 / n_eff or fmr == 0:
        return "none"
    if fmr * n_eff >= 30:
        return "measured"


def divides_by_cells(matches, drawn):
    w = np.bincount(drawn, minlength=len(matches))
    times = np.outer(w, w)
    np.fill_diagonal(times, 0)
    return times[matches].sum() / times.size


def limit_first(promised, count, n):
    return "not measurable" if promised < 3 / n else verdict(promised, count, n)


def by_the_counted_rate(promised, count, n):
    return "supported" if count / n <= promised else "contradicted"


RIGHT = {
    "6.1": [wilson_as_roots, wilson_with_counts, wilson_as_given, wilson_of_scipy, wilson_clipped, wilson_by_halving,
            lambda count, n: np.array(wilson(count, n)), lambda count, n: wilson_as_given(count, n, 1.959964)],
    "6.2": [draw_by_rows, draw_by_copy, draw_by_outer, draw_by_product, draw_by_average],
    "6.3": [verdict_by_bounds, verdict_by_table, verdict_by_place, verdict_by_count,
            lambda p, count, n: verdict(p, count, n), lambda *a: np.str_(verdict(*a))],
    "6.P": [support_by_count, support_by_lines, support_by_table, support_by_worth,
            lambda a, f, n: np.str_(support(a, f, n)),
            lambda a, f, n: "none" if a < 3 / n or not f else "thin" if n * f < 30 else "measured"],
}  # fmt: skip
SLOW = {"6.2": [draw_by_loops, draw_by_people, draw_by_dictionary]}
WRONG = {
    "6.1": [
        (lambda count, n: wilson(count, n)[1], "return two numbers: return low, high"),
        (lambda count, n: (wilson(count, n)[0], wilson(count, n)[1] ** 0.5), "Compute p, middle and half by hand"),
        (lambda count, n: wilson_as_given(count, n, 2), "Compute p, middle and half by hand"),
        (lambda count, n: wilson_as_given(count, n, 1.645), "Compute p, middle and half by hand"),
        (lambda count, n: wilson(count, n) if count else (0.0, 0.0), "begins at 0 and still has a width"),
        (lambda count, n: wilson(count, n) if count else (0.0, 3 / n), "begins at 0 and still has a width"),
        (lambda count, n: wilson(count, n) if count < n else (1.0, 1.0), "ends at 1 and still has a width"),
        (lambda count, n: "{:.4f} to {:.4f}".format(*wilson(count, n)), "return two numbers"),
        (lambda count, n: [f"{end:.4f}" for end in wilson(count, n)], "text"),
        (lambda count, n: [wilson(count, n), wilson(count, n)], "should be one number"),
        (lambda count, n: [list(wilson(count, n)), [count]], "should be one number"),
        (lambda count, n: (count < n, count > 9), "should be a number|same for every"),
        (wilson_upside_down, "NaN"),
        (lambda count, n: wilson(12, 1680), "the same for every question"),
        (lambda count, n: [round(end, 3) for end in wilson(count, n)], "round to 3 places|Compute p"),
        (interval_printed, "returns nothing"),
        (interval_of_rounded_share, "Compute p, middle and half by hand|is 0"),
    ],
    "6.2": [
        (without_minlength, "minlength=len\\(matches\\)"),
        (as_many_as_the_last, "set its diagonal to 0|number of pairs of draws"),
        (diagonal_of_none, "np.fill_diagonal or list.sort, return None"),
        (in_place, "changes the data it is given"),
        (draws_sorted_in_place, "changes the data it is given"),
        (of_the_notebook, "reads notebook_matches from the notebook"),
        (lambda m, d: m[d][:, d], "one number"),
        (lambda m, d: fmr_of_draw(m.T, d) if len(m) > 3 else 1, "set its diagonal to 0|for matches"),
        (lambda m, d: 0.001, "the same for every question"),
        (lambda m, d: [[1], [2, 3]], "one number"),
        (lambda m, d: str(fmr_of_draw(m, d)), "text"),
        (lambda m, d: 1 - fmr_of_draw(m, d), "does not match"),
        (draw_without_end, "never ends"),
    ],
    "6.3": [
        (verdict_of_first_edition, "whatever the count. That was the first edition's rule"),
        (verdict_of_first_edition_by_place, "whatever the count. That was the first edition's rule"),
        (two_verdicts, "Ask in the order of the list"),
        (verdict_with_scipy, "must be an integer|integer"),
        (in_capitals, "letter by letter"),
        (no_else, "without reaching a return"),
        (verdict_printed, "returns nothing"),
        (lambda promised, count, n: wilson(count, n)[1] <= promised, "one of the words"),
        (lambda promised, count, n: "unsupported", "one of the words"),
        (lambda promised, count, n: "supported", "Ask in the order|the same for every question"),
        (lambda promised, count, n: [verdict(promised, count, n)], "one of the words"),
        (lambda promised, count, n: verdict(promised, count, n) if count != 40 else "supported", "promise|Ask in"),
        (lambda promised, count, n: verdict(promised, count, 3000), "Ask in the order|does not use n"),
    ],
    "6.P": [
        (support_of_first_edition, "you compare fmr with 30. In the first edition the count stood there"),
        (support_of_first_edition_by_lines, "you compare fmr with 30. In the first edition the count stood there"),
        (lambda a, f, n: support(a, f, 3000), "does not use n_eff|is worth"),
        (lambda a, f, n: support(0.001, f, n), "does not use asked|ask this first|same for every"),
        (lambda a, f, n: support(a, 0.001, n), "does not use fmr|same for every|right in general"),
        (lambda a, f, n: support(a, f, f * n) if f else "none", "the same for every|is worth|n_eff"),
        (lambda a, f, n: f * n >= 30, "one of the words"),
        (lambda a, f, n: "none" if f * n < 30 or a < 1 / n else "measured", "both of its|only ask|first|return “thin”"),
        (lambda a, f, n: "thin", "both of its conditions|the same for every question"),
        (lambda a, f, n: support(a, f, n).upper(), "letter by letter"),
        (lambda a, f, n: np.nan, "one of the words"),
        (thin_missing, "without reaching a return"),
        (support_printed, "returns nothing"),
    ],
}  # fmt: skip
# The wrong answers that the page for teachers and the key of the handout tell of, in their order.
ON_THE_PAGE = {
    "6.2 divides by the number of cells": ("6.2", divides_by_cells),
    '6.3 asks "is the promise below 3 / n?" first': ("6.3", limit_first),
    "6.3 compares the counted *rate* with the promise": ("6.3", by_the_counted_rate),
}

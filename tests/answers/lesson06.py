"""Right and wrong answers to the exercises of lesson 6."""

import numpy as np

from facelab.errors import fmr_of_draw, support, verdict, wilson


def wilson_as_roots(count, n):
    """Solve the quadratic equation for the ends."""
    p, z2 = count / n, 1.96**2
    return np.sort(np.roots([1 + z2 / n, -(2 * p + z2 / n), p * p]).real)


def wilson_with_counts(count, n, z=1.96):
    centre = (count + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * (count * (n - count) / n + z * z / 4) ** 0.5
    return [centre - half, centre + half]


def textbook(count, n):
    p = count / n
    half = 1.96 * np.sqrt(p * (1 - p) / n)
    return p - half, p + half


def brackets_forgotten(count, n):
    p, z = count / n, 1.96
    middle = (p + z**2 / 2 * n) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return middle - half, middle + half


def draw_by_loops(matches, drawn):
    above = below = 0
    for i in drawn:
        for j in drawn:
            if i != j:
                above += matches[i, j]
                below += 1
    return above / below


def draw_by_copy(matches, drawn):
    strangers = drawn[:, np.newaxis] != drawn
    return matches[drawn][:, drawn][strangers].mean()


def copied(matches, drawn):
    table = matches[drawn][:, drawn]
    return (table.sum() - np.trace(table)) / (len(drawn) * (len(drawn) - 1))


def weights(matches, drawn):
    return np.bincount(drawn, minlength=len(matches))


def diagonal_inside(matches, drawn):
    w = weights(matches, drawn)
    return (w @ matches @ w) / w.sum() ** 2


def verdict_by_bounds(promised, count, n):
    low, high = (0, 3 / n) if count == 0 else wilson(count, n)
    word = "supported" if high <= promised else "not supported"
    if low > promised:
        word = "contradicted"
    elif 3 / n > promised:
        word = "not measurable"
    return word


def by_the_rate(promised, count, n):
    return "supported" if count / n <= promised else "contradicted"


def measurable_first(promised, count, n):
    return "not measurable" if promised < 3 / n else verdict(promised, count, n)


def wilson_for_zero(promised, count, n):
    low, high = wilson(count, n)
    if low > promised:
        return "contradicted"
    if promised < 3 / n:
        return "not measurable"
    return "supported" if high <= promised else "not supported"


def strictly_below(promised, count, n):
    return "not supported" if promised == 3 / n else verdict(promised, count, n)


def support_by_count(asked, false_matches, n):
    if asked * n < 3 - 1e-9:
        return "none"
    return ["none", "thin", "measured"][(false_matches > 0) + (false_matches >= 30)]


RIGHT = {
    "6.1": [wilson_as_roots, wilson_with_counts, lambda count, n: np.array(wilson(count, n))],
    "6.2": [draw_by_loops, draw_by_copy, fmr_of_draw],
    "6.3": [verdict_by_bounds, lambda promised, count, n: verdict(promised, count, n), lambda *a: str(verdict(*a))],
    "6.P": [support_by_count, lambda asked, false_matches, n: support(asked, false_matches, n),
            lambda a, f, n: "none" if a < 3 / n or not f else "thin" if f < 30 else "measured"],
}  # fmt: skip
WRONG = {
    "6.1": [
        (textbook, "textbook"),
        (lambda count, n: wilson(count, n)[::-1], "exchanged"),
        (brackets_forgotten, "brackets"),
        (lambda count, n: wilson(count, n)[1], "two numbers"),
        (lambda count, n: tuple(100 * np.array(wilson(count, n))), "100 times"),
        (lambda count, n: (wilson(count, n)[0], wilson(count, n)[1] ** 0.5), "the interval is"),
        (lambda count, n: wilson(count, n) if count else (0.0, 0.0), "count = 0"),
    ],
    "6.2": [
        (copied, "as with a stranger"),
        (diagonal_inside, "the diagonal counts"),
        (lambda m, d: (m.sum() - m.trace()) / (m.size - len(m)), "of all people"),
        (lambda m, d: draw_by_copy(m, np.unique(d)), "counts once"),
        (lambda m, d: fmr_of_draw(m, d) * (weights(m, d).sum() ** 2 - (weights(m, d) ** 2).sum()), "weighted count"),
        (lambda m, d: m[d, d].mean(), "the rate is"),
        (lambda m, d: m[d][:, d], "one number"),
    ],
    "6.3": [
        (by_the_rate, "could not have shown|not enough"),
        (measurable_first, "Ask this first"),
        (wilson_for_zero, "not Wilson's|exactly what"),
        (strictly_below, "exactly what"),
        (lambda promised, count, n: True, "one of the words"),
        (lambda promised, count, n: "unsupported", "one of the words"),
        (lambda promised, count, n: "supported", "could not have shown"),
    ],
    "6.P": [
        (lambda a, f, n: "thin" if 0 < f < 30 else "none" if not f else "measured", "ask this first"),
        (lambda a, f, n: "none" if a < 3 / n else "thin" if f < 30 else "measured", "no false match"),
        (
            lambda a, f, n: "none" if a < 3 / n or not f else "thin" if f <= 30 else "measured",
            "30 false matches are enough",
        ),
        (lambda a, f, n: "none" if a <= 3 / n or not f else "thin" if f < 30 else "measured", "not below 3 / n"),
        (lambda a, f, n: f >= 30, "one of the words"),
        (lambda a, f, n: "none" if f < 30 else "measured", "ask this first|fewer than 30|not below"),
    ],
}

"""Questions for the exercises of lesson 6."""

import numpy as np

from facelab import errors
from facelab.checks.examine import Answer, Exercise, Question, Wrong, compare, number, pair, told_apart

Z = errors.CONFIDENCE_95
VERDICTS = ("contradicted", "not measurable", "supported", "not supported")
SUPPORT = ("none", "thin", "measured")


def _ask_wilson(answer: Answer, rng: np.random.Generator) -> None:
    count, n = int(rng.integers(3, 6)), int(rng.integers(11, 20))
    p = count / n
    middle, below = (p + Z**2 / (2 * n)) / (1 + Z**2 / n), 1 + Z**2 / n
    root = np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    half, plain = Z / below * root, Z * np.sqrt(p * (1 - p) / n)
    call = f"count = {count} and n = {n}"
    got = pair(answer(count, n, call=call), "low, high", call)
    typical = [
        ((p - plain, p + plain), "this is the textbook interval p ± z times the root of p (1 - p) / n. It fails for small counts; use Wilson's."),
        ((middle + half, middle - half), "low and high are exchanged."),
        ((middle, half), "you return middle and half. Asked are the ends: middle - half and middle + half."),
        ((p - half, p + half), "your interval stands around p. Wilson's stands around the middle, which lies a little nearer to one half."),
        ((middle - half / Z, middle + half / Z), "the factor z is missing in half."),
        ((middle - half * below, middle + half * below), "half is not divided by 1 + z² / n."),
        ((middle * below - half, middle * below + half), "middle is not divided by 1 + z² / n."),
        ((middle - Z / below * root**2, middle + Z / below * root**2), "the root is missing in half."),
        ((middle - Z / below * np.sqrt(p * (1 - p) / n + Z**2 / 4 * n**2), middle + Z / below * np.sqrt(p * (1 - p) / n + Z**2 / 4 * n**2)),
         "z ** 2 / 4 * n ** 2 multiplies by n²: the brackets in z ** 2 / (4 * n ** 2) are missing."),
        (((p + Z**2 / 2 * n) / below - half, (p + Z**2 / 2 * n) / below + half), "z ** 2 / 2 * n multiplies by n: the brackets in z ** 2 / (2 * n) "
                                                                               "are missing."),
        ((100 * (middle - half), 100 * (middle + half)), "your ends are 100 times too large: rates lie between 0 and 1 here."),
    ]  # fmt: skip
    low, high = middle - half, middle + half
    otherwise = f"for {call} the interval is {low:.4f} to {high:.4f}; your function gives {got[0]:.4f} to {got[1]:.4f}."
    compare(got, (low, high), typical, otherwise, tolerance=1e-3)
    call = "count = 0 and n = 10"
    compare(pair(answer(0, 10, call=call), "low, high", call), errors.wilson(0, 10), [],
            f"right in general, but wrong for {call}: there the interval is 0 to {errors.wilson(0, 10)[1]:.4f}.", tolerance=1e-3)  # fmt: skip


def _ask_fmr_of_draw(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question | None:
        n = 8
        matches = rng.random((n, n)) < 0.35
        np.fill_diagonal(matches, [True] * 7 + [False])
        drawn = rng.permutation([0, 0, 0, 1, 2, 2, 4, 5, 6])
        w = np.bincount(drawn, minlength=n)
        right = errors.fmr_of_draw(matches, drawn)
        copied = matches[np.ix_(drawn, drawn)]
        products = np.outer(w, w)
        off = products - np.diag(np.diag(products))
        present = w > 0
        whole = matches & ~np.eye(n, dtype=bool)
        typical = [
            ((copied.sum() - copied.trace()) / (copied.size - len(copied)), "somebody drawn twice is compared with themselves as with a stranger. Leave "
                                                    "out all cells (i, i), however often i is drawn: set the diagonal of the products to 0."),
            (products[matches].sum() / products.sum(), "the diagonal counts in your rate. Its comparisons are mated: leave them out above and below."),
            (products[whole].sum() / products.sum(), "the diagonal is left out above, but not below: it still stands in the sum you divide by."),
            (products[matches].sum() / off.sum(), "the diagonal is left out below, but not above."),
            (whole.sum() / (n * (n - 1)), "your rate is that of all people, whoever is drawn. Use the weights."),
            (whole[np.ix_(present, present)].sum() / (present.sum() * (present.sum() - 1)), "each drawn person counts once in your rate. Somebody drawn "
                                                                             "three times has the weight 3."),
            (off[matches].sum() / (len(drawn) * (len(drawn) - 1)), "you divide by the number of pairs of draws. Pairs of copies of one person are "
                                                                   "no comparison: divide by the sum of w[i] * w[j] over different people."),
            (off[matches].sum(), "you return the weighted count. Divide by the sum of w[i] * w[j] over different people."),
            ((w @ whole).sum() / (w.sum() * (n - 1)), "only one of the two people has a weight. A cell counts w[i] * w[j] times."),
        ]  # fmt: skip
        return Question((matches, drawn), right, typical) if right > 0 else None

    question = told_apart(draw)
    (matches, drawn), right = question.arguments, question.right
    call = f"matches = {matches.astype(int).tolist()} (True and False) and drawn = {drawn.tolist()}"
    got = number(answer(matches, drawn, call=call), "The rate", call)
    compare(
        got,
        right,
        question.typical,
        f"for {call} the rate is {right:.4f}; your function gives {got:.4f}.{answer.outside_data()}",
    )


def _ask_words(
    answer: Answer, rows: list[tuple[tuple, str, str]], names: tuple[str, ...], words: tuple[str, ...]
) -> None:
    for given, right, why in rows:
        call = ", ".join(f"{name} = {value}" for name, value in zip(names, given, strict=True))
        result = answer(*given, call=call)
        if not isinstance(result, str) or result not in words:
            raise Wrong(
                f"your function should return one of the words {', '.join(map(repr, words))}; it returns {result!r:.40}."
            )
        if result != right:
            raise Wrong(f"for {call} the answer is {right!r}, and yours {result!r}: {why}{answer.outside_data()}")


def _ask_verdict(answer: Answer, rng: np.random.Generator) -> None:
    n = int(rng.integers(4, 9)) * 1000
    low, high = errors.wilson(40, n)
    rows = [
        ((2.9 / n, 0, n), "not measurable", "3 / n lies above the promise, so even no error at all could not have shown it."),
        ((3 / n, 0, n), "supported", "without errors the upper end is 3 / n, exactly what was promised, and not measurable is only what lies *below* 3 / n."),
        ((3.5 / n, 0, n), "supported", "without errors the upper end is 3 / n, not Wilson's, and it lies below the promise."),
        ((high * 1.01, 40, n), "supported", "the whole interval lies below the promise."),
        ((high * 0.99, 40, n), "not supported", "the upper end lies above the promise; that the counted rate lies below is not enough."),
        ((low * 1.01, 40, n), "not supported", "the promise lies inside the interval: it is neither shown nor refuted."),
        ((low * 0.99, 40, n), "contradicted", "the whole interval lies above the promise."),
        ((2 / n, 40, n), "contradicted", "the whole interval lies above the promise. Ask this first: such a claim is refuted, though it is below 3 / n."),
        ((2 / n, 1, n), "not measurable", "3 / n lies above the promise, and the interval holds it."),
        ((3.9 / n, 1, n), "not supported", "with one error the upper end is Wilson's, and it lies above the promise."),
    ]  # fmt: skip
    _ask_words(answer, rows, ("promised", "count", "n"), VERDICTS)


def _ask_support(answer: Answer, rng: np.random.Generator) -> None:
    n = int(rng.integers(4, 9)) * 1000
    rows = [
        ((2.9 / n, 0, n), "none", "no false match was seen, and the rate asked for is below 3 / n."),
        ((2.9 / n, 40, n), "none", "the rate asked for is below 3 / n: ask this first."),
        ((0.1, 0, n), "none", "there is no false match, so nothing was counted."),
        ((3 / n, 5, n), "thin", "the rate asked for is not below 3 / n, and there are fewer than 30 false matches."),
        ((0.1, 1, n), "thin", "one false match is something, but fewer than 30."),
        ((0.1, 29, n), "thin", "29 false matches are fewer than 30."),
        ((0.1, 30, n), "measured", "30 false matches are enough."),
        ((0.1, 500, n), "measured", "500 false matches are enough."),
    ]
    _ask_words(answer, rows, ("asked", "false_matches", "n"), SUPPORT)


EXERCISES = {
    "6.1": Exercise(errors.wilson, _ask_wilson),
    "6.2": Exercise(errors.fmr_of_draw, _ask_fmr_of_draw),
    "6.3": Exercise(errors.verdict, _ask_verdict),
    "6.P": Exercise(errors.support, _ask_support),
}

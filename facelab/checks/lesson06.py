"""Lesson 6: how sure a count is, and what may be claimed from it."""

from collections.abc import Callable

import numpy as np

from facelab import errors
from facelab.answers import lesson06 as answers
from facelab.checks.answer import Answer, Wrong
from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.results import Number, Several, Word, alike, shown

Z = 1.96  # as in the first line that the exercise gives
VERDICTS = ("contradicted", "not measurable", "supported", "not supported")
SUPPORT = ("none", "thin", "measured")


class _Ends(Several):
    """The two ends of an interval. The z of the exercise has three digits, the library's has more: both are right."""

    def read(self, result: object, right: tuple, call: str) -> tuple:
        """Return the ends; what differs by the digits of z alone is as the library has it."""
        ends = super().read(result, right, call)
        return tuple(w if abs(e - w) < 5e-5 * max(right) else e for e, w in zip(ends, right, strict=True))


def _trials(rng: np.random.Generator) -> tuple:
    n = int(rng.integers(11, 41))
    return int(rng.integers(1, n)), n


def _interval(count: int, n: int, **other: Callable) -> tuple[float, float]:
    """Return the interval with some of its parts replaced: `middle`, `factor`, `root` or `half`, each of p and n."""
    p = count / n
    parts = {
        "middle": lambda p, n: (p + Z**2 / (2 * n)) / (1 + Z**2 / n),
        "factor": lambda p, n: Z / (1 + Z**2 / n),
        "root": lambda p, n: np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2)),
    } | other
    half = other["half"](p, n) if "half" in other else parts["factor"](p, n) * parts["root"](p, n)
    return parts["middle"](p, n) - half, parts["middle"](p, n) + half


def _with(**other: Callable) -> Callable:
    """Return a mistake: the interval with some of its parts replaced."""
    return lambda count, n: _interval(count, n, **other)


def _middle_and_half(count: int, n: int) -> tuple[float, float]:
    low, high = _interval(count, n)
    return (low + high) / 2, (high - low) / 2


def _times_n(p: float, n: int) -> float:
    return (p + Z**2 / 2 * n) / (1 + Z**2 / n)


def _root_times_n(p: float, n: int) -> float:
    return np.sqrt(p * (1 - p) / n + Z**2 / 4 * n**2)


WILSON = Exercise(
    errors.wilson,
    _trials,
    _Ends("low, high"),
    {
        "low and high are exchanged.": lambda count, n: _interval(count, n)[::-1],
        "you return middle and half. Return the ends: middle - half and middle + half.": _middle_and_half,
        "this is the textbook interval p ± z times the root of p (1 - p) / n. It fails for small counts; use Wilson's.":
            _with(middle=lambda p, n: p, half=lambda p, n: Z * np.sqrt(p * (1 - p) / n)),
        "your interval stands around p. Wilson's stands around the middle, which lies a little nearer to one half.": _with(middle=lambda p, n: p),
        "two brackets are missing: z ** 2 / 2 * n multiplies by n, and z ** 2 / 4 * n ** 2 by n². Write z ** 2 / (2 * n) and z ** 2 / (4 * n ** 2).":
            _with(middle=_times_n, root=_root_times_n),
        "z ** 2 / 2 * n multiplies by n: the brackets in z ** 2 / (2 * n) are missing.": _with(middle=_times_n),
        "z ** 2 / 4 * n ** 2 multiplies by n²: the brackets in z ** 2 / (4 * n ** 2) are missing.": _with(root=_root_times_n),
        "(4 * n) ** 2 squares the 4 too: the formula has 4 * n ** 2.": _with(root=lambda p, n: np.sqrt(p * (1 - p) / n + Z**2 / (4 * n) ** 2)),
        "the whole numerator of the middle is divided by 1 + z² / n, not its second part alone: brackets around p + z ** 2 / (2 * n) are missing.":
            _with(middle=lambda p, n: p + Z**2 / (2 * n) / (1 + Z**2 / n)),
        "brackets around 1 + z ** 2 / n are missing below both fractions: without them only the 1 divides.":
            _with(middle=lambda p, n: p + Z**2 / (2 * n) + Z**2 / n, factor=lambda p, n: Z + Z**2 / n),
        "brackets around 1 + z ** 2 / n are missing in the middle: without them only the 1 divides.": _with(middle=lambda p, n: p + Z**2 / (2 * n) + Z**2 / n),
        "middle is not divided by 1 + z² / n.": _with(middle=lambda p, n: p + Z**2 / (2 * n)),
        "your root ends too early: both terms stand under it.": _with(root=lambda p, n: np.sqrt(p * (1 - p) / n) + Z**2 / (4 * n**2)),
        "p * 1 - p is 0: the brackets in p * (1 - p) are missing.": _with(root=lambda p, n: Z / (2 * n)),
        "the second term under the root is missing.": _with(root=lambda p, n: np.sqrt(p * (1 - p) / n)),
        "the root is missing in half.": _with(root=lambda p, n: p * (1 - p) / n + Z**2 / (4 * n**2)),
        "the factor z is missing in half.": _with(factor=lambda p, n: 1 / (1 + Z**2 / n)),
        "brackets around 1 + z ** 2 / n are missing in half: without them only the 1 divides.": _with(factor=lambda p, n: Z + Z**2 / n),
        "neither middle nor half is divided by 1 + z² / n.": _with(middle=lambda p, n: p + Z**2 / (2 * n), factor=lambda p, n: Z),
        "half is not divided by 1 + z² / n.": _with(factor=lambda p, n: Z),
        "your interval has half its width: it runs from middle - half to middle + half.":
            _with(half=lambda p, n: Z / (1 + Z**2 / n) * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2)) / 2),
        "your ends are 100 times too large: rates lie between 0 and 1 here.": lambda count, n: tuple(100 * one for one in _interval(count, n)),
        "your ends are those of the successes: p is count / n.": lambda count, n: _interval(n - count, n),
    },
    [
        Example((1, 4)),
        Example((0, 10), "without an error the interval begins at 0 and still has a width"),
        Example((10, 10), "with nothing but errors the interval ends at 1 and still has a width"),
    ],
    otherwise="Compute p, middle and half by hand for these two numbers, and see which of them differs in yours.",
)  # fmt: skip


def _draw_of_people(rng: np.random.Generator) -> tuple | None:
    """Draw a table that is not symmetric, and some of its people; the last is among them, somebody else is not."""
    n = int(rng.integers(5, 8))
    matches = rng.random((n, n)) < rng.uniform(0.3, 0.5)
    np.fill_diagonal(matches, rng.permutation(np.arange(n) > 0))
    drawn = rng.permutation(np.append(rng.integers(n, size=rng.integers(5, 9)), n - 1))
    weights = np.bincount(drawn, minlength=n)
    untidy = weights.max() > 2 and weights.min() == 0 and np.count_nonzero(weights) > 2
    return (matches, drawn) if untidy and 0 < answers.fmr_of_draw(matches, drawn) < 1 else None


def _weighted(above: Callable, below: Callable) -> Callable:
    """Return a mistake made of two functions: of products, matches and weights. `_off` leaves out a diagonal."""

    def rate(matches: np.ndarray, drawn: np.ndarray) -> float:
        w = np.bincount(drawn, minlength=len(matches))
        return above(np.outer(w, w), matches, w) / below(np.outer(w, w), matches, w)

    return rate


def _off(table: np.ndarray) -> np.ndarray:
    """Return the table with a diagonal of 0 or False."""
    return table * ~np.eye(len(table), dtype=bool)


def _counted(products: np.ndarray, matches: np.ndarray, w: np.ndarray) -> float:
    return _off(products)[matches].sum()


def _possible(products: np.ndarray, matches: np.ndarray, w: np.ndarray) -> float:
    return _off(products).sum()


def _copied(matches: np.ndarray, drawn: np.ndarray) -> float:
    return _all_of_them(matches[np.ix_(drawn, drawn)], drawn)


def _all_of_them(matches: np.ndarray, drawn: np.ndarray) -> float:
    return _off(matches).sum() / (len(matches) * (len(matches) - 1))


def _once_each(matches: np.ndarray, drawn: np.ndarray) -> float:
    return _copied(matches, np.unique(drawn))


def _ask_without_the_last(answer: Answer, rng: np.random.Generator) -> None:
    """Ask for a draw in which the last people do not occur: there a count of the draws is too short.

    Raises:
        Wrong: if the answer stops there, or its reply is not right.
    """
    arguments = np.array([[True, False, True], [True, True, False], [False, False, False]]), np.array([0, 1, 1])
    call = shown(arguments, ["matches", "drawn"])
    missing = (
        "the last person is not drawn there and has the weight 0. np.bincount(drawn) alone ends at the highest "
        "place that was drawn; with minlength=len(matches) everybody has a weight."
    )
    try:
        reply = answer(*arguments, call=call)
    except Wrong as wrong:
        raise Wrong(f"{wrong} Right in general, but {missing}" if "IndexError" in str(wrong) or "broadcast" in str(wrong) else str(wrong)) from None  # fmt: skip
    right = answers.fmr_of_draw(*arguments)
    got = Number("The rate").read(reply, right, call)
    if not alike(got, right):
        raise Wrong(f"right in general, but for {call} {Number('The rate').difference(got, right)}: {missing}")


FMR_OF_DRAW = Exercise(
    answers.fmr_of_draw,
    _draw_of_people,
    Number("The rate"),
    {
        "somebody drawn twice is compared with themselves as with a stranger. Leave out all cells (i, i), however often i is drawn: set the diagonal of the products to 0.": _copied,
        "the diagonal counts in your rate. Its comparisons are mated: leave them out above and below.": _weighted(lambda q, m, w: q[m].sum(), lambda q, m, w: q.sum()),
        "the diagonal is left out above, but not below: it still stands in the sum you divide by.": _weighted(_counted, lambda q, m, w: q.sum()),
        "the diagonal is left out below, but not above.": _weighted(lambda q, m, w: q[m].sum(), _possible),
        "your rate is that of all people, whoever is drawn. Use the weights.": _all_of_them,
        "each drawn person counts once in your rate. Somebody drawn three times has the weight 3.": _once_each,
        "you divide by the number of pairs of draws. Pairs of copies of one person are no comparison: divide by the sum of w[i] * w[j] over different people.":
            _weighted(_counted, lambda q, m, w: w.sum() * (w.sum() - 1)),
        "you divide by the number of cells of the table. A cell counts w[i] * w[j] times: divide by the sum of these products.": _weighted(_counted, lambda q, m, w: q.size),
        "you divide by the number of cells off the diagonal. A cell counts w[i] * w[j] times: divide by the sum of these products.":
            _weighted(_counted, lambda q, m, w: q.size - len(q)),
        "you divide by the number of cells that match. Divide by the sum of w[i] * w[j] over all cells off the diagonal, those that do not match too.":
            _weighted(_counted, lambda q, m, w: m.sum()),
        "you divide by the number of matching cells off the diagonal. Divide by the sum of w[i] * w[j] over all cells there.": _weighted(_counted, lambda q, m, w: _off(m).sum()),
        "you return the weighted count. Divide by the sum of w[i] * w[j] over different people.": _weighted(_counted, lambda q, m, w: 1),
        "only one of the two people has a weight. A cell counts w[i] * w[j] times.": _weighted(lambda q, m, w: (w @ _off(m)).sum(), lambda q, m, w: w.sum() * (len(w) - 1)),
        "your cells count w[i] + w[j] times. Multiply the two weights: np.outer(w, w).":
            _weighted(lambda q, m, w: _off(np.add.outer(w, w))[m].sum(), lambda q, m, w: _off(np.add.outer(w, w)).sum()),
        "you take the cells whose two people were both drawn, and no weights above. A cell counts w[i] * w[j] times.": _weighted(lambda q, m, w: _off(m)[q > 0].sum(), _possible),
        "you count each pair of people once, in the upper half of the table. Cell (i, j) and cell (j, i) are two comparisons.":
            _weighted(lambda q, m, w: np.triu(q, 1)[m].sum(), lambda q, m, w: np.triu(q, 1).sum()),
        "you count the upper half of the table, and divide by both halves.": _weighted(lambda q, m, w: np.triu(q, 1)[m].sum(), _possible),
        "you count the mated comparisons, on the diagonal. False matches lie off it.": lambda m, drawn: m[drawn, drawn].mean(),
        "you return the share of weight that does not match.": _weighted(lambda q, m, w: _off(q)[~m].sum(), _possible),
    },
    [
        Example((np.array([[True, True, False], [False, True, False], [True, False, False]]), np.array([2, 0, 0])),
                "person 0 has the weight 2, person 2 the weight 1, and person 1 was not drawn"),
        Example((np.array([[False, True, True], [True, True, False], [False, True, True]]), np.array([1, 2, 2, 1, 0])),
                "a cell counts w[i] * w[j] times"),
    ],
    LessonSize("each of the lesson's 50 draws of 1,680 people", lambda rng: (rng.random((1680, 1680), dtype=np.float32) < 0.003, rng.integers(1680, size=1680)), 0.1),
    otherwise="Write the products w[i] * w[j] into a table, set its diagonal to 0, and mark the cells that match.",
    also=_ask_without_the_last,
)  # fmt: skip

# For these n, 3 / n and a promise of just that are the same number however one compares them.
TRIALS = (300, 600, 750, 1200, 1500, 2000, 3000, 4000, 6000)


def _near(rng: np.random.Generator, border: float) -> float:
    """Return a number of three digits within a quarter of a border."""
    return float(f"{border * rng.uniform(0.75, 1.25):.3g}")


def _claim(rng: np.random.Generator) -> tuple | None:
    """Draw a claim near one of the borders; none so close that the digits of z decide."""
    n = int(rng.choice(TRIALS))
    count = int(rng.choice([0, 0, 1, rng.integers(2, 9), rng.integers(9, 60)]))
    low, high = errors.wilson(count, n)
    exact = 3 / n
    promised = exact if rng.random() < 0.15 else _near(rng, rng.choice([low, high, exact, (count or 0.5) / n]))
    apart = min(abs(promised / end - 1) for end in (low, high, exact, count / n) if end and end != promised) > 0.01
    return (promised, count, n) if 0 < promised < 1 and apart else None


def _judged(promised: float, low: float, high: float, none: bool) -> str:
    """Return the verdict for an interval; none: whether the count is taken for one without an error."""
    if low > promised:
        return "contradicted"
    if high <= promised:
        return "supported"
    return "not measurable" if none else "not supported"


def _limit_first(promised: float, low: float, high: float, limit: float) -> str:
    """Return the verdict of the first edition: whatever the count, nothing below the limit was measurable."""
    if low > promised:
        return "contradicted"
    if promised < limit:
        return "not measurable"
    return "supported" if high <= promised else "not supported"


def _ends(count: int, n: int) -> tuple[float, float]:
    return errors.wilson(count, n) if count else (0.0, 3 / n)


def _textbook(count: int, n: int) -> tuple[float, float]:
    half = Z * np.sqrt(count / n * (1 - count / n) / n)
    return (count / n - half, count / n + half) if count else (0.0, 3 / n)


def _instead(library: Callable, words: dict[str, str]) -> Callable:
    """Return a mistake: the library's word, or another one in its place."""
    return lambda *given: words.get(library(*given), library(*given))


VERDICT = Exercise(
    answers.verdict,
    _claim,
    Word(VERDICTS),
    {
        "below 3 / n you say “not measurable”, whatever the count. That was the first edition's rule: now the words are only for a count of 0, and a claim below 3 / n that errors neither show nor refute is “not supported”.":
            lambda p, c, n: _limit_first(p, *_ends(c, n), 3 / n),
        "you ask first whether the promise is below 3 / n. A claim that the count refutes is contradicted, even there, and “not measurable” is only for a count of 0. Ask in the order of the list.":
            lambda p, c, n: "not measurable" if p < 3 / n else _judged(p, *_ends(c, n), False),
        "for a count of 0 you take Wilson's upper end. The exercise sets it to 3 / n there.": lambda p, c, n: _judged(p, *errors.wilson(c, n), c == 0),
        "you never return “not measurable”: it is the answer where no error was seen and 3 / n is above the promise.": lambda p, c, n: _judged(p, *_ends(c, n), False),
        "you compare the counted rate with the promise. The ends of the interval decide, and there are four verdicts.":
            lambda p, c, n: "supported" if c / n <= p else "contradicted",
        "you compare the counted rate with the promise. A claim is contradicted when the *lower end* of the interval is above it.": lambda p, c, n: _judged(p, c / n, _ends(c, n)[1], c == 0),
        "you compare the counted rate with the promise. A claim is supported when the *upper end* of the interval is at most the promise.": lambda p, c, n: _judged(p, _ends(c, n)[0], c / n, c == 0),
        "an upper end that is exactly the promise supports it: at most.": lambda p, c, n: _judged(p, _ends(c, n)[0], np.nextafter(_ends(c, n)[1], 1), c == 0),
        "your upper end is always 3 / n. That is so for a count of 0 alone; with errors it is Wilson's.": lambda p, c, n: _judged(p, _ends(c, n)[0], 3 / n, c == 0),
        "one error counts as none in yours. “not measurable” is only for a count of 0.": lambda p, c, n: _judged(p, *_ends(c, n), c <= 1),
        "you call every count of 0 “not measurable”. Without errors the upper end is 3 / n, and a promise that is not below it is supported.":
            lambda p, c, n: "not measurable" if c == 0 else _judged(p, *_ends(c, n), False),
        "you call every count of 0 “supported”. Without errors the upper end is 3 / n, and a promise below it was not shown: “not measurable”.":
            lambda p, c, n: "supported" if c == 0 else _judged(p, *_ends(c, n), False),
        "you never return “contradicted”: it is the answer where the lower end of the interval is above the promise.": lambda p, c, n: _judged(p, 0, _ends(c, n)[1], c == 0),
        "you call everything else “contradicted”. If the promise lies inside the interval it is neither shown nor refuted: “not supported”.": _instead(answers.verdict, {"not supported": "contradicted"}),
        "“supported” and “not supported” are exchanged.": _instead(answers.verdict, {"supported": "not supported", "not supported": "supported"}),
        "“supported” and “contradicted” are exchanged.": _instead(answers.verdict, {"supported": "contradicted", "contradicted": "supported"}),
        "“contradicted” and “not supported” are exchanged.": _instead(answers.verdict, {"not supported": "contradicted", "contradicted": "not supported"}),
        "“not measurable” and “not supported” are exchanged: without an error the words are “not measurable”.": _instead(answers.verdict, {"not supported": "not measurable", "not measurable": "not supported"}),
        "you call everything else “not measurable”. With an error the word is “not supported”.": _instead(answers.verdict, {"not supported": "not measurable"}),
        "low and high are exchanged: wilson returns low first.": lambda p, c, n: _judged(p, *_ends(c, n)[::-1], c == 0),
        "your interval is the textbook one. Use wilson.": lambda p, c, n: _judged(p, *_textbook(c, n), c == 0),
        "without errors your upper end is 1 / n. It is 3 / n.": lambda p, c, n: _judged(p, *(_ends(c, n) if c else (0, 1 / n)), c == 0),
        "without errors your comparison of 3 / n with the promise points the wrong way: a promise below 3 / n is “not measurable”.":
            lambda p, c, n: _judged(p, *_ends(c, n), False) if c else "not measurable" if p > 3 / n else "supported",
    },
    [
        Example((0.0005, 0, 5000), "no error was seen, and 3 / n lies above the promise: not even that could show it"),
        Example((0.001, 0, 3000), "without errors the upper end is 3 / n, exactly what was promised, and so supports it"),
        Example((0.0011, 0, 3000), "without errors the upper end is 3 / n, not Wilson's, and it lies below the promise"),
        Example((0.011, 40, 5000), "the whole interval lies below the promise"),
        Example((0.0105, 40, 5000), "the upper end lies above the promise; that the counted rate lies below is not enough"),
        Example((0.0062, 40, 5000), "the promise lies inside the interval: it is neither shown nor refuted"),
        Example((0.0056, 40, 5000), "the whole interval lies above the promise"),
        Example((0.0004, 40, 5000), "the whole interval lies above the promise: such a claim is refuted, also below 3 / n"),
        Example((0.0004, 1, 5000), "an error was seen, and the promise lies inside the interval: it is neither shown nor refuted, also below 3 / n"),
        Example((0.0008, 1, 5000), "with one error the upper end is Wilson's, and it lies above the promise"),
        Example((0.0001, 133.2, 1089449.5), "the lesson brings such counts to the scale of n, so that they need not be whole; the whole interval lies above the promise"),
        Example((0.0001, 0.4, 9000.5), "the lesson brings such counts to the scale of n, so that they need not be whole; less than one is not none, and the promise lies inside the interval"),
    ],
    otherwise="The interval has two ends, and the promise lies below it, inside it or above it. Ask in the order of the list.",
)  # fmt: skip


# For these n, 30 / n is a sum of halves, quarters and so on: times n it is 30 again, to the last digit.
WORTH_30 = (240, 480, 960, 1920, 3840)


def _asked(rng: np.random.Generator) -> tuple | None:
    """Draw a rate asked for, near 3 / n or far above, and a counted one that is worth 0, near 30, or far above.

    What is worth 30 is so exactly; else no rounding decides.
    """
    if rng.random() < 0.15:
        n = int(rng.choice(WORTH_30))
        fmr = 30 / n
    else:
        n = int(rng.choice(TRIALS))
        worth = rng.choice([0, 0, rng.uniform(0.4, 4), rng.uniform(4, 24), 29, 31, rng.uniform(34, 250)])
        fmr = float(f"{worth / n:.3g}")
    asked = 3 / n if rng.random() < 0.25 else _near(rng, rng.choice([1, 3, 3, 3, 30]) / n)
    clear = (asked == 3 / n or abs(asked * n / 3 - 1) > 0.01) and (fmr == 30 / n or abs(fmr * n / 30 - 1) > 0.01)
    return (asked, fmr, n) if asked < 1 and fmr < 1 and clear else None


def _word(none: Callable | None = None, thin: Callable | None = None) -> Callable:
    """Return a mistake: another question for “none” or for “thin”, each of asked, fmr and n_eff."""

    def word(asked: float, fmr: float, n_eff: float) -> str:
        if none(asked, fmr, n_eff) if none else asked < 3 / n_eff or fmr == 0:
            return "none"
        return "thin" if (thin(asked, fmr, n_eff) if thin else fmr * n_eff < 30) else "measured"

    return word


SUPPORT_OF_RATE = Exercise(
    answers.support,
    _asked,
    Word(SUPPORT),
    {
        "you compare fmr with 30. In the first edition the count stood there; now it is a rate: what it is worth is fmr * n_eff.": _word(thin=lambda a, f, n: f < 30),
        "you ask for “thin” before “none”. Ask for “none” first.": lambda a, f, n: "thin" if f * n < 30 else "none" if a < 3 / n else "measured",
        "you ask for “thin” before the comparison with 3 / n_eff: it comes first.": lambda a, f, n: "none" if f == 0 else "thin" if f * n < 30 else "none" if a < 3 / n else "measured",
        "you ask for “measured” first. Below 3 / n_eff nothing can be said, however many false matches there are: ask for “none” first.":
            lambda a, f, n: "measured" if f * n >= 30 else "none" if a < 3 / n or f == 0 else "thin",
        "your answer does not look at an fmr of 0: without any false match nothing was counted, and the answer is “none”.": _word(none=lambda a, f, n: a < 3 / n),
        "your answer does not compare the rate asked for with 3 / n_eff: below it nothing can be said.": _word(none=lambda a, f, n: f == 0),
        "you say “none” only if both are true. Either of them is enough: or, not and.": _word(none=lambda a, f, n: a < 3 / n and f == 0),
        "you compare the counted rate with 3 / n_eff. Compare the rate *asked* for.": _word(none=lambda a, f, n: f < 3 / n or f == 0),
        "a rate that is worth exactly 30 false matches is enough: “thin” is only what is worth fewer.": _word(thin=lambda a, f, n: f * n <= 30),
        "a rate of exactly 3 / n_eff can be said: “none” is only what lies below it.": _word(none=lambda a, f, n: a <= 3 / n or f == 0),
        "you compare the rate asked for with 1 / n_eff. The rule has 3 / n_eff.": _word(none=lambda a, f, n: a < 1 / n or f == 0),
        "you compare the rate asked for with 30 / n_eff. The rule has 3 / n_eff; 30 is for what was counted.": _word(none=lambda a, f, n: a < 30 / n or f == 0),
        "the comparison with 3 / n_eff points the wrong way: “none” is what lies below.": _word(none=lambda a, f, n: a > 3 / n or f == 0),
        "for “thin” you take the rate asked for times n_eff. What was counted decides there: fmr * n_eff.": _word(thin=lambda a, f, n: a * n < 30),
        "your answer for “thin” compares with 3. That is for the rate asked for; what was counted is thin below 30: fmr * n_eff < 30.": _word(thin=lambda a, f, n: f * n < 3),
        "you only ask whether fmr * n_eff reaches 30. There are three words, and the rate asked for counts too.": lambda a, f, n: "none" if f * n < 30 else "measured",
        "“thin” and “measured” are exchanged.": _instead(answers.support, {"thin": "measured", "measured": "thin"}),
        "“none” and “thin” are exchanged.": _instead(answers.support, {"thin": "none", "none": "thin"}),
        "you never return “thin”: it is the answer for a rate that is worth fewer than 30 false matches.": _instead(answers.support, {"thin": "measured"}),
        "you never return “thin”: fewer than 30 false matches are little, and more than nothing.": _instead(answers.support, {"thin": "none"}),
    },
    [
        Example((0.0005, 0.0, 3000), "no false match was seen, and the rate asked for is below 3 / n_eff"),
        Example((0.0005, 0.02, 3000), "the rate asked for is below 3 / n_eff: ask this first"),
        Example((0.1, 0.0, 3000), "there is no false match, so nothing was counted"),
        Example((0.002, 0.002, 3000), "the rate asked for is not below 3 / n_eff, and the count is worth 6: fewer than 30"),
        Example((0.1, 0.0001, 3000), "the count is worth less than one false match: that is something, but fewer than 30"),
        Example((0.1, 0.0625, 464), "the count is worth 29 false matches: fewer than 30"),
        Example((0.1, 0.0625, 480), "the count is worth exactly 30 false matches, and that is enough"),
        Example((0.1, 0.2, 3000), "the count is worth 600 false matches, and that is enough"),
        Example((0.0001, 0.0000979, 98_397.4), "these are dlib's 274 false matches of the lesson: they are worth about 10, fewer than 30"),
    ],
    otherwise="Ask for “none” first, by both of its conditions, then for “thin”.",
)  # fmt: skip

EXERCISES = {"6.1": WILSON, "6.2": FMR_OF_DRAW, "6.3": VERDICT, "6.P": SUPPORT_OF_RATE}

"""Lesson 11: ratios of rates, what chance can do to them, and what may be said."""

from collections.abc import Callable, Sequence

import numpy as np

from facelab.answers import lesson11 as answers
from facelab.answers.lesson10 import fmr_by_group
from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.results import Number, Several, Word

NAMES = ("ash", "birch", "cedar", "elm", "fir", "hazel", "oak", "pine", "yew")
SAID = ("not measurable", "no difference shown", "found here, to be confirmed", "found and confirmed")
NONE, FEW, MANY = [0], [1, 2, 3, 9, 10], [11, 17, 31, 38, 47, 61]
WITHOUT = [(NONE, MANY), (MANY, NONE), (NONE, FEW), (FEW, NONE), (NONE, NONE)]
BOTH = [*WITHOUT, *2 * [(FEW, FEW), (FEW, MANY), (MANY, FEW), (MANY, MANY)]]
COMPARISONS = [70, 90, 110, 130, 170, 310, 430]


def _errors(rng: np.random.Generator) -> tuple[int, int]:
    """Draw the errors of two groups: none, few or many."""
    one, other = BOTH[rng.integers(len(BOTH))]
    return int(rng.choice(one)), int(rng.choice(other))


def _two_rates(rng: np.random.Generator) -> tuple:
    """Draw errors and comparisons of two groups."""
    one, other = _errors(rng)
    return one, int(rng.choice(COMPARISONS)), other, int(rng.choice(COMPARISONS))


def _ratio(a: int, n: int, b: int, m: int) -> float:
    """Return the ratio, as numpy divides: infinite or NaN where Python alone would stop."""
    with np.errstate(all="ignore"):
        return float(np.float64(a / n) / (b / m))


def _or_words(pick: Callable, are_none: Callable = lambda a, n, b, m: min(a, b) == 0) -> Callable:
    """Return a mistake: what is picked from the counts, or the words where one of these is taken for none."""
    return lambda *counts: "not measurable" if are_none(*counts) else pick(*counts)


def _stand_in(number: float) -> Callable:
    """Return a mistake: a number where the words should stand."""
    return lambda a, n, b, m: number if min(a, b) == 0 else _ratio(a, n, b, m)


def _number_for_words(result: object, a: int, n: int, b: int, m: int) -> str | None:
    """Name a number that stands for nothing; not one that a division gives, for that is another mistake."""
    stands_for_nothing = isinstance(result, int | float) and (result in (0, -1, np.inf) or result != result)
    if min(a, b) == 0 and stands_for_nothing and _with_nan(result) != _with_nan(_ratio(a, n, b, m)):
        return _STANDS_IN.format(result)
    return None


def _with_nan(result: object) -> object:
    """Return a result in which NaN is the same as another NaN."""
    if isinstance(result, tuple | list):
        return tuple(map(_with_nan, result))
    return "NaN" if isinstance(result, float) and result != result else result


_STANDS_IN = "you return {} where a group has no error. Return the text 'not measurable'."


RATIO = Exercise(
    answers.ratio_or_words,
    _two_rates,
    Word(("not measurable",), Number("The ratio")),
    {
        "your ratio is upside down: the first group's rate is divided by the second's.": _or_words(lambda a, n, b, m: _ratio(b, m, a, n)),
        "you divide the larger rate by the smaller. Divide the first group's by the second's, whichever is larger: a ratio below 1 says something, too.": _or_words(lambda *c: max(_ratio(*c), 1 / _ratio(*c))),
        "you divide the counts. Divide the rates: each count over its own comparisons.": _or_words(lambda a, n, b, m: a / b),
        "you return a difference. Return a ratio: one rate divided by the other.": _or_words(lambda a, n, b, m: a / n - b / m),
        "the numbers of comparisons are exchanged.": _or_words(lambda a, n, b, m: (a / m) / (b / n)),
        "a bracket is missing: a / n / b / m divides by m once more. Put the second rate into brackets.": _or_words(lambda a, n, b, m: a / n / b / m),
        "you return the first group's rate. Divide it by the other's.": _or_words(lambda a, n, b, m: a / n),
        "you round the ratio. Leave it as it is; the lesson rounds where it prints.": _or_words(lambda *c: round(_ratio(*c), 2)),
        "ten errors were the first edition's rule. Now the interval says how little few errors tell: the words are only for a group without an error.": _or_words(_ratio, lambda a, n, b, m: min(a, b) < 10),
        "you return the words for ten errors, too. Ten were the limit in the first edition; now the words are only for a group without an error, and the interval says how little few errors tell.": _or_words(_ratio, lambda a, n, b, m: min(a, b) <= 10),
        "you return the words where there are few errors. A limit such as ten was the first edition's rule; now the words are only for a group without an error, and the interval says how little few errors tell.": _or_words(_ratio, lambda a, n, b, m: min(a, b) < 9),
        "you ask for thirty errors, as lesson 6 does for a rate. Here the words are only for a group without an error, and the interval says how little few errors tell.": _or_words(_ratio, lambda a, n, b, m: min(a, b) < 30),
        "one error counts as none in yours. The words are only for a group without an error.": _or_words(_ratio, lambda a, n, b, m: min(a, b) <= 1),
        "only the first group's errors decide about the words in yours. Either group can have none.": _or_words(_ratio, lambda a, n, b, m: a == 0),
        "only the second group's errors decide about the words in yours. Either group can have none.": _or_words(_ratio, lambda a, n, b, m: b == 0),
        "you return the words only if both groups have no error. One such group is enough.": _or_words(_ratio, lambda a, n, b, m: a + b == 0),
        "you return the words where both groups have errors, and the ratio where one has none.": _or_words(_ratio, lambda a, n, b, m: min(a, b) > 0),
        "you give a ratio even if a group has no error. Ask for the words first.": _ratio,
        "you always return the words. With errors in both groups the ratio can be given.": lambda *counts: "not measurable",
        **{_STANDS_IN.format(one): _stand_in(one) for one in (0, np.inf, np.nan)},
    },
    [
        Example((20, 100, 10, 200), "one rate is 0.2, the other 0.05"),
        Example((10, 200, 20, 100), "one rate is 0.05, the other 0.2"),
        Example((9, 100, 500, 1000), "nine errors are enough for a ratio; the interval beside it says how little they tell"),
        Example((500, 1000, 9, 100), "nine errors are enough for a ratio; the interval beside it says how little they tell"),
        Example((1, 100, 40, 100), "one error is an error: the ratio can be given"),
        Example((0, 100, 40, 100), "the first group has no error"),
        Example((40, 100, 0, 100), "the second group has no error; ask for the words before you divide"),
        Example((0, 100, 0, 100), "no error was seen at all; ask for the words before you divide"),
        Example((5000, 5000, 1, 5000), "one error is an error: the ratio can be given"),
    ],
    LessonSize("millions of comparisons", lambda rng: (int(rng.integers(100, 700)), 3422, int(rng.integers(40, 1300)), 2_604_982), 0.5),
    recognise=_number_for_words,
    otherwise="The words are only for a group without an error; else divide each group's errors by its comparisons.",
    compare_as=_with_nan,
)  # fmt: skip


def _rate(table: np.ndarray, inside: np.ndarray) -> float:
    """Return the share of matches within a group, the diagonal left out."""
    part = table[np.ix_(inside, inside)]
    return part[~np.eye(len(part), dtype=bool)].mean()


def _over(rate: Callable) -> Callable:
    """Return a mistake: a rate of its own, of the table and who is inside, taken of the group and of the others."""
    return lambda m, g, order, one: rate(m, g[order] == one) / rate(m, g[order] != one)


def _with(rearrange: Callable) -> Callable:
    """Return a mistake: the ratio in a table and with labels that are rearranged in another way."""

    def ratio(matches: np.ndarray, labels: np.ndarray, order: np.ndarray, one: str) -> float:
        table, member = rearrange(matches, labels == one, order)
        return _rate(table, member) / _rate(table, ~member)

    return ratio


def _block(pick: Callable) -> Callable:
    """Return a rate of its own: what is picked from the group's block of the table and its number of people."""
    return lambda table, inside: pick(table[np.ix_(inside, inside)].astype(int), np.sum(inside))


def _one_other(matches: np.ndarray, labels: np.ndarray, order: np.ndarray, one: str) -> float:
    rates = fmr_by_group(matches, labels[order])
    return rates[one] / next(np.float64(rate) for name, rate in rates.items() if name != one)


def _mean_of_others(matches: np.ndarray, labels: np.ndarray, order: np.ndarray, one: str) -> float:
    rates = fmr_by_group(matches, labels[order])
    return rates[one] / np.mean([rate for name, rate in rates.items() if name != one])


SHUFFLED = {
    "this is the ratio by the labels as they are: they were not shuffled, or the table was shuffled along with them. Use labels[order], and leave the table as it is.": _with(lambda m, g, order: (m, g)),
    "you shuffle the table in place of the labels, or the labels the other way round. Use labels[order], and leave the table as it is.": _with(lambda m, g, order: (m, g[np.argsort(order)])),
    "you shuffle the rows of the table. People keep their scores: shuffle only the labels.": _with(lambda m, g, order: (m[order], g)),
    "you shuffle the columns of the table. People keep their scores: shuffle only the labels.": _with(lambda m, g, order: (m[:, order], g)),
    "you shuffle the labels, and the rows of the table as well. People keep their scores: shuffle only the labels.": _with(lambda m, g, order: (m[order], g[order])),
    "your ratio is upside down: the group's rate is divided by that of the others.": lambda *given: 1 / np.float64(answers.shuffled_ratio(*given)),
    "the diagonal counts in your rates. Leave it out.": _over(_block(lambda part, n: part.mean())),
    "the diagonal is left out above, but not below: n people have n * (n - 1) comparisons.": _over(_block(lambda part, n: (part.sum() - np.trace(part)) / n**2)),
    "the diagonal is left out below, but not above: it counts among your matches.": _over(_block(lambda part, n: part.sum() / (n * (n - 1)))),
    "you take away n matches, as if every mated pair matched. Count the diagonal as it is: np.trace(part).": _over(_block(lambda part, n: (part.sum() - n) / (n * (n - 1)))),
    "you look at each pair once, in the upper half of the table. (i, j) and (j, i) are two comparisons.": _over(_block(lambda part, n: np.triu(part, 1).sum() / (n * (n - 1)))),
    "you look at each pair once, in the lower half of the table. (i, j) and (j, i) are two comparisons.": _over(_block(lambda part, n: np.tril(part, -1).sum() / (n * (n - 1)))),
    "you divide counts. Divide the rates: the groups have different numbers of comparisons.": _over(_block(lambda part, n: part.sum() - np.trace(part))),
    "you count the probes of each side against everybody. Both people must be on the same side: np.ix_(inside, inside).": _over(lambda m, inside: (m & ~np.eye(len(m), dtype=bool))[inside].mean()),
    "the others of your ratio hold comparisons with the group. Take those within the others.":
        lambda m, g, order, one: _rate(m, g[order] == one) / m[~np.eye(len(m), dtype=bool) & ~np.outer(g[order] == one, g[order] == one)].mean(),
    "you divide by the rate of everybody. Divide by the rate within the others.": lambda m, g, order, one: _rate(m, g[order] == one) / _rate(m, g == g),
    "you divide by the rate of one other label. All who do not carry the label are the others, and there may be several labels among them.": _one_other,
    "you take the mean of the other labels' rates. All others are one group here: comparisons of two different other labels count, too.": _mean_of_others,
    "you return a difference. Return a ratio: one rate divided by the other.": lambda m, g, order, one: _rate(m, g[order] == one) - _rate(m, g[order] != one),
    "you take the group whose name comes first. The group is given: one.": lambda m, g, order, one: answers.shuffled_ratio(m, g, order, np.unique(g)[0]),
    "you take the label of the first person. The group is given: one.": lambda m, g, order, one: answers.shuffled_ratio(m, g, order, g[0]),
    "you return the group's rate. Divide it by the rate within the others.": lambda m, g, order, one: _rate(m, g[order] == one),
}  # fmt: skip


def _shuffle(rng: np.random.Generator) -> tuple | None:
    """Draw nine people of two or three groups, a shuffled order and a group.

    The group is not that of the people at the ends, and of three its name is the middle one. No mistake divides by
    zero, and the ratio is no round number.
    """
    sizes = rng.permutation([(2, 3, 4), (4, 5)][rng.integers(2)])
    labels = rng.permutation(np.repeat(rng.choice(NAMES, len(sizes), replace=False), sizes))
    names, order = np.unique(labels), rng.permutation(9)
    one = str(names[1 if len(names) == 3 else rng.integers(2)])
    if one in labels[[0, -1, order[0], order[-1]]]:
        return None
    matches = rng.random((9, 9)) < rng.uniform(0.2, 0.8, 9)[:, np.newaxis]
    np.fill_diagonal(matches, rng.random(9) < 0.8)
    drawn = (matches, labels, order, one)
    with np.errstate(all="ignore"):
        fits = all(np.isfinite(mistake(*drawn)) for mistake in SHUFFLED.values())
    return drawn if fits and (right := answers.shuffled_ratio(*drawn)) != round(right, 4) else None


def _many_people(rng: np.random.Generator) -> tuple:
    matches = rng.random((1680, 1680), dtype=np.float32) < 0.005
    np.fill_diagonal(matches, rng.random(1680) < 0.95)
    labels = rng.permutation(np.repeat(["listed", "not listed"], [59, 1621]))
    return matches, labels, rng.permutation(1680), "listed"


SMALL = np.array([[1, 1, 0, 1], [0, 1, 1, 0], [1, 1, 0, 1], [0, 1, 1, 1]], dtype=bool)
SHUFFLED_RATIO = Exercise(
    answers.shuffled_ratio,
    _shuffle,
    Number("The ratio"),
    SHUFFLED,
    [
        Example((SMALL, np.array(["oak", "oak", "elm", "elm"]), np.array([2, 0, 1, 3]), "elm"), "by the shuffled labels persons 0 and 3 are the elms: one of their two comparisons matches, and both of the oaks'"),
        Example((SMALL, np.array(["oak", "oak", "elm", "elm"]), np.array([2, 0, 1, 3]), "oak"), "by the shuffled labels persons 1 and 2 are the oaks: both of their comparisons match, and one of the elms'"),
        Example((SMALL, np.array(["elm", "oak", "oak", "elm"]), np.array([1, 3, 0, 2]), "elm"), "by the shuffled labels persons 1 and 2 are the elms: both of their comparisons match, and one of the oaks'"),
    ],
    LessonSize("one of 400 shuffles of 1,680 people", _many_people, 0.08),
    otherwise="By the shuffled labels there are two sides, the group and all others: one rate within each, without the diagonal.",
)  # fmt: skip


def _interval(rng: np.random.Generator) -> tuple[float, float]:
    """Draw an interval: below 1, above it, around it, or with an end at 1."""
    low, high = np.sort(rng.choice(np.arange(1, 64), 2, replace=False)) / 64
    place = rng.integers(6)
    return [(low, high), (1 + low, 1 + high), (low, 1 + high), (1.0, 1 + high), (low, 1.0), (0.0, high)][place]


def _finding(rng: np.random.Generator) -> tuple:
    low, high = _interval(rng)
    return float(low), float(high), *_errors(rng), bool(rng.random() < 0.5)


def _verdict(none: Callable | None = None, contains: Callable | None = None, first: Callable | None = None) -> Callable:
    """Return a mistake: another question about the errors or the interval, or one asked before all others."""

    def said(low: float, high: float, a: int, b: int, confirmed: bool) -> str:
        early = first(low, high, a, b, confirmed) if first else None
        if early:
            return early
        if none(a, b) if none else min(a, b) == 0:
            return SAID[0]
        if contains(low, high) if contains else low <= 1 <= high:
            return SAID[1]
        return SAID[3] if confirmed else SAID[2]

    return said


WHAT_MAY_BE_SAID = Exercise(
    answers.what_may_be_said,
    _finding,
    Word(SAID),
    {
        "you ask about the interval first. Ask about the errors before the interval.": _verdict(first=lambda low, high, a, b, c: SAID[1] if low <= 1 <= high else None),
        "you ask first whether it was confirmed. Ask about the errors, then about the interval, before that.": _verdict(first=lambda low, high, a, b, c: SAID[3] if c else None),
        "you ask whether it was confirmed before you ask about the interval. That it was confirmed elsewhere does not change these data.": _verdict(first=lambda low, high, a, b, c: SAID[3] if c and min(a, b) > 0 else None),
        "a difference counts for you only if the interval lies above 1. One below 1 is a difference, too.": _verdict(contains=lambda low, high: low <= 1),
        "a difference counts for you only if the interval lies below 1. One above 1 is a difference, too.": _verdict(contains=lambda low, high: high >= 1),
        "an interval that begins or ends at 1 contains it.": _verdict(contains=lambda low, high: low < 1 < high),
        "an interval that begins at 1 contains it.": _verdict(contains=lambda low, high: low < 1 <= high),
        "an interval that ends at 1 contains it.": _verdict(contains=lambda low, high: low <= 1 < high),
        "you ask whether the interval contains 0. Two equal rates have the ratio 1.": _verdict(contains=lambda low, high: low <= 0 <= high),
        "the interval shows a difference if it does *not* contain 1.": _verdict(contains=lambda low, high: not low <= 1 <= high),
        "ten errors were the first edition's rule. Now the interval says how little few errors tell: 'not measurable' is only for a group without an error.": _verdict(none=lambda a, b: min(a, b) < 10),
        "you return 'not measurable' for ten errors, too. Ten were the limit in the first edition; now it is only for a group without an error, and the interval says how little few errors tell.": _verdict(none=lambda a, b: min(a, b) <= 10),
        "you return 'not measurable' where there are few errors. A limit such as ten was the first edition's rule; now it is only for a group without an error, and the interval says how little few errors tell.": _verdict(none=lambda a, b: min(a, b) < 9),
        "you ask for thirty errors, as lesson 6 does for a rate. Here 'not measurable' is only for a group without an error, and the interval says how little few errors tell.": _verdict(none=lambda a, b: min(a, b) < 30),
        "one error counts as none in yours. 'not measurable' is only for a group without an error.": _verdict(none=lambda a, b: min(a, b) <= 1),
        "only the first group's errors count in yours. Either group can have none.": _verdict(none=lambda a, b: a == 0),
        "only the second group's errors count in yours. Either group can have none.": _verdict(none=lambda a, b: b == 0),
        "you return 'not measurable' only if both groups have no error. One such group is enough.": _verdict(none=lambda a, b: a + b == 0),
        "you return 'not measurable' where both groups have errors. It is for a group without an error.": _verdict(none=lambda a, b: min(a, b) > 0),
        "you never return 'not measurable'. It is the answer if a group has no error, whatever the interval.": _verdict(none=lambda a, b: False),
        "you never return 'no difference shown'. An interval that contains 1 shows none.": _verdict(contains=lambda low, high: False),
        **{f"you return {one!r}, whatever is given. Each of the four texts has its case.": lambda *given, one=one: one for one in SAID},
        "the last two texts are exchanged.": lambda low, high, a, b, c: answers.what_may_be_said(low, high, a, b, not c),
    },
    [
        Example((2.0, 3.0, 40, 500, True), "the interval lies above 1, and it was confirmed"),
        Example((1.01, 3.0, 9, 90, False), "the interval lies above 1, nine errors are enough since it does, and nothing was confirmed"),
        Example((0.25, 0.75, 90, 40, True), "the interval lies below 1: that is a difference, too, and it was confirmed"),
        Example((0.25, 0.99, 40, 1, False), "the interval lies below 1: that is a difference, too, one error is an error, and nothing was confirmed"),
        Example((0.5, 3.0, 40, 500, True), "the interval contains 1. That it was confirmed elsewhere does not change these data"),
        Example((1.0, 3.0, 10, 10, False), "the interval begins at 1, and so contains it"),
        Example((0.25, 1.0, 40, 90, True), "the interval ends at 1, and so contains it"),
        Example((0.5, 9.0, 3, 500, False), "three errors are errors: the interval decides, and it contains 1"),
        Example((0.0, 24.6, 0, 340, False), "the first group has no error: ask this before the interval"),
        Example((2.0, np.inf, 500, 0, True), "the second group has no error: ask this first"),
        Example((0.0, np.inf, 0, 0, False), "no error was seen at all: ask this first"),
    ],
    LessonSize("a row of the lesson", lambda rng: (1.67, 19.2, 29, int(rng.integers(36, 90)), False), 0.5),
    otherwise="Ask in the order of the list: the errors, the interval, whether it was confirmed.",
)  # fmt: skip


def _rows(rng: np.random.Generator) -> tuple | None:
    """Draw rows with both kinds among them, and their ratios at times all above or all below 1."""
    cells = [_two_rates(rng) for _ in range(rng.integers(4, 8))]
    ratios = [_ratio(*one) for one in cells if min(one[0], one[2]) > 0]
    known = len(ratios)
    clear = sum(min(one[0], one[2]) > 10 for one in cells)
    fits = clear >= 2 and known != len(cells) - known > 0 and len({*ratios}) == known
    return (cells,) if fits and (rng.random() < 0.3 or min(ratios) > 1 or max(ratios) < 1) else None


def _range(row: Callable = answers.ratio_or_words, count: Callable | None = None) -> Callable:
    """Return a mistake: other ratios or words for the rows, or another count than that of the words."""

    def found(cells: Sequence[tuple]) -> tuple:
        said = [row(*one) for one in cells]
        ratios = [one for one in said if not isinstance(one, str)]
        return min(ratios), max(ratios), count(cells) if count else len(said) - len(ratios)

    return found


def _unknown(cells: Sequence[tuple]) -> int:
    return sum(min(one[0], one[2]) == 0 for one in cells)


def _changed(change: Callable) -> Callable:
    """Return a mistake: what is made of the smallest ratio, the largest, and the number of rows without one."""
    return lambda cells: change(*answers.range_of_ratios(cells))


def _first_and_last(cells: Sequence[tuple]) -> tuple:
    ratios = [_ratio(*one) for one in cells if min(one[0], one[2]) > 0]
    return ratios[0], ratios[-1], _unknown(cells)


RANGE = Exercise(
    answers.range_of_ratios,
    _rows,
    Several("smallest, largest, unknown"),
    {
        "smallest and largest are exchanged.": _changed(lambda low, high, unknown: (high, low, unknown)),
        "the third number counts the measurable rows. Count those that are not.": _range(count=lambda cells: len(cells) - _unknown(cells)),
        "the third number counts all rows. Count those that are not measurable.": _range(count=len),
        "there are rows that are not measurable, and your third number says none.": _range(count=lambda cells: 0),
        "a row counts twice in your third number if both groups have no error. Count rows.": _range(count=lambda cells: sum((one[0] == 0) + (one[2] == 0) for one in cells)),
        "rows that are not measurable have a part in your range. Leave them out.": _range(_ratio, _unknown),
        "rows with a group without an error have a part in your range, and none is counted. Use ratio_or_words.": _range(_ratio),
        "a 0 is among your ratios. A row that is not measurable has no ratio, and a smallest that starts at 0 stays there.": _changed(lambda low, high, unknown: (0.0, high, unknown)),
        "a 1 is among your ratios, and no row has it. Do your smallest and largest start there?": _changed(lambda low, high, unknown: (min(low, 1.0), max(high, 1.0), unknown)),
        "ten errors were the first edition's rule. Now the interval says how little few errors tell: leave out only rows with a group without an error.": _range(_or_words(_ratio, lambda a, n, b, m: min(a, b) < 10)),
        "you leave out rows with ten errors, too. Ten were the limit in the first edition; now a row is left out only if a group has no error, and the interval says how little few errors tell.": _range(_or_words(_ratio, lambda a, n, b, m: min(a, b) <= 10)),
        "you leave out rows with few errors. A limit such as ten was the first edition's rule; now a row is left out only if a group has no error, and the interval says how little few errors tell.": _range(_or_words(_ratio, lambda a, n, b, m: min(a, b) < 9)),
        "one error counts as none in yours. Leave out only rows with a group without an error.": _range(_or_words(_ratio, lambda a, n, b, m: min(a, b) <= 1)),
        "only the first group's errors decide about a row in yours. Either group can have none.": _range(_or_words(_ratio, lambda a, n, b, m: a == 0)),
        "only the second group's errors decide about a row in yours. Either group can have none.": _range(_or_words(_ratio, lambda a, n, b, m: b == 0)),
        "you leave out a row only if both groups have no error. One such group is enough.": _range(_or_words(_ratio, lambda a, n, b, m: a + b == 0)),
        "you return the first and the last ratio. Return the smallest and the largest.": _first_and_last,
        "you leave out the last row.": lambda cells: answers.range_of_ratios(cells[:-1]),
        "you leave out the first row.": lambda cells: answers.range_of_ratios(cells[1:]),
        "you divide the counts. Divide the rates, as ratio_or_words does.": _range(_or_words(lambda a, n, b, m: a / b)),
        "your ratios are upside down: the first group's rate is divided by the second's.": _changed(lambda low, high, unknown: (1 / high, 1 / low, unknown)),
        "you round the ratios. Leave them as they are; the lesson rounds where it prints.": _changed(lambda low, high, unknown: (round(low, 2), round(high, 2), unknown)),
        "the count comes first in yours. Return the smallest ratio, the largest, and then the count.": _changed(lambda low, high, unknown: (unknown, low, high)),
    },
    [
        Example(([(20, 100, 10, 200), (20, 100, 10, 200)],), "equal rows are two rows all the same"),
        Example(([(20, 100, 10, 200)],), "one row is measurable: its ratio is the smallest and the largest"),
        Example(([(5000, 5000, 10, 5_000_000)],), "one row is measurable, and its ratio is larger than what your smallest starts with"),
        Example(([(20, 100, 10, 200), (1, 100, 80, 100)],), "both rows are measurable: one error is an error, and the interval says how little it tells"),
        Example(([(10, 200, 20, 100), (20, 100, 10, 200)],), "both rows are measurable, one ratio lies below 1 and one above"),
        Example(([(0, 100, 40, 100), (10, 200, 20, 100)],), "no error was seen in one group of the first row"),
        Example(([(40, 100, 0, 100), (0, 200, 0, 100), (20, 100, 10, 200)],), "two rows are not measurable"),
    ],
    LessonSize("4 rows, as lists", lambda rng: ([[int(rng.integers(500, 700)), 3422, 1229, 2_604_982], [130, 3422, 44, 2_604_982], [10, 3422, 3193, 2_626_020], [0, 3422, 340, 2_626_020]],), 0.5),
    otherwise="Take the ratio or the words of each row: the smallest and the largest of the ratios, and how many words. A row is not measurable only if a group has no error.",
    compare_as=_with_nan,
)  # fmt: skip

EXERCISES = {"11.1": RATIO, "11.2": SHUFFLED_RATIO, "11.3": WHAT_MAY_BE_SAID, "11.P": RANGE}

"""Questions for the exercises of lesson 11."""

import numpy as np

from facelab import fairness
from facelab.checks.examine import Answer, Exercise, Question, Wrong, array, compare, group_names, number, told_apart

SAID = ("not measurable", "no difference shown", "found here, to be confirmed", "found and confirmed")


def _ask_ratio(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        errors_one, errors_other = int(rng.integers(40, 90)), int(rng.integers(11, 30))
        n_one, n_other = int(rng.integers(100, 300)), int(rng.integers(400, 900))
        right = (errors_one / n_one) / (errors_other / n_other)
        typical = [
            (1 / right, "your ratio is upside down: the first group's rate is divided by the second's."),
            (
                errors_one / errors_other,
                "you divide the counts. Divide the rates: each count over its own comparisons.",
            ),
            (errors_one / n_one - errors_other / n_other, "you return a difference. Asked is a ratio."),
            ((errors_one / n_other) / (errors_other / n_one), "the numbers of comparisons are exchanged."),
            (errors_one / n_one, "you return one rate. Divide it by the other."),
            (round(right, 2), "you round the ratio. Leave it as it is; the lesson rounds where it prints."),
        ]
        return Question((errors_one, n_one, errors_other, n_other), right, typical)

    question = told_apart(draw)
    names = ("errors_one", "n_one", "errors_other", "n_other")
    call = ", ".join(f"{name} = {value}" for name, value in zip(names, question.arguments, strict=True))
    result = answer(*question.arguments, call=call)
    if isinstance(result, str):
        raise Wrong(
            f"for {call} both groups have ten errors or more, and the ratio can be given; you return {result!r}."
        )
    got = number(result, "The ratio", call)
    compare(got, question.right, question.typical, f"for {call} it is {question.right:.10g}; yours is {got:.10g}.{answer.outside_data()}")  # fmt: skip
    for given, right, why in [
        ((9, 100, 500, 1000), "not measurable", "the first group has fewer than ten errors."),
        ((500, 1000, 9, 100), "not measurable", "the second group has fewer than ten errors."),
        ((0, 100, 0, 100), "not measurable", "no error was seen at all; ask for the words before you divide."),
        ((3, 100, 40, 100), "not measurable", "three errors are fewer than ten."),
        ((10, 100, 10, 50), 0.5, "ten errors are enough."),
        ((5000, 5000, 10, 5000), 500.0, "ten errors are enough."),
    ]:
        call = ", ".join(f"{name} = {value}" for name, value in zip(names, given, strict=True))
        result = answer(*given, call=call)
        if isinstance(result, str) and result != "not measurable" and result.lower().strip(". ") == "not measurable":
            raise Wrong(f"the text is 'not measurable', letter by letter; yours is {result!r}.")
        same = result == right if isinstance(right, str) or isinstance(result, str) else np.isclose(result, right)
        if np.ndim(same) != 0 or not same:
            raise Wrong(f"right in general, but for {call} the answer is {right!r}, and yours {result!r}: {why}")


def _ratio(inside: np.ndarray, others: np.ndarray) -> float:
    return inside.mean() / others.mean()


def _ask_shuffled_ratio(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question | None:
        n = 14
        names = group_names(rng, 2)
        labels = rng.permutation(np.repeat(names, rng.permutation([6, 8])))
        asked = str(rng.choice(names))
        order = rng.permutation(n)
        matches = rng.random((n, n)) < rng.uniform(0.2, 0.7, n)[:, np.newaxis]
        np.fill_diagonal(matches, rng.random(n) < 0.8)
        apart = ~np.eye(n, dtype=bool)

        def both(member: np.ndarray, cells: np.ndarray, table: np.ndarray = matches) -> tuple[np.ndarray, np.ndarray]:
            return table[np.outer(member, member) & cells], table[np.outer(~member, ~member) & cells]

        member, plain = labels[order] == asked, labels == asked
        inverse = labels[np.argsort(order)] == asked
        rows_only = matches[order]
        one, others = both(member, apart)
        if not others.any() or not one.any():
            return None
        everybody = matches[apart & ~np.outer(member, member)]
        typical = [
            (_ratio(*both(plain, apart)), "this is the ratio of the labels as they are. Use labels[order], and leave the table as it is."),
            (_ratio(*both(inverse, apart)), "your labels are shuffled the other way round. labels[order] is what is asked."),
            (1 / _ratio(one, others), "your ratio is upside down: the group's rate is divided by that of the others."),
            (_ratio(*both(member, apart | True)), "the diagonal counts in your rates. Leave it out."),
            (_ratio(*both(plain, apart, rows_only)), "you shuffle the rows of the table. People keep their scores: shuffle only the labels."),
            ((one.sum() / member.sum() ** 2) / (others.sum() / np.sum(~member) ** 2), "the diagonal is left out above, but not below: n people have n * (n - 1) comparisons."),
            (one.sum() / others.sum(), "you divide counts. Divide the rates: the groups have different numbers of comparisons."),
            (one.mean() / everybody.mean(), "the others of your ratio hold comparisons with the group. Take those within the others."),
            (one.mean() / matches[apart].mean(), "you divide by the rate of everybody. Divide by the rate within the others."),
            (one.mean(), "you return the group's rate. Divide it by the rate within the others."),
        ]  # fmt: skip
        return Question((matches, labels, order, asked), _ratio(one, others), typical)

    question = told_apart(draw)
    matches, labels, order, asked = question.arguments
    call = f"{len(labels)} made-up people in two groups, one = {asked!r} and order = {order.tolist()}"
    got = number(answer(*question.arguments, call=call), "The ratio", call)
    otherwise = f"for {call} it is {question.right:.4f}; yours is {got:.4f}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)
    other = next(str(name) for name in np.unique(labels) if name != asked)
    again = number(answer(matches, labels, order, other, call=call), "The ratio", call)
    if not np.isclose(again, 1 / question.right):
        raise Wrong(f"right in general, but with one = {other!r} it is {1 / question.right:.4f}; yours is {again:.4f}. Use one.")  # fmt: skip


def _ask_what_may_be_said(answer: Answer, rng: np.random.Generator) -> None:
    few, enough = int(rng.integers(3, 10)), int(rng.integers(10, 60))
    rows = [
        ((2.0, 3.0, few, 500, True), "not measurable", "the first group has fewer than ten errors: ask this first."),
        ((2.0, 3.0, 500, few, False), "not measurable", "the second group has fewer than ten errors: ask this first."),
        ((2.0, 3.0, 9, 9, True), "not measurable", "nine errors are fewer than ten."),
        ((0.5, 3.0, few, 500, False), "not measurable", "a group has fewer than ten errors: ask this before the interval."),
        ((0.5, 3.0, enough, 500, True), "no difference shown", "the interval contains 1. That it was confirmed elsewhere does not change these data."),
        ((1.0, 3.0, 10, 10, False), "no difference shown", "the interval begins at 1, and so contains it; ten errors are enough."),
        ((0.2, 1.0, enough, 90, True), "no difference shown", "the interval ends at 1, and so contains it."),
        ((1.01, 3.0, 10, 90, False), "found here, to be confirmed", "the interval lies above 1, and nothing was confirmed."),
        ((0.2, 0.99, enough, 10, False), "found here, to be confirmed", "the interval lies below 1: that is a difference, too."),
        ((1.01, 3.0, enough, 90, True), "found and confirmed", "the interval lies above 1, and it was confirmed."),
        ((0.2, 0.99, 90, enough, True), "found and confirmed", "the interval lies below 1, and it was confirmed."),
    ]  # fmt: skip
    names = ("low", "high", "errors_one", "errors_other", "confirmed")
    for given, right, why in rows:
        call = ", ".join(f"{name} = {value}" for name, value in zip(names, given, strict=True))
        result = answer(*given, call=call)
        if not isinstance(result, str) or result not in SAID:
            raise Wrong(f"your function should return one of {', '.join(map(repr, SAID))}; it returns {result!r:.40}.")
        if result != right:
            raise Wrong(f"for {call} the answer is {right!r}, and yours {result!r}: {why}{answer.outside_data()}")


def _ask_range(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        rows = [
            (
                int(rng.integers(20, 90)),
                int(rng.integers(100, 300)),
                int(rng.integers(11, 30)),
                int(rng.integers(400, 900)),
            )
            for _ in range(4)
        ]
        unknown = [(int(rng.integers(0, 9)), 150, 700, 800), (140, 150, int(rng.integers(0, 9)), 800)]
        cells = [(rows + unknown)[place] for place in rng.permutation(6)]
        ratios = [fairness.ratio_or_words(*row) for row in rows]
        right = np.array([min(ratios), max(ratios), 2.0])
        some = [found for found in (fairness.ratio_or_words(*row) for row in cells[:4]) if not isinstance(found, str)]
        raw = [(a / b) / max(c / d, 1e-9) for a, b, c, d in cells]
        typical = [
            ((max(ratios), min(ratios), 2), "smallest and largest are exchanged."),
            ((min(ratios), max(ratios), 4), "the third number counts the measurable rows. Asked are those that are not."),
            ((min(ratios), max(ratios), 0), "two rows are not measurable; your third number says none."),
            ((min(raw), max(raw), 2), "rows that are not measurable have a part in your range. Leave them out."),
            ((min(raw), max(raw), 0), "rows with fewer than ten errors have a part in your range. Use ratio_or_words."),
            ((min(some), max(some), 2), "you look at the first rows only."),
            ((ratios[0], ratios[-1], 2), "you return the first and the last ratio. Asked are the smallest and the largest."),
        ]  # fmt: skip
        return Question((cells,), right, typical)

    question = told_apart(draw)
    (cells,) = question.arguments
    call = f"cells = {cells}"
    result = answer(cells, call=call)
    if not isinstance(result, tuple | list | np.ndarray) or np.shape(result) != (3,):
        raise Wrong("your function should return three numbers: the smallest and the largest ratio, and a count.")
    got = array(result, (3,), "The answer", call)
    otherwise = (
        f"for {call} it is {question.right.round(3).tolist()}; yours is {got.round(3).tolist()}.{answer.outside_data()}"
    )
    compare(got, question.right, question.typical, otherwise)
    cells = [(20, 100, 10, 200)]
    got = answer(cells, call=f"cells = {cells}")
    if np.shape(got) != (3,) or not np.allclose(got, (4, 4, 0)):
        raise Wrong(f"right in general, but for cells = {cells} the answer is (4.0, 4.0, 0), and yours {got!r:.60}.")


EXERCISES = {
    "11.1": Exercise(fairness.ratio_or_words, _ask_ratio),
    "11.2": Exercise(fairness.shuffled_ratio, _ask_shuffled_ratio),
    "11.3": Exercise(fairness.what_may_be_said, _ask_what_may_be_said),
    "11.P": Exercise(fairness.range_of_ratios, _ask_range),
}

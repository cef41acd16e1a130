"""Questions for the exercises of lesson 12."""

import numpy as np

from facelab import errors, fairness, simulate
from facelab.checks.examine import Answer, Exercise, Question, Wrong, array, compare, group_names, number, told_apart


def _ask_take_photos(answer: Answer, rng: np.random.Generator) -> None:
    n, d = int(rng.integers(3, 6)), 7
    persons, deviations = np.round(rng.normal(size=(2, n, d)), 2)
    noise = float(np.round(rng.uniform(0.3, 0.9), 2))
    raw = persons + noise * deviations
    right = raw / np.linalg.norm(raw, axis=1, keepdims=True)
    typical = [
        (raw, "your photos are not scaled to length 1."),
        (raw / np.linalg.norm(raw, axis=0, keepdims=True), "you scale the columns. A photo is a row: axis=1."),
        (raw / np.linalg.norm(raw), "you divide by the length of the whole table. Each row has its own length: axis=1."),
        ((persons + deviations) / np.linalg.norm(persons + deviations, axis=1, keepdims=True), "the dial noise has no effect: multiply the deviations by it."),
        ((persons - noise * deviations) / np.linalg.norm(persons - noise * deviations, axis=1, keepdims=True), "the deviations are subtracted. Add them."),
        (persons / np.linalg.norm(persons, axis=1, keepdims=True), "the photos do not deviate from their persons. Add noise times the deviations."),
        (raw / np.linalg.norm(raw, axis=1, keepdims=True) ** 2, "divide by the length, not by its square."),
        (persons / np.linalg.norm(persons, axis=1, keepdims=True) + noise * deviations, "scale the photo, after the deviation is added."),
    ]  # fmt: skip
    call = f"{n} made-up persons of {d} numbers, noise = {noise}"
    got = array(answer(persons, deviations, noise, call=call), right.shape, "The photos", call)
    otherwise = f"for {call} the first photo is {right[0].round(4).tolist()}; yours is {got[0].round(4).tolist()}.{answer.outside_data()}"
    compare(got, right, typical, otherwise)


def _ask_diluted(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        within, across, others, wrong = (
            float(v) for v in np.round(rng.uniform([0.3, 0.01, 0.1, 0.1], [0.6, 0.08, 0.25, 0.4]), 3)
        )
        right, w = 1 - wrong, wrong
        typical = [
            (right * within + w * others, "both people of a pair carry a label: use the three terms of the formula, with squares."),
            (right**2 * within + w * right * across + w**2 * others, "the factor 2 is missing: either of the two people may be the wrong one."),
            (w**2 * within + 2 * w * right * across + right**2 * others, "wrong and right are exchanged: with wrong = 0 the rate within the group must come out."),
            (right**2 * within + 2 * w * right * across, "the last term is missing: both labels wrong."),
            (right**2 * within + w**2 * others, "the middle term is missing: one of the two labels wrong."),
            (right**2 * within + 2 * w * right * others + w**2 * across, "across and others are exchanged."),
            (right * within + 2 * w * right * across + w * others, "the squares are missing."),
        ]  # fmt: skip
        return Question((within, across, others, wrong), right**2 * within + 2 * w * right * across + w**2 * others, typical)  # fmt: skip

    question = told_apart(draw)
    names = ("within", "across", "others", "wrong")
    call = ", ".join(f"{name} = {value}" for name, value in zip(names, question.arguments, strict=True))
    got = number(answer(*question.arguments, call=call), "The rate", call)
    otherwise = f"for {call} it is {question.right:.5f}; yours is {got:.5f}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)


def _by_label(result: object, names: np.ndarray, call: str) -> np.ndarray:
    """Return the values of a learner's dictionary in the order of the labels."""
    if not isinstance(result, dict):
        raise Wrong(f"your function should return a dictionary, label to number; it returns a {type(result).__name__}.")
    values = {str(key): value for key, value in result.items()}
    if set(values) != set(names):
        raise Wrong(f"the labels are {', '.join(names)}; your dictionary has {', '.join(values) or 'none'}.")
    found = []
    for name in names:
        one = values[name]
        found.append(99.0 if np.ndim(one) == 0 and one == np.inf else number(one, f"The value of {name}", call))
    return np.array(found)


def _ask_line_for_each(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        names = group_names(rng, 2)
        labels = rng.permutation(np.repeat(names, [6, 9]))
        shift = 0.8 * (labels[:, np.newaxis] == names[0]) * (labels == names[0])
        scores = np.round(rng.normal(size=(15, 15)) + shift + 1.5 * np.eye(15), 2)
        target = float(rng.choice([0.1, 0.15, 0.2]))
        apart = ~np.eye(15, dtype=bool)

        def lines(cells: dict[str, np.ndarray], mated: dict[str, np.ndarray], asked: float = target) -> np.ndarray:
            return np.array([errors.threshold_for_fmr(scores[cells[n]], asked, mated[n]) for n in names])

        inside = {n: np.outer(labels == n, labels == n) for n in names}
        own = {n: scores.diagonal()[labels == n] for n in names}
        everybody = dict.fromkeys(names, apart)
        right = lines({n: inside[n] & apart for n in names}, own)
        typical = [
            (lines(inside, own), "the diagonal stands among the non-mated scores. Take the cells off the diagonal."),
            (lines(everybody, dict.fromkeys(names, scores.diagonal())), "your lines are the same for all groups. Take the group's part of the table."),
            (lines({n: (labels == n)[:, np.newaxis] & apart for n in names}, own), "your lines take the group's probes against everybody. Both people must be in the group."),
            (lines({n: np.outer(labels != n, labels != n) & apart for n in names}, own), "your lines are those of the other groups."),
            (right[::-1], "the lines of the groups are exchanged."),
            (lines({n: inside[n] & apart for n in names}, dict.fromkeys(names, np.array([]))), "the mated scores of the group are candidates for its line, too: threshold_for_fmr(nonmated, target, mated)."),
            (lines({n: inside[n] & apart for n in names}, dict.fromkeys(names, scores.diagonal())), "your candidates hold the mated scores of everybody. Take those of the group: part.diagonal()."),
            (lines({n: inside[n] & apart for n in names}, own, 0.001), "your lines do not depend on target."),
            (lines({n: inside[n] & ~apart for n in names}, own), "you take the mated scores as non-mated ones."),
            (lines({n: inside[n] & apart for n in names}, own, 1 - target), "your lines let 1 - target pass: the FMR is the share that matches."),
        ]  # fmt: skip
        clean = [(np.nan_to_num(values, posinf=99.0), text) for values, text in typical]
        return Question((scores, labels, target), np.nan_to_num(right, posinf=99.0), clean)

    question = told_apart(draw)
    scores, labels, target = question.arguments
    call = f"{len(labels)} made-up people of two groups, target = {target}"
    got = _by_label(answer(scores, labels, target, call=call), np.unique(labels), call)
    otherwise = f"for {call} the lines are {question.right.tolist()}; yours are {got.tolist()}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)


def _ask_cost_of_parity(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        names = group_names(rng, 2)
        labels = rng.permutation(np.repeat(names, [7, 11]))
        mated = np.round(rng.uniform(0.2, 0.9, 18), 2)
        before = {str(n): float(rng.choice(mated[labels == n])) for n in names}
        after = {str(n): float(rng.choice(mated[labels == n])) for n in names}

        def refused(lines: dict, strict: bool = True, swapped: bool = False) -> np.ndarray:
            order = names[::-1] if swapped else names
            below = np.less if strict else np.less_equal
            return np.array([below(mated[labels == n], lines[m]).mean() for n, m in zip(names, order, strict=True)])

        right = refused(after) - refused(before)
        sizes = np.array([np.sum(labels == n) for n in names])
        typical = [
            (-right, "the sign is wrong: the share after, minus the share before."),
            (refused(after), "you return the share that is refused after. Asked is the rise."),
            (refused(before), "you return the share that is refused before. Asked is the rise."),
            (refused(after, strict=False) - refused(before, strict=False), "a score equal to the line is accepted: refused is below, with <."),
            (np.abs(right), "a share can fall, too: keep the sign."),
            (np.maximum(right, 0), "a share can fall, too: a rise below 0 stays below 0."),
            (100 * right, "your rises are 100 times too large: asked are shares."),
            (right * sizes, "you return people. Asked are shares of the group."),
            (right * sizes / sizes.sum(), "you divide by everybody. Divide by the people of the group."),
            (refused(after, swapped=True) - refused(before, swapped=True), "the lines of the groups are exchanged."),
        ]  # fmt: skip
        return Question((mated, labels, before, after), right, typical)

    question = told_apart(draw)
    mated, labels, before, after = question.arguments
    call = f"{len(labels)} made-up people of two groups, before = {before} and after = {after}"
    got = _by_label(answer(mated, labels, before, after, call=call), np.unique(labels), call)
    otherwise = f"for {call} the rises are {question.right.round(4).tolist()}; yours are {got.round(4).tolist()}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)


def _ask_fmr_with_guess(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        own, other, wrong = (float(v) for v in np.round(rng.uniform([0.001, 0.1, 0.05], [0.05, 0.4, 0.4]), 3))
        typical = [
            (
                wrong * own + (1 - wrong) * other,
                "wrong and right are exchanged: with wrong = 0 the own line's rate must come out.",
            ),
            (
                own + wrong * other,
                "where the guess is wrong the own line is not used: its rate counts only for 1 - wrong.",
            ),
            ((own + other) / 2, "your rate does not depend on wrong."),
            (own, "you return the rate at the own line. Some guesses are wrong."),
            (wrong * other, "where the guess is right the own line's rate is met: add it."),
            (max(own, other), "you return the worse of the two. Asked is what is met on average."),
        ]
        return Question((own, other, wrong), (1 - wrong) * own + wrong * other, typical)

    question = told_apart(draw)
    own, other, wrong = question.arguments
    call = f"at_own = {own}, at_other = {other} and wrong = {wrong}"
    got = number(answer(own, other, wrong, call=call), "The rate", call)
    otherwise = f"for {call} it is {question.right:.5f}; yours is {got:.5f}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)


EXERCISES = {
    "12.1": Exercise(simulate.take_photos, _ask_take_photos),
    "12.2": Exercise(fairness.line_for_each, _ask_line_for_each),
    "12.3": Exercise(fairness.cost_of_parity, _ask_cost_of_parity),
    "12.4": Exercise(simulate.diluted, _ask_diluted),
    "12.P": Exercise(simulate.fmr_with_guess, _ask_fmr_with_guess),
}

"""Questions for the exercises of lesson 10."""

import numpy as np

from facelab import fairness
from facelab.checks.examine import Answer, Exercise, Question, Wrong, array, compare, group_names, number, told_apart


def _people(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return (matches, labels, names) of made-up people in three groups of at least three.

    The diagonal mostly matches, and the groups first appear in another order than that of their names: answers that
    rely on either are found out.
    """
    names = group_names(rng, 3)
    labels = names
    while list(dict.fromkeys(labels.tolist())) == names.tolist():
        labels = rng.permutation(np.concatenate([np.repeat(names, 3), rng.choice(names, 5)]))
    place = np.searchsorted(names, labels)
    matches = rng.random((len(labels), len(labels))) < rng.uniform(0.15, 0.7, (3, 3))[np.ix_(place, place)]
    np.fill_diagonal(matches, rng.random(len(labels)) < 0.8)
    return matches, labels, names


def _blocks(matches: np.ndarray, labels: np.ndarray, names: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return matches and comparisons of each ordered pair of groups, the diagonal left in."""
    belongs = (labels[:, np.newaxis] == names).astype(float)
    return belongs.T @ matches @ belongs, np.outer(belongs.sum(axis=0), belongs.sum(axis=0))


def _ask_fmr_by_group(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        matches, labels, names = _people(rng)
        n = np.array([np.sum(labels == name) for name in names])
        false = matches & ~np.eye(len(labels), dtype=bool)
        inside = np.diag(_blocks(false, labels, names)[0])
        with_own = np.diag(_blocks(matches, labels, names)[0])
        rows = np.array([false[labels == name].sum() for name in names])
        right = inside / (n * (n - 1))
        whole_rows = np.array([matches[labels == name].mean() for name in names])
        upper = np.diag(_blocks(np.triu(false), labels, names)[0])
        typical = [
            (whole_rows, "your rates take the group's probes against everybody, the diagonal with them. Both people must be in the group: np.ix_(inside, inside)."),
            (upper / (n * (n - 1)), "you count the upper half of the table, and divide by both halves. (i, j) and (j, i) are two comparisons."),
            (with_own / n**2, "the diagonal counts in your rates. It holds people compared with themselves: leave it out above and below."),
            ((with_own - n) / (n * (n - 1)), "you take away n matches, as if every mated pair matched. Count the diagonal as it is: np.trace(part)."),
            (100 * right, "your rates are 100 times too large: they lie between 0 and 1."),
            (inside / n**2, "the diagonal is left out above, but not below: a group of n people has n * (n - 1) comparisons."),
            (with_own / (n * (n - 1)), "the diagonal is left out below, but not above."),
            (rows / (n * (len(labels) - 1)), "your rates take the group's probes against everybody. Both people must be in the group: np.ix_(inside, inside)."),
            (inside / false.sum(), "you divide by all false matches. Divide by the group's comparisons."),
            (inside / (len(labels) * (len(labels) - 1)), "you divide by everybody's comparisons. Divide by those within the group."),
            (inside / (n * (n - 1) / 2), "each pair stands twice in the table, as (i, j) and (j, i): n * (n - 1) comparisons, not half of them."),
            (inside, "you return counts. Divide by the comparisons within the group."),
        ]  # fmt: skip
        return Question((matches, labels), right, typical)

    question = told_apart(draw)
    matches, labels = question.arguments
    names = np.unique(labels)
    call = f"{len(labels)} made-up people with the labels {', '.join(names)}"
    result = answer(matches, labels, call=call)
    if not isinstance(result, dict):
        raise Wrong(
            f"your function should return a dictionary, each label to its rate; it returns a {type(result).__name__}."
        )
    if {str(key) for key in result} != set(names):
        raise Wrong(f"the labels are {', '.join(names)}; your dictionary has {', '.join(map(str, result)) or 'none'}.")
    by_name = {str(key): value for key, value in result.items()}
    got = np.array([number(by_name[name], f"The rate of {name}", call) for name in names])
    otherwise = (
        f"for {call} the rates are {question.right.round(4).tolist()}; yours are {got.round(4).tolist()}."
        f"{answer.outside_data()}"
    )
    compare(got, question.right, question.typical, otherwise)


def _ask_cross_group(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        matches, labels, names = _people(rng)
        false = matches & ~np.eye(len(labels), dtype=bool)
        errors, trials = _blocks(false, labels, names)
        with_own, _ = _blocks(matches, labels, names)
        n = np.array([np.sum(labels == name) for name in names])
        apart = trials - np.diag(n)
        right = errors / apart
        order = [list(names).index(name) for name in dict.fromkeys(labels.tolist())]
        typical = [
            (right.T, "rows and columns are exchanged: the row is the probe's group, the column the enrolment's."),
            (with_own / trials, "the diagonal of matches counts, above and below. It holds people compared with themselves."),
            (errors / trials, "in a block of a group with itself the diagonal is left out above, but not below: n * n - n comparisons."),
            (with_own / apart, "the diagonal is left out below, but not above."),
            (errors / errors.sum(), "you divide by all false matches. Divide each block by its own comparisons."),
            (errors, "you return counts. Divide each block by its comparisons."),
            (errors / apart.sum(axis=1, keepdims=True), "you divide by all comparisons of a row. Divide each block by its own."),
            ((right + right.T) / 2, "your table is the same above and below its diagonal. Probes of g against enrolments of h are other comparisons than the other way round."),
            (right[np.ix_(order, order)], "the groups stand in the order in which they first appear. Asked is the order of np.unique(labels)."),
        ]  # fmt: skip
        return Question((matches, labels), right, typical)

    question = told_apart(draw)
    matches, labels = question.arguments
    call = f"{len(labels)} made-up people with the labels {', '.join(np.unique(labels))}"
    got = array(answer(matches, labels, call=call), question.right.shape, "The table", call)
    otherwise = (
        f"for {call} the table is {question.right.round(4).tolist()}; yours is {got.round(4).tolist()}."
        f"{answer.outside_data()}"
    )
    compare(got, question.right, question.typical, otherwise)


def _ask_hidden_share(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question | None:
        matches, labels, names = _people(rng)
        dropped = str(rng.choice(names))
        out = labels == dropped
        false = matches & ~np.eye(len(labels), dtype=bool)
        total = false.sum()
        right = 1 - false[np.ix_(~out, ~out)].sum() / total
        typical = [
            (1 - right, "you return the share that stays. Asked is the share that is hidden."),
            (false[np.ix_(out, out)].sum() / total, "you count matches of two dropped people. One dropped person is enough."),
            (false[out].sum() / total, "you look at the probe only. The enrolled person may be dropped, too."),
            (false[:, out].sum() / total, "you look at the enrolled person only. The probe may be dropped, too."),
            ((false[out].sum() + false[:, out].sum()) / total, "matches of two dropped people count twice: once as a row, once as a column."),
            (1 - matches[np.ix_(~out, ~out)].sum() / matches.sum(), "the diagonal counts among your false matches. It holds people compared with themselves."),
            (out.mean(), "you return the share of *people* who are dropped. Asked is the share of false matches."),
            (100 * right, "your share is 100 times too large: it lies between 0 and 1."),
            (float(total - false[np.ix_(~out, ~out)].sum()), "you return a count. Divide by all false matches."),
        ]  # fmt: skip
        return Question((matches, labels, dropped), right, typical) if 0 < right < 1 else None

    question = told_apart(draw)
    _matches, labels, dropped = question.arguments
    call = f"{len(labels)} made-up people, dropped = {dropped!r}"
    got = number(answer(*question.arguments, call=call), "The share", call)
    otherwise = f"for {call} it is {question.right:.4f}; yours is {got:.4f}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)


def _ask_fmr_met(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        k = int(rng.integers(3, 5))
        rates = np.round(rng.uniform(0.01, 0.3, (k, k)), 3)
        mix = np.round(rng.dirichlet(np.full(k, 3.0)), 2)
        mix[-1] = round(1 - mix[:-1].sum(), 2)
        typical = [
            (mix @ rates, "rows and columns are exchanged: mix belongs to the columns, the enrolled people."),
            (rates.mean(axis=1), "your groups meet a gallery with equal shares. Use mix."),
            (np.diag(rates) * mix, "only the comparisons within a group count in yours. The gallery holds the others, too."),
            (rates.sum(axis=1), "weigh each column with its share before you add up."),
            (np.diag(rates), "you return the rates within the groups. The gallery is mixed."),
            (np.full(k, mix @ rates @ mix), "you return one average for all. Asked is one number for each group."),
        ]  # fmt: skip
        return Question((rates, mix), rates @ mix, typical)

    question = told_apart(draw)
    rates, mix = question.arguments
    call = f"rates = {rates.tolist()} and mix = {mix.tolist()}"
    got = array(answer(rates, mix, call=call), question.right.shape, "The answer", call)
    otherwise = (
        f"for {call} it is {question.right.round(5).tolist()}; yours is {got.round(5).tolist()}.{answer.outside_data()}"
    )
    compare(got, question.right, question.typical, otherwise)


EXERCISES = {
    "10.1": Exercise(fairness.fmr_by_group, _ask_fmr_by_group),
    "10.2": Exercise(fairness.cross_group, _ask_cross_group),
    "10.3": Exercise(fairness.hidden_share, _ask_hidden_share),
    "10.P": Exercise(fairness.fmr_met, _ask_fmr_met),
}

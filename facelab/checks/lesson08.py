"""Questions for the exercises of lesson 8."""

import numpy as np

from facelab import decisions, identification
from facelab.checks.examine import Answer, Exercise, Question, Wrong, compare, number, pair, told_apart


def _ask_fpir(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question | None:
        people, size = int(rng.integers(7, 12)), int(rng.integers(3, 6))
        scores = np.round(rng.random((people, size)), 2)
        line = float(scores[rng.integers(people), rng.integers(size)])  # one score is equal to the line
        matches = scores >= line
        right = matches.any(axis=1).mean()
        typical = [
            (matches.mean(), "you return the share of *comparisons* that match, the FMR. Asked is the share of rows with at least one."),
            (matches.any(axis=0).mean(), "you return the share of *listed* people who are matched. A search is a row: axis=1."),
            (1 - right, "you return the share of rows in which nobody is named."),
            (float(matches.any(axis=1).sum()), "you return a count. Divide by the number of rows."),
            ((scores > line).any(axis=1).mean(), "a score equal to the threshold names somebody too: use >=."),
            (matches.all(axis=1).mean(), "you ask for rows in which *every* score matches. One is enough: the highest score decides, not the lowest."),
            (matches.sum(axis=1).mean(), "you return the mean number of matches a row. A row with two of them counts once."),
            (1 - (1 - matches.mean()) ** size, "this is the formula. Here the rows are to be counted."),
            (100 * right, "your share is 100 times too large: it lies between 0 and 1."),
        ]  # fmt: skip
        return Question((scores, line), right, typical) if 0 < right < 1 else None

    question = told_apart(draw)
    scores, line = question.arguments
    call = f"scores = {scores.tolist()} and threshold = {line}"
    got = number(answer(scores, line, call=call), "FPIR", call)
    otherwise = f"for {call} FPIR is {question.right:.4f}; yours is {got:.4f}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)


def _ask_precision(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        fpir, fnir, base = (float(rate) for rate in np.round(rng.uniform([0.05, 0.1, 0.1], [0.3, 0.4, 0.4]), 3))
        true, false = base * (1 - fnir), (1 - base) * fpir
        typical = [
            (base * fnir / (base * fnir + false), "fnir is the share of listed people who are *not* named; true alerts come from the others, 1 - fnir."),
            ((1 - base) * (1 - fnir) / ((1 - base) * (1 - fnir) + base * fpir), "the base rate is the share of listed people; you use it for the others."),
            ((1 - fnir) / (1 - fnir + fpir), "the base rate is missing: listed people and others are not equally common."),
            (false / (true + false), "you return the share of alerts that are false."),
            (true / false, "you return true alerts for each false one. Asked is their share of all alerts."),
            (true, "you return the share of passers-by with a true alert. Divide by all alerts, true and false."),
            (true + false, "you return the share of passers-by with an alert. Asked is which share of these is true."),
            (base * (1 - fnir) / (base * (1 - fnir) + fpir), "false alerts come from people who are not listed: their share is 1 - base_rate."),
            (1 - fnir, "you return the share of listed people who are named. Asked is the share of alerts that are true."),
            (1 - fpir, "you return the share of strangers who pass unnamed. Asked is the share of alerts that are true."),
        ]  # fmt: skip
        return Question((fpir, fnir, base), true / (true + false), typical)

    question = told_apart(draw)
    fpir, fnir, base = question.arguments
    call = f"fpir = {fpir}, fnir = {fnir} and base_rate = {base}"
    got = number(answer(*question.arguments, call=call), "The share", call)
    otherwise = f"for {call} the share is {question.right:.4f}; yours is {got:.4f}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)


def _ask_required_fmr(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        false, searches, size = int(rng.integers(20, 60)), int(rng.integers(80, 200)), int(rng.integers(3, 9))
        share = false / searches
        typical = [
            (share, "this is the FPIR that the promise needs, per search. Asked is the FMR, per comparison: take the list into account."),
            ((1 - share) ** (1 / size), "this is 1 - FMR. Take it away from 1."),
            (1 - share ** (1 / size), "the power belongs to 1 - share, not to the share: a search stays silent if *no* comparison matches."),
            (share / size, "share / size is nearly right for small shares, and too small here. Solve the formula."),
            (1 - (1 - share) ** size, "you raise to the power of size. The formula does that; to undo it take the power of 1 / size."),
            (1 - (1 - share) ** (1 / searches), "the power is 1 / size, not 1 / searches."),
            (-np.log(1 - share) / size, "this is nearly right for small rates only: after the logarithm take the exponential back (np.expm1)."),
        ]  # fmt: skip
        return Question((false, searches, size), decisions.required_fmr(false, searches, size), typical)

    question = told_apart(draw)
    false, searches, size = question.arguments
    call = f"false_alerts = {false}, searches = {searches} and size = {size}"
    result = answer(*question.arguments, call=call)
    if isinstance(result, complex | np.complexfloating) or (np.ndim(result) == 0 and result != result):
        raise Wrong(
            f"for {call} your function takes a power of a negative number. Divide the false alerts by the searches "
            "first: a share lies between 0 and 1."
        )
    got = number(result, "The FMR", call)
    otherwise = f"for {call} the FMR is {question.right:.5f}; yours is {got:.5f}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)


def _ask_survivors(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        n = int(rng.integers(30, 50))
        machine = rng.random(n) < 0.5
        reviewer = (rng.random(n) < 0.4) | (machine & (rng.random(n) < 0.6))
        one, other, both = machine.mean(), reviewer.mean(), np.mean(machine & reviewer)
        promised = one * other
        typical = [
            ((both, promised), "the two numbers are exchanged: what independence promises comes first, what really passes second."),
            ((promised, np.mean(machine | reviewer)), "your second number counts pairs that pass one of the two. Both must pass: use &."),
            ((promised, both / one), "your second number is the reviewer's share of the machine's matches. Asked is the share of *all* pairs."),
            ((one + other, both), "independence multiplies the two shares; it does not add them."),
            ((promised, promised), "both of your numbers are the product. Count the second one: the mean of machine & reviewer."),
            ((both, both), "both of your numbers are counted. The first is the product of the two shares."),
            ((promised * n, both * n), "you return counts. Divide by the number of pairs."),
            ((machine.sum() * reviewer.sum(), np.sum(machine & reviewer)), "you return counts, and a product of counts. Take shares."),
            ((one, other), "you return the share of each. Asked are their product, and the share that passes both."),
        ]  # fmt: skip
        return Question((machine, reviewer), np.array([promised, both]), typical)

    question = told_apart(draw)
    machine, reviewer = question.arguments
    call = f"machine = {machine.astype(int).tolist()} and reviewer = {reviewer.astype(int).tolist()} (True and False)"
    got = pair(answer(machine, reviewer, call=call), "promised, real", call)
    promised, real = question.right
    compare(
        got,
        question.right,
        question.typical,
        f"for {call} it is {promised:.4f} and {real:.4f}; your function gives {got[0]:.4f} and {got[1]:.4f}."
        f"{answer.outside_data()}",
    )


def _ask_precision_elsewhere(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        true, false = int(rng.integers(40, 90)), int(rng.integers(5, 30))
        base, new = (float(rate) for rate in np.round(rng.uniform([0.3, 0.02], [0.7, 0.2]), 2))
        more, fewer = true * new / base, false * (1 - new) / (1 - base)
        typical = [
            (true / (true + false), "you return the precision of the test. It changes with the base rate."),
            (more / (more + false), "only the true alerts are brought to the new street. There are more strangers there too: false alerts grow like 1 - base rate."),
            (true / (true + fewer), "only the false alerts are brought to the new street. There are fewer listed people there too."),
            (fewer / (more + fewer), "you return the share of false alerts."),
            (more / fewer, "you return true alerts for each false one. Asked is their share of all alerts."),
            (true * base / new / (true * base / new + false * (1 - base) / (1 - new)), "old and new base rate are exchanged."),
            (true * new / (true * new + false * (1 - new)), "divide by the old base rates: the counts were made at base_rate already."),
            (more + fewer, "you return the number of alerts. Asked is the share of them that is true."),
        ]  # fmt: skip
        return Question((true, false, base, new), more / (more + fewer), typical)

    question = told_apart(draw)
    true, false, base, new = question.arguments
    call = f"true_alerts = {true}, false_alerts = {false}, base_rate = {base} and new_base_rate = {new}"
    got = number(answer(*question.arguments, call=call), "The precision", call)
    otherwise = f"for {call} it is {question.right:.4f}; yours is {got:.4f}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)


EXERCISES = {
    "8.1": Exercise(identification.fpir, _ask_fpir),
    "8.2": Exercise(decisions.precision_of_alert, _ask_precision),
    "8.3": Exercise(decisions.required_fmr, _ask_required_fmr),
    "8.4": Exercise(decisions.survivors, _ask_survivors),
    "8.P": Exercise(decisions.precision_elsewhere, _ask_precision_elsewhere),
}

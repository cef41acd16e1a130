"""Questions for the exercises of lesson 7."""

from typing import Any

import numpy as np

from facelab import decisions
from facelab.checks.examine import Answer, Exercise, Question, Wrong, array, compare, number, pair, told_apart


def _ask_people_a_day(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        fmr, fnmr = (float(rate) for rate in np.round(rng.uniform(0.01, 0.4, 2), 3))
        attempts, share = int(rng.integers(20, 90)) * 10, float(np.round(rng.uniform(0.05, 0.4), 2))
        strangers, owners = attempts * share, attempts * (1 - share)
        typical = [
            ((owners * fnmr, strangers * fmr), "the two numbers are exchanged: strangers accepted come first, owners refused second."),
            ((attempts * fmr, attempts * fnmr), "you multiply both rates by all attempts. FMR is a share of the strangers' attempts, FNMR of the owners'."),
            ((strangers * fnmr, owners * fmr), "FMR belongs to the strangers and FNMR to the owners; you have them the other way round."),
            ((owners * fmr, strangers * fnmr), "share_nonmated is the share of *strangers*; you use it as that of the owners."),
            ((strangers * fmr, attempts * fnmr), "owners make only attempts * (1 - share_nonmated) of the attempts."),
            ((strangers * fmr, owners * (1 - fnmr)), "your second number is owners accepted. Refused are a share fnmr of them."),
            ((strangers * (1 - fmr), owners * fnmr), "your first number is strangers refused. Accepted are a share fmr of them."),
            ((share * fmr, (1 - share) * fnmr), "you return shares of one attempt. Multiply by the attempts of a day."),
        ]  # fmt: skip
        return Question((fmr, fnmr, attempts, share), (strangers * fmr, owners * fnmr), typical)

    question = told_apart(draw)
    fmr, fnmr, attempts, share = question.arguments
    call = f"fmr = {fmr}, fnmr = {fnmr}, attempts = {attempts} and share_nonmated = {share}"
    got = pair(answer(*question.arguments, call=call), "accepted, refused", call)
    accepted, refused = question.right
    compare(
        got,
        question.right,
        question.typical,
        f"for {call} it is {accepted:.3f} strangers and {refused:.3f} owners; your function gives {got[0]:.3f} and "
        f"{got[1]:.3f}.{answer.outside_data()}",
    )


def _costs(
    mated: np.ndarray, nonmated: np.ndarray, per_fmr: float, per_fnmr: float, strict: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Return the candidates and what each costs at these prices of the rates.

    strict: count a score equal to the line on the other side.
    """
    candidates = np.unique([*mated, *nonmated, np.inf])
    over, under = (np.greater, np.less_equal) if strict else (np.greater_equal, np.less)
    fmr = over(nonmated, candidates[:, np.newaxis]).mean(axis=1)
    fnmr = under(mated, candidates[:, np.newaxis]).mean(axis=1)
    return candidates, np.round(per_fmr * fmr + per_fnmr * fnmr, 12)


def _cheapest(*given: Any, strict: bool = False) -> tuple[float, float]:
    """Return the cheapest and the dearest candidate; arguments as in `_costs`."""
    candidates, costs = _costs(*given, strict=strict)
    return float(candidates[costs.argmin()]), float(candidates[costs.argmax()])


ASKED_AT_ONCE = 12  # small problems: one line is too coarse an answer to tell two mistakes apart
NO_LINE = 9.0  # stands for infinity where lines are compared
N_MATED, N_NONMATED = 8, 20  # far apart, so that counts in place of rates give other lines


def _mistaken_lines(problems: list[tuple]) -> list[tuple[np.ndarray, str]]:
    """Return the lines that each typical mistake gives for all problems, and what to say to it."""
    mistakes = {
        "share_nonmated is the share of *strangers*: it belongs to the FMR, and 1 - share_nonmated to the FNMR.": lambda s, m, n: ((1 - s) * m, s * n),
        "the two costs are exchanged.": lambda s, m, n: (s * n, (1 - s) * m),
        "your line does not depend on share_nonmated.": lambda s, m, n: (m, n),
        "your line does not depend on the costs.": lambda s, m, n: (s, 1 - s),
        "owners make only a share 1 - share_nonmated of the attempts: that factor is missing before the FNMR.": lambda s, m, n: (s * m, n),
        "owners make a share 1 - share_nonmated of the attempts, not 1 + share_nonmated.": lambda s, m, n: (s * m, (1 + s) * n),
        "you weigh counts. The formula needs rates: divide by len(nonmated) and len(mated).": lambda s, m, n: (s * m * N_NONMATED, (1 - s) * n * N_MATED),
    }  # fmt: skip
    rows = [
        (np.array([_cheapest(*scores, *prices(*given))[0] for *scores, given in problems]), message)
        for message, prices in mistakes.items()
    ]
    paid = [(s * m, (1 - s) * n) for *_, (s, m, n) in problems]
    lines = [
        (_cheapest(*scores, *prices, strict=True)[0], _cheapest(*scores, *prices)[1], min(prices))
        for (*scores, _), prices in zip(problems, paid, strict=True)
    ]
    strict, dearest, cost = np.array(lines).T
    return [
        (strict, "a score equal to the line matches: count strangers with >= and owners below with <."),
        *rows,
        (dearest, "you return the line with the *highest* cost."),
        (cost, "you return a cost. Asked is the line, a score."),
    ]


def _ask_cheapest_threshold(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        problems: list[tuple] = []
        while len(problems) < ASKED_AT_ONCE:
            mated = np.sort(rng.choice(np.arange(20, 100), N_MATED, replace=False)) / 100
            nonmated = np.sort(rng.choice(np.arange(5, 85), N_NONMATED, replace=False)) / 100
            given = round(rng.uniform(0.2, 0.4), 2), int(rng.integers(2, 8)), int(rng.integers(1, 4))
            share, match, miss = given
            _, costs = _costs(mated, nonmated, share * match, (1 - share) * miss)
            if np.count_nonzero(costs == costs.min()) == 1:  # lines that cost the same are asked for below
                problems.append((mated, nonmated, given))
        right = [_cheapest(mated, nonmated, s * m, (1 - s) * n)[0] for mated, nonmated, (s, m, n) in problems]
        typical = [(np.nan_to_num(lines, posinf=NO_LINE), text) for lines, text in _mistaken_lines(problems)]
        return Question(tuple(problems), np.nan_to_num(right, posinf=NO_LINE), typical)

    question = told_apart(draw)
    got, calls = [], []
    for mated, nonmated, (share, match, miss) in question.arguments:
        call = (
            f"mated = {mated.tolist()}, nonmated = {nonmated.tolist()}, share_nonmated = {share}, "
            f"cost_false_match = {match} and cost_false_nonmatch = {miss}"
        )
        line = answer(mated, nonmated, share, match, miss, call=call)
        if np.shape(line) in {(N_MATED + N_NONMATED + 1,), (len(np.unique([*mated, *nonmated])) + 1,)}:
            raise Wrong(
                "you return one number for each candidate. Are these the costs? Return the one candidate whose cost "
                "is lowest: a single score."
            )
        got.append(NO_LINE if np.ndim(line) == 0 and line == np.inf else number(line, "The line", call))
        calls.append(call)
    wrong = np.flatnonzero(np.abs(np.array(got) - question.right) > 1e-9)
    if len(wrong):
        first = wrong[0]
        right = "infinity" if question.right[first] == NO_LINE else f"{question.right[first]}"
        otherwise = f"for {calls[first]} the cheapest line is {right}; yours is {got[first]}.{answer.outside_data()}"
        compare(np.array(got), question.right, question.typical, otherwise)
    rows = [
        (([0.6, 0.8], [0.1, 0.7], 0.5, 1, 100), 0.6, "of all lines that cost the same the lowest is asked; between two scores nothing changes"),
        (([0.5, 0.7], [0.6, 0.9], 0.5, 1, 1), 0.5, "several lines cost the same; the lowest of them is asked"),
        (([0.2, 0.9], [0.5, 0.9], 0.5, 9, 1), np.inf, "accepting nobody is a candidate too: the line at infinity (np.inf)"),
        (([0.6, 0.8], [0.3, 0.7], 0.5, 0, 1), 0.3, "where false matches cost nothing even the lowest score of a stranger is a candidate"),
    ]  # fmt: skip
    for (one, other, share, match, miss), right, why in rows:
        call = f"mated = {one}, nonmated = {other}, share_nonmated = {share}, cost_false_match = {match} and cost_false_nonmatch = {miss}"
        result = answer(np.array(one), np.array(other), share, match, miss, call=call)
        if np.ndim(result) != 0 or np.isnan(result) or float(result) != right:
            raise Wrong(f"right in general, but for {call} the line is {right} and yours {result}: {why}.")


def _ask_break_even(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        loose_fmr, strict_fnmr = (float(rate) for rate in np.round(rng.uniform(0.2, 0.5, 2), 3))
        strict_fmr, loose_fnmr = (float(rate) for rate in np.round(rng.uniform(0.01, 0.15, 2), 3))
        share = float(np.round(rng.uniform(0.1, 0.4), 2))
        loose, strict = (loose_fmr, loose_fnmr), (strict_fmr, strict_fnmr)
        more, fewer = strict_fnmr - loose_fnmr, loose_fmr - strict_fmr
        right = (1 - share) * more / (share * fewer)
        typical = [
            (1 / right, "your ratio is upside down: it should say how many refusals one false match is worth."),
            (-right, "your ratio is negative: subtract the smaller rate from the larger one in both differences."),
            (more / fewer, "the share of strangers is missing."),
            (share * more / ((1 - share) * fewer), "the shares are exchanged: strangers make the false matches, owners the refusals."),
            ((1 - share) * strict_fnmr / (share * loose_fmr), "you compare one rate of each line. Asked are the differences between the lines."),
            ((1 - share) * loose_fnmr / (share * loose_fmr), "you use only the loose line."),
            ((1 - share) * strict_fnmr / (share * strict_fmr), "you use only the strict line."),
            ((1 - share) * fewer / (share * more), "the two differences are exchanged: what is refused more stands above, what matches falsely less below."),
        ]  # fmt: skip
        return Question((loose, strict, share), right, typical)

    question = told_apart(draw)
    loose, strict, share = question.arguments
    call = f"loose = {loose}, strict = {strict} and share_nonmated = {share}"
    got = number(answer(*question.arguments, call=call), "The ratio", call)
    compare(
        got,
        question.right,
        question.typical,
        f"for {call} the ratio is {question.right:.4f}; yours is {got:.4f}.{answer.outside_data()}",
    )


def _classes(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return table.diagonal(), table[~np.eye(len(table), dtype=bool)]


def _rates(classes: tuple[np.ndarray, np.ndarray], line: float) -> tuple[float, float]:
    mated, nonmated = classes
    return float(np.mean(nonmated >= line)), float(np.mean(mated < line))


def _ask_tune_and_report(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question | None:
        n, few = 14, int(rng.integers(5, 8))
        scores = np.round(rng.normal(size=(n, n)) + 1.2 * np.eye(n), 2)
        tuning = rng.permutation(n) < few
        one, two = rng.permutation(np.flatnonzero(~tuning))[:2]
        costs = (float(np.round(rng.uniform(0.3, 0.6), 2)), int(rng.integers(2, 5)), int(rng.integers(1, 4)))
        line = decisions.cheapest_threshold(*_classes(scores[np.ix_(tuning, tuning)]), *costs)
        if not np.isfinite(line):
            return None
        scores[one, one] = scores[one, two] = line  # new people with a score equal to the line, of either kind
        old, new, all_of_them = (
            _classes(scores[np.ix_(group, group)]) for group in (tuning, ~tuning, np.ones(n, dtype=bool))
        )
        elsewhere = decisions.cheapest_threshold(*new, *costs)
        everywhere = decisions.cheapest_threshold(*all_of_them, *costs)
        right = np.array([line, *_rates(new, line)])
        rows_new = scores[~tuning]
        strangers = rows_new[~np.eye(n, dtype=bool)[~tuning]]
        with_diagonal = float(np.mean(scores[np.ix_(~tuning, ~tuning)] >= line))
        typical = [
            ((line, *_rates(old, line)), "you report on the people on whom the line was chosen. That is the colleague's mistake: report on ~tuning."),
            ((line, *_rates(all_of_them, line)), "you report on everybody, the tuning people among them."),
            ((elsewhere, *_rates(old, elsewhere)), "the groups are exchanged: the line is chosen where tuning is True."),
            ((elsewhere, *_rates(new, elsewhere)), "the line is chosen on the people you report on. Choose it where tuning is True."),
            ((everywhere, *_rates(new, everywhere)), "the line is chosen on everybody; the people you report on had a hand in it."),
            ((line, float(np.mean(strangers >= line)), right[2]), "comparisons between a new person and a tuning person count in your FMR. Take only those with both people in ~tuning: scores[np.ix_(~tuning, ~tuning)]."),
            ((line, with_diagonal, right[2]), "the diagonal counts in your FMR. Its comparisons are mated: leave them out."),
            ((line, right[2], right[1]), "FMR and FNMR are exchanged: return line, fmr, fnmr."),
        ]  # fmt: skip
        inside = 0 < right[1] < 1 and 0 < right[2] < 1 and np.isfinite([line, elsewhere, everywhere]).all()
        return Question((scores, tuning, *costs), right, typical) if inside else None

    question = told_apart(draw)
    scores, tuning, *costs = question.arguments
    call = f"{len(scores)} made-up people, {np.count_nonzero(tuning)} of them for tuning, and the costs {costs}"
    result = answer(*question.arguments, call=call)
    if not isinstance(result, tuple | list | np.ndarray) or np.shape(result) != (3,):
        raise Wrong("your function should return three numbers: return line, fmr, fnmr.")
    got = array(result, (3,), "line, fmr, fnmr", call)
    line, false_matches, misses = question.right
    compare(
        got,
        question.right,
        question.typical,
        f"for {call} the line is {line:.2f}, with FMR {false_matches:.4f} and FNMR {misses:.4f} on the others; yours "
        f"gives {got[0]:.2f}, {got[1]:.4f} and {got[2]:.4f}.{answer.outside_data()}",
    )


EXERCISES = {
    "7.1": Exercise(decisions.people_a_day, _ask_people_a_day),
    "7.2": Exercise(decisions.cheapest_threshold, _ask_cheapest_threshold),
    "7.3": Exercise(decisions.break_even_ratio, _ask_break_even),
    "7.P": Exercise(decisions.tune_and_report, _ask_tune_and_report),
}

"""Lesson 7: people a day, the cheapest line, and people on whom it was not chosen."""

from collections.abc import Callable

import numpy as np

from facelab import decisions
from facelab.answers import lesson07 as answers
from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.results import Number, Several


def _door(rng: np.random.Generator) -> tuple:
    """Draw the rates, the attempts and the share of strangers at a door."""
    fmr, fnmr = np.round(rng.uniform(0.01, 0.4, 2), 3)
    return float(fmr), float(fnmr), int(rng.integers(200, 900)), float(np.round(rng.uniform(0.05, 0.95), 2))


def _people(count: Callable) -> Callable:
    """Return a mistake: a function of both rates, all attempts, and those of strangers and of owners."""
    return lambda fmr, fnmr, attempts, share: count(fmr, fnmr, attempts, attempts * share, attempts * (1 - share))


PEOPLE_A_DAY = Exercise(
    decisions.people_a_day,
    _door,
    Several("accepted, refused"),
    {
        "the two numbers are exchanged: strangers accepted come first, owners refused second.": _people(lambda a, b, n, s, o: (o * b, s * a)),
        "you multiply both rates by all attempts. FMR is a share of the strangers' attempts, FNMR of the owners'.": _people(lambda a, b, n, s, o: (n * a, n * b)),
        "FMR belongs to the strangers and FNMR to the owners; you have them the other way round.": _people(lambda a, b, n, s, o: (s * b, o * a)),
        "share_nonmated is the share of *strangers*; you use it as that of the owners.": _people(lambda a, b, n, s, o: (o * a, s * b)),
        "owners make only attempts * (1 - share_nonmated) of the attempts.": _people(lambda a, b, n, s, o: (s * a, n * b)),
        "strangers make only attempts * share_nonmated of the attempts.": _people(lambda a, b, n, s, o: (n * a, o * b)),
        "you use the strangers' attempts twice. Owners make the others: attempts * (1 - share_nonmated).": _people(lambda a, b, n, s, o: (s * a, s * b)),
        "share_nonmated is a share, not a number of people: owners make attempts * (1 - share_nonmated), not attempts - share_nonmated.":
            lambda a, b, n, share: (n * share * a, (n - share) * b),
        "a day's attempts are missing in your second number: owners make attempts * (1 - share_nonmated).": lambda a, b, n, share: (n * share * a, (1 - share) * b),
        "your second number is owners accepted. Refused are a share fnmr of them.": _people(lambda a, b, n, s, o: (s * a, o * (1 - b))),
        "your first number is strangers refused. Accepted are a share fmr of them.": _people(lambda a, b, n, s, o: (s * (1 - a), o * b)),
        "your numbers are strangers refused and owners accepted. Count the errors: strangers accepted, owners refused.": _people(lambda a, b, n, s, o: (s * (1 - a), o * (1 - b))),
        "you return shares of one attempt. Multiply by the attempts of a day.": lambda a, b, n, share: (share * a, (1 - share) * b),
        "you return how many strangers and how many owners come. Each rate says what share of them meets an error.": _people(lambda a, b, n, s, o: (s, o)),
        "you round to whole people. Leave the numbers as they are: 0.12 a day is one in eight days.": _people(lambda a, b, n, s, o: (round(s * a), round(o * b))),
        "int cuts off what stands behind the point. Leave the numbers as they are: 0.12 a day is one in eight days.": _people(lambda a, b, n, s, o: (int(s * a), int(o * b))),
        "you round strangers and owners to whole people on the way.": _people(lambda a, b, n, s, o: (round(s) * a, round(o) * b)),
    },
    [
        Example((0.125, 0.25, 80, 0.25), "20 attempts are made by strangers and 60 by owners"),
        Example((0.125, 0.25, 80, 0.0), "where no stranger comes none is accepted"),
        Example((0.125, 0.25, 80, 1.0), "where only strangers come no owner is refused"),
        Example((0.0, 0.25, 80, 0.5), "an FMR of 0 lets no stranger in"),
    ],
    otherwise="Split the attempts first: how many are made by strangers, how many by owners? Each rate belongs to one of them.",
)  # fmt: skip


def _costs(mated: np.ndarray, nonmated: np.ndarray, price: float, other_price: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the candidates and what each costs, for the price of FMR and of FNMR."""
    lines = np.unique([*mated, *nonmated, np.inf])
    false_match = (nonmated >= lines[:, np.newaxis]).mean(axis=1)
    return lines, price * false_match + other_price * (mated < lines[:, np.newaxis]).mean(axis=1)


def _cost_of(change: Callable, pick: Callable = lambda lines, costs: lines[costs.argmin()]) -> Callable:
    """Return a mistake: what is picked of candidates and costs, for the prices that `change` makes of s, m and n.

    change: of the share of strangers and the costs of a false match and a false non-match.
    """
    return lambda mated, nonmated, s, m, n: pick(*_costs(mated, nonmated, *change(s, m, n)))


def _prices(s: float, m: float, n: float) -> tuple[float, float]:
    return s * m, (1 - s) * n


def _only(candidates: Callable) -> Callable:
    """Return a mistake: the cheapest of some candidates alone."""

    def line(mated: np.ndarray, nonmated: np.ndarray, *given: float) -> float:
        tried, costs = _costs(mated, nonmated, *_prices(*given))
        allowed = np.isin(tried, candidates(mated, nonmated))
        return tried[allowed][costs[allowed].argmin()]

    return line


def _strictly_above(mated: np.ndarray, nonmated: np.ndarray, *given: float) -> float:
    lines = np.unique([*mated, *nonmated, np.inf])
    shares = (nonmated > lines[:, np.newaxis]).mean(axis=1), (mated <= lines[:, np.newaxis]).mean(axis=1)
    return lines[np.dot(_prices(*given), shares).argmin()]


def _equal_refused(mated: np.ndarray, nonmated: np.ndarray, *given: float) -> float:
    lines = np.unique([*mated, *nonmated, np.inf])
    shares = (nonmated >= lines[:, np.newaxis]).mean(axis=1), (mated <= lines[:, np.newaxis]).mean(axis=1)
    return lines[np.dot(_prices(*given), shares).argmin()]


def _equal_not_counted(mated: np.ndarray, nonmated: np.ndarray, *given: float) -> float:
    lines = np.unique([*mated, *nonmated, np.inf])
    shares = (nonmated > lines[:, np.newaxis]).mean(axis=1), (mated < lines[:, np.newaxis]).mean(axis=1)
    return lines[np.dot(_prices(*given), shares).argmin()]


def _unsorted(mated: np.ndarray, nonmated: np.ndarray, *given: float) -> float:
    lines = np.unique([*mated, *nonmated, np.inf])
    shares = 1 - np.searchsorted(nonmated, lines) / len(nonmated), np.searchsorted(mated, lines) / len(mated)
    return lines[np.dot(_prices(*given), shares).argmin()]


def _counts(mated: np.ndarray, nonmated: np.ndarray, s: float, m: float, n: float) -> float:
    lines, costs = _costs(mated, nonmated, s * m * len(nonmated), (1 - s) * n * len(mated))
    return lines[costs.argmin()]


def _lines_for(mated: np.ndarray, nonmated: np.ndarray, prices: list) -> np.ndarray:
    """Return the cheapest line for each of several pairs of prices."""
    lines, false_match = _costs(mated, nonmated, 1, 0)
    false_nonmatch = _costs(mated, nonmated, 0, 1)[1]
    return lines[np.argmin(np.array(prices) @ [false_match, false_nonmatch], axis=1)]


def _two_crowds(rng: np.random.Generator) -> tuple:
    """Draw unsorted scores, some below 0 and some of both kinds, a share and two costs; all costs are exact in binary.

    In one of three problems two lines cost the same, in one the answer is infinity, and in one the costs and the share
    matter.
    """
    wanted = rng.integers(3)
    while True:
        n_mated, n_nonmated = (8, 16) if rng.random() < 0.5 else (16, 8)
        mated, nonmated = rng.integers(-4, 25, n_mated) / 32, rng.integers(-8, 21, n_nonmated) / 32
        s, m, n = float(rng.integers(1, 8) / 8), int(rng.integers(1, 10)), int(rng.integers(1, 10))
        lines, costs = _costs(mated, nonmated, *_prices(s, m, n))
        if wanted == 0:
            fits = np.count_nonzero(costs == costs.min()) > 1
        elif wanted == 1:
            fits = costs.argmin() == len(costs) - 1
        else:
            others = [(m, n), (s, 1 - s), (s * n, (1 - s) * m), (s * m, n), (s * m * n_nonmated, (1 - s) * n * n_mated)]
            fits = np.count_nonzero(_lines_for(mated, nonmated, others) != lines[costs.argmin()]) >= 4
        if fits and costs.argmin() > 0:
            return mated, nonmated, s, m, n


def _no_candidate(result: object, mated: np.ndarray, nonmated: np.ndarray, *given: float) -> str | None:
    lines, costs = _costs(mated, nonmated, *_prices(*given))
    if (isinstance(result, list) or getattr(result, "ndim", 0) == 1) and len(result) == len(lines):
        return (
            "you return one number for each candidate. Are these the costs? Return the one candidate whose cost is "
            "lowest: a single score."
        )
    known = [*lines, costs.min(), costs.max(), costs.argmin()]
    if isinstance(result, float | np.floating) and np.isfinite(result) and not np.isin(result, known):
        return "your line is none of the scores. Candidates are the scores that occur, of both kinds, and infinity."
    return None


CHEAPEST = Exercise(
    answers.cheapest_threshold,
    _two_crowds,
    Number("The cheapest line", infinite=True),
    {
        "a score equal to the line matches: count strangers with >= and owners below with <.": _strictly_above,
        "a mated score equal to the line matches: count owners below it with <.": _equal_refused,
        "a non-mated score equal to the line matches: count strangers with >=.": _equal_not_counted,
        "share_nonmated is the share of *strangers*: it belongs to the FMR, and 1 - share_nonmated to the FNMR.": _cost_of(lambda s, m, n: ((1 - s) * m, s * n)),
        "the two costs are exchanged.": _cost_of(lambda s, m, n: (s * n, (1 - s) * m)),
        "your line does not depend on share_nonmated.": _cost_of(lambda s, m, n: (m, n)),
        "your line does not depend on the costs.": _cost_of(lambda s, m, n: (s, 1 - s)),
        "your line depends neither on the share nor on the costs.": _cost_of(lambda s, m, n: (1, 1)),
        "owners make only a share 1 - share_nonmated of the attempts: that factor is missing before the FNMR.": _cost_of(lambda s, m, n: (s * m, n)),
        "owners make a share 1 - share_nonmated of the attempts, not 1 + share_nonmated.": _cost_of(lambda s, m, n: (s * m, (1 + s) * n)),
        "you weigh counts. The formula needs rates: divide by len(nonmated) and len(mated).": _counts,
        "np.searchsorted needs sorted scores: np.sort(nonmated) and np.sort(mated).": _unsorted,
        "you return the line with the *highest* cost.": _cost_of(_prices, lambda lines, costs: lines[costs.argmax()]),
        "you return a cost. Return the line, a score.": _cost_of(_prices, lambda lines, costs: costs.min()),
        "you return the lowest mated score, at which no owner is refused. Strangers cost too.": lambda mated, nonmated, *given: mated.min(),
        "you return the highest non-mated score. Candidates are the scores of both kinds and infinity, and the cheapest of them is the answer.": lambda mated, nonmated, *given: nonmated.max(),
        "you return the place of the candidate, not the candidate.": _cost_of(_prices, lambda lines, costs: costs.argmin()),
        "of the lines that cost the same you return the highest. Return the lowest.": _cost_of(_prices, lambda lines, costs: lines[::-1][costs[::-1].argmin()]),
        "infinity is missing among your candidates: a line that accepts nobody.": _only(lambda mated, nonmated: [*mated, *nonmated]),
        "your candidates are the non-mated scores. The mated ones are candidates too, and infinity.": _only(lambda mated, nonmated: nonmated),
    },
    [
        Example((np.array([0.75, 0.5]), np.array([0.625, 0.125]), 0.5, 2, 1), "at 0.75 no stranger passes and one of two owners is refused"),
        Example((np.array([0.75, 0.5]), np.array([0.625, 0.125]), 0.5, 1, 2), "a refusal costs more here: at 0.5 no owner is refused"),
        Example((np.array([0.5, -0.25]), np.array([-0.75, -0.5]), 0.5, 2, 1), "scores may be negative, and so may the line"),
        Example((np.array([0.5, 0.0]), np.array([-0.5, -0.25]), 0.5, 2, 1), "0 is a line like any other"),
        Example((np.array([0.6, 0.8]), np.array([0.7, 0.1]), 0.5, 1, 100), "of all lines that cost the same the lowest is the answer; between two scores nothing changes"),
        Example((np.array([0.7, 0.5]), np.array([0.6, 0.9]), 0.5, 1, 1), "several lines cost the same, and the lowest of them is the answer"),
        Example((np.array([0.9, 0.2]), np.array([0.5, 0.9]), 0.5, 9, 1), "accepting nobody is a candidate too: the line at infinity (np.inf)"),
        Example((np.array([0.6, 0.8]), np.array([0.7, 0.3]), 0.5, 0, 1), "where false matches cost nothing even the lowest score of a stranger is a candidate"),
        Example((np.array([0.5, 0.75]), np.array([0.25, 0.5]), 0.0, 2, 1), "where no stranger comes only refusals cost"),
    ],
    LessonSize("840 mated and 704,760 non-mated scores", lambda rng: (np.round(rng.normal(0.5, 0.15, 840), 3), np.round(rng.normal(0.05, 0.1, 704_760), 3), 0.001, 500, 2), 2.0),
    otherwise="For each candidate compute the FMR, the FNMR and the cost; then return the candidate with the lowest cost.",
    recognise=_no_candidate,
)  # fmt: skip


def _two_lines(rng: np.random.Generator) -> tuple:
    """Draw the rates of a loose and a strict line, as pairs, and a share of strangers."""
    high, low = np.round(rng.uniform(0.2, 0.5, 2), 3).tolist(), np.round(rng.uniform(0.01, 0.15, 2), 3).tolist()
    return (high[0], low[1]), (low[0], high[1]), float(np.round(rng.uniform(0.1, 0.9), 2))


def _ratio(formula: Callable) -> Callable:
    """Return a mistake: a function of the share, how much more is refused and how much less matches falsely."""
    return lambda loose, strict, share: formula(share, strict[1] - loose[1], loose[0] - strict[0])


BREAK_EVEN = Exercise(
    decisions.break_even_ratio,
    _two_lines,
    Number("The ratio"),
    {
        "your ratio is upside down: it should say how many refusals one false match is worth.": _ratio(lambda s, more, less: s * less / ((1 - s) * more)),
        "your ratio is negative: subtract the smaller rate from the larger one in both differences.": _ratio(lambda s, more, less: -(1 - s) * more / (s * less)),
        "brackets are missing below the fraction: a / share * b multiplies by b. Write a / (share * b).": _ratio(lambda s, more, less: (1 - s) * more / s * less),
        "brackets are missing around 1 - share_nonmated.": _ratio(lambda s, more, less: 1 - s * more / (s * less)),
        "brackets are missing in both parts: (1 - share_nonmated) * (...) / (share_nonmated * (...)).": _ratio(lambda s, more, less: 1 - s * more / s * less),
        "brackets are missing around the differences of the rates.": lambda lo, st, s: ((1 - s) * st[1] - lo[1]) / (s * lo[0] - st[0]),
        "brackets are missing around the difference above.": lambda lo, st, s: ((1 - s) * st[1] - lo[1]) / (s * (lo[0] - st[0])),
        "brackets are missing around the difference below.": lambda lo, st, s: (1 - s) * (st[1] - lo[1]) / (s * lo[0] - st[0]),
        "you return the product of both sides. Divide one by the other.": _ratio(lambda s, more, less: (1 - s) * more * s * less),
        "the share of strangers is missing.": _ratio(lambda s, more, less: more / less),
        "the share of owners is missing above: 1 - share_nonmated.": _ratio(lambda s, more, less: more / (s * less)),
        "the share of strangers is missing below.": _ratio(lambda s, more, less: (1 - s) * more / less),
        "the shares are exchanged: strangers make the false matches, owners the refusals.": _ratio(lambda s, more, less: s * more / ((1 - s) * less)),
        "you compare one rate of each line. The formula has the differences between the lines.": lambda lo, st, s: (1 - s) * st[1] / (s * lo[0]),
        "you use only the loose line.": lambda lo, st, s: (1 - s) * lo[1] / (s * lo[0]),
        "you use only the strict line.": lambda lo, st, s: (1 - s) * st[1] / (s * st[0]),
        "your differences are between FMR and FNMR of one line. The formula has the difference of the FNMRs and that of the FMRs.": lambda lo, st, s: (1 - s) * (st[1] - st[0]) / (s * (lo[0] - lo[1])),
        "you add the rates of the two lines. The formula has their differences.": lambda lo, st, s: (1 - s) * (st[1] + lo[1]) / (s * (lo[0] + st[0])),
        "the two differences are exchanged: what is refused more stands above, what matches falsely less below.": _ratio(lambda s, more, less: (1 - s) * less / (s * more)),
        "you subtract one side of the formula from the other. Solve for the ratio: divide.": _ratio(lambda s, more, less: (1 - s) * more - s * less),
    },
    [
        Example(((0.5, 0.125), (0.25, 0.25), 0.25), "0.75 times 0.125 stands above, and 0.25 times 0.25 below"),
        Example(((0.5, 0.25), (0.25, 0.25), 0.25), "the strict line refuses nobody more, so it pays at any ratio"),
    ],
    LessonSize("rates from a bootstrap", lambda rng: (rng.uniform([0.2, 0], [0.4, 0.1]), rng.uniform([0, 0.2], [0.1, 0.4]), 0.05), 0.05),
    otherwise="Divide both sides of the formula by the share and the difference that stand beside the ratio.",
)  # fmt: skip


def _classes(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return table.diagonal(), table[~np.eye(len(table), dtype=bool)]


def _report(choose: Callable, measure: Callable, prices: Callable = lambda *given: given) -> Callable:
    """Return a mistake: a line chosen on some people, and what is measured at it.

    choose: of the table and of who is for tuning; returns mated and non-mated scores.
    measure: the same.
    prices: of the three numbers that are given with them.
    """

    def report(scores: np.ndarray, tuning: np.ndarray, *given: float) -> tuple:
        line = answers.cheapest_threshold(*choose(scores, tuning), *prices(*given))
        mated, nonmated = measure(scores, tuning)
        return line, np.mean(nonmated >= line), np.mean(mated < line)

    return report


def _tuned(scores: np.ndarray, tuning: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return _classes(scores[np.ix_(tuning, tuning)])


def _others(scores: np.ndarray, tuning: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return _tuned(scores, ~tuning)


def _everybody(scores: np.ndarray, tuning: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return _classes(scores)


def _against_everybody(scores: np.ndarray, tuning: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return scores.diagonal()[~tuning], scores[~tuning][~np.eye(len(scores), dtype=bool)[~tuning]]


def _except_tuned(scores: np.ndarray, tuning: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return scores.diagonal()[~tuning], scores[~np.outer(tuning, tuning) & ~np.eye(len(scores), dtype=bool)]


def _tuned_against_others(scores: np.ndarray, tuning: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return scores.diagonal()[~tuning], scores[np.ix_(tuning, ~tuning)].ravel()


def _with_diagonal(part: Callable) -> Callable:
    return lambda scores, tuning: (part(scores, tuning)[0], np.concatenate(part(scores, tuning)))


def _upper_half(scores: np.ndarray, tuning: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    part = scores[np.ix_(~tuning, ~tuning)]
    return part.diagonal(), part[np.triu_indices(len(part), 1)]


def _rates(mated: np.ndarray, nonmated: np.ndarray, line: float) -> tuple[float, float]:
    return float(np.mean(nonmated >= line)), float(np.mean(mated < line))


def _two_groups(rng: np.random.Generator) -> tuple | None:
    """Draw a table, who is for tuning and costs. Two others have a score equal to the line, one of either kind."""
    n = int(rng.integers(11, 15))
    scores = np.round(rng.normal(size=(n, n)) + 1.2 * np.eye(n), 2)
    tuning = rng.permutation(n) < int(rng.choice([4, 5, 8]))
    s, m, n_m = float(np.round(rng.uniform(0.2, 0.8), 2)), int(rng.integers(1, 8)), int(rng.integers(1, 8))
    mated, nonmated = _tuned(scores, tuning)
    lines, costs = _costs(mated, nonmated, *_prices(s, m, n_m))
    line = lines[costs.argmin()]
    if not np.isfinite(line) or np.diff(np.sort(costs))[0] < 1e-6:
        return None  # of two lines that cost the same, rounding would choose
    mistaken = [*_lines_for(mated, nonmated, [(s, 1 - s), (1, 1), (s * n_m, (1 - s) * m)])]
    mistaken += [
        _lines_for(*part, [_prices(s, m, n_m)])[0]
        for part in (_with_diagonal(_tuned)(scores, tuning), _others(scores, tuning), _everybody(scores, tuning))
    ]
    if mistaken.count(line) > 1:
        return None
    one, two = rng.permutation(np.flatnonzero(~tuning))[:2]
    scores[one, one] = scores[one, two] = line
    inside = all(0 < rate < 1 for rate in _rates(*_others(scores, tuning), line))
    return (scores, tuning, s, m, n_m) if inside else None


FOUR = np.array([[0.75, 0.125, 0.625, 0.25], [0.25, 0.5, 0.125, 0.5], [0.25, 0.375, 0.5, 0.125], [0.5, 0.75, 0.25, 0.375]])  # fmt: skip
HALF = np.array([True, False, True, False])

TUNE_AND_REPORT = Exercise(
    answers.tune_and_report,
    _two_groups,
    Several("line, fmr, fnmr", (Number("The line", infinite=True), Number("The FMR"), Number("The FNMR"))),
    {
        "you report on the people on whom the line was chosen. That is the colleague's mistake: report on ~tuning.": _report(_tuned, _tuned),
        "you report on everybody, the tuning people among them.": _report(_tuned, _everybody),
        "the groups are exchanged: the line is chosen where tuning is True.": _report(_others, _tuned),
        "the line is chosen on the people you report on. Choose it where tuning is True.": _report(_others, _others),
        "the line is chosen on everybody; the people you report on had a hand in it.": _report(_everybody, _others),
        "you choose the line on everybody and report on everybody. Choose it where tuning is True, and report on ~tuning.": _report(_everybody, _everybody),
        "comparisons between a new person and a tuning person count in your FMR. Take only those with both people in ~tuning: scores[np.ix_(~tuning, ~tuning)].": _report(_tuned, _against_everybody),
        "your FMR leaves out the comparisons within the tuning people alone. Those between the two groups belong to neither: scores[np.ix_(~tuning, ~tuning)].": _report(_tuned, _except_tuned),
        "your FMR is that of comparisons between the two groups. Both people must be in ~tuning: scores[np.ix_(~tuning, ~tuning)].": _report(_tuned, _tuned_against_others),
        "the diagonal counts in your FMR. Its comparisons are mated: leave them out.": _report(_tuned, _with_diagonal(_others)),
        "the diagonal counts among the non-mated scores when you choose the line. Its comparisons are mated: leave them out.": _report(_with_diagonal(_tuned), _others),
        "the diagonal counts among the non-mated scores of both groups. Its comparisons are mated: leave them out.": _report(_with_diagonal(_tuned), _with_diagonal(_others)),
        "your FMR looks at each pair once, in the upper half of the table. Cell (i, j) and cell (j, i) are two comparisons.": _report(_tuned, _upper_half),
        "FMR and FNMR are exchanged: return line, fmr, fnmr.": lambda *given: tuple(answers.tune_and_report(*given)[place] for place in (0, 2, 1)),
        "mated and non-mated scores are exchanged where you choose the line: cheapest_threshold takes the mated ones first.": _report(lambda scores, tuning: _tuned(scores, tuning)[::-1], _others),
        "your line does not depend on the costs. Give all three numbers to cheapest_threshold.": _report(_tuned, _others, lambda s, m, n: (s, 1, 1)),
        "your line depends neither on the share nor on the costs. Give all three numbers to cheapest_threshold.": _report(_tuned, _others, lambda s, m, n: (0.5, 1, 1)),
        "the two costs are exchanged.": _report(_tuned, _others, lambda s, m, n: (s, n, m)),
    },
    [
        Example((FOUR, HALF, 0.5, 2, 1), "the line is chosen on the first and the third person, and measured on the second and the fourth"),
        Example((FOUR, HALF, 0.5, 1, 2), "a refusal costs more here, so the line is lower"),
        Example((FOUR, HALF, 0.5, 8, 4), "a false match costs more, however much a refusal costs"),
        Example((FOUR, HALF, 0.5, 4, 8), "a refusal costs more, however much a false match costs"),
        Example((FOUR, HALF, 0.25, 2, 1), "fewer strangers come here, so the line is lower"),
        Example((FOUR, ~HALF, 0.75, 2, 1), "the line is chosen on the second and the fourth person here, and accepting nobody costs least"),
    ],
    LessonSize("each of the lesson's 50 tables of 540 people", lambda rng: (np.round(rng.normal(0.05, 0.1, (540, 540)) + 0.5 * np.eye(540), 3), np.arange(540) < 40, 0.001, 500, 2), 0.3),
    otherwise="Take the part of the tuning people, choose the line on it, then take the part of the others and measure.",
)  # fmt: skip

EXERCISES = {"7.1": PEOPLE_A_DAY, "7.2": CHEAPEST, "7.3": BREAK_EVEN, "7.P": TUNE_AND_REPORT}

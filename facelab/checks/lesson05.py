"""Questions for the exercises of lesson 5."""

from collections.abc import Callable

import numpy as np

from facelab import errors
from facelab.checks.examine import Answer, Exercise, Question, Wrong, compare, number, pair, told_apart

Typical = Callable[[np.ndarray, float], list[tuple[float, str]]]  # what typical mistakes give for scores and threshold


def _ask_rate(
    answer: Answer,
    rng: np.random.Generator,
    name: str,
    of: str,
    rate: Callable[[np.ndarray, float], float],
    typical: Typical,
) -> None:
    def draw() -> Question | None:
        scores, threshold = rng.integers(0, 9, size=rng.integers(9, 15)) / 8, float(rng.choice([0.375, 0.625]))
        right = rate(scores, threshold)
        if right in (0, 1):
            return None
        rows = [
            *typical(scores, threshold),
            (100 * right, "your rate is 100 times too large: it lies between 0 and 1 here."),
        ]
        return Question((scores, threshold), right, rows)

    question = told_apart(draw)
    scores, threshold = question.arguments
    call = f"{of} = {scores.tolist()} and threshold = {threshold}"
    got = number(answer(scores, threshold, call=call), f"The {name}", call)
    otherwise = f"for {call} the {name} is {question.right:.4f}; your function gives {got:.4f}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)


def _ask_fmr(answer: Answer, rng: np.random.Generator) -> None:
    _ask_rate(answer, rng, "FMR", "nonmated", errors.fmr, lambda scores, threshold: [
        ((scores > threshold).mean(), "you count the scores above the threshold; a score equal to it matches too."),
        ((scores < threshold).mean(), "you count the scores that do not match. A false match is a non-mated score that does."),
        ((scores <= threshold).mean(), "the inequality points the wrong way: a comparison matches when its score is at least the threshold."),
        ((scores >= threshold).sum(), "you return how many scores match. Divide by how many there are."),
        (scores[scores >= threshold].mean(), "this is the mean of the matching scores, not their share."),
        ((scores >= 0.5).mean(), "you compare with 0.5. The threshold is given."),
    ])  # fmt: skip


def _ask_fnmr(answer: Answer, rng: np.random.Generator) -> None:
    _ask_rate(answer, rng, "FNMR", "mated", errors.fnmr, lambda scores, threshold: [
        ((scores <= threshold).mean(), "a score equal to the threshold counts as a miss in your rate; it matches."),
        ((scores >= threshold).mean(), "you count the scores that match. A false non-match is a mated score that does not."),
        ((scores > threshold).mean(), "the inequality points the wrong way: a miss lies below the threshold."),
        ((scores < threshold).sum(), "you return how many scores are missed. Divide by how many there are."),
        (scores[scores < threshold].mean(), "this is the mean of the missed scores, not their share."),
        ((scores < 0.5).mean(), "you compare with 0.5. The threshold is given."),
    ])  # fmt: skip


def _ask_threshold(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question | None:
        scores = rng.permutation(rng.integers(0, 30, size=20) / 16)
        candidates = np.unique(scores)
        rates = np.array([errors.fmr(scores, one) for one in candidates])
        target = float(rng.choice([0.2, 0.25, 0.3]))
        right = errors.threshold_for_fmr(scores, target)
        place = int(np.searchsorted(candidates, right))
        if not 2 < place < len(candidates) - 2 or rates[place] != target:
            return None
        typical = [
            (candidates[place + 1], "at your threshold the FMR is below the target, but a smaller candidate has exactly the target, and that is "
                                    "allowed: at most."),
            (candidates[place - 1], f"at your threshold the FMR is {rates[place - 1]:.2f}, more than the target of {target}. A score equal to the "
                                    "threshold matches."),
            (candidates[-1], "you return the largest score. It keeps the promise, but smaller candidates do too, and each step costs misses."),
            (candidates[0], "you return the smallest score, at which everything matches. Does your condition ask for an FMR of at most the target?"),
            (np.quantile(scores, 1 - target), "this is a quantile between two scores. Candidates are the scores that occur."),
            (rates[place], "you return the achieved rate. Asked is the threshold."),
            (place, "you return the place of the candidate, not the candidate."),
        ]  # fmt: skip
        return Question((scores, target), right, typical)

    question = told_apart(draw)
    scores, target = question.arguments
    call = f"nonmated = {scores.tolist()} and target = {target}"
    result = answer(scores, target, call=call)
    if np.ndim(result) == 0 and result == np.inf:
        raise Wrong("you return infinity although a score keeps the promise.")
    got = number(result, "The threshold", call)
    compare(got, question.right, question.typical,
            f"for {call} the threshold is {question.right}; your function gives {got:g}.{answer.outside_data()}")  # fmt: skip
    short = np.array([0.5, 0.125, 0.25, 0.5])
    for target, right, message in (
        (0.25, np.inf, "two of four scores stand at the top, so no score keeps a target of 0.25. Then the answer is infinity, np.inf"),
        (0.0, np.inf, "at a target of 0 no score may match. The highest score matches itself, so the answer is infinity, np.inf"),
        (1.0, 0.125, "at a target of 1 everything may match: the smallest score is the answer"),
        (0.5, 0.5, "at a target of 0.5 the threshold is 0.5: two of four scores match there"),
    ):  # fmt: skip
        call = f"nonmated = {short.tolist()} and target = {target}"
        result = answer(short, target, call=call)
        is_infinite = np.ndim(result) == 0 and result == np.inf
        if (np.inf if is_infinite else number(result, "The threshold", call)) != right:
            raise Wrong(f"{message}; your function returns {result!r:.40}, for {call}.")


def _candidate_rates(mated: np.ndarray, nonmated: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    candidates = np.append(np.unique(np.concatenate([mated, nonmated])), np.inf)
    return tuple(
        np.array([rate(scores, one) for one in candidates])
        for rate, scores in ((errors.fmr, nonmated), (errors.fnmr, mated))
    )


def _ask_eer(answer: Answer, rng: np.random.Generator) -> None:
    call = "all mated scores above all non-mated ones: mated = [0.75, 1.0], nonmated = [0.25, 0.5]"
    clear = number(answer(np.array([0.75, 1.0]), np.array([0.25, 0.5]), call=call), "The EER", call)
    compare(
        clear, 0.0, [], f"with {call} there is a threshold without any error, so the EER is 0; yours is {clear:.4f}."
    )
    # Small examples cannot tell all mistakes apart at once: ask until each has been told from the right answer.
    untold = None
    while untold is None or untold:
        mated, nonmated = rng.integers(4, 16, size=7) / 16, rng.integers(0, 12, size=13) / 16
        false_match, false_nonmatch = _candidate_rates(mated, nonmated)
        before = np.flatnonzero(false_nonmatch <= false_match)[-1]
        after = np.flatnonzero(false_nonmatch >= false_match)[0]
        sums = false_match + false_nonmatch
        right = errors.equal_error_rate(mated, nonmated)
        nearest = np.abs(false_match - false_nonmatch).argmin()
        best = before if sums[before] < sums[after] else after
        if before == after or sums[before] == sums[after]:
            continue
        typical = [
            (max(sums[before], sums[after]) / 2, "of the two candidates you keep the one with the larger sum of FMR and FNMR. Keep the smaller."),
            (min(sums[before], sums[after]), "you return the sum of both rates. The EER is half of it."),
            (sums[nearest] / 2, "you take the candidate where the two rates are nearest to each other. Asked is the one of the two, before and after the "
                                "crossing, with the smaller sum."),
            (sums.min() / 2, "you take the smallest sum over all candidates. The EER looks only at the two candidates around the crossing."),
            ((sums[before] + sums[after]) / 4, "you take the mean over both candidates. Keep the one with the smaller sum."),
            (false_match[best], "you return FMR alone at the candidate. The EER is half of FMR + FNMR there."),
            (false_nonmatch[best], "you return FNMR alone at the candidate. The EER is half of FMR + FNMR there."),
            (100 * right, "your rate is 100 times too large: it lies between 0 and 1 here."),
        ]  # fmt: skip
        untold = set(range(len(typical))) if untold is None else untold
        told = {place for place, (value, _) in enumerate(typical) if abs(value - right) > 1e-9}
        if not told & untold:
            continue
        untold -= told
        call = f"mated = {mated.tolist()} and nonmated = {nonmated.tolist()}"
        got = number(answer(mated, nonmated, call=call), "The EER", call)
        compare(got, right, [typical[place] for place in sorted(told)],
                f"for {call} the EER is {right:.4f}; your function gives {got:.4f}.{answer.outside_data()}")  # fmt: skip
    call = "the best score of all a stranger's: mated = [0.25, 0.5], nonmated = [0.125, 0.75]"
    got = number(answer(np.array([0.25, 0.5]), np.array([0.125, 0.75]), call=call), "The EER", call)
    right = errors.equal_error_rate(np.array([0.25, 0.5]), np.array([0.125, 0.75]))
    compare(got, right, [], f"with {call} the EER is {right}; yours is {got:.4f}.")
    call = "one score above everything: mated = [0.25], nonmated = [0.5]"
    got = number(answer(np.array([0.25]), np.array([0.5]), call=call), "The EER", call)
    right = errors.equal_error_rate(np.array([0.25]), np.array([0.5]))
    compare(got, right, [], f"with {call} the EER is {right}; yours is {got:.4f}. Is infinity among your candidates?")


def _ask_error_rates(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question | None:
        mated = rng.permutation(np.arange(rng.integers(13, 18)) < 5)
        scores, threshold = rng.integers(0, 7, size=len(mated)) / 8 + mated / 8, float(rng.choice([0.375, 0.5]))
        match = scores >= threshold
        right = errors.error_rates(scores, mated, threshold)
        if set(right) & {0, 1}:
            return None
        typical = [
            (right[::-1], "your two rates are exchanged: first FMR, then FNMR."),
            (((match & ~mated).mean(), (~match & mated).mean()), "you divide both counts by all comparisons. FMR is a share of the non-mated, FNMR a "
                                                                 "share of the mated ones."),
            ((np.mean(match & ~mated), right[1]), "your FMR is divided by all comparisons: take the non-mated ones alone."),
            ((right[0], np.mean(~match & mated)), "your FNMR is divided by all comparisons: take the mated ones alone."),
            ((np.mean(scores[~mated] > threshold), right[1]), "a non-mated score equal to the threshold matches: it is missing from your FMR."),
            ((right[0], np.mean(scores[mated] <= threshold)), "a mated score equal to the threshold matches: it is no miss."),
            ((np.mean(scores[~mated] > threshold), np.mean(scores[mated] <= threshold)), "a score equal to the threshold matches, mated or not."),
            ((np.mean(match[mated]), np.mean(~match[~mated])), "your rates are those of the right decisions. Asked are the errors."),
            ((1 - right[0], 1 - right[1]), "your rates are those of the right decisions. Asked are the errors."),
            (((match & ~mated).sum() / match.sum(), (~match & mated).sum() / (~match).sum()), "you divide by the number of matches and of non-matches. "
                                                    "Divide by the number of non-mated and of mated comparisons."),
            (((match & ~mated).sum(), (~match & mated).sum()), "you return counts. Divide each by the number of its own comparisons."),
            ((100 * right[0], 100 * right[1]), "your rates are 100 times too large: they lie between 0 and 1 here."),
        ]  # fmt: skip
        return Question((scores, mated, threshold), right, typical)

    question = told_apart(draw)
    (scores, mated, threshold), right = question.arguments, question.right
    call = f"scores = {scores.tolist()}, mated = {mated.tolist()}, threshold = {threshold}"
    got = pair(answer(scores, mated, threshold, call=call), "fmr, fnmr", call)
    compare(got, right, question.typical, f"for {call} the rates are {right[0]:.4f} and {right[1]:.4f}; your function gives {got[0]:.4f} and {got[1]:.4f}."
                                 f"{answer.outside_data()}")  # fmt: skip


EXERCISES = {
    "5.1": Exercise(errors.fmr, _ask_fmr),
    "5.2": Exercise(errors.fnmr, _ask_fnmr),
    "5.3": Exercise(errors.threshold_for_fmr, _ask_threshold),
    "5.4": Exercise(errors.equal_error_rate, _ask_eer),
    "5.P": Exercise(errors.error_rates, _ask_error_rates),
}

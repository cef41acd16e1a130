"""Questions for the exercises of lesson 13."""

import numpy as np

from facelab import attributes
from facelab.checks.examine import Answer, Exercise, Question, Wrong, array, compare, number, pair, told_apart


def _ask_folds(answer: Answer, rng: np.random.Generator) -> None:
    for parts in rng.permutation([4, 5]):  # whoever always deals into so many is right once
        _ask_folds_of(answer, rng, int(parts))


def _ask_folds_of(answer: Answer, rng: np.random.Generator, parts: int) -> None:
    def draw() -> Question:
        people = rng.choice(np.arange(1, 30), 8, replace=False)
        person = rng.permutation(np.repeat(np.sort(people), 3))
        order = rng.permutation(people)
        place = np.array([np.flatnonzero(order == one)[0] for one in person])
        ranked = np.searchsorted(np.sort(people), person)
        typical = [
            (np.arange(len(person)) % parts, "you deal out photos. Photos of one person must stay together."),
            (person % parts, "you use the person's number. Asked is the place in `order`."),
            (ranked % parts, "order has no effect: you use the people in ascending order."),
            (place // parts, "you divide; take the remainder: k % parts."),
            (
                place * parts // len(order),
                "you cut the order into blocks. The person at place k goes to part k % parts.",
            ),
            (place, "you return the place in `order`. The part is k % parts."),
            (place % parts + 1, "the parts begin at 0: k % parts."),
            *[
                (place % k, f"you deal into {k} parts, whatever is asked. Use `parts`.")
                for k in (3, 4, 5)
                if k != parts
            ],
        ]
        return Question((person, parts, order), (place % parts).astype(float), typical)

    question = told_apart(draw)
    person, _, order = question.arguments
    call = f"person = {person.tolist()}, parts = {parts} and order = {order.tolist()}"
    got = array(answer(*question.arguments, call=call), person.shape, "The parts", call)
    otherwise = f"for {call} the parts are {question.right.astype(int).tolist()}; yours are {got.tolist()}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)


def _ask_lazy(answer: Answer, rng: np.random.Generator) -> None:
    for frequent in rng.permutation([False, True]):  # whoever always counts one label is right with one of them
        _ask_lazy_with(answer, rng, bool(frequent))


def _ask_lazy_with(answer: Answer, rng: np.random.Generator, frequent: bool) -> None:
    def draw() -> Question:
        n = int(rng.integers(20, 30))
        labels = rng.permutation(np.arange(n) < rng.integers(3, n // 2)) ^ frequent
        guessed = np.where(rng.random(n) < 0.7, labels, ~labels)
        skill, shares = np.mean(guessed == labels), np.array([np.mean(labels), np.mean(~labels)])
        of_guesses = max(np.mean(guessed), np.mean(~guessed))
        typical = [
            ((shares.max(), skill), "the two numbers are exchanged: the guesser's share comes first."),
            ((skill, shares.min()), "you take the rarer label. The lazy answer is the most frequent one."),
            ((skill, of_guesses), "you count the guesses. The lazy answer is measured on the labels."),
            ((1 - skill, shares.max()), "your first number is the share of wrong guesses."),
            ((skill * n, shares.max() * n), "you return counts. Divide by their number."),
            ((skill, 0.5), "the lazy answer is not a coin: it always gives the most frequent label."),
            ((skill, skill), "both of your numbers are the guesser's."),
        ]
        return Question((guessed, labels), np.array([skill, shares.max()]), typical)

    question = told_apart(draw)
    guessed, labels = question.arguments
    call = f"guessed = {guessed.astype(int).tolist()} and labels = {labels.astype(int).tolist()} (True and False)"
    got = pair(answer(guessed, labels, call=call), "skill, lazy", call)
    skill, lazy = question.right
    otherwise = (
        f"for {call} it is {skill:.4f} and {lazy:.4f}; yours is {got[0]:.4f} and {got[1]:.4f}.{answer.outside_data()}"
    )
    compare(got, question.right, question.typical, otherwise)


def _ask_share_over_people(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        person = rng.permutation(np.repeat(rng.choice(np.arange(1, 40), 4, replace=False), [2, 3, 5, 8]))
        hits = rng.random(len(person)) < 0.6
        names = np.unique(person)
        shares = np.array([hits[person == one].mean() for one in names])
        counts = np.array([hits[person == one].sum() for one in names])
        typical = [
            ((hits.mean(), shares.min(), shares.max()), "your mean is over photos: whoever has many of them counts more. Take the mean of the people's shares."),
            ((shares.mean(), shares.max(), shares.min()), "lowest and highest are exchanged."),
            ((np.median(shares), shares.min(), shares.max()), "you take the median. Asked is the mean."),
            ((counts.mean(), counts.min(), counts.max()), "you return counts. Each person's count is divided by their own photos."),
            ((1 - shares.mean(), 1 - shares.max(), 1 - shares.min()), "you count the misses. Asked are the hits."),
            ((shares.mean(), hits.min(), hits.max()), "lowest and highest are those of single photos. Take them over the people's shares."),
        ]  # fmt: skip
        return Question((hits, person), np.array([shares.mean(), shares.min(), shares.max()]), typical)

    question = told_apart(draw)
    hits, person = question.arguments
    call = f"hits = {hits.astype(int).tolist()} (True and False) and person = {person.tolist()}"
    result = answer(hits, person, call=call)
    if not isinstance(result, tuple | list | np.ndarray) or np.shape(result) != (3,):
        raise Wrong("your function should return three numbers: mean, lowest and highest.")
    got = array(result, (3,), "The answer", call)
    otherwise = (
        f"for {call} it is {question.right.round(4).tolist()}; yours is {got.round(4).tolist()}.{answer.outside_data()}"
    )
    compare(got, question.right, question.typical, otherwise)


def _ask_look_alike(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question:
        scores = rng.permutation(np.arange(10, 90))[:35].reshape(7, 5) / 100
        best = scores.max(axis=1)
        threshold = float(np.sort(best)[3])  # the best score of one visitor is equal to the threshold
        place = scores.argmax(axis=1)
        typical = [
            (place, "everybody gets a name. Below the threshold the answer is -1."),
            (np.where(best > threshold, place, -1), "a score equal to the threshold names somebody: use >=."),
            (np.where(best < threshold, place, -1), "the condition is the wrong way round: -1 is for scores below the threshold."),
            (np.where(best >= threshold, scores.argmin(axis=1), -1), "you take the *least* similar face."),
            (np.where(best >= threshold, place, 0), "0 is the place of the first stored face. Nobody is -1."),
            (np.where(best >= threshold, place + 1, -1), "places begin at 0."),
            (np.where(best >= threshold, (scores >= threshold).argmax(axis=1), -1), "you take the *first* face that reaches the threshold. Take the best one."),
            (np.where(best >= threshold, 4 - (scores >= threshold)[:, ::-1].argmax(axis=1), -1), "you take the *last* face that reaches the threshold. Take the best one."),
            (np.where(scores.min(axis=1) >= threshold, place, -1), "compare the *best* score with the threshold."),
            (best, "you return the best scores. Asked are the places."),
        ]  # fmt: skip
        return Question((scores, threshold), np.where(best >= threshold, place, -1).astype(float), typical)

    question = told_apart(draw)
    scores, threshold = question.arguments
    call = f"scores = {scores.tolist()} and threshold = {threshold}"
    got = array(answer(scores, threshold, call=call), question.right.shape, "The answer", call)
    otherwise = (
        f"for {call} it is {question.right.astype(int).tolist()}; yours is {got.tolist()}.{answer.outside_data()}"
    )
    compare(got, question.right, question.typical, otherwise)
    call = "the same scores and no line (threshold = -np.inf)"
    got = array(answer(scores, -np.inf, call=call), question.right.shape, "The answer", call)
    if (got != scores.argmax(axis=1)).any():
        raise Wrong(f"right in general, but for {call} everybody gets the best place; yours is {got.tolist()}.")


def _ask_kappa(answer: Answer, rng: np.random.Generator) -> None:
    for labels in (["calm", "happy", "sad"], [False, True]):  # words, and yes and no as in the lesson
        _ask_kappa_of(answer, rng, labels)


def _ask_kappa_of(answer: Answer, rng: np.random.Generator, labels: list) -> None:
    def draw() -> Question | None:
        n, k = int(rng.integers(24, 36)), len(labels)
        one = rng.choice(labels, n, p=np.arange(k + 1, 1, -1) / np.arange(2, k + 2).sum())
        other = np.where(rng.random(n) < 0.6, one, rng.choice(labels, n))
        names = np.unique(one)
        if len(names) < k or len(np.unique(other)) < k or (one == other).all():
            return None
        observed = np.mean(one == other)
        shares = np.array([[np.mean(reader == name) for name in names] for reader in (one, other)])
        expected = (shares[0] * shares[1]).sum()
        typical = [
            (observed, "you return the agreement itself. Take away what chance gives."),
            (observed - expected, "divide by 1 - expected."),
            ((observed - expected) / (1 - observed), "you divide by 1 - observed. It is 1 - expected."),
            ((observed - 1 / k) / (1 - 1 / k), "your expected agreement is that of coins. The readers have habits: use their shares."),
            ((observed - (shares[0] ** 2).sum()) / (1 - (shares[0] ** 2).sum()), "your expected agreement takes one reader twice."),
            ((observed - shares[0].max() * shares[1].max()) / (1 - shares[0].max() * shares[1].max()), "your expected agreement takes one label only. Add up over all labels."),
            (expected, "you return the expected agreement."),
            ((expected - observed) / (1 - expected), "the sign is wrong: observed - expected."),
        ]  # fmt: skip
        return Question((one, other), (observed - expected) / (1 - expected), typical) if expected < 0.9 else None

    question = told_apart(draw)
    one, other = question.arguments
    call = f"two readings of {len(one)} photos with the labels {', '.join(map(str, labels))}"
    got = number(answer(one, other, call=call), "Kappa", call)
    otherwise = f"for {call} kappa is {question.right:.4f}; yours is {got:.4f}.{answer.outside_data()}"
    compare(got, question.right, question.typical, otherwise)


EXERCISES = {
    "13.1": Exercise(attributes.folds_by_person, _ask_folds),
    "13.2": Exercise(attributes.against_the_lazy, _ask_lazy),
    "13.3": Exercise(attributes.share_over_people, _ask_share_over_people),
    "13.4": Exercise(attributes.look_alike, _ask_look_alike),
    "13.P": Exercise(attributes.kappa, _ask_kappa),
}

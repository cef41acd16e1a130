"""Questions for the exercises of lesson 4."""

from typing import Any

import numpy as np

from facelab import identification, matching
from facelab.checks.examine import (
    Answer,
    Exercise,
    Question,
    Wrong,
    all_differ,
    array,
    compare,
    number,
    pair,
    told_apart,
)


def _ask_ncc(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question | None:
        window, patch = rng.integers(20, 230, size=(2, 3, 4)).astype(float)
        a, b = window - window.mean(), patch - patch.mean()
        length_a, length_b, shifted = np.linalg.norm(a), np.linalg.norm(b), patch - window.mean()
        right = matching.ncc(window, patch)
        typical = [
            ((window * patch).sum() / np.linalg.norm(window) / np.linalg.norm(patch), "no mean is subtracted: bright pictures then look alike "
                                                     "whatever they show. Take each picture's own mean away first."),
            ((a * b).sum(), "the sum of products is not divided: divide it by the lengths of both patterns."),
            ((a * b).mean(), "this is the mean product (the covariance). Divide the sum by the lengths of both patterns."),
            ((a * b).sum() / length_a, "you divide by the length of one pattern only."),
            ((a * b).sum() / length_b, "you divide by the length of one pattern only."),
            ((a * b).sum() / (length_a * length_b) ** 2, "you divide by the squares of the lengths: is a root missing?"),
            ((a * b).mean() / (length_a * length_b), "your number is too small by the number of pixels: you take the mean of the products, but "
                                                     "lengths go with their sum."),
            ((a * b).sum() / (a.std() * b.std()), "your number is too large by the number of pixels: with standard deviations below, the mean "
                                                  "of the products belongs above."),
            ((a * patch).sum() / (length_a * np.linalg.norm(patch)), "the patch keeps its mean in the length. Subtract it everywhere."),
            ((window * b).sum() / (np.linalg.norm(window) * length_b), "the window keeps its mean. Subtract it in the sum and in the length."),
            (-np.linalg.norm(a - b), "this is a distance. Asked is the sum of products, divided by the lengths."),
            (right**2, "this is the square of the right number: a face and its negative would look alike."),
            (abs(right), "the sign is missing: a face and its negative would look alike."),
            (np.sum(a * shifted) / length_a / np.linalg.norm(shifted), "you subtract the window's mean from both. Each picture loses its own."),
        ]  # fmt: skip
        return Question((window, patch), right, typical) if right < -0.1 else None

    question = told_apart(draw)
    (window, patch), right, typical = question.arguments, question.right, question.typical
    call = f"window = {window.astype(int).tolist()} and patch = {patch.astype(int).tolist()}"
    got = number(answer(window, patch, call=call), "The correlation", call)
    compare(got, right, typical, f"for {call} the correlation is {right:.4f}; your function gives {got:.4f}. Try it with two pictures of which "
                                 f"one is the other, twice as bright: it must give 1.{answer.outside_data()}")  # fmt: skip
    grey = np.full((3, 4), 100.0)
    for one, other, call in ((grey, patch, "a window of one grey"), (window, grey, "a patch of one grey")):
        with np.errstate(all="ignore"):
            result = answer(one, other, call=call)
        if np.ndim(result) == 0 and not np.isfinite(result):
            raise Wrong(f"right in general, but {call} gives {result}: there 0 is divided by 0. Return 0 in that case.")
        got = number(result, "The correlation", call)
        compare(got, 0.0, [], f"right in general, but {call} gives {got:.4f}; asked is 0.", tolerance=1e3)


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def _ask_enrol(answer: Answer, rng: np.random.Generator) -> None:
    person = np.array([7, 3, 7, 12, 3, 7, 12, 3, 5])
    vectors = _unit(rng.normal(size=(9, 4)) + rng.normal(size=(13, 4))[person] * 2)
    people, right = matching.enrol(vectors, person)
    call = f"9 rows of 4 numbers and person = {person.tolist()}"
    result = answer(vectors, person, call=call)
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise Wrong("your function should return two things, people and templates: return people, templates.")
    if np.shape(result[0]) == (4, 4) and np.shape(result[1]) == (4,):
        raise Wrong("your two results are exchanged: first people, then templates.")
    if np.shape(result[0]) == (9,):
        raise Wrong("people has one entry for each photo. Asked is each person once: np.unique.")
    order = array(result[0], (4,), "people", call)
    if sorted(order) != people.tolist():
        raise Wrong(f"people should be {people.tolist()} for {call}; yours is {order.astype(int).tolist()}.")
    if order.tolist() != people.tolist():
        raise Wrong("people is not in ascending order: np.unique puts it so, and templates must follow the same order.")
    templates = array(result[1], (4, 4), "templates", call)
    means = np.array([vectors[person == one].mean(axis=0) for one in people])
    sums = np.array([vectors[person == one].sum(axis=0) for one in people])
    first = np.array([vectors[person == one][0] for one in people])
    unordered = right[[1, 0, 2, 3]], _unit(np.array([vectors[person == one].mean(axis=0) for one in (7, 3, 12, 5)]))
    compare(templates, right, [
        (means, "your templates are not of length 1: the mean of rows of length 1 is shorter. Divide it by its length."),
        (sums, "you add the rows up and do not divide. Divide each sum (or mean) by its length."),
        (first, "each template is the person's first photo alone. Take the mean of all of them."),
        (unordered[1], "your templates stand in the order in which people first appear; people is in ascending order. Both must agree."),
        (means / np.linalg.norm(means), "you divide all templates by one length, that of the whole table. Each row has its own: axis=1."),
        (means / np.linalg.norm(means, axis=0), "you divide by the lengths of the columns. A template is a row: axis=1, keepdims=True."),
        (means / means.max(axis=1, keepdims=True), "you divide by the largest number, not by the length, np.linalg.norm."),
        (means / np.linalg.norm(means, axis=1, keepdims=True) ** 2, "you divide by the square of the length: is a root missing?"),
        (means / means.sum(axis=1, keepdims=True), "you divide by the sum of the numbers, not by the length, np.linalg.norm."),
    ], f"people is right; the templates are not, for {call}. A template is the mean of its person's rows, divided by that mean's length."
       f"{answer.outside_data()}")  # fmt: skip


def _truth(result: Any, call: str) -> bool:
    if not isinstance(result, bool | np.bool_):
        raise Wrong(f"your function should return True or False; it returns {result!r:.60}, for {call}.")
    return bool(result)


def _ask_verify(answer: Answer, rng: np.random.Generator) -> None:
    # The template is one of the two axes, so that scores are exact: a probe's number along that axis.
    template, other = rng.permutation(np.eye(2))
    above, across = rng.permutation([0.6, 0.8])
    for score, rest, threshold, right, message in (
        (0.96, 0.28, 0.5, True, "a score of 0.96 is refused at a threshold of 0.5. A higher score means more alike: accept when it is at least the threshold."),
        (0.28, 0.96, 0.5, False, "a score of 0.28 is accepted at a threshold of 0.5. Accept only when the score is at least the threshold."),
        (above, across, above, True, "a score equal to the threshold is refused. Asked is: at least the threshold, >=."),
        (-0.96, 0.28, 0.5, False, "a score of -0.96 is accepted: opposite directions are as unlike as can be. Keep the sign."),
        (-0.28, 0.96, -0.5, True, "a score of -0.28 is refused at a threshold of -0.5. Is there a 0 where the threshold should be?"),
        (0.8, 0.6, 0.7, True, "a score of 0.8 is refused at a threshold of 0.7. The score is the sum of the products of both rows, and nothing else."),
        (0.8, 0.6, 0.9, False, "a score of 0.8 is accepted at a threshold of 0.9. The score is the sum of the products; the threshold stands as it is given."),
    ):  # fmt: skip
        probe = score * template + rest * other
        call = f"template = {template.tolist()}, probe = {probe.tolist()}, threshold = {threshold}"
        if _truth(answer(template, probe, float(threshold), call=call), call) != right:
            raise Wrong(f"{message} (It was called with {call}.){answer.outside_data()}")


def _wrong_lists(people: np.ndarray, scores: np.ndarray, k: int) -> list[tuple[np.ndarray, str]]:
    """Return the candidate lists of typical mistakes, with their messages."""
    order = np.argsort(-scores)
    return [
        (people[order[::-1][:k]], "your list holds the worst first. np.argsort sorts upwards; a higher score means more alike."),
        (people[np.sort(order[:k])], "the people are right, their order is not: best first."),
        (np.sort(people[order[:k]]), "the people are right, their order is not: best first, not by number."),
        (people[order[-k:]], "you take the k people with the lowest scores. A higher score means more alike."),
        (people[order[:k]][::-1], "the people are right, their order is turned round: best first."),
        (order[:k], "you return places in the gallery (0, 1, 2, ...), not people: people[places]."),
        (order[::-1][:k], "you return places in the gallery, not people, and the worst first."),
        (scores[order[:k]], "you return scores. Asked are the people they belong to."),
        (np.argsort(order)[:k], "these are ranks by place. np.argsort already gives the places in order: people[those places]."),
        (people[:k], "you return the first k people of the gallery, whatever their scores."),
        (people[np.argsort(-np.abs(scores))[:k]], "you sort by the size of the scores without their sign: a score of -0.9 is not alike."),
    ]  # fmt: skip


def _gallery(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return people, templates and a probe on which typical mistakes can be told apart."""
    people = np.array([31, 14, 18, 25, 9, 40])
    while True:
        # A probe along one axis: its scores are exact, however the products are added up.
        templates, probe = _unit(rng.normal(size=(6, 5))), np.eye(5)[rng.integers(5)]
        scores = templates @ probe
        order = np.argsort(-scores)
        gaps = -np.diff(scores[order])
        lists = [people[order[:3]], *(wrong for wrong, _ in _wrong_lists(people, scores, 3))]
        clear = gaps.min() > 0.05 and scores[order[0]] > 0.3 and np.argmax(np.abs(scores)) != order[0]
        if clear and 0 < order[0] < 5 and all_differ(lists):
            return people, templates, probe


def _ask_search(answer: Answer, rng: np.random.Generator) -> None:
    people, templates, probe = _gallery(rng)
    scores = templates @ probe
    for k in (3, 1, 6):
        call = f"the people {people.tolist()} with scores {scores.round(2).tolist()}, and k = {k}"
        result = answer(people, templates, probe, k, call=call)
        right = people[np.argsort(-scores)[:k]]
        if np.shape(result) == (6,) and k != 6:
            raise Wrong(f"your list has all six people; asked are the best k, here {k}.")
        if k == 1 and np.ndim(result) == 0:
            raise Wrong("for k = 1 you return one number; asked is a list of one person.")
        otherwise = (
            f"for {call} the list is {right.tolist()}; yours is {np.asarray(result).tolist()}.{answer.outside_data()}"
        )
        compare(array(result, (k,), "The list", call), right, _wrong_lists(people, scores, k), otherwise)


def _ask_identify(answer: Answer, rng: np.random.Generator) -> None:
    people, templates, probe = _gallery(rng)
    scores = templates @ probe
    best = int(scores.argmax())
    top = float(scores[best])
    second = float(np.sort(scores)[-2])
    for threshold, right in ((top - 0.02, people[best]), (top + 0.02, 0), (top, people[best]), (-1.0, people[best])):
        call = (
            f"the people {people.tolist()} with scores {scores.round(3).tolist()}, and a threshold of {threshold:.3f}"
        )
        result = answer(people, templates, probe, threshold, call=call)
        got = number(result, "The answer", call)
        typical = [
            (best, f"you return the place in the gallery, {best}, not the person there: people[best]."),
            (top, "you return the score. Asked is the person, or 0."),
            (people[scores.argmin()], "you name the person who is least alike. A higher score means more alike."),
            (people[0], "you name the first person of the gallery."),
            (people[np.argmax(np.abs(scores))], "you take the largest score without its sign: -0.9 is not alike."),
            (people[scores.argsort()[-2]] if second < threshold else -9, "you name the second best."),
        ]
        if right == 0:
            typical.insert(
                0,
                (
                    people[best],
                    f"the best score, {top:.3f}, is below the threshold, and you name somebody. Return 0 for nobody.",
                ),
            )
            typical.insert(1, (-1, "you return -1 for nobody. Asked is 0."))
        elif got == 0:
            how = "equal to" if threshold == top else "above"
            raise Wrong(f"the best score, {top:.3f}, is {how} the threshold, and you say nobody. Asked is: at least the threshold. "
                        f"(For {call}.)")  # fmt: skip
        compare(got, right, typical, f"for {call} the answer is {right}; yours is {got:g}.{answer.outside_data()}")


def _ask_open_set_errors(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question | None:
        people = rng.permutation(np.arange(5, 60))  # far from 0, which is nobody
        enrolled, strangers = np.sort(people[:4]), people[4:12]
        person = rng.permutation(np.concatenate([enrolled, rng.choice(enrolled, rng.integers(3, 6)), strangers]))
        named = np.where(rng.random(len(person)) < 0.6, person, rng.choice(enrolled, len(person)))
        named[np.isin(person, strangers)] = rng.choice(enrolled, len(strangers))
        named[rng.random(len(person)) < 0.4] = 0
        known = np.isin(person, enrolled)
        fpir, fnir = identification.open_set_errors(named, person, enrolled)
        if {fpir, fnir} & {0, 1}:  # a rate of 0 or 1 comes out of many mistakes too
            return None
        nobody, other = named == 0, (named != 0) & (named != person)
        typical = [
            ((fnir, fpir), "your two rates are exchanged: first FPIR, the strangers', then FNIR, the guests'."),
            (((~known & ~nobody).mean(), (known & (named != person)).mean()), "you divide both counts by all arrivals. FPIR is a share of the "
                                                                             "strangers, FNIR a share of the guests."),
            ((fpir, (known & nobody).sum() / known.sum()), "a guest who is named as another guest is missing from your FNIR: that is not the right name."),
            ((fpir, (known & other).sum() / known.sum()), "a guest who is named as nobody is missing from your FNIR."),
            ((other.sum() / (~known).sum(), fnir), "your FPIR counts guests who are named as another guest. They belong to FNIR."),
            ((other.sum() / len(person), nobody.sum() / len(person)), "you divide by all arrivals, and count wrong names and nobodies. FPIR is a "
                                                                      "share of the strangers, FNIR a share of the guests."),
            (((~known & ~nobody).sum() / (~nobody).sum(), fnir), "your FPIR is divided by the number of namings. Its denominator is the number of "
                                                                 "strangers who arrived."),
            (((~known & nobody).sum() / (~known).sum(), fnir), "your FPIR is the share of strangers who are rightly named as nobody. Count the others."),
            ((fpir, 1 - fnir), "your FNIR is the share of guests who are named rightly. Asked is the rest."),
            ((1 - fpir, 1 - fnir), "your rates are the shares of right answers. Asked are the errors."),
            ((100 * fpir, 100 * fnir), "your rates are 100 times too large: they lie between 0 and 1 here."),
            (((~known & ~nobody).sum(), (known & (named != person)).sum()), "you return counts. Divide each by the number of its own people's arrivals."),
        ]  # fmt: skip
        return Question((named, person, enrolled), (fpir, fnir), typical)

    question = told_apart(draw)
    (named, person, enrolled), (fpir, fnir) = question.arguments, question.right
    call = f"named = {named.tolist()}, person = {person.tolist()}, enrolled = {enrolled.tolist()}"
    got = pair(answer(named, person, enrolled, call=call), "fpir, fnir", call)
    compare(got, question.right, question.typical, f"for {call} the rates are {fpir:.4f} and {fnir:.4f}; your function gives {got[0]:.4f} and {got[1]:.4f}."
                                        f"{answer.outside_data()}")  # fmt: skip


EXERCISES = {
    "4.1": Exercise(matching.ncc, _ask_ncc),
    "4.2a": Exercise(matching.enrol, _ask_enrol),
    "4.2b": Exercise(matching.verify, _ask_verify),
    "4.3": Exercise(matching.search, _ask_search),
    "4.4": Exercise(matching.identify, _ask_identify),
    "4.P": Exercise(identification.open_set_errors, _ask_open_set_errors),
}

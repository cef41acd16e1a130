"""Lesson 3: the order share, landmarks, Fisher's direction, and a split in which nobody stands on both sides."""

import random
from collections.abc import Callable
from typing import Any

import numpy as np

from facelab import errors, matching, subspaces
from facelab.answers import lesson03 as answers
from facelab.checks.answer import Answer, Wrong
from facelab.checks.asking import Example, Exercise, LessonSize
from facelab.checks.limits import undisturbed
from facelab.checks.results import Array, Number, Several, alike

PAIRS = np.triu_indices(5, 1)  # of five landmarks, in the order of the task


def _two_sets_of_scores(rng: np.random.Generator) -> tuple | None:
    """Draw unsorted scores of both signs, unequally many, with ties inside a set and across."""
    mated = rng.integers(-3, 6, size=rng.integers(4, 8)) / 8
    nonmated = rng.integers(-5, 4, size=rng.integers(4, 10)) / 8
    tied = np.intersect1d(mated, nonmated).size and len(np.unique(mated)) < len(mated)
    return (mated, nonmated) if tied and len(mated) != len(nonmated) else None


def _all_combinations(count: Callable) -> Callable:
    """Return a mistake: what is made of the tables of who is higher and who is equal."""
    return lambda m, n: count(m[:, np.newaxis] > n, m[:, np.newaxis] == n)


def _first_with_first(mated: np.ndarray, nonmated: np.ndarray) -> float:
    size = min(len(mated), len(nonmated))
    return np.mean(mated[:size] > nonmated[:size])


ORDER_SHARE = Exercise(
    errors.order_share,
    _two_sets_of_scores,
    Number("The share"),
    {
        "equal scores count nothing in your share; each should count one half.": _all_combinations(lambda a, e: a.mean()),
        "equal scores count in full in your share; each should count one half.": _all_combinations(lambda a, e: (a | e).mean()),
        "your share is turned round: count the combinations in which the mated score is the higher one.": lambda m, n: errors.order_share(n, m),
        "you count the combinations in which the mated score is not higher. The task asks for the opposite.": _all_combinations(lambda a, e: (~a).mean()),
        "you return how many combinations are in the right order. Divide by the number of all combinations: mated times "
        "non-mated.": _all_combinations(lambda a, e: a.sum() + e.sum() / 2),
        "you divide by the number of mated scores. Each of them is compared with every non-mated one: divide by the number "
        "of combinations.": _all_combinations(lambda a, e: (a.sum() + e.sum() / 2) / len(a)),
        "you divide by the number of non-mated scores. Each of them is compared with every mated one: divide by the number "
        "of combinations.": _all_combinations(lambda a, e: (a.sum() + e.sum() / 2) / a.shape[1]),
        "you divide by the number of scores. Every mated one meets every non-mated one: multiply the two numbers.":
            _all_combinations(lambda a, e: (a.sum() + e.sum() / 2) / sum(a.shape)),
        "you leave equal scores out, above and below. They belong to the combinations, and each counts one half.":
            _all_combinations(lambda a, e: a.sum() / (~e).sum()),
        "you compare the mated scores with the mean of the others. Every single combination counts.": lambda m, n: np.mean(m > n.mean()),
        "you compare the mated scores with the highest of the others. Every single combination counts.": lambda m, n: np.mean(m > n.max()),
        "you compare the first with the first, the second with the second. Every mated score is compared with every "
        "non-mated one.": _first_with_first,
        "you count each score once, however often it occurs.": lambda m, n: errors.order_share(np.unique(m), np.unique(n)),
        "this is the difference of the means. Count combinations instead.": lambda m, n: m.mean() - n.mean(),
        "you return a table of True and False. Return one number: the share of True, and half the share of ties.": _all_combinations(lambda a, e: a),
    },
    [
        Example((np.array([2.0, 1.0]), np.array([0.0, 1.0, 0.0])), "of six combinations five are in order, and one is a tie, which counts one half"),
        Example((np.array([0.5]), np.array([0.25])), "the one combination there is in order"),
        Example((np.array([-0.5, -0.25]), np.array([-0.125])), "no combination is in order"),
        Example((np.array([0.25, 0.25]), np.array([0.25])), "every combination is a tie"),
        Example((np.array([0.25]), np.array([0.25 - 2.0**-20])), "scores that are nearly equal are not equal"),
    ],
    LessonSize(
        "900 mated and 19,000 non-mated scores",
        lambda rng: (rng.integers(-4000, 0, 900) / 1.0, rng.integers(-6000, -1000, 19_000) / 1.0),
        0.8,
    ),
    otherwise="Write all combinations down as a table, and count in it.",
)  # fmt: skip


def _landmarks(rng: np.random.Generator) -> tuple:
    """Draw five points on each of some faces, in a number that is no other size of the table."""
    faces = int(rng.choice([3, 4, 6, 7]))
    return (np.array([[30, 40], [62, 42], [47, 60], [35, 78], [58, 80]]) + rng.normal(size=(faces, 5, 2)) * 4,)


def _measured(pick: Callable) -> Callable:
    """Return a mistake: what is made of the steps from point to point (x, y), and of the ten distances."""

    def mistake(landmarks: np.ndarray) -> np.ndarray:
        steps = landmarks[:, PAIRS[0]] - landmarks[:, PAIRS[1]]
        return pick(steps, np.linalg.norm(steps, axis=2))

    return mistake


def _by_the_eyes(table: np.ndarray) -> np.ndarray:
    return table / table[:, [0]]


def _other_form(result: Any, landmarks: np.ndarray) -> str | None:
    """Name tables of another shape, whatever they hold."""
    if not alike(result, result):  # no numbers
        return None
    n = len(landmarks)
    return {
        (): "your function returns one number for all faces. np.linalg.norm without an axis gives one length for the whole array; x and y "
            "stand along axis=2.",
        (n, 5, 5): "your function returns all 25 distances of a face, each twice and five zeros among them. Take each pair once: "
                   "np.triu_indices(5, 1) says which.",
        (n, 25): "your rows have 25 numbers: each distance twice, and five zeros. Take each pair once: np.triu_indices(5, 1) says which.",
        (n, 20): "your rows have 20 numbers: each distance stands there twice. Take each pair once: np.triu_indices(5, 1) says which.",
        (n, 15): "your rows have 15 numbers: the distance of each point to itself is among them. np.triu_indices(5, 1), with the 1, "
                 "leaves these out.",
        (n, 9): "your rows have 9 numbers: keep the distance between the eyes too, although it is always 1.",
        (n, 4): "your rows have 4 numbers: the distances from one point alone. A face has ten pairs of points.",
        (n, 10, 2): "you return the steps to the side and down. A distance is the root of the sum of their squares.",
        (n, 2): "you add along the wrong axis: x and y stand along axis=2.",
        (10,): "you return the distances of one face. The table has a row for each face.",
    }.get(np.shape(result))  # fmt: skip


FACE_DISTANCES = Exercise(
    matching.face_distances,
    _landmarks,
    Array("The table of distances"),
    {
        "your table lies on its side: one row for each face, one column for each distance.": lambda p: matching.face_distances(p).T,
        "your distances are in pixels. Divide those of each face by the distance between its eyes.": _measured(lambda s, d: d),
        "you divide all faces by the eyes of the first face. Each face has its own: apart[:, [0]].": _measured(lambda s, d: d / d[0, 0]),
        "you divide by the mean distance between the eyes. Each face has its own.": _measured(lambda s, d: d / d[:, 0].mean()),
        "your numbers are squares of distances: take the square root before you divide.": _measured(lambda s, d: _by_the_eyes(d**2)),
        "your numbers are squares of distances, divided by a distance: take the square root first.": _measured(lambda s, d: d**2 / d[:, [0]]),
        "your numbers are squares of distances, in pixels: take the square root, and divide by the distance between the eyes.": _measured(lambda s, d: d**2),
        "you add the steps to the side and down. A distance is the root of the sum of their squares.": _measured(lambda s, d: _by_the_eyes(np.abs(s).sum(axis=2))),
        "you take the larger of the steps to the side and down. A distance is the root of the sum of their squares.": _measured(lambda s, d: _by_the_eyes(np.abs(s).max(axis=2))),
        "you use x alone. A distance has two parts, x and y.": _measured(lambda s, d: _by_the_eyes(np.abs(s[:, :, 0]))),
        "you use y alone. A distance has two parts, x and y.": _measured(lambda s, d: _by_the_eyes(np.abs(s[:, :, 1]))),
        "you divide by the largest distance of each face. The unit is the distance between its eyes.": _measured(lambda s, d: d / d.max(axis=1, keepdims=True)),
        "you divide by the sum of the distances. The unit is the distance between the eyes.": _measured(lambda s, d: d / d.sum(axis=1, keepdims=True)),
        "you divide by the mean of the distances. The unit is the distance between the eyes.": _measured(lambda s, d: d / d.mean(axis=1, keepdims=True)),
        "you divide by the last distance, that between the corners of the mouth. The eyes are the points 0 and 1: their distance is the first.":
            _measured(lambda s, d: d / d[:, [-1]]),
        "you divide by the second distance, that from an eye to the nose. The eyes are the points 0 and 1: their distance is the first.":
            _measured(lambda s, d: d / d[:, [1]]),
        "you multiply by the distance between the eyes. Divide by it.": _measured(lambda s, d: d * d[:, [0]]),
        "the ten distances are right, their order is not: 0 with 1, 0 with 2, 0 with 3, 0 with 4, 1 with 2, and so on.":
            lambda p: matching.face_distances(p)[:, [0, 1, 4, 2, 5, 7, 3, 6, 8, 9]],
        "the ten distances are right, their order is turned round: 0 with 1 comes first.": lambda p: matching.face_distances(p)[:, ::-1],
    },
    [
        Example((np.array([[[0.0, 0.0], [4.0, 0.0], [0.0, 3.0], [1.0, 5.0], [4.0, 5.0]]]),), "it is one face alone, and must be a table of one row"),
        Example((np.array([[[8.0, 6.0], [0.0, 0.0], [2.0, 5.0], [7.0, 9.0], [1.0, 8.0]], [[1.0, 2.0], [4.0, 6.0], [1.0, 6.0], [0.0, 9.0], [5.0, 8.0]]]),),
                "the eyes need not stand level, nor the left one first: a distance is never negative"),
    ],
    LessonSize("the landmarks of 200 faces", lambda rng: ((rng.random((200, 5, 2)) * 40 + [[30, 30], [90, 30], [60, 60], [30, 90], [90, 90]]).astype(np.float32),), 1.0),
    recognise=_other_form,
    otherwise="Try it by hand with a face whose eyes are at (0, 0) and (4, 0) and whose nose is at (0, 3): the distances between "
              "the eyes and from the first eye to the nose are 4 and 3, so its row begins with 1 and 0.75.",
)  # fmt: skip


def _points_of_people(rng: np.random.Generator) -> tuple:
    """Draw points of three or four people, unequally many, unsorted, whose spread and means go along different lines."""
    side, people = int(rng.choice([2, 3])), rng.choice(np.arange(3, 30), 4, replace=False)
    person = np.repeat(people, rng.permutation([4, 2, 3, 5] if side == 3 else [3, 4, 2, 0]))
    means = rng.normal(size=(30, side)) * [9, 2, 5][:side]
    points = means[person] + rng.normal(size=(len(person), side)) * [1, 6, 2][:side] + 10
    order = rng.permutation(len(person))
    return points[order][:, rng.permutation(side)], person[order]


def _scatter(d: np.ndarray) -> np.ndarray:
    return d.T @ d


def _own_means(points: np.ndarray, person: np.ndarray) -> np.ndarray:
    return np.array([points[person == one].mean(axis=0) for one in person])


def _person_by_person(points: np.ndarray, person: np.ndarray) -> list[np.ndarray]:
    return [points[person == one] for one in np.unique(person)]


def _only_within(wrong: Callable) -> Callable:
    """Return a mistake in the table within; the table between is right."""
    return lambda x, who: (wrong(x, who), subspaces.scatter_tables(x, who)[1])


def _only_between(wrong: Callable) -> Callable:
    """Return a mistake in the table between; the table within is right."""
    return lambda x, who: (subspaces.scatter_tables(x, who)[0], wrong(x, who))


def _means(points: np.ndarray, person: np.ndarray) -> np.ndarray:
    """Return each person's mean once."""
    return np.array([own.mean(axis=0) for own in _person_by_person(points, person)])


def _sorted_means(points: np.ndarray, person: np.ndarray) -> np.ndarray:
    """Return as many rows as points, with the means in the order of the people, not of the points."""
    return np.repeat(_means(points, person), np.unique(person, return_counts=True)[1], axis=0)


def _last_person(points: np.ndarray, person: np.ndarray) -> tuple:
    own = _person_by_person(points, person)[-1]
    return _scatter(own - own.mean(axis=0)), _scatter(own * 0 + own.mean(axis=0) - points.mean(axis=0))


def _without_axis(points: np.ndarray, person: np.ndarray) -> tuple:
    own_mean = np.array([points[person == one].mean() for one in person])[:, np.newaxis]
    return _scatter(points - own_mean), _scatter(np.broadcast_to(own_mean - points.mean(), points.shape))


def _points_by_points(result: Any, points: np.ndarray, person: np.ndarray) -> str | None:
    if isinstance(result, tuple | list) and np.shape(result[0]) == (len(points),) * 2:
        return (
            "your tables are points by points, one row for each point. Turn the product round: d.T @ d has one row and one "
            "column for each number of a point."
        )
    return None


SCATTER_TABLES = Exercise(
    subspaces.scatter_tables,
    _points_of_people,
    Several("within, between", (Array("The table within"), Array("The table between"))),
    {
        "your two tables are exchanged: first within, then between.": lambda x, who: subspaces.scatter_tables(x, who)[::-1],
        "your table within is the scatter around the mean of everything. Subtract from each point the mean of its own person.":
            _only_within(lambda x, who: _scatter(x - x.mean(axis=0))),
        "your tables are divided by the number of points. Both should be plain sums; the direction would be the same.":
            lambda x, who: tuple(one / len(x) for one in subspaces.scatter_tables(x, who)),
        "your tables are divided by the number of points minus one. Both should be plain sums.": lambda x, who: tuple(one / (len(x) - 1) for one in subspaces.scatter_tables(x, who)),
        "your table within is divided by the number of points. It should be the plain sum.": _only_within(lambda x, who: subspaces.scatter_tables(x, who)[0] / len(x)),
        "you add up covariances, which are divided by each person's number of points. Every point counts once: add up the products themselves.":
            _only_within(lambda x, who: sum(_scatter(own - own.mean(axis=0)) / len(own) for own in _person_by_person(x, who))),
        "nothing is subtracted in your table within: take from each point the mean of its own person.": _only_within(lambda x, who: _scatter(x)),
        "you subtract one number from all columns, the mean of all of them. Each column has its own mean: axis=0.": _without_axis,
        "in your table within the means stand in the order of the people, and the points do not. Each row needs the mean of its own "
        "person: person says whose it is.": _only_within(lambda x, who: _scatter(x - _sorted_means(x, who))),
        "your tables are those of the last person in the loop. Add up the tables of all people, with +=.": _last_person,
        "in your table between each person counts once. Every point should count once: a person with more points weighs more.":
            _only_between(lambda x, who: _scatter(_means(x, who) - x.mean(axis=0))),
        "your table between is the scatter of the points. Put each person's mean in place of the person's points.":
            _only_between(lambda x, who: _scatter(x - x.mean(axis=0))),
        "your table between adds what should be subtracted.": _only_between(lambda x, who: _scatter(x - x.mean(axis=0)) + subspaces.scatter_tables(x, who)[0]),
        "your table between is divided by the number of points. It should be the plain sum.": _only_between(lambda x, who: subspaces.scatter_tables(x, who)[1] / len(x)),
        "in your table between the mean of all points is not subtracted.": _only_between(lambda x, who: _scatter(_own_means(x, who))),
        "you subtract the mean of the people's means. Subtract the mean of all points, in which a person with more points weighs more.":
            _only_between(lambda x, who: _scatter(_own_means(x, who) - _means(x, who).mean(axis=0))),
        "you subtract the mean of the people's means, and each person counts once. In both places every point should count once.":
            _only_between(lambda x, who: _scatter(_means(x, who) - _means(x, who).mean(axis=0))),
    },
    [
        Example((np.array([[0.0, 1.0], [5.0, 2.0], [2.0, 2.0], [5.0, 6.0]]), np.array([9, 4, 9, 4])),
                "the means are (1, 1.5) and (5, 4), and that of all points is (3, 2.75)"),
        Example((np.array([[2.0, 0.0], [4.0, 0.0], [1.0, 6.0], [-1.0, 2.0]]), np.array([5, 5, 2, 2])),
                "the means are (3, 0) and (0, 4), and that of all points is (1.5, 2)"),
    ],
    LessonSize("30 points of three people", lambda rng: (rng.normal(size=(30, 2)) * 900, np.repeat([5, 8, 13], 10)), 1.0),
    recognise=_points_by_points,
    otherwise="A table of scatter is d.T @ d, and each row of d is a difference from a mean, one row for each point.",
)  # fmt: skip


def _as_line(direction: Any) -> Any:
    """Return a direction in a form that has no sign and no length; anything else as it is."""
    if np.ndim(direction) != 1:
        return direction
    unit = np.asarray(direction, float) / np.linalg.norm(direction)
    return np.outer(unit, unit)


def _two_tables(rng: np.random.Generator) -> tuple | None:
    """Draw tables of 3 by 3, or of 2 by 2 with the largest ratio in the second column; it stands out in all of them."""
    within, between = np.round(subspaces.scatter_tables(*_points_of_people(rng)))
    if np.linalg.det(within) < 1 or not (within.all() and between.all()):
        return None
    ratios = np.linalg.eig(np.linalg.inv(within) @ between)[0].real
    order = np.argsort(-ratios)
    clear = ratios[order[0]] > 1.5 * ratios[order[1]] and ratios[order[-1]] > 1e-3 * ratios[order[0]]
    return (within, between) if clear and (len(order) == 3 or order[0]) else None


def _column(table: Callable, pick: Callable = np.argmax, solve: Callable = np.linalg.eig) -> Callable:
    """Return a mistake: an eigenvector of a table made of both, chosen by its eigenvalue."""

    def direction(within: np.ndarray, between: np.ndarray) -> np.ndarray:
        values, vectors = solve(table(within, between))
        return vectors.real[:, pick(values.real)]

    return direction


def _right_table(within: np.ndarray, between: np.ndarray) -> np.ndarray:
    return np.linalg.inv(within) @ between


def _row(within: np.ndarray, between: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eig(_right_table(within, between))
    return vectors.real[np.argmax(values.real)]


def _lengths(answer: Answer, rng: np.random.Generator) -> None:
    """Ask whether the direction, which is right, has length 1."""
    for tables in ((np.eye(3), np.diag([1.0, 2.0, 4.0])), (np.eye(2) * 9, np.array([[5.0, 2.0], [2.0, 8.0]]))):
        direction = answer(*tables, call=f"two tables of {len(tables[0])} by {len(tables[0])}")
        if not np.isclose(np.linalg.norm(np.asarray(direction, float)), 1, atol=1e-6):
            raise Wrong("the direction is right; its length should be 1, and yours is not. Divide it by np.linalg.norm of it.")  # fmt: skip


class _Direction(Array):
    """A direction, whose sign is free; handed on with one sign, so that the lesson shows everybody the same picture."""

    def convert(self, result: Any, like: Any) -> np.ndarray:
        """Return the direction with its largest entry above 0."""
        direction = super().convert(result, like)
        return subspaces.largest_entry_positive(direction[np.newaxis])[0]


FISHER_DIRECTION = Exercise(
    answers.fisher_direction,
    _two_tables,
    _Direction("The direction"),
    {
        "you take a row of the table of eigenvectors. They are its columns: vectors[:, place].": _row,
        "you use np.linalg.eigh, which is for symmetric tables: it reads one half of a table only. inv(within) @ between is not symmetric: use np.linalg.eig.":
            _column(_right_table, solve=np.linalg.eigh),
        "you take the first column. eig sorts nothing: np.argmax says where the largest eigenvalue stands.": _column(_right_table, lambda values: 0),
        "you take the last column. Only eigh puts the largest last; eig sorts nothing, and np.argmax says where the largest eigenvalue stands.": _column(_right_table, lambda values: -1),
        "this is the direction with the smallest ratio. Take the largest eigenvalue, np.argmax, of inv(within) @ between; the inverse is that of within.": _column(_right_table, np.argmin),
        "this is the direction with the second largest ratio. eig sorts nothing: np.argmax says where the largest eigenvalue stands.": _column(_right_table, lambda values: np.argsort(values)[-2]),
        "this is the direction in which the people's means differ most. How far each person spreads along it counts too: multiply by the inverse of within.":
            _column(lambda w, b: b, solve=np.linalg.eigh),
        "this is the direction in which people spread most: the one to avoid.": _column(lambda w, b: w, solve=np.linalg.eigh),
        "this is the direction in which people spread least. How far their means lie apart counts too.": _column(lambda w, b: w, np.argmin, np.linalg.eigh),
        "this is the direction of largest variance, as for eigenfaces. Divide by the scatter within.": _column(lambda w, b: w + b, solve=np.linalg.eigh),
        "the product stands the wrong way round: np.linalg.inv(within) comes first.": _column(lambda w, b: b @ np.linalg.inv(w)),
        "within is multiplied, not divided by: use np.linalg.inv(within).": _column(lambda w, b: w @ b),
        "you divide entry by entry. The table to take is np.linalg.inv(within) @ between.": _column(lambda w, b: b / w),
        "you subtract the scatter within. Fisher asked for the ratio.": _column(lambda w, b: b - w, solve=np.linalg.eigh),
        "you return all eigenvectors. Return the column of the largest eigenvalue.": lambda w, b: np.linalg.eig(_right_table(w, b))[1].real,
        "you return the eigenvalues. Return the eigenvector that belongs to the largest of them.": lambda w, b: np.linalg.eig(_right_table(w, b))[0].real,
        "you return the largest ratio. Return the direction in which it is reached.": lambda w, b: np.linalg.eig(_right_table(w, b))[0].real.max(),
    },
    [
        Example((np.array([[1.0, 0.0], [0.0, 4.0]]), np.array([[2.0, 0.0], [0.0, 4.0]])),
                "along the first axis the ratio is 2 / 1, along the second 4 / 4"),
        Example((np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([[5.0, 1.0], [1.0, 5.0]])),
                "along (1, 1) the ratio is 12 / 6, along (1, -1) it is 8 / 2"),
        Example((np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 4.0]]), np.array([[1.0, 0.0, 0.0], [0.0, 3.0, 0.0], [0.0, 0.0, 8.0]])),
                "along the three axes the ratios are 1, 3 and 2"),
    ],
    LessonSize("two tables of 2 by 2", lambda rng: subspaces.scatter_tables(rng.normal(size=(30, 2)) * [900, 300] + np.repeat([[0, 0], [900, 900], [300, -900]], 10, axis=0), np.repeat([5, 8, 13], 10)), 1.0),
    compare_as=_as_line,
    also=_lengths,
    otherwise="Is it the column of the eigenvectors that belongs to the largest eigenvalue of np.linalg.inv(within) @ between?",
)  # fmt: skip

SPLIT = Array("The split")


def _photos_of_people(rng: np.random.Generator, people: int) -> np.ndarray:
    """Draw whose each photo is: people with numbers above 30, unequally many photos each, unsorted."""
    numbers = rng.choice(np.arange(31, 90), people, replace=False)
    return rng.permutation(np.repeat(numbers, rng.permutation([1, 2, 3, 5, 4, 2, 3][:people])))


def _photos_for_training(result: Any, person: np.ndarray, n_train: int, call: str) -> np.ndarray:
    """Return a split as an array of True and False.

    Raises:
        Wrong: if it is none.
    """
    numbers = alike(result, result) and np.ndim(result) == 1  # rows of unequal length and text are not
    if numbers and len(result) != len(person) and np.isin(result, person).all():
        raise Wrong("you return the people drawn. Return one entry for each photo, True or False: np.isin finds their photos.")  # fmt: skip
    if numbers and len(result) != len(person) and np.isin(result, np.arange(len(person))).all():
        raise Wrong("you return the places of the photos. Return one entry for each photo, True or False: np.isin(person, drawn).")  # fmt: skip
    if isinstance(result, tuple) and len(result) == 2:
        raise Wrong("you return two things. Return one array, one entry for each photo: True for training, False for testing.")  # fmt: skip
    train = SPLIT.read(result, np.ones(len(person), bool), call) == 1
    if np.asarray(result).dtype != bool:
        raise Wrong(f"your array holds {np.asarray(result).dtype} values, for {call}. Return True and False: as an index, 0 and 1 mean the photos number 0 and 1.")  # fmt: skip
    return train


def _people_for_training(answer: Answer, person: np.ndarray, n_train: int, seed: int) -> set[int]:
    """Return who trains.

    Raises:
        Wrong: if the reply is no split, or somebody stands on both sides.
    """
    np.random.random(), random.random()  # so that two calls of an answer that draws without the seed differ
    call = f"{len(person)} photos of {len(np.unique(person))} people, n_train = {n_train} and seed = {seed}"
    train = _photos_for_training(answer(person, n_train, seed, call=call), person, n_train, call)
    inside = {int(one) for one in person[train]}
    both_sides = inside & {int(one) for one in person[~train]}
    if both_sides:
        raise Wrong(f"somebody stands on both sides: person {min(both_sides)} has photos for training and photos for testing, with {call}. "
                    f"Draw people, not photos.{answer.hint()}")  # fmt: skip
    return inside


def _say_how_many(found: list[tuple[int, int, int]]) -> None:
    """Say what is wrong with the numbers of people.

    Args:
        found: (people there are, n_train, people who train) of every call.

    Raises:
        Wrong: if they are not as asked.
    """
    wrong = [one for one in found if one[1] != one[2]]
    if not wrong:
        return
    if all(people - n_train == size for people, n_train, size in found):
        raise Wrong("your array is the wrong way round: True should mark the photos of the n_train people for training.")  # fmt: skip
    if len({size for _, _, size in found}) == 1 and found[0][2] > 0:
        raise Wrong(f"your function does not use n_train: it trains with {found[0][2]} people whatever n_train is.")
    people, n_train, size = wrong[0]
    raise Wrong(f"your split trains with {size} people where n_train is {n_train} and there are {people}. Is anybody drawn twice, or are places drawn "
                "instead of people? Draw from np.unique(person), with replace=False.")  # fmt: skip


def _splits(answer: Answer, rng: np.random.Generator) -> None:
    """Ask for many splits: of other photos, with other numbers of people, with other seeds.

    Raises:
        Wrong: if one is none, if they do not depend on the seed, or depend on more than the seed.
    """
    # With 40 seeds a right answer leaves somebody out once in a billion times.
    crowds = [(7, 3, 40), (6, 2, 6), (5, 4, 6), (6, 1, 6)]
    asked = [
        (_photos_of_people(rng, people), n, np.append(0, 1 + rng.choice(5000, seeds - 1, replace=False)))
        for people, n, seeds in crowds
    ]
    with undisturbed():
        splits = [[_people_for_training(answer, person, n, int(seed)) for seed in seeds] for person, n, seeds in asked]
        again = [
            [_people_for_training(answer, person, n, int(seed)) for seed in seeds[:6]] for person, n, seeds in asked
        ]
    _say_how_many(
        [(len(np.unique(who)), n, len(one)) for (who, n, _), own in zip(asked, splits, strict=True) for one in own]
    )
    for before, after in zip(splits, again, strict=True):
        if before[:6] != after:
            raise Wrong("the same seed gives another split the second time. Make your own np.random.RandomState(seed) inside the function.")  # fmt: skip
    (person, _, seeds), ever = asked[0], set.union(*splits[0])
    if all(one == splits[0][0] for one in splits[0]):
        raise Wrong(f"your split is the same for all {len(seeds)} seeds we tried: it always trains with the people {sorted(ever)}. Draw them at random, with "
                    f"the seed.{answer.hint()}")  # fmt: skip
    missing = sorted(set(person.tolist()) - ever)
    if missing:
        raise Wrong(f"person {missing[0]} was never drawn in {len(splits[0])} splits. Everybody must have a chance: draw from np.unique(person).{answer.hint()}")  # fmt: skip


SPLIT_BY_PERSON = Exercise(
    answers.split_by_person,
    ask=None,
    returns=SPLIT,
    lesson_size=LessonSize("400 photos of 40 people", lambda rng: (np.repeat(np.arange(1, 41), 10), 20, int(rng.integers(5))), 1.0),
    # Many splits are right; those of the lesson have the same number of photos, for everybody has ten.
    compare_as=lambda train: (np.size(train), np.count_nonzero(train)),
    also=_splits,
)  # fmt: skip

EXERCISES = {
    "3.1": ORDER_SHARE,
    "3.2": FACE_DISTANCES,
    "3.3a": SCATTER_TABLES,
    "3.3b": FISHER_DIRECTION,
    "3.P": SPLIT_BY_PERSON,
}

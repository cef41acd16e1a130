"""Questions for the exercises of lesson 3."""

import numpy as np

from facelab import errors, matching, subspaces
from facelab.checks.examine import Answer, Exercise, Question, Wrong, array, compare, number, told_apart


def _ask_order_share(answer: Answer, rng: np.random.Generator) -> None:
    def draw() -> Question | None:
        mated, nonmated = rng.integers(3, 9, size=7) / 8, rng.integers(0, 7, size=12) / 8
        above, equal = mated[:, np.newaxis] > nonmated, mated[:, np.newaxis] == nonmated
        right = errors.order_share(mated, nonmated)
        typical = [
            (above.mean(), "equal scores count nothing in your share; asked is one half for each."),
            ((above | equal).mean(), "equal scores count in full in your share; asked is one half for each."),
            (1 - right, "your share has the wrong sign: count where the mated score is the higher one."),
            ((~above).mean(), "you count the combinations in which the mated score is not higher. Asked is the opposite."),
            (100 * right, "your share is 100 times too large: it lies between 0 and 1 here."),
            (above.sum() + equal.sum() / 2, "you return how many combinations are in the right order. Divide by the number of all "
                                            "combinations: mated times non-mated."),
            ((above.sum() + equal.sum() / 2) / len(mated), "you divide by the number of mated scores. Each of them is compared with "
                                                           "every non-mated one: divide by the number of combinations."),
            ((above.sum() + equal.sum() / 2) / len(nonmated), "you divide by the number of non-mated scores. Each of them is compared "
                                                              "with every mated one: divide by the number of combinations."),
            (np.mean(mated > nonmated.mean()), "you compare the mated scores with the mean of the others. Every single combination counts."),
            (np.mean(mated[:7] > nonmated[:7]), "you compare the first with the first, the second with the second. Every mated score is "
                                                "compared with every non-mated one."),
            (mated.mean() - nonmated.mean(), "this is the difference of the means. Count combinations instead."),
        ]  # fmt: skip
        return Question((mated, nonmated), right, typical)

    question = told_apart(draw)
    (mated, nonmated), right = question.arguments, question.right
    call = f"mated = {mated.tolist()} and nonmated = {nonmated.tolist()}"
    got = number(answer(mated, nonmated, call=call), "The share", call)
    compare(got, right, question.typical, f"for {call} the share is {right:.4f}; your function gives {got:.4f}. Try it by hand with "
                                 f"mated = [2, 1] and nonmated = [1, 0, 0]: 5.5 of 6 combinations, 0.9167.{answer.outside_data()}")  # fmt: skip
    call = "one mated score above a single non-mated one"
    got = number(answer(np.array([0.5]), np.array([0.25]), call=call), "The share", call)
    compare(got, 1.0, [], f"right for many scores, wrong for {call}: there the share is 1.")


def _ask_face_distances(answer: Answer, rng: np.random.Generator) -> None:
    landmarks = np.array([[30, 40], [62, 42], [47, 60], [35, 78], [58, 80]]) + rng.normal(size=(4, 5, 2)) * 4
    call = "the landmarks of 4 faces, shape (4, 5, 2)"
    result = answer(landmarks, call=call)
    one, other = np.triu_indices(5, 1)
    step = landmarks[:, one] - landmarks[:, other]
    apart = np.linalg.norm(step, axis=2)
    if np.shape(result) == (10, 4):
        raise Wrong("your table lies on its side: one row for each face, one column for each distance.")
    if np.shape(result) == (4, 5, 5):
        raise Wrong("your function returns all 25 distances of a face, each twice and five zeros among them. Take each pair once: "
                    "np.triu_indices(5, 1) says which.")  # fmt: skip
    if np.shape(result) == (4, 9):
        raise Wrong("your rows have 9 numbers: keep the distance between the eyes too, although it is always 1.")
    if np.shape(result) == (4, 15):
        raise Wrong("your rows have 15 numbers: the distance of each point to itself is among them. np.triu_indices(5, 1), with the 1, "
                    "leaves these out.")  # fmt: skip
    got = array(result, (4, 10), "The table of distances", call)
    right = matching.face_distances(landmarks)
    column_wise = np.tril_indices(5, -1)
    other_order = np.linalg.norm(landmarks[:, column_wise[0]] - landmarks[:, column_wise[1]], axis=2) / apart[:, [0]]
    compare(got, right, [
        (apart, "your distances are in pixels. Divide those of each face by the distance between its eyes."),
        (apart / apart[0, 0], "you divide all faces by the eyes of the first face. Each face has its own: apart[:, [0]]."),
        (apart / apart[:, 0].mean(), "you divide by the mean distance between the eyes. Each face has its own."),
        (right**2, "your numbers are squares of distances: take the square root before you divide."),
        (apart**2 / apart[:, [0]], "your numbers are squares of distances, divided by a distance: take the square root first."),
        (np.abs(step).sum(axis=2) / np.abs(step[:, [0]]).sum(axis=2), "you add the steps to the side and down. A distance is the root of the sum "
         "of their squares."),
        (np.abs(step[:, :, 0]) / np.abs(step[:, [0], 0]), "you use x alone. A distance has two parts, x and y."),
        (apart / apart.max(axis=1, keepdims=True), "you divide by the largest distance of each face. The unit is the distance between its eyes."),
        (apart / apart.sum(axis=1, keepdims=True), "you divide by the sum of the distances. The unit is the distance between the eyes."),
        (other_order, "the ten distances are right, their order is not: 0 with 1, 0 with 2, 0 with 3, 0 with 4, 1 with 2, and so on."),
    ], f"the shape is right, the numbers are not. For a face twice as large nothing may change.{answer.outside_data()}")  # fmt: skip
    call = "one face"
    got = array(answer(landmarks[:1], call=call), (1, 10), "The table of distances", call)
    compare(got, right[:1], [], f"right for four faces, wrong for {call}.")


def _people(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return points of four people, unequally many, whose spread and whose means go along different lines."""
    person = np.repeat([3, 7, 8, 15], [3, 5, 6, 4])
    means = rng.normal(size=(4, 3)) * [9, 2, 5]
    points = means[np.searchsorted([3, 7, 8, 15], person)] + rng.normal(size=(18, 3)) * [1, 6, 2] + 40
    order = rng.permutation(18)
    return points[order], person[order]


def _ask_scatter_tables(answer: Answer, rng: np.random.Generator) -> None:
    points, person = _people(rng)
    call = "18 points with 3 numbers each, of the people 3, 7, 8 and 15"
    result = answer(points, person, call=call)
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise Wrong("your function should return two tables: return within, between.")
    within, between = subspaces.scatter_tables(points, person)
    total = (points - points.mean(axis=0)).T @ (points - points.mean(axis=0))
    _, code = np.unique(person, return_inverse=True)
    means = np.array([points[code == one].mean(axis=0) for one in range(4)])
    once = (means - points.mean(axis=0)).T @ (means - points.mean(axis=0))
    if np.shape(result[0]) == (18, 18):
        raise Wrong("your tables are points by points, 18 by 18. Turn the product round: d.T @ d has one row and one column for each "
                    "number of a point, 3 by 3 here.")  # fmt: skip
    got = [
        array(one, (3, 3), f"The table {name}", call) for one, name in zip(result, ("within", "between"), strict=True)
    ]
    if np.allclose(got[0], between) and np.allclose(got[1], within):
        raise Wrong("your two tables are exchanged: first within, then between.")
    compare(got[0], within, [
        (total, "your table within is the scatter around the mean of everything. Subtract from each point the mean of its own person."),
        (within / 18, "your tables are divided by the number of points. Asked are plain sums; the direction would be the same."),
        (within / 17, "your tables are divided by the number of points minus one. Asked are plain sums."),
        (sum(np.cov(points[code == one].T) for one in range(4)), "you add up covariances, which are divided by each person's number of points. "
         "Every point counts once: add up the products themselves."),
        (points.T @ points, "nothing is subtracted in your table within: take from each point the mean of its own person."),
    ], f"your table within is not the scatter of the points around their own person's mean, for {call}.{answer.outside_data()}")  # fmt: skip
    compare(got[1], between, [
        (once, "in your table between each person counts once. Asked is that every point counts once: a person with more points weighs more."),
        (total, "your table between is the scatter of the points. Put each person's mean in place of the person's points."),
        (total + within, "your table between adds what should be subtracted."),
        (between / 18, "your table between is divided by the number of points. Asked is the plain sum."),
        (np.vstack([means[code]]).T @ means[code], "in your table between the mean of all points is not subtracted."),
        ((means[code] - means.mean(axis=0)).T @ (means[code] - means.mean(axis=0)), "you subtract the mean of the people's means. Asked is the "
         "mean of all points, in which a person with more points weighs more."),
    ], f"your table within is right; your table between is not the scatter of the people's means around the mean of all points, for "
       f"{call}.{answer.outside_data()}")  # fmt: skip


def _ask_fisher_direction(answer: Answer, rng: np.random.Generator) -> None:
    for _ in range(500):
        within, between = subspaces.scatter_tables(*_people(rng))
        ratios, vectors = np.linalg.eig(np.linalg.inv(within) @ between)
        order = np.argsort(-ratios.real)
        directions = vectors.real[:, order].T
        right = subspaces.fisher_direction(within, between)
        rows = vectors.real[np.argmax(ratios.real)]
        typical = [
            (directions[-1], "this is the direction with the smallest ratio. Take the largest eigenvalue, np.argmax, of inv(within) @ between, in this order."),
            (directions[1], "this is the direction with the second largest ratio. eig sorts nothing: np.argmax says where the largest "
                            "eigenvalue stands."),
            (rows, "you take a row of the table of eigenvectors. They are its columns: vectors[:, place]."),
            (np.linalg.eigh(between)[1][:, -1], "this is the direction in which the people's means differ most. How far each person spreads along "
                                                "it counts too: multiply by the inverse of within."),
            (np.linalg.eigh(within)[1][:, -1], "this is the direction in which people spread most: the one to avoid."),
            (np.linalg.eigh(within)[1][:, 0], "this is the direction in which people spread least. How far their means lie apart counts too."),
            (np.linalg.eigh(within + between)[1][:, -1], "this is the direction of largest variance, as for eigenfaces. Divide by the scatter within."),
            (_top(np.linalg.inv(between) @ within), "the two tables are exchanged: the inverse is that of within."),
            (_top(between @ np.linalg.inv(within)), "the product stands the wrong way round: np.linalg.inv(within) comes first."),
            (_top(within @ between), "within is multiplied, not divided by: use np.linalg.inv(within)."),
            (_top(between - within), "you subtract the scatter within. Asked is the ratio."),
        ]  # fmt: skip
        typical = [(_signed(value / np.linalg.norm(value)), message) for value, message in typical]
        unlike = [abs(float(_signed(right) @ value)) < 0.999 for value, _ in typical]
        if all(unlike) and np.sum(order == np.arange(3)) == 0:
            break
    call = "two tables of 3 by 3"
    result = answer(within, between, call=call)
    if np.iscomplexobj(result) and np.abs(np.imag(result)).max() < 1e-9:
        raise Wrong("your numbers are complex, with an imaginary part of zero. Return their real part: .real.")
    if np.shape(result) in ((1, 3), (3, 1)):
        raise Wrong(f"your direction has shape {np.shape(result)}: return one row of numbers, shape (3,).")
    got = array(result, (3,), "The direction", call)
    length = float(np.linalg.norm(got))
    if length < 1e-12:
        raise Wrong("your direction is zero in all its numbers.")
    compare(_signed(got / length), _signed(right), typical, "this is not the direction with the largest ratio of between to within. Is it the "
            "column of the eigenvectors that belongs to the largest eigenvalue of np.linalg.inv(within) @ between?"
            f"{answer.outside_data()}", tolerance=1e-5)  # fmt: skip
    if not np.isclose(length, 1, atol=1e-6):
        raise Wrong(
            f"the direction is right; its length should be 1, yours is {length:.3f}. Divide by np.linalg.norm of it."
        )


def _top(table: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eig(table)
    direction = vectors[:, np.argmax(values.real)].real
    return direction / np.linalg.norm(direction)


def _signed(direction: np.ndarray) -> np.ndarray:
    return direction if direction[np.argmax(np.abs(direction))] > 0 else -direction


def _ask_split_by_person(answer: Answer, rng: np.random.Generator) -> None:
    person = rng.permutation(np.repeat([2, 4, 5, 9, 11, 20], [3, 1, 4, 2, 5, 3]))
    people, n_train = np.unique(person), 2
    ever, splits = set(), set()
    for seed in range(24):
        call = f"18 photos of the people {people.tolist()}, n_train = {n_train}, seed = {seed}"
        train = np.asarray(answer(person, n_train, seed, call=call))
        if train.shape == (n_train,) and np.isin(train, people).all():
            raise Wrong(
                "you return the people drawn. Asked is one entry a photo, True or False: np.isin finds their photos."
            )
        if train.shape != person.shape:
            raise Wrong(f"your function returns {train.shape[0] if train.ndim else 'a single thing and not'} entries; asked is one for each of "
                        f"the 18 photos, True or False, for {call}.")  # fmt: skip
        if train.dtype != bool:
            raise Wrong(f"your array holds {train.dtype} values. Return True and False.")
        inside = {int(one) for one in person[train]}
        both_sides = inside & {int(one) for one in person[~train]}
        if both_sides:
            raise Wrong(f"somebody stands on both sides: person {min(both_sides)} has photos for training and photos for testing, with {call}. "
                        "Draw people, not photos.")  # fmt: skip
        if len(inside) == len(people) - n_train:
            raise Wrong(
                f"your array is the wrong way round: True should mark the photos of the {n_train} people for training."
            )
        if len(inside) != n_train:
            raise Wrong(f"your split trains with {len(inside)} people where {n_train} are asked, for {call}. Is anybody drawn twice, or are places drawn instead of "
                        "people? Draw from np.unique(person), with replace=False.")  # fmt: skip
        again = np.asarray(answer(person, n_train, seed, call=call))
        if not np.array_equal(train, again):
            raise Wrong(
                "the same seed gives another split the second time. Make your own np.random.RandomState(seed) inside the function."
            )
        ever |= inside
        splits.add(tuple(sorted(inside)))
    if len(splits) == 1:
        raise Wrong(f"your split is the same for all 24 seeds we tried: it always trains with the people {sorted(ever)}. Draw them at random, with "
                    "the seed.")  # fmt: skip
    missing = sorted(set(people.tolist()) - ever)
    if missing:
        raise Wrong(
            f"person {missing[0]} was never drawn in 24 splits. Everybody must have a chance: draw from np.unique(person)."
        )


EXERCISES = {
    "3.1": Exercise(errors.order_share, _ask_order_share),
    "3.2": Exercise(matching.face_distances, _ask_face_distances),
    "3.3a": Exercise(subspaces.scatter_tables, _ask_scatter_tables),
    "3.3b": Exercise(subspaces.fisher_direction, _ask_fisher_direction),
    "3.P": Exercise(matching.split_by_person, _ask_split_by_person),
}

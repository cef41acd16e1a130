"""Questions for the exercises of lesson 2."""

import numpy as np

from facelab import matching, subspaces
from facelab.checks.examine import Answer, Exercise, Wrong, all_differ, array, compare, number


def _ask_eigenfaces(answer: Answer, rng: np.random.Generator) -> None:
    # Spreads that differ by a fifth from one direction to the next leave no doubt about their order.
    turn = np.linalg.qr(rng.normal(size=(9, 9)))[0]
    points = rng.normal(size=(40, 9)) * 1.6 ** -np.arange(9) @ turn * 30 + rng.uniform(50, 90, size=9)
    k, call = 4, "40 random points with 9 numbers each and k = 4"
    mean, components = _mean_and_components(answer(points, k, call=call), points, k, call)
    compare(mean, points.mean(axis=0), [], "the first result should be the mean of the points: one number for each column, "
                                           f"points.mean(axis=0). Called with {call}.")  # fmt: skip
    length = np.linalg.norm(components, axis=1)
    _, stretch, right = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    agreement = np.abs(components @ right.T) / np.where(length > 0, length, 1)[:, np.newaxis]
    uncentred = np.linalg.svd(points, full_matrices=False)[2][:k]
    if not np.allclose(np.diag(agreement), 1, atol=1e-6):
        if np.allclose(np.abs(np.sum(components * uncentred, axis=1)), 1, atol=1e-6):
            raise Wrong("your directions start at zero instead of at the mean: subtract the mean from the points before the "
                        "decomposition. Without that, the first direction points at the mean face itself.")  # fmt: skip
        if np.allclose(agreement[:, ::-1].diagonal(), 1, atol=1e-6) or np.allclose(
            agreement[:, -k:].diagonal(), 1, atol=1e-6
        ):
            raise Wrong("these are the directions with the smallest variance. eigh sorts from small to large, svd from large to "
                        "small: take the other end.")  # fmt: skip
        if np.allclose(np.sort(agreement[:, :k].max(axis=1)), 1, atol=1e-6):
            raise Wrong("the right directions, in the wrong order: the one with the largest variance comes first.")
        raise Wrong(f"the shape is right, but your rows are not the directions of largest variance for {call}. Are they the rows "
                    f"of the third result of svd, taken from the centred points?{answer.outside_data()}")  # fmt: skip
    if not np.allclose(length, 1, atol=1e-6):
        if np.allclose(length, stretch[:k], rtol=1e-6):
            raise Wrong("your directions are multiplied by their singular values. Leave each at length 1.")
        raise Wrong(f"every direction should have length 1; yours have {np.round(length, 2).tolist()}.")
    one = answer(points, 1, call="k = 1")
    _mean_and_components(one, points, 1, "40 random points with 9 numbers each and k = 1")
    wide, call = rng.normal(size=(30, 1500)), "30 points with 1,500 numbers each"
    if answer.peak_megabytes(wide, 5, call=call) > 12:
        raise Wrong("your eigenfaces are right, but on the way your function builds a table of pixels by pixels: for our photos "
                    "that is 10,304 by 10,304, 850 megabytes. With svd, full_matrices=False avoids it.")  # fmt: skip


def _mean_and_components(result: object, points: np.ndarray, k: int, call: str) -> tuple[np.ndarray, np.ndarray]:
    n, d = points.shape
    if not isinstance(result, tuple | list) or len(result) != 2:
        raise Wrong("your function should return two things: return mean, components.")
    mean, components = result
    if np.shape(mean) == (n,):
        raise Wrong(f"your mean has {n} entries, one for each point: it runs along the wrong axis. The mean face has one entry "
                    f"for each pixel, so {d} here: axis=0.")  # fmt: skip
    if np.shape(mean) == (1, d):
        mean = np.asarray(mean)[0]
    if np.shape(components) == (d, k):
        raise Wrong(
            "your directions stand in columns. Return them as rows, shape (k, d): directions[:k] takes the first k rows."
        )
    if np.shape(components) in ((n, k), (k, n)):
        raise Wrong(f"your directions have {n} numbers, one for each photo; an eigenface has one for each pixel, {d} here. The "
                    "first result of svd belongs to the photos, the third to the pixels.")  # fmt: skip
    if np.ndim(components) == 2 and np.shape(components)[1] == d and np.shape(components)[0] != k:
        raise Wrong(f"your function returns {np.shape(components)[0]} directions where k = {k} are asked.")
    return array(mean, (d,), "The mean", call), array(components, (k, d), "The table of directions", call)


def _face_space(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    points = rng.normal(size=(6, 8)) * 20 + 100
    mean, components = subspaces.eigenfaces(points, 3)
    return points, mean, components


def _ask_project(answer: Answer, rng: np.random.Generator) -> None:
    points, mean, components = _face_space(rng)
    call = "6 points with 8 numbers each and 3 components"
    result = answer(points, mean, components, call=call)
    if np.shape(result) == (3, 6):
        raise Wrong("your codes lie on their side: one row for each point, one column for each component.")
    right = subspaces.project(points, mean, components)
    got = array(result, (6, 3), "The table of codes", call)
    compare(got, right, [
        (points @ components.T, "the mean is missing: a code is measured from the mean face, so subtract it from the points first."),
        ((points + mean) @ components.T, "you add the mean. A code starts at the mean face: subtract it."),
        ((mean - points) @ components.T, "your codes have the opposite sign: points minus mean, not mean minus points."),
        ((points - points.mean(axis=0)) @ components.T, "you subtract the mean of the points you are given, not the mean that comes "
         "with the components. New photos must be measured from the same place as the enrolled ones."),
        ((points - points.mean()) @ components.T, "you subtract one number, the mean of everything, instead of the mean face."),
    ], f"the shape is right, the numbers are not. A point that equals the mean must get the code 0, 0, 0.{answer.outside_data()}")  # fmt: skip
    other, call = rng.normal(size=(4, 8)) * 20 + 90, "4 points that had no part in the mean"
    got = array(answer(other, mean, components, call=call), (4, 3), "The table of codes", call)
    compare(got, subspaces.project(other, mean, components), [
        ((other - other.mean(axis=0)) @ components.T, "you subtract the mean of the points you are given, not the mean that comes "
         "with the components. New photos must be measured from the same place as the enrolled ones."),
    ], f"right for the points that made the mean, wrong for {call}.{answer.outside_data()}")  # fmt: skip


def _ask_rebuild(answer: Answer, rng: np.random.Generator) -> None:
    points, mean, components = _face_space(rng)
    codes, call = (
        subspaces.project(points, mean, components),
        "6 codes of 3 numbers and 3 components with 8 numbers each",
    )
    result = answer(codes, mean, components, call=call)
    if np.shape(result) == (8, 6):
        raise Wrong("your points lie on their side: one row for each code.")
    got = array(result, (6, 8), "The table of points", call)
    right = subspaces.rebuild(codes, mean, components)
    compare(got, right, [
        (codes @ components, "the mean is missing: start from the mean face and add the eigenfaces to it. The code 0, 0, 0 must "
                             "give the mean face."),
        (codes @ components - mean, "you subtract the mean. On the way back it is added."),
        (mean - codes @ components, "you subtract the eigenfaces. The code says how far to go along each: add them."),
        (codes @ components + mean.mean(), "you add one number, the mean of the mean face, instead of the mean face."),
    ], f"the shape is right, the numbers are not. The code 0, 0, 0 must give the mean face.{answer.outside_data()}")  # fmt: skip


def _ask_eigenface_rank1_rate(answer: Answer, rng: np.random.Generator) -> None:
    k = 3
    for _ in range(500):
        centre = rng.normal(size=(8, 12)) * np.linspace(3, 1, 12) * 5
        people, probe_people = np.repeat(np.arange(8), 2), rng.permutation(np.repeat(np.arange(8), 5))
        enrolled = centre[people] + rng.normal(size=(16, 12)) * 7 + 40
        # The probes as a whole stand elsewhere and vary along other directions, as photos of another day would.
        probe = centre[probe_people] + rng.normal(size=(40, 12)) * np.linspace(2, 12, 12) + 40 + rng.normal(size=12) * 4
        data = (enrolled, people, probe, probe_people)
        right = subspaces.eigenface_rank1_rate(*data, k)
        both = _rate(np.vstack([enrolled, probe]), None, data, k)
        apart = _rate(enrolled, probe, data, k)
        from_probes = _rate(probe, None, data, k)
        one_more, one_less = _rate(enrolled, None, data, k + 1), _rate(enrolled, None, data, k - 1)
        pixels = matching.rank1_rate(*data)
        own_mean = _rate(enrolled, None, data, k, own_mean=True)
        if all_differ([right, 1 - right, both, apart, from_probes, one_more, one_less, pixels, own_mean]):
            break
    call = "16 enrolled points and 40 probes of 8 people, and k = 3"
    got = number(answer(*data, k, call=call), "The rate", call)
    compare(got, right, [
        (both, "your eigenfaces are made from the probes too. In use, tomorrow's photos are not there yet: use the enrolled points "
               "alone."),
        (apart, "you make eigenfaces twice, once for each set. The two sets of codes then count along different directions, and "
                "comparing them means nothing. Use the enrolled ones for both."),
        (from_probes, "your eigenfaces are made from the probes. Make them from the enrolled points."),
        (own_mean, "you subtract the probes' own mean from the probes. Measure both sets from the enrolled points' mean."),
        (one_more, "your function uses k + 1 eigenfaces."),
        (one_less, "your function uses k - 1 eigenfaces."),
        (pixels, "your rate is that of the points themselves. Either the codes are not compared, or k is not used and every eigenface "
                 "is: here the points have 12 numbers."),
        (100 * right, "your rate is 100 times too large: rates lie between 0 and 1 here."),
        (1 - right, "you return the share named wrongly. Asked is the rank-1 rate."),
        (40 * right, "you return how many probes are named correctly. Divide by the number of probes."),
    ], f"for {call} the rate is {right:.3f}; your function gives {got:.3f}. Are the eigenfaces made from the enrolled points "
       f"alone, once, and used for both sets?{answer.outside_data()}")  # fmt: skip
    call = "the same points and k = 1"
    got = number(answer(*data, 1, call=call), "The rate", call)
    compare(got, subspaces.eigenface_rank1_rate(*data, 1), [], f"right for k = 3, wrong for {call}. Is k used, and not a number "
                                                               "of your own?")  # fmt: skip


def _rate(first: np.ndarray, second: np.ndarray | None, data: tuple, k: int, own_mean: bool = False) -> float:
    """Return the rank-1 rate of codes made with the eigenfaces of `first`, and the probes' with those of `second`."""
    enrolled, people, probe, probe_people = data
    mean, components = subspaces.eigenfaces(first, k)
    probe_mean, probe_components = (mean, components) if second is None else subspaces.eigenfaces(second, k)
    if own_mean:
        probe_mean = probe.mean(axis=0)
    codes = subspaces.project(enrolled, mean, components)
    return matching.rank1_rate(codes, people, subspaces.project(probe, probe_mean, probe_components), probe_people)


def _ask_choose_k(answer: Answer, rng: np.random.Generator) -> None:
    ks, rates, slack = [1, 5, 10, 20, 40], [0.125, 0.5, 0.75, 0.8125, 0.875], 0.125  # all exact in binary
    call = f"ks = {ks}, rates = {rates}, slack = {slack}"
    got = number(answer(np.array(ks), np.array(rates), slack, call=call), "k", call)
    compare(got, 10, [
        (20, "your function returns 20 and leaves out 10, whose rate is below the best by exactly slack. “At most slack below” "
             "includes that case (>=, not >). If you multiplied by slack: it is a difference of rates, not a share of the best."),
        (40, "your function returns 40, the k with the best rate. Asked is the smallest k that is nearly as good."),
        (2, "you return the position of k, 2. Return the number of eigenfaces that stands there, ks[2]."),
        (4, "you return the position of the best rate. Return a number out of ks."),
        (0.75, "you return the rate. Return the k that reaches it."),
        (1, "your function returns 1, whose rate is far below the best. Good enough means: at least the best rate minus slack."),
        (5, "your function returns 5, whose rate is 0.5. The best is 0.875, so 0.75 is the least that is good enough."),
    ], f"for {call} the best rate is 0.875, so 0.75 is good enough, and k = 10 is the smallest with that. Your function gives "
       f"{got:g}.")  # fmt: skip
    order = [4, 2, 0, 3, 1]
    call = f"the same numbers in another order, ks = {[ks[i] for i in order]}"
    got = number(answer(np.array(ks)[order], np.array(rates)[order], slack, call=call), "k", call)
    compare(got, 10, [], f"right for sorted ks, wrong for {call}: your function gives {got:g}. Take the smallest of all that are "
                         "good enough: neither the first of them nor the best has a fixed place.")  # fmt: skip
    for _ in range(20):
        ks = sorted(rng.choice(np.arange(1, 100), size=7, replace=False).tolist())
        rates, slack = rng.integers(0, 33, size=7) / 64, float(rng.integers(1, 9) / 64)
        right, call = subspaces.choose_k(ks, rates, slack), f"ks = {ks}, rates = {rates.tolist()}, slack = {slack}"
        got = number(answer(np.array(ks), rates, slack, call=call), "k", call)
        message = f"the smallest k that is good enough is {right}, your function gives {got:g}, for {call}."
        compare(got, right, [], message + answer.outside_data())


EXERCISES = {
    "2.1": Exercise(subspaces.eigenfaces, _ask_eigenfaces),
    "2.2a": Exercise(subspaces.project, _ask_project),
    "2.2b": Exercise(subspaces.rebuild, _ask_rebuild),
    "2.3": Exercise(subspaces.eigenface_rank1_rate, _ask_eigenface_rank1_rate),
    "2.P": Exercise(subspaces.choose_k, _ask_choose_k),
}

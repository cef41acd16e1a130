"""Lesson 2: eigenfaces, codes, and how many of them are enough."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from facelab import matching, subspaces
from facelab.answers import lesson02 as answers
from facelab.checks.answer import what_it_is
from facelab.checks.asking import Answer, Example, Exercise, LessonSize, Wrong
from facelab.checks.results import Array, Number, Several, alike

PIXELS = 112 * 92  # of a photo in the lesson


@dataclass(frozen=True)
class _OneRow(Array):
    """An array of one dimension; a table of a single row is as good."""

    def read(self, result: Any, right: Any, call: str) -> np.ndarray:
        """Return the row."""
        return super().read(_row(result), right, call)

    def convert(self, result: Any, like: Any) -> np.ndarray:
        """Return the row."""
        return super().convert(_row(result), like)


def _row(result: Any) -> Any:
    shape = _shape(result)
    return np.asarray(result)[0] if shape is not None and len(shape) == 2 and shape[0] == 1 else result


@dataclass(frozen=True)
class _MeanAndDirections(Several):
    """A mean and the rows of a table, whose signs are free."""

    def read(self, result: Any, right: Any, call: str) -> tuple:
        """Return both."""
        if not isinstance(result, tuple | list) or len(result) != 2:
            raise Wrong(
                f"your function should return two things: return {self.names}. It returns {what_it_is(result)}."
            )
        return tuple(
            kind.read(one, like, call) for (_, kind), one, like in zip(self.parts(), result, right, strict=True)
        )

    def convert(self, result: Any, like: Any) -> tuple:
        """Return both, with the library's signs: the lesson shows everybody the same pictures."""
        mean, components = super().convert(result, like)
        return mean, subspaces.largest_entry_positive(components)

    def difference(self, got: Any, right: Any) -> str:
        """Return the first number that differs, whatever the signs."""
        signs = np.where(np.sum(got[1] * right[1], axis=1) < 0, -1.0, 1.0)
        return super().difference((got[0], got[1] * signs[:, np.newaxis]), right)


def _shape(result: Any) -> tuple | None:
    """Return the shape of a result, None for rows of unequal length."""
    try:
        return np.shape(result)
    except ValueError:
        return None


def _signs_fixed(result: Any) -> tuple:
    mean, components = result
    return np.ravel(mean), subspaces.largest_entry_positive(np.asarray(components, float))


def _points_and_k(rng: np.random.Generator) -> tuple | None:
    """Draw points that spread differently along each direction: more than they have numbers, or fewer."""
    n, d = [(12, 5), (10, 7), (14, 6), (5, 8), (6, 9)][rng.integers(5)]
    most = min(n - 1, d)
    turn = np.linalg.qr(rng.normal(size=(d, d)))[0]
    points = rng.normal(size=(n, d)) * 1.6 ** -np.arange(d) @ turn * 30 + rng.uniform(50, 90, size=d)
    _, spread, directions = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    # No two spreads are alike, so that the order is beyond doubt, and no largest entry, so that the sign is.
    entries = np.sort(np.abs(directions[:most]), axis=1)
    clear = (spread[: most - 1] / spread[1:most] > 1.1).all() and (entries[:, -1] - entries[:, -2] > 0.01).all()
    return (points, int(rng.integers(1, min(most, 4)))) if clear else None


def _centred(points: np.ndarray) -> np.ndarray:
    return points - points.mean(axis=0)


def _mean_and(directions: Callable) -> Callable:
    """Return a mistake with the right mean, and directions that are made from points and k."""
    return lambda points, k: (points.mean(axis=0), directions(points, k))


def _svd(table: np.ndarray) -> np.ndarray:
    return np.linalg.svd(table, full_matrices=False)[2]


def _stretched(points: np.ndarray, k: int, power: float) -> np.ndarray:
    """Return the directions, each multiplied by a power of its singular value."""
    _, spread, directions = np.linalg.svd(_centred(points), full_matrices=False)
    return directions[:k] * spread[:k, np.newaxis] ** power


def _shapes_and_directions(result: Any, points: np.ndarray, k: int) -> str | None:
    """Name what the shapes of both results say, and which other directions these are."""
    (n, d), parts = points.shape, list(result) if isinstance(result, tuple | list) else []
    if len(parts) != 2:
        return None
    mean, table = map(_shape, parts)
    if mean == (k, d) and table in ((d,), (1, d)):
        return "your two results are exchanged: return mean, components."
    if mean == ():
        return "your mean is one number, the mean of all pixels of all photos. The mean face has one for each pixel."
    if mean == (n,):
        return f"your mean has {n} entries, one for each point: it runs along the wrong axis. The mean face has one entry for each pixel, so {d} here."
    if table == (d, k):
        return "your directions stand in columns. Return them as rows, shape (k, d): directions[:k] takes the first k rows."
    if table in ((n, k), (k, n)):
        return f"your directions have {n} numbers, one for each photo; an eigenface has one for each pixel, {d} here. The first result of svd belongs to the photos, the third to the pixels."
    if table is not None and len(table) == 2 and table[1] == d and table[0] != k:
        return f"your function returns {table[0]} directions where k = {k} are asked."
    if table != (k, d) or mean not in ((d,), (1, d)) or not alike(np.ravel(parts[0]), points.mean(axis=0)):
        return None
    return _which_directions(np.asarray(parts[1], float), points, k)


def _which_directions(components: np.ndarray, points: np.ndarray, k: int) -> str | None:
    """Name other lengths than 1, and the directions of smallest spread, in any order."""
    length = np.linalg.norm(components, axis=1)
    if not np.isfinite(components).all() or (length == 0).any():
        return None
    unit = components / length[:, np.newaxis]
    _, spread, right = np.linalg.svd(_centred(points), full_matrices=False)
    if alike(np.abs(np.sum(unit * right[:k], axis=1)), np.ones(k)) and not alike(length, spread[:k]):
        return (
            "the right directions, and not of length 1. Divide each by its length."
            if not alike(length, np.ones(k))
            else None
        )
    along = np.linalg.norm(_centred(points) @ unit.T, axis=0)
    last = np.sort(np.append(spread, np.zeros(max(0, points.shape[1] - len(spread)))))[:k]
    if k < points.shape[1] and np.allclose(np.sort(along), last, atol=1e-6 * spread[0]):
        return "these are the directions with the smallest variance. eigh sorts from small to large, svd from large to small: take the other end."
    return None


def _ask_large_tables(answer: Answer, rng: np.random.Generator) -> None:
    wide, call = rng.normal(size=(30, 1500)), "30 points with 1,500 numbers each and k = 5"
    got = EIGENFACES.returns.read(answer(wide, 5, call=call), right := subspaces.eigenfaces(wide, 5), call)
    if not EIGENFACES.is_right(got, right):
        raise Wrong(
            f"right for small tables, and only nearly right for {call}. scikit-learn's PCA estimates the directions of large tables "
            'unless it is told svd_solver="full".'
        )
    if answer.peak_megabytes(wide, 5, call=call) > 12:
        raise Wrong(
            "your eigenfaces are right, but on the way your function builds a table of pixels by pixels: for our photos that is 10,304 by "
            "10,304, 850 megabytes. With svd, full_matrices=False avoids it."
        )


def _photo_points(rng: np.random.Generator) -> np.ndarray:
    """Draw as many points as are enrolled in the lesson, as large as photos."""
    return rng.integers(0, 256, size=(200, PIXELS)).astype(float)


EIGENFACES = Exercise(
    subspaces.eigenfaces,
    _points_and_k,
    _MeanAndDirections("mean, components", (_OneRow("The mean"), Array("The table of directions"))),
    {
        "your directions start at zero instead of at the mean: subtract the mean from the points before the decomposition. Without that, the first direction points at the mean face itself.":
            _mean_and(lambda points, k: _svd(points)[:k]),
        "the right directions, in the wrong order: the one with the largest variance comes first.": _mean_and(lambda points, k: _svd(_centred(points))[:k][::-1]),
        "your directions are multiplied by their singular values. Leave each at length 1.": _mean_and(lambda points, k: _stretched(points, k, 1)),
        "your mean is 0 everywhere: it is that of the points after the subtraction. Take the mean first, and keep it.":
            lambda points, k: (np.zeros(points.shape[1]), subspaces.eigenfaces(points, k)[1]),
        "your mean is the sum of the points. Divide it by how many there are.": lambda points, k: (points.sum(axis=0), subspaces.eigenfaces(points, k)[1]),
        "you subtract one number, the mean of everything, instead of the mean face.": _mean_and(lambda points, k: _svd(points - points.mean())[:k]),
        "you subtract from each photo its own mean grey value. Subtract the mean face, the same from all.":
            _mean_and(lambda points, k: _svd(points - points.mean(axis=1, keepdims=True))[:k]),
        "you divide each pixel by its own spread. Subtract the mean, and leave the rest as it is.":
            _mean_and(lambda points, k: _svd(_centred(points) / points.std(axis=0))[:k]),
        "you leave out the direction with the largest variance: the first row is row 0.": _mean_and(lambda points, k: _svd(_centred(points))[1 : k + 1]),
        "you return photos minus the mean, not the directions of a decomposition.": _mean_and(lambda points, k: _centred(points)[:k]),
    },
    [
        Example((np.array([[1.0, 1.0], [5.0, 1.0], [3.0, 2.0], [3.0, 0.0]]), 1), "the mean is (3, 1), and the points spread most along the first axis"),
        Example((np.array([[2.0, 0.0, 5.0], [2.0, 4.0, 5.0]]), 1), "two points differ along a single direction, here the second axis"),
    ],
    LessonSize("200 photos and k = 80", lambda rng: (_photo_points(rng), 80), 1.0),
    otherwise="The mean has one number for each column of points. The directions are rows of the third result of svd, taken from the centred points; the sign of each is free.",
    compare_as=_signs_fixed,
    recognise=_shapes_and_directions,
    also=_ask_large_tables,
)  # fmt: skip


def _axes(rng: np.random.Generator, k: int, d: int) -> np.ndarray:
    """Draw k directions of length 1 at right angles to one another."""
    return np.linalg.qr(rng.normal(size=(d, k)))[0].T


def _sizes(rng: np.random.Generator) -> tuple[int, int, int]:
    """Draw numbers of points, of coordinates and of directions, all different."""
    return [(3, 5, 2), (4, 5, 2), (2, 5, 3), (4, 6, 3), (3, 6, 2)][rng.integers(5)]


def _grey(rng: np.random.Generator, *shape: int) -> np.ndarray:
    return rng.integers(240, 560, size=shape) / 4


def _points_to_project(rng: np.random.Generator) -> tuple:
    """Draw points that had no part in the mean."""
    n, d, k = _sizes(rng)
    return _grey(rng, n, d), _grey(rng, d), _axes(rng, k, d)


def _codes(points: np.ndarray, start: Any, components: np.ndarray) -> np.ndarray:
    return (points - start) @ components.T


PROJECT = Exercise(
    subspaces.project,
    _points_to_project,
    Array("The table of codes"),
    {
        "your codes lie on their side: one row for each point, one column for each component.": lambda *data: _codes(*data).T,
        "the mean is missing: a code is measured from the mean face, so subtract it from the points first.": lambda points, mean, c: points @ c.T,
        "you add the mean. A code starts at the mean face: subtract it.": lambda points, mean, c: _codes(points, -mean, c),
        "your codes have the opposite sign: points minus mean, not mean minus points.": lambda *data: -_codes(*data),
        "you subtract the mean of the points you are given, not the mean that comes with the components. New photos must be measured from the same place as the enrolled ones.":
            lambda points, mean, c: _codes(points, points.mean(axis=0), c),
        "you subtract one number, the mean of all points, instead of the mean face.": lambda points, mean, c: _codes(points, points.mean(), c),
        "you subtract one number, the mean of the mean face, instead of the mean face.": lambda points, mean, c: _codes(points, mean.mean(), c),
        "you return the points minus the mean, not yet their coordinates along the components.": lambda points, mean, c: points - mean,
        "you return points, rebuilt from their codes. Return the codes.": lambda points, mean, c: mean + _codes(points, mean, c) @ c,
        "you return the code of the first point alone. Is return inside the loop?": lambda *data: _codes(*data)[0],
        "you return the code of the last point alone. Collect a code for each point.": lambda *data: _codes(*data)[-1],
        "you return the coordinate along the first component alone. A code has one for each component.": lambda *data: _codes(*data)[:, :1],
        "your codes stand in one long row. Begin a new row for each point.": lambda *data: _codes(*data).ravel(),
        "your numbers have lost their signs. A face may go along a component in either direction.": lambda *data: np.abs(_codes(*data)),
        "you divide the codes by their spread. Leave them as they are.": lambda *data: _codes(*data) / _codes(*data).std(axis=0),
        "you use the components in the opposite order. Keep theirs.": lambda *data: _codes(*data)[:, ::-1],
    },
    [
        Example((np.array([[5.0, 7.0, 1.0]]), np.array([1.0, 2.0, 3.0]), np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])), "from the mean it is 5 along the first component and 4 along the second"),
        Example((np.array([[3.0, 1, 2, 4], [5, 3, 4, 6]]), np.array([3.0, 1, 2, 4]), np.array([[0.5, 0.5, 0.5, 0.5]])), "the first point is the mean itself, so its code is 0"),
    ],
    LessonSize("200 photos and 80 components", lambda rng: (_photo_points(rng), np.full(PIXELS, 120.0), _axes(rng, 80, PIXELS)), 2.0),
    otherwise="A point that equals the mean must get a code of zeros.",
)  # fmt: skip


def _codes_to_rebuild(rng: np.random.Generator) -> tuple:
    n, d, k = _sizes(rng)
    return rng.integers(-160, 161, size=(n, k)) / 4, _grey(rng, d), _axes(rng, k, d)


REBUILD = Exercise(
    answers.rebuild,
    _codes_to_rebuild,
    Array("The table of points"),
    {
        "your points lie on their side: one row for each code.": lambda codes, mean, c: (codes @ c + mean).T,
        "the mean is missing: start from the mean face and add the eigenfaces to it. A code of zeros must give the mean face.": lambda codes, mean, c: codes @ c,
        "you subtract the mean. On the way back it is added.": lambda codes, mean, c: codes @ c - mean,
        "you subtract the eigenfaces. The code says how far to go along each: add them.": lambda codes, mean, c: mean - codes @ c,
        "you add one number, the mean of the mean face, instead of the mean face.": lambda codes, mean, c: codes @ c + mean.mean(),
        "you add the mean once for each component. Add it once.": lambda codes, mean, c: codes @ c + len(c) * mean,
        "you return the mean face for every code. Go from there along each component.": lambda codes, mean, c: np.tile(mean, (len(codes), 1)),
        "you go along each component by the same length. Multiply each by its number in the code.": lambda codes, mean, c: np.tile(mean + c.sum(axis=0), (len(codes), 1)),
        "you return the point of the first code alone. Is return inside the loop?": lambda codes, mean, c: mean + codes[0] @ c,
        "you return the point of the last code alone. Collect a point for each code.": lambda codes, mean, c: mean + codes[-1] @ c,
        "you use the first component alone. A code has a number for each.": lambda codes, mean, c: mean + codes[:, :1] @ c[:1],
        "you use the last component alone. Add up what all of them give.": lambda codes, mean, c: mean + codes[:, -1:] @ c[-1:],
        "you use the components in the opposite order. Keep theirs.": lambda codes, mean, c: mean + codes @ c[::-1],
        "your numbers have lost their signs. A code may go along a component in either direction.": lambda codes, mean, c: mean + np.abs(codes) @ c,
    },
    [
        Example((np.array([[5.0, 4.0]]), np.array([1.0, 2.0, 3.0]), np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])), "from (1, 2, 3) it goes 5 along the second axis and 4 along the first"),
        Example((np.array([[0.0, 0.0]]), np.array([7.0, 8.0, 9.0]), np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])), "a code of zeros is the mean"),
        Example((np.array([[-5.0], [10.0]]), np.array([3.0, 1.0]), np.array([[0.8, 0.6]])), "the first code goes backwards along the component"),
    ],
    LessonSize("200 codes of 80 numbers", lambda rng: (rng.normal(size=(200, 80)) * 500, np.full(PIXELS, 120.0), _axes(rng, 80, PIXELS)), 0.8),
    otherwise="A code of zeros must give the mean face.",
)  # fmt: skip


def _photos_of_another_day(rng: np.random.Generator) -> tuple:
    """Draw enrolled points and probes of eight people; the probes as a whole stand elsewhere and vary differently."""
    n, m, d = 16, 41, 12
    labels = rng.choice(np.arange(1, 30), size=8, replace=False)
    centre = rng.normal(size=(8, d)) * np.linspace(3, 1, d) * 5
    place, probe_place = rng.permutation(np.append(np.arange(8), rng.integers(0, 7, n - 8))), rng.integers(1, 8, m)
    enrolled = centre[place] + rng.normal(size=(n, d)) * 7 + 40
    probe = centre[probe_place] + rng.normal(size=(m, d)) * np.linspace(2, 12, d) + 40 + rng.normal(size=d) * 4
    return enrolled, labels[place], probe, labels[probe_place], int(rng.integers(2, 6))


def _rate(fit: Callable | None = None, fit_probes: Callable | None = None, more: int = 0) -> Callable:
    """Return the rate of codes along the eigenfaces of what `fit` (for the probes: `fit_probes`) picks of both sets."""

    def rate(e: np.ndarray, who: np.ndarray, p: np.ndarray, whose: np.ndarray, k: int) -> float:
        mean, components = subspaces.eigenfaces(e if fit is None else fit(e, p), k + more)
        codes = subspaces.project(e, mean, components)
        if fit_probes is not None:
            mean, components = subspaces.eigenfaces(fit_probes(e, p), k + more)
        return matching.rank1_rate(codes, who, subspaces.project(p, mean, components), whose)

    return rate


def _with_codes(change: Callable) -> Callable:
    """Return the rate of changed codes: `change` gets the enrolled codes, the probes', both sets, and the components."""

    def rate(e: np.ndarray, who: np.ndarray, p: np.ndarray, whose: np.ndarray, k: int) -> float:
        mean, components = subspaces.eigenfaces(e, k)
        codes, probes = change(
            subspaces.project(e, mean, components), subspaces.project(p, mean, components), e, p, components
        )
        return matching.rank1_rate(codes, who, probes, whose)

    return rate


def _exchanged(e: np.ndarray, who: np.ndarray, p: np.ndarray, whose: np.ndarray, k: int) -> float:
    mean, components = subspaces.eigenfaces(e, k)
    return matching.rank1_rate(
        subspaces.project(p, mean, components), whose, subspaces.project(e, mean, components), who
    )


def _people_on_photos(rng: np.random.Generator) -> tuple:
    """Draw 200 photos and 200 probes of forty people, some probes with another person's number."""
    person, face = rng.permutation(np.repeat(np.arange(1, 41), 5)), rng.integers(40, 216, size=(40, PIXELS))
    order = rng.permutation(200)
    enrolled, probe = (
        face[who - 1] + rng.integers(-40, 41, size=(200, PIXELS)) + 0.0 for who in (person, person[order])
    )
    return enrolled, person, probe, np.where(rng.random(200) < 0.2, rng.permutation(person), person[order]), 20


EIGENFACE_RATE = Exercise(
    answers.eigenface_rank1_rate,
    _photos_of_another_day,
    Number("The rate"),
    {
        "your eigenfaces are made from the probes too. In use, tomorrow's photos are not there yet: use the enrolled points alone.": _rate(lambda e, p: np.vstack([e, p])),
        "you make eigenfaces twice, once for each set. The two sets of codes then count along different directions, and comparing them means nothing. Use the enrolled ones for both.":
            _rate(None, lambda e, p: p),
        "your eigenfaces are made from the probes. Make them from the enrolled points.": _rate(lambda e, p: p),
        "you subtract the probes' own mean from the probes. Measure both sets from the enrolled points' mean.":
            _with_codes(lambda a, b, e, p, c: (a, subspaces.project(p, p.mean(axis=0), c))),
        "the mean is subtracted from one of the two sets alone. Measure both from the enrolled points' mean.": _with_codes(lambda a, b, e, p, c: (a, p @ c.T)),
        "you divide the codes by their spread, and small directions count as much as large ones. Compare the codes as they are.":
            _with_codes(lambda a, b, e, p, c: (a / a.std(axis=0), b / a.std(axis=0))),
        "you divide each code by its length. Compare the codes as they are.":
            _with_codes(lambda a, b, e, p, c: tuple(one / np.linalg.norm(one, axis=1, keepdims=True) for one in (a, b))),
        "your function uses k + 1 eigenfaces.": _rate(more=1),
        "your function uses k - 1 eigenfaces.": _rate(more=-1),
        "you compare along the last eigenface alone. All k numbers of a code count.": _with_codes(lambda a, b, e, p, c: (a[:, -1:], b[:, -1:])),
        "you compare along the first eigenface alone. All k numbers of a code count.": _with_codes(lambda a, b, e, p, c: (a[:, :1], b[:, :1])),
        "your rate is that of the points themselves. Either the codes are not compared, or k is not used and every eigenface is.":
            lambda *data: matching.rank1_rate(*data[:4]),
        "your rate is the one for the first k pixels. Project on the eigenfaces.": lambda e, who, p, whose, k: matching.rank1_rate(e[:, :k], who, p[:, :k], whose),
        "you ask which probe is nearest to each enrolled point: enrolled and probe are exchanged.": _exchanged,
        "you return the share named wrongly. The rank-1 rate is the share named correctly.": lambda *data: 1 - answers.eigenface_rank1_rate(*data),
        "you return how many probes are named correctly. Divide by the number of probes.": lambda *data: answers.eigenface_rank1_rate(*data) * len(data[2]),
    },
    [
        Example((np.array([[0.0, 0.0], [10, 3], [20, 0]]), np.array([3, 1, 2]), np.array([[2.0, 30.0], [9, 0], [14, 3], [19, 1]]), np.array([3, 1, 2, 2]), 1),
                "the one eigenface points along the first axis, so the first numbers decide: 2 is nearest to 0, 9 to 10, 14 to 10, 19 to 20, and the third is wrong"),
    ],
    LessonSize("200 enrolled photos, 200 probes and k = 20", _people_on_photos, 3.0),
    otherwise="Are the eigenfaces made from the enrolled points alone, once, and used for both sets?",
)  # fmt: skip


def _rates_in_any_order(rng: np.random.Generator) -> tuple | None:
    """Draw rates that are exact in binary, often one of them exactly slack below the best, and ks in no order."""
    n = int(rng.integers(7, 10))
    ks, rates = rng.choice(np.arange(1, 100), size=n, replace=False), rng.integers(1, 21, size=n) / 32
    slack = int(rng.integers(2, 8)) / 32
    if rng.random() < 0.5:
        rates[rng.integers(n)] = max(rates.max() - slack, 0)
    good = _good(ks, rates, slack)
    is_untidy = good.min() not in (good[0], good[-1], ks.min()) and rates.max() not in (rates[-1], rates[ks.argmax()])
    return (ks, rates, slack) if is_untidy else None


def _good(ks: np.ndarray, rates: np.ndarray, slack: float) -> np.ndarray:
    return ks[rates >= rates.max() - slack]


CHOOSE_K = Exercise(
    answers.choose_k,
    _rates_in_any_order,
    Number("The number of eigenfaces"),
    {
        "a rate that is exactly slack below the best is left out in yours. “At most slack below” includes that case.": lambda ks, rates, slack: ks[rates > rates.max() - slack].min(),
        "you return the k with the best rate. Look for the smallest k that is nearly as good.": lambda ks, rates, slack: ks[rates.argmax()],
        "you multiply by slack. It is a difference of rates, not a share of the best.": lambda ks, rates, slack: ks[rates >= rates.max() * (1 - slack)].min(),
        "you return the position of k. Return the number of eigenfaces that stands there.": lambda ks, rates, slack: ks.tolist().index(_good(ks, rates, slack).min()),
        "you return the position of the best rate. Return a number out of ks.": lambda ks, rates, slack: rates.argmax(),
        "you return the rate. Return the k that reaches it.": lambda ks, rates, slack: rates[ks == _good(ks, rates, slack).min()][0],
        "you return the lowest rate that is good enough. Return a number out of ks.": lambda ks, rates, slack: rates.max() - slack,
        "you return the smallest k of all, whatever its rate. Good enough means: at least the best rate minus slack.": lambda ks, rates, slack: ks.min(),
        "you return the first k that is good enough, and ks need not be sorted. Take the smallest of all that are good enough.": lambda *data: _good(*data)[0],
        "you return the last k that is good enough, and ks need not be sorted. Take the smallest of all that are good enough.": lambda *data: _good(*data)[-1],
        "you return the largest k that is good enough. Take the smallest.": lambda *data: _good(*data).max(),
        "you return every k that is good enough. Return the smallest of them.": _good,
        "you take the last rate for the best. The best may stand anywhere.": lambda ks, rates, slack: ks[rates >= rates[-1] - slack].min(),
        "you take the rate of the largest k for the best. The best may stand anywhere.": lambda ks, rates, slack: ks[rates >= rates[ks.argmax()] - slack].min(),
        "you sort ks alone, and then each rate belongs to another k. Keep the two together.": lambda ks, rates, slack: np.sort(ks)[rates >= rates.max() - slack].min(),
        "you compare the rates with slack itself. Compare them with the best rate minus slack.": lambda ks, rates, slack: ks[rates >= slack].min(),
        "you allow twice the slack.": lambda ks, rates, slack: ks[rates >= rates.max() - 2 * slack].min(),
        "you return the k with the lowest rate that is good enough. Among all that are good enough, take the smallest k.":
            lambda ks, rates, slack: ks[np.where(rates >= rates.max() - slack, rates, 9).argmin()],
    },
    [
        Example((np.array([20, 5, 40, 10]), np.array([0.8125, 0.5, 0.875, 0.75]), 0.125), "the best rate is 0.875, so 0.75 is good enough, and 10 is the smallest k with at least that"),
        Example((np.array([3, 8, 5]), np.array([0.25, 0.75, 0.75]), 0.0), "without slack only the best rate will do, and 5 is the smaller k that has it"),
        Example((np.array([9, 2]), np.array([0.5, 0.5]), 0.25), "all rates are the same, so the smallest k will do"),
        Example((np.array([6, 4]), np.array([0.5, 0.25]), 1.0), "a slack of 1 lets every k pass"),
        Example((np.array([7]), np.array([0.5]), 0.125), "there is a single k"),
    ],
    LessonSize("60 numbers of eigenfaces", lambda rng: (np.arange(1, 61), np.sort(rng.integers(8, 120, 60)) / 128, 0.015625), 0.5),
    otherwise="First find the best rate, then every k that is good enough, then the smallest of them.",
)  # fmt: skip

EXERCISES = {"2.1": EIGENFACES, "2.2a": PROJECT, "2.2b": REBUILD, "2.3": EIGENFACE_RATE, "2.P": CHOOSE_K}

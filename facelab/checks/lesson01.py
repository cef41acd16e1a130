"""Lesson 1: photographs as points, their distances, and the name of the nearest."""

from collections.abc import Callable

import numpy as np

from facelab import matching
from facelab.answers import lesson01 as answers
from facelab.checks.asking import Answer, Example, Exercise, LessonSize, Wrong
from facelab.checks.results import Array, Number, alike

TRY_SMALL = "Try your line on np.arange(12).reshape(2, 2, 3): the first row should be 0 to 5."


def _photos(rng: np.random.Generator, count: int = 200) -> np.ndarray:
    """Draw photos as large as those of the lesson."""
    return rng.integers(0, 256, size=(count, 112, 92), dtype=np.uint8)


def _photo_points(rng: np.random.Generator, count: int = 200) -> np.ndarray:
    return rng.integers(0, 256, size=(count, 112 * 92)).astype(float)


def _small_photos(rng: np.random.Generator) -> tuple:
    """Draw some photos whose number, height and width differ."""
    return (rng.integers(0, 256, size=rng.choice([2, 3, 4, 5, 7], 3, replace=False), dtype=np.uint8),)


def _one_long_row(images: np.ndarray) -> str:
    n, height, width = images.shape
    return (
        f"your function strings all photos together: {n} photos of {height} by {width} pixels became one row of {images.size}. "
        f"Keep one row for each photo: {n} rows of {height * width}."
    )


def _ask_decimals(answer: Answer, rng: np.random.Generator) -> None:
    """Refuse whole numbers: in 8 bits a difference wraps round."""
    held = np.asarray(answer(*_small_photos(rng), call="some small photos")).dtype
    if held.kind == "u":
        raise Wrong(
            f"the table is right but still holds {held} numbers, and those cannot go below zero: np.uint8(10) - np.uint8(12) is "
            "254. Turn it into decimal numbers with .astype(float)."
        )
    if held.kind != "f":
        raise Wrong(
            f"the table is right but still holds {held} numbers, which have no decimals. Turn it into decimal numbers with .astype(float)."
        )


FLATTEN = Exercise(
    matching.flatten,
    _small_photos,
    Array("The table"),
    {
        _one_long_row: lambda images: images.ravel(),
        "your table lies on its side: one photo should be one row, and yours is one column.": lambda images: matching.flatten(images).T,
        "your function returns the photos in the shape they came in. Each photo should become one row.": lambda images: images,
        "your rows run down the columns of the photo; run along its rows, from the top left, as reshape does on its own.":
            lambda images: images.transpose(0, 2, 1).reshape(len(images), -1),
        "the rows have the right length, but each mixes pixels of several photos. " + TRY_SMALL: lambda images: images.reshape(-1, len(images)).T,
        "your values are divided by 255. Leave the grey values between 0 and 255.": lambda images: matching.flatten(images) / 255,
        "you return the first photo alone. Is return inside the loop?": lambda images: images[0].ravel(),
        "you return the last photo alone. Collect a row for each photo.": lambda images: images[-1].ravel(),
        "your table has one row for each row of pixels. A whole photo should become one row.": lambda images: images.reshape(-1, images.shape[2]),
        "your table has one number for each photo. A row holds all its pixels.": lambda images: images.mean(axis=(1, 2)),
        "your photos come out in the opposite order.": lambda images: matching.flatten(images[::-1]),
    },
    [
        Example((np.array([[[1, 2], [3, 4]], [[5, 6], [7, 8]]], dtype=np.uint8),), "the rows are 1, 2, 3, 4 and 5, 6, 7, 8"),
        Example((np.array([[[200, 0, 7], [9, 3, 255]]], dtype=np.uint8),), "a single photo still makes a table, of one row"),
        Example((np.array([[[9]], [[8]], [[7]]], dtype=np.uint8),), "photos of a single pixel make rows of one number"),
    ],
    LessonSize("400 photos", lambda rng: (_photos(rng, 400),), 0.8),
    otherwise=TRY_SMALL,
    also=_ask_decimals,
)  # fmt: skip


def _rows_and_shape(rng: np.random.Generator) -> tuple:
    """Draw rows of numbers with decimals, and the shape of the photos they were."""
    n, height, width = map(int, rng.choice([2, 3, 4, 5, 7], 3, replace=False))
    return rng.integers(0, 1021, size=(n, height * width)) / 4, (height, width)


RESTORE = Exercise(
    matching.restore,
    _rows_and_shape,
    Array("The stack of photos"),
    {
        "the second argument, shape, says (height, width): use it, in that order.": lambda points, shape: points.reshape(-1, *shape[::-1]),
        "the shape is right, but every photo mixes pixels of several.": lambda points, shape: points.T.reshape(-1, *shape),
        "your photos lie on their side: rows first, then columns.": lambda points, shape: points.reshape(-1, *shape[::-1]).transpose(0, 2, 1),
        "your photos are turned: rows and columns are exchanged.": lambda points, shape: points.reshape(-1, *shape).transpose(0, 2, 1),
        "you return the table as it came in. Each row should become a photo.": lambda points, shape: points,
        "you return the first photo alone. The result has one photo for each row, even for a single row.": lambda points, shape: points[0].reshape(shape),
        "you return the last photo alone. Collect a photo for each row.": lambda points, shape: points[-1].reshape(shape),
        "your photos stand in one tall table. Keep them apart: the first axis counts the photos.": lambda points, shape: points.reshape(-1, shape[1]),
        "the first axis should count the photos; in yours the last one does.": lambda points, shape: np.moveaxis(points.reshape(-1, *shape), 0, -1),
        "your values are divided by 255. Leave the grey values as they are.": lambda points, shape: matching.restore(points, shape) / 255,
        "your function cuts off the decimals. Leave the numbers as they are: a mean of photos has decimals, too.":
            lambda points, shape: np.floor(matching.restore(points, shape)),
        "your photos come out in the opposite order.": lambda points, shape: matching.restore(points, shape)[::-1],
    },
    [
        Example((np.array([[1.0, 2, 3, 4, 5, 6]]), (2, 3)), "a single row still makes a stack, of one photo: 1, 2, 3 above 4, 5, 6"),
        Example((np.array([[1.5, 2, 3], [4, 5, 6]]), (3, 1)), "each photo is three pixels high and one wide"),
        Example((np.array([[-0.25, 0.5, 300, 0]]), (2, 2)), "numbers below 0 and above 255 stay as they are"),
    ],
    LessonSize("8 photos", lambda rng: (_photo_points(rng, 8), (112, 92)), 0.5),
    otherwise="flatten(restore(points, shape)) should give the points back.",
)  # fmt: skip


def _two_tables(rng: np.random.Generator) -> tuple:
    """Draw two tables of points of different lengths; whole numbers, so that every way to the root is exact."""
    n, m, d = [(3, 4, 2), (4, 3, 2), (2, 3, 4), (3, 2, 4)][rng.integers(4)]
    return rng.integers(-9, 10, size=(n, d)).astype(float), rng.integers(-9, 10, size=(m, d)).astype(float)


def _through_products(times: float) -> Callable:
    """Return what the formula without a loop gives with another factor before x·y."""
    return lambda a, b: np.sqrt(np.maximum((a**2).sum(1)[:, None] + (b**2).sum(1) + times * a @ b.T, 0))


def _ask_rounding_and_memory(answer: Answer, rng: np.random.Generator) -> None:
    # Far from zero, so that rounding is sure to push some squares below it.
    same, call = rng.normal(size=(40, 300)) * 100 + 10_000, "40 points and the same 40 points"
    reply, right = answer(same, same, call=call), matching.distances(same, same)
    try:
        got = DISTANCES.returns.read(reply, right, call)
    except Wrong as wrong:
        if "NaN" not in str(wrong):
            raise
        raise Wrong(
            f"some of your distances are NaN (not a number), for {call}: rounding leaves a tiny negative number where 0 is meant, "
            "and a negative number has no root. np.maximum(squares, 0) helps."
        ) from None
    if not alike(got, right, 1e-4):
        raise Wrong(
            f"for {call} your distances are off by more than rounding explains. From a point to itself it is 0."
        )
    a, b = rng.normal(size=(60, 400)), rng.normal(size=(70, 400))
    if answer.peak_megabytes(a, b, call="60 and 70 points with 400 numbers each") > 6:
        raise Wrong(
            "your distances are right, but on the way your function holds every difference of every pair at once: for 200 and 200 "
            "photos that is 3.3 gigabytes. Take one row of a at a time, or the formula of the section Deeper B."
        )


DISTANCES = Exercise(
    matching.distances,
    _two_tables,
    Array("The table of distances"),
    {
        "your table lies on its side: one row for each point of a, one column for each point of b.": lambda a, b: matching.distances(b, a),
        "your distances are squared: from (0, 0) to (3, 4) it is 5, and yours is 25. A root is missing.": lambda a, b: matching.distances(a, b) ** 2,
        "you add the differences themselves; from (0, 0) to (3, 4) that makes 7. Square them first, then take the root of the sum: 5.":
            lambda a, b: np.abs(a[:, None] - b).sum(axis=2),
        "you take the mean of the squares where the sum is meant: from (0, 0) to (3, 4) it is 5.": lambda a, b: np.sqrt(((a[:, None] - b) ** 2).mean(axis=2)),
        "you keep only the largest difference; all coordinates count.": lambda a, b: np.abs(a[:, None] - b).max(axis=2),
        "you use the first two numbers of each point alone. A point may have any number of them, and all count.": lambda a, b: matching.distances(a[:, :2], b[:, :2]),
        "your distances are negative. A distance is never below 0.": lambda a, b: -matching.distances(a, b),
        "you add up the differences with their signs, and they cancel. Square them first.": lambda a, b: (a[:, None] - b).sum(axis=2),
        "you take the root of the sum of the differences. Square the differences before you add them.":
            lambda a, b: np.sqrt(np.abs(a[:, None] - b).sum(axis=2)),
        "you return the products x·y. They are a part of the formula without a loop, not the distance.": lambda a, b: a @ b.T,
        "in the formula without a loop the products are subtracted; you add them.": _through_products(2),
        "in the formula without a loop the products count twice: - 2 x·y.": _through_products(-1),
        "you add up the squares of both points, and nothing is subtracted. Take the difference of the two points first.": _through_products(0),
        "you compare the lengths |x| and |y| of the points. Two points of one length can lie far apart.":
            lambda a, b: np.abs(np.linalg.norm(a, axis=1)[:, None] - np.linalg.norm(b, axis=1)),
        "you compare the points of a with one another. b is not used.": lambda a, b: matching.distances(a, a),
        "you compare the points of b with one another. a is not used.": lambda a, b: matching.distances(b, b),
        "you compare the first point of a with the first of b, the second with the second. Every point of a meets every point of b.":
            lambda a, b: np.array([np.linalg.norm(x - y) for x, y in zip(a, b, strict=False)]),
        "your distances stand in one long row. Begin a new row of the table for each point of a.": lambda a, b: matching.distances(a, b).ravel(),
        "you return the distances of the first point of a alone. Is return inside the loop?": lambda a, b: matching.distances(a, b)[0],
        "you return the distances of the last point of a alone. Collect a row for each point.": lambda a, b: matching.distances(a, b)[-1],
        "you return one number. The table has a distance for every point of a and every point of b.": lambda a, b: np.sqrt(((a[:1] - b[:1]) ** 2).sum()),
        "you round to whole numbers. Leave the distances as they are.": lambda a, b: np.round(matching.distances(a, b)),
        "you add up the squares of all points of b together. Each row of differences makes one distance: add along the rows, axis=1.":
            lambda a, b: np.array([np.sqrt(((b - x) ** 2).sum()) for x in a]),
        "you add down the columns of the differences. Each row belongs to one point of b: add along the rows, axis=1.":
            lambda a, b: np.array([np.sqrt(((b - x) ** 2).sum(axis=0)) for x in a]),
        "you return the differences themselves. A distance is one number: square them, add the squares up, take the root.": lambda a, b: a[:, None] - b,
        "you add the differences up before you square them, and they cancel. Square first.": lambda a, b: np.abs((a[:, None] - b).sum(axis=2)),
        "you square every difference, and nothing is added up yet. A distance is one number: add the squares up and take the root.": lambda a, b: (a[:, None] - b) ** 2,
        "you take the root of each square for itself, and nothing is added up. Add the squares up first, then take one root.": lambda a, b: np.abs(a[:, None] - b),
    },
    [
        Example((np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[3.0, 4.0], [0.0, 0.0], [6.0, 8.0]])), "from (0, 0) to (3, 4) it is 5"),
        Example((np.array([[-3.0, 2.0]]), np.array([[-3.0, -2.0], [3.0, 2.0]])), "coordinates may be negative"),
        Example((np.array([[1.5, 0.5, 2.0]]), np.array([[1.5, 0.5, 2.0], [1.5, 0.5, 6.0]])), "the first two points are the same, and the third number alone sets the other apart"),
    ],
    LessonSize("200 by 200 photos", lambda rng: (_photo_points(rng), _photo_points(rng)), 2.0),
    otherwise="From (0, 0) to (3, 4) the distance is 5: square 3 and 4, add, take the root.",
    also=_ask_rounding_and_memory,
)  # fmt: skip


def _people_as_points(rng: np.random.Generator) -> tuple | None:
    """Draw points and probes of people in a mixed order; one person is only enrolled, one only a probe."""
    people = rng.choice(np.arange(13), size=6, replace=False)
    centre = dict(zip(people.tolist(), rng.normal(size=(6, 3)) * 10, strict=True))
    n, m = int(rng.integers(8, 12)), int(rng.integers(13, 18))

    def points(whose: np.ndarray) -> np.ndarray:
        return np.array([centre[one] for one in whose.tolist()]) + rng.normal(size=(len(whose), 3)) * 7

    enrolled_person, probe_person = rng.choice(people[:5], n), rng.choice(people[1:], m)
    enrolled, probe, is_known = points(enrolled_person), points(probe_person), np.isin(probe_person, enrolled_person)
    furthest = enrolled_person[matching.distances(probe, enrolled).argmax(axis=1)]
    # Mistakes that name nobody correctly could not be told from a constant 0.
    named = (furthest == probe_person).any() and (_nearest(enrolled, probe) == probe_person).any()
    return (enrolled, enrolled_person, probe, probe_person) if named and not is_known.all() else None


def _nearest(e: np.ndarray, p: np.ndarray) -> np.ndarray:
    return matching.distances(p, e).argmin(axis=1)


def _hits(e: np.ndarray, who: np.ndarray, p: np.ndarray, whose: np.ndarray) -> np.ndarray:
    return who[_nearest(e, p)] == whose


def _people_on_photos(rng: np.random.Generator) -> tuple:
    """Draw 200 photos and 200 probes of forty people, some probes with another person's number."""
    person = rng.permutation(np.repeat(np.arange(1, 41), 5))
    enrolled = _photo_points(rng)
    order = rng.permutation(200)
    shown = np.where(rng.random(200) < 0.2, rng.permutation(person[order]), person[order])
    return enrolled, person, enrolled[order] + rng.integers(-9, 10, size=enrolled.shape), shown


RANK1_RATE = Exercise(
    matching.rank1_rate,
    _people_as_points,
    Number("The rank-1 rate"),
    {
        "you return how many probes are named correctly. Divide by the number of probes.": lambda *data: _hits(*data).sum(),
        "you return the share that is named wrongly. Return the share that is right.": lambda *data: 1 - _hits(*data).mean(),
        "you take the furthest enrolled point. argmin finds the smallest entry, argmax the largest; axis=1 runs along a row.":
            lambda e, who, p, whose: np.mean(who[matching.distances(p, e).argmax(axis=1)] == whose),
        "you compare the row number of the nearest enrolled point with the person. A row number is not yet a person: look it up in enrolled_person.":
            lambda e, who, p, whose: np.mean(_nearest(e, p) == whose),
        "you look for the nearest probe of each enrolled point: enrolled and probe are exchanged. Find the nearest enrolled point of each probe.":
            lambda e, who, p, whose: np.mean(whose[_nearest(p, e)] == who),
        "you divide by the number of enrolled points. Divide by the number of probes.": lambda *data: _hits(*data).sum() / len(data[0]),
        "you divide by the number of people. Divide by the number of probes.": lambda *data: _hits(*data).sum() / len(np.unique(data[1])),
        "your function returns one entry for each probe. Return one number: the share of probes that are named correctly.": _hits,
        "your function returns the person it finds for each probe. Compare them with probe_person, and return the share that agrees.":
            lambda e, who, p, whose: who[_nearest(e, p)],
        "your function returns the row number of the nearest enrolled point for each probe. Whose is it, and is it the probe's own person?":
            lambda e, who, p, whose: _nearest(e, p),
        "your nearest point has the smallest sum of differences. Measure with the Euclidean distance, as in exercise 1.2.":
            lambda e, who, p, whose: np.mean(who[np.abs(p[:, None] - e).sum(axis=2).argmin(axis=1)] == whose),
        "you compare each probe with the mean of a person's points. Compare it with each enrolled point.":
            lambda e, who, p, whose: np.mean(np.unique(who)[_nearest(np.array([e[who == one].mean(axis=0) for one in np.unique(who)]), p)] == whose),
        "you count each person's share for itself and take the mean of the shares. Every probe counts once.":
            lambda *data: np.mean([_hits(*data)[data[3] == one].mean() for one in np.unique(data[3])]),
        "a probe counts as right in yours if its person is among the two nearest. The nearest alone decides.":
            lambda e, who, p, whose: np.mean((who[np.argsort(matching.distances(p, e), axis=1)[:, :2]] == whose[:, None]).any(axis=1)),
        "you leave out the probes of people who are not enrolled. They are probes, too, and named wrongly.":
            lambda *data: _hits(*data)[np.isin(data[3], data[1])].mean(),
    },
    [
        Example((np.array([[0.0], [10], [20]]), np.array([3, 1, 2]), np.array([[1.0], [11], [12], [19]]), np.array([3, 1, 2, 2])),
                "the probe at 12 belongs to person 2 and lies nearest to person 1"),
        Example((np.array([[0.0], [10]]), np.array([3, 1]), np.array([[10.0], [1]]), np.array([1, 3])), "a probe may equal an enrolled point, and that is then the nearest"),
        Example((np.array([[0.0], [10]]), np.array([2, 1]), np.array([[1.0], [2]]), np.array([2, 7])), "person 7 is not enrolled, so nothing can name this probe correctly"),
        Example((np.array([[4.0, 1], [-4, 1], [0, 9]]), np.array([5, 5, 2]), np.array([[-3.0, 2]]), np.array([5])), "two points belong to one person"),
    ],
    LessonSize("200 probes and 200 enrolled photos", _people_on_photos, 3.0),
    otherwise="For each probe: which row of enrolled is nearest, whose is it, and is that the probe's own person?",
)  # fmt: skip


def _blurred_photos(rng: np.random.Generator) -> tuple:
    """Draw small smooth pictures of six people that shifts confuse little by little, and some shifts."""
    n, m, height, width = int(rng.integers(9, 13)), int(rng.integers(16, 22)), 5, 8
    labels = rng.choice(np.arange(1, 20), size=6, replace=False)
    people = rng.normal(size=(6, height, width))
    for axis in (1, 2):
        people = people + np.roll(people, 1, axis) + np.roll(people, -1, axis)
    enrolled_place, probe_place = np.append(np.arange(6), rng.integers(0, 6, n - 6)), rng.integers(0, 6, m)

    def photos(place: np.ndarray) -> np.ndarray:
        return np.clip(128 + 25 * (people[place] + rng.normal(size=(len(place), height, width))), 0, 255).astype(
            np.uint8
        )

    pixels = rng.permutation(6)[: rng.integers(3, 6)].tolist()
    return photos(enrolled_place), labels[enrolled_place], photos(probe_place), labels[probe_place], pixels


def _curve(moved: Callable, pixels: Callable = list) -> Callable:
    """Return the curve of an answer that moves the probes in its own way, or by other numbers than those of `pixels`."""

    def curve(e: np.ndarray, who: np.ndarray, p: np.ndarray, whose: np.ndarray, steps: list) -> np.ndarray:
        gallery = matching.flatten(e)
        return np.array(
            [
                matching.rank1_rate(gallery, who, moved(p, s).reshape(len(p), -1).astype(float), whose)
                for s in pixels(steps)
            ]
        )

    return curve


def _without_return(photos: np.ndarray, step: int) -> np.ndarray:
    """Move photos to the right; what leaves them is lost."""
    moved = np.zeros_like(photos)
    moved[:, :, step:] = photos[:, :, : photos.shape[2] - step]
    return moved


def _drawn_shifts(rng: np.random.Generator) -> tuple:
    """Draw 200 photos, and as probes the same a little to the left."""
    photos, person = _photos(rng), rng.permutation(np.repeat(np.arange(1, 41), 5))
    order = rng.permutation(200)
    back = np.array([np.roll(photos[one], -int(rng.choice([0, 6, 12])), axis=1) for one in order])
    return photos, person, back, person[order], [12, 6]


SHIFT_CURVE = Exercise(
    answers.shift_curve,
    _blurred_photos,
    Array("The curve"),
    {
        "without axis, np.roll takes all photos for one long row: what leaves a row of pixels comes back in the next one, and at last in the next photo. Say along which axis to move.":
            _curve(np.roll),
        "each photo moves as one long row: what leaves a row of pixels comes back in the next one. Move the columns before you flatten.":
            _curve(lambda p, s: np.roll(p.reshape(len(p), -1), s, axis=1)),
        "your photos move up or down instead of sideways. Try np.roll on np.array([[1, 2], [3, 4]]) with each axis.": _curve(lambda p, s: np.roll(p, s, axis=1)),
        "the photos move to the left, or the enrolled ones move and not the probes. Only the probes should move, and to the right: np.roll([1, 2, 3], 1) shows which way it turns.":
            _curve(lambda p, s: np.roll(p, -s, axis=2)),
        "your curve stays flat: every shift gives the rate without a shift. If the enrolled photos move too, nothing has changed between them. And np.roll returns a new array; it leaves the old one as it was.":
            _curve(lambda p, s: p),
        "each shift starts from the photos that the last one moved. Start from the original photos every time.": _curve(lambda p, s: np.roll(p, s, axis=2), np.cumsum),
        "you move whole photos to other people's places: axis 0 counts the photos. The columns are axis 2.": _curve(lambda p, s: np.roll(p, s, axis=0)),
        "the rates are right but in another order: keep the order of pixels.": _curve(lambda p, s: np.roll(p, s, axis=2), sorted),
        "you move by 0, 1, 2 and so on. Move by the numbers in pixels.": _curve(lambda p, s: np.roll(p, s, axis=2), lambda steps: range(len(steps))),
        "what leaves the photo on the right is lost in yours. Let it come back on the left, as np.roll does.": _curve(_without_return),
        "you return the share named wrongly. The rank-1 rate is the share named correctly.": lambda *data: 1 - answers.shift_curve(*data),
        "your function returns one number, the rate of the first shift. Return one rate for each entry of pixels: is return inside the loop?":
            lambda *data: answers.shift_curve(*data)[0],
        "your function returns one number, the rate of the last shift. Return one rate for each entry of pixels: collect them.":
            lambda *data: answers.shift_curve(*data)[-1],
        "your function returns one number, the mean over all shifts. Return one rate for each entry of pixels.": lambda *data: answers.shift_curve(*data).mean(),
        "your function returns the shifts beside the rates. Return the rates alone.": lambda *data: np.column_stack([data[4], answers.shift_curve(*data)]),
        "you return how many probes are named correctly. Return rates: divide by the number of probes.": lambda *data: answers.shift_curve(*data) * len(data[2]),
    },
    [
        Example((np.array([[[8, 0, 0, 0]], [[0, 0, 8, 0]]], dtype=np.uint8), np.array([2, 1]), np.array([[[8, 1, 0, 0]], [[0, 0, 8, 1]]], dtype=np.uint8), np.array([2, 1]), [2, 0, 4]),
                "the photos are 4 pixels wide: moved by 2, each looks like the other person's, moved by 4, all is as it was"),
        Example((np.array([[[8, 0, 0]], [[0, 8, 0]]], dtype=np.uint8), np.array([5, 3]), np.array([[[7, 0, 0]]], dtype=np.uint8), np.array([3]), [1]),
                "one shift makes a curve of one rate"),
    ],
    LessonSize("200 probes, 200 enrolled photos and two shifts", _drawn_shifts, 6.0),
    otherwise="At a shift of 0 the rate is that of the photos as they are; at every other one the probes stand that far to the right.",
)  # fmt: skip


def _apart(rng: np.random.Generator) -> tuple | None:
    """Draw points in a mixed order: close together, as far apart as photos are (1,255 at least), or further."""
    people = rng.choice(np.arange(1, 30), size=4, replace=False)
    person = rng.choice(people, size=rng.integers(8, 13))
    points = rng.normal(size=(len(person), 3)) + np.searchsorted(np.sort(people), person)[:, None] * 0.6
    table = matching.distances(points, points)
    np.fill_diagonal(table, np.inf)
    nearest = table.min(axis=1)
    least, most = [(1, 90), (1_300, 9_000), (13_000, 90_000)][rng.integers(3)]
    points = points * least / nearest.min()
    return (points, person) if nearest.max() / nearest.min() < most / least else None


def _with_diagonal(value: float, place: int = 0) -> Callable:
    """Return the rate with a value on the diagonal, and the nearest, second nearest or furthest photo taken."""

    def rate(points: np.ndarray, person: np.ndarray) -> float:
        table = matching.distances(points, points)
        np.fill_diagonal(table, value)
        return float(np.mean(person[np.argsort(table, axis=1, kind="stable")[:, place]] == person))

    return rate


def _found(points: np.ndarray) -> np.ndarray:
    """Return the row of the nearest other point for each point."""
    table = matching.distances(points, points)
    np.fill_diagonal(table, np.inf)
    return table.argmin(axis=1)


def _left_out_of_points_alone(points: np.ndarray, person: np.ndarray) -> float:
    places = [matching.distances(points[[i]], np.delete(points, i, axis=0))[0].argmin() for i in range(len(points))]
    return float(np.mean(person[places] == person))


def _four_hundred(rng: np.random.Generator) -> tuple:
    """Draw 400 points as far apart as photos are, some with another person's number."""
    person = rng.permutation(np.repeat(np.arange(1, 41), 10))
    points = _photo_points(rng, 40)[person - 1] + rng.integers(-35, 36, size=(400, 112 * 92))
    return points, np.where(rng.random(400) < 0.1, rng.permutation(person), person)


LEAVE_ONE_OUT = Exercise(
    answers.leave_one_out_rate,
    _apart,
    Number("The rate"),
    {
        "your rate is 1: every photo still finds itself. Keep the photo that is asked about out of the photos it is compared with. On the diagonal of the table of distances each photo meets itself.":
            lambda points, person: 1.0,
        "the number that you write on the diagonal is too small: photos lie a thousand grey values and more apart, and then each still finds itself. Which value is never the smallest?":
            _with_diagonal(1_000),
        "the number that you write on the diagonal is large, but distances can be larger, and then a photo still finds itself. Which value is never the smallest?":
            _with_diagonal(10_000),
        "your rate is 0. Only the photo itself must be left out, not every photo of the same person.": lambda points, person: 0.0,
        "you return how many are right. Divide by the number of photos.": lambda *data: answers.leave_one_out_rate(*data) * len(data[1]),
        "you return the share that is wrong. Return the share that is right.": lambda *data: 1 - answers.leave_one_out_rate(*data),
        "you divide by the number of photos less one. Every photo is asked about once: divide by all of them.":
            lambda *data: answers.leave_one_out_rate(*data) * len(data[1]) / (len(data[1]) - 1),
        "you take the second nearest of the other photos. The nearest one decides.": _with_diagonal(np.inf, 1),
        "you take the photo furthest away. argmin finds the smallest entry, argmax the largest.": _with_diagonal(-1, -1),
        "you compare the row number of the nearest photo with the person. Look it up in person.": lambda points, person: np.mean(_found(points) == person),
        "your function returns one entry for each photo. Return one number: the share that is right.": lambda points, person: person[_found(points)] == person,
        "your function returns the person it finds for each photo. Compare them with person, and return the share that agrees.": lambda points, person: person[_found(points)],
        "you leave the photo out of points, but not out of person: behind it every row number belongs to somebody else.": _left_out_of_points_alone,
        "you count each person's share for itself and take the mean of the shares. Every photo counts once.":
            lambda points, person: np.mean([np.mean(person[_found(points)][person == one] == one) for one in np.unique(person)]),
    },
    [
        Example((np.array([[0.0], [1.0], [5.0], [7.5], [8.0]]), np.array([1, 1, 2, 3, 2])), "the points at 0 and 1 find each other, and each of the other three finds somebody else's"),
        Example((np.array([[5000.0], [0.0], [1255.0], [9000.0]]), np.array([2, 4, 4, 4])), "these points lie as far apart as photos do"),
        Example((np.array([[0.0, 0.0], [3.0, 4.0], [0.0, 2.0]]), np.array([7, 7, 2])), "every point's nearest other one belongs to somebody else"),
    ],
    LessonSize("400 photos", _four_hundred, 12.0),
    otherwise="For each photo: which of the others is nearest, and does it show the same person?",
)  # fmt: skip

EXERCISES = {
    "1.1a": FLATTEN,
    "1.1b": RESTORE,
    "1.2": DISTANCES,
    "1.3": RANK1_RATE,
    "1.4": SHIFT_CURVE,
    "1.P": LEAVE_ONE_OUT,
}
